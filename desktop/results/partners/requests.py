"""What is asked and by when: each date for an answer with its days from being asked, and how many days are left."""

from __future__ import annotations

import datetime
from decimal import Decimal

from desktop.appraisal.partners.requests import Asked, Deadline
from desktop.appraisal.wording import counted
from desktop.results.cells import BLANK, WITHHELD, Cell, Lack, Quantity, Row, Stress, Words

ANSWERED_LATE = "answered late"
_NO_DAYS = Lack("–", why="not known")
#: So many working days before a date they stand out.
_SOON = 5


def deadlines(asked: Asked, today: datetime.date | None = None) -> tuple[Row, ...]:
    """A row a date, and one where none is given; the first also says who asks, when, and how many days are left from `today`."""
    first = {
        "party": Words(asked.party),
        "asked_on": Words(asked.rows[0].asked_on.words),
        "left": Words(None, lack=BLANK) if today is None else _left(asked, today),
    }
    if not asked.deadlines:
        nothing = Words(None, lack=BLANK)
        due = Words(None, lack=WITHHELD if asked.withheld else Lack("no date given"))
        return (Row(asked.name, {**first, "due": due, **dict.fromkeys(("source", "given_by", "working_days", "clear_days"), nothing)}),)
    then = dict.fromkeys(first, Words("")) | {"left": Words(None, lack=BLANK)}
    return tuple(
        Row(asked.name, {**(then if number > 1 else first), **_date(deadline, conflict=asked.conflict)}, record="requests",
            brief=f"{asked.name}, date {number}" if number > 1 else "", follows=number > 1)
        for number, deadline in enumerate(asked.deadlines, 1)
    )  # fmt: skip


def _date(deadline: Deadline, *, conflict: bool) -> dict[str, Cell]:
    odds = ", at odds" if conflict else ""
    return {
        "due": Words(deadline.when.words, note=odds, stress=Stress.FLAGGED if conflict else Stress.PLAIN),
        "source": Words(deadline.source),
        "given_by": Words(deadline.source or ("counted" if deadline.is_counted else "")),
        "working_days": _days(deadline.working_days),
        "clear_days": _days(deadline.clear_days),
    }


def _days(days: int | None) -> Quantity:
    return Quantity(None if days is None else Decimal(days), lack=_NO_DAYS)


def _left(asked: Asked, today: datetime.date) -> Words:
    """The working days to the first of the dates, or that it is answered or past; a note says by how many days it is past."""
    if asked.answered:
        return (
            Words(ANSWERED_LATE, stress=Stress.FLAGGED) if asked.late else Words("answered" if asked.late is None else "answered in time")
        )
    if asked.first is None:
        return Words(None, lack=Lack("no date"))
    left = asked.days_left(today)
    if asked.first < today:
        by = "" if left is None else f"{counted(-left, 'working day')} "
        return Words("past", note=f"{by}past its first date", stress=Stress.FLAGGED)
    if left is None:
        return Words(None, lack=Lack("not known"))
    return Words("today" if left == 0 else counted(left, "day"), stress=Stress.STRONG if left <= _SOON else Stress.PLAIN)
