"""The case at a glance: headline figures, the two charts of its kind of case, what the figures say, and what is still to do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.appraisal.headlines import option_in_question
from desktop.results.money.recorded import money_held
from desktop.views.kit import look
from desktop.views.kit.chart_view import ChartView
from desktop.views.kit.empty_state import EmptyState
from desktop.views.kit.first_steps import FirstSteps, LinkButton
from desktop.views.kit.labels import SecondaryLabel, heading
from desktop.views.kit.page import TwoColumns, column, row
from desktop.views.kit.readiness_list import Readiness, ReadinessItem, ReadinessList, tally
from desktop.views.kit.sentences import SentenceList, figures_marked
from desktop.views.kit.tiles import Headline, TileRow
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from desktop.appraisal.partners.returns import IndicatorReturns
    from desktop.appraisal.results import Appraisal
    from desktop.papers.charts.colours import ChartColours
    from desktop.papers.readiness import ReadinessItem as ItemOfPaper

_SIDE = 296
_MOST_SENTENCES = 3
#: A line of no words, as tall as one of words.
_PLACE = "\N{NO-BREAK SPACE}"


class Glance(QWidget):
    """Shows an appraisal; `asked` names the screen that a first step leads to."""

    asked = Signal(str)
    mending = Signal(object)
    """The field that mends an entry of the readiness list is asked for: a `MendedAt`."""

    def __init__(self, least: QSize) -> None:
        super().__init__()
        self._appraisal: Appraisal | None = None
        self.tiles = TileRow([])
        self.scores = ChartView("Score of each option, with each group’s own", self._draw_scores, self._say_scores, least)
        self.money = ChartView("Running total of savings less costs", self._draw_money, self._say_money, least)
        self.returns = ChartView("Ratings by year", self._draw_returns, self._say_returns, least)
        self._returns_title = heading("Returns")
        self._scores_title = heading("Score out of 100")
        self._money_title = heading("Running total of savings less costs")
        self._no_scores = EmptyState(
            "No scores yet", "Record criteria and scores, and the options are compared here.", [self._way_to("Scores", "Scores")], "table-2"
        )
        self._no_money = EmptyState(
            "No running total",
            "Nothing is known, for enough years, of what the option costs or saves.",
            [self._way_to("Lines", "Savings")],
            "pound-sterling",
        )
        self.said = SentenceList("What the figures say")
        self.more = LinkButton("")
        self.more.clicked.connect(lambda *_: self.asked.emit("Results"))
        rest = QHBoxLayout()
        rest.setContentsMargins(look.TIGHT - 2, 0, 0, 0)  # in line with the words of the findings
        rest.addWidget(self.more)
        rest.addStretch(1)
        said = column(self.said, spacing=look.HALF)
        words = said.layout()
        if isinstance(words, QVBoxLayout):
            words.addLayout(rest)
        self.ready = ReadinessList("Readiness of the paper", cut=True)
        self.ready.setSizePolicy(self.ready.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Ignored)
        self.ready.set_least(look.row_height() * 6)
        self._tally = SecondaryLabel("")
        self._blocks = (
            _block(self._scores_title, self.scores, self._no_scores),
            _block(self._returns_title, self.returns),
            _block(self._money_title, self.money, self._no_money),
        )
        charts = row(*((block, share) for block, share in zip(self._blocks, (5, 4, 4), strict=True)), spacing=look.MARGIN)
        main = column((charts, 1), said, spacing=look.GAP)
        self.rest_ready = LinkButton("")
        place = self.rest_ready.sizePolicy()
        place.setRetainSizeWhenHidden(True)  # a link that came and went would take the room of an item
        self.rest_ready.setSizePolicy(place)
        self.rest_ready.clicked.connect(lambda *_: self._show_agenda())
        self.ready.left_out.connect(self._tell_rest)
        side = column(heading("Before the agenda"), self._tally, (self.ready, 1), self.rest_ready, spacing=look.HALF)
        whole = QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.GAP)
        box.addWidget(self.tiles)
        both = TwoColumns(main, side, _SIDE)
        both.turned.connect(lambda beside: self.ready.show_whole(not beside))
        box.addWidget(both, 1)
        self.first = FirstSteps()
        self.first.asked.connect(self.asked)
        self._whole = whole
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(whole, 1)
        outer.addWidget(self.first)
        self.first.hide()
        self._begun: tuple[Path | None, int] | None = None
        self.ready.activated_target.connect(self._mend)

    def _way_to(self, named: str, screen: str) -> QAction:
        way = QAction(f"Go to {named}", self)
        way.triggered.connect(lambda *_: self.asked.emit(screen))
        return way

    def show_case(self, appraisal: Appraisal, tiles: Sequence[Headline], workspace: Workspace) -> None:
        """Show a case; one without a score, a cost or a saving says what to do first."""
        self._appraisal = appraisal
        begun = any(option.rank is not None for option in appraisal.options) or bool(money_held(appraisal))
        self._whole.setVisible(begun)
        self.first.setVisible(not begun)
        if not begun:
            from desktop.operations.records.summaries import steps_done

            self.first.set_done(workspace.read(steps_done, workspace.case_id))
            in_hand = (workspace.path, workspace.case_id)
            if in_hand != self._begun:  # a new case begins at its first step
                self._begun = in_hand
                self.first.start()
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
        self._show_blocks(scored, known)
        self._money_title.setText(f"Running total, {option.name}" if option is not None else "Running total of savings less costs")
        with_groups = ", with each group’s own" if len(appraisal.case.groups) > 1 else ""
        self._scores_title.setText(f"Score out of 100{with_groups}")
        names = [option.name for option in appraisal.options]
        self.said.set_sentences([figures_marked(sentence, *names) for sentence in appraisal.sentences[:_MOST_SENTENCES]])
        left = len(appraisal.sentences) - _MOST_SENTENCES
        self.more.setText("More under Decide")
        self.more.updateGeometry()
        self.more.setVisible(left > 0)
        self.show_rest(workspace)

    def _show_blocks(self, scored: bool, known: bool) -> None:
        """Two charts of what the case is about: scores, the returns of partners, money. What is lacking is said where there is room."""
        returns = self._returned
        self._returns_title.setText(f"Returns{f', {returns.indicator}' if returns is not None and returns.indicator else ''}")
        shown = [scored, returns is not None, known]
        if sum(shown) > 2:
            shown[2] = False
        while sum(shown) < 2:
            shown[0 if not shown[0] else 2] = True
        for block, is_shown in zip(self._blocks, shown, strict=True):
            block.setVisible(is_shown)

    @property
    def _returned(self) -> IndicatorReturns | None:
        """The returns of the first indicator that partners rated; None where none did."""
        partnership = self._appraisal.partnership if self._appraisal is not None else None
        return next((each for each in partnership.returns.indicators if each.by_year), None) if partnership is not None else None

    def show_rest(self, workspace: Workspace) -> None:
        """Show the charts and what is still to do; where they are not loaded yet, keep their places."""
        for chart in (self.scores, self.returns, self.money):
            chart.keep_place(workspace.rest_follows)
            chart.refresh()
        if workspace.rest_follows:
            self.keep_readiness_place()
            return
        workspace.follow_readiness(self._show_readiness)

    def keep_readiness_place(self) -> None:
        """Show nothing of what is still to do, in its place, until it is known."""
        self.ready.set_items([])
        self._tally.setText(_PLACE)

    def _show_readiness(self, readiness_items: Sequence[ItemOfPaper]) -> None:
        items = [
            ReadinessItem(Readiness(each.state_words.casefold()), each.sentence, each.where, each, each.key) for each in readiness_items
        ]
        self.ready.set_items(items)
        self._tally.setText(tally(items))

    def _tell_rest(self, count: int) -> None:
        self.rest_ready.setText(f"{count:,} more open under Paper")
        self.rest_ready.updateGeometry()
        self.rest_ready.setVisible(count > 0)

    def _show_agenda(self) -> None:
        from desktop.papers.readiness import MendedAt

        self.mending.emit(MendedAt("Papers", part="ready"))

    def show_trouble(self, sentence: str) -> None:
        """Show that nothing can be appraised, and why."""
        self._appraisal = None
        self.tiles.hide()
        self.scores.hide()
        self.money.hide()
        self._blocks[1].hide()
        self.said.set_sentences([sentence])
        self.more.hide()

    def _mend(self, item: object) -> None:
        from desktop.papers.readiness import ReadinessItem as ItemOfPaper

        if isinstance(item, ItemOfPaper):
            self.mending.emit(item.at)

    def _draw_scores(self, width: float, height: float, colours: ChartColours) -> Drawing:
        from desktop.papers.charts.data.scores import contribution_bars
        from desktop.papers.charts.score_charts import score_dots

        return score_dots(width, height, colours, contribution_bars(self._appraisal) if self._appraisal else ())

    def _say_scores(self) -> str:
        if self._appraisal is None:
            return ""
        from desktop.papers.charts.data.scores import contribution_words

        return contribution_words(self._appraisal)

    def _draw_returns(self, width: float, height: float, colours: ChartColours) -> Drawing:
        from desktop.papers.charts.data.returns import HeatMap, heat_map_parts
        from desktop.papers.charts.returns_chart import heat_map

        returns = self._returned
        return heat_map(width, height, colours, heat_map_parts(returns) if returns is not None else HeatMap(""))

    def _say_returns(self) -> str:
        if (returns := self._returned) is None:
            return ""
        from desktop.papers.charts.data.returns import heat_map_parts, heat_map_words

        return heat_map_words(heat_map_parts(returns))

    def _draw_money(self, width: float, height: float, colours: ChartColours) -> Drawing:
        from desktop.papers.charts.break_even_chart import break_even
        from desktop.papers.charts.data.money_parts import BreakEven
        from desktop.papers.charts.data.running_total import break_even_parts

        option = option_in_question(self._appraisal) if self._appraisal else None
        parts = break_even_parts(option.name, option.money) if option else BreakEven("", "")
        return break_even(width, height, colours, parts)

    def _say_money(self) -> str:
        option = option_in_question(self._appraisal) if self._appraisal else None
        if option is None:
            return ""
        from desktop.papers.charts.data.running_total import break_even_parts, break_even_words

        return break_even_words(break_even_parts(option.name, option.money))


def _block(title: QWidget, chart: QWidget, *empty: QWidget) -> QWidget:
    """A chart, or what stands where it has nothing to draw, below its title at the top."""
    block = column(title, (chart, 100), *empty)
    layout = block.layout()
    if isinstance(layout, QVBoxLayout):
        layout.addStretch(1)
    return block
