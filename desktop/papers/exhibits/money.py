"""What money is shown by: savings and costs, how sure they are, conditions, budgets, targets and who gains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.papers.exhibits.exhibit import Stands, Subject, built_by, chart, drawn_by, table

if TYPE_CHECKING:
    from desktop.appraisal.results import Appraisal
    from desktop.papers.content.blocks import Figure, Table
    from desktop.papers.content.records import PaperRecords

_MONEY = ("cash_flows",)
_GAPS = ("cash_flows", "budget_gaps")
_TARGETS = ("cash_flows", "targets", "returns")
_SHARED = ("cash_flows", "partners", "shares")
_NO_GAP = "No budget gap is recorded and known, or no money to set against it."
_NOT_SHARED = "No record says how costs and savings are shared, or nothing is known of any partner."


@table("money", "Money by year", Subject.SAVINGS, _MONEY, "No cost or saving is known in any year.", Stands.REPORT)
def money_table(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """The money by year of what the finance of the case is about, or of the first with money; none where nothing is known."""
    from desktop.papers.exhibits.option_tables import in_question, money_by_year

    chosen = in_question(appraisal)
    return () if chosen is None else (money_by_year(paper, *chosen),)


def _savings_of_one(paper: PaperRecords, appraisal: Appraisal, option: str) -> tuple[Table, ...]:
    """The money by year of one option or project, by its name; none where there is none of that name, or nothing of it is known."""
    from desktop.papers.content.headings import folded
    from desktop.papers.exhibits.option_tables import money_by_year
    from desktop.results.money.recorded import has_known_amounts, money_held

    held = [(name, money) for name, money in money_held(appraisal) if folded(name) == folded(option) and has_known_amounts(money)]
    return tuple(money_by_year(paper, name, money) for name, money in held)


@table("savings", "Savings and costs", Subject.SAVINGS, _MONEY, build_one=_savings_of_one)
def savings_table(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What each option and project is worth, then the money by year of each whose table the money by year is not.

    Of many options these are the leaders and those asked for.
    """
    from desktop.papers.exhibits.option_tables import in_question, money_by_year, money_summary, shown_money
    from desktop.results.money.recorded import has_known_amounts

    chosen, shown = in_question(appraisal), shown_money(paper, appraisal)
    held = [(name, money) for name, money in shown if has_known_amounts(money) and chosen is not None and name != chosen[0]]
    return (*money_summary(paper, appraisal), *(money_by_year(paper, name, money) for name, money in held))


cases = table(
    "cases", "The worst, most likely and best case", Subject.SAVINGS, _MONEY, "The worst, the most likely and the best case are the same."
)(built_by("money_tables.cases"))


