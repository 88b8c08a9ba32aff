"""The review of a year's efficiency: progress against the targets, the projects, what follows from them, and what to do next.

The sections are those of the efficiency review for 2008/09 of the Leicestershire Association of Local Authority Treasurers, numbered from
the first paragraph to the last as there. Its sections on Total Place and on its Multi-Area Agreement are of its own time: an officer's own
sections stand in their place.
"""

from __future__ import annotations

from desktop.papers.content.blocks import Document
from desktop.papers.content.headings import Headings
from desktop.papers.content.numbering import Scheme, numbered
from desktop.papers.sections.layout_rows import other_rows
from desktop.papers.sections.outline import THE_REST, Part, filled, order_of
from desktop.papers.sections.report_parts import ReportParts
from desktop.papers.sections.summary import summary
from desktop.papers.sections.title_fields import decision_fields, document, meeting

PARTS = (
    Part("Purpose", Headings.PURPOSE),
    Part("Background", Headings.BACKGROUND, (ReportParts.objectives,)),
    Part(
        "Progress",
        r"progress.*|forecasts?.*|value for money scores|targets( and progress)?",
        (ReportParts.targets, ReportParts.outturn, ReportParts.returns),
    ),
    Part(
        "Specific projects",
        rf"(the )?(specific|shared service) projects|{Headings.OPTIONS}|{Headings.SAVINGS}",
        (ReportParts.options, ReportParts.spending, ReportParts.partners, ReportParts.sharing, ReportParts.contributions),
        r"financ|resourc|staff",
    ),
    Part("", own=True),
    Part(
        "Conclusions",
        rf"conclusions?|(the )?(recommended|preferred) approach|{Headings.RISKS}|{Headings.REASONS}",
        (ReportParts.reasons, ReportParts.risks),
        THE_REST,
    ),
    Part(
        "Next steps",
        rf"{Headings.TIMETABLE}|{Headings.RECOMMENDATIONS}|{Headings.CONSULTATION}",
        (
            ReportParts.recommendations,
            ReportParts.timetable,
            ReportParts.requests,
            ReportParts.consultation,
            ReportParts.declared,
            ReportParts.comments,
        ),
    ),
    Part("Appendices", Headings.APPENDICES, (ReportParts.appendices,), counted=False, optional=True),
    Part("Background papers", Headings.BACKGROUND_PAPERS, (ReportParts.listed_background_papers,), counted=False, optional=True),
)
ORDER = order_of(PARTS)


def build(parts: ReportParts) -> Document:
    """The report as content."""
    paper = parts.paper
    field_rows = (*decision_fields(paper), *other_rows(paper))
    sections = parts.chosen(filled(PARTS, parts), ORDER)
    return document(paper, meeting(paper, " – "), field_rows, numbered(sections, Scheme.CONTINUOUS, above=summary(parts)))
