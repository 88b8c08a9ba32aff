from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.papers.content import BulletList, Counting, NumberedList, Paragraph, Span, plain
from desktop.papers.words import Place, cell, parse, spans, words


def test_paragraphs_are_parted_by_a_blank_line_and_lines_within_them_are_joined() -> None:
    assert parse("One\ntwo\n\nThree") == (Paragraph((Span("One two"),)), Paragraph((Span("Three"),)))


def test_bullets_numbers_and_letters_make_lists_and_a_list_goes_on_past_a_blank_line() -> None:
    found = parse("Lead:\n- first\n  goes on\n\n- second\n\n1. one\n2) two\n\n(a) alpha\n(b) beta")
    assert found == (
        Paragraph((Span("Lead:"),)),
        BulletList(((Span("first goes on"),), (Span("second"),))),
        NumberedList(((Span("one"),), (Span("two"),))),
        NumberedList(((Span("alpha"),), (Span("beta"),)), Counting.LETTERS),
    )


def test_places_are_found_whatever_their_case_and_an_unknown_one_stays_as_typed() -> None:
    assert parse("Before\n [Table: Savings] \nafter") == (
        Paragraph((Span("Before"),)), Place("table", "savings"), Paragraph((Span("after"),)))  # fmt: skip
    assert parse("[table: nonsense]") == (Paragraph((Span("[table: nonsense]"),)),)
    assert parse("see [table: savings] here") == (Paragraph((Span("see [table: savings] here"),)),)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a **b** c", (Span("a "), Span("b", bold=True), Span(" c"))),
        ("*b*", (Span("b", italic=True),)),
        ("**b *c* d**", (Span("b ", bold=True), Span("c", bold=True, italic=True), Span(" d", bold=True))),
        ("5 * 3 * 2", (Span("5 * 3 * 2"),)),
        ("2*3*4", (Span("2*3*4"),)),
        ("**open", (Span("**open"),)),
        ("a ** b ** c", (Span("a ** b ** c"),)),
        ("<b>x</b> & y", (Span("<b>x</b> & y"),)),
        ("**", (Span("**"),)),
        ("", ()),
    ],
)
def test_faces_are_set_by_marks_that_pair_and_nothing_else(typed: str, expected: tuple[Span, ...]) -> None:
    assert spans(typed) == expected


@given(st.text(alphabet="a *\n-1.[]<&", max_size=80))
def test_no_character_but_the_marks_and_white_space_is_ever_lost(typed: str) -> None:
    def kept(text: str) -> str:
        return "".join(text.split()).replace("*", "")

    assert kept(plain(words(typed))) == kept(typed)


@given(st.text(alphabet="a* ", min_size=1, max_size=400))
def test_faces_never_leave_an_empty_span(typed: str) -> None:
    assert all(span.text for span in spans(typed))


def test_many_marks_take_no_time_to_speak_of() -> None:
    assert plain(spans("**a " * 50_000)).startswith("**a ")


def test_a_cell_is_plain_lines() -> None:
    assert cell("For **all**\n\n- one\n- two\n\n1. three") == "For all\n• one\n• two\n1. three"
    assert cell("   ") == ""


def test_a_line_that_counts_in_small_numerals_is_in_a_list_of_them() -> None:
    text = "(i) one\n(ii) two\n\n(iii) three\n\n(a) first\n(b) second"
    numerals, lettered = parse(text)
    assert isinstance(numerals, NumberedList)
    assert [numerals.label(index) for index in range(3)] == ["(i)", "(ii)", "(iii)"]
    assert isinstance(lettered, NumberedList)
    assert lettered.counting is Counting.LETTERS


def test_i_comes_after_h_in_a_lettered_list() -> None:
    for between in ("\n", "\n\n"):
        (found,) = parse(between.join(f"({letter}) item" for letter in "abcdefghij"))
        assert isinstance(found, NumberedList)
        assert [found.label(index) for index in (7, 8, 9)] == ["(h)", "(i)", "(j)"]
