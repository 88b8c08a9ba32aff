"""How a cost, a saving or funding is divided between partners: the bases, the shares they give, and sums that keep every penny.

The bases are those that partners of shared services use: equal parts, baseline budget, caseload, population, investment, fixed
percentages, and first call, where the investor recovers its investment before the rest is split equally. Shares are exact fractions;
amounts are divided by largest remainder (Hamilton's method), so that the parts add to the whole to the penny.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from fractions import Fraction

from db.nouns import choices
from desktop.appraisal import money, wording
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.why import Why
from desktop.late_dataclass import dataclass

#: Shares are worked out anew only where an actual figure is further than this from the estimate (South Hams and West Devon).
TOLERANCE = Decimal("0.03")
_NOUGHT = Decimal(0)


Basis = choices.ShareBasis
AppliesTo = choices.AppliesTo


@dataclass(frozen=True, slots=True)
class Rule:
    """How one owner's costs, savings or funding are divided. `values` are what the basis needs of each partner.

    Fixed shares are fractions of 1; caseload, population and investment are in their own units; baseline and equal need none.
    `actual` is what each value turned out to be, in the same units, and `actual_amounts` the pounds each partner in fact paid or had.
    """

    applies_to: AppliesTo
    basis: Basis
    values: dict[str, Decimal]
    actual: dict[str, Decimal] = field(default_factory=dict)
    actual_amounts: dict[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shares:
    """Each partner's fraction of 1, adding to 1 exactly; `None` where they cannot be told, and `why` says so.

    `investment` holds what each partner recovers first, where the basis is first call; the fractions are then of what is left.
    """

    fractions: dict[str, Fraction] | None
    investment: dict[str, Decimal] | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rebased:
    """Each partner's actual figure beside the estimate. `values` are those to share by: the actual ones if any is past the tolerance."""

    values: dict[str, Decimal]
    differences: dict[str, Decimal | None]
    past_tolerance: tuple[str, ...]
    why: tuple[str, ...] = ()


def shares_of(
    rule: Rule, partners: Sequence[str], baselines: Mapping[str, Estimate] | None = None, populations: Mapping[str, int] | None = None
) -> Shares:
    """The shares a rule gives these partners. Never raises: what is lacking, or does not reach 100%, gives none and says why.

    `baselines` (each partner's own base-year net cost, at its most likely figure) and `populations` stand in for values not recorded.
    """
    names = list(dict.fromkeys(partners))
    what = f"the {rule.applies_to}"
    if not names:
        return Shares(None, why=(f"{what.capitalize()} are not shared: no partner is recorded.",))
    stray = [name for name in rule.values if name not in names]
    if stray:
        return Shares(
            None,
            why=(
                f"{what.capitalize()} are not shared: {wording.listed(stray)} "
                f"{'is' if len(stray) == 1 else 'are'} given a share without being a partner.",
            ),
        )
    if rule.basis is Basis.EQUAL:
        return Shares({name: Fraction(1, len(names)) for name in names})
    if rule.basis is Basis.FIRST_CALL:
        return _first_call(rule, names, what)
    values, why = basis_values(rule, names, baselines, populations)
    if why:
        return Shares(None, why=(f"{what.capitalize()} are not shared: {why}",))
    total = sum(values.values(), _NOUGHT)
    if rule.basis is Basis.FIXED and total != 1:
        short = f"{percent(1 - total)} is nobody’s" if total < 1 else f"that is {percent(total - 1)} too much"
        words = f"{what.capitalize()} are not shared: the fixed shares add to {percent(total)}, so {short}."
        return Shares(None, why=(Why(words, "Make them add to 100%."),))
    if not total:
        return Shares(None, why=(f"{what.capitalize()} are not shared by {rule.basis}: it adds to 0 over the partners.",))
    return Shares({name: Fraction(values[name]) / Fraction(total) for name in names})


