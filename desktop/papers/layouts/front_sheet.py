"""The front sheet: a table of set rows from the title to the recommendations, then a body of numbered sections.

The rows and sections are those of North West Leicestershire District Council's report of 21 September 2010, in its order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from db.nouns.paper_parts import Implication
from desktop.papers.content.blocks import (
    Block,
    BulletList,
    Counting,
    Document,
    Form,
    NumberedList,
    Paragraph,
    Recommendation,
    Span,
    Words,
)
from desktop.papers.content.headings import Headings, matches
from desktop.papers.content.numbering import Draft, Scheme, numbered
from desktop.papers.content.records import PaperRecords, Section
from desktop.papers.content.wording import capital, day_in_words, sentence
from desktop.papers.content.wording import filled as joined
from desktop.papers.content.words import told, words
from desktop.papers.html.paper_text import conditions_lead
from desktop.papers.sections.layout_rows import COURSE, contacts, other_rows
from desktop.papers.sections.outline import Part, filled, headed, order_of
from desktop.papers.sections.report_parts import ReportParts
from desktop.papers.sections.summary import deadline_rows, money_rows
from desktop.papers.sections.title_fields import document, key_decision, meeting, said, urgency

#: The rows that the law makes into statements.
_BY_LAW = ("Key decision", "Consultees", "Background papers")

#: What stands beside a label.
Line = Paragraph | BulletList | NumberedList
Told = tuple[Line, ...]

_CAT = "Link to relevant CAT"

#: The rows that take an officer's section, each with what its heading is.
_TAKES = {
    "Purpose of report": Headings.PURPOSE,
    "Reason for decision": Headings.REASONS,
    "Strategic aims": r"strategic aims|(aims and )?objectives",
    "Link to relevant CAT": r"link to relevant cat",
    "Risk management": Headings.RISKS,
    "Equalities impact assessment": r"equalit(y|ies) impact assessment",
    "Human rights": r"human rights",
    "Transformational government": r"transformational government",
    "Consultees": Headings.CONSULTATION,
    "Background papers": Headings.BACKGROUND_PAPERS,
}
#: The rows that take implications, each with what is found in their headings; the row of implications takes the rest.
_IMPLIED = {
    "Financial/staff": r"^(financ|resourc|staff)",
    "Link to relevant CAT": r"\bcat\b|corporate action",
    "Risk management": r"\brisks?\b",
    "Equalities impact assessment": r"equal",
    "Human rights": r"human rights",
    "Transformational government": r"transformational",
}
_COMMENTS = {
    "Comments of Head of Paid Service": "head of paid service",
    "Comments of Section 151 Officer": "151",
    "Comments of Monitoring Officer": "monitoring officer",
}


def _urgent(parts: ReportParts) -> list[Block]:
    """Why the item is urgent, where that is recorded apart from the officer's words, and what came before."""
    reason = urgency(parts.paper).removeprefix("Yes").lstrip(". ")
    blocks: list[Block] = []
    if reason:
        said = f"This report is brought to {parts.paper.body or 'the meeting'} as an urgent item. {capital(sentence(reason))}"
        blocks.append(Paragraph((Span(said),)))
    return [*blocks, *_labelled_lines(("Comes from", parts.paper.where_from), ("Plan reference", parts.paper.plan_reference))]


def _next(parts: ReportParts) -> list[Block]:
    return [*_labelled_lines(("Goes next to", parts.paper.where_to)), *parts.timetable()]


def _labelled_lines(*rows: tuple[str, str]) -> list[Block]:
    return [Paragraph(words(sentence(f"{label}: {value}"))) for label, value in said(rows)]


def _other_comments(parts: ReportParts) -> list[Block]:
    """The comments of officers who have no row on the front sheet."""
    blocks: list[Block] = []
    for record in parts.paper.officer_comments:
        if not any(role in record.role.casefold() for role in _COMMENTS.values()):
            blocks += headed(f"Comments of {record.role}", parts.placer.text(record.comment))
    return blocks


def _drawn(parts: ReportParts) -> list[Block]:
    """The tables, charts and pictures that an officer put in words which stand on the front sheet, where none fits."""
    blocks: list[Block] = []
    for section in (*_in_rows(parts.paper), *(Section(record.heading, record.text) for record in parts.paper.implications)):
        blocks += headed(section.heading, parts.placer.drawn(section.text))
    return blocks


