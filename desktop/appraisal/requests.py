"""What is asked of whom by when: deadlines in days, and two dates for one thing."""
from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.appraisal import working_days


class CountedIn(StrEnum):
    WORKING_DAYS = "working days"
    CLEAR_DAYS = "clear days"
    CALENDAR_DAYS = "calendar days"


@dataclass(frozen=True, slots=True)
class When:
    """A date as recorded: `day` where the words are one, else the words alone, such as `October 2010`."""

    words: str = ""
    day: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """One question with one deadline, given as a day, as so many days from being asked, or as both. `source` is where it says so."""

    name: str
    question: str = ""
    put: str = ""
    party: str = ""
    asked_on: When = When()
    deadline: When = When()
    within: int | None = None
    counted_in: CountedIn = CountedIn.WORKING_DAYS
    needed: str = ""
    answer: str = ""
    answered_on: When = When()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One date for an answer. Days are from being asked: `None` where either date is not known."""

    when: When
    source: str = ""
    is_counted: bool = False
    working_days: int | None = None
    clear_days: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is asked for, from all its rows. `conflict` is whether they give different dates for it."""

    name: str
    rows: tuple[Request, ...]
    deadlines: tuple[Deadline, ...]

    @property
    def conflict(self) -> bool:
        return len({(each.when.day or each.when.words.casefold()) for each in self.deadlines}) > 1

    @property
    def answered(self) -> bool:
        return any(each.answer or each.answered_on.words for each in self.rows)

    @property
    def first(self) -> datetime.date | None:
        """The earliest day it may be due."""
        return min((each.when.day for each in self.deadlines if each.when.day is not None), default=None)

    @property
    def last(self) -> datetime.date | None:
        return max((each.when.day for each in self.deadlines if each.when.day is not None), default=None)

    @property
    def late(self) -> bool | None:
        """Whether it was answered after the last of its dates; `None` where that is not known."""
        answered = max((each.answered_on.day for each in self.rows if each.answered_on.day is not None), default=None)
        return None if answered is None or self.last is None else answered > self.last

    def days_left(self, today: datetime.date, holidays: Collection[datetime.date] = ()) -> int | None:
        """Working days from today to the first of its dates, below 0 once that has passed; `None` where answered or without a day."""
        return None if self.answered or self.first is None else working_days.working_days_between(today, self.first, holidays)


def asked(requests: Sequence[Request], holidays: Collection[datetime.date] = ()) -> tuple[Asked, ...]:
    """Rows of one name, whatever its capitals, are one thing. In the order recorded. Never raises."""
    held: dict[str, list[Request]] = {}
    for each in requests:
        held.setdefault(" ".join(each.name.split()).casefold(), []).append(each)
    return tuple(Asked(own[0].name, tuple(own), tuple(_deadlines(own, holidays))) for own in held.values())


def _deadlines(own: Sequence[Request], holidays: Collection[datetime.date]) -> list[Deadline]:
    """The dates of one thing, each once for each place that says so."""
    found: list[Deadline] = []
    for each in own:
        start = each.asked_on.day
        if each.deadline.words:
            found.append(_deadline(start, each.deadline, each.source, holidays))
        if each.within is None or start is None:
            continue
        day = _counted(start, each.within, each.counted_in, holidays)
        if day is not None and day != each.deadline.day:
            found.append(_deadline(start, When(_date_words(day), day), each.source, holidays, is_counted=True))
    return list(dict.fromkeys(found))


def _deadline(start: datetime.date | None, when: When, source: str, holidays: Collection[datetime.date], *, is_counted: bool = False,
              ) -> Deadline:
    if start is None or when.day is None:
        return Deadline(when, source, is_counted)
    return Deadline(when, source, is_counted, working_days.working_days_between(start, when.day, holidays),
                    working_days.clear_days_between(start, when.day, holidays))


def _counted(start: datetime.date, days: int, counted_in: CountedIn, holidays: Collection[datetime.date]) -> datetime.date | None:
    """The day so many days lead to; nothing past the calendar's end."""
    try:
        if counted_in is CountedIn.CALENDAR_DAYS:
            return start + datetime.timedelta(days=days)
        if counted_in is CountedIn.CLEAR_DAYS:
            return working_days.after_clear_days(start, days, holidays)
        return working_days.after_working_days(start, days, holidays)
    except OverflowError:
        return None


def day_words(day: datetime.date) -> str:
    """Friday 24 September 2010, in English whatever the machine's language."""
    weekday = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[day.weekday()]
    return f"{weekday} {_date_words(day)}"


def _date_words(day: datetime.date) -> str:
    months = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
    return f"{day.day} {months[day.month - 1]} {day.year}"
