"""The journeys an officer makes most, with the mouse on the real window: each click and key is counted.

A case of one's own from nothing to its results took 30 clicks and 225 keys when somebody who had not seen the program first made it: a
press of Add met a card, as the page had scrolled under the pointer, and what was typed went into the option before. Why an option leads
was read after one click, and the same on Decide after two.

With `APPRAISAL_DESK_PICTURES` naming a folder, a picture of the window before each click is put there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu, QPushButton, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from db.nouns.money import CashFlow
from desktop.application import Window
from desktop.operations.records.records import rows
from desktop.settings import Settings
from desktop.views.bring_in.screen import BringIn
from desktop.views.decide.screen import Results
from desktop.views.judge.scores import Scores
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.first_steps import LinkButton
from desktop.views.kit.forms.fields import Choice
from desktop.views.kit.records.record_screen import RecordScreen
from desktop.views.kit.screen import Screen
from desktop.views.kit.tables.spreadsheet_table import SpreadsheetTable
from desktop.views.money.screen import Savings
from tests.operations.matching.books import COSTS, Cells, written
from tests.views import look_checks

#: The most clicks that a workbook may take to come in, those in the system's own list of files among them.
_UNDER = 10
_FILE_DIALOG = 2
#: The clicks and keys that a case of one's own takes to its results: three options, three criteria, nine scores, two lines.
_OWN_CASE = (24, 200)
#: The clicks until one reads why an option leads, from the first screen, and until one reads it beside every score.
_WHY, _WHY_ON_DECIDE = 1, 2
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
        self.window, self.clicks, self.keys = window, 0, 0
        self._qtbot, self._settle, self._name = qtbot, settle, name

    def click(self, widget: QWidget, at: QPoint | None = None, count: int = 1) -> None:
        """Click on a widget that is seen, in its middle unless told where; `count` clicks are made where one is seen."""
        self.look()
        assert widget.visibleRegion().contains(at or widget.rect().center())
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
        self.type(words)

    def type(self, words: str) -> None:
        """Type where the focus is."""
        for character in words:
            self._qtbot.keyClicks(QApplication.focusWidget(), character)
        self.keys += len(words)

    def press(self, *keys: Qt.Key) -> None:
        """Press keys where the focus is."""
        for key in keys:
            self._qtbot.keyClick(QApplication.focusWidget(), key)
        self.keys += len(keys)
        self._settle()

    def go_to(self, stage: str) -> Screen:
        """Click on a stage of the rail."""
        rail = self.window.rail
        (item,) = rail.findItems(stage, Qt.MatchFlag.MatchExactly)
        self.click(rail.viewport(), rail.visualItemRect(item).center())
        screen = self.window.show_screen(self.window.screen_name)
        assert isinstance(screen, Screen)
        return screen

    def add(self, screen: Screen, name: str) -> None:
        """Click on the main action of a screen, which adds to its list, and type a name over the one that is chosen."""
        assert screen.header.primary is not None
        self.click(screen.header.primary)
        self.type(name)
        self.press(Qt.Key.Key_Tab)

    def take(self, table: SpreadsheetTable, row: int, column: int) -> None:
        """Click on a cell of a table."""
        self.click(table.view.viewport(), table.view.visualRect(table.model.index(row, column)).center())

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


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # the stand-in screen has no keyboard for a list to take
def test_a_case_of_ones_own_goes_from_nothing_to_its_results(
    styled_app: QApplication, empty_window: Window, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    officer = Officer(empty_window, qtbot, settle, "own")
    officer.clicks, officer.keys = 1, 1  # Start a new case file, and Enter in the system's list of files
    settle()
    officer.click(next(each for each in empty_window.findChildren(LinkButton) if each.text() == "Say what is to be decided"))
    for words in ("Depots", "Cabinet", "Decide how many depots to keep."):
        officer.type(words)
        officer.press(Qt.Key.Key_Tab)

    options = officer.go_to("Options")
    assert isinstance(options, RecordScreen)
    for name in ("Do nothing", "Two depots", "One depot"):
        officer.add(options, name)
        if name == "Do nothing":
            benchmark = options.pane.form.fields["benchmark"]
            assert isinstance(benchmark, Choice)
            officer.click(benchmark.editor)
            officer.type("y")
            officer.press(Qt.Key.Key_Return)

    criteria = officer.go_to("Judge")
    for name, weight in (("Quality", "50"), ("Access", "30"), ("Risk", "20")):
        officer.add(criteria, name)
        officer.press(*[Qt.Key.Key_Tab] * 3)
        for typed in ("0", "10", weight):
            officer.type(typed)
            officer.press(Qt.Key.Key_Tab)

    bar = criteria.tabs.findChild(QTabBar)
    assert isinstance(bar, QTabBar)
    officer.click(bar, bar.tabRect(next(at for at in range(bar.count()) if bar.tabText(at) == "Scores")).center())
    scores = empty_window.show_screen(empty_window.screen_name)
    assert isinstance(scores, Scores)
    officer.click(next(each for each in scores.findChildren(PlainButton) if each.text() == "Add the first group"))
    officer.type("Officers")
    officer.press(Qt.Key.Key_Return)
    for column, given in enumerate(("555", "876", "647")):
        officer.take(scores.table, 0, column + 1)
        if column == 1:
            assert scores.totals.cell_at(0, 1).note == "benchmark", "one that alone is scored has no place"
        for score in given:
            officer.type(score)
            officer.press(Qt.Key.Key_Return)
    assert "missing" not in scores.key.accessibleName()

    money = officer.go_to("Money")
    assert isinstance(money, Savings)
    assert not money.lines.grouping.isVisible(), "there is nothing yet to group"
    officer.add(money, "Fewer leases")
    beside = money.lines.results
    assert beside.said.mapTo(beside, QPoint()).x() < look.MARGIN, "what is said has the room of the chart that is not there"
    officer.type("s")
    officer.click(next(each for each in money.lines.side.findChildren(QPushButton) if each.text() == "Full year"))
    officer.type_in(money.lines.phasing.amount.editor, "120k")
    officer.press(Qt.Key.Key_Tab, Qt.Key.Key_Down)
    officer.click(money.lines.phasing.button)
    officer.add(money, "Moving costs")
    officer.take(money.lines.table, 1, 1)
    officer.type("300k")
    officer.press(Qt.Key.Key_Return)

    assert not any(money.lines.totals.cell_at(0, at).note for at in range(10)), "every amount is known"
    results = officer.go_to("Decide")
    assert isinstance(results, Results)
    officer.look()
    assert (officer.clicks, officer.keys) == _OWN_CASE
    assert look_checks.faults(results) == []
    appraisal = empty_window.workspace.appraisal()
    assert {option.name: option.score for option in appraisal.options} == {"Do nothing": 50, "Two depots": 73, "One depot": 56}
    npv = appraisal.option("Two depots").money.npv
    assert npv is not None
    assert npv.central == -300_000 + sum(round(Decimal(120_000) / Decimal("1.035") ** year, 2) for year in range(1, 10))


def test_why_an_option_leads_is_read_at_once(
    styled_app: QApplication, open_window: Callable[..., Window], qtbot: QtBot, settle: Callable[[], None]
) -> None:
    window = open_window("future-options", screen="Overview")
    officer = Officer(window, qtbot, settle, "why")
    officer.clicks = 1  # the sample, on the first screen
    overview = window.show_screen("Overview")
    settle()
    why = "leads Shared services by 3.3 weighted points on Democracy"

    def said_on(screen: Screen) -> bool:
        said = [each for each in screen.findChildren(QLabel) if why in QTextDocumentFragment.fromHtml(each.text()).toPlainText()]
        return any(not each.visibleRegion().isEmpty() for each in said)

    assert said_on(overview)
    assert officer.clicks == _WHY
    results = officer.go_to("Decide")
    assert said_on(results)
    assert officer.clicks == _WHY_ON_DECIDE


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
