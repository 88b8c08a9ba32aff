"""The money of an option or a project as the figures of its charts, with the words that tell the same. No ReportLab."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from desktop.appraisal import money
from desktop.appraisal.estimate import Estimate, rounding_of
from desktop.appraisal.money import Rounding
from desktop.appraisal.results import Money, YearResult
from desktop.papers.charts.data.parts import Bounds, MoneyPart, PartKind, YearBar


def year_bars(name: str, own_money: Money) -> tuple[YearBar, ...]:
    """One bar a year of an option's or a project's money, against the benchmark. Empty where nothing is recorded."""
    rounding = rounding_of(amount for year in own_money.years for amount in (*(each for _, each in _kinds(year)), year.net))
    return tuple(_year(name, year, rounding) for year in own_money.years)


def savings_words(name: str, own_money: Money) -> str:
    """What the chart of yearly savings says, in sentences."""
    if not own_money.years:
        return f"No costs or savings are recorded for {name}."
    return f"Savings and costs of {name} by financial year, and the net of them. " + " ".join(
        in_years([bar.words for bar in year_bars(name, own_money)])
    )


def in_years(words_by_year: Sequence[str]) -> list[str]:
    """What is told of each year, `2026/27: ...`, as sentences; years on end of which the same is told are told together."""
    runs: list[tuple[str, str, str]] = []
    for words in words_by_year:
        year, _, rest = words.partition(": ")
        if runs and runs[-1][2] == rest:
            runs[-1] = (runs[-1][0], year, rest)
        else:
            runs.append((year, year, rest))
    return [
        f"In the financial year {first}: {rest}." if first == last else f"In each financial year from {first} to {last}: {rest}."
        for first, last, rest in runs
    ]


def _kinds(year: YearResult) -> tuple[tuple[PartKind, Estimate], ...]:
    return (
        (PartKind.CASHABLE, year.saving_cashable),
        (PartKind.NOT_CASHABLE, year.saving_non_cashable),
        (PartKind.NOT_STATED, year.saving_not_stated),
        (PartKind.INCOME, year.income),
        (PartKind.COST, -year.cost),
    )


def _year(name: str, year: YearResult, rounding: Rounding) -> YearBar:
    record = f"money:{name}:{year.year}"
    parts = []
    for kind, amount in _kinds(year):
        if not amount.is_nought:
            size = -amount if kind is PartKind.COST else amount
            words = f"{year.year}, {kind.lower()}: {size.total_words(running=True, rounding=rounding)}"
            parts.append(MoneyPart(kind, bounds(amount, rounding), record, words))
    phrases = [_comes_to(part) for part in parts]
    leaves = (
        "so the net is not known" if year.net.says_nothing
        else f"which leaves a net of {year.net.total_words(running=True, rounding=rounding)}"
    )  # fmt: skip
    words = f"{year.year}: {', '.join([*phrases, leaves]) if phrases else 'none recorded'}"
    net = bounds(year.net, rounding)
    if not parts:
        net = Bounds(0.0, 0.0, "£0", 0.0)
    return YearBar(str(year.year), record, tuple(parts), net, year.net.unknown, words)


def _comes_to(part: MoneyPart) -> str:
    is_one, words = part.kind is PartKind.INCOME, part.words.split(": ", 1)[1]
    if words.startswith("not known"):
        return f"{part.kind.lower()} {'is' if is_one else 'are'} {words}"
    return f"{part.kind.lower()} {'comes' if is_one else 'come'} to {words}"


def bounds(amount: Estimate, rounding: Rounding | None = None) -> Bounds:
    """An amount as a chart draws it; the floor of an amount that is not known is no figure, and is not drawn."""
    words = amount.brief_words(rounding=rounding)
    if amount.says_nothing:
        return Bounds(None, None, words)
    return Bounds(_pounds(amount.low), _pounds(amount.high), words, _pounds(amount.central))


def pounds_words(amounts: Sequence[float | None]) -> list[str]:
    """Pounds of a chart in the unit and decimals of the largest: `£1.28m`, `−£0.12m`; blank for none."""
    exact = [None if amount is None else Decimal(str(amount)) for amount in amounts]
    rounding = money.rounding_of(exact)
    return ["" if amount is None else rounding.words(amount) for amount in exact]


def _pounds(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
