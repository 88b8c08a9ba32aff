"""The findings in sentences a councillor can read, by subject: the choice, its doubts, value for money, the money, then its finance."""

from __future__ import annotations

from desktop.appraisal.sentences.brief import brief
from desktop.appraisal.sentences.caveats import decision, double_count, moving_scales, stale_weights
from desktop.appraisal.sentences.certainty import how_sure
from desktop.appraisal.sentences.changes import what_would_change_it
from desktop.appraisal.sentences.choice import choice
from desktop.appraisal.sentences.efficiency import targets
from desktop.appraisal.sentences.groups import where_groups_differ
from desktop.appraisal.sentences.on_finance import finance
from desktop.appraisal.sentences.on_money import could_cost_more, money_of, money_of_choice, money_of_projects
from desktop.appraisal.sentences.partnership import on_partners
from desktop.appraisal.sentences.worth import worth
from desktop.appraisal.wording import listed, points, span

__all__ = [
    "brief",
    "choice",
    "could_cost_more",
    "decision",
    "double_count",
    "finance",
    "how_sure",
    "listed",
    "money_of",
    "money_of_choice",
    "money_of_projects",
    "moving_scales",
    "on_partners",
    "points",
    "span",
    "stale_weights",
    "targets",
    "what_would_change_it",
    "where_groups_differ",
    "worth",
]
