"""Work off the main thread: the one door. Progress comes back on the main thread, and every task can be cancelled."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from desktop import collecting
from desktop.errors import Cancelled, KnownTrouble


class Progress:
    """What a task is given: it says how far it is, and stops where the officer has cancelled."""

    def __init__(self, report: Callable[[float, str], None]) -> None:
        self._report = report
        self._said: tuple[float, str] | None = None
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the task to stop at its next `step`."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether the task is to stop."""
        return self._cancelled.is_set()

    def step(self, share: float, doing: str = "") -> None:
        """Say how much is done, 0 to 1. Raises Cancelled where the task is to stop."""
        if self.is_cancelled:
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
    """With the trouble, as KnownTrouble; a fault of the program itself is raised as well, and so reported."""
    cancelled = Signal(object)
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
            self.cancelled.emit(trouble)
        elif isinstance(trouble, KnownTrouble):
            self.failed.emit(trouble)
        elif isinstance(trouble, Exception):
            self.failed.emit(KnownTrouble(f"{self.name} did not succeed: something went wrong in the program itself. Try again."))
            raise trouble
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
        except BaseException as raised:  # a library that wants the program to end does not end it from here
            trouble = RuntimeError(f"{type(raised).__name__} off the main thread")
            trouble.__cause__ = raised
        self._task._ended.emit(outcome, trouble)


class Tasks(QObject):
    """Runs tasks one after another, off the main thread, and keeps each until it has ended."""

    troubled = Signal(str)
    """A task that nobody else speaks for has failed: its trouble, as a sentence for the officer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._under_way: set[Task] = set()
        self._has_ended = False

    def start(
        self,
        name: str,
        function: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[KnownTrouble], None] | None = None,
        stopped: Callable[[KnownTrouble], None] | None = None,
    ) -> Task:
        """Run `function` off the main thread; one of the others is called on the main thread with what came of it.

        `function` is given frozen data, never a Reader. `name` begins a sentence: `Exporting the PDF`. Trouble without a `failed` is said
        by `troubled`, and work that was stopped counts as failed where there is no `stopped`: no task ends without a word. After `end`
        nothing is run any more, and nobody is called.
        """
        task = Task(name, self)
        if self._has_ended:
            return task
        self._under_way.add(task)
        self._hold_collections()
        failed = failed or self._say
        for signal, what_follows in ((task.done, done), (task.failed, failed), (task.cancelled, stopped or failed)):
            signal.connect(what_follows)
            signal.connect(self._forget)
        self._pool.start(_Work(task, function))
        return task

    @property
    def is_busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._under_way)

    def wait(self) -> None:
        """Cancel what is under way and wait for it: before a file is let go."""
        for task in self._under_way:
            task.cancel()
        self._pool.waitForDone()

    def end(self) -> None:
        """The same before the window ends: a timer that is still to come starts nothing that would outlive it.

        Qt waits for a pool that is deleted without letting go of Python, which the work in it needs: neither would ever end.
        """
        self._has_ended = True
        self.wait()
        self._under_way.clear()
        self._hold_collections()

    def _say(self, trouble: KnownTrouble) -> None:
        if not isinstance(trouble, Cancelled):
            self.troubled.emit(str(trouble))

    @Slot()
    def _forget(self) -> None:
        task = self.sender()
        if isinstance(task, Task):
            self._under_way.discard(task)
            self._hold_collections()
            task.deleteLater()

    def _hold_collections(self) -> None:
        """Have no collection begin off the main thread: there is none while anything is under way."""
        (collecting.hold if self.is_busy else collecting.release)(self)
