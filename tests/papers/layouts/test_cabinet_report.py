from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from db.nouns.paper_parts import Recommendation as RecommendationRecord
from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import Case
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings.caveats import decision
from desktop.appraisal.findings.savings import told_by_figures
from desktop.appraisal.results import Appraisal, OptionResult, ProjectResult
from desktop.appraisal.years import FinancialYear
from desktop.papers.choosing import builder
from desktop.papers.content.blocks import Document, FieldTable, Figure, Form, Heading, Paragraph, Recommendation, Sources, Table, plain
from desktop.papers.content.layout_fields import LayoutFields, PaperDocument, left_out
from desktop.papers.content.records import PaperRecords, Section
from desktop.papers.html.paper_text import plain_text
from desktop.papers.sources.marks import NOTE_BEGINS
from tests.papers.built import annex_of, report_of


@pytest.fixture
def made_up_document(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> Document:
    return report_of(made_up_paper, made_up_appraisal)


@pytest.fixture
def made_up_annex(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> Document:
    return annex_of(made_up_paper, made_up_appraisal)


def _tables(document: Document) -> dict[str, Table]:
    return {block.caption.partition(": ")[2]: block for block in document.blocks if isinstance(block, Table)}


def _headings(document: Document, level: int = 1) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.level == level]


def test_sections_come_in_the_order_of_a_modern_report(made_up_document: Document) -> None:
    assert _headings(made_up_document) == [
        "Purpose of the report",
        "Recommendations",
        "Reasons for the recommendations",
        "Background",
        "What residents told us",
        "Options considered",
        "Risk management",
        "Consultation",
        "Timetable",
        "Implications",
        "Comments of the statutory officers",
        "Conflicts of interest",
        "Background papers",
        "Appendices",
    ]
    numbers = [block.number for block in made_up_document.blocks if isinstance(block, Heading) and block.level == 1]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]


def test_the_title_block_says_who_decides_what_and_why_it_cannot_wait(made_up_document: Document) -> None:
    fields = next(block for block in made_up_document.blocks if isinstance(block, FieldTable))
    assert dict(fields.rows) == {
        "Decision-maker": "Cabinet",
        "Date of meeting": "14 September 2026",
        "Item": "7",
        "Report of": "Director of Resources",
        "Author": "Head of Revenues",
        "Portfolio holder": "Portfolio holder for finance",
        "Wards affected": "All",
        "Key decision": "Yes. Savings above £250,000",
        "Urgent item": "Yes. The contract ends on 30 September 2026. Chair's agreement: Agreed 4 September 2026",
    }


def test_recommendations_carry_their_conditions_and_the_section_that_supports_them(made_up_document: Document) -> None:
    first, second = (block for block in made_up_document.blocks if isinstance(block, Recommendation))
    assert (first.number, plain(first.words), first.supports) == ("2.1", "That the service be shared.", "section 6, Options considered")
    assert [plain(condition) for condition in first.conditions] == ["A business case is agreed", "Both councils approve"]
    assert (second.number, second.supports) == ("2.2", "section 5, What residents told us")
    assert "Recommendation 2.1: It scores best." in plain_text(made_up_document)


def test_a_table_the_officer_placed_is_drawn_there_and_nowhere_else(made_up_document: Document) -> None:
    captions = [block.caption.partition(": ")[2] for block in made_up_document.blocks if isinstance(block, Table)]
    assert captions.count("Risks and controls") == 1
    text = plain_text(made_up_document)
    assert text.index("Two risks stand out.") < text.index("Risks and controls") < text.index("Both are owned.")


def test_the_options_stand_best_first_with_what_speaks_for_each_and_why(
    made_up_case: Case, made_up_paper: PaperRecords, made_up_document: Document, made_up_annex: Document
) -> None:
    # neither what it is worth nor when it pays back is known of any
    assert [column.heading for column in _tables(made_up_document)["Options"].columns] == ["Option", "For", "Against", "Why"]
    stay, share, buy = made_up_case.options
    exit_costs, price = buy.flows
    known = replace(exit_costs, amounts=dict.fromkeys(exit_costs.amounts, Estimate.exact(Decimal(10_000))))
    case = replace(made_up_case, options=(stay, share, replace(buy, flows=(known, price))))
    table = _tables(report_of(made_up_paper, appraise(case)))["Options"]
    assert [column.heading for column in table.columns] == ["Option", "For and against", "Money", "Why"]
    assert [row[0] for row in table.rows] == [
        "Share the service\nRecommended\nWith a neighbour", "Buy it in\nNot viable\nFrom a supplier", "Stay as we are\nBenchmark\nCarry on",
    ]  # fmt: skip
    assert [row[1] for row in table.rows] == [
        "For: • Cover\n• Skills\nAgainst: Takes time", "For: Price\nAgainst: Control", "For: No upheaval\nAgainst: No cover"]  # fmt: skip
    # the money of the option recommended is partly illustrative, and the benchmark has none
    assert [bool(row[2]) for row in table.rows] == [False, True, False]
    assert [row[3] for row in table.rows] == ["Best balance", "No supplier came forward", "Too fragile"]
    scores = _tables(made_up_annex)["Weighted scores out of 100"]
    assert [row[1] for row in scores.rows] == ["Share the service", "Buy it in", "Stay as we are (benchmark)"]
    assert " to " in scores.rows[1][2]


