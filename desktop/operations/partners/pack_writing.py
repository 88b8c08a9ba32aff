"""Setting packs of questions as .xlsx files: headings and names locked, answers open, and what may be typed checked by Excel itself."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from db.nouns.noun import Column, Kind
from desktop.appraisal.wording import long_date
from desktop.disk_trouble import Work, known_disk_trouble, shown
from desktop.errors import KnownTrouble
from desktop.operations.file_names import apart, safe_name
from desktop.operations.partners.packs import Pack, PackRow, PackSheet, answer_keys
from desktop.operations.partners.questions import (
    FIRST_ROW,
    HEADING_ROW,
    IDENTITY,
    ROWS_TO_ADD,
    START,
    years_words,
)
from desktop.operations.records.columns import RawCell, Value, column_of
from desktop.operations.records.held import NOT_FOR_PUBLICATION
from desktop.operations.workbook.book_writing import LIKE_A_FORMULA, OPTIONS
from desktop.operations.workbook.case_sheets import book_cell
from desktop.operations.workbook.exporting import SUFFIX
from desktop.operations.writing import write_through, written_beside

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_A4 = 9
_WORDS_COLUMNS = 6
_NAME_WIDTH, _ANSWER_WIDTH = 36, 17
_MONEY_TOLD = "A number in pounds, or words: about £1.2m, £0.5m to £0.75m, up to £5m, not known. Blank where you cannot say."
_MONEY_ASKED = "This is not a number. Words such as about £1.2m, up to £5m or not known are read too. Keep it only if it is one of those."
_WITHHELD = "Some of what stands here is exempt or confidential. Do not publish it or pass it on."
_RULES = (
    "Type in the white cells only. Headings and names are locked, so that your answers can be read.",
    "Amounts are in pounds: a number such as 1200000, or words such as about £1.2m, £0.5m to £0.75m, up to £5m, or not known.",
    "Leave blank what you cannot say. A blank is recorded as blank: it is not £0, not green and not red.",
    "Type values, not formulas. Do not merge cells, add or move columns, or rename sheets.",
    "Save it as an Excel workbook, .xlsx, without a password, and send it back.",
)


def pack_name(pack: Pack) -> str:
    """The name of a pack's file, without its suffix."""
    return safe_name(f"{pack.partner} return {pack.version}", f"Return {pack.version}")


