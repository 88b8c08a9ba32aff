"""The brief for a piece of improvement work: what is wrong, what is proposed, how it would be done, by whom and with what money.

The sections are those of the brief to support the district councils of Leicestershire with National Indicator 179, in its order.
"""

from __future__ import annotations

from desktop.papers.content.blocks import Block, Document
from desktop.papers.content.headings import Headings
from desktop.papers.content.numbering import Scheme, numbered
from desktop.papers.sections.layout_rows import other_rows
from desktop.papers.sections.outline import THE_REST, Part, filled, order_of
from desktop.papers.sections.report_parts import ReportParts
from desktop.papers.sections.summary import summary
from desktop.papers.sections.title_fields import decision_fields, document


def _managed(parts: ReportParts) -> list[Block]:
    return [*parts.author(), *parts.timetable(), *parts.requests(), *parts.risks()]


PARTS = (
    Part("Background", rf"{Headings.BACKGROUND}|{Headings.PURPOSE}", (ReportParts.targets, ReportParts.returns), more=True),
    Part(
        "Proposal",
        rf"(the )?proposals?|{Headings.RECOMMENDATIONS}|{Headings.REASONS}",
        (ReportParts.objectives, ReportParts.recommendations, ReportParts.reasons),
    ),
    Part("Approach", rf"(the )?((recommended|preferred) )?approach|{Headings.OPTIONS}", (ReportParts.options,), more=True),
    Part(
        "Project management",
        rf"project management|governance.*|{Headings.TIMETABLE}|{Headings.RISKS}|{Headings.CONSULTATION}",
        (_managed, ReportParts.consultation, ReportParts.declared),
        THE_REST,
    ),
    Part(
        "Funding",
        rf"funding|{Headings.SAVINGS}",
        (ReportParts.spending, ReportParts.partners, ReportParts.contributions, ReportParts.sharing, ReportParts.comments),
        r"financ|resourc",
    ),
    Part("Appendices", rf"{Headings.APPENDICES}|appendix a.*", (ReportParts.appendices,)),
    Part("Background papers", Headings.BACKGROUND_PAPERS, (ReportParts.listed_background_papers,), optional=True),
)
ORDER = order_of(PARTS)


def build(parts: ReportParts) -> Document:
    """The report as content."""
    paper = parts.paper
    field_rows = (*decision_fields(paper), *other_rows(paper))
    sections = parts.chosen(filled(PARTS, parts), ORDER)
    return document(paper, "Improvement brief", field_rows, numbered(sections, Scheme.NONE, above=summary(parts)))
