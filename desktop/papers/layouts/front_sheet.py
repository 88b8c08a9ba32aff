"""The front sheet: a table of set rows from the title to the recommendations, then a body of numbered sections.

The rows and sections are those of North West Leicestershire District Council's report of 21 September 2010, in its order, then the
sources of its figures.
"""

from __future__ import annotations

import re

from desktop.appraisal.results import Appraisal
from desktop.papers.content import Block, Document, FieldTable, Paragraph, Recommendation, Span, letters, plain
from desktop.papers.headings import Headings, matches
from desktop.papers.numbering import Draft, Scheme, numbered
from desktop.papers.outline import Part, filled, headed
from desktop.papers.records import ImplicationRecord, PaperRecords, Section
from desktop.papers.report_parts import ReportParts
from desktop.papers.text import SUBJECT_TO, reasons
from desktop.papers.title_fields import key_decision, meeting, said, urgency
from desktop.papers.wording import capital, day_in_words, sentence
from desktop.papers.words import Place, cell, parse, words

NOT_RECORDED = "Not recorded"

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
    "Financial/staff": r"financ|resourc|staff",
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


def _urgent(made: ReportParts) -> list[Block]:
    """That the item is urgent and why, which opens the background, and what came before."""
    told = urgency(made.paper).removeprefix("Yes").lstrip(". ")
    blocks: list[Block] = []
    if made.paper.urgent:
        why = f" {capital(sentence(told))}" if told else ""
        blocks.append(Paragraph((Span(f"This report is brought to {made.paper.body or 'the meeting'} as an urgent item.{why}"),)))
    return [*blocks, *_told(("Comes from", made.paper.where_from), ("Plan reference", made.paper.plan_reference))]


def _next(made: ReportParts) -> list[Block]:
    return [*_told(("Goes next to", made.paper.where_to)), *made.timetable()]


def _told(*rows: tuple[str, str]) -> list[Block]:
    return [Paragraph(words(sentence(f"{label}: {value}"))) for label, value in said(rows)]


def _other_comments(made: ReportParts) -> list[Block]:
    """The comments of officers who have no row on the front sheet."""
    told: list[Block] = []
    for record in made.paper.officer_comments:
        if not any(role in record.role.casefold() for role in _COMMENTS.values()):
            told += headed(f"Comments of {record.role}", made.placer.text(record.comment))
    return told


def _drawn(made: ReportParts) -> list[Block]:
    """The tables and charts that an officer put in words which stand on the front sheet, where none fits."""
    blocks: list[Block] = []
    for section in (*_in_rows(made.paper), *(Section(record.heading, record.text) for record in made.paper.implications)):
        places = [part for part in parse(section.text) if isinstance(part, Place)]
        blocks += headed(section.heading, [block for place in places for block in made.placer.blocks(place)])
    return blocks


