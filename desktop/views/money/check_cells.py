"""The Section 151 officer's checks as a table on screen, and how many still stand open. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.appraisal.affordability.section151 import Answered, Status
from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn
from desktop.results.cells import Row
from desktop.views.kit.tables.result_columns import shown, words


def check_columns() -> tuple[ScreenColumn, ...]:
    """The check, where it stands, and what the officer or else the records say. What is open is in bold, with a mark."""
    return (
        words("check", "Check", least=20, main=True),
        ScreenColumn("state", "Where it stands", editable=False, least=18, cell=_state),
        ScreenColumn("said", "What is said", editable=False, least=20, cell=_said),
    )


def open_words(checks: Sequence[Answered]) -> str:
    """How many are open, and how many of them are for the officer or lacking in the records."""
    still = [each for each in checks if each.is_open]
    if not still:
        return f"All {len(checks)} checks are shown or answered."
    asked = sum(each.status is Status.ASKED for each in still)
    counts = ((asked, "for the officer to answer"), (len(still) - asked, "lacking in the records"))
    return f"{len(still)} of {len(checks)} checks are open: {', '.join(f'{count} {what}' for count, what in counts if count)}."


def _state(row: Row) -> Cell:
    """The mark alone stands out here, as the name is in bold."""
    return replace(shown(row, "state", "", "{name}: {words}{note}"), strong=False)


def _said(row: Row) -> Cell:
    """What is said, in one line; a screen reader is told it as it was written."""
    cell = shown(row, "said", "", "{name}: {words}")
    return replace(cell, text=" ".join(cell.text.split()))
