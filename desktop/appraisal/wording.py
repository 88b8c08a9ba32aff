"""Numbers and names as the program's sentences write them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence, Sized
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor

#: A score out of 100 is told to no more places than this.
_MOST_PLACES = 2
_MOST_ON_A_SCALE = 6
#: What cannot be taken for several names, whatever commas it holds.
_ENCLOSED = re.compile(r"‘[^’]*’|\(.*\)")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def long_date(date: datetime.date) -> str:
    """`31 October 2011`, in English whatever the machine's language."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year:04}"


def weekday_date(date: datetime.date) -> str:
    """`Friday 24 September 2010`."""
    return f"{_WEEKDAYS[date.weekday()]} {long_date(date)}"


def points(score: Fraction, places: int = 1) -> str:
    """A score to so many places, half up, without idle noughts: `72.4`, `22`."""
    shown = _fixed(score, places)
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def out_of_100(score: Fraction, places: int = 1) -> str:
    """A score out of 100, or a difference of two, to so many places and no fewer, so that it reads alike everywhere: `60.0`."""
    return _fixed(score, places).replace("-", "\N{MINUS SIGN}")


def score_words(score: Fraction | None, low: Fraction | None = None, high: Fraction | None = None, places: int = 1) -> str:
    """A score out of 100 as it is read everywhere: `22.0`, `68.9 (57.0 to 76.2)` where it has a range, `no score` where it has none."""
    if score is None:
        return "no score"
    if low is None or high is None or _fixed(low, places) == _fixed(high, places):
        return out_of_100(score, places)
    return f"{out_of_100(score, places)} ({out_of_100(low, places)} to {out_of_100(high, places)})"


def scale_places(worst: Decimal | Fraction | None, best: Decimal | Fraction | None) -> int:
    """The decimals that a score on a scale needs: at least one, and enough that the last is no more than a hundredth of the scale."""
    length = abs(Fraction(best) - Fraction(worst)) if worst is not None and best is not None else Fraction(0)
    places = 1
    while length and length < Fraction(100, 10**places) and places < _MOST_ON_A_SCALE:
        places += 1
    return places


def places_that_subtract(more: Fraction, less: Fraction) -> int:
    """The fewest places, one or two, at which two scores and their difference subtract as they are printed; one where neither is enough.

    A difference is not printed as nought where there is one.
    """
    for places in range(1, _MOST_PLACES + 1):
        gap = _rounded(more - less, places)
        if _rounded(more, places) - _rounded(less, places) == gap and (gap or more == less):
            return places
    return 1


def difference(more: Fraction, less: Fraction, places: int) -> Fraction:
    """The difference of two scores as they are printed to so many places."""
    return Fraction(_rounded(more, places) - _rounded(less, places))


def apportioned(parts: Sequence[Fraction], whole: Fraction, places: int = 1) -> list[Fraction]:
    """Parts to so many places that add to the whole, which is to those places: each less than one in the last place from what it is.

    By largest remainders; the whole is to be within that of what they add to.
    """
    scale = 10**places
    down = [floor(part * scale) for part in parts]
    short = int(whole * scale) - sum(down)
    last = sorted(range(len(parts)), key=lambda index: down[index] - parts[index] * scale)
    for index in last[: max(short, 0)]:
        down[index] += 1
    return [Fraction(part, scale) for part in down]


def _rounded(number: Fraction, places: int) -> Decimal:
    return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _fixed(number: Fraction, places: int) -> str:
    return f"{_rounded(number, places):f}"


def span(years: Decimal) -> str:
    """A length of time to the nearest month: `2 years 4 months`, `8 months`, `less than a month`."""
    months = int((years * 12).to_integral_value(rounding=ROUND_HALF_UP))
    if not months:
        return "less than a month"
    whole, rest = divmod(months, 12)
    parts = [f"{whole} year{'s' if whole > 1 else ''}"] if whole else []
    if rest:
        parts.append(f"{rest} month{'s' if rest > 1 else ''}")
    return " ".join(parts)


def hold_commas(names: Sequence[str]) -> bool:
    """Whether a comma of a name could be taken for one between names; not in quotation marks, brackets or a number."""
    return any(", " in _ENCLOSED.sub("", name) for name in names if ", " in name)


def listed(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`; `A; B, C; and D` where a name holds a comma of its own."""
    if len(names) > 1 and hold_commas(names):
        return f"{'; '.join(names[:-1])}; and {names[-1]}"
    return "".join(names) if len(names) < 2 else f"{', '.join(names[:-1])} and {names[-1]}"


def placed(number: Fraction, places: int) -> str:
    """A number to so many places at the most, half up, without idle noughts."""
    shown = f"{Decimal(floor(number * 10**places + Fraction(1, 2))).scaleb(-places):,f}".replace("-", "\N{MINUS SIGN}")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def agreeing(names: Sized, one: str, several: str) -> str:
    """The word that goes with one name or with several."""
    return one if len(names) == 1 else several


def counted(number: int, noun: str) -> str:
    """`1 amount`, `2 amounts`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def place(number: int) -> str:
    """`first`, `second`, and in figures past the twelfth: `21st`."""
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    return short_place(number)


def short_place(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
