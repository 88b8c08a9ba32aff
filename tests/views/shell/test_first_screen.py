"""The first frame and the first screen: what is loaded before them, and that nothing painted is later corrected or moves.

What is on the screen is taken from the screen itself, as it was painted: to grab a widget would lay it out first.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.application import Window
from desktop.settings import Settings
from desktop.views.decide.certainty import SureView
from desktop.views.overview.screen import Overview
from desktop.views.shell.screens import SCREENS

_LOADED = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from desktop.application import Window, make_application
from desktop.settings import Settings

application = make_application(sys.argv[:1])
window = Window(Settings(Path(sys.argv[2])), "Opening", furnished=False)
seen = []

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            if not seen:
                seen.append(sorted(sys.modules))
                QTimer.singleShot(0, go_on)
            elif type(watched).__name__ == "Tile" and len(seen) == 1:
                seen.append(sorted(sys.modules))
        return False

def go_on():
    window.furnish()
    window.workspace.rest_loaded.connect(lambda: (seen.append(sorted(sys.modules)), look.start()))
    window.open(Path(sys.argv[1]))

def end():
    if "db.tables" in sys.modules and not window.tasks.is_busy:
        look.stop()
        window.close()
        print(json.dumps([*seen, sorted(sys.modules)]))
        application.quit()

look = QTimer(interval=20)
look.timeout.connect(end)
painted = Painted()
application.installEventFilter(painted)
window.show()
application.exec()
"""

#: What neither the first frame nor a first screen with its figures needs.
_LATE = (
    "sqlmodel", "sqlalchemy", "pydantic", "db.tables", "reportlab", "PIL", "numpy", "openpyxl", "xlsxwriter", "pypdfium2",
    "desktop.papers.readiness", "desktop.papers.charts", "desktop.papers.exhibits", "desktop.papers.layouts", "desktop.papers.pdf",
    "desktop.papers.fonts", "desktop.operations.papers", "desktop.operations.workbook", "desktop.operations.history",
    "desktop.appraisal.simulation.monte_carlo", "desktop.appraisal.simulation.places", "desktop.appraisal.choice.weight_course",
    "desktop.models.table_model", "desktop.views.kit.tables", "desktop.views.kit.records", "desktop.views.kit.forms.fields",
    "desktop.views.overview.case_form", "desktop.views.shell.welcome.Welcome",
)  # fmt: skip
#: What its charts and readiness do not need either.
_LATER = (
    "sqlmodel", "sqlalchemy", "pydantic", "db.tables", "numpy", "openpyxl", "xlsxwriter", "pypdfium2", "desktop.operations.workbook",
    "desktop.papers.charts.all_charts", "desktop.papers.charts.svg", "desktop.papers.layouts.cabinet_report",
    "desktop.views.kit.tables", "desktop.views.kit.records",
)  # fmt: skip
#: What a first frame is painted by, of the program itself.
_OF_FIRST_FRAME = {
    "desktop", "desktop.application", "desktop.collecting", "desktop.disk_trouble", "desktop.errors", "desktop.own_files",
    "desktop.resources",
    "desktop.settings", "desktop.views", "desktop.views.kit", "desktop.views.kit.fonts", "desktop.views.kit.look", "desktop.views.shell",
    "desktop.views.shell.first_frame", "desktop.views.shell.screens",
}  # fmt: skip


def within(names: Sequence[str], modules: Sequence[str]) -> list[str]:
    """Those modules that have one of the names, or are of a package of that name."""
    return [module for module in modules if any(module == name or module.startswith(f"{name}.") for name in names)]


