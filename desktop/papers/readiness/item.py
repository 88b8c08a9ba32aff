"""An item of the readiness list: how it stands, what it says, and the very field that mends it."""

from __future__ import annotations

from enum import StrEnum

from desktop.late_dataclass import dataclass


class State(StrEnum):
    """How an item stands: to do, waiting for someone, set aside with a reason, or done. Listed in this order."""

    TO_DO = "alert"
    WAITING = "wait"
    SET_ASIDE = "aside"
    DONE = "done"


_STATE_WORDS = {State.TO_DO: "To do", State.WAITING: "Waiting", State.SET_ASIDE: "Set aside", State.DONE: "Done"}


@dataclass(frozen=True, slots=True)
class MendedAt:
    """Where an item is mended. `screen` is the rail's name of the screen, `part` a tab or a view of it.

    `table` is that of the record's noun and `field` the key of its column, or a year. `named` finds the record among those of its noun
    by what its columns hold; where none is found, `new` is what a new one begins with. `record` is its id, once it is found, and `paper`
    that of the paper it is about.
    """

    screen: str
    part: str = ""
    table: str = ""
    field: str = ""
    named: tuple[tuple[str, str], ...] = ()
    new: tuple[tuple[str, str], ...] = ()
    record: int = 0
    paper: int = 0


@dataclass(frozen=True, slots=True)
class ReadinessItem:
    """One thing that is to do, waited for, set aside or done.

    `key` stays the same as long as it is the same thing, whatever its state; `where` says in words where it is mended.
    """

    state: State
    sentence: str
    where: str
    at: MendedAt
    key: str
    set_aside: str = ""

    @property
    def screen(self) -> str:
        """The rail's name of the screen that mends it."""
        return self.at.screen

    @property
    def state_words(self) -> str:
        """The state in words."""
        return _STATE_WORDS[self.state]


def item(
    key: str, undone: str, where: str, at: MendedAt, *, done: bool = False, finished: str = "", waiting: bool = False
) -> ReadinessItem:
    """An item that is to do, or waited for, until it is `done`; then it says what is `finished`."""
    if done:
        return ReadinessItem(State.DONE, finished, where, at, key)
    return ReadinessItem(State.WAITING if waiting else State.TO_DO, undone, where, at, key)


def details(field: str) -> MendedAt:
    """A field of the paper itself."""
    return MendedAt("Papers", "details", "papers", field)
