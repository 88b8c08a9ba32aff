"""Weighted scores of the options: cells combined by votes, values, contributions, ranges, ranks, must-pass and the leader.

An additive value model (Department for Communities and Local Government, Multi-criteria analysis: a manual, 2009), worked in exact
Fractions so that a tie is a tie. A missing score is a range, never a zero (`interchange.md`, "Scores" and "Groups").
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from desktop.appraisal.case import NOT_APPLICABLE, Case, Criterion, CriterionUse, NotApplicable, Option
from desktop.appraisal.results import Appraisal, CellResult, CriterionResult, GroupScore, OptionResult
from desktop.appraisal.scales import FULL, Scale, falls_short, scale_of
from desktop.appraisal.weighting import Weights
from desktop.appraisal.weights import WeightsUsed, votes_of, weights_of

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


def score_case(case: Case) -> Scoring:
    """Score every option. Never raises for a case that lacks options, criteria, groups or scores."""
    weights = weights_of(case)
    scales = {criterion.name: scale_of(criterion, _recorded(case, criterion)) for criterion in case.criteria}
    options = tuple(_scored(case, option, scales, weights) for option in case.options)
    return Scoring(tuple(_criterion(criterion, scales[criterion.name], weights) for criterion in case.criteria), options,
                   ranked(options, Fraction(case.close_call)), weights.why)


def rescored(before: Appraisal, case: Case) -> Scoring:
    """The scores of a case that differs from an appraised one in its criteria's weights alone: cells and must-pass are used again."""
    weights = weights_of(case)
    weighted = [criterion.name for criterion in case.criteria if criterion.use is CriterionUse.WEIGHTED]
    follow = [group.name for group in case.groups if group.name not in weights.own]
    scales = {criterion.name: scale_of(criterion, _recorded(case, criterion)) for criterion in case.criteria} if follow else {}
    options = tuple(_reweighed(case, option, held, scales, weights, weighted, follow)
                    for option, held in zip(case.options, before.options, strict=True))
    criteria = tuple(replace(held, weight=weights.combined.get(held.name, _NOUGHT),
                             by_group={group: own.get(held.name, _NOUGHT) for group, own in weights.by_group.items()})
                     for held in before.criteria)
    return Scoring(criteria, options, ranked(options, Fraction(case.close_call)), weights.why)


def _reweighed(case: Case, option: Option, held: OptionResult, scales: Mapping[str, Scale], weights: WeightsUsed, weighted: Sequence[str],
               follow: Sequence[str]) -> ScoredOption:
    """One option again. Only the groups that `follow` the common weights, having none of their own, are scored anew."""
    by_group = dict(held.by_group)
    for group in follow:
        own = {name: _own_cell(case.scores.get((group, option.name, name)), scales[name]) for name in weighted}
        by_group[group] = weighted_score(own, weights.by_group[group])
    total = weighted_score({name: held.cells[name] for name in weighted}, weights.combined)
    return ScoredOption(option, total, by_group, _contributions(held.cells, weighted, weights.combined), held.cells, held.missing,
                        held.failed, held.not_shown, held.why)


def _recorded(case: Case, criterion: Criterion) -> list[Decimal]:
    """Every number recorded on a criterion, over all groups and options."""
    return [score for group in case.groups for option in case.options
            if isinstance(score := case.scores.get((group.name, option.name, criterion.name)), Decimal)]


def _criterion(criterion: Criterion, scale: Scale, weights: WeightsUsed) -> CriterionResult:
    return CriterionResult(
        criterion.name, criterion.heading, criterion.use.value, weights.combined.get(criterion.name, _NOUGHT),
        {group: own.get(criterion.name, _NOUGHT) for group, own in weights.by_group.items()},
        scale.worst, scale.best, scale.from_scores, scale.tells_nothing_apart)


