"""Whose money a line is: our own council's, another organisation's, or not known (`interchange.md`, rules of arithmetic, "Whose money").

A line that names an organisation is that organisation's. One that names none is divided by Shares where they reach it. Where they do not,
it is not known whose it is if others have a part in what it belongs to; else it is our own council's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction

from desktop.appraisal import money
from desktop.appraisal.discounting import PRECISE
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.partners.dividing import Alike, Terms, added_up, alike_of, called_first, divided_alike, sort_of
from desktop.appraisal.partners.partner_results import Partner
from desktop.appraisal.partners.shares import AppliesTo, Rule, Shares, shares_of
from desktop.appraisal.results import Money, YearResult
from desktop.appraisal.savings.lines import Line, cases_of, may_count
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass

_NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Sharing:
    """How one owner's money is divided: its rules, the partners they divide between, and whether others have a part in it."""

    partners: tuple[Partner, ...] = ()
    rules: tuple[Rule, ...] = ()
    is_joint: bool = False


@dataclass(frozen=True, slots=True)
class Whose:
    """The lines of one owner as one organisation has them.

    `known` are its own, whole or its share of them; `not_known` those of which nobody knows whose they are. `is_all` says that every line
    is its own, so that what is said of all of them is said of it.
    """

    known: tuple[Line, ...] = ()
    not_known: tuple[Line, ...] = ()
    is_all: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its lines, those that may be its own with anything from none of them to all."""
        return (*self.known, *map(_may_be, self.not_known))


def whose(lines: Iterable[Line], organisation: str, own: str, sharing: Sharing, years: Sequence[FinancialYear]) -> Whose:
    """What of an owner's lines is an organisation's. `own` is our own council, whose the lines are that nobody else has a part in.

    Without an own council (a blank one) nobody knows which of the organisations that lines name, or are shared by, we are.
    """
    every = list(lines)
    shares = _shares(sharing)
    known: list[Line] = []
    not_known: list[Line] = []
    divided: list[Line] = []
    is_all = True
    for line in every:
        sort = sort_of(line)
        if not organisation and (line.flow.organisation is not None or sort in shares):
            not_known.append(line)
            is_all = False
            continue
        if line.flow.organisation is not None:
            is_its_own = line.flow.organisation == organisation
        elif sort in shares:
            divided.append(line)
            is_all = False
            continue
        elif sharing.rules or sharing.is_joint or (organisation and not own):
            not_known.append(line)
            is_all = False
            continue
        else:
            is_its_own = organisation == own
        if is_its_own:
            known.append(line)
        is_all = is_all and is_its_own
    if divided:
        with localcontext(PRECISE):
            known += _parts(divided, organisation, Terms(tuple(years), shares, None, own))
    return Whose(tuple(known), tuple(not_known), is_all)


def settled(part: Money, npv: Estimate) -> Money:
    """A part's results with the net present value that it has among all parts, which may be a penny of rounding more or less at an end.

    The present values of its years still add to it: the penny is in the year whose range is widest.
    """
    if part.npv is None or part.npv == npv:
        return part

    def width(year: YearResult) -> Decimal:
        value = year.present_value
        return _NOUGHT if value.low is None or value.high is None else value.high - value.low

    widest = max(part.years, key=width)
    value = widest.present_value
    pennies = (_less(one, other) for one, other in zip(cases_of(npv), cases_of(part.npv), strict=True))
    ends = (one if one is None or penny is None else one + penny for one, penny in zip(cases_of(value), pennies, strict=True))
    moved = Estimate.derived(*ends, unknown=value.unknown, approximate=value.approximate, assumed_floor=value.assumed_floor)
    years = tuple(replace(year, present_value=moved) if year is widest else year for year in part.years)
    return replace(part, npv=npv, years=years, npv_cashable=npv if part.npv_cashable == part.npv else part.npv_cashable)


def _may_be(line: Line) -> Line:
    """A line of which anything from none of it to all may be meant."""
    return replace(line, flow=replace(line.flow, amounts={year: may_count(amount) for year, amount in line.flow.amounts.items()}))


def _shares(sharing: Sharing) -> Mapping[AppliesTo, Shares]:
    """The shares of each sort of line, as far as they can be told."""
    names = [partner.name for partner in sharing.partners]
    baselines = {partner.name: partner.baseline for partner in sharing.partners if partner.baseline is not None}
    populations = {partner.name: partner.population for partner in sharing.partners if partner.population is not None}
    told = {rule.applies_to: shares_of(rule, names, baselines, populations) for rule in sharing.rules}
    return {sort: shares for sort, shares in told.items() if shares.fractions is not None}


def _parts(lines: Sequence[Line], organisation: str, terms: Terms) -> list[Line]:
    """An organisation's part of lines that are shared, line by line, adding to its part of those that are divided together."""
    lines_by_kind: dict[Alike, list[Line]] = {}
    for line in lines:
        lines_by_kind.setdefault(alike_of(line, terms.years), []).append(line)
    sums = added_up(lines, terms.years)
    first = {alike: amounts for alike, amounts in sums.items() if terms.shares[alike.sort].investment is not None}
    called = called_first([Estimate.sum(amounts) for amounts in zip(*first.values(), strict=True)], terms) if first else None
    parts: list[Line] = []
    called_lines = [line for alike, same in lines_by_kind.items() if alike in first for line in same]
    if called is not None:
        parts += _spread(called_lines, called.get(organisation, ()), terms, None)
    for alike, same in lines_by_kind.items():
        if alike not in first:
            part = [divided_alike(alike, amount, terms).get(organisation, ZERO) for amount in sums[alike]]
            fraction = (terms.shares[alike.sort].fractions or {}).get(organisation)
            parts += _spread(same, part, terms, fraction) if fraction else []
    return parts


