"""Every figure that a paper prints, with a key that stays: which record it is of, which field of it, and in which year.

`printed_figures(document, paper)` gives, for a paper as content and the records it was made from, the mapping from each figure's key to
the figure: its label in words, what is printed, the records it rests on, and their weakest basis, in the order in which the paper
prints them. A key depends on the names of the records and of their figures alone, never on an amount, on the words of a heading or a
caption, on the layout's numbers or on the order of anything, so that two versions of a paper can be laid side by side: a key of both
whose `value` differs is a figure that changed, and why is which of the records in `records` changed. The records' own figures are printed
too, under sources, with the same `Record` as kind and name, so that what changed there says why what rests on it did.

A figure in a table is a cell, as the table's `Traces` say, by its name in `figure_names`; in a sentence it is each number, and in a chart
each number of the chart in words. A sentence has no name, so that its key holds the sentence without its numbers: `reworded` finds it
again where its words have changed. A final of the program's first version has keys that hold the words of headings and captions too:
each figure knows that key as well, as `formerly`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from desktop.papers.content.blocks import (
    Align,
    Document,
    FieldTable,
    Figure,
    Heading,
    Record,
    Rests,
    Runs,
    Sources,
    Table,
    Traces,
    Words,
    plain,
    runs_of,
)
from desktop.papers.content.records import PaperRecords
from desktop.papers.sources.figure_names import name_of
from desktop.papers.sources.figure_records import FigureRecords, blotted, figure_records, has_words, names_shown
from desktop.papers.sources.marks import NOTE_BEGINS, unmarked

#: An amount, a share, a year or a length of time, as papers write them.
NUMBER = re.compile(r"[−-]?£?\d+(?:,\d{3})*(?:\.\d+)?(?:%|m\b|bn\b| [mb]illion\b|/\d\d\b)?")
#: What stands for a number in a sentence's key.
_BLANK = "…"
#: So much of a sentence tells it from every other.
_LONGEST = 600
#: The field of a figure in a sentence: the sentence's shape, which number of it this is, and how often the shape had come before.
_PLACED = re.compile(r"(?P<shape>.*?)(?: \[(?P<index>\d+)\])?(?P<again> \(\d+\))?", re.DOTALL)
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:/\d\d)?\b")
_SENTENCES = re.compile(r"(?<=[.;!?])\s+")
#: The year that a part of a chart in words is of.
_OF_YEAR = re.compile(r"(?:In the financial year )?((?:19|20)\d\d/\d\d): ")
#: `Table 3: ` and the like, which another layout numbers otherwise.
_NUMBERED = re.compile(r"^(?:Table|Figure) \d+: ")


@dataclass(frozen=True, slots=True, order=True)
class FigureKey:
    """What a figure is of. `kind` is a noun in the plural; `year` is blank where the figure is of none."""

    kind: str
    record: str
    field: str
    year: str = ""


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A figure as it is printed, without its mark. `basis` is `illustrative` or `assumed` where a record it rests on is, else blank.

    `formerly` are the keys that the program's first version gave it, in the words of headings and captions.
    """

    label: str
    value: str
    records: tuple[Record, ...] = ()
    basis: str = ""
    formerly: tuple[FigureKey, ...] = ()


def printed_figures(document: Document, paper: PaperRecords) -> dict[FigureKey, PrintedFigure]:
    """Each figure of a paper by its key, in the order of the paper.

    A figure printed twice is one; where two figures would have one key and are not the same, the second has `(2)` after its field.
    """
    figures: dict[FigureKey, PrintedFigure] = {}
    keys: dict[FigureKey, str] = {}
    former_keys: dict[FigureKey, str] = {}
    for key, figure in _Reader(figure_records(paper)).figures(document):
        unique = _unique(key, figure.value, keys)
        before = figures[unique].formerly if unique in figures else ()
        formerly = _unique(figure.formerly[0] if figure.formerly else key, figure.value, former_keys)
        figures[unique] = replace(figures.get(unique, figure), formerly=(*before, formerly))
    return figures


