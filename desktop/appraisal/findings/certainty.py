"""How sure the choice is: what a simulation over weights and scores that are not known says of it."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.appraisal.case import CriterionUse, SimulatedWeights
from desktop.appraisal.findings.finding import ALL_SCORES, Figure, Finding, Phrase, all_of, criterion_named, finding, phrase, reason, scored
from desktop.appraisal.results import Appraisal, OptionSimulation, Simulation
from desktop.appraisal.wording import counted

_DRAWN = {
    SimulatedWeights.FREE: "any weights at all",
    SimulatedWeights.ORDERED: "any weights in the order recorded",
    SimulatedWeights.BOUNDED: "any weights within the bounds recorded",
}
#: A rival that leads more seldom than this is not told what would favour it.
_SELDOM = 0.01
#: By how much more a criterion is to weigh where a rival is first, before that is worth saying.
_PLAINLY_MORE = 0.02
#: A chance is told to no more places of a per cent than draws can tell apart.
_MOST_PLACES = 4


def how_sure(appraisal: Appraisal) -> list[Finding]:
    """The leader's chance of leading, who comes first most often, and what weights would suit a rival; nothing without a simulation."""
    simulation = appraisal.simulation
    if simulation is None:
        return []
    drawn = drawn_of(appraisal)
    return [*drawn, *(reason(why, *ALL_SCORES) for why in simulation.why)]


def drawn_of(appraisal: Appraisal) -> list[Finding]:
    """What the draws say, without what the simulation itself says of them; nothing where nothing was drawn, or nothing was scored."""
    simulation = appraisal.simulation
    if simulation is None or not simulation.options:
        return []
    field = {
        option.name: simulation.options[option.name]
        for option in appraisal.options
        if option.may_lead and option.name in simulation.options
    }
    unknown = _uncertain_scores(appraisal)
    nothing_scored = all(option.score is None for option in appraisal.options)  # every place is then drawn from nothing but chance
    if not simulation.draws or not field or nothing_scored or (simulation.weights is SimulatedWeights.EXACT and not unknown):
        return []
    findings = _chances(appraisal, simulation, field, scores_drawn=bool(unknown))
    findings += unknown
    if simulation.weights is not SimulatedWeights.EXACT:
        findings += [
            suits for name, each in field.items() if name != appraisal.leader and (suits := _suits(name, each, simulation)) is not None
        ]
    return [*findings, *_confidence(appraisal, field)]


def more_often_first(appraisal: Appraisal) -> tuple[tuple[str, float], tuple[str, float]] | None:
    """The option that comes first most often and the leader that does so more seldom, each with its chance; `None` where none does."""
    simulation, leader = appraisal.simulation, appraisal.leader
    if simulation is None or leader not in simulation.options or leader is None:
        return None
    field = [option.name for option in appraisal.options if option.may_lead and option.name in simulation.options]
    most = max(field, key=lambda name: simulation.options[name].chance_of_leading)
    chances = simulation.options[most].chance_of_leading, simulation.options[leader].chance_of_leading
    return ((most, chances[0]), (leader, chances[1])) if chances[0] > chances[1] else None


def chance_words(chance: float) -> str:
    """A chance in whole per cents; what rounds to none or to all of them, but is not, is said to be under 1% or over 99%."""
    if chance in (0, 1):
        return f"{chance * 100:.0f}%"
    return "under 1%" if chance < 0.005 else "over 99%" if chance >= 0.995 else f"{chance * 100:.0f}%"


def error_words(error: float) -> str:
    """The standard error of a chance in percentage points: `give or take 0.2 points`."""
    percentage_points = f"{error * 100:.1f}"
    return "give or take less than 0.1 points" if percentage_points == "0.0" and error else f"give or take {percentage_points} points"


def chances_apart(more: float, less: float) -> tuple[Figure, Figure]:
    """Two chances as a sentence sets one against the other: in whole per cents, or to the places that tell them apart."""
    words, places = (chance_words(more), chance_words(less)), 1
    while words[0] == words[1] and places < _MOST_PLACES:
        words, places = (f"{more * 100:.{places}f}%", f"{less * 100:.{places}f}%"), places + 1
    return Figure(words[0], more), Figure(words[1], less)


def chance_figure(chance: float) -> Figure:
    """A chance as sentences print it."""
    return Figure(chance_words(chance), chance)


def in_draws(chance: float, draws: str = "of them") -> Phrase:
    """In how many of the draws: `in 81% of them`, or `in every one of them` and `in none of them`."""
    how_many = Figure("every one" if chance else "none", chance) if chance in (0, 1) else chance_figure(chance)
    return phrase(f"in {{}} {draws}", how_many)


