"""The four reports' own money as whole cases, through everything an appraisal says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from desktop.appraisal.affordability.funding import FundingRecord
from desktop.appraisal.affordability.gap import Gap
from desktop.appraisal.affordability.section151 import Status
from desktop.appraisal.appraise import appraise, simulated, without_conditions
from desktop.appraisal.case import Case, Flow, FlowKind, FlowsAre, FundingKind, FundingStatus, Option, Project
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings.budget import cash
from desktop.appraisal.findings.checks import leaving
from desktop.appraisal.findings.efficiency import struck_out
from desktop.appraisal.findings.finding import costed, words_of
from desktop.appraisal.findings.room import moves_most
from desktop.appraisal.headlines import headlines
from desktop.appraisal.partners.partner_results import Partner
from desktop.appraisal.partners.shares import AppliesTo, Basis, Rule
from desktop.appraisal.results import Appraisal
from desktop.appraisal.savings.finance import WHOLE, Finance
from desktop.appraisal.savings.finance_records import FinanceRecords
from desktop.appraisal.savings.redundancy import Leaver
from desktop.appraisal.savings.targets import CarryForward, CarryForwardCounts, Target, printed_total
from desktop.appraisal.years import FinancialYear
from tests.appraisal.cases import BASE, COST, SAVING, Amount, estimate, flow

D = Decimal
NONE_BROUGHT = CarryForward()
NL, NEL = "North Lincolnshire", "North East Lincolnshire"
NWL, COUNTY = "North West Leicestershire", "Leicestershire"


def words(text: str) -> Estimate:
    found = estimate(text)
    assert found is not None
    return found


def line(
    base: FinancialYear,
    name: str,
    kind: FlowKind,
    amounts: Sequence[Amount],
    organisation: str | None = None,
    *,
    cashable: bool | None = True,
    recurring: bool | None = True,
    condition: str = "",
    bias: str = "0",
    category: str = "",
) -> Flow:
    held = {base.after(n): value for n, amount in enumerate(amounts) if (value := estimate(amount)) is not None}
    return Flow(
        name,
        kind,
        held,
        organisation,
        cashable if kind is SAVING else None,
        recurring,
        condition=condition,
        optimism_bias=D(bias),
        category=category,
    )


def finance_of(appraisal: Appraisal) -> Finance:
    assert appraisal.finance is not None
    return appraisal.finance


def north_lincolnshire(costs: Sequence[Amount] = ("not known", "not known")) -> Case:
    """£0.5m to £0.75m for each council from the second year, resource implications "not quantifiable at this early stage"."""
    base = FinancialYear(2014)
    years = [None, *["£0.5m to £0.75m"] * 9]
    hub = Option(
        "Hub",
        preferred=True,
        flows=(
            line(base, "Saving of NL", SAVING, years, NL),
            line(base, "Saving of NEL", SAVING, years, NEL),
            line(base, "Setting up", COST, costs, recurring=False),
        ),
    )
    records = FinanceRecords(
        partners=(Partner(NL), Partner(NEL, words("£9m"))),
        rules={"Hub": (Rule(AppliesTo.COSTS, Basis.EQUAL, {}),)},
        funding=(
            FundingRecord("Challenge award grant", words("£120m"), FundingStatus.AWARDED, FundingKind.GRANT),
            FundingRecord("Capital receipts", words("£200m"), FundingStatus.AWARDED, FundingKind.FLEXIBILITY),
            FundingRecord("Our bid", words("up to £5m"), FundingStatus.SOUGHT, FundingKind.GRANT),
        ),
    )
    return Case("Back office hub", base, 10, options=(Option("As is", benchmark=True), hub), finance=records)


def test_north_lincolnshire() -> None:
    """`field.md` D4: joint £1.0m to £1.5m; £0.625m a year from year 1 for ten years at 3.5% is £5.198m, here for nine."""
    appraisal = simulated(appraise(north_lincolnshire()), 500)
    held = appraisal.option("Hub").money
    assert held.years[-1].net.words() == "£1m to £1.5m"
    assert held.npv is not None
    assert (held.npv.low, held.npv.unknown) == (None, 2), "a total over an unknown is never a point"
    assert held.switching is not None
    assert held.switching.central.costs is None
    assert held.monte_carlo is not None
    assert (held.monte_carlo.p50, held.monte_carlo.why) == (
        None,
        ("No simulation for Hub: ‘Setting up’ has no lowest, no most likely or no highest figure.",),
    )
    finance = finance_of(appraisal)
    parted = finance.apportionment()
    assert parted is not None
    assert [partner.pays_more_for_less for partner in parted.partners] == [False, False]
    assert [partner.before for partner in parted.partners] == [None, words("£9m")]
    assert finance.floor() is not None
    assert "Of £320 million awarded, £200 million is flexibility to spend what is held already, not grant: £120 million is grant." in (
        appraisal.sentences
    )
    told = [reason for partner in parted.partners for reason in partner.why]
    assert "What North Lincolnshire pays before and after cannot be set side by side without its base-year cost." in told
    assert "How far ‘Setting up’ could move the net present value of Hub is not known: it has no lowest or no highest amount." in (
        words_of(moves_most(costed("Hub"), finance.tornado("Hub")))
    )


def test_north_lincolnshire_for_ten_years() -> None:
    """`field.md` D4: the present value of £0.625m from year 1 for ten years is £5.198m for one council."""
    base = FinancialYear(2014)
    one = Project("NL", (line(base, "Saving", SAVING, [None, *["£0.5m to £0.75m"] * 10], NL),))
    npv = appraise(Case("NL", base, 11, projects=(one,))).projects[0].money.npv
    assert npv is not None
    assert npv.central is not None
    assert round(npv.central, -3) == 5_198_000


def ni179(brought: CarryForward = NONE_BROUGHT, counts: CarryForwardCounts = CarryForwardCounts.NOT_DECIDED) -> Case:
    base = FinancialYear(2008)
    years = [base.after(n) for n in range(3)]
    target = Target(
        "NI 179",
        words("£296.7m"),
        dict(zip(years, (D("0.03"), D("0.03"), D("0.034")), strict=True)),
        amounts=dict(zip(years, (words("£8.9m"), words("£8.9m"), words("£10.1m")), strict=True)),
        carry_forward=brought,
        carry_forward_counts=counts,
    )
    winter = Project("Winter", (line(base, "Winter", SAVING, ["£12m"] * 5, COUNTY, condition="subject to national changes"),))
    fleet = Project("Fleet", (line(base, "Fleet", SAVING, ["£2m", "£1m"], COUNTY),))
    return Case("NI 179", base, 5, projects=(winter, fleet), finance=FinanceRecords(targets=(target,)))


def test_leicestershires_target() -> None:
    """`examples.md`, NI 179: £27.9m = 3.0 + 3.0 + 3.4 = 9.4% of a fixed baseline; gains £12.0m in year one, a surplus of £3.1m."""
    appraisal = appraise(ni179())
    (found,) = finance_of(appraisal).progress
    assert found.total_amount.words() == "£27.9m"
    assert found.total_percent == D("0.094")
    assert found.years[0].cumulative_gap.words() == "−£3.1m"
    assert found.gap.words() == "£15.9m"
    assert appraisal.sentences[:2] == (
        "The target of NI 179 is £27.9 million: 3% + 3% + 3.4% = 9.4% of a fixed baseline.",
        "£15.9 million is still to find.",
    )
    assert [(each.figure, each.what) for each in headlines(appraisal)][:2] == [
        ("£27.9m", "Target, NI 179, 2008/09 to 2010/11"),
        ("£15.9m", "Still to find, NI 179"),
    ]
    assert words_of(struck_out(finance_of(appraisal))) == [
        "£2 million of gains of Fleet is struck out, as a gain must last two full financial years after its first."
    ]


def test_the_question_on_carrying_forward_is_put_to_the_officer() -> None:
    """`field.md` B2: the report carries cashable and non-cashable forward; the department's guidance says cashable only."""
    brought = CarryForward(words("£2.8m"), words("£1m"))
    asked = appraise(ni179(brought))
    (found,) = finance_of(asked).progress
    assert found.gap.words() == "£12.1m to £13.1m"
    question = "£1 million is carried forward and not stated to be cashable, and nobody has decided whether it counts"
    assert any(sentence.startswith(question) for sentence in asked.sentences)
    (decided,) = finance_of(appraise(ni179(brought, CarryForwardCounts.CASHABLE_ONLY))).progress
    assert (decided.gap.words(), decided.question) == ("£13.1m", "")


