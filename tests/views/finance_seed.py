"""A case of two councils that share a payroll: lines, shares, targets, funding and a budget gap simple enough to check by hand."""

from __future__ import annotations

from decimal import Decimal

from db.nouns.money import BudgetGap, CashFlow, Funding, Project, Target
from db.nouns.partners import Partner, Share
from db.nouns.register import CostLine, Organisation, Service
from db.writing import Unit
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.years import FinancialYear
from desktop.operations.records import records
from desktop.operations.records.cases import add_empty, change
from desktop.operations.records.columns import Value
from desktop.workspace import Workspace

NORTH, EAST = "North Lincolnshire Council", "North East Lincolnshire Council"
PAYROLL, DESK = "Shared payroll", "Shared service desk"
BASE = FinancialYear.parse("2014/15")
YEARS = [BASE.after(number) for number in range(11)]


def pounds(amount: int) -> Estimate:
    """So many pounds exactly."""
    return Estimate.exact(Decimal(amount))


def show_shared_payroll(workspace: Workspace) -> None:
    """Take the case in hand: the payroll and the service desk, how the payroll is shared, targets, funding and the budget gap."""
    workspace.show_case(workspace.edit("new case", add_empty))
    for key, text in (("title", "Shared payroll"), ("base_year", "2014/15"), ("horizon", "11")):
        workspace.edit("the case", change, workspace.case_id, key, text)
    workspace.edit("records of money", _add, workspace.case_id)


def _add(unit: Unit, case: int) -> None:
    for council in (NORTH, EAST):
        records.add(unit, Organisation, case, {"name": council})
    for council, cost in ((NORTH, 400_000), (EAST, 100_000)):
        records.add(unit, Service, case, {"organisation": council, "name": "Payroll", "in_scope": True})
        costs: dict[str, Value] = {"organisation": council, "service": "Payroll", "category": "Employees"}
        records.add(unit, CostLine, case, costs, {BASE: pounds(cost)})
    for name in (PAYROLL, DESK):
        records.add(unit, Project, case, {"name": name})
    _line(unit, case, PAYROLL, "Setting up", "cost", {YEARS[0]: pounds(200_000)}, recurring=False, fund="general")
    _line(unit, case, PAYROLL, "Running the host", "cost", dict.fromkeys(YEARS[1:], pounds(60_000)), recurring=True, fund="general")
    saved = dict.fromkeys(YEARS[1:], Estimate.between(Decimal(120_000), Decimal(180_000), Decimal(150_000)))
    _line(unit, case, PAYROLL, "Fewer staff", "saving", saved, recurring=True, fund="general", cashable=True, driver="staff")
    _line(unit, case, PAYROLL, "Innovation grant", "funding", {YEARS[0]: pounds(50_000)}, recurring=False, fund="general")
    for owner in (PAYROLL, DESK):
        own = dict.fromkeys(YEARS[1:], pounds(10_000))
        _line(unit, case, owner, "Licences", "saving", own, recurring=True, fund="housing", cashable=True, organisation=EAST)
    short = {YEARS[1]: pounds(30_000), YEARS[2]: pounds(30_000)}
    _line(unit, case, DESK, "Agency cover", "saving", short, recurring=True, cashable=True, organisation=NORTH,
          condition="Subject to national changes")  # fmt: skip
    for applies, basis, values in (("costs", "equal", (None, None)), ("savings", "fixed", (90, 10)), ("funding", "equal", (None, None))):
        for council, value in zip((NORTH, EAST), values, strict=True):
            share: dict[str, Value] = {"owner": PAYROLL, "applies_to": applies, "shared_by": basis, "organisation": council}
            records.add(unit, Share, case, share | ({} if value is None else {"value": Decimal(value)}))
    for council, before, after in ((NORTH, 1000, 1000), (EAST, 300, 280)):
        volumes: dict[str, Value] = {"organisation": council, "volume_before": Decimal(before), "volume_after": Decimal(after)}
        records.add(unit, Partner, case, volumes)
    percents = dict(zip(YEARS[1:4], (Decimal(3), Decimal(3), Decimal("3.4")), strict=True))
    for council, baseline in ((NORTH, 4_000_000), (EAST, 2_000_000)):
        target: dict[str, Value] = {"indicator": "NI 179", "organisation": council, "baseline": pounds(baseline)}
        if council == NORTH:
            target |= {"carry_forward": pounds(50_000), "carry_forward_non_cashable": pounds(20_000)}
        records.add(unit, Target, case, target, None, percents)
    for name, amount, kind, status in (
        ("Innovation grant", 500_000, "grant", "awarded"), ("Innovation grant", 300_000, "grant", "allocated"),
        ("Innovation grant", 50_000, "grant", "spent"), ("Capital receipts", 200_000, "flexibility", "awarded"),
    ):  # fmt: skip
        records.add(unit, Funding, case, {"name": name, "amount": pounds(amount), "kind": kind, "status": status})
    gap = {year: pounds(100_000 * number) for number, year in enumerate(YEARS[1:5], 1)}
    records.add(unit, BudgetGap, case, {}, gap)


def _line(unit: Unit, case: int, owner: str, line: str, kind: str, years: dict[FinancialYear, Estimate], **values: Value) -> None:
    records.add(unit, CashFlow, case, {"owner": owner, "line": line, "kind": kind, **values}, years)
