"""The one place where records become the arithmetic's types, and a case is appraised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from operator import is_

from db.nouns.case import Case as CaseRecord
from db.nouns.choice import AssessorGroup as AssessorGroupRecord
from db.nouns.choice import Criterion as CriterionRecord
from db.nouns.choice import Option as OptionRecord
from db.nouns.money import CashFlow
from db.nouns.money import Project as ProjectRecord
from db.reading import Reader
from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import (
    NOT_APPLICABLE,
    AssessorGroup,
    Better,
    Case,
    Criterion,
    CriterionUse,
    Distribution,
    Flow,
    FlowKind,
    FlowsAre,
    Fund,
    FundingKind,
    FundingStatus,
    Measure,
    Option,
    Project,
    RevenueProvision,
    Score,
    ScoreRange,
    SimulatedWeights,
    WeightMethod,
)
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import Appraisal
from desktop.appraisal.years import FinancialYear
from desktop.operations.appraising.line_records import phased_amounts
from desktop.operations.appraising.money_records import finance_records, own_council
from desktop.operations.appraising.partner_records import partnership_records
from desktop.operations.appraising.recorded import recorded as recorded_of
from desktop.operations.choice import scores, weighing
from desktop.operations.choice.measures import measures
from desktop.operations.choice.scales import ends
from desktop.operations.records.columns import DIRECT, read_points
from desktop.operations.records.participants import names_in
from desktop.operations.records.records import Row, rows
from desktop.operations.records.references import reference_of
from desktop.operations.store.readings import kept, latest_change, touched_since

#: The value function of a score that is itself the value.
_DIRECT_POINTS = ((Decimal(0), Decimal(0)), (Decimal(100), Decimal(100)))
_ABOUT_MONEY = ("financ", "cost", "saving", "money", "afford", "budget", "price")


def case_to_appraise(reader: Reader, case: int) -> Case:
    """A case's records as the arithmetic takes them. Where only lines have changed since it was last read, only they are read again."""
    now, kept_case = latest_change(reader), kept(reader, case)
    if now is None:
        return _read_case(reader, case)
    if kept_case.case is None or kept_case.mark != now:
        touched = touched_since(reader, kept_case.mark)
        only_lines = kept_case.case is not None and touched is not None and touched.only_lines
        kept_case.case = (
            _with_lines(reader, case, kept_case.case) if kept_case.case is not None and only_lines else _read_case(reader, case)
        )
        kept_case.mark = now
    return kept_case.case


def _with_lines(reader: Reader, case: int, before: Case) -> Case:
    """The case as it was read before, with the lines that are now recorded. An owner whose lines are the same is the same object."""
    flows = _flows_by_owner(reader, case)

    def now(owner: Option | Project) -> tuple[Flow, ...]:
        own_flows = flows.get(owner.name, ())
        return owner.flows if len(own_flows) == len(owner.flows) and all(map(is_, own_flows, owner.flows)) else own_flows

    finance = before.finance
    if finance is not None and (finance.rules or finance.scenarios or finance.actuals):
        # who shares may be whoever bears a line, and a line may be called otherwise
        finance, _ = finance_records(reader, case, before.base_year, finance.quick_win_months, finance.tolerance)
    return replace(
        before,
        finance=finance,
        options=tuple(each if (own_flows := now(each)) is each.flows else replace(each, flows=own_flows) for each in before.options),
        projects=tuple(each if (own_flows := now(each)) is each.flows else replace(each, flows=own_flows) for each in before.projects),
    )


