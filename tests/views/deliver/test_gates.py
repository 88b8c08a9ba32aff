"""A gate opened where it stands in the plan: ticked, passed, what has changed since, and undone once that is agreed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.nouns.delivery import Milestone
from db.nouns.money import CashFlow
from desktop.application import Window
from desktop.operations.records import records
from desktop.operations.records.records import Edit
from desktop.views.deliver.plan import MilestonePane
from desktop.views.kit.records.card_pane import CardPane
from desktop.views.kit.records.record_screen import RecordScreen

Settle = Callable[[], None]
_SPECIAL = "Special Full Council"


@pytest.fixture
def window(open_window: Callable[..., Window]) -> Window:
    return open_window("future-options", screen="Risks")


def gate_opened(window: Window) -> MilestonePane:
    """The timeline with the special council opened."""
    screen = window.show_screen("Plan", "Milestones")
    assert isinstance(screen, RecordScreen)
    pane = screen.pane
    assert isinstance(pane, MilestonePane)
    pane.go_to(gate_id(window))
    return pane


def gate_id(window: Window) -> int:
    """The special council's id."""
    rows = window.workspace.read(records.rows, Milestone, window.workspace.case_id)
    return next(row.id for row in rows if row.text("name").startswith(_SPECIAL))


def test_a_gate_is_passed_where_it_stands_once_all_is_ticked(window: Window, qtbot: QtBot, settle: Settle) -> None:
    pane = gate_opened(window)
    settle()
    gate = pane.gate
    assert gate.isVisible()
    assert len(gate.ticks) == 6
    assert not gate.pass_button.isEnabled()
    assert "6 of 6 conditions are not met" in gate.stands.text()
    for tick in list(gate.ticks.values()):
        tick.click()
        settle()
    assert gate.pass_button.isEnabled()
    assert gate.stands.text().startswith("Passing it freezes every figure")
    qtbot.mouseClick(gate.pass_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(gate.pass_button.isHidden, timeout=30_000)
    assert "version 1 of the case was closed. No record has changed since." in gate.stands.text()
    assert not any(tick.isEnabled() for tick in gate.ticks.values())

    case = window.workspace.case_id
    line = window.workspace.read(records.rows, CashFlow, case)[0]
    window.workspace.edit("a new estimate", records.change, CashFlow, case, [Edit(line.id, "2014/15", "£150,000")])
    settle()
    assert "Records have changed since." in gate.stands.text()
    qtbot.mouseClick(gate.compare_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "figures have changed. What moved them: In house transformation" in gate.stands.text(), timeout=30_000)
    card = pane.deck.card_of(gate_id(window))
    assert card is not None
    assert "Gate passed" in card.words.marks
    assert f"{line.text('owner')}: {line.text('line')} (lines) was changed in the records" in gate.stands.text()
    figures = [[gate.model.cell_at(row, column).text for column in range(3)] for row in range(gate.model.rowCount())]
    assert all(all(each) and each[1] != each[2] for each in figures)
    assert "at most £0.22m; 1 not known" in [then for _, then, _ in figures]

    other = window.workspace.read(records.rows, CashFlow, case)[1]
    window.workspace.edit("another estimate", records.change, CashFlow, case, [Edit(other.id, "2014/15", "£50,000")])
    settle()
    qtbot.mouseClick(gate.compare_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: gate.model.columnCount() == 4, timeout=30_000)
    assert any(other.text("line") in gate.model.cell_at(row, 3).text for row in range(gate.model.rowCount()))


def test_a_condition_says_on_its_card_whether_it_is_met(window: Window, settle: Settle) -> None:
    tick = next(iter(gate_opened(window).gate.ticks.values()))
    screen = window.show_screen("Plan", "Gate conditions")
    assert isinstance(screen, RecordScreen)
    pane = screen.pane
    assert isinstance(pane, CardPane)
    settle()
    marks = [pane.deck.card_of(pane.model.id_at(row)) for row in range(2)]
    assert [card and card.words.marks for card in marks] == [("Not met yet",), ("Not met yet",)]
    tick.click()
    settle()
    card = pane.deck.card_of(pane.model.id_at(0))
    assert card is not None
    assert card.words.marks == ("Met",)


def test_a_milestone_that_is_no_gate_has_no_panel(window: Window, settle: Settle) -> None:
    pane = gate_opened(window)
    pane.go_to(pane.model.id_at(1))
    settle()
    assert not pane.gate.isVisible()
