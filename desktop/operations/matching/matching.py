"""What a foreign table is taken for: of which noun, which column is which, in what unit, and what an officer has still to be asked.

Nothing is guessed in silence: whatever is taken for something is shown as an `Ask` with its answer beside it, and what has two readings
has none until the officer gives one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from db.nouns.choice import Criterion, Option, Score
from db.nouns.count import SpendLine
from db.nouns.money import CashFlow, Project
from db.nouns.noun import Kind, Noun
from desktop.appraisal.wording import listed
from desktop.appraisal.years import FinancialYear
from desktop.operations.matching.amount_asks import ask_kind_below, ask_set_aside, ask_signs, ask_unit_of, said_above
from desktop.operations.matching.asks import LEAVE_OUT, YEAR, Ask, CaseNames, Choice, Match, Shape
from desktop.operations.matching.date_asks import ask_dates
from desktop.operations.matching.grids import ask_words, crosses_names, grid_columns, match_costs, match_scores, names_in
from desktop.operations.matching.groups import Groups, groups_of, sections_of
from desktop.operations.matching.headings import (
    EXACT,
    OTHER_WORD,
    Reading,
    column_named,
    columns_taken,
    is_case,
    meanings,
    name_key,
    nouns_for,
    reading,
    readings,
)
from desktop.operations.matching.layout_asks import ask_below, laid_out
from desktop.operations.matching.percent_asks import ask_fractions
from desktop.operations.matching.tables import Table
from desktop.operations.records.columns import RawCell, clean
from desktop.operations.workbook.doubles import reads_as_total
from desktop.papers.content.wording import capital

_YEARS = re.compile(r"(?:financial )?years?(?: end(?:ing)?)?|fy", re.IGNORECASE)
_WEIGHTS = ("weight", "weight_low", "weight_high")


def match(table: Table, known: CaseNames, answers: Mapping[str, str] | None = None) -> Match | None:
    """What a table is taken for with what is answered so far; `None` for one that is like nothing a case holds."""
    answers = answers or {}
    if is_case(table):
        return None
    table, asked = laid_out(table, answers, lambda part: match(part, known) is not None)
    found = _matched(table, known, answers)
    return found if found is None else replace(found, asks=(found.asks[0], *asked, *found.asks[1:]))


def _matched(table: Table, known: CaseNames, answers: Mapping[str, str]) -> Match | None:
    every = readings(table, known.base_year)
    if _is_of_scores(table, known) and not any(each.noun is Score for each in every):
        every = (reading(table, Score, known.base_year), *every)
    offered = tuple(_offers(table, every, known))
    if not offered:
        return None
    chosen = answers.get("what", "")
    if chosen not in {choice.value for choice in offered}:
        chosen = offered[0].value
    what = Ask("what", f"What are the rows of {table.sheet}?", offered, chosen)
    if chosen == Shape.SCORES:
        return match_scores(table, known, answers, what)
    if chosen == Shape.COSTS:
        return match_costs(table, known, answers, what)
    found = next(each for each in every if f"{Shape.ROWS} {each.noun.TABLE}" == chosen)
    return _rows(table, found, known, answers, what)


def _offers(table: Table, every: tuple[Reading, ...], known: CaseNames) -> Iterator[Choice]:
    """What a table may be, the likeliest first: a grid where its cells cross two lists of names, else rows of a noun."""
    as_rows = [Choice(f"{Shape.ROWS} {each.noun.TABLE}", f"{capital(each.noun.PLURAL)}, one a row") for each in every[:6]]
    grid = grid_columns(table)
    scores = Choice(Shape.SCORES, "Scores: options against criteria")
    costs = Choice(Shape.COSTS, "Amounts: options against lines, one amount each")
    is_money = table.unit is not None or any("£" in str(cell) for n in grid for cell in table.column(n, 20))
    grids = [costs, scores] if is_money else [scores, costs]
    is_grid = not every or every[0].fits < _GRID_BELOW or crosses_names(table, grid, known)
    if _is_of_scores(table, known) and any(each.noun is Score for each in every):
        yield from sorted(as_rows, key=lambda each: each.value != f"{Shape.ROWS} {Score.TABLE}")
        yield from grids
    elif len(grid) > 1 and is_grid and not _names_itself(table, every):
        yield from (*grids, *as_rows)
    elif grid:
        yield from (*as_rows, *grids)
    else:
        yield from as_rows


def _is_of_scores(table: Table, known: CaseNames) -> bool:
    """Whether options and criteria have a column each: each row is then a score, or has one of each group."""
    columns = reading(table, Score, known.base_year).columns.values()
    return {"option", "criterion"} <= {each.key for each in columns if each.sure >= OTHER_WORD - 0.1}


def _names_itself(table: Table, every: tuple[Reading, ...]) -> bool:
    """Whether the first heading is the very name of what the rows are, and others are columns of it."""
    if not every or every[0].noun in (Option, Criterion):
        return False
    first = every[0].columns.get(names_in(table))
    return first is not None and first.sure == EXACT and first.key == name_key(every[0].noun) and len(every[0].columns) > 1


#: A table is taken for a grid where no noun fits its headings better than this.
_GRID_BELOW = 0.7


def _rows(table: Table, found: Reading, known: CaseNames, answers: Mapping[str, str], what: Ask) -> Match:
    noun = found.noun
    asks, columns, years = [what], {}, {}
    taken: dict[str, int] = {}
    ending, of_years = _ask_ending(table, found, answers)
    asks += of_years
    across = _group_columns(table, found)
    for n, heading in enumerate(table.headings):
        if not heading or (ending is None and of_years and len(found.years.get(n, ())) == 2):
            continue
        ask = _ask_group(table, n, answers) if n in across else _ask_column(table, n, found, answers, ending)
        asks.append(ask)
        if ask.answer.startswith(YEAR):
            years[n] = FinancialYear.parse(ask.answer.removeprefix(YEAR))
        elif ask.answer and ask.answer not in (LEAVE_OUT, _GROUP) and ask.answer not in taken:
            taken[ask.answer] = n
            columns[n] = ask.answer
    across = tuple(n for n in across if answers.get(f"column {n}", _GROUP) == _GROUP)
    groups = groups_of(table, noun, years, known, answers)
    asks += groups.asks
    years = {n: year for n, year in years.items() if n not in groups.left_out}
    named_in = taken.get(name_key(noun), 0)
    numbers = (*years, *(n for n, key in columns.items() if column_named(noun, key).kind is Kind.ESTIMATE))
    set_aside, of_rows = ask_set_aside(table, named_in, tuple(numbers), answers)
    needed = [n for each in columns_taken(noun) if each.required and (n := taken.get(each.key, named_in)) != named_in]
    table, of_blanks = ask_below(table, {n: f"‘{table.headings[n]}’" for n in needed}, set_aside, answers)
    asks += of_blanks
    sections, of_sections = sections_of(table, named_in, set_aside, answers) if noun is CashFlow and "kind" not in taken else ({}, [])
    asks += of_sections
    kept = {row for row, _ in table.rows if row not in set_aside}
    in_all = frozenset.intersection(*(frozenset(sections.get(row, {})) for row in kept)) if kept else frozenset()
    fixed = {}
    said = {**taken, **({"assessors": -1} if across else {}), **dict.fromkeys(groups.keys | in_all, -1)}
    for key, ask in _asks_of_all(table, noun, said, known, answers, groups):
        asks.append(ask)
        if ask.answer:
            fixed[key] = ask.answer
    if noun is CashFlow and "kind" not in said and not groups.of and not sections:
        lines = [[table.cell(row, n) for n in years] for row in table.rows if row[0] in kept]
        below = ask_kind_below(lines, column_named(noun, "kind").choices, answers)
        if below is not None:
            asks.append(below)
            fixed["kind below"] = below.answer
    times, times_pounds, of_amounts = ask_unit_of(table, _amounts(noun, columns, years), answers)
    kinds = _kinds(table, years, taken, set_aside, (groups.of, sections, fixed)) if noun is CashFlow else ()
    signs, of_signs = ask_signs(kinds, answers)
    weights = [n for n, key in columns.items() if key in _WEIGHTS]
    table, of_fractions = ask_fractions(table, _percents(noun, columns, years), weights, answers)
    month_first, of_dates = ask_dates(_dates(table, noun, columns), answers)
    words, of_words = ask_words(_scores_of_rows(table, taken, across, set_aside), answers) if noun is Score else ({}, [])
    asks += [*of_amounts, *of_signs, *of_fractions, *of_dates, *of_words, *of_rows]
    return Match(
        table, Shape.ROWS, noun, columns, years, named_in, across, fixed=fixed, times=times, times_pounds=times_pounds, signs=signs,
        groups=groups.of, sections=sections, set_aside=set_aside, words=words, month_first=month_first, asks=tuple(asks),
    )  # fmt: skip


def _kinds(
    table: Table,
    years: Iterable[int],
    taken: Mapping[str, int],
    set_aside: Mapping[int, str],
    said: tuple[Mapping[int, Mapping[str, str]], Mapping[int, Mapping[str, str]], Mapping[str, str]],
) -> Iterator[tuple[str, RawCell]]:
    """Each amount of a line with the kind of the line, as its group of years, its row, the heading above or all of the table says it."""
    groups, sections, fixed = said
    at = taken.get("kind", -1)
    for row in table.rows:
        in_row = clean(str(table.cell(row, at) or "")).casefold() if at >= 0 else ""
        of_row = in_row or sections.get(row[0], {}).get("kind") or fixed.get("kind", "")
        for n in years if row[0] not in set_aside else ():
            yield groups.get(n, {}).get("kind") or of_row, table.cell(row, n)


def _percents(noun: type[Noun], columns: Mapping[int, str], years: Mapping[int, FinancialYear]) -> list[int]:
    """The columns of percentages."""
    by_year = list(years) if noun.plain_years() is Kind.PERCENT else []
    return [*by_year, *(n for n, key in columns.items() if column_named(noun, key).kind is Kind.PERCENT)]


def _ask_ending(table: Table, found: Reading, answers: Mapping[str, str]) -> tuple[int | None, list[Ask]]:
    """Which of its two readings each year has, asked once of all that have two: 0 for the earlier, 1 for the later."""
    doubtful = {n: meant for n, meant in found.years.items() if len(meant) == 2}
    if len(doubtful) < 2:
        return None, []
    ends = [list(doubtful.values())[n] for n in (0, -1)]
    choices = tuple(Choice(str(n), f"{ends[0][n]} to {ends[1][n]}") for n in (0, 1))
    names = listed([f"‘{table.headings[n]}’" for n in doubtful])
    ask = Ask("years", f"{names} are", choices, answers.get("years", ""))
    return (int(ask.answer) if ask.answer else None), [ask]


#: What a column is taken for that has the scores of one group.
_GROUP = "group"


def _group_columns(table: Table, found: Reading) -> tuple[int, ...]:
    """The columns that have a group's scores each, where the rows are options and criteria and nothing says what the score is."""
    keys = {meaning.key for meaning in found.columns.values()}
    if found.noun is not Score or not {"option", "criterion"} <= keys or "score" in keys:
        return ()
    return tuple(n for n in grid_columns(table) if n not in found.columns)


