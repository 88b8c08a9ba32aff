"""The charts of a paper, each with its caption and the same in words. The drawing itself is made when the page is set."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.appraisal.results import Appraisal, Money
from desktop.papers import chart_data
from desktop.papers.appraisal_tables import has_scores, in_question
from desktop.papers.content import Figure
from desktop.papers.provenance import flow_note, owners_in_question, score_note
from desktop.papers.records import PaperRecords

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from desktop.papers.chart_colours import ChartColours
    from desktop.papers.chart_parts import OptionBar, YearBar
    from desktop.papers.finance_parts import BreakEven


def contributions(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """The chart of weighted scores; none where there are no scores."""
    if not has_scores(appraisal):
        return ()
    bars = chart_data.contribution_bars(appraisal)
    shape = min(0.12 + 0.075 * len(bars), 0.9)
    return (
        Figure(
            "contributions", partial(_contributions, bars), "Weighted score of each option, out of 100",
            chart_data.contribution_words(appraisal), shape, score_note(paper),
        ),
    )  # fmt: skip


def savings(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """The chart of costs and savings by year of the option that leads the paper, or of its first project; none where nothing is known."""
    return tuple(
        Figure(
            "savings", partial(_yearly, chart_data.year_bars(name, money)), f"{name}: savings and costs by year",
            chart_data.savings_words(name, money), 0.48, flow_note(paper, owners_in_question(appraisal) or [name]),
        )
        for name, money in _chosen(appraisal)
    )  # fmt: skip


def cumulative(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """The chart of the running total of the same, with when it breaks even; none where it is known in no year, or only in one of many."""
    found = []
    for name, money in _chosen(appraisal):
        parts = chart_data.break_even_parts(name, money)
        if parts.is_line:
            figure = Figure(
                "cumulative", partial(_break_even, parts), f"{name}: running total of savings less costs",
                chart_data.break_even_words(parts), 0.44, flow_note(paper, owners_in_question(appraisal) or [name]),
            )  # fmt: skip
            found.append(figure)
    return tuple(found)


def _chosen(appraisal: Appraisal) -> tuple[tuple[str, Money], ...]:
    """What is in question with its money, if any of it is known."""
    found = in_question(appraisal)
    return () if found is None else (found,)


def _contributions(bars: tuple[OptionBar, ...], width: float, height: float, colours: ChartColours) -> Drawing:
    from desktop.papers import charts

    return charts.contributions(width, height, colours, bars)


def _yearly(bars: tuple[YearBar, ...], width: float, height: float, colours: ChartColours) -> Drawing:
    from desktop.papers import charts

    return charts.yearly_stack(width, height, colours, bars)


def _break_even(parts: BreakEven, width: float, height: float, colours: ChartColours) -> Drawing:
    from desktop.papers import charts

    return charts.break_even(width, height, colours, parts)
