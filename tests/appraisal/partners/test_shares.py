from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.shares import AppliesTo, Basis, Rule, Shares, divided, divided_estimate, first_call, rebased, shares_of
from tests.appraisal.cases import estimate

COUNCILS = ("North", "South", "West")
COSTS, SAVINGS = AppliesTo.COSTS, AppliesTo.SAVINGS


def rule(basis: Basis, values: tuple[str, ...] = (), applies_to: AppliesTo = COSTS) -> Rule:
    return Rule(applies_to, basis, {name: Decimal(value) for name, value in zip(COUNCILS, values, strict=False)})


def amount(words: str) -> Estimate:
    found = estimate(words)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("basis", "values", "fractions"),
    [
        (Basis.EQUAL, (), ["1/3", "1/3", "1/3"]),
        (Basis.CASELOAD, ("900", "600", "1500"), ["3/10", "1/5", "1/2"]),
        (Basis.INVESTMENT, ("0", "100", "300"), ["0", "1/4", "3/4"]),
        (Basis.FIXED, ("0.5", "0.25", "0.25"), ["1/2", "1/4", "1/4"]),
        (Basis.BASELINE, ("1", "1", "2"), ["1/4", "1/4", "1/2"]),
        (Basis.POPULATION, ("1", "1", "2"), ["1/4", "1/4", "1/2"]),
    ],
)
def test_each_basis(basis: Basis, values: tuple[str, ...], fractions: list[str]) -> None:
    assert shares_of(rule(basis, values), COUNCILS).fractions == dict(zip(COUNCILS, map(Fraction, fractions), strict=True))


def test_what_is_on_record_stands_in() -> None:
    baselines = {"North": amount("£1m to £3m"), "South": amount("£1m"), "West": amount("c£1m")}
    assert shares_of(rule(Basis.BASELINE), COUNCILS, baselines).fractions == {
        "North": Fraction(1, 2),
        "South": Fraction(1, 4),
        "West": Fraction(1, 4),
    }
    populations = {"North": 100, "South": 100, "West": 200}
    assert shares_of(rule(Basis.POPULATION), COUNCILS, populations=populations).fractions == {
        "North": Fraction(1, 4),
        "South": Fraction(1, 4),
        "West": Fraction(1, 2),
    }


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (
            rule(Basis.FIXED, ("0.5", "0.25", "0.2")),
            "The costs are not shared: the fixed shares add to 95%, so 5% is nobody’s.",
        ),
        (
            rule(Basis.FIXED, ("0.5", "0.5", "0.2")),
            "The costs are not shared: the fixed shares add to 120%, so that is 20% too much.",
        ),
        (rule(Basis.CASELOAD, ("1", "2")), "The costs are not shared: West has no caseload recorded that is one figure."),
        (rule(Basis.CASELOAD, ("0", "0", "0")), "The costs are not shared by caseload: it adds to 0 over the partners."),
        (rule(Basis.CASELOAD, ("3", "-1", "1")), "The costs are not shared: the caseload of South is below 0."),
        (Rule(COSTS, Basis.EQUAL, {"East": Decimal(1)}), "The costs are not shared: East is given a share without being a partner."),
        (rule(Basis.FIRST_CALL, ("1", "1", "1")), "The costs are not shared: only savings can be shared by first call."),
        (rule(Basis.FIRST_CALL, ("-1", "1", "1"), SAVINGS), "The savings are not shared: the investment of North is below £0."),
        (rule(Basis.FIRST_CALL, (), SAVINGS), "The savings are not shared by first call: no investment is recorded to recover."),
    ],
)
def test_shares_that_cannot_be_told_say_why(held: Rule, why: str) -> None:
    assert shares_of(held, COUNCILS) == Shares(None, why=(why,))


def test_a_partner_without_a_baseline_and_no_partner_at_all() -> None:
    baselines = {"North": amount("£1m"), "South": amount("up to £1m")}
    assert shares_of(rule(Basis.BASELINE), COUNCILS, baselines).why == (
        "The costs are not shared: South and West have no baseline recorded that is one figure.",
    )
    assert shares_of(rule(Basis.EQUAL), ()).why == ("The costs are not shared: no partner is recorded.",)


def test_largest_remainder() -> None:
    thirds = dict.fromkeys(COUNCILS, Fraction(1, 3))
    assert divided(Decimal("100.00"), thirds) == {"North": Decimal("33.34"), "South": Decimal("33.33"), "West": Decimal("33.33")}
    assert divided(Decimal("-100.01"), thirds) == {"North": Decimal("-33.34"), "South": Decimal("-33.34"), "West": Decimal("-33.33")}
    assert divided(Decimal(0), thirds) == dict.fromkeys(COUNCILS, Decimal(0))


