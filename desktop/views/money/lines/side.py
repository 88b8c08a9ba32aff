"""What stands beside the grid of lines: the line in hand, its full-year amount, and what is left without a condition."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from desktop.views.kit import look
from desktop.views.kit.forms.segments import Segments
from desktop.views.kit.page import Panel
from desktop.views.money.conditions import ConditionSwitches
from desktop.views.money.lines.details import LineDetails
from desktop.views.money.lines.phasing import PhasingForm

LINE, FULL_YEAR, WHAT_IF = range(3)

#: How many lines of text high it asks to be: its parts scroll within, so that the page need not.
_ASKED_LINES = 26


class LineSide(Panel):
    """Three parts, one at a time."""

    def __init__(self, delete: QAction) -> None:
        super().__init__()
        self.details, self.phasing, self.conditions = LineDetails(delete), PhasingForm(), ConditionSwitches()
        self.parts = Segments("Beside the lines", ["Line", "Full year", "What if"])
        self._stack = QStackedWidget()
        for part in (self.details, self.phasing, self.conditions):
            self._stack.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(look.GAP - 2, look.TIGHT, look.STEP, look.GAP)
        box.setSpacing(look.TIGHT)
        box.addWidget(self.parts)
        box.addWidget(self._stack, 1)
        self.setMinimumHeight(260)
        self.parts.changed.connect(self._stack.setCurrentIndex)

    def sizeHint(self) -> QSize:
        asked = super().sizeHint()
        return QSize(asked.width(), min(asked.height(), look.metrics().height() * _ASKED_LINES))
