"""A gate, opened where it stands in the plan: what must be true to pass it, its passing, and what has changed since."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.nouns.gates import GateCondition
from desktop.errors import KnownTrouble
from desktop.models.table_model import TableModel
from desktop.operations.papers import gates
from desktop.operations.records import records
from desktop.operations.records.records import Edit
from desktop.papers.content.wording import day
from desktop.papers.sources.changes import FigureChange
from desktop.results.cells import Row, Words
from desktop.tasks import Progress
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.forms.tick_box import TickBox
from desktop.views.kit.labels import Label, SecondaryLabel, heading
from desktop.views.kit.tables.result_columns import words
from desktop.views.kit.tables.result_table import ResultTable
from desktop.workspace import Workspace

_MOST_ROWS = 12
_FIGURES = words("figure", "Figure", least=20, main=True), words("then", "At the gate", least=12), words("now", "Now", least=12)
#: Told above the table where one thing moved every figure.
_MOVED = words("moved", "What moved it", least=24)


class GatePanel(QWidget):
    """The gate in hand. Hidden for a milestone that is none."""

    alerted = Signal(str)
    """What stood in the way, in a sentence."""
    passed = Signal(str)
    """The gate was passed; undo may be offered beside the sentence."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._gate: gates.Gate | None = None
        self._busy = False
        self.ticks: dict[int, TickBox] = {}
        self._names: dict[int, Label] = {}
        self._ticks_box = QVBoxLayout()
        self._ticks_box.setSpacing(look.HALF)
        self.stands = SecondaryLabel("", wrap=True)
        self.pass_button, self.compare_button = PlainButton("Pass the gate"), PlainButton("What has changed since")
        self.model = TableModel(_FIGURES)
        self.table = ResultTable("What has changed since the gate", self.model, _MOST_ROWS)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, look.STEP, 0, 0)
        box.setSpacing(look.STEP)
        box.addWidget(heading("What must be true to pass it"))
        box.addLayout(self._ticks_box)
        box.addWidget(self.stands)
        for button in (self.pass_button, self.compare_button):
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.table)
        self.pass_button.clicked.connect(self.pass_gate)
        self.compare_button.clicked.connect(self.compare)
        self.show_milestone(None)

    def show_milestone(self, milestone: int | None) -> None:
        """Show the gate that a milestone is; nothing for one that is none."""
        was, gate = self._gate, None
        if milestone is not None and self._workspace.is_open:
            try:
                gate = self._workspace.read(gates.found, self._workspace.case_id, milestone)
            except KnownTrouble as trouble:
                self.alerted.emit(str(trouble))
        self._gate = gate
        self.setVisible(gate is not None)
        if gate is None:
            return
        self._show_conditions(gate)
        self.stands.setText(_stands(gate))
        self.pass_button.setVisible(gate.passed is None)
        self.pass_button.setEnabled(not gate.refusal)
        self.compare_button.setVisible(gate.passed is not None and not gate.as_passed)
        if was != gate:
            self._show_changes(None)

    def _show_conditions(self, gate: gates.Gate) -> None:
        """A tick box for each; those that stand already stay, with the focus they have."""
        wanted = {each.id: each for each in gate.conditions}
        if list(wanted) != list(self.ticks):
            for label in self._names.values():
                row = label.parentWidget()
                if row is not None:
                    self._ticks_box.removeWidget(row)
                    row.deleteLater()
            self.ticks, self._names = {id_: TickBox() for id_ in wanted}, {id_: Label(wrap=True) for id_ in wanted}
            for id_, tick in self.ticks.items():
                self._ticks_box.addWidget(_beside(tick, self._names[id_]))
                tick.clicked.connect(partial(self._tick, id_))
        for id_, tick in self.ticks.items():
            tick.setAccessibleName(wanted[id_].name)
            tick.setChecked(wanted[id_].met)
            tick.setEnabled(gate.passed is None)
            self._names[id_].setText(wanted[id_].name)

    def _tick(self, condition: int) -> None:
        met = self.ticks[condition].isChecked()
        edit = Edit(condition, "met", "yes" if met else "no")
        label = f"condition of the gate {'met' if met else 'not met'}"
        try:
            self._workspace.edit(label, records.change, GateCondition, self._workspace.case_id, [edit])
        except KnownTrouble as trouble:
            self.ticks[condition].setChecked(not met)
            self.alerted.emit(str(trouble))

    def pass_gate(self) -> None:
        """Freeze the figures of the case and record the gate as passed, off the main thread until they are made."""
        gate = self._gate
        if gate is None or self._busy:
            return
        try:
            given = self._workspace.read(gates.gate_to_pass, self._workspace.case_id, gate.milestone.id)
        except KnownTrouble as trouble:
            self.alerted.emit(str(trouble))
            return
        self._busy = True

        def work(progress: Progress) -> gates.GateFrozen:
            progress.step(0.1, "Freezing the figures")
            return gates.freeze(given)

        self._workspace.tasks.start("Passing the gate", work, partial(self._frozen, gate.milestone.name), self._failed)

    def _frozen(self, name: str, frozen: gates.GateFrozen) -> None:
        self._busy = False
        if not self._workspace.is_open or self._workspace.case_id != frozen.given.case:
            return
        try:
            closed = self._workspace.edit(f"passing of the gate ‘{name}’", gates.record_passed, frozen)
        except KnownTrouble as trouble:
            self.alerted.emit(str(trouble))
            return
        self.passed.emit(f"The gate is passed. Version {closed} of the case is closed, and what is changed now is version {closed + 1}.")

    def _failed(self, trouble: KnownTrouble) -> None:
        self._busy = False
        self.alerted.emit(str(trouble))

    def compare(self) -> None:
        """Tell what has changed since the gate was passed, off the main thread."""
        gate = self._gate
        if gate is None or self._busy:
            return
        try:
            given = self._workspace.read(gates.beside_gate, self._workspace.case_id, gate.milestone.id)
        except KnownTrouble as trouble:
            self.alerted.emit(str(trouble))
            return
        self._busy = True

        def work(progress: Progress) -> tuple[FigureChange, ...]:
            progress.step(0.1, "Comparing with the gate")
            return gates.differences(given)

        self._workspace.tasks.start("Comparing with the gate", work, partial(self._compared, gate), self._failed)

    def _compared(self, gate: gates.Gate, changes: tuple[FigureChange, ...]) -> None:
        self._busy = False
        if gate == self._gate:
            self._show_changes(changes)

    def _show_changes(self, changes: Sequence[FigureChange] | None) -> None:
        """The changes, or nothing while they have not been asked for."""
        reasons = {change.why for change in changes or ()}
        rows = [_row(number, change) for number, change in enumerate(changes or ())]
        self.model.set_columns(_FIGURES if len(reasons) == 1 else (*_FIGURES, _MOVED), rows)
        self.table.setVisible(bool(changes))
        if changes is not None and self._gate is not None:
            many = f"{len(changes)} {'figure has' if len(changes) == 1 else 'figures have'}" if changes else "None of the figures has"
            moved = f" What moved {'it' if len(changes) == 1 else 'them'}: {reasons.pop()}" if len(reasons) == 1 else ""
            self.stands.setText(f"{_stands(self._gate)} {many} changed.{moved}")


def _beside(tick: TickBox, name: Label) -> QWidget:
    """A tick box with words that wrap."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(look.STEP)
    line.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(name, 1)
    return row


def _stands(gate: gates.Gate) -> str:
    if gate.passed is None:
        still = sum(not each.met for each in gate.conditions)
        if still:
            return f"{still} of {len(gate.conditions)} conditions {'is' if still == 1 else 'are'} not met: tick each once it is true."
        if not gate.conditions:
            return "No condition is recorded: add what must be true under Gate conditions."
        return "Passing it freezes every figure of the case as it is now, and opens the next version."
    when = day(datetime.datetime.fromisoformat(gate.passed.passed_at).date())
    since = "No record has changed since." if gate.as_passed else "Records have changed since."
    return f"Passed on {when} by {gate.passed.login}: version {gate.passed.version} of the case was closed. {since}"


def _row(number: int, change: FigureChange) -> Row:
    cells = {"figure": change.label, "then": change.old, "now": change.new, "moved": change.why}
    return Row(str(number), {key: Words("; ".join(text.split("\n"))) for key, text in cells.items()})
