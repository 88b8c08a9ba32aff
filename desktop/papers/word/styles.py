"""The styles that a paper is set in: those of the document it is set into, and what it lacks of them (ECMA-376, part 1, 17.7)."""

from __future__ import annotations

import re
from enum import StrEnum
from html import escape
from typing import Any

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Pt

from desktop.papers.pdf.styles import BRAND, MUTED, RULE, TINT, USUAL_POINTS


class Style(StrEnum):
    """What a paper wants a style for; the value is its name in Word's file, whose own are in small letters."""

    TITLE = "Title"
    SUBTITLE = "Subtitle"
    SECTION = "heading 1"
    SUBSECTION = "heading 2"
    CAPTION = "caption"
    LIST = "List Paragraph"
    HEAD = "header"
    FOOT = "footer"
    LINK = "Hyperlink"
    GRID = "Table Grid"
    ENTRY = "toc 1"
    CONTENTS = "TOC Heading"
    COUNCIL = "Paper Council"
    QUOTE = "Quote"
    REASONS = "Paper Reasons"
    NOTE = "Paper Note"
    CELL = "Paper Cell"
    BESIDE = "Paper Beside"
    SMALL_CELL = "Paper Small Cell"
    MARK = "Paper Mark"


def _colour(colour: Any) -> str:
    return f'<w:color w:val="{colour.hexval()[2:]}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _spacing(before: float, after: float) -> str:
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"/>'


_NEXT = "<w:keepNext/><w:keepLines/>"
_BORDERS = (
    f'<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="{BRAND.hexval()[2:]}"/>'
    f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{RULE.hexval()[2:]}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE.hexval()[2:]}"/></w:tblBorders>'
)
_SHADED = f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{TINT.hexval()[2:]}"/></w:tcPr>'
#: Of each style, its kind, what it is based on and what it is like: of paragraphs, then of letters.
_MADE: dict[Style, tuple[str, str, str]] = {
    Style.TITLE: ("paragraph", _spacing(0, 12), f"<w:b/>{_colour(BRAND)}{_size(24)}"),
    Style.SUBTITLE: ("paragraph", _spacing(0, 6), _colour(MUTED)),
    Style.SECTION: ("paragraph", f'{_NEXT}{_spacing(18, 6)}<w:outlineLvl w:val="0"/>', f"<w:b/>{_colour(BRAND)}{_size(16)}"),
    Style.SUBSECTION: ("paragraph", f'{_NEXT}{_spacing(12, 4)}<w:outlineLvl w:val="1"/>', f"<w:b/>{_size(13)}"),
    Style.CAPTION: ("paragraph", f"<w:keepNext/>{_spacing(8, 4)}", f"<w:b/>{_size(11)}"),
    Style.LIST: ("paragraph", f"{_spacing(0, 4)}", ""),
    Style.HEAD: ("paragraph", _spacing(0, 0), f"{_colour(MUTED)}{_size(9)}"),
    Style.FOOT: ("paragraph", _spacing(0, 0), f"{_colour(MUTED)}{_size(9)}"),
    Style.LINK: ("character", "", f'{_colour(BRAND)}<w:u w:val="single"/>'),
    Style.GRID: ("table", _spacing(0, 0), ""),
    Style.ENTRY: ("paragraph", _spacing(0, 4), ""),
    Style.CONTENTS: ("paragraph", f"{_NEXT}{_spacing(18, 6)}", f"<w:b/>{_colour(BRAND)}{_size(16)}"),
    Style.COUNCIL: ("paragraph", _spacing(0, 0), f"<w:b/>{_colour(BRAND)}"),
    Style.QUOTE: ("paragraph", f'{_spacing(0, 8)}<w:ind w:left="567" w:right="567"/>', ""),
    Style.REASONS: ("paragraph", f'{_spacing(0, 8)}<w:ind w:left="709"/>', f"{_colour(MUTED)}{_size(11)}"),
    Style.NOTE: ("paragraph", _spacing(3, 6), f"{_colour(MUTED)}{_size(10)}"),
    Style.CELL: ("paragraph", '<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>', _size(10)),
    Style.BESIDE: ("paragraph", _spacing(2, 2), ""),
    Style.SMALL_CELL: ("paragraph", '<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>', _size(8)),
    Style.MARK: ("paragraph", _spacing(0, 4), f"<w:b/>{_colour(BRAND)}{_size(10)}"),
}
_SIZED = re.compile(r'(<w:sz(?:Cs)? w:val=)"(\d+)"')


