"""The charts of partners in a paper, each with its caption, what its marks mean, and the same in words; none where nothing is to show."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.appraisal.results import Appraisal
from desktop.papers.charts.data import appraised
from desktop.papers.content.blocks import Figure
from desktop.papers.content.records import PaperRecords
from desktop.papers.exhibits.partner_tables import NEVER, definition_notes, partner_note

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from desktop.papers.charts.colours import ChartColours
    from desktop.papers.charts.data.returns import HeatMap, League


def ratings(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """The heat-map of each indicator's ratings, with what the letters mean."""
    partnership = appraisal.partnership
    figures = []
    for each in partnership.returns.indicators if partnership is not None else ():
        parts = appraised.heat_map_parts(each)
        if parts.rows:
            of = f": {each.indicator}" if each.indicator else ""
            notes = (*definition_notes(appraisal), NEVER, *partner_note(paper, "Returns", "RAG definitions"))
            shape = min(0.06 + 0.045 * len(parts.rows), 0.95)
            figures.append(
                Figure("ratings", partial(_ratings, parts), f"How sure partners are of each year{of}", appraised.heat_map_words(parts),
                       shape, notes)
            )  # fmt: skip
    return tuple(figures)


def resources(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """How many have each use of resources score, now and one level lower each."""
    partnership = appraisal.partnership
    parts = appraised.league_parts(partnership.scores) if partnership is not None else None
    if parts is None or not parts.levels:
        return ()
    return (
        Figure("resources", partial(_resources, parts), "Use of resources scores, now and one level lower each",
               appraised.league_words(parts), 0.36, partner_note(paper, "Resource scores")),
    )  # fmt: skip


def _ratings(parts: HeatMap, wide: float, high: float, colours: ChartColours) -> Drawing:
    from desktop.papers.charts.all_charts import heat_map

    return heat_map(wide, high, colours, parts)


def _resources(parts: League, wide: float, high: float, colours: ChartColours) -> Drawing:
    from desktop.papers.charts.all_charts import league

    return league(wide, high, colours, parts)
