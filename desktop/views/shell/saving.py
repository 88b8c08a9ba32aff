"""Whether every change is saved: the words in the status bar, what is said where the disk did not take one, and before one is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from desktop.errors import KnownTrouble
from desktop.views.kit import look
from desktop.views.kit.file_dialogs import FILES, ask_where, documents
from desktop.views.kit.forms.trouble_label import TroubleLabel
from desktop.views.kit.messages import MessageBar, Offer
from desktop.views.kit.page import Page, row
from desktop.views.kit.screen import Screen
from desktop.workspace import Workspace

#: While something is not saved, whether that is still so is asked this often, in milliseconds.
_LOOK_EVERY = 500


class Saving(QObject):
    """Follows the workspace. What was typed and not saved stays with its screen; what was done and not saved, with the workspace."""

    #: A copy that was saved is to be opened, by its path.
    copy_wanted = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        screens: Mapping[str, Screen],
        page: Callable[[], Page],
        show_screen: Callable[[str], Screen],
        window: QWidget,
    ) -> None:
        """`screens` are those built so far, and `page()` is the one in view."""
        super().__init__(window)
        self._workspace, self._screens, self._page, self._window = workspace, screens, page, window
        self._show_screen = show_screen
        self.told: list[tuple[str, str]] = []
        """What was said last to be lost, each text with what is wrong with it: asked again, the officer means it."""
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
        self.told = []
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
        if done and not self.lacking and not self._page().messages.sentence:  # what was refused of it is said
            self._page().messages.success("Saved.")

    def ask_copy(self) -> None:
        """Ask where a copy goes, and save it."""
        path = self._workspace.path
        if path is None:
            return
        to = ask_where(self._window, "Save a copy", documents() / path.with_stem(f"{path.stem} copy").name, FILES, ".appraisal")
        if to is not None:
            self.save_copy(to)
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

    # --- what would be lost ---

    def may_lose(self, again: Callable[[], object], offer: str) -> bool:
        """Whether nothing typed would be lost, or the officer was told of it and asks again: `again` is what was asked for.

        Else the first text that is not saved is in hand, and the page says what it is, with `offer` beside it.
        """
        self._record_typing()
        self.save_what_can_be()
        unsaved_by_screen = [(name, each) for name, screen in self._screens.items() for each in screen.unsaved()]
        texts = [(each.text, each.trouble) for _, each in unsaved_by_screen]
        if self.last_change:
            texts.append(("", self.last_change))
        self.hold()
        if not texts or texts == self.told:
            self.told = []
            return True
        self.told = texts
        if not unsaved_by_screen:
            sentence = f"The last change is not saved. {self.last_change}"
            self._say_may_lose(self._show_screen(self._workspace.screen), sentence, offer, again, not_saved=True)
            return False
        from desktop.views.kit.forms.unsaved import sentence_of  # the window is painted before any table is loaded

        name, first = next((each for each in unsaved_by_screen if each[0] == self._workspace.screen), unsaved_by_screen[0])
        screen = self._show_screen(name)
        screen.reveal(first)
        unsaved = [first, *(each for _, each in unsaved_by_screen if each is not first)]
        self._say_may_lose(screen, sentence_of(unsaved, offer), offer, again, any(each.not_saved for each in unsaved))
        return False

    def _say_may_lose(self, screen: Screen, sentence: str, offer: str, again: Callable[[], object], not_saved: bool) -> None:
        """Say what would be lost, with what can be done all the same; where the disk did not take it, with what may save it."""
        leave: Offer = (f"{offer[:1].upper()}{offer[1:]}", again)
        first, *others = [*self.offers, leave] if not_saved else [leave]
        screen.messages.alert(sentence, *first, others)

    def _record_typing(self) -> None:
        """Record what is being typed in a cell or a field, as when the focus goes elsewhere; a window behind another keeps its own."""
        typing: QWidget | None = self._window.focusWidget()
        if not self._screens:
            return  # there is no field yet, nor is what makes one loaded
        from desktop.views.kit.forms.fields import FieldFrame

        if typing is not None:
            typing.clearFocus()
        while typing is not None and not isinstance(typing, FieldFrame):
            typing = typing.parentWidget()
        if typing is not None:
            typing.commit()
