"""Re-basing as South Hams and West Devon do it: by actual caseload, and only where it differs from the estimate by more than 3%."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import Case, Flow, Project
from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.findings.partners import of_rebasing
from desktop.appraisal.partners.partner_results import Partner
from desktop.appraisal.partners.rebasing import Rebasing
from desktop.appraisal.partners.shares import AppliesTo, Basis, Rule
from desktop.appraisal.savings.finance_records import FinanceRecords
from tests.appraisal.cases import BASE, COST, SAVING, flow

NAMES = ("North", "South")
STAFF = flow(COST, ["100000.01"] * 3, line="Staff")


def told(rebasing: Rebasing) -> tuple[str, ...]:
    return tuple(words_of(of_rebasing(rebasing)))


def rule(
    actual: tuple[str, ...] = (),
    paid: tuple[str, ...] = (),
    *,
    values: tuple[str, ...] = ("600", "400"),
    basis: Basis = Basis.CASELOAD,
    applies_to: AppliesTo = AppliesTo.COSTS,
) -> Rule:
    estimates, counted, amounts = (dict(zip(NAMES, map(Decimal, held), strict=False)) for held in (values, actual, paid))
    return Rule(applies_to, basis, estimates, counted, amounts)


def found(rule_: Rule, *flows: Flow, tolerance: str = "0.03") -> Rebasing:
    partners = tuple(Partner(name, Estimate.exact(Decimal(worth)), 1000) for name, worth in zip(NAMES, (300, 100), strict=True))
    records = FinanceRecords(partners=partners, rules={"Team": (rule_,)}, tolerance=Decimal(tolerance))
    finance = appraise(Case("Any", BASE, 3, projects=(Project("Team", flows or (STAFF,)),), finance=records)).finance
    assert finance is not None
    (one,) = finance.rebasings
    return one


def test_past_the_tolerance_every_share_is_re_based_and_the_sums_hold_to_the_penny() -> None:
    one = found(rule(("630", "370")))
    assert one.is_rebased
    assert [partner.share_after for partner in one.partners] == [Fraction(63, 100), Fraction(37, 100)]
    assert [partner.past_tolerance for partner in one.partners] == [True, True]
    assert [partner.difference for partner in one.partners] == [Decimal("0.05"), Decimal("-0.075")]
    assert [partner.before.central for partner in one.partners] == [Decimal("180000.03"), Decimal("120000.00")]
    assert [partner.after.central for partner in one.partners] == [Decimal("189000.03"), Decimal("111000.00")]
    assert told(one) == (
        "The costs of Team are re-based, as the actual caseloads of North and South differ from the estimate by more than 3%: North from "
        "60% to 63%, or from £180,000 to £189,000 over the years; South from 40% to 37%, or from £120,000 to £111,000 over the years.",
    )


def test_within_the_tolerance_nothing_moves() -> None:
    """618 is 3% over 600 to the last figure, which is not past it; the tolerance is the case's to set."""
    one = found(rule(("618", "400")))
    assert not one.is_rebased
    assert all(partner.share_after == partner.share_before and partner.after == partner.before for partner in one.partners)
    assert told(one) == ("The costs of Team: the shares stay as they are: no actual figure differs from its estimate by more than 3%.",)
    assert found(rule(("618", "400")), tolerance="0.02").is_rebased


def test_one_alone_past_the_tolerance_is_named() -> None:
    assert "as the actual caseload of North differs from the estimate by more than 3%" in told(found(rule(("630", "400"))))[0]


def test_a_partner_without_an_actual_figure_keeps_everything_as_it_is() -> None:
    one = found(rule(("900",)))
    assert not one.is_rebased
    assert told(one) == ("The costs of Team: the shares stay as they are: South has no actual figure recorded.",)