def test_what_rests_on_illustrative_records_is_left_to_the_annex(
    made_up_paper: PaperRecords, made_up_appraisal: Appraisal, made_up_document: Document
) -> None:
    caption = "Share the service: costs and savings by year"
    assert caption not in _tables(made_up_document)
    assert "are not known yet" in plain_text(made_up_document)
    reported = replace(made_up_paper, flows=tuple(replace(flow, basis="reported") for flow in made_up_paper.flows))
    report = report_of(reported, made_up_appraisal)
    assert caption in _tables(report)
    assert caption not in _tables(annex_of(reported, made_up_appraisal))
    rows = dict(next(block for block in report.blocks if isinstance(block, Form)).rows)
    assert list(rows) == ["What is asked", "Why", "What it costs", "What it saves", "Pays back in cash", "How sure that is"]
    (cost,) = rows["What it costs"]
    assert isinstance(cost, Paragraph)
    assert plain(cost.words) == "£189,000 over the 4 years from 2026/27."


def test_page_one_says_what_is_asked_and_why_with_the_recommendations_numbers(made_up_document: Document) -> None:
    rows = dict(next(block for block in made_up_document.blocks if isinstance(block, Form)).rows)
    said = [plain(line.words) for lines in rows.values() for line in lines if isinstance(line, Paragraph)]
    asked = "Cabinet is asked to agree that the service be shared, and to decide on 1 more recommendation"
    assert said[0] == f"{asked} (Recommendations 2.1 and 2.2)."
    assert said[1] == "It scores best."


