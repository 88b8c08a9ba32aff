"""Numbers a paper: its sections, its paragraphs within them, its tables and its figures, and the references between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop.papers.content import Block, Figure, Heading, Paragraph, Recommendation, Sources, Table, Tone


@dataclass(frozen=True, slots=True)
class Draft:
    """A section before it is numbered. `names` are other headings by which a reference may call it."""

    heading: str
    blocks: tuple[Block, ...]
    names: tuple[str, ...] = field(default=())


def numbered(sections: Sequence[Draft]) -> tuple[Block, ...]:
    """The sections as blocks: `4`, paragraphs `4.1`, `4.2`, and `Table 1` and `Figure 1` through the whole paper.

    A recommendation's `supports` that is the name of a section becomes a reference to it; any other words stay as they are.
    """
    references = _references(sections)
    found: list[Block] = []
    tables = drawn = 0
    for index, section in enumerate(sections, start=1):
        found.append(Heading(1, section.heading, str(index)))
        paragraph = 0
        for each in section.blocks:
            block = each
            match block:
                case Paragraph(tone=Tone.BODY):
                    paragraph += 1
                    block = replace(block, number=f"{index}.{paragraph}")
                case Recommendation():
                    paragraph += 1
                    block = replace(block, number=f"{index}.{paragraph}", supports=references.get(_folded(block.supports), block.supports))
                case Table() | Sources():
                    tables += 1
                    block = replace(block, caption=f"Table {tables}: {block.caption}")
                case Figure():
                    drawn += 1
                    block = replace(block, caption=f"Figure {drawn}: {block.caption}")
            found.append(block)
    return tuple(found)


def _references(sections: Sequence[Draft]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for index, section in enumerate(sections, start=1):
        for name in (section.heading, *section.names):
            found.setdefault(_folded(name), f"section {index}, {section.heading}")
    return found


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
