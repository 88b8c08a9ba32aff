"""The records of a public paper, and those of the whole one: made from the store before anything is read for a paper.

Both are a copy of the store in memory. In the public copy whatever is exempt or confidential is gone: words, names that are withheld,
amounts (which become not known, in every year alike, so that not even the years give anything away), scores (which become missing), and
what hangs on them. The case is then appraised and the paper built from that copy as from any store, so that no total, no chart, no
bookmark and no note can hold what is not there. In the whole copy everything is there, and says what is not for publication.

`KEPT` lists what of a withheld record stays: its links, and the columns without which the others could not be told apart.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import inspect as columns_of
from sqlalchemy import or_
from sqlmodel import SQLModel, col, select

from db.case import Case, Option, OptionOrganisation
from db.columns import MarkedRecord
from db.copies import copy_in_memory
from db.criterion import Judgement, Score, Weight
from db.final import ChangeReason, FinalFigure
from db.funding import Leaver
from db.nouns.noun import BelongsTo
from db.paper import PaperSection, Recommendation, WithheldPart
from db.partnership import SharingArrangement
from db.reading import Reader
from db.returns import ReturnGain, ReturnRating
from db.saving import CashFlow, CashFlowAmount
from db.service import CaseService, CostAmount, CostLine
from db.sharing import Share
from db.target import BudgetGapAmount, TargetAmount, TargetPercent
from db.writing import Unit
from desktop.operations.records import nouns
from desktop.operations.records.adapters import TABLES
from desktop.operations.records.columns import ColumnKind
from desktop.operations.records.marks import marks_of
from desktop.operations.records.noun import Noun
from desktop.operations.records.records import records_under
from desktop.papers.content.marked_text import has_marks, labelled, public_text, whole_text
from desktop.papers.law.withholding import in_its_place, label, short

#: What stays of a withheld row beside its place and its links, by table.
KEPT = {
    "options": ("benchmark",),
    "cash_flows": ("kind",),
    "shares": ("applies_to", "shared_by"),
    "budget_gaps": ("fund",),
    "checklist_answers": ("line",),
    "appendices": ("letter",),
    "recommendations": ("short_name",),
    "withheld_parts": ("part",),
    "returns": ("indicator",),
    "rag_definitions": ("rating",),
    "return_packs": ("version",),
}
#: What stays besides where the name may be printed: a paper that names the option says whether it is the one recommended.
KEPT_WITH_NAME = {"options": ("preferred", "decision_taken")}
#: What a withheld row has in place of its default: a criterion nobody may see cannot be weighed,
#: and a score must be one or another (`is_withheld` says that it is none).
_INSTEAD = {"criteria": {"use": "parked"}, "resource_scores": {"score": "n/a"}}
#: The column that says that the rest is withheld.
_SAYS_SO = {
    "paper_sections": "text", "implications": "text", "officer_comments": "comment", "appendices": "note", "evidence": "value",
    "consultations": "said", "options": "description", "objectives": "description", "risks": "control", "recommendations": "conditions",
    "partner_factors": "evidence", "interview_notes": "note", "capabilities": "evidence", "requests": "answer",
}  # fmt: skip
#: Rows whose names tell them apart in sums and charts: each withheld one has a number.
_NUMBERED = frozenset(
    (
        "organisations",
        "options",
        "projects",
        "criteria",
        "objectives",
        "assessor_groups",
        "services",
        "cost_lines",
        "targets",
        "funding",
        "partner_factors",
        "profile_measures",
        "sharing_arrangements",
        "pool_contributions",
        "requests",
    )
)
_MARKS = ("withheld", "exempt_paragraphs", "public_interest", "name_public")
_ALWAYS = frozenset(("id", "case_id", "paper_id", "position", *_MARKS))
#: A link that is content, not place: who bears a line, and what would cancel an arrangement.
_CONTENT_LINKS = {"cash_flows": ("organisation_id",), "sharing_arrangements": ("option_id", "project_id")}
_MONEY, _SCORED = (nouns.FLOWS,), (nouns.SCORES,)
#: The records that a table or a chart is drawn from: with it they are withheld, so that no other part of the paper gives them away.
DRAWN_FROM: dict[str, tuple[Noun, ...]] = {
    "table: options": (nouns.OPTIONS,),
    "table: scores": _SCORED,
    "table: savings": _MONEY,
    "table: risks": (nouns.RISKS,),
    "table: consultation": (nouns.CONSULTATION,),
    "table: milestones": (nouns.MILESTONES,),
    "table: evidence": (nouns.EVIDENCE,),
    "table: objectives": (nouns.OBJECTIVES,),
    "table: services": (nouns.SERVICES, nouns.COSTS),
    "table: chances": _SCORED,
    "table: switches": _SCORED,
    "table: differences": _SCORED,
    "table: value": _SCORED + _MONEY,
    "table: cases": _MONEY,
    "table: conditions": _MONEY,
    "table: budget": _MONEY,
    "table: cash": (*_MONEY, nouns.FUNDING),
    "table: funding": (nouns.FUNDING,),
    "table: gap": (*_MONEY, nouns.GAPS),
    "table: targets": (*_MONEY, nouns.TARGETS, nouns.RETURNS),
    "table: partners": (*_MONEY, nouns.PARTNERS, nouns.SHARES),
    "table: checks": (*_MONEY, nouns.ANSWERS_151),
    "chart: contributions": _SCORED,
    "chart: savings": _MONEY,
    "chart: cumulative": _MONEY,
    "chart: acceptability": _SCORED,
    "chart: weights": _SCORED,
    "chart: spread": _SCORED,
    "chart: value": _SCORED + _MONEY,
    "chart: tornado": _MONEY,
    "chart: distribution": _MONEY,
    "chart: partners": (*_MONEY, nouns.PARTNERS, nouns.SHARES),
    "chart: targets": (*_MONEY, nouns.TARGETS, nouns.RETURNS),
    "chart: gap": (*_MONEY, nouns.GAPS),
    "table: returns": (nouns.RETURNS,),
    "table: ratings": (nouns.RETURNS,),
    "table: resources": (nouns.RESOURCE_SCORES,),
    "table: unitcosts": (nouns.SERVICES, nouns.COSTS),
    "table: fit": (nouns.FACTORS, nouns.PROFILES),
    "table: interviews": (nouns.INTERVIEW_NOTES,),
    "table: capability": (nouns.CAPABILITIES,),
    "table: sharing": (nouns.SHARING,),
    "table: pool": (nouns.POOL,),
    "table: requests": (nouns.REQUESTS,),
    "table: actions": (nouns.ACTIONS,),
    "chart: ratings": (nouns.RETURNS,),
    "chart: resources": (nouns.RESOURCE_SCORES,),
}


@contextlib.contextmanager
def published(reader: Reader, case: int, paper: int | None, *, exempt: bool) -> Iterator[Reader]:
    """What reads the records of the public paper, or with `exempt` those of the whole one.

    Where nothing in the store is marked it is the reader given: the public paper is then the whole one.
    """
    if not is_anything_marked(reader):
        yield reader
        return
    with copy_in_memory(reader) as copied:
        if exempt:
            _mark_all(copied)
        else:
            _withhold_all(copied, case, paper)
            copied.is_public = True
        yield copied


def is_anything_marked(reader: Reader) -> bool:
    """Whether a record or a passage of any case in the store is marked, or looks as if it were meant to be."""
    return reader.session.connection().exec_driver_sql(_any_withheld()).first() is not None or bool(_texts_marked(reader))


def touched_rows(reader: Reader) -> list[tuple[Noun, Any]]:
    """The rows that are withheld or have a mark in their words, in any case of the store: by sheet, then in the officer's order."""
    ids_by_table: dict[str, set[int]] = {}
    for table, row, _ in _texts_marked(reader):
        ids_by_table.setdefault(table, set()).add(row)
    touched: list[tuple[Noun, Any]] = []
    for noun in nouns.SHEETS:
        if noun.table not in TABLES:
            continue
        records_by_id = {record.id: record for record in marked_rows(reader, noun)} if noun in marked_nouns() else {}
        for row in ids_by_table.get(noun.table, ()):
            records_by_id.setdefault(row, reader.session.get_one(TABLES[noun.table], row))
        touched += [(noun, record) for record in sorted(records_by_id.values(), key=lambda each: (getattr(each, "position", 0), each.id))]
    return touched