def _spread(lines: Sequence[Line], parts: Sequence[Estimate], terms: Terms, fraction: Fraction | None) -> list[Line]:
    """The part of several lines together, as parts of each of them that add to it; `fraction` is what it is of each."""
    if not parts:
        return []
    columns = [_column([line.amount(terms.years[n]) for line in lines], part, fraction) for n, part in enumerate(parts)]
    return [
        replace(
            line,
            part_of=line.recorded,
            flow=replace(
                line.flow,
                amounts={year: column[index] for year, column in zip(terms.years, columns, strict=True) if year in line.flow.amounts},
                optimism_bias=_NOUGHT,
                mitigation=_NOUGHT,
            ),
        )
        for index, line in enumerate(lines)
    ]


def _column(amounts: Sequence[Estimate], part: Estimate, fraction: Fraction | None) -> list[Estimate]:
    """The parts of the amounts of one year.

    The most likely case is divided as it stands and the other two by what they lie below and above it, as `divided_estimate` does, so that
    of each amount the low part is never above the high one.
    """
    if part is ZERO:
        return [ZERO] * len(amounts)
    case = next((each for each in (1, 0, 2) if cases_of(part)[each] is not None), None)
    if case is None:
        return [amount if amount is ZERO else replace(part, unknown=amount.unknown) for amount in amounts]
    base = [cases_of(amount)[case] for amount in amounts]
    middle = _in_proportion(cases_of(part)[case], base, fraction)
    by_case: list[list[Decimal | None]] = []
    for end in range(3):
        apart = _less(cases_of(part)[end], cases_of(part)[case])
        moved = _in_proportion(apart, [_less(cases_of(amount)[end], each) for amount, each in zip(amounts, base, strict=True)], fraction)
        by_case.append([None if one is None or other is None else one + other for one, other in zip(middle, moved, strict=True)])
    return [
        ZERO
        if amount is ZERO
        else Estimate.derived(
            low, central, high, unknown=amount.unknown, approximate=amount.approximate, assumed_floor=amount.assumed_floor
        )
        for amount, low, central, high in zip(amounts, *by_case, strict=True)
    ]


def _less(amount: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if amount is None or other is None else amount - other


def _in_proportion(part: Decimal | None, amounts: Sequence[Decimal | None], fraction: Fraction | None) -> list[Decimal | None]:
    """A part of a sum divided as the sum's own amounts are, in whole pence but for the last.

    Where one of them is open its part is, and of the others the fraction; without a fraction the parts of all are open.
    """
    known = [amount for amount in amounts if amount is not None]
    if part is None or len(known) < len(amounts):
        of_one = None if fraction is None else Decimal(fraction.numerator) / fraction.denominator
        return [amount if not amount else None if of_one is None else money.to_pence(amount * of_one) for amount in amounts]
    total, running, given = sum(known, _NOUGHT), _NOUGHT, _NOUGHT
    last = max((index for index, amount in enumerate(known) if amount), default=-1)
    parts: list[Decimal | None] = []
    for index, amount in enumerate(known):
        running += amount
        upto = part if index >= last else money.to_pence(part * running / total) if total else given
        parts.append(upto - given)
        given = upto
    return parts
