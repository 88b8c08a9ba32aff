"""What a paper says, as frozen data with no layout: a list of blocks that `pdf` sets and `text` reads out.

Blocks carry what tagging needs: the level of a heading, the header row of a table, the words for a figure, the language.
Every string here is plain text; nothing in it is ever read as markup.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.appraisal.kept import Late
from desktop.late_dataclass import dataclass

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from desktop.appraisal.findings.finding import Finding, Source
    from desktop.papers.charts.colours import ChartColours


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words in one face. `link` is the address they lead to: https, http or mailto; any other is not followed.

    `finding` is what the appraisal found and the words say, word for word; `None` of words that somebody typed.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    finding: Finding | None = None


def found_span(finding: Finding) -> Span:
    """The words of a finding, ended as a sentence."""
    ended = finding.with_stop()
    return Span(ended.words, finding=ended)


#: The kinds of a citation that is the first of several recommendations, `Recommendations 2.1`, and of one that is a number alone.
FIRST_OF_SEVERAL, NUMBER_ALONE = "first of several recommendations", "number of a recommendation"


@dataclass(frozen=True, slots=True)
class Citation(Span):
    """Stands for the number of what it names, until the paper is numbered; one that names nothing stays as typed, which is its `text`.

    `kind` is `recommendation`, `section` or `appendix`, `FIRST_OF_SEVERAL` or `NUMBER_ALONE`.
    """

    kind: str = ""
    name: str = ""


#: One paragraph's words.
Words = tuple[Span, ...]


class Align(StrEnum):
    LEFT = "left"
    RIGHT = "right"


class Tone(StrEnum):
    """What a paragraph is for: the body of the paper, a line that leads into it, a note to a table or figure, or a quotation."""

    BODY = "body"
    LEAD = "lead"
    NOTE = "note"
    QUOTE = "quote"


class Runs(StrEnum):
    """What the rows or the columns of a table stand for."""

    RECORDS = "records"
    FIELDS = "fields"
    YEARS = "years"


class Rests(StrEnum):
    """What a figure rests on: the record it is printed from, the scores and weights, the lines of money, or both of those."""

    OWN = "own"
    SCORES = "scores"
    MONEY = "money"
    BOTH = "both"


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Record:
    """A record that figures are of: its kind, a noun in the plural, and what it is called."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Traces:
    """Which records the figures of a table are of: what `printed_figures` makes their keys from.

    `kind` is a noun, in the plural. `record` is what the record is called where every figure is of one, or what stands before its name.
    `names` are the headings of the columns that name the row, the first column where there are none; `typed` those, and the names of the
    rows, of what is as an officer recorded it whatever the others rest on: the money of `owner` where that is not the record itself.
    `row_fields` are those that are of the row where the other columns are records: of the kind `row_kind`, its name after `row_record`.
    `in_words` is the kind and the record as the paper says them, where `kind` and `record` are names that no wording changes.
    """

    kind: str
    record: str = ""
    down: Runs = Runs.RECORDS
    across: Runs = Runs.FIELDS
    rests: Rests = Rests.OWN
    owner: str = ""
    names: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    row_fields: tuple[str, ...] = ()
    row_kind: str = ""
    row_record: str = ""
    in_words: Record | None = None


