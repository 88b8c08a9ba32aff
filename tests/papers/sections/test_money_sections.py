from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.appraisal.affordability.funding import FundingRecord
from desktop.appraisal.affordability.gap import Gap
from desktop.appraisal.appraise import appraise, simulated
from desktop.appraisal.case import Case, Flow, FlowKind, Fund, FundingKind, FundingStatus, Option, Project
from desktop.appraisal.estimate import Estimate, rounding_of
from desktop.appraisal.partners.partner_results import Partner
from desktop.appraisal.partners.shares import AppliesTo, Basis, Rule
from desktop.appraisal.results import Appraisal
from desktop.appraisal.savings.finance_records import FinanceRecords
from desktop.appraisal.savings.targets import Target, TargetMode
from desktop.appraisal.years import FinancialYear
from desktop.papers.content.blocks import Block, BulletList, Document, Figure, Heading, Table
from desktop.papers.content.records import FlowRecord, PaperRecords, Section
from desktop.papers.exhibits import money_tables, option_tables
from desktop.papers.html.paper_text import plain_text
from desktop.papers.pdf.setting import set_pdf
from desktop.papers.sources.printed_figures import FigureKey, printed_figures
from tests.papers import pdf_gate
from tests.papers.built import annex_of, report_of

_BASE = FinancialYear(2026)
_ASHBY, _SELBY = "Ashby Borough Council", "Selby District Council"


def _money(words: str) -> Estimate:
    found = Estimate.parse(words)
    assert found is not None
    return found


def _amounts(*words: str) -> dict[FinancialYear, Estimate]:
    return {_BASE.after(index): _money(text) for index, text in enumerate(words) if text}


_FLOWS = (
    Flow("Programme team", FlowKind.COST, _amounts("£0.3m to £0.4m", "£50,000"), recurring=False, optimism_bias=Decimal("0.2"),
         fund=Fund.GENERAL),
    Flow("New system", FlowKind.COST, _amounts("", "£90,000"), recurring=False, capital=True, fund=Fund.GENERAL),
    Flow("Fewer managers", FlowKind.SAVING, _amounts("", "£0.15m to £0.25m", *["£0.2m to £0.3m"] * 6), cashable=True, recurring=True,
         fund=Fund.GENERAL),
    Flow("National rates change", FlowKind.SAVING, _amounts("", *["£20,000"] * 7), cashable=True, recurring=True, fund=Fund.GENERAL,
         condition="Subject to national changes"),
)  # fmt: skip

_FINANCE = FinanceRecords(
    targets=(Target("Savings plan", _money("£10m"), {_BASE.after(n): Decimal("0.03") for n in range(1, 4)}, mode=TargetMode.COMPOUND),),
    partners=(Partner(_ASHBY, _money("£900,000")), Partner(_SELBY, _money("£100,000"))),
    rules={
        "Share it": (
            Rule(AppliesTo.COSTS, Basis.FIXED, {_ASHBY: Decimal("0.2"), _SELBY: Decimal("0.8")}),
            Rule(AppliesTo.SAVINGS, Basis.FIXED, {_ASHBY: Decimal(1), _SELBY: Decimal(0)}),
        )
    },
    funding=(
        FundingRecord("Transformation fund", _money("£200,000"), FundingStatus.AWARDED, FundingKind.GRANT),
        FundingRecord("Transformation fund", _money("£150,000"), FundingStatus.ALLOCATED, FundingKind.GRANT),
    ),
    gaps=(Gap({_BASE.after(n): _money("£0.5m") for n in range(1, 4)}),),
    answers={"vat_pension_tupe": "Staff transfer under TUPE; no VAT is lost."},
)


def _case(*flows: Flow, finance: FinanceRecords | None = _FINANCE, horizon: int = 8) -> Case:
    return Case(
        "Shared service", _BASE, horizon, price_year=_BASE, finance=finance,
        options=(Option("Stay as we are", benchmark=True), Option("Share it", viable=True, preferred=True, flows=flows)),
    )  # fmt: skip


