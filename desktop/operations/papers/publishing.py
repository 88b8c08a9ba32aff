"""The records of a public paper, and those of the whole one: made from the store before anything is read for a paper.

Both are a copy of the store in memory. In the public copy whatever is exempt or confidential is gone: words, names that are withheld,
amounts (which become not known, in every year alike, so that not even the years give anything away), scores (which become missing), and
what hangs on them. The case is then appraised and the paper built from that copy as from any store, so that no total, no chart, no
bookmark and no note can hold what is not there. In the whole copy everything is there, and says what is not for publication.

What of a withheld record stays its noun declares: its references, and the columns without which the others could not be told apart. What
is not declared goes, and what refers to it goes with it.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import or_
from sqlmodel import col, select

from db.case import Case, Option
from db.columns import MarkedRecord
from db.copies import copy_in_memory
from db.final import ChangeReason, FinalFigure
from db.nouns import ALL, NO_SHEET_YET, SHEETS, noun_of
from db.nouns.noun import MARKING, UNSTATED, BelongsTo, Link, Seen
from db.nouns.noun import Column as Reference
from db.nouns.noun import Noun as Record
from db.nouns.values import NOT_KNOWN
from db.paper import PaperSection, Recommendation, WithheldPart
from db.reading import Reader
from db.saving import CashFlow
from db.service import CostLine
from db.writing import Unit
from desktop.operations.records import nouns
from desktop.operations.records.adapters import TABLES
from desktop.operations.records.columns import ColumnKind
from desktop.operations.records.marks import marks_of
from desktop.operations.records.noun import Noun
from desktop.operations.records.records import records_under
from desktop.papers.content.marked_text import has_marks, labelled, public_text, whole_text
from desktop.papers.exhibits import BY_KEY
from desktop.papers.law.withholding import in_its_place, label, short

#: What stays of every withheld row, beside its references: its place, and its marks.
_ALWAYS = frozenset(("id", "position", *MARKING))


@contextlib.contextmanager
def published(reader: Reader, case: int, paper: int | None, *, exempt: bool) -> Iterator[Reader]:
    """What reads the records of the public paper, or with `exempt` those of the whole one.

    Where nothing in the store is marked it is the reader given: the public paper is then the whole one.
    """
    if not is_anything_marked(reader):
        yield reader
        return
    with copy_in_memory(reader) as copied:
        if exempt:
            _mark_all(copied)
        else:
            _withhold_all(copied, case, paper)
            copied.is_public = True
        copied.session.flush()
        copied.session.expire_all()
        yield copied


def is_anything_marked(reader: Reader) -> bool:
    """Whether a record or a passage of any case in the store is marked, or looks as if it were meant to be."""
    return reader.session.connection().exec_driver_sql(_any_withheld()).first() is not None or bool(_texts_marked(reader))


def touched_rows(reader: Reader) -> list[tuple[Noun, Any]]:
    """The rows that are withheld or have a mark in their words, in any case of the store: by sheet, then in the officer's order."""
    ids_by_table: dict[str, set[int]] = {}
    for table, row, _ in _texts_marked(reader):
        ids_by_table.setdefault(table, set()).add(row)
    touched: list[tuple[Noun, Any]] = []
    for noun in nouns.SHEETS:
        if noun.table not in TABLES:
            continue
        records_by_id = {record.id: record for record in marked_rows(reader, noun)} if noun in marked_nouns() else {}
        for row in ids_by_table.get(noun.table, ()):
            records_by_id.setdefault(row, reader.session.get_one(TABLES[noun.table], row))
        touched += [(noun, record) for record in sorted(records_by_id.values(), key=lambda each: (getattr(each, "position", 0), each.id))]
    return touched


@functools.cache
def _any_withheld() -> str:
    """Finds a withheld row. Plain SQL: it is asked at every change, of every table."""
    tables = [table for table in SHEETS if noun_of(table).SEEN is Seen.MARKED]
    return " UNION ALL ".join(f"SELECT 1 WHERE EXISTS (SELECT 1 FROM {table} WHERE withheld <> '')" for table in tables)


