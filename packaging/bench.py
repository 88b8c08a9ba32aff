"""Speed as ratios in one run, with the rival beside each. Run by `python3 dev.py bench`; the last table is in `packaging/bench.md`."""

from __future__ import annotations

import argparse
import inspect
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
    from PySide6.QtWidgets import QApplication

    from desktop.application import Window
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
    import bench_count
    import bench_growth
    import bench_money
    import bench_pages
    import bench_papers
    import bench_returns
    import bench_screens

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [
            *measure(folder),
            *bench_money.rows(folder),
            *bench_papers.rows(folder),
            *bench_returns.rows(folder),
            *bench_count.rows(folder),
        ]
        large = bench_screens.large_case(folder / "large-case.appraisal")
        rows += bench_screens.rows(folder, folder / "future-options.appraisal", large)
        rows += bench_pages.rows(folder, folder / "future-options.appraisal", large)
        growing = folder / "growing"
        growing.mkdir()
        rows += bench_growth.rows(growing)
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
    for kind in ("bare", "sample"):  # unmeasured: this leaves bytecode, as an installed program has, and a file that was closed cleanly
        start(kind, sample)
    bare, window, samples = [], [], []
    for _ in range(_RUNS):  # turn about, so that whatever else the machine does falls on all alike
        bare.append(start("bare", sample)[0])
        window.append(start("window", sample)[0])
        samples.append(start("sample", sample))
    figures, whole, turns, gaps, late_turns, late_gaps = ([each[number] for each in samples] for number in range(6))
    return [
        _against_bare("First painted frame", window, bare, "1.25 or less"),
        _against_bare("A sample's first screen painted with its figures", figures, bare, "4 or less"),
        _against_bare("The same with its charts and readiness, in the places kept for them", whole, bare, "7 or less"),
        _stall("from its first frame to its first screen with its figures", turns, gaps),
        _stall("from then until charts, readiness and what writes a first record are loaded", late_turns, late_gaps),
        *bench_store.rows(folder, sample),
        *arithmetic(),
    ]


def render(rows: list[tuple[str, float, str, str]]) -> str:
    """The table as Markdown."""
    lines = [
        "# Speed, as ratios in one run",
        "",
        "Made by `python3 dev.py bench --keep`. Medians of processor time, but for one edit by the clock, as it waits for the disk;",
        "milliseconds drift from machine to machine, ratios less so.",
        "A start is that of an installed program: its bytecode is there, and its file was closed cleanly.",
        f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores, "
        f"Qt platform {os.environ.get('QT_QPA_PLATFORM', 'native')}.",
        "",
        "| what | ratio | aim | figures |",
        "|---|---|---|---|",
    ]
    lines += [f"| {what} | {ratio:.2f} | {aim} | {figures} |" for what, ratio, aim, figures in rows]
    return "\n".join(lines)


def _against_bare(what: str, ours: list[float], bare: list[float], aim: str) -> tuple[str, float, str, str]:
    """A row of processor time, user and system together, which other work on the machine changes little: the least of each."""
    least, medians = (min(ours), min(bare)), (statistics.median(ours), statistics.median(bare))
    return (
        f"{what}, against a bare PySide6 window, in processor time",
        least[0] / least[1],
        aim,
        f"{least[0] * 1000:.0f} ms and {least[1] * 1000:.0f} ms; medians {medians[0] * 1000:.0f} ms and {medians[1] * 1000:.0f} ms",
    )


def _stall(when: str, turns: list[float], gaps: list[float]) -> tuple[str, float, str, str]:
    """A row of how long the window's thread works without a look at what is asked of it; by the clock it also waits for others."""
    median = statistics.median(turns)
    said = f"{median * 1000:.0f} ms; by the clock, with whatever else the machine did, {statistics.median(gaps) * 1000:.0f} ms"
    what = f"Longest turn of the window's thread {when}, against 50 ms, in its processor time"
    return (what, median / 0.050, "1 or less", said)


def start(kind: str, sample: Path) -> list[float]:
    """Start a program of its own. Gives the seconds of processor time until each thing it waits for, then its longest stalls in seconds."""
    command = [sys.executable, __file__, "--child", kind, "--file", str(sample)]
    surroundings = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    bytecode = {"PYTHONPYCACHEPREFIX": str(sample.with_name("bytecode"))}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=surroundings | bytecode)
    return [float(each) for each in done.stdout.split()]


