"""New councils, successions and opening positions: what cannot be is refused in a sentence, typed or brought in from a workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.nouns.reorganisation import NewCouncil, OpeningPosition, Succession
from db.store import Store
from desktop.appraisal.case import Measure
from desktop.errors import KnownTrouble, SeveralTroubles
from desktop.operations.appraising.appraisals import appraise_case, case_to_appraise
from desktop.operations.records import records
from desktop.operations.records.cases import find
from desktop.operations.records.records import Edit
from tests.db.filled import dump
from tests.operations.grounds import Cell, Sheets, imported, sheets

_Line = list[Cell]
_COUNCILS: list[_Line] = [
    ["Option", "New council", "Vesting day", "Councillors"],
    ["One team", "East Wick", "2013-04-01", 20],
    ["One team", "West Wick", "2013-04-01", 30],
]
_GOES: _Line = ["Option", "Council that ends", "New council", "Part", "Divided by", "Percent (%)", "Ends"]
_UPPER: _Line = ["One team", "Upper Wick", "East Wick", None, None, None, None]
_LOWER: _Line = ["One team", "Lower Wick", "West Wick", None, None, None, None]
_COUNTY: tuple[_Line, _Line] = (
    ["One team", "Wickshire", "East Wick", None, "population", None, None],
    ["One team", "Wickshire", "West Wick", None, "population", None, None],
)


def _book(*goes: _Line, openings: list[_Line] | None = None) -> Sheets:
    book = sheets()
    book["Organisations"] += [[name, kind, None, None] for name, kind in
                              (("Wickshire", "county"), ("East Wick", "unitary"), ("West Wick", "unitary"))]  # fmt: skip
    book["New councils"] = [list(row) for row in _COUNCILS]
    book["Successions"] = [_GOES, *(list(row) for row in goes)]
    if openings is not None:
        book["Opening positions"] = [["Council that ends", "Year", "Electors"], *openings]
    return book


_BAD: tuple[tuple[tuple[_Line, ...], str], ...] = (
    ((_UPPER, *_COUNTY, ["Contract out", *_LOWER[1:]]), "Lower Wick is in no new council of One team. Add a row that says which"),
    (
        (_UPPER, ["One team", "Upper Wick", "West Wick", None, None, None, None], _LOWER),
        "Upper Wick is in 2 new councils of One team. Take it out of all but one, or type what percentage of it goes to each.",
    ),
    (
        (_UPPER, _LOWER, [*_COUNTY[0][:5], 60, None], [*_COUNTY[1][:5], 30, None]),
        "the percentages of Wickshire in One team add to 90%, so 10% goes nowhere. Make them add to 100%.",
    ),
    (
        (_UPPER, _LOWER, ["One team", "Wickshire", "East Wick", "Schools", "need", 60, None],
         ["One team", "Wickshire", "West Wick", "Schools", "need", 50, None], *_COUNTY),
        "the percentages of Schools of Wickshire in One team add to 110%, so 10% is too much. Make them add to 100%.",
    ),
    (
        ([*_UPPER[:6], "2013-05-01"], _LOWER),
        "Upper Wick would end on 1 May 2013, after East Wick begins on 1 April 2013. Correct Ends, or the vesting day.",
    ),
    ((_UPPER, _UPPER, _LOWER), "Upper Wick goes to East Wick in row 2 already. Keep one."),
    (([*_UPPER[:1], "East Wick", *_UPPER[2:]], _LOWER), "East Wick cannot take over from itself. Name another council."),
)  # fmt: skip


@pytest.mark.parametrize(("goes", "sentence"), _BAD, ids=[each[1][:48] for each in _BAD])
def test_a_workbook_that_cannot_be_is_told_by_row(store: Store, tmp_path: Path, goes: tuple[_Line, ...], sentence: str) -> None:
    before = dump(store, trail=True)
    with pytest.raises(SeveralTroubles) as trouble:
        imported(store, _book(*goes), tmp_path)
    assert any(sentence in each and each.startswith("Successions, row ") for each in trouble.value.sentences), trouble.value.sentences
    assert dump(store, trail=True) == before


def test_a_year_of_a_council_is_there_once(store: Store, tmp_path: Path) -> None:
    twice: list[_Line] = [["Upper Wick", "2011/12", 60_000], ["Upper Wick", "2011/12", 61_000]]
    with pytest.raises(SeveralTroubles) as trouble:
        imported(store, _book(_UPPER, _LOWER, openings=twice), tmp_path)
    assert any("Upper Wick has a row for 2011/12 in row 2 already. Keep one." in each for each in trouble.value.sentences)


@pytest.fixture
def wicks(store: Store, tmp_path: Path) -> Store:
    electors: list[_Line] = [["Upper Wick", "2011/12", 60_000], ["Lower Wick", "2011/12", 48_000]]
    book = _book(_UPPER, _LOWER, *_COUNTY, openings=electors)
    book["Criteria"][0].append("Taken from")
    book["Criteria"][1].append("electors per councillor")
    book["Criteria"][2].append("balance of population")
    imported(store, book, tmp_path)
    return store


def _refused(store: Store, noun: type[NewCouncil | Succession | OpeningPosition], at: int, key: str, text: str) -> str:
    reader = store.reader()
    case = find(reader)
    row, before = records.rows(reader, noun, case)[at].id, dump(store, trail=True)
    with pytest.raises(KnownTrouble) as trouble, store.unit_of_work("test") as unit:
        records.change(unit, noun, case, [Edit(row, key, text)])
    assert dump(store, trail=True) == before
    return str(trouble.value)


def test_what_is_typed_and_cannot_be_is_refused(wicks: Store) -> None:
    assert _refused(wicks, Succession, 0, "ends", "1 May 2013") == (
        "Upper Wick would end on 1 May 2013, after East Wick begins on 1 April 2013: type 1 April 2013 or earlier, "
        "or correct the vesting day on New councils"
    )
    assert _refused(wicks, Succession, 0, "successor", "Upper Wick").startswith("Upper Wick cannot take over from itself")
    assert _refused(wicks, NewCouncil, 1, "successor", "East Wick") == (
        "East Wick is a new council of One team already: change that one, or choose another"
    )
    assert _refused(wicks, OpeningPosition, 1, "predecessor", "Upper Wick") == (
        "Upper Wick has an opening position for 2011/12 already: change that one"
    )
    assert _refused(wicks, NewCouncil, 0, "harmonised_by", "9") == "One council tax in year: 9 is too high: type 8 or less"
    assert _refused(wicks, Succession, 3, "successor", "East Wick") == (
        "Wickshire goes to East Wick in One team already: change that row, or choose another council"
    )
    case = find(wicks.reader())
    with wicks.unit_of_work("test") as unit:
        row = records.rows(unit, Succession, case)[2].id
        records.change(unit, Succession, case, [Edit(row, "percent", "60")])
    assert _refused(wicks, Succession, 3, "percent", "45") == (
        "The percentages of Wickshire in One team would add to 105%: type 40 or less, or lower another first"
    )
    with wicks.unit_of_work("test") as unit:
        row = records.rows(unit, Succession, case)[0].id
        records.change(unit, Succession, case, [Edit(row, "ends", "1 April 2013")])
    assert _refused(wicks, NewCouncil, 0, "vesting_day", "1 March 2013") == (
        "Upper Wick would end on 1 April 2013, after East Wick begins on 1 March 2013: type a vesting day of 1 April 2013 or later, "
        "or correct Ends on Successions"
    )


def test_a_criterion_takes_its_measure_from_the_new_councils(wicks: Store) -> None:
    reader = wicks.reader()
    case = case_to_appraise(reader, find(reader))
    assert {criterion.taken_from for criterion in case.criteria} == {
        Measure.ELECTORS_PER_COUNCILLOR,
        Measure.BALANCE_OF_POPULATION,
        None,
    }
    # 108,000 electors for 50 councillors, and 64,500 people beside 81,000
    assert {(name, criterion): str(value) for (name, criterion), value in case.measured.items()} == {
        ("One team", "Quality"): "2160.00",
        ("One team", "Days to mow"): "79.63",
    }
    assert any("no new council is recorded" in each for each in case.notes)
    appraisal = appraise_case(reader, find(reader))
    assert appraisal.reorganisation is not None
    assert [each.why for each in appraisal.reorganisation.options] == [()]
