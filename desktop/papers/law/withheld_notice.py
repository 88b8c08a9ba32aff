"""What a paper says of what it withholds: at its beginning, in a section of its own, and at the head of its pages.

The public paper says what is not in it, under which paragraph, and why. The whole paper says on every page that it is not for
publication, and lists what of it is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from desktop.appraisal.wording import listed
from desktop.papers.content.blocks import (
    Block,
    BulletList,
    Document,
    Figure,
    Heading,
    Paragraph,
    Span,
    Table,
    Tone,
    plain,
    runs_of,
    table_columns,
)
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import capital, sentence
from desktop.papers.law.regimes import BodyKind, kind_of, law_of
from desktop.papers.law.withholding import CONFIDENTIAL, EXEMPT, IN_FORCE, PARAGRAPHS, WithheldRecord, heading_mark, is_label

#: What is said at the head of a paper that withholds figures and says of anything that it is not known.
COUNTED = "Amounts withheld from this paper count as not known."
NOT_KNOWN = "not known"
PUBLIC_HEADING = "Information withheld"
_SOURCES = "Sources"
_TEST = (
    "Information is exempt only if, and for as long as, the public interest in maintaining the exemption outweighs the public interest in "
    "disclosing it (Schedule 12A, Part 2, paragraph 10)."
)


def with_notice(document: Document, paper: PaperRecords) -> Document:
    """The paper with what is to be said of what it withholds; as it is where it withholds nothing."""
    if not paper.withheld:
        return document
    blocks = list(document.blocks)
    if paper.exempt:
        blocks = _headings_marked(blocks)
    at = next((index for index, block in enumerate(blocks) if _begins_sources(block)), len(blocks))
    blocks[at:at] = _section(paper)
    mark = heading_mark(paper.withheld) if paper.exempt else ""
    counted = any(record.figures for record in paper.withheld) and any(map(_says_not_known, document.blocks))
    return replace(document, blocks=(_opening(paper, mark, counted=counted), *blocks), marking=mark)


def _says_not_known(block: Block) -> bool:
    """Whether a table, a chart or a finding says that something is not known."""
    match block:
        case Table():
            return any(NOT_KNOWN in cell.casefold() for row in block.rows for cell in row)
        case Figure():
            return NOT_KNOWN in block.alternative.casefold()
    return any(span.finding is not None and NOT_KNOWN in plain(words).casefold() for words in runs_of(block) for span in words)


def _begins_sources(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 1 and block.text.startswith(_SOURCES)


def _opening(paper: PaperRecords, mark: str, *, counted: bool) -> Paragraph:
    if paper.exempt:
        return Paragraph((Span(f"{mark}. ", bold=True), Span(f"See {_whole_heading(paper)}.")), tone=Tone.LEAD)
    notice = f"This is the public version of this paper. Parts of it are withheld: see {PUBLIC_HEADING}."
    return Paragraph((Span(f"{notice} {COUNTED}" if counted else notice),), tone=Tone.LEAD)


def _whole_heading(paper: PaperRecords) -> str:
    kinds = {record.marks.withheld for record in paper.withheld}
    return f"{capital(listed([kind for kind in (EXEMPT, CONFIDENTIAL) if kind in kinds]))} information"


def _headings_marked(blocks: list[Block]) -> list[Block]:
    """Each heading that has a part below it which is not for publication says so, and with it its bookmark and its line in the contents."""
    marked_blocks: list[Block] = []
    heading = -1
    for block in blocks:
        if isinstance(block, Heading):
            heading = len(marked_blocks)
        elif heading >= 0 and isinstance(block, Paragraph) and is_label(plain(block.words)):
            heading_block, kind = marked_blocks[heading], plain(block.words).partition(":")[0].casefold()
            if isinstance(heading_block, Heading) and not heading_block.text.endswith(f"{kind} information)"):
                marked_blocks[heading] = replace(heading_block, text=f"{heading_block.text} (contains {kind} information)")
        marked_blocks.append(block)
    return marked_blocks


def _section(paper: PaperRecords) -> list[Block]:
    kinds = {record.marks.withheld for record in paper.withheld}
    if paper.exempt:
        lead = "This paper is not for publication. It holds what is listed here, which its public version does not."
    else:
        lead = (
            "What is listed here is not in this version of the paper. Sums and sentences that rest on it are left out or say that they are "
            "not known, and the words were searched for its names and amounts."
        )
        if any(record.figures for record in paper.withheld):
            lead += (
                " Amounts that are withheld count here as not known, and scores that are withheld as missing: a total that would hold "
                "them says that it is not known in full."
            )
        if "criteria" in paper.withheld_tables:
            lead += " Weights are brought to 100 without the criteria that are withheld."
    rows = tuple((record.what, _under(record), _reason(record)) for record in paper.withheld)
    table = Table("What is withheld, and why", table_columns("What", "Under", "Reason"), rows)
    blocks: list[Block] = [
        Heading(1, _whole_heading(paper) if paper.exempt else PUBLIC_HEADING),
        *(Paragraph((Span(text),), tone=Tone.LEAD) for text in (lead, *_law(paper, kinds))),
    ]
    numbers = sorted({number for record in paper.withheld for number in record.marks.numbers})
    if numbers and _as_since_2006(paper):
        blocks.append(BulletList(tuple((Span(f"Paragraph {number}: {PARAGRAPHS[number]}."),) for number in numbers)))
    return [*blocks, table]


def _as_since_2006(paper: PaperRecords) -> bool:
    """Whether Schedule 12A has its paragraphs and its test of public interest as they are printed on the day of the meeting."""
    return paper.meeting_date is None or paper.meeting_date >= IN_FORCE


def _under(record: WithheldRecord) -> str:
    if record.marks.withheld == CONFIDENTIAL:
        return "Confidential"
    return f"Exempt, {record.marks.under}" if record.marks.under else "Exempt, no paragraph stated"


def _reason(record: WithheldRecord) -> str:
    return sentence(capital(record.marks.reason)) or "No reason is recorded."


def _law(paper: PaperRecords, kinds: set[str]) -> Iterator[str]:
    """The law that the body decides under on the day of its meeting, as far as it speaks of what is withheld."""
    kind = kind_of(paper.decision.body_kind, paper.body)
    law = law_of(kind, paper.meeting_date)
    regulations = law is not None and kind is BodyKind.EXECUTIVE and law.key_decisions
    if law is not None and regulations:
        yield f"Reports to the executive are published under the {law.name}, which keep exempt and confidential information out of them."
    if EXEMPT in kinds and kind is BodyKind.OTHER:
        yield (
            f"No law on access to information binds {paper.body or 'the body'}. It withholds what would be exempt before its councils, by "
            "the paragraphs of Schedule 12A to the Local Government Act 1972."
        )
    elif EXEMPT in kinds:
        test = f" {_TEST}" if _as_since_2006(paper) else ""
        yield f"Exempt information is what Part 1 of Schedule 12A to the Local Government Act 1972 describes.{test}"
    if CONFIDENTIAL in kinds:
        where = "" if regulations else " (Local Government Act 1972, section 100A(3))"
        yield capital(
            "confidential information is kept apart from exempt information. It is what a government department gave on terms that forbid "
            f"its disclosure to the public, or what an enactment or a court order forbids to be disclosed{where}. No test of public "
            "interest opens it."
        )
