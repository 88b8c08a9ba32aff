"""The Count: what public money is spent in an area, by whom, on what, out of which funding, and how much of it reaches the front line."""

from __future__ import annotations

from decimal import Decimal

from db.nouns.choices import Tier, listed
from db.nouns.noun import Kind, Link, Seen, column
from db.nouns.records import CaseRecord
from db.nouns.values import Amount


class SpendLine(
    CaseRecord,
    table="spend_lines",
    seen=Seen.MARKED,
    singular="spend line",
    plural="spend lines",
    sheet="Count",
    named_by=("name",),
    numbered=True,
):
    """What one organisation spends on one service out of one funding stream in one financial year.

    Lines of one service by several organisations in one year are who pays for the same thing. What is not recorded counts as not known.
    """

    organisation_id: int | None = column(
        "Organisation", Kind.REFERENCE, default=None, refers_to="organisations", link=Link.PLACE, hint="Who spends it, or hands it on."
    )
    theme: str = column("Theme", default="", hint="Such as drugs and alcohol.")
    name: str = column("Service", hint="What it is spent on. Call one service by one name, so that it shows who pays for the same thing.")
    tier: str = column("Tier", Kind.CHOICE, default="", choices=listed(Tier), hint="The tier of government that spends it or hands it on.")
    stream: str = column("Funding stream", default="", hint="The grant or budget it comes out of.")
    year: int | None = column("Year", Kind.YEAR, default=None)
    amount: Amount | None = column("Amount", Kind.ESTIMATE, default=None, hint="All of it in the year. Without one it is not known.")
    handling: Amount | None = column(
        "Handling cost", Kind.ESTIMATE, default=None, hint="What of the amount goes on handling the money: allocating, bidding, reporting."
    )
    frontline_percent: Decimal | None = column(
        "Reaches the front line",
        Kind.PERCENT,
        default=None,
        unit="%",
        at_least=0,
        at_most=100,
        hint="How much of the amount reaches the front line: 85 is 85%.",
    )
