"""Go to: what is listed for a few letters, and where each leads."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.nouns.choice import Option
from desktop.application import Window
from desktop.operations.records import records
from desktop.operations.records.named import named_records
from desktop.views.kit.records.record_screen import RecordScreen
from desktop.views.paper.words_bar import WordsBar
from desktop.views.shell.go_to import Goal, GoTo, matching
from desktop.views.shell.screens import stages
from tests.views import look_checks

Opener = Callable[..., Window]


def asked(window: Window, typed: str) -> GoTo:
    """The dialog with something typed in it."""
    window.going.anywhere.trigger()
    dialog = window.findChildren(GoTo)[-1]
    dialog.typed.setText(typed)
    return dialog


def listed(dialog: GoTo) -> list[str]:
    """What is listed, as it is spoken."""
    return [str(dialog.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(dialog.list.count())]


def test_names_that_begin_with_what_is_typed_come_first_and_every_word_counts() -> None:
    goals = [
        Goal(name, kind, lambda: None)
        for name, kind in (("ICT risk", "line"), ("Risks", "Deliver"), ("At risk", "risk"), ("Plan", "Deliver"))
    ]
    assert [goal.name for goal in matching(goals, "risk")] == ["Risks", "ICT risk", "At risk"]
    assert [goal.name for goal in matching(goals, "deliver PLAN")] == ["Plan"]
    assert matching(goals, "nowhere") == []
    assert matching(goals, "") == goals
    savings = Goal("Lines", "Money", lambda: None, "Savings")
    assert matching([*goals, savings], "savings") == [savings]


def test_every_view_is_gone_to_by_its_name(open_window: Opener) -> None:
    window = open_window("place-budget")
    for stage in stages():
        for view in stage.views:
            dialog = asked(window, f"{view.label} {stage.name}")
            said = listed(dialog)
            assert f"{view.label}, {stage.name}" in said
            dialog.list.setCurrentRow(said.index(f"{view.label}, {stage.name}"))
            dialog.accept()
            assert (window.screen_name, window.show_screen(view.screen).tabs.view) == (view.screen, view.name)


def test_a_record_is_gone_to_by_its_name_with_the_caret_in_it(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    option = window.workspace.read(records.rows, Option, window.workspace.case_id)[1]
    dialog = asked(window, "hub with other partners")
    assert look_checks.faults(dialog) == []
    assert listed(dialog)[0] == f"{option.text('name')}, option"
    qtbot.keyClick(dialog.typed, Qt.Key.Key_Return)
    screen = window.show_screen("Options")
    assert isinstance(screen, RecordScreen)
    in_hand = screen.pane.in_hand
    assert isinstance(in_hand, records.Row)
    assert (window.screen_name, in_hand.id) == ("Options", option.id)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit | QPlainTextEdit)
    assert (focused.text() if isinstance(focused, QLineEdit) else focused.toPlainText()) == option.text("name")


def test_an_action_of_the_menus_is_done(open_window: Opener) -> None:
    window = open_window("back-office-hub")
    dialog = asked(window, "history of changes")
    assert listed(dialog)[0] == "History of changes…, Edit"
    dialog.accept()
    assert window.screen_name == "History"


def test_what_is_not_there_is_said_and_enter_goes_nowhere(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    dialog = asked(window, "zzzz")
    assert dialog.note.text() == "Nothing is called that."
    qtbot.keyClick(dialog.typed, Qt.Key.Key_Return)
    assert (dialog.isVisible(), window.screen_name) == (True, "Overview")
    dialog.reject()


@pytest.mark.parametrize("sample", ["back-office-hub", "ni179"])
def test_every_record_that_is_listed_can_be_gone_to(open_window: Opener, sample: str) -> None:
    from desktop.operations.history.going import way_to

    window = open_window(sample)
    case = window.workspace.case_id
    found = window.workspace.read(named_records, case)
    ways = [window.workspace.read(way_to, each.table, each.id, each.key, case) for each in found]
    assert {way.case for way in ways} == {""}
    assert {"organisations", "papers"} <= {each.table for each in found}


def test_in_the_words_of_a_paper_ctrl_k_stays_a_link(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    box = QPlainTextEdit(window)
    words = WordsBar(box, lambda: (), lambda: (), places=False)
    qtbot.addWidget(words)
    box.show()
    keys = [each.toString() for each in window.going.anywhere.shortcuts()]
    assert keys == ["Ctrl+Shift+K", "Ctrl+K"]
    box.setFocus()
    assert [each.toString() for each in window.going.anywhere.shortcuts()] == ["Ctrl+Shift+K"]
    window.rail.setFocus()
    assert [each.toString() for each in window.going.anywhere.shortcuts()] == keys
