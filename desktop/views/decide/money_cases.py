"""What an option or a project is worth on its worst, its most likely and its best case, and what it depends on. No widgets."""

from __future__ import annotations

from desktop.appraisal import money
from desktop.appraisal.estimate import rounding_that_agrees
from desktop.appraisal.results import Money, MonteCarlo
from desktop.appraisal.savings.conditions import Dependence, dependences
from desktop.appraisal.savings.finance import Finance
from desktop.appraisal.savings.switching import switching_sentences
from desktop.models.column import ScreenColumn
from desktop.papers.content.chances import chance
from desktop.results.cells import Row, labelled
from desktop.results.money.cases import cases
from desktop.views.kit.tables.result_columns import figure, named

_CASES = {"low": "Worst case", "central": "Most likely", "high": "Best case"}
_FIGURES = {
    "npv": "Net present value",
    "npv_cashable": "Cashable only",
    "payback_cashable": "Payback, cashable",
    "payback": "Payback",
    "discounted": "Payback, discounted",
    "irr": "Rate of return",
}
_SWITCHING = {
    "costs": "Costs could change by",
    "savings": "Savings could change by",
    "delay": "Savings could be late by",
}


def case_columns() -> tuple[ScreenColumn, ...]:
    """The figure, and a column a case."""
    said, unknown, shows = "{name}, {head}: {text}", "{name}, {head}: {reason}", "{bound}{words}"
    return (named("", 12), *(figure(key, heading, said, unknown=unknown, least=6, shows=shows) for key, heading in _CASES.items()))


def case_rows(held: Money) -> tuple[Row, ...]:
    """Net present values, paybacks, the rate of return, and how far costs, savings and time could change."""
    return labelled(cases(held), _FIGURES if held.switching is None else _FIGURES | _SWITCHING)


def money_sentences(own_money: Money) -> list[str]:
    """How far costs, savings and time could change before it is not worth while, on the most likely case."""
    return list(switching_sentences(own_money.switching.central)) if own_money.switching is not None else []


def chance_sentences(monte_carlo: MonteCarlo | None, whose: str = "") -> list[str]:
    """How the draws turned out: four in five of them, half of them, and how many are above £0 and meet the targets.

    `whose` stands first where the draws of our own council's part are told beside those of all together.
    """
    if (
        monte_carlo is None
        or not monte_carlo.draws
        or monte_carlo.p10 is None
        or monte_carlo.p90 is None
        or monte_carlo.p50 is None
        or monte_carlo.chance_positive is None
    ):
        return []
    rounding = money.rounding_of((monte_carlo.p10, monte_carlo.p50, monte_carlo.p90))
    low, middle, high = (rounding.words(each) for each in (monte_carlo.p10, monte_carlo.p50, monte_carlo.p90))
    positive = chance(monte_carlo.chance_positive)
    told = f"{low} to {high} in eight draws of ten, half of them below {middle}: above £0 in {positive} of draws."
    sentences = [f"{whose}: {told}" if whose else told]
    if monte_carlo.chance_of_target is not None:
        sentences.append(f"What it gains meets the targets by itself in {chance(monte_carlo.chance_of_target)} of draws.")
    return sentences


def dependence_sentences(finance: Finance | None, name: str) -> list[str]:
    """What depends on a condition such as national changes, and what is left without it."""
    owner = finance.owners.get(name) if finance is not None else None
    if finance is None or owner is None:
        return []
    return [_dependence(each) for each in dependences(finance.case, owner, finance.discounting, finance.benchmark)]


def _dependence(each: Dependence) -> str:
    rounding = rounding_that_agrees([each.savings, each.costs, each.funding, *([] if each.npv_without is None else [each.npv_without])])
    parts = [
        f"{what} of {amount.total_words(running=True, rounding=rounding)}"
        for what, amount in (("savings", each.savings), ("costs", each.costs), ("funding", each.funding))
        if not amount.is_nought
    ]
    what = " and ".join(parts) or "amounts of £0"
    if not each.something_left:
        left = "without it no line is left"
    elif each.npv_without is None:
        left = "what is left without it cannot be worked out"
    else:
        left = f"without it the net present value is {each.npv_without.total_words(running=True, rounding=rounding)}"
    return f"{what[:1].upper()}{what[1:]} depend on “{each.condition}”: {left}."
