"""The SQLModel table of a noun, made when a record of it is first written: the check of what is put in, and the statement that does."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import insert
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel
from sqlmodel.main import SQLModelMetaclass

from db.nouns.noun import TYPES, Column, Noun
from db.reading import Cell, cells_of

#: The type of each cell of an amount, and whether it may hold nothing.
_AMOUNT: tuple[tuple[type, bool], ...] = ((str, False), (int, True), (int, True), (int, True), (int, False))
_DIALECT = dialect(paramstyle="qmark")


class _Row(SQLModel, registry=registry()):
    """What the tables share: their names are their own, whatever else is declared elsewhere."""


_tables: dict[type[Noun], type[_Row]] = {}
#: The statement that adds a record of a noun, with its id or without, and the order of its cells.
_statements: dict[tuple[type[Noun], bool], tuple[str, tuple[str, ...]]] = {}


def _table_of(noun: type[Noun]) -> type[_Row]:
    """The table that keeps the records of a noun."""
    if noun not in _tables:
        annotations: dict[str, Any] = {"id": int | None}
        body: dict[str, Any] = {"id": Field(default=None, primary_key=True)}
        for column in noun.COLUMNS.values():
            if column.field != "id":
                for cell, of_type, nullable in _cells(column):
                    annotations[cell] = of_type | None if nullable else of_type
        body |= {"__annotations__": annotations, "__tablename__": noun.TABLE, "__module__": __name__, "__qualname__": noun.__name__}
        _tables[noun] = cast("type[_Row]", SQLModelMetaclass(noun.__name__, (_Row,), body, table=True))
    return _tables[noun]


def _cells(column: Column) -> list[tuple[str, type, bool]]:
    """The cells that keep a column: the name of each, its type, and whether it may hold nothing."""
    if len(column.cells) == 1:
        return [(column.cells[0], TYPES[column.type], column.nullable)]
    return [(cell, of_type, nullable) for cell, (of_type, nullable) in zip(column.cells, _AMOUNT, strict=True)]


def addition(record: Noun) -> tuple[str, tuple[Cell, ...]]:
    """The statement that adds a record, and its cells. Raises ValueError where a value is not of its field's type."""
    noun = type(record)
    cells: dict[str, Cell] = {}
    values: dict[str, Any] = {}
    for column in record.COLUMNS.values():
        value = vars(record)[column.field]
        cells |= cells_of(column, value)
        if len(column.cells) == 1:
            values[column.field] = value
    if not values["id"]:
        del values["id"], cells["id"]
    table = _table_of(noun)
    table.model_validate(cells | values, strict=True)
    key = noun, "id" in cells
    if key not in _statements:
        compiled = insert(table).values(dict.fromkeys(cells)).compile(dialect=_DIALECT)
        _statements[key] = str(compiled), tuple(compiled.positiontup or ())
    statement, order = _statements[key]
    return statement, tuple(cells[cell] for cell in order)
