"""Who pays and who gains: costs, savings and funding divided between partners, and what each is left with before and after.

`before` is a partner's own base-year in-scope net cost, `after` the steady state of the last year; transitional cost is apart
(`interchange.md`, Shares). A line that names an organisation is that organisation's; only what names nobody is divided.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import accumulate

from desktop.appraisal import money, wording
from desktop.appraisal.affordability.moving_lines import is_one_off
from desktop.appraisal.case import Case, FlowKind
from desktop.appraisal.discounting import PRECISE
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.partners.present_values import present_values
from desktop.appraisal.partners.shares import AppliesTo, Rule, Shares, divided, divided_estimate, first_call, shares_of
from desktop.appraisal.savings.lines import Line, cases_of, from_cases, outside, yearly_sums
from desktop.appraisal.savings.net import Discounting
from desktop.appraisal.savings.payback import payback
from desktop.appraisal.why import Why
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass

_NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner as it stands. `baseline` is its own base-year in-scope net cost; more performance is better."""

    name: str
    baseline: Estimate | None = None
    population: int | None = None
    volume_before: Decimal | None = None
    volume_after: Decimal | None = None
    performance_before: Decimal | None = None
    performance_after: Decimal | None = None

    @property
    def gets_more(self) -> bool:
        """Whether its volume or its performance is recorded to rise."""
        return _rises(self.volume_before, self.volume_after) or _rises(self.performance_before, self.performance_after)


@dataclass(frozen=True, slots=True)
class PartnerYear:
    year: FinancialYear
    cost: Estimate
    saving: Estimate
    funding: Estimate
    net: Estimate
    cumulative: Estimate


@dataclass(frozen=True, slots=True)
class PartnerResult:
    """One partner's part. Savings include income; the net leaves funding out, as every net present value does.

    `change` is by how much its yearly cost moves in the steady state, in the prices of the base year. `pays_more_for_less` is `None`
    where the amounts do not say. The partners' net present values add to the whole to the penny.
    """

    organisation: str
    years: tuple[PartnerYear, ...] = ()
    before: Estimate | None = None
    after: Estimate | None = None
    change: Estimate | None = None
    transitional: Estimate | None = None
    cost: Estimate | None = None
    saving: Estimate | None = None
    funding: Estimate | None = None
    npv: Estimate | None = None
    payback_years: Decimal | None = None
    pays_more_for_less: bool | None = None
    why: tuple[str, ...] = ()

    @property
    def loses(self) -> bool | None:
        """Whether its net present value, or its net in the last year, is below £0 on the likely figures; `None` where it may be."""
        told = [amount for amount in (self.npv, self.years[-1].net if self.years else None) if amount is not None]
        if any(amount.central is not None and amount.central < 0 for amount in told):
            return True
        return None if any(amount.low is None or amount.low < 0 for amount in told) else False

    @property
    def back_in(self) -> FinancialYear | None:
        """The year from which it has had back what it put in for good, on the likely figures; `None` where there is none, or none known.

        Where a total has no likely figure its ends stand in, as far as they settle it.
        """
        totals = [(year.year, _settled(year.cumulative)) for year in self.years]
        below = [n for n, (_, total) in enumerate(totals) if total is None or total < 0]
        after = below[-1] + 1 if below else 0
        return totals[after][0] if after < len(totals) else None

    @property
    def is_back_known(self) -> bool:
        """Whether the amounts say if it has had back what it put in by the last year."""
        return not self.years or _settled(self.years[-1].cumulative) is not None


def _settled(total: Estimate) -> Decimal | None:
    """The likely figure; without one the end that says whether it is below £0; `None` where nothing does."""
    if total.central is not None:
        return total.central
    if total.low is not None and total.low >= 0:
        return total.low
    return total.high if total.high is not None and total.high < 0 else None


@dataclass(frozen=True, slots=True)
class Apportionment:
    """Every partner's part of one option or project; `partners` is empty, and `why` says why, where shares cannot be told."""

    owner: str
    partners: tuple[PartnerResult, ...] = ()
    why: tuple[str, ...] = ()
    #: Which savings count in what partners pay afterwards without being stated cashable, as a paper prints it; also among `why`.
    not_stated: tuple[str, ...] = ()

    def partner(self, organisation: str) -> PartnerResult | None:
        return next((partner for partner in self.partners if partner.organisation == organisation), None)


