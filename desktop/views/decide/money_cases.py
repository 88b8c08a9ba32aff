"""What an option or a project is worth on its worst, its most likely and its best case, and what it depends on. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from desktop.appraisal import money
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import Money, MonteCarlo
from desktop.appraisal.savings.conditions import Dependence, dependences
from desktop.appraisal.savings.finance import Finance
from desktop.appraisal.savings.switching import Switching, told
from desktop.appraisal.savings.three_cases import CaseFigures, three_cases
from desktop.models.cell import Cell
from desktop.models.column import Column
from desktop.models.kinds import MINUS, Kind
from desktop.papers.content.chances import chance
from desktop.views.decide.option_tables import best_payback, brief_span, short_words, told_payback
from desktop.views.kit.tables.year_grid import NOT_KNOWN

#: The cases, and the place of each in a line.
CASES = ("Worst case", "Most likely", "Best case")


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One figure on each case."""

    id: str
    cells: tuple[Cell, Cell, Cell]


def case_columns() -> tuple[Column, ...]:
    """The figure, and a column a case."""

    def case(number: int) -> Column:
        return Column(CASES[number], CASES[number], Kind.NUMBER, editable=False, least=6, cell=lambda line: line.cells[number])

    return (Column("figure", "", editable=False, least=12, main=True, cell=lambda line: Cell(line.id)), *map(case, range(3)))


def case_lines(own_money: Money) -> tuple[CaseLine, ...]:
    """Net present values, paybacks, the rate of return, and how far costs, savings and time could change."""
    if not own_money.years:
        return ()
    lines = [
        _amount("Net present value", own_money.npv),
        _amount("Cashable only", own_money.npv_cashable),
        _in_cash(own_money),
        _payback(own_money),
        _of_cases(
            "Payback, discounted", own_money, lambda each: told_payback(own_money, each.discounted_payback), brief_span, "not reached"
        ),
        _of_cases("Rate of return", own_money, lambda each: each.irr, _percent, "none"),
    ]
    if own_money.switching is not None:
        cases = (own_money.switching.low, own_money.switching.central, own_money.switching.high)
        lines += [_switching("Costs could change by", cases, lambda each: each.costs, _change, _known(own_money))]
        lines += [_switching("Savings could change by", cases, lambda each: each.savings, _change, _known(own_money))]
        lines += [_switching("Savings could be late by", cases, lambda each: each.delay_years, brief_span, _known(own_money))]
    return tuple(lines)


def money_sentences(own_money: Money) -> list[str]:
    """How far costs, savings and time could change before it is not worth while, on the most likely case."""
    return list(told(own_money.switching.central)) if own_money.switching is not None else []


def chance_sentences(monte_carlo: MonteCarlo | None) -> list[str]:
    """How the draws turned out: four in five of them, half of them, and how many are above £0 and meet the targets."""
    if (
        monte_carlo is None
        or monte_carlo.p10 is None
        or monte_carlo.p90 is None
        or monte_carlo.p50 is None
        or monte_carlo.chance_positive is None
    ):
        return []
    sentences = [
        f"P10 {money.short(monte_carlo.p10)}, P50 {money.short(monte_carlo.p50)}, P90 {money.short(monte_carlo.p90)}: above £0 in "
        f"{chance(monte_carlo.chance_positive)} of draws."
    ]
    if monte_carlo.chance_of_target is not None:
        sentences.append(f"What it gains meets the targets by itself in {chance(monte_carlo.chance_of_target)} of draws.")
    return sentences


def dependence_sentences(finance: Finance | None, name: str) -> list[str]:
    """What depends on a condition such as national changes, and what is left without it."""
    owner = finance.owners.get(name) if finance is not None else None
    if finance is None or owner is None:
        return []
    return [_dependence(each) for each in dependences(finance.case, owner, finance.discounting, finance.benchmark)]


def _dependence(each: Dependence) -> str:
    parts = [
        f"{what} of {amount.total_words(running=True)}"
        for what, amount in (("savings", each.savings), ("costs", each.costs), ("funding", each.funding))
        if not amount.is_nought
    ]
    what = " and ".join(parts) or "amounts of £0"
    if not each.something_left:
        left = "without it nothing is left"
    elif each.npv_without is None:
        left = "what is left without it cannot be worked out"
    else:
        left = f"without it the net present value is {each.npv_without.total_words(running=True)}"
    return f"{what[:1].upper()}{what[1:]} depend on “{each.condition}”: {left}."


