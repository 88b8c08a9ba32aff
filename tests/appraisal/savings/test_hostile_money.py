"""Bad money, each with a defined answer and its why, through an appraisal as a whole: nothing raises and nothing is guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.appraisal.affordability.gap import Gap
from desktop.appraisal.appraise import appraise, reweighed, simulated, without_conditions
from desktop.appraisal.case import Case, Flow, FlowsAre, Option, Project
from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.findings.budget import affordable, cash, financed
from desktop.appraisal.findings.finance import in_question
from desktop.appraisal.findings.finding import costed
from desktop.appraisal.findings.partners import gains_told
from desktop.appraisal.findings.room import moves_most
from desktop.appraisal.headlines import headlines
from desktop.appraisal.partners.partner_results import Partner
from desktop.appraisal.partners.shares import AppliesTo, Basis, Rule
from desktop.appraisal.results import Appraisal, Money
from desktop.appraisal.savings.finance import WHOLE
from desktop.appraisal.savings.finance_records import FinanceRecords
from desktop.appraisal.savings.targets import Target
from desktop.appraisal.why import on_screen
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from tests.appraisal.cases import BASE, COST, FUNDING, INCOME, SAVING, flow
from tests.examples import examples

DO = "Take an edition that has one, or type real amounts."

D = Decimal


def everything(held: Case) -> Appraisal:
    """The case through all that can be asked of its money: none of it may raise."""
    appraisal = appraise(held)
    finance = appraisal.finance
    assert finance is not None
    assert reweighed(appraisal, {}) == appraisal
    for owner in (*finance.owners, WHOLE):
        finance.tornado(owner)
        finance.checklist_of(owner)
        finance.floor(owner)
    for owner in finance.affordability:
        cash(costed(owner), finance.affordability[owner])
        financed(costed(owner), finance.own_affordability[owner])
    for owner in finance.owners:
        finance.own(owner)
        finance.own_why(owner)
        finance.not_known_whose(owner)
    for parted in finance.apportionments:
        gains_told(parted)
    moves_most(in_question(finance), finance.tornado(WHOLE))
    affordable(finance, in_question(finance))
    assert finance.progress is finance.progress, "worked out once"
    headlines(appraisal)
    without_conditions(appraisal, ["anything"])
    drawn = simulated(appraisal, 200)
    assert drawn.leader == appraisal.leader
    return appraisal


def option_of(appraisal: Appraisal) -> Money:
    return appraisal.option("New").money


def case(
    *flows: Flow,
    horizon: int = 3,
    base: FinancialYear = BASE,
    price_base: str = "real",
    records: FinanceRecords | None = None,
) -> Case:
    """One option with these flows against a benchmark without any."""
    return Case(
        "Test",
        base,
        horizon,
        price_base=price_base,
        finance=records,
        options=(Option("As is", benchmark=True), Option("New", preferred=True, flows=flows)),
    )


def test_years_out_of_order_or_missing() -> None:
    whole = flow(SAVING, [None, 5, 6], cashable=True)
    turned = replace(whole, amounts=dict(reversed(whole.amounts.items())))
    cost = replace(flow(COST, [9, None, 1]))
    assert option_of(everything(case(turned, cost))) == option_of(everything(case(whole, cost)))


def test_a_year_past_the_horizon_is_left_out_and_said() -> None:
    appraisal = everything(case(flow(COST, [9]), flow(SAVING, [1, 1, 1, 1], cashable=True)))
    assert "‘saving’ of New has an amount in 2014/15 that is left out: the years are 2011/12 to 2013/14." in appraisal.sentences
    before = replace(flow(SAVING, [1]), amounts={BASE.after(-1): Estimate.exact(D(1))})
    assert any("has an amount in 2010/11 that is left out" in said for said in everything(case(flow(COST, [9]), before)).sentences)


@pytest.mark.parametrize("horizon", [0, -1])
def test_a_horizon_of_no_years(horizon: int) -> None:
    appraisal = everything(case(flow(COST, [9]), flow(SAVING, [1]), horizon=horizon))
    assert option_of(appraisal).npv is None
    assert f"The horizon of Test is {horizon} years, so no money is appraised." in appraisal.sentences


def test_a_horizon_of_three_hundred_years() -> None:
    held = option_of(everything(case(flow(COST, [1_000_000]), flow(SAVING, [None, *[50_000] * 299], cashable=True), horizon=300)))
    assert len(held.years) == 300
    assert held.npv == Estimate.sum(year.present_value for year in held.years)
    nominal = case(flow(COST, [1_000_000]), horizon=300, price_base="nominal")
    assert option_of(everything(nominal)).npv is None, "no deflator reaches so far, and none is made up"
    assert option_of(everything(replace(nominal, assumed_inflation=D("0.02")))).npv is not None


def test_what_never_pays_back() -> None:
    held = option_of(everything(case(flow(COST, [100]), flow(SAVING, [None, 1, 1], cashable=True))))
    assert held.payback_years is None
    assert "No payback: the savings do not pay the costs back by 2013/14." in held.why
    assert held.switching is not None
    assert held.switching.central.costs is not None
    assert held.switching.central.costs < 0


def test_no_change_of_sign_and_several_rates() -> None:
    saved = option_of(everything(case(flow(SAVING, [1, 1, 1], cashable=True))))
    assert saved.irr is None
    assert any("rate of return" in reason for reason in saved.why)
    several = option_of(everything(case(flow(COST, [100, None, 132]), flow(SAVING, [None, 230]))))
    assert several.irr is None
    assert any("rate" in reason for reason in several.why)


def test_all_unknown() -> None:
    appraisal = everything(
        case(
            flow(COST, ["not known"] * 3),
            flow(SAVING, ["not known"] * 3, cashable=True),
            records=FinanceRecords(
                gaps=(Gap({BASE: NOT_KNOWN}),),
                partners=(Partner("A", NOT_KNOWN), Partner("B")),
                rules={"New": (Rule(AppliesTo.COSTS, Basis.EQUAL, {}), Rule(AppliesTo.SAVINGS, Basis.EQUAL, {}))},
                targets=(Target("NI 179", NOT_KNOWN, {BASE: D("0.03")}),),
            ),
        )
    )
    held = option_of(appraisal)
    assert held.npv is not None
    assert (held.npv.low, held.npv.high, held.npv.unknown) == (None, None, 6)
    assert any("could pay more" in said or "is not known" in said for said in appraisal.sentences)
    assert not any("£0" in figure.figure for figure in headlines(appraisal))


def test_low_above_high_is_never_an_amount() -> None:
    with pytest.raises(KnownTrouble, match="lower amount"):
        Estimate.parse("£5m to £3m")


def shared(
    *rules: Rule,
    partners: Sequence[Partner] = (Partner("A", Estimate.exact(D(9))), Partner("B", Estimate.exact(D(9)))),
) -> Appraisal:
    return everything(
        case(
            flow(COST, [10]),
            flow(SAVING, [None, 10, 10], cashable=True),
            records=FinanceRecords(partners=tuple(partners), rules={"New": rules}),
        )
    )


def test_shares_that_do_not_reach_the_whole() -> None:
    short = shared(Rule(AppliesTo.COSTS, Basis.FIXED, {"A": D("0.5"), "B": D("0.3")}), Rule(AppliesTo.SAVINGS, Basis.EQUAL, {}))
    assert short.finance is not None
    (parted,) = short.finance.apportionments
    assert parted.partners == ()
    assert (
        "Who gains from New is not known. The costs are not shared: the fixed shares add to 80%, so 20% is nobody’s. Make them add to 100%."
    ) in map(on_screen, short.sentences)


def test_a_partner_without_a_baseline() -> None:
    equal = (Rule(AppliesTo.COSTS, Basis.EQUAL, {}), Rule(AppliesTo.SAVINGS, Basis.EQUAL, {}))
    appraisal = shared(*equal, partners=(Partner("A"), Partner("B", Estimate.exact(D(9)))))
    assert appraisal.finance is not None
    (parted,) = appraisal.finance.apportionments
    first = parted.partners[0]
    assert (first.before, first.after) == (None, None)
    assert "What A pays before and after cannot be set side by side without its base-year cost." in first.why
    by_baseline = shared(*(replace(rule, basis=Basis.BASELINE) for rule in equal), partners=(Partner("A"), Partner("B")))
    assert any("have no baseline recorded that is one figure" in said for said in by_baseline.sentences)


def test_fifty_billion_pounds() -> None:
    held = option_of(everything(case(flow(COST, ["£50bn"]), flow(SAVING, [None, "£60bn", "£0.01"], cashable=True))))
    assert held.npv is not None
    assert held.npv.central == D("-50000000000.00") + D("57971014492.75") + D("0.01")


def test_nominal_with_no_deflator_for_a_year() -> None:
    early = FinancialYear(1985)
    cost = replace(flow(COST, []), amounts={early: Estimate.exact(D(9))})
    gain = replace(flow(SAVING, [], cashable=True), amounts={early.after(1): Estimate.exact(D(9))})
    rules = (Rule(AppliesTo.COSTS, Basis.EQUAL, {}), Rule(AppliesTo.SAVINGS, Basis.EQUAL, {}))
    appraisal = everything(
        case(
            cost,
            gain,
            base=early,
            price_base="nominal",
            records=FinanceRecords(partners=(Partner("A"), Partner("B")), rules={"New": rules}),
        )
    )
    held = option_of(appraisal)
    assert held.npv is None
    assert f"No present values: there is no GDP deflator for 1985/86, 1986/87 and 1987/88. {DO}" in map(on_screen, held.why)
    assert held.switching is not None
    assert tuple(map(on_screen, held.switching.central.why)) == (
        f"No present values: there is no GDP deflator for 1985/86, 1986/87 and 1987/88. {DO}",
    )


@pytest.mark.parametrize(
    "held",
    [
        Case("Nothing", BASE, 1, finance=FinanceRecords()),
        Case("Bare", BASE, 1, projects=(Project("A"), Project("B"))),
        Case("Target alone", BASE, 1, finance=FinanceRecords(targets=(Target("NI 179", Estimate.exact(D(0)), {}),))),
        Case(
            "Rules alone",
            BASE,
            1,
            finance=FinanceRecords(rules={"Gone": ()}, gaps=(Gap({BASE: NOT_KNOWN}),), returned_gains={None: {BASE: NOT_KNOWN}}),
        ),
        Case(
            "Whole",
            BASE,
            2,
            flows_are=FlowsAre.WHOLE_COSTS,
            options=(Option("New", preferred=True, flows=(flow(COST, [1, 2]),)),),
            finance=FinanceRecords(rules={"New": ()}, targets=(Target("NI 179", Estimate.exact(D(1)), {BASE: D(1)}),)),
        ),
        Case(
            "Whole",
            BASE,
            2,
            flows_are=FlowsAre.WHOLE_COSTS,
            options=(
                Option("Now", benchmark=True, flows=(flow(COST, [5, "not known"]),)),
                Option("New", preferred=True, flows=(flow(COST, [1, 2]),)),
            ),
            finance=FinanceRecords(targets=(Target("NI 179", Estimate.exact(D(1)), {BASE: D(1)}),)),
        ),
    ],
    ids=lambda held: held.title,
)
def test_what_is_hardly_there(held: Case) -> None:
    everything(held)


_WORDS = st.one_of(
    st.none(),
    st.sampled_from(["not known", "up to £5m", "in excess of £4.5m", "£0.5m to £0.75m", "about £70m"]),
    st.integers(-(10**9), 10**9),
)
_FLOWS = st.lists(
    st.builds(
        lambda kind, amounts, cashable, recurring, organisation, condition: replace(
            flow(kind, amounts, cashable=cashable), recurring=recurring, organisation=organisation, condition=condition
        ),
        st.sampled_from([COST, SAVING, INCOME, FUNDING]),
        st.lists(_WORDS, max_size=5),
        st.sampled_from([True, False, None]),
        st.sampled_from([True, False, None]),
        st.sampled_from(["A", "B", None]),
        st.sampled_from(["", "subject to change"]),
    ),
    max_size=4,
)


@settings(max_examples=examples(60), deadline=None)
@given(_FLOWS, _FLOWS, st.integers(0, 4), st.sampled_from(list(Basis)), st.booleans())
def test_nothing_recorded_of_money_raises(flows: list[Flow], others: list[Flow], horizon: int, basis: Basis, projects: bool) -> None:
    rules = tuple(Rule(applies_to, basis, {}) for applies_to in AppliesTo)
    records = FinanceRecords(
        targets=(
            Target("NI 179", Estimate.exact(D(10**6)), {BASE: D("0.03"), BASE.after(1): D("0.03")}),
            Target("NI 179", Estimate.exact(D(10**6)), {BASE: D("0.03"), BASE.after(1): D("0.03")}, "A"),
        ),
        partners=(Partner("A", Estimate.exact(D(100)), 10), Partner("B", Estimate.exact(D(50)), 20)),
        rules={"New": rules, "Other": rules},
        gaps=(Gap({BASE.after(1): Estimate.exact(D(10**6))}),),
    )
    if projects:
        everything(Case("Test", BASE, horizon, projects=(Project("New", tuple(flows)), Project("Other", tuple(others))), finance=records))
    else:
        everything(case(*flows, *others, horizon=horizon, records=records))
