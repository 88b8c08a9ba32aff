"""A table of results whose cells are made beforehand: a heading a column, a line a row. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from desktop.models.cell import BLANK, Cell
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what it is known by, and a cell for each heading after the first. A row that goes on with the one above `follows` it."""

    id: str
    cells: tuple[Cell, ...] = field(default=())
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A heading; `is_figure` sets its cells to the right, `least` is its least width in characters."""

    words: str
    is_figure: bool = False
    least: int = 8


def columns(first: str, heads: Sequence[Head], least: int = 18) -> tuple[ScreenColumn, ...]:
    """The column that names the line, then one a heading."""
    return (
        ScreenColumn("id", first, editable=False, least=least, main=True, cell=_name),
        *(
            ScreenColumn(
                f"c{number}", head.words, Kind.NUMBER if head.is_figure else Kind.TEXT, editable=False, least=head.least, cell=_at(number)
            )
            for number, head in enumerate(heads)
        ),
    )


def _name(line: Line) -> Cell:
    return Cell("", spoken=line.id) if line.follows else Cell(line.id)


def _at(number: int) -> Callable[[Line], Cell]:
    return lambda line: line.cells[number] if number < len(line.cells) else BLANK
