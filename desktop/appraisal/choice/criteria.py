"""Weighted scores of the options: values, contributions, ranges, ranks and the leader.

An additive value model (Department for Communities and Local Government, Multi-criteria analysis: a manual, 2009), worked in exact
Fractions so that a tie is a tie. A missing score is a range, never a zero (`interchange.md`, "Scores" and "Groups").
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import TypeVar

from desktop.appraisal.case import Case, Criterion, CriterionUse, Option
from desktop.appraisal.choice.cells import combined_cell, measured_cell, must_pass, own_cell, scales_of
from desktop.appraisal.choice.renaming import under_new_name
from desktop.appraisal.choice.scales import Scale
from desktop.appraisal.choice.weighting import Weights, normalised
from desktop.appraisal.choice.weights import WeightsUsed, voters_of, weights_of
from desktop.appraisal.findings.choice import less_comparable
from desktop.appraisal.results import Appraisal, CellResult, CriterionResult, GroupScore, OptionResult
from desktop.late_dataclass import dataclass

_NOUGHT = Fraction(0)
_NO_SCORE = GroupScore(None, None, None)


@dataclass(frozen=True, slots=True)
class ScoredOption:
    """One option's scores, before its rank: the fields of `OptionResult` that come from the criteria."""

    option: Option
    total: GroupScore
    by_group: dict[str, GroupScore]
    contributions: dict[str, Fraction | None]
    cells: dict[str, CellResult]
    missing: tuple[str, ...]
    failed: tuple[str, ...]
    not_shown: tuple[str, ...]
    why: tuple[str, ...]
    own_cells: dict[str, dict[str, CellResult]]

    @property
    def may_lead(self) -> bool:
        """Whether it is viable, fails nothing it must pass, and is shown to pass it."""
        return self.option.viable is not False and not self.failed and not self.not_shown


@dataclass(frozen=True, slots=True)
class Ranking:
    """Ranks by option (1, 1, 3; options without a score have none), and who leads."""

    ranks: dict[str, int]
    leader: str | None = None
    leader_certain: bool = False
    close_call: bool = False
    tied_first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scoring:
    """The criteria and every option's scores, in the case's order."""

    criteria: tuple[CriterionResult, ...]
    options: tuple[ScoredOption, ...]
    ranking: Ranking
    why: tuple[str, ...]


def score_case(case: Case, before: Appraisal | None = None) -> Scoring:
    """Score every option. Never raises for a case that lacks options, criteria, groups or scores.

    The weighted sum of the additive model, tested on the widely published example that ends in a tie: weights .20, .15, .40 and .25 make
    21.5, 22.0 and 22.0, so that two options are first. `before` is an earlier appraisal, whose cells and scores are used again as far as
    they rest on nothing that has changed since.
    """
    before = under_new_name(before, case) if before is not None else None
    weights = weights_of(case)
    scales = scales_of(case)
    weighed = _Weighed(case, scales, weights)
    holding = _holding(before, case, scales) if before is not None else {}
    same = _same_weights(weights_of(before.case), weights) if before is not None and holding else frozenset()
    options = tuple(
        weighed.again(option, *holding[option.name], same) if option.name in holding else weighed.scored(option) for option in case.options
    )
    criteria = tuple(_criterion(criterion, scales[criterion.name], weights) for criterion in case.criteria)
    if before is not None and criteria == before.criteria:
        criteria = before.criteria
    return Scoring(criteria, options, ranked(options, Fraction(case.close_call)), weights.why)


def _same_weights(before: WeightsUsed, now: WeightsUsed) -> frozenset[str | None]:
    """The groups whose weights are as they were, and `None` for all groups together."""
    same: set[str | None] = {group for group, weights in now.by_group.items() if before.by_group.get(group) == weights}
    return frozenset(same | {None} if before.combined == now.combined else same)


