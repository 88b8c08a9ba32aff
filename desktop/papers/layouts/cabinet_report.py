"""The modern Cabinet report: the decision first, then its reasons, the options and the money, and what it means.

It cites no law of its own, so that it holds for a meeting of any date.
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.papers.content.blocks import Block, Document
from desktop.papers.content.numbering import Draft, numbered
from desktop.papers.content.records import PaperRecords
from desktop.papers.sections.layout_rows import COURSE, other_rows
from desktop.papers.sections.report_parts import ReportParts
from desktop.papers.sections.section_choice import Order
from desktop.papers.sections.section_order import Place, arranged
from desktop.papers.sections.summary import summary
from desktop.papers.sections.title_fields import document, fields, meeting

HEADINGS = {
    Place.PURPOSE: "Purpose",
    Place.RECOMMENDATIONS: "Recommendations",
    Place.REASONS: "Reasons for the recommendations",
    Place.BACKGROUND: "Background",
    Place.OBJECTIVES: "Objectives",
    Place.OPTIONS: "Options considered",
    Place.SAVINGS: "Savings and costs",
    Place.BUDGETS: "Budgets, cash and funding",
    Place.TARGETS: "Efficiency targets",
    Place.PARTNERS: "Who pays and who gains",
    Place.RISKS: "Risks",
    Place.CONSULTATION: "Consultation",
    Place.TIMETABLE: "Timetable",
    Place.IMPLICATIONS: "Implications",
    Place.COMMENTS: "Comments of the statutory officers",
    Place.CONFLICTS: "Conflicts of interest",
    Place.BACKGROUND_PAPERS: "Background papers",
    Place.APPENDICES: "Appendices",
}
ORDER = Order(tuple(HEADINGS.values()), ("Purpose", "Background"))


def build(parts: ReportParts) -> Document:
    """The report as content. A section with nothing in it is left out."""
    paper = parts.paper
    meeting_words = meeting(paper)
    sections = parts.chosen(_sections(paper, parts), ORDER)
    subtitle = f"Report to {meeting_words}" if meeting_words else ""
    field_rows = (*fields(paper), *other_rows(paper, COURSE))
    return document(paper, subtitle, field_rows, numbered(sections, above=summary(parts)))


def _sections(paper: PaperRecords, parts: ReportParts) -> list[Draft]:
    """Every section that has something in it, in order, before they are numbered."""
    leading, following = arranged(paper.sections)
    standard: dict[Place, Callable[[], list[Block]]] = {
        Place.RECOMMENDATIONS: parts.recommendations,
        Place.REASONS: parts.reasons,
        Place.OBJECTIVES: parts.objectives,
        Place.OPTIONS: parts.options,
        Place.SAVINGS: parts.money_by_year,
        Place.BUDGETS: parts.budgets,
        Place.TARGETS: lambda: [*parts.targets(), *parts.returns()],
        Place.PARTNERS: lambda: [*parts.partners(), *parts.arranged()],
        Place.RISKS: parts.risks,
        Place.CONSULTATION: parts.consultation,
        Place.TIMETABLE: parts.timetable,
        Place.IMPLICATIONS: lambda: parts.implications(paper.implications),
        Place.COMMENTS: parts.comments,
        Place.CONFLICTS: parts.conflicts,
        Place.BACKGROUND_PAPERS: lambda: parts.background_papers(Place.BACKGROUND_PAPERS in leading),
        Place.APPENDICES: parts.appendices,
    }
    drafts: list[Draft] = []
    for place in Place:
        own = leading.get(place)
        blocks: list[Block] = parts.placer.text(own.text) if own else []
        if place in standard:
            blocks += standard[place]()
        asked = parts.placer.asked()
        if blocks:
            drafts.append(Draft(own.heading if own else HEADINGS[place], tuple(blocks), (HEADINGS[place],), exhibits=asked))
        for section in following.get(place, ()):
            if extra := parts.placer.text(section.text):
                drafts.append(Draft(section.heading, tuple(extra), exhibits=parts.placer.asked()))
    return drafts
