"""Who leads, by how much, what bars the others, and what of the scores is not certain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from desktop.appraisal.case import Criterion
from desktop.appraisal.choice.scales import mark_of
from desktop.appraisal.findings.certainty import chances_apart, more_often_first
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
from desktop.appraisal.findings.lead import where_the_lead_comes_from
from desktop.appraisal.findings.withheld import ranks_nothing
from desktop.appraisal.results import Appraisal, CellResult, CriterionResult, OptionResult
from desktop.appraisal.wording import agreeing, difference, listed, out_of_100, placed, points

_HALF = Fraction(1, 2)


def choice(appraisal: Appraisal) -> list[Finding]:
    """Who leads, by how much, and what that leans on."""
    criteria, options = appraisal.criteria, appraisal.options
    if not any(criterion.use == "weighted" for criterion in criteria) or not options:
        return _not_begun(appraisal)
    if not any(option.score is not None for option in options):
        return [] if ranks_nothing(appraisal.case) else [finding("No option has a score yet.")]
    findings = _leading(appraisal)
    findings += barred(appraisal)
    findings += ranges(appraisal, options)
    findings += _missing_without_weight(appraisal)
    findings += [
        less_comparable(option.name, names)
        for option in options
        if (names := [criterion.name for criterion in criteria if criterion.weight and option.cells[criterion.name].not_applicable])
    ]
    findings += [
        finding("Every option scores the same on {}, so it tells nothing apart.", criterion_named(criterion.name), beside=ALL_SCORES)
        for criterion in criteria
        if criterion.tells_nothing_apart and criterion.use == "weighted"
    ]
    return findings


def _not_begun(appraisal: Appraisal) -> list[Finding]:
    """What is still to be recorded before options can be scored; nothing where they are set out by their money alone."""
    if not appraisal.options:
        return [finding("No option is recorded yet, so there is nothing to score.")] if appraisal.criteria else []
    if any(option.money.years for option in appraisal.options if not option.benchmark):
        return []
    return [finding("No criterion is weighted yet, so no option has a score."), *barred(appraisal)]


def _leading(appraisal: Appraisal) -> list[Finding]:
    options, leader, tied, certain = appraisal.options, appraisal.leader, appraisal.tied_first, appraisal.leader_certain
    running = sorted(
        ((option.score, option.name) for option in options if option.score is not None and option.may_lead), key=lambda pair: -pair[0]
    )
    if leader is None:
        return [
            finding(
                "No option can lead: each one that has a score is not viable, fails a must-pass criterion or is not shown to pass it.",
                beside=ALL_SCORES,
            )
        ]
    best, first = running[0][0], appraisal.option(leader)
    before = _before_the_leader(appraisal)
    if tied:
        first_by = all_of([scored(name) for name in tied])
        words = phrase("{} tie for first with {} points out of 100", first_by, Figure(out_of_100(best), best))
        findings = [_first_sentence(before, words, doubt=True)]
    elif len(running) == 1:
        words = phrase("{} has {} points out of 100; no other option that could lead has a score", scored(leader), score_figure(first))
        findings = [_first_sentence(before, words, doubt=False)]
    else:
        words = _ahead(first, appraisal.option(running[1][1]))
        findings = [_first_sentence(before, words, doubt=appraisal.close_call and certain), *where_the_lead_comes_from(appraisal)]
    if not certain and not tied:
        findings.append(
            finding("There is no clear winner yet: {} could put another option ahead of {}.", _what_is_open(appraisal), scored(leader))
        )
    return findings + _led_by_what_is_missing(appraisal)


def _first_sentence(before: Sequence[Phrase], words: Phrase, *, doubt: bool) -> Finding:
    """The first sentence of a case: what speaks against leaning on the order, before it names who leads."""
    if not before:
        return finding("{}{}.", "There is no clear winner: " if doubt else "", words)
    return finding("{}{}: {}.", all_of(before).with_capital(), ", so there is no clear winner" if doubt else "", words)


def _ahead(leader: OptionResult, rival: OptionResult) -> Phrase:
    """The leader's score, and how far it is ahead of the next."""
    best, next_best = leader.score or Fraction(0), rival.score or Fraction(0)
    ahead = difference(best, next_best, leader.places)
    by = f"{out_of_100(ahead, leader.places)} points" if ahead else "less than a tenth of a point"
    return phrase(
        "{} leads with {} points out of 100, {} ahead of {} with {}",
        scored(leader.name),
        score_figure(leader),
        Figure(by, best - next_best),
        scored(rival.name),
        score_figure(rival),
    )


