"""Which of somebody else's headings could be which column of a noun, and of which noun a table therefore is."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from db.nouns import noun_of, sheet_nouns
from db.nouns.case import Case
from db.nouns.choice import Criterion, Option, Score
from db.nouns.count import SpendLine
from db.nouns.noun import MARKING, BelongsTo, Column, Kind, Noun
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass
from desktop.operations.matching.amount_asks import plain_number
from desktop.operations.matching.heading_rows import is_number
from desktop.operations.matching.tables import Table
from desktop.operations.records.columns import clean, columns_of
from desktop.operations.workbook.checking import plain_heading
from desktop.operations.workbook.heading_asks import OTHER_WORDS, without_unit, years_meant

#: How sure a heading is of a column: it is its name, another word for it, nearly its name.
EXACT, OTHER_WORD, ALIKE = 1.0, 0.85, 0.6
#: How sure the first column of words is of the name, by where it stands alone.
_BY_PLACE = 0.5
#: What a first column that means nothing takes off: rows without their name are no records.
_NAMELESS = 0.35
#: What a first column headed by the very name of a noun adds: its rows are that, unless they lack most of what it needs.
_NAMED = 0.3
#: What tells a line of public spend from a line of an option's money: three of these are that much surer.
_OF_SPEND = frozenset(("organisation", "theme", "stream", "tier"))
#: What a table of amounts by year is likeliest of, where its headings fit other nouns as well.
_USUAL = {"cash_flows": 0.2}
_ALIKE_FROM = 0.82
#: What comes in another way: editions by `reference`, returns and packs by Ask partners, answers and papers on their own screens.
_NEVER = frozenset(("papers", "reference_values", "return_packs", "returns", "checklist_answers"))
#: Columns that number the rows of a sheet and say nothing of them.
_LABELS = frozenset(("ref", "ref.", "ref no", "ref no.", "reference", "reference no", "no", "no.", "id", "#", "number", "row", "s/n"))
#: A month, a quarter or a period, with its year or without: Apr-26, Q1, P3, Quarter 2 2026/27.
_PART_OF_YEAR = re.compile(
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|(?:q|quarter|p|period|m|month) ?\d{1,2})"
    r"(?:[\s\-/.,']*(?:\d{2}|\d{4})(?:[/\-\u2010-\u2013]\d{2,4})?)?"
)
#: How sure a heading is that has the name with words before or after it.
_PART = 0.9
#: A table is of a noun only where so much of its headings is.
_LEAST = 0.35


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading could be: a column of the noun by its key, and how sure that is, from 0 to 1."""

    key: str
    sure: float


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table's headings read as those of one noun: by column of the table the likeliest key, and all that it could be else.

    `years` are the financial years that a column may stand for, one where that is plain. `fits` is how well they fit together, from 0.
    """

    noun: type[Noun]
    columns: Mapping[int, Meaning]
    others: Mapping[int, tuple[str, ...]]
    years: Mapping[int, tuple[FinancialYear, ...]]
    fits: float


def columns_taken(noun: type[Noun]) -> tuple[Column, ...]:
    """The columns of a noun that a sheet may bring: all but those that say who may see a record, which the officer decides here."""
    return tuple(_taken(noun.TABLE).values())


@cache
def _taken(table: str) -> Mapping[str, Column]:
    """The same by key, found once: a large sheet asks for each of every cell."""
    return {column.key: column for column in columns_of(noun_of(table)) if column.field not in MARKING}


def takes(noun: type[Noun]) -> bool:
    """Whether rows of a noun can be brought in from somebody else's sheet: not the case itself, a paper's parts, or what is made by us."""
    if noun is Case or noun.TABLE in _NEVER or noun.BELONGS_TO is BelongsTo.PAPER:
        return False
    return noun.BELONGS_TO is not BelongsTo.GROUP or noun is Score


def is_case(table: Table) -> bool:
    """Whether a table is the sheet Case of a case workbook, whose rows are the fields of the case and no records."""
    return plain_heading(table.sheet) == Case.SHEET.casefold() and [plain_heading(each) for each in table.headings] == ["field", "value"]


def matchable() -> tuple[type[Noun], ...]:
    """The nouns that can be brought in, in the order of the workbook."""
    return tuple(noun for noun in sheet_nouns() if takes(noun))


def meanings(noun: type[Noun], heading: str) -> tuple[Meaning, ...]:
    """What a heading could be of a noun, the likeliest first; none where it is like nothing."""
    bare, unit = without_unit(heading)
    folded = plain_heading(bare) or ("amount" if unit is not None else "")
    if not folded:
        return ()
    words = tuple(each.casefold() for each in OTHER_WORDS.get(folded, ()))
    found: dict[str, float] = {}
    for column in columns_taken(noun):
        names = [plain_heading(name) for name in (column.heading, *column.other_names)]
        if folded in names or folded.rstrip("s") in names:
            found[column.key] = EXACT
        elif plain_heading(column.heading) in words:
            found[column.key] = OTHER_WORD - 0.05 * words.index(plain_heading(column.heading))
        else:
            likeness = max(_likeness(folded, name) for name in names)
            if likeness:
                found[column.key] = ALIKE * likeness
    return tuple(Meaning(key, sure) for key, sure in sorted(found.items(), key=lambda pair: -pair[1]))


def _likeness(folded: str, name: str) -> float:
    """How alike two names are, from 0: one that is too little alike is not."""
    if _is_part(folded, name):
        return _PART
    matcher = difflib.SequenceMatcher(None, folded, name)
    if matcher.real_quick_ratio() < _ALIKE_FROM or matcher.quick_ratio() < _ALIKE_FROM:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= _ALIKE_FROM else 0.0


def _is_part(folded: str, name: str) -> bool:
    """Whether one of two names is the other with words before or after it, such as `Option title` of `Option`."""
    return len(name) > 3 and (folded.startswith(f"{name} ") or folded.endswith(f" {name}"))


def readings(table: Table, base_year: FinancialYear | None) -> tuple[Reading, ...]:
    """How a table reads as each noun that it may be of, the likeliest first."""
    every = (reading(table, noun, base_year) for noun in matchable())
    return tuple(sorted((each for each in every if each.fits >= _LEAST), key=lambda each: -each.fits))


def reading(table: Table, noun: type[Noun], base_year: FinancialYear | None) -> Reading:
    """How a table's headings read as those of one noun: each column once, the surest first."""
    years: dict[int, tuple[FinancialYear, ...]] = {}
    if noun.plain_years() is not None or noun is SpendLine:
        for index, heading in enumerate(table.headings):
            meant = years_meant(without_unit(heading)[0], base_year)
            if meant is not None:
                years[index] = meant
    if noun is SpendLine and not _is_spend_by_year(table, years):
        years = {}
    could_be = {n: meanings(noun, heading) for n, heading in enumerate(table.headings) if n not in years and not is_label(heading)}
    could_be = {n: tuple(_as_its_cells_say(table, noun, n, each) for each in every) for n, every in could_be.items()}
    columns = _each_once(could_be)
    named = _names_rows(table, noun, columns, years)
    if named is not None:
        columns[named[0]] = named[1]
        could_be[named[0]] = (named[1], *could_be.get(named[0], ()))
    others = {n: tuple(each.key for each in each_one) for n, each_one in could_be.items()}
    return Reading(noun, columns, others, years, _fits(table, noun, columns, years))


