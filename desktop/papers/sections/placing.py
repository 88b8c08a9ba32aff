"""Where each table and chart stands, in the report or in the annex, and the blocks of those that one of the two has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from desktop.appraisal.results import Appraisal
from desktop.papers.content.blocks import Block, Figure, Paragraph, Picture, Span, Table, Tone
from desktop.papers.content.headings import Headings, folded, matches
from desktop.papers.content.layout_fields import PaperDocument
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.words import PicturePlace, parse, words
from desktop.papers.exhibits import Exhibit, Stands, Subject, of_subject
from desktop.papers.law.withheld_statements import EMPTIED, emptied
from desktop.papers.law.withholding import Marks, in_its_place, label
from desktop.papers.sources.tables import HasBasis, records_by_table

#: The headings under which officers write of a subject: a table of records that say the same then stands in the annex.
_SAID_UNDER = {
    Subject.RISKS: Headings.RISKS,
    Subject.CONSULTATION: rf"{Headings.CONSULTATION}|(outcomes of )?consultation.*|partnership working.*",
    Subject.MILESTONES: rf"{Headings.TIMETABLE}|(the )?(recommended|preferred) approach",
    Subject.ACTIONS: rf"{Headings.TIMETABLE}|(the )?(recommended|preferred) approach",
}
_NOT_KNOWN, _NOUGHT = frozenset(("not known", "not yet known")), "£0"


def documents_of(exhibit: Exhibit, paper: PaperRecords, placed: Collection[Exhibit]) -> frozenset[PaperDocument]:
    """The documents that an exhibit stands in: those that the officer ticked, or else the report where his words hold it.

    What stands in the report of itself goes to the annex where it rests on illustrative records.
    """
    ticked = paper.layout_fields.ticks.get(exhibit.key)
    if ticked is not None:
        return ticked
    if exhibit in placed:
        return frozenset((PaperDocument.REPORT,))
    if exhibit.stands is Stands.WHERE_PLACED:
        return frozenset()
    in_report = exhibit.stands is Stands.REPORT or (exhibit.stands is Stands.WHERE_UNSAID and not _is_said(exhibit.subject, paper))
    in_report |= bool(exhibit.asked_by) and exhibit.asked_by == paper.layout
    return frozenset((PaperDocument.REPORT if in_report and not is_illustrative(exhibit, paper) else PaperDocument.ANNEX,))


def is_illustrative(exhibit: Exhibit, paper: PaperRecords) -> bool:
    """Whether any record that an exhibit is drawn from is made up to show the method."""
    by_table = records_by_table(paper)
    return _any_illustrative(record for table in exhibit.drawn_from for record in by_table.get(table, ()))


def _any_illustrative(records: Iterable[HasBasis]) -> bool:
    return any(record.basis == "illustrative" for record in records)


def _is_said(subject: Subject, paper: PaperRecords) -> bool:
    texts = [(section.heading, section.text) for section in paper.sections] + [(each.heading, each.text) for each in paper.implications]
    return any(matches(_SAID_UNDER[subject], heading) and text.strip() for heading, text in texts)


def placed_in(paper: PaperRecords) -> frozenset[Exhibit]:
    """The tables and charts that the officer's words hold."""
    texts = [section.text for section in paper.sections] + [each.text for each in paper.implications]
    return frozenset(part for text in texts for part in parse(text) if isinstance(part, Exhibit))


