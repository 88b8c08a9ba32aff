"""Traceability: each printed figure has a key that stays and knows its records, and what no document holds is marked where it prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import Case
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import Appraisal
from desktop.papers.choosing import layout_names
from desktop.papers.content.blocks import Align, BulletList, Document, Figure, Paragraph, Record, Sources, Table, plain
from desktop.papers.content.records import (
    FlowRecord,
    PaperRecords,
    ScoreRecord,
    ServiceRecord,
    WeightRecord,
)
from desktop.papers.html.paper_text import plain_text
from desktop.papers.sources.figure_names import FIGURE_NAMES
from desktop.papers.sources.marks import MARKS, SPACE, marked, unmarked
from desktop.papers.sources.printed_figures import FigureKey, PrintedFigure, caption, is_in_sentence, printed_figures
from tests.papers.built import marked_of
from tests.papers.sample_papers import PAPERS, SamplePapers

_Recorded = TypeVar("_Recorded", FlowRecord, ScoreRecord, ServiceRecord, WeightRecord)
_LED = "Share the service"
_SAVINGS = Record("lines", f"{_LED}: Fewer managers")


@pytest.fixture(scope="module")
def marked_document(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> Document:
    return marked_of("cabinet-report", made_up_paper, made_up_appraisal)


@pytest.fixture(scope="module")
def figures(marked_document: Document, made_up_paper: PaperRecords) -> dict[FigureKey, PrintedFigure]:
    return printed_figures(marked_document, made_up_paper)


def _tables(document: Document) -> dict[str, Table]:
    return {caption(block): block for block in document.blocks if isinstance(block, Table)}


def test_a_figure_of_a_table_is_known_by_its_record_its_field_and_its_year(figures: dict[FigureKey, PrintedFigure]) -> None:
    cost = figures[FigureKey("options", _LED, "cost", "2026/27")]
    assert (cost.label, cost.value, cost.basis) == (f"{_LED}, Cost, 2026/27", "£123,000", "")
    assert cost.records == (Record("lines", f"{_LED}: Programme team"),)
    npv = figures[FigureKey("options", _LED, "npv")]
    assert _SAVINGS in npv.records
    assert npv.basis == "illustrative"
    score = figures[FigureKey("options", _LED, "score")]
    assert {record.kind for record in score.records} == {"scores", "weights"}
    assert figures[FigureKey("scores", f"Staff: {_LED}", "Pace")].value == "5"
    assert figures[FigureKey("services", "Benefits, Ashby Borough Council", "fte")].value == "41.5"


def test_a_figure_of_a_sentence_or_a_chart_is_known_by_its_words_without_its_numbers(figures: dict[FigureKey, PrintedFigure]) -> None:
    found = {key: figure for key, figure in figures.items() if key.kind == "findings"}
    assert found
    assert all(figure.records and not any(letter.isdigit() for letter in key.field.partition(" [")[0]) for key, figure in found.items())
    charts = {key for key in figures if key.kind == "charts"}
    assert {key.record for key in charts} >= {"contributions", f"savings: {_LED}"}
    assert "2027/28" in {key.year for key in charts}


def test_every_figure_of_every_table_has_a_key(marked_document: Document, figures: dict[FigureKey, PrintedFigure]) -> None:
    values = {figure.value for figure in figures.values()}
    cells = [
        unmarked(text)
        for table in _tables(marked_document).values()
        for row in table.rows
        for column, text in zip(table.columns, row, strict=True)
        if column.align is Align.RIGHT and text.strip() and column.heading != table.columns[0].heading
    ]
    assert cells
    assert [text for text in cells if text not in values] == []


@pytest.mark.parametrize(("name", "layout"), PAPERS)
def test_a_key_does_not_depend_on_the_layout(name: str, layout: str, sample_papers: SamplePapers) -> None:
    kinds = ("options", "scores", "weights", "statements", "lines")

    def of_records(layout: str) -> set[FigureKey]:
        paper = sample_papers.paper(name, layout)
        return {key for key in printed_figures(paper.whole, paper.records) if key.kind in kinds}

    assert of_records(layout) == of_records("cabinet-report")


def test_the_records_behind_a_figure_are_printed_under_sources_by_the_same_name(
    marked_document: Document, figures: dict[FigureKey, PrintedFigure]
) -> None:
    lines = {record for figure in figures.values() for record in figure.records if record.kind == "lines"}
    assert _SAVINGS in lines
    assert all(FigureKey(record.kind, record.name, "as recorded") in figures for record in lines)
    entries = [entry for block in marked_document.blocks if isinstance(block, Sources) for entry in block.entries if entry.of in lines]
    assert len(entries) == len(lines)
    assert {entry.stated for entry in entries} == {""}, "the caption says the prices of all of them"


def test_one_amount_changes_what_rests_on_it_and_no_key(
    made_up_paper: PaperRecords, made_up_case: Case, figures: dict[FigureKey, PrintedFigure]
) -> None:
    dearer = Estimate.parse("£987,654")
    assert dearer is not None

    case = replace(
        made_up_case,
        projects=tuple(
            replace(project, flows=tuple(replace(flow, amounts=dict.fromkeys(flow.amounts, dearer)) for flow in project.flows))
            for project in made_up_case.projects
        ),
    )
    paper = replace(
        made_up_paper,
        flows=tuple(
            replace(flow, amounts=dict.fromkeys(flow.amounts, dearer)) if flow.line == "Handsets" else flow for flow in made_up_paper.flows
        ),
    )
    after = printed_figures(marked_of("cabinet-report", paper, appraise(case)), paper)
    assert list(after) == list(figures)
    changed = {key for key in after if after[key].value != figures[key].value}
    handsets = Record("lines", "New telephone system: Handsets")
    assert FigureKey("lines", handsets.name, "as recorded") in changed
    assert FigureKey("options", "New telephone system", "npv") in changed
    assert all(handsets in after[key].records for key in changed if key.kind != "sections")


def test_a_figure_that_no_document_holds_is_marked_and_its_mark_explained(marked_document: Document) -> None:
    tables = _tables(marked_document)
    weighted = tables["Weighted scores out of 100"]
    assert [column.heading for column in weighted.columns][:3] == [f"Rank{SPACE}[i]", "Option", f"Score{SPACE}[i]"]
    yearly = tables[f"{_LED}: costs and savings by year"]
    headings = [column.heading for column in yearly.columns]
    assert "Cost" in headings
    assert f"Present value{SPACE}[i]" in headings
    assert tables["Risks and controls"].columns[0].heading == "Risk"
    assert tables["Risks and controls"].rows[0][0] == f"Staff leave{SPACE}[i]"
    assert not any("[i]" in text for row in tables["Buy it in: costs and savings by year"].rows for text in row)
    heads = [block for block in marked_document.blocks if isinstance(block, Paragraph) and plain(block.words).startswith("[i] marks ")]
    assert len(heads) == 2, "what the marks mean stands once in the report and once in the annex"
    drawn = [block for block in marked_document.blocks if isinstance(block, Figure)]
    assert drawn
    assert all(block.caption.endswith("[i]") for block in drawn)
    lists = [block for block in marked_document.blocks if isinstance(block, BulletList)]
    told = next(block for block in lists if any(span.finding is not None for words in block.items for span in words))
    assert plain(told.items[0]).endswith(f"{SPACE}[i]")


def test_a_paper_of_reported_figures_has_no_mark(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    def told(records: tuple[_Recorded, ...]) -> tuple[_Recorded, ...]:
        return tuple(replace(record, basis="reported") for record in records)

    given = made_up_paper
    reported = replace(
        given, flows=told(given.flows), scores=told(given.scores), weights=told(given.weights),
        risks=tuple(each.but(basis="reported") for each in given.risks),
        services=told(given.services),
        options=tuple(each.but(basis="reported") for each in given.options),
    )  # fmt: skip
    for layout in layout_names():
        text = plain_text(marked_of(layout, reported, made_up_appraisal))
        assert not any(mark in text for mark in MARKS.values()), layout


@pytest.mark.parametrize(
    ("text", "basis", "told"),
    [
        ("£5", "illustrative", f"£5{SPACE}[i]"), ("£5\n1 not known", "assumed", f"£5{SPACE}[a]\n1 not known"),
        ("£5 [i]", "illustrative", "£5 [i]"),
        ("", "assumed", ""), ("£5", "", "£5"), ("£5", "reported", "£5"),
    ],
)  # fmt: skip
def test_a_mark_stands_once_at_the_end_of_the_first_line(text: str, basis: str, told: str) -> None:
    assert marked(text, basis) == told
    assert unmarked(told) == unmarked(text)


def test_numbers_in_the_name_of_an_option_are_no_figures(
    made_up_paper: PaperRecords, made_up_case: Case, renamed: Callable[[Case, str, str], Case]
) -> None:
    name = "Option 2 of 7"
    case = renamed(made_up_case, _LED, name)
    paper = replace(
        made_up_paper,
        flows=tuple(replace(flow, owner=name) if flow.owner == _LED else flow for flow in made_up_paper.flows),
        scores=tuple(replace(score, option=name) if score.option == _LED else score for score in made_up_paper.scores),
    )
    found = printed_figures(marked_of("cabinet-report", paper, appraise(case)), paper)
    leads = [key.field for key in found if key.kind == "findings" and "leads" in key.field]
    assert leads
    assert all("Option ₂ of ₇" in field for field in leads)


@pytest.mark.parametrize("name", sorted({name for name, _ in PAPERS}))
def test_every_heading_of_figures_has_a_name_that_no_wording_changes(name: str, sample_papers: SamplePapers) -> None:
    paper = sample_papers.paper(name, "cabinet-report")
    criteria = {criterion.name for criterion in paper.appraisal.case.criteria}
    of_records = criteria | {group.name for group in paper.appraisal.case.groups} | {option.name for option in paper.appraisal.options}
    for block in paper.whole.blocks:
        if isinstance(block, Table) and block.traces is not None:
            for key in printed_figures(replace(paper.whole, blocks=(block,)), paper.records):
                field = key.field.rpartition(" (")[0] if key.field.endswith(")") else key.field
                if not is_in_sentence(key) and field not in of_records:
                    names = {part for part in field.split(", ") if not part.isdigit()}
                    assert names <= {*FIGURE_NAMES.values(), *(column.field for column in block.columns), "value"}, (block.caption, key)
