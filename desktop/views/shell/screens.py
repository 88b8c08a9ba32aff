"""Which screens there are, in the rail's order; each is imported and built when it is first looked at."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from desktop.views.kit.screen import Screen
    from desktop.views.shell.rail import RailItem
    from desktop.workspace import Workspace


class ScreenEntry(NamedTuple):
    """A screen's name on the rail, its icon, and the module and class that build it."""

    name: str
    icon: str
    module: str
    builder: str

    def build(self, workspace: Workspace) -> Screen:
        """Import and build the screen."""
        from desktop.views.kit.screen import Screen  # the first frame asks for the names of screens, and for none of them

        screen = getattr(importlib.import_module(f"desktop.views.{self.module}"), self.builder)(workspace)
        if not isinstance(screen, Screen):
            raise TypeError(f"{self.builder} is not a screen")
        return screen


SCREENS: tuple[tuple[ScreenEntry, ...], ...] = (
    (
        ScreenEntry("Overview", "layout-dashboard", "overview.screen", "Overview"),
        ScreenEntry("Services", "building-2", "partners.services", "Services"),
        ScreenEntry("Partners", "users", "partners.screen", "Partners"),
    ),
    (
        ScreenEntry("Options", "git-compare", "options.screen", "Options"),
        ScreenEntry("Criteria", "list-checks", "judge.criteria", "Criteria"),
        ScreenEntry("Scores", "table-2", "judge.scores", "Scores"),
        ScreenEntry("Savings", "pound-sterling", "money.screen", "Savings"),
        ScreenEntry("Results", "chart-bar-stacked", "decide.screen", "Results"),
    ),
    (
        ScreenEntry("Risks", "triangle-alert", "deliver.risks", "Risks"),
        ScreenEntry("Plan", "calendar-range", "deliver.plan", "Plan"),
        ScreenEntry("Consultation", "message-square", "deliver.consultation", "Consultation"),
    ),
    (ScreenEntry("Papers", "file-text", "paper.screen", "Papers"),),
)


#: Screens that are reached from another, whose place on the rail they share.
WITHIN: tuple[tuple[ScreenEntry, str], ...] = (
    (ScreenEntry("History", "clock", "overview.history", "ChangeHistory"), "Overview"),
    (ScreenEntry("Ask partners", "upload", "partners.ask_partners", "AskPartners"), "Partners"),
    (ScreenEntry("Take in returns", "download", "partners.take_returns", "TakeReturns"), "Partners"),
    (ScreenEntry("Bring in a sheet", "download", "bring_in.screen", "BringIn"), "Overview"),
    (ScreenEntry("Backups", "clock", "shell.backups", "Backups"), "Overview"),
)


def place_of(name: str) -> str:
    """The name on the rail under which a screen is found: its own, or that of the screen it is reached from."""
    return next((home for each, home in WITHIN if each.name == name), name)


def load(name: str) -> None:
    """Import a screen's module, and so the widgets it is made of, without building it. May be called off the main thread."""
    importlib.import_module(f"desktop.views.{entry(name).module}")


def rail_names() -> list[list[str]]:
    """The names on the rail, in their groups."""
    return [[entry.name for entry in group] for group in SCREENS]


def rail_items() -> list[list[RailItem]]:
    """The rail's entries, in their groups."""
    from desktop.views.shell.rail import RailItem

    return [[RailItem(entry.name, entry.icon) for entry in group] for group in SCREENS]


def entry(name: str) -> ScreenEntry:
    """One screen by its name. Raises KeyError."""
    for group in SCREENS:
        for each in group:
            if each.name == name:
                return each
    for each, _ in WITHIN:
        if each.name == name:
            return each
    raise KeyError(name)
