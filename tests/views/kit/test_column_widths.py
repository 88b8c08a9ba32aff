"""Widths that an officer sets survive another size of the window, and a restart."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from pytestqt.qtbot import QtBot

from desktop.application import Window
from desktop.views.kit import look
from desktop.views.kit.records.record_screen import RecordScreen
from desktop.views.kit.tables.spreadsheet_table import SpreadsheetTable


def _services(window: Window) -> SpreadsheetTable:
    screen = window.show_screen("Services", "Services")
    assert isinstance(screen, RecordScreen)
    return screen.pane.table


def test_a_width_set_by_hand_stays(open_window: Callable[..., Window], qtbot: QtBot, settle: Callable[[], None]) -> None:
    window = open_window("future-options", screen="Services")
    table = _services(window)
    settle()
    header = table.view.horizontalHeader()
    before = table.view.columnWidth(0)
    edge = QPoint(header.sectionViewportPosition(0) + before - 1, header.height() // 2)
    qtbot.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    qtbot.mouseMove(header.viewport(), edge + QPoint(57, 0))
    qtbot.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=edge + QPoint(57, 0))
    settle()
    assert table.view.columnWidth(0) == before + 57
    for size in ((1920, 1080), (1024, 700), (1366, 768)):
        window.resize(*size)
        settle()
        assert table.view.columnWidth(0) == before + 57, size
    others = [table.view.columnWidth(number) for number in range(1, table.model.columnCount())]
    assert table.view.width() - sum(others) - (before + 57) < 40  # they share what is left
    window.close()
    again = open_window("future-options", screen="Services")
    settle()
    assert _services(again).view.columnWidth(0) == before + 57


def test_a_date_keeps_its_year_where_words_are_cut(open_window: Callable[..., Window], settle: Callable[[], None]) -> None:
    window = open_window("future-options", screen="Overview")
    screen = window.show_screen("Overview", "Evidence")
    settle()
    table = next(each for each in screen.findChildren(SpreadsheetTable) if each.isVisible())
    number = next(number for number, column in enumerate(table.model.columns) if column.key == "date")
    widest = max(look.text_width(table.model.cell_at(row, number).text) for row in range(table.model.rowCount()))
    assert widest > 0
    assert table.view.columnWidth(number) >= widest + 2 * look.STEP


@pytest.mark.parametrize(("screen", "view"), [("Savings", "Section 151"), ("Results", "Value for money")])
def test_what_is_said_of_each_row_is_read_whole(
    open_window: Callable[..., Window], settle: Callable[[], None], screen: str, view: str
) -> None:
    window = open_window("future-options", screen=screen)
    for size in ((683, 768), (1366, 768)):
        window.resize(*size)
        page = window.show_screen(screen, view)
        settle()
        table = next(each for each in page.findChildren(SpreadsheetTable) if each.isVisible())
        words = table.model.columnCount() - 1
        room = table.view.columnWidth(words) - 2 * look.STEP
        for row in range(table.model.rowCount()):
            text = table.model.cell_at(row, words).text
            high = look.metrics().boundingRect(QRect(0, 0, room, 10_000), int(Qt.TextFlag.TextWordWrap), text).height()
            assert high <= table.view.rowHeight(row), text
