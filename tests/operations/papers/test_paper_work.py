"""Several papers of one case, and citations that stay right while the parts of a paper are moved, renamed and deleted."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.nouns import nouns_of
from db.nouns.case import Case
from db.nouns.noun import Noun
from db.nouns.paper_parts import Appendix, PaperContact, PaperSection, Recommendation
from db.nouns.papers import Paper
from db.reading import Reader
from db.store import Store
from db.trail import undo
from desktop.errors import KnownTrouble
from desktop.operations.appraising.appraisals import appraise_case
from desktop.operations.papers import paper_work, papers
from desktop.operations.papers.readiness import readiness
from desktop.operations.records import records
from desktop.operations.records.cases import find
from desktop.operations.records.columns import own_columns
from desktop.operations.store.files import opened
from desktop.papers.choosing import layout_names, order_of
from desktop.papers.content.layout_fields import PaperDocument
from desktop.papers.html.paper_text import plain_text


@pytest.fixture
def hub_store(tmp_path: Path, made_sample: Callable[[str], Path]) -> Iterator[Store]:
    """A store of one case with one paper."""
    path = tmp_path / "hub.appraisal"
    shutil.copy(made_sample("back-office-hub"), path)
    with opened(path) as store:
        yield store


def _texts(reader: Reader, noun: type[Noun], paper: int, key: str) -> list[str]:
    return [row.text(key) for row in records.rows(reader, noun, paper)]


def _paper(store: Store) -> int:
    """A paper of three recommendations, two appendices and words that cite them."""
    with store.unit_of_work("a paper") as unit:
        case = find(unit)
        paper = papers.start(unit, case, "full-council", "Cited")
        for text in ("That the hub be approved.", "That savings be noted.", "That it be reviewed."):
            records.add(unit, Recommendation, paper, {"text": text, "supports": "Findings so far"})
        for letter, title in (("A", "Costs"), ("B", "Map")):
            records.add(unit, Appendix, paper, {"letter": letter, "title": title})
        words = "[recommendation: 1] and [Recommendation: 3]; [section: findings so far]; [appendix: A], [appendix: B]"
        records.add(unit, PaperSection, paper, {"heading": "Findings so far", "text": words})
    return paper


def _cited(reader: Reader, paper: int) -> str:
    return _texts(reader, PaperSection, paper, "text")[-1]


def test_a_tick_moves_an_exhibit_and_leaves_the_order_of_sections_as_it_is(hub_store: Store) -> None:
    paper = _paper(hub_store)
    with hub_store.unit_of_work("order") as unit:
        paper_work.set_order(unit, paper, ["Findings so far"], ["Consultation"])
        paper_work.tick(unit, paper, "table: scores", (PaperDocument.REPORT,))
        paper_work.tick(unit, paper, "chart: spread", ())
        paper_work.set_order(unit, paper, ["Findings so far"], ["Consultation", "Risks"])
    fields = papers.records_of(hub_store.reader(), find(hub_store.reader()), paper).layout_fields
    assert fields.headings_left_out == ("Consultation", "Risks")
    assert fields.ticks == {"table: scores": {PaperDocument.REPORT}, "chart: spread": frozenset()}
    with hub_store.unit_of_work("as it was") as unit:
        paper_work.tick(unit, paper, "table: scores", None)
        paper_work.tick(unit, paper, "chart: spread", None)
    assert papers.records_of(hub_store.reader(), find(hub_store.reader()), paper).layout_fields.sections_left_out == "Consultation\nRisks"


def test_citations_follow_recommendations_that_are_moved_and_deleted_and_undo_brings_all_back(hub_store: Store) -> None:
    paper = _paper(hub_store)
    reader = hub_store.reader()
    before = _cited(reader, paper)
    first = records.rows(reader, Recommendation, paper)[0].id
    with hub_store.unit_of_work("move") as unit:
        records.move(unit, Recommendation, paper, first, 2)
    reader = hub_store.reader()
    assert _cited(reader, paper).startswith("[recommendation: hub approved] and [Recommendation: reviewed];")
    given = papers.records_of(reader, find(reader), paper)
    text = plain_text(papers.document(given, appraise_case(reader, find(reader)), given.layout))
    line = next(line for line in text.splitlines() if "Recommendation 2.3 and" in line)
    assert line.endswith("Recommendation 2.3 and Recommendation 2.2; paragraph 6.1; Appendix A, Appendix B"), line
    with hub_store.unit_of_work("delete") as unit:
        records.delete(unit, Recommendation, [first])
    reader = hub_store.reader()
    given = papers.records_of(reader, find(reader), paper)
    assert "[recommendation: hub approved] and Recommendation 2.2;" in plain_text(
        papers.document(given, appraise_case(reader, find(reader)), given.layout)
    )
    undo(hub_store)
    undo(hub_store)
    reader = hub_store.reader()
    assert _cited(reader, paper) == before
    assert _texts(reader, Recommendation, paper, "short_name") == ["", "", ""]


def test_a_heading_and_a_short_name_that_are_changed_take_what_names_them_along(hub_store: Store) -> None:
    paper = _paper(hub_store)
    with hub_store.unit_of_work("rename") as unit:
        section = records.rows(unit, PaperSection, paper)[-1].id
        records.change(unit, PaperSection, paper, [records.Edit(section, "heading", "What was found")])
        row = records.rows(unit, Recommendation, paper)[0].id
        records.move(unit, Recommendation, paper, row, 0)
        records.change(unit, Recommendation, paper, [records.Edit(row, "short_name", "the hub")])
    reader = hub_store.reader()
    assert set(_texts(reader, Recommendation, paper, "supports")) == {"What was found"}
    assert _cited(reader, paper).startswith("[recommendation: the hub] and")
    assert "[section: What was found]" in _cited(reader, paper)


def test_appendices_are_lettered_anew_as_they_are_moved_and_what_cites_them_follows(hub_store: Store) -> None:
    paper = _paper(hub_store)
    with hub_store.unit_of_work("move") as unit:
        records.move(unit, Appendix, paper, records.rows(unit, Appendix, paper)[1].id, -1)
    reader = hub_store.reader()
    held = records.rows(reader, Appendix, paper)
    assert [(row.text("letter"), row.text("title")) for row in held] == [("A", "Map"), ("B", "Costs")]
    assert _cited(reader, paper).endswith("[appendix: B], [appendix: A]")


@pytest.mark.parametrize("layout", layout_names())
def test_a_paper_is_started_in_any_layout_with_the_sections_that_only_words_fill(layout: str, hub_store: Store) -> None:
    with hub_store.unit_of_work("start") as unit:
        case = find(unit)
        made = papers.start(unit, case, layout)
        held = unit.get(Paper, made)
        assert (held.layout, held.title) == (layout, "Back office hub")
        assert tuple(_texts(unit, PaperSection, made, "heading")) == (order_of(layout).starts or ("Purpose of the report",))
        again = papers.start(unit, case, layout)
        assert unit.get(Paper, again).title == "Back office hub 2"


def test_a_copy_has_every_part_and_neither_the_name_nor_the_finals_of_its_original(hub_store: Store) -> None:
    with hub_store.unit_of_work("copy") as unit:
        case = find(unit)
        (first, title) = papers.papers(unit, case)[0]
        made = paper_work.copy(unit, case, first)
        assert papers.title(unit, made) == f"{title}, copy"
        for noun in nouns_of("paper_parts"):
            key = own_columns(noun)[1].key
            assert _texts(unit, noun, made, key) == _texts(unit, noun, first, key)
        assert unit.get(Paper, made).status == "draft"
        assert [name for _, name in papers.papers(unit, case)] == [title, f"{title}, copy"]


def test_a_paper_is_found_by_its_title_and_the_others_are_named_where_it_is_not(hub_store: Store) -> None:
    reader = hub_store.reader()
    case = find(reader)
    assert papers.find_paper(reader, case, " TRANSFORMATION and shared services") == papers.papers(reader, case)[0][0]
    with pytest.raises(KnownTrouble, match="There is no paper named ‘Other’: the case has the papers ‘Transformation"):
        papers.find_paper(reader, case, "Other")


@pytest.mark.parametrize("layout", layout_names())
def test_every_field_that_a_paper_records_prints_in_every_layout(layout: str, hub_store: Store) -> None:
    kept_apart = {"section_order", "sections_left_out", "word_limit", "page_limit", "limit_source"}
    told = {field: f"the {field} of it" for field in Paper.__annotations__ if field not in kept_apart}
    told |= {"key_financial": "yes", "key_community": "no", "written_on": "1 May 2014"}
    with hub_store.unit_of_work("fill") as unit:
        case = find(unit)
        paper = papers.papers(unit, case)[0][0]
        records.change(unit, Paper, case, [records.Edit(paper, key, text) for key, text in told.items()])
        contact = {"role": "Programme manager", "name": "J. Example", "phone": "01234 567", "email": "j@example.org"}
        records.add(unit, PaperContact, paper, dict(contact))
        given = papers.records_of(unit, case, paper)
        text = plain_text(papers.document(given, appraise_case(unit, case), layout))
    for key, words in told.items():
        if key not in ("key_financial", "key_community"):
            assert words in text, key
    assert "Programme manager: J. Example, 01234 567, j@example.org" in text
    assert "Financial: Yes" in text
    assert "Community: No" in text


def test_an_order_is_recorded_and_taken_back(hub_store: Store) -> None:
    with hub_store.unit_of_work("order") as unit:
        paper = papers.papers(unit, find(unit))[0][0]
        paper_work.set_order(unit, paper, ["Risks", "Purpose"], ["Objectives"])
    reader = hub_store.reader()
    held = papers.records_of(reader, find(reader), paper).layout_fields
    assert (held.section_order, held.headings_left_out) == ("Risks\nPurpose", ("Objectives",))
    undo(hub_store)
    reader = hub_store.reader()
    assert papers.records_of(reader, find(reader), paper).layout_fields.section_order == ""


def test_readiness_says_which_words_cite_nothing_or_are_too_many_and_where(hub_store: Store) -> None:
    with hub_store.unit_of_work("words") as unit:
        case = find(unit)
        paper = papers.papers(unit, case)[0][0]
        section = records.rows(unit, PaperSection, paper)[0].id
        typed = "As [recommendation: nobody] says\n\n[chart: pies]"
        records.change(unit, PaperSection, paper, [records.Edit(section, "text", typed)])
        records.change(unit, Paper, case, [records.Edit(paper, "word_limit", "10")])
        found = {item.sentence: item for item in readiness(unit, case, paper)}
    cited = found["[recommendation: nobody] in ‘Object and key points in this report’ cites nothing in this paper"]
    assert (cited.at.table, cited.at.record, cited.at.field) == ("paper_sections", section, "text")
    assert "[chart: pies] in ‘Object and key points in this report’ is no table or chart: choose one under Paper" in found
    assert any("the council’s limit is 10 words" in sentence for sentence in found)


@pytest.mark.parametrize("layout", layout_names())
def test_the_purpose_of_the_case_reaches_its_paper(layout: str, hub_store: Store) -> None:
    purpose = "To say whether one hub should serve both councils."
    case = find(hub_store.reader())
    with hub_store.unit_of_work("a paper with a purpose") as unit:
        unit.change(unit.get(Case, case), purpose=purpose)
        paper = papers.start(unit, case, layout, "With a purpose")
    reader = hub_store.reader()
    given = papers.paper_to_gather(reader, case, paper, exempt=False).gathered()
    report = papers.made(given.records, given.appraised(), layout).report
    assert plain_text(report).count(purpose.removesuffix(".")) >= 1
