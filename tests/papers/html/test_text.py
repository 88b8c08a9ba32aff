from __future__ import annotations

from desktop.papers.content.blocks import Document, NumberedList, SignatureBlock, Span, letters
from desktop.papers.html.paper_text import plain_text


def test_lists_and_signatures_are_read_out() -> None:
    document = Document("T", "C", (NumberedList(((Span("one"),), (Span("two"),))), SignatureBlock("Chief Executive", ("Civic Centre",))))
    assert plain_text(document).splitlines() == ["T", "1. one", "2. two", "Chief Executive", "Civic Centre"]


def test_letters_go_on_past_z() -> None:
    assert [letters(index) for index in (0, 25, 26, 51, 52)] == ["a", "z", "aa", "az", "ba"]