BODY = (
    Part("Background", Headings.BACKGROUND, (_urgent,), named=True),
    Part("Strategic proposal", r".*\bpropos(al|als|es)\b.*", named=True, more=True),
    Part(
        "Decision expected",
        rf"(the )?decisions? (expected|asked|sought).*|{Headings.OPTIONS}",
        (ReportParts.options,),
        named=True,
        more=True,
    ),
    Part(
        "Implications",
        rf"implications( for .*)?|{Headings.SAVINGS}",
        (ReportParts.money, ReportParts.risks, ReportParts.consultation, _drawn, ReportParts.declared, _other_comments),
        named=True,
    ),
    Part("Strategic fit", r"(.*\b)?strategic fit|fit with .*", (ReportParts.objectives,), named=True),
    Part("Next steps", Headings.TIMETABLE, (_next,), named=True),
    Part("Appendices", Headings.APPENDICES, (ReportParts.appendices,), counted=False, optional=True),
)


ORDER = order_of(BODY)


def build(parts: ReportParts) -> Document:
    """The report as content. Its front sheet is page one: what is asked and why, what it comes to, and by when, are rows of it."""
    paper = parts.paper
    # The recommendations stand on the front sheet; they are numbered with the body so that their references are to its sections.
    recommended = tuple(block for block in parts.recommendations() if isinstance(block, Recommendation))
    body = parts.chosen(filled(BODY, parts, _in_rows(paper)), ORDER)
    blocks = numbered([*body, Draft("Front sheet", (Form(_rows(parts)), *recommended), counted=False)], Scheme.NESTED, lettered=True)
    above = len(blocks) - len(recommended) - 2
    sheet, numbers = blocks[above + 1], [block for block in blocks if isinstance(block, Recommendation)]
    rows = (*sheet.rows, ("Recommendations", _recommended(parts, numbers))) if isinstance(sheet, Form) else ()
    others = other_rows(paper, (*COURSE, "key", "action_team", "contacts"))
    item = paper.item_number.strip() or ("Urgent item" if paper.urgent else "")
    return document(paper, " – ".join(part for part in (meeting(paper, " – "), item) if part), others, (Form(rows), *blocks[:above]))


def _in_rows(paper: PaperRecords) -> tuple[Section, ...]:
    """The officer's sections that stand on the front sheet."""
    return tuple(section for section in paper.sections if any(matches(pattern, section.heading) for pattern in _TAKES.values()))


def _rows(parts: ReportParts) -> tuple[tuple[str, Told], ...]:
    """Every row of the front sheet but the recommendations, in order; in a draft one that nothing fills says so, else it is left out."""
    paper = parts.paper
    risks = [*_all(_implied(paper, "Risk management")), *_words(paper, "Risk management")]
    rows: list[tuple[str, Sequence[Line]]] = [
        ("Title of report", [_line(paper.title)]),
        ("Key decision", _key(paper)),
        ("Contacts", [_labelled(label, value) for label, value in said(_contacts(paper))]),
        ("Purpose of report", _words(paper, "Purpose of report")),
        ("Reason for decision", _words(paper, "Reason for decision") or _reasons(paper)),
        ("Strategic aims", _words(paper, "Strategic aims") or [_line(record.name) for record in paper.objectives]),
        *deadline_rows(parts),
        ("Implications", _all(_implied(paper, ""), lettered=True)),
        ("Financial/staff", _all(_implied(paper, "Financial/staff"))),
        *money_rows(parts),
        (_CAT, [*_all(_implied(paper, _CAT)), *_words(paper, _CAT), *_parsed(paper.layout_fields.action_team)]),
        ("Risk management", risks or [Paragraph(words(record.name)) for record in paper.risks]),
        *(
            (label, [*_all(_implied(paper, label)), *_words(paper, label)])
            for label in ("Equalities impact assessment", "Human rights", "Transformational government")
        ),
        *((label, _comments(paper, role)) for label, role in _COMMENTS.items()),
        (
            "Consultees",
            _words(paper, "Consultees") or [_line(name) for name in dict.fromkeys(each.audience for each in paper.consultations)],
        ),
        ("Background papers", [*_background_papers(paper), *_words(paper, "Background papers")]),
    ]
    return tuple((label, told) for label, lines in rows if (told := tuple(lines) or _unanswered(parts, label)))


