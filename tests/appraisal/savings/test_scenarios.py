"""Scenarios move lines together: each has its own results, and one at 100% is the base itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.appraise import appraise, simulated
from desktop.appraisal.case import Case, Flow, FlowKind, FlowsAre, Moved, Option, Project, Scenario
from desktop.appraisal.estimate import NOT_KNOWN, ZERO, Estimate, Kind
from desktop.appraisal.findings.scenarios import scenarios as said_of_scenarios
from desktop.appraisal.results import Appraisal, Money
from desktop.appraisal.savings.finance_records import FinanceRecords
from desktop.appraisal.savings.scenarios import drawn_together, moved_case, part_of
from desktop.appraisal.years import FinancialYear
from desktop.results.money.scenarios import scenarios as rows_of

BASE = FinancialYear(2025)
COST, SAVING, INCOME = FlowKind.COST, FlowKind.SAVING, FlowKind.INCOME
HALF, ALL = Decimal("0.5"), Decimal(1)


def amount(words: str) -> Estimate:
    read = Estimate.parse(words)
    assert read is not None
    return read


def flow(line: str, kind: FlowKind, *words: str, cashable: bool | None = True) -> Flow:
    """A line with an amount in each year from the base year; a blank is nothing."""
    amounts = {BASE.after(n): amount(each) for n, each in enumerate(words) if each}
    return Flow(line, kind, amounts, cashable=cashable if kind is SAVING else None)


def case(*scenarios: Scenario, flows: tuple[Flow, ...] = (), flows_are: FlowsAre = FlowsAre.CHANGES) -> Case:
    lines = flows or (flow("Build", COST, "£300"), flow("Staff", SAVING, "", "£200", "£200"), flow("Rent", SAVING, "", "£100", "£100"))
    return Case("Test", BASE, 3, options=(Option("New", flows=lines),), finance=FinanceRecords(scenarios=scenarios), flows_are=flows_are)


def of(appraisal: Appraisal, name: str = "New") -> dict[str, Money]:
    return dict(appraisal.scenarios_of(name))


def net(money: Money) -> list[Decimal | None]:
    return [year.net.central for year in money.years]


def test_a_scenario_moves_every_line_of_a_kind_together() -> None:
    appraisal = appraise(case(Scenario("Half", (Moved("New", kind=SAVING, fraction=HALF),))))
    assert net(of(appraisal)["Half"]) == [-300, 150, 150]
    assert net(appraisal.option("New").money) == [-300, 300, 300]


def test_a_line_that_is_named_goes_before_its_kind() -> None:
    scenario = Scenario("Mixed", (Moved("New", kind=SAVING, fraction=HALF), Moved("New", "Rent", fraction=Decimal(0))))
    assert net(of(appraise(case(scenario)))["Mixed"]) == [-300, 100, 100]


def test_a_scenario_of_one_option_leaves_the_others_alone() -> None:
    scenario = Scenario("Half", (Moved("New", kind=SAVING, fraction=HALF),))
    both = replace(case(scenario), projects=(Project("Depot", (flow("Sell", INCOME, "£5"),)),))
    appraisal = appraise(both)
    assert of(appraisal, "Depot") == {}
    assert moved_case(both, scenario).projects[0] is both.projects[0]


def test_with_whole_costs_moving_the_benchmark_moves_what_is_measured_against_it() -> None:
    today = Option("Today", benchmark=True, flows=(flow("Run", COST, "£100", "£100", "£100"),))
    new = Option("New", flows=(flow("Run", COST, "£80", "£80", "£80"),))
    records = FinanceRecords(scenarios=(Scenario("Dear", (Moved("Today", kind=COST, fraction=Decimal("1.5")),)),))
    appraisal = appraise(Case("Test", BASE, 3, options=(today, new), finance=records, flows_are=FlowsAre.WHOLE_COSTS))
    assert net(of(appraisal)["Dear"]) == [70, 70, 70]


def test_a_scenario_of_which_a_part_is_withheld_is_not_told() -> None:
    known = Scenario("Half", (Moved("New", kind=SAVING, fraction=HALF),))
    appraisal = appraise(case(known, Scenario("Withheld", (Moved("New", kind=COST, fraction=None),))))
    assert of(appraisal) == {}
    assert "What ‘Half’ comes to is not told: a part of it is not for publication." in appraisal.why


@pytest.mark.parametrize("words", ["£100", "£50 to £150", "up to £100", "in excess of £100", "about £100", "not known"])
def test_a_part_of_an_amount_is_of_its_kind(words: str) -> None:
    whole = amount(words)
    assert part_of(whole, ALL) is whole
    assert part_of(whole, Decimal(0)) is ZERO
    part = part_of(whole, HALF)
    assert part.kind is whole.kind
    assert (part.low, part.high) == tuple(None if end is None else end / 2 for end in (whole.low, whole.high))


WORDS = st.sampled_from(["", "£0", "£100", "£12.34", "£50 to £150", "up to £100", "in excess of £7", "about £40", "not known"])


@given(st.lists(st.tuples(st.sampled_from([COST, SAVING, INCOME]), WORDS, WORDS, WORDS), min_size=1, max_size=5))
def test_a_scenario_at_100_percent_is_the_base(lines: list[tuple[FlowKind, str, str, str]]) -> None:
    flows = tuple(flow(f"Line {number}", kind, *words) for number, (kind, *words) in enumerate(lines))
    parts = tuple(Moved("New", kind=kind) for kind in (COST, SAVING, INCOME))
    named = tuple(Moved("New", each.line) for each in flows)
    appraisal = appraise(case(Scenario("Kinds", parts), Scenario("Lines", named), flows=flows))
    base = appraisal.option("New").money
    assert all(money == base for money in of(appraisal).values())
    assert len(of(appraisal)) == (2 if any(each.amounts for each in flows) else 0)


@given(st.integers(0, 400), st.integers(0, 10_000), st.integers(0, 10_000))
def test_what_a_scenario_comes_to_is_its_share_of_the_savings(percent: int, cost: int, saving: int) -> None:
    flows = (flow("Cost", COST, f"£{cost}"), flow("Saving", SAVING, f"£{saving}"))
    scenario = Scenario("Some", (Moved("New", kind=SAVING, fraction=Decimal(percent) / 100),))
    money = of(appraise(case(scenario, flows=flows)))["Some"]
    assert money.npv is not None
    assert money.npv.central == (Decimal(saving * percent) / 100).quantize(Decimal("0.01")) - cost


def test_what_scenarios_come_to_is_said_and_stands_beside_the_three_cases() -> None:
    flows = (flow("Build", COST, "£250 to £350"), flow("Staff", SAVING, "", "£200", "£200"))
    scenario = Scenario("Half", (Moved("New", kind=SAVING, fraction=HALF),))
    appraisal = appraise(case(scenario, flows=flows))
    (told,) = said_of_scenarios(appraisal, ["New"])
    assert told.words.startswith("In the scenario ‘Half’ the net present value of New is −£160")
    rows = rows_of(appraisal.option("New").money, appraisal.scenarios_of("New"))
    assert [row.name for row in rows] == ["As recorded, worst case", "As recorded, most likely", "As recorded, best case", "Half"]
    assert rows[-1].cells["net"].value == Estimate.recorded(Kind.RANGE, Decimal(-150), Decimal(-100), Decimal(-50))


def test_of_many_scenarios_the_ends_are_told() -> None:
    many = [Scenario(f"At {percent}%", (Moved("New", kind=SAVING, fraction=Decimal(percent) / 100),)) for percent in (25, 50, 75, 100)]
    (told,) = said_of_scenarios(appraise(case(*many)), ["New"])
    assert told.words == ("Over 4 scenarios the net present value of New runs from −£158 in ‘At 25%’ to £270 in ‘At 100%’.")


def test_lines_that_a_scenario_moves_are_drawn_by_one_quantile() -> None:
    """Two lines drawn together are as wide apart as one of both, and a cost is dear where a saving is small."""
    apart = (flow("One", SAVING, "£0 to £100"), flow("Two", SAVING, "£0 to £100"))
    together = Scenario("Together", (Moved("New", kind=SAVING),))
    alone = simulated(appraise(case(flows=apart))).option("New").money.monte_carlo
    joined = simulated(appraise(case(together, flows=apart))).option("New").money.monte_carlo
    one = simulated(appraise(case(flows=(flow("Both", SAVING, "£0 to £200"),)))).option("New").money.monte_carlo
    assert alone is not None
    assert joined is not None
    assert one is not None
    for mine, of_one, of_two in zip(*((each.p10, each.p50, each.p90) for each in (joined, one, alone)), strict=True):
        assert mine is not None
        assert of_one is not None
        assert of_two is not None
        assert abs(mine - of_one) < 3
    assert joined.p10 is not None
    assert alone.p10 is not None
    assert joined.p10 < alone.p10 - 5
    against = (flow("One", SAVING, "£0 to £100"), flow("Two", COST, "£0 to £100"))
    moved = Scenario("Together", (Moved("New", kind=SAVING), Moved("New", kind=COST)))
    wide = simulated(appraise(case(moved, flows=against))).option("New").money.monte_carlo
    assert wide is not None
    assert wide.p10 is not None
    assert wide.p10 < -50, "its worst quantile is a small saving and a dear cost"


def test_scenarios_of_the_same_lines_are_one_group_to_draw() -> None:
    flows = tuple(flow(name, SAVING, "£1") for name in ("a", "b", "c", "d"))
    given_case = case(
        Scenario("One", (Moved("New", "a"), Moved("New", "b"))),
        Scenario("Two", (Moved("New", "c"),)),
        Scenario("Three", (Moved("New", "b"), Moved("New", "c"))),
        flows=flows,
    )
    groups = drawn_together(given_case)
    assert [groups.get(id(each)) for each in flows] == ["One", "One", "One", None]


def test_each_scenario_has_its_own_draws() -> None:
    flows = (flow("Staff", SAVING, "£100 to £200"),)
    appraisal = simulated(appraise(case(Scenario("Half", (Moved("New", kind=SAVING, fraction=HALF),)), flows=flows)))
    drawn = of(appraisal)["Half"].monte_carlo
    whole = appraisal.option("New").money.monte_carlo
    assert drawn is not None
    assert whole is not None
    assert drawn.p50 is not None
    assert whole.p50 is not None
    assert np.isclose(float(drawn.p50) * 2, float(whole.p50), atol=0.05)


def test_what_a_scenario_came_to_is_kept_while_its_lines_and_it_are_the_same() -> None:
    half = Scenario("Half", (Moved("New", kind=SAVING, fraction=HALF), Moved("Depot", kind=INCOME, fraction=HALF)))
    depot = Project("Depot", (flow("Sell", INCOME, "£5"),))
    first = appraise(replace(case(half), projects=(depot,)))
    edited = replace(first.case, projects=(replace(depot, flows=(flow("Sell", INCOME, "£7"),)),))
    after = appraise(edited, simulated(first))
    assert of(after)["Half"].years is of(first)["Half"].years
    assert of(after)["Half"].monte_carlo is None
    assert net(of(after, "Depot")["Half"])[0] == Decimal("3.5")
    records = replace(edited.finance or FinanceRecords(), scenarios=(replace(half, parts=half.parts[1:]),))
    assert of(appraise(replace(edited, finance=records), after)) == {}


def test_not_known_stays_not_known_in_a_scenario() -> None:
    flows = (flow("Staff", SAVING, "not known"), flow("Build", COST, "£10"))
    appraisal = appraise(case(Scenario("Half", (Moved("New", kind=SAVING, fraction=HALF),)), flows=flows))
    assert of(appraisal)["Half"].years[0].saving_cashable.unknown == NOT_KNOWN.unknown == 1
