"""Targets, shares and the budget gap as record panes know them: what differs from any other noun's table and form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from db.nouns.money import Actual, BudgetGap, Phasing, Reference, Scenario, Target
from db.nouns.noun import Column as Declared
from db.nouns.partners import Share
from desktop.appraisal.years import FinancialYear
from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind, number_text, percent_text
from desktop.operations.records.columns import PERCENT, own_columns, shared_columns
from desktop.operations.records.records import Row
from desktop.views.kit.records.noun_records import NounRecords
from desktop.workspace import Workspace

#: What a target's table leaves to its form, where the percentages need the room.
_IN_FORM = frozenset(("mode", "carry_forward", "carry_forward_non_cashable", "carry_forward_counts"))
#: How many years a table has before any percentage is recorded; the form has them all.
_FIRST = 4
_WHOLE = "Whole budget"
_WHOLE_PERCENT = Decimal(100)


class TargetRecords(NounRecords):
    """Targets: the percentages recorded in the table; every year of the case, and the amount that a report prints for it, in the form."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, Target)
        self._recorded: frozenset[FinancialYear] = frozenset()

    def rows(self) -> Sequence[Row]:
        rows = super().rows()
        self._recorded = frozenset(year for row in rows for year in (*row.percents, *row.amounts))
        return rows

    def years(self) -> tuple[FinancialYear, ...]:
        """The years of the case and, as a target may begin before it, those recorded."""
        return tuple(sorted({*self.case_years(), *self._recorded}))

    def columns(self) -> Sequence[ScreenColumn]:
        own = [self.column(each) for each in own_columns(self.noun)]
        years = self.years()
        provenance = [self.column(each) for each in shared_columns(self.noun)]
        return [*own, *map(self._percent, years), *map(self._amount, years), *provenance]

    def column(self, column: Declared) -> ScreenColumn:
        table_column = super().column(column)
        if column.key in _IN_FORM:
            return replace(table_column, in_table=False)
        return replace(table_column, least=14) if column.key == "indicator" else table_column

    def _percent(self, year: FinancialYear) -> ScreenColumn:
        asked = self._recorded or frozenset(self.years()[:_FIRST])
        return ScreenColumn(
            str(year),
            str(year),
            Kind.NUMBER,
            cell=lambda row: _percent(year, row.percents.get(year)),
            sort_key=lambda row: row.percents.get(year),
            hint="A percentage of the baseline.",
            reads=lambda text: self._read(PERCENT._replace(heading=str(year)), text),
            least=4,
            in_table=year in asked,
        )

    def _amount(self, year: FinancialYear) -> ScreenColumn:
        return replace(self.amount_column(f"amount {year}", year, f"Amount {year}"), in_table=False)


class ShareRecords(NounRecords):
    """Shares, each known by what it divides and whose part it is."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, Share)
        self._is_actual = False

    def rows(self) -> Sequence[Row]:
        rows = super().rows()
        self._is_actual = any(row.values.get("actual") is not None for row in rows)
        return rows

    def column(self, column: Declared) -> ScreenColumn:
        table_column = super().column(column)
        if column.key == "organisation":
            return replace(table_column, cell=_whose, main=True)
        if column.key in ("value", "actual"):
            return replace(table_column, cell=lambda row: _shared(column, row), in_table=column.in_table or self._is_actual)
        return replace(table_column, main=False) if column.key == "owner" else table_column

    def name(self, row: Row) -> str:
        whose = row.text("organisation")
        what = f"{row.text('applies_to')} of {row.text('owner')}"
        return f"{whose}’s share of the {what}" if whose else f"How the {what} are shared"


class GapRecords(NounRecords):
    """The budget gap: of the whole budget in one row, or of each fund."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, BudgetGap)

    def column(self, column: Declared) -> ScreenColumn:
        table_column = super().column(column)
        return replace(table_column, cell=_fund, least=14) if column.key == "fund" else table_column

    def name(self, row: Row) -> str:
        return f"Budget gap, {row.text('fund') or _WHOLE.lower()}"


