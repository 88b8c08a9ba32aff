"""The Count of a case as the arithmetic takes it, and where it comes from: its lines are many, and are told of by organisation."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from db.nouns.count import SpendLine
from db.reading import Reader
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings.finding import Record
from desktop.appraisal.findings.records import Recorded, weakest
from desktop.appraisal.partners.count import Spend
from desktop.appraisal.wording import counted
from desktop.appraisal.years import FinancialYear
from desktop.operations.records.marks import is_withheld
from desktop.operations.records.records import Row, rows
from desktop.operations.store.readings import kept
from desktop.papers.content.records import WITHHELD, PartnerRecord

#: Whose a line is that names no organisation.
NOBODYS = "Organisation not stated"


def spending(reader: Reader, case: int) -> tuple[Spend, ...]:
    """The spend lines of a case, in the order recorded."""
    return kept(reader, ("spending", case), lambda _: tuple(_spend(row, is_withheld(reader, row)) for row in rows(reader, SpendLine, case)))


def _spend(row: Row, withheld: bool) -> Spend:
    return Spend(
        row.text("organisation"),
        row.text("theme"),
        row.text("name"),
        row.text("tier"),
        row.text("stream"),
        row.value("year", FinancialYear),
        row.value("amount", Estimate),
        row.value("handling", Estimate),
        row.value("frontline_percent", Decimal),
        withheld,
    )


def recorded_spending(reader: Reader, case: int) -> Iterator[Recorded]:
    """The lines that findings are traced to, those of an organisation together."""
    bases: dict[str, set[str]] = {}
    for row in rows(reader, SpendLine, case):
        bases.setdefault(row.text("organisation") or NOBODYS, set()).add(row.text("basis"))
    for organisation, of in bases.items():
        yield Recorded(Record(SpendLine.SHEET, organisation), (organisation,), weakest(of))


def spending_sources(reader: Reader, case: int) -> Iterator[PartnerRecord]:
    """Where the lines come from: those of one organisation, basis and source together."""
    lines: dict[tuple[str, str, str, bool], int] = {}
    for row in rows(reader, SpendLine, case):
        origin = row.text("organisation") or NOBODYS, row.text("basis"), row.text("source"), is_withheld(reader, row)
        lines[origin] = lines.get(origin, 0) + 1
    for (organisation, basis, source, withheld), number in lines.items():
        value = WITHHELD if withheld else counted(number, SpendLine.SINGULAR)
        yield PartnerRecord(SpendLine.SHEET, organisation, value, basis, source, (organisation,))