def _flows_by_owner(reader: Reader, case: int) -> dict[str, tuple[Flow, ...]]:
    """Each option's and project's lines, in the order recorded. A line that is as it was is the same object."""
    kept_case, phased = kept(reader, case), phased_amounts(reader, case)
    flows_by_row: dict[int, tuple[Row, Flow]] = {}
    gathered: dict[str, list[Flow]] = {}
    for row in rows(reader, CashFlow, case):
        known = kept_case.flows.get(row.id)
        amounts = phased.get(row.id, row.amounts)
        if known is None or known[0] is not row or (row.id in phased and known[1].amounts != amounts):
            known = row, _flow(row, amounts)
        flows_by_row[row.id] = known
        gathered.setdefault(str(row.values["owner"]), []).append(known[1])
    if latest_change(reader) is not None:
        kept_case.flows = flows_by_row
    return {owner: tuple(flows) for owner, flows in gathered.items()}


def _read_case(reader: Reader, case: int) -> Case:
    record = reader.get(CaseRecord, case)
    flows = _flows_by_owner(reader, case)
    base_year = FinancialYear(record.base_year)
    recorded = scores.cells(reader, case)
    measured = measures(reader, case, base_year)
    finance, notes = finance_records(reader, case, base_year, record.quick_win_months, record.tolerance_percent / 100)
    return Case(
        title=record.title,
        base_year=base_year,
        horizon=record.horizon,
        price_base=record.price_base,
        price_year=FinancialYear(record.price_year) if record.price_year else base_year if record.price_base == "real" else None,
        discounting=record.discounting,
        discount_vintage=record.discount_vintage,
        deflator_vintage=record.deflator_vintage,
        assumed_inflation=None if record.assumed_inflation_percent is None else record.assumed_inflation_percent / 100,
        reference=reference_of(reader),
        flows_are=FlowsAre(record.flows_are),
        close_call=record.close_call_percent / 100,
        seed=record.seed,
        options=tuple(_option(row, flows) for row in rows(reader, OptionRecord, case)),
        projects=tuple(
            Project(name := row.text("name"), flows.get(name, ()), names_in(row.values["participants"]))
            for row in rows(reader, ProjectRecord, case)
        ),
        criteria=tuple(_criterion(row) for row in rows(reader, CriterionRecord, case)),
        groups=_groups(reader, case),
        scores=_scores(recorded),
        ranges=_ranges(recorded),
        measured=measured.known,
        simulated_weights=SimulatedWeights(record.simulated_weights) if record.simulated_weights else None,
        notes=(*measured.notes, *notes),
        own_council=own_council(reader, case),
        borrowing_rate=None if record.borrowing_rate_percent is None else record.borrowing_rate_percent / 100,
        finance=finance,
        partnership=partnership_records(reader, case, base_year),
        recorded=recorded_of(reader, case),
    )


def appraise_case(reader: Reader, case: int, before: Appraisal | None = None) -> Appraisal:
    """Appraise one case, without its simulation. Raises KnownTrouble, one sentence, where its records contradict one another.

    `before` is how it was appraised last: what no change has touched is kept.
    """
    return appraise(case_to_appraise(reader, case), before)


def appraise_case_whole(reader: Reader, case: int) -> Appraisal:
    """Appraise one case and simulate it, as the results JSON and the papers have it; as `appraise_case`, and slower."""
    from desktop.appraisal.appraise import simulated

    return simulated(appraise_case(reader, case))


def _groups(reader: Reader, case: int) -> tuple[AssessorGroup, ...]:
    weights, judgements = weighing.own_weights(reader, case), weighing.own_judgements(reader, case)
    return tuple(
        AssessorGroup(
            name := row.text("name"),
            _number(row, "votes") or Decimal(0),
            {each.criterion: each.points for each in weights if each.group == name and each.points is not None},
            WeightMethod(row.text("method")),
            {each.criterion: each.order for each in weights if each.group == name and each.order is not None},
            {(each.criterion, each.over): each.ratio for each in judgements if each.group == name},
        )
        for row in rows(reader, AssessorGroupRecord, case)
    )


def _option(row: Row, flows: Mapping[str, tuple[Flow, ...]]) -> Option:
    viable = row.values["viable"]
    return Option(
        row.text("name"),
        benchmark=row.values["benchmark"] is True,
        viable=viable if isinstance(viable, bool) else None,
        preferred=row.values["preferred"] is True,
        reason=row.text("reason"),
        decision_taken=row.values["decision_taken"] is True,
        decision_reason=row.text("decision_reason"),
        flows=flows.get(row.text("name"), ()),
        participants=names_in(row.values["participants"]),
    )


