"""Records that are mostly words: cards read whole, opened where they stand, by keys alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.nouns.choice import Option
from db.nouns.delivery import Milestone
from desktop.application import Window
from desktop.operations.records import records
from desktop.operations.records.cases import add_empty
from desktop.views.kit.forms.fields import TextField
from desktop.views.kit.records.card_pane import CardPane
from desktop.views.kit.records.cards import CardDeck, CardWords
from desktop.views.kit.records.record_screen import RecordScreen
from tests.views.look_checks import faults, nested_scrolls, tab_order

Settle = Callable[[], None]


@pytest.fixture
def options(open_window: Callable[..., Window], settle: Settle) -> tuple[Window, RecordScreen, CardPane]:
    """The options of a sample with scores and money, as cards."""
    window = open_window("future-options", screen="Options")
    screen = window.show_screen("Options")
    assert isinstance(screen, RecordScreen)
    assert isinstance(screen.pane, CardPane)
    settle()
    return window, screen, screen.pane


def test_an_option_says_what_it_is_for_and_against_what_it_scores_and_comes_to(options: tuple[Window, RecordScreen, CardPane]) -> None:
    window, _, pane = options
    card = pane.deck.cards[1].words
    option = window.workspace.read(records.rows, Option, window.workspace.case_id)[1]
    assert card.title == "In house transformation"
    assert card.marks == ("Preferred",)
    assert dict(card.facts) == {"Score": "68.9 (57.1 to 75.7), first of 5", "Net present value": "at most £2.48m"}
    assert dict(card.paragraphs)["Advantages"] == option.text("advantages")
    assert [name for name, _ in card.paragraphs] == ["", "Advantages", "Disadvantages", "Reason", "Participants"]
    assert pane.deck.cards[1].accessibleName() == card.spoken
    assert option.text("disadvantages").rstrip(".") in card.spoken


def test_a_card_tells_no_score_before_anything_is_scored(options: tuple[Window, RecordScreen, CardPane], settle: Settle) -> None:
    window, _, pane = options
    window.workspace.show_case(window.workspace.edit("new case", add_empty))
    window.workspace.edit("an option", records.add, Option, window.workspace.case_id)
    settle()
    assert [card.words.facts for card in pane.deck.cards] == [()]


def test_keys_alone_reach_a_card_open_it_change_it_and_close_it(
    options: tuple[Window, RecordScreen, CardPane], qtbot: QtBot, settle: Settle
) -> None:
    window, screen, pane = options
    first, second = pane.deck.cards[:2]
    stops = tab_order(screen)
    assert first in stops
    assert second not in stops  # arrows go on from the one stop
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert QApplication.focusWidget() is second
    assert not pane.form.isVisible()
    qtbot.keyClick(second, Qt.Key.Key_Return)
    settle()
    assert pane.form.isVisible()
    assert second.is_open
    assert pane.form.fields["name"].editor.hasFocus()
    assert pane.form.fields["name"].text() == "In house transformation"
    assert nested_scrolls(screen) == []
    editor = pane.form.fields["reason"].editor
    assert isinstance(editor, QPlainTextEdit)
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "It comes first.")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    settle()
    assert window.workspace.read(records.rows, Option, window.workspace.case_id)[1].text("reason") == "It comes first."
    assert ("Reason", "It comes first.") in second.words.paragraphs
    assert QApplication.focusWidget() is second
    assert not pane.form.isVisible()


def test_a_record_that_is_asked_for_is_opened_and_the_table_is_one_press_away(
    options: tuple[Window, RecordScreen, CardPane], settle: Settle
) -> None:
    window, _, pane = options
    last = window.workspace.read(records.rows, Option, window.workspace.case_id)[4]
    window.show_screen("Options", last.id)
    settle()
    assert pane.open_id == last.id
    assert pane.deck.cards[4].is_open
    pane.show_table()
    settle()
    assert pane.table.isVisible()
    assert pane.form.isVisible()
    assert not pane.deck.isVisible()
    assert pane.table.current.row() == 4
    pane.seen_as.choose(0)
    settle()
    assert pane.deck.cards[4].is_open


def test_what_is_asked_of_a_pasted_block_is_seen_though_cards_were(options: tuple[Window, RecordScreen, CardPane], settle: Settle) -> None:
    _, screen, pane = options
    assert not pane.is_table
    QApplication.clipboard().setText("Option\tDescription\tPhone\nShared hub\tOne team\t01\n")
    screen.pane.paste_action.trigger()
    settle()
    assert pane.table.question.isVisible()
    assert pane.table.question.sentence == "1 row is new. ‘Phone’ has no place here."
    assert QApplication.focusWidget() is pane.table.question.buttons[0]
    pane.table.question.choose(1)
    assert pane.table.question.sentence == ""


def test_a_text_that_is_not_saved_marks_its_card(options: tuple[Window, RecordScreen, CardPane], settle: Settle) -> None:
    _, _, pane = options
    pane.go_to(pane.model.id_at(2))
    editor = pane.form.fields["participants"].editor
    assert isinstance(editor, QPlainTextEdit)
    editor.setPlainText("Atlantis")
    pane.form.fields["participants"].commit()
    settle()
    assert pane.deck.cards[2].words.marks[-1] == "Not saved"
    assert "Not saved" not in pane.deck.cards[1].words.marks


def test_cards_stand_side_by_side_while_there_is_room_and_all_words_fit(styled_app: QApplication, qtbot: QtBot, settle: Settle) -> None:
    deck = CardDeck("Things")
    qtbot.addWidget(deck)
    words = [CardWords(f"Thing {number}", paragraphs=(("For", "word " * 20 * number),)) for number in range(1, 6)]
    for width, abreast in ((1200, 3), (700, 2), (400, 1)):
        deck.resize(width, 100)
        deck.show()
        deck.show_cards(list(enumerate(words)), 0, None)
        settle()
        tops = [card.y() for card in deck.cards]
        assert tops.count(tops[0]) == abreast
        for card in deck.cards:
            assert card.height() >= card.set_width(card.width(), 0)
            assert deck.rect().contains(card.geometry())


def test_a_text_area_grows_with_its_words_and_with_a_narrower_form(styled_app: QApplication, qtbot: QtBot, settle: Settle) -> None:
    field = TextField("Reason", lines=3)
    qtbot.addWidget(field)
    field.resize(300, 400)
    field.show()
    settle()
    least = field.editor.height()
    field.reset("Words that go on. " * 20)
    settle()
    grown = field.editor.height()
    assert grown > least
    field.resize(200, 800)
    settle()
    assert field.editor.height() > grown
    assert isinstance(field.editor, QPlainTextEdit)
    assert field.editor.verticalScrollBar().maximum() == 0
    field.reset("")
    settle()
    assert field.editor.height() == least


def test_the_plan_is_a_timeline_whose_phases_are_named_where_they_begin(open_window: Callable[..., Window], settle: Settle) -> None:
    window = open_window("future-options", screen="Plan")
    screen = window.show_screen("Plan")
    assert isinstance(screen, RecordScreen)
    pane = screen.pane
    assert isinstance(pane, CardPane)
    settle()
    shown = [card.words for card in pane.deck.cards]
    rows = window.workspace.read(records.rows, Milestone, window.workspace.case_id)
    assert [words.title for words in shown] == [row.text("name") for row in rows]
    assert [words.heading for words in shown if words.heading] == list(dict.fromkeys(row.text("phase") for row in rows))
    assert (shown[0].when, shown[0].marks, shown[0].stands_out) == ("31 October 2011", ("Gate",), True)
    pane.model.set_filter("draft budget")
    settle()
    (found,) = (card.words for card in pane.deck.cards)
    assert (found.heading, found.when) == ("To December 2011", "19 December 2011")
    assert faults(screen) == []


def test_add_stays_where_it_is_while_the_page_scrolls(options: tuple[Window, RecordScreen, CardPane], qtbot: QtBot, settle: Settle) -> None:
    window, screen, pane = options
    button = screen.header.primary
    assert button is not None
    before = button.mapTo(window, button.rect().center())
    for number in range(6, 9):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        settle()
        assert len(pane.deck.cards) == number
    assert screen.verticalScrollBar().value() > 0
    after = button.mapTo(window, button.rect().center())
    assert after.y() == before.y()
    assert window.childAt(after) is button
