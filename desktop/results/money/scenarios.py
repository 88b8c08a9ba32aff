"""What an option or a project comes to as recorded, on its worst, most likely and best case, and in each scenario that moves it."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.appraisal.results import Money
from desktop.results.cells import Amount, Cell, Period, Row, Stress, in_columns
from desktop.results.money.cases import CASES, cases

#: The keys of the cells of a row.
KEYS = ("net", "npv", "payback_cashable", "payback")
_RECORDED = {"low": "As recorded, worst case", "central": "As recorded, most likely", "high": "As recorded, best case"}
_ALONE = "As recorded"


def scenarios(money: Money, moved: Sequence[tuple[str, Money]]) -> tuple[Row, ...]:
    """A row for each case as recorded, one where they are alike, then one for each scenario; none where nothing is recorded."""
    recorded = cases(money)
    if not recorded:
        return ()
    by_case = {case: {key: recorded[key].cells[case] for key in KEYS} for case in CASES}
    alike = by_case["low"] == by_case["central"] == by_case["high"]
    shown = {"central": _ALONE} if alike else _RECORDED
    rows = [Row(name, by_case[case], record="options", stress=Stress.ASIDE) for case, name in shown.items()]
    return in_columns((*rows, *(Row(name, money_cells(own), record="scenarios") for name, own in moved)))


def money_cells(money: Money) -> dict[str, Cell]:
    """What a scenario comes to: amounts with the range that is left in it, and paybacks on its most likely figures."""
    own = cases(money)
    net = money.years[-1].cumulative if money.years else None
    return {
        "net": Amount(net),
        "npv": Amount(money.npv),
        **{key: own[key].cells["central"] if own else Period(None) for key in ("payback_cashable", "payback")},
    }
