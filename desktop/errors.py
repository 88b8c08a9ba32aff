"""Known trouble: what an officer can put right. Anything else that is raised is our own fault and is reported as such."""

from __future__ import annotations

from collections.abc import Callable


class KnownTrouble(Exception):
    """One plain sentence that says what is wrong, where, and what to do."""


class NothingOpen(KnownTrouble):
    """Something was asked of a case while none is open, as while another file is being opened."""

    def __init__(self) -> None:
        super().__init__("No case is open yet. Wait until the file has been opened, then do this again.")


class SeveralTroubles(KnownTrouble):
    """All the problems of one piece of work, found before anything was written."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = tuple(sentences)


class ReadOnlyFile(KnownTrouble):
    """A store that cannot be written where it is, while a copy of it elsewhere can."""


class NotSaved(KnownTrouble):
    """A write that the disk or the file did not take, unlike a value that is refused: the same write may be taken later.

    `again` does that write once more, and may raise as it did before. `kept` says that what was to be written stands, marked, in the
    cell or the field it was typed in, which writes it from there.
    """

    def __init__(self, sentence: str, again: Callable[[], object]) -> None:
        super().__init__(sentence)
        self.again = again
        self.kept = False


class NotRead(KnownTrouble):
    """Records that the disk or the file did not give, though they may be given later."""


class Cancelled(KnownTrouble):
    """The officer stopped the work; nothing was changed."""
