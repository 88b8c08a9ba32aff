"""Every layout of every sample: word for word what it said, the same bytes each time and in each form, and nothing for the gate."""

from __future__ import annotations

import pytest

from desktop.operations.workbook.samples import NAMES
from desktop.papers.choosing import layout_names
from desktop.papers.content.blocks import Align, Table
from desktop.papers.pdf.setting import set_pdf
from tests.papers import pdf_gate
from tests.papers.form_texts import forms_part
from tests.papers.golden_texts import ANNEX, ANNEX_OF, GOLDEN, differs, golden_name
from tests.papers.sample_papers import EXEMPT_PAPERS, PAPERS, WITHHOLDING, SamplePapers
from tests.papers.shared_parts import PARTS


@pytest.mark.parametrize(("name", "layout"), PAPERS)
def test_a_paper_says_what_its_golden_text_says(name: str, layout: str, sample_papers: SamplePapers) -> None:
    difference = differs(sample_papers.paper(name, layout).document, name, layout)
    if difference:
        pytest.fail(difference, pytrace=False)


@pytest.mark.parametrize(("name", "exempt"), [*((name, False) for name in NAMES), (WITHHOLDING, True)])
def test_an_annex_says_what_its_golden_text_says(name: str, exempt: bool, sample_papers: SamplePapers) -> None:
    difference = differs(sample_papers.paper(name, ANNEX_OF, exempt=exempt).annex, name, ANNEX, exempt=exempt)
    if difference:
        pytest.fail(difference, pytrace=False)


@pytest.mark.parametrize("name", NAMES)
def test_no_table_has_more_than_four_columns_of_words(name: str, sample_papers: SamplePapers) -> None:
    tables = [block for block in sample_papers.paper(name, ANNEX_OF).whole.blocks if isinstance(block, Table)]
    assert tables
    wordy = {table.caption: [column.heading for column in table.columns if column.align is Align.LEFT] for table in tables}
    assert {caption: columns for caption, columns in wordy.items() if len(columns) > 4} == {}


@pytest.mark.parametrize(("name", "layout"), EXEMPT_PAPERS)
def test_a_whole_paper_says_what_its_golden_text_says(name: str, layout: str, sample_papers: SamplePapers) -> None:
    difference = differs(sample_papers.paper(name, layout, exempt=True).document, name, layout, exempt=True)
    if difference:
        pytest.fail(difference, pytrace=False)


@pytest.mark.parametrize("name", NAMES)
def test_only_one_sample_withholds_anything(name: str, sample_papers: SamplePapers) -> None:
    public = {layout: sample_papers.paper(name, layout).records for layout in layout_names()}
    withheld = any(records.withheld or records.withheld_places for records in public.values())
    assert withheld == (name == WITHHOLDING)


def test_there_is_a_golden_text_of_every_paper_and_of_nothing_else() -> None:
    public = {GOLDEN / name / f"{golden_name(layout)}.txt" for name, layout in PAPERS}
    whole = {GOLDEN / name / f"{golden_name(layout, exempt=True)}.txt" for name, layout in EXEMPT_PAPERS}
    annexes = {GOLDEN / name / f"{ANNEX}.txt" for name in NAMES} | {GOLDEN / WITHHOLDING / f"{golden_name(ANNEX, exempt=True)}.txt"}
    assert set(GOLDEN.glob("*/*")) == public | whole | annexes | {GOLDEN / name / PARTS for name in NAMES}


@pytest.mark.parametrize(("name", "layout"), PAPERS)
def test_a_paper_is_the_same_bytes_each_time_and_passes_the_gate_in_each_form(name: str, layout: str, sample_papers: SamplePapers) -> None:
    paper = sample_papers.paper(name, layout)
    pdf = set_pdf(paper.document)
    assert set_pdf(paper.made().report) == pdf
    assert pdf_gate.faults(pdf) == []


@pytest.mark.parametrize("name", NAMES)
def test_an_annex_is_the_same_bytes_each_time_and_passes_the_gate(name: str, sample_papers: SamplePapers) -> None:
    paper = sample_papers.paper(name, "cabinet-report")
    pdf = set_pdf(paper.annex)
    assert set_pdf(paper.made().annex) == pdf
    assert pdf_gate.faults(pdf) == []
    assert forms_part(paper.annex, pdf) == ""


@pytest.mark.parametrize(("name", "layout"), EXEMPT_PAPERS)
def test_a_whole_paper_says_the_same_in_each_form(name: str, layout: str, sample_papers: SamplePapers) -> None:
    document = sample_papers.paper(name, layout, exempt=True).document
    assert forms_part(document, set_pdf(document)) == ""
