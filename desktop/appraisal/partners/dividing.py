"""Lines divided between partners, year by year: what they have in common, by which shares, and what each partner has of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction

from desktop.appraisal import money, wording
from desktop.appraisal.affordability.moving_lines import is_one_off
from desktop.appraisal.case import Case, FlowKind
from desktop.appraisal.discounting import PRECISE
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.partners.partner_results import Partner
from desktop.appraisal.partners.shares import AppliesTo, Rule, Shares, divided_estimate, first_call, shares_of
from desktop.appraisal.savings.lines import Line, cases_of, from_cases, yearly_sums
from desktop.appraisal.why import Why
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass

_NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Alike:
    """What lines have in common that are divided and counted alike. A saving that releases no cash does not lower what is paid."""

    sort: AppliesTo
    organisation: str | None
    one_off: bool
    cashable: bool | None

    @property
    def is_steady(self) -> bool:
        """Whether it is part of what is paid in the steady state."""
        return self.sort is not AppliesTo.FUNDING and not self.one_off and (self.sort is AppliesTo.COSTS or self.cashable is not False)


@dataclasses.dataclass(slots=True)
class Part:
    """One partner's yearly amounts while they are gathered.

    `first_called` is what it has of savings shared by first call, by case and year, and `other_saving` the savings beside them; `None`
    where nothing is shared so.
    """

    cost: list[Estimate]
    saving: list[Estimate]
    funding: list[Estimate]
    steady: Estimate = ZERO
    transitional: Estimate = ZERO
    saving_total: Estimate | None = None
    own_cost: Estimate = ZERO
    first_called: tuple[list[Decimal] | None, ...] | None = None
    other_saving: list[Estimate] | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What a division needs beside the lines: years, shares by what they apply to, and the last year's price factor."""

    years: tuple[FinancialYear, ...]
    shares: Mapping[AppliesTo, Shares]
    to_base_prices: Decimal | None
    first: str = ""
    """Who has the parts of a penny that optimism bias leaves, so that the parts add to the whole exactly."""


def shared_by_partner(case: Case, lines: Iterable[Line], applies_to: AppliesTo, fractions: Mapping[str, Fraction]) -> dict[str, Estimate]:
    """Each partner's part, over the years, of the lines of one sort that name nobody; as `apportion` divides them, year by year."""
    common = [line for line in lines if line.flow.organisation is None and sort_of(line) is applies_to]
    terms = Terms(case.years, {applies_to: Shares(dict(fractions))}, None)
    shares = dict.fromkeys(fractions, ZERO)
    with localcontext(PRECISE):
        for alike, amounts in added_up(common, case.years).items():
            for amount in amounts:
                for name, own in divided_alike(alike, amount, terms).items():
                    shares[name] += own
    return shares


def shares_by_sort(
    lines: Sequence[Line], partners: Sequence[Partner], names: Sequence[str], rules: Iterable[Rule]
) -> tuple[dict[AppliesTo, Shares], list[str]]:
    """The shares of each sort of line that names nobody; else why they cannot be told."""
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        return {}, [Why(f"{wording.listed(doubled)} {'is' if len(doubled) == 1 else 'are'} a partner twice.", "Keep one.")]
    stray = sorted({line.flow.organisation for line in lines if line.flow.organisation} - set(names))
    if stray:
        return {}, [f"{wording.listed(stray)} {'bears' if len(stray) == 1 else 'bear'} an amount without being a partner."]
    by_sort: dict[AppliesTo, Rule] = {}
    for rule in rules:
        if rule.applies_to in by_sort:
            return {}, [Why(f"Two bases are recorded for the {rule.applies_to}.", "Keep one.")]
        by_sort[rule.applies_to] = rule
    baselines = {partner.name: partner.baseline for partner in partners if partner.baseline is not None}
    populations = {partner.name: partner.population for partner in partners if partner.population is not None}
    shares: dict[AppliesTo, Shares] = {}
    why: list[str] = []
    for sort in AppliesTo:
        common = [line for line in lines if line.flow.organisation is None and sort_of(line) is sort]
        if not common:
            continue
        if sort not in by_sort:
            nobody = f"Nobody is said to have ‘{common[0].flow.line}’, and how the {sort} are shared is not recorded."
            why.append(Why(nobody, f"Name its organisation, or say how the {sort} are shared."))
            continue
        shares[sort] = shares_of(by_sort[sort], names, baselines, populations)
        why += shares[sort].why
    return shares, why


def gathered_by_partner(lines: Sequence[Line], names: Sequence[str], terms: Terms) -> dict[str, Part]:
    count = len(terms.years)
    parts = {name: Part([ZERO] * count, [ZERO] * count, [ZERO] * count) for name in names}
    by_first_call: list[list[Estimate]] = []
    shared: list[Estimate] = []
    owned: dict[str, list[Estimate]] = {}
    for alike, amounts in added_up(lines, terms.years).items():
        shares = terms.shares.get(alike.sort)
        first = alike.organisation is None and shares is not None and shares.investment is not None
        if first:
            by_first_call.append(amounts)
        elif alike.sort is AppliesTo.SAVINGS:
            (shared if alike.organisation is None else owned.setdefault(alike.organisation, [])).extend(amounts)
        for n, amount in enumerate(amounts):
            for name, own in divided_alike(alike, amount, terms).items():
                part = parts[name]
                if alike.sort is AppliesTo.FUNDING:
                    part.funding[n] += own
                elif alike.sort is AppliesTo.COSTS:
                    part.cost[n] += own
                    part.own_cost += own
                    part.transitional += own if alike.one_off else ZERO
                elif not first:
                    part.saving[n] += own
                if n == count - 1 and alike.is_steady:
                    part.steady += own if alike.sort is AppliesTo.COSTS else -own
    whole = divided_alike(Alike(AppliesTo.SAVINGS, None, False, None), Estimate.sum(shared), terms)
    for name, part in parts.items():
        # of the total at once: each year rounded by itself would leave the first partner the odd pennies of them all
        part.saving_total = whole.get(name, ZERO) + Estimate.sum(owned.get(name, ()))
    if by_first_call:
        _add_first_call(parts, [Estimate.sum(amounts) for amounts in zip(*by_first_call, strict=True)], terms)
    return parts


