"""What the sections of a report are made of, whatever its layout: each part from its records, and nothing where there is nothing to say.

The officer's words lead; what is worked out stands in the annex, but for the tables and charts that belong in the report.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from db.nouns import paper_parts
from desktop.appraisal.findings.certainty import how_sure
from desktop.appraisal.findings.changes import what_would_change_it
from desktop.appraisal.findings.choice import choice as who_leads
from desktop.appraisal.findings.lead import where_the_lead_comes_from
from desktop.appraisal.results import Appraisal
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
    found_span,
)
from desktop.papers.content.headings import Headings, matches
from desktop.papers.content.layout_fields import PaperDocument
from desktop.papers.content.numbering import Draft, RecommendationNumber
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import day_in_words, filled, sentence
from desktop.papers.content.words import words
from desktop.papers.exhibits import Exhibit, Subject, choice
from desktop.papers.sections.layout_rows import written_on
from desktop.papers.sections.placing import Placer, is_illustrative
from desktop.papers.sections.section_choice import Order, chosen
from desktop.papers.sections.title_fields import said

#: What stands in a draft where the law asks for words that only an officer can give.
NOT_YET_STATED = "Not yet stated."
#: What stands in a draft under a heading of the layout that nothing fills. It does not say that there is nothing to tell.
NOT_YET_ANSWERED = "Not yet answered."

#: As many reasons as page one takes.
MOST_REASONS = 3


class ReportParts:
    """The parts of one report. A table or a chart that the officer has put somewhere is in none of them."""

    def __init__(self, paper: PaperRecords, appraisal: Appraisal) -> None:
        self.paper, self.appraisal = paper, appraisal
        self.placer = Placer(paper, appraisal)
        self.left_out: frozenset[Exhibit] = frozenset()

    def chosen(self, drafts: Sequence[Draft], order: Order) -> list[Draft]:
        """The sections as the officer wants them; what belongs in those left out is kept from the annex too."""
        kept = chosen(drafts, order, self.paper.layout_fields, self.paper.house)
        of_others = {exhibit for draft in kept for exhibit in draft.exhibits}
        self.left_out = frozenset(
            exhibit for draft in drafts if draft not in kept for exhibit in draft.exhibits if exhibit not in of_others
        )
        return kept

    def recommendations(self) -> list[Block]:
        """What the meeting is asked to agree, exactly as typed, with conditions."""
        return [_recommendation(record) for record in self.paper.recommendations]

    def reasons(self, counting: Counting | None = None) -> list[Block]:
        """Each recommendation's reason with the recommendation's number, unless the officer gives the reasons in words of his own."""
        if any(matches(Headings.REASONS, section.heading) and section.text.strip() for section in self.paper.sections):
            return []
        items = tuple(
            (RecommendationNumber("", bold=True, index=index, after=": "), *words(sentence(record.reason)))
            for index, record in enumerate(self.paper.recommendations)
            if record.reason.strip()
        )
        if not items:
            return []
        return [BulletList(items) if counting is None else NumberedList(items, counting)]

    def further_reasons(self) -> list[Block]:
        """The reasons, in a layout without a section for them, where page one has no room for all."""
        return self.reasons() if sum(bool(record.reason.strip()) for record in self.paper.recommendations) > MOST_REASONS else []

    def objectives(self) -> list[Block]:
        """The objectives."""
        return self.placer.under(Subject.OBJECTIVES)

    def options(self) -> list[Block]:
        """The options, then how far the choice can be doubted."""
        subjects = Subject.OPTIONS, Subject.NEW_COUNCILS, Subject.HOW_SURE, Subject.WHAT_CHANGES_IT, Subject.GROUPS, Subject.WORTH
        return [*self.placer.under(*subjects), *self._doubt()]

    def _doubt(self) -> list[Block]:
        """Who leads, by what, what that stays unless, how often it is first; nothing where scores are made up or not in the report."""
        shown = PaperDocument.REPORT in self.placer.documents(choice.options)
        if not shown or is_illustrative(choice.scores, self.paper) or self.appraisal.leader is None:
            return []
        every = (
            who_leads(self.appraisal),
            where_the_lead_comes_from(self.appraisal),
            what_would_change_it(self.appraisal),
            how_sure(self.appraisal),
        )
        lines = [line for lines in every for line in lines[:1]]
        return [BulletList(tuple((found_span(line),) for line in lines))] if lines else []

    def risks(self) -> list[Block]:
        """The risks and their controls."""
        return self.placer.under(Subject.RISKS)

    def consultation(self) -> list[Block]:
        """Who was consulted."""
        return self.placer.under(Subject.CONSULTATION)

    def timetable(self) -> list[Block]:
        """The milestones, then what is to be done under a heading."""
        return [*self.placer.under(Subject.MILESTONES), *headed("Actions", self.placer.under(Subject.ACTIONS))]

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
        """The list; in a draft that it is not stated, unless an officer's words say so: `led`."""
        if self.paper.background_papers:
            return [BulletList(tuple(words(record.document) for record in self.paper.background_papers))]
        return [] if led else self.unstated()

    def listed_background_papers(self) -> list[Block]:
        """The list alone, in a layout that has no heading for it where there is none."""
        return self.background_papers(led=True)

    def appendices(self) -> list[Block]:
        """The appendices by letter."""
        rows = tuple((record.letter, record.title, record.note) for record in self.paper.appendices)
        return [Appendices(rows)] if rows else []

    def unstated(self) -> list[Block]:
        """What stands where the law asks for a statement that is not recorded: in a draft, that it is not stated."""
        return self._in_a_draft(NOT_YET_STATED)

    def unanswered(self) -> list[Block]:
        """What stands under a heading that nothing fills: in a draft, that it is not answered."""
        return self._in_a_draft(NOT_YET_ANSWERED)

    def _in_a_draft(self, words_of_it: str) -> list[Block]:
        return [Paragraph((Span(words_of_it),), tone=Tone.LEAD)] if self.paper.draft else []

    def author(self) -> list[Block]:
        """Who wrote the paper, and for what day."""
        rows = said((("Author", self.paper.author), ("Date", written_on(self.paper))))
        return [FieldTable(rows)] if rows else []

    def money_by_year(self) -> list[Block]:
        """The money by year, and whatever else on it is ticked into the report."""
        return self.placer.under(Subject.SAVINGS, Subject.CERTAINTY, Subject.CONDITIONS, Subject.OUTTURN)

    def budgets(self) -> list[Block]:
        """What it does to budgets, cash and funding."""
        return self.placer.under(Subject.BUDGETS)

    def money(self) -> list[Block]:
        """All on money and on partners, each under its heading: what is spent and saved, targets and returns, who gains."""
        return [*self.spending(), *self.targets(), *self.returns(), *self.partners(), *self.arranged()]

    def spending(self) -> list[Block]:
        """Savings and costs, what they do to budgets, and the grant that is bid for."""
        money = [*headed("Savings and costs", self.money_by_year()), *headed("Budgets, cash and funding", self.budgets())]
        return [*money, *headed("Grant rounds and bids", self.placer.under(Subject.GRANTS))]

    def conditions(self) -> list[Block]:
        """What the savings depend on, under a heading."""
        return headed("What depends on conditions", self.placer.under(Subject.CONDITIONS))

    def outturn(self) -> list[Block]:
        """What has come of what was planned, under a heading."""
        return headed("Planned against actual", self.placer.under(Subject.OUTTURN))

    def targets(self) -> list[Block]:
        """Efficiency targets and progress, under a heading."""
        return headed("Efficiency targets", self.placer.under(Subject.TARGETS))

    def returns(self) -> list[Block]:
        """What partners returned and scored, under a heading."""
        return headed("Returns from partners", self.placer.under(Subject.RETURNS))

    def partners(self) -> list[Block]:
        """Who pays and who gains, under a heading."""
        return headed("Who pays and who gains", self.placer.under(Subject.GAINS))

    def arranged(self) -> list[Block]:
        """What partners spend, pool, share and ask, each under its heading."""
        return [*self.contributions(), *self.sharing(), *self.requests()]

    def sharing(self) -> list[Block]:
        """What is shared already, and how well partners fit, each under its heading."""
        shared, fit = self.placer.under(Subject.SHARING), self.placer.under(Subject.FIT)
        return [*headed("Services shared already", shared), *headed("Choice of partner", fit)]

    def contributions(self) -> list[Block]:
        """What partners spend now, and what they would put into a pool, each under a heading."""
        spent, pooled = self.placer.under(Subject.COUNT), self.placer.under(Subject.POOL)
        return [*headed("The Count of public spend", spent), *headed("Contributions to the pool", pooled)]

    def requests(self) -> list[Block]:
        """What is asked and by when, under a heading."""
        return headed("Requests and deadlines", self.placer.under(Subject.REQUESTS))

    def lines(self, text: str) -> list[Block]:
        """What a field of the paper says, where nothing else counts it."""
        return as_leads(self.placer.text(text))

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
        earlier = self.paper.layout_fields.previous_reports.strip()
        return self.lines("\n\n".join(earlier.splitlines())) if earlier else self.lines(self.paper.where_from)

    def declared(self) -> list[Block]:
        """Conflicts of interest, under a heading."""
        return headed("Conflicts of interest", self.conflicts())


def as_leads(blocks: Collection[Block]) -> list[Block]:
    """The blocks without numbers of their own for their paragraphs."""
    return [replace(block, tone=Tone.LEAD) if isinstance(block, Paragraph) and block.tone is Tone.BODY else block for block in blocks]


def _recommendation(record: paper_parts.Recommendation) -> Recommendation:
    """A recommendation as typed; its conditions are lines, with or without the bullets they were typed with."""
    conditions = tuple(words(line.strip(" -•")) for line in record.conditions.splitlines() if line.strip(" -•"))
    return Recommendation("", words(record.text), conditions, record.supports.strip(), record.short_name.strip())


def headed(heading: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks below a heading, unless they begin with one of their own."""
    return [Heading(2, heading), *blocks] if blocks and not isinstance(blocks[0], Heading) else list(blocks)
