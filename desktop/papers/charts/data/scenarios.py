"""What an option or a project comes to as recorded and in each scenario, as the figures of their chart and in words. No ReportLab."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.appraisal.estimate import Estimate, rounding_of
from desktop.appraisal.money import Rounding
from desktop.appraisal.results import Money
from desktop.papers.charts.data.money import bounds
from desktop.papers.charts.data.money_parts import ScenarioBar, ScenarioBars

AS_RECORDED = "As recorded"


def scenario_parts(name: str, money: Money, moved: Sequence[tuple[str, Money]]) -> ScenarioBars:
    """A bar for the case as recorded, from its low to its high, and one for each scenario that moves it.

    Of net present values; where there are none, of the net over the years. No bar without a scenario or an amount.
    """
    record = f"money:{name}:scenarios"
    if not money.years or not moved:
        return ScenarioBars(name, record, "", why=(f"No scenario moves {name}.",))
    discounted = all(each.npv is not None for _, each in (("", money), *moved))
    amounts = [(each, _amount(own, discounted=discounted)) for each, own in ((AS_RECORDED, money), *moved)]
    rounding = rounding_of(amount for _, amount in amounts)
    bars = tuple(_bar(name, each, amount, rounding, is_recorded=index == 0) for index, (each, amount) in enumerate(amounts))
    return ScenarioBars(name, record, "Net present value" if discounted else "Net over the years", bars)


def scenario_words(parts: ScenarioBars) -> str:
    """What the chart says, in sentences."""
    if not parts.bars:
        return " ".join(parts.why)
    return " ".join([f"{parts.what} of {parts.name} as recorded and in each scenario.", *(f"{bar.words}." for bar in parts.bars)])


def _amount(money: Money, *, discounted: bool) -> Estimate:
    return money.npv if discounted and money.npv is not None else money.years[-1].cumulative


def _bar(name: str, scenario: str, amount: Estimate, rounding: Rounding, *, is_recorded: bool) -> ScenarioBar:
    drawn = bounds(amount, rounding)
    label = drawn.words
    if amount.low is not None and amount.central is not None and amount.high is not None and amount.low != amount.high:
        label = f"{rounding.words(amount.central)} ({label})"
    said = scenario if is_recorded else f"In the scenario ‘{scenario}’"
    words = f"{said}: {amount.total_words(running=True, rounding=rounding)}"
    if label != drawn.words and amount.central is not None:
        words = f"{words}, most likely {rounding.words(amount.central, running=True)}"
    return ScenarioBar(scenario, f"money:{name}:{scenario}", drawn, is_recorded, label, words)
