"""NI 179 gains: the increase in ongoing annual net cash-releasing value, and what is struck out because it did not last.

National indicator 179 counts the total net value of ongoing cash-releasing value for money gains since the start of 2008/09. A gain is
net of the ongoing costs that bring it about; it must last two full financial years after the year it first accrued, or it is taken out
at the earliest opportunity. £3m recurring over three columns is a gain of £3m (`interchange.md`, Targets).

The rule is not a sum, so it is applied to each case on its own: least savings and most costs, the most likely, and the most savings
and least costs. On each case the yearly gains add to the total.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field, replace
from decimal import Decimal

from desktop.appraisal import money
from desktop.appraisal.case import FlowKind
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.savings.lines import Cases, Line, cases_of, change_of_all, either, from_cases, more_than, stays, yearly_sums
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass

#: Full financial years, after the one in which it first accrued, for which a gain must last.
YEARS_TO_LAST = 2
_NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class StruckOut:
    """A gain, or a part of one, that does not count, on the most likely case; `amount` is `None` where that is not known."""

    owner: str
    organisation: str | None
    year: FinancialYear
    amount: Decimal | None
    why: str


@dataclass(frozen=True, slots=True)
class GainsOf:
    """The gains of one option or project for one organisation (`None`: not said whose).

    `value` is the ongoing net cashable value a year, `gains` what is new in it and counts, `total` the gains of all years. `not_shown`
    are the years whose gain counts although the records end before it has lasted long enough. Where savings are not stated to be cashable,
    `value`, `gains` and `total` run from none of them to all of them, and `not_stated` is what they would add to the gain of each year;
    what is struck out is of the savings that are stated.
    """

    owner: str
    organisation: str | None
    value: dict[FinancialYear, Estimate]
    gains: dict[FinancialYear, Estimate]
    total: Estimate
    struck_out: tuple[StruckOut, ...] = ()
    not_shown: tuple[FinancialYear, ...] = ()
    why: tuple[str, ...] = ()
    not_stated: dict[FinancialYear, Estimate] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Counted:
    """One case of one value: the gain of each year, what is struck out of it, and the total; `None` is open."""

    gains: tuple[Decimal | None, ...]
    struck: tuple[Decimal | None, ...]
    total: Decimal | None


def gains_of(lines: Iterable[Line], years: Sequence[FinancialYear]) -> tuple[GainsOf, ...]:
    """The gains of each owner and organisation over consecutive years, in the order of the lines. Never raises.

    Income and savings stated cashable count, and not what is stated to be one-off; recurring costs, and costs not said to be either, are
    taken off. One-off costs are shown apart. Amounts count after optimism bias. What savings that are not stated either way would add is
    not known, so gains with them are a bound.
    """
    own_lines = tuple(lines)
    gains = _gains_by_whom(own_lines, years)
    if not any(_may_count(line) for line in own_lines):
        return gains
    every = _gains_by_whom(
        (replace(line, flow=replace(line.flow, cashable=True)) if _may_count(line) else line for line in own_lines), years
    )
    return tuple(bounded(least, most) for least, most in zip(gains, every, strict=True))


def bounded(least: GainsOf, most: GainsOf) -> GainsOf:
    """The gains of one owner and organisation that lie between those without and those with savings not stated to be cashable.

    The middle is what is stated, since only that counts by the rule.
    """
    if (least.value, least.gains) == (most.value, most.gains):
        return least
    return replace(
        least,
        value={year: _from_stated(value, most.value[year]) for year, value in least.value.items()},
        gains={year: _from_stated(gain, most.gains[year]) for year, gain in least.gains.items()},
        total=_from_stated(least.total, most.total),
        not_shown=tuple(dict.fromkeys((*least.not_shown, *most.not_shown))),
        not_stated={year: more_than(most.gains[year], gain) for year, gain in least.gains.items()},
    )


def _from_stated(stated: Estimate, every: Estimate) -> Estimate:
    between = either(stated, every)
    return (
        between
        if stated.central is None
        else Estimate.derived(
            between.low,
            stated.central,
            between.high,
            unknown=between.unknown,
            approximate=between.approximate,
            assumed_floor=between.assumed_floor,
        )
    )


def _gains_by_whom(lines: Iterable[Line], years: Sequence[FinancialYear]) -> tuple[GainsOf, ...]:
    by_whom: dict[tuple[str, str | None], list[Line]] = {}
    for line in lines:
        if line.flow.kind is not FlowKind.FUNDING:
            by_whom.setdefault((line.owner, line.flow.organisation), []).append(line)
    gaining = {owner for (owner, _), own_lines in by_whom.items() if any(_counts(line) for line in own_lines)}
    return tuple(
        _gains(owner, organisation, own_lines, years)
        if owner not in gaining or any(_counts(line) for line in own_lines)
        else _cost_alone(owner, organisation, own_lines, years)
        for (owner, organisation), own_lines in by_whom.items()
    )


def counted(values: Sequence[Estimate], years: Sequence[FinancialYear], owner: str, organisation: str | None = None) -> GainsOf:
    """The gains in a run of ongoing annual values, one a year. Never raises."""
    low, middle, high = (_count([cases_of(value)[case] for value in values], values, top=case == 2) for case in range(3))
    gains = {year: _with_marks((low.gains[n], middle.gains[n], high.gains[n]), values[n : n + 1]) for n, year in enumerate(years)}
    struck = []
    for n, year in enumerate(years):
        amount = middle.struck[n]
        if (amount is None and high.gains[n] == 0 and values[n].high is None) or (amount is not None and amount > 0):
            struck.append(StruckOut(owner, organisation, year, amount, _why_struck(amount, values, years, n)))
    late = tuple(year for n, year in enumerate(years) if n + YEARS_TO_LAST >= len(years) and not _is_nothing(gains[year]))
    why: tuple[str, ...] = ()
    if any(value.central is not None and value.central < 0 for value in values):
        why = (
            f"{owner if organisation is None else f'{owner}, for {organisation},'} costs more than it releases in some year, "
            "which is no gain and counts as £0.",
        )
    return GainsOf(
        owner,
        organisation,
        dict(zip(years, values, strict=True)),
        gains,
        _with_marks((low.total, middle.total, high.total), values),
        struck_out=tuple(struck),
        not_shown=late,
        why=why,
    )


def _with_marks(cases: Cases, values: Sequence[Estimate]) -> Estimate:
    """A result with what its amounts leave unsaid; an amount not yet known counts only where it leaves the result open."""
    is_open = cases[0] is None or cases[2] is None
    return from_cases(
        cases,
        unknown=max((value.unknown for value in values), default=0) if is_open else 0,
        approximate=any(value.approximate for value in values),
        assumed_floor=any(value.assumed_floor for value in values),
    )


def _counts(line: Line) -> bool:
    """Whether it is an ongoing release of cash."""
    flow = line.flow
    if flow.kind is FlowKind.COST or flow.recurring is False:
        return False
    return flow.kind is FlowKind.INCOME or flow.cashable is True


def _may_count(line: Line) -> bool:
    """Whether it would be an ongoing release of cash, if it were stated to be cashable."""
    return line.flow.kind is FlowKind.SAVING and line.flow.cashable is None and line.flow.recurring is not False and bool(line.flow.amounts)


def _cost_alone(owner: str, organisation: str | None, lines: Sequence[Line], years: Sequence[FinancialYear]) -> GainsOf:
    """The ongoing costs that one organisation, or nobody named, has from a project whose gains are another's: each rise is taken off."""
    ongoing = [line.amounts(years) for line in lines if line.flow.kind is FlowKind.COST and line.flow.recurring is not False]
    values = [Estimate.sum(amounts[n] for amounts in ongoing) for n in range(len(years))]
    rises = [change_of_all((amounts[n - 1] if n else ZERO, amounts[n]) for amounts in ongoing) for n in range(len(years))]
    total = -values[-1] if values else ZERO
    bearer = organisation or "nobody named"
    why = () if total.is_nought else (f"Ongoing costs of {owner} borne by {bearer} are taken off the gains of all, not off another’s.",)
    return GainsOf(
        owner,
        organisation,
        {year: -value for year, value in zip(years, values, strict=True)},
        {year: -rise for year, rise in zip(years, rises, strict=True)},
        total,
        why=why,
    )


