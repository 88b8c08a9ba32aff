"""What a drive finds on the screen, or does not."""

from __future__ import annotations

from desktop.application import Window


class NotThere(Exception):
    """What a step asks for is not on the screen."""


def said(window: Window) -> str:
    """What the page in hand says in its message."""
    messages = getattr(window.stack.currentWidget(), "messages", None)
    return str(messages.sentence) if messages is not None else ""