def _as_its_cells_say(table: Table, noun: type[Noun], n: int, meaning: Meaning) -> Meaning:
    """A meaning, half as sure where none of the first cells can be one of its choices or its number: Method, where people were met."""
    column = column_named(noun, meaning.key)
    held = [cell for cell in table.column(n, 20) if cell is not None and str(cell).strip()]
    cells = {clean(cell).casefold() for cell in held if isinstance(cell, str)}
    fits = True
    if column.kind is Kind.CHOICE and cells:
        fits = any(choice.casefold() in cells for choice in column.choices)
    elif column.kind in (Kind.NUMBER, Kind.INTEGER) and held:
        fits = any(is_number(cell) or any(map(str.isdigit, str(cell))) for cell in held)
    return meaning if fits else Meaning(meaning.key, meaning.sure / 2)


def _is_spend_by_year(table: Table, years: Iterable[int]) -> bool:
    """Whether amounts headed by their years are of public spend: a body stands beside one, or a stream or theme says so of all."""
    keys = {meaning.key for n, heading in enumerate(table.headings) if n not in years for meaning in meanings(SpendLine, heading)[:1]}
    return bool(keys & {"stream", "theme", "tier"}) or ({"organisation", "name"} <= keys and len(list(years)) == 1)


def name_key(noun: type[Noun]) -> str:
    """The key of the column in which a record of a noun is named in words; blank for one that goes by other records."""
    keys = {column.key for column in columns_taken(noun)}
    return next((key for key in ("name", "line", "category", "statement", "indicator") if key in keys), "")


def _names_rows(
    table: Table, noun: type[Noun], columns: Mapping[int, Meaning], years: Mapping[int, tuple[FinancialYear, ...]]
) -> tuple[int, Meaning] | None:
    """The first column of words that no heading gives a meaning, taken for the names of the rows where nothing else names them."""
    key = name_key(noun)
    if not key or key in {meaning.key for meaning in columns.values()}:
        return None
    for n, heading in enumerate(table.headings):
        if n not in columns and n not in years and heading and not is_label(heading) and _is_words(table, n):
            return n, Meaning(key, _BY_PLACE)
    return None