def pack_bytes(pack: Pack) -> bytes:
    """One pack as an .xlsx file. Takes frozen data alone, so that it can be done off the main thread."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        told = {"category": NOT_FOR_PUBLICATION, "comments": _WITHHELD} if pack.withheld else {}
        subject = f"{pack.partner}, pack version {pack.version}"[:255]
        book.set_properties({"title": f"Return for {pack.case}"[:255], "subject": subject, **told})
        formats = _Formats(book)
        _write_start(book.add_worksheet(START), pack, formats)
        for sheet in pack.sheets:
            _write_sheet(book.add_worksheet(sheet.question.sheet), pack, sheet, formats)
    return buffer.getvalue()


def write_packs(packs: Sequence[Pack], folder: Path, step: Callable[[float, str], object] | None = None) -> tuple[Path, ...]:
    """Write a workbook a partner into a new folder: all of them, or no folder at all.

    `step` is told the share done and may raise to stop. Raises KnownTrouble where there is something at `folder`, or it cannot be written.
    """
    names = apart(pack_name(pack) for pack in packs)
    with known_disk_trouble(folder, Work.WRITE):
        if folder.exists():
            raise KnownTrouble(
                f"{shown(folder.name or str(folder))} is there already. Choose a new folder, so that no pack is written over."
            )
        with written_beside(folder, folder=True) as partial:
            for number, (pack, name) in enumerate(zip(packs, names, strict=True)):
                if step is not None:
                    step(number / len(packs), pack.partner)
                write_through(partial / f"{name}{SUFFIX}", pack_bytes(pack))
    return tuple(folder / f"{name}{SUFFIX}" for name in names)


class _Formats:
    """The few looks that cells have. Only answers are open to typing."""

    def __init__(self, book: Workbook) -> None:
        def cell(**more: object) -> Format:
            return book.add_format({"font_name": "Arial", "font_size": 10, "valign": "top", **more})

        self.title, self.words = cell(bold=True, font_size=14), cell(text_wrap=True)
        self.label, self.said = cell(bold=True), cell(text_wrap=True, align="left")
        self.heading = cell(bold=True, text_wrap=True, bg_color="#E8E8E8", border=1, border_color="#8A8A8A", num_format="@")
        name = {"text_wrap": True, "bg_color": "#F3F3F3", "border": 1, "border_color": "#8A8A8A"}
        open_cell = {"locked": False, "border": 1, "border_color": "#8A8A8A"}
        self.name, self.name_like = cell(**name), cell(**name, quote_prefix=True)
        self.text, self.text_like = cell(**open_cell, text_wrap=True), cell(**open_cell, text_wrap=True, quote_prefix=True)
        self.money, self.letter = cell(**open_cell, num_format="#,##0.00;\u2212#,##0.00", align="right"), cell(**open_cell, align="center")
        self.number = cell(**open_cell, align="right")

    def of(self, column: Column) -> Format:
        """The look of an answer."""
        if column.kind is Kind.ESTIMATE:
            return self.money
        if column.kind in (Kind.RATING, Kind.CHOICE):
            return self.letter
        return self.number if column.kind in (Kind.NUMBER, Kind.INTEGER) else self.text


def _write_start(worksheet: Worksheet, pack: Pack, formats: _Formats) -> None:
    worksheet.set_column(0, 0, 24)
    worksheet.set_column(1, 1, 90)
    worksheet.write_string(0, 0, f"Return for {pack.case}", formats.title)
    if pack.asked_of:
        worksheet.write_string(1, 0, f"Asked by {pack.asked_of}", formats.label)
    said = (
        pack.case,
        pack.partner,
        str(pack.version),
        long_date(pack.due) if pack.due else "",
        pack.questions,
        years_words(pack.years),
        "yes" if pack.filled else "no",
    )
    for (row, label), words in zip(IDENTITY, said, strict=True):
        worksheet.write_string(row - 1, 0, label, formats.label)
        worksheet.write_string(row - 1, 1, words, formats.said)
    at = IDENTITY[-1][0] + 1
    worksheet.write_string(at, 0, "What to do", formats.label)
    for number, rule in enumerate((*_RULES, *_due_rule(pack), *((_WITHHELD,) if pack.withheld else ())), start=1):
        worksheet.write_string(at + number - 1, 1, f"{number}. {rule}", formats.words)
    _finish(worksheet)


def _due_rule(pack: Pack) -> tuple[str, ...]:
    return (f"It is due on {long_date(pack.due)}.",) if pack.due else ()


def _write_sheet(worksheet: Worksheet, pack: Pack, sheet: PackSheet, formats: _Formats) -> None:
    question = sheet.question
    headings = question.headings(pack.years)
    named = len(question.names)
    worksheet.set_column(0, named - 1, _NAME_WIDTH)
    worksheet.set_column(named, max(len(headings), _WORDS_COLUMNS) - 1, _ANSWER_WIDTH)
    last = max(len(headings), _WORDS_COLUMNS) - 1
    worksheet.write_string(0, 0, question.title, formats.title)
    _words(worksheet, 1, last, f"{pack.partner}: return for {pack.case}, pack version {pack.version}", formats)
    _words(worksheet, 2, last, question.to_do, formats)
    worksheet.set_row(2, 30)
    if question.key == "ratings":
        for number, (rating, definition) in enumerate(pack.definitions[:3]):
            _words(worksheet, 3 + number, last, f"{rating[:1].upper()} {rating}: {definition}", formats)
    for index, heading in enumerate(headings):
        worksheet.write_string(HEADING_ROW - 1, index, heading, formats.heading)
    columns = (*(column_of(question.noun, key) for key in question.answers), *_year_columns(pack, sheet))
    keys = answer_keys(question, pack.years)
    more = ROWS_TO_ADD if question.adds else 0
    for number in range(len(sheet.rows) + more):
        row = sheet.rows[number] if number < len(sheet.rows) else PackRow(("",) * named, {})
        for index, name in enumerate(row.names):
            look = (formats.name_like if name.startswith(LIKE_A_FORMULA) else formats.name) if any(row.names) else formats.text
            _write(worksheet, FIRST_ROW - 1 + number, index, name, look, look)
        for index, (key, column) in enumerate(zip(keys, columns, strict=True), start=named):
            look = formats.of(column)
            _write(worksheet, FIRST_ROW - 1 + number, index, row.answers.get(key), look, formats.text_like)
    rows = len(sheet.rows) + more
    for index, column in enumerate(columns, start=named):
        if rows:
            worksheet.data_validation(FIRST_ROW - 1, index, FIRST_ROW - 2 + rows, index, _validation(column))
    worksheet.freeze_panes(HEADING_ROW, named)
    _finish(worksheet)


def _year_columns(pack: Pack, sheet: PackSheet) -> tuple[Column, ...]:
    return tuple(sheet.question.year_column(year) for year in pack.years) if sheet.question.yearly is not None else ()


def _words(worksheet: Worksheet, row: int, last: int, words: str, formats: _Formats) -> None:
    worksheet.merge_range(row, 0, row, last, "", formats.words)
    worksheet.write_string(row, 0, words, formats.words)


def _write(worksheet: Worksheet, row: int, column: int, value: Value, look: Format, like_a_formula: Format) -> None:
    cell: RawCell = book_cell(value)
    if cell is None or cell == "":
        worksheet.write_blank(row, column, None, look)
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool):
        worksheet.write_number(row, column, cell, look)
    else:
        text = str(cell)
        worksheet.write_string(row, column, text, like_a_formula if text.startswith(LIKE_A_FORMULA) else look)


def _validation(column: Column) -> dict[str, object]:
    """What Excel lets a partner type. Money takes words too, so that there it only asks."""
    title = column.heading[:32]
    match column.kind:
        case Kind.RATING:
            return {
                "validate": "list",
                "source": ["G", "A", "R"],
                "input_title": title,
                "input_message": "G, A or R. Blank where you cannot say.",
                "error_title": "Not a rating",
                "error_message": "Type G, A or R, or leave it blank.",
            }
        case Kind.CHOICE:
            return {
                "validate": "list",
                "source": [choice for choice in column.choices if choice],
                "error_title": "Not one of the choices",
                "error_message": "Choose one from the list, or leave it blank.",
            }
        case Kind.ESTIMATE:
            return {
                "validate": "decimal",
                "criteria": "between",
                "minimum": -1e12,
                "maximum": 1e12,
                "input_title": title,
                "input_message": _MONEY_TOLD,
                "error_type": "warning",
                "error_title": "Words for an amount",
                "error_message": _MONEY_ASKED,
            }
        case Kind.NUMBER | Kind.INTEGER:
            return {
                "validate": "decimal",
                "criteria": ">=",
                "value": 0,
                "error_title": "Not a number",
                "error_message": "Type a number of 0 or more, or leave it blank.",
            }
        case _:
            return {"validate": "any", "input_title": title, "input_message": column.hint[:255] or "Words."}


def _finish(worksheet: Worksheet) -> None:
    worksheet.protect("", {"select_locked_cells": True, "select_unlocked_cells": True, "format_columns": True, "format_rows": True})
    worksheet.hide_gridlines(2)
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.fit_to_pages(1, 0)
