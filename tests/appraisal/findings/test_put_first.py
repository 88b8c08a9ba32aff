"""What would put an option first is tried: the weight is moved and the score typed, and it leads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.appraisal.appraise import appraise, simulated
from desktop.appraisal.case import AssessorGroup, Case, Criterion, CriterionUse, NotApplicable, Option, SimulatedWeights
from desktop.appraisal.choice.sensitivity import scores_that_put_first
from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.findings.put_first import switches_to, what_would_put_first
from desktop.appraisal.results import Appraisal
from desktop.results.choice.put_first import scores_needed, weights_needed
from tests.appraisal.cases import BASE, scores
from tests.examples import examples

D = Decimal
Row = Sequence[int | str | Decimal | NotApplicable | None]


def case(*rows: tuple[int | None, ...], weights: tuple[int, ...] = (6, 3, 1)) -> Case:
    criteria = tuple(
        Criterion(name, worst=D(0), best=D(10), weight=D(weight)) for name, weight in zip(("Fit", "Time", "Risk"), weights, strict=True)
    )
    table: dict[str, Row] = dict(zip(("Hub", "Partner", "Worse"), rows, strict=False))
    options = tuple(Option(name) for name in table)
    return Case("Test", BASE, 1, options=options, criteria=criteria, groups=(AssessorGroup("Panel"),), scores=scores(table, criteria))


def said(appraisal: Appraisal, name: str) -> list[str]:
    return words_of(what_would_put_first(appraisal, name))


def test_the_nearest_weight_and_one_score_of_a_rival() -> None:
    appraisal = appraise(case((8, 4, 4), (4, 8, 4), (3, 3, 3)))
    assert said(appraisal, "Partner") == [
        "Partner has 52.0 points out of 100, 12.0 points behind Hub with 64.0.",
        "Partner leads if the weight of Time rises above 46.2%, from 30% now.",
        "One score of Partner alone would do: Fit from 4 to just over 6.",
    ]
    assert said(appraisal, "Hub") == ["Hub leads already, with 64.0 points out of 100."]
    assert said(appraisal, "Worse") == [
        "Worse has 30.0 points out of 100, 34.0 points behind Hub with 64.0.",
        "No weights put Worse first: it is no better than Hub and Partner on any criterion.",
        "One score of Worse alone would do: Fit from 3 to just over 8.7.",
    ]
    assert [(row.name, row.cells["to"].value) for row in scores_needed(appraisal, "Partner")] == [("Fit", 6)]
    assert [row.cells["to"].value for row in weights_needed(appraisal, "Partner")] == ["Partner"] * len(switches_to(appraisal, "Partner"))


def test_what_bars_an_option_and_what_ties() -> None:
    held = case((8, 4, 4), (4, 8, 4))
    closed = replace(held, options=(held.options[0], replace(held.options[1], viable=False)))
    assert said(appraise(closed), "Partner") == ["Partner is not viable, so it cannot lead whatever its score."]
    legal = Criterion("Legal", use=CriterionUse.MUST_PASS, pass_mark=D(5))
    failing = replace(held, criteria=(*held.criteria, legal), scores={**held.scores, ("Panel", "Partner", "Legal"): D(1)})
    assert said(appraise(failing), "Partner") == ["Partner fails Legal, which an option must pass, so it cannot lead."]
    level = appraise(case((5, 5, 5), (5, 5, 5)))
    assert said(level, "Partner") == ["Partner ties for first, so any rise in one of its scores puts it first alone."]
    assert said(appraise(case((5, 5, 5), (None, None, None))), "Partner") == [
        "Partner has no score yet, so what would put it first is not known."
    ]
    with pytest.raises(KeyError):
        what_would_put_first(level, "Nobody")


def test_the_draws_are_told_where_there_are_any() -> None:
    appraisal = simulated(appraise(replace(case((8, 4, 4), (4, 8, 4)), simulated_weights=SimulatedWeights.FREE)), 2_000)
    assert re.fullmatch(r"With what is not known drawn at random Partner leads in \d+% of the draws\.", said(appraisal, "Partner")[-1])


_ROW = st.tuples(*[st.one_of(st.integers(0, 10), st.integers(0, 10), st.none())] * 3)


@settings(max_examples=examples(400))
@given(st.lists(_ROW, min_size=2, max_size=3), st.tuples(*[st.integers(0, 6)] * 3))
def test_a_score_that_would_do_does(rows: list[tuple[int | None, ...]], weights: tuple[int, ...]) -> None:
    held = case(*rows, weights=weights)
    appraisal = appraise(held)
    for option in appraisal.options:
        for flip in scores_that_put_first(appraisal, option.name):
            hair = Fraction(1, 10**6)
            typed = flip.to_score + hair if flip.to_score > flip.from_score else flip.to_score - hair
            value = D(typed.numerator) / D(typed.denominator)
            after = appraise(replace(held, scores={**held.scores, ("Panel", option.name, flip.criterion): value}))
            assert after.leader == option.name
