"""What a bid for grant asks, what is matched, what its option comes to without it, and what the same money costs from elsewhere.

What is spent is the one-off costs of the option or project, after optimism bias; a cost that is not said to recur is one of them. What the
grant does not pay of that is the match, whoever pays it.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, localcontext
from itertools import accumulate

from desktop.appraisal.affordability.budget import left_by_year
from desktop.appraisal.affordability.financing import financing
from desktop.appraisal.affordability.grants import Bid, Round
from desktop.appraisal.case import Case, Flow, FlowKind, FlowsAre, FundingKind, FundingStatus, Option, Project
from desktop.appraisal.discounting import PRECISE
from desktop.appraisal.estimate import NOT_KNOWN, ZERO, Estimate
from desktop.appraisal.results import Money
from desktop.appraisal.savings.discounting_terms import Discounting, terms_of
from desktop.appraisal.savings.lines import Line, lines_of, yearly_sums
from desktop.appraisal.savings.net import option_money, project_money
from desktop.appraisal.savings.payback import payback
from desktop.appraisal.savings.statements import against_benchmark
from desktop.appraisal.why import Why
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class BidYear:
    """One year of a bid: what is drawn down, what is spent, what other lines of funding pay, and what of the spending is left over."""

    year: FinancialYear
    drawn: Estimate
    spent: Estimate
    other: Estimate
    left: Estimate


@dataclass(frozen=True, slots=True)
class Way:
    """One way to pay for what a bid asks: what it costs us each year in the prices of the case, and its present value.

    `beyond` is what is still owed when the last year ends, in cash.
    """

    name: str
    years: tuple[Estimate, ...]
    present_value: Estimate | None
    beyond: Estimate = ZERO
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BidResult:
    """A bid with what follows from it. `matched` says whether the match is enough, `None` where that is not known.

    `awarded` and `failed` are what its option or project comes to with all of it, and with none.
    """

    bid: Bid
    round: Round
    years: tuple[BidYear, ...]
    asked: Estimate
    spent: Estimate
    other: Estimate
    required: Estimate | None
    matched: bool | None
    within: bool | None
    """Whether it asks no more than one bid may."""
    awarded: Money
    failed: Money
    paybacks: tuple[Decimal | None, Decimal | None]
    """Years after the base year until the budget has its own money back: where it is awarded, and where it fails; most likely figures."""
    ways: tuple[Way, ...]
    status: FundingStatus | None = None
    ahead: tuple[FinancialYear, ...] = ()
    """The years by whose end more is drawn down than is spent."""


def bid_results(case: Case, discounting: Discounting) -> tuple[BidResult, ...]:
    """Every bid whose line and round the case has, in the order recorded. Raises KnownTrouble as `option_money` does."""
    if case.finance is None or not case.finance.bids or case.horizon < 1:
        return ()
    rounds = {each.name: each for each in case.finance.rounds}
    every: tuple[Option | Project, ...] = (*case.options, *case.projects)
    owners = {owner.name: owner for owner in every}
    results = []
    for bid in case.finance.bids:
        owner, round_ = owners.get(bid.owner), rounds.get(bid.round)
        flow = None if owner is None else next((flow for flow in owner.flows if flow.line == bid.line), None)
        if owner is not None and round_ is not None and flow is not None and flow.kind is FlowKind.FUNDING:
            results.append(_result(case, bid, round_, owner, flow, discounting))
    return tuple(results)


def _result(case: Case, bid: Bid, round_: Round, owner: Option | Project, flow: Flow, discounting: Discounting) -> BidResult:
    lines, years = lines_of(owner), case.years
    costs = [line for line in lines if line.flow.kind is FlowKind.COST and line.flow.recurring is not True]
    others = [line for line in lines if line.flow.kind is FlowKind.FUNDING and line.flow is not flow]
    with localcontext(PRECISE):
        drawn, spent, other = (yearly_sums(each, years) for each in ([Line(owner.name, flow)], costs, others))
        rows = tuple(BidYear(year, drawn[n], spent[n], other[n], _left(spent[n], drawn[n] + other[n])) for n, year in enumerate(years))
        asked, spending = Estimate.sum(drawn), Estimate.sum(spent)
        required = None if round_.match is None else spending.scaled(round_.match).to_pence()
        matched = None if required is None else _is_enough(asked, spending, round_.match or Decimal(0))
        ahead = tuple(year for n, year in enumerate(years) if _exceeds(Estimate.sum(drawn[: n + 1]), Estimate.sum(spent[: n + 1])))
        cases = (
            replace(flow, status=FundingStatus.AWARDED, funding_source=FundingKind.GRANT),
            replace(flow, amounts=dict.fromkeys(flow.amounts, ZERO)),
        )
        moved = [replace(owner, flows=tuple(now if each is flow else each for each in owner.flows)) for now in cases]
        awarded, failed = (_money(case, each, discounting) for each in moved)
        paid_back, never_granted = (_budget_payback(case, each) for each in moved)
        ways = _ways(case, owner, flow, lines, discounting)
    return BidResult(
        bid, round_, rows, asked, spending, Estimate.sum(other), required, matched, _within(asked, round_.most),
        awarded, failed, (paid_back, never_granted), ways, flow.status, ahead,
    )  # fmt: skip


def _money(case: Case, owner: Option | Project, discounting: Discounting) -> Money:
    """What an option or a project comes to as it is moved."""
    if isinstance(owner, Project):
        return project_money(case, owner, discounting)
    return option_money(case, owner, _benchmark(case, owner), discounting)


def _budget_payback(case: Case, owner: Option | Project) -> Decimal | None:
    """How soon what an option or a project leaves the budget adds to nothing or more, and stays there."""
    benchmark = _benchmark(case, owner) if isinstance(owner, Option) and case.flows_are is FlowsAre.WHOLE_COSTS else None
    lines = lines_of(owner) if benchmark is None else against_benchmark(lines_of(owner), lines_of(benchmark))
    left = left_by_year(lines, case.years, terms_of(case))
    if left is None:
        return None
    return payback([total.central for total in accumulate(left)])


def _benchmark(case: Case, owner: Option) -> Option | None:
    return owner if owner.benchmark else next((option for option in case.options if option.benchmark), None)


def _ways(case: Case, owner: Option | Project, flow: Flow, lines: tuple[Line, ...], discounting: Discounting) -> tuple[Way, ...]:
    """The same amounts in the same years as grant, as capital receipts under a flexibility, and as borrowing."""
    years, terms = case.years, terms_of(case)
    amounts = Line(owner.name, flow).amounts(years)
    loan = replace(flow, funding_source=FundingKind.BORROWING, status=None)
    borrowed = financing((Line(owner.name, loan), *(line for line in lines if line.flow is not flow and line.flow.kind is FlowKind.COST)),
                         years, case.borrowing_rate)  # fmt: skip
    cost: list[Estimate] = []
    lacking = False
    for year in borrowed.borrowing:
        told = terms.told(year.cost, year.year, terms.from_cash)
        lacking = lacking or (told is None and not year.cost.says_nothing)
        cost.append(NOT_KNOWN if told is None else told)
    why = list(borrowed.why)
    if lacking:
        why.append(Why(f"What borrowing costs is not known in {terms.prices} prices, as there is no deflator for every year.",
                       "Type the assumed inflation of the case."))  # fmt: skip
    return (
        Way("Grant", tuple(ZERO for _ in years), ZERO),
        Way("Capital receipts", amounts, _present_value(amounts, discounting)),
        Way("Borrowing", tuple(cost), _present_value(tuple(cost), discounting), borrowed.still_to_repay, tuple(why)),
    )


def _present_value(amounts: tuple[Estimate, ...], discounting: Discounting) -> Estimate | None:
    """What these amounts of each year are worth in the base year; `None` where a year has no deflator."""
    if not amounts:
        return ZERO
    parts: list[Estimate] = []
    for amount, factor in zip(amounts, discounting.factors, strict=True):
        if factor is None and not amount.is_nought:
            return None
        parts.append(ZERO if factor is None or amount is ZERO else amount.scaled(factor).to_pence())
    return Estimate.sum(parts)


def _left(spent: Estimate, paid: Estimate) -> Estimate:
    """What of the spending is still to be paid for: not known where the spending is not, whatever pays for it."""
    return NOT_KNOWN if spent.says_nothing else spent - paid


def _is_enough(asked: Estimate, spent: Estimate, match: Decimal) -> bool | None:
    """Whether what is asked leaves that part of the spending to others, on every case; `None` where the cases differ or are open."""
    return _not_above(asked, spent.scaled(1 - match))


def _within(asked: Estimate, most: Estimate | None) -> bool | None:
    return None if most is None else _not_above(asked, most)


def _not_above(amount: Estimate, limit: Estimate) -> bool | None:
    if amount.high is not None and limit.low is not None and amount.high <= limit.low:
        return True
    if amount.low is not None and limit.high is not None and amount.low > limit.high:
        return False
    return None


def _exceeds(drawn: Estimate, spent: Estimate) -> bool:
    return drawn.low is not None and spent.high is not None and drawn.low > spent.high
