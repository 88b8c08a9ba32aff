"""What a grid is taken for: options against criteria with a score in each cell, or options against lines with an amount."""

from __future__ import annotations

import re
from collections.abc import Mapping

from db.nouns import noun_of
from db.nouns.choice import AssessorGroup, Criterion, Option, Score
from db.nouns.money import CashFlow, Project
from db.nouns.noun import Noun
from desktop.operations.matching.amount_asks import ask_set_aside, ask_unit_of, said_above
from desktop.operations.matching.asks import Ask, CaseNames, Choice, Match, Shape
from desktop.operations.matching.headings import column_named
from desktop.operations.matching.tables import Table, is_number
from desktop.operations.records.columns import RawCell, clean
from desktop.operations.records.names import compared
from desktop.operations.workbook.doubles import reads_as_total
from desktop.operations.workbook.heading_asks import without_unit, years_meant
from desktop.papers.content.wording import capital

_NOT_APPLICABLE = frozenset(("n/a", "na", "not applicable"))
_BLANK = frozenset(("", "-", "\u2013", "missing", "not scored"))
_STARS = re.compile(r"[\u2605\u2606*]+")


def grid_columns(table: Table) -> tuple[int, ...]:
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


def crosses_names(table: Table, grid: tuple[int, ...], known: CaseNames) -> bool:
    """Whether the headings of a grid are options or criteria of the case."""
    named = sum(bool(known.has(Option, table.headings[n]) or known.has(Criterion, table.headings[n])) for n in grid)
    return 2 * named > len(grid)


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


def match_scores(table: Table, known: CaseNames, answers: Mapping[str, str], what: Ask) -> Match:
    grid = grid_columns(table)
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
    set_aside, of_rows = ask_set_aside(table, 0, grid, answers)
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


def match_costs(table: Table, known: CaseNames, answers: Mapping[str, str], what: Ask) -> Match:
    grid = grid_columns(table)
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
    said = said_above(table, column_named(CashFlow, "kind").choices)
    kind = Ask("all kind", "Kind of every line", kinds, answers.get("all kind", said))
    times, of_unit = ask_unit_of(table, set(grid), answers)
    set_aside, of_rows = ask_set_aside(table, 0, grid, answers)
    given = {"kind": kind.answer, "year": year.answer}
    return Match(
        table, Shape.COSTS, CashFlow, {}, {}, 0, grid, down, Option if down is CashFlow else CashFlow, given, times, set_aside,
        asks=(*asks, year, kind, *of_unit, *of_rows),
    )  # fmt: skip
