"""Whose money a line is, and that the parts of everybody add to the whole to the penny."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from db.nouns.choices import Prices
from desktop.appraisal.affordability.gap import Gap
from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import Case, Flow, FlowsAre, Option
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.findings.partners import losers
from desktop.appraisal.partners.partner_results import Partner
from desktop.appraisal.partners.shares import AppliesTo, Basis, Rule
from desktop.appraisal.results import Appraisal
from desktop.appraisal.savings.finance import NO_OWN_COUNCIL, Finance
from desktop.appraisal.savings.finance_records import FinanceRecords
from desktop.appraisal.why import on_screen
from desktop.appraisal.years import FinancialYear
from tests.appraisal.cases import BASE, COST, INCOME, SAVING, flow
from tests.examples import examples

D = Decimal
OWN, SOUTH, EAST = "Northdale", "Southdale", "Eastdale"
PARTNERS = (Partner(SOUTH), Partner(OWN), Partner(EAST))
FIXED = Rule(AppliesTo.SAVINGS, Basis.FIXED, {OWN: D("0.1"), SOUTH: D("0.6"), EAST: D("0.3")})
CALLED = Rule(AppliesTo.SAVINGS, Basis.FIRST_CALL, {SOUTH: D("1000000.01"), EAST: D(5)})


def case(*flows: Flow, rules: tuple[Rule, ...] = (), own: str = OWN, joint: bool = False, gap: int = 0, **participants: str) -> Case:
    records = FinanceRecords(
        partners=PARTNERS if rules else (),
        rules={"Share": rules} if rules else {},
        is_joint=joint,
        gaps=(Gap({BASE.after(n): Estimate.exact(D(gap)) for n in (1, 2)}),) if gap else (),
    )
    options = (Option("Share", preferred=True, flows=flows, participants=tuple(participants.values())),)
    return Case("Test", BASE, 3, options=options, own_council=own, finance=records)


def finance_of(appraisal: Appraisal) -> Finance:
    assert appraisal.finance is not None
    return appraisal.finance


def told(held: Case) -> Finance:
    return finance_of(appraise(held))


MANAGERS = replace(flow(SAVING, [None, 900_000, 900_000], cashable=True, line="Managers"), recurring=True)


def test_a_gap_is_closed_by_our_own_council_s_share_alone() -> None:
    """One council of three has a tenth of a shared saving: its gap is closed by £90,000 and not by £900,000."""
    finance = told(case(MANAGERS, rules=(FIXED,), gap=1_000_000))
    assert [year.recurring.central for year in finance.gap] == [90_000, 90_000]
    own = finance.own("Share")
    assert own is not None
    assert [year.saving_cashable.central for year in own.years] == [0, 90_000, 90_000]
    assert finance.not_known_whose("Share") == ZERO


def test_the_part_of_another_council_that_decides_is_told_in_place_of_ours() -> None:
    """Six tenths of the shared saving; a line that is nobody's is ours, and so are the gap and the funding that are recorded of nobody."""
    ours = case(MANAGERS, replace(flow(COST, [500]), organisation=OWN), rules=(FIXED,), gap=1_000_000)
    finance = told(replace(ours, told_for=SOUTH))
    south = finance.own("Share")
    assert south is not None
    assert finance.own_council == SOUTH
    assert [year.saving_cashable.central for year in south.years] == [0, 540_000, 540_000]
    assert [year.cost.central for year in south.years] == [0, 0, 0]
    assert finance.gap == ()
    alone = told(replace(case(flow(COST, [500])), told_for=SOUTH))
    assert alone.part("Share").known == ()
    unmarked = told(replace(case(flow(COST, [500]), own=""), told_for=SOUTH))
    assert [line.flow.kind for line in unmarked.part("Share").not_known] == [COST]


def test_income_follows_the_shares_of_savings() -> None:
    finance = told(case(replace(flow(INCOME, [None, 1000]), recurring=True), rules=(FIXED,)))
    own = finance.own("Share")
    assert own is not None
    assert own.years[1].income.central == 100


