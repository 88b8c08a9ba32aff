"""Lists as ReportLab sets them, one under another, each item with its label. Loads ReportLab."""

from __future__ import annotations

from functools import cache

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from desktop.papers.content.blocks import BulletList, Counting, NumberedList
from desktop.papers.pdf.styles import ITEM, ITEM_STEP
from desktop.papers.pdf.tables import word_paragraphs
from desktop.papers.pdf.tagging.structure import BULLETED, CAPITALS, COUNTED, LETTERED, ROMAN, Element, Role

_COUNTED = {Counting.FIGURES: COUNTED, Counting.LETTERS: LETTERED, Counting.ROMAN: ROMAN, Counting.CAPITALS: CAPITALS}


def list_flowables(
    block: BulletList | NumberedList, parent: Element | None, style: ParagraphStyle = ITEM, depth: int = 0
) -> list[Flowable]:
    """A list with its labels; the lists under an item are in the body of that item, and set in."""
    list_element = Element(Role.LIST, parent, attributes=BULLETED if isinstance(block, BulletList) else _COUNTED[block.counting])
    flow: list[Flowable] = []
    for index, words in enumerate(block.items):
        item = Element(Role.ITEM, list_element)
        body = Element(Role.BODY, item)
        under = block.under(index)
        words_element = Element(Role.PARAGRAPH, body) if under else body
        set_words = word_paragraphs(words, _set_in(style, depth), words_element, block.label(index), Element(Role.LABEL, item))
        if isinstance(block, NumberedList) and block.anchors:
            set_words[0].anchor = block.anchors[index]
        flow += set_words
        for below in under:
            flow += list_flowables(below, body, style, depth + 1)
    return flow


@cache
def _set_in(style: ParagraphStyle, depth: int) -> ParagraphStyle:
    """A style of items, set in by so many steps."""
    if not depth:
        return style
    further = depth * ITEM_STEP
    return ParagraphStyle(f"{style.name} {depth}", style, leftIndent=style.leftIndent + further, bulletIndent=style.bulletIndent + further)
