"""Where each block of a paper belongs in its structure: in which section, and in which list. Loads ReportLab."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.papers.content.blocks import Block, BulletList, Heading, NumberedList, Paragraph, Recommendation
from desktop.papers.pdf.tagging.structure import COUNTED, Element, Role


@dataclass(frozen=True, slots=True)
class Place:
    """The element that a block's own go under, `None` for the paper itself.

    `label` is the element of its number where it is an item of a list, and `index` and `role` are its place among
    headings and its level where it is one.
    """

    parent: Element | None
    label: Element | None = None
    index: int = -1
    role: Role = Role.HEADING


def places(blocks: Sequence[Block]) -> Iterator[Place]:
    """The place of each block, in order.

    A section begins at a heading of the first level. Numbered paragraphs and recommendations that follow one another are one list, and
    a list that follows one of them belongs to it; anything else ends the list, so that it is read where it stands.
    """
    section: Element | None = None
    counted: Element | None = None
    last: Element | None = None
    headings = 0
    for block in blocks:
        match block:
            case Heading():
                counted = last = None
                if block.level == 1:
                    section = Element(Role.SECTION)
                # A level must not be skipped: a lesser heading before any section is one of the first level.
                role = Role.HEADING if block.level == 1 or section is None else Role.SUBHEADING
                yield Place(section, index=headings, role=role)
                headings += 1
            case Recommendation() | Paragraph() if block.number.strip():
                counted = counted or Element(Role.LIST, section, attributes=COUNTED)
                item = Element(Role.ITEM, counted)
                last = Element(Role.BODY, item)
                yield Place(last, Element(Role.LABEL, item))
            case BulletList() | NumberedList():
                yield Place(last or section)
            case _:
                counted = last = None
                yield Place(section)
