"""How well each partner fits: its place, the mean of its factors, how like us it is, and whether it is on the shortlist and why."""

from __future__ import annotations

from desktop.appraisal.partners.appraised import Partnership
from desktop.appraisal.partners.fit import PartnerFit
from desktop.results.cells import WITHHELD, Answer, Lack, Number, PartOf, Percentage, Row, Stress, Words
from desktop.results.rounding import rounded

_NOT_PLACED = Lack("not placed", why="no place: none of its factors is scored")


def fit(partnership: Partnership | None) -> tuple[Row, ...]:
    """A row a partner, those with a place first."""
    if partnership is None:
        return ()
    hidden = partnership.records.withheld_profiles
    return tuple(_row(each, is_hidden=each.organisation in hidden) for each in partnership.fit.partners)


def _row(partner: PartnerFit, *, is_hidden: bool) -> Row:
    factors = partner.factors
    scored = sum(factor.score is not None and factor.applies is not False for factor in factors)
    unscored = WITHHELD if any(factor.withheld for factor in factors) else Lack("not scored")
    likeness = None if partner.likeness is None else rounded(partner.likeness, 2)
    return Row(
        partner.organisation,
        {
            "place": Number(partner.place, 0, lack=_NOT_PLACED, stress=Stress.STRONG),
            "mean": Number(partner.mean, 1, lack=unscored),
            "factors": PartOf(scored, len(factors)),
            "likeness": Percentage(likeness, 0, lack=WITHHELD if is_hidden else Lack("no profile")),
            "shortlisted": Answer(partner.shortlisted, stress=Stress.STRONG),
            "why": Words(partner.why),
        },
        record="partners",
    )
