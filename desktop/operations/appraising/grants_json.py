"""Grant rounds and bids in the results JSON."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from desktop.appraisal.results import Money
from desktop.appraisal.savings.bids import BidResult
from desktop.appraisal.savings.finance import Finance
from desktop.operations.appraising.json_values import amount, number, told


def grants_json(finance: Finance | None) -> dict[str, Any]:
    """The keys `grant_rounds` and `grant_bids` of a case that has rounds or bids; nothing of any other."""
    rounds, bids = ((), ()) if finance is None else (finance.records.rounds, finance.bids)
    if not rounds and not bids:
        return {}
    return {
        "grant_rounds": [
            {
                "name": each.name,
                "fund": each.fund or None,
                **told(each, "pot", "most", "match"),
                **dict(zip(("opens", "expression_of_interest", "bid_by", "award_on"), (day or None for day in each.dates), strict=True)),
            }
            for each in rounds
        ],
        "grant_bids": [_bid(each) for each in bids],
    }


def _bid(of: BidResult) -> dict[str, Any]:
    return {
        "owner": of.bid.owner,
        "line": of.bid.line,
        "round": of.round.name,
        "status": None if of.status is None else str(of.status),
        "asked": amount(of.asked),
        "spent": amount(of.spent),
        "other_funding": amount(of.other),
        "match_required": amount(of.required),
        "match_met": of.matched,
        "within_most": of.within,
        "years": [
            {
                "year": str(year.year),
                "drawn": amount(year.drawn),
                "spent": amount(year.spent),
                "other_funding": amount(year.other),
                "left": amount(year.left),
            }
            for year in of.years
        ],
        "awarded": _money(of.awarded, of.paybacks[0]),
        "failed": _money(of.failed, of.paybacks[1]),
        "ways": [
            {
                "name": way.name.lower(),
                "years": [amount(each) for each in way.years],
                "present_value": amount(way.present_value),
                "still_owed": amount(way.beyond),
                "why": list(way.why),
            }
            for way in of.ways
        ],
    }


def _money(money: Money, budget_payback: Decimal | None) -> dict[str, Any]:
    return {
        **told(money, "npv", "budget_net"),
        "budget_payback_years": number(budget_payback),
        **told(money, "payback_years", "payback_cashable_years"),
    }
