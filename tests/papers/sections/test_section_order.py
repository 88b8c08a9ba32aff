from __future__ import annotations

import pytest

from desktop.papers.content.blocks import Heading, Paragraph, Recommendation, Span, Table, Tone
from desktop.papers.content.numbering import Draft, numbered
from desktop.papers.content.records import Section
from desktop.papers.sections.section_order import Place, arranged, place_of


@pytest.mark.parametrize(
    ("heading", "place"),
    [
        ("Purpose of the report", Place.PURPOSE),
        ("OBJECT AND KEY POINTS IN THIS REPORT", Place.PURPOSE),
        ("Reasons for recommendation", Place.REASONS),
        ("Summary of reasons for the recommendations", Place.REASONS),
        ("Background information", Place.BACKGROUND),
        ("Background papers", Place.BACKGROUND_PAPERS),
        ("Options for consideration", Place.OPTIONS),
        ("What the options cost and save", Place.SAVINGS),
        ("Risk assessment", Place.RISKS),
        ("Next steps", Place.TIMETABLE),
        ("External challenge", None),
        ("", None),
    ],
)
def test_headings_of_the_field_find_their_place(heading: str, place: Place | None) -> None:
    assert place_of(heading) is place


def test_an_officers_own_section_comes_after_the_one_it_follows_but_never_before_the_reasons() -> None:
    names = ("Something first", "Purpose", "Policy", "Background", "The offer", "Options", "How they compare", "Risks", "Last word")
    leading, following = arranged([Section(name) for name in names])
    assert {place: section.heading for place, section in leading.items()} == {
        Place.PURPOSE: "Purpose", Place.BACKGROUND: "Background", Place.OPTIONS: "Options", Place.RISKS: "Risks"}  # fmt: skip
    assert {place: [section.heading for section in sections] for place, sections in following.items()} == {
        Place.REASONS: ["Something first", "Policy"],
        Place.BACKGROUND: ["The offer"],
        Place.OPTIONS: ["How they compare"],
        Place.RISKS: ["Last word"],
    }


def test_a_second_section_of_the_same_place_is_kept() -> None:
    leading, following = arranged([Section("Timetable for decisions"), Section("Next steps")])
    assert leading[Place.TIMETABLE].heading == "Timetable for decisions"
    assert [section.heading for section in following[Place.TIMETABLE]] == ["Next steps"]


def test_sections_paragraphs_tables_and_references_are_numbered() -> None:
    body, lead = Paragraph((Span("x"),)), Paragraph((Span("lead"),), tone=Tone.LEAD)
    found = numbered(
        [
            Draft(
                "Recommendations",
                (lead, Recommendation("", (Span("r"),), (), "the  REASONS"), Recommendation("", (Span("s"),), (), "elsewhere")),
            ),
            Draft("Why", (body, Table("First", (), ()), Heading(2, "Sub"), body, Table("Second", (), ())), ("The reasons",)),
        ]
    )
    assert [block.number for block in found if isinstance(block, Heading | Paragraph | Recommendation)] == [
        "1", "", "1.1", "1.2", "2", "2.1", "", "2.2"]  # fmt: skip
    assert [block.supports for block in found if isinstance(block, Recommendation)] == ["section 2, Why", "elsewhere"]
    assert [block.caption for block in found if isinstance(block, Table)] == ["Table 1: First", "Table 2: Second"]
