"""Every colour on paper against what is behind it (Web Content Accessibility Guidelines 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import pytest

from desktop.papers.charts.colours import ChartColours, contrast, ink_on
from desktop.papers.pdf import styles
from desktop.papers.pdf.safe_text import LINK_COLOUR

_TEXT, _MARK = 4.5, 3.0
_WHITE = "#ffffff"


def _hex(name: str) -> str:
    return f"#{getattr(styles, name).hexval()[2:]}"


@pytest.mark.parametrize("name", ["INK", "BRAND", "MUTED"])
def test_words_are_read_on_the_page_and_on_the_ground_of_a_header_row(name: str) -> None:
    for ground in (_WHITE, _hex("TINT")):
        assert contrast(_hex(name), ground) >= _TEXT
    assert contrast(LINK_COLOUR, _WHITE) >= _TEXT


def test_words_of_a_chart_are_read_on_the_page_and_on_every_fill() -> None:
    colours = ChartColours.paper()
    assert all(contrast(colour, colours.page) >= _TEXT for colour in (colours.ink, colours.muted))
    for fill in (*colours.series, *colours.greys, colours.accent, colours.soft):
        assert contrast(ink_on(fill), fill) >= _TEXT


def test_marks_of_a_chart_stand_out_from_the_page() -> None:
    colours = ChartColours.paper()
    for mark in (*colours.series, *colours.greys, colours.accent, colours.soft):
        assert contrast(mark, colours.page) >= _MARK
