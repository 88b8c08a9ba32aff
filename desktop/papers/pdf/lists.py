"""Lists as ReportLab sets them, one under another, each item with its label. Loads ReportLab."""

from __future__ import annotations

from functools import cache
from math import ceil

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable

from desktop.papers.content.blocks import BulletList, Counting, NumberedList, Words, plain
from desktop.papers.fonts import widths
from desktop.papers.pdf.styles import ITEM, ITEM_STEP, ROOM, sized
from desktop.papers.pdf.tables import word_paragraphs
from desktop.papers.pdf.tagging.structure import BULLETED, CAPITALS, COUNTED, LETTERED, ROMAN, Element, Role

_COUNTED = {Counting.FIGURES: COUNTED, Counting.LETTERS: LETTERED, Counting.ROMAN: ROMAN, Counting.CAPITALS: CAPITALS}
#: The height of two lines, the fewest of a paragraph that stand at the foot of a page.
LEAST_LINES = 38.0
#: The gap that ReportLab leaves after a label, as a share of its size.
_LABEL_GAP = 0.61


def list_flowables(
    block: BulletList | NumberedList, parent: Element | None, style: ParagraphStyle = ITEM, inset: float = 0.0
) -> list[Flowable]:
    """A list with its labels, its words in line beside the widest; the lists under an item are in the body of that item, and set in.

    An item that leads into a list under it stands on the page of that list's first item.
    """
    list_element = Element(Role.LIST, parent, attributes=BULLETED if isinstance(block, BulletList) else _COUNTED[block.counting])
    own = _set_in(style, inset, _hang(block, style))
    deeper = own.leftIndent - style.leftIndent + ITEM_STEP
    flow: list[Flowable] = []
    for index, words in enumerate(block.items):
        item = Element(Role.ITEM, list_element)
        body = Element(Role.BODY, item)
        under = block.under(index)
        words_element = Element(Role.PARAGRAPH, body) if under else body
        set_words = word_paragraphs(words, own, words_element, block.label(index), Element(Role.LABEL, item))
        if isinstance(block, NumberedList) and block.anchors:
            set_words[0].anchor = block.anchors[index]
        if under and style is ITEM:
            flow.append(CondPageBreak(item_room(block, index)))
        flow += set_words
        for below in under:
            flow += list_flowables(below, body, style, deeper)
    return flow


def item_room(block: BulletList | NumberedList, index: int) -> float:
    """The room that the beginning of an item needs: two lines, or all of one that the first of a list under it must follow."""
    own = height_of_words(block.items[index], ITEM)
    under = block.under(index)
    return own + item_room(under[0], 0) if under else min(own, LEAST_LINES)


def height_of_words(words: Words, style: ParagraphStyle) -> float:
    """About how high a paragraph is that begins a page or leads into what follows it."""
    set_in, width_of = sized(style), widths(style.fontName)
    wide = sum(map(width_of, plain(words))) * set_in.fontSize
    return float(ceil(wide / (0.95 * (ROOM - set_in.leftIndent))) * set_in.leading + set_in.spaceAfter)


def _hang(block: BulletList | NumberedList, style: ParagraphStyle) -> float:
    """How far the words of a list stand from where its labels begin: as ReportLab does, after the widest label and a gap."""
    if isinstance(block, BulletList):
        return 0.0
    width_of = widths(style.bulletFontName)
    widest = max(sum(map(width_of, f"{block.label(index)} ")) for index in range(len(block.items)))
    return float((widest + _LABEL_GAP) * style.bulletFontSize)


@cache
def _set_in(style: ParagraphStyle, inset: float, hang: float) -> ParagraphStyle:
    """A style of items set in by so many points, its words at least so far from where its labels begin."""
    begins = style.bulletIndent + inset
    words_begin = max(style.leftIndent + inset, begins + hang)
    return ParagraphStyle(f"{style.name} {inset} {hang}", style, leftIndent=words_begin, bulletIndent=begins)
