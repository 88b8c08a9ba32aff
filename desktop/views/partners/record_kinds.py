"""Returns and the other records of partners as record panes know them: what differs from any other noun's table and form."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from db.nouns.noun import Column as Declared
from db.nouns.returns import ResourceScore, Return
from desktop.appraisal.years import FinancialYear
from desktop.errors import NotRead
from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.operations.records.columns import RATING, own_columns, shared_columns
from desktop.operations.records.records import Row
from desktop.views.kit.records.noun_records import NounRecords
from desktop.workspace import Workspace

#: How many years a table has before any is rated; the form has them all.
_FIRST = 3


class ReturnRecords(NounRecords):
    """Returns: the years that are rated in the table; every year of the case, and each gain, in the form."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, Return)
        self._rated: frozenset[FinancialYear] = frozenset()
        self._recorded: frozenset[FinancialYear] = frozenset()

    def rows(self) -> Sequence[Row]:
        rows = super().rows()
        self._rated = frozenset(year for row in rows for year in row.ratings)
        self._recorded = self._rated | frozenset(year for row in rows for year in row.amounts)
        return rows

    def remark(self, rows: Sequence[Row]) -> str:
        """How many are counts that name nobody, so that those that are named add to the organisations that were asked."""
        unnamed = sum(not row.text("organisation") for row in rows)
        told = f"{unnamed} of them {'a count that names' if unnamed == 1 else 'counts that name'} nobody" if unnamed else ""
        return ", ".join(each for each in (told, super().remark(rows)) if each)

    def years(self) -> tuple[FinancialYear, ...]:
        """The years of the case, and those recorded."""
        return tuple(sorted({*self.case_years(), *self._recorded}))

    def columns(self) -> Sequence[ScreenColumn]:
        with suppress(NotRead):  # said when the rows are asked for
            self.rows()  # what is rated says which years have a column
        own = [self.column(each) for each in own_columns(self.noun)]
        years = self.years()
        provenance = [self.column(each) for each in shared_columns(self.noun)]
        return [*own, *map(self._rating, years), *map(self._gain, years), *provenance]

    def column(self, column: Declared) -> ScreenColumn:
        table_column = super().column(column)
        if column.key == "organisation":
            return replace(table_column, cell=_whose, least=22)
        return replace(table_column, least=8, cell=_received) if column.key == "received" else table_column

    def name(self, row: Row) -> str:
        return whose(row)

    def _rating(self, year: FinancialYear) -> ScreenColumn:
        shown = self._rated or frozenset(self.years()[:_FIRST])
        return ScreenColumn(
            str(year),
            str(year),
            Kind.TEXT,
            cell=lambda row: _letter(year, row),
            hint="G, A or R; none where the return leaves the year out.",
            reads=lambda text: self._read(RATING._replace(heading=str(year)), text),
            least=6,
            in_table=year in shown,
        )

    def _gain(self, year: FinancialYear) -> ScreenColumn:
        hint = "The increase in ongoing annual net cashable value of the year."
        return replace(self.amount_column(f"amount {year}", year, f"Gain {year}", hint), in_table=False)


class ScoreRecords(NounRecords):
    """Resource scores, each of an organisation or of a count of them."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, ResourceScore)

    def column(self, column: Declared) -> ScreenColumn:
        table_column = super().column(column)
        return replace(table_column, cell=_whose) if column.key == "organisation" else table_column


def whose(row: Row) -> str:
    """Whose a row is: an organisation's, or of so many that are not named."""
    return row.text("organisation") or f"{row.text('count') or 1} not named"


def _whose(row: Row) -> Cell:
    name = row.text("organisation")
    return Cell(name) if name else Cell(f"{row.text('count') or 'some'} not named", quiet=True, edit="", spoken=whose(row))


def _received(row: Row) -> Cell:
    value = row.values["received"]
    if value is None:
        return Cell("", spoken="received: not stated")
    return Cell("Yes", spoken="received") if value is True else Cell("No", strong=True, flag=True, spoken="not received")


def _letter(year: FinancialYear, row: Row) -> Cell:
    rating = row.ratings.get(year)
    if rating is not None:
        return Cell(rating.value, strong=True, spoken=f"{year}: {rating.word}")
    return Cell(spoken=f"{year}: no rating")
