"""The rates of the areas of a new council from the year before it to its one rate, as the figures of a chart and in words. No ReportLab."""

from __future__ import annotations

from desktop.appraisal.reorganisation.opening import Opened
from desktop.late_dataclass import dataclass
from desktop.papers.content.wording import sentence
from desktop.results.reorganisation import in_pounds


@dataclass(frozen=True, slots=True)
class RateLine:
    """An area's rate at band D in pounds, a year each; `first` is the first of them as printed."""

    name: str
    record: str
    rates: tuple[float, ...]
    first: str
    words: str


@dataclass(frozen=True, slots=True)
class RateLines:
    """A new council's areas, the dearest first; `years` begin with the one before it. `last` is its one rate as printed."""

    council: str
    years: tuple[str, ...] = ()
    lines: tuple[RateLine, ...] = ()
    last: str = ""


def rate_parts(council: Opened) -> RateLines:
    """A line an area; no lines where its council tax cannot be worked out, or where it has one area alone."""
    tax = council.tax
    if not tax.years or len(tax.areas) < 2:
        return RateLines(council.name)
    years = (str(tax.years[0].year.after(-1)), *(str(each.year) for each in tax.years))
    lines = []
    for area in sorted(tax.areas, key=lambda each: -each.rate):
        rates = (area.rate, *(each.rates[area.name] for each in tax.years))
        told = [f"{in_pounds(rate).words()} in {year}" for rate, year in zip(rates, years, strict=True)]
        words = f"{area.name}: {', '.join(told)}"
        lines.append(RateLine(area.name, f"organisation:{area.name}", tuple(map(float, rates)), in_pounds(area.rate).words(), words))
    return RateLines(council.name, years, tuple(lines), in_pounds(tax.years[-1].average).words())


def rate_words(parts: RateLines) -> str:
    """What the chart says, in sentences."""
    if not parts.lines:
        return f"The council tax of {parts.council} cannot be worked out, or it has one area alone, so there is nothing to draw."
    return " ".join([
        f"Council tax at band D of each area of {parts.council}, county and district together, from {parts.years[0]} to one rate of "
        f"{parts.last} in {parts.years[-1]}.",
        *(sentence(line.words) for line in parts.lines),
    ])  # fmt: skip
