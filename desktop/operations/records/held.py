"""What of a file is withheld: the records that are marked, the words that are, and the sentence that says so of what is sent away."""

from __future__ import annotations

import functools
from collections import Counter
from typing import TypeVar

from db.nouns import ALL, noun_of
from db.nouns.noun import Noun
from db.nouns.records import Linked, MarkedRecord
from db.reading import Reader
from desktop.appraisal.wording import listed
from desktop.operations.store.readings import kept
from desktop.papers.content.marked_text import has_marks

_R = TypeVar("_R", bound=Linked)
#: What the name of a file says that holds what is withheld, and the sheet of a workbook that does.
NOT_FOR_PUBLICATION = "Not for publication"


def what_it_holds(reader: Reader, case: int | None = None, what: str = "It") -> str:
    """That a copy of a file, or of one of its cases, holds what is withheld, and how much of what; blank where it holds nothing of it.

    `what` is what the copy is called.
    """
    counts: Counter[type[Linked]] = Counter()
    passages = 0
    for record in touched_records(reader):
        if case is not None and not _is_of(reader, record, case):
            continue
        if isinstance(record, MarkedRecord) and record.withheld:
            counts[type(record)] += 1
        else:
            passages += 1
    said = [f"{count:,} {noun.SINGULAR if count == 1 else noun.PLURAL}" for noun, count in counts.items()]
    if passages:
        said.append(f"words within {passages:,} {'record' if passages == 1 else 'records'}")
    return f"{what} holds what is exempt or confidential, and is not for publication: {listed(said)}." if said else ""


def _is_of(reader: Reader, record: Linked, case: int) -> bool:
    """Whether a record is a case's, or of the register that every case reads."""
    values = vars(record)
    if type(record).TABLE == "cases":
        return bool(values["id"] == case)
    if "paper_id" in values:
        return reader.exists(noun_of("papers"), id=values["paper_id"], case_id=case)
    if "assessor_group_id" in values:
        return reader.exists(noun_of("assessor_groups"), id=values["assessor_group_id"], case_id=case)
    return bool(values.get("case_id", case) == case)


def is_anything_marked(reader: Reader) -> bool:
    """Whether a record or a passage of any case in the store is marked, or looks as if it were meant to be."""
    return bool(reader.rows(_any_withheld()) or texts_marked(reader))


def touched_records(reader: Reader) -> list[Linked]:
    """The records that are withheld or have a mark in their words, in any case of the store: by sheet, then in the officer's order.

    What they have by year is left out.
    """
    ids_by_table: dict[str, set[int]] = {}
    for table, row, _ in texts_marked(reader):
        ids_by_table.setdefault(table, set()).add(row)
    for noun in marked_nouns():
        ids_by_table.setdefault(noun.TABLE, set()).update(ids_where(reader, noun, "withheld <> ''"))
    return [record for table in ALL if (ids := ids_by_table.get(table)) for record in reader.all(noun_of(table), with_years=False, id=ids)]


def marked_records(reader: Reader, noun: type[_R]) -> list[_R]:
    """The records of a noun that are withheld, in any case of the store."""
    return records_where(reader, noun, "withheld <> ''")


@functools.cache
def marked_nouns() -> tuple[type[MarkedRecord], ...]:
    """The nouns whose records can be withheld, in the order of the sheets."""
    return tuple(noun for table in ALL if issubclass(noun := noun_of(table), MarkedRecord))


@functools.cache
def _any_withheld() -> str:
    """Finds a withheld record. Plain SQL: it is asked at every change, of every table."""
    return " UNION ALL ".join(f"SELECT 1 WHERE EXISTS (SELECT 1 FROM {noun.TABLE} WHERE withheld <> '')" for noun in marked_nouns())


@functools.cache
def _brackets() -> dict[str, str]:
    """Finds every text of a table with a bracket in it, by table: table, id, column, text."""
    texts = {table: [each.field for each in noun_of(table).COLUMNS.values() if each.type == "str"] for table in ALL}
    return {
        table: " UNION ALL ".join(f"SELECT '{table}', id, '{key}', {key} FROM {table} WHERE instr({key}, '[')" for key in keys)
        for table, keys in texts.items() if keys
    }  # fmt: skip


def texts_marked(reader: Reader) -> list[tuple[str, int, str]]:
    """The texts that are marked within: the table, the id of the record, and the column."""

    def marked(query: str, _: object) -> list[tuple[str, int, str]]:
        return [(table, row, field) for table, row, field, text in reader.rows(query) if has_marks(text)]

    return [
        each for table, query in _brackets().items() for each in kept(reader, ("texts marked", table), functools.partial(marked, query))
    ]


def ids_where(reader: Reader, noun: type[Noun], condition: str, *values: int) -> list[int]:
    return [id_ for (id_,) in reader.rows(f"SELECT id FROM {noun.TABLE} WHERE {condition}", *values)]


def records_where(reader: Reader, noun: type[_R], condition: str, *values: int) -> list[_R]:
    """The records of a noun that a condition holds for, in the order they were made."""
    ids = ids_where(reader, noun, condition, *values)
    return reader.all(noun, order="id", id=ids) if ids else []
