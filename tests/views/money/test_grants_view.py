"""Grant rounds and bids on the real window: what is read whole, what follows from a bid, and dates that cannot be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from db.nouns.grants import GrantBid, GrantRound
from db.nouns.money import CashFlow
from desktop.application import Window
from desktop.models.table_model import TableModel
from desktop.operations.records import records
from desktop.operations.records.records import Edit
from desktop.views.kit.sentences import plain
from desktop.views.money.grants import GrantsView
from tests.views import look_checks

Settle = Callable[[], None]


@pytest.fixture
def hub(open_window: Callable[..., Window]) -> Window:
    """The case whose award has two rounds, with a bid in the second."""
    return open_window("back-office-hub", screen="Risks")


def shown(window: Window, name: str) -> GrantsView:
    view = window.show_screen("Savings", name).findChild(GrantsView)
    assert view is not None
    return view


def cells(model: TableModel) -> list[list[str]]:
    return [[model.cell_at(row, column).text for column in range(len(model.columns))] for row in range(model.rowCount())]


def test_what_a_bid_asks_and_what_follows_is_brought_up_to_date_by_an_edit(hub: Window, settle: Settle) -> None:
    view = shown(hub, "Grant bids")
    settle()
    assert [row[0] for row in cells(view.outcomes)] == ["If it is awarded", "If it fails"]
    assert cells(view.years)[-1][:2] == ["In all", "up to £5m"]
    asks, *lacking = view.findings.sentences
    assert [plain(each) for each in lacking] == [
        "What ‘Transformation Challenge Award, sought’ of Option 1: hub with North East Lincolnshire costs a year is not known: "
        "no asset life is recorded for it. Record how many years the asset lasts.",
        "The interest on ‘Transformation Challenge Award, sought’ of Option 1: hub with North East Lincolnshire is not known, "
        "as no rate is recorded. Record its rate, or the borrowing rate of the case.",
    ]
    assert plain(asks).startswith("‘Transformation Challenge Award, sought’ asks for up to £5 million of ")
    case = hub.workspace.case_id
    lines = hub.workspace.read(records.rows, CashFlow, case)
    line = next(row for row in lines if row.text("line") == "Transformation Challenge Award, sought")
    hub.workspace.edit("too much", records.change, CashFlow, case, [Edit(line.id, "2015/16", "£6m")])
    settle()
    assert cells(view.years)[-1][:2] == ["In all", "£6m"]
    assert "That is above the most that a bid may ask for: up to £5 million." in [plain(each) for each in view.findings.sentences]
    hub.workspace.undo()
    settle()
    assert list(view.findings.sentences) == [asks, *lacking]


def test_a_date_before_the_one_that_comes_first_stays_as_typed_with_a_sentence(hub: Window, settle: Settle) -> None:
    view = shown(hub, "Grant rounds")
    settle()
    model = view.pane.model
    column = next(each for each in model.columns if each.key == "bid_by")
    assert not model.enter(1, column, "1 June 2014")
    cell = model.cell_of(1, column)
    assert cell.text == "1 June 2014"
    assert "before its expression of interest" in cell.trouble
    assert cell.trouble.endswith(": correct one of the dates")
    assert hub.workspace.read(records.rows, GrantRound, hub.workspace.case_id)[1].text("bid_by") == "1 October 2014"


def test_without_a_bid_nothing_is_said_to_follow(hub: Window, settle: Settle) -> None:
    case = hub.workspace.case_id
    bids = hub.workspace.read(records.rows, GrantBid, case)
    hub.workspace.edit("no bid", records.delete, GrantBid, [row.id for row in bids])
    view = shown(hub, "Grant rounds")
    settle()
    assert view.under.isHidden()


@pytest.mark.parametrize("name", ["Grant rounds", "Grant bids"])
def test_nothing_is_cut_at_683_pixels(hub: Window, settle: Settle, name: str) -> None:
    hub.resize(683, 768)
    screen = hub.show_screen("Savings", name)
    settle()
    assert look_checks.faults(screen) == []
