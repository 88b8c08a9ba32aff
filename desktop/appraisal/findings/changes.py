"""What would change the choice: the nearest weight, the one score, and the options that no weights could put first."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from desktop.appraisal.findings.finding import ALL_SCORES, Figure, Finding, Named, Phrase, all_of, criterion_named, finding, phrase, scored
from desktop.appraisal.results import Appraisal, Flip, OptionResult, WeightSwitch
from desktop.appraisal.wording import agreeing, placed

#: Decimals of a score in a sentence: at the least, at the most, and of one that was recorded.
_FEWEST, _MOST, _MOST_RECORDED = 1, 12, 6


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
            findings.append(_nearest_switch(nearest, alone=len({each.branch for each in appraisal.weight_switches}) == 1))
        elif len(weighted) > 1 and not appraisal.weight_switches:
            findings.append(finding("No single weight, however changed, puts another option first.", beside=ALL_SCORES))
        if appraisal.smallest_flip is not None:
            flip = appraisal.smallest_flip
            findings.append(flip_words(flip, scale_ends(appraisal, flip.criterion), several=len(appraisal.case.groups) > 1))
        elif complete:
            findings.append(finding("No single score, however changed, puts another option first.", beside=ALL_SCORES))
    return findings + _dominated(appraisal.options, "criterion" if len(weighted) == len(appraisal.criteria) else "weighted criterion")


def _nearest_switch(switch: WeightSwitch, *, alone: bool) -> Finding:
    moved = _moved(switch)
    unless = phrase("unless {}", weight_needed(switch)) if alone else phrase("unless a weight changes enough: the nearest is {}", moved)
    return finding("{} stays first {}; then {} leads.", scored(switch.from_leader), unless, scored(switch.to_leader))


def _moved(switch: WeightSwitch) -> Phrase:
    up, (at, now) = switch.at > switch.weight, _percents(switch)
    return phrase(f"{{}}, {'rising above' if up else 'falling below'} {{}}, from {{}} now", _branch_named(switch), at, now)


def weight_needed(switch: WeightSwitch) -> Phrase:
    """How far a weight has to move: `the weight of Fit rises above 43%, from 20% now`."""
    up, (at, now) = switch.at > switch.weight, _percents(switch)
    return phrase(f"the weight of {{}} {'rises above' if up else 'falls below'} {{}}, from {{}} now", _branch_named(switch), at, now)


def _percents(switch: WeightSwitch) -> tuple[Figure, Figure]:
    at, now = _percentages(switch.at, switch.weight)
    return Figure(f"{at}%", switch.at), Figure(f"{now}%", switch.weight)


def _branch_named(switch: WeightSwitch) -> Named | Phrase:
    return phrase("{}, all its criteria together", Named(switch.name, None)) if switch.heading else criterion_named(switch.criterion)


def scale_ends(appraisal: Appraisal, name: str) -> tuple[Fraction, Fraction] | None:
    """The ends of a criterion's scale, low first; `None` where nothing tells them."""
    criterion = next(each for each in appraisal.criteria if each.name == name)
    points = next(each.points for each in appraisal.case.criteria if each.name == name)
    ends = [score for score, _ in points] or [end for end in (criterion.worst, criterion.best) if end is not None]
    return (Fraction(min(ends)), Fraction(max(ends))) if len(ends) > 1 else None


def _percentages(at: Fraction, now: Fraction) -> tuple[str, str]:
    """Both as percentages, to one place as the tables have them, or as many as tell them apart and keep the first from 0 and 100."""
    places = 1
    while True:
        shown = placed(at * 100, places)
        if shown not in (placed(now * 100, places), "0", "100"):
            return shown, placed(now * 100, places)
        places += 1


def flip_words(flip: Flip, ends: tuple[Fraction, Fraction] | None = None, *, several: bool = False) -> Finding:
    """The score it takes: an exact one, at which the new leader is level, or one rounded away from today's, at which it leads.

    To as many decimals as suit a scale with these ends: one hundredth of it is the coarsest step, what is said stays on the scale, and
    a recorded score keeps its own decimals. `several` groups have no one score of theirs, so it is the score of all together.
    """
    one = f"one score{' of all groups together' if several else ''}"
    criterion, option, new_leader = criterion_named(flip.criterion), scored(flip.option), scored(flip.new_leader)
    return finding(f"It would take {one}, {{}} for {{}} {{}}, to put {{}} first.", criterion, option, _from_to(flip, ends), new_leader)


def score_needed(appraisal: Appraisal, flip: Flip) -> Phrase:
    """A score that would do, and how far it has to go: `Fit from 5 to just over 7`."""
    return phrase("{} {}", criterion_named(flip.criterion), _from_to(flip, scale_ends(appraisal, flip.criterion)))


def _from_to(flip: Flip, ends: tuple[Fraction, Fraction] | None) -> Phrase:
    to, places = told_score(flip, ends)
    way = "over" if flip.to_score > flip.from_score else "under"
    return phrase(
        f"from {{}} to just {way} {{}}", Figure(placed(flip.from_score, places), flip.from_score), Figure(placed(to, places), flip.to_score)
    )


def told_score(flip: Flip, ends: tuple[Fraction, Fraction] | None) -> tuple[Fraction, int]:
    """The score it takes as it is said, rounded away from today's to the decimals that suit the scale, and how many those are."""
    places = _places_of(flip, ends)
    unit = Fraction(10) ** places
    return (ceil if flip.to_score > flip.from_score else floor)(flip.to_score * unit) / unit, places


def _places_of(flip: Flip, ends: tuple[Fraction, Fraction] | None) -> int:
    change = abs(flip.to_score - flip.from_score)
    for places in range(_FEWEST, _MOST):
        step = Fraction(1, 10**places)
        to = (ceil if flip.to_score > flip.from_score else floor)(flip.to_score / step) * step
        fine = ends is None or (step * 100 <= ends[1] - ends[0] and ends[0] < to < ends[1])
        near = step <= change and abs(to - flip.to_score) * 10 <= change
        if fine and near and not _shortened(flip.from_score, places):
            return places
    return _MOST


def _shortened(score: Fraction, places: int) -> bool:
    """Whether a recorded score has more decimals than this; one whose decimals have no end has none to keep."""
    kept, recorded = (score * Fraction(10) ** decimals for decimals in (places, _MOST_RECORDED))
    return recorded.denominator == 1 and kept.denominator != 1


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
