"""The rows of the weights: as many as have room beside the chart, and all of them where they are asked for."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.appraisal.wording import counted
from desktop.views.kit import look
from desktop.views.kit.first_steps import LinkButton
from desktop.views.kit.forms.sliders import WeightSlider
from desktop.views.kit.one_scroll import needs_other_height

#: How many rows of the house it asks for, and the fewest it takes.
_ASKED, _FEWEST = 12, 8


class WeightRows(QWidget):
    """Sliders under their headings. Those without room are counted by a link that shows them, and nothing scrolls within the page.

    It places its rows itself: which of them are shown follows from the height it is given.
    """

    #: All are asked for, or those alone that have room.
    turned = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[int, QWidget]] = []
        #: How many more weights are added in the turns to come.
        self.coming = 0
        self._is_whole = self._is_asked = False
        self.more = LinkButton("")
        self.more.setParent(self)
        self.more.hide()
        self.more.clicked.connect(lambda *_: self._turn())

    def clear(self) -> None:
        """Have no rows."""
        for _, row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []

    def add(self, row: QWidget, space: int = 0) -> None:
        """Add a row below the others, so many logical pixels from them. `place` shows it."""
        row.setParent(self)
        self._rows.append((space, row))

    def show_whole(self, whole: bool) -> None:
        """Show all of them, as below the chart, where nothing stands beside them."""
        self._is_whole = whole
        self._place_anew()

    def _turn(self) -> None:
        self._is_asked = not self._is_asked
        self.turned.emit(self._is_asked)
        self._place_anew()

    def _place_anew(self) -> None:
        self.place()
        if self.isVisible():
            needs_other_height(self)

    def _high(self) -> int:
        """The height of all rows, in logical pixels."""
        link = self.more.sizeHint().height() if self._is_asked and not self._is_whole else 0
        return sum(space + _least(row) for space, row in self._rows) + link

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width(), self._within(_ASKED))

    def minimumSizeHint(self) -> QSize:
        wide = max((row.minimumSizeHint().width() for _, row in self._rows), default=0)
        return QSize(wide, self._within(_FEWEST))

    def _within(self, rows: int) -> int:
        return self._high() if self._is_whole or self._is_asked else min(self._high(), look.row_height() * rows)

    def place(self) -> None:
        """Give each row its place, or none."""
        self.updateGeometry()
        link, high = self.more.sizeHint(), self._high()
        is_cut = high > self.height() and not (self._is_whole or self._is_asked)
        room = self.height() - (link.height() if is_cut or (self._is_asked and not self._is_whole) else 0)
        shown, y = 0, 0
        for space, row in self._rows:
            y += space + _least(row)
            if is_cut and y > room:
                break
            shown += 1
        while is_cut and shown and not isinstance(self._rows[shown - 1][1], WeightSlider):
            shown -= 1  # no heading without a weight below it
        spare = room - sum(space + _least(row) for space, row in self._rows[:shown])
        sliders = sum(isinstance(row, WeightSlider) for _, row in self._rows[:shown])
        each, y = max(spare // max(sliders, 1), 0), 0
        for number, (space, row) in enumerate(self._rows):
            row.setVisible(number < shown)
            if number < shown:
                y += space
                tall = min(_least(row) + each, row.maximumHeight()) if isinstance(row, WeightSlider) else _least(row)
                row.setGeometry(0, y, self.width(), tall)
                y += tall
        left = sum(isinstance(row, WeightSlider) for _, row in self._rows[shown:])
        self.more.setText(counted(left + self.coming, "more weight") if left else "Fewer weights")
        self.more.setVisible(bool(left) or (self._is_asked and not self._is_whole))
        self.more.setGeometry(0, self.height() - link.height(), self.more.sizeHint().width(), link.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()


def _least(row: QWidget) -> int:
    return max(row.minimumHeight(), row.sizeHint().height() if not isinstance(row, WeightSlider) else 0)