def test_targets_by_organisation_are_added_up_and_silence_is_not_nought() -> None:
    held = ni179()
    assert held.finance is not None
    (one,) = held.finance.targets
    plain = replace(one, amounts={}, organisation=COUNTY)
    both = replace(held, finance=FinanceRecords(targets=(plain, replace(plain, organisation="Blaby", baseline=words("£100m")))))
    appraisal = appraise(both)
    county, blaby, whole = finance_of(appraisal).progress
    assert [each.organisation for each in (county, blaby, whole)] == [COUNTY, "Blaby", None]
    assert whole.total_amount.central == D("396700000") * D("0.094")
    assert (blaby.total_gain.unknown, blaby.met, whole.met) == (3, None, None)
    assert "Of 2 organisations with a target of NI 179, 1 fell short and of 1 it is not known." in appraisal.sentences
    assert "No gain is recorded for Blaby, so the gains in all are not complete." in appraisal.sentences
    silent = appraise(replace(both, projects=()))
    assert "No gain is recorded towards NI 179: what was gained is not known." in finance_of(silent).progress[2].why


def test_what_an_organisation_returned_stands_for_its_projects() -> None:
    held = ni179()
    assert held.finance is not None
    returned = replace(held, finance=replace(held.finance, returned_gains={COUNTY: {FinancialYear(2008): words("£9m")}}))
    appraisal = appraise(returned)
    assert finance_of(appraisal).progress[0].years[0].gain.words() == "£9m"
    assert any("the return is used" in reason for reason in finance_of(appraisal).recorded_gains.why)


