"""What is pasted on the real screens: rows that are there already are asked about, and what is refused stays where it belongs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.nouns.choice import Option
from db.nouns.delivery import Risk
from db.nouns.noun import Noun
from db.nouns.register import CostLine, Service
from desktop.application import Window
from desktop.operations.records import records
from desktop.views.kit.records.card_pane import CardPane
from desktop.views.kit.records.cards import Card
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.record_screen import RecordScreen

OpenWindow = Callable[..., Window]
_CONTROL = Qt.KeyboardModifier.ControlModifier


def held(window: Window, noun: type[Noun]) -> list[records.Row]:
    return list(window.workspace.read(records.rows, noun, window.workspace.case_id))


def pane_of(window: Window, screen: str, view: str = "") -> RecordPane:
    found = window.show_screen(screen, view) if view else window.show_screen(screen)
    assert isinstance(found, RecordScreen)
    if isinstance(found.pane, CardPane):
        found.pane.show_table()
    found.pane.table.go_to(0)
    return found.pane


def paste(pane: RecordPane, text: str) -> str:
    """What is asked once it is pasted."""
    QApplication.clipboard().setText(text)
    if len(pane.table.view.selectedIndexes()) > 1 and "\t" in text:
        pane.table.go_to(0)
    pane.table.view.paste()
    return pane.table.question.sentence


def test_a_row_that_is_there_already_is_asked_about_and_not_replaced_unseen(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window("back-office-hub", screen="Services")
    pane = pane_of(window, "Services", "Services")
    first = held(window, Service)[0]
    name, owner = first.text("name"), first.text("organisation")
    before = held(window, Service)
    asked = paste(pane, f"Organisation\tService\tFTE\n{owner}\t{name}\t11\n{owner}\tArchives\t2\n")
    assert not asked, "its FTE was blank, so nothing is replaced"
    assert len(held(window, Service)) == len(before) + 1
    assert held(window, Service)[0].text("fte") == "11"
    asked = paste(pane, f"Organisation\tService\tFTE\n{owner}\t{name}\t12\n")
    assert asked == f"This replaces 1 filled cell of ‘{name}’."
    assert [button.text() for button in pane.table.question.buttons if not button.isHidden()] == ["Replace them", "Paste nothing"]
    assert held(window, Service)[0].text("fte") == "11"
    pane.table.question.choose(0)
    assert held(window, Service)[0].text("fte") == "12"
    window.workspace.undo()
    window.workspace.undo()
    assert held(window, Service) == before


def test_names_that_no_two_may_have_go_to_the_rows_that_have_them(open_window: OpenWindow) -> None:
    window = open_window("back-office-hub", screen="Options")
    pane = pane_of(window, "Options")
    first = held(window, Option)[0].text("name")
    asked = paste(pane, f"Option\tAdvantages\n{first.upper()}\tQuick\nA new one\tSlow\n")
    assert asked == f"This replaces 1 filled cell of ‘{first}’. 1 row is new."
    pane.table.question.choose(0)
    after = held(window, Option)
    chosen = {index.row() for index in pane.table.view.selectedIndexes()}
    assert chosen == {0, len(after) - 1}, "the rows between were not pasted"
    assert (after[0].text("advantages"), after[-1].text("name"), after[-1].text("advantages")) == ("Quick", "A new one", "Slow")
    assert paste(pane, "Option\tAdvantages\nTwice\ta\nTWICE\tb\n") == ""
    assert window._page().messages.sentence == "Nothing was pasted. ‘TWICE’ stands twice in what was copied: leave one out."
    paste(pane, "Option\tAdvantages\nA new one\tSlow\n")
    assert window._page().messages.sentence == "Nothing was pasted: all of it is here already."
    pane.model.set_filter("slow")
    paste(pane, f"Option\tAdvantages\n{first}\tHidden\n")
    assert window._page().messages.sentence.startswith(f"Nothing was pasted. ‘{first}’ is there already, among the rows")
    assert held(window, Option) == after


def test_a_cost_that_is_there_is_never_duplicated_or_replaced_unseen(open_window: OpenWindow) -> None:
    window = open_window("back-office-hub", screen="Services")
    pane = pane_of(window, "Services", "Costs")
    before = held(window, CostLine)
    pane.copy_rows()
    assert "already: change that one, or choose another category" in window._page().messages.sentence
    first = before[0]
    said = "Organisation\tService\tCategory\t2014/15"
    row = "\t".join((first.text("organisation"), first.text("service"), first.text("category"), "£999"))
    assert paste(pane, f"{said}\n{row}\n").startswith("This replaces 1 filled cell")
    assert held(window, CostLine) == before


def test_what_is_refused_of_a_new_row_stays_in_it_and_goes_with_its_undo(open_window: OpenWindow) -> None:
    window = open_window("back-office-hub", screen="Services")
    pane = pane_of(window, "Services", "Services")
    before = held(window, Service)
    owner = before[0].text("organisation")
    paste(pane, f"Organisation\tService\tFTE\tVolume\n{owner}\tArchives\tplenty\t4\n{owner}\tMuseums\t2\tmany\n")
    archives, museums = held(window, Service)[-2:]
    assert [archives.text(key) for key in ("name", "fte", "volume")] == ["Archives", "", "4"]
    texts = {(each.row, each.key): each.text for each in pane.model.unsaved_texts()}
    assert texts == {(archives.id, "fte"): "plenty", (museums.id, "volume"): "many"}
    assert window._page().messages.sentence.startswith("2 values were not saved and are kept as typed. FTE")
    window.undoing.undo()
    assert held(window, Service) == before
    assert not pane.model.unsaved


def test_what_every_row_must_have_is_asked_for_with_its_row(open_window: OpenWindow) -> None:
    window = open_window("back-office-hub", screen="Services")
    pane = pane_of(window, "Services", "Services")
    before = held(window, Service)
    owner = before[0].text("organisation")
    paste(pane, f"Organisation\tService\n{owner}\tArchives\nNowhere Council\tMuseums\n")
    assert window._page().messages.sentence.startswith("Nothing was pasted. New row 2, Organisation: there is no ‘Nowhere Council’")
    assert held(window, Service) == before


def test_one_value_over_several_filled_cells_is_asked_about(open_window: OpenWindow) -> None:
    window = open_window("back-office-hub", screen="Risks")
    pane = pane_of(window, "Risks")
    before = held(window, Risk)
    at = next(number for number, column in enumerate(pane.model.columns) if column.key == "impact")
    block = QItemSelection(pane.model.index(0, at), pane.model.index(2, at))
    pane.table.view.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    assert paste(pane, "1").startswith("This replaces 3 filled cells of")
    assert held(window, Risk) == before
    pane.table.question.choose(0)
    assert [row.text("impact") for row in held(window, Risk)[:3]] == ["1", "1", "1"]


@pytest.mark.parametrize("screen", ["Options", "Risks", "Consultation"])
def test_a_card_is_copied_as_a_table_and_pasted_on_a_card(
    open_window: OpenWindow, qtbot: QtBot, settle: Callable[[], None], screen: str
) -> None:
    window = open_window("back-office-hub", screen=screen)
    shown = window.show_screen(screen)
    assert isinstance(shown, RecordScreen)
    pane = shown.pane
    settle()
    card = next(each for each in pane.findChildren(Card) if each.isVisible())
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_C, _CONTROL)
    copied = QApplication.clipboard().mimeData()
    assert "<th>" in copied.html()
    first = pane.model.row_at(0)
    main = next(column for column in pane.model.columns if column.main)
    assert main.cell_of(first).text in copied.text()
    count = pane.model.rowCount()
    qtbot.keyClick(card, Qt.Key.Key_C, _CONTROL | Qt.KeyboardModifier.ShiftModifier)
    listed = QApplication.clipboard().text()
    assert all(main.cell_of(pane.model.row_at(row)).text in listed for row in range(count))
    QApplication.clipboard().setText(f"{main.heading}\tSource\nQuite another\tMinutes\n")
    qtbot.keyClick(card, Qt.Key.Key_V, _CONTROL)
    assert pane.model.rowCount() == count + 1
    assert isinstance(pane, CardPane)
    assert not pane.is_table


def test_an_empty_clipboard_is_said(open_window: OpenWindow) -> None:
    window = open_window("back-office-hub", screen="Risks")
    assert paste(pane_of(window, "Risks"), "") == ""
    assert window._page().messages.sentence == "There is nothing to paste. Copy the cells first, and paste again."


def test_what_is_worked_out_and_comes_back_as_it_was_is_not_asked_about(open_window: OpenWindow) -> None:
    window = open_window("back-office-hub", screen="Criteria")
    pane = pane_of(window, "Criteria", "Criteria")
    pane.table.view.copy_headed()
    copied = QApplication.clipboard().text()
    assert "Share" in copied.splitlines()[0]
    pane.table.go_to(0)
    assert paste(pane, copied) == ""
    assert window._page().messages.sentence == "Nothing was pasted: all of it is here already."
    pane.table.go_to(0)
    assert paste(pane, copied.replace("\t25%", "\t26%")) == "‘Share’ has no place here."
