"""What papers print of editions, scenarios, totals spread over years and actual amounts, and what stands before their agenda."""

from __future__ import annotations

import datetime
from pathlib import Path

import pypdfium2
import pytest

from db.store import Store
from desktop.operations.papers.papers import made, paper_to_set, papers
from desktop.operations.papers.readiness import readiness
from desktop.operations.records.cases import find
from desktop.papers.content.blocks import Heading, Table
from desktop.papers.content.layout_fields import PaperDocument
from tests.operations.grounds import Cell, Sheets, imported

YEARS = ["2026/27", "2027/28", "2028/29"]


def book(meeting: datetime.date, *fields: list[Cell]) -> Sheets:
    return {
        "Case": [["Field", "Value"], ["Title", "Depot"], ["Base year", "2026/27"], ["Horizon", 3], *fields],
        "Options": [["Option", "Benchmark", "Preferred"], ["Carry on", "yes", None], ["New", None, "yes"]],
        "Flows": [
            ["Owner", "Line", "Kind", "Cashable", *YEARS],
            ["New", "Build", "cost", None, 300_000, None, None],
            ["New", "Staff", "saving", "yes", None, "£180,000 to £220,000", "£180,000 to £220,000"],
            ["New", "Estate", "saving", "yes", None, None, None],
        ],
        "Phasing": [["Owner", "Line", "Total", "2027/28", "2028/29", "Source"], ["New", "Estate", "£100,000", 25, 75, "Estates plan"]],
        "Scenarios": [["Scenario", "Owner", "Line", "Kind", "Percent"], ["Half", "New", None, "saving", 50]],
        "Actuals": [
            ["Owner", "Line", "Rating", "Reason", "2026/27", "2027/28", "Source"],
            ["New", "Build", "red", "The contract was dearer.", 320_000, None, "Ledger"],
            ["New", "Staff", "amber", "Two posts were filled late.", None, 150_000, "Ledger"],
        ],
        "RAG definitions": [["Rating", "Definition"], ["amber", "Behind, and recoverable"]],
        "Papers": [["Paper", "Council", "Body", "Meeting date", "Kind of body"], ["Depot", "Wick", "Cabinet", meeting, "executive"]],
    }


def text_of(store: Store, layout: str) -> str:
    reader = store.reader()
    case = find(reader)
    given, pages = paper_to_set(reader, case, papers(reader, case)[0][0]), []
    for of in PaperDocument:
        with pypdfium2.PdfDocument(given.pdf(layout, of)) as document:
            pages += [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split())


def on_editions(store: Store) -> list[str]:
    reader = store.reader()
    case = find(reader)
    items = readiness(reader, case, papers(reader, case)[0][0])
    return [item.sentence for item in items if item.key == "discounting: edition"]


@pytest.mark.parametrize("layout", ["cabinet-report", "efficiency-review", "front-sheet", "outcome-delivery-plan"])
def test_a_paper_prints_scenarios_and_the_plan_against_what_has_come_of_it(store: Store, tmp_path: Path, layout: str) -> None:
    imported(store, book(datetime.date(2026, 9, 8)), tmp_path)
    text = text_of(store, layout)
    assert "New: each scenario beside the case as recorded" in text
    assert "In the scenario ‘Half’ the net present value of New is" in text
    assert text.count("Planned against actual Line Planned Actual Variance") == 1
    assert "Staff (New), 2027/28 Amber: Two posts were filled late. £180,000 to £220,000 £150,000 £30,000 to £70,000 less" in text
    assert "New has saved £150,000 to the end of 2027/28, £30,000 to £70,000 less than the £180,000 to £220,000 planned." in text
    assert "Of 2 lines that are rated, 1 is red and 1 amber." in text
    assert "A, amber: Behind, and recoverable" in text
    for source in (
        "Phasing: New: Estate: £100,000 in all; 2027/28: 25%; 2028/29: 75%",
        "Actuals: New: Build: 2026/27: £320,000; red; Staff: 2027/28: £150,000; amber",
    ):
        assert source in text
    assert "Estate (saving, cashable): 2027/28: £25,000; 2028/29: £75,000" in text