def _unique(key: FigureKey, value: str, taken: dict[FigureKey, str]) -> FigureKey:
    """The key of a figure among those that are taken, by what is printed for each; it is taken then."""
    unique, again = key, 1
    while taken.setdefault(unique, value) != value:
        again += 1
        unique = replace(key, field=f"{key.field} ({again})")
    return unique


def sentence_of(key: FigureKey, values: Mapping[FigureKey, str]) -> str:
    """The whole sentence that a figure stands in, with the figures of one version of a paper; blank for a figure that is in none.

    Blank as well where that version has not every figure of the sentence.
    """
    if not is_in_sentence(key) or key not in values:
        return ""
    shape, again = _shape(key)
    first, *rest = shape.split(_BLANK)
    sentence = first
    for index, after in enumerate(rest, start=1):
        field = f"{shape} [{index}]" if len(rest) > 1 else shape
        value = values.get(replace(key, field=f"{field}{again}"), values.get(replace(key, field=field)))
        if value is None:
            return ""
        sentence += value + after
    return names_shown(sentence).rstrip(";")


def is_in_sentence(key: FigureKey) -> bool:
    """Whether a key is of a figure in a sentence."""
    return _BLANK in key.field


def _shape(key: FigureKey) -> tuple[str, str]:
    """The sentence of a figure without its numbers, and how often it had come before."""
    placed = _PLACED.fullmatch(key.field)
    return (placed["shape"], placed["again"] or "") if placed is not None else (key.field, "")


#: Where what a sentence names stands in what `_by_sentence` tells sentences apart by.
_NAMED = 3


def reworded(was: Mapping[FigureKey, str], now: Mapping[FigureKey, str], names: Collection[str]) -> dict[FigureKey, FigureKey]:
    """The figures of sentences that are printed in other words now, each with the one that it was.

    A sentence is the same in other words where it stands in the same place, names the same of `names`, and has as many figures: the one
    of those with the same figures, or else, where it names any, the only one.
    """
    gone, come = (
        _by_sentence((key for key in each if is_in_sentence(key) and key not in other), names) for each, other in ((was, now), (now, was))
    )
    pairs: dict[FigureKey, FigureKey] = {}
    for about, sentences in come.items():
        left = gone.get(about, [])
        for keys in list(sentences):
            same = next((other for other in left if [was[key] for key in other] == [now[key] for key in keys]), None)
            if same is not None:
                pairs |= zip(keys, same, strict=True)
                sentences.remove(keys)
                left.remove(same)
        if about[_NAMED] and len(sentences) == len(left) == 1:
            pairs |= zip(sentences[0], left[0], strict=True)
    return pairs


def _by_sentence(keys: Iterable[FigureKey], names: Collection[str]) -> dict[tuple[object, ...], list[list[FigureKey]]]:
    """The figures of each sentence in its order, by where it stands, which records it names and how many figures it has."""
    sentences: dict[FigureKey, list[FigureKey]] = {}
    for key in keys:
        sentences.setdefault(replace(key, field="".join(_shape(key))), []).append(key)
    by_place: dict[tuple[object, ...], list[list[FigureKey]]] = {}
    for of, figures in sentences.items():
        named = frozenset(name for name in names if has_words(names_shown(of.field), name))
        by_place.setdefault((of.kind, of.record, of.year, named, len(figures)), []).append(figures)
    return by_place


def caption(block: Table | Figure | Sources) -> str:
    """A caption without its number and its mark."""
    return unmarked(_NUMBERED.sub("", block.caption))


def cell_records(table: Table, row: int, column: int, records: FigureRecords) -> tuple[Record, ...]:
    """The records that the figure of a cell rests on; none where it holds no figure that is known."""
    placed = _place(table, row, column) if has_figure(table.rows[row][column]) else None
    return () if placed is None else _behind(table, column, placed[1], records)


