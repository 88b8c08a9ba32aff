"""Taking what a matched table brings: all of it is worked out and shown first, and taken whole as one step, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from db.nouns.choice import AssessorGroup, Criterion, Option, Score
from db.nouns.noun import Noun
from db.reading import Reader
from db.writing import Unit
from desktop.errors import KnownTrouble
from desktop.operations.choice import scores
from desktop.operations.choice.scores import ScoreEdit
from desktop.operations.matching.asks import Match, case_names
from desktop.operations.matching.filling import Filling, Held
from desktop.operations.matching.record_filling import of_records
from desktop.operations.matching.score_filling import of_scores
from desktop.operations.records.columns import RawCell
from desktop.operations.records.names import compared
from desktop.operations.records.pasting import paste
from desktop.operations.records.records import Edit, rows

#: More records are no part of a case, and writing them would stop the window.
MOST_AT_ONCE = 20_000


def held_of(reader: Reader, case: int, match: Match) -> Held:
    """What a case holds of what a match may bring, read once, so that the rest can be worked out off the main thread."""
    names = case_names(reader, case)
    if match.noun is Score:
        return Held(names, criteria=rows(reader, Criterion, case), scores=scores.by_place(reader, case))
    return Held(names, rows(reader, match.noun, case))


def filling(match: Match, held: Held) -> Filling:
    """What a match brings beside what is held. All that is asked of it must be answered first; never raises for what a sheet holds."""
    brought = of_scores(match, held) if match.noun is Score else of_records(match, held)
    if brought.count <= MOST_AT_ONCE:
        return brought
    many = (
        f"{match.table.sheet}: {brought.count:,} records would be new or changed, and no more than {MOST_AT_ONCE:,} can be brought in at "
        "once. Keep the rows that belong to the case, or bring them in from several sheets."
    )
    return replace(brought, problems=(many, *brought.problems))


def rows_seen_to(filling: Filling) -> int:
    """How many rows `take` sees to at least: each new record is read and written, and so is what it has by year; then what is changed."""
    by_year = sum(key[:1].isdigit() for each in filling.new for key in each.cells)
    return 2 * len(filling.new) + by_year + len(filling.named) + len(filling.edits) + len(filling.scored)


def take(unit: Unit, case: int, filling: Filling) -> int:
    """Take all that a filling brings, and return how many records are new or changed. Raises KnownTrouble; nothing is then taken."""
    if filling.problems:
        raise KnownTrouble(filling.problems[0])
    for each in filling.named:
        paste(unit, each.noun, case, (), [each.cells])
    by_noun: dict[type[Noun], tuple[list[Edit], list[Mapping[str, RawCell]]]] = {}
    for noun, edit in filling.edits:
        by_noun.setdefault(noun, ([], []))[0].append(edit)
    for each in filling.new:
        by_noun.setdefault(each.noun, ([], []))[1].append(each.cells)
    for noun, (edits, new) in by_noun.items():
        paste(unit, noun, case, edits, new)
    if filling.scored:
        ids = {noun: {compared(row.text("name")): row.id for row in rows(unit, noun, case)} for noun in (Option, Criterion, AssessorGroup)}
        edits_of_scores = []
        for scored in filling.scored:
            group, option = ids[AssessorGroup][compared(scored.group)], ids[Option][compared(scored.option)]
            edits_of_scores.append(ScoreEdit(group, option, ids[Criterion][compared(scored.criterion)], scored.text))
        scores.change(unit, edits_of_scores)
    return filling.count
