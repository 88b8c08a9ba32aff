"""The parts of a paper as a list: its details, sections and recommendations, each with whether anything is to do in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from db.nouns.noun import Noun
from db.nouns.papers import Paper
from desktop.views.kit import look
from desktop.views.kit.icons import draw_icon

_PART = Qt.ItemDataRole.UserRole
_NUMBER_WIDTH = 26
_ICON = 16


@dataclass(frozen=True, slots=True)
class PaperPart:
    """One entry: a row of a noun. `label` stands before the title, such as a section's number."""

    noun: type[Noun]
    row: int
    title: str
    label: str = ""
    done: bool | None = True
    """Whether nothing is to do in it; `None` until that is known."""
    view: str = ""
    """What is shown of the paper as a whole, such as its length; blank for a record of its own."""
    paper: int = 0
    """The paper in which it is written."""

    @property
    def key(self) -> tuple[str, int]:
        """What tells this part from every other."""
        return self.view or self.noun.TABLE, self.row


class PaperContents(QListWidget):
    """One tab stop; arrows move. Headings part the kinds of part and cannot be chosen."""

    picked = Signal(object)
    #: The part in hand is to be moved: up below nought, down above it.
    moving = Signal(int)
    #: The part in hand is to be deleted.
    deleting = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Parts of the paper")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_PartDelegate(self))
        self.currentItemChanged.connect(self._pick)

    def set_parts(self, groups: Sequence[tuple[str, Sequence[PaperPart]]]) -> None:
        """Show these. The part in hand stays in hand; where it has gone, its neighbour or the first takes its place."""
        before, row = self.part(), self.currentRow()
        self.blockSignals(True)
        self.clear()
        for heading, parts in groups:
            if heading:
                item = QListWidgetItem(heading)
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                self.addItem(item)
            for part in parts:
                item = QListWidgetItem(part.title)
                item.setData(_PART, part)
                item.setToolTip(part.title)
                state = ", to do" if part.done is False else ""
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{part.label} {part.title}{state}".strip())
                self.addItem(item)
        self.blockSignals(False)
        if not (before and self.choose(before.key)):
            self._choose_near(max(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moving.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete:
            self.deleting.emit()
        else:
            super().keyPressEvent(event)

    def part(self) -> PaperPart | None:
        """The part in hand."""
        part_in_hand = self.currentIndex().data(_PART)
        return part_in_hand if isinstance(part_in_hand, PaperPart) else None

    def choose(self, key: tuple[str, int]) -> bool:
        """Take a part in hand; False where it is not there."""
        for row in range(self.count()):
            part = self.item(row).data(_PART)
            if isinstance(part, PaperPart) and part.key == key:
                if row == self.currentRow():
                    self.picked.emit(part)
                self.setCurrentRow(row)
                return True
        return False

    def _choose_near(self, row: int) -> None:
        choosable = [each for each in range(self.count()) if self.item(each).flags() & Qt.ItemFlag.ItemIsSelectable]
        if choosable:
            self.setCurrentRow(min(choosable, key=lambda each: (abs(each - row), each)))

    def _pick(self) -> None:
        part = self.part()
        if part is not None:
            self.picked.emit(part)


class _PartDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(60, look.row_height() + (2 if index.data(_PART) else 6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        view = self.parent()
        if not isinstance(view, PaperContents):
            return
        inks, area, part = look.colours(view), option.rect, index.data(_PART)
        words = str(index.data())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not isinstance(part, PaperPart):
            painter.setFont(look.font(look.SMALL, semibold=True))
            painter.setPen(inks.secondary)
            painter.drawText(area.adjusted(look.STEP, 6, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), words)
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(inks.chosen)
            painter.drawRoundedRect(QRectF(area), look.RADIUS, look.RADIUS)
        ink = inks.on_chosen if chosen else inks.text
        painter.setFont(look.font(semibold=chosen))
        painter.setPen(ink if chosen else inks.secondary)
        left = look.STEP
        if part.label:
            number = QRect(area.left(), area.top(), _NUMBER_WIDTH, area.height())
            painter.drawText(number, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), part.label)
            left = _NUMBER_WIDTH + look.STEP
        painter.setPen(ink)
        room = area.adjusted(left, 0, -_ICON - look.STEP - 4, 0)
        shown = painter.fontMetrics().elidedText(words.replace("\n", " "), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
        if part.done is False or (part.done and part.noun is not Paper):
            tone = ink if inks.high_contrast else inks.good if part.done else inks.warn
            place = QRectF(area.right() - _ICON - look.HALF, area.center().y() - _ICON / 2 + 0.5, _ICON, _ICON)
            draw_icon(painter, "circle-check" if part.done else "circle-alert", place, tone)
        if view.hasFocus() and view.currentIndex() == index:
            look.ring(painter, QRectF(area), inks)
        painter.restore()