def child(kind: str, sample: Path) -> int:
    """Show a window, and print the processor time until its first frame, or until a sample's first screen and its rest, and stalls."""
    if kind == "bare":
        return _bare()
    import gc

    gc.disable()
    from desktop.application import Window, make_application
    from desktop.settings import Settings

    application = make_application(sys.argv[:1])
    opening = f"Opening {sample.name}" if kind == "sample" else ""
    window = Window(Settings(sample.with_name("bench.ini")), opening, furnished=False)
    watch = _Watch(application)
    if kind == "window":
        watch.wait("", lambda: watch.end(time.process_time()))
    else:
        _watch_sample(window, watch, sample)
    window.show()
    application.exec()
    window.close()
    return 0


def _watch_sample(window: Window, watch: _Watch, sample: Path) -> None:
    """Open a sample after the first frame, and end when all of its first screen is painted and what writes is loaded."""
    from PySide6.QtCore import QTimer

    from desktop.starting import load_furniture

    seen: list[float] = []

    def first_frame() -> None:
        watch.look_for_stalls()
        load_furniture()
        QTimer.singleShot(0, furnish)

    def furnish() -> None:
        window.furnish()
        window.workspace.opened.connect(lambda: watch.wait("Tile", figures))
        window.workspace.rest_loaded.connect(lambda: watch.wait("ChartView", whole))
        window.open(sample)

    def figures() -> None:
        seen.extend((time.process_time(), *watch.longest_stall()))

    def whole() -> None:
        seen.append(time.process_time())
        ready.start(5)

    def look() -> None:
        if "db.tables" in sys.modules and not window.tasks.is_busy:
            watch.end(seen[0], seen[3], *seen[1:3], *watch.longest_stall())

    ready = QTimer(window)
    ready.timeout.connect(look)
    watch.wait("", first_frame)


def _bare() -> int:
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(QLabel("A bare window"))
    window.resize(1366, 768)
    watch = _Watch(application)
    watch.wait("", lambda: watch.end(time.process_time()))
    window.show()
    application.exec()
    return 0


class _Watch:
    """Tells when a widget of a class has been painted, and keeps the longest turn of the event loop."""

    def __init__(self, application: QApplication) -> None:
        from PySide6.QtCore import QEvent, QObject, QTimer

        watch = self
        self._application = application
        self._awaited: tuple[str, Callable[[], object]] | None = None
        self._last = self._now()
        self._longest = (0.0, 0.0)
        self._once = QTimer.singleShot

        class Filter(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                if watch._awaited is not None and event.type() == QEvent.Type.Paint:
                    watch._painted(type(watched).__name__)
                return False

        self._filter = Filter()
        application.installEventFilter(self._filter)
        self._tick = QTimer()
        self._tick.timeout.connect(self._turn)

    def wait(self, name: str, then: Callable[[], object]) -> None:
        """Have `then` done once a widget of the class of this name, or any widget, has been painted."""
        self._awaited = (name, then)

    def _painted(self, name: str) -> None:
        if self._awaited is not None and self._awaited[0] in ("", name):
            then, self._awaited = self._awaited[1], None
            self._once(0, then)

    def look_for_stalls(self) -> None:
        """Look at the clock every other millisecond from here on."""
        self._last = self._now()
        self._tick.start(2)

    def _turn(self) -> None:
        now = self._now()
        self._longest = max(self._longest[0], now[0] - self._last[0]), max(self._longest[1], now[1] - self._last[1])
        self._last = now

    @staticmethod
    def _now() -> tuple[float, float]:
        return time.thread_time(), time.perf_counter()

    def longest_stall(self) -> tuple[float, float]:
        """The longest turn since this was last asked, in seconds of the thread's processor time and by the clock."""
        self._turn()
        longest, self._longest = self._longest, (0.0, 0.0)
        return longest

    def end(self, *seconds: float) -> None:
        """Print what was measured, and end the program."""
        print(*seconds, flush=True)
        self._tick.stop()
        self._application.removeEventFilter(self._filter)
        self._application.quit()


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
    worked_out = inspect.unwrap(weight_switches)  # and not what is kept of the run before
    switches = statistics.median(timed(partial(worked_out, appraisal)) for _ in range(_RUNS))
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
    """Seconds of processor time that one call takes, on all threads together."""
    began = time.process_time()
    work()
    return time.process_time() - began


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