def test_what_has_come_of_a_plan_stands_by_its_targets_in_the_outcome_delivery_plan(store: Store, tmp_path: Path) -> None:
    sheets = book(datetime.date(2026, 9, 8))
    headings, paper = sheets["Papers"]
    imported(store, {**sheets, "Papers": [[*headings, "Sections left out"], [*paper, "[table: outturn] report"]]}, tmp_path)
    reader = store.reader()
    case = find(reader)
    given = paper_to_set(reader, case, papers(reader, case)[0][0])
    blocks = made(given.records, given.appraised(), "outcome-delivery-plan").report.blocks
    at = next(n for n, block in enumerate(blocks) if isinstance(block, Table) and "Planned against actual" in block.caption)
    above = [block.text for block in blocks[:at] if isinstance(block, Heading)]
    assert above[-1] == "Planned against actual"
    assert next(heading for heading in reversed(above[:-1]) if heading.endswith(("targets", "?"))) == "Indicator, baseline and targets"


def test_a_paper_names_the_edition_its_case_used_and_none_for_a_flat_rate(store: Store, tmp_path: Path) -> None:
    imported(store, book(datetime.date(2026, 9, 8), ["Discount vintage", "Green Book, March 2022"]), tmp_path)
    assert "Discounting: standard rates, Green Book, March 2022." in text_of(store, "cabinet-report")
    imported(store, book(datetime.date(2026, 9, 8), ["Discounting", "8%"]), tmp_path, replace=True)
    text = text_of(store, "cabinet-report")
    assert "Discounting: Flat rate of 8%" in text
    assert "Green Book" not in text


def test_the_rate_of_inflation_that_a_case_assumes_is_printed(store: Store, tmp_path: Path) -> None:
    imported(store, book(datetime.date(2026, 9, 8), ["Price base", "nominal"], ["Assumed inflation (%)", 2.5]), tmp_path)
    assert "with inflation of 2.5% a year, which this case assumes: the GDP deflators of December 2025 end in 2023/24." in (
        text_of(store, "cabinet-report")
    )
    imported(store, book(datetime.date(2026, 9, 8), ["Price base", "nominal"]), tmp_path, replace=True)
    assert "No present values: the GDP deflators of December 2025 end in 2023/24" in text_of(store, "cabinet-report")


@pytest.mark.parametrize(
    ("meeting", "vintage", "said"),
    [
        (datetime.date(2026, 9, 8), "", ""),
        (datetime.date(2026, 2, 4), "", "is March 2022, and the present values are by that of February 2026: choose"),
        (datetime.date(2026, 9, 8), "Green Book 2022, restated December 2025", "in force on 8 September 2026 is February 2026"),
        (datetime.date(2011, 7, 20), "Green Book 2003", ""),
        (datetime.date(2011, 8, 1), "Green Book 2003", "is 2003, amended July 2011, and the present values are by that of 2003"),
        (datetime.date(2002, 8, 1), "Green Book 2003", ""),
    ],
)  # fmt: skip
def test_an_edition_that_is_not_in_force_at_the_meeting_stands_before_the_agenda(
    store: Store, tmp_path: Path, meeting: datetime.date, vintage: str, said: str
) -> None:
    imported(store, book(meeting, ["Discount vintage", vintage or None]), tmp_path)
    told = on_editions(store)
    assert len(told) == bool(said)
    assert all(said in sentence for sentence in told)


def test_a_flat_rate_is_of_no_edition(store: Store, tmp_path: Path) -> None:
    imported(store, book(datetime.date(2011, 8, 1), ["Discounting", "8%"]), tmp_path)
    assert on_editions(store) == []


def test_an_edition_of_the_green_book_that_is_brought_in_is_the_one_in_force(store: Store, tmp_path: Path) -> None:
    made = book(datetime.date(2031, 1, 7))
    made["Reference"] = [["Series", "Key", "Value", "Vintage"], ["Green Book edition", "1 May 2030", "May 2030", "May 2030"],
                         ["green book", 0, "3%", "Green Book, May 2030"]]  # fmt: skip
    made["Case"].append(["Discount vintage", "Green Book, February 2026"])
    imported(store, made, tmp_path)
    (told,) = on_editions(store)
    assert "in force on 7 January 2031 is May 2030, and the present values are by that of February 2026: choose its rates" in told
    made["Case"][-1][1] = "Green Book, May 2030"
    imported(store, made, tmp_path, replace=True)
    assert on_editions(store) == []
