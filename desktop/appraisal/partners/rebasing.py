"""Re-basing: what a shared cost, saving or funding comes to for each partner by actual figures, only past a tolerance.

As South Hams and West Devon do: staff costs follow an estimated caseload, and are re-based on the actual one only where it differs from
the estimate by more than 3%. The shares of the estimates stay what an appraisal divides by; the re-based ones stand beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from desktop.appraisal import money
from desktop.appraisal.case import Case
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.dividing import shared_by_partner
from desktop.appraisal.partners.partner_results import Partner
from desktop.appraisal.partners.shares import AppliesTo, Basis, Rule, basis_values, divided, percent, rebased
from desktop.appraisal.savings.lines import Line
from desktop.appraisal.why import Why
from desktop.late_dataclass import dataclass

#: What several actual figures of a basis are called. Equal shares go by no figure.
_NOUNS = {
    Basis.BASELINE: "baselines",
    Basis.CASELOAD: "caseloads",
    Basis.POPULATION: "populations",
    Basis.INVESTMENT: "investments",
    Basis.FIXED: "shares",
}


@dataclass(frozen=True, slots=True)
class RebasedPartner:
    """One partner's estimate and actual figure, its share (a fraction of 1) by each, and its amount over the years by each.

    `difference` is a fraction of the estimate, `None` where the estimate is 0. Where nothing is re-based, after is before. `settles` is
    what it has still to pay of an actual cost, or to have of an actual saving or funding, below nothing the other way; `None` unless
    every partner's actual amount is recorded. The partners' settlements add to nothing.
    """

    organisation: str
    estimated: Decimal
    actual: Decimal | None
    difference: Decimal | None
    past_tolerance: bool
    share_before: Fraction
    share_after: Fraction
    before: Estimate
    after: Estimate
    actual_amount: Decimal | None = None
    settles: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Rebasing:
    """What applies to one owner, by estimates and by actual figures. `partners` is empty, and `why` says why, where shares cannot be told.

    `tolerance` is a fraction of 1; `is_rebased` says whether some actual figure lies further than that from its estimate.
    """

    owner: str
    applies_to: AppliesTo
    basis: Basis
    tolerance: Decimal
    is_rebased: bool = False
    partners: tuple[RebasedPartner, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        """As a sentence names it: `the costs of One team`."""
        return f"the {self.applies_to} of {self.owner}"


def actual_noun(basis: Basis) -> str:
    """What several actual figures of a basis are called: `baselines`."""
    return _NOUNS[basis]


def rebasings(
    case: Case, owner: str, lines: Sequence[Line], partners: Sequence[Partner], rules: Iterable[Rule], tolerance: Decimal
) -> tuple[Rebasing, ...]:
    """One for each rule of an owner with actual figures recorded, in the order of the rules. Never raises."""
    return tuple(_rebasing(case, owner, lines, partners, rule, tolerance) for rule in rules if rule.actual or rule.actual_amounts)


def _rebasing(case: Case, owner: str, lines: Sequence[Line], partners: Sequence[Partner], rule: Rule, tolerance: Decimal) -> Rebasing:
    bare = Rebasing(owner, rule.applies_to, rule.basis, tolerance)
    names = list(dict.fromkeys(partner.name for partner in partners))

    def without(reason: str, action: str = "") -> Rebasing:
        words = Why(f"{bare.what[:1].upper()}{bare.what[1:]} are not re-based: {reason}", action)
        return Rebasing(owner, rule.applies_to, rule.basis, tolerance, why=(words,))

    if rule.basis is Basis.FIRST_CALL:
        return without("first call goes by what was invested, and by none that is counted again.", "Clear Actual and Actual amount.")
    if rule.basis is Basis.EQUAL and rule.actual:
        return without("equal shares go by none that could turn out otherwise.", "Clear Actual, or choose another basis.")
    baselines = {partner.name: partner.baseline for partner in partners if partner.baseline is not None}
    populations = {partner.name: partner.population for partner in partners if partner.population is not None}
    values, reason = (
        (dict.fromkeys(names, Decimal(1)), "") if rule.basis is Basis.EQUAL else basis_values(rule, names, baselines, populations)
    )
    if reason:
        return without(reason)
    estimated = sum(values.values(), Decimal(0))
    if not names or not estimated:
        return without("the estimates add to 0 over the partners.")
    if rule.basis is Basis.FIXED and estimated != 1:
        return without(f"the fixed shares add to {percent(estimated)}.", "Make them add to 100%.")
    # a partner with no part in it by the estimates need not be counted
    actual = {name: Decimal(0) for name, value in values.items() if not value} | rule.actual
    shares_rebased = rebased(values, actual, tolerance)
    is_rebased = bool(shares_rebased.past_tolerance) and shares_rebased.values != values
    total = sum(shares_rebased.values.values(), Decimal(0))
    if rule.basis is Basis.FIXED and total != 1:
        return without(f"the actual shares add to {percent(total)}.", "Make them add to 100%.")
    if not total:
        return without("the actual figures add to 0 over the partners.")
    if not rule.actual:
        why: tuple[str, ...] = ()  # only what was paid is recorded: the shares are not in question
    else:
        why = tuple(f"{bare.what[:1].upper()}{bare.what[1:]}: {reason[:1].lower()}{reason[1:]}" for reason in shares_rebased.why)
    before, after = _fractions(values), _fractions(shares_rebased.values)
    by_estimate, by_actual = (shared_by_partner(case, lines, rule.applies_to, shares) for shares in (before, after))
    paid = {name: money.to_pence(amount) for name, amount in rule.actual_amounts.items()}
    due: dict[str, Decimal] = {}
    if all(name in paid for name in names if before[name] or after[name]):
        due = divided(sum(paid.values(), Decimal(0)), after)
    return Rebasing(
        owner,
        rule.applies_to,
        rule.basis,
        tolerance,
        is_rebased,
        tuple(
            RebasedPartner(
                name,
                values[name],
                rule.actual.get(name),
                shares_rebased.differences.get(name),
                name in shares_rebased.past_tolerance,
                before[name],
                after[name],
                by_estimate[name],
                by_actual[name],
                paid.get(name),
                due[name] - paid.get(name, Decimal(0)) if due else None,
            )
            for name in names
        ),
        why,
    )


def _fractions(values: dict[str, Decimal]) -> dict[str, Fraction]:
    total = sum(values.values(), Decimal(0))
    return {name: Fraction(value) / Fraction(total) for name, value in values.items()}


def share_words(fraction: Fraction) -> str:
    shown = (Decimal(fraction.numerator) / Decimal(fraction.denominator) * 100).quantize(Decimal("0.01"))
    return f"{shown.normalize():f}%"
