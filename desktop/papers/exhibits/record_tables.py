"""Tables drawn straight from a paper's records. A column in which nothing is recorded is left out.

A table of a noun has every column of it, in the noun's order and with its heading, and writes each cell as the column's kind is written:
its exhibit says only what it has otherwise.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import TypeVar

from db.nouns.noun import SHARED_LAST, Column, Kind
from db.nouns.records import CaseRecord
from desktop.papers.content.blocks import Table, TableColumn, Traces, right, table_columns
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import capital, day, day_in_words, filled
from desktop.papers.content.words import cell
from desktop.papers.sources.figure_records import called, kind_of
from desktop.papers.sources.provenance import note

_R = TypeVar("_R", bound=CaseRecord)
WITHHELD = "Withheld"
_YES_OR_NO = {True: "Yes", False: "No", None: ""}


def table_of(
    paper: PaperRecords,
    noun: type[_R],
    records: Sequence[_R],
    caption: str,
    empty: str = "",
    *,
    headings: Mapping[str, str] | None = None,
    written: Mapping[str, Callable[[_R], str]] | None = None,
    left_out: Collection[str] = (),
    with_source: bool = False,
    named_by: tuple[str, ...] = (),
    noted: Callable[[_R], str] | None = called,
    notes: tuple[str, ...] = (),
) -> Table:
    """The table of a noun's records, with the note of what no document says.

    By field, `headings` are those that are not the noun's and `written` the cells that are not written as their kind is; `left_out` are
    the fields without a column. `named_by` are the fields that name a row where it is not the first column alone, and `noted` is what the
    note calls a record; without it there is no note.
    """
    headings, written = headings or {}, written or {}
    shown = [each for each in noun.sheet_columns() if each.field not in SHARED_LAST and each.field not in left_out]
    bases = () if noted is None else note((noted(record), record.basis) for record in records)
    if with_source:
        shown.append(noun.COLUMNS["source"])

    def heading(each: Column) -> str:
        return headings.get(each.field, each.heading)

    def text(each: Column, record: _R) -> str:
        write = written.get(each.field)
        return _cell(paper, each, vars(record)[each.field]) if write is None else write(record)

    return trimmed(
        Table(
            caption,
            tuple(TableColumn(heading(each), field="" if each.kind is Kind.REFERENCE else each.field) for each in shown),
            tuple(tuple(text(each, record) for each in shown) for record in records),
            (*notes, *bases),
            empty=empty,
            traces=Traces(kind_of(noun), names=tuple(heading(noun.COLUMNS[field]) for field in named_by)),
        )
    )


def _cell(paper: PaperRecords, column: Column, value: object) -> str:
    """What is recorded in a column as papers write its kind. Raises TypeError for an amount, which each table words for itself."""
    match value:
        case None | bool():
            return _YES_OR_NO[value]
        case int() if column.kind is Kind.REFERENCE:
            return paper.names[column.refers_to][value]
        case int() | Decimal():
            return f"{value:,}"
        case datetime.date():
            return day(value)
        case str() if column.kind is Kind.LONG_TEXT:
            return cell(value)
        case str() if column.kind is Kind.CHOICE:
            return capital(value)
        case str() if column.kind is Kind.DATE_IN_WORDS:
            return day_in_words(value)
        case str():
            return value
    raise TypeError(f"{column.field} has no words of its own in a table: {value!r}")


def services(paper: PaperRecords) -> Table:
    columns = table_columns("Service", "Organisation", *right("FTE", "Volume"))
    told = {True: "in scope", False: "out of scope", None: ""}
    rows = [
        (
            filled((item.service, capital(filled((item.group, item.delivery_model, told[item.in_scope])))), "\n"),
            item.organisation,
            "" if item.fte is None else f"{item.fte:,}",
            "" if item.volume is None else f"{item.volume:,} {item.volume_unit}".strip(),
        )
        for item in paper.services
    ]
    notes = note((f"{item.service}, {item.organisation}", item.basis) for item in paper.services)
    traces = Traces("services", names=("Service", "Organisation"))
    return trimmed(Table("Services", columns, tuple(rows), notes, empty="No services are recorded.", traces=traces))


def trimmed(table: Table, keep: Sequence[int] = (0,)) -> Table:
    """The table without the columns in which no row says anything, but for those to keep."""
    shown = [index for index in range(len(table.columns)) if index in keep or any(row[index].strip() for row in table.rows)]
    if len(shown) == len(table.columns) or not table.rows:
        return table
    columns = tuple(table.columns[index] for index in shown)
    rows = tuple(tuple(row[index] for index in shown) for row in table.rows)
    return Table(table.caption, columns, rows, table.notes, table.row_headers, table.strong, table.empty, table.traces)


def alike_together(table: Table) -> Table:
    """The table with rows that follow one another and say the same as one row of all their names, where none of them is a figure."""
    rows = []
    for rest, run in groupby(table.rows, key=lambda row: row[1:]):
        names = "\n".join(row[0] for row in run)
        rows.append((names, *rest))
    return replace(table, rows=tuple(rows))
