"""The line above a table that says what its blank and its alike columns say, once, and brings them back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.appraisal.wording import counted
from desktop.models.column import ScreenColumn
from desktop.models.stepping_back import SteppedBack, stepping_back
from desktop.views.kit import look
from desktop.views.kit.first_steps import LinkButton
from desktop.views.kit.labels import SecondaryLabel
from desktop.views.kit.tables.kept_layout import KeptLayout

#: The words stand beside the link where they have so much room, in logical pixels.
_READABLE = 260
_HIDE = "Leave out columns that are blank or alike"


class ColumnsAside(QWidget):
    """Chooses which columns of one table step back: as one comes to the table, and never while one works in it.

    A column that has stepped back returns by itself once a row says something else in it.
    """

    #: Other columns are to be shown.
    changed = Signal()

    def __init__(self, kept: KeptLayout) -> None:
        super().__init__()
        self._kept = kept
        self._now = SteppedBack()
        self._is_settled = False
        self._said, self.link = SecondaryLabel("", look.SMALL, wrap=True), LinkButton("")
        self._said.setParent(self)
        self.link.setParent(self)
        self.link.clicked.connect(lambda *_: self.show_all(not self._kept.shows_all))
        self.hide()

    @property
    def columns(self) -> tuple[ScreenColumn, ...]:
        """Those that have stepped back."""
        return self._now.columns

    def show_all(self, shown: bool = True) -> None:
        """Bring back all that have stepped back, and leave none out until it is asked for; or leave them out again."""
        if shown == self._kept.shows_all:
            return
        self._kept.show_all(shown)
        self._is_settled = False
        self.changed.emit()

    def come_again(self) -> None:
        """The officer has left the table: which columns step back is chosen anew when it is next come to."""
        self._is_settled = False

    def choose(self, columns: Sequence[ScreenColumn], rows: Sequence[Any], unsaved: Collection[str], *, settle: bool) -> None:
        """Say which of a table's columns step back in these rows; none that holds a text not saved. `settle` once they are seen."""
        before = {column.key for column in self._now.columns}
        known_by = next((each for each in columns if each.main), columns[0])
        may = [each for each in columns if each is not known_by and each.key not in unsaved]
        asked = [each for each in may if not self._is_settled or each.key in before]
        found = stepping_back(asked, rows)
        all_shown = self._kept.shows_all
        self._now = SteppedBack() if all_shown else found
        self._said.setText("" if all_shown else found.words())
        self._said.setToolTip("; ".join(each.heading for each in self._now.blank))
        self._said.setVisible(not all_shown)
        self.link.setText(_HIDE if all_shown else f"Show {counted(len(found.columns), 'column')} left out")
        self.link.setAccessibleDescription("; ".join(each.heading for each in self._now.columns))
        self._place()
        if not (all_shown and self._is_settled):
            self.setVisible(bool(found.columns))
        self._is_settled = self._is_settled or settle

    def _place(self) -> None:
        """The words beside the link where there is room to read them, else below. No layout: one whose height follows from its width
        would have the table below it give way to its words."""
        hint = self.link.sizeHint()
        beside = self.width() - hint.width() - look.STEP >= look.scaled(_READABLE)
        left, top = (hint.width() + look.STEP, 0) if beside else (look.HALF, hint.height())
        wide = self.width() - left
        high = 0 if self._said.isHidden() else self._said.heightForWidth(wide)
        line = max(hint.height(), high) if beside else hint.height()
        self.link.setGeometry(0, (line - hint.height()) // 2, hint.width(), hint.height())
        self._said.setGeometry(left, top + (line - high) // 2 if beside else top, wide, high)
        self.setFixedHeight(line if beside else line + high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed."""
        self._said.follow_text_size()  # its own turn may come after this
        self._place()
