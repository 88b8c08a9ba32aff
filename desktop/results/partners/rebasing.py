"""What re-basing on actual figures would move: each partner's share and amount by the values agreed and by the actual ones."""

from __future__ import annotations

from decimal import Decimal

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.rebasing import RebasedPartner, Rebasing
from desktop.appraisal.partners.shares import AppliesTo, Basis, percent
from desktop.results.cells import BLANK, Amount, Cell, Lack, Number, Percentage, Row, Stress, in_columns

#: Values that are agreed are printed with every place they have.
_EVERY_PLACE = 9
_NO_ACTUAL = Lack("no actual", why="no actual figure recorded")


def rebased(rebasing: Rebasing | None) -> tuple[Row, ...]:
    """A row a partner, in the order recorded; one whose actual figure lies past the tolerance is to be looked at."""
    return () if rebasing is None else in_columns((_row(rebasing, each) for each in rebasing.partners), ("before", "after"))


def is_settled(rebasing: Rebasing) -> bool:
    """Whether what each has in fact paid or had is recorded of every partner."""
    return all(partner.settles is not None for partner in rebasing.partners)


def _row(rebasing: Rebasing, partner: RebasedPartner) -> Row:
    stress = Stress.FLAGGED if partner.past_tolerance else Stress.PLAIN
    limit = f"{'past' if partner.past_tolerance else 'within'} the tolerance of {percent(rebasing.tolerance)}"
    lack = _NO_ACTUAL if partner.actual is None else Lack("new", why=f"there was nothing to set it against, {limit}")
    pays = ((partner.settles or 0) > 0) is (rebasing.applies_to is AppliesTo.COSTS)
    return Row(
        partner.organisation,
        {
            "estimated": _counted(rebasing.basis, partner.estimated),
            "actual": _counted(rebasing.basis, partner.actual),
            "difference": Percentage(partner.difference, signed=True, lack=lack, stress=stress, note=limit),
            "share_before": Percentage(partner.share_before),
            "share_after": Percentage(partner.share_after),
            "before": Amount(partner.before),
            "after": Amount(partner.after),
            "actual_amount": _pounds(partner.actual_amount),
            "settles": _pounds(partner.settles, "pays" if pays else "gets"),
        },
        record="shares",
        stress=stress,
    )


def _counted(basis: Basis, value: Decimal | None) -> Cell:
    """A value in the unit of its basis. Equal shares go by no figure."""
    if basis is Basis.FIXED:
        return Percentage(value, _EVERY_PLACE, lack=BLANK)
    if basis in (Basis.INVESTMENT, Basis.BASELINE):
        return _pounds(value)
    return Number(None if basis is Basis.EQUAL else value, _EVERY_PLACE, lack=BLANK)


def _pounds(value: Decimal | None, note: str = "") -> Amount:
    return Amount(None if value is None else Estimate.exact(value), recorded=True, lack=BLANK, note=note)
