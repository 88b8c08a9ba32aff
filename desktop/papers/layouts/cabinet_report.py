"""The modern Cabinet report: the decision first, then its reasons, the appraisal, what it means, and where every figure comes from.

It cites no law of its own, so that it holds for a meeting of any date.
"""

from __future__ import annotations

from desktop.appraisal.results import Appraisal
from desktop.papers.content import (
    Appendices,
    Block,
    BulletList,
    Document,
    FieldTable,
    Heading,
    Paragraph,
    Recommendation,
    Span,
    Tone,
    Words,
)
from desktop.papers.finance_sections import FinanceSections
from desktop.papers.findings import findings
from desktop.papers.numbering import Draft, numbered
from desktop.papers.placing import Placer
from desktop.papers.provenance import BASES, assumptions, bases_used, sources
from desktop.papers.recorded_scores import recorded_scores
from desktop.papers.records import PaperRecords, RecommendationRecord, Section
from desktop.papers.section_order import Place, arranged
from desktop.papers.wording import capital, day, day_in_words, filled, sentence
from desktop.papers.words import words

_HEADINGS = {
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


_REST = "What the figures rest on"


def build(paper: PaperRecords, appraisal: Appraisal) -> Document:
    """The paper as content. A section with nothing in it is left out."""
    return Document(
        title=paper.title,
        council=paper.council,
        subtitle=_meeting(paper, "Report to "),
        meeting=_meeting(paper, ""),
        draft=paper.draft,
        date=paper.meeting_date,
        blocks=(FieldTable(_title_block(paper)), *numbered(_Report(paper, appraisal).sections())),
    )


def _meeting(paper: PaperRecords, before: str) -> str:
    told = filled((paper.body, day(paper.meeting_date) if paper.meeting_date else ""))
    return f"{before}{told}" if told else ""


def _title_block(paper: PaperRecords) -> tuple[tuple[str, str], ...]:
    rows = (
        ("Decision-maker", paper.body),
        ("Date of meeting", day(paper.meeting_date) if paper.meeting_date else "To be set"),
        ("Item", paper.item_number),
        ("Report of", paper.originator),
        ("Author", paper.author if paper.author != paper.originator else ""),
        ("Portfolio holder", paper.portfolio_holder),
        ("Wards affected", paper.wards),
        ("Plan reference", paper.plan_reference),
        ("Comes from", paper.where_from),
        ("Goes next to", paper.where_to),
        ("Key decision", _key_decision(paper)),
        ("Urgent item", _urgency(paper)),
    )
    return tuple((label, value.strip()) for label, value in rows if value.strip())


def _key_decision(paper: PaperRecords) -> str:
    """Whether the decision is key; not said to be unstated where the body is not an executive, which alone takes key decisions."""
    executive = any(word in paper.body.casefold() for word in ("cabinet", "executive"))
    if paper.key_decision is None and not paper.key_decision_reason and not executive:
        return ""
    return _yes_or_no(paper.key_decision, paper.key_decision_reason)


def _yes_or_no(answer: bool | None, reason: str) -> str:
    return filled(({True: "Yes", False: "No", None: "Not stated"}[answer], reason.strip()), ". ")


def _urgency(paper: PaperRecords) -> str:
    if not paper.urgent:
        return ""
    agreed = f"Chair's agreement: {paper.chair_agreement}" if paper.chair_agreement else ""
    return filled((_yes_or_no(True, sentence(paper.urgency_reason)), agreed), " ")


class _Report:
    """The sections of one report, before they are numbered."""

    def __init__(self, paper: PaperRecords, appraisal: Appraisal) -> None:
        self.paper, self.appraisal = paper, appraisal
        self.placer = Placer(paper, appraisal)
        self.finance = FinanceSections(appraisal, self.placer)
        self.leading, self.following = arranged(paper.sections)
        self.assumptions_told = False

    def sections(self) -> list[Draft]:
        """Every section that has something in it, in order."""
        standard = {
            Place.RECOMMENDATIONS: self._recommendations,
            Place.REASONS: self._reasons,
            Place.OBJECTIVES: self._objectives,
            Place.OPTIONS: self._options,
            Place.SAVINGS: self._savings,
            Place.BUDGETS: self.finance.budgets,
            Place.TARGETS: self.finance.targets,
            Place.PARTNERS: self.finance.partners,
            Place.FINDINGS: self._findings,
            Place.RISKS: self._risks,
            Place.CONSULTATION: self._consultation,
            Place.TIMETABLE: self._timetable,
            Place.IMPLICATIONS: self._implications,
            Place.COMMENTS: self._comments,
            Place.CONFLICTS: self._conflicts,
            Place.BACKGROUND_PAPERS: self._background_papers,
            Place.APPENDICES: self._appendices,
            Place.CHECKS: self.finance.checks,
            Place.SOURCES: self._sources,
        }
        found: list[Draft] = []
        for place in Place:
            own = self.leading.get(place)
            blocks = self._text(own) if own else []
            if place in standard:
                blocks += standard[place]()
            if blocks:
                found.append(Draft(own.heading if own else _HEADINGS[place], tuple(blocks), (_HEADINGS[place],)))
            for section in self.following.get(place, ()):
                if extra := self._text(section):
                    found.append(Draft(section.heading, tuple(extra)))
        return found

    def _text(self, section: Section) -> list[Block]:
        return self.placer.text(section.text)

    def _recommendations(self) -> list[Block]:
        if not self.paper.recommendations:
            return []
        lead = Paragraph((Span(f"{self.paper.body or 'The meeting'} is recommended to agree:"),), tone=Tone.LEAD)
        return [lead, *(_recommendation(record) for record in self.paper.recommendations)]

    def _reasons(self) -> list[Block]:
        told = [record for record in self.paper.recommendations if record.reason.strip()]
        if not told:
            return []
        section = 1 + (Place.PURPOSE in self.leading and bool(self._text(self.leading[Place.PURPOSE])))
        items = tuple(
            (Span(f"Recommendation {section}.{index}: ", bold=True), *words(sentence(record.reason)))
            for index, record in enumerate(self.paper.recommendations, start=1)
            if record.reason.strip()
        )
        return [BulletList(items)]

    def _objectives(self) -> list[Block]:
        return self.placer.unless_placed(["table: objectives"]) if self.paper.objectives else []

    def _options(self) -> list[Block]:
        if not self.appraisal.options:
            return []
        blocks = self.placer.unless_placed(["table: options", "table: scores", "chart: contributions"])
        return blocks + self._alternatives()

    def _alternatives(self) -> list[Block]:
        """The options not recommended, and why, as a decision's record needs them; nothing where none is recommended."""
        if not any(option.preferred for option in self.appraisal.options):
            return []
        reasons = {option.name: option.reason.strip() for option in self.paper.options}
        chosen = [option for option in self.appraisal.options if option.preferred and reasons.get(option.name)]
        others = [option for option in self.appraisal.options if not option.preferred]
        blocks: list[Block] = []
        if chosen:
            blocks.append(Heading(2, "Why this option is recommended" if len(chosen) == 1 else "Why these options are recommended"))
            blocks.append(BulletList(tuple(_named(option.name, reasons[option.name]) for option in chosen)))
        if others:
            blocks.append(Heading(2, "Alternative options considered and not recommended"))
            blocks.append(
                BulletList(
                    tuple(
                        _named(
                            option.name, reasons.get(option.name) or ("Not viable" if option.viable is False else "No reason is recorded")
                        )
                        for option in others
                    )
                )
            )
        return blocks

    def _savings(self) -> list[Block]:
        if not any(flow.amounts for flow in self.paper.flows):
            return []
        blocks = [
            *self.finance.savings(),
            *self.placer.unless_placed(["table: savings", "table: cases", "chart: savings", "chart: cumulative"]),
            *self.finance.certainty(),
            *self.finance.conditions(),
        ]
        if not blocks and Place.SAVINGS not in self.leading:
            return []
        self.assumptions_told = True
        return [*blocks, Heading(2, _REST), BulletList(self._assumptions())]

    def _assumptions(self) -> tuple[Words, ...]:
        return tuple((Span(line),) for line in assumptions(self.paper, self.appraisal))

    def _findings(self) -> list[Block]:
        return findings(self.appraisal, self.placer, self.finance.told)

    def _risks(self) -> list[Block]:
        return self.placer.unless_placed(["table: risks"]) if self.paper.risks else []

    def _consultation(self) -> list[Block]:
        return self.placer.unless_placed(["table: consultation"]) if self.paper.consultations else []

    def _timetable(self) -> list[Block]:
        return self.placer.unless_placed(["table: milestones"]) if self.paper.milestones else []

    def _implications(self) -> list[Block]:
        blocks: list[Block] = []
        for record in self.paper.implications:
            if text := self.placer.text(record.text):
                blocks += [Heading(2, record.heading), *text]
        return blocks

    def _comments(self) -> list[Block]:
        blocks: list[Block] = []
        for record in self.paper.officer_comments:
            if text := self.placer.text(record.comment):
                blocks += [Heading(2, filled((record.role, day_in_words(record.date)))), *text]
        return blocks

    def _conflicts(self) -> list[Block]:
        return self.placer.text(self.paper.conflicts_of_interest)

    def _background_papers(self) -> list[Block]:
        if not self.paper.background_papers:
            return [] if Place.BACKGROUND_PAPERS in self.leading else [Paragraph((Span("None."),), tone=Tone.LEAD)]
        return [
            BulletList(
                tuple(
                    words(record.document + (f" (exempt: {record.exempt})" if record.exempt else ""))
                    for record in self.paper.background_papers
                )
            )
        ]

    def _appendices(self) -> list[Block]:
        rows = tuple((record.letter, record.title, record.note) for record in self.paper.appendices)
        return [Appendices(rows)] if rows else []

    def _sources(self) -> list[Block]:
        found: list[Block] = [
            *sources(self.paper, self.appraisal, with_evidence=not self.placer.is_placed("table: evidence")),
            *recorded_scores(self.paper),
        ]
        if not found:
            return []
        lead = filled((BASES, bases_used(self.paper)), " ")
        blocks: list[Block] = [Paragraph((Span(lead),))]
        if not self.assumptions_told and (rest := self._assumptions()):
            blocks += [Heading(2, _REST), BulletList(rest)]
        if self.appraisal.discounting_name and any(flow.amounts for flow in self.paper.flows):
            vintage = f", {self.appraisal.discounting_vintage}" if self.appraisal.discounting_vintage else ""
            blocks.append(Paragraph((Span(f"Discount schedule: {self.appraisal.discounting_name}{vintage}."),)))
        return [*blocks, *found]


def _recommendation(record: RecommendationRecord) -> Recommendation:
    conditions = tuple(words(line.strip(" -•")) for line in record.conditions.splitlines() if line.strip(" -•"))
    text = words(record.text)
    if conditions and text:
        last = text[-1]
        text = (*text[:-1], Span(last.text.rstrip(" .;,"), last.bold, last.italic))
    return Recommendation("", text, conditions, record.supports.strip())


def _named(name: str, reason: str) -> tuple[Span, ...]:
    return (Span(f"{name}: ", bold=True), *words(sentence(capital(reason))))