def _paper(case: Case, *sections: Section) -> PaperRecords:
    owners: tuple[Option | Project, ...] = (*case.options, *case.projects)
    flows = [(owner.name, flow) for owner in owners for flow in owner.flows]
    records = tuple(FlowRecord(owner, flow.line, flow.kind.value, flow.amounts, "", flow.cashable, flow.condition) for owner, flow in flows)
    return PaperRecords("Sharing the service", council=_ASHBY, body="Cabinet", sections=sections, flows=records)


@pytest.fixture(scope="module")
def shared_appraisal() -> Appraisal:
    return simulated(appraise(_case(*_FLOWS)), 2000, 2000)


@pytest.fixture(scope="module")
def shared_document(shared_appraisal: Appraisal) -> Document:
    return annex_of(_paper(shared_appraisal.case), shared_appraisal)


def _tables(document: Document) -> dict[str, Table]:
    return {block.caption.partition(": ")[2]: block for block in document.blocks if isinstance(block, Table)}


def _section(document: Document, heading: str) -> str:
    """The text of one section, with the words of its figures."""
    text = plain_text(replace(document, blocks=tuple(_blocks(document, heading))))
    assert text
    return text


def _blocks(document: Document, heading: str) -> list[Block]:
    found: list[Block] = []
    inside = False
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            inside = block.text == heading
        if inside:
            found.append(block)
    return found


def _said(document: Document) -> list[str]:
    return ["".join(span.text for span in item) for block in document.blocks if isinstance(block, BulletList) for item in block.items]


def test_finance_stands_in_sections_of_its_own_between_savings_and_findings(shared_document: Document) -> None:
    headings = [block.text for block in shared_document.blocks if isinstance(block, Heading) and block.level == 1]
    start = headings.index("Savings and costs")
    assert headings[start : start + 5] == [
        "Savings and costs", "Budgets, cash and funding", "Efficiency targets", "Who pays and who gains", "Findings of the appraisal",
    ]  # fmt: skip
    assert headings[-1] == "Sources and assumptions"
    assert "The Section 151 officer’s checks" not in plain_text(shared_document)
    figures = [block.key for block in shared_document.blocks if isinstance(block, Figure)]
    assert figures == ["savings", "cumulative", "tornado", "distribution", "gap", "targets", "partners"]


def test_the_three_cases_lead_with_the_cashable_payback_and_show_optimism_bias_both_ways(shared_document: Document) -> None:
    table = _tables(shared_document)["Share it: worst, most likely and best case"]
    rows = {row[0]: row[1:] for row in table.rows}
    # every saving of it is cashable, so both paybacks are one row
    assert table.rows[0][0] == "Payback, cashable or all savings"
    # By hand: costs of £0.3m to £0.4m and £50,000 rise by a fifth; £90,000 has no bias; the middle of £0.3m to £0.4m is £350,000.
    assert rows["Costs before optimism bias"] == ("£540,000", "£490,000", "£440,000")
    assert rows["Costs after optimism bias"] == ("£630,000", "£570,000", "£510,000")
    assert not {"Payback, cashable savings only", "Payback, all savings"} & rows.keys()
    assert rows["Costs: change to a value of £0"][1].startswith("rise of ")
    assert len(" ".join(column.heading for column in table.columns).split()) < 8


def test_present_values_add_and_their_total_is_printed_from_the_exact_one(shared_document: Document, shared_appraisal: Appraisal) -> None:
    held = shared_appraisal.option("Share it").money
    assert held.npv is not None
    assert sum(year.present_value.central or 0 for year in held.years) == held.npv.central
    table = _tables(report_of(_paper(shared_appraisal.case), shared_appraisal))["Share it: costs and savings by year"]
    assert "Share it: costs and savings by year" not in _tables(shared_document)
    printed = [row[-1] for row in table.rows]
    assert printed[-1] == held.npv.brief_words(rounding=rounding_of((*(year.present_value for year in held.years), held.npv)))


