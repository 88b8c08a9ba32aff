"""The columns of the sheets, and what an officer types or a workbook holds, read as its column says and written again."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from db.nouns.noun import SHARED_LAST, Column, Kind, Noun
from desktop.appraisal.amount_words import is_shown_nought
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.estimate import Kind as AmountKind
from desktop.appraisal.money import from_number, pounds
from desktop.appraisal.partners.returns import RATING_WORDS
from desktop.appraisal.wording import MONTHS, long_date, weekday_date
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.papers.content.wording import capital, day_in_words, iso_date, plain_number

#: A value of a record as operations hand it out: never a row of a table.
Value = str | bool | int | Decimal | datetime.date | Estimate | FinancialYear | None
#: A cell as a workbook or a screen hands it in.
RawCell = str | bool | int | float | Decimal | datetime.date | None


class ShownError(str):
    """What a cell of a workbook shows in place of a value that could not be worked out, such as `#N/A`; no text that anyone typed."""

    __slots__ = ()


class ShownInUnit(float):
    """A number of a workbook whose format shows a unit that the number lacks, such as 1.2 shown as £1.2m.

    `shown` is what the officer sees, and `meant` what that comes to.
    """

    shown: str
    meant: Decimal

    @classmethod
    def of(cls, number: float, shown: str, meant: Decimal) -> ShownInUnit:
        """The number with what its cell shows."""
        made = cls(number)
        made.shown, made.meant = shown, meant
        return made


#: A cell of money in a year, and one of a percentage.
AMOUNT = Column("Amount", Kind.ESTIMATE, key="amount")
PERCENT = Column("Percentage", Kind.PERCENT, key="percent", at_least=0, at_most=100)
#: A cell of a rating in a year.
RATING = Column("Rating", Kind.RATING, key="rating")
#: The value function of a score that is itself the value, 0 to 100.
DIRECT = "direct"
_LINEAR = "linear"
_LONG_DATE = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]+),?\s+(\d{4})")
_SLASHED_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
#: What is offered of a year in two digits, which is asked and never taken.
_CENTURY = 2000
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:[,\s][0-9]{3})+|[0-9]+)?(?:\.[0-9]+|(?<=[0-9])\.?)")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c]")
_OF_WORDS = frozenset((Kind.TEXT, Kind.LONG_TEXT, Kind.REFERENCE, Kind.DATE_IN_WORDS))
#: What a cell shows in place of a value that could not be worked out.
_ERRORS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#GETTING_DATA")
)
_BELOW_NOUGHT = re.compile(r"\(\s*£?\s*([0-9][0-9.,\s]*)\)|([0-9][0-9.,\s]*)-")
_POINT = re.compile(r"\s*(-?[\d.]+)\s*:\s*(-?[\d.]+)\s*")
#: More choices than this make a sentence nobody reads to its end.
_MOST_NAMED = 8
_SCHEDULE = re.compile(r"\b(?:of|part\s+1|the|schedule\s+12\s*a|local government act 1972|exempt|paragraphs?|paras?)\b", re.IGNORECASE)
_BETWEEN_WORDS = re.compile("[\\s\u2010\u2011-]+")
_BETWEEN_PARAGRAPHS = re.compile(r"(?:[\s,;&]|\band\b)+", re.IGNORECASE)
_PARAGRAPHS = frozenset("1234567")
_YES, _NO = {"yes", "y", "true", "1"}, {"no", "n", "false", "0"}
_columns: dict[type[Noun], dict[str, Column]] = {}


def columns_of(noun: type[Noun]) -> tuple[Column, ...]:
    """The columns of a noun's sheet in their order, with the choices that papers decide: the layouts and exhibits that there are."""
    return tuple(_columns_by_key(noun).values())


def own_columns(noun: type[Noun]) -> tuple[Column, ...]:
    """The columns of a noun's sheet without those that sheets share."""
    return tuple(column for column in _columns_by_key(noun).values() if column.field not in SHARED_LAST)


