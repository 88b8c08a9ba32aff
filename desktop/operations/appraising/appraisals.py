"""The one place where records become the arithmetic's types, and a case is appraised."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from db.nouns import noun_of
from db.nouns.case import Case as CaseRecord
from db.nouns.choice import AssessorGroup as AssessorGroupRecord
from db.nouns.choice import Criterion as CriterionRecord
from db.nouns.choice import Option as OptionRecord
from db.nouns.money import CashFlow
from db.nouns.money import Project as ProjectRecord
from db.nouns.noun import Noun
from db.reading import Reader
from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import (
    AssessorGroup,
    Better,
    Case,
    Criterion,
    CriterionUse,
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
    SimulatedWeights,
    WeightMethod,
)
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import Appraisal
from desktop.appraisal.years import FinancialYear
from desktop.operations.appraising.line_records import phased_amounts
from desktop.operations.appraising.money_records import finance_records, own_council
from desktop.operations.appraising.partner_records import partnership_records, today
from desktop.operations.appraising.recorded import recorded as recorded_of
from desktop.operations.appraising.recorded import score_sources, withheld_sources
from desktop.operations.choice import scores, weighing
from desktop.operations.choice.measures import measures
from desktop.operations.choice.scales import ends
from desktop.operations.records.columns import DIRECT, read_points
from desktop.operations.records.marks import is_withheld
from desktop.operations.records.participants import names_in
from desktop.operations.records.records import Row, rows
from desktop.operations.records.references import reference_of
from desktop.operations.store.readings import Before, kept

if TYPE_CHECKING:
    from desktop.appraisal.reorganisation.composition import ReorganisationRecords

#: The value function of a score that is itself the value.
_DIRECT_POINTS = ((Decimal(0), Decimal(0)), (Decimal(100), Decimal(100)))
_ABOUT_MONEY = ("financ", "cost", "saving", "money", "afford", "budget", "price")

T = TypeVar("T")
#: What has a name of its own.
_Named = TypeVar("_Named", Option, Project, Criterion)


@dataclass(frozen=True, slots=True)
class _Flows:
    """Lines as the arithmetic takes them, with the rows they were made of, and those of each owner."""

    by_line: dict[int, tuple[Row, Flow]]
    by_owner: dict[str, tuple[Flow, ...]]


def case_to_appraise(reader: Reader, case: int) -> Case:
    """A case's records as the arithmetic takes them. What has not changed since it was last read is the same object."""
    return kept(reader, ("case", case, today()), lambda _: _read_case(reader, case))


def _flows_by_owner(reader: Reader, case: int, before: Before[_Flows] | None) -> _Flows:
    """Each option's and project's lines, in the order recorded. A line that is as it was is the same object, and so are an owner's."""
    known, phased = {} if before is None else before.value.by_line, phased_amounts(reader, case)
    by_line: dict[int, tuple[Row, Flow]] = {}
    gathered: dict[str, list[Flow]] = {}
    for row in rows(reader, CashFlow, case):
        earlier, amounts = known.get(row.id), phased.get(row.id, row.amounts)
        if earlier is None or earlier[0] is not row or (row.id in phased and earlier[1].amounts != amounts):
            earlier = row, _flow(row, amounts, withheld=is_withheld(reader, row))
        by_line[row.id] = earlier
        gathered.setdefault(str(row.values["owner"]), []).append(earlier[1])
    flows = {owner: tuple(each) for owner, each in gathered.items()}
    if before is not None:
        flows = {owner: _if_alike(before.value.by_owner.get(owner), each) for owner, each in flows.items()}
    return _Flows(by_line, flows)


def _if_alike(before: T | None, now: T) -> T:
    return before if before is not None and before == now else now


def _by_name(reader: Reader, noun: type[Noun], case: int, read: Callable[[Row], _Named]) -> tuple[_Named, ...]:
    """What the arithmetic takes of each row of a noun; of one that is as it was, the same object."""

    def each_read(before: Before[tuple[_Named, ...]] | None) -> tuple[_Named, ...]:
        known = {each.name: each for each in before.value} if before is not None else {}
        return tuple(_if_alike(known.get(each.name), each) for each in map(read, rows(reader, noun, case)))

    return kept(reader, ("appraised", noun.TABLE, case), each_read)


def _read_case(reader: Reader, case: int) -> Case:
    record = reader.get(CaseRecord, case)
    base_year = FinancialYear(record.base_year)
    recorded = scores.recorded_scores(reader, case)
    measured = kept(reader, ("measures", case, base_year), lambda _: measures(reader, case, base_year))
    finance_given = base_year, record.quick_win_months, record.tolerance_percent / 100
    finance, notes = kept(reader, ("finance", case, *finance_given), lambda _: finance_records(reader, case, *finance_given))

    def flows(owner: str) -> tuple[Flow, ...]:
        of_owners: _Flows = kept(reader, ("flows", case), lambda before: _flows_by_owner(reader, case, before))
        return of_owners.by_owner.get(owner, ())

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
        reference=kept(reader, "reference", lambda _: reference_of(reader)),
        flows_are=FlowsAre(record.flows_are),
        close_call=record.close_call_percent / 100,
        seed=record.seed,
        options=_by_name(reader, OptionRecord, case, lambda row: _option(row, flows(row.text("name")))),
        projects=_by_name(
            reader,
            ProjectRecord,
            case,
            lambda row: Project(name := row.text("name"), flows(name), names_in(row.values["participants"])),
        ),
        criteria=_by_name(reader, CriterionRecord, case, _criterion),
        groups=kept(reader, ("groups", case), lambda _: _groups(reader, case)),
        scores=recorded.scores,
        ranges=recorded.ranges,
        measured=measured.known,
        simulated_weights=SimulatedWeights(record.simulated_weights) if record.simulated_weights else None,
        notes=(*measured.notes, *notes),
        own_council=own_council(reader, case),
        borrowing_rate=None if record.borrowing_rate_percent is None else record.borrowing_rate_percent / 100,
        finance=finance,
        partnership=kept(reader, ("partnership", case, base_year, today()), lambda _: partnership_records(reader, case, base_year)),
        reorganisation=kept(reader, ("reorganisation", case), lambda _: _reorganisation(reader, case)),
        recorded=kept(reader, ("recorded", case), lambda _: recorded_of(reader, case)),
        withheld=withheld_sources(reader, case) | frozenset(score_sources(measured.withheld)),
    )


