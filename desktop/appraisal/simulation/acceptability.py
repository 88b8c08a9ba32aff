"""Rank acceptability, central weights and confidence, as SMAA-2 defines them.

R. Lahdelma and P. Salminen, SMAA-2: stochastic multicriteria acceptability analysis for group decision making (2001).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from desktop.appraisal.results import Appraisal, OptionResult, OptionSimulation, Simulation
from desktop.appraisal.simulation.drawn_scores import DrawnScores
from desktop.appraisal.simulation.level import always_level, exact_score, has_a_score
from desktop.appraisal.simulation.places import Places, times_first
from desktop.appraisal.simulation.uncertain_scores import Cell, UncertainCell, cells_of
from desktop.appraisal.simulation.weight_draws import weight_draws
from desktop.appraisal.simulation.weight_region import WeightRegion, region_of

Matrix = NDArray[np.float64]

#: Draws that the confidence of uncertain options is found from at the most and at the least, and comparisons between which they lie.
_MOST_DRAWS, _LEAST_DRAWS, _COMPARISONS = 25_000, 1_000, 80_000_000


def acceptabilities(appraisal: Appraisal, draws: int) -> Simulation:
    """How often each option takes each place over so many draws of weights and scores; nothing drawn where nothing is uncertain.

    Places are among all options that have a score, as ranks are; options that always draw level share theirs equally. An option to
    which no criterion with a weight applies has no place and is left out, which `why` says. A negative seed is a seed like any other.
    """
    case = appraisal.case
    region = region_of(appraisal)
    if region.trouble:
        return Simulation(0, case.seed, region.kind, 0.0, why=(region.trouble,))
    cells, notes = cells_of(appraisal)
    scored = [place for place, row in enumerate(cells) if has_a_score(region, row)]
    out = [
        f"No criterion with a weight applies to {option.name}, so it takes no place in the simulation."
        for place, option in enumerate(appraisal.options)
        if place not in scored
    ]
    why = (*region.notes, *notes, *out)
    if not scored:
        nothing = "No option has a score to simulate." if cells else "No option is recorded, so there is nothing to simulate."
        return Simulation(0, case.seed, region.kind, 0.0, why=(*why, nothing))
    options = [appraisal.options[place] for place in scored]
    rows = [cells[place] for place in scored]
    if region.free or any(isinstance(row[column], UncertainCell) for row in rows for column in region.counted):
        options_simulated, error = _drawn(region, options, rows, case.seed, max(draws, 1))
        return Simulation(max(draws, 1), case.seed, region.kind, error, options_simulated, why)
    return Simulation(
        0,
        case.seed,
        region.kind,
        0.0,
        _certain(region, options, rows),
        (*why, "The weights and the scores are recorded as single figures, so nothing was varied."),
    )


def _certain(region: WeightRegion, options: Sequence[OptionResult], rows: Sequence[Sequence[Cell]]) -> dict[str, OptionSimulation]:
    """The one outcome there can be. Level scores share their places."""
    scores = [exact_score(region, row) for row in rows]
    best = max((score for score, option in zip(scores, options, strict=True) if option.may_lead), default=None)
    leaders = [option.name for score, option in zip(scores, options, strict=True) if option.may_lead and score == best]
    weights = {name: float(weight) for name, weight in zip(region.names, region.low, strict=True)}
    options_simulated = {}
    for score, option in zip(scores, options, strict=True):
        above, level = sum(other > score for other in scores), scores.count(score)
        places = tuple(1 / level if above <= place < above + level else 0.0 for place in range(len(scores)))
        leading = 1 / len(leaders) if option.name in leaders else 0.0
        options_simulated[option.name] = OptionSimulation(places, leading, places[0] or None, weights if places[0] else None)
    return options_simulated


def _drawn(
    region: WeightRegion, options: Sequence[OptionResult], rows: Sequence[Sequence[Cell]], seed: int, draws: int
) -> tuple[dict[str, OptionSimulation], float]:
    """Each option's part of the places, and the largest standard error among them."""
    of_weights, of_scores, again = np.random.SeedSequence((abs(seed), int(seed < 0))).spawn(3)
    level = always_level(region, rows)
    may_lead = [option.may_lead for option in options]
    places = Places(len(options), len(region.names))
    places.count(weight_draws(region, of_weights), DrawnScores(region, rows, of_scores), may_lead, draws)
    places.share(level, may_lead)
    part = places.counts / draws
    leading = (places.leads / draws).tolist()
    central: dict[int, Matrix] = {
        place: places.winning[place] / places.winning[place].sum() for place in range(len(options)) if part[place, 0] > 0
    }
    confidence = dict(enumerate(part[:, 0].tolist()))  # what it is where no weight can move
    if region.free:
        confidence = _confidence(DrawnScores(region, rows, again), central, level, draws)
    options_simulated = {}
    for place, (option, taken) in enumerate(zip(options, part.tolist(), strict=True)):
        weights = dict(zip(region.names, central[place].tolist(), strict=True)) if place in central else None
        options_simulated[option.name] = OptionSimulation(tuple(taken), leading[place], confidence[place] if weights else None, weights)
    farthest = float((part * (1 - part)).max())
    return options_simulated, sqrt(max(farthest, 0.0) / draws)


def _confidence(scores: DrawnScores, central: dict[int, Matrix], level: Sequence[Sequence[int]], draws: int) -> dict[int, float]:
    """How often each option is first at its central weights: over a part of the draws that is enough for whole per cents.

    One draw says it where the scores are certain. Of options that always draw level one stands for all, and they share what it has.
    """
    groups = {group[0]: group for group in level}
    owners = [first for first in groups if first in central]
    enough = max(min(_MOST_DRAWS, _COMPARISONS // (len(owners) * len(groups))), _LEAST_DRAWS)
    many = min(draws, enough) if scores.uncertain else 1
    first = times_first(scores, np.array([central[owner] for owner in owners]), owners, list(groups), many).tolist()
    return {place: part / len(groups[owner]) for owner, part in zip(owners, first, strict=True) for place in groups[owner]}
