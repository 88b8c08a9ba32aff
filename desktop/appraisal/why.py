"""Why something is not known or is at odds, as a paper says it, apart from what the officer can do about it."""

from __future__ import annotations


class Why(str):
    """A sentence that papers print as it stands. `action` is what the officer can do about it, in a sentence that screens alone add."""

    __slots__ = ("action",)

    action: str

    def __new__(cls, words: str, action: str = "") -> Why:
        made = super().__new__(cls, words)
        made.action = action
        return made


def action_of(words: str) -> str:
    """What the officer can do about what is said; blank where it asks for nothing."""
    return words.action if isinstance(words, Why) else ""


def on_screen(words: str) -> str:
    """What is said as a screen says it: with what the officer can do about it."""
    action = action_of(words)
    return f"{words} {action}" if action else words
