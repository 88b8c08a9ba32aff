"""The lines of a case as rows, read without an object a record: a case may have thousands of amounts, and a screen asks at every edit."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlmodel import col

from db.case import Option, Project
from db.organisation import Organisation
from db.reading import Reader
from db.saving import CashFlow, CashFlowAmount
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.years import FinancialYear, year_starting
from desktop.operations.records import amounts
from desktop.operations.records.adapters import shown
from desktop.operations.records.nouns import FLOWS
from desktop.operations.store.readings import kept, latest_change, touched_since

if TYPE_CHECKING:
    from desktop.operations.records.records import Row

#: How many lines are asked for by their ids at a time: SQLite takes so many and no more.
_AT_A_TIME = 500


def flow_rows(reader: Reader, case: int) -> tuple[Row, ...]:
    """The lines of a case in the officer's order; those that have not changed since they were last read are the same objects."""
    now = latest_change(reader)
    if now is None:
        return tuple(row for _, row in sorted(_read(reader, case), key=lambda placed_rows: placed_rows[0]))
    kept_case = kept(reader, case)
    if kept_case.lines_mark == now:
        return kept_case.lines
    touched = touched_since(reader, kept_case.lines_mark)
    if touched is None or touched.names_in_lines:
        placed_rows = _read(reader, case)
        kept_case.order = {row.id: place for place, row in placed_rows}
        kept_case.lines = tuple(row for _, row in sorted(placed_rows, key=lambda each: each[0]))
    elif touched.lines:
        _read_again(reader, case, touched.lines)
    kept_case.lines_mark = now
    return kept_case.lines


def _read_again(reader: Reader, case: int, lines: Collection[int]) -> None:
    """Put what these lines now say in the place of what they said."""
    kept_case = kept(reader, case)
    rows = {row.id: row for row in kept_case.lines if row.id not in lines}
    for line in lines:
        kept_case.order.pop(line, None)
    wanted = sorted(lines)
    for start in range(0, len(wanted), _AT_A_TIME):
        for place, row in _read(reader, case, wanted[start : start + _AT_A_TIME]):
            rows[row.id], kept_case.order[row.id] = row, place
    kept_case.lines = tuple(rows[line] for line in sorted(rows, key=kept_case.order.__getitem__))


def _read(reader: Reader, case: int, lines: Collection[int] | None = None) -> list[tuple[tuple[int, int], Row]]:
    """The lines of a case, or those of these ids, each with its place in the officer's order."""
    from desktop.operations.records.records import Row

    keys = [column.key for column in FLOWS.all_columns if column.key not in ("owner", "organisation")]
    query = (
        select(
            col(CashFlow.id),
            col(CashFlow.position),
            func.coalesce(col(Option.name), col(Project.name)),
            col(Organisation.name),
            *(getattr(CashFlow, key) for key in keys),
        )
        .select_from(CashFlow)
        .outerjoin(Option, col(CashFlow.option_id) == col(Option.id))
        .outerjoin(Project, col(CashFlow.project_id) == col(Project.id))
        .outerjoin(Organisation, col(CashFlow.organisation_id) == col(Organisation.id))
        .where(col(CashFlow.case_id) == case)
    )
    if lines is not None:
        query = query.where(col(CashFlow.id).in_(lines))
    by_line = _amounts(reader, case, lines)
    placed_rows = []
    for line, position, owner, organisation, *values in reader.session.execute(query):
        named = {key: shown(value) for key, value in zip(keys, values, strict=True)} | {"owner": owner, "organisation": organisation}
        placed_rows.append(((position, line), Row(line, named, by_line.get(line, {}))))
    return placed_rows


def _amounts(reader: Reader, case: int, lines: Collection[int] | None) -> dict[int, dict[FinancialYear, Estimate]]:
    own = (CashFlowAmount.kind, CashFlowAmount.low, CashFlowAmount.central, CashFlowAmount.high, CashFlowAmount.approximate)
    query = select(col(CashFlowAmount.cash_flow_id), col(CashFlowAmount.year), *map(col, own)).order_by(col(CashFlowAmount.year))
    if lines is None:
        query = query.join(CashFlow, col(CashFlowAmount.cash_flow_id) == col(CashFlow.id)).where(col(CashFlow.case_id) == case)
    else:
        query = query.where(col(CashFlowAmount.cash_flow_id).in_(lines))
    gathered: dict[int, dict[FinancialYear, Estimate]] = {}
    for line, year, kind, low, central, high, approximate in reader.session.execute(query):
        gathered.setdefault(line, {})[year_starting(year)] = amounts.from_stored(kind, low, central, high, approximate)
    return gathered
