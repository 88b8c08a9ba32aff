"""Each year of a target beside its gains, then all of them together and what is carried forward; and each target as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.savings.targets import Progress
from desktop.results.cells import BLANK, Amount, Answer, Cell, Lack, Percentage, Row, Stress, in_columns

#: What is asked, what is gained and the difference.
_ALIKE = ("amount", "gain", "gap")
_CANNOT_TELL = Lack("Not known")


def years_and_whole(progress: Progress) -> tuple[tuple[Row, ...], Row]:
    """A row a year: what is asked, what was gained, and what is short; and the target as a whole, in one unit with them."""
    *by_year, whole = in_columns((*_years(progress), _whole(progress)), _ALIKE)
    return tuple(by_year), whole


def progressing(progress: Progress) -> tuple[Row, ...]:
    """A row a year; all years, where there are several; then what is carried forward with what it leaves to find."""
    return in_columns((*_years(progress), *_together(progress)), _ALIKE)


def _years(progress: Progress) -> list[Row]:
    return [_row(str(year.year), year.gap, year.percent, year.amount, year.gain) for year in progress.years]


def _together(progress: Progress) -> tuple[Row, ...]:
    rows = []
    if len(progress.years) > 1:
        left = progress.total_amount - progress.total_gain
        rows.append(_row("All years", left, progress.total_percent, progress.total_amount, progress.total_gain, Stress.STRONG))
    if progress.years and not progress.carried_forward.is_nought:
        rows.append(_row("Carried forward", progress.carried_forward))
        rows.append(_row("Still to find", progress.gap, stress=Stress.STRONG))
    return tuple(rows)


def wholes(targets: Iterable[Progress]) -> tuple[Row, ...]:
    """A row a target, by whose it is: all years together, what is still short, and whether it is met."""
    return in_columns((_whole(each) for each in targets), _ALIKE)


def _whole(progress: Progress) -> Row:
    row = _row(progress.organisation or "", progress.gap, progress.total_percent, progress.total_amount, progress.total_gain)
    return replace(row, cells={**row.cells, "met": Answer(progress.met, lack=_CANNOT_TELL)})


def _row(
    name: str,
    gap: Estimate,
    percent: Decimal | None = None,
    amount: Estimate | None = None,
    gain: Estimate | None = None,
    stress: Stress = Stress.PLAIN,
) -> Row:
    cells: dict[str, Cell] = {
        "percent": Percentage(percent, lack=BLANK),
        "amount": Amount(amount, lack=BLANK),
        "gain": Amount(gain, lack=BLANK),
        "gap": Amount(gap),
    }
    return Row(name, cells, record="" if stress is Stress.STRONG else "targets", stress=stress)
