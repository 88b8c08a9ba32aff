"""Plan: what happens when, where it is decided whether to go on, and what is to be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from db.nouns.delivery import Action, Milestone
from db.nouns.noun import Column as Declared
from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn
from desktop.models.kinds import date_text
from desktop.operations.records.records import Row
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

    def rows(self) -> Sequence[Row]:
        rows = super().rows()
        phases = ["", *(row.text("phase") for row in rows)]
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
        return CardWords(
            self.name(row),
            (*(["Gate"] if is_gate else []), *self.card_marks(row)),
            heading=row.text("phase"),
            when=date_text(row.text("date")),
            stands_out=is_gate,
        )

    def _phase(self, row: Row) -> Cell:
        first = row.id in self._first
        return Cell(row.text("phase"), strong=first, quiet=not first)


class Plan(RecordScreen):
    """The milestones of the case and, under a tab, its actions."""

    def __init__(self, workspace: Workspace) -> None:
        plan = CardPane(_PLAN, MilestoneRecords(workspace), deck=timeline("Milestones"), seen_as="Timeline")
        panes = plan, CardPane(_ACTIONS, NounRecords(workspace, Action), abreast=1)
        super().__init__(workspace, "Plan", *panes)


def _gate(row: Row) -> Cell:
    if row.values.get("gate") is True:
        return Cell("Gate", edit="Yes", strong=True, flag=True, spoken="a gate")
    return Cell("", edit="No", spoken="not a gate")