def _ask_group(table: Table, n: int, answers: Mapping[str, str]) -> Ask:
    choices = (Choice(_GROUP, "The scores of a group"), Choice(LEAVE_OUT, "Leave out"))
    return Ask(f"column {n}", f"‘{table.headings[n]}’", choices, answers.get(f"column {n}", _GROUP))


def _scores_of_rows(
    table: Table, taken: Mapping[str, int], across: tuple[int, ...], set_aside: Mapping[int, str]
) -> Iterator[tuple[str, RawCell]]:
    """Each score of a list with its criterion."""
    at = across or ((taken["score"],) if "score" in taken else ())
    for row in table.rows:
        if row[0] not in set_aside:
            criterion = clean(str(table.cell(row, taken["criterion"]) or "")) if "criterion" in taken else ""
            yield from ((criterion, table.cell(row, n)) for n in at)


def _dates(table: Table, noun: type[Noun], columns: Mapping[int, str]) -> Iterator[RawCell]:
    """The cells of every column of dates."""
    for n, key in columns.items():
        if column_named(noun, key).kind in (Kind.DATE, Kind.DATE_IN_WORDS):
            yield from table.column(n)


def _ask_column(table: Table, n: int, found: Reading, answers: Mapping[str, str], ending: int | None = None) -> Ask:
    """What one column is: its likeliest key, or its year; asked where it has two readings."""
    heading, key = table.headings[n], f"column {n}"
    over = table.over[n] if n < len(table.over) and table.headings.count(heading) > 1 else ""
    words = f"‘{heading}’ under ‘{over}’" if over else f"‘{heading}’"
    meant = found.years.get(n)
    if meant is not None:
        choices = [Choice(f"{YEAR}{year}", str(year)) for year in meant]
        usual = choices[0].value if len(choices) == 1 else choices[ending].value if ending is not None else ""
    else:
        others = found.others.get(n, ())
        rest = (column.key for column in columns_taken(found.noun) if column.key not in others)
        choices = [Choice(each, column_named(found.noun, each).heading) for each in (*others, *rest)]
        usual = found.columns[n].key if n in found.columns else LEAVE_OUT
        if table.is_turned and _YEARS.fullmatch(heading) and n in found.columns:
            usual = ""  # what was headed so were the years, and nothing says what the names beside them were of
            words = f"What stood beside {words}, such as ‘{table.cell(table.rows[0], n)}’, is"
    choices.append(Choice(LEAVE_OUT, "Leave out"))
    answer = answers.get(key, usual)
    return Ask(key, words, tuple(choices), answer if answer in {choice.value for choice in choices} else usual)


