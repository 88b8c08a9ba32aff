from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from desktop.appraisal.affordability.funding import FundingRecord, funding_statement
from desktop.appraisal.affordability.section151 import CHECKS, Answered, Records, Status, checklist
from desktop.appraisal.case import Case, FlowKind, Fund, FundingStatus, Option
from desktop.appraisal.discounting import schedule
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.partner_results import Apportionment, PartnerResult
from desktop.appraisal.savings.discounting_terms import discounting_of
from desktop.appraisal.savings.double_counting import double_counts
from desktop.appraisal.savings.lines import Line
from desktop.appraisal.savings.net import option_money
from desktop.appraisal.savings.switching import switching_values
from tests.appraisal.cases import BASE, COST, SAVING, Amount, flow

YEARS = tuple(BASE.after(n) for n in range(3))


def line(
    kind: FlowKind,
    amounts: Sequence[Amount],
    name: str = "",
    *,
    recurring: bool | None = True,
    confidence: str = "",
    category: str = "",
    owner: str = "New",
    organisation: str | None = None,
    bias: str = "0",
    capital: bool = False,
    fund: Fund = Fund.NOT_STATED,
) -> Line:
    plain = flow(kind, amounts, line=name, cashable=True, bias=bias)
    held = replace(plain, recurring=recurring, organisation=organisation, capital=capital)
    return Line(owner, replace(held, fund=fund, category=category, confidence=confidence))


def records(lines: Sequence[Line]) -> Records:
    case = Case("Test", BASE, 3)
    discounting = discounting_of(case, schedule("green book"))
    money = option_money(case, Option("New", flows=tuple(each.flow for each in lines)), None, discounting)
    return Records(YEARS, tuple(lines), money, "real 2011/12", switching=switching_values(money.years, discounting))


def answer(held: Records, key: str) -> Answered:
    return next(each for each in checklist(held) if each.key == key)


def finding(held: Records, key: str) -> tuple[Status, str]:
    found = answer(held, key)
    return found.status, found.words


GOOD = records(
    [
        line(COST, [100], "ICT", recurring=False, category="ICT"),
        line(SAVING, [0, 60, 120], "Staff", confidence="high"),
        line(SAVING, [0, 5, 5], "Rent", confidence="medium"),
    ]
)


def test_every_line_of_field_md_b8_is_there_once() -> None:
    assert len({check.key for check in CHECKS}) == len(CHECKS) == 16
    assert all(check.question.endswith("?") for check in CHECKS)


def test_what_the_records_show() -> None:
    assert finding(GOOD, "net") == (Status.SHOWN, "Savings and income of £190 are set against costs of £100.")
    assert finding(GOOD, "recurring") == (Status.SHOWN, "Each line is said to be recurring or one-off.")
    assert finding(GOOD, "phasing") == (Status.SHOWN, "Recurring savings are £65 in 2012/13 and £125 in 2013/14.")
    assert finding(GOOD, "price_base") == (Status.SHOWN, "The price base is real 2011/12.")
    assert finding(GOOD, "revenue_and_capital") == (Status.SHOWN, "Revenue costs are £100 and capital costs are £0.")
    assert finding(GOOD, "payback") == (Status.SHOWN, "The cash put in comes back in 1 year 3 months.")
    assert finding(GOOD, "deliverability") == (Status.SHOWN, "Confidence in delivery: high, 1; and medium, 1.")
    assert finding(GOOD, "sensitivity")[1].startswith("Costs could rise by 79.5% before the net present value is £0.")


def test_the_figures_of_a_sentence_are_in_one_unit() -> None:
    held = records([line(COST, [48_500], "ICT", recurring=False, capital=True), line(SAVING, [0, 9_400, 1_230_600], "Staff")])
    assert finding(held, "net")[1] == "Savings and income of £1.24 million are set against costs of £0.05 million."
    assert finding(held, "phasing")[1] == "Recurring savings are £0.01 million in 2012/13 and £1.23 million in 2013/14."
    both = records([line(COST, [48_500], "ICT", capital=True), line(COST, [0, 2_000_000], "Staff")])
    assert finding(both, "revenue_and_capital")[1] == "Revenue costs are £2.00 million and capital costs are £0.05 million."


def test_what_the_records_lack() -> None:
    bad = records([line(COST, ["not known"], "ICT", recurring=None), line(SAVING, [0, 60], "Staff", recurring=None)])
    assert finding(bad, "net") == (Status.LACKING, "Savings and income of £60 are set against costs that are not yet known.")
    assert finding(bad, "recurring") == (Status.LACKING, "‘ICT’ and ‘Staff’ are not said to be recurring or one-off.")
    assert finding(bad, "phasing") == (Status.LACKING, "‘Staff’ has no amount in 2013/14.")
    assert finding(bad, "payback") == (
        Status.LACKING,
        "No payback in cash is shown. An amount has no most likely figure, only a bound or "
        "not known: the ratio, the rate of return and the payback of the middle case cannot be worked out.",
    )
    assert finding(bad, "deliverability") == (Status.LACKING, "‘Staff’ has no confidence in its delivery recorded.")
    assert finding(records([line(SAVING, [0, 60], "Staff")]), "net") == (Status.LACKING, "No cost is recorded against the savings.")


def test_nothing_recorded_answers_every_line() -> None:
    found = checklist(Records(()))
    assert [each.key for each in found] == [check.key for check in CHECKS]
    assert all(each.words and each.is_open for each in found)


