"""How the parts of a paper that words cite stand in the store: what cites them follows as they are moved, renamed and deleted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from db.nouns.paper_parts import Appendix, PaperSection, Picture, Recommendation
from db.nouns.papers import Paper
from db.reading import Reader
from db.writing import Unit
from desktop.errors import KnownTrouble
from desktop.operations.records import paper_citations
from desktop.operations.records.adapters import Adapter
from desktop.operations.records.bodies import check_body, hand_over
from desktop.papers.content.blocks import letters


class PaperAdapter(Adapter[Paper]):
    """Papers: of those that share a body each is for another body or council, and the body outlives the paper in which it is written."""

    def check(self, record: Paper, keys: Collection[str]) -> None:
        """Raises KnownTrouble where the body is written nowhere, or two documents are for the same body of the same council."""
        if not {"body_paper", "council", "body"}.isdisjoint(keys):
            check_body(self.reader, record)

    def before_deleting(self, unit: Unit, record: Paper) -> None:
        """Leave the body to the next document of the decision."""
        hand_over(unit, record)


class RecommendationAdapter(Adapter[Recommendation]):
    """Recommendations: cited by short name from the first time that their places change."""

    def changed(self, unit: Unit, before: Recommendation, record: Recommendation) -> None:
        """What cites it by its short name goes on doing so."""
        paper_citations.renamed(unit, record.paper_id, "recommendation", {before.short_name: record.short_name})

    def before_moving(self, unit: Unit) -> None:
        """Let go of citations by place."""
        paper_citations.settle(unit, self.parent)

    def before_deleting(self, unit: Unit, record: Recommendation) -> None:
        """Let go of citations by place."""
        paper_citations.settle(unit, record.paper_id)


class SectionAdapter(Adapter[PaperSection]):
    """Sections: cited, and named as the reasons of recommendations, by their heading."""

    def changed(self, unit: Unit, before: PaperSection, record: PaperSection) -> None:
        """What names the section by its heading goes on doing so."""
        if before.heading == record.heading:
            return
        for paper in _printing(unit, record.paper_id):
            paper_citations.renamed(unit, paper, "section", {before.heading: record.heading})
            for recommendation in unit.all(Recommendation, paper_id=paper):
                if recommendation.supports.strip().casefold() == before.heading.strip().casefold():
                    unit.change(recommendation, supports=record.heading)


class PictureAdapter(Adapter[Picture]):
    """Pictures: placed among words by their name."""

    def check(self, record: Picture, keys: Collection[str]) -> None:
        """Raises KnownTrouble for a name that no line of words can hold."""
        if "name" in keys and set(record.name) & set("[]\n"):
            raise KnownTrouble("The name of a picture has no square brackets, since [picture: name] places it: choose another name")

    def changed(self, unit: Unit, before: Picture, record: Picture) -> None:
        """What places it by its name goes on doing so."""
        for paper in _printing(unit, record.paper_id):
            paper_citations.renamed(unit, paper, "picture", {before.name: record.name})


class AppendixAdapter(Adapter[Appendix]):
    """Appendices: lettered A, B, C in their order as long as they were so before one of them is moved."""

    def changed(self, unit: Unit, before: Appendix, record: Appendix) -> None:
        """What cites the appendix by its letter goes on doing so."""
        for paper in _printing(unit, record.paper_id):
            paper_citations.renamed(unit, paper, "appendix", {before.letter: record.letter})

    def after_moving(self, unit: Unit, before: Sequence[Appendix]) -> None:
        """Letter them anew in their new order, and what cites them with them."""
        if any(record.letter.strip().upper() != letters(index).upper() for index, record in enumerate(before)):
            return
        after = self.records()
        new = {record.letter: letters(index).upper() for index, record in enumerate(after)}
        for record in after:
            unit.change(record, letter=new[record.letter])
        for paper in _printing(unit, self.parent):
            paper_citations.renamed(unit, paper, "appendix", new)


def _printing(reader: Reader, paper: int) -> list[int]:
    """The papers that print the body written in this one: itself, and the other documents of its decision."""
    return [paper, *reader.column(Paper, "id", body_paper_id=paper)]
