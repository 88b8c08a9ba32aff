"""What depends on something that is not settled, and what is left without it."""

from __future__ import annotations

from collections.abc import Callable

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings.figures import figure, says_nothing, with_unknown
from desktop.appraisal.findings.finding import Finding, Named, Phrase, all_of, finding, phrase
from desktop.appraisal.savings.conditions import Dependence
from desktop.appraisal.wording import agreeing, listed


def depends(dependences: tuple[Dependence, ...], named: Callable[[str], Named]) -> list[Finding]:
    """How much of each owner's money depends on each condition, and its net present value without it. `named` names an owner."""
    return [finding for each in dependences for finding in _one(each, named(each.owner))]


def _one(dependence: Dependence, who: Named) -> list[Finding]:
    every = [
        (noun, amount)
        for noun, amount in (("savings", dependence.savings), ("costs", dependence.costs), ("funding", dependence.funding))
        if not amount.is_nought
    ]
    if not every:
        return []
    whole = phrase("{} on a condition, ‘{}’", _what(who, every).with_capital(), dependence.condition.rstrip("."))
    if not dependence.something_left:
        return [finding("{}: without it no line is left.", whole)]
    # Funding is no part of a net present value, which is the same without it.
    if dependence.npv_without is None or (dependence.savings.is_nought and dependence.costs.is_nought):
        return [finding("{}.", whole)]
    return [finding("{}: without it the net present value is {}.", whole, _left(dependence.npv_without))]


def _what(who: Named, every: list[tuple[str, Estimate]]) -> Phrase:
    """What depends: amounts with a figure first, then those of which nothing is known."""
    parts = [phrase("{} of the {}", figure(amount), noun) for noun, amount in every if not says_nothing(amount)]
    unknown = [noun for noun, amount in every if says_nothing(amount)]
    if not unknown:
        return phrase("{} of {} {}", all_of(parts), who, agreeing(parts, "depends", "depend"))
    if not parts:
        return phrase("{} of {} that are not yet known depend", listed(unknown), who)
    return phrase("{} of {}, and {} that are not yet known, depend", all_of(parts), who, listed(unknown))


def _left(npv: Estimate) -> Phrase:
    if says_nothing(npv):
        return phrase("not known")
    return phrase("{}{}", figure(npv), with_unknown(npv))
