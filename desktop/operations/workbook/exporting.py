"""Exporting a case as its workbook, which `import` takes back to the same records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from db.nouns.case import Case
from db.nouns.paper_files import AppendixFile, PartFile, PictureFile
from db.nouns.paper_parts import Appendix, Picture
from db.nouns.papers import Paper
from db.reading import Reader
from desktop.appraisal.wording import listed
from desktop.errors import KnownTrouble
from desktop.operations.records.cases import details, find
from desktop.operations.records.held import what_it_holds
from desktop.operations.store.files import opened
from desktop.operations.workbook.book_writing import book_bytes
from desktop.operations.workbook.case_sheets import BookSheet, case_sheets
from desktop.operations.workbook.checking import read_book
from desktop.operations.workbook.joining import check_joins
from desktop.operations.writing import write_whole

SUFFIX = ".xlsx"


@dataclass(frozen=True, slots=True)
class Gathered:
    """A case as it stood: its title and its sheets; `held` says what of it is withheld, and `lacks` what no workbook holds."""

    title: str
    sheets: tuple[BookSheet, ...]
    held: str = ""
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written: the case, how many rows of each sheet, and what `import` would refuse until it is put right.

    `held` says what of it is withheld, and `lacks` what of the case no workbook holds; blank where nothing is.
    """

    title: str
    rows: Mapping[str, int]
    problems: tuple[str, ...]
    held: str = ""
    lacks: str = ""


def gather(reader: Reader, case: int) -> Gathered:
    """All that a case's workbook says. Raises KnownTrouble where a text or a sheet is more than a workbook takes."""
    return Gathered(details(reader, case).title, case_sheets(reader, case), what_it_holds(reader, case), _lacking(reader, case))


def _lacking(reader: Reader, case: int) -> str:
    """What of a case its workbook does not hold: the files of its papers."""
    papers = reader.column(Paper, "id", case_id=case)
    files: list[PartFile] = [*reader.all(PictureFile, picture_id=reader.column(Picture, "id", paper_id=papers))]
    files += reader.all(AppendixFile, appendix_id=reader.column(Appendix, "id", paper_id=papers))
    if not files:
        return ""
    words = "The file of a picture or an appendix does" if len(files) == 1 else f"The {len(files):,} files of pictures and appendices do"
    return f"{words} not fit in a workbook: {listed([each.name for each in files])}. Choose again after an import, or send the case file."


def write_workbook(gathered: Gathered, out: Path) -> ExportReport:
    """Write a workbook whole or not at all. Takes frozen data alone, so that it can be done off the main thread. Raises KnownTrouble."""
    check_name(out)
    write_whole(out, book_bytes(gathered.sheets, gathered.title, gathered.held, gathered.lacks))
    counts = {sheet.name: 1 if sheet.name == Case.SHEET else len(sheet.rows) for sheet in gathered.sheets if sheet.rows}
    return ExportReport(gathered.title, counts, problems_of(gathered.sheets), gathered.held, gathered.lacks)


def check_name(out: Path) -> None:
    """Raises KnownTrouble for a name that no workbook has: a case file or a paper is never written over."""
    if out.suffix.casefold() != SUFFIX:
        raise KnownTrouble(f"{out.name} is not the name of a workbook. Choose one that ends in {SUFFIX}.")


def problems_of(sheets: tuple[BookSheet, ...]) -> tuple[str, ...]:
    """What of these sheets `import` would refuse, such as a record that is not finished: each by sheet, row, column and what to do."""
    book = read_book(tuple(sheet.as_read() for sheet in sheets))
    check_joins(book, ())
    return tuple(book.problems)


def export_workbook(file: Path, title: str | None, out: Path) -> ExportReport:
    """Write the workbook of a case in a store. Raises KnownTrouble; nothing is then written."""
    check_name(out)
    with opened(file) as store:
        reader = store.reader()
        gathered = gather(reader, find(reader, title))
    return write_workbook(gathered, out)
