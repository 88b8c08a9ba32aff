"""Resource scores: the league picture, each organisation's mean over what applies, and districts against the county."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from desktop.appraisal.findings import partnership as told
from desktop.appraisal.partners.appraised import KindLine, Partnership
from desktop.appraisal.partners.resource_scores import AIM, ScoresOf
from desktop.appraisal.wording import placed
from desktop.models.cell import Cell
from desktop.models.table_model import TableModel
from desktop.papers.charts.data.appraised import league_parts, league_words
from desktop.papers.charts.data.returns import League
from desktop.views.kit import look
from desktop.views.kit.chart_view import ChartView
from desktop.views.kit.findings import Findings
from desktop.views.kit.page import TwoColumns, column
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.records.views import PagedView
from desktop.views.kit.result_view import pushed_up
from desktop.views.kit.sentences import figures_marked
from desktop.views.kit.tables.plain_cells import Head, Line, columns
from desktop.views.kit.tables.result_table import ResultTable
from desktop.views.partners.record_kinds import ScoreRecords
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from desktop.papers.charts.colours import ChartColours

_SCORES = RecordWords(
    "Resource scores",
    "Use of resources scores, 1 to 4, by organisation or as counts that name nobody. What does not apply is in no mean.",
    "resource score",
    "resource scores",
    "Add each organisation’s score on each criterion, or how many have each score where the report names nobody.",
    "chart-bar-stacked",
)
_SIDE = 420


class LeagueView(PagedView):
    """Records of scores, and below them the picture and the means."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "Resource scores")
        self._parts = League()
        self.picture = ChartView("How many have each score", self._draw, lambda: league_words(self._parts), QSize(320, 190), 330)
        heads = (Head("Scored", is_figure=True, least=6), Head("Mean", is_figure=True, least=6), Head(f"At {AIM} or above", least=8))
        self.model = TableModel(columns("Of", heads))
        self.table = ResultTable("Means by criterion, organisation and kind", self.model, 8)
        self.findings = Findings("About the scores", 3)
        self.hold([RecordPane(_SCORES, ScoreRecords(workspace), self._result())])

    def _result(self) -> QWidget:
        both = TwoColumns(pushed_up(column((self.picture, 100))), pushed_up(column(self.table)), _SIDE, 720)
        return pushed_up(column((both, 100), self.findings, spacing=look.STEP))

    @property
    def chart(self) -> ChartView | None:
        return self.picture if self.picture.isVisible() else None

    def show_results(self) -> None:
        partnership = self.appraisal.partnership if self.appraisal is not None else None
        self._parts = league_parts(partnership.scores) if partnership is not None else League()
        for part in (self.picture, self.table):
            part.setVisible(bool(self._parts.levels))
        self.model.set_rows(_lines(partnership) if partnership is not None else [])
        self.findings.set_sentences([figures_marked(each.words) for each in told.scored(partnership)] if partnership is not None else [])
        self.picture.refresh()

    def _draw(self, wide: float, high: float, colours: ChartColours) -> Drawing:
        from desktop.papers.charts.all_charts import league

        return league(wide, high, colours, self._parts)


def _lines(partnership: Partnership) -> list[Line]:
    scores = partnership.scores
    return [
        *(_line(each) for each in scores.by_criterion),
        *(_line(each) for each in scores.by_organisation),
        *(_kind(each) for each in partnership.kinds if each.scored),
    ]


def _line(each: ScoresOf) -> Line:
    summary = each.summary
    if summary.mean is None:
        return Line(each.name, (Cell("0", quiet=True), Cell("n/a", quiet=True, spoken="not applicable"), Cell("")))
    reached = f"{summary.at_aim} of {summary.scored}"
    return Line(each.name, (Cell(str(summary.scored)), Cell(placed(summary.mean, 3), strong=True), Cell(reached)))


def _kind(each: KindLine) -> Line:
    mean = placed(each.mean, 3) if each.mean is not None else ""
    return Line(f"All of the kind {each.kind}", (Cell(str(each.scored)), Cell(mean, strong=True), Cell(f"{each.at_aim} of {each.scored}")))
