"""Whether the edition of the Green Book that a case is discounted by is the one in force at the meeting."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.appraisal.discounting import editions
from desktop.appraisal.green_book import edition_of, in_force
from desktop.appraisal.reference import schedule_of
from desktop.appraisal.results import Appraisal
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import day
from desktop.papers.readiness.item import MendedAt, ReadinessItem, item


def of_the_edition(paper: PaperRecords, appraisal: Appraisal | None) -> Iterator[ReadinessItem]:
    """An item where present values are by another edition than that in force on the day of the meeting, or by one that is not known.

    A flat rate is of no edition, and before 1 April 2003 none is known to be in force.
    """
    if appraisal is None or paper.meeting_date is None or not any(flow.amounts for flow in paper.flows):
        return
    case, schedule = appraisal.case, schedule_of(appraisal.case)
    wanted = in_force(paper.meeting_date, case.reference.green_book)
    if not schedule.real or not wanted:
        return
    used, newest = edition_of(schedule.vintage, case.reference.green_book), wanted[0]
    if used is not None and used.name in {edition.name for edition in wanted}:
        return
    of = f"that of {used.name}" if used is not None else f"‘{schedule.vintage}’, whose edition is not known"
    held = editions(case.discounting, case.reference.schedules)
    has_it = any(edition_of(vintage, case.reference.green_book) in wanted for vintage in held)
    do = "choose its rates on the Overview, under Details" if has_it else "record why these rates are used"
    says = f"The edition of the Green Book in force on {day(paper.meeting_date)} is {newest.name}, and the present values are by {of}: {do}"
    yield item("discounting: edition", says, "Money, Prices", MendedAt("Savings", "Prices"))