def test_switching_values_what_moves_it_and_the_draws_are_told_in_words(shared_document: Document) -> None:
    text = _section(shared_document, "Savings and costs")
    assert "before it stops being worth while" in text
    assert "What moves the net present value of Share it most" in text
    assert "in four draws of five" in text
    assert "From 2,000 draws" in text
    assert text.index("How sure the savings are") < text.index("What depends on conditions")


def test_what_is_conditional_is_told_with_what_is_left_without_it(shared_document: Document, shared_appraisal: Appraisal) -> None:
    table = _tables(shared_document)["Amounts that depend on a condition"]
    (row,) = table.rows
    assert row[:2] == ("Subject to national changes", "£140,000")
    held = shared_appraisal.finance
    assert held is not None
    left = held.conditions[0].npv_without
    assert left is not None
    assert left.low is not None
    assert left.high is not None
    assert row[-1] == f"£{left.low / 1_000_000:.2f}m to £{left.high / 1_000_000:.2f}m"


def test_the_budget_has_the_change_on_the_year_before_and_tells_a_steady_state_once(shared_document: Document) -> None:
    table = _tables(shared_document)["Revenue budget, general fund"]
    assert [column.heading for column in table.columns] == ["Budget", "2026/27", "2027/28", "2028/29", "2029/30 on", "Total"]
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Cost"] == ("£360,000 to £480,000", "£60,000", "£0", "£0", "£0.42m to £0.54m")
    assert rows["Net call on the budget"][2:4] == ("−£320,000 to −£220,000", "−£320,000 to −£220,000")
    assert rows["Change on the year before"][3] == "£0"
    assert "‘2029/30 on’ is each year from then to 2033/34." in table.notes
    assert "Funding" not in rows


def test_cash_is_told_only_where_it_moves_otherwise_than_the_budget(shared_document: Document) -> None:
    """Capital cost that nothing covers is charged to revenue in its year, so cash and budget move alike until a grant covers it."""
    assert not any(caption.startswith("Cash, revenue and capital") for caption in _tables(shared_document))
    [budget] = [table for caption, table in _tables(shared_document).items() if caption.startswith("Revenue budget")]
    assert "Cash moves as the net call does, the other way about." in budget.notes
    grant = Flow("Grant", FlowKind.FUNDING, _amounts("£90,000"), capital=True, fund=Fund.GENERAL, funding_source=FundingKind.GRANT,
                 status=FundingStatus.AWARDED)  # fmt: skip
    covered = appraise(_case(*_FLOWS, grant))
    assert money_tables.cash(_paper(covered.case), covered)
    assert not any("Cash moves" in note for table in money_tables.budget(_paper(covered.case), covered) for note in table.notes)


def _with_own(part: str) -> Appraisal:
    """The case with Ashby as our own council, which has `part` of the costs and savings by fixed shares."""
    shares = {_ASHBY: Decimal(part), _SELBY: 1 - Decimal(part)}
    rules = {"Share it": tuple(Rule(applies, Basis.FIXED, shares) for applies in (AppliesTo.COSTS, AppliesTo.SAVINGS))}
    return appraise(replace(_case(*_FLOWS, finance=replace(_FINANCE, rules=rules)), own_council=_ASHBY))


def test_our_own_part_and_the_whole_are_columns_of_one_table() -> None:
    shared = _with_own("0.5")
    tables = [each for each in option_tables.money_summary(_paper(shared.case), shared) if each.rows]
    assert [table.caption for table in tables] == ["What each option is worth"]
    assert [column.heading for column in tables[0].columns] == ["Measure", f"Share it: {_ASHBY}’s part", "Share it: the whole"]
    own, whole = next(row[1:] for row in tables[0].rows if row[0] == "Effect on budgets, cashable savings only")
    assert own != whole
    figures = printed_figures(annex_of(_paper(shared.case), shared), _paper(shared.case))
    keys = [FigureKey(kind, "Share it", "budget_net") for kind in ("own parts", "options")]
    assert [figures[key].value for key in keys] == [own, whole]
    (budget,) = money_tables.budget(_paper(shared.case), shared)
    assert budget.caption == f"Revenue budget, general fund, {_ASHBY}"
    net = {row[0]: row[1:] for row in budget.rows}
    assert net["All organisations together: net call"] != net["Net call on the budget"]


