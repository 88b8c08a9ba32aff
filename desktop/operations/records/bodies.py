"""The body of a decision that several councils take: written once, in one paper, and printed in a document of each.

A document's front page, recommendations, officers' comments and contacts are its own, and so are its exempt judgements: a part of its own
that is called as a shared one stands in its place, and without words has the shared words under marks of its own.
"""

from __future__ import annotations

from typing import TypeVar

from db.nouns.noun import MARKING, Noun
from db.nouns.paper_parts import Appendix, BackgroundPaper, Implication, PaperSection, Picture
from db.nouns.papers import Paper
from db.nouns.records import PaperPart
from db.reading import Reader
from db.writing import Unit
from desktop.errors import KnownTrouble
from desktop.operations.records.names import compared

_P = TypeVar("_P", bound=Noun)

#: The parts that documents of one decision share.
BODY: tuple[type[PaperPart], ...] = (PaperSection, Implication, BackgroundPaper, Appendix, Picture)


def lead_of(reader: Reader, paper: int | None) -> int | None:
    """The paper in which the body of this one is written; nothing where it has its own."""
    return None if paper is None else reader.get(Paper, paper).body_paper_id


def documents_of(reader: Reader, paper: Paper) -> list[Paper]:
    """Every document of the decision that a paper is of, the one in which its body is written first; itself alone where it shares none."""
    lead = paper.body_paper_id or paper.id
    if not lead:  # a case without a paper has one that is recorded nowhere
        return [paper]
    return [reader.get(Paper, lead), *reader.all(Paper, body_paper_id=lead)]


def printed_parts(reader: Reader, noun: type[_P], paper: int) -> list[_P]:
    """The parts that a paper prints: its own, and those of the paper in which its body is written."""
    own = reader.all(noun, paper_id=paper)
    lead = lead_of(reader, paper) if noun in BODY else None
    if lead is None:
        return own
    apart = apart_from(reader, noun, paper)
    by_id = {vars(each)["id"]: each for each in own}
    shared = reader.all(noun, paper_id=lead)
    placed = [_in_its_place(each, by_id[apart[id_]]) if (id_ := vars(each)["id"]) in apart else each for each in shared]
    return [*placed, *(each for id_, each in by_id.items() if id_ not in apart.values())]


def apart_from(reader: Reader, noun: type[Noun], paper: int) -> dict[int, int]:
    """The parts of its own that a document has in the place of shared ones: their ids, by the ids of those."""
    lead, own = lead_of(reader, paper), reader.all(noun, paper_id=paper)
    apart: dict[int, int] = {}
    for shared in reader.all(noun, paper_id=lead) if lead is not None and noun in BODY else ():
        part = next((each for each in own if _name(each) == _name(shared)), None)
        if part is not None:
            own.remove(part)
            apart[vars(shared)["id"]] = vars(part)["id"]
    return apart


def printed_from(reader: Reader, noun: type[Noun], paper: int) -> list[int]:
    """The papers whose parts of a noun a paper prints, itself first."""
    lead = lead_of(reader, paper) if noun in BODY else None
    return [paper] if lead is None else [paper, lead]


def _in_its_place(shared: _P, apart: _P) -> _P:
    """What a document prints of a shared part that it has a part of its own for."""
    if not _is_without_words(apart):
        return apart
    return shared.but(**{field: vars(apart)[field] for field in MARKING})


def _name(part: Noun) -> str:
    return compared(str(vars(part)[type(part).NAMED_BY[0]]))


def order_kept(reader: Reader, paper: Paper) -> tuple[str, str]:
    """The order of the sections, and what is left out, as a paper has them: those of its body, unless it says otherwise itself."""
    own = paper.section_order, paper.sections_left_out
    lead = reader.get(Paper, paper.body_paper_id) if paper.body_paper_id is not None else paper
    if not any(own) and lead.layout == paper.layout:
        return lead.section_order, lead.sections_left_out
    return own


def is_judged_apart(reader: Reader, part: Noun, paper: int) -> bool:
    """Whether a part of a paper has no words and stands in the place of a shared one, whose words it prints under its own marks."""
    return _is_without_words(part) and vars(part)["id"] in apart_from(reader, type(part), paper).values()


def _is_without_words(part: Noun) -> bool:
    return "text" in part.COLUMNS and not str(vars(part)["text"]).strip()


def settle_body(unit: Unit, paper: int) -> None:
    """Make what a paper prints of a shared body its own, parts keeping their ids: in a copy of a store, or before the other paper goes."""
    lead = lead_of(unit, paper)
    for noun in BODY if lead is not None else ():
        parts = printed_parts(unit, noun, paper)
        kept = {vars(each)["id"] for each in parts}
        for own in unit.all(noun, paper_id=paper):
            if own.id not in kept:
                unit.remove(own)
        for position, part in enumerate(parts):
            marks = {field: vars(part)[field] for field in MARKING}
            unit.change(unit.get(noun, vars(part)["id"]), paper_id=paper, position=position, **marks)


def hand_over(unit: Unit, paper: Paper) -> None:
    """Before a paper goes: its body becomes that of the next document of the decision, and the others print that one's."""
    others = [each for each in documents_of(unit, paper) if each.body_paper_id == paper.id]
    if not others:
        return
    heir = others[0]
    settle_body(unit, heir.id)
    unit.change(heir, body_paper_id=None)
    for each in others[1:]:
        unit.change(each, body_paper_id=heir.id)


def check_body(reader: Reader, paper: Paper) -> None:
    """Raises KnownTrouble where a paper cannot have its body written where it says, or is for the same body as another document."""
    if paper.body_paper_id is not None:
        _check_lead(reader, paper, paper.body_paper_id)
    if paper.body_paper_id is None and not paper.id:
        return
    alike = next((each for each in documents_of(reader, paper) if each.id != paper.id and is_for_the_same(each, paper)), None)
    if alike is not None:
        raise KnownTrouble(f"‘{alike.title}’ is for {body_words(alike)} already: choose another council or body for this document")


def _check_lead(reader: Reader, paper: Paper, body_paper: int) -> None:
    lead = reader.find(Paper, id=body_paper, case_id=paper.case_id)
    if lead is None:
        raise KnownTrouble("Body written in: that paper is not of this case. Choose one that is")
    if lead.id == paper.id:
        raise KnownTrouble("Body written in: a paper cannot have its body written in itself. Choose another paper, or clear it")
    if paper.id and (other := reader.find(Paper, body_paper_id=paper.id)) is not None:
        raise KnownTrouble(f"Body written in: the body of ‘{other.title}’ is written in this paper, so it stays here. Clear it")
    if lead.body_paper_id is not None:
        first = reader.get(Paper, lead.body_paper_id).title
        raise KnownTrouble(f"Body written in: the body of ‘{lead.title}’ is itself written in ‘{first}’. Choose ‘{first}’")


def is_for_the_same(one: Paper, other: Paper) -> bool:
    """Whether two papers are for the same body of the same council. A council that is not stated is nobody's."""
    return bool(one.council.strip()) and all(compared(vars(one)[key]) == compared(vars(other)[key]) for key in ("council", "body"))


def body_words(paper: Paper) -> str:
    """Who a paper is for, such as ‘Cabinet of Hatherley’; blank where neither is recorded."""
    body, council = paper.body.strip(), paper.council.strip()
    return f"{body} of {council}" if body and council and compared(council) not in compared(body) else body or council
