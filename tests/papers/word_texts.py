"""What a Word document says, read back by python-docx in its order, with the numbers that Word counts (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from desktop.papers.content.blocks import letters, roman

_COUNTED: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "lowerRoman": lambda count: roman(count - 1),
    # past z, Word says aa, bb, cc
    "lowerLetter": lambda count: letters((count - 1) % 26) * ((count - 1) // 26 + 1),
    "upperLetter": lambda count: letters((count - 1) % 26).upper() * ((count - 1) // 26 + 1),
}


class WordFile:
    """A .docx as it is opened again."""

    def __init__(self, contents: bytes) -> None:
        self.file = docx.Document(io.BytesIO(contents))
        self.body = self.file.element.body
        root = self.file.part.numbering_part.element
        self._abstract = {each.get(qn("w:abstractNumId")): each for each in root.findall(qn("w:abstractNum"))}
        self._nums = {each.get(qn("w:numId")): each for each in root.findall(qn("w:num"))}
        self._at: dict[str, dict[int, int]] = {}
        self._used: set[str] = set()

    def lines(self) -> Iterator[tuple[str, str]]:
        """Each paragraph, those of tables too: its label, and its words."""
        self._at, self._used = {}, set()
        for each in self.body.iter(qn("w:p")):
            yield self._label(each), "".join(_said(each))

    def _label(self, paragraph: Any) -> str:
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if found is None or found.find(qn("w:numId")).get(qn("w:val")) == "0":
            return ""
        number, level = found.find(qn("w:numId")).get(qn("w:val")), int(found.find(qn("w:ilvl")).get(qn("w:val")))
        num = self._nums[number]
        abstract_id = num.find(qn("w:abstractNumId")).get(qn("w:val"))
        counts = self._at.setdefault(abstract_id, {})
        override = num.find(f"{qn('w:lvlOverride')}[@{qn('w:ilvl')}='{level}']/{qn('w:startOverride')}")
        if override is not None and number not in self._used:
            counts[level] = int(override.get(qn("w:val"))) - 1
        self._used.add(number)
        counts[level] = counts.get(level, 0) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        levels = {int(each.get(qn("w:ilvl"))): each for each in self._abstract[abstract_id].findall(qn("w:lvl"))}
        if levels[level].find(qn("w:numFmt")).get(qn("w:val")) == "bullet":
            return "•"  # each program has its own letter for it
        words: str = levels[level].find(qn("w:lvlText")).get(qn("w:val"))
        for at, each in levels.items():
            form = each.find(qn("w:numFmt")).get(qn("w:val"))
            if f"%{at + 1}" in words:
                words = words.replace(f"%{at + 1}", _COUNTED[form](counts.get(at, 0)))
        return words

    def bookmarks(self) -> dict[str, str]:
        """The words within each bookmark, by its name."""
        open_names: dict[str, str] = {}
        words: dict[str, str] = {}
        for each in self.body.iter():
            if each.tag == qn("w:bookmarkStart"):
                name = each.get(qn("w:name"))
                assert name not in words
                open_names[each.get(qn("w:id"))], words[name] = name, ""
            elif each.tag == qn("w:bookmarkEnd"):
                del open_names[each.get(qn("w:id"))]
            elif each.tag == qn("w:t"):
                for name in open_names.values():
                    words[name] += each.text or ""
        assert open_names == {}
        return words


def _said(element: Any) -> Iterator[str]:
    for each in element.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
        if each.tag == qn("w:t"):
            yield each.text or ""
        elif each.getparent().tag == qn("w:r"):
            yield " "


def tight_word(contents: bytes) -> str:
    """The text of a .docx in its order, without white space and the mark before a bullet."""
    lines = WordFile(contents).lines()
    return "".join("".join(f"{label if label != '•' else ''}{words}".split()) for label, words in lines)
