"""How scores of a criterion become values: a straight line, points of the officer's own, or the score itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.nouns.noun import Column as Declared
from db.nouns.noun import Kind as ColumnKind
from desktop.appraisal.case import Better
from desktop.appraisal.results import Appraisal
from desktop.errors import KnownTrouble
from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind, number_text
from desktop.models.table_model import CellEdit, NewRow, TableModel, UnsavedText
from desktop.models.value_points import Point, added, checked, straight, turns_back, written_points
from desktop.operations.records.columns import DIRECT, read, read_points
from desktop.views.judge.value_curve import CurveView
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.forms.segments import Segments
from desktop.views.kit.forms.trouble_label import TroubleLabel
from desktop.views.kit.labels import Label, SecondaryLabel
from desktop.views.kit.page import row
from desktop.views.kit.tables.spreadsheet_table import SpreadsheetTable

STRAIGHT, POINTS, SCORE_ITSELF = 0, 1, 2
_EXPLAINED = (
    "Each step along the scale is worth the same: the worst score is worth 0, the best 100.",
    "Type what each score is worth, from 0 to 100, or drag a point. It runs straight between points.",
    "The score is itself the value, from 0 to 100: nothing is converted.",
)
_SCORE = Declared("Score", ColumnKind.NUMBER, key="score")
_VALUE = Declared("Value", ColumnKind.NUMBER, key="value", at_least=0, at_most=100)
_MOST_ROWS = 7


@dataclass(frozen=True, slots=True)
class _Line:
    """A point as a row of the small table."""

    id: int
    score: Decimal
    value: Decimal


class ValueEditor(QWidget):
    """`entered` carries the value function to record, as the records keep it: blank, `direct`, or `0:0; 5:80; 10:100`."""

    entered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._row_id = 0
        self._points: tuple[Point, ...] = ()
        self._ends: tuple[Decimal, Decimal] | None = None
        self._lower = False
        self._kept: dict[int, tuple[str, tuple[UnsavedText, ...]]] = {}
        """Texts that were not saved, by the criterion they were typed for, with the value function that stood then."""
        self._recorded = ""
        self.kinds = Segments("How scores are valued", ("Straight line", "Points", "Direct"))
        self._explained, self._note = SecondaryLabel("", look.SMALL, wrap=True), SecondaryLabel("", look.SMALL, wrap=True)
        self.trouble = TroubleLabel()
        self.curve = CurveView()
        self.model = TableModel([], edit_block=self._enter, value=self._cell, can_add=True)
        self.table = SpreadsheetTable("Points of the curve", self.model, sortable=False)
        self.add_button, self.reset_button = PlainButton("Add a point"), PlainButton("Reset to a straight line")
        self._buttons = row(self.add_button, self.reset_button, (QWidget(), 1))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.HALF)
        title = Label("Value function", wrap=True)
        for part in (title, self.kinds, self._explained, self.trouble, self.curve, self._note, self.table, self._buttons):
            box.addWidget(part)
        self.kinds.changed.connect(self._choose)
        for changed in (self.model.dataChanged, self.model.trouble, self.table.moved):
            changed.connect(lambda *_: self._fit_table())
        self.curve.moved_to.connect(lambda points: self.entered.emit(written_points(points)))
        self.add_button.clicked.connect(lambda *_: self._add())
        self.reset_button.clicked.connect(lambda *_: self._reset())

    @property
    def editors(self) -> Sequence[QWidget]:
        """What can have the focus."""
        return (self.curve, self.table.view, self.add_button, self.reset_button)

    def show_function(self, row_id: int, name: str, recorded: str, trouble: str, appraisal: Appraisal | None) -> None:
        """Show a criterion's value function as the records have it. `trouble` says why another choice was not recorded."""
        used = next((each for each in appraisal.criteria if each.name == name), None) if appraisal is not None else None
        criterion = next((each for each in appraisal.case.criteria if each.name == name), None) if appraisal is not None else None
        self._lower = criterion is not None and criterion.better is Better.LOWER
        self._points = () if recorded in ("", DIRECT) else read_points(recorded)
        worst, best = (used.worst, used.best) if used is not None else (None, None)
        self._ends = None if worst is None or best is None or worst == best else (min(worst, best), max(worst, best))
        chosen = SCORE_ITSELF if recorded == DIRECT else POINTS if self._points else STRAIGHT
        self.kinds.blockSignals(True)
        self.kinds.choose(chosen)
        self.kinds.blockSignals(False)
        self._explained.setText(_EXPLAINED[chosen])
        self.trouble.say(trouble)
        self.curve.show_curve(appraisal, name, self._points)
        fresh = row_id != self._row_id or not self.model.columns
        if fresh:
            if self.model.unsaved:
                self._kept[self._row_id] = (self._recorded, self.model.unsaved_texts())
            self._row_id = row_id
            self.model.set_rows([])
            self.model.set_columns(self._columns())
        self._recorded = recorded
        self.model.set_rows([_Line(number, score, value) for number, (score, value) in enumerate(self._points, start=1)])
        if fresh:
            self._put_back()
        for part in (self.table, self._buttons):
            part.setVisible(chosen == POINTS)
        self._fit_table()
        self._note.setText(turns_back(self._points, self._lower))
        self._note.setVisible(bool(self._note.text()))
        self.reset_button.setEnabled(self._ends is not None)

    def _put_back(self) -> None:
        """What was typed for this criterion and not saved stands again, unless its points have changed since."""
        function, texts = self._kept.pop(self._row_id, ("", ()))
        for text in texts if function == self._recorded else ():
            column = next(each for each in self.model.columns if each.key == text.key)
            self.model.enter(self.model.find(text.row), column, text.text)

    def unsaved_elsewhere(self) -> Sequence[UnsavedText]:
        """The texts that were not saved for criteria that are not in hand."""
        return [text for _, texts in self._kept.values() for text in texts]

    def forget(self) -> None:
        """Drop what was not saved: another case is in hand, whose criteria may have the same ids."""
        self._kept.clear()
        self.model.set_rows([])

    def _fit_table(self) -> None:
        """As tall as its rows, with what is said below them; many points scroll."""
        said = self.table.trouble
        words = said.heightForWidth(max(self.table.width(), 200)) if not said.isHidden() else 0
        self.table.setFixedHeight(self.table.rows_height(min(len(self._points), _MOST_ROWS)) + words)

    def _columns(self) -> list[ScreenColumn]:
        """The keys name the criterion too, so that a text not saved stays with the one it was typed for."""
        return [
            ScreenColumn(f"{self._row_id}:{each.key}", each.heading, Kind.NUMBER, least=6, reads=partial(_as_typed, each))
            for each in (_SCORE, _VALUE)
        ]

    @staticmethod
    def _cell(line: _Line, column: ScreenColumn) -> Cell:
        text = number_text(line.score if column.heading == _SCORE.heading else line.value)
        spoken = f"Point {line.id}: score {number_text(line.score)}, value {number_text(line.value)}"
        return Cell(text, spoken=spoken)

    # What an officer does

    def _choose(self, kind: int) -> None:
        """Record the kind chosen. What it cannot be is said, and the choice goes back."""
        if kind == STRAIGHT:
            self.entered.emit("")
        elif kind == SCORE_ITSELF:
            self.entered.emit(DIRECT)
        elif self._ends is None:
            self.kinds.blockSignals(True)
            self.kinds.choose(STRAIGHT)
            self.kinds.blockSignals(False)
            self.trouble.say("Record the worst and the best score first: the points lie between them.")
        else:
            self.entered.emit(written_points(straight(*self._ends, self._lower)))

    def _reset(self) -> None:
        if self._ends is not None:
            self.entered.emit(written_points(straight(*self._ends, self._lower, [score for score, _ in self._points])))

    def _add(self) -> None:
        points, number = added(self._points)
        self.entered.emit(written_points(points))
        self.table.go_to(number, 1)
        self.table.view.setFocus()
        self.curve.choose(number)

    def _enter(self, edits: Sequence[CellEdit]) -> None:
        """Record typed, pasted or cleared cells of the small table as one step. A point without its score goes."""
        lines = [self.model.row_at(number) for number in range(len(self._points))]
        kept: dict[int, list[str]] = {line.id: [str(line.score), str(line.value)] for line in lines}
        for edit in edits:
            number = len(self._points) + 1 + edit.row.number if isinstance(edit.row, NewRow) else edit.row.id
            kept.setdefault(number, ["", ""])[0 if edit.column.heading == _SCORE.heading else 1] = edit.text
        points: list[Point] = []
        for _, (score, value) in sorted(kept.items()):
            if not score and not value:
                continue
            if score and not value:
                raise KnownTrouble(f"Score {score} has no value: type one from 0 to 100, or clear its score too")
            if score:
                points.append((Decimal(score), Decimal(value)))
        self.entered.emit(written_points(checked(points)))


def _as_typed(column: Declared, text: str) -> str:
    try:
        value = read(column, text)
    except KnownTrouble as trouble:
        raise KnownTrouble(f"{column.heading}: {trouble}") from None
    return "" if value is None else str(value)
