"""Estimates as records keep them, in whole pence, and back."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from db.nouns.values import NOT_KNOWN, Amount
from desktop.appraisal.estimate import Estimate, Kind


def estimate_of(amount: Amount | None) -> Estimate | None:
    """The estimate that an amount records; nothing where nothing is recorded."""
    if amount is None:
        return None
    kind, low, central, high, approximate = amount
    return Estimate.recorded(kind, _pounds(low), _pounds(central), _pounds(high), approximate=approximate)


def amount_of(estimate: Estimate | None) -> Amount | None:
    """An estimate as records keep it. Open bounds, assumed floors and assumed middles are left out: the kind says them."""
    if estimate is None:
        return None
    if estimate.kind is Kind.NOT_KNOWN:
        return NOT_KNOWN._replace(approximate=estimate.approximate)
    # up to nothing has a middle, £0, but it too is said by the kind
    at_most = estimate.kind is Kind.AT_MOST
    low, central = (None, None) if at_most else (estimate.low, estimate.central)
    if estimate.middle_assumed:
        central = None
    return Amount(estimate.kind, _pence(low), _pence(central), _pence(estimate.high), estimate.approximate)


def _pence(pounds: Decimal | None) -> int | None:
    return None if pounds is None else int(pounds * 100)


@lru_cache(maxsize=4096)  # the bounds of most amounts are alike
def _pounds(pence: int | None) -> Decimal | None:
    return None if pence is None else Decimal(pence) / 100
