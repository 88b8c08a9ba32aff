"""What is asked of a workbook's headings and columns, each with both its readings: units, percentages, weights, years that are dates.

`interchange.md`, "Reading cells": an amount that has two readings is asked about, never guessed.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from desktop.appraisal import money
from desktop.appraisal.wording import listed
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.records.columns import RawCell, clean, plain

Rows = Sequence[tuple[int, tuple[RawCell, ...]]]

_SCALES = {"000": 3, "000s": 3, "k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_SCALE = r"000s?|k|mn|m|thousands?|millions?|bn|billions?"
_MONEY_UNIT = re.compile(
    rf"[\s,]*(?:[(\[]\s*(?P<pound>£?)\s*['\u2019]?\s*(?P<within>{_SCALE})\s*[)\]]|£\s*['\u2019]?\s*(?P<bare>{_SCALE}))\s*$", re.IGNORECASE
)
_UNIT_IN_WORDS = re.compile(rf"£\s*['\u2019]?\s*(?:{_SCALE})\b", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?\s*(?:\(\s*)?£?\s*[0-9][0-9,]*(?:\.[0-9]+)?\s*\)?")
_SHORT_YEAR = re.compile(r"(?:fy|year)?\s*(\d{2}|\d{4})\s*[/\-\u2010-\u2013\u2212]\s*(\d{2}|\d{4})", re.IGNORECASE)
#: A year from January or from September falls into two financial years.
_CALENDAR_YEAR = re.compile(
    r"(?:cy|calendar(?: year)?|jan(?:uary)?\s*(?:-|\u2013|to)\s*dec(?:ember)?)[\s:]*(\d{4})(?:\s*\(?calendar(?: year)?\)?)?", re.IGNORECASE
)
_ACADEMIC_YEAR = re.compile(r"(?:ay|academic(?: year)?|school year)[\s:]*(\d{2,4}\s*[/\-\u2010-\u2013]\s*\d{2,4})", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
#: Names less alike than this are not; one that is missing is meant rather than another nearly as much alike.
_ALIKE, _RATHER = 0.3, 0.15
#: What officers call columns that go by other names here, the likeliest first; what is spelt nearly alike is found without.
OTHER_WORDS = {
    "rating": ("Score",),
    "mark": ("Score",),
    "points": ("Score", "Weight"),
    "result": ("Score",),
    "importance": ("Weight",),
    "weighting": ("Weight",),
    "group": ("Assessors", "Group", "Heading"),
    "panel": ("Assessors",),
    "scored by": ("Assessors",),
    "scorer": ("Assessors",),
    "assessor": ("Assessors",),
    "evaluator": ("Assessors",),
    "panel member": ("Assessors",),
    "option": ("Owner", "Option"),
    "option name": ("Option", "Owner"),
    "project": ("Owner", "Project"),
    "proposal": ("Line", "Option", "Owner"),
    "savings proposal": ("Line",),
    "scheme": ("Option", "Owner"),
    "criteria": ("Criterion",),
    "factor": ("Criterion",),
    "description": ("Line", "Description"),
    "item": ("Line", "Action"),
    "cost": ("Line", "Cost"),
    "cost line": ("Line",),
    "budget line": ("Line",),
    "heading": ("Line", "Group"),
    "type": ("Kind", "Type"),
    "cost or saving": ("Kind",),
    "cost/saving": ("Kind",),
    "revenue or capital": ("Type",),
    "revenue/capital": ("Type",),
    "rev/cap": ("Type",),
    "capital/revenue": ("Type",),
    "council": ("Organisation", "Name"),
    "authority": ("Organisation", "Name"),
    "partner": ("Organisation",),
    "value": ("Amount", "Value"),
    "total": ("Amount", "Total"),
    "probability": ("Likelihood",),
    "l": ("Likelihood",),
    "i": ("Impact",),
    **dict.fromkeys((f"{when} {of}" for when in ("inherent", "gross", "initial") for of in ("likelihood", "l")), ("Likelihood",)),
    **dict.fromkeys((f"{when} {of}" for when in ("inherent", "gross", "initial") for of in ("impact", "i")), ("Impact",)),
    "residual likelihood": ("Likelihood after",),
    "residual l": ("Likelihood after",),
    "residual impact": ("Impact after",),
    "residual i": ("Impact after",),
    "severity": ("Impact",),
    "mitigation": ("Control",),
    "mitigating action": ("Control",),
    "controls": ("Control",),
    "risk description": ("Risk",),
    "risk owner": ("Owner",),
    "lead": ("Owner",),
    "lead officer": ("Owner",),
    "responsible": ("Owner",),
    "by whom": ("Owner",),
    "by when": ("Due", "Date"),
    "task": ("Action", "Milestone"),
    "workstream": ("Phase",),
    "finish": ("Date", "Due"),
    "due date": ("Due", "Date"),
    "deadline": ("Deadline", "Due", "Date"),
    "target date": ("Due", "Date"),
    "when": ("Date", "Due"),
    "pros": ("Advantages",),
    "benefits": ("Advantages",),
    "for": ("Advantages", "For"),
    "cons": ("Disadvantages",),
    "drawbacks": ("Disadvantages",),
    "against": ("Disadvantages",),
    "notes": ("Comment", "Description"),
    "comments": ("Comment", "Said"),
    "summary of comments": ("Said",),
    "summary": ("Description", "Said"),
    "recommended": ("Preferred",),
    "recommended?": ("Preferred",),
    "purpose": ("For",),
    "feedback": ("Said",),
    "response": ("Said",),
    "stakeholder": ("Audience",),
    "stakeholder group": ("Audience",),
    "meeting": ("Event",),
    "method": ("Event",),
    "method of engagement": ("Event",),
    "consultation method": ("Event",),
    "engagement activity": ("Event",),
    "consultee": ("Audience",),
    "when held": ("Date",),
    "date held": ("Date",),
    "attendance": ("Attended",),
    "number attending": ("Attended",),
    "numbers attending": ("Attended",),
    "what they said": ("Said",),
    "views": ("Said",),
    "who": ("Audience", "Owner"),
    "staff": ("FTE",),
    "headcount": ("FTE",),
    "directorate": ("Group",),
    "department": ("Group",),
    "source of funding": ("Source", "Source of funding", "Funding stream"),
    "funding source": ("Source of funding", "Funding stream", "Source"),
    "funder": ("Source",),
    "grant": ("Source", "Funding stream"),
    "fund": ("Funding stream",),
    "body": ("Organisation",),
    "public body": ("Organisation",),
    "agency": ("Organisation",),
    "category": ("Category", "Service", "Theme"),
    "policy area": ("Theme",),
    "programme": ("Theme",),
    "activity": ("Service", "Action"),
    "service area": ("Service",),
    "level": ("Tier",),
    "level of government": ("Tier",),
    "financial year": ("Year",),
    "spend": ("Amount",),
    "spending": ("Amount",),
    "expenditure": ("Amount",),
    "administration": ("Handling cost",),
    "administration cost": ("Handling cost",),
    "admin cost": ("Handling cost",),
    "overheads": ("Handling cost",),
    "front line": ("Reaches the front line",),
    "front line share": ("Reaches the front line",),
    "% front line": ("Reaches the front line",),
    "% to front line": ("Reaches the front line",),
    "fact": ("Statement",),
    "finding": ("Statement",),
    "evidence": ("Statement",),
    "stage": ("Phase",),
    "gateway": ("Gate",),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit of money that a heading or a sheet states, such as £000."""

    words: str
    times: Decimal
    pounds: bool = True


