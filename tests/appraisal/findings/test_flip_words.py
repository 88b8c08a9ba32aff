"""The score that would change the choice is told on its own side of today's, however near the two are."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.findings.changes import flip_words
from desktop.appraisal.results import Flip


@pytest.mark.parametrize(
    ("start", "to", "words"),
    [
        ("1.0898", "1.0939", "from 1.0898 to just over 1.0939"),
        ("1.0898", "1.13", "from 1.0898 to just over 1.13"),
        ("0.96", "0.93", "from 0.96 to just under 0.93"),
        ("8", "6.2", "from 8 to just under 6.2"),
        ("3", "22/3", "from 3 to just over 7.4"),
    ],
)
def test_both_scores_have_places_enough_to_tell_which_way_it_goes(start: str, to: str, words: str) -> None:
    said = flip_words(Flip("Hub", "Fit", Fraction(start), Fraction(to), "Partner")).words
    assert said == f"It would take one score, Fit for Hub {words}, to put Partner first."


@pytest.mark.parametrize(
    ("start", "to", "ends", "words"),
    [
        ("0.12", "0.29", (0, 1), "from 0.12 to just over 0.29"),
        ("0.1", "0.2", (0, 1), "from 0.1 to just over 0.2"),
        ("1/3", "5/9", (0, 1), "from 0.33 to just over 0.56"),
        ("4", "598/60", (0, 10), "from 4 to just over 9.97"),
        ("40", "200/3", (0, 100), "from 40 to just over 66.7"),
        ("0.0021", "0.0014", (0, "0.01"), "from 0.0021 to just under 0.0014"),
    ],
)
def test_the_decimals_suit_the_scale(start: str, to: str, ends: tuple[int | str, int | str], words: str) -> None:
    said = flip_words(Flip("Hub", "Fit", Fraction(start), Fraction(to), "Partner"), (Fraction(ends[0]), Fraction(ends[1]))).words
    assert said == f"It would take one score, Fit for Hub {words}, to put Partner first."


_SCORE = st.fractions(0, 10, max_denominator=10_000)


@given(_SCORE, _SCORE)
def test_what_is_told_goes_the_way_the_score_goes(start: Fraction, to: Fraction) -> None:
    if start == to:
        return
    told = flip_words(Flip("Hub", "Fit", start, to, "Partner")).words
    now, _, rest = told.partition("from ")[2].partition(" to just ")
    way, shown = rest.split(",")[0].split(" ")
    assert way == ("over" if to > start else "under")
    assert (Decimal(shown) > Decimal(now)) == (to > start)
    assert Fraction(shown) >= to if to > start else Fraction(shown) <= to, "past what is said the new leader does lead"
