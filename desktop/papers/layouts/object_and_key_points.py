"""The report that opens with its object and key points and ends with its recommendations, a signature and its author.

The sections are those of North Lincolnshire Council's report of 22 May 2014, in its order.
"""

from __future__ import annotations

from desktop.papers.content.blocks import Block, Document, Paragraph, SignatureBlock, Span
from desktop.papers.content.headings import Headings, matches
from desktop.papers.content.numbering import numbered
from desktop.papers.content.wording import sentence
from desktop.papers.content.words import words
from desktop.papers.sections.layout_rows import other_rows, signatory, signature_lines
from desktop.papers.sections.outline import THE_REST, Part, filled, order_of
from desktop.papers.sections.report_parts import ReportParts
from desktop.papers.sections.summary import summary
from desktop.papers.sections.title_fields import decision_fields, document

_OPTIONS = r"options( considered| for consideration)?"


def _options(parts: ReportParts) -> list[Block]:
    """The options; where their table is in the annex and no words of the officer's are here, each by number and name, with what it is."""
    shown = parts.options()
    written = any(matches(_OPTIONS, section.heading) and section.text.strip() for section in parts.paper.sections)
    if shown or written:
        return shown
    return [
        Paragraph((Span(f"Option {number}: {sentence(option.name)} ", bold=True), *words(option.description)))
        for number, option in enumerate(parts.paper.options, start=1)
    ]


def _signed(parts: ReportParts) -> list[Block]:
    """Whose report it is, and who wrote it."""
    role = signatory(parts.paper)
    signature: list[Block] = [SignatureBlock(role, signature_lines(parts.paper))] if role else []
    return [*signature, *parts.author()]


PARTS = (
    Part("Object and key points in this report", rf"{Headings.PURPOSE}|key points|{Headings.REASONS}", (ReportParts.further_reasons,)),
    Part("Background information", Headings.BACKGROUND, (ReportParts.objectives,), more=True),
    Part("Options for consideration", _OPTIONS, (_options,)),
    Part("Analysis of options", r"(analysis of options|options appraisal|.*compar.* options)", more=True),
    Part(
        "Resource implications (financial, staffing, property, IT)",
        Headings.SAVINGS,
        (ReportParts.money, ReportParts.comments),
        r"financ|resourc|staff|propert|\bi\.?c?t\b",
    ),
    Part(
        "Outcomes of integrated impact assessment (if applicable)",
        rf"(outcomes of )?(integrated|equality) impact assessment.*|{Headings.RISKS}|implications",
        (ReportParts.risks,),
        THE_REST,
    ),
    Part(
        "Outcomes of consultation and conflicts of interest declared",
        r"(outcomes of )?consultation( and engagement| and conflicts of interest declared)?|consultees|conflicts of interest",
        (ReportParts.consultation, ReportParts.declared),
    ),
    Part(
        "Recommendations",
        rf"{Headings.RECOMMENDATIONS}|{Headings.TIMETABLE}",
        (ReportParts.recommendations, ReportParts.timetable, _signed),
    ),
    Part(
        "Background papers used in the preparation of this report",
        Headings.BACKGROUND_PAPERS,
        (ReportParts.background_papers,),
        counted=False,
    ),
    Part("Appendices", Headings.APPENDICES, (ReportParts.appendices,), counted=False, optional=True),
)
ORDER = order_of(PARTS)


def build(parts: ReportParts) -> Document:
    """The report as content."""
    paper = parts.paper
    field_rows = (*decision_fields(paper), *other_rows(paper, ("signature", "written_on")))
    sections = parts.chosen(filled(PARTS, parts), ORDER)
    return document(paper, paper.body, field_rows, numbered(sections, above=summary(parts)))
