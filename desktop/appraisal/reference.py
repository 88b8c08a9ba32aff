"""The published series that a case is reckoned by: those that come with the program, and those that were brought into its file.

A case keeps the editions it was appraised with (`interchange.md`, rules of arithmetic, "Reference series").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.appraisal import discounting, prices
from desktop.appraisal.discounting import DiscountSchedule
from desktop.appraisal.green_book import Edition
from desktop.appraisal.prices import DeflatorSeries
from desktop.late_dataclass import dataclass

if TYPE_CHECKING:
    from desktop.appraisal.case import Case


@dataclass(frozen=True, slots=True)
class Reference:
    """What was brought into a file: discount schedules, each with the words for it, deflators, and editions of the Green Book."""

    schedules: tuple[tuple[str, DiscountSchedule], ...] = ()
    deflators: tuple[DeflatorSeries, ...] = ()
    green_book: tuple[Edition, ...] = ()


#: A file into which nothing was brought.
NONE = Reference()


def schedule_of(case: Case) -> DiscountSchedule:
    """What a case is discounted by. Raises KnownTrouble where its words or its edition are none that are held."""
    return discounting.schedule(case.discounting, case.discount_vintage, case.reference.schedules)


def deflators_of(case: Case) -> DeflatorSeries:
    """The deflators of a case. Raises KnownTrouble where its edition is not held."""
    return prices.series(case.deflator_vintage, case.reference.deflators)
