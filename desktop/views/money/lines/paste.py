"""Whole lines copied from a spreadsheet, names and all, as the cells of new lines. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from db.nouns.money import CashFlow
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.records.columns import column_of

_KINDS = column_of(CashFlow, "kind").choices


def read_lines(block: Sequence[Sequence[str]], years: Sequence[FinancialYear]) -> list[dict[str, str]]:
    """The cells of each line by column key or financial year: its name, then its kind if it has one, then an amount for each year.

    Raises KnownTrouble where a block is not one of lines.
    """
    rows = [list(row) for row in block if any(field.strip() for field in row)]
    if not rows:
        raise KnownTrouble("There is nothing to paste. Copy the lines in Excel first, their names in the first column.")
    has_kind = any(len(row) > 1 and row[1].strip().casefold() in _KINDS for row in rows)
    keys = ["line", *(["kind"] if has_kind else []), *(str(year) for year in years)]
    widest = max((len(row) for row in rows), default=0)
    if widest > len(keys):
        raise KnownTrouble(
            f"Nothing was pasted. The block has {widest} columns and the case has room for {len(keys)}: "
            f"a name, {'a kind, ' if 'kind' in keys else ''}then {years[0]} to {years[-1]}."
        )
    if not all(row[0].strip() for row in rows):
        raise KnownTrouble("Nothing was pasted. Every line needs a name in the first column.")
    return [dict(zip(keys, row, strict=False)) for row in rows]
