"""The sections of an annex on partners: each says in sentences what its tables and figures show, and is empty where nothing is recorded.

A sentence that stands here stands nowhere else in the annex: `printed` holds them, for the findings to leave out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.appraisal.findings import partnership as sentences
from desktop.appraisal.findings.count import counted_up
from desktop.appraisal.findings.finding import Finding
from desktop.appraisal.partners.appraised import Partnership
from desktop.appraisal.results import Appraisal
from desktop.papers.content.blocks import Block, BulletList, Figure, Table, found_span
from desktop.papers.exhibits import Subject
from desktop.papers.exhibits import partners as exhibits
from desktop.papers.sections.placing import Placer


class PartnerSections:
    """What one paper says of partners."""

    def __init__(self, appraisal: Appraisal, placer: Placer) -> None:
        self._partnership, self._placer = appraisal.partnership, placer
        self.printed: set[Finding] = set()
        self.claimed: set[Finding] = set()

    def claim(self) -> None:
        """Leave every sentence on partners to these sections, for a layout that has all of them, some after the findings."""
        if self._partnership is not None:
            self.claimed = set(sentences.on_partners(self._partnership))

    def returns(self) -> list[Block]:
        """Who answered and how sure they are, then the scores, then unit costs."""
        partnership = self._partnership
        if partnership is None or not (partnership.returns.indicators or partnership.scores.scores or partnership.services):
            return []
        rated = sentences.rated(partnership)
        said = [*sentences.returned(partnership), *rated, *sentences.scored(partnership), *sentences.compared(partnership)]
        shown = self._placer.under(Subject.RETURNS)
        if exhibits.ratings_table in self._placer.printed:
            # the table of forecasts by year says as much
            self.printed.update(rated)
        return self._with(said, Subject.RETURNS, shown)

    def fit(self) -> list[Block]:
        """Which partners fit and why, what they say, and what is within reach."""
        partnership = self._partnership
        return [] if partnership is None else self._with(sentences.fitting(partnership), Subject.FIT)

    def sharing(self) -> list[Block]:
        """What is shared already, and what would be cancelled."""
        partnership = self._partnership
        return [] if partnership is None else self._with(sentences.shared(partnership), Subject.SHARING)

    def pool(self) -> list[Block]:
        """What each partner would contribute, and whether it would pay more for less."""
        partnership = self._partnership
        return [] if partnership is None else self._with(sentences.pooled(partnership), Subject.POOL)

    def count(self) -> list[Block]:
        """What public money is spent, what of it reaches the front line, and who pays for the same thing."""
        partnership = self._partnership
        return [] if partnership is None else self._with(counted_up(partnership.count), Subject.COUNT)

    def requests(self) -> list[Block]:
        """What is asked and by when."""
        partnership = self._partnership
        return [] if partnership is None else self._with(self._unanswered(partnership), Subject.REQUESTS)

    def actions(self) -> list[Block]:
        """What is to be done."""
        return self._placer.under(Subject.ACTIONS)

    def _unanswered(self, partnership: Partnership) -> list[Finding]:
        """Two dates for one thing stand below the table of requests, and are not told twice."""
        self.printed.update(sentences.conflict(each) for each in partnership.requests if each.conflict)
        return sentences.unanswered(partnership)

    def _with(self, said: Sequence[Finding], subject: Subject, shown: Sequence[Block] | None = None) -> list[Block]:
        lines = [line for line in dict.fromkeys(said) if line not in self.printed]
        self.printed.update(lines)
        bullets: list[Block] = [BulletList(tuple((found_span(line.with_capital()),) for line in lines))] if lines else []
        return [*bullets, *_noted_once(self._placer.under(subject) if shown is None else shown)]


def _noted_once(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, no note below a figure that stands below a table before it."""
    said = {note for block in blocks if isinstance(block, Table) for note in block.notes}
    return [
        replace(block, notes=tuple(note for note in block.notes if note not in said)) if isinstance(block, Figure) else block
        for block in blocks
    ]
