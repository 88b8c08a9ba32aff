"""How papers write dates, amounts, lengths of time, and lists of names."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from desktop.appraisal import money
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.wording import MONTHS, hold_commas, listed, long_date
from desktop.appraisal.years import FinancialYear
from desktop.results.rounding import percent_of, rounded

#: The note to a table whose figures do not add as they are printed.
ROUNDED = "Figures may not add because they are rounded."
_LONG_DATE = re.compile(r"(\d{1,2}) ([A-Za-z]+) (\d{4})")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def day(date: datetime.date) -> str:
    """`31 October 2011`, whatever the machine's own language."""
    return long_date(date)


def day_in_words(text: str) -> str:
    """A date as recorded: an ISO date in words, and any other words as they are."""
    try:
        return day(iso_date(text.strip()))
    except ValueError:
        return text.strip()


def date_in_words(text: str) -> datetime.date | None:
    """The date that a record's words are: `2010-09-17` or `17 September 2010`. `None` for any other words."""
    text = " ".join(text.split())
    match = _LONG_DATE.fullmatch(text)
    try:
        if match is None:
            return iso_date(text)
        return datetime.date(int(match[3]), MONTHS.index(match[2].capitalize()) + 1, int(match[1]))
    except ValueError:
        return None


def iso_date(text: str) -> datetime.date:
    """2010-10-31 as a date. Raises ValueError, also for 20101031, which is as likely a reference number."""
    if not _ISO_DATE.fullmatch(text):
        raise ValueError(f"not a date: {text}")
    return datetime.date.fromisoformat(text)


def some(names: Sequence[str], most: int = 6) -> str:
    """The names as a list, the rest of a long one counted: `A, B, C and 4 more`."""
    if len(names) <= most:
        return listed(names)
    mark = "; " if hold_commas(names[:most]) else ", "
    return f"{mark.join(names[:most])} and {len(names) - most} more"


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends in a mark of its own."""
    text = text.strip()
    return text if not text or text[-1] in ".?!:;" else f"{text}."


def capital(text: str) -> str:
    """The text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def cell_amount(amount: Estimate, rounding: money.Rounding | None = None, *, recorded: bool = False) -> str:
    """An amount as a cell of a table: its figure, and on a second line how many parts of it are not known.

    Where a lowest amount was assumed the table says so once, in `floor_note`, and not in every cell.
    """
    figure = amount.brief_words(rounding=rounding, recorded=recorded)
    return f"{figure}\n{amount.note()}" if amount.unknown and figure != "not known" else figure


def floor_note(amounts: Iterable[Estimate]) -> tuple[str, ...]:
    """The note to a table in which the lowest of some amount was assumed."""
    if any(amount.assumed_floor and amount.high is not None for amount in amounts):
        return ("Where no lowest amount is recorded it is taken as £0, which is assumed.",)
    return ()


def number_words(number: Decimal | Fraction | int, places: int) -> str:
    """A number half up to so many places at the most, with a true minus and no idle noughts: `1,234.5`."""
    return plain_number(rounded(number, places))


#: A figure at the beginning of a cell: its whole part and its decimals.
_FIGURE = re.compile(r"(\d+)(?:\.(\d+))?(?=[ *†]|$)")


def alike_places(scores: Sequence[str]) -> list[str]:
    """Scores that stand together with the decimals of the one that has most: `60.0` beside `71.5`. What is no figure stays as it is."""
    figures = [_FIGURE.match(words) for words in scores]
    most = max((len(figure[2] or "") for figure in figures if figure), default=0)
    return [
        f"{figure[1]}.{(figure[2] or '').ljust(most, '0')}{words[figure.end() :]}" if figure and most else words
        for figure, words in zip(figures, scores, strict=True)
    ]


def measured_words(value: str, unit: str) -> str:
    """A measure as typed with its unit, a number with its commas: `1,000 FTE`, `5%`."""
    typed = value.strip()
    figure = f"{int(typed):,}" if typed.isascii() and typed.isdigit() else typed
    return f"{figure}{'' if unit.strip() == '%' else ' '}{unit.strip()}".strip()


def percentage_words(share: Decimal | Fraction, places: int, *, signed: bool = False) -> str:
    """A fraction of 1 as a percentage to so many places at the most, with a plus before a rise where it is `signed`."""
    percent = percent_of(share, places)
    return f"{'+' if signed and share > 0 else ''}{plain_number(percent)}%"


def plain_number(number: Decimal) -> str:
    """`1,234.5`, with a true minus and no closing noughts."""
    shown = f"{abs(number):,f}"
    return f"{money.MINUS if number < 0 else ''}{shown.rstrip('0').rstrip('.') if '.' in shown else shown}"


def amounts_by_year(amounts: dict[FinancialYear, Estimate]) -> str:
    """A line's amounts as recorded, years of the same amount together: `£0.5m to £0.75m a year, 2015/16 to 2018/19`."""
    runs: list[tuple[FinancialYear, FinancialYear, Estimate]] = []
    for year in sorted(amounts):
        amount = amounts[year]
        if runs and runs[-1][2] == amount and year.since(runs[-1][1]) == 1:
            runs[-1] = (runs[-1][0], year, amount)
        else:
            runs.append((year, year, amount))
    return "\n".join(
        f"{first}: {amount.words()}" if first == last else f"{first} to {last}: {_in_each(amount)}" for first, last, amount in runs
    )


def _in_each(amount: Estimate) -> str:
    """An amount that several years have alike."""
    return amount.words() if amount.says_nothing else f"{amount.words()} a year"


def filled(parts: Iterable[str], between: str = ", ") -> str:
    """The parts that say something, joined."""
    return between.join(part for part in parts if part)
