"""The weights of the weighted criteria, as fractions of 1: those recorded, else the groups' own, else equal."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from desktop.appraisal.case import AssessorGroup, Case, CriterionUse
from desktop.errors import KnownTrouble

Weights = dict[str, Fraction]


@dataclass(frozen=True, slots=True)
class WeightsUsed:
    """Weights by criterion, all of them together and each group's, and how they came about in sentences."""

    combined: Weights
    by_group: dict[str, Weights]
    why: tuple[str, ...] = ()


def weights_of(case: Case) -> WeightsUsed:
    """The weights of a case. A group without weights of its own uses the combined ones. Raises KnownTrouble for a weight below 0."""
    names = [criterion.name for criterion in case.criteria if criterion.use is CriterionUse.WEIGHTED]
    if not names:
        return WeightsUsed({}, {group.name: {} for group in case.groups})
    why: list[str] = []
    own = {group.name: _normalised(names, group.weights, f"The weights of {group.name}", why)
           for group in case.groups if any(name in group.weights for name in names)}
    recorded = {criterion.name: criterion.weight for criterion in case.criteria
                if criterion.use is CriterionUse.WEIGHTED and criterion.weight is not None}
    if recorded:
        combined = _normalised(names, recorded, "The weights", why)
    elif own:
        combined = _mean(names, [group for group in case.groups if group.name in own], own)
        if len(own) > 1:
            why.append("The weights are the mean of the groups’ own weights, by their votes.")
    else:
        combined = _equal(names)
        if len(names) > 1:
            why.append("No weights are recorded, so every criterion counts the same.")
    return WeightsUsed(combined, {group.name: own.get(group.name, combined) for group in case.groups}, tuple(why))


def _equal(names: Sequence[str]) -> Weights:
    return {name: Fraction(1, len(names)) for name in names}


def _normalised(names: Sequence[str], recorded: Mapping[str, Decimal], whose: str, why: list[str]) -> Weights:
    """The recorded weights scaled to add to 1, saying so unless they add to 1 or 100; a criterion without one counts 0."""
    held = {name: Fraction(recorded[name]) for name in names if name in recorded}
    for name, weight in held.items():
        if weight < 0:
            raise KnownTrouble(f"The weight of {name} is below 0: type 0 or more")
    total = sum(held.values())
    if total == 0:
        why.append(f"{whose} are all 0, so every criterion counts the same.")
        return _equal(names)
    without = [name for name in names if name not in held]
    if without:
        why.append(f"{whose} leave out {_listed(without)}, which {'counts' if len(without) == 1 else 'count'} for nothing.")
    if total not in (1, 100):
        why.append(f"{whose} add to {_plain(total)} and are scaled to add to 100%.")
    return {name: held.get(name, Fraction(0)) / total for name in names}


def _mean(names: Sequence[str], groups: Sequence[AssessorGroup], own: Mapping[str, Weights]) -> Weights:
    votes = votes_of(groups)
    return {name: sum((votes[group.name] * own[group.name][name] for group in groups), Fraction(0)) for name in names}


def votes_of(groups: Sequence[AssessorGroup]) -> dict[str, Fraction]:
    """Each group's share of the votes of these groups; equal shares where none has a vote. Raises KnownTrouble for votes below 0."""
    for group in groups:
        if group.votes < 0:
            raise KnownTrouble(f"{group.name} has votes below 0: type 0 or more")
    total = sum((Fraction(group.votes) for group in groups), Fraction(0))
    return {group.name: Fraction(group.votes) / total if total else Fraction(1, len(groups)) for group in groups}


def _plain(number: Fraction) -> str:
    return f"{Decimal(number.numerator) / Decimal(number.denominator):,.4f}".rstrip("0").rstrip(".")


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
