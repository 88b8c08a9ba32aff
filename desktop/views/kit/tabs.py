"""The tabs of a screen: the views of its stage of the work, in one row, with those that have no room or no records under More."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QTabBar, QWidget

from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton, literal

_BESIDE_WORDS = 28


class Tab(NamedTuple):
    """A tab: what it says, and the view it leads to, of this screen or another of the stage.

    One that is not `needed` is offered under More, as something to add: what `adds` says.
    """

    words: str
    screen: str
    view: str
    needed: bool = True
    adds: str = ""


class Tabs(QWidget):
    """One tab stop; arrows move. Exactly one of the screen's own views is chosen at any time, counted from 0 in the screen's own order."""

    changed = Signal(int)
    """Another of the screen's own views is chosen."""
    elsewhere = Signal(str, str)
    """A view of another screen of the stage is asked for: its screen and its name."""

    def __init__(self, name: str, names: Sequence[str]) -> None:
        super().__init__()
        self.names = tuple(names) or ("",)
        self._screen, self._chosen = name, 0
        self._tabs = tuple(Tab(each, name, each) for each in names)
        self.bar = _Bar(self)
        self.bar.setAccessibleName(name)
        self.more = PlainButton("More views")
        self.more.setMenu(QMenu(self.more))
        self.more.menu().aboutToShow.connect(self._list_more)
        self.bar.currentChanged.connect(self._turned)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.HALF)
        box.addWidget(self.bar)
        box.addWidget(self.more)
        box.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_text_size()
        self._place()

    # Choosing

    @property
    def count(self) -> int:
        """How many views the screen has."""
        return len(self.names)

    @property
    def chosen(self) -> int:
        """The number of the view in hand."""
        return self._chosen

    @property
    def view(self) -> str:
        """The name of the view in hand; empty where the screen has but one."""
        return self.names[self._chosen]

    def choose(self, number: int) -> None:
        """Take a view of the screen in hand, as a click on its tab would."""
        is_new = self.names[number] != self.view
        self._chosen = number
        self._place()
        if is_new:
            self.changed.emit(number)

    def step(self, by: int) -> None:
        """Go to the next tab or the one before, of this screen or another."""
        seen = [number for number in range(self.bar.count()) if self.bar.isTabVisible(number)]
        if len(seen) > 1:
            at = seen.index(self.bar.currentIndex()) if self.bar.currentIndex() in seen else 0
            self.bar.setCurrentIndex(seen[(at + by) % len(seen)])

    def go_to(self, position: int) -> None:
        """Go to the tab that stands in a place of the row, counted from 0; nothing where none does."""
        seen = [number for number in range(self.bar.count()) if self.bar.isTabVisible(number)]
        if position < len(seen):
            self.bar.setCurrentIndex(seen[position])

    # What there is

    def arrange(self, stage: str, screen: str, tabs: Sequence[Tab]) -> None:
        """Show the views of a stage, among them those of this screen, which the stage calls `screen`."""
        self.bar.setAccessibleName(stage)
        self.more.setAccessibleName(f"More views of {stage}")
        self._screen = screen
        if tuple(tabs) != self._tabs:
            self._tabs = tuple(tabs)
            self._place()

    def _number(self, tab: Tab) -> int:
        """The number of a tab among the screen's own views; -1 where it is another screen's."""
        if tab.screen != self._screen:
            return -1
        return self.names.index(tab.view) if tab.view in self.names else 0

    def _is_shown(self, tab: Tab) -> bool:
        return tab.needed or self._number(tab) == self._chosen

    def _place(self) -> None:
        """Put the tabs that are to be shown in the row, as many as have room, the one in hand among them."""
        tabs = [each for each in self._tabs if self._is_shown(each)]
        current = next((number for number, each in enumerate(tabs) if self._number(each) == self._chosen), -1)
        self.bar.fill([each.words for each in tabs], current)
        is_whole = len(tabs) == len(self._tabs)
        room = max(self.width(), look.text_width("M") * 20)
        fits = _fitting([self.bar.width_of(each.words) for each in tabs], current, room)
        if not is_whole or len(fits) < len(tabs):
            fits = _fitting([self.bar.width_of(each.words) for each in tabs], current, room - self.more.sizeHint().width() - look.HALF)
        self.bar.show_only(fits)
        self.more.setVisible(not is_whole or len(fits) < len(tabs))
        if self.parentWidget() is not None:  # on its own it would be a window
            self.setVisible(len(self._tabs) > 1 and current >= 0)

    def _turned(self, number: int) -> None:
        tabs = [each for each in self._tabs if self._is_shown(each)]
        if not 0 <= number < len(tabs):
            return
        self._go(tabs[number])

    def _go(self, tab: Tab) -> None:
        own = self._number(tab)
        if own >= 0:
            self.choose(own)
            return
        self._place()  # the tab in hand here stays what it is
        self.elsewhere.emit(tab.screen, tab.view)

    def _list_more(self) -> None:
        menu = self.more.menu()
        menu.clear()
        shown = [each for each in self._tabs if self._is_shown(each)]
        for number, each in enumerate(shown):
            if not self.bar.isTabVisible(number):
                menu.addAction(literal(each.words)).triggered.connect(lambda *_, tab=each: self._go(tab))
        menu.addSeparator()
        for each in self._tabs:
            if each not in shown:
                words = f"Add {each.adds or each.words[:1].lower() + each.words[1:]}…"
                menu.addAction(literal(words)).triggered.connect(lambda *_, tab=each: self._go(tab))

    # Room

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed."""
        self.setFixedHeight(look.row_height() + 2)
        self.more.setFixedHeight(look.row_height())
        self.more.setMinimumWidth(self.more.sizeHint().width())  # the row is laid out anew a turn later, and the tabs are placed now
        self._place()

    def minimumSizeHint(self) -> QSize:
        """Room for one tab and More: the others go under it."""
        widest = max((self.bar.width_of(each.words) for each in self._tabs), default=0)
        return QSize(widest + self.more.sizeHint().width() + look.HALF, look.row_height() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place()


def _fitting(widths: Sequence[int], current: int, room: int) -> set[int]:
    """The numbers of the tabs that have room side by side, from the first on; the current one always."""
    left = room - (widths[current] if current >= 0 else 0)
    fits = {current} if current >= 0 else set()
    for number, width in enumerate(widths):
        if number == current:
            continue
        if width > left:
            break
        left -= width
        fits.add(number)
    return fits


class _Bar(QTabBar):
    """The row itself, which a screen reader knows as tabs."""

    def __init__(self, tabs: Tabs) -> None:
        super().__init__(tabs)
        self._words: list[str] = []
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    @staticmethod
    def width_of(words: str) -> int:
        """The room of a tab, in logical pixels."""
        return look.text_width(words, semibold=True) + _BESIDE_WORDS

    def fill(self, words: Sequence[str], current: int) -> None:
        """Have tabs of these words, one of them current; no signal is sent."""
        self.blockSignals(True)
        if list(words) != self._words:
            self._words = list(words)
            for number, each in enumerate(words):
                if number < self.count():
                    self.setTabText(number, literal(each))
                else:
                    self.addTab(literal(each))
                self.setAccessibleTabName(number, each)
            while self.count() > len(words):
                self.removeTab(self.count() - 1)
        if current >= 0:
            self.setCurrentIndex(current)
        self.blockSignals(False)

    def show_only(self, numbers: set[int]) -> None:
        """Show these tabs and no others."""
        self.blockSignals(True)
        for number in range(self.count()):
            if self.isTabVisible(number) != (number in numbers):  # told what it is already, Qt forgets to lay the others out anew
                self.setTabVisible(number, number in numbers)
        self.blockSignals(False)
        seen = [number for number in range(self.count()) if number in numbers]
        for position, number in enumerate(seen):
            self.setTabToolTip(number, f"Alt+{position + 1}" if position < 9 else "")
        self.updateGeometry()

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(self.width_of(self._words[index]) if index < len(self._words) else 0, look.row_height() + 2)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def sizeHint(self) -> QSize:
        wide = sum(self.width_of(words) for number, words in enumerate(self._words) if self.isTabVisible(number))
        return QSize(wide, look.row_height() + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverMove, QEvent.Type.HoverLeave, QEvent.Type.MouseMove, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        inks, painter = look.colours(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = self.tabAt(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else -1
        for number, words in enumerate(self._words):
            if not self.isTabVisible(number):
                continue
            area, on = QRectF(self.tabRect(number)), number == self.currentIndex()
            if on or number == over:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(inks.chosen if on else inks.tile)
                painter.drawRoundedRect(area, look.RADIUS, look.RADIUS)
            if on:
                line = QRectF(area.left() + 12, area.bottom() - 3, area.width() - 24, 2.5)
                painter.fillRect(line, inks.on_chosen if inks.high_contrast else inks.accent)
            painter.setPen(inks.on_chosen if on else inks.text)
            painter.setFont(look.font(semibold=on))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
            if on and self.hasFocus():
                look.ring(painter, area, inks)
