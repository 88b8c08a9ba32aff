"""A row of a table of results and its cells: each a value with its kind, or why there is none. How it reads is for whoever prints it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum, auto
from fractions import Fraction
from typing import TypeGuard

from desktop.appraisal.estimate import Estimate, rounding_of
from desktop.appraisal.money import Rounding


class Stress(Enum):
    """How far a cell or a row stands out from the others."""

    ASIDE = auto()
    PLAIN = auto()
    STRONG = auto()
    #: What leads, or comes first for somebody.
    LEADS = auto()
    #: What the reader is to look at: it is out of the ordinary.
    FLAGGED = auto()


@dataclass(frozen=True, slots=True)
class Lack:
    """Why there is no value. `is_open`: nobody knows it, or it cannot be worked out; else it is settled that there is none.

    `why` says more than the words that stand in the cell.
    """

    words: str
    is_open: bool = False
    why: str = ""


NOT_KNOWN = Lack("not known", is_open=True)
NONE = Lack("none")
BLANK = Lack("")
WITHHELD = Lack("withheld")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """What every cell has: why there is no value, where there is none, how far it stands out, and what is to be said beside it."""

    lack: Lack = NOT_KNOWN
    stress: Stress = Stress.PLAIN
    note: str = ""


@dataclass(frozen=True, slots=True)
class Words(_Cell):
    """A name or a sentence."""

    value: str | None


@dataclass(frozen=True, slots=True)
class Choice(_Cell):
    """One of a set of choices, in small letters."""

    value: str | None


@dataclass(frozen=True, slots=True)
class Amount(_Cell):
    """Pounds: as recorded, or rounded as all that it stands with is, without that as its own ends are together."""

    value: Estimate | None
    recorded: bool = False
    rounding: Rounding | None = None


@dataclass(frozen=True, slots=True)
class Change(_Cell):
    """By how many pounds something moves: below nought it is less than before. Rounded as an amount is."""

    value: Estimate | None
    recorded: bool = False
    rounding: Rounding | None = None


@dataclass(frozen=True, slots=True)
class Percentage(_Cell):
    """A fraction of 1, as a percentage to so many decimal places at the most; `signed` where it is a rise or a fall."""

    value: Decimal | Fraction | None
    places: int = 2
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Weight(_Cell):
    """A weight, a fraction of 1, to one place of a percentage."""

    value: Fraction | None


@dataclass(frozen=True, slots=True)
class Chance(_Cell):
    """How often something happened in the draws, a fraction of 1."""

    value: float | None


@dataclass(frozen=True, slots=True)
class Score(_Cell):
    """A score out of 100, and the least and the most it may be."""

    value: Fraction | None
    low: Fraction | None = None
    high: Fraction | None = None
    places: int = 1


@dataclass(frozen=True, slots=True)
class Points(_Cell):
    """A difference of two scores out of 100."""

    value: Fraction | None
    places: int = 1


@dataclass(frozen=True, slots=True)
class Number(_Cell):
    """A count, a place, a volume or a ratio, to so many decimal places at the most."""

    value: Decimal | Fraction | int | None
    places: int = 2


@dataclass(frozen=True, slots=True)
class PartOf(_Cell):
    """So many of so many."""

    value: int | None
    of: int = 0


@dataclass(frozen=True, slots=True)
class Quantity(_Cell):
    """A volume or a number of days, below nought where it lies before, with every place it has; and what it is counted in."""

    value: Decimal | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Ratio(_Cell):
    """So many pounds for each pound, to two places."""

    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Period(_Cell):
    """A length of time in years; nought is at once."""

    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Answer(_Cell):
    """Yes, no, or that it cannot be told."""

    value: bool | None


Cell = (
    Words | Choice | Amount | Change | Percentage | Weight | Chance | Score | Points | Number | PartOf | Quantity | Ratio | Period | Answer
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is of, and its cells by the names of their columns.

    `record` is the kind of record it is of, a noun in the plural; blank for a row that is of no one record, such as a total. `brief` is
    its name where there is little room, or what a table on screen knows it by, if that is another. `adds`: its cells may be added up
    across. `is_taken_off`: on the way down to a sum it is taken off. `depth` counts the headings it stands under. `follows`: it goes on
    with the row above, under the same name.
    """

    name: str
    cells: Mapping[str, Cell] = field(default_factory=dict)
    record: str = ""
    brief: str = ""
    stress: Stress = Stress.PLAIN
    adds: bool = True
    is_taken_off: bool = False
    depth: int = 0
    follows: bool = False

    @property
    def id(self) -> str:
        """What a table on screen knows it by."""
        return self.brief or self.name