def test_plymouths_total() -> None:
    """`examples.md`: departmental savings that print a total of 29.1 add to 29.0, and the difference is shown."""
    parts = [words(part) for part in ("£10.2m", "£2.7m", "£6.6m", "£0.1m", "£9.4m")]
    assert printed_total(parts, words("£29.1m")) == "The parts add to £29m, and the printed total is £29.1m: a difference of £100,000."


def harborough() -> Case:
    """A business case with payback, efficiency, quick wins, ranges and the gap (`field.md` D3, 8.8)."""
    base = FinancialYear(2011)
    shared = Option(
        "Shared services",
        preferred=True,
        flows=(
            line(base, "ICT", COST, ["£300,000 to £500,000"], recurring=False, bias="0.1"),
            line(base, "Redundancy", COST, ["£20,000"], recurring=False, category="redundancy"),
            line(base, "Staff", SAVING, [None, *["£150,000 to £250,000"] * 5], "Harborough"),
        ),
    )
    in_house = Option(
        "In house",
        flows=(line(base, "Work", COST, ["£4,000"], recurring=False), line(base, "Print", SAVING, ["£10,000"] * 6, "Harborough")),
    )
    gaps = {base.after(n): Estimate.exact(D(100_000 * n)) for n in range(6)}
    return Case(
        "Future options",
        base,
        6,
        options=(Option("Do nothing", benchmark=True), shared, in_house),
        own_council="Harborough",
        finance=FinanceRecords(
            gaps=(Gap(gaps),), leavers=(Leaver(words("£700"), date(2020, 6, 1), 25, 6),), answers={"quality": "Standards are kept."}
        ),
    )


def test_harborough() -> None:
    appraisal = simulated(appraise(harborough()), 2_000)
    said = appraisal.sentences
    assert said[0] == (
        "Cashable savings alone pay back Shared services in 2 years 4 months on the most likely figures: "
        "in 1 year 5 months at best and in 3 years 10 months at worst."
    )
    assert any(sentence.startswith("The costs of Shared services could rise by ") for sentence in said)
    assert any(sentence.startswith("With every uncertain amount of Shared services drawn 2,000 times") for sentence in said)
    assert "With optimism bias the costs of Shared services are £350,000 to £570,000, not £320,000 to £520,000." in said
    assert (
        "The budget gap of 2016/17 is £500,000: Shared services would close £150,000 to £250,000, which leaves £250,000 to £350,000."
    ) in said
    assert "The quick win, which pays back in cash within 1 year, is In house." in said
    finance = finance_of(appraisal)
    assert (finance.owner, finance.name) == ("Shared services", "Shared services")
    assert [win.is_quick for win in finance.quick_wins] == [False, True]
    assert finance.affordability[WHOLE] == finance.affordability["Shared services"]
    assert finance.affordability[WHOLE].gap == finance.gap
    assert sorted(finance.affordability) == ["", "In house", "Shared services"]
    assert words_of(cash(costed("It"), finance.affordability["Shared services"])) == [
        "Most cash is out for It by the end of 2011/12: £350,000 to £570,000."
    ]
    assert moves_most(costed("Shared services"), finance.tornado("Shared services"))[0].words.startswith(
        "What moves the net present value of Shared services most is ‘Staff’: as it goes from £0.75 million to £1.25 million, "
    )


