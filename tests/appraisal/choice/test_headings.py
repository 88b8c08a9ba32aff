"""The tree of headings: weights and points are sums of what stands under each, at any depth."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.appraise import appraise, reweighed
from desktop.appraisal.case import AssessorGroup, Case, Criterion, CriterionUse, Option
from desktop.appraisal.results import HeadingResult
from tests.appraisal.cases import BASE

D, F = Decimal, Fraction


def case(*criteria: tuple[str, str, int], use: CriterionUse = CriterionUse.WEIGHTED) -> Case:
    """One panel's scores of 5 on criteria given as name, heading and weight."""
    held = tuple(Criterion(name, heading=heading, use=use, worst=D(0), best=D(10), weight=D(weight)) for name, heading, weight in criteria)
    return Case(
        "Test",
        BASE,
        1,
        options=(Option("Hub"),),
        criteria=held,
        groups=(AssessorGroup("Panel"),),
        scores={("Panel", "Hub", criterion.name): D(5) for criterion in held},
    )


def test_headings_of_three_levels_add_up() -> None:
    appraisal = appraise(
        case(
            ("Access", "Outcomes > Residents", 10),
            ("Risk", "", 20),
            ("Choice", "Outcomes > Residents > Daily life", 30),
            ("Staff", "Outcomes", 40),
        )
    )
    outcomes, risk = appraisal.tree
    assert (outcomes.name, outcomes.path, outcomes.depth) == ("Outcomes", ("Outcomes",), 0)
    assert outcomes.weight == F(4, 5)
    assert (outcomes.criteria, outcomes.own) == (("Access", "Choice", "Staff"), ("Staff",))
    assert [(each.path, each.weight, each.own) for each in outcomes.walked] == [
        (("Outcomes",), F(4, 5), ("Staff",)),
        (("Outcomes", "Residents"), F(2, 5), ("Access",)),
        (("Outcomes", "Residents", "Daily life"), F(3, 10), ("Choice",)),
    ]
    assert (risk.name, risk.path, risk.weight, risk.criteria, risk.own, risk.children) == ("Risk", (), F(1, 5), ("Risk",), ("Risk",), ())


def test_the_same_name_under_two_headings_is_two_headings() -> None:
    tree = appraise(case(("A", "People > Cost", 1), ("B", "Places > Cost", 1), ("C", " People>Cost ", 1))).tree
    assert [each.path for root in tree for each in root.walked] == [("People",), ("People", "Cost"), ("Places",), ("Places", "Cost")]
    assert tree[0].criteria == ("A", "C")


def test_what_does_not_count_has_no_weight() -> None:
    parked = appraise(case(("A", "People", 1), use=CriterionUse.PARKED)).tree[0]
    assert parked.weight == F(0)
    assert appraise(Case("Nothing", BASE, 1)).tree == ()


_PATHS = st.lists(st.sampled_from(["A", "B", "C"]), max_size=4).map(" > ".join)


@given(st.lists(st.tuples(_PATHS, st.integers(0, 9)), min_size=1, max_size=7), st.integers(1, 50))
def test_every_criterion_stands_in_one_place_and_every_level_adds_up(held: list[tuple[str, int]], other: int) -> None:
    appraisal = appraise(case(*((f"c{place}", heading, weight) for place, (heading, weight) in enumerate(held))))
    walked = [each for root in appraisal.tree for each in root.walked]
    assert sorted(name for each in walked for name in each.own) == sorted(criterion.name for criterion in appraisal.criteria)
    assert [root.name for root in appraisal.tree] == list(dict.fromkeys(each.widest_heading for each in appraisal.criteria))
    assert sum(root.weight for root in appraisal.tree) == 1
    weights = {criterion.name: criterion.weight for criterion in appraisal.criteria}

    def total(heading: HeadingResult) -> Fraction:
        return sum((weights[name] for name in heading.own), F(0)) + sum((total(child) for child in heading.children), F(0))

    assert all(total(each) == each.weight for each in walked)
    moved = reweighed(appraisal, {"c0": D(other)})
    assert moved.tree == appraise(moved.case).tree
