"""What the Savings screen says where there is nothing to show yet."""

from __future__ import annotations

from PySide6.QtGui import QAction

from desktop.views.kit.empty_state import EmptyState


def no_options(go: QAction) -> EmptyState:
    """There is nothing that could cost or save anything."""
    return EmptyState(
        "No option has costs or savings yet",
        "Record the options first: the one the others are compared with, and each thing the council could do instead.",
        [go],
        "git-compare",
    )


def no_lines(sheet: QAction, paste: QAction) -> EmptyState:
    """The option or project in hand has no lines."""
    return EmptyState(
        "No costs or savings yet",
        "Add a line for each cost, saving, income or funding, then type its amounts. Or bring in somebody’s sheet, or copy "
        "the lines in Excel, names first, and paste them here. An amount may be not known: the totals say so.",
        [sheet, paste],
        "pound-sterling",
    )