def _unanswered(parts: ReportParts, label: str) -> Told:
    """What stands beside a label that nothing fills."""
    return tuple(block for block in (parts.unstated() if label in _BY_LAW else parts.unanswered()) if isinstance(block, Paragraph))


def _line(text: str) -> Paragraph:
    return Paragraph((Span(text),))


def _labelled(label: str, value: str) -> Paragraph:
    return Paragraph((Span(f"{label}: ", bold=True), *words(value)))


def _key(paper: PaperRecords) -> Sequence[Line]:
    """Whether the decision is key, and whether for its money or for its effect on communities."""
    fields = paper.layout_fields
    lines = [_line(key_decision(paper) or "Not an executive decision")]
    if fields.key_financial is None and fields.key_community is None:
        return lines
    answers = {True: "Yes", False: "No", None: "Not stated"}
    items = (f"Financial: {answers[fields.key_financial]}", f"Community: {answers[fields.key_community]}")
    return [*lines, NumberedList(tuple((Span(item),) for item in items), Counting.LETTERS)]


def _contacts(paper: PaperRecords) -> tuple[tuple[str, str], ...]:
    if known := contacts(paper):
        return known
    author = paper.author if paper.author != paper.originator else ""
    return ("Portfolio holder", paper.portfolio_holder), ("Report of", paper.originator), ("Author", author), ("Wards", paper.wards)


def _words(paper: PaperRecords, label: str) -> list[Line]:
    """The words of the officer's sections that a row takes, without their tables and charts."""
    return [line for section in paper.sections if matches(_TAKES[label], section.heading) for line in _parsed(section.text)]


def _parsed(text: str) -> list[Line]:
    return list(told(text))


def _implied(paper: PaperRecords, label: str) -> list[Implication]:
    """The implications of a row: the first row that finds its words in the heading has it, and the row without a pattern the rest."""

    def row(record: Implication) -> str:
        return next((name for name, pattern in _IMPLIED.items() if re.search(pattern, record.heading.casefold())), "")

    return [record for record in paper.implications if row(record) == label and _parsed(record.text)]


def _all(records: list[Implication], *, lettered: bool = False) -> list[Line]:
    if len(records) == 1 and not lettered:
        return _parsed(records[0].text)
    if lettered and records:
        return [_listed([_item(record.heading, _parsed(record.text)) for record in records], Counting.LETTERS)]
    return [line for record in records for line in (_line(f"{record.heading}:"), *_parsed(record.text))]


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of a list on the front sheet: its words, and the lists under it."""

    words: Words
    below: tuple[BulletList | NumberedList, ...] = ()


def _item(heading: str, lines: Sequence[Line]) -> _Item:
    """Words under a heading as one item; its lists stand under it."""
    run: list[Span] = [Span(f"{heading}:", bold=True)]
    for line in lines:
        if isinstance(line, Paragraph):
            run += [Span(" "), *line.words]
    return _Item(tuple(run), tuple(line for line in lines if not isinstance(line, Paragraph)))


def _listed(items: Sequence[_Item], counting: Counting, anchors: tuple[str, ...] = ()) -> NumberedList:
    below = tuple(item.below for item in items)
    return NumberedList(tuple(item.words for item in items), counting, below if any(below) else (), anchors)


def _reasons(paper: PaperRecords) -> list[Line]:
    return [Paragraph(words(sentence(record.reason))) for record in paper.recommendations if record.reason.strip()]


def _comments(paper: PaperRecords, role: str) -> list[Line]:
    """The comments of one officer, each followed by who made it and when."""
    lines: list[Line] = []
    for record in paper.officer_comments:
        if role in record.role.casefold() and record.comment.strip():
            who = joined((record.name, day_in_words(record.date)))
            lines += [*_parsed(record.comment), *([_line(f"({who})")] if who else [])]
    return lines


def _background_papers(paper: PaperRecords) -> list[Line]:
    documents = tuple(words(record.document) for record in paper.background_papers)
    return [NumberedList(documents)] if documents else []


def _recommended(parts: ReportParts, recommended: Sequence[Recommendation]) -> Told:
    """The recommendations A), B) as typed, each with its conditions under it."""
    if not recommended:
        return _unanswered(parts, "Recommendations")
    items = []
    for block in recommended:
        below: list[Words] = list(block.conditions)
        items.append(_Item((*block.words, *conditions_lead(block)), (BulletList(tuple(below)),) if below else ()))
    return (_listed(items, Counting.CAPITALS, tuple(block.anchor for block in recommended)),)
