"""`interchange.md`, "Reading cells": every form of an amount, read or asked alike where it is typed, pasted, imported and returned."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from db.nouns.choice import Option
from db.nouns.money import CashFlow, Project
from db.store import Store
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.models.block_text import read_block
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind as ScreenKind
from desktop.operations.records import records
from desktop.operations.records.columns import PERCENT, clean, read
from desktop.operations.records.records import read_yearly
from desktop.operations.workbook.cells import Sheet
from desktop.operations.workbook.checking import read_book
from desktop.operations.workbook.joining import check_unique
from desktop.views.money.lines.paste import read_lines
from tests.operations.packed import ask, check, fill, ground

#: What stands in a cell, and the words of what is read.
READ = {
    **dict.fromkeys(("£1.2m", "£1.2m.", "£1.2m pa", "£1.2m p.a.", "£1.2m a year.", "1,200,000", "£1.2 M", "+£1.2m", "£1,200k"), "£1.2m"),
    **dict.fromkeys(("£250k", "£ 250,000", "250000", "£0.25m each year", "£250,000 per annum."), "£0.25m"),
    **dict.fromkeys(("up to £5m", "no more than £5m", "less than £5m p.a.", "£5m or less", "at most £5m."), "up to £5m"),
    **dict.fromkeys(("£1m+", "at least £1m", "in excess of £1m pa", "£1m or more", "more than £1m a year"), "in excess of £1m"),
    **dict.fromkeys(("c£70m", "c. £70m", "ca £70m", "around £70m", "about £70m", "nearly £70m", "almost £70m"), "about £70m"),
    **dict.fromkeys(("just over £70m", "just under £70m p.a.", "£70m approx.", "£70m (estimated)", "£70m est."), "about £70m"),
    **dict.fromkeys(("£0.5m to £0.75m", "between £0.5m and £0.75m", "£500k-£750k", "£0.5-0.75m"), "£0.5m to £0.75m"),
    **dict.fromkeys(("£2-3m", "£2m-3m", "£2 to £3m", "between £2 and £3m a year", "2–3 million"), "£2m to £3m"),
    **dict.fromkeys(("£5 to £10m", "£5-10m p.a.", "£5m to £10m."), "£5m to £10m"),
    **dict.fromkeys(("c£2-3m", "£2-3m (approx)", "about £2m to £3m"), "about £2m to £3m"),
    **dict.fromkeys(("not known", "not known.", "TBC", "tbc p.a.", "n/k", "N/K", "to be confirmed", "?"), "not known"),
    **dict.fromkeys(("nil", "Nil.", "nil pa", "0", "£0", "£0.00", "(0)", "£-", "£ -", " £-   ", " £ - ", " -   ", " - ", " - £ "), "£0"),
    **dict.fromkeys(("-£1,200", "£-1,200", "(1,200)", "£(1,200)", "(£1,200)", "1,200-", "£1,200-", "−£1,200", "–1,200"), "−£1,200"),
    **dict.fromkeys(("(£1.2m)", "£(1.2)m", "£(1.2m)", "-1.2m p.a.", "£1.2m-"), "−£1.2m"),
    "£500 to £1,500": "£500 to £1,500",
    "£150.00 to £200,000": "£150.00 to £200,000",
    "£1.250m": "£1.25m",
}
#: What stands in a cell, and the two readings that are offered; a total is asked about too.
ASKED = {
    "£150-200,000": "£150,000 or £150.00",
    "£150 to 200,000": "£150,000 or £150.00",
    "150 to £200000": "£150,000 or £150.00",
    "£10-20,000 pa": "£10,000 or £10.00",
    "£500 to £1m": "£500,000 or £500.00",
    "1.200": "£1,200 or £1.20",
    "-£1.200": "−£1,200 or −£1.20",
    "(1.200)": "−£1,200 or −£1.20",
    "1.234": "£1,234 or £1.23",
    "1.200 to 1.500": "£1,500 or £1.50",
    "1,2": "£1.20 or £12",
    "£12,34": "£12.34 or £1,234",
    "1,2m": "£1.2m or £12m",
    "-": "0 where there is none, or not known",
    "–": "0 where there is none, or not known",
    "£3m over three years": "£3m where that is the amount of each year, or the part of it that is this year’s",
    "£3m (over 3 years)": "£3m where that is the amount of each year, or the part of it that is this year’s",
    "£3m in total over the next five years": "£3m where that is the amount of each year, or the part of it that is this year’s",
    "£55.6m in all": "it as the Total under Phasing, or the part of it that is this year’s",
}
NEITHER = ("lots", "1,20,000", "5 apples", "£5 £6", "--5", "(-5)", "up to £2-3m", "£1m saving", "2011/12", "=1+1", "#N/A", "#DIV/0!", "n/a")
YEAR = FinancialYear(2011)


def typed(text: str) -> str:
    """What a cell of a grid says back, or takes."""
    cell = read_yearly(CashFlow, str(YEAR), text)
    assert cell is not None
    ScreenColumn("2011/12", "2011/12", ScreenKind.ESTIMATE).check(text)
    assert isinstance(cell.value, Estimate)
    return cell.value.words()


def pasted(text: str) -> str:
    (cells,) = read_lines(read_block(f"Rent\tcost\t{text}"), (YEAR,))
    return typed(cells[str(YEAR)])


def imported(text: str) -> str:
    flows = Sheet("Flows", ("Owner", "Line", "Kind", "2011/12"), ((2, ("A", "Rent", "cost", text)),))
    book = read_book((flows,))
    if book.problems:
        raise KnownTrouble(" ".join(book.problems))
    return book.of(CashFlow)[0].amounts[YEAR].words()


@pytest.mark.parametrize("door", [typed, pasted, imported])
def test_what_is_read_is_read_alike_at_every_door(door: Callable[[str], str]) -> None:
    assert {text: door(text) for text in READ} == READ
    for text, words in READ.items():
        assert door(words) == words, f"{text} is written {words}"


@pytest.mark.parametrize("door", [typed, pasted, imported])
@pytest.mark.parametrize("text", [*ASKED, *NEITHER])
def test_what_has_two_readings_is_asked_alike_at_every_door(door: Callable[[str], str], text: str) -> None:
    with pytest.raises(KnownTrouble) as trouble:
        door(text)
    assert (f"type {ASKED[text]}" if text in ASKED else "type ") in str(trouble.value)


def test_a_partner_is_read_as_an_officer_is(filled: Store, tmp_path: Path) -> None:
    ground(filled)
    path = ask(filled, tmp_path / "packs")[0][0]
    every = [*READ, *ASKED, *NEITHER]
    rows = dict(enumerate(every, start=9))
    answers: dict[str, object] = {}
    for row, text in rows.items():
        answers |= {f"Costs!A{row}": "Mowing", f"Costs!B{row}": f"Heading {row}", f"Costs!C{row}": text}
    (found,) = check(filled, fill(path, answers))
    returned = {line.names[1]: line.returned_words for line in found.read.lines if line.question == "costs" and line.key}
    assert {text: returned.get(f"Heading {row}") for row, text in rows.items() if text in READ} == READ
    told = "\n".join(found.read.problems)
    for row, text in rows.items():
        if text not in READ:
            assert f"Costs, row {row}, column C (2011/12): " in told
            assert ASKED.get(text, "") in told


@pytest.mark.parametrize(("raw", "said"), [("0.24", "24% or 0.24%"), (0.5, "50% or 0.5%"), (".035", "3.5% or 0.035%")])
def test_a_percentage_below_1_is_asked_without_its_sign(raw: str | float, said: str) -> None:
    with pytest.raises(KnownTrouble, match=f"can be read two ways: type {said}"):
        read(PERCENT, raw)


def test_a_percentage_with_its_sign_is_what_it_says() -> None:
    said = {raw: str(read(PERCENT, raw)) for raw in ("0.24%", "24%", "24", 0, 1, 100, "0")}
    assert said == {"0.24%": "0.24", "24%": "24", "24": "24", 0: "0", 1: "1", 100: "1E+2", "0": "0"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026", "type 2025/26 or 2026/27"),
        ("FY26", "type 2025/26 or 2026/27"),
        ("fy 2026", "type 2025/26 or 2026/27"),
        ("Year 2", "with the base year as year 0 or as year 1: type the financial year"),
    ],
)
def test_a_year_that_may_be_two_is_asked(text: str, said: str) -> None:
    with pytest.raises(KnownTrouble, match=said):
        FinancialYear.parse(text)


def test_amounts_under_a_heading_in_thousands_are_not_pasted() -> None:
    with pytest.raises(KnownTrouble, match=r"‘2011/12 \(£000\)’ says £000: copy the amounts in pounds, under the heading 2011/12"):
        read_lines(read_block("Line\t2011/12 (£000)\nRent\t20"), (YEAR,))


@pytest.mark.parametrize("name", ["one TEAM", "One  team ", "\u00d6ne team", "O\u0308ne team"])
def test_names_are_compared_without_capitals_spaces_and_unicode_form(filled: Store, name: str) -> None:
    """An option or project that could not be imported again beside another is not typed either."""
    with filled.unit_of_work("accent") as unit:
        (held,) = [row for row in records.rows(unit, Option, 1) if row.text("name") == "One team"]
        if "\u0308" in decomposed(name):
            records.change(unit, Option, 1, [records.Edit(held.id, "name", "\u00d6ne team")])
    for noun in (Option, Project):
        with pytest.raises(KnownTrouble, match="already"), filled.unit_of_work("another") as unit:
            records.add(unit, noun, 1, {"name": clean(name)})
    options = Sheet("Options", ("Option",), ((2, ("One team" if "\u0308" not in decomposed(name) else "\u00d6ne team",)), (3, (name,))))
    book = read_book((options,))
    check_unique(book)
    assert len(book.problems) == 1


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)
