"""The charts of a paper, each with its caption and the same in words. The drawing itself is made when the page is set."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.appraisal.results import Appraisal, Money
from desktop.papers import chart_data
from desktop.papers.appraisal_tables import has_known_amounts, has_scores, money_held
from desktop.papers.content import Figure
from desktop.papers.provenance import flow_note, score_note
from desktop.papers.records import PaperRecords

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from desktop.papers.chart_colours import ChartColours
    from desktop.papers.chart_parts import OptionBar, YearBar


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
            chart_data.savings_words(name, money), 0.48, flow_note(paper, [name]),
        )
        for name, money in _chosen(appraisal)
    )  # fmt: skip


def cumulative(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """The chart of the running total of the same; none where it is not known in two years at least, so that there is no line."""
    return tuple(
        Figure(
            "cumulative", partial(_cumulative, chart_data.year_bars(name, money)), f"{name}: running total of savings less costs",
            chart_data.cumulative_words(name, money), 0.44, flow_note(paper, [name]),
        )
        for name, money in _chosen(appraisal)
        if _is_a_line(money)
    )  # fmt: skip


def _chosen(appraisal: Appraisal) -> tuple[tuple[str, Money], ...]:
    """The recommended option with its money, or else the first of which something is known."""
    return tuple((name, money) for name, money in money_held(appraisal) if has_known_amounts(money))[:1]


def _is_a_line(money: Money) -> bool:
    totals = [chart_data.bounds(year.cumulative) for year in money.years]
    return max(sum(total.low is not None for total in totals), sum(total.high is not None for total in totals)) > 1


def _contributions(bars: tuple[OptionBar, ...], width: float, height: float, colours: ChartColours) -> Drawing:
    from desktop.papers import charts

    return charts.contributions(width, height, colours, bars)


def _yearly(bars: tuple[YearBar, ...], width: float, height: float, colours: ChartColours) -> Drawing:
    from desktop.papers import charts

    return charts.yearly_savings(width, height, colours, bars)


def _cumulative(bars: tuple[YearBar, ...], width: float, height: float, colours: ChartColours) -> Drawing:
    from desktop.papers import charts

    return charts.cumulative(width, height, colours, bars)
