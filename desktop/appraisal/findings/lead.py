"""Where a lead comes from: on which criteria or headings the leader gains its points against the next, and where it gives some up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from desktop.appraisal.findings.finding import Figure, Finding, Named, Phrase, all_of, criterion_named, finding, phrase, scored
from desktop.appraisal.results import Appraisal, OptionResult
from desktop.appraisal.wording import apportioned, difference, hold_commas, out_of_100

#: As many as are named of what the leader gains on, and of what it is behind on; the others are one figure.
_GAINS, _LOSSES = 3, 2


def where_the_lead_comes_from(appraisal: Appraisal) -> list[Finding]:
    """The difference of two weighted scores by criterion, to the places of the sentence on who leads, adding to it as printed.

    By the widest headings where there are some, as the bars of the scores are; by the criteria of a heading whose name would say
    little of where the lead comes from. Nothing where one of the two has no value on a criterion that the other has one on, as their scores
    then rest on different criteria.
    """
    running = [option for option in appraisal.options if option.score is not None and option.may_lead and not appraisal.tied_first]
    leader = next((option for option in running if option.name == appraisal.leader), None)
    rival = max((option for option in running if option is not leader), key=lambda option: option.score or 0, default=None)
    if leader is None or rival is None:
        return []
    best, next_best = leader.score or Fraction(0), rival.score or Fraction(0)
    places = leader.places
    lead = difference(best, next_best, places)
    by_criterion = _by_criterion(leader, rival)
    if by_criterion is None or lead <= 0:
        return []
    gains = _by_heading(appraisal, by_criterion)
    ahead, behind = _most(gains, 1, _GAINS), _most(gains, -1, _LOSSES)
    exact = [sum((gains[each_of] for each_of in each), Fraction(0)) for each in (*ahead, *behind)]
    printed = [
        Figure(out_of_100(abs(shown), places), abs(gain)) for shown, gain in zip(apportioned(exact, lead, places), exact, strict=True)
    ]
    gained = [_on(each, figure) for each, figure in zip(ahead, printed, strict=False)]
    first, *rest = gained
    lost = [_on(each, figure) for each, figure in zip(behind, printed[len(ahead) :], strict=True)]
    apart = ";" if hold_commas([each[0].name for each in (*ahead, *behind) if len(each) == 1]) else ","
    less = phrase(f"{apart} less {{}}{apart} where it is behind", all_of(lost)) if lost else Phrase(())
    total = phrase(": {} in all", Figure(out_of_100(lead, places), best - next_best)) if rest or lost else Phrase(())
    return [finding("{} leads {} by {}{}{}.", scored(leader.name), scored(rival.name), all_of([_weighted(first), *rest]), less, total)]


class _Ground(NamedTuple):
    """What points are gained or given up on: a criterion, or a heading with all its criteria."""

    name: str
    is_heading: bool = False

    @property
    def named(self) -> Named:
        """Its name in a sentence."""
        return Named(self.name, None) if self.is_heading else criterion_named(self.name)


def _by_heading(appraisal: Appraisal, gains: Mapping[str, Fraction]) -> dict[_Ground, Fraction]:
    """The gains by widest heading; by criterion under one that tells little: it alone is gained on, or holds most of the criteria."""
    under = {criterion.name: criterion.widest_heading for criterion in appraisal.criteria}
    holds = Counter(criterion.widest_heading for criterion in appraisal.criteria if criterion.weight)
    by_heading: dict[str, Fraction] = {}
    for name, gain in gains.items():
        by_heading[under[name]] = by_heading.get(under[name], Fraction(0)) + gain
    gained_on = [heading for heading, gain in by_heading.items() if gain > 0]
    parted = {heading for heading in by_heading if gained_on == [heading] or 2 * holds[heading] > holds.total()}
    if len(by_heading) == len(gains):
        parted = set(by_heading)
    whole = {_Ground(heading, is_heading=True): gain for heading, gain in by_heading.items() if heading not in parted}
    return whole | {_Ground(name): gain for name, gain in gains.items() if under[name] in parted}


def _by_criterion(leader: OptionResult, rival: OptionResult) -> dict[str, Fraction] | None:
    """What each criterion brings the leader more than the rival, in points out of 100; `None` where one alone has a value."""
    gains: dict[str, Fraction] = {}
    for name, mine in leader.contributions.items():
        theirs = rival.contributions.get(name)
        if (mine is None) != (theirs is None):
            return None
        if mine is not None and theirs is not None and mine != theirs:
            gains[name] = mine - theirs
    return gains


def _most(gains: Mapping[_Ground, Fraction], sign: int, most: int) -> list[tuple[_Ground, ...]]:
    """What is gained (1) or lost (-1) on, the largest first: each alone, and what is over as one.

    One that would be over alone is named, which takes no more words.
    """
    grounds = sorted((each for each, gain in gains.items() if gain * sign > 0), key=lambda each: -abs(gains[each]))
    alone = len(grounds) if len(grounds) <= most + 1 else most
    over = tuple(grounds[alone:])
    return [*((each,) for each in grounds[:alone]), *([over] if over else [])]


def _on(grounds: Sequence[_Ground], figure: Figure) -> Phrase:
    if len(grounds) == 1:
        return phrase("{} on {}", figure, grounds[0].named)
    headings = sum(each.is_heading for each in grounds)
    others = "other headings" if headings == len(grounds) else "others" if headings else "other criteria"
    return phrase(f"{{}} on {{}} {others}", figure, Figure(str(len(grounds)), len(grounds)))


def _weighted(first: Phrase) -> Phrase:
    """The first of them says what all are counted in."""
    figure, *rest = first.parts
    return Phrase((figure, " weighted points", *rest))
