"""The form that plans how an outcome is delivered: the outcome and its targets, then a question a section.

The rows and questions are those of the outcome delivery plan for National Indicator 179 in Leicestershire, in its order, then the sources
of its figures.
"""

from __future__ import annotations

from db.nouns.choices import Question
from desktop.papers.content.blocks import Block, Document, FieldTable
from desktop.papers.content.headings import Headings
from desktop.papers.content.numbering import Scheme, numbered
from desktop.papers.content.records import PaperRecords
from desktop.papers.sections.layout_rows import other_rows
from desktop.papers.sections.outline import THE_REST, Part, filled, order_of
from desktop.papers.sections.report_parts import NOT_YET_ANSWERED, ReportParts
from desktop.papers.sections.title_fields import decision_fields, document


def rows(paper: PaperRecords) -> tuple[tuple[str, str, str], ...]:
    """Where the plan holds, who leads it and with whom: each row's label, its answer, and the field of the paper that gives it."""
    partners = dict.fromkeys(service.organisation for service in paper.services if service.organisation)
    fields = paper.layout_fields
    return (
        ("Geographic area covered", paper.wards.strip(), "wards"),
        ("Any district or local targets", fields.local_targets.strip(), "local_targets"),
        ("Outcome delivery lead officer", (fields.lead_officer or paper.author or paper.originator).strip(), "lead_officer"),
        ("Outcome delivery partnerships", fields.partnerships.strip() or "\n".join((paper.body, *partners)).strip(), "partnerships"),
    )


def _area(parts: ReportParts) -> list[Block]:
    unanswered = NOT_YET_ANSWERED if parts.paper.draft else ""
    return [FieldTable(tuple((label, told) for label, answer, _ in rows(parts.paper) if (told := answer or unanswered)))]


PARTS = (
    Part("Outcome", rf"(scs ?/ ?laa )?outcome|{Headings.PURPOSE}", (ReportParts.objectives,), question=Question.OUTCOME),
    Part(
        "Indicator, baseline and targets",
        r"(laa )?indicator,? baseline and targets|targets( and progress)?",
        (ReportParts.targets, ReportParts.outturn, ReportParts.returns),
        below=(_area,),
        question=Question.INDICATOR_AND_TARGETS,
    ),
    Part(
        "What do we do now to deliver the outcome?",
        rf"what do we do now.*|{Headings.BACKGROUND}",
        more=True,
        asks="The approach taken now to deliver the target, in brief: the partners in it, and about what resources it uses.",
        question=Question.WHAT_WE_DO_NOW,
    ),
    Part(
        "What options are there to deliver on the new target?",
        rf"what options are there.*|{Headings.OPTIONS}",
        (ReportParts.options,),
        asks="How the outcome and its targets could be achieved: what new interventions or services could be commissioned.",
        question=Question.OPTIONS,
    ),
    Part(
        "What could we stop doing, do less of or better to focus on this target?",
        r"what could we stop.*",
        asks="How other services could be reconfigured or decommissioned, so that this outcome comes first.",
        question=Question.WHAT_WE_COULD_STOP,
    ),
    Part(
        "What alternative providers exist?",
        r"what alternative providers.*|alternative providers",
        asks="What other agencies or partners could deliver it, and be commissioned to.",
        question=Question.ALTERNATIVE_PROVIDERS,
    ),
    Part(
        "What is the recommended approach and reasons why?",
        rf"(what is )?(the )?(recommended|preferred) (approach|option).*|{Headings.RECOMMENDATIONS}|{Headings.REASONS}",
        (ReportParts.recommendations, ReportParts.reasons),
        asks="The options appraised, which of them is preferred and why, and what evidence there is that it will work.",
        question=Question.RECOMMENDED_APPROACH,
    ),
    Part(
        "What is delivery of the target dependent on?",
        r"what is delivery.*dependen.*|dependencies",
        (ReportParts.conditions,),
        asks="What is assumed if the preferred option is to deliver.",
        question=Question.DEPENDENCIES,
    ),
    Part("What is innovative about the proposal?", r"what is innovative.*|innovation", question=Question.INNOVATION),
    Part(
        "How will the project contribute to other outcomes?",
        r"how will .* contribute to other .*",
        (),
        THE_REST,
        question=Question.OTHER_OUTCOMES,
    ),
    Part(
        "What are the risks to delivery?",
        rf"what are the risks.*|{Headings.RISKS}",
        (ReportParts.risks,),
        r"risk",
        asks="The key risks: how likely each is, what it would do to delivery, and what will be done about it.",
        question=Question.RISKS,
    ),
    Part(
        "Milestones and timescales: outline implementation plan",
        r"milestones.*|timetable.*|next steps( and timetable)?",
        (ReportParts.timetable,),
        asks="The key actions and milestones, and by when each is due.",
        question=Question.MILESTONES,
    ),
    Part(
        "What resources are being provided by lead and partner agencies?",
        r"what resources are being provided.*",
        (),
        r"staff",
        question=Question.RESOURCES_PROVIDED,
    ),
    Part(
        "Financial and other resources sought for delivery",
        rf"financial and other resources.*|{Headings.SAVINGS}",
        (ReportParts.spending, ReportParts.comments),
        r"financ|resourc",
        asks="What the preferred option costs and what new resources it needs, staff among them; what is used and bid for; and what it "
        "would cost to close the project.",
        question=Question.RESOURCES_SOUGHT,
    ),
    Part(
        "Who is involved?",
        rf"who is involved|{Headings.CONSULTATION}",
        (ReportParts.consultation, ReportParts.requests, ReportParts.declared),
        asks="The agencies that take part in delivering the target.",
        question=Question.WHO_IS_INVOLVED,
    ),
    Part(
        "What contributions are expected from partner agencies?",
        r"what contributions.*",
        (ReportParts.partners, ReportParts.contributions, ReportParts.sharing),
        r"partner",
        question=Question.CONTRIBUTIONS,
    ),
    Part(
        "What are the communication channels?",
        r"what are the communication channels|communications?",
        asks="How progress on the outcomes is made known.",
        question=Question.COMMUNICATION_CHANNELS,
    ),
    Part("Background papers", Headings.BACKGROUND_PAPERS, (ReportParts.listed_background_papers,), optional=True),
    Part("Appendices", Headings.APPENDICES, (ReportParts.appendices,), optional=True),
)
ORDER = order_of(PARTS, fixed="The plan is a form: its questions stay in their order.")


def build(parts: ReportParts) -> Document:
    """The report as content."""
    paper = parts.paper
    field_rows = (*decision_fields(paper, wards=False), *other_rows(paper, ("local_targets", "lead_officer", "partnerships")))
    sections = parts.chosen(filled(PARTS, parts), ORDER)
    return document(paper, "Outcome delivery plan", field_rows, numbered(sections, Scheme.NONE))
