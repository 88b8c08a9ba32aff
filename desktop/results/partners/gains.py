"""Who pays and who gains: each partner before and after, what it saves and is worth, and whether it pays more for less."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.partner_results import Apportionment, PartnerResult, before_and_after
from desktop.appraisal.partners.transfers import Floor
from desktop.results.cells import NONE, NOT_KNOWN, Amount, Answer, Change, Lack, Period, Row, Stress, in_columns

_NO_COST = Lack("not known", is_open=True, why="its base-year cost in scope is not known")
_NOT_PAID = Lack("not known", is_open=True, why="what it pays now is not recorded")

#: The cases of a transfer, in the order of its floors.
CASES = ("worst", "most likely", "best")


def partners(apportionment: Apportionment | None) -> tuple[Row, ...]:
    """A row a partner, in the order recorded; one that pays more for less is to be looked at."""
    return () if apportionment is None else in_columns((_row(each) for each in apportionment.partners), ("before", "after", "change"))


def transfers(floors: Sequence[Floor]) -> tuple[Row, ...]:
    """A row a partner that would pay or receive something on some case so that nobody is worse off; a note says which of the two."""
    if len(floors) != len(CASES):
        return ()
    names = dict.fromkeys(name for floor in floors for name, amount in floor.transfers.items() if amount)
    rows = (Row(each, {case: _moves(floor, each) for case, floor in zip(CASES, floors, strict=True)}, "partners") for each in names)
    return in_columns(rows, CASES)


def _moves(floor: Floor, name: str) -> Amount:
    amount = floor.transfers.get(name)
    if not amount:
        return Amount(None, lack=NONE if floor.possible or amount is not None else NOT_KNOWN)
    return Amount(Estimate.exact(abs(amount)), note="pays" if amount < 0 else "gets")


def _row(partner: PartnerResult) -> Row:
    before, after = before_and_after(partner)
    npv = partner.npv
    never = NOT_KNOWN if npv is None or npv.low is None or npv.high is None else NONE
    more = partner.pays_more_for_less
    return Row(
        partner.organisation,
        {
            "before": Amount(before, lack=_NO_COST),
            "after": Amount(after, lack=_NOT_PAID),
            "change": Change(partner.change),
            "transitional": Amount(partner.transitional),
            "saving": Amount(partner.saving),
            "npv": Amount(npv),
            "payback": Period(partner.payback_years, lack=never),
            "pays_more": Answer(more, stress=Stress.FLAGGED if more else Stress.ASIDE),
        },
        record="partners",
        stress=Stress.FLAGGED if more else Stress.PLAIN,
    )