def test_a_line_that_names_an_organisation_is_that_organisation_s() -> None:
    finance = told(case(replace(MANAGERS, organisation=SOUTH), replace(flow(COST, [500]), organisation=OWN)))
    own = finance.own("Share")
    assert own is not None
    assert [own.years[0].cost.central, own.years[1].saving_cashable.central] == [500, 0]


def test_what_nobody_else_has_a_part_in_is_our_own() -> None:
    finance = told(case(MANAGERS))
    assert finance.own("Share") is finance.money["Share"]
    assert finance.part("Share").is_all


def test_where_others_take_part_an_unnamed_line_may_be_none_of_ours_or_all() -> None:
    for held in (
        case(MANAGERS, joint=True),
        case(MANAGERS, one=OWN, other=SOUTH),
        case(MANAGERS, rules=(replace(FIXED, applies_to=AppliesTo.COSTS),)),
    ):
        finance = told(held)
        own = finance.own("Share")
        assert own is not None
        assert [own.years[1].saving_cashable.low, own.years[1].saving_cashable.central, own.years[1].saving_cashable.high] == [
            0,
            None,
            900_000,
        ]
        assert finance.not_known_whose("Share") == finance.money["Share"].npv
        assert finance.own_why("Share") == ("It is not known whose ‘Managers’ of Share is.",)
    assert told(case(MANAGERS, one=OWN)).part("Share").is_all, "nobody else takes part"


def test_without_an_own_council_its_part_is_not_told() -> None:
    finance = told(case(MANAGERS, rules=(FIXED,), own="", gap=1_000_000))
    assert finance.own("Share") is None
    assert finance.own_why("Share") == (NO_OWN_COUNCIL,)
    assert [finance.gap[0].relief.low, finance.gap[0].relief.high] == [0, 900_000]


def test_a_gap_of_a_partner_is_closed_by_that_partner_s_money() -> None:
    held = case(MANAGERS, rules=(FIXED,))
    assert held.finance is not None
    gap = Gap({BASE.after(1): Estimate.exact(D(700_000))}, organisation=SOUTH)
    finance = told(replace(held, finance=replace(held.finance, gaps=(gap,))))
    assert finance.gap == ()
    assert [year.left.central for year in finance.gap_of(SOUTH, "Share")] == [160_000]


def test_whoever_loses_is_named_first() -> None:
    """Eastdale pays £2m for a system and has three tenths of what it saves."""
    system = replace(flow(COST, [2_000_000], line="System"), organisation=EAST, recurring=False)
    appraisal = appraise(case(system, MANAGERS, rules=(FIXED,)))
    loser = (
        "Eastdale would lose: its net present value is −£1.49 million, it pays more than it gains in 2011/12 and it is not back by 2013/14."
    )
    assert appraisal.sentences[0] == loser
    assert not any(sentence.startswith("No partner would pay more") for sentence in appraisal.sentences)


def test_who_may_lose_and_who_is_back() -> None:
    rules = (FIXED, replace(FIXED, applies_to=AppliesTo.COSTS))
    apportioned = told(
        case(flow(COST, [1000]), flow(SAVING, [None, "£500 to £1,500", "£500 to £1,500"], cashable=True), rules=rules)
    ).apportionment()
    assert apportioned is not None
    assert words_of(losers(apportioned))[0] == (
        "Southdale may lose: at worst its net present value is −£30, it pays more than it gains in 2011/12 and it is back in 2012/13."
    )
    sure = told(case(flow(COST, [1000]), flow(SAVING, [None, 1500], cashable=True), rules=rules)).apportionment()
    assert sure is not None
    assert words_of(losers(sure)) == [
        f"{name} pays more than it gains in 2011/12 and is back in 2012/13." for name in (SOUTH, OWN, EAST)
    ], "nobody loses in the end"


