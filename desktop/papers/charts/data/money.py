"""The money of an option or a project as the figures of its charts, with the words that tell the same. No ReportLab."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from desktop.appraisal import money
from desktop.appraisal.estimate import Estimate, Kind
from desktop.appraisal.results import Money, YearResult
from desktop.papers.charts.data.parts import Bounds, MoneyPart, PartKind, YearBar


def year_bars(name: str, own_money: Money) -> tuple[YearBar, ...]:
    """One bar a year of an option's or a project's money, against the benchmark. Empty where nothing is recorded."""
    return tuple(_year(name, year) for year in own_money.years)


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


def _year(name: str, year: YearResult) -> YearBar:
    record = f"money:{name}:{year.year}"
    kinds = (
        (PartKind.CASHABLE, year.saving_cashable),
        (PartKind.NOT_CASHABLE, year.saving_non_cashable),
        (PartKind.NOT_STATED, year.saving_not_stated),
        (PartKind.INCOME, year.income),
        (PartKind.COST, -year.cost),
    )
    parts = tuple(
        MoneyPart(
            kind,
            bounds(amount),
            record,
            f"{year.year}, {kind.lower()}: {(-amount if kind is PartKind.COST else amount).total_words(running=True)}",
        )
        for kind, amount in kinds
        if not amount.is_nought
    )
    phrases = [
        f"{part.kind.lower()} {'comes' if part.kind is PartKind.INCOME else 'come'} to {part.words.split(': ', 1)[1]}" for part in parts
    ]
    leaves = f"which leaves a net of {year.net.total_words(running=True)}"
    words = f"{year.year}: {', '.join([*phrases, leaves]) if phrases else 'nothing recorded'}"
    net = bounds(year.net)
    if not parts:
        net = Bounds(0.0, 0.0, "£0", 0.0)
    return YearBar(str(year.year), record, parts, net, year.net.unknown, words)


def bounds(amount: Estimate) -> Bounds:
    """An amount as a chart draws it; the floor of an amount that is not known is no figure, and is not drawn."""
    low, high = _pounds(amount.low), _pounds(amount.high)
    if amount.kind is Kind.NOT_KNOWN or (amount.unknown and high is None and low == 0):
        return Bounds(None, None, "not known")
    if amount.unknown and low is None and high == 0:
        return Bounds(None, None, "not known")
    return Bounds(low, high, _short_words(amount), _pounds(amount.central))


def short_pounds(amount: float) -> str:
    """Pounds of a chart in the shortest words: `£1.28m`, `−£12,000`."""
    return money.short(Decimal(str(amount)))


def _pounds(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def _short_words(amount: Estimate) -> str:
    """The shortest honest words: both ends of a range in one unit, and a bound as a bound."""
    if amount.low is None:
        return "not known" if amount.high is None else f"at most {_brief(amount, 'high')}"
    if amount.high is None:
        return f"at least {_brief(amount, 'low')}"
    if amount.low != amount.high:
        return f"{_brief(amount, 'low')} to {_brief(amount, 'high')}"
    return f"{'about ' if amount.approximate else ''}{_brief(amount, 'low')}"


def _brief(amount: Estimate, end: str) -> str:
    """One end of an amount in the unit that suits the larger: millions from £100,000 up, else pounds.

    What millions would round to nothing stays in pounds: £2,224 is not £0.
    """
    size = max(abs(value) for value in (amount.low, amount.high) if value is not None)
    value = amount.low if end == "low" else amount.high
    if value is None:
        return "not known"
    in_millions = size >= money.MILLION / 10 and (value == 0 or abs(value) >= money.MILLION / 100)
    return money.in_millions(value) if in_millions else money.pounds(money.to_pounds(value))
