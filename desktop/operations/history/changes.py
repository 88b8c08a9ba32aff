"""The audit trail to read: who changed what, when, from what to what, of which record and in which step, the newest first.

It is read a stretch at a time, so that a file of many changes costs no more to look at than one of a few; nothing here holds all of it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from db.nouns import noun_of
from db.nouns.noun import Column, Kind, Noun, Yearly
from db.reading import Cell, Reader
from desktop.operations.history.called import Called, cells_of_table, fields_of, heading, image_of, parts_of, value_words, year_words
from desktop.operations.history.steps import Step, Steps, text
from desktop.operations.records.columns import AMOUNT, PERCENT, RATING
from desktop.operations.records.images import Image
from desktop.papers.content.wording import capital

#: How many changes one call puts in words, and how many it looks through where the file itself leaves most of them out.
AT_ONCE, SIFTED = 100, 1_000
_NEWEST = 2**63 - 1
#: What is said of a change that no trigger of ours wrote.
STRANGE = "This change is not as Appraisal Desk writes them, so it cannot be shown. Check the file, or open a backup of it."
_YEAR_CELLS = {Kind.ESTIMATE: AMOUNT, Kind.PERCENT: PERCENT._replace(type="Decimal"), Kind.RATING: RATING}
_CHANGES = """
SELECT c.id, c.unit_id, CAST(c.table_name AS BLOB), c.row_id, CAST(c.before AS BLOB), CAST(c.after AS BLOB),
    CAST(u.at AS BLOB), CAST(u.login AS BLOB), CAST(u.label AS BLOB)
FROM changes AS c CROSS JOIN units AS u ON u.id = c.unit_id
WHERE c.id <= ? AND c.id >= ?{conditions} ORDER BY c.id DESC LIMIT ?"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes are asked for: of one record (its table and its id), by one login, on these days, and with all of these words."""

    record: tuple[str, int] | None = None
    login: str = ""
    first: datetime.date | None = None
    last: datetime.date | None = None
    words: str = ""

    @property
    def is_sifted(self) -> bool:
        """Whether the file itself leaves out what is not asked for."""
        return bool(self.record or self.login or self.first or self.last)


class Place(NamedTuple):
    """Where one stretch ends and the next begins: the newest change, and the newest unit, that have not been read."""

    change: int = _NEWEST
    unit: int = _NEWEST


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One field of one record that was changed, or one record that was added or deleted, in words.

    `kind` is what kind of record it is and `name` what it was called then. `field` is the heading of what was changed, or `Added` or
    `Deleted`; `before` and `after` are what it held. `table`, `row` and `key` say which field of which record that is, in the file.
    """

    change: int
    number: int
    step: Step
    kind: str
    name: str
    field: str
    before: str = ""
    after: str = ""
    table: str = ""
    row: int = 0
    key: str = ""

    @property
    def id(self) -> tuple[int, int]:
        """What names the row for good."""
        return self.change, self.number

    @property
    def record(self) -> str:
        """The record, with what kind it is: `Risk: Staff leave`."""
        return f"{self.kind}: {self.name}" if self.name else self.kind

    def holds(self, words: list[str]) -> bool:
        """Whether every one of the words, which are without capitals, stands somewhere in it."""
        if not words:
            return True
        told = f"{self.record}\n{self.field}\n{self.before}\n{self.after}"
        said = f"{told}\n{self.step.login}\n{self.step.words}\n{self.step.when_words}".casefold()
        return all(word in said for word in words)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some changes, the newest first: where the next begins, nothing at the end, and how many changes were looked through."""

    rows: tuple[HistoryRow, ...] = ()
    next: Place | None = None
    looked: int = 0


@dataclass(frozen=True, slots=True)
class _Told:
    """What a change is about: the record it is told of, and what was changed of it."""

    table: str
    row: int
    kind: str
    name: str
    parts: tuple[tuple[str, str, str, str], ...] = field(default=())
    """Heading, key, before and after of each field."""


