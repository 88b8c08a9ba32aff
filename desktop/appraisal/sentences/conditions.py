"""What depends on something that is not settled, and what is left without it."""

from __future__ import annotations

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.savings.conditions import Dependence
from desktop.appraisal.sentences.figures import capital, figure, says_nothing
from desktop.appraisal.wording import agreeing, counted, listed


def depends(found: tuple[Dependence, ...]) -> list[str]:
    """How much of each owner's money depends on each condition, and its net present value without it."""
    return [sentence for each in found for sentence in _one(each)]


def _one(found: Dependence) -> list[str]:
    every = [
        (noun, amount)
        for noun, amount in (("savings", found.savings), ("costs", found.costs), ("funding", found.funding))
        if not amount.is_nought
    ]
    if not every:
        return []
    told = f"{capital(_what(found.owner, every))} on a condition, ‘{found.condition.rstrip('.')}’"
    if not found.something_left:
        return [f"{told}: without it nothing is left."]
    # Funding is no part of a net present value, which is the same without it.
    if found.npv_without is None or (found.savings.is_nought and found.costs.is_nought):
        return [f"{told}."]
    return [f"{told}: without it the net present value is {_left(found.npv_without)}."]


def _what(owner: str, every: list[tuple[str, Estimate]]) -> str:
    """What depends: amounts with a figure first, then those of which nothing is known."""
    parts = [f"{figure(amount)} of the {noun}" for noun, amount in every if not says_nothing(amount)]
    unknown = [noun for noun, amount in every if says_nothing(amount)]
    if not unknown:
        return f"{listed(parts)} of {owner} {agreeing(parts, 'depends', 'depend')}"
    if not parts:
        return f"{listed(unknown)} of {owner} that are not yet known depend"
    return f"{listed(parts)} of {owner}, and {listed(unknown)} that are not yet known, depend"


def _left(npv: Estimate) -> str:
    if says_nothing(npv):
        return "not known"
    return figure(npv) + (f", with {counted(npv.unknown, 'amount')} not yet known" if npv.unknown else "")
