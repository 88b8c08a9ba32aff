"""What a reorganisation is shown by: the new councils, what is divided, opening positions, council tax, and what the choice turns on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.papers.exhibits.exhibit import Stands, Subject, built_by, chart, drawn_by, table

if TYPE_CHECKING:
    from desktop.appraisal.results import Appraisal
    from desktop.papers.content.blocks import Figure
    from desktop.papers.content.records import PaperRecords

_MADE_UP = ("new_councils", "successions")
_OPENED = (*_MADE_UP, "opening_positions", "services", "cost_lines")
_NO_COUNCIL = "No option makes a new council."

new_councils = table("newcouncils", "The new councils", Subject.NEW_COUNCILS, _OPENED, _NO_COUNCIL, Stands.REPORT)(
    built_by("reorganisation_tables.new_councils")
)

turning = table(
    "turning", "What each option comes to a year", Subject.NEW_COUNCILS, ("new_councils", "successions", "cash_flows"),
    "No option that makes new councils has costs or savings.", Stands.REPORT,
)(built_by("reorganisation_tables.turning"))  # fmt: skip

transition = table(
    "transition", "What the change itself costs", Subject.NEW_COUNCILS, ("new_councils", "successions", "cash_flows"),
    "No option that makes new councils has costs that end.",
)(built_by("reorganisation_tables.transition"))  # fmt: skip

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


@chart(
    "rates", "Council tax of each area to one rate", Subject.NEW_COUNCILS, _OPENED, "The council tax of no new council can be worked out."
)  # fmt: skip
def rates(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """A figure a new council of several areas whose council tax can be worked out."""
    from desktop.appraisal.findings.finding import NEW_COUNCILS, OPENING_POSITIONS, Source
    from desktop.appraisal.reorganisation.reorganised import NOTHING
    from desktop.papers.charts.data.council_tax import rate_parts, rate_words
    from desktop.papers.content.blocks import Figure
    from desktop.papers.exhibits.reorganisation_tables import stated

    figures = []
    for option in (appraisal.reorganisation or NOTHING).options:
        for council in option.councils:
            parts = rate_parts(council)
            if parts.lines:
                of = f"{council.name}, {option.option}"
                notes = (stated(council), "The heights are from the lowest to the highest rate, not from £0.")
                figures.append(
                    Figure(
                        "rates", drawn_by("council_tax_chart.rate_lines", parts), f"{of}: council tax at band D of each area",
                        rate_words(parts), 0.34, notes, of, (Source(OPENING_POSITIONS), Source(NEW_COUNCILS)),
                    )
                )  # fmt: skip
    return tuple(figures)
