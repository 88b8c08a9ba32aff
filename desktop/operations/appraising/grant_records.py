"""Rounds of grant and bids as the arithmetic takes them. What a public paper no longer has of either is left out."""

from __future__ import annotations

from decimal import Decimal

from db.nouns.grants import GrantBid, GrantRound
from db.reading import Reader
from desktop.appraisal.affordability.grants import Bid, Round
from desktop.appraisal.estimate import Estimate
from desktop.operations.records.marks import is_withheld
from desktop.operations.records.records import Row, rows

_HUNDRED = Decimal(100)


def grant_rounds(reader: Reader, case: int) -> tuple[Round, ...]:
    """The rounds of a case, in the order recorded."""
    return tuple(_round(row) for row in rows(reader, GrantRound, case) if not is_withheld(reader, row))


def grant_bids(reader: Reader, case: int) -> tuple[Bid, ...]:
    """The bids of a case, in the order recorded."""
    return tuple(
        Bid(row.text("owner"), row.text("line"), row.text("round"), row.text("meets"), row.text("outcomes"))
        for row in rows(reader, GrantBid, case)
        if not is_withheld(reader, row)
    )


def _round(row: Row) -> Round:
    match = row.value("match_percent", Decimal)
    return Round(
        row.text("name"),
        row.text("fund"),
        row.value("pot", Estimate),
        row.value("most", Estimate),
        None if match is None else match / _HUNDRED,
        row.text("qualifies"),
        tuple(row.text(key) for key in ("opens", "expression_of_interest", "bid_by", "award_on")),
    )
