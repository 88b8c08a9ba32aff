"""Efficiency targets: what each year asks for, what counts towards it, and what is still to find.

Additive: percentages of a fixed baseline add, 3% + 3% + 3.4% = 9.4%, as the Leicestershire local area agreement had it. Compound:
each applies to the baseline grown by the earlier ones, 1.03 x 1.03 x 1.034 − 1 = 9.70%, as the national form of NI 179 (3%, 6.1%, 9.3%).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal, localcontext

from db.nouns import choices
from desktop.appraisal import money, wording
from desktop.appraisal.discounting import PRECISE
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.savings.gains import GainsOf
from desktop.appraisal.savings.lines import from_cases
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass

_NOUGHT = Decimal(0)
_HUNDREDTH = Decimal("0.01")


TargetMode = choices.TargetMode
CarryForwardCounts = choices.CarryForwardCounts


@dataclass(frozen=True, slots=True)
class CarryForward:
    """What was gained beyond an earlier target, by whether it released cash. `not_stated` is what no record says either of."""

    cashable: Estimate = ZERO
    non_cashable: Estimate = ZERO
    not_stated: Estimate = ZERO


@dataclass(frozen=True, slots=True)
class Target:
    """One indicator's target. `percents` are fractions of 1 of the baseline; `amounts` are the printed ones where a report has them.

    A printed amount is the target of its year; where it differs from its percentage of the baseline, the difference is pointed out.
    """

    indicator: str
    baseline: Estimate
    percents: dict[FinancialYear, Decimal]
    organisation: str | None = None
    mode: TargetMode = TargetMode.ADDITIVE
    amounts: dict[FinancialYear, Estimate] = field(default_factory=dict)
    carry_forward: CarryForward = CarryForward()
    carry_forward_counts: CarryForwardCounts = CarryForwardCounts.NOT_DECIDED


@dataclass(frozen=True, slots=True)
class TargetYear:
    """One year: the target's percentage and amount, what was gained, and what is short (`gap`; below nothing, a surplus).

    `percent` is `None` where amounts alone are stated; `cumulative_gap` is short over all years so far, after what is carried forward.
    """

    year: FinancialYear
    percent: Decimal | None
    amount: Estimate
    gain: Estimate
    gap: Estimate
    cumulative_gap: Estimate


@dataclass(frozen=True, slots=True)
class Progress:
    """A target and how far it is met. `met` is `None` where the amounts do not say; `question` is put to the officer.

    `not_stated` is what savings that are not stated to be cashable would add to the gains, which run from none of it to all of it.
    """

    indicator: str
    organisation: str | None
    mode: TargetMode
    years: tuple[TargetYear, ...]
    total_percent: Decimal | None
    total_amount: Estimate
    total_gain: Estimate
    carried_forward: Estimate
    gap: Estimate
    met: bool | None
    question: str = ""
    why: tuple[str, ...] = ()
    not_stated: Estimate = ZERO


@dataclass(frozen=True, slots=True)
class Recorded:
    """The gains of each organisation by year (`None`: not said whose), and what was found in putting them together.

    `not_stated` is what savings that are not stated to be cashable would add, by the same.
    """

    by_organisation: dict[str | None, dict[FinancialYear, Estimate]]
    not_stated: dict[str | None, dict[FinancialYear, Estimate]] = field(default_factory=dict)
    why: tuple[str, ...] = ()

    def not_stated_of(self, organisation: str | None, among: Iterable[str | None] | None = None) -> dict[FinancialYear, Estimate]:
        """What is not stated of one organisation's, or for `None` of all or of those named."""
        names = [organisation] if organisation is not None else list(self.not_stated if among is None else among)
        amounts: dict[FinancialYear, Estimate] = {}
        for name in names:
            for year, amount in self.not_stated.get(name, {}).items():
                amounts[year] = amounts.get(year, ZERO) + amount
        return amounts


def total_percent(percents: Iterable[Decimal], mode: TargetMode) -> Decimal:
    """What yearly percentages, fractions of 1, come to together."""
    with localcontext(PRECISE):
        if mode is TargetMode.ADDITIVE:
            return sum(percents, _NOUGHT)
        grown = Decimal(1)
        for percent in percents:
            grown *= 1 + percent
        return grown - 1


