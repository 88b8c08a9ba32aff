"""The views of the Reorganisation screen after its successions: new councils, what they open with, and their council tax."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize

from db.nouns.noun import Column as Declared
from db.nouns.reorganisation import NewCouncil, OpeningPosition
from desktop.appraisal.findings import reorganisation as told
from desktop.appraisal.findings.finding import Finding
from desktop.appraisal.reorganisation.reorganised import NOTHING, Reorganisation
from desktop.appraisal.why import on_screen
from desktop.models.column import ScreenColumn
from desktop.models.table_model import TableModel
from desktop.operations.records.records import Row
from desktop.papers.charts.data.council_tax import RateLines, rate_parts, rate_words
from desktop.results.reorganisation import council_tax, disaggregated, full_effects, new_councils, positions, tax_by_area
from desktop.views.kit import look
from desktop.views.kit.chart_view import ChartView, drawing_of
from desktop.views.kit.empty_state import EmptyState
from desktop.views.kit.findings import Findings
from desktop.views.kit.labels import heading
from desktop.views.kit.page import column
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.side_view import FinanceView
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.records.views import PagedView
from desktop.views.kit.result_view import pushed_up
from desktop.views.kit.sentences import figures_marked
from desktop.views.kit.tables.result_columns import figure, named, words
from desktop.views.kit.tables.result_table import ResultTable, SideTable
from desktop.workspace import Workspace

_COUNCILS = RecordWords(
    "New councils",
    "The councils that each option would make, from which day, with how many councillors, and how their council tax becomes one.",
    "new council",
    "new councils",
    "Add the new councils to Organisations as unitary councils first. Then add here which option makes which, and from which day.",
    "building-2",
)
_OPENINGS = RecordWords(
    "Opening positions",
    "What each council that ends has in a year: budget, debt and its cost, reserves, council tax base, band D, electors and need.",
    "opening position",
    "opening positions",
    "Add a row for each council that ends, for the latest year you have. Its population is on Organisations.",
    "banknote",
)


class CouncilRecords(NounRecords):
    """New councils, each known by its option too: two options may have one of the same name."""

    def name(self, row: Row) -> str:
        return f"{row.text('successor')} of {row.text('option')}"


class OpeningRecords(NounRecords):
    """Opening positions, each known by its council and year. What few record is in the form alone."""

    def column(self, column: Declared) -> ScreenColumn:
        table_column = super().column(column)
        if column.key in ("electors", "need"):
            return replace(table_column, in_table=False)
        return replace(table_column, least=22) if column.key == "predecessor" else table_column

    def name(self, row: Row) -> str:
        return f"{row.text('predecessor')}, {row.text('year')}"


def _said(findings: list[Finding]) -> list[str]:
    return [figures_marked(each.with_stop().words) for each in findings]


class NewCouncilsView(PagedView):
    """Records of new councils; below them how they balance, and what each option comes to a year."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "New councils")
        self.model, self.effects = TableModel(_council_columns()), TableModel(_effect_columns())
        self.table = ResultTable("How the new councils balance", self.model, 9)
        self.effect_table = ResultTable("What each option comes to a year", self.effects, 4)
        self.findings = Findings("About the new councils", 6)
        balance, comes_to = heading("How they balance"), heading("What each option comes to a year")
        result = column(self.findings, balance, self.table, comes_to, self.effect_table, spacing=look.STEP)
        self.hold([RecordPane(_COUNCILS, CouncilRecords(workspace, NewCouncil), pushed_up(result))])

    def show_results(self) -> None:
        found = _found(self)
        self.model.set_rows(new_councils(found.options))
        self.effects.set_rows(full_effects(found))
        self.findings.set_sentences([*map(on_screen, told.at_odds(found)), *_said(told.all_turned(found))])


