"""A Word document that was sent round, read back by its parts: their words as they came and as they were, and what was said of them.

What stands between the two marks of a part is its words, over any paragraphs: that is what makes splits and merges come out right. Tracked
changes are read both ways (ECMA-376, part 1, 17.13.5).
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from desktop.errors import KnownTrouble
from desktop.papers.word.checked import UNSOUND, checked_parts

#: LibreOffice names the mark of a part that was moved with an ending while both places stand.
_MARK = re.compile(r"_ad_(\w+?)(?:_Copy_\d+)?")
_SPACES = re.compile(" +")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TAKEN_OUT, _PUT_IN = {qn("w:del"), qn("w:moveFrom")}, {qn("w:ins"), qn("w:moveTo")}
_BEGINS = (qn("w:commentRangeStart"), qn("w:commentReference"))
_NOTES = {qn("w:footnoteReference"): ("footnotes", "In a footnote"), qn("w:endnoteReference"): ("endnotes", "In an endnote")}
_LETTERS = (qn("w:t"), qn("w:delText"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
#: What stands for one letter in a run; of a symbol only its typeface tells which.
_ONE_LETTER = {qn("w:tab"): " ", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-", qn("w:sym"): "\N{REPLACEMENT CHARACTER}"}


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said of a part, and when, as far as the document tells."""

    author: str
    at: datetime.datetime | None
    text: str


@dataclass(frozen=True, slots=True)
class Tracked:
    """Words that somebody put in, or took out, with changes tracked, and when, as far as the document tells."""

    author: str
    at: datetime.datetime | None
    put_in: bool
    text: str


@dataclass(frozen=True, slots=True)
class CopyBlock:
    """A paragraph or a table of a copy. `part` is its mark, blank where it has none.

    `words` are as they came, with what is tracked accepted, and `before` as they were before anything was tracked.
    """

    part: str
    words: str
    before: str
    comments: tuple[Comment, ...] = ()
    is_table: bool = False
    tracked: tuple[Tracked, ...] = ()

    def followed_by(self, other: CopyBlock) -> CopyBlock:
        """Both as one block of the other's part, a line for each that has words."""
        words, before = ("\n".join(filter(None, both)) for both in ((self.words, other.words), (self.before, other.before)))
        return CopyBlock(other.part, words, before, self.comments + other.comments, self.is_table, self.tracked + other.tracked)


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that was sent round: what it says it was made from, and its blocks in their order."""

    version: str
    blocks: tuple[CopyBlock, ...]


def read_copy(contents: bytes, name: str) -> Copy:
    """Read a document. `name` is the file's. Raises KnownTrouble, one sentence, where it means harm or cannot be read."""
    parts = checked_parts(contents, name)
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as new:
        for part_name, part in parts.items():
            new.writestr(part_name, part)
    try:
        file = docx.Document(package)
        reader = _Reader(_comments(file), _notes(file))
        body = file.element.body
        for block in body.iter(qn("w:p"), qn("w:tbl")):
            if not any(above.tag in (qn("w:tbl"), qn("w:p")) for above in block.iterancestors()):
                reader.read(block)
        return Copy(_version(file), (*reader.unplaced(), *reader.blocks))
    except UNSOUND as trouble:
        raise KnownTrouble(f"{name} is not whole: a part of it is missing. Open it in Word and save it again.") from trouble


def _version(file: WordFile) -> str:
    """What a copy says it was made from. Its properties are known by what they are: LibreOffice gives what leads there another name."""
    found = (part for part in file.part.package.iter_parts() if isinstance(part, CorePropertiesPart))
    properties = next(found, None)
    return "" if properties is None else properties.core_properties.identifier


def _comments(file: WordFile) -> dict[str, Comment]:
    """The comments by their ids. python-docx would give one whose moment nobody can read a moment of its own."""
    return {
        each.get(qn("w:id")): Comment(each.get(qn("w:author"), ""), _moment(each.get(qn("w:date"), "")), _note(each))
        for part in _related(file, "comments")
        for each in part.findall(qn("w:comment"))
    }


def _related(file: WordFile, kind: str) -> Iterator[Any]:
    """The root of each part of a kind."""
    for relation in file.part.rels.values():
        if relation.reltype.rsplit("/", 1)[-1] == kind:
            yield parse_xml(relation.target_part.blob)


def _note(note: Any) -> str:
    """The words of a comment or a note, a line for each paragraph."""
    return "\n".join("".join(_words(each)[0] for each in line.iter()) for line in note.iter(qn("w:p"))).strip()


def _notes(file: WordFile) -> dict[tuple[str, str], str]:
    """The words of each footnote and endnote, which no paper of the program has: somebody put them in."""
    return {(kind, each.get(qn("w:id"))): _note(each) for kind, _ in _NOTES.values() for part in _related(file, kind) for each in part}


