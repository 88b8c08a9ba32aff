"""Rounds of grant: each of their dates comes after the one before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import combinations

from db.nouns.grants import GrantRound
from desktop.errors import KnownTrouble
from desktop.operations.records.adapters import Adapter
from desktop.papers.content.wording import date_in_words

#: The dates of a round in the order in which they come, each with what it is in a sentence.
DATES = {"opens": "opening", "expression_of_interest": "expression of interest", "bid_by": "bid", "award_on": "award"}


class RoundAdapter(Adapter[GrantRound]):
    """Rounds of grant."""

    def check(self, record: GrantRound, keys: Collection[str]) -> None:
        if DATES.keys() & set(keys):
            check_dates(record.name, {key: str(vars(record)[key]) for key in DATES})


def check_dates(name: str, dates: Mapping[str, str]) -> None:
    """That no date of a round, as it is written by its key, lies before one that comes first. Words that are no date say nothing.

    Raises KnownTrouble.
    """
    known = [(key, day) for key in DATES if (day := date_in_words(dates.get(key, ""))) is not None]
    for (first, earlier), (then, later) in combinations(known, 2):
        if later < earlier:
            raise KnownTrouble(
                f"‘{name}’ has its {DATES[then]} on {dates[then]}, before its {DATES[first]} on {dates[first]}: correct one of the dates"
            )
