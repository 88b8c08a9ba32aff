"""One edit draws each chart on show once, and none that is hidden: counted as the program runs, on every screen that has charts."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from pytestqt.qtbot import QtBot

from db.nouns.money import CashFlow
from desktop.application import Window
from desktop.operations.records import records
from desktop.views.decide.screen import SURE, Results
from desktop.views.kit.chart_view import ChartView
from desktop.views.money.screen import Savings

Opener = Callable[..., Window]
_DRAWING = ChartView.drawing.__code__


@contextmanager
def counted() -> Iterator[Counter[ChartView]]:
    """How often each chart is drawn meanwhile."""
    draws: Counter[ChartView] = Counter()

    def look(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code is _DRAWING:
            draws[frame.f_locals["self"]] += 1

    sys.setprofile(look)
    try:
        yield draws
    finally:
        sys.setprofile(None)


def edit_amount(window: Window, amount: int) -> None:
    """Change the first year of the first line of money, which every chart of money and of results follows."""
    case = window.workspace.case_id
    line = window.workspace.read(records.rows, CashFlow, case)[0]
    edit = records.Edit(line.id, str(next(iter(line.amounts))), str(amount))
    window.workspace.edit("an amount", records.change, CashFlow, case, [edit])


def draws_of_one_edit(window: Window, qtbot: QtBot, amount: int) -> Counter[ChartView]:
    """How often each chart is drawn by an edit, until nothing more comes of it."""
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=20_000)
    qtbot.wait(60)
    with counted() as draws:
        edit_amount(window, amount)
        qtbot.wait(60)
        qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=20_000)
        qtbot.wait(60)
    return draws


def on_show(window: Window) -> list[ChartView]:
    """The charts that can be seen."""
    return [chart for chart in window.findChildren(ChartView) if chart.isVisible() and not chart.visibleRegion().isEmpty()]


def test_an_edit_draws_the_charts_on_show_once_and_no_other(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window("future-options")
    results, savings = window.show_screen("Results"), window.show_screen("Savings")
    assert isinstance(results, Results)
    assert isinstance(savings, Savings)
    views = [("Results", results.views, number) for number in range(results.views.count) if number != SURE]
    views += [("Savings", savings.views, number) for number in range(savings.views.count)]
    seen = set[str]()
    for amount, (name, switch, number) in enumerate([*views, ("Overview", None, 0), ("Criteria", None, 0)], 51_000):
        window.show_screen(name)
        if switch is not None:
            switch.choose(number)
        draws = draws_of_one_edit(window, qtbot, amount)
        charts = on_show(window)
        assert draws == Counter(charts), (name, number)
        seen |= {chart.accessibleName() for chart in charts}
    assert len(seen) >= 9


def test_how_sure_is_drawn_once_for_each_answer(open_window: Opener, qtbot: QtBot) -> None:
    """The first draws, then all of them; what stood there is not drawn again meanwhile."""
    window = open_window("future-options", "Results")
    results = window.show_screen("Results")
    assert isinstance(results, Results)
    results.views.choose(SURE)
    qtbot.waitUntil(lambda: results.simulating.is_whole, timeout=20_000)
    qtbot.wait(60)
    with counted() as draws:
        edit_amount(window, 51_000)
        assert not results.simulating.is_whole
        qtbot.waitUntil(lambda: results.simulating.is_whole, timeout=20_000)
        qtbot.wait(60)
    (chart,) = on_show(window)
    assert draws == {chart: 2}
