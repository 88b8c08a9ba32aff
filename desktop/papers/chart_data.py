"""An appraisal as the figures of its charts, with the words that tell the same to those who cannot see them. No ReportLab.

Every `..._words` is what the chart of the same name says, in sentences; those of the charts of doubt are made from their figures.
"""

from __future__ import annotations

from desktop.papers.agreement_data import spread_parts, spread_words
from desktop.papers.distribution_data import distribution_parts, distribution_words, money_draws_words
from desktop.papers.gains_data import gap_parts, gap_words, partners_parts, partners_words, target_parts, target_words
from desktop.papers.money_data import bounds, savings_words, year_bars
from desktop.papers.money_score_data import score_by_npv_parts, score_by_npv_words
from desktop.papers.returns_data import heat_map_parts, heat_map_words, league_parts, league_words
from desktop.papers.running_total_data import break_even_parts, break_even_words
from desktop.papers.score_data import (
    MOST_SEGMENTS,
    OTHER,
    contribution_bars,
    contribution_words,
    group_words,
    score_words,
    words_of_bars,
)
from desktop.papers.simulation_data import acceptability_parts, acceptability_words
from desktop.papers.tornado_data import tornado_parts, tornado_words
from desktop.papers.value_data import value_curve_parts, value_curve_words
from desktop.papers.weight_data import course_parts, course_words

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
    "score_by_npv_parts",
    "score_by_npv_words",
    "score_words",
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
