"""What each form of a paper says, read back from its own file without white space.

Left out of each are the head and foot of its pages, what charts draw (each has its words beside it), and the mark before a bullet,
which a browser makes by itself.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import pikepdf

from desktop.papers.content.blocks import Document
from desktop.papers.html.setting import set_html
from desktop.papers.word.setting import set_word
from tests.papers.page_contents import pages
from tests.papers.word_texts import tight_word

_MAPPED = re.compile(rb"<([0-9A-F]{2})> <((?:[0-9A-F]{4})+)>")


def tight(text: str) -> str:
    """Text without white space, so that where lines break makes no odds."""
    return "".join(text.split())


def parting(first: str, second: str) -> str:
    """Where two texts part, with some of each; blank where they are the same."""
    if first == second:
        return ""
    at = next((at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second)))
    start = max(at - 60, 0)
    return f"{first[start : at + 60]!r}\n{second[start : at + 60]!r}"


def forms_part(document: Document, pdf: bytes) -> str:
    """Where what a paper says in its forms parts from what its PDF says; blank where it does not."""
    said = tight_pdf(pdf)
    return parting(said, tight_html(set_html(document))) or parting(said, tight_word(set_word(document)))


def tight_pdf(pdf: bytes) -> str:
    """The text of a tagged PDF in the order of its contents, which the gate holds to be that of its structure."""
    said: list[str] = []
    with pikepdf.open(BytesIO(pdf)) as file:
        for page, (texts, _) in zip(file.pages, pages(pdf), strict=True):
            maps = {str(name): _characters(font) for name, font in page.obj.Resources.Font.items()}
            for shown in texts:
                tags = {mark.tag for mark in shown.marks}
                if tags & {"/Artifact", "/Figure"}:
                    continue
                text = "".join(maps[shown.font][code] for code in shown.codes)
                if text.strip() != "•" or "/Lbl" not in tags:
                    said.append(text)
    return tight("".join(said))


def _characters(font: Any) -> dict[int, str]:
    """The characters that the codes of a font stand for."""
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in _MAPPED.findall(font.ToUnicode.read_bytes())}


class _Words(HTMLParser):
    _LEFT_OUT = frozenset({"head", "svg", "header"})

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._within: list[str] = []
        self._skipping = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skipping = ("class", "skip") in attrs
        if tag in self._LEFT_OUT:
            self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._skipping = False
        if tag in self._LEFT_OUT:
            self._within.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self._within and not self._skipping:
            self.words.append(data)


def tight_html(page: bytes) -> str:
    """The text of an HTML page in its order."""
    reader = _Words()
    reader.feed(page.decode())
    reader.close()
    return tight("".join(reader.words))
