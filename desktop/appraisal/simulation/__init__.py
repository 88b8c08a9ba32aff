"""SMAA-2: how often each option takes each place when weights and scores that are not known are drawn at random.

numpy is imported by the modules of this package alone, and by none of them before `simulate` is called, as start-up does without it.
It runs on one thread, which `desktop` sees to; with more, where it was imported before that, the same figures come later.
"""

from __future__ import annotations

from desktop.appraisal.results import Appraisal, Simulation

#: What a simulation draws unless told otherwise: two seeds then differ by about 0.3 points at the most.
DRAWS = 100_000


def simulate(appraisal: Appraisal, draws: int = DRAWS) -> Simulation:
    """The SMAA-2 results of an appraisal (`acceptability.acceptabilities`). Never raises for a case that can be appraised."""
    from desktop.appraisal.simulation.acceptability import acceptabilities

    return acceptabilities(appraisal, draws)
