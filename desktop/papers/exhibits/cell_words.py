"""How a paper prints the cells of a table of results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from desktop.appraisal import money
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.wording import out_of_100, score_words, span
from desktop.papers.charts.data.gains import change_words
from desktop.papers.content.chances import chance, weight_words
from desktop.papers.content.wording import capital, cell_amount, number_words, percentage_words
from desktop.results.cells import (
    Amount,
    Answer,
    Cell,
    Chance,
    Change,
    Choice,
    Number,
    PartOf,
    Percentage,
    Period,
    Points,
    Quantity,
    Ratio,
    Row,
    Score,
    Stress,
    Weight,
    Words,
)

#: Measures that may say the same, and what they are called where they do.
_IN_CASH, _ALL = "Payback, cashable savings only", "Payback, all savings"
_SAME_MEASURES = (
    *(
        ((_IN_CASH, _ALL, later), "Payback, cashable or all savings, discounted or not")
        for later in ("Payback, discounted", f"{_ALL}, discounted")
    ),
    ((_IN_CASH, _ALL), "Payback, cashable or all savings"),
    *(((_ALL, later), "Payback, all savings, discounted or not") for later in ("Payback, discounted", f"{_ALL}, discounted")),
    (("Net present value", "Net present value, cashable"), "Net present value, cashable or all savings"),
)


def printed(cell: Cell) -> str:
    """A cell in a paper's words: an amount with what is not known of it, a length of time spelt out."""
    match cell:
        case Amount(value) if value is not None:
            return cell_amount(value, cell.rounding, recorded=cell.recorded)
        case Change(value) if value is not None:
            return change_words(value, cell.rounding, recorded=cell.recorded)
        case Period(years) if years is not None:
            return span(years) if years else "at once"
        case _:
            return plain_words(cell)


def says_something(cells: Iterable[str]) -> bool:
    """Whether any printed cell says more than that something is not known."""
    return any(words.casefold() not in ("", "none", "not known") for words in cells)


def plain_words(cell: Cell) -> str:
    """What reads alike on paper and on screen: every kind but amounts, changes and lengths of time."""
    words = cell.lack.words
    match cell:
        case Score(value, low, high):
            words = (value is None and words) or score_words(value, low, high, cell.places)
        case Points(Fraction() as difference):
            words = out_of_100(difference, cell.places)
        case Words(str() as text):
            words = text
        case Choice(str() as choice):
            words = capital(choice)
        case Percentage(Decimal() | Fraction() as share):
            words = percentage_words(share, cell.places, signed=cell.signed)
        case Weight(Fraction() as weight):
            words = weight_words(weight)
        case Chance(float() | int() as share):
            words = chance(share)
        case Number(Decimal() | Fraction() | int() as number):
            words = number_words(number, cell.places)
        case PartOf(int() as part, whole):
            words = f"{part} of {whole}"
        case Quantity(Decimal() as volume, unit):
            words = f"{volume:,f} {unit}".strip()
        case Ratio(Decimal() as ratio):
            words = f"{ratio:.2f}"
        case Answer(bool() as yes):
            words = "Yes" if yes else "No"
    return words


def in_thousands(cell: Cell) -> str:
    """An amount in thousands of pounds without their sign, for a table that is all in them: `1,234`, `−90 to 210`, `not known`."""
    value = cell.value
    if not isinstance(value, Estimate):
        return printed(cell)
    if value.says_nothing:
        return "not known"
    ends = [None if end is None else _thousands(end) for end in (value.low, value.high)]
    if ends[0] is None or ends[1] is None:
        return f"at most {ends[1]}" if ends[0] is None else f"at least {ends[0]}"
    figure = ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
    return f"about {figure}" if value.approximate else figure


def _thousands(amount: Decimal) -> str:
    thousands = (abs(amount) / 1000).quantize(Decimal(1), ROUND_HALF_UP)
    if amount and not thousands:
        return "under 1" if amount > 0 else f"under {money.MINUS}1"
    return f"{money.MINUS if amount < 0 else ''}{thousands:,}"


def or_blank(cell: Cell) -> str:
    """A cell as it is printed; blank where there is no value."""
    return "" if cell.value is None else printed(cell)


def capitalised(cell: Cell) -> str:
    """A cell as it is printed, with a capital first letter."""
    return capital(printed(cell))


def unless_nought(cell: Cell) -> str:
    """An amount as it is printed; blank where there is none or it is £0, as nothing is then recorded."""
    return "" if isinstance(cell, Amount) and cell.value is not None and cell.value.is_nought else or_blank(cell)


def body(rows: Iterable[Row], *columns: str | tuple[str, Callable[[Cell], str]]) -> tuple[tuple[str, ...], ...]:
    """The rows of a paper's table: the name of each, then its cells under these keys, with how one is printed where that is its own way."""
    ways = [(each, printed) if isinstance(each, str) else each for each in columns]
    return tuple((row.name, *(words(row.cells[key]) for key, words in ways)) for row in rows)


def paybacks_once(rows: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The rows of measures, those of paybacks and of net present values that say the same in every column told once."""
    cells = {name: figures for name, *figures in rows}
    for names, together in _SAME_MEASURES:
        figures = [cells[name] for name in names if name in cells]
        if len(figures) == len(names) and all(each == figures[0] for each in figures):
            first = next(iter(name for name in cells if name in names))
            cells = {together if name == first else name: each for name, each in cells.items() if name == first or name not in names}
    return tuple((name, *figures) for name, figures in cells.items())


def strong_rows(rows: Sequence[Row]) -> frozenset[int]:
    """Which rows a paper prints in bold: sums, who leads, and what is to be looked at."""
    return frozenset(index for index, row in enumerate(rows) if row.stress in (Stress.STRONG, Stress.LEADS, Stress.FLAGGED))
