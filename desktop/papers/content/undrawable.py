"""The characters of a paper that no face has a glyph for: what stands in for each on the page, told in sentences."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from desktop.papers.content.blocks import (
    Appendices,
    Block,
    Contents,
    Document,
    FieldTable,
    Figure,
    Form,
    Heading,
    Picture,
    Recommendation,
    SignatureBlock,
    Sources,
    Table,
    plain,
    runs_of,
)
from desktop.papers.content.source_rows import source_table
from desktop.papers.pdf.safe_text import clean

_MOST_TOLD = 12


def undrawable(document: Document) -> tuple[str, ...]:
    """A sentence for each character that is named in brackets instead of drawn, in the order they are met; the rest of many are counted."""
    seen: dict[str, str] = {}
    for text in _texts(document):
        if text.isascii():
            continue
        for character in dict.fromkeys(text):
            if not character.isascii() and character not in seen:
                seen[character] = clean(character)
    named = [(character, shown) for character, shown in seen.items() if _is_named(character, shown)]
    sentences = [f"{_shown(character)} cannot be printed: the paper says {shown} in its place." for character, shown in named[:_MOST_TOLD]]
    if len(named) > _MOST_TOLD:
        sentences.append(f"{len(named) - _MOST_TOLD:,} more characters cannot be printed, and are named in brackets.")
    return tuple(sentences)


def _is_named(character: str, shown: str) -> bool:
    return shown.startswith("[") and shown.endswith("]") and shown != character


def _shown(character: str) -> str:
    """A character as a screen may show it; half of one, and one that is nobody's, by its number."""
    if unicodedata.category(character) in ("Cs", "Co", "Cn", "Cf"):
        return f"U+{ord(character):04X}"
    return f"‘{character}’"


def _texts(document: Document) -> Iterator[str]:
    yield from (document.title, document.council, document.subtitle, document.meeting)
    for block in document.blocks:
        yield from (plain(words) for words in runs_of(block))
        yield from _others(block)


def _others(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield block.text
        case Recommendation():
            yield block.supports
        case FieldTable():
            yield from (text for row in block.rows for text in row)
        case Form():
            yield from (label for label, _ in block.rows)
        case SignatureBlock():
            yield from (block.role, *block.lines)
        case Appendices():
            yield from (text for row in block.rows for text in row)
        case Contents():
            yield block.heading
        case Figure() | Picture():
            yield from (block.caption, block.alternative, *block.notes)
        case Table() | Sources():
            table = source_table(block) if isinstance(block, Sources) else block
            yield from (table.caption, table.empty, *table.notes, *(column.heading for column in table.columns))
            yield from (cell for row in table.rows for cell in row)
