"""What is shared already: planned, current and at risk, what it saves a year, and what a proposal would cancel."""

from __future__ import annotations

from collections.abc import Sequence

from db.nouns import choices
from desktop.appraisal.estimate import NOT_KNOWN, ZERO, Estimate
from desktop.late_dataclass import dataclass

SharingStatus = choices.SharingStatus


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One arrangement. `saving` is ours, in pounds a year, `None` where none is recorded; `cancelled_by` is an option or a project.

    Of one that is `withheld` a public paper does not give the status, and its saving counts as not known.
    """

    service: str
    partners: tuple[str, ...] = ()
    status: SharingStatus = SharingStatus.NOT_STATED
    start: str = ""
    saving: Estimate | None = None
    cancelled_by: str | None = None
    lessons_it: str = ""
    lessons_staff: str = ""
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class StatusTotal:
    """The arrangements of one status, and what they save a year; a saving that is not recorded is not known."""

    status: SharingStatus
    arrangements: tuple[Arrangement, ...]
    saving: Estimate


@dataclass(frozen=True, slots=True)
class Cancelled:
    """What one proposal would cancel, and what that saves a year now."""

    proposal: str
    arrangements: tuple[Arrangement, ...]
    saving: Estimate


@dataclass(frozen=True, slots=True)
class Register:
    arrangements: tuple[Arrangement, ...] = ()
    by_status: tuple[StatusTotal, ...] = ()
    cancelled: tuple[Cancelled, ...] = ()
    saving: Estimate = ZERO
    """What all of them save a year."""

    @property
    def withheld(self) -> int:
        return sum(each.withheld for each in self.arrangements)


def register(arrangements: Sequence[Arrangement]) -> Register:
    """The register added up. Never raises."""
    by_status = {status: tuple(each for each in arrangements if each.status is status and not each.withheld) for status in SharingStatus}
    proposals = dict.fromkeys(each.cancelled_by for each in arrangements if each.cancelled_by)
    gone = {name: tuple(each for each in arrangements if each.cancelled_by == name) for name in proposals}
    return Register(
        tuple(arrangements),
        tuple(StatusTotal(status, own, _saving(own)) for status, own in by_status.items() if own),
        tuple(Cancelled(name, own, _saving(own)) for name, own in gone.items()),
        _saving(arrangements),
    )


def _saving(own: Sequence[Arrangement]) -> Estimate:
    return Estimate.sum(NOT_KNOWN if each.saving is None else each.saving for each in own)
