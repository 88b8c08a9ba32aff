"""The Money view of the Results screen: cases, switching values, what moves the result, and the chances, as the appraisal has them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop.application import Window
from desktop.appraisal.money import rounding_of
from desktop.appraisal.results import MonteCarlo
from desktop.appraisal.savings.switching import switching_sentences
from desktop.views.decide.money_cases import chance_sentences
from desktop.views.decide.money_view import CHANCES, MOVES, RUNNING, YEARLY, MoneyView
from desktop.views.decide.screen import MONEY, Results
from desktop.views.kit.brief_words import brief_span
from desktop.views.kit.sentences import plain
from tests.views import look_checks
from tests.views.finance_seed import DESK, PAYROLL, show_shared_payroll


@pytest.fixture
def results(open_window: Callable[..., Window]) -> Results:
    """The Results screen on the money of the shared payroll."""
    window = open_window("place-budget", "Results")
    show_shared_payroll(window.workspace)
    screen = window.show_screen("Results")
    assert isinstance(screen, Results)
    screen.views.choose(MONEY)
    return screen


def money_of(screen: Results) -> MoneyView:
    view = screen.pane(MONEY)
    assert isinstance(view, MoneyView)
    return view


def cells(view: MoneyView, name: str) -> list[str]:
    """One figure on each case, as it is shown."""
    row = view.cases.find(name)
    return [view.cases.cell_at(row, number).text for number in range(1, 4)]


def test_the_two_paybacks_differ_where_only_the_best_case_is_known(open_window: Callable[..., Window]) -> None:
    window = open_window("future-options", "Results")
    screen = window.show_screen("Results")
    assert isinstance(screen, Results)
    screen.views.choose(MONEY)
    view = money_of(screen)
    keys = [each.key for each in view.model.columns]
    row = view.model.find("In house transformation")
    assert view.model.cell_at(row, keys.index("payback")).text == "not known"
    assert view.model.cell_at(row, keys.index("range")).text == "2y 7m at best"


def test_each_figure_is_told_on_the_three_cases(results: Results) -> None:
    view = money_of(results)
    view.show_option(PAYROLL)
    held = results.workspace.appraisal().finance
    assert held is not None
    money = held.money[PAYROLL]
    assert money.npv is not None
    assert money.switching is not None
    delay = money.switching.central.delay_years
    assert delay is not None
    low, central, high = cells(view, "Net present value")
    assert low != central != high
    paybacks = (money.payback_range[0], money.payback_years, money.payback_range[1])
    assert cells(view, "Payback") == [brief_span(years) for years in paybacks if years is not None]
    assert all(each.startswith("+") for each in cells(view, "Costs could change by"))
    assert all(each.startswith("\N{MINUS SIGN}") for each in cells(view, "Savings could change by"))
    assert cells(view, "Savings could be late by")[1] == brief_span(delay)
    assert cells(view, "Rate of return")[1].endswith("%")


def test_the_words_say_how_far_it_could_change_and_what_it_depends_on(results: Results) -> None:
    view = money_of(results)
    view.show_option(PAYROLL)
    held = results.workspace.appraisal().finance
    assert held is not None
    switching = held.money[PAYROLL].switching
    assert switching is not None
    said = [plain(each) for each in view.said.sentences]
    assert set(switching_sentences(switching.central)) <= set(said)
    view.show_option(DESK)
    depends = next(plain(each) for each in view.said.sentences if "Subject to national changes" in each)
    assert depends.startswith("Savings of £60,000 depend on “Subject to national changes”: without it the net present value is £")


def test_what_moves_the_result_is_worked_out_when_it_is_looked_at(results: Results, settle: Callable[[], None]) -> None:
    view = money_of(results)
    view.show_option(PAYROLL)
    settle()
    assert view._moves is None
    view.which.choose(MOVES)
    settle()
    assert view._moves is not None
    bars = view._moves[2]
    held = results.workspace.appraisal().finance
    assert held is not None
    assert [bar.name for bar in bars.bars] == [bar.name for bar in held.tornado(PAYROLL).bars]
    assert view.chart is view.moves
    assert "Fewer staff" in view.moves.accessibleDescription()


def test_the_chances_are_drawn_when_they_are_looked_at(results: Results, settle: Callable[[], None], qtbot: QtBot) -> None:
    view = money_of(results)
    view.show_option(PAYROLL)
    settle()
    assert results.simulating.found is None
    view.which.choose(CHANCES)
    qtbot.waitUntil(lambda: view.drawn is not None and not results.simulating.drawing, timeout=20_000)
    settle()
    drawn = view.drawn
    assert drawn is not None
    assert drawn.draws == 10_000
    assert drawn.p50 is not None
    assert f"half of them below {rounding_of((drawn.p10, drawn.p50, drawn.p90)).words(drawn.p50)}" in view.note.text()
    assert "10,000 draws" in view.note.text()
    assert view.chart is view.chances
    assert view.chances.accessibleDescription().startswith(f"The net present value of {PAYROLL} is between")
    assert look_checks.faults(results) == []


def test_what_cannot_be_drawn_says_why(open_window: Callable[..., Window], settle: Callable[[], None], qtbot: QtBot) -> None:
    window = open_window("future-options", "Results")
    screen = window.show_screen("Results")
    assert isinstance(screen, Results)
    screen.views.choose(MONEY)
    view = money_of(screen)
    view.which.choose(CHANCES)
    qtbot.waitUntil(lambda: view.drawn is not None, timeout=20_000)
    settle()
    assert "‘Redundancy’" in view.chances.accessibleDescription()
    assert "half of them" not in view.note.text()


def test_a_tall_page_shows_a_chart_with_its_fellow(results: Results, settle: Callable[[], None]) -> None:
    view = money_of(results)
    results.window().resize(1600, 1100)
    settle()
    assert [view._chart(number).isVisible() for number in (YEARLY, RUNNING, MOVES, CHANCES)] == [True, True, False, False]
    view.which.choose(MOVES)
    assert [view._chart(number).isVisible() for number in (YEARLY, RUNNING, MOVES, CHANCES)] == [False, False, True, True]


def test_chances_are_told_only_where_something_was_drawn() -> None:
    assert chance_sentences(None) == []
    assert chance_sentences(MonteCarlo(0, 1, why=("Nothing is known.",))) == []
