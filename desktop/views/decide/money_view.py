"""The money side of the Results screen: every option's figures, and for the one in hand its cases, its charts and its chances."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.findings.savings import money_of, money_of_choice
from desktop.appraisal.results import Appraisal, Money, MonteCarlo, OptionResult, ProjectResult
from desktop.models.table_model import TableModel
from desktop.papers.charts.data.distribution import distribution_parts, distribution_words, money_draws_words
from desktop.papers.charts.data.money import savings_words, year_bars
from desktop.papers.charts.data.money_parts import Distribution, TornadoBars
from desktop.papers.charts.data.running_total import break_even_parts, break_even_words
from desktop.papers.charts.data.tornado import tornado_parts, tornado_words
from desktop.results.cells import Row, Stress
from desktop.results.money import worth
from desktop.views.decide.money_cases import (
    case_columns,
    case_rows,
    chance_sentences,
    dependence_sentences,
    money_sentences,
)
from desktop.views.decide.option_tables import money_columns
from desktop.views.decide.simulating import Simulating
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton, bind
from desktop.views.kit.chart_view import ChartView, drawing_of
from desktop.views.kit.forms.segments import Segments
from desktop.views.kit.labels import SecondaryLabel, heading
from desktop.views.kit.page import Page, TwoColumns, column, row
from desktop.views.kit.result_view import ResultView, pushed_up
from desktop.views.kit.scroll_box import ScrollBox
from desktop.views.kit.sentences import SentenceList, figures_marked
from desktop.views.kit.tables.result_table import ResultTable, SideTable

CHARTS = ("Each year", "Break-even", "What moves it", "Chances")
YEARLY, RUNNING, MOVES, CHANCES = range(len(CHARTS))

#: Where the page is so high, in logical pixels, a chart is shown with its fellow below it: time with time, doubt with doubt.
_BOTH = 860
_FELLOWS = {YEARLY: RUNNING, RUNNING: YEARLY, MOVES: CHANCES, CHANCES: MOVES}
_SIDE = 400


class MoneyView(ResultView):
    """A table of what each option is worth, and beneath it the cases, charts and findings of the row in hand.

    What moves the result most is worked out when it is looked at, and the chances are drawn then, off the main thread.
    """

    def __init__(self, simulating: Simulating) -> None:
        super().__init__()
        self._simulating = simulating
        self._appraisal: Appraisal | None = None
        self._name, self._money = "", Money()
        self._moves: tuple[object, str, TornadoBars] | None = None
        self.model = TableModel(money_columns())
        self.table = ResultTable("What each option is worth", self.model, 5)
        self.table.mark_row()
        self.basis = SecondaryLabel("", look.SMALL, wrap=True)
        self.title = heading("")
        self.which = Segments("Chart", CHARTS)
        least = QSize(380, 170)
        self.yearly = ChartView(
            "Costs and savings by year",
            drawing_of("yearly_stack", lambda: year_bars(self._name, self._money)),
            lambda: savings_words(self._name, self._money),
            QSize(380, 190),
        )
        self.running = ChartView(
            "Running total", drawing_of("break_even", lambda: break_even_parts(self._name, self._money)), self._say_running, least
        )
        self.moves = ChartView("What moves the net present value most", drawing_of("tornado", self._moving), self._say_moves, least, 520)
        self.chances = ChartView(
            "How the net present value may turn out", drawing_of("distribution", self._turning_out), self._say_chances, least
        )
        self.note = SecondaryLabel("", look.SMALL, wrap=True)
        self.turn_action = QAction("Stop", self)
        self.turn_action.triggered.connect(lambda *_: self._turn())
        self.cases = TableModel(case_columns())
        self.case_table = SideTable("Worst, most likely and best case", self.cases)
        self.said = SentenceList("What the money says")
        self._lay_out()
        self.which.changed.connect(lambda _: self._show_charts())
        self.table.moved.connect(lambda _: self._show_option())
        self._simulating.changed.connect(self._show_chances)
        self._show_charts()

    def _lay_out(self) -> None:
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        button = PlainButton()
        bind(button, self.turn_action)
        self._draws = row((self.note, 1), button)
        charts = (self.yearly, self.running, self.moves, self.chances)
        left = column(row((self.title, 1), self.which), *((chart, 100) for chart in charts), self._draws, spacing=look.HALF)
        words = ScrollBox(pushed_up(column(self.said)), look.row_height() * 3)
        words.scroll_by_keys("In words")
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # the words scroll, not the page
        self.case_table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # nor do its rows
        title = heading("In words")
        title.setWordWrap(False)  # a label that wraps gives up its height to the table above it
        side = column((self.case_table, 100), title, (words, 1), spacing=look.STEP)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.STEP)
        box.addWidget(self.table)
        box.addWidget(self.basis)
        box.addWidget(TwoColumns(pushed_up(left), side, _SIDE), 1)

    @property
    def chart(self) -> ChartView:
        """The chart chosen, or its fellow where both are shown and that has the focus."""
        fellow = self._chart(_FELLOWS[self.which.chosen])
        return fellow if fellow.isVisible() and fellow.hasFocus() else self._chart(self.which.chosen)

    def _chart(self, number: int) -> ChartView:
        return (self.yearly, self.running, self.moves, self.chances)[number]

    @property
    def drawn(self) -> MonteCarlo | None:
        """How the net present value of the row in hand turned out when it was drawn; None before it is."""
        simulated_appraisal = self._simulating.found
        if simulated_appraisal is None:
            return None
        results: list[OptionResult | ProjectResult] = [*simulated_appraisal.options, *simulated_appraisal.projects]
        return next((each.money.monte_carlo for each in results if each.name == self._name), None)

    def set_appraisal(self, appraisal: Appraisal) -> None:
        """Show what this appraisal says; the row in hand stays."""
        self._appraisal = appraisal
        rows = worth.rows(appraisal)
        self.model.set_rows(rows)
        case = appraisal.case
        prices = "nominal prices" if case.price_base == "nominal" else f"{case.price_year or case.base_year} prices"
        self.basis.setText(
            f"Over {case.horizon} years from {case.base_year}, against the benchmark, in {prices}, {appraisal.discounting_name}. "
            "Cashable only counts what is stated to be cashable."
        )
        if rows and not self.table.current.isValid():
            first = next((number for number, each in enumerate(rows) if each.stress is not Stress.ASIDE), 0)
            self.table.go_to(first)
        self._show_option()

    def show_option(self, name: str) -> None:
        """Take one option or project in hand."""
        row_number = self.model.find(name)
        if row_number >= 0:
            self.table.go_to(row_number)

    def _show_option(self) -> None:
        here = self.table.current
        if not here.isValid() or self._appraisal is None:
            return
        shown: Row = self.model.row_at(here.row())
        results = self._appraisal.options if shown.record == "options" else self._appraisal.projects
        self._name = shown.id
        self._money = next(each.money for each in results if each.name == shown.id)
        self.title.setText(shown.id)
        lines = case_rows(self._money) if shown.stress is not Stress.ASIDE else ()
        self.cases.set_rows(lines)
        self.case_table.setMaximumHeight(self.case_table.rows_height())
        self.case_table.setVisible(bool(lines))
        self.said.set_sentences(self._told(shown))
        self._show_charts()

    def _told(self, shown: Row) -> list[str]:
        """What it saves and when it pays back, how far it could change, what it depends on, and why a figure is lacking."""
        appraisal = self._appraisal
        if appraisal is None:
            return []
        option = next((each for each in appraisal.options if each.name == shown.id), None)
        project = next((each for each in appraisal.projects if each.name == shown.id), None)
        saving_sentences = (
            money_of_choice(appraisal.case, option, appraisal.finance)
            if option is not None
            else money_of(appraisal.case, project, appraisal.finance)
            if project is not None
            else []
        )
        sentences = [
            *words_of(saving_sentences),
            *dependence_sentences(appraisal.finance, shown.id),
            *money_sentences(self._money),
            *self._money.why,
        ]
        sentences = sentences or [f"All of the figures of {shown.id} are in the table."]
        return [figures_marked(sentence, shown.id) for sentence in dict.fromkeys(sentences)]

    # Charts

    def _shows(self, number: int) -> bool:
        """Whether a chart is chosen, or is the fellow of the one chosen where there is room for both."""
        return number == self.which.chosen or (self._room() >= look.scaled(_BOTH) and number == _FELLOWS[self.which.chosen])

    def _room(self) -> int:
        """The height of the page that this is part of, which what is shown here does not change."""
        page: QWidget | None = self
        while page is not None and not isinstance(page, Page):
            page = page.parentWidget()
        return page.viewport().height() if isinstance(page, Page) else self.height()

    def _show_charts(self) -> None:
        self._draws.setVisible(self._shows(CHANCES))
        for number in range(len(CHARTS)):
            self._chart(number).setVisible(self._shows(number))
            self._chart(number).refresh()
        if self._shows(CHANCES) and self._appraisal is not None:
            self._simulating.ask(self._appraisal, whole=True)
        self._show_chances()

    def _show_chances(self) -> None:
        """Draw what has come back, and say of what it comes."""
        self.chances.refresh()
        monte_carlo, drawing = self.drawn, self._simulating.drawing
        together = self._appraisal is not None and bool(self._appraisal.scenarios)
        sentences = [money_draws_words(monte_carlo, together=together)] if monte_carlo is not None and monte_carlo.draws else []
        own = self._own_chances()
        sentences += [*own, *chance_sentences(monte_carlo, "All together" if own else "")]
        if drawing and not sentences:
            sentences.append(f"Drawing {drawing:,} times …")
        if self._simulating.trouble:
            sentences.append(self._simulating.trouble)
        self.note.setText(" ".join(sentences))
        stopped = not drawing and not self._simulating.is_whole and not self._simulating.trouble
        self.turn_action.setText("Stop" if drawing else "Simulate")
        self.turn_action.setVisible((bool(drawing) and monte_carlo is None) or (stopped and monte_carlo is None))

    def _own_chances(self) -> list[str]:
        """How our own council's part of the row in hand turned out, where that is told from the whole."""
        simulated_appraisal = self._simulating.found
        finance = None if simulated_appraisal is None else simulated_appraisal.finance
        if finance is None or self._name not in finance.owners or finance.part(self._name).is_all:
            return []
        own = finance.own(self._name)
        if own is None or own.monte_carlo is None:
            return []
        return chance_sentences(own.monte_carlo, f"{finance.own_council}’s part") or list(own.monte_carlo.why)

    def _turn(self) -> None:
        if self._simulating.drawing:
            self._simulating.stop()
        else:
            self._simulating.go_on()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._show_charts()
        super().resizeEvent(event)

    def _moving(self) -> TornadoBars:
        """What moves the net present value of the row in hand, worked out once for each appraisal."""
        appraisal = self._appraisal
        if appraisal is None or appraisal.finance is None or not self._name:
            return TornadoBars("", "", 0.0, "")
        if self._moves is None or self._moves[0] is not appraisal or self._moves[1] != self._name:
            self._moves = appraisal, self._name, tornado_parts(self._name, appraisal.finance.tornado(self._name))
        return self._moves[2]

    def _turning_out(self) -> Distribution:
        if self.drawn is None and self._simulating.drawing:
            return Distribution(self._name, "", why=("Working out how the net present value may turn out.",))
        return distribution_parts(self._name, self.drawn)

    def _say_running(self) -> str:
        return break_even_words(break_even_parts(self._name, self._money))

    def _say_moves(self) -> str:
        return tornado_words(self._moving()) if self._shows(MOVES) else ""

    def _say_chances(self) -> str:
        return distribution_words(self._turning_out()) if self._shows(CHANCES) else ""
