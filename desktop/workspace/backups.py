"""Copies of the open file: dated backups, those the officer asks for, and the one on this machine of a file on a share."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import KnownTrouble
from desktop.workspace.edits import Edits

if TYPE_CHECKING:
    from db.whole_files import LastChange
    from desktop.operations.store.clearing import Clearance


class Backups(Edits):
    """Each copy is checked whole before it stands for the file."""

    @property
    def backups_folder(self) -> Path | None:
        """The folder of dated backups of every file; None where this window keeps none."""
        return self._places.backups

    def last_change(self) -> LastChange | None:
        """The last change of the open file; None where none is open. Raises KnownTrouble."""
        from desktop.operations.store.files import known_trouble

        if self._store is None:
            return None
        with known_trouble():
            return self._store.last_change

    def back_up(self, to: Path) -> None:
        """Write a checked copy of the open file. Raises KnownTrouble."""
        from desktop.operations.store.files import known_trouble

        if self._store is not None:
            with known_trouble():
                self._store.back_up(to)

    def save_clean_copy(self, to: Path) -> None:
        """Write a checked copy to be sent, which holds the records and no history. Raises KnownTrouble."""
        from desktop.operations.store.files import known_trouble

        if self._store is not None:
            with known_trouble():
                self._store.save_clean_copy(to)

    def clear_for_good(self, wanted: Clearance) -> tuple[Path, ...]:
        """Take something out of the open file, its history and its backups; gives the copies that may still hold it.

        Raises KnownTrouble: nothing is then taken out, or it is out of the file and the backups could not be made anew.
        """
        from desktop.operations.store.backups import renew
        from desktop.operations.store.clearing import clear

        clear(self._held, wanted)
        self._after_change()
        if self._places.backups is None:
            return ()
        left = renew(self._held, self._places.backups, datetime.datetime.now(datetime.UTC), self.path)
        self._changed_since_backup = False
        return left

    def keep_backup_meanwhile(self, failed: Callable[[KnownTrouble], None]) -> None:
        """Write a dated backup off the main thread where something has changed since the last; `failed` is told what stood in the way."""
        from desktop.operations.store.backups import back_up_moment, moment_of

        root = self._places.backups
        if self._store is None or self.path is None or root is None or not self._changed_since_backup:
            return
        try:
            moment = moment_of(self._store, self.path)
        except KnownTrouble as trouble:
            failed(trouble)
            return
        now = datetime.datetime.now(datetime.UTC)

        def kept(backup: Path) -> None:
            # what was changed meanwhile is not in it
            if self._store is not None and (self._store.id, self._store.latest_unit) == (moment.store, moment.last.unit):
                self._changed_since_backup = False

        self.tasks.start("Backing up", lambda progress: back_up_moment(moment, root, now), kept, failed)

    def keep_backup(self, whatever: bool = False) -> Path | None:
        """Write a dated backup where something has changed since the last, or `whatever` has. Raises KnownTrouble where it cannot be."""
        from desktop.operations.store.backups import back_up as back_up_dated

        backups = self._places.backups
        if self._store is None or self.path is None or backups is None or not (self._changed_since_backup or whatever):
            return None
        backup = back_up_dated(self._store, backups, datetime.datetime.now(datetime.UTC), self.path)
        self._changed_since_backup = False
        return backup

    def full_check(self) -> Callable[[Callable[[float], object]], None]:
        """What checks the open file whole, as its disk gives it now, off the main thread; it raises KnownTrouble where it is damaged.

        It is given what is told how far it is, 0 to 1. Raises NothingOpen where no file is open, and KnownTrouble.
        """
        from db.copies import check_image
        from desktop.operations.store.files import known_trouble

        with known_trouble():
            image, path = self._held.image_from_disk(), self._held.path

        def check(step: Callable[[float], object]) -> None:
            with known_trouble():
                check_image(image, path, step)

        return check

    def put_back(self) -> str:
        """Put the changes of a copy where its file is; gives a sentence where they are elsewhere, else an empty one."""
        if self._store is None or self._copy is None:
            return ""
        from desktop.operations.store.files import reading
        from desktop.operations.store.shared_files import put_back

        file = self._copy.original
        try:
            with reading(self._store):
                to = put_back(self._store, self._copy, datetime.datetime.now().astimezone())
        except KnownTrouble as trouble:
            return f"{trouble} Your changes are in the copy on this machine: open {file.name} again when its folder is there."
        if to is None or to == file:
            return ""
        return f"{file.name} has changed {self._copy.where} meanwhile, so your changes are beside it, in {to.name}."

    def close(self) -> None:
        """Give the file back, with a note of how it now stands."""
        if self._waiting is not None:
            self._waiting.quit()
        if self._store is not None and self.path is not None:
            from desktop.operations.store.backups import note_open
            from desktop.operations.store.files import known_trouble

            store, closes = self._store, self._places.closes
            with contextlib.suppress(KnownTrouble):
                if self._places.backups is not None:
                    note_open(store, self._places.backups, self.path)
            # each change was saved as it was made: a disk that has gone takes none of them along
            with contextlib.suppress(KnownTrouble), known_trouble(), store.trouble_in_words():
                digest = store.close()
                if closes is not None:
                    closes.keep(store.id, digest)
        self._store = None
        self.done.clear()
        self._copy = None
        self._case_id = None
        self.unsaved = None
        self._forget()
        self._before = None
