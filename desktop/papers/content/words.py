"""An officer's text as blocks: paragraphs, bullets, numbered lines and the places of tables, charts and pictures.

Paragraphs are separated by a blank line. A line that begins `- `, `* ` or `• ` is a bullet, one that begins `1. ` or `1) ` is numbered,
one that begins `(a) ` is lettered, and one that begins `(i) ` counts i, ii, iii; one that is set in by two spaces or more stands under
the one before it. Lines that begin `> `, and a paragraph that stands in quotation marks from end to end, or with who said it after a
dash, are a quotation. `spans` says what a line may hold. A line of its own such as `[table: savings]`, `[chart: contributions]` or
`[picture: Site plan]` is a place. Everything else is plain words: a stray asterisk is an asterisk.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import groupby
from typing import NamedTuple

from desktop.papers.content.blocks import BulletList, NumberedList, Paragraph, Tone, Words
from desktop.papers.content.headings import folded
from desktop.papers.content.list_lines import Item, item_of, lists
from desktop.papers.content.spans import spans
from desktop.papers.exhibits import BY_LINE, Exhibit


class PicturePlace(NamedTuple):
    """The place of a picture, by its name."""

    name: str

    @property
    def line(self) -> str:
        """The line of an officer's text that places it."""
        return f"[picture: {self.name}]"


Told = Paragraph | BulletList | NumberedList
Part = Told | Exhibit | PicturePlace

#: What sets an item of a cell in under another: spaces that are kept.
_SET_IN = "\N{NO-BREAK SPACE}" * 3
_PLACE = re.compile(r"\s*\[\s*(table|chart|picture)\s*:\s*([^\[\]\n]{1,200}?)\s*\]\s*", re.IGNORECASE)
#: What begins each line of a quotation that is typed as one.
QUOTED_LINE = re.compile(r"\s{0,3}>\s+(?=\S)")
#: A paragraph in quotation marks from end to end, and who said it.
_QUOTATION = re.compile(r"(?:“[^“”]+”|\"[^\"]+\")\.?(?:,? ?[–—] ?\S[^“”\"]{0,120})?")


def parse(text: str) -> tuple[Part, ...]:
    """The blocks of a text, in order; none for blank text."""
    reader = _Reader()
    for line in _lines(text):
        reader.read(line)
    reader.close()
    return tuple(reader.parts)


def told(text: str) -> tuple[Told, ...]:
    """The words of a text without its places."""
    return tuple(part for part in parse(text) if isinstance(part, Paragraph | BulletList | NumberedList))


def is_picture(line: str) -> bool:
    """Whether a line asks for a picture."""
    return isinstance(_place(line), PicturePlace)


def unknown_places(text: str, options: Collection[str] | None = None, pictures: Collection[str] | None = None) -> tuple[str, ...]:
    """The lines of a text that ask for a table or a chart there is none of, or of another option or picture than these, as typed."""
    known = None if options is None else {folded(name) for name in options}
    known_pictures = None if pictures is None else {folded(name) for name in pictures}

    def is_unknown(line: str) -> bool:
        place = _place(line)
        if isinstance(place, PicturePlace):
            return known_pictures is not None and folded(place.name) not in known_pictures
        if place is None or not place.option or (known is None and place.one_of is None):
            return place is None
        return folded(place.option) not in (known or set() if place.one_of is None else {folded(name) for name in place.one_of()})

    return tuple(dict.fromkeys(line.strip() for line in _lines(text) if _PLACE.fullmatch(line) is not None and is_unknown(line)))


def words(text: str) -> Words:
    """One run of text on one line, faces and all: for a recommendation or a condition."""
    return spans(" ".join(text.split()))


def cell(text: str) -> str:
    """An officer's text as a cell of a table holds it: plain, a line for each paragraph and item; a link is followed by where it leads."""
    lines: list[str] = []
    for part in parse(text):
        if isinstance(part, Paragraph):
            lines.append(plain_words(part.words))
        elif isinstance(part, Exhibit):
            lines.append(part.line_of_one)
        elif isinstance(part, PicturePlace):
            lines.append(part.line)
        else:
            lines += _item_lines(part, "")
    return "\n".join(lines)


def plain_words(words: Words) -> str:
    """Words as they are read where they cannot lead anywhere: a link's address stands after it, unless it is what it says."""
    parts: list[str] = []
    for link, run in groupby(words, key=lambda span: span.link):
        shown = "".join(span.text for span in run)
        address = link.removeprefix("mailto:")
        parts.append(shown if shown in (address, address.removeprefix("https://")) or not link else f"{shown} ({address})")
    return "".join(parts)


def _item_lines(block: BulletList | NumberedList, indent: str) -> list[str]:
    lines: list[str] = []
    for index, item in enumerate(block.items):
        lines.append(f"{indent}{block.label(index)} {plain_words(item)}")
        for below in block.under(index):
            lines += _item_lines(below, f"{indent}{_SET_IN}")
    return lines


def _place(line: str) -> Exhibit | PicturePlace | None:
    """The table, the chart or the picture that a line places."""
    match = _PLACE.fullmatch(line)
    if match is None:
        return None
    if match[1].casefold() == "picture":
        return PicturePlace(match[2])
    name, _, option = match[2].partition(",")
    exhibit = BY_LINE.get(f"[{match[1].lower()}: {name.strip().lower()}]")
    return exhibit.of(option.strip()) if exhibit is not None and option.strip() else exhibit


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


class _Reader:
    """Gathers lines until a block ends."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.items: list[Item] = []
        self.paragraph = ""
        self.is_quoted = False
        self.after_a_gap = False

    def read(self, line: str) -> None:
        if (place := _place(line)) is not None:
            self.close()
            self.parts.append(place)
            return
        if not line.strip():
            # A blank line between two items does not end their list.
            self._end_paragraph()
            self.after_a_gap = True
            return
        if (quoted := QUOTED_LINE.match(line)) is not None:
            if not self.is_quoted:
                self.close()
            self.is_quoted = True
            self.paragraph = f"{self.paragraph} {line[quoted.end() :].strip()}".strip()
            self.after_a_gap = False
            return
        if self.is_quoted:
            self._end_paragraph()
        item = item_of(line, self.items)
        if item is not None:
            self._end_paragraph()
            self.items.append(item)
        elif self.items and not self.after_a_gap:
            self.items[-1].text += " " + line.strip()
        elif self.paragraph:
            self.paragraph += " " + line.strip()
        else:
            self.close()
            self.paragraph = line.strip()
        self.after_a_gap = False

    def close(self) -> None:
        """End whatever is being gathered."""
        self._end_paragraph()
        self.parts += lists(self.items)
        self.items = []
        self.after_a_gap = False

    def _end_paragraph(self) -> None:
        if self.paragraph:
            is_quotation = self.is_quoted or _QUOTATION.fullmatch(self.paragraph) is not None
            self.parts.append(Paragraph(spans(self.paragraph), tone=Tone.QUOTE if is_quotation else Tone.BODY))
        self.paragraph, self.is_quoted = "", False