def test_our_own_part_that_is_the_whole_is_no_column_and_no_row() -> None:
    alone = _with_own("1")
    (table,) = option_tables.money_summary(_paper(alone.case), alone)
    assert [column.heading for column in table.columns] == ["Measure", "Share it"]
    for budget in money_tables.budget(_paper(alone.case), alone):
        assert not any(row[0].startswith("All organisations") for row in budget.rows)


def test_the_gap_and_the_funding_stand_beside_the_budget(shared_document: Document) -> None:
    tables = _tables(shared_document)
    gap = {row[0]: row[1:] for row in tables["Budget gap and relief"].rows}
    assert gap["Budget gap"] == ("£500,000",) * 3
    # no council is marked as our own, so the relief of what is shared runs from none of it to all
    assert gap["Left to close"] == ("£230,000 to £650,000", "£180,000 to £500,000", "£180,000 to £500,000")
    assert "No budget gap is recorded for 5 of the years appraised." in tables["Budget gap and relief"].notes
    assert tables["Funding"].rows == (("Transformation fund", "Grant", "£200,000", "£150,000", "£50,000"),)


def test_a_target_says_its_mode_and_what_is_short(shared_document: Document) -> None:
    table = _tables(shared_document)["Savings plan: target and gain (compound)"]
    rows = {row[0]: row[1:] for row in table.rows}
    # 1.03 x 1.03 x 1.03 - 1 = 9.2727%
    assert rows["Target, per cent"] == ("3%", "3%", "3%", "9.27%")
    assert rows["Target"] == ("£300,000", "£309,000", "£318,000", "£927,000")
    assert table.notes[0].startswith("Compound: each year’s percentage applies to the baseline grown by the earlier ones.")
    assert rows["Short or over"][-1].endswith(" short")


def test_who_pays_more_for_less_is_said_flagged_and_drawn(shared_document: Document) -> None:
    text = _section(shared_document, "Who pays and who gains")
    table = _tables(shared_document)["Share it: who pays and who gains"]
    rows = {row[0]: row for row in table.rows}
    assert rows[_ASHBY][1] == "£900,000"
    assert rows[_ASHBY][3].endswith(" less")
    assert "Before is a year’s net cost in the base year" in table.notes[0]
    assert f"Yearly cost of each partner before and after Share it. {_ASHBY}: before £900,000" in text
    dearer = replace(_FINANCE, rules={"Share it": (
        Rule(AppliesTo.COSTS, Basis.FIXED, {_ASHBY: Decimal(0), _SELBY: Decimal(1)}),
        Rule(AppliesTo.SAVINGS, Basis.FIXED, {_ASHBY: Decimal(1), _SELBY: Decimal(0)}),
    )})  # fmt: skip
    running = Flow("Hosting", FlowKind.COST, _amounts("", *["£30,000"] * 7), recurring=True)
    appraisal = appraise(_case(*_FLOWS, running, finance=dearer))
    (found,) = money_tables.partners(_paper(appraisal.case), appraisal)
    assert found.rows[1][0] == _SELBY
    assert found.rows[1][3] == "£30,000 more\nPays more for less"
    assert found.strong == {1}


def test_the_values_of_partners_that_do_not_add_to_the_whole_are_shown_so(shared_document: Document, shared_appraisal: Appraisal) -> None:
    held = shared_appraisal.finance
    assert held is not None
    parted = held.apportionment()
    assert parted is not None
    added = Estimate.sum(partner.npv for partner in parted.partners if partner.npv is not None)
    whole = shared_appraisal.option("Share it").money.npv
    assert whole is not None
    table = _tables(shared_document)["Share it: who pays and who gains"]
    told = [note for note in table.notes if note.startswith("The values add to ")]
    assert bool(told) is ((added.low, added.central, added.high) != (whole.low, whole.central, whole.high))


def test_no_sentence_stands_in_two_sections(shared_document: Document) -> None:
    said = _said(shared_document)
    assert len(said) == len(set(said))


