"""A list to pick one name from, with an entry that takes the choice back."""
from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from desktop.models.kinds import Kind
from desktop.views import look


class ChoiceBox(QComboBox):
    """The native list; on Fusion its edge is painted over. Scrolling a page past it never changes it."""

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._none = "Not stated" if kind is Kind.YES_NO else "None chosen"
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(look.row_height() + look.HALF)
        self.set_names(())

    def set_names(self, names: Sequence[str]) -> None:
        """Offer these. What was chosen stays chosen."""
        wanted = [self._none, *names]
        if [self.itemText(row) for row in range(self.count())] == wanted:
            return
        text = self.chosen()
        self.clear()
        self.addItems(wanted)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show what is recorded. A name that is no longer offered is added, so that nothing recorded is hidden."""
        if not text:
            self.setCurrentIndex(0)
            return
        folded = text.casefold()
        row = next((row for row in range(1, self.count()) if self.itemText(row).casefold() == folded), -1)
        if row < 0:
            self.addItem(text)
            row = self.count() - 1
        self.setCurrentIndex(row)

    def chosen(self) -> str:
        """The name chosen; empty when none is."""
        return self.currentText() if self.currentIndex() > 0 else ""

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed."""
        self.setMinimumHeight(look.row_height() + look.HALF)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if look.paints_own_edges():
            inks, painter = look.colours(self), QPainter(self)
            (look.ring if self.hasFocus() else look.edge)(painter, QRectF(self.rect()), inks, 3)