def score_figure(option: OptionResult) -> Figure:
    """An option's score as sentences print it, its range with it."""
    return Figure(option.score_words, option.score)


def _before_the_leader(appraisal: Appraisal) -> list[Phrase]:
    """What is said before the leader is named: scores of it that rest on less than half the votes, and who comes first more often."""
    leader = appraisal.leader
    if leader is None or appraisal.tied_first:
        return []
    thin: dict[tuple[str, ...], list[str]] = {}
    cells = appraisal.option(leader).cells
    for criterion in appraisal.criteria:
        cell = cells.get(criterion.name)
        if cell is not None and criterion.weight and not cell.not_applicable and (cell.value is None or cell.absent > _HALF):
            thin.setdefault(cell.missing_groups if cell.value is not None else (), []).append(criterion.name)
    said = [_not_scored(appraisal, groups, criteria_listed(names), cells[names[0]]) for groups, names in thin.items()]
    rival = more_often_first(appraisal)
    if rival is not None:
        often, seldom = chances_apart(rival[0][1], rival[1][1])
        said.append(phrase("{} comes first more often, in {} of the draws against {}", scored(rival[0][0]), often, seldom))
    return said


def _not_scored(appraisal: Appraisal, groups: Sequence[str], criteria: Phrase, cell: CellResult) -> Phrase:
    if not groups:
        return phrase("nobody scored the option in first place on {}", criteria)
    votes = {group.name: Fraction(group.votes) for group in appraisal.case.groups}
    theirs = sum((votes[name] for name in groups), Fraction(0)) or Fraction(len(groups))
    return phrase(
        "{}, {} of {}, did not score the option in first place on {}",
        all_of([group_named(name) for name in groups]),
        Figure(f"{placed(theirs, 2)} vote{'' if theirs == 1 else 's'}", theirs),
        Figure(placed(theirs / cell.absent, 2), theirs / cell.absent),
        criteria,
    )


def _what_is_open(appraisal: Appraisal) -> str:
    weighing = [criterion.name for criterion in appraisal.criteria if criterion.weight]
    cells = [option.cells[name] for option in appraisal.options if option.may_lead for name in weighing]
    parts = []
    if any(cell.value is None and not cell.not_applicable for cell in cells):
        parts.append("the missing scores")
    if any(cell.ranged for cell in cells):
        parts.append("scores recorded as ranges" if parts else "the scores recorded as ranges")
    if any(cell.absent for cell in cells):
        parts.append("the votes of groups that did not score")
    return listed(parts) or "what is not known"


def _led_by_what_is_missing(appraisal: Appraisal) -> list[Finding]:
    """A leader that another option is never worse than: it leads only because a score in which it is behind is left out as missing."""
    findings = []
    for option in appraisal.options:
        rivals = [name for name in option.dominated.by if appraisal.option(name).may_lead]
        if option.name == appraisal.leader and rivals and option.missing:
            findings.append(
                finding(
                    "{} leads only while its missing score on {} is left out: {} {} at least as good on every criterion, "
                    "whatever it turns out.",
                    scored(option.name),
                    criteria_listed(option.missing),
                    all_of([scored(name) for name in rivals]),
                    agreeing(rivals, "is", "are"),
                )
            )
    return findings


def criteria_listed(names: Sequence[str]) -> Phrase:
    """Criteria by their names."""
    return all_of([criterion_named(name) for name in names])


def barred(appraisal: Appraisal) -> list[Finding]:
    """Which options cannot lead, and why: what they fail, what they are not shown to pass, and the best score that is not viable."""
    findings = _without_a_mark(appraisal)
    for option in appraisal.options:
        if option.failed:
            findings.append(
                finding("{} fails {}, which an option must pass, so it cannot lead.", scored(option.name), criteria_listed(option.failed))
            )
        by_reason: dict[str, list[str]] = {}
        for criterion in appraisal.case.criteria:
            if criterion.name in option.not_shown and (why := _why_not_shown(criterion, option.cells[criterion.name])):
                by_reason.setdefault(why, []).append(criterion.name)
        findings += [
            finding("{} is not shown to pass {}: {}, so it cannot lead.", scored(option.name), criteria_listed(names), why)
            for why, names in by_reason.items()
        ]
        if option.viable is False and option.rank == 1:
            findings.append(finding("{} has the highest score but is not viable, so it cannot lead.", scored(option.name)))
    return findings


