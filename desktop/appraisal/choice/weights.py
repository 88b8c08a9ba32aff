"""The weights of the weighted criteria, as fractions of 1: those recorded, else the groups' own, else by a recorded order, else equal.

A group's own weights come from its method (`weighting.py`). Recorded is the weight on the criterion itself: where any criterion has
one, those are the weights of all groups together, and a group's own weights make its own scores alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from fractions import Fraction
from math import lcm

from desktop.appraisal.case import AssessorGroup, Case, CriterionUse, WeightMethod
from desktop.appraisal.choice.judging import Judged, Level, branch_key, judged
from desktop.appraisal.choice.weighting import MOST_INCONSISTENT, AtOdds, Weights, normalised, rank_order_centroid
from desktop.appraisal.kept import for_the_same
from desktop.appraisal.why import Why
from desktop.appraisal.wording import listed
from desktop.errors import KnownTrouble
from desktop.late_dataclass import dataclass

#: Pairs not yet judged that a sentence names; the rest are counted.
_MOST_PAIRS = 3


@dataclass(frozen=True, slots=True)
class WeightsUsed:
    """Weights by criterion, all of them together and each group's, and how they came about in sentences.

    `own` names the groups whose weights are wholly their own; the others follow the criteria's. `said` holds what is said of each
    group's own weights by its method, which `why` repeats. `consistency` holds the ratio of each group's judgements of pairs by the path
    of the heading they stand within, empty between the widest; not where a pair is still to be judged.
    """

    combined: Weights
    by_group: dict[str, Weights]
    why: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    said: dict[str, tuple[str, ...]] = field(default_factory=dict)
    consistency: dict[str, dict[tuple[str, ...], float]] = field(default_factory=dict)


@for_the_same(lambda case: (case.criteria, case.groups))
def weights_of(case: Case) -> WeightsUsed:
    """The weights of a case. A group without weights of its own uses the combined ones. Raises KnownTrouble for a weight below 0."""
    names = [criterion.name for criterion in case.criteria if criterion.use is CriterionUse.WEIGHTED]
    if not names:
        return WeightsUsed({}, {group.name: {} for group in case.groups})
    own: dict[str, Weights] = {}
    said: dict[str, tuple[str, ...]] = {}
    for group in case.groups:
        reasons: list[str] = []
        weights = _own(case, group, names, reasons)
        said[group.name] = tuple(reasons)
        if weights is not None:
            own[group.name] = weights
    why = [sentence for sentences in said.values() for sentence in sentences]
    if len(case.groups) > 1 and not any(group.votes for group in case.groups):
        why.append("No group has a vote, so every group counts the same.")
    recorded = {
        criterion.name: criterion.weight
        for criterion in case.criteria
        if criterion.use is CriterionUse.WEIGHTED and criterion.weight is not None
    }
    voters = voters_of(case)
    weighing = [group for group in case.groups if group.name in own and group.name in voters]
    orders = {criterion.name: criterion.order for criterion in case.criteria if criterion.name in names and criterion.order}
    if recorded:
        said_of_all: list[str] = []
        combined = _normalised(names, recorded, "The weights", said_of_all)
        why += [] if len(case.groups) == 1 and combined in own.values() else said_of_all  # one group alone says it of its own
    elif weighing:
        combined = _mean(names, weighing, own)
        if len(weighing) > 1:
            why.append("The weights are the mean of the groups’ own weights, by their votes.")
    elif orders:
        why.append("No weights are recorded, so they follow the order of the criteria that is recorded (rank order centroid weights).")
        combined = _centroids(names, orders, "The order leaves out", why)
    else:
        combined = _equal(names)
        if len(names) > 1:
            why.append("No weights are recorded, so every criterion is assumed to count the same.")
    why += _of_no_group(case, combined, {name: own[name] for name in own if name in voters}, recorded=bool(recorded))
    consistency = {group.name: judgements_of(case, group).consistency for group in case.groups if group.method is WeightMethod.PAIRWISE}
    wholly = tuple(group.name for group in case.groups if group.name in own and _stands_alone(group, names))
    return WeightsUsed(
        combined, {group.name: own.get(group.name, combined) for group in case.groups}, tuple(why), wholly, said, consistency
    )


def _of_no_group(case: Case, combined: Weights, own: Mapping[str, Weights], *, recorded: bool) -> list[str]:
    """That the weights of all groups together are no group's own, and why, where every group that has its own has others."""
    if not own or any(weights == combined for weights in own.values()):
        return []
    whose = "every group’s own" if 1 < len(own) == len(case.groups) else f"those of {listed(list(own))}"
    because = "they are recorded on the criteria for all groups together" if recorded else "they lie between the groups’ own"
    return [f"The weights of the combined score differ from {whose}: {because}."]


def _centroids(names: Sequence[str], orders: Mapping[str, int], leaves_out: str, why: list[str]) -> Weights:
    """Rank order centroid weights; criteria without a place share the last, which is said."""
    without = [name for name in names if name not in orders]
    if without:
        why.append(f"{leaves_out} {listed(without)}, which {'has the last place' if len(without) == 1 else 'share the last place'}.")
    last_place = max(orders.values()) + 1
    return rank_order_centroid({name: orders.get(name, last_place) for name in names})


