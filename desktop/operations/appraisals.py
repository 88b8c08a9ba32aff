"""The one place where records become the arithmetic's types, and a case is appraised."""

from __future__ import annotations

from decimal import Decimal

from sqlmodel import Session

from db.case import Case as CaseTable
from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import (
    NOT_APPLICABLE,
    AssessorGroup,
    Better,
    Case,
    Criterion,
    CriterionUse,
    Flow,
    FlowKind,
    FlowsAre,
    Option,
    Project,
    Score,
    WeightMethod,
)
from desktop.appraisal.results import Appraisal
from desktop.appraisal.years import FinancialYear
from desktop.operations import scores, weighing
from desktop.operations.columns import read_points
from desktop.operations.nouns import ASSESSORS, CRITERIA, FLOWS, OPTIONS, PROJECTS
from desktop.operations.records import Row, rows

_ABOUT_MONEY = ("financ", "cost", "saving", "money", "afford", "budget", "price")


def case_to_appraise(session: Session, case: int) -> Case:
    """A case's records as the arithmetic takes them."""
    record = session.get_one(CaseTable, case)
    flows = rows(session, FLOWS, case)
    base_year = FinancialYear(record.base_year)
    return Case(
        title=record.title,
        base_year=base_year,
        horizon=record.horizon,
        price_base=record.price_base,
        price_year=FinancialYear(record.price_year) if record.price_year else base_year if record.price_base == "real" else None,
        discounting=record.discounting,
        flows_are=FlowsAre(record.flows_are),
        close_call=record.close_call_percent / 100,
        seed=record.seed,
        options=tuple(_option(row, flows) for row in rows(session, OPTIONS, case)),
        projects=tuple(Project(row.text("name"), _flows_of(row.text("name"), flows)) for row in rows(session, PROJECTS, case)),
        criteria=tuple(_criterion(row) for row in rows(session, CRITERIA, case)),
        groups=_groups(session, case),
        scores=_scores(session, case),
    )


def appraise_case(session: Session, case: int) -> Appraisal:
    """Appraise one case. Raises KnownTrouble, one sentence, where its records contradict one another."""
    return appraise(case_to_appraise(session, case))


def _groups(session: Session, case: int) -> tuple[AssessorGroup, ...]:
    weights, judgements = weighing.own_weights(session, case), weighing.own_judgements(session, case)
    return tuple(
        AssessorGroup(
            name := row.text("name"),
            _number(row, "votes") or Decimal(0),
            {each.criterion: each.points for each in weights if each.group == name and each.points is not None},
            WeightMethod(row.text("method")),
            {each.criterion: each.order for each in weights if each.group == name and each.order is not None},
            {(each.criterion, each.over): each.ratio for each in judgements if each.group == name},
        )
        for row in rows(session, ASSESSORS, case)
    )


def _option(row: Row, flows: tuple[Row, ...]) -> Option:
    viable = row.values["viable"]
    return Option(
        row.text("name"),
        benchmark=row.values["benchmark"] is True,
        viable=viable if isinstance(viable, bool) else None,
        preferred=row.values["preferred"] is True,
        reason=row.text("reason"),
        flows=_flows_of(row.text("name"), flows),
    )


def _flows_of(owner: str, flows: tuple[Row, ...]) -> tuple[Flow, ...]:
    return tuple(_flow(row) for row in flows if row.values["owner"] == owner)


def _flow(row: Row) -> Flow:
    cashable, recurring = row.values["cashable"], row.values["recurring"]
    return Flow(
        line=row.text("line"),
        kind=FlowKind(row.text("kind")),
        amounts=dict(row.amounts),
        organisation=row.text("organisation") or None,
        cashable=cashable if isinstance(cashable, bool) else None,
        recurring=recurring if isinstance(recurring, bool) else None,
        capital=row.values["type"] == "capital",
        optimism_bias=(_number(row, "optimism_bias_percent") or Decimal(0)) / 100,
        mitigation=(_number(row, "mitigation_percent") or Decimal(0)) / 100,
        basis=row.text("basis"),
    )


def _criterion(row: Row) -> Criterion:
    name, points, order = row.text("name"), row.text("value_function"), row.values["rank_order"]
    return Criterion(
        name,
        row.text("heading"),
        CriterionUse(row.text("use")),
        Better(row.text("better")),
        _number(row, "worst"),
        _number(row, "best"),
        _number(row, "pass_mark"),
        read_points(points) if points else (),
        _number(row, "weight"),
        about_money=any(word in name.casefold() for word in _ABOUT_MONEY),
        order=order if isinstance(order, int) else None,
    )


def _scores(session: Session, case: int) -> dict[tuple[str, str, str], Score]:
    found: dict[tuple[str, str, str], Score] = {}
    for cell in scores.cells(session, case):
        if cell.not_applicable:
            found[cell.group, cell.option, cell.criterion] = NOT_APPLICABLE
        elif cell.score is not None:
            found[cell.group, cell.option, cell.criterion] = cell.score
    return found


def _number(row: Row, key: str) -> Decimal | None:
    value = row.values[key]
    return value if isinstance(value, Decimal) else None
