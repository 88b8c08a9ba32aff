"""Labels that follow the system's text size and palette while the program runs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QLabel

from desktop.views.kit import look


class Label(QLabel):
    """Plain text at a multiple of the system's size."""

    _scale: float = look.BODY
    _semibold: bool = False

    def __init__(self, text: str = "", scale: float = look.BODY, semibold: bool = False, wrap: bool = False) -> None:
        super().__init__(text)
        self._scale, self._semibold = scale, semibold
        self.setTextFormat(Qt.TextFormat.PlainText)  # what an officer typed is never markup
        self.setWordWrap(wrap)
        self.setFont(look.font(scale, semibold))

    def set_scale(self, scale: float) -> None:
        """Change the multiple of the system's text size."""
        self._scale = scale
        self.setFont(look.font(scale, self._semibold))

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed."""
        self.setFont(look.font(self._scale, self._semibold))


class SecondaryLabel(Label):
    """Quieter text, 5.5:1 or more on the page, taken again from the palette whenever it changes."""

    _busy: bool = False

    def __init__(self, text: str = "", scale: float = look.BODY, wrap: bool = False) -> None:
        super().__init__(text, scale, wrap=wrap)
        self.setForegroundRole(QPalette.ColorRole.WindowText)  # on a Base background Qt would take Text instead
        self._quieten()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ParentChange) and not self._busy:
            self._quieten()

    def _quieten(self) -> None:
        quiet = look.colours_of(QGuiApplication.palette()).secondary
        if self.palette().color(QPalette.ColorRole.WindowText) == quiet:
            return  # each window above it that takes a style or a palette asks again
        self._busy = True
        palette = QPalette()  # empty: a copy of the whole would pin every role for good
        palette.setColor(QPalette.ColorRole.WindowText, quiet)
        self.setPalette(palette)
        self._busy = False


def heading(text: str) -> Label:
    """The heading of a block on a screen."""
    return Label(text, look.HEADING, semibold=True, wrap=True)
