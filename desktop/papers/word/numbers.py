"""The numbers of a paper as Word counts them (ECMA-376, part 1, 17.9), held to those that the paper states.

A number that Word would count otherwise is typed: what is printed is what the PDF prints, whatever the template.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

from desktop.papers.content.blocks import Block, Counting, Heading, Paragraph, Recommendation
from desktop.papers.word.markup import Indent, Numbering

_HANG, _STEP = 709, 567
_DEPTHS = 5
#: The format and the words of each kind of counted list; the place of the level is filled in.
_COUNTED = {
    Counting.FIGURES: ("decimal", "%{}."),
    Counting.LETTERS: ("lowerLetter", "(%{})"),
    Counting.ROMAN: ("lowerRoman", "(%{})"),
    Counting.CAPITALS: ("upperLetter", "%{})"),
}
#: From here on Word counts (bb), (cc), where the paper has (ab), (ac).
_LETTERS_ALIKE = 27
_LETTERED = (Counting.LETTERS, Counting.CAPITALS)


class Numbers:
    """The lists of one document, made in its numbering part as they are wanted."""

    def __init__(self, root: Any, blocks: tuple[Block, ...]) -> None:
        self._root = root
        self._abstract = max((int(each.get(qn("w:abstractNumId"))) for each in root.iter(qn("w:abstractNum"))), default=-1)
        self._number = max((int(each.get(qn("w:numId"))) for each in root.iter(qn("w:num"))), default=0)
        self._kinds: dict[Counting, int] = {}
        self._bullets = 0
        levels = [("decimal", ".".join(f"%{level + 1}" for level in range(depth + 1)), _HANG, _HANG) for depth in range(3)]
        self._sections = _Counted(self._num(self._list(levels)))
        alone = not _in_one_row(blocks)
        self._recommendations = _Counted(self._num(self._list([("decimal", "%1", _HANG, _HANG)]))) if alone else self._sections
        self._capitals: _Counted | None = None

    def stated(self, number: str, *, recommendation: bool = False) -> Numbering | None:
        """The list that counts to a number which the paper states; nothing where it has to be typed."""
        number = number.strip()
        if recommendation and "." not in number:
            return self._lettered(number) if number.isalpha() else self._recommendations.to(number)
        return self._sections.to(number)

    def counted(self, counting: Counting, depth: int) -> Numbering:
        """A list of its own that counts from its beginning, at a depth from 0."""
        if counting not in self._kinds:
            form, words = _COUNTED[counting]
            self._kinds[counting] = self._list([(form, words.format(at + 1), *_list_indent(at)) for at in range(_DEPTHS)])
        level = min(depth, _DEPTHS - 1)
        return Numbering(self._num(self._kinds[counting], restarts=level), level)

    def bulleted(self, depth: int) -> Numbering:
        """The list of all bullets, at a depth from 0."""
        if not self._bullets:
            self._bullets = self._num(self._list([("bullet", "•", *_list_indent(at)) for at in range(_DEPTHS)]))
        return Numbering(self._bullets, min(depth, _DEPTHS - 1))

    def _lettered(self, number: str) -> Numbering | None:
        if self._capitals is None:
            self._capitals = _Counted(self._num(self._list([("upperLetter", "%1", _HANG, _HANG)])))
        return self._capitals.to(str(ord(number) - ord("A") + 1)) if len(number) == 1 else None

    def _list(self, levels: list[tuple[str, str, int, int]]) -> int:
        self._abstract += 1
        made = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="tab"/><w:lvlText w:val="{words}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
            for level, (form, words, left, hanging) in enumerate(levels)
        )
        new = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{self._abstract}"><w:multiLevelType w:val="multilevel"/>{made}</w:abstractNum>'
        )
        first = self._root.find(qn("w:num"))  # every abstractNum stands before every num (17.9.17)
        if first is None:
            self._root.append(new)
        else:
            first.addprevious(new)
        return self._abstract

    def _num(self, abstract: int, restarts: int | None = None) -> int:
        self._number += 1
        start = "" if restarts is None else f'<w:lvlOverride w:ilvl="{restarts}"><w:startOverride w:val="1"/></w:lvlOverride>'
        new = parse_xml(f'<w:num {nsdecls("w")} w:numId="{self._number}"><w:abstractNumId w:val="{abstract}"/>{start}</w:num>')
        earlier = self._root.findall(qn("w:num"))
        if earlier:
            earlier[-1].addnext(new)
        else:
            self._root.append(new)
        return self._number


def is_typed(counting: Counting, index: int) -> bool:
    """Whether the label of the item at `index` has to be typed."""
    return counting in _LETTERED and index >= _LETTERS_ALIKE


def list_indent(depth: int) -> Indent:
    """How far an item of a list is set in at a depth from 0."""
    return Indent(*_list_indent(depth))


#: How far a numbered paragraph is set in.
NUMBERED = Indent(_HANG, _HANG)


def _list_indent(depth: int) -> tuple[int, int]:
    return _HANG + _STEP * (depth + 1), _STEP


def _in_one_row(blocks: tuple[Block, ...]) -> bool:
    """Whether recommendations are counted among the paragraphs: 1, 2, 3 through the paper, or 2.1 in a section."""
    if any(isinstance(block, Heading) and block.number.strip() for block in blocks):
        return False  # one without a section's number before its own is counted by itself
    flat = [number for number in _flat(blocks) if number.isdecimal()]
    return flat == [str(place) for place in range(1, len(flat) + 1)]


def _flat(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph | Recommendation) and block.number.strip():
            yield block.number.strip()


class _Counted:
    """A list as Word counts it: how far each of its levels has come."""

    def __init__(self, number_id: int) -> None:
        self._id = number_id
        self._at = [0, 0, 0]

    def to(self, number: str) -> Numbering | None:
        """The level at which the next number is this; nothing where Word would come to another."""
        parts = number.split(".")
        if not 0 < len(parts) <= len(self._at) or not all(part.isdecimal() for part in parts):
            return None
        *above, last = (int(part) for part in parts)
        level = len(above)
        if self._at[:level] != above or self._at[level] + 1 != last:
            return None
        self._at[level] = last
        self._at[level + 1 :] = [0] * (len(self._at) - level - 1)
        return Numbering(self._id, level)
