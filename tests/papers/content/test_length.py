"""How long a paper is, and what it is held against."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.nouns.paper_parts import Recommendation
from desktop.papers.content.layout_fields import LayoutFields
from desktop.papers.content.length import Limit, LimitCheck, Unit, length, limits, words_in
from desktop.papers.content.records import PaperRecords, Section


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("One two, three.", 3),
        ("A saving of **£1.2m** – value-for-money – in the council’s 2010/11 budget", 10),
        ("[table: savings]\n\nas above", 2),
        ("- one\n- two\n  (a) three", 3),
        ("see [the report](https://example.org/a/b)", 3),
        ("open [exempt: 3 | prices] closed words [end exempt] again", 4),
    ],
)
def test_words_are_counted_as_they_print(text: str, words: int) -> None:
    assert words_in(text) == words


def test_each_part_is_counted_and_all_together() -> None:
    paper = PaperRecords(
        "T", layout="full-council", sections=(Section("Purpose", "one two"), Section("Risks")),
        recommendations=(Recommendation(paper_id=1, text="That it be so", conditions="if agreed", reason="it is best"),),
    )  # fmt: skip
    found = length(paper)
    assert [(part.kind, part.name, part.words) for part in found.parts] == [
        ("section", "Purpose", 2), ("section", "Risks", 0), ("recommendation", "That it be so", 9)]  # fmt: skip
    assert found.words == 11
    assert found.checks == ()


def test_a_modern_report_is_held_against_published_guides_each_with_its_source() -> None:
    paper = PaperRecords("T", sections=(Section("Executive summary", "word " * 119), Section("Finance summary", "word " * 110)))
    checks = length(paper, pages=4).checks
    assert [(check.count, check.passes) for check in checks] == [(4, True), (4, True), (119, False), (110, True)]
    assert checks[2].sentence == "The summary has 119 words: a guide is 120 to 150 words (Lambeth Council’s report template, 2013)"
    assert not length(paper, pages=4).broken
    assert length(paper).checks[0].passes
    assert "is not set yet" in length(paper).checks[0].sentence


def test_the_councils_own_limit_binds() -> None:
    fields = LayoutFields(word_limit=2, page_limit=1, limit_source="Constitution, part 4")
    paper = PaperRecords("T", layout="front-sheet", layout_fields=fields, sections=(Section("Purpose", "one two three"),))
    broken = length(paper, pages=1).broken
    assert [check.sentence for check in broken] == ["The paper has 3 words: the council’s limit is 2 words (Constitution, part 4)"]
    assert [limit.own for limit in limits(replace(paper, layout="cabinet-report"))][:2] == [True, True]
    assert LimitCheck(Limit(Unit.PAGES, 1, "x"), 1).sentence == "The paper has 1 page: a guide is 1 page (x)"


def test_pages_are_counted_in_the_set_paper() -> None:
    from desktop.papers.content.blocks import Document, Paragraph, Span
    from desktop.papers.pdf.reading import page_count
    from desktop.papers.pdf.setting import set_pdf

    assert page_count(set_pdf(Document("T", "C", (Paragraph((Span("one"),)),)))) == 1
