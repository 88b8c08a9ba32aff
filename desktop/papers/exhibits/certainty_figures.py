"""The charts of doubt in a paper, each with its caption and the same in words; none where there is nothing to show."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.appraisal.results import Appraisal
from desktop.papers.charts.data import appraised
from desktop.papers.charts.data.simulation import draws_words
from desktop.papers.content.blocks import Figure
from desktop.papers.content.records import PaperRecords
from desktop.papers.sources.provenance import flow_note, score_note

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from desktop.papers.charts.colours import ChartColours
    from desktop.papers.charts.data.certainty_parts import Acceptability, ScoreByNpv, Spread, WeightLines


def acceptability(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """How often each option takes each place; none where nothing was drawn, as nothing is left to chance."""
    parts, simulation = appraised.acceptability_parts(appraisal), appraisal.simulation
    if simulation is None or not simulation.draws or len(parts.bars) < 2:
        return ()
    return (
        Figure(
            "acceptability", partial(_acceptability, parts), "How often each option takes each place",
            appraised.acceptability_words(parts), min(0.1 + 0.048 * len(parts.bars), 0.9), (draws_words(simulation), *score_note(paper)),
        ),
    )  # fmt: skip


def weights(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """The scores against the weight of the criterion with the nearest switch; none where no weight changes the choice."""
    if not appraisal.weight_switches:
        return ()
    criterion = appraisal.weight_switches[0].criterion
    parts = appraised.course_parts(appraisal, criterion)
    return (
        Figure(
            "weights", partial(_weights, parts), f"Score of each option as the weight of {criterion} changes",
            appraised.course_words(parts), min(0.3 + 0.02 * len(parts.lines), 0.8), score_note(paper),
        ),
    )  # fmt: skip


def spread(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """Each group's scores of the option that leads, or else of the best score; none where no two groups differ on it."""
    chosen = appraisal.leader or next((option.name for option in appraisal.ranked if option.score is not None), None)
    if chosen is None:
        return ()
    parts = appraised.spread_parts(appraisal, chosen)
    if not any(len({mark.place for mark in row.marks}) > 1 for row in parts.rows):
        return ()
    return (
        Figure(
            "spread", partial(_spread, parts), f"{chosen}: each group’s score on each criterion", appraised.spread_words(parts),
            min(0.1 + 0.047 * len(parts.rows), 0.95), score_note(paper),
        ),
    )  # fmt: skip


def value(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """Score against net present value; none where fewer than two options have both."""
    parts = appraised.score_by_npv_parts(appraisal)
    if len(parts.points) < 2:
        return ()
    names = [point.name for point in parts.points]
    return (
        Figure(
            "value", partial(_value, parts), "Score of each option against its net present value", appraised.score_by_npv_words(parts),
            0.5, (*score_note(paper), *flow_note(paper, names)),
        ),
    )  # fmt: skip


def _acceptability(parts: Acceptability, width: float, height: float, colours: ChartColours) -> Drawing:
    from desktop.papers.charts import all_charts

    return all_charts.acceptability(width, height, colours, parts)


def _weights(parts: WeightLines, width: float, height: float, colours: ChartColours) -> Drawing:
    from desktop.papers.charts import all_charts

    return all_charts.weight_lines(width, height, colours, parts)


def _spread(parts: Spread, width: float, height: float, colours: ChartColours) -> Drawing:
    from desktop.papers.charts import all_charts

    return all_charts.spread(width, height, colours, parts)


def _value(parts: ScoreByNpv, width: float, height: float, colours: ChartColours) -> Drawing:
    from desktop.papers.charts import all_charts

    return all_charts.score_by_npv(width, height, colours, parts)