def test_an_estimate_keeps_what_is_not_known_in_each_part() -> None:
    parts = divided_estimate(amount("not known"), dict.fromkeys(COUNCILS, Fraction(1, 3)))
    assert {part.words() for part in parts.values()} == {"in excess of £0"}
    assert {part.unknown for part in parts.values()} == {1}
    north = divided_estimate(amount("up to £5m"), {"North": Fraction(1, 4), "South": Fraction(3, 4)})["North"]
    assert [north.low, north.central, north.high] == [0, None, 1_250_000]
    both = divided_estimate(Estimate.derived(None, None, None), dict.fromkeys(COUNCILS, Fraction(1, 3)))["North"]
    assert (both.low, both.high) == (None, None)


def test_first_call_recovers_and_then_splits_equally() -> None:
    """`interchange.md`, Shares: the investor recovers its investment first, the rest is then split equally."""
    halves = {"North": Fraction(1, 2), "South": Fraction(1, 2)}
    assert first_call([Decimal(60), Decimal(60), Decimal(60)], {"North": Decimal(100)}, halves) == {
        "North": [60, 50, 30],
        "South": [0, 10, 30],
    }
    assert first_call([Decimal(-10), Decimal(30)], {"North": Decimal(20), "South": Decimal(10)}, halves) == {
        "North": [-5, 20],
        "South": [-5, 10],
    }


def test_shares_are_rebased_only_past_the_tolerance() -> None:
    """South Hams and West Devon: re-based only where actual differs from estimate by more than 3%."""
    estimated = {"North": Decimal(100), "South": Decimal(200)}
    within = rebased(estimated, {"North": Decimal(103), "South": Decimal(194)})
    assert within.values == estimated
    assert within.past_tolerance == ()
    assert within.differences == {"North": Decimal("0.03"), "South": Decimal("-0.03")}
    assert within.why == ("The shares stay as they are: no actual figure differs from its estimate by more than 3%.",)
    past = rebased(estimated, {"North": Decimal("103.01"), "South": Decimal(200)})
    assert past.values == {"North": Decimal("103.01"), "South": Decimal(200)}
    assert past.why == ("The shares are re-based on the actual figures: that of North differs from its estimate by more than 3%.",)
    lacking = rebased(estimated, {"North": Decimal(500)})
    assert lacking.values == estimated
    assert lacking.why == ("The shares stay as they are: South has no actual figure recorded.",)
    assert rebased({"North": Decimal(0)}, {"North": Decimal(1)}).differences == {"North": None}
    assert rebased({"North": Decimal(0)}, {"North": Decimal(1)}).past_tolerance == ("North",)


pence = st.integers(-(10**15), 10**15).map(lambda number: Decimal(number) / 100)
weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=6).filter(any)


def fractions_of(held: list[int]) -> dict[str, Fraction]:
    return {f"Council {n}": Fraction(weight, sum(held)) for n, weight in enumerate(held)}


@given(pence, weights)
def test_parts_add_to_the_penny_and_are_within_one_of_their_share(whole: Decimal, held: list[int]) -> None:
    fractions = fractions_of(held)
    parts = divided(whole, fractions)
    assert sum(parts.values()) == whole
    for name, part in parts.items():
        assert abs(Fraction(part) - Fraction(whole) * fractions[name]) < Fraction(1, 100)
        assert fractions[name] or part == 0


@given(st.lists(pence, min_size=3, max_size=3), weights)
def test_each_bound_of_an_estimate_adds_to_the_penny(ends: list[Decimal], held: list[int]) -> None:
    low, central, high = sorted(ends)
    whole = Estimate.between(low, high, central)
    parts = divided_estimate(whole, fractions_of(held))
    assert Estimate.sum(parts.values()) == whole
    for part in parts.values():
        assert part.low is not None
        assert part.central is not None
        assert part.high is not None
        assert part.low <= part.central <= part.high


@given(st.lists(pence, min_size=1, max_size=6), weights, st.lists(st.integers(0, 10**9), min_size=1, max_size=6))
def test_first_call_keeps_every_penny(amounts: list[Decimal], held: list[int], invested: list[int]) -> None:
    fractions = fractions_of(held)
    investment = {name: Decimal(number) / 100 for name, number in zip(fractions, invested, strict=False)}
    parts = first_call(amounts, investment, fractions)
    for n, whole in enumerate(amounts):
        assert sum(part[n] for part in parts.values()) == whole
