"""Means of use of resources scores by criterion, by organisation and by kind, over what applies, and how many reach the level aimed at."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from desktop.appraisal.partners.appraised import KindLine
from desktop.appraisal.partners.resource_scores import ScoresOf
from desktop.results.cells import BLANK, Answer, Lack, Number, PartOf, Row, Stress

_NO_MEAN = Lack("n/a", why="not applicable")


def scores_of(criteria_or_organisations: Sequence[ScoresOf]) -> tuple[Row, ...]:
    """A row a criterion or an organisation, in the order recorded."""
    return tuple(_of_one(each) for each in criteria_or_organisations)


def scores_by_kind(kinds: Sequence[KindLine]) -> tuple[Row, ...]:
    """A row a kind of organisation that has a score."""
    return tuple(_row(f"All of the kind {each.kind}", each.scored, each.mean, each.at_aim) for each in kinds if each.scored)


def _of_one(each: ScoresOf) -> Row:
    summary = each.summary
    return _row(each.name, summary.scored, summary.mean, summary.at_aim, each.meets_aim)


def _row(name: str, scored: int, mean: Fraction | None, at_aim: int, meets_aim: bool | None = None) -> Row:
    return Row(
        name,
        {
            "scored": Number(scored, 0, stress=Stress.PLAIN if scored else Stress.ASIDE),
            "mean": Number(mean, 3, lack=_NO_MEAN, stress=Stress.STRONG),
            "at_aim": PartOf(at_aim if scored else None, scored, lack=BLANK),
            "meets_aim": Answer(meets_aim, lack=BLANK),
        },
    )