def _amount(name: str, amount: Estimate | None) -> CaseLine:
    ends = (None, None, None) if amount is None else (amount.low, amount.central, amount.high)
    if amount is not None and short_words(amount) == NOT_KNOWN:
        ends = (None, None, None)  # a bound of £0 round what is not known says nothing
    return _line(name, ends, money.short)


def _known(own_money: Money) -> tuple[bool, bool, bool]:
    """On which cases the net present value is known; on the others nothing that follows from it is."""
    npv = own_money.npv
    return (False, False, False) if npv is None else (npv.low is not None, npv.central is not None, npv.high is not None)


def _line(
    name: str,
    ends: tuple[Decimal | None, Decimal | None, Decimal | None],
    words: Callable[[Decimal], str],
    known: tuple[bool, bool, bool] = (False, False, False),
) -> CaseLine:
    """A case without a figure is not known; where its net present value is `known` it is not reached within the years appraised."""

    def cell(number: int) -> Cell:
        end = ends[number]
        head = f"{name}, {CASES[number].lower()}"
        if end is not None:
            return Cell(words(end), spoken=f"{head}: {words(end)}")
        if known[number]:
            return Cell("not reached", quiet=True, spoken=f"{head}: not reached within the years appraised")
        return Cell.not_known(spoken=f"{head}: not known")

    return CaseLine(name, (cell(0), cell(1), cell(2)))


def _payback(own_money: Money) -> CaseLine:
    worst, likely, best = _known(own_money)
    unsaid = own_money.payback_range[1] is not None and best_payback(own_money) is None  # at once, but with costs of £0 that nobody knows
    ends = own_money.payback_range[0], own_money.payback_years, best_payback(own_money)
    return _line("Payback", ends, brief_span, (worst, likely, best and not unsaid))


def _in_cash(own_money: Money) -> CaseLine:
    """The payback on cashable savings and income alone, which papers lead with."""
    low, central, high = three_cases(own_money)
    ends = (low, central, high)
    known = tuple(each.cashable_known and told_payback(own_money, each.cashable_payback) == each.cashable_payback for each in ends)
    paybacks = tuple(told_payback(own_money, each.cashable_payback) for each in ends)
    return _line("Payback, cashable", (paybacks[0], paybacks[1], paybacks[2]), brief_span, (known[0], known[1], known[2]))


def _of_cases(
    name: str, own_money: Money, figure: Callable[[CaseFigures], Decimal | None], words: Callable[[Decimal], str], lacking: str
) -> CaseLine:
    """A figure on each case; `lacking` where the case is known and has none, for a reason that stands in words."""

    def cell(number: int, case: CaseFigures) -> Cell:
        value, head = figure(case), f"{name}, {CASES[number].lower()}"
        if value is not None:
            return Cell(words(value), spoken=f"{head}: {words(value)}")
        if _known(own_money)[number]:
            return Cell(lacking, quiet=True, spoken=f"{head}: {lacking}")
        return Cell.not_known(spoken=f"{head}: not known; the reasons stand in words")

    low, central, high = three_cases(own_money)
    return CaseLine(name, (cell(0, low), cell(1, central), cell(2, high)))


def _switching(
    name: str,
    cases: tuple[Switching, Switching, Switching],
    figure: Callable[[Switching], Decimal | None],
    words: Callable[[Decimal], str],
    known: tuple[bool, bool, bool],
) -> CaseLine:
    """What is not known is marked as that, and the rest has no figure: “none” would read as no room for change at all."""

    def cell(number: int) -> Cell:
        value = figure(cases[number])
        head = f"{name}, {CASES[number].lower()}"
        if value is not None:
            return Cell(words(value), spoken=f"{head}: {words(value)}")
        said = f"{head}: {' '.join(cases[number].why) or 'no figure'}"
        return Cell("no figure", quiet=True, spoken=said) if known[number] else Cell.not_known(spoken=said)

    return CaseLine(name, (cell(0), cell(1), cell(2)))


def _percent(fraction: Decimal) -> str:
    shown = (fraction * 100).quantize(Decimal("0.1"))
    return f"{MINUS if shown < 0 else ''}{abs(shown):,f}".removesuffix(".0") + "%"


def _change(fraction: Decimal) -> str:
    return f"{'+' if fraction > 0 else ''}{_percent(fraction)}"