def gains_together(projects: Iterable[GainsOf], returns: Mapping[str | None, Mapping[FinancialYear, Estimate]]) -> Recorded:
    """Gains by organisation from projects and from returns. Never raises.

    What an organisation returned for a year already holds what its projects gained, so the return is the gain of that year; where the
    two differ the difference is told, and nothing is counted twice.
    """
    by_organisation: dict[str | None, dict[FinancialYear, Estimate]] = {}
    not_stated: dict[str | None, dict[FinancialYear, Estimate]] = {}
    for project in projects:
        for by_whom, yearly in ((by_organisation, project.gains), (not_stated, project.not_stated)):
            gains_by_year = by_whom.setdefault(project.organisation, {})
            for year, gain in yearly.items():
                gains_by_year[year] = gains_by_year.get(year, ZERO) + gain
    why = []
    for organisation, years in returns.items():
        gains_by_year = by_organisation.setdefault(organisation, {})
        for year, returned in sorted(years.items()):
            own = gains_by_year.get(year, ZERO)
            if not own.is_nought and (own.low, own.central, own.high) != (returned.low, returned.central, returned.high):
                why.append(
                    f"{organisation or 'No named organisation'} returned a gain of {returned.figure_words(running=True, recorded=True)} "
                    f"for {year} and its projects come to {own.figure_words(running=True, recorded=True)}: the return is used."
                )
            gains_by_year[year] = returned
            not_stated.get(organisation, {}).pop(year, None)
    return Recorded(by_organisation, not_stated, tuple(why))


def progress(
    target: Target,
    gains: Mapping[FinancialYear, Estimate],
    *,
    up_to: FinancialYear | None = None,
    not_stated: Mapping[FinancialYear, Estimate] | None = None,
) -> Progress:
    """How far a target is met. Never raises.

    Gains of a year before the target begins or after it ends do not count, and are named. `up_to` is the last year to judge by: the gap
    is then what was asked for and gained so far. A year without a gain is £0 gained. `not_stated` is the part of the gains of each year
    that counts only if it is cashable, which nobody has stated.
    """
    years = sorted(target.percents.keys() | target.amounts.keys())
    why = _oddities(target, gains, years)
    carried, question, reasons = _carried(target)
    why += reasons
    done: list[TargetYear] = []
    percents: list[Decimal] = []
    asked, gained = ZERO, ZERO
    with localcontext(PRECISE):
        for year in years:
            percent = target.percents.get(year, _NOUGHT)
            worked = _amount(target, percents, percent)
            printed = target.amounts.get(year)
            if printed is not None and year in target.percents:
                why += _differs(year, percent, printed, worked)
            amount = worked if printed is None else printed
            percents.append(percent)
            gain = gains.get(year, ZERO)
            asked, gained = asked + amount, gained + gain
            done.append(TargetYear(year, percent if target.percents else None, amount, gain, amount - gain, asked - gained - carried))
    judged = [year for year in done if up_to is None or year.year <= up_to]
    gap = judged[-1].cumulative_gap if judged else ZERO - carried
    loose = Estimate.sum((not_stated or {}).get(year, ZERO) for year in years)
    return Progress(
        target.indicator,
        target.organisation,
        target.mode,
        tuple(done),
        total_percent(percents, target.mode) if target.percents else None,
        asked,
        gained,
        carried,
        gap,
        _met(gap) if judged else None,
        question,
        tuple(why),
        loose,
    )


def target_name(indicator: str, organisation: str | None = None) -> str:
    """A target as a sentence begins with it: `The target of NI 179 for County Council`, `Efficiency target for County Council`."""
    whole = indicator if "target" in indicator.casefold() else f"The target of {_named(indicator)}"
    return f"{whole} for {organisation}" if organisation else whole


def _named(indicator: str) -> str:
    """In quotation marks where a comma of its own would run into the sentence."""
    return f"‘{indicator}’" if "," in indicator else indicator


def printed_total(parts: Iterable[Estimate], printed: Estimate, what: str = "The parts") -> str:
    """A sentence where a printed total is not what its parts add to, as in a report that prints £29.1m for £29.0m; else nothing."""
    added = Estimate.sum(parts)
    if (added.low, added.central, added.high) == (printed.low, printed.central, printed.high):
        return ""
    sentence = f"{what} add to {added.figure_words(recorded=True)}, and the printed total is {printed.figure_words(recorded=True)}"
    if added.central is None or printed.central is None:
        return f"{sentence}."
    return f"{sentence}: a difference of {money.exact(abs(printed.central - added.central))}."


