"""The Count: lines of public spend, and what they come to by any two of their dimensions, with who pays for the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QSizePolicy, QWidget

from db.nouns.count import SpendLine
from db.nouns.noun import Column as Declared
from desktop.appraisal.findings.count import counted_up
from desktop.appraisal.partners.count import Count, Dimension, by_one, by_two, reach
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.models.table_model import TableModel
from desktop.operations.records import records
from desktop.operations.records.partner_adapters import nobodys_stream
from desktop.results.cells import Row
from desktop.results.partners import count as results
from desktop.views.kit import look
from desktop.views.kit.empty_state import EmptyState
from desktop.views.kit.findings import Findings
from desktop.views.kit.forms.choice import ChoiceBox
from desktop.views.kit.forms.flow import FlowLayout
from desktop.views.kit.labels import SecondaryLabel, heading
from desktop.views.kit.page import column, row
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.side_view import FinanceView
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.records.views import PagedView
from desktop.views.kit.sentences import figures_marked
from desktop.views.kit.tables.result_columns import figure, named, words
from desktop.views.kit.tables.result_table import SideTable
from desktop.workspace import Workspace

_COUNT = RecordWords(
    "Count",
    "The Count: what public money is spent in the area, by whom, on what, out of which funding, and what reaches the front line.",
    "spend line",
    "spend lines",
    "Bring in a sheet of spend, or paste it. Or add a line: who spends, on what, and how much in the year.",
    "banknote",
)
#: What is offered across beside the dimensions: what handling costs and what reaches the front line.
_FRONT_LINE = "What reaches the front line"
#: So many funding streams that are nobody's are named.
_MOST_STREAMS = 3
_SAME_THING = "Who pays for the same thing"
_EVERY_YEAR = "Every year"
#: More names than this across are more than anybody reads; those there is no room for stand together.
_MOST_ACROSS = 30
#: Nor does anybody read more services than this that several pay for: the largest are shown.
_MOST_OVERLAPS = 50


class CountRecords(NounRecords):
    """Spend lines; below them, the funding streams that are nobody's yet."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, SpendLine)

    def column(self, column: Declared) -> ScreenColumn:
        return replace(super().column(column), main=column.key == "organisation")  # those of a place begin alike, and need the room

    def findings(self, rows: Sequence[records.Row]) -> Sequence[str]:
        streams = dict.fromkeys(row.text("stream") for row in rows if row.text("stream") and not row.text("organisation"))
        told = [nobodys_stream(stream) for stream in streams]
        more = len(told) - _MOST_STREAMS
        return told if more <= 0 else [*told[:_MOST_STREAMS], f"{more:,} more funding streams have no organisation."]


class CountView(PagedView):
    """The lines of the Count."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "Count")
        self.hold([RecordPane(_COUNT, CountRecords(workspace))])


class SpendView(FinanceView):
    """What the lines come to by two dimensions that the officer chooses; nothing is recorded here."""

    purpose = "What the lines of the Count come to, by any two of what they are told apart by, and who pays for the same thing."

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.down, self.across = (ChoiceBox(Kind.WORDS, required=True) for _ in range(2))
        self.year = ChoiceBox(Kind.WORDS)
        self.year.name_none(_EVERY_YEAR)
        self.down.set_names(tuple(Dimension))
        self.across.set_names((*Dimension, _FRONT_LINE))
        self.down.show_text(Dimension.ORGANISATION)
        self.across.show_text(Dimension.THEME)
        choosers = QWidget()
        line = FlowLayout(choosers, look.STEP)
        for label, box in (("Down", self.down), ("Across", self.across), ("Of", self.year)):
            box.setAccessibleName({"Down": "Dimension down", "Across": "Dimension across", "Of": "Year"}[label])
            box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            box.setFixedWidth(look.text_width(_FRONT_LINE) + look.GAP * 2)
            box.currentIndexChanged.connect(lambda _: self.show_results())
            line.addWidget(row(SecondaryLabel(label), box))
        self.model = TableModel(())
        self.table = SideTable("Public spend by two dimensions", self.model, 12)
        self.same = TableModel((named("Service", 18), words("year", "Year", least=8), words("payers", "Who pays", least=30, main=True),
                                figure("together", "Together")))  # fmt: skip
        self.same_table = SideTable(_SAME_THING, self.same, 8)
        self.same_title = heading(_SAME_THING)
        self._overlaps = column(self.same_title, (self.same_table, 1), spacing=look.HALF)
        self.findings = Findings("About the Count", 4)
        self.empty = EmptyState("No public spend yet", _COUNT.first, [self.way_to("Count")], _COUNT.icon)
        self.box.addWidget(self.empty)
        self._page = column(choosers, self.table, self._overlaps, self.findings, spacing=look.STEP)
        self.box.addWidget(self._page, 1)

    def show_results(self) -> None:
        partnership = self.appraisal.partnership if self.appraisal is not None else None
        held = partnership.count if partnership is not None else Count()
        self.empty.setVisible(not held.lines)
        self._page.setVisible(bool(held.lines))
        self.year.blockSignals(True)  # what is shown is worked out below
        self.year.set_names(held.years)
        self.year.blockSignals(False)
        columns, rows = self._table(held)
        self.model.set_columns(columns, rows)
        paid = [each for each in held.overlaps if self.year.chosen() in ("", str(each.year))]
        self.same.set_rows(results.overlaps(paid[:_MOST_OVERLAPS]))
        largest = f", the {_MOST_OVERLAPS} largest of {len(paid):,}" if len(paid) > _MOST_OVERLAPS else ""
        self.same_title.setText(f"{_SAME_THING}{largest}")
        self._overlaps.setVisible(bool(paid))
        self.findings.set_sentences([figures_marked(each.words) for each in counted_up(held)])

    def _table(self, held: Count) -> tuple[Sequence[ScreenColumn], Sequence[Row]]:
        down = Dimension(self.down.chosen())
        others = [each for each in Dimension if each is not down]
        self.across.blockSignals(True)
        if self.across.chosen() == down:
            self.across.show_text(others[0])
        self.across.set_names((*others, _FRONT_LINE))
        self.across.blockSignals(False)
        across = self.across.chosen()
        lines = [line for line in held.lines if self.year.chosen() in ("", line.of(Dimension.YEAR))]
        if across == _FRONT_LINE:
            reaches = by_one(lines, down)
            columns = [figure("lines", "Lines", least=6)]
            columns += [
                figure(key, heading, "{name}, {head}: {words}")
                for key, heading in (("amount", "Amount"), ("handling", "Handling cost"), ("reaches", "Reaches the front line"))
            ]
            columns.append(figure("share", "Share", "{name}, {head}: {words}", least=6))
            return (named(str(down), 22), *columns), results.by_one(reaches, reach("", lines), len(reaches) or 1)
        spend = by_two(lines, down, Dimension(across))
        names = results.names(spend.across, _MOST_ACROSS)
        columns = [figure(str(place), name) for place, (name, _) in enumerate(names)]
        return (named(str(down), 22), *columns, figure(results.TOTAL, "In all")), results.by_two(spend, len(spend.down) or 1, _MOST_ACROSS)
