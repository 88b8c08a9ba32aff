"""An empty case workbook, to be filled in: every sheet with its headings, the choices of each column and what it takes."""

from __future__ import annotations

import datetime
from pathlib import Path

from desktop.appraisal.years import FinancialYear
from desktop.operations.workbook.book_writing import book_bytes
from desktop.operations.workbook.case_sheets import empty_sheets
from desktop.operations.workbook.exporting import check_name
from desktop.operations.writing import write_whole


def write_template(out: Path) -> None:
    """Write it whole or not at all, its years from this financial year on. Raises KnownTrouble."""
    check_name(out)
    today = datetime.datetime.now(datetime.UTC).date()
    write_whole(out, book_bytes(empty_sheets(FinancialYear.of(today)), "Case workbook"))
