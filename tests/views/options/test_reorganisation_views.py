"""The views of the Reorganisation screen, on the real window over a real store: what is recorded, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest

from db.nouns.choice import Criterion
from db.nouns.reorganisation import NewCouncil, OpeningPosition, Succession
from desktop.application import Window
from desktop.models.table_model import TableModel
from desktop.operations.appraising.appraisals import case_to_appraise
from desktop.operations.records import records
from desktop.operations.records.records import Edit
from desktop.papers.charts.pen import hot_spots
from desktop.views.kit import look
from desktop.views.kit.records.record_screen import RecordScreen
from desktop.views.kit.records.side_view import FinanceView
from desktop.views.kit.sentences import plain
from desktop.views.options.reorganisation_views import CouncilTaxView, NewCouncilsView, OpeningPositionsView
from tests.views import look_checks

Opener = Callable[..., Window]
Settle = Callable[[], None]
View = TypeVar("View", bound=FinanceView)
_TWO = "Two unitary councils"


def shown(window: Window, name: str, kind: type[View]) -> View:
    found = window.show_screen("Reorganisation", name)
    assert isinstance(found, RecordScreen)
    assert isinstance(found.view, kind)
    return found.view


def cells(model: TableModel) -> dict[str, list[str]]:
    """The words of each row after its name."""
    return {
        model.cell_at(row, 0).text: [model.cell_at(row, column).text for column in range(1, len(model.columns))]
        for row in range(model.rowCount())
    }


@pytest.fixture
def surrey(open_window: Opener) -> Window:
    return open_window("reorganisation", screen="Options")


def test_each_view_says_what_the_records_come_to(surrey: Window, settle: Settle) -> None:
    councils = shown(surrey, "New councils", NewCouncilsView)
    settle()
    balance = cells(councils.model)
    assert balance[f"East Surrey Council, {_TWO}"][0] == "543,550"
    assert balance[f"Smallest to largest, {_TWO}"][0] == "82.8%"
    effects = cells(councils.effects)
    assert effects["Three unitary councils"][0] == "−£16.0m"
    assert effects["Three unitary councils"][4:7] == ["Splitting county services (disaggregation)", "£57m", "£41m"]
    surrey.resize(1366, 768)
    settle()
    table = councils.effect_table.view
    assert not table.horizontalScrollBar().maximum()
    assert table.columnWidth(5) >= look.text_width("(disaggregation)") + 2 * look.STEP, "the longest word is not cut"
    assert any("it would match Two unitary councils." in plain(each) for each in councils.findings.sentences)
    openings = shown(surrey, "Opening positions", OpeningPositionsView)
    settle()
    assert cells(openings.model)[f"West Surrey Council, {_TWO}, 2025/26"][-1] == "£2,078.09"
    tax = shown(surrey, "Council tax", CouncilTaxView)
    settle()
    assert cells(tax.model)[f"West Surrey Council, {_TWO}, 2027/28"][:3] == ["£2,290.65", "£2,290.65", "£0"]
    assert tax.empty.isHidden()
    assert any(
        "for want of the band D of Mole Valley District Council and Tandridge District Council in 2025/26" in plain(each)
        for each in tax.findings.sentences
    )


def test_need_by_area_divides_care_and_is_a_measure_once_it_is_typed(surrey: Window, settle: Settle) -> None:
    """Five areas of eleven are in the eastern council of two: 500 of 1,100, and 500 beside 600 is a balance of 83.33."""
    view, case = shown(surrey, "New councils", NewCouncilsView), surrey.workspace.case_id
    settle()
    assert cells(view.model)[f"East Surrey Council, {_TWO}"][1] == "not known"
    areas = surrey.workspace.read(records.rows, OpeningPosition, case)
    surrey.workspace.edit("need", records.change, OpeningPosition, case, [Edit(each.id, "need", "100") for each in areas])
    criterion = surrey.workspace.read(records.rows, Criterion, case)[0]
    surrey.workspace.edit("taken", records.change, Criterion, case, [Edit(criterion.id, "taken_from", "balance of need")])
    settle()
    assert [cells(view.model)[f"{name}, {_TWO}"][1] for name in ("East Surrey Council", "Smallest to largest")] == ["500", "83.3%"]
    assert not any("goes by need" in plain(each) for each in view.findings.sentences)
    measured = surrey.workspace.read(case_to_appraise, case).measured
    assert str(measured[_TWO, criterion.text("name")]) == "83.33"


def test_a_council_that_is_in_no_new_one_is_told_and_undo_takes_it_back(surrey: Window, settle: Settle) -> None:
    view, case = shown(surrey, "New councils", NewCouncilsView), surrey.workspace.case_id
    rows = surrey.workspace.read(records.rows, Succession, case)
    woking = next(row for row in rows if (row.text("predecessor"), row.text("option")) == ("Woking Borough Council", _TWO))
    surrey.workspace.edit("Delete a succession", records.delete, Succession, [woking.id])
    settle()
    told = f"Woking Borough Council is in no new council of {_TWO}. Add it on Successions."
    assert told in [plain(each) for each in view.findings.sentences]
    surrey.workspace.undo()
    settle()
    assert told not in [plain(each) for each in view.findings.sentences]


def test_what_cannot_be_is_told_where_it_is_recorded(surrey: Window, settle: Settle) -> None:
    """An area in two new councils, shares that do not add and a council that ends after the new one begins."""
    view, case = shown(surrey, "New councils", NewCouncilsView), surrey.workspace.case_id
    rows = surrey.workspace.read(records.rows, Succession, case)
    woking = next(row for row in rows if (row.text("predecessor"), row.text("option")) == ("Woking Borough Council", _TWO))
    again = {"option": _TWO, "predecessor": "Woking Borough Council", "successor": "East Surrey Council"}
    surrey.workspace.edit("in two", records.add, Succession, case, again)
    settle()

    def told() -> list[str]:
        return [plain(each) for each in view.findings.sentences]

    in_two = f"Woking Borough Council is in 2 new councils of {_TWO}, West Surrey Council and East Surrey Council, and nothing says"
    assert any(each.startswith(in_two) for each in told())
    added = surrey.workspace.read(records.rows, Succession, case)[-1]
    shares = [Edit(woking.id, "percent", "60"), Edit(added.id, "percent", "30")]
    surrey.workspace.edit("shares", records.change, Succession, case, shares)
    settle()
    assert any(each.startswith(f"The percentages of Woking Borough Council in {_TWO} add to 90%, and not to 100%.") for each in told())
    screen = surrey.show_screen("Reorganisation", "Successions")
    assert isinstance(screen, RecordScreen)
    model = screen.pane.model
    ends = next(each for each in (*model.columns, *model.unshown) if each.key == "ends")
    assert not model.enter(model.find(woking.id), ends, "1 May 2027")
    assert (
        "after West Surrey Council begins on 1 April 2027: type 1 April 2027 or earlier"
        in model.cell_of(model.find(woking.id), ends).trouble
    )


def test_the_chart_goes_to_the_one_rate_of_the_council_whose_row_is_chosen(surrey: Window, settle: Settle) -> None:
    view = shown(surrey, "Council tax", CouncilTaxView)
    settle()
    assert view.title.text() == f"To one rate: West Surrey Council, {_TWO}"
    assert "to one rate of £2,290.65 in 2027/28" in view.rates.accessibleDescription()
    view.table.go_to(1)
    settle()
    assert view.title.text() == "To one rate: North Surrey Council, Three unitary councils"
    spots = {spot.meaning.words for spot in hot_spots(view.rates.drawing())}
    assert "Runnymede Borough Council: £2,144.41 in 2026/27, £2,293.25 in 2027/28" in spots
    assert view.rates.copy_figures()


def test_a_slower_harmonisation_has_a_row_a_year(surrey: Window, settle: Settle) -> None:
    view, case = shown(surrey, "Council tax", CouncilTaxView), surrey.workspace.case_id
    west = surrey.workspace.read(records.rows, NewCouncil, case)[1]
    surrey.workspace.edit("test", records.change, NewCouncil, case, [Edit(west.id, "harmonised_by", "8")])
    settle()
    rows = [row for name, row in cells(view.model).items() if name.startswith(f"West Surrey Council, {_TWO}")]
    assert len(rows) == 8
    assert rows[0][2] == "£93.68"  # seven eighths of the £101.97 between Runnymede and Woking, risen by 4.99% once
    assert rows[-1][2] == "£0"
    woking = cells(view.areas)[f"Woking Borough Council in West Surrey Council, {_TWO}"]
    assert woking[0] == "£2,144.46"  # the county's £1,846.35 and its own £298.11
    assert woking[-1].endswith(" less")


def test_without_opening_positions_council_tax_says_what_to_do(surrey: Window, settle: Settle) -> None:
    case = surrey.workspace.case_id
    rows = surrey.workspace.read(records.rows, OpeningPosition, case)
    surrey.workspace.edit("test", records.delete, OpeningPosition, [row.id for row in rows])
    view = shown(surrey, "Council tax", CouncilTaxView)
    settle()
    assert not view.empty.isHidden()


def test_the_views_wait_for_records(open_window: Opener) -> None:
    window = open_window("ni179", screen="Options")
    assert "New councils" not in window.show_screen("Options").tabs.names


@pytest.mark.parametrize("name", ["New councils", "Successions", "Opening positions", "Council tax"])
def test_nothing_is_cut_at_683_pixels(surrey: Window, settle: Settle, name: str) -> None:
    surrey.resize(683, 768)
    screen = surrey.show_screen("Reorganisation", name)
    settle()
    assert look_checks.faults(screen) == []
    if name == "New councils":
        balance = shown(surrey, name, NewCouncilsView).table.view
        assert balance.horizontalScrollBar().maximum() == 0, "its last column is seen"
