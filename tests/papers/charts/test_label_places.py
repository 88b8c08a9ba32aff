from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.papers.charts.label_places import Area, TakenRoom, along, flag_rows, place_near, spread_out

_PLACES = st.floats(0, 300, allow_nan=False)


@given(st.lists(_PLACES, max_size=15).map(sorted), st.floats(1, 18))
def test_labels_along_a_side_keep_their_order_and_distance(wanted: list[float], gap: float) -> None:
    found = spread_out(wanted, gap, 0, 300)
    assert len(found) == len(wanted)
    assert all(later - earlier >= gap - 1e-6 for earlier, later in pairwise(found))
    if found:
        assert found[0] >= -1e-9
        assert found[-1] <= max(300, (len(found) - 1) * gap) + 1e-6


def test_labels_move_no_further_than_they_must() -> None:
    assert spread_out([10, 50, 90], 10, 0, 100) == [10, 50, 90]
    assert spread_out([50, 50, 50], 10, 0, 100) == pytest.approx([40, 50, 60])
    assert spread_out([100, 100], 10, 0, 100) == pytest.approx([90, 100])
    assert spread_out([0, 0], 10, 0, 100) == pytest.approx([0, 10])


@given(st.lists(st.tuples(_PLACES, st.floats(5, 120)), max_size=10).map(sorted))
def test_no_staff_crosses_a_flag_and_no_flag_another(flags: list[tuple[float, float]]) -> None:
    rows = flag_rows(flags)
    for (one, (left, wide)), (other, (staff, _)) in combinations(list(enumerate(flags)), 2):
        if staff < left + wide:  # the later one's staff stands under the earlier one's flag
            assert rows[one] > rows[other]


@given(st.lists(st.tuples(st.floats(20, 380), st.floats(20, 280), st.floats(20, 150), st.floats(12, 30)), max_size=12))
def test_names_of_points_lie_on_nothing(points: list[tuple[float, float, float, float]]) -> None:
    taken = [Area(x - 6, y - 6, x + 6, y + 6) for x, y, _, _ in points]
    within, names = Area(0, 0, 420, 300), list[Area]()
    for x, y, wide, high in points:
        placed = place_near((x, y), (wide, high), TakenRoom(taken, names), within, 9)
        if placed is None:
            continue
        assert within.holds(placed.area)
        assert not any(placed.area.meets(other) for other in (*taken, *names))
        assert not any(piece.meets(name) for piece in along(placed.joined, 1) for name in names)
        names.append(placed.area)


def test_a_name_stands_to_the_right_where_it_can() -> None:
    within = Area(0, 0, 200, 100)
    placed = place_near((50, 50), (40, 12), TakenRoom(), within, 9)
    assert placed is not None
    assert placed.area == Area(59, 44, 99, 56)
    assert not placed.joined
    moved = place_near((50, 50), (40, 12), TakenRoom([Area(56, 0, 200, 100)]), within, 9)
    assert moved is not None
    assert moved.area.right == 41
    assert place_near((50, 50), (40, 12), TakenRoom([within]), within, 9) is None
    about = TakenRoom([Area(25, 25, 75, 75)])
    assert place_near((50, 50), (40, 12), about, within, 9) is not None
    assert place_near((50, 50), (40, 12), about, within, 9, furthest=0) is None
