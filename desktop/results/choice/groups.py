"""Where the groups differ: each group's own order of the options, and each score that they gave differently."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from desktop.appraisal.case import CriterionUse
from desktop.appraisal.choice.agreement import Agreement, agreement
from desktop.appraisal.choice.criteria import competition_ranks
from desktop.appraisal.choice.preferences import preferences, scored_throughout
from desktop.appraisal.kept import for_the_same
from desktop.appraisal.results import Appraisal
from desktop.appraisal.wording import listed
from desktop.results.cells import Answer, Number, Percentage, Row, Stress, Words
from desktop.results.choice.options import ranked

#: Scores are printed with every place they have.
_EVERY_PLACE = 9


def orders(appraisal: Appraisal) -> tuple[Row, ...]:
    """A row an option, best first for all groups together, with its place in each group's own order and whether it is first there.

    A group's order is of the options that it scored throughout.
    """
    rows = {row.name: dict(row.cells) for row in ranked(appraisal)}
    first_by_group = {each.group: each.first for each in preferences(appraisal)}
    for option in appraisal.options:
        rows[option.name] |= {"place:score": Number(option.rank), "first:score": Answer(option.name == appraisal.leader)}
    for group in (each.name for each in appraisal.case.groups):
        throughout = scored_throughout(appraisal, group)
        scores = {
            each.name: score for each in appraisal.options if each.name in throughout and (score := each.by_group[group].score) is not None
        }
        places = competition_ranks(scores)
        for name, cells in rows.items():
            cells[f"place:group:{group}"] = Number(places.get(name))
            cells[f"first:group:{group}"] = Answer(name in first_by_group.get(group, ()))
    return tuple(Row(name, cells, "options") for name, cells in rows.items())


@for_the_same(
    lambda appraisal: (appraisal.case.scores, appraisal.case.ranges, appraisal.case.groups, appraisal.criteria, appraisal.options)
)
def differences(appraisal: Appraisal) -> tuple[Row, ...]:
    """A row a score on which the groups differ at all, the furthest apart on their scale first; those far apart are to be looked at.

    What is measured is no group's score, whatever they gave.
    """
    measured = {each.name for each in appraisal.case.criteria if each.taken_from is not None}
    apart: list[tuple[Fraction, Row]] = []
    for criterion in appraisal.criteria:
        if criterion.use == CriterionUse.WEIGHTED and criterion.name not in measured:
            for option in appraisal.ranked:
                scores = agreement(appraisal.case, criterion, option.name)
                if scores.share:
                    apart.append((scores.share, _row(criterion.name, option.name, scores)))
    place = {share: at for at, share in enumerate(sorted({share for share, _ in apart}, reverse=True))}
    return tuple(row for _, row in sorted(apart, key=lambda each: place[each[0]]))


def _row(criterion: str, option: str, scores: Agreement) -> Row:
    stress = Stress.FLAGGED if scores.is_far_apart else Stress.PLAIN
    return Row(
        f"{criterion} for {option}",
        {
            "criterion": Words(criterion),
            "option": Words(option),
            "lowest": _given(scores, scores.lowest),
            "lowest_by": Words(listed(scores.lowest)),
            "highest": _given(scores, scores.highest),
            "highest_by": Words(listed(scores.highest)),
            "apart": Number(scores.gap, _EVERY_PLACE, stress=stress),
            "far": Words(", far apart" if scores.is_far_apart else ""),
            "share": Percentage(scores.share, 0),
        },
        record="scores",
        stress=stress,
    )


def _given(scores: Agreement, groups: tuple[str, ...]) -> Number:
    score = scores.scores[groups[0]]
    return Number(score if isinstance(score, Decimal) else None, _EVERY_PLACE)
