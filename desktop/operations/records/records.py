"""Reading and changing the rows of any noun that is a table and a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from db.case import Option, Project
from db.columns import Record
from db.criterion import AssessorGroup, Score
from db.organisation import CaseOrganisation, Organisation
from db.reading import Reader
from db.service import CaseService, Service
from db.writing import Unit
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.returns import Rating
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.records.adapters import TABLES, Adapter
from desktop.operations.records.choice_adapters import CriterionAdapter, FlowAdapter, OptionAdapter, ProjectAdapter
from desktop.operations.records.columns import AMOUNT, PERCENT, RATING, Column, ColumnKind, RawCell, Value, read
from desktop.operations.records.flow_rows import flow_rows
from desktop.operations.records.money_adapters import (
    AnswerAdapter,
    GapAdapter,
    OwnedAdapter,
    PartnerAdapter,
    ShareAdapter,
    TargetAdapter,
    WeeklyCapAdapter,
)
from desktop.operations.records.noun import Noun
from desktop.operations.records.nouns import COSTS, FLOWS, LEAVERS, SCORES, SHARES, SHARING
from desktop.operations.records.paper_adapters import AppendixAdapter, RecommendationAdapter, SectionAdapter
from desktop.operations.records.partner_adapters import (
    DefinitionAdapter,
    NamingOrganisation,
    PackAdapter,
    ResourceScoreAdapter,
    ReturnAdapter,
)
from desktop.operations.records.register_adapters import CostAdapter, OrganisationAdapter, ServiceAdapter

#: Where an officer adds what a reference may take, by the sheet it refers to.
_SCREENS = {"Organisations": "Partners", "Services": "Services", "Options": "Options", "Papers": "Papers"}


@dataclass(frozen=True, slots=True)
class Row:
    """One record as screens and papers know it: values by column key, and an amount for each year something is recorded for.

    `percents` are the yearly percentages of a noun that has them, as typed: 3 is 3%; `ratings` the yearly ratings of one that has those.
    """

    id: int
    values: Mapping[str, Value]
    amounts: Mapping[FinancialYear, Estimate] = field(default_factory=dict)
    percents: Mapping[FinancialYear, Decimal] = field(default_factory=dict)
    ratings: Mapping[FinancialYear, Rating] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """A value as text; blank where there is none."""
        value = self.values.get(key)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Edit:
    """One cell as an officer typed it. `key` is a column's key or a financial year's name, such as `2011/12`.

    Where the years hold percentages or ratings, the key of an amount is `amount 2011/12`.
    """

    row: int
    key: str
    text: RawCell


def rows(reader: Reader, noun: Noun, parent: int) -> tuple[Row, ...]:
    """The rows of a noun in the officer's order. `parent` is the paper for parts of a paper, else the case."""
    if noun is FLOWS:
        return flow_rows(reader, parent)
    adapter = adapter_of(noun)
    records = adapter.records(reader, parent)
    ids = [record.id for record in records if record.id is not None]
    if not ids:
        return ()
    by_year, percents, ratings = adapter.amounts(reader, ids), adapter.percents(reader, ids), adapter.ratings(reader, ids)
    return tuple(
        Row(
            record.id,
            adapter.values(reader, parent, record),
            by_year.get(record.id, {}),
            percents.get(record.id, {}),
            ratings.get(record.id, {}),
        )
        for record in records
        if record.id is not None
    )


def records_under(reader: Reader, noun: Noun, case: int) -> list[Any]:
    """The table's rows of a noun under a case; the scores that groups of the case gave."""
    if noun is SCORES:
        return list(reader.session.exec(select(Score).join(AssessorGroup).where(AssessorGroup.case_id == case)))
    return adapter_of(noun).records(reader, case)


def add(
    unit: Unit,
    noun: Noun,
    parent: int,
    values: Mapping[str, Value] | None = None,
    amounts_by_year: Mapping[FinancialYear, Estimate] | None = None,
    percents_by_year: Mapping[FinancialYear, Decimal] | None = None,
    ratings_by_year: Mapping[FinancialYear, Rating] | None = None,
) -> int:
    """Add a row at the end and return its id. A required name that is not given is made up, such as ‘New risk’."""
    adapter = adapter_of(noun)
    given = dict(values or {})
    _fill_required(unit, adapter, parent, given)
    with unit.session.no_autoflush:
        record = adapter.new(unit, parent, given)
        for column in noun.all_columns:
            # a default never takes the place of what the register knows already
            if record.id is None and given.get(column.key) is None and column.default is not None:
                given[column.key] = column.default
        for key, value in given.items():
            adapter.assign(unit, parent, record, key, value)
    unit.session.add(record)
    _flush(unit, adapter, parent, record)
    adapter.linked(unit, parent, record, given)
    row = int(record.id)
    for year, estimate in (amounts_by_year or {}).items():
        adapter.set_amount(unit, row, year, estimate)
    for year, percent in (percents_by_year or {}).items():
        adapter.set_percent(unit, row, year, percent)
    for year, rating in (ratings_by_year or {}).items():
        adapter.set_rating(unit, row, year, rating)
    return row


