"""Cases: what they are called, their years, and the bases their money is reckoned on."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from db.nouns.case import Case
from db.nouns.money import Actual, BudgetGap, CashFlow, Phasing
from db.nouns.noun import Noun
from db.reading import Reader
from db.writing import Unit
from desktop.appraisal.discounting import editions as discount_editions
from desktop.appraisal.discounting import schedule, vintage_for
from desktop.appraisal.prices import editions as deflator_editions
from desktop.appraisal.prices import series as deflators
from desktop.appraisal.reference import Reference
from desktop.appraisal.vintages import dated
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.late_dataclass import dataclass
from desktop.operations.records.columns import RawCell, Value, column_of, columns_of, read
from desktop.operations.records.names import compared
from desktop.operations.records.records import Row
from desktop.operations.records.references import reference_of


@dataclass(frozen=True, slots=True)
class CaseDetails:
    """A case as screens know it."""

    id: int
    title: str
    purpose: str
    body: str
    base_year: FinancialYear
    horizon: int
    price_base: str
    discounting: str
    flows_are: str
    close_call_percent: Decimal
    seed: int
    quick_win_months: int

    @property
    def years(self) -> tuple[FinancialYear, ...]:
        """The financial years of the horizon, the base year first."""
        return tuple(self.base_year.after(n) for n in range(self.horizon))


def titles(reader: Reader) -> tuple[tuple[int, str], ...]:
    """Every case's id and title, oldest first."""
    return tuple((case.id, case.title) for case in reader.all(Case))


def titled(reader: Reader, title: str) -> int | None:
    """The case of a title, capitals or not; nothing where there is none."""
    return next((id_ for id_, name in titles(reader) if compared(name) == compared(title)), None)


def find(reader: Reader, title: str | None = None) -> int:
    """The case of a title, or the only one. Raises KnownTrouble where there is none, or several to choose from."""
    known = titles(reader)
    if title is None and len(known) == 1:
        return known[0][0]
    if not known:
        raise KnownTrouble("There is no case in this file yet. Import a workbook or make a sample first.")
    case_id = None if title is None else titled(reader, title)
    if case_id is not None:
        return case_id
    names = ", ".join(f"‘{name}’" for _, name in known)
    if title is None:
        raise KnownTrouble(f"This file holds several cases. Say which with --case: {names}.")
    raise KnownTrouble(f"There is no case named ‘{title}’. Choose from {names}.")


def details(reader: Reader, case: int) -> CaseDetails:
    """One case's own fields."""
    case_record = reader.get(Case, case)
    return CaseDetails(
        case,
        case_record.title,
        case_record.purpose,
        case_record.body,
        FinancialYear(case_record.base_year),
        case_record.horizon,
        price_base_words(case_record),
        case_record.discounting,
        case_record.flows_are,
        case_record.close_call_percent,
        case_record.seed,
        case_record.quick_win_months,
    )


def add(unit: Unit, values: dict[str, Value]) -> int:
    """Add a case and return its id. Raises KnownTrouble where the title is there already."""
    title = str(values["title"])
    if titled(unit, title) is not None:
        raise KnownTrouble(f"There is a case named ‘{title}’ already. Choose another title, or use --replace to take its place.")
    base_year = values["base_year"]
    if not isinstance(base_year, FinancialYear):
        raise KnownTrouble("Base year is not filled in: every case needs one")
    reference, fields = reference_of(unit), dict[str, Any]()
    for column in columns_of(Case):
        value = values.get(column.key)
        fields |= _fields(reference, column.key, column.when_blank if value is None else value, fields)
    return unit.add(Case(**fields | {"title": title})).id


def change(unit: Unit, case: int, key: str, text: RawCell) -> None:
    """Change one field of a case. Raises KnownTrouble, one sentence, where it cannot be."""
    value = read(column_of(Case, key), text)
    if key == "title" and titled(unit, str(value)) not in (None, case):
        raise KnownTrouble(f"There is a case named ‘{value}’ already: choose another title")
    record = unit.get(Case, case)
    value = column_of(Case, key).when_blank if value is None else value
    changed = unit.change(record, **_fields(reference_of(unit), key, value, vars(record)))
    if key in ("base_year", "horizon"):
        _refuse_stranded_amounts(unit, changed)
    elif key in ("price_base", "flows_are"):
        _refuse_stranded_rates(unit, changed)


def editions(reader: Reader, case: int) -> dict[str, tuple[str, ...]]:
    """The editions that a case may keep, by the key of its field, the newest first: of its discount rates and of the deflators."""
    record, held = reader.get(Case, case), reference_of(reader)
    rates = tuple(discount_editions(record.discounting, held.schedules)) or (record.discount_vintage,)
    of_deflators = tuple(each.vintage for each in deflator_editions(held.deflators))
    return {
        key: tuple(sorted(dict.fromkeys((*vintages, kept)), key=dated, reverse=True))
        for key, vintages, kept in (
            ("discount_vintage", rates, record.discount_vintage),
            ("deflator_vintage", of_deflators, record.deflator_vintage),
        )
    }