def test_a_paper_to_be_noted_has_no_box_of_money(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    for text in ("That the report be noted", "That Cabinet note the report.", "Cabinet notes progress", "NOTES the content"):
        noted = replace(made_up_paper, recommendations=(RecommendationRecord(paper_id=1, text=text),))
        rows = dict(next(block for block in report_of(noted, made_up_appraisal).blocks if isinstance(block, Form)).rows)
        assert list(rows) == ["What is asked"], text
    agreed = replace(made_up_paper, recommendations=(RecommendationRecord(paper_id=1, text="That Cabinet agree to the notice."),))
    rows = dict(next(block for block in report_of(agreed, made_up_appraisal).blocks if isinstance(block, Form)).rows)
    assert "Money" in rows


def test_an_exhibit_ticked_into_a_document_stands_there_and_nowhere_else(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    def captions(ticks: dict[str, tuple[PaperDocument, ...]]) -> tuple[bool, bool]:
        paper = replace(made_up_paper, layout_fields=LayoutFields(sections_left_out=left_out((), ticks)))
        caption = "Share the service: each group’s score on each criterion"
        both = report_of(paper, made_up_appraisal), annex_of(paper, made_up_appraisal)
        in_report, in_annex = (any(isinstance(block, Figure) and caption in block.caption for block in each.blocks) for each in both)
        return in_report, in_annex

    assert captions({}) == (False, True)
    assert captions({"chart: spread": (PaperDocument.REPORT,)}) == (True, False)
    assert captions({"chart: spread": tuple(PaperDocument)}) == (True, True)
    assert captions({"chart: spread": ()}) == (False, False)


def test_the_money_is_printed_by_year_and_adds_to_the_net_present_value(made_up_annex: Document, made_up_appraisal: Appraisal) -> None:
    table = _tables(made_up_annex)["Share the service: costs and savings by year"]
    headings = [column.heading for column in table.columns]
    assert headings == ["Year", "Cost", "Cashable savings", "Savings not cashable", "Net", "Running total", "Present value"]
    # A line of funding is recorded, and as it names no source it counts nowhere: it is never said that nothing is recorded.
    assert table.notes[:2] == (
        "Not recorded: savings not stated, income.",
        "Of the funding recorded nothing counts in these years: grants, contributions and receipts alone are money in.",
    )
    assert [row[0] for row in table.rows] == ["2026/27", "2027/28", "2028/29", "2029/30", "Total"]
    assert [row[1] for row in table.rows] == ["£123,000", "£65,000", "£0", "£0", "£189,000"]
    assert table.rows[1][2] == "£200,000 to £300,000"
    assert table.rows[3][2] == "£251,000"
    assert table.rows[2][3] == "up to £40,000"
    # By hand: (200000 - 65432)/1.035 + 200000/1.035^2 + 251007/1.035^3 - 123456, each rounded to the penny; and the same of the high case.
    low = -123456 + round(134568 / 1.035, 2) + round(200000 / 1.035**2, 2) + round(251007 / 1.035**3, 2)
    high = -123456 + round(234568 / 1.035, 2) + round(340000 / 1.035**2, 2) + round(251007 / 1.035**3, 2)
    assert table.rows[4][-1] == f"£{round(low, -3):,.0f} to £{round(high, -3):,.0f}"
    npv = made_up_appraisal.option("Share the service").money.npv
    assert npv is not None
    assert float(npv.low or 0) == pytest.approx(low)


def test_what_is_not_known_is_never_printed_as_nought(made_up_annex: Document) -> None:
    table = _tables(made_up_annex)["Buy it in: costs and savings by year"]
    assert table.rows[0][1] == "not known"
    assert table.rows[1][2] == "at least £90,000"
    assert table.rows[-1][1] == "not known"
    assert "1 amount is not yet known (Exit costs). Not known is not zero" in plain_text(made_up_annex)


def test_illustrative_figures_say_so_beside_them_and_in_the_sources(made_up_document: Document, made_up_annex: Document) -> None:
    tables = {**_tables(made_up_document), **_tables(made_up_annex)}
    for caption in ("Weighted scores out of 100", "Risks and controls", "Share the service: costs and savings by year"):
        assert any(note.startswith(NOTE_BEGINS[0]) for note in tables[caption].notes), caption
    figures = [block for block in made_up_annex.blocks if isinstance(block, Figure)]
    assert figures
    for figure in figures:
        assert any(note.startswith(NOTE_BEGINS) for note in figure.notes), figure.caption
    assert not any(note.startswith(NOTE_BEGINS) for note in tables["Buy it in: costs and savings by year"].notes)
    assert "Illustrative here, in whole or in part: scores; costs and savings; risks." in plain_text(made_up_annex)


def test_what_marks_mean_is_said_once_at_the_head_of_each_document(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    for document in builder("cabinet-report")(made_up_paper, made_up_appraisal):
        text = plain_text(document)
        assert text.count("made up to show the method") == 1
        assert isinstance(document.blocks[0], Paragraph)
        assert plain(document.blocks[0].words).startswith("[i] marks a figure made up")
        assert not any(line.startswith(NOTE_BEGINS) for line in text.splitlines())


def test_every_recorded_figure_is_in_the_sources_with_its_basis_and_source(made_up_annex: Document, made_up_paper: PaperRecords) -> None:
    entries = [entry for block in made_up_annex.blocks if isinstance(block, Sources) for entry in block.entries]
    for flow in made_up_paper.flows:
        entry = next(entry for entry in entries if f"{flow.owner}: {flow.line}" in entry.record)
        assert (entry.basis.lower(), entry.source) == (flow.basis, flow.source)
        assert all(amount.words() in entry.value for amount in flow.amounts.values())
    scores = _tables(made_up_annex)["Scores given by Staff"]
    assert scores.rows[0] == ("Resilience", "30", "3", "8", "5")
    assert scores.rows[3] == ("Skills", "15", "5", "6", "missing")
    assert not any(note.startswith("Illustrative:") for note in scores.notes), "it is said once, below the last group's"
    assert any(note.startswith("Illustrative: Workshop notes.") for note in _tables(made_up_annex)["Scores given by Members"].notes)


def test_the_schedule_and_the_assumptions_are_stated(made_up_annex: Document, made_up_appraisal: Appraisal) -> None:
    text = plain_text(made_up_annex)
    assert made_up_appraisal.discounting_name.startswith("Green Book")
    assert text.count("Discounting: standard rates, Green Book") == 1
    assert made_up_appraisal.discounting_vintage in text
    assert "Amounts are real, in 2026/27 prices." in text
    assert "The middle of a range is taken half way where no likely amount was given: Fewer managers." in text
    assert "An amount recorded as “up to” has no lowest figure; £0 is assumed: Quicker handling." in text
    owners: tuple[OptionResult | ProjectResult, ...] = (*made_up_appraisal.options, *made_up_appraisal.projects)
    in_tables = {line for owner in owners if owner.money.years for line in told_by_figures(made_up_appraisal.case, owner)}
    assert in_tables & set(made_up_appraisal.findings)
    in_tables |= set(decision(made_up_appraisal))  # what is recommended is said of the options
    for finding in made_up_appraisal.findings:
        assert (finding.words in text) is (finding not in in_tables), finding.words


def test_charts_have_captions_and_the_same_in_words(made_up_annex: Document) -> None:
    figures = {block.key: block for block in made_up_annex.blocks if isinstance(block, Figure)}
    assert list(figures) == ["contributions", "savings", "cumulative", "weights", "spread"]
    assert "Share the service, which leads: " in figures["contributions"].alternative
    told = "2027/28: cashable savings come to £200,000 to £300,000, costs come to £65,000, which leaves a net of"
    assert told in figures["savings"].alternative
    assert figures["cumulative"].caption == "Figure 3: Share the service: running total of savings less costs"


def test_a_paper_with_nothing_recorded_has_no_empty_section() -> None:
    case = Case("Empty", FinancialYear(2026), 5)
    document = report_of(PaperRecords("Empty"), appraise(case))
    assert _headings(document) == ["Background papers"]
    assert _headings(report_of(PaperRecords("Empty", status="final"), appraise(case))) == []
    assert dict(next(block for block in document.blocks if isinstance(block, FieldTable)).rows) == {"Date of meeting": "To be set"}
    text = plain_text(document)
    assert "Not yet stated." in text
    assert "None" not in text
    blank = report_of(PaperRecords("Empty", body="Cabinet", sections=(Section("Purpose"), Section("Anything", "  "))), appraise(case))
    assert _headings(blank) == ["Background papers"]
    assert "Key decision: Not yet stated" in plain_text(blank)


def test_asked_for_tables_with_nothing_to_show_print_a_sentence() -> None:
    places = "\n".join(
        f"[table: {name}]"
        for name in ("options", "scores", "savings", "risks", "consultation", "milestones", "evidence", "objectives", "services")
    )
    charts = "[chart: contributions]\n[chart: savings]\n[chart: cumulative]"
    paper = PaperRecords("Empty", sections=(Section("Everything", f"{places}\n{charts}"),))
    document = report_of(paper, appraise(Case("Empty", FinancialYear(2026), 5)))
    assert not any(isinstance(block, Table | Figure) for block in document.blocks), "a caption stands without its table"
    said = [plain(block.words) for block in document.blocks if isinstance(block, Paragraph)]
    assert said[:2] == ["No options are recorded.", "No scores are recorded."]
    assert len(said) == 10


@pytest.mark.parametrize("date", [datetime.date(2010, 9, 21), datetime.date(2012, 9, 9), datetime.date(2026, 9, 14)])
def test_no_law_is_cited_that_the_officer_did_not_cite(
    made_up_paper: PaperRecords, made_up_appraisal: Appraisal, date: datetime.date
) -> None:
    text = plain_text(report_of(replace(made_up_paper, meeting_date=date), made_up_appraisal))
    assert "Regulations" not in text
    assert " Act " not in text


def test_a_final_paper_is_not_a_draft(made_up_paper: PaperRecords, made_up_appraisal: Appraisal) -> None:
    assert report_of(made_up_paper, made_up_appraisal).draft
    assert not report_of(replace(made_up_paper, status="final"), made_up_appraisal).draft


def test_the_same_records_make_the_same_content(made_up_paper: PaperRecords, made_up_appraisal: Appraisal, made_up_case: Case) -> None:
    assert plain_text(report_of(made_up_paper, made_up_appraisal)) == plain_text(report_of(made_up_paper, appraise(made_up_case)))


def test_one_changed_score_changes_what_rests_on_it_and_no_money(
    made_up_paper: PaperRecords, made_up_appraisal: Appraisal, made_up_case: Case, renamed: Callable[[Case, str, str], Case]
) -> None:
    changed = replace(
        made_up_case,
        scores={**made_up_case.scores, ("Staff", "Stay as we are", "Pace"): made_up_case.scores["Members", "Stay as we are", "Pace"]},
    )
    before, after = _tables(annex_of(made_up_paper, made_up_appraisal)), _tables(annex_of(made_up_paper, appraise(changed)))
    assert before["Weighted scores out of 100"] != after["Weighted scores out of 100"]
    money = [caption for caption in before if "costs and savings" in caption or "worth" in caption]
    assert money
    assert all(before[caption] == after[caption] for caption in money)
    name = "Share the <b>service</b> & more"
    renamed_document = annex_of(made_up_paper, appraise(renamed(made_up_case, "Share the service", name)))
    assert f"{name}: costs and savings by year" in _tables(renamed_document)


def test_notes_and_leads_are_not_numbered(made_up_document: Document) -> None:
    numbered = [block.number for block in made_up_document.blocks if isinstance(block, Paragraph) and block.number]
    assert len(numbered) == len(set(numbered))
    assert "recommended to agree" not in plain_text(made_up_document), "a recommendation prints as it is typed"
