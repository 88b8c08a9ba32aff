"""Reading a workbook's sheets against the declared columns: values by key, and every problem by sheet, row and column."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from db.nouns import sheet_nouns
from db.nouns.case import Case
from db.nouns.choice import Score
from db.nouns.noun import Column, Kind, Noun
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.returns import Rating
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.choice.scores import read_score
from desktop.operations.records.columns import AMOUNT, PERCENT, RATING, RawCell, Value, columns_of, own_columns, read
from desktop.operations.records.held import NOT_FOR_PUBLICATION
from desktop.operations.workbook.cells import Sheet, column_letter

_UNIT = re.compile(r"\s*\([^)]*\)\s*$")
_IN_POUNDS = re.compile(r"\(\s*(?:£|gbp|pounds)?\s*\)\s*$", re.IGNORECASE)
#: In a sheet of yearly amounts such a heading is a year written wrongly: to leave its column alone would lose the amounts.
_YEAR_LIKE = re.compile(r"(?:fy|year)?\s*\d.*", re.IGNORECASE)
#: Such a heading is the year of an amount where plain years hold percentages or ratings.
_AMOUNT_OF = {named: re.compile(rf"{named}\s+(.*)", re.IGNORECASE) for named in ("Amount", "Gain")}
_IN_PERCENT = re.compile(r"\(\s*(?:%|per cent|percent)?\s*\)\s*$", re.IGNORECASE)


@dataclass(slots=True)
class ReadRow:
    """One row as read. `columns` keeps the letter and heading each key came from, for what is found wrong later."""

    sheet: str
    number: int
    values: dict[str, Value] = field(default_factory=dict)
    amounts: dict[FinancialYear, Estimate] = field(default_factory=dict)
    percents: dict[FinancialYear, Decimal] = field(default_factory=dict)
    ratings: dict[FinancialYear, Rating] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    """The row of a key where that is not `number`: the Case sheet has a row a field."""

    def text(self, key: str) -> str:
        """A value as text; blank where there is none."""
        value = self.values.get(key)
        return "" if value is None else str(value)

    def decimal(self, key: str) -> Decimal | None:
        """A value as a number; nothing where it is not one."""
        value = self.values.get(key)
        return value if isinstance(value, Decimal) else None

    def problem(self, key: str, sentence: str) -> str:
        """A sentence with its place in front: `Flows, row 3, column B (Line): …`."""
        place = f"{self.sheet}, row {self.numbers.get(key, self.number)}"
        if key in self.columns:
            place += f", column {self.columns[key]}"
        return f"{place}: {sentence}"


@dataclass(slots=True)
class ReadBook:
    """Every sheet as read, by the sheet's name; `problems` stop the import, `notes` do not."""

    rows: dict[str, list[ReadRow]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def of(self, noun: type[Noun]) -> list[ReadRow]:
        """The rows of a noun's sheet; none where the sheet is missing."""
        return self.rows.get(noun.SHEET, [])


@contextlib.contextmanager
def problem_at(book: ReadBook, row: ReadRow, key: str) -> Iterator[None]:
    """Within it, trouble is a problem of the row at that column."""
    try:
        yield
    except KnownTrouble as trouble:
        book.problems.append(row.problem(key, f"{trouble}."))


def folded(name: str) -> str:
    """A name without capitals or spare space, as names are compared."""
    return " ".join(name.split()).casefold()


def plain_heading(text: str) -> str:
    """A heading without case, spare space or a unit in brackets."""
    return " ".join(_UNIT.sub("", text.replace("\u2019", "'")).split()).casefold()


def read_book(sheets: tuple[Sheet, ...]) -> ReadBook:
    """Read every sheet we know. What we do not know is noted."""
    book = ReadBook()
    nouns = {noun.SHEET.casefold(): noun for noun in sheet_nouns()}
    for sheet in sheets:
        if sheet.name.strip().casefold() == NOT_FOR_PUBLICATION.casefold():
            continue  # what says so of an exported workbook is no record
        noun = nouns.get(sheet.name.strip().casefold())
        if noun is None:
            book.notes.append(f"{sheet.name}: this sheet is not one that Appraisal Desk reads, so it was left alone.")
        elif noun.SHEET in book.rows:
            book.problems.append(f"{sheet.name}: there are two sheets of that name. Keep one.")
        else:
            book.rows[noun.SHEET] = _read_case(sheet, book) if noun is Case else _read_sheet(sheet, noun, book)
            _check_formulas(sheet, noun, book)
            _check_merged(sheet, noun, book)
    return book


def _check_formulas(sheet: Sheet, noun: type[Noun], book: ReadBook) -> None:
    """A formula without a value reads as blank, which would be taken for missing. Columns that are left alone anyway may hold any."""
    for number, index in sheet.not_worked_out:
        if _is_read(sheet, noun, number, index):
            book.problems.append(
                f"{_place(sheet, noun, number, index)}: this cell holds a formula that has not been worked out. "
                "Open the workbook in Excel, save it and import it again, or type the value."
            )


def _check_merged(sheet: Sheet, noun: type[Noun], book: ReadBook) -> None:
    """Of cells that are merged only the first holds a value: the others would be taken for missing."""
    for (first, left), (last, right) in sheet.merged:
        read = [index for index in range(left, min(right, len(sheet.headings)) + 1) if _is_read(sheet, noun, first, index)]
        if not read or (first, left) == (last, right) or not any(first <= row <= last for row, _ in ((1, ()), *sheet.rows)):
            continue
        block = f"{column_letter(left)}{first} to {column_letter(right)}{last}"
        book.problems.append(
            f"{_place(sheet, noun, first, left)}: the cells {block} are merged into one, so only the first holds a value. "
            "Unmerge them in Excel and type a value in each."
        )


def _is_read(sheet: Sheet, noun: type[Noun], number: int, index: int) -> bool:
    """Whether a cell is of a column that this sheet has; a heading always may be."""
    heading = sheet.headings[index] if index < len(sheet.headings) else ""
    known = {plain_heading(name) for column in columns_of(noun) for name in (column.heading, *column.other_names)}
    known |= {"field", "value"} if noun is Case else set()
    return number == 1 or plain_heading(heading) in known or _is_year_like(noun, heading)


def _place(sheet: Sheet, noun: type[Noun], number: int, index: int) -> str:
    heading = sheet.headings[index] if index < len(sheet.headings) else ""
    return f"{noun.SHEET}, row {number}, column {column_letter(index)}" + (f" ({heading})" if heading else "")


def _read_sheet(sheet: Sheet, noun: type[Noun], book: ReadBook) -> list[ReadRow]:
    columns, yearly = _match_headings(sheet, noun, book)
    if columns is None:
        return []
    places = {column.key: f"{column_letter(index)} ({column.heading})" for index, column in columns.items()}
    for index, each in yearly.items():
        named = f"{noun.amount_heading()} " if noun.amount_heading() and each.holds is AMOUNT else ""
        places[each.key] = f"{column_letter(index)} ({named}{each.year})"
    years = {index: (each, each.key) for index, each in yearly.items()}
    known: _Known = {}
    return [_read_row(ReadRow(noun.SHEET, number, columns=places), cells, columns, years, book, known) for number, cells in sheet.rows]


@dataclass(frozen=True, slots=True)
class _Yearly:
    """A column of a financial year: what its cells are read as, and the key of its place."""

    year: FinancialYear
    holds: Column

    @property
    def key(self) -> str:
        return f"{self.year} %" if self.holds is PERCENT else f"{self.year} rating" if self.holds is RATING else str(self.year)


def _is_year_like(noun: type[Noun], heading: str) -> bool:
    """Whether a heading is meant for a year of this sheet."""
    amount = _amount_of(noun, heading)
    return bool(noun.plain_years() is not None and _YEAR_LIKE.fullmatch(amount[1] if amount else heading))


def _amount_of(noun: type[Noun], heading: str) -> re.Match[str] | None:
    """The year of an amount that stands beside percentages or ratings."""
    return _AMOUNT_OF[noun.amount_heading()].fullmatch(heading) if noun.amount_heading() else None


def _match_headings(sheet: Sheet, noun: type[Noun], book: ReadBook) -> tuple[dict[int, Column] | None, dict[int, _Yearly]]:
    """Which column of the sheet is which of ours. None where a required one is missing."""
    if not sheet.headings:
        if sheet.rows:
            book.problems.append(f"{noun.SHEET}, row 1: the headings are missing. Put them in row 1.")
        return None, {}
    known = {plain_heading(name): column for column in columns_of(noun) for name in (column.heading, *column.other_names)}
    columns: dict[int, Column] = {}
    years: dict[int, _Yearly] = {}
    for index, heading in enumerate(sheet.headings):
        place = f"{noun.SHEET}, row 1, column {column_letter(index)}"
        column = known.get(plain_heading(heading))
        if column is not None and column in columns.values():
            book.problems.append(f"{place}: there are two columns headed {column.heading}. Keep one.")
        elif column is not None:
            columns[index] = column
        elif _is_year_like(noun, heading):
            try:
                year = _read_year_heading(noun, heading)
            except KnownTrouble as trouble:
                book.problems.append(f"{place}: {trouble}.")
                continue
            if year in years.values():
                book.problems.append(f"{place}: there are two columns headed {heading}. Keep one.")
            years[index] = year
        elif heading:
            book.notes.append(f"{place}: ‘{heading}’ is not a heading of this sheet, so its column was left alone.")
        elif any(len(cells) > index and cells[index] not in (None, "") for _, cells in sheet.rows):
            book.notes.append(f"{place}: this column has no heading, so it was left alone.")
    missing = [column for column in own_columns(noun) if column.required and column not in columns.values()]
    for column in missing:
        book.problems.append(
            f"{noun.SHEET}, row 1: there is no column headed {column.heading}. Add it, or correct the heading that stands for it."
        )
    return (None if missing else columns), years


def _read_year_heading(noun: type[Noun], heading: str) -> _Yearly:
    """A year, with or without its unit. Raises KnownTrouble for another unit, which would make every amount or percentage wrong."""
    amount = _amount_of(noun, heading)
    if noun.plain_years() is Kind.RATING and amount is None:
        return _Yearly(FinancialYear.parse(heading), RATING)
    if noun.plain_years() is Kind.PERCENT and amount is None:
        if _UNIT.search(heading) and not _IN_PERCENT.search(heading):
            raise KnownTrouble(f"‘{heading}’ has a unit that is not %: type percentages, and take the unit out of the heading")
        return _Yearly(FinancialYear.parse(_UNIT.sub("", heading)), PERCENT)
    if _UNIT.search(heading) and not _IN_POUNDS.search(heading):
        raise KnownTrouble(f"‘{heading}’ has a unit that is not pounds: type the amounts in pounds, and take the unit out of the heading")
    return _Yearly(FinancialYear.parse(_UNIT.sub("", amount[1] if amount else heading)), AMOUNT)


#: What a cell was read as before, by its column, what it holds and of which type (1 is not yes): most cells of a sheet repeat another.
_Known = dict[tuple[int, RawCell, type], Value]


def _read_row(
    row: ReadRow,
    cells: tuple[RawCell, ...],
    columns: dict[int, Column],
    years: dict[int, tuple[_Yearly, str]],
    book: ReadBook,
    known: _Known,
) -> ReadRow:
    """Fill a row whose places, the same for all of its sheet, are known."""
    of_scores, width = row.sheet == Score.SHEET, len(cells)
    for index, column in columns.items():
        raw = cells[index] if index < width else None
        place = (index, raw, raw.__class__)
        if place in known:
            row.values[column.key] = known[place]
            continue
        try:
            if of_scores and column.key == "score":
                read_score(raw)
                value: Value = None if raw is None else str(raw).strip()
            else:
                value = read(column, raw)
        except KnownTrouble as trouble:
            book.problems.append(row.problem(column.key, f"{trouble}."))
            continue
        row.values[column.key] = known[place] = value
    for index, (yearly, key) in years.items():
        raw = cells[index] if index < width else None
        place = (id(yearly.holds), raw, raw.__class__)
        if place in known:
            value = known[place]
        else:
            try:
                value = known[place] = read(yearly.holds, raw)
            except KnownTrouble as trouble:
                book.problems.append(row.problem(key, f"{trouble}."))
                continue
        if isinstance(value, Estimate):
            row.amounts[yearly.year] = value
        elif isinstance(value, Rating):
            row.ratings[yearly.year] = value
        elif isinstance(value, Decimal):
            row.percents[yearly.year] = value
    return row


def _read_case(sheet: Sheet, book: ReadBook) -> list[ReadRow]:
    """The Case sheet stands on its side: a field and its value a row."""
    places = {plain_heading(heading): index for index, heading in enumerate(sheet.headings)}
    if "field" not in places or "value" not in places:
        book.problems.append("Case, row 1: the headings must be Field and Value. Correct them.")
        return []
    known = {plain_heading(column.heading): column for column in columns_of(Case)}
    row = ReadRow(Case.SHEET, 1)
    letter = column_letter(places["value"])
    for number, cells in sheet.rows:
        field_name = str((cells[places["field"]] if places["field"] < len(cells) else None) or "")
        column = known.get(plain_heading(field_name))
        if column is None:
            if plain_heading(field_name):
                book.notes.append(f"Case, row {number}: ‘{field_name}’ is not a field of the case, so it was left alone.")
            continue
        raw = cells[places["value"]] if places["value"] < len(cells) else None
        row.columns[column.key] = f"{letter} ({column.heading})"
        row.numbers[column.key] = number
        if column.key in row.values:
            book.problems.append(row.problem(column.key, "this field stands twice. Keep one."))
        try:
            row.values[column.key] = read(column, raw.date() if isinstance(raw, datetime.datetime) else raw)
        except KnownTrouble as trouble:
            book.problems.append(row.problem(column.key, f"{trouble}."))
    for column in own_columns(Case):
        if column.required and column.key not in row.columns:
            book.problems.append(f"Case: there is no field named {column.heading}. Add a row for it.")
    return [row]
