"""A list to pick one name from, with an entry that takes the choice back, and one that takes the officer's own words too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from desktop.models.kinds import Kind
from desktop.views.kit import look


class ChoiceBox(QComboBox):
    """The native list; on Fusion its edge is painted over. Scrolling a page past it never changes it.

    Where one of the names is `required`, no entry takes the choice back.
    """

    def __init__(self, kind: Kind, parent: QWidget | None = None, required: bool = False) -> None:
        super().__init__(parent)
        #: Whether an arrow opens the list instead of picking the next name at once.
        self.arrows_open = False
        self._none = () if required else ("Not stated",) if kind is Kind.YES_NO else ("None chosen",)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(look.row_height() + look.HALF)
        self.set_names(())

    def set_names(self, names: Sequence[str]) -> None:
        """Offer these. What was chosen stays chosen."""
        wanted = [*self._none, *names]
        if [self.itemText(row) for row in range(self.count())] == wanted:
            return
        text = self.chosen()
        self.clear()
        self.addItems(wanted)
        self.show_text(text)

    def name_none(self, words: str) -> None:
        """Call the entry that takes the choice back something of its own; a box that has none stays without."""
        if self._none:
            self._none = (words,)
            self.setItemText(0, words)

    def show_text(self, text: str) -> None:
        """Show what is recorded. A name that is no longer offered is added, so that nothing recorded is hidden."""
        if not text:
            self.setCurrentIndex(0 if self._none else -1)
            return
        folded = text.casefold()
        row = next((row for row in range(len(self._none), self.count()) if self.itemText(row).casefold() == folded), -1)
        if row < 0:
            self.addItem(text)
            row = self.count() - 1
        self.setCurrentIndex(row)

    def chosen(self) -> str:
        """The name chosen; empty when none is."""
        return self.currentText() if self.currentIndex() >= len(self._none) else ""

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed."""
        self.setMinimumHeight(look.row_height() + look.HALF)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.arrows_open and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def showPopup(self) -> None:
        self.view().setAccessibleName(self.accessibleName())
        super().showPopup()

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


class WordsBox(ChoiceBox):
    """A line to type the council's own words in, with the usual ones in a list below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Kind.WORDS, parent, required=True)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)

    def show_text(self, text: str) -> None:
        """Show what is recorded, whether it is offered or not."""
        self.setCurrentIndex(-1)
        self.setEditText(text)

    def chosen(self) -> str:
        """What was picked or typed."""
        return self.currentText()
