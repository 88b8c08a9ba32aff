"""What is asked of whom by when: deadlines in days, and two dates for one thing."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from db.nouns import choices
from desktop.appraisal import working_days
from desktop.appraisal.bank_holidays import BankHolidays
from desktop.appraisal.wording import long_date
from desktop.late_dataclass import dataclass

CountedIn = choices.CountedIn


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
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """One date for an answer. Days are from being asked: `None` where either date is not known, or bank holidays are not listed for them.

    `is_beyond` is whether they are not listed; a date that was to be counted then has no day.
    """

    when: When
    source: str = ""
    is_counted: bool = False
    working_days: int | None = None
    clear_days: int | None = None
    is_beyond: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is asked for, from all its rows. `conflict` is whether they give different dates for it.

    Where several parties are asked for things of one name, or ask, `name` ends with whose this one is.

    `known` are the bank holidays that its days leave out, those of the program unless given.
    """

    name: str
    rows: tuple[Request, ...]
    deadlines: tuple[Deadline, ...]
    known: BankHolidays | None = None

    @property
    def party(self) -> str:
        """Who asks, or is asked."""
        return _party(self.rows)

    @property
    def conflict(self) -> bool:
        given = [each for each in self.deadlines if each.when.day is not None or not each.is_counted]
        return len({(each.when.day or each.when.words.casefold()) for each in given}) > 1

    @property
    def withheld(self) -> bool:
        """Whether a public paper withholds all of it."""
        return all(each.withheld for each in self.rows)

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

    def days_left(self, today: datetime.date) -> int | None:
        """Working days from today to the first of its dates, below 0 once that has passed.

        `None` where it is answered, has no day, or bank holidays are not listed up to it.
        """
        return None if self.answered or self.first is None else working_days.working_days_between(today, self.first, self.known)

    def overdue(self, today: datetime.date) -> bool:
        """Whether it has no answer and the last of its dates has passed."""
        return not self.answered and self.last is not None and self.last < today


def asked(requests: Sequence[Request], known: BankHolidays | None = None) -> tuple[Asked, ...]:
    """Rows of one name, whatever its capitals, are one thing, unless they are of different parties. In the order recorded. Never raises.

    A row without a party is of the first of its name. `known` are the bank holidays that are left out, those of the program unless given.
    """
    by_name: dict[str, list[list[Request]]] = {}
    together: list[list[Request]] = []
    for each in requests:
        of_name = by_name.setdefault(_folded(each.name), [])
        own = next((rows for rows in of_name if _are_of_one(rows, each)), None)
        if own is None:
            own = []
            of_name.append(own)
            together.append(own)
        own.append(each)
    alone = {name: len(of_name) == 1 for name, of_name in by_name.items()}
    return tuple(
        Asked(
            rows[0].name if alone[_folded(rows[0].name)] else f"{rows[0].name}, {_party(rows)}",
            tuple(rows),
            tuple(_deadlines(rows, known)),
            known,
        )
        for rows in together
    )


def _party(rows: Sequence[Request]) -> str:
    """Who asks, or is asked, in rows of one thing."""
    return next((each.party for each in rows if each.party), "")


def _are_of_one(rows: Sequence[Request], each: Request) -> bool:
    party = _folded(_party(rows))
    return not party or not each.party or party == _folded(each.party)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _deadlines(own: Sequence[Request], known: BankHolidays | None) -> list[Deadline]:
    """The dates of one thing, each once for each place that says so."""
    deadlines: list[Deadline] = []
    for each in own:
        start = each.asked_on.day
        if each.deadline.words:
            deadlines.append(_deadline(start, each.deadline, each.source, known))
        if each.within is None or start is None:
            continue
        day = _counted(start, each.within, each.counted_in, known)
        if day is None:
            words = f"{each.within} {each.counted_in} after {long_date(start)}"
            deadlines.append(Deadline(When(words), each.source, is_counted=True, is_beyond=True))
        elif day != each.deadline.day:
            deadlines.append(_deadline(start, When(long_date(day), day), each.source, known, is_counted=True))
    return list(dict.fromkeys(deadlines))


def _deadline(start: datetime.date | None, when: When, source: str, known: BankHolidays | None, *, is_counted: bool = False) -> Deadline:
    if start is None or when.day is None:
        return Deadline(when, source, is_counted)
    working = working_days.working_days_between(start, when.day, known)
    clear = working_days.clear_days_between(start, when.day, known=known)
    return Deadline(when, source, is_counted, working, clear, is_beyond=working is None)


def _counted(start: datetime.date, days: int, counted_in: CountedIn, known: BankHolidays | None) -> datetime.date | None:
    """The day so many days lead to; nothing where bank holidays are not listed up to it, or past the calendar's end."""
    if counted_in is CountedIn.CLEAR_DAYS:
        return working_days.after_clear_days(start, days, known)
    if counted_in is CountedIn.WORKING_DAYS:
        return working_days.after_working_days(start, days, known)
    try:
        return start + datetime.timedelta(days=days)
    except OverflowError:
        return None
