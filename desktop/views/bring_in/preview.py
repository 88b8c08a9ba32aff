"""What a foreign table would bring, row by row, before anything is taken: new, replaced, left out and what cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.appraisal.estimate import Estimate
from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn
from desktop.operations.matching.filling import Filling, NewRecord
from desktop.operations.matching.heading_rows import heading_of
from desktop.operations.matching.tables import Table
from desktop.operations.records.columns import RawCell, columns_of
from desktop.operations.records.records import read_yearly
from desktop.papers.content.wording import capital

#: The columns that name a record, which stand in a column of their own; and how many rows show what a table is like.
_NAMES, _FIRST_ROWS = ("name", "line"), 40


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row of the preview: what happens, where it stands in the sheet, of which record, and what it says.

    What a new record says is worked out as it is shown: few of many are.
    """

    id: int
    what: str
    row: int
    name: str
    of: str | NewRecord
    flag: bool = False

    @property
    def says(self) -> str:
        """What it says, in words."""
        return self.of if isinstance(self.of, str) else _cells(self.of)


def outcomes(filling: Filling) -> tuple[Outcome, ...]:
    """All that a filling brings, what stands in its way first."""
    said: list[tuple[str, int, str, str | NewRecord, bool]] = [("In the way", 0, "", problem, True) for problem in filling.problems]
    for changed in filling.replaced:
        words = f"{changed.heading}: {changed.before or 'blank'} becomes {changed.after}"
        said.append(("Replaced", changed.row, changed.name, words, False))
    said += [(f"New {new.noun.SINGULAR}", new.row, new.name, new, False) for new in (*filling.named, *filling.new)]
    replaced = {(each.name, each.heading) for each in filling.replaced}
    for score in filling.scored:
        name = f"{score.option}, {score.criterion}"
        if (name, score.group) not in replaced:
            said.append(("New score", score.row, name, score.text, False))
    said += [("Left out", left.row, left.name, capital(left.why), False) for left in filling.left_out]
    return tuple(Outcome(number, *each) for number, each in enumerate(said))


def as_in_the_sheet(table: Table) -> tuple[Outcome, ...]:
    """The first rows of a table as they stand, while it is still asked what they are."""
    return tuple(
        Outcome(number, "In the sheet", number, heading_of(table.cell((number, cells), 0)), ", ".join(_shown(cells[1:])))
        for number, cells in table.rows[:_FIRST_ROWS]
    )


def _shown(cells: Sequence[RawCell]) -> list[str]:
    return [words for cell in cells if (words := heading_of(cell))]


def _cells(new: NewRecord) -> str:
    """The cells of a new record but its name, each with its heading; amounts as they are read."""
    headings = {column.key: column.heading for column in columns_of(new.noun)}
    words = []
    for key, raw in new.cells.items():
        if key not in _NAMES and raw is not None:
            amount = read_yearly(new.noun, key, raw) if key[:1].isdigit() else None
            shown = amount.value.words() if amount is not None and isinstance(amount.value, Estimate) else heading_of(raw)
            words.append(f"{headings.get(key, key)}: {shown}")
    return "; ".join(words)


def preview_columns() -> tuple[ScreenColumn, ...]:
    """What happens, the row of the sheet, the record and what it says."""
    return (
        ScreenColumn("what", "What happens", editable=False, least=14, cell=lambda row: Cell(row.what, strong=row.flag, flag=row.flag)),
        ScreenColumn("row", "Row", editable=False, least=4, cell=lambda row: Cell(str(row.row) if row.row else "", quiet=True)),
        ScreenColumn("name", "Record", editable=False, main=True, least=14, cell=lambda row: Cell(row.name)),
        ScreenColumn("says", "What it says", editable=False, least=24, cell=lambda row: Cell(row.says, quiet=not row.flag)),
    )
