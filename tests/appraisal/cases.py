"""Short ways to write a case in these tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import Case, Criterion, Flow, FlowKind, FlowsAre, FundingKind, FundingStatus, NotApplicable, Option
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import Money
from desktop.appraisal.years import FinancialYear

BASE = FinancialYear(2011)
COST, SAVING, INCOME, FUNDING = FlowKind.COST, FlowKind.SAVING, FlowKind.INCOME, FlowKind.FUNDING

Amount = str | int | Decimal | Estimate | None


def estimate(amount: Amount) -> Estimate | None:
    if amount is None or isinstance(amount, Estimate):
        return amount
    return Estimate.parse(amount) if isinstance(amount, str) else Estimate.exact(Decimal(amount))


def flow(
    kind: FlowKind,
    amounts: Sequence[Amount],
    *,
    line: str = "",
    cashable: bool | None = None,
    bias: str = "0",
    mitigation: str = "0",
    basis: str = "reported",
    source: FundingKind = FundingKind.GRANT,
) -> Flow:
    """A line whose amounts begin in the base year; `None` is a blank. Funding is of this source, and awarded."""
    held = {BASE.after(year): value for year, amount in enumerate(amounts) if (value := estimate(amount)) is not None}
    made = Flow(line or kind.value, kind, held, cashable=cashable, optimism_bias=Decimal(bias), mitigation=Decimal(mitigation), basis=basis)
    return replace(made, funding_source=source, status=FundingStatus.AWARDED) if kind is FUNDING else made


def money(
    flows: Sequence[Flow],
    *,
    discounting: str = "green book",
    horizon: int | None = None,
    price_base: str = "real",
    base_year: FinancialYear = BASE,
) -> Money:
    """The money results of one option with these flows as changes from a benchmark that has none."""
    length = horizon or 1 + max(year.since(base_year) for one in flows for year in one.amounts)
    case = Case(
        "Test",
        base_year,
        length,
        price_base=price_base,
        discounting=discounting,
        options=(Option("As is", benchmark=True), Option("New", flows=tuple(flows))),
    )
    return appraise(case).option("New").money


def net(amounts: Sequence[int | str]) -> list[Flow]:
    """Lines whose net is these amounts: costs where they are negative, savings elsewhere."""
    held = [Decimal(amount) for amount in amounts]
    return [flow(COST, [max(-amount, Decimal(0)) for amount in held]), flow(SAVING, [max(amount, Decimal(0)) for amount in held])]


def whole_costs(benchmark: Sequence[Flow], option: Sequence[Flow], horizon: int) -> Case:
    return Case(
        "Test",
        BASE,
        horizon,
        flows_are=FlowsAre.WHOLE_COSTS,
        options=(Option("As is", benchmark=True, flows=tuple(benchmark)), Option("New", flows=tuple(option))),
    )


def scores(
    table: dict[str, Sequence[int | str | Decimal | NotApplicable | None]],
    criteria: Sequence[Criterion],
    group: str = "Panel",
) -> dict[tuple[str, str, str], Decimal | NotApplicable]:
    """One group's scores, a row an option; `None` is missing."""
    return {
        (group, option, criterion.name): score if isinstance(score, NotApplicable) else Decimal(score)
        for option, row in table.items()
        for criterion, score in zip(criteria, row, strict=True)
        if score is not None
    }