def test_a_partner_is_back_where_an_amount_has_no_likely_figure_but_the_worst_case_is() -> None:
    """An amount of at most so much has no likely figure; the least it can come to still says when what was put in is back."""
    open_above = Estimate.parse("up to £400")
    flows = (flow(COST, [100], line="Set up"), flow(SAVING, [None, 150, open_above], cashable=True, line="Staff"))
    apportioned = told(case(*(replace(each, organisation=OWN) for each in flows), rules=(FIXED,))).apportionment("Share")
    assert apportioned is not None
    (said,) = [each for each in words_of(losers(apportioned)) if each.startswith(OWN)]
    assert said == f"{OWN} pays more than it gains in 2011/12 and is back in 2012/13."
    late = (flows[0], flow(SAVING, [None, open_above], cashable=True, line="Staff"))
    apportioned = told(case(*(replace(each, organisation=OWN) for each in late), rules=(FIXED,))).apportionment("Share")
    assert apportioned is not None
    (said,) = [each for each in words_of(losers(apportioned)) if each.startswith(OWN)]
    assert said.endswith("it pays more than it gains in 2011/12 and it is not known to be back by 2013/14.")


def test_whoever_would_lose_on_the_likely_figures_is_told_them_beside_the_range() -> None:
    ends = Estimate.between(D(20_000), D(60_000))
    flows = (flow(SAVING, [None, 30_000, 30_000], cashable=True), flow(COST, [None, ends, ends]))
    held = replace(case(*(replace(each, organisation=SOUTH) for each in flows), rules=(FIXED,)), discounting="0%")
    apportioned = told(held).apportionment("Share")
    assert apportioned is not None
    (said,) = [each for each in words_of(losers(apportioned)) if each.startswith(SOUTH)]
    assert said.startswith(
        f"{SOUTH} would lose: its net present value is −£20,000 on the likely figures, anywhere from −£60,000 to £20,000, "
        "in 2013/14 it pays £10,000 more than it gains on the likely figures"
    )


def test_the_years_of_a_gap_that_no_deflator_reaches_are_said() -> None:
    base = FinancialYear(2023)
    gaps = (Gap({base.after(n): Estimate.exact(D(100_000)) for n in range(3)}, prices=Prices.CASH),)
    saved = Flow("Staff", SAVING, {base.after(1): Estimate.exact(D(5))}, cashable=True)
    records = FinanceRecords(gaps=gaps)
    options = (Option("Share", preferred=True, flows=(saved,)),)
    said = appraise(Case("Test", base, 3, options=options, own_council=OWN, finance=records)).sentences
    assert (
        "The budget gap of 2024/25 and 2025/26 is not known in 2023/24 prices, as no deflator reaches. Type the assumed inflation of the "
        "case, or take a newer edition."
    ) in map(on_screen, said)


pence = st.integers(0, 10**9).map(lambda number: D(number) / 100)
amounts = st.one_of(st.none(), pence, st.tuples(pence, pence).map(lambda ends: Estimate.between(min(ends), max(ends))))
BIASES = st.sampled_from(["0", "0.1", "0.245"])


@st.composite
def lines(draw: st.DrawFn) -> Flow:
    given = [draw(amounts) for _ in range(3)]
    made = flow(
        draw(st.sampled_from([COST, SAVING, INCOME])), given, cashable=draw(st.sampled_from([True, False, None])), bias=draw(BIASES)
    )
    organisation = draw(st.sampled_from([None, None, OWN, SOUTH, EAST]))
    return replace(made, organisation=organisation, recurring=draw(st.sampled_from([True, False, None])))


