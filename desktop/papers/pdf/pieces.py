"""The flowables of a paper, block by block, from its beginning or from where a page begins. Loads ReportLab."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from desktop.papers.content.blocks import (
    Appendices,
    Block,
    BulletList,
    Contents,
    Counting,
    Document,
    FieldTable,
    Figure,
    Form,
    Heading,
    NumberedList,
    Paragraph,
    Picture,
    Recommendation,
    SignatureBlock,
    Sources,
    Span,
    Table,
    Tone,
)
from desktop.papers.content.citing import led_right
from desktop.papers.content.source_rows import source_table
from desktop.papers.html.paper_text import appendix_rows, conditions_lead, heading_words
from desktop.papers.pdf.figures import drawing_on_paper, height_of, picture_size
from desktop.papers.pdf.forms import form_flowables
from desktop.papers.pdf.lists import LEAST_LINES, height_of_words, item_room, list_flowables
from desktop.papers.pdf.page_starts import HEAD, PageStart, leads_in
from desktop.papers.pdf.places import Place, places
from desktop.papers.pdf.safe_text import clean, line, markup
from desktop.papers.pdf.styles import (
    BODY,
    CAPTION,
    COUNCIL,
    DEPTH,
    ENTRY,
    LEAD,
    NOTE,
    QUOTE,
    RECOMMENDATION,
    REMARK,
    RULE,
    SECTION,
    SIGNATURE,
    SUBSECTION,
    SUBTITLE,
    TITLE,
    sized,
)
from desktop.papers.pdf.tables import field_flowables, paragraphs, table_flowables, word_paragraphs
from desktop.papers.pdf.tagging.flowables import ContentsLine, Gap, Rule, TaggedFigure, TaggedPicture
from desktop.papers.pdf.tagging.structure import UNLABELLED, Element, Role

#: The height of a heading, and of the three lines of text that must at least follow it on its page.
_HEADING, _LINES = 42.0, 50.0
_MOST_TOGETHER = 12
#: Words that lead into a list, with its first item, keep together up to this height.
_MOST_LED_IN = 170.0


def anchor_of(index: int) -> str:
    """Where the heading at this place among the paper's headings is led to."""
    return f"heading-{index + 1}"


def pieces(document: Document, pages: dict[str, int], start: PageStart) -> Iterator[list[Flowable]]:
    """The flowables of a paper from a start on, block by block; those of a heading once what follows it is made, as it needs to know its
    room. Each knows what a page begins with that begins with it. `pages` is the page of each anchor as the contents print it.
    """
    if start.block == HEAD:
        head = _picture(document.logo, None) if document.logo is not None else []
        head += paragraphs(document.council, COUNCIL, Element(Role.PARAGRAPH))
        if document.subtitle:
            head += paragraphs(document.subtitle, SUBTITLE, Element(Role.PARAGRAPH))
        yield from _marked(HEAD, head + paragraphs(document.title, TITLE, Element(Role.TITLE)), start)
    blocks = led_right(document.blocks)
    waiting: list[tuple[int, Heading, Place]] = []
    for index, (block, place) in enumerate(zip(blocks, places(blocks), strict=True)):
        if index < start.block:
            continue
        if isinstance(block, Heading):
            waiting.append((index, block, place))
            continue
        if isinstance(block, Contents):
            flowables, room = _contents(document, block, pages), _HEADING + _LINES
        else:
            flowables, room = _flowables(block, place, start.row if index == start.block else 0)
            if leads_in(block) and index + 1 < len(blocks):
                flowables, room = _leading_in(block, blocks[index + 1], flowables)
        if index == len(blocks) - 1 and isinstance(flowables[-1], Spacer):
            flowables.pop()  # by itself it would be a page of nothing
        yield from _headings(waiting, room, start)
        waiting.clear()
        yield from _marked(index, flowables, start)
    yield from _headings(waiting, _LINES, start)


def _leading_in(block: Block, following: Block, flowables: list[Flowable]) -> tuple[list[Flowable], float]:
    """Words that lead into a list or a quotation, on the page that it begins on; long ones, which break over pages, as they are."""
    if not isinstance(block, Paragraph) or len(flowables) > 1 or not isinstance(following, BulletList | NumberedList | Paragraph):
        return flowables, _LINES
    led_into = LEAST_LINES if isinstance(following, Paragraph) else item_room(following, 0)
    room = height_of_words(block.words, BODY) + led_into
    return ([CondPageBreak(room), *flowables], room) if room <= _MOST_LED_IN else (flowables, _LINES)


def _marked(block: int, flowables: list[Flowable], start: PageStart) -> Iterator[list[Flowable]]:
    """The flowables of a block, without those before the start, each with its place."""
    for index, flowable in enumerate(flowables):
        place = PageStart(block, index, getattr(flowable, "first_row", 0))
        whole: Iterable[Flowable] = (flowable, *flowable._content[:1]) if isinstance(flowable, KeepTogether) else (flowable,)
        for each in whole:
            each.begins = place
    yield flowables[start.flowable :] if block == start.block else flowables


def _headings(headings: Sequence[tuple[int, Heading, Place]], following: float, start: PageStart) -> Iterator[list[Flowable]]:
    """Headings one below another; `following` is the room that the beginning of what comes after them needs."""
    pieces: list[tuple[int, list[Flowable]]] = []
    for index, heading, place in reversed(headings):
        flowables, following = _heading(heading, place, following)
        pieces.append((index, flowables))
    for index, flowables in reversed(pieces):
        yield from _marked(index, flowables, start)


