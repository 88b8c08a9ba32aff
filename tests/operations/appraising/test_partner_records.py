"""The records of partners: what is refused, what a workbook must agree on, and what of them papers and the arithmetic are given."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from db.nouns.partners import InterviewNote
from db.nouns.register import Organisation
from db.nouns.returns import Return
from db.store import Store
from desktop.appraisal.partners.returns import Rating
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble, SeveralTroubles
from desktop.operations.appraising.appraisals import appraise_case
from desktop.operations.appraising.partner_records import today, when
from desktop.operations.appraising.results_json import results_json, results_text
from desktop.operations.papers import papers
from desktop.operations.records.cases import find
from desktop.operations.records.records import Edit, add, change, delete, rows
from desktop.operations.workbook.importing import import_sheets
from desktop.operations.workbook.samples import add_sample
from desktop.papers.html.paper_text import plain_text
from tests.operations.grounds import Cell, Sheets, as_sheets, sheets

NI179 = "NI 179: more efficient and effective services"
_2009 = FinancialYear(2009)


@pytest.fixture
def store(tmp_path: Path, made_sample: Callable[[str], Path]) -> Iterator[Store]:
    path = tmp_path / "partners.appraisal"
    shutil.copy(made_sample("ni179"), path)
    opened = Store.open(path)
    yield opened
    opened.close()


def troubles(store: Store, sheet: str, given: list[list[Cell]]) -> list[str]:
    book: Sheets = sheets()
    book[sheet] = given
    with pytest.raises(SeveralTroubles) as found:
        import_sheets(store, as_sheets(book))
    return [str(each) for each in found.value.sentences]


@pytest.mark.parametrize(
    ("sheet", "given", "told"),
    [
        (
            "Returns",
            [["Organisation", "Indicator"], [None, "NI 179"]],
            "Returns, row 2, column A (Organisation): this row has neither an organisation nor a count. "
            "Name the organisation, or type how many returns it is of.",
        ),
        (
            "Returns",
            [["Organisation", "Count"], ["Upper Wick", 2]],
            "Returns, row 2, column B (Count): a count is of returns that name nobody, and this row is Upper Wick’s. "
            "Clear the organisation, or the count.",
        ),
        (
            "Returns",
            [["Organisation", "Indicator"], ["Upper Wick", "NI 179"], ["upper  wick", "ni 179"]],
            "Returns, row 3, column A (Organisation): Upper Wick has a return for ni 179 in row 2 already. Keep one.",
        ),
        (
            "Returns",
            [["Organisation", "Received", "2009/10"], ["Upper Wick", "no", "R"]],
            "Returns, row 2, column B (Received): the return has not come in, and yet it has a rating or a gain. "
            "Say that it was received, or clear them.",
        ),
        (
            "Returns",
            [["Organisation", "2009/10"], ["Upper Wick", "blue"]],
            "Returns, row 2, column B (2009/10): ‘blue’ is not a rating: type G, A or R, or clear it where none was given.",
        ),
        (
            "Resource scores",
            [["Criterion", "Score", "Organisation"], ["1.1", 5, "Upper Wick"]],
            "Resource scores, row 2, column B (Score): ‘5’ is not one of the choices: type 4, 3, 2, 1 or n/a.",
        ),
        (
            "RAG definitions",
            [["Rating", "Definition"], ["green", "On track"], ["Green", "Again"]],
            "RAG definitions, row 3, column A (Rating): green is defined in row 2 already. Keep one.",
        ),
        (
            "Pool",
            [["Organisation", "Contribution"], ["Upper Wick", "Calls"], ["Upper Wick", "calls"]],
            "Pool, row 3, column B (Contribution): Upper Wick has ‘calls’ in row 2 already. Keep one.",
        ),
        (
            "Sharing",
            [["Service", "Cancelled by"], ["Mowing", "Nothing"]],
            "Sharing, row 2, column B (Cancelled by): there is no option or project named ‘Nothing’. "
            "Correct the name, or add it to the Options or Projects sheet.",
        ),
    ],
)
def test_what_cannot_be_is_told_by_its_place(store: Store, sheet: str, given: list[list[Cell]], told: str) -> None:
    assert told in troubles(store, sheet, given)


def test_a_return_is_made_once_and_a_count_names_nobody(store: Store) -> None:
    with store.unit_of_work("test") as unit:
        case = find(unit, NI179)
        first = rows(unit, Return, case)[0]
        with pytest.raises(KnownTrouble, match="has a return for NI 179 already"):
            add(unit, Return, case, {"organisation": first.text("organisation"), "indicator": "NI 179"})
        with pytest.raises(KnownTrouble, match="A count is of results that name nobody"):
            change(unit, Return, case, [Edit(first.id, "count", "3")])


def test_ratings_and_gains_are_set_and_cleared(store: Store) -> None:
    with store.unit_of_work("test") as unit:
        case = find(unit, NI179)
        row = rows(unit, Return, case)[0].id
        change(unit, Return, case, [Edit(row, "2009/10", "amber"), Edit(row, "amount 2009/10", "£2m")])
        held = rows(unit, Return, case)[0]
        assert (held.ratings, held.amounts[_2009].central) == ({_2009: Rating.AMBER}, Decimal(2_000_000))
        change(unit, Return, case, [Edit(row, "2009/10", ""), Edit(row, "amount 2009/10", "")])
        held = rows(unit, Return, case)[0]
        assert (held.ratings, held.amounts) == ({}, {})


def test_gains_of_returns_count_towards_the_targets(store: Store) -> None:
    with store.unit_of_work("test") as unit:
        case = find(unit, NI179)
        county = next(row.id for row in rows(unit, Return, case) if row.text("organisation") == "Leicestershire County Council")
        change(unit, Return, case, [Edit(county, "amount 2008/09", "£13m")])
    reader = store.reader()
    found = results_json(appraise_case(reader, find(reader, NI179)))
    target = next(each for each in found["targets"] if each["organisation"] == "Leicestershire County Council")
    assert target["years"][0]["gain"]["central"] == 13_000_000


def test_the_figures_of_the_review_are_in_the_json_and_in_the_text(store: Store) -> None:
    reader = store.reader()
    appraisal = appraise_case(reader, find(reader, NI179))
    found = results_json(appraisal)
    returns, scores = found["returns"], found["resource_scores"]
    assert (returns["expected"], returns["received"], len(returns["missing"])) == (13, 7, 6)
    assert [tuple(year.values()) for year in returns["by_year"]] == [
        ("2009/10", 0, 6, 1, 0), ("2010/11", 0, 5, 2, 0), ("2011/12", 0, 4, 1, 2)]  # fmt: skip
    assert (scores["counts"], scores["at_3_or_above"]) == ({"4": 1, "3": 6, "2": 6, "1": 0}, 7)
    assert (round(scores["mean"], 3), round(scores["share_at_3_or_above"], 3)) == (2.615, 0.538)
    assert (round(scores["after_drop"]["mean"], 3), scores["after_drop"]["at_3_or_above"]) == (1.615, 1)
    assert "7 of 13 received (53.8%)" in results_text(appraisal)


def test_a_withheld_note_is_in_no_public_paper(tmp_path: Path) -> None:
    made = Store.create(tmp_path / "other.appraisal")
    add_sample(made, "future-options")
    reader = made.reader()
    case = find(reader, "Future options")
    notes = [row.text("note") for row in rows(reader, InterviewNote, case) if row.text("withheld")]
    public, whole = papers.paper_to_set(reader, case), papers.paper_to_set(reader, case, exempt=True)
    made.close()
    assert len(notes) == 1
    assert notes[0] not in repr(public)
    assert any(each.note.startswith("Withheld: exempt") for each in public.records.interviews)
    printed = plain_text(papers.made(whole.records, whole.appraised(), "outcome-delivery-plan").annex)
    assert notes[0] in " ".join(printed.split())


def test_a_date_is_read_where_the_words_are_one() -> None:
    assert when("24 September 2010").day is not None
    assert (when("by autumn").day, when("by autumn").words) == (None, "by autumn")
    assert when("").words == ""
    assert today().year > 2000


def test_an_organisation_that_leaves_the_case_takes_its_returns(store: Store) -> None:
    add_sample(store, "total-place")  # the county council is of both cases
    with store.unit_of_work("test") as unit:
        case = find(unit, NI179)
        county = next(row for row in rows(unit, Organisation, case) if row.text("name") == "Leicestershire County Council")
        delete(unit, Organisation, [county.id], case=case)
    reader = store.reader()
    names = [row.text("organisation") for row in rows(reader, Return, find(reader, NI179))]
    assert "Leicestershire County Council" not in names
    assert "Melton Borough Council" in names
