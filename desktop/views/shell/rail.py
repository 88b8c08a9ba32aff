"""The rail: the stages of the work, how much is open in each, and the case they concern."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.late_dataclass import dataclass
from desktop.views.kit import look
from desktop.views.kit.icons import draw_icon
from desktop.views.kit.labels import Label, SecondaryLabel
from desktop.views.shell.first_frame import HEAD_MARGINS, RAIL_GAP, RAIL_ROW, draw_name, head_height, rail_width, row_area

_PICTURE = Qt.ItemDataRole.UserRole
#: The size of a count beside an icon alone, as a multiple of the system text size.
_BESIDE_ICON = 0.78
_OPEN = Qt.ItemDataRole.UserRole + 1
_KEYS = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class RailItem:
    """A stage: its name, the icon that stands for it in a narrow window, and the keys that lead there."""

    name: str
    icon: str
    keys: str = ""


class Rail(QListWidget):
    """One tab stop; arrows move. Narrow windows show icons alone, with the name as tooltip."""

    chosen = Signal(str)

    def __init__(self, groups: Sequence[Sequence[RailItem]]) -> None:
        super().__init__()
        self.narrow = False
        self.setAccessibleName("Stages")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        for number, group in enumerate(groups):
            if number:
                gap = QListWidgetItem()
                gap.setFlags(Qt.ItemFlag.NoItemFlags)
                self.addItem(gap)
            for each in group:
                item = QListWidgetItem(each.name)
                item.setData(_PICTURE, each.icon)
                item.setData(_KEYS, each.keys)
                self.addItem(item)
                _say(item, 0, 0)
        self.setItemDelegate(_RailDelegate(self))
        self.set_narrow(False)
        self.currentTextChanged.connect(self._tell)

    def set_narrow(self, narrow: bool) -> None:
        """Show icons alone, or icons with names."""
        self.narrow = narrow
        self.setFixedWidth(rail_width([self.item(row).text() for row in range(self.count())], narrow))
        self.doItemsLayout()

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed."""
        self.set_narrow(self.narrow)

    def set_open(self, counts: Mapping[str, int]) -> None:
        """Show beside each stage how much is open in it, by its name, and say of how much in all; nothing where that is not told."""
        total = sum(counts.values())
        for row in range(self.count()):
            item = self.item(row)
            if item.text():
                _say(item, counts.get(item.text(), 0), total)

    def show_name(self, name: str) -> None:
        """Choose a screen by its name. A name that is not on the rail raises `KeyError`."""
        items = self.findItems(name, Qt.MatchFlag.MatchExactly)
        if not items:
            raise KeyError(name)
        self.setCurrentItem(items[0])
        items[0].setSelected(True)  # an item that merely had the focus first is current and not chosen

    def _tell(self, name: str) -> None:
        if name:
            self.chosen.emit(name)


def _say(item: QListWidgetItem, count: int, total: int) -> None:
    """Say of a stage how much of all that is open is open in it, and which keys lead there."""
    name, keys = item.text(), item.data(_KEYS)
    still = f"{count} of {total} open" if count < total else f"{count} open"
    item.setData(_OPEN, count)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}, {still}" if count else name)
    item.setToolTip(" ".join([f"{name}: {still}" if count else name, *([f"({keys})"] if keys else [])]))


class _RailDelegate(QStyledItemDelegate):
    def __init__(self, rail: Rail) -> None:
        super().__init__(rail)
        self._rail = rail

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(40, look.row_height() + RAIL_ROW if index.data() else RAIL_GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        rail, inks = self._rail, look.colours(self._rail)
        rect = option.rect
        area, name = row_area(rect.left(), rect.top(), rect.width(), rect.height()), index.data()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not name:
            line = inks.text if inks.high_contrast else look.mix(inks.window, inks.text, 0.16)
            painter.fillRect(QRectF(area.left() + look.STEP, rect.center().y(), area.width() - 2 * look.STEP, 1), line)
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ink = inks.on_chosen if chosen else inks.text
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or over:
            painter.setBrush(inks.chosen if chosen else look.mix(inks.window, inks.text, 0.06))
            painter.drawRoundedRect(area, look.RADIUS, look.RADIUS)
        if chosen:
            painter.setBrush(inks.on_chosen if inks.high_contrast else inks.accent)
            painter.drawRoundedRect(QRectF(area.left(), area.center().y() - 8, 3, 17), 1.5, 1.5)
        left = area.left() + ((area.width() - look.ICON) / 2 if rail.narrow else look.TIGHT)
        tone = ink if inks.high_contrast else inks.accent if chosen else inks.secondary
        draw_icon(painter, index.data(_PICTURE), QRectF(left, area.center().y() - look.ICON / 2, look.ICON, look.ICON), tone)
        if not rail.narrow:
            painter.setPen(ink)
            draw_name(painter, area, name, semibold=chosen)
        if count := index.data(_OPEN):
            painter.setPen(ink if chosen or inks.high_contrast else inks.secondary)
            painter.setFont(look.font(_BESIDE_ICON if rail.narrow else look.SMALL))
            top = Qt.AlignmentFlag.AlignTop if rail.narrow else Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area.adjusted(0, 0, 5 if rail.narrow else -look.TIGHT, 0), Qt.AlignmentFlag.AlignRight | top, str(count))
        if rail.hasFocus() and rail.currentIndex() == index:
            look.ring(painter, area, inks)
        painter.restore()


class RailSide(QWidget):
    """The rail with the case it concerns above it."""

    def __init__(self, rail: Rail) -> None:
        super().__init__()
        self.rail = rail
        self._case, self._where = Label("", semibold=True, wrap=True), SecondaryLabel("", look.SMALL, wrap=True)
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(*HEAD_MARGINS)
        head.setSpacing(0)
        head.addWidget(self._case)
        head.addWidget(self._where)
        head.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._head)
        box.addWidget(rail, 1)
        self.set_narrow(False)

    def set_case(self, title: str, where: str) -> None:
        """Say which case the screens concern, and whose it is."""
        self._case.setText(title)
        self._where.setText(where)

    def set_narrow(self, narrow: bool) -> None:
        """Follow the window's width: narrow below `look.RAIL_BREAK`."""
        self.rail.set_narrow(narrow)
        self.setFixedWidth(self.rail.width())
        self._head.setMinimumHeight(head_height())
        self._head.setVisible(not narrow)

    def paintEvent(self, event: QPaintEvent) -> None:
        inks = look.colours(self)
        if inks.high_contrast:  # window and page are one colour there: only an edge parts them
            painter = QPainter(self)
            painter.setPen(QPen(inks.text, 1))
            painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
