"""Rounds of grant that a council may bid in, and its bids: which line of funding each asks for, and how it meets what the round wants."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from db.nouns.noun import Column, Kind, Seen, column, elsewhere
from db.nouns.records import CaseRecord
from db.nouns.values import Amount


class GrantRound(
    CaseRecord,
    table="grant_rounds",
    seen=Seen.MARKED,
    singular="grant round",
    plural="grant rounds",
    sheet="Grant rounds",
    unique=(("case_id", "name"),),
    named_by=("name",),
    numbered=True,
):
    """One round of a grant: its pot, its dates, and what qualifies."""

    name: str = column("Round", hint="Such as Transformation Challenge Award 2015/16.")
    fund: str = column("Fund", default="", in_table=False, hint="The grant that it is a round of, as Source on Funding has it.")
    pot: Amount | None = column("Pot", Kind.ESTIMATE, default=None, hint="All that the round gives out.")
    most: Amount | None = column("Most for a bid", Kind.ESTIMATE, default=None, hint="The most that one bid may ask for.")
    match_percent: Decimal | None = column(
        "Match required",
        Kind.PERCENT,
        default=None,
        unit="%",
        at_least=0,
        at_most=100,
        hint="How much of what is spent must be paid from elsewhere: 20 is 20%. Without a percentage it is not known.",
    )
    opens: str = column("Opens", Kind.DATE_IN_WORDS, default="")
    expression_of_interest: str = column("Expression of interest by", Kind.DATE_IN_WORDS, default="")
    bid_by: str = column("Bid by", Kind.DATE_IN_WORDS, default="")
    award_on: str = column("Award on", Kind.DATE_IN_WORDS, default="")
    qualifies: str = column("What qualifies", Kind.LONG_TEXT, default="")


class GrantBid(
    CaseRecord,
    table="grant_bids",
    seen=Seen.MARKED,
    singular="grant bid",
    plural="grant bids",
    sheet="Grant bids",
    unique=(("cash_flow_id",),),
    named_by=("cash_flow_id",),
):
    """A line of funding that is bid for in a round. What it asks for in each year, and whether it is awarded, stand on the line."""

    owner: ClassVar[Column] = elsewhere(
        "Owner", Kind.REFERENCE, required=True, refers_to="options", hint="The option or project that the bid is for."
    )
    project: ClassVar[Column] = elsewhere("", Kind.REFERENCE, refers_to="projects", beside="owner")
    cash_flow_id: int = column("Line", Kind.REFERENCE, key="line", refers_to="cash_flows", hint="Its line of funding: what is asked for.")
    round_id: int = column("Round", Kind.REFERENCE, key="round", refers_to="grant_rounds", hint="The round it is made in.")
    meets: str = column("How it qualifies", Kind.LONG_TEXT, default="")
    outcomes: str = column("Outcomes", Kind.LONG_TEXT, default="", hint="What would come of it, and by when.")