class Styles:
    """The ids of a document's styles, by what a paper wants them for. What the document lacks is added to it when it is first wanted."""

    def __init__(self, root: Any, points: int = USUAL_POINTS) -> None:
        self._root, self._points = root, points
        self._ids: dict[str, str] = {}
        for style in root.iter(qn("w:style")):
            name = style.find(qn("w:name"))
            if name is not None:
                # LibreOffice writes "Heading 1", Word "heading 1"
                self._ids.setdefault(name.get(qn("w:val"), "").casefold(), style.get(qn("w:styleId"), ""))
        if points != USUAL_POINTS:
            self._size_words()

    def has(self, style: Style) -> bool:
        """Whether the document has it already."""
        return style.casefold() in self._ids

    def id(self, style: Style) -> str:
        """The id of a style."""
        if not self.has(style):
            self._add(style)
        return self._ids[style.casefold()]

    def _add(self, style: Style) -> None:
        kind, of_paragraph, of_letters = _MADE[style]
        made_id = style.title().replace(" ", "")
        taken = set(self._ids.values())
        while made_id in taken:
            made_id += "1"
        self._ids[style.casefold()] = made_id
        based = self._default(kind)
        custom = ' w:customStyle="1"' if style.startswith("Paper ") else ""
        parts = [
            f'<w:name w:val="{escape(style)}"/>',
            f'<w:basedOn w:val="{based}"/>' if based else "",
            f'<w:next w:val="{based}"/>' if based and kind == "paragraph" and "keepNext" in of_paragraph else "",
            "" if custom else "<w:qFormat/>",
            f"<w:pPr>{of_paragraph}</w:pPr>" if of_paragraph else "",
            f"<w:rPr>{self._sized(style, of_letters)}</w:rPr>" if of_letters else "",
            _table_look() if kind == "table" else "",
        ]
        self._root.append(parse_xml(f'<w:style {nsdecls("w")} w:type="{kind}"{custom} w:styleId="{made_id}">{"".join(parts)}</w:style>'))

    def _size_words(self) -> None:
        """Set the words that no other style sizes in the house's size."""
        default = self._default("paragraph")
        for style in self._root.iter(qn("w:style")):
            if default and style.get(qn("w:styleId")) == default:
                letters = style.get_or_add_rPr()
                letters.sz_val = Pt(self._points)
                for old in letters.findall(qn("w:szCs")):
                    letters.remove(old)
                letters.find(qn("w:sz")).addnext(parse_xml(f'<w:szCs {nsdecls("w")} w:val="{self._points * 2}"/>'))

    def _sized(self, style: Style, letters: str) -> str:
        """The letters of a style in the house's size; those of cells keep theirs, as they are fitted into columns."""
        if self._points == USUAL_POINTS or style in (Style.CELL, Style.SMALL_CELL):
            return letters
        return _SIZED.sub(lambda size: f'{size[1]}"{round(int(size[2]) * self._points / USUAL_POINTS)}"', letters)

    def _default(self, kind: str) -> str:
        """The id of the style that every other of its kind is based on."""
        return next(
            (
                style.get(qn("w:styleId"), "")
                for style in self._root.iter(qn("w:style"))
                if style.get(qn("w:type")) == kind and style.get(qn("w:default")) in ("1", "true", "on")
            ),
            "",
        )


def _table_look() -> str:
    margins = '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
    return f'<w:tblPr>{_BORDERS}{margins}</w:tblPr><w:tblStylePr w:type="firstRow">{_SHADED}</w:tblStylePr>'
