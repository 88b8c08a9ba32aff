"""Whether every change is saved: the words in the status bar, and what is said and offered where the disk did not take one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from desktop.errors import KnownTrouble
from desktop.views.kit import look
from desktop.views.kit.forms.trouble_label import TroubleLabel
from desktop.views.kit.messages import MessageBar, Offer
from desktop.views.kit.page import Page, row
from desktop.views.kit.screen import Screen
from desktop.workspace import Workspace

FILES = "Appraisal Desk files (*.appraisal)"

#: While something is not saved, whether that is still so is asked this often, in milliseconds.
_LOOK_EVERY = 500


def documents() -> Path:
    """The officer's own folder of documents, where a copy goes unless another place is chosen."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


class Saving(QObject):
    """Follows the workspace. What was typed and not saved stays with its screen; what was done and not saved, with the workspace."""

    #: A copy that was saved is to be opened, by its path.
    copy_wanted = Signal(object)

    def __init__(self, workspace: Workspace, screens: Mapping[str, Screen], page: Callable[[], Page], window: QWidget) -> None:
        """`screens` are those built so far, and `page()` is the one in view."""
        super().__init__(window)
        self._workspace, self._screens, self._page, self._window = workspace, screens, page, window
        self._said: tuple[MessageBar, str] | None = None
        self.saved, self.mark = QLabel(), TroubleLabel()
        self.marked = row(QWidget(), self.mark, spacing=look.STEP)
        self.mark.setContentsMargins(self.mark.contentsMargins().left(), 0, 0, 0)  # no taller than what else stands in the bar
        self._look, self._say_soon, self._save_soon = QTimer(self), QTimer(self), QTimer(self)
        self._look.setInterval(_LOOK_EVERY)
        self._look.timeout.connect(self.look_again)
        for timer, act in ((self._say_soon, self._say), (self._save_soon, self.save_what_can_be)):
            timer.setSingleShot(True)
            timer.timeout.connect(act)
        workspace.not_saved.connect(self._not_saved)
        workspace.left.connect(self._forget)

    @property
    def offers(self) -> list[Offer]:
        """What may save what is not saved."""
        return [("Try again", self.try_again), ("Save a copy", self.ask_copy)]

    @property
    def lacking(self) -> bool:
        """Whether a write was not taken that is still wanted."""
        return self._look.isActive() and (self._workspace.unsaved is not None or self._typed)

    @property
    def last_change(self) -> str:
        """Why what was asked for last was not done; empty where it was, or where it was typed and stands where it was typed."""
        trouble = self._workspace.unsaved
        return "" if trouble is None or trouble.kept else str(trouble)

    @property
    def _typed(self) -> bool:
        return any(each.not_saved for screen in self._screens.values() for each in screen.unsaved())

    def tell(self) -> None:
        """Say in the status bar whether every change is saved."""
        lacking, saved = self.lacking, self._workspace.saved_at
        where = " in the copy on this machine" if self._workspace.copy is not None else ""
        self.saved.setText(f"  Saved at {saved:%H:%M}{where}" if saved else f"  Every change is saved as it is made{where}")
        self.saved.setVisible(not lacking)
        self.mark.say("Not saved" if lacking else "")

    def changed(self) -> None:
        """A write was taken, or another case is in hand: what was typed before may be taken too."""
        if self._look.isActive():
            self._save_soon.start(0)
        self.tell()

    def shown(self, screen: Screen) -> None:
        """Another screen is in view: what is not saved is said there too, where nothing else is."""
        if self._look.isActive() and not screen.messages.sentence:
            self._say_soon.start(0)

    def hold(self) -> None:
        """Something that says more of what is not saved is about to be said."""
        self._say_soon.stop()

    def look_again(self) -> None:
        """What was typed and not saved may have been taken back, by Ctrl+Z or by hand."""
        trouble = self._workspace.unsaved
        if trouble is not None and trouble.kept and not self._typed:
            self._workspace.give_up()
        if not self.lacking:
            self._look.stop()
            if self._said is not None and self._said[0].sentence == self._said[1]:
                self._said[0].clear()
            self._said = None
        self.tell()

    def save_what_can_be(self) -> None:
        """Save what was typed and not saved before, where it is taken now."""
        if self._look.isActive():
            self._save_typed()
            self.look_again()

    def try_again(self) -> None:
        """Do once more what the disk or the file did not take: each text that is marked, and what was asked for last."""
        trouble = self._workspace.unsaved
        done = self._save_typed() and (trouble is None or trouble.kept or self._workspace.do_again(trouble))
        self.look_again()
        if done and not self.lacking:
            self._page().messages.success("Saved.")

    def ask_copy(self) -> None:
        """Ask where a copy goes, and save it."""
        path = self._workspace.path
        if path is None:
            return
        suggested = documents() / path.with_stem(f"{path.stem} copy").name
        name, _ = QFileDialog.getSaveFileName(self._window, "Save a copy", str(suggested), FILES)
        if name:
            to = Path(name)
            self.save_copy(to if to.suffix else to.with_suffix(".appraisal"))
        else:
            self._say()

    def save_copy(self, to: Path) -> None:
        """Write what is saved of the open file elsewhere, and offer to go on with that."""
        messages = self._page().messages
        try:
            self._workspace.back_up(to)
        except KnownTrouble as trouble:
            messages.alert(str(trouble), "Save a copy elsewhere", self.ask_copy)
            return
        without = " What is not saved is not in it." if self.lacking else ""
        messages.success(f"Saved a copy as {to.name} in {to.parent}.{without}", "Open the copy", lambda: self.copy_wanted.emit(to))

    def _forget(self) -> None:
        """Another file or case is taken in hand: whoever asked for it was told of what is not saved."""
        for screen in self._screens.values():
            screen.forget_unsaved()
        self.look_again()

    def _not_saved(self) -> None:
        """A write was not taken: the status bar says so at once, the page when whoever asked for the write has had its say."""
        self._look.start()
        self.tell()
        self._say_soon.start(0)

    def _say(self) -> None:
        trouble, page = self._workspace.unsaved, self._page()
        if trouble is None:
            return
        if not trouble.kept and isinstance(page, Screen):
            page.refresh()  # what was moved, ticked or chosen shows what is recorded again
        again, copy = self.offers
        page.messages.alert(str(trouble), *again, [copy])
        self._said = page.messages, str(trouble)

    def _save_typed(self) -> bool:
        """Save what was typed and the disk or the file did not take; says whether all of it was taken."""
        return all(screen.save_again() for screen in self._screens.values())