class Counting(StrEnum):
    """How a list counts: 1, 2, 3, or a, b, c, or i, ii, iii, or A, B, C."""

    FIGURES = "figures"
    LETTERS = "letters"
    ROMAN = "roman"
    CAPITALS = "capitals"


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` is 1 for a section and 2 below it; the paper's title is above both. `number` is blank where it has none."""

    level: int
    text: str
    number: str = ""
    anchor: str = ""
    """What a link within the paper calls it; blank where none leads to it."""
    part: str = ""
    """Of which record's words it is, the same however the paper is set; blank of what the program says."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`number` is the paragraph's own, such as 4.2; blank where it has none. `part` is as a heading's."""

    words: Words
    number: str = ""
    tone: Tone = Tone.BODY
    part: str = ""


@dataclass(frozen=True, slots=True)
class BulletList:
    """`below` holds the lists that stand under each item, in the items' order; it is empty where no item has one.

    `part` is as a heading's.
    """

    items: tuple[Words, ...]
    below: tuple[tuple[BulletList | NumberedList, ...], ...] = ()
    part: str = ""

    def label(self, index: int) -> str:
        """What stands before every item."""
        return "•"

    def under(self, index: int) -> tuple[BulletList | NumberedList, ...]:
        """The lists under the item at `index`."""
        return self.below[index] if self.below else ()


@dataclass(frozen=True, slots=True)
class NumberedList:
    """`below` holds the lists that stand under each item, in the items' order; it is empty where no item has one.

    `anchors` are what a link within the paper calls each item; empty where none leads to any. `part` is as a heading's.
    """

    items: tuple[Words, ...]
    counting: Counting = Counting.FIGURES
    below: tuple[tuple[BulletList | NumberedList, ...], ...] = ()
    anchors: tuple[str, ...] = ()
    part: str = ""

    def under(self, index: int) -> tuple[BulletList | NumberedList, ...]:
        """The lists under the item at `index`."""
        return self.below[index] if self.below else ()

    def label(self, index: int) -> str:
        """What stands before the item at `index`: `1.`, `(a)`, `(i)` or `A)`; `(aa)` follows `(z)`."""
        if self.counting is Counting.FIGURES:
            return f"{index + 1}."
        if self.counting is Counting.ROMAN:
            return f"({roman(index)})"
        if self.counting is Counting.CAPITALS:
            return f"{letters(index).upper()})"
        return f"({letters(index)})"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table. `heading` is its header cell, `field` what its figures are called in keys if the heading has no name.

    `named` is what the column is of where its heading is a letter that a key explains, or says more. `kind` is of what kind its figures
    are where it is another than the table's.
    """

    heading: str
    align: Align = Align.LEFT
    field: str = ""
    named: str = ""
    kind: str = ""


def right(*headings: str) -> tuple[TableColumn, ...]:
    """Columns set to the right, as figures are, by their headings."""
    return tuple(TableColumn(heading, Align.RIGHT) for heading in headings)


def table_columns(*columns: str | TableColumn) -> tuple[TableColumn, ...]:
    """The columns of a table. A heading alone makes a column of words."""
    return tuple(TableColumn(each) if isinstance(each, str) else each for each in columns)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row. A cell is plain text; a new line in it is a new line on the page.

    `row_headers` says that the first cell of each row names the row. `strong` holds the rows set in bold: totals, and the leader.
    `empty` is the sentence that stands in for a table without rows.
    """

    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    row_headers: bool = True
    strong: frozenset[int] = frozenset()
    empty: str = "None recorded."
    traces: Traces | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart by its `key`. `draw(width, height, colours)` makes the drawing; `alternative` is the same in words.

    `shape` is the height as a fraction of the width. `of` names what it is about, where a paper can have several of one key. `rests_on`
    is what is drawn, by whose records it is.
    """

    key: str
    draw: Callable[[float, float, ChartColours], Drawing]
    caption: str
    alternative: str
    shape: float = 0.5
    notes: tuple[str, ...] = ()
    of: str = ""
    rests_on: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, a map or a logo: a PNG or a JPEG, as `picture_files.checked` gives it.

    `alternative` is the same in words, and `width` a fraction of the width of the text. One without a `caption`, such as a logo, has no
    number.
    """

    contents: bytes
    alternative: str
    width: float = 1.0
    caption: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recommendation:
    """`supports` names the section that gives the reasons, with its number: `section 6, Options considered`.

    `supports_anchor` is where that section is led to; blank where it is no place in the paper. `part` is as a heading's.
    """

    number: str
    words: Words
    conditions: tuple[Words, ...] = ()
    supports: str = ""
    name: str = ""
    """What it is cited by, wherever it stands."""
    anchor: str = ""
    """What a link within the paper calls it; blank where none leads to it."""
    supports_anchor: str = ""
    part: str = ""
    called: str = "Recommendation"
    """What its number is a number of."""


@dataclass(frozen=True, slots=True)
class FieldTable:
    """The title block: labels and values."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A table of set rows, each a label and what stands beside it: paragraphs and lists."""

    rows: tuple[tuple[str, tuple[Paragraph | BulletList | NumberedList, ...]], ...]


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Who signs the paper, by role, with the lines below the name."""

    role: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Appendices:
    """Each as letter, title and note."""

    rows: tuple[tuple[str, str, str], ...]
    anchors: tuple[str, ...] = ()
    """What a link within the paper calls each, in the rows' order; empty where none leads to any."""


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One figure of the paper: the record it comes from, its value, whether it was reported, assumed or illustrative, and where.

    `record` is the record in words, and `of` the same as figures name it; `stated` is its date or its price base.
    """

    record: str
    value: str
    basis: str
    source: str = ""
    stated: str = ""
    of: Record | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """Every figure of one kind, with its provenance."""

    caption: str
    entries: tuple[SourceEntry, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: every heading of the paper down to a level, each with its page and leading to it."""

    heading: str = "Contents"
    deepest: int = 1


Block = (
    Heading
    | Paragraph
    | BulletList
    | NumberedList
    | Table
    | Figure
    | Picture
    | Recommendation
    | FieldTable
    | Form
    | SignatureBlock
    | Appendices
    | Sources
    | Contents
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper. `date` is the meeting's, or `None` where it is not yet set; `language` is a tag such as `en-GB`.

    `marking` is what every page of a paper that is not for publication says at its head, `logo` stands above the council, and `points` is
    the size of the type of its words.
    """

    title: str
    council: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    meeting: str = ""
    language: str = "en-GB"
    draft: bool = True
    date: datetime.date | None = None
    marking: str = ""
    logo: Picture | None = None
    points: int = 12


class Made:
    """The two documents of a paper: the report, and the annex to it, which is made when it is first asked for."""

    def __init__(self, report: Document, annex: Callable[[], Document]) -> None:
        self.report, self._annex = report, Late(annex)

    @property
    def annex(self) -> Document:
        """The annex."""
        return self._annex.value

    def __iter__(self) -> Iterator[Document]:
        yield self.report
        yield self.annex

    def each(self, change: Callable[[Document], Document]) -> Made:
        """The same with each of them changed."""
        return Made(change(self.report), lambda: change(self.annex))


_NUMERALS = (
    ("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5),
    ("iv", 4), ("i", 1),
)  # fmt: skip


def listed(document: Document, contents: Contents) -> tuple[Heading, ...]:
    """The headings that a table of contents lists."""
    return tuple(block for block in document.blocks if isinstance(block, Heading) and block.level <= contents.deepest)


def with_words(block: Block, change: Callable[[Words], Words]) -> Block:
    """A block with each of its runs of words changed: those of its paragraphs, items and conditions, however deep they stand."""
    match block:
        case Paragraph():
            return replace(block, words=change(block.words))
        case BulletList() | NumberedList():
            return _list_with(block, change)
        case Recommendation():
            return replace(block, words=change(block.words), conditions=tuple(change(words) for words in block.conditions))
        case Form():
            return replace(block, rows=tuple((label, tuple(_told_with(each, change) for each in lines)) for label, lines in block.rows))
    return block


def _told_with(block: Paragraph | BulletList | NumberedList, change: Callable[[Words], Words]) -> Paragraph | BulletList | NumberedList:
    return replace(block, words=change(block.words)) if isinstance(block, Paragraph) else _list_with(block, change)


def _list_with(block: BulletList | NumberedList, change: Callable[[Words], Words]) -> BulletList | NumberedList:
    items: list[Words] = []
    below: list[tuple[BulletList | NumberedList, ...]] = []
    for index, words in enumerate(block.items):
        items.append(change(words))
        below.append(tuple(_list_with(each, change) for each in block.under(index)))
    return replace(block, items=tuple(items), below=tuple(below) if any(below) else ())


def runs_of(block: Block) -> tuple[Words, ...]:
    """Every run of words of a block, in the order they are read."""
    runs: list[Words] = []

    def keep(words: Words) -> Words:
        runs.append(words)
        return words

    with_words(block, keep)
    return tuple(runs)


def plain(words: Words) -> str:
    """The words without their faces."""
    return "".join(span.text for span in words)


def letters(index: int) -> str:
    """a to z, then aa, ab and so on."""
    name = ""
    index += 1
    while index:
        index, remainder = divmod(index - 1, 26)
        name = chr(ord("a") + remainder) + name
    return name


def roman(index: int) -> str:
    """i, ii, iii, iv and so on."""
    name, left = "", index + 1
    for numeral, value in _NUMERALS:
        count, left = divmod(left, value)
        name += numeral * count
    return name