def before_and_after(partner: PartnerResult) -> tuple[Estimate | None, Estimate | None]:
    """What a partner pays before and after; where nothing is known of before, nothing is of after, which starts from it."""
    before = partner.before
    return before, None if before is not None and before.says_nothing else partner.after


@dataclass(frozen=True, slots=True)
class Floor:
    """The transfers after which nobody is worse off: above nothing received, below nothing paid, adding to nothing.

    `needed` is what those who lose are short of together. `transfers` is empty where nobody loses, and where those who gain have not
    enough, which `possible` tells apart.
    """

    needed: Decimal
    possible: bool
    transfers: dict[str, Decimal] = field(default_factory=dict)
    after: dict[str, Decimal] = field(default_factory=dict)
    why: tuple[str, ...] = ()


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
class _Part:
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


def apportion(
    case: Case,
    owner: str,
    lines: Iterable[Line],
    partners: Sequence[Partner],
    rules: Iterable[Rule],
    discounting: Discounting,
    *,
    benchmark: Iterable[Line] | None = None,
) -> Apportionment:
    """Each partner's part of an owner's lines. Never raises.

    `benchmark` holds the benchmark's lines where flows are whole costs: a partner's saving is then its part of the benchmark's cost less
    its part of the owner's, and its cost afterwards is its part of what the owner costs in the last year.
    """
    names = [partner.name for partner in partners]
    own_lines = list(lines)
    base = None if benchmark is None else list(benchmark)
    if not case.years:
        return Apportionment(owner, why=("No year is appraised: the horizon is 0.",))
    if not any(line.flow.amounts for line in own_lines):
        return Apportionment(owner, why=(f"No costs or savings are recorded for {owner}.",))
    every = [*own_lines, *(base or [])]
    shares, why = _shares(every, partners, names, rules)
    if why:
        return Apportionment(owner, why=tuple(why))
    with localcontext(PRECISE):
        factor, plain = discounting.factors[-1], discounting.plain_factors[-1]
        terms = Terms(case.years, shares, None if factor is None else factor / plain, case.own_council)
        gathered = _gathered(own_lines, names, terms)
        if base is not None:
            gathered = _against(gathered, _gathered(base, names, terms))
        npvs = _worth_to_each(gathered, discounting, case.own_council)
        results = tuple(
            _result(partner, gathered[partner.name], terms, discounting, npvs.get(partner.name), whole=base is not None)
            for partner in partners
        )
    unstated = [line.flow.line for line in own_lines if line.flow.kind is FlowKind.SAVING and line.flow.cashable is None]
    notes = (
        [
            f"{_counted(unstated)} not stated to be cashable, and {'is' if len(unstated) == 1 else 'are'} counted in what partners pay "
            "afterwards."
        ]
        if unstated
        else []
    )
    return Apportionment(owner, results, (*outside(every, case.years), *notes), tuple(notes))


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


def floor(nets: Mapping[str, Decimal]) -> Floor:
    """The transfers that leave nobody below nothing, paid by those who gain in proportion to their gain. Never raises.

    `nets` is what each partner is left with on one case, such as its net present value.
    """
    worth = {name: money.to_pence(net) for name, net in nets.items()}
    needed = -sum((net for net in worth.values() if net < 0), _NOUGHT)
    gains = {name: net for name, net in worth.items() if net > 0}
    total = sum(gains.values(), _NOUGHT)
    if not needed:
        return Floor(_NOUGHT, True, after=worth, why=("Nobody is worse off, so nothing needs to change hands.",))
    if needed > total:
        rounding = money.rounding_that_tells_apart(needed, total)
        have = f"those who gain have {rounding.words(total, running=True)}" if gains else "nobody gains"
        return Floor(
            needed,
            False,
            after=worth,
            why=(f"No transfer leaves nobody worse off: those who lose are short of {rounding.words(needed, running=True)}, and {have}.",),
        )
    paid = divided(needed, {name: Fraction(gain) / Fraction(total) for name, gain in gains.items()})
    transfers = {name: -paid[name] if name in paid else max(-net, _NOUGHT) for name, net in worth.items()}
    return Floor(
        needed,
        True,
        transfers,
        {name: net + transfers[name] for name, net in worth.items()},
        (f"{wording.listed(list(gains))} would pay {money.rounded(needed, running=True)} in all to leave nobody worse off.",),
    )


