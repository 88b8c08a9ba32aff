"""The marks within an officer's words: read as typed, and to the safe side where they are not finished."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.papers.content.marked_text import has_marks, public_text, read_marks, whole_text
from desktop.papers.law.withholding import Marks

_BEFORE, _SECRET, _AFTER = "We asked three firms.", "Zqfirm bid £1,234.", "The contract starts in May."


def text(begin: str, end: str) -> str:
    return f"{_BEFORE}\n\n{begin}\n{_SECRET}\n{end}\n\n{_AFTER}"


@pytest.mark.parametrize(
    ("begin", "end", "marks"),
    [
        ("[exempt: 3 | the bids are live]", "[end exempt]", Marks("exempt", "3", "the bids are live")),
        ("[Exempt: paragraphs 1 and 2|why]", "[END EXEMPT]", Marks("exempt", "1, 2", "why")),
        ("[ exempt : 3, 1 | why ]", "[ end exempt ]", Marks("exempt", "1, 3", "why")),
        ("[confidential: a court order]", "[end confidential]", Marks("confidential", "", "a court order")),
    ],
)
def test_a_passage_is_withheld_and_the_rest_is_not(begin: str, end: str, marks: Marks) -> None:
    found = read_marks(text(begin, end))
    assert found.troubles == ()
    assert [passage.marks for passage in found.withheld] == [marks]
    public = public_text(text(begin, end))
    assert public.startswith(_BEFORE)
    assert public.endswith(_AFTER)
    assert "Withheld" in public
    assert "Zqfirm" not in public
    whole = whole_text(text(begin, end))
    assert _SECRET in whole
    assert "not for publication" in whole
    assert "[" not in whole


def test_words_within_a_line_are_withheld_too() -> None:
    line = "The price is [exempt: 3 | live] £5m [end exempt] a year."
    assert "£5m" not in public_text(line)
    assert public_text(line).endswith("a year.")


@pytest.mark.parametrize(
    "begin",
    [
        "[exempt: 9 | why]",
        "[exempt 3 | why]",
        "[exempt: 3 | why",
        "[exmpt: 3 | why]",
        "[EXEMPTED]",
        "[confidental: court]",
        "[confidential]",
        "[exempt: three | why]",
        "[exempt: 3 | why] [exempt: 1 | more]",
    ],
)
def test_a_mark_that_cannot_be_read_withholds_the_rest_of_the_text(begin: str) -> None:
    for end in ("[end exempt]", "", "[end]"):
        found = read_marks(text(begin, end))
        assert found.troubles
        public = public_text(text(begin, end))
        assert public.startswith(_BEFORE)
        assert "Zqfirm" not in public
        assert _AFTER not in public
        assert "[" not in public


@pytest.mark.parametrize(
    ("begin", "end", "kind"),
    [
        ("[exempt: 3 | why]", "[end exempt]", "exempt"),
        ("[exmpt: 3 | why]", "[end exempt]", "exempt"),
        ("[confidential: a court]", "[end confidential]", "confidential"),
        ("[confidental: a court]", "[end confidential]", "confidential"),
        ("[confidential]", "[end confidential]", "confidential"),
        ("(a court)", "[end confidential]", "confidential"),
        ("(a tender)", "[end exempt]", "exempt"),
        ("[confidential: a court]", "[end exempt]", "confidential"),
    ],
)
def test_what_is_confidential_is_never_told_as_exempt(begin: str, end: str, kind: str) -> None:
    """Also where its mark is spelt wrongly: the one is opened by a test of public interest, the other by none."""
    other = {"exempt": "confidential", "confidential": "exempt"}[kind]
    assert [passage.marks.withheld for passage in read_marks(text(begin, end)).withheld] == [kind]
    public = public_text(text(begin, end))
    assert f"Withheld: {kind}" in public
    assert other not in public.casefold()
    whole = whole_text(text(begin, end))
    assert f"{kind.capitalize()}: not for publication" in whole
    assert f"End of {kind} information" in whole


@pytest.mark.parametrize("end", ["", "[end confidential]", "[end exmpt]", "[end]"])
def test_a_part_that_does_not_end_is_withheld_to_the_end(end: str) -> None:
    found = read_marks(text("[exempt: 3 | why]", end))
    assert len(found.troubles) == 1
    assert _AFTER not in public_text(text("[exempt: 3 | why]", end))


def test_an_end_without_a_beginning_withholds_all_of_it() -> None:
    assert _BEFORE not in public_text(text("(exempt)", "[end exempt]"))
    assert read_marks(text("", "[end exempt]")).troubles


@pytest.mark.parametrize(
    ("mark", "told"),
    [("[exempt: | why]", "names no paragraph"), ("[exempt: 3]", "gives no reason"), ("[confidential: ]", "gives no reason")],
)
def test_a_mark_without_its_paragraph_or_reason_is_told(mark: str, told: str) -> None:
    end = "[end exempt]" if "exempt" in mark else "[end confidential]"
    assert any(told in trouble for trouble in read_marks(text(mark, end)).troubles)
    assert "Zqfirm" not in public_text(text(mark, end))


@pytest.mark.parametrize(
    "line",
    ["[table: savings]", "[chart: gap]", "[recommendation: 2]", "[section: Background]", "[sic]", "see [1]", "[end of year]"],
)
def test_other_brackets_are_no_marks(line: str) -> None:
    assert not has_marks(line)
    assert public_text(line) == line


@given(st.text(st.characters(exclude_characters="[]", codec="utf-8")), st.text(st.characters(exclude_characters="[]", codec="utf-8")))
def test_the_public_words_do_not_depend_on_the_passage(one: str, other: str) -> None:
    public = [public_text(f"{_BEFORE}\n[exempt: 3 | why]\n{secret}\n[end exempt]\n{_AFTER}") for secret in (one, other)]
    assert public[0] == public[1]
