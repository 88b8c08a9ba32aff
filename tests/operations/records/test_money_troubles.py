"""Everything that can be wrong with the sheets of finance, and with an edit of their rows: one sentence each, and nothing written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from db import trail
from db.nouns.money import BudgetGap, CashFlow, ChecklistAnswer, Leaver, Target, WeeklyCap
from db.nouns.noun import Noun
from db.nouns.partners import Partner, Share
from db.nouns.register import Organisation
from db.store import Store
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble, SeveralTroubles
from desktop.operations.appraising.appraisals import case_to_appraise
from desktop.operations.records import pasting, records
from desktop.operations.records.cases import change as change_case
from desktop.operations.records.cases import find
from desktop.operations.records.records import Edit, Row
from tests.db.filled import dump
from tests.operations.appraising.test_money_records import LOWER, UPPER, with_finance
from tests.operations.grounds import Cell, Sheets, imported, sheets

Change = Callable[[Sheets], None]
AMOUNT = "type a number such as £1,200 or £1.2m, a range such as £0.5m to £0.75m, up to £5m, about £70m, or not known."
NO_OWNER = "there is no option or project named ‘Two teams’. Correct the name, or add it to the Options or Projects sheet."
NO_ORGANISATION = "there is no organisation named ‘Nether Wick’. Correct the name, or add it to the Organisations sheet."


def cell(sheet: str, row: int, heading: str, value: Cell) -> Change:
    def change(book: Sheets) -> None:
        book[sheet][row - 1][book[sheet][0].index(heading)] = value

    return change


def shares(*rows: list[Cell]) -> Change:
    def change(book: Sheets) -> None:
        book["Shares"] = [["Owner", "Applies to", "Basis", "Organisation", "Value"], *rows]

    return change


def more(sheet: str, *cells: Cell) -> Change:
    def change(book: Sheets) -> None:
        book[sheet].append([*cells, *[None] * (len(book[sheet][0]) - len(cells))])

    return change


def heading(sheet: str, old: str, new: str) -> Change:
    def change(book: Sheets) -> None:
        book[sheet][0][book[sheet][0].index(old)] = new

    return change


WRONG: list[tuple[str, Change, str]] = [
    (
        "short-of-100",
        cell("Shares", 3, "Value", 30),
        "Shares, row 3, column E (Value): the fixed shares of the costs of One team add to 90%, so 10% is nobody’s. Make them add to 100%.",
    ),
    (
        "past-100",
        cell("Shares", 3, "Value", 40.5),
        "Shares, row 3, column E (Value): the fixed shares of the costs of One team add to 100.5%, so 0.5% is too much. "
        "Make them add to 100%.",
    ),
    ("share-owner", cell("Shares", 2, "Owner", "Two teams"), f"Shares, row 2, column A (Owner): {NO_OWNER}"),
    ("share-organisation", cell("Shares", 3, "Organisation", "Nether Wick"), f"Shares, row 3, column D (Organisation): {NO_ORGANISATION}"),
    (
        "share-basis",
        cell("Shares", 2, "Basis", "by ear"),
        "Shares, row 2, column C (Basis): ‘by ear’ is not one of the choices: "
        "type equal, baseline, caseload, population, investment, fixed or first call.",
    ),
    (
        "share-below-nothing",
        cell("Shares", 4, "Value", -5),
        "Shares, row 4, column E (Value): -5 is too low: type 0 or more.",
    ),
    (
        "share-in-words",
        cell("Shares", 4, "Value", "most of it"),
        "Shares, row 4, column E (Value): ‘most of it’ is not a number: type one such as 12 or 7.5.",
    ),
    (
        "two-bases",
        shares(["One team", "costs", "equal", UPPER, None], ["One team", "costs", "baseline", LOWER, None]),
        "Shares, row 3, column C (Basis): row 2 shares the costs of One team by equal already. "
        "One basis divides them: make the rows agree.",
    ),
    (
        "share-twice",
        shares(["One team", "costs", "equal", UPPER, None], ["one  team", "costs", "equal", UPPER, None]),
        "Shares, row 3, column D (Organisation): Upper Wick has a share of the costs of One team in row 2 already. Keep one.",
    ),
    (
        "value-of-nobody",
        shares(["One team", "costs", "caseload", None, 40], ["One team", "costs", "caseload", UPPER, 60]),
        "Shares, row 2, column D (Organisation): there is a value and no organisation that it is of. "
        "Name the organisation, or clear Value.",
    ),
    (
        "no-caseload",
        shares(["One team", "costs", "caseload", UPPER, 12], ["One team", "costs", "caseload", LOWER, None]),
        "Shares, row 3, column E (Value): Lower Wick has no value, which the basis caseload needs. Type it, 0 for none.",
    ),
    (
        "fixed-for-nobody",
        shares(["One team", "funding", "fixed", None, None]),
        "Shares, row 2, column D (Organisation): the basis fixed needs a row for each organisation, with its value. Add them.",
    ),
    (
        "first-call-on-costs",
        shares(["One team", "costs", "first call", UPPER, 12]),
        "Shares, row 2, column C (Basis): only savings can be shared by first call. Choose another basis.",
    ),
    (
        "first-call-on-nothing",
        shares(["One team", "savings", "first call", UPPER, None]),
        "Shares, row 2, column E (Value): first call needs what each investor put in. Type it in pounds beside its organisation.",
    ),
    ("partner-unknown", cell("Partners", 2, "Organisation", "Nether Wick"), f"Partners, row 2, column A (Organisation): {NO_ORGANISATION}"),
    (
        "partner-twice",
        cell("Partners", 2, "Organisation", UPPER),
        "Partners, row 3, column A (Organisation): ‘Upper Wick’ is in row 2 already. Keep one, or give it another name.",
    ),
    (
        "target-organisation",
        cell("Targets", 2, "Organisation", "Nether Wick"),
        f"Targets, row 2, column C (Organisation): {NO_ORGANISATION}",
    ),
    (
        "target-twice",
        cell("Targets", 3, "Organisation", "upper wick"),
        "Targets, row 3, column A (Indicator): there is a target of NI 179 for Upper Wick in row 2 already. Keep one.",
    ),
    (
        "percentage-too-high",
        cell("Targets", 2, "2010/11 (%)", 340),
        "Targets, row 2, column J (2010/11): 340 is too high: type 100 or less.",
    ),
    (
        "percentage-below-nothing",
        cell("Targets", 2, "2010/11 (%)", -3),
        "Targets, row 2, column J (2010/11): -3 is too low: type 0 or more.",
    ),
    (
        "percentage-in-words",
        cell("Targets", 2, "2010/11 (%)", "a third"),
        "Targets, row 2, column J (2010/11): ‘a third’ is not a number: type one such as 12 or 7.5.",
    ),
    (
        "baseline-in-words",
        cell("Targets", 2, "Baseline", "a lot"),
        f"Targets, row 2, column B (Baseline): ‘a lot’ is not an amount: {AMOUNT}",
    ),
    ("baseline-blank", cell("Targets", 2, "Baseline", None), "Targets, row 2, column B (Baseline): Nothing is here: type it in."),
    (
        "amount-in-words",
        cell("Targets", 2, "Amount 2009/10", "some"),
        f"Targets, row 2, column L (Amount 2009/10): ‘some’ is not an amount: {AMOUNT}",
    ),
    (
        "low-above-high",
        cell("Targets", 2, "Amount 2009/10", "£5m to £3m"),
        "Targets, row 2, column L (Amount 2009/10): The lowest, £5,000,000, is above the highest, £3,000,000: type the lower amount first.",
    ),
    (
        "no-percentage",
        more("Targets", "NI 188", 5_000_000),
        "Targets, row 4, column A (Indicator): there is no percentage for any year. "
        "Type it in the column of its year, headed such as 2008/09.",
    ),
    (
        "target-year",
        heading("Targets", "2009/10 (%)", "2009/11 (%)"),
        "Targets, row 1, column I: ‘2009/11’ is not a financial year: 2010 follows 2009, so type 2009/10.",
    ),
    (
        "target-year-unit",
        heading("Targets", "2009/10 (%)", "2009/10 (£000)"),
        "Targets, row 1, column I: ‘2009/10 (£000)’ has a unit that is not %: type percentages, and take the unit out of the heading.",
    ),
    (
        "target-amount-unit",
        heading("Targets", "Amount 2009/10", "Amount 2009/10 (£m)"),
        "Targets, column L (Amount 2009/10): the heading says £m, so 8900000 in row 2 can be read two ways, as £8,900,000,000,000 or "
        "£8,900,000. Type every number in full, and take £m out.",
    ),
    (
        "target-year-twice",
        heading("Targets", "2009/10 (%)", "2008/09"),
        "Targets, row 1, column I: there are two columns headed 2008/09. Keep one.",
    ),
    (
        "counts",
        cell("Targets", 2, "Carry forward counts", "all of it"),
        "Targets, row 2, column G (Carry forward counts): ‘all of it’ is not one of the choices: type cashable only or cashable and not.",
    ),
    ("funding-in-words", cell("Funding", 2, "Amount", "plenty"), f"Funding, row 2, column B (Amount): ‘plenty’ is not an amount: {AMOUNT}"),
    (
        "funding-status",
        cell("Funding", 2, "Status", "promised"),
        "Funding, row 2, column D (Status): ‘promised’ is not one of the choices: type awarded, allocated, spent or sought.",
    ),
    (
        "funding-of-two-kinds",
        cell("Funding", 3, "Kind", "reserves"),
        "Funding, row 3, column C (Kind): Area budget is grant in row 2. A source is of one kind: make them agree.",
    ),
    (
        "funding-twice",
        more("Funding", "area budget", 30_000, None, "spent", "feasibility"),
        "Funding, row 6, column E (For): area budget for ‘feasibility’ is in row 3 already. Keep one.",
    ),
    (
        "gap-outside",
        heading("Budget gap", "2012/13", "2019/20"),
        "Budget gap, row 2, column C (2019/20): 2019/20 is outside the case, which runs from 2011/12 to 2015/16. "
        "Move the amount, or change Base year or Horizon on the Case sheet.",
    ),
    (
        "gap-twice",
        cell("Budget gap", 3, "Fund", "general"),
        "Budget gap, row 3, column A (Fund): the gap of the fund general is in row 2 already. Keep one.",
    ),
    (
        "gap-whole-and-part",
        cell("Budget gap", 3, "Fund", None),
        "Budget gap, row 3, column A (Fund): this row is for the whole budget, and other rows are for its funds. "
        "Keep the one row, or say which fund it is of.",
    ),
    ("leaver-owner", cell("Leavers", 2, "Owner", "Two teams"), f"Leavers, row 2, column B (Owner): {NO_OWNER}"),
    (
        "leaver-pay",
        cell("Leavers", 2, "Weekly pay", "enough"),
        f"Leavers, row 2, column C (Weekly pay): ‘enough’ is not an amount: {AMOUNT}",
    ),
    ("leaver-number", cell("Leavers", 2, "Number", 0), "Leavers, row 2, column G (Number): 0 is too low: type 1 or more."),
    ("leaver-age", cell("Leavers", 2, "Age", 25.5), "Leavers, row 2, column E (Age): ‘25.5’ is not a whole number: type one such as 12."),
    (
        "cap-days",
        cell("Weekly caps", 2, "Last", "1 January 2011"),
        "Weekly caps, row 2, column C (Last): The last day, 1 January 2011, is before the first, 1 February 2011: correct one of them.",
    ),
    (
        "check-twice",
        more("Section 151", "baseline", "Yes"),
        "Section 151, row 3, column A (Check): ‘Baseline’ is in row 2 already. Keep one, or give it another name.",
    ),
    (
        "quick-win",
        cell("Case", 12, "Value", 0),
        "Case, row 12, column B (Quick win): 0 is too low: type 1 or more.",
    ),
]


@pytest.mark.parametrize(("change", "sentence"), [pytest.param(change, sentence, id=name) for name, change, sentence in WRONG])
def test_one_thing_wrong_is_one_sentence(store: Store, tmp_path: Path, change: Change, sentence: str) -> None:
    book = with_finance()
    change(book)
    with pytest.raises(SeveralTroubles) as trouble:
        imported(store, book, tmp_path)
    assert sentence in trouble.value.sentences
    assert len(trouble.value.sentences) == 1
    assert not any(dump(store).values())


def held(store: Store, noun: type[Noun]) -> tuple[Row, ...]:
    reader = store.reader()
    return records.rows(reader, noun, find(reader))


@pytest.fixture
def financed(store: Store, tmp_path: Path) -> Store:
    imported(store, with_finance(), tmp_path)
    return store


def change(store: Store, noun: type[Noun], row: int, *cells: tuple[str, Cell]) -> None:
    with store.unit_of_work("change") as unit:
        records.change(unit, noun, find(unit), [Edit(row, key, text) for key, text in cells])


def refusal(store: Store, noun: type[Noun], row: int, *cells: tuple[str, Cell]) -> str:
    before = dump(store, trail=True)
    with pytest.raises(KnownTrouble) as trouble:
        change(store, noun, row, *cells)
    assert dump(store, trail=True) == before
    return str(trouble.value)


def added(store: Store, noun: type[Noun], values: dict[str, str] | None = None) -> Row:
    with store.unit_of_work("add") as unit:
        made = records.add(unit, noun, find(unit), values)
    return next(row for row in held(store, noun) if row.id == made)


def test_a_year_of_a_target_is_a_percentage_and_beside_it_an_amount(financed: Store) -> None:
    row = held(financed, Target)[1].id
    before = dump(financed)
    change(financed, Target, row, ("1999/00", "2.5%"), ("amount 1999/00", "about £1m"), ("2008/09", ""))
    found = held(financed, Target)[1]
    assert [str(year) for year in found.percents] == ["1999/00", "2009/10", "2010/11"]
    assert found.amounts == {FinancialYear(1999): Estimate.parse("about £1m")}
    trail.undo(financed)
    assert dump(financed) == before
    assert refusal(financed, Target, row, ("2008/09", "101")) == "101 is too high: type 100 or less"
    assert refusal(financed, Target, row, ("amount 2008/09", "lots")).startswith("‘lots’ is not an amount: type a number")


def test_a_block_of_percentages_and_amounts_is_pasted(financed: Store) -> None:
    cells: dict[str, Cell] = {"indicator": "NI 188", "2011/12": "4", "amount 2011/12": "£2m", "baseline": "£50m"}
    with financed.unit_of_work("paste") as unit:
        (made,) = pasting.paste(unit, Target, find(unit), (), [cells])
    found = next(row for row in held(financed, Target) if row.id == made)
    assert ({str(year): str(percent) for year, percent in found.percents.items()}, found.text("baseline")) == ({"2011/12": "4"}, "£50m")
    assert [amount.words() for amount in found.amounts.values()] == ["£2m"]


def test_an_indicator_has_one_target_for_an_organisation(financed: Store) -> None:
    row = held(financed, Target)[1].id
    assert refusal(financed, Target, row, ("organisation", UPPER)) == (
        "There is a target of NI 179 for Upper Wick already: change that one, or choose another name"
    )
    assert added(financed, Target).values["baseline"] is None


def test_one_basis_divides_what_applies_to_one_owner(financed: Store) -> None:
    first = held(financed, Share)[0].id
    change(financed, Share, first, ("shared_by", "caseload"))
    assert [row.text("shared_by") for row in held(financed, Share)] == ["caseload", "caseload", "first call", "population"]
    third = added(financed, Share, {"owner": "One team", "applies_to": "costs"})
    assert third.text("shared_by") == "caseload"
    change(financed, Share, third.id, ("owner", "New depot"), ("applies_to", "savings"))
    assert held(financed, Share)[-1].text("shared_by") == "population"


def test_an_organisation_has_one_share(financed: Store) -> None:
    second = held(financed, Share)[1].id
    assert refusal(financed, Share, second, ("organisation", UPPER)) == (
        "Upper Wick has a share of the costs of One team already: change that one, or choose another organisation"
    )
    change(financed, Share, second, ("applies_to", "funding"), ("organisation", UPPER))


def test_shares_of_who_is_no_partner_are_said_so(financed: Store) -> None:
    lower = held(financed, Partner)[0].id
    with financed.unit_of_work("delete") as unit:
        records.delete(unit, Partner, [lower])
    reader = financed.reader()
    notes = case_to_appraise(reader, find(reader)).notes
    assert f"{LOWER} has a share and is not on the list of partners: add it there, or delete the shares." in notes


def test_partners_are_added_until_every_organisation_is_one(filled: Store) -> None:
    assert [added(filled, Partner).text("organisation") for _ in range(2)] == [UPPER, LOWER]
    with pytest.raises(KnownTrouble) as trouble:
        added(filled, Partner)
    assert str(trouble.value) == "Upper Wick is a partner already: choose another organisation"


def test_the_budget_gap_is_one_row_or_one_a_fund(filled: Store) -> None:
    first = added(filled, BudgetGap)
    assert first.values["fund"] is None
    with pytest.raises(KnownTrouble, match=r"^The budget gap has a row for the whole budget, which would count with those of the funds"):
        added(filled, BudgetGap)
    change(filled, BudgetGap, first.id, ("fund", "general"), ("2012/13", "£0.5m to £0.75m"))
    second = added(filled, BudgetGap)
    assert second.text("fund") == "housing"
    assert refusal(filled, BudgetGap, second.id, ("fund", "general")) == (
        "There is a row of the budget gap for the general fund already: change that one"
    )
    assert refusal(filled, BudgetGap, first.id, ("2010/11", "5")).startswith("2010/11 is outside the case, which runs from")


def test_a_horizon_never_strands_a_budget_gap(filled: Store) -> None:
    gap = added(filled, BudgetGap)
    change(filled, BudgetGap, gap.id, ("2015/16", "£1m"))
    lines = [row.id for row in held(filled, CashFlow)]
    with filled.unit_of_work("clear") as unit:
        records.delete(unit, CashFlow, lines)
    with pytest.raises(KnownTrouble) as trouble, filled.unit_of_work("shorten") as unit:
        change_case(unit, find(unit), "horizon", 4)
    assert str(trouble.value) == (
        "A budget gap is recorded for 2015/16, which would fall outside the case: clear it under Money first, or keep it inside the years"
    )


def test_a_leaver_is_of_an_option_of_a_project_or_of_neither(filled: Store) -> None:
    row = added(filled, Leaver).id
    for owner in ("One team", "New depot", None):
        change(filled, Leaver, row, ("owner", owner))
        assert held(filled, Leaver)[0].values["owner"] == owner
    assert refusal(filled, Leaver, row, ("owner", "Two teams")).startswith("There is no option or project named ‘Two teams’")


def test_a_cap_lacking_its_days_does_not_count_and_says_so(filled: Store) -> None:
    row = added(filled, WeeklyCap).id
    reader = filled.reader()
    found = case_to_appraise(reader, find(reader))
    assert found.finance is not None
    assert found.finance.weekly_caps == ()
    assert "Weekly cap 1 of the list has no amount, first day and last day, so it does not count." in found.notes
    change(filled, WeeklyCap, row, ("amount", "400"), ("first", "1 April 2011"))
    assert "The weekly cap of £400 from 1 April 2011 has no last day, so it does not count." in case_to_appraise(reader, find(reader)).notes
    assert refusal(filled, WeeklyCap, row, ("last", "31 March 2011")) == (
        "The last day, 31 March 2011, is before the first, 1 April 2011: correct one of them"
    )


def test_answers_stand_by_the_lines_of_the_checklist(filled: Store) -> None:
    assert [added(filled, ChecklistAnswer).text("line") for _ in range(2)] == ["Baseline", "Savings are net"]
    second = held(filled, ChecklistAnswer)[1].id
    assert refusal(filled, ChecklistAnswer, second, ("line", "Baseline")) == "‘Baseline’ has an answer already: change that one"
    change(filled, ChecklistAnswer, second, ("line", "Exit costs"), ("answer", "The fund has quoted"))
    reader = filled.reader()
    found = case_to_appraise(reader, find(reader)).finance
    assert found is not None
    assert found.answers == {"exit_costs": "The fund has quoted"}


def test_a_partner_who_leaves_the_case_takes_shares_and_targets_along(financed: Store, tmp_path: Path) -> None:
    second = sheets()
    second["Case"][1][1] = "Another case"
    imported(financed, second, tmp_path)
    with financed.unit_of_work("leave") as unit:
        case = find(unit, "Grounds maintenance in Upper and Lower Wick")
        upper = next(row.id for row in records.rows(unit, Organisation, case) if row.text("name") == UPPER)
        records.delete(unit, Organisation, [upper], case=case)
    reader = financed.reader()
    for noun in (Partner, Share, Target):
        assert UPPER not in {row.text("organisation") for row in records.rows(reader, noun, case)}
