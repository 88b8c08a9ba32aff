"""What the window says: a sentence on the page in view, and what is being done to a file, in its place or in the status bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QStackedWidget, QWidget

from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.messages import Offer
from desktop.views.kit.page import Page
from desktop.views.kit.screen import Screen
from desktop.views.shell.first_frame import Opening
from desktop.workspace import Workspace


class Saying(QObject):
    """Follows the workspace. What is said where there is no page yet comes to the first one."""

    def __init__(
        self,
        window: QMainWindow,
        workspace: Workspace,
        stack: QStackedWidget,
        opening: Opening,
        screens: Mapping[str, Screen],
        page: Callable[[], Page],
    ) -> None:
        """`opening` stands in the `stack` until there are `screens`, and `page()` is the one in view, or the first."""
        super().__init__(window)
        self._bar, self._stack, self._opening, self._screens, self._page = window.statusBar(), stack, opening, screens, page
        self._is_busy = False
        self._faults: list[str] = []
        self.bases = QLabel()
        self._bar.addPermanentWidget(self.bases)
        self.check = _Check(workspace.stop)
        self.check.setParent(window)
        self.check.hide()
        workspace.troubled.connect(self.say)
        workspace.copied.connect(self.say_done)
        workspace.restored.connect(self.say_done)
        workspace.busy.connect(self._say_busy)
        workspace.progressed.connect(self._say_doing)

    def say(
        self, sentence: str, well: bool = False, offer: str = "", act: Callable[[], object] | None = None, more: Sequence[Offer] = ()
    ) -> None:
        """One plain sentence on the screen in hand, with a button that does something about it if there is one, and those of `more`."""
        page = self._page()
        if self._stack.currentWidget() is self._opening and not self._is_busy:
            self._stack.setCurrentWidget(page)
        if well:
            page.messages.success(sentence, offer, act)
        else:
            page.messages.alert(sentence, offer, act, more)

    def say_done(self, sentence: str) -> None:
        """What was done, in one sentence."""
        self.say(sentence, well=True)

    def say_fault(self, sentence: str) -> None:
        """A fault of the program: one in painting comes back with every frame, and is said once while its sentence stands."""
        if self._stack.currentWidget() is self._opening and self._is_busy:
            self._faults.append(sentence)  # there is no page yet to say it on
        elif self._page().messages.sentence != sentence:
            self.say(sentence)

    def say_faults(self) -> None:
        """There is a page now for the faults that waited for one."""
        for sentence in self._faults:
            self.say(sentence)
        self._faults.clear()

    def _say_busy(self, words: str) -> None:
        """Say what is being done to a file: in the place of its screen, where none is open, and else in the status bar."""
        self._is_busy = bool(words)
        if not words:
            self._say_doing("")
            return
        if not self._screens and self._stack.currentWidget() is not self._opening:
            self._stack.setCurrentWidget(self._opening)
        self._opening.say(words)

    def _say_doing(self, words: str) -> None:
        """Say in the status bar how far the check of a file is, with a button that stops it; empty when it is over."""
        self.check.doing.setText(words)
        self.bases.setVisible(not words)  # a narrow window has no room for both
        if not words:
            self._bar.removeWidget(self.check)  # a button makes the bar taller even while it is hidden in it
        elif not self.check.isVisible():
            self._bar.addPermanentWidget(self.check)
            self.check.show()


class _Check(QWidget):
    """How far the check of a file is, and Stop."""

    def __init__(self, stop: Callable[[], object]) -> None:
        super().__init__()
        self.doing, self._button = QLabel(), PlainButton("Stop")
        self._button.clicked.connect(stop)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.STEP)
        self.doing.setMinimumWidth(1)  # the long name of a file makes no window wider
        box.addWidget(self.doing, 1)
        box.addWidget(self._button)
        self.follow_text_size()

    def follow_text_size(self) -> None:
        """Fit the room in the status bar, which is kept so that nothing moves as this comes and goes."""
        self._button.setFixedHeight(look.row_height() - look.HALF)
