"""The totals of the Savings screen as cells, and what the money of one owner says in words. No widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.appraisal.case import FlowsAre, Option, Project
from desktop.appraisal.estimate import Estimate, rounding_of
from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.findings.savings import money_of
from desktop.appraisal.money import Rounding
from desktop.appraisal.results import Appraisal, Money, OptionResult, ProjectResult, YearResult
from desktop.appraisal.years import FinancialYear
from desktop.models.cell import Align, Cell
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.views.kit.sentences import figures_marked

_NOT_KNOWN = "not known"


class Total(StrEnum):
    """The two rows below the lines."""

    NET = "Net for the year"
    RUNNING = "Running total"


@dataclass(frozen=True, slots=True)
class OwnerMoney:
    """An option's or a project's results, by name. `recorded` holds the years in which a line, or one it is set against, has an amount."""

    name: str
    money: Money = field(default_factory=Money)
    recorded: frozenset[str] = frozenset()

    @property
    def years(self) -> Mapping[str, YearResult]:
        """Each year's results by the year's name."""
        return {str(year.year): year for year in self.money.years}

    @property
    def rounding(self) -> Rounding:
        """What the totals are rounded to, those of all years alike."""
        return rounding_of(amount for year in self.money.years for amount in (year.net, year.cumulative))

    @property
    def has_unknown(self) -> bool:
        """Whether an amount of any year is not known."""
        return any(year.cumulative.unknown for year in self.money.years)


def money_of_owner(appraisal: Appraisal | None, name: str) -> OwnerMoney:
    """What the appraisal says of one option or project; nothing where there is no appraisal."""
    if appraisal is None:
        return OwnerMoney(name)
    case = appraisal.case
    results: list[OptionResult | ProjectResult] = [*appraisal.options, *appraisal.projects]
    owners: list[Option | Project] = [*case.options, *case.projects]
    against = {each.name for each in case.options if each.benchmark and case.flows_are is FlowsAre.WHOLE_COSTS}
    flows = [flow for each in owners if each.name in {name, *against} for flow in each.flows]
    starts = {year.start for flow in flows for year in flow.amounts}
    years = frozenset(str(FinancialYear(start)) for start in starts)
    return OwnerMoney(name, next((each.money for each in results if each.name == name), Money()), years)


def total_cell(owner: OwnerMoney, total: Total, column: ScreenColumn) -> Cell:
    """A total, and where an amount of the owner is not known how many of it are not. A year without amounts has no net."""
    year = owner.years.get(column.key)
    if year is None or (total is Total.NET and column.key not in owner.recorded):
        return Cell(spoken="none recorded" if column.kind is Kind.ESTIMATE else "")
    amount = year.net if total is Total.NET else year.cumulative
    rounding = owner.rounding
    words = amount.brief_words(rounding=rounding)
    spoken = f"{total.value}, {column.heading}: {amount.total_words(rounding=rounding)}"
    if amount.says_nothing:
        return Cell(words, align=Align.RIGHT, quiet=True, note=_counted(amount), spoken=spoken)
    return Cell(words, align=Align.RIGHT, strong=True, note=amount.note() if owner.has_unknown else "", spoken=spoken)


def _counted(amount: Estimate) -> str:
    return f"{amount.unknown} amount{'' if amount.unknown == 1 else 's'}"


def saving_sentences(appraisal: Appraisal, owner: OwnerMoney) -> list[str]:
    """What one owner saves, when it pays back and what is not known; then why a figure cannot be worked out."""
    why = [each for each in owner.money.why if not each.startswith("No payback: ")]  # when it pays back is said first
    sentences = [*words_of(money_of(appraisal.case, ProjectResult(owner.name, owner.money))), *_bias(owner.money), *why]
    return [figures_marked(sentence, owner.name) for sentence in dict.fromkeys(sentences)]


def _bias(own_money: Money) -> list[str]:
    """The totals are after optimism bias, and the lines above them are before it."""
    sentences = []
    for what, before, after in (
        ("costs", own_money.cost_before_optimism_bias, own_money.cost_after_optimism_bias),
        ("savings and income", own_money.benefit_before_optimism_bias, own_money.benefit_after_optimism_bias),
    ):
        if before is not None and after is not None and before != after:
            rounding = rounding_of((before, after))
            ends = [each.figure_words(running=True, rounding=rounding) for each in (before, after)]
            change_words = f"from {ends[0]} to {ends[1]}"
            sentences.append(f"The totals are after optimism bias, which takes {what} {change_words}.")
    return sentences