def change(unit: Unit, noun: Noun, parent: int, edits: Iterable[Edit]) -> None:
    """Change cells, all or none. Raises KnownTrouble in one sentence, naming the column, where a text cannot be read."""
    adapter = adapter_of(noun)
    for edit in edits:
        if (yearly := read_yearly(noun, edit.key, edit.text)) is not None:
            if isinstance(yearly, YearlyPercent):
                adapter.set_percent(unit, edit.row, yearly.year, yearly.value)
            elif isinstance(yearly, YearlyRating):
                adapter.set_rating(unit, edit.row, yearly.year, yearly.value)
            else:
                adapter.set_amount(unit, edit.row, yearly.year, yearly.value)
            continue
        record = unit.session.get(TABLES[noun.table], edit.row)
        if record is None:
            raise adapter.gone()
        column = next(column for column in noun.all_columns if column.key == edit.key)
        value = read_cell(noun, column, edit.text)
        adapter.assign(unit, parent, record, column.key, column.default if value is None and column.default is not None else value)
        unit.session.add(record)
        _flush(unit, adapter, parent, record)


def delete(unit: Unit, noun: Noun, ids: Iterable[int], *, case: int | None = None) -> None:
    """Delete rows and all that hangs on them. Undo brings them back.

    With `case`, an organisation or a service that another case has too leaves that case alone and stays in the register.
    """
    adapter = adapter_of(noun)
    for row in ids:
        record = unit.session.get(TABLES[noun.table], row)
        if record is None:
            continue
        if case is not None and adapter.is_elsewhere(unit, case, row):
            adapter.leave(unit, case, row)
        else:
            adapter.before_deleting(unit, record)
            unit.session.delete(record)
    unit.session.flush()


def move(unit: Unit, noun: Noun, parent: int, row: int, places: int) -> None:
    """Move a row up (negative) or down among its fellows."""
    adapter = adapter_of(noun)
    records = adapter.records(unit, parent)
    at = next((n for n, record in enumerate(records) if record.id == row), None)
    if at is None:
        return
    adapter.before_moving(unit, parent)
    records.insert(max(0, min(len(records) - 1, at + places)), records.pop(at))
    for position, record in enumerate(records):
        adapter.place(unit, parent, record, position)
    unit.session.flush()
    adapter.after_moving(unit, parent)
    unit.session.flush()


@dataclass(frozen=True, slots=True)
class YearlyAmount:
    """What was typed into a year's cell of money; nothing for a blank."""

    year: FinancialYear
    value: Estimate | None


@dataclass(frozen=True, slots=True)
class YearlyPercent:
    """What was typed into a year's cell of percentages; nothing for a blank."""

    year: FinancialYear
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class YearlyRating:
    """What was typed into a year's cell of ratings; nothing for a blank."""

    year: FinancialYear
    value: Rating | None


def read_yearly(noun: Noun, key: str, text: RawCell) -> YearlyAmount | YearlyPercent | YearlyRating | None:
    """What was typed into the cell of a year; nothing where `key` is not a year's. Raises KnownTrouble, one sentence."""
    if noun.percents and key[:1].isdigit():
        value = read(PERCENT, text)
        return YearlyPercent(FinancialYear.parse(key), value if isinstance(value, Decimal) else None)
    if noun.ratings and key[:1].isdigit():
        rating = read(RATING, text)
        return YearlyRating(FinancialYear.parse(key), rating if isinstance(rating, Rating) else None)
    named = key.removeprefix("amount ") if noun.amount_heading else key
    if not (noun.years or noun.percents or noun.ratings) or not named[:1].isdigit():
        return None
    amount = read(AMOUNT, text)
    return YearlyAmount(FinancialYear.parse(named), amount if isinstance(amount, Estimate) else None)


