"""Which record's words each part of a paper is, so that a copy that was sent round can be laid beside what is held.

An id is of the record, its field and the place in it, and so the same in every layout: `s12` is the heading of section 12 of the records,
`s12_0` the first block of its text, `r7` a recommendation, `i3_0` and `o5_1` blocks of an implication and of an officer's comment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from desktop.papers.content.blocks import (
    Block,
    BulletList,
    Citation,
    Document,
    Form,
    Heading,
    NumberedList,
    Paragraph,
    Recommendation,
    Words,
)
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.words import Told, told, words

#: What a block says, whatever its number and whatever its citations have become.
_Said = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class PaperText:
    """A field of words: the letter and the id of its record, which row of which table it is, and its text."""

    letter: str
    record: int
    table: str
    field: str
    text: str

    @property
    def name(self) -> str:
        """What its parts are named after."""
        return f"{self.letter}{self.record}"


def paper_texts(paper: PaperRecords) -> Iterator[PaperText]:
    """Every field of words whose parts have ids."""
    for section in paper.sections:
        yield PaperText("s", section.id, "paper_sections", "text", section.text)
    for each in paper.implications:
        yield PaperText("i", each.id, "implications", "text", each.text)
    for comment in paper.officer_comments:
        yield PaperText("o", comment.id, "officer_comments", "comment", comment.comment)


def with_parts(document: Document, paper: PaperRecords) -> Document:
    """The paper with the id of each part that is a record's own words."""
    finder = _Finder(paper)
    return replace(document, blocks=tuple(finder.named(block) for block in document.blocks))


class _Finder:
    """Names blocks in the order of the paper; of parts that say the same, that of the section in hand first."""

    def __init__(self, paper: PaperRecords) -> None:
        self._parts: dict[_Said, list[str]] = defaultdict(list)
        self._record = ""
        for section in paper.sections:
            if section.id:
                self._parts[_heading(section.heading)].append(f"s{section.id}")
        for text in paper_texts(paper):
            if text.record:
                for place, block in enumerate(told(text.text)):
                    self._parts[_said(block)].append(f"{text.name}_{place}")
        for recommendation in paper.recommendations:
            if recommendation.id:
                self._parts[_recommended(words(recommendation.text))].append(f"r{recommendation.id}")

    def named(self, block: Block) -> Block:
        """The block with its id, where it has one."""
        match block:
            case Heading():
                part = self._taken(_heading(block.text))
                self._record = part
                return replace(block, part=part)
            case Paragraph() | BulletList() | NumberedList():
                return self._told(block)
            case Recommendation():
                return replace(block, part=self._taken(_recommended(block.words)))
            case Form():
                return replace(block, rows=tuple((label, tuple(self._told(each) for each in lines)) for label, lines in block.rows))
        return block

    def _told(self, block: Told) -> Told:
        return replace(block, part=self._taken(_said(block)))

    def _taken(self, said: _Said) -> str:
        parts = self._parts.get(said)
        if not parts:
            return ""
        of_section = (place for place, part in enumerate(parts) if self._record and part.startswith(f"{self._record}_"))
        return parts.pop(next(of_section, 0))


def _heading(text: str) -> _Said:
    return "heading", " ".join(text.casefold().split())


def _recommended(run: Words) -> _Said:
    """The words of a recommendation; its stop goes where conditions follow."""
    *most, last = _words(run) or ("",)
    return "recommendation", *most, str(last).rstrip(".")


def _said(block: Told) -> _Said:
    if isinstance(block, Paragraph):
        return "paragraph", _words(block.words)
    kind = block.counting if isinstance(block, NumberedList) else "bullets"
    below = tuple(tuple(_said(each) for each in block.under(index)) for index in range(len(block.items)))
    return kind, tuple(_words(item) for item in block.items), below


def _words(run: Words) -> _Said:
    """Each span's words; a citation, and what it is printed as, are alike."""
    return tuple("" if isinstance(span, Citation) or span.link.startswith("#") else span.text for span in run)
