"""What was typed and could not be saved is not lost without a word: not on closing, nor when another case or file is asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.application import Window
from desktop.operations.records import cases
from desktop.views.judge.scores import Scores
from desktop.views.kit.messages import MessageBar
from desktop.views.kit.records.record_screen import RecordScreen
from desktop.views.overview.screen import Overview

OpenWindow = Callable[..., Window]
Settle = Callable[[], None]


def press(messages: MessageBar, words: str) -> None:
    """Press the button beside the message."""
    button = next(each for each in messages.findChildren(QPushButton) if each.text() == words)
    assert button.isVisible()
    button.click()


def leave_wrong(window: Window, settle: Settle) -> RecordScreen:
    """Leave a text that is no number in a cell of the services, and go to another screen."""
    screen = window.show_screen("Services")
    assert isinstance(screen, RecordScreen)
    screen.pane.aside.link.click()  # no service has any staff yet: the column has stepped back
    model = screen.pane.model
    number = next(number for number, column in enumerate(model.columns) if column.key == "fte")
    model.enter(1, model.columns[number], "lots")
    window.show_screen("Risks")
    settle()
    return screen


def test_closing_goes_to_the_text_that_is_not_saved_and_closes_when_asked_again(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options", screen="Risks")
    screen = leave_wrong(window, settle)
    assert not window.close()
    settle()
    assert window.isVisible()
    assert window.screen_name == "Services"
    assert screen.messages.sentence == (
        "This is not saved: ‘lots’. FTE: ‘lots’ is not a number: type one such as 12 or 7.5. Put it right, or close without it."
    )
    assert screen.pane.table.current.row() == 1
    assert window.focusWidget() is screen.pane.table.view
    press(screen.messages, "Close without it")
    assert not window.isVisible()


def test_a_text_put_right_lets_the_window_close(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options", screen="Risks")
    screen = leave_wrong(window, settle)
    assert not window.close()
    model = screen.pane.model
    number = next(number for number, column in enumerate(model.columns) if column.key == "fte")
    model.enter(1, model.columns[number], "12")
    settle()
    assert window.close()


def test_a_wrong_text_still_being_typed_in_a_field_keeps_the_window_open(open_window: OpenWindow, qtbot: QtBot, settle: Settle) -> None:
    window = open_window("future-options", screen="Risks")
    screen = window.show_screen("Overview", "details")
    assert isinstance(screen, Overview)
    settle()
    field = screen.details.fields["horizon"]
    assert isinstance(field.editor, QLineEdit)
    field.editor.setFocus()
    field.editor.selectAll()
    qtbot.keyClicks(field.editor, "ten")
    assert not window.close()
    assert "‘ten’" in screen.messages.sentence
    assert window.focusWidget() is field.editor
    assert field.text() == "ten"


def test_another_case_or_file_asks_first(open_window: OpenWindow, settle: Settle, tmp_path: Path) -> None:
    window = open_window("future-options", screen="Risks")
    first = window.workspace.case_id
    second = window.workspace.edit("new case", cases.add_empty)
    screen = leave_wrong(window, settle)
    window.cases.show_case(second)
    assert window.workspace.case_id == first
    assert "go to the other case without it" in screen.messages.sentence
    window.open(tmp_path / "another.appraisal")
    assert window.workspace.case_id == first
    window.saving.told = []
    window.cases.show_case(second)
    press(screen.messages, "Go to the other case without it")
    assert window.workspace.case_id == second


def test_a_score_of_another_group_is_shown_where_it_was_typed(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options", screen="Risks")
    screen = window.show_screen("Scores")
    assert isinstance(screen, Scores)
    screen.views.choose(2)
    screen.model.enter(3, screen.model.columns[2], "good")
    screen.views.choose(0)
    screen.table.go_to(0, 1)
    settle()
    assert not window.close()
    settle()
    assert screen.views.chosen == 2
    assert (screen.table.current.row(), screen.table.current.column()) == (3, 2)
    assert screen.table.trouble.text() == "‘good’ is not a score: type a number, n/a, or clear it where it is missing"


def test_points_of_a_curve_are_shown_with_their_criterion(open_window: OpenWindow, settle: Settle) -> None:
    from desktop.views.judge.criterion_form import CriterionForm

    window = open_window("future-options", screen="Risks")
    screen = window.show_screen("Criteria")
    assert isinstance(screen, RecordScreen)
    form = screen.pane.form
    assert isinstance(form, CriterionForm)
    settle()
    form.value.kinds.choose(1)
    settle()
    form.value.model.enter(1, form.value.model.columns[1], "500")
    screen.pane.table.go_to(4)
    settle()
    window.show_screen("Risks")
    assert not window.close()
    settle()
    assert window.screen_name == "Criteria"
    assert screen.pane.table.current.row() == 0
    assert form.value.model.cell_at(1, 1).text == "500"
