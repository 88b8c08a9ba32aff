"""Setting sheets as an .xlsx file for Excel: text that is never a formula, headings that stay put, columns wide enough to read."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from db.nouns.noun import Kind
from desktop.operations.records.columns import RawCell, written
from desktop.operations.records.held import NOT_FOR_PUBLICATION
from desktop.operations.workbook.case_sheets import BookColumn, BookSheet
from desktop.operations.workbook.sheet_rows import LAST_COLUMN

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

#: Text that Excel would take for a formula, were it typed anew.
LIKE_A_FORMULA = ("=", "+", "-", "@")
_EVERYWHERE = "A1:XFD1048576"
#: Widths in characters: no column is narrower or wider than these, and what is longer is wrapped.
_NARROWEST, _WIDEST = 9, 60
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
#: What Excel takes of a list of choices, of the title of a note and of its words, in characters; and the last row that is guided.
_LONGEST_LIST, _LONGEST_TITLE, _LONGEST_NOTE, _GUIDED_TO = 255, 32, 255, 999
#: What an officer may still do where the headings are locked.
_ALLOWED = (
    "format_cells",
    "format_columns",
    "format_rows",
    "insert_columns",
    "insert_rows",
    "delete_columns",
    "delete_rows",
    "sort",
    "autofilter",
)


def book_bytes(sheets: Iterable[BookSheet], title: str, held: str = "", lacks: str = "") -> bytes:
    """The sheets as an .xlsx file. Takes frozen data alone, so that it can be done off the main thread.

    `held` says what of it is withheld: it stands on a sheet of its own before the others, in the file's properties, and its mark at the
    head of every printed page. `lacks` says what no workbook holds: it stands in the file's properties.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        told = {"comments": comments[:255]} if (comments := f"{held} {lacks}".strip()) else {}
        book.set_properties({"title": title[:255], **({"category": NOT_FOR_PUBLICATION} if held else {}), **told})
        formats = _Formats(book)
        if held:
            _write_note(book.add_worksheet(NOT_FOR_PUBLICATION), title, held, formats)
        for sheet in sheets:
            worksheet = book.add_worksheet(sheet.name)
            _write(worksheet, sheet, formats)
            if held:
                worksheet.set_header(f"&C{NOT_FOR_PUBLICATION}")
    return buffer.getvalue()


class _Formats:
    """The few looks that cells have; all but the headings' are open to typing."""

    def __init__(self, book: Workbook) -> None:
        def cell(**more: object) -> Format:
            return book.add_format({"font_name": "Arial", "font_size": 10, "valign": "top", "locked": False, **more})

        self.heading = cell(bold=True, locked=True, text_wrap=True, bg_color="#E8E8E8", bottom=1, num_format="@")
        self.text, self.formula_like = cell(text_wrap=True), cell(text_wrap=True, quote_prefix=True)
        self.words = cell(text_wrap=True, align="right")
        self.number, self.pounds, self.pence = cell(align="right"), cell(num_format="#,##0"), cell(num_format="#,##0.00")
        self.date = cell(num_format="d mmmm yyyy", align="left")
        self.moment = cell(num_format="d mmmm yyyy hh:mm:ss", align="left")
        self.above = cell(bold=True, locked=True)


def _write_note(worksheet: Worksheet, title: str, held: str, formats: _Formats) -> None:
    """The sheet that says what of a workbook is withheld. Whatever reads the workbook knows it by its name and leaves it alone."""
    worksheet.set_column(0, 0, 2 * _WIDEST)
    for row, (words, look) in enumerate(((NOT_FOR_PUBLICATION, formats.above), (title, formats.text), (held, formats.text))):
        worksheet.write_string(row, 0, words, look)
    worksheet.freeze_panes(1, 0)
    worksheet.protect()


def _write(worksheet: Worksheet, sheet: BookSheet, formats: _Formats) -> None:
    last, top = len(sheet.columns) - 1, 1 if sheet.above else 0
    if sheet.above:
        worksheet.write_string(0, 0, sheet.above, formats.above)
    for index, column in enumerate(sheet.columns):
        cells = [row[index] for row in sheet.rows]
        worksheet.set_column(index, index, _width([column.heading, *map(_shown, cells)]), formats.text)
        worksheet.write_string(top, index, column.heading, formats.heading)
        _guide(worksheet, top + 1, index, column)
        for number, cell in enumerate(cells, start=top + 1):
            _write_cell(worksheet, number, index, cell, column.kind, formats)
    # open to typing as far as import reads: each of the 16,384 columns that Excel has would take half the time of an export
    worksheet.set_column(last + 1, LAST_COLUMN - 1, None, formats.text)
    worksheet.dim_colmax = last  # else the writer goes through every column there can be, in each row
    worksheet.freeze_panes(top + 1, 0)
    worksheet.ignore_errors(dict.fromkeys(("number_stored_as_text", "two_digit_text_year"), _EVERYWHERE))
    worksheet.protect("", dict.fromkeys(_ALLOWED, True))
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(0, top)


def _guide(worksheet: Worksheet, first: int, index: int, column: BookColumn) -> None:
    """Offer the choices of a column that is to be filled in, and say what it takes. Other words may be typed."""
    if not column.choices and not column.takes:
        return
    choices = [choice for choice in column.choices if choice]
    is_short = bool(choices) and len(",".join(choices)) <= _LONGEST_LIST and not any("," in choice for choice in choices)
    listed = {"validate": "list", "source": choices, "error_type": "information"} if is_short else {"validate": "any"}
    note = {"input_title": column.heading[:_LONGEST_TITLE], "input_message": column.takes[:_LONGEST_NOTE]} if column.takes else {}
    worksheet.data_validation(first, index, _GUIDED_TO, index, {**listed, **note})


def _write_cell(worksheet: Worksheet, row: int, column: int, cell: RawCell, kind: Kind, formats: _Formats) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, datetime.datetime):
        worksheet.write_datetime(row, column, cell, formats.moment)
    elif isinstance(cell, datetime.date):
        worksheet.write_datetime(row, column, cell, formats.date)
    elif isinstance(cell, (int, float)):
        money = formats.pounds if isinstance(cell, int) else formats.pence
        worksheet.write_number(row, column, cell, money if kind is Kind.ESTIMATE else formats.number)
    else:
        text = str(cell)
        plain = formats.words if kind is Kind.ESTIMATE else formats.text
        worksheet.write_string(row, column, text, formats.formula_like if text.startswith(LIKE_A_FORMULA) else plain)


def _shown(cell: RawCell) -> str:
    """A cell about as Excel shows it, to measure it."""
    if isinstance(cell, (int, float)):
        return f"{cell:,.2f}" if isinstance(cell, float) else f"{cell:,}"
    return written(cell) if isinstance(cell, datetime.date) else str(cell or "")


def _width(texts: Iterable[str]) -> int:
    longest = max(len(line) for text in texts for line in (text.splitlines() or [""]))
    return min(max(longest + 2, _NARROWEST), _WIDEST)
