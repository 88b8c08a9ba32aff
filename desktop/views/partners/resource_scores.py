"""Resource scores: the league picture, each organisation's mean over what applies, and districts against the county."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from desktop.appraisal.findings import partnership as told
from desktop.appraisal.partners.appraised import Partnership
from desktop.appraisal.partners.resource_scores import AIM
from desktop.models.column import ScreenColumn
from desktop.models.table_model import TableModel
from desktop.papers.charts.data.returns import League, league_parts, league_words
from desktop.results.cells import Row
from desktop.results.partners.scores import scores_by_kind, scores_of
from desktop.views.kit import look
from desktop.views.kit.chart_view import ChartView, drawing_of
from desktop.views.kit.findings import Findings
from desktop.views.kit.page import TwoColumns, column
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.records.views import PagedView
from desktop.views.kit.result_view import pushed_up
from desktop.views.kit.sentences import figures_marked
from desktop.views.kit.tables.result_columns import figure, named, words
from desktop.views.kit.tables.result_table import ResultTable
from desktop.views.partners.record_kinds import ScoreRecords
from desktop.workspace import Workspace

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
        self.picture = ChartView(
            "How many have each score", drawing_of("league", lambda: self._parts), lambda: league_words(self._parts), QSize(320, 190), 330
        )
        self.model = TableModel(_columns())
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
        self.model.set_rows(_rows(partnership) if partnership is not None else [])
        self.findings.set_sentences([figures_marked(each.words) for each in told.scored(partnership)] if partnership is not None else [])
        self.picture.refresh()


def _rows(partnership: Partnership) -> tuple[Row, ...]:
    scores = partnership.scores
    return (*scores_of(scores.by_criterion), *scores_of(scores.by_organisation), *scores_by_kind(partnership.kinds))


def _columns() -> tuple[ScreenColumn, ...]:
    return (
        named("Of", 18),
        figure("scored", "Scored", "{words}", least=6),
        figure("mean", "Mean", "{words}", "{why}", least=6),
        words("at_aim", f"At {AIM} or above"),
    )