def delete(unit: Unit, case: int) -> None:
    """Delete a case and all that hangs on it; the register stays."""
    unit.remove(unit.get(Case, case))


def _refuse_stranded_amounts(reader: Reader, case: Case) -> None:
    nouns: tuple[tuple[type[Noun], str, str], ...] = (
        (CashFlow, "Amounts are", "them"),
        (Phasing, "A part of a total is", "it"),
        (Actual, "Actual amounts are", "them"),
        (BudgetGap, "A budget gap is", "it"),
    )
    for noun, what, it in nouns:
        (amounts,) = noun.YEARLY.values()
        [(outside,)] = reader.rows(
            f"SELECT min(year) FROM {amounts.table} WHERE {amounts.link} IN (SELECT id FROM {noun.TABLE} WHERE case_id = ?) "
            "AND year NOT BETWEEN ? AND ?",
            *(case.id, case.base_year, case.base_year + case.horizon - 1),
        )
        if outside is not None:
            raise KnownTrouble(
                f"{what} recorded for {FinancialYear(outside)}, which would fall outside the case: "
                f"clear {it} under Money first, or keep {it} inside the years"
            )


def _refuse_stranded_rates(reader: Reader, case: Case) -> None:
    """Raises KnownTrouble where lines have what the prices or the flows of a case leave no meaning."""
    lines = reader.all(CashFlow, with_years=False, case_id=case.id)
    if case.price_base == "nominal" and any(line.inflation_percent for line in lines):
        raise KnownTrouble(
            "Lines have a rate of inflation, which amounts in cash hold already: clear Inflation under Money first, or keep real prices"
        )
    if case.flows_are != "changes" and any(line.in_plan and line.option_id is not None for line in lines):
        raise KnownTrouble(
            "Lines of options are marked as in the plan, which no line of whole costs is: clear Already in the plan under Money "
            "first, or keep changes"
        )


def price_base_words(case: Case) -> str:
    """`nominal` or `real 2011/12`."""
    return "nominal" if case.price_base == "nominal" else f"real {FinancialYear(case.price_year or case.base_year)}"


def read_price_base(text: str) -> tuple[str, FinancialYear | None]:
    """Read `nominal` or `real 2011/12`; plain `real`, or blank, is real in the base year. Raises KnownTrouble."""
    typed = text.strip().casefold()
    if typed in ("", "real"):
        return "real", None
    if typed == "nominal":
        return "nominal", None
    match = re.fullmatch(r"real(?: in)?\s+(\S+)(?: prices)?", typed)
    if match is None:
        raise KnownTrouble(f"‘{text}’ is not a price base: type nominal, or real and its year, such as real 2011/12")
    return "real", FinancialYear.parse(match[1])


def _fields(reference: Reference, key: str, value: Value, before: Mapping[str, Any]) -> dict[str, object]:
    """The fields of a case that keep one value; `before` are those it has so far.

    Raises KnownTrouble for a price base, a way to discount or an edition that there is not.
    """
    if key == "price_base":
        price_base, year = read_price_base(str(value or ""))
        return {"price_base": price_base, "price_year": year.start if year else None}
    if key == "discounting":
        words = str(value or "green book")
        kept = str(before.get("discounting", "")), str(before.get("discount_vintage", ""))
        return {"discounting": words, "discount_vintage": vintage_for(words, *kept, reference.schedules)}
    if key == "discount_vintage":
        return {key: schedule(before["discounting"], str(value or ""), reference.schedules).vintage}
    if key == "deflator_vintage":
        return {key: deflators(str(value or ""), reference.deflators).vintage}
    if key == "assumed_inflation_percent":
        return {key: value}
    if isinstance(value, FinancialYear):
        return {key: value.start}
    return {key: "" if value is None and not Case.COLUMNS[key].nullable else value}


def add_empty(unit: Unit) -> int:
    """Add a case with nothing in it but a title of its own and this financial year as its base year; returns its id."""
    taken = {title for _, title in titles(unit)}
    title = next(name for name in ("New case", *(f"New case {n}" for n in range(2, len(taken) + 3))) if name not in taken)
    today = datetime.datetime.now(datetime.UTC).date()
    return add(unit, {"title": title, "base_year": FinancialYear.of(today)})


def as_row(reader: Reader, case: int) -> Row:
    """A case as a form knows it."""
    case_record = reader.get(Case, case)
    values: dict[str, Value] = {column.key: vars(case_record)[column.key] for column in columns_of(Case)}
    return Row(case, values | {"base_year": FinancialYear(case_record.base_year), "price_base": price_base_words(case_record)})
