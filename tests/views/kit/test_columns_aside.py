"""Blank and alike columns step back from a table, and nothing is written past them or lost by it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from desktop.application import Window
from desktop.views.decide.change_view import ChangeView
from desktop.views.decide.screen import CHANGE, Results
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.record_screen import RecordScreen

Settle = Callable[[], None]


@pytest.fixture
def pane(open_window: Callable[..., Window], settle: Settle) -> RecordPane:
    """The services of a sample, none of which has any staff."""
    window = open_window("future-options", screen="Services")
    screen = window.show_screen("Services", "Services")
    assert isinstance(screen, RecordScreen)
    settle()
    return screen.pane


def keys(pane: RecordPane) -> list[str]:
    return [column.key for column in pane.model.columns]


def copied(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def test_they_are_left_out_and_come_back_at_a_press(pane: RecordPane, settle: Settle) -> None:
    back = [column.key for column in pane.model.stepped_back]
    assert "fte" in back
    assert "name" in keys(pane)
    assert not set(back) & set(keys(pane))
    assert pane.aside.isVisible()
    assert pane.aside.link.text() == f"Show {len(back)} columns left out"
    pane.aside.link.click()
    settle()
    assert set(back) <= set(keys(pane))
    pane.aside.link.click()
    assert [column.key for column in pane.model.stepped_back] == back


def test_a_column_comes_back_once_a_row_says_something_in_it(pane: RecordPane) -> None:
    fte = next(column for column in pane.model.stepped_back if column.key == "fte")
    assert pane.model.enter(0, fte, "4.5")
    assert "fte" in keys(pane)
    assert pane.model.cell_at(0, keys(pane).index("fte")).text == "4.5"


def test_none_steps_back_while_one_works_in_the_table(pane: RecordPane) -> None:
    fte = next(column for column in pane.model.stepped_back if column.key == "fte")
    pane.model.enter(0, fte, "4.5")
    pane.model.enter(0, fte, "")
    assert "fte" in keys(pane)


def test_a_block_goes_by_its_headings_into_what_was_left_out(pane: RecordPane, settle: Settle) -> None:
    pane.table.go_to(0, 0)
    name = pane.model.name_of(0)
    copied("Service\tFTE\nA service of its own\t7")
    pane.paste()
    settle()
    assert name in [pane.model.name_of(row) for row in range(pane.model.rowCount())]
    added = next(row for row in range(pane.model.rowCount()) if pane.model.name_of(row) == "A service of its own")
    assert pane.model.cell_at(added, keys(pane).index("fte")).text == "7"


def test_a_block_without_headings_is_not_put_past_what_was_left_out(pane: RecordPane, settle: Settle) -> None:
    before = [[pane.model.cell_of(row, column).edit_text for column in pane.model.columns] for row in range(pane.model.rowCount())]
    shown = list(pane.model.columns)
    pane.table.go_to(0, 0)
    copied("One\tTwo")
    pane.table.view.paste()
    settle()
    assert [[pane.model.cell_of(row, column).edit_text for column in shown] for row in range(pane.model.rowCount())] == before
    assert pane.model.stepped_back == ()


def test_a_refused_text_is_seen_in_its_column(pane: RecordPane) -> None:
    fte = next(column for column in pane.model.stepped_back if column.key == "fte")
    assert not pane.model.enter(1, fte, "lots")
    assert pane.model.cell_at(1, keys(pane).index("fte")).text == "lots"


def test_the_whole_table_is_copied_with_what_was_left_out(pane: RecordPane) -> None:
    pane.table.go_to(0, 0)
    pane.table.view.copy_headed()
    headings = QGuiApplication.clipboard().text().splitlines()[0].split("\t")
    assert {"Service", "FTE"} <= set(headings)


def test_words_that_every_row_says_are_found(pane: RecordPane) -> None:
    said = next((column, pane.model.cell_of(0, column).text) for column in pane.model.stepped_back if pane.model.cell_of(0, column).text)
    count = pane.model.rowCount()
    pane.model.set_filter(said[1])
    assert pane.model.rowCount() == count


def test_a_table_of_results_leaves_out_what_no_row_says_and_tells_what_every_row_says(
    open_window: Callable[..., Window], settle: Settle
) -> None:
    window = open_window("future-options", screen="Results")
    screen = window.show_screen("Results", "What changes it")
    assert isinstance(screen, Results)
    settle()
    view = screen.pane(CHANGE)
    assert isinstance(view, ChangeView)
    table, columns = view.table, view.model.columns

    def shown() -> list[str]:
        return [column.heading for number, column in enumerate(columns) if not table.view.isColumnHidden(number)]

    assert shown() == ["Criterion", "Weight now", "Changes at"]
    assert sum(map(table.view.columnWidth, range(len(columns)))) == table.view.viewport().width()
    said = [label.text() for label in table.findChildren(QLabel) if label.isVisible()]
    assert "In every row: From In house transformation; To Shared services." in said
    view.model.set_rows([view.model.row_at(row) for row in range(3)])  # fewer rows than say anything of a column
    settle()
    assert shown() == [column.heading for column in columns]
    assert table.height() == table.rows_height(3)
