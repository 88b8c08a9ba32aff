"""What the records of a file are called and hold, as its audit trail has them: those that are gone too, and what nobody of ours wrote."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, DecimalException
from functools import cache

from db.nouns import ALL, noun_of
from db.nouns.choices import Rating
from db.nouns.money import CHECKLIST
from db.nouns.noun import SHARED_LAST, Column, Kind, Noun
from db.nouns.values import Amount, AmountKind
from db.reading import Cell, Reader
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.history.steps import text
from desktop.operations.records.amounts import estimate_of
from desktop.operations.records.columns import Value, clean, shown_words
from desktop.operations.records.images import Image, name_by, read_image
from desktop.papers.content.wording import capital

#: What a number of the store is written as; anything longer was not written by us.
_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")
_MOST = 2**63
_RATINGS = {rating.value: rating.word for rating in Rating}
_CHECKS = dict(CHECKLIST)
#: Fields without a heading of their own that hold the first calendar year of a financial year.
_YEARS = frozenset(("price_year", "in_use_from"))
#: The headings of fields that a screen shows in another way than under a heading.
_HEADINGS = {"position": "Place in the list", "case_id": "Case", "not_applicable": "Not applicable"}
#: What a hostile value may raise on its way into words.
_NO_VALUE = (ValueError, DecimalException, OverflowError, KeyError, TypeError, KnownTrouble)


@cache
def fields_of(table: str) -> tuple[tuple[Column, ...], ...]:
    """What an officer takes for one field of a record, in their order: a column, with those that stand under its heading too.

    Raises KeyError for a table that is no noun's.
    """
    columns = sorted((each for each in noun_of(table).COLUMNS.values() if each.field != "id"), key=lambda each: each.field in SHARED_LAST)
    beside = [each for each in columns if each.beside]
    return tuple((each, *(other for other in beside if other.beside == each.field)) for each in columns if not each.beside)


@cache
def cells_of_table(table: str) -> frozenset[str]:
    """The columns that a row of the trail may have. Raises KeyError for a table that is no noun's."""
    noun = noun_of(table)
    for rows in noun.YEARLY.values():
        if rows.table == table:
            return frozenset(("id", rows.link, "year", *rows.cells))
    return frozenset(cell for column in noun.COLUMNS.values() for cell in column.cells)


@cache
def parts_of(table: str) -> tuple[tuple[str, str], ...]:
    """The tables whose rows are told as changes of a noun's records, each with the column that says of which."""
    yearly = [(rows.table, rows.link) for rows in noun_of(table).YEARLY.values()]
    nouns = [noun_of(each) for each in ALL]
    return (*yearly, *((each.TABLE, each.PART_OF) for each in nouns if each.PART_OF and each.COLUMNS[each.PART_OF].refers_to == table))


def heading(noun: type[Noun], column: Column) -> str:
    """What an officer calls a field."""
    if column.heading:
        return column.heading
    if column.field in _HEADINGS:
        return _HEADINGS[column.field]
    if (elsewhere := noun.ELSEWHERE.get(column.field)) is not None:
        return elsewhere.heading
    return capital(column.field.removesuffix("_id").removesuffix("_percent").replace("_", " "))


def image_of(table: str, written: bytes | None) -> Image | None:
    """A row of the trail; None where there was none.

    Raises KeyError for a table that is no noun's, ValueError or RecursionError for what is no row of it.
    """
    cells = cells_of_table(table)
    if written is None:
        return None
    image = read_image(text(written))
    if not isinstance(image, dict) or not image.keys() <= cells or "id" not in image:
        raise ValueError("no such column")
    if not all(value is None or isinstance(value, str | int) for value in image.values()):
        raise ValueError("no such value")
    return image


