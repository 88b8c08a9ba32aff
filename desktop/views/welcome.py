"""What is shown before a case is open: what to do first, and the samples."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction

from desktop.views import look
from desktop.views.buttons import PlainButton
from desktop.views.labels import Label, SecondaryLabel, heading
from desktop.views.page import Page, PageHeader

SAMPLES = (
    ("back-office-hub", "A back office hub for two councils", "Four options, savings as a range, costs not yet known."),
    ("future-options", "Five approaches for a district council", "Twelve criteria scored by three groups."),
    ("place-budget", "An urgent request to pool budgets", "Costs not known, deadlines that contradict one another."),
    ("total-place", "Total Place and Total Capital pilots", "Savings that are only bounds."),
    ("ni179", "An efficiency target and its projects", "Gains, funding and seven projects."),
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
        for action, words in (
            (open_file, "Open a file you have worked on before."),
            (import_book, "Take a case workbook that was filled in Excel. Everything is checked first."),
        ):
            button = PlainButton(action.text().replace("&", "").removesuffix("…"))
            button.setAccessibleDescription(words)
            button.clicked.connect(action.trigger)
            self.box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.box.addWidget(SecondaryLabel(words))
        self.box.addSpacing(look.STEP)
        self.box.addWidget(heading("Or look at a sample"))
        self.box.addWidget(Label("Five public reports, rebuilt as cases. A sample is a copy: change what you like.", wrap=True))
        for name, title, words in SAMPLES:
            button = PlainButton(title)
            button.setAccessibleDescription(words)
            button.clicked.connect(lambda *_, name=name: self.sample_asked.emit(name))
            self.box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.box.addWidget(SecondaryLabel(words))
        self.box.addStretch(1)

    def set_doing(self, words: str) -> None:
        """Say what is being done off the main thread; empty when it is over."""
        self.doing.setText(f"{words}…" if words else "")
