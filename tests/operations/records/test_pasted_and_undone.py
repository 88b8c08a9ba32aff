"""Whatever is pasted or brought in of any noun: undo gives back the very store, and what is refused leaves it as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.nouns import sheet_nouns
from db.nouns.case import Case
from db.nouns.gates import GateFigure, PassedGate
from db.nouns.noun import BelongsTo, Kind, Noun
from db.nouns.papers import Paper
from db.nouns.returns import ReturnPack
from db.store import Store
from db.trail import redo, undo
from desktop.errors import KnownTrouble
from desktop.operations.matching.asks import Match, Shape, case_names
from desktop.operations.matching.matching import match
from desktop.operations.matching.tables import Table, tables_of_block
from desktop.operations.matching.taking import filling, held_of, take
from desktop.operations.records.cases import find
from desktop.operations.records.columns import RawCell, columns_of, written
from desktop.operations.records.pasting import paste
from desktop.operations.records.places import place_of
from desktop.operations.records.records import Edit, Row, rows
from tests.db.filled import dump
from tests.operations.every_noun import AWKWARD, every_noun
from tests.operations.grounds import imported

#: What the program alone records.
_NOT_TYPED = (Case, PassedGate, GateFigure, ReturnPack)
NOUNS = [
    each for each in sheet_nouns() if each not in _NOT_TYPED and each.BELONGS_TO in (BelongsTo.CASE, BelongsTo.REGISTER) and place_of(each)
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with rows of every noun, put back as it was after each example."""
    folder = tmp_path_factory.mktemp("pasted")
    made = Store.create(folder / "pasted.appraisal")
    imported(made, every_noun(), folder)
    yield made
    made.close()


def held(store: Store, noun: type[Noun]) -> tuple[Row, ...]:
    reader = store.reader()
    return tuple(rows(reader, noun, find(reader)))


#: What is typed into a column of each kind; what no other row says is what most rows need.
_TYPED = {
    Kind.ESTIMATE: ("£5", "up to £5m", "not known"),
    Kind.NUMBER: ("7", "1"),
    Kind.INTEGER: ("3", "1"),
    Kind.PERCENT: ("40", "3"),
    Kind.DATE: ("31 May 2011", "2012-06-01"),
    Kind.YEAR: ("2012/13",),
}


def texts(noun: type[Noun], there: tuple[Row, ...], *, awkward: bool) -> dict[str, st.SearchStrategy[str]]:
    """What may be typed into each column; `awkward` texts may be blank, what others say, or no value of the column."""
    found = {}
    for column in columns_of(noun):
        said = sorted({written(row.values.get(column.key)) for row in there} - {""})
        usual = [*_TYPED.get(column.kind, ()), *column.choices] or [f"Another {number}" for number in range(9)]
        if column.kind in (Kind.REFERENCE, Kind.YES_NO, Kind.YES_NO_NOT_STATED) or (awkward and said):
            usual = said or [""]
        found[column.key] = st.sampled_from([*usual, "", *AWKWARD[:4]] if awkward else usual)
    amounts = {Kind.RATING: ["G", "R"], Kind.PERCENT: ["3", "40"]}.get(noun.plain_years() or Kind.ESTIMATE, ["£1", "2"])
    return found | ({year: st.sampled_from(amounts) for year in ("2011/12", "2012/13")} if noun.plain_years() else {})


@settings(max_examples=120, deadline=None)
@given(data=st.data(), noun=st.sampled_from(NOUNS))
def test_undo_of_a_paste_gives_back_the_very_store(store: Store, data: st.DataObject, noun: type[Noun]) -> None:
    there, before = held(store, noun), dump(store)
    cell = texts(noun, there, awkward=data.draw(st.integers(0, 3)) == 0)
    new = data.draw(st.lists(st.fixed_dictionaries({}, optional=cell), max_size=3))
    keys = st.sampled_from([*cell])
    changed = data.draw(st.lists(st.tuples(st.sampled_from(there), keys), max_size=4)) if there else []
    edits = [Edit(row.id, key, data.draw(cell[key])) for row, key in changed]
    case = find(store.reader())
    took = False
    with suppress(KnownTrouble), store.unit_of_work("paste") as unit:
        paste(unit, noun, case, edits, new)
        took = True
    after = dump(store)
    if not took or after == before:
        assert after == before
        return
    undo(store)
    assert dump(store) == before
    redo(store)
    assert dump(store) == after
    undo(store)
    assert dump(store) == before


def answered(store: Store, table: Table, what: str) -> Match | None:
    """What a table is taken for with the first answer to each question, or 3 where it has none."""
    known, answers = case_names(store.reader(), find(store.reader())), {"what": what}
    found = match(table, known, answers)
    for _ in range(9):
        if found is not None and found.unanswered:
            answers |= {ask.key: ask.choices[0].value if ask.choices else "3" for ask in found.unanswered}
            found = match(table, known, answers)
    return found


@settings(max_examples=60, deadline=None)
@given(data=st.data(), noun=st.sampled_from(NOUNS))
def test_undo_of_a_sheet_gives_back_the_very_store(store: Store, data: st.DataObject, noun: type[Noun]) -> None:
    before, case = dump(store), find(store.reader())
    cell = texts(noun, held(store, noun), awkward=data.draw(st.integers(0, 3)) == 0)
    headings = [each.heading for each in columns_of(noun)] + [key for key in cell if key[:1].isdigit()]
    body = data.draw(st.lists(st.tuples(*cell.values()), min_size=1, max_size=3))
    for table in tables_of_block([headings, *map(list, body)], ()):
        found = answered(store, table, f"{Shape.ROWS} {noun.TABLE}")
        if found is None or found.unanswered:
            continue
        brought = filling(found, held_of(store.reader(), case, found))
        with suppress(KnownTrouble), store.unit_of_work("a sheet") as unit:
            take(unit, case, brought)
        if dump(store) != before:
            undo(store)
    assert dump(store) == before


@settings(max_examples=60, deadline=None)
@given(
    cells=st.lists(st.lists(st.sampled_from((1, 2.5, "High", "3/5", "n/a", None)), min_size=3, max_size=3), min_size=2, max_size=3),
    shape=st.sampled_from((Shape.SCORES, Shape.COSTS)),
)
def test_undo_of_a_grid_gives_back_the_very_store(store: Store, cells: list[list[RawCell]], shape: Shape) -> None:
    """Options, criteria, a group and lines that the case lacks come with it."""
    before, case = dump(store), find(store.reader())
    rows_of_it = [
        [name, *("" if cell is None else str(cell) for cell in row)] for name, row in zip(("Cost", "Speed", "Ease"), cells, strict=False)
    ]
    (table,) = tables_of_block([["Criterion", "Large hub", "Small hub", "As now"], *rows_of_it], ())
    found = answered(store, table, shape)
    if found is None or found.unanswered:
        return
    brought = filling(found, held_of(store.reader(), case, found))
    if brought.problems:
        return
    with store.unit_of_work("a grid") as unit:
        take(unit, case, brought)
    if brought.count:
        assert dump(store) != before
        undo(store)
    assert dump(store) == before


def test_no_noun_that_a_screen_shows_is_left_out() -> None:
    assert len(NOUNS) > 30
    assert Paper in NOUNS
