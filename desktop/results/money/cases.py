"""What an option or a project comes to on its worst, its most likely and its best case, figure by figure."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import Money
from desktop.appraisal.savings.switching import Switching
from desktop.appraisal.savings.three_cases import CaseFigures, three_cases
from desktop.results.cells import NOT_KNOWN, Amount, Cell, Lack, Percentage, Period, Ratio, Row, in_columns, in_row

#: The cases by the keys of their cells, from the worst.
CASES = ("low", "central", "high")
_NONE = Lack("none", why="none; the reasons stand in words")
_OPEN = Lack(NOT_KNOWN.words, is_open=True, why="not known; the reasons stand in words")
#: What is not known of an amount leaves its ends bounds, and never points.
_BOUNDS, _BOUNDS_OF_COSTS = ("at least", "", "at most"), ("at most", "", "at least")


def cases(money: Money) -> dict[str, Row]:
    """The figures by their keys; none where nothing is recorded. A note says which way a figure is a bound."""
    if not money.years:
        return {}
    figures = three_cases(money)
    known = [case.npv is not None for case in figures]
    discounts = [is_known and not (money.npv is None or money.npv.says_nothing) for is_known in known]
    net_known = [case.net is not None and not money.years[-1].cumulative.says_nothing for case in figures]
    rows: dict[str, dict[str, Cell]] = {
        "payback_cashable": _paybacks(money, [(case.cashable_payback, case.cashable_known) for case in figures]),
        "payback": _paybacks(money, [(case.payback, case.known) for case in figures]),
        "discounted": _paybacks(
            money, [(case.discounted_payback, is_known) for case, is_known in zip(figures, discounts, strict=True)], _OPEN
        ),
        "net": amounts(money.years[-1].cumulative),
        "npv": amounts(money.npv),
        "npv_cashable": amounts(money.npv_cashable),
        "annual": amounts(money.equivalent_annual),
        "bcr": _by_case(figures, net_known, lambda case, lack: Ratio(case.bcr, lack=lack)),
        "irr": _by_case(figures, net_known, lambda case, lack: Percentage(case.irr, 1, lack=lack)),
        "costs": _switching(figures, known, lambda room, lack: Percentage(room.costs if room else None, 1, signed=True, lack=lack)),
        "savings": _switching(figures, known, lambda room, lack: Percentage(room.savings if room else None, 1, signed=True, lack=lack)),
        "delay": _switching(figures, known, lambda room, lack: Period(room.delay_years if room else None, lack=lack)),
    }
    return {key: in_row(Row(key, cells)) for key, cells in rows.items()}


def years(money: Money) -> tuple[Row, ...]:
    """A row a financial year: its net and the running total, each on the three cases, under `net:low` and the like."""
    rows = (
        Row(
            str(year.year),
            {
                f"{key}:{case}": cell
                for key, amount in (("net", year.net), ("running", year.cumulative))
                for case, cell in amounts(amount).items()
            },
        )
        for year in money.years
    )
    return in_columns(rows, *(tuple(f"{key}:{case}" for case in CASES) for key in ("net", "running")))


def amounts(amount: Estimate | None, *, is_cost: bool = False) -> dict[str, Cell]:
    """An amount on each case; on its worst a cost is at its most."""
    if amount is None or amount.says_nothing:
        return {case: Amount(None) for case in CASES}
    ends = (amount.high, amount.central, amount.low) if is_cost else (amount.low, amount.central, amount.high)
    about = "about" if amount.approximate and amount.is_point else ""
    return {
        case: Amount(None if end is None else Estimate.exact(end), note=bound if amount.unknown and bound else about)
        for case, end, bound in zip(CASES, ends, _BOUNDS_OF_COSTS if is_cost else _BOUNDS, strict=True)
    }


def told_payback(money: Money, years: Decimal | None) -> Decimal | None:
    """A payback as it may be told; None where it is at once only as costs that are not known count as £0."""
    return None if money.npv is not None and money.npv.unknown and not years else years


def _paybacks(money: Money, paybacks: list[tuple[Decimal | None, bool]], not_known: Lack = NOT_KNOWN) -> dict[str, Cell]:
    """The payback on each case; its ends rest on nothing being known of some amount where one is not, so they are bounds then."""
    last = money.years[-1]
    unknown = last.cumulative.unknown > 0
    cells: dict[str, Cell] = {}
    for case, (years, is_known), bound in zip(CASES, paybacks, _BOUNDS_OF_COSTS, strict=True):
        is_reached = years is None or (told_payback(money, years) is not None and not (unknown and not years))
        lack = Lack("not reached", why=f"not reached by {last.year}") if is_known and is_reached else not_known
        cells[case] = Period(years if is_reached else None, lack=lack, note=bound if unknown else "")
    return cells


def _by_case(figures: tuple[CaseFigures, ...], known: list[bool], cell: Callable[[CaseFigures, Lack], Cell]) -> dict[str, Cell]:
    """A ratio or a rate; where a case has none although its amounts are known, the reasons stand in words."""
    return {key: cell(case, _NONE if is_known else _OPEN) for key, case, is_known in zip(CASES, figures, known, strict=True)}


def _switching(figures: tuple[CaseFigures, ...], known: list[bool], cell: Callable[[Switching | None, Lack], Cell]) -> dict[str, Cell]:
    """How far something could change; “none” for a case without such a figure would read as no room for change at all."""
    cells: dict[str, Cell] = {}
    for key, case, is_known in zip(CASES, figures, known, strict=True):
        why = " ".join(case.switching.why) if case.switching is not None else ""
        lack = Lack(_NONE.words, why=why or "none") if is_known else Lack(NOT_KNOWN.words, is_open=True, why=why)
        cells[key] = cell(case.switching, lack)
    return cells
