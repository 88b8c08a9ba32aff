"""Who pays and who gains: costs, savings and funding divided between partners, and what each is left with before and after.

`before` is a partner's own base-year in-scope net cost, `after` the steady state of the last year; transitional cost is apart
(`interchange.md`, Shares). A line that names an organisation is that organisation's; only what names nobody is divided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, localcontext
from itertools import accumulate

from desktop.appraisal.case import Case, FlowKind
from desktop.appraisal.discounting import PRECISE
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.partners.dividing import Part, Terms, gathered_by_partner, shares_by_sort
from desktop.appraisal.partners.partner_results import Apportionment, Partner, PartnerResult, PartnerYear, known_to_rise
from desktop.appraisal.partners.present_values import present_values
from desktop.appraisal.partners.shares import Rule
from desktop.appraisal.savings.discounting_terms import Discounting
from desktop.appraisal.savings.lines import Line, cases_of, from_cases, outside
from desktop.appraisal.savings.payback import payback

_NOUGHT = Decimal(0)


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
    shares, why = shares_by_sort(every, partners, names, rules)
    if why:
        return Apportionment(owner, why=tuple(why))
    with localcontext(PRECISE):
        factor, plain = discounting.factors[-1], discounting.plain_factors[-1]
        terms = Terms(case.years, shares, None if factor is None else factor / plain, case.own_council)
        gathered = gathered_by_partner(own_lines, names, terms)
        if base is not None:
            gathered = _against(gathered, gathered_by_partner(base, names, terms))
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


def _against(own: dict[str, Part], base: dict[str, Part]) -> dict[str, Part]:
    """Whole costs as savings against the benchmark: income adds to what is saved, and nothing is left as a cost."""
    parts = {}
    for name, part in own.items():
        other = base[name]
        spared = [then - now for then, now in zip(other.cost, part.cost, strict=True)]
        saving = [less + (earned - was) for less, earned, was in zip(spared, part.saving, other.saving, strict=True)]
        funding = [now - then for now, then in zip(part.funding, other.funding, strict=True)]
        parts[name] = Part([ZERO] * len(saving), saving, funding, part.steady, part.transitional, None, part.own_cost)
    return parts


def _worth_to_each(gathered: Mapping[str, Part], discounting: Discounting, own: str) -> dict[str, Estimate]:
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


def _nets_by_case(part: Part, nets: Sequence[Estimate]) -> list[list[Decimal | None]]:
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


def _result(partner: Partner, part: Part, terms: Terms, discounting: Discounting, npv: Estimate | None, *, whole: bool) -> PartnerResult:
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
        why.append(f"What {partner.name} pays before and after cannot be set side by side without its base-year cost.")
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


def _running(part: Part, nets: Sequence[Estimate]) -> list[Estimate]:
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


def _steady(part: Part, before: Estimate | None, terms: Terms, *, whole: bool) -> tuple[Estimate | None, Estimate | None]:
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
    if rises is True or known_to_rise(partner.performance_before, partner.performance_after) or before is None or after is None:
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


def _counted(names: Sequence[str]) -> str:
    return f"‘{names[0]}’ is" if len(names) == 1 else f"{len(names)} savings are"