def _stands_alone(group: AssessorGroup, names: Sequence[str]) -> bool:
    """Whether the criteria's weights have no part in the group's own: points for some criteria alone leave the rest to them."""
    return group.method is not WeightMethod.DIRECT or all(name in group.weights for name in names)


def _own(case: Case, group: AssessorGroup, names: Sequence[str], why: list[str]) -> Weights | None:
    """A group's own weights by its method; `None` where it has said nothing, or not enough, and so uses the combined ones."""
    whose = f"The weights of {group.name}"
    match group.method:
        case WeightMethod.RANK:
            return _by_order(case, group, names, why)
        case WeightMethod.PAIRWISE:
            return _by_pairs(case, group, names, why)
        case WeightMethod.SWING:
            return _by_swing(names, group.weights, whose, why) if any(name in group.weights for name in names) else None
        case WeightMethod.DIRECT:
            return _direct(case, group, names, whose, why)


def _direct(case: Case, group: AssessorGroup, names: Sequence[str], whose: str, why: list[str]) -> Weights | None:
    """Points. A weight of the group's own stands over the criterion's, which stands where the group has given none."""
    if not any(name in group.weights for name in names):
        return None
    of_criteria = {
        criterion.name: criterion.weight for criterion in case.criteria if criterion.name in names and criterion.weight is not None
    }
    taken = [name for name in names if name not in group.weights and name in of_criteria]
    if taken:
        why.append(f"{group.name} gives no weight of its own to {listed(taken)}, so the weight recorded on the criterion stands.")
    return _normalised(names, {**of_criteria, **group.weights}, whose, why)


def _equal(names: Sequence[str]) -> Weights:
    return {name: Fraction(1, len(names)) for name in names}


def _normalised(names: Sequence[str], recorded: Mapping[str, Decimal], whose: str, why: list[str]) -> Weights:
    """The recorded weights scaled to add to 1, saying so unless they add to 1 or 100; a criterion without one counts 0."""
    points = _points(names, recorded, whose, why)
    total = sum(points.values(), Fraction(0))
    if total and total not in (1, 100):
        scaled = f"add to {_plain(total)} and are scaled to add to 100%."
        # one sentence of whose weights they are, where it also says what they leave out
        left_out = why.pop() if len(points) > len(recorded.keys() & points) else ""
        why.append(f"{left_out.removesuffix('.')}, and they {scaled}" if left_out else f"{whose} {scaled}")
    return normalised(points) or _equal(names)


def _by_swing(names: Sequence[str], recorded: Mapping[str, Decimal], whose: str, why: list[str]) -> Weights:
    """Swings: the step from worst to best that matters most has 100, and each other its part of that."""
    points = _points(names, recorded, whose, why)
    total, most = sum(points.values(), Fraction(0)), max(points.values())
    if total:
        largest = [name for name, each in points.items() if each == most]
        counted = "" if most == 100 else ", where the largest is to have 100: the proportions are kept"
        named = f"{listed(largest)} {'is' if len(largest) == 1 else 'are'} the largest, with {_plain(most)}{counted}"
        why.append(f"{whose} are by swing: {named}. They add to {_plain(total)} and are scaled to add to 100%.")
    return normalised(points) or _equal(names)


def _points(names: Sequence[str], recorded: Mapping[str, Decimal], whose: str, why: list[str]) -> dict[str, Fraction]:
    points = {name: Fraction(recorded[name]) for name in names if name in recorded}
    for name, weight in points.items():
        if weight < 0:
            raise KnownTrouble(f"The weight of {name} is below 0: type 0 or more")
    without = [name for name in names if name not in points]
    if not sum(points.values()):
        why.append(f"{whose} are all 0, so every criterion counts the same.")
    elif without:
        why.append(f"{whose} leave out {listed(without)}, which {'does' if len(without) == 1 else 'do'} not count.")
    return {name: points.get(name, Fraction(0)) for name in names}


def _by_order(case: Case, group: AssessorGroup, names: Sequence[str], why: list[str]) -> Weights | None:
    """An order: the group's own place of a criterion, else the criterion's. Those without a place share the last."""
    own = {name: group.orders[name] for name in names if name in group.orders}
    of_criteria = {criterion.name: criterion.order for criterion in case.criteria if criterion.name in names and criterion.order}
    orders = {**of_criteria, **own}
    if not orders:
        why.append(f"{group.name} ranks the criteria and has given no order yet, so it uses the weights of all groups together.")
        return None
    why.append(f"The weights of {group.name} follow its order of the criteria (rank order centroid weights).")
    taken = [name for name in of_criteria if own and name not in own]
    if taken:
        why.append(f"{group.name} gives no order of its own to {listed(taken)}, so the order recorded on the criterion stands.")
    return _centroids(names, orders, f"{group.name} has given no order to", why)


