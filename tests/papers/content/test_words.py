from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.papers.content.blocks import BulletList, Citation, Counting, NumberedList, Paragraph, Span, Tone, plain
from desktop.papers.content.spans import spans
from desktop.papers.content.wording import alike_places, measured_words
from desktop.papers.content.words import cell, parse, plain_words, unknown_places, words
from desktop.papers.exhibits import money


def test_paragraphs_are_parted_by_a_blank_line_and_lines_within_them_are_joined() -> None:
    assert parse("One\ntwo\n\nThree") == (Paragraph((Span("One two"),)), Paragraph((Span("Three"),)))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("> There is no time\n> to lose!", "There is no time to lose!"),
        ('"There is no time to lose!"', '"There is no time to lose!"'),
        ('"There is no\ntime to lose".', '"There is no time to lose".'),
        ("“There is no time to lose!” – the chair of the board", "“There is no time to lose!” – the chair of the board"),
    ],
)
def test_a_quotation_is_a_paragraph_of_its_own(typed: str, said: str) -> None:
    lead, quotation, rest = parse(f"The board says:\n\n{typed}\n\nSo we act.")
    assert (lead, rest) == (Paragraph((Span("The board says:"),)), Paragraph((Span("So we act."),)))
    assert quotation == Paragraph((Span(said),), tone=Tone.QUOTE)


@pytest.mark.parametrize(
    "typed",
    [
        '"Joint" and "shared" are two things',
        'It is called "In the hot seat"',
        '"Sharing" costs less',
        "“One” then “two”",
        "5 > 3",
        ">3 a year",
    ],
)
def test_words_in_quotation_marks_within_a_paragraph_are_no_quotation(typed: str) -> None:
    assert parse(typed) == (Paragraph((Span(typed),)),)


def test_a_quotation_ends_where_a_list_or_other_words_begin() -> None:
    assert parse("Said:\n> one\n- item\n> two\nand on") == (
        Paragraph((Span("Said:"),)),
        Paragraph((Span("one"),), tone=Tone.QUOTE),
        BulletList(((Span("item"),),)),
        Paragraph((Span("two"),), tone=Tone.QUOTE),
        Paragraph((Span("and on"),)),
    )


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
        Paragraph((Span("Before"),)), money.savings_table, Paragraph((Span("after"),)))  # fmt: skip
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


def test_links_are_made_of_marked_words_and_of_bare_addresses_and_of_nothing_that_runs() -> None:
    assert spans("See [the **report**](https://example.org/a_(b)?c=1) now") == (
        Span("See "),
        Span("the ", link="https://example.org/a_(b)?c=1"),
        Span("report", bold=True, link="https://example.org/a_(b)?c=1"),
        Span(" now"),
    )
    assert spans("(www.example.org/x).") == (Span("("), Span("www.example.org/x", link="https://www.example.org/x"), Span(")."))
    assert spans("Ask one.two@example.org.") == (
        Span("Ask "), Span("one.two@example.org", link="mailto:one.two@example.org"), Span("."))  # fmt: skip
    for typed in ("[x](javascript:alert(1))", "[x](file:///etc/passwd)", "[x](#recommendation-1)", "[x]()", "ftp://example.org"):
        assert spans(typed) == (Span(typed),)
    assert plain_words(spans("[the report](https://example.org) and www.example.org")) == (
        "the report (https://example.org) and www.example.org"
    )


def test_citations_keep_what_was_typed_until_the_paper_is_numbered() -> None:
    assert spans("As [Recommendation: 3] says") == (
        Span("As "), Citation("[Recommendation: 3]", kind="recommendation", name="3"), Span(" says"))  # fmt: skip
    assert plain(spans("[section: Risk management] and [appendix: A]")) == "[section: Risk management] and [appendix: A]"


def test_lists_stand_under_one_another_as_far_as_they_are_set_in() -> None:
    (found,) = parse("1. one\n   (a) under one\n   (b) and again\n      - deepest\n\n2. two\n   (i) a numeral\n   (ii) another")
    assert isinstance(found, NumberedList)
    assert [plain(item) for item in found.items] == ["one", "two"]
    (lettered,), (numerals,) = found.below
    assert isinstance(lettered, NumberedList)
    assert isinstance(numerals, NumberedList)
    assert (lettered.counting, numerals.counting) == (Counting.LETTERS, Counting.ROMAN)
    assert lettered.below == ((), (BulletList(((Span("deepest"),),)),))
    assert cell("- one\n  - two") == "• one\n\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}• two"


def test_a_word_in_brackets_is_no_item_and_lists_go_no_deeper_than_they_can_be_read() -> None:
    assert parse("(ill) people") == (Paragraph((Span("(ill) people"),)),)
    deep = "\n".join(f"{'   ' * depth}- {depth}" for depth in range(400))
    block, depth = parse(deep)[0], 0
    while isinstance(block, BulletList):
        depth += 1
        block = block.below[0][0] if block.below else Paragraph(())
    assert depth == 4


def test_an_unknown_table_or_chart_is_told_as_typed() -> None:
    assert unknown_places("[table: first]\n[table: first, Shared  services]\n[table: savings, Hub]", ["shared services"]) == (
        "[table: savings, Hub]",
    )
    assert unknown_places("[table: first, Hub]", ["Other"]) == ("[table: first, Hub]",)
    assert unknown_places("[table: count, Theme by tier]\n[table: count, Hub]", ["Hub"]) == ("[table: count, Hub]",)
    assert cell("[table: first,  In house, then shared]") == "[table: first, In house, then shared]"
    assert unknown_places("[table: savings]\n\n[table: nonsense]\n[Chart: Pie charts]\nsee [table: x] here") == (
        "[table: nonsense]", "[Chart: Pie charts]")  # fmt: skip


@pytest.mark.parametrize("piece", ["[a", "](https://", "www.a", "a@", "[section:", "(((((", "**[", "- \n  "])
def test_hostile_lengths_take_no_time_to_speak_of(piece: str) -> None:
    assert parse(piece * 20_000)


@pytest.mark.parametrize(
    ("scores", "alike"),
    [
        (["54", "54.2"], ["54.0", "54.2"]),
        (["60", "54.0 (50.3 to 56.3)", "no score"], ["60.0", "54.0 (50.3 to 56.3)", "no score"]),
        (["8.5", "4 *", "missing", "n/a", ""], ["8.5", "4.0 *", "missing", "n/a", ""]),
        (["1", "0.25", "0.5"], ["1.00", "0.25", "0.50"]),
        (["1", "0", "n/a"], ["1", "0", "n/a"]),
        ([], []),
    ],
)
def test_scores_that_stand_together_have_as_many_decimals(scores: list[str], alike: list[str]) -> None:
    assert alike_places(scores) == alike


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("1000", "FTE", "1,000 FTE"),
        ("75", "%", "75%"),
        ("less than 2", "MB", "less than 2 MB"),
        ("among the least deprived", "", "among the least deprived"),
        ("", "", ""),
    ],
)
def test_a_measure_stands_with_its_unit_and_its_commas(value: str, unit: str, said: str) -> None:
    assert measured_words(value, unit) == said
