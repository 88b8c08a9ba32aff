"""A change of many rows while it is written: how far it is, and Stop. Nothing else is taken from the officer meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.labels import Label

#: What is over sooner is not shown, in milliseconds.
_SHOWN_AFTER = 150


class LongChange(QDialog):
    """Stands over the window, which takes nothing while it does. Escape stops the change, as Stop does."""

    def __init__(self, window: QWidget, stop: Callable[[], object]) -> None:
        super().__init__(window)
        self.setWindowTitle("Appraisal Desk")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._stop = stop
        self.doing, self.bar = Label("", wrap=True), QProgressBar()
        self.bar.setRange(0, 100)
        self.stop_button = PlainButton("Stop")
        self.stop_button.clicked.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(look.MARGIN, look.GAP, look.MARGIN, look.GAP)
        box.setSpacing(look.GAP)
        box.addWidget(self.doing)
        box.addWidget(self.bar)
        box.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(look.text_width("n" * 48))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SHOWN_AFTER)
        self._later.timeout.connect(self.show)

    def tell(self, doing: str, share: float) -> None:
        """Say what is being done and how much of it is, 0 to 1; nothing when it is over."""
        if not doing:
            self._later.stop()
            self.hide()
            return
        if self.doing.text() != doing:
            self.doing.setText(doing)
            self.bar.setAccessibleName(doing)
            self.stop_button.setEnabled(True)
            self._later.start()
        self.bar.setValue(round(share * 100))

    def reject(self) -> None:
        """Stop the change; the window is free again once it has been taken back."""
        self.stop_button.setEnabled(False)
        self._stop()