def _gains(owner: str, organisation: str | None, lines: Sequence[Line], years: Sequence[FinancialYear]) -> GainsOf:
    plus: list[Line] = []
    minus: list[Line] = []
    why: list[str] = []
    for line in lines:
        flow = line.flow
        if flow.kind is FlowKind.COST:
            if flow.recurring is not False:  # a one-off cost is taken off no ongoing gain
                minus.append(line)
            if flow.recurring is None:
                why.append(f"‘{flow.line}’ is not said to be recurring or one-off: it is taken off as an ongoing cost.")
        elif _counts(line):
            plus.append(line)
        elif flow.recurring is False:
            why.append(f"‘{flow.line}’ is one-off, so it is not an ongoing gain and does not count.")
        else:
            why.append(
                f"‘{flow.line}’ is not cashable, so it does not count."
                if flow.cashable is False
                else f"‘{flow.line}’ is not stated to be cashable, so whether it counts is not known."
            )
    values = [gained - spent for gained, spent in zip(yearly_sums(plus, years), yearly_sums(minus, years), strict=True)]
    if not plus:
        # Nothing that counts is saved, so there is no gain to take the costs off.
        values = [ZERO for _ in years]
    gains = counted(values, years, owner, organisation)
    return replace(gains, why=(*why, *gains.why))


