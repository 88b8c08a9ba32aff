"""What would put one option first: its own scores, each alone, and the weights beyond which it leads."""

from __future__ import annotations

from desktop.appraisal.choice.sensitivity import scores_that_put_first
from desktop.appraisal.findings.changes import scale_ends, told_score
from desktop.appraisal.results import Appraisal
from desktop.results.cells import Number, Row, Words
from desktop.results.choice.weights import switches


def scores_needed(appraisal: Appraisal, option: str) -> tuple[Row, ...]:
    """A row a criterion on which a change of this option's score alone puts it first, the least in value first."""
    rows = []
    for flip in scores_that_put_first(appraisal, option):
        to, places = told_score(flip, scale_ends(appraisal, flip.criterion))
        rows.append(
            Row(
                flip.criterion,
                {
                    "now": Number(flip.from_score, places),
                    "way": Words("over" if flip.to_score > flip.from_score else "under"),
                    "to": Number(to, places),
                },
                record="criteria",
            )
        )
    return tuple(rows)


def weights_needed(appraisal: Appraisal, option: str) -> tuple[Row, ...]:
    """A row a weight beyond which this option leads, nearest to today's first."""
    rows = zip(appraisal.weight_switches, switches(appraisal), strict=True)
    return tuple(row for switch, row in rows if switch.to_leader == option)
