"""What is asked of a table's amounts: the unit that they are in, and the rows that add up others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from desktop.appraisal.money import pounds
from desktop.operations.matching.asks import LEAVE_OUT, Ask, Choice
from desktop.operations.matching.tables import Table, is_number
from desktop.operations.records.columns import RawCell, clean, plain
from desktop.operations.workbook.doubles import reads_as_total
from desktop.operations.workbook.heading_asks import without_unit


def said_above(table: Table, words: Sequence[str]) -> str:
    """The one of these words that the title, the sheet or the first heading says; blank where none does, or several do."""
    said = " ".join((*table.above, table.sheet, next(iter(table.headings), ""))).casefold()
    found = [word for word in words if word and re.search(rf"\b{re.escape(word.casefold())}s?\b", said)]
    return found[0] if len(found) == 1 else ""


def ask_unit_of(table: Table, amounts: set[int], answers: Mapping[str, str]) -> tuple[Decimal | None, list[Ask]]:
    stated = next((unit for n in sorted(amounts) if (unit := without_unit(table.headings[n])[1]) is not None), table.unit)
    example = next((cell for n in sorted(amounts) for cell in table.column(n) if is_number(cell) and not _is_nought(cell)), None)
    if stated is None or example is None:
        return Decimal(1), []
    number = Decimal(re.sub(r"[^\d.]", "", str(example)) or 0)
    choices = (
        Choice(plain(stated.times), f"{plain(number)} is {pounds(number * stated.times)}"),
        Choice("1", f"{plain(number)} is {pounds(number)}"),
    )
    ask = Ask("unit", f"The amounts say {stated.words}", choices, answers.get("unit", ""))
    return Decimal(ask.answer) if ask.answer else None, [ask]


def _is_nought(cell: RawCell) -> bool:
    return not re.sub(r"[^1-9]", "", str(cell))


def ask_set_aside(table: Table, named_in: int, numbers: tuple[int, ...], answers: Mapping[str, str]) -> tuple[dict[int, str], list[Ask]]:
    """The rows that add up others, by number and why, and what is asked of each: it is left out unless the officer keeps it."""
    set_aside: dict[int, str] = {}
    asks = []
    for number, why in _totals(table, named_in, numbers):
        choices = (Choice(LEAVE_OUT, "Leave out"), Choice("take", "Take it all the same"))
        ask = Ask(f"row {number}", f"Row {number} {why}", choices, answers.get(f"row {number}", LEAVE_OUT))
        asks.append(ask)
        if ask.answer == LEAVE_OUT:
            set_aside[number] = why
    return set_aside, asks


def _totals(table: Table, named_in: int, numbers: tuple[int, ...]) -> Iterator[tuple[int, str]]:
    above: list[list[Decimal]] = []
    seen: dict[tuple[RawCell, ...], int] = {}
    for row in table.rows:
        name = clean(str(table.cell(row, named_in) or ""))
        amounts = [_plain_number(table.cell(row, n)) for n in numbers]
        if row[1] in seen:
            yield row[0], f"is row {seen[row[1]]} again"
            continue
        seen[row[1]] = row[0]
        if reads_as_total(name) or any(reads_as_total(clean(cell)) for cell in row[1][:3] if isinstance(cell, str)):
            yield row[0], "reads as a total"
            above = []
        elif len(above) > 1 and any(amounts) and amounts == [sum(column) for column in zip(*above, strict=True)]:
            yield row[0], "comes to what the rows above it come to together"
            above = []
        else:
            above.append(amounts)


def _plain_number(cell: RawCell) -> Decimal:
    if not is_number(cell):
        return Decimal(0)
    text = str(cell).replace("\u2212", "-")
    digits = re.sub(r"[^\d.]", "", text)
    return (Decimal(digits) if digits else Decimal(0)) * (-1 if text.strip().startswith(("-", "(", "£-")) else 1)
