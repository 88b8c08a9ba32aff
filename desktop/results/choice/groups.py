"""Where the groups differ: each group's own order of the options, and each score that they gave differently."""

from __future__ import annotations

from decimal import Decimal

from desktop.appraisal.choice.agreement import Agreement, agreement, shares_apart
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
    lambda appraisal, most=None: (
        most, appraisal.case.scores, appraisal.case.ranges, appraisal.case.groups, appraisal.criteria, appraisal.options
    )
)  # fmt: skip
def differences(appraisal: Appraisal, most: int | None = None) -> tuple[Row, ...]:
    """A row a score on which the groups differ at all, the furthest apart on their scale first; those far apart are to be looked at.

    No more than `most`, where that is given. What is measured is no group's score, whatever they gave.
    """
    shares = shares_apart(appraisal)
    # few distances are different, and to compare two of them takes longer than all else
    distinct = {id(share): share for share in shares.values() if share}
    place = {share: at for at, share in enumerate(sorted(set(distinct.values()), reverse=True))}
    places = {one: place[share] for one, share in distinct.items()}
    criteria = {each.name: (at, each) for at, each in enumerate(appraisal.criteria)}
    options = {each.name: at for at, each in enumerate(appraisal.ranked)}
    apart = sorted(
        (places[id(share)], criteria[criterion][0], options[option], criterion, option)
        for (criterion, option), share in shares.items()
        if id(share) in places
    )
    return tuple(
        _row(criterion, option, agreement(appraisal.case, criteria[criterion][1], option)) for *_, criterion, option in apart[:most]
    )


def differing(appraisal: Appraisal) -> int:
    """On how many scores the groups differ at all."""
    return sum(1 for share in shares_apart(appraisal).values() if share.numerator)


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