class Called:
    """What records are called as they stand or, where they are gone, as they last stood. Each is looked up once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._names: dict[tuple[str, int], str] = {}
        self._deletions: dict[str, dict[int, int]] = {}

    def called(self, table: str, row: object) -> str:
        """What the record of an id is called; blank where there is no id."""
        if not isinstance(row, int) or not -_MOST <= row < _MOST:
            return clean(_raw(row))
        key = table, row
        if key not in self._names:
            image = self._standing(table, row) or self._gone(table, row)
            self._names[key] = self.name(table, image) if image else f"{_one(noun_of(table).SINGULAR)} that is not in this file"
        return self._names[key]

    def name(self, table: str, image: Image) -> str:
        """What a row is called: by its own columns, and by the names of those it refers to."""
        noun = noun_of(table)
        return name_by(
            noun,
            _naming(table),
            lambda link: self.called(noun.COLUMNS[link].refers_to, image.get(link)),
            lambda field: self.words(noun, noun.COLUMNS[field], image),
        )

    def words(self, noun: type[Noun], column: Column, image: Image | None) -> str:
        """What a row holds in one column, as a screen shows it."""
        if image is None:
            return ""
        cells = [image.get(cell) for cell in column.cells]
        if column.refers_to:
            return self.called(column.refers_to, cells[0])
        if noun.TABLE == "checklist_answers" and column.field == "line":
            return clean(_CHECKS.get(str(cells[0]), _raw(cells[0])))
        return value_words(column, cells)

    def field_words(self, noun: type[Noun], columns: tuple[Column, ...], image: Image | None) -> str:
        """What a row holds in one field: in the first of its columns that holds anything."""
        return next((words for column in columns if (words := self.words(noun, column, image))), "")

    def contents(self, table: str, image: Image) -> Iterator[tuple[str, str]]:
        """What a row holds beside its name, its place and what is usual: each heading with its words."""
        noun = noun_of(table)
        for columns in fields_of(table):
            first = columns[0]
            if first.field in ("position", "case_id", "paper_id", *_naming(table)) or _is_usual(first, image):
                continue
            words = self.field_words(noun, columns, image)
            if words:
                yield heading(noun, first), words

    def _standing(self, table: str, row: int) -> Image | None:
        cells = [cell for field in ("id", *_naming(table)) for cell in noun_of(table).COLUMNS[field].cells]
        for stored in self._reader.rows(f"SELECT {', '.join(cells)} FROM {table} WHERE id = ?", row):
            return dict(zip(cells, stored, strict=True))
        return None

    def _gone(self, table: str, row: int) -> Image | None:
        """A record that was deleted, as it last was. Which were deleted is read once for each table: the trail has no index by record."""
        if table not in self._deletions:
            deletions = self._reader.rows(
                "SELECT row_id, max(id) FROM changes WHERE after IS NULL AND table_name = ? GROUP BY row_id", table
            )
            self._deletions[table] = dict(deletions)
        change = self._deletions[table].get(row)
        if change is None:
            return None
        [(before,)] = self._reader.rows("SELECT CAST(before AS BLOB) FROM changes WHERE id = ?", change)
        try:
            return image_of(table, before)
        except (ValueError, RecursionError):
            return None


def _one(singular: str) -> str:
    return f"{'an' if singular[:1] in 'aeiou' else 'a'} {singular}"


@cache
def _naming(table: str) -> tuple[str, ...]:
    """The fields a record is known by: its noun's, and those without which two of them would have one name."""
    noun = noun_of(table)
    more = (field for unique in noun.UNIQUE[:1] for field in unique if noun.COLUMNS[field].refers_to and field != "case_id")
    return tuple(dict.fromkeys((*noun.NAMED_BY, *more)))


def _is_usual(column: Column, image: Mapping[str, Cell]) -> bool:
    """Whether a field holds what it does unless somebody says otherwise."""
    cells = [image.get(cell) for cell in column.cells]
    if len(cells) > 1:
        return not cells[0]
    default = column.default
    usual: object = int(default) if isinstance(default, bool) else str(default) if isinstance(default, Decimal) else default
    return cells[0] is None or cells[0] == "" or cells[0] == usual


def value_words(column: Column, cells: list[Cell]) -> str:
    """What the cells of a column hold, as a screen shows it; what is no value of the column is shown as it stands."""
    try:
        return clean(shown_words(column, _value(column, cells)))
    except _NO_VALUE:
        return clean(", ".join(_raw(cell) for cell in cells if cell is not None))


def year_words(year: object) -> str:
    """A financial year by the calendar year it starts in; what is none is shown as it stands."""
    return str(FinancialYear(year)) if isinstance(year, int) and 1000 <= year < 9999 else clean(_raw(year))


def _value(column: Column, cells: list[Cell]) -> Value:
    """The value that the cells of a column keep. Raises one of `_NO_VALUE` where they keep none."""
    if len(cells) > 1:
        kind, low, central, high, approximate = cells
        return estimate_of(Amount(AmountKind(str(kind)), _pence(low), _pence(central), _pence(high), bool(approximate))) if kind else None
    [cell] = cells
    if cell is None or cell == "":
        return None
    if column.kind is Kind.FILE:
        return f"A file of {max(len(str(cell)) * 3 // 4 // 1024, 1):,} KB"
    if column.kind is Kind.YEAR or column.field in _YEARS:
        return year_words(cell)
    if column.kind is Kind.RATING:
        return _RATINGS[str(cell)]
    return _READ.get(column.type, _raw)(cell)


def _pence(cell: Cell) -> int | None:
    return None if cell is None else _whole(cell)


def _whole(cell: Cell) -> int:
    if not isinstance(cell, int) or not -_MOST <= cell < _MOST:
        raise ValueError("no whole number of the store")
    return int(cell)


def _number(cell: Cell) -> Decimal:
    if not isinstance(cell, str) or not _NUMBER.fullmatch(cell):
        raise ValueError("no number of the store")
    return Decimal(cell)


def _raw(cell: object) -> str:
    """A cell as it stands: a number that is longer than any of ours is only said to be so."""
    if isinstance(cell, int) and not -_MOST <= cell < _MOST:
        return "a number that is too long to show"
    return "" if cell is None else str(cell)


def _yes(cell: Cell) -> bool:
    return bool(int(cell or 0))


def _date(cell: Cell) -> datetime.date:
    return datetime.date.fromisoformat(str(cell))


def _file(cell: Cell) -> str:
    """What a file holds is nothing to read: how large it is, from the length of its base64."""
    return f"{math.ceil(len(str(cell)) * 3 / 4 / 1024):,} KB"


#: How a cell is read, by the type of its field; text is taken as it is.
_READ: Mapping[str, Callable[[Cell], Value]] = {
    "bool": _yes,
    "int": _whole,
    "Decimal": _number,
    "date": _date,
    "datetime.date": _date,
    "bytes": _file,
}
