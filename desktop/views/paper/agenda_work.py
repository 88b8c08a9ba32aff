"""What is done before the agenda: items are set aside, the paper is made final, reopened, and its changes are explained."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from desktop.errors import KnownTrouble
from desktop.operations.papers import finals, papers
from desktop.operations.papers.printed import digest_of, printed_file
from desktop.operations.papers.readiness import decision_words
from desktop.operations.papers.versions import Standing, standing
from desktop.papers.readiness import ReadinessItem
from desktop.papers.sources.changes import FigureChange
from desktop.papers.sources.printed_figures import FigureKey
from desktop.tasks import Progress
from desktop.views.kit.screen import Screen
from desktop.views.paper.agenda import AgendaView

#: The changes since the last version are worked out this long, in milliseconds, after the last change of a record.
_CHANGES_AFTER = 400
#: What stands in the way is worked out so long after it, in milliseconds: after the page in hand is begun.
_LIST_AFTER = 300

_Given = ParamSpec("_Given")
_Outcome = TypeVar("_Outcome")


class AgendaWork(QObject):
    """Fills the view from the store, and records what is asked for there. Trouble is said in the screen's message."""

    listed = Signal()
    """What stands in the way is known, and is shown."""

    def __init__(self, screen: Screen, view: AgendaView) -> None:
        super().__init__(screen)
        self._screen, self._view, self._workspace = screen, view, screen.workspace
        self._paper = 0
        self._standing: Standing | None = None
        self._working = self._again = self._making = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_CHANGES_AFTER)
        self._later.timeout.connect(self._work_out)
        self._list_later = QTimer(self)
        self._list_later.setSingleShot(True)
        self._list_later.timeout.connect(self._ask_list)
        self._workspace.changed.connect(self._lose_list)
        view.making_final.connect(self.make_final)
        view.reopening.connect(self.reopen)
        view.checking_printed.connect(self.ask_printed)
        view.put_aside.connect(self.put_aside)
        view.taken_back.connect(self.take_back)
        view.explained.connect(self.explain)

    @property
    def _case(self) -> int:
        return self._workspace.case_id

    def show(self, paper: int) -> None:
        """Show where a paper stands now."""
        if paper != self._paper:
            self._view.show_changes((), 0)
            self._view.show_items(None)
        self._paper = paper
        # first the page in hand, unless it is the list that is looked at
        self._list_later.start(0 if self._view.isVisible() else _LIST_AFTER)
        self._standing = self._workspace.read(standing, self._case, paper)
        self._view.show_standing(self._standing, self._workspace.read(decision_words, self._case, paper))
        if self._standing.versions and self._standing.final is None:
            self._later.start()
        else:
            self._later.stop()
            self._view.show_changes((), 0)

    def stop(self) -> None:
        """Work nothing out any more: the window closes."""
        self._later.stop()
        self._list_later.stop()

    def _ask_list(self) -> None:
        if self._workspace.is_open and self._paper:
            self._workspace.follow_readiness(partial(self._told, self._paper), self._paper)

    def _told(self, paper: int, items: Sequence[ReadinessItem]) -> None:
        if paper == self._paper:
            self._view.show_items(items)
            self.listed.emit()

    def _lose_list(self) -> None:
        """Where nobody sees it, what stood in the way before a change is not shown again; in view it stands until it is known anew."""
        if not self._screen.isVisible():
            self._view.show_items(None)

    def make_final(self) -> None:
        """Check the file whole, set the paper and record it as final, unless something still stands in the way."""
        if self._making:
            return
        try:
            given = self._workspace.read(finals.final_to_make, self._case, self._paper)
            check = self._workspace.full_check()
        except KnownTrouble as trouble:
            self._screen.messages.alert(str(trouble))
            return
        self._making = True

        def work(progress: Progress) -> finals.FinalSet:
            # no figure goes out of a file that is not as it was written
            check(lambda share: progress.step(share / 2, "Checking the file"))
            progress.step(0.5, "Setting the final paper")
            return finals.set_final(given)

        self._workspace.tasks.start("Making the paper final", work, self._made, self._failed)

    def _made(self, final_set: finals.FinalSet) -> None:
        self._making = False
        if not self._workspace.is_open:
            return
        number = self._do(f"version {final_set.given.version} made final", finals.record_final, final_set)
        if number is not None:
            self._screen.offer_undo(f"Version {number} is final.")

    def reopen(self) -> None:
        """Take the final back to a draft."""
        self._do("reopening of a final paper", finals.reopen, self._case, self._paper)

    def ask_printed(self) -> QFileDialog:
        """Ask which printed file is to be looked at, and say which final it is."""
        path = self._workspace.path
        dialog = QFileDialog(self._screen, "Choose the PDF of a paper", str(path.parent) if path else "", "PDF (*.pdf)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.check_printed(Path(name)))
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()
        return dialog

    def check_printed(self, printed: Path) -> None:
        """Say which final a printed file is, off the main thread until its digest is known."""

        def told(digest: str) -> None:
            if self._workspace.is_open:
                found = self._workspace.read(printed_file, [self._case], printed.name, digest)
                (self._screen.messages.success if found.is_final else self._screen.messages.alert)(found.sentence)

        def failed(trouble: KnownTrouble) -> None:
            self._screen.messages.alert(str(trouble))

        self._workspace.tasks.start("Reading the printed file", lambda _: digest_of(printed), told, failed)

    def put_aside(self, key: str, reason: str) -> None:
        """Set an item aside with its reason."""
        self._do("item set aside", finals.put_aside, self._case, self._paper, key, reason)

    def take_back(self, key: str) -> None:
        """Let an item stand in the way again."""
        self._do("item taken back", finals.take_back, self._paper, key)

    def explain(self, key: FigureKey, reason: str) -> None:
        """Record why a figure has changed."""
        kept, field = self._view.kept, self._view.explanation
        self._screen.messages.clear()
        try:
            self._workspace.edit("reason for a change", finals.give_reason, self._case, self._paper, key, reason)
        except KnownTrouble as trouble:
            kept.keep(field, key, "why", reason, trouble)
            self._screen.messages.alert(str(trouble))
        else:
            kept.drop(key, "why")
            field.set_trouble("")

    def _do(
        self, label: str, operation: Callable[Concatenate[Any, _Given], _Outcome], *given: _Given.args, **named: _Given.kwargs
    ) -> _Outcome | None:
        return self._screen.edit(label, operation, *given, **named)

    # --- changes ---

    def _work_out(self) -> None:
        """Gather what has changed since the last version, off the main thread; while it is gathered, the next waits."""
        if self._working:
            self._again = True
            return
        if not self._workspace.is_open or self._standing is None or not self._standing.versions:
            return
        wanted = self._workspace.read(papers.paper_to_gather, self._case, self._paper, exempt=True)
        self._working = True
        version, paper = self._standing.versions[-1].number, self._paper

        def work(progress: Progress) -> tuple[FigureChange, ...]:
            progress.step(0.1, "Comparing with the last version")
            return finals.changed_figures(wanted.gathered())

        self._workspace.tasks.start(
            "Comparing with the last version", work, partial(self._worked_out, paper, version), self._not_worked_out, self._not_compared
        )

    def _worked_out(self, paper: int, version: int, figure_changes: tuple[FigureChange, ...]) -> None:
        self._working = False
        if self._workspace.is_open and paper == self._paper:
            self._view.show_changes(figure_changes, version)
        self._once_more()

    def _not_compared(self, _: KnownTrouble) -> None:
        self._working = self._again = False

    def _not_worked_out(self, trouble: KnownTrouble) -> None:
        self._working = False
        self._view.show_not_compared(str(trouble))
        self._once_more()

    def _once_more(self) -> None:
        if self._again:
            self._again = False
            self._work_out()

    def _failed(self, trouble: KnownTrouble) -> None:
        self._making = False
        self._screen.messages.alert(str(trouble))