def _count(values: Sequence[Decimal | None], recorded: Sequence[Estimate], *, top: bool) -> _Counted:
    """The ledger of one case. A value lasts at its lowest of its year and the next two, as far as the records go.

    What is new in a year is what passes both the year before and what counts already, so a rise back to an earlier level is no new gain.
    """
    gains: list[Decimal | None] = []
    struck: list[Decimal | None] = []
    so_far: Decimal | None = _NOUGHT
    previous: Decimal | None = _NOUGHT
    for n, value in enumerate(values):
        lasting = _least(values[n : n + 1 + YEARS_TO_LAST], open_is_highest=top)
        now = None if so_far is None or lasting is None else max(so_far, lasting)
        unchanged = n > 0 and stays(recorded[n - 1], recorded[n])
        if unchanged and so_far is None:
            gain: Decimal | None = _NOUGHT
        else:
            gain = None if now is None or so_far is None else now - so_far
        if unchanged:
            struck.append(_NOUGHT)
        elif value is None or previous is None or so_far is None or gain is None:
            struck.append(None)
        else:
            struck.append(max(value - max(previous, so_far) - gain, _NOUGHT))
        gains.append(gain)
        so_far, previous = now, value
    return _Counted(tuple(gains), tuple(struck), so_far)


def _least(values: Sequence[Decimal | None], *, open_is_highest: bool) -> Decimal | None:
    known = [value for value in values if value is not None]
    if len(known) == len(values) or (open_is_highest and known):
        return min(known)
    return None


def _is_nothing(gain: Estimate) -> bool:
    return gain.high is not None and gain.high <= 0


def _why_struck(amount: Decimal | None, values: Sequence[Estimate], years: Sequence[FinancialYear], n: int) -> str:
    lasts = f"a gain must last {YEARS_TO_LAST} full financial years after its first"
    ends = next(
        (
            years[later]
            for later in range(n + 1, min(n + 1 + YEARS_TO_LAST, len(years)))
            if (now := values[later].central) is not None and (then := values[n].central) is not None and now < then
        ),
        None,
    )
    if amount is None or ends is None:
        return f"It is not known whether the gain of {years[n]} lasts, and {lasts}."
    return f"{money.exact(amount, running=True)} first gained in {years[n]} is struck out: it is no longer there in {ends}, and {lasts}."
