"""What the sheets of new councils, successions and opening positions must agree on."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction

from db.nouns.reorganisation import NewCouncil, OpeningPosition, Succession
from desktop.appraisal.reorganisation.composition import ends_late
from desktop.appraisal.wording import placed
from desktop.operations.records.columns import plain
from desktop.operations.records.names import compared
from desktop.operations.workbook.checking import ReadBook, ReadRow

_WHOLE = Decimal(100)


def check_reorganisation(book: ReadBook) -> None:
    """Add to the book's problems whatever of these sheets cannot be; names are checked already."""
    _check_once(book)
    _check_areas(book)
    _check_whole(book)
    _check_days(book)


def _check_once(book: ReadBook) -> None:
    councils: dict[tuple[str, ...], int] = {}
    for row in book.of(NewCouncil):
        name = compared(row.text("option")), compared(row.text("successor"))
        if all(name) and councils.setdefault(name, row.number) != row.number:
            problem = f"{row.text('successor')} is a new council of {row.text('option')} in row {councils[name]} already. Keep one."
            book.problems.append(row.problem("successor", problem))
    goes: dict[tuple[str, ...], int] = {}
    for row in book.of(Succession):
        option, old, part, new = (compared(row.text(key)) for key in ("option", "predecessor", "part", "successor"))
        if old and old == new:
            problem = f"{row.text('predecessor')} cannot take over from itself. Name another council."
            book.problems.append(row.problem("successor", problem))
        if option and goes.setdefault((option, old, part, new), row.number) != row.number:
            first = goes[option, old, part, new]
            problem = f"{_what(row)} goes to {row.text('successor')} in row {first} already. Keep one."
            book.problems.append(row.problem("successor", problem))
    years: dict[tuple[str, str], int] = {}
    for row in book.of(OpeningPosition):
        year, council = row.values.get("year"), compared(row.text("predecessor"))
        if year is not None and council and years.setdefault((council, str(year)), row.number) != row.number:
            problem = f"{row.text('predecessor')} has a row for {year} in row {years[council, str(year)]} already. Keep one."
            book.problems.append(row.problem("year", problem))


def _together(book: ReadBook) -> dict[tuple[str, ...], list[ReadRow]]:
    together: dict[tuple[str, ...], list[ReadRow]] = {}
    for row in book.of(Succession):
        together.setdefault(tuple(compared(row.text(key)) for key in ("option", "predecessor", "part")), []).append(row)
    return together


def _check_areas(book: ReadBook) -> None:
    """Each area is in exactly one new council of an option that makes any, unless it is divided."""
    options = {compared(row.text("option")): row.text("option") for row in book.of(NewCouncil) if row.text("option")}
    whole = [row for row in book.of(Succession) if row.text("predecessor") and not row.text("part")]
    every = {compared(row.text("predecessor")): row for row in whole}
    placed_in = {(compared(row.text("option")), compared(row.text("predecessor"))) for row in whole}
    for option, name in options.items():
        for council, row in every.items():
            if (option, council) not in placed_in:
                problem = f"{row.text('predecessor')} is in no new council of {name}. Add a row that says which it goes to."
                book.problems.append(row.problem("predecessor", problem))
    for rows in _together(book).values():
        if len(rows) < 2 or all(row.text("divided_by") for row in rows):
            continue
        if blank := [row for row in rows if row.values.get("percent") is None]:
            row = blank[-1]
            problem = f"{_what(row)} is in {len(rows)} new councils of {row.text('option')}. Take it out of all but one, or type what"
            book.problems.append(row.problem("successor", f"{problem} percentage of it goes to each."))


def _check_whole(book: ReadBook) -> None:
    for rows in _together(book).values():
        shares = [percent for row in rows if (percent := row.decimal("percent")) is not None]
        total = sum(shares, Decimal(0))
        if (len(shares) == len(rows) and total != _WHOLE) or total > _WHOLE:
            short = f"{plain(_WHOLE - total)}% goes nowhere" if total < _WHOLE else f"{plain(total - _WHOLE)}% is too much"
            problem = f"the percentages of {_what(rows[-1])} in {rows[-1].text('option')} add to {placed(Fraction(total), 6)}%, so {short}."
            book.problems.append(rows[-1].problem("percent", f"{problem} Make them add to 100%."))


def _check_days(book: ReadBook) -> None:
    begins = {(compared(row.text("option")), compared(row.text("successor"))): row.values.get("vesting_day") for row in book.of(NewCouncil)}
    for row in book.of(Succession):
        ends, day = row.values.get("ends"), begins.get((compared(row.text("option")), compared(row.text("successor"))))
        if isinstance(ends, datetime.date) and isinstance(day, datetime.date) and ends > day:
            late = ends_late(row.text("predecessor"), ends, row.text("successor"), day)
            book.problems.append(row.problem("ends", f"{late}. Correct Ends, or the vesting day."))


def _what(row: ReadRow) -> str:
    return f"{row.text('part')} of {row.text('predecessor')}" if row.text("part") else row.text("predecessor")
