"""The window under the hand: each screen opened, a cell typed into and a slider moved, on a sample and on a large case.

Times are of the main thread's own processor, which other programs leave alone, until all that follows is done and painted.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.application import Window
    from desktop.models.table_model import TableModel
    from desktop.views.kit.tables.spreadsheet_view import SpreadsheetView

#: The event loop has nothing more to do once it has been quiet so long, in seconds: longer than any pause a screen waits for.
_QUIET = 0.3
_PATIENCE = 120.0
_TYPED = ("1", "2", "3", "1", "2")
_STEPS = 12
_ON_A_SAMPLE, _ON_A_LARGE_CASE, _FRAME = 0.050, 0.100, 0.016

Rows = list[tuple[str, float, str, str]]


@dataclass(frozen=True, slots=True)
class Took:
    """What something took of the main thread, in seconds: in all, and in its longest turn of the event loop."""

    whole: float
    longest: float


def rows(folder: Path, sample: Path, large: Path) -> Rows:
    """The rows of the benchmark that are about screens: what, ratio, aim, and the figures it is of."""
    from PySide6.QtWidgets import QApplication

    from desktop.application import make_application
    from desktop.collecting import collect_briefly

    collect_briefly()
    have = QApplication.instance()
    application = have if isinstance(have, QApplication) else make_application(["bench"])
    opened: dict[Path, dict[str, Took]] = {}
    entered: dict[Path, dict[str, Took]] = {}
    for file in (sample, large):
        copy = folder / f"screens-{file.name}"
        shutil.copy(file, copy)
        window = open_window(application, copy, folder)
        opened[file], entered[file] = {}, {}
        for name, go in stops(window):
            opened[file][name] = watched(application, window, go)
            for view in editable_views(window):
                took = typed(application, window, view)
                if took is not None:
                    entered[file][f"{name}: {view.accessibleName()}"] = took
        entered[file]["a slider of Results"] = slid(application, window)
        window.close()
        watched(application, window, lambda: None)
    return [*_opening(opened[sample], opened[large]), *_entering(entered[sample], entered[large])]


def _opening(sample: dict[str, Took], large: dict[str, Took]) -> Rows:
    table = []
    for name in (each for each in sample if each in large):
        ratio = large[name].whole / max(sample[name].whole, 0.001)
        figures = f"{_ms(large[name].whole)} and {_ms(sample[name].whole)}, longest turn {_ms(large[name].longest)}"
        table.append((f"{name} opened on a large case, against a sample", ratio, "5 or less", figures))
    return table


def _entering(sample: dict[str, Took], large: dict[str, Took]) -> Rows:
    table = []
    for name, took in sample.items():
        aim, words = (_FRAME, "16 ms") if name.startswith("a slider") else (_ON_A_SAMPLE, "50 ms")
        what = f"A step of {name}" if name.startswith("a slider") else f"Enter in {name},"
        table.append((f"{what} on a sample, against {words}", took.whole / aim, "1 or less", _ms(took.whole)))
    for name, took in large.items():
        what = f"A step of {name}" if name.startswith("a slider") else f"Enter in {name},"
        figures = f"{_ms(took.whole)}, longest turn {_ms(took.longest)}"
        table.append((f"{what} on a large case, against 100 ms", took.whole / _ON_A_LARGE_CASE, "1 or less", figures))
    return table


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def watched(application: QApplication, window: Window, work: Callable[[], object]) -> Took:
    """Do something on the main thread and follow it until nothing more comes of it."""
    from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop

    dispatcher = QAbstractEventDispatcher.instance()
    if dispatcher is None:
        raise LookupError("there is no event loop")
    until = time.perf_counter() + _PATIENCE
    began = time.thread_time()
    work()
    last_busy = time.thread_time()
    longest, whole, last = last_busy - began, last_busy - began, time.perf_counter()
    while time.perf_counter() < until:
        turn = time.thread_time()
        busy = dispatcher.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        took = time.thread_time() - turn
        longest = max(longest, took)
        if busy:
            whole, last = whole + took, time.perf_counter()
            continue
        if window.tasks.is_busy:
            last = time.perf_counter()
        elif time.perf_counter() - last > _QUIET:
            break
        time.sleep(0.001)
    return Took(whole, longest)


def open_window(application: QApplication, file: Path, folder: Path) -> Window:
    """The real window on a file, once its first screen is there and still."""
    from desktop.application import Window
    from desktop.settings import Settings

    window = Window(settings=Settings(folder / "screens.ini"))
    window.resize(1366, 768)
    window.show()
    window.open(file)
    while not window.workspace.is_open:
        application.processEvents()
        time.sleep(0.001)
    watched(application, window, lambda: None)
    return window


def stops(window: Window) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each screen and each of its tabs: its name, and what brings it to the front."""
    from desktop.views.judge.scores import Scores
    from desktop.views.shell.screens import SCREENS

    for name in (each.name for each in SCREENS):
        yield name, partial(window.show_screen, name)
        screen = window.show_screen(name)
        for number, view in enumerate(screen.tabs.names[1:], start=1):
            yield f"{name}, {view}", partial(screen.tabs.choose, number)
        if isinstance(screen, Scores):
            yield f"{name}, one group", partial(screen.views.choose, 1)


