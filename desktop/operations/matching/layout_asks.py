"""What is asked of how a table stands in its sheet, before it is taken for anything: parts of it, merged cells, marks, headings aside."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from db.nouns.noun import Noun
from desktop.appraisal.wording import listed
from desktop.operations.matching.asks import Ask, Choice
from desktop.operations.matching.blocks import filled
from desktop.operations.matching.headings import OTHER_WORD, column_named, matchable, meanings, name_key
from desktop.operations.matching.tables import Table, filled_below, filled_down, has_years_down, part_of, turned
from desktop.operations.records.columns import RawCell, clean
from desktop.operations.workbook.cells import column_letter

_FILL, _FIRST, _DROP, _KEEP, _TURN = "fill", "first", "drop", "keep", "turn"
_WHOLE, _LEFT, _RIGHT = "whole", "left", "right"
#: A figure with the mark of a note behind it: 12.5*, \u00a31.2m [1], 3\u00b9.
_MARKED = re.compile(
    r"(?P<figure>[-\u2212]?\(?\u00a3?[-\u2212]?\d[\d,]*(?:\.\d+)?\s?(?:%|k|m|bn)?\)?)"
    r"\s*(?P<mark>[*\u2020\u2021]+|[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+|\[\w\]|\(\d\))",
    re.IGNORECASE,
)
#: More records than this have their headings above them.
_MOST_ASIDE = 40


def laid_out(table: Table, answers: Mapping[str, str], is_like: Callable[[Table], bool]) -> tuple[Table, tuple[Ask, ...]]:
    """A table as its rows are to be read, and what is asked of that. `is_like` says whether a table is like anything that a case holds."""
    beside = _ask_beside(table, answers, is_like)
    if beside is not None and beside.answer:
        table = _part(table, beside.answer)
    aside = _ask_aside(table, answers)
    if has_years_down(table) or (aside is not None and aside.answer == _TURN):
        table = turned(table)
    merged = _ask_merged(table, answers)
    if merged is not None and merged.answer == _FILL:
        table = filled_down(table)
    marks = _ask_marks(table, answers)
    if marks is not None and marks.answer == _DROP:
        table = replace(table, rows=tuple((number, tuple(map(_without_mark, cells))) for number, cells in table.rows))
    return table, tuple(ask for ask in (beside, aside, merged, marks) if ask is not None)


def with_answer(answers: Mapping[str, str], key: str, value: str) -> dict[str, str]:
    """Answers with one more. Where it says which rows and columns there are, or what they are, what was answered of them goes."""
    first = ("beside", "aside", "what")
    kept = {each: answers[each] for each in first[: first.index(key)] if each in answers} if key in first else answers
    return {**kept, key: value}


def _part(table: Table, way: str) -> Table:
    if way == _LEFT:
        return part_of(table, 0, table.apart - 1)
    return part_of(table, table.apart, len(table.headings)) if way == _RIGHT else replace(table, apart=0)


def _ask_beside(table: Table, answers: Mapping[str, str], is_like: Callable[[Table], bool]) -> Ask | None:
    """Whether columns that stand apart are another table: each can then be brought in after the other."""
    if not table.apart:
        return None
    left, right = (column_letter(table.left + n) for n in (0, table.apart))
    words = {
        _WHOLE: "One table with the others", _LEFT: f"Another table: take that in column {left} first",
        _RIGHT: f"Another table: take that in column {right} first",
    }  # fmt: skip
    choices = tuple(Choice(way, said) for way, said in words.items() if is_like(_part(table, way)))
    return Ask("beside", f"Columns from {right} on stand apart", choices, answers.get("beside", "")) if choices else None


def _ask_merged(table: Table, answers: Mapping[str, str]) -> Ask | None:
    """What is asked of rows that share a merged cell, which holds its value once."""
    if not table.merged:
        return None
    (first, left), (last, _) = table.merged[0]
    rest = "" if len(table.merged) == 1 else f", and {len(table.merged) - 1} more"
    words = f"Rows {first} to {last} of column {column_letter(table.left + left)} are merged into one cell{rest}"
    choices = (Choice(_FILL, "Each row has its value"), Choice(_FIRST, "Only the first row has it"))
    return Ask("merged", words, choices, answers.get("merged", ""))


def ask_below(table: Table, columns: Mapping[int, str], set_aside: Collection[int], answers: Mapping[str, str]) -> tuple[Table, list[Ask]]:
    """A table whose blank cells have what stands above them where the officer says so, and what is asked of the columns that have some.

    `columns` are those that every row needs, with their headings; rows that are `set_aside` are not looked at. Where cells are merged,
    that is asked instead.
    """
    rows = [cells for number, cells in table.rows if number not in set_aside and filled(cells)]
    said = {n: [bool(filled(cells[n : n + 1])) for cells in rows] for n in columns}
    short = [n for n, each in said.items() if each and each[0] and not all(each)]
    if table.merged or not short:
        return table, []
    choices = (Choice(_FILL, "As the row above"), Choice(_KEEP, "Blank"))
    ask = Ask("below", f"Blank cells under {listed([columns[n] for n in short])} are", choices, answers.get("below", ""))
    return (filled_below(table, short) if ask.answer == _FILL else table), [ask]


def _ask_marks(table: Table, answers: Mapping[str, str]) -> Ask | None:
    """Whether what stands behind a figure is but the mark of a note."""
    marked = next((cell for _, cells in table.rows for cell in cells if _without_mark(cell) != cell), None)
    if marked is None:
        return None
    choices = (Choice(_DROP, f"{clean(str(_without_mark(marked)))}, with the mark of a note"), Choice(_KEEP, "As it stands"))
    return Ask("marks", f"\u2018{clean(str(marked))}\u2019 is", choices, answers.get("marks", ""))


def _without_mark(cell: RawCell) -> RawCell:
    found = _MARKED.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return cell if found is None else found["figure"].strip()


def _ask_aside(table: Table, answers: Mapping[str, str]) -> Ask | None:
    """Whether the headings stand down the side, and each column is a record: so they read, and those above do not."""
    if not 1 < len(table.rows) <= _MOST_ASIDE or any(meanings(noun, heading) for noun in _named(table) for heading in table.headings[1:]):
        return None
    down = [word for cell in table.column(0) if (word := clean(str(cell or "")))]
    likely = (each for each in _named(table) if 3 * sum(_is_column(each, word) for word in down) >= 2 * len(down))
    noun = next(likely, None) if len(down) > 1 else None
    if noun is None:
        return None
    choices = (Choice(_TURN, f"Yes: each column is one {noun.SINGULAR}"), Choice(_KEEP, "No: each row is one record"))
    return Ask("aside", "The headings stand down the side", choices, answers.get("aside", _TURN))


def _named(table: Table) -> list[type[Noun]]:
    """The nouns whose records the corner of a table may name: any where it is blank."""
    corner = table.headings[0] if table.headings else ""
    return [noun for noun in matchable() if name_key(noun) and (corner.startswith("Column ") or _names(noun, corner))]


def _names(noun: type[Noun], heading: str) -> bool:
    return any(each.key == name_key(noun) and each.sure >= OTHER_WORD for each in meanings(noun, heading))


def _is_column(noun: type[Noun], word: str) -> bool:
    return any(each.sure >= OTHER_WORD - 0.1 and column_named(noun, each.key).heading for each in meanings(noun, word))
