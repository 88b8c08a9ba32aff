from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.appraisal.case import Case, FlowKind, FlowsAre, Option
from desktop.appraisal.discounting import schedule
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings.partners import gains_told
from desktop.appraisal.partners.apportionment import apportion
from desktop.appraisal.partners.partner_results import Apportionment, Partner, PartnerResult
from desktop.appraisal.partners.shares import AppliesTo, Basis, Rule
from desktop.appraisal.partners.transfers import floor, floor_cases
from desktop.appraisal.savings.discounting_terms import discounting_of
from desktop.appraisal.savings.lines import Line
from desktop.appraisal.savings.net import option_money
from desktop.appraisal.why import on_screen
from tests.appraisal.cases import BASE, COST, FUNDING, SAVING, Amount, estimate, flow
from tests.examples import examples

DO = "Take an edition that has one, or type real amounts."

NORTH, SOUTH = "North Council", "South Council"
EQUAL = tuple(Rule(sort, Basis.EQUAL, {}) for sort in AppliesTo)


def amount(words: str) -> Estimate:
    found = estimate(words)
    assert found is not None
    return found


def line(
    kind: FlowKind,
    amounts: Sequence[Amount],
    *,
    organisation: str | None = None,
    recurring: bool | None = None,
    cashable: bool | None = True,
) -> Line:
    return Line("New", replace(flow(kind, amounts, cashable=cashable), organisation=organisation, recurring=recurring))


def parted(
    lines: Sequence[Line],
    partners: Sequence[Partner] | None = None,
    rules: Sequence[Rule] = EQUAL,
    *,
    horizon: int = 3,
    rate: str = "0%",
    price_base: str = "real",
) -> Apportionment:
    case = Case("Test", BASE, horizon, discounting=rate, price_base=price_base)
    held = [Partner(NORTH, amount("£1000")), Partner(SOUTH, amount("£400"))] if partners is None else partners
    return apportion(case, "New", lines, held, rules, discounting_of(case, schedule(rate)))


def of(found: Apportionment, name: str) -> PartnerResult:
    partner = found.partner(name)
    assert partner is not None
    return partner


def test_before_and_after_and_transitional_cost_apart() -> None:
    found = parted([line(COST, [101], recurring=False), line(COST, [0, 50, 50], recurring=True), line(SAVING, [0, 200, 300])])
    north = of(found, NORTH)
    assert north.before == amount("£1000")
    assert (north.after and north.after.central) == 1000 + 25 - 150
    assert (north.transitional and north.transitional.central) == Decimal("50.50")
    assert (north.saving and north.saving.central) == 250
    assert (north.npv and north.npv.central) == 250 - 50 - Decimal("50.50")
    assert north.pays_more_for_less is False
    assert north.payback_years is not None
    assert round(north.payback_years, 6) == round(Decimal("50.50") / 75, 6)


def test_costs_savings_and_funding_each_by_their_own_basis() -> None:
    rules = (
        Rule(AppliesTo.COSTS, Basis.BASELINE, {}),
        Rule(AppliesTo.SAVINGS, Basis.EQUAL, {}),
        Rule(AppliesTo.FUNDING, Basis.FIXED, {NORTH: Decimal("0.9"), SOUTH: Decimal("0.1")}),
    )
    found = parted([line(COST, [140]), line(SAVING, [0, 100]), line(FUNDING, [50])], rules=rules)
    north, south = found.partners
    assert [(part and part.central) for part in (north.cost, north.saving, north.funding)] == [100, 50, 45]
    assert [(part and part.central) for part in (south.cost, south.saving, south.funding)] == [40, 50, 5]
    # Funding counts in no net present value (`interchange.md`, Net).
    assert south.npv == amount("£10")


