from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.papers.content.blocks import Span
from desktop.papers.fonts import drawable
from desktop.papers.pdf.safe_text import MOST_WORDS, broken, clean, markup, pieces


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\x00b\x08c\x1b", "abc"),
        ("ŵyl y dŵr, tŷ", "ŵyl y dŵr, tŷ"),
        ("e\u0301", "é"),
        ("a\tb  c", "a b c"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("x\u202ey\u200bz\ufeff", "xyz"),
        ("soft\u00adhyphen", "softhyphen"),
        ("😀", "[grinning face]"),
        ("\ud800", "[character U+D800]"),
        ("\ue000", "[character U+E000]"),
        ("−£1,200 ≥ 5 → 6", "−£1,200 ≥ 5 → 6"),
        ("non\u2011breaking", "non-breaking"),
        ("£5\u00a0million", "£5\u00a0million"),
        ("ａ", "a"),
    ],
)
def test_what_cannot_be_drawn_is_named_or_left_out(typed: str, shown: str) -> None:
    assert clean(typed) == shown


@given(st.text(max_size=200))
def test_everything_left_has_a_glyph(typed: str) -> None:
    assert all(ord(character) in drawable() for character in clean(typed) if character != "\n")


@given(st.text(max_size=200))
def test_cleaning_twice_is_cleaning_once(typed: str) -> None:
    assert clean(clean(typed)) == clean(typed)


@given(st.lists(st.builds(Span, st.text(max_size=60), st.booleans(), st.booleans()), max_size=5))
def test_markup_is_well_formed_and_reads_back_as_the_words(words: list[Span]) -> None:
    found = "".join(markup(tuple(words)))
    read = ElementTree.fromstring(f"<p>{found}</p>".encode())
    assert "".join(read.itertext()).replace(" ", "") == "".join(clean(span.text) for span in words).replace("\n", "").replace(" ", "")
    assert {element.tag for element in read.iter()} <= {"p", "b", "i", "br"}


def test_a_paragraph_of_too_many_words_becomes_several() -> None:
    found = list(markup((Span("word " * (2 * MOST_WORDS + 5)), Span("last", bold=True))))
    assert [len(re.findall("word|last", piece)) for piece in found] == [MOST_WORDS, MOST_WORDS, 6]
    assert list(markup(())) == [""]
    assert list(markup((Span(""),))) == [""]


def test_a_word_too_long_to_set_is_broken_and_none_of_it_is_lost() -> None:
    long = "x" * 100_000
    assert max(len(word) for word in broken(long).split()) <= 40
    assert broken(long).replace(" ", "") == long
    assert broken("an-ordinary-word " * 3) == "an-ordinary-word " * 3


@given(st.text(alphabet="a \n", max_size=200), st.integers(1, 5))
def test_pieces_hold_all_the_words(text: str, words: int) -> None:
    found = pieces(text, words)
    assert [word for piece in found for word in piece.split()] == text.split()
    assert all(len(piece.split()) <= words for piece in found)