def test_a_total_over_an_unknown_is_never_a_point() -> None:
    unknown = Flow("Redundancy", FlowKind.COST, _amounts("", "not known"), recurring=False, fund=Fund.GENERAL)
    appraisal = simulated(appraise(_case(*_FLOWS, unknown)), 500, 500)
    document = annex_of(_paper(appraisal.case), appraisal)
    assert "worst, most likely and best case" not in " ".join(_tables(document))  # only one case is known
    keys = [block.key for block in document.blocks if isinstance(block, Figure)]
    assert "distribution" not in keys
    assert "tornado" in keys
    rows = {row[0]: row[1:] for row in _tables(document)["Revenue budget, general fund"].rows}
    assert rows["Net call on the budget"][-1].startswith("at least ")
    assert "1 not known" in rows["Net call on the budget"][-1]


def test_a_case_without_finance_has_no_section_on_it() -> None:
    appraisal = appraise(_case(finance=None))
    document = annex_of(_paper(appraisal.case), appraisal)
    headings = {block.text for block in document.blocks if isinstance(block, Heading)}
    assert not headings & {"Budgets, cash and funding", "Efficiency targets", "Who pays and who gains"}


def test_all_projects_together_are_in_question_where_no_option_has_money() -> None:
    projects = (Project("One", _FLOWS[:1]), Project("Two", _FLOWS[2:3]))
    case = replace(_case(finance=FinanceRecords(gaps=_FINANCE.gaps)), options=(), projects=projects)
    appraisal = simulated(appraise(case), 500, 500)
    document = annex_of(_paper(case), appraisal)
    captions = [block.caption for block in document.blocks if isinstance(block, Figure)]
    assert any(caption.endswith("All projects: running total of savings less costs") for caption in captions)
    assert any(caption.endswith("Budget gap by year, and the relief from all projects") for caption in captions)


def test_the_officer_places_tables_and_figures_of_finance_where_they_belong() -> None:
    appraisal = appraise(_case(*_FLOWS))
    paper = _paper(appraisal.case, Section("Background", "Our part.\n\n[table: partners]\n\n[chart: tornado]"))
    background = _blocks(report_of(paper, appraisal), "Background")
    assert sum(isinstance(block, Table) for block in background) == 1
    assert [block.key for block in background if isinstance(block, Figure)] == ["tornado"]
    assert "tornado" not in [block.key for block in annex_of(paper, appraisal).blocks if isinstance(block, Figure)]


def test_a_paper_with_all_of_finance_passes_the_gate(shared_document: Document) -> None:
    assert pdf_gate.faults(set_pdf(shared_document)) == []


def test_what_is_not_known_of_any_is_a_sentence_and_no_row_or_column_of_a_table() -> None:
    cost = Flow("New system", FlowKind.COST, {_BASE: _money("not known"), _BASE.after(1): _money("£90,000")})
    saving = Flow("Fewer managers", FlowKind.SAVING, _amounts("", "at least £20,000"), cashable=True)
    case = _case(cost, saving, finance=None, horizon=3)
    appraisal = appraise(case)
    report = report_of(_paper(case), appraisal)
    assert all(column.heading != "Money" for block in report.blocks if isinstance(block, Table) for column in block.columns)
    by_year = next(block for block in report.blocks if isinstance(block, Table) and "by year" in block.caption)
    assert "Running total" not in [column.heading for column in by_year.columns]
    assert by_year.notes[0] == "The running total is not known in any year."
    bounded = _case(replace(cost, amounts={_BASE: _money("£90,000")}), saving, finance=None, horizon=3)
    worth = next(iter(option_tables.money_summary(_paper(bounded), appraise(bounded))))
    assert [row[0] for row in worth.rows] == [
        "Net present value, cashable or all savings",
        "Equivalent a year",
        "Effect on budgets, cashable savings only",
    ]
    assert worth.notes[0].startswith("Not known: payback")


