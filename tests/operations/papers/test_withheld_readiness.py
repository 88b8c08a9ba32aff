"""What the readiness list says of how a paper is marked, and what the paper says of the law it withholds under."""

from __future__ import annotations

import datetime

import pytest

from db.nouns.choice import Option
from db.nouns.delivery import Risk
from db.nouns.paper_parts import Appendix, BackgroundPaper, PaperSection
from db.nouns.papers import Paper
from db.reading import Reader
from db.store import Store
from desktop.errors import KnownTrouble
from desktop.operations.papers import papers
from desktop.operations.papers.readiness import readiness
from desktop.operations.records import records
from desktop.operations.records.cases import find
from desktop.operations.records.columns import read_paragraphs
from desktop.operations.records.records import Edit
from desktop.papers.html.paper_text import plain_text
from desktop.papers.readiness import ReadinessItem


def items(store: Store) -> dict[str, ReadinessItem]:
    reader = store.reader()
    return {item.sentence: item for item in readiness(reader, find(reader)) if item.key.startswith("marking")}


def add_section(store: Store, text: str = "", **marks: str) -> None:
    with store.unit_of_work("section") as unit:
        section = PaperSection(paper_id=unit.all(Paper)[0].id, heading="Staffing", text=text)
        unit.add(section.but(**marks))


def test_a_mark_without_paragraph_or_reason_is_to_do_and_leads_to_its_field(filled: Store) -> None:
    assert items(filled) == {}
    add_section(filled, "Words", withheld="exempt")
    found = items(filled)
    assert set(found) == {
        "The section ‘Staffing’ is exempt under no paragraph of Schedule 12A yet",
        "The section ‘Staffing’ is withheld without saying why the public interest is against publishing it",
    }
    at = found["The section ‘Staffing’ is exempt under no paragraph of Schedule 12A yet"].at
    assert (at.screen, at.table, at.field) == ("Papers", "paper_sections", "exempt_paragraphs")
    assert at.record > 0


def test_a_mark_in_words_that_is_not_finished_is_told(filled: Store) -> None:
    add_section(filled, "Open\n[exempt: 3 | live]\nHidden")
    (sentence,) = items(filled)
    assert sentence == "The section ‘Staffing’: [exempt: …] has no [end exempt] after it, so all that follows is withheld"


def test_the_name_of_what_is_withheld_in_open_words_is_told(filled: Store) -> None:
    add_section(filled, "We would contract out to Wickfirm.")
    with filled.unit_of_work("mark") as unit:
        (option,) = unit.all(Option, name="Contract out")
        unit.change(option, withheld="exempt", exempt_paragraphs="3", public_interest="Live")
    assert "‘Contract out’ is the name of a withheld option, and stands in the section ‘Staffing’" in items(filled)


def test_paragraphs_make_a_row_exempt_and_confidential_takes_them_away(filled: Store) -> None:
    def row(reader: Reader) -> Risk:
        (risk,) = reader.all(Risk, name="A bid fails")
        return risk

    with filled.unit_of_work("risk") as unit:
        case = find(unit)
        id_ = records.add(unit, Risk, case, {"name": "A bid fails"})
        records.change(unit, Risk, case, [Edit(id_, "exempt_paragraphs", "para 3 and 1")])
        assert (row(unit).withheld, row(unit).exempt_paragraphs) == ("exempt", "1, 3")
        records.change(unit, Risk, case, [Edit(id_, "withheld", "Confidential")])
        assert (row(unit).withheld, row(unit).exempt_paragraphs) == ("confidential", "")
        with pytest.raises(KnownTrouble, match="falls under no paragraph"):
            records.change(unit, Risk, case, [Edit(id_, "exempt_paragraphs", "3")])
        records.change(unit, Risk, case, [Edit(id_, "withheld", "")])
        assert row(unit).withheld == ""


@pytest.mark.parametrize(
    ("typed", "read"),
    [("3", "3"), ("1,3", "1, 3"), ("Paragraph 1 and 2 of Schedule 12a", "1, 2"), ("paras 7; 3", "3, 7"), ("no", ""), ("", "")],
)
def test_paragraphs_are_read_however_they_are_named(typed: str, read: str) -> None:
    assert read_paragraphs(typed) == read


@pytest.mark.parametrize("typed", ["8", "0", "1 to 3", "12A", "three", "1.2"])
def test_what_names_no_paragraph_is_refused(typed: str) -> None:
    with pytest.raises(KnownTrouble, match="from 1 to 7"):
        read_paragraphs(typed)


