"""Work off the main thread: the one door. Progress comes back on the main thread, and every task can be cancelled."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from desktop.errors import Cancelled


class Progress:
    """What a task is given: it says how far it is, and stops where the officer has cancelled."""

    def __init__(self, report: Callable[[float, str], None]) -> None:
        self._report = report
        self._said: tuple[float, str] | None = None
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the task to stop at its next `step`."""
        self._cancelled.set()

    def step(self, share: float, doing: str = "") -> None:
        """Say how much is done, 0 to 1. Raises Cancelled where the task is to stop."""
        if self._cancelled.is_set():
            raise Cancelled("The work was stopped; nothing was changed.")
        said = round(share, 2), doing
        if said != self._said:  # a check asks whether to go on far more often than there is anything to show
            self._said = said
            self._report(share, doing)


class Task(QObject):
    """One piece of work under way. Its signals are sent on the main thread; exactly one of `done`, `failed` and `cancelled` is."""

    progressed = Signal(float, str)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    _ended = Signal(object, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.progress = Progress(self.progressed.emit)
        # queued, so that whatever thread the work ended on, what follows is done on the main one
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop."""
        self.progress.cancel()

    @Slot(object, object)
    def _end(self, outcome: object, trouble: object) -> None:
        if isinstance(trouble, Cancelled):
            self.cancelled.emit()
        elif trouble is not None:
            self.failed.emit(trouble)
        else:
            self.done.emit(outcome)


class _Work(QRunnable):
    """Runs the function. It holds the Task but never owns it: a runnable that dies with its signals' sender takes the program along."""

    def __init__(self, task: Task, function: Callable[[Progress], Any]) -> None:
        super().__init__()
        self._task, self._function = task, function

    def run(self) -> None:
        outcome: object = None
        trouble: Exception | None = None
        try:
            outcome = self._function(self._task.progress)
        except Exception as raised:  # whatever is raised belongs to the caller, on the main thread
            trouble = raised
        self._task._ended.emit(outcome, trouble)


class Tasks(QObject):
    """Runs tasks one after another, off the main thread, and keeps each until it has ended."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._under_way: set[Task] = set()

    def start(
        self, name: str, function: Callable[[Progress], Any], done: Callable[[Any], None], failed: Callable[[Exception], None] | None = None
    ) -> Task:
        """Run `function` off the main thread; `done` or `failed` is called on the main thread with what came of it.

        `function` is given frozen data, never a Reader.
        """
        task = Task(name, self)
        self._under_way.add(task)
        task.done.connect(done)
        if failed is not None:
            task.failed.connect(failed)
        for ended in (task.done, task.failed, task.cancelled):
            ended.connect(self._forget)
        self._pool.start(_Work(task, function))
        return task

    def wait(self) -> None:
        """Cancel what is under way and wait for it: before the program ends."""
        for task in self._under_way:
            task.cancel()
        self._pool.waitForDone()

    @Slot()
    def _forget(self) -> None:
        task = self.sender()
        if isinstance(task, Task):
            self._under_way.discard(task)
            task.deleteLater()