class History:
    """Reads the trail of a file as it stands. After a change of the file another is made."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._steps = Steps(reader)
        self._called = Called(reader)

    @property
    def count(self) -> int:
        """How many changes the file holds."""
        [(count,)] = self._reader.rows("SELECT count(*) FROM changes")
        return int(count)

    def stretch(self, wanted: Wanted, place: Place) -> Stretch:
        """The next changes from a place on: those among so many that are asked for, and perhaps none."""
        most = SIFTED if wanted.is_sifted else AT_ONCE
        looked = self._reader.rows("SELECT id, unit_id FROM changes WHERE id <= ? ORDER BY id DESC LIMIT ?", place.change, most)
        is_last = len(looked) < most
        oldest, oldest_unit = looked[-1] if looked else (place.change, -_NEWEST)
        conditions, values = _conditions(wanted)
        changes = self._reader.rows(_CHANGES.format(conditions=conditions), place.change, oldest, *values, AT_ONCE)
        if wanted.is_sifted and len(changes) == AT_ONCE:
            is_last, (oldest, oldest_unit) = False, changes[-1][:2]
            looked = [each for each in looked if each[0] >= oldest]
        rows = [row for change in changes for row in self._rows(*change)]
        reached = -_NEWEST if is_last else oldest_unit
        for mark in self._steps.marks:
            if reached <= mark <= place.unit:
                rows += self._mark(wanted, mark)
        rows.sort(key=lambda row: (-row.step.unit, -row.change, row.number))
        words = wanted.words.casefold().split()
        further = None if is_last or oldest <= -_NEWEST else Place(oldest - 1, reached - 1)
        return Stretch(tuple(row for row in rows if row.holds(words)), further, len(looked))

    def name(self, table: str, row: int) -> str:
        """What a record is called, whether it is still there or not. Raises KeyError for a table that is no noun's."""
        return f"{capital(noun_of(table).SINGULAR)}: {self._called.called(table, row)}"

    def _rows(
        self, change: int, unit: int, table: bytes, row: int, before: bytes | None, after: bytes | None, *said: bytes
    ) -> Iterator[HistoryRow]:
        """One change, field by field; `said` is what the file says of its unit."""
        step = self._steps.step(unit, *said)
        told = self._told(text(table), row, before, after)
        if told is None:
            yield HistoryRow(change, 0, step, "Not known", "", "Not readable", after=STRANGE)
            return
        for number, (field_heading, key, was, now) in enumerate(told.parts):
            yield HistoryRow(change, number, step, told.kind, told.name, field_heading, was, now, told.table, told.row, key)

    def _mark(self, wanted: Wanted, unit: int) -> Iterator[HistoryRow]:
        """A unit that is no step: it says that something was done with the whole file."""
        step = self._steps.mark(unit)
        day = step.when.date() if step.when is not None else None
        outside = day is not None and ((wanted.first is not None and day < wanted.first) or (wanted.last is not None and day > wanted.last))
        if not outside and wanted.login in ("", step.login):
            yield HistoryRow(0, 0, step, "The whole file", "", "No step: it cannot be undone", after=step.words)

    def _told(self, table: str, row: int, before: bytes | None, after: bytes | None) -> _Told | None:
        """What one change is about; nothing where no trigger of ours wrote it."""
        try:
            was, now = image_of(table, before), image_of(table, after)
        except (KeyError, ValueError, RecursionError):
            return None
        either = now or was
        if either is None:
            return None
        noun = noun_of(table)
        for yearly in noun.YEARLY.values():
            if yearly.table == table:
                return self._told_of_year(noun, yearly, either, was, now)
        return self._told_of_link(noun, either, was, now) if noun.PART_OF else self._told_of_record(noun, row, either, was, now)

    def _told_of_record(self, noun: type[Noun], row: int, either: Image, was: Image | None, now: Image | None) -> _Told:
        kind, name = capital(noun.SINGULAR), self._called.name(noun.TABLE, either)
        if was is None or now is None:
            contents = "\n".join(f"{each}: {words}" for each, words in self._called.contents(noun.TABLE, either)) or name
            part = ("Added", "", "", contents) if was is None else ("Deleted", "", contents, "")
            return _Told(noun.TABLE, row, kind, name, (part,))
        return _Told(noun.TABLE, row, kind, name, tuple(self._fields(noun, was, now)))

    def _fields(self, noun: type[Noun], was: Image, now: Image) -> Iterator[tuple[str, str, str, str]]:
        """What differs between two rows of one record, field by field."""
        for columns in fields_of(noun.TABLE):
            if any(was.get(cell) != now.get(cell) for column in columns for cell in column.cells):
                first = columns[0]
                yield heading(noun, first), first.key, *self._moved(noun, first.field, columns, was, now)

    def _moved(self, noun: type[Noun], named: str, columns: tuple[Column, ...], was: Image, now: Image) -> tuple[str, str]:
        if named == "position":
            before, after = (str(place + 1) if isinstance(place := each.get(named), int) else "" for each in (was, now))
            return before, after
        return self._called.field_words(noun, columns, was), self._called.field_words(noun, columns, now)

    def _told_of_year(self, noun: type[Noun], yearly: Yearly, either: Image, was: Image | None, now: Image | None) -> _Told:
        owner = either.get(yearly.link)
        year = year_words(either.get("year"))
        key = f"{yearly.kind} {year}" if yearly.heading else year
        column = _YEAR_CELLS[yearly.kind]
        words = [value_words(column, [each.get(cell) for cell in yearly.cells]) if each is not None else "" for each in (was, now)]
        name = self._called.called(noun.TABLE, owner)
        part = (f"{yearly.heading} {year}".strip(), key, words[0], words[1])
        return _Told(noun.TABLE, owner if isinstance(owner, int) else 0, capital(noun.SINGULAR), name, (part,))

    def _told_of_link(self, noun: type[Noun], either: Image, was: Image | None, now: Image | None) -> _Told:
        """A row that has no name of its own is told as a change of what it is a part of."""
        of = noun.COLUMNS[noun.PART_OF].refers_to
        owner = either.get(noun.PART_OF)
        kind, name = capital(noun_of(of).SINGULAR), self._called.called(of, owner)
        row = owner if isinstance(owner, int) else 0
        if was is not None and now is not None:
            return _Told(of, row, kind, name, tuple(self._fields(noun, was, now)))
        other = next((each for each in noun.COLUMNS.values() if each.refers_to and each.field != noun.PART_OF), None)
        if other is None:  # a file, by the name it was chosen by
            words = self._called.words(noun, noun.COLUMNS["name"], either)
            return _Told(of, row, kind, name, (("File", "", "" if was is None else words, words if was is None else ""),))
        words = self._called.called(other.refers_to, either.get(other.field))
        what = capital(noun_of(other.refers_to).SINGULAR)
        return _Told(of, row, kind, name, ((what, "", "" if was is None else words, words if was is None else ""),))


