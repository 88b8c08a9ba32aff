"""The Results screen: which option comes first, by how much, and what would change it; and what each is worth in money."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QVBoxLayout, QWidget

from desktop.appraisal.appraise import findings_on_choice, findings_on_weights, reweighed
from desktop.appraisal.results import Appraisal
from desktop.errors import KnownTrouble
from desktop.models.table_model import TableModel
from desktop.operations import records
from desktop.operations.columns import plain
from desktop.operations.nouns import CRITERIA
from desktop.operations.papers import write_whole
from desktop.operations.results import results_json
from desktop.operations.summaries import illustrative_words
from desktop.papers.chart_data import contribution_bars, words_of_bars
from desktop.views import look
from desktop.views.chart_view import ChartView
from desktop.views.empty_state import EmptyState
from desktop.views.labels import SecondaryLabel
from desktop.views.money_view import MoneyView
from desktop.views.page import TwoColumns, column, row
from desktop.views.result_cells import rank_columns, rank_rows
from desktop.views.result_table import ResultTable
from desktop.views.screen import Screen
from desktop.views.segments import Segments
from desktop.views.sentences import SentenceList, figures_marked
from desktop.views.weight_panel import WeightPanel, changed_words
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from desktop.papers.chart_colours import ChartColours
    from desktop.papers.chart_parts import OptionBar

_OPTIONS, _MONEY = 0, 1
_SIDE = 336
_JSON = "Results (*.json)"


class Results(Screen):
    """Two views: the options by their scores, with the weights under the hand, and the money."""

    def __init__(self, workspace: Workspace) -> None:
        self.paper_action = QAction("Put in the paper")
        self.copy_action, self.export_action = QAction("Copy the chart"), QAction("Export the results (JSON)…")
        self.keep_action, self.put_back_action = QAction("Keep these weights"), QAction("Put the weights back")
        more = [self.copy_action, self.export_action, self.keep_action, self.put_back_action]
        purpose = "Which option comes first, by how much, and what would change it. Move a weight and everything redraws."
        super().__init__(workspace, "Results", purpose, self.paper_action, more)
        self._case: tuple[Path | None, int] | None = None
        self._recorded: Appraisal | None = None
        self._shown: Appraisal | None = None
        self._bars: tuple[OptionBar, ...] = ()
        self.views = Segments("Results by", ["Options", "Money"])
        self._made_up = SecondaryLabel("", look.SMALL, wrap=True)
        self.chart = ChartView("Weighted score of each option by heading of criteria", self._draw, self._words, QSize(380, 170))
        self.sentences = SentenceList("What the scores say")
        self.model = TableModel([])
        self.table = ResultTable("Ranks", self.model)
        self.panel = WeightPanel(self.keep_action, self.put_back_action)
        main = column((self.chart, 100), self.sentences, self.table, spacing=look.TIGHT)
        layout = main.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addStretch(1)
        self._options_view = TwoColumns(main, self.panel, _SIDE, 880)
        self.money = MoneyView()
        self._empty = self._empty_states()
        self.box.addWidget(row(self.views, (self._made_up, 1), spacing=look.GAP))
        self.box.addWidget(self._options_view, 1)
        self.box.addWidget(self.money, 1)
        for empty in self._empty.values():
            self.box.addWidget(empty)
        self._rest = QWidget()
        self._rest.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.box.addWidget(self._rest, 1)
        self.box.setSpacing(look.TIGHT)
        self._connect()

    def _empty_states(self) -> dict[str, EmptyState]:
        told = {
            "Options": ("No options yet", "Record what there is to choose between first.", "git-compare"),
            "Criteria": ("No criteria yet", "Say what the options are judged by, then score each option on each criterion.", "list-checks"),
            "Scores": (
                "No option has a score yet",
                "Type or paste what each group gave each option. The ranks follow by themselves.",
                "table-2",
            ),
            "Savings": (
                "No costs or savings yet",
                "Record what each option costs and saves, year by year, as far as it is known.",
                "pound-sterling",
            ),
        }
        made = {}
        for name, (title, what_to_do, picture) in told.items():
            go = QAction(f"Go to {name}", self)
            go.triggered.connect(lambda *_, name=name: self.go.emit(name))
            made[name] = EmptyState(title, what_to_do, [go], picture)
        return made

    def _connect(self) -> None:
        self.paper_action.triggered.connect(lambda *_: self.go.emit("Papers"))
        self.copy_action.triggered.connect(lambda *_: self.copy_chart())
        self.export_action.triggered.connect(lambda *_: self._ask_export())
        self.keep_action.triggered.connect(lambda *_: self.keep())
        self.put_back_action.triggered.connect(lambda *_: self.panel.put_back())
        self.views.changed.connect(lambda _: self._show_parts())
        self.panel.moved.connect(self._what_if)
        self.chart.picked.connect(self._go_to_option)

    # Showing

    def refresh(self) -> None:
        case = self.workspace.path, self.workspace.case_id
        if case != self._case:
            self._case = case
            self.panel.forget()
        try:
            self._recorded = self.workspace.appraisal()
        except KnownTrouble as trouble:
            self._recorded = self._shown = None
            self.messages.alert(str(trouble))
            self._show_parts()
            return
        self.panel.set_appraisal(self._recorded)
        self.money.set_appraisal(self._recorded)
        self._made_up.setText(self.workspace.read(illustrative_words, self.workspace.case_id))
        self._what_if()
        self._show_parts()

    def _what_if(self) -> None:
        """Redraw for the weights under the hand. Nothing is recorded and nothing is read."""
        if self._recorded is None:
            return
        weights = self.panel.weights()
        shown = self._shown = reweighed(self._recorded, weights) if weights else self._recorded
        self._bars = contribution_bars(shown)
        self.panel.show_shares(shown)
        self.chart.refresh()
        names = [option.name for option in shown.options]
        found = findings_on_choice(shown) if weights else (*findings_on_choice(shown), *findings_on_weights(shown))
        self.sentences.set_sentences([figures_marked(sentence, *names) for sentence in found])
        columns = rank_columns(shown)
        if [(each.key, each.heading) for each in columns] != [(each.key, each.heading) for each in self.model.columns]:
            self.model.set_columns(columns)
        self.model.set_rows(rank_rows(shown))

    def _show_parts(self) -> None:
        held = self._recorded
        money = self.views.chosen == _MONEY
        lacking = ""
        if held is not None and money:
            lacking = "Savings" if self.money.is_empty else ""
        elif held is not None:
            scored = any(option.score is not None for option in held.options)
            weighted = any(each.use == "weighted" for each in held.criteria)
            lacking = "Options" if not held.options else "Criteria" if not weighted else "" if scored else "Scores"
        whole = held is not None and not lacking
        self._options_view.setVisible(whole and not money)
        self.money.setVisible(whole and money)
        for name, empty in self._empty.items():
            empty.setVisible(name == lacking)
        self._rest.setVisible(not whole)
        self.copy_action.setEnabled(whole)
        self.export_action.setEnabled(held is not None)

    def _draw(self, wide: float, high: float, colours: ChartColours) -> Drawing:
        from desktop.papers.charts import contributions

        return contributions(wide, high, colours, self._bars)

    def _words(self) -> str:
        return words_of_bars(self._bars)

    def _go_to_option(self, record: str) -> None:
        found = self.model.find(record.partition(":")[2])
        if found >= 0:
            self.table.go_to(found, 1)

    def focus_on(self, target: object) -> None:
        """`money`, or an option's name, shows its money; anything else the options."""
        self.views.choose(_OPTIONS if target == "options" else _MONEY)
        if isinstance(target, str):
            self.money.show_option(target)

    # Doing

    def keep(self) -> None:
        """Record the weights under the hand, as one step."""
        weights = self.panel.weights()
        rows = self.workspace.read(records.rows, CRITERIA, self.workspace.case_id)
        edits = [records.Edit(each.id, "weight", plain(weights[each.text("name")])) for each in rows if each.text("name") in weights]
        if edits:
            self.edit(changed_words(weights), records.change, CRITERIA, self.workspace.case_id, edits)

    def copy_chart(self) -> None:
        """Put the chart that is shown on the clipboard as a picture."""
        chart = self.money.chart if self.views.chosen == _MONEY else self.chart
        QGuiApplication.clipboard().setImage(chart.picture())
        self.messages.success("The chart is on the clipboard.")

    def _ask_export(self) -> None:
        folder = self.workspace.path.parent if self.workspace.path is not None else Path.home()
        suggested = folder / f"{self.workspace.case.title} results.json"
        name, _ = QFileDialog.getSaveFileName(self, "Export the results", str(suggested), _JSON)
        if name:
            path = Path(name)
            self.export(path if path.suffix else path.with_suffix(".json"))

    def export(self, path: Path) -> None:
        """Write the results of the records, not of a what-if, as JSON."""
        if self._recorded is None:
            return
        try:
            write_whole(path, json.dumps(results_json(self._recorded), ensure_ascii=False, indent=2).encode())
        except KnownTrouble as trouble:
            self.messages.alert(str(trouble))
            return
        unkept = " The weights you have not kept are not in it." if self.panel.is_moved else ""
        self.messages.success(f"The results are in {path.name}.{unkept}")
