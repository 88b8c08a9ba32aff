"""The councils that a decision has no document for yet, as a menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from desktop.views.kit.buttons import literal


class CouncilsMenu(QMenu):
    """Asks for `names` whenever it is about to show."""

    #: The document of a council is asked for.
    chosen = Signal(str)

    def __init__(self, names: Callable[[], Sequence[str]]) -> None:
        super().__init__("For another council")
        self._names = names
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Offer each council, or say where one is added."""
        self.clear()
        names = self._names()
        for name in names:
            self.addAction(literal(name)).triggered.connect(lambda *_, name=name: self.chosen.emit(name))
        if not names:
            self.addAction("Add the council under Set up, Organisations first").setEnabled(False)
