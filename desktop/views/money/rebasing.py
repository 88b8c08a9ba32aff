"""What re-basing on actual figures would move: each partner's share and amount by the agreed values and by the actual ones. No widgets."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.appraisal import money
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.rebasing import Rebasing
from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn
from desktop.results.cells import Row
from desktop.views.kit.tables.result_columns import figure, named


def rebased_columns(*, settled: bool = False) -> tuple[ScreenColumn, ...]:
    """How far off the agreed value was, the share and the amount of each, and, if `settled`, what changes hands by what each paid."""
    return (
        named("Partner", 16),
        figure("difference", "Actual against value", "{name}, {head}: {words}, {note}"),
        figure("share_before", "Agreed share"),
        figure("share_after", "By actual"),
        figure("before", "Agreed amount"),
        figure("after", "By actual"),
        *([figure("settles", "Still to settle", cell=_settles)] if settled else []),
    )


def rebasing_of(rebasings: Sequence[Rebasing], owner: str, applies_to: str) -> Rebasing | None:
    """The one that a share belongs to; None where no actual figure is recorded of what it divides."""
    return next((each for each in rebasings if (each.owner, each.applies_to) == (owner, applies_to)), None)


def _settles(row: Row) -> Cell:
    """Who has still to pay, and who to get, once what each in fact paid or had is set beside its share."""
    cell, head = row.cells["settles"], f"{row.id}, still to settle"
    if not isinstance(cell.value, Estimate) or cell.value.central is None:
        return Cell("", spoken=f"{head}: what each in fact paid or had is not recorded for every partner")
    if cell.value.is_nought:
        return Cell("none", quiet=True, spoken=f"{head}: none")
    words = f"{cell.note} {money.pounds(abs(cell.value.central))}"
    return Cell(words, strong=True, spoken=f"{head}: {words}")
