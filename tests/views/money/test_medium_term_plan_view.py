"""The medium-term plan on the real window: what is already in it, inflation and pay, and the gap before and after reserves."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db.nouns.choice import Option
from db.nouns.money import BudgetGap, CashFlow
from db.nouns.register import Organisation
from db.writing import Unit
from desktop.application import Window
from desktop.appraisal.years import FinancialYear
from desktop.models.table_model import TableModel
from desktop.operations.records import records
from desktop.operations.records.cases import add_empty, change
from desktop.operations.records.columns import Value
from desktop.views.kit.sentences import plain
from desktop.views.money.affordability import BUDGET, GAP, PLAN, AffordabilityView
from desktop.views.money.screen import Savings
from desktop.views.money.views import VIEWS
from tests.views import look_checks
from tests.views.finance_seed import YEARS, pounds

Opener = Callable[..., Window]
HUB = "Customer hub"


def _seed(unit: Unit, case: int) -> None:
    records.add(unit, Organisation, case, {"name": "Southdale Council", "own": True})
    records.add(unit, Option, case, {"name": HUB, "preferred": True})
    running = {"recurring": True, "cashable": True}
    lines: tuple[tuple[str, str, int, list[FinancialYear], dict[str, Value]], ...] = (
        ("Pay of the hub", "cost", 120_000, YEARS[:5], {"inflation_percent": Decimal(3), "recurring": True}),
        ("Vacancies", "saving", 200_000, YEARS[1:5], {"in_plan": True, **running}),
        ("Fewer offices", "saving", 260_000, YEARS[1:5], {"in_plan": False, **running}),
        ("Set-up", "cost", 90_000, YEARS[:1], {"recurring": False}),
        ("From reserves", "funding", 90_000, YEARS[:1], {"funding_source": "reserves", "recurring": False}),
    )
    for line, kind, amount, years, said in lines:
        given: dict[str, Value] = {"owner": HUB, "line": line, "kind": kind, "fund": "general", **said}
        records.add(unit, CashFlow, case, given, dict.fromkeys(years, pounds(amount)))
    records.add(unit, BudgetGap, case, {"fund": "general", "prices": "cash"}, dict.fromkeys(YEARS[:5], pounds(300_000)))


@pytest.fixture
def hub(open_window: Opener) -> Window:
    """The window on a case whose plan has a saving already and whose pay rises."""
    window = open_window("place-budget", "Savings")
    workspace = window.workspace
    workspace.show_case(workspace.edit("new case", add_empty))
    for key, text in (("title", HUB), ("base_year", "2014/15"), ("horizon", "5")):
        workspace.edit("the case", change, workspace.case_id, key, text)
    workspace.edit("money", _seed, workspace.case_id)
    return window


def shown(window: Window) -> AffordabilityView:
    screen = window.show_screen("Savings")
    assert isinstance(screen, Savings)
    screen.views.choose([view.name for view in VIEWS].index("Affordability"))
    assert isinstance(screen.view, AffordabilityView)
    return screen.view


def rows_of(model: TableModel) -> dict[str, list[str]]:
    """The rows of a statement as they are shown, by their names."""
    rows = range(model.rowCount())
    assert model.names is not None
    return {model.names(model.row_at(row)): [model.cell_at(row, n).text for n in range(len(model.columns))] for row in rows}


def test_the_plan_tells_what_is_in_it_already_from_what_is_new(hub: Window, settle: Callable[[], None]) -> None:
    view = shown(hub)
    view.statements.choose(PLAN)
    settle()
    shown_rows = rows_of(view.model)
    assert {
        name: row for name, row in shown_rows.items() if name in ("Inflation and pay", "of which already in the plan", "of which new")
    } == {
        "Inflation and pay": ["0", "4", "7", "11", "15"],
        "of which already in the plan": ["0", "−200", "−200", "−200", "−200"],
        "of which new": ["210", "−136", "−133", "−129", "−125"],
    }
    assert shown_rows["Gap before reserves"] == ["510", "164", "167", "171", "175"]
    assert shown_rows["Gap after reserves"] == ["420", "164", "167", "171", "175"]
    said = [plain(sentence) for sentence in view.findings.sentences]
    assert said.count("The gap was struck after what is already in the plan, so only what is new closes it.") == 1
    assert any(
        each.startswith("‘Inflation and pay’ is what lines with a rate of their own rise by from 2014/15 prices. 3 lines") for each in said
    )
    assert view.note.text().endswith("Amounts are in cash.")
    screen = hub.show_screen("Savings")
    assert look_checks.faults(screen) == []


def test_the_budget_and_the_gap_have_it_in_the_prices_of_the_case(hub: Window, settle: Callable[[], None]) -> None:
    view = shown(hub)
    view.statements.choose(BUDGET)
    settle()
    assert rows_of(view.model)["of which already in the plan"][1:] == ["−£200,000"] * 4
    assert view.note.text().endswith("Amounts are in 2014/15 prices.")
    view.statements.choose(GAP)
    settle()
    assert rows_of(view.left)["Already in the plan"][1:] == ["£200,000"] * 4


def test_a_line_is_marked_in_its_form(hub: Window, settle: Callable[[], None], qtbot: QtBot) -> None:
    """Inflation is of what rises: a line of funding has no field for it."""
    screen = hub.show_screen("Savings")
    assert isinstance(screen, Savings)
    screen.lines.show_details(True)
    model, form = screen.lines.model, screen.lines.details.form
    settle()
    inflation = form.fields["inflation_percent"]
    assert inflation.isVisible()
    _type(qtbot, inflation.editor, "-101")
    assert inflation.trouble == "Inflation: -101 is too low: type -100 or more"
    _type(qtbot, inflation.editor, "2.5")
    assert str(model.row_at(0).values["inflation_percent"]) == "2.5"
    screen.lines.table.view.setCurrentIndex(model.index(4, 0))
    settle()
    assert model.row_at(4).text("kind") == "funding"
    assert screen.lines.details.form.fields["in_plan"].isVisible()
    assert not screen.lines.details.form.fields["inflation_percent"].isVisible()


def _type(qtbot: QtBot, editor: QWidget, text: str) -> None:
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
