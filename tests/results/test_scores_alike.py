"""Scores out of 100 and their differences: one number of decimals a case, in table, chart and sentence."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import AssessorGroup, Case, Criterion, Option, Score
from desktop.appraisal.results import Appraisal
from desktop.papers.charts.data.scores import contribution_bars
from desktop.papers.exhibits.cell_words import plain_words
from desktop.results.choice.options import ranked
from tests.appraisal.cases import BASE

_CRITERIA = "ABC"
_AHEAD = re.compile(r"(\S+) leads with (\S+) points out of 100, (\S+) points ahead of (\S+) with (\S+)\.$")


def scored(scores: list[tuple[int, int, int]], weights: tuple[int, int, int]) -> Appraisal:
    """One group's scores from 0 to 12 of options O0, O1 and so on, on three criteria."""
    criteria = tuple(
        Criterion(name, worst=Decimal(0), best=Decimal(12), weight=Decimal(weight)) for name, weight in zip(_CRITERIA, weights, strict=True)
    )
    cells: dict[tuple[str, str, str], Score] = {
        ("Panel", f"O{place}", criterion): Decimal(score)
        for place, own in enumerate(scores)
        for criterion, score in zip(_CRITERIA, own, strict=True)
    }
    options = tuple(Option(f"O{place}", benchmark=not place) for place in range(len(scores)))
    return appraise(Case("Test", BASE, 1, options=options, criteria=criteria, groups=(AssessorGroup("Panel"),), scores=cells))


_SCORE, _WEIGHT = st.integers(0, 12), st.integers(1, 9)


@given(st.lists(st.tuples(_SCORE, _SCORE, _SCORE), min_size=2, max_size=4), st.tuples(_WEIGHT, _WEIGHT, _WEIGHT))
def test_scores_are_printed_alike_and_subtract_wherever_they_stand(
    scores: list[tuple[int, int, int]], weights: tuple[int, int, int]
) -> None:
    appraisal = scored(scores, weights)
    (places,) = {option.places for option in appraisal.options}
    said = {option.name: option.score_words for option in appraisal.options}
    rows = {row.name: row for row in ranked(appraisal)}
    assert {bar.name: bar.label for bar in contribution_bars(appraisal)} == said
    assert {name: plain_words(row.cells["score"]) for name, row in rows.items()} == said
    assert {len(words.partition(".")[2]) for words in said.values()} == {places}
    for name, row in rows.items():
        behind = row.cells["behind"]
        if behind.value is not None and appraisal.leader is not None:
            assert Decimal(plain_words(behind)) == Decimal(said[appraisal.leader]) - Decimal(said[name])
    first = _AHEAD.search(appraisal.sentences[0])
    if first is not None:
        leader, score, ahead, rival, next_score = first.groups()
        assert (score, next_score) == (said[leader], said[rival])
        assert Decimal(ahead) == Decimal(score) - Decimal(next_score)


def test_a_case_has_two_decimals_where_its_first_two_do_not_subtract_to_one() -> None:
    assert [option.score_words for option in scored([(2, 0, 0), (3, 3, 0)], (3, 1, 4)).options] == ["6.25", "12.50"]
    assert [option.score_words for option in scored([(6, 6, 6), (9, 9, 9)], (3, 1, 4)).options] == ["50.0", "75.0"]
