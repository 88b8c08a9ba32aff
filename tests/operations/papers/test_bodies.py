"""One decision that two councils take: its body is written once, and each council has a document of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import trail
from db.nouns.delivery import Risk
from db.nouns.paper_parts import Appendix, BackgroundPaper, Implication, OfficerComment, PaperSection, Recommendation
from db.nouns.papers import Paper
from db.nouns.register import Organisation
from db.store import Store
from db.writing import Unit
from desktop.errors import KnownTrouble, SeveralTroubles
from desktop.operations.papers.clearance import cleared, take
from desktop.operations.papers.finals import make_final, put_aside
from desktop.operations.papers.forms import PaperForm
from desktop.operations.papers.open_words import leaks
from desktop.operations.papers.paper_work import copy, other_councils, set_order, start_for, tick
from desktop.operations.papers.papers import document, find_paper, made, paper_to_set, papers, records_of
from desktop.operations.papers.readiness import readiness
from desktop.operations.papers.versions import standing
from desktop.operations.papers.withheld_readiness import check_settled
from desktop.operations.records import records
from desktop.operations.records.bodies import printed_parts
from desktop.operations.records.cases import find
from desktop.operations.records.records import Edit
from desktop.operations.store.files import made_or_opened
from desktop.operations.workbook.exporting import export_workbook
from desktop.operations.workbook.importing import import_workbook
from desktop.papers.content.layout_fields import PaperDocument
from desktop.papers.html.paper_text import plain_text
from desktop.papers.law.withholding import WithheldRecord
from desktop.papers.readiness import State, open_items
from tests.operations.grounds import Cell, as_sheets, imported, sheets
from tests.papers.form_texts import forms_part
from tests.papers.word.edited import edited, tracked

LEAD, UPPER, LOWER = "One team for grounds", "Upper Wick", "Lower Wick"
SECOND = "One team for grounds, Cabinet of Lower Wick"
EXEMPT = {"withheld": "exempt", "exempt_paragraphs": "3", "public_interest": "A tender"}


@pytest.fixture
def pair(filled: Store) -> tuple[Store, int, int, int]:
    """The made-up case with a document for each of its councils: the store, the case, the paper that leads and the other."""
    with filled.unit_of_work("another council") as unit:
        case = find(unit)
        [(lead, _)] = papers(unit, case)
        change(unit, case, lead, body="Cabinet", body_kind="executive")
        second = start_for(unit, case, lead, LOWER)
        records.add(unit, PaperSection, lead, {"heading": "Background", "text": "Lawns are mown late in both districts."})
        records.add(unit, Implication, lead, {"heading": "Legal", "text": "Section 113 of the Act of 1972 allows it."})
        records.add(unit, BackgroundPaper, lead, {"document": "Survey of lawns"})
        records.add(unit, Appendix, lead, {"letter": "A", "title": "Map of lawns"})
        records.add(unit, OfficerComment, lead, {"role": "Section 151 Officer", "comment": "Upper money is found."})
        records.add(unit, OfficerComment, second, {"role": "Section 151 Officer", "comment": "Lower money is found."})
        records.add(unit, Recommendation, second, {"text": "That Lower Wick join the team."})
    return filled, case, lead, second


def change(unit: Unit, case: int, paper: int, **values: str) -> None:
    records.change(unit, Paper, case, [Edit(paper, key, value) for key, value in values.items()])


def words(store: Store, paper: int, of: PaperDocument = PaperDocument.REPORT, *, exempt: bool = False) -> str:
    reader = store.reader()
    given = paper_to_set(reader, find(reader), paper, exempt=exempt)
    return plain_text(document(given.records, given.appraised(), given.records.layout, of))


def test_the_body_is_one_and_the_rest_is_each_councils_own(pair: tuple[Store, int, int, int]) -> None:
    store, case, lead, second = pair
    assert papers(store.reader(), case) == ((lead, LEAD), (second, SECOND))
    one, other = words(store, lead), words(store, second)
    for shared in (
        LEAD,
        "To agree one team.",
        "Lawns are mown late in both districts.",
        "Section 113 of the Act",
        "Survey of lawns",
        "Map of",
    ):
        assert shared in one, shared
        assert shared in other, shared
    for of_one, of_other in (
        ("That one team be agreed.", "That Lower Wick join the team."),
        ("Upper money is found.", "Lower money is found."),
    ):
        assert [of_one in text for text in (one, other)] == [True, False]
        assert [of_other in text for text in (one, other)] == [False, True]
    assert SECOND not in other
    for paper in (lead, second):
        with store.unit_of_work("words") as unit:
            section = printed_parts(unit, PaperSection, paper)[1]
            records.change(unit, PaperSection, paper, [Edit(section.id, "text", f"Written in {paper}.")])
        for each in (lead, second):
            assert f"Written in {paper}." in words(store, each)


def test_each_document_tells_the_money_of_its_own_council(pair: tuple[Store, int, int, int], tmp_path: Path) -> None:
    """As a file has it in which that council is our own, and every line says whose it is."""
    store, _, lead, second = pair
    assert f"{UPPER}’s part of the proposal" in words(store, lead)
    assert f"{LOWER}’s part" not in words(store, lead)
    told = [line for line in words(store, second).splitlines() if f"{LOWER}’s part of the proposal" in line]
    assert told
    assert f"{UPPER}’s part" not in words(store, second)
    book = sheets()
    own = book["Organisations"][0].index("Own")
    for row in book["Organisations"][1:]:
        row[own] = "yes" if row[0] == LOWER else None
    with made_or_opened(tmp_path / "lower.appraisal") as lower:
        imported(lower, book, tmp_path)
        [(paper, _)] = papers(lower.reader(), find(lower.reader()))
        alone = words(lower, paper)
    assert [line for line in alone.splitlines() if f"{LOWER}’s part of the proposal" in line] == told


def test_a_council_that_is_no_organisation_has_no_part_told_and_is_to_be_put_right(pair: tuple[Store, int, int, int]) -> None:
    store, case, _, second = pair
    reader = store.reader()

    def council_item() -> tuple[State, str]:
        [found] = [item for item in readiness(reader, case, second) if item.key == "document: council"]
        return found.state, found.sentence

    assert council_item() == (State.DONE, "The document is for Cabinet of Lower Wick")
    with store.unit_of_work("a stranger") as unit:
        change(unit, case, second, council="Middle Wick")
    assert "’s part of the proposal" not in words(store, second)
    state, sentence = council_item()
    assert state is State.TO_DO
    assert sentence.startswith("Middle Wick is no organisation of the case, so its part of the money is not told")
    with store.unit_of_work("nobody") as unit:
        change(unit, case, second, council="")
    assert council_item()[1].startswith("It is not stated which council this document is for")
    with store.unit_of_work("gone") as unit:
        change(unit, case, second, council=LOWER)
        [lower] = [row.id for row in records.rows(unit, Organisation, case) if row.text("name") == LOWER]
        records.delete(unit, Organisation, [lower])
    assert council_item()[0] is State.TO_DO


def test_readiness_is_each_documents_own_and_leads_to_where_the_body_is_written(pair: tuple[Store, int, int, int]) -> None:
    store, case, lead, second = pair
    with store.unit_of_work("empty") as unit:
        section = records.add(unit, PaperSection, lead, {"heading": "Findings so far"})
        change(unit, case, lead, wards="All")
    reader = store.reader()
    of_lead, of_second = ({item.key: item for item in readiness(reader, case, paper)} for paper in (lead, second))
    assert of_lead["details: wards"].state is State.DONE
    assert of_second["details: wards"].state is State.TO_DO
    for items in (of_lead, of_second):
        assert items["section: empty: Findings so far"].at.record == section
        assert items["implication: Legal"].state is State.DONE
    assert of_second["section: empty: Findings so far"].at.paper == second


def test_each_council_judges_for_itself_what_is_exempt(pair: tuple[Store, int, int, int]) -> None:
    store, case, lead, second = pair
    secret = "The bidder asks 41 crews."
    with store.unit_of_work("withheld") as unit:
        records.add(unit, PaperSection, lead, {"heading": "Bids", "text": secret, **EXEMPT})
    for paper in (lead, second):  # nothing is open before a council says so
        assert secret not in words(store, paper)
        assert secret in words(store, paper, exempt=True)
        assert [each.marks.paragraphs for each in records_withheld(store, paper)] == ["3"]
    with store.unit_of_work("judged apart") as unit:
        apart = records.add(unit, PaperSection, second, {"heading": "Bids"})
    assert secret not in words(store, lead)
    assert secret in words(store, second)
    assert records_withheld(store, second) == ()
    assert words(store, second).count("Bids") == words(store, lead, exempt=True).count("Bids")
    check_settled(store.reader(), case, second)
    with store.unit_of_work("the other way round") as unit:
        bids = printed_parts(unit, PaperSection, lead)[-1]
        records.change(unit, PaperSection, lead, [Edit(bids.id, "withheld", "")])
        marks = (("withheld", "exempt"), ("exempt_paragraphs", "5"), ("public_interest", "Advice"))
        records.change(unit, PaperSection, second, [Edit(apart, key, value) for key, value in marks])
    assert secret in words(store, lead)
    assert secret not in words(store, second)
    assert secret in words(store, second, exempt=True)
    assert [each.marks.paragraphs for each in records_withheld(store, second)] == ["5"]


def test_a_withheld_name_in_the_title_or_the_shared_words_is_found_for_each_document(pair: tuple[Store, int, int, int]) -> None:
    store, case, lead, second = pair
    with store.unit_of_work("a secret name") as unit:
        records.add(unit, Risk, case, {"name": "Zqtakeover", **EXEMPT})
        change(unit, case, lead, title="The Zqtakeover of lawns")
        background = printed_parts(unit, PaperSection, lead)[1]
        records.change(unit, PaperSection, lead, [Edit(background.id, "text", "After Zqtakeover came rain.")])
    for paper in (lead, second):
        found = {leak.field: leak.sentence for leak in leaks(store.reader(), case, paper)}
        assert found.keys() == {"title", "text"}
        with pytest.raises(KnownTrouble, match="The public paper is not written yet"):
            check_settled(store.reader(), case, paper)


def records_withheld(store: Store, paper: int) -> tuple[WithheldRecord, ...]:
    reader = store.reader()
    return paper_to_set(reader, find(reader), paper).records.withheld


def test_words_of_its_own_stand_in_the_place_of_shared_ones(pair: tuple[Store, int, int, int]) -> None:
    store, _, lead, second = pair
    with store.unit_of_work("its own") as unit:
        records.add(unit, PaperSection, second, {"heading": "BACKGROUND", "text": "Ours are mown on time."})
        records.add(unit, Implication, second, {"heading": "Staff", "text": "Nine move."})
    one, other = words(store, lead), words(store, second)
    for text, printed in (("mown late", [True, False]), ("Ours are mown on time.", [False, True]), ("Nine move.", [False, True])):
        assert [text in each for each in (one, other)] == printed, text
    assert other.index("Ours are mown on time.") < other.index("Section 113")


def test_the_order_and_what_is_left_out_follow_the_body_until_the_document_has_its_own(pair: tuple[Store, int, int, int]) -> None:
    store, case, lead, second = pair
    reader = store.reader()
    with store.unit_of_work("left out") as unit:
        set_order(unit, lead, (), ["Background"])
    assert "mown late" not in words(store, second)
    with store.unit_of_work("ticked") as unit:
        tick(unit, second, "table: scores", {PaperDocument.REPORT})
    fields = records_of(reader, case, second).layout_fields
    assert fields.headings_left_out == ("Background",)
    assert fields.ticks == {"table: scores": {PaperDocument.REPORT}}
    assert records_of(reader, case, lead).layout_fields.ticks == {}
    with store.unit_of_work("back") as unit:
        set_order(unit, second, (), [])
    assert "mown late" in words(store, second)
    assert "mown late" not in words(store, lead)


def test_a_final_stands_while_neither_its_own_records_nor_the_shared_words_change(filled: Store) -> None:
    def stands(paper: int) -> bool:
        return standing(filled.reader(), case, paper).final is not None

    def final(paper: int) -> None:
        with filled.unit_of_work("final") as unit:
            for item in open_items(readiness(unit, case, paper)):
                put_aside(unit, case, paper, item.key, "Told to the chair")
            make_final(unit, case, paper)

    case = find(filled.reader())
    [(lead, _)] = papers(filled.reader(), case)
    final(lead)
    with filled.unit_of_work("another council") as unit:
        second = start_for(unit, case, lead, LOWER)
    assert stands(lead)
    final(second)
    with filled.unit_of_work("its own") as unit:
        records.add(unit, Recommendation, lead, {"text": "That it be reviewed."})
    assert (stands(lead), stands(second)) == (False, True)
    trail.undo(filled)
    assert stands(lead)
    with filled.unit_of_work("shared") as unit:
        records.add(unit, PaperSection, lead, {"heading": "Background", "text": "Late."})
    assert (stands(lead), stands(second)) == (False, False)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"council": UPPER}, "‘One team for grounds’ is for Cabinet of Upper Wick already: choose another council or body"),
        ({"body_paper": SECOND}, "cannot have its body written in itself"),
        ({"body_paper": "Third"}, "the body of ‘Third’ is itself written in ‘One team for grounds’"),
        ({"body_paper": "No such paper"}, "There is no paper named ‘No such paper’"),
    ],
)
def test_a_body_or_council_that_cannot_be_is_refused(pair: tuple[Store, int, int, int], values: dict[str, str], sentence: str) -> None:
    store, case, lead, second = pair
    with store.unit_of_work("third") as unit:
        start_for(unit, case, lead, "Middle Wick")
        change(unit, case, papers(unit, case)[-1][0], title="Third")
    with pytest.raises(KnownTrouble, match=sentence), store.unit_of_work("refused") as unit:
        change(unit, case, second, **values)


def test_the_paper_that_leads_takes_no_other_body_and_no_council_that_is_taken(pair: tuple[Store, int, int, int]) -> None:
    store, case, lead, second = pair
    with pytest.raises(KnownTrouble, match="is for Cabinet of Lower Wick already"), store.unit_of_work("refused") as unit:
        change(unit, case, lead, council=LOWER)
    with pytest.raises(KnownTrouble, match="is written in this paper, so it stays here"), store.unit_of_work("refused") as unit:
        change(unit, case, lead, body_paper=SECOND)
    with store.unit_of_work("another body of the same council") as unit:
        change(unit, case, second, body="Council", council=UPPER)
    assert find_paper(store.reader(), case, "council of upper wick") == second
    assert other_councils(store.reader(), case, second) == (LOWER,)


def test_a_document_is_found_by_whom_it_is_for(pair: tuple[Store, int, int, int]) -> None:
    store, case, lead, second = pair
    reader = store.reader()
    assert [find_paper(reader, case, name) for name in ("Cabinet of Upper Wick", "lower wick", SECOND, LEAD)] == [
        lead,
        second,
        second,
        lead,
    ]
    with pytest.raises(KnownTrouble, match="There is no paper named ‘Middle Wick’"):
        find_paper(reader, case, "Middle Wick")


def test_a_council_that_leaves_takes_its_document_and_leaves_the_body(pair: tuple[Store, int, int, int]) -> None:
    store, case, lead, second = pair
    with store.unit_of_work("another") as unit:
        third = start_for(unit, case, lead, "Middle Wick")
        records.add(unit, PaperSection, second, {"heading": "Background", "text": "Ours are mown on time."})
        records.add(unit, PaperSection, second, {"heading": "Purpose", **EXEMPT})
    before = words(store, second, exempt=True)
    with store.unit_of_work("deletion") as unit:
        records.delete(unit, Paper, [lead])
    reader = store.reader()
    assert [(paper.id, paper.body_paper_id) for paper in reader.all(Paper)] == [(second, None), (third, second)]
    assert words(store, second, exempt=True).replace(SECOND, LEAD) == before
    assert "Section 113" in words(store, third)
    trail.undo(store)
    assert [(paper.id, paper.body_paper_id) for paper in reader.all(Paper)] == [(lead, None), (second, lead), (third, lead)]
    assert "mown late" in words(store, lead)
    with store.unit_of_work("deletion") as unit:
        records.delete(unit, Paper, [second])
    assert "Section 113" in words(store, lead)


def test_a_copy_has_a_body_of_its_own(pair: tuple[Store, int, int, int]) -> None:
    store, case, lead, second = pair
    with store.unit_of_work("copy") as unit:
        paper = copy(unit, case, second)
        records.change(unit, PaperSection, paper, [Edit(printed_parts(unit, PaperSection, paper)[1].id, "text", "Copied.")])
    assert store.reader().get(Paper, paper).body_paper_id is None
    assert {"Copied.", "113"} <= {*words(store, paper).split()}
    assert "Copied." not in words(store, lead)


def test_what_cites_a_shared_section_follows_it_in_every_document(pair: tuple[Store, int, int, int]) -> None:
    store, _, lead, second = pair
    with store.unit_of_work("cited") as unit:
        [first] = records.rows(unit, Recommendation, second)
        cited = (("supports", "Background"), ("conditions", "as in [section: background] and [appendix: A]"))
        records.change(unit, Recommendation, second, [Edit(first.id, key, value) for key, value in cited])
        section = printed_parts(unit, PaperSection, second)[1]
        records.change(unit, PaperSection, lead, [Edit(section.id, "heading", "How it came about")])
        [appendix] = printed_parts(unit, Appendix, second)
        records.change(unit, Appendix, lead, [Edit(appendix.id, "letter", "M")])
    [row] = records.rows(store.reader(), Recommendation, second)
    assert row.text("supports") == "How it came about"
    assert row.text("conditions") == "as in [section: How it came about] and [appendix: M]"


def test_the_documents_come_back_from_a_workbook_whichever_stands_first(pair: tuple[Store, int, int, int], tmp_path: Path) -> None:
    store, case, lead, second = pair
    with store.unit_of_work("judged apart, and moved up") as unit:
        records.add(unit, PaperSection, second, {"heading": "Background", **EXEMPT})
        records.move(unit, Paper, case, second, -1)
    told = [words(store, paper, exempt=exempt) for paper in (lead, second) for exempt in (False, True)]
    book = tmp_path / "book.xlsx"
    path = store.path
    store.close()
    export_workbook(path, None, book)
    with made_or_opened(tmp_path / "again.appraisal") as again:
        import_workbook(again, book)
        reader = again.reader()
        ids = [find_paper(reader, find(reader), title) for title in (LEAD, SECOND)]
        assert [words(again, paper, exempt=exempt) for paper in ids for exempt in (False, True)] == told
        assert [paper.title for paper in reader.all(Paper)] == [SECOND, LEAD]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([["A", UPPER, "Cabinet", "A"]], "Papers, row 2, column D (Body written in): a paper cannot have its body written in itself."),
        ([["A", UPPER, None, None], ["B", LOWER, None, "A"], ["C", LOWER, "Council", "B"]], "the body of ‘B’ is itself written in ‘A’"),
        ([["A", UPPER, "Cabinet", None], ["B", UPPER, "cabinet", "A"]], "Papers, row 3, column B (Council): row 2 is for the same body of"),
        ([["A", UPPER, None, "Nowhere"]], "there is no paper named ‘Nowhere’"),
    ],
)
def test_a_workbook_whose_bodies_do_not_hold_together_is_refused(
    store: Store, tmp_path: Path, rows: list[list[Cell]], problem: str
) -> None:
    book = sheets()
    del book["Sections"], book["Recommendations"]
    headings: list[Cell] = ["Paper", "Council", "Body", "Body written in"]
    book["Papers"] = [headings, *[[*row] for row in rows]]
    with pytest.raises(SeveralTroubles) as trouble:
        imported(store, book, tmp_path)
    assert any(problem in sentence for sentence in trouble.value.sentences), trouble.value.sentences
    assert as_sheets(book)


def test_the_second_document_says_the_same_in_each_form(pair: tuple[Store, int, int, int]) -> None:
    store, case, _, second = pair
    given = paper_to_set(store.reader(), case, second)
    report = made(given.records, given.appraised(), given.records.layout).report
    assert forms_part(report, given.pdf()) == ""
    assert "Lower Wick join" in given.set_as(PaperForm.HTML).decode()


def test_words_of_a_returned_copy_are_taken_where_the_body_is_written(pair: tuple[Store, int, int, int]) -> None:
    store, case, lead, second = pair
    word = paper_to_set(store.reader(), case, second).set_as(PaperForm.WORD)
    returned = edited(word, tracked("Lawns are", "late", "very late"))
    with store.unit_of_work("taken") as unit:
        found = cleared(unit, case, second, returned, "copy.docx")
        assert take(unit, case, found) == (1,)
    assert "Lawns are mown very late in both districts." in words(store, lead)


def test_a_copy_of_the_other_councils_document_is_told_for_what_it_is(pair: tuple[Store, int, int, int]) -> None:
    store, case, lead, second = pair
    word = paper_to_set(store.reader(), case, second).set_as(PaperForm.WORD)
    returned = edited(word, tracked("Lower money", "found", "not found"))
    with pytest.raises(KnownTrouble, match=f"^copy.docx is a copy of ‘{SECOND}’. Choose that paper, or another copy.$"):
        cleared(store.reader(), case, lead, returned, "copy.docx")
    with store.unit_of_work("another version") as unit:
        change(unit, case, second, item_number="7")
    assert [part.where for part in cleared(store.reader(), case, second, returned, "copy.docx").parts if part.can_be_taken] == [
        "The comment of Section 151 Officer, passage 1"
    ]
