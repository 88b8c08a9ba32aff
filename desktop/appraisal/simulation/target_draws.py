"""What the lines of one owner gain towards a target at each draw, by the rule of NI 179 (`appraisal/gains.py`).

A line lies as far from its most likely figure towards its lowest or its highest in every year, so that a draw of its present value is
a draw of each of its years.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.appraisal.case import Case, FlowKind
from desktop.appraisal.savings.drawn_lines import Drawable
from desktop.appraisal.savings.gains import YEARS_TO_LAST
from desktop.appraisal.savings.targets import Target, progress
from desktop.appraisal.savings.tornado import Part
from desktop.appraisal.simulation.line_draws import LineDraws, Matrix

#: Less than this, in pounds, is short of a target only by how floats round.
_HALF_A_PENNY = 0.005


@dataclass(frozen=True, slots=True)
class Asked:
    """A target as gains are held against it: whose gains count (`None`: all), from which year of the case to which, and what for."""

    indicator: str
    organisation: str | None
    first: int
    last: int
    amount: float

    def counts(self, organisation: str | None) -> bool:
        """Whether the gains of an organisation (`None`: nobody named) count towards it."""
        return self.organisation in (None, organisation)


@dataclass(frozen=True, slots=True)
class _Group:
    """One organisation's part of an owner. `gaining` is false where it only bears costs of what others gain.

    `middle` is the most likely value of each year; `below` and `above`, years by drawn lines, are how far a line can take it.
    """

    organisation: str | None
    gaining: bool
    middle: Matrix
    below: Matrix
    above: Matrix


def asked_of(case: Case) -> tuple[tuple[Asked, ...], tuple[str, ...]]:
    """The targets of a case that a draw can be held against, less what is carried forward; and why one of them cannot be."""
    asked, why = [], []
    for target in case.finance.targets if case.finance is not None else ():
        years = sorted(target.percents.keys() | target.amounts.keys())
        if not years:
            continue
        first, last = years[0].since(case.base_year), years[-1].since(case.base_year)
        amount = _to_gain(target)
        if amount is None:
            why.append(f"No chance of meeting {target.indicator} is worked out: what it asks for has no most likely figure.")
        elif first < 0 or last >= case.horizon:
            why.append(f"No chance of meeting {target.indicator} is worked out: it asks for gains of years that are not appraised.")
        else:
            asked.append(Asked(target.indicator, target.organisation, first, last, amount))
    return tuple(asked), tuple(why)


def _to_gain(target: Target) -> float | None:
    asked = progress(target, {})
    total, carried = asked.total_amount.central, asked.carried_forward.central
    return None if total is None or carried is None else float(total - carried)


def all_met(gained: Matrix, asked: Sequence[Asked]) -> NDArray[np.bool_]:
    """Whether all the targets are met at each draw. `gained` is targets by draws."""
    wanted = np.array([target.amount - _HALF_A_PENNY for target in asked])
    met: NDArray[np.bool_] = np.logical_and.reduce(gained >= wanted[:, None])
    return met


class TargetDraws:
    """The gains of one owner, counted organisation by organisation on the ongoing net cashable value of each year.

    With whole costs (`whole`) that value is what is saved in cash against the benchmark, and names no organisation. `towards` are the
    places of the targets that any of the gains could count towards; `is_bound` says that savings which nobody has stated to be cashable
    could add to them.
    """

    def __init__(self, case: Case, drawable: Drawable, draws: LineDraws | None, asked: Sequence[Asked], *, whole: bool) -> None:
        self._asked = asked
        self._peak = np.zeros((0, 1)) if draws is None else draws.peak[:, None]
        parts = [*((part, None) for part in drawable.certain), *((line.part, row) for row, line in enumerate(drawable.lines))]
        by_whom: dict[str | None, list[tuple[Part, int | None]]] = {}
        for part, row in parts:
            by_whom.setdefault(None if whole else part.flow.organisation, []).append((part, row))
        counted = _whole_cost_counts if whole else _counts
        gaining = {organisation for organisation, own in by_whom.items() if any(counted(part) for part, _ in own)}
        self._groups = [
            _group(
                organisation,
                organisation in gaining,
                [(part, row) for part, row in own if counted(part) or (not whole and _ongoing_cost(part))],
                len(drawable.lines),
                case.horizon,
            )
            for organisation, own in by_whom.items()
            if gaining
        ]
        self.is_bound = any(_may_count(part, whole=whole) for part, _ in parts)
        self.towards = frozenset(place for place, target in enumerate(asked) if any(target.counts(whose) for whose in by_whom))

    def gained(self, positions: Matrix) -> Matrix:
        """What is gained towards each target at each draw: targets by draws. `positions` is lines by draws, with none a single draw."""
        # How far each line is from its most likely figure towards an end, as a part of the way there.
        least = np.finfo(np.float64).tiny
        down = np.clip((self._peak - positions) / np.maximum(self._peak, least), 0.0, 1.0)
        up = np.clip((positions - self._peak) / np.maximum(1.0 - self._peak, least), 0.0, 1.0)
        gained = np.zeros((len(self._asked), positions.shape[1]))
        for group in self._groups:
            value = group.middle[:, None] + group.above @ up - group.below @ down
            by_year = _lasting(value) if group.gaining else value
            for place, target in enumerate(self._asked):
                if target.counts(group.organisation):
                    gained[place] += by_year[target.last]
                    if target.first:
                        gained[place] -= by_year[target.first - 1]
        return gained


def _counts(part: Part) -> bool:
    """Whether it is an ongoing release of cash."""
    flow = part.flow
    if flow.kind is FlowKind.COST or flow.recurring is False:
        return False
    return flow.kind is FlowKind.INCOME or flow.cashable is True


def _may_count(part: Part, *, whole: bool) -> bool:
    """Whether it would count if it were stated to be cashable, which nobody has."""
    flow = part.flow
    if flow.cashable is not None or not flow.amounts:
        return False
    return flow.kind is FlowKind.COST if whole else flow.kind is FlowKind.SAVING and flow.recurring is not False


def _ongoing_cost(part: Part) -> bool:
    return part.flow.kind is FlowKind.COST and part.flow.recurring is not False


def _whole_cost_counts(part: Part) -> bool:
    """Whether it counts in what an option saves in cash against the benchmark."""
    return part.flow.kind is FlowKind.INCOME or part.flow.cashable is True


def _group(organisation: str | None, gaining: bool, own: Sequence[tuple[Part, int | None]], lines: int, horizon: int) -> _Group:
    middle, below, above = np.zeros(horizon), np.zeros((horizon, lines)), np.zeros((horizon, lines))
    for part, row in own:
        worst, best = part.case(best=False), part.case(best=True)
        for year, likely in part.middle().items():
            bottom, top = worst[year], best[year]
            if likely is None or bottom is None or top is None:
                continue
            middle[year] += float(likely)
            if row is not None:
                below[year, row], above[year, row] = float(likely - bottom), float(top - likely)
    return _Group(organisation, gaining, middle, below, above)


def _lasting(value: Matrix) -> Matrix:
    """What has been gained by each year: the most that a year's value and the next two, as far as they go, have all reached."""
    lasting = value.copy()
    for later in range(1, YEARS_TO_LAST + 1):
        np.minimum(lasting[:-later], value[later:], out=lasting[:-later])
    np.maximum(lasting, 0.0, out=lasting)
    by_year: Matrix = np.maximum.accumulate(lasting, axis=0)
    return by_year
