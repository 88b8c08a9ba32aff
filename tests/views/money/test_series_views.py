"""Scenarios, phasing, actuals and prices on the real window: what is typed is recorded, and what is shown is what the appraisal says."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from db.nouns.money import Actual, CashFlow, Phasing, Reference, Scenario
from db.nouns.noun import Noun
from desktop.application import Window
from desktop.appraisal.estimate import Estimate
from desktop.models.table_model import TableModel
from desktop.operations.records import records
from desktop.operations.records.cases import add_empty, change, details
from desktop.operations.records.columns import Value
from desktop.operations.records.records import Edit
from desktop.views.kit.records.side_view import FinanceView
from desktop.views.kit.sentences import plain
from desktop.views.money.lines.grid import SavingLines
from desktop.views.money.outturn import OutturnView
from desktop.views.money.reference import ReferenceView
from desktop.views.money.scenarios import ScenariosView
from desktop.views.money.screen import Savings
from desktop.views.money.views import VIEWS
from desktop.views.overview.screen import Overview
from tests.operations.money.test_editions import treasury
from tests.views import look_checks
from tests.views.finance_seed import DESK, PAYROLL, YEARS, pounds, show_shared_payroll

Opener = Callable[..., Window]
View = TypeVar("View", bound=FinanceView)
NAMES = ("Scenarios", "Actuals", "Prices")


def screen_of(window: Window) -> Savings:
    screen = window.show_screen("Savings")
    assert isinstance(screen, Savings)
    return screen


def shown(window: Window, name: str, kind: type[View]) -> View:
    screen = screen_of(window)
    screen.views.choose([view.name for view in VIEWS].index(name))
    view = screen.view
    assert isinstance(view, kind)
    return view


def held(window: Window, noun: type[Noun]) -> tuple[records.Row, ...]:
    return window.workspace.read(records.rows, noun, window.workspace.case_id)


def put(model: TableModel, row: int, key: str, text: str) -> None:
    """Type into one cell as a table does."""
    column = next(each for each in model.columns if each.key == key)
    model.enter(row, column, text)


def texts(model: TableModel, row: int) -> list[str]:
    return [model.cell_at(row, column).text for column in range(model.columnCount())]


@pytest.fixture
def window(open_window: Opener) -> Window:
    made = open_window("back-office-hub", "Savings")
    show_shared_payroll(made.workspace)
    return made


@pytest.fixture
def filled(window: Window) -> Window:
    """The shared payroll with a scenario, a line known by its total, and what has come of a line."""
    workspace, case = window.workspace, window.workspace.case_id
    workspace.edit("scenario", records.add, Scenario, case, {"name": "Half", "owner": PAYROLL, "kind": "saving", "percent": Decimal(50)})
    workspace.edit("line", records.add, CashFlow, case, {"owner": DESK, "line": "Estate", "kind": "saving", "cashable": True})
    total: dict[str, Value] = {"owner": DESK, "line": "Estate", "total": pounds(100_000)}
    workspace.edit("total", records.add, Phasing, case, total, None, {YEARS[1]: Decimal(25), YEARS[2]: Decimal(75)})
    actual: dict[str, Value] = {"owner": PAYROLL, "line": "Fewer staff", "rating": "amber", "reason": "Two posts were filled late."}
    workspace.edit("actual", records.add, Actual, case, actual, {YEARS[1]: pounds(100_000)})
    return window


@pytest.mark.parametrize("name", NAMES)
def test_a_view_is_clean_and_fits_a_small_laptop(filled: Window, settle: Callable[[], None], name: str) -> None:
    view = shown(filled, name, FinanceView)
    settle()
    screen = screen_of(filled)
    assert look_checks.faults(screen) == []
    assert look_checks.downward_scroll(screen) == 0
    assert screen.header.purpose.text() == view.purpose


@pytest.mark.parametrize("name", NAMES)
def test_a_narrow_window_scrolls_down_and_never_sideways(filled: Window, settle: Callable[[], None], name: str) -> None:
    filled.resize(960, 540)
    shown(filled, name, FinanceView)
    settle()
    assert look_checks.sideways_scrolls(screen_of(filled)) == []
    assert look_checks.unnamed_widgets(screen_of(filled)) == []


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_case_says_what_to_do_first(open_window: Opener, settle: Callable[[], None], name: str) -> None:
    window = open_window("back-office-hub", "Savings")
    window.workspace.show_case(window.workspace.edit("new case", add_empty))
    view = shown(window, name, FinanceView)
    settle()
    assert view.pane is not None
    assert view.pane.empty.isVisible()
    assert look_checks.faults(screen_of(window)) == []


def test_a_scenario_is_added_and_what_it_comes_to_is_the_appraisals(window: Window) -> None:
    view = shown(window, "Scenarios", ScenariosView)
    view.scenarios.add()
    assert [row.text("name") for row in held(window, Scenario)] == ["New scenario"]
    put(view.scenarios.model, 0, "percent", "75")
    put(view.scenarios.model, 0, "name", "Three quarters")
    owner = held(window, Scenario)[0].text("owner")
    ((name, money),) = window.workspace.appraisal().scenarios_of(owner)
    assert name == "Three quarters"
    last = view.model.rowCount() - 1
    assert texts(view.model, last)[0] == "Three quarters"
    assert money.npv is not None
    assert view.bars.isVisibleTo(view)
    assert view.chart is view.bars
    assert [bar.name for bar in view._parts.bars] == ["As recorded", "Three quarters"]
    assert any("In the scenario ‘Three quarters’ the net present value of" in plain(each) for each in view.findings.sentences)


def test_a_part_that_would_move_nothing_stays_in_its_cell_with_a_sentence(filled: Window) -> None:
    view = shown(filled, "Scenarios", ScenariosView)
    put(view.scenarios.model, 0, "kind", "Income")
    column = next(number for number, each in enumerate(view.scenarios.model.columns) if each.key == "kind")
    assert "moves no line: there is no income there" in view.scenarios.model.cell_at(0, column).trouble
    assert held(filled, Scenario)[0].text("kind") == "saving"


def test_a_total_shows_what_its_years_add_to_and_its_parts_stand_among_the_lines(filled: Window) -> None:
    view = shown(filled, "Phasing", ScenariosView)
    model = view.phasing.model
    adds_to = next(number for number, each in enumerate(model.columns) if each.key == "adds_to")
    assert model.cell_at(0, adds_to).text == "100%"
    put(model, 0, str(YEARS[2]), "70")
    assert (model.cell_at(0, adds_to).text, model.cell_at(0, adds_to).flag) == ("95%", True)
    put(model, 0, str(YEARS[2]), "75")
    lines = shown(filled, "Lines", SavingLines)
    lines.show_owner(DESK)
    row = next(number for number in range(lines.model.rowCount()) if lines.model.row_at(number).text("line") == "Estate")
    year = next(number for number, each in enumerate(lines.model.columns) if each.key == str(YEARS[2]))
    cell = lines.model.cell_at(row, year)
    assert (cell.text, cell.quiet) == ("£75,000", True)
    put(lines.model, row, str(YEARS[2]), "£5")
    assert "has a total that is spread over the years" in lines.model.cell_at(row, year).trouble


def test_actual_amounts_stand_beside_the_plan_with_the_variance(filled: Window) -> None:
    view = shown(filled, "Actuals", OutturnView)
    assert texts(view.model, 0) == [
        f"Fewer staff ({PAYROLL})",
        str(YEARS[1]),
        "£120,000 to £180,000",
        "£100,000",
        "£20,000 to £80,000 less",
        "Amber",
    ]
    put(view.pane.model, 0, str(YEARS[2]), "£150,000")
    assert held(filled, Actual)[0].amounts[YEARS[2]] == pounds(150_000)
    assert view.model.rowCount() == 3, "two years and both together"
    assert any("has saved" in plain(each) for each in view.findings.sentences)
    filled.workspace.undo()
    assert YEARS[2] not in held(filled, Actual)[0].amounts


def test_prices_say_which_editions_the_case_keeps_and_offer_newer_ones(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    workspace = window.workspace
    for key, text in (("price_base", "nominal"), ("discount_vintage", "Green Book 2003"), ("assumed_inflation_percent", "3")):
        workspace.edit("the case", change, workspace.case_id, key, text)
    view = shown(window, "Prices", ReferenceView)
    kept = " ".join(map(plain, view.keeps.sentences))
    assert "Green Book 2003" in kept
    assert "December 2025, to 2023/24; after that prices rise by 3% a year, which this case assumes" in kept
    assert any("Green Book, February 2026 are newer" in plain(each) for each in view.offers.sentences)
    view.show_book(treasury(tmp_path))
    offered = " ".join(map(plain, view.offers.sentences))
    assert "GDP deflator of June 2026" in offered
    assert held(window, Reference) == (), "nothing is written before it is taken"
    view.take_action.trigger()
    assert len(held(window, Reference)) == 31
    record = window.workspace.read(details, workspace.case_id)
    assert record.price_base == "nominal"
    assert "June 2026" in " ".join(map(plain, view.keeps.sentences))
    view.take_action.trigger()
    assert "Green Book, February 2026" in " ".join(map(plain, view.keeps.sentences))
    assert not view.take_action.isEnabled()


def test_a_workbook_of_something_else_is_said(window: Window, tmp_path: Path) -> None:
    view = shown(window, "Prices", ReferenceView)
    said: list[str] = []
    view.alerted.connect(said.append)
    (tmp_path / "other.xlsx").write_bytes(b"not a workbook")
    view.show_book(tmp_path / "other.xlsx")
    assert len(said) == 1


def test_an_edition_is_chosen_on_the_form_of_the_case(window: Window, settle: Callable[[], None]) -> None:
    screen = window.show_screen("Overview")
    assert isinstance(screen, Overview)
    screen.focus_on("Details")
    settle()
    field = screen.details.fields["discount_vintage"]
    assert field.text() == "Green Book, February 2026"
    box = field.editor
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findText("Green Book, March 2022"))
    field.commit()
    assert window.workspace.appraisal().discounting_vintage == "Green Book, March 2022"
    rate = screen.details.fields["assumed_inflation_percent"]
    assert isinstance(rate.editor, QLineEdit)
    rate.editor.setText("-1")
    rate.commit()
    assert rate.trouble == "-1 is too low: type 0 or more"
    settle()
    assert look_checks.faults(screen) == []


def test_a_total_follows_its_line_when_that_is_called_otherwise(window: Window) -> None:
    workspace = window.workspace
    workspace.edit("line", records.add, CashFlow, workspace.case_id, {"owner": DESK, "line": "Estate", "kind": "saving"})
    workspace.edit("total", records.add, Phasing, workspace.case_id, {"total": Estimate.exact(Decimal(5))})
    (row,) = held(window, Phasing)
    assert (row.text("owner"), row.text("line")) == (DESK, "Estate")
    workspace.edit("rename", records.change, CashFlow, workspace.case_id, [Edit(held(window, CashFlow)[-1].id, "line", "Land")])
    assert held(window, Phasing)[0].text("line") == "Land"
