"""The widths and the order of a table that the officer gave it: through a resize, and when the program is started again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.application import Window
from desktop.models.column import ScreenColumn
from desktop.models.table_model import TableModel
from desktop.settings import Settings
from desktop.views.kit.records.card_pane import CardPane
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.record_screen import RecordScreen
from desktop.views.kit.tables.spreadsheet_table import SpreadsheetTable


def pane_of(window: Window) -> RecordPane:
    screen = window.show_screen("Risks")
    assert isinstance(screen, RecordScreen)
    return screen.pane


def drag_edge(qtbot: QtBot, pane: RecordPane, section: int, by: int) -> None:
    """Drag the right edge of a heading, as with the mouse."""
    header = pane.table.view.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(section) + header.sectionSize(section) - 1, header.height() // 2)
    qtbot.mouseMove(header.viewport(), at)
    qtbot.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    for step in (by // 2, by):
        qtbot.mouseMove(header.viewport(), at + QPoint(step, 0))
    qtbot.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=at + QPoint(by, 0))


def names(pane: RecordPane) -> list[str]:
    return [pane.model.cell_at(row, 0).text for row in range(pane.model.rowCount())]


def test_widths_and_order_stay_through_a_resize_and_a_restart(
    open_window: Callable[..., Window], qtbot: QtBot, settle: Callable[[], None], tmp_path: Path
) -> None:
    window = open_window("back-office-hub", screen="Risks")
    pane = pane_of(window)
    settle()
    recorded, before = names(pane), pane.table.view.columnWidth(1)
    drag_edge(qtbot, pane, 1, 60)
    settle()
    assert pane.table.view.columnWidth(1) == before + 60
    pane.table.view.horizontalHeader().sectionClicked.emit(0)
    pane.table.view.horizontalHeader().sectionClicked.emit(0)
    down = names(pane)
    assert down == sorted(recorded, reverse=True) != recorded
    window.resize(1000, 700)
    settle()
    assert pane.table.view.columnWidth(1) == before + 60
    path = window.workspace.path
    assert path is not None
    window.close()
    again = Window(settings=Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(again)
    again.resize(1366, 768)
    with qtbot.waitExposed(again):
        again.show()
    with qtbot.waitSignal(again.workspace.rest_loaded, timeout=20_000):
        again.open(path)
    pane = pane_of(again)
    settle()
    assert (pane.table.view.columnWidth(1), names(pane)) == (before + 60, down)
    pane.table.view.horizontalHeader().sectionHandleDoubleClicked.emit(1)
    pane.table.view.horizontalHeader().sectionClicked.emit(0)
    settle()
    assert (pane.table.view.columnWidth(1), names(pane)) == (before, recorded)
    assert again.settings.table("Risks") == ""
    again.close()


def test_a_heading_is_dragged_aside_and_its_column_stays_there(
    open_window: Callable[..., Window], qtbot: QtBot, settle: Callable[[], None], tmp_path: Path
) -> None:
    window = open_window("back-office-hub", screen="Risks")
    screen = window.show_screen("Risks")
    assert isinstance(screen, RecordScreen)
    assert isinstance(screen.pane, CardPane)
    screen.pane.seen_as.choose(1)
    pane = screen.pane
    settle()
    keys = [column.key for column in pane.model.columns]
    pane.table.view.horizontalHeader().sectionClicked.emit(0)
    header = pane.table.view.horizontalHeader()
    start = QPoint(header.sectionViewportPosition(2) + 20, header.height() // 2)
    end = QPoint(header.sectionViewportPosition(0) + 5, header.height() // 2)
    qtbot.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for at in (QPoint((start.x() + end.x()) // 2, end.y()), end):
        qtbot.mouseMove(header.viewport(), at)
    qtbot.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=end)
    settle()
    dragged = [keys[2], keys[0], keys[1], *keys[3:]]
    assert [column.key for column in pane.model.columns] == dragged
    assert [header.visualIndex(number) for number in range(header.count())] == list(range(header.count()))
    assert pane.model.sorted_by == (1, False), "sorted by the same column, which is elsewhere now"
    pane.table.view.selectAll()
    pane.table.view.copy(headed=True)
    assert QGuiApplication.clipboard().text().split("\n")[0].split("\t") == [column.heading for column in pane.model.columns]
    pane.refresh()
    window.resize(1000, 700)
    settle()
    assert [column.key for column in pane.model.columns] == dragged
    again = TableModel([ScreenColumn(key, key) for key in keys])
    table = SpreadsheetTable("Risks", again)
    qtbot.addWidget(table)
    table.let_columns_move()
    assert [column.key for column in again.columns] == dragged, "as after a restart"
    pane.table.go_to(0, 0)
    entries = {action.text(): action for action in pane.table.view.menu().actions()}
    entries[next(words for words in entries if words.startswith("Move ") and words.endswith(" right"))].trigger()
    assert [column.key for column in pane.model.columns] == [keys[0], keys[2], *keys[1:2], *keys[3:]]
    assert pane.table.current.column() == 1
    pane.table.view.column_moved.emit(0, -1)
    assert [column.key for column in pane.model.columns] == keys


@pytest.mark.parametrize(
    "kept",
    [
        "x",
        "[1]",
        '{"widths": 3, "order": 4, "columns": 5}',
        '{"widths": {"name": 99999}, "order": ["x"], "columns": [3, "no such", "owner", "owner"]}',
        '{"order": ["no such", true]}',
    ],
)
def test_a_layout_that_another_hand_wrote_is_as_none(
    open_window: Callable[..., Window], settle: Callable[[], None], tmp_path: Path, kept: str
) -> None:
    Settings(tmp_path / "settings.ini").keep_table("Risks", kept)
    pane = pane_of(open_window("back-office-hub", screen="Risks"))
    settle()
    assert pane.model.sorted_by is None
    assert pane.table.view.columnWidth(0) < 1000
