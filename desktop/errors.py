"""Known trouble: what an officer can put right. Anything else that is raised is our own fault and is reported as such."""

from __future__ import annotations


class KnownTrouble(Exception):
    """One plain sentence that says what is wrong, where, and what to do."""


class SeveralTroubles(KnownTrouble):
    """All the problems of one piece of work, found before anything was written."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = tuple(sentences)


class DamagedFile(KnownTrouble):
    """A store that cannot be read, while a backup of it can be opened in its place."""


class Cancelled(KnownTrouble):
    """The officer stopped the work; nothing was changed."""
