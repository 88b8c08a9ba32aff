"""A Word document as somebody sends it back: with words changed, tracked or not, parts moved and deleted, and comments."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

Edit = Callable[[WordFile], object]


def edited(contents: bytes, *edits: Edit) -> bytes:
    """The document after each of some edits."""
    file = docx.Document(io.BytesIO(contents))
    for edit in edits:
        edit(file)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def found(file: WordFile, begins: str) -> Paragraph:
    """The one paragraph that begins so."""
    [paragraph] = [each for each in file.paragraphs if each.text.startswith(begins)]
    return paragraph


def typed(begins: str, old: str, new: str) -> Edit:
    """Other words typed over some, without tracking."""

    def edit(file: WordFile) -> None:
        run = next(run for run in found(file, begins).runs if old in run.text)
        run.text = run.text.replace(old, new)

    return edit


def tracked(begins: str, old: str, new: str, author: str = "A Reviewer") -> Edit:
    """The same with tracking: the old words stand as taken out, the new ones as put in."""

    def edit(file: WordFile) -> None:
        run = next(run for run in found(file, begins).runs if old in run.text)
        before, _, after = run.text.partition(old)
        told = f'w:id="900" w:author="{author}" w:date="2026-05-03T10:02:00Z"'
        pieces = [
            _run(before),
            f'<w:del {nsdecls("w")} {told}><w:r><w:delText xml:space="preserve">{old}</w:delText></w:r></w:del>' if old else "",
            f"<w:ins {nsdecls('w')} {told}>{_run(new)}</w:ins>",
            _run(after),
        ]
        for piece in filter(None, pieces):
            run._r.addprevious(parse_xml(piece))
        run._r.getparent().remove(run._r)

    return edit


def _run(text: str) -> str:
    return f'<w:r {nsdecls("w")}><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""


def deleted(begins: str) -> Edit:
    """A paragraph deleted."""
    return lambda file: _gone(found(file, begins)._p)


def _gone(element: Any) -> None:
    element.getparent().remove(element)


def moved(begins: str, after: str) -> Edit:
    """A paragraph cut, and pasted after another."""
    return lambda file: found(file, after)._p.addnext(found(file, begins)._p)


def split(begins: str, at: str) -> Edit:
    """A paragraph split in two before some words."""

    def edit(file: WordFile) -> None:
        first = found(file, begins)._p
        second = deepcopy(first)
        for start in second.findall(qn("w:bookmarkStart")):
            second.remove(start)
        for end in first.findall(qn("w:bookmarkEnd")):
            first.remove(end)
        first.addnext(second)
        for paragraph, half in ((first, 0), (second, 1)):
            [text] = list(paragraph.iter(qn("w:t")))
            words = text.text or ""
            text.text = (words[: words.index(at)], words[words.index(at) :])[half]

    return edit


def pasted(after: str, words: str) -> Edit:
    """A paragraph of new words, without a mark."""

    def edit(file: WordFile) -> None:
        found(file, after)._p.addnext(parse_xml(f"<w:p {nsdecls('w')}>{_run(words)}</w:p>"))

    return edit


def unmarked(file: WordFile) -> None:
    """Every mark lost, as some programs lose them."""
    for each in [*file.element.body.iter(qn("w:bookmarkStart")), *file.element.body.iter(qn("w:bookmarkEnd"))]:
        _gone(each)


def commented(begins: str, words: str, author: str = "Monitoring Officer") -> Edit:
    """A comment on a paragraph."""
    return lambda file: file.add_comment(found(file, begins).runs[0], text=words, author=author, initials="MO")