def shared_columns(noun: type[Noun]) -> tuple[Column, ...]:
    """The last columns of a noun's sheet, those that sheets share: where a row comes from, and who may see it."""
    return tuple(column for column in _columns_by_key(noun).values() if column.field in SHARED_LAST)


def column_of(noun: type[Noun], key: str) -> Column:
    """One column of a noun's sheet. Raises KeyError."""
    return _columns_by_key(noun)[key]


def told_apart_by(noun: type[Noun]) -> tuple[str, ...]:
    """The keys of the columns in which no two rows are alike, with what says whose it is that they name; none where two may be alike."""
    columns = columns_of(noun)
    unique = [each.key for field in next(iter(noun.UNIQUE), ()) for each in columns if each.field == field]
    whose = [each.key for each in columns if each.field in noun.ELSEWHERE and each.kind is Kind.REFERENCE and each.required]
    return (*whose, *unique) if unique else ()


def _columns_by_key(noun: type[Noun]) -> dict[str, Column]:
    if noun not in _columns:
        _columns[noun] = {each.key: each._replace(choices=_choices(noun.TABLE, each)) for each in noun.sheet_columns()}
    return _columns[noun]


def _choices(table: str, column: Column) -> tuple[str, ...]:
    # loaded when they are asked for: a first screen needs neither
    match table, column.field:
        case "papers", "layout":
            from desktop.papers.choosing import layout_names

            return layout_names()
        case "withheld_parts", "part":
            from desktop.papers.exhibits import BY_KEY

            return tuple(BY_KEY)
    return column.choices


def read(column: Column, raw: RawCell) -> Value:
    """What an officer typed or a workbook held, as the column's own kind. Blank is None. Raises KnownTrouble, one sentence."""
    if isinstance(raw, str):
        if column.kind is Kind.ESTIMATE and is_shown_nought(raw):
            return ZERO
        if isinstance(raw, ShownError) or (column.kind not in _OF_WORDS and is_error(raw)):
            raise KnownTrouble(of_error(raw))
        raw = clean(raw)
    if raw is None or raw == "":
        if column.required:
            raise KnownTrouble("Nothing is here: type it in")
        return None
    value = _READERS[column.kind](column, raw)
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        _check_bounds(column, Decimal(value))
    return value


def _check_bounds(column: Column, value: Decimal) -> None:
    if column.at_least is not None and value < column.at_least:
        raise KnownTrouble(f"{plain(value)} is too low: type {column.at_least} or more")
    if column.at_most is not None and value > column.at_most:
        raise KnownTrouble(f"{plain(value)} is too high: type {column.at_most} or less")


def of_error(raw: str) -> str:
    """What is said of a cell that shows an error."""
    return f"‘{clean(raw)}’ is what Excel shows where a formula fails: type the value, or correct the formula"


def is_error(text: RawCell) -> bool:
    """Whether text is what Excel shows in place of a value: a copied cell does not say whether it was typed."""
    return isinstance(text, str) and clean(text) in _ERRORS


def clean(text: str) -> str:
    """Text without space around it, with one kind of line end and without the control characters that pasting brings along."""
    return _CONTROL.sub("", _LINE_END.sub("\n", text)).strip()