class OpeningPositionsView(PagedView):
    """Records of what councils that end have; below them what each new council opens with."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "Opening positions")
        self.model = TableModel(_position_columns())
        self.table = ResultTable("What each new council opens with", self.model, 8)
        self.parts = TableModel(_divided_columns())
        self.divided = column(heading("What is divided"), ResultTable("What is divided", self.parts, 8), spacing=look.STEP)
        result = column(heading("What each new council opens with"), self.table, self.divided, spacing=look.STEP)
        self.hold([RecordPane(_OPENINGS, OpeningRecords(workspace, OpeningPosition), pushed_up(result))])

    def show_results(self) -> None:
        options = _found(self).options
        self.model.set_rows(positions(options))
        parts = disaggregated(options)
        self.parts.set_rows(parts)
        self.divided.setVisible(bool(parts))


class CouncilTaxView(FinanceView):
    """Worked out from opening positions and new councils; nothing is recorded here. The chart is of the council whose row is chosen."""

    purpose = "How the council tax of each new council becomes one rate, and what is forgone until then."

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.model = TableModel(_tax_columns())
        self.table = SideTable("Council tax of the new councils by year", self.model)
        self.areas = TableModel(_area_columns())
        self.area_table = SideTable("What each area pays", self.areas)
        self.findings = Findings("About council tax", 3)
        self._parts = RateLines("")
        self.title = heading("")
        self.rates = ChartView(
            "Council tax of each area to one rate",
            drawing_of("rate_lines", lambda: self._parts),
            lambda: rate_words(self._parts),
            QSize(380, 200),
        )
        self.table.moved.connect(self._show_rates)
        self.empty = EmptyState(
            "No council tax yet",
            "Type band D and the council tax base of each council that ends under Opening positions, and the vesting day, the rise and "
            "the year that begins with one council tax under New councils.",
            [self.way_to("Opening positions")],
            "pound-sterling",
        )
        self.box.addWidget(self.empty)
        chart = column(self.title, self.rates, spacing=look.HALF)
        pays = heading("What each area pays")
        self._page = column(self.findings, (self.table, 1), chart, pays, (self.area_table, 2), spacing=look.STEP)
        self.box.addWidget(self._page, 1)

    def show_results(self) -> None:
        options = _found(self).options
        rows = council_tax(options)
        sentences = [each for option in options for each in told.taxed(option)]
        self.empty.setVisible(not rows and not sentences)
        self._page.setVisible(bool(rows or sentences))
        self.model.set_rows(rows)
        self.areas.set_rows(tax_by_area(options))
        self.findings.set_sentences(_said(sentences))
        self._show_rates()

    def _show_rates(self) -> None:
        """The chart of the council whose row is chosen, else of the first that has one."""
        row = self.table.current.row()
        chosen = self.model.name_of(row) if 0 <= row < self.model.rowCount() else ""
        councils = [(option.option, each) for option in _found(self).options for each in option.councils]
        drawn = {f"{each.name}, {of}": parts for of, each in councils if (parts := rate_parts(each)).lines}
        name = next((each for each in drawn if chosen.startswith(each)), next(iter(drawn), ""))
        self._parts = drawn.get(name, RateLines(""))
        self.title.setText(f"To one rate: {name}")
        self.title.setVisible(bool(name))
        self.rates.setVisible(bool(name))
        self.rates.refresh()


def _found(view: FinanceView) -> Reorganisation:
    return (view.appraisal.reorganisation if view.appraisal is not None else None) or NOTHING


def _council_columns() -> tuple[ScreenColumn, ...]:
    return (
        named("New council", 24),
        figure("population", "People"),
        figure("need", "Need"),
        figure("tax_base", "Tax base"),
        figure("councillors", "Councillors"),
        figure("electors_each", "Electors each"),
    )


def _effect_columns() -> tuple[ScreenColumn, ...]:
    return (
        named("Option", 20),
        figure("reorganisation", "Reorganisation"),
        figure("transformation", "Transformation"),
        figure("transition", "Transition"),
        figure("payback", "Pays back"),
        words("line", "Turns on", least=16),
        figure("recorded", "As recorded"),
        figure("breaks_even_at", "Breaks even at"),
        figure("matches_at", "Matches best at"),
    )


def _position_columns() -> tuple[ScreenColumn, ...]:
    return (
        named("New council and year", 28),
        figure("net_budget", "Net budget"),
        figure("gap", "Gap"),
        figure("debt", "Debt"),
        figure("debt_cost", "Cost of debt"),
        figure("reserves", "Reserves"),
        figure("tax_base", "Tax base"),
        figure("band_d", "Band D"),
    )


def _divided_columns() -> tuple[ScreenColumn, ...]:
    return (
        named("What is divided", 28),
        words("by", "By"),
        figure("share", "Share"),
        figure("net_budget", "Net budget"),
    )


def _tax_columns() -> tuple[ScreenColumn, ...]:
    return (
        named("New council and year", 24),
        figure("lowest", "Lowest rate"),
        figure("highest", "Highest rate"),
        figure("gap", "Gap"),
        figure("charged", "Tax charged"),
        figure("forgone", "Forgone"),
    )


def _area_columns() -> tuple[ScreenColumn, ...]:
    return (
        named("Area and new council", 24),
        figure("today", "Today’s rate"),
        figure("first", "First year"),
        figure("rise", "Rise in it"),
        figure("last", "Year with one rate"),
        figure("harmonising", "By harmonising"),
    )
