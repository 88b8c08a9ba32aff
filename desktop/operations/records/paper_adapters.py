"""How the parts of a paper that words cite stand in the store: what cites them follows as they are moved, renamed and deleted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from db.nouns.paper_parts import Appendix, PaperSection, Picture, Recommendation
from db.writing import Unit
from desktop.errors import KnownTrouble
from desktop.operations.records import paper_citations
from desktop.operations.records.adapters import Adapter
from desktop.papers.content.blocks import letters


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
        paper_citations.renamed(unit, record.paper_id, "section", {before.heading: record.heading})
        for recommendation in unit.all(Recommendation, paper_id=record.paper_id):
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
        paper_citations.renamed(unit, record.paper_id, "picture", {before.name: record.name})


class AppendixAdapter(Adapter[Appendix]):
    """Appendices: lettered A, B, C in their order as long as they were so before one of them is moved."""

    def changed(self, unit: Unit, before: Appendix, record: Appendix) -> None:
        """What cites the appendix by its letter goes on doing so."""
        paper_citations.renamed(unit, record.paper_id, "appendix", {before.letter: record.letter})

    def after_moving(self, unit: Unit, before: Sequence[Appendix]) -> None:
        """Letter them anew in their new order, and what cites them with them."""
        if any(record.letter.strip().upper() != letters(index).upper() for index, record in enumerate(before)):
            return
        after = self.records()
        new = {record.letter: letters(index).upper() for index, record in enumerate(after)}
        for record in after:
            unit.change(record, letter=new[record.letter])
        paper_citations.renamed(unit, self.parent, "appendix", new)