def test_north_west_leicestershires_fear_of_paying_more_for_less() -> None:
    """`seeds/` 000, 6.1.2: costs are low already, so an equal share of a pooled cost is more than before, with the amount."""
    found = parted([line(COST, [0, 900, 900], recurring=True), line(SAVING, [0, 1000, 1000], organisation=NORTH)])
    south = of(found, SOUTH)
    assert south.pays_more_for_less is True
    assert (south.change and south.change.central) == 450
    assert gains_told(found)[0].words == "South Council would pay £450 a year more than now, without getting more."


def test_paying_more_for_more_is_not_for_less() -> None:
    lines = [line(COST, [0, 100, 100], recurring=True)]
    more = Partner(NORTH, amount("£1000"), volume_before=Decimal(10), volume_after=Decimal(12))
    found = parted(lines, [more, Partner(SOUTH, amount("£1000"), performance_before=Decimal(3), performance_after=Decimal(2))])
    assert of(found, NORTH).pays_more_for_less is False
    assert of(found, NORTH).why[-1] == "North Council would pay more, and its volume or performance is recorded to rise."
    assert of(found, SOUTH).pays_more_for_less is True


def test_unit_cost_that_rises_is_paying_more_for_less() -> None:
    """£1,000 for 10 becomes £950 for 5: less is paid, and more for each unit."""
    partner = Partner(NORTH, amount("£1000"), volume_before=Decimal(10), volume_after=Decimal(5))
    found = parted([line(SAVING, [0, 50, 50])], [partner])
    assert of(found, NORTH).pays_more_for_less is True
    assert gains_told(found)[0].words == "North Council would pay more for each unit than now, without getting more."
    fewer = replace(partner, volume_after=Decimal("9.8"))
    assert of(parted([line(SAVING, [0, 50, 50])], [fewer]), NORTH).pays_more_for_less is False


def test_whoever_pays_exactly_what_it_paid_does_not_pay_more() -> None:
    as_before = [line(COST, [0, 100, 100], recurring=True), line(SAVING, [0, 100, 100])]
    north = of(parted(as_before), NORTH)
    assert north.change == amount("£0")
    assert north.pays_more_for_less is False
    assert "without getting more" not in " ".join(each.words for each in gains_told(parted(as_before)))
    more = Partner(NORTH, amount("£1000"), volume_before=Decimal(10), volume_after=Decimal(12))
    assert of(parted(as_before, [more]), NORTH).why == north.why, "it gets more, and is not said to pay more for it"


def test_a_change_that_goes_up_to_nothing_is_no_more_than_now() -> None:
    lines = [line(COST, [0, "£80 to £100", "£80 to £100"], recurring=True), line(SAVING, [0, 100, 100])]
    alone = [Partner(NORTH, amount("£1000"))]
    north = of(parted(lines, alone), NORTH)
    assert north.change is not None
    assert [north.change.low, north.change.high] == [-20, 0]
    assert north.pays_more_for_less is False
    fewer = replace(alone[0], volume_before=Decimal(10), volume_after=Decimal("9.9"))
    assert gains_told(parted(lines, [fewer]))[0].words.startswith(
        "North Council could pay more for each unit than now, without getting more"
    )
    from_nothing = [line(COST, [0, "£100 to £120", "£100 to £120"], recurring=True), line(SAVING, [0, 100, 100])]
    held = parted(from_nothing, alone)
    assert of(held, NORTH).pays_more_for_less is None
    assert gains_told(held)[0].words.startswith("North Council could pay more than now, by up to £20 a year, without getting more")


def test_the_same_cost_for_fewer_is_more_for_each_unit_and_nothing_more_a_year() -> None:
    fewer = Partner(NORTH, amount("£1000"), volume_before=Decimal(10), volume_after=Decimal(5))
    held = parted([line(COST, [0, 100, 100], recurring=True), line(SAVING, [0, 100, 100])], [fewer])
    assert of(held, NORTH).change == amount("£0")
    assert of(held, NORTH).pays_more_for_less is True
    assert gains_told(held)[0].words == "North Council would pay more for each unit than now, without getting more."