def test_the_section_151_officers_checks_of_a_case() -> None:
    finance = finance_of(appraise(harborough()))
    by_key = {check.key: check for check in finance.checklist}
    assert by_key["payback"].words == (
        "The cash put in comes back in 2 years 4 months on the most likely figures, and in 3 years 10 months at worst."
    )
    assert by_key["quality"].status is Status.ANSWERED
    assert by_key["exit_costs"].status is Status.LACKING
    assert by_key["sensitivity"].status is Status.SHOWN
    assert finance.checklist_of("In house") != finance.checklist
    assert [check.status for check in finance.checklist_of(None)].count(Status.SHOWN) == 1, "the price base alone"
    assert len(finance.checklist) == 16


def test_exit_costs_follow_the_leavers() -> None:
    """`examples.md`, statutory redundancy: 6 years at 19 to 25, £700 a week, cap £538 in 2020/21: 4.5 weeks; strain not entered."""
    finance = finance_of(appraise(harborough()))
    assert finance.exit_costs is not None
    assert finance.exit_costs.statutory.central == D("2421")
    assert finance.exit_costs.pension_strain.unknown == 1
    assert finance_of(appraise(ni179())).exit_costs is None


def test_a_leaver_goes_with_its_option_and_is_set_beside_its_lines() -> None:
    """Blank is the case's own, which goes with whatever is in question; the leavers of another project are no part of it."""
    line = replace(flow(COST, ["£3,000"], line="Redundancy"), recurring=False)
    mine, other = (Project(name, (line, flow(SAVING, [None, 9000], cashable=True))) for name in ("Depot", "Fleet"))
    due = Leaver(Estimate.exact(D(700)), date(2020, 6, 30), 25, 6, name="Fitters")
    leavers = (replace(due, owner="Depot"), replace(due, owner="Fleet", number=2), due)
    finance = finance_of(appraise(Case("Two", BASE, 3, projects=(mine, other), finance=FinanceRecords(leavers=leavers))))
    one, whole = finance.exit_costs_of("Depot"), finance.exit_costs
    assert one is not None
    assert whole is not None
    assert (one.leavers, one.statutory.central, one.recorded) == (2, D(2 * 2421), Estimate.exact(D(3000)))
    assert (whole.leavers, whole.recorded) == (4, Estimate.exact(D(6000)))
    assert "£1,842 more" in leaving(one)[1].words
    words = {check.key: check for check in finance.checklist_of("Depot")}["exit_costs"].words
    assert words.endswith("the lines no longer follow the leavers. Put the pay in again, or correct one of them.")
    assert finance_of(appraise(Case("None", BASE, 3, projects=(mine,), finance=FinanceRecords(leavers=leavers[1:2])))).exit_costs is None


def north_west_leicestershire(baseline: Estimate | None, pool: Amount = "£400,000") -> Case:
    """It "could end up paying more, for less": an equal part of the cost, a small part of the savings."""
    base = FinancialYear(2010)
    project = Project(
        "Place budget", (line(base, "Pool", COST, [None, *[pool] * 4]), line(base, "Saved", SAVING, [None, *["£420,000"] * 4]))
    )
    rules = (Rule(AppliesTo.COSTS, Basis.EQUAL, {}), Rule(AppliesTo.SAVINGS, Basis.FIXED, {NWL: D("0.1"), COUNTY: D("0.9")}))
    return Case(
        "Place budget",
        base,
        5,
        projects=(project,),
        finance=FinanceRecords(partners=(Partner(NWL, baseline), Partner(COUNTY, words("£3m"))), rules={"Place budget": rules}),
    )


