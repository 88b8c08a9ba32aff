"""What words cite, in each layout's own numbering, and the links it becomes in the PDF."""

from __future__ import annotations

import ctypes
from dataclasses import replace

import pytest
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_LINK, FPDFLink_Enumerate, FPDFLink_GetDest

from db.nouns.paper_parts import Recommendation
from desktop.appraisal.results import Appraisal
from desktop.operations.papers import papers
from desktop.operations.papers.papers import document
from desktop.papers.choosing import layout_names
from desktop.papers.content.blocks import Citation, Heading, runs_of
from desktop.papers.content.citing import dangling
from desktop.papers.content.layout_fields import LayoutFields
from desktop.papers.content.paper_words import troubles
from desktop.papers.content.records import PaperRecords, Section
from desktop.papers.html.paper_text import plain_text
from desktop.papers.pdf.setting import set_pdf
from tests.papers import pdf_gate

_WORDS = "See [recommendation: share], [Recommendation: 2] and [appendix: a]. [Section: What residents told us] says why."
#: How each layout numbers recommendations: what its report does.
_NUMBERED = {
    "cabinet-report": "Recommendation 2.", "full-council": "Recommendation 2.", "part-a-part-b": "paragraph ",
    "object-and-key-points": "Recommendation 8.", "front-sheet": "Recommendation ", "outcome-delivery-plan": "Recommendation ",
    "improvement-brief": "Recommendation ", "efficiency-review": "paragraph ",
}  # fmt: skip


@pytest.fixture
def citing_paper(made_up_paper: PaperRecords) -> PaperRecords:
    told = made_up_paper.recommendations
    named = (told[0].but(short_name="share"), *told[1:])
    sections = (*made_up_paper.sections, Section("What it rests on", _WORDS))
    return replace(made_up_paper, sections=sections, recommendations=named)


@pytest.mark.parametrize("layout", layout_names())
def test_a_citation_is_printed_in_the_layouts_own_numbering_and_leads_there(
    layout: str, citing_paper: PaperRecords, made_up_appraisal: Appraisal
) -> None:
    made = document(citing_paper, made_up_appraisal, layout)
    assert dangling(made) == ()
    spans = [span for block in made.blocks for words in runs_of(block) for span in words if span.link.startswith("#")]
    told = {span.link: span.text for span in spans}
    assert told["#recommendation-1"].startswith(_NUMBERED[layout])
    assert told["#recommendation-1"] != told["#recommendation-2"]
    assert "Appendix A" in told.values()
    place = next(text for link, text in told.items() if link.startswith("#section-"))
    assert place == "‘What residents told us’" or place.startswith(("Section ", "Paragraph "))
    assert _inner_links(set_pdf(made)) >= 4


def _inner_links(pdf: bytes) -> int:
    """The links of a PDF that lead to a place in it."""
    found = 0
    with PdfDocument(pdf) as held:
        for page in held:
            position, link = ctypes.c_int(0), FPDF_LINK()
            while FPDFLink_Enumerate(page.raw, ctypes.byref(position), ctypes.byref(link)):
                found += bool(FPDFLink_GetDest(held.raw, link))
    return found


def test_a_citation_follows_its_recommendation_and_one_of_nothing_stays_as_typed_and_is_told(
    citing_paper: PaperRecords, made_up_appraisal: Appraisal
) -> None:
    turned = replace(citing_paper, recommendations=tuple(reversed(citing_paper.recommendations)))
    text = plain_text(document(turned, made_up_appraisal, "cabinet-report"))
    assert "See Recommendation 2.2, Recommendation 2.2 and Appendix A." in text
    alone = replace(citing_paper, recommendations=citing_paper.recommendations[1:], appendices=())
    made = document(alone, made_up_appraisal, "cabinet-report")
    assert dangling(made) == ("[recommendation: share]", "[Recommendation: 2]", "[appendix: a]")
    assert "See [recommendation: share]" in plain_text(made)
    first, *_ = troubles(alone, made)
    assert first.sentence == "[recommendation: share] in ‘What it rests on’ cites nothing in this paper"
    assert {(trouble.table, trouble.index) for trouble in troubles(alone, made)} == {("paper_sections", 4)}


def test_an_unknown_table_is_told(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    paper = replace(made_up_paper, sections=(Section("Purpose", "[chart: pies]"),))
    (trouble,) = troubles(paper, document(paper, made_up_appraisal, "cabinet-report"))
    assert trouble.sentence == "[chart: pies] in ‘Purpose’ is no table or chart: choose one under Paper"


def test_citations_in_tables_lists_and_conditions_are_put_right_too(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    risks = (made_up_paper.risks[0].but(control="As in [recommendation: 1]"),)
    recommended = (Recommendation(paper_id=1, text="That it be so", conditions="As [section: Background] says\n- and [recommendation: 2]"),
                   Recommendation(paper_id=1, text="That *it* be done"))  # fmt: skip
    section = Section("Background", "- [recommendation: 2]\n  (a) and [appendix: A]")
    paper = replace(made_up_paper, risks=risks, recommendations=recommended, sections=(section,))
    paper = replace(paper, layout_fields=LayoutFields(sections_left_out="[table: risks] report, annex"))
    made, annex = papers.made(paper, made_up_appraisal, "cabinet-report")
    text = plain_text(made)
    assert "As in Recommendation 1.1" in text
    assert "As in Recommendation 1.1" in plain_text(annex), "the annex cites what the report calls it"
    assert "(a) As section 2 says" in text
    assert "(b) and Recommendation 1.2" in text
    assert "• Recommendation 1.2\n(a) and Appendix A" in text
    assert not any(isinstance(span, Citation) for block in made.blocks for words in runs_of(block) for span in words)


@pytest.mark.parametrize("layout", ["cabinet-report", "front-sheet"])
def test_the_gate_passes_links_nested_lists_and_a_form(layout: str, citing_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    words = f"{_WORDS}\n\n1. one, at https://example.org/a\n   (a) under it\n      - and deeper, ask one@example.org\n2. two"
    paper = replace(citing_paper, sections=(Section("Purpose", words), *citing_paper.sections))
    made = document(paper, made_up_appraisal, layout)
    assert any(isinstance(block, Heading) and block.anchor for block in made.blocks)
    assert pdf_gate.faults(set_pdf(made)) == []
    assert set_pdf(made) == set_pdf(made)
