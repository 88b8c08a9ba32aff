"""Several papers of one case: copying one, the order of the sections of each, and where its tables and charts stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from db.nouns import nouns_of
from db.nouns.paper_parts import Appendix, Picture
from db.nouns.papers import Paper
from db.writing import Unit
from desktop.operations.papers.paper_files import copy_files
from desktop.operations.papers.papers import free_title
from desktop.operations.records.adapters import after_last
from desktop.papers.content.layout_fields import LayoutFields, PaperDocument, left_out


def copy(unit: Unit, case: int, paper: int) -> int:
    """Add a copy of a paper with all its parts, as a draft, after the others; returns its id. Its versions stay behind."""
    original = unit.get(Paper, paper)
    last = after_last(unit.column(Paper, "position", case_id=case))
    title = free_title(unit, case, f"{original.title}, copy")
    paper_copy = unit.add(original.but(id=0, case_id=case, position=last, title=title, status="draft"))
    for noun in nouns_of("paper_parts"):
        for part in unit.all(noun, paper_id=paper):
            part_copy = unit.add(part.but(id=0, paper_id=paper_copy.id))
            if noun in (Picture, Appendix):
                copy_files(unit, noun, part.id, part_copy.id)
    return paper_copy.id


def set_order(unit: Unit, paper: int, headings: Sequence[str], sections_left_out: Sequence[str]) -> None:
    """Record the order in which a paper's sections print, and those that do not; none at all is the layout's own order."""
    record = unit.get(Paper, paper)
    ticks = LayoutFields(sections_left_out=record.sections_left_out).ticks
    unit.change(record, section_order="\n".join(headings), sections_left_out=left_out(sections_left_out, ticks))


def tick(unit: Unit, paper: int, key: str, documents: Collection[PaperDocument] | None) -> None:
    """Record in which of a paper's documents a table or a chart stands; `None` leaves it to stand where it stands of itself."""
    record = unit.get(Paper, paper)
    fields = LayoutFields(sections_left_out=record.sections_left_out)
    ticks: dict[str, Collection[PaperDocument]] = {each: held for each, held in fields.ticks.items() if each != key}
    if documents is not None:
        ticks[key] = documents
    unit.change(record, sections_left_out=left_out(fields.headings_left_out, ticks))
