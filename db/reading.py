"""Reading the records of a store, by plain SQL over its one connection.

Nothing here imports SQLModel or SQLAlchemy: a first screen is read and painted before they are loaded.
"""

from __future__ import annotations

import binascii
import contextlib
import datetime
import json
import re
import sqlite3
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypeVar

from db.errors import RecordGone
from db.nouns.noun import Column, Noun, Yearly
from db.nouns.values import NO_YEARS, Amount, AmountKind

#: Any kind of record.
N = TypeVar("N", bound=Noun)
#: A cell of a table as sqlite3 takes and gives it.
Cell = str | int | None
#: What a field of a record may be asked to equal; of a collection, any one.
Wanted = str | bool | int | Decimal | datetime.date | None | Collection[int] | Collection[str]

_KINDS: Final = {str(kind): kind for kind in AmountKind}
#: The tables that a query names.
_NAMED_TABLES: Final = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")


class Reader:
    """Reads records as they stand. Holds none of them: what is asked for twice is read twice.

    `kept` is for what is worked out from the records of this store and holds until they change; see `operations.store.readings`.
    """

    keeps = True
    """Whether what is worked out from what is read may be kept: not while it is being changed."""

    def __init__(self, connection: sqlite3.Connection, kept: dict[Hashable, Any]) -> None:
        self._connection = connection
        self._tables: list[set[str]] = []
        self.kept = kept
        self.is_public = False
        """Whether these are the records of a public paper: what is withheld is gone from them."""

    @contextlib.contextmanager
    def noting(self) -> Iterator[set[str]]:
        """Within it, the tables that are read are noted in the set given."""
        noted: set[str] = set()
        self._tables.append(noted)
        try:
            yield noted
        finally:
            self._tables.pop()
            self.note(noted)

    def note(self, tables: Iterable[str]) -> None:
        """Note that these tables are read."""
        if self._tables:
            self._tables[-1].update(tables)

    def all(self, noun: type[N], *, order: str = "", with_years: bool = True, **where: Wanted) -> list[N]:
        """The records of a noun whose fields are as asked, in the officer's order, else in the order they were made.

        `order` names other fields to go by, such as `name, id`. Without `with_years` what is yearly is left out and reads as nothing.
        """
        return self._matching(noun, where, order, with_years=with_years)

    def _matching(self, noun: type[N], where: Mapping[str, Wanted], order: str = "", *, with_years: bool = True) -> list[N]:
        self.note((noun.TABLE,))
        plan = _plan_of(noun)
        condition, values = _condition(plan, where)
        rows = self._connection.execute(f"SELECT {plan.cells} FROM {noun.TABLE}{condition} ORDER BY {order or plan.order}", values)
        records = [_record(noun, plan, row) for row in rows]
        if records and with_years:
            for rows_by_year in noun.YEARLY.values():
                self._read_years(noun, rows_by_year, records, condition, values)
        return records

    def find(self, noun: type[N], **where: Wanted) -> N | None:
        """The first record of a noun whose fields are as asked; nothing where there is none."""
        records = self._matching(noun, where)
        return records[0] if records else None

    def get(self, noun: type[N], id_: int) -> N:
        """A record by its id. Raises RecordGone where there is none."""
        record = self.find(noun, id=id_)
        if record is None:
            raise RecordGone(f"{noun.SINGULAR or noun.TABLE} {id_}")
        return record

    def exists(self, noun: type[Noun], **where: Wanted) -> bool:
        """Whether there is a record of a noun whose fields are as asked."""
        self.note((noun.TABLE,))
        condition, values = _condition(_plan_of(noun), where)
        return self._connection.execute(f"SELECT 1 FROM {noun.TABLE}{condition} LIMIT 1", values).fetchone() is not None

    def column(self, noun: type[Noun], field: str, *, order: str = "", **where: Wanted) -> list[Any]:
        """One field, kept in one cell, of the records of a noun whose fields are as asked."""
        self.note((noun.TABLE,))
        plan = _plan_of(noun)
        condition, values = _condition(plan, where)
        read = _READ.get(noun.COLUMNS[field].type)
        rows = self._connection.execute(f"SELECT {field} FROM {noun.TABLE}{condition} ORDER BY {order or plan.order}", values)
        return [cell if read is None or cell is None else read(cell) for (cell,) in rows]

    def rows(self, query: str, *values: Cell) -> list[tuple[Any, ...]]:
        """The plain rows of a query, for what no record holds: the trail, and what joins or counts many records."""
        if self._tables:
            self.note(_NAMED_TABLES.findall(query))
        return self._connection.execute(query, values).fetchall()

    def image(self) -> bytes:
        """All that is read here, the trail too, as a thread may be given it: `copies.reader_on` reads it there."""
        # `backup` waits for ever on a connection that is in a transaction of its own
        return self._connection.serialize()

    def _read_years(self, noun: type[Noun], yearly: Yearly, records: list[N], condition: str, values: tuple[Cell, ...]) -> None:
        self.note((yearly.table,))
        read = _READ_YEAR.get(yearly.field, _same)
        cells = ", ".join(yearly.cells)
        rows = self._connection.execute(
            f"SELECT {yearly.link}, year, {cells} FROM {yearly.table} "
            f"WHERE {yearly.link} IN (SELECT id FROM {noun.TABLE}{condition}) ORDER BY year",
            values,
        )
        by_record: dict[int, dict[int, object]] = {}
        for record, year, *row in rows:
            by_record.setdefault(record, {})[year] = _amount(row) if len(row) > 1 else read(row[0])
        for record in records:
            vars(record)[yearly.field] = by_record.get(vars(record)["id"], NO_YEARS)


