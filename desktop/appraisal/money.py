"""Amounts of money as text and back: whole pence, half up, with the pound sign and a true minus.

What is exact and recorded prints as recorded (`exact`). Any other figure is rounded half up, by the `Rounding` of all that it stands with:
those of its column, its range or its sentence (`interchange.md`, rules of arithmetic).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from desktop.errors import KnownTrouble

PENNY = Decimal("0.01")
POUND = Decimal(1)
MINUS = "\u2212"
MILLION = Decimal(1_000_000)
BILLION = Decimal(1_000_000_000)
#: No amount of one record may reach this: it keeps every amount and total exact in 28 digits, and in pence within 64 bits.
LARGEST = Decimal(1_000_000_000_000)

#: From here a round amount below a million is written £0.25m, and an amount that is not round in full, as £180,000.
_SHORT_FROM = Decimal(250_000)
_ROUND_BELOW_A_MILLION = Decimal(50_000)
_TWO_PLACES_OF_A_MILLION = Decimal(10_000)
_TWO_PLACES_OF_A_BILLION = Decimal(10_000_000)
#: From which size up which step leaves three figures, or whole thousands.
_STEPS = tuple(
    (Decimal(least), Decimal(step))
    for least, step in ((100_000_000, 1_000_000), (10_000_000, 100_000), (1_000_000, 10_000), (10_000, 1_000))
)
_PLACES_OF_A_MILLION = {Decimal(1_000_000): 0, Decimal(100_000): 1, Decimal(10_000): 2}
_FINER = (*_PLACES_OF_A_MILLION, Decimal(1_000), POUND)

_UNITS = {
    "": Decimal(1),
    "k": Decimal(1000),
    "thousand": Decimal(1000),
    "m": MILLION,
    "mn": MILLION,
    "million": MILLION,
    "bn": BILLION,
    "billion": BILLION,
}
#: One amount with an optional sign, pound sign and unit, in brackets where negative in the accountants' way.
AMOUNT = r"(?:£?\s*\(\s*£?\s*{number}\s*(?:{unit})?\s*\)(?:\s*(?:{unit}))?|(?:[-+]\s*£?|£\s*-|£)?\s*{number}\s*(?:{unit})?)".format(
    number=r"(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+|(?<=\d))", unit=r"(?:thousand|million|billion|mn|bn|k|m)\b"
)
_PARTS = re.compile(
    r"(?P<sign>[-+])?\s*(?P<pound>£)?\s*(?P<bracket>\()?\s*(?P<within>£)?\s*(?P<inner>-)?\s*(?P<number>[\d,.]+)\s*(?P<unit>[a-z]*)"
    r"\s*\)?\s*(?P<outer>[a-z]*)"
)
#: Three digits after a point may be pence and a part of one, or thousands as they are set on the continent.
_POINT_OR_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")


def to_pence(amount: Decimal) -> Decimal:
    """The amount in pounds rounded half up (away from zero at the half) to the penny."""
    return amount.quantize(PENNY, rounding=ROUND_HALF_UP)


def from_number(number: float | Decimal) -> Decimal:
    """A number as a spreadsheet holds it, in pounds, to the penny. Raises KnownTrouble where it is too large to hold."""
    return checked(Decimal(str(number)), str(number))


def checked(amount: Decimal, text: str) -> Decimal:
    """The amount to the penny. Raises KnownTrouble where it is not finite or not below `LARGEST`; `text` is what was typed."""
    if not amount.is_finite() or abs(amount) >= LARGEST:
        raise KnownTrouble(f"‘{text}’ is too large: type an amount under £1,000bn")
    return to_pence(amount)


def tidy(text: str) -> str:
    """Typed text in one form: lower case, single spaces, and every dash and minus a hyphen."""
    text = re.sub("[\u2010-\u2015\u2212]", "-", text.replace("\u00a0", " ").replace("\u202f", " "))
    return " ".join(text.casefold().split())


def unit_of(text: str) -> str:
    """The unit an amount of the form `AMOUNT` is written in: `m` in `£1.2m` and `£(1.2)m`, nothing in `£1,200`."""
    parts = _parts(text)
    return parts["unit"] or parts["outer"] or ""


def read(text: str, unit: str = "") -> Decimal:
    """The pounds of a tidied amount of the form `AMOUNT`; `unit` stands in where it has none.

    Raises KnownTrouble on parts of a penny, and where a point may stand for thousands.
    """
    parts = _parts(text)
    if parts["unit"] and parts["outer"]:
        raise KnownTrouble(f"‘{text}’ is not an amount: type a number such as £1,200 or £1.2m")
    number, own = parts["number"], parts["unit"] or parts["outer"] or unit
    amount = Decimal(number.replace(",", "")) * _UNITS[own]
    if parts["bracket"] or parts["sign"] == "-" or parts["inner"]:
        amount = -amount
    if not own and _POINT_OR_THOUSANDS.fullmatch(number):
        raise KnownTrouble(f"‘{text}’ can be read two ways: type {pounds(amount * 1000)} or {pounds(amount)}")
    if abs(amount) < LARGEST and amount != to_pence(amount):
        raise KnownTrouble(f"‘{text}’ has parts of a penny: type whole pence, such as £1,200.50")
    return checked(amount, text)


def _parts(text: str) -> dict[str, str]:
    match = _PARTS.fullmatch(text.strip())
    if match is None:
        raise KnownTrouble(f"‘{text}’ is not an amount: type a number such as £1,200 or £1.2m")
    return match.groupdict()


def pounds(amount: Decimal) -> str:
    """In full: `£1,200`, `£1,200.50`, `−£1,200`. Pence print only where there are any."""
    amount = to_pence(amount)
    sign, size = (MINUS if amount < 0 else ""), abs(amount)
    return f"{sign}£{size:,.0f}" if size == size.to_integral_value() else f"{sign}£{size:,.2f}"


class Rounding(NamedTuple):
    """To what amounts that stand together are rounded, in pounds: a penny, a pound, £1,000, or a place of a million."""

    step: Decimal

    def rounded(self, amount: Decimal) -> Decimal:
        """The amount to the step, half up (away from zero at the half)."""
        return (amount / self.step).to_integral_value(ROUND_HALF_UP) * self.step

    def words(self, amount: Decimal, *, running: bool = False) -> str:
        """`£1.28m`, `£238,000`, `−£12`; `under £0.01m` where more than nought would be shown as nought. `running` spells out million."""
        size = self.rounded(abs(amount))
        if size:
            return f"{MINUS if amount < 0 else ''}{self._size_words(size, running)}"
        if not amount:
            return "£0"
        return f"under {self._size_words(self.step, running)}" if amount > 0 else "just under £0"

    def shows(self, amount: Decimal) -> bool:
        """Whether more is left of it than nought."""
        return not amount or bool(self.rounded(amount))

    def _size_words(self, size: Decimal, running: bool) -> str:
        places = _PLACES_OF_A_MILLION.get(self.step)
        if places is None:
            return f"£{size:,.2f}" if self.step < POUND else f"£{size:,.0f}"
        return f"£{size / MILLION:,.{places}f}{' million' if running else 'm'}"


def rounding_of(amounts: Iterable[Decimal | None]) -> Rounding:
    """What amounts that stand together are rounded to: three figures of the largest, £m from £1m with two decimals at the most,
    whole thousands from £10,000, else pounds. Decimals that would be nought throughout are left out.
    """
    sizes = [abs(amount) for amount in amounts if amount]
    largest = max(sizes, default=POUND)
    step = _step_of(_step_of(largest).rounded(largest))  # £999,600 is £1m
    while step.step in _PLACES_OF_A_MILLION and step.step < MILLION:
        coarser = Rounding(step.step * 10)
        if any(not step.rounded(size) or coarser.rounded(size) != step.rounded(size) for size in sizes):
            break
        step = coarser
    return step


def _step_of(size: Decimal) -> Rounding:
    return Rounding(next((step for least, step in _STEPS if size >= least), POUND))


def rounding_that_subtracts(
    coarsest: Rounding, differences: Iterable[tuple[Decimal, Decimal, Decimal]], unrounded: Collection[Decimal] = ()
) -> Rounding:
    """The coarsest rounding, from one down, at which each difference is printed as its two figures, in that order, subtract.

    Figures that are `unrounded` print as they are.
    """
    differences = list(differences)
    for step in (step for step in _FINER if step <= coarsest.step):
        each = Rounding(step)
        shown = (tuple(end if end in unrounded else each.rounded(end) for end in ends) for ends in differences)
        if all(more - less == difference for more, less, difference in shown):
            return each
    return Rounding(PENNY)


def rounding_that_tells_apart(first: Decimal, second: Decimal) -> Rounding:
    """What two figures are rounded to that are said to differ: as any that stand together, or finer until they are printed unlike."""
    coarsest = rounding_of((first, second))
    steps = (Rounding(step) for step in _FINER if step <= coarsest.step)
    return next((each for each in steps if each.rounded(first) != each.rounded(second)), Rounding(PENNY))


def rounded(amount: Decimal, *, running: bool = False) -> str:
    """A figure that stands alone: `£1.28m`, `£238,000`, `£120`."""
    return rounding_of((amount,)).words(amount, running=running)


def _in_units(amount: Decimal, unit: Decimal, name: str) -> str:
    size = (abs(amount) / unit).quantize(PENNY, rounding=ROUND_HALF_UP)
    return f"{MINUS if amount < 0 else ''}£{size:,}".rstrip("0").rstrip(".") + name if size else "£0"


def in_millions(amount: Decimal) -> str:
    """`£0.18m`, to two places at most; `£0` for nothing."""
    return _in_units(amount, MILLION, "m")


def is_short_in_millions(amount: Decimal) -> bool:
    """Whether `in_millions` loses nothing and prints at least a tenth of a million, or nothing at all."""
    return amount == 0 or (abs(amount) >= MILLION / 10 and amount % _TWO_PLACES_OF_A_MILLION == 0)


def exact(amount: Decimal, *, running: bool = False) -> str:
    """As it is recorded, in the shortest form that loses no penny: `£0.5m`, `£1.5bn`, `£180,000`, `£1,234,567.89`.

    `running` spells out million and billion, from a million up.
    """
    size = abs(amount)
    if size >= BILLION and size % _TWO_PLACES_OF_A_BILLION == 0:
        return _in_units(amount, BILLION, " billion" if running else "bn")
    if size >= MILLION and size % _TWO_PLACES_OF_A_MILLION == 0:
        return _in_units(amount, MILLION, " million" if running else "m")
    if not running and size >= _SHORT_FROM and size % _ROUND_BELOW_A_MILLION == 0:
        return in_millions(amount)
    return pounds(amount)
