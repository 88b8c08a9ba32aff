"""Planned against actual: a row for each line and year, and one for all years of a line that has several."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.savings.outturn import Outturn
from desktop.results.cells import BLANK, Amount, Change, Choice, Row, Stress, Words

#: The keys of the cells of a row.
KEYS = ("line", "year", "planned", "actual", "variance", "rating", "reason")
_ALL_YEARS = "all years"


def outturn(lines: Iterable[Outturn]) -> tuple[Row, ...]:
    """The rows of these lines. The rating and the reason stand with the first year of each."""
    rows: list[Row] = []
    for line in lines:
        name = f"{line.line} ({line.owner})"
        years = [_row(name, str(year.year), year.planned, year.actual, year.variance, line) for year in line.years]
        if len(line.years) > 1:
            years.append(_row(name, _ALL_YEARS, line.planned, line.actual, line.variance, line, stress=Stress.STRONG))
        rows += years or [_row(name, "", None, None, None, line)]
    return tuple(rows)


def _row(
    name: str,
    year: str,
    planned: Estimate | None,
    actual: Estimate | None,
    variance: Estimate | None,
    line: Outturn,
    *,
    stress: Stress = Stress.PLAIN,
) -> Row:
    first = not line.years or year == str(line.years[0].year)
    worse = Stress.FLAGGED if line.is_worse and variance is not None and not variance.is_nought else stress
    return Row(
        name,
        {
            "line": Words(name if first else None, lack=BLANK),
            "year": Words(year or None, lack=BLANK),
            "planned": Amount(planned, recorded=True, lack=BLANK),
            "actual": Amount(actual, recorded=True, lack=BLANK),
            "variance": Change(variance, recorded=True, lack=BLANK, stress=worse),
            "rating": Choice(line.rating or None if first else None, lack=BLANK),
            "reason": Words(line.reason or None if first else None, lack=BLANK),
        },
        record="actuals",
        brief=f"{name}, {year}" if year else name,
        stress=stress,
        follows=not first,
    )