@functools.cache
def _any_withheld() -> str:
    """Finds a withheld row. Plain SQL: it is asked at every change, of every table."""
    tables = [name for name, table in TABLES.items() if issubclass(table, MarkedRecord)]
    return " UNION ALL ".join(f"SELECT 1 WHERE EXISTS (SELECT 1 FROM {name} WHERE withheld <> '')" for name in tables)


@functools.cache
def _any_bracket() -> str:
    """Finds every text with a bracket in it: table, id, column, text."""
    text_columns = [(name, table, _text_keys(table)) for name, table in TABLES.items()]
    return " UNION ALL ".join(
        f"SELECT '{name}', id, '{key}', {key} FROM {name} WHERE instr({key}, '[')" for name, _, keys in text_columns for key in keys
    )


def _text_keys(table: type[SQLModel]) -> list[str]:
    return [key for key, field in table.model_fields.items() if field.annotation is str]


def _texts_marked(reader: Reader) -> list[tuple[str, int, str]]:
    """The texts that are marked within: the table, the id of the row, and the column."""
    reader.session.flush()
    texts = reader.session.connection().exec_driver_sql(_any_bracket())
    return [(str(table), int(row), str(key)) for table, row, key, text in texts if has_marks(text)]


def marked_rows(reader: Reader, noun: Noun) -> list[Any]:
    """The rows of a noun that are withheld, in any case of the store."""
    ids = reader.session.connection().exec_driver_sql(f"SELECT id FROM {noun.table} WHERE withheld <> '' ORDER BY id").scalars()
    return [reader.session.get_one(TABLES[noun.table], row) for row in ids.all()]


