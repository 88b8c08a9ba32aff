"""Amounts of money as text and back: whole pence, half up, with the pound sign and a true minus."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

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
AMOUNT = r"(?:\(\s*£?\s*{number}\s*(?:{unit})?\s*\)|-?\s*£?\s*-?\s*{number}\s*(?:{unit})?)".format(
    number=r"(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+|(?<=\d))", unit=r"(?:thousand|million|billion|mn|bn|k|m)\b"
)
_PARTS = re.compile(r"(?P<bracket>\()?\s*(?P<sign>-)?\s*(?P<pound>£)?\s*(?P<inner>-)?\s*(?P<number>[\d,.]+)\s*(?P<unit>[a-z]*)\s*\)?")


def to_pence(amount: Decimal) -> Decimal:
    """The amount in pounds rounded half up (away from zero at the half) to the penny."""
    return amount.quantize(PENNY, rounding=ROUND_HALF_UP)


def to_pounds(amount: Decimal) -> Decimal:
    """The amount rounded half up to the whole pound."""
    return amount.quantize(POUND, rounding=ROUND_HALF_UP)


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
    """The unit an amount of the form `AMOUNT` is written in: `m` in `£1.2m`, nothing in `£1,200`."""
    return _parts(text)["unit"] or ""


def has_pound_sign(text: str) -> bool:
    """Whether an amount of the form `AMOUNT` has a pound sign of its own."""
    return bool(_parts(text)["pound"])


def read(text: str, unit: str = "") -> Decimal:
    """The pounds of a tidied amount of the form `AMOUNT`; `unit` stands in where it has none. Raises KnownTrouble on parts of a penny."""
    parts = _parts(text)
    amount = Decimal(parts["number"].replace(",", "")) * _UNITS[parts["unit"] or unit]
    if bool(parts["bracket"]) + bool(parts["sign"]) + bool(parts["inner"]) == 1:
        amount = -amount
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


def _in_units(amount: Decimal, unit: Decimal, name: str) -> str:
    size = (abs(amount) / unit).quantize(PENNY, rounding=ROUND_HALF_UP)
    return f"{MINUS if amount < 0 else ''}£{size:,}".rstrip("0").rstrip(".") + name if size else "£0"


def in_millions(amount: Decimal) -> str:
    """`£0.18m`, to two places at most; `£0` for nothing."""
    return _in_units(amount, MILLION, "m")


def is_short_in_millions(amount: Decimal) -> bool:
    """Whether `in_millions` loses nothing and prints at least a tenth of a million, or nothing at all."""
    return amount == 0 or (abs(amount) >= MILLION / 10 and amount % _TWO_PLACES_OF_A_MILLION == 0)


def exact(amount: Decimal) -> str:
    """The shortest form that loses no penny: `£0.5m`, `£1.5bn`, `£180,000`, `£1,234,567.89`."""
    size = abs(amount)
    if size >= BILLION and size % _TWO_PLACES_OF_A_BILLION == 0:
        return _in_units(amount, BILLION, "bn")
    if size >= MILLION and size % _TWO_PLACES_OF_A_MILLION == 0:
        return in_millions(amount)
    if size >= _SHORT_FROM and size % _ROUND_BELOW_A_MILLION == 0:
        return in_millions(amount)
    return pounds(amount)


def short(amount: Decimal) -> str:
    """For grids and charts: two places of a million from a million up, else the whole pound: `£1.28m`, `£180,000`, `£0.5m`, `£0`."""
    amount = to_pounds(amount)
    return exact(amount) if abs(amount) < MILLION else in_millions(amount)


def running_span(low: Decimal, high: Decimal) -> str:
    """Both ends of a range in running text, in one unit: `£0.5 million to £1.28 million`, `£500,000 to £750,000`."""
    low, high = to_pounds(low), to_pounds(high)
    if max(abs(low), abs(high)) >= MILLION:
        return f"{_in_units(low, MILLION, ' million')} to {_in_units(high, MILLION, ' million')}"
    return f"{pounds(low)} to {pounds(high)}"


def running(amount: Decimal) -> str:
    """For running text: `£17 million`, `£1.28 million`, `£2.33 billion`, `£180,000`."""
    amount = to_pounds(amount)
    if abs(amount) >= BILLION:
        return _in_units(amount, BILLION, " billion")
    return _in_units(amount, MILLION, " million") if abs(amount) >= MILLION else pounds(amount)
