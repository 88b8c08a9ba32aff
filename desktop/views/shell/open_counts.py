"""How much is open in each stage: what still stands between the paper and the agenda, by where it is mended."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.views.shell import screens

if TYPE_CHECKING:
    from desktop.papers.readiness import ReadinessItem
    from desktop.views.shell.rail import Rail
    from desktop.workspace import Workspace

#: How long nothing is changed before it is counted again, in milliseconds: it is read off the main thread, yet takes its share of time.
_PAUSE = 2000


class OpenCounts(QObject):
    """Counts what is to do or waited for, and shows it on the rail; a count that is being taken again stands until it is known."""

    def __init__(self, workspace: Workspace, rail: Rail) -> None:
        super().__init__(rail)
        self._workspace, self._rail = workspace, rail
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.count)
        workspace.rest_loaded.connect(self.count)
        workspace.readiness_known.connect(self._show)  # sooner, where a screen asked for it
        workspace.changed.connect(self._pause.start)
        workspace.opened.connect(lambda: rail.set_open({}))

    def count(self) -> None:
        """Count now."""
        self._workspace.follow_readiness(self._show)

    def _show(self, items: tuple[ReadinessItem, ...]) -> None:
        self._rail.set_open(counts(items))


def counts(items: tuple[ReadinessItem, ...]) -> Counter[str]:
    """How many things are open in each stage, by its name."""
    from desktop.papers.readiness import open_items

    return Counter(screens.stage_of(each.at.screen, each.at.part) for each in open_items(items))