def is_plain_column(found: Match, ask: Ask) -> bool:
    """Whether a question is of a column that goes by the very name it has here, or by a plain year, so that nobody need look at it."""
    if not ask.key.startswith("column ") or found.is_grid:
        return False
    n = int(ask.key.removeprefix("column "))
    if n in found.years:
        return len(ask.choices) == 2
    key = found.columns.get(n, "")
    return bool(key) and any(each.key == key and each.sure == EXACT for each in meanings(found.noun, found.table.headings[n]))


def _asks_of_all(
    table: Table, noun: type[Noun], taken: Mapping[str, int], known: CaseNames, answers: Mapping[str, str], groups: Groups
) -> Iterator[tuple[str, Ask]]:
    """What every row has in a column that it needs and the table lacks."""
    for column in columns_taken(noun):
        if not column.required or column.key in taken:
            continue
        key = f"all {column.key}"
        words = f"{column.heading} of every row"
        if column.kind is Kind.CHOICE:
            choices = tuple(Choice(choice, capital(choice)) for choice in column.choices)
            yield column.key, Ask(key, words, choices, answers.get(key, said_above(table, column.choices)))
        elif column.kind is Kind.REFERENCE:
            nouns = nouns_for(noun, column.key)
            names = [name for each in nouns for name in known.names.get(each.TABLE, ())]
            usual = names[0] if len(names) == 1 else said_above(table, names)
            asked = f"Which {' or '.join(each.SINGULAR for each in nouns)} is every row of?"
            yield column.key, Ask(key, asked, tuple(Choice(name, name) for name in names), answers.get(key, usual), is_open=True)
        else:
            yield column.key, Ask(key, words, (), answers.get(key, ""), is_open=True)
    if noun is CashFlow:
        new = _new_owners(table, taken, known, answers, groups)
        if new:
            key = "owners are"
            choices = (Choice(Option.TABLE, "Options"), Choice(Project.TABLE, "Projects"))
            yield (
                key,
                Ask(key, f"{listed(new[:4])} {'is' if len(new) == 1 else 'are'} new here, as", choices, answers.get(key, Option.TABLE)),
            )


def _new_owners(table: Table, taken: Mapping[str, int], known: CaseNames, answers: Mapping[str, str], groups: Groups) -> list[str]:
    """The owners of lines that the case has neither as options nor as projects, each quoted."""
    column = taken.get("owner", -1)
    named = [answers.get("all owner", "")] if column < 0 else [clean(str(cell)) for cell in table.column(column) if cell is not None]
    named += [each["owner"] for each in groups.of.values() if "owner" in each]
    new = (name for name in named if name and not known.has(Option, name) and not known.has(Project, name) and not reads_as_total(name))
    return [f"‘{name}’" for name in dict.fromkeys(new)]


def _amounts(noun: type[Noun], columns: Mapping[int, str], years: Mapping[int, FinancialYear]) -> set[int]:
    """The columns of amounts of money."""
    amounts = {n for n, key in columns.items() if column_named(noun, key).kind is Kind.ESTIMATE}
    return amounts | (set(years) if noun.plain_years() is Kind.ESTIMATE or noun is SpendLine else set())
