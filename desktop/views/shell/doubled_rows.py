"""Rows of a workbook that may count money twice, each kept or left out before anything is imported."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.forms.tick_box import TickBox
from desktop.views.kit.labels import Label, SecondaryLabel
from desktop.views.kit.page import row
from desktop.views.kit.scroll_box import ScrollBox

_LEAST = QSize(640, 320)


class DoubledRowsDialog(QDialog):
    """Each row with what is asked of it and a tick to leave it out. Escape or Cancel imports nothing.

    `answered` tells the rows that are kept, then those left out.
    """

    answered = Signal(object, object)

    def __init__(self, parent: QWidget, book: str, rows: Sequence[str], sentences: Sequence[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Rows that may count twice")
        self.rows = tuple(rows)
        self.ticks = [TickBox(f"Leave out {name}") for name in rows]
        within = QWidget()
        inner = QVBoxLayout(within)
        inner.setContentsMargins(0, 0, look.STEP, 0)
        inner.setSpacing(look.HALF)
        for tick, sentence in zip(self.ticks, sentences, strict=True):
            tick.setChecked(True)
            tick.setAccessibleDescription(sentence)
            inner.addWidget(tick)
            inner.addWidget(SecondaryLabel(sentence, wrap=True))
        inner.addStretch(1)
        scroll = ScrollBox(within)
        self.take, cancel = PlainButton("Import"), PlainButton("Cancel")
        self.take.setDefault(True)
        self.take.clicked.connect(self._take)
        cancel.clicked.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(look.MARGIN, look.GAP, look.MARGIN, look.GAP)
        box.setSpacing(look.GAP)
        what = f"{book} has rows that may count money twice. A row with a tick is left out; clear the tick to keep it."
        box.addWidget(Label(what, wrap=True))
        box.addWidget(scroll, 1)
        box.addWidget(row((QWidget(), 1), self.take, cancel))
        self.resize(_LEAST)

    def _take(self) -> None:
        left_out = tuple(name for name, tick in zip(self.rows, self.ticks, strict=True) if tick.isChecked())
        self.accept()
        self.answered.emit(tuple(name for name in self.rows if name not in left_out), left_out)
