"""Staff numbers to stand beside money: what the services of a case record, by organisation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from db.nouns.register import Service
from db.reading import Reader
from desktop.operations.records.columns import plain
from desktop.operations.records.records import rows


@dataclass(frozen=True, slots=True)
class Staff:
    """The full-time equivalents recorded for an organisation's services that are not out of scope; `without` services record none."""

    fte: Decimal
    without: int = 0

    def words(self) -> str:
        """`120.5 FTE`, or `at least 120.5 FTE` where a service records none."""
        return f"{'at least ' if self.without else ''}{plain(self.fte)} FTE"


def staff_by_organisation(reader: Reader, case: int) -> dict[str, Staff]:
    """The staff of each organisation for which any number is recorded."""
    numbers_by_name: dict[str, list[Decimal | None]] = {}
    for row in rows(reader, Service, case):
        if row.values["in_scope"] is not False:
            fte = row.values["fte"]
            numbers_by_name.setdefault(row.text("organisation"), []).append(fte if isinstance(fte, Decimal) else None)
    staff = {}
    for name, numbers in numbers_by_name.items():
        known = [number for number in numbers if number is not None]
        if known:
            staff[name] = Staff(sum(known, Decimal(0)), len(numbers) - len(known))
    return staff
