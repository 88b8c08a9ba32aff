"""The units of work of a file: which of them took back another, which brought it back, and which is no step but a mark."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from db.reading import Reader
from desktop.appraisal.wording import long_date
from desktop.operations.records.columns import clean
from desktop.papers.content.wording import capital


class StepKind(StrEnum):
    """What a unit of work was."""

    STEP = "step"
    UNDO = "undo"
    REDO = "redo"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Step:
    """One unit of work: by which login, when (on the clock of this machine; nothing where the file does not say), and called what.

    `is_reversed` says that a later one has taken it back or, where it was an undo, brought back what it took.
    """

    unit: int
    when: datetime.datetime | None
    login: str
    label: str
    kind: StepKind = StepKind.STEP
    is_reversed: bool = False

    @property
    def when_words(self) -> str:
        """The day and the minute: `30 November 2026, 13:37`."""
        return f"{long_date(self.when)}, {self.when:%H:%M}" if self.when is not None else "not known"

    @property
    def words(self) -> str:
        """What was done, and before it whether it no longer stands: `Undone: new risk`, `Redone: undo of new risk`."""
        done = {StepKind.UNDO: "undo of ", StepKind.REDO: "redo of "}.get(self.kind, "") + self.label
        if not self.is_reversed:
            return capital(done)
        return f"Redone: {done}" if self.kind is StepKind.UNDO else f"Undone: {done}"


class Steps:
    """What each unit of work of a file was: worked out once, from those that reverse another."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        kinds: dict[int, StepKind] = {}
        is_reversed: set[int] = set()
        for unit, undoes in reader.rows("SELECT id, undoes FROM units WHERE undoes IS NOT NULL ORDER BY id"):
            if undoes == unit:
                kinds[unit] = StepKind.MARK
                continue
            kinds[unit] = StepKind.REDO if kinds.get(undoes) is StepKind.UNDO else StepKind.UNDO
            is_reversed.add(undoes)
        self._kinds: Mapping[int, StepKind] = kinds
        self._reversed = frozenset(is_reversed)
        #: The units that are marks, the last first.
        self.marks = tuple(sorted((unit for unit, kind in kinds.items() if kind is StepKind.MARK), reverse=True))

    def step(self, unit: int, at: bytes, login: bytes, label: bytes) -> Step:
        """One unit, from what the file says of it as bytes: no text of a file is taken on trust."""
        kind = self._kinds.get(unit, StepKind.STEP)
        return Step(unit, local_time(text(at)), clean(text(login)), clean(text(label)), kind, unit in self._reversed)

    def mark(self, unit: int) -> Step:
        """A unit that is a mark."""
        [(at, login, label)] = self._reader.rows(
            "SELECT CAST(at AS BLOB), CAST(login AS BLOB), CAST(label AS BLOB) FROM units WHERE id = ?", unit
        )
        return self.step(unit, at, login, label)


def logins(reader: Reader) -> tuple[str, ...]:
    """Everybody who changed the file, by login."""
    return tuple(sorted(text(login) for (login,) in reader.rows("SELECT DISTINCT CAST(login AS BLOB) FROM units")))


def local_time(at: str) -> datetime.datetime | None:
    """A moment as units keep it, in UTC, on the clock of this machine; nothing where it is none."""
    try:
        moment = datetime.datetime.fromisoformat(at)
        return (moment if moment.tzinfo is not None else moment.replace(tzinfo=datetime.UTC)).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def text(stored: bytes) -> str:
    """Text of a file; what of it is no text is shown as such."""
    return stored.decode("utf-8", errors="replace")
