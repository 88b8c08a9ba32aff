"""Puts tables and charts where an officer's text asks for them, and remembers which have a place."""

from __future__ import annotations

from desktop.appraisal.results import Appraisal
from desktop.papers.content.blocks import Block, Paragraph, Span, Tone
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.words import parse
from desktop.papers.exhibits import Exhibit, Subject, of_subject
from desktop.papers.law.withheld_statements import emptied
from desktop.papers.law.withholding import in_its_place, label


class Placer:
    """Draws the tables and charts of one paper from its records."""

    def __init__(self, paper: PaperRecords, appraisal: Appraisal) -> None:
        self._paper, self._appraisal = paper, appraisal
        self._placed = {part for section in paper.sections for part in parse(section.text) if isinstance(part, Exhibit)}
        self._placed |= {part for item in paper.implications for part in parse(item.text) if isinstance(part, Exhibit)}

    def text(self, text: str) -> list[Block]:
        """An officer's text with its tables and charts."""
        blocks: list[Block] = []
        for part in parse(text):
            if isinstance(part, Exhibit):
                blocks += self.blocks(part)
            else:
                blocks.append(part)
        return blocks

    def under(self, subject: Subject) -> list[Block]:
        """The tables and charts of a subject, but for those that the officer has put somewhere."""
        return [block for exhibit in of_subject(subject) if exhibit not in self._placed for block in self.blocks(exhibit)]

    def is_placed(self, exhibit: Exhibit) -> bool:
        """Whether the officer has put a table or a chart somewhere."""
        return exhibit in self._placed

    def blocks(self, exhibit: Exhibit) -> list[Block]:
        """A table or a chart: in the public paper nothing of what is withheld, in the whole one after words that say so."""
        marks = self._paper.withheld_places.get(exhibit.line)
        if marks is None:
            return list(emptied(self._paper, exhibit.drawn_from, exhibit.build(self._paper, self._appraisal)))
        if not self._paper.exempt:
            return [Paragraph((Span(f"{in_its_place(marks)}.", italic=True),), tone=Tone.LEAD)]
        whole = exhibit.build(self._paper, self._appraisal)
        return [Paragraph((Span(label(marks), bold=True),), tone=Tone.LEAD), *whole]