@functools.cache
def _any_bracket() -> str:
    """Finds every text with a bracket in it: table, id, column, text."""
    texts = [(table, each.field) for table in SHEETS for each in noun_of(table).COLUMNS.values() if each.type == "str"]
    return " UNION ALL ".join(f"SELECT '{table}', id, '{key}', {key} FROM {table} WHERE instr({key}, '[')" for table, key in texts)


@functools.cache
def _referring(table: str) -> tuple[tuple[type[Record], Reference], ...]:
    """The references that lead to the records of a table, each with the noun that has it."""
    found = [(noun_of(other), each) for other in ALL for each in noun_of(other).COLUMNS.values() if each.refers_to == table]
    return tuple(found)


def _texts_marked(reader: Reader) -> list[tuple[str, int, str]]:
    """The texts that are marked within: the table, the id of the row, and the column."""
    reader.session.flush()
    texts = reader.session.connection().exec_driver_sql(_any_bracket())
    return [(str(table), int(row), str(key)) for table, row, key, text in texts if has_marks(text)]


def marked_rows(reader: Reader, noun: Noun) -> list[Any]:
    """The rows of a noun that are withheld, in any case of the store."""
    ids = reader.session.connection().exec_driver_sql(f"SELECT id FROM {noun.table} WHERE withheld <> '' ORDER BY id").scalars()
    return [reader.session.get_one(TABLES[noun.table], row) for row in ids.all()]


def names_of(noun: Noun) -> tuple[str, ...]:
    """The columns a row of a noun is known by: the texts it must have."""
    record = noun_of(noun.table)
    kinds = (ColumnKind.TEXT, ColumnKind.LONG_TEXT)
    return tuple(
        key for key, each in record.COLUMNS.items() if each.heading and each.required and each.kind in kinds and key not in record.KEPT
    )


def marked_nouns() -> tuple[Noun, ...]:
    """The nouns whose rows can be withheld, in the order of the sheets."""
    return tuple(noun for noun in nouns.SHEETS if noun_of(noun.table).SEEN is Seen.MARKED)


# The public copy


def _withhold_all(unit: Unit, case: int, paper: int | None) -> None:
    for table in ALL:
        # what has no sheet yet no paper shows, and nothing of it is taken out word by word
        if noun_of(table).SEEN is Seen.NEVER or table in NO_SHEET_YET:
            unit.session.connection().exec_driver_sql(f"DELETE FROM {table}")
    _withhold_what_is_drawn(unit, case, paper)
    _pass_on(unit)
    for noun in marked_nouns():
        rows = marked_rows(unit, noun)
        names = _names_withheld(unit, noun, rows)
        for record in rows:
            _withhold(unit, noun, record, names)
        unit.session.flush()
    _drop_reasons_withheld(unit)
    _put_texts(unit, public_text)
    _withhold_finals(unit)
    unit.session.flush()


def _withhold_what_is_drawn(unit: Unit, case: int, paper: int | None) -> None:
    """Mark what the withheld tables and charts of this paper are drawn from."""
    for part in unit.session.exec(select(WithheldPart).where(WithheldPart.paper_id == paper, col(WithheldPart.withheld) != "")):
        drawn_from = BY_KEY[part.part].drawn_from if part.part in BY_KEY else ()
        for noun in nouns.SHEETS:
            if noun.table in drawn_from:
                _give_marks(unit, records_under(unit, noun, case), part)
    unit.session.flush()


def _pass_on(unit: Unit) -> None:
    """Give what hangs on a withheld record its marks, or take it away where it can have none; and the references that would tell of it."""
    for noun in marked_nouns():
        for record in marked_rows(unit, noun):
            for other, reference in _referring(noun.table):
                _pass_along(unit, record, other, reference)
            unit.session.flush()
    for service in marked_rows(unit, nouns.SERVICES):
        unit.session.connection().exec_driver_sql("UPDATE case_services SET in_scope = NULL WHERE service_id = ?", (service.id,))


