"""The groups' own weights: from the workbook to the records, the results and the paper, and as an officer changes them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from db.nouns.choice import AssessorGroup, Criterion
from db.store import Store
from desktop.appraisal.case import WeightMethod
from desktop.errors import KnownTrouble, SeveralTroubles
from desktop.operations.appraising.appraisals import case_to_appraise
from desktop.operations.choice import weighing
from desktop.operations.choice.weighing import JudgementEdit, OwnJudgement, OwnWeight, WeightEdit, ratio_words, read_ratio
from desktop.operations.papers.papers import records_of
from desktop.operations.records import records
from desktop.operations.records.cases import find
from desktop.operations.workbook.case_sheets import case_sheets
from tests.operations.grounds import TITLE, Cell, Sheets, imported, results, sheets


def book_with(method: str, **more: list[list[Cell]]) -> Sheets:
    """The sample book where Crews weigh by a method."""
    book = sheets()
    book["Assessors"] = [["Assessors", "Votes", "Method"], ["Managers", 2, None], ["Crews", 1, method]]
    return book | more


def by_crews(store: Store) -> dict[str, float]:
    found: dict[str, Any] = results(store)
    return {each["name"]: each["by_assessors"]["Crews"] for each in found["criteria"]}


PAIRS: list[list[Cell]] = [
    ["Assessors", "Criterion", "Over", "Ratio", "Source"],
    ["crews", "Quality", "Days to mow", 6, "Workshop"],
    ["Crews", "Reach", "Quality", "1/3", None],
    ["Crews", "Days to mow", "Reach", 0.5, None],
    ["Crews", "Quality", "Reach", 3, None],
]


def test_judgements_are_recorded_once_a_pair_and_weigh(store: Store, tmp_path: Path) -> None:
    """Ratios of the published consistent example: 2/3, 1/9, 2/9 (gluc/ahp tests)."""
    imported(store, book_with("pairwise", Judgements=PAIRS), tmp_path)
    reader = store.reader()
    case = find(reader, TITLE)
    assert weighing.own_judgements(reader, case) == (
        OwnJudgement("Crews", "Quality", "Days to mow", Decimal(6), "reported", "Workshop"),
        OwnJudgement("Crews", "Quality", "Reach", Decimal(3)),
        OwnJudgement("Crews", "Days to mow", "Reach", Decimal("0.5")),
    )
    crews = case_to_appraise(reader, case).groups[1]
    assert crews.method is WeightMethod.PAIRWISE
    assert crews.weights["Quality"] == 60  # kept, and not used
    assert by_crews(store) == pytest.approx({"Quality": 2 / 3, "Days to mow": 1 / 9, "Reach": 2 / 9})


def test_headings_are_judged_by_their_names_and_exported_so(store: Store, tmp_path: Path) -> None:
    pairs: list[list[Cell]] = [
        ["Assessors", "Criterion", "Over", "Ratio"],
        ["Crews", "Quality", "Days to mow", 3],
        ["Crews", "public", "Service", 2],
    ]
    imported(store, book_with("pairwise", Judgements=pairs), tmp_path)
    assert by_crews(store) == pytest.approx({"Quality": 1 / 4, "Days to mow": 1 / 12, "Reach": 2 / 3})
    found: dict[str, Any] = results(store)
    assert found["assessors"][1] == {"name": "Crews", "votes": 1, "method": "pairwise", "consistency": {"": 0, "Service": 0}}
    reader = store.reader()
    case = find(reader, TITLE)
    sheet = next(each for each in case_sheets(reader, case) if each.name == "Judgements")
    assert [row[1:4] for row in sheet.rows] == [("Quality", "Days to mow", "3"), ("Public", "Service", "2")]


@pytest.mark.parametrize(
    ("first", "over", "said"),
    [
        (
            "Quality",
            "Public",
            "‘Quality’ and ‘Public’ do not stand beside each other. Judge what stands under one heading.",
        ),
        ("Service", "Lawns", "there is no criterion named ‘Lawns’. Correct the name, or add it to the Criteria sheet."),
        ("Service", "Quality", "‘Quality’ cannot be judged over itself. Name another criterion."),
    ],
)
def test_headings_are_judged_beside_headings(store: Store, tmp_path: Path, first: str, over: str, said: str) -> None:
    pairs: list[list[Cell]] = [["Assessors", "Criterion", "Over", "Ratio"], ["Crews", first, over, 2]]
    with pytest.raises(SeveralTroubles) as trouble:
        imported(store, book_with("pairwise", Judgements=pairs), tmp_path)
    assert [sentence.partition(": ")[2] for sentence in trouble.value.sentences] == [said]


def test_a_judgement_of_headings_takes_the_place_of_those_across_them(store: Store, tmp_path: Path) -> None:
    imported(store, book_with("pairwise", Judgements=PAIRS), tmp_path)
    case, group, criteria = ids(store)
    with store.unit_of_work("judge") as unit:
        weighing.change_judgements(unit, group, [JudgementEdit(criteria["Reach"], criteria["Quality"], "4")])
    own = {(each.criterion, each.over): each.ratio for each in weighing.own_judgements(store.reader(), case)}
    assert own == {("Quality", "Days to mow"): Decimal(6), ("Reach", "Quality"): Decimal(4)}
    assert by_crews(store) == pytest.approx({"Quality": 0.2 * 6 / 7, "Days to mow": 0.2 / 7, "Reach": 0.8})


def test_an_order_weighs_and_needs_no_weight(store: Store, tmp_path: Path) -> None:
    """11/18, 5/18, 2/18 (Edwards and Barron 1994)."""
    heading: list[Cell] = ["Assessors", "Criterion", "Order"]
    order: list[list[Cell]] = [["Crews", "Reach", 1], ["Crews", "Quality", 2], ["Crews", "Days to mow", 3]]
    imported(store, book_with("rank", Weights=[heading, *order]), tmp_path)
    assert by_crews(store) == pytest.approx({"Reach": 11 / 18, "Quality": 5 / 18, "Days to mow": 2 / 18})


def test_a_group_without_an_order_of_its_own_takes_that_of_the_criteria(store: Store, tmp_path: Path) -> None:
    book = book_with("rank")
    del book["Weights"]
    for number, cells in enumerate(book["Criteria"]):
        cells.append(number or "Order")
    imported(store, book, tmp_path)
    assert by_crews(store) == pytest.approx({"Quality": 11 / 18, "Days to mow": 5 / 18, "Reach": 2 / 18})


def test_swings_weigh_by_their_proportions(store: Store, tmp_path: Path) -> None:
    heading: list[Cell] = ["Assessors", "Criterion", "Weight"]
    swings: list[list[Cell]] = [["Crews", "Quality", 100], ["Crews", "Reach", 60], ["Crews", "Days to mow", 40]]
    imported(store, book_with("swing", Weights=[heading, *swings]), tmp_path)
    assert by_crews(store) == pytest.approx({"Quality": 0.5, "Reach": 0.3, "Days to mow": 0.2})


def ids(store: Store) -> tuple[int, int, dict[str, int]]:
    """The case, the Crews and the criteria by name."""
    reader = store.reader()
    case = find(reader, TITLE)
    group = next(row.id for row in records.rows(reader, AssessorGroup, case) if row.text("name") == "Crews")
    return case, group, {row.text("name"): row.id for row in records.rows(reader, Criterion, case)}


def test_a_change_of_method_loses_nothing(store: Store, tmp_path: Path) -> None:
    imported(store, book_with("pairwise", Judgements=PAIRS), tmp_path)
    case, group, criteria = ids(store)
    with store.unit_of_work("order") as unit:
        places = [WeightEdit(criteria["Reach"], "1", order=True), WeightEdit(criteria["Quality"], "2", order=True)]
        weighing.change_weights(unit, group, places)
    reader = store.reader()
    before = weighing.own_weights(reader, case), weighing.own_judgements(reader, case)
    for method in ("rank", "swing", "direct", "pairwise"):
        with store.unit_of_work("method") as unit:
            records.change(unit, AssessorGroup, case, [records.Edit(group, "method", method)])
            assert (weighing.own_weights(unit, case), weighing.own_judgements(unit, case)) == before
    assert OwnWeight("Crews", "Reach", Decimal(20), 1) in before[0]


def test_points_and_places_are_changed_and_cleared_apart(store: Store, tmp_path: Path) -> None:
    imported(store, book_with("direct"), tmp_path)
    case, group, criteria = ids(store)
    reach = criteria["Reach"]
    for edit, left in (
        (WeightEdit(reach, "2", order=True), (Decimal(20), 2)),
        (WeightEdit(reach, ""), (None, 2)),
        (WeightEdit(reach, "7.5"), (Decimal("7.5"), 2)),
        (WeightEdit(reach, "", order=True), (Decimal("7.5"), None)),
        (WeightEdit(reach, ""), None),
    ):
        with store.unit_of_work("change") as unit:
            weighing.change_weights(unit, group, [edit])
            found = {each.criterion: (each.points, each.order) for each in weighing.own_weights(unit, case)}
        assert found.get("Reach") == left


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (WeightEdit(1, "-1"), "Points: -1 is too low: type 0 or more"),
        (WeightEdit(1, "0", order=True), "Order: 0 is too low: type 1 or more"),
        (WeightEdit(1, "first", order=True), "Order: ‘first’ is not a number: type one such as 12 or 7.5"),
    ],
)
def test_a_wrong_weight_is_refused(store: Store, edit: WeightEdit, says: str) -> None:
    with pytest.raises(KnownTrouble) as trouble, store.unit_of_work("change") as unit:
        weighing.change_weights(unit, 1, [edit])
    assert str(trouble.value) == says


def test_a_pair_stands_once_however_it_is_turned(store: Store, tmp_path: Path) -> None:
    imported(store, book_with("pairwise"), tmp_path)
    case, group, criteria = ids(store)
    quality, reach = criteria["Quality"], criteria["Reach"]
    for first, over, text, left in (
        (quality, reach, "3", ("Quality", "Reach", "3")),
        (reach, quality, "4", ("Reach", "Quality", "4")),
        (reach, quality, "1/5", ("Quality", "Reach", "5")),
        (quality, reach, "0.25", ("Quality", "Reach", "0.25")),
        (quality, reach, "", None),
    ):
        with store.unit_of_work("change") as unit:
            weighing.change_judgements(unit, group, [JudgementEdit(first, over, text)])
            found = [(each.criterion, each.over, ratio_words(each.ratio)) for each in weighing.own_judgements(unit, case)]
        assert found == ([left] if left else [])
    with pytest.raises(KnownTrouble, match="counts as much as itself"), store.unit_of_work("change") as unit:
        weighing.change_judgements(unit, group, [JudgementEdit(reach, reach, "2")])


@pytest.mark.parametrize(
    ("typed", "read"),
    [("3", (Decimal(3), False)), ("1/3", (Decimal(3), True)), (" 1 / 2.5 ", (Decimal("2.5"), True)), ("", None), (None, None)],
)
def test_how_a_ratio_is_read(typed: str | None, read: tuple[Decimal, bool] | None) -> None:
    assert read_ratio(typed) == read


@pytest.mark.parametrize(
    ("ratio", "turned", "words"), [("3", False, "3"), ("3", True, "1/3"), ("0.25", True, "4"), ("0.25", False, "0.25"), ("1", True, "1")]
)
def test_how_a_ratio_is_written(ratio: str, turned: bool, words: str) -> None:
    assert ratio_words(Decimal(ratio), turned) == words


@pytest.mark.parametrize(
    ("method", "recorded"),
    [
        ("pairwise", [("Quality over Days to mow", "6"), ("Quality over Reach", "3"), ("Days to mow over Reach", "0.5")]),
        ("direct", [("Quality", "60"), ("Days to mow", "20"), ("Reach", "20")]),
        ("rank", []),
    ],
)
def test_the_paper_has_what_the_method_uses(store: Store, tmp_path: Path, method: str, recorded: list[tuple[str, str]]) -> None:
    imported(store, book_with(method, Judgements=PAIRS), tmp_path)
    reader = store.reader()
    paper = records_of(reader, find(reader, TITLE))
    assert [(each.criterion, each.weight) for each in paper.weights if each.assessors == "Crews"] == recorded
