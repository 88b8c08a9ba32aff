"""Rows of a case workbook that may count money twice: totals of the rows above them, and the same row again.

They are asked about, never guessed: each is answered by keeping the row or by leaving it out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from db.nouns.count import SpendLine
from db.nouns.money import BudgetGap, CashFlow, Funding
from db.nouns.noun import Noun
from db.nouns.register import CostLine
from desktop.appraisal.estimate import Estimate
from desktop.errors import KnownTrouble, SeveralTroubles
from desktop.operations.records.names import compared
from desktop.operations.workbook.cells import Sheet, column_index
from desktop.operations.workbook.checking import ReadBook, ReadRow, plain_heading

#: The sheets of amounts, each with the column that names a row of it, and the columns whose values rows of one total have alike.
_SHEETS: tuple[tuple[type[Noun], str, tuple[tuple[str, ...], ...]], ...] = (
    (CostLine, "category", ((), ("organisation",), ("organisation", "service"))),
    (CashFlow, "line", ((), ("owner",), ("owner", "kind"))),
    (Funding, "name", (("status",),)),
    (BudgetGap, "fund", ((),)),
    (SpendLine, "name", ((), ("organisation",), ("organisation", "theme"), ("stream",))),
)
_TOTAL = re.compile(
    r"(?:(?:sub[- ]?|grand |overall |net |gross )?totals?"
    r"(?:\s*:|\s*[-\u2013]|\s+(?:of|for|costs?|savings?|income|funding|spend(?:ing)?|expenditure|budget|scores?|marks?|points|all|net|gross)"
    r"\b.*)?"
    r"|net(?: (?:costs?|savings?|expenditure|position|budget|total))?)",
    re.IGNORECASE,
)
#: A column that goes by its letter, having no heading of its own.
_LETTERS = re.compile("column ([a-z]{1,3})")
_ASKS = "Leave it out, or keep it if it is not."
#: What the rows of a total come to so far: every bound of every year, and how many are open.
_Sums = tuple[Decimal, ...]


class AskedFirst(SeveralTroubles):
    """What is asked is all that stands between a workbook and its import.

    `unknown` are the sheets and columns that we do not know, by names such as `Scores Rating`, which can only be left out; `doubled` the
    rows that may count money twice, by names such as `Flows 14`. The sentences say how each is answered headless too.
    """

    def __init__(self, unknown: Mapping[str, str], doubled: Mapping[str, str]) -> None:
        super().__init__(headless(unknown, doubled))
        self.unknown, self.doubled = dict(unknown), dict(doubled)


@dataclass(slots=True)
class _Above:
    """The rows above that a row may be the total of: what they come to so far, and after how many of them each sum stood."""

    totals: _Sums
    count: int = 0
    after: dict[_Sums, int] = field(default_factory=dict)

    def is_total(self, amounts: _Sums) -> bool:
        """Whether amounts are those of the last two or more rows together."""
        before = tuple(total - amount for total, amount in zip(self.totals, amounts, strict=True))
        return self.after.get(before, self.count) <= self.count - 2

    def add(self, amounts: _Sums) -> None:
        """One more row above."""
        self.after.setdefault(self.totals, self.count)
        self.totals = tuple(total + amount for total, amount in zip(self.totals, amounts, strict=True))
        self.count += 1


def doubles(book: ReadBook, keep: Collection[str] = ()) -> dict[str, str]:
    """What is asked of each row that may count twice, by the row's name; a row in `keep` is not asked about."""
    kept = {compared(name) for name in keep}
    asked: dict[str, str] = {}
    for noun, named, groups in _SHEETS:
        rows = [row for row in book.of(noun) if row.number]
        for row, sentence in _of_sheet(rows, named, groups, kept):
            asked[row_name(row)] = row.problem(named, sentence)
    return asked


def reads_as_total(name: str) -> bool:
    """Whether a name is that of a total, a subtotal or a grand total."""
    return _TOTAL.fullmatch(name.strip()) is not None


def headless(unknown: Mapping[str, str], doubled: Mapping[str, str]) -> list[str]:
    """What is asked of what we do not know and of rows that may count twice, with the options of `import` that answer it."""
    return [
        *(f"{sentence} Leave it out with --leave-out '{name}'." for name, sentence in unknown.items()),
        *(f"{sentence} Answer with --leave-out '{name}' or --keep '{name}'." for name, sentence in doubled.items()),
    ]


