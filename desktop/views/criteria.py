"""Criteria: what the options are judged by, how much each counts, and who judges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.errors import KnownTrouble
from desktop.models.cell import BLANK, Align, Cell
from desktop.models.column import Column
from desktop.models.kinds import Kind
from desktop.operations.nouns import ASSESSORS, CRITERIA
from desktop.operations.records import Row
from desktop.operations.summaries import shares, weight_findings
from desktop.views.noun_records import NounRecords
from desktop.views.own_weights import OwnWeights
from desktop.views.record_pane import RecordPane
from desktop.views.record_screen import RecordScreen
from desktop.views.record_source import RecordWords
from desktop.workspace import Workspace

_CRITERIA = RecordWords(
    "Criteria",
    "What the options are judged by: the scale of each criterion, and how much it counts beside the others.",
    "criterion",
    "criteria",
    "Add each thing a good option must do well. Give it a scale, such as worst 0 and best 10, and a weight.",
    "list-checks",
)
_GROUPS = RecordWords(
    "Groups",
    "Who scores the options, how many votes each group has when scores are combined, and how it weighs the criteria.",
    "group",
    "groups",
    "Add each group that scores the options on its own, such as Staff or Councillors. One group is enough.",
    "users",
)


class CriterionRecords(NounRecords):
    """Criteria, each weight with its share of the whole beside it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, CRITERIA)
        self._shares: Mapping[str, str] = {}

    def columns(self) -> Sequence[Column]:
        columns = list(super().columns())
        at = next(number for number, column in enumerate(columns) if column.key == "weight")
        share = Column("share", "Share", Kind.TEXT, editable=False, align=Align.RIGHT, least=5, cell=self._share, in_form=False)
        return [*columns[: at + 1], share, *columns[at + 1 :]]

    def rows(self) -> Sequence[Row]:
        found = super().rows()
        try:
            self._shares = shares(self.workspace.appraisal()) if found else {}
        except KnownTrouble:  # the Results screen says what stands in the way of an appraisal
            self._shares = {}
        return found

    def findings(self, rows: Sequence[Row]) -> Sequence[str]:
        return weight_findings(rows)

    def _share(self, row: Row) -> Cell:
        share = self._shares.get(row.text("name"))
        return Cell(share, quiet=True) if share else BLANK


class Criteria(RecordScreen):
    """Criteria and, under a tab, the groups who score, with the weights of the group in hand."""

    def __init__(self, workspace: Workspace) -> None:
        self.own = OwnWeights(workspace)
        groups = RecordPane(_GROUPS, NounRecords(workspace, ASSESSORS), self.own)
        super().__init__(workspace, "Criteria", RecordPane(_CRITERIA, CriterionRecords(workspace)), groups)
        self.own.alerted.connect(groups.alerted)
        self.own.recorded.connect(groups.refresh)
        groups.shown.connect(lambda: self.own.show_group(groups.in_hand))
        groups.table.moved.connect(lambda *_: self.own.show_group(groups.in_hand))
