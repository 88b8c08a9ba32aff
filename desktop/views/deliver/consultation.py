"""Consultation: who was asked, who came and what they said."""

from __future__ import annotations

from dataclasses import replace

from db.nouns import delivery
from db.nouns.noun import Column as Declared
from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn
from desktop.operations.records.records import Row
from desktop.operations.records.summaries import attendance
from desktop.views.kit.records.card_pane import CardPane
from desktop.views.kit.records.cards import CardWords
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.record_screen import RecordScreen
from desktop.views.kit.records.source import RecordWords
from desktop.workspace import Workspace

_CONSULTATION = RecordWords(
    "Consultation",
    "Who was asked about the case, how many came, and what they said.",
    "event",
    "events",
    "Add each meeting, survey or letter: who was asked, when, how many came, and what they said.",
    "message-square",
)


class ConsultationRecords(NounRecords):
    """Consultation, with those who came beside those who were invited."""

    def column(self, column: Declared) -> ScreenColumn:
        table_column = super().column(column)
        return replace(table_column, cell=_attended) if column.key == "attended" else table_column

    def card(self, row: Row) -> CardWords:
        """Who was asked and how, when, how many came and what they said."""
        card = super().card(row)
        return replace(card, facts=tuple(each for each in card.facts if each[0] not in ("Event", "Invited")))

    def name(self, row: Row) -> str:
        return f"{row.text('audience')}, {row.text('event')}"


class Consultation(RecordScreen):
    """Who was consulted on the case."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace, "Consultation", CardPane(_CONSULTATION, ConsultationRecords(workspace, delivery.Consultation), abreast=1)
        )


def _attended(row: Row) -> Cell:
    attended = row.values.get("attended")
    return Cell(attendance(row), edit=str(attended) if isinstance(attended, int) else "")
