"""Two journeys from a council's own workbook into a case that holds nothing, as an officer clicks them; each click is counted.

With `APPRAISAL_DESK_PICTURES` naming a folder, a picture of the window before each click is put there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.nouns.money import CashFlow
from desktop.application import Window
from desktop.operations.records.records import rows
from desktop.settings import Settings
from desktop.views.bring_in.screen import BringIn
from desktop.views.decide.screen import Results
from desktop.views.kit.buttons import PlainButton
from tests.operations.matching.books import COSTS, Cells, written
from tests.views import look_checks

#: The most clicks that either may take, those in the system's own list of files among them.
_UNDER = 10
_FILE_DIALOG = 2
#: Scores of 0 to 10 as a council sets them out, with the weights beside the criteria and its own sums, weighted and out of 1,000, below.
_MATRIX: Cells = (
    ("Options appraisal scoring, June 2026",),
    (),
    ("Criteria", "Weighting", "Do nothing", "Shared service", "Outsource"),
    ("Cost", 40, 2, 6, 8),
    ("Quality", 30, 5, 8, 4),
    ("Resilience", 30, 3, 7, 5),
    ("Total", 100, 10, 21, 17),
)

#: Savings beside the costs that they come of, below nought as a budget has them.
_SAVINGS_BELOW: Cells = (
    ("Library hub: five years (£000)",),
    ("Line", "Kind", "2026/27", "2027/28", "2028/29", "2029/30", "2030/31"),
    ("Fitting out", "Cost", 120, 0, 0, 0, 0),
    ("Lease", "Cost", 0, 30, 30, 30, 30),
    ("Two branches' rent", "Saving", 0, -40, -80, -80, -80),
    ("Energy", "Saving", 0, 0, -15, -15, -15),
)


class Officer:
    """Clicks with the mouse on the real window and types, counting each click and keeping a picture before it."""

    def __init__(self, window: Window, qtbot: QtBot, settle: Callable[[], None], name: str) -> None:
        self.window, self.clicks = window, 0
        self._qtbot, self._settle, self._name = qtbot, settle, name

    def click(self, widget: QWidget, at: QPoint | None = None, count: int = 1) -> None:
        """Click on a widget, in its middle unless told where; `count` clicks are made where one is seen."""
        self.look()
        self.clicks += count
        self._qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())
        self._settle()

    def choose_from_menu(self, menu_name: str, entry: str) -> None:
        """Click on a menu and on one of its entries."""
        bar = self.window.menuBar()
        action = next(each for each in bar.actions() if each.text() == menu_name)
        self.click(bar, bar.actionGeometry(action).center())
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        self.click(menu, menu.actionGeometry(next(each for each in menu.actions() if each.text() == entry)).center())

    def choose(self, segments: QWidget, words: str) -> None:
        """Click on one of two answers."""
        self.click(next(each for each in segments.findChildren(QPushButton) if each.text() == words))

    def type_in(self, box: QWidget, words: str) -> None:
        """Click into a field and type."""
        self.click(box)
        self._qtbot.keyClicks(QApplication.focusWidget(), words)

    def look(self) -> None:
        """Keep a picture of what is shown now, where pictures are wanted."""
        folder = os.environ.get("APPRAISAL_DESK_PICTURES")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self._settle()
            self.window.grab().save(str(Path(folder) / f"{self._name}-{self.clicks:02}.png"))


@pytest.fixture
def empty_window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    """The window on a new case that holds nothing."""
    window = Window(settings=Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    with qtbot.waitSignal(window.workspace.rest_loaded, timeout=20_000):
        window.workspace.create(tmp_path / "new.appraisal")
    yield window
    window.close()


def with_the_book(officer: Officer, book: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> BringIn:
    """From the first screen to the table of a workbook; the system's own list of files gives it, for two clicks."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(book), ""))
    officer.choose_from_menu("&File", "&Bring in a sheet…")
    screen = officer.window.show_screen(officer.window.screen_name)
    assert isinstance(screen, BringIn)
    officer.click(screen.empty.findChildren(PlainButton)[0], count=1 + _FILE_DIALOG)
    qtbot.waitUntil(lambda: bool(screen.tables), timeout=20_000)
    return screen


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # the stand-in screen has no keyboard for a menu to take
def test_a_scoring_matrix_comes_into_an_empty_case(
    styled_app: QApplication,
    empty_window: Window,
    qtbot: QtBot,
    settle: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    officer = Officer(empty_window, qtbot, settle, "matrix")
    screen = with_the_book(officer, written(tmp_path / "Options scoring.xlsx", Scoring=_MATRIX), monkeypatch, qtbot)
    officer.type_in(screen.questions.line("all assessors"), "Project board")
    bring_in = screen.header.primary
    assert bring_in is not None
    qtbot.waitUntil(bring_in.isEnabled)
    officer.click(bring_in)
    assert officer.clicks < _UNDER
    assert "Brought in" in screen.messages.sentence
    assert look_checks.faults(screen) == []
    officer.look()
    results = empty_window.show_screen("Results")
    assert isinstance(results, Results)
    settle()
    officer.clicks += 1
    officer.look()
    # worst and best are what was recorded: (6-2)/(8-2) of 40, (8-4)/(8-4) of 30 and (7-3)/(7-3) of 30, and so on
    scores = {option.name: option.score for option in empty_window.workspace.appraisal().options}
    assert scores == {
        "Do nothing": Fraction(100, 1) * Fraction(30, 100) * Fraction(1, 4),
        "Shared service": Fraction(100) * (Fraction(40, 100) * Fraction(4, 6) + Fraction(60, 100)),
        "Outsource": Fraction(100) * (Fraction(40, 100) + Fraction(30, 100) * Fraction(2, 4)),
    }


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # the stand-in screen has no keyboard for a menu to take
def test_five_years_of_costs_in_thousands_come_into_an_empty_case(
    styled_app: QApplication,
    empty_window: Window,
    qtbot: QtBot,
    settle: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    officer = Officer(empty_window, qtbot, settle, "costs")
    screen = with_the_book(officer, written(tmp_path / "Shared service costs.xlsx", Costs=COSTS), monkeypatch, qtbot)
    officer.type_in(screen.questions.line("all owner"), "Shared service")
    officer.choose(screen.questions.line("unit"), "120 is £120,000")
    bring_in = screen.header.primary
    assert bring_in is not None
    officer.click(bring_in)
    assert officer.clicks < _UNDER
    assert look_checks.faults(screen) == []
    officer.look()
    empty_window.show_screen("Savings")
    settle()
    officer.clicks += 1
    officer.look()
    lines = empty_window.workspace.read(rows, CashFlow, empty_window.workspace.case_id)
    assert [(row.text("owner"), row.text("line"), row.text("kind")) for row in lines] == [
        ("Shared service", "Staff", "cost"), ("Shared service", "ICT", "cost"), ("Shared service", "Premises", "cost")]  # fmt: skip
    years = empty_window.workspace.appraisal().option("Shared service").money.years
    known = [year.cost.low for year in years[:5]]
    assert known == [170_000, 135_000, 135_000, 135_000, 135_000]
    assert years[0].cost.high is None, "what is to be confirmed is not nothing"


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # the stand-in screen has no keyboard for a menu to take
def test_costs_and_savings_below_nought_come_into_an_empty_case(
    styled_app: QApplication,
    empty_window: Window,
    qtbot: QtBot,
    settle: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    officer = Officer(empty_window, qtbot, settle, "savings")
    screen = with_the_book(officer, written(tmp_path / "Library hub.xlsx", Costs=_SAVINGS_BELOW), monkeypatch, qtbot)
    officer.type_in(screen.questions.line("all owner"), "Library hub")
    officer.choose(screen.questions.line("unit"), "120 is £120,000")
    officer.choose(screen.questions.line("sign"), "\u221240 is a saving of 40")
    bring_in = screen.header.primary
    assert bring_in is not None
    officer.click(bring_in)
    assert officer.clicks < _UNDER
    assert look_checks.faults(screen) == []
    officer.look()
    years = empty_window.workspace.appraisal().option("Library hub").money.years[:5]
    assert [year.cost.low for year in years] == [year.cost.high for year in years] == [120_000, 30_000, 30_000, 30_000, 30_000]
    savings = [year.saving_not_stated for year in years]
    assert [each.low for each in savings] == [each.high for each in savings] == [0, 40_000, 95_000, 95_000, 95_000]
