"""Several papers of one case: copies, the documents of one decision, the order of sections, and where tables and charts stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from db.nouns import nouns_of
from db.nouns.noun import Noun
from db.nouns.paper_parts import Appendix, Picture
from db.nouns.papers import Paper
from db.nouns.register import Organisation
from db.reading import Reader
from db.writing import Unit
from desktop.appraisal.wording import listed
from desktop.operations.papers.paper_files import copy_files
from desktop.operations.papers.papers import free_title
from desktop.operations.papers.withheld import lacks
from desktop.operations.records.adapters import after_last
from desktop.operations.records.bodies import (
    BODY,
    apart_from,
    body_words,
    documents_of,
    is_judged_apart,
    lead_of,
    order_kept,
    printed_parts,
)
from desktop.operations.records.marks import row_marks
from desktop.operations.records.names import compared
from desktop.operations.records.records import Row, add, rows
from desktop.papers.content.layout_fields import LayoutFields, PaperDocument, left_out

#: The kinds of organisation whose decisions no paper of a council is for.
_NO_AUTHORITIES = frozenset(("NHS", "company", "charity", "union", "other"))


def copy(unit: Unit, case: int, paper: int) -> int:
    """Add a copy of a paper with all its parts, as a draft, after the others; returns its id. Its versions stay behind.

    A body that is written in another paper is copied too, and is then the copy's own.
    """
    original = unit.get(Paper, paper)
    last = after_last(unit.column(Paper, "position", case_id=case))
    title = free_title(unit, case, f"{original.title}, copy")
    paper_copy = unit.add(original.but(id=0, case_id=case, position=last, title=title, status="draft", body_paper_id=None))
    for noun in nouns_of("paper_parts"):
        for position, part in enumerate(printed_parts(unit, noun, paper)):
            part_copy = unit.add(part.but(id=0, paper_id=paper_copy.id, position=position))
            if noun in (Picture, Appendix):
                copy_files(unit, noun, part.id, part_copy.id)
    return paper_copy.id


def start_for(unit: Unit, case: int, paper: int, council: str) -> int:
    """Add the document of another council for the decision of a paper, and return its id. Its body is the one that is written already.

    Raises KnownTrouble where there is a document for the same body of that council.
    """
    lead = unit.get(Paper, lead_of(unit, paper) or paper)
    for_council = lead.but(council=council)
    named = free_title(unit, case, f"{lead.title}, {body_words(for_council)}")
    shared = {"layout": lead.layout, "body": lead.body, "body_kind": lead.body_kind, "council": council}
    return add(unit, Paper, case, {"title": named, **shared, "body_paper": lead.title})


def other_councils(reader: Reader, case: int, paper: int) -> tuple[str, ...]:
    """The councils and other authorities of a case that no document of a paper's decision is for."""
    taken = {compared(each.council) for each in documents_of(reader, reader.get(Paper, paper))}
    names = (row.text("name") for row in rows(reader, Organisation, case) if row.text("kind") not in _NO_AUTHORITIES)
    return tuple(name for name in names if compared(name) not in taken)


def set_order(unit: Unit, paper: int, headings: Sequence[str], sections_left_out: Sequence[str]) -> None:
    """Record the order in which a paper's sections print, and those that do not; none at all is the layout's own order."""
    record = unit.get(Paper, paper)
    ticks = LayoutFields(sections_left_out=order_kept(unit, record)[1]).ticks
    unit.change(record, section_order="\n".join(headings), sections_left_out=left_out(sections_left_out, ticks))


def tick(unit: Unit, paper: int, key: str, documents: Collection[PaperDocument] | None) -> None:
    """Record in which of a paper's documents a table or a chart stands; `None` leaves it to stand where it stands of itself."""
    record = unit.get(Paper, paper)
    section_order, held_out = order_kept(unit, record)
    fields = LayoutFields(sections_left_out=held_out)
    ticks: dict[str, Collection[PaperDocument]] = {each: held for each, held in fields.ticks.items() if each != key}
    if documents is not None:
        ticks[key] = documents
    unit.change(record, section_order=section_order, sections_left_out=left_out(fields.headings_left_out, ticks))


class DocumentRow(NamedTuple):
    """A row that a paper prints, and the paper in which it is written. One `judged_apart` prints the words of the shared one it is for."""

    paper: int
    row: Row
    judged_apart: bool = False

    @property
    def says_why(self) -> bool:
        """Whether it is open, or says why it is withheld."""
        marks = row_marks(self.row)
        return not marks.withheld or not any(lacks(marks))


def document_rows(reader: Reader, noun: type[Noun], paper: int) -> tuple[DocumentRow, ...]:
    """The rows of a noun that a paper prints, in their order."""
    own = {row.id: row for row in rows(reader, noun, paper)}
    lead = lead_of(reader, paper)
    if lead is None or noun not in BODY:
        return tuple(DocumentRow(paper, row) for row in own.values())
    apart, placed = apart_from(reader, noun, paper), []
    for shared in rows(reader, noun, lead):
        row = own.get(apart.get(shared.id, 0))
        judged = row is not None and "text" in row.values and not row.text("text").strip()
        placed.append(DocumentRow(lead, shared) if row is None else DocumentRow(paper, row, judged))
    return (*placed, *(DocumentRow(paper, row) for id_, row in own.items() if id_ not in apart.values()))


def write_apart(unit: Unit, noun: type[Noun], paper: int, part: int) -> int:
    """Give a document a part of its own in the place of a shared one, and return its id.

    Until it has words it prints the shared ones; who may see it is judged of it alone, beginning as the shared part is judged.
    """
    shared = unit.get(noun, part)
    own = shared.but(id=0, paper_id=paper, position=after_last(unit.column(noun, "position", paper_id=paper)))
    return int(vars(unit.add(own.but(text="") if "text" in noun.COLUMNS else own))["id"])


def shared_note(reader: Reader, noun: type[Noun], paper: int, part: int) -> tuple[str, bool]:
    """What an officer should know of a part of a paper that other documents print, and whether it may be written apart; blank where
    none does.
    """
    record = reader.get(Paper, paper)
    if noun is Paper and record.body_paper_id is not None:
        lead = reader.get(Paper, record.body_paper_id).title
        return f"Its title and its body print as they are written in ‘{lead}’. The title here names it in the list of papers.", False
    if noun not in BODY or len(documents := documents_of(reader, record)) == 1:
        return "", False
    of_record = reader.find(noun, id=part)
    if of_record is None:
        return "", False
    lead = documents[0].title
    if vars(of_record)["paper_id"] != paper:
        return f"Written in ‘{lead}’, and printed here too: what is changed here is changed there.", True
    if record.body_paper_id is None:
        return f"Printed in {listed([f'‘{each.title}’' for each in documents[1:]])} too.", False
    if is_judged_apart(reader, of_record, paper):
        return f"Until it has words, those of ‘{lead}’ are printed. Who may see it is judged for this council alone.", False
    return "", False
