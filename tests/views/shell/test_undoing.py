"""Undo and Redo on the real window: what was done on this screen goes first, it is shown where it was, and the rest is asked about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.nouns.choice import AssessorGroup, Criterion, Option, Score
from db.nouns.delivery import Risk
from db.nouns.noun import Noun
from db.nouns.papers import Paper
from db.nouns.register import Service
from desktop.application import Window
from desktop.operations.records import cases, records
from desktop.settings import Settings
from desktop.views.kit.records.record_screen import RecordScreen


def names(window: Window, noun: type[Noun], key: str = "name") -> list[str]:
    return [row.text(key) for row in window.workspace.read(records.rows, noun, window.workspace.case_id)]


def rename_first(window: Window, screen: str, name: str) -> RecordScreen:
    """Type another name for the first row of a screen, into its table."""
    found = window.show_screen(screen)
    assert isinstance(found, RecordScreen)
    pane = found.pane
    number = next(number for number, column in enumerate(pane.model.columns) if column.key == "name")
    assert pane.model.enter(0, pane.model.columns[number], name)
    return found


def sentence(window: Window) -> str:
    return window._page().messages.sentence


def buttons(window: Window) -> dict[str, QPushButton]:
    """What is offered beside the sentence of the page."""
    found = window._page().messages.findChildren(QPushButton)
    return {button.text(): button for button in found if button.text() and not button.isHidden()}


def reopened(window: Window, qtbot: QtBot, tmp_path: Path) -> Window:
    path = window.workspace.path
    assert path is not None
    window.close()
    again = Window(settings=Settings(tmp_path / "again.ini"))
    qtbot.addWidget(again)
    with qtbot.waitSignal(again.workspace.opened, timeout=20_000):
        again.open(path)
    return again


def test_undo_takes_back_what_was_done_here_though_something_newer_was_done_elsewhere(open_window: Callable[..., Window]) -> None:
    window = open_window("back-office-hub", screen="Risks")
    risks, services = names(window, Risk), names(window, Service)
    rename_first(window, "Risks", "Depots close late")
    rename_first(window, "Services", "Refuse")
    screen = window.show_screen("Risks")
    assert isinstance(screen, RecordScreen)
    screen.pane.table.go_to(len(risks) - 1)
    window.undo_action.trigger()
    assert (names(window, Risk), names(window, Service)[0]) == (risks, "Refuse")
    assert sentence(window).startswith("Took back: change to ")
    assert screen.pane.table.current.row() == 0, "it goes where it was"
    assert list(buttons(window)) == ["Redo"]
    window.redo_action.trigger()
    assert names(window, Risk)[0] == "Depots close late"
    assert sentence(window).startswith("Brought back: change to ")
    buttons(window)["Undo"].click()
    window.show_screen("Services")
    window.undo_action.trigger()
    assert (names(window, Risk), names(window, Service)) == (risks, services)


def test_what_was_done_elsewhere_is_asked_about_and_shown_once_it_is_taken_back(open_window: Callable[..., Window]) -> None:
    window = open_window("back-office-hub", screen="Risks")
    was = names(window, Risk)
    rename_first(window, "Risks", "Depots close late")
    window.show_screen("Scores")
    window.undoing.name()
    assert window.undo_action.text().endswith("…")
    window.undo_action.trigger()
    assert names(window, Risk)[0] == "Depots close late"
    said = sentence(window)
    assert said.startswith("Nothing that was done on this screen can be taken back. The last thing done under Deliver: change to "), said
    (button,) = buttons(window).values()
    button.click()
    assert names(window, Risk) == was
    assert window.screen_name == "Risks"
    window.show_screen("Scores")
    window.redo_action.trigger()
    assert names(window, Risk) == was
    assert sentence(window).startswith("What was taken back last under Deliver: change to ")
    (button,) = buttons(window).values()
    button.click()
    assert (names(window, Risk)[0], window.screen_name) == ("Depots close late", "Risks")


@pytest.mark.parametrize(
    ("screen", "view", "noun"), [("Options", "", Option), ("Criteria", "Criteria", Criterion), ("Services", "Services", Service)]
)
def test_a_record_that_comes_back_is_shown_where_it_was_deleted(
    open_window: Callable[..., Window], screen: str, view: str, noun: type[Noun]
) -> None:
    """Scores, lines and costs go with it and come back before it; the officer is not taken to them."""
    window = open_window("back-office-hub", screen=screen)
    found = window.show_screen(screen, view) if view else window.show_screen(screen)
    assert isinstance(found, RecordScreen)
    was, first = names(window, noun), found.pane.model.id_at(0)
    found.pane.go_to(first)
    found.pane.delete()
    assert names(window, noun) == was[1:]
    for action, there in ((window.undo_action, was), (window.redo_action, was[1:]), (window.undo_action, was)):
        action.trigger()
        assert names(window, noun) == there
        assert window.screen_name == screen
    assert found.pane.in_hand.id == first


def test_what_is_older_than_this_sitting_and_not_the_latest_is_asked_about(
    open_window: Callable[..., Window], qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window("back-office-hub", screen="Risks")
    risks = names(window, Risk)
    rename_first(window, "Risks", "Depots close late")
    again = reopened(window, qtbot, tmp_path)
    rename_first(again, "Services", "Refuse")
    again.show_screen("Risks")
    again.undo_action.trigger()
    assert (names(again, Risk)[0], names(again, Service)[0]) == ("Depots close late", "Refuse")
    assert "The last thing done on this screen, change to " in sentence(again)
    assert " under Set up." in sentence(again)
    older, newer = buttons(again).values()
    assert newer.text().startswith("Undo ‘Change to ")
    older.click()
    assert (names(again, Risk), names(again, Service)[0]) == (risks, "Refuse")
    again.close()


def test_a_step_that_another_rests_on_is_taken_back_after_it(open_window: Callable[..., Window]) -> None:
    window = open_window("back-office-hub", screen="Criteria")
    case = window.workspace.case_id
    was = names(window, Criterion)
    criterion = window.workspace.edit("new criterion", records.add, Criterion, case, {"name": "Speed"})
    group = window.workspace.read(lambda reader: reader.all(AssessorGroup, case_id=case))[0]
    option = window.workspace.read(lambda reader: reader.all(Option, case_id=case))[0]
    window.show_screen("Scores")
    score = Score(assessor_group_id=group.id, option_id=option.id, criterion_id=criterion)
    window.workspace.edit("score for Speed", lambda unit: unit.add(score))
    window.show_screen("Criteria")
    window.undo_action.trigger()
    assert sentence(window) == "Score for Speed was done after new criterion and may rest on it, so it has to be taken back first."
    assert "Speed" in names(window, Criterion)
    (button,) = buttons(window).values()
    button.click()
    assert window.screen_name == "Scores"
    assert "Speed" in names(window, Criterion)
    window.show_screen("Criteria")
    window.undo_action.trigger()
    assert names(window, Criterion) == was


def test_a_version_of_a_paper_is_never_unmade_unasked(open_window: Callable[..., Window]) -> None:
    window = open_window("back-office-hub", screen="Papers")
    case = window.workspace.case_id
    paper = window.workspace.read(records.rows, Paper, case)[0]

    def make_final() -> None:
        window.workspace.edit("version 1 made final", lambda unit: unit.change(unit.get(Paper, paper.id), status="final"))

    make_final()
    window.undo_action.trigger()
    assert names(window, Paper, "status")[0] == "final"
    assert sentence(window) == f"‘{paper.text('title')}’ would be final no more: version 1 made final."
    (button,) = buttons(window).values()
    assert button.text() == "Undo it"
    button.click()
    assert names(window, Paper, "status")[0] == "draft"
    window.redo_action.trigger()
    assert names(window, Paper, "status")[0] == "final"


def test_a_step_in_another_case_is_named_by_its_case(open_window: Callable[..., Window]) -> None:
    window = open_window("back-office-hub", screen="Risks")
    first, title = window.workspace.case_id, window.workspace.case.title
    was = names(window, Risk)
    rename_first(window, "Risks", "Depots close late")
    second = window.workspace.edit("new case", cases.add_empty)
    window.workspace.show_case(second)
    window.show_screen("Services")
    window.undo_action.trigger()
    assert f"The last thing done in the case ‘{title}’: new case." in sentence(window)
    window.workspace.show_case(first)
    window.show_screen("Risks")
    window.undo_action.trigger()
    assert sentence(window) == "Took back: new case.", "it was added from here"
    window.show_screen("Risks")
    window.undo_action.trigger()
    assert names(window, Risk) == was


def test_what_a_cell_refused_is_cleared_first(open_window: Callable[..., Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub", screen="Services")
    was = names(window, Service)
    screen = rename_first(window, "Services", "Refuse")
    pane = screen.pane
    pane.aside.show_all()
    number = next(number for number, column in enumerate(pane.model.columns) if column.key == "fte")
    assert not pane.model.enter(0, pane.model.columns[number], "about ten")
    pane.table.go_to(0, number)
    pane.table.view.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is pane.table.view)
    qtbot.keyClick(pane.table.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (pane.model.unsaved, names(window, Service)[0]) == (0, "Refuse")
    qtbot.keyClick(pane.table.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert names(window, Service) == was
    qtbot.keyClick(pane.table.view, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert names(window, Service)[0] == "Refuse"


def test_what_a_field_refused_is_cleared_first_and_then_what_was_done(open_window: Callable[..., Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub", screen="Services")
    was = names(window, Service)
    pane = rename_first(window, "Services", "Refuse").pane
    pane.table.go_to(0)
    field = pane.form.fields["fte"]
    recorded = field.text()
    field.start()
    qtbot.keyClicks(field.editor, "about ten")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert field.trouble
    for _ in range(2):
        qtbot.keyClick(field.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert (field.text(), field.trouble, pane.model.unsaved) == (recorded, "", 0)
    assert names(window, Service) == was


@pytest.mark.parametrize("keys", ["Ctrl+Y", "Ctrl+Shift+Z"])
def test_redo_has_both_keys_on_every_system(open_window: Callable[..., Window], keys: str) -> None:
    assert QKeySequence(keys) in open_window("back-office-hub").redo_action.shortcuts()
