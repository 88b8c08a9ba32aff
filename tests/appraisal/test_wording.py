"""How names stand in a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.wording import listed
from desktop.papers.content.wording import some

_FIRE = "Leicester, Leicestershire and Rutland Fire Authority"


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ((), ""),
        (("A",), "A"),
        ((_FIRE,), _FIRE),
        (("A", "B", "C"), "A, B and C"),
        (("‘Staff, London’", "‘ICT’"), "‘Staff, London’ and ‘ICT’"),
        (("1 May (report, 1.1(b))", "2 May"), "1 May (report, 1.1(b)) and 2 May"),
        (("£300,000 in 2012/13", "£180,000 in 2013/14"), "£300,000 in 2012/13 and £180,000 in 2013/14"),
        (("Blaby", _FIRE), f"Blaby; and {_FIRE}"),
        (("Blaby", _FIRE, "NHS Leicester"), f"Blaby; {_FIRE}; and NHS Leicester"),
    ],
)
def test_names_that_hold_commas_are_parted_by_semicolons(names: tuple[str, ...], words: str) -> None:
    assert listed(names) == words


_WORDS = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1)


@given(st.lists(st.lists(_WORDS, min_size=1, max_size=3).map(", ".join), min_size=2, max_size=6))
def test_no_comma_of_a_name_is_taken_for_one_between_names(names: list[str]) -> None:
    words = listed(names)
    assert all(name in words for name in names)
    if any(", " in name for name in names):
        assert words.split("; ") == [*names[:-1], f"and {names[-1]}"]


def test_a_long_list_of_such_names_is_cut_by_name() -> None:
    assert some(["Blaby", _FIRE, "Melton", "Oadby"], 2) == f"Blaby; {_FIRE} and 2 more"
