"""What would change the choice: the nearest weight, the one score, and the options that no weights could put first."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from desktop.appraisal.results import Appraisal, Flip, OptionResult, WeightSwitch
from desktop.appraisal.wording import agreeing, listed, placed


def what_would_change_it(appraisal: Appraisal) -> list[str]:
    """The nearest weight and the one score that would put another option first, and the options that no weights could.

    While options tie for first any change at all decides, so neither of the first two is told.
    """
    sentences: list[str] = []
    running = [option for option in appraisal.options if option.may_lead and option.score is not None]
    weighted = [criterion for criterion in appraisal.criteria if criterion.use == "weighted"]
    if len(running) > 1 and not appraisal.tied_first:
        # With scores missing, a score that is not there yet could change the choice too, so "no score" cannot be said.
        complete = not any(option.missing for option in appraisal.options if option.may_lead)
        nearest = next((each for each in appraisal.weight_switches if each.from_leader == appraisal.leader), None)
        if nearest is not None:
            sentences.append(_nearest_switch(nearest, alone=len({each.criterion for each in appraisal.weight_switches}) == 1))
        elif len(weighted) > 1 and not appraisal.weight_switches:
            sentences.append("No single weight, however changed, puts another option first.")
        if appraisal.smallest_flip is not None:
            sentences.append(flip_words(appraisal.smallest_flip))
        elif complete:
            sentences.append("No single score, however changed, puts another option first.")
    return sentences + _dominated(appraisal.options, "criterion" if len(weighted) == len(appraisal.criteria) else "weighted criterion")


def _nearest_switch(switch: WeightSwitch, *, alone: bool) -> str:
    at, now = _percentages(switch.at, switch.weight)
    up = switch.at > switch.weight
    moves = "above" if up else "below"
    if alone:
        moved = f"unless the weight of {switch.criterion} {'rises' if up else 'falls'} {moves} {at}%, from {now}% now"
    else:
        moved = (
            f"unless a weight changes enough: the nearest is {switch.criterion}, {'rising' if up else 'falling'} {moves} {at}%, "
            f"from {now}% now"
        )
    return f"{switch.from_leader} stays first {moved}; then {switch.to_leader} leads."


def _percentages(at: Fraction, now: Fraction) -> tuple[str, str]:
    """Both as percentages, to as many places as tell them apart and keep the first from 0 and 100."""
    places = 0
    while True:
        shown = placed(at * 100, places)
        if shown not in (placed(now * 100, places), "0", "100"):
            return shown, placed(now * 100, places)
        places += 1


def flip_words(flip: Flip) -> str:
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
            now, to = placed(flip.from_score, places), placed(whole / scale, places)
            return (
                f"It would take one score, {flip.criterion} for {flip.option} from {now} to just {'over' if rises else 'under'} {to}, "
                f"to put {flip.new_leader} first."
            )
        places += 1


def _dominated(options: Sequence[OptionResult], criterion: str) -> list[str]:
    """Which options another is at least as good as throughout; each is told against the best placed of those."""
    names_by_better: dict[tuple[str, bool], list[str]] = {}
    placed = sorted((option for option in options if option.may_lead), key=lambda option: (option.rank is None, option.rank or 0))
    for option in options:
        better = next((rival.name for rival in placed if rival.name in option.dominated.by), None)
        if option.may_lead and better is not None:
            names_by_better.setdefault((better, better in option.dominated.strictly), []).append(option.name)
    return [
        f"{listed(names)} {agreeing(names, 'is', 'are')} worse than {better} on every {criterion}."
        if strictly
        else f"{listed(names)} {agreeing(names, 'is', 'are')} no better than {better} on any {criterion}."
        for (better, strictly), names in names_by_better.items()
    ]