def _pass_along(unit: Unit, record: MarkedRecord, other: type[Record], reference: Reference) -> None:
    """Do to the rows that refer to a withheld record what their reference declares."""
    if reference.link is Link.PROPOSAL:
        cleared = ", ".join(f"{each.field} = NULL" for each in other.COLUMNS.values() if each.link is Link.PROPOSAL)
        unit.session.connection().exec_driver_sql(f"UPDATE {other.TABLE} SET {cleared} WHERE {reference.field} = ?", (record.id,))
    elif reference.link is Link.PART and other.SEEN is Seen.MARKED and other.SHEET:
        table: Any = TABLES[other.TABLE]
        _give_marks(unit, unit.session.exec(select(table).where(getattr(table, reference.field) == record.id)), record)
    elif reference.link is Link.PART:
        unit.session.connection().exec_driver_sql(f"DELETE FROM {other.TABLE} WHERE {reference.field} = ?", (record.id,))


def _give_marks(unit: Unit, records: Any, like: MarkedRecord) -> None:
    """Mark records as another is, their names with them; one with marks of its own keeps its paragraphs and its reason."""
    for record in records:
        if not record.withheld:
            record.withheld, record.exempt_paragraphs, record.public_interest = like.withheld, like.exempt_paragraphs, like.public_interest
        record.name_public = False
        unit.session.add(record)


def _names_withheld(unit: Unit, noun: Noun, rows: Sequence[Any]) -> dict[int, str]:
    """What the rows whose names are withheld are called, by id: where names tell rows apart, one that no open row has."""
    hidden = [record for record in rows if not record.name_public]
    if not noun_of(noun.table).NUMBERED:
        return {record.id: in_its_place(marks_of(record)) for record in hidden}
    (key,) = names_of(noun)
    for record in hidden:
        setattr(record, key, f"withheld {record.id}")
        unit.session.add(record)
    unit.session.flush()
    table: Any = TABLES[noun.table]
    open_names = set(unit.session.exec(select(getattr(table, key)).where(or_(table.withheld == "", table.name_public == 1))))
    free = (name for number in itertools.count(1) if (name := f"Withheld {noun.singular} {number}") not in open_names)
    return {record.id: next(free) for record in hidden}


def _drop_reasons_withheld(unit: Unit) -> None:
    """Take the heading of a withheld section out of the recommendations that say they rest on it."""
    hidden = {section.paper_id for section in unit.session.exec(select(PaperSection)) if section.withheld and not section.name_public}
    for paper in hidden:
        headings = {section.heading.casefold() for section in unit.session.exec(select(PaperSection).where(PaperSection.paper_id == paper))}
        for record in unit.session.exec(select(Recommendation).where(Recommendation.paper_id == paper)):
            if record.supports.casefold() not in headings:
                record.supports = ""
                unit.session.add(record)
    unit.session.flush()


def _withhold(unit: Unit, noun: Noun, record: Any, called: Mapping[int, str]) -> None:
    """Take all that a withheld row says out of it, but for what is kept."""
    declared, marks, names = noun_of(noun.table), marks_of(record), names_of(noun)
    kept = {*_ALWAYS, *declared.KEPT}
    if marks.name_public:
        kept |= {*names, *declared.KEPT_WITH_NAME}
    for each in declared.COLUMNS.values():
        stays = each.link in (Link.PART, Link.PLACE) if each.refers_to else each.field in kept
        if stays:
            continue
        if each.field in names:
            setattr(record, each.field, called[record.id])
        elif each.type == "Amount":
            for cell, value in zip(each.cells, NOT_KNOWN, strict=True):
                setattr(record, cell, value)
        else:
            setattr(record, each.field, each.instead or (None if each.default is UNSTATED else each.default))
    if (says := declared.SAYS_WITHHELD) and says not in kept:
        setattr(record, says, in_its_place(marks))
    elif marks.name_public and names and not declared.NUMBERED:
        setattr(record, names[-1], f"{getattr(record, names[-1])} ({in_its_place(marks).lower()})")
    unit.session.add(record)
    _withhold_years(unit, noun, record)


