"""What is changed of the open store: edits, undo and redo, each at once or, where it is of many rows, off the main thread."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QEventLoop

from desktop import opening
from desktop.errors import Cancelled, KnownTrouble, NotRead, NotSaved
from desktop.tasks import Progress
from desktop.workspace.appraised import Appraised

if TYPE_CHECKING:
    from db.reading import Reader
    from db.store import Store
    from db.trail import Step
    from db.writing import Seen, Unit
    from desktop.appraisal.results import Appraisal

_Given = ParamSpec("_Given")
_Outcome = TypeVar("_Outcome")

#: A change of more rows is written off the main thread: it would hold the window for longer than a turn may take.
AT_ONCE = 1_000


class Edits(Appraised):
    """Each change is one unit of work, saved as it is made; what the disk or the file did not take stays wanted until it is given up."""

    def edit(
        self, label: str, operation: Callable[Concatenate[Unit, _Given], _Outcome], *given: _Given.args, **named: _Given.kwargs
    ) -> _Outcome:
        """Run an operation as one unit of work, saved as it is made.

        Raises KnownTrouble, and nothing is then written: NotSaved where the disk or the file does not take it, which `not_saved` tells too.
        """
        from desktop.operations.store.files import saving

        store = self._free_store()

        def again() -> None:
            self._look_for(store)
            self.edit(label, operation, *given, **named)

        try:
            with saving(again), store.unit_of_work(label) as unit:
                outcome = operation(unit, *given, **named)
        except NotSaved as trouble:
            self._keep_unsaved(trouble)
            raise
        self._after_change()
        return outcome

    def edit_rows(
        self, rows: int, label: str, operation: Callable[Concatenate[Unit, _Given], _Outcome], *given: _Given.args, **named: _Given.kwargs
    ) -> _Outcome:
        """As `edit`, of so many rows: many are written off the main thread, and it is over when they are.

        Until then the window stays alive, shows how far it is and offers Stop, which raises Cancelled: nothing is then changed.
        """
        if rows <= AT_ONCE:
            return self.edit(label, operation, *given, **named)
        store, waiting = self._held, QEventLoop()
        outcomes: list[_Outcome] = []
        troubles: list[KnownTrouble] = []

        def again() -> None:
            self._look_for(store)
            self.edit_rows(rows, label, operation, *given, **named)

        def written(outcome: _Outcome) -> None:
            outcomes.append(outcome)
            waiting.quit()

        def failed(trouble: KnownTrouble) -> None:
            if isinstance(trouble, NotSaved):
                trouble.again = again  # whoever does it again is told what came of it
            troubles.append(trouble)
            waiting.quit()

        self.edit_at_length(f"Saving {label}", label, rows, lambda unit: operation(unit, *given, **named), written, failed)
        self._waiting = waiting
        waiting.exec()
        self._waiting = None
        if outcomes:
            return outcomes[0]
        raise troubles[0] if troubles else Cancelled("The window was closed before all of it was saved; nothing was changed.")

    def edit_at_length(
        self,
        doing: str,
        label: str,
        rows: int,
        operation: Callable[[Unit], _Outcome],
        then: Callable[[_Outcome], object],
        failed: Callable[[KnownTrouble], object],
    ) -> None:
        """Run an operation that sees to some so many rows as one unit of work off the main thread, where the window would stand still.

        `then` or `failed` is called on the main thread; `doing` begins a sentence. Raises KnownTrouble where another is under way.
        """

        def write(store: Store, step: Callable[[float], object]) -> _Outcome:
            with store.unit_of_work(label, seen=lambda seen: step(min(seen / rows, 1))) as unit:
                return operation(unit)

        self._at_length(doing, write, then, failed)

    def _at_length(
        self,
        doing: str,
        write: Callable[[Store, Callable[[float], object]], _Outcome],
        then: Callable[[_Outcome], object],
        failed: Callable[[KnownTrouble], object],
        case_of: Callable[[_Outcome], int | None] = lambda outcome: None,
    ) -> None:
        """Write off the main thread, and work out there what the case that will be in hand then comes to."""
        from desktop.operations.store.files import reading, saving

        store, in_hand, before = self._free_store(), self._case_id, self._known_appraisal()

        def again() -> None:
            self._look_for(store)
            self._at_length(doing, write, then, failed, case_of)

        def run(progress: Progress) -> tuple[_Outcome, dict[int, Appraisal]]:
            from desktop.operations.appraising.appraisals import appraise_case

            with saving(again):
                outcome = write(store, lambda share: progress.step(share, opening.WRITTEN))
            case, ahead = case_of(outcome) or in_hand, {}
            if case is not None:
                with contextlib.suppress(KnownTrouble), reading(store):  # whoever asks for it is told
                    ahead[case] = appraise_case(store.reader(), case, before)
            return outcome, ahead

        def begin(nothing: object) -> None:
            is_stopped = waiting.progress.is_cancelled
            self._loading = self.tasks.start(doing, run, done, not_done, stopped)
            if is_stopped:
                self._loading.cancel()
            self._loading.progressed.connect(lambda share, words: self.changing.emit(doing, share))

        def over() -> None:
            self._changing = ""
            self.changing.emit("", 1.0)

        def done(found: tuple[_Outcome, dict[int, Appraisal]]) -> None:
            over()
            outcome, self._ahead = found
            try:
                self._after_change()
                then(outcome)
            finally:
                if self._case_id is not None:
                    self._appraisal = self._appraisal or self._ahead.get(self._case_id)
                self._ahead = {}

        def not_done(trouble: KnownTrouble) -> None:
            over()
            if isinstance(trouble, NotSaved):
                self._keep_unsaved(trouble)
            failed(trouble)

        def stopped(trouble: KnownTrouble) -> None:
            not_done(Cancelled(f"{doing} was stopped, and nothing was changed."))

        self._changing = doing
        self.changing.emit(doing, 0.0)
        # once all that is under way has ended and said so on the main thread, which would else wait here for the file
        waiting = self._loading = self.tasks.start(doing, lambda progress: progress.step(0), begin, not_done, stopped)

    def _free_store(self) -> Store:
        """The open store, to be written to. Raises NothingOpen where there is none, KnownTrouble while many rows are being written."""
        if self._changing:
            raise KnownTrouble(f"{self._changing} is not over yet. Wait for it, then do this again.")
        return self._held

    def _look_for(self, store: Store) -> None:
        """Raises KnownTrouble where another store is open: its records have other ids."""
        if self._store is not store:
            raise KnownTrouble(f"{store.path.name}, in which this was typed, is not open any more.")

    def _keep_unsaved(self, trouble: NotSaved) -> None:
        self.unsaved = trouble
        self.not_saved.emit()

    def do_again(self, trouble: NotSaved) -> bool:
        """Do a write that was not taken once more; says whether it was taken now. `not_saved` or `troubled` follows where it was not."""
        try:
            trouble.again()
        except NotSaved:
            return False
        except KnownTrouble as refused:
            self.give_up()
            self.troubled.emit(str(refused))
            return False
        return self.unsaved is None

    def give_up(self) -> None:
        """What was not saved is not wanted any more."""
        self.unsaved = None

    def undo_label(self) -> str | None:
        """What was done last."""
        from db import trail

        step = self.read(trail.undo_step) if self._store else None
        return step.label if step else None

    def redo_label(self) -> str | None:
        """What Redo would bring back."""
        from db import trail

        step = self.read(trail.redo_step) if self._store else None
        return step.label if step else None

    def undo(self, unit: int | None = None, then: Callable[[Step], object] = lambda step: None) -> None:
        """Take back a unit of work, the latest unless one is named, and tell `then` which it was; `changed` or `troubled` follows.

        Many rows are put back off the main thread. Raises ValueError where another step has to be taken back first.
        """
        from db import trail

        def reverse(store: Store, seen: Seen | None) -> Step | None:
            return trail.undo(store, unit, seen)

        self._reverse("Taking back", lambda: unit or self._unit_of(trail.undo_step), reverse, then)

    def redo(self, then: Callable[[Step], object] = lambda step: None) -> None:
        """Bring back what was undone last; otherwise as `undo`."""
        from db import trail

        self._reverse("Bringing back", lambda: self._unit_of(trail.redo_step), trail.redo, then)

    def _unit_of(self, step_of: Callable[[Reader], Step | None]) -> int:
        step = self.read(step_of)
        return step.unit if step is not None else 0

    def _reverse(
        self, doing: str, asked: Callable[[], int], reverse: Callable[[Store, Seen | None], Step | None], then: Callable[[Step], object]
    ) -> None:
        from db import trail
        from desktop.operations.store.files import saving

        if self._store is None:
            return

        def reversed_(step: Step | None) -> None:
            if step is not None:
                then(step)

        def failed(trouble: KnownTrouble) -> None:
            self.troubled.emit(str(trouble))

        try:
            label, rows = self.read(trail.size_of, asked())
            if rows > AT_ONCE:

                def write(store: Store, told: Callable[[float], object]) -> Step | None:
                    return reverse(store, lambda seen: told(min(seen / rows, 1)))

                self._at_length(f"{doing} {label}", write, reversed_, failed)
                return
            with saving(lambda: self._reverse(doing, asked, reverse, then)):
                step = reverse(self._free_store(), None)
        except KnownTrouble as trouble:
            if isinstance(trouble, NotSaved):
                self._keep_unsaved(trouble)
            failed(trouble)
            return
        if step is not None:
            self._after_change()
        reversed_(step)

    def _after_change(self) -> None:
        from desktop.operations.history.undoing import Done
        from desktop.operations.records.cases import titles

        if self._store is not None and self._case_id is not None:
            self.done[self._store.latest_unit] = Done(self._case_id, self.screen)
        self.saved_at = datetime.datetime.now().astimezone()
        self.unsaved = None
        self._changed_since_backup = True
        self._forget()
        try:
            known = [id_ for id_, _ in self.read(titles)]
        except NotRead:  # what was changed is saved; each screen that reads says what it cannot show
            self.changed.emit()
            return
        if self._case_id not in known:
            self._case_id = known[0] if known else None
            self.left.emit()
            self.opened.emit()
        else:
            self.changed.emit()
