"""Each chart of money is one drawing: what the screen shows and what the paper prints are the same shapes, with the same sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

from desktop.application import Window
from desktop.appraisal.appraise import simulated
from desktop.appraisal.results import Appraisal
from desktop.operations.papers import papers
from desktop.papers.charts.colours import ChartColours
from desktop.papers.charts.data.as_table import chart_table
from desktop.papers.content.blocks import Figure
from desktop.papers.content.records import PaperRecords
from desktop.papers.exhibits import Exhibit, money
from desktop.views.decide.money_view import CHANCES, MOVES, MoneyView
from desktop.views.decide.screen import MONEY, Results
from desktop.views.kit.chart_view import ChartView
from desktop.views.money.affordability import GAP, AffordabilityView
from desktop.views.money.screen import Savings
from desktop.views.money.targets import TargetsView
from desktop.views.money.views import VIEWS
from desktop.views.money.who_gains import WhoGainsView
from tests.views.finance_seed import PAYROLL, show_shared_payroll

Opener = Callable[..., Window]
_PAPER = ChartColours.paper()


def shapes(drawing: Any) -> list[tuple[object, ...]]:
    """Every shape by what it is, where it is and what it says."""
    return [
        (type(each).__name__, each.getBounds(), getattr(each, "text", ""), each.__dict__.get("record", ""), each.__dict__.get("words", ""))
        for each in drawing.contents
    ]


def assert_same(view: ChartView, exhibit: Exhibit, paper: PaperRecords, appraisal: Appraisal) -> None:
    printed = exhibit.build(paper, appraisal)[0]
    assert isinstance(printed, Figure)
    assert shapes(view._draw(620, 300, _PAPER)) == shapes(printed.draw(620, 300, _PAPER))
    assert view.accessibleDescription() == printed.alternative
    assert printed.alternative.endswith(".")
    copied = chart_table(view.drawing().__dict__["figures"])
    assert copied == chart_table(printed.draw(620, 300, _PAPER).__dict__["figures"])
    assert len(copied) > 1


def view_of(window: Window, name: str) -> Any:
    screen = window.show_screen("Savings")
    assert isinstance(screen, Savings)
    screen.views.choose([view.name for view in VIEWS].index(name))
    return screen.view


def test_what_an_option_costs_and_saves_and_what_moves_it(open_window: Opener, settle: Callable[[], None]) -> None:
    window = open_window("future-options", "Results")
    workspace = window.workspace
    screen, appraisal = window.show_screen("Results"), workspace.appraisal()
    held = workspace.read(papers.records_of, workspace.case_id)
    assert isinstance(screen, Results)
    screen.views.choose(MONEY)
    view = screen.pane(MONEY)
    assert isinstance(view, MoneyView)
    assert appraisal.finance is not None
    assert appraisal.finance.owner
    view.show_option(appraisal.finance.owner)
    view.which.choose(MOVES)
    settle()
    assert_same(view.yearly, money.savings_chart, held, appraisal)
    assert_same(view.running, money.cumulative, held, appraisal)
    assert_same(view.moves, money.tornado, held, appraisal)


def test_targets(open_window: Opener, settle: Callable[[], None]) -> None:
    window = open_window("future-options", "Savings")
    workspace = window.workspace
    appraisal = workspace.appraisal()
    held = workspace.read(papers.records_of, workspace.case_id)
    targets = view_of(window, "Targets")
    assert isinstance(targets, TargetsView)
    settle()
    assert_same(targets.progress_chart, money.targets_chart, held, appraisal)


def test_who_pays_and_who_gains_and_the_budget_gap(open_window: Opener, settle: Callable[[], None]) -> None:
    window = open_window("place-budget", "Savings")
    show_shared_payroll(window.workspace)
    workspace = window.workspace
    held = workspace.read(papers.records_of, workspace.case_id)
    view = view_of(window, "Who gains")
    assert isinstance(view, WhoGainsView)
    view.show_owner(PAYROLL)
    settle()
    assert_same(view.partners_chart, money.partners_chart, held, workspace.appraisal())
    gap = view_of(window, "Affordability")
    assert isinstance(gap, AffordabilityView)
    gap.statements.choose(GAP)
    settle()
    assert_same(gap.gap_chart, money.gap_chart, held, workspace.appraisal())


def test_how_the_net_present_value_may_turn_out(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window("place-budget", "Results")
    workspace = window.workspace
    show_shared_payroll(workspace)
    held = workspace.read(papers.records_of, workspace.case_id)
    screen = window.show_screen("Results")
    assert isinstance(screen, Results)
    screen.views.choose(MONEY)
    view = screen.pane(MONEY)
    assert isinstance(view, MoneyView)
    view.show_option(PAYROLL)
    view.which.choose(CHANCES)
    qtbot.waitUntil(lambda: view.drawn is not None and not screen.simulating.drawing, timeout=20_000)
    assert view.drawn is not None
    assert len(view.drawn.counts) > 1
    assert_same(view.chances, money.distribution, held, simulated(workspace.appraisal()))
