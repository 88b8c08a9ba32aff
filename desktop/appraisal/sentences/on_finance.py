"""What the finance of a case says, in the order a Section 151 officer asks; the details are each subject's own."""

from __future__ import annotations

from desktop.appraisal.results import Appraisal
from desktop.appraisal.sentences.budget import affordable
from desktop.appraisal.sentences.checks import counted_twice, leaving, optimism_bias, quick
from desktop.appraisal.sentences.conditions import depends
from desktop.appraisal.sentences.efficiency import targets
from desktop.appraisal.sentences.figures import says_nothing
from desktop.appraisal.sentences.partners import rebased, who_gains
from desktop.appraisal.sentences.room import drawn, room

#: More conditions than this and only how many there are is told.
_MOST_CONDITIONS = 2


def finance(appraisal: Appraisal) -> list[str]:
    """How sure what is in question is, targets, who gains, affordability, conditions, and what to check."""
    held = appraisal.finance
    if held is None:
        return []
    found: list[str] = []
    money = held.money_of(held.owner) if held.owner else None
    if money is not None and held.owner:
        found += room(held.owner, money)
        if money.npv is not None and not says_nothing(money.npv):  # else there is no figure for a simulation to bear on
            found += drawn(held.owner, money.monte_carlo if appraisal.simulation is not None else None)
        found += optimism_bias(held.owner, money)
    elif held.owner is not None:
        found += drawn(held.name, held.monte_carlo)
    found += targets(held)
    found += who_gains(held)
    found += rebased(held)
    found += affordable(held, held.name)
    mine = [each for each in held.conditions if not held.owner or each.owner == held.owner]
    found += (
        depends(tuple(mine))
        if len(mine) <= _MOST_CONDITIONS
        else [f"Amounts of {held.name} depend on {len(mine)} conditions: see what is left without each."]
    )
    # Of one alone the payback above says it, and that nothing pays back so soon changes no choice.
    if len(held.quick_wins) > 1 and any(win.is_quick for win in held.quick_wins):
        found += quick(held.quick_wins, held.records.quick_win_months)
    found += counted_twice(held.double_counts)
    return found + leaving(held.exit_costs)
