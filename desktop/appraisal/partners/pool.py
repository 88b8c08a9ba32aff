"""What each partner pays before there is a pool, into it, and altogether after; and whether it would pay more for less."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Contribution:
    """One organisation's contribution for one thing, in pounds a year; `None` where nothing is recorded.

    Volumes are in one unit. The amounts of one that is `withheld` are not known to a public paper.
    """

    organisation: str
    what: str
    before: Estimate | None = None
    pooled: Estimate | None = None
    after: Estimate | None = None
    volume_before: Decimal | None = None
    volume_after: Decimal | None = None
    condition: str = ""
    governance: str = ""
    own: bool = False
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Contributed:
    """A contribution with what follows: `change` is after less before; unit costs are pounds for one unit, `None` where not known.

    `pays_more_for_less` is `None` where the amounts do not say. `at_odds`: it pays less altogether than into the pool alone.
    """

    of: Contribution
    change: Estimate | None
    unit_before: Estimate | None
    unit_after: Estimate | None
    pays_more_for_less: bool | None
    at_odds: bool = False


@dataclass(frozen=True, slots=True)
class Pool:
    """Every contribution, and the sums; what is not recorded counts in them as not known."""

    lines: tuple[Contributed, ...] = ()
    before: Estimate | None = None
    pooled: Estimate | None = None
    after: Estimate | None = None


def pool(contributions: Sequence[Contribution]) -> Pool:
    """The contributions in the order recorded. Never raises."""
    if not contributions:
        return Pool()

    def together(amounts: Sequence[Estimate | None]) -> Estimate:
        return Estimate.sum(NOT_KNOWN if each is None else each for each in amounts)

    return Pool(
        tuple(contributed(each) for each in contributions),
        together([each.before for each in contributions]),
        together([each.pooled for each in contributions]),
        together([each.after for each in contributions]),
    )


def contributed(of: Contribution) -> Contributed:
    """One contribution, and the test of `interchange.md`: after exceeds before, or the unit cost rises, while the volume does not."""
    change = None if of.before is None or of.after is None else of.after - of.before
    unit_before, unit_after = _each(of.before, of.volume_before), _each(of.after, of.volume_after)
    if of.pooled is not None and of.after is not None and _above(of.pooled - of.after):
        return Contributed(of, None, unit_before, None, None, at_odds=True)
    if of.volume_before is not None and of.volume_after is not None and of.volume_after > of.volume_before:
        return Contributed(of, change, unit_before, unit_after, False)
    rises = _above(change)
    if rises is not True and unit_before is not None and unit_after is not None and of.volume_before != of.volume_after:
        unit_rises = _above(unit_after - unit_before)
        rises = True if unit_rises is True else None if unit_rises is None else rises
    elif rises is False and of.volume_after is not None and of.volume_before is not None and of.volume_after < of.volume_before:
        rises = None  # less work for less money, and no unit cost to tell by
    return Contributed(of, change, unit_before, unit_after, rises)


def _each(amount: Estimate | None, volume: Decimal | None) -> Estimate | None:
    return None if amount is None or amount == NOT_KNOWN or not volume else amount.scaled(1 / volume).to_pence()


def _above(change: Estimate | None) -> bool | None:
    """Whether it is above nothing, on every case; `None` where the cases differ or are not known."""
    if change is None or (change.low is None and change.high is None):
        return None
    if change.low is not None and change.low > 0:
        return True
    return False if change.high is not None and change.high <= 0 else None
