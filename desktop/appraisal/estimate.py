"""An amount of money that may be exact, a range, a bound, about so much, or not known.

The bounds are pounds as `Decimal`; `None` is an open bound. Arithmetic carries what is not known, so that a total never prints a
point where a record was a bound (`interchange.md`, rules of arithmetic, "Estimates").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from db.nouns.values import AmountKind
from desktop.appraisal import money
from desktop.errors import KnownTrouble

_NOUGHT = Decimal(0)
_THOUSAND = Decimal(1000)


#: What sort of amount it is, in the words the store and the results use.
Kind = AmountKind


@dataclass(frozen=True, slots=True)
class Estimate:
    """An amount in pounds between `low` and `high`, most likely `central`; `None` is open.

    `unknown` counts the parts of the sum that are not yet known, `approximate` says that some part was "about", and
    `assumed_floor` that some part's lowest amount was not recorded and is taken as £0.
    """

    kind: Kind
    low: Decimal | None
    central: Decimal | None
    high: Decimal | None
    unknown: int = 0
    approximate: bool = False
    assumed_floor: bool = False

    @staticmethod
    def exact(amount: Decimal) -> Estimate:
        return Estimate(Kind.EXACT, amount, amount, amount)

    @staticmethod
    def between(low: Decimal, high: Decimal, central: Decimal | None = None, *, approximate: bool = False) -> Estimate:
        """A range. Without `central` the middle is taken, to the penny, and counts as assumed. Raises KnownTrouble out of order."""
        if low > high:
            raise KnownTrouble(f"The lowest, {money.pounds(low)}, is above the highest, {money.pounds(high)}: type the lower amount first")
        if central is None:
            central = _middle(low, high)
        elif not low <= central <= high:
            raise KnownTrouble(
                f"The likely amount, {money.pounds(central)}, is outside the range {money.pounds(low)} to "
                f"{money.pounds(high)}: type one between them"
            )
        if low == high:
            return Estimate.about(low) if approximate else Estimate.exact(low)
        return Estimate(Kind.RANGE, low, central, high, approximate=approximate)

    @staticmethod
    def at_most(high: Decimal) -> Estimate:
        """A recorded upper bound: its lowest is taken as £0, which is an assumption. Raises KnownTrouble below £0."""
        if high < 0:
            raise KnownTrouble(
                f"‘up to {money.pounds(high)}’ has no lowest amount: type a range, such as {money.pounds(high * 2)} to {money.pounds(high)}"
            )
        # Up to nothing is nothing, so its middle is known.
        return Estimate(Kind.AT_MOST, _NOUGHT, None if high else _NOUGHT, high, assumed_floor=True)

    @staticmethod
    def at_least(low: Decimal) -> Estimate:
        return Estimate(Kind.AT_LEAST, low, None, None)

    @staticmethod
    def about(amount: Decimal) -> Estimate:
        return Estimate(Kind.ABOUT, amount, amount, amount, approximate=True)

    @staticmethod
    def recorded(
        kind: Kind, low: Decimal | None = None, central: Decimal | None = None, high: Decimal | None = None, *, approximate: bool = False
    ) -> Estimate:
        """An amount put together again from what a record holds. Raises KnownTrouble where the parts do not make that kind."""
        if kind is Kind.NOT_KNOWN:
            return NOT_KNOWN
        if kind is Kind.AT_MOST and high is not None:
            return Estimate.at_most(high)
        if kind is Kind.AT_LEAST and low is not None:
            return Estimate.at_least(low)
        if kind is Kind.RANGE and low is not None and high is not None:
            return Estimate.between(low, high, central, approximate=approximate)
        if low is not None and kind is Kind.EXACT:
            return Estimate.exact(low)
        if low is not None and kind is Kind.ABOUT:
            return Estimate.about(low)
        raise KnownTrouble(f"The record of an amount of the kind ‘{kind}’ lacks a figure: type the amount again")

    @staticmethod
    def derived(
        low: Decimal | None,
        central: Decimal | None,
        high: Decimal | None,
        *,
        unknown: int = 0,
        approximate: bool = False,
        assumed_floor: bool = False,
    ) -> Estimate:
        """A result, its kind told from its bounds in the order `interchange.md` gives."""
        if high is None:
            kind = Kind.NOT_KNOWN if low is None else Kind.AT_LEAST
        elif low is None:
            kind = Kind.AT_MOST
        elif low != high:
            kind = Kind.RANGE
        else:
            kind, central, high = (Kind.ABOUT if approximate else Kind.EXACT), low, low
        return Estimate(kind, low, central, high, unknown, approximate, assumed_floor)

    @staticmethod
    def sum(parts: Iterable[Estimate]) -> Estimate:
        """The total, kind told from its bounds; £0 exactly for no parts."""
        parts = [part for part in parts if part is not ZERO]
        if len(parts) == 1 and parts[0].kind in _AS_DERIVED:
            return parts[0]
        if not parts:
            return ZERO
        # Most amounts are points, which are added once for all three bounds.
        point, spread = _NOUGHT, []
        unknown, approximate, assumed_floor = 0, False, False
        for part in parts:
            if part.low is not None and part.low is part.high:
                point += part.low
            else:
                spread.append(part)
            if part.unknown or part.approximate or part.assumed_floor:
                unknown += part.unknown
                approximate = approximate or part.approximate
                assumed_floor = assumed_floor or part.assumed_floor
        if not spread:
            return _point(point, unknown, approximate, assumed_floor)
        low: Decimal | None = point
        central: Decimal | None = point
        high: Decimal | None = point
        for part in spread:
            low, central, high = _plus(low, part.low), _plus(central, part.central), _plus(high, part.high)
        return Estimate.derived(low, central, high, unknown=unknown, approximate=approximate, assumed_floor=assumed_floor)

    @staticmethod
    def parse(text: str) -> Estimate | None:
        """Read an officer's words; `None` for blank. Raises KnownTrouble, in one sentence, for what is not an amount or may be two."""
        from desktop.appraisal.amount_words import parse

        return parse(text)

    def __add__(self, other: Estimate) -> Estimate:
        # Most amounts of a case are blank or points, so these two ways out halve the time an appraisal takes.
        if other is ZERO and self.kind in _AS_DERIVED:
            return self
        if self.low is self.high and other.low is other.high and self.low is not None and other.low is not None:
            return _point(
                self.low + other.low,
                self.unknown + other.unknown,
                self.approximate or other.approximate,
                self.assumed_floor or other.assumed_floor,
            )
        return Estimate.derived(
            _plus(self.low, other.low),
            _plus(self.central, other.central),
            _plus(self.high, other.high),
            unknown=self.unknown + other.unknown,
            approximate=self.approximate or other.approximate,
            assumed_floor=self.assumed_floor or other.assumed_floor,
        )

    def __neg__(self) -> Estimate:
        if self.low is self.high and self.low is not None:
            return _point(_NOUGHT - self.low, self.unknown, self.approximate, self.assumed_floor)
        return Estimate.derived(
            _minus(self.high),
            _minus(self.central),
            _minus(self.low),
            unknown=self.unknown,
            approximate=self.approximate,
            assumed_floor=self.assumed_floor,
        )

    def __sub__(self, other: Estimate) -> Estimate:
        """Less another: the least is this one's lowest less the other's highest."""
        return self + -other

    def scaled(self, factor: Decimal) -> Estimate:
        """Times a number; a negative one swaps the bounds, and an open bound stays open even times nought."""
        if self.low is self.high and self.low is not None:
            return _point(self.low * factor, self.unknown, self.approximate, self.assumed_floor)
        if factor < 0:
            return (-self).scaled(-factor)
        return Estimate.derived(
            _times(self.low, factor),
            _times(self.central, factor),
            _times(self.high, factor),
            unknown=self.unknown,
            approximate=self.approximate,
            assumed_floor=self.assumed_floor,
        )

    def to_pence(self) -> Estimate:
        """Each bound rounded half up to the penny."""
        if self.low is self.high and self.low is not None:
            return _point(money.to_pence(self.low), self.unknown, self.approximate, self.assumed_floor)
        return Estimate.derived(
            _to_pence(self.low),
            _to_pence(self.central),
            _to_pence(self.high),
            unknown=self.unknown,
            approximate=self.approximate,
            assumed_floor=self.assumed_floor,
        )

    @property
    def is_point(self) -> bool:
        """Whether one figure says it all: exact, or about."""
        return self.kind in (Kind.EXACT, Kind.ABOUT)

    @property
    def is_nought(self) -> bool:
        """Whether it is £0 exactly."""
        return self.kind is Kind.EXACT and self.low == 0

    @property
    def says_nothing(self) -> bool:
        """Whether it says no more than that it is not known: open both ways, or £0 at an end only as what is not known is left out."""
        if self.low is None:
            return self.high is None or (not self.high and self.unknown > 0)
        return self.kind is Kind.NOT_KNOWN or (self.high is None and self.low == 0 and self.unknown > 0)

    @property
    def is_one_sided(self) -> bool:
        """Whether the £0 at one of its ends is only assumed, as no lowest amount was recorded: up to so much, or down to it."""
        if not self.assumed_floor or self.unknown or self.low is None or self.high is None or self.low == self.high:
            return False
        return self.low == 0 or self.high == 0

    @property
    def middle_assumed(self) -> bool:
        """Whether the middle of a range is only half way between its ends, as it is where no likely amount was given."""
        return self.kind is Kind.RANGE and self.low is not None and self.high is not None and self.central == _middle(self.low, self.high)

    def words(self) -> str:
        """The canonical words, which `parse` reads back to the same pence: `£0.5m to £0.75m`, `up to £5m`, `in excess of £4.5m`."""
        about = "about " if self.approximate else ""
        if self.kind is Kind.RANGE and self.low is not None and self.high is not None:
            likely = "" if self.central is None or self.middle_assumed else f", likely {money.exact(self.central)}"
            low, high = _span(self.low, self.high)
            if may_lack_thousands(self.low, self.high) and not low.endswith("m"):
                low = f"£{self.low:,.2f}"
            return f"{about}{low} to {high}{likely}"
        if self.kind is Kind.AT_MOST and self.high is not None:
            return f"up to {money.exact(self.high)}"
        if self.kind is Kind.AT_LEAST and self.low is not None:
            return f"in excess of {money.exact(self.low)}"
        return "not known" if self.low is None or self.kind is Kind.NOT_KNOWN else about + money.exact(self.low)

    def __str__(self) -> str:
        return self.words()

    def understood(self) -> str:
        """What was understood, in full, for the line beside a field."""
        if self.kind is Kind.RANGE and self.low is not None and self.high is not None and self.central is not None:
            likely = money.pounds(self.central)
            middle = f"middle taken as {likely}, assumed" if self.middle_assumed else f"most likely {likely}"
            return f"{'About a' if self.approximate else 'A'} range, {money.pounds(self.low)} to {money.pounds(self.high)}; {middle}"
        if self.kind is Kind.AT_MOST and self.high is not None:
            return f"At most {money.pounds(self.high)}; lowest taken as £0, assumed"
        if self.kind is Kind.AT_LEAST and self.low is not None:
            return f"At least {money.pounds(self.low)}, with no highest amount"
        if self.kind is Kind.NOT_KNOWN or self.low is None:
            return "Not known: every total it belongs to says so"
        return f"{'About' if self.approximate else 'Exactly'} {money.pounds(self.low)}"

    def total_words(self, *, running: bool = False, rounding: money.Rounding | None = None, recorded: bool = False) -> str:
        """A result in words with what is not known: `at most £0.3m; 1 amount not yet known`.

        `running` writes it for running text, where it is read and not added up: `£1.28 million to £2 million`, `£180,000`.
        """
        figure = self.figure_words(running=running, rounding=rounding, recorded=recorded)
        if not self.unknown or (self.unknown == 1 and figure == "not known"):
            return figure
        return f"{figure}; {self.unknown} amount{'s' if self.unknown > 1 else ''} not yet known"

    def note(self) -> str:
        """The second line of a total: `2 not known`, or `all known`."""
        return f"{self.unknown} not known" if self.unknown else "all known"

    def figure_words(self, *, running: bool = False, rounding: money.Rounding | None = None, recorded: bool = False) -> str:
        """The figure of `total_words` alone, without how many amounts are not yet known, for a sentence that says that itself."""
        words = self.brief_words(running=running, rounding=rounding, recorded=recorded)
        is_bound = words == "not known" or self.low is None or self.is_one_sided or self.kind is Kind.AT_MOST
        floor = ", taking lowest amounts not given as £0" if self.assumed_floor and not self.unknown and not is_bound else ""
        return f"{words}{floor}"

    def brief_words(self, *, running: bool = False, rounding: money.Rounding | None = None, recorded: bool = False) -> str:
        """Its figure in the fewest honest words, for cells, charts and sentences alike; a bound stays a bound.

        It is rounded as all that it stands with is (`rounding`), without that as its own ends are together. What is `recorded`, and a
        sum in a column of what is, prints as recorded.
        """
        if self.says_nothing:
            return "not known"
        if rounding is None and not recorded:
            rounding = rounding_of((self,))

        def form(amount: Decimal) -> str:
            return money.exact(amount, running=running) if rounding is None or recorded else rounding.words(amount, running=running)

        def bound(words: str, amount: Decimal, alone: str) -> str:
            return f"{words} {form(amount)}" if recorded or rounding is None or rounding.shows(amount) else alone

        low, high = self.low, self.high
        if high is not None and (low is None or self.kind is Kind.AT_MOST):
            return bound("at most" if low is None else "up to", high, form(high))
        if low is None or high is None:
            return "not known" if low is None else bound("at least", low, "more than £0" if low > 0 else f"at least {form(low)}")
        if self.is_one_sided:
            return bound("up to", high, form(high)) if high > 0 else bound("down to", low, form(low))
        first, last = form(low), form(high)
        if first == last:
            is_told = low != high or self.approximate
            return f"about {first}" if is_told and (recorded or rounding is None or rounding.shows(low)) else first
        if recorded:
            first, last = _span(low, high, running)
        return f"{'about ' if self.approximate else ''}{first} to {last}"


