"""Criteria as a tree: their order, their headings' sums, and a move of one among the others."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.criterion_tree import HeadingSum, heading_sums, opened, path_of, step_in_tree, tree_order

PATHS = st.lists(st.sampled_from([(), ("A",), ("B",), ("A", "x"), ("A", "y"), ("B", "x"), ("B", "x", "z")]), max_size=9)


def test_a_path_is_its_headings_the_widest_first() -> None:
    assert path_of("Outcomes > Residents") == ("Outcomes", "Residents")
    assert path_of("") == ()


def test_a_heading_stands_where_it_is_first_used_and_what_is_directly_under_it_comes_first() -> None:
    paths = [("B", "x"), ("A",), (), ("B",), ("A",)]
    assert tree_order(paths) == [2, 3, 0, 1, 4]


@given(PATHS)
def test_every_heading_is_opened_once(paths: list[tuple[str, ...]]) -> None:
    ordered = [paths[position] for position in tree_order(paths)]
    assert sorted(ordered) == sorted(paths)
    headings = [path for at, each in enumerate(ordered) for _, path in opened(each, ordered[at - 1] if at else ())]
    assert len(headings) == len(set(headings)) == len({each[:depth] for each in paths for depth in range(1, len(each) + 1)})


def test_a_heading_weighs_what_is_under_it() -> None:
    sums = heading_sums(
        [
            (("A", "x"), Decimal(30), Fraction(3, 10)),
            (("A", "y"), None, Fraction(2, 10)),
            (("B",), None, None),
        ]
    )
    assert sums[("A",)] == HeadingSum(Decimal(30), Fraction(1, 2))
    assert sums[("A", "y")] == HeadingSum(None, Fraction(1, 5))
    assert sums[("B",)] == HeadingSum(None, None)


@given(PATHS, st.data())
def test_a_move_takes_a_criterion_or_its_heading_past_the_next_and_no_other(paths: list[tuple[str, ...]], data: st.DataObject) -> None:
    if not paths:
        return
    row, by = data.draw(st.integers(0, len(paths) - 1)), data.draw(st.sampled_from((-1, 1)))
    step = step_in_tree(paths, row, by)
    order = tree_order(paths)
    at = order.index(row)
    if step is None:
        outside = not 0 <= at + by < len(order)
        assert outside or len(paths[order[at + by]]) != len(paths[row]) or paths[row] != paths[order[at + by]]
        return
    assert step.by < 0
    after = list(range(len(paths)))
    after.insert(step.row + step.by, after.pop(step.row))
    shown = [after[position] for position in tree_order([paths[each] for each in after])]
    other = order[at + by]
    assert (shown.index(row) < shown.index(other)) == (by < 0)
    if paths[row] == paths[other]:
        swapped = list(order)
        swapped[at], swapped[at + by] = other, row
        assert shown == swapped


@pytest.mark.parametrize(("row", "by"), [(0, -1), (3, 1)])
def test_there_is_nowhere_to_go_past_the_ends(row: int, by: int) -> None:
    assert step_in_tree([("A",), ("A",), ("B",), ("B",)], row, by) is None
