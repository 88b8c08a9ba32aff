"""Widths that an officer sets survive another size of the window, and a restart."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from desktop.application import Window
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
