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
from desktop.operations.records.names import compared
from desktop.operations.workbook.cells import Sheet, column_letter
from desktop.operations.workbook.heading_asks import (
    Unit,
    ask_percentages,
    ask_unit,
    ask_weights,
    hidden_notes,
    nearest,
    read_heading_year,
    with_signs,
    without_unit,
)

_UNIT = re.compile(r"\s*\([^)]*\)\s*$")
_IN_POUNDS = re.compile(r"\(\s*(?:£|gbp|pounds)?\s*\)\s*$", re.IGNORECASE)
#: In a sheet of yearly amounts such a heading is a year written wrongly: to leave its column alone would lose the amounts.
_YEAR_LIKE = re.compile(r"(?:fy|year)?\s*\d.*", re.IGNORECASE)
#: Such a heading is the year of an amount where plain years hold percentages or ratings.
_AMOUNT_OF = {named: re.compile(rf"{named}\s+(.*)", re.IGNORECASE) for named in ("Amount", "Gain")}
_NUMBERS = (Kind.ESTIMATE, Kind.NUMBER, Kind.INTEGER)
_WEIGHTS = ("weight", "weight_low", "weight_high")
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
    unknown: dict[str, str] = field(default_factory=dict)
    """What is asked of each sheet, column and field that we do not know, by the name that leaves it out, such as `Scores Rating`."""

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


def plain_heading(text: str) -> str:
    """A heading without case, spare space or a unit in brackets."""
    return " ".join(_UNIT.sub("", text.replace("\u2019", "'")).split()).casefold()


def read_book(sheets: tuple[Sheet, ...]) -> ReadBook:
    """Read every sheet we know. What is asked of each that we do not know is `unknown`."""
    book = ReadBook()
    nouns = {noun.SHEET.casefold(): noun for noun in sheet_nouns()}
    for sheet in sorted(sheets, key=lambda sheet: compared(sheet.name) != compared(Case.SHEET)):
        if compared(sheet.name) == compared(NOT_FOR_PUBLICATION):
            continue  # what says so of an exported workbook is no record
        named, unit = without_unit(sheet.name)
        noun = nouns.get(compared(named))
        if noun is None:
            if sheet.rows or sheet.headings:
                present = {*book.rows, *(each.name for each in sheets)}
                likely = nearest(named, [each.SHEET for each in sheet_nouns() if each.SHEET not in present])
                book.unknown[sheet.name] = (
                    f"{sheet.name}: this sheet is not one that Appraisal Desk reads. "
                    f"{_is_it(likely)}Correct its name, or leave the sheet out."
                )
        elif noun.SHEET in book.rows:
            book.problems.append(f"{sheet.name}: there are two sheets of that name. Keep one.")
        else:
            book.rows[noun.SHEET] = _read_case(sheet, book) if noun is Case else _read_sheet(sheet, noun, book, unit)
            if sheet.hidden:
                book.notes.append(f"{noun.SHEET}: this sheet is hidden, and read.")
            book.notes.extend(
                hidden_notes(
                    noun.SHEET,
                    (number for number, _ in sheet.rows if number in sheet.hidden_rows),
                    (
                        heading
                        for index, heading in enumerate(sheet.headings)
                        if heading and any(first <= index <= last for first, last in sheet.hidden_columns)
                    ),
                )
            )
            _check_formulas(sheet, noun, book)
            _check_merged(sheet, noun, book)
    return book


def _is_it(likely: str) -> str:
    return f"Is it {likely}? " if likely else ""


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


def _read_sheet(sheet: Sheet, noun: type[Noun], book: ReadBook, unit: Unit | None) -> list[ReadRow]:
    columns, yearly, units = _match_headings(sheet, noun, book)
    if columns is None:
        return []
    places = {column.key: f"{column_letter(index)} ({column.heading})" for index, column in columns.items()}
    for index, each in yearly.items():
        named = f"{noun.amount_heading()} " if noun.amount_heading() and each.holds is AMOUNT else ""
        places[each.key] = f"{column_letter(index)} ({named}{each.year})"
    years = {index: (each, each.key) for index, each in yearly.items()}
    known: _Known = {}
    kinds = {index: column.kind for index, column in columns.items()} | {index: each.holds.kind for index, each in yearly.items()}
    if unit is not None:
        units |= {index: unit for index, kind in kinds.items() if kind is Kind.ESTIMATE and index not in units}
    letters = {index: places[column.key] for index, column in columns.items()} | {index: places[each.key] for index, each in yearly.items()}
    asked_percentages = set()
    for index, kind in kinds.items():
        where = f"{noun.SHEET}, column {letters[index]}"
        asked = ""
        if index in units:
            says = "the sheet says" if units[index] is unit else "the heading says"
            asked = ask_unit(sheet.rows, index, units[index], where, says)
        elif kind is Kind.PERCENT and (asked := ask_percentages(sheet.rows, index, where)):
            asked_percentages.add(index)
        elif kind is Kind.NUMBER and index in columns and columns[index].key in _WEIGHTS:
            asked = ask_weights(sheet.rows, index, where)
        if asked:
            book.problems.append(asked)
    rows = with_signs(sheet.rows, asked_percentages)
    return [_read_row(ReadRow(noun.SHEET, number, columns=places), cells, columns, years, book, known) for number, cells in rows]


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