def _without_a_mark(appraisal: Appraisal) -> list[Finding]:
    """The must-pass criteria that say nowhere what passes: no option is shown to pass them."""
    if not appraisal.options:
        return []
    names = [each.name for each in appraisal.case.criteria if each.use == "must pass" and mark_of(each) is None]
    return [
        finding(
            "{} has no pass mark, so no option is shown to pass it and none can lead.",
            criterion_named(name),
            beside=ALL_SCORES,
            action="Type its pass mark, or its best score.",
        )
        for name in names
    ]


def _why_not_shown(criterion: Criterion, cell: CellResult) -> str:
    """Why an option is not shown to pass a criterion; empty where that has no mark, which is said once of all options."""
    mark = mark_of(criterion)
    if mark is None:
        return ""
    if cell.not_applicable:
        return "it is recorded as not applicable"
    if cell.combined is None:
        return "nobody has scored it"
    return f"part of its range is short of the mark of {placed(Fraction(mark), 6)}"


def less_comparable(name: str, not_applicable: Sequence[str]) -> Finding:
    """That the score of an option stands less well beside the others', as criteria do not apply to it."""
    return finding(
        "{} {} not apply to {}, so its score rests on the other criteria alone and is less comparable.",
        criteria_listed(not_applicable),
        agreeing(not_applicable, "does", "do"),
        scored(name),
    )


def _missing_without_weight(appraisal: Appraisal) -> list[Finding]:
    """The scores that are missing and change nothing, as their criteria have no weight: said once of each option."""
    weights = {criterion.name: criterion.weight for criterion in appraisal.criteria}
    lacking: dict[tuple[str, ...], list[str]] = {}
    for option in appraisal.options:
        if names := tuple(name for name in option.missing if not weights[name]):
            lacking.setdefault(names, []).append(option.name)
    return [
        finding(
            "{} {} no score on {}, which {} no weight, so nothing changes.",
            all_of([scored(name) for name in options]),
            agreeing(options, "has", "have"),
            criteria_listed(names),
            agreeing(names, "has", "have"),
        )
        for names, options in lacking.items()
    ]


def ranges(appraisal: Appraisal, options: Iterable[OptionResult]) -> list[Finding]:
    """Why the score of each of these options is a range and how wide; nothing for one whose score is one figure."""
    weighing = [criterion for criterion in appraisal.criteria if criterion.weight]
    return [sentence for option in options for sentence in _range(option, weighing)]


def _range(option: OptionResult, weighing: Sequence[CriterionResult]) -> list[Finding]:
    low, high = option.score_low, option.score_high
    cells = [(criterion.name, option.cells[criterion.name]) for criterion in weighing]
    missing = [name for name, cell in cells if cell.value is None and not cell.not_applicable]
    if low is None or high is None or not (missing or low != high):
        return []
    assumed = [name for name, cell in cells if cell.ranged and cell.assumed]
    around = [name for name, cell in cells if cell.ranged and not cell.assumed]
    absent: dict[tuple[str, ...], list[str]] = {}
    for name, cell in cells:
        if cell.absent:
            absent.setdefault(cell.missing_groups, []).append(name)
    parts = [phrase("has no score on {}", criteria_listed(missing))] if missing else []
    parts += [phrase("is recorded as a range on {}, whose middle is assumed", criteria_listed(assumed))] if assumed else []
    parts += [phrase("has a range around its score on {}", criteria_listed(around))] if around else []
    parts += [
        phrase("is not scored by {} on {}", all_of([group_named(group) for group in groups]), criteria_listed(names))
        for groups, names in absent.items()
    ]
    said = joined(parts, "; ") if assumed and len(parts) > 1 else all_of(parts)
    if option.score is None:
        ends = (Figure(points(end), end) for end in (low, high))
        return [finding("{} {}, so its score could be anything from {} to {}.", scored(option.name), said, *ends)]
    return [finding("{} {}, so its score is {}.", scored(option.name), said, score_figure(option))]