def _chances(appraisal: Appraisal, simulation: Simulation, field: dict[str, OptionSimulation], *, scores_drawn: bool) -> list[Finding]:
    drawn = _weights_drawn(appraisal, simulation)
    what = (
        f"{drawn}{' and scores that are not certain' if scores_drawn else ''}"
        if drawn
        else ("the weights recorded and scores that are not certain")
    )
    within = phrase(f"With {what} drawn {{}} times", Figure(f"{simulation.draws:,}", simulation.draws))
    places = sorted(field, key=lambda name: -field[name].chance_of_leading)
    most, leader = places[0], appraisal.leader
    chance = field[most if leader is None or leader not in field or appraisal.tied_first else leader].chance_of_leading
    error = phrase(
        "" if chance in (0, 1) else ", {}", *(() if chance in (0, 1) else (Figure(error_words(simulation.error), simulation.error),))
    )
    if leader is None or leader not in field or appraisal.tied_first:
        level = [name for name in places if field[most].chance_of_leading - field[name].chance_of_leading <= 2 * simulation.error]
        first = (
            phrase(
                "{} come first as often as each other, each in about {} of them",
                all_of([scored(name) for name in level]),
                chance_figure(field[most].chance_of_leading),
            )
            if len(level) > 1
            else phrase("{} comes first most often, {}", scored(most), in_draws(field[most].chance_of_leading))
        )
        findings = [finding("{}, {}{}.", within, first, error)]
    else:
        findings = [finding("{}, {} leads {}{}.", within, scored(leader), in_draws(field[leader].chance_of_leading), error)]
        if field[most].chance_of_leading > field[leader].chance_of_leading:
            findings.append(
                finding(
                    "{} comes first most often, in {}: {} owes its lead to the weights and scores that are used.",
                    scored(most),
                    chance_figure(field[most].chance_of_leading),
                    scored(leader),
                )
            )
        elif len(places) > 1 and field[places[1]].chance_of_leading:
            findings.append(finding("Next is {}, first in {}.", scored(places[1]), chance_figure(field[places[1]].chance_of_leading)))
    never = [name for name in field if not field[name].chance_of_leading]
    if never and chance < 1:  # where one leads in all of them, that the others never do is said
        findings.append(finding("{} {} never first.", all_of([scored(name) for name in never]), "is" if len(never) == 1 else "are"))
    return findings


def _weights_drawn(appraisal: Appraisal, simulation: Simulation) -> str:
    """What weights were drawn; empty where they are those recorded. Without an order or bounds on record any weights are."""
    criteria = [criterion for criterion in appraisal.case.criteria if criterion.use is CriterionUse.WEIGHTED]
    ordered = any(criterion.order for criterion in criteria)
    bounded = any(criterion.weight_low is not None or criterion.weight_high is not None for criterion in criteria)
    bare = (simulation.weights is SimulatedWeights.ORDERED and not ordered) or (
        simulation.weights is SimulatedWeights.BOUNDED and not bounded
    )
    return _DRAWN.get(SimulatedWeights.FREE if bare else simulation.weights, "")


def _uncertain_scores(appraisal: Appraisal) -> list[Finding]:
    """How many scores were drawn too, and between what."""
    cells = [option.cells[name] for option in appraisal.options for name in _counted(appraisal)]
    ranges = sum(cell.ranged for cell in cells)
    missing = sum(cell.value is None and not cell.not_applicable for cell in cells)
    absent = sum(bool(cell.absent) for cell in cells)
    parts = (
        [phrase("{} within {}", Figure(counted(ranges, "score"), ranges), "its range" if ranges == 1 else "their ranges")] if ranges else []
    )
    parts += [phrase("{} anywhere from 0 to 100", Figure(counted(missing, "missing score"), missing))] if missing else []
    parts += (
        [phrase("the votes of groups that did not score, on {}, anywhere from 0 to 100", Figure(counted(absent, "score"), absent))]
        if absent
        else []
    )
    return [finding("Each draw takes {}.", all_of(parts), beside=ALL_SCORES)] if parts else []


def _counted(appraisal: Appraisal) -> list[str]:
    """The weighted criteria that can have any weight in the draws."""
    recorded = appraisal.simulation is not None and appraisal.simulation.weights is SimulatedWeights.EXACT
    return [criterion.name for criterion in appraisal.criteria if criterion.use == "weighted" and (criterion.weight or not recorded)]


def _suits(name: str, each: OptionSimulation, simulation: Simulation) -> Finding | None:
    """The criterion that weighs most above what it weighs where the other options are first."""
    own = each.central_weights
    others: Sequence[dict[str, float]] = [
        other.central_weights for rival, other in simulation.options.items() if rival != name and other.central_weights
    ]
    if own is None or not others or each.chance_of_leading < _SELDOM:
        return None
    mean = {criterion: sum(weights.get(criterion, 0.0) for weights in others) / len(others) for criterion in own}
    criterion = max(own, key=lambda known: own[known] - mean[known])
    if own[criterion] - mean[criterion] < _PLAINLY_MORE:
        return None
    there, elsewhere = (Figure(f"{weight * 100:.0f}%", weight) for weight in (own[criterion], mean[criterion]))
    return finding(
        "Weights that put {} first lean towards {}: it weighs {} there on average, against {} where another option is first.",
        scored(name),
        criterion_named(criterion),
        there,
        elsewhere,
    )


def _confidence(appraisal: Appraisal, field: dict[str, OptionSimulation]) -> list[Finding]:
    """How far the uncertain scores alone leave the leader in doubt: nothing where they do not."""
    leader = appraisal.leader
    sure = field[leader].confidence if leader in field and leader is not None else None
    # Confidence counts the options that cannot lead too: where one of those comes first at times, it says less than the chance of leading.
    if leader is None or sure is None or sure == 1 or field[leader].acceptability[0] < field[leader].chance_of_leading:
        return []
    return [
        finding(
            "Even at the weights that suit {}, taken on average, it is first {}: the rest of the doubt lies in the scores.",
            scored(leader),
            in_draws(sure, "of the draws"),
        )
    ]
