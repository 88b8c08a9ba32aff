"""Reference values: what may stand in each, and the series that they make beside those that come with the program."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from db.nouns.choices import ReferenceSeries
from db.nouns.money import Reference as ReferenceRecord
from db.reading import Reader
from db.writing import Unit
from desktop.appraisal import discounting, prices
from desktop.appraisal.bank_holidays import BankHolidays
from desktop.appraisal.bank_holidays import holidays as shipped_holidays
from desktop.appraisal.discounting import DiscountSchedule
from desktop.appraisal.green_book import Edition
from desktop.appraisal.prices import DeflatorSeries
from desktop.appraisal.reference import Reference
from desktop.appraisal.savings.redundancy import WeeklyCap
from desktop.appraisal.vintages import dated
from desktop.appraisal.wording import long_date
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.records.adapters import Adapter
from desktop.operations.records.columns import Value, plain, read_date
from desktop.operations.records.money_adapters import check_days

#: The series whose values are rates of a discount schedule.
RATES = (ReferenceSeries.STANDARD_RATES, ReferenceSeries.LOWER_RATES, ReferenceSeries.HEALTH_RATES)
#: The series whose values hold from a day.
_BY_DAY = (ReferenceSeries.WEEKLY_CAP, ReferenceSeries.BANK_HOLIDAY, ReferenceSeries.GREEN_BOOK_EDITION)
_CALENDAR_YEAR = re.compile(r"(?:19|2\d)\d\d")
_STEP = re.compile(r"\d{1,3}")
_RATE = re.compile(r"(?P<number>-?\d+(?:\.\d+)?)\s*(?P<sign>%)?")
#: Excel makes the first of the month of a vintage such as June 2026.
_FIRST_OF_MONTH = re.compile(r"1 ([A-Z][a-z]+ \d{4})")
#: What the program calls a cell of a new value, until an officer types over it.
_MADE_UP = re.compile(r"New (?:key|value|vintage)(?: \d+)?")
_HIGHEST_RATE = Decimal(30)
_DAY = datetime.timedelta(days=1)


class ReferenceAdapter(Adapter[ReferenceRecord]):
    """Reference values: each once in an edition, and each of the kind that its series has."""

    def new(self, unit: Unit, given: Mapping[str, Value], placed: Mapping[str, Any]) -> ReferenceRecord:
        record = super().new(unit, given, placed)
        return record.but(**agreed(record.series, record.key, record.value, record.vintage))

    def changes(self, unit: Unit, record: ReferenceRecord, key: str, value: Value) -> dict[str, Any]:
        changes = super().changes(unit, record, key, value)
        after = record.but(**changes)
        return changes | agreed(after.series, after.key, after.value, after.vintage)

    def known(self, given: Mapping[str, Value]) -> ReferenceRecord | None:
        """The value that a file holds already of an edition and a key."""
        series, key, vintage = (str(given[cell]) for cell in ("series", "key", "vintage"))
        return self.reader.find(ReferenceRecord, series=series, key=agreed_key(series, key), vintage=agreed_vintage(series, vintage))

    def check(self, record: ReferenceRecord, keys: Collection[str]) -> None:
        check_days(record.first, record.last)

    def already(self, record: ReferenceRecord) -> KnownTrouble:
        return KnownTrouble(f"{record.series} of {record.vintage} has a value for {record.key} already: change that one")


def agreed(series: str, key: str, value: str, vintage: str) -> dict[str, str]:
    """The cells of a reference value as they are kept: `2025-26` is `2025/26`, and 3.5 a rate of `3.5%`.

    Raises KnownTrouble for what the series cannot have. A cell that the program named itself is left as it is.
    """
    return {"key": agreed_key(series, key), "value": agreed_value(series, value), "vintage": agreed_vintage(series, vintage)}


def agreed_vintage(series: str, vintage: str) -> str:
    """A vintage as it is kept. Raises KnownTrouble for one of which the program has the series itself."""
    month = _FIRST_OF_MONTH.fullmatch(vintage)
    kept = month[1] if month else vintage
    if kept in _shipped_vintages(series):
        raise KnownTrouble(f"The program has the {series} of {kept} already: leave its rows out, or type the vintage of another edition")
    return kept


def _shipped_vintages(series: str) -> frozenset[str]:
    if series == ReferenceSeries.GDP_DEFLATOR:
        return frozenset(each.vintage for each in prices.shipped())
    return frozenset(discounting.editions(series)) if series in RATES else frozenset()


def agreed_key(series: str, key: str) -> str:
    """A key as it is kept. Raises KnownTrouble for one that its series cannot have."""
    if _MADE_UP.fullmatch(key):
        return key
    if series == ReferenceSeries.GDP_DEFLATOR:
        return key if _CALENDAR_YEAR.fullmatch(key) else str(FinancialYear.parse(key))
    if series in _BY_DAY:
        return long_date(read_date(key))
    if not _STEP.fullmatch(key):
        raise KnownTrouble(f"‘{key}’ is not a year after the base year: type 0 for the first rate, then the year from which the next holds")
    return str(int(key))


def agreed_value(series: str, value: str) -> str:
    """A value as it is kept. Raises KnownTrouble for one that its series cannot have."""
    if _MADE_UP.fullmatch(value):
        return value
    if series in RATES:
        return f"{plain(_rate(value) * 100)}%"
    if series in (ReferenceSeries.GDP_DEFLATOR, ReferenceSeries.WEEKLY_CAP):
        number = _number(value)
        if number <= 0:
            what = "a deflator" if series == ReferenceSeries.GDP_DEFLATOR else "a weekly cap"
            raise KnownTrouble(f"‘{value}’ is too low: {what} is above 0, so type what the publisher has")
        return plain(number)
    return value


def _rate(value: str) -> Decimal:
    """A rate as a fraction of 1. Raises KnownTrouble for one below 0, out of reach, or of two readings."""
    match = _RATE.fullmatch(value.replace("\u2212", "-").strip())
    if match is None:
        raise KnownTrouble(f"‘{value}’ is not a rate: type a percentage such as 3.5%")
    number = Decimal(match["number"])
    if number < 0:
        raise KnownTrouble(f"‘{value}’ is below 0, and no discount rate is: type a percentage such as 3.5%")
    if not match["sign"] and 0 < number < 1:
        raise KnownTrouble(f"‘{value}’ may be {plain(number)}% or {plain(number * 100)}%: type it with the per cent sign")
    if number > _HIGHEST_RATE:
        raise KnownTrouble(f"‘{value}’ is too high for a discount rate: type a percentage such as 3.5%")
    return number / 100


def _number(value: str) -> Decimal:
    try:
        number = Decimal(value.replace("\u2212", "-").replace(",", "").replace("£", "").strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise KnownTrouble(f"‘{value}’ is not a number: type what the publisher has, such as 103.6113")
    return number


def reference_of(reader: Reader) -> Reference:
    """The series that the values in a file make; one without a value that can be read, or a schedule without its first rate, is none."""
    return series_of(_finished(reader.all(ReferenceRecord)))


def series_of(values: Iterable[ReferenceRecord]) -> Reference:
    """The series that these values make."""
    by_series: dict[tuple[str, str], list[ReferenceRecord]] = {}
    for each in values:
        by_series.setdefault((each.series, each.vintage), []).append(each)
    schedules = tuple(
        (series, made)
        for (series, vintage), members in by_series.items()
        if series in RATES and (made := _schedule(series, vintage, members)) is not None
    )
    deflators = tuple(
        _deflators(vintage, members) for (series, vintage), members in by_series.items() if series == ReferenceSeries.GDP_DEFLATOR
    )
    editions = tuple(
        Edition(each.value, each.first or read_date(each.key), True, (each.value,), each.source)
        for (series, _), members in by_series.items()
        if series == ReferenceSeries.GREEN_BOOK_EDITION
        for each in members
    )
    return Reference(schedules, deflators, editions)


def caps_of(reader: Reader) -> tuple[WeeklyCap, ...]:
    """The weekly caps brought into a file, the newest edition first: each until its last day, else until the next or for a year."""
    return caps_among(reader.all(ReferenceRecord))


def caps_among(values: Iterable[ReferenceRecord]) -> tuple[WeeklyCap, ...]:
    """The same among these values."""
    caps = [each for each in _finished(values) if each.series == ReferenceSeries.WEEKLY_CAP]
    vintages = sorted({each.vintage for each in caps}, key=dated, reverse=True)
    return tuple(cap for vintage in vintages for cap in _caps([each for each in caps if each.vintage == vintage]))


def holidays_of(reader: Reader) -> BankHolidays | None:
    """The program's bank holidays with those brought into a file, good as far as its years follow on; nothing where none were."""
    return holidays_among(reader.all(ReferenceRecord))


