"""The form of a criterion: what applies to its use, how its scores become values, how much it counts and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from desktop.models.cell import CellState
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.models.table_model import TableModel
from desktop.operations.records.records import Row
from desktop.views.judge.criterion_words import CriteriaRead
from desktop.views.judge.value_editor import ValueEditor
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.forms.trouble_label import TroubleLabel
from desktop.views.kit.forms.unsaved import Unsaved
from desktop.views.kit.labels import Label, SecondaryLabel
from desktop.views.kit.page import column
from desktop.views.kit.records.form import RecordForm

#: What applies to one use alone, by the column's key.
_ONLY_FOR = {"pass_mark": "must pass", "weight": "weighted", "weight_low": "weighted", "weight_high": "weighted", "about_money": "weighted"}
_ONLY_FOR |= {"rank_order": "weighted"}
_SURE = "The least and the most its weight may be, in the same points. The simulation draws weights between them."


class CriterionForm(RecordForm):
    """`read()` gives what is known of the criteria now, and `still_holds(row)` records that a criterion's weights do."""

    def __init__(self, columns: Sequence[ScreenColumn], read: Callable[[], CriteriaRead], still_holds: Callable[[Row], None]) -> None:
        self._read, self._still_holds = read, still_holds
        self._row: Row | None = None
        self._all = {each.key: each for each in columns}
        self.stranded, self.stale = TroubleLabel(), TroubleLabel()
        self.hold_button = PlainButton("The weights still hold")
        self._taken, self._money = SecondaryLabel("", look.SMALL, wrap=True), SecondaryLabel("", look.SMALL, wrap=True)
        self._sure = Label("How sure the weight is", semibold=True, wrap=True)
        self._sure_words = SecondaryLabel(_SURE, look.SMALL, wrap=True)
        super().__init__(columns)
        self.follow(self.hold_button)
        self.hold_button.clicked.connect(lambda *_: self._hold())

    @cached_property
    def value(self) -> ValueEditor:
        """How scores become values."""
        editor = ValueEditor()
        self.follow(*editor.editors)
        editor.entered.connect(lambda text: self.entered.emit(self._all["value_function"], text))
        return editor

    def lay_out(self, box: QVBoxLayout) -> None:
        """In the order in which a criterion is thought of: what it is, its scale, its weight, its values, and where it comes from."""

        def put(*keys: str) -> None:
            box.addLayout(self.grid_of([self._all[key] for key in keys]))

        put("name", "heading")
        box.addLayout(self.grid_of([self._all["use"], self._all["better"]], (Kind.CHOICE,)))
        put("worst", "best", "pass_mark")
        box.addWidget(self.stranded)
        put("weight")
        box.addWidget(column(self.stale, self.hold_button, spacing=look.HALF))
        self.hold_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        put("anchors", "taken_from")
        box.addWidget(self._taken)
        box.addWidget(self.value)
        box.addWidget(column(self._sure, self._sure_words, spacing=2))
        put("weight_low", "weight_high")
        box.addLayout(self.grid_of([self._all["rank_order"], self._all["about_money"]], ()))
        box.addWidget(self._money)
        put("basis", "source")

    def put_row(self, model: TableModel, row: int, title: str, note: str) -> None:
        super().put_row(model, row, title, note)
        record, read = model.row_at(row), self._read()
        self._row = record
        use, taken = record.text("use"), bool(record.text("taken_from"))
        for key, only in _ONLY_FOR.items():
            self._show_where_used(key, use == only)
        for part in (self._sure, self._sure_words):
            part.setVisible(any(not self.fields[key].isHidden() for key in ("weight_low", "weight_high")))
        self.stranded.say(read.stranded(record))
        self.stale.say(read.stale(record))
        self.hold_button.setVisible(bool(self.stale.text()))
        for label, words in ((self._taken, read.taken_from(record)), (self._money, read.about_money(record))):
            label.setText(words)
            label.setVisible(bool(words))
        cell = model.cell_of(row, self._all["value_function"])
        wrong = cell.state is CellState.WRONG
        self.value.setVisible(use == "weighted" or bool(record.text("value_function")) or wrong)
        self.value.show_function(
            record.id, record.text("name"), record.text("value_function"), cell.trouble if wrong else "", read.appraisal
        )
        self.fields["anchors"].setVisible(not taken or bool(self.fields["anchors"].text()))

    def unsaved(self) -> Sequence[Unsaved]:
        if not self.is_built:
            return ()
        return [Unsaved(self.value.table, each.text, each.trouble, each.row, each.key) for each in self.value.unsaved_elsewhere()]

    def forget(self) -> None:
        if self.is_built:
            self.value.forget()

    def _show_where_used(self, key: str, used: bool) -> None:
        """A field that does not apply is hidden, unless something stands in it: that is said not to count."""
        field = self.fields[key]
        is_filled = bool(field.text()) or bool(field.trouble)
        field.setVisible(used or is_filled)
        hint = self._all[key].hint if used or not is_filled else f"Not used while the criterion is not {_ONLY_FOR[key]}."
        field.set_hint(hint)

    def _hold(self) -> None:
        if self._row is not None:
            self._still_holds(self._row)
            self.fields["weight"].editor.setFocus(Qt.FocusReason.OtherFocusReason)
