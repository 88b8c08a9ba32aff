"""No two sentences on money, and no sentence and figure, contradict each other: random cases, checked against their results as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.appraisal.affordability.gap import Gap
from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import Case, Flow, FlowKind, FundingKind, FundingStatus, Option
from desktop.appraisal.estimate import NOT_KNOWN, Estimate, rounding_that_agrees
from desktop.appraisal.findings.finding import Finding, MoneyFigure
from desktop.appraisal.results import Appraisal, Money
from desktop.appraisal.savings.finance_records import FinanceRecords
from desktop.appraisal.savings.three_cases import three_cases
from desktop.operations.appraising.results_json import results_json
from desktop.papers.charts.data.running_total import break_even_parts, break_even_words
from desktop.results.cells import Amount, Row
from desktop.results.money import statements
from desktop.results.money.by_year import by_year
from desktop.results.money.worth import rows as rows_of_worth
from desktop.views.decide.option_tables import money_columns
from tests.appraisal.cases import BASE
from tests.examples import examples

D = Decimal
HORIZON = 4
SIZES = (4, 350, 12_345, 80_000, 956_676, 1_234_567, 69_990_000, 250_000_000)
LINES = ("Staff", "Offices", "Systems", "Vehicles")
_RANGE = re.compile(r"£[\d,.]+( million|m)? to £[\d,.]+( million|m)?")
_PENCE = re.compile(r"£[\d,]{3,}\.\d\d(?![\d ]*(?:million|m\b))")


def random_money(seed: int) -> Case:
    """A case of up to two options, with lines of every kind of amount, and with a gap as often as not."""
    draw = Random(seed)
    options = [Option("As is", benchmark=True)]
    for name in ("Alpha", "Bravo")[: draw.randint(1, 2)]:
        options.append(Option(name, preferred=name == "Alpha" and draw.random() < 0.5, flows=tuple(_flows(draw))))
    gaps: tuple[Gap, ...] = ()
    if draw.random() < 0.6:
        years = [BASE.after(n) for n in range(HORIZON) if draw.random() < 0.7]
        gaps = (Gap({year: _amount(draw) for year in years}),) if years else ()
    return Case("Any", BASE, HORIZON, options=tuple(options), own_council="Barset", finance=FinanceRecords(gaps=gaps))


def _flows(draw: Random) -> Iterator[Flow]:
    for line in LINES[: draw.randint(1, len(LINES))]:
        kind = draw.choice((FlowKind.COST, FlowKind.SAVING, FlowKind.SAVING, FlowKind.INCOME, FlowKind.FUNDING))
        amounts = {BASE.after(n): _amount(draw) for n in range(HORIZON) if draw.random() < 0.7}
        yield Flow(
            line,
            kind,
            amounts,
            cashable=draw.choice((True, True, False, None)) if kind is FlowKind.SAVING else None,
            recurring=draw.choice((True, False, None)),
            optimism_bias=D(draw.choice((0, 0, 20))) / 100 if kind is FlowKind.COST else D(0),
            funding_source=FundingKind.GRANT if kind is FlowKind.FUNDING else FundingKind.NOT_STATED,
            status=draw.choice((FundingStatus.AWARDED, FundingStatus.SOUGHT)) if kind is FlowKind.FUNDING else FundingStatus.SOUGHT,
        )


def _amount(draw: Random) -> Estimate:
    size = D(draw.choice(SIZES) + draw.randint(0, 3))
    return draw.choice(
        (
            Estimate.exact(size),
            Estimate.exact(size),
            Estimate.exact(D(0)),
            Estimate.about(size),
            Estimate.between(size / 4, size),
            Estimate.at_most(size),
            Estimate.at_least(size),
            NOT_KNOWN,
        )
    )


def check_sentences(appraisal: Appraisal) -> None:
    """Every sentence is in one unit, subtracts as it is printed, and has figures that the results JSON has."""
    results = [*_numbers(results_json(appraisal)), *_sums(appraisal)]
    for each in appraisal.findings:
        words = each.words
        for both in _RANGE.finditer(words):
            ends = both[0].split(" to ")
            assert both[1] == both[2] or "£0" in ends, words
        _check_figures(each)
        for figure in _figures(each):
            for end in (figure.low, figure.high):
                assert end is None or _is_in(end, results), words


def _sums(appraisal: Appraisal) -> Iterator[Decimal]:
    """What stands beside the results: years added up, funding by status, what is left of a gap, and optimism bias before and after."""
    for year in appraisal.finance.gap if appraisal.finance is not None else ():
        rest = year.gap - year.recurring  # what recurs closes a gap that recurs
        yield from (abs(end) for end in (rest.low, rest.high) if end is not None)
    for owner in appraisal.case.options:
        for status in FundingStatus:
            lines = [flow for flow in owner.flows if flow.kind is FlowKind.FUNDING and flow.status is status]
            total = Estimate.sum(amount for flow in lines for amount in flow.amounts.values())
            yield from (abs(end) for end in (total.low, total.high) if end is not None)
    for option in appraisal.options:
        money = option.money
        sums = [
            Estimate.sum(getattr(year, key) for year in money.years)
            for key in ("cost", "saving_cashable", "saving_non_cashable", "saving_not_stated", "income", "funding")
        ]
        bias = (
            money.cost_before_optimism_bias,
            money.cost_after_optimism_bias,
            money.benefit_before_optimism_bias,
            money.benefit_after_optimism_bias,
        )
        yield from (abs(end) for each in (*sums, *bias) if each is not None for end in (each.low, each.high) if end is not None)


def _figures(found: Finding) -> list[Estimate]:
    return [part.amount for part in found.parts if isinstance(part, MoneyFigure)]


def _check_figures(found: Finding) -> None:
    figures = [part for part in found.parts if isinstance(part, MoneyFigure)]
    amounts = [part.amount for part in figures if not part.is_recorded]
    if not figures:
        return
    rounding = rounding_that_agrees(amounts, [part.amount for part in figures if part.is_recorded])
    assert [part.words.casefold() for part in figures] == [
        part.amount.figure_words(running=True, rounding=rounding, recorded=part.is_recorded).casefold() for part in figures
    ], found.words
    assert rounding.step < 1 or not _PENCE.search(found.words), found.words
    for more, less, rest in permutations(amounts, 3):
        if more.is_point and less.is_point and rest.is_point and None not in (more.low, less.low, rest.low):
            ends = [each.low or D(0) for each in (more, less, rest)]
            if ends[0] - ends[1] == ends[2]:
                assert rounding.rounded(ends[0]) - rounding.rounded(ends[1]) == rounding.rounded(ends[2]), found.words


def _numbers(value: object) -> Iterator[Decimal]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _numbers(each)
    elif isinstance(value, list):
        for each in value:
            yield from _numbers(each)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield abs(D(str(value)))


def _is_in(amount: Decimal, results: list[Decimal]) -> bool:
    size = abs(amount)
    return any(abs(size - each) <= D("0.01") for each in results)


def check_words(appraisal: Appraisal, name: str, money: Money) -> None:
    """What is said of a payback and of the last year is what the results of the same money say."""
    said = " ".join(appraisal.sentences)
    _, _, best = three_cases(money)
    if re.search(rf"{name} does not pay back in cash", said):
        assert best.cashable_payback is None, said
    last = money.years[-1] if money.years else None
    if last is not None and f"{name} neither costs nor saves anything" in said:
        assert any(
            not each.is_nought for each in (last.cost, last.saving_cashable, last.saving_non_cashable, last.saving_not_stated, last.income)
        )
    told = break_even_words(break_even_parts(name, money))
    bounded = [year for year in money.years if (year.cumulative.low is None) != (year.cumulative.high is None)]
    if any(not year.cumulative.says_nothing for year in bounded):
        assert not break_even_parts(name, money).is_line, told
        assert "In the best case" not in told, told
    assert "Nothing but £0 is known" not in told


def check_rows(rows: tuple[Row, ...]) -> None:
    """A column has one unit; “not known” stands only where nothing is known; more than nought is never shown as nought."""
    columns = {key for row in rows for key in row.cells}
    for key in columns:
        cells = [cell for row in rows if isinstance(cell := row.cells.get(key), Amount) and cell.value is not None]
        roundings = {cell.rounding for cell in cells if not cell.recorded}
        assert len(roundings) <= 1, key
        for cell in cells:
            amount = cell.value
            assert amount is not None
            words = amount.brief_words(rounding=cell.rounding, recorded=cell.recorded)
            assert (words == "not known") is amount.says_nothing, words
            if words in ("£0", "about £0"):
                assert amount.low == amount.high == 0, amount


def check_payback(appraisal: Appraisal) -> None:
    """“Not known” and “not reached” are never said of one payback in two places."""
    columns = {column.key: column for column in money_columns()}
    for row in rows_of_worth(appraisal):
        shown = {columns[key].cell_of(row).text for key in ("payback", "range")}
        assert not {"not known", "not reached"} <= shown, (row.name, shown)


@settings(max_examples=examples(2000), deadline=None)
@given(st.integers(0, 2**32))
def test_sentences_and_figures_of_money_do_not_contradict_each_other(seed: int) -> None:
    appraisal = appraise(random_money(seed))
    check_sentences(appraisal)
    check_rows(rows_of_worth(appraisal))
    check_payback(appraisal)
    for option in appraisal.options:
        if not option.benchmark:
            check_words(appraisal, option.name, option.money)
            check_rows(by_year(option.money))
    if appraisal.finance is not None:
        for year in appraisal.finance.gap:
            assert not year.gap.says_nothing or (year.left.says_nothing and year.after.says_nothing)
        if appraisal.finance.gap:
            check_rows(statements.gap(appraisal.finance.gap))
