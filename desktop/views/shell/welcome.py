"""What is shown before a case is open: what to do first, and the samples."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.labels import Label, SecondaryLabel, heading
from desktop.views.kit.page import Page, PageHeader

SAMPLES = (
    ("back-office-hub", "A back office hub for two councils", "Four options, savings as a range, costs not yet known."),
    ("future-options", "Five approaches for a district council", "Twelve criteria scored by three groups."),
    ("place-budget", "An urgent request to pool budgets", "Costs not known, deadlines that contradict one another."),
    ("total-place", "Total Place and Total Capital pilots", "Savings that are only bounds."),
    ("ni179", "An efficiency target and its projects", "Gains, funding and seven projects."),
    ("reorganisation", "Two or three new councils for Surrey", "Two proposals that disagree, and the line the choice turns on."),
)


class Welcome(Page):
    """The first page. It opens nothing itself: it says what the officer asked for."""

    sample_asked = Signal(str)

    def __init__(self, new: QAction, open_file: QAction, import_book: QAction) -> None:
        super().__init__(
            PageHeader("Appraisal Desk", "Record options, scores and savings; appraise them; write the paper that Cabinet decides on.", new)
        )
        self.doing = SecondaryLabel("")
        self.box.addWidget(self.doing)
        self.box.addWidget(heading("Carry on"))
        carry_on = _Offers()
        for action, words in (
            (open_file, "A file you have worked on before."),
            (import_book, "A case workbook filled in Excel. Everything is checked before anything is taken."),
        ):
            carry_on.offer(action.text().replace("&", "").removesuffix("…"), words).clicked.connect(action.trigger)
        self.box.addWidget(carry_on)
        self.box.addSpacing(look.STEP)
        self.box.addWidget(heading("Or look at a sample"))
        self.box.addWidget(
            Label("Public reports and proposals, rebuilt as cases. A sample is your own copy: change it as you like.", wrap=True)
        )
        samples = _Offers()
        for name, title, words in SAMPLES:
            samples.offer(title, words).clicked.connect(lambda *_, name=name: self.sample_asked.emit(name))
        self.box.addWidget(samples)
        self.box.addStretch(1)

    def set_doing(self, words: str) -> None:
        """Say what is being done off the main thread; empty when it is over."""
        self.doing.setText(f"{words}…" if words else "")


class _Offers(QWidget):
    """Buttons one below another, each with what it gives beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.GAP)
        self._grid.setVerticalSpacing(look.STEP)
        self._grid.setColumnStretch(1, 1)

    def offer(self, name: str, words: str) -> PlainButton:
        """Add a button, and give it."""
        button, said = PlainButton(name), SecondaryLabel(words, wrap=True)
        button.setAccessibleDescription(words)
        at = self._grid.rowCount()
        self._grid.addWidget(button, at, 0)
        self._grid.addWidget(said, at, 1)
        return button