def test_what_is_not_known_settles_nothing() -> None:
    """`seeds/` 000, 4.1c: it is not known what the council will be expected to contribute."""
    found = parted([line(COST, [0, "not known", "not known"], recurring=True), line(SAVING, [0, 100, 100])])
    north = of(found, NORTH)
    assert north.pays_more_for_less is None
    assert north.after is not None
    assert north.after.unknown == 1
    assert north.npv is not None
    assert north.npv.low is None
    assert gains_told(found)[0].words == "North Council could pay more than now, without getting more: the amounts do not settle it."


def test_each_councils_own_saving_is_its_own() -> None:
    """North Lincolnshire: £0.5m to £0.75m for each council, costs not yet quantifiable."""
    lines = [line(SAVING, [0, "£0.5m to £0.75m"], organisation=name) for name in (NORTH, SOUTH)]
    found = parted([*lines, line(COST, ["not known"])], horizon=2)
    assert [(part.saving and part.saving.words()) for part in found.partners] == ["£0.5m to £0.75m"] * 2
    assert of(found, NORTH).npv == Estimate.derived(None, None, Decimal(750_000), unknown=1, assumed_floor=True)


def test_a_saving_that_releases_no_cash_lowers_no_bill() -> None:
    found = parted([line(SAVING, [0, 100, 100], cashable=False), line(SAVING, [0, 40, 40], cashable=None)])
    assert of(found, NORTH).change == amount("£0") - amount("£20")
    assert found.why == ("‘saving’ is not stated to be cashable, and is counted in what partners pay afterwards.",)


def test_first_call_goes_to_the_investor() -> None:
    rules = (Rule(AppliesTo.SAVINGS, Basis.FIRST_CALL, {NORTH: Decimal(100)}),)
    found = parted([line(COST, [100], organisation=NORTH), line(SAVING, [0, 80, 80])], rules=rules)
    north, south = found.partners
    assert [year.saving.central for year in north.years] == [0, 80, 50]
    assert [(part.saving and part.saving.central) for part in (north, south)] == [130, 30]
    assert (south.after and south.after.central) == 400 - 40


def test_first_call_on_a_range_keeps_its_totals() -> None:
    rules = (Rule(AppliesTo.SAVINGS, Basis.FIRST_CALL, {NORTH: Decimal(100)}),)
    north, south = parted([line(SAVING, [0, "£50 to £100", "£50 to £100"])], rules=rules).partners
    assert north.saving is not None
    assert south.saving is not None
    assert [north.saving.low, north.saving.high] == [100, 150]
    assert [south.saving.low, south.saving.high] == [0, 50]
    assert north.saving + south.saving == amount("£100 to £200, likely £150")
    unknown = parted([line(SAVING, [0, "not known", 50])], rules=rules).partners[0]
    assert unknown.saving is not None
    assert [unknown.saving.low, unknown.saving.high] == [50, None]


def test_first_call_on_a_range_takes_each_case_as_a_whole() -> None:
    rules = (Rule(AppliesTo.SAVINGS, Basis.FIRST_CALL, {NORTH: Decimal(100)}),)
    found = parted([line(SAVING, [0, "£50 to £100", 60])], rules=rules)
    north, south = found.partners
    # At its least North recovers £50 + £50 and has £5 of the rest, at its most £100 and £30: never the £30 beside the £50.
    for part, low, high in ((north, 105, 130), (south, 5, 30)):
        assert part.npv is not None
        assert part.saving is not None
        assert [part.npv.low, part.npv.high] == [part.saving.low, part.saving.high] == [low, high]
        cumulative = part.years[-1].cumulative
        assert [cumulative.low, cumulative.high] == [low, high]


