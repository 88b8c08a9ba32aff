"""Amounts of consecutive years as columns of plain figures, for arithmetic on many years at once.

An `Estimate` a year is what records and results hold; to add, discount and accumulate a thousand projects so makes more Estimates than
anybody reads. A series keeps the same three figures a year, and what is not known of them, and becomes Estimates once at the end. Its
results are those of the Estimates' own arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate
from operator import is_

from desktop.appraisal.estimate import ZERO, Estimate, Kind
from desktop.appraisal.money import PENNY
from desktop.late_dataclass import dataclass

_NOUGHT = Decimal(0)
#: An open bound inside a series: whatever is added to it or multiplied by it is open too.
_OPEN = Decimal("NaN")
#: What a figure leaves unsaid: how many parts are not known, whether it is about so much, and whether its floor is assumed.
_Marks = tuple[int, bool, bool]
_NO_MARKS: _Marks = (0, False, False)


@dataclass(frozen=True, slots=True)
class Series:
    """One amount a year. The three columns are one and the same list where every year is one figure.

    `marks` is empty where no year has any; `is_open` says that some bound is open.
    """

    low: list[Decimal]
    central: list[Decimal]
    high: list[Decimal]
    marks: tuple[_Marks, ...] = ()
    is_open: bool = False

    @staticmethod
    def of(amounts: Sequence[Estimate]) -> Series:
        """The columns of these amounts."""
        lows = [amount.low for amount in amounts]
        one_figure = all(map(is_, lows, [amount.high for amount in amounts]))
        marks = [(amount.unknown, amount.approximate, amount.assumed_floor) for amount in amounts if amount is not ZERO]
        kept: tuple[_Marks, ...] = ()
        if marks.count(_NO_MARKS) < len(marks):
            kept = tuple((amount.unknown, amount.approximate, amount.assumed_floor) for amount in amounts)
        low, low_open = _closed(lows)
        if one_figure:
            return Series(low, low, low, kept, low_open)
        central, central_open = _closed([amount.central for amount in amounts])
        high, high_open = _closed([amount.high for amount in amounts])
        return Series(low, central, high, kept, low_open or central_open or high_open)

    @staticmethod
    def sum(parts: Iterable[Series]) -> Series | None:
        """The parts added up year by year; `None` for no parts."""
        total: Series | None = None
        for part in parts:
            total = part if total is None else total.plus(part)
        return total

    @property
    def one_figure(self) -> bool:
        """Whether every year is one figure."""
        return self.low is self.high

    def plus(self, other: Series) -> Series:
        """Both added up year by year."""
        marks, is_open = _together(self.marks, other.marks), self.is_open or other.is_open
        low = _added(self.low, other.low)
        if self.one_figure and other.one_figure:
            return Series(low, low, low, marks, is_open)
        return Series(low, _added(self.central, other.central), _added(self.high, other.high), marks, is_open)

    def negative(self) -> Series:
        """Each year's amount taken from nothing."""
        low = _less_than_nothing(self.low)
        if self.one_figure:
            return Series(low, low, low, self.marks, self.is_open)
        return Series(_less_than_nothing(self.high), _less_than_nothing(self.central), low, self.marks, self.is_open)

    def running(self) -> Series:
        """Each year's amount and those of all years before it."""
        marks = tuple(accumulate(self.marks, _both))
        low = list(accumulate(self.low))
        if self.one_figure:
            return Series(low, low, low, marks, self.is_open)
        return Series(low, list(accumulate(self.central)), list(accumulate(self.high)), marks, self.is_open)

    def present(self, factors: Sequence[Decimal | None]) -> Series:
        """Present values, each bound rounded half up to the penny; open where a year has no factor."""
        known, lacking = _closed(factors)
        to_pence = _to_open_pence if lacking else _to_pence
        low = to_pence(self.low, known)
        is_open = self.is_open or lacking
        marks = self.marks
        if lacking and marks:
            marks = tuple(_NO_MARKS if factor is None else mark for mark, factor in zip(marks, factors, strict=True))
        if self.one_figure:
            return Series(low, low, low, marks, is_open)
        return Series(low, to_pence(self.central, known), to_pence(self.high, known), marks, is_open)

    def total(self) -> Estimate:
        """All years added up."""
        unknown, approximate, floor = _NO_MARKS
        for mark in self.marks:
            unknown, approximate, floor = _both((unknown, approximate, floor), mark)
        low = sum(self.low, _NOUGHT)
        central, high = (low, low) if self.one_figure else (sum(self.central, _NOUGHT), sum(self.high, _NOUGHT))
        return Estimate.derived(_known(low), _known(central), _known(high), unknown=unknown, approximate=approximate, assumed_floor=floor)

    def estimates(self) -> list[Estimate]:
        """The amounts, their kinds told from their bounds; what is £0 exactly is `ZERO` itself."""
        if not self.marks and not self.is_open:
            exact, spread = Kind.EXACT, Kind.RANGE
            if self.one_figure:
                return [Estimate(exact, figure, figure, figure) if figure else ZERO for figure in self.low]
            return [
                Estimate(spread, low, central, high) if low != high else Estimate(exact, low, low, low) if low else ZERO
                for low, central, high in zip(self.low, self.central, self.high, strict=True)
            ]
        marks = self.marks or (_NO_MARKS,) * len(self.low)
        return [
            Estimate.derived(_known(low), _known(central), _known(high), unknown=unknown, approximate=approximate, assumed_floor=floor)
            for low, central, high, (unknown, approximate, floor) in zip(self.low, self.central, self.high, marks, strict=True)
        ]

    def column(self, figures: list[Decimal]) -> list[Decimal | None]:
        """One of the three columns, `None` where it is open."""
        return [_known(figure) for figure in figures] if self.is_open else [*figures]


def _closed(figures: Sequence[Decimal | None]) -> tuple[list[Decimal], bool]:
    known = [figure for figure in figures if figure is not None]
    if len(known) == len(figures):
        return known, False
    return [_OPEN if figure is None else figure for figure in figures], True


def _known(figure: Decimal) -> Decimal | None:
    return None if figure.is_nan() else figure


def _added(first: list[Decimal], second: list[Decimal]) -> list[Decimal]:
    return [one + other for one, other in zip(first, second, strict=True)]


def _less_than_nothing(figures: list[Decimal]) -> list[Decimal]:
    # Nought less the figure, because unary minus of 0 is written −0 by some contexts.
    return [_NOUGHT - figure for figure in figures]


def _to_pence(figures: list[Decimal], factors: list[Decimal]) -> list[Decimal]:
    return [(figure * factor).quantize(PENNY, ROUND_HALF_UP) if figure else figure for figure, factor in zip(figures, factors, strict=True)]


def _to_open_pence(figures: list[Decimal], factors: list[Decimal]) -> list[Decimal]:
    """As `_to_pence`, where a factor may be open: then nothing is open too."""
    return [(figure * factor).quantize(PENNY, ROUND_HALF_UP) for figure, factor in zip(figures, factors, strict=True)]


def _together(first: tuple[_Marks, ...], second: tuple[_Marks, ...]) -> tuple[_Marks, ...]:
    return tuple(map(_both, first, second)) if first and second else first or second


def _both(first: _Marks, second: _Marks) -> _Marks:
    return first[0] + second[0], first[1] or second[1], first[2] or second[2]