def test_nothing_is_loaded_before_it_is_looked_at(repository: Path, made_sample: Callable[[str], Path], tmp_path: Path) -> None:
    file = tmp_path / "future-options.appraisal"
    file.write_bytes(made_sample("future-options").read_bytes())
    command = [sys.executable, "-c", _LOADED, str(file), str(tmp_path / "settings.ini")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=repository, timeout=60)
    frame, screen, whole, rest = json.loads(done.stdout)
    own = {module for module in frame if module.partition(".")[0] in ("desktop", "db")}
    assert own == _OF_FIRST_FRAME
    assert within(_LATE, screen) == []
    assert "desktop.appraisal.appraise" in screen
    assert within(_LATER, whole) == []
    assert "desktop.papers.charts.score_charts" in whole
    # and then, off the main thread, what would else be waited for when a screen or a view of it is first opened
    assert {f"desktop.views.{each.module}" for each in SCREENS} <= set(rest)
    assert {"desktop.views.money.who_gains", "desktop.views.partners.fit", "desktop.views.money.lines.details"} <= set(rest)


class _Screen:
    """What the screen has shown of a window, each picture once, turn by turn."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.pictures: list[npt.NDArray[np.uint32]] = []
        self._turn = QTimer(window)
        self._turn.timeout.connect(self.look)

    def watch(self) -> None:
        """Look at each turn of the event loop from here on."""
        self.look()
        self._turn.start(0)

    def look(self) -> None:
        """Keep what is shown, where it is not what was shown last."""
        image = self.window.screen().grabWindow(self.window.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)
        shown = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width()).copy()
        if not self.pictures or not np.array_equal(shown, self.pictures[-1]):
            self.pictures.append(shown)

    def stop(self) -> None:
        """Look no longer."""
        self._turn.stop()

    def of(self, part: QWidget) -> list[npt.NDArray[np.uint32]]:
        """What a part of the window has shown, each picture once."""
        corner = part.mapTo(self.window, QPoint(0, 0))
        distinct: list[npt.NDArray[np.uint32]] = []
        for picture in self.pictures:
            cut = picture[corner.y() : corner.y() + part.height(), corner.x() : corner.x() + part.width()]
            if not distinct or not np.array_equal(cut, distinct[-1]):
                distinct.append(cut)
        return distinct


def corrected(before: npt.NDArray[np.uint32], after: npt.NDArray[np.uint32], but: Sequence[QRect] = ()) -> int:
    """How many pixels that had something on them are otherwise afterwards, outside places that were kept: those that stood out."""
    blank = before == np.median(before, axis=1).astype(np.uint32)[:, None]
    # what every row has most of: the page, and beside it the rail's ground
    for ground in np.unique(before[:, [5, before.shape[1] // 2]]):
        blank |= before == ground
    otherwise = (before != after) & ~blank
    for place in but:
        otherwise[place.top() : place.bottom() + 1, place.left() : place.right() + 1] = False
    return int(otherwise.sum())


@pytest.fixture
def begun(styled_app: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    """A window with its first frame alone, which says what is being opened."""
    window = Window(Settings(tmp_path / "settings.ini"), "Opening future-options.appraisal", furnished=False)
    window.resize(1366, 768)
    with qtbot.waitSignal(window.first_frame.painted):
        window.show()
    yield window
    window.close()
    window.deleteLater()


def test_nothing_that_was_painted_is_corrected_or_moves(
    begun: Window, qtbot: QtBot, tmp_path: Path, sample_store: Callable[[str, Path], None], settle: Callable[[], None]
) -> None:
    path = tmp_path / "future-options.appraisal"
    sample_store("future-options", path)
    screen = _Screen(begun)
    settle()
    screen.look()
    begun.furnish()
    settle()
    screen.look()
    first_frame, furnished = screen.pictures
    assert corrected(first_frame, furnished) == 0
    assert begun.stack.currentWidget() is begun.opening
    screen.watch()
    with qtbot.waitSignal(begun.workspace.rest_loaded, timeout=20_000):
        begun.open(path)
    qtbot.wait(300)
    screen.stop()
    _, figures, whole = screen.of(begun.stack)
    overview = begun.show_screen("Overview")
    assert isinstance(overview, Overview)
    glance = overview.glance
    kept = [QRect(each.mapTo(begun.stack, QPoint(0, 0)), each.size()) for each in (glance.scores, glance.money, glance.ready)]
    assert corrected(figures, whole, kept) == 0
    assert corrected(whole, figures) > 1000  # the charts and what is to do, which came into their places
    assert "welcome" not in vars(begun)


def test_what_went_wrong_in_an_earlier_run_is_said_on_the_first_screen(
    begun: Window, qtbot: QtBot, tmp_path: Path, sample_store: Callable[[str, Path], None]
) -> None:
    path = tmp_path / "ni179.appraisal"
    sample_store("ni179", path)
    begun.furnish()
    with qtbot.waitSignal(begun.workspace.rest_loaded, timeout=20_000):
        begun.open(path)
        begun.faulted.emit("Appraisal Desk stopped the last time it ran.")
    assert begun.show_screen("Overview").messages.sentence == "Appraisal Desk stopped the last time it ran."


def test_a_file_that_does_not_open_leads_to_the_first_page(begun: Window, qtbot: QtBot, tmp_path: Path) -> None:
    letter = tmp_path / "letter.appraisal"
    letter.write_text("Dear Councillor", encoding="utf-8")
    begun.furnish()
    with qtbot.waitSignal(begun.workspace.troubled, timeout=10_000):
        begun.open(letter)
    assert begun.stack.currentWidget() is begun.welcome
    assert "letter.appraisal" in begun.welcome.messages.sentence


def test_while_a_file_is_opened_from_the_first_page_nothing_on_it_can_be_pressed(
    styled_app: QApplication, qtbot: QtBot, tmp_path: Path, sample_store: Callable[[str, Path], None]
) -> None:
    path = tmp_path / "ni179.appraisal"
    sample_store("ni179", path)
    window = Window(Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(window)
    window.show()
    assert window.stack.currentWidget() is window.welcome
    with qtbot.waitSignal(window.workspace.rest_loaded, timeout=20_000):
        window.open(path)
        assert window.stack.currentWidget() is window.opening
        assert window.opening.words == window.opening.accessibleName() == "Opening ni179.appraisal…"
    assert window.stack.currentWidget() is window.show_screen("Overview")


def test_a_window_closed_before_it_is_furnished_keeps_its_place(begun: Window, tmp_path: Path) -> None:
    begun.resize(700, 600)
    assert begun.close()
    begun.settings.keep()
    again = Window(Settings(tmp_path / "settings.ini"), furnished=False)
    assert again.size() == begun.size()
    again.deleteLater()


@pytest.mark.parametrize("name", ["Savings", "Scores", "Results"])
def test_a_screen_is_painted_once_it_is_laid_out(open_window: Callable[..., Window], qtbot: QtBot, name: str) -> None:
    window = open_window("future-options")
    qtbot.wait(300)
    screen = _Screen(window)
    screen.watch()
    shown = window.show_screen(name)
    qtbot.wait(1200)
    screen.stop()
    assert len(screen.of(shown)) == 2, "the screen before, and this one"


def test_how_sure_has_its_places_when_the_first_draws_arrive(open_window: Callable[..., Window], qtbot: QtBot) -> None:
    window = open_window("future-options")
    heights: list[tuple[int, int, int]] = []
    results = window.show_screen("Results", "How sure")
    [view] = results.findChildren(SureView)

    def look() -> None:
        now = view.places.height(), view.table.height(), view.central_title.y()
        if view.table.isVisible() and view.updatesEnabled() and (not heights or heights[-1] != now):
            heights.append(now)

    turn = QTimer(view)
    turn.timeout.connect(look)
    turn.start(0)
    qtbot.waitUntil(lambda: view.note.text().startswith("From 100,000 draws"), timeout=20_000)
    qtbot.wait(400)
    turn.stop()
    assert len(heights) == 1
