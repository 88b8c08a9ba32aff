"""A case as the sheets of the case workbook: every noun, every row in the officer's order, in the cells that `import` reads back."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from db.nouns import noun_of, sheet_nouns
from db.nouns.case import Case
from db.nouns.choice import Judgement, Score, Weight
from db.nouns.noun import BelongsTo, Column, Noun
from db.nouns.noun import Kind as ColumnKind
from db.nouns.papers import Paper
from db.nouns.register import CostLine
from db.reading import Reader
from desktop.appraisal.estimate import Estimate, Kind
from desktop.appraisal.years import FinancialYear, consecutive
from desktop.errors import KnownTrouble
from desktop.late_dataclass import dataclass
from desktop.operations.choice import scores, weighing
from desktop.operations.records import cases
from desktop.operations.records.columns import RawCell, Value, clean, columns_of, is_small_percentage, own_columns, shared_columns, written
from desktop.operations.records.records import Row, rows
from desktop.operations.workbook.cells import LAST_COLUMN, LAST_ROW, Sheet, column_letter

#: The most characters that a cell of a workbook takes, as UTF-16 counts them.
LONGEST_TEXT = 32_767
#: From here on a workbook and the calendar count days alike.
FIRST_DATE = datetime.date(1900, 3, 1)


@dataclass(frozen=True, slots=True)
class BookColumn:
    """A column of a sheet as it is written: its heading, and what it holds; to be filled in, also its choices and what it takes."""

    heading: str
    kind: ColumnKind
    choices: tuple[str, ...] = ()
    takes: str = ""


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A sheet as it is written: the headings in row 1, then the rows, each as long as the headings.

    A sentence `above` takes the first row, and moves the rest down by one.
    """

    name: str
    columns: tuple[BookColumn, ...]
    rows: tuple[tuple[RawCell, ...], ...]
    above: str = ""

    def as_read(self) -> Sheet:
        """The sheet as `import` would read it from the workbook."""
        return Sheet(self.name, tuple(column.heading for column in self.columns), tuple(enumerate(self.rows, start=2)))


def case_sheets(reader: Reader, case: int) -> tuple[BookSheet, ...]:
    """Every sheet of a case, those without rows too, with judgements between headings by the headings' names.

    Raises KnownTrouble where a text or a sheet is more than a workbook takes.
    """
    named = _sheet(Judgement, _judgements(weighing.named_judgements(reader, case)), cases.details(reader, case).years)
    sheets = tuple(named if sheet.name == Judgement.SHEET else sheet for sheet in sheets_of(reader, case))
    for sheet in sheets:
        _check_room(sheet)
    return sheets


def sheets_of(reader: Reader, case: int) -> tuple[BookSheet, ...]:
    """Every sheet of a case, whatever a workbook would take, each record by what it was recorded of."""
    years = cases.details(reader, case).years
    return tuple(_case_sheet(reader, case) if noun is Case else _sheet(noun, _rows(reader, noun, case), years) for noun in sheet_nouns())


def _case_sheet(reader: Reader, case: int) -> BookSheet:
    """The case itself stands on its side: a field and its value a row."""
    values = dict(cases.as_row(reader, case).values)
    if reader.get(Case, case).price_year is None and values["price_base"] != "nominal":
        values["price_base"] = "real"  # in whatever year the base year is
    cells = tuple((_heading(column), book_cell(values[column.key], column.kind)) for column in columns_of(Case))
    return BookSheet(Case.SHEET, (BookColumn("Field", ColumnKind.TEXT), BookColumn("Value", ColumnKind.TEXT)), cells)


def empty_sheets(first_year: FinancialYear) -> tuple[BookSheet, ...]:
    """Every sheet of a case with nothing on it, to be filled in: each column with its choices and with what it takes."""
    years = consecutive(first_year, Case.COLUMNS["horizon"].when_blank if isinstance(Case.COLUMNS["horizon"].when_blank, int) else 1)
    return tuple(_guided(_empty_case(first_year) if noun is Case else _sheet(noun, (), years), noun) for noun in sheet_nouns())


def _empty_case(first_year: FinancialYear) -> BookSheet:
    known = {"base_year": str(first_year)}
    cells = tuple((_heading(column), known.get(column.key, book_cell(column.when_blank, column.kind))) for column in columns_of(Case))
    return BookSheet(Case.SHEET, (BookColumn("Field", ColumnKind.TEXT), BookColumn("Value", ColumnKind.TEXT)), cells)


def _guided(sheet: BookSheet, noun: type[Noun]) -> BookSheet:
    """A sheet whose columns say what they take."""
    declared = {_heading(column): column for column in columns_of(noun)}
    columns = (
        each if (column := declared.get(each.heading)) is None else replace(each, choices=column.choices, takes=_takes(column))
        for each in sheet.columns
    )
    return replace(sheet, columns=tuple(columns))


def _takes(column: Column) -> str:
    needed = "Required. " if column.required else ""
    named = f"A name on the sheet {noun_of(column.refers_to).SHEET}. " if column.kind is ColumnKind.REFERENCE else ""
    return f"{needed}{named}{column.hint}".strip()


