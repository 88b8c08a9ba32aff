"""Where the groups differ: the scores furthest apart, and whom each group would choose."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from desktop.appraisal.case import Case, CriterionUse
from desktop.appraisal.choice.agreement import FAR_APART, agreement
from desktop.appraisal.choice.scales import Scale, falls_short
from desktop.appraisal.findings.finding import (
    Figure,
    Finding,
    Phrase,
    all_of,
    criterion_named,
    finding,
    group_named,
    joined,
    phrase,
    scored,
)
from desktop.appraisal.results import Appraisal, CriterionResult, OptionResult
from desktop.appraisal.wording import placed

#: Scores far apart that are named; the rest are counted.
_MOST_CELLS = 3


def where_groups_differ(appraisal: Appraisal) -> list[Finding]:
    """Whom each group would choose, and the scores on which they are furthest apart; nothing with fewer than two groups."""
    if len(appraisal.case.groups) < 2 or not appraisal.options:
        return []
    return _choices(appraisal.options) + _at_odds_on_passing(appraisal) + _far_apart(appraisal)


def _choices(options: Sequence[OptionResult]) -> list[Finding]:
    """Whom each group would choose among the options that may lead; nothing where fewer than two groups scored."""
    chosen: dict[tuple[str, ...], list[str]] = {}
    field = [option for option in options if option.may_lead]
    for group in options[0].by_group:
        totals = [(score, option.name) for option in field if (score := option.by_group[group].score) is not None]
        if totals:
            best = max(score for score, _ in totals)
            chosen.setdefault(tuple(name for score, name in totals if score == best), []).append(group)
    groups = [group for names in chosen.values() for group in names]
    if len(groups) < 2:
        return []
    if len(chosen) == 1:
        return [finding("Every group puts {} first.", all_of([scored(name) for name in next(iter(chosen))]))]
    each = [
        phrase(f"{{}} {'puts' if len(names) == 1 else 'put'} {{}} first", _groups(names), all_of([scored(name) for name in first]))
        for first, names in chosen.items()
    ]
    return [finding("The groups would choose differently: {}.", joined(each, "; "))]


def _groups(names: Sequence[str]) -> Phrase:
    return all_of([group_named(name) for name in names])


def _at_odds_on_passing(appraisal: Appraisal) -> list[Finding]:
    """The must-pass criteria that an option fails by some groups' scores and passes by others'."""
    case, used = appraisal.case, {each.name: each for each in appraisal.criteria}
    findings = []
    for option in appraisal.options:
        for criterion in (each for each in case.criteria if each.name in option.failed and each.taken_from is None):
            scores = {
                group.name: score
                for group in case.groups
                if isinstance(score := case.scores.get((group.name, option.name, criterion.name)), Decimal)
            }
            scale = Scale(used[criterion.name].worst, used[criterion.name].best, from_scores=False)
            short = [name for name, score in scores.items() if falls_short(criterion, scale, score)]
            passed = [name for name in scores if name not in short]
            if passed:
                findings.append(
                    finding(
                        "{} fails {} by the score of {} and passes by that of {}: agree which holds.",
                        scored(option.name),
                        criterion_named(criterion.name),
                        _groups(short),
                        _groups(passed),
                    )
                )
    return findings


def _far_apart(appraisal: Appraisal) -> list[Finding]:
    apart = [(share, option, criterion) for criterion in appraisal.criteria for share, option in _shares(appraisal.case, criterion)]
    if not apart:
        return []
    apart.sort(key=lambda each: -each[0])
    cells = [_cell(appraisal.case, criterion, option) for _, option, criterion in apart[:_MOST_CELLS]]
    if len(apart) == 1:
        return [finding("The groups are far apart on one score: {}. Ask each why before the scores are combined.", cells[0])]
    most = "" if len(apart) == len(cells) else "most of all on "
    return [
        finding(
            "The groups are far apart on {} scores, {}{}. Ask each why before the scores are combined.",
            Figure(str(len(apart)), len(apart)),
            most,
            joined(cells, "; "),
        )
    ]


def _shares(case: Case, used: CriterionResult) -> list[tuple[Decimal, str]]:
    """The options on which the groups are far apart on a weighted criterion, with the share of the scale between them."""
    criterion = next(each for each in case.criteria if each.name == used.name)
    if used.use != CriterionUse.WEIGHTED or criterion.taken_from is not None or used.worst is None or used.best is None:
        return []
    length = abs(used.best - used.worst)
    far = length * FAR_APART.numerator / FAR_APART.denominator
    shares = []
    groups = [group.name for group in case.groups]
    for option in case.options:
        scores = [score for group in groups if isinstance(score := case.scores.get((group, option.name, used.name)), Decimal)]
        if length and len(scores) > 1 and (gap := max(scores) - min(scores)) >= far:
            shares.append((gap / length, option.name))
    return shares


def _cell(case: Case, criterion: CriterionResult, option: str) -> Phrase:
    scores_agreement = agreement(case, criterion, option)
    scores = [Fraction(score) for score in scores_agreement.scores.values() if isinstance(score, Decimal)]
    high, low = (Figure(placed(score, 2), score) for score in (max(scores), min(scores)))
    return phrase(
        "{} for {} ({} {}, {} {})",
        criterion_named(criterion.name),
        scored(option),
        _groups(scores_agreement.highest),
        high,
        _groups(scores_agreement.lowest),
        low,
    )
