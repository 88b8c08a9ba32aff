"""The one place where words that people typed are made safe to set: what cannot be drawn is named, and nothing is read as markup.

`clean` is for words that go to the page as they are. `markup` is for ReportLab's paragraphs, and nothing else may build markup.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from html import escape
from urllib.parse import quote

from desktop.papers.content.blocks import Span, Words
from desktop.papers.fonts import drawable

#: A paragraph of more words than this takes ReportLab a time that grows with the square of them.
MOST_WORDS = 2000

#: A word longer than this is broken, so that no cell is taller than it need be and nothing runs off the page.
_LONGEST_WORD = 120
_BROKEN_EVERY = 40
#: PDF/A has strings of 32,767 bytes at most; a letter may take four.
_LONGEST_STRING = 8000
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")

#: The addresses that are followed; nothing that runs, and no file. One that begins `#` is a place in the paper.
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+|#[a-z]+(?:-[0-9a-f]*)+", re.IGNORECASE)
#: What links are set in, underlined besides.
LINK_COLOUR = "#12436d"

#: Words that need nothing done to them, as nearly every cell of a table is.
_CLEAN = re.compile(r"[!-~£’−–](?: ?[!-~£’−–]++)*+")
_SPACES = re.compile(r"[^\S\n\u00a0\u202f]+")
#: Marks that show nothing and would be set as an empty box: joiners, direction marks, soft hyphens, variation selectors, byte order marks.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e0fff]"
)
_STAND_INS = {"\u2010": "-", "\u2011": "-", "\u2015": "\u2014", "\u2028": "\n", "\u2029": "\n", "\x85": "\n", "\x0b": "\n", "\x0c": "\n"}


def clean(text: str) -> str:
    """The words as they can be drawn: composed, without control characters, and each character without a glyph named in brackets.

    New lines are kept; other white space becomes one space, except spaces that hold words together.
    """
    return text if _CLEAN.fullmatch(text) else _clean(text)


@lru_cache(maxsize=4096)
def _clean(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    for character, instead in _STAND_INS.items():
        text = text.replace(character, instead)
    text = _INVISIBLE.sub("", text)
    if any(ord(character) not in drawable() for character in set(text) - {"\n", "\t", " "}):
        text = "".join(_drawn(character) for character in text)
    return _SPACES.sub(" ", text)


def _drawn(character: str) -> str:
    if character in "\n\t" or (ord(character) in drawable() and unicodedata.category(character) != "Cc"):
        return character
    category = unicodedata.category(character)
    if category == "Cc":
        return ""
    if category in ("Zs", "Zl", "Zp"):
        return " "
    plainer = unicodedata.normalize("NFKC", character)
    if plainer != character and all(ord(part) in drawable() for part in plainer):
        return plainer
    name = unicodedata.name(character, f"character U+{ord(character):04X}")
    return f"[{name.lower() if name == name.upper() else name}]"


def line(text: str) -> str:
    """Words as metadata, bookmarks and alternatives hold them: clean, on one line, and no longer than PDF/A lets a string be."""
    words = " ".join(clean(text).split())
    return words if len(words) <= _LONGEST_STRING else f"{words[:_LONGEST_STRING]}…"


def broken(text: str) -> str:
    """The text with a space put into any word too long to set, every few letters of it."""

    def spaced(match: re.Match[str]) -> str:
        word = match[0]
        return " ".join(word[at : at + _BROKEN_EVERY] for at in range(0, len(word), _BROKEN_EVERY))

    return _LONG_WORD.sub(spaced, text)


def markup(words: Words) -> Iterator[str]:
    """The words as ReportLab's paragraph markup, a piece for each `MOST_WORDS` of them; one empty piece for no words."""
    piece: list[str] = []
    count, given = 0, 0
    for span in words:
        rest = broken(clean(span.text))
        while True:
            taken, rest, used = _head(rest, MOST_WORDS - count)
            if taken:
                piece.append(_face(replace(span, text=taken)))
            count += used
            if count < MOST_WORDS:
                break
            yield "".join(piece)
            piece, count, given = [], 0, given + 1
            if not rest:
                break
    if piece or not given:
        yield "".join(piece)


def pieces(text: str, words: int) -> list[str]:
    """A text in pieces of so many words, new lines kept; one empty piece for no text."""
    text_pieces: list[str] = []
    rest = broken(clean(text))
    while rest or not text_pieces:
        head, rest, _ = _head(rest, words)
        text_pieces.append(head)
    return text_pieces


def _head(text: str, words: int) -> tuple[str, str, int]:
    """The first so many words of a text, the rest, and how many there were."""
    ends = 0
    count = 0
    for match in re.finditer(r"\S+", text):
        count += 1
        ends = match.end()
        if count == words:
            return text[:ends], text[ends:].lstrip(), count
    return text, "", count


def address(link: str) -> str:
    """A link's address as a PDF may hold it, in ASCII; blank unless it is https, http or mailto, or a place in the paper."""
    link = clean(link).strip()
    if not _ADDRESS.fullmatch(link):
        return ""
    return quote(link, safe="%/:?#[]@!$&'()*+,;=")


def _face(span: Span) -> str:
    text = escape(span.text, quote=False).replace("\n", "<br/>")
    if span.italic:
        text = f"<i>{text}</i>"
    if span.bold:
        text = f"<b>{text}</b>"
    target = address(span.link)
    return f'<a href="{escape(target)}" color="{LINK_COLOUR}" underline="1">{text}</a>' if target else text
