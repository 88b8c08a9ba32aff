"""What a pasted block would replace, asked below the table before it is done: the keys are in its first button."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.forms.trouble_label import TroubleLabel
from desktop.views.kit.messages import announce

#: The words of a button, and what it does.
Way = tuple[str, Callable[[], object]]


class PasteQuestion(QWidget):
    """Hidden while nothing is asked. Escape pastes nothing, and the focus goes back to the table."""

    #: Something is asked now, or no longer.
    turned = Signal()

    def __init__(self, table: QWidget) -> None:
        super().__init__()
        self._table = table
        self._acts: list[Callable[[], object]] = []
        self.words = TroubleLabel()
        self.buttons = [PlainButton() for _ in range(3)]
        box = QHBoxLayout(self)
        box.setContentsMargins(0, look.HALF, 0, look.HALF)
        box.setSpacing(look.STEP)
        box.addWidget(self.words, 1)
        for number, button in enumerate(self.buttons):
            button.clicked.connect(lambda *_, number=number: self.choose(number))
            box.addWidget(button)
        self.hide()

    def ask(self, sentence: str, ways: Sequence[Way], none: str = "Paste nothing") -> None:
        """Ask, with a button for each way, and one at the end that does nothing."""
        every = [*ways, (none, lambda: None)]
        self._acts = [act for _, act in every]
        self.words.say(sentence)
        for number, button in enumerate(self.buttons):
            button.setText(every[number][0] if number < len(every) else "")
            button.setVisible(number < len(every))
        self.show()
        self.turned.emit()
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, sentence, urgent=True)

    @property
    def sentence(self) -> str:
        """What is asked now; empty while nothing is."""
        return "" if self.isHidden() else self.words.text()

    def choose(self, number: int) -> None:
        """Do what a button says, and ask no more."""
        act = self._acts[number]
        self.drop()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        act()

    def drop(self) -> None:
        """Ask no more: what was to be pasted is not."""
        if not self.isHidden():
            self._acts = []
            self.words.say("")
            self.hide()
            self.turned.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.drop()
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)
