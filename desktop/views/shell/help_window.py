"""The program's help: a few pages, read in a window of their own beside the work."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from desktop.disk_trouble import resource_bytes
from desktop.errors import KnownTrouble
from desktop.views.kit import look
from desktop.views.kit.forms.segments import Segments

PAGES = (
    ("First steps", "first-steps.md"),
    ("Writing a paper", "papers.md"),
    ("Packs and returns", "packs-and-returns.md"),
    ("Keyboard", "keyboard.md"),
    ("The case workbook", "case-workbook.md"),
    ("The results JSON", "results-json.md"),
)


class HelpWindow(QDialog):
    """Not modal: it stays open beside the window. Escape closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Help – Appraisal Desk")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 640)
        self.pages = Segments("Help pages", [name for name, _ in PAGES])
        self.text = QTextBrowser()
        self.text.setAccessibleName("Help")
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        box = QVBoxLayout(self)
        box.setContentsMargins(look.MARGIN, look.GAP, look.MARGIN, look.GAP)
        box.addWidget(self.pages)
        box.addWidget(self.text, 1)
        self.pages.changed.connect(self.show_page)
        self.show_page(0)

    def show_page(self, number: int) -> None:
        """Show one of `PAGES`."""
        try:
            self.text.setMarkdown(resource_bytes("help", PAGES[number][1]).decode())
        except KnownTrouble as trouble:
            self.text.setPlainText(str(trouble))