def _rows(reader: Reader, noun: type[Noun], case: int) -> tuple[Row, ...]:
    if noun is Weight:
        return tuple(
            _row(assessors=w.group, criterion=w.criterion, weight=w.points, rank_order=w.order, basis=w.basis, source=w.source)
            for w in weighing.own_weights(reader, case)
        )
    if noun is Judgement:
        return _judgements(weighing.own_judgements(reader, case))
    if noun is Score:
        return tuple(_score(cell) for cell in scores.cells(reader, case))
    if noun.BELONGS_TO is BelongsTo.PAPER:
        papers = rows(reader, Paper, case)
        return tuple(
            Row(row.id, {**row.values, "paper": paper.values["title"]}) for paper in papers for row in rows(reader, noun, paper.id)
        )
    return rows(reader, noun, case)


def _judgements(judgements: Iterable[weighing.OwnJudgement]) -> tuple[Row, ...]:
    return tuple(
        _row(assessors=j.group, criterion=j.criterion, over=j.over, ratio=weighing.ratio_words(j.ratio), basis=j.basis, source=j.source)
        for j in judgements
    )


def _row(**values: Value) -> Row:
    return Row(0, values)


def _score(cell: scores.ScoreCell) -> Row:
    return _row(
        assessors=cell.group,
        option=cell.option,
        criterion=cell.criterion,
        score="n/a" if cell.not_applicable else cell.score,
        low=cell.low,
        high=cell.high,
        distribution=cell.distribution,
        comment=cell.comment,
        basis=cell.basis,
        source=cell.source,
        withheld=cell.marks.withheld,
        exempt_paragraphs=cell.marks.paragraphs,
        public_interest=cell.marks.reason,
        name_public=cell.marks.name_public,
    )


def _sheet(noun: type[Noun], records: tuple[Row, ...], years: tuple[FinancialYear, ...]) -> BookSheet:
    ratings = tuple(sorted({year for row in records for year in row.ratings}))
    percents, amounts = _yearly(noun, records, years)
    own, shared = own_columns(noun), shared_columns(noun)
    columns = (
        *(BookColumn(_heading(column), column.kind) for column in own),
        *(BookColumn(f"{year} (%)", ColumnKind.PERCENT) for year in percents),
        *(BookColumn(str(year), ColumnKind.RATING) for year in ratings),
        *(BookColumn(f"{noun.amount_heading()} {year}".strip(), ColumnKind.ESTIMATE) for year in amounts),
        *(BookColumn(_heading(column), column.kind) for column in shared),
    )
    return BookSheet(
        noun.SHEET,
        columns,
        tuple(
            (
                *(book_cell(row.values.get(column.key), column.kind) for column in own),
                *(book_cell(row.percents.get(year), ColumnKind.PERCENT) for year in percents),
                *(book_cell(row.ratings.get(year)) for year in ratings),
                *(book_cell(row.amounts.get(year)) for year in amounts),
                *(book_cell(row.values.get(column.key)) for column in shared),
            )
            for row in records
        ),
    )


def _yearly(
    noun: type[Noun], records: tuple[Row, ...], years: tuple[FinancialYear, ...]
) -> tuple[tuple[FinancialYear, ...], tuple[FinancialYear, ...]]:
    """The years of a sheet's percentages and those of its amounts: the case's where it is held to them, and all that is recorded."""
    percents = {year for row in records for year in row.percents}
    amounts = {year for row in records for year in row.amounts}
    if noun.plain_years() is ColumnKind.ESTIMATE and noun is not CostLine:
        amounts |= set(years)
    if noun is CostLine:
        amounts.add(years[0])
    return tuple(sorted(percents)), tuple(sorted(amounts))


def _heading(column: Column) -> str:
    return f"{column.heading} ({column.unit})" if column.unit else column.heading


def book_cell(value: Value, kind: ColumnKind | None = None) -> RawCell:
    """A value as a workbook holds it: a number or a date where that loses nothing, else in the words that are read back."""
    if isinstance(value, Estimate):
        return _number(value.low) if value.kind is Kind.EXACT and value.low is not None else value.words()
    if isinstance(value, Decimal) and kind is ColumnKind.PERCENT and is_small_percentage(value):
        return f"{written(value)}%"
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return _number(Decimal(value))
    if isinstance(value, datetime.date) and value >= FIRST_DATE:
        return value
    return clean(written(value)) or None


def _number(number: Decimal) -> RawCell:
    """A number as a workbook keeps it, written with 16 digits and read with 15; one that would come back changed is text."""
    kept = float(f"{float(number):.16G}")
    digits = repr(kept)
    if "e" in digits or not Decimal(digits) == Decimal(f"{kept:.15g}") == number or abs(number) >= Decimal("1e15"):
        return written(number)
    return int(number) if number == number.to_integral_value() else kept


def _check_room(sheet: BookSheet) -> None:
    """Raises KnownTrouble, one sentence, where a workbook would not hold a sheet whole."""
    if len(sheet.rows) >= LAST_ROW or len(sheet.columns) > LAST_COLUMN:
        raise KnownTrouble(
            f"{sheet.name} is more than a case workbook takes: {LAST_ROW - 1:,} rows and {LAST_COLUMN} columns. "
            "Delete what is not the case and export again."
        )
    for number, row in enumerate(sheet.rows, start=2):
        for index, cell in enumerate(row):
            if isinstance(cell, str) and len(cell) * 2 > LONGEST_TEXT and (length := len(cell.encode("utf-16-le")) // 2) > LONGEST_TEXT:
                place = f"{sheet.name}, row {number}, column {column_letter(index)} ({sheet.columns[index].heading})"
                raise KnownTrouble(
                    f"{place}: this text has {length:,} characters, and a cell of a workbook takes {LONGEST_TEXT:,}. "
                    "Shorten it, or divide it, and export again."
                )
