"""Many rows of a noun at once, by plain inserts: one object a row takes many times as long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert
from sqlmodel import col, select

from db.case import Case, Option, Project
from db.nouns.noun import BelongsTo
from db.organisation import Organisation
from db.reading import Reader
from db.writing import Unit
from desktop.appraisal.years import FinancialYear
from desktop.operations.records import amounts
from desktop.operations.records.adapters import Adapter, after_last, link_organisation
from desktop.operations.records.choice_adapters import refuse_outside
from desktop.operations.records.columns import Value
from desktop.operations.records.marks import agree_marks
from desktop.operations.records.noun import Noun
from desktop.operations.records.nouns import FLOWS, PAPERS
from desktop.operations.records.records import adapter_of
from desktop.operations.workbook.checking import ReadRow


def takes(noun: Noun) -> bool:
    """Whether a noun's rows need nothing but their own columns, so that they can be added together; lines may have owners and years."""
    return noun is FLOWS or (noun.belongs_to is BelongsTo.CASE and noun is not PAPERS and type(adapter_of(noun)) is Adapter)


def add_many(unit: Unit, noun: Noun, case: int, rows: Sequence[ReadRow]) -> None:
    """Add rows at the end, in order, already read and checked. Raises KnownTrouble where an amount lies outside the case."""
    if not rows:
        return
    adapter = adapter_of(noun)
    place = after_last(unit.session.exec(select(adapter.table.position).where(adapter.table.case_id == case)))
    stored = [{"case_id": case, "position": place + number, **_stored(adapter, row.values)} for number, row in enumerate(rows)]
    if noun is FLOWS:
        _join_flows(unit, case, rows, stored)
    unit.session.connection().execute(insert(adapter.table), stored)
    if noun is FLOWS:
        _add_amounts(unit, case, rows, stored)
    unit.session.expire_all()


def _stored(adapter: Adapter, values: Mapping[str, Value]) -> dict[str, Any]:
    """A row as its table keeps it; what is blank is the column's default."""
    kept: dict[str, Any] = {}
    for column in adapter.own_columns():
        value = values.get(column.key)
        kept |= adapter.stored_fields(column, column.default if value is None else value)
    if adapter.noun.marking:
        agree_marks(kept)
    return kept


def _join_flows(unit: Unit, case: int, rows: Sequence[ReadRow], stored: list[dict[str, Any]]) -> None:
    """Give lines their ids, owners and bearers, by the names that were checked."""
    options = dict(unit.session.exec(select(Option.name, Option.id).where(Option.case_id == case)).all())
    projects = dict(unit.session.exec(select(Project.name, Project.id).where(Project.case_id == case)).all())
    bearers = dict(unit.session.exec(select(Organisation.name, Organisation.id)).all())
    last = unit.session.connection().exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'cash_flows'").scalar() or 0
    for number, (row, kept) in enumerate(zip(rows, stored, strict=True), start=1):
        owner = row.text("owner")
        kept |= {
            "id": last + number,
            "option_id": options.get(owner),
            "project_id": None if owner in options else projects[owner],
            "organisation_id": bearers[row.text("organisation")] if row.text("organisation") else None,
        }
    for organisation in {kept["organisation_id"] for kept in stored if kept["organisation_id"] is not None}:
        link_organisation(unit, case, organisation)


def _add_amounts(reader: Reader, case: int, rows: Sequence[ReadRow], stored: list[dict[str, Any]]) -> None:
    base_year, horizon = reader.session.exec(select(Case.base_year, Case.horizon).where(col(Case.id) == case)).one()
    years: set[FinancialYear] = {year for row in rows for year in row.amounts}
    for year in years:
        refuse_outside(year, base_year, horizon)
    amount_rows = []
    for row, kept in zip(rows, stored, strict=True):
        for year, estimate in row.amounts.items():
            columns = amounts.to_columns(estimate)
            bounds = columns["low"], columns["central"], columns["high"]
            amount_rows.append((kept["id"], year.start, columns["kind"], *bounds, int(columns["approximate"])))
    if amount_rows:
        reader.session.connection().exec_driver_sql(
            "INSERT INTO cash_flow_amounts (cash_flow_id, year, kind, low, central, high, approximate) VALUES (?, ?, ?, ?, ?, ?, ?)",
            amount_rows,
        )
