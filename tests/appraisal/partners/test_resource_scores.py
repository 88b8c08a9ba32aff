"""Use of resources scores: the figures are those of the efficiency review of 29 May 2009 and of the brief to support districts."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.partners.resource_scores import LEVELS, ResourceScore, counted_up, league


def test_the_review_of_2009() -> None:
    found = league([ResourceScore("Value for money", level, None, count) for level, count in ((4, 1), (3, 6), (2, 6), (1, 0))])
    held, dropped = found.summary, found.after_drop
    assert held.counts == {4: 1, 3: 6, 2: 6, 1: 0}
    assert (held.mean, round(float(held.mean or 0), 3), held.at_aim, held.share_at_aim) == (Fraction(34, 13), 2.615, 7, Fraction(7, 13))
    assert (round(float(dropped.mean or 0), 3), dropped.at_aim, dropped.share_at_aim) == (1.615, 1, Fraction(1, 13))
    assert dropped.counts == {4: 0, 3: 1, 2: 6, 1: 6}


def test_what_does_not_apply_is_in_no_mean() -> None:
    """3.2 and 3.3 do not apply to districts in the first year: the aim is an average of 3 over those that do."""
    scores = [ResourceScore(name, level, "District") for name, level in (("1.1", 3), ("1.2", 4), ("3.1", 2), ("3.2", None), ("3.3", None))]
    found = league(scores)
    (district,) = found.by_organisation
    assert (district.summary.mean, district.summary.not_applicable, district.meets_aim) == (Fraction(3), 2, True)
    assert [each.meets_aim for each in found.by_criterion] == [True, True, False, None, None]


def test_nothing_scored_has_no_mean() -> None:
    assert league([]).summary.mean is None
    assert league([]).summary.share_at_aim is None
    assert league([ResourceScore("1.1", None)]).after_drop.mean is None


scores = st.builds(
    ResourceScore, st.sampled_from(["1.1", "3.2"]), st.sampled_from([None, *LEVELS]), st.sampled_from([None, "A", "B"]), st.integers(0, 50)
)


@given(st.lists(scores, max_size=20))
def test_counts_add_up_and_a_harder_test_raises_nobody(held: list[ResourceScore]) -> None:
    found = counted_up(held)
    assert found.scored + found.not_applicable == sum(each.count for each in held)
    dropped = found.after_drop()
    assert dropped.scored == found.scored
    assert dropped.at_aim <= found.at_aim
    if found.mean is not None and dropped.mean is not None:
        assert 1 <= dropped.mean <= found.mean <= 4
        if not found.counts[1]:
            assert dropped.mean == found.mean - 1


@given(st.lists(scores, max_size=20))
def test_criteria_add_to_the_whole(held: list[ResourceScore]) -> None:
    found = league(held)
    for level in LEVELS:
        assert sum(each.summary.counts[level] for each in found.by_criterion) == found.summary.counts[level]
