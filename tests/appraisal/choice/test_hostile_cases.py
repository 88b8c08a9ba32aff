"""Cases with something lacking or level, each with a defined answer; and what must hold of every case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.appraise import appraise, reweighed, simulated
from desktop.appraisal.case import AssessorGroup, Case, Criterion, CriterionUse, Option, Score, WeightMethod
from desktop.appraisal.choice.value_for_money import value_for_money
from desktop.appraisal.choice.weight_course import weight_course
from desktop.appraisal.results import Appraisal
from tests.appraisal.cases import BASE

D, F = Decimal, Fraction
_NAMES = ("Fit", "Time", "Risk")
PANEL = (AssessorGroup("Panel"),)


def ten(name: str, weight: int | str = 1) -> Criterion:
    return Criterion(name, worst=D(0), best=D(10), weight=D(weight))


def case(criteria: tuple[Criterion, ...], *, groups: tuple[AssessorGroup, ...] = PANEL, **rows: tuple[int | None, ...]) -> Case:
    return of(criteria, rows, groups)


def of(criteria: tuple[Criterion, ...], rows: Mapping[str, tuple[int | None, ...]], groups: tuple[AssessorGroup, ...]) -> Case:
    scores: dict[tuple[str, str, str], Score] = {
        (group.name, option, criterion.name): D(score)
        for group in groups
        for option, row in rows.items()
        for criterion, score in zip(criteria, row, strict=True)
        if score is not None
    }
    return Case("Test", BASE, 1, options=tuple(Option(name) for name in rows), criteria=criteria, groups=groups, scores=scores)


def everything(held: Case) -> Appraisal:
    """The case through all that can be asked of it: none of it may raise."""
    appraisal = appraise(held)
    assert reweighed(appraisal, {}) == appraisal
    value_for_money(appraisal)
    for criterion in appraisal.criteria:
        weight_course(appraisal, criterion.name)
    drawn = simulated(appraisal, 1_000)
    assert drawn.simulation is not None
    assert drawn.leader == appraisal.leader
    return appraisal


def test_no_criteria() -> None:
    appraisal = everything(case((), A=(), B=()))
    assert (appraisal.leader, appraisal.tree) == (None, ())
    assert appraisal.sentences == ("No criterion is weighted yet, so no option has a score.",)
    assert [option.score for option in appraisal.options] == [None, None]


def test_one_option() -> None:
    appraisal = everything(case((ten("Fit"),), A=(7,)))
    assert (appraisal.leader, appraisal.leader_certain, appraisal.close_call) == ("A", True, False)
    assert appraisal.sentences[0] == "A has 70.0 points out of 100; no other option that could lead has a score."


def test_all_weights_nought() -> None:
    appraisal = everything(case((ten("Fit", 0), ten("Time", 0)), A=(8, 2), B=(5, 6)))
    assert [criterion.weight for criterion in appraisal.criteria] == [F(1, 2), F(1, 2)]
    assert (appraisal.leader, appraisal.option("B").score) == ("B", F(55))
    assert "The weights are all 0, so every criterion counts the same." in appraisal.sentences


def test_a_criterion_on_which_all_score_the_same() -> None:
    fixed = everything(case((ten("Fit"), ten("Time")), A=(5, 8), B=(5, 3)))
    assert [option.cells["Fit"].value for option in fixed.options] == [50, 50]
    level = Criterion("Fit", weight=D(1))
    taken = everything(case((level, ten("Time")), A=(5, 8), B=(5, 3)))
    assert [option.cells["Fit"].value for option in taken.options] == [100, 100]
    assert "Every option scores the same on Fit, so it tells nothing apart." in taken.sentences


def test_a_scale_without_length() -> None:
    appraisal = everything(case((replace(ten("Fit"), best=D(0)), ten("Time")), A=(5, 8), B=(0, 3), C=(None, 2)))
    assert [option.cells["Fit"].bounds for option in appraisal.options] == [(F(100), F(100)), (F(100), F(100)), (F(0), F(100))]
    assert appraisal.criteria[0].tells_nothing_apart


def test_every_score_missing_for_an_option() -> None:
    appraisal = everything(case((ten("Fit"), ten("Time")), A=(5, 8), B=(None, None)))
    b = appraisal.option("B")
    assert (b.score, b.score_low, b.score_high, b.rank, b.missing) == (None, F(0), F(100), None, ("Fit", "Time"))
    assert (appraisal.leader, appraisal.leader_certain) == ("A", False)
    assert "B has no score on Fit and Time, so its score could be anything from 0 to 100." in appraisal.sentences


def test_a_matrix_of_pairs_half_filled() -> None:
    criteria = tuple(Criterion(name, worst=D(0), best=D(10)) for name in _NAMES)
    joined = AssessorGroup("Panel", method=WeightMethod.PAIRWISE, judgements={("Fit", "Time"): D(3), ("Fit", "Risk"): D(3)})
    appraisal = everything(case(criteria, groups=(joined,), A=(9, 1, 1), B=(1, 9, 9)))
    assert [criterion.weight for criterion in appraisal.criteria] == [F(3, 5), F(1, 5), F(1, 5)]
    assert any("has judged 2 of 3 pairs" in said for said in appraisal.sentences)
    apart = AssessorGroup("Panel", method=WeightMethod.PAIRWISE, judgements={("Fit", "Time"): D(3)})
    loose = everything(case(criteria, groups=(apart,), A=(9, 1, 1), B=(1, 9, 9)))
    assert [criterion.weight for criterion in loose.criteria] == [F(1, 3)] * 3
    assert any("has not yet compared Risk with Fit" in said for said in loose.sentences)


@pytest.mark.parametrize(
    "held",
    [
        Case("Nothing", BASE, 1),
        Case("Options", BASE, 1, options=(Option("A"), Option("B", benchmark=True))),
        Case("Criteria", BASE, 1, criteria=(ten("Fit"), Criterion("Time"))),
        Case("No groups", BASE, 1, options=(Option("A"),), criteria=(ten("Fit"),)),
        Case("Parked", BASE, 1, options=(Option("A"),), criteria=(replace(ten("Fit"), use=CriterionUse.PARKED),), groups=PANEL),
    ],
)
def test_what_is_hardly_there(held: Case) -> None:
    assert everything(held).leader is None


# What holds of every case.

_ROWS = st.lists(st.tuples(*[st.one_of(st.integers(0, 10), st.integers(0, 10), st.none())] * 3), min_size=1, max_size=5)
_FULL_ROWS = st.lists(st.tuples(*[st.integers(0, 10)] * 3), min_size=2, max_size=5)
_WEIGHTS = st.tuples(*[st.integers(0, 9)] * 3)


def made(rows: list[tuple[int | None, ...]], weights: tuple[int, ...]) -> Case:
    criteria = tuple(ten(name, weight) for name, weight in zip(_NAMES, weights, strict=True))
    return of(criteria, {f"O{place}": row for place, row in enumerate(rows)}, PANEL)


def _scores(appraisal: Appraisal) -> list[tuple[str, Fraction | None, int | None]]:
    return [(option.name, option.score, option.rank) for option in appraisal.options]


@given(_ROWS, _WEIGHTS, st.integers(1, 1000))
def test_weights_say_only_proportions(rows: list[tuple[int | None, ...]], weights: tuple[int, ...], times: int) -> None:
    one, more = appraise(made(rows, weights)), appraise(made(rows, tuple(weight * times for weight in weights)))
    assert _scores(one) == _scores(more)
    assert (one.leader, one.weight_switches, one.smallest_flip) == (more.leader, more.weight_switches, more.smallest_flip)


@given(_ROWS, _WEIGHTS, st.integers(1, 1000), st.integers(-1000, 1000), st.booleans())
def test_ranks_are_the_same_in_any_unit_of_a_criterion(
    rows: list[tuple[int | None, ...]], weights: tuple[int, ...], times: int, plus: int, free: bool
) -> None:
    """Pounds or pence, from nought or not: a scale given or taken from the scores moves with them."""
    before = made(rows, weights)
    ends = (None, None) if free else (D(plus), D(10 * times + plus))
    changed = replace(
        before,
        criteria=(replace(before.criteria[0], worst=ends[0], best=ends[1]), *before.criteria[1:]),
        scores={
            key: score * times + plus if key[2] == "Fit" and isinstance(score, Decimal) else score for key, score in before.scores.items()
        },
    )
    same = replace(before, criteria=(replace(before.criteria[0], worst=None, best=None), *before.criteria[1:])) if free else before
    assert _scores(appraise(same)) == _scores(appraise(changed))


@given(_FULL_ROWS, _WEIGHTS)
def test_the_dominated_never_lead(rows: list[tuple[int | None, ...]], weights: tuple[int, ...]) -> None:
    appraisal = appraise(made(rows, weights))
    for option in appraisal.options:
        for name in option.dominated.by:
            rival = appraisal.option(name)
            assert (rival.score or 0) >= (option.score or 0)
        if option.name == appraisal.leader and option.dominated.by:
            assert set(appraisal.tied_first) & set(option.dominated.by), "only where the criterion it is behind on has no weight"
        assert not any(switch.to_leader == option.name for switch in appraisal.weight_switches) or not option.dominated.strictly


@given(_FULL_ROWS, _WEIGHTS, st.data())
def test_adding_or_leaving_out_a_dominated_option_turns_no_other_order_on_fixed_scales(
    rows: list[tuple[int | None, ...]], weights: tuple[int, ...], data: st.DataObject
) -> None:
    before = appraise(made(rows, weights))
    model = data.draw(st.sampled_from(rows))
    worse = tuple(data.draw(st.integers(0, score or 0)) for score in model)
    after = appraise(made([*rows, worse], weights))
    added = f"O{len(rows)}"
    assert [each[:2] for each in _scores(before)] == [each[:2] for each in _scores(after) if each[0] != added]
    assert after.leader in (before.leader, added)
    order = sorted((option for option in after.options if option.name != added), key=lambda option: option.rank or 0)
    assert [option.name for option in before.ranked] == [option.name for option in order]
    assert not any("between the scores recorded" in said for said in after.sentences)