def rounding_of(amounts: Iterable[Estimate | None]) -> money.Rounding:
    """What amounts that stand together are rounded to, by the largest of all their ends."""
    return money.rounding_of(end for amount in amounts if amount is not None for end in (amount.low, amount.high))


def rounding_that_agrees(amounts: Sequence[Estimate], recorded: Sequence[Estimate] = ()) -> money.Rounding:
    """What the amounts of one sentence are rounded to: as any that stand together, or finer where one is the difference of two others.

    All three are then printed to the decimals at which they subtract. Those that are `recorded` stand among them unrounded.
    """
    rounding = rounding_of(amounts)
    unrounded = {end for each in recorded for end in (each.low, each.high) if end is not None}
    ends = (
        end
        for more, less, difference in permutations((*amounts, *recorded), 3)
        for end in ((more.low, less.high, difference.low), (more.high, less.low, difference.high))
    )
    differences = [
        (more, less, left)
        for more, less, left in ends
        if more is not None and less is not None and left is not None and more - less == left
    ]
    return money.rounding_that_subtracts(rounding, differences, unrounded)


def may_lack_thousands(low: Decimal, high: Decimal) -> bool:
    """Whether a lower amount in whole pounds may as well be in thousands, as in £150-200,000; pence say that it is not."""
    return low == low.to_integral_value() and 0 < low < _THOUSAND <= high and low * _THOUSAND < high