BODY = (
    Part("Background", Headings.BACKGROUND, (_urgent,), named=True),
    Part("Strategic proposal", r".*\bpropos(al|als|es)\b.*", named=True, more=True),
    Part(
        "Decision expected",
        rf"(the )?decisions? (expected|asked|sought).*|{Headings.OPTIONS}",
        (ReportParts.compared,),
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
    Part("Sources and assumptions", Headings.SOURCES, (ReportParts.sources,), counted=False, optional=True),
)


def build(paper: PaperRecords, appraisal: Appraisal) -> Document:
    """The paper as content."""
    made = ReportParts(paper, appraisal)
    # The recommendations stand in the table; they are numbered with the body so that their references are to its sections.
    recommended = tuple(block for block in made.recommendations() if isinstance(block, Recommendation))
    drafts = [*filled(BODY, made, _in_rows(paper)), Draft("Recommendations", recommended, counted=False)]
    blocks = numbered(drafts, Scheme.NESTED)
    rows = _rows(paper, [block for block in blocks if isinstance(block, Recommendation)])
    item = paper.item_number.strip() or ("Urgent item" if paper.urgent else "")
    return Document(
        title=paper.title,
        council=paper.council,
        subtitle=" – ".join(part for part in (meeting(paper, " – "), item) if part),
        meeting=meeting(paper),
        draft=paper.draft,
        date=paper.meeting_date,
        blocks=(FieldTable(rows), *blocks[: len(blocks) - len(recommended) - 1]),
    )


def _in_rows(paper: PaperRecords) -> tuple[Section, ...]:
    """The officer's sections that stand on the front sheet."""
    return tuple(section for section in paper.sections if any(matches(pattern, section.heading) for pattern in _TAKES.values()))


def _rows(paper: PaperRecords, recommended: list[Recommendation]) -> tuple[tuple[str, str], ...]:
    """Every row of the front sheet, in order; one with nothing recorded says so."""
    rows: list[tuple[str, str]] = [
        ("Title of report", paper.title),
        ("Key decision", key_decision(paper) or "Not an executive decision"),
        ("Contacts", "\n".join(f"{label}: {value}" for label, value in said(_contacts(paper)))),
        ("Purpose of report", _words(paper, "Purpose of report")),
        ("Reason for decision", _words(paper, "Reason for decision") or _reasons(paper)),
        ("Strategic aims", _words(paper, "Strategic aims") or "\n".join(record.name for record in paper.objectives)),
        ("Implications", _all(_implied(paper, ""), lettered=True)),
        *((label, _all(_implied(paper, label)) or _words(paper, label)) for label in ("Financial/staff", "Link to relevant CAT")),
        ("Risk management", _words(paper, "Risk management", _all(_implied(paper, "Risk management"))) or _risks(paper)),
        *(
            (label, _words(paper, label, _all(_implied(paper, label))))
            for label in ("Equalities impact assessment", "Human rights", "Transformational government")
        ),
        *((label, _comments(paper, role)) for label, role in _COMMENTS.items()),
        ("Consultees", _words(paper, "Consultees") or "\n".join(dict.fromkeys(record.audience for record in paper.consultations))),
        ("Background papers", _words(paper, "Background papers", _background_papers(paper))),
        ("Recommendations", "\n".join(_recommended(recommended, paper.body))),
    ]
    return tuple((label, value.strip() or NOT_RECORDED) for label, value in rows)


def _contacts(paper: PaperRecords) -> tuple[tuple[str, str], ...]:
    author = paper.author if paper.author != paper.originator else ""
    return ("Portfolio holder", paper.portfolio_holder), ("Report of", paper.originator), ("Author", author), ("Wards", paper.wards)


def _words(paper: PaperRecords, label: str, before: str = "") -> str:
    """What stands before, and then the words of the officer's sections that a row takes, without their tables and charts."""
    taken = [section.text for section in paper.sections if matches(_TAKES[label], section.heading)]
    return "\n".join(part for part in (before, *(_plain(text) for text in taken)) if part)


def _plain(text: str) -> str:
    places = {str(part) for part in parse(text) if isinstance(part, Place)}
    return "\n".join(line for line in cell(text).split("\n") if line not in places)


def _implied(paper: PaperRecords, label: str) -> list[ImplicationRecord]:
    """The implications of a row: the first row that finds its words in the heading has it, and the row without a pattern the rest."""

    def row(record: ImplicationRecord) -> str:
        return next((name for name, pattern in _IMPLIED.items() if re.search(pattern, record.heading.casefold())), "")

    return [record for record in paper.implications if row(record) == label and _plain(record.text)]


def _all(records: list[ImplicationRecord], *, lettered: bool = False) -> str:
    if len(records) == 1 and not lettered:
        return _plain(records[0].text)
    told = [f"{record.heading}: {_plain(record.text)}" for record in records]
    return "\n".join(f"{letters(index)}) {line}" if lettered else line for index, line in enumerate(told))


def _reasons(paper: PaperRecords) -> str:
    return "\n".join(sentence(plain(words(record.reason))) for record in paper.recommendations if record.reason.strip())


def _risks(paper: PaperRecords) -> str:
    return "\n".join(plain(words(record.risk)) for record in paper.risks)


def _comments(paper: PaperRecords, role: str) -> str:
    told = [record for record in paper.officer_comments if role in record.role.casefold() and record.comment.strip()]
    return "\n".join(_plain(record.comment) + (f" ({day_in_words(record.date)})" if record.date.strip() else "") for record in told)


def _background_papers(paper: PaperRecords) -> str:
    told = [plain(words(record.document)) + (f" (exempt: {record.exempt})" if record.exempt else "") for record in paper.background_papers]
    return "\n".join(f"{index}. {line}" for index, line in enumerate(told, start=1)) or "None"


def _recommended(recommended: list[Recommendation], body: str) -> list[str]:
    """The recommendations as a cell holds them: A), B), each with its conditions and where its reasons are."""
    if not recommended:
        return []
    lines = [f"{body or 'The meeting'} is recommended to agree:"]
    for index, block in enumerate(recommended):
        subject = f", {SUBJECT_TO}" if block.conditions else ""
        lines.append(f"{letters(index).upper()}) {plain(block.words)}{subject}")
        lines += [f"• {plain(condition)}" for condition in block.conditions]
        if block.supports:
            lines.append(reasons(block))
    return lines