def _amount(target: Target, earlier: Sequence[Decimal], percent: Decimal) -> Estimate:
    grown = Decimal(1) + (total_percent(earlier, target.mode) if target.mode is TargetMode.COMPOUND else _NOUGHT)
    return target.baseline.scaled(grown * percent).to_pence() if percent else ZERO


def _carried(target: Target) -> tuple[Estimate, str, list[str]]:
    """What is carried forward, the question where nobody decided what counts, and what is left out."""
    carried, counts = target.carry_forward, target.carry_forward_counts
    other = carried.non_cashable + carried.not_stated
    if other.is_nought or counts is CarryForwardCounts.CASHABLE_AND_NOT:
        return carried.cashable + other, "", []
    words = other.figure_words(running=True, recorded=True)
    amount = "an amount not yet known" if words == "not known" else words
    if counts is CarryForwardCounts.CASHABLE_ONLY:
        return (
            carried.cashable,
            "",
            [f"{amount[:1].upper()}{amount[1:]} that could be carried forward is not stated to be cashable, and is left out."],
        )
    whole = carried.cashable + other
    between = from_cases(
        (carried.cashable.low, None, whole.high), unknown=whole.unknown, approximate=whole.approximate, assumed_floor=whole.assumed_floor
    )
    return (
        between,
        (
            f"{amount[:1].upper()}{amount[1:]} is carried forward and not stated to be cashable, and nobody has decided whether it "
            "counts: the local agreement counts it, and the guidance for NI 179 does not."
        ),
        [],
    )


def _oddities(target: Target, gains: Mapping[FinancialYear, Estimate], years: Sequence[FinancialYear]) -> list[str]:
    why = []
    if not years:
        return [f"No yearly percentages are recorded for {target.indicator}."]
    target_years = set(years)
    missing = [FinancialYear(start) for start in range(years[0].start, years[-1].start) if FinancialYear(start) not in target_years]
    if missing:
        why.append(f"{target.indicator} has no target for {_listed(missing)}, between its first and its last year: £0 is asked for there.")
    if target.baseline.unknown or target.baseline.central is None:
        baseline = target.baseline.figure_words(recorded=True)
        why.append(f"The baseline of {target.indicator} is {baseline}, so its amounts are no more certain than that.")
    elif target.baseline.central <= 0:
        why.append(f"The baseline of {target.indicator} is {money.pounds(target.baseline.central)}: a percentage of it asks for £0.")
    negative = [year for year in years if target.percents.get(year, _NOUGHT) < 0]
    if negative:
        why.append(f"{target.indicator} has a percentage below 0 in {_listed(negative)}.")
    stray = sorted(year for year, gain in gains.items() if year not in target_years and not gain.is_nought)
    if stray:
        why.append(f"Gains in {_listed(stray)} are outside the years of {_named(target.indicator)} and do not count.")
    return why


def _listed(years: Iterable[FinancialYear]) -> str:
    return wording.listed([str(year) for year in years])


def _differs(year: FinancialYear, percent: Decimal, printed: Estimate, worked: Estimate) -> list[str]:
    """A sentence where the printed amount is not its percentage of the baseline to the places it is printed to."""
    if printed.central is None or worked.central is None:
        return []
    unit = _last_place(printed.central)
    if abs(printed.central - worked.central) <= unit / 2:
        return []
    rounding = money.rounding_that_tells_apart(printed.central, worked.central)
    asked, shown = (rounding.words(each, running=True) for each in (worked.central, printed.central))
    return [f"{percent_words(percent)} of the baseline is {asked} in {year}, and the printed target is {shown}: the printed one is used."]


def _last_place(amount: Decimal) -> Decimal:
    """The size of the last place an amount is written to: £0.1m for £8.9m, a penny for £1,200.50."""
    whole = amount.normalize().as_tuple().exponent
    return Decimal(1).scaleb(whole if isinstance(whole, int) else 0)


def _met(gap: Estimate) -> bool | None:
    if gap.high is not None and gap.high <= 0:
        return True
    return False if gap.low is not None and gap.low > 0 else None


def percent_words(fraction: Decimal) -> str:
    """A fraction of 1 as a percentage to two places at the most, without idle noughts: `9.4%`."""
    shown = (fraction * 100).quantize(_HUNDREDTH)
    return f"{format(shown.normalize(), 'f')}%"
