"""What the program is, its version, and whose work it stands on."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.labels import Label, SecondaryLabel, heading

_NOTICES = (
    ("The program", "MIT licence. Figures marked illustrative in the samples are made up to show the method."),
    ("Qt and PySide6", "GNU Lesser General Public License, version 3. They are separate files beside the program, and may be replaced."),
    ("Source Sans 3", "SIL Open Font License 1.1. © 2010–2024 Adobe, with reserved font name ‘Source’."),
    ("Lucide icons", "ISC licence; parts MIT, from Feather."),
)


def program_version() -> str:
    """The version installed; empty where the program runs from a folder that was never installed."""
    try:
        return version("appraisal-desk")
    except PackageNotFoundError:
        return ""


class About(QDialog):
    """Escape or Close leaves it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Appraisal Desk")
        box = QVBoxLayout(self)
        box.setContentsMargins(look.MARGIN, look.GAP, look.MARGIN, look.GAP)
        box.setSpacing(look.HALF)
        box.addWidget(Label("Appraisal Desk", look.TITLE, semibold=True))
        box.addWidget(SecondaryLabel(f"Version {program_version()}" if program_version() else "Version not installed"))
        what = "Records and appraises a council’s options and savings, and writes the paper that Cabinet decides on."
        box.addWidget(Label(what, wrap=True))
        for name, words in _NOTICES:
            box.addSpacing(look.STEP)
            box.addWidget(heading(name))
            box.addWidget(SecondaryLabel(words, wrap=True))
        box.addSpacing(look.GAP)
        close = PlainButton("Close")
        close.clicked.connect(self.accept)
        box.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(look.text_width("n" * 60))
