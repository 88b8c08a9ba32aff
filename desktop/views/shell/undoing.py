"""Undo and Redo of the window: what each would do from where the officer is, what is asked first, and the way to where it was."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from desktop.errors import KnownTrouble

if TYPE_CHECKING:
    from desktop.operations.history.undoing import Done, Reversal, Step
    from desktop.papers.readiness import MendedAt
    from desktop.views.kit.page import Page
    from desktop.workspace import Workspace

_Found = TypeVar("_Found")


class Undoing(QObject):
    """The two actions of the Edit menu. What is refused where the focus is goes first, then what was done last on this screen."""

    def __init__(self, window: QWidget, workspace: Workspace, page: Callable[[], Page], go: Callable[[str, MendedAt], object]) -> None:
        """`page` gives the page in view, and `go` goes to a record on a screen."""
        super().__init__(window)
        self._workspace, self._page, self._go = workspace, page, go
        self.undo_action, self.redo_action = QAction("&Undo", window), QAction("&Redo", window)
        self.undo_action.setShortcut(QKeySequence("Ctrl+Z"))
        self.redo_action.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])  # Qt has but one of them on each system
        self.undo_action.triggered.connect(lambda *_: self.undo())
        self.redo_action.triggered.connect(lambda *_: self.redo())

    def enable(self) -> None:
        """Offer what there is to take back and to bring back."""
        for action, label in ((self.undo_action, self._workspace.undo_label), (self.redo_action, self._workspace.redo_label)):
            action.setEnabled(self._workspace.is_open and self._said(label) is not None)

    def name(self) -> None:
        """Say in the menu what each would do, as it is opened."""
        from desktop.views.kit.buttons import literal

        for action, word, reversal in ((self.undo_action, "&Undo", self._next_undo()), (self.redo_action, "&Redo", self._next_redo())):
            asks = "…" if reversal is not None and reversal.question else ""
            action.setText(f"{word} {literal(reversal.step.label)}{asks}" if reversal is not None else word)

    def undo(self) -> None:
        """Take back what was refused where the focus is, else the last thing done on this screen; anything else is asked about first."""
        if not self._take_back_typed():
            self._consider(self._next_undo())

    def redo(self) -> None:
        """Bring back what was taken back last; where that was done elsewhere, it is asked about first."""
        reversal = self._next_redo()
        if reversal is None:
            return
        if reversal.question:
            self._ask(reversal, "Redo", lambda step: self._redo())
        else:
            self._redo()

    def _consider(self, reversal: Reversal | None) -> None:
        if reversal is None:
            return
        if reversal.question:
            self._ask(reversal, "Undo", self._take_back if reversal.is_final else self._ask_for)
        else:
            self._take_back(reversal.step)

    def _ask_for(self, step: Step) -> None:
        """A step was asked for by name: whether something rests on it, or a paper is final by it, may still be asked."""
        from desktop.operations.history.undoing import of_step

        self._consider(self._said(lambda: self._workspace.read(of_step, step)))

    def _take_back(self, step: Step) -> None:
        self._workspace.undo(step.unit, self._took_back)

    def _took_back(self, step: Step) -> None:
        self._tell(f"Took back: {step.label}.", step, "Redo", self.redo)

    def _redo(self) -> None:
        self._workspace.redo(self._brought_back)

    def _brought_back(self, step: Step) -> None:
        self._tell(f"Brought back: {step.label}.", step, "Undo", self.undo)

    def _ask(self, reversal: Reversal, word: str, choose: Callable[[Step], object]) -> None:
        from desktop.operations.history.undoing import button_words
        from desktop.views.kit.buttons import literal

        offers = [(literal(button_words(word, step, reversal.choices)), partial(choose, step)) for step in reversal.choices]
        self._page().messages.alert(reversal.question, *offers[0], offers[1:])

    def _tell(self, sentence: str, step: Step, offer: str, act: Callable[[], object]) -> None:
        """Go where a step was done, and say what was done of it."""
        from desktop.operations.history.undoing import place_of_step

        done = self._workspace.done.get(step.first)
        screen = done.screen if done is not None else self._workspace.screen
        case = self._workspace.case_id if self._workspace.is_open else 0
        at = self._said(lambda: self._workspace.read(place_of_step, step.unit, case, screen)) if case else None
        if at is not None:
            self._go(at.screen, at)
        self._page().messages.success(sentence, offer, act)

    def _take_back_typed(self) -> bool:
        """Clear what was refused in the cell or the field in hand; says whether there was anything."""
        from desktop.views.kit.forms.fields import FieldFrame
        from desktop.views.kit.records.pane import RecordPane
        from desktop.views.kit.tables.spreadsheet_view import SpreadsheetView

        widget, field = QApplication.focusWidget(), None
        while widget is not None:
            if isinstance(widget, SpreadsheetView):
                return widget.forget()
            if isinstance(widget, FieldFrame) and widget.trouble:
                field = widget
            if field is not None and isinstance(widget, RecordPane) and widget.forget_field(field):
                return True
            widget = widget.parentWidget()
        if field is not None:
            field.take_back()
        return field is not None

    def _next_undo(self) -> Reversal | None:
        from desktop.operations.history.undoing import next_undo

        return self._said(lambda: self._workspace.read(next_undo, self._here(), self._workspace.done)) if self._workspace.is_open else None

    def _next_redo(self) -> Reversal | None:
        from desktop.operations.history.undoing import next_redo

        return self._said(lambda: self._workspace.read(next_redo, self._here(), self._workspace.done)) if self._workspace.is_open else None

    def _here(self) -> Done:
        from desktop.operations.history.undoing import Done

        return Done(self._workspace.case_id, self._workspace.screen)

    def _said(self, look: Callable[[], _Found]) -> _Found | None:
        """What is read of the trail; nothing, and a sentence on the page, where it cannot be read."""
        try:
            return look()
        except KnownTrouble as trouble:
            self._page().messages.alert(str(trouble))
            return None
