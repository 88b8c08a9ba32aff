"""Everything about a line but its amounts, as a form beside the grid: what it is, how it is adjusted, and where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.appraisal.case import Flow
from desktop.appraisal.estimate import rounding_of
from desktop.appraisal.savings.line_sums import before_and_after
from desktop.appraisal.savings.reference_classes import ReferenceClass, reference_classes
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.models.table_model import TableModel
from desktop.operations.records.columns import plain
from desktop.operations.records.records import Row
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton, bind
from desktop.views.kit.forms.fields import Choice
from desktop.views.kit.labels import Label, SecondaryLabel
from desktop.views.kit.records.form import RecordForm

_FIRST = (
    "line",
    "kind",
    "owner",
    "organisation",
    "category",
    "driver",
    "cashable",
    "recurring",
    "type",
    "fund",
    "in_plan",
    "inflation_percent",
)
#: Of a line of funding alone: where the money comes from, and how borrowing is repaid.
_FUNDED = ("funding_source", "status", "rate_percent", "asset_life", "mrp", "in_use_from")
_ADJUSTED = ("bias_class", "optimism_bias_percent", "mitigation_percent", "bias_reason", "confidence", "condition")

#: Kinds short enough for two fields in a row of this form.
_SHORT = frozenset((Kind.NUMBER, Kind.INTEGER, Kind.YES_NO, Kind.CHOICE, Kind.YEAR))

_CLASS, _BIAS, _MITIGATION = _ADJUSTED[:3]


def classes_for(kind: str) -> tuple[ReferenceClass, ...]:
    """The types of project that may be picked: none takes off more than all of a saving or an income."""
    benefit = kind in ("saving", "income")
    return tuple(each for each in reference_classes() if not benefit or each.upper <= 100)


def adjusted_words(flow: Flow | None) -> str:
    """Both figures of a line, before and after optimism bias, over all its years; empty where none applies."""
    if flow is None or not flow.optimism_bias or not flow.amounts:
        return ""
    before, after = before_and_after(flow)
    told = [each.figure_words(running=True, rounding=rounding_of((before, after))) for each in (before, after)]
    return f"Over all years: {told[0]} before optimism bias, {told[1]} after it."


class LineForm(RecordForm):
    """The fields of a line under their headings. A type of project brings its optimism bias with it.

    What is of funding alone shows for a line of funding, and what adjusts a cost or a saving for the others.
    """

    chosen = Signal(object)
    """A `ReferenceClass` to take the optimism bias from."""
    named = Signal()
    """Enter was pressed in the line's name, and what stands there is recorded."""

    def __init__(self, columns: Sequence[ScreenColumn]) -> None:
        self.adjusted = SecondaryLabel("", look.SMALL, wrap=True)
        self._bias_class = Choice("Type of project", Kind.CHOICE, hint="Sets the optimism bias past projects of the type ran to.")
        super().__init__(columns)
        self._flow: Flow | None = None
        self.follow(self._bias_class.editor)
        self._bias_class.committed.connect(self._pick)

    @property
    def bias_class(self) -> Choice:
        """The type of project that sets the optimism bias."""
        self.build()
        return self._bias_class

    def lay_out(self, box: QVBoxLayout) -> None:
        by_key = {column.key: column for column in self.columns}
        rest = [column for column in self.columns if column.key not in (*_FIRST, *_FUNDED, *_ADJUSTED)]
        box.addLayout(self.grid_of([by_key[key] for key in _FIRST if key in by_key], _SHORT))
        editor = self.fields["line"].editor if "line" in by_key else None
        if isinstance(editor, QLineEdit):
            editor.returnPressed.connect(self._name)
        self.funded = QWidget()
        inner = QVBoxLayout(self.funded)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(look.TIGHT)
        inner.addWidget(_section("Funding and financing"))
        inner.addLayout(self.grid_of([by_key[key] for key in _FUNDED if key in by_key], _SHORT))
        box.addWidget(self.funded)
        box.addWidget(_section("Adjustments"))
        box.addWidget(self._bias_class)
        figures = [by_key[key] for key in (_BIAS, _MITIGATION) if key in by_key]
        box.addLayout(self.grid_of(figures))
        box.addWidget(self.adjusted)
        box.addLayout(self.grid_of([by_key[key] for key in _ADJUSTED[3:] if key in by_key]))
        box.addWidget(_section("Where it comes from"))
        box.addLayout(self.grid_of(rest))

    def show_line(self, model: TableModel, number: int, name: str, flow: Flow | None) -> None:
        """Show one line by where it is in the grid, with what its amounts come to."""
        self._flow = flow
        self.show_row(model, number, name)

    def put_row(self, model: TableModel, row: int, title: str, note: str) -> None:
        super().put_row(model, row, title, note)
        self._show_adjusted(model.row_at(row), self._flow)

    def _show_adjusted(self, row: Row, flow: Flow | None) -> None:
        """Show both figures of the line in hand, and the type of project its bias was taken from."""
        words = adjusted_words(flow)
        self.adjusted.setText(words)
        self.adjusted.setVisible(bool(words))
        classes = {each.name: each for each in classes_for(row.text("kind"))}
        self._bias_class.set_names(tuple(classes))
        named = row.text(_CLASS)
        self._bias_class.reset(named)
        reference = classes.get(named)
        self._bias_class.set_hint(
            _class_words(reference) if reference is not None else "Sets the bias to what past projects of the type ran to."
        )
        funding = row.text("kind") == "funding"
        self._bias_class.setEnabled(not funding)
        self.funded.setVisible(funding)
        borrows = funding and row.text("funding_source") in ("", "borrowing")
        if "inflation_percent" in self.fields:
            self.fields["inflation_percent"].setVisible(not funding)
        for key in _FUNDED[2:]:
            if key in self.fields:
                self.fields[key].setVisible(borrows)

    def _name(self) -> None:
        field = self.fields["line"]
        field.commit()
        if not field.trouble:
            self.named.emit()

    def _pick(self, name: str) -> None:
        self.chosen.emit(next((each for each in reference_classes() if each.name == name), None))


