"""A small store whose figures are made up, and ways to look at a store's rows."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import text
from sqlmodel import Session

from db.case import Case, Option, OptionOrganisation
from db.criterion import AssessorGroup, Criterion, Score
from db.organisation import CaseOrganisation, Organisation
from db.saving import CashFlow, CashFlowAmount
from db.service import CaseService, CostAmount, CostLine, Service
from db.store import Store

Dump = dict[str, list[tuple[object, ...]]]


def saved(session: Session, record: object) -> int:
    """Add a record and return its id."""
    session.add(record)
    session.flush()
    return int(record.id)  # type: ignore[attr-defined]  # every table has an id


def fill(store: Store, title: str = "Depots") -> int:
    """One case with a row in each of the tables that hang on one another. Returns the case's id."""
    with store.unit_of_work("fill") as session:
        case = saved(session, Case(title=title, base_year=2011, horizon=5))
        council = saved(session, Organisation(name=f"Hatherley, for {title}"))
        session.add(CaseOrganisation(case_id=case, organisation_id=council))
        service = saved(session, Service(organisation_id=council, name="Refuse", fte=Decimal("12.5")))
        session.add(CaseService(case_id=case, service_id=service, in_scope=True))
        line = saved(session, CostLine(service_id=service, category="Employees"))
        session.add(CostAmount(cost_line_id=line, year=2011, kind="exact", low=120_000_00, central=120_000_00, high=120_000_00))
        option = saved(session, Option(case_id=case, name="Share a depot"))
        session.add(OptionOrganisation(option_id=option, organisation_id=council))
        flow = saved(session, CashFlow(case_id=case, option_id=option, line="Rent", kind="saving", organisation_id=council))
        session.add(CashFlowAmount(cash_flow_id=flow, year=2012, kind="at most", high=5_000_00))
        criterion = saved(session, Criterion(case_id=case, name="Reach", worst=Decimal(0), best=Decimal(10)))
        group = saved(session, AssessorGroup(case_id=case, name="Panel"))
        session.add(Score(assessor_group_id=group, option_id=option, criterion_id=criterion, score=Decimal("7.5")))
        session.flush()
    return case


def tables(session: Session) -> list[str]:
    """The tables of the schema, SQLite's own left out."""
    return list(
        session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")).scalars()
    )


def dump(store: Store, *, trail: bool = False) -> Dump:
    """Every row of every table by id; the trail's own tables only where they are asked for."""
    with store.session() as session:
        return {
            table: [tuple(row) for row in session.execute(text(f"SELECT * FROM {table} ORDER BY id"))]
            for table in tables(session)
            if trail or table not in ("units", "changes")
        }
