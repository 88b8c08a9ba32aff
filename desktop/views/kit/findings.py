"""The first few findings, and the rest on demand: a screen says what matters most and hides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.appraisal.wording import counted
from desktop.views.kit import look
from desktop.views.kit.first_steps import LinkButton
from desktop.views.kit.page import Page
from desktop.views.kit.sentences import SentenceList

#: So many findings fit between a chart and a table on a small laptop.
_AT_FIRST = 3


class Findings(QWidget):
    """A list of sentences, cut after `at_first` of them, with a link that shows the others and takes them away again."""

    #: All of them are about to be shown, or the first few alone; what shares the page keeps its height.
    turned = Signal(bool)

    def __init__(self, name: str, at_first: int = _AT_FIRST) -> None:
        super().__init__()
        self._at_first, self._whole = at_first, False
        self._all: tuple[str, ...] = ()
        self.list = SentenceList(name)
        self.more = LinkButton("")
        self.more.clicked.connect(lambda *_: self._turn())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.HALF)
        box.addWidget(self.list)
        line = QHBoxLayout()
        line.setContentsMargins(look.TIGHT - 2, 0, 0, 0)  # in line with the words of the findings
        line.addWidget(self.more)
        line.addStretch(1)
        box.addLayout(line)
        self.more.hide()

    @property
    def sentences(self) -> tuple[str, ...]:
        """Every finding, shown or not, with its marks."""
        return self._all

    def set_sentences(self, sentences: Sequence[str], at_first: int = 0) -> None:
        """Find these instead; `at_first` changes how many are shown before the others are asked for."""
        self._all, self._at_first = tuple(dict.fromkeys(sentences)), at_first or self._at_first
        self._show()

    def _turn(self) -> None:
        self._whole = not self._whole
        page: QWidget | None = self
        while page is not None and not isinstance(page, Page):
            page = page.parentWidget()
        if isinstance(page, Page):
            page.one_scroll.hold_in_place(self)
        self.turned.emit(self._whole)
        self._show()

    def _show(self) -> None:
        left = len(self._all) - self._at_first
        cut = left > 1 and not self._whole  # a link takes as much room as one finding does
        self.list.set_sentences(self._all[: self._at_first] if cut else self._all)
        self.more.setVisible(left > 1)
        words = f"{counted(left, 'more finding')}" if cut else "Fewer findings"
        if self.more.text() != words:
            self.more.setText(words)
            self.more.updateGeometry()
