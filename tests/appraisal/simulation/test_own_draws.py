"""How our own council's part of the money may turn out: it lies at each draw where the whole does."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from desktop.appraisal.appraise import appraise, simulated
from desktop.appraisal.case import Case, Flow, FlowsAre, Moved, Option, Project, Scenario
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.partners.shares import AppliesTo, Basis, Rule
from desktop.appraisal.results import Appraisal, MonteCarlo
from desktop.appraisal.savings.finance import WHOLE
from desktop.appraisal.savings.finance_records import FinanceRecords
from tests.appraisal.cases import BASE, COST, SAVING, flow
from tests.appraisal.partners.test_whose import OWN, PARTNERS, SOUTH, case

D = Decimal
TENTH = {OWN: D("0.1"), SOUTH: D("0.9"), "Eastdale": D(0)}
TENTHS = tuple(Rule(sort, Basis.FIXED, TENTH) for sort in (AppliesTo.SAVINGS, AppliesTo.COSTS))


def a_range(low: int, middle: int, high: int) -> Estimate:
    return Estimate.between(D(low), D(high), D(middle))


SAVED = flow(SAVING, [None, a_range(100_000, 250_000, 300_000), a_range(100_000, 250_000, 300_000)], cashable=True, line="Managers")
SPENT = flow(COST, [a_range(200_000, 300_000, 600_000)], line="Systems")


def drawn(held: Case, owner: str = "Share") -> tuple[MonteCarlo, MonteCarlo]:
    """The draws of our own council's part and of all together."""
    finance = simulated(appraise(held), 2000).finance
    assert finance is not None
    own, whole = finance.own(owner), finance.monte_carlo if owner == WHOLE else finance.money[owner].monte_carlo
    assert own is not None
    assert own.monte_carlo is not None
    assert whole is not None
    return own.monte_carlo, whole


def told(held: MonteCarlo) -> tuple[Decimal, Decimal, Decimal]:
    assert held.p10 is not None
    assert held.p50 is not None
    assert held.p90 is not None
    return held.p10, held.p50, held.p90


def whole_part(line: Flow, organisation: str) -> Flow:
    return replace(line, organisation=organisation)


def test_a_tenth_of_everything_is_a_tenth_at_every_draw() -> None:
    own, whole = drawn(case(SAVED, SPENT, rules=TENTHS))
    assert all(abs(part * 10 - every) < D("0.5") for part, every in zip(told(own), told(whole), strict=True))
    assert own.chance_positive == whole.chance_positive
    assert own.draws == whole.draws


def test_what_is_uncertain_for_others_alone_leaves_our_own_part_one_figure() -> None:
    own, whole = drawn(case(whole_part(SAVED, SOUTH), whole_part(flow(COST, [50_000]), OWN), rules=TENTHS))
    assert whole.draws
    assert not own.draws
    assert told(own) == (D(-50_000),) * 3
    assert own.chance_positive == 0


def test_our_own_lines_are_drawn_where_a_line_of_another_is_not_known() -> None:
    unknown = flow(COST, ["at least £5"], line="Unknown")
    own, whole = drawn(case(whole_part(SAVED, OWN), whole_part(unknown, SOUTH), rules=TENTHS))
    assert whole.p50 is None
    low, middle, high = told(own)
    assert 200_000 < low < middle < high < 600_000


def test_nothing_is_drawn_where_it_is_not_known_whose_a_line_is() -> None:
    held = case(SAVED, whole_part(SPENT, OWN), joint=True)
    own, whole = drawn(held)
    assert whole.p50 is not None
    assert own.p50 is None
    assert own.why == ("It is not known whose ‘Managers’ of Share is.",)


def test_what_is_recovered_first_is_not_drawn_while_it_is_uncertain() -> None:
    called = Rule(AppliesTo.SAVINGS, Basis.FIRST_CALL, {SOUTH: D(300_000)})
    own, whole = drawn(case(SAVED, rules=(called,)))
    assert whole.draws
    assert own.why == (f"No simulation of {OWN}’s part of Share: what {OWN} recovers first depends on what is saved in the years before.",)
    settled = flow(SAVING, [None, 250_000, 2_250_000], cashable=True)
    own, _ = drawn(case(settled, whole_part(SPENT, OWN), rules=(called,)))
    assert own.draws, "an exact saving is divided for good, whatever costs are drawn"


def test_the_benchmark_s_lines_are_taken_off_where_costs_are_whole() -> None:
    benchmark = Option("As is", benchmark=True, flows=(flow(COST, [a_range(500_000, 600_000, 800_000)], cashable=True),))
    held = case(flow(COST, [a_range(100_000, 200_000, 250_000)], cashable=True), rules=TENTHS)
    own, whole = drawn(replace(held, options=(benchmark, *held.options), flows_are=FlowsAre.WHOLE_COSTS))
    assert all(abs(part * 10 - every) < D("0.5") for part, every in zip(told(own), told(whole), strict=True))


def test_lines_of_a_scenario_are_drawn_by_one_quantile_in_our_own_part_too() -> None:
    """Two equal triangles drawn as one are twice one: their middle tenths are twice as far apart, and not √2 times."""
    unknown = flow(COST, ["at least £5"], line="Unknown")
    other = replace(SAVED, line="Others")
    held = case(whole_part(SAVED, OWN), whole_part(other, OWN), whole_part(unknown, SOUTH), rules=TENTHS)
    assert held.finance is not None
    scenario = Scenario("Half", (Moved("Share", kind=SAVING, fraction=D("0.5")),))
    together, _ = drawn(replace(held, finance=replace(held.finance, scenarios=(scenario,))))
    one, _ = drawn(case(whole_part(SAVED, OWN), whole_part(unknown, SOUTH), rules=TENTHS))
    spreads = [high - low for low, _, high in (told(together), told(one))]
    assert abs(spreads[0] / spreads[1] - 2) < D("0.1")


def test_projects_together_are_ours_as_far_as_each_is() -> None:
    records = FinanceRecords(partners=PARTNERS, rules={"Joint": TENTHS})
    projects = (Project("Joint", flows=(SAVED,)), Project("Ours", flows=(whole_part(SPENT, OWN),)))
    own, whole = drawn(Case("Test", BASE, 3, projects=projects, own_council=OWN, finance=records), WHOLE)
    assert own.draws
    assert told(own)[1] < told(whole)[1]
    assert told(own)[2] < D(-170_000), "a tenth of the savings never pays for all of our own cost"


def sentences(appraisal: Appraisal) -> list[str]:
    return words_of(appraisal.findings)


def test_our_own_part_is_said_before_all_together() -> None:
    said = [each for each in sentences(simulated(appraise(case(SAVED, SPENT, rules=TENTHS)), 2000)) if "eight draws of ten" in each]
    assert [each.split(" drawn ")[0] for each in said] == [
        f"With every uncertain amount of {OWN}’s part of Share",
        "With every uncertain amount of Share",
    ]
