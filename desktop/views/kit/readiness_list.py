"""What still stands in the way, in plain words: a shape, a sentence, and where to put it right."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from enum import StrEnum
from itertools import accumulate

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from desktop.late_dataclass import dataclass
from desktop.views.kit import look
from desktop.views.kit.icons import draw_icon
from desktop.views.kit.one_scroll import StandsWhole


class Readiness(StrEnum):
    """Where one thing stands. Listed in this order."""

    TO_DO = "to do"
    WAITING = "waiting"
    SET_ASIDE = "set aside"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ReadinessItem:
    """`target` is what `activated_target` hands over: whatever the window needs to open the right place."""

    state: Readiness
    sentence: str
    where: str = ""
    target: Hashable = None
    key: Hashable = None
    """What it stays known by while its state and its words change."""


_SHAPES = {
    Readiness.TO_DO: "circle-alert",
    Readiness.WAITING: "clock",
    Readiness.SET_ASIDE: "circle-dashed",
    Readiness.DONE: "circle-check",
}
_ORDER = tuple(Readiness)
_ITEM = Qt.ItemDataRole.UserRole
_LEFT = 30


#: What keeps a paper from being final: the rail and Papers count these, and so does the line above the list.
_OPEN = (Readiness.TO_DO, Readiness.WAITING)


def open_in(items: Iterable[ReadinessItem]) -> int:
    """How many are open: to do, or waited for."""
    return sum(item.state in _OPEN for item in items)


def tally(items: Sequence[ReadinessItem]) -> str:
    """The list in one line: "4 open: 3 to do, 1 waiting; 2 done"."""
    counts = {state: sum(item.state is state for item in items) for state in _ORDER}
    kinds = [state for state in _OPEN if counts[state]]
    alone = f", {'all ' if open_in(items) > 1 else ''}{kinds[0].value}" if len(kinds) == 1 else ""
    still = f"{open_in(items)} open" + (alone or ": " + ", ".join(f"{counts[state]} {state.value}" for state in kinds)) if kinds else ""
    others = ", ".join(f"{counts[state]} {state.value}" for state in _ORDER if state not in _OPEN and counts[state])
    return "; ".join(each for each in (still, others) if each) or "Nothing to do"


class ReadinessList(StandsWhole, QListWidget):
    """One tab stop; arrows move; Enter or Space goes where it is put right, and so does a click.

    With `choosing` there is something else to do with an item: a click takes it in hand, and a double click goes.
    """

    activated_target = Signal(object)
    #: So many of the items that are open have no room and are not shown.
    left_out = Signal(int)

    def __init__(self, name: str, items: Sequence[ReadinessItem] = (), *, choosing: bool = False, cut: bool = False) -> None:
        """With `cut` it scrolls nowhere: it shows the items that have room whole, and all of them where it is asked to stand whole."""
        super().__init__()
        self._least, self._cut, self._shown_first = 0, cut, -1
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setItemDelegate(_ReadinessDelegate(self, choosing))
        (self.itemDoubleClicked if choosing else self.itemClicked).connect(self._go)
        self.set_items(items)

    def set_items(self, items: Sequence[ReadinessItem]) -> None:
        """Show these, to do first. The item in hand stays in hand; where it has gone, what stands in its place does."""
        row = self.currentRow()
        key = self.readiness(row).key if row >= 0 else None
        self.clear()
        for each in sorted(items, key=lambda item: _ORDER.index(item.state)):
            item = QListWidgetItem(each.sentence)
            item.setData(_ITEM, each)
            spoken = f"{each.state.value.capitalize()}: {each.sentence}." + (f" {each.where}" if each.where else "")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            self.addItem(item)
        known = (at for at in range(self.count()) if key is not None and self.readiness(at).key == key)
        self.setCurrentRow(next(known, min(max(row, 0), self.count() - 1)))
        self._shown_first = -1
        self.fit_whole()

    def go(self) -> None:
        """Go where the item in hand is put right."""
        if self.currentItem() is not None:
            self._go(self.currentItem())

    def open_items(self) -> int:
        """How many of its items are open."""
        return open_in(self.readiness(row) for row in range(self.count()))

    def readiness(self, row: int) -> ReadinessItem:
        """What is in a row."""
        readiness_item: ReadinessItem = self.item(row).data(_ITEM)
        return readiness_item

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.go()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.doItemsLayout()
        self.fit_whole()

    def set_least(self, least: int) -> None:
        """Be at least so many logical pixels high."""
        self._least = least
        self.fit_whole()

    @property
    def is_whole(self) -> bool:
        return self._is_asked if self._cut else super().is_whole

    def fit_whole(self) -> None:
        heights = [self.sizeHintForIndex(self.model().index(row, 0)).height() for row in range(self.count())]
        high = sum(heights) + 2 if self.is_whole else 0
        if self.minimumHeight() != max(high, self._least):
            self.setMinimumHeight(max(high, self._least))
        if self._cut:
            room = high if self.is_whole else self.viewport().height()
            self._show_first(max(sum(each <= room for each in accumulate(heights)), 1))

    def _show_first(self, number: int) -> None:
        if number == self._shown_first:
            return
        self._shown_first = number
        for row in range(self.count()):
            self.setRowHidden(row, row >= number)
        if self.currentRow() >= number:
            self.setCurrentRow(number - 1)
        self.left_out.emit(open_in(self.readiness(row) for row in range(number, self.count())))

    def _go(self, item: QListWidgetItem) -> None:
        readiness_item: ReadinessItem = item.data(_ITEM)
        if readiness_item.target is not None:
            self.activated_target.emit(readiness_item.target)


class _ReadinessDelegate(QStyledItemDelegate):
    def __init__(self, view: ReadinessList, choosing: bool) -> None:
        super().__init__(view)
        self._view, self._choosing = view, choosing

    @staticmethod
    def _heights(item: ReadinessItem, width: int) -> tuple[int, int]:
        room = max(width - _LEFT - look.STEP, 60)
        return look.text_height(item.sentence, room), look.text_height(item.where, room, look.SMALL) if item.where else 0

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(60, sum(self._heights(index.data(_ITEM), self._view.viewport().width())) + 13)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        view, inks, rect = self._view, look.colours(self._view), option.rect
        item: ReadinessItem = index.data(_ITEM)
        tones = {
            Readiness.TO_DO: inks.warn,
            Readiness.WAITING: inks.focus,
            Readiness.SET_ASIDE: inks.secondary,
            Readiness.DONE: inks.good,
        }
        above, below = self._heights(item, rect.width())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self._choosing and view.currentIndex() == index  # seen while its reason is typed elsewhere too
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(inks.chosen)
            painter.drawRoundedRect(QRectF(rect).adjusted(0, 1, 0, -2), look.RADIUS, look.RADIUS)
        tone = inks.on_chosen if chosen and inks.high_contrast else tones[item.state]
        draw_icon(painter, _SHAPES[item.state], QRectF(rect.left() + 4, rect.top() + 7, look.ICON, look.ICON), tone)
        wrap = int(Qt.TextFlag.TextWordWrap)
        text = QRect(rect.left() + _LEFT, rect.top() + 6, rect.width() - _LEFT - look.STEP, above)
        painter.setPen(inks.on_chosen if chosen else inks.text)
        painter.setFont(look.font())
        painter.drawText(text, wrap, item.sentence)
        painter.setPen(inks.on_chosen if chosen else inks.secondary)
        painter.setFont(look.font(look.SMALL))
        painter.drawText(QRect(text.left(), text.bottom() + 1, text.width(), below), wrap, item.where)
        if index.row() < view.count() - 1 and not view.isRowHidden(index.row() + 1):
            painter.fillRect(QRect(text.left(), rect.bottom(), rect.right() - text.left(), 1), inks.rule)
        if view.hasFocus() and view.currentIndex() == index:
            look.ring(painter, QRectF(rect), inks)
        painter.restore()
