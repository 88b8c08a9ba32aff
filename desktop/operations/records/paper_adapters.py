"""How the parts of a paper that words cite stand in their tables: what cites them follows as they are moved, renamed and deleted."""

from __future__ import annotations

from typing import Any

from sqlmodel import select

from db.paper import Recommendation
from db.writing import Unit
from desktop.operations.papers import paper_citations
from desktop.operations.records.adapters import Adapter
from desktop.operations.records.columns import Value
from desktop.papers.content.blocks import letters


class RecommendationAdapter(Adapter):
    """Recommendations: cited by short name from the first time that their places change."""

    def assign(self, unit: Unit, parent: int, record: Any, key: str, value: Value) -> None:
        """Set one value; what cites it by its short name goes on doing so."""
        before = record.short_name
        super().assign(unit, parent, record, key, value)
        if key == "short_name" and record.id is not None:
            paper_citations.renamed(unit, record.paper_id, "recommendation", {before: record.short_name})

    def before_moving(self, unit: Unit, parent: int) -> None:
        """Let go of citations by place."""
        paper_citations.settle(unit, parent)

    def before_deleting(self, unit: Unit, record: Any) -> None:
        """Let go of citations by place."""
        paper_citations.settle(unit, record.paper_id)


class SectionAdapter(Adapter):
    """Sections: cited, and named as the reasons of recommendations, by their heading."""

    def assign(self, unit: Unit, parent: int, record: Any, key: str, value: Value) -> None:
        """Set one value; what names the section by its heading goes on doing so."""
        before = record.heading if key == "heading" and record.id is not None else ""
        super().assign(unit, parent, record, key, value)
        if before and record.heading and before != record.heading:
            paper_citations.renamed(unit, record.paper_id, "section", {before: record.heading})
            for recommendation in unit.session.exec(select(Recommendation).where(Recommendation.paper_id == record.paper_id)):
                if recommendation.supports.strip().casefold() == before.strip().casefold():
                    recommendation.supports = record.heading
                    unit.session.add(recommendation)


class AppendixAdapter(Adapter):
    """Appendices: lettered A, B, C in their order as long as they were so before one of them is moved."""

    _in_order = False

    def assign(self, unit: Unit, parent: int, record: Any, key: str, value: Value) -> None:
        """Set one value; what cites the appendix by its letter goes on doing so."""
        before = record.letter if key == "letter" and record.id is not None else ""
        super().assign(unit, parent, record, key, value)
        if before and record.letter:
            paper_citations.renamed(unit, record.paper_id, "appendix", {before: record.letter})

    def before_moving(self, unit: Unit, parent: int) -> None:
        """Note whether the letters are those of the order."""
        self._in_order = all(
            record.letter.strip().upper() == letters(index).upper() for index, record in enumerate(self.records(unit, parent))
        )

    def after_moving(self, unit: Unit, parent: int) -> None:
        """Letter them anew in their new order, and what cites them with them."""
        if not self._in_order:
            return
        new = {record.letter: letters(index).upper() for index, record in enumerate(self.records(unit, parent))}
        for record in self.records(unit, parent):
            record.letter = new[record.letter]
            unit.session.add(record)
        paper_citations.renamed(unit, parent, "appendix", new)
