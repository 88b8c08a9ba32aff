"""Returns: who has answered, how sure partners are of each year, and what green, amber and red mean."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.nouns.returns import RagDefinition
from desktop.appraisal.findings import partnership as told
from desktop.appraisal.partners.appraised import Partnership
from desktop.appraisal.partners.returns import IndicatorReturns, Rating
from desktop.appraisal.wording import counted, listed
from desktop.models.table_model import TableModel
from desktop.operations.records.records import Row
from desktop.papers.charts.data.returns import HeatMap, heat_map_parts, heat_map_words
from desktop.results.partners.returns import by_year
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton, bind
from desktop.views.kit.chart_view import ChartView, drawing_of
from desktop.views.kit.findings import Findings
from desktop.views.kit.labels import heading
from desktop.views.kit.messages import announce
from desktop.views.kit.page import TwoColumns, column, row
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.records.views import PagedView
from desktop.views.kit.result_view import pushed_up
from desktop.views.kit.sentences import figures_marked
from desktop.views.kit.tables.result_columns import figure, named
from desktop.views.kit.tables.result_table import ResultTable
from desktop.views.partners.record_kinds import ReturnRecords
from desktop.workspace import Workspace

_RETURNS = RecordWords(
    "Who has answered",
    "Who has answered, and how sure each partner is of each year: green, amber or red. A return not made is never a red.",
    "return",
    "returns",
    "Add a row for each partner that was asked, and say whether its return has come in. Or ask partners with a workbook each.",
    "users",
)
_DEFINITIONS = RecordWords(
    "What the ratings mean",
    "What partners were told that green, amber and red mean. It is printed with every table of ratings.",
    "RAG definition",
    "RAG definitions",
    "Add what green means first, then amber and red, in the words that partners were given.",
    "info",
)
_SIDE = 400
#: What a row of the heat map is high.
_RATED = 24
_NO_MEANING = "Nothing says what green, amber and red mean: record it under What the ratings mean."


class ReturnsView(PagedView):
    """Records of returns with the heat-map and the counts below them, and the definitions."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "Returns")
        self._parts = HeatMap("")
        self._shown: IndicatorReturns | None = None
        self.title = heading("")
        self.map = ChartView(
            "Ratings by year",
            drawing_of("heat_map", lambda: self._parts),
            lambda: heat_map_words(self._parts),
            QSize(300, 136),
            330,
            rows=lambda: len(self._parts.rows),
            row=_RATED,
        )
        self._map = self.map.in_scroll()
        counts = (figure(rating.word, rating.word.capitalize(), f"{{name}}: {{words}} {rating.word}", least=6) for rating in Rating)
        self.model = TableModel((named("Year", 8), *counts, figure("blank", "Blank", "{name}: {words} left blank", least=6)))
        self.table = ResultTable("How many rated each year how", self.model, 8)
        self.findings = Findings("About the returns", 3)
        self.ask_action, self.take_action = QAction("Ask partners…", self), QAction("Take in returns…", self)
        self.remind_action = QAction("Copy a reminder", self)
        self.ask_action.triggered.connect(lambda *_: self.go.emit("Ask partners"))
        self.take_action.triggered.connect(lambda *_: self.go.emit("Take in returns"))
        self.remind_action.triggered.connect(lambda *_: self.copy_reminder())
        panes = [
            RecordPane(_RETURNS, ReturnRecords(workspace), self._result()),
            RecordPane(_DEFINITIONS, NounRecords(workspace, RagDefinition)),
        ]
        self.hold(panes)

    def _result(self) -> QWidget:
        buttons = []
        for action in (self.remind_action, self.ask_action, self.take_action):
            button = PlainButton()
            bind(button, action)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            buttons.append(button)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        both = TwoColumns(pushed_up(column((self._map, 100))), pushed_up(column(self.table)), _SIDE, 720)
        return pushed_up(column(row((self.title, 1), *buttons), (both, 100), self.findings, spacing=look.STEP))

    @property
    def chart(self) -> ChartView | None:
        return self.map if self.map.isVisible() else None

    @property
    def held(self) -> Partnership | None:
        """What the appraisal says of partners."""
        return self.appraisal.partnership if self.appraisal is not None else None

    def show_results(self) -> None:
        partnership = self.held
        self._shown = returns = self._indicator(partnership)
        self.title.setText(told.of_indicator(returns) if returns is not None else "")
        for part in (self._map, self.table):
            part.setVisible(returns is not None and bool(returns.by_year))
        missing = returns.missing if returns is not None else ()
        self.remind_action.setVisible(bool(missing))
        if returns is None or partnership is None:
            self.findings.set_sentences([])
            return
        self._parts = heat_map_parts(returns)
        self.model.set_rows(by_year(returns))
        meanings = [
            f"{rating.word.capitalize()}: {meaning}" for rating in Rating if (meaning := partnership.records.definitions.get(rating.word))
        ]
        waiting = [f"Not answered: {listed(missing)}."] if missing else []
        lacking = [] if meanings or not returns.by_year else [_NO_MEANING]
        self.findings.set_sentences([figures_marked(each) for each in (*waiting, *returns.why, *meanings, *lacking)])
        self.map.refresh()

    def _indicator(self, partnership: Partnership | None) -> IndicatorReturns | None:
        """The returns of the indicator of the row in hand; of the first, where that has none."""
        if partnership is None or not partnership.returns.indicators:
            return None
        in_hand = self.pane.in_hand if self.number == 0 else None
        indicator = in_hand.text("indicator") if isinstance(in_hand, Row) else ""
        indicators = partnership.returns.indicators
        return next((each for each in indicators if each.indicator == indicator), indicators[0])

    def copy_reminder(self) -> None:
        """Put a reminder to those who have not answered on the clipboard."""
        if self._shown is None or not self._shown.missing:
            return
        QGuiApplication.clipboard().setText(told.reminder_to_all(self._shown))
        announce(self, f"A reminder to {counted(len(self._shown.missing), 'partner')} is on the clipboard.")
        self.remind_action.setText("Reminder copied")
