"""The charts of finance in a paper, each with its caption and the same in words; none where there is nothing to show."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.appraisal.results import Appraisal
from desktop.appraisal.savings.finance import WHOLE
from desktop.papers.charts.data import appraised
from desktop.papers.content.blocks import Figure
from desktop.papers.content.records import PaperRecords
from desktop.papers.exhibits.option_tables import ALL_PROJECTS, in_question
from desktop.papers.sources.provenance import flow_note, owners_in_question

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from desktop.papers.charts.colours import ChartColours
    from desktop.papers.charts.data.money_parts import Distribution, GapBars, PartnerBars, TargetBars, TornadoBars


def tornado(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """What moves the net present value most; none where fewer than two drivers move it, as one bar ranks nothing."""
    chosen, finance = in_question(appraisal), appraisal.finance
    if chosen is None or finance is None or finance.owner is None:
        return ()
    parts = appraised.tornado_parts(chosen[0], finance.tornado(finance.owner))
    if sum(bar.worst is not None or bar.best is not None for bar in parts.bars) < 2:
        return ()
    return (
        Figure(
            "tornado", partial(_tornado, parts), f"{parts.name}: what moves the net present value most", appraised.tornado_words(parts),
            min(0.14 + 0.076 * len(parts.bars) + 0.04 * len(parts.why), 0.95), flow_note(paper, owners_in_question(appraisal)),
        ),
    )  # fmt: skip


def distribution(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """How the net present value may turn out; none where nothing was drawn."""
    chosen, finance = in_question(appraisal), appraisal.finance
    if chosen is None or finance is None:
        return ()
    drawn = finance.monte_carlo if finance.owner == WHOLE else chosen[1].monte_carlo
    parts = appraised.distribution_parts(chosen[0], drawn)
    if drawn is None or not parts.columns:
        return ()
    return (
        Figure(
            "distribution", partial(_distribution, parts), f"{parts.name}: how the net present value may turn out",
            appraised.distribution_words(parts), 0.4,
            (appraised.money_draws_words(drawn), *flow_note(paper, owners_in_question(appraisal))),
        ),
    )  # fmt: skip


def partners(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """Each partner's yearly cost before and after; none where it is known of no partner."""
    apportionment = appraisal.finance.apportionment() if appraisal.finance is not None else None
    if apportionment is None:
        return ()
    parts = appraised.partners_parts(apportionment)
    if all(bar.after is None or (bar.after.low is None and bar.after.high is None) for bar in parts.partners):
        return ()
    return (
        Figure(
            "partners", partial(_partners, parts), f"{apportionment.owner or ALL_PROJECTS}: each partner’s yearly cost before and after",
            appraised.partners_words(parts), min(0.12 + 0.075 * len(parts.partners), 0.95), flow_note(paper, [apportionment.owner]),
        ),
    )  # fmt: skip


def targets(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """Each target of all organisations, or of the only one, beside its gains; none where nothing is asked or nothing is known of a gain."""
    figures = []
    every = appraisal.finance.progress if appraisal.finance is not None else ()
    for each in every:
        alone = sum(other.indicator == each.indicator for other in every) == 1
        known = any(not year.gain.is_nought and year.gain.high != 0 for year in each.years)
        if (each.organisation is None or alone) and known:
            parts = appraised.target_parts(each)
            figure = Figure(
                "targets", partial(_targets, parts), f"{parts.name}: target and gain by year", appraised.target_words(parts), 0.4
            )
            figures.append(figure)
    return tuple(figures)


def gap(paper: PaperRecords, appraisal: Appraisal) -> tuple[Figure, ...]:
    """The budget gap by year and what relieves it; none where no gap is recorded."""
    finance = appraisal.finance
    if finance is None or finance.owner is None or not finance.gap:
        return ()
    parts = appraised.gap_parts(finance.owner or ALL_PROJECTS.lower(), finance.affordability[WHOLE])
    return (
        Figure(
            "gap", partial(_gap, parts), f"Budget gap by year, and the relief from {parts.name}", appraised.gap_words(parts), 0.4,
            flow_note(paper, owners_in_question(appraisal)),
        ),
    )  # fmt: skip


def _tornado(parts: TornadoBars, width: float, height: float, colours: ChartColours) -> Drawing:
    from desktop.papers.charts import all_charts

    return all_charts.tornado(width, height, colours, parts)


def _distribution(parts: Distribution, width: float, height: float, colours: ChartColours) -> Drawing:
    from desktop.papers.charts import all_charts

    return all_charts.distribution(width, height, colours, parts)


def _partners(parts: PartnerBars, width: float, height: float, colours: ChartColours) -> Drawing:
    from desktop.papers.charts import all_charts

    return all_charts.partners_before_after(width, height, colours, parts)


def _targets(parts: TargetBars, width: float, height: float, colours: ChartColours) -> Drawing:
    from desktop.papers.charts import all_charts

    return all_charts.target_progress(width, height, colours, parts)


def _gap(parts: GapBars, width: float, height: float, colours: ChartColours) -> Drawing:
    from desktop.papers.charts import all_charts

    return all_charts.budget_gap(width, height, colours, parts)
