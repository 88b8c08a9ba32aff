"""The order in which a paper's sections print: moved up and down, left out and put back, or as the layout has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.labels import SecondaryLabel, heading
from desktop.views.kit.page import column, row
from desktop.views.kit.tables.quiet_rows import QUIET, QuietRows

_SECTION = Qt.ItemDataRole.UserRole
_HOW = "Drag a section, or move it with Alt+Up and Alt+Down. They print in this order."


@dataclass(frozen=True, slots=True)
class Printed:
    """A section as it prints, or as it would: `optional` may be left out, and `bar` is a heading that parts sections."""

    heading: str
    left_out: bool = False
    optional: bool = False
    bar: bool = False


class OrderView(QWidget):
    """`changed` gives the headings in their order and those left out; both empty is the layout's own order."""

    changed = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._sections: list[Printed] = []
        self._fixed = ""
        self._why = SecondaryLabel(_HOW, wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName("Sections in the order they print")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMinimumHeight(2 * look.MARGIN)  # it scrolls, and the page beside it does not
        self.list.viewport().setAutoFillBackground(False)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(QuietRows(self.list))
        self.list.currentRowChanged.connect(lambda *_: self._allow())
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        # queued, as the list is shown anew, which one that is still moving an item would not survive
        self.list.model().rowsMoved.connect(lambda *_: self._dropped(), Qt.ConnectionType.QueuedConnection)
        self.up, self.down = PlainButton("Move up"), PlainButton("Move down")
        self.leave, self.own = PlainButton("Leave out"), PlainButton("The layout’s own order")
        for button, keys, by in ((self.up, "Alt+Up", -1), (self.down, "Alt+Down", 1)):
            button.clicked.connect(lambda *_, by=by: self.move_by(by))
            action = QAction(button.text(), self.list)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda *_, by=by: self.move_by(by))
            self.list.addAction(action)
        self.leave.clicked.connect(lambda *_: self.leave_out())
        self.own.clicked.connect(lambda *_: self.changed.emit([], []))
        box = column(
            heading("Order of the sections"), self._why, (self.list, 1), row(self.up, self.down, (QWidget(), 1)),
            row(self.leave, self.own, (QWidget(), 1)),
        )  # fmt: skip
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(box)

    def show_sections(self, sections: Sequence[Printed], fixed: str, changed: bool) -> None:
        """Show these; `fixed` says why they stay as they are, and `changed` whether the order is the officer's own."""
        if list(sections) == self._sections and self.list.count():
            self._fixed = fixed
            self.own.setEnabled(changed)
            return
        before, at = self._in_hand(), self.list.currentRow()
        self._sections, self._fixed = list(sections), fixed
        self._why.setText(fixed or _HOW)
        self.list.blockSignals(True)
        self.list.clear()
        for section in sections:
            item = QListWidgetItem(f"{section.heading} (left out)" if section.left_out else section.heading)
            item.setData(_SECTION, section)
            item.setData(QUIET, section.left_out or section.bar)
            self.list.addItem(item)
        self.list.blockSignals(False)
        headings = [section.heading for section in sections]
        near = max(0, min(at, len(headings) - 1))
        self.list.setCurrentRow(headings.index(before.heading) if before and before.heading in headings else near)
        self.own.setEnabled(changed)
        self._allow()

    def _dropped(self) -> None:
        """Take the order that a section was dragged into, or go back to what was where it may not stand there."""
        dragged, before = self._in_hand(), self._sections
        shown = [self.list.item(row).data(_SECTION) for row in range(self.list.count())]
        self._sections = []  # what is shown is no longer what it was
        self.show_sections(before, self._fixed, self.own.isEnabled())
        if dragged is None or dragged not in before or dragged not in shown:
            return
        self.list.setCurrentRow(before.index(dragged))
        by = shown.index(dragged) - before.index(dragged)
        printed = [section for section in before if not section.left_out]
        passed = before[min(before.index(dragged), shown.index(dragged)) : max(before.index(dragged), shown.index(dragged)) + 1]
        if all(each in printed and not each.bar for each in passed):
            self.move_by(by)

    def move_by(self, by: int) -> None:
        """Move the section in hand up or down among those that print in its part."""
        at = self.list.currentRow()
        printed = [section for section in self._sections if not section.left_out]
        section = self._in_hand()
        if self._fixed or section is None or section not in printed:
            return
        place = printed.index(section)
        to = place + by
        if not 0 <= to < len(printed) or printed[to].bar or section.bar:
            return
        printed.insert(to, printed.pop(place))
        self.list.setCurrentRow(at)
        self._tell(printed, [each for each in self._sections if each.left_out])

    def leave_out(self) -> None:
        """Leave the section in hand out, or put it back."""
        section = self._in_hand()
        if self._fixed or section is None or not (section.optional or section.left_out):
            return
        printed = [each for each in self._sections if not each.left_out and each != section]
        out = [each for each in self._sections if each.left_out and each != section]
        if section.left_out:  # the layout says where it stands, once the pages are set
            self._tell(printed, out, [replace(section, left_out=False)])
        else:
            self._tell(printed, [*out, replace(section, left_out=True)])

    def _tell(self, printed: Sequence[Printed], out: Sequence[Printed], put_back: Sequence[Printed] = ()) -> None:
        # shown before the pages are set again: a second click begins where the first ended
        self.show_sections([*printed, *put_back, *out], self._fixed, changed=True)
        self.changed.emit([each.heading for each in printed if not each.bar], [each.heading for each in out])

    def _in_hand(self) -> Printed | None:
        section = self.list.currentIndex().data(_SECTION)
        return section if isinstance(section, Printed) else None

    def _allow(self) -> None:
        section, printed = self._in_hand(), [each for each in self._sections if not each.left_out]
        free = not self._fixed and section is not None and not section.bar and not section.left_out
        at = printed.index(section) if free and section in printed else -1
        self.up.setEnabled(at > 0 and not printed[at - 1].bar)
        self.down.setEnabled(0 <= at < len(printed) - 1 and not printed[at + 1].bar)
        self.leave.setText("Put back" if section is not None and section.left_out else "Leave out")
        self.leave.setEnabled(not self._fixed and section is not None and (section.optional or section.left_out))
