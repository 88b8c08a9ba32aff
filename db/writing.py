"""Writing records: one unit of work, all of it or none. One cell changed is one UPDATE made from the columns of its noun."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any

from db.errors import NotUnique
from db.nouns.noun import TYPES, Column, Noun, Yearly
from db.reading import Cell, N, Reader, Wanted, amount_cells, cells_of, stored

Seen = Callable[[int], object]
"""Told how many rows a unit of work has seen to; what it raises stops the unit, and nothing of it is written."""

#: It is told after so many more.
_TOLD_EVERY = 200


class Unit(Reader):
    """One unit of work while it runs: reads what it has written, and is taken back whole by one step of undo."""

    keeps = False

    def __init__(self, connection: sqlite3.Connection, kept: dict[Hashable, Any], seen: Seen | None = None) -> None:
        super().__init__(connection, kept)
        self._tell, self._seen = seen, 0

    def see(self) -> None:
        """One more row has been seen to. Raises what stops the unit."""
        self._seen += 1
        if self._tell is not None and self._seen % _TOLD_EVERY == 0:
            self._tell(self._seen)

    def read_only(self) -> Reader:
        """What reads the records as they are from now on, and may keep what is worked out: for a copy that is changed no more."""
        return Reader(self._connection, {})

    def add(self, record: N) -> N:
        """Add a record and what it has by year. Returns it with the id it was given.

        Raises NotUnique where another has what only one may have, ValueError for a value that is not of its field's type.
        """
        from db.tables import addition

        self.see()
        statement, cells = addition(record)
        with _refusals(record):
            id_ = self._connection.execute(statement, cells).lastrowid or 0
        added = record.but(id=id_)
        for yearly in record.YEARLY.values():
            self._write_years(id_, yearly, {}, vars(record)[yearly.field])
        return added

    def add_all(self, records: Sequence[Noun]) -> range:
        """Add many records of one noun and what they have by year, in their order and each with the next id, once each is checked.
        Returns their ids.
        """
        if not records:
            return range(0)
        noun = type(records[0])
        [(last,)] = self.rows("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?", noun.TABLE)
        rows = []
        for id_, record in enumerate(records, start=last + 1):
            fields = vars(record) | {"id": id_}
            rows.append([cell for column in noun.COLUMNS.values() for cell in cells_of(column, fields[column.field]).values()])
        self.add_rows(noun.TABLE, tuple(cell for column in noun.COLUMNS.values() for cell in column.cells), rows)
        for yearly in noun.YEARLY.values():
            years = (
                (id_, year, *_year_cells(yearly, value))
                for id_, record in enumerate(records, start=last + 1)
                for year, value in vars(record)[yearly.field].items()
            )
            self.add_rows(yearly.table, (yearly.link, "year", *yearly.cells), years)
        return range(last + 1, last + 1 + len(records))

    def change(self, record: N, **values: Any) -> N:
        """Change fields of a record that is in the store: those alone that are not so already. Returns it as it is then.

        What is yearly is given whole. Raises NotUnique where another has what only one may have, TypeError for a value that is not
        of its field's type, KeyError for a field that the noun has not.
        """
        changed = record.but(**values)
        cells: dict[str, Cell] = {}
        for field, value in values.items():
            if field in record.YEARLY:
                self._write_years(vars(record)["id"], record.YEARLY[field], vars(record)[field], value)
            elif value != vars(record)[field]:
                _check_type(record.COLUMNS[field], value)
                cells |= cells_of(record.COLUMNS[field], value)
        self.see()
        if cells:
            assigned = ", ".join(f"{cell} = ?" for cell in cells)
            with _refusals(changed):
                self._connection.execute(f"UPDATE {record.TABLE} SET {assigned} WHERE id = ?", (*cells.values(), vars(record)["id"]))
        return changed

    def change_year(self, noun: type[Noun], id_: int, field: str, year: int, value: Any) -> None:
        """Set or clear what a record has in one financial year, by the calendar year it starts in. Raises sqlite3.IntegrityError without a
        record of that id, TypeError for a value that is not of the field's type.
        """
        self._change_year(noun.YEARLY[field], id_, year, value)

    def remove(self, record: Noun) -> None:
        """Remove a record and all that is part of it."""
        self._connection.execute(f"DELETE FROM {record.TABLE} WHERE id = ?", (vars(record)["id"],))

    def remove_all(self, noun: type[Noun], **where: Wanted) -> None:
        """Remove the records of a noun whose fields are as asked, one by one, with all that is part of them."""
        for record in self._matching(noun, where, with_years=False):
            self.remove(record)

    def run(self, statement: str, *values: Cell) -> None:
        """Run one plain statement, for what no record holds: undo, and what makes a public copy."""
        self.see()
        self._connection.execute(statement, values)

    def add_rows(self, table: str, columns: tuple[str, ...], rows: Iterable[Sequence[Cell]]) -> None:
        """Add many plain rows at once, their cells as the table keeps them: for an import, which has checked each."""
        places = ", ".join("?" * len(columns))
        passed = rows if self._tell is None else map(self._passed, rows)
        self._connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", passed)

    def _passed(self, row: Sequence[Cell]) -> Sequence[Cell]:
        self.see()
        return row

    def _write_years(self, id_: int, yearly: Yearly, before: Any, after: Any) -> None:
        """Write what differs between two readings of what a record has by year."""
        if not before and after:
            # nothing to look for: a new record, or one without any year so far
            rows = ((id_, year, *_year_cells(yearly, value)) for year, value in after.items())
            self.add_rows(yearly.table, (yearly.link, "year", *yearly.cells), rows)
            return
        for year in sorted(before.keys() | after.keys()):
            if before.get(year) != after.get(year):
                self._change_year(yearly, id_, year, after.get(year))

    def _change_year(self, yearly: Yearly, id_: int, year: int, value: Any) -> None:
        of_year = f"{yearly.link} = ? AND year = ?"
        if value is None:
            self._connection.execute(f"DELETE FROM {yearly.table} WHERE {of_year}", (id_, year))
            return
        cells = _year_cells(yearly, value)
        if self._connection.execute(f"SELECT 1 FROM {yearly.table} WHERE {of_year}", (id_, year)).fetchone() is None:
            self.add_rows(yearly.table, (yearly.link, "year", *yearly.cells), [(id_, year, *cells)])
            return
        assigned = ", ".join(f"{cell} = ?" for cell in yearly.cells)
        # what is so already leaves no change in the trail
        differs = " OR ".join(f"{cell} IS NOT ?" for cell in yearly.cells)
        self._connection.execute(f"UPDATE {yearly.table} SET {assigned} WHERE {of_year} AND ({differs})", (*cells, id_, year, *cells))


def _check_type(column: Column, value: object) -> None:
    """Raises TypeError for a value that a field cannot have. A record that is added is checked by its table."""
    if len(column.cells) > 1 or (value is None and column.nullable):
        return
    # a yes is a number in Python and none in a record
    if not isinstance(value, TYPES[column.type]) or isinstance(value, bool) is not (column.type == "bool"):
        raise TypeError(f"{column.field} cannot be {value!r}")


def _year_cells(yearly: Yearly, value: object) -> tuple[Cell, ...]:
    return tuple(amount_cells(yearly.cells, value).values()) if len(yearly.cells) > 1 else (stored(value),)


@contextlib.contextmanager
def _refusals(record: Noun) -> Iterator[None]:
    """Within it, a record that would be there twice is refused as NotUnique."""
    try:
        yield
    except sqlite3.IntegrityError as trouble:
        if "UNIQUE" in str(trouble):
            raise NotUnique(f"{record.TABLE}: {trouble}") from trouble
        raise
