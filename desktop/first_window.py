"""One window for one officer: a second start hands its file to the first, which comes to the front.

The two meet in a folder of the local profile, by a lock file and a request file beside it. Nothing is listened to on any network, nor is
Qt's library for one shipped.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal

from desktop.disk_trouble import is_found
from desktop.own_files import OWN_FILE, PARTIAL, own_file_made, own_folder_made, sweep

#: How long a second start waits for the first to answer, in seconds. One that does not is busy or hung, and a window is opened after all.
_PATIENCE = 5.0
_LOCK = "window.lock"


class FirstWindow(QObject):
    """Whether this is the first window, and what later starts ask of it."""

    asked = Signal(str)
    """A later start: the file it was given, or empty. The window is to come to the front."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._lock = QLockFile(str(folder / _LOCK))
        # held as long as the window is open; that of a process which is gone is told by its number
        self._lock.setStaleLockTime(0)
        self._watcher: QFileSystemWatcher | None = None

    def claim(self) -> bool:
        """Whether this is the first window; it is then until the program ends. Where there is no telling, it is."""
        with contextlib.suppress(OSError):
            own_folder_made(self._folder)
        if not self._lock.tryLock(0):
            return self._lock.error() is not QLockFile.LockError.LockFailedError
        with contextlib.suppress(OSError):
            (self._folder / _LOCK).chmod(OWN_FILE)
        return True

    @property
    def is_alone(self) -> bool:
        """Whether no other window of this officer can be open: the lock is held."""
        return self._lock.isLocked()

    def hand_over(self, path: str, patience: float = _PATIENCE) -> bool:
        """Ask the first window to come to the front, and to open a file where one is given. Whether it did within so many seconds."""
        if isinstance(holder := self._lock.getLockInfo(), tuple):
            _let_to_the_front(holder[0])
        request = self._folder / f"{os.getpid()}.request"
        try:
            # written under another name first: the window reads a request as soon as it sees it
            partial = request.with_suffix(PARTIAL)
            own_file_made(partial)
            partial.write_text(str(Path(path).absolute()) if path else "", encoding="utf-8")
            partial.replace(request)
        except (OSError, UnicodeEncodeError):
            return False
        until = time.monotonic() + patience
        while is_found(request):
            if time.monotonic() > until:
                with contextlib.suppress(OSError):
                    request.unlink()
                    return False
                return True
            time.sleep(0.02)
        return True

    def listen(self) -> None:
        """From here on, say what later starts ask, if this is the first window."""
        if not self._lock.isLocked():
            return
        # of starts that ended before they were answered: none is to be opened now
        sweep((self._folder,), time.time() - 2 * _PATIENCE)
        self._watcher = QFileSystemWatcher([str(self._folder)])  # no parent: it ends with the last word of it
        self._watcher.directoryChanged.connect(lambda *_: self._take())
        self._take()  # what was asked before there was anybody to hear it

    def give_up(self) -> None:
        """The window closes: the next start is the first."""
        self._watcher = None
        self._lock.unlock()

    def _requests(self) -> list[Path]:
        return sorted(self._folder.glob("*.request"))

    def _take(self) -> None:
        for request in self._requests():
            try:
                path = request.read_text(encoding="utf-8")
                request.unlink()
            except (OSError, UnicodeDecodeError):
                continue  # whoever asked has given up, or it is no request of ours
            self.asked.emit(path)


def _let_to_the_front(process: int) -> None:
    """Let another process take the foreground, which Windows allows only to the one the officer has just started."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(process)