def row_name(row: ReadRow) -> str:
    """What `--keep` and `--leave-out` call a row: `Flows 14`."""
    return f"{row.sheet} {row.number}"


def left_out(sheets: Iterable[Sheet], names: Collection[str]) -> tuple[Sheet, ...]:
    """The sheets without what these names are of: a whole sheet, a row such as `Flows 14`, or a column such as `Flows Rating`.

    Raises KnownTrouble for a name that nothing has.
    """
    kept = {compared(sheet.name): sheet for sheet in sheets}
    for name in names:
        typed = compared(name)
        named = next((each for each in sorted(kept, key=len, reverse=True) if typed == each or typed.startswith(f"{each} ")), "")
        sheet = kept.get(named)
        part = typed.removeprefix(named).strip()
        if sheet is not None and not part:
            del kept[named]
        elif sheet is not None and part.isdigit() and any(number == int(part) for number, _ in sheet.rows):
            kept[named] = replace(sheet, rows=tuple(row for row in sheet.rows if row[0] != int(part)))
        elif sheet is not None and part in (headings := [plain_heading(heading) for heading in sheet.headings]):
            kept[named] = _without_column(sheet, headings.index(part))
        elif sheet is not None and (letters := _LETTERS.fullmatch(part)) and _has_column(sheet, column_index(letters[1].upper())):
            kept[named] = _without_column(sheet, column_index(letters[1].upper()))
        else:
            raise KnownTrouble(
                f"There is no ‘{name}’ to leave out: name a sheet, a row by its sheet and number, such as Flows 14, or a column by its "
                "sheet and heading, such as Flows Driver"
            )
    return tuple(kept.values())


def _has_column(sheet: Sheet, index: int) -> bool:
    return max(len(sheet.headings), *(len(cells) for _, cells in sheet.rows), 0) > index


def _without_column(sheet: Sheet, index: int) -> Sheet:
    """A sheet in which a column has neither a heading nor a value, so that the others stay where they are."""
    headings = (*sheet.headings[:index], "", *sheet.headings[index + 1 :])
    rows = tuple((number, (*cells[:index], None, *cells[index + 1 :]) if len(cells) > index else cells) for number, cells in sheet.rows)
    return replace(sheet, headings=headings, rows=rows)


def _of_sheet(
    rows: Sequence[ReadRow], named: str, groups: Sequence[tuple[str, ...]], kept: Collection[str]
) -> Iterator[tuple[ReadRow, str]]:
    years = sorted({year for row in rows for year in row.amounts})
    seen: dict[tuple[object, ...], int] = {}
    above: dict[tuple[object, ...], _Above] = {}
    for row in rows:
        whole = row.values.get("amount")
        given = [*map(row.amounts.get, years), whole if isinstance(whole, Estimate) else None]
        amounts = _sums(given)
        alike = (*sorted((key, str(value)) for key, value in row.values.items()), *amounts)
        is_kept = compared(row_name(row)) in kept
        totals = [
            above.setdefault((n, *(row.text(key) for key in keys)), _Above((Decimal(0),) * len(amounts))) for n, keys in enumerate(groups)
        ]
        is_something = any(amounts)
        # what is not known is equal to nothing
        is_known = is_something and not any(amount is not None and amount.unknown for amount in given)
        if not is_kept and reads_as_total(row.text(named)):
            yield row, f"‘{row.text(named)}’ reads as a total, which would count the rows that it adds up twice. {_ASKS}"
        elif not is_kept and alike in seen and is_something:
            yield row, f"every cell is as in row {seen[alike]}, so it would count twice. {_ASKS}"
        elif not is_kept and is_known and any(each.is_total(amounts) for each in totals):
            yield row, f"its amounts are those of the rows above it together, so they would count twice. {_ASKS}"
        elif is_something:
            seen.setdefault(alike, row.number)
            for each in totals if is_known else ():
                each.add(amounts)


def _sums(amounts: Sequence[Estimate | None]) -> _Sums:
    """The bounds of amounts one after another, and how many of them are open, so that sums of rows compare exactly."""
    bounds: list[Decimal] = []
    open_bounds = 0
    for amount in amounts:
        for bound in (None, None, None) if amount is None else (amount.low, amount.central, amount.high):
            open_bounds += amount is not None and bound is None
            bounds.append(Decimal(0) if bound is None else bound)
    return (*bounds, Decimal(open_bounds))
