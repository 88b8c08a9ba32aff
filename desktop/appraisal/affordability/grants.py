"""Rounds of grant and bids, as they are recorded."""

from __future__ import annotations

from decimal import Decimal

from desktop.appraisal.estimate import Estimate
from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a grant. `match` is what part of the spending must be paid from elsewhere, a fraction of 1; `None` is not known.

    `dates` are, in words, when it opens, and by when it wants an expression of interest, then a bid, and when it is awarded.
    """

    name: str
    fund: str = ""
    pot: Estimate | None = None
    most: Estimate | None = None
    match: Decimal | None = None
    qualifies: str = ""
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bid:
    """A line of funding of an option or a project that is bid for in a round."""

    owner: str
    line: str
    round: str
    meets: str = ""
    outcomes: str = ""
