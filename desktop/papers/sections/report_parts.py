"""What the sections of a paper are made of, whatever its layout: each part from its records, and nothing where there is nothing to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from db.nouns import paper_parts
from desktop.appraisal.results import Appraisal, OptionResult
from desktop.appraisal.wording import listed
from desktop.papers.content.blocks import (
    Appendices,
    Block,
    BulletList,
    Counting,
    FieldTable,
    Heading,
    NumberedList,
    Paragraph,
    Recommendation,
    Span,
    Tone,
    Words,
)
from desktop.papers.content.numbering import RecommendationNumber
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import capital, day_in_words, filled, sentence
from desktop.papers.content.words import words
from desktop.papers.exhibits import Subject, delivery
from desktop.papers.sections.findings import findings
from desktop.papers.sections.layout_rows import written_on
from desktop.papers.sections.money_sections import FinanceSections
from desktop.papers.sections.partner_sections import PartnerSections
from desktop.papers.sections.placing import Placer
from desktop.papers.sections.title_fields import said
from desktop.papers.sources.provenance import BASES, assumptions, bases_used, sources
from desktop.papers.sources.recorded_scores import recorded_scores

_REST = "What the figures rest on"


class ReportParts:
    """The parts of one paper. A table or a chart that the officer has put somewhere is in none of them."""

    def __init__(self, paper: PaperRecords, appraisal: Appraisal) -> None:
        self.paper, self.appraisal = paper, appraisal
        self.placer = Placer(paper, appraisal)
        self.finance = FinanceSections(appraisal, self.placer)
        self.partnership = PartnerSections(appraisal, self.placer)
        self.partnership.claim()
        self.assumptions_printed = self._conditions_printed = self._outturn_printed = False

    def recommendations(self) -> list[Block]:
        """What the meeting is asked to agree, with conditions."""
        if not self.paper.recommendations:
            return []
        lead = Paragraph((Span(f"{self.paper.body or 'The meeting'} is recommended to agree:"),), tone=Tone.LEAD)
        return [lead, *(_recommendation(record) for record in self.paper.recommendations)]

    def reasons(self, counting: Counting | None = None) -> list[Block]:
        """Each recommendation's reason with the recommendation's number, which holds wherever it is numbered."""
        items = tuple(
            (RecommendationNumber("", bold=True, index=index, before="Recommendation ", after=": "), *words(sentence(record.reason)))
            for index, record in enumerate(self.paper.recommendations)
            if record.reason.strip()
        )
        if not items:
            return []
        return [BulletList(items) if counting is None else NumberedList(items, counting)]

    def objectives(self) -> list[Block]:
        """The objectives."""
        return self.placer.under(Subject.OBJECTIVES) if self.paper.objectives else []

    def options(self) -> list[Block]:
        """The options with their scores, and why each is recommended or not."""
        if not self.appraisal.options:
            return []
        blocks = self.placer.under(Subject.OPTIONS)
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
            blocks.append(BulletList(tuple(_named(option.name, reasons.get(option.name) or _why_not(option)) for option in others)))
        return blocks

    def savings(self, led: bool = False) -> list[Block]:
        """Costs and savings; `led` says that an officer's words lead into them, so that the section stands without tables of its own."""
        if not any(flow.amounts for flow in self.paper.flows):
            return []
        blocks = [*self.finance.savings(), *self.placer.under(Subject.SAVINGS), *self.finance.certainty(), *self.conditions()]
        if not blocks and not led:
            return []
        self.assumptions_printed = True
        return [*blocks, Heading(2, _REST), BulletList(self._assumptions())]

    def _assumptions(self) -> tuple[Words, ...]:
        return tuple((Span(line),) for line in assumptions(self.paper, self.appraisal))

    def findings(self) -> list[Block]:
        """What the appraisal finds."""
        return findings(self.appraisal, self.placer, self.finance.printed | self.partnership.printed | self.partnership.claimed)

    def risks(self) -> list[Block]:
        """The risks and their controls."""
        return self.placer.under(Subject.RISKS) if self.paper.risks else []

    def consultation(self) -> list[Block]:
        """Who was consulted."""
        return self.placer.under(Subject.CONSULTATION) if self.paper.consultations else []

    def timetable(self) -> list[Block]:
        """The milestones, then what is to be done under a heading."""
        shown = self.placer.under(Subject.MILESTONES) if self.paper.milestones else []
        return [*shown, *self.actions()]

    def implications(self, records: Sequence[paper_parts.Implication]) -> list[Block]:
        """What is said of each of these implications, under its heading."""
        blocks: list[Block] = []
        for record in records:
            if text := self.placer.text(record.text):
                blocks += [Heading(2, record.heading), *text]
        return blocks

    def comments(self) -> list[Block]:
        """The comments of the statutory officers, each with who and when."""
        blocks: list[Block] = []
        for record in self.paper.officer_comments:
            if text := self.placer.text(record.comment):
                blocks += [Heading(2, filled((record.role, day_in_words(record.date)))), *text]
        return blocks

    def conflicts(self) -> list[Block]:
        """Conflicts of interest, and the dispensations granted for them."""
        granted = self.paper.decision.dispensations.strip()
        blocks = self.placer.text(self.paper.conflicts_of_interest)
        return [*blocks, *self.placer.text(f"Dispensations granted: {granted}")] if granted else blocks

    def background_papers(self, led: bool = False) -> list[Block]:
        """The list, or that there is none, unless an officer's words say so: `led`."""
        if not self.paper.background_papers:
            return [] if led else [Paragraph((Span("None."),), tone=Tone.LEAD)]
        return [BulletList(tuple(words(record.document) for record in self.paper.background_papers))]

    def appendices(self) -> list[Block]:
        """The appendices by letter."""
        rows = tuple((record.letter, record.title, record.note) for record in self.paper.appendices)
        return [Appendices(rows)] if rows else []

    def recommended(self) -> list[Block]:
        """The recommendations; a sentence where there are none, in a layout that has a section for them."""
        return self.recommendations() or [Paragraph((Span("No recommendation is recorded."),), tone=Tone.LEAD)]

    def author(self) -> list[Block]:
        """Who wrote the paper, and for what day."""
        rows = said((("Author", self.paper.author), ("Date", written_on(self.paper))))
        return [FieldTable(rows)] if rows else []

    def compared(self) -> list[Block]:
        """The options, then what the appraisal finds, under headings of their own."""
        return [*self.options(), *self.findings()]

    def money(self) -> list[Block]:
        """Everything on money and on partners, each part under its heading: what is spent and saved, targets and returns, who gains."""
        return [*self.spending(), *self.targets(), *self.returns(), *self.partners(), *self.arranged()]

    def arranged(self) -> list[Block]:
        """What partners pool, share and ask, each under its heading."""
        return [*self.contributions(), *self.sharing(), *self.requests()]

    def spending(self) -> list[Block]:
        """Savings and costs, budgets, and the Section 151 officer's checks, each under its heading."""
        return [
            *_under("Savings and costs", self.savings()),
            *self.outturn(),
            *_under("Budgets, cash and funding", self.finance.budgets()),
            *_under("The Section 151 officer’s checks", self.finance.checks()),
        ]

    def conditions(self) -> list[Block]:
        """What the savings depend on, under a heading; told once in a paper, here or among the savings."""
        already, self._conditions_printed = self._conditions_printed, True
        return [] if already else self.finance.conditions()

    def outturn(self) -> list[Block]:
        """What has come of what was planned, under a heading; told once in a paper."""
        already, self._outturn_printed = self._outturn_printed, True
        return [] if already else _under("Planned against actual", self.finance.outturn())

    def targets(self) -> list[Block]:
        """Efficiency targets and progress, under a heading."""
        return _under("Efficiency targets", self.finance.targets())

    def partners(self) -> list[Block]:
        """Who pays and who gains, under a heading."""
        return _under("Who pays and who gains", self.finance.partners())

    def lines(self, text: str) -> list[Block]:
        """What a field of the paper says, where nothing else counts it."""
        return [replace(block, tone=Tone.LEAD) if isinstance(block, Paragraph) else block for block in self.placer.text(text)]

    def circulation(self) -> list[Block]:
        """Who was told under the local issues alert procedure."""
        return self.placer.text(self.paper.layout_fields.circulation)

    def sensitive_issue(self) -> list[Block]:
        """What was issued under the sensitive issue procedure."""
        return self.lines(self.paper.layout_fields.sensitive_issue)

    def ward_members_notified(self) -> list[Block]:
        """Which members of the wards were told."""
        return self.lines(self.paper.layout_fields.ward_members_notified)

    def previous_reports(self) -> list[Block]:
        """Earlier reports and decisions, and where the paper comes from."""
        return [*self.lines(self.paper.where_from), *self.lines("\n\n".join(self.paper.layout_fields.previous_reports.splitlines()))]

    def returns(self) -> list[Block]:
        """What partners returned and scored, under a heading."""
        return _under("Returns from partners", self.partnership.returns())

    def sharing(self) -> list[Block]:
        """What is shared already, and how well partners fit, each under its heading."""
        return [*_under("Services shared already", self.partnership.sharing()), *_under("Choice of partner", self.partnership.fit())]

    def contributions(self) -> list[Block]:
        """What partners would put into a pool, under a heading."""
        return _under("Contributions to the pool", self.partnership.pool())

    def requests(self) -> list[Block]:
        """What is asked and by when, under a heading."""
        return _under("Requests and deadlines", self.partnership.requests())

    def actions(self) -> list[Block]:
        """What is to be done, under a heading."""
        return _under("Actions", self.partnership.actions())

    def declared(self) -> list[Block]:
        """Conflicts of interest, under a heading."""
        return _under("Conflicts of interest", self.conflicts())

    def sources(self) -> list[Block]:
        """Every figure with its record, and what was assumed."""
        source_blocks: list[Block] = [
            *sources(self.paper, self.appraisal, with_evidence=not self.placer.is_placed(delivery.evidence)),
            *recorded_scores(self.paper),
        ]
        if not source_blocks:
            return []
        lead = filled((BASES, bases_used(self.paper)), " ")
        blocks: list[Block] = [Paragraph((Span(lead),))]
        if not self.assumptions_printed and (rest := self._assumptions()):
            blocks += [Heading(2, _REST), BulletList(rest)]
        if self.appraisal.discounting_name and any(flow.amounts for flow in self.paper.flows):
            vintage = f", {self.appraisal.discounting_vintage}" if self.appraisal.discounting_vintage else ""
            blocks.append(Paragraph((Span(f"Discount schedule: {self.appraisal.discounting_name}{vintage}."),)))
        return [*blocks, *source_blocks]


def _recommendation(record: paper_parts.Recommendation) -> Recommendation:
    conditions = tuple(words(line.strip(" -•")) for line in record.conditions.splitlines() if line.strip(" -•"))
    text = words(record.text)
    if conditions and text:
        last = text[-1]
        text = (*text[:-1], replace(last, text=last.text.rstrip(" .;,")))
    return Recommendation("", text, conditions, record.supports.strip(), record.short_name.strip())


def _why_not(option: OptionResult) -> str:
    """Why an option is not recommended where no officer has said so: that it is not viable, or what it fails."""
    reasons = []
    if option.viable is False:
        reasons.append("it is not viable")
    if option.failed:
        reasons.append(f"it fails {listed(option.failed)}, which an option must pass")
    if option.not_shown:
        reasons.append(f"it is not shown to pass {listed(option.not_shown)}, which an option must pass")
    return listed(reasons) if reasons else "No reason is recorded"


def _named(name: str, reason: str) -> tuple[Span, ...]:
    return (Span(f"{name}: ", bold=True), *words(sentence(capital(reason))))


def _under(heading: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks below a heading, unless they begin with one of their own."""
    return [Heading(2, heading), *blocks] if blocks and not isinstance(blocks[0], Heading) else list(blocks)
