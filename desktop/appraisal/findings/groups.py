"""Where the groups differ: the scores furthest apart, and whom each group would choose."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from desktop.appraisal.case import Case
from desktop.appraisal.choice.agreement import FAR_APART, agreement, shares_apart
from desktop.appraisal.choice.preferences import Preference, combined_order, preferences
from desktop.appraisal.choice.scales import falls_short
from desktop.appraisal.findings.finding import (
    ALL_SCORES,
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
from desktop.appraisal.kept import for_the_same, of_the_choice
from desktop.appraisal.results import Appraisal, CriterionResult
from desktop.appraisal.wording import agreeing, placed

#: Scores far apart that are named; the rest are counted.
_MOST_CELLS = 3
_ASK = "Ask each why before the scores are combined."


@for_the_same(of_the_choice)
def where_groups_differ(appraisal: Appraisal) -> list[Finding]:
    """Whom each group would choose, and the scores on which they are furthest apart; nothing with fewer than two groups."""
    if len(appraisal.case.groups) < 2 or not appraisal.options:
        return []
    return [*_choices(appraisal), *_beside_the_groups(appraisal), *_at_odds_on_passing(appraisal), *_far_apart(appraisal)]


def _choices(appraisal: Appraisal) -> list[Finding]:
    """Whom each group would choose among the options that may lead and that it scored throughout; nothing where fewer than two choose."""
    preferred = preferences(appraisal)
    choosing = [each for each in preferred if each.first]
    some_barred = any(not option.may_lead for option in appraisal.options)
    silent = [each for each in preferred if not each.first and any(_scored_any(appraisal, each.group))]
    findings = _nothing_said(silent, some_barred=some_barred)
    if len(choosing) < 2:
        return findings
    partial = [each for each in choosing if each.left_out]
    chosen: dict[tuple[str, ...], list[Preference]] = {}
    for each in choosing:
        chosen.setdefault(each.first, []).append(each)
    if len(chosen) == 1:
        every = "Every group" if len(choosing) == len(preferred) else "Every group that scored enough options to choose"
        of = phrase(" of the options it scored throughout" if partial else "")
        return [finding(f"{every} puts {{}} first{{}}.", all_of([scored(name) for name in choosing[0].first]), of), *findings]
    each_choice = [
        phrase(
            f"{{}} {'puts' if len(theirs) == 1 else 'put'} {{}} first{{}}",
            _groups([each.group for each in theirs]),
            all_of([scored(name) for name in first]),
            " of the options scored throughout" if any(each.left_out for each in theirs) else "",
        )
        for first, theirs in chosen.items()
    ]
    return [finding("The groups would choose differently: {}.", joined(each_choice, "; ")), *findings]


def _scored_any(appraisal: Appraisal, group: str) -> list[bool]:
    return [option.by_group[group].score is not None for option in appraisal.options if option.may_lead]


def _nothing_said(silent: Sequence[Preference], *, some_barred: bool) -> list[Finding]:
    """That groups' scores of the options that may lead, which are all unless `some_barred`, are too few to say whom they prefer."""
    among = " of those that may lead" if some_barred else ""
    said, of_none = [], []
    for preference in silent:
        few = [name for level in preference.order for name in level]
        if few:
            only = all_of([scored(name) for name in few])
            words = f"{{}} scored only {{}}{among} on every criterion, so which option it prefers is not known."
            said.append(finding(words, group_named(preference.group), only))
        else:
            of_none.append(preference.group)
    if of_none:
        each, prefers = ("", "it prefers") if len(of_none) == 1 else (" each", "they prefer")
        words = f"{{}}{each} scored no option{among} on every criterion, so which {prefers} is not known."
        said.insert(0, finding(words, _groups(of_none), beside=ALL_SCORES))
    return said


def _beside_the_groups(appraisal: Appraisal) -> list[Finding]:
    """That the order of all groups together is no group's own, and why."""
    choosing = [each for each in preferences(appraisal) if each.first]
    if not choosing or appraisal.leader is None:
        return []
    if any(each.order == combined_order(appraisal, frozenset(name for level in each.order for name in level)) for each in choosing):
        return []
    leading = appraisal.tied_first or (appraisal.leader,)
    why = _why_beside_the_groups(appraisal, choosing)
    if not any(set(each.first) & set(leading) for each in choosing):
        return [
            finding(
                f"No group puts {{}} first, although {{}} {agreeing(leading, 'leads', 'lead')} when all groups count together: {{}}.",
                all_of([scored(name) for name in leading]),
                agreeing(leading, "it", "they"),
                why,
            )
        ]
    return [finding("The order of all groups together is not the order of any one group: {}.", why, beside=ALL_SCORES)]


def _why_beside_the_groups(appraisal: Appraisal, choosing: Sequence[Preference]) -> str:
    reasons = []
    if any(each.by_group[preference.group] != each.weight for each in appraisal.criteria for preference in choosing):
        reasons.append("each group’s own order uses its own weights")
    if any(each.left_out for each in choosing):
        reasons.append("not every group scored every option")
    return " and ".join(reasons) or "it is the mean of their scores by votes"


def _groups(names: Sequence[str]) -> Phrase:
    return all_of([group_named(name) for name in names])


def _at_odds_on_passing(appraisal: Appraisal) -> list[Finding]:
    """The must-pass criteria that an option fails by some groups' scores and passes by others'."""
    case = appraisal.case
    findings = []
    for option in appraisal.options:
        for criterion in (each for each in case.criteria if each.name in option.failed and each.taken_from is None):
            scores = {
                group.name: score
                for group in case.groups
                if isinstance(score := case.scores.get((group.name, option.name, criterion.name)), Decimal)
            }
            short = [name for name, score in scores.items() if falls_short(criterion, score)]
            passed = [name for name in scores if name not in short]
            if short and passed:
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
    criteria = {each.name: each for each in appraisal.criteria}
    apart = [
        (share, option, criteria[name])
        for (name, option), share in shares_apart(appraisal).items()
        if share.numerator * FAR_APART.denominator >= FAR_APART.numerator * share.denominator
    ]
    if not apart:
        return []
    apart.sort(key=lambda each: -each[0])
    cells = [_cell(appraisal.case, criterion, option) for _, option, criterion in apart[:_MOST_CELLS]]
    if len(apart) == 1:
        return [finding("The groups are far apart on one score: {}.", cells[0], action=_ASK)]
    most = "" if len(apart) == len(cells) else "most of all on "
    return [
        finding(
            "The groups are far apart on {} scores, {}{}.",
            Figure(f"{len(apart):,}", len(apart)),
            most,
            joined(cells, "; "),
            action=_ASK,
        )
    ]


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
