"""What would change the choice: the nearest weight, the one score, and the options that no weights could put first."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from desktop.appraisal.findings.finding import ALL_SCORES, Figure, Finding, all_of, criterion_named, finding, phrase, scored
from desktop.appraisal.results import Appraisal, Flip, OptionResult, WeightSwitch
from desktop.appraisal.wording import agreeing, placed


def what_would_change_it(appraisal: Appraisal) -> list[Finding]:
    """The nearest weight and the one score that would put another option first, and the options that no weights could.

    While options tie for first any change at all decides, so neither of the first two is told.
    """
    findings: list[Finding] = []
    running = [option for option in appraisal.options if option.may_lead and option.score is not None]
    weighted = [criterion for criterion in appraisal.criteria if criterion.use == "weighted"]
    if len(running) > 1 and not appraisal.tied_first:
        # With scores missing, a score that is not there yet could change the choice too, so "no score" cannot be said.
        complete = not any(option.missing for option in appraisal.options if option.may_lead)
        nearest = next((each for each in appraisal.weight_switches if each.from_leader == appraisal.leader), None)
        if nearest is not None:
            findings.append(_nearest_switch(nearest, alone=len({each.criterion for each in appraisal.weight_switches}) == 1))
        elif len(weighted) > 1 and not appraisal.weight_switches:
            findings.append(finding("No single weight, however changed, puts another option first.", beside=ALL_SCORES))
        if appraisal.smallest_flip is not None:
            findings.append(flip_words(appraisal.smallest_flip))
        elif complete:
            findings.append(finding("No single score, however changed, puts another option first.", beside=ALL_SCORES))
    return findings + _dominated(appraisal.options, "criterion" if len(weighted) == len(appraisal.criteria) else "weighted criterion")


def _nearest_switch(switch: WeightSwitch, *, alone: bool) -> Finding:
    at, now = (
        Figure(f"{shown}%", weight)
        for shown, weight in zip(_percentages(switch.at, switch.weight), (switch.at, switch.weight), strict=True)
    )
    up, criterion = switch.at > switch.weight, criterion_named(switch.criterion)
    moves = "above" if up else "below"
    if alone:
        moved = phrase(f"unless the weight of {{}} {'rises' if up else 'falls'} {moves} {{}}, from {{}} now", criterion, at, now)
    else:
        moved = phrase(
            f"unless a weight changes enough: the nearest is {{}}, {'rising' if up else 'falling'} {moves} {{}}, from {{}} now",
            criterion,
            at,
            now,
        )
    return finding("{} stays first {}; then {} leads.", scored(switch.from_leader), moved, scored(switch.to_leader))


def _percentages(at: Fraction, now: Fraction) -> tuple[str, str]:
    """Both as percentages, to as many places as tell them apart and keep the first from 0 and 100."""
    places = 0
    while True:
        shown = placed(at * 100, places)
        if shown not in (placed(now * 100, places), "0", "100"):
            return shown, placed(now * 100, places)
        places += 1


def flip_words(flip: Flip) -> Finding:
    """The score it takes, rounded towards today's: the new leader is level at that, or just beyond it.

    To as many places as leave it on its own side of today's, which is rounded to the nearest.
    """
    rises = flip.to_score > flip.from_score
    places = 1
    while True:
        scale = Fraction(10) ** places
        whole = floor(flip.to_score * scale) if rises else ceil(flip.to_score * scale)
        start = floor(flip.from_score * scale + Fraction(1, 2))
        if whole > start if rises else whole < start:
            now, to = Figure(placed(flip.from_score, places), flip.from_score), Figure(placed(whole / scale, places), flip.to_score)
            return finding(
                f"It would take one score, {{}} for {{}} from {{}} to just {'over' if rises else 'under'} {{}}, to put {{}} first.",
                criterion_named(flip.criterion),
                scored(flip.option),
                now,
                to,
                scored(flip.new_leader),
            )
        places += 1


def _dominated(options: Sequence[OptionResult], criterion: str) -> list[Finding]:
    """Which options another is at least as good as throughout; each is told against the best placed of those."""
    beaten: dict[tuple[str, bool], list[str]] = {}
    in_order = sorted((option for option in options if option.may_lead), key=lambda option: (option.rank is None, option.rank or 0))
    for option in options:
        better = next((rival.name for rival in in_order if rival.name in option.dominated.by), None)
        if option.may_lead and better is not None:
            beaten.setdefault((better, better in option.dominated.strictly), []).append(option.name)
    return [
        finding(
            f"{{}} {{}} {'worse than {} on every' if strictly else 'no better than {} on any'} {criterion}.",
            all_of([scored(name) for name in names]),
            agreeing(names, "is", "are"),
            scored(better),
        )
        for (better, strictly), names in beaten.items()
    ]