def judgements_of(case: Case, group: AssessorGroup) -> Judged:
    """What a group's judgements of pairs come to within each heading and between headings. Raises KnownTrouble for one of 0 or less."""
    for (first, second), ratio in group.judgements.items():
        if ratio <= 0:
            raise KnownTrouble(f"{group.name} judges {first} over {second} at {_plain(Fraction(ratio))}: type more than 0")
    weighted = [(criterion.name, criterion.path) for criterion in case.criteria if criterion.use is CriterionUse.WEIGHTED]
    return judged(weighted, group.judgements, {criterion.name: criterion.path for criterion in case.criteria})


def _by_pairs(case: Case, group: AssessorGroup, names: Sequence[str], why: list[str]) -> Weights | None:
    result = judgements_of(case, group)
    if len(names) > 1 and not any(first in names and second in names for first, second in group.judgements):
        why.append(f"{group.name} judges the criteria in pairs and has judged none yet, so it uses the weights of all groups together.")
        return None
    if result.weights is None:
        for level, pairs in result.levels:
            if pairs.apart:
                apart = listed([_read(key) for key in pairs.apart])
                first = _read(branch_key(level.branches[0]))
                another = "another heading" if any(isinstance(branch, tuple) for branch in level.branches) else "another criterion"
                why.append(
                    f"{group.name} has not yet compared {apart} with {first}{_within(level)}, directly or through {another}, "
                    "so it uses the weights of all groups together."
                )
        return None
    why.append(f"The weights of {group.name} come from its judgements of pairs (principal eigenvector).")
    if result.flat:
        why.append(
            Why(
                f"{group.name} judges criteria of different headings against one another, each pair by itself.",
                "Judge within each heading and between headings, which takes fewer pairs.",
            )
        )
    missing = [pair for _, pairs in result.levels for pair in pairs.missing]
    if missing:
        shown = [f"{_read(first)} with {_read(second)}" for first, second in missing[:_MOST_PAIRS]]
        of, more = sum(level.pairs for level, _ in result.levels), len(missing) - len(shown)
        why.append(
            f"{group.name} has judged {of - len(missing)} of {of} pairs: the weights follow from those. "
            f"Not yet compared: {listed([*shown, f'{more} more'] if more else shown)}. "
            "How consistent they are cannot be said until every pair is judged."
        )
    why += _on_consistency(group.name, result, whole=not missing)
    return result.weights


def _on_consistency(group: str, result: Judged, *, whole: bool) -> list[str]:
    """Which levels contradict themselves, with what to look at again; else the greatest consistency ratio of those that could."""
    said: list[str] = []
    greatest = 0.0
    for level, pairs in result.levels:
        ratio = pairs.consistency_ratio
        if ratio is None or len(level.branches) < 3:
            continue
        greatest = max(greatest, ratio)
        if ratio > MOST_INCONSISTENT:
            over = f"the consistency ratio is {ratio:.2f}, above {MOST_INCONSISTENT:.2f}."
            mend = _mend(pairs.at_odds) if pairs.at_odds else Why("")
            said.append(Why(f"The judgements of {group}{_within(level)} contradict one another: {over}{mend}", mend.action))
    if said or not whole or not any(len(level.branches) > 2 for level, _ in result.levels):
        return said
    most = "the consistency ratio is" if len(result.levels) == 1 else "the greatest consistency ratio is"
    return [f"The judgements of {group} are consistent enough: {most} {greatest:.2f}, not above {MOST_INCONSISTENT:.2f}."]


def _within(level: Level) -> str:
    return f" within {level.path[-1]}" if level.path else ""


def _read(key: str) -> str:
    """A criterion's name, or a heading's without those above it."""
    return key.removesuffix(" >").rpartition(" > ")[2]


def _mend(odd: AtOdds) -> Why:
    first, second = map(_read, odd.pair)
    sentence = f" Most at odds is {first} over {second}, judged {_times(odd.ratio)}"
    if odd.instead == odd.ratio:
        return Why(f"{sentence}.", "Look at each judgement again.")
    others = "" if odd.mended <= MOST_INCONSISTENT else "Look at the others again too."
    return Why(f"{sentence}: the others imply about {_times(odd.instead)}, which would bring the ratio to {odd.mended:.2f}.", others)


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


def voters_of(case: Case) -> dict[str, int]:
    """The groups that have a say, those with votes, each with its votes as a whole number in proportion to the others'.

    Where no group has a vote each counts the same. Raises KnownTrouble for votes below 0.
    """
    shares = {name: share for name, share in votes_of(case.groups).items() if share}
    unit = lcm(*(share.denominator for share in shares.values()))
    return {name: share.numerator * (unit // share.denominator) for name, share in shares.items()}


def _times(ratio: Fraction) -> str:
    """A judgement as it is typed: 4, 2.5 or 1/3."""
    return f"1/{ratio.denominator}" if ratio.numerator == 1 and ratio.denominator > 1 else _plain(ratio)


def _plain(number: Fraction) -> str:
    return f"{Decimal(number.numerator) / Decimal(number.denominator):,.4f}".rstrip("0").rstrip(".")