def _conditions(wanted: Wanted) -> tuple[str, list[Cell]]:
    """What the file itself leaves out, as the rest of a WHERE and its values."""
    conditions, values = "", list[Cell]()
    if wanted.record is not None:
        table, row = wanted.record
        cells_of_table(table)  # no name goes into a query that the nouns do not know
        either = "coalesce(c.after, c.before)"
        parts = [
            f" OR (c.table_name = '{part}' AND CASE WHEN json_valid({either}) THEN json_extract({either}, '$.{link}') END = ?)"
            for part, link in parts_of(table)
        ]
        conditions += f" AND ((c.table_name = '{table}' AND c.row_id = ?){''.join(parts)})"
        values += [row] * (1 + len(parts))
    if wanted.login:
        conditions += " AND u.login = ?"
        values.append(wanted.login)
    # in the file it is the same moment everywhere, and a day is one of this machine's
    for day, compared in ((wanted.first, ">="), (wanted.last and _day_after(wanted.last), "<")):
        if day is not None:
            midnight = datetime.datetime.combine(day, datetime.time()).astimezone(datetime.UTC)
            conditions += f" AND u.at {compared} ?"
            values.append(midnight.isoformat(timespec="seconds"))
    return conditions, values


def _day_after(day: datetime.date) -> datetime.date:
    return day + datetime.timedelta(days=1) if day < datetime.date.max else day
