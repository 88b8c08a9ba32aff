"""The appraisal annex: every table and chart that the report has not, what the appraisal finds, and where each figure of both comes from.

It is the same whatever the layout of the report, and is made after it: what stands in the report, and what belongs in sections that the
officer leaves out, is not here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.appraisal.findings.finding import FLOWS, Finding
from desktop.appraisal.reorganisation.reorganised import Reorganisation
from desktop.appraisal.results import Appraisal
from desktop.papers.content.blocks import Block, BulletList, Document, Heading, Paragraph, Span, Words, found_span
from desktop.papers.content.layout_fields import PaperDocument
from desktop.papers.content.numbering import Draft, citing, numbered
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import filled
from desktop.papers.exhibits import Subject, choice, delivery
from desktop.papers.sections.findings import findings
from desktop.papers.sections.money_sections import FinanceSections
from desktop.papers.sections.partner_sections import PartnerSections
from desktop.papers.sections.placing import Placer
from desktop.papers.sections.report_parts import ReportParts, headed
from desktop.papers.sections.title_fields import document, meeting
from desktop.papers.sources.in_print import tables_in_print
from desktop.papers.sources.provenance import BASES, assumptions, bases_used, sources
from desktop.papers.sources.quoting import quoted
from desktop.papers.sources.recorded_scores import recorded_scores

TITLE = "Appraisal annex"
SOURCES = "Sources and assumptions"
_REST = "What the figures rest on"
_CHOICE = Subject.OPTIONS, Subject.HOW_SURE, Subject.WHAT_CHANGES_IT, Subject.GROUPS, Subject.WORTH
_MONEY = Subject.SAVINGS, Subject.CERTAINTY, Subject.CONDITIONS


def annex(report: ReportParts, made: Document) -> Document:
    """The annex to a report that has been `made`. A section with nothing in it is left out."""
    parts = AnnexParts(report)
    sections = [Draft(heading, tuple(blocks)) for heading, blocks in parts.sections() if blocks]
    sections += [Draft(SOURCES, tuple(blocks)) for blocks in (parts.sources(sections, made),) if blocks]
    paper = report.paper
    to = meeting(paper)
    return document(paper, f"{TITLE} to the report to {to}" if to else TITLE, (), numbered(sections, elsewhere=citing(made)))


def _told_of(reorganisation: Reorganisation) -> tuple[Finding, ...]:
    from desktop.appraisal.findings.reorganisation import on_reorganisation  # few cases reorganise anything

    return tuple(dict.fromkeys(on_reorganisation(reorganisation)))


class AnnexParts:
    """The parts of the annex to one report."""

    def __init__(self, report: ReportParts) -> None:
        self.paper: PaperRecords = report.paper
        self.appraisal: Appraisal = report.appraisal
        self._report = report
        self.placer = Placer(report.paper, report.appraisal, PaperDocument.ANNEX, report.left_out)
        self.finance = FinanceSections(report.appraisal, self.placer)
        self.partnership = PartnerSections(report.appraisal, self.placer)
        self.partnership.claim()
        self._reorganised = () if self.appraisal.reorganisation is None else _told_of(self.appraisal.reorganisation)
        self._assumptions_printed = False

    def sections(self) -> Iterator[tuple[str, list[Block]]]:
        """Each section but the sources, in order: its heading, and what is in it."""
        under, left_out = self.placer.under, self.placer.is_left_out
        finance, partnership = self.finance, self.partnership
        yield "Objectives", under(Subject.OBJECTIVES)
        yield "Options considered", under(Subject.OPTIONS)
        yield "New councils", [] if left_out(Subject.NEW_COUNCILS) else self._new_councils()
        yield "Savings and costs", [] if left_out(*_MONEY) else self._savings()
        yield "Planned against actual", [] if left_out(Subject.OUTTURN) else finance.outturn()
        yield "Budgets, cash and funding", [] if left_out(Subject.BUDGETS) else finance.budgets()
        yield "Grant rounds and bids", [] if left_out(Subject.GRANTS) else finance.grants()
        yield "Efficiency targets", [] if left_out(Subject.TARGETS) else finance.targets()
        yield "Returns from partners", [] if left_out(Subject.RETURNS) else partnership.returns()
        yield "Who pays and who gains", [] if left_out(Subject.GAINS) else finance.partners()
        yield "The Count of public spend", [] if left_out(Subject.COUNT) else partnership.count()
        yield "Contributions to the pool", [] if left_out(Subject.POOL) else partnership.pool()
        yield "Services shared already", [] if left_out(Subject.SHARING) else partnership.sharing()
        yield "Choice of partner", [] if left_out(Subject.FIT) else partnership.fit()
        yield "Requests and deadlines", [] if left_out(Subject.REQUESTS) else partnership.requests()
        yield "Findings of the appraisal", [] if left_out(*_CHOICE) else self._findings()
        yield "Risks", under(Subject.RISKS)
        yield "Consultation", under(Subject.CONSULTATION)
        milestones, actions = under(Subject.MILESTONES), under(Subject.ACTIONS)
        yield ("Timetable", [*milestones, *headed("Actions", actions)]) if milestones else ("Actions", actions)
        yield "Services and evidence", under(Subject.RECORDS)

    def _new_councils(self) -> list[Block]:
        """What the choice of new councils turns on and what their council tax forgoes, then their tables."""
        bullets = [BulletList(tuple((found_span(line.with_capital()),) for line in self._reorganised))] if self._reorganised else []
        return [*bullets, *self.placer.under(Subject.NEW_COUNCILS)]

    def _savings(self) -> list[Block]:
        if not any(flow.amounts for flow in self.paper.flows):
            return []
        finance, shown = self.finance, self.placer.under(Subject.SAVINGS)
        self._assumptions_printed = True
        rest: list[Block] = [Heading(2, _REST), BulletList(self._assumptions())]
        return [*finance.savings(), *shown, *finance.certainty(), *finance.conditions(), *rest]

    def _findings(self) -> list[Block]:
        """What the appraisal finds, but for what is told above; of money nothing, where its sections are left out."""
        elsewhere = self.finance.printed | self.partnership.printed | self.partnership.claimed | set(self._reorganised)
        if self.placer.is_left_out(*_MONEY):
            elsewhere |= {line for line in self.appraisal.findings if any(source.sheet == FLOWS for source in line.rests_on)}
        return findings(self.appraisal, self.placer, elsewhere)

    def _assumptions(self) -> tuple[Words, ...]:
        return tuple((Span(line),) for line in assumptions(self.paper, self.appraisal))

    def sources(self, sections: Sequence[Draft], made: Document) -> list[Block]:
        """Every figure that the two documents print, the report as `made`, with its record, and what was assumed."""
        printed, own = self._report.placer.printed | self.placer.printed, [block for section in sections for block in section.blocks]
        tables = tables_in_print(self.paper, printed, own)
        has_evidence = delivery.evidence in printed or "evidence" not in tables
        evidence = () if has_evidence else quoted(self.paper.evidence, (*made.blocks, *own))
        source_blocks: list[Block] = [*sources(self.paper, self.appraisal, tables, evidence)]
        source_blocks += recorded_scores(self.paper, self.appraisal, tables, with_key=choice.scores not in printed)
        if not source_blocks:
            return []
        blocks: list[Block] = [Paragraph((Span(filled((BASES, bases_used(self.paper, tables)), " ")),))]
        money_out = self.placer.is_left_out(*_MONEY)
        if not self._assumptions_printed and not money_out and "scores" in tables and (rest := self._assumptions()):
            blocks += [Heading(2, _REST), BulletList(rest)]
        return [*blocks, *source_blocks]
