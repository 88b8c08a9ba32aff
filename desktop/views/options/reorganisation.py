"""Reorganisation: the new councils of each option, what goes to each, what they open with, and their council tax."""

from __future__ import annotations

from dataclasses import replace

from db.nouns.noun import Column as Declared
from db.nouns.reorganisation import Succession
from desktop.models.column import ScreenColumn
from desktop.operations.records.records import Row
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.record_screen import RecordScreen
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.records.views import LateView
from desktop.workspace import Workspace

_SUCCESSIONS = RecordWords(
    "Successions",
    "Which council that ends goes to which new one in each option, all of it or by a share, and by which basis the county is divided.",
    "succession",
    "successions",
    "Add the new councils first. Then add each district with the new council it goes to, and the county with the basis that divides it.",
    "git-compare",
)


class SuccessionRecords(NounRecords):
    """Successions, each known by what goes where."""

    def column(self, column: Declared) -> ScreenColumn:
        table_column = super().column(column)
        return replace(table_column, least=24) if column.key == "predecessor" else table_column

    def name(self, row: Row) -> str:
        what = f"{row.text('part')} of {row.text('predecessor')}" if row.text("part") else row.text("predecessor")
        return f"{what} to {row.text('successor')}"


class Reorganisation(RecordScreen):
    """Successions and, under a tab each, what follows from them."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace,
            "Reorganisation",
            RecordPane(_SUCCESSIONS, SuccessionRecords(workspace, Succession)),
            views=(
                LateView("New councils", "options.reorganisation_views", "NewCouncilsView"),
                LateView("Opening positions", "options.reorganisation_views", "OpeningPositionsView"),
                LateView("Council tax", "options.reorganisation_views", "CouncilTaxView"),
            ),
        )
