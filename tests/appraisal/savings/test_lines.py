from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.savings.lines import Line, change_between, change_of_all, from_cases, outside, without_conditions
from tests.appraisal.cases import BASE, COST, FUNDING, SAVING, estimate, flow


def amount(words: str) -> Estimate:
    found = estimate(words)
    assert found is not None
    return found


def test_optimism_bias_never_makes_a_benefit_less_than_nothing() -> None:
    """The same as the appraisal's own where that has an answer."""
    assert Line("A", flow(COST, [100], bias="0.2", mitigation="0.5")).amount(BASE).central == 110
    assert Line("A", flow(SAVING, [100], bias="0.2")).amount(BASE).central == 80
    assert Line("A", flow(SAVING, [100], bias="3")).amount(BASE).is_nought
    assert Line("A", flow(FUNDING, [100], bias="0.2")).amount(BASE).central == 100
    assert Line("A", flow(COST, [100])).amount(BASE.after(1)) is ZERO


def test_conditions_can_be_switched_off() -> None:
    """`field.md` D1: around £5m, subject to proposed national changes."""
    kept = Line("Access to services", flow(SAVING, ["up to £5m"]))
    subject = Line("Drugs and alcohol", replace(flow(SAVING, ["around £5m"]), condition="Subject to national changes"))
    assert without_conditions([kept, subject], ["subject to national changes "]) == (kept,)
    assert without_conditions([kept, subject], ["", "another"]) == (kept, subject)


def test_years_outside_are_told() -> None:
    held = [Line("New", flow(COST, [1, 2], line="ICT"))]
    assert outside(held, [BASE]) == ("‘ICT’ of New has an amount in 2012/13 that is left out: the years are 2011/12 to 2011/12.",)
    assert outside(held, []) == ("‘ICT’ of New has amounts in 2011/12 and 2012/13 that are left out: the case has no years.",)
    assert outside(held, [BASE, BASE.after(1)]) == ()


def test_a_line_that_stays_as_it_is_does_not_change() -> None:
    for words in ("£0.5m to £0.75m", "in excess of £4.5m", "up to £5m"):
        assert change_between(amount(words), amount(words)).is_nought
    unknown = change_between(amount("not known"), amount("not known"))
    assert (unknown.low, unknown.high, unknown.unknown) == (None, None, 2)
    assert change_between(ZERO, amount("£0.5m to £0.75m")).words() == "£0.5m to £0.75m"
    assert change_between(amount("£1 to £3"), amount("£5")) == from_cases((Decimal(4), Decimal(3), Decimal(2)))
    moved = change_between(amount("in excess of £4m"), amount("in excess of £5m"))
    assert (moved.low, moved.high) == (None, None)
    assert replace(moved, unknown=0) == moved


@given(st.lists(st.integers(0, 100), min_size=6, max_size=6), st.integers(0, 100))
def test_the_change_holds_for_a_line_drawn_once(ends: list[int], position: int) -> None:
    before, now = sorted(ends[:3]), sorted(ends[3:])
    part = Decimal(position) / 100

    def at(cases: list[int]) -> Decimal:
        """A position from the lowest by way of the most likely to the highest."""
        low, central, high = (Decimal(case) for case in cases)
        return low + (central - low) * part * 2 if part * 2 <= 1 else central + (high - central) * (part * 2 - 1)

    change = change_between(*(Estimate.between(Decimal(case[0]), Decimal(case[2]), Decimal(case[1])) for case in (before, now)))
    moved = at(now) - at(before)
    assert change.low is not None
    assert change.central is not None
    assert change.high is not None
    assert min(change.low, change.central) <= moved <= max(change.high, change.central)


_AMOUNTS = st.sampled_from(["£0", "£5", "about £7", "£1 to £3", "£2 to £9", "up to £5", "in excess of £4", "not known", "£12.34"]).map(
    amount
)


@given(st.lists(st.tuples(_AMOUNTS, _AMOUNTS), max_size=8))
def test_what_all_lines_change_by_is_the_change_of_each_added_up(pairs: list[tuple[Estimate, Estimate]]) -> None:
    assert change_of_all(pairs) == Estimate.sum(change_between(before, now) for before, now in pairs)
