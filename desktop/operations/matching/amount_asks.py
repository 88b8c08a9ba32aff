"""What is asked of a table's amounts: the unit that they are in, and the rows that add up others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeGuard

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.money import pounds
from desktop.appraisal.wording import counted
from desktop.errors import KnownTrouble
from desktop.operations.matching.asks import LEAVE_OUT, Ask, Choice
from desktop.operations.matching.blocks import NumberedRow
from desktop.operations.matching.heading_rows import is_number
from desktop.operations.matching.tables import Table
from desktop.operations.records.columns import RawCell, clean, plain
from desktop.operations.workbook.doubles import reads_as_total
from desktop.operations.workbook.heading_asks import without_unit
from desktop.papers.content.wording import capital


def said_above(table: Table, words: Sequence[str]) -> str:
    """The one of these words that the title, the sheet or the first heading says; blank where none does, or several do."""
    said = " ".join((*table.above, table.sheet, next(iter(table.headings), ""))).casefold()
    found = [word for word in words if word and re.search(rf"\b{re.escape(word.casefold())}s?\b", said)]
    return found[0] if len(found) == 1 else ""


def ask_unit_of(table: Table, amounts: set[int], answers: Mapping[str, str]) -> tuple[Decimal | None, Decimal, list[Ask]]:
    """What plain amounts are multiplied by, and those that say £; asked where a heading, the sheet or words above state thousands."""
    stated = next((unit for n in sorted(amounts) if (unit := without_unit(table.headings[n])[1]) is not None), table.unit)
    if stated is None:
        return Decimal(1), Decimal(1), []
    cells = [cell for n in sorted(amounts) for cell in table.column(n)]
    asks = []
    if number := next((each for cell in cells if not _says_pounds(cell) and (each := _unitless(cell))), None):
        asks.append(_ask_unit("unit", f"The amounts say {stated.words}", plain(number), number, stated.times, answers))
    in_pounds = next(((clean(cell), each) for cell in cells if _says_pounds(cell) and (each := _unitless(cell))), None)
    if in_pounds is not None and answers.get("unit") != "1":
        words = f"‘{in_pounds[0]}’ says £, where the amounts say {stated.words}"
        asks.append(_ask_unit("unit of £", words, *in_pounds, stated.times, answers))
    chosen = {ask.key: Decimal(ask.answer) if ask.answer else None for ask in asks}
    return chosen.get("unit", Decimal(1)), chosen.get("unit of £") or Decimal(1), asks


def _ask_unit(key: str, words: str, shown: str, number: Decimal, times: Decimal, answers: Mapping[str, str]) -> Ask:
    """Which of two amounts a number is: times the unit that is stated, or as it stands."""
    choices = (Choice(plain(times), f"{shown} is {pounds(number * times)}"), Choice("1", f"{shown} is {pounds(number)}"))
    return Ask(key, words, choices, answers.get(key, ""))


def _says_pounds(cell: RawCell) -> TypeGuard[str]:
    """Whether the words of an amount say £: on a sheet of thousands it may be in pounds all the same."""
    return isinstance(cell, str) and "£" in cell


def _unitless(cell: RawCell) -> Decimal | None:
    """The first number of an amount that says no unit of its own; nothing of what is no amount, or may be two."""
    if isinstance(cell, str):
        number = _NUMBER.search(cell)
        return None if number is None or in_unit(cell, Decimal(2)) == cell else Decimal(number[0].replace(",", ""))
    number_held = abs(Decimal(str(cell))) if is_number(cell) else None
    return None if number_held is None or number_held > _MOST_POUNDS else number_held


def in_unit(text: str, times: Decimal, times_pounds: Decimal | None = None) -> str:
    """The words of an amount with each of its numbers times another: `up to 5` times 1,000 is `up to 5000`.

    What says £ is multiplied by `times_pounds` where that is given. What says its own unit, is no amount, or may be two, such as `1,5`,
    stays as it is.
    """
    times = times if times_pounds is None or not _says_pounds(text) else times_pounds
    if times == 1 or "%" in text or _OWN_UNIT.search(text) or not _is_amount(text):
        return text
    return _NUMBER.sub(lambda number: plain(Decimal(number[0].replace(",", "")) * times), text)


def without_minus(raw: RawCell) -> RawCell:
    """An amount below nought as one above it, and the other way about; words that have no minus stay."""
    if isinstance(raw, int | float | Decimal) and is_number(raw):
        return -raw
    text = str(raw or "").strip()
    if found := _BELOW.fullmatch(text):
        return (found["pound"] or found["pounds"] or "") + (found["amount"] or found["before"])
    return f"-{text}" if is_number(text) else raw


def _is_amount(text: str) -> bool:
    try:
        return Estimate.parse(text) is not None
    except KnownTrouble:
        return False


#: More is no amount of pounds, and is told where it is read.
_MOST_POUNDS = Decimal(10) ** 15
#: The words of an amount with a minus: -£1,200, (£1.2m), £-5, 1,234-.
_BELOW = re.compile(r"(?:[-\u2212(]\s*(?P<pound>£)?|(?P<pounds>£)\s*[-\u2212(])\s*(?P<amount>[^()]+?)\)?|(?P<before>[^()]+?)-")
#: A number in the words of an amount; and what says the unit of one: £1.2m, 250k, 3 thousand.
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")
_OWN_UNIT = re.compile(r"\d\s*(?:k|m|mn|bn|thousand|million|billion)s?\b", re.IGNORECASE)


#: What money that comes in is called where it stands below nought, as a reduction of the budget is written.
_IN_BELOW = {"saving": ("The savings are below nought", "a saving"), "income": ("The income is below nought", "income")}


def ask_signs(amounts: Iterable[tuple[str, RawCell]], answers: Mapping[str, str]) -> tuple[Mapping[str, int], list[Ask]]:
    """What savings that all stand below nought are, and income: a reduction of the budget is written so.

    `amounts` are each with the kind of its line. By kind -1 where they are savings, or income, all the same.
    """
    numbers: dict[str, list[Decimal]] = {kind: [] for kind in _IN_BELOW}
    for kind, raw in amounts:
        if kind in numbers:
            numbers[kind].append(plain_number(raw))
    signs, asks = {}, []
    for kind, (words, one) in _IN_BELOW.items():
        if not is_below(numbers[kind]):
            continue
        shown = plain(-next(number for number in numbers[kind] if number < 0))
        choices = (Choice("-1", f"\u2212{shown} is {one} of {shown}"), Choice("1", f"\u2212{shown} is {one} below nought: a cost"))
        asks.append(Ask(key := "sign" if kind == "saving" else f"sign {kind}", words, choices, answers.get(key, "")))
        signs[kind] = int(asks[-1].answer or 1)
    return signs, asks


#: What rows below nought are where they are no line of another kind.
AS_THEY_STAND = "as they stand"


def ask_kind_below(lines: Sequence[Sequence[RawCell]], kinds: Sequence[str], answers: Mapping[str, str]) -> Ask | None:
    """What the lines below nought are, in a table that has lines above it too and says of none what kind it is: often costs and savings."""
    numbers = [[plain_number(cell) for cell in line] for line in lines]
    if not any(map(is_below, numbers)) or not any(any(number > 0 for number in line) for line in numbers):
        return None
    choices = (*(Choice(kind, capital(kind)) for kind in kinds), Choice(AS_THEY_STAND, "Of the same kind, and below £0"))
    return Ask("kind below", "Rows below £0 are", choices, answers.get("kind below", ""))


def is_below(numbers: Sequence[Decimal]) -> bool:
    """Whether some numbers are below nought, and none above it."""
    return any(number < 0 for number in numbers) and not any(number > 0 for number in numbers)


#: What stands below the lines of a financial case and is no line of it.
WORKED_OUT_OF_MONEY = re.compile(
    r"^(?:discount(?:ed)? (?:factor|rate|cash ?flow)|(?:net )?present value|npv\b|dcf\b|payback)"
    r"|^(?:inflation|interest) (?:factor|rate|index)"
    r"|^(?:fte|headcount)s?$|\((?:fte|headcount)s?\)$",
    re.IGNORECASE,
)


def ask_set_aside(
    table: Table, named_in: int, numbers: tuple[int, ...], answers: Mapping[str, str], worked_out: re.Pattern[str] = WORKED_OUT_OF_MONEY
) -> tuple[dict[int, str], list[Ask]]:
    """The rows that are hidden or add up others, by number and why, and what is asked of them.

    What is hidden is taken unless the officer leaves all of it out, and each row that adds up others is left out unless it is kept.

    `worked_out` is what the name of a row says that is worked out of others in another way, such as Rank, or is no amount.
    """
    asks = _ask_hidden(table, answers)
    set_aside = dict.fromkeys(table.hidden, "is hidden in its sheet") if asks and asks[0].answer == LEAVE_OUT else {}
    rows = [row for row in table.rows if row[0] not in set_aside]
    for number, why in _totals(rows, table, named_in, numbers, worked_out):
        choices = (Choice(LEAVE_OUT, "Leave out"), Choice("take", "Take it all the same"))
        ask = Ask(f"row {number}", f"{capital(table.line(number))} {why}", choices, answers.get(f"row {number}", LEAVE_OUT))
        asks.append(ask)
        if ask.answer == LEAVE_OUT:
            set_aside[number] = why
    return set_aside, asks


def _ask_hidden(table: Table, answers: Mapping[str, str]) -> list[Ask]:
    """Whether rows that are hidden, by a filter perhaps, are taken with the others."""
    choices = (Choice("take", "Take with the others"), Choice(LEAVE_OUT, "Leave out"))
    words = f"{counted(len(table.hidden), 'row')} hidden in the sheet"
    return [Ask("hidden", words, choices, answers.get("hidden", "take"))] if table.hidden else []


def _totals(
    rows: Sequence[NumberedRow], table: Table, named_in: int, numbers: tuple[int, ...], worked_out: re.Pattern[str]
) -> Iterator[tuple[int, str]]:
    above = whole = (Decimal(0),) * len(numbers)
    count = of_whole = 0
    seen: dict[tuple[RawCell, ...], int] = {}
    for row in rows:
        again = seen.setdefault(row[1], row[0])
        if again != row[0]:
            yield row[0], f"is row {again} again"
            continue
        if numbers and [n for n, cell in enumerate(row[1]) if cell is not None and str(cell).strip()] == [named_in]:
            yield row[0], "holds a name alone"
            continue
        if numbers and worked_out.search(clean(str(table.cell(row, named_in) or ""))):
            yield row[0], "is worked out of the others" if worked_out is not WORKED_OUT_OF_MONEY else "reads as no amount of a line"
            continue
        amounts = tuple(plain_number(table.cell(row, n)) for n in numbers)
        is_named = any(reads_as_total(clean(cell)) for cell in (*row[1][:3], table.cell(row, named_in)) if isinstance(cell, str))
        if is_named or (any(amounts) and ((count > 1 and amounts == above) or (of_whole > 1 and amounts == whole))):
            yield row[0], "reads as a total" if is_named else "comes to what the rows above it come to together"
            above, count = (Decimal(0),) * len(numbers), 0
        else:
            above, whole = (tuple(total + amount for total, amount in zip(each, amounts, strict=True)) for each in (above, whole))
            count, of_whole = count + 1, of_whole + 1


def plain_number(cell: RawCell) -> Decimal:
    """The number that a cell holds, below nought where it has a minus or stands in brackets; 0 where it holds none."""
    if not is_number(cell):
        return _central(cell)
    text = str(cell).strip().replace("\u2212", "-")
    digits = re.sub(r"[^\d.]", "", text)
    return (Decimal(digits) if digits else Decimal(0)) * (-1 if text.startswith(("-", "(", "£-", "£(")) or text.endswith("-") else 1)


def _central(cell: RawCell) -> Decimal:
    """What the words of an amount come to, such as £1.2m; 0 for a range, and for what is none."""
    try:
        amount = Estimate.parse(cell) if isinstance(cell, str) and any(map(str.isdecimal, cell)) else None
    except KnownTrouble:
        return Decimal(0)
    return Decimal(0) if amount is None or amount.central is None else amount.central