def names_of(noun: Noun) -> tuple[str, ...]:
    """The columns a row of a noun is known by: the texts it must have."""
    kept = KEPT.get(noun.table, ())
    kinds = (ColumnKind.TEXT, ColumnKind.LONG_TEXT)
    fields = TABLES[noun.table].model_fields
    return tuple(each.key for each in noun.columns if each.required and each.kind in kinds and each.key in fields and each.key not in kept)


def marked_nouns() -> tuple[Noun, ...]:
    """The nouns whose rows can be withheld, in the order of the sheets."""
    return tuple(noun for noun in nouns.SHEETS if noun.marking and issubclass(TABLES[noun.table], MarkedRecord))


# The public copy


def _withhold_all(unit: Unit, case: int, paper: int | None) -> None:
    _withhold_what_is_drawn(unit, case, paper)
    _pass_on(unit)
    for noun in marked_nouns():
        rows = marked_rows(unit, noun)
        names = _names_withheld(unit, noun, rows)
        for record in rows:
            _withhold(unit, noun, record, names)
        unit.session.flush()
    _drop_reasons_withheld(unit)
    _put_texts(unit, public_text)
    _withhold_finals(unit)
    unit.session.flush()


def _withhold_what_is_drawn(unit: Unit, case: int, paper: int | None) -> None:
    """Mark what the withheld tables and charts of this paper are drawn from."""
    for part in unit.session.exec(select(WithheldPart).where(WithheldPart.paper_id == paper, col(WithheldPart.withheld) != "")):
        for noun in DRAWN_FROM.get(part.part, ()):
            _give_marks(unit, records_under(unit, noun, case), part)
    unit.session.flush()


def _pass_on(unit: Unit) -> None:
    """Give what hangs on a withheld record its marks, and take away the links that would tell of it."""
    for option in marked_rows(unit, nouns.OPTIONS):
        for table in (CashFlow, Score, Leaver, Share):
            _give_marks(unit, unit.session.exec(select(table).where(table.option_id == option.id)), option)
        _cancelled_by_nothing(unit, unit.session.exec(select(SharingArrangement).where(SharingArrangement.option_id == option.id)))
        _delete(unit, unit.session.exec(select(OptionOrganisation).where(OptionOrganisation.option_id == option.id)))
    for project in marked_rows(unit, nouns.PROJECTS):
        for owned in (CashFlow, Leaver, Share):
            _give_marks(unit, unit.session.exec(select(owned).where(owned.project_id == project.id)), project)
        _cancelled_by_nothing(unit, unit.session.exec(select(SharingArrangement).where(SharingArrangement.project_id == project.id)))
    for service in marked_rows(unit, nouns.SERVICES):
        _give_marks(unit, unit.session.exec(select(CostLine).where(CostLine.service_id == service.id)), service)
        for link in unit.session.exec(select(CaseService).where(CaseService.service_id == service.id)):
            link.in_scope = None
            unit.session.add(link)
    for group in marked_rows(unit, nouns.ASSESSORS):
        _give_marks(unit, unit.session.exec(select(Score).where(Score.assessor_group_id == group.id)), group)
        for said in (Weight, Judgement):
            _delete(unit, unit.session.exec(select(said).where(said.assessor_group_id == group.id)))
    for criterion in marked_rows(unit, nouns.CRITERIA):
        _give_marks(unit, unit.session.exec(select(Score).where(Score.criterion_id == criterion.id)), criterion)
        _delete(unit, unit.session.exec(select(Weight).where(Weight.criterion_id == criterion.id)))
        either = or_(col(Judgement.criterion_id) == criterion.id, col(Judgement.over_id) == criterion.id)
        _delete(unit, unit.session.exec(select(Judgement).where(either)))
    unit.session.flush()


