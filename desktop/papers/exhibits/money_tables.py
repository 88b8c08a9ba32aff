"""Tables of finance: the three cases side by side, the statements of budget, cash and funding, targets, who gains, conditions, checks.

Each is none where there is nothing to say. A few years are heads of columns; more stand below one another, so that a table stays whole.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from desktop.appraisal.affordability.affordability import Affordability
from desktop.appraisal.affordability.medium_term import MediumTermPlan
from desktop.appraisal.case import Fund
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings.finance import owners_in_question as owners_of_question
from desktop.appraisal.money import Rounding
from desktop.appraisal.partners.apportionment import PartnerResult
from desktop.appraisal.partners.rebasing import Rebasing
from desktop.appraisal.partners.shares import AppliesTo, percent
from desktop.appraisal.results import Appraisal, Money
from desktop.appraisal.savings.finance import WHOLE, Finance
from desktop.appraisal.savings.outturn import outturns
from desktop.appraisal.savings.targets import Progress, TargetMode, printed_total
from desktop.appraisal.savings.three_cases import three_cases
from desktop.appraisal.wording import listed
from desktop.appraisal.years import FinancialYear
from desktop.papers.charts.data.gains import MAY_PAY_MORE, PAYS_MORE, left_words, mode_words
from desktop.papers.content.blocks import Record, Rests, Runs, Table, Traces, right, table_columns
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import ROUNDED, capital, cell_amount, filled, floor_note, percentage_words, sentence
from desktop.papers.content.words import cell
from desktop.papers.exhibits.cell_words import (
    body,
    in_thousands,
    or_blank,
    paybacks_once,
    printed,
    says_something,
    strong_rows,
    unless_nought,
)
from desktop.papers.exhibits.option_tables import ALL_PROJECTS, in_question
from desktop.papers.exhibits.partner_tables import definition_notes
from desktop.papers.exhibits.record_tables import trimmed
from desktop.papers.sources.provenance import flow_note, owners_in_question
from desktop.results.cells import Amount, Cell, Percentage, Row, Stress, adds, amounts_of, in_columns, in_row, labelled, together
from desktop.results.money import statements
from desktop.results.money import targets as results_of_targets
from desktop.results.money.cases import CASES, amounts
from desktop.results.money.cases import cases as money_cases
from desktop.results.money.conditions import conditions as results_of_conditions
from desktop.results.money.funding import funding as statement
from desktop.results.money.funding import uses
from desktop.results.money.outturn import outturn as results_of_outturn
from desktop.results.money.scenarios import scenarios as results_of_scenarios
from desktop.results.partners import gains
from desktop.results.partners.rebasing import is_settled, rebased

#: So many years stand beside one another; of more, so many lines stand beside one another and the years below one another.
_MOST_YEARS, _MOST_LINES = 5, 7
#: The financial years from which the editions of the guidance on provision for debt apply.
_FIFTH_EDITION_FROM, _FOURTH_EDITION_FROM = 2025, 2018


_TOTAL = "Total"
#: Of more organisations than this those without a gain stand together.
_MOST_SILENT = 20
_TOGETHER = "All organisations together: net call"
_AS_THE_BUDGET = "Cash moves as the net call does, the other way about."
_PAYBACKS = {
    "payback_cashable": "Payback, cashable savings only",
    "payback": "Payback, all savings",
    "discounted": "Payback, all savings, discounted",
}
_RATES = {"bcr": "Benefits over costs", "irr": "Rate of return"}
_SWITCHING = {
    "costs": "Costs: change to a value of £0",
    "savings": "Savings: change to a value of £0",
    "delay": "Savings: delay to a value of £0",
}


def cases(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What is in question on its worst, its most likely and its best case; none where the three are the same."""
    chosen = in_question(appraisal)
    if chosen is None:
        return ()
    name, own_money = chosen
    three = three_cases(own_money)
    if sum(case.net is not None for case in three) < 2 or len({(case.net, case.npv, case.payback) for case in three}) == 1:
        return ()
    results, biased = money_cases(own_money), list(_biased(own_money))
    worth = {"net": "Net over the years", **({"npv": "Net present value"} if own_money.npv is not None else {}),
             **({"annual": "Equivalent annual value"} if own_money.equivalent_annual is not None else {})}  # fmt: skip
    rows = [
        *(_words(row, partial(_payback, row)) for row in labelled(results, _PAYBACKS)),
        *(_words(row, _end) for row in labelled(results, worth)),
        *_unless_none(labelled(results, _RATES), _or_none),
        *(_words(row, _end) for row in (in_row(Row(name, amounts(amount, is_cost=is_cost))) for name, amount, is_cost in biased)),
        *_unless_none(labelled(results, _SWITCHING), _room),
    ]
    columns = table_columns("Measure", *right("Worst case", "Most likely", "Best case"))
    notes = [
        "The worst case has the most costs and the least savings, the best case the least costs and the most savings.",
        *floor_note([own_money.years[-1].cumulative]),
        *flow_note(paper, owners_in_question(appraisal)),
    ]
    return (Table(f"{name}: worst, most likely and best case", columns, paybacks_once(rows), tuple(notes),
                  traces=Traces("options", name, Runs.FIELDS, Runs.FIELDS, Rests.MONEY)),)  # fmt: skip


