"""What a reorganisation is shown by: the new councils, what is divided, opening positions, council tax, and what the choice turns on."""

from __future__ import annotations

from desktop.papers.exhibits.exhibit import Stands, Subject, built_by, table

_MADE_UP = ("new_councils", "successions")
_OPENED = (*_MADE_UP, "opening_positions")
_NO_COUNCIL = "No option makes a new council."

new_councils = table("newcouncils", "The new councils", Subject.NEW_COUNCILS, _OPENED, _NO_COUNCIL, Stands.REPORT)(
    built_by("reorganisation_tables.new_councils")
)

turning = table(
    "turning", "What each option comes to a year", Subject.NEW_COUNCILS, ("new_councils", "successions", "cash_flows"),
    "No option that makes new councils has costs or savings.", Stands.REPORT,
)(built_by("reorganisation_tables.turning"))  # fmt: skip

disaggregation = table(
    "disaggregation", "What is divided, by what, and what that costs", Subject.NEW_COUNCILS, (*_OPENED, "cash_flows"),
    "Nothing is divided by a basis.",
)(built_by("reorganisation_tables.disaggregation"))  # fmt: skip

opening_positions = table(
    "openings", "What each new council opens with", Subject.NEW_COUNCILS, (*_OPENED, "budget_gaps"), "No opening position is recorded."
)(built_by("reorganisation_tables.opening_positions"))

council_tax = table(
    "counciltax", "Council tax, year by year", Subject.NEW_COUNCILS, _OPENED, "The council tax of no new council can be worked out."
)(built_by("reorganisation_tables.council_tax"))
