"""No work off the main thread ends without a word."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.errors import Cancelled, KnownTrouble
from desktop.tasks import Progress, Tasks


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    """What runs them."""
    owner = QObject()
    running = Tasks(owner)
    yield running
    running.wait()
    owner.deleteLater()


def _refuse(progress: Progress) -> None:
    raise KnownTrouble("The disk is full. Free some space on it.")


def _break(progress: Progress) -> None:
    raise LookupError("no such option")


def _leave(progress: Progress) -> None:
    raise SystemExit(3)


def _go_on(progress: Progress) -> None:
    while True:
        progress.step(0.5)


def test_trouble_that_nobody_else_speaks_for_is_said_by_all_tasks(tasks: Tasks, qtbot: QtBot) -> None:
    done: list[object] = []
    for _ in range(2):  # each time
        with qtbot.waitSignal(tasks.troubled) as said:
            tasks.start("Loading", _refuse, done.append)
        assert said.args == ["The disk is full. Free some space on it."]
    assert done == []


def test_trouble_goes_to_whoever_asked_to_hear_it(tasks: Tasks, qtbot: QtBot) -> None:
    failed: list[KnownTrouble] = []
    said: list[str] = []
    tasks.troubled.connect(said.append)
    tasks.start("Exporting the PDF", _refuse, lambda _: None, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert [str(trouble) for trouble in failed] == ["The disk is full. Free some space on it."]
    assert said == []


@pytest.mark.parametrize(("work", "kind"), [(_break, LookupError), (_leave, RuntimeError)])
def test_a_fault_of_the_program_frees_the_screen_and_is_raised_to_be_reported(
    work: object, kind: type[Exception], tasks: Tasks, qtbot: QtBot
) -> None:
    failed: list[KnownTrouble] = []
    with qtbot.captureExceptions() as raised:
        tasks.start("Exporting the PDF", _leave if work is _leave else _break, lambda _: None, failed.append)
        qtbot.waitUntil(lambda: bool(failed) and bool(raised))
    assert [each[0] for each in raised] == [kind]
    assert str(failed[0]) == "Exporting the PDF did not succeed: something went wrong in the program itself. Try again."


def test_work_that_is_stopped_frees_the_screen(tasks: Tasks, qtbot: QtBot) -> None:
    failed: list[KnownTrouble] = []
    stopped: list[KnownTrouble] = []
    said: list[str] = []
    tasks.troubled.connect(said.append)
    for both in (failed.append, stopped.append), (failed.append, None), (None, None):
        task = tasks.start("Setting the pages", _go_on, lambda _: None, *both)
        with qtbot.waitSignal(task.cancelled):
            task.cancel()
    assert [[type(trouble) for trouble in each] for each in (failed, stopped)] == [[Cancelled], [Cancelled]]
    assert said == []


def test_after_the_end_nothing_is_run_that_would_outlive_the_window(tasks: Tasks, qtbot: QtBot) -> None:
    ran: list[str] = []
    with qtbot.waitSignal(tasks.start("Loading", lambda progress: ran.append("before"), lambda _: None).done):
        pass
    tasks.end()
    tasks.start("Making ready to write", lambda progress: ran.append("after"), lambda _: ran.append("told"))
    tasks.wait()
    qtbot.wait(50)
    assert ran == ["before"]
    assert not tasks.is_busy


def test_no_ring_of_objects_is_looked_for_off_the_main_thread(tasks: Tasks, qtbot: QtBot) -> None:
    """A ring may hold a widget, which is taken apart on the thread that finds it."""
    found: list[threading.Thread] = []

    def note(phase: str, info: dict[str, int]) -> None:
        found.append(threading.current_thread())

    def make_rings(progress: Progress) -> bool:
        for _ in range(20_000):
            ring: list[object] = []
            ring.append(ring)
        return gc.isenabled()

    outcomes: list[bool] = []
    gc.callbacks.append(note)
    try:
        for _ in range(2):  # one after the other: it is held until both have ended
            tasks.start("Making rings", make_rings, outcomes.append)
        qtbot.waitUntil(lambda: not tasks.is_busy)
        assert gc.isenabled()
        make_rings(Progress(lambda share, doing: None))
    finally:
        gc.callbacks.remove(note)
    assert outcomes == [False, False]
    assert set(found) == {threading.main_thread()}
