"""Tables of finance: the three cases side by side, the statements of budget, cash and funding, targets, who gains, conditions, checks.

Each is none where there is nothing to say. Years are heads of columns, a few across at a time, so that the head of a table stays short.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from desktop.appraisal import money
from desktop.appraisal.case import Fund
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.apportionment import PartnerResult
from desktop.appraisal.partners.rebasing import Rebasing
from desktop.appraisal.partners.shares import AppliesTo, Basis, percent
from desktop.appraisal.results import Appraisal, Money
from desktop.appraisal.savings.affordability import Affordability, BudgetYear, CashYear, FundingLine
from desktop.appraisal.savings.finance import WHOLE, Finance
from desktop.appraisal.savings.section151 import Answered, Status
from desktop.appraisal.savings.switching import Switching
from desktop.appraisal.savings.targets import Progress, TargetMode, printed_total
from desktop.appraisal.savings.three_cases import CaseFigures, three_cases
from desktop.appraisal.wording import span
from desktop.appraisal.years import FinancialYear
from desktop.papers.charts.data.gains import MAY_PAY_MORE, PAYS_MORE, before_and_after, change_words, left_words, mode_words
from desktop.papers.content.blocks import Align, Column, Record, Rests, Runs, Table, Traces
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import capital, cell_amount, floor_note, penny_amount, sentence
from desktop.papers.content.words import cell
from desktop.papers.exhibits.option_tables import ALL_PROJECTS, in_question
from desktop.papers.exhibits.record_tables import trimmed
from desktop.papers.sources.provenance import flow_note, owners_in_question

#: So many years stand beside one another.
_MOST_YEARS = 5

#: What counts as none of it up to all of it, as nobody has stated that it is cashable.
_NOT_STATED = "of which not stated to be cashable"

_FUNDS = {Fund.GENERAL: "general fund", Fund.HOUSING: "housing revenue account", Fund.NOT_STATED: "fund not stated"}


def cases(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What is in question on its worst, its most likely and its best case; none where the three are the same."""
    chosen = in_question(appraisal)
    if chosen is None:
        return ()
    name, own_money = chosen
    low, central, high = three_cases(own_money)
    three = (low, central, high)
    if sum(case.net is not None for case in three) < 2 or len({(case.net, case.npv, case.payback) for case in three}) == 1:
        return ()
    rows = [
        ("Payback, cashable savings only", *_paybacks(own_money, [(case.cashable_payback, case.cashable_known) for case in three])),
        ("Payback, all savings", *_paybacks(own_money, [(case.payback, case.known) for case in three])),
        ("Payback, all savings, discounted", *_paybacks(own_money, [(case.discounted_payback, case.npv is not None) for case in three])),
        ("Net over the years", *_ends(own_money.years[-1].cumulative)),
        *([("Net present value", *_ends(own_money.npv, pence=True))] if own_money.npv is not None else []),
        *(
            [("Equivalent annual value", *_ends(own_money.equivalent_annual, pence=True))]
            if own_money.equivalent_annual is not None
            else []
        ),
        *_rates(three),
        *_biased(own_money),
        *_switching(three),
    ]
    columns = (Column("Measure"), *(Column(heading, Align.RIGHT) for heading in ("Worst case", "Most likely", "Best case")))
    notes = [
        "The worst case has the most costs and the least savings, the best case the least costs and the most savings.",
        *floor_note([own_money.years[-1].cumulative]),
        *flow_note(paper, owners_in_question(appraisal)),
    ]
    return (Table(f"{name}: worst, most likely and best case", columns, tuple(rows), tuple(notes),
                  traces=Traces("options", name, Runs.FIELDS, Runs.FIELDS, Rests.MONEY)),)  # fmt: skip


def _paybacks(own_money: Money, cases: Sequence[tuple[Decimal | None, bool]]) -> list[str]:
    """The payback on each case; the ends rest on nothing being known of some amount where one is not, so they are bounds then."""
    unknown = own_money.years[-1].cumulative.unknown
    paybacks = []
    for (years, known), bound in zip(cases, ("{} at most", "{}", "{} at least"), strict=True):
        if years is None:
            paybacks.append(f"not by {own_money.years[-1].year}" if known and not unknown else "not known")
        elif unknown and not years:
            paybacks.append("not known")  # at once only because an amount that is not known is taken at its lowest
        else:
            payback = span(years) if years else "at once"
            paybacks.append(bound.format(payback) if unknown else payback)
    return paybacks