def _scored(case: Case, option: Option, scales: Mapping[str, Scale], weights: WeightsUsed) -> ScoredOption:
    cells = {criterion.name: _cell(case, option, criterion, scales[criterion.name]) for criterion in case.criteria}
    weighted = [criterion.name for criterion in case.criteria if criterion.use is CriterionUse.WEIGHTED]
    total = weighted_score({name: cells[name] for name in weighted}, weights.combined)
    by_group = {}
    for group in case.groups:
        own = {criterion.name: _own_cell(case.scores.get((group.name, option.name, criterion.name)), scales[criterion.name])
               for criterion in case.criteria if criterion.use is CriterionUse.WEIGHTED}
        by_group[group.name] = weighted_score(own, weights.by_group[group.name])
    failed, not_shown = _must_pass(case, option, scales)
    not_applicable = [name for name in weighted if cells[name].not_applicable]
    why = (f"Not applicable on {', '.join(not_applicable)}: the other weights are scaled up, so {option.name} is less comparable.",
           ) if not_applicable else ()
    return ScoredOption(option, total, by_group, _contributions(cells, weighted, weights.combined), cells,
                        tuple(name for name in weighted if cells[name].combined is None and not cells[name].not_applicable),
                        failed, not_shown, why)


def _cell(case: Case, option: Option, criterion: Criterion, scale: Scale) -> CellResult:
    """The groups' scores combined by the votes of those that gave a number, then valued."""
    given = {group.name: case.scores.get((group.name, option.name, criterion.name)) for group in case.groups}
    missing = tuple(name for name, score in given.items() if score is None)
    numbers = {name: score for name, score in given.items() if isinstance(score, Decimal)}
    if not numbers:
        return CellResult(None, None, not_applicable=NOT_APPLICABLE in given.values(), missing_groups=missing)
    votes = votes_of([group for group in case.groups if group.name in numbers])
    combined = sum((votes[name] * Fraction(score) for name, score in numbers.items()), _NOUGHT)
    return CellResult(combined, scale.value(combined), missing_groups=missing)


def _own_cell(score: Decimal | NotApplicable | None, scale: Scale) -> CellResult:
    """One group's own score, valued."""
    if not isinstance(score, Decimal):
        return CellResult(None, None, not_applicable=score is NOT_APPLICABLE)
    number = Fraction(score)
    return CellResult(number, scale.value(number))


def weighted_score(cells: Mapping[str, CellResult], weights: Weights) -> GroupScore:
    """The score over the cells that have a value, the other weights rescaled; low and high take what is missing at 0 and at 100.

    What is not applicable is left out of all three.
    """
    known = [(weights[name], cell.value) for name, cell in cells.items() if cell.value is not None]
    known_weight = sum((weight for weight, _ in known), _NOUGHT)
    missing_weight = sum((weights[name] for name, cell in cells.items() if cell.value is None and not cell.not_applicable), _NOUGHT)
    everything = known_weight + missing_weight
    if not everything:
        return _NO_SCORE
    points = sum((weight * value for weight, value in known), _NOUGHT)
    return GroupScore(points / known_weight if known_weight else None, points / everything,
                      (points + FULL * missing_weight) / everything)


def _contributions(cells: Mapping[str, CellResult], weighted: Sequence[str], weights: Weights) -> dict[str, Fraction | None]:
    """Points each weighted criterion brings to the score; they add to it."""
    known_weight = sum((weights[name] for name in weighted if cells[name].value is not None), _NOUGHT)
    contributions: dict[str, Fraction | None] = {}
    for name in weighted:
        value = cells[name].value
        contributions[name] = weights[name] * value / known_weight if value is not None and known_weight else None
    return contributions


def _must_pass(case: Case, option: Option, scales: Mapping[str, Scale]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The must-pass criteria the option fails, and those it is not shown to pass because nobody scored it on them."""
    failed, not_shown = [], []
    for criterion in case.criteria:
        if criterion.use is not CriterionUse.MUST_PASS:
            continue
        given = [case.scores.get((group.name, option.name, criterion.name)) for group in case.groups]
        numbers = [score for score in given if isinstance(score, Decimal)]
        if any(falls_short(criterion, scales[criterion.name], score) for score in numbers):
            failed.append(criterion.name)
        elif not numbers and NOT_APPLICABLE not in given:
            not_shown.append(criterion.name)
    return tuple(failed), tuple(not_shown)


def competition_ranks(scores: Mapping[str, Fraction]) -> dict[str, int]:
    """Places by score, best first; equal scores share a place and the next is left out: 1, 1, 3."""
    return {name: 1 + sum(other > score for other in scores.values()) for name, score in scores.items()}


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