def holidays_among(values: Iterable[ReferenceRecord]) -> BankHolidays | None:
    """The same among these values."""
    brought_in = [each for each in _finished(values) if each.series == ReferenceSeries.BANK_HOLIDAY]
    if not brought_in:
        return None
    shipped = shipped_holidays()
    days = frozenset(each.first or read_date(each.key) for each in brought_in)
    years, last = {day.year for day in days}, shipped.last
    while last.year + 1 in years:  # a year left out between is not known to have none
        last = datetime.date(last.year + 1, 12, 31)
    newest = max((each.vintage for each in brought_in), key=dated)
    return BankHolidays(shipped.first, last, shipped.days | days, shipped.source, newest)


def _finished(values: Iterable[ReferenceRecord]) -> list[ReferenceRecord]:
    """Those of which nothing is still as the program named it."""
    return [each for each in values if not any(_MADE_UP.fullmatch(cell) for cell in (each.key, each.value, each.vintage))]


def _schedule(series: str, vintage: str, members: Iterable[ReferenceRecord]) -> DiscountSchedule | None:
    steps = sorted((int(each.key), _rate(each.value)) for each in members)
    if not steps or steps[0][0] != 0:
        return None
    name = discounting.published()[series][-1].name
    return DiscountSchedule(name, vintage, _source(members), tuple(steps), real=True)


def _deflators(vintage: str, members: Iterable[ReferenceRecord]) -> DeflatorSeries:
    by_calendar_year, by_financial_year = {}, {}
    for each in members:
        if _CALENDAR_YEAR.fullmatch(each.key):
            by_calendar_year[int(each.key)] = Decimal(each.value)
        else:
            by_financial_year[FinancialYear.parse(each.key).start] = Decimal(each.value)
    return DeflatorSeries("GDP deflator at market prices", _source(members), vintage, by_financial_year, by_calendar_year)


def _caps(members: list[ReferenceRecord]) -> list[WeeklyCap]:
    begun = sorted(((each.first or read_date(each.key), each) for each in members), key=lambda cap: cap[0])
    caps = []
    for place, (first, each) in enumerate(begun):
        following = begun[place + 1][0] if place + 1 < len(begun) else _a_year_after(first)
        caps.append(WeeklyCap(Decimal(each.value), first, each.last or following - _DAY, each.source or each.vintage))
    return caps


def _a_year_after(first: datetime.date) -> datetime.date:
    return datetime.date(first.year + 1, first.month, min(first.day, 28))


def _source(members: Iterable[ReferenceRecord]) -> str:
    return next((each.source for each in members if each.source), "brought in")
