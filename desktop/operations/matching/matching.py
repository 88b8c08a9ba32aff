"""What a foreign table is taken for: of which noun, which column is which, in what unit, and what an officer has still to be asked.

Nothing is guessed in silence: whatever is taken for something is shown as an `Ask` with its answer beside it, and what has two readings
has none until the officer gives one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from decimal import Decimal
from enum import StrEnum

from db.nouns import noun_of
from db.nouns.choice import AssessorGroup, Criterion, Option, Score
from db.nouns.money import CashFlow, Project
from db.nouns.noun import Kind, Noun
from db.nouns.register import Organisation
from db.reading import Reader
from desktop.appraisal.money import pounds
from desktop.appraisal.wording import listed
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass
from desktop.operations.matching.headings import EXACT, Reading, column_named, columns_taken, meanings, name_key, readings
from desktop.operations.matching.tables import NumberedRow, Table, filled_down, is_number
from desktop.operations.records.cases import details
from desktop.operations.records.columns import RawCell, clean, plain
from desktop.operations.records.names import compared
from desktop.operations.workbook.cells import column_letter
from desktop.operations.workbook.doubles import reads_as_total
from desktop.operations.workbook.heading_asks import without_unit, years_meant
from desktop.papers.content.wording import capital

LEAVE_OUT = "leave out"
_FILL, _FIRST = "fill", "first"
#: What a column is taken for where it is a financial year: its key, such as `year 2026/27`.
YEAR = "year "
_NOT_APPLICABLE = frozenset(("n/a", "na", "not applicable"))
_BLANK = frozenset(("", "-", "\u2013", "missing", "not scored"))
_STARS = re.compile(r"[\u2605\u2606*]+")
_NAMES = (Option, Project, Criterion, AssessorGroup, Organisation)


class Shape(StrEnum):
    """How records stand in a table."""

    ROWS = "rows"
    SCORES = "scores"
    COSTS = "costs"


@dataclass(frozen=True, slots=True)
class CaseNames:
    """What a case has already that a table may speak of: its years, and its names by table of the noun."""

    base_year: FinancialYear | None
    years: tuple[FinancialYear, ...]
    names: Mapping[str, tuple[str, ...]]

    def has(self, noun: type[Noun], name: str) -> str:
        """The name as the case spells it; blank where it has none."""
        return next((each for each in self.names.get(noun.TABLE, ()) if compared(each) == compared(name)), "")


def case_names(reader: Reader, case: int) -> CaseNames:
    """What a case has already."""
    of = details(reader, case)
    names = {noun.TABLE: tuple(reader.column(noun, "name", case_id=case)) for noun in _NAMES if noun is not Organisation}
    return CaseNames(of.base_year, of.years, names | {Organisation.TABLE: tuple(reader.column(Organisation, "name"))})


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: what it is kept as, and its words."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One question, with what it is answered by. `answer` is blank until it has one; `is_open` says that another may be typed."""

    key: str
    words: str
    choices: tuple[Choice, ...] = ()
    answer: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A table with what it is taken for. `columns` are keys of the noun by number of column, `years` the columns of financial years.

    In a grid `named_in` is the column of the names that go down, which are `down`, and `across` are the columns named `side`.
    `fixed` is what every row has in a column that the table lacks. `times` is what plain amounts are multiplied by, `None` until asked.
    """

    table: Table
    shape: Shape
    noun: type[Noun]
    columns: Mapping[int, str] = field(default_factory=dict)
    years: Mapping[int, FinancialYear] = field(default_factory=dict)
    named_in: int = 0
    across: tuple[int, ...] = ()
    down: type[Noun] = Criterion
    side: type[Noun] = Option
    fixed: Mapping[str, str] = field(default_factory=dict)
    times: Decimal | None = Decimal(1)
    set_aside: Mapping[int, str] = field(default_factory=dict)
    words: Mapping[tuple[str, str], str] = field(default_factory=dict)
    asks: tuple[Ask, ...] = ()

    @property
    def unanswered(self) -> tuple[Ask, ...]:
        """What must be answered before anything can be taken."""
        return tuple(ask for ask in self.asks if not ask.answer)

    @property
    def is_grid(self) -> bool:
        """Whether names stand down the side and across the top."""
        return self.shape is not Shape.ROWS


def match(table: Table, known: CaseNames, answers: Mapping[str, str] | None = None) -> Match | None:
    """What a table is taken for with what is answered so far; `None` for one that is like nothing a case holds."""
    answers = answers or {}
    merged = _ask_merged(table, answers)
    if merged and merged.answer == _FILL:
        table = filled_down(table)
    found = _matched(table, known, answers)
    return found if found is None or merged is None else replace(found, asks=(found.asks[0], merged, *found.asks[1:]))


def _ask_merged(table: Table, answers: Mapping[str, str]) -> Ask | None:
    """What is asked of rows that share a merged cell, which holds its value once."""
    if not table.merged:
        return None
    (first, left), (last, _) = table.merged[0]
    rest = "" if len(table.merged) == 1 else f", and {len(table.merged) - 1} more"
    words = f"Rows {first} to {last} of column {column_letter(left)} are merged into one cell{rest}"
    choices = (Choice(_FILL, "Each row has its value"), Choice(_FIRST, "Only the first row has it"))
    return Ask("merged", words, choices, answers.get("merged", ""))


def _matched(table: Table, known: CaseNames, answers: Mapping[str, str]) -> Match | None:
    every = readings(table, known.base_year)
    offered = tuple(_offers(table, every, known))
    if not offered:
        return None
    chosen = answers.get("what", "")
    if chosen not in {choice.value for choice in offered}:
        chosen = offered[0].value
    what = Ask("what", f"What are the rows of {table.sheet}?", offered, chosen)
    if chosen == Shape.SCORES:
        return _scores(table, known, answers, what)
    if chosen == Shape.COSTS:
        return _costs(table, known, answers, what)
    found = next(each for each in every if f"{Shape.ROWS} {each.noun.TABLE}" == chosen)
    return _rows(table, found, known, answers, what)


def _offers(table: Table, every: tuple[Reading, ...], known: CaseNames) -> Iterator[Choice]:
    """What a table may be, the likeliest first: a grid where its cells cross two lists of names, else rows of a noun."""
    as_rows = [Choice(f"{Shape.ROWS} {each.noun.TABLE}", f"{capital(each.noun.PLURAL)}, one a row") for each in every[:6]]
    grid = _grid_columns(table)
    scores = Choice(Shape.SCORES, "Scores: options against criteria")
    costs = Choice(Shape.COSTS, "Amounts: options against lines, one amount each")
    is_money = table.unit is not None or any("£" in str(cell) for n in grid for cell in table.column(n)[:20])
    grids = [costs, scores] if is_money else [scores, costs]
    if len(grid) > 1 and (not every or every[0].fits < _GRID_BELOW or _crosses_names(table, grid, known)):
        yield from (*grids, *as_rows)
    elif grid:
        yield from (*as_rows, *grids)
    else:
        yield from as_rows


#: A table is taken for a grid where no noun fits its headings better than this.
_GRID_BELOW = 0.7


def _grid_columns(table: Table) -> tuple[int, ...]:
    """The columns that could be those of a grid: headed by a name, and of numbers or of a few short words."""
    columns = []
    for n, heading in enumerate(table.headings):
        if n == 0 or not heading or _is_weight(heading) or reads_as_total(heading) or known_year(heading):
            continue
        cells = [cell for cell in table.column(n) if cell is not None and str(cell).strip()]
        words = {clean(str(cell)).casefold() for cell in cells if not is_number(cell)}
        if cells and len(words) <= max(5, len(cells) // 3) and all(len(word) < 25 for word in words):
            columns.append(n)
    return tuple(columns)


def known_year(heading: str) -> bool:
    """Whether a heading names a financial year, or may."""
    return years_meant(without_unit(heading)[0], None) is not None


def _is_weight(heading: str) -> bool:
    return compared(without_unit(heading)[0]).rstrip("s") in ("weight", "weighting", "importance", "weight (%)", "weight %")


def _crosses_names(table: Table, grid: tuple[int, ...], known: CaseNames) -> bool:
    """Whether the headings of a grid are options or criteria of the case."""
    named = sum(bool(known.has(Option, table.headings[n]) or known.has(Criterion, table.headings[n])) for n in grid)
    return 2 * named > len(grid)


def _rows(table: Table, found: Reading, known: CaseNames, answers: Mapping[str, str], what: Ask) -> Match:
    noun = found.noun
    asks, columns, years = [what], {}, {}
    taken: dict[str, int] = {}
    for n, heading in enumerate(table.headings):
        if not heading:
            continue
        ask = _ask_column(table, n, found, answers)
        asks.append(ask)
        if ask.answer.startswith(YEAR):
            years[n] = FinancialYear.parse(ask.answer.removeprefix(YEAR))
        elif ask.answer and ask.answer != LEAVE_OUT and ask.answer not in taken:
            taken[ask.answer] = n
            columns[n] = ask.answer
    fixed = {}
    for key, ask in _asks_of_all(table, noun, taken, known, answers):
        asks.append(ask)
        if ask.answer:
            fixed[key] = ask.answer
    times, of_unit = _unit(table, noun, columns, years, answers)
    asks += of_unit
    named_in = taken.get(name_key(noun), 0)
    numbers = (*years, *(n for n, key in columns.items() if column_named(noun, key).kind is Kind.ESTIMATE))
    set_aside, of_rows = _set_aside(table, named_in, tuple(numbers), answers)
    return Match(table, Shape.ROWS, noun, columns, years, named_in, fixed=fixed, times=times, set_aside=set_aside, asks=(*asks, *of_rows))


def _ask_column(table: Table, n: int, found: Reading, answers: Mapping[str, str]) -> Ask:
    """What one column is: its likeliest key, or its year; asked where it has two readings."""
    heading, key = table.headings[n], f"column {n}"
    words = f"‘{heading}’"
    meant = found.years.get(n)
    if meant is not None:
        choices = [Choice(f"{YEAR}{year}", str(year)) for year in meant]
        usual = choices[0].value if len(choices) == 1 else ""
    else:
        others = found.others.get(n, ())
        rest = (column.key for column in columns_taken(found.noun) if column.key not in others)
        choices = [Choice(each, column_named(found.noun, each).heading) for each in (*others, *rest)]
        usual = found.columns[n].key if n in found.columns else LEAVE_OUT
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
    table: Table, noun: type[Noun], taken: Mapping[str, int], known: CaseNames, answers: Mapping[str, str]
) -> Iterator[tuple[str, Ask]]:
    """What every row has in a column that it needs and the table lacks."""
    for column in columns_taken(noun):
        if not column.required or column.key in taken:
            continue
        key = f"all {column.key}"
        words = f"{column.heading} of every row"
        if column.kind is Kind.CHOICE:
            choices = tuple(Choice(choice, capital(choice)) for choice in column.choices)
            yield column.key, Ask(key, words, choices, answers.get(key, _said_above(table, column.choices)))
        elif column.kind is Kind.REFERENCE:
            names = _names_for(noun, column.key, known)
            usual = names[0] if len(names) == 1 else _said_above(table, names)
            yield column.key, Ask(key, words, tuple(Choice(name, name) for name in names), answers.get(key, usual), is_open=True)
        else:
            yield column.key, Ask(key, words, (), answers.get(key, ""), is_open=True)
    if noun is CashFlow:
        new = _new_owners(table, taken, known, answers)
        if new:
            key = "owners are"
            choices = (Choice(Option.TABLE, "Options"), Choice(Project.TABLE, "Projects"))
            yield (
                key,
                Ask(key, f"{listed(new[:4])} {'is' if len(new) == 1 else 'are'} new here, as", choices, answers.get(key, Option.TABLE)),
            )


def _said_above(table: Table, words: Sequence[str]) -> str:
    """The one of these words that the title, the sheet or the first heading says; blank where none does, or several do."""
    said = " ".join((*table.above, table.sheet, next(iter(table.headings), ""))).casefold()
    found = [word for word in words if word and re.search(rf"\b{re.escape(word.casefold())}s?\b", said)]
    return found[0] if len(found) == 1 else ""


def _new_owners(table: Table, taken: Mapping[str, int], known: CaseNames, answers: Mapping[str, str]) -> list[str]:
    """The owners of lines that the case has neither as options nor as projects, each quoted."""
    column = taken.get("owner")
    named = [answers.get("all owner", "")] if column is None else [clean(str(cell)) for cell in table.column(column) if cell is not None]
    new = (name for name in named if name and not known.has(Option, name) and not known.has(Project, name) and not reads_as_total(name))
    return [f"‘{name}’" for name in dict.fromkeys(new)]


def _names_for(noun: type[Noun], key: str, known: CaseNames) -> tuple[str, ...]:
    """The names of the case that a reference may be to."""
    column = column_named(noun, key)
    nouns = [column.refers_to, *(each.refers_to for each in noun.COLUMNS.values() if each.beside == column.field)]
    return tuple(name for table in nouns for name in known.names.get(table, ()))


def _unit(
    table: Table, noun: type[Noun], columns: Mapping[int, str], years: Mapping[int, FinancialYear], answers: Mapping[str, str]
) -> tuple[Decimal | None, list[Ask]]:
    """What plain amounts are multiplied by, asked wherever a heading, the sheet or the words above state thousands or more."""
    amounts = {n for n, key in columns.items() if column_named(noun, key).kind is Kind.ESTIMATE}
    amounts |= set(years) if noun.plain_years() is Kind.ESTIMATE else set()
    return _unit_of(table, amounts, answers)


def _unit_of(table: Table, amounts: set[int], answers: Mapping[str, str]) -> tuple[Decimal | None, list[Ask]]:
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


def _set_aside(table: Table, named_in: int, numbers: tuple[int, ...], answers: Mapping[str, str]) -> tuple[dict[int, str], list[Ask]]:
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


def _sides(table: Table, grid: tuple[int, ...], known: CaseNames, one: type[Noun], other: type[Noun]) -> type[Noun] | None:
    """Which of two nouns goes down the side, as the names of the case or the words of the corner say; `None` where nothing does."""
    corner = compared(table.headings[0])
    if corner:
        for noun in (one, other):
            if corner.rstrip("s") in (compared(noun.SINGULAR), compared(noun.PLURAL).rstrip("s")):
                return noun
    down = [clean(str(cell)) for cell in table.column(0) if cell is not None]
    for noun, rest in ((one, other), (other, one)):
        if any(known.has(noun, name) for name in down) or any(known.has(rest, table.headings[n]) for n in grid):
            return noun
    return None


def _scores(table: Table, known: CaseNames, answers: Mapping[str, str], what: Ask) -> Match:
    grid = _grid_columns(table)
    weights = [n for n, heading in enumerate(table.headings) if n and _is_weight(heading)]
    found = Criterion if weights else _sides(table, grid, known, Criterion, Option)
    asks = [what]
    choices = (Choice(Criterion.TABLE, "Criteria"), Choice(Option.TABLE, "Options"))
    sides = Ask("down", "Down the side are", choices, answers.get("down", found.TABLE if found else ""))
    asks.append(sides)
    down = noun_of(sides.answer) if sides.answer else Criterion
    side = Option if down is Criterion else Criterion
    groups = known.names.get(AssessorGroup.TABLE, ())
    offered = tuple(Choice(name, name) for name in groups)
    group = Ask("all assessors", "Who scored?", offered, answers.get("all assessors", groups[0] if len(groups) == 1 else ""), is_open=True)
    asks.append(group)
    set_aside, of_rows = _set_aside(table, 0, grid, answers)
    words, of_words = _word_asks(table, grid, down, set_aside, answers)
    return Match(
        table, Shape.SCORES, Score, dict.fromkeys(weights, "weight"), {}, 0, grid, down, side, {"assessors": group.answer},
        set_aside=set_aside, words=words, asks=(*asks, *of_words, *of_rows),
    )  # fmt: skip


def _word_asks(
    table: Table, grid: tuple[int, ...], down: type[Noun], set_aside: Mapping[int, str], answers: Mapping[str, str]
) -> tuple[dict[tuple[str, str], str], list[Ask]]:
    """The scores in words, such as High, each asked of criterion by criterion: high is best on one, and worst on another."""
    found: dict[tuple[str, str], str] = {}
    for row in table.rows:
        for n in () if row[0] in set_aside else grid:
            word = score_word(table.cell(row, n))
            if word:
                criterion = clean(str(table.cell(row, 0) or "")) if down is Criterion else table.headings[n]
                found.setdefault((criterion, word), word)
    asks = []
    words: dict[tuple[str, str], str] = {}
    for (criterion, word), shown in found.items():
        stars = str(shown.count("\u2605") or len(shown)) if _STARS.fullmatch(shown) else ""
        ask = Ask(
            f"word {criterion}: {word}",
            f"‘{shown}’ on {criterion} scores",
            (),
            answers.get(f"word {criterion}: {word}", stars),
            is_open=True,
        )
        asks.append(ask)
        words[(criterion, word)] = ask.answer
    return words, asks


def score_word(raw: RawCell) -> str:
    """A score that is a word, such as High or a tick; blank for a number, for one with a range, for n/a and for none."""
    text = "" if raw is None else clean(str(raw))
    if is_number(raw) or text.casefold() in _NOT_APPLICABLE | _BLANK or any(character.isdigit() for character in text):
        return ""
    return text


def _costs(table: Table, known: CaseNames, answers: Mapping[str, str], what: Ask) -> Match:
    grid = _grid_columns(table)
    corner = compared(table.headings[0]).rstrip("s")
    owners_down = corner in ("option", "project") or any(known.has(Option, clean(str(cell))) for cell in table.column(0) if cell)
    is_headed = any(known.has(Option, table.headings[n]) or known.has(Project, table.headings[n]) for n in grid)
    usual = Option.TABLE if owners_down else CashFlow.TABLE if is_headed or corner in ("line", "cost", "item", "description") else ""
    choices = (Choice(CashFlow.TABLE, "Lines of cost or saving"), Choice(Option.TABLE, "Options"))
    asks = [what, Ask("down", "Down the side are", choices, answers.get("down", usual))]
    down = noun_of(asks[-1].answer) if asks[-1].answer else CashFlow
    years = tuple(Choice(str(year), str(year)) for year in known.years)
    year = Ask("year", "The amounts are of the financial year", years, answers.get("year", ""))
    kinds = tuple(Choice(choice, capital(choice)) for choice in column_named(CashFlow, "kind").choices)
    said = _said_above(table, column_named(CashFlow, "kind").choices)
    kind = Ask("all kind", "Kind of every line", kinds, answers.get("all kind", said))
    times, of_unit = _unit_of(table, set(grid), answers)
    set_aside, of_rows = _set_aside(table, 0, grid, answers)
    given = {"kind": kind.answer, "year": year.answer}
    return Match(
        table, Shape.COSTS, CashFlow, {}, {}, 0, grid, down, Option if down is CashFlow else CashFlow, given, times, set_aside,
        asks=(*asks, year, kind, *of_unit, *of_rows),
    )  # fmt: skip


def name_down(match: Match, row: NumberedRow) -> str:
    """The name at the side of a row of a grid."""
    return clean(str(match.table.cell(row, match.named_in) or ""))
