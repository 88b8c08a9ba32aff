"""What a table and a form are made from: a noun's columns, rows and words, and how its changes are recorded."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Protocol

from desktop.late_dataclass import dataclass
from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn
from desktop.models.table_model import NewRow


@dataclass(frozen=True, slots=True)
class RecordEdit:
    """One text to record: the row's id, or a `NewRow` that a pasted block makes."""

    row: Hashable | NewRow
    key: str
    text: str


class Records(Protocol):
    """A noun as a record pane knows it. Each row carries `id`, which is never used again, as an attribute or an item.

    Texts are as `Column.check` gives them: plain numbers, ISO dates, `2011/12`, `yes`, `no`, "" and the words of an amount.
    Every method that changes something may raise `KnownTrouble`; each change is one undo step.
    """

    def kept_in(self) -> str:
        """The table of the store that keeps the rows, by which their history is found; empty where they have none."""
        return ""

    def told_by(self) -> Sequence[str]:
        """The keys of the columns in which no two rows are alike; none where two may be."""
        return ()

    def columns(self) -> Sequence[ScreenColumn]:
        """The columns as they are now: years come and go with the case."""

    def rows(self) -> Sequence[Any]:
        """The rows in the order recorded."""

    def add(self) -> Hashable:
        """Add a row and give its id."""

    def add_several(self, number: int) -> Sequence[Hashable]:
        """Add so many rows as one undo step and give their ids."""

    def copy(self, row_ids: Sequence[Hashable]) -> Sequence[Hashable]:
        """Add a row like each of these as one undo step, and give their ids."""

    def set(self, row_id: Hashable, key: str, text: str) -> None:
        """Record one text."""

    def set_block(self, edits: Sequence[RecordEdit]) -> None:
        """Record many texts as one undo step, adding the rows that are new."""

    def delete(self, row_ids: Sequence[Hashable]) -> None:
        """Delete rows as one undo step."""

    def move(self, row_ids: Sequence[Hashable], by: int) -> None:
        """Move rows down by so many places, or up where that is below nought, in the order recorded, as one undo step."""

    def name(self, row: Any) -> str:
        """What a row is called."""

    def remark(self, rows: Sequence[Any]) -> str:
        """What is said beside the count of rows, such as how many are illustrative; empty where there is nothing to say."""
        return ""

    def findings(self, rows: Sequence[Any]) -> Sequence[str]:
        """Sentences below the table; figures between `**` are set in semibold."""
        return ()

    def totals(self, rows: Sequence[Any]) -> Mapping[str, Cell]:
        """The cells, by column key, of a row of totals fixed below the table; empty where the noun has no totals."""
        return {}


@dataclass(frozen=True, slots=True)
class RecordWords:
    """What is said around a table and its form.

    `noun` and `nouns` are lower case: "service", "services". `first` is what to do where there is none yet. `ordered` says
    that the officer decides the order.
    """

    title: str
    purpose: str
    noun: str
    nouns: str
    first: str
    icon: str = "table-2"
    ordered: bool = True

    @property
    def article(self) -> str:
        """The noun with a or an."""
        return f"{'an' if self.noun[:1] in 'aeiou' else 'a'} {self.noun}"