def divided(amount: Decimal, fractions: Mapping[str, Fraction]) -> dict[str, Decimal]:
    """An amount, rounded to the penny, in parts that add to it: whole pence first, and the rest to the largest remainders.

    Of equal remainders the first named has the penny. Fractions add to 1; an amount below nothing is divided as its size.
    """
    pence = int(money.to_pence(amount).scaleb(2))
    sign, size = (-1 if pence < 0 else 1), abs(pence)
    exact = {name: size * fraction for name, fraction in fractions.items()}
    parts = {name: share.numerator // share.denominator for name, share in exact.items()}
    left = size - sum(parts.values())
    for name in sorted(exact, key=lambda name: parts[name] - exact[name])[:left]:
        parts[name] += 1
    return {name: Decimal(sign * part).scaleb(-2) for name, part in parts.items()}


def divided_estimate(amount: Estimate, fractions: Mapping[str, Fraction]) -> dict[str, Estimate]:
    """An Estimate in parts, each of whose bounds add to its own. Every part of an amount not yet known is itself not yet known.

    The most likely case is divided as it stands and the other two by what they lie below and above it, as the largest remainders of a
    larger amount could otherwise leave a partner a penny less.
    """
    exact = amount.to_pence()
    base = exact.central if exact.central is not None else exact.low if exact.low is not None else exact.high
    if base is None:
        return {name: _marked(None, None, None, amount) for name in fractions}
    middle = divided(base, fractions)
    below = None if exact.low is None else divided(base - exact.low, fractions)
    above = None if exact.high is None else divided(exact.high - base, fractions)
    return {
        name: _marked(
            None if below is None else middle[name] - below[name],
            None if exact.central is None else middle[name],
            None if above is None else middle[name] + above[name],
            amount,
        )
        for name in fractions
    }


def first_call(
    amounts: Sequence[Decimal], investment: Mapping[str, Decimal], fractions: Mapping[str, Fraction]
) -> dict[str, list[Decimal]]:
    """Yearly savings in which each investor recovers its investment first, in proportion to it, and the rest is split.

    A year below nothing is split and recovers nothing. Each year's parts add to it to the penny.
    """
    left = {name: money.to_pence(investment.get(name, _NOUGHT)) for name in fractions}
    parts: dict[str, list[Decimal]] = {name: [] for name in fractions}
    for amount in amounts:
        rounded = money.to_pence(amount)
        owed = sum(left.values(), _NOUGHT)
        recovered = min(max(rounded, _NOUGHT), owed)
        first = divided(recovered, {name: Fraction(due) / Fraction(owed) for name, due in left.items()}) if recovered else {}
        rest = divided(rounded - recovered, fractions)
        for name in fractions:
            taken = first.get(name, _NOUGHT)
            left[name] -= taken
            parts[name].append(taken + rest[name])
    return parts


def rebased(estimated: Mapping[str, Decimal], actual: Mapping[str, Decimal], tolerance: Decimal = TOLERANCE) -> Rebased:
    """Whether actual figures are far enough from the estimates to share by them. Never raises.

    As two councils' shared services do: the shares stay unless some actual differs from its estimate by more than the tolerance, a
    fraction of 1 of the estimate; then all the actual figures are used. A partner without an actual figure keeps everything as it is.
    """
    lacking = [name for name in estimated if name not in actual]
    stray = [name for name in actual if name not in estimated]
    differences: dict[str, Decimal | None] = {}
    past = []
    for name, estimate in estimated.items():
        actual_figure = actual.get(name)
        differences[name] = None if actual_figure is None or not estimate else (actual_figure - estimate) / estimate
        if actual_figure is not None and abs(actual_figure - estimate) > tolerance * abs(estimate):
            past.append(name)
    if lacking or stray:
        reason = (
            f"{wording.listed(lacking)} {wording.agreeing(lacking, 'has', 'have')} no actual figure recorded"
            if lacking
            else f"{wording.listed(stray)} {wording.agreeing(stray, 'has', 'have')} no estimate to set beside an actual figure"
        )
        return Rebased(dict(estimated), differences, tuple(past), (f"The shares stay as they are: {reason}.",))
    if not past:
        return Rebased(
            dict(estimated),
            differences,
            (),
            (f"The shares stay as they are: no actual figure differs from its estimate by more than {percent(tolerance)}.",),
        )
    of = wording.listed([f"that of {name}" for name in past])
    return Rebased(
        {name: actual[name] for name in estimated},
        differences,
        tuple(past),
        (
            f"The shares are re-based on the actual figures: {of} {wording.agreeing(past, 'differs', 'differ')} from its estimate "
            f"by more than {percent(tolerance)}.",
        ),
    )


def basis_values(
    rule: Rule, names: Sequence[str], baselines: Mapping[str, Estimate] | None = None, populations: Mapping[str, int] | None = None
) -> tuple[dict[str, Decimal], str]:
    """What each partner has on the basis, with what stands in for values not recorded; else the reason, as the end of a sentence."""
    baselines, populations = baselines or {}, populations or {}
    values: dict[str, Decimal] = {}
    lacking = []
    for name in names:
        value = rule.values.get(name)
        if value is None and rule.basis is Basis.BASELINE and name in baselines:
            value = baselines[name].central
        if value is None and rule.basis is Basis.POPULATION and name in populations:
            value = Decimal(populations[name])
        if value is None:
            lacking.append(name)
        else:
            values[name] = value
    if lacking:
        noun = "fixed share" if rule.basis is Basis.FIXED else str(rule.basis)
        return {}, f"{wording.listed(lacking)} {'has' if len(lacking) == 1 else 'have'} no {noun} recorded that is one figure."
    below = [name for name, value in values.items() if value < 0]
    if below:
        noun = "fixed share" if rule.basis is Basis.FIXED else str(rule.basis)
        return {}, f"the {noun} of {wording.listed(below)} is below 0."
    return values, ""


def _first_call(rule: Rule, names: Sequence[str], what: str) -> Shares:
    if rule.applies_to is not AppliesTo.SAVINGS:
        return Shares(None, why=(f"{what.capitalize()} are not shared: only savings can be shared by first call.",))
    below = [name for name, value in rule.values.items() if value < 0]
    if below:
        return Shares(None, why=(f"{what.capitalize()} are not shared: the investment of {wording.listed(below)} is below £0.",))
    if not any(rule.values.values()):
        return Shares(None, why=(f"{what.capitalize()} are not shared by first call: no investment is recorded to recover.",))
    return Shares({name: Fraction(1, len(names)) for name in names}, {name: rule.values.get(name, _NOUGHT) for name in names})


def _marked(low: Decimal | None, central: Decimal | None, high: Decimal | None, like: Estimate) -> Estimate:
    return Estimate.derived(low, central, high, unknown=like.unknown, approximate=like.approximate, assumed_floor=like.assumed_floor)


def percent(fraction: Decimal) -> str:
    """A fraction of 1 as a percentage, with every place it has."""
    return f"{format((fraction * 100).normalize(), 'f')}%"