def _rates(three: Sequence[CaseFigures]) -> list[tuple[str, ...]]:
    """The ratio of benefits to costs and the rate of return; a row only where some case has one."""
    rows = (
        ("Benefits over costs", ["none" if case.bcr is None else f"{case.bcr:.2f}" for case in three]),
        ("Rate of return", ["none" if case.irr is None else _percentage(case.irr) for case in three]),
    )
    return [(name, *cells) for name, cells in rows if any(words != "none" for words in cells)]


def _percentage(rate: Decimal) -> str:
    shown = f"{abs(rate * 100).quantize(Decimal('0.1')):,f}".removesuffix(".0")
    return f"{money.MINUS if rate < 0 else ''}{shown}%"


def _ends(amount: Estimate, *, pence: bool = False, swap: bool = False) -> tuple[str, str, str]:
    """An amount on the worst, the most likely and the best case; what is not known leaves the ends bounds, and never points."""
    form = money.pounds if pence else money.exact
    low, high = (amount.high, amount.low) if swap else (amount.low, amount.high)
    least, most = ("at most", "at least") if swap else ("at least", "at most")
    ends = []
    for end, bound in ((low, least), (amount.central, ""), (high, most)):
        if end is None:
            ends.append("not known")
        else:
            about = "about " if amount.approximate and amount.is_point else ""
            ends.append(f"{bound} {form(end)}" if amount.unknown and bound else f"{about}{form(end)}")
    return ends[0], ends[1], ends[2]


def _biased(own_money: Money) -> list[tuple[str, ...]]:
    """Costs, and savings with income, before and after optimism bias; none where it changes nothing."""
    rows: list[tuple[str, ...]] = []
    for what, before, after, swap in (
        ("Costs", own_money.cost_before_optimism_bias, own_money.cost_after_optimism_bias, True),
        ("Savings and income", own_money.benefit_before_optimism_bias, own_money.benefit_after_optimism_bias, False),
    ):
        if before is not None and after is not None and before != after:
            rows.append((f"{what} before optimism bias", *_ends(before, swap=swap)))
            rows.append((f"{what} after optimism bias", *_ends(after, swap=swap)))
    return rows


def _switching(three: Sequence[CaseFigures]) -> list[tuple[str, ...]]:
    """The changes that each alone bring the net present value to £0; a row only where some case has one."""
    measures: tuple[tuple[str, Callable[[Switching], str]], ...] = (
        ("Costs: change to a value of £0", lambda switching: _change(switching.costs)),
        ("Savings: change to a value of £0", lambda switching: _change(switching.savings)),
        ("Savings: delay to a value of £0", lambda switching: span(switching.delay_years) if switching.delay_years else ""),
    )
    rows = [(name, *("" if case.switching is None else of(case.switching) for case in three)) for name, of in measures]
    return [(name, *(words or "none" for words in row)) for name, *row in rows if any(row)]


def _change(share: Decimal | None) -> str:
    if share is None:
        return ""
    shown = (abs(share) * 100).quantize(Decimal("0.1"))
    return f"{'rise' if share > 0 else 'fall'} of {f'{shown:,f}'.removesuffix('.0')}%" if shown else "any"