def alike_of(line: Line, years: Sequence[FinancialYear]) -> Alike:
    """What a line has in common with those it is divided with."""
    flow = line.flow
    cashable = True if flow.kind is FlowKind.INCOME else flow.cashable
    return Alike(sort_of(line), flow.organisation, is_one_off(flow, years), cashable)


def added_up(lines: Iterable[Line], years: Sequence[FinancialYear]) -> dict[Alike, list[Estimate]]:
    """The yearly sums of lines that are divided and counted alike, so that a penny is rounded once."""
    lines_by_kind: dict[Alike, list[Line]] = {}
    for line in lines:
        lines_by_kind.setdefault(alike_of(line, years), []).append(line)
    return {alike: yearly_sums(same, years) for alike, same in lines_by_kind.items()}


def divided_alike(alike: Alike, amount: Estimate, terms: Terms) -> dict[str, Estimate]:
    """An amount of lines that are alike by whose it is, adding to it exactly: all of it where they name an organisation, else by shares."""
    if alike.organisation is not None:
        return {alike.organisation: amount}
    if amount is ZERO:
        return {}
    parts = divided_estimate(amount, terms.shares[alike.sort].fractions or {})
    if parts and cases_of(amount) != cases_of(rounded := amount.to_pence()):
        first = terms.first if terms.first in parts else next(iter(parts))
        parts[first] = _moved(parts[first], amount, rounded)
    return parts


def _moved(part: Estimate, amount: Estimate, rounded: Estimate) -> Estimate:
    """A part with what rounding took off the whole."""
    low, central, high = (
        None if own is None or exact is None or pence is None else own + exact - pence
        for own, exact, pence in zip(cases_of(part), cases_of(amount), cases_of(rounded), strict=True)
    )
    return Estimate.derived(low, central, high, unknown=part.unknown, approximate=part.approximate, assumed_floor=part.assumed_floor)


def _add_first_call(parts: dict[str, Part], savings: Sequence[Estimate], terms: Terms) -> None:
    """Divide the yearly savings of all lines together on each case, as what is recovered depends on all the years before."""
    by_case = _called_by_case(savings, terms)
    for name, part in parts.items():
        part.other_saving = list(part.saving)
        part.first_called = tuple(None if called is None else called[name] for called in by_case)
        before = part.saving_total or ZERO
        for n, year in enumerate(savings):
            cases = [None if called is None else called[name][n] for called in by_case]
            part.saving[n] += from_cases(
                (cases[0], cases[1], cases[2]), unknown=year.unknown, approximate=year.approximate, assumed_floor=year.assumed_floor
            )
        totals = [None if called is None else sum(called[name], _NOUGHT) for called in by_case]
        whole = Estimate.sum(savings)
        shared = from_cases(
            (totals[0], totals[1], totals[2]), unknown=whole.unknown, approximate=whole.approximate, assumed_floor=whole.assumed_floor
        )
        part.saving_total = before + shared


def _called_by_case(yearly: Sequence[Estimate], terms: Terms) -> list[dict[str, list[Decimal]] | None]:
    """What each partner has of yearly savings by first call on the low, the likely and the high case; `None` where one is open."""
    shares = terms.shares[AppliesTo.SAVINGS]
    fractions = shares.fractions or {}
    by_case: list[dict[str, list[Decimal]] | None] = []
    for case in range(3):
        amounts = [amount for amount in (cases_of(year)[case] for year in yearly) if amount is not None]
        called = first_call(amounts, shares.investment or {}, fractions) if len(amounts) == len(yearly) else None
        if called:
            first = terms.first if terms.first in called else next(iter(called))
            called[first] = [part + amount - money.to_pence(amount) for part, amount in zip(called[first], amounts, strict=True)]
        by_case.append(called)
    return by_case


def called_first(savings: Sequence[Estimate], terms: Terms) -> dict[str, list[Estimate]]:
    """What each partner has of the yearly savings that are shared by first call."""
    by_case = _called_by_case(savings, terms)
    called_by_name = {}
    for name in terms.shares[AppliesTo.SAVINGS].fractions or {}:
        amounts = []
        for n, year in enumerate(savings):
            low, central, high = (None if called is None else called[name][n] for called in by_case)
            amounts.append(
                from_cases((low, central, high), unknown=year.unknown, approximate=year.approximate, assumed_floor=year.assumed_floor)
            )
        called_by_name[name] = amounts
    return called_by_name


def sort_of(line: Line) -> AppliesTo:
    return {FlowKind.COST: AppliesTo.COSTS, FlowKind.FUNDING: AppliesTo.FUNDING}.get(line.flow.kind, AppliesTo.SAVINGS)
