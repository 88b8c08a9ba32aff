"""The public paper and the whole one count their paragraphs alike, and what is cited leads there."""

from __future__ import annotations

import pytest

from desktop.papers.content.blocks import Block, Heading, Paragraph, Recommendation, Span, plain
from desktop.papers.content.citing import led_right
from desktop.papers.content.marked_text import public_text, whole_text
from desktop.papers.content.numbering import Draft, Scheme, numbered
from desktop.papers.content.words import told

_TEXT = """Open first.

[exempt: 3 | a tender]
Secret one.

Secret two.

- a bid
[end exempt]

Open second.

[confidential: a court]
- only a list
[end confidential]

Open last."""


def _blocks(text: str) -> tuple[Block, ...]:
    return told(text)


def _numbers(text: str, scheme: Scheme) -> dict[str, str]:
    made = numbered((Draft("First", _blocks(text)), Draft("Second", _blocks("After."))), scheme)
    return {plain(block.words): block.number for block in made if isinstance(block, Paragraph)}


@pytest.mark.parametrize("scheme", Scheme)
def test_both_papers_count_alike(scheme: Scheme) -> None:
    public, whole = (_numbers(made(_TEXT, faces=True), scheme) for made in (public_text, whole_text))
    for text in ("Open first.", "Open second.", "Open last.", "After."):
        assert public[text] == whole[text]
    assert public["Withheld: exempt under paragraph 3"] == whole["Secret one."]
    assert public["Withheld: confidential"] == whole["End of confidential information"]


def test_a_part_that_is_not_for_publication_takes_one_number_and_its_labels_none() -> None:
    whole = _numbers(whole_text(_TEXT, faces=True), Scheme.BY_SECTION)
    assert (whole["Secret one."], whole["Secret two."], whole["Open second."]) == ("1.2", "1.2a", "1.3")
    assert whole["Exempt: not for publication, paragraph 3"] == whole["End of exempt information"] == ""


def test_reasons_and_the_recommendations_they_are_for_lead_to_one_another() -> None:
    recommended = tuple(Recommendation("", (Span(f"That {each} be done"),), (), "Reasons why") for each in ("this", "that", "more"))
    blocks = led_right(numbered((Draft("Recommendations", recommended), Draft("Reasons why", _blocks("Because."))), answered=True))
    anchors = {block.anchor for block in blocks if isinstance(block, Heading | Recommendation)}
    first = next(block for block in blocks if isinstance(block, Recommendation))
    assert first.supports == "section 2, Reasons why"
    assert first.supports_anchor in anchors
    answers = next(block for block in blocks if isinstance(block, Paragraph) and plain(block.words).startswith("(Rec"))
    assert plain(answers.words) == "(Recommendations 1.1, 1.2 and 1.3)"
    links = [span.link for span in answers.words if span.link]
    assert len(links) == 3
    assert {link.removeprefix("#") for link in links} <= anchors
    alone = led_right(tuple(block for block in blocks if not isinstance(block, Heading)))
    assert all(not block.supports_anchor for block in alone if isinstance(block, Recommendation))
