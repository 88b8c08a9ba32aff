"""Options: what could be done, and what each is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.models.column import Column
from desktop.operations import columns as declared
from desktop.operations.nouns import OPTIONS
from desktop.operations.records import Row
from desktop.operations.summaries import benchmark_findings
from desktop.views.noun_records import NounRecords
from desktop.views.record_pane import RecordPane
from desktop.views.record_screen import RecordScreen
from desktop.views.record_source import RecordWords
from desktop.workspace import Workspace

_OPTIONS = RecordWords(
    "Options",
    "What could be done, the advantages and disadvantages of each, and which one the others are compared with.",
    "option",
    "options",
    "Add doing nothing first and make it the benchmark. Then add each thing the council could do instead.",
    "git-compare",
)


class OptionRecords(NounRecords):
    """Options. Only one is the benchmark and only one preferred: a yes to another takes it from the first."""

    def column(self, column: declared.Column) -> Column:
        made = super().column(column)
        return replace(made, least=20) if column.key == "name" else made

    def findings(self, rows: Sequence[Row]) -> Sequence[str]:
        return benchmark_findings(rows)


class Options(RecordScreen):
    """The options of the case."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "Options", RecordPane(_OPTIONS, OptionRecords(workspace, OPTIONS)))