@settings(max_examples=examples(400), deadline=None)
@given(st.lists(lines(), min_size=1, max_size=5), st.sampled_from([FIXED, CALLED]), st.booleans(), st.sampled_from(["green book", "7.3%"]))
def test_own_partners_and_not_known_whose_add_to_all_to_the_penny(
    flows: list[Flow], savings: Rule, costs_are_shared: bool, discounting: str
) -> None:
    rules = (savings, *((Rule(AppliesTo.COSTS, Basis.EQUAL, {}),) if costs_are_shared else ()))
    appraisal = appraise(replace(case(*flows, rules=rules), discounting=discounting))
    finance = finance_of(appraisal)
    whole = finance.money["Share"]
    if not whole.years:
        return
    unclear = finance.not_known_whose("Share")
    known, own = finance.part("Share").known, finance.own("Share")
    assert whole.npv is not None
    assert unclear is not None
    assert own is not None
    assert own.npv is not None
    worth_by_year = [year.present_value for year in own.years]
    assert savings is CALLED or _adds(worth_by_year, own.npv), "a part’s own years add to it"
    apportioned = finance.apportionment("Share")
    if apportioned is not None and apportioned.partners:
        parts = {partner.organisation: partner.npv for partner in apportioned.partners if partner.npv is not None}
        assert parts[OWN] == own.npv, "as a partner and by itself our own council's part is one figure"
        assert _adds([unclear, *parts.values()], whole.npv)
        for name, part in parts.items():
            points = all(amount.is_point for line in finance.part("Share", name).known for amount in line.flow.amounts.values())
            assert savings is CALLED or not points or part.low == part.high, "what is one figure stays one"
        yearly = [Estimate.sum(partner.years[n].net for partner in apportioned.partners) for n in range(3)]
        # by first call each case of a year is called by itself, so that a part of a penny may turn a year's ends round
        assert savings is CALLED or [_ends(net) for net in yearly] == [_ends(year.net) for year in whole.years]
    if savings is CALLED:
        return  # what is recovered first is told of partners alone, whose lines all have somebody
    by_whose = finance.present_values_by_whose("Share")
    assert _adds(list(by_whose), whole.npv)
    assert finance.not_known_whose("Share") == (by_whose[2] if finance.part("Share").not_known else ZERO)
    assert all(_in_order(each) for each in by_whose)
    alone = replace(appraisal.case, options=(Option("Share", flows=tuple(line.flow for line in known)),), finance=None)
    by_itself = told(alone).money["Share"].npv
    assert by_itself is None or by_itself.central == by_whose[0].central, "the pennies of rounding are not our own's on the likely case"


def _in_order(amount: Estimate) -> bool:
    told = [end for end in _ends(amount) if end is not None]
    return told == sorted(told)


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(st.tuples(pence, pence, pence), min_size=1, max_size=3), st.lists(st.tuples(pence, pence, pence), min_size=1, max_size=3))
def test_the_parts_of_whole_costs_add_too(base: list[tuple[Decimal, ...]], new: list[tuple[Decimal, ...]]) -> None:
    rule = replace(FIXED, applies_to=AppliesTo.COSTS)
    held = case(*(flow(COST, list(row), cashable=True) for row in new), rules=(rule,))
    benchmark = Option("As is", benchmark=True, flows=tuple(flow(COST, list(row), cashable=True) for row in base))
    finance = told(replace(held, options=(benchmark, *held.options), flows_are=FlowsAre.WHOLE_COSTS))
    whole, own, apportioned = finance.money["Share"], finance.own("Share"), finance.apportionment("Share")
    assert apportioned is not None
    assert own is not None
    ours = apportioned.partner(OWN)
    assert ours is not None
    assert [year.net.central for year in own.years] == [year.net.central for year in ours.years]
    npvs = [partner.npv for partner in apportioned.partners if partner.npv is not None]
    assert whole.npv is not None
    assert _adds(npvs, whole.npv)


def _adds(parts: list[Estimate], whole: Estimate) -> bool:
    """Whether parts add to the whole to the penny on the low, the likely and the high case."""
    return _ends(Estimate.sum(parts)) == _ends(whole)


def _ends(amount: Estimate) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return amount.low, amount.central, amount.high


def test_no_year_is_said_to_leave_most_where_another_may_leave_more() -> None:
    gaps = (Gap({BASE: Estimate.exact(D(100_000)), BASE.after(1): Estimate.exact(D(300_000)), BASE.after(2): Estimate.exact(D(0))}),)
    open_below = flow(SAVING, [None, "up to £50,000"], cashable=True)
    known = replace(case(flow(SAVING, [None, 50_000], cashable=True)), finance=FinanceRecords(gaps=gaps))
    said = appraise(known).sentences
    assert "Most is left to close in 2012/13: £250,000." in said
    assert "The budget gap of 2013/14 is recorded as £0." in said
    said = appraise(replace(known, options=(replace(known.options[0], flows=(open_below,)),))).sentences
    assert not any(each.startswith("Most is left to close") for each in said)
