"""Who gains and who pays: each partner's part, whoever pays more for less, and the transfer that leaves nobody worse off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.appraisal import money
from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.partners import apportionment, rebasing
from desktop.appraisal.partners.apportionment import Apportionment, Floor, PartnerResult
from desktop.appraisal.wording import counted, listed

if TYPE_CHECKING:
    from desktop.appraisal.savings.finance import Finance

_NOT_KNOWN = NOT_KNOWN.figure_words()
#: With more partners than this a sentence names only those who lose.
_FEW = 6


def who_gains(finance: Finance, owner: str | None = None) -> list[str]:
    """Who pays more for less, by how much, what each partner is left with, and the transfer to a floor.

    Of what is in question unless one is named. Nothing where no record says how costs and savings are shared.
    """
    apportioned = finance.apportionment(owner)
    if apportioned is None:
        return []
    if not apportioned.partners:
        return [f"Who gains from {_named(apportioned)} cannot be told. {reason}" for reason in apportioned.why[:1]]
    return [*pays_more(apportioned), *apportioned.not_stated, *_worth(apportioned), *_floor(finance.floor(apportioned.owner))]


def rebased(finance: Finance, owner: str | None = None) -> list[str]:
    """Which shares are re-based on actual figures and what each partner's come to, of what is in question unless an owner is named."""
    wanted = finance.owner if owner is None else owner
    return [sentence for result in finance.rebasings if not wanted or result.owner == wanted for sentence in rebasing.told(result)]


def pays_more(apportioned: Apportionment) -> list[str]:
    """Whoever would pay more for no more than now, by how much, or could; else that nobody would."""
    said = [sentence for sentence in apportionment.told(apportioned) if sentence not in apportioned.why]
    if said:
        return said
    unsettled = [partner.organisation for partner in apportioned.partners if partner.pays_more_for_less is None]
    if unsettled:
        return [f"Whether {listed(unsettled)} would pay more than now without getting more is not known."]
    return ["No partner would pay more than now without getting more."]


def of_partner(partner: PartnerResult) -> list[str]:
    """One partner before and after, its transitional cost apart, and what it is left with."""
    name, sentences = partner.organisation, []
    if partner.before is not None and partner.before.says_nothing:
        sentences.append(f"What {name} pays now is not known, so neither is what it would pay once it is running.")
    elif partner.before is not None and partner.after is not None:
        same = partner.change is not None and partner.change.is_nought
        after = "the same" if same else "an amount not yet known" if partner.after.says_nothing else f"{_in_running(partner.after)},"
        sentences.append(
            f"{name} pays {partner.before.figure_words(running=True)} a year now and {after} once it is running, in the prices of "
            "the base year."
        )
    elif partner.change is not None and partner.change.high is not None and partner.change.high < 0:
        sentences.append(f"{name} pays {(-partner.change).total_words(running=True)} a year less once it is running.")
    if partner.transitional is not None and not partner.transitional.is_nought:
        sentences.append(
            f"What getting there costs {name} once is not known."
            if partner.transitional.says_nothing
            else f"Getting there costs {name} {_in_running(partner.transitional)} once."
        )
    if partner.npv is not None:
        sentences.append(f"The net present value to {name} is {_in_running(partner.npv)}.")
    return [*sentences, *partner.why]


def _in_running(amount: Estimate) -> str:
    """A figure in the middle of a sentence, with what it lacks."""
    figure = amount.figure_words(running=True)
    return f"{figure}, with {counted(amount.unknown, 'amount')} not yet known" if amount.unknown and figure != _NOT_KNOWN else figure


def _named(apportioned: Apportionment) -> str:
    return apportioned.owner or "all projects"


def _worth(apportioned: Apportionment) -> list[str]:
    present_values = [(partner.organisation, partner.npv) for partner in apportioned.partners if partner.npv is not None]
    if len(present_values) > _FEW:
        present_values = [(name, npv) for name, npv in present_values if npv.low is not None and npv.low < 0]
        if not present_values:
            return []
    if all(npv.figure_words() == _NOT_KNOWN for _, npv in present_values):
        return []
    unknown = ", with amounts not yet known" if any(npv.unknown for _, npv in present_values) else ""
    return [
        f"Net present value to each{'' if len(apportioned.partners) <= _FEW else ' that could lose'}: "
        f"{'; '.join(f'{name} {npv.figure_words(running=True)}' for name, npv in present_values)}{unknown}."
    ]


def _floor(floors: tuple[Floor, Floor, Floor] | None) -> list[str]:
    """The transfer on the most likely case; where only the worst case needs one, that one; nothing where neither is known."""
    if floors is None:
        return []
    worst, central, _ = floors
    if not central.needed:
        if worst.needed:
            return [f"At worst those who lose would be short of {money.running(worst.needed)}."]
        return list(central.why) if central.possible else []
    if not central.possible:
        return list(central.why)
    paid = {name: -amount for name, amount in central.transfers.items() if amount < 0}
    got = {name: amount for name, amount in central.transfers.items() if amount > 0}
    if len(got) == 1:
        parts = [f"{name} would pass on {money.running(amount)}" for name, amount in paid.items()]
        return [f"To leave nobody worse off, {listed(parts)} to {next(iter(got))}, on the most likely figures."]
    return [
        f"To leave nobody worse off, {money.running(central.needed)} in all would change hands on the most likely figures: "
        f"{listed([f'{name} would pay {money.running(amount)}' for name, amount in paid.items()])}, and "
        f"{listed([f'{name} would have {money.running(amount)}' for name, amount in got.items()])}."
    ]
