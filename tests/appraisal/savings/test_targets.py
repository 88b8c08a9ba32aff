from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.estimate import NOT_KNOWN, ZERO, Estimate
from desktop.appraisal.findings.efficiency import target as of_target
from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.savings.gains import counted
from desktop.appraisal.savings.targets import (
    CarryForward,
    CarryForwardCounts,
    Progress,
    Target,
    TargetMode,
    gains_together,
    printed_total,
    progress,
    total_percent,
)
from desktop.appraisal.years import FinancialYear
from tests.appraisal.cases import estimate

FIRST = FinancialYear(2008)
THREE = [Decimal("0.03"), Decimal("0.03"), Decimal("0.034")]


def money(words: str) -> Estimate:
    found = estimate(words)
    assert found is not None
    return found


def told(found: Progress) -> tuple[str, ...]:
    return tuple(words_of(of_target(found)))


def leicestershire() -> Target:
    """The county's targets, £8.9m, £8.9m and £10.1m, on the 2007/08 baseline they imply (`field.md` B2)."""
    printed = {FIRST.after(n): money(words) for n, words in enumerate(("£8.9m", "£8.9m", "£10.1m"))}
    baseline = money("£8.9m").scaled(1 / Decimal("0.03")).to_pence()
    return Target("NI 179", baseline, dict(zip(printed, THREE, strict=True)), "County Council", amounts=printed)


def test_leicestershires_target() -> None:
    """`examples.md`, NI 179: £27.9m = 3.0 + 3.0 + 3.4 = 9.4% of a fixed baseline of about £296.7m; gains £12.0m; surplus £3.1m."""
    target = leicestershire()
    assert target.baseline.central is not None
    assert round(target.baseline.central, -5) == 296_700_000
    found = progress(target, {FIRST: money("£12.0m")}, up_to=FIRST)
    assert found.total_amount == money("£27.9m")
    assert found.total_percent == Decimal("0.094")
    assert -found.gap == money("£3.1m")
    assert found.met is True
    assert found.why == ()
    assert told(found) == (
        "The target of NI 179 for County Council is £27.9 million: 3% + 3% + 3.4% = 9.4% of a fixed baseline.",
        "The target is met, with £3.1 million to spare.",
    )
    assert progress(target, {FIRST: money("£12.0m")}).gap == money("£15.9m")


def test_the_budget_of_2009_adds_one_per_cent() -> None:
    """With 1% more in 2010/11 the target is £30.9m (leics.gov.uk)."""
    held = leicestershire()
    found = progress(Target("NI 179", held.baseline, {**held.percents, FIRST.after(2): Decimal("0.044")}), {})
    assert found.total_amount.central is not None
    assert round(found.total_amount.central, -5) == 30_900_000


def test_additive_and_compound() -> None:
    """3 + 3 + 3.4 = 9.4%; 1.03 x 1.03 x 1.034 − 1 = 9.70% (`interchange.md`); nationally 3%, 6.1%, 9.3% (leics.gov.uk)."""
    assert total_percent(THREE, TargetMode.ADDITIVE) == Decimal("0.094")
    assert round(total_percent(THREE, TargetMode.COMPOUND), 4) == Decimal("0.0970")
    assert [round(total_percent(THREE[:1] * n, TargetMode.COMPOUND), 4) for n in (1, 2, 3)] == [
        Decimal("0.03"),
        Decimal("0.0609"),
        Decimal("0.0927"),
    ]


def test_a_compound_year_is_on_the_grown_baseline() -> None:
    target = Target("NI 179", money("£100m"), {FIRST.after(n): percent for n, percent in enumerate(THREE)}, mode=TargetMode.COMPOUND)
    found = progress(target, {})
    assert [year.amount.central for year in found.years] == [3_000_000, 3_090_000, Decimal("3607060.00")]
    assert told(found)[0] == (
        "The target of NI 179 is £9.7 million: 9.7% of the baseline, each year’s percentage on the baseline grown by the earlier ones."
    )


def test_the_agreements_own_figures() -> None:
    """3% is c£70m, so the baseline is about £2,333m, 3.4% about £79.3m and 9.4% about £219.3m (`field.md` D2)."""
    baseline = money("c£70m").scaled(1 / Decimal("0.03")).to_pence()
    assert baseline.approximate
    found = progress(Target("NI 179", baseline, {FIRST.after(n): percent for n, percent in enumerate(THREE)}), {})
    assert found.total_amount.approximate
    assert [round((amount.central or Decimal(0)) / 10**6, 1) for amount in (baseline, found.years[2].amount, found.total_amount)] == [
        Decimal("2333.3"),
        Decimal("79.3"),
        Decimal("219.3"),
    ]


@pytest.mark.parametrize(
    ("counts", "words", "asked"),
    [
        (CarryForwardCounts.CASHABLE_ONLY, "£2m", False),
        (CarryForwardCounts.CASHABLE_AND_NOT, "£2.8m", False),
        (CarryForwardCounts.NOT_DECIDED, "£2.0m to £2.8m", True),
    ],
)
def test_the_carry_forward_question(counts: CarryForwardCounts, words: str, asked: bool) -> None:
    """The agreement carries both forward, the department's page cashable only (`field.md` B2): the officer is asked."""
    held = CarryForward(money("£2m"), money("£0.5m"), money("£0.3m"))
    found = progress(replace(leicestershire(), carry_forward=held, carry_forward_counts=counts), {}, up_to=FIRST)
    assert found.carried_forward.figure_words() == words
    assert found.question == (
        "£800,000 is carried forward and not stated to be cashable, and nobody has decided whether it counts: the local agreement "
        "counts it, and the guidance for NI 179 does not."
        if asked
        else ""
    )
    assert found.gap == money("£8.9m") - found.carried_forward
    if counts is CarryForwardCounts.CASHABLE_ONLY:
        assert found.why == ("£800,000 that could be carried forward is not stated to be cashable, and is left out.",)


