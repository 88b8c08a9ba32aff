"""The bank holidays of England and Wales, from the reference list, which says until when it is good."""

from __future__ import annotations

import datetime
import json
from functools import cache

from desktop.disk_trouble import resource_bytes
from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class BankHolidays:
    """The list, with the first and the last day it is good for; outside them nothing is known."""

    first: datetime.date
    last: datetime.date
    days: frozenset[datetime.date]
    source: str
    vintage: str

    def covers(self, day: datetime.date) -> bool:
        """Whether the list says of a day what it is."""
        return self.first <= day <= self.last


@cache
def holidays() -> BankHolidays:
    """The list as it is shipped."""
    read = json.loads(resource_bytes("reference", "bank_holidays.json"))
    days = frozenset(datetime.date.fromisoformat(day) for year in read["days"].values() for day in year)
    first, last = (datetime.date.fromisoformat(read[key]) for key in ("from", "until"))
    return BankHolidays(first, last, days, read["source"], read["vintage"])
