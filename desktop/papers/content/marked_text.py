"""The parts of an officer's words that are not for publication.

A part begins with `[exempt: 3 | why the public interest is against publication]` or `[confidential: who forbids it]`, and ends with
`[end exempt]` or `[end confidential]`. Usually each stands on a line of its own; within a line it marks words of that line. Whatever
looks like such a mark and is not one, and a part that does not end, is withheld to the end of the text, and said to be unfinished; after
an end without a beginning nothing tells what was meant, so all of the text is withheld.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable

from desktop.late_dataclass import dataclass
from desktop.papers.law.withholding import CONFIDENTIAL, ENDS, EXEMPT, OPEN, Marks, in_its_place, label

#: A bracket up to its end, or to the end of its line where it is not closed.
_BRACKET = re.compile(r"\[([^\[\]\n]*)(\]|(?=\[|\n)|\Z)")
_WORDS = re.compile(r"[^\W\d_]+")
_EXEMPT = re.compile(r"\s*exempt\s*:\s*([^|]*?)\s*(?:\|\s*(.*?)\s*)?", re.IGNORECASE)
_CONFIDENTIAL = re.compile(r"\s*confidential\s*:\s*(.*?)\s*", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"(?:paragraphs?\s*)?([1-7](?:\s*(?:,|;|&|\band\b|\s)\s*[1-7])*)", re.IGNORECASE)
_END = re.compile(r"\s*end\s+(exempt|confidential)\s*", re.IGNORECASE)
#: How near a word must be to `exempt` or `confidential` for a bracket to be taken for a mark spelt wrongly.
_NEAR = 0.72


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words and who may see it."""

    text: str
    marks: Marks = OPEN


@dataclass(frozen=True, slots=True)
class _Mark:
    """A bracket that is, or looks like, a mark. `begins` or `ends` is blank for one that cannot be read."""

    start: int
    stop: int
    written: str
    begins: Marks | None = None
    ends: str = ""


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text as its passages, and what is wrong with its marks, a sentence each."""

    passages: tuple[Passage, ...]
    troubles: tuple[str, ...] = ()

    @property
    def withheld(self) -> tuple[Passage, ...]:
        """The passages that are not for publication."""
        return tuple(passage for passage in self.passages if passage.marks.withheld)


def read_marks(text: str) -> MarkedText:
    """The passages of a text. A text without marks is one open passage."""
    passages: list[Passage] = []
    troubles: list[str] = []
    open_from, place = OPEN, 0
    for mark in _marks(text):
        before = text[place : mark.start]
        if open_from.withheld:
            if mark.ends == open_from.withheld:
                passages.append(Passage(before, open_from))
                open_from, place = OPEN, mark.stop
                continue
            troubles.append(f"{mark.written} stands within a part that begins as {open_from.withheld} and has not ended")
            break
        if mark.ends:
            return MarkedText(
                (Passage(text, Marks(mark.ends)),), (f"{mark.written} has no [{mark.ends}: …] before it, so all of the text is withheld",)
            )
        passages.append(Passage(before))
        place = mark.stop
        if mark.begins is None:
            troubles.append(f"{mark.written} is not a mark that can be read: write [exempt: 3 | reason] or [confidential: reason]")
            open_from = Marks(CONFIDENTIAL if "conf" in mark.written.casefold() else EXEMPT)
            break
        open_from = mark.begins
        if open_from.withheld == EXEMPT and not open_from.paragraphs:
            troubles.append(f"{mark.written} names no paragraph of Schedule 12A: write its number, such as [exempt: 3 | reason]")
        if not open_from.reason:
            troubles.append(f"{mark.written} gives no reason: write it in the mark, such as [exempt: 3 | reason]")
    else:
        if open_from.withheld:
            troubles.append(f"[{open_from.withheld}: …] has no [end {open_from.withheld}] after it, so all that follows is withheld")
    passages.append(Passage(text[place:], open_from))
    return MarkedText(tuple(passage for passage in passages if passage.text.strip() or passage.marks.withheld), tuple(troubles))


def has_marks(text: str) -> bool:
    """Whether any of a text is marked, or looks as if it were meant to be."""
    return "[" in text and any(True for _ in _marks(text))


def public_text(text: str, *, faces: bool = False) -> str:
    """A text with what stands in the place of the passages withheld. The passages themselves are in it nowhere.

    `faces` is for words that are read for their bold and italic: what was added stands out there.
    """
    star = "*" if faces else ""
    return _joined(text, lambda passage: f"{star}{in_its_place(passage.marks)}{star}")


def whole_text(text: str, *, faces: bool = False) -> str:
    """A text with each passage that is not for publication between words that say so; `faces` as for `public_text`."""
    return _joined(text, lambda passage: labelled(passage.text, passage.marks, faces=faces))


def labelled(text: str, marks: Marks, *, faces: bool = True) -> str:
    """A text that is not for publication as a whole, between words that say so."""
    bold, italic = ("**", "*") if faces else ("", "")
    return f"{bold}{label(marks)}{bold}\n\n{text.strip()}\n\n{italic}{ENDS[marks.withheld]}{italic}"


def _joined(text: str, said: Callable[[Passage], str]) -> str:
    if not has_marks(text):
        return text
    pieces = [said(passage) if passage.marks.withheld else passage.text.strip("\n ") for passage in read_marks(text).passages]
    return "\n\n".join(pieces)


def _marks(text: str) -> list[_Mark]:
    marks = []
    for bracket in _BRACKET.finditer(text):
        mark = _read(bracket)
        if mark is not None:
            marks.append(mark)
    return marks


def _read(bracket: re.Match[str]) -> _Mark | None:
    inner, closed = bracket[1], bracket[2] == "]"
    start, stop = bracket.span()
    shown = " ".join(bracket[0].split())
    written = shown if len(shown) <= 40 else f"{shown[:39]}…"
    if closed and (end := _END.fullmatch(inner)):
        return _Mark(start, stop, written, ends=end[1].lower())
    if closed and (exempt := _EXEMPT.fullmatch(inner)):
        listed = _PARAGRAPHS.fullmatch(exempt[1])
        if listed or not exempt[1]:
            numbers = ", ".join(sorted(set(re.findall("[1-7]", listed[1])))) if listed else ""
            return _Mark(start, stop, written, Marks(EXEMPT, numbers, exempt[2] or ""))
    elif closed and (confidential := _CONFIDENTIAL.fullmatch(inner)):
        return _Mark(start, stop, written, Marks(CONFIDENTIAL, "", confidential[1]))
    return _Mark(start, stop, written) if _looks_like_a_mark(inner) else None


def _looks_like_a_mark(inner: str) -> bool:
    words = _WORDS.findall(inner.casefold())
    if words[:1] == ["end"]:
        return words == ["end"] or any(map(_is_near, words[1:]))
    return bool(words) and _is_near(words[0])


def _is_near(word: str) -> bool:
    return word.startswith(("exempt", "confid")) or bool(difflib.get_close_matches(word, (EXEMPT, CONFIDENTIAL), 1, _NEAR))
