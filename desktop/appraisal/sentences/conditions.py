"""What depends on something that is not settled, and what is left without it."""

from __future__ import annotations

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.savings.conditions import Dependence
from desktop.appraisal.sentences.figures import capital, figure, says_nothing
from desktop.appraisal.wording import agreeing, counted, listed


def depends(dependences: tuple[Dependence, ...]) -> list[str]:
    """How much of each owner's money depends on each condition, and its net present value without it."""
    return [sentence for each in dependences for sentence in _one(each)]


def _one(dependence: Dependence) -> list[str]:
    every = [
        (noun, amount)
        for noun, amount in (("savings", dependence.savings), ("costs", dependence.costs), ("funding", dependence.funding))
        if not amount.is_nought
    ]
    if not every:
        return []
    sentence = f"{capital(_what(dependence.owner, every))} on a condition, ‘{dependence.condition.rstrip('.')}’"
    if not dependence.something_left:
        return [f"{sentence}: without it nothing is left."]
    # Funding is no part of a net present value, which is the same without it.
    if dependence.npv_without is None or (dependence.savings.is_nought and dependence.costs.is_nought):
        return [f"{sentence}."]
    return [f"{sentence}: without it the net present value is {_left(dependence.npv_without)}."]


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
