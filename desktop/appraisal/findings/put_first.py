"""What would put one option first: the nearest weight, its own scores one at a time, or what bars it. Exact, and of any option."""

from __future__ import annotations

from desktop.appraisal.choice.sensitivity import scores_that_put_first
from desktop.appraisal.findings.certainty import in_draws
from desktop.appraisal.findings.changes import score_needed, weight_needed
from desktop.appraisal.findings.choice import barred, score_figure
from desktop.appraisal.findings.finding import Figure, Finding, all_of, finding, scored
from desktop.appraisal.results import Appraisal, WeightSwitch
from desktop.appraisal.wording import difference, out_of_100


def what_would_put_first(appraisal: Appraisal, name: str) -> list[Finding]:
    """In sentences, what it would take for an option to lead. Raises KeyError where the case has no option of that name."""
    option = appraisal.option(name)
    if not option.may_lead:
        said = [each for each in barred(appraisal) if each.about is not None and each.about.name == name]
        return said or [finding("{} is not viable, so it cannot lead whatever its score.", scored(name))]
    if option.score is None:
        return [finding("{} has no score yet, so what would put it first is not known.", scored(name))]
    if appraisal.leader == name and not appraisal.tied_first:
        return [finding("{} leads already, with {} points out of 100.", scored(name), score_figure(option))]
    if name in appraisal.tied_first:
        return [finding("{} ties for first, so any rise in one of its scores puts it first alone.", scored(name))]
    return [*_behind(appraisal, name), *_weights(appraisal, name), *_scores(appraisal, name), *_chances(appraisal, name)]


def switches_to(appraisal: Appraisal, name: str) -> tuple[WeightSwitch, ...]:
    """The weights beyond which an option leads, nearest to today's first."""
    return tuple(switch for switch in appraisal.weight_switches if switch.to_leader == name)


def _behind(appraisal: Appraisal, name: str) -> list[Finding]:
    leader = appraisal.leader
    if leader is None:
        return []
    first, own = appraisal.option(leader), appraisal.option(name)
    if first.score is None or own.score is None:
        return []
    gap = difference(first.score, own.score, own.places)
    return [
        finding(
            "{} has {} points out of 100, {} behind {} with {}.",
            scored(name),
            score_figure(own),
            Figure(f"{out_of_100(gap, own.places)} points", gap),
            scored(leader),
            score_figure(first),
        )
    ]


def _weights(appraisal: Appraisal, name: str) -> list[Finding]:
    nearest = next(iter(switches_to(appraisal, name)), None)
    if nearest is not None:
        return [finding("{} leads if {}.", scored(name), weight_needed(nearest))]
    better = [each for each in appraisal.option(name).dominated.by if appraisal.option(each).may_lead]
    if better:
        of = all_of([scored(each) for each in better])
        return [finding("No weights put {} first: it is no better than {} on any criterion.", scored(name), of)]
    return [finding("No single weight, however changed, puts {} first.", scored(name))]


def _scores(appraisal: Appraisal, name: str) -> list[Finding]:
    needed = scores_that_put_first(appraisal, name)
    if not needed:
        return [finding("No single score of {}, however changed, puts it first.", scored(name))]
    return [finding("One score of {} alone would do: {}.", scored(name), score_needed(appraisal, needed[0]))]


def _chances(appraisal: Appraisal, name: str) -> list[Finding]:
    drawn = appraisal.simulation.options.get(name) if appraisal.simulation is not None and appraisal.simulation.draws else None
    if drawn is None:
        return []
    if not drawn.chance_of_leading:
        return [finding("With what is not known drawn at random {} never leads.", scored(name))]
    return [finding("With what is not known drawn at random {} leads {}.", scored(name), in_draws(drawn.chance_of_leading, "of the draws"))]
