"""The Results screen: which option comes first, by how much, how sure that is and what would change it, beside the money."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.nouns.choice import Criterion
from desktop.appraisal.appraise import reweighed
from desktop.appraisal.results import Appraisal
from desktop.errors import KnownTrouble
from desktop.operations.records import cases, records
from desktop.operations.records.columns import plain
from desktop.operations.records.held import what_it_holds
from desktop.operations.writing import write_whole
from desktop.results.money.recorded import money_held
from desktop.tasks import Progress
from desktop.views.decide.certainty import SureView
from desktop.views.decide.score_view import ScoreView
from desktop.views.decide.simulating import Simulating
from desktop.views.decide.weight_panel import changed_words
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton, bind
from desktop.views.kit.empty_state import EmptyState
from desktop.views.kit.file_dialogs import ask_where
from desktop.views.kit.labels import SecondaryLabel
from desktop.views.kit.page import TwoColumns, row
from desktop.views.kit.result_view import ResultView
from desktop.views.kit.screen import Screen
from desktop.views.kit.stillness import Stillness
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from desktop.operations.papers.public_results import WholeResults

VIEWS = ("Scores", "What changes it", "Put first", "How sure", "Assessors", "Value for money", "Money")
SCORES, CHANGE, PUT_FIRST, SURE, GROUPS, VALUE, MONEY = range(len(VIEWS))

#: The views that follow the weights under the hand; money knows no weights.
_WEIGHED = (SCORES, CHANGE, PUT_FIRST, SURE, GROUPS, VALUE)

#: The room for what is said of figures that are made up, beside the names of the views.
_MADE_UP = 300
_JSON = "Results (*.json)"

#: What is said where a view has nothing to show: its title, what to do first, its picture, and the screen where that is done.
_LACKING = {
    "Options": ("No options yet", "Record what there is to choose between first.", "git-compare", "Options"),
    "Criteria": (
        "No criteria yet",
        "Say what the options are judged by, then score each option on each criterion.",
        "list-checks",
        "Criteria",
    ),
    "Weights": (
        "No criterion is weighted yet",
        "Every criterion is one that an option must pass. Give at least one a weight, and the options are ranked by it.",
        "list-checks",
        "Criteria",
    ),
    "Scores": (
        "No option has a score yet",
        "Type or paste what each group gave each option. The ranks follow by themselves.",
        "table-2",
        "Scores",
    ),
    "Assessors": (
        "Fewer than two groups score the options",
        "Add each group that scores, with its votes, and record what it gave. Where they differ then shows here.",
        "users",
        "Scores",
    ),
    "Benchmark": (
        "No option is the benchmark",
        "Mark the option that the others are measured against. Points gained and money are both set beside it.",
        "git-compare",
        "Options",
    ),
    "Savings": (
        "No costs or savings yet",
        "Record what each option costs and saves, year by year, as far as it is known.",
        "pound-sterling",
        "Savings",
    ),
}


class Results(Screen):
    """Six views of one appraisal, each built when it is first looked at."""

    def __init__(self, workspace: Workspace) -> None:
        self.paper_action = QAction("Put in the paper")
        self.copy_action, self.export_action = QAction("Copy the chart"), QAction("Export the results (JSON)…")
        self.figures_action = QAction("Copy the chart’s figures")
        self.keep_action, self.put_back_action = QAction("Keep these weights"), QAction("Put the weights back")
        more = [self.copy_action, self.figures_action, self.export_action, self.keep_action, self.put_back_action]
        purpose = "Which option comes first, by how much, how sure that is, and what would change it."
        super().__init__(workspace, "Results", purpose, self.paper_action, more, VIEWS)
        self._case: tuple[Path | None, int] | None = None
        self._trouble = ""
        self._recorded: Appraisal | None = None
        self._shown: Appraisal | None = None
        self._unfilled: set[int] = set()
        self._panes: dict[int, ResultView] = {}
        self._exporting = 0
        self.simulating = Simulating(workspace.tasks, self)
        self.views = self.tabs
        self._stillness = Stillness(self)
        self._made_up = SecondaryLabel("", look.SMALL, wrap=True)
        self.what_if = self._what_if_line()
        self._empty = self._empty_states()
        self._made_up.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = TwoColumns(self.views, self._made_up, _MADE_UP, 1000)
        line.turned.connect(self._align_made_up)
        self.box.addWidget(line)
        self.box.addWidget(self.what_if)
        for empty in self._empty.values():
            self.box.addWidget(empty)
        self._rest = QWidget()
        self._rest.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.box.addWidget(self._rest, 1)
        self.box.setSpacing(look.TIGHT)
        self.box.insertSpacing(1, look.GAP - look.TIGHT)  # the tabs stand where they do on every screen
        self.box.setContentsMargins(look.MARGIN, 0, look.MARGIN, look.TIGHT)
        self.scores = ScoreView(self.keep_action, self.put_back_action)
        self._add(SCORES, self.scores)
        self._connect()

    def _align_made_up(self, beside: bool) -> None:
        side = Qt.AlignmentFlag.AlignRight if beside else Qt.AlignmentFlag.AlignLeft
        self._made_up.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def _what_if_line(self) -> QWidget:
        """Stands above the other views while weights are moved on Scores, so that no figure is taken for one of the records."""
        said = SecondaryLabel("What if: with the weights moved on Scores. Not recorded until you keep them.", wrap=True)
        buttons = [PlainButton(), PlainButton()]
        for button, action in zip(buttons, (self.keep_action, self.put_back_action), strict=True):
            bind(button, action)
        line = row((said, 1), *buttons)
        line.hide()
        return line

    def _empty_states(self) -> dict[str, EmptyState]:
        states_by_name = {}
        for name, (title, what_to_do, picture, screen) in _LACKING.items():
            go = QAction(f"Go to {'Lines' if screen == 'Savings' else screen}", self)
            go.triggered.connect(lambda *_, screen=screen: self.go.emit(screen))
            states_by_name[name] = EmptyState(title, what_to_do, [go], picture)
        return states_by_name

    def _connect(self) -> None:
        self.paper_action.triggered.connect(lambda *_: self.go.emit("Papers"))
        self.copy_action.triggered.connect(lambda *_: self.copy_chart())
        self.figures_action.triggered.connect(lambda *_: self.copy_chart(figures=True))
        self.export_action.triggered.connect(lambda *_: self._ask_export())
        self.keep_action.triggered.connect(lambda *_: self.keep())
        self.put_back_action.triggered.connect(lambda *_: self.scores.panel.put_back())
        self.views.changed.connect(lambda _: self._turn_to_view())
        self.scores.panel.moved.connect(self._weigh)

    # Views

    def pane(self, number: int) -> ResultView:
        """One of the views, built where it has not been looked at before."""
        if number not in self._panes:
            self._add(number, self._built(number))
        return self._panes[number]

    def _built(self, number: int) -> ResultView:
        if number == CHANGE:
            from desktop.views.decide.change_view import ChangeView

            return ChangeView()
        if number == PUT_FIRST:
            from desktop.views.decide.put_first_view import PutFirstView

            return PutFirstView()
        if number == SURE:
            view = SureView(self.simulating)
            view.weights_chosen.connect(self.choose_weights)
            return view
        if number == GROUPS:
            from desktop.views.decide.groups_view import GroupsView

            return GroupsView()
        if number == VALUE:
            from desktop.views.decide.value_view import ValueView

            return ValueView()
        from desktop.views.decide.money_view import MoneyView

        return MoneyView(self.simulating)

    def _add(self, number: int, pane: ResultView) -> None:
        pane.hide()
        self._panes[number] = pane
        self._unfilled.add(number)
        self.box.insertWidget(self.box.indexOf(self._rest), pane, 1)

    # Showing

    def fill(self) -> None:
        case = self.workspace.path, self.workspace.case_id
        if case != self._case:
            self._case = case
            self.scores.panel.forget()
            self.simulating.forget()
        try:
            self._recorded = self.workspace.appraisal()
        except KnownTrouble as trouble:
            self._recorded = self._shown = None
            self.simulating.forget()
            self._trouble = str(trouble)
            self.messages.alert(self._trouble)
            self._show_view()
            return
        if self._trouble and self.messages.sentence == self._trouble:
            self.messages.clear()
        self._trouble = ""
        self.scores.panel.set_appraisal(self._recorded)
        self._made_up.setText(self.workspace.illustrative())
        self._made_up.setVisible(bool(self._made_up.text()))  # an empty line is no room lost below the tabs
        self._weigh()

    def _weigh(self) -> None:
        """Show what the weights under the hand lead to. Nothing is recorded and nothing is read."""
        if self._recorded is None:
            return
        weights = self.scores.panel.weights()
        self._shown = reweighed(self._recorded, weights) if weights else self._recorded
        self._unfilled = set(self._panes)
        self._show_view()

    def lacking(self, view: int) -> str:
        """What has to be recorded before a view has anything to show; empty where it has."""
        appraisal = self._shown
        if appraisal is None:
            return ""
        if view == MONEY:
            return "" if money_held(appraisal) else "Savings"
        if not appraisal.options:
            return "Options"
        if not any(each.use == "weighted" for each in appraisal.criteria):
            return "Weights" if appraisal.criteria else "Criteria"
        if not any(option.score is not None for option in appraisal.options):
            return "Scores"
        if view == GROUPS and len(appraisal.case.groups) < 2:
            return "Assessors"
        if view == VALUE and not any(option.money.years for option in appraisal.options if not option.benchmark):
            return "Savings"
        return "Benchmark" if view == VALUE and not any(option.benchmark for option in appraisal.options) else ""

    def _turn_to_view(self) -> None:
        self._stillness.hold()  # its chart is drawn once, at the size that its tables leave it
        self._show_view()

    def _show_view(self) -> None:
        number = self.views.chosen
        lacking = self.lacking(number)
        whole = self._shown is not None and not lacking
        if whole:
            self._fill(number)
        for other, pane in self._panes.items():
            pane.setVisible(whole and other == number)
        for name, empty in self._empty.items():
            empty.setVisible(name == lacking)
        self._rest.setVisible(not whole)
        self.what_if.setVisible(whole and self.scores.panel.is_moved and number in _WEIGHED and number != SCORES)
        self.copy_action.setEnabled(whole)
        self.figures_action.setEnabled(whole)
        self.export_action.setEnabled(self._recorded is not None)

    def _fill(self, number: int) -> None:
        """Fill a view with what is shown now, unless it holds that already."""
        pane, shown = self.pane(number), self._recorded if number == MONEY else self._shown
        if shown is None or number not in self._unfilled:
            return
        self._unfilled.discard(number)
        if number == SURE:
            self.simulating.ask(shown, whole=shown is self._recorded)
        pane.set_appraisal(shown)

    def focus_on(self, target: object) -> None:
        """A view by its name; `options` is the first. Any other name is an option's or a project's, and shows its money."""
        named = {name.casefold(): number for number, name in enumerate(VIEWS)} | {"options": SCORES}
        number = named.get(str(target).casefold(), MONEY)
        self.views.choose(number)
        if str(target).casefold() not in named and number in self._panes:
            self._panes[number].show_option(str(target))

    # Doing

    def keep(self) -> None:
        """Record the weights under the hand, as one step."""
        weights = self.scores.panel.weights()
        rows = self.workspace.read(records.rows, Criterion, self.workspace.case_id)
        edits = [records.Edit(each.id, "weight", plain(weights[each.text("name")])) for each in rows if each.text("name") in weights]
        if edits:
            self.edit(changed_words(weights), records.change, Criterion, self.workspace.case_id, edits)

    def choose_weights(self, kind: str) -> None:
        """Record what weights the simulation draws: free, ordered, bounded or exact; nothing follows what is recorded."""
        self.edit("change to the weights that are simulated", cases.change, self.workspace.case_id, "simulated_weights", kind)

    def copy_chart(self, *, figures: bool = False) -> None:
        """Put the chart that is shown on the clipboard as a picture, or its figures as a table."""
        chart = self.pane(self.views.chosen).chart
        if not chart.isVisible() or (figures and not chart.copy_figures()):
            self.messages.alert("There is no chart here yet: what it needs is not known.")
            return
        if not figures:
            chart.copy_picture()
        self.messages.success(f"{'The figures of the chart are' if figures else 'The chart is'} on the clipboard.")

    def _ask_export(self, *, told: bool = False) -> None:
        held = "" if told else self.workspace.read(what_it_holds, self.workspace.case_id, "The file of results")
        if held:
            self.messages.alert(held, "Export it", self._export_anyway)
            return
        folder = self.workspace.path.parent if self.workspace.path is not None else Path.home()
        suggested = folder / f"{self.workspace.case.title} results.json"
        to = ask_where(self, "Export the results", suggested, _JSON, ".json")
        if to is not None:
            self.export(to)

    def _export_anyway(self) -> None:
        self._ask_export(told=True)

    def export(self, path: Path) -> None:
        """Write the results of the records, not of a what-if, as JSON: off the main thread, as how sure they are is simulated first."""
        appraisal = self._recorded
        if appraisal is None:
            return
        done = self.simulating.found if self.simulating.is_whole and self.simulating.is_of(appraisal) else None
        unkept = " The weights you have not kept are not in it." if self.scores.panel.is_moved else ""
        from desktop.operations.papers.public_results import whole_results

        wanted = self.workspace.read(whole_results, self.workspace.case_id)
        self._exporting += 1
        self.export_action.setEnabled(False)
        self.workspace.tasks.start(
            f"Exporting to {path.name}",
            lambda progress: _write(path, wanted, appraisal, done, progress),
            lambda _: self._exported(f"The results are in {path.name}.{unkept}"),
            self._export_failed,
        )

    def _exported(self, sentence: str) -> None:
        self._export_over()
        self.messages.success(sentence)

    def _export_failed(self, trouble: KnownTrouble) -> None:
        self._export_over()
        self.messages.alert(str(trouble))

    def _export_over(self) -> None:
        self._exporting -= 1
        self.export_action.setEnabled(self._recorded is not None and not self._exporting)


def _write(path: Path, wanted: WholeResults, recorded: Appraisal, done: Appraisal | None, progress: Progress) -> None:
    """Simulate where that has not been done, and write the file whole."""
    from desktop.appraisal.appraise import simulated

    progress.step(0.0, "Working out how sure the choice is")
    whole = done if done is not None else simulated(recorded)
    progress.step(0.9, f"Writing {path.name}")
    write_whole(path, json.dumps(wanted.json_of(whole), ensure_ascii=False, indent=2).encode())