def test_all_cashable_asks_nothing() -> None:
    assert progress(replace(leicestershire(), carry_forward=CarryForward(money("£2.8m"))), {}).question == ""


def test_a_printed_amount_that_differs_is_told() -> None:
    found = progress(Target("NI 179", money("£100m"), {FIRST: Decimal("0.03")}, amounts={FIRST: money("£3.2m")}), {})
    assert found.total_amount == money("£3.2m")
    assert found.why == ("3% of the baseline is £3.0 million in 2008/09, and the printed target is £3.2 million: the printed one is used.",)


def test_plymouths_printed_total() -> None:
    """10.2, 2.7, 6.6, 0.1 and 9.4 print a total of 29.1 and add to 29.0 (`examples.md`)."""
    parts = [money(words) for words in ("£10.2m", "£2.7m", "£6.6m", "£0.1m", "£9.4m")]
    assert printed_total(parts, money("£29.1m"), "The departments") == (
        "The departments add to £29m, and the printed total is £29.1m: a difference of £100,000."
    )
    assert printed_total(parts, money("£29m")) == ""
    assert printed_total([NOT_KNOWN], money("£1m")) == "The parts add to not known, and the printed total is £1m."


def odd(baseline: Estimate, percents: dict[FinancialYear, Decimal], gains: dict[FinancialYear, Estimate] | None = None) -> Progress:
    return progress(Target("NI 179", baseline, percents), gains or {})


def test_bad_input_has_an_answer_and_a_reason() -> None:
    assert odd(money("£1m"), {}).why == ("No yearly percentages are recorded for NI 179.",)
    assert odd(money("£1m"), {}).met is None
    unknown = odd(NOT_KNOWN, {FIRST: Decimal("0.03")})
    assert unknown.met is None
    assert unknown.total_amount.unknown == 1
    assert unknown.why == ("The baseline of NI 179 is not known, so its amounts are no more certain than that.",)
    assert odd(ZERO, {FIRST: Decimal("0.03")}).why == ("The baseline of NI 179 is £0: a percentage of it asks for £0.",)
    gap = odd(money("£1m"), {FIRST: Decimal("0.03"), FIRST.after(2): Decimal("-0.01")}, {FIRST.after(5): money("£1m")})
    assert gap.why == (
        "NI 179 has no target for 2009/10, between its first and its last year: £0 is asked for there.",
        "NI 179 has a percentage below 0 in 2010/11.",
        "Gains in 2013/14 are outside the years of NI 179 and do not count.",
    )


def test_a_return_stands_for_the_projects_of_its_organisation() -> None:
    project = counted([money("£2m")] * 3, [FIRST.after(n) for n in range(3)], "Fleet", "County Council")
    found = gains_together([project], {"County Council": {FIRST: money("£12m")}, "Police": {FIRST: money("£1m")}})
    gains = {name: years[FIRST] for name, years in found.by_organisation.items()}
    assert gains == {"County Council": money("£12m"), "Police": money("£1m")}
    assert found.why == (
        "County Council returned a gain of £12 million for 2008/09 and its projects come to £2 million: the return is used.",
    )


def test_what_a_project_does_not_state_goes_with_the_gain_that_a_return_replaces() -> None:
    """A return already says what is cashable, so nothing more could count towards that year; the other years stay as they were."""
    years = [FIRST.after(n) for n in range(2)]
    project = replace(counted([money("£2m")] * 2, years, "Fleet", "County Council"), not_stated=dict.fromkeys(years, money("£1m")))
    held = gains_together([project], {"County Council": {FIRST: money("£12m")}})
    assert held.not_stated == {"County Council": {years[1]: money("£1m")}}
    assert held.not_stated_of("County Council", None) == {years[1]: money("£1m")}
    target = Target("NI 179", money("£100m"), {FIRST: Decimal("0.03")}, "County Council")
    done = progress(target, held.by_organisation["County Council"], not_stated=held.not_stated_of("County Council", None))
    assert done.years[0].gain == money("£12m")


percents = st.lists(st.integers(-500, 2000).map(lambda points: Decimal(points) / 10_000), min_size=1, max_size=5)


@given(percents, st.integers(0, 10**15))
def test_the_yearly_amounts_add_to_the_total_percentage(held: list[Decimal], pence: int) -> None:
    """On either mode, to the half penny of rounding each year; compound is additive plus what the earlier years add."""
    baseline = Estimate.exact(Decimal(pence) / 100)
    for mode in TargetMode:
        target = Target("NI 179", baseline, {FIRST.after(n): percent for n, percent in enumerate(held)}, mode=mode)
        found = progress(target, {})
        assert found.total_amount.central is not None
        assert baseline.central is not None
        assert found.total_percent is not None
        assert abs(found.total_amount.central - baseline.central * found.total_percent) <= Decimal("0.005") * len(held)
        assert found.gap == found.total_amount
    if all(percent >= 0 for percent in held):
        assert total_percent(held, TargetMode.COMPOUND) >= total_percent(held, TargetMode.ADDITIVE)
