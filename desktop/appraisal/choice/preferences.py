"""What each group prefers, said only among the options that it scored throughout (`interchange.md`, "What a group prefers")."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from desktop.appraisal.case import CriterionUse
from desktop.appraisal.choice.weights import voters_of
from desktop.appraisal.kept import for_the_same, of_the_choice
from desktop.appraisal.results import Appraisal
from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Preference:
    """One group's order of the options that may lead and that it scored throughout, best first; those level stand together.

    `left_out` are the options that may lead and that it did not score throughout.
    """

    group: str
    order: tuple[tuple[str, ...], ...]
    left_out: tuple[str, ...]

    @property
    def first(self) -> tuple[str, ...]:
        """Whom it puts first; nobody where it scored fewer than two throughout."""
        return self.order[0] if sum(map(len, self.order)) > 1 else ()


@for_the_same(of_the_choice)
def preferences(appraisal: Appraisal) -> tuple[Preference, ...]:
    """A preference for each group that has votes, in the case's order."""
    voters = voters_of(appraisal.case)
    return tuple(_preference(appraisal, group.name) for group in appraisal.case.groups if group.name in voters)


def scored_throughout(appraisal: Appraisal, group: str) -> frozenset[str]:
    """The options that a group scored on every criterion that has a weight for it: a number, a range or not applicable."""
    return _scored_throughout(appraisal)[group]


@for_the_same(of_the_choice)
def _scored_throughout(appraisal: Appraisal) -> dict[str, frozenset[str]]:
    """The same of every group."""
    case = appraisal.case
    scores, weighted = case.scores, [each for each in appraisal.criteria if each.use == CriterionUse.WEIGHTED]
    measured = {criterion.name for criterion in case.criteria if criterion.taken_from is not None}
    throughout = {}
    for group in (each.name for each in case.groups):
        names = [each.name for each in weighted if each.by_group[group]]
        asked = [name for name in names if name not in measured]
        taken = [name for name in names if name in measured]
        throughout[group] = frozenset(
            option.name
            for option in appraisal.options
            if (own := option.by_group[group]).score is not None
            and (
                own.low is own.score  # no cell is missing or a range
                or (
                    all(option.cells[name].value is not None for name in taken)
                    and all((group, option.name, name) in scores or case.score_of(group, option.name, name) is not None for name in asked)
                )
            )
        )
    return throughout


def combined_order(appraisal: Appraisal, among: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """The order of all groups together among some of the options, those level together."""
    return _in_order({option.name: option.score for option in appraisal.options if option.name in among and option.score is not None})


def _preference(appraisal: Appraisal, group: str) -> Preference:
    throughout = scored_throughout(appraisal, group)
    field = [option for option in appraisal.options if option.may_lead]
    scores = {option.name: score for option in field if option.name in throughout and (score := option.by_group[group].score) is not None}
    return Preference(group, _in_order(scores), tuple(option.name for option in field if option.name not in scores))


def _in_order(scores: Mapping[str, Fraction]) -> tuple[tuple[str, ...], ...]:
    levels: dict[Fraction, list[str]] = {}
    for name, score in scores.items():
        levels.setdefault(score, []).append(name)
    return tuple(tuple(levels[score]) for score in sorted(levels, reverse=True))
