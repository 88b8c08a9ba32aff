"""How sure: how often each option takes each place when what is not known is drawn at random, and what weights would suit it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout

from desktop.appraisal.case import Case, CriterionUse, SimulatedWeights
from desktop.appraisal.findings.certainty import how_sure
from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.results import Appraisal, Simulation
from desktop.appraisal.simulation.weight_region import kind_of
from desktop.models.kinds import Kind
from desktop.models.table_model import TableModel
from desktop.papers.charts.data.certainty_parts import Acceptability
from desktop.papers.charts.data.simulation import acceptability_parts, acceptability_words, error_words
from desktop.results.cells import Stress
from desktop.results.choice.certainty import central_weights, chances
from desktop.views.decide.certainty_tables import central_columns, chance_columns
from desktop.views.decide.simulating import Simulating
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton, bind
from desktop.views.kit.chart_view import ChartView, drawing_of
from desktop.views.kit.findings import Findings
from desktop.views.kit.forms.fields import Choice
from desktop.views.kit.labels import SecondaryLabel, heading
from desktop.views.kit.page import TwoColumns, column
from desktop.views.kit.result_view import ResultView, marked, option_of, pushed_up, row_in_hand, spaced
from desktop.views.kit.stillness import Stillness
from desktop.views.kit.tables.result_table import ResultTable, SideTable

_SIDE = 336

#: What each choice of weights means, in one line.
MEANINGS = {
    SimulatedWeights.FREE: "Any weights at all, each set as likely as any other.",
    SimulatedWeights.ORDERED: "Any weights that keep the criteria in the order recorded.",
    SimulatedWeights.BOUNDED: "Any weights between each criterion’s low and high.",
    SimulatedWeights.EXACT: "The weights recorded, held as they are: only uncertain scores are drawn.",
}

#: What is drawn instead where that is not on record, and what to do.
_NOT_RECORDED = {
    SimulatedWeights.ORDERED: "No order is recorded, so any weights are drawn: give each criterion its Order under Judge, Criteria.",
    SimulatedWeights.BOUNDED: "No bounds are recorded, so any weights are drawn: give each criterion its Weight low and Weight high under "
    "Judge, Criteria.",
}
#: The first choice, which leaves it to what is recorded.
FOLLOW = "As the records have it"
_NOTHING_VARIED = "Nothing was varied, so this shows no doubt. Choose other weights to draw, above, to see how far the lead holds."


class SureView(ResultView):
    """Shows the latest answer of a `Simulating`, and asks for another when the appraisal or the choice of weights changes."""

    #: The officer chose what weights are drawn: a value of `Simulation weights`, or nothing to follow the records.
    weights_chosen = Signal(str)

    def __init__(self, simulating: Simulating) -> None:
        super().__init__()
        self._simulating = simulating
        self._appraisal: Appraisal | None = None
        self._parts = Acceptability()
        self.places = ChartView(
            "How often each option takes each place",
            drawing_of("acceptability", lambda: self._parts),
            lambda: acceptability_words(self._parts),
            QSize(380, 150),
            rows=lambda: len(self._parts.bars),
        )
        self.findings = Findings("How sure the choice is")
        self.model = TableModel([])
        self.table = ResultTable("Chances of each option", self.model)
        self.table.mark_row()
        self.kind = Choice("Weights drawn", Kind.CHOICE, [FOLLOW, *(each.value.capitalize() for each in MEANINGS)], required=True)
        self.note = SecondaryLabel("", look.SMALL, wrap=True)
        self.doing = SecondaryLabel("", look.SMALL, wrap=True)
        self.turn_action = QAction("Stop", self)
        self.turn_action.triggered.connect(lambda *_: self._turn())
        button = PlainButton()
        bind(button, self.turn_action)
        for each in (self.doing, button):
            policy = each.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # what stands below stays where it is when the drawing is over
            each.setSizePolicy(policy)
        self._stillness = Stillness(self)
        self.central_title = spaced(heading(""))
        self._why = SecondaryLabel("", look.SMALL, wrap=True)
        self.central = TableModel(central_columns())
        self.central_table = SideTable("Weights that put the option first", self.central)
        self._meaning = SecondaryLabel(
            "Confidence: how often it is first at the weights that suit it best on average. What is open then is its scores.",
            look.SMALL,
            wrap=True,
        )
        title = heading("How often each option takes each place")
        main = pushed_up(column(title, (self.places.in_scroll(), 100), self.findings, self.table, self._meaning))
        central = self.central_title, self._why, (self.central_table, 100)
        side = pushed_up(column(self.kind, self.note, self.doing, button, *central, spacing=look.HALF))
        self.findings.turned.connect(self.places.hold_height)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(TwoColumns(main, side, _SIDE, 880))
        self.kind.committed.connect(self._choose)
        self.table.moved.connect(lambda _: self._show_central())
        self.places.picked.connect(lambda record: self.show_option(option_of(record)))
        simulating.changed.connect(self._show)

    @property
    def chart(self) -> ChartView:
        return self.places

    @property
    def option(self) -> str:
        """The option whose weights are shown; empty before there is one."""
        return row_in_hand(self.model, self.table.current.row())

    def set_appraisal(self, appraisal: Appraisal) -> None:
        """Show what was worked out for this appraisal so far; whoever owns the simulation asks for it."""
        self._appraisal = appraisal
        chosen = appraisal.case.simulated_weights
        follows = kind_of(appraisal.case)
        self.kind.set_text(FOLLOW if chosen is None else chosen.value.capitalize())
        by_records = f"{follows.value.capitalize()}, by what is recorded. {MEANINGS[follows]}"
        self.kind.set_hint(by_records if chosen is None else _meaning(appraisal.case, chosen))
        self._show()

    def show_option(self, name: str) -> None:
        row_number = self.model.find(name)
        if row_number >= 0:
            self.table.go_to(row_number)

    def _choose(self, text: str) -> None:
        self.weights_chosen.emit("" if text == FOLLOW else text.lower())
        if self._appraisal is not None:
            self.set_appraisal(self._appraisal)  # the records say what is drawn, whatever was asked for

    def _turn(self) -> None:
        if self._simulating.drawing:
            self._simulating.stop()
        else:
            self._simulating.go_on()

    def _show(self) -> None:
        if self._appraisal is None:
            return
        self._stillness.hold()
        simulated_appraisal = self._simulating.found
        shown = simulated_appraisal if simulated_appraisal is not None else self._appraisal
        parts = acceptability_parts(shown) if simulated_appraisal is not None else Acceptability(why=(self._waiting(),))
        if parts != self._parts:  # else more draws are on their way, and what was drawn stands until they come
            self._parts = parts
            self.places.refresh()
        columns = chance_columns(shown)
        if [each.key for each in columns] != [each.key for each in self.model.columns]:
            self.model.set_columns(columns)
        rows = chances(shown)
        self.model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self._meaning.setVisible(bool(rows))
        self.findings.set_sentences(marked(shown, words_of(how_sure(shown))) if simulated_appraisal is not None else [])
        self._show_note(simulated_appraisal.simulation if simulated_appraisal is not None else None)
        if rows and not self.option:
            self.table.go_to(next((number for number, each in enumerate(rows) if each.stress is Stress.LEADS), 0))
        self._show_central()

    def _waiting(self) -> str:
        if self._simulating.trouble:
            return self._simulating.trouble
        return "Working out how often each option takes each place." if self._simulating.drawing else "Stopped: choose Simulate to go on."

    def _show_note(self, simulation: Simulation | None) -> None:
        drawing, whole = self._simulating.drawing, self._simulating.is_whole
        sentences = []
        if simulation is not None and simulation.draws:
            sentences.append(f"From {simulation.draws:,} draws, seed {simulation.seed}. {error_words(simulation)}")
        elif simulation is not None:
            sentences += (_NOTHING_VARIED,) if simulation.options else simulation.why
        self.note.setText(" ".join(sentences))
        is_stopped = not drawing and not whole and not self._simulating.trouble
        if drawing or is_stopped:  # else it keeps the room of what it said
            self.doing.setText(f"Drawing {drawing:,} times …" if drawing else "Stopped before all draws were made.")
        self.doing.setVisible(bool(drawing) or is_stopped)
        self.turn_action.setText("Stop" if drawing else "Simulate")
        self.turn_action.setVisible(bool(drawing) or not whole)

    def _show_central(self) -> None:
        simulated_appraisal, name = self._simulating.found, self.option
        rows = central_weights(simulated_appraisal, name) if simulated_appraisal is not None and name else ()
        is_drawn = simulated_appraisal is not None and bool(name)
        self.central_title.setText(f"Weights that put {name} first" if name else "")
        self.central_title.setVisible(is_drawn)
        self._why.setText("Their mean over the draws that it wins, beside today’s." if rows else "No weights drawn put it first.")
        self._why.setVisible(is_drawn)
        self.central.set_rows(rows)
        self.central_table.setVisible(bool(rows))


def _meaning(case: Case, chosen: SimulatedWeights) -> str:
    """What a choice of weights means for this case."""
    weighted = [criterion for criterion in case.criteria if criterion.use is CriterionUse.WEIGHTED]
    recorded = {
        SimulatedWeights.ORDERED: any(criterion.order for criterion in weighted),
        SimulatedWeights.BOUNDED: any(not (each.weight_low is None and each.weight_high is None) for each in weighted),
    }
    return MEANINGS[chosen] if recorded.get(chosen, True) else _NOT_RECORDED[chosen]