def _give_marks(unit: Unit, records: Any, like: MarkedRecord) -> None:
    """Mark records as another is, their names with them; one with marks of its own keeps its paragraphs and its reason."""
    for record in records:
        if not record.withheld:
            record.withheld, record.exempt_paragraphs, record.public_interest = like.withheld, like.exempt_paragraphs, like.public_interest
        record.name_public = False
        unit.session.add(record)


def _cancelled_by_nothing(unit: Unit, records: Any) -> None:
    """Take away of arrangements which proposal would cancel them."""
    for record in records:
        record.option_id = record.project_id = None
        unit.session.add(record)


def _delete(unit: Unit, records: Any) -> None:
    for record in records:
        unit.session.delete(record)


def _names_withheld(unit: Unit, noun: Noun, rows: Sequence[Any]) -> dict[int, str]:
    """What the rows whose names are withheld are called, by id: where names tell rows apart, one that no open row has."""
    hidden = [record for record in rows if not record.name_public]
    if noun.table not in _NUMBERED:
        return {record.id: in_its_place(marks_of(record)) for record in hidden}
    (key,) = names_of(noun)
    for record in hidden:
        setattr(record, key, f"withheld {record.id}")
        unit.session.add(record)
    unit.session.flush()
    table: Any = TABLES[noun.table]
    open_names = set(unit.session.exec(select(getattr(table, key)).where(or_(table.withheld == "", table.name_public == 1))))
    free = (name for number in itertools.count(1) if (name := f"Withheld {noun.singular} {number}") not in open_names)
    return {record.id: next(free) for record in hidden}


def _drop_reasons_withheld(unit: Unit) -> None:
    """Take the heading of a withheld section out of the recommendations that say they rest on it."""
    hidden = {section.paper_id for section in unit.session.exec(select(PaperSection)) if section.withheld and not section.name_public}
    for paper in hidden:
        headings = {section.heading.casefold() for section in unit.session.exec(select(PaperSection).where(PaperSection.paper_id == paper))}
        for record in unit.session.exec(select(Recommendation).where(Recommendation.paper_id == paper)):
            if record.supports.casefold() not in headings:
                record.supports = ""
                unit.session.add(record)
    unit.session.flush()


def _withhold(unit: Unit, noun: Noun, record: Any, called: Mapping[int, str]) -> None:
    """Take all that a withheld row says out of it, but for what is kept."""
    marks, names = marks_of(record), names_of(noun)
    kept = {*_ALWAYS, *KEPT.get(noun.table, ())}
    if marks.name_public:
        kept |= {*names, *KEPT_WITH_NAME.get(noun.table, ())}
    links = {column.name for column in columns_of(type(record)).columns if column.foreign_keys} - {*_CONTENT_LINKS.get(noun.table, ())}
    for key, field in type(record).model_fields.items():
        if key in kept or key in links:
            continue
        if key in names:
            setattr(record, key, called[record.id])
        elif key.endswith("_kind") and f"{key.removesuffix('kind')}low" in type(record).model_fields:
            setattr(record, key, "not known")
        else:
            setattr(record, key, _INSTEAD.get(noun.table, {}).get(key, field.get_default(call_default_factory=True)))
    if (says := _SAYS_SO.get(noun.table)) and says not in kept:
        setattr(record, says, in_its_place(marks))
    elif marks.name_public and names and noun.table not in _NUMBERED:
        setattr(record, names[-1], f"{getattr(record, names[-1])} ({in_its_place(marks).lower()})")
    unit.session.add(record)
    _withhold_years(unit, noun, record)


