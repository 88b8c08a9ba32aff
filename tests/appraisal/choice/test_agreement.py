"""How far apart the groups are, on any scale and in either direction."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import NOT_APPLICABLE, AssessorGroup, Better, Case, Criterion, Option, Score
from desktop.appraisal.choice.agreement import Agreement, agreement, far_apart_words, verdict
from tests.appraisal.cases import BASE

_ASKED = ("Staff", "Unison", "Councillors")


def _found(*given: int | str | None, worst: int = 0, best: int = 10) -> Agreement:
    scores: dict[tuple[str, str, str], Score] = {
        (group, "Share", "Time"): NOT_APPLICABLE if score == "n/a" else Decimal(score)
        for group, score in zip(_ASKED, given, strict=False)
        if score is not None
    }
    criterion = Criterion("Time", better=Better.LOWER if worst > best else Better.HIGHER, worst=Decimal(worst), best=Decimal(best))
    case = Case(
        "Any",
        BASE,
        1,
        options=(Option("Share"),),
        criteria=(criterion,),
        scores=scores,
        groups=tuple(AssessorGroup(group) for group in _ASKED[: len(given)]),
    )
    return agreement(case, appraise(case).criteria[0], "Share")


def test_groups_four_tenths_of_the_scale_apart_are_to_be_asked_why() -> None:
    far = _found(5, 2, 8)
    assert far.is_far_apart
    assert (far.lowest, far.highest, far.gap, far.share) == (("Unison",), ("Councillors",), Decimal(6), Fraction(3, 5))
    assert verdict(far)[0].startswith("**Councillors and Unison are 6 points apart.**")


@pytest.mark.parametrize(("high", "far"), [(6, True), (5, False)])
def test_the_threshold_itself_counts_as_far_apart(high: int, far: bool) -> None:
    assert _found(2, high).is_far_apart is far


def test_the_gap_is_judged_on_the_criterions_own_scale() -> None:
    assert not _found(20, 59, worst=0, best=100).is_far_apart
    assert _found(100, 60, worst=100, best=0).is_far_apart


def test_places_run_from_the_worst_end_to_the_best_whichever_is_higher() -> None:
    assert _found(2, 10).places == {"Staff": Fraction(1, 5), "Unison": 1}
    assert _found(2, 10, worst=10, best=0).places == {"Staff": Fraction(4, 5), "Unison": 0}


def test_missing_is_named_and_never_a_number() -> None:
    found = _found(5, None, 5)
    assert found.missing == ("Unison",)
    assert verdict(found) == ("The groups agree.", "**Missing from Unison**: not counted as 0.")
    assert verdict(_found(None, None)) == ("Nobody has scored this yet, so the option’s total is a range. Missing is never counted as 0.",)


def test_not_applicable_is_neither_missing_nor_a_number() -> None:
    found = _found("n/a", "n/a")
    assert (found.missing, found.places, found.share) == ((), {}, None)
    assert verdict(found)[0].startswith("It does not apply to this option")


def test_groups_near_each_other_are_said_to_be_within_the_gap() -> None:
    assert verdict(_found(5, 6, 5)) == ("The groups are within 1 point of each other.",)


def test_one_group_alone_neither_agrees_nor_differs() -> None:
    assert verdict(_found(5)) == ()


def test_far_apart_is_told_in_points_only_where_all_scales_are_alike() -> None:
    def told(*ends: int) -> str:
        criteria = tuple(Criterion(f"On {end}", worst=Decimal(0), best=Decimal(end)) for end in ends)
        return far_apart_words(appraise(Case("Any", BASE, 1, criteria=criteria)).criteria)

    assert told(10, 10) == "4 or more points apart"
    assert told(10, 100) == "40% of the scale apart, or more"
    assert told() == "40% of the scale apart, or more"
