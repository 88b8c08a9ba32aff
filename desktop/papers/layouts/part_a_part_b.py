"""The report in two parts, numbered from the first paragraph to the last: what is to be decided, then the background to it.

The sections are those of Leicestershire County Council's report of 9 February 2010, in its order.
"""

from __future__ import annotations

from desktop.papers.content.blocks import Block, Document, FieldTable, Paragraph
from desktop.papers.content.headings import Headings, matches
from desktop.papers.content.numbering import Scheme, numbered
from desktop.papers.content.wording import sentence
from desktop.papers.content.words import words
from desktop.papers.sections.layout_rows import COURSE, contacts, other_rows
from desktop.papers.sections.outline import THE_REST, Part, filled, order_of
from desktop.papers.sections.report_parts import ReportParts
from desktop.papers.sections.summary import summary
from desktop.papers.sections.title_fields import decision_fields, document, meeting, said

_FRAMEWORK = r"policy framework.*|previous decisions.*"


def _framework(parts: ReportParts) -> list[Block]:
    """The plan the paper follows, and where it comes from and goes, each in a paragraph; nothing beside words of the officer's own."""
    if any(matches(_FRAMEWORK, section.heading) and section.text.strip() for section in parts.paper.sections):
        return []
    rows = said(
        (
            ("Policy framework", parts.paper.layout_fields.policy_framework),
            ("Plan reference", parts.paper.plan_reference),
            ("Comes from", parts.paper.where_from),
            *(("Previous decision", line) for line in parts.paper.layout_fields.previous_reports.splitlines()),
            ("Next considered by", parts.paper.where_to),
        )
    )
    return [Paragraph(words(sentence(f"{label}: {value}"))) for label, value in rows]


def _officers(parts: ReportParts) -> list[Block]:
    """The officers to contact, by role; where none is recorded, those who answer for the paper."""
    if known := contacts(parts.paper):
        return [FieldTable(known)]
    names = dict.fromkeys(name for _, name in said((("", parts.paper.author), ("", parts.paper.originator))))
    return [FieldTable(tuple(("Officer", name) for name in names))] if names else []


PART_A = (
    Part("Purpose of report", Headings.PURPOSE),
    Part("Recommendation", Headings.RECOMMENDATIONS, (ReportParts.recommendations,)),
    Part("Reasons for recommendation", Headings.REASONS, (ReportParts.reasons,)),
    Part("Timetable for decisions (including scrutiny)", Headings.TIMETABLE, (ReportParts.timetable,)),
    Part("Policy framework and previous decisions", _FRAMEWORK, (_framework,)),
    Part(
        "Resources implications", Headings.SAVINGS, (ReportParts.money, ReportParts.comments), r"financ|resourc|staff|propert|\bi\.?c?t\b"
    ),
    Part("Circulation under the local issues alert procedure", r"circulation under .*", (ReportParts.circulation,), r"local issues? alert"),
    Part("Officers to contact", r"(officers to contact|contacts?|contact officers?)", (_officers,), counted=False),
)
PART_B = (
    Part("Background", Headings.BACKGROUND, (ReportParts.objectives,)),
    Part("Governance arrangements", r"governance( arrangements)?|project management", (), r"governance"),
    Part("", own=True),
    Part("Proposals", rf"proposals?|{Headings.OPTIONS}", (ReportParts.options,), instead=r".*\bproposals?"),
    Part("Equal opportunities implications", r"equal(ity|ities| opportunities)( and diversity)?( implications)?", (), r"equal"),
    Part(
        "Partnership working and associated issues",
        rf"partnership working.*|{Headings.CONSULTATION}",
        (ReportParts.consultation, ReportParts.declared),
        THE_REST,
    ),
    Part("Risk assessment", Headings.RISKS, (ReportParts.risks,), r"risk"),
    Part("List of appendices", Headings.APPENDICES, (ReportParts.appendices,), counted=False),
    Part("Background papers", Headings.BACKGROUND_PAPERS, (ReportParts.listed_background_papers,), counted=False, optional=True),
)
#: Both, each under a heading that has nothing else in it.
PARTS = (Part("Part A", bare=True), *PART_A, Part("Part B", bare=True), *PART_B)
ORDER = order_of(PARTS)


def build(parts: ReportParts) -> Document:
    """The report as content."""
    paper = parts.paper
    field_rows = (*decision_fields(paper), *other_rows(paper, (*COURSE, "policy_framework", "previous_reports", "circulation", "contacts")))
    head = (*said((("Report of", paper.originator),)), *field_rows)
    sections = parts.chosen(filled(PARTS, parts), ORDER)
    return document(paper, meeting(paper, " – "), head, numbered(sections, Scheme.CONTINUOUS, above=summary(parts)))