def test_whole_costs_are_set_against_the_benchmark() -> None:
    case = Case("Test", BASE, 2, flows_are=FlowsAre.WHOLE_COSTS, discounting="0%")
    base = [line(COST, [1000, 1000], organisation=NORTH), line(COST, [400, 400], organisation=SOUTH)]
    new = [line(COST, [200], recurring=False), line(COST, [1000, 1000], recurring=True)]
    partners = [Partner(NORTH, amount("£1000")), Partner(SOUTH, amount("£400"))]
    found = apportion(case, "New", new, partners, EQUAL, discounting_of(case, schedule("0%")), benchmark=base)
    north, south = of(found, NORTH), of(found, SOUTH)
    assert [(part and part.central) for part in (north.before, north.after, north.saving, north.cost)] == [1000, 500, 900, 1100]
    assert [(part and part.central) for part in (south.after, south.saving, south.change)] == [500, -300, 100]
    assert south.pays_more_for_less is True


@pytest.mark.parametrize(
    ("lines", "partners", "rules", "horizon", "why"),
    [
        ([], None, EQUAL, 3, "No costs or savings are recorded for New."),
        ([line(COST, [1])], None, (), 3, "Nobody is said to have ‘cost’, and how the costs are shared is not recorded."),
        ([line(COST, [1])], [], EQUAL, 3, "The costs are not shared: no partner is recorded."),
        ([line(COST, [1])], None, (*EQUAL, *EQUAL), 3, "Two bases are recorded for the costs."),
        ([line(COST, [1], organisation="East")], None, EQUAL, 3, "East bears an amount without being a partner."),
        ([line(COST, [1])], [Partner(NORTH), Partner(NORTH)], EQUAL, 3, "North Council is a partner twice."),
        (
            [line(COST, [1])],
            [Partner(NORTH)],
            (Rule(AppliesTo.COSTS, Basis.BASELINE, {}),),
            3,
            "The costs are not shared: North Council has no baseline recorded that is one figure.",
        ),
        ([line(COST, [1])], None, EQUAL, 0, "No year is appraised: the horizon is 0."),
    ],
)
def test_bad_input_has_an_answer_and_a_reason(
    lines: list[Line], partners: list[Partner] | None, rules: tuple[Rule, ...], horizon: int, why: str
) -> None:
    assert parted(lines, partners, rules, horizon=horizon) == Apportionment("New", why=(why,))


def test_a_partner_without_a_base_year_cost_still_has_a_change() -> None:
    found = of(parted([line(SAVING, [0, 100, 100])], [Partner(NORTH), Partner(SOUTH)]), NORTH)
    assert (found.before, found.after) == (None, None)
    assert (found.change and found.change.central) == -50
    assert found.pays_more_for_less is False
    assert found.why == ("What North Council pays before and after cannot be set side by side without its base-year cost.",)


def test_amounts_past_the_horizon_are_left_out_and_told() -> None:
    assert parted([line(SAVING, [1, 1, 1, 5])]).why == (
        "‘saving’ of New has an amount in 2014/15 that is left out: the years are 2011/12 to 2013/14.",
    )


def test_after_is_in_the_prices_of_the_base_year() -> None:
    found = parted([line(COST, [0, 0, 100], recurring=True)], [Partner(NORTH, amount("£1000"))], rate="green book", price_base="nominal")
    change = of(found, NORTH).change
    assert change is not None
    assert change.central is not None
    assert 96 < change.central < 100


def test_a_nominal_case_without_a_deflator() -> None:
    early = replace(BASE, start=1980)
    case = Case("Test", early, 2, price_base="nominal")
    held = Line("New", replace(flow(COST, []), amounts={early.after(1): amount("£10")}, organisation=NORTH))
    north = of(apportion(case, "New", [held], [Partner(NORTH, amount("£1"))], (), discounting_of(case, schedule("green book"))), NORTH)
    assert (north.npv, north.after, north.pays_more_for_less) == (None, None, None)
    assert f"No present values: there is no GDP deflator for 1980/81 and 1981/82. {DO}" in map(on_screen, north.why)
    assert north.why[-1] == "What North Council pays afterwards is not known in the prices of 1980/81: there is no deflator for 1981/82."