def _words(row: Row, words: Callable[[Cell], str]) -> tuple[str, ...]:
    return (row.name, *(words(row.cells[case]) for case in CASES))


def _unless_none(rows: Iterable[Row], words: Callable[[Cell], str]) -> list[tuple[str, ...]]:
    """Rows in which some case has a figure."""
    printed_rows = (_words(row, words) for row in rows)
    return [row for row in printed_rows if any(each != "none" for each in row[1:])]


def _payback(row: Row, cell: Cell) -> str:
    """A payback; where some amount is not known nobody knows that it is never reached, and an end is a bound."""
    if cell.value is not None:
        return f"{printed(cell)} {cell.note}".strip()
    return "not known" if cell.lack.is_open or row.cells["low"].note else "not reached"


def _end(cell: Cell) -> str:
    return "not known" if cell.value is None else f"{cell.note} {printed(cell)}".strip()


def _or_none(cell: Cell) -> str:
    return "none" if cell.value is None else printed(cell)


def _room(cell: Cell) -> str:
    """How far something could change before the net present value is £0, in words, so that no sign has to be read."""
    if isinstance(cell, Percentage) and isinstance(cell.value, Decimal):
        shown = percentage_words(abs(cell.value), cell.places)
        return f"{'rise' if cell.value > 0 else 'fall'} of {shown}" if shown != "0%" else "any"
    return printed(cell) if cell.value else "none"


def _biased(own_money: Money) -> Iterator[tuple[str, Estimate, bool]]:
    """Costs, and savings with income, before and after optimism bias; none where it changes nothing."""
    for what, before, after, is_cost in (
        ("Costs", own_money.cost_before_optimism_bias, own_money.cost_after_optimism_bias, True),
        ("Savings and income", own_money.benefit_before_optimism_bias, own_money.benefit_after_optimism_bias, False),
    ):
        if before is not None and after is not None and before != after:
            yield f"{what} before optimism bias", before, is_cost
            yield f"{what} after optimism bias", after, is_cost