def without_unit(text: str) -> tuple[str, Unit | None]:
    """A heading or the name of a sheet without the unit it states, and that unit; nothing where it states none of thousands or more."""
    match = _MONEY_UNIT.search(text)
    if match is None:
        return text, None
    scale = (match["within"] or match["bare"]).casefold()
    times = Decimal(10) ** _SCALES[scale if scale in _SCALES else scale.removesuffix("s")]
    is_pounds = bool(match["pound"] or match["bare"])
    return text[: match.start()].strip(), Unit(match[0].strip(" ,()[]"), times, is_pounds)


def unit_in(words: str) -> Unit | None:
    """The unit that a title or a note states anywhere, such as `£000, 2026/27 prices`; nothing where it states none of thousands up."""
    found = _UNIT_IN_WORDS.search(words)
    return without_unit(found[0] if found else words)[1]


def check_pounds(heading: str) -> None:
    """Raises KnownTrouble for a heading whose unit is thousands of pounds or more: plain numbers under it have two readings."""
    bare, unit = without_unit(heading)
    if unit is not None:
        raise KnownTrouble(f"‘{heading}’ says {unit.words}: copy the amounts in pounds, under the heading {bare}")


def nearest(name: str, known: Collection[str], missing: Collection[str] = ()) -> str:
    """The known name that another is likeliest meant for; `missing` are those that must be there and are not."""
    folded = " ".join(name.split()).casefold()
    for meant in OTHER_WORDS.get(folded, ()):
        if meant in known:
            return meant

    def likeness(other: str) -> float:
        return difflib.SequenceMatcher(None, folded, other.casefold()).ratio() + (_RATHER if other in missing else 0)

    likeliest = max(known, key=likeness, default="")
    return likeliest if likeliest and likeness(likeliest) >= _ALIKE else ""


