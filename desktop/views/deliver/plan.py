"""Plan: what happens when, where it is decided whether to go on, and what is to be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from db.nouns.delivery import Action, Milestone
from db.nouns.gates import GateCondition
from db.nouns.noun import Column as Declared
from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn
from desktop.models.kinds import date_text
from desktop.operations.papers import gates
from desktop.operations.records.records import Row
from desktop.views.deliver.gate_panel import GatePanel
from desktop.views.deliver.timeline import timeline
from desktop.views.kit.records.card_pane import CardPane
from desktop.views.kit.records.cards import CardWords
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.record_screen import RecordScreen
from desktop.views.kit.records.source import RecordWords
from desktop.workspace import Workspace

_PLAN = RecordWords(
    "Milestones",
    "What happens when, phase by phase, and the gates at which it is decided whether to go on.",
    "milestone",
    "milestones",
    "Add the meeting that decides the case first and make it a gate. Then add what must happen before and after it.",
    "calendar-range",
)
_CONDITIONS = RecordWords(
    "Gate conditions",
    "What must be true before each gate is passed. They are ticked here, or at the gate on Milestones.",
    "condition",
    "conditions",
    "Make a milestone a gate first. Then add here what must be true before it is passed, one thing a row.",
    "list-checks",
)
_ACTIONS = RecordWords(
    "Actions",
    "What is to be done next, found out, asked of government or improved: by whom and by when.",
    "action",
    "actions",
    "Add the next step first, with who does it and by when. Then add what has to be found out.",
    "list-checks",
)


class MilestoneRecords(NounRecords):
    """Milestones by phase. A phase is named in full where it begins and quietly below that; a gate is marked."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, Milestone)
        self._first: frozenset[int] = frozenset()
        self._passed: frozenset[int] = frozenset()

    def rows(self) -> Sequence[Row]:
        rows = super().rows()
        phases = ["", *(row.text("phase") for row in rows)]
        self._passed = self.workspace.read(gates.passed, self.parent) if self.workspace.is_open else frozenset()
        self._first = frozenset(row.id for row, before in zip(rows, phases, strict=False) if row.text("phase") != before)
        return rows

    def column(self, column: Declared) -> ScreenColumn:
        table_column = super().column(column)
        if column.key == "phase":
            return replace(table_column, cell=self._phase)
        if column.key == "name":
            return replace(table_column, least=24)
        if column.key == "gate":
            return replace(table_column, cell=_gate, least=7)
        return table_column

    def card(self, row: Row) -> CardWords:
        """The milestone at its date, under its phase."""
        is_gate = row.values.get("gate") is True
        gate = ["Gate passed" if row.id in self._passed else "Gate"] if is_gate else []
        quick = ["Quick win"] if row.text("term") == "quick win" else []
        return CardWords(
            self.name(row),
            (*gate, *quick, *self.card_marks(row)),
            heading=row.text("phase"),
            when=date_text(row.text("date")),
            stands_out=is_gate,
        )

    def _phase(self, row: Row) -> Cell:
        first = row.id in self._first
        return Cell(row.text("phase"), strong=first, quiet=not first)


class ConditionRecords(NounRecords):
    """Conditions of gates; the card of one says whether it is met."""

    def card_marks(self, row: Row) -> tuple[str, ...]:
        return (*(() if row.values.get("met") is True else ("Not met yet",)), *super().card_marks(row))


class MilestonePane(CardPane):
    """The timeline; a gate that is opened there says what must be true to pass it, and is passed there."""

    def __init__(self, workspace: Workspace) -> None:
        self.gate = GatePanel(workspace)
        super().__init__(_PLAN, MilestoneRecords(workspace), deck=timeline("Milestones"), seen_as="Timeline")
        self.gate.alerted.connect(self.alerted)
        self.gate.passed.connect(self.deleted)  # what was done, with Undo beside it

    def _right(self) -> QWidget:
        panel = super()._right()
        self._panel_box.insertWidget(0, self.gate)
        return panel

    def _show(self) -> None:
        in_hand = self.in_hand
        self.gate.show_milestone(in_hand.id if isinstance(in_hand, Row) else None)
        super()._show()


class Plan(RecordScreen):
    """The milestones of the case and, under tabs, the conditions of its gates and its actions."""

    def __init__(self, workspace: Workspace) -> None:
        conditions = CardPane(_CONDITIONS, ConditionRecords(workspace, GateCondition), abreast=1)
        panes = MilestonePane(workspace), conditions, CardPane(_ACTIONS, NounRecords(workspace, Action), abreast=1)
        super().__init__(workspace, "Plan", *panes)


def _gate(row: Row) -> Cell:
    if row.values.get("gate") is True:
        return Cell("Gate", edit="Yes", strong=True, flag=True, spoken="a gate")
    return Cell("", edit="No", spoken="not a gate")
