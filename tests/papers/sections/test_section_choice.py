"""Sections moved and left out, as far as each layout allows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.nouns.choices import Question, listed
from desktop.appraisal.results import Appraisal
from desktop.operations.papers import papers
from desktop.operations.papers.house_styles import OWN
from desktop.operations.papers.papers import document
from desktop.papers.choosing import layout_names, order_of
from desktop.papers.content.blocks import Document, Heading
from desktop.papers.content.layout_fields import LayoutFields
from desktop.papers.content.records import PaperRecords
from desktop.papers.html.paper_text import plain_text
from tests.papers.sample_papers import SamplePapers


def _sections(made: Document) -> list[str]:
    return [block.text for block in made.blocks if isinstance(block, Heading) and block.level == 1]


def _with(paper: PaperRecords, order: str = "", out: str = "") -> PaperRecords:
    return replace(paper, layout_fields=LayoutFields(section_order=order, sections_left_out=out))


def test_sections_print_in_the_order_recorded_and_the_rest_keep_their_neighbours(
    made_up_paper: PaperRecords, made_up_appraisal: Appraisal
) -> None:
    plain = _sections(document(made_up_paper, made_up_appraisal, "cabinet-report"))
    moved = _sections(document(_with(made_up_paper, "What residents told us\nPurpose"), made_up_appraisal, "cabinet-report"))
    assert sorted(moved) == sorted(plain)
    assert moved.index("What residents told us") < moved.index("Purpose of the report")
    assert moved[-1] == plain[-1]


def test_a_section_is_numbered_where_it_prints_and_what_refers_to_it_follows(
    made_up_paper: PaperRecords, made_up_appraisal: Appraisal
) -> None:
    cited = replace(made_up_paper.sections[1], text="As [section: Options considered] says.")
    paper = _with(replace(made_up_paper, sections=(made_up_paper.sections[0], cited)), "Options considered\nPurpose of the report")
    assert "As section 1 says." in plain_text(document(paper, made_up_appraisal, "cabinet-report"))


def test_a_standard_section_is_left_out_and_what_a_decision_needs_is_not(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    out = "Consultation\nRecommendations\nBackground papers\nNo such section"
    plain = _sections(document(made_up_paper, made_up_appraisal, "cabinet-report"))
    left = _sections(document(_with(made_up_paper, out=out), made_up_appraisal, "cabinet-report"))
    assert set(plain) - set(left) == {"Consultation"}


def test_the_house_calls_and_orders_sections_and_what_cites_the_layouts_heading_finds_them(
    made_up_paper: PaperRecords, made_up_appraisal: Appraisal
) -> None:
    words = "Options considered = What else was looked at\nRecommendations = What Cabinet is asked"
    house = OWN.but(headings=words, section_order="Consultation\nOptions considered")
    cited = replace(made_up_paper.sections[1], text="As [section: Options considered] says.")
    paper = replace(made_up_paper, sections=(made_up_paper.sections[0], cited), house=house)
    made = document(paper, made_up_appraisal, "cabinet-report")
    sections = _sections(made)
    assert {"What else was looked at", "What Cabinet is asked"} <= set(sections)
    assert sections.index("Consultation") < sections.index("What else was looked at")
    assert f"As section {sections.index('What else was looked at') + 1} says." in plain_text(made)
    own = _sections(document(_with(paper, "What else was looked at\nConsultation"), made_up_appraisal, "cabinet-report"))
    assert own.index("What else was looked at") < own.index("Consultation")
    out = _sections(document(_with(paper, out="What Cabinet is asked\nWhat else was looked at"), made_up_appraisal, "cabinet-report"))
    assert set(sections) - set(out) == {"What else was looked at"}
    order = order_of("cabinet-report")
    assert order.may_be_left_out("What else was looked at", house)
    assert not order.may_be_left_out("What Cabinet is asked", house)


def test_a_form_keeps_its_questions_and_parts_keep_their_sections(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    for layout in ("outcome-delivery-plan", "part-a-part-b"):
        plain = _sections(document(made_up_paper, made_up_appraisal, layout))
        moved = _sections(document(_with(made_up_paper, "\n".join(reversed(plain)), "Outcome"), made_up_appraisal, layout))
        if order_of(layout).fixed:
            assert moved == plain
        else:
            part_b = plain.index("Part B")
            assert moved.index("Part B") == part_b
            assert moved[0] == "Part A"
            assert set(moved[:part_b]) == set(plain[:part_b])
            assert moved != plain


@pytest.mark.parametrize("layout", layout_names())
def test_every_layout_says_its_sections_and_what_a_new_paper_begins_with(layout: str) -> None:
    order = order_of(layout)
    assert order.headings
    assert set(order.starts) <= set(order.headings)
    assert not order.may_be_left_out("Recommendations", OWN)


def test_a_question_is_told_by_its_key_and_without_one_by_the_heading() -> None:
    order = order_of("outcome-delivery-plan")
    channels, risks = order.question("Communications"), order.question("Communications", "risks")
    assert channels == order.question("What are the communication channels?") == order.question("Anything", "communication channels")
    assert channels is not None
    assert channels.asks == "How progress on the outcomes is made known."
    assert risks is not None
    assert risks.heading == "What are the risks to delivery?"
    assert order.question("Anything else") is None
    assert order_of("cabinet-report").question("Risks", "risks") is None


def test_every_question_of_the_form_has_its_own_key_in_the_order_of_the_form() -> None:
    assert [question.key for question in order_of("outcome-delivery-plan").questions] == list(listed(Question))


_LEFT_OUT = "Key facts, evidence and research\nOptions considered\nResource issues\nConsultation\nRisk management implications"


@pytest.mark.parametrize("placed", ["", "\n\n[table: scores]\n\n[chart: savings]"])
def test_a_section_left_out_takes_its_tables_and_their_sources_from_the_annex(placed: str, sample_papers: SamplePapers) -> None:
    sample = sample_papers.paper("future-options", "full-council")
    assert "Scores given by" in plain_text(sample.annex)
    sections = tuple(
        replace(each, text=each.text + placed) if each.heading == "Options considered" else each for each in sample.records.sections
    )
    fields = replace(sample.records.layout_fields, sections_left_out=_LEFT_OUT)
    report, annex = papers.made(replace(sample.records, sections=sections, layout_fields=fields), sample.appraisal, "full-council")
    for text in map(plain_text, (report, annex)):
        for gone in ("Scores given by", "Weights of", "Risks and controls", "Costs, savings, income and funding", "Who was consulted"):
            assert gone not in text, gone
    assert "Weighted scores out of 100" not in plain_text(annex)
    ticked = replace(fields, sections_left_out=f"{_LEFT_OUT}\n[table: scores] annex")
    kept = papers.made(replace(sample.records, layout_fields=ticked), sample.appraisal, "full-council").annex
    assert "Weighted scores out of 100" in plain_text(kept)
    assert "Scores given by" in plain_text(kept)
    assert "Costs, savings, income and funding" not in plain_text(kept)
