"""Where a lead comes from: points by criterion or heading that add up, as they are printed, to the lead that the first sentence gives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import AssessorGroup, Case, Criterion, NotApplicable, Option
from desktop.appraisal.findings.choice import choice
from desktop.appraisal.findings.finding import Figure, all_of, words_of
from desktop.appraisal.wording import apportioned
from tests.appraisal.cases import BASE, scores

D = Decimal
_LEADS_BY = re.compile(r"^[AB] leads [AB] by ")
Row = Sequence[int | str | Decimal | NotApplicable | None]


def criterion(name: str, weight: int, heading: str = "") -> Criterion:
    return Criterion(name, heading=heading, weight=D(weight), worst=D(0), best=D(100))


def sentences(criteria: Sequence[Criterion], a: Row, b: Row) -> list[str]:
    case = Case(
        "Test",
        BASE,
        5,
        criteria=tuple(criteria),
        groups=(AssessorGroup("Panel"),),
        options=(Option("A"), Option("B")),
        scores=scores({"A": a, "B": b}, criteria),
    )
    return words_of(choice(appraise(case)))


def test_the_points_gained_and_given_up_are_told_second_and_add_to_the_lead() -> None:
    criteria = [criterion("Quality", 50), criterion("Speed", 30), criterion("Equality", 20)]
    assert sentences(criteria, [80, 60, 20], [40, 50, 60])[:2] == [
        "A leads with 62.0 points out of 100, 15.0 points ahead of B with 47.0.",
        "A leads B by 20.0 weighted points on Quality and 3.0 on Speed, less 8.0 on Equality, where it is behind: 15.0 in all.",
    ]


def test_what_one_criterion_alone_brings_has_no_sum_after_it() -> None:
    criteria = [criterion("Quality", 50), criterion("Speed", 50)]
    assert sentences(criteria, [80, 60], [40, 60])[1] == "A leads B by 20.0 weighted points on Quality."


def test_names_that_hold_commas_are_parted_by_semicolons() -> None:
    criteria = [criterion("Size, shape and cost", 50), criterion("Speed", 30), criterion("Equality", 20)]
    assert sentences(criteria, [80, 60, 20], [40, 50, 60])[1] == (
        "A leads B by 20.0 weighted points on Size, shape and cost; and 3.0 on Speed; less 8.0 on Equality; where it is "
        "behind: 15.0 in all."
    )
    assert all_of(["Hubs, shared", "B", "C"]).words == "Hubs, shared; B; and C"


def test_criteria_under_headings_are_told_by_them_as_the_bars_are() -> None:
    criteria = [criterion(f"{heading} {number}", 1, heading) for heading in ("People", "Places") for number in range(10)]
    said = sentences(criteria, [60] * 10 + [50] * 10, [40] * 10 + [46] * 10)
    assert said[1] == "A leads B by 10.0 weighted points on People and 2.0 on Places: 12.0 in all."


def test_a_heading_that_alone_brings_the_lead_is_told_by_its_criteria() -> None:
    criteria = [
        *(criterion(f"Aim {number}", 15, "Aims") for number in range(1, 5)),
        *(criterion(f"Measure {number}", 20, "Measured") for number in range(1, 3)),
    ]
    assert sentences(criteria, [80, 60, 50, 40, 40, 50], [40, 40, 40, 50, 50, 50])[1] == (
        "A leads B by 6.0 weighted points on Aim 1, 3.0 on Aim 2 and 1.5 on Aim 3, less 2.0 on Measured and 1.5 on Aim 4, where it is "
        "behind: 7.0 in all."
    )


def test_a_heading_that_holds_most_of_the_criteria_is_told_by_them() -> None:
    criteria = [*(criterion(f"Aim {number}", 30, "Aims") for number in range(1, 4)), criterion("Balance", 10, "Measured")]
    assert sentences(criteria, [80, 60, 50, 50], [40, 40, 60, 30])[1] == (
        "A leads B by 12.0 weighted points on Aim 1, 6.0 on Aim 2 and 2.0 on Measured, less 3.0 on Aim 3, where it is behind: 17.0 in all."
    )


def test_what_is_over_is_told_as_one() -> None:
    criteria = [criterion(name, weight) for name, weight in zip("PQRSTUV", (40, 20, 15, 10, 5, 5, 5), strict=True)]
    said = sentences(criteria, [60] * 7, [50] * 7)
    assert said[1] == "A leads B by 4.0 weighted points on P, 2.0 on Q, 1.5 on R and 2.5 on 4 other criteria: 10.0 in all."


def test_nothing_is_parted_where_the_scores_rest_on_different_criteria() -> None:
    criteria = [criterion("Quality", 50), criterion("Speed", 50)]
    rows: list[Row] = [[40, None], [40, NotApplicable.NOT_APPLICABLE]]
    for row in rows:
        assert not [each for each in sentences(criteria, [80, 60], row) if _LEADS_BY.match(each)]


def test_a_tie_has_no_lead() -> None:
    assert not [each for each in sentences([criterion("Quality", 1)], [50], [50]) if _LEADS_BY.match(each)]


_ROWS = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 100), st.integers(0, 100)), min_size=1, max_size=12)


@given(_ROWS)
def test_the_printed_points_always_add_to_the_printed_lead(rows: list[tuple[int, int, int]]) -> None:
    criteria = [criterion(f"Criterion {number}", weight, f"Heading {number % 3}") for number, (weight, _, _) in enumerate(rows)]
    first, *others = sentences(criteria, [a for _, a, _ in rows], [b for _, _, b in rows])
    ahead = re.search(r", ([\d.]+) points ahead of", first)
    told = [each for each in others if _LEADS_BY.match(each)]
    assert bool(told) == bool(ahead)
    if ahead:
        gained, _, lost = told[0].partition(" less ")
        printed = [[D(figure) for figure in re.findall(r"(\d+\.\d+) (?:weighted points )?on ", part)] for part in (gained, lost)]
        assert sum(printed[0], D(0)) - sum(printed[1], D(0)) == D(ahead[1])


@given(st.lists(st.fractions(-50, 50, max_denominator=999), min_size=1, max_size=8), st.integers(1, 3))
def test_parts_apportioned_add_to_the_whole_and_are_less_than_a_last_place_off(parts: list[Fraction], places: int) -> None:
    whole = Fraction(round(sum(parts) * 10**places), 10**places)
    shown = apportioned(parts, whole, places)
    assert sum(shown) == whole
    assert all(abs(each - part) <= Fraction(1, 10**places) for each, part in zip(shown, parts, strict=True))


def test_each_figure_knows_what_it_comes_to() -> None:
    criteria = [criterion("Quality", 50), criterion("Speed", 30), criterion("Equality", 20)]
    case = Case(
        "Test",
        BASE,
        5,
        criteria=tuple(criteria),
        groups=(AssessorGroup("Panel"),),
        options=(Option("A"), Option("B")),
        scores=scores({"A": [80, 60, 20], "B": [40, 50, 60]}, criteria),
    )
    lead = choice(appraise(case))[1]
    assert [part.value for part in lead.parts if isinstance(part, Figure)] == [20, 3, 8, 15]
