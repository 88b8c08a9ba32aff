"""Whose money is recorded, and of whose anything is known."""

from __future__ import annotations

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import Appraisal, Money, YearResult


def money_held(appraisal: Appraisal) -> tuple[tuple[str, Money], ...]:
    """The options, then the projects, for which costs or savings are recorded: the recommended first, then by rank."""
    recommended_first = sorted(appraisal.ranked, key=lambda option: not option.preferred)
    pairs = [(option.name, option.money) for option in recommended_first if not option.benchmark]
    pairs += [(project.name, project.money) for project in appraisal.projects]
    return tuple((name, money) for name, money in pairs if _any_money(money))


def has_known_amounts(money: Money) -> bool:
    """Whether any year has an amount of which something is known, besides the £0 that stands in for what is not."""
    return any(end is not None and end != 0 for year in money.years for amount in parts_of(year) for end in (amount.low, amount.high))


def parts_of(year: YearResult) -> tuple[Estimate, ...]:
    """The amounts of a year by kind."""
    return year.cost, year.saving_cashable, year.saving_non_cashable, year.saving_not_stated, year.income, year.funding


def _any_money(money: Money) -> bool:
    return any(not amount.is_nought for year in money.years for amount in (year.net, *parts_of(year)))
