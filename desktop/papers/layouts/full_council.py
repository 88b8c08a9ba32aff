"""The full report to a council meeting: recommendations early, reasons as a list, and sections that say which of them they support.

The sections are those of Harborough District Council's report of 31 October 2011, in its order.
"""

from __future__ import annotations

from desktop.papers.content.blocks import Block, Counting, Document
from desktop.papers.content.headings import Headings
from desktop.papers.content.numbering import Scheme, numbered
from desktop.papers.content.records import PaperRecords
from desktop.papers.sections.layout_rows import COURSE, other_rows
from desktop.papers.sections.outline import THE_REST, Part, filled, order_of
from desktop.papers.sections.report_parts import ReportParts
from desktop.papers.sections.summary import is_for_noting, summary
from desktop.papers.sections.title_fields import decision_fields, document, meeting, said


def _reasons(parts: ReportParts) -> list[Block]:
    return parts.reasons(Counting.ROMAN)


PARTS = (
    Part("Purpose of the report", Headings.PURPOSE),
    Part("Recommendations", Headings.RECOMMENDATIONS, (ReportParts.recommendations,)),
    Part("Summary of reasons for the recommendations", Headings.REASONS, (_reasons,)),
    Part(
        "Key facts, evidence and research",
        rf"key facts,? evidence and research|{Headings.BACKGROUND}|evidence.*",
        (ReportParts.objectives,),
        more=True,
    ),
    Part("Consultation", Headings.CONSULTATION, (ReportParts.consultation, ReportParts.declared), more=True),
    Part("Options considered", Headings.OPTIONS, (ReportParts.options,), more=True),
    Part("External challenge", r"external (challenge|audit|review)"),
    Part(
        "Recommended approach",
        rf"(the )?(recommended|preferred) (approach|option).*|{Headings.TIMETABLE}",
        (ReportParts.timetable,),
        more=True,
    ),
    Part("Resource issues", Headings.SAVINGS, (ReportParts.money, ReportParts.comments), r"financ|resourc|staff|propert|\bi\.?c?t\b"),
    Part("Impact on communities", r"impact on communities", (), r"^(impact on )?communit(y|ies)$|customers"),
    Part("Legal issues", r"legal (issues|implications)", (), r"legal"),
    Part("Equality implications", r"equalit(y|ies)( and diversity)? (implications|impact)", (), r"equal"),
    Part("Impact on the organisation", r"impact on the organisation", (), THE_REST),
    Part("Community safety implications", r"community safety( implications)?", (), r"community safety|crime"),
    Part("Carbon management implications", r"carbon management( implications)?", (), r"carbon|climate|environment"),
    Part("Risk management implications", Headings.RISKS, (ReportParts.risks,), r"risk"),
    Part("Previous reports", r"previous reports?( and decisions)?", (ReportParts.previous_reports,), counted=False),
    Part(
        "Information issued under sensitive issue procedure",
        r"information issued under sensitive issue procedure",
        (ReportParts.sensitive_issue,),
        counted=False,
    ),
    Part("Ward members notified", r"ward members notified", (ReportParts.ward_members_notified,), counted=False),
    Part("Appendices", Headings.APPENDICES, (ReportParts.appendices,), counted=False),
    Part("Background papers", Headings.BACKGROUND_PAPERS, (ReportParts.background_papers,), counted=False),
)
ORDER = order_of(PARTS)


def build(parts: ReportParts) -> Document:
    """The report as content."""
    paper = parts.paper
    meeting_words = meeting(paper, " of ")
    sections = parts.chosen(filled(PARTS, parts), ORDER)
    subtitle = f"Report to the meeting: {meeting_words}" if meeting_words else ""
    return document(paper, subtitle, _head(paper), numbered(sections, Scheme.NESTED, answered=True, above=summary(parts)))


def _head(paper: PaperRecords) -> tuple[tuple[str, str], ...]:
    rows = (
        ("Status", "For information" if is_for_noting(paper) else "For decision"),
        ("Title", paper.title),
        ("Originator", paper.originator),
        ("Author", paper.author if paper.author != paper.originator else ""),
        ("Where from", paper.where_from),
        ("Where to next", paper.where_to),
        ("Plan reference", paper.plan_reference),
    )
    return (
        *said(rows),
        *decision_fields(paper),
        *other_rows(paper, (*COURSE, "previous_reports", "sensitive_issue", "ward_members_notified")),
    )