class PhasingRecords(NounRecords):
    """Totals that are spread over the years of the case, each with what its percentages add to."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, Phasing)
        self._recorded: frozenset[FinancialYear] = frozenset()

    def rows(self) -> Sequence[Row]:
        rows = super().rows()
        self._recorded = frozenset(year for row in rows for year in row.percents)
        return rows

    def columns(self) -> Sequence[ScreenColumn]:
        own = [self.column(each) for each in own_columns(self.noun)]
        years = self.workspace.case.years if self.workspace.is_open else ()
        adds_to = ScreenColumn("adds_to", "Adds to", Kind.NUMBER, editable=False, cell=_adds_to, least=6, in_form=False)
        return [*own, adds_to, *map(self._percent, years), *(self.column(each) for each in shared_columns(self.noun))]

    def column(self, column: Declared) -> ScreenColumn:
        table_column = super().column(column)
        return replace(table_column, main=column.key == "line", least=14 if column.key == "line" else table_column.least)

    def name(self, row: Row) -> str:
        return _line_of(row)

    def _percent(self, year: FinancialYear) -> ScreenColumn:
        return ScreenColumn(
            str(year),
            str(year),
            Kind.NUMBER,
            cell=lambda row: _percent(year, row.percents.get(year)),
            sort_key=lambda row: row.percents.get(year),
            reads=lambda text: self._read(PERCENT._replace(heading=str(year)), text),
            least=4,
            in_table=year in _shown(self._recorded, self.workspace.case.years),
        )


class ScenarioRecords(NounRecords):
    """The parts of scenarios, each known by its scenario and what it moves."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, Scenario)

    def column(self, column: Declared) -> ScreenColumn:
        table_column = super().column(column)
        if column.key == "percent":
            return replace(table_column, cell=_share_kept)
        return replace(table_column, cell=_moved_lines) if column.key == "line" else table_column

    def name(self, row: Row) -> str:
        what = row.text("line") or f"every {row.text('kind') or 'line'}"
        return f"{row.text('name')}: {what} of {row.text('owner')}"


class ActualRecords(NounRecords):
    """What has come of lines, by the years of the case."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, Actual)
        self._recorded: frozenset[FinancialYear] = frozenset()

    def rows(self) -> Sequence[Row]:
        rows = super().rows()
        self._recorded = frozenset(year for row in rows for year in row.amounts)
        return rows

    def amount_column(self, key: str, year: FinancialYear, heading: str, hint: str = "") -> ScreenColumn:
        in_table = year in _shown(self._recorded, self.workspace.case.years)
        return replace(super().amount_column(key, year, heading, hint), in_table=in_table)

    def column(self, column: Declared) -> ScreenColumn:
        table_column = super().column(column)
        return replace(table_column, main=column.key == "line", least=14 if column.key == "line" else table_column.least)

    def name(self, row: Row) -> str:
        return _line_of(row)


class ReferenceRecords(NounRecords):
    """Reference values, each known by its series, its key and its edition."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, Reference)

    def name(self, row: Row) -> str:
        return f"{row.text('series')}, {row.text('key')}, {row.text('vintage')}"


def _shown(recorded: frozenset[FinancialYear], years: Sequence[FinancialYear]) -> frozenset[FinancialYear]:
    """The years that a table has: those recorded, and the first of the case where they are few; the form has them all."""
    return recorded if len(recorded) >= _FIRST else recorded | frozenset(years[:_FIRST])


def _line_of(row: Row) -> str:
    return f"{row.text('line')} of {row.text('owner')}"


def _adds_to(row: Row) -> Cell:
    """What the percentages of a total come to; what is not 100% is to be looked at."""
    total = sum(row.percents.values(), Decimal(0))
    words = f"{number_text(total)}%"
    return Cell(words, flag=total != _WHOLE_PERCENT, spoken=f"The years add to {words} of the total")


def _share_kept(row: Row) -> Cell:
    percent = row.values.get("percent")
    if not isinstance(percent, Decimal):
        return Cell(spoken="no percentage recorded")
    return Cell(f"{number_text(percent)}%", edit=percent_text(percent), spoken=f"{number_text(percent)}% of what is recorded")


def _moved_lines(row: Row) -> Cell:
    """A part that names no line moves all of its kind."""
    line, kind = row.text("line"), row.text("kind")
    return Cell(line) if line else Cell(f"every {kind}" if kind else "", quiet=True, edit="", spoken=f"every {kind or 'line'}")


def _percent(year: FinancialYear, percent: Decimal | None) -> Cell:
    """A percentage with its sign; it is edited without."""
    if percent is None:
        return Cell(spoken=f"{year}: no percentage recorded")
    return Cell(f"{number_text(percent)}%", edit=percent_text(percent), spoken=f"{year}: {number_text(percent)}%")


def _shared(column: Declared, row: Row) -> Cell:
    """What a basis goes by, in its own unit; it is edited without."""
    value, basis = row.values.get(column.key), row.text("shared_by")
    if not isinstance(value, Decimal):
        return Cell("", spoken=f"{column.heading}: none recorded")
    number = number_text(value)
    words = f"{number}%" if basis == "fixed" else f"£{number}" if basis in ("investment", "first call") else number
    return Cell(words, edit=number, spoken=f"{column.heading}: {words}")


def _whose(row: Row) -> Cell:
    """A share of nobody in particular states the basis alone."""
    name = row.text("organisation")
    return Cell(name) if name else Cell("all alike", quiet=True, edit="", spoken="all partners: the basis alone is stated")


def _fund(row: Row) -> Cell:
    fund = row.text("fund")
    return Cell(f"{fund[:1].upper()}{fund[1:]}") if fund else Cell(_WHOLE, edit="")
