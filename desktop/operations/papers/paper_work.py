"""Several papers of one case: copying one, and the order of the sections of each."""

from __future__ import annotations

from collections.abc import Sequence

from db.nouns import nouns_of
from db.nouns.papers import Paper
from db.writing import Unit
from desktop.operations.papers.papers import free_title
from desktop.operations.records.adapters import after_last


def copy(unit: Unit, case: int, paper: int) -> int:
    """Add a copy of a paper with all its parts, as a draft, after the others; returns its id. Its versions stay behind."""
    original = unit.get(Paper, paper)
    last = after_last(unit.column(Paper, "position", case_id=case))
    title = free_title(unit, case, f"{original.title}, copy")
    paper_copy = unit.add(original.but(id=0, case_id=case, position=last, title=title, status="draft"))
    for noun in nouns_of("paper_parts"):
        for part in unit.all(noun, paper_id=paper):
            unit.add(part.but(id=0, paper_id=paper_copy.id))
    return paper_copy.id


def set_order(unit: Unit, paper: int, headings: Sequence[str], left_out: Sequence[str]) -> None:
    """Record the order in which a paper's sections print, and those that do not; none at all is the layout's own order."""
    unit.change(unit.get(Paper, paper), section_order="\n".join(headings), sections_left_out="\n".join(left_out))