def _flow(row: Row, amounts: Mapping[FinancialYear, Estimate]) -> Flow:
    cashable, recurring = row.values["cashable"], row.values["recurring"]
    rate, life, in_use = _number(row, "rate_percent"), row.values["asset_life"], row.values["in_use_from"]
    source, status, mrp = row.text("funding_source"), row.text("status"), row.text("mrp")
    in_plan, inflation = row.values["in_plan"], _number(row, "inflation_percent")
    return Flow(
        line=row.text("line"),
        kind=FlowKind(row.text("kind")),
        amounts=dict(amounts),
        organisation=row.text("organisation") or None,
        cashable=cashable if isinstance(cashable, bool) else None,
        recurring=recurring if isinstance(recurring, bool) else None,
        capital=row.values["type"] == "capital",
        optimism_bias=(_number(row, "optimism_bias_percent") or Decimal(0)) / 100,
        mitigation=(_number(row, "mitigation_percent") or Decimal(0)) / 100,
        basis=row.text("basis"),
        fund=Fund(row.text("fund")),
        category=row.text("category"),
        driver=row.text("driver"),
        condition=row.text("condition"),
        confidence=row.text("confidence"),
        in_plan=in_plan if isinstance(in_plan, bool) else None,
        inflation=None if inflation is None else inflation / 100,
        funding_source=FundingKind(source),
        status=FundingStatus(status) if status else None,
        asset_life=life if isinstance(life, int) else None,
        rate=None if rate is None else rate / 100,
        mrp=RevenueProvision(mrp) if mrp else None,
        in_use_from=in_use if isinstance(in_use, FinancialYear) else None,
        direction_named="direction" in f"{row.text('source')} {row.text('condition')}".casefold(),
        source_stated=bool(row.text("source").strip()),
    )


def _criterion(row: Row) -> Criterion:
    name, points, order, money = row.text("name"), row.text("value_function"), row.values["rank_order"], row.values["about_money"]
    worst, best = ends(points, _number(row, "worst"), _number(row, "best"))
    return Criterion(
        name,
        row.text("heading"),
        CriterionUse(row.text("use")),
        Better(row.text("better")),
        worst,
        best,
        _number(row, "pass_mark"),
        _DIRECT_POINTS if points == DIRECT else read_points(points) if points else (),
        _number(row, "weight"),
        about_money=money if isinstance(money, bool) else any(word in name.casefold() for word in _ABOUT_MONEY),
        order=order if isinstance(order, int) else None,
        weight_low=_number(row, "weight_low"),
        weight_high=_number(row, "weight_high"),
        taken_from=Measure(row.text("taken_from")) if row.text("taken_from") else None,
        weights_stale=row.values["weights_stale"] is True,
    )


def _scores(recorded: tuple[scores.ScoreCell, ...]) -> dict[tuple[str, str, str], Score]:
    scores: dict[tuple[str, str, str], Score] = {}
    for cell in recorded:
        if cell.not_applicable:
            scores[cell.group, cell.option, cell.criterion] = NOT_APPLICABLE
        elif cell.score is not None:
            scores[cell.group, cell.option, cell.criterion] = cell.score
    return scores


def _ranges(recorded: tuple[scores.ScoreCell, ...]) -> dict[tuple[str, str, str], ScoreRange]:
    return {
        (cell.group, cell.option, cell.criterion): ScoreRange(
            cell.low, cell.high, Distribution(cell.distribution) if cell.distribution else Distribution.UNIFORM
        )
        for cell in recorded
        if cell.low is not None or cell.high is not None
    }


def _number(row: Row, key: str) -> Decimal | None:
    value = row.values[key]
    return value if isinstance(value, Decimal) else None