class _Plan(NamedTuple):
    """How the records of a noun are read: their cells, their order, and which fields are more than a plain cell."""

    cells: str
    order: str
    fields: tuple[str, ...]
    readers: tuple[tuple[str, Callable[[Any], object]], ...]
    amounts: tuple[str, ...]


_PLANS: dict[type[Noun], _Plan] = {}


def _plan_of(noun: type[Noun]) -> _Plan:
    plan = _PLANS.get(noun)
    if plan is None:
        columns = [each for each in noun.COLUMNS.values() if len(each.cells) == 1]
        amounts = [each for each in noun.COLUMNS.values() if len(each.cells) > 1]
        plan = _PLANS[noun] = _Plan(
            ", ".join(cell for each in (*columns, *amounts) for cell in each.cells),
            "position, id" if "position" in noun.COLUMNS else "id",
            tuple(each.field for each in columns),
            tuple((each.field, _READ[each.type]) for each in columns if each.type in _READ),
            tuple(each.field for each in amounts),
        )
    return plan


def _record(noun: type[N], plan: _Plan, row: tuple[Any, ...]) -> N:
    record = noun.__new__(noun)
    values = vars(record)
    values.update(zip(plan.fields, row, strict=False))
    for field, read in plan.readers:
        if values[field] is not None:
            values[field] = read(values[field])
    first = len(plan.fields)
    for field in plan.amounts:
        values[field] = _amount(row[first : first + len(Amount._fields)]) if row[first] else None
        first += len(Amount._fields)
    for field in noun.YEARLY:
        values[field] = NO_YEARS
    return record


def _condition(plan: _Plan, where: Mapping[str, Wanted]) -> tuple[str, tuple[Cell, ...]]:
    """The WHERE of a query, and its values. Raises KeyError for a field that is no cell of the noun."""
    parts: list[str] = []
    values: list[Cell] = []
    for field, wanted in where.items():
        if field not in plan.fields:
            raise KeyError(field)
        if wanted is None:
            parts.append(f"{field} IS NULL")
        elif isinstance(wanted, Collection) and not isinstance(wanted, str):
            parts.append(f"{field} IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(list(wanted)))
        else:
            parts.append(f"{field} = ?")
            values.append(stored(wanted))
    return (" WHERE " + " AND ".join(parts) if parts else ""), tuple(values)


def stored(value: object) -> Cell:
    """A value of a record as the one cell that keeps it. Raises TypeError for what is no such value, an amount among them."""
    match value:
        case None | str():
            return value
        case bytes():
            # as text, so that the trail and the seal hold it as they hold every other cell
            return binascii.b2a_base64(value, newline=False).decode()
        case bool():
            return int(value)
        case int():
            return value
        case Decimal():
            plain = format(value.normalize(), "f")
            return "0" if plain == "-0" else plain
        case datetime.date():
            return value.isoformat()
        case _:
            raise TypeError(f"{value!r} is not kept in one cell")


def cells_of(column: Column, value: object) -> dict[str, Cell]:
    """The cells that keep the value of a column: five for an amount, whose kind is blank where there is none."""
    if len(column.cells) == 1:
        return {column.cells[0]: stored(value)}
    return amount_cells(column.cells, value)


def amount_cells(cells: tuple[str, ...], value: object) -> dict[str, Cell]:
    """The five cells that keep an amount, by their names. Raises TypeError for what is no amount."""
    if value is None:
        return dict(zip(cells, ("", None, None, None, 0), strict=True))
    if not isinstance(value, Amount):
        raise TypeError(f"{value!r} is not an amount")
    return dict(zip(cells, (str(value.kind), value.low, value.central, value.high, int(value.approximate)), strict=True))


def _amount(row: tuple[Any, ...] | list[Any]) -> Amount:
    kind, low, central, high, approximate = row
    return Amount(_KINDS[kind], low, central, high, bool(approximate))


def _same(cell: object) -> object:
    return cell


#: How a cell is read, by the type of its field; those that are not here are read as they are.
_READ: Final[dict[str, Callable[[Any], object]]] = {
    "bytes": binascii.a2b_base64,
    "bool": bool,
    "Decimal": Decimal,
    "datetime.date": datetime.date.fromisoformat,
    "date": datetime.date.fromisoformat,
}
#: The same of what is yearly, by its field.
_READ_YEAR: Final[dict[str, Callable[[Any], object]]] = {"percents": Decimal}
