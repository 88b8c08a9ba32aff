"""An amount of a result as a cell. No widgets."""

from __future__ import annotations

from desktop.appraisal.estimate import Estimate
from desktop.models.cell import Cell
from desktop.views.kit.brief_words import NOT_KNOWN, short_words


def amount_cell(head: str, amount: Estimate | None, *, strong: bool = False, quiet: bool = False, lacking: str = "") -> Cell:
    """An amount of a result in its shortest honest words, said in full to a screen reader; `lacking` says why there is none."""
    if amount is None:
        return Cell.not_known(spoken=f"{head}: {lacking or 'cannot be worked out; the reasons stand below'}")
    words = short_words(amount)
    if words == NOT_KNOWN:
        return Cell.not_known(spoken=f"{head}: {amount.total_words()}")
    return Cell(words, strong=strong, quiet=quiet, spoken=f"{head}: {amount.total_words()}")