def test_who_gains_is_no_table_while_nothing_of_it_is_known() -> None:
    unknown = Flow("New system", FlowKind.COST, {_BASE: _money("not known")}, recurring=True)
    appraisal = appraise(_case(unknown, finance=replace(_FINANCE, partners=(), targets=(), funding=())))
    assert money_tables.partners(_paper(appraisal.case), appraisal) == ()


def test_measures_that_say_the_same_of_every_option_are_told_once() -> None:
    """One payback three times over tells no more than once; one that differs for any option keeps its own row."""
    cost = Flow("New system", FlowKind.COST, _amounts("£100,000"), recurring=False)
    quick = Flow("Fewer managers", FlowKind.SAVING, _amounts("£200,000"), cashable=True)
    same = _case(cost, quick, finance=None)
    worth = next(iter(option_tables.money_summary(_paper(same), appraise(same))))
    paybacks = [row for row in worth.rows if "ayback" in row[0]]
    assert [row[0] for row in paybacks] == ["Payback, cashable or all savings, discounted or not"]
    slow = replace(quick, amounts=_amounts("", "£60,000", "£60,000"), cashable=False)
    apart = _case(cost, quick, slow, finance=None)
    other = next(iter(option_tables.money_summary(_paper(apart), appraise(apart))))
    assert [row[0] for row in other.rows if row[0].startswith("Net present")] == ["Net present value", "Net present value, cashable"]


def test_more_years_than_stand_beside_one_another_stand_below_one_another_in_one_table() -> None:
    rising = Flow("Running", FlowKind.COST, _amounts(*(f"£{year}0,000" for year in range(1, 9))), recurring=True, fund=Fund.GENERAL)
    case = _case(rising, finance=None)
    (table,) = money_tables.budget(_paper(case), appraise(case))
    assert [column.heading for column in table.columns] == ["Year", "Cost", "Net call on the budget", "Change on the year before"]
    assert [row[0] for row in table.rows] == [*(str(_BASE.after(index)) for index in range(8)), "Total"]
    assert table.rows[2][1:3] == ("£30,000", "£30,000")
    assert table.rows[8][1] == "£360,000"
    assert table.strong == {8}
    figures = printed_figures(annex_of(_paper(case), appraise(case)), _paper(case))
    assert {key.year: figure.value for key, figure in figures.items() if key.kind == "statements" and key.field == "cost"} == {
        row[0]: row[1] for row in table.rows
    }


def test_a_rate_of_return_below_nought_has_a_true_minus() -> None:
    case = _case(
        Flow("New system", FlowKind.COST, _amounts("£100,000"), recurring=False),
        Flow("Fewer managers", FlowKind.SAVING, _amounts("", "£40,000", "£40,000"), cashable=True, recurring=True),
    )
    worth = next(iter(option_tables.money_summary(_paper(case), appraise(case))))
    rate = next(row[1] for row in worth.rows if row[0] == "Rate of return")
    assert rate.startswith("−")
    assert "-" not in rate


def test_a_budget_of_which_nothing_is_known_is_a_sentence() -> None:
    unknown = Flow("New system", FlowKind.COST, _amounts("", *["not known"] * 7), recurring=True, fund=Fund.GENERAL)
    case = _case(unknown, finance=None)
    text = plain_text(annex_of(_paper(case), appraise(case)))
    assert "Revenue budget, general fund: not known yet." in text
    assert "Net call on the budget" not in text
    known = _case(unknown, *_FLOWS[2:3], finance=None)
    assert "Net call on the budget" in plain_text(annex_of(_paper(known), appraise(known)))


def test_what_is_left_of_funding_has_a_column_once_something_says_what_was_spent() -> None:
    awarded = FundingRecord("Grant", _money("£250,000"), FundingStatus.AWARDED)
    spent = FundingRecord("Grant", _money("£40,000"), FundingStatus.SPENT)
    for records, last in (((awarded,), "£0.25m"), ((awarded, spent), "£210,000")):
        case = _case(*_FLOWS, finance=FinanceRecords(funding=records))
        (table,) = money_tables.funding(_paper(case), appraise(case))
        assert ("Left" in [column.heading for column in table.columns]) == (spent in records)
        assert table.rows[0][-1] == last, table.rows
