"""An appraisal as the figures of its charts, with the words that tell the same to those who cannot see them. No ReportLab.

Every `..._words` is what the chart of the same name says, in sentences; those of the charts of doubt are made from their figures.
"""

from __future__ import annotations

from desktop.papers.agreement_data import spread_parts, spread_words
from desktop.papers.money_data import bounds, cumulative_words, savings_words, year_bars
from desktop.papers.money_score_data import score_by_npv_parts, score_by_npv_words
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
from desktop.papers.value_data import value_curve_parts, value_curve_words
from desktop.papers.weight_data import course_parts, course_words

__all__ = [
    "MOST_SEGMENTS",
    "OTHER",
    "acceptability_parts",
    "acceptability_words",
    "bounds",
    "contribution_bars",
    "contribution_words",
    "course_parts",
    "course_words",
    "cumulative_words",
    "group_words",
    "savings_words",
    "score_by_npv_parts",
    "score_by_npv_words",
    "score_words",
    "spread_parts",
    "spread_words",
    "value_curve_parts",
    "value_curve_words",
    "words_of_bars",
    "year_bars",
]
