"""Where the groups differ: the scores furthest apart, and whom each group would choose."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from desktop.appraisal.case import Case, CriterionUse
from desktop.appraisal.choice.agreement import FAR_APART, agreement
from desktop.appraisal.choice.scales import Scale, falls_short
from desktop.appraisal.results import Appraisal, CriterionResult, OptionResult
from desktop.appraisal.wording import listed, placed

#: Scores far apart that are named; the rest are counted.
_MOST_CELLS = 3


def where_groups_differ(appraisal: Appraisal) -> list[str]:
    """Whom each group would choose, and the scores on which they are furthest apart; nothing with fewer than two groups."""
    if len(appraisal.case.groups) < 2 or not appraisal.options:
        return []
    return _choices(appraisal.options) + _at_odds_on_passing(appraisal) + _far_apart(appraisal)


def _choices(options: Sequence[OptionResult]) -> list[str]:
    """Whom each group would choose among the options that may lead; nothing where fewer than two groups scored."""
    chosen: dict[str, list[str]] = {}
    field = [option for option in options if option.may_lead]
    for group in options[0].by_group:
        scored = [(score, option.name) for option in field if (score := option.by_group[group].score) is not None]
        if scored:
            best = max(score for score, _ in scored)
            chosen.setdefault(listed([name for score, name in scored if score == best]), []).append(group)
    groups = [group for names in chosen.values() for group in names]
    if len(groups) < 2:
        return []
    if len(chosen) == 1:
        return [f"Every group puts {next(iter(chosen))} first."]
    choices_in_words = "; ".join(f"{listed(names)} {'puts' if len(names) == 1 else 'put'} {first} first" for first, names in chosen.items())
    return [f"The groups would choose differently: {choices_in_words}."]


def _at_odds_on_passing(appraisal: Appraisal) -> list[str]:
    """The must-pass criteria that an option fails by some groups' scores and passes by others'."""
    case, used = appraisal.case, {each.name: each for each in appraisal.criteria}
    sentences = []
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
                sentences.append(
                    f"{option.name} fails {criterion.name} by the score of {listed(short)} and passes by that of "
                    f"{listed(passed)}: agree which holds."
                )
    return sentences


def _far_apart(appraisal: Appraisal) -> list[str]:
    far_apart = [(share, option, criterion) for criterion in appraisal.criteria for share, option in _shares(appraisal.case, criterion)]
    if not far_apart:
        return []
    far_apart.sort(key=lambda each: -each[0])
    in_words = [_cell(appraisal.case, criterion, option) for _, option, criterion in far_apart[:_MOST_CELLS]]
    if len(far_apart) == 1:
        return [f"The groups are far apart on one score: {in_words[0]}. Ask each why before the scores are combined."]
    most = "" if len(far_apart) == len(in_words) else "most of all on "
    return [
        f"The groups are far apart on {len(far_apart)} scores, {most}{'; '.join(in_words)}. Ask each why before the scores are combined."
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


def _cell(case: Case, criterion: CriterionResult, option: str) -> str:
    scores_agreement = agreement(case, criterion, option)
    scores = [Fraction(score) for score in scores_agreement.scores.values() if isinstance(score, Decimal)]
    high, low = listed(scores_agreement.highest), listed(scores_agreement.lowest)
    return f"{criterion.name} for {option} ({high} {placed(max(scores), 2)}, {low} {placed(min(scores), 2)})"
