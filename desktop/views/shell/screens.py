"""The path: its stages in the rail's order, the views under each, and the screens that show them, each built when it is first looked at."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from desktop.views.kit.screen import Screen
    from desktop.views.shell.rail import RailItem
    from desktop.workspace import Workspace


class ScreenEntry(NamedTuple):
    """A screen's name, and the module and class that build it."""

    name: str
    module: str
    builder: str

    def build(self, workspace: Workspace) -> Screen:
        """Import and build the screen."""
        from desktop.views.kit.screen import Screen  # the first frame asks for the names of stages, and for no screen

        screen = getattr(importlib.import_module(f"desktop.views.{self.module}"), self.builder)(workspace)
        if not isinstance(screen, Screen):
            raise TypeError(f"{self.builder} is not a screen")
        return screen


SCREENS: tuple[ScreenEntry, ...] = (
    ScreenEntry("Overview", "overview.screen", "Overview"),
    ScreenEntry("Partners", "partners.screen", "Partners"),
    ScreenEntry("Services", "partners.services", "Services"),
    ScreenEntry("Options", "options.screen", "Options"),
    ScreenEntry("Reorganisation", "options.reorganisation", "Reorganisation"),
    ScreenEntry("Criteria", "judge.criteria", "Criteria"),
    ScreenEntry("Scores", "judge.scores", "Scores"),
    ScreenEntry("Savings", "money.screen", "Savings"),
    ScreenEntry("Results", "decide.screen", "Results"),
    ScreenEntry("Risks", "deliver.risks", "Risks"),
    ScreenEntry("Plan", "deliver.plan", "Plan"),
    ScreenEntry("Consultation", "deliver.consultation", "Consultation"),
    ScreenEntry("Papers", "paper.screen", "Papers"),
)


class Place(NamedTuple):
    """A view of a screen, by the names of both."""

    screen: str
    view: str = ""


class View(NamedTuple):
    """A view of a screen: `name` is the screen's own name for it, empty where the screen has but one.

    Where there are `tables`, few cases need the view: it is offered once one of them holds a record of the case, or the officer asks for
    it. `tab` is what its tab says where that is not its name, and `adds` what is added by asking for it.
    """

    screen: str
    name: str = ""
    tables: tuple[str, ...] = ()
    tab: str = ""
    adds: str = ""

    @property
    def label(self) -> str:
        """What its tab says."""
        return self.tab or self.name or self.screen


class Stage(NamedTuple):
    """A stage of the work: its name on the rail, the icon that stands for it in a narrow window, and its views in their order."""

    name: str
    icon: str
    views: tuple[View, ...]


_NEW_COUNCILS = ("new_councils", "successions")
_RESULTS = ("Scores", "What changes it", "Put first", "How sure", "Assessors", "Value for money", "Money")

#: The stages, in groups that a line parts.
STAGES: tuple[tuple[Stage, ...], ...] = (
    (Stage("Overview", "layout-dashboard", (View("Overview", "At a glance"),)),),
    (
        Stage(
            "Set up",
            "building-2",
            (
                View("Overview", "Details", tab="Case"),
                View("Overview", "Objectives"),
                View("Overview", "Evidence"),
                View("Partners", "Organisations"),
                View("Partners", "Projects", ("projects",)),
                View("Services", "Services"),
                View("Services", "Costs"),
                View("Services", "Unit costs", ("cost_lines",)),
                View("Partners", "Returns", ("returns", "return_packs")),
                View("Partners", "What the ratings mean", ("rag_definitions",)),
                View("Partners", "Resource scores", ("resource_scores",)),
                View("Partners", "Fit", ("partner_factors",), adds="factors of fit with partners"),
                View("Partners", "Profiles", ("profile_measures",)),
                View("Partners", "Interviews", ("interview_notes",)),
                View("Partners", "Capability", ("capabilities",)),
                View("Partners", "Sharing", ("sharing_arrangements",)),
                View("Partners", "Requests", ("requests",)),
                View("Partners", "Pool", ("pool_contributions",)),
                View("Partners", "Governance", ("governance_bodies",), adds="who decides on a pool"),
                View("Partners", "Not yet known", ("unknowns",), adds="what is not yet known"),
                View("Partners", "Count", ("spend_lines",), adds="the Count of public spend"),
                View("Partners", "Who spends what", ("spend_lines",), adds="a view of who spends what"),
            ),
        ),
        Stage(
            "Options",
            "git-compare",
            (
                View("Options"),
                View("Reorganisation", "New councils", _NEW_COUNCILS),
                View("Reorganisation", "Successions", _NEW_COUNCILS),
                View("Reorganisation", "Opening positions", ("opening_positions",)),
                View("Reorganisation", "Council tax", ("opening_positions",), adds="the council tax of new councils"),
            ),
        ),
        Stage("Judge", "list-checks", (View("Criteria", "Criteria"), View("Criteria", "Assessors"), View("Scores"))),
        Stage(
            "Money",
            "pound-sterling",
            (
                View("Savings", "Lines"),
                View("Savings", "Scenarios", ("scenarios",)),
                View("Savings", "Phasing", ("phasings",)),
                View("Savings", "Redundancy", ("leavers",)),
                View("Savings", "Weekly caps", ("weekly_caps",)),
                View("Savings", "Funding", ("funding",)),
                View("Savings", "Grant rounds", ("grant_rounds",)),
                View("Savings", "Grant bids", ("grant_bids",)),
                View("Savings", "Targets", ("targets",)),
                View("Savings", "Who gains", ("shares",), adds="a view of who gains"),
                View("Savings", "How it is shared", ("shares",), adds="shares between partners"),
                View("Savings", "What each gets", ("partners",), adds="what each partner gets"),
                View("Savings", "Affordability"),
                View("Savings", "Section 151"),
                View("Savings", "Actuals", ("actuals",)),
                View("Savings", "Prices", ("reference_values",), adds="editions of prices"),
            ),
        ),
        Stage("Decide", "chart-bar-stacked", tuple(View("Results", name) for name in _RESULTS)),
    ),
    (
        Stage(
            "Deliver",
            "calendar-range",
            (View("Risks"), View("Plan", "Milestones"), View("Plan", "Gate conditions"), View("Plan", "Actions"), View("Consultation")),
        ),
        Stage("Paper", "file-text", (View("Papers"),)),
    ),
)

