"""Rows of every noun: added, changed, moved and deleted as an officer does it, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from db import trail
from db.nouns import sheet_nouns
from db.nouns.case import Case
from db.nouns.choice import AssessorGroup, Criterion, Option
from db.nouns.delivery import Risk
from db.nouns.finals import ChangeReason, Final, FinalFigure
from db.nouns.gates import GateFigure, PassedGate
from db.nouns.grants import GrantBid, GrantRound
from db.nouns.money import BudgetGap, CashFlow, Phasing, Project, Reference, Scenario
from db.nouns.noun import BelongsTo, Kind, Noun
from db.nouns.papers import Paper
from db.nouns.partners import Partner
from db.nouns.register import CostLine, Organisation, Service
from db.nouns.reorganisation import NewCouncil, Succession
from db.reading import Reader
from db.store import Store
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.appraising.appraisals import appraise_case
from desktop.operations.records import records
from desktop.operations.records.cases import find
from desktop.operations.records.columns import columns_of, own_columns, written
from desktop.operations.records.records import Edit, Row
from desktop.operations.store.files import opened
from tests.db.filled import dump
from tests.operations.grounds import TITLE, imported, put, sheets

#: What the program alone writes.
KEPT = (Final, FinalFigure, ChangeReason, PassedGate, GateFigure)
NOUNS = [noun for noun in sheet_nouns() if noun is not Case and noun.BELONGS_TO is not BelongsTo.GROUP and noun not in KEPT]
SAMPLE = {
    Kind.TEXT: "Gwŷr",
    Kind.LONG_TEXT: "One\nTwo",
    Kind.YES_NO: "yes",
    Kind.YES_NO_NOT_STATED: "no",
    Kind.NUMBER: "7.5",
    Kind.PERCENT: "20",
    Kind.INTEGER: "12",
    Kind.DATE: "31 October 2011",
    Kind.DATE_IN_WORDS: "summer 2012",
    Kind.YEAR: "2012/13",
    Kind.POINTS: "0:0; 10:100",
    Kind.PARAGRAPHS: "1, 3",
    Kind.ESTIMATE: "£0.5m to £0.75m",
}

#: Nouns whose rows are as many as there are organisations, or funds, and no more.
BOUNDED = (Partner, BudgetGap)

#: What is typed where not any text will do: the names of records that are there, a kind that lines are of, and what a series has.
_TYPED = {
    (CashFlow, "kind"): "income",
    (Option, "participants"): "Upper Wick; Lower Wick",
    (Scenario, "kind"): "cost",
    (NewCouncil, "harmonised_by"): "8",
    (Reference, "key"): "31",
    (Reference, "value"): "3.5%",
}
#: What is never cleared, as it says what a part of a scenario moves where that names no line.
_HELD_TO = {(Scenario, "kind")}


def parent_of(reader: Reader, noun: type[Noun]) -> int:
    case = find(reader, TITLE)
    return records.rows(reader, Paper, case)[0].id if noun.BELONGS_TO is BelongsTo.PAPER else case


def held(store: Store, noun: type[Noun]) -> tuple[Row, ...]:
    reader = store.reader()
    return records.rows(reader, noun, parent_of(reader, noun))


def do(store: Store, noun: type[Noun], operation: Callable[..., object], *given: object) -> object:
    with store.unit_of_work("test") as unit:
        return operation(unit, noun, parent_of(unit, noun), *given)


def room_for(store: Store, noun: type[Noun]) -> None:
    """Lines without amounts, which a total is of, a round and what is bid for in it, councils, and a new one to go to.

    Other nouns have what their rows are of.
    """
    if noun is Phasing:
        for _ in range(3):
            do(store, CashFlow, records.add)
    if noun is GrantBid:
        do(store, GrantRound, records.add)
        for _ in range(3):
            do(store, CashFlow, records.add, {"kind": "funding"})
    if noun in (NewCouncil, Succession):
        for _ in range(3):
            do(store, Organisation, records.add)
    if noun is Succession:
        do(store, NewCouncil, records.add)


def change(store: Store, noun: type[Noun], row: int, key: str, text: object) -> None:
    do(store, noun, records.change, [Edit(row, key, text)])  # type: ignore[arg-type]  # what a screen hands in


def refusal(store: Store, noun: type[Noun], row: int, key: str, text: object) -> str:
    """What is said of an edit that is refused; nothing of it is then in the file."""
    before = dump(store, trail=True)
    with pytest.raises(KnownTrouble) as trouble:
        change(store, noun, row, key, text)
    assert dump(store, trail=True) == before
    return str(trouble.value)


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if noun is not BudgetGap], ids=lambda noun: noun.SHEET)
def test_a_row_is_added_at_the_end_with_a_name_of_its_own(filled: Store, noun: type[Noun]) -> None:
    room_for(filled, noun)
    before = held(filled, noun)
    first = do(filled, noun, records.add)
    second = do(filled, noun, records.add)
    after = held(filled, noun)
    added = {row.id: row for row in after if row not in before}
    assert set(added) == {first, second}
    texts = [column.key for column in own_columns(noun) if column.required and column.kind in (Kind.TEXT, Kind.LONG_TEXT)]
    for required in texts[:1]:
        assert added[int(str(first))].text(required).startswith("New ")
        assert added[int(str(second))].text(required) == added[int(str(first))].text(required) + " 2"
    reader = filled.reader()
    appraise_case(reader, find(reader))


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.SHEET)
def test_every_column_takes_what_is_typed_and_undo_brings_back_what_was_there(filled: Store, noun: type[Noun]) -> None:
    room_for(filled, noun)
    row = int(str(do(filled, noun, records.add)))
    for column in columns_of(noun):
        if column.kind is Kind.REFERENCE:
            continue
        before = dump(filled)
        typed = _TYPED.get((noun, column.key)) or (column.choices[-1] if column.choices else SAMPLE[column.kind])
        change(filled, noun, row, column.key, typed)
        found = next(one for one in held(filled, noun) if one.id == row).values[column.key]
        assert written(found) == typed
        if dump(filled) != before:
            trail.undo(filled)
            assert dump(filled) == before
            trail.redo(filled)
        if not column.required and (noun, column.key) not in _HELD_TO:
            change(filled, noun, row, column.key, "")
            blank = next(one for one in held(filled, noun) if one.id == row).values[column.key]
            assert blank == (column.when_blank if column.when_blank is not None else False if column.kind is Kind.YES_NO else None)


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.SHEET)
def test_a_required_cell_is_never_blank(filled: Store, noun: type[Noun]) -> None:
    room_for(filled, noun)
    row = int(str(do(filled, noun, records.add)))
    for column in own_columns(noun):
        if column.required:
            assert refusal(filled, noun, row, column.key, "  ") == f"{column.heading} is not filled in: every {noun.SINGULAR} needs one"


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.SHEET)
def test_a_row_deleted_comes_back_whole_by_undo(filled: Store, noun: type[Noun]) -> None:
    room_for(filled, noun)
    if not held(filled, noun):
        do(filled, noun, records.add)
    before, row = dump(filled), held(filled, noun)[0].id
    with filled.unit_of_work("delete") as unit:
        records.delete(unit, noun, [row])
    assert row not in {one.id for one in held(filled, noun)}
    trail.undo(filled)
    assert dump(filled) == before


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if noun not in (Organisation, Reference, *BOUNDED)], ids=lambda noun: noun.SHEET)
def test_a_row_moves_among_its_fellows_and_no_further_than_the_ends(filled: Store, noun: type[Noun]) -> None:
    room_for(filled, noun)
    service: dict[str, object] = {"organisation": "Upper Wick", "service": "Mowing"} if noun is CostLine else {}
    while len(held(filled, noun)) < 3:
        do(filled, noun, records.add, service)
    if noun is CostLine:  # costs stand under their service, and move there
        others = [row.id for row in held(filled, noun) if row.values["organisation"] != "Upper Wick"]
        with filled.unit_of_work("one service") as unit:
            records.delete(unit, noun, others)
        do(filled, noun, records.add, service)
    order = [row.id for row in held(filled, noun)]
    do(filled, noun, records.move, order[0], 1)
    assert [row.id for row in held(filled, noun)] == [order[1], order[0], *order[2:]]
    do(filled, noun, records.move, order[0], -9)
    assert [row.id for row in held(filled, noun)] == order
    do(filled, noun, records.move, order[0], 99)
    assert [row.id for row in held(filled, noun)] == [*order[1:], order[0]]


@pytest.mark.parametrize(
    ("noun", "key", "taken", "sentence"),
    [
        (Option, "name", "Carry on", "There is an option named ‘Carry on’ already: choose another name"),
        (Option, "name", "New depot", "There is a project named ‘New depot’ already: options and projects need names of their own"),
        (Project, "name", "Carry on", "There is an option named ‘Carry on’ already: options and projects need names of their own"),
        (Criterion, "name", "Reach", "There is a criterion named ‘Reach’ already: choose another name"),
        (AssessorGroup, "name", "Crews", "There is an assessor group named ‘Crews’ already: choose another name"),
        (Organisation, "name", "Lower Wick", "There is an organisation named ‘Lower Wick’ already: choose another name"),
        (Paper, "title", "One team for grounds", "There is a paper named ‘One team for grounds’ already: choose another name"),
    ],
)
def test_names_are_unique(filled: Store, noun: type[Noun], key: str, taken: str, sentence: str) -> None:
    row = int(str(do(filled, noun, records.add)))
    assert refusal(filled, noun, row, key, taken) == sentence


def test_an_edit_of_several_cells_is_made_whole_or_not_at_all(filled: Store) -> None:
    row = held(filled, Option)[1].id
    before = dump(filled, trail=True)
    with pytest.raises(KnownTrouble, match=r"^Viable: ‘perhaps’ is not an answer"):
        do(filled, Option, records.change, [Edit(row, "name", "Two teams"), Edit(row, "viable", "perhaps")])
    assert dump(filled, trail=True) == before


@pytest.mark.parametrize("key", ["benchmark", "preferred"])
def test_only_one_option_is_the_benchmark_and_only_one_preferred(filled: Store, key: str) -> None:
    for option in held(filled, Option):
        change(filled, Option, option.id, key, "yes")
        assert [row.id for row in held(filled, Option) if row.values[key]] == [option.id]
    trail.undo(filled)
    assert [row.text("name") for row in held(filled, Option) if row.values[key]] == ["One team"]


def test_an_amount_is_typed_in_words_and_cleared_again(filled: Store) -> None:
    row, year = held(filled, CashFlow)[1].id, FinancialYear(2014)
    for typed, amount in (
        ("£0.5m to £0.75m", Estimate.between(Decimal(500_000), Decimal(750_000))),
        ("up to £5m", Estimate.at_most(Decimal(5_000_000))),
        ("0", Estimate.exact(Decimal(0))),
        ("", None),
    ):
        change(filled, CashFlow, row, str(year), typed)
        assert held(filled, CashFlow)[1].amounts.get(year) == amount
    assert refusal(filled, CashFlow, row, str(year), "lots").startswith("‘lots’ is not an amount: type a number")


def test_an_amount_outside_the_horizon_is_refused(filled: Store) -> None:
    row = held(filled, CashFlow)[1].id
    for year in ("2010/11", "2016/17"):
        assert refusal(filled, CashFlow, row, year, "5") == (
            f"{year} is outside the case, which runs from 2011/12 to 2015/16: type it in one of those years, or change the horizon"
        )


def test_a_reference_names_what_there_is(filled: Store) -> None:
    flow, service = held(filled, CashFlow)[0].id, held(filled, Service)[0].id
    assert refusal(filled, CashFlow, flow, "owner", "Nobody") == (
        "There is no option or project named ‘Nobody’: type one that is under Options"
    )
    assert refusal(filled, Service, service, "organisation", "Nether Wick") == (
        "There is no organisation named ‘Nether Wick’: add it under Set up, Organisations first"
    )
    change(filled, CashFlow, flow, "owner", "New depot")
    change(filled, CashFlow, flow, "organisation", "")
    (moved,) = [row for row in held(filled, CashFlow) if row.id == flow]
    assert (moved.values["owner"], moved.values["organisation"]) == ("New depot", None)


def test_a_new_line_of_money_belongs_to_an_option_that_may_have_one(filled: Store) -> None:
    """Flows are changes, so the benchmark has none."""
    row = do(filled, CashFlow, records.add)
    assert next(one for one in held(filled, CashFlow) if one.id == row).values["owner"] == "One team"


def test_a_new_cost_belongs_to_a_service_of_the_case(store: Store, tmp_path: Path) -> None:
    other = sheets()
    put("Case", 2, "Value", "Another case")(other)
    other["Organisations"] = [["Name"], ["Nether Wick"]]
    del other["Services"], other["Costs"], other["Flows"]
    imported(store, other, tmp_path)
    imported(store, sheets(), tmp_path)
    row = do(store, CostLine, records.add)
    added = next(one for one in held(store, CostLine) if one.id == row)
    assert (added.values["organisation"], added.values["service"]) == ("Upper Wick", "Mowing")


def two_cases(store: Store, folder: Path) -> int:
    """A second case that shares the register. Returns the id of Upper Wick."""
    other = sheets()
    put("Case", 2, "Value", "Another case")(other)
    imported(store, other, folder)
    return held(store, Organisation)[0].id


def test_a_partner_taken_out_of_one_case_stays_in_the_other(filled: Store, tmp_path: Path) -> None:
    row = two_cases(filled, tmp_path)
    reader = filled.reader()
    other = find(reader, "Another case")
    before = [records.rows(reader, noun, other) for noun in (Organisation, Service, CostLine, CashFlow)]
    with filled.unit_of_work("delete") as unit:
        records.delete(unit, Organisation, [row], case=find(unit, TITLE))
    assert [one.text("name") for one in held(filled, Organisation)] == ["Lower Wick"]
    assert [one.text("organisation") for one in held(filled, Service)] == ["Lower Wick"]
    assert {one.values["organisation"] for one in held(filled, CashFlow)} == {"Lower Wick", None}
    reader = filled.reader()
    assert [records.rows(reader, noun, other) for noun in (Organisation, Service, CostLine, CashFlow)] == before


def test_a_service_taken_out_of_one_case_stays_in_the_other_and_the_last_takes_it_from_the_register(filled: Store, tmp_path: Path) -> None:
    two_cases(filled, tmp_path)
    row = held(filled, Service)[0].id
    for title, left in ((TITLE, 2), ("Another case", 1)):
        with filled.unit_of_work("delete") as unit:
            records.delete(unit, Service, [row], case=find(unit, title))
            assert row not in {one.id for one in records.rows(unit, Service, find(unit, title))}
        assert len(dump(filled)["services"]) == left


def test_a_new_partner_is_never_another_cases_partner(filled: Store, tmp_path: Path) -> None:
    two_cases(filled, tmp_path)
    with filled.unit_of_work("add") as unit:
        first = records.add(unit, Organisation, find(unit, "Another case"))
        second = records.add(unit, Organisation, find(unit, TITLE))
    assert first != second


def test_a_partner_known_already_is_taken_from_the_register_as_it_is(filled: Store) -> None:
    before = dump(filled)["organisations"]
    with filled.unit_of_work("add") as unit:
        records.add(unit, Organisation, find(unit), {"name": "Lower Wick"})
    assert dump(filled)["organisations"] == before


def test_a_deleted_option_takes_its_scores_and_its_money_with_it(filled: Store) -> None:
    before = dump(filled)
    option = held(filled, Option)[1]
    with filled.unit_of_work("delete") as unit:
        records.delete(unit, Option, [option.id])
    after = dump(filled)
    assert len(before["scores"]) - len(after["scores"]) == 6
    assert {row.values["owner"] for row in held(filled, CashFlow)} == {"Contract out", "New depot"}
    trail.undo(filled)
    assert dump(filled) == before
    trail.redo(filled)
    assert dump(filled) == after


def test_an_edit_of_a_row_that_is_gone_says_so(filled: Store) -> None:
    assert refusal(filled, Risk, 99, "name", "Rain") == "That risk is no longer there: undo its deletion first"


def test_names_to_choose_among_are_read_again_only_once_one_of_them_has_changed(made_sample: Callable[[str], Path], tmp_path: Path) -> None:
    path = tmp_path / "sample.appraisal"
    path.write_bytes(made_sample("future-options").read_bytes())
    owner = next(column for column in columns_of(CashFlow) if column.key == "owner")
    with opened(path) as store:
        case = store.reader().all(Case)[0].id
        before = records.reference_choices(store.reader(), CashFlow, owner, case)
        risk, option = records.rows(store.reader(), Risk, case)[0], records.rows(store.reader(), Option, case)[0]
        with store.unit_of_work("a risk") as unit:
            records.change(unit, Risk, case, [Edit(risk.id, "name", "Another risk")])
        assert records.reference_choices(store.reader(), CashFlow, owner, case) is before
        with store.unit_of_work("an option") as unit:
            records.change(unit, Option, case, [Edit(option.id, "name", "Another option")])
        assert "Another option" in records.reference_choices(store.reader(), CashFlow, owner, case)
