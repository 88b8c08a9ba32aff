"""Words changed in a copy, put into the text as the officer typed it: what is marked stays marked, and nothing is guessed at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.papers.content.blocks import Paragraph
from desktop.papers.content.rewording import reworded, reworded_text
from desktop.papers.content.words import parse, plain_words

_TEXT = "First line,\nand its second.\n\n- one **bold**\n- two\n  - under\n\n[table: risks]\n\nLast."


@pytest.mark.parametrize(
    ("typed", "held", "returned", "made"),
    [
        ("The cost is known.", "The cost is known.", "The price is known.", "The price is known."),
        ("The **cost** is known.", "The cost is known.", "The cost is well known.", "The **cost** is well known."),
        ("As [section: Money] says.", "As section 7 says.", "As section 7 plainly says.", "As [section: Money] plainly says."),
        ("As [section: Money] says.", "As section 7 says.", "So it says.", "So it says."),
        ("See [the guide](https://a.gov.uk).", "See the guide.", "See the rule.", None),
        ("See [the guide](https://a.gov/).", "See the guide.", "Read the guide.", "Read [the guide](https://a.gov/)."),
        ("The **cost** is known.", "The cost is known.", "The price is known.", None),
        ("Plain.", "Other.", "Third.", None),
        ("Plain words.", "Plain words.", "Plain **words**.", None),
    ],
)
def test_a_line_is_reworded_where_its_marks_can_stay(typed: str, held: str, returned: str, made: str | None) -> None:
    if made is None:
        assert reworded(typed, held, returned) is None
    else:
        assert reworded(typed, held, returned) == made


def test_a_passage_is_changed_where_it_stands_and_nothing_else() -> None:
    assert reworded_text(_TEXT, "First line, and its second.", "First line alone.") == _TEXT.replace(
        "First line,\nand its second.", "First line alone."
    )
    assert reworded_text(_TEXT, "one bold\ntwo\nunder", "one bold\ntwo more\nunder it") == _TEXT.replace("two\n", "two more\n").replace(
        "under", "under it"
    )
    quoted = "Said:\n\n> No time\n> to lose!\n\nLast."
    assert reworded_text(quoted, "No time to lose!", "No hour to lose!") == "Said:\n\n> No hour to lose!\n\nLast."
    assert reworded_text(_TEXT, "Last.", "Last words.") == _TEXT.replace("Last.", "Last words.")


@pytest.mark.parametrize(
    ("held", "returned"),
    [
        ("Absent.", "Here."),
        ("one bold\ntwo\nunder", "one bold\ntwo"),
        ("Last.", "Last.\nAnd another paragraph."),
        ("Last.", "- an item"),
        ("Last.", "[table: risks]"),
        ("and its second.", "and its third."),
    ],
)
def test_what_is_not_there_or_would_become_something_else_is_left(held: str, returned: str) -> None:
    assert reworded_text(_TEXT, held, returned) is None


def test_words_that_stand_twice_are_left() -> None:
    assert reworded_text("None.\n\nNone.", "None.", "Some.") is None


_WORDS = st.lists(st.text(st.characters(categories=("L", "N")), min_size=1, max_size=6), min_size=1, max_size=8).map(" ".join)


@given(_WORDS, _WORDS, _WORDS)
def test_a_text_that_is_changed_prints_what_came_back_and_no_less_of_the_rest(first: str, held: str, returned: str) -> None:
    text = f"{first}\n\n{held}"
    made = reworded_text(text, held, returned)
    if made is not None:
        parts = [part for part in parse(made) if isinstance(part, Paragraph)]
        assert [plain_words(part.words).split() for part in parts] == [first.split(), returned.split()]
