"""How often each option takes each place, as the figures of its chart and in words. No ReportLab."""

from __future__ import annotations

from desktop.appraisal.case import SimulatedWeights
from desktop.appraisal.results import Appraisal, OptionResult, OptionSimulation, Simulation
from desktop.appraisal.wording import place
from desktop.papers.charts.data.certainty_parts import Acceptability, PlaceBar
from desktop.papers.content.chances import chance

_DRAWN = {
    SimulatedWeights.FREE: "any weights at all, each set as likely as any other",
    SimulatedWeights.ORDERED: "any weights that keep the criteria in the recorded order",
    SimulatedWeights.BOUNDED: "any weights within the recorded bounds",
    SimulatedWeights.EXACT: "the recorded weights, held as they are",
}

_NOT_SIMULATED = "How often each option takes each place has not been worked out."


def acceptability_parts(appraisal: Appraisal) -> Acceptability:
    """A bar an option in order of score; none where nothing was or could be drawn."""
    simulation = appraisal.simulation
    if simulation is None:
        return Acceptability(why=(_NOT_SIMULATED,))
    bars = tuple(
        _bar(option, simulation.options[option.name], leader=option.name == appraisal.leader)
        for option in appraisal.ranked
        if option.name in simulation.options
    )
    return Acceptability(bars, simulation.draws, simulation.why or (() if bars else (_NOT_SIMULATED,)))


def acceptability_words(parts: Acceptability) -> str:
    """What the chart says, in sentences."""
    if not parts.bars:
        return " ".join(parts.why)
    if not parts.draws:
        return " ".join([*parts.why, *(f"{bar.words}." for bar in parts.bars)])
    lead = f"How often each option took each place in {parts.draws:,} draws of what is not certain, best score first."
    return " ".join([lead, *(f"{bar.words}." for bar in parts.bars)])


def draws_words(simulation: Simulation) -> str:
    """What was drawn and how far the chances may be out: one sentence for the note below a chart."""
    return (
        f"From {simulation.draws:,} draws of scores that are not certain and of {_DRAWN[simulation.weights]} (seed {simulation.seed}). "
        f"{error_words(simulation)}"
    )


def error_words(simulation: Simulation) -> str:
    """How far the chances may be out by the luck of the draw: the largest standard error of them, in percentage points."""
    if simulation.error <= 0:
        return "The chances are exact: nothing in them is left to luck."
    return f"Each chance is give or take {max(simulation.error * 100, 0.1):.1f} points, by the luck of the draw."


def _bar(option: OptionResult, simulation: OptionSimulation, *, leader: bool) -> PlaceBar:
    state = ", the benchmark" if option.benchmark else ""
    state += ", which leads" if leader else "" if option.may_lead else ", which cannot lead"
    place_words = [f"{place(index + 1)} in {chance(share)}" for index, share in enumerate(simulation.acceptability) if share > 0]
    words = f"{option.name}{state}: {', '.join(place_words) if place_words else 'never placed'}"
    chances = tuple(share * 100 for share in simulation.acceptability)
    return PlaceBar(option.name, f"option:{option.name}", chances, words, option.benchmark, leader, not option.may_lead)
