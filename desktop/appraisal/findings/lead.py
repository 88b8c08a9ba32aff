"""Where a lead comes from: on which criteria or headings the leader gains its points against the next, and where it gives some up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from desktop.appraisal.findings.finding import Figure, Finding, Named, Phrase, all_of, criterion_named, finding, phrase, scored
from desktop.appraisal.results import Appraisal, OptionResult
from desktop.appraisal.wording import apportioned, difference, hold_commas, out_of_100, places_that_subtract

#: As many as are named of what the leader gains on, and of what it is behind on; the others are one figure.
_GAINS, _LOSSES = 3, 2


def where_the_lead_comes_from(appraisal: Appraisal) -> list[Finding]:
    """The difference of two weighted scores by criterion, to the places of the sentence on who leads, adding to it as printed.

    By the widest headings where there are some, as the bars of the scores are. Nothing where one of the two has no value on a criterion
    that the other has one on, as their scores then rest on different criteria.
    """
    running = [option for option in appraisal.options if option.score is not None and option.may_lead and not appraisal.tied_first]
    leader = next((option for option in running if option.name == appraisal.leader), None)
    rival = max((option for option in running if option is not leader), key=lambda option: option.score or 0, default=None)
    if leader is None or rival is None:
        return []
    best, next_best = leader.score or Fraction(0), rival.score or Fraction(0)
    places = places_that_subtract(best, next_best) or 1
    lead = difference(best, next_best, places)
    gains, kind = _by_criterion(leader, rival), "criterion"
    if gains is None or lead <= 0:
        return []
    headings: dict[str, Fraction] = {}
    for criterion in appraisal.criteria:
        if criterion.name in gains:
            headings[criterion.widest_heading] = headings.get(criterion.widest_heading, Fraction(0)) + gains[criterion.name]
    if len({criterion.widest_heading for criterion in appraisal.criteria if criterion.weight}) > 1 and len(headings) < len(gains):
        gains, kind = headings, "heading"
    ahead, behind = _most(gains, 1, _GAINS), _most(gains, -1, _LOSSES)
    named = _named(appraisal, kind)
    exact = [sum((gains[name] for name in each), Fraction(0)) for each in (*ahead, *behind)]
    printed = [
        Figure(out_of_100(abs(shown), places), abs(gain)) for shown, gain in zip(apportioned(exact, lead, places), exact, strict=True)
    ]
    gained = [_on(each, figure, kind, named) for each, figure in zip(ahead, printed, strict=False)]
    first, *rest = gained
    lost = [_on(each, figure, kind, named) for each, figure in zip(behind, printed[len(ahead) :], strict=True)]
    apart = ";" if hold_commas([name for each in (*ahead, *behind) for name in each if len(each) == 1]) else ","
    less = phrase(f"{apart} less {{}}{apart} where it is behind", all_of(lost)) if lost else Phrase(())
    total = phrase(": {} in all", Figure(out_of_100(lead, places), best - next_best)) if rest or lost else Phrase(())
    return [finding("{} leads {} by {}{}{}.", scored(leader.name), scored(rival.name), all_of([_weighted(first), *rest]), less, total)]


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


def _most(gains: Mapping[str, Fraction], sign: int, most: int) -> list[tuple[str, ...]]:
    """The names of those that are gained (1) or lost (-1) on, the largest first: each alone, and what is over as one.

    One that would be over alone is named, which takes no more words.
    """
    names = sorted((name for name, gain in gains.items() if gain * sign > 0), key=lambda name: -abs(gains[name]))
    alone = len(names) if len(names) <= most + 1 else most
    over = tuple(names[alone:])
    return [*((name,) for name in names[:alone]), *([over] if over else [])]


def _named(appraisal: Appraisal, kind: str) -> Mapping[str, Named]:
    if kind == "criterion":
        return {criterion.name: criterion_named(criterion.name) for criterion in appraisal.criteria}
    return {criterion.widest_heading: Named(criterion.widest_heading, None) for criterion in appraisal.criteria}


def _on(names: Sequence[str], figure: Figure, kind: str, named: Mapping[str, Named]) -> Phrase:
    if len(names) == 1:
        return phrase("{} on {}", figure, named[names[0]])
    others = {"criterion": "other criteria", "heading": "other headings"}[kind]
    return phrase(f"{{}} on {{}} {others}", figure, Figure(str(len(names)), len(names)))


def _weighted(first: Phrase) -> Phrase:
    """The first of them says what all are counted in."""
    figure, *rest = first.parts
    return Phrase((figure, " weighted points", *rest))