def conditions(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """What depends on each condition, and what is left without it; none where nothing is conditional."""
    finance = appraisal.finance
    if finance is None:
        return ()
    conditional_amounts = [each for each in finance.conditions if not finance.owner or each.owner == finance.owner]
    if not conditional_amounts:
        return ()
    several = len({each.owner for each in conditional_amounts}) > 1
    rows = tuple(
        (
            f"{each.owner}: {each.condition}" if several else each.condition,
            *("" if amount.is_nought else cell_amount(amount.to_pence()) for amount in (each.savings, each.costs, each.funding)),
            penny_amount(each.npv_without) if each.npv_without is not None else "not known" if each.something_left else "nothing is left",
        )
        for each in conditional_amounts
    )
    columns = (Column("Condition"), *(Column(heading, Align.RIGHT) for heading in ("Savings", "Costs", "Funding", "Without it")))
    notes = ("Every other figure takes every condition as met. ‘Without it’ is the net present value if it is not met.",)
    return (trimmed(Table("Amounts that depend on a condition", columns, rows, notes, traces=Traces("conditions", rests=Rests.MONEY))),)


def _savings(years: Iterable[BudgetYear | CashYear]) -> str:
    """What savings are called: cashable where each that counts is stated to be."""
    return "Cashable savings" if all(year.not_stated.is_nought for year in years) else "Savings"


def budget(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """The revenue budget by fund: the net call on it and the medium-term plan's line, the change from the year before."""
    statements = _statements(appraisal)
    if statements is None:
        return ()
    lines: tuple[tuple[str, Callable[[BudgetYear], Estimate]], ...] = (
        ("Cost", lambda year: year.cost),
        (_savings(year for years in statements.budget.values() for year in years), lambda year: year.saving),
        (_NOT_STATED, lambda year: year.not_stated),
        ("Income", lambda year: year.income),
        ("Funding", lambda year: year.funding),
        ("Net call on the budget", lambda year: year.net),
        ("of which one-off", lambda year: year.one_off),
        ("Change on the year before", lambda year: year.change),
    )
    tables: list[Table] = []
    years_by_fund = statements.budget
    for fund, years in years_by_fund.items():
        rows = [(name, [of(year) for year in years], name != "Change on the year before") for name, of in lines]
        whose = _of_fund(fund, list(years_by_fund))
        if any(not year.net.is_nought for year in years):
            strong = ("Net call on the budget", "Change on the year before")
            notes = _left_out(statements.why, tables)
            traces = _whole(appraisal, f"budget: {fund}")
            tables += _by_year(f"Revenue budget{whose}", "Budget", [year.year for year in years], rows, strong, notes, traces)
    return tuple(tables)


def cash(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """Cash in and out of all funds together; none where every line is revenue, so that cash moves as the budget does."""
    statements = _statements(appraisal)
    if statements is None or all(year.capital_cost.is_nought and year.capital_funding.is_nought for year in statements.total_cash):
        return ()
    lines: tuple[tuple[str, Callable[[CashYear], Estimate]], ...] = (
        ("Revenue cost", lambda year: year.revenue_cost),
        ("Capital cost", lambda year: year.capital_cost),
        (_savings(statements.total_cash), lambda year: year.saving),
        (_NOT_STATED, lambda year: year.not_stated),
        ("Income", lambda year: year.income),
        ("Revenue funding", lambda year: year.revenue_funding),
        ("Capital funding", lambda year: year.capital_funding),
        ("Net cash", lambda year: year.net),
        ("Running total", lambda year: year.cumulative),
    )
    rows = [(name, [of(year) for year in statements.total_cash], name != "Running total") for name, of in lines]
    strong = ("Net cash", "Running total")
    traces = _whole(appraisal, "cash")
    return tuple(_by_year("Cash, revenue and capital", "Cash", [year.year for year in statements.total_cash], rows, strong, (), traces))


def funding(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """Each source of funding: sought, awarded, allocated, spent and left; none where no funding is recorded."""
    lines = appraisal.finance.funding if appraisal.finance is not None else ()
    if not lines:
        return ()

    def row(line: FundingLine) -> tuple[str, ...]:
        amounts = (line.sought, line.awarded, line.allocated, line.spent)
        cells = ("" if amount is None or amount.is_nought else cell_amount(amount) for amount in amounts)
        return line.source, capital(str(line.kind)), *cells, "" if line.left is None else cell_amount(line.left)

    amounts = ("Sought", "Awarded", "Allocated", "Spent", "Left")
    columns = (Column("Source"), Column("Kind"), *(Column(heading, Align.RIGHT) for heading in amounts))
    notes = [sentence(reason) for line in lines for reason in line.why]
    return (trimmed(Table("Funding", columns, tuple(row(line) for line in lines), tuple(notes), traces=Traces("funding"))),)


def gap(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """The budget gap by year, what relieves it and what is left; none where no gap is recorded."""
    years = appraisal.finance.gap if appraisal.finance is not None else ()
    if not years:
        return ()
    rows = [
        ("Budget gap", [year.gap for year in years], False), ("Relief", [year.relief for year in years], False),
        (_NOT_STATED, [year.not_stated for year in years], False), ("of which one-off", [year.relief_one_off for year in years], False),
        ("Left to close", [year.left for year in years], False),
    ]  # fmt: skip
    statements = _statements(appraisal)
    why = statements.why if statements is not None else ()
    notes = (
        "Each year’s gap is the whole of it in that year, so years are not added. Below £0 is a surplus.",
        *(sentence(reason) for reason in why if _on_the_gap(reason)),
    )
    traces = _whole(appraisal, "gap", "Budget gap")
    return tuple(_by_year("Budget gap and relief", "Gap", [year.year for year in years], rows, ("Left to close",), notes, traces))


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
    years = [str(year.year) for year in progress.years]
    rows: list[tuple[str, list[str], str]] = [
        ("Target, per cent", [_percent(year.percent) for year in progress.years], _percent(progress.total_percent)),
        ("Target", [cell_amount(year.amount) for year in progress.years], cell_amount(progress.total_amount)),
        ("Gain", [cell_amount(year.gain) for year in progress.years], cell_amount(progress.total_gain)),
    ]
    if not progress.carried_forward.is_nought:
        rows.append(("Carried forward", [""] * len(years), cell_amount(progress.carried_forward)))
    rows.append(("Short or over", [_short(year.gap) for year in progress.years], _short(progress.gap)))
    baseline = next((target.baseline for target in finance.records.targets
                     if (target.indicator, target.organisation) == (progress.indicator, progress.organisation)), None)  # fmt: skip
    of = f" The baseline is {baseline.figure_words(running=True)}." if baseline is not None else ""
    notes = (f"{capital(mode_words(progress.mode))}.{of}", *(sentence(reason) for reason in progress.why))
    of = ": ".join(each for each in (progress.indicator, progress.organisation) if each)
    traces = Traces("targets", of, rests=Rests.MONEY, typed=("Target, per cent", "Target"))
    return _chunked(f"{progress.indicator}{whose}: target and gain ({mode})", "Target", years, rows, ("Short or over",), notes, traces)


def _organisations(indicator: str, parts: Sequence[Progress]) -> Table:
    columns = (Column("Organisation"), *(Column(heading, Align.RIGHT) for heading in ("Target", "Gain", "Short or over")), Column("Met"))
    rows = tuple(
        (
            each.organisation or "", cell_amount(each.total_amount), cell_amount(each.total_gain), _short(each.gap),
            {True: "Yes", False: "No", None: "Not known"}[each.met],
        )
        for each in parts
    )  # fmt: skip
    modes = list(dict.fromkeys(mode_words(each.mode) for each in parts))
    notes = (*(f"{capital(words)}." for words in modes), *dict.fromkeys(sentence(reason) for each in parts for reason in each.why))
    traces = Traces("targets", indicator, rests=Rests.MONEY, typed=("Target",))
    return Table(f"{indicator}: target and gain of each organisation", columns, rows, notes, traces=traces)


def _short(amount: Estimate) -> str:
    words, _ = left_words(amount.to_pence(), "short", "over", "met", exact=True)
    return words


def _percent(share: Decimal) -> str:
    shown = (share * 100).quantize(Decimal("0.01"))
    return f"{format(shown.normalize(), 'f')}%"


def partners(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """Each partner before and after, transitional cost apart, with its value and payback; none where no record says how it is shared."""
    finance = appraisal.finance
    apportionment = finance.apportionment() if finance is not None else None
    if finance is None or apportionment is None or not apportionment.partners:
        return ()
    columns = (
        Column("Partner"), *(Column(heading, Align.RIGHT) for heading in ("Before", "After", "Change", "One-off", "Value", "Payback")),
    )  # fmt: skip
    rows = [_partner(partner) for partner in apportionment.partners]
    strong = frozenset(index for index, partner in enumerate(apportionment.partners) if partner.pays_more_for_less)
    notes = [
        "Before is a year’s net cost in the base year, and after in the last year appraised, both in the prices of the base year. "
        "One-off is transitional cost. Value is the net present value to the partner.",
    ]
    npvs = [partner.npv for partner in apportionment.partners if partner.npv is not None]
    whole = finance.money_of(apportionment.owner)
    if len(npvs) == len(apportionment.partners) and whole is not None and whole.npv is not None and printed_total(npvs, whole.npv):
        added = penny_amount(replace(Estimate.sum(npvs), unknown=0, assumed_floor=False))
        printed = penny_amount(replace(whole.npv, unknown=0, assumed_floor=False))
        notes.append(f"The values add to {added} and the whole is {printed}, as each year of each partner is rounded to the penny.")
    notes += [sentence(reason) for reason in apportionment.why]
    notes += [sentence(reason) for partner in apportionment.partners for reason in partner.why]
    notes += flow_note(paper, [apportionment.owner])
    owner = apportionment.owner or ALL_PROJECTS
    traces = Traces("partners", owner, rests=Rests.MONEY, owner=owner)
    return (trimmed(Table(f"{owner}: who pays and who gains", columns, tuple(rows), tuple(notes), strong=strong, traces=traces)),)


def _partner(partner: PartnerResult) -> tuple[str, ...]:
    change = "not known" if partner.change is None else change_words(partner.change, exact=True)
    flag = "" if partner.change is None else {True: PAYS_MORE, None: MAY_PAY_MORE, False: ""}[partner.pays_more_for_less]
    back = partner.payback_years
    return (
        partner.organisation,
        *("not known" if amount is None else cell_amount(amount) for amount in before_and_after(partner)),
        f"{change}\n{flag}" if flag else change,
        "" if partner.transitional is None or partner.transitional.is_nought else cell_amount(partner.transitional),
        "not known" if partner.npv is None else penny_amount(partner.npv),
        (span(back) if back else "at once") if back is not None else "not known" if _is_open(partner.npv) else "none",
    )


def rebasing(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """Each partner's estimate and actual figure, with its share and its amount by each; none where no actual figure is recorded."""
    finance = appraisal.finance
    if finance is None:
        return ()
    rebasings = [each for each in finance.rebasings if each.partners and (not finance.owner or each.owner == finance.owner)]
    return tuple(_rebasing(each) for each in rebasings)


def _rebasing(rebased: Rebasing) -> Table:
    settled = all(partner.settles is not None for partner in rebased.partners)
    headings = ("Estimate", "Actual", "Share before", "Share after", "Before", "After", *(("Paid", "Owes") if settled else ()))
    if settled and rebased.applies_to is not AppliesTo.COSTS:
        headings = (*headings[:-2], "Had", "Is owed")
    rows = [
        (
            partner.organisation, _counted(rebased, partner.estimated), "" if partner.actual is None else _counted(rebased, partner.actual),
            _percent(_fraction(partner.share_before)), _percent(_fraction(partner.share_after)), cell_amount(partner.before.to_pence()),
            cell_amount(partner.after.to_pence()),
            *((money.pounds(partner.actual_amount or Decimal(0)), money.pounds(partner.settles or Decimal(0))) if settled else ()),
        )
        for partner in rebased.partners
    ]  # fmt: skip
    total = [Estimate.sum(getattr(partner, when) for partner in rebased.partners) for when in ("before", "after")]
    paid = sum((partner.actual_amount or Decimal(0) for partner in rebased.partners), Decimal(0))
    whole = [cell_amount(amount.to_pence()) for amount in total] + [money.pounds(paid), "£0"] * settled
    rows.append(("Together", "", "", "100%", "100%", *whole))
    state = "Re-based" if rebased.is_rebased else "Not re-based"
    limit = f"{state}: shares stay as they are unless an actual figure differs from its estimate by more than {percent(rebased.tolerance)}."
    notes = [limit, "Before and after are what each has over the years appraised, by the estimates and by what is shared now."]
    if settled:
        notes.append("Below £0 is the other way about.")
    what = f"{rebased.owner}: {rebased.applies_to} by estimated and by actual {rebased.basis}"
    columns = (Column("Partner"), *(Column(heading, Align.RIGHT) for heading in headings))
    strong = frozenset(index for index, partner in enumerate(rebased.partners) if partner.past_tolerance)
    traces = Traces("rebasing", f"{rebased.owner}: {rebased.applies_to}: {rebased.basis}", in_words=Record(what, ""))
    return trimmed(Table(what, columns, tuple(rows), tuple(notes), strong=strong, traces=traces))


def _counted(rebased: Rebasing, value: Decimal) -> str:
    if rebased.basis is Basis.FIXED:
        return percent(value)
    if rebased.basis in (Basis.INVESTMENT, Basis.BASELINE):
        return money.pounds(value)
    return "" if rebased.basis is Basis.EQUAL else f"{value.normalize():,f}"


def _fraction(share: Fraction) -> Decimal:
    return Decimal(share.numerator) / Decimal(share.denominator)


def _is_open(npv: Estimate | None) -> bool:
    return npv is None or npv.central is None


def checks(paper: PaperRecords, appraisal: Appraisal) -> tuple[Table, ...]:
    """The Section 151 officer's checks, with what the records say and what the officer answers; none where no money is recorded."""
    finance = appraisal.finance
    checklist = finance.checklist if finance is not None and finance.owner is not None else ()
    if not checklist:
        return ()
    columns = (Column("Check"), Column("What the records show"), Column("Answer"))
    rows = tuple((each.title, _records_say(each), cell(each.answer) or ("To be answered" if each.is_open else "")) for each in checklist)
    still = sum(each.is_open for each in checklist)
    notes = (f"{len(checklist) - still} of {len(checklist)} are shown by the records or answered.",)
    traces = Traces("answers", rests=Rests.MONEY, typed=("Answer",))
    return (trimmed(Table("The Section 151 officer’s checks", columns, rows, notes, traces=traces)),)


def _records_say(check: Answered) -> str:
    if check.status is Status.LACKING:
        return f"Lacking. {check.words}"
    if check.status is Status.ASKED:
        return f"{check.question}\n{check.words}" if check.words else check.question
    return check.words


def _statements(appraisal: Appraisal) -> Affordability | None:
    finance = appraisal.finance
    return finance.affordability[WHOLE] if finance is not None and finance.owner is not None else None


def _whole(appraisal: Appraisal, statement: str, *typed: str) -> Traces:
    """What the figures of a statement, by its own name, rest on: the money of what the finance of the case is about."""
    owner = appraisal.finance.owner if appraisal.finance is not None else None
    return Traces("statements", statement, rests=Rests.MONEY, owner=owner or ALL_PROJECTS, typed=typed)


def _of_fund(fund: Fund, funds: Sequence[Fund]) -> str:
    return "" if list(funds) == [Fund.NOT_STATED] else f", {_FUNDS[fund]}"


def _left_out(why: Iterable[str], before: Sequence[Table]) -> tuple[str, ...]:
    """What is left out of every statement, said once, below the first."""
    return () if before else tuple(sentence(reason) for reason in why if not _on_the_gap(reason))


def _on_the_gap(reason: str) -> bool:
    return "budget gap" in reason.casefold()


def _by_year(
    caption: str,
    what: str,
    years: Sequence[FinancialYear],
    rows: Sequence[tuple[str, list[Estimate], bool]],
    strong: Sequence[str],
    notes: Sequence[str],
    traces: Traces,
) -> list[Table]:
    """Lines of amounts by year, those with nothing in any year left out; the last part has totals of the lines that add."""
    shown = [row for row in rows if row[0] in strong or any(not amount.is_nought for amount in row[1])]
    adds = any(adds for *_, adds in shown)
    columns = [tuple(amounts[index] for _, amounts, _ in shown) for index in range(len(years))]
    alike = next((index for index in range(len(years)) if len(set(columns[index:])) == 1), len(years) - 1)
    heads, kept, steady = [str(year) for year in years], len(years), []
    if len(years) - alike > 2:
        # What stays as it is to the end is told once.
        kept, heads = alike + 1, [*heads[:alike], f"{years[alike]} on"]
        steady = [f"‘{years[alike]} on’ is each year from then to {years[-1]}."]
    printed_rows = [
        (name, [cell_amount(amount.to_pence()) for amount in amounts[:kept]], cell_amount(Estimate.sum(amounts).to_pence()) if add else "")
        for name, amounts, add in shown
    ]
    floors = floor_note(amount for _, amounts, _ in shown for amount in amounts)
    return _chunked(caption, what, heads, printed_rows, strong, (*steady, *notes, *floors), traces, total=adds)


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
    bold = frozenset(index for index, (name, *_) in enumerate(rows) if name in strong)
    parts = -(-len(years) // _MOST_YEARS)
    for index in range(parts):
        start, end = index * len(years) // parts, (index + 1) * len(years) // parts
        last = index == parts - 1
        heads = [*years[start:end], *(["Total"] if last and total else [])]
        columns = (Column(what), *(Column(heading, Align.RIGHT) for heading in heads))
        body = tuple((name, *cells[start:end], *([sum_of] if last and total else [])) for name, cells, sum_of in rows)
        part = f"{caption}, {years[start]} to {years[end - 1]}" if parts > 1 else caption
        tables.append(Table(part, columns, body, tuple(notes) if last else (), strong=bold, traces=by_year))
    return tables
