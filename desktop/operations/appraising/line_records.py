"""What is recorded beside the lines of a case as the arithmetic takes it: totals spread over years, scenarios, and what came of lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from db.nouns.case import Case as CaseRecord
from db.nouns.grants import GrantBid
from db.nouns.money import Actual as ActualRecord
from db.nouns.money import CashFlow
from db.nouns.money import Phasing as PhasingRecord
from db.nouns.money import Scenario as ScenarioRecord
from db.nouns.noun import Noun
from db.reading import Reader
from desktop.appraisal.case import Actual, FlowKind, Moved, Scenario
from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.savings.phasing import spread
from desktop.appraisal.years import FinancialYear, consecutive
from desktop.operations.records.amounts import estimate_of
from desktop.operations.records.columns import plain, written
from desktop.operations.records.marks import is_withheld
from desktop.operations.records.records import Row, rows
from desktop.papers.content.records import LineRecord
from desktop.papers.content.wording import filled

_HUNDRED = Decimal(100)


def phased_amounts(reader: Reader, case: int) -> Mapping[int, Mapping[FinancialYear, Estimate]]:
    """What falls in each year of each line that is known by its total, by the line's id."""
    phasings = reader.all(PhasingRecord, case_id=case)
    if not phasings:
        return {}
    record = reader.get(CaseRecord, case)
    years = consecutive(FinancialYear(record.base_year), record.horizon)
    return {each.cash_flow_id: spread(estimate_of(each.total) or NOT_KNOWN, _shares(each), years) for each in phasings}


def phasing_notes(reader: Reader, case: int) -> Iterator[str]:
    """A sentence for each total that is not spread whole."""
    phasings = reader.all(PhasingRecord, case_id=case)
    names = {line.id: line.line for line in reader.all(CashFlow, with_years=False, case_id=case)} if phasings else {}
    for each in phasings:
        spread_over = sum(each.percents.values(), Decimal(0))
        if spread_over != _HUNDRED and not each.withheld:
            line = names[each.cash_flow_id]
            yield f"The years of ‘{line}’ add to {plain(spread_over)}% of its total, so none of them is known: make them add to 100%."


def scenarios(reader: Reader, case: int) -> tuple[Scenario, ...]:
    """The scenarios of a case, in the order in which each is first named."""
    parts: dict[str, list[Moved]] = {}
    names: dict[str, str] = {}
    for row in rows(reader, ScenarioRecord, case):
        name = names.setdefault(" ".join(row.text("name").split()).casefold(), row.text("name"))
        parts.setdefault(name, []).append(_moved(row))
    return tuple(Scenario(name, tuple(moved)) for name, moved in parts.items())


def actuals(reader: Reader, case: int) -> tuple[Actual, ...]:
    """What lines have in fact come to, in the order recorded."""
    return tuple(
        Actual(row.text("owner"), row.text("line"), dict(row.amounts), row.text("rating"), row.text("reason"), row.text("basis"))
        for row in rows(reader, ActualRecord, case)
    )


def beside_lines(reader: Reader, case: int) -> Iterator[LineRecord]:
    """What is recorded beside the lines, with what it says in a few words; nothing of what a public paper no longer has."""
    for row in rows(reader, PhasingRecord, case):
        shares = (f"{year}: {plain(percent)}%" for year, percent in sorted(row.percents.items()))
        yield from _beside(reader, PhasingRecord, row, (_total(row), *shares))
    for row in rows(reader, ScenarioRecord, case):
        what = row.text("line") or f"every {row.text('kind')}"
        yield from _beside(reader, ScenarioRecord, row, (f"{what} at {written(row.values['percent'])}%",), row.text("name"))
    for row in rows(reader, ActualRecord, case):
        amounts = (f"{year}: {amount.words()}" for year, amount in sorted(row.amounts.items()))
        yield from _beside(reader, ActualRecord, row, (*amounts, row.text("rating")))
    for row in rows(reader, GrantBid, case):
        yield from _beside(reader, GrantBid, row, (row.text("round"),))


def _beside(reader: Reader, noun: type[Noun], row: Row, says: Iterable[str], name: str = "") -> Iterator[LineRecord]:
    if not is_withheld(reader, row):
        owner = row.text("owner")
        called = f"{name}: {owner}" if name else f"{owner}: {row.text('line')}"
        yield LineRecord(noun.SHEET, called, filled(says, "; "), row.text("basis"), row.text("source"))


def _total(row: Row) -> str:
    total = row.values["total"]
    return f"{total.words()} in all" if isinstance(total, Estimate) else ""


def _shares(phasing: PhasingRecord) -> dict[FinancialYear, Decimal]:
    return {FinancialYear(year): percent / _HUNDRED for year, percent in phasing.percents.items()}


def _moved(row: Row) -> Moved:
    percent, kind = row.values["percent"], row.text("kind")
    return Moved(
        row.text("owner"),
        row.text("line"),
        FlowKind(kind) if kind else None,
        percent / _HUNDRED if isinstance(percent, Decimal) else None,
    )