def test_a_list_names_what_is_exempt_unless_its_name_is_too(filled: Store) -> None:
    with filled.unit_of_work("lists") as unit:
        (of,) = unit.column(Paper, "id")
        notes = BackgroundPaper(paper_id=of, document="Notes of interviews", exempt_paragraphs="1, 2", name_public=True)
        price = BackgroundPaper(paper_id=of, document="Zqbidder's price", exempt_paragraphs="3")
        bids = Appendix(paper_id=of, letter="C", title="The bids", note="Zqnote", exempt_paragraphs="3", name_public=True)
        for record in (notes, price, bids):
            unit.add(record.but(withheld="exempt"))
    reader = filled.reader()
    case = find(reader)
    public, whole = papers.paper_to_set(reader, case), papers.paper_to_set(reader, case, exempt=True)
    told = plain_text(papers.document(public.records, public.appraised(), "cabinet-report"))
    assert "Notes of interviews (withheld: exempt under paragraphs 1 and 2)" in told
    assert "The bids" in told
    assert "Zq" not in told
    told = plain_text(papers.document(whole.records, whole.appraised(), "cabinet-report"))
    assert "Zqbidder's price (exempt, paragraph 3)" in told
    assert "Zqnote" in told


@pytest.mark.parametrize(
    ("body", "date", "cited"),
    [
        ("Cabinet", datetime.date(2010, 9, 21), "2000"),
        ("Cabinet", datetime.date(2012, 9, 9), "2000"),
        ("Cabinet", datetime.date(2012, 9, 10), "2012"),
        ("Cabinet", None, "2012"),
        ("Full Council", datetime.date(2014, 5, 22), ""),
        ("Scrutiny Committee", datetime.date(2024, 5, 22), ""),
    ],
)
def test_the_law_follows_the_body_and_the_date(filled: Store, body: str, date: datetime.date | None, cited: str) -> None:
    with filled.unit_of_work("marks") as unit:
        (paper,) = unit.all(Paper)
        unit.change(paper, body=body, meeting_date=date)
    add_section(filled, "[exempt: 3 | live]\nA\n[end exempt]\n[confidential: a court]\nB\n[end confidential]")
    reader = filled.reader()
    made = papers.paper_to_set(reader, find(reader))
    told = plain_text(papers.document(made.records, made.appraised(), "cabinet-report"))
    notice = told[told.index("What is listed here") :].split("What is withheld, and why")[0]
    assert [year for year in ("2000", "2012") if f"Regulations {year}" in notice] == ([cited] if cited else [])
    assert ("section 100A(3)" in notice) is not bool(cited)
    assert "Part 1 of Schedule 12A to the Local Government Act 1972" in notice
    assert "Paragraph 3: information relating to the financial or business affairs of any particular person" in notice


def test_a_paper_of_before_2006_prints_no_later_wording_of_schedule_12a(filled: Store) -> None:
    with filled.unit_of_work("marks") as unit:
        (paper,) = unit.all(Paper)
        unit.change(paper, body="Full Council", meeting_date=datetime.date(2006, 2, 28))
    add_section(filled, "[exempt: 3 | live]\nA\n[end exempt]")
    reader = filled.reader()
    made = papers.paper_to_set(reader, find(reader))
    told = plain_text(papers.document(made.records, made.appraised(), "cabinet-report"))
    assert "Part 1 of Schedule 12A to the Local Government Act 1972" in told
    assert "Part 2, paragraph 10" not in told
    assert "information relating to the financial or business affairs" not in told


@pytest.mark.parametrize(
    ("body", "date", "private", "asked"),
    [
        ("Cabinet", datetime.date(2014, 5, 22), None, "it is not stated whether the meeting is held in private"),
        ("Cabinet", datetime.date(2014, 5, 22), False, "it is stated that no part of the meeting is held in private"),
        ("Cabinet", datetime.date(2014, 5, 22), True, ""),
        ("Cabinet", datetime.date(2010, 9, 21), None, ""),
        ("Full Council", datetime.date(2014, 5, 22), None, ""),
    ],
)
def test_a_private_meeting_is_asked_about_of_an_executive_decision_alone(
    filled: Store, body: str, date: datetime.date, private: bool | None, asked: str
) -> None:
    with filled.unit_of_work("marks") as unit:
        (paper,) = unit.all(Paper)
        unit.change(paper, body=body, meeting_date=date, private_meeting=private)
    add_section(filled, "[exempt: 3 | live]\nA\n[end exempt]")
    reader = filled.reader()
    told = [each.sentence for each in readiness(reader, find(reader)) if each.key == "details: private meeting"]
    assert told == ([f"Parts of the paper are exempt or confidential, and {asked}"] if asked else [])
