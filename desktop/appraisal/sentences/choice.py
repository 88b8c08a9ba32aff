"""Who leads, by how much, what bars the others, and what of the scores is not certain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from desktop.appraisal.results import Appraisal, CriterionResult, OptionResult
from desktop.appraisal.wording import agreeing, listed, points


def choice(appraisal: Appraisal) -> list[str]:
    """Who leads, by how much, and what that leans on."""
    criteria, options = appraisal.criteria, appraisal.options
    if not any(criterion.use == "weighted" for criterion in criteria) or not options:
        return _not_begun(appraisal)
    if not any(option.score is not None for option in options):
        return ["No option has a score yet."]
    sentences = _leading(appraisal)
    sentences += _barred(options)
    sentences += [range_sentence for option in options if (range_sentence := _range(option, criteria))]
    sentences += [sentence for option in options for sentence in option.why]
    sentences += [
        f"Every option scores the same on {criterion.name}, so it tells nothing apart."
        for criterion in criteria
        if criterion.tells_nothing_apart and criterion.use == "weighted"
    ]
    return sentences


def _not_begun(appraisal: Appraisal) -> list[str]:
    """What is still to be recorded before options can be scored; nothing where they are set out by their money alone."""
    if not appraisal.options:
        return ["No option is recorded yet, so there is nothing to score."] if appraisal.criteria else []
    if any(option.money.years for option in appraisal.options if not option.benchmark):
        return []
    return ["No criterion is weighted yet, so no option has a score.", *_barred(appraisal.options)]


def _leading(appraisal: Appraisal) -> list[str]:
    options, leader, tied, certain = appraisal.options, appraisal.leader, appraisal.tied_first, appraisal.leader_certain
    running = sorted(
        ((option.score, option.name) for option in options if option.score is not None and option.may_lead), key=lambda pair: -pair[0]
    )
    if leader is None:
        return ["No option can lead: each one that has a score is not viable, fails a must-pass criterion or is not shown to pass it."]
    best = running[0][0]
    if tied:
        sentences = [f"There is no clear winner: {listed(tied)} tie for first with {points(best)} points out of 100."]
    elif len(running) == 1:
        sentences = [f"{leader} has {points(best)} points out of 100; no other option that could lead has a score."]
    else:
        ahead = best - running[1][0]
        by = f"{points(ahead)} point{'' if points(ahead) == '1' else 's'}" if ahead >= Fraction(1, 20) else "less than a tenth of a point"
        doubt = "There is no clear winner: " if appraisal.close_call and certain else ""
        sentences = [f"{doubt}{leader} leads with {points(best)} points out of 100, {by} ahead of {running[1][1]}."]
    if not certain and not tied:
        sentences.append(f"There is no clear winner yet: {_what_is_open(options)} could put another option ahead of {leader}.")
    return sentences + _led_by_what_is_missing(appraisal)


def _what_is_open(options: Sequence[OptionResult]) -> str:
    field = [option for option in options if option.may_lead]
    parts = ["the missing scores"] if any(option.missing for option in field) else []
    if any(cell.has_range for option in field for cell in option.cells.values()):
        parts.append("scores recorded as ranges" if parts else "the scores recorded as ranges")
    return " and ".join(parts) or "what is not known"


def _led_by_what_is_missing(appraisal: Appraisal) -> list[str]:
    """A leader that another option is never worse than: it leads only because a score in which it is behind is left out as missing."""
    sentences = []
    for option in appraisal.options:
        rivals = [name for name in option.dominated.by if appraisal.option(name).may_lead]
        if option.name == appraisal.leader and rivals and option.missing:
            sentences.append(
                f"{option.name} leads only while its missing score on {listed(option.missing)} is left out: "
                f"{listed(rivals)} {agreeing(rivals, 'is', 'are')} at least as good on every criterion, whatever it turns out."
            )
    return sentences


def _barred(options: Iterable[OptionResult]) -> list[str]:
    sentences = []
    for option in options:
        if option.failed:
            sentences.append(f"{option.name} fails {listed(option.failed)}, which an option must pass, so it cannot lead.")
        if option.not_shown:
            sentences.append(f"{option.name} is not shown to pass {listed(option.not_shown)}: nobody has scored it, so it cannot lead.")
        if option.viable is False and option.rank == 1:
            sentences.append(f"{option.name} has the highest score but is not viable, so it cannot lead.")
    return sentences


def _range(option: OptionResult, criteria: Sequence[CriterionResult]) -> str:
    """Why its score is a range and how wide; nothing where it is one figure."""
    low, high = option.score_low, option.score_high
    ranged = [criterion.name for criterion in criteria if criterion.use == "weighted" and option.cells[criterion.name].has_range]
    if low is None or high is None or not (option.missing or (ranged and low != high)):
        return ""
    blank = [name for name in option.missing if name not in ranged]
    instead = [name for name in option.missing if name in ranged]
    around = [name for name in ranged if name not in instead]
    parts = [f"has no score on {listed(blank)}"] if blank else []
    parts += [f"has a range and no score on {listed(instead)}"] if instead else []
    parts += [f"has a range around its score on {listed(around)}"] if around else []
    return f"{option.name} {listed(parts)}, so its score lies anywhere from {points(low)} to {points(high)}."