class Placer:
    """Draws the tables and charts of one of a paper's two documents from its records.

    `left_out` are those of the sections that the officer leaves out: the annex has one of them only where the officer ticks it.
    """

    def __init__(
        self,
        paper: PaperRecords,
        appraisal: Appraisal,
        document: PaperDocument = PaperDocument.REPORT,
        left_out: Collection[Exhibit] = frozenset(),
    ) -> None:
        self._paper, self._appraisal, self._document = paper, appraisal, document
        self._left_out = {exhibit for exhibit in left_out if exhibit.key not in paper.layout_fields.ticks}
        self._placed = placed_in(paper)
        self._asked: set[Exhibit] = set()
        self.printed: set[Exhibit] = set()

    def text(self, text: str) -> list[Block]:
        """An officer's text with its tables and charts, but for those ticked out of the document."""
        blocks: list[Block] = []
        for part in parse(text):
            if isinstance(part, PicturePlace):
                blocks += self._picture(part)
                continue
            if not isinstance(part, Exhibit):
                blocks.append(part)
                continue
            self._asked.add(part)
            if self._document in self.documents(part):
                blocks += self.blocks(part)
        return blocks

    def drawn(self, text: str) -> list[Block]:
        """The tables, charts and pictures that an officer's text places, without its words."""
        blocks: list[Block] = []
        for part in parse(text):
            if isinstance(part, PicturePlace):
                blocks += self._picture(part)
            elif isinstance(part, Exhibit):
                blocks += self.blocks(part)
        return blocks

    def _picture(self, place: PicturePlace) -> list[Block]:
        """A picture of the paper: as the line is typed where there is none of the name, and in a draft a sentence where it has no file."""
        record = next((each for each in self._paper.pictures if folded(each.name) == folded(place.name)), None)
        if record is None:
            return [Paragraph(words(place.line))]
        if record.marks.withheld and not self._paper.exempt:
            return [_withheld(record.marks)]
        block: Block = Picture(
            record.contents,
            record.alternative,
            record.width / 100,
            record.caption,
            (f"Source: {record.source}",) if record.source.strip() else (),
        )
        if not record.contents:
            block = Paragraph((Span(f"Not yet chosen: the file of the picture ‘{record.name}’."),), tone=Tone.LEAD)
        shown = [block] if record.contents or self._paper.draft else []
        return [Paragraph((Span(label(record.marks), bold=True),), tone=Tone.LEAD), *shown] if record.marks.withheld else shown

    def placed(self, line: str) -> list[Block]:
        """What a line of an officer's text would place, wherever it stands now."""
        return [block for part in parse(line) if isinstance(part, Exhibit) for block in self.blocks(part)]

    def under(self, *subjects: Subject) -> list[Block]:
        """The tables and charts of these subjects that stand here without a place among words, each once; none that says nothing."""
        return list(self._under(subjects))

    def _under(self, subjects: Collection[Subject]) -> Iterator[Block]:
        for exhibit in (each for subject in subjects for each in of_subject(subject)):
            in_words = self._document is PaperDocument.REPORT and exhibit in self._placed
            self._asked.add(exhibit)
            if not in_words and exhibit not in self.printed | self._left_out and self._document in self.documents(exhibit):
                yield from self.blocks(exhibit, asked_for=False)

    def asked(self) -> frozenset[Exhibit]:
        """The tables and charts asked for since this was last called, wherever they stand."""
        exhibits = frozenset(self._asked)
        self._asked.clear()
        return exhibits

    def is_left_out(self, *subjects: Subject) -> bool:
        """Whether the sections of every one of these subjects are left out."""
        return bool(self._left_out) and all(set(of_subject(subject)) <= self._left_out for subject in subjects)

    def documents(self, exhibit: Exhibit) -> frozenset[PaperDocument]:
        """The documents that an exhibit stands in."""
        return documents_of(exhibit, self._paper, self._placed)

    def blocks(self, exhibit: Exhibit, *, asked_for: bool = True) -> list[Block]:
        """A table or a chart: in the public paper nothing of what is withheld, in the whole one after words that say so.

        A table without rows is a sentence where the officer asked for it, and nothing where he did not.
        """
        marks = self._paper.withheld_places.get(exhibit.line)
        self.printed.add(exhibit)
        if marks is not None and not self._paper.exempt:
            return [_withheld(marks)]
        built = emptied(self._paper, exhibit.drawn_from, exhibit.blocks(self._paper, self._appraisal))
        whole: list[Block] = [_or_a_sentence(block) for block in built if asked_for or not isinstance(block, Table) or block.rows]
        if asked_for and not whole and not self._paper.withheld_tables.isdisjoint(exhibit.drawn_from):
            whole = [Paragraph((Span(EMPTIED),), tone=Tone.LEAD)]
        return whole if marks is None else [Paragraph((Span(label(marks), bold=True),), tone=Tone.LEAD), *whole]


def _withheld(marks: Marks) -> Paragraph:
    """What stands in the public paper in the place of what is withheld."""
    return Paragraph((Span(f"{in_its_place(marks)}.", italic=True),), tone=Tone.LEAD)


def _or_a_sentence(block: Table | Figure) -> Table | Figure | Paragraph:
    """A sentence in place of a table without rows, or of one in which nothing is known."""
    if isinstance(block, Table) and not block.rows:
        return Paragraph((Span(block.empty),), tone=Tone.LEAD)
    if not isinstance(block, Table):
        return block
    said = {cell.casefold() for row in block.rows for cell in row[1:] if cell.strip()}
    if said != {_NOUGHT} and said - {_NOUGHT} <= _NOT_KNOWN:
        names = len(block.columns) == 1 or not any(cell.strip() for row in block.rows for cell in row[1:])
        return block if names else Paragraph((Span(f"{block.caption}: not known yet."),), tone=Tone.LEAD)
    return block
