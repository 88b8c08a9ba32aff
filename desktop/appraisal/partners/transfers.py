"""What would have to change hands so that nobody is worse off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from fractions import Fraction

from desktop.appraisal import money, wording
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.shares import divided
from desktop.appraisal.savings.lines import cases_of
from desktop.late_dataclass import dataclass

_NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Floor:
    """The transfers after which nobody is worse off: above nothing received, below nothing paid, adding to nothing.

    `needed` is what those who lose are short of together. `transfers` is empty where nobody loses, and where those who gain have not
    enough, which `possible` tells apart.
    """

    needed: Decimal
    possible: bool
    transfers: dict[str, Decimal] = field(default_factory=dict)
    after: dict[str, Decimal] = field(default_factory=dict)
    why: tuple[str, ...] = ()


def floor(nets: Mapping[str, Decimal]) -> Floor:
    """The transfers that leave nobody below nothing, paid by those who gain in proportion to their gain. Never raises.

    `nets` is what each partner is left with on one case, such as its net present value.
    """
    worth = {name: money.to_pence(net) for name, net in nets.items()}
    needed = -sum((net for net in worth.values() if net < 0), _NOUGHT)
    gains = {name: net for name, net in worth.items() if net > 0}
    total = sum(gains.values(), _NOUGHT)
    if not needed:
        return Floor(_NOUGHT, True, after=worth, why=("Nobody is worse off, so nothing needs to change hands.",))
    if needed > total:
        rounding = money.rounding_that_tells_apart(needed, total)
        have = f"those who gain have {rounding.words(total, running=True)}" if gains else "nobody gains"
        return Floor(
            needed,
            False,
            after=worth,
            why=(f"No transfer leaves nobody worse off: those who lose are short of {rounding.words(needed, running=True)}, and {have}.",),
        )
    paid = divided(needed, {name: Fraction(gain) / Fraction(total) for name, gain in gains.items()})
    transfers = {name: -paid[name] if name in paid else max(-net, _NOUGHT) for name, net in worth.items()}
    return Floor(
        needed,
        True,
        transfers,
        {name: net + transfers[name] for name, net in worth.items()},
        (f"{wording.listed(list(gains))} would pay {money.rounded(needed, running=True)} in all to leave nobody worse off.",),
    )


def floor_cases(nets: Mapping[str, Estimate]) -> tuple[Floor, Floor, Floor]:
    """`floor` on the low, the most likely and the high case; where a case is open for some partner it says whose."""
    floors = []
    for case, name in enumerate(("worst", "most likely", "best")):
        ends = {partner: cases_of(net)[case] for partner, net in nets.items()}
        known = {partner: amount for partner, amount in ends.items() if amount is not None}
        lacking = [partner for partner in ends if partner not in known]
        floors.append(
            floor(known)
            if not lacking
            else Floor(
                _NOUGHT,
                False,
                why=(f"The transfer is not known on the {name} case, as what {wording.listed(lacking)} would be left with is not known.",),
            )
        )
    return floors[0], floors[1], floors[2]
