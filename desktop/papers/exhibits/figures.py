"""The charts of a paper, each with its caption and the same in words. The drawing itself is made when the page is set."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.appraisal.results import Appraisal, Money
from desktop.papers.charts.data import appraised
from desktop.papers.content.blocks import Figure
from desktop.papers.content.records import PaperRecords
from desktop.papers.exhibits.option_tables import has_scores, in_question
from desktop.papers.sources.provenance import flow_note, owners_in_question, score_note

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from desktop.papers.charts.colours import ChartColours
    from desktop.papers.charts.data.money_parts import BreakEven
    from desktop.papers.charts.data.parts import OptionBar, YearBar


def contributions(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """The chart of weighted scores; none where there are no scores."""
    if not has_scores(appraisal):
        return ()
    bars = appraised.contribution_bars(appraisal)
    shape = min(0.12 + 0.075 * len(bars), 0.9)
    return (
        Figure(
            "contributions", partial(_contributions, bars), "Weighted score of each option, out of 100",
            appraised.contribution_words(appraisal), shape, score_note(paper),
        ),
    )  # fmt: skip


def savings(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """The chart of costs and savings by year of the option that leads the paper, or of its first project; none where nothing is known."""
    return tuple(
        Figure(
            "savings", partial(_yearly, appraised.year_bars(name, money)), f"{name}: savings and costs by year",
            appraised.savings_words(name, money), 0.48, flow_note(paper, owners_in_question(appraisal) or [name]),
        )
        for name, money in _chosen(appraisal)
    )  # fmt: skip


def cumulative(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """The chart of the running total of the same, with when it breaks even; none where it is known in no year, or only in one of many."""
    figures = []
    for name, money in _chosen(appraisal):
        parts = appraised.break_even_parts(name, money)
        if parts.is_line:
            figure = Figure(
                "cumulative", partial(_break_even, parts), f"{name}: running total of savings less costs",
                appraised.break_even_words(parts), 0.44, flow_note(paper, owners_in_question(appraisal) or [name]),
            )  # fmt: skip
            figures.append(figure)
    return tuple(figures)


def _chosen(appraisal: Appraisal) -> tuple[tuple[str, Money], ...]:
    """What is in question with its money, if any of it is known."""
    money_in_question = in_question(appraisal)
    return () if money_in_question is None else (money_in_question,)


def _contributions(bars: tuple[OptionBar, ...], width: float, height: float, colours: ChartColours) -> Drawing:
    from desktop.papers.charts import all_charts

    return all_charts.contributions(width, height, colours, bars)


def _yearly(bars: tuple[YearBar, ...], width: float, height: float, colours: ChartColours) -> Drawing:
    from desktop.papers.charts import all_charts

    return all_charts.yearly_stack(width, height, colours, bars)


def _break_even(parts: BreakEven, width: float, height: float, colours: ChartColours) -> Drawing:
    from desktop.papers.charts import all_charts

    return all_charts.break_even(width, height, colours, parts)
