"""Several papers of one case: copying one, and the order of the sections of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from db.paper import Paper
from db.writing import Unit
from desktop.operations.papers.papers import free_title
from desktop.operations.records import nouns
from desktop.operations.records.adapters import TABLES, after_last

#: What a copy of a paper does not take with it: its own identity, and that it is final.
_ITS_OWN = frozenset({"id", "paper_id", "position", "status", "title"})


def copy(unit: Unit, case: int, paper: int) -> int:
    """Add a copy of a paper with all its parts, as a draft, after the others; returns its id. Its versions stay behind."""
    original = unit.session.get_one(Paper, paper)
    last = after_last(unit.session.exec(select(Paper.position).where(Paper.case_id == case)))
    paper_copy = Paper(**_values(original), case_id=case, position=last, title=free_title(unit, case, f"{original.title}, copy"))
    unit.session.add(paper_copy)
    unit.session.flush()
    for noun in nouns.PAPER_PARTS:
        table: Any = TABLES[noun.table]
        for part in unit.session.exec(select(table).where(table.paper_id == paper).order_by(col(table.position), col(table.id))):
            unit.session.add(table(**_values(part), paper_id=paper_copy.id, position=part.position))
    unit.session.flush()
    return int(paper_copy.id or 0)


def _values(record: Any) -> dict[str, Any]:
    columns = [column.key for column in type(record).__table__.columns]
    return {key: getattr(record, key) for key in columns if key not in _ITS_OWN and key != "case_id"}


def set_order(unit: Unit, paper: int, headings: Sequence[str], left_out: Sequence[str]) -> None:
    """Record the order in which a paper's sections print, and those that do not; none at all is the layout's own order."""
    paper_record = unit.session.get_one(Paper, paper)
    paper_record.section_order, paper_record.sections_left_out = "\n".join(headings), "\n".join(left_out)
    unit.session.add(paper_record)
    unit.session.flush()
