"""The first view of the Results screen: the options by their scores, with the weights under the hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout

from desktop.appraisal.appraise import findings_on_weights
from desktop.appraisal.findings.caveats import double_count, moving_scales, stale_weights
from desktop.appraisal.findings.choice import choice
from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.results import Appraisal
from desktop.models.table_model import TableModel
from desktop.papers.charts.data.scores import contribution_bars, words_of_bars
from desktop.views.decide.option_tables import decision_words, rank_columns, rank_rows
from desktop.views.decide.weight_panel import WeightPanel
from desktop.views.kit import look
from desktop.views.kit.chart_view import ChartView, drawing_of
from desktop.views.kit.findings import Findings
from desktop.views.kit.page import TwoColumns, column
from desktop.views.kit.result_view import ResultView, marked, option_of, pushed_up
from desktop.views.kit.tables.result_table import ResultTable

if TYPE_CHECKING:
    from desktop.papers.charts.data.parts import OptionBar

_SIDE = 336


class ScoreView(ResultView):
    """Stacked contributions, what they say, the decision taken beside them, the ranks, and a slider a weight."""

    def __init__(self, keep: QAction, put_back: QAction) -> None:
        super().__init__()
        self._bars: tuple[OptionBar, ...] = ()
        name = "Weighted score of each option by heading of criteria"
        self.bars = ChartView(
            name, drawing_of("contributions", lambda: self._bars), self._words, QSize(380, 160), rows=lambda: len(self._bars)
        )
        self.findings = Findings("What the scores say")
        self.model = TableModel([])
        self.table = ResultTable("Ranks", self.model)
        self.panel = WeightPanel(keep, put_back)
        main = pushed_up(column((self.bars.in_scroll(), 100), self.findings, self.table, spacing=look.TIGHT))
        self.findings.turned.connect(self.bars.hold_height)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        both = TwoColumns(main, self.panel, _SIDE, 880)
        both.turned.connect(lambda beside: self.panel.rows.show_whole(not beside))
        self.panel.rows.turned.connect(self.bars.hold_height)
        box.addWidget(both)
        self.bars.picked.connect(lambda record: self.show_option(option_of(record)))

    @property
    def chart(self) -> ChartView:
        return self.bars

    def set_appraisal(self, appraisal: Appraisal) -> None:
        self._bars = contribution_bars(appraisal)
        self.panel.show_shares(appraisal)
        self.bars.refresh()
        findings = [*choice(appraisal), *double_count(appraisal), *stale_weights(appraisal), *moving_scales(appraisal)]
        weights = () if self.panel.is_moved else findings_on_weights(appraisal)
        sentences = marked(appraisal, [*words_of(findings), *weights])
        decided = decision_words(appraisal)
        first = 2 if appraisal.leader_certain else 3  # who leads, why, and whether it is sure
        self.findings.set_sentences([*sentences[:first], *([decided] if decided else []), *sentences[first:]])
        columns = rank_columns(appraisal)
        if [(each.key, each.heading) for each in columns] != [(each.key, each.heading) for each in self.model.columns]:
            self.model.set_columns(columns)
        self.model.set_rows(rank_rows(appraisal))

    def show_option(self, name: str) -> None:
        row_number = self.model.find(name)
        if row_number >= 0:
            self.table.go_to(row_number, 1)

    def _words(self) -> str:
        return words_of_bars(self._bars)