@dataclass
class _Making:
    part: str
    words: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    tracked: list[Tracked] = field(default_factory=list)
    goes_on: bool = False

    def block(self, is_table: bool) -> CopyBlock:
        words, before = (_SPACES.sub(" ", "".join(each)).strip() for each in (self.words, self.before))
        return CopyBlock(self.part, words, before, tuple(self.comments), is_table, tuple(self.tracked))

    def track(self, text: str, changes: Sequence[Any]) -> None:
        """Note who put words in or took them out; Word tells it anew for each run, so those that follow one another are one."""
        for change in changes:
            told = Tracked(change.get(qn("w:author"), "").strip(), _moment(change.get(qn("w:date"), "")), change.tag in _PUT_IN, text)
            last = self.tracked[-1] if self.goes_on and self.tracked else None
            if last is not None and replace(last, text=text) == told:
                self.tracked[-1] = replace(last, text=last.text + text)
            else:
                self.tracked.append(told)
        self.goes_on = bool(changes)


class _Reader:
    """Reads blocks in their order. Words at either end of a paragraph, outside the mark of its part, are the part's too."""

    def __init__(self, comments: dict[str, Comment], notes: dict[tuple[str, str], str]) -> None:
        self.blocks: list[CopyBlock] = []
        self._comments, self._notes = comments, notes
        self._within, self._open = "", ""

    def read(self, block: Any) -> None:
        is_table = block.tag == qn("w:tbl")
        made = [_Making(self._within)]
        for each in block.iter():
            self._element(each, made, is_table)
        self.blocks += [one.block(is_table) for one in made]

    def _element(self, each: Any, made: list[_Making], is_table: bool) -> None:
        name = each.tag
        if name == qn("w:bookmarkStart") and (mark := _MARK.fullmatch(each.get(qn("w:name"), ""))):
            self._begin(mark[1], each.get(qn("w:id")), made, is_table)
        elif name == qn("w:bookmarkEnd") and each.get(qn("w:id")) == self._open:
            self._within = self._open = ""
        elif name in _BEGINS and each.get(qn("w:id")) in self._comments:
            made[-1].comments.append(self._comments.pop(each.get(qn("w:id"))))
        elif name in _NOTES:
            kind, where = _NOTES[name]
            made[-1].comments.append(Comment(where, None, self._notes.get((kind, each.get(qn("w:id"))), "")))
        elif is_table and name in (qn("w:tc"), qn("w:tr")):
            between = "\n" if name == qn("w:tr") else "\t"
            if next(each.itersiblings(name, preceding=True), None) is not None:
                made[-1].words.append(between)
                made[-1].before.append(between)
        else:
            words, before = _words(each)
            made[-1].words.append(words)
            made[-1].before.append(before)
            if text := _text(each):
                made[-1].track(text, [up for up in each.iterancestors() if up.tag in _TAKEN_OUT | _PUT_IN])

    def unplaced(self) -> tuple[CopyBlock, ...]:
        """The comments that stand at no words of the body, such as one whose words were taken out, as a block before the others."""
        return (CopyBlock("", "", "", tuple(self._comments.values())),) * bool(self._comments)

    def _begin(self, part: str, key: str, made: list[_Making], is_table: bool) -> None:
        self._within, self._open = part, key
        if not made[-1].part:
            made[-1].part = part
        elif not is_table and made[-1].part != part:
            made.append(_Making(part))


def _text(each: Any) -> str:
    """The words of an element, whatever was tracked of it."""
    if each.tag in _LETTERS:
        text: str = each.text or ""
    elif each.tag in _ONE_LETTER and each.getparent().tag == qn("w:r"):
        text = _ONE_LETTER[each.tag]
    else:
        return ""
    # else the same words stand in the choice beside it
    return "" if any(up.tag == _FALLBACK for up in each.iterancestors()) else text


def _words(each: Any) -> tuple[str, str]:
    """The words of an element as they came, and as they were."""
    text = _text(each)
    above = {up.tag for up in each.iterancestors()} if text else set()
    return "" if above & _TAKEN_OUT else text, "" if above & _PUT_IN else text


def _moment(text: str) -> datetime.datetime | None:
    """When a change was made; nothing where the document tells no such moment."""
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        return None


def by_part(copy: Copy) -> Iterator[CopyBlock]:
    """The blocks, those of one part that follow one another as one, a line for each paragraph."""
    waiting: CopyBlock | None = None
    for block in copy.blocks:
        if waiting is not None and block.part and block.part == waiting.part:
            waiting = waiting.followed_by(block)
            continue
        if waiting is not None:
            yield waiting
        waiting = block
    if waiting is not None:
        yield waiting
