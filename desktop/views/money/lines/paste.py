"""Whole lines copied from a spreadsheet, names and all, as the cells of new lines. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from db.nouns.money import CashFlow
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.records.columns import column_of, columns_of
from desktop.operations.workbook.heading_asks import check_pounds

_KINDS = column_of(CashFlow, "kind").choices


def read_lines(block: Sequence[Sequence[str]], years: Sequence[FinancialYear]) -> list[dict[str, str]]:
    """The cells of each line by column key or financial year.

    A first row of headings says what stands where. Without one the first cell is the name, then the kind if there is one, then an
    amount for each year of the case. Raises KnownTrouble where a block is neither.
    """
    rows = [list(row) for row in block if any(field.strip() for field in row)]
    if not rows:
        raise KnownTrouble("There is nothing to paste. Copy the lines in Excel first, their names in the first column.")
    keys = _from_headings(rows[0], years)
    if keys:
        del rows[0]
    else:
        has_kind = any(len(row) > 1 and row[1].strip().casefold() in _KINDS for row in rows)
        keys = ["line", *(["kind"] if has_kind else []), *(str(year) for year in years)]
    widest = max((len(row) for row in rows), default=0)
    if widest > len(keys):
        raise KnownTrouble(
            f"Nothing was pasted. The block has {widest} columns and the case has room for {len(keys)}: "
            f"a name, {'a kind, ' if 'kind' in keys else ''}then {years[0]} to {years[-1]}."
        )
    if not rows or not all(row[0].strip() for row in rows if keys[0] == "line"):
        raise KnownTrouble("Nothing was pasted. Every line needs a name in the first column.")
    return [{key: field for key, field in zip(keys, row, strict=False) if key} for row in rows]


def _from_headings(row: Sequence[str], years: Sequence[FinancialYear]) -> list[str]:
    """What stands under each heading, nothing for one that is not the line's; no keys where the row is not one of headings."""
    known = {column.heading.casefold(): column.key for column in columns_of(CashFlow) if column.key != "owner"}
    known |= {str(year): str(year) for year in years}
    for field in row:
        if known.get(field.casefold().partition(" (")[0], "")[:1].isdigit():
            check_pounds(field)
    keys = [known.get(field.casefold().partition(" (")[0], "") for field in row]
    return keys if "line" in keys else []