def ask_unit(rows: Rows, index: int, unit: Unit, where: str, says: str) -> str:
    """What is asked of a column whose heading or sheet states a unit; nothing where no plain number stands in it."""
    for number, raw in _numbers(rows, index):
        if raw:
            form = money.pounds if unit.pounds else plain
            return (
                f"{where}: {says} {unit.words}, so {plain(raw)} in row {number} can be read two ways, as {form(raw * unit.times)} or "
                f"{form(raw)}. Type every number in full, and take {unit.words} out."
            )
    return ""


def ask_percentages(rows: Rows, index: int, where: str) -> str:
    """What is asked of every plain number of a column of percentages, one of which lies between 0 and 1; nothing where none does."""
    numbers = list(_numbers(rows, index))
    small = next((raw for _, raw in numbers if 0 < abs(raw) < 1), None)
    if small is None:
        return ""
    places = listed([str(number) for number, _ in numbers])
    return (
        f"{where}: {plain(small)} can be read two ways, as {plain(small * 100)}% or {plain(small)}%. "
        f"Type every percentage of this column with its % sign: {'row' if len(numbers) == 1 else 'rows'} {places}."
    )


def with_signs(rows: Rows, indices: Collection[int]) -> Rows:
    """Rows whose plain numbers in columns that were asked about are read as the fractions they may be, so that nothing is asked twice."""
    if not indices:
        return rows

    def read(index: int, raw: RawCell) -> RawCell:
        number = _number(raw) if index in indices else None
        return raw if number is None else number * 100 if abs(number) <= 1 else number

    return [(number, tuple(read(index, raw) for index, raw in enumerate(cells))) for number, cells in rows]


def ask_weights(rows: Rows, index: int, where: str) -> str:
    """What is asked of a column of weights in which percentages and plain numbers stand; nothing where they are all of one sort."""
    plain_number = next(((number, raw) for number, raw in _numbers(rows, index) if raw), None)
    percentage = next(
        ((number, clean(raw)) for number, cells in rows if isinstance(raw := _at(cells, index), str) and clean(raw).endswith("%")), None
    )
    if plain_number is None or percentage is None:
        return ""
    row, raw = plain_number
    fraction = f"{plain(raw * 100)}% or {plain(raw)}%" if abs(raw) <= 1 else f"{plain(raw)}% or {plain(raw)} points"
    return (
        f"{where}: row {percentage[0]} says {percentage[1]}, and {plain(raw)} in row {row} can be read two ways, as {fraction}. "
        "Type every weight as a percentage, or none."
    )


def read_heading_year(heading: str, base_year: FinancialYear | None) -> FinancialYear:
    """The financial year of a heading. Raises KnownTrouble, with both readings where it has two."""
    from desktop.appraisal.years import numbered

    count = numbered(heading)
    if count is not None and base_year is not None:
        first, second = base_year.after(count - 1), base_year.after(count)
        raise KnownTrouble(f"‘{heading}’ can be read two ways: type {first} or {second}")
    if match := _DAY.fullmatch(heading):
        raise KnownTrouble(_of_a_day(*map(int, match.groups())))
    return FinancialYear.parse(heading)


