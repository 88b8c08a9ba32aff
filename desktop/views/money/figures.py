"""The results of one option or project on its low, most likely and high case, as the rows of two tables. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from desktop.appraisal import money
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import Money, YearResult
from desktop.appraisal.savings.three_cases import CaseFigures, three_cases
from desktop.appraisal.wording import span
from desktop.models.cell import Cell
from desktop.models.column import Column
from desktop.models.kinds import Kind
from desktop.views.decide.option_tables import brief_span, short_words, told_payback
from desktop.views.kit.tables.year_grid import NOT_KNOWN

CASES = ("Low", "Most likely", "High")
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure on the three cases."""

    id: str
    cells: tuple[Cell, Cell, Cell]


@dataclass(frozen=True, slots=True)
class YearRow:
    """One financial year: its net and the running total."""

    id: str
    year: YearResult


def figure_columns() -> tuple[Column, ...]:
    """The name of the figure, then a column a case."""

    def of(number: int) -> Callable[[FigureRow], Cell]:
        return lambda row: row.cells[number]

    cases = (Column(name, name, Kind.NUMBER, editable=False, cell=of(number), least=10) for number, name in enumerate(CASES))
    return (Column("figure", "Over all years", editable=False, main=True, cell=lambda row: Cell(row.id)), *cases)


def year_columns() -> tuple[Column, ...]:
    """The net and the running total of a year, each on the three cases."""

    def made(key: str, heading: str, amount: Callable[[YearResult], Estimate], end: str) -> Column:
        def cell(row: YearRow) -> Cell:
            year_amount = amount(row.year)
            return _pounds(f"{heading}, {row.id}", None if short_words(year_amount) == NOT_KNOWN else getattr(year_amount, end))

        return Column(f"{key}:{end}", heading, Kind.NUMBER, editable=False, cell=cell, least=8)

    ends = (("low", "low"), ("central", "most likely"), ("high", "high"))
    return (
        Column("year", "Year", editable=False, cell=lambda row: Cell(row.id)),
        *(made("net", f"Net, {words}", lambda year: year.net, end) for end, words in ends),
        *(made("running", f"Running total, {words}", lambda year: year.cumulative, end) for end, words in ends),
    )


def year_rows(own_money: Money) -> tuple[YearRow, ...]:
    """A row a financial year."""
    return tuple(YearRow(str(year.year), year) for year in own_money.years)


def figure_rows(own_money: Money) -> tuple[FigureRow, ...]:
    """The cashable payback first, then what it is worth, then how far each part could change; none where nothing is recorded."""
    if not own_money.years:
        return ()
    cases = [_told(own_money, figures) for figures in three_cases(own_money)]
    last = own_money.years[-1].year

    def row(name: str, cell: Callable[[str, CaseFigures], Cell]) -> FigureRow:
        low, central, high = (
            cell(f"{name}, {case.lower()}", figures) for case, figures in zip(CASES, cases, strict=True)
        )  # fmt: skip
        return FigureRow(name, (low, central, high))

    return (
        row("Cashable payback", lambda head, case: _payback(head, case.cashable_payback, case.cashable_known, str(last))),
        row("Payback on all savings", lambda head, case: _payback(head, case.payback, case.known, str(last))),
        row("Discounted payback", lambda head, case: _payback(head, case.discounted_payback, case.npv is not None, str(last))),
        row("Net over all years", lambda head, case: _pounds(head, case.net)),
        row("Net present value", lambda head, case: _pounds(head, case.npv)),
        row("Equivalent a year", lambda head, case: _pounds(head, case.equivalent_annual)),
        row("Benefit cost ratio", lambda head, case: _figure(head, case, None if case.bcr is None else f"{case.bcr:.2f}")),
        row("Rate of return", lambda head, case: _figure(head, case, None if case.irr is None else _as_percent(case.irr))),
        row("Costs could change by", lambda head, case: _percent(head, case.switching.costs if case.switching else None)),
        row("Savings could change by", lambda head, case: _percent(head, case.switching.savings if case.switching else None)),
        row("Savings could come later by", lambda head, case: _delay(head, case.switching.delay_years if case.switching else None)),
    )


def _told(own_money: Money, case: CaseFigures) -> CaseFigures:
    """A case without what is only an assumed £0: no total, and no payback at once, where amounts are not known."""
    net, npv = own_money.years[-1].cumulative, own_money.npv
    return replace(
        case,
        net=None if short_words(net) == NOT_KNOWN else case.net,
        npv=None if npv is None or short_words(npv) == NOT_KNOWN else case.npv,
        payback=told_payback(own_money, case.payback),
        known=case.known and (case.payback is None or told_payback(own_money, case.payback) is not None),
        discounted_payback=told_payback(own_money, case.discounted_payback),
        equivalent_annual=None if npv is None or short_words(npv) == NOT_KNOWN else case.equivalent_annual,
        cashable_payback=told_payback(own_money, case.cashable_payback),
        cashable_known=case.cashable_known
        and (case.cashable_payback is None or told_payback(own_money, case.cashable_payback) is not None),
    )


def _figure(head: str, case: CaseFigures, words: str | None) -> Cell:
    """A ratio or a rate; where a case has none although its amounts are known, the reasons stand in words."""
    if words is not None:
        return Cell(words, spoken=f"{head}: {words}")
    return _none(head) if case.net is not None else Cell.not_known(spoken=f"{head}: not known")


def _none(head: str) -> Cell:
    return Cell("none", quiet=True, spoken=f"{head}: none; the reasons stand in words")


def _pounds(head: str, amount: Decimal | None) -> Cell:
    if amount is None:
        return Cell.not_known(spoken=f"{head}: not known")
    return Cell(money.short(amount), spoken=f"{head}: {money.pounds(amount)}")


def _payback(head: str, years: Decimal | None, known: bool, last: str) -> Cell:
    if years is not None:
        return Cell(brief_span(years), strong=True, spoken=f"{head}: {span(years) if years else 'at once'}")
    if not known:
        return Cell.not_known(spoken=f"{head}: not known")
    return Cell("not reached", quiet=True, spoken=f"{head}: not reached by {last}")


def _as_percent(fraction: Decimal) -> str:
    shown = (fraction * 100).quantize(_TENTH)
    return f"{shown:+,f}".removesuffix(".0").replace("-", money.MINUS) + "%"


def _percent(head: str, change: Decimal | None) -> Cell:
    if change is None:
        return _none(head)
    words = _as_percent(change)
    return Cell(words, spoken=f"{head}: {words} before the net present value is £0")


def _delay(head: str, years: Decimal | None) -> Cell:
    if years is None:
        return _none(head)
    return Cell(brief_span(years), spoken=f"{head}: {span(years)} before the net present value is £0")