@chart("savings", "Savings by year", Subject.SAVINGS, _MONEY, "What costs and savings come to is known in fewer than two years.")
def savings_chart(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """The costs and savings by year of what the finance of the case is about, or of the first with money.

    None where the net is known in fewer than two of its years, or is nought in all of the others.
    """
    from desktop.papers.charts.data.money import savings_words, year_bars
    from desktop.papers.content.blocks import Figure
    from desktop.papers.exhibits.option_tables import in_question
    from desktop.papers.sources.provenance import flow_note, lines_of, owners_in_question

    if (chosen := in_question(appraisal)) is None:
        return ()
    name, money = chosen
    if len(money.years) > 1 and sum(not year.net.is_nought and not year.net.says_nothing for year in money.years) < 2:
        return ()
    return (
        Figure(
            "savings", drawn_by("money_charts.yearly_stack", year_bars(name, money)), f"{name}: savings and costs by year",
            savings_words(name, money), 0.48, flow_note(paper, owners_in_question(appraisal) or [name]), name, lines_of(appraisal, name),
        ),
    )  # fmt: skip


@chart("cumulative", "The running total", Subject.SAVINGS, _MONEY, "The running total is known in no year, or only in one of many.")
def cumulative(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """The running total of the same, with when it breaks even; none where it is known in no year, or only in one of many."""
    from desktop.papers.charts.data.running_total import break_even_parts, break_even_words
    from desktop.papers.content.blocks import Figure
    from desktop.papers.exhibits.option_tables import in_question
    from desktop.papers.sources.provenance import flow_note, lines_of, owners_in_question

    if (chosen := in_question(appraisal)) is None:
        return ()
    name, money = chosen
    parts = break_even_parts(name, money)
    if not (parts.is_line or parts.is_bound):
        return ()
    return (
        Figure(
            "cumulative", drawn_by("break_even_chart.break_even", parts), f"{name}: running total of savings less costs",
            break_even_words(parts), 0.44, flow_note(paper, owners_in_question(appraisal) or [name]), name, lines_of(appraisal, name),
        ),
    )  # fmt: skip


@chart(
    "tornado", "What moves the net present value most", Subject.CERTAINTY, _MONEY,
    "Fewer than two things move the net present value.",
)  # fmt: skip
def tornado(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """What moves the net present value most; none where fewer than two drivers move it, as one bar ranks nothing."""
    from desktop.papers.charts.data.tornado import tornado_parts, tornado_words
    from desktop.papers.content.blocks import Figure
    from desktop.papers.exhibits.option_tables import in_question, owner_in_question
    from desktop.papers.sources.provenance import flow_note, lines_of, owners_in_question

    chosen, finance = in_question(appraisal), appraisal.finance
    if chosen is None or finance is None or finance.owner is None:
        return ()
    parts = tornado_parts(chosen[0], finance.tornado(owner_in_question(appraisal, chosen)))
    if sum(bar.worst is not None or bar.best is not None for bar in parts.bars) < 2:
        return ()
    return (
        Figure(
            "tornado", drawn_by("tornado_chart.tornado", parts), f"{parts.name}: what moves the net present value most",
            tornado_words(parts),
            min(0.14 + 0.076 * len(parts.bars) + 0.04 * len(parts.why), 0.95), flow_note(paper, owners_in_question(appraisal)), parts.name,
            lines_of(appraisal),
        ),
    )  # fmt: skip


@chart(
    "distribution", "The spread of the net present value", Subject.CERTAINTY, _MONEY,
    "Nothing about the money is left to chance, or some amount of it has no bounds.",
)  # fmt: skip
def distribution(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """How the net present value may turn out, our own council's part first; none where nothing was drawn."""
    from desktop.appraisal.savings.finance import WHOLE
    from desktop.papers.charts.data.distribution import distribution_parts, distribution_words, money_draws_words
    from desktop.papers.content.blocks import Figure
    from desktop.papers.exhibits.option_tables import ALL_PROJECTS, in_question
    from desktop.papers.sources.provenance import flow_note, lines_of, owners_in_question

    chosen, finance = in_question(appraisal), appraisal.finance
    if chosen is None or finance is None:
        return ()
    drawings = [(chosen[0], finance.monte_carlo if finance.owner == WHOLE else chosen[1].monte_carlo)]
    if finance.owner is not None and not finance.part(finance.owner).is_all and (own := finance.own(finance.owner)) is not None:
        drawings.insert(0, (f"{finance.own_council}’s part of {chosen[0] if finance.owner else ALL_PROJECTS.lower()}", own.monte_carlo))
    figures = []
    for name, drawn in drawings:
        parts = distribution_parts(name, drawn)
        if drawn is None or not parts.columns:
            continue
        words = money_draws_words(drawn, together=bool(appraisal.scenarios))
        figures.append(
            Figure(
                "distribution", drawn_by("distribution_chart.distribution", parts), f"{name}: how the net present value may turn out",
                distribution_words(parts), 0.4, (words, *flow_note(paper, owners_in_question(appraisal))), name, lines_of(appraisal),
            )
        )  # fmt: skip
    return tuple(figures)


scenarios = table(
    "scenarios", "What each scenario comes to", Subject.CERTAINTY, ("cash_flows", "scenarios"), "No scenario moves what is in question."
)(built_by("money_tables.scenarios"))


@chart("scenarios", "The scenarios side by side", Subject.CERTAINTY, ("cash_flows", "scenarios"), "No scenario moves what is in question.")
def scenarios_chart(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """What is in question as recorded and in each scenario, a figure for each option or project; none where nothing is known of either."""
    from desktop.appraisal.findings.finance import owners_in_question as owners
    from desktop.papers.charts.data.scenarios import scenario_parts, scenario_words
    from desktop.papers.content.blocks import Figure
    from desktop.papers.sources.provenance import flow_note, lines_of

    finance, figures = appraisal.finance, []
    for name in owners(finance) if finance is not None else ():
        moved, own = appraisal.scenarios_of(name), finance.money_of(name) if finance is not None else None
        parts = scenario_parts(name, own, moved) if own is not None else None
        if parts is None or not any(bar.amount.low is not None or bar.amount.high is not None for bar in parts.bars):
            continue
        figures.append(
            Figure(
                "scenarios", drawn_by("scenarios_chart.scenarios", parts), f"{name}: as recorded and in each scenario",
                scenario_words(parts), min(0.16 + 0.055 * len(parts.bars), 0.95), flow_note(paper, [name]), name, lines_of(appraisal, name),
            )
        )  # fmt: skip
    return tuple(figures)


outturn = table("outturn", "Planned against actual", Subject.OUTTURN, ("cash_flows", "actuals"), "No actual saving or cost is recorded.")(
    built_by("money_tables.outturn")
)


conditions = table("conditions", "What depends on conditions", Subject.CONDITIONS, _MONEY, "No amount depends on a condition.")(
    built_by("money_tables.conditions")
)


gap_table = table("gap", "The budget gap", Subject.BUDGETS, _GAPS, _NO_GAP)(built_by("money_tables.gap"))


@chart("gap", "The budget gap by year", Subject.BUDGETS, _GAPS, _NO_GAP)
def gap_chart(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """The budget gap by year and what relieves it; none where no gap is recorded, or none is known."""
    from desktop.appraisal.findings.budget import closed_by
    from desktop.appraisal.findings.finance import in_question
    from desktop.appraisal.findings.finding import GAPS, Source
    from desktop.appraisal.savings.finance import WHOLE
    from desktop.papers.charts.data.gains import gap_parts, gap_words
    from desktop.papers.content.blocks import Figure
    from desktop.papers.exhibits.option_tables import ALL_PROJECTS
    from desktop.papers.sources.provenance import flow_note, lines_of, owners_in_question

    finance = appraisal.finance
    if finance is None or finance.owner is None or all(year.gap.says_nothing for year in finance.gap):
        return ()
    whole = finance.owner or ALL_PROJECTS.lower()
    parts = gap_parts(closed_by(finance, finance.owner, in_question(finance).worded(whole)).words, finance.affordability[WHOLE])
    return (
        Figure(
            "gap", drawn_by("pairs_chart.budget_gap", parts), f"Budget gap by year, and the relief from {parts.name}", gap_words(parts),
            0.4, flow_note(paper, owners_in_question(appraisal)), whole, (*lines_of(appraisal), Source(GAPS)),
        ),
    )  # fmt: skip


plan = table("plan", "The medium-term plan", Subject.BUDGETS, _GAPS, "No budget gap, borrowing or use of reserves is recorded.")(
    built_by("money_tables.plan")
)


budget = table("budget", "The revenue budget", Subject.BUDGETS, _MONEY)(built_by("money_tables.budget"))


cash = table(
    "cash", "Cash in and out", Subject.BUDGETS, ("cash_flows", "funding"), "Cash moves as the revenue budget does, the other way about."
)(built_by("money_tables.cash"))


funding = table("funding", "Funding", Subject.BUDGETS, ("funding",), "No funding is recorded.", asked_by="outcome-delivery-plan")(
    built_by("money_tables.funding")
)


_BIDS = ("cash_flows", "grant_rounds", "grant_bids")
_NO_BID = "No bid for grant is recorded."

rounds = table("rounds", "Grant rounds", Subject.GRANTS, ("grant_rounds",), "No grant round is recorded.")(built_by("bid_tables.rounds"))


bids = table("bids", "What each bid asks", Subject.GRANTS, _BIDS, _NO_BID)(built_by("bid_tables.bids"))


failing = table("failing", "If a bid fails", Subject.GRANTS, _BIDS, _NO_BID)(built_by("bid_tables.failing"))


ways = table("ways", "Grant, capital receipts and borrowing", Subject.GRANTS, _BIDS, _NO_BID)(built_by("bid_tables.ways"))


targets_table = table("targets", "Targets and gains", Subject.TARGETS, _TARGETS, "No target is recorded.")(built_by("money_tables.targets"))


@chart("targets", "Gains against the target", Subject.TARGETS, _TARGETS, "No target is recorded, or no gain towards it is known.")
def targets_chart(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """Each target of all organisations, or of the only one, beside its gains; none where nothing is asked or nothing is known of a gain."""
    from desktop.appraisal.findings.efficiency import gains_rest_on
    from desktop.appraisal.findings.finding import TARGETS, Source
    from desktop.papers.charts.data.gains import target_parts, target_words
    from desktop.papers.content.blocks import Figure

    figures = []
    every = appraisal.finance.progress if appraisal.finance is not None else ()
    gained_by = gains_rest_on(appraisal.finance) if appraisal.finance is not None and every else ()
    for each in every:
        alone = sum(other.indicator == each.indicator for other in every) == 1
        known = any(not (year.gain.is_nought or year.gain.says_nothing) and year.gain.high != 0 for year in each.years)
        if (each.organisation is None or alone) and known:
            parts = target_parts(each)
            title = f"{parts.name}: target and gain by year"
            sources = (Source(TARGETS, each.indicator), *gained_by)
            drawn = drawn_by("pairs_chart.target_progress", parts)
            figures.append(Figure("targets", drawn, title, target_words(parts), 0.4, of=parts.name, rests_on=sources))
    return tuple(figures)


partners_table = table("partners", "Who gains", Subject.GAINS, _SHARED, _NOT_SHARED)(built_by("money_tables.partners"))


@chart("partners", "Each partner before and after", Subject.GAINS, _SHARED, _NOT_SHARED)
def partners_chart(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """Each partner's yearly cost before and after; none where it is known of no partner."""
    from desktop.appraisal.findings.partners import shared_of
    from desktop.papers.charts.data.gains import partners_parts, partners_words
    from desktop.papers.content.blocks import Figure
    from desktop.papers.exhibits.option_tables import ALL_PROJECTS
    from desktop.papers.sources.provenance import flow_note

    apportioned = appraisal.finance.apportionment() if appraisal.finance is not None else None
    if apportioned is None:
        return ()
    parts = partners_parts(apportioned)
    if all(bar.after is None or (bar.after.low is None and bar.after.high is None) for bar in parts.partners):
        return ()
    return (
        Figure(
            "partners", drawn_by("partners_chart.partners_before_after", parts),
            f"{apportioned.owner or ALL_PROJECTS}: each partner’s yearly cost before and after",
            partners_words(parts), min(0.12 + 0.075 * len(parts.partners), 0.95), flow_note(paper, [apportioned.owner]), apportioned.owner,
            shared_of(apportioned.owner),
        ),
    )  # fmt: skip


rebasing = table(
    "rebasing", "Shares re-based on actual figures", Subject.GAINS, _SHARED, "No actual figure is recorded to re-base shares on."
)(built_by("money_tables.rebasing"))
