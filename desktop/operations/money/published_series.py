"""Reference values as a publisher's own workbook has them, or the sheet `Reference`: read and checked, and nothing of them guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from pathlib import Path

from db.nouns.choices import ReferenceSeries
from db.nouns.money import Reference as ReferenceRecord
from desktop.appraisal.discounting import PRECISE
from desktop.appraisal.reference import NONE
from desktop.appraisal.wording import MONTHS
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble, SeveralTroubles
from desktop.operations.records.columns import RawCell, plain
from desktop.operations.records.references import agreed_vintage
from desktop.operations.workbook.cells import Sheet, read_spreadsheet
from desktop.operations.workbook.checking import read_book
from desktop.operations.workbook.joining import check_unique
from desktop.operations.workbook.reference_checks import check_reference, reference_values

#: A financial year as HM Treasury writes it, which footnotes may follow: `2025-26`, `2026-27 (1), (2)`.
_YEAR = re.compile(r"(\d{4})[-/](\d{2})(?:\s*\(.*)?")
_MONTH_AND_YEAR = re.compile(rf"\b({'|'.join(MONTHS)})\s+(\d{{4}})\b", re.IGNORECASE)
#: So many financial years below one another are a series, and fewer are not.
_FEWEST = 5
_PLACES = Decimal("0.0000001")
_TREASURY = "HM Treasury, GDP deflators at market prices, and money GDP"


@dataclass(frozen=True, slots=True)
class _Published:
    """What one row says of a financial year: its index where it prints one, and the change on the year before in per cent."""

    index: Decimal | None
    change: Decimal | None


def read_series(path: Path) -> tuple[ReferenceRecord, ...]:
    """The reference values of a workbook.

    Raises KnownTrouble for one that has neither that sheet nor the Treasury's deflators, or SeveralTroubles by sheet, row and column.
    """
    sheets = read_spreadsheet(path)
    named = tuple(sheet for sheet in sheets if sheet.name.strip().casefold() == ReferenceRecord.SHEET.casefold())
    return _of_sheet(named) if named else _of_the_treasury(path, sheets)


def _of_sheet(sheets: tuple[Sheet, ...]) -> tuple[ReferenceRecord, ...]:
    book = read_book(sheets)
    check_unique(book)
    check_reference(book, NONE)
    if book.problems:
        raise SeveralTroubles(book.problems)
    values = tuple(reference_values(book))
    if not values:
        raise KnownTrouble("The sheet Reference has no rows: add one for each value, with its series, key and vintage")
    return values


def _of_the_treasury(path: Path, sheets: Sequence[Sheet]) -> tuple[ReferenceRecord, ...]:
    """The financial years of the Treasury's quarterly workbook. In its forecast years the index is a dash and only the change is given."""
    published = next((found for sheet in sheets if len(found := _financial_years(sheet)) >= _FEWEST), None)
    if published is None:
        raise KnownTrouble(
            f"{path.name} has neither a sheet named Reference nor financial years such as 2025-26 with an index beside them: "
            "choose HM Treasury’s workbook of GDP deflators, or fill in the sheet Reference"
        )
    vintage = agreed_vintage(ReferenceSeries.GDP_DEFLATOR, _vintage(path, sheets))
    source = f"{_TREASURY}, {vintage}"
    return tuple(
        ReferenceRecord(
            series=ReferenceSeries.GDP_DEFLATOR.value, key=str(FinancialYear(year)), value=plain(index), vintage=vintage, source=source
        )
        for year, index in _chained(published).items()
    )


def _financial_years(sheet: Sheet) -> dict[int, _Published]:
    """The years of the first column that has enough of them, each with the two cells after it."""
    rows = ((1, sheet.headings), *sheet.rows)
    width = max((len(cells) for _, cells in rows), default=0)
    for column in range(width):
        years = {year: row for _, cells in rows if (row := _published(cells, column)) is not None and (year := _year(cells[column]))}
        if len(years) >= _FEWEST and any(each.index is not None for each in years.values()):
            return years
    return {}


def _year(cell: RawCell) -> int:
    """The calendar year that a financial year starts in; 0 where the cell is none."""
    match = _YEAR.fullmatch(str(cell).strip()) if isinstance(cell, str) else None
    return int(match[1]) if match is not None and int(match[2]) == (int(match[1]) + 1) % 100 else 0


def _published(cells: Sequence[RawCell], column: int) -> _Published | None:
    if column >= len(cells) or not _year(cells[column]):
        return None
    beside = (*cells[column + 1 : column + 3], None, None)
    return _Published(_figure(beside[0]), _figure(beside[1]))


def _figure(cell: RawCell) -> Decimal | None:
    """A figure; nothing for a dash or a blank, which is never nought."""
    if isinstance(cell, bool) or cell is None:
        return None
    text = str(cell).replace("\u2212", "-").replace(",", "").removesuffix("%").strip()
    return Decimal(text) if re.fullmatch(r"-?\d+(?:\.\d+)?(?:[eE]-?\d+)?", text) else None


def _chained(published: dict[int, _Published]) -> dict[int, Decimal]:
    """The index of each year that has one, or the change on a year that has. A year with neither ends the series."""
    chained: dict[int, Decimal] = {}
    with localcontext(PRECISE):
        for year in sorted(published):
            row = published[year]
            if row.index is not None:
                chained[year] = row.index
            elif row.change is not None and year - 1 in chained:
                chained[year] = chained[year - 1] * (1 + row.change / 100)
        return {year: index.quantize(_PLACES) for year, index in chained.items()}


def _vintage(path: Path, sheets: Iterable[Sheet]) -> str:
    """The month and year in the name of the file, or the first in its cells. Raises KnownTrouble where neither says them."""
    for text in (re.sub(r"[_\-.]+", " ", path.stem), *_texts(sheets)):
        if match := _MONTH_AND_YEAR.search(text):
            return f"{match[1].capitalize()} {match[2]}"
    raise KnownTrouble(f"{path.name} does not say of which month it is: name the file as published, such as GDP_Deflators_June_2026.xlsx")


def _texts(sheets: Iterable[Sheet]) -> Iterator[str]:
    for sheet in sheets:
        yield from sheet.headings
        for _, cells in sheet.rows:
            yield from (cell for cell in cells if isinstance(cell, str))
