"""What a paper prints of the medium-term plan: what is in it already, inflation and pay, and the guidance that provision follows."""

from __future__ import annotations

import datetime
from pathlib import Path

import pypdfium2
import pytest

from db.store import Store
from desktop.appraisal.years import FinancialYear
from desktop.operations.papers.papers import paper_to_set, papers
from desktop.operations.records.cases import find
from desktop.papers.content.layout_fields import PaperDocument
from desktop.papers.exhibits.money_tables import guidance
from tests.operations.grounds import Cell, Sheets, imported, results
from tests.operations.records.test_plan_records import book, line

#: Past the last of the shipped deflators, so that a real case tells what financing costs by what it assumes itself.
_ASSUMED: list[Cell] = ["Assumed inflation (%)", 2]


def financed(meeting: datetime.date | None, *, assumed: bool = True) -> Sheets:
    """Pay that rises, a saving that the plan has already, one that is new, and a building on borrowed money."""
    made = book(
        line("Pay", "cost", 120_000, 120_000, 120_000, inflation=3),
        line("Vacancies", "saving", None, 200_000, 200_000, in_plan="yes"),
        line("Offices", "saving", None, 260_000, 260_000, in_plan="no"),
        line("Building", "cost", 600_000, None, None, of="capital"),
        line("Borrowed", "funding", 600_000, None, None, of="capital"),
    )
    made["Flows"][0] += ["Source of funding", "Asset life (years)", "Rate (%)"]
    for row in made["Flows"][1:]:
        row.extend(["borrowing", 20, 5] if row[1] == "Borrowed" else [None, None, None])
    if assumed:
        made["Case"].append(_ASSUMED)
    made["Papers"] = [["Paper", "Council", "Body", "Meeting date"], ["Hub", "Southdale", "Cabinet", meeting]]
    return made


def text_of(store: Store) -> str:
    """What the annex says."""
    reader = store.reader()
    case = find(reader)
    annex = paper_to_set(reader, case, papers(reader, case)[0][0]).pdf("cabinet-report", PaperDocument.ANNEX)
    with pypdfium2.PdfDocument(annex) as document:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def test_the_table_is_in_one_unit_and_tells_what_is_new(store: Store, tmp_path: Path) -> None:
    imported(store, financed(datetime.date(2026, 7, 1)), tmp_path)
    text = text_of(store)
    table = text[text.index("Medium-term plan, Southdale") :]
    for row in (
        "Base: the year before 0 120 −276",
        "Recurring 120 −340 −340",
        "Inflation and pay 0 4 7",
        "Financing cost 0 60 59",
        "Net call on the budget 120 −276 −274",
        "of which already in the plan 0 −200 −200",
        "of which new 120 −76 −74",
        "Change on the year before 120 −396 2",
    ):
        assert row in table, table[:900]
    assert "In thousands of pounds, in cash;" in table
    assert text.count("only what is new closes it") == 1
    assert "minimum revenue provision (fifth edition, 2024)" in table


def test_what_financing_costs_a_real_case_past_the_deflators_rests_on_what_it_assumes(store: Store, tmp_path: Path) -> None:
    """In 2027/28 £30,000 of provision and £30,000 of interest, over 1.02; in 2028/29 £58,500 over 1.02 ^ 2."""
    imported(store, financed(None), tmp_path)
    [fund] = results(store)["affordability"]["own"]["budget"]
    assert [year["financing"]["central"] for year in fund["years"]] == [0, 58_823.53, 56_228.37]
    imported(store, financed(None, assumed=False), tmp_path, replace=True)
    own = results(store)["affordability"]["own"]
    assert own["budget"] == []
    assert own["why"] == ["What financing costs is not known in 2026/27 prices: there is no deflator for 2027/28."]
    assert [year["financing"]["central"] for year in own["plan"]["funds"][0]["years"]] == [0, 60_000, 58_500], "in cash it needs none"
    assert "The budget gap of 2027/28 is not known in cash: there is no deflator for 2027/28." in own["plan"]["why"]


@pytest.mark.parametrize(
    ("meeting", "base_year", "edition"),
    [
        (datetime.date(2025, 3, 31), "2026/27", "fourth edition, 2018"),
        (datetime.date(2025, 4, 1), "2019/20", "fifth edition, 2024"),
        (datetime.date(2018, 4, 1), "2016/17", "fourth edition, 2018"),
        (datetime.date(2012, 4, 1), "2026/27", "of its year"),
        (None, "2026/27", "fifth edition, 2024"),
        (None, "2024/25", "fourth edition, 2018"),
    ],
)
def test_provision_follows_the_guidance_of_the_year_of_the_meeting(meeting: datetime.date | None, base_year: str, edition: str) -> None:
    assert edition in guidance(meeting, FinancialYear.parse(base_year))
