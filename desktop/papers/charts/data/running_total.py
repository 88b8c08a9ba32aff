"""When the money of an option or a project comes back, as the figures of its chart and in words. No ReportLab."""

from __future__ import annotations

from decimal import Decimal

from desktop.appraisal.estimate import rounding_of
from desktop.appraisal.money import Rounding
from desktop.appraisal.results import Money, YearResult
from desktop.appraisal.wording import span
from desktop.papers.charts.data.money import bounds, in_years
from desktop.papers.charts.data.money_parts import BreakEven, Crossing, RunningYear

LIKELY, WORST, BEST, ONLY = "most likely", "worst case", "best case", "running total"


def break_even_parts(name: str, money: Money) -> BreakEven:
    """The running total of an option's or a project's money by year, with the place where each case breaks even for good."""
    record = f"money:{name}"
    if not money.years:
        return BreakEven(name, record, why=(f"No costs or savings are recorded for {name}.",))
    rounding = rounding_of(year.cumulative for year in money.years)
    years = tuple(_year(name, year, rounding) for year in money.years)
    is_range = any(year.low != year.high for year in years)
    worst, best = money.payback_range
    cases = ((WORST, worst), (LIKELY, money.payback_years), (BEST, best)) if is_range else ((ONLY, money.payback_years),)
    return BreakEven(
        name, record, years, tuple(crossing for case, years_on in cases if (crossing := _crossing(money, case, years_on))), is_range
    )


def break_even_words(parts: BreakEven) -> str:
    """What the chart says, in sentences: when it breaks even, then the running total of each year."""
    if not parts.years:
        return " ".join(parts.why)
    sentences = [f"Running total of savings less costs of {parts.name}."]
    sentences += [f"{crossing.words}." for crossing in parts.crossings]
    if not parts.crossings:
        sentences.append(_without(parts))
    return " ".join([*sentences, *in_years([year.words for year in parts.years])])


def _without(parts: BreakEven) -> str:
    ends = [end for year in parts.years for end in (year.low, year.central, year.high)]
    if all(end is not None and end >= 0 for end in ends):
        return "It is never below £0, so there is nothing to pay back."
    last = parts.years[-1]
    if last.high is not None and last.high < 0:
        return f"It does not break even by {last.year}."
    return "Whether it breaks even is not known."


def _year(name: str, year: YearResult, rounding: Rounding) -> RunningYear:
    drawn = bounds(year.cumulative, rounding)
    known = drawn.low is not None or drawn.high is not None
    central = year.cumulative.central if known else None
    return RunningYear(
        str(year.year), f"money:{name}:{year.year}", drawn.low, None if central is None else float(central), drawn.high, drawn.words,
        f"{year.year}: {_told(year, rounding)}",
    )  # fmt: skip


def _told(year: YearResult, rounding: Rounding) -> str:
    if year.cumulative.says_nothing:
        return "the running total is not known"
    return f"a running total of {year.cumulative.total_words(running=True, rounding=rounding)}"


def _crossing(money: Money, case: str, years_on: Decimal | None) -> Crossing | None:
    """Where a case reaches £0 for good; none where it never does, never was below it, or is open somewhere on the way."""
    if not years_on:
        return None
    end = {WORST: "low", BEST: "high"}.get(case, "central")
    if any(getattr(year.cumulative, end) is None for year in money.years):
        return None
    place = float(years_on)
    year = money.years[min(int(place) + (place > int(place)), len(money.years) - 1)].year
    said = span(years_on)
    if any(None in (year.cumulative.low, year.cumulative.high) for year in money.years):
        subject = f"At the {'latest' if case == WORST else 'earliest'} it breaks even"
    else:
        subject = "Breaks even" if case == ONLY else f"In the {case if case != LIKELY else 'most likely case'} it breaks even"
    return Crossing(case, place, said, f"{subject} after {said}, in {year}")
