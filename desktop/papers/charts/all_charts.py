"""Every chart of the program, each drawn by one function for screen and paper alike.

Each takes a width and a height in units (logical pixels on screen, 0.75 pt on paper), the colours, and the figures from
`data`. Every shape carries `role`, `record` and `words`; `hot_spots` lists those that have words. Importing this loads
ReportLab: import it late.
"""

from __future__ import annotations

from desktop.papers.charts.acceptability_chart import acceptability
from desktop.papers.charts.break_even_chart import break_even
from desktop.papers.charts.colours import ChartColours
from desktop.papers.charts.council_tax_chart import rate_lines
from desktop.papers.charts.data.parts import Bounds, Dot, MoneyPart, OptionBar, PartKind, Segment, YearBar
from desktop.papers.charts.distribution_chart import distribution
from desktop.papers.charts.money_charts import yearly_stack
from desktop.papers.charts.pairs_chart import budget_gap, target_progress
from desktop.papers.charts.partners_chart import partners_before_after
from desktop.papers.charts.pen import PAPER_SCALE, HotSpot, Meaning, hot_spots
from desktop.papers.charts.returns_chart import heat_map, league
from desktop.papers.charts.scenarios_chart import scenarios
from desktop.papers.charts.score_charts import contributions, score_dots
from desktop.papers.charts.spread_chart import spread
from desktop.papers.charts.tornado_chart import tornado
from desktop.papers.charts.value_charts import score_by_npv, value_curve
from desktop.papers.charts.weight_chart import weight_lines

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
    "break_even",
    "budget_gap",
    "contributions",
    "distribution",
    "heat_map",
    "hot_spots",
    "league",
    "partners_before_after",
    "rate_lines",
    "scenarios",
    "score_by_npv",
    "score_dots",
    "spread",
    "target_progress",
    "tornado",
    "value_curve",
    "weight_lines",
    "yearly_stack",
]
