"""What leavers are due by law, and that pay put in as cost lines of the options and projects they go with."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from db.nouns.money import CashFlow, Leaver
from db.reading import Reader
from db.writing import Unit
from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.savings.quick_wins import MONTHS
from desktop.appraisal.savings.redundancy import RedundancyPay, redundancy_pay
from desktop.appraisal.years import FinancialYear
from desktop.operations.appraising.money_records import finance_records
from desktop.operations.records import pasting
from desktop.operations.records.cases import details
from desktop.operations.records.columns import RawCell
from desktop.operations.records.records import Edit, Row, rows

#: The name and the category of the line that redundancy pay is put in as.
LINE, CATEGORY = "Statutory redundancy pay", "Redundancy"


@dataclass(frozen=True, slots=True)
class LeaverPay:
    """A leaver's record, whose it is, the year of leaving where it is known, and what is due."""

    id: int
    name: str
    owner: str
    year: FinancialYear | None
    pay: RedundancyPay


@dataclass(frozen=True, slots=True)
class PayLine:
    """The cost line of one option or project: what it would say in each year. `row` is the line it takes the place of, if there is one."""

    owner: str
    amounts: dict[FinancialYear, Estimate]
    row: int | None = None


@dataclass(frozen=True, slots=True)
class PayPlan:
    """What putting redundancy pay in as cost lines would write, and sentences on what is left out."""

    lines: tuple[PayLine, ...] = ()
    left_out: tuple[str, ...] = ()


def leaver_pay(reader: Reader, case: int) -> tuple[LeaverPay, ...]:
    """What each leaver is due by law, in the order recorded."""
    leaver_rows = rows(reader, Leaver, case)
    finance_records_of_case, _ = finance_records(reader, case, details(reader, case).years[0], MONTHS)
    due = [redundancy_pay(leaver, finance_records_of_case.weekly_caps) for leaver in finance_records_of_case.leavers]
    return tuple(
        LeaverPay(row.id, row.text("name"), row.text("owner"), _year(row), pay) for row, pay in zip(leaver_rows, due, strict=True)
    )  # fmt: skip


def pay_plan(reader: Reader, case: int) -> PayPlan:
    """The cost lines that redundancy pay would be put in as: one for each option or project, by the year of leaving."""
    years = frozenset(details(reader, case).years)
    left_out: list[str] = []
    amounts_by_owner: dict[str, dict[FinancialYear, list[Estimate]]] = {}
    for each in leaver_pay(reader, case):
        if not each.owner:
            left_out.append(f"{each.name} goes with no option or project: say which under Owner.")
        elif each.year is None:
            left_out.append(f"{each.name} has no leaving date, so there is no year to put the pay in.")
        elif each.year not in years:
            left_out.append(f"{each.name} leaves in {each.year}, which is outside the years of the case.")
        else:
            amounts_by_owner.setdefault(each.owner, {}).setdefault(each.year, []).append(each.pay.amount)
    there = {row.text("owner"): row for row in rows(reader, CashFlow, case) if _is_the_line(row)}
    lines = []
    for owner, amounts in amounts_by_owner.items():
        row = there.get(owner)
        lines.append(PayLine(owner, {year: recorded(Estimate.sum(amounts[year])) for year in sorted(amounts)}, row.id if row else None))
    return PayPlan(tuple(lines), tuple(left_out))


def put_in(unit: Unit, case: int, plan: PayPlan) -> None:
    """Write the cost lines of a plan: a line of an earlier plan takes the new amounts, and years it no longer has are made blank."""
    lines = {row.id: row for row in rows(unit, CashFlow, case)}
    edits: list[Edit] = []
    new: list[dict[str, RawCell]] = []
    for line in plan.lines:
        texts: dict[str, RawCell] = {str(year): amount.words() for year, amount in line.amounts.items()}
        if line.row is None:
            said: dict[str, RawCell] = {"owner": line.owner, "line": LINE, "kind": "cost", "category": CATEGORY, "recurring": "no"}
            said |= {"type": "revenue", "basis": "assumed", "source": "Worked out from Leavers, by the statutory table and weekly caps"}
            new.append(said | texts)
        else:
            gone = [str(year) for year in lines[line.row].amounts if year not in line.amounts]
            edits += [Edit(line.row, year, "") for year in gone]
            edits += [Edit(line.row, year, words) for year, words in texts.items()]
    pasting.paste(unit, CashFlow, case, edits, new)


def recorded(amount: Estimate) -> Estimate:
    """A sum as a record can hold it: what is open for want of a part that is not known is itself not known."""
    return NOT_KNOWN if amount.unknown else amount


def financial_year(day: datetime.date) -> FinancialYear:
    """The financial year a day falls in, from 1 April."""
    return FinancialYear(day.year if (day.month, day.day) >= (4, 1) else day.year - 1)


def _year(row: Row) -> FinancialYear | None:
    leaving = row.values["leaving"]
    return financial_year(leaving) if isinstance(leaving, datetime.date) else None


def _is_the_line(row: Row) -> bool:
    return row.text("line") == LINE and row.text("category") == CATEGORY
