"""What a bid asks and is matched by, year by year; what its option comes to with and without it; and other ways to pay for the same."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import Money
from desktop.appraisal.savings.bids import BidResult
from desktop.results.cells import NOT_KNOWN, Amount, Answer, Choice, Lack, Period, Row, Stress, in_columns
from desktop.results.money.scenarios import money_cells

_NOT_STATED = Lack("not stated", is_open=True)
_NO_RATE = Lack("not known", is_open=True, why="a year has no deflator, or the cost of a year is not known")
_NEVER = Lack("not within the years", why="the budget does not have its money back within the years of the case")


def bids(results: Sequence[BidResult]) -> tuple[Row, ...]:
    """A row a bid: what it asks, and how its match stands."""
    rows = (
        Row(
            f"{each.bid.owner}: {each.bid.line}",
            {
                "round": Choice(each.round.name),
                "status": Choice(None if each.status is None else str(each.status), lack=_NOT_STATED),
                "asked": Amount(each.asked, recorded=True),
                "spent": Amount(each.spent),
                "required": Amount(each.required),
                "other": Amount(each.other),
                "matched": Answer(each.matched),
                "within": Answer(each.within),
            },
            record="grant bids",
        )
        for each in results
    )
    return in_columns(rows)


def years(of: BidResult) -> tuple[Row, ...]:
    """A row for each year in which anything is drawn down, spent or paid by other funding, then the total."""
    told = [year for year in of.years if not all(each.is_nought for each in (year.drawn, year.spent, year.other))]
    rows = [Row(str(year.year), _year(year.drawn, year.spent, year.other, year.left)) for year in told]
    if len(told) > 1:
        left = Estimate.sum(year.left for year in of.years)
        rows.append(Row("In all", _year(of.asked, of.spent, of.other, left), stress=Stress.STRONG))
    return in_columns(rows)


def _year(drawn: Estimate, spent: Estimate, other: Estimate, left: Estimate) -> dict[str, Amount]:
    return {"drawn": Amount(drawn), "spent": Amount(spent), "other": Amount(other), "left": Amount(left)}


def outcomes(of: BidResult) -> tuple[Row, ...]:
    """What the option or project comes to where the bid succeeds, and where it fails."""
    cases = zip(("If it is awarded", "If it fails"), (of.awarded, of.failed), of.paybacks, strict=True)
    return in_columns(
        Row(name, {"budget": Amount(money.budget_net), "budget_payback": Period(years, lack=_lack(money)), **money_cells(money)})
        for name, money, years in cases
    )


def _lack(money: Money) -> Lack:
    """Why a budget has no payback: an amount is not known, or it does not have its money back."""
    return NOT_KNOWN if money.budget_net is None or money.budget_net.central is None else _NEVER


def ways(of: BidResult) -> tuple[Row, ...]:
    """What each way to pay costs in each year of which a cost is known, its present value, and what is still owed after the last year."""
    keys = tuple(way.name.lower() for way in of.ways)
    rows = []
    for n, year in enumerate(of.years):
        costs = [way.years[n] if way.years else Estimate.sum(()) for way in of.ways]
        if not all(cost.is_nought or cost.says_nothing for cost in costs):
            rows.append(Row(str(year.year), {key: Amount(cost) for key, cost in zip(keys, costs, strict=True)}))
    present = {key: Amount(way.present_value, lack=_NO_RATE) for key, way in zip(keys, of.ways, strict=True)}
    rows.append(Row("Present value", present, stress=Stress.STRONG))
    if not all(way.beyond.is_nought for way in of.ways):
        owed = {key: Amount(way.beyond, lack=NOT_KNOWN) for key, way in zip(keys, of.ways, strict=True)}
        rows.append(Row("Still owed then, in cash", owed))
    return in_columns(rows)
