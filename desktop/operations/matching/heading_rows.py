"""The rows of headings that a table begins with, and what a cell is where headings are looked for: a number, a unit, a year."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal

from desktop.operations.matching.blocks import NumberedRow, filled
from desktop.operations.records.columns import RawCell, clean
from desktop.operations.workbook.heading_asks import without_unit, years_meant

#: In a sheet of this many rows the headings are looked for no further down, and two rows of them at the most are read together.
_HEADINGS_WITHIN = 30
#: What a cell of its own says of the unit under a heading, beside thousands of pounds and more.
_UNITS = frozenset(("£", "%", "fte", "no", "no.", "number", "days"))


def heads_of(body: Sequence[NumberedRow]) -> int:
    """How many rows of headings a block begins with: none, one or two."""
    widest = max((len(filled(cells)) for _, cells in body[:_HEADINGS_WITHIN]), default=0)
    if not body or not _is_headings(body[0][1], widest):
        return 2 if len(body) > 2 and _is_headings(body[1][1], widest) and _stand_over(body[0][1], body[1][1]) else 0
    if len(body) > 2 and _are_two(body[0][1], body[1][1]):
        return 2
    return 1


def are_words(cells: Sequence[RawCell]) -> bool:
    """Whether a row holds words alone, or a date beside them."""
    said = filled(cells)
    return isinstance(next(iter(said), None), str) and not any(is_number(cell) for cell in said)


def are_labels(cells: Sequence[RawCell]) -> bool:
    """Whether a row says labels, each with what it is of behind it: Completed by: Head of Finance."""
    said = filled(cells)
    return len(said) > 1 and all(isinstance(cell, str) and cell.strip().endswith(":") for cell in said[::2])


def _stand_over(first: Sequence[RawCell], second: Sequence[RawCell]) -> bool:
    """Whether the few words of a row stand each over several headings of the row below, which are the same below each: Score, Weighted."""
    said = [heading_of(cell) for cell in second]
    starts = [n for n, cell in enumerate(first) if filled([cell]) and n]
    ends = (*starts[1:], len(said))
    under = [said[n:end] for n, end in zip(starts, ends, strict=False)]
    return len(under) > 1 and len(under[0]) > 1 and all(each[: len(under[0])] == under[0] for each in under)


def _is_headings(cells: Sequence[RawCell], widest: int) -> bool:
    """Whether a row reads as headings: words or years in most of the columns, and no amount."""
    said = filled(cells)
    headings = [cell for cell in said if not is_number(cell) or is_year(cell)]
    return len(said) > 0 and len(headings) == len(said) and 2 * len(said) >= widest


def _are_two(first: Sequence[RawCell], second: Sequence[RawCell]) -> bool:
    """Whether a second row goes on with the headings of a first: years, or words where the first says nothing."""
    years = [is_year(cell) for cell in filled(second)]
    amounts = any(is_number(cell) and not is_year(cell) for cell in filled(second))
    if sum(years) > 1 and sum(years) * 2 >= len(years) and not amounts and not any(is_year(cell) for cell in filled(first)):
        return True
    gaps = [n for n, cell in enumerate(first) if not filled([cell])]
    in_gaps = [n for n in gaps if n < len(second) and filled([second[n]])]
    said = filled(second)
    if all(n < len(second) and filled([second[n]]) for n, cell in enumerate(first) if filled([cell])):
        return False  # a row of words, one of which has no heading
    return bool(in_gaps) and len(in_gaps) == len(gaps) and all(isinstance(each, str) and not is_number(each) for each in said)


def heading_of(raw: RawCell) -> str:
    """A cell as a heading: a date that Excel made of 2011/12 is that year again, and 2026.0 is 2026."""
    if isinstance(raw, datetime.date):
        is_year_typed = raw.day == 1 and raw.month == (raw.year + 1) % 100
        return f"{raw.year}/{raw.month:02}" if is_year_typed else f"{raw.day}/{raw.month}/{raw.year}"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return "" if raw is None else " ".join(clean(str(raw)).split())


def is_number(raw: RawCell) -> bool:
    """Whether a cell holds a plain number."""
    if isinstance(raw, bool) or raw is None:
        return False
    if isinstance(raw, int | float | Decimal):
        return True
    text = str(raw).strip().strip("£()%").replace(",", "").replace("\u2212", "-").rstrip("-")
    return bool(text) and not is_unit(raw) and text.lstrip("+-").replace(".", "", 1).isdecimal()


def is_unit(raw: RawCell) -> bool:
    """Whether a cell says the unit of others, and nothing else: £000, £m, %, FTE."""
    if not isinstance(raw, str):
        return False
    said = raw.strip().strip("()").casefold()
    return said in _UNITS or (said[:1] == "£" and without_unit(said) != (said, None) and not without_unit(said)[0])


def is_year(raw: RawCell) -> bool:
    """Whether a cell names a financial year, or may: 2026/27, FY26, 2026, Year 2, or a date that Excel has made of one."""
    return isinstance(raw, datetime.date) or years_meant(without_unit(heading_of(raw))[0], None) is not None
