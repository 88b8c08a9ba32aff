"""Which columns of a table step back because nothing stands in them, or the same in every row. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from desktop.appraisal.wording import counted
from desktop.late_dataclass import dataclass
from desktop.models.cell import Cell, CellState
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind

#: Fewer rows than this say nothing of a column: it may be about to be filled.
FEWEST_ROWS = 4

#: What is said once above the table is no longer than this, in characters.
_LONGEST_ALIKE = 60


@dataclass(frozen=True, slots=True)
class SteppedBack:
    """The headings of columns that are blank, and the columns that say the same in every row, each with what it says."""

    blank: tuple[ScreenColumn, ...] = ()
    alike: tuple[tuple[ScreenColumn, str], ...] = ()

    @property
    def columns(self) -> tuple[ScreenColumn, ...]:
        """All of them."""
        return (*self.blank, *(column for column, _ in self.alike))

    def words(self) -> str:
        """How many are blank, and what every row says in the others; empty where there are none."""
        said = [f"{counted(len(self.blank), 'column')} {'is' if len(self.blank) == 1 else 'are'} blank."] if self.blank else []
        if self.alike:
            said.append(f"In every row: {'; '.join(f'{column.heading} {text}' for column, text in self.alike)}.")
        return " ".join(said)

    def named(self) -> str:
        """Which are blank, and what every row says in the others; empty where there are none."""
        names = "; ".join(column.heading for column in self.blank)
        return " ".join(part for part in (f"In no row: {names}." if names else "", replace(self, blank=()).words()) if part)


def stepping_back(columns: Sequence[ScreenColumn], rows: Sequence[Any]) -> SteppedBack:
    """Those of the columns that are blank or alike in these rows. Amounts by year never step back."""
    if len(rows) < FEWEST_ROWS:
        return SteppedBack()
    blank, alike = [], []
    for column in columns:
        if column.key.isdigit():
            continue
        first = column.cell_of(rows[0])
        if not _is_plain(first) or not _is_alike(column, rows, first):
            continue
        if not first.text and not first.edit_text:
            blank.append(column)
        elif column.kind is not Kind.LONG_TEXT and len(first.text) <= _LONGEST_ALIKE:
            alike.append((column, first.text))
    return SteppedBack(tuple(blank), tuple(alike))


def _is_alike(column: ScreenColumn, rows: Sequence[Any], first: Cell) -> bool:
    """Whether every row shows what the first does; of rows that hold the very same value no cell is made."""
    said, same = _said(first), column.value_of(rows[0]) if column.cell is None else None
    return all((column.cell is None and column.value_of(row) == same) or _said(column.cell_of(row)) == said for row in rows[1:])


def _is_plain(cell: Cell) -> bool:
    """Whether a cell is all said by its words: none is marked, flagged or drawn in."""
    drawn = cell.marks or cell.bar is not None or cell.span is not None or cell.aside or cell.flag
    return cell.state is CellState.PLAIN and not drawn


def _said(cell: Cell) -> tuple[str, str, bool]:
    return cell.text, cell.edit_text, _is_plain(cell)
