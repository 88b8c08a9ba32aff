"""The points of a value function: checked, moved and written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import KnownTrouble
from desktop.models.value_points import added, checked, moved, snapped, step_of, straight, turns_back, written_points
from desktop.operations.records.columns import read_points

NUMBERS = st.decimals(-1000, 1000, places=2)
POINTS = straight(Decimal(0), Decimal(10), False)


def test_a_straight_line_begins_with_one_point_half_way() -> None:
    assert written_points(POINTS) == "0:0; 5:50; 10:100"
    assert written_points(straight(Decimal(0), Decimal(10), True)) == "0:100; 5:50; 10:0"
    assert written_points(straight(Decimal(0), Decimal(10), False, [Decimal(0), Decimal(2), Decimal(10)])) == "0:0; 2:20; 10:100"


@given(number=st.integers(0, 2), score=NUMBERS, value=NUMBERS)
def test_wherever_a_point_is_moved_the_curve_can_be_recorded(number: int, score: Decimal, value: Decimal) -> None:
    after = moved(POINTS, number, score, value)
    assert checked(after) == after
    assert read_points(written_points(after)) == after
    assert (after[0][0], after[-1][0]) == (Decimal(0), Decimal(10))


def test_a_point_is_added_in_the_widest_gap() -> None:
    points, number = added(((Decimal(0), Decimal(0)), (Decimal(8), Decimal(40)), (Decimal(10), Decimal(100))))
    assert (number, points[number]) == (1, (Decimal(4), Decimal(20)))


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ([("0", "0")], "A curve needs two points or more: add one, or choose Straight line"),
        ([("0", "0"), ("5", "101")], "The value of 5 is 101: type one from 0 to 100"),
        (
            [("0", "0"), ("5", "50"), ("3", "60")],
            "Scores rise from one point to the next, and 3 comes after 5: type a score above 5",
        ),
    ],
)
def test_wrong_points_are_said_in_a_sentence(points: list[tuple[str, str]], said: str) -> None:
    with pytest.raises(KnownTrouble, match=said):
        checked([(Decimal(score), Decimal(value)) for score, value in points])


def test_steps_are_round_and_scores_fall_on_them() -> None:
    assert step_of(POINTS) == Decimal("0.5")
    assert step_of(straight(Decimal(0), Decimal(100), False)) == 5
    assert snapped(Decimal("3.3"), Decimal("0.5")) == Decimal("3.5")


def test_a_curve_that_gives_a_better_score_less_is_pointed_out() -> None:
    peaked = ((Decimal(0), Decimal(0)), (Decimal(5), Decimal(90)), (Decimal(10), Decimal(60)))
    assert turns_back(peaked, False).startswith("A score of 10 is better than 5")
    assert turns_back(POINTS, False) == ""
    assert turns_back(straight(Decimal(0), Decimal(10), True), True) == ""