def amounts_of(row: Row) -> list[Estimate]:
    """The amounts that a row has, in the order of its cells."""
    return [cell.value for cell in row.cells.values() if isinstance(cell, Amount) and cell.value is not None]


def together(rows: Iterable[Row], key: str) -> Amount:
    """What the amounts of a column come to."""
    cells = [row.cells[key] for row in rows]
    amounts = [cell for cell in cells if isinstance(cell, Amount)]
    return Amount(Estimate.sum(cell.value for cell in amounts if cell.value is not None), all(cell.recorded for cell in amounts))


def in_columns(rows: Iterable[Row], *alike: Collection[str]) -> tuple[Row, ...]:
    """The rows of a table with the amounts of each column in the unit and the decimals of its largest, but for those that are recorded.

    Columns that are named `alike` are all in the unit of their largest, such as what is asked, what is gained and the difference.
    """
    rows = tuple(rows)
    group_of = {key: group[0] for group in map(tuple, alike) for key in group}
    amounts: dict[str, list[Estimate | None]] = {}
    for row in rows:
        for key, cell in row.cells.items():
            if _is_rounded(cell):
                amounts.setdefault(group_of.get(key, key), []).append(cell.value)
    roundings = {key: rounding_of(values) for key, values in amounts.items()}
    return tuple(
        replace(
            row,
            cells={
                key: replace(cell, rounding=roundings[group_of.get(key, key)]) if _is_rounded(cell) else cell
                for key, cell in row.cells.items()
            },
        )
        for row in rows
    )


def in_row(row: Row) -> Row:
    """A row with all its amounts in the unit and the decimals of its largest: those of one figure on several cases."""
    (alike,) = in_columns([row], tuple(row.cells))
    return alike


def _is_rounded(cell: Cell) -> TypeGuard[Amount | Change]:
    return isinstance(cell, Amount | Change) and cell.value is not None and not cell.recorded


def adds(parts: Iterable[Cell], total: Cell) -> bool:
    """Whether the amounts of a column add to its total as they are printed."""
    figures = [cell for cell in (*parts, total) if isinstance(cell, Amount) and cell.value is not None]
    if not isinstance(total, Amount) or total.value is None:
        return True
    whole = _printed(total)
    return all(
        end is None or any(part[n] is None for part in shown) or sum(filter(None, (part[n] for part in shown)), Decimal(0)) == end
        for shown in ([_printed(cell) for cell in figures[:-1]],)
        for n, end in enumerate(whole)
    )


def _printed(cell: Amount) -> tuple[Decimal | None, Decimal | None]:
    """Both ends of an amount as they are printed."""
    value = cell.value
    if value is None:
        return None, None
    if cell.recorded:
        return value.low, value.high
    rounding = cell.rounding or rounding_of((value,))
    return (
        None if value.low is None else rounding.rounded(value.low),
        None if value.high is None else rounding.rounded(value.high),
    )


def labelled(rows: Mapping[str, Row], labels: Mapping[str, str]) -> tuple[Row, ...]:
    """The rows of these keys, as far as there are any, by the names that whoever shows them calls them."""
    return tuple(replace(rows[key], name=label) for key, label in labels.items() if key in rows)
