"""What is asked of a workbook before anything is imported: columns and sheets that we do not know, and rows that may count money twice."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.forms.tick_box import TickBox
from desktop.views.kit.labels import Label, SecondaryLabel
from desktop.views.kit.page import row
from desktop.views.kit.scroll_box import ScrollBox

_LEAST = QSize(640, 320)


class AskedOfBookDialog(QDialog):
    """Each thing with what is asked of it and a tick to leave it out. Escape or Cancel imports nothing.

    What we do not know cannot be kept: nothing is imported until each has its tick. `answered` tells the rows that are kept, then all that
    is left out.
    """

    answered = Signal(object, object)

    def __init__(self, parent: QWidget, book: str, unknown: Mapping[str, str], doubled: Mapping[str, str]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Before the workbook is imported")
        self.unknown = {name: TickBox(f"Leave out {name}") for name in unknown}
        self.doubled = {name: TickBox(f"Leave out {name}") for name in doubled}
        within = QWidget()
        inner = QVBoxLayout(within)
        inner.setContentsMargins(0, 0, look.STEP, 0)
        inner.setSpacing(look.HALF)
        self.take, cancel = PlainButton("Import"), PlainButton("Cancel")
        if unknown:
            inner.addWidget(Label(f"{book} has what is not known here. Cancel and correct it, or tick it to leave it out.", wrap=True))
        self._add(inner, self.unknown, unknown, False)
        if doubled:
            what = f"{book} has rows that may count money twice. A row with a tick is left out; clear the tick to keep it."
            inner.addWidget(Label(what, wrap=True))
        self._add(inner, self.doubled, doubled, True)
        inner.addStretch(1)
        self.take.setDefault(True)
        self.take.clicked.connect(self._take)
        cancel.clicked.connect(self.reject)
        for tick in self.unknown.values():
            tick.toggled.connect(self._enable)
        self._enable()
        box = QVBoxLayout(self)
        box.setContentsMargins(look.MARGIN, look.GAP, look.MARGIN, look.GAP)
        box.setSpacing(look.GAP)
        box.addWidget(ScrollBox(within), 1)
        box.addWidget(row((QWidget(), 1), self.take, cancel))
        self.resize(_LEAST)

    @staticmethod
    def _add(inner: QVBoxLayout, ticks: Mapping[str, TickBox], sentences: Mapping[str, str], ticked: bool) -> None:
        for name, tick in ticks.items():
            tick.setChecked(ticked)
            tick.setAccessibleDescription(sentences[name])
            inner.addWidget(tick)
            inner.addWidget(SecondaryLabel(sentences[name], wrap=True))

    def _enable(self) -> None:
        self.take.setEnabled(all(tick.isChecked() for tick in self.unknown.values()))

    def _take(self) -> None:
        left_out = tuple(name for name, tick in (self.unknown | self.doubled).items() if tick.isChecked())
        self.accept()
        self.answered.emit(tuple(name for name in self.doubled if name not in left_out), left_out)
