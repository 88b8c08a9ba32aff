"""How scores run as one weight moves: against the definition, at its ends, and through its switches."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import AssessorGroup, Case, Criterion, CriterionUse, Option
from desktop.appraisal.choice.weight_course import CourseLine, weight_course
from desktop.appraisal.results import Appraisal
from tests.appraisal.cases import BASE

D, F = Decimal, Fraction
_NAMES = ("Fit", "Time", "Risk")


def panel(weights: tuple[int, ...], **rows: tuple[int | None, ...]) -> Appraisal:
    criteria = tuple(Criterion(name, worst=D(0), best=D(10), weight=D(weight)) for name, weight in zip(_NAMES, weights, strict=False))
    scores = {
        ("Panel", option, criterion.name): D(score)
        for option, row in rows.items()
        for criterion, score in zip(criteria, row, strict=True)
        if score is not None
    }
    return appraise(
        Case(
            "Test",
            BASE,
            1,
            options=tuple(Option(name, viable=name != "Closed") for name in rows),
            criteria=criteria,
            groups=(AssessorGroup("Panel"),),
            scores=dict(scores),
        )
    )


def test_straight_courses_have_two_ends_and_the_switch_lies_where_they_cross() -> None:
    course = weight_course(panel((60, 40), Hub=(8, 2), Partner=(5, 6), Closed=(1, 1)), "Time")
    assert (course.branch, course.weight) == ("Time", F(2, 5))
    assert course.lines == (
        CourseLine("Hub", ((F(0), F(80)), (F(1), F(20)))),
        CourseLine("Partner", ((F(0), F(50)), (F(1), F(60)))),
        CourseLine("Closed", ((F(0), F(10)), (F(1), F(10)))),
    )
    (switch,) = course.switches
    assert 80 - 60 * switch.at == 50 + 10 * switch.at


def test_a_missing_score_bends_a_course_and_a_criterion_without_one_leaves_it_level() -> None:
    appraisal = panel((1, 1, 2), A=(9, 1, None), B=(3, None, None), C=(None, 4, 4), D=(None, None, None))
    fit = {line.option: line.points for line in weight_course(appraisal, "Fit").lines}
    assert 5 < len(fit["A"]) < 30
    for (weight, score), (after, then) in pairwise(fit["A"]):
        middle = (weight + after) / 2  # Fit at a weight of middle, Time at a third of the rest: Risk is missing
        assert abs((90 * middle + 10 * (1 - middle) / 3) / (middle + (1 - middle) / 3) - (score + then) / 2) <= F(1, 8)
    assert fit["A"][0] == (F(0), F(10))
    assert fit["A"][-1] == (F(1), F(90))
    assert fit["B"] == ((F(0), F(30)), (F(1), F(30)))
    assert fit["C"] == ((F(0), F(40)), (F(1), F(40)))
    assert "D" not in fit


def test_where_nothing_moves_there_are_no_lines() -> None:
    assert weight_course(panel((1,), A=(9,), B=(3,)), "Fit").lines == ()
    assert weight_course(panel((0, 1), A=(9, 1), B=(3, 2)), "Time").lines == ()
    parked = Criterion("Image", use=CriterionUse.PARKED)
    appraisal = appraise(Case("Test", BASE, 1, options=(Option("A"),), criteria=(parked,)))
    assert weight_course(appraisal, "Image").lines == ()
    with pytest.raises(KeyError):
        weight_course(appraisal, "Nothing")


_ROW = st.tuples(*[st.one_of(st.none(), st.integers(0, 10))] * 3)


@given(st.tuples(*[st.integers(0, 5)] * 3), st.lists(_ROW, min_size=1, max_size=4), st.sampled_from(_NAMES))
def test_every_point_is_the_score_at_that_weight(weights: tuple[int, ...], rows: list[tuple[int | None, ...]], criterion: str) -> None:
    appraisal = panel(weights, **{f"O{place}": row for place, row in enumerate(rows)})
    course = weight_course(appraisal, criterion)
    held = {each.name: each.weight for each in appraisal.criteria}
    rest = 1 - held[criterion]
    for line in course.lines:
        cells = appraisal.option(line.option).cells
        assert [weight for weight, _ in line.points] == sorted({weight for weight, _ in line.points})
        assert (line.points[0][0], line.points[-1][0]) == (F(0), F(1))
        straight = len(line.points) == 2
        at = [
            *line.points,
            *((F(step, 7), line.points[0][1] + (line.points[1][1] - line.points[0][1]) * F(step, 7)) for step in range(8) if straight),
        ]
        for weight, score in at:
            shares = {name: weight if name == criterion else each * (1 - weight) / rest for name, each in held.items()}
            known = {name: value for name, cell in cells.items() if (value := cell.value) is not None and shares[name]}
            if known:
                assert score == sum(shares[name] * value for name, value in known.items()) / sum(shares[name] for name in known)
        assert all(0 <= score <= 100 for _, score in line.points)


def test_a_curve_all_but_upright_at_an_end_is_followed_as_nearly_as_any_other() -> None:
    appraisal = panel((1, 10**12, 3), A=(10, None, 0), B=(1, 4, 4))
    for criterion, column in (("Fit", 0), ("Risk", 2)):
        line = next(each for each in weight_course(appraisal, criterion).lines if each.option == "A")
        assert len(line.points) < 60
        shares = [each.weight for each in appraisal.criteria]
        rest = 1 - shares[column]
        for (weight, score), (after, then) in pairwise(line.points):
            for step in range(1, 8):
                at = weight + (after - weight) * F(step, 8)
                moved = [at if place == column else share * (1 - at) / rest for place, share in enumerate(shares)]
                assert abs(100 * moved[0] / (moved[0] + moved[2]) - score - (then - score) * F(step, 8)) <= F(1, 8)
