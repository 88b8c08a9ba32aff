"""The modern Cabinet report: the decision first, then its reasons, the appraisal, what it means, and where every figure comes from.

It cites no law of its own, so that it holds for a meeting of any date.
"""

from __future__ import annotations

from desktop.appraisal.results import Appraisal
from desktop.papers.content.blocks import Block, Document
from desktop.papers.content.numbering import Draft, numbered
from desktop.papers.content.records import PaperRecords
from desktop.papers.sections.layout_rows import COURSE, other_rows
from desktop.papers.sections.report_parts import ReportParts
from desktop.papers.sections.section_choice import Order, chosen
from desktop.papers.sections.section_order import Place, arranged
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
    Place.FINDINGS: "Findings of the appraisal",
    Place.RISKS: "Risks",
    Place.CONSULTATION: "Consultation",
    Place.TIMETABLE: "Timetable",
    Place.IMPLICATIONS: "Implications",
    Place.COMMENTS: "Comments of the statutory officers",
    Place.CONFLICTS: "Conflicts of interest",
    Place.BACKGROUND_PAPERS: "Background papers",
    Place.APPENDICES: "Appendices",
    Place.CHECKS: "The Section 151 officer’s checks",
    Place.SOURCES: "Sources and assumptions",
}
ORDER = Order(tuple(HEADINGS.values()), ("Purpose", "Background"))


def build(paper: PaperRecords, appraisal: Appraisal) -> Document:
    """The paper as content. A section with nothing in it is left out."""
    meeting_words = meeting(paper)
    sections = chosen(_sections(paper, ReportParts(paper, appraisal)), ORDER, paper.layout_fields)
    subtitle = f"Report to {meeting_words}" if meeting_words else ""
    return document(paper, subtitle, (*fields(paper), *other_rows(paper, COURSE)), numbered(sections))


def _sections(paper: PaperRecords, parts: ReportParts) -> list[Draft]:
    """Every section that has something in it, in order, before they are numbered."""
    leading, following = arranged(paper.sections)
    standard = {
        Place.RECOMMENDATIONS: parts.recommendations,
        Place.REASONS: parts.reasons,
        Place.OBJECTIVES: parts.objectives,
        Place.OPTIONS: parts.options,
        Place.SAVINGS: lambda: [*parts.savings(Place.SAVINGS in leading), *parts.outturn()],
        Place.BUDGETS: parts.finance.budgets,
        Place.TARGETS: lambda: [*parts.finance.targets(), *parts.returns()],
        Place.PARTNERS: lambda: [*parts.finance.partners(), *parts.arranged()],
        Place.FINDINGS: parts.findings,
        Place.RISKS: parts.risks,
        Place.CONSULTATION: parts.consultation,
        Place.TIMETABLE: parts.timetable,
        Place.IMPLICATIONS: lambda: parts.implications(paper.implications),
        Place.COMMENTS: parts.comments,
        Place.CONFLICTS: parts.conflicts,
        Place.BACKGROUND_PAPERS: lambda: parts.background_papers(Place.BACKGROUND_PAPERS in leading),
        Place.APPENDICES: parts.appendices,
        Place.CHECKS: parts.finance.checks,
        Place.SOURCES: parts.sources,
    }
    drafts: list[Draft] = []
    for place in Place:
        own = leading.get(place)
        blocks: list[Block] = parts.placer.text(own.text) if own else []
        if place in standard:
            blocks += standard[place]()
        if blocks:
            drafts.append(Draft(own.heading if own else HEADINGS[place], tuple(blocks), (HEADINGS[place],)))
        for section in following.get(place, ()):
            if extra := parts.placer.text(section.text):
                drafts.append(Draft(section.heading, tuple(extra)))
    return drafts
