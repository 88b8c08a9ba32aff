"""Sentences on finance that must not claim, repeat or run on: bounds, conditions, targets, partners, and how many are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.affordability.affordability import affordability
from desktop.appraisal.affordability.gap import GapYear
from desktop.appraisal.appraise import appraise, simulated
from desktop.appraisal.case import AssessorGroup, Case, Criterion, Flow, NotApplicable, Option, Project, ScoreRange
from desktop.appraisal.discounting import schedule
from desktop.appraisal.estimate import NOT_KNOWN, ZERO, Estimate
from desktop.appraisal.findings.brief import MOST
from desktop.appraisal.findings.budget import cash, gap_closed
from desktop.appraisal.findings.conditions import depends
from desktop.appraisal.findings.efficiency import target as told_of_target
from desktop.appraisal.findings.figures import figure, says_nothing
from desktop.appraisal.findings.finding import costed, words_of
from desktop.appraisal.findings.partners import gains_told
from desktop.appraisal.findings.room import drawn
from desktop.appraisal.partners.apportionment import apportion
from desktop.appraisal.partners.partner_results import Partner
from desktop.appraisal.partners.shares import AppliesTo, Basis, Rule
from desktop.appraisal.results import MonteCarlo
from desktop.appraisal.savings.conditions import Dependence
from desktop.appraisal.savings.discounting_terms import discounting_of
from desktop.appraisal.savings.finance_records import FinanceRecords
from desktop.appraisal.savings.lines import Line
from desktop.appraisal.savings.targets import CarryForward, Target, TargetMode, progress
from desktop.appraisal.years import FinancialYear
from tests.appraisal.cases import BASE, COST, SAVING, Amount, estimate, flow, scores

D = Decimal


def amount(words: Amount) -> Estimate:
    found = estimate(words)
    assert found is not None
    return found


def cash_of(*flows: Flow) -> list[str]:
    held = [Line("It", each) for each in flows]
    return words_of(cash(costed("It"), affordability(held, [BASE.after(n) for n in range(3)])))


def test_most_cash_out_is_a_bound_where_a_later_year_is_open() -> None:
    settled = flow(COST, ["£40,000 to £60,000"])
    assert cash_of(settled) == ["Most cash is out for It by the end of 2011/12: £40,000 to £60,000."]
    assert cash_of(settled, flow(COST, [None, "not known"])) == [
        "How much cash is out at most for It is not known, as an amount of 2012/13 is not known: by the end of 2011/12 £40,000 to "
        "£60,000 is out."
    ]
    assert cash_of(flow(COST, ["not known"])) == ["How much cash is out at most for It is not known, as an amount of 2011/12 is not known."]
    assert cash_of(settled, flow(COST, [None, "up to £10,000"])) == [
        "At most £70,000 of cash is out at any time for It: in which year most is out is not known."
    ]
    # What nobody has said to be cashable may be all of it or none.
    may_be = flow(SAVING, ["£90,000"], cashable=None)
    assert cash_of(settled, may_be) == ["Most cash is out for It by the end of 2011/12: up to £60,000; at best £50,000 is then in hand."]
    # A saving that is not known cannot put more cash out.
    assert cash_of(settled, flow(SAVING, [None, "not known"], cashable=True)) == [
        "Most cash is out for It by the end of 2011/12: £40,000 to £60,000."
    ]
    assert cash_of(flow(SAVING, ["not known"], cashable=True)) == []


def test_a_gap_that_is_not_known_leaves_no_figure() -> None:
    relief = amount("£220,000 to £420,000")
    assert words_of(gap_closed(costed("Hub"), (GapYear(BASE, NOT_KNOWN, relief, ZERO, NOT_KNOWN - relief),))) == [
        "The budget gap of 2011/12 is not known; Hub would close £220,000 to £420,000 of it."
    ]


def depending(savings: Amount, costs: Amount, npv: Estimate | None, funding: Amount = 0) -> list[str]:
    return words_of(depends((Dependence("Hub", "Members agree", amount(savings), amount(costs), amount(funding), npv, True),), costed))


def test_conditions_on_what_is_not_known_read_plainly() -> None:
    five = Estimate.sum([NOT_KNOWN] * 5)
    assert words_of(depends((Dependence("Hub", "Members agree.", ZERO, five, ZERO, amount("£8m"), True),), costed)) == [
        "Costs of Hub that are not yet known depend on a condition, ‘Members agree’: without it the net present value is £8 million."
    ]
    assert depending("not known", "not known", NOT_KNOWN) == [
        "Savings and costs of Hub that are not yet known depend on a condition, ‘Members agree’: without it the net present value is not "
        "known."
    ]
    assert depending("up to £5m", "not known", amount("£2m") - NOT_KNOWN) == [
        "Up to £5 million of the savings of Hub, and costs that are not yet known, depend on a condition, ‘Members agree’: without it the "
        "net present value is at most £2 million, with 1 amount not yet known."
    ]
    # Funding is no part of a net present value.
    assert depending(0, 0, amount("£8m"), "up to £5m") == [
        "Up to £5 million of the funding of Hub depends on a condition, ‘Members agree’."
    ]


@given(st.sampled_from(["£5", "up to £5m", "in excess of £4", "not known", "£1 to £2", "about £3"]), st.integers(0, 3))
def test_a_figure_says_nothing_only_where_something_is_not_known(words: str, unknown: int) -> None:
    whole = Estimate.sum([amount(words), *[NOT_KNOWN] * unknown])
    assert figure(whole).words
    assert not says_nothing(whole) or whole.unknown
    assert says_nothing(-whole) or not says_nothing(whole) or not whole.low


def monte_carlo(*targets: tuple[str, str | None]) -> str:
    return drawn(costed("Hub"), MonteCarlo(100, 1, D(1), D(2), D(3), 1.0, 0.3, targets=targets))[-1].words


def test_a_simulation_names_the_targets_that_are_met() -> None:
    assert monte_carlo(("NI 179", "County Council")) == "The target of NI 179 for County Council is met in 30% of those draws."
    assert monte_carlo(("NI 179", None), ("NI 185", None)) == (
        "The target of NI 179 and the target of NI 185 are all met in 30% of those draws."
    )
    assert monte_carlo(*(("NI 179", f"Council {n}") for n in range(4))) == "All 4 targets of NI 179 are met in 30% of those draws."


def test_a_simulated_case_carries_the_names_of_its_targets() -> None:
    target = Target("Efficiency target", amount("£1m"), {BASE: D("0.02")})
    hub = Option("Hub", flows=(flow(SAVING, ["£10,000 to £40,000", *["£20,000"] * 2], cashable=True),))
    held = Case(
        "Test", BASE, 3, options=(Option("As is", benchmark=True), replace(hub, preferred=True)), finance=FinanceRecords(targets=(target,))
    )
    found = simulated(appraise(held), 200).sentences
    assert any(each.startswith("Efficiency target is met in ") and each.endswith("% of those draws.") for each in found)


@pytest.mark.parametrize(
    ("mode", "percents", "words"),
    [
        (TargetMode.ADDITIVE, {BASE: D("0.02")}, "The target of NI 179 is £20,000: 2% of a fixed baseline."),
        (TargetMode.COMPOUND, {BASE: D("0.02")}, "The target of NI 179 is £20,000: 2% of the baseline."),
        (
            TargetMode.ADDITIVE,
            {BASE: D("0.02"), BASE.after(1): D("0.01")},
            "The target of NI 179 is £30,000: 2% + 1% = 3% of a fixed baseline.",
        ),
        (TargetMode.ADDITIVE, {}, "The target of NI 179 is £500."),
    ],
)
def test_a_target_reads_as_a_sentence(mode: TargetMode, percents: dict[FinancialYear, Decimal], words: str) -> None:
    printed = {} if percents else {BASE: amount("£500")}
    assert told_of_target(progress(Target("NI 179", amount("£1m"), percents, mode=mode, amounts=printed), {}))[0].words == words


def test_what_is_still_to_find_begins_a_sentence() -> None:
    held = Target("NI 179, first", amount("about £1m"), {BASE: D("0.02")}, carry_forward=CarryForward())
    assert tuple(words_of(told_of_target(progress(held, {BASE.after(1): amount("£5")})))) == (
        "The target of ‘NI 179, first’ is about £20,000: 2% of a fixed baseline.",
        "About £20,000 is still to find.",
        "Gains in 2012/13 are outside the years of ‘NI 179, first’ and do not count.",
    )
    assert told_of_target(progress(replace(held, indicator="Savings target", organisation="County"), {}))[0].words.startswith(
        "Savings target for County is about £20,000: "
    )


def partner_of(baseline: str, before: int, after: int) -> tuple[bool | None, str]:
    case = Case("Test", BASE, 2, discounting="0%")
    rules = tuple(Rule(sort, Basis.EQUAL, {}) for sort in AppliesTo)
    partner = Partner("North", amount(baseline), volume_before=D(before), volume_after=D(after))
    found = apportion(
        case, "Hub", [Line("Hub", flow(SAVING, [None, 78], cashable=True))], [partner], rules, discounting_of(case, schedule("0%"))
    )
    return found.partners[0].pays_more_for_less, " ".join(words_of(gains_told(found)))


@pytest.mark.parametrize("baseline", ["not known", "at least £1,000", "up to £5,000", "£1,000"])
def test_a_known_fall_in_cost_with_the_volume_as_it_was_is_not_paying_more(baseline: str) -> None:
    assert partner_of(baseline, 3, 3) == (False, "")
    assert partner_of(baseline, 3, 4) == (False, "")


def test_only_the_cost_of_each_unit_is_in_doubt_where_the_cost_falls() -> None:
    unsettled, said = partner_of("not known", 10, 9)
    assert unsettled is None
    assert said == "North could pay more for each unit than now, without getting more: the amounts do not settle it."
    # £1,000 and more for 10 becomes that less £78 for 9: £100 each now, £102.44 and more afterwards.
    assert partner_of("at least £1,000", 10, 9)[0] is True


def test_a_case_is_told_in_few_sentences_and_leads_with_what_matters() -> None:
    criteria = tuple(Criterion(f"Criterion {n}", weight=D(10 + n), worst=D(0), best=D(10)) for n in range(4))
    table: dict[str, Sequence[int | str | Decimal | NotApplicable | None]] = {f"Option {n}": [9 - n, 8 - n, 7 - n % 3, 5] for n in range(9)}
    lines = (flow(COST, ["not known"], basis="assumed"), flow(SAVING, [None, "up to £5m"], cashable=True))
    options = (Option("As is", benchmark=True), *(Option(name, flows=lines) for name in table))
    held = Case(
        "Test",
        BASE,
        3,
        options=options,
        criteria=criteria,
        groups=(AssessorGroup("Panel"),),
        scores=scores({**table, "As is": [1, 1, 1, 1]}, criteria),
        ranges={("Panel", name, "Criterion 3"): ScoreRange(D(2), D(8)) for name in table},
        projects=(Project("Bare"), Project("Fleet", lines)),
    )
    found = simulated(appraise(held), 500)
    assert len(found.sentences) <= MOST
    assert found.sentences[0].startswith("Option 0 leads with ")
    assert any(each.startswith("Option 0 has a range around its score") for each in found.sentences)
    assert len(set(found.sentences)) == len(found.sentences)
