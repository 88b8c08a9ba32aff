"""Every chart of the program, each drawn by one function for screen and paper alike.

Each takes a width and a height in units (logical pixels on screen, 0.75 pt on paper), the colours, and the figures from
`chart_data`. Every shape carries `role`, `record` and `words`; `hot_spots` lists those that have words. Importing this loads
ReportLab: import it late.
"""

from __future__ import annotations

from desktop.papers.acceptability_chart import acceptability
from desktop.papers.chart_colours import ChartColours
from desktop.papers.chart_parts import Bounds, Dot, MoneyPart, OptionBar, PartKind, Segment, YearBar
from desktop.papers.chart_pen import PAPER_SCALE, HotSpot, Meaning, hot_spots
from desktop.papers.money_charts import cumulative, yearly_savings
from desktop.papers.score_charts import contributions, score_dots
from desktop.papers.spread_chart import spread
from desktop.papers.value_charts import score_by_npv, value_curve
from desktop.papers.weight_chart import weight_lines

__all__ = [
    "PAPER_SCALE",
    "Bounds",
    "ChartColours",
    "Dot",
    "HotSpot",
    "Meaning",
    "MoneyPart",
    "OptionBar",
    "PartKind",
    "Segment",
    "YearBar",
    "acceptability",
    "contributions",
    "cumulative",
    "hot_spots",
    "score_by_npv",
    "score_dots",
    "spread",
    "value_curve",
    "weight_lines",
    "yearly_savings",
]