def row_record(table: Table, row: int, records: FigureRecords) -> tuple[Record, ...]:
    """The record that a row is printed from, as far as anything in it is as recorded; none where a row is no record."""
    traces = traces_of(table)
    if traces.down is not Runs.RECORDS or not (traces.rests is Rests.OWN or traces.typed):
        return ()
    name = ": ".join(each for each in (traces.record, _row_name(table, row)) if each)
    return records.named(Record(traces.kind, name))


def name_columns(table: Table) -> list[int]:
    """The columns that name the rows."""
    names = traces_of(table).names
    return [index for index, each in enumerate(table.columns) if unmarked(each.heading) in names] or [0]


def has_figure(text: str) -> bool:
    """Whether there is a figure in some words that is not the name of a year."""
    return bool(NUMBER.search(_YEAR.sub("", text)))


def _row_name(table: Table, row: int) -> str:
    return ", ".join(_first_line(table.rows[row][index]) for index in name_columns(table))


def _behind(table: Table, column: int, key: FigureKey, records: FigureRecords) -> tuple[Record, ...]:
    """The records behind a figure of a table, by its key in words."""
    traces, heading = traces_of(table), unmarked(table.columns[column].heading)
    if heading in traces.row_fields and heading not in traces.typed:
        return records.named(Record(key.kind, key.record))
    if is_own(table, column, key.field):
        return records.named(Record(traces.kind, key.record))
    return records.behind(traces.rests, traces.owner or key.record, key.field)


def is_own(table: Table, column: int, field: str = "") -> bool:
    """Whether what stands in a column is as it was recorded, and not worked out from other records."""
    traces = traces_of(table)
    return traces.rests is Rests.OWN or unmarked(table.columns[column].heading) in traces.typed or field in traces.typed


def traces_of(table: Table) -> Traces:
    """What a table says of its figures; of one that says nothing, that each row is a record of a kind called as the table is."""
    return table.traces or Traces(caption(table))


def _place(table: Table, row: int, column: int) -> tuple[FigureKey, FigureKey] | None:
    """The key of a cell, and the same in words; `None` where it holds no figure: the name of the row, or words without a number."""
    traces = traces_of(table)
    text = table.rows[row][column]
    if column in name_columns(table) or not text.strip() or (table.columns[column].align is Align.LEFT and not NUMBER.search(text)):
        return None
    of_column = table.columns[column]
    down, heading, column_field = _row_name(table, row), of_column.named or unmarked(of_column.heading), of_column.field
    if heading in traces.row_fields:
        of_row = FigureKey(traces.row_kind or traces.kind, ": ".join(each for each in (traces.row_record, down) if each), heading)
        return replace(of_row, field=name_of(heading, of_row.kind)), of_row
    names_by_run: dict[Runs, list[str]] = {runs: [] for runs in Runs}
    names_by_run[traces.down].append(down)
    names_by_run[traces.across].append(heading)
    fields, year = names_by_run[Runs.FIELDS], ", ".join(names_by_run[Runs.YEARS])

    def key(of: Record, names: list[str]) -> FigureKey:
        return FigureKey(of.kind, ": ".join(each for each in (of.name, *names_by_run[Runs.RECORDS]) if each), ", ".join(names), year)

    of = Record(of_column.kind or traces.kind, traces.record)
    in_words = key((of if of_column.kind else traces.in_words) or of, fields or [caption(table)])
    return key(of, [name_of(each, of.kind, column_field if each == heading else "") for each in fields] or ["value"]), in_words


def _first_line(text: str) -> str:
    return unmarked(text.partition("\n")[0]).strip("\N{NO-BREAK SPACE} ")


