"""What is kept of a fault of the program itself: a short plain file that holds no record, no name of anyone and no path.

An exception that nobody caught, on any thread, leaves a report of its kind and of where it arose, and the officer is told in a sentence.
Its message is left out, since it may quote a record. A fault below Python ends the program at once; what Python can still write of it is
found, and told, at the next start.
"""

from __future__ import annotations

import contextlib
import datetime
import faulthandler
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from desktop.errors import KnownTrouble

#: How many reports are kept, and how many one run writes: a fault in painting would come back with every frame.
KEPT = 20
_RUNNING = "running"
_OPENING = """Appraisal Desk crash report

This file is for whoever looks after the program. It says what kind of fault there was and where in the program. It holds no record,
no figure, no name and no path of this machine.
"""


class CrashReports:
    """The reports of this officer on this machine, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._listener: Callable[[str], None] | None = None
        self._unheard: list[str] = []
        self._seen: set[str] = set()
        self._earlier: Callable[..., object] = sys.excepthook
        self._earlier_in_threads: Callable[..., object] = threading.excepthook
        self._running: TextIO | None = None

    def start(self) -> None:
        """Watch from here on. A folder that cannot be written to is no reason not to start."""
        self._earlier, self._earlier_in_threads = sys.excepthook, threading.excepthook
        sys.excepthook = self._raised
        threading.excepthook = self._raised_in_thread
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._find_the_last()
            self._running = (self.folder / f"{_RUNNING}.txt").open("w", encoding="utf-8")
            faulthandler.enable(self._running)

    def stop(self) -> None:
        """The program ends as it should: watch no longer, and leave nothing of a run that went well."""
        sys.excepthook, threading.excepthook = self._earlier, self._earlier_in_threads
        if self._running is not None:
            faulthandler.disable()
            self._running.close()
            self._running = None
            with contextlib.suppress(OSError):
                (self.folder / f"{_RUNNING}.txt").unlink()

    def tell_to(self, listener: Callable[[str], None] | None) -> None:
        """Who is told a sentence for the officer, on whichever thread the fault was; what nobody has heard yet is told at once."""
        self._listener = listener
        if listener is not None:
            for said in self._unheard:
                listener(said)
            self._unheard.clear()

    def _tell(self, said: str) -> None:
        if self._listener is None:
            self._unheard.append(said)
        else:
            self._listener(said)

    def report(self, kind: type[BaseException], where: TracebackType | None, thread: str = "") -> Path | None:
        """Write a report, once for each place in a run. Gives its path, or None where none was written."""
        lines = [_kind_of(kind), *(f"  thread {thread}" for thread in (thread,) if thread), *_places(where)]
        text = "\n".join(lines)
        if text in self._seen or len(self._seen) >= KEPT:
            return None
        self._seen.add(text)
        return self._write(text)

    def _raised(self, kind: type[BaseException], raised: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, KnownTrouble):
            self._tell(str(raised))
        elif issubclass(kind, Exception) and (path := self.report(kind, where)) is not None:
            self._tell(sentence(path))
        # without a console there is nowhere to print to
        if sys.stderr is not None:
            self._earlier(kind, raised, where)

    def _raised_in_thread(self, raised: threading.ExceptHookArgs) -> None:
        if issubclass(raised.exc_type, Exception):
            # a thread's name is the program's own word for it
            path = self.report(raised.exc_type, raised.exc_traceback, raised.thread.name if raised.thread else "")
            if path is not None:
                self._tell(sentence(path))
        if sys.stderr is not None:
            self._earlier_in_threads(raised)

    def _find_the_last(self) -> None:
        """Make a report of what the last run left, if it ended below Python, and tell it."""
        left = self.folder / f"{_RUNNING}.txt"
        if not left.exists():
            return
        said = left.read_text(encoding="utf-8", errors="replace").strip()
        left.unlink()
        if said and (path := self._write(f"The program ended below Python\n{_without_paths(said)}")) is not None:
            self._tell(f"Appraisal Desk stopped the last time it ran. {_safe(path)}")

    def _write(self, text: str) -> Path | None:
        """Write a report and keep the latest few. None where it cannot be written: there is nobody left to tell."""
        now = datetime.datetime.now().astimezone()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            path = _free(self.folder / f"Crash {now:%Y-%m-%d %H.%M.%S}.txt")
            path.write_text(f"{_OPENING}\n{_surroundings()}\n{text}\n", encoding="utf-8")
            for old in sorted(self.folder.glob("Crash *.txt"))[:-KEPT]:
                old.unlink()
        except OSError:
            return None
        return path


def sentence(path: Path) -> str:
    """What the officer is told of a fault."""
    return f"Something went wrong in the program itself, and not in what you typed. {_safe(path)}"


def _safe(path: Path) -> str:
    return f"What was saved is safe. A report that holds none of your records is in {path}: send it to whoever looks after the program."


def _free(path: Path) -> Path:
    """The path, or where it is taken the same with a number."""
    number, tried = 1, path
    while tried.exists():
        number += 1
        tried = path.with_stem(f"{path.stem} {number}")
    return tried


def _kind_of(kind: type[BaseException]) -> str:
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def _places(where: TracebackType | None) -> list[str]:
    """Where it arose, outermost first: module, line and function, which are the same on every machine."""
    places = []
    while where is not None:
        frame = where.tb_frame
        places.append(f"  {frame.f_globals.get('__name__', 'unknown')}, line {where.tb_lineno}, in {frame.f_code.co_name}")
        where = where.tb_next
    return places


def _without_paths(said: str) -> str:
    """What Python wrote as it ended, each file by its last two parts: a folder above may be named after a person."""
    lines = []
    for line in said.splitlines():
        before, quote, rest = line.partition('File "')
        file, _, after = rest.partition('"')
        lines.append(f"{before}{'/'.join(file.replace(chr(92), '/').split('/')[-2:])}{after}" if quote else line)
    return "\n".join(lines)


def _surroundings() -> str:
    """The program's version and what it ran on."""
    import platform
    from importlib.metadata import PackageNotFoundError, version

    try:
        own = version("appraisal-desk")
    except PackageNotFoundError:
        own = "not installed"
    qt = sys.modules.get("PySide6")
    parts = [
        f"Appraisal Desk {own}{', frozen' if getattr(sys, 'frozen', False) else ''}",
        f"Python {platform.python_version()}",
        f"Qt {getattr(qt, '__version__', 'not loaded')}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
    ]
    return "; ".join(parts)
