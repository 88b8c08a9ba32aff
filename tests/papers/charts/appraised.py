"""What is drawn of an appraisal, and the words that tell the same, for the tests of every chart."""

from __future__ import annotations

from desktop.papers.charts.data.agreement import spread_parts, spread_words
from desktop.papers.charts.data.distribution import distribution_parts, distribution_words, money_draws_words
from desktop.papers.charts.data.gains import gap_parts, gap_words, partners_parts, partners_words, target_parts, target_words
from desktop.papers.charts.data.money import bounds, savings_words, year_bars
from desktop.papers.charts.data.money_and_score import score_by_npv_parts, score_by_npv_words
from desktop.papers.charts.data.returns import heat_map_parts, heat_map_words, league_parts, league_words
from desktop.papers.charts.data.running_total import break_even_parts, break_even_words
from desktop.papers.charts.data.scenarios import scenario_parts, scenario_words
from desktop.papers.charts.data.scores import (
    MOST_SEGMENTS,
    OTHER,
    contribution_bars,
    contribution_words,
    group_words,
    words_of_bars,
)
from desktop.papers.charts.data.simulation import acceptability_parts, acceptability_words
from desktop.papers.charts.data.tornado import tornado_parts, tornado_words
from desktop.papers.charts.data.value_function import value_curve_parts, value_curve_words
from desktop.papers.charts.data.weight_course import course_parts, course_words

__all__ = [
    "MOST_SEGMENTS",
    "OTHER",
    "acceptability_parts",
    "acceptability_words",
    "bounds",
    "break_even_parts",
    "break_even_words",
    "contribution_bars",
    "contribution_words",
    "course_parts",
    "course_words",
    "distribution_parts",
    "distribution_words",
    "gap_parts",
    "gap_words",
    "group_words",
    "heat_map_parts",
    "heat_map_words",
    "league_parts",
    "league_words",
    "money_draws_words",
    "partners_parts",
    "partners_words",
    "savings_words",
    "scenario_parts",
    "scenario_words",
    "score_by_npv_parts",
    "score_by_npv_words",
    "spread_parts",
    "spread_words",
    "target_parts",
    "target_words",
    "tornado_parts",
    "tornado_words",
    "value_curve_parts",
    "value_curve_words",
    "words_of_bars",
    "year_bars",
]
