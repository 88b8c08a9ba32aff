"""Tries in a process of their own, forked from the one that has loaded everything already, and ended by nobody but itself."""

from __future__ import annotations

import json
import os
import resource
import signal
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

#: After how many seconds a try that stands still ends itself.
_LONGEST = 120.0


class Ended(NamedTuple):
    """What a child said, in order, each with its words; and the signal that ended it, 0 where it came to its end."""

    said: list[tuple[str, str]]
    signal: int

    def words(self, what: str) -> str | None:
        """The words of what it said by this name; nothing where it did not say it."""
        return next((words for said, words in self.said if said == what), None)


Say = Callable[[str, str], None]


def in_child(body: Callable[[Say], None], seconds: float = _LONGEST, work: float = _LONGEST, memory: int | None = None) -> Ended:
    """Do something in a child and gather what it says; `memory` is how many bytes more than now it may take.

    What it lets out is said as `broke`. After `seconds` of the clock SIGALRM ends it, after `work` seconds of the processor SIGPROF.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _be_child(body, writing, seconds, work, memory)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        lines = pipe.read().split(b"\n")
    _, status = os.waitpid(child, 0)
    said = [(str(what), str(words)) for what, words in map(json.loads, lines[:-1])]
    return Ended(said, os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0)


def _be_child(body: Callable[[Say], None], writing: int, seconds: float, work: float, memory: int | None) -> None:
    def say(what: str, words: str = "") -> None:
        os.write(writing, json.dumps([what, words]).encode() + b"\n")

    try:
        for number in (signal.SIGALRM, signal.SIGPROF):
            signal.signal(number, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        signal.setitimer(signal.ITIMER_PROF, work)
        if memory is not None:
            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
            resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + memory,) * 2)
        body(say)
    except BaseException as trouble:  # whatever it is, the try is over and the parent is to hear of it
        say("broke", in_words(trouble))
    finally:
        os._exit(0)


def most_memory() -> int:
    """The most memory this process has had at once so far, in bytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def in_words(trouble: BaseException) -> str:
    """What was raised, and where in the program: the innermost place of it that is not a library's."""
    own = [frame for frame in traceback.extract_tb(trouble.__traceback__) if "/db/" in frame.filename or "/desktop/" in frame.filename]
    place = f" in {Path(own[-1].filename).name} {own[-1].name}" if own else ""
    return f"{type(trouble).__name__}: {str(trouble)[:160]}{place}"
