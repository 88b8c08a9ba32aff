"""The case at a glance: headline figures, two charts, what the figures say, and what is still to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.appraisal.headlines import option_in_question
from desktop.operations.readiness import readiness
from desktop.papers import chart_data
from desktop.papers.chart_colours import ChartColours
from desktop.views import look
from desktop.views.chart_view import ChartView
from desktop.views.empty_state import EmptyState
from desktop.views.labels import SecondaryLabel, heading
from desktop.views.page import TwoColumns, column, row
from desktop.views.readiness_list import Readiness, ReadinessItem, ReadinessList, tally
from desktop.views.sentences import SentenceList, figures_marked
from desktop.views.tiles import Headline, TileRow
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from desktop.appraisal.results import Appraisal

_SIDE = 296
_MOST_SENTENCES = 3
_FIRST_STEPS = (
    ("Options", "Record the options, and say which is the benchmark", "git-compare"),
    ("Criteria", "Record the criteria and what each weighs", "list-checks"),
    ("Scores", "Let each group score the options", "table-2"),
    ("Savings", "Record what each option costs and saves, year by year", "pound-sterling"),
    ("Papers", "Start the paper", "file-text"),
)


class Glance(QWidget):
    """Shows an appraisal; `asked` names the screen an entry of the readiness list, or a first step, leads to."""

    asked = Signal(str)

    def __init__(self, least: QSize) -> None:
        super().__init__()
        self._appraisal: Appraisal | None = None
        self.tiles = TileRow([])
        self.scores = ChartView("Score of each option, with each group's own", self._draw_scores, self._say_scores, least)
        self.money = ChartView("Running total of savings less costs", self._draw_money, self._say_money, least)
        self._scores_title = heading("Score out of 100, with each group’s own")
        self._money_title = heading("Running total of savings less costs")
        self._no_scores = EmptyState("No scores yet", "Record criteria and scores, and the options are compared here.", picture="table-2")
        self._no_money = EmptyState(
            "No running total", "Nothing is known, for enough years, of what the option costs or saves.", picture="pound-sterling"
        )
        self.said = SentenceList("What the figures say")
        self.ready = ReadinessList("Readiness of the paper")
        self.ready.setSizePolicy(self.ready.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Ignored)
        self.ready.setMinimumHeight(look.row_height() * 6)
        self._tally = SecondaryLabel("")
        left = column(self._scores_title, (self.scores, 1), self._no_scores)
        right = column(self._money_title, (self.money, 1), self._no_money)
        main = column((row((left, 5), (right, 4), spacing=look.MARGIN), 1), self.said, spacing=look.GAP)
        side = column(heading("Before the agenda"), self._tally, (self.ready, 1), spacing=look.HALF)
        whole = QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.GAP)
        box.addWidget(self.tiles)
        box.addWidget(TwoColumns(main, side, _SIDE), 1)
        steps = []
        for name, words, _ in _FIRST_STEPS:
            action = QAction(words, self)
            action.triggered.connect(lambda *_, name=name: self.asked.emit(name))
            steps.append(action)
        self._first = column(
            *(
                EmptyState(f"{number}. {name}", words, [action], picture)
                for number, ((name, words, picture), action) in enumerate(zip(_FIRST_STEPS, steps, strict=True), 1)
            )
        )
        self._whole = whole
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(whole, 1)
        outer.addWidget(self._first)
        self._first.hide()
        self.ready.activated_target.connect(self._mend)

    def show_case(self, appraisal: Appraisal, tiles: Sequence[Headline], workspace: Workspace) -> None:
        """Show a case; one without an option says what to do first."""
        self._appraisal = appraisal
        self._whole.setVisible(bool(appraisal.options))
        self._first.setVisible(not appraisal.options)
        self.tiles.set_headlines(tiles)
        self.tiles.setVisible(bool(tiles))
        scored = any(option.rank is not None for option in appraisal.options)
        self.scores.setVisible(scored)
        self._no_scores.setVisible(not scored)
        option = option_in_question(appraisal)
        known = (
            option is not None
            and sum(year.cumulative.low is not None or year.cumulative.high is not None for year in option.money.years) > 1
        )
        self.money.setVisible(known)
        self._no_money.setVisible(not known)
        self._money_title.setText(f"Running total, {option.name}" if option is not None else "Running total of savings less costs")
        self.scores.refresh()
        self.money.refresh()
        names = [option.name for option in appraisal.options]
        self.said.set_sentences([figures_marked(sentence, *names) for sentence in appraisal.sentences[:_MOST_SENTENCES]])
        found = workspace.read(readiness, workspace.case_id)
        items = [ReadinessItem(_STATES[item.state_words], item.sentence, item.where, item.screen) for item in found]
        self.ready.set_items(items)
        self._tally.setText(tally(items))

    def show_trouble(self, sentence: str) -> None:
        """Show that nothing can be appraised, and why."""
        self._appraisal = None
        self.tiles.hide()
        self.scores.hide()
        self.money.hide()
        self.said.set_sentences([sentence])

    def _mend(self, screen: object) -> None:
        self.asked.emit(str(screen))

    def _draw_scores(self, width: float, height: float, colours: ChartColours) -> Drawing:
        from desktop.papers.charts import score_dots

        return score_dots(width, height, colours, chart_data.contribution_bars(self._appraisal) if self._appraisal else ())

    def _say_scores(self) -> str:
        return chart_data.contribution_words(self._appraisal) if self._appraisal else ""

    def _draw_money(self, width: float, height: float, colours: ChartColours) -> Drawing:
        from desktop.papers.charts import cumulative

        option = option_in_question(self._appraisal) if self._appraisal else None
        return cumulative(width, height, colours, chart_data.year_bars(option.name, option.money) if option else ())

    def _say_money(self) -> str:
        option = option_in_question(self._appraisal) if self._appraisal else None
        return chart_data.cumulative_words(option.name, option.money) if option else ""


_STATES = {"To do": Readiness.TO_DO, "Waiting": Readiness.WAITING, "Done": Readiness.DONE}
