"""Every layout of every sample: word for word what it said, the same bytes each time, and nothing for the gate to find."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.operations.workbook.samples import NAMES
from desktop.papers.choosing import layout_names
from desktop.papers.pdf.setting import set_pdf
from tests.papers import pdf_gate
from tests.papers.golden_texts import GOLDEN, difference, golden_file
from tests.papers.sample_papers import EXEMPT_PAPERS, PAPERS, WITHHOLDING, SamplePapers


@pytest.mark.parametrize(("name", "layout"), PAPERS)
def test_a_paper_says_what_its_golden_text_says(name: str, layout: str, sample_papers: SamplePapers) -> None:
    told = difference(sample_papers.paper(name, layout), golden_file(name, layout))
    if told:
        pytest.fail(told, pytrace=False)


@pytest.mark.parametrize(("name", "layout"), EXEMPT_PAPERS)
def test_a_whole_paper_says_what_its_golden_text_says(name: str, layout: str, sample_papers: SamplePapers) -> None:
    told = difference(sample_papers.paper(name, layout, exempt=True), golden_file(name, layout, exempt=True))
    if told:
        pytest.fail(told, pytrace=False)


@pytest.mark.parametrize("name", NAMES)
def test_only_one_sample_withholds_anything(name: str, sample_papers: SamplePapers) -> None:
    public = {layout: sample_papers.paper(name, layout).records for layout in layout_names()}
    withheld = any(records.withheld or records.withheld_places for records in public.values())
    assert withheld == (name == WITHHOLDING)


def test_there_is_a_golden_text_of_every_paper_and_of_nothing_else() -> None:
    public = {golden_file(name, layout) for name, layout in PAPERS}
    assert set(GOLDEN.glob("*/*")) == public | {golden_file(name, layout, exempt=True) for name, layout in EXEMPT_PAPERS}


def test_a_difference_is_shown_with_the_command_that_accepts_it(sample_papers: SamplePapers, tmp_path: Path) -> None:
    paper, file = sample_papers.paper("place-budget", "front-sheet"), tmp_path / "front-sheet.txt"
    lines = golden_file("place-budget", "front-sheet").read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(["A line that is no more", *lines]) + "\n", encoding="utf-8")
    told = difference(paper, file)
    assert "python3 dev.py golden" in told
    assert "-A line that is no more" in told.splitlines()


@pytest.mark.parametrize(("name", "layout"), PAPERS)
def test_a_paper_is_the_same_bytes_each_time_and_passes_the_gate(name: str, layout: str, sample_papers: SamplePapers) -> None:
    paper = sample_papers.paper(name, layout)
    pdf = set_pdf(paper.document)
    assert set_pdf(paper.made()) == pdf
    assert pdf_gate.faults(pdf) == []