def is_label(heading: str) -> bool:
    """Whether a column but numbers the rows of its sheet."""
    return plain_heading(heading) in _LABELS


def is_part_of_year(heading: str) -> bool:
    """Whether a heading names a month, a quarter or a period of a year."""
    return _PART_OF_YEAR.fullmatch(plain_heading(without_unit(heading)[0])) is not None


def _is_words(table: Table, n: int) -> bool:
    cells = [cell for cell in table.column(n, 20) if cell is not None and str(cell).strip()]
    return bool(cells) and not any(is_number(cell) for cell in cells)


def _each_once(could_be: Mapping[int, Sequence[Meaning]]) -> dict[int, Meaning]:
    """The surest meaning of each heading, where no column is meant twice."""
    pairs = sorted(
        ((meaning.sure, -n, n, meaning) for n, every in could_be.items() for meaning in every), reverse=True, key=lambda p: p[:2]
    )
    columns: dict[int, Meaning] = {}
    taken: set[str] = set()
    for _, _, n, meaning in pairs:
        if n not in columns and meaning.key not in taken:
            columns[n] = meaning
            taken.add(meaning.key)
    return columns


def _fits(table: Table, noun: type[Noun], columns: Mapping[int, Meaning], years: Mapping[int, tuple[FinancialYear, ...]]) -> float:
    """How well a table fits a noun: what of its headings is meant, and what it lacks of the columns that every row needs."""
    headed = [n for n, heading in enumerate(table.headings) if heading and not is_label(heading)]
    if not headed:
        return 0.0
    parts = [n for n in headed if is_part_of_year(table.headings[n])] if noun.plain_years() is Kind.ESTIMATE and not years else []
    meant = sum(meaning.sure for meaning in columns.values()) + len(years) + len(parts)
    required = [column for column in columns_taken(noun) if column.required and column.field]
    keys = {meaning.key for meaning in columns.values()}
    lacks = sum(column.key not in keys for column in required) / max(len(required), 1)
    name = plain_heading(without_unit(table.sheet)[0])
    named = 0.3 * (1 - lacks) if name in (noun.SHEET.casefold(), noun.SINGULAR.casefold(), noun.PLURAL.casefold()) else 0.0
    named += _NAMED if 2 * lacks <= 1 and _is_headed_by(table, noun, columns, headed[0]) else 0.0
    lacks_years = 0.4 if noun.plain_years() is not None and not years and not parts and _holds_numbers(table, columns) else 0.0
    nameless = _NAMELESS if headed[0] not in columns and headed[0] not in years and _is_words(table, headed[0]) else 0.0
    named += _NAMED if noun is SpendLine and len(keys & _OF_SPEND) > 2 else 0.0
    lacks_years += 0.5 if noun.plain_years() is Kind.PERCENT and not _are_percentages(table, years) else 0.0
    return meant / len(headed) - 0.4 * lacks - lacks_years - nameless + named + (_USUAL.get(noun.TABLE, 0.0) if years else 0.0)


def _is_headed_by(table: Table, noun: type[Noun], columns: Mapping[int, Meaning], first: int) -> bool:
    """Whether the first heading is what a record of a noun is called. Options and criteria head grids too, and say nothing by it."""
    if noun in (Option, Criterion) or first not in columns or columns[first].key != name_key(noun):
        return False
    return plain_heading(without_unit(table.headings[first])[0]) in (noun.SINGULAR.casefold(), noun.PLURAL.casefold())


def _are_percentages(table: Table, years: Iterable[int]) -> bool:
    """Whether what stands under the years may be percentages: no amount of money, nothing below nought or over 100."""
    cells = [cell for n in years for cell in table.column(n, 20) if is_number(cell)]
    return table.unit is None and all(0 <= plain_number(cell) <= 100 for cell in cells)


def _holds_numbers(table: Table, columns: Mapping[int, Meaning]) -> bool:
    """Whether a column that means nothing holds numbers."""
    return any(
        any(is_number(cell) for cell in table.column(n, 20)) for n, heading in enumerate(table.headings) if heading and n not in columns
    )


def nouns_for(noun: type[Noun], key: str) -> list[type[Noun]]:
    """The nouns whose records a reference may be to."""
    column = column_named(noun, key)
    beside = (each.refers_to for each in noun.COLUMNS.values() if each.beside == column.field)
    return [noun_of(table) for table in (column.refers_to, *beside)]


def column_named(noun: type[Noun], key: str) -> Column:
    """A column of a noun by its key. Raises KeyError."""
    return _taken(noun.TABLE)[key]