def _match_headings(sheet: Sheet, noun: type[Noun], book: ReadBook) -> tuple[dict[int, Column] | None, dict[int, _Yearly], dict[int, Unit]]:
    """Which column of the sheet is which of ours, and the units that headings of numbers state. None where a required one is missing."""
    if not sheet.headings:
        if sheet.rows:
            book.problems.append(f"{noun.SHEET}, row 1: the headings are missing. Put them in row 1.")
        return None, {}, {}
    known = {plain_heading(name): column for column in columns_of(noun) for name in (column.heading, *column.other_names)}
    columns: dict[int, Column] = {}
    years: dict[int, _Yearly] = {}
    units: dict[int, Unit] = {}
    unknown: list[int] = []
    base_year = next((based for row in book.of(Case) if isinstance(based := row.values.get("base_year"), FinancialYear)), None)
    for index, heading in enumerate(sheet.headings):
        place = f"{noun.SHEET}, row 1, column {column_letter(index)}"
        bare, unit = without_unit(heading)
        column = known.get(plain_heading(bare))
        if unit is not None and (column is None or column.kind in _NUMBERS):
            units[index] = unit
        if column is not None and column in columns.values():
            book.problems.append(f"{place}: there are two columns headed {column.heading}. Keep one.")
        elif column is not None:
            columns[index] = column
        elif _is_year_like(noun, heading):
            try:
                year = _read_year_heading(noun, bare if _holds_amounts(noun, heading) else heading, base_year)
            except KnownTrouble as trouble:
                book.problems.append(f"{place}: {trouble}.")
                continue
            if year in years.values():
                book.problems.append(f"{place}: there are two columns headed {heading}. Keep one.")
            years[index] = year
        elif heading or any(len(cells) > index and cells[index] not in (None, "") for _, cells in sheet.rows):
            unknown.append(index)
    missing = [column for column in own_columns(noun) if column.required and column not in columns.values()]
    _ask_unknown(sheet, noun, book, unknown, columns, missing)
    return (None if missing else columns), years, units


def _ask_unknown(
    sheet: Sheet, noun: type[Noun], book: ReadBook, unknown: list[int], columns: dict[int, Column], missing: list[Column]
) -> None:
    """What is asked of the columns that we do not know: each names the nearest of ours that the sheet has not. One that must be there
    is a problem, and is said once.
    """
    lacking = [column.heading for column in columns_of(noun) if column not in columns.values()]
    headings = [plain_heading(heading) for heading in sheet.headings]
    told: set[str] = set()
    for index in unknown:
        heading, letter = sheet.headings[index], column_letter(index)
        name = heading if heading and headings.count(plain_heading(heading)) == 1 else f"column {letter}"
        likely = nearest(heading, lacking, [column.heading for column in missing]) if heading else ""
        if heading and (column := next((each for each in missing if each.heading == likely), None)):
            told.add(column.heading)
            book.problems.append(
                f"{noun.SHEET}, row 1, column {letter}: ‘{heading}’ is not a heading of this sheet, which has no {likely}. Is it {likely}? "
                f"Correct the heading, or add the column {likely}."
            )
            continue
        what = (
            f"‘{heading}’ is not a heading of this sheet. {_is_it(likely)}Correct it" if heading else "this column has no heading. Type it"
        )
        book.unknown[f"{noun.SHEET} {name}"] = f"{noun.SHEET}, row 1, column {letter}: {what}, or leave the column out."
    for column in missing:
        if column.heading not in told:
            book.problems.append(
                f"{noun.SHEET}, row 1: there is no column headed {column.heading}. Add it, or correct the heading that stands for it."
            )


def _holds_amounts(noun: type[Noun], heading: str) -> bool:
    """Whether a heading of a year is one of amounts."""
    return noun.plain_years() is Kind.ESTIMATE or _amount_of(noun, heading) is not None


def _read_year_heading(noun: type[Noun], heading: str, base_year: FinancialYear | None) -> _Yearly:
    """A year, with or without its unit. Raises KnownTrouble for another unit, which would make every amount or percentage wrong."""
    amount = _amount_of(noun, heading)
    if noun.plain_years() is Kind.RATING and amount is None:
        return _Yearly(read_heading_year(heading, base_year), RATING)
    if noun.plain_years() is Kind.PERCENT and amount is None:
        if _UNIT.search(heading) and not _IN_PERCENT.search(heading):
            raise KnownTrouble(f"‘{heading}’ has a unit that is not %: type percentages, and take the unit out of the heading")
        return _Yearly(read_heading_year(_UNIT.sub("", heading), base_year), PERCENT)
    if _UNIT.search(heading) and not _IN_POUNDS.search(heading):
        raise KnownTrouble(f"‘{heading}’ has a unit that is not pounds: type the amounts in pounds, and take the unit out of the heading")
    return _Yearly(read_heading_year(_UNIT.sub("", amount[1] if amount else heading), base_year), AMOUNT)


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
    known = {plain_heading(name): column for column in columns_of(Case) for name in (column.heading, *column.other_names)}
    given = {plain_heading(str(cells[places["field"]])) for _, cells in sheet.rows if places["field"] < len(cells)}
    row = ReadRow(Case.SHEET, 1)
    letter = column_letter(places["value"])
    for number, cells in sheet.rows:
        field_name = str((cells[places["field"]] if places["field"] < len(cells) else None) or "")
        column = known.get(plain_heading(field_name))
        if column is None:
            if plain_heading(field_name):
                likely = nearest(field_name, [each.heading for each in columns_of(Case) if plain_heading(each.heading) not in given])
                book.unknown[f"{Case.SHEET} {number}"] = (
                    f"Case, row {number}: ‘{field_name}’ is not a field of the case. {_is_it(likely)}Correct it, or leave the row out."
                )
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
