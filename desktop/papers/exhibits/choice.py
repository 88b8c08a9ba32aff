"""What the choice between options is shown by: objectives, options, scores, how sure the choice is, and score against money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.papers.exhibits.exhibit import Stands, Subject, built_by, built_of_one_by, chart, drawn_by, table

if TYPE_CHECKING:
    from desktop.appraisal.results import Appraisal
    from desktop.papers.content.blocks import Figure, Table
    from desktop.papers.content.records import PaperRecords

_SCORES = ("scores",)
_SCORES_AND_MONEY = ("scores", "cash_flows")


@table("objectives", "The objectives", Subject.OBJECTIVES, ("objectives",))
def objectives(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    from db.nouns.case import Objective
    from desktop.papers.exhibits.record_tables import table_of

    return (
        table_of(
            paper,
            Objective,
            paper.objectives,
            "Objectives",
            "No objectives are recorded.",
            headings={"description": "What it means"},
            noted=None,
        ),
    )


options = table("options", "The options", Subject.OPTIONS, ("options",), stands=Stands.REPORT)(built_by("option_tables.options"))


scores = table("scores", "The scores", Subject.OPTIONS, _SCORES)(built_by("option_tables.scores"))


@chart("contributions", "Weighted scores", Subject.OPTIONS, _SCORES, "No option has a score.")
def contributions(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """The weighted score of each option, by what each criterion adds to it; none where there are no scores."""
    from desktop.appraisal.findings.finding import ALL_SCORES
    from desktop.papers.charts.data.scores import contribution_bars, contribution_words
    from desktop.papers.content.blocks import Figure
    from desktop.papers.exhibits.option_tables import has_scores
    from desktop.papers.sources.provenance import score_note

    if not has_scores(appraisal):
        return ()
    bars = contribution_bars(appraisal)
    shape = min(0.12 + 0.075 * len(bars), 0.9)
    return (
        Figure(
            "contributions", drawn_by("score_charts.contributions", bars), "Weighted score of each option, out of 100",
            contribution_words(appraisal), shape, score_note(paper), rests_on=ALL_SCORES,
        ),
    )  # fmt: skip


chances = table("chances", "Each option’s chances", Subject.RECORDS, _SCORES, stands=Stands.WHERE_PLACED)(
    built_by("certainty_tables.chances")
)


first = table(
    "first",
    "What would put each option first",
    Subject.WHAT_CHANGES_IT,
    _SCORES,
    stands=Stands.WHERE_PLACED,
    build_one=built_of_one_by("put_first_tables.put_first"),
)(built_by("put_first_tables.put_each_first"))


@chart("acceptability", "The chances of each place", Subject.HOW_SURE, _SCORES, "Nothing about the scores is left to chance.")
def acceptability(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """How often each option takes each place; none where nothing was drawn, as nothing is left to chance."""
    from desktop.appraisal.findings.finding import ALL_SCORES
    from desktop.papers.charts.data.simulation import acceptability_parts, acceptability_words, draws_words
    from desktop.papers.content.blocks import Figure
    from desktop.papers.sources.provenance import score_note

    parts, simulation = acceptability_parts(appraisal), appraisal.simulation
    if simulation is None or not simulation.draws or len(parts.bars) < 2:
        return ()
    return (
        Figure(
            "acceptability", drawn_by("acceptability_chart.acceptability", parts), "How often each option takes each place",
            acceptability_words(parts),
            min(0.1 + 0.048 * len(parts.bars), 0.9), (draws_words(simulation), *score_note(paper)), rests_on=ALL_SCORES,
        ),
    )  # fmt: skip


@chart(
    "weights", "Scores as one weight moves", Subject.WHAT_CHANGES_IT, _SCORES, "No weight of one criterion or heading changes the choice."
)
def weights(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """The scores against the weight of the criterion or heading with the nearest switch; none where no weight changes the choice."""
    from desktop.appraisal.findings.finding import ALL_SCORES
    from desktop.papers.charts.data.weight_course import course_parts, course_words
    from desktop.papers.content.blocks import Figure
    from desktop.papers.sources.provenance import score_note

    if not appraisal.weight_switches:
        return ()
    parts = course_parts(appraisal, appraisal.weight_switches[0].branch)
    criterion = parts.criterion
    return (
        Figure(
            "weights", drawn_by("weight_chart.weight_lines", parts), f"Score of each option as the weight of {criterion} changes",
            course_words(parts), min(0.3 + 0.02 * len(parts.lines), 0.8), score_note(paper), criterion, ALL_SCORES,
        ),
    )  # fmt: skip


switches = table("switches", "The weights that change the choice", Subject.WHAT_CHANGES_IT, _SCORES)(built_by("certainty_tables.switches"))


@chart("spread", "Each group’s scores", Subject.GROUPS, _SCORES, "No two groups differ in their scores of the option that leads.")
def spread(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """Each group's scores of the option that leads, or else of the best score; none where no two groups differ on it."""
    from desktop.appraisal.findings.finding import scored
    from desktop.papers.charts.data.agreement import spread_parts, spread_words
    from desktop.papers.content.blocks import Figure
    from desktop.papers.sources.provenance import score_note

    chosen = appraisal.leader or next((option.name for option in appraisal.ranked if option.score is not None), None)
    if chosen is None:
        return ()
    parts = spread_parts(appraisal, chosen)
    if not any(len({mark.place for mark in row.marks}) > 1 for row in parts.rows):
        return ()
    return (
        Figure(
            "spread", drawn_by("spread_chart.spread", parts), f"{chosen}: each group’s score on each criterion", spread_words(parts),
            min(0.1 + 0.047 * len(parts.rows), 0.95), score_note(paper), chosen, scored(chosen).rests_on,
        ),
    )  # fmt: skip


differences = table("differences", "Where the groups differ", Subject.GROUPS, _SCORES)(built_by("certainty_tables.differences"))


@chart(
    "value", "Score against money", Subject.WORTH, _SCORES_AND_MONEY, "Fewer than two options have a score and a known net present value."
)
def value_chart(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """Score against net present value; none where fewer than two options have both."""
    from desktop.appraisal.findings.finding import valued
    from desktop.appraisal.findings.withheld import values_nothing
    from desktop.papers.charts.data.money_and_score import score_by_npv_parts, score_by_npv_words
    from desktop.papers.content.blocks import Figure
    from desktop.papers.sources.provenance import flow_note, score_note

    parts = score_by_npv_parts(appraisal)
    if len(parts.points) < 2 or values_nothing(appraisal.case):
        return ()
    names = [point.name for point in parts.points]
    return (
        Figure(
            "value", drawn_by("value_charts.score_by_npv", parts), "Score of each option against its net present value",
            score_by_npv_words(parts), 0.5,
            (*score_note(paper), *flow_note(paper, names)), rests_on=tuple(source for name in names for source in valued(name).rests_on),
        ),
    )  # fmt: skip


value_table = table("value", "Value for money", Subject.WORTH, _SCORES_AND_MONEY)(built_by("certainty_tables.value"))