def _holding(before: Appraisal, case: Case, scales: Mapping[str, Scale]) -> dict[str, tuple[OptionResult, frozenset[str], bool]]:
    """What holds of an earlier appraisal by option: its result, the criteria on which its cells do not, and whether the groups' votes do.

    A cell holds while its scores, ranges, scale and mark are as they were.
    """
    was = before.case
    if was.groups is not case.groups and _names(was) != _names(case):
        return {}
    rest = {} if was.criteria is case.criteria else {each.name: _cells_rest_on(each) for each in was.criteria}
    used = {each.name: (each.worst, each.best, each.scale_from_scores) for each in before.criteria}
    anew = {
        each.name
        for each in case.criteria
        if used.get(each.name) != ((scale := scales[each.name]).worst, scale.best, scale.from_scores)
        or (was.criteria is not case.criteria and rest.get(each.name) != _cells_rest_on(each))
    }
    by_option: dict[str, set[str]] = {}
    for _, option, criterion in (*_differing(was.scores, case.scores), *_differing(was.ranges, case.ranges)):
        by_option.setdefault(option, set()).add(criterion)
    for option, criterion in _differing(was.measured, case.measured):
        by_option.setdefault(option, set()).add(criterion)
    votes = was.groups is case.groups or voters_of(was) == voters_of(case)
    return {each.name: (each, frozenset(anew | by_option.get(each.name, set())), votes) for each in before.options}


def _cells_rest_on(criterion: Criterion) -> tuple[object, ...]:
    ends = criterion.worst, criterion.best, criterion.pass_mark, criterion.points
    return criterion.name, criterion.use, criterion.better, ends, criterion.taken_from


def _names(case: Case) -> list[str]:
    return [group.name for group in case.groups]


_Key = TypeVar("_Key")


def _differing(before: Mapping[_Key, object], now: Mapping[_Key, object]) -> Iterable[_Key]:
    """The keys under which two mappings have not the same."""
    if before is now:
        return ()
    here = [key for key, value in now.items() if (was := before.get(key)) is not value and was != value]
    return (*here, *(before.keys() - now.keys()))


def ranking_without(appraisal: Appraisal, criteria: Collection[str]) -> Ranking | None:
    """Ranks and leader if these criteria had no weight, the other weights in proportion; `None` where no weight is left."""
    left = normalised({each.name: each.weight for each in appraisal.criteria if each.weight and each.name not in criteria})
    if left is None:
        return None
    weights = _WholeWeights(left, left)
    options = [
        ScoredOption(option, weights.score(result.cells), {}, {}, result.cells, result.missing, result.failed, result.not_shown, (), {})
        for option, result in zip(appraisal.case.options, appraisal.options, strict=True)
    ]
    return ranked(options, Fraction(appraisal.case.close_call))


def _criterion(criterion: Criterion, scale: Scale, weights: WeightsUsed) -> CriterionResult:
    return CriterionResult(
        criterion.name,
        criterion.heading,
        criterion.use.value,
        weights.combined.get(criterion.name, _NOUGHT),
        {group: own.get(criterion.name, _NOUGHT) for group, own in weights.by_group.items()},
        scale.worst,
        scale.best,
        scale.from_scores,
        scale.tells_nothing_apart,
    )


