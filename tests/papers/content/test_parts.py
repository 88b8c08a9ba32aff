"""The ids by which a copy that was sent round is read back: of the records, and the same however the paper is set."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from db.nouns.paper_parts import Implication, Recommendation
from desktop.operations.workbook.samples import NAMES
from desktop.papers.choosing import layout_names
from desktop.papers.content.blocks import (
    Block,
    BulletList,
    Citation,
    Document,
    Form,
    Heading,
    NumberedList,
    Paragraph,
    Span,
    Table,
)
from desktop.papers.content.blocks import Recommendation as Recommended
from desktop.papers.content.parts import with_parts
from desktop.papers.content.records import PaperRecords, Section
from tests.papers.sample_papers import SamplePapers


def _named(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Form):
            for _, lines in block.rows:
                yield from _named(lines)
        elif isinstance(block, Heading | Paragraph | BulletList | NumberedList | Recommended):
            yield block.part


def _parts(blocks: tuple[Block, ...], **records: object) -> list[str]:
    paper = PaperRecords("T", **records)  # type: ignore[arg-type]  # the records are named by the test
    return list(_named(with_parts(Document("T", "C", blocks), paper).blocks))


def test_each_block_of_a_section_has_the_sections_id_and_its_place() -> None:
    section = Section("Background", "First.\n\n- one\n- two\n\n[table: risks]\n\nLast.", 12)
    blocks = (
        Heading(1, "background", "1"), Paragraph((Span("First."),), "1.1"), BulletList(((Span("one"),), (Span("two"),))),
        Table("Risks", (), ()), Paragraph((Span("The program’s own."),)), Paragraph((Span("Last."),), "1.2"),
    )  # fmt: skip
    assert _parts(blocks, sections=(section,)) == ["s12", "s12_0", "s12_1", "", "s12_2"]


def test_the_same_words_in_two_sections_are_each_their_own_whatever_the_order() -> None:
    sections = (Section("One", "None.", 1), Section("Two", "None.", 2))
    blocks = (Heading(1, "Two"), Paragraph((Span("None."),)), Heading(1, "One"), Paragraph((Span("None."),)), Paragraph((Span("None."),)))
    assert _parts(blocks, sections=sections) == ["s2", "s2_0", "s1", "s1_0", ""]


def test_a_citation_is_known_by_what_it_became() -> None:
    sections = (Section("One", "As [section: Two] says, **so be it**.", 3),)
    printed = (Span("As "), Span("section 2", link="#section-2-0"), Span(" says, "), Span("so be it", bold=True), Span("."))
    dangling = (Span("As "), Citation("[section: Two]", kind="section", name="Two"), *printed[2:])
    assert _parts((Paragraph(printed),), sections=sections) == _parts((Paragraph(dangling),), sections=sections) == ["s3_0"]


def test_what_is_of_no_record_has_no_id() -> None:
    assert _parts((Heading(1, "One"), Paragraph((Span("Words."),))), sections=(Section("One", "Words."),)) == ["", ""]


def test_recommendations_and_what_stands_in_a_form_have_theirs() -> None:
    recommendation = Recommendation(id=7, paper_id=1, text="Agree it.")
    implication = Implication(id=4, paper_id=1, heading="Legal", text="None.")
    blocks = (
        Recommended("1", (Span("Agree it"),), ((Span("a condition"),),)),
        Form((("Legal", (Paragraph((Span("None."),)),)),)),
    )  # fmt: skip
    assert _parts(blocks, recommendations=(recommendation,), implications=(implication,)) == ["r7", "i4_0"]


@pytest.mark.parametrize("name", NAMES)
def test_a_part_has_one_id_in_every_layout_of_a_sample(name: str, sample_papers: SamplePapers) -> None:
    said: dict[str, set[str]] = {}
    for layout in layout_names():
        paper = sample_papers.paper(name, layout)
        ids = [part for part in _named(paper.document.blocks) if part]
        assert len(ids) == len(set(ids)) > 10
        for block in paper.document.blocks:
            if isinstance(block, Paragraph) and block.part:
                own = "".join(span.text for span in block.words if not span.link.startswith("#"))
                said.setdefault(f"{paper.records.title} {block.part}", set()).add(own)
    # words differ from layout to layout by what they cite, and by nothing else
    assert [words for words in said.values() if len(words) > 1] == []