def test_the_floor_and_the_transfer_it_needs() -> None:
    found = floor({NORTH: Decimal(300), SOUTH: Decimal(-100), "West": Decimal(100)})
    assert found.needed == 100
    assert found.possible
    assert found.transfers == {NORTH: -75, SOUTH: 100, "West": -25}
    assert found.after == {NORTH: 225, SOUTH: 0, "West": 75}
    assert found.why == ("North Council and West would pay £100 in all to leave nobody worse off.",)
    assert floor({NORTH: Decimal(1)}).why == ("Nobody is worse off, so nothing needs to change hands.",)
    none = floor({NORTH: Decimal(50), SOUTH: Decimal(-100)})
    assert not none.possible
    assert none.transfers == {}
    assert none.why == ("No transfer leaves nobody worse off: those who lose are short of £100, and those who gain have £50.",)


def test_the_floor_on_each_case() -> None:
    low, central, high = floor_cases({NORTH: amount("£100 to £300"), SOUTH: Estimate.derived(None, Decimal(-50), Decimal(10))})
    assert low.why == ("The transfer is not known on the worst case, as what South Council would be left with is not known.",)
    assert central.transfers == {NORTH: -50, SOUTH: 50}
    assert high.needed == 0


pence = st.integers(0, 10**14).map(lambda number: Decimal(number) / 100)


@settings(deadline=None, max_examples=examples(40))
@given(
    costs=st.lists(pence, min_size=1, max_size=4),
    savings=st.lists(pence, min_size=1, max_size=4),
    weights=st.lists(st.integers(1, 1000), min_size=1, max_size=5),
    basis=st.sampled_from([Basis.EQUAL, Basis.CASELOAD, Basis.FIRST_CALL]),
)
def test_every_penny_is_somebodys(costs: list[Decimal], savings: list[Decimal], weights: list[int], basis: Basis) -> None:
    names = [f"Council {n}" for n in range(len(weights))]
    values = {name: Decimal(weight) for name, weight in zip(names, weights, strict=True)}
    rules = (Rule(AppliesTo.COSTS, Basis.CASELOAD, values), Rule(AppliesTo.SAVINGS, basis, {} if basis is Basis.EQUAL else values))
    lines = [line(COST, list(costs)), line(SAVING, list(savings))]
    found = parted(lines, [Partner(name) for name in names], rules, horizon=4, rate="green book")
    for n, year in enumerate(found.partners[0].years):
        assert sum(part.years[n].cost.central or 0 for part in found.partners) == lines[0].amount(year.year).central
        assert sum(part.years[n].saving.central or 0 for part in found.partners) == lines[1].amount(year.year).central
    assert sum((part.saving and part.saving.central) or 0 for part in found.partners) == sum(savings)
    case = Case("Test", BASE, 4)
    option = Option("New", flows=tuple(each.flow for each in lines))
    whole = option_money(case, option, None, discounting_of(case, schedule("green book"))).npv
    assert whole is not None
    assert whole.central is not None
    parts = sum((part.npv and part.npv.central) or Decimal(0) for part in found.partners)
    assert abs(parts - whole.central) <= Decimal("0.005") * 4 * (len(names) + 1)


@given(st.lists(st.integers(-(10**12), 10**12).map(lambda number: Decimal(number) / 100), min_size=1, max_size=8))
def test_transfers_add_to_nothing_and_leave_nobody_below(nets: list[Decimal]) -> None:
    found = floor({f"Council {n}": net for n, net in enumerate(nets)})
    assert sum(found.transfers.values()) == 0
    assert sum(found.after.values()) == sum(nets)
    assert found.possible == (sum(nets) >= 0)
    if found.possible:
        assert min(found.after.values()) >= 0


def test_a_partners_saving_over_the_years_is_its_part_of_the_total_not_of_each_year_rounded() -> None:
    # a third of £0.10 a year for six years: the largest remainder of £0.60 is £0.20 each, of six times £0.10 one has £0.24
    held = [Partner(name, amount("£1000")) for name in (NORTH, SOUTH, "West Council")]
    found = parted([line(SAVING, ["0.1"] * 6, recurring=True)], held, horizon=6)
    assert [partner.saving for partner in found.partners] == [amount("£0.20")] * 3
