"""Bids for grant: what is asked and matched by year, what an option leaves the budget without it, and other ways to pay for the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.affordability.grants import Bid, Round
from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import Case, Flow, FundingKind, FundingStatus, Option
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.findings.bids import of_bid
from desktop.appraisal.savings.bids import BidResult
from desktop.appraisal.savings.finance_records import FinanceRecords
from desktop.results.money import bids as results
from tests.appraisal.cases import BASE, COST, FUNDING, SAVING, flow


def exact(pounds: int) -> Estimate:
    return Estimate.exact(Decimal(pounds))


def case(*flows: Flow, match: str = "0.2", most: int = 100, **fields: object) -> Case:
    round_ = Round("Award 2012", "Award", exact(1000), exact(most), Decimal(match), "Two councils")
    records = FinanceRecords(rounds=(round_,), bids=(Bid("New", "Award", "Award 2012", "We are two"),))
    made = Case("Test", BASE, 4, options=(Option("As is", benchmark=True), Option("New", flows=flows, preferred=True)), finance=records)
    return replace(made, **fields)  # type: ignore[arg-type]


def asked(*amounts: int) -> Flow:
    return replace(flow(FUNDING, amounts, line="Award"), status=FundingStatus.SOUGHT)


def result(of: Case) -> BidResult:
    finance = appraise(of).finance
    assert finance is not None
    (found,) = finance.bids
    return found


SPENDING = (flow(COST, [60, 40], line="Build"), flow(SAVING, [0, 0, 40, 40], line="Staff", cashable=True))


def test_what_is_drawn_down_stands_against_what_is_spent_and_matched() -> None:
    found = result(case(*SPENDING, asked(50, 30), flow(FUNDING, [5], line="Partner", source=FundingKind.CONTRIBUTION)))
    rows = [(year.drawn.central, year.spent.central, year.other.central, year.left.central) for year in found.years[:2]]
    assert rows == [tuple(map(Decimal, row)) for row in ((50, 60, 5, 5), (30, 40, 0, 10))]
    assert (found.asked, found.spent, found.required, found.matched, found.within) == (exact(80), exact(100), exact(20), True, True)
    assert found.ahead == ()
    assert [row.name for row in results.years(found)] == ["2011/12", "2012/13", "In all"]


def test_a_bid_that_leaves_too_little_to_match_or_draws_ahead_is_told() -> None:
    found = result(case(*SPENDING, asked(70, 15), most=84))
    assert (found.matched, found.within, found.ahead) == (False, False, (BASE,))
    words = [each.words for each in of_bid(found)]
    assert words == [
        "‘Award’ asks for £85 of ‘Award 2012’, towards one-off costs of £100.",
        "That is above the most that a bid may ask for: £84.",
        "The round requires a match of £20: what is asked leaves too little to be paid from elsewhere.",
        "By the end of 2011/12, more of ‘Award’ is drawn down than is spent.",
        "If the bid fails, New leaves the budget £20 worse off over its years; if it is awarded, £65 better off.",
    ]


def test_where_it_fails_the_budget_is_worse_by_what_was_asked_and_has_its_money_back_later() -> None:
    found = result(case(*SPENDING, asked(50, 30)))
    assert (found.awarded.budget_net, found.failed.budget_net) == (exact(60), exact(-20))
    assert found.awarded.npv == found.failed.npv
    # 10 short each year of the first two, 20 in all, then 40 a year; without the grant 100 short, and 80 comes back
    assert found.paybacks == (Decimal("1.5"), None)
    assert results.outcomes(found)[1].cells["budget_payback"].lack.words == "not within the years"


def test_a_recurring_cost_is_not_what_a_grant_pays_for() -> None:
    running = replace(flow(COST, [7, 7, 7, 7], line="Run"), recurring=True)
    assert result(case(*SPENDING, running, asked(50, 30))).spent == exact(100)


def test_what_is_not_known_is_not_said_to_be_enough() -> None:
    unknown = replace(flow(COST, ["not known"], line="Build"), recurring=False)
    found = result(case(unknown, asked(50)))
    assert (found.matched, found.within) == (None, True)
    assert found.failed.budget_net is not None
    assert found.failed.budget_net.says_nothing
    assert of_bid(found)[0].words == "‘Award’ asks for £50 of ‘Award 2012’, towards one-off costs that are not known."


def test_grant_receipts_and_borrowing_of_the_same_are_each_costed() -> None:
    """Borrowing of £80 over 4 years at 5% in a nominal case with a flat rate of 5%: from the next year £20 and interest on what is owed."""
    loan = replace(asked(80), asset_life=4)
    found = result(case(*SPENDING, loan, price_base="nominal", discounting="5%", borrowing_rate=Decimal("0.05")))
    grant, receipts, borrowing = found.ways
    assert (grant.present_value, set(grant.years)) == (ZERO, {ZERO})
    assert (receipts.years[0], receipts.present_value) == (exact(80), exact(80))
    assert [year.central for year in borrowing.years] == [0, 24, 23, 22]
    # 24 / 1.05 + 23 / 1.05² + 22 / 1.05³, each to the penny; the fourth £20 is still owed
    assert borrowing.present_value == Estimate.exact(Decimal("22.86") + Decimal("20.86") + Decimal("19.00"))
    assert borrowing.beyond == exact(20)
    assert [row.name for row in results.ways(found)] == [
        "2011/12",
        "2012/13",
        "2013/14",
        "2014/15",
        "Present value",
        "Still owed then, in cash",
    ]


def test_borrowing_without_a_life_or_a_rate_is_not_known_and_says_why() -> None:
    borrowing = result(case(*SPENDING, asked(80))).ways[2]
    assert borrowing.present_value is not None
    assert borrowing.present_value.says_nothing
    assert any("no asset life" in reason for reason in borrowing.why)


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=4), st.lists(st.integers(0, 1000), min_size=1, max_size=4), st.integers(0, 100))
def test_the_match_is_enough_where_the_rest_of_the_spending_reaches_it(drawn: list[int], spent: list[int], match: int) -> None:
    found = result(case(flow(COST, spent, line="Build"), asked(*drawn), match=str(Decimal(match) / 100)))
    assert found.matched is (sum(spent) - sum(drawn) >= Decimal(sum(spent)) * match / 100)
    left = Estimate.sum(year.left for year in found.years)
    assert left.central == sum(spent) - sum(drawn)
