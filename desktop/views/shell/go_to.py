"""Go to: any view, action or record by a few letters of its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.late_dataclass import dataclass
from desktop.views.kit import look
from desktop.views.kit.labels import SecondaryLabel
from desktop.views.kit.messages import announce

#: How many are listed at once; a few letters more leave fewer.
_MOST = 50
_ROWS, _WIDE = 12, 560
_KIND = Qt.ItemDataRole.UserRole
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _ROWS, Qt.Key.Key_PageUp: -_ROWS}


@dataclass(frozen=True, slots=True)
class Goal:
    """What can be gone to: its name, what it is and which keys lead there too, what goes there, and what else it is called."""

    name: str
    kind: str
    go: Callable[[], object]
    also: str = ""


def matching(goals: Iterable[Goal], typed: str) -> list[Goal]:
    """Those goals whose names and kinds hold every word typed, in their order; names that begin with what is typed come first."""
    words = typed.casefold().split()
    begins, word_begins, others = [], [], []
    for goal in goals:
        name = goal.name.casefold()
        said = f"{name} {goal.kind.casefold()} {goal.also.casefold()}"
        if not all(word in said for word in words):
            continue
        if words and name.startswith(" ".join(words)):
            begins.append(goal)
        elif words and all(any(part.startswith(word) for part in said.split()) for word in words):
            word_begins.append(goal)
        else:
            others.append(goal)
    return [*begins, *word_begins, *others]


def actions_of(menus: Iterable[QMenu]) -> list[Goal]:
    """What the menus do now, each with the menu that it stands in and its keys."""
    goals = []
    for menu in menus:
        title = menu.title().replace("&", "").rstrip("…")
        for action in menu.actions():
            within = action.menu()
            if isinstance(within, QMenu):
                goals += actions_of([within])
            elif action.isEnabled() and action.isVisible() and action.text() and not action.isSeparator():
                kind = ", ".join(each for each in (title, action.shortcut().toString()) if each)
                goals.append(Goal(_plain(action), kind, action.trigger))
    return goals


def _plain(action: QAction) -> str:
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")


class GoTo(QDialog):
    """A field to type in, and below it what matches. Arrows move in the list while the field keeps the caret; Enter goes there."""

    def __init__(self, parent: QWidget, goals: Sequence[Goal]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Go to")
        self._goals = goals
        self._matching: list[Goal] = []
        self.typed = QLineEdit()
        self.typed.setPlaceholderText("A view, an action or the name of a record")
        self.typed.setAccessibleName("Go to a view, an action or a record")
        self.typed.textChanged.connect(self._list)
        self.list = QListWidget()
        self.list.setAccessibleName("What matches")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(_GoalDelegate(self.list))
        self.list.itemClicked.connect(lambda _: self.accept())
        self.list.currentRowChanged.connect(self._tell)
        self.note = SecondaryLabel("", look.SMALL)
        box = QVBoxLayout(self)
        box.setContentsMargins(look.GAP, look.GAP, look.GAP, look.STEP)
        box.setSpacing(look.STEP)
        box.addWidget(self.typed)
        box.addWidget(self.list, 1)
        box.addWidget(self.note)
        room = parent.size()
        self.resize(min(look.scaled(_WIDE), room.width() - look.MARGIN), min(look.row_height() * (_ROWS + 4), room.height() - look.MARGIN))
        self._list("")

    def _list(self, typed: str) -> None:
        self._matching = matching(self._goals, typed)
        self.list.clear()
        for goal in self._matching[:_MOST]:
            item = QListWidgetItem(goal.name)
            item.setData(_KIND, goal.kind)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{goal.name}, {goal.kind}")
            item.setToolTip(goal.name)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        left = len(self._matching) - _MOST
        self.note.setText(f"and {left:,} more: type more of the name" if left > 0 else "" if self._matching else "Nothing is called that.")

    def _tell(self, row: int) -> None:
        """The field keeps the caret, so what the list comes to is said."""
        if row >= 0 and self.isVisible():
            announce(self.list, str(self.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step:
            self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._matching:
                self.accept()
        else:
            super().keyPressEvent(event)

    def accept(self) -> None:
        """Go to what is in hand, once this is out of the way."""
        row = self.list.currentRow()
        super().accept()
        if 0 <= row < len(self._matching):
            self._matching[row].go()


class _GoalDelegate(QStyledItemDelegate):
    """The name at the left, and what it is, more quietly, at the right."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, look.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        inks = look.colours(self._view)
        on = bool(option.state & QStyle.StateFlag.State_Selected)
        area = option.rect.adjusted(look.STEP, 0, -look.STEP, 0)
        painter.save()
        if on:
            painter.fillRect(option.rect, inks.chosen)
        kind = str(index.data(_KIND))
        beside = min(look.text_width(kind, look.SMALL), area.width() // 2)
        painter.setPen(inks.on_chosen if on else inks.secondary)
        painter.setFont(look.font(look.SMALL))
        right = QRect(area.right() - beside, area.top(), beside + 1, area.height())
        small = look.metrics(look.SMALL)
        painter.drawText(right, Qt.AlignmentFlag.AlignVCenter, small.elidedText(kind, Qt.TextElideMode.ElideRight, beside + 1))
        painter.setPen(inks.on_chosen if on else inks.text)
        painter.setFont(look.font())
        left = QRect(area.left(), area.top(), area.width() - beside - look.GAP, area.height())
        name = look.metrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(left, Qt.AlignmentFlag.AlignVCenter, name)
        painter.restore()