class _Reader:
    """Reads the figures of a paper as they stand, each as often as it is printed."""

    def __init__(self, records: FigureRecords) -> None:
        self._records = records
        self._heading = ""

    def figures(self, document: Document) -> Iterator[tuple[FigureKey, PrintedFigure]]:
        """Each figure with its key."""
        self._heading = document.title
        for block in document.blocks:
            match block:
                case Heading():
                    self._heading = block.text
                case FieldTable():
                    for label, value in block.rows:
                        of = Record("papers", label)
                        yield from self._numbers(value, of, label, self._records.named(of))
                case Table():
                    yield from self._table(block)
                case Figure():
                    yield from self._chart(block)
                case Sources():
                    yield from self._sources(block)
                case _:
                    for words in runs_of(block):
                        yield from self._words(words)

    def _table(self, table: Table) -> Iterator[tuple[FigureKey, PrintedFigure]]:
        for row, cells in enumerate(table.rows):
            for column, text in enumerate(cells):
                placed = _place(table, row, column)
                if placed is not None:
                    key, in_words = placed
                    label = ", ".join(each for each in (in_words.record, in_words.field, in_words.year) if each)
                    yield key, self._figure(label, unmarked(text), _behind(table, column, in_words, self._records), in_words)
        traces = traces_of(table)
        of = Record(traces.kind, traces.record)
        was = Record(traces.in_words.kind if traces.in_words is not None else traces.kind, caption(table))
        for note in table.notes:
            if not note.startswith(NOTE_BEGINS):
                yield from self._numbers(note, of, f"Note to {caption(table)}", was=was)

    def _chart(self, figure: Figure) -> Iterator[tuple[FigureKey, PrintedFigure]]:
        records = self._records.behind_sources(figure.rests_on)
        of = Record("charts", ": ".join(each for each in (figure.key, figure.of) if each))
        yield from self._numbers(figure.alternative, of, caption(figure), records, was=Record(of.kind, caption(figure)))

    def _sources(self, sources: Sources) -> Iterator[tuple[FigureKey, PrintedFigure]]:
        for entry in sources.entries:
            # what says nothing is not printed, whatever its record
            if not entry.value.strip() or (entry.of is None and not has_figure(entry.value)):
                continue
            record = entry.of or Record(caption(sources).lower(), entry.record)
            figure = self._figure(f"{entry.record}, as recorded", entry.value, self._records.named(record))
            yield FigureKey(record.kind, record.name, "as recorded"), figure

    def _words(self, words: Words) -> Iterator[tuple[FigureKey, PrintedFigure]]:
        findings = [span.finding for span in words if span.finding is not None]
        if plain(words).startswith(NOTE_BEGINS):
            return  # it says what marks mean, and counts records rather than gives a figure
        if findings:
            records = self._records.behind_sources(source for finding in findings for source in finding.rests_on)
            yield from self._hidden_numbers(blotted(words), Record("findings", ""), "Findings", records)
        else:
            of = Record("sections", self._heading)
            yield from self._numbers(plain(words), of, self._heading, self._records.named(of))

    def _numbers(
        self, text: str, of: Record, where: str, records: tuple[Record, ...] = (), was: Record | None = None
    ) -> Iterator[tuple[FigureKey, PrintedFigure]]:
        """Each number of some words, by its sentence without the numbers and its place among them. `was` is what they were of formerly."""
        yield from self._hidden_numbers(self._records.hide_names(text), of, where, records, was)

    def _hidden_numbers(
        self, text: str, of: Record, where: str, records: tuple[Record, ...], was: Record | None = None
    ) -> Iterator[tuple[FigureKey, PrintedFigure]]:
        """The same of words with the names of options and projects blotted out."""
        for sentence in _SENTENCES.split(unmarked(text)):
            begins = _OF_YEAR.match(sentence)
            year, rest = (begins[1], sentence[begins.end() :]) if begins else ("", sentence)
            numbers = NUMBER.findall(rest)
            shape = NUMBER.sub(_BLANK, rest).strip()[:_LONGEST]
            for index, number in enumerate(numbers, start=1):
                field = f"{shape} [{index}]" if len(numbers) > 1 else shape
                label = ", ".join(each for each in (where, year) if each)
                formerly = FigureKey(was.kind, was.name, field, year) if was is not None else None
                yield FigureKey(of.kind, of.name, field, year), self._figure(label, number, records, formerly)

    def _figure(self, label: str, value: str, records: tuple[Record, ...], formerly: FigureKey | None = None) -> PrintedFigure:
        return PrintedFigure(label, value, records, self._records.basis(records), () if formerly is None else (formerly,))
