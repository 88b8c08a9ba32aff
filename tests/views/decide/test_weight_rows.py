"""Weights beside the chart: those that have room, the rest at a press, and nothing that scrolls within the page."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.decide.weight_rows import WeightRows
from desktop.views.kit.forms.sliders import WeightSlider
from desktop.views.kit.labels import Label
from desktop.views.kit.one_scroll import OneScroll, StandsWhole

pytestmark = pytest.mark.usefixtures("styled_app")


def seen(rows: WeightRows) -> list[str]:
    return [each.slider.accessibleName() for each in rows.findChildren(WeightSlider) if each.isVisible()]


@pytest.fixture
def rows(qtbot: QtBot) -> WeightRows:
    made = WeightRows()
    qtbot.addWidget(made)
    for heading in range(3):
        made.add(Label(f"Heading {heading}"), 6)
        for number in range(10):
            made.add(WeightSlider(f"criterion {heading}.{number}", 3, 100))
    made.resize(300, 300)
    made.show()
    return made


@pytest.mark.parametrize("high", range(200, 900, 25))
def test_those_shown_are_whole_and_the_others_are_counted(rows: WeightRows, settle: Callable[[], None], high: int) -> None:
    rows.resize(300, high)
    settle()
    parts = [each for each in (*rows.findChildren(WeightSlider), *rows.findChildren(Label)) if each.parent() is rows and each.isVisible()]
    if rows.more.isVisible():
        parts.append(rows.more)
    boxes = sorted((each.geometry() for each in parts), key=lambda box: box.top())
    assert all(above.bottom() < below.top() for above, below in pairwise(boxes))
    assert boxes[-1].bottom() < high
    left = 30 - len(seen(rows))
    assert rows.more.isVisible() == bool(left)
    assert not left or rows.more.text() == f"{left} more weight{'s' if left > 1 else ''}"
    last = max((each for each in parts if each is not rows.more), key=lambda each: each.y())
    assert isinstance(last, WeightSlider), "no heading stands without a weight below it"


def test_a_press_shows_all_of_them_and_takes_them_away_again(rows: WeightRows, settle: Callable[[], None]) -> None:
    before, least = seen(rows), rows.minimumSizeHint().height()
    assert 0 < len(before) < 30
    rows.more.click()
    assert rows.minimumSizeHint().height() > 30 * 15
    rows.resize(300, rows.minimumSizeHint().height())
    settle()
    assert len(seen(rows)) == 30
    assert rows.more.text() == "Fewer weights"
    rows.more.click()
    assert rows.minimumSizeHint().height() == least
    rows.resize(300, 300)
    assert seen(rows) == before


class _Chart(StandsWhole, QWidget):
    """As a chart of sixty options: taller than all weights together where it stands whole."""

    def fit_whole(self) -> None:
        self.setMinimumHeight(2000 if self.is_whole else 100)


def test_a_page_that_scrolls_for_all_of_them_stands_still_again_without(rows: WeightRows, qtbot: QtBot, settle: Callable[[], None]) -> None:
    page, body = QScrollArea(), QWidget()
    qtbot.addWidget(page)
    beside = QHBoxLayout(body)
    beside.addWidget(_Chart())
    beside.addWidget(rows)
    page.setWidgetResizable(True)
    page.setWidget(body)
    OneScroll(page, body)
    page.resize(600, 400)
    page.show()
    settle()
    before = seen(rows)
    assert 0 < len(before) < 30
    for whole, part in ((rows.more.click, rows.more.click), (lambda: rows.show_whole(True), lambda: rows.show_whole(False))):
        whole()
        settle()
        assert page.verticalScrollBar().maximum() > 1000
        assert len(seen(rows)) == 30
        part()
        settle()
        assert page.verticalScrollBar().maximum() == 0
        assert seen(rows) == before
