"""What charts are given: figures as floats, each with the record it comes from and its words. No layout, and no ReportLab.

Scores are 0 to 100 and money is pounds. `None` is a bound that is open: nothing is drawn for it, and the words say so.
"""

from __future__ import annotations

from enum import StrEnum

from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """What one heading of criteria brings to an option's score. `words` is what a pointer or a screen reader is told."""

    name: str
    points: float
    record: str
    words: str


@dataclass(frozen=True, slots=True)
class Dot:
    """One assessor group's own score of an option; `low` and `high` differ where scores are missing."""

    group: str
    score: float | None
    record: str
    words: str


@dataclass(frozen=True, slots=True)
class OptionBar:
    """One option's score. The segments of every bar stand in the same order and add to `score`; `label` is printed after the bar."""

    name: str
    record: str
    segments: tuple[Segment, ...]
    score: float | None
    low: float | None
    high: float | None
    label: str
    words: str
    benchmark: bool = False
    leader: bool = False
    dots: tuple[Dot, ...] = ()
    barred: bool = False
    """Whether it cannot lead, whatever its score."""

    @property
    def is_range(self) -> bool:
        """Whether missing scores leave it a range wide enough to show."""
        return self.low is not None and self.high is not None and self.high - self.low > 0.5


def standing(*, benchmark: bool, barred: bool) -> str:
    """What a chart says of an option beside its name: `benchmark`, `cannot lead`, both or nothing."""
    return ", ".join(words for words, holds in (("benchmark", benchmark), ("cannot lead", barred)) if holds)


class PartKind(StrEnum):
    """The kinds of money in a year, in the order in which they are stacked."""

    CASHABLE = "Cashable savings"
    NOT_CASHABLE = "Savings not cashable"
    NOT_STATED = "Savings not stated"
    INCOME = "Income"
    COST = "Costs"


@dataclass(frozen=True, slots=True)
class Bounds:
    """An amount in pounds from `low` to `high`, most likely `central`, with its words as a chart prints them."""

    low: float | None
    high: float | None
    words: str
    central: float | None = None


@dataclass(frozen=True, slots=True)
class MoneyPart:
    """One kind of money in one year, signed: what helps is above nought and a cost is below it."""

    kind: PartKind
    amount: Bounds
    record: str
    words: str


@dataclass(frozen=True, slots=True)
class YearBar:
    """One financial year: its parts, the net of them and the running total. `unknown` amounts of the year are not yet known."""

    year: str
    record: str
    parts: tuple[MoneyPart, ...]
    net: Bounds
    unknown: int
    words: str
