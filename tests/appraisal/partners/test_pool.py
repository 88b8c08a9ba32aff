"""Pool contributions and the pay-more-for-less test, the sharing register, and unit costs of districts against the county."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.findings.partnership import of_contribution
from desktop.appraisal.partners.pool import Contribution, contributed, pool
from desktop.appraisal.partners.sharing_register import Arrangement, SharingStatus, register
from desktop.appraisal.partners.unit_costs import ServiceCost, compare
from desktop.appraisal.why import on_screen


def pounds(text: str) -> Estimate:
    found = Estimate.parse(text)
    assert found is not None
    return found


def contribution(before: str, after: str, volumes: tuple[int, int] | None = None) -> Contribution:
    now, later = (pounds(text) if text else None for text in (before, after))
    first, last = (None, None) if volumes is None else map(Decimal, volumes)
    return Contribution("Council", "contacts", now, None, later, first, last)


@pytest.mark.parametrize(
    ("before", "after", "volumes", "pays_more"),
    [
        ("£100", "£120", None, True),
        ("£100", "£120", (10, 10), True),
        ("£100", "£120", (10, 11), False),  # it gets more
        ("£100", "£90", None, False),
        ("£100", "£90", (10, 8), True),  # £10 a unit becomes £11.25
        ("£100", "£80", (10, 8), False),
        ("£100", "£90 to £110", None, None),
        ("£100", "not known", None, None),
        ("", "£120", None, None),
        ("£100", "", (10, 8), None),
        ("£100", "up to £90", None, False),
        ("£100", "£100", None, False),
    ],
)
def test_who_pays_more_for_less(before: str, after: str, volumes: tuple[int, int] | None, pays_more: bool | None) -> None:
    assert contributed(contribution(before, after, volumes)).pays_more_for_less is pays_more


def test_who_pays_less_altogether_than_into_the_pool_alone_is_told_so() -> None:
    odd = contributed(replace(contribution("£100,000", "£0", (10, 8)), pooled=pounds("£140,000")))
    assert (odd.at_odds, odd.pays_more_for_less, odd.change) == (True, None, None)
    assert [on_screen(each.words) for each in of_contribution(odd)] == [
        "Council would put £140,000 a year into the pool for contacts, yet pay £0 altogether: one of the two is wrong. "
        "Type under After what it would pay altogether, the pool included."
    ]
    assert not contributed(replace(contribution("£100,000", "£140,000"), pooled=pounds("£140,000"))).at_odds
    assert not contributed(replace(contribution("£100,000", "up to £150,000"), pooled=pounds("£140,000"))).at_odds


def test_a_contribution_nobody_knows_leaves_the_sum_not_known() -> None:
    found = pool([contribution("£100", "£120"), contribution("£50", "")])
    assert found.before is not None
    assert found.after is not None
    assert found.before.central == 150
    assert (found.after.low, found.after.high, found.after.unknown) == (Decimal(120), None, 1)
    assert pool([]).before is None


money = st.one_of(st.none(), st.just(NOT_KNOWN), st.integers(0, 10**9).map(lambda pence: Estimate.exact(Decimal(pence) / 100)))
volume = st.one_of(st.none(), st.integers(0, 10**6).map(Decimal))


@given(money, money, volume, volume)
def test_more_money_for_the_same_is_never_less(before: Estimate | None, after: Estimate | None, first: Decimal | None, last: Decimal | None,
                                               ) -> None:  # fmt: skip
    one = Contribution("Council", "contacts", before, None, after, first, last)
    found = contributed(one)
    if first is not None and last is not None and last > first:
        assert found.pays_more_for_less is False
    elif before is not None and after is not None and NOT_KNOWN not in (before, after) and before.central is not None:
        assert after.central is not None
        if after.central > before.central:
            assert found.pays_more_for_less is True
    elif before is None or after is None:
        assert found.pays_more_for_less in (None, True)
    assert contributed(replace(one, condition="a")).pays_more_for_less is found.pays_more_for_less


def test_the_register_says_what_a_proposal_would_cancel() -> None:
    """Harborough: about £200,000 a year from all its sharing, no part of it stated service by service."""
    held = register(
        [
            Arrangement("All shared services", saving=pounds("about £200,000"), status=SharingStatus.CURRENT),
            Arrangement("Procurement", status=SharingStatus.CURRENT, cancelled_by="Merge"),
            Arrangement("Insurance", status=SharingStatus.AT_RISK, saving=pounds("£5,000"), cancelled_by="Merge"),
        ]
    )
    current, at_risk = held.by_status
    assert (current.status, len(current.arrangements)) == (SharingStatus.CURRENT, 2)
    assert (current.saving.unknown, current.saving.low) == (1, Decimal(200_000))
    assert at_risk.saving == pounds("£5,000")
    (gone,) = held.cancelled
    assert (gone.proposal, [each.service for each in gone.arrangements], gone.saving.low, gone.saving.unknown) == (
        "Merge", ["Procurement", "Insurance"], Decimal(5_000), 1)  # fmt: skip


def cost(name: str, kind: str, amount: str, calls: int | None, unit: str = "calls", service: str = "Contact centre") -> ServiceCost:
    return ServiceCost(name, kind, service, pounds(amount) if amount else None, None if calls is None else Decimal(calls), unit)


def test_districts_against_the_county() -> None:
    (found,) = compare(
        [
            cost("Blaby", "district", "£100,000", 50_000),
            cost("Melton", "district", "£50,000", 10_000, service="contact  Centre"),
            cost("County", "county", "£400,000", 100_000),
            cost("Fire", "fire", "", 10),
            cost("Police", "police", "not known", 10),
            cost("City", "unitary", "£1m", None),
        ]
    )
    assert [(each.of.organisation, each.unit_cost.central) for each in found.known if each.unit_cost is not None] == [
        ("Blaby", Decimal(2)), ("County", Decimal(4)), ("Melton", Decimal(5))]  # fmt: skip
    assert [(each.kind, each.organisations, each.unit_cost.central) for each in found.by_kind] == [
        ("district", 2, Decimal("2.5")), ("county", 1, Decimal(4))]  # fmt: skip
    assert [each.why for each in found.lines if each.unit_cost is None] == [
        "no cost is recorded for the base year", "the cost is not known", "no volume is recorded"]  # fmt: skip


def test_unlike_units_are_not_added() -> None:
    (found,) = compare([cost("Blaby", "district", "£100", 50), cost("County", "county", "£100", 50, "visits")])
    assert (found.unit, found.by_kind) == ("", ())
    assert compare([cost("Blaby", "district", "£100", None)]) == ()
    (nought,) = compare([cost("Blaby", "district", "£100", 0)])
    assert nought.lines[0].why == "the volume is 0"


@given(st.lists(st.tuples(st.sampled_from(["district", "county"]), st.integers(0, 10**8), st.integers(0, 10**5)), min_size=1, max_size=8))
def test_a_kind_lies_between_its_cheapest_and_its_dearest(given_: list[tuple[str, int, int]]) -> None:
    costs = [ServiceCost(f"N{n}", kind, "S", Estimate.exact(Decimal(amount)), Decimal(volume), "u")
             for n, (kind, amount, volume) in enumerate(given_)]  # fmt: skip
    (found,) = compare(costs)
    for kind in found.by_kind:
        units = [line.unit_cost.central for line in found.lines if line.of.kind == kind.kind and line.unit_cost is not None]
        known = [each for each in units if each is not None]
        assert kind.unit_cost.central is not None
        assert min(known) <= kind.unit_cost.central <= max(known)