def read_cell(noun: Noun, column: Column, text: RawCell) -> Value:
    """What was typed into one cell. Raises KnownTrouble in one sentence that names the column."""
    try:
        return read(column, text)
    except KnownTrouble as trouble:
        if column.required and (text is None or not str(text).strip()):
            raise KnownTrouble(f"{column.heading} is blank: every {noun.singular} needs one") from None
        raise KnownTrouble(f"{column.heading}: {trouble}") from None


def _fill_required(reader: Reader, adapter: Adapter, parent: int, given: dict[str, Value]) -> None:
    noun = adapter.noun
    for column in noun.columns:
        if not column.required or given.get(column.key) is not None:
            continue
        if column.kind is ColumnKind.CHOICE:
            given[column.key] = adapter.usual(reader, parent, column, given)
        elif column.kind is ColumnKind.REFERENCE:
            choices = adapter.likely(reader, parent, reference_choices(reader, noun, column, parent))
            if not choices and column.key != "paper":
                raise KnownTrouble(
                    f"There is nothing to choose for {column.heading} yet: add one on the {_SCREENS[column.refers_to]} screen first"
                )
            if choices:
                given[column.key] = choices[0]
        elif column.kind in (ColumnKind.TEXT, ColumnKind.LONG_TEXT):
            taken = adapter.taken(reader, parent, column.key)
            stem = f"New {column.heading.lower() if column.key != 'name' else noun.singular}"
            given[column.key] = next(name for name in (stem, *(f"{stem} {n}" for n in range(2, len(taken) + 3))) if name not in taken)


def reference_choices(reader: Reader, noun: Noun, column: Column, parent: int) -> tuple[str, ...]:
    """The names a reference may take."""
    in_case = select(Service, Organisation).join(Organisation).join(CaseService).where(CaseService.case_id == parent)
    services = reader.session.exec(in_case.order_by(col(CaseService.position), col(CaseService.id))).all() if noun is COSTS else ()
    if column.refers_to == "Organisations":
        partners = select(Organisation.name).join(CaseOrganisation).where(CaseOrganisation.case_id == parent)
        names = (
            *(organisation.name for _, organisation in services),
            *reader.session.exec(partners.order_by(col(CaseOrganisation.id))),
            *reader.session.exec(select(Organisation.name).order_by(col(Organisation.id))),
        )
        return tuple(dict.fromkeys(names))
    if noun in (FLOWS, SHARES, LEAVERS, SHARING) and column.key == "owner":
        return tuple(
            reader.session.exec(select(Option.name).where(Option.case_id == parent).order_by(col(Option.position), col(Option.id)))
        ) + tuple(
            reader.session.exec(select(Project.name).where(Project.case_id == parent).order_by(col(Project.position), col(Project.id)))
        )
    if column.refers_to == "Services":
        return tuple(dict.fromkeys(service.name for service, _ in services))
    return ()


def _flush(unit: Unit, adapter: Adapter, parent: int, record: Record) -> None:
    with unit.session.no_autoflush:
        already = adapter.already(unit, parent, record)  # not to be asked once refused
    try:
        unit.session.flush()
    except IntegrityError as trouble:
        if "UNIQUE" in str(trouble):
            raise already from None
        raise


_ADAPTERS: dict[str, type[Adapter]] = {
    "organisations": OrganisationAdapter,
    "services": ServiceAdapter,
    "cost_lines": CostAdapter,
    "options": OptionAdapter,
    "projects": ProjectAdapter,
    "criteria": CriterionAdapter,
    "cash_flows": FlowAdapter,
    "partners": PartnerAdapter,
    "shares": ShareAdapter,
    "targets": TargetAdapter,
    "budget_gaps": GapAdapter,
    "leavers": OwnedAdapter,
    "weekly_caps": WeeklyCapAdapter,
    "checklist_answers": AnswerAdapter,
    "recommendations": RecommendationAdapter,
    "paper_sections": SectionAdapter,
    "appendices": AppendixAdapter,
    "returns": ReturnAdapter,
    "return_packs": PackAdapter,
    "rag_definitions": DefinitionAdapter,
    "resource_scores": ResourceScoreAdapter,
    "partner_factors": NamingOrganisation,
    "profile_measures": NamingOrganisation,
    "interview_notes": NamingOrganisation,
    "capabilities": NamingOrganisation,
    "pool_contributions": NamingOrganisation,
    "sharing_arrangements": OwnedAdapter,
}


def adapter_of(noun: Noun) -> Adapter:
    """How a noun's rows stand in the tables."""
    return _ADAPTERS.get(noun.table, Adapter)(noun)