class _WholeWeights:
    """Weights as whole numbers, their sum common to all: a score is then sums of whole numbers and one fraction at the end."""

    def __init__(self, weights: Weights, names: Collection[str]) -> None:
        unit = lcm(*(weights[name].denominator for name in names))
        self._weights = [(name, weights[name].numerator * (unit // weights[name].denominator)) for name in names]

    def score(self, cells: Mapping[str, CellResult]) -> GroupScore:
        """The score over the cells that have a value, the other weights rescaled; low and high also take in what is missing.

        A missing cell is at 0 and at 100, and one with a range or absent votes at the ends of what these allow. What is not applicable
        is left out of all three.
        """
        known = everything = 0
        middle: list[tuple[int, Fraction]] = []
        lows: list[tuple[int, Fraction]] = []
        highs: list[tuple[int, Fraction]] = []
        for name, weight in self._weights:
            cell = cells[name]
            if cell.value is not None:
                known += weight
                everything += weight
                middle.append((weight, cell.value))
                if cell.low is cell.high or cell.low == cell.high:  # mostly the very same number: a large case asks for thousands
                    continue
            elif cell.not_applicable:
                continue
            else:
                everything += weight
            low, high = cell.bounds
            lows.append((weight, low if cell.value is None else low - cell.value))
            highs.append((weight, high if cell.value is None else high - cell.value))
        if not everything:
            return _NO_SCORE
        points = weighted_sum(middle)
        score = points / known if known else None
        if not lows:
            return GroupScore(score, score, score)
        return GroupScore(score, (points + weighted_sum(lows)) / everything, (points + weighted_sum(highs)) / everything)

    def contributions(self, cells: Mapping[str, CellResult]) -> dict[str, Fraction | None]:
        """Points each weighted criterion brings to the score; they add to it."""
        known = sum(weight for name, weight in self._weights if cells[name].value is not None)
        return {
            name: Fraction(weight * value.numerator, known * value.denominator) if known and value is not None else None
            for name, weight, value in ((name, weight, cells[name].value) for name, weight in self._weights)
        }


def weighted_sum(parts: Sequence[tuple[int, Fraction]]) -> Fraction:
    """Weights times values, added in whole numbers: those of one denominator first, as few are different."""
    sums: dict[int, int] = {}
    for weight, value in parts:
        under = value.denominator
        sums[under] = sums.get(under, 0) + weight * value.numerator
    unit = lcm(*sums)
    return Fraction(sum(total * (unit // under) for under, total in sums.items()), unit)


class _Weighed:
    """A case's weighted criteria and weights in the form that scores every option."""

    def __init__(self, case: Case, scales: Mapping[str, Scale], weights: WeightsUsed) -> None:
        self._case, self._scales, self._weights = case, scales, weights
        self._voters = voters_of(case)
        self._plain: dict[tuple[str, Decimal], CellResult] = {}
        self._criteria = [criterion for criterion in case.criteria if criterion.use is CriterionUse.WEIGHTED]
        self._names = [criterion.name for criterion in self._criteria]
        self._in_order = tuple(criterion.name for criterion in case.criteria)
        self._combined = _WholeWeights(weights.combined, self._names)
        self._by_group = {
            group: self._combined if own is weights.combined else _WholeWeights(own, self._names) for group, own in weights.by_group.items()
        }

    def scored(self, option: Option) -> ScoredOption:
        """One option's cells and scores."""
        case = self._case
        own = {group.name: {each.name: self._own_cell(group.name, option.name, each) for each in case.criteria} for group in case.groups}
        cells = {each.name: self._cell(option, each, own) for each in case.criteria}
        failed, not_shown = must_pass(case, option, self._scales)
        total = self._combined.score(cells)
        return ScoredOption(
            option,
            total,
            {group: self._of_group(group, mine, total) for group, mine in own.items()},
            self._combined.contributions(cells),
            cells,
            self._missing(cells),
            failed,
            not_shown,
            self._why(option, cells),
            own,
        )

    def _cell(self, option: Option, criterion: Criterion, own: Mapping[str, Mapping[str, CellResult]]) -> CellResult:
        scale = self._scales[criterion.name]
        if criterion.taken_from is not None:
            return measured_cell(self._case, option.name, criterion.name, scale)
        return combined_cell({group: mine[criterion.name] for group, mine in own.items()}, self._voters, scale)

    def _of_group(self, group: str, own: Mapping[str, CellResult], total: GroupScore) -> GroupScore:
        # One group alone has the cells of all together, so nothing need be added again.
        weights = self._by_group[group]
        return total if len(self._by_group) == 1 and weights is self._combined else weights.score(own)

    def _missing(self, cells: Mapping[str, CellResult]) -> tuple[str, ...]:
        return tuple(name for name in self._names if cells[name].value is None and not cells[name].not_applicable)

    def _why(self, option: Option, cells: Mapping[str, CellResult]) -> tuple[str, ...]:
        """What of an option's score stands less well beside the others': what does not apply to it, where that has any weight."""
        names = [name for name in self._names if cells[name].not_applicable and self._weights.combined[name]]
        return (less_comparable(option.name, names).words,) if names else ()

    def again(
        self, option: Option, earlier: OptionResult, anew: Collection[str], votes: bool, same: Collection[str | None]
    ) -> ScoredOption:
        """One option again, as far as it has changed: its cells on the criteria of `anew`, all combined ones where `votes` do not hold.

        `same` are the groups whose weights are as they were, `None` for all of them together.
        """
        case, own, cells = self._case, earlier.own_cells, earlier.cells
        failed, not_shown, missing = earlier.failed, earlier.not_shown, earlier.missing
        if anew or tuple(cells) != self._in_order:
            own = {
                group: {
                    each.name: self._own_cell(group, option.name, each) if each.name in anew else mine[each.name] for each in case.criteria
                }
                for group, mine in own.items()
            }
            failed, not_shown = must_pass(case, option, self._scales)
        cells_hold = votes and own is earlier.own_cells
        if not cells_hold:
            cells = {
                each.name: self._cell(option, each, own) if not votes or each.name in anew else cells[each.name] for each in case.criteria
            }
            missing = self._missing(cells)
        total = GroupScore(earlier.score, earlier.score_low, earlier.score_high)
        contributions, why = earlier.contributions, earlier.why
        if not cells_hold or None not in same:
            total, contributions, why = self._combined.score(cells), self._combined.contributions(cells), self._why(option, cells)
        moved = [group for group in own if own is not earlier.own_cells or group not in same]
        by_group = earlier.by_group | {group: self._of_group(group, own[group], total) for group in moved} if moved else earlier.by_group
        return ScoredOption(option, total, by_group, contributions, cells, missing, failed, not_shown, why, own)

    def _own_cell(self, group: str, option: str, criterion: Criterion) -> CellResult:
        """One group's own cell. Many groups give many options the same few scores, and each is valued but once."""
        key = (group, option, criterion.name)
        score = self._case.scores.get(key)
        scale = self._scales[criterion.name]
        if not isinstance(score, Decimal) or key in self._case.ranges or criterion.taken_from is not None:
            return own_cell(self._case, group, option, criterion, scale)
        cell = self._plain.get((criterion.name, score))
        if cell is None:
            cell = self._plain[criterion.name, score] = own_cell(self._case, group, option, criterion, scale)
        return cell


def competition_ranks(scores: Mapping[str, Fraction]) -> dict[str, int]:
    """Places by score, best first; equal scores share a place and the next is left out: 1, 1, 3."""
    places: dict[Fraction, int] = {}
    for place, score in enumerate(sorted(scores.values(), reverse=True), start=1):
        places.setdefault(score, place)
    return {name: places[score] for name, score in scores.items()}


def ranked(options: Sequence[ScoredOption], margin: Fraction) -> Ranking:
    """Competition ranks over all options with a score, and the leader of those that may lead; `margin` is a fraction of its score."""
    scores = {scored.option.name: scored.total.score for scored in options if scored.total.score is not None}
    ranks = competition_ranks(scores)
    field = [scored for scored in options if scored.may_lead]
    running = sorted((scored for scored in field if scored.option.name in scores), key=lambda scored: -scores[scored.option.name])
    if not running:
        return Ranking(ranks)
    first = running[0]
    best = scores[first.option.name]
    tied = tuple(scored.option.name for scored in running if scores[scored.option.name] == best)
    # A rival that nobody has scored may turn out anything from 0 to 100, so it counts here though it has no rank.
    low = first.total.low
    certain = all(low is not None and low > high for rival in field if rival is not first and (high := rival.total.high) is not None)
    close = not certain or (len(running) > 1 and scores[running[1].option.name] >= best * (1 - margin))
    return Ranking(ranks, first.option.name, certain, close, tied if len(tied) > 1 else ())
