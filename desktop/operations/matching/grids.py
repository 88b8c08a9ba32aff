"""What a grid is taken for: options against criteria with a score in each cell, or options against lines with an amount."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from db.nouns import noun_of
from db.nouns.choice import AssessorGroup, Criterion, Option, Score
from db.nouns.money import CashFlow, Project
from db.nouns.noun import Noun
from desktop.operations.matching.amount_asks import ask_kind_below, ask_set_aside, ask_signs, ask_unit_of, said_above
from desktop.operations.matching.asks import Ask, CaseNames, Choice, Match, Shape
from desktop.operations.matching.heading_rows import is_number
from desktop.operations.matching.headings import column_named, is_label, is_part_of_year
from desktop.operations.matching.percent_asks import ask_fractions
from desktop.operations.matching.tables import Table, turned
from desktop.operations.records.columns import RawCell, clean
from desktop.operations.records.names import compared
from desktop.operations.workbook.doubles import reads_as_total
from desktop.operations.workbook.heading_asks import without_unit, years_meant
from desktop.papers.content.wording import capital

_NOT_APPLICABLE = frozenset(("n/a", "na", "not applicable"))
_BLANK = frozenset(("", "-", "\u2013", "missing", "not scored"))
_LONGEST_WORD = 25
_WEIGHTS = "weights"
_FIGURE = re.compile(r"[\d\s.,\u00a3()%+\-\u2013\u2212/]*(?:k|m|bn|million|thousand|to)?(?:[\d\s.,\u00a3()%+\-\u2013\u2212/]*(?:k|m|bn)?)")
#: Words that scores are given in, and what stands for none.
_LINES = ("line", "cost", "item", "description", "cost item", "cost line", "saving")
_SCALE_WORDS = re.compile(
    r"(?:very |medium |partly )?(?:high|medium|med|low|good|poor|met|strong|weak)|none|fair|excellent|satisfactory|moderate|yes|no|partly"
    r"|partial|pass|fail|red|amber|green|[ragmlh]|v[hl]|n/?a|not (?:applicable|known|met)|tbc|unknown|nil|best|worst|neutral|positive"
    r"|negative|\++|-+|[\u2713\u2714\u2717\u2718\u00d7x]|[\u2605\u2606*]+"
)
#: What a sheet works out of its own scores.
_DERIVED = re.compile(
    r"\b(?:weighted|rank(?:ing)?)\b|^(?:average|mean|percentage|max(?:imum)?)(?: (?:possible |available )?(?:score|mark|point)s?)?$",
    re.IGNORECASE,
)
_WEIGHT = re.compile(r"(?:criteri(?:a|on) )?(?:weight(?:ing)?|importance)s?(?: \(?(?:%|out of \d+)\)?)?", re.IGNORECASE)
#: A score with the scale it is on, or with what it means: 3/5, 3 out of 5, 2 - ok, 4 (good).
_SAID = re.compile(r"(\d+(?:\.\d+)?)\s*(?:(?:/|out of|of)\s*\d+|[-\u2013:=]\s*[^\W\d].*|\([^\W\d].*\))", re.IGNORECASE)
_SPEAKS_OF_WEIGHT = re.compile(r"\bweight", re.IGNORECASE)
_STARS = re.compile(r"[\u2605\u2606*]+")


def grid_columns(table: Table) -> tuple[int, ...]:
    """The columns that could be those of a grid: headed by a name, and of figures, of words of a scale, or of words that several share."""
    cells: dict[int, list[RawCell]] = {}
    names = names_in(table)
    for n, heading in enumerate(table.headings):
        is_worked_out = bool(_DERIVED.search(heading)) or reads_as_total(heading) or is_part_of_year(heading)
        if n > names and heading and not (is_worked_out or _is_weight(heading) or known_year(heading) or is_label(heading)):
            cells[n] = [cell for cell in table.column(n) if cell is not None and str(cell).strip()]
    words = {n: {clean(str(cell)).casefold() for cell in set(column) if not _is_figure(cell)} for n, column in cells.items()}
    shared = Counter(word for each in words.values() for word in each)
    return tuple(
        n
        for n, column in cells.items()
        if column
        and all(len(word) < _LONGEST_WORD for word in words[n])
        and (all(_SCALE_WORDS.fullmatch(word) or shared[word] > 1 for word in words[n]) or 0 < 2 * len(words[n]) < len(column))
    )


def names_in(table: Table) -> int:
    """The column of the names down the side of a grid: the first that does more than number its rows."""
    return next((n for n, heading in enumerate(table.headings) if heading and not is_label(heading)), 0)


def _is_figure(cell: RawCell) -> bool:
    """Whether a cell holds a number, an amount or a range."""
    if not isinstance(cell, str):
        return is_number(cell)
    text = clean(cell).casefold()
    return is_number(cell) or bool(_SAID.fullmatch(text)) or (bool(_FIGURE.fullmatch(text)) and any(map(str.isdigit, text)))


def known_year(heading: str) -> bool:
    """Whether a heading names a financial year, or may."""
    return years_meant(without_unit(heading)[0], None) is not None


def _is_weight(heading: str) -> bool:
    return _WEIGHT.fullmatch(compared(without_unit(heading)[0]).rstrip(" :")) is not None


def crosses_names(table: Table, grid: tuple[int, ...], known: CaseNames) -> bool:
    """Whether the headings of a grid are options or criteria of the case."""
    named = sum(bool(known.has(Option, table.headings[n]) or known.has(Criterion, table.headings[n])) for n in grid)
    return 2 * named > len(grid)


def _sides(table: Table, grid: tuple[int, ...], known: CaseNames, one: type[Noun], other: type[Noun]) -> type[Noun] | None:
    """Which of two nouns goes down the side, as the names of the case or the words of the corner say; `None` where nothing does."""
    corner = compared(table.headings[names_in(table)])
    if corner:
        for noun in (one, other):
            if corner.rstrip("s") in (compared(noun.SINGULAR), compared(noun.PLURAL).rstrip("s")):
                return noun
    down = [clean(str(cell)) for cell in table.column(names_in(table)) if cell is not None]
    for noun, rest in ((one, other), (other, one)):
        if any(known.has(noun, name) for name in down) or any(known.has(rest, table.headings[n]) for n in grid):
            return noun
    return None


def match_scores(table: Table, known: CaseNames, answers: Mapping[str, str], what: Ask) -> Match:
    names = names_in(table)
    if any(_is_weight(clean(str(table.cell(row, names) or ""))) for row in table.rows):
        table, names = turned(table, names), 0  # weights in a row: the criteria stand across
    grid = grid_columns(table)
    weights = [n for n, heading in enumerate(table.headings) if n > names and _is_weight(heading)]
    found = Criterion if weights else _sides(table, grid, known, Criterion, Option)
    asks = [what]
    choices = (Choice(Criterion.TABLE, "Criteria"), Choice(Option.TABLE, "Options"))
    sides = Ask("down", "Down the side are", choices, answers.get("down", found.TABLE if found else ""))
    asks += [] if table.is_turned and weights else [sides]
    down = noun_of(sides.answer) if sides.answer and sides in asks else Criterion
    side = Option if down is Criterion else Criterion
    groups = known.names.get(AssessorGroup.TABLE, ())
    offered = tuple(Choice(name, name) for name in groups)
    group = Ask("all assessors", "Who scored?", offered, answers.get("all assessors", groups[0] if len(groups) == 1 else ""), is_open=True)
    asks.append(group)
    table, of_fractions = ask_fractions(table, (), weights, answers)
    figures = (Choice("scores", "Scores"), Choice(_WEIGHTS, "Weights"))
    named = [table.headings[n] for n in grid if _SPEAKS_OF_WEIGHT.search(table.headings[n])]
    said = f"What stands under ‘{named[0]}’ is" if named else "Each column adds to 100: its figures are"
    ask = Ask("are", said, figures, answers.get("are", ""))
    of_weights = [ask] if not weights and (named or _add_to_100(table, grid)) else []
    asks += of_weights
    set_aside, of_rows = ask_set_aside(table, names, grid, answers, _DERIVED)
    words, of_words = ask_words(_of_grid(table, grid, down, set_aside), answers)
    fixed = {"assessors": group.answer, **({"are": of_weights[0].answer} if of_weights else {})}
    return Match(
        table, Shape.SCORES, Score, dict.fromkeys(weights, "weight"), {}, names, grid, down, side, fixed,
        set_aside=set_aside, words=words, asks=(*asks, *of_fractions, *of_words, *of_rows),
    )  # fmt: skip


def _add_to_100(table: Table, grid: tuple[int, ...]) -> bool:
    """Whether each column of a grid adds to 100, or to 1, as weights of groups do; a row of totals is not counted."""
    rows = [row for row in table.rows if not reads_as_total(clean(str(table.cell(row, names_in(table)) or "")))]
    if len(rows) < 2 or not grid:
        return False
    columns = [[str(table.cell(row, n) or "0").strip().rstrip("%") for row in rows] for n in grid]
    return all(all(each.replace(".", "", 1).isdecimal() for each in column) and sum(map(Decimal, column)) in (1, 100) for column in columns)


def _of_grid(table: Table, grid: tuple[int, ...], down: type[Noun], set_aside: Mapping[int, str]) -> Iterator[tuple[str, RawCell]]:
    """Each score of a grid with its criterion."""
    names = names_in(table)
    for row in table.rows:
        name = clean(str(table.cell(row, names) or ""))
        for n in grid if name and row[0] not in set_aside else ():
            yield (name if down is Criterion else table.headings[n]), table.cell(row, n)


def ask_words(cells: Iterable[tuple[str, RawCell]], answers: Mapping[str, str]) -> tuple[dict[tuple[str, str], str], list[Ask]]:
    """The scores in words, such as High, each asked of criterion by criterion: high is best on one, and worst on another.

    `cells` are scores with their criteria. Stars are counted, and of a score with its scale or its meaning the number is proposed.
    """
    asks: dict[tuple[str, str], Ask] = {}
    for criterion, raw in cells:
        word = score_word(raw)
        if not word or (criterion, word) in asks:
            continue
        said = _SAID.fullmatch(word)
        likely = said[1] if said else str(word.count("\u2605") or len(word)) if _STARS.fullmatch(word) else ""
        key = f"word {criterion}: {word}"
        asks[(criterion, word)] = Ask(key, f"\u2018{word}\u2019 on {criterion} scores", (), answers.get(key, likely), is_open=True)
    return {place: ask.answer for place, ask in asks.items()}, list(asks.values())


def score_word(raw: RawCell) -> str:
    """A score that is a word, such as High, a tick or 3/5; blank for a number, for one with a range, for n/a and for none."""
    text = "" if raw is None else clean(str(raw))
    if isinstance(raw, str) and _SAID.fullmatch(text):
        return text
    if is_number(raw) or text.casefold() in _NOT_APPLICABLE | _BLANK or any(character.isdigit() for character in text):
        return ""
    return text


def match_costs(table: Table, known: CaseNames, answers: Mapping[str, str], what: Ask) -> Match:
    grid, names = grid_columns(table), names_in(table)
    corner = compared(without_unit(table.headings[names])[0]).rstrip("s")
    owners_down = corner in ("option", "project") or any(known.has(Option, clean(str(cell))) for cell in table.column(names) if cell)
    is_headed = any(known.has(Option, table.headings[n]) or known.has(Project, table.headings[n]) for n in grid)
    usual = Option.TABLE if owners_down else CashFlow.TABLE if is_headed or corner in _LINES else ""
    choices = (Choice(CashFlow.TABLE, "Lines of cost or saving"), Choice(Option.TABLE, "Options"))
    asks = [what, Ask("down", "Down the side are", choices, answers.get("down", usual))]
    down = noun_of(asks[-1].answer) if asks[-1].answer else CashFlow
    years = tuple(Choice(str(year), str(year)) for year in known.years)
    year = Ask("year", "The amounts are of the financial year", years, answers.get("year", ""))
    kinds = tuple(Choice(choice, capital(choice)) for choice in column_named(CashFlow, "kind").choices)
    said = said_above(table, column_named(CashFlow, "kind").choices)
    kind = Ask("all kind", "Kind of every line", kinds, answers.get("all kind", said))
    times, times_pounds, of_unit = ask_unit_of(table, set(grid), answers)
    set_aside, of_rows = ask_set_aside(table, names, grid, answers)
    given = {"kind": kind.answer, "year": year.answer}
    rows = [[table.cell(row, n) for n in grid] for row in table.rows if row[0] not in set_aside]
    lines = rows if down is CashFlow else list(zip(*rows, strict=True))
    below = ask_kind_below(lines, column_named(CashFlow, "kind").choices, answers)
    given |= {"kind below": below.answer} if below is not None else {}
    signs, of_signs = ask_signs(((kind.answer, cell) for cells in rows for cell in cells), answers)
    of_signs = [below, *of_signs] if below is not None else of_signs
    return Match(
        table, Shape.COSTS, CashFlow, {}, {}, names, grid, down, Option if down is CashFlow else CashFlow, given, times, times_pounds,
        signs=signs, set_aside=set_aside, asks=(*asks, year, kind, *of_unit, *of_signs, *of_rows),
    )  # fmt: skip
