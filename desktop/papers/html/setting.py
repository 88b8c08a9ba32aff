"""A paper's content as one HTML page that needs nothing beside it: to WCAG 2.2 AA, without script, and with no link but those typed.

It says what `pdf` sets, word for word and in the same order. Loads ReportLab, which draws the charts.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from html import escape

from desktop.papers.charts.svg import inline_svg
from desktop.papers.content.blocks import (
    Align,
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
from desktop.papers.html.paper_text import appendix_rows, conditions_lead, form_name, heading_words
from desktop.papers.html.style import style_sheet
from desktop.papers.pdf.figures import drawing_of
from desktop.papers.pdf.pieces import anchor_of
from desktop.papers.pdf.safe_text import address, clean
from desktop.papers.pdf.setting import DRAFT, title_of
from desktop.papers.picture_files import media_type, size_of

_TYPES = {Counting.FIGURES: "1", Counting.LETTERS: "a", Counting.ROMAN: "i", Counting.CAPITALS: "A"}
_TONES = {Tone.BODY: "", Tone.LEAD: "lead", Tone.NOTE: "note", Tone.QUOTE: ""}


def set_html(document: Document) -> bytes:
    """Set a paper as a page of HTML in UTF-8. The bytes depend on the document alone. Every word in it is escaped."""
    return _Page(document).text().encode()


class _Page:
    """A page in the making."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._headings = self._tables = self._figures = 0
        self._in_section = False

    def text(self) -> str:
        """The whole page."""
        document = self._document
        marks = [document.marking] * bool(document.marking) + [DRAFT] * document.draft
        printed = clean(" – ".join(marks))
        marked = "".join(f"<p>{_e(mark)}</p>" for mark in marks)
        top = list(_picture(document.logo)) if document.logo is not None else []
        top += [f'<p class="council">{_e(document.council)}</p>'] if document.council else []
        top += [f'<p class="subtitle">{_e(document.subtitle)}</p>'] if document.subtitle else []
        lines = [
            "<!DOCTYPE html>",
            f'<html lang="{escape(document.language)}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            # what is published stays what it is: nothing in it may run, fetch or send
            '<meta http-equiv="Content-Security-Policy" '
            f"""content="default-src 'none'; style-src 'unsafe-inline'{self._pictured()}; form-action 'none'">""",
            f"<title>{escape(title_of(document))}</title>",
            f"<style>{style_sheet(printed, document.points)}</style>",
            "</head>",
            "<body>",
            '<a class="skip" href="#paper">Skip to the paper</a>',
            *([f'<header class="mark">{marked}</header>'] if marked else []),
            '<main id="paper" tabindex="-1">',
            *top,
            f"<h1>{_e(document.title) or escape(title_of(document))}</h1>",
            *(line for block in led_right(document.blocks) for line in self._block(block)),
            *(["</section>"] if self._in_section else []),
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
        return "\n".join(lines)

    def _pictured(self) -> str:
        pictures = (isinstance(block, Picture) for block in (self._document.logo, *self._document.blocks))
        return "; img-src data:" if any(pictures) else ""

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                yield from self._heading(block)
            case Contents():
                yield from self._contents(block)
            case Table():
                yield from self._table(block)
            case Sources():
                yield from self._table(source_table(block))
            case Figure():
                yield from self._figure(block)
            case Recommendation():
                yield from _recommendation(block)
            case _:
                yield from _plain(block)

    def _heading(self, heading: Heading) -> Iterator[str]:
        """A heading; one of the first level begins a section. A level is never skipped: a lesser one before any is of the first."""
        anchor = heading.anchor or anchor_of(self._headings)
        self._headings += 1
        level = 2 if heading.level == 1 or not self._in_section else 3
        if heading.level == 1:
            if self._in_section:
                yield "</section>"
            self._in_section = True
            yield "<section>"  # without a name: a landmark for each section would be more than anyone steps through
        yield f'<h{level} id="{anchor}">{_e(heading_words(heading))}</h{level}>'

    def _contents(self, contents: Contents) -> Iterator[str]:
        headings = [block for block in self._document.blocks if isinstance(block, Heading)]
        anchors = {id(heading): heading.anchor or anchor_of(index) for index, heading in enumerate(headings)}
        lines = "".join(
            f'<li><a href="#{anchors[id(heading)]}">{_e(heading_words(heading))}</a></li>' for heading in listed(self._document, contents)
        )
        yield f'<nav aria-labelledby="contents"><h2 id="contents">{_e(contents.heading)}</h2><ul class="plain">{lines}</ul></nav>'

    def _table(self, table: Table) -> Iterator[str]:
        if not table.rows:
            yield f'<p class="caption">{_e(table.caption)}</p><p>{_e(table.empty)}</p>'
        else:
            self._tables += 1
            key = f"table-{self._tables}"
            head = "".join(f'<th scope="col"{_aligned(column.align)}>{_e(column.heading)}</th>' for column in table.columns)
            rows = "".join(
                f"<tr{_class('strong' * (index in table.strong))}>{_cells(table, row)}</tr>" for index, row in enumerate(table.rows)
            )
            yield f'<div class="wide" role="region" aria-labelledby="{key}" tabindex="0">'
            yield f'<table><caption id="{key}">{_e(table.caption)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
            yield "</div>"
        yield from _notes(table.notes)

    def _figure(self, figure: Figure) -> Iterator[str]:
        self._figures += 1
        key = f"figure-{self._figures}"
        caption = " ".join(clean(figure.caption).split())
        alternative = " ".join(clean(figure.alternative).split()) or caption or "Chart"
        drawn = inline_svg(drawing_of(figure), key, caption or "Chart", alternative)
        yield f'<figure><figcaption id="{key}-caption">{_e(figure.caption)}</figcaption>'
        yield f'<div class="wide" role="region" aria-labelledby="{key}-caption" tabindex="0">{drawn}</div>'
        yield from _notes(figure.notes)
        yield "</figure>"


def _plain(block: Block) -> Iterator[str]:
    """A block that counts nothing and is told of no other."""
    match block:
        case Paragraph(tone=Tone.QUOTE):
            yield f"<blockquote><p>{_w(block.words)}</p></blockquote>"
        case Paragraph():
            number = _label(block.number)
            yield f"<p{_class('numbered' if number else _TONES[block.tone])}>{number}{_w(block.words)}</p>"
        case BulletList() | NumberedList():
            yield _list(block)
        case FieldTable() if block.rows:
            rows = "".join(f'<tr><th scope="row">{_e(label)}</th><td>{_e(value)}</td></tr>' for label, value in block.rows)
            yield f'<table class="fields" aria-label="Details of the paper">{rows}</table>'
        case Form() if block.rows:
            cells = ((_e(label), "".join(line for each in entry for line in _plain(each))) for label, entry in block.rows)
            rows = "".join(f'<tr><th scope="row">{label}</th><td>{entry}</td></tr>' for label, entry in cells)
            yield f'<table class="fields" aria-label="{escape(form_name(block))}">{rows}</table>'
        case Picture():
            yield from _picture(block)
        case SignatureBlock():
            yield f'<div class="signature">{"".join(f"<p>{_e(line)}</p>" for line in (block.role, *block.lines))}</div>'
        case Appendices():
            anchors = block.anchors or ("",) * len(block.rows)
            items = (f"<li{_id(anchor)}>{_e(row)}</li>" for row, anchor in zip(appendix_rows(block), anchors, strict=True))
            yield f'<ul class="plain" role="list">{"".join(items)}</ul>'


def _picture(picture: Picture) -> Iterator[str]:
    """A picture in the page itself, so that the page needs nothing beside it."""
    wide, high = size_of(picture.contents)
    alternative = " ".join(clean(picture.alternative).split())
    source = f"data:{media_type(picture.contents)};base64,{b64encode(picture.contents).decode()}"
    yield "<figure>"
    if picture.caption:
        yield f"<figcaption>{_e(picture.caption)}</figcaption>"
    yield f'<img src="{source}" alt="{escape(alternative)}" width="{wide}" height="{high}" style="width:{picture.width:.0%}">'
    yield from _notes(picture.notes)
    yield "</figure>"


def _recommendation(block: Recommendation) -> Iterator[str]:
    yield f'<div class="recommendation"{_id(block.anchor)}>'
    yield f'<p class="numbered">{_label(block.number)}{_w((*block.words, *conditions_lead(block)))}</p>'
    if block.conditions:
        yield _list(NumberedList(block.conditions, Counting.LETTERS))
    yield "</div>"


def _list(block: BulletList | NumberedList) -> str:
    """A list. The labels of one that counts are words, as printed: a browser has none in brackets, and its own cannot be copied."""
    counted = isinstance(block, NumberedList)
    anchors = block.anchors if isinstance(block, NumberedList) and block.anchors else ("",) * len(block.items)
    items = []
    for index, (words, anchor) in enumerate(zip(block.items, anchors, strict=True)):
        label = _label(block.label(index)) if counted else ""
        below = "".join(_list(each) for each in block.under(index))
        items.append(f"<li{_class('item' * counted)}{_id(anchor)}>{label}{_w(words)}{below}</li>")
    if not isinstance(block, NumberedList):
        return f"<ul>{''.join(items)}</ul>"
    return f'<ol class="counted" role="list" type="{_TYPES[block.counting]}">{"".join(items)}</ol>'


def _cells(table: Table, row: tuple[str, ...]) -> str:
    cells = []
    for index, (column, words) in enumerate(zip(table.columns, row, strict=True)):
        tag, scope = ("th", ' scope="row"') if index == 0 and table.row_headers else ("td", "")
        cells.append(f"<{tag}{scope}{_aligned(column.align)}>{_e(words)}</{tag}>")
    return "".join(cells)


def _notes(notes: tuple[str, ...]) -> Iterator[str]:
    yield from (f'<p class="note">{_e(note)}</p>' for note in notes)


def _aligned(align: Align) -> str:
    return _class("figures" if align is Align.RIGHT else "")


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def _id(anchor: str) -> str:
    return f' id="{anchor}"' if anchor else ""


def _label(label: str) -> str:
    return f'<span class="number">{_e(label)}</span> ' if label.strip() else ""


def _e(text: str) -> str:
    """Words as they stand in the page, a space before each forced line break: read aloud, two figures are never run together."""
    return escape(clean(text)).replace("\n", " <br>")


def _w(words: Words) -> str:
    runs = []
    for span in words:
        text = _e(span.text)
        if span.italic:
            text = f"<em>{text}</em>"
        if span.bold:
            text = f"<strong>{text}</strong>"
        target = address(span.link)
        runs.append(f'<a href="{escape(target)}">{text}</a>' if target else text)
    return "".join(runs)
