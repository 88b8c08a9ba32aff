"""How sure the choice is, worked out off the main thread: a first answer at once, then the full number of draws."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.appraisal.results import Appraisal
from desktop.errors import KnownTrouble
from desktop.tasks import Progress, Task, Tasks

#: A first answer within a blink, and the draws of the results JSON and of papers.
FEW, MANY = 10_000, 100_000


class Simulating(QObject):
    """Simulates one frozen appraisal at a time. What comes back for one that is no longer asked about is dropped."""

    #: There is something new to show: an answer, the next lot of draws, or an end to them.
    changed = Signal()

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._task: Task | None = None
        self._number = 0
        self._of: Appraisal | None = None
        self._found_of: Appraisal | None = None
        self._left: list[int] = []
        #: The latest answer: the appraisal with its simulation, perhaps that of a moment ago while a newer one is being worked out.
        self.found: Appraisal | None = None
        #: How many draws are being made now; 0 where none are.
        self.drawing = 0
        #: Why nothing was drawn, in one sentence.
        self.trouble = ""

    @property
    def is_whole(self) -> bool:
        """Whether the answer is that of the appraisal asked about, with every draw made."""
        return self.found is not None and self._found_of is self._of and not self._left

    def is_of(self, appraisal: Appraisal) -> bool:
        """Whether the latest answer is that of this appraisal."""
        return self.found is not None and self._found_of is appraisal

    def ask(self, appraisal: Appraisal, whole: bool) -> None:
        """Simulate this appraisal, unless that is done or under way: `whole` draws on to the full number after the first answer."""
        if appraisal is self._of:
            return
        self._drop()
        if self._of is None or [each.name for each in self._of.options] != [each.name for each in appraisal.options]:
            self.found = self._found_of = None
        self._of, self._left, self.trouble = appraisal, [FEW, MANY] if whole else [FEW], ""
        self._next()

    def stop(self) -> None:
        """Draw no more. An answer that is not of the appraisal asked about goes."""
        self._drop()
        if self._found_of is not self._of:
            self.found = self._found_of = None
        self.changed.emit()

    def go_on(self) -> None:
        """Draw what was left when it was stopped."""
        if not self.drawing and self._left:
            self._next()

    def forget(self) -> None:
        """Another case is in hand, or none."""
        self._drop()
        self._of = self.found = self._found_of = None
        self._left = []

    def _drop(self) -> None:
        self._number += 1
        self.drawing = 0
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _next(self) -> None:
        of = self._of
        if of is None or not self._left:
            return
        draws, number = self._left[0], self._number
        self.drawing = draws
        self._task = self._tasks.start(
            "Simulating",
            lambda progress: _simulated(of, draws, progress),
            lambda simulated_appraisal: self._take(number, simulated_appraisal),
            lambda trouble: self._fail(number, trouble),
            lambda _: self._stopped(number),
        )
        self.changed.emit()

    def _take(self, number: int, simulated_appraisal: Appraisal) -> None:
        if number != self._number:
            return
        self._task, self.drawing = None, 0
        self.found, self._found_of = simulated_appraisal, self._of
        simulation = simulated_appraisal.simulation
        # where nothing was uncertain, or nothing could be drawn, more draws say no more
        certain = simulation is not None and not simulation.draws
        self._left = [] if certain else self._left[1:]
        if self._left:
            self._next()
        else:
            self.changed.emit()

    def _stopped(self, number: int) -> None:
        """It was stopped from without, as when the window was to close and did not."""
        if number == self._number:
            self._task, self.drawing = None, 0
            self.changed.emit()

    def _fail(self, number: int, trouble: KnownTrouble) -> None:
        if number != self._number:
            return
        self._task, self.drawing, self.trouble = None, 0, str(trouble)
        self.found = self._found_of = None
        self.changed.emit()


def _simulated(appraisal: Appraisal, draws: int, progress: Progress) -> Appraisal:
    from desktop.appraisal.appraise import simulated  # numpy comes with it

    progress.step(0.0, f"Drawing {draws:,} times")
    simulated_appraisal = simulated(appraisal, draws)
    progress.step(1.0)
    return simulated_appraisal
