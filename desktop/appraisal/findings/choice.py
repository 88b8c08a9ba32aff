"""Who leads, by how much, what bars the others, and what of the scores is not certain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from desktop.appraisal.findings.finding import ALL_SCORES, Figure, Finding, Phrase, all_of, criterion_named, finding, joined, phrase, scored
from desktop.appraisal.results import Appraisal, CriterionResult, OptionResult
from desktop.appraisal.wording import agreeing, points


def choice(appraisal: Appraisal) -> list[Finding]:
    """Who leads, by how much, and what that leans on."""
    criteria, options = appraisal.criteria, appraisal.options
    if not any(criterion.use == "weighted" for criterion in criteria) or not options:
        return _not_begun(appraisal)
    if not any(option.score is not None for option in options):
        return [finding("No option has a score yet.")]
    findings = _leading(appraisal)
    findings += _barred(options)
    findings += ranges(appraisal, options)
    findings += [
        less_comparable(option.name, names)
        for option in options
        if (
            names := [
                criterion.name for criterion in criteria if criterion.use == "weighted" and option.cells[criterion.name].not_applicable
            ]
        )
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
    return [finding("No criterion is weighted yet, so no option has a score."), *_barred(appraisal.options)]


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
    best = running[0][0]
    if tied:
        findings = [
            finding(
                "There is no clear winner: {} tie for first with {} points out of 100.",
                all_of([scored(name) for name in tied]),
                score_figure(best),
            )
        ]
    elif len(running) == 1:
        findings = [
            finding("{} has {} points out of 100; no other option that could lead has a score.", scored(leader), score_figure(best))
        ]
    else:
        ahead = best - running[1][0]
        by = Figure(
            f"{points(ahead)} point{'' if points(ahead) == '1' else 's'}" if ahead >= Fraction(1, 20) else "less than a tenth of a point",
            ahead,
        )
        doubt = "There is no clear winner: " if appraisal.close_call and certain else ""
        findings = [
            finding(
                "{}{} leads with {} points out of 100, {} ahead of {}.",
                doubt,
                scored(leader),
                score_figure(best),
                by,
                scored(running[1][1]),
            )
        ]
    if not certain and not tied:
        findings.append(
            finding("There is no clear winner yet: {} could put another option ahead of {}.", _what_is_open(options), scored(leader))
        )
    return findings + _led_by_what_is_missing(appraisal)


def score_figure(score: Fraction) -> Figure:
    """A score as sentences print it."""
    return Figure(points(score), score)


def _what_is_open(options: Sequence[OptionResult]) -> str:
    field = [option for option in options if option.may_lead]
    parts = ["the missing scores"] if any(option.missing for option in field) else []
    if any(cell.has_range for option in field for cell in option.cells.values()):
        parts.append("scores recorded as ranges" if parts else "the scores recorded as ranges")
    return " and ".join(parts) or "what is not known"


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


def _barred(options: Iterable[OptionResult]) -> list[Finding]:
    findings = []
    for option in options:
        if option.failed:
            findings.append(
                finding("{} fails {}, which an option must pass, so it cannot lead.", scored(option.name), criteria_listed(option.failed))
            )
        if option.not_shown:
            findings.append(
                finding(
                    "{} is not shown to pass {}: nobody has scored it, so it cannot lead.",
                    scored(option.name),
                    criteria_listed(option.not_shown),
                )
            )
        if option.viable is False and option.rank == 1:
            findings.append(finding("{} has the highest score but is not viable, so it cannot lead.", scored(option.name)))
    return findings


def less_comparable(name: str, not_applicable: Sequence[str]) -> Finding:
    """That the score of an option stands less well beside the others', as criteria do not apply to it."""
    return finding(
        "Not applicable on {}: the other weights are scaled up, so {} is less comparable.",
        joined([criterion_named(each) for each in not_applicable], ", "),
        scored(name),
    )


def ranges(appraisal: Appraisal, options: Iterable[OptionResult]) -> list[Finding]:
    """Why the score of each of these options is a range and how wide; nothing for one whose score is one figure."""
    weighted = [criterion for criterion in appraisal.criteria if criterion.use == "weighted"]
    return [sentence for option in options for sentence in _range(option, weighted)]


def _range(option: OptionResult, weighted: Sequence[CriterionResult]) -> list[Finding]:
    low, high = option.score_low, option.score_high
    ranged = [criterion.name for criterion in weighted if option.cells[criterion.name].has_range]
    if low is None or high is None or not (option.missing or (ranged and low != high)):
        return []
    blank = [name for name in option.missing if name not in ranged]
    instead = [name for name in option.missing if name in ranged]
    around = [name for name in ranged if name not in instead]
    parts = [phrase("has no score on {}", criteria_listed(blank))] if blank else []
    parts += [phrase("has a range and no score on {}", criteria_listed(instead))] if instead else []
    parts += [phrase("has a range around its score on {}", criteria_listed(around))] if around else []
    return [
        finding(
            "{} {}, so its score lies anywhere from {} to {}.", scored(option.name), all_of(parts), score_figure(low), score_figure(high)
        )
    ]
