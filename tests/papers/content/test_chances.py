from __future__ import annotations

from fractions import Fraction

import pytest

from desktop.appraisal.results import WeightSwitch
from desktop.appraisal.wording import place, short_place
from desktop.papers.content.chances import chance, switch_words, weight_words


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "0%"), (0.0001, "under 1%"), (0.006, "1%"), (0.614, "61%"), (0.994, "99%"), (0.9999, "over 99%"), (1, "100%")],
)
def test_what_may_happen_is_never_printed_as_impossible_or_sure(share: float, words: str) -> None:
    assert chance(share) == words


@pytest.mark.parametrize(
    ("number", "words", "short"), [(1, "first", "1st"), (12, "twelfth", "12th"), (13, "13th", "13th"), (22, "22nd", "22nd")]
)
def test_places_in_words(number: int, words: str, short: str) -> None:
    assert (place(number), short_place(number)) == (words, short)


def test_a_switch_is_told_from_todays_weight() -> None:
    near = WeightSwitch("Pace", Fraction(3, 10), Fraction(3001, 10000), "A", "B")
    assert switch_words(near) == ("30.01%", "30%")
    assert switch_words(WeightSwitch("Pace", Fraction(1, 8), Fraction(1, 2), "A", "B")) == ("50%", "12.5%")
    assert switch_words(WeightSwitch("Pace", Fraction(1, 2), Fraction(1, 10000), "A", "B")) == ("0.01%", "50%")
    assert switch_words(WeightSwitch("Pace", Fraction(1, 2), Fraction(1, 2), "A", "B")) == ("50%", "50%")
    assert weight_words(Fraction(1, 3)) == "33.3%"
