"""How many rated each year how, how many left it blank, and how many returns are not in."""

from __future__ import annotations

from desktop.appraisal.partners.returns import IndicatorReturns, Rating
from desktop.results.cells import Cell, Number, Row, Stress


def by_year(returns: IndicatorReturns) -> tuple[Row, ...]:
    """A row a year, with the counts under the words of the ratings."""
    missing = returns.expected - returns.received
    return tuple(
        Row(str(year.year), {**{rating.word: _count(year.of(rating)) for rating in Rating}, "blank": _count(year.blank),
                             "missing": _count(missing)}, record="returns")
        for year in returns.by_year
    )  # fmt: skip


def _count(number: int) -> Cell:
    return Number(number, 0, stress=Stress.PLAIN if number else Stress.ASIDE)
