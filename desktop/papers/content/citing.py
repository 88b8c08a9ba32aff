"""What the officer's words cite: recommendations by their short name or their place, sections by heading, appendices by letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from desktop.papers.content.blocks import (
    Appendices,
    Block,
    Citation,
    Document,
    Form,
    Heading,
    NumberedList,
    Recommendation,
    Span,
    Words,
    runs_of,
    with_words,
)
from desktop.papers.content.spans import CITED


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation is printed as, such as `Recommendation 2.3`, and where in the paper it leads: blank where it is in another."""

    words: str
    anchor: str


#: Finds what a kind and a name cite; nothing where the paper has no such thing.
Finding = Callable[[str, str], Cited | None]


def recommendation_anchor(index: int) -> str:
    """Where the recommendation at this place, counted from 0, is led to."""
    return f"recommendation-{index + 1}"


def section_anchor(section: int, block: int) -> str:
    """Where the heading at this place in a section is led to."""
    return f"section-{section}-{block}"


def appendix_anchor(letter: str) -> str:
    """Where an appendix is led to. A letter may be any words, even half of a character, and an anchor is short."""
    return f"appendix-{sha256(letter.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def resolved(words: Words, find: Finding) -> Words:
    """Words with each citation as what it is printed as, a link to where it leads; one of nothing stays as it was typed."""
    if not any(isinstance(span, Citation) for span in words):
        return words
    return tuple(_span(span, find) if isinstance(span, Citation) else span for span in words)


def _span(span: Citation, find: Finding) -> Span:
    cited = find(span.kind, span.name)
    if cited is None:
        return span
    return Span(_cased(cited.words, span.text), span.bold, span.italic, f"#{cited.anchor}" if cited.anchor else "")


def resolved_text(text: str, find: Finding) -> str:
    """The same for the plain words of a cell, without links."""
    if "[" not in text:
        return text

    def cited_words(match: re.Match[str]) -> str:
        cited = find(match[1].lower(), match[2])
        return match[0] if cited is None else _cased(cited.words, match[0])

    return CITED.sub(cited_words, text)


def _cased(words: str, typed: str) -> str:
    """The words with a capital where the citation was typed with one: it begins a sentence."""
    return words[:1].upper() + words[1:] if typed.lstrip("[ ")[:1].isupper() else words


def dangling(document: Document) -> tuple[str, ...]:
    """The citations of a set-out paper that lead nowhere, as typed, each once."""
    return tuple(
        dict.fromkeys(span.text for block in document.blocks for words in runs_of(block) for span in words if isinstance(span, Citation))
    )


def led_right(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a paper with only those links within it that lead to something in it."""
    anchors = {f"#{anchor}" for block in blocks for anchor in _anchors(block) if anchor}

    def kept(words: Words) -> Words:
        if not any(span.link.startswith("#") for span in words):
            return words
        return tuple(replace(span, link="") if span.link.startswith("#") and span.link not in anchors else span for span in words)

    return tuple(_reasons_led(with_words(block, kept), anchors) for block in blocks)


def _reasons_led(block: Block, anchors: set[str]) -> Block:
    if isinstance(block, Recommendation) and f"#{block.supports_anchor}" not in anchors:
        return replace(block, supports_anchor="")
    return block


def _anchors(block: Block) -> tuple[str, ...]:
    match block:
        case Heading() | Recommendation():
            return (block.anchor,)
        case Appendices():
            return block.anchors
        case Form():
            return tuple(anchor for _, lines in block.rows for each in lines if isinstance(each, NumberedList) for anchor in each.anchors)
    return ()