def test_the_funding_of_one_off_cost_is_named_and_enough() -> None:
    assert finding(GOOD, "one_off_funding") == (Status.LACKING, "One-off costs are £100, and nothing is named that pays for them.")
    for awarded, status in ((100, Status.SHOWN), (90, Status.LACKING)):
        grant = funding_statement([FundingRecord("Grant", Estimate.exact(Decimal(awarded)), FundingStatus.AWARDED)])
        assert finding(replace(GOOD, funding=grant), "one_off_funding") == (status, f"One-off costs are £100; Grant gives £{awarded}.")
    assert finding(records([line(COST, [1])]), "one_off_funding")[0] is Status.ASKED


def test_exit_costs_need_both_parts() -> None:
    redundancy = line(COST, [50], "Leavers", category="Redundancy", recurring=False)
    strain = line(COST, ["not known"], "Pension strain", recurring=False)
    assert finding(GOOD, "exit_costs")[0] is Status.ASKED
    assert finding(records([redundancy]), "exit_costs") == (Status.LACKING, "Redundancy is £50; no pension strain is recorded.")
    assert finding(records([redundancy, strain]), "exit_costs") == (Status.LACKING, "Redundancy is £50; pension strain is not known.")
    quoted = line(COST, [70], "Pension strain", recurring=False)
    assert finding(records([redundancy, quoted]), "exit_costs") == (Status.SHOWN, "Redundancy is £50; pension strain is £70.")


def test_double_counting_is_pointed_out_and_the_plan_is_asked_about() -> None:
    twice = [line(SAVING, [10], "Staff", owner=owner, organisation="County") for owner in ("Legal", "Payroll")]
    held = Records(YEARS, tuple(twice), double_counts=double_counts(twice))
    assert finding(held, "double_counting")[0] is Status.LACKING
    assert finding(GOOD, "double_counting")[0] is Status.ASKED


def test_what_a_line_says_of_the_plan_stands_beside_double_counting() -> None:
    def marked(name: str, in_plan: bool | None) -> Line:
        made = line(SAVING, [0, 10, 10], name)
        return replace(made, flow=replace(made.flow, in_plan=in_plan))

    def words(*lines: Line) -> str:
        return finding(records(lines), "double_counting")[1]

    assert words(marked("A", None)).endswith("; the medium-term plan is not part of the records.")
    assert words(marked("A", True), marked("B", False)).endswith("; the medium-term plan already has ‘A’.")
    assert words(marked("A", False)).endswith("; no saving is recorded as in the medium-term plan already.")
    assert words(marked("A", True), marked("B", None)).endswith("; the medium-term plan already has ‘A’, and 1 line does not say.")


GAINING = Estimate.exact(Decimal(5))


def test_who_benefits() -> None:
    def with_partners(*more: bool | None, npv: Estimate = GAINING) -> Records:
        before = Estimate.exact(Decimal(1))
        found = tuple(PartnerResult(f"Council {n}", before=before, npv=npv, pays_more_for_less=one) for n, one in enumerate(more))
        return replace(GOOD, apportionment=Apportionment("New", found))

    more = "would pay more than now without getting more."
    assert finding(with_partners(False, False), "who_benefits") == (Status.SHOWN, f"No partner {more}")
    assert finding(with_partners(True, False), "who_benefits") == (Status.LACKING, f"Council 0 {more}")
    losing, in_doubt = Estimate.exact(Decimal(-5)), Estimate.between(Decimal(-5), Decimal(9))
    assert finding(with_partners(False, npv=losing), "who_benefits") == (Status.LACKING, "Council 0 would lose.")
    assert finding(with_partners(False, npv=in_doubt), "who_benefits") == (Status.LACKING, "Council 0 may lose.")
    assert finding(with_partners(None), "who_benefits") == (Status.LACKING, f"The amounts do not say whether Council 0 {more}")
    nobody = replace(GOOD, apportionment=Apportionment("New", why=("No partner.",)))
    assert finding(nobody, "who_benefits") == (Status.LACKING, "No partner.")
    assert finding(GOOD, "who_benefits") == (Status.LACKING, "‘Staff’ and ‘Rent’ name no organisation.")
    assert finding(replace(GOOD, apportionment=Apportionment("New", (PartnerResult("West"),))), "baseline") == (
        Status.LACKING,
        "West has no base-year cost recorded.",
    )


def test_contingency() -> None:
    assert finding(GOOD, "contingency")[0] is Status.ASKED
    assert finding(records([line(COST, [10], bias="0.1"), line(SAVING, [5], bias="0.1")]), "contingency") == (
        Status.SHOWN,
        "2 lines allow for optimism bias.",
    )
    assert finding(records([line(COST, [10], "Contingency")]), "contingency") == (Status.SHOWN, "Contingency of £10 is among the costs.")


def test_an_answer_is_beside_the_records_and_never_in_their_place() -> None:
    held = replace(GOOD, answers={"quality": "Surveys each quarter", "one_off_funding": "Reserves"})
    assert answer(held, "quality").status is Status.ANSWERED
    funding = answer(held, "one_off_funding")
    assert (funding.status, funding.answer, funding.is_open) == (Status.LACKING, "Reserves", False)
    assert answer(replace(held, answers={"quality": " "}), "quality").is_open


def test_housing_and_capital_are_said() -> None:
    held = records([line(COST, [10], capital=True, fund=Fund.HOUSING), line(COST, [5])])
    assert finding(held, "revenue_and_capital") == (
        Status.SHOWN,
        "Revenue costs are £5 and capital costs are £10; 1 line of the housing revenue account.",
    )