def test_north_west_leicestershire_pays_more_for_less() -> None:
    """`field.md` D0: own cost compared with the pooled contribution is a test of each partner before and after."""
    appraisal = appraise(north_west_leicestershire(words("£300,000")))
    finance = finance_of(appraisal)
    parted = finance.apportionment()
    assert parted is not None
    ours = parted.partner(NWL)
    assert ours is not None
    assert (ours.before, ours.after) == (words("£300,000"), words("£458,000"))
    assert ours.pays_more_for_less is True
    assert "North West Leicestershire would pay £158,000 a year more than now, without getting more." in appraisal.sentences
    assert any(sentence.startswith("To leave nobody worse off, Leicestershire would pass on £") for sentence in appraisal.sentences)
    assert ("1 of 2", NWL) in [(each.figure, each.kind) for each in headlines(appraisal)]
    by_key = {check.key: check for check in finance.checklist}
    assert by_key["who_benefits"].words == (
        "North West Leicestershire would lose. North West Leicestershire would pay more than now without getting more."
    )


def test_a_fear_that_the_amounts_do_not_settle_is_not_put_at_rest() -> None:
    appraisal = appraise(north_west_leicestershire(words("£300,000"), "not known"))
    parted = finance_of(appraisal).apportionment()
    assert parted is not None
    assert [partner.pays_more_for_less for partner in parted.partners] == [None, None]
    assert ("North West Leicestershire could pay more than now, without getting more: the amounts do not settle it.") in appraisal.sentences
    assert not any("No partner would pay more" in sentence for sentence in appraisal.sentences)


def test_what_is_left_without_a_condition() -> None:
    """`field.md` D1: around £5m, "subject to proposed national changes", in excess of £4.5m without."""
    base = FinancialYear(2009)
    theme = Project(
        "Drugs and alcohol",
        (
            line(base, "Own", SAVING, ["in excess of £4.5m"]),
            line(base, "National", SAVING, ["£0.5m"], condition="Subject to national changes"),
        ),
    )
    sole = Project("Access", (line(base, "Access", SAVING, ["£1m"], condition="subject to National changes "),))
    appraisal = appraise(Case("Total Place", base, 1, projects=(theme, sole)))
    assert (
        "£0.5 million of the savings of Drugs and alcohol depends on a condition, ‘Subject to national changes’: without it the net "
        "present value is at least £4.5 million." in appraisal.sentences
    )
    assert "£1 million of the savings of Access depends on a condition, ‘subject to National changes’: without it no line is left." in (
        appraisal.sentences
    )
    left = without_conditions(appraisal, ["subject to national changes"])
    assert [project.money.npv for project in left.projects] == [Estimate.derived(D("4500000.00"), None, None), None]
    assert without_conditions(appraisal, []) == appraisal
    assert len(appraisal.case.projects[0].flows) == 2, "the what-if changes no record"


def test_whole_costs_are_affordable_by_what_they_differ() -> None:
    base = FinancialYear(2011)
    now = Option("As is", benchmark=True, flows=(line(base, "Now", COST, [100, 100]),))
    new = Option("New", preferred=True, flows=(line(base, "New", COST, [110, 60]),))
    case = Case(
        "Whole",
        base,
        2,
        flows_are=FlowsAre.WHOLE_COSTS,
        options=(now, new),
        finance=FinanceRecords(gaps=(Gap({base.after(1): Estimate.exact(D(50))}),)),
    )
    finance = finance_of(appraise(case))
    (gap,) = finance.affordability["New"].gap
    assert [gap.relief.central, gap.left.central] == [40, 10]
    assert [year.net.central for year in finance.affordability["New"].total_cash] == [-10, 40]
    by_key = {check.key: check for check in finance.checklist}
    assert by_key["net"].words == "All it costs, £170, is set against all the benchmark costs, £200."
    assert by_key["phasing"].words == "What is saved against the benchmark is −£10 in 2011/12 and £40 in 2012/13."
    assert finance.apportionment() is None


def test_all_projects_are_in_question_together() -> None:
    appraisal = simulated(appraise(ni179()), 200)
    finance = finance_of(appraisal)
    assert (finance.owner, finance.name) == (WHOLE, "all projects together")
    together = finance.money_of(WHOLE)
    assert together is not None
    assert together.npv is not None
    assert together.npv.central == sum(project.money.npv.central or 0 for project in appraisal.projects if project.money.npv is not None)
    assert together.monte_carlo is not None
    assert together.monte_carlo.p50 == together.npv.central
    assert finance.tornado(WHOLE).bars
    assert finance.tornado("Nobody's").why == ("No costs or savings are recorded for Nobody's.",)
    assert finance.lines("Nobody's") == ()
