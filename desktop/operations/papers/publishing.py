"""The records of a public paper, and those of the whole one: made from the store before anything is read for a paper.

Both are a copy of the store in memory. In the public copy whatever is exempt or confidential is gone: words, names that are withheld,
amounts (which become not known, in every year alike, so that not even the years give anything away), scores (which become missing), and
what hangs on them. The case is then appraised and the paper built from that copy as from any store, so that no total, no chart, no
bookmark and no note can hold what is not there. In the whole copy everything is there, and says what is not for publication.

What of a withheld record stays its noun declares: its references, and the columns without which the others could not be told apart. What
is not declared goes, and what refers to it goes with it.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

from db.copies import copy_in_memory
from db.nouns import ALL, noun_of
from db.nouns.case import Case
from db.nouns.choice import Option
from db.nouns.finals import ChangeReason, FinalFigure
from db.nouns.gates import GateFigure
from db.nouns.money import CashFlow
from db.nouns.noun import MARKING, UNSTATED, BelongsTo, Column, Kind, Link, Noun, Seen
from db.nouns.paper_parts import Implication, PaperSection, Picture, Recommendation, WithheldPart
from db.nouns.papers import Paper
from db.nouns.records import CaseRecord, Linked, MarkedRecord
from db.nouns.register import CaseService, Service
from db.nouns.values import NOT_KNOWN
from db.reading import Reader
from db.writing import Unit
from desktop.operations.papers.following import also_withheld, bring_weights_together
from desktop.operations.papers.paper_files import names_placed
from desktop.operations.papers.versions import key_of
from desktop.operations.records.bodies import settle_body
from desktop.operations.records.held import (
    ids_where,
    is_anything_marked,
    marked_nouns,
    marked_records,
    records_where,
    texts_marked,
)
from desktop.operations.records.marks import marks_of
from desktop.operations.records.records import records_under
from desktop.papers.choosing import order_of
from desktop.papers.content.headings import folded, is_usual
from desktop.papers.content.marked_text import labelled, public_text, whole_text
from desktop.papers.exhibits import BY_KEY
from desktop.papers.law.withholding import in_its_place, label, short

#: What stays of every withheld record, beside its references: its place, and its marks.
_ALWAYS = frozenset(("id", "position", *MARKING))
_R = TypeVar("_R", bound=Linked)


@contextlib.contextmanager
def published(reader: Reader, case: int, paper: int | None, *, exempt: bool) -> Iterator[Reader]:
    """What reads the records of the public paper, or with `exempt` those of the whole one.

    Where nothing in the store is marked it is the reader given: the public paper is then the whole one.
    """
    if not is_anything_marked(reader):
        yield reader
        return
    with copy_in_memory(reader) as copied:
        if paper is not None:
            settle_body(copied, paper)
        if exempt:
            _mark_all(copied)
        else:
            _withhold_all(copied, case, paper)
        records = copied.read_only()
        records.is_public = not exempt
        yield records


def tables_withheld(reader: Reader, case: int, paper: int | None) -> frozenset[str]:
    """The tables in which a record that a paper draws on is withheld."""
    return frozenset(
        noun.TABLE
        for noun in {type(record) for each in marked_nouns() for record in marked_records(reader, each)}
        if any(record.withheld for record in records_of_noun(reader, noun, case, paper))
    )


def names_of(noun: type[Noun]) -> tuple[str, ...]:
    """The fields a record of a noun is known by: the texts it must have."""
    kinds = (Kind.TEXT, Kind.LONG_TEXT)
    return tuple(
        field for field, each in noun.COLUMNS.items() if each.heading and each.required and each.kind in kinds and field not in noun.KEPT
    )


def usual_heading(reader: Reader, record: PaperSection | Implication) -> str:
    """The heading of a section or an implication where it is one that any paper of its layout has, and so tells nothing; else blank."""
    if is_usual(record.heading):
        return record.heading
    own = {folded(heading) for heading in order_of(reader.get(Paper, record.paper_id).layout).headings}
    return record.heading if folded(record.heading) in own else ""


def _answered_heading(reader: Reader, record: PaperSection | Implication) -> str:
    """The heading of the question that a section answers in the form that its paper is; blank where it answers none."""
    if isinstance(record, Implication) or not record.question:
        return ""
    questions = order_of(reader.get(Paper, record.paper_id).layout).questions
    return next((question.heading for question in questions if question.key == record.question), "")


def records_of_noun(reader: Reader, noun: type[_R], case: int, paper: int | None) -> list[_R]:
    """The records of a noun that a paper draws on."""
    if noun.BELONGS_TO is BelongsTo.PAPER:
        return reader.all(noun, paper_id=paper)
    return records_under(reader, noun, case)


@functools.cache
def _referring(table: str) -> tuple[tuple[type[Linked], Column], ...]:
    """The references that lead to the records of a table, each with the noun that has it."""
    return tuple((noun_of(other), each) for other in ALL for each in noun_of(other).COLUMNS.values() if each.refers_to == table)


# The public copy


def _withhold_all(unit: Unit, case: int, paper: int | None) -> None:
    for table in ALL:
        if noun_of(table).SEEN is Seen.NEVER:
            unit.remove_all(noun_of(table))
    # without a paper it is what every paper of the case may print
    of_papers = [paper] if paper is not None else unit.column(Paper, "id", case_id=case)
    for part in unit.all(WithheldPart, paper_id=of_papers):
        if part.withheld:
            _withhold_what_is_drawn(unit, part, case, part.paper_id)
    for noun in marked_nouns():
        for record in marked_records(unit, noun):
            _pass_on(unit, record)
    for withheld, beside in also_withheld(unit, case):
        _give_marks(unit, beside, withheld)
    for place in unit.all(CaseService, service_id=ids_where(unit, Service, "withheld <> ''")):
        unit.change(place, in_scope=None)
    for noun in marked_nouns():
        names = _names_withheld(unit, noun)
        for record in marked_records(unit, noun):
            _withhold(unit, record, names)
    bring_weights_together(unit, case)
    _drop_reasons_withheld(unit)
    _put_texts(unit, public_text)
    for paper_id in of_papers:
        _drop_pictures(unit, paper_id)
    _withhold_finals(unit)


def _drop_pictures(unit: Unit, paper: int) -> None:
    """Take out the pictures that no open words place: those of a withheld section or passage go with it."""
    placed = names_placed(unit, paper)
    for picture in unit.all(Picture, paper_id=paper):
        if folded(picture.name) not in placed:
            unit.remove(picture)


def _withhold_what_is_drawn(unit: Unit, part: WithheldPart, case: int, paper: int | None) -> None:
    """Mark what a withheld table or chart of this paper is drawn from."""
    drawn_from = BY_KEY[part.part].drawn_from if part.part in BY_KEY else ()
    for noun in marked_nouns():
        if noun.TABLE in drawn_from:
            _give_marks(unit, records_of_noun(unit, noun, case, paper), part)


def _pass_on(unit: Unit, record: MarkedRecord) -> None:
    """Do to what refers to a withheld record as the reference declares: what hangs on it is given its marks, or goes where it can have
    none, and so do the references that would tell of it."""
    for noun, reference in _referring(record.TABLE):
        if reference.link is Link.PROPOSAL:
            proposals = dict.fromkeys(each.field for each in noun.COLUMNS.values() if each.link is Link.PROPOSAL)
            for referring in records_where(unit, noun, f"{reference.field} = ?", record.id):
                unit.change(referring, **proposals)
        elif reference.link is Link.PART and issubclass(noun, MarkedRecord):
            _give_marks(unit, records_where(unit, noun, f"{reference.field} = ?", record.id), record)
        elif reference.link is Link.PART:
            unit.remove_all(noun, **{reference.field: record.id})


def _give_marks(unit: Unit, records: Iterable[MarkedRecord], like: MarkedRecord) -> None:
    """Mark records as another is, their names with them; one with marks of its own keeps its paragraphs and its reason."""
    marks = {field: vars(like)[field] for field in ("withheld", "exempt_paragraphs", "public_interest")}
    for record in records:
        unit.change(record, name_public=False, **({} if record.withheld else marks))


def _names_withheld(unit: Unit, noun: type[MarkedRecord]) -> dict[int, str]:
    """What the records whose names are withheld are called, by id: where names tell records apart, one that no open record has."""
    hidden = [record for record in marked_records(unit, noun) if not record.name_public]
    if not noun.NUMBERED:
        return {record.id: in_its_place(marks_of(record)) for record in hidden}
    (field,) = names_of(noun)
    for record in hidden:
        # what no officer can type: another hidden one may have the very name that this is given
        unit.change(record, **{field: f"\x01{record.id}"})
    hidden_ids = {record.id for record in hidden}
    open_names = {vars(record)[field] for record in unit.all(noun, with_years=False) if record.id not in hidden_ids}
    free = (name for number in itertools.count(1) if (name := f"Withheld {noun.SINGULAR} {number}") not in open_names)
    return {record.id: next(free) for record in hidden}


def _withhold(unit: Unit, record: MarkedRecord, called: Mapping[int, str]) -> None:
    """Take all that a withheld record says out of it, but for what is kept."""
    noun, marks = type(record), marks_of(record)
    names = names_of(noun)
    kept = {*_ALWAYS, *noun.KEPT, *((*names, *noun.KEPT_WITH_NAME) if marks.name_public else ())}
    values: dict[str, object] = {}
    for field, each in noun.COLUMNS.items():
        if each.link in (Link.PART, Link.PLACE) if each.refers_to else field in kept:
            continue
        if field in names:
            values[field] = called[record.id]
        elif each.type == "Amount":
            values[field] = NOT_KNOWN
        else:
            values[field] = each.instead or (None if each.default is UNSTATED else each.default)
    if isinstance(record, PaperSection | Implication) and (usual := usual_heading(unit, record) or _answered_heading(unit, record)):
        # so that it stands where its heading has it stand, and is not taken for a section that nobody wrote
        values |= {"heading": usual, "text": in_its_place(marks)}
    elif noun.SAYS_WITHHELD and noun.SAYS_WITHHELD not in kept:
        values[noun.SAYS_WITHHELD] = in_its_place(marks)
    elif marks.name_public and names and not noun.NUMBERED:
        values[names[-1]] = f"{vars(record)[names[-1]]} ({in_its_place(marks).lower()})"
    for field, yearly in noun.YEARLY.items():
        # in every year there could be an amount, whether there is one or not
        values[field] = dict.fromkeys(_years_of(unit, record), NOT_KNOWN) if yearly.kind is Kind.ESTIMATE else {}
    unit.change(record, **values)


def _years_of(reader: Reader, record: MarkedRecord) -> Collection[int]:
    """The years that a withheld record could have an amount in."""
    if not isinstance(record, CaseRecord):
        # a register is read by every case of the store
        return set(reader.column(Case, "base_year"))
    case = reader.get(Case, record.case_id)
    if isinstance(record, CashFlow) and case.flows_are == "changes" and reader.exists(Option, id=record.option_id, benchmark=True):
        # a line of what the others are changes from has no amounts
        return ()
    return range(case.base_year, case.base_year + case.horizon)


def _drop_reasons_withheld(unit: Unit) -> None:
    """Take the heading of a withheld section out of the recommendations that say they rest on it."""
    for paper in {section.paper_id for section in marked_records(unit, PaperSection) if not section.name_public}:
        headings = {heading.casefold() for heading in unit.column(PaperSection, "heading", paper_id=paper)}
        for record in unit.all(Recommendation, paper_id=paper):
            if record.supports.casefold() not in headings:
                unit.change(record, supports="")


def _withhold_finals(unit: Unit) -> None:
    """Leave of earlier versions, and of gates, what their public papers printed."""
    for at_gate in unit.all(GateFigure):
        if at_gate.public_value:
            unit.change(at_gate, value=at_gate.public_value)
        else:
            unit.remove(at_gate)
    printed = set()
    for figure in unit.all(FinalFigure):
        if figure.public_value:
            unit.change(figure, value=figure.public_value)
            printed.add((figure.paper_id, key_of(figure)))
        else:
            unit.remove(figure)
    for reason in unit.all(ChangeReason):
        if (reason.paper_id, key_of(reason)) in printed:
            unit.change(reason, trail=reason.public_trail)
        else:
            unit.remove(reason)


# The whole copy


def _mark_all(unit: Unit) -> None:
    """Say in each marked record that it is not for publication."""
    for noun in marked_nouns():
        names, says = names_of(noun), noun.SAYS_WITHHELD
        for record in marked_records(unit, noun):
            marks = marks_of(record)
            if noun.BELONGS_TO is BelongsTo.PAPER and says in ("text", "comment"):
                unit.change(record, **{says: labelled(vars(record)[says], marks)})
            elif names:
                said = label(marks) if isinstance(record, Recommendation) else short(marks)
                unit.change(record, **{names[-1]: f"{vars(record)[names[-1]]} ({said})"})
    _put_texts(unit, whole_text)


# Marks within words


class _Form(Protocol):
    """What a text with marks in it becomes in a copy."""

    def __call__(self, text: str, *, faces: bool) -> str: ...


def _put_texts(unit: Unit, form: _Form) -> None:
    for table, row, field in texts_marked(unit):
        noun = noun_of(table)
        record = unit.get(noun, row)
        text = form(vars(record)[field], faces=field == noun.SAYS_WITHHELD and noun.BELONGS_TO is BelongsTo.PAPER)
        unit.change(record, **{field: text if noun.COLUMNS[field].kind is Kind.LONG_TEXT else " ".join(text.split())})
