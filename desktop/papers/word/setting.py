"""A paper's content as a Word document (.docx): real headings, numbers, tables and pictures, each part of it marked by its id.

It says what `pdf` sets, word for word and in the same order. Loads python-docx, and ReportLab, which draws the charts.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from desktop.papers.content.blocks import (
    Appendices,
    Block,
    BulletList,
    Contents,
    Counting,
    Document,
    FieldTable,
    Figure,
    Form,
    Heading,
    NumberedList,
    Paragraph,
    Picture,
    Recommendation,
    SignatureBlock,
    Sources,
    Table,
    Tone,
    Words,
    listed,
)
from desktop.papers.content.citing import led_right
from desktop.papers.content.source_rows import source_table
from desktop.papers.html.paper_text import appendix_rows, conditions_lead, form_name, heading_words, plain_text
from desktop.papers.pdf.figures import picture_size
from desktop.papers.pdf.pieces import anchor_of
from desktop.papers.pdf.safe_text import clean
from desktop.papers.pdf.setting import title_of
from desktop.papers.pdf.styles import ROOM
from desktop.papers.word.checked import UNSOUND
from desktop.papers.word.furniture import furnish, has_picture_at_head
from desktop.papers.word.markup import (
    TAB,
    UNNUMBERED,
    Bookmarks,
    Indent,
    ParagraphMarkup,
    field,
    paragraph,
    part_name,
    place_name,
    run,
    word_runs,
)
from desktop.papers.word.numbers import NUMBERED, Numbers, is_typed, list_indent
from desktop.papers.word.package import same_bytes
from desktop.papers.word.pictures import chart_picture, drawn
from desktop.papers.word.styles import Style, Styles
from desktop.papers.word.tables import labelled_markup, table_markup
from desktop.papers.word.template import TWIPS, Template, not_whole, opened, room_of

_POINT = 12700
#: The most letters that python-docx takes for what is told of a file.
_LONGEST_TOLD = 255
#: Where lists beside a label are set in.
_BESIDE = Indent(425, 425)
_CAPTION = re.compile(r"(Table|Figure) (\d+)(?=:)")
_DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


def set_word(document: Document, template: Template | None = None) -> bytes:
    """Set a paper as .docx, into the council's own document where there is one.

    The bytes depend on those two alone: the date in them is the meeting's, and no clock is read. Raises KnownTrouble for a template that
    is not taken.
    """
    if template is None:
        return _set(opened(None), document)
    try:
        return _set(opened(template), document)
    except UNSOUND as trouble:  # what its styles, numbers and relations lack comes to light as they are used
        raise not_whole(template) from trouble


def _set(file: WordFile, document: Document) -> bytes:
    body = file.element.body
    setter = _Setter(file, document)
    made = parse_xml(f"<w:body {nsdecls('w', 'r')} {_DRAWING}>{''.join(setter.markup())}</w:body>")
    for place, child in enumerate(list(made)):
        body.insert(place, child)
    furnish(file, document, setter.styles, setter.room)
    _describe(file, document)
    out = io.BytesIO()
    file.save(out)
    return same_bytes(out.getvalue())


def _describe(file: WordFile, document: Document) -> None:
    """Say of the file what the PDF says of itself, and nothing of who made it."""
    day = document.date or datetime.date(2000, 1, 1)
    told = (title_of(document), document.meeting, document.council)
    core = file.core_properties
    core.title, core.subject, core.author = (" ".join(clean(text).split())[:_LONGEST_TOLD] for text in told)
    core.language, core.last_modified_by, core.comments, core.keywords, core.category = document.language, "", "", "", ""
    core.created = core.modified = datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)
    core.revision = 1
    core.identifier = version_of(document)


def version_of(document: Document) -> str:
    """What a copy says it was made from: the same for as long as the paper says the same."""
    return sha256(plain_text(document).encode()).hexdigest()[:32]


class _Setter:
    """A paper in the making: its blocks as the markup of a body, with what they need of the file around them."""

    def __init__(self, file: WordFile, document: Document) -> None:
        self._document, self._file, self._part = document, file, file.part
        self.styles = Styles(file.styles.element, document.points)
        self._blocks = led_right(document.blocks)
        self._numbers = Numbers(file.part.numbering_part.element, self._blocks)
        self._bookmarks = Bookmarks()
        self._headings = self._pictures = 0
        self._counted = {"Table": 0, "Figure": 0}
        #: The width of the text in twentieths of a point.
        self.room = room_of(file)

    def markup(self) -> Iterator[str]:
        """Every paragraph and table of the body."""
        document, styles = self._document, self.styles
        if document.logo is not None and not has_picture_at_head(self._file):
            yield from self._block(document.logo)
        if document.council:
            yield paragraph(run(document.council), styles.id(Style.COUNCIL)).text()
        if document.subtitle:
            yield paragraph(run(document.subtitle), styles.id(Style.SUBTITLE)).text()
        if document.title:
            yield paragraph(run(document.title), styles.id(Style.TITLE)).text()
        for block in self._blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph() | BulletList() | NumberedList() | Recommendation():
                yield from (each.text() for each in self._words_of(block))
            case Table() | Sources():
                yield from self._table(source_table(block) if isinstance(block, Sources) else block)
            case Figure():
                data, width, height = chart_picture(block)
                yield from self._pictured(block, data, 1.0, height / width)
            case Picture():
                width, height = picture_size(block)
                yield from self._pictured(block, block.contents, width / ROOM, height / width)
            case FieldTable() if block.rows:
                style = self.styles.id(Style.CELL)
                rows = [(label, paragraph(run(value), style).text()) for label, value in block.rows]
                yield labelled_markup(rows, self.styles, self.room, "Details of the paper") + _after_table()
            case Form() if block.rows:
                rows = [(label, "".join(self._beside(lines))) for label, lines in block.rows]
                yield labelled_markup(rows, self.styles, self.room, form_name(block)) + _after_table()
            case Contents():
                yield from self._contents(block)
            case Appendices():
                anchors = block.anchors or ("",) * len(block.rows)
                for row, anchor in zip(appendix_rows(block), anchors, strict=True):
                    yield from self._placed([paragraph(run(row))], anchor)
            case SignatureBlock():
                yield from (paragraph(run(line)).text() for line in (block.role, *block.lines))

    def _heading(self, heading: Heading) -> str:
        style = self.styles.id(Style.SECTION if heading.level == 1 else Style.SUBSECTION)
        anchor = heading.anchor or anchor_of(self._headings)
        self._headings += 1
        made = self._numbered(run(heading.text), heading.number, style) if heading.number.strip() else None
        made = made or paragraph(run(heading.text), style, numbering=UNNUMBERED, keep_next=True)
        return "".join(self._placed([made], anchor, heading.part))

    def _words_of(self, block: Paragraph | BulletList | NumberedList | Recommendation) -> list[ParagraphMarkup]:
        """The paragraphs of a block of words, within the bookmark of its part."""
        match block:
            case Paragraph():
                styled = {Tone.NOTE: Style.NOTE, Tone.QUOTE: Style.QUOTE}.get(block.tone)
                made = [self._numbered(self._runs(block.words), block.number, "" if styled is None else self.styles.id(styled))]
            case Recommendation():
                return self._recommendation(block)
            case _:
                made = list(self._list(block, 0))
        return self._bookmarks.round(made, [part_name(block.part)] if block.part else [])

    def _recommendation(self, block: Recommendation) -> list[ParagraphMarkup]:
        first = self._numbered(self._runs((*block.words, *conditions_lead(block))), block.number, recommendation=True)
        made = self._bookmarks.round([first], [part_name(block.part)] if block.part else [])
        if block.conditions:
            conditions = list(self._list(NumberedList(block.conditions, Counting.LETTERS), 0))
            made += self._bookmarks.round(conditions, [part_name(f"{block.part}_c")] if block.part else [])
        # round the first alone: LibreOffice writes one that ends in a list twice
        return self._bookmarks.round(made[:1], [place_name(block.anchor)] if block.anchor else []) + made[1:]

    def _numbered(self, runs: str, number: str, style: str = "", *, recommendation: bool = False) -> ParagraphMarkup:
        """A paragraph with its number, which Word counts where it comes to the same; one without a number where it has none."""
        if not number.strip():
            return paragraph(runs, style)
        numbering = self._numbers.stated(number, recommendation=recommendation)
        if numbering is not None:
            return paragraph(runs, style, numbering=numbering)
        return paragraph(run(number) + TAB + runs, style, numbering=UNNUMBERED, indent=NUMBERED)

    def _list(self, block: BulletList | NumberedList, depth: int, *, beside: bool = False) -> Iterator[ParagraphMarkup]:
        style = self.styles.id(Style.BESIDE if beside else Style.LIST)
        indent = Indent(_BESIDE.left * (depth + 1), _BESIDE.hanging) if beside else None
        counting = block.counting if isinstance(block, NumberedList) else None
        numbering = self._numbers.bulleted(depth) if counting is None else self._numbers.counted(counting, depth)
        for index, words in enumerate(block.items):
            runs = self._runs(words)
            if counting is not None and is_typed(counting, index):
                made = paragraph(run(block.label(index)) + TAB + runs, style, numbering=UNNUMBERED, indent=indent or list_indent(depth))
            else:
                made = paragraph(runs, style, numbering=numbering, indent=indent)
            anchor = block.anchors[index] if isinstance(block, NumberedList) and block.anchors else ""
            yield from self._bookmarks.round([made], [place_name(anchor)] if anchor else [])
            for below in block.under(index):
                yield from self._list(below, depth + 1, beside=beside)

    def _beside(self, lines: Sequence[Paragraph | BulletList | NumberedList]) -> Iterator[str]:
        """What stands beside a label: words, in their size."""
        style = self.styles.id(Style.BESIDE)
        if not lines:
            yield paragraph("", style).text()
        for block in lines:
            match block:
                case Paragraph():
                    made = [paragraph(self._runs(block.words), style)]
                case _:
                    made = list(self._list(block, 0, beside=True))
            yield from (each.text() for each in self._bookmarks.round(made, [part_name(block.part)] if block.part else []))

    def _table(self, table: Table) -> Iterator[str]:
        yield paragraph(self._caption(table.caption), self.styles.id(Style.CAPTION), keep_next=True).text()
        if table.rows:
            yield table_markup(table, self.styles, self.room)
            if not table.notes:
                yield _after_table()
        else:
            yield paragraph(run(table.empty)).text()
        yield from self._notes(table.notes)

    def _pictured(self, block: Figure | Picture, data: bytes, width: float, shape: float) -> Iterator[str]:
        """A picture with its caption and its notes: its width as a fraction of the text's, and its height of its own width."""
        self._pictures += 1
        relation, _ = self._part.get_or_add_image(io.BytesIO(data))
        wide = round(self.room / TWIPS * _POINT * width)
        words = " ".join(clean(block.alternative or block.caption).split()) or ("Chart" if isinstance(block, Figure) else "Picture")
        if block.caption:
            yield paragraph(self._caption(block.caption), self.styles.id(Style.CAPTION), keep_next=True).text()
        made = drawn(self._pictures, relation, (wide, round(wide * shape)), words)
        yield paragraph(made, keep_next=bool(block.notes)).text()
        yield from self._notes(block.notes)

    def _caption(self, caption: str) -> str:
        """A caption, its number a field where Word comes to the same."""
        match = _CAPTION.match(caption)
        if match is None or int(match[2]) != self._counted[match[1]] + 1:
            return run(caption)
        self._counted[match[1]] += 1
        return run(f"{match[1]} ") + field(f"SEQ {match[1]} \\* ARABIC", match[2]) + run(caption[match.end() :])

    def _notes(self, notes: Sequence[str]) -> Iterator[str]:
        yield from (paragraph(run(note), self.styles.id(Style.NOTE)).text() for note in notes)

    def _contents(self, contents: Contents) -> Iterator[str]:
        """The table of contents, as a field that Word makes anew when asked, each line leading to its heading."""
        yield paragraph(run(contents.heading), self.styles.id(Style.CONTENTS), numbering=UNNUMBERED).text()
        headings = [block for block in self._blocks if isinstance(block, Heading)]
        anchors = {id(heading): heading.anchor or anchor_of(index) for index, heading in enumerate(headings)}
        lines = [
            f'<w:hyperlink w:anchor="{place_name(anchors[id(heading)])}">{run(heading_words(heading))}</w:hyperlink>'
            for heading in listed(self._document, contents)
        ]
        if not lines:
            return
        instruction = f' TOC \\o "1-{contents.deepest}" \\n \\h '
        lines[0] = (
            f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{lines[0]}'
        )
        lines[-1] += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        yield from (paragraph(line, self.styles.id(Style.ENTRY)).text() for line in lines)

    def _runs(self, words: Words) -> str:
        def relate(target: str) -> str:
            return self._part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

        return word_runs(words, relate, self.styles.id(Style.LINK) if any(span.link for span in words) else "")

    def _placed(self, made: list[ParagraphMarkup], anchor: str, part: str = "") -> Iterator[str]:
        names = [place_name(anchor)] * bool(anchor) + [part_name(part)] * bool(part)
        yield from (each.text() for each in self._bookmarks.round(made, names))


def _after_table() -> str:
    """Two tables that touch are one to Word, and a cell or a body may not end in one."""
    return paragraph("").text()
