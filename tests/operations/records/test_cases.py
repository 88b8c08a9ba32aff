"""Cases and their years; and scores as a matrix."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from db.nouns.choice import AssessorGroup, Criterion, Option
from db.store import Store
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.choice import scores
from desktop.operations.choice.scores import ScoreEdit
from desktop.operations.records import cases, records
from desktop.operations.records.columns import RawCell
from tests.db.filled import dump
from tests.operations.grounds import TITLE, imported, put, results, sheets


def change(store: Store, key: str, text: RawCell) -> None:
    with store.unit_of_work("change") as unit:
        cases.change(unit, cases.find(unit, TITLE), key, text)


def refusal(store: Store, key: str, text: RawCell) -> str:
    before = dump(store, trail=True)
    with pytest.raises(KnownTrouble) as trouble:
        change(store, key, text)
    assert dump(store, trail=True) == before
    return str(trouble.value)


def details(store: Store) -> cases.CaseDetails:
    reader = store.reader()
    return cases.details(reader, cases.find(reader, TITLE))


def test_a_case_is_found_by_its_title_or_because_it_is_the_only_one(store: Store, tmp_path: Path) -> None:
    reader = store.reader()
    with pytest.raises(KnownTrouble, match=r"^There is no case in this file yet"):
        cases.find(reader)
    imported(store, sheets(), tmp_path)
    reader = store.reader()
    assert cases.find(reader) == cases.find(reader, f" {TITLE.upper()} ")
    with pytest.raises(KnownTrouble) as trouble:
        cases.find(reader, "Lidos")
    assert str(trouble.value) == f"There is no case named ‘Lidos’. Choose from ‘{TITLE}’."
    with store.unit_of_work("new case") as unit:
        cases.add_empty(unit)
    reader = store.reader()
    with pytest.raises(KnownTrouble, match=r"^This file holds several cases\. Say which with --case: "):
        cases.find(reader)


def test_new_cases_have_titles_of_their_own(store: Store) -> None:
    with store.unit_of_work("new cases") as unit:
        for _ in range(3):
            cases.add_empty(unit)
        assert [title for _, title in cases.titles(unit)] == ["New case", "New case 2", "New case 3"]


@pytest.mark.parametrize("title", ["New case", "NEW case "])
def test_a_title_is_had_by_one_case(filled: Store, title: str) -> None:
    with filled.unit_of_work("new case") as unit:
        cases.add_empty(unit)
    assert refusal(filled, "title", title) == f"There is a case named ‘{title.strip()}’ already: choose another title"
    change(filled, "title", TITLE.upper())
    assert details(filled).title == TITLE.upper()


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("title", "", "Nothing is here: type it in"),
        (
            "base_year",
            "2012/13",
            "Amounts are recorded for 2011/12, which would fall outside the case: clear them under Money first, "
            "or keep them inside the years",
        ),
        (
            "horizon",
            "4",
            "Amounts are recorded for 2015/16, which would fall outside the case: clear them under Money first, "
            "or keep them inside the years",
        ),
        ("horizon", "301", "301 is too high: type 300 or less"),
        ("discounting", "8", "‘8’ is not a way to discount: type green book, or a flat rate such as 8%"),
        ("price_base", "real 2011", "‘2011’ can be read two ways: type 2010/11 or 2011/12"),
        ("close_call_percent", "-1", "-1 is too low: type 0 or more"),
    ],
)
def test_a_field_that_will_not_do_is_refused(filled: Store, key: str, text: str, sentence: str) -> None:
    assert refusal(filled, key, text) == sentence


def test_fields_are_changed_and_blanked_to_their_defaults(filled: Store) -> None:
    for key, text in (
        ("horizon", "12"),
        ("base_year", "2010/11"),
        ("discounting", "8%"),
        ("price_base", "Real in 2013/14 prices"),
        ("flows_are", "Whole costs"),
        ("close_call_percent", "5%"),
        ("body", "Full Council"),
    ):
        change(filled, key, text)
    held = details(filled)
    assert (held.horizon, held.base_year, held.discounting, held.price_base) == (12, FinancialYear(2010), "8%", "real 2013/14")
    assert (held.flows_are, held.close_call_percent, held.body) == ("whole costs", Decimal(5), "Full Council")
    assert (held.years[0], held.years[-1]) == (FinancialYear(2010), FinancialYear(2021))
    for key in ("horizon", "discounting", "price_base", "flows_are", "close_call_percent", "body"):
        change(filled, key, "")
    held = details(filled)
    assert (held.horizon, held.discounting, held.price_base, held.flows_are, held.close_call_percent, held.body) == (
        10,
        "green book",
        "real 2010/11",
        "changes",
        Decimal(10),
        "",
    )


def test_the_last_financial_year_there_can_be_is_kept(store: Store) -> None:
    with store.unit_of_work("new case") as unit:
        case = cases.add(unit, {"title": "Far off", "base_year": FinancialYear(2999)})
    reader = store.reader()
    assert cases.details(reader, case).base_year == FinancialYear(2999)


def test_a_deleted_case_leaves_the_register_and_the_other_case(filled: Store, tmp_path: Path) -> None:
    other = sheets()
    put("Case", 2, "Value", "Another case")(other)
    imported(filled, other, tmp_path)
    held = results(filled, "Another case")
    with filled.unit_of_work("delete") as unit:
        cases.delete(unit, cases.find(unit, TITLE))
    assert results(filled) == held
    assert len(dump(filled)["organisations"]) == 2


# Scores ------------------------------------------------------------------------------------------------------------------------


def ids(store: Store) -> tuple[int, int, int]:
    """Crews, One team and Reach."""
    reader = store.reader()
    case = cases.find(reader)
    return (
        records.rows(reader, AssessorGroup, case)[1].id,
        records.rows(reader, Option, case)[1].id,
        records.rows(reader, Criterion, case)[2].id,
    )


def cell(store: Store) -> scores.ScoreCell | None:
    reader = store.reader()
    found = [
        one for one in scores.cells(reader, cases.find(reader)) if (one.group, one.option, one.criterion) == ("Crews", "One team", "Reach")
    ]
    return found[0] if found else None


def edit(store: Store, text: RawCell = None, comment: str | None = None) -> None:
    group, option, criterion = ids(store)
    with store.unit_of_work("score") as unit:
        scores.change(unit, [ScoreEdit(group, option, criterion, text, comment)])


def test_a_score_is_a_number_not_applicable_or_missing(filled: Store) -> None:
    for typed, score, not_applicable in (
        ("72.5", Decimal("72.5"), False),
        (0, Decimal(0), False),
        ("N/A", None, True),
        (100, Decimal(100), False),
    ):
        edit(filled, typed)
        found = cell(filled)
        assert found is not None
        assert (found.score, found.not_applicable) == (score, not_applicable)
    edit(filled, "")
    assert cell(filled) is None
    assert results(filled)["options"][1]["missing"] == [], "the other group scored it"


def test_a_comment_outlives_its_score_and_goes_when_it_is_wiped(filled: Store) -> None:
    edit(filled, comment=" Heard at the workshop\x07 ")
    edit(filled, None)
    found = cell(filled)
    assert found is not None
    assert (found.score, found.not_applicable, found.comment) == (None, False, "Heard at the workshop")
    edit(filled, comment="")
    assert cell(filled) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("101", "101 is outside the scale of Reach: type a score from 0 to 100"),
        (-0.5, "-0.5 is outside the scale of Reach: type a score from 0 to 100"),
        ("fair", "‘fair’ is not a score: type a number, n/a, or clear it where it is missing"),
    ],
)
def test_a_score_that_will_not_do_is_refused(filled: Store, text: RawCell, sentence: str) -> None:
    before = dump(filled, trail=True)
    with pytest.raises(KnownTrouble) as trouble:
        edit(filled, text)
    assert str(trouble.value) == sentence
    assert dump(filled, trail=True) == before


def test_several_scores_are_changed_all_or_none(filled: Store) -> None:
    group, option, criterion = ids(filled)
    before = dump(filled, trail=True)
    with pytest.raises(KnownTrouble), filled.unit_of_work("scores") as unit:
        scores.change(unit, [ScoreEdit(group, option, criterion, 50), ScoreEdit(group, option, criterion, 500)])
    assert dump(filled, trail=True) == before


def test_a_weight_is_set_and_never_below_nought(filled: Store) -> None:
    criterion = ids(filled)[2]
    with filled.unit_of_work("weight") as unit:
        records.change(unit, Criterion, 1, [records.Edit(criterion, "weight", "120")])
    assert {one["name"]: one["weight"] for one in results(filled)["criteria"]} == {"Quality": 0.25, "Days to mow": 0.15, "Reach": 0.6}
    with pytest.raises(KnownTrouble, match=r"^Weight: -1 is too low: type 0 or more$"), filled.unit_of_work("weight") as unit:
        records.change(unit, Criterion, 1, [records.Edit(criterion, "weight", "-1")])
