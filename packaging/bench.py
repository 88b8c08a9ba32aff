"""Speed as ratios in one run, with the rival beside each. Run by `python3 dev.py bench`; the last table is in `packaging/bench.md`."""

from __future__ import annotations

import argparse
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.appraisal.results import Appraisal

_TABLE = Path(__file__).with_name("bench.md")
_RUNS = 9


def main() -> int:
    """Measure, print the table and, with --keep, keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--child", choices=("bare", "window", "sample"), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--keep", action="store_true", help="write the table to packaging/bench.md")
    given = parser.parse_args()
    if given.child:
        return child(given.child, given.file)
    import bench_growth
    import bench_money
    import bench_papers
    import bench_returns
    import bench_screens

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [*measure(folder), *bench_money.rows(folder), *bench_papers.rows(), *bench_returns.rows(folder)]
        large = bench_screens.large_case(folder / "large.appraisal")
        rows += [*bench_screens.rows(folder, folder / "future-options.appraisal", large), *bench_growth.rows(folder)]
    table = render(rows)
    print(table)
    if given.keep:
        _TABLE.write_text(table + "\n", encoding="utf-8")
    return 0


def measure(folder: Path) -> list[tuple[str, float, str, str]]:
    """Every row of the table: what, ratio, aim, and the two figures it is of."""
    import bench_store

    from desktop.operations.workbook.samples import make_sample

    sample = folder / "future-options.appraisal"
    make_sample("future-options", sample)
    bare, window, usable, gaps, builds = [], [], [], [], []
    for _ in range(_RUNS):  # turn about, so that whatever else the machine does falls on all alike
        bare.append(start("bare", sample)[0])
        window.append(start("window", sample)[0])
        first, gap, build = start("sample", sample)
        usable.append(first)
        gaps.append(gap)
        builds.append(build)
    base = statistics.median(bare)
    return [
        (
            "First painted frame, against a bare PySide6 window",
            statistics.median(window) / base,
            "1.25 or less",
            f"{statistics.median(window) * 1000:.0f} ms and {base * 1000:.0f} ms",
        ),
        (
            "Sample open and its first screen painted, against a bare PySide6 window",
            statistics.median(usable) / base,
            "3.5 or less",
            f"{statistics.median(usable) * 1000:.0f} ms and {base * 1000:.0f} ms",
        ),
        (
            "Longest stall of the window while libraries load, against 50 ms",
            statistics.median(gaps) / 0.050,
            "1 or less",
            f"{statistics.median(gaps) * 1000:.0f} ms, worst of {_RUNS} runs {max(gaps) * 1000:.0f} ms",
        ),
        (
            "Longest stall of the window while its first screen is built, against 50 ms",
            statistics.median(builds) / 0.050,
            "1 or less",
            f"{statistics.median(builds) * 1000:.0f} ms, worst of {_RUNS} runs {max(builds) * 1000:.0f} ms",
        ),
        *bench_store.rows(folder, sample),
        *arithmetic(),
    ]


def render(rows: list[tuple[str, float, str, str]]) -> str:
    """The table as Markdown."""
    lines = [
        "# Speed, as ratios in one run",
        "",
        "Made by `python3 dev.py bench --keep`. Medians; milliseconds drift from machine to machine, ratios less so.",
        f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores, "
        f"Qt platform {os.environ.get('QT_QPA_PLATFORM', 'native')}.",
        "",
        "| what | ratio | aim | figures |",
        "|---|---|---|---|",
    ]
    lines += [f"| {what} | {ratio:.2f} | {aim} | {figures} |" for what, ratio, aim, figures in rows]
    return "\n".join(lines)


def start(kind: str, sample: Path) -> tuple[float, float, float]:
    """Start a program of its own; seconds from process start to what it waits for, and its longest stalls while loading and after."""
    began = time.time()
    command = [sys.executable, __file__, "--child", kind, "--file", str(sample)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    at, gap, build = done.stdout.split()[-3:]
    return float(at) - began, float(gap), float(build)


def child(kind: str, sample: Path) -> int:
    """Show a window, and print when its first frame (or the sample's first screen) was painted, and the longest stall."""
    if kind == "bare":
        return _bare()
    import gc

    gc.disable()
    from desktop.application import Window, make_application
    from desktop.settings import Settings

    application = make_application(sys.argv[:1])
    window = Window(settings=Settings(sample.with_name("bench.ini")))
    watch = _Watch(application)
    window.show()
    if kind == "sample":
        window.workspace.busy.connect(lambda words: None if words else watch.loaded())
        window.workspace.opened.connect(watch.after_paint)
        watch.first_painted = lambda: window.open(sample)
    application.exec()
    window.close()
    return 0


def _bare() -> int:
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(QLabel("A bare window"))
    window.resize(1366, 768)
    watch = _Watch(application)
    window.show()
    application.exec()
    watch.stop()
    return 0


class _Watch:
    """Tells when the first frame has been painted, and keeps the longest gap between two turns of the event loop."""

    def __init__(self, application: object) -> None:
        from PySide6.QtCore import QEvent, QObject, QTimer
        from PySide6.QtWidgets import QApplication, QWidget

        if not isinstance(application, QApplication):
            raise TypeError("the watch wants the application")
        watch = self
        self._application = application
        self.first_painted: Callable[[], object] | None = None
        self._waiting = True
        self._last = time.perf_counter()
        self.gap = 0.0
        self.gap_while_loading = 0.0
        self._once = QTimer.singleShot

        class Filter(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                if watch._waiting and event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
                    watch._waiting = False
                    watch._once(0, watch._painted)
                return False

        self._filter = Filter()
        application.installEventFilter(self._filter)
        self._tick = QTimer()
        self._tick.timeout.connect(self._turn)

    def _turn(self) -> None:
        now = time.perf_counter()
        self.gap = max(self.gap, now - self._last)
        self._last = now

    def _painted(self) -> None:
        if self.first_painted is None:
            print(time.time(), self.gap_while_loading, self.gap, flush=True)
            self.stop()
            self._application.quit()
            return
        then, self.first_painted = self.first_painted, None
        self._last = time.perf_counter()
        self._tick.start(0)
        then()

    def loaded(self) -> None:
        """The libraries are loaded and the case is read: what follows is the building of its first screen."""
        self._turn()
        self.gap_while_loading, self.gap = self.gap, 0.0

    def after_paint(self) -> None:
        """Wait for the next paint, which is the first of the screen now in front. What was open is loaded: stalls end here."""
        self._turn()
        self._tick.stop()
        self._waiting = True

    def stop(self) -> None:
        """Watch no longer."""
        self._application.removeEventFilter(self._filter)


def arithmetic() -> list[tuple[str, float, str, str]]:
    """The rows of the options appraisal: simulation and switching weights."""
    from desktop.appraisal.choice.sensitivity import weight_switches
    from desktop.appraisal.simulation import simulate

    rows = []
    for options, criteria in ((5, 12), (50, 50)):
        appraisal = matrix(options, criteria)
        values = [[float(cell.value or 0) for cell in option.cells.values()] for option in appraisal.options]
        ours, plain = [], []
        for _ in range(_RUNS):
            ours.append(timed(partial(simulate, appraisal, 100_000)))
            plain.append(timed(partial(plain_numpy, values, 100_000)))
        rows.append(
            (
                f"100,000 draws of SMAA-2 and central weights, {options} options by {criteria} criteria, against plain numpy without them",
                statistics.median(ours) / statistics.median(plain),
                "1.2 or less",
                f"{statistics.median(ours) * 1000:.1f} ms and {statistics.median(plain) * 1000:.1f} ms",
            )
        )
    appraisal = matrix(5, 12)
    frame = statistics.median(timed(partial(simulate, appraisal, 10_000)) for _ in range(_RUNS))
    switches = statistics.median(timed(partial(weight_switches, appraisal)) for _ in range(_RUNS))
    rows.append(
        (
            "10,000 draws of SMAA-2, 5 options by 12 criteria, against a frame of 16 ms",
            frame / 0.016,
            "1 or less",
            f"{frame * 1000:.1f} ms",
        )
    )
    rows.append(
        (
            "Every switching weight, solved exactly, 5 options by 12 criteria, against 1 ms",
            switches / 0.001,
            "1 or less",
            f"{switches * 1000:.2f} ms, {len(weight_switches(appraisal))} of them",
        )
    )
    return rows


def timed(work: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def matrix(options: int, criteria: int) -> Appraisal:
    """An appraisal of so many options by so many criteria, all scored from 0 to 10, with no weights recorded."""
    from desktop.appraisal.appraise import appraise
    from desktop.appraisal.case import AssessorGroup, Case, Criterion, Option
    from desktop.appraisal.years import FinancialYear

    luck = random.Random(options)
    scores = {("Panel", f"O{row}", f"C{column}"): Decimal(luck.randint(0, 10)) for row in range(options) for column in range(criteria)}
    return appraise(
        Case(
            "Bench",
            FinancialYear(2011),
            1,
            options=tuple(Option(f"O{row}") for row in range(options)),
            criteria=tuple(Criterion(f"C{column}", worst=Decimal(0), best=Decimal(10)) for column in range(criteria)),
            groups=(AssessorGroup("Panel"),),
            scores={**scores},
        )
    )


def plain_numpy(values: list[list[float]], draws: int) -> object:
    """The rival: chances of each place and nothing else, by an argsort of the scores of 4,096 draws at a time."""
    import numpy as np

    worth = -np.array(values).T
    criteria, options = worth.shape
    luck = np.random.default_rng(1)
    counts = np.zeros(options * options, dtype=np.int64)
    places = np.arange(options)
    for begin in range(0, draws, 4096):
        weights = luck.standard_exponential((min(4096, draws - begin), criteria))
        order = np.argsort(weights @ worth, axis=1)
        counts += np.bincount((order * options + places).ravel(), minlength=options * options)
    return counts.reshape(options, options) / draws


if __name__ == "__main__":
    sys.exit(main())
