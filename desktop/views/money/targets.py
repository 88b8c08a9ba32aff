"""Targets: what each year asks for, what was gained, and what is still to find."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.nouns.money import Target
from desktop.appraisal.findings.efficiency import target
from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.savings.finance import Finance
from desktop.appraisal.savings.targets import CarryForwardCounts, Progress
from desktop.errors import KnownTrouble
from desktop.models.table_model import TableModel
from desktop.operations.records import records
from desktop.operations.records.records import Row
from desktop.papers.charts.data.gains import target_parts, target_words
from desktop.papers.charts.data.money_parts import TargetBars
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton, bind
from desktop.views.kit.chart_view import ChartView, drawing_of
from desktop.views.kit.findings import Findings
from desktop.views.kit.forms.segments import Segments
from desktop.views.kit.labels import Label, heading
from desktop.views.kit.page import TwoColumns, column, row
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.side_view import FinanceView
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.result_view import pushed_up
from desktop.views.kit.sentences import figures_marked
from desktop.views.kit.tables.result_table import ResultTable
from desktop.views.money.record_kinds import TargetRecords
from desktop.views.money.target_cells import MODES, progress_columns, progress_rows, target_sentences
from desktop.workspace import Workspace

_WORDS = RecordWords(
    "Targets",
    "What each year has to gain, by organisation, and how far the savings recorded meet it.",
    "target",
    "targets",
    "Add the target with its baseline and a percentage for each year. Progress is worked out from the savings recorded.",
    "target",
)
_OWN, _ALL = "This target", "All together"
_TABLE_WIDTH = 504


class TargetsView(FinanceView):
    """Records of targets, and below them the progress of the one in hand."""

    purpose = _WORDS.purpose

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._parts = TargetBars("", "")
        self.title = heading("")
        self.which = Segments("Progress of", [_OWN, _ALL])
        self.progress_chart = ChartView(
            "Target and gain by year",
            drawing_of("target_progress", lambda: self._parts),
            lambda: target_words(self._parts),
            QSize(240, 150),
            320,
        )
        self.model = TableModel(progress_columns())
        self.table = ResultTable("Progress by year", self.model, 8)
        self.question = Label("", wrap=True)
        self.counts: dict[CarryForwardCounts, QAction] = {}
        self._asked = self._question_line()
        self.findings = Findings("How far the target is met", 1)
        self._pane = self.follow(RecordPane(_WORDS, TargetRecords(workspace), self._progress()))
        self.box.addWidget(self._pane, 1)
        self.which.changed.connect(lambda _: self.show_results())

    def _question_line(self) -> QWidget:
        """The question on what is carried forward, and a button for each answer to it."""
        buttons = []
        for counts, words in (
            (CarryForwardCounts.CASHABLE_ONLY, "Cashable only"),
            (CarryForwardCounts.CASHABLE_AND_NOT, "Cashable and not"),
        ):
            action = self.counts[counts] = QAction(words, self)
            action.triggered.connect(lambda *_, counts=counts: self.choose_counts(counts))
            button = PlainButton()
            bind(button, action)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            buttons.append(button)
        return row((self.question, 1), *buttons, spacing=look.STEP)

    def _progress(self) -> QWidget:
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        head = row((self.title, 1), self.which)
        both = TwoColumns(pushed_up(column((self.progress_chart, 100))), pushed_up(column(self.table)), _TABLE_WIDTH, 720)
        return pushed_up(column(head, (both, 100), self._asked, self.findings, spacing=look.HALF))

    @property
    def pane(self) -> RecordPane:
        return self._pane

    @property
    def chart(self) -> ChartView | None:
        return self.progress_chart if self.progress_chart.isVisible() else None

    @property
    def progress(self) -> Progress | None:
        """The progress that is shown; None where nothing is in hand or the records contradict one another."""
        own, whole = self._own, self._whole
        return whole if whole is not None and self.which.chosen == 1 else own

    @property
    def _finance(self) -> Finance | None:
        return self.appraisal.finance if self.appraisal is not None else None

    @property
    def _own(self) -> Progress | None:
        """The progress of the record in hand."""
        finance, target = self._finance, self._pane.in_hand
        if finance is None or not isinstance(target, Row):
            return None
        whose = (target.text("indicator"), target.text("organisation"))
        return next((each for each in finance.progress if (each.indicator, each.organisation or "") == whose), None)

    @property
    def _whole(self) -> Progress | None:
        """The progress of all organisations together, which no record has, on the same indicator."""
        finance, own = self._finance, self._own
        if finance is None or own is None or own.organisation is None:
            return None
        return next((each for each in finance.progress if each.indicator == own.indicator and each.organisation is None), None)

    def show_results(self) -> None:
        self.which.setVisible(self._whole is not None)
        progress, finance = self.progress, self._finance
        for part in (self.progress_chart, self.table):
            part.setVisible(progress is not None and bool(progress.years))
        if progress is None or finance is None:
            self.title.setText("")
            self._asked.hide()
            self.findings.set_sentences([])
            return
        self._parts = target_parts(progress)
        whose = f" for {progress.organisation}" if progress.organisation else ", all together"
        self.title.setText(f"{progress.indicator}{whose}: {progress.mode}")
        self.title.setToolTip(MODES[progress.mode])
        self.model.set_rows(progress_rows(progress))
        own = self._own
        self.question.setText(progress.question)
        self._asked.setVisible(bool(progress.question) and progress is own)
        said = [
            *(each for each in words_of(target(progress)) if each != progress.question or progress is not own),
            *target_sentences(finance, progress),
        ]
        self.findings.set_sentences([figures_marked(each) for each in said])
        self.progress_chart.refresh()

    def choose_counts(self, counts: CarryForwardCounts) -> None:
        """Record what of the savings carried forward counts towards the target in hand."""
        target = self._pane.in_hand
        if not isinstance(target, Row):
            return
        edit = records.Edit(target.id, "carry_forward_counts", counts.value)
        try:
            self.workspace.edit(
                f"change to {target.text('indicator')}, Carry forward counts", records.change, Target, self.workspace.case_id, [edit]
            )
        except KnownTrouble as trouble:
            self.alerted.emit(str(trouble))
            return
        self.quiet.emit()