def _withhold_years(unit: Unit, noun: Noun, record: Any) -> None:
    """Make a withheld row's yearly amounts not known: in every year there could be one, whether there is one or not."""
    for rows in noun_of(noun.table).YEARLY.values():
        connection = unit.session.connection()
        connection.exec_driver_sql(f"DELETE FROM {rows.table} WHERE {rows.link} = ?", (record.id,))
        if rows.kind is ColumnKind.ESTIMATE:
            for year in _years_of(unit, record):
                connection.exec_driver_sql(
                    f"INSERT INTO {rows.table} ({rows.link}, year, kind) VALUES (?, ?, ?)", (record.id, year, str(NOT_KNOWN.kind))
                )


def _years_of(reader: Reader, record: Any) -> Sequence[int]:
    """The years that a withheld row could have an amount in."""
    if isinstance(record, CostLine):
        # a register is read by every case of the store
        return sorted(set(reader.session.exec(select(Case.base_year))))
    return () if isinstance(record, CashFlow) and _is_unchanged(reader, record) else _years(reader, record.case_id)


def _is_unchanged(reader: Reader, line: CashFlow) -> bool:
    """Whether a line is of the benchmark where lines are changes from it, which then has no amounts."""
    option = reader.session.get(Option, line.option_id) if line.option_id is not None else None
    return option is not None and option.benchmark and reader.session.get_one(Case, line.case_id).flows_are == "changes"


def _years(reader: Reader, case: int) -> range:
    case_record = reader.session.get_one(Case, case)
    return range(case_record.base_year, case_record.base_year + case_record.horizon)


def _withhold_finals(unit: Unit) -> None:
    """Leave of earlier versions what their public papers printed."""
    figures = {}
    for figure in unit.session.exec(select(FinalFigure)):
        if figure.public_value:
            figure.value = figure.public_value
            figures[figure.paper_id, figure.kind, figure.record, figure.field, figure.year] = figure
            unit.session.add(figure)
        else:
            unit.session.delete(figure)
    for reason in unit.session.exec(select(ChangeReason)):
        if (reason.paper_id, reason.kind, reason.record, reason.field, reason.year) in figures:
            reason.trail = reason.public_trail
            unit.session.add(reason)
        else:
            unit.session.delete(reason)


# The whole copy


def _mark_all(unit: Unit) -> None:
    """Say in each marked row that it is not for publication."""
    for noun in marked_nouns():
        for record in marked_rows(unit, noun):
            marks, says = marks_of(record), noun_of(noun.table).SAYS_WITHHELD
            if noun.belongs_to is BelongsTo.PAPER and says in ("text", "comment"):
                setattr(record, says, labelled(getattr(record, says), marks))
            elif noun is nouns.RECOMMENDATIONS:
                record.text = f"{record.text} ({label(marks)})"
            elif names := names_of(noun):
                setattr(record, names[-1], f"{getattr(record, names[-1])} ({short(marks)})")
            unit.session.add(record)
    unit.session.flush()
    _put_texts(unit, whole_text)


# Marks within words


def _put_texts(unit: Unit, public_form: Any) -> None:
    for table, row, key in _texts_marked(unit):
        record = unit.session.get_one(TABLES[table], row)
        noun = next(each for each in nouns.SHEETS if each.table == table)
        text = public_form(getattr(record, key), faces=key == noun_of(table).SAYS_WITHHELD and noun.belongs_to is BelongsTo.PAPER)
        lines = any(each.key == key and each.kind is ColumnKind.LONG_TEXT for each in noun.all_columns)
        setattr(record, key, text if lines else " ".join(text.split()))
        unit.session.add(record)
    unit.session.flush()
