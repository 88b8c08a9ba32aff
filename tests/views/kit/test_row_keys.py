"""Rows by key on the real screens: added singly and several at once, duplicated, filled along, and words replaced in the list."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.nouns.choice import Option
from db.nouns.delivery import Risk
from desktop.application import Window
from desktop.operations.records import records
from desktop.resources import resource
from desktop.views.kit.records.card_pane import CardPane
from desktop.views.kit.records.cards import Card
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.record_screen import RecordScreen
from desktop.views.money.screen import Savings
from desktop.views.options.screen import OptionRecords
from tests.views import look_checks

_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def shown(window: Window, qtbot: QtBot, screen: str = "Risks") -> RecordPane:
    found = window.show_screen(screen)
    assert isinstance(found, RecordScreen)
    pane = found.pane
    if isinstance(pane, CardPane):
        pane.seen_as.choose(1)  # the rows as a table
    pane.table.go_to(0)
    pane.table.view.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is pane.table.view)
    return pane


def choose(pane: RecordPane, top: int, left: int, bottom: int, right: int) -> None:
    block = QItemSelection(pane.model.index(top, left), pane.model.index(bottom, right))
    pane.table.view.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def risks(window: Window) -> tuple[records.Row, ...]:
    return window.workspace.read(records.rows, Risk, window.workspace.case_id)


def test_a_key_adds_a_row_and_as_many_as_are_chosen(open_window: Callable[..., Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub", screen="Risks")
    pane = shown(window, qtbot)
    before = risks(window)
    qtbot.keyClick(pane.table.view, Qt.Key.Key_Insert)
    assert len(risks(window)) == len(before) + 1
    assert pane.form.fields["name"].text().startswith("New ")
    pane.table.view.setFocus()
    choose(pane, 1, 0, 3, 0)
    qtbot.keyClick(pane.table.view, Qt.Key.Key_Return, _CONTROL)
    assert len(risks(window)) == len(before) + 4
    assert window.workspace.undo_label() == "3 new risks"
    for _ in range(2):
        window.undo_action.trigger()
    assert risks(window) == before


def test_a_row_is_duplicated_with_all_it_holds_in_one_step(open_window: Callable[..., Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub", screen="Risks")
    pane = shown(window, qtbot)
    before = risks(window)
    withheld = {"withheld": "confidential", "public_interest": "The department forbids it"}
    window.workspace.edit(
        "withheld", records.change, Risk, window.workspace.case_id, [records.Edit(before[0].id, *each) for each in withheld.items()]
    )
    pane.table.go_to(0)
    qtbot.keyClick(pane.table.view, Qt.Key.Key_D, _CONTROL | _SHIFT)
    first, copied = risks(window)[0], risks(window)[-1]
    assert copied.text("name") == f"{first.text('name')} (copy)"
    assert {**copied.values, "name": first.values["name"]} == first.values, "who may see it too"
    assert pane.in_hand.id == copied.id
    pane.table.go_to(0)
    choose(pane, 0, 0, 1, 0)
    pane.copy_action.trigger()
    assert risks(window)[-2].text("name") == f"{first.text('name')} (copy 2)"
    assert window.workspace.undo_label() == "copies of 2 risks"
    for _ in range(2):
        window.undo_action.trigger()
    assert [row.id for row in risks(window)] == [row.id for row in before]


def test_a_copy_of_the_benchmark_leaves_it_the_benchmark(open_window: Callable[..., Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub", screen="Risks")
    options = OptionRecords(window.workspace, Option)
    before = options.rows()
    benchmark = next(row for row in before if row.values["benchmark"] is True)
    options.copy([benchmark.id])
    after = options.rows()
    assert after[: len(before)] == before
    assert after[-1].values["benchmark"] is False


def test_fill_right_gives_every_chosen_cell_what_the_leftmost_has(open_window: Callable[..., Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub", screen="Risks")
    pane = shown(window, qtbot)
    before = risks(window)
    likelihood, impact = (next(n for n, each in enumerate(pane.model.columns) if each.key == key) for key in ("likelihood", "impact"))
    choose(pane, 0, likelihood, 2, impact)
    qtbot.keyClick(pane.table.view, Qt.Key.Key_R, _CONTROL)
    assert [row.text("impact").casefold() for row in risks(window)[:3]] == [row.text("likelihood").casefold() for row in before[:3]]
    assert str(window.workspace.undo_label()).endswith("risks")


def test_words_are_replaced_in_the_list_as_one_step_and_counted_first(open_window: Callable[..., Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub", screen="Risks")
    pane = shown(window, qtbot)
    before = risks(window)
    owners = [row.text("owner") for row in before]
    texts = [[pane.model.cell_at(row, number).text for number in range(pane.model.columnCount())] for row in range(len(before))]
    times = sum(text.count("Chief Executive") for row in texts for text in row)
    rows = sum("Chief Executive" in "".join(row) for row in texts)
    assert times > rows > 1
    qtbot.keyClick(pane.table.view, Qt.Key.Key_H, _CONTROL)
    bar = pane.replacing
    assert bar.isVisible()
    assert QApplication.focusWidget() is bar.wanted.editor
    qtbot.keyClicks(bar.wanted.editor, "chief executive")
    assert bar.count.text() == f"{times} in {rows} rows"
    qtbot.keyClicks(bar.put.editor, "Managing Director")
    bar.button.click()
    assert [row.text("owner") for row in risks(window)] == [each.replace("Chief Executive", "Managing Director") for each in owners]
    assert bar.count.text() == f"Replaced {times}"
    assert look_checks.faults(window.show_screen("Risks")) == []
    qtbot.keyClick(bar.put.editor, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    window.undo_action.trigger()
    assert risks(window) == before


def test_words_of_a_card_are_found_and_replaced(open_window: Callable[..., Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub", screen="Options")
    screen = window.show_screen("Options")
    assert isinstance(screen, RecordScreen)
    pane = screen.pane
    first = window.workspace.read(records.rows, Option, window.workspace.case_id)[0]
    window.workspace.edit("words", records.change, Option, window.workspace.case_id, [records.Edit(first.id, "description", "By zeppelin")])
    pane.refresh()
    pane.model.set_filter("zeppelin")
    assert [pane.model.id_at(row) for row in range(pane.model.rowCount())] == [first.id]
    pane.model.set_filter("")
    card = next(each for each in pane.findChildren(Card) if each.isVisible())
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_H, _CONTROL)
    qtbot.keyClicks(pane.replacing.wanted.editor, "zeppelin")
    assert pane.replacing.count.text() == "1 in 1 row"
    qtbot.keyClicks(pane.replacing.put.editor, "balloon")
    pane.replacing.button.click()
    after = window.workspace.read(records.rows, Option, window.workspace.case_id)[0]
    assert after.text("description") == "By balloon"


def test_what_a_cell_does_not_take_stays_in_it_marked(open_window: Callable[..., Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub", screen="Risks")
    pane = shown(window, qtbot)
    pane.replace_action.trigger()
    pane.replacing.wanted.editor.setProperty("text", "Illustrative")
    pane.replacing.put.editor.setProperty("text", "Middling")
    before = risks(window)
    pane.replacing.button.click()
    assert risks(window) == before
    assert pane.model.unsaved > 0


def test_every_key_of_rows_is_in_the_help(open_window: Callable[..., Window]) -> None:
    window = open_window("back-office-hub", screen="Risks")
    screen = window.show_screen("Risks")
    assert isinstance(screen, RecordScreen)
    words = resource("help", "keyboard.md").read_text(encoding="utf-8")
    for action in (screen.pane.copy_action, screen.pane.replace_action, screen.pane.up_action, screen.pane.down_action):
        for keys in action.shortcuts():
            assert QKeySequence(keys).toString() in words
    assert screen.header.primary is not None
    assert "Ins" in screen.header.primary.toolTip()


def test_several_rows_chosen_move_together_and_stay_chosen(open_window: Callable[..., Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub", screen="Risks")
    pane = shown(window, qtbot)
    ids = [row.id for row in risks(window)]
    pane.table.go_to(1)
    choose(pane, 1, 0, 2, 0)
    qtbot.keyClick(pane.table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [row.id for row in risks(window)] == [ids[0], ids[3], ids[1], ids[2], *ids[4:]]
    assert window.workspace.undo_label() == "move of 2 risks"
    for _ in range(5):  # the second stops where the first has reached the top
        qtbot.keyClick(pane.table.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [row.id for row in risks(window)] == [ids[1], ids[2], ids[0], *ids[3:]]
    assert {index.row() for index in pane.table.view.selectedIndexes()} == {0, 1}


def test_a_key_adds_a_card_and_enter_still_opens_one(open_window: Callable[..., Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub", screen="Risks")
    screen = window.show_screen("Risks")
    assert isinstance(screen, RecordScreen)
    pane = screen.pane
    assert isinstance(pane, CardPane)
    before = len(risks(window))
    for number, (key, held) in enumerate(((Qt.Key.Key_Insert, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Return, _CONTROL)), start=1):
        card = pane.deck.card_of(risks(window)[0].id)
        assert card is not None
        card.setFocus()
        qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), Card))
        qtbot.keyClick(QApplication.focusWidget(), key, held)
        assert len(risks(window)) == before + number
        assert pane.open_id == risks(window)[-1].id


def test_the_lines_of_savings_have_the_same_keys(open_window: Callable[..., Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub", screen="Savings")
    screen = window.show_screen("Savings")
    assert isinstance(screen, Savings)
    lines, view = screen.lines, screen.lines.table.view

    def names() -> list[str]:
        return [lines.model.row_at(row).text("line") for row in range(lines.model.rowCount())]

    def select(top: int, bottom: int) -> None:
        view.setFocus()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is view)
        lines.table.go_to(top, 1)
        block = QItemSelection(lines.model.index(top, 1), lines.model.index(bottom, 1))
        view.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    before = names()
    select(0, 1)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names() == [before[2], before[0], before[1], *before[3:]]
    assert window.workspace.undo_label() == "move of 2 lines"
    window.undo_action.trigger()
    select(0, 1)
    qtbot.keyClick(view, Qt.Key.Key_D, _CONTROL | _SHIFT)
    assert names() == [*before, *before[:2]]
    copied, first = lines.model.row_at(len(before)), lines.model.row_at(0)
    assert (copied.amounts, copied.values["owner"], copied.values["kind"]) == (first.amounts, first.values["owner"], first.values["kind"])
    window.undo_action.trigger()
    select(0, 2)
    qtbot.keyClick(view, Qt.Key.Key_Insert)
    assert len(names()) == len(before) + 3
    assert {lines.model.row_at(row).values["owner"] for row in range(len(names()))} == {lines.owners.name}
    window.undo_action.trigger()
    select(0, 0)
    qtbot.keyClick(view, Qt.Key.Key_H, _CONTROL)
    word = before[0].split()[0]
    qtbot.keyClicks(lines.replacing.wanted.editor, word)
    qtbot.keyClicks(lines.replacing.put.editor, "Whole")
    lines.replacing.button.click()
    assert names() == [re.sub(re.escape(word), "Whole", name, flags=re.IGNORECASE) for name in before]
    assert look_checks.faults(screen) == []


def drag(qtbot: QtBot, pane: RecordPane, row: int, to: int) -> None:
    """Drag a row by its grip to the place of another, as with the mouse."""
    grips = pane.table.view.verticalHeader()

    def within(section: int, part: float) -> QPoint:
        return QPoint(grips.width() // 2, grips.sectionViewportPosition(section) + round(grips.sectionSize(section) * part))

    first, last = within(row, 0.5), within(to, 0.8 if to > row else 0.2)  # past the middle of the row that gives way
    qtbot.mousePress(grips.viewport(), Qt.MouseButton.LeftButton, pos=first)
    for at in (first + QPoint(0, 8 if to > row else -8), last, last):
        qtbot.mouseMove(grips.viewport(), at)
    qtbot.mouseRelease(grips.viewport(), Qt.MouseButton.LeftButton, pos=last)
    QApplication.processEvents()


def test_a_row_is_dragged_by_its_grip_as_one_step_and_not_while_the_rows_are_in_another_order(
    open_window: Callable[..., Window], qtbot: QtBot
) -> None:
    window = open_window("back-office-hub", screen="Risks")
    pane = shown(window, qtbot)
    before = [row.text("name") for row in risks(window)]
    drag(qtbot, pane, 1, 4)
    after = [before[0], *before[2:5], before[1], *before[5:]]
    assert [row.text("name") for row in risks(window)] == after
    assert [pane.model.cell_at(row, 0).text for row in range(len(after))] == after
    assert pane.table.current.row() == 4
    assert (window.workspace.undo_label() or "").startswith("move of ")  # one step
    drag(qtbot, pane, 4, 0)
    assert [row.text("name") for row in risks(window)] == [before[1], before[0], *before[2:]]
    window.workspace.undo()
    window.workspace.undo()
    assert [row.text("name") for row in risks(window)] == before
    pane.model.sort(0)
    drag(qtbot, pane, 1, 3)
    assert [row.text("name") for row in risks(window)] == before
    assert not pane.table.view.verticalHeader().sectionsMovable()