def editable_views(window: Window) -> list[SpreadsheetView]:
    """The grids on show in which something can be typed."""
    from desktop.views.kit.tables.spreadsheet_view import SpreadsheetView

    screen = window.show_screen(window.screen_name)
    return [view for view in screen.findChildren(SpreadsheetView) if view.isVisible() and place_to_type(model_of(view)) is not None]


def model_of(view: SpreadsheetView) -> TableModel:
    """The rows of a grid."""
    from desktop.models.table_model import TableModel

    model = view.model()
    if not isinstance(model, TableModel):
        raise TypeError(f"{view.accessibleName()} has rows of another kind")
    return model


def place_to_type(model: TableModel) -> tuple[int, int] | None:
    """The first cell that takes a figure, or else a text."""
    from desktop.models.kinds import FIGURES, Kind

    for kinds in ((Kind.ESTIMATE,), FIGURES, (Kind.TEXT, Kind.LONG_TEXT)):
        for number, column in enumerate(model.columns):
            for row in range(min(model.rowCount(), 12)) if column.kind in kinds else ():
                if model.is_editable(row, number):
                    return row, number
    return None


def typed(application: QApplication, window: Window, view: SpreadsheetView) -> Took | None:
    """Type into a cell and press Enter, some times over: the median. Nothing where what is typed is refused."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

    took = []
    for text in _TYPED:
        model = model_of(view)
        place = place_to_type(model)
        if place is None:
            return None
        view.setFocus()
        view.setCurrentIndex(model.index(*place))
        application.processEvents()
        QTest.keyClick(view, Qt.Key.Key_F2)
        editor = QApplication.focusWidget()
        if not isinstance(editor, QLineEdit | QPlainTextEdit):
            return None
        editor.selectAll()
        QTest.keyClicks(editor, text)
        watched(application, window, lambda: None)
        before = window.workspace.saved_at
        this = watched(application, window, partial(QTest.keyClick, editor, Qt.Key.Key_Return))
        if window.workspace.saved_at != before:  # else it was refused, or stood there already
            took.append(this)
        model.forget_all()
    return _median(took) if took else None


def _median(took: list[Took]) -> Took:
    return sorted(took, key=lambda each: each.whole)[len(took) // 2]


def slid(application: QApplication, window: Window) -> Took:
    """Drag a slider of Results step by step: the median of a step."""
    from desktop.views.decide.screen import Results

    screen = window.show_screen("Results")
    if not isinstance(screen, Results):
        raise TypeError("the Results screen is another")
    screen.tabs.choose(0)
    watched(application, window, lambda: None)
    slider = next(iter(screen.scores.panel.sliders.values())).slider
    slider.setSliderDown(True)
    took = []
    for _ in range(_STEPS):
        value = slider.value() + 1
        took.append(watched(application, window, partial(slider.setValue, value)))
    slider.setSliderDown(False)
    screen.scores.panel.put_back()
    watched(application, window, lambda: None)
    return _median(took)


def large_case(path: Path) -> Path:
    """A file of 60 options, 60 criteria, 6 groups that score them all, 2,000 lines, and 300 partners with a target and a return each."""
    from bench_growth import Size, store_of

    return store_of(path, Size(options=60, criteria=60, groups=6, lines=2_000, partners=300))


if __name__ == "__main__":
    import tempfile

    from desktop.operations.workbook.samples import make_sample

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sample = folder / "future-options.appraisal"
        make_sample("future-options", sample)
        for what, ratio, aim, figures in rows(folder, sample, large_case(folder / "large.appraisal")):
            print(f"{ratio:.2f} ({aim}) {what}: {figures}")