def written(value: Value) -> str:
    """A value as it stands in a cell, which `read` takes back."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Decimal() | int():
            return plain(Decimal(value))
        case datetime.date():
            return long_date(value)
        case Estimate():
            return value.words()
        case _:
            return str(value)


def typed(column: Column, value: Value) -> str:
    """A value as it stands in a cell of a column to be typed over: a percentage below 1 has its sign, without which it has two readings."""
    return f"{written(value)}%" if column.kind is Kind.PERCENT and is_small_percentage(value) else written(value)


def is_small_percentage(value: object) -> bool:
    """Whether a percentage would have two readings without its sign: 0.24 may be 24%."""
    return isinstance(value, Decimal) and 0 < value < 1


def shown_words(column: Column, value: Value) -> str:
    """A value as a screen shows it, with its unit: `Yes`, `1,200`, `7.5%`, `£430`, `10 years`, `31 October 2011`, `In house`."""
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case Decimal() | int():
            if column.unit == "£":
                return pounds(Decimal(value))
            number = plain_number(Decimal(value))
            is_percentage = column.kind is Kind.PERCENT or column.unit == "%"
            return f"{number}%" if is_percentage else f"{number} {column.unit}".rstrip()
        case str() if column.kind in (Kind.CHOICE, Kind.RATING):
            return capital(value)
        case str() if column.kind is Kind.DATE_IN_WORDS:
            return day_in_words(value)
        case _:
            return written(value)


def plain(number: Decimal) -> str:
    """A number without an exponent or trailing noughts."""
    text = format(number.normalize(), "f")
    return "0" if text == "-0" else text


def read_date(text: str) -> datetime.date:
    """Read 31 October 2011, 31/10/2011 or 2011-10-31. Raises KnownTrouble; of a year in two digits it says which date to type."""
    trouble = KnownTrouble(f"‘{text}’ is not a date: type it as 31 October 2011")
    try:
        if match := _LONG_DATE.fullmatch(text):
            month = next((n for n, name in enumerate(MONTHS, 1) if name.startswith(match[2].capitalize()) and len(match[2]) > 2), 0)
            return datetime.date(int(match[3]), month, int(match[1]))
        if match := _SLASHED_DATE.fullmatch(text):
            read = datetime.date(int(match[3]) + (_CENTURY if len(match[3]) == 2 else 0), int(match[2]), int(match[1]))
            if len(match[3]) == 2:
                raise KnownTrouble(f"‘{text}’ does not say which century: type it as {long_date(read)}")
            return read
        return iso_date(text)
    except ValueError:
        raise trouble from None


def read_points(text: str) -> tuple[tuple[Decimal, Decimal], ...]:
    """Read `x:v; x:v`, v from 0 to 100. Raises KnownTrouble."""
    trouble = KnownTrouble(
        f"‘{text}’ is not a value function: type direct, or points such as 0:0; 5:80; 10:100, each value from 0 to 100, "
        "or clear it for a straight line"
    )
    points = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        match = _POINT.fullmatch(part)
        if match is None:
            raise trouble
        try:
            points.append((Decimal(match[1]), Decimal(match[2])))
        except InvalidOperation:
            raise trouble from None
    points.sort()
    if len(points) < 2 or any(not 0 <= value <= 100 for _, value in points) or len({x for x, _ in points}) < len(points):
        raise trouble
    return tuple(points)


def _read_text(column: Column, raw: RawCell) -> Value:
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime.date):
        return long_date(raw)
    return str(raw)


def _read_choice(column: Column, raw: RawCell) -> Value:
    typed = str(_read_text(column, raw))
    meant = _BETWEEN_WORDS.sub(" ", typed.casefold())
    for words, choice in (*zip(column.choices, column.choices, strict=True), *column.synonyms):
        if words.casefold().replace("-", " ") == meant:
            return choice
    raise KnownTrouble(f"‘{typed}’ is not one of the choices: type {one_of(column.choices)}")


def one_of(choices: tuple[str, ...]) -> str:
    """The choices in a sentence, at most eight of them."""
    named = [choice for choice in choices if choice]
    if len(named) > _MOST_NAMED:
        named = [*named[:_MOST_NAMED], "another in the list"]
    return named[0] if len(named) == 1 else ", ".join(named[:-1]) + " or " + named[-1]


def _read_yes_no(column: Column, raw: RawCell) -> Value:
    typed = str(_read_text(column, raw)).casefold()
    if typed in _YES:
        return True
    if typed in _NO:
        return False
    if typed == "not stated" and column.kind is Kind.YES_NO_NOT_STATED:
        return None
    raise KnownTrouble(
        f"‘{raw}’ is not an answer: type yes or no" + (", or clear it for not stated" if column.kind is Kind.YES_NO_NOT_STATED else "")
    )


def _read_number(column: Column, raw: RawCell) -> Value:
    if isinstance(raw, (bool, datetime.date)):
        raise KnownTrouble(f"‘{_read_text(column, raw)}’ is not a number: type one such as 12 or 7.5")
    _check_shown(raw, plain_number)
    if isinstance(raw, float):
        number = Decimal(f"{raw:.15g}")  # the digits that Excel shows: the rest is the noise of a sum
    else:
        text = _with_minus(str(raw).replace("\u2212", "-").removesuffix("%").strip())
        if column.unit == "£" and not isinstance(raw, Decimal) and not _NUMBER.fullmatch(text):
            return _read_pounds(str(raw))
        if not isinstance(raw, Decimal) and not _NUMBER.fullmatch(text):
            raise KnownTrouble(f"‘{raw}’ is not a number: type one such as 12 or 7.5")
        number = Decimal("".join(text.replace(",", "").split()))
    if not number.is_finite() or abs(number) >= Decimal("1e15"):
        raise KnownTrouble(f"‘{raw}’ is too large: type a number under 1,000,000,000,000,000")
    return number.normalize() if number else Decimal(0)


def _read_pounds(text: str) -> Decimal:
    """One amount of money in pounds, as an officer types it: £500,000 or £1m. Raises KnownTrouble, also for a range or a bound."""
    try:
        amount = Estimate.parse(text)
    except KnownTrouble:
        amount = None
    if amount is None or amount.kind is not AmountKind.EXACT or amount.central is None:
        raise KnownTrouble(f"‘{text}’ is not one amount: type one such as £500,000 or £1m")
    return amount.central.normalize() if amount.central else Decimal(0)


def _with_minus(text: str) -> str:
    """A number in brackets, or with its minus after it, as accountants write what is below 0, with the minus before it."""
    match = _BELOW_NOUGHT.fullmatch(text)
    return f"-{match[1] or match[2]}" if match else text


def _check_shown(raw: RawCell, words: Callable[[Decimal], str]) -> None:
    """Raises KnownTrouble for a number that its cell shows in a unit that it lacks."""
    if isinstance(raw, ShownInUnit) and raw:
        held = Decimal(f"{float(raw):.15g}")
        raise KnownTrouble(f"‘{raw.shown}’ is shown, and the cell holds {plain(held)}: type {words(raw.meant)} or {words(held)}")


def _read_percent(column: Column, raw: RawCell) -> Value:
    number = _read_number(column, raw)
    if is_small_percentage(number) and not isinstance(raw, Decimal) and not str(raw).endswith("%"):
        shown = plain_number(Decimal(str(number)))
        raise KnownTrouble(f"‘{shown}’ can be read two ways: type {plain_number(Decimal(str(number)) * 100)}% or {shown}%")
    return number


def _read_integer(column: Column, raw: RawCell) -> Value:
    number = _read_number(column, raw)
    if not isinstance(number, Decimal) or number != number.to_integral_value():
        raise KnownTrouble(f"‘{raw}’ is not a whole number: type one such as 12")
    return int(number)


def _read_date(column: Column, raw: RawCell) -> Value:
    if isinstance(raw, datetime.datetime):
        return raw.date()
    return raw if isinstance(raw, datetime.date) else read_date(str(raw))


def _read_date_in_words(column: Column, raw: RawCell) -> Value:
    """A date in one form wherever it can be read as one; else the officer's own words, such as `summer 2012`.

    What is written as a date and is none, such as 31 February 2011 or a month misspelt, is never taken for words.
    """
    if isinstance(raw, str):
        if any(form.fullmatch(raw.strip()) for form in (_LONG_DATE, _SLASHED_DATE)):
            return long_date(read_date(raw.strip()))
        with contextlib.suppress(KnownTrouble):
            return long_date(read_date(raw))
    return _read_text(column, raw)


def date_understood(text: str) -> str:
    """What a typed date is taken for, with its day of the week; blank says nothing. Raises KnownTrouble where it is no date."""
    return weekday_date(read_date(text.strip())) if text.strip() else ""


def date_or_words_understood(text: str) -> str:
    """The same of words that may be no date, which is said. Raises KnownTrouble for what is written as a date and is none."""
    if not text.strip():
        return ""
    taken = str(_read_date_in_words(Column("", Kind.DATE_IN_WORDS), text.strip()))
    try:
        return date_understood(taken)
    except KnownTrouble:
        return "Kept as words: no date is known"


#: What typed words of a kind are said back as, for those that are read into something else than was typed.
UNDERSTOOD: Mapping[Kind, Callable[[str], str]] = {Kind.DATE: date_understood, Kind.DATE_IN_WORDS: date_or_words_understood}


def _read_year(column: Column, raw: RawCell) -> Value:
    if isinstance(raw, datetime.date) and raw.day == 1:
        return FinancialYear.parse(f"{raw.year}/{raw.month:02}")  # Excel takes 2011/12 for December 2011
    return FinancialYear.parse(str(_read_text(column, raw)))


def _read_estimate(column: Column, raw: RawCell) -> Value:
    _check_shown(raw, pounds)
    if isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool):
        return Estimate.exact(from_number(raw))
    return Estimate.parse(str(_read_text(column, raw)))


def _read_points(column: Column, raw: RawCell) -> Value:
    text = str(raw)
    if text.casefold() == _LINEAR:
        return None
    if text.casefold() == DIRECT:
        return DIRECT
    return "; ".join(f"{plain(x)}:{plain(v)}" for x, v in read_points(text))


def _read_paragraphs(column: Column, raw: RawCell) -> Value:
    return read_paragraphs(str(_read_text(column, raw))) or None


def read_paragraphs(text: str) -> str:
    """The paragraphs of Part 1 of Schedule 12A, such as `1, 3`, however they are named; blank for none. Raises KnownTrouble."""
    bare = _SCHEDULE.sub(" ", text)
    parts = [part for part in _BETWEEN_PARAGRAPHS.split(bare.strip(" .:")) if part]
    if [part.casefold() for part in parts] in ([], ["no"], ["none"]):
        return ""
    if any(part not in _PARAGRAPHS for part in parts):
        raise KnownTrouble(f"‘{text}’ does not name paragraphs of Schedule 12A: type their numbers, from 1 to 7, such as 1, 3")
    return ", ".join(sorted(dict.fromkeys(parts)))


def _read_rating(column: Column, raw: RawCell) -> Value:
    typed = str(_read_text(column, raw))
    rating = RATING_WORDS.get(typed.casefold())
    if rating is None:
        raise KnownTrouble(f"‘{typed}’ is not a rating: type G, A or R, or clear it where none was given")
    return rating


_READERS = {
    Kind.TEXT: _read_text,
    Kind.LONG_TEXT: _read_text,
    Kind.REFERENCE: _read_text,
    Kind.DATE_IN_WORDS: _read_date_in_words,
    Kind.CHOICE: _read_choice,
    Kind.YES_NO: _read_yes_no,
    Kind.YES_NO_NOT_STATED: _read_yes_no,
    Kind.NUMBER: _read_number,
    Kind.PERCENT: _read_percent,
    Kind.INTEGER: _read_integer,
    Kind.DATE: _read_date,
    Kind.YEAR: _read_year,
    Kind.ESTIMATE: _read_estimate,
    Kind.POINTS: _read_points,
    Kind.PARAGRAPHS: _read_paragraphs,
    Kind.RATING: _read_rating,
}
