"""The editions of the Green Book: which one a discount schedule is of, and which was in force on a day."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from functools import cache

from desktop.appraisal.vintages import dated
from desktop.disk_trouble import resource_bytes
from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition, and the first day it is in force; `day_known` is false where a source gives that day's month alone.

    `vintages` are what its discount schedules are called.
    """

    name: str
    first: datetime.date
    day_known: bool
    vintages: tuple[str, ...]
    source: str


@cache
def shipped() -> tuple[Edition, ...]:
    """The editions that come with the program, oldest first."""
    read = json.loads(resource_bytes("reference", "green_book_editions.json"))
    return tuple(
        Edition(each["name"], datetime.date.fromisoformat(each["from"]), each["day_known"], tuple(each["vintages"]), each["source"])
        for each in read["editions"]
    )


def edition_of(vintage: str, brought_in: Sequence[Edition] = ()) -> Edition | None:
    """The edition that a schedule of this vintage is of, by its name or else by its month; `None` where that cannot be told."""
    every = (*brought_in, *shipped())
    named = next((edition for edition in every if vintage in (edition.name, *edition.vintages)), None)
    if named is not None:
        return named
    year, month = dated(vintage)
    return next((edition for edition in every if month and (edition.first.year, edition.first.month) == (year, month)), None)


def in_force(day: datetime.date, brought_in: Sequence[Edition] = ()) -> tuple[Edition, ...]:
    """The edition in force on a day, and beside it the one before where only the month it came in is known; none before 1 April 2003."""
    begun = sorted((edition for edition in (*shipped(), *brought_in) if edition.first <= day), key=lambda edition: edition.first)
    if len(begun) > 1 and not begun[-1].day_known and (begun[-1].first.year, begun[-1].first.month) == (day.year, day.month):
        return begun[-1], begun[-2]
    return tuple(begun[-1:])
