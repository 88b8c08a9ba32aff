"""The case's own fields: what is decided and by whom, and how its money is reckoned."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from db.nouns.case import Case
from db.nouns.noun import Column
from db.nouns.noun import Kind as ColumnKind
from desktop.errors import KnownTrouble
from desktop.models.kinds import Kind
from desktop.operations.records.columns import column_of, typed
from desktop.operations.records.records import Row
from desktop.papers.content.wording import capital
from desktop.views.kit import look
from desktop.views.kit.forms.fields import Choice, Field, FieldFrame, TextField
from desktop.views.kit.labels import SecondaryLabel, heading
from desktop.views.kit.page import TwoColumns

_DECIDED = ("title", "body", "purpose")
_PAIRS = (
    ("base_year", "horizon"),
    ("price_base", "discounting"),
    ("deflator_vintage", "discount_vintage"),
    ("assumed_inflation_percent", "flows_are"),
    ("close_call_percent",),
)
_SIMULATED = ("simulated_weights", "seed")
_MONEY_WIDTH = 480
_HINTS = {
    "purpose": "What is to be decided, and why now. A new paper says it.",
    "simulated_weights": "What weights are drawn. None chosen follows what is recorded.",
    "seed": "Any whole number: the same one gives the same draws.",
    "deflator_vintage": "Which edition of the GDP deflators.",
    "discount_vintage": "Which edition of the rates.",
    "assumed_inflation_percent": "A year, past the last deflator.",
    "flows_are": "Changes from the benchmark, or the whole costs of each option, the benchmark too.",
}


#: The fields that name an edition, one of those that are held.
_EDITIONS = ("deflator_vintage", "discount_vintage")


def _field_for(column: Column) -> FieldFrame:
    hint = capital(_HINTS.get(column.key, "") or column.hint)
    name = f"{column.heading} ({column.unit})" if column.unit else column.heading
    if column.key in _EDITIONS:
        return Choice(name, Kind.CHOICE, (), hint, required=True)
    if column.kind is ColumnKind.CHOICE:
        return Choice(name, Kind.CHOICE, [capital(choice) for choice in column.choices], hint, required=column.when_blank is not None)
    return TextField(name, hint, lines=7) if column.kind is ColumnKind.LONG_TEXT else Field(name, hint)


class CaseForm(QWidget):
    """`record(case, key, text)` saves one field, and raises KnownTrouble where it cannot be; what was typed then stays."""

    def __init__(self, record: Callable[[int, str, str], None]) -> None:
        super().__init__()
        self._record, self._case = record, 0
        self.fields: dict[str, FieldFrame] = {
            key: _field_for(column_of(Case, key)) for pair in (_DECIDED, *_PAIRS, _SIMULATED) for key in pair
        }
        for key, field in self.fields.items():
            field.committed.connect(lambda text, key=key: self._commit(key, text))
        self._bases = SecondaryLabel("", wrap=True)
        decided, money = QWidget(), QWidget()
        box = QVBoxLayout(decided)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.TIGHT)
        box.addWidget(heading("What is decided"))
        for key in _DECIDED:
            box.addWidget(self.fields[key])
        box.addStretch(1)
        grid = QGridLayout(money)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.GAP)
        grid.setVerticalSpacing(look.TIGHT)
        grid.addWidget(heading("How its money is reckoned"), 0, 0, 1, 2)
        for row, pair in enumerate(_PAIRS, start=1):
            for number, key in enumerate(pair):
                grid.addWidget(self.fields[key], row, number, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._bases, len(_PAIRS) + 1, 0, 1, 2)
        below = len(_PAIRS) + 2
        grid.addWidget(heading("How the scores are simulated"), below, 0, 1, 2)
        for number, key in enumerate(_SIMULATED):
            grid.addWidget(self.fields[key], below + 1, number, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(below + 2, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(TwoColumns(decided, money, _MONEY_WIDTH))
        outer.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_row(self, record: Row, bases: str = "", editions: Mapping[str, Sequence[str]] = MappingProxyType({})) -> None:
        """Show a case. A field that is being typed in, or was not saved, keeps what stands in it. `bases` says what follows from them.

        `editions` are those that may be chosen, by the key of the field.
        """
        fresh = record.id != self._case
        if fresh:
            self.settle()
        self._case = record.id
        for key, names in editions.items():
            field = self.fields[key]
            if isinstance(field, Choice):
                field.set_names(names)
        for key, field in self.fields.items():
            text = typed(column_of(Case, key), record.values.get(key))
            if fresh:
                field.reset(text)
            elif not field.trouble:
                field.set_text(text)
        self._bases.setText(bases)

    def settle(self) -> None:
        """Record what is still being typed, before the form is left."""
        if self._case:
            for field in self.fields.values():
                field.commit()

    def forget(self) -> None:
        """Drop what was not saved: another file is in hand, whose case may have the same id."""
        self._case = 0

    def start(self) -> None:
        """Put the focus into the title, ready to be typed over."""
        self.fields["title"].start()

    def _commit(self, key: str, text: str) -> None:
        field = self.fields[key]
        try:
            self._record(self._case, key, text)
        except KnownTrouble as trouble:
            field.set_trouble(trouble)
        else:
            field.set_trouble("")