#: Where one is led back to from what is of no stage.
_AT_A_GLANCE = Place("Overview", "At a glance")

#: Screens that are reached from a view of another, whose place on the rail they share.
WITHIN: tuple[tuple[ScreenEntry, Place], ...] = (
    (ScreenEntry("History", "overview.history", "ChangeHistory"), _AT_A_GLANCE),
    (ScreenEntry("Ask partners", "partners.ask_partners", "AskPartners"), Place("Partners", "Returns")),
    (ScreenEntry("Take in returns", "partners.take_returns", "TakeReturns"), Place("Partners", "Returns")),
    (ScreenEntry("Bring in a sheet", "bring_in.screen", "BringIn"), _AT_A_GLANCE),
    (ScreenEntry("Backups", "shell.backups", "Backups"), _AT_A_GLANCE),
)


def home_of(screen: str) -> Place | None:
    """The view that a screen is reached from; None for a screen that has a place of its own."""
    return next((home for each, home in WITHIN if each.name == screen), None)


def is_of_no_stage(screen: str) -> bool:
    """Whether a screen is of the whole case or file, and reached from the menus: the rail then marks no stage."""
    return home_of(screen) == _AT_A_GLANCE


def stages() -> tuple[Stage, ...]:
    """Every stage, in the rail's order."""
    return tuple(stage for group in STAGES for stage in group)


def stage(name: str) -> Stage:
    """One stage by its name on the rail. Raises KeyError."""
    for each in stages():
        if each.name == name:
            return each
    raise KeyError(name)


def stage_of(screen: str, view: str = "") -> str:
    """The name on the rail under which a view of a screen is found; that of the screen's first, where it has no view of that name."""
    screen, view = home_of(screen) or (screen, view)
    of_screen = [(each.name, shown.name) for each in stages() for shown in each.views if shown.screen == screen]
    return next((home for home, name in of_screen if name == view), of_screen[0][0])


def load(name: str) -> None:
    """Import a screen's module, and so the widgets it is made of, without building it. May be called off the main thread."""
    importlib.import_module(f"desktop.views.{entry(name).module}")


def folders() -> tuple[str, ...]:
    """The folders of the screens, each once."""
    return tuple(dict.fromkeys(each.module.partition(".")[0] for each in SCREENS))


def load_folder(folder: str) -> None:
    """Import all that the screens of a folder are made of, without building any. May be called off the main thread."""
    package = importlib.import_module(f"desktop.views.{folder}")
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)


def rail_names() -> list[list[str]]:
    """The names on the rail, in their groups."""
    return [[stage.name for stage in group] for group in STAGES]


def rail_items() -> list[list[RailItem]]:
    """The rail's entries, in their groups."""
    from desktop.views.shell.rail import RailItem

    keys = {stage.name: f"Ctrl+{number}" for number, stage in enumerate(stages(), start=1)}
    return [[RailItem(stage.name, stage.icon, keys[stage.name]) for stage in group] for group in STAGES]


def entry(name: str) -> ScreenEntry:
    """One screen by its name. Raises KeyError."""
    for each in (*SCREENS, *(within for within, _ in WITHIN)):
        if each.name == name:
            return each
    raise KeyError(name)
