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
    finance_figures = appraisal.finance
    if finance_figures is None:
        return []
    sentences: list[str] = []
    money = finance_figures.money_of(finance_figures.owner) if finance_figures.owner else None
    if money is not None and finance_figures.owner:
        sentences += room(finance_figures.owner, money)
        if money.npv is not None and not says_nothing(money.npv):  # else there is no figure for a simulation to bear on
            sentences += drawn(finance_figures.owner, money.monte_carlo if appraisal.simulation is not None else None)
        sentences += optimism_bias(finance_figures.owner, money)
    elif finance_figures.owner is not None:
        sentences += drawn(finance_figures.name, finance_figures.monte_carlo)
    sentences += targets(finance_figures)
    sentences += who_gains(finance_figures)
    sentences += rebased(finance_figures)
    sentences += affordable(finance_figures, finance_figures.name)
    mine = [each for each in finance_figures.conditions if not finance_figures.owner or each.owner == finance_figures.owner]
    sentences += (
        depends(tuple(mine))
        if len(mine) <= _MOST_CONDITIONS
        else [f"Amounts of {finance_figures.name} depend on {len(mine)} conditions: see what is left without each."]
    )
    # Of one alone the payback above says it, and that nothing pays back so soon changes no choice.
    if len(finance_figures.quick_wins) > 1 and any(win.is_quick for win in finance_figures.quick_wins):
        sentences += quick(finance_figures.quick_wins, finance_figures.records.quick_win_months)
    sentences += counted_twice(finance_figures.double_counts)
    return sentences + leaving(finance_figures.exit_costs)
