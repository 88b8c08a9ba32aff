"""An officer with no mouse: a case of one's own from an empty window to its results, and any record found, by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from db.nouns.case import Case
from db.nouns.choice import AssessorGroup, Criterion, Option
from desktop.application import Window
from desktop.operations.records import records
from desktop.settings import Settings

_OPTIONS = ("As now", "Two depots", "One depot")
_CRITERIA = ("Quality", "Access", "Risk", "Carbon", "Staff")
#: What each group gives each option, criterion by criterion.
_SCORES = {"Officers": ("55544", "87678", "64798"), "Members": ("66655", "78767", "53687")}
_PLACES = 60  # more than any view has from one end to the other by Tab


class Keys:
    """A keyboard on a window. Whatever it does goes through the window system, as keys do."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window, self._qtbot = window, qtbot

    @property
    def at(self) -> str:
        """The name of what has the focus."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton) and not focused.accessibleName():
            return focused.text()
        return focused.accessibleName() if focused is not None else ""

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            window = QApplication.focusWindow()
            assert window is not None
            QTest.keySequence(window, QKeySequence(key))
            QApplication.processEvents()

    def type(self, words: str) -> None:
        """Type words where the focus is, over what is chosen there."""
        for character in words:
            focused = QApplication.focusWidget()
            assert focused is not None
            QTest.keyClicks(focused, character)
        QApplication.processEvents()

    def tab_to(self, name: str, key: str = "Tab") -> None:
        """Press Tab until what has the focus has a name that begins so."""
        for _ in range(_PLACES):
            if self.at.startswith(name):
                return
            self.press(key)
        raise AssertionError(f"Tab does not reach {name!r}; it ends at {self.at!r}")

    def come_forward(self) -> None:
        """Have the window in front, as a window system does when a dialog has gone."""
        self.window.activateWindow()
        self._qtbot.waitUntil(self.window.isActiveWindow)


def _take_the_name() -> None:
    """Press Enter in the file dialog as soon as there is one: the name that it suggests will do."""
    dialog = next((each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog) and each.isVisible()), None)
    if dialog is None:
        QTimer.singleShot(20, _take_the_name)
    else:
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(name, QLineEdit)
        QTest.keyClick(name, Qt.Key.Key_Return)


@pytest.fixture
def keys(styled_app: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Keys]:
    """The window as it is first opened, and a keyboard."""
    settings = Settings(tmp_path / "settings.ini")
    settings.last_file = tmp_path / "Before.appraisal"  # where a new file is suggested
    window = Window(settings=settings)
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    keys = Keys(window, qtbot)
    keys.come_forward()
    yield keys
    window.close()
    window.deleteLater()


def test_a_case_of_ones_own_goes_from_nothing_to_its_results_by_keys_alone(keys: Keys, qtbot: QtBot) -> None:
    window, workspace = keys.window, keys.window.workspace
    QTimer.singleShot(0, _take_the_name)
    with qtbot.waitSignal(workspace.opened, timeout=20_000):
        keys.press("Ctrl+N")
    keys.come_forward()
    qtbot.waitUntil(lambda: keys.at == "Say what is to be decided")  # the first step of a new case has the focus
    keys.press("Return")
    for name, words in (("Title", "Depots"), ("Body", "Cabinet"), ("Purpose", "Decide how many depots to keep.")):
        keys.tab_to(name)
        keys.type(words)
    keys.press("Tab", "Ctrl+3")
    for option in _OPTIONS:
        keys.press("Ctrl+Return")
        keys.type(option)
        if option == _OPTIONS[0]:
            keys.tab_to("Benchmark")
            keys.type("y")
    keys.press("Tab", "Ctrl+4")
    for criterion in _CRITERIA:
        keys.press("Ctrl+Return")
        keys.type(criterion)
        for name, typed in (("Worst", "0"), ("Best", "10"), ("Weight", "20")):
            keys.tab_to(name)
            keys.type(typed)
    keys.press("Tab", "Alt+2")
    for group in _SCORES:
        keys.press("Ctrl+Return")
        keys.type(group)
    keys.press("Tab", "Alt+3")
    keys.tab_to("Scores of")
    for scores in _SCORES.values():
        keys.press("Right")
        keys.tab_to("Scores by criterion and option")
        keys.press("Ctrl+Home")
        for of_option in scores:
            keys.press("Right")
            for score in of_option:
                keys.type(score)
                keys.press("Return")
            keys.press("Ctrl+Up")
        keys.tab_to("Scores of", "Shift+Tab")
    keys.press("Ctrl+5")
    keys.tab_to("Costs and savings of")
    while not keys.at.endswith("Two depots"):
        keys.press("Right")
    keys.press("Ctrl+Return")
    keys.type("Fewer leases")
    keys.tab_to("Kind")
    keys.type("s")
    keys.tab_to("Costs and savings by line and year", "Shift+Tab")
    keys.tab_to("Fewer leases, 2026/27", "Shift+Tab")
    keys.tab_to("Costs and savings by line and year")
    for _ in range(5):
        keys.type("100k")
        keys.press("Tab")
    keys.press("Ctrl+6")

    keys.press("Alt+7")
    assert (window.screen_name, window.show_screen("Results").tabs.view) == ("Results", "Money")

    read, case = workspace.read, workspace.case_id
    assert read(records.rows, Case, case)[0].text("purpose") == "Decide how many depots to keep."
    assert [row.text("name") for row in read(records.rows, Option, case)] == list(_OPTIONS)
    assert [row.text("name") for row in read(records.rows, Criterion, case)] == list(_CRITERIA)
    assert [row.text("name") for row in read(records.rows, AssessorGroup, case)] == list(_SCORES)
    appraisal = workspace.appraisal()
    assert {option.name: option.score for option in appraisal.options} == {"As now": 51, "Two depots": 71, "One depot": 63}
    assert [option.name for option in appraisal.options if option.benchmark] == ["As now"]
    npv = appraisal.option("Two depots").money.npv
    assert npv is not None
    assert npv.central == sum(round(Decimal(100_000) / Decimal("1.035") ** year, 2) for year in range(5))

    keys.press("Alt+Left", "Alt+Left")
    assert window.screen_name == "Savings"
    keys.press("Ctrl+K")
    keys.type("One depot")
    keys.press("Return")
    keys.come_forward()
    assert (window.screen_name, keys.at) == ("Options", "Option")