def appraise_case(reader: Reader, case: int, before: Appraisal | None = None) -> Appraisal:
    """Appraise one case, without its simulation. Raises KnownTrouble, one sentence, where its records contradict one another.

    `before` is how it was appraised last, or else what this reader appraised last: what no change has touched is kept.
    """
    read, last = case_to_appraise(reader, case), ("appraisal", case)
    for known in (before, reader.kept.get(last)):
        if isinstance(known, Appraisal) and known.case is read and known.simulation is None:
            return known
    appraisal = appraise(read, before or reader.kept.get(last))
    if reader.keeps:
        reader.kept[last] = appraisal
    return appraisal


def appraise_case_whole(reader: Reader, case: int) -> Appraisal:
    """Appraise one case and simulate it, as the results JSON and the papers have it; as `appraise_case`, and slower."""
    from desktop.appraisal.appraise import simulated

    return simulated(appraise_case(reader, case))


def _groups(reader: Reader, case: int) -> tuple[AssessorGroup, ...]:
    weights, judgements = weighing.own_weights(reader, case), weighing.own_judgements(reader, case)
    return tuple(
        AssessorGroup(
            name := row.text("name"),
            row.value("votes", Decimal) or Decimal(0),
            {each.criterion: each.points for each in weights if each.group == name and each.points is not None},
            WeightMethod(row.text("method")),
            {each.criterion: each.order for each in weights if each.group == name and each.order is not None},
            {(each.criterion, each.over): each.ratio for each in judgements if each.group == name},
        )
        for row in rows(reader, AssessorGroupRecord, case)
    )


def _reorganisation(reader: Reader, case: int) -> ReorganisationRecords | None:
    """What a case records of its reorganisation, which few have; nothing where it makes no new council."""
    if not any(rows(reader, noun_of(table), case) for table in ("new_councils", "successions")):
        return None
    from desktop.operations.choice.reorganisation_records import reorganisation_records

    return reorganisation_records(reader, case)


def _option(row: Row, flows: tuple[Flow, ...]) -> Option:
    return Option(
        row.text("name"),
        benchmark=row.values["benchmark"] is True,
        viable=row.value("viable", bool),
        preferred=row.values["preferred"] is True,
        reason=row.text("reason"),
        decision_taken=row.values["decision_taken"] is True,
        decision_reason=row.text("decision_reason"),
        flows=flows,
        participants=names_in(row.values["participants"]),
    )


def _flow(row: Row, amounts: Mapping[FinancialYear, Estimate], *, withheld: bool) -> Flow:
    rate, inflation = row.value("rate_percent", Decimal), row.value("inflation_percent", Decimal)
    source, status, mrp = row.text("funding_source"), row.text("status"), row.text("mrp")
    return Flow(
        line=row.text("line"),
        kind=FlowKind(row.text("kind")),
        amounts=dict(amounts),
        organisation=row.text("organisation") or None,
        cashable=row.value("cashable", bool),
        recurring=row.value("recurring", bool),
        capital=row.values["type"] == "capital",
        optimism_bias=(row.value("optimism_bias_percent", Decimal) or Decimal(0)) / 100,
        mitigation=(row.value("mitigation_percent", Decimal) or Decimal(0)) / 100,
        basis=row.text("basis"),
        fund=Fund(row.text("fund")),
        category=row.text("category"),
        driver=row.text("driver"),
        condition=row.text("condition"),
        confidence=row.text("confidence"),
        in_plan=row.value("in_plan", bool),
        inflation=None if inflation is None else inflation / 100,
        funding_source=FundingKind(source),
        status=FundingStatus(status) if status else None,
        asset_life=row.value("asset_life", int),
        rate=None if rate is None else rate / 100,
        mrp=RevenueProvision(mrp) if mrp else None,
        in_use_from=row.value("in_use_from", FinancialYear),
        direction_named="direction" in f"{row.text('source')} {row.text('condition')}".casefold(),
        source_stated=bool(row.text("source").strip()),
        withheld=withheld,
    )


def _criterion(row: Row) -> Criterion:
    name, points, money = row.text("name"), row.text("value_function"), row.value("about_money", bool)
    worst, best = ends(points, row.value("worst", Decimal), row.value("best", Decimal))
    return Criterion(
        name,
        row.text("heading"),
        CriterionUse(row.text("use")),
        Better(row.text("better")),
        worst,
        best,
        row.value("pass_mark", Decimal),
        _DIRECT_POINTS if points == DIRECT else read_points(points) if points else (),
        row.value("weight", Decimal),
        about_money=money if money is not None else any(word in name.casefold() for word in _ABOUT_MONEY),
        order=row.value("rank_order", int),
        weight_low=row.value("weight_low", Decimal),
        weight_high=row.value("weight_high", Decimal),
        taken_from=Measure(row.text("taken_from")) if row.text("taken_from") else None,
        weights_stale=row.values["weights_stale"] is True,
    )
