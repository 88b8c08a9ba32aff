"""Discount factors by years after the base year: the Green Book's falling rates, or one flat rate.

Factors are worked to 40 digits, so that a present value is exact to the penny before it is rounded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Context, Decimal, localcontext
from functools import lru_cache

from desktop.appraisal.vintages import newest
from desktop.disk_trouble import resource_bytes
from desktop.errors import KnownTrouble
from desktop.late_dataclass import dataclass

#: The precision in which factors and what is multiplied by them are worked.
PRECISE = Context(prec=40)

_FLAT = re.compile(r"(?:flat(?: rate)?(?: of)? )?(\d{1,2}(?:\.\d{1,6})?) ?%(?: flat)?")
_CACHED_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class DiscountSchedule:
    """A discount rate for each year after the base year, as (first year it holds for, rate as a fraction of 1), ascending.

    `real` says that it may only meet flows in the prices of one year, so that nominal flows are deflated first.
    """

    name: str
    vintage: str
    source: str
    steps: tuple[tuple[int, Decimal], ...]
    real: bool

    def rate(self, year: int) -> Decimal:
        """The rate that takes year `year` back to the year before it, as a fraction of 1."""
        return _rate(self.steps, year)

    def factor(self, year: int) -> Decimal:
        """What £1 in year `year` (0 is the base year) is worth in the base year.

        The change of rate is counted year by year, as in the Green Book's own table: factor 31 is factor 30 over 1.03.
        """
        return _factors(self.steps, -(-(year + 1) // _CACHED_AT_ONCE) * _CACHED_AT_ONCE)[year]


#: Editions that were brought into a file, each with the words for its schedule in small letters.
BroughtIn = Iterable[tuple[str, DiscountSchedule]]


def schedule(text: str, vintage: str = "", brought_in: BroughtIn = ()) -> DiscountSchedule:
    """The schedule an officer named: `green book`, `green book lower`, `green book health`, or a flat rate such as `8%`.

    Of a published one it is the edition of that vintage, the newest where that is blank, of those that come with the program and those
    `brought_in`. Raises KnownTrouble for anything else.
    """
    wanted = " ".join(text.casefold().split())
    if held := editions(wanted, brought_in):
        if vintage and vintage not in held:
            raise KnownTrouble(
                f"{next(iter(held.values())).name}: this version does not hold ‘{vintage}’. Bring it in as reference values, or type one "
                f"of these: {'; '.join(held)}"
            )
        return held[vintage or newest(held)]
    if flat := _FLAT.fullmatch(wanted):
        steps = ((0, Decimal(flat[1]) / 100),)
        return DiscountSchedule(f"Flat rate of {flat[1]}%", "as entered", "Entered for this case", steps, real=False)
    raise KnownTrouble(f"‘{text.strip()}’ is not a way to discount: type green book, or a flat rate such as 8%")


def editions(words: str, brought_in: BroughtIn = ()) -> dict[str, DiscountSchedule]:
    """Every edition of a published schedule that is held, by vintage; none for a flat rate."""
    named = " ".join(words.casefold().replace("-", " ").split())
    held = (*published().get(named, ()), *(each for name, each in brought_in if name == named))
    return {each.vintage: each for each in held}


def vintage_for(text: str, before: str = "", vintage: str = "", brought_in: BroughtIn = ()) -> str:
    """The vintage that a case discounted by `text` from now on keeps: the newest, or its own where it names the schedule it had before.

    Raises KnownTrouble as `schedule` does.
    """
    chosen = schedule(text, brought_in=brought_in)
    return vintage if vintage and before and chosen.name == schedule(before, brought_in=brought_in).name else chosen.vintage


@lru_cache(maxsize=1)
def published() -> dict[str, tuple[DiscountSchedule, ...]]:
    """The schedules that come with the program, by the words for each in small letters, every edition of it and the newest last."""
    reference = json.loads(resource_bytes("reference", "discount_rates.json"))
    return {
        key: tuple(
            DiscountSchedule(
                entry["name"],
                edition["vintage"],
                edition["source"],
                tuple((int(step["from_year"]), Decimal(step["rate"])) for step in edition["steps"]),
                real=True,
            )
            for edition in entry["editions"]
        )
        for key, entry in reference["schedules"].items()
    }


def _rate(steps: tuple[tuple[int, Decimal], ...], year: int) -> Decimal:
    return next(rate for first, rate in reversed(steps) if first <= year)


@lru_cache(maxsize=32)
def _factors(steps: tuple[tuple[int, Decimal], ...], count: int) -> tuple[Decimal, ...]:
    with localcontext(PRECISE):
        factors = [Decimal(1)]
        for year in range(1, count):
            factors.append(factors[-1] / (1 + _rate(steps, year)))
    return tuple(factors)
