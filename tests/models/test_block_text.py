from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.block_text import read_block, write_block

_FIELDS = st.text(alphabet=st.sampled_from('ab1£"\t\n ,='), max_size=8)
_BLOCKS = st.integers(1, 4).flatmap(lambda wide: st.lists(st.lists(_FIELDS, min_size=wide, max_size=wide), min_size=1, max_size=5))


@given(_BLOCKS)
def test_a_block_written_is_read_back(block: list[list[str]]) -> None:
    assert read_block(write_block(block)) == block


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\t\r\n\td", [["a", ""], ["", "d"]]),
        ('"two\nlines"\tb\n', [["two\nlines", "b"]]),
        ('"say ""yes"" once\n"\tb', [['say "yes" once\n', "b"]]),
        ('"as typed"\tb', [['"as typed"', "b"]]),
        ('5" pipe\tb', [['5" pipe', "b"]]),
        ('"no end\tb\nc', [['"no end', "b"], ["c"]]),
        ("£1,200\n", [["£1,200"]]),
        ("a\n\nb\n", [["a"], [""], ["b"]]),
    ],
)
def test_what_a_spreadsheet_copies_is_read(text: str, block: list[list[str]]) -> None:
    assert read_block(text) == block
