"""Marks the figures of a paper that rest on what no document holds, where they print, and says below them what each mark is for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from desktop.papers.content.blocks import (
    Block,
    BulletList,
    Document,
    Figure,
    Form,
    NumberedList,
    Paragraph,
    Record,
    Runs,
    Span,
    Table,
    Tone,
    Words,
    plain,
    runs_of,
)
from desktop.papers.content.records import PaperRecords
from desktop.papers.sources.figure_records import FigureRecords, blotted, figure_records
from desktop.papers.sources.marks import MARKS, NOTE_BEGINS, SPACE, marked
from desktop.papers.sources.printed_figures import cell_records, has_figure, is_own, name_columns, row_record, traces_of
from desktop.papers.sources.provenance import note

#: How many amounts of a sum are not known, on a line of its own below it.
_LACKING = re.compile(r"\n[0-9,]+ not known\b")
#: What each mark is for, as it stands at the head of a document.
_MEANINGS = {
    "illustrative": "a figure made up to show the method, or worked out from one; the council’s own will take its place before a decision "
    "rests on it.",
    "assumed": "a figure that is assumed, or worked out from one that is.",
}


def marked_figures(document: Document, paper: PaperRecords) -> Document:
    """The paper with `[i]` or `[a]` after each figure in a table, each sentence found and each chart that rests on such a record.

    What a row has as recorded is marked once, at the row's name. A mark that a whole column has stands in the column's heading instead,
    which is read out with each of its cells.
    """
    records = figure_records(paper)
    if not records.any_marked:
        return document
    return replace(document, blocks=tuple(marked_block for block in document.blocks for marked_block in _marked(block, records)))


def _marked(block: Block, records: FigureRecords) -> Iterator[Block]:
    match block:
        case Table():
            yield _table(block, records)
        case Figure():
            rests_on = records.behind_sources(block.rests_on)
            figure = replace(block, caption=marked(block.caption, records.basis(rests_on)))
            yield replace(figure, notes=_noted(block.notes, rests_on, records))
        case Paragraph():
            words, rests_on = _words(block.words, records)
            yield replace(block, words=words)
            yield from _note(rests_on, records)
        case BulletList() | NumberedList():
            items = [_words(item, records) for item in block.items]
            yield replace(block, items=tuple(words for words, _ in items))
            yield from _note([record for _, item_records in items for record in item_records], records)
        case Form():
            yield replace(block, rows=tuple((label, tuple(_beside(line, records) for line in lines)) for label, lines in block.rows))
        case _:
            yield block


def _beside(line: Paragraph | BulletList | NumberedList, records: FigureRecords) -> Paragraph | BulletList | NumberedList:
    """What stands beside a label, marked: what its marks are for is said at the head."""
    if isinstance(line, Paragraph):
        return replace(line, words=_words(line.words, records)[0])
    return replace(line, items=tuple(_words(item, records)[0] for item in line.items))


def _words(words: Words, records: FigureRecords) -> tuple[Words, tuple[Record, ...]]:
    """The words with a mark at their end, and the records that it is for; none where nothing in them is a figure that was found."""
    findings = [span.finding for span in words if span.finding is not None]
    if not findings or not has_figure(blotted(words)):
        return words, ()
    rests_on = records.behind_sources(source for finding in findings for source in finding.rests_on)
    basis = records.basis(rests_on)
    return ((*words, Span(f"{SPACE}{MARKS[basis]}")), rests_on) if basis else (words, ())


def _table(table: Table, records: FigureRecords) -> Table:
    records_by_cell = [[_cell(table, row, column, records) for column in range(len(table.columns))] for row in range(len(table.rows))]
    bases = [[records.basis(cell) for cell in row] for row in records_by_cell]
    if not any(basis for row in bases for basis in row):
        return table
    whole = {column: basis for column in range(len(table.columns)) if (basis := _of_column(table, bases, column))}
    columns = tuple(
        replace(each, heading=marked(each.heading, whole[index])) if index in whole else each for index, each in enumerate(table.columns)
    )
    rows = tuple(
        tuple(text if column in whole else marked(text, bases[row][column]) for column, text in enumerate(cells))
        for row, cells in enumerate(table.rows)
    )
    rests_on = [record for row in records_by_cell for cell in row for record in cell]
    return replace(table, columns=columns, rows=rows, notes=_noted(table.notes, rests_on, records))


def _cell(table: Table, row: int, column: int, records: FigureRecords) -> tuple[Record, ...]:
    """The records that a cell's mark is for: of the row's name, what is as recorded in the row."""
    if column == name_columns(table)[0]:
        return row_record(table, row, records)
    if is_own(table, column) and traces_of(table).down is Runs.RECORDS:
        return ()
    return cell_records(table, row, column, records)


def _of_column(table: Table, bases: Sequence[Sequence[str]], column: int) -> str:
    """The mark that every figure of a column has; blank where there is none, or fewer than two figures."""
    named = column in name_columns(table)
    column_bases = [bases[row][column] for row, cells in enumerate(table.rows) if named or has_figure(cells[column])]
    return column_bases[0] if len(column_bases) > 1 and len(set(column_bases)) == 1 else ""


def _noted(notes: Sequence[str], rests_on: Iterable[Record], records: FigureRecords) -> tuple[str, ...]:
    """The notes with what the marks are for, unless they say it."""
    return tuple(notes) if any(each.startswith(NOTE_BEGINS) for each in notes) else (*notes, *note(records.told(rests_on)))


def _note(rests_on: Sequence[Record], records: FigureRecords) -> Iterator[Block]:
    for words in note(records.told(rests_on)):
        yield Paragraph((Span(words),), tone=Tone.NOTE)


def said_at_the_head(document: Document) -> Document:
    """A paper with what its marks mean, and a count below a figure, said once above all else, and no more below each that has one."""
    blocks = tuple(each for block in document.blocks for each in _without_note(block))
    texts = tuple(_texts(blocks))
    said = [f"{MARKS[basis]} marks {meaning}" for basis, meaning in _MEANINGS.items() if any(MARKS[basis] in text for text in texts)]
    if (lacking := next(filter(None, map(_LACKING.search, texts)), None)) is not None:
        said.append(f"‘{lacking[0].strip()}’ is how many amounts the figure above it lacks.")
    return replace(document, blocks=(Paragraph((Span(" ".join(said)),), tone=Tone.NOTE), *blocks) if said else blocks)


def _without_note(block: Block) -> Iterator[Block]:
    if isinstance(block, Table | Figure):
        yield replace(block, notes=tuple(each for each in block.notes if not each.startswith(NOTE_BEGINS)))
    elif not (isinstance(block, Paragraph) and plain(block.words).startswith(NOTE_BEGINS)):
        yield block


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    """All words of these blocks in which a mark may stand."""
    for block in blocks:
        yield from map(plain, runs_of(block))
        if isinstance(block, Table):
            yield from (block.caption, *(column.heading for column in block.columns), *(cell for row in block.rows for cell in row))
        elif isinstance(block, Figure):
            yield block.caption