def _withhold_years(unit: Unit, noun: Noun, record: Any) -> None:
    """Make a withheld row's yearly amounts not known: in every year there could be one, whether there is one or not."""
    years = _years(unit, record.case_id) if hasattr(record, "case_id") else ()
    match noun.table:
        case "cash_flows":
            _not_known(unit, CashFlowAmount, "cash_flow_id", record.id, () if _is_unchanged(unit, record) else years)
        case "budget_gaps":
            _not_known(unit, BudgetGapAmount, "budget_gap_id", record.id, years)
        case "cost_lines":
            # a register is read by every case of the store
            _not_known(unit, CostAmount, "cost_line_id", record.id, sorted(set(unit.session.exec(select(Case.base_year)))))
        case "targets":
            _delete(unit, unit.session.exec(select(TargetPercent).where(TargetPercent.target_id == record.id)))
            _not_known(unit, TargetAmount, "target_id", record.id, years)
        case "returns":
            _delete(unit, unit.session.exec(select(ReturnRating).where(ReturnRating.return_id == record.id)))
            _not_known(unit, ReturnGain, "return_id", record.id, years)


def _is_unchanged(reader: Reader, line: CashFlow) -> bool:
    """Whether a line is of the benchmark where lines are changes from it, which then has no amounts."""
    option = reader.session.get(Option, line.option_id) if line.option_id is not None else None
    return option is not None and option.benchmark and reader.session.get_one(Case, line.case_id).flows_are == "changes"


def _not_known(unit: Unit, table: Any, link: str, row: int, years: Sequence[int]) -> None:
    _delete(unit, unit.session.exec(select(table).where(getattr(table, link) == row)))
    unit.session.flush()
    for year in years:
        unit.session.add(table(**{link: row, "year": year, "kind": "not known"}))


def _years(reader: Reader, case: int) -> range:
    case_record = reader.session.get_one(Case, case)
    return range(case_record.base_year, case_record.base_year + case_record.horizon)


def _withhold_finals(unit: Unit) -> None:
    """Leave of earlier versions what their public papers printed."""
    figures = {}
    for figure in unit.session.exec(select(FinalFigure)):
        if figure.public_value:
            figure.value = figure.public_value
            figures[figure.paper_id, figure.kind, figure.record, figure.field, figure.year] = figure
            unit.session.add(figure)
        else:
            unit.session.delete(figure)
    for reason in unit.session.exec(select(ChangeReason)):
        if (reason.paper_id, reason.kind, reason.record, reason.field, reason.year) in figures:
            reason.trail = reason.public_trail
            unit.session.add(reason)
        else:
            unit.session.delete(reason)


# The whole copy


def _mark_all(unit: Unit) -> None:
    """Say in each marked row that it is not for publication."""
    for noun in marked_nouns():
        for record in marked_rows(unit, noun):
            marks, says = marks_of(record), _SAYS_SO.get(noun.table)
            if noun.belongs_to is BelongsTo.PAPER and says in ("text", "comment"):
                setattr(record, says, labelled(getattr(record, says), marks))
            elif noun is nouns.RECOMMENDATIONS:
                record.text = f"{record.text} ({label(marks)})"
            elif names := names_of(noun):
                setattr(record, names[-1], f"{getattr(record, names[-1])} ({short(marks)})")
            unit.session.add(record)
    unit.session.flush()
    _put_texts(unit, whole_text)


# Marks within words


def _put_texts(unit: Unit, public_form: Any) -> None:
    for table, row, key in _texts_marked(unit):
        record = unit.session.get_one(TABLES[table], row)
        noun = next(each for each in nouns.SHEETS if each.table == table)
        text = public_form(getattr(record, key), faces=_SAYS_SO.get(table) == key and noun.belongs_to is BelongsTo.PAPER)
        lines = any(each.key == key and each.kind is ColumnKind.LONG_TEXT for each in noun.all_columns)
        setattr(record, key, text if lines else " ".join(text.split()))
        unit.session.add(record)
    unit.session.flush()