def floor_cases(nets: Mapping[str, Estimate]) -> tuple[Floor, Floor, Floor]:
    """`floor` on the low, the most likely and the high case; where a case is open for some partner it says whose."""
    floors = []
    for case, name in enumerate(("worst", "most likely", "best")):
        ends = {partner: cases_of(net)[case] for partner, net in nets.items()}
        known = {partner: amount for partner, amount in ends.items() if amount is not None}
        lacking = [partner for partner in ends if partner not in known]
        floors.append(
            floor(known)
            if not lacking
            else Floor(
                _NOUGHT,
                False,
                why=(f"The transfer is not known on the {name} case, as what {wording.listed(lacking)} would be left with is not known.",),
            )
        )
    return floors[0], floors[1], floors[2]


def _shares(
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


def _gathered(lines: Sequence[Line], names: Sequence[str], terms: Terms) -> dict[str, _Part]:
    count = len(terms.years)
    parts = {name: _Part([ZERO] * count, [ZERO] * count, [ZERO] * count) for name in names}
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


def _add_first_call(parts: dict[str, _Part], savings: Sequence[Estimate], terms: Terms) -> None:
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


def _against(own: dict[str, _Part], base: dict[str, _Part]) -> dict[str, _Part]:
    """Whole costs as savings against the benchmark: income adds to what is saved, and nothing is left as a cost."""
    parts = {}
    for name, part in own.items():
        other = base[name]
        spared = [then - now for then, now in zip(other.cost, part.cost, strict=True)]
        saving = [less + (earned - was) for less, earned, was in zip(spared, part.saving, other.saving, strict=True)]
        funding = [now - then for now, then in zip(part.funding, other.funding, strict=True)]
        parts[name] = _Part([ZERO] * len(saving), saving, funding, part.steady, part.transitional, None, part.own_cost)
    return parts


def _worth_to_each(gathered: Mapping[str, _Part], discounting: Discounting, own: str) -> dict[str, Estimate]:
    """The net present value to each partner, adding to that of them all to the penny; none without a deflator for every year."""
    factors = [factor for factor in discounting.factors if factor is not None]
    if len(factors) < len(discounting.factors):
        return {}
    nets = {name: [saving - cost for saving, cost in zip(part.saving, part.cost, strict=True)] for name, part in gathered.items()}
    by_case = {name: _nets_by_case(part, nets[name]) for name, part in gathered.items()}
    values = present_values(by_case, factors, own)
    npvs = {}
    for name, (low, central, high) in values.items():
        marks = Estimate.sum(nets[name])
        npvs[name] = from_cases(
            (low, central, high), unknown=marks.unknown, approximate=marks.approximate, assumed_floor=marks.assumed_floor
        )
    return npvs


def _nets_by_case(part: _Part, nets: Sequence[Estimate]) -> list[list[Decimal | None]]:
    """The yearly nets on the low, the likely and the high case; where savings are shared by first call, as each case has them."""
    if part.first_called is None or part.other_saving is None:
        return [[cases_of(net)[case] for net in nets] for case in range(3)]
    others = [cases_of(saving - cost) for saving, cost in zip(part.other_saving, part.cost, strict=True)]
    return [
        [None] * len(nets)
        if called is None
        else [None if (beside := other[case]) is None else beside + own for other, own in zip(others, called, strict=True)]
        for case, called in enumerate(part.first_called)
    ]


def _result(partner: Partner, part: _Part, terms: Terms, discounting: Discounting, npv: Estimate | None, *, whole: bool) -> PartnerResult:
    why = []
    nets = [saving - cost for saving, cost in zip(part.saving, part.cost, strict=True)]
    cumulative = _running(part, nets)
    if npv is None:
        why += list(discounting.notes)
    years = payback([amount.central for amount in cumulative])
    if years is None:
        open_net = any(amount.central is None for amount in cumulative)
        why.append(
            f"No payback for {partner.name}: "
            + ("an amount has no most likely figure." if open_net else f"its savings do not pay its costs back by {terms.years[-1]}.")
        )
    before = partner.baseline
    if before is None:
        why.append(f"{partner.name} has no base-year cost recorded, so what it pays before and after cannot be set side by side.")
    after, change = _steady(part, before, terms, whole=whole)
    if terms.to_base_prices is None:
        why.append(
            f"What {partner.name} pays afterwards is not known in the prices of {terms.years[0]}: there is no deflator for "
            f"{terms.years[-1]}."
        )
    pays_more = _pays_more(partner, before, after, change, whole=whole)
    if partner.gets_more and change is not None and change.low is not None and change.low > 0:
        why.append(f"{partner.name} would pay more, and its volume or performance is recorded to rise.")
    funding = Estimate.sum(part.funding)
    yearly = tuple(PartnerYear(*row) for row in zip(terms.years, part.cost, part.saving, part.funding, nets, cumulative, strict=True))
    return PartnerResult(
        partner.name,
        yearly,
        before,
        after,
        change,
        part.transitional,
        part.own_cost if whole else Estimate.sum(part.cost),
        part.saving_total or Estimate.sum(part.saving),
        funding,
        npv,
        years,
        pays_more,
        tuple(why),
    )


def _running(part: _Part, nets: Sequence[Estimate]) -> list[Estimate]:
    """The running total of the yearly nets, on each case where savings are shared by first call.

    More savings in one year recover an investment sooner and leave less of it to recover in the next, so a partner's least of each year
    does not lie on one case, and sums over the years are taken case by case. Where an end case is open in some year, the bounds still tell
    what is known of the years before it.
    """
    plain = list(accumulate(nets))
    if part.first_called is None:
        return plain
    by_case: list[Sequence[Decimal | None]] = []
    for nets_of_case in _nets_by_case(part, nets):
        known = [net for net in nets_of_case if net is not None]
        by_case.append(list(accumulate(known)) if len(known) == len(nets_of_case) else [None] * len(nets_of_case))
    return [
        total
        if low is None or high is None
        else from_cases((low, central, high), unknown=total.unknown, approximate=total.approximate, assumed_floor=total.assumed_floor)
        for total, low, central, high in zip(plain, *by_case, strict=True)
    ]


def _steady(part: _Part, before: Estimate | None, terms: Terms, *, whole: bool) -> tuple[Estimate | None, Estimate | None]:
    """What a partner pays in the steady state, and by how much that differs from before, in the prices of the base year."""
    if terms.to_base_prices is None:
        return None, None
    steady = part.steady.scaled(terms.to_base_prices).to_pence()
    if whole:
        return steady, None if before is None else steady - before
    # The change is known for itself: taking it as after less before would count the uncertainty of before twice.
    return None if before is None else before + steady, steady


def _pays_more(partner: Partner, before: Estimate | None, after: Estimate | None, change: Estimate | None, *, whole: bool) -> bool | None:
    """Whether cost, or cost for each unit, rises while neither volume nor performance does; `None` where the amounts do not say.

    With the volume as it was, cost for each unit rises where cost does. What is paid now need not be known to tell that cost falls.
    """
    if change is None:
        return None
    rises = False if partner.gets_more else _above(change)
    if rises is True or _rises(partner.performance_before, partner.performance_after) or before is None or after is None:
        return rises
    if not partner.volume_before or not partner.volume_after or partner.volume_after >= partner.volume_before:
        return rises
    then, now = 1 / partner.volume_before, 1 / partner.volume_after
    # Where the change is known for itself, before counts once, so that its uncertainty does not count twice.
    by_unit = _above(after.scaled(now) - before.scaled(then) if whole else before.scaled(now - then) + change.scaled(now))
    return by_unit if by_unit is True or rises is False else rises


def _above(amount: Estimate) -> bool | None:
    """Whether an amount is more than nothing; `None` where its bounds do not say."""
    if amount.low is not None and amount.low > 0:
        return True
    return False if amount.high is not None and amount.high <= 0 else None


def _rises(before: Decimal | None, after: Decimal | None) -> bool:
    return before is not None and after is not None and after > before


def sort_of(line: Line) -> AppliesTo:
    return {FlowKind.COST: AppliesTo.COSTS, FlowKind.FUNDING: AppliesTo.FUNDING}.get(line.flow.kind, AppliesTo.SAVINGS)


def _counted(names: Sequence[str]) -> str:
    return f"‘{names[0]}’ is" if len(names) == 1 else f"{len(names)} savings are"