def scenarios(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What is in question as recorded and in each scenario that moves it, a table for each option or project; none where none does."""
    finance = appraisal.finance
    if finance is None:
        return ()
    tables = []
    for name in owners_of_question(finance):
        moved, own = appraisal.scenarios_of(name), finance.money_of(name)
        if not moved or own is None:
            continue
        rows = results_of_scenarios(own, moved)
        headings = {"net": "Net over the years", "npv": "Net present value", "payback_cashable": "Payback in cash", "payback": "Payback"}
        kept = {key: heading for key, heading in headings.items() if any(row.cells[key].value is not None for row in rows)}
        paybacks = " Its paybacks are on the most likely figures." if {"payback_cashable", "payback"} & kept.keys() else ""
        notes = (f"Each scenario moves its lines together and leaves the rest as recorded.{paybacks}", *flow_note(paper, [name]))
        traces = Traces("scenarios", name, rests=Rests.MONEY, owner=name)
        columns = table_columns("Case or scenario", *right(*kept.values()))
        tables.append(Table(f"{name}: each scenario beside the case as recorded", columns, body(rows, *kept), notes, traces=traces))
    return tuple(tables)


def outturn(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What each line was to come to in a year and what it came to, with its rating and why; none where nothing has come of any."""
    rows = results_of_outturn(outturns(appraisal.case))
    if not rows:
        return ()
    columns = table_columns("Line", *right("Planned", "Actual", "Variance"))
    printed_rows = tuple((_named_and_rated(row), *(printed(row.cells[key]) for key in ("planned", "actual", "variance"))) for row in rows)
    notes = (
        "Planned is what the appraisal counts, after optimism bias, and the variance is the actual amount against it. A year without an "
        "actual amount is yet to come.",
        *(_meanings(appraisal) if any(row.cells["rating"].value for row in rows) else ()),
    )
    traces = Traces("actuals", rests=Rests.MONEY, typed=("Actual",))
    return (trimmed(Table("Planned against actual", columns, printed_rows, notes, strong=strong_rows(rows), traces=traces)),)


def _named_and_rated(row: Row) -> str:
    """A line and its year, with how it is rated and why below."""
    rating, reason = printed(row.cells["rating"]), cell(printed(row.cells["reason"]))
    return filled((filled((row.name, printed(row.cells["year"]))), filled((rating, reason), ": ")), "\n")


def _meanings(appraisal: Appraisal) -> tuple[str, ...]:
    """What green, amber and red mean, as it stands with every table of ratings."""
    recorded = appraisal.partnership is not None and appraisal.partnership.records.definitions
    return definition_notes(appraisal) if recorded else ("What green, amber and red mean is not recorded.",)


def conditions(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What depends on each condition, and what is left without it; none where nothing is conditional."""
    finance = appraisal.finance
    if finance is None:
        return ()
    conditional_amounts = [each for each in finance.conditions if not finance.owner or each.owner == finance.owner]
    if not conditional_amounts:
        return ()
    rows = body(results_of_conditions(conditional_amounts), *((key, unless_nought) for key in ("savings", "costs", "funding")), "without")
    columns = table_columns("Condition", *right("Savings", "Costs", "Funding", "Without it"))
    notes = ("Every other figure takes every condition as met. ‘Without it’ is the net present value if it is not met.",)
    return (trimmed(Table("Amounts that depend on a condition", columns, rows, notes, traces=Traces("conditions", rests=Rests.MONEY))),)


def budget(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """The revenue budget by fund: of our own council where its part is told from the whole, with the net call on all together below it."""
    finance, whole = appraisal.finance, _statements(appraisal)
    if finance is None or whole is None:
        return ()
    tables: list[Table] = []
    own = own_statements(finance)
    affordability, of, whose = (whole, "", "") if own is None else (own, "own ", f", {finance.own_council}")
    for fund in dict.fromkeys((*affordability.budget, *whole.budget)):
        years, of_all = affordability.budget.get(fund, ()), whole.budget.get(fund, ())
        rows = list(statements.budget(years))
        if own is not None:
            together = [row for row in statements.budget(of_all) if row.stress is Stress.STRONG and row.adds]
            rows += [replace(row, name=_TOGETHER) for row in together if not rows or [*row.cells.values()] != _net_of(rows)]
        if all(year.net.is_nought for year in (*years, *of_all)):
            continue
        notes = (
            *_left_out(affordability.why, tables),
            *([f"Amounts are {statements.prices_words(affordability.prices)}."] if not tables else []),
            *([_AS_THE_BUDGET] if not tables and cash_is_the_budget(whole) else []),
        )
        caption = f"Revenue budget{_of_fund(fund, list(affordability.budget))}{whose}"
        tables += _by_year(caption, "Budget", rows, notes, _whole(appraisal, f"{of}budget: {fund}"))
    return tuple(tables)


def _net_of(rows: Iterable[Row]) -> list[Cell]:
    return [cell for row in rows if row.stress is Stress.STRONG and row.adds for cell in row.cells.values()]


def cash_is_the_budget(statement: Affordability) -> bool:
    """Whether cash moves in every year as the budget of all funds does: nothing is borrowed, and no capital is funded."""
    nets = [Estimate.sum([years[index].net for years in statement.budget.values()]) for index in range(len(statement.total_cash))]
    return all(year.net == -net for year, net in zip(statement.total_cash, nets, strict=True))


def own_statements(finance: Finance) -> Affordability | None:
    """The statements of our own council's part of what is in question, where that is told from the whole."""
    if finance.owner is None or not finance.own_council or finance.part(finance.owner).is_all:
        return None
    return finance.own_affordability[WHOLE]


def plan(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What it does to our own council's medium-term plan, in thousands of pounds; none without a gap, financing or reserves."""
    finance, whole = appraisal.finance, _statements(appraisal)
    if finance is None or whole is None:
        return ()
    own = finance.medium_term_plan(WHOLE)
    still = (own_statements(finance) or whole).financing.still_to_repay
    tables: list[Table] = []
    for fund, years in own.funds.items():
        asked = any(year.gap is not None and not year.gap.is_nought and not year.gap.says_nothing for year in years)
        moves = (amount for year in years for amount in (year.financing, year.reserves, year.inflation, year.in_plan))
        if asked or any(not amount.is_nought for amount in moves):
            tables += _plan(paper, appraisal, fund, own, still)
    return tuple(tables)


def _plan(paper: PaperRecords, appraisal: Appraisal, fund: Fund, own: MediumTermPlan, still_to_repay: Estimate) -> list[Table]:
    years = own.funds[fund]
    rows = statements.plan(years)
    heads = [str(year.year) for year in years]
    columns = [tuple(in_thousands(row.cells[year]) for row in rows) for year in heads]
    alike = next(index for index in range(len(heads)) if len(set(columns[index:])) == 1)
    steady = []
    if len(heads) - alike > 2:
        # What stays as it is to the end is told once.
        steady = [f"‘{heads[alike]} on’ is each year from then to {heads[-1]}."]
        heads, columns = [*heads[:alike], f"{heads[alike]} on"], columns[: alike + 1]
    lines = [(row.name, [column[index] for column in columns], "") for index, row in enumerate(rows)]
    whose = f", {appraisal.finance.own_council}" if appraisal.finance is not None and appraisal.finance.own_council else ""
    notes = [
        *steady,
        f"In thousands of pounds, {statements.prices_words(own.prices)}; figures may not add because they are rounded.",
        "Below £0 relieves the budget.",
        *statements.plan_notes(own),
        *(sentence(reason) for reason in own.why if own.rises_from is not None and _on_the_gap(reason)),
    ]
    if not still_to_repay.is_nought:
        still = still_to_repay.figure_words(running=True)
        follows = guidance(paper.meeting_date, appraisal.case.base_year)
        notes.append(f"After {years[-1].year}, {still} of borrowing is still to repay. Provision for it follows {follows}.")
    strong = [row.name for row in rows if row.stress is Stress.STRONG]
    caption = f"Medium-term plan{_of_fund(fund, list(own.funds))}{whose}"
    traces = _whole(appraisal, f"plan: {fund}", "Budget gap in the plan")
    return _chunked(caption, "£000", heads, lines, strong, notes, traces, total=False)


def guidance(meeting: datetime.date | None, base_year: FinancialYear) -> str:
    """The edition of the statutory guidance on provision for debt that a decision goes by: that of the year it is taken in.

    The fifth edition, of 10 April 2024, applies to financial years from 1 April 2025, and the fourth, of 2018, to those before. A meeting
    without a date is taken to be in the base year.
    """
    year = base_year.start if meeting is None else FinancialYear.of(meeting).start
    edition = "fifth edition, 2024" if year >= _FIFTH_EDITION_FROM else "fourth edition, 2018" if year >= _FOURTH_EDITION_FROM else ""
    which = f"({edition})" if edition else "of its year"
    return f"the statutory guidance on minimum revenue provision {which}"


def cash(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """Cash in and out of all funds together; none where cash moves as the budget does, which says so below its table."""
    affordability = _statements(appraisal)
    if affordability is None or cash_is_the_budget(affordability):
        return ()
    return tuple(_by_year("Cash, revenue and capital", "Cash", statements.cash(affordability.total_cash), (), _whole(appraisal, "cash")))


def funding(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """Each source of funding: sought, awarded, allocated, spent and left, then what each amount is for; none where none is recorded.

    What is left has no column where nothing says of any source what was allocated or spent.
    """
    lines = appraisal.finance.funding if appraisal.finance is not None else ()
    if not lines:
        return ()

    amounts = ("Sought", "Awarded", "Allocated", "Spent")
    left = ["Left"] if any(line.uses for line in lines) else []
    columns = table_columns("Source", "Kind", *right(*amounts, *left))
    ways = [*((each.lower(), unless_nought) for each in amounts), *((each.lower(), or_blank) for each in left)]
    rows = body(statement(lines), ("kind", or_blank), *ways)
    notes = [sentence(reason) for line in lines for reason in line.why]
    tables = [trimmed(Table("Funding", columns, rows, tuple(notes), traces=Traces("funding")))]
    if used := body(uses(lines), ("purpose", or_blank), ("allocated", or_blank), ("spent", or_blank)):
        heads = table_columns("Source", "For", *right("Allocated", "Spent"))
        tables.append(trimmed(Table("What funding is for", heads, used, traces=Traces("funding"))))
    return tuple(tables)


def gap(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """The budget gap by year, what relieves it and what is left; none where no gap is recorded."""
    years = appraisal.finance.gap if appraisal.finance is not None else ()
    if not years:
        return ()
    affordability = _statements(appraisal)
    why = affordability.why if affordability is not None else ()
    in_prices = f", {statements.prices_words(affordability.prices)}" if affordability is not None else ""
    notes = (
        f"Each year’s gap is the whole of it in that year{in_prices}, so years are not added. Below £0 is a surplus.",
        *(sentence(reason) for reason in why if _on_the_gap(reason)),
    )
    own = appraisal.finance is not None and own_statements(appraisal.finance) is not None
    whose = f", {appraisal.finance.own_council}" if appraisal.finance is not None and own else ""
    caption = f"Budget gap and relief{whose}"
    return tuple(_by_year(caption, "Gap", statements.gap(years), notes, _whole(appraisal, "gap", "Budget gap")))


def targets(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """Each target beside its gains, with its mode; organisations of one indicator in a table together."""
    finance = appraisal.finance
    if finance is None:
        return ()
    tables: list[Table] = []
    for indicator in dict.fromkeys(each.indicator for each in finance.progress):
        own = [each for each in finance.progress if each.indicator == indicator]
        parts = [each for each in own if each.organisation is not None]
        for each in own:
            if each.organisation is None or len(parts) == 1:
                tables += _target(each, finance)
        if len(parts) > 1:
            tables.append(_organisations(indicator, parts))
    return tuple(tables)


def _target(progress: Progress, finance: Finance) -> list[Table]:
    if not progress.years:
        return []
    mode = "additive" if progress.mode is TargetMode.ADDITIVE else "compound"
    whose = f", {progress.organisation}" if progress.organisation else ""
    by_year, whole = results_of_targets.years_and_whole(progress)
    years = [row.name for row in by_year]
    lines: tuple[tuple[str, str, Callable[[Cell], str]], ...] = (
        ("Target, per cent", "percent", printed),
        ("Target", "amount", printed),
        ("Gain", "gain", printed),
        ("Short or over", "gap", _short),
    )
    rows = [(name, [words(row.cells[key]) for row in by_year], words(whole.cells[key])) for name, key, words in lines]
    if not progress.carried_forward.is_nought:
        rows.insert(-1, ("Carried forward", [""] * len(years), cell_amount(progress.carried_forward, _rounding_of(by_year))))
    baseline = next((target.baseline for target in finance.records.targets
                     if (target.indicator, target.organisation) == (progress.indicator, progress.organisation)), None)  # fmt: skip
    of = f" The baseline is {baseline.figure_words(running=True, recorded=True)}." if baseline is not None else ""
    notes = (f"{capital(mode_words(progress.mode))}.{of}", *(sentence(reason) for reason in progress.why))
    of = ": ".join(each for each in (progress.indicator, progress.organisation) if each)
    traces = Traces("targets", of, rests=Rests.MONEY, typed=("Target, per cent", "Target"))
    return _chunked(f"{progress.indicator}{whose}: target and gain ({mode})", "Target", years, rows, ("Short or over",), notes, traces)


def _organisations(indicator: str, parts: Sequence[Progress]) -> Table:
    columns = table_columns("Organisation", *right("Target", "Gain", "Short or over"))
    silent = [each for each in parts if all(year.gain.says_nothing for year in each.years)] if len(parts) > _MOST_SILENT else []
    parts = [each for each in parts if each not in silent]
    rows = body(results_of_targets.wholes(parts), "amount", "gain", ("gap", _short))
    left_out = []
    if silent:
        asked = Estimate.sum([year.amount for each in silent for year in each.years]).figure_words(running=True)
        left_out = [f"No gain is recorded for {len(silent)} organisations, whose targets are {asked} together."]
    modes = list(dict.fromkeys(mode_words(each.mode) for each in parts))
    notes = (
        *left_out, *(f"{capital(words)}." for words in modes), *dict.fromkeys(sentence(reason) for each in parts for reason in each.why),
    )  # fmt: skip
    traces = Traces("targets", indicator, rests=Rests.MONEY, typed=("Target",))
    return Table(f"{indicator}: target and gain of each organisation", columns, rows, notes, empty=" ".join(notes), traces=traces)


def _short(gap: Cell) -> str:
    """What is left to find, in words, so that no sign has to be read."""
    return left_words(gap.value, "short", "over", "met", gap.rounding)[0] if isinstance(gap, Amount) and gap.value is not None else ""


def partners(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """Each partner before and after, transitional cost apart, with its value and payback; none where none of it is known."""
    finance = appraisal.finance
    apportionment = finance.apportionment() if finance is not None else None
    if finance is None or apportionment is None or not apportionment.partners:
        return ()
    columns = table_columns("Partner", *right("Before", "After", "Change", "One-off", "Value", "Payback"))
    results = gains.partners(apportionment)
    rows = body(results, "before", "after", ("change", _in_its_column), ("transitional", unless_nought), "npv", "payback")
    if not any(says_something(row[1:]) for row in rows):
        return ()
    rows = tuple((*row[:3], filled((row[3], _flag(result)), "\n"), *row[4:]) for row, result in zip(rows, results, strict=True))
    notes = [
        "Before is a year’s net cost in the base year, and after in the last year appraised, both in the prices of the base year. "
        "One-off is transitional cost. Value is the net present value to the partner."
    ]
    npvs = [partner.npv for partner in apportionment.partners if partner.npv is not None]
    whole = finance.money_of(apportionment.owner)
    if len(npvs) == len(apportionment.partners) and whole is not None and whole.npv is not None and printed_total(npvs, whole.npv):
        notes.append(ROUNDED)
    notes += [sentence(reason) for reason in apportionment.why]
    notes += _without(apportionment.partners)
    notes += flow_note(paper, [apportionment.owner])
    owner = apportionment.owner or ALL_PROJECTS
    traces = Traces("partners", owner, rests=Rests.MONEY, owner=owner)
    return (trimmed(Table(f"{owner}: who pays and who gains", columns, rows, tuple(notes), strong=strong_rows(results), traces=traces)),)


def _without(partners: Sequence[PartnerResult]) -> Iterator[str]:
    """Why figures of partners cannot be told, the paybacks that lack for one reason together."""
    alike: dict[tuple[bool, str], list[str]] = {}
    for partner in partners:
        for reason in partner.why:
            lack = reason.removeprefix(f"No payback for {partner.organisation}: ")
            alike.setdefault((lack != reason, lack), []).append(partner.organisation)
    return (sentence(f"No payback for {listed(names)}: {lack}" if no_payback else lack) for (no_payback, lack), names in alike.items())


def _in_its_column(change: Cell) -> str:
    """A change as its column prints it, which is headed so."""
    return printed(change).removeprefix("change ")


def _flag(row: Row) -> str:
    """Whether a partner pays more for less, as it stands below the change; blank where the change is not known."""
    pays_more = row.cells["pays_more"].value
    return "" if row.cells["change"].value is None or pays_more is False else PAYS_MORE if pays_more else MAY_PAY_MORE


def rebasing(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """Each partner's estimate and actual figure, with its share and its amount by each; none where no actual figure is recorded."""
    finance = appraisal.finance
    if finance is None:
        return ()
    rebasings = [each for each in finance.rebasings if each.partners and (not finance.owner or each.owner == finance.owner)]
    return tuple(_rebasing(each) for each in rebasings)


def _rebasing(rebasing: Rebasing) -> Table:
    settled, results = is_settled(rebasing), rebased(rebasing)
    headings = ("Estimate", "Actual", "Share before", "Share after", "Before", "After", *(("Paid", "Owes") if settled else ()))
    if settled and rebasing.applies_to is not AppliesTo.COSTS:
        headings = (*headings[:-2], "Had", "Is owed")
    keys = ("estimated", "actual", "share_before", "share_after", "before", "after", *(("actual_amount", "settles") if settled else ()))
    whole = ["£0" if key == "settles" else printed(together(results, key)) for key in keys[4:]]
    rows = (*body(results, *keys), ("Together", "", "", "100%", "100%", *whole))
    state = "Re-based" if rebasing.is_rebased else "Not re-based"
    limit = (
        f"{state}: shares stay as they are unless an actual figure differs from its estimate by more than {percent(rebasing.tolerance)}."
    )
    notes = [limit, "Before and after are what each has over the years appraised, by the estimates and by what is shared now."]
    if settled:
        notes.append("Below £0 is the other way about.")
    what = f"{rebasing.owner}: {rebasing.applies_to} by estimated and by actual {rebasing.basis}"
    columns = table_columns("Partner", *right(*headings))
    traces = Traces("rebasing", f"{rebasing.owner}: {rebasing.applies_to}: {rebasing.basis}", in_words=Record(what, ""))
    return trimmed(Table(what, columns, rows, tuple(notes), strong=strong_rows(results), traces=traces))


def _statements(appraisal: Appraisal) -> Affordability | None:
    finance = appraisal.finance
    return finance.affordability[WHOLE] if finance is not None and finance.owner is not None else None


def _whole(appraisal: Appraisal, statement: str, *typed: str) -> Traces:
    """What the figures of a statement, by its own name, rest on: the money of what the finance of the case is about."""
    owner = appraisal.finance.owner if appraisal.finance is not None else None
    return Traces("statements", statement, rests=Rests.MONEY, owner=owner or ALL_PROJECTS, typed=typed)


def _of_fund(fund: Fund, funds: Sequence[Fund]) -> str:
    return "" if list(funds) == [Fund.NOT_STATED] else f", {statements.FUNDS[fund].lower()}"


def _rounding_of(rows: Iterable[Row]) -> Rounding | None:
    """How the amounts of a table in one unit are rounded."""
    cells = (cell for row in rows for cell in row.cells.values())
    return next((cell.rounding for cell in cells if isinstance(cell, Amount) and cell.rounding is not None), None)


def _left_out(why: Iterable[str], before: Sequence[Table]) -> tuple[str, ...]:
    """What is left out of every statement, said once, below the first."""
    return () if before else tuple(sentence(reason) for reason in why if not _on_the_gap(reason))


def _on_the_gap(reason: str) -> bool:
    return "budget gap" in reason.casefold()


def _by_year(caption: str, what: str, rows: Sequence[Row], notes: Sequence[str], traces: Traces) -> list[Table]:
    """Lines of amounts by year, those with nothing in any year left out; the last part has totals of the lines that add."""
    shown = [row for row in rows if row.stress is Stress.STRONG or any(not amount.is_nought for amount in amounts_of(row))]
    years = list(shown[0].cells)
    columns = [tuple(row.cells[year].value for row in shown) for year in years]
    alike = next((index for index in range(len(years)) if len(set(columns[index:])) == 1), len(years) - 1)
    heads, kept, steady = years, len(years), []
    if len(years) - alike > 2:
        # What stays as it is to the end is told once.
        kept, heads = alike + 1, [*years[:alike], f"{years[alike]} on"]
        steady = [f"‘{years[alike]} on’ is each year from then to {years[-1]}."]
    totals = in_columns(Row(row.name, {_TOTAL: Amount(Estimate.sum(amounts_of(row)))} if row.adds else {}) for row in shown)
    sums = [row.cells.get(_TOTAL) for row in totals]
    lines = [
        (row.name, [printed(row.cells[year]) for year in years[:kept]], "" if total is None else printed(total))
        for row, total in zip(shown, sums, strict=True)
    ]
    if not all(total is None or adds(row.cells.values(), total) for row, total in zip(shown, sums, strict=True)):
        steady.append(ROUNDED)
    strong = [row.name for row in shown if row.stress is Stress.STRONG]
    floors = floor_note(amount for row in shown for amount in amounts_of(row))
    return _chunked(caption, what, heads, lines, strong, (*steady, *notes, *floors), traces, total=any(row.adds for row in shown))


def _chunked(
    caption: str,
    what: str,
    years: Sequence[str],
    rows: Sequence[tuple[str, list[str], str]],
    strong: Sequence[str],
    notes: Sequence[str],
    traces: Traces,
    *,
    total: bool = True,
) -> list[Table]:
    tables = []
    by_year = replace(traces, in_words=Record(traces.kind, caption), down=Runs.FIELDS, across=Runs.YEARS)
    if len(years) > _MOST_YEARS and len(rows) <= _MOST_LINES:
        down = [(year, *(cells[index] for _, cells, _ in rows)) for index, year in enumerate(years)]
        if total:
            down.append((_TOTAL, *(sum_of for *_, sum_of in rows)))
        columns = table_columns("Year", *right(*(name for name, *_ in rows)))
        is_sum = frozenset([len(years)] if total else [])
        by_year = replace(by_year, down=Runs.YEARS, across=Runs.FIELDS)
        return [Table(caption, columns, tuple(down), tuple(notes), strong=is_sum, traces=by_year)]
    bold = frozenset(index for index, (name, *_) in enumerate(rows) if name in strong)
    parts = -(-len(years) // _MOST_YEARS)
    for index in range(parts):
        start, end = index * len(years) // parts, (index + 1) * len(years) // parts
        last = index == parts - 1
        heads = [*years[start:end], *([_TOTAL] if last and total else [])]
        columns = table_columns(what, *right(*heads))
        body = tuple((name, *cells[start:end], *([sum_of] if last and total else [])) for name, cells, sum_of in rows)
        part = f"{caption}, {years[start]} to {years[end - 1]}" if parts > 1 else caption
        tables.append(Table(part, columns, body, tuple(notes) if last else (), strong=bold, traces=by_year))
    return tables