def test_what_each_in_fact_paid_is_settled_by_its_share() -> None:
    one = found(rule(("630", "370"), ("160000", "150000.55")))
    assert [partner.settles for partner in one.partners] == [Decimal("35300.35"), Decimal("-35300.35")]
    assert told(one)[1] == "Of £310,000.55 that the costs of Team in fact came to, North owes £35,300.35 and South is owed £35,300.35."
    alone = found(rule((), ("60", "40")))
    assert told(alone) == ("Of £100 that the costs of Team in fact came to, each partner has paid its share.",)
    had = found(rule((), ("60", "60"), applies_to=AppliesTo.SAVINGS), replace(STAFF, kind=SAVING, cashable=True))
    assert told(had) == ("Of £120 that the savings of Team in fact came to, South owes £12 and North is owed £12.",)
    assert found(rule((), ("60",))).partners[0].settles is None


@pytest.mark.parametrize(
    ("given_", "why"),
    [
        (rule(("0.7", "0.4"), values=("0.6", "0.4"), basis=Basis.FIXED), "the actual shares add to 110%."),
        (rule(("0.6", "0.4"), values=("0.6", "0.3"), basis=Basis.FIXED), "the fixed shares add to 90%."),
        (
            rule(("1", "1"), values=(), basis=Basis.EQUAL),
            "equal shares go by none that could turn out otherwise.",
        ),
        (
            rule(("1", "1"), basis=Basis.FIRST_CALL, applies_to=AppliesTo.SAVINGS),
            "first call goes by what was invested, and by none that is counted again.",
        ),
        (rule(("1", "1"), values=("600",)), "South has no caseload recorded that is one figure."),
        (rule(("1", "1"), values=("0", "0")), "the estimates add to 0 over the partners."),
        (rule(("0", "0")), "the actual figures add to 0 over the partners."),
    ],
)
def test_what_cannot_be_re_based_says_why(given_: Rule, why: str) -> None:
    one = found(given_, STAFF, flow(SAVING, [5], cashable=True))
    assert (one.partners, one.is_rebased) == ((), False)
    assert one.why == (f"The {given_.applies_to} of Team are not re-based: {why}",)
    assert told(one) == one.why


def test_the_baseline_of_the_records_stands_in_for_an_estimate() -> None:
    one = found(rule(("330", "100"), values=(), basis=Basis.BASELINE))
    assert [partner.estimated for partner in one.partners] == [300, 100]
    assert one.is_rebased


def test_an_amount_not_known_stays_so_on_both_sides() -> None:
    one = found(rule(("630", "370")), flow(COST, ["not known"], line="Staff"))
    assert all(partner.before.unknown and partner.after.unknown for partner in one.partners)
    assert "North from 60% to 63% of what is not yet known; South" in told(one)[0]
    assert one.partners[0].after.kind is not NOT_KNOWN.kind or one.partners[0].after.high is None


def test_what_names_its_organisation_is_not_shared() -> None:
    one = found(rule(("630", "370")), STAFF, replace(flow(COST, [1_000_000], line="Own"), organisation="North"))
    assert sum(partner.after.central or Decimal(0) for partner in one.partners) == Decimal("300000.03")


@given(
    st.lists(st.integers(0, 10**7), min_size=3, max_size=3),
    st.lists(st.integers(1, 999), min_size=4, max_size=4),
    st.lists(st.integers(0, 10**7), min_size=2, max_size=2),
)
def test_re_basing_conserves_every_penny(pence: list[int], counts: list[int], paid: list[int]) -> None:
    """Whatever the figures: both divisions add to the whole, the settlements to nothing, and only past the tolerance anything moves."""
    amounts = tuple(str(Decimal(each).scaleb(-2)) for each in pence)
    one = found(
        rule(
            (str(counts[2]), str(counts[3])), tuple(str(Decimal(each).scaleb(-2)) for each in paid), values=(str(counts[0]), str(counts[1]))
        ),
        flow(COST, list(amounts), line="Staff"),
    )
    whole = sum(map(Decimal, amounts), Decimal(0))
    assert sum((partner.before.central or Decimal(0) for partner in one.partners), Decimal(0)) == whole
    assert sum((partner.after.central or Decimal(0) for partner in one.partners), Decimal(0)) == whole
    assert sum((partner.settles or Decimal(0) for partner in one.partners), Decimal(0)) == 0
    past = any(abs(counts[n + 2] - counts[n]) * 100 > 3 * counts[n] for n in (0, 1))
    assert one.is_rebased == (past and counts[2:] != counts[:2])
    assert sum(partner.share_after for partner in one.partners) == 1
