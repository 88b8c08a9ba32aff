"""What a grid of scores brings: options, criteria and groups that the case lacks, weights beside criteria, and each score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from db.nouns.choice import AssessorGroup, Criterion, Option, Score
from desktop.appraisal.case import NotApplicable
from desktop.errors import KnownTrouble
from desktop.operations.choice import scores
from desktop.operations.matching.asks import Match, Shape, name_down
from desktop.operations.matching.blocks import NumberedRow
from desktop.operations.matching.filling import Filling, Found, Held, LeftOut, NewRecord, Replaced, Scored, first_words, place_of
from desktop.operations.matching.grids import score_word
from desktop.operations.matching.headings import column_named
from desktop.operations.records.columns import RawCell, clean, written
from desktop.operations.records.names import compared
from desktop.operations.records.records import Edit, read_cell


def of_scores(match: Match, held: Held) -> Filling:
    """What a grid of options against criteria brings, or rows of one score each."""
    found = Found(match, held.names)
    found.leave_columns()
    found.refuse_not_worked_out()
    if match.fixed.get("are") == "weights":
        where = f"{match.table.sheet}, row {match.table.heading_row}"
        found.problems.append(f"{where}: weights by group are typed under Judge, Assessors. Leave this table out, and type them there.")
        return found.whole(())
    scored = []
    first: dict[tuple[str, str, str], tuple[_Cell, str]] = {}
    for cell in _cells(match, found, held):
        try:
            typed = scores.read_typed(cell.text)
        except KnownTrouble as trouble:
            found.problems.append(f"{cell.place}: {trouble}.")
            continue
        number = typed.score if isinstance(typed.score, Decimal) else None
        words = scores.typed_words(number, typed.low, typed.high, not_applicable=isinstance(typed.score, NotApplicable))
        at = (cell.group, cell.option, cell.criterion)
        stands, said = first.setdefault(at, (cell, words))
        if stands is not cell:
            if said != words:
                already = f"{cell.option} has {said} on {cell.criterion} already, in row {stands.row}"
                found.problems.append(f"{cell.place}: {already}. Keep one of them.")
            continue
        before = held.scores.get(at)
        if before is not None and before.is_said:
            if before.words == words:
                found.unchanged += 1
                continue
            found.replaced.append(Replaced(Score, cell.row, f"{cell.option}, {cell.criterion}", cell.group, before.words, words))
        scored.append(Scored(cell.row, cell.group, cell.option, cell.criterion, words))
    return found.whole(tuple(scored))


class _Cell(NamedTuple):
    """One score of a sheet: whose, of which option on which criterion, as it stands there, and where."""

    row: int
    group: str
    option: str
    criterion: str
    text: RawCell
    place: str


def _cells(match: Match, found: Found, held: Held) -> Iterator[_Cell]:
    return _of_rows(match, found) if match.shape is Shape.ROWS else _of_grid(match, found, held)


def _of_grid(match: Match, found: Found, held: Held) -> Iterator[_Cell]:
    group = found.name(AssessorGroup, match.fixed["assessors"], match.table.heading_row)
    sides = {n: found.name(match.side, match.table.headings[n], match.table.heading_row) for n in match.across}
    for row in match.table.rows:
        name = name_down(match, row)
        if found.is_set_aside(row, name):
            continue
        if not name:
            found.left_out.append(LeftOut(row[0], first_words(row), f"nothing says which {match.down.SINGULAR} it is of"))
            continue
        down = found.name(match.down, name, row[0])
        _weight(match, found, held, row, down)
        for n, side in sides.items():
            raw = match.table.cell(row, n)
            if raw is None or not str(raw).strip():
                continue
            option, criterion = (side, down) if match.down is Criterion else (down, side)
            said = name if match.down is Criterion else match.table.headings[n]
            yield _Cell(row[0], group, option, criterion, _typed(match, said, raw), place_of(match, row[0], match.table.headings[n]))


def _of_rows(match: Match, found: Found) -> Iterator[_Cell]:
    at = {key: n for n, key in match.columns.items()}
    across = match.across or ((at["score"],) if "score" in at else ())
    for row in match.table.rows:
        if found.is_set_aside(row, name_down(match, row)):
            continue
        for n in across:
            raw = match.table.cell(row, n)
            if raw is None or not str(raw).strip():
                continue
            names = _names_of(match, found, row, at, match.table.headings[n] if match.across else "")
            if names is None:
                break
            criterion = clean(str(match.table.cell(row, at["criterion"]) or "")) if "criterion" in at else ""
            yield _Cell(row[0], *names, _typed(match, criterion, raw), place_of(match, row[0], match.table.headings[n]))


def _typed(match: Match, criterion: str, raw: RawCell) -> RawCell:
    """A score as it is typed: of a word, such as High, what the officer says that it scores on the criterion."""
    word = score_word(raw)
    return match.words.get((criterion, word), "") if word else raw


def _names_of(match: Match, found: Found, row: NumberedRow, at: Mapping[str, int], group: str) -> tuple[str, str, str] | None:
    """The group, the option and the criterion of a score; nothing where one of them is blank, which is told."""
    names = []
    for key, noun in (("assessors", AssessorGroup), ("option", Option), ("criterion", Criterion)):
        in_row = clean(str(match.table.cell(row, at[key]) or "")) if key in at else match.fixed.get(key, "")
        said = group if group and key == "assessors" else in_row
        if not said:
            column = column_named(Score, key).heading
            found.problems.append(f"{place_of(match, row[0], column)}: this is blank, and every score needs one. Type it.")
            return None
        names.append(found.name(noun, said, row[0]))
    return names[0], names[1], names[2]


def _weight(match: Match, found: Found, held: Held, row: NumberedRow, criterion: str) -> None:
    """Take the weight that stands beside a criterion, on the criterion."""
    at = next((n for n, key in match.columns.items() if key == "weight"), None)
    raw = None if at is None else match.table.cell(row, at)
    if raw is None or not str(raw).strip():
        return
    column = column_named(Criterion, "weight")
    try:
        weight = read_cell(Criterion, column, raw)
    except KnownTrouble as trouble:
        found.problems.append(f"{place_of(match, row[0], column.heading)}: {str(trouble).removeprefix('Weight: ')}.")
        return
    new = found.named.get((Criterion, compared(criterion)))
    if new is not None:
        found.named[(Criterion, compared(criterion))] = NewRecord(Criterion, new.row, new.name, {**new.cells, "weight": raw})
        return
    record = next(each for each in held.criteria if each.text("name") == criterion)
    before = written(record.values.get("weight"))
    if before != written(weight):
        found.replaced.append(Replaced(Criterion, row[0], criterion, column.heading, before, written(weight)))
        found.edits.append((Criterion, Edit(record.id, "weight", raw)))
