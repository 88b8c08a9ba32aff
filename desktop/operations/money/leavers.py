"""What leavers are due by law, and that pay put in as cost lines of the options and projects they go with."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from db.nouns.money import CashFlow, Leaver
from db.nouns.noun import Noun
from db.reading import Reader
from db.writing import Unit
from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.savings.quick_wins import MONTHS
from desktop.appraisal.savings.redundancy import RedundancyPay, redundancy_pay
from desktop.appraisal.wording import agreeing, listed
from desktop.appraisal.years import FinancialYear
from desktop.operations.appraising.money_records import finance_records
from desktop.operations.records import pasting, records
from desktop.operations.records.cases import details
from desktop.operations.records.columns import RawCell
from desktop.operations.records.records import Edit, Row, rows

#: The name and the category of the line that redundancy pay is put in as.
LINE, CATEGORY = "Statutory redundancy pay", "Redundancy"
SOURCE = "Worked out from Leavers, by the statutory table and weekly caps"


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
    """The cost line of one option or project: what it would say in each year. `row` is the line it takes the place of, if there is one.

    `is_illustrative`: some leaver of it is made up, and so is what the line comes to.
    """

    owner: str
    amounts: dict[FinancialYear, Estimate]
    row: int | None = None
    is_illustrative: bool = False


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
    no_owner: list[str] = []
    undated: list[str] = []
    outside: dict[FinancialYear, list[str]] = {}
    amounts_by_owner: dict[str, dict[FinancialYear, list[Estimate]]] = {}
    for each in leaver_pay(reader, case):
        if not each.owner:
            no_owner.append(each.name)
        elif each.year is None:
            undated.append(each.name)
        elif each.year not in years:
            outside.setdefault(each.year, []).append(each.name)
        else:
            amounts_by_owner.setdefault(each.owner, {}).setdefault(each.year, []).append(each.pay.amount)
    there = {row.text("owner"): row for row in rows(reader, CashFlow, case) if _is_the_line(row)}
    made_up = {row.text("owner") for row in rows(reader, Leaver, case) if row.text("basis") == "illustrative"}
    lines = []
    for owner, amounts in amounts_by_owner.items():
        row = there.get(owner)
        due = {year: recorded(Estimate.sum(amounts[year])) for year in sorted(amounts)}
        lines.append(PayLine(owner, due, row.id if row else None, owner in made_up))
    left_out = (
        [f"{listed(no_owner)} {agreeing(no_owner, 'goes', 'go')} with no option or project: say which under Owner."] if no_owner else []
    )
    if undated:
        left_out.append(f"{listed(undated)} {agreeing(undated, 'has', 'have')} no leaving date, so there is no year to put the pay in.")
    for year, names in outside.items():
        left_out.append(f"{listed(names)} {agreeing(names, 'leaves', 'leave')} in {year}, which is outside the years of the case.")
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
            said |= {"type": "revenue", "basis": _basis(line), "source": SOURCE}
            new.append(said | texts)
        else:
            gone = [str(year) for year in lines[line.row].amounts if year not in line.amounts]
            edits += [Edit(line.row, year, "") for year in gone]
            edits += [Edit(line.row, year, words) for year, words in texts.items()]
            edits.append(Edit(line.row, "basis", _basis(line)))
    pasting.paste(unit, CashFlow, case, edits, new)


def add(unit: Unit, noun: type[Noun], case: int) -> int:
    """As `records.add` of leavers or weekly caps; the lines that said what leavers are due say it still, as they do after each of these."""
    with _followed(unit, case):
        return records.add(unit, noun, case)


def change(unit: Unit, noun: type[Noun], case: int, edits: Iterable[Edit]) -> None:
    """As `records.change`."""
    with _followed(unit, case):
        records.change(unit, noun, case, edits)


def delete(unit: Unit, noun: type[Noun], ids: Iterable[int], *, case: int) -> None:
    """As `records.delete`."""
    with _followed(unit, case):
        records.delete(unit, noun, ids, case=case)


def paste(
    unit: Unit, noun: type[Noun], case: int, edits: Iterable[Edit], new_rows: Iterable[Mapping[str, RawCell]] = ()
) -> tuple[int, ...]:
    """As `pasting.paste`."""
    with _followed(unit, case):
        return pasting.paste(unit, noun, case, edits, new_rows)


@contextmanager
def _followed(unit: Unit, case: int) -> Iterator[None]:
    """Once leavers or caps are changed, each line that said what its leavers were due says what they are due now.

    A line that somebody has changed since the pay was put in stays as it is.
    """
    before = {line.owner: line.amounts for line in pay_plan(unit, case).lines}
    yield
    due = {line.owner: line for line in pay_plan(unit, case).lines}
    lines = []
    for row in rows(unit, CashFlow, case):
        owner = row.text("owner")
        if _is_the_line(row) and owner in before and dict(row.amounts) == before[owner]:
            lines.append(due.get(owner, PayLine(owner, {}, row.id)))
    if lines:
        put_in(unit, case, PayPlan(tuple(lines)))


def _basis(line: PayLine) -> str:
    return "illustrative" if line.is_illustrative else "assumed"


def recorded(amount: Estimate) -> Estimate:
    """A sum as a record can hold it: what is known of its ends stays known, though some part of it is not."""
    if not amount.unknown:
        return amount
    if amount.high is None:
        return Estimate.at_least(amount.low) if amount.low else NOT_KNOWN
    if not amount.low:
        return Estimate.at_most(amount.high)
    return Estimate.between(amount.low, amount.high)


def _year(row: Row) -> FinancialYear | None:
    leaving = row.values["leaving"]
    return FinancialYear.of(leaving) if isinstance(leaving, datetime.date) else None


def _is_the_line(row: Row) -> bool:
    return row.text("line") == LINE and row.text("category") == CATEGORY