def _flowables(block: Block, place: Place, row: int) -> tuple[list[Flowable], float]:
    """A block's flowables, of a table's body those from a row on, and the room its beginning needs."""
    parent = place.parent
    if isinstance(block, Table | Sources):
        return table_flowables(source_table(block) if isinstance(block, Sources) else block, parent, row)
    if isinstance(block, Figure):
        return _figure(block, parent), height_of(block) + 2 * _LINES
    if isinstance(block, Picture):
        return _picture(block, parent), picture_size(block)[1] + 2 * _LINES
    if isinstance(block, Paragraph):
        style = {Tone.BODY: BODY, Tone.LEAD: LEAD, Tone.NOTE: REMARK, Tone.QUOTE: QUOTE}[block.tone]
        within = Element(Role.QUOTE, parent) if block.tone is Tone.QUOTE else parent
        return word_paragraphs(block.words, style, Element(Role.PARAGRAPH, within), block.number, place.label), _LINES
    if isinstance(block, BulletList | NumberedList):
        return [*list_flowables(block, parent), Gap(1, 3)], _LINES
    if isinstance(block, Recommendation):
        return _recommendation(block, place), _LINES
    if isinstance(block, FieldTable | Form):
        return form_flowables(block, parent) if isinstance(block, Form) else field_flowables(block, parent), _LINES
    return _closing(block, parent), _LINES


def _closing(block: Block, parent: Element | None) -> list[Flowable]:
    """What stands at the end of a paper: its appendices, and who signs it."""
    if isinstance(block, Appendices):
        list_element = Element(Role.LIST, parent, attributes=UNLABELLED)
        bodies = [(row, Element(Role.BODY, Element(Role.ITEM, list_element))) for row in appendix_rows(block)]
        flows = [paragraphs(row, LEAD, body) for row, body in bodies]
        for flow, anchor in zip(flows, block.anchors, strict=False):
            flow[0].anchor = anchor
        return [flowable for flow in flows for flowable in flow]
    if isinstance(block, SignatureBlock):
        lines = [paragraphs(each, SIGNATURE, Element(Role.PARAGRAPH, parent)) for each in (block.role, *block.lines)]
        return [Rule(180, RULE, 14, 4), *(flowable for each in lines for flowable in each), Gap(1, 8)]
    raise TypeError(f"there is no setting for {type(block).__name__}")


def _heading(heading: Heading, place: Place, following: float) -> tuple[list[Flowable], float]:
    """A heading, on the page where what it heads begins."""
    style = SECTION if heading.level == 1 else SUBSECTION
    flowables = paragraphs(heading.text, style, Element(place.role, place.parent), heading.number)
    flowables[0].heading, flowables[0].anchor = heading, heading.anchor or anchor_of(place.index)
    room = min(_HEADING + following, DEPTH)
    return [CondPageBreak(room), *flowables], room


def _recommendation(block: Recommendation, place: Place) -> list[Flowable]:
    """A recommendation with its conditions, all of them in the body of its item."""
    words = (*block.words, *conditions_lead(block))
    flow = word_paragraphs(words, RECOMMENDATION, Element(Role.PARAGRAPH, place.parent), block.number, place.label)
    flow[0].anchor = block.anchor
    if block.conditions:
        flow += list_flowables(NumberedList(block.conditions, Counting.LETTERS), place.parent)
    flow.append(Spacer(1, 5))
    # A few lines read best together; more than that must be free to break.
    return [KeepTogether(flow)] if len(flow) <= _MOST_TOGETHER else flow


def _contents(document: Document, contents: Contents, pages: dict[str, int]) -> list[Flowable]:
    """The table of contents, each line leading to its heading."""
    contents_element = Element(Role.CONTENTS)
    flow = paragraphs(contents.heading, SECTION, Element(Role.HEADING))
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    for index, heading in enumerate(headings):
        if heading.level > contents.deepest:
            continue
        anchor = heading.anchor or anchor_of(index)
        page = str(pages.get(anchor, 0))
        link = Element(Role.LINK, Element(Role.REFERENCE, Element(Role.ENTRY, contents_element)))
        link.alternative = f"{line(heading_words(heading))}, page {page}"
        words = next(markup((Span(line(heading.text)),)))
        entry = ContentsLine.of(words, sized(ENTRY), link, clean(heading.number))
        entry.target, entry.page = anchor, page
        flow.append(entry)
    return [*flow, Gap(1, 8)]


def _figure(figure: Figure, parent: Element | None) -> list[Flowable]:
    """The drawing at the width of the text."""
    group = Element(Role.GROUP, parent)
    element = Element(Role.FIGURE, group, alternative=line(figure.alternative) or line(figure.caption) or "Chart")
    return _captioned(figure, group, TaggedFigure(drawing_on_paper(figure), element))


def _picture(picture: Picture, parent: Element | None) -> list[Flowable]:
    group = Element(Role.GROUP, parent)
    element = Element(Role.FIGURE, group, alternative=line(picture.alternative) or line(picture.caption) or "Picture")
    return _captioned(picture, group, TaggedPicture(picture.contents, picture_size(picture), element))


def _captioned(block: Figure | Picture, group: Element, drawn: Flowable) -> list[Flowable]:
    """What is drawn with its caption above and its notes below, all on one page."""
    caption = paragraphs(block.caption, CAPTION, Element(Role.CAPTION, group)) if block.caption else []
    notes = [flowable for note in block.notes for flowable in paragraphs(note, NOTE, Element(Role.PARAGRAPH, group))]
    return [KeepTogether([*caption, drawn, *notes]), Gap(1, 10)]