def years_meant(heading: str, base_year: FinancialYear | None) -> tuple[FinancialYear, ...] | None:
    """The financial years that a heading may stand for, one where it is plain; none known for a counted year without a base year.

    `None` for a heading that names no year.
    """
    from desktop.appraisal.years import ending_in, numbered

    count = numbered(heading)
    if count is not None:
        return () if base_year is None else (base_year.after(count - 1), base_year.after(count))
    if match := _DAY.fullmatch(heading):
        day, month, year = map(int, match.groups())
        lower, upper = sorted((day, month))
        falls_in = FinancialYear(year if month >= 4 else year - 1)
        return (FinancialYear(2000 + lower), falls_in) if upper == lower + 1 else (falls_in,)
    if (ends := ending_in(heading)) is not None:
        return ends
    if calendar := _CALENDAR_YEAR.fullmatch(heading):
        return FinancialYear(int(calendar[1]) - 1), FinancialYear(int(calendar[1]))
    if academic := _ACADEMIC_YEAR.fullmatch(heading):
        begins = years_meant(academic[1], None)
        return None if begins is None else (begins[-1], begins[-1].after(1))
    short = _SHORT_YEAR.fullmatch(heading)
    try:
        return (FinancialYear.parse(heading if short is None else f"{short[1] if len(short[1]) == 4 else f'20{short[1]}'}/{short[2]}"),)
    except KnownTrouble:
        return None


def _of_a_day(day: int, month: int, year: int) -> str:
    """What is asked of a heading that Excel has made a date of: it may have been typed as 09/10."""
    from desktop.appraisal.wording import MONTHS

    falls_in = FinancialYear(year if month >= 4 else year - 1)
    lower, upper = sorted((day, month))
    typed = FinancialYear.parse(f"20{lower:02}/{upper:02}") if upper == lower + 1 else None
    ways = f"type {typed} or {falls_in}" if typed else f"type the financial year it stands for, such as {falls_in}"
    return f"Excel has made a date of this heading, {day} {MONTHS[month - 1]} {year}, and it can be read two ways: {ways}"


def _numbers(rows: Rows, index: int) -> Iterator[tuple[int, Decimal]]:
    """The plain numbers of a column, each with its row."""
    for number, cells in rows:
        raw = _number(_at(cells, index))
        if raw is not None:
            yield number, raw


def _at(cells: Sequence[RawCell], index: int) -> RawCell:
    return cells[index] if index < len(cells) else None


def _number(raw: RawCell) -> Decimal | None:
    """A cell that holds a number without a unit or a % sign."""
    if isinstance(raw, bool) or raw is None:
        return None
    if isinstance(raw, (int, float, Decimal)):
        return Decimal(f"{raw:.15g}") if isinstance(raw, float) else Decimal(raw)
    text = clean(raw) if isinstance(raw, str) else ""
    if not _NUMBER.fullmatch(text):
        return None
    digits = re.sub(r"[^0-9.]", "", text)
    return Decimal(digits) * (-1 if text[0] in "-(" or text.startswith("£(") else 1)


def hidden_notes(sheet: str, rows: Iterable[int], headings: Iterable[str]) -> Iterator[str]:
    """What is said of rows and columns that are hidden and are read all the same."""
    hidden_rows, hidden_columns = [str(row) for row in rows], list(headings)
    if hidden_rows:
        named = listed(hidden_rows) if len(hidden_rows) <= 8 else f"{hidden_rows[0]} to {hidden_rows[-1]}, {len(hidden_rows)} of them,"
        yield f"{sheet}: {'row' if len(hidden_rows) == 1 else 'rows'} {named} {'is' if len(hidden_rows) == 1 else 'are'} hidden, and read."
    if hidden_columns:
        one = len(hidden_columns) == 1
        yield f"{sheet}: {'column' if one else 'columns'} {listed(hidden_columns)} {'is' if one else 'are'} hidden, and read."
