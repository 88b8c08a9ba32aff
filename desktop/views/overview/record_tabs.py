"""The tabs of the Overview that are records: objectives and evidence."""

from __future__ import annotations

from dataclasses import replace

from db.nouns.case import Evidence, Objective
from db.nouns.noun import Column as Declared
from desktop.models.column import ScreenColumn
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.source import RecordWords
from desktop.workspace import Workspace

_OBJECTIVES = RecordWords(
    "Objectives", "What the decision is to achieve.", "objective", "objectives", "Add what any option has to deliver.", "target"
)
_EVIDENCE = RecordWords(
    "Evidence",
    "Figures that are nobody’s cost or score, with where they come from and what they conflict with.",
    "piece of evidence",
    "pieces of evidence",
    "Add each figure that a report quotes. Where two differ, record both and name the conflict.",
    "book-open",
)


class EvidenceRecords(NounRecords):
    """Evidence, each statement with room to be told from the next."""

    def column(self, column: Declared) -> ScreenColumn:
        table_column = super().column(column)
        return replace(table_column, least=30) if column.key == "statement" else table_column


def objectives(workspace: Workspace) -> RecordPane:
    """What the decision is to achieve."""
    return RecordPane(_OBJECTIVES, NounRecords(workspace, Objective))


def evidence(workspace: Workspace) -> RecordPane:
    """Figures that are nobody’s cost or score."""
    return RecordPane(_EVIDENCE, EvidenceRecords(workspace, Evidence))