def _class_words(reference: ReferenceClass) -> str:
    return f"{plain(reference.upper)}% to begin with, {plain(reference.lower)}% once risks are dealt with. {reference.source}."


def class_texts(reference: ReferenceClass | None) -> dict[str, str]:
    """What picking a type of project records: its name and its upper bias; none takes the name away and leaves the bias."""
    if reference is None:
        return {_CLASS: ""}
    return {_CLASS: reference.name, _BIAS: plain(Decimal(reference.upper))}


def _section(words: str) -> Label:
    label = Label(words, semibold=True)
    label.setContentsMargins(0, look.STEP, 0, 0)
    return label


class LineDetails(QWidget):
    """The form for the line in hand, and the button that deletes it."""

    entered = Signal(object, str)
    """A column's text to record."""
    class_chosen = Signal(object)
    """A `ReferenceClass` or None to record for the line in hand."""
    named = Signal()
    """Enter was pressed in the line's name, and what stands there is recorded."""

    def __init__(self, delete: QAction) -> None:
        super().__init__()
        self.form = LineForm(())
        self._keys: list[str] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(look.TIGHT)
        button = PlainButton()
        bind(button, delete)
        self._box.addWidget(self.form, 1)
        self._box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def set_columns(self, columns: Sequence[ScreenColumn]) -> None:
        """Have a field for each of these."""
        keys = [each.key for each in columns]
        if keys == self._keys:
            return
        self._keys = keys
        old, self.form = self.form, LineForm(columns)
        self.form.entered.connect(self.entered)
        self.form.chosen.connect(self.class_chosen)
        self.form.named.connect(self.named)
        self._box.replaceWidget(old, self.form)
        old.hide()
        old.deleteLater()

    def show_line(self, model: TableModel, number: int, name: str, flow: Flow | None) -> None:
        """Show one line by where it is in the grid. What is being typed over the same line stays."""
        self.form.show_line(model, number, name, flow)

    def start(self) -> None:
        """Put the cursor in the line's name, all of it chosen so that typing takes its place."""
        editor = self.form.fields["line"].editor
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    @property
    def troubles(self) -> tuple[str, ...]:
        """The sentences that stand in the form."""
        return tuple(field.trouble for field in self.form.fields.values() if field.trouble)