ZERO = Estimate.exact(_NOUGHT)
NOT_KNOWN = Estimate(Kind.NOT_KNOWN, _NOUGHT, None, None, unknown=1, assumed_floor=True)
#: Kinds that adding nothing to leaves as they are: a recorded bound has a kind of its own that a result has not.
_AS_DERIVED = frozenset((Kind.EXACT, Kind.ABOUT, Kind.RANGE))


def _point(amount: Decimal, unknown: int, approximate: bool, assumed_floor: bool) -> Estimate:
    """A result with one figure for every bound."""
    return Estimate(Kind.ABOUT if approximate else Kind.EXACT, amount, amount, amount, unknown, approximate, assumed_floor)


def _plus(first: Decimal | None, second: Decimal | None) -> Decimal | None:
    return None if first is None or second is None else first + second


def _minus(amount: Decimal | None) -> Decimal | None:
    # Nought less the amount, because unary minus of 0 is written −0 by some contexts.
    return None if amount is None else _NOUGHT - amount


def _times(amount: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if amount is None else amount * factor


def _to_pence(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else money.to_pence(amount)


def _middle(low: Decimal, high: Decimal) -> Decimal:
    return money.to_pence((low + high) / 2)


def _span(low: Decimal, high: Decimal, running: bool = False) -> tuple[str, str]:
    """Both ends of a recorded range, in one unit."""
    if money.is_short_in_millions(low) and money.is_short_in_millions(high) and max(abs(low), abs(high)) * 4 >= money.MILLION:
        ends = money.in_millions(low), money.in_millions(high)
        return (ends[0].replace("m", " million"), ends[1].replace("m", " million")) if running else ends
    return money.pounds(low), money.pounds(high)
