"""Amounts by financial year as a grid: what is measured down, the years across. No widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.years import FinancialYear
from desktop.models.cell import Cell
from desktop.models.column import Column
from desktop.models.kinds import Kind
from desktop.views.decide.option_tables import short_words

NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of a statement. A `strong` one is what the rows above it come to; `quiet` ones are part of another row."""

    id: str
    amounts: Mapping[FinancialYear, Estimate] = field(default_factory=dict)
    strong: bool = False
    quiet: bool = False


def amount_cell(head: str, amount: Estimate | None, *, strong: bool = False, quiet: bool = False, lacking: str = "") -> Cell:
    """An amount of a result in its shortest honest words, said in full to a screen reader; `lacking` says why there is none."""
    if amount is None:
        return Cell.not_known(spoken=f"{head}: {lacking or 'cannot be worked out; the reasons stand below'}")
    words = short_words(amount)
    if words == NOT_KNOWN:
        return Cell.not_known(spoken=f"{head}: {amount.total_words()}")
    return Cell(words, strong=strong, quiet=quiet, spoken=f"{head}: {amount.total_words()}")


def measure_columns(years: Sequence[FinancialYear]) -> tuple[Column, ...]:
    """A column a year; what is measured is named at the left, where it stays."""
    return tuple(_year(year) for year in years)


def _year(year: FinancialYear) -> Column:
    def cell(row: Measure) -> Cell:
        amount = row.amounts.get(year)
        if amount is None:
            return Cell(spoken=f"{row.id}, {year}: nothing recorded")
        return amount_cell(f"{row.id}, {year}", amount, strong=row.strong, quiet=row.quiet or (amount.is_nought and not row.strong))

    return Column(str(year), str(year), Kind.ESTIMATE, editable=False, cell=cell, least=6)
