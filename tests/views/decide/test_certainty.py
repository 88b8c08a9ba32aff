"""The views of the Results screen that say how far a choice can be trusted, on the real window over a real store."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from db.nouns.choice import AssessorGroup, Criterion, Option
from db.nouns.noun import Noun
from desktop.application import Window
from desktop.appraisal.case import SimulatedWeights
from desktop.models.block_text import read_block
from desktop.models.html_block import read_html_block
from desktop.operations.records import records
from desktop.operations.records.cases import add_empty
from desktop.views.decide.certainty import FOLLOW, SureView
from desktop.views.decide.change_view import ChangeView
from desktop.views.decide.groups_view import GroupsView
from desktop.views.decide.screen import CHANGE, GROUPS, MONEY, SCORES, SURE, VALUE, VIEWS, Results
from desktop.views.decide.simulating import FEW, MANY, Simulating
from desktop.views.decide.value_view import ValueView
from desktop.views.kit.fonts import LEAST_POINTS, set_text_size
from desktop.views.kit.tables.spreadsheet_table import SpreadsheetTable
from tests.views import look_checks

Opener = Callable[..., Window]


def shown(window: Window, view: int) -> Results:
    """The Results screen with one view in front."""
    screen = window.show_screen("Results")
    assert isinstance(screen, Results)
    screen.views.choose(view)
    return screen


def simulated(screen: Results, qtbot: QtBot) -> SureView:
    """The view of how sure the choice is, once everything has been drawn."""
    qtbot.waitUntil(lambda: screen.simulating.found is not None and not screen.simulating.drawing, timeout=20_000)
    view = screen.pane(SURE)
    assert isinstance(view, SureView)
    return view


def rows_of(noun: type[Noun], window: Window) -> tuple[records.Row, ...]:
    """The records of a noun in the case in hand."""
    return window.workspace.read(records.rows, noun, window.workspace.case_id)


def change(window: Window, noun: type[Noun], name: str, key: str, text: str) -> None:
    """One cell changed as an officer would on its own screen."""
    row = next(each for each in rows_of(noun, window) if each.text("name") == name)
    window.workspace.edit("changing", records.change, noun, window.workspace.case_id, [records.Edit(row.id, key, text)])


# The frame


def test_a_view_is_built_when_it_is_first_looked_at(open_window: Opener, settle: Callable[[], None]) -> None:
    screen = shown(open_window("future-options", "Results"), SCORES)
    settle()
    assert set(screen._panes) == {SCORES}
    assert screen.simulating.drawing == 0
    screen.views.choose(GROUPS)
    assert set(screen._panes) == {SCORES, GROUPS}
    assert [screen.pane(view).isVisible() for view in (SCORES, GROUPS)] == [False, True]


@pytest.mark.parametrize("view", range(len(VIEWS)), ids=VIEWS)
def test_an_empty_case_says_in_each_view_what_to_do_first(open_window: Opener, settle: Callable[[], None], view: int) -> None:
    window = open_window("place-budget", "Results")
    window.workspace.show_case(window.workspace.edit("new case", add_empty))
    screen = shown(window, view)
    settle()
    assert [name for name, each in screen._empty.items() if each.isVisible()] == ["Savings" if view == MONEY else "Options"]
    assert look_checks.faults(screen) == []


def test_each_view_says_what_it_lacks_of_a_case_that_is_begun(open_window: Opener) -> None:
    window = open_window("future-options", "Results")
    screen = shown(window, VALUE)
    change(window, Option, "Do nothing", "benchmark", "no")
    assert screen._empty["Benchmark"].isVisible()
    screen.views.choose(GROUPS)
    window.workspace.edit("deletion", records.delete, AssessorGroup, [each.id for each in rows_of(AssessorGroup, window)[1:]])
    assert screen._empty["Assessors"].isVisible()
    assert not screen.pane(GROUPS).isVisible()


@pytest.mark.parametrize("view", range(len(VIEWS)), ids=VIEWS)
def test_the_chart_that_is_shown_is_the_one_copied(open_window: Opener, settle: Callable[[], None], qtbot: QtBot, view: int) -> None:
    screen = shown(open_window("future-options", "Results"), view)
    if view == SURE:
        simulated(screen, qtbot)
    settle()
    chart = screen.pane(view).chart
    assert chart.isVisible()
    picture = chart.picture()  # before the page says that it was copied, which leaves the chart less room
    screen.copy_action.trigger()
    same = QImage.Format.Format_RGB32
    assert QGuiApplication.clipboard().image().convertToFormat(same) == picture.convertToFormat(same)
    assert chart.accessibleName()
    assert chart.accessibleDescription()
    screen.figures_action.trigger()
    rows = read_block(QGuiApplication.clipboard().text())
    assert rows == read_html_block(QGuiApplication.clipboard().mimeData().html()).rows
    assert len(rows) > 2
    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(rows[0]), "every column has its heading"
    QGuiApplication.clipboard().clear()
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert read_block(QGuiApplication.clipboard().text()) == rows
    qtbot.keyClick(chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().mimeData().hasImage()


@pytest.mark.parametrize("view", range(len(VIEWS)), ids=VIEWS)
def test_the_keyboard_reaches_every_part(open_window: Opener, settle: Callable[[], None], qtbot: QtBot, view: int) -> None:
    window = open_window("future-options", "Results")
    screen = shown(window, view)
    if view == SURE:
        simulated(screen, qtbot)
    settle()
    reached = look_checks.tab_order(window)
    assert screen.pane(view).chart in reached
    tables = [each for each in screen.pane(view).findChildren(SpreadsheetTable) if each.isVisible()]
    assert tables
    assert all(each.view in reached for each in tables)


@pytest.mark.parametrize("view", range(len(VIEWS)), ids=VIEWS)
def test_text_twice_as_large_never_scrolls_sideways(open_window: Opener, settle: Callable[[], None], qtbot: QtBot, view: int) -> None:
    set_text_size(2 * LEAST_POINTS)
    screen = shown(open_window("future-options", "Results"), view)
    if view == SURE:
        simulated(screen, qtbot)
    settle()
    assert look_checks.sideways_scrolls(screen) == []
    assert look_checks.clipped_labels(screen) == []


# Scores


def test_the_decision_taken_stands_beside_the_order_of_the_scores(open_window: Opener) -> None:
    window = open_window("future-options", "Results")
    screen = shown(window, SCORES)
    assert screen.scores.findings.sentences[2].startswith("There is no clear winner yet: ")
    reason = next(each.text("reason") for each in rows_of(Option, window) if each.values["preferred"])
    assert screen.scores.findings.sentences[3] == f"**Recommended: In house transformation**, ranked first. {reason}."  # however long
    change(window, Option, "Shared services", "decision_taken", "yes")
    assert screen.scores.findings.sentences[3] == "**Decision taken: Shared services**, ranked second. Say why on Options."


def test_an_option_that_fails_a_must_pass_is_named_with_what_it_fails(open_window: Opener) -> None:
    screen = shown(open_window("place-budget", "Results"), SCORES)
    assert any(
        "Agree without conditions** fails No binding commitment before the costs are known" in each
        for each in screen.scores.findings.sentences
    )
    row = screen.scores.model.find("Agree without conditions")
    assert screen.scores.model.cell_at(row, 1).text == "Agree without conditions, fails must-pass"


def test_the_findings_that_do_not_fit_are_shown_on_demand(open_window: Opener, settle: Callable[[], None], qtbot: QtBot) -> None:
    screen = shown(open_window("future-options", "Results"), SCORES)
    findings = screen.scores.findings
    left = len(findings.sentences) - 3
    assert (len(findings.list.sentences), findings.more.text()) == (3, f"{left} more findings")
    findings.more.setFocus()
    qtbot.keyClick(findings.more, Qt.Key.Key_Space)
    settle()
    assert findings.list.sentences == findings.sentences
    assert findings.more.text() == "Fewer findings"
    assert look_checks.faults(screen) == []


# What would change it


def change_view(screen: Results) -> ChangeView:
    """The view of what would change it."""
    view = screen.pane(CHANGE)
    assert isinstance(view, ChangeView)
    return view


def test_picking_a_criterion_draws_its_lines(open_window: Opener, settle: Callable[[], None], qtbot: QtBot) -> None:
    screen = shown(open_window("future-options", "Results"), CHANGE)
    view = change_view(screen)
    settle()
    assert view.criterion == "Partnership working"
    assert "Above 21.9% Shared services is first" in view.lines.accessibleDescription()
    before = view.lines.drawing()
    view.picker.view.setFocus()
    assert [view.criteria.id_at(row) for row in range(4, 10)] == [
        "Community >",
        "Community > Residents >",
        "Community focus",
        "Responsive services",
        "Alignment with localism",
        "Partnership working",
    ], "those under one heading stand together, below it where it can move by itself"
    qtbot.keyClick(view.picker.view, Qt.Key.Key_Down)
    settle()
    assert (view.criterion, view.title.text()) == ("Money and time >", "Score of each option as the weight of Money and time moves")
    assert "Above 53.1% Shared services is first" in view.lines.accessibleDescription()
    qtbot.keyClick(view.picker.view, Qt.Key.Key_Down)
    settle()
    assert view.criterion == "Financial considerations"
    assert view.title.text() == "Score of each option as the weight of Financial considerations moves"
    assert "Above 35.6% Shared services is first" in view.lines.accessibleDescription()
    assert view.lines.drawing().contents != before.contents


def test_every_switch_is_in_the_table_and_picks_its_criterion(open_window: Opener) -> None:
    screen = shown(open_window("future-options", "Results"), CHANGE)
    view = change_view(screen)
    held = [[view.model.cell_at(row, column).text for column in range(5)] for row in range(view.model.rowCount())]
    assert held[0] == ["Partnership working", "7%", "above 21.9%", "In house transformation", "Shared services"]
    assert len(held) == len(screen.workspace.appraisal().weight_switches) == 6
    view.table.go_to([row[0] for row in held].index("Future proofing"))
    assert view.criterion == "Future proofing"
    view.table.go_to([row[0] for row in held].index("Capacity to change, all its criteria together"))
    assert view.criterion == "Delivery > Capacity to change >"
    assert [view.criteria.cell_at(view.criteria.find(name), 1).text for name in ("Future proofing", "Democracy >")] == ["0 to 10", ""]


def test_the_smallest_flip_and_what_is_dominated_are_told(open_window: Opener) -> None:
    screen = shown(open_window("total-place", "Results"), CHANGE)
    said = change_view(screen).findings.sentences
    assert "No single score, however changed, puts another option first." in said
    assert "**Do not submit** is no better than Submit the Total Place report only on any criterion." in said


def test_where_no_weight_changes_the_choice_the_view_says_so(open_window: Opener) -> None:
    window = open_window("total-place", "Results")
    screen = shown(window, CHANGE)
    view = change_view(screen)
    for option in rows_of(Option, window):
        if option.text("name") not in ("Do not submit", "Submit the Total Place report only"):
            window.workspace.edit("deletion", records.delete, Option, [option.id])
    assert view.model.rowCount() == 0
    assert not view.table.isVisible()
    assert view._never.isVisible()


# What if


def test_a_what_if_goes_through_every_view_and_says_that_it_is_one(open_window: Opener, settle: Callable[[], None], qtbot: QtBot) -> None:
    window = open_window("future-options", "Results")
    screen = shown(window, SURE)
    simulated(screen, qtbot)
    recorded = screen.simulating.found
    assert not screen.what_if.isVisible()
    screen.views.choose(SCORES)
    screen.scores.panel.sliders["Partnership working"].slider.setValue(30)
    screen.views.choose(CHANGE)
    settle()
    assert screen.what_if.isVisible()
    assert change_view(screen).model.cell_at(0, 3).text == "Shared services"
    screen.views.choose(SURE)
    view = simulated(screen, qtbot)
    assert screen.simulating.found is not recorded
    assert screen.simulating.found is not None
    assert screen.simulating.found.simulation is not None
    assert screen.simulating.found.simulation.draws == FEW
    assert "From 10,000 draws" in view.note.text()
    assert look_checks.faults(screen) == []
    screen.views.choose(MONEY)
    assert not screen.what_if.isVisible()
    screen.put_back_action.trigger()
    screen.views.choose(CHANGE)
    assert not screen.what_if.isVisible()
    assert change_view(screen).model.cell_at(0, 3).text == "In house transformation"


# How sure


def test_the_chances_are_drawn_off_the_main_thread_first_few_then_all(open_window: Opener, qtbot: QtBot) -> None:
    screen = shown(open_window("future-options", "Results"), SURE)
    assert screen.simulating.drawing == FEW  # asked for, and not waited for
    assert screen.simulating.found is None
    drawn: list[int] = []

    def note() -> None:
        found = screen.simulating.found
        if found is not None and found.simulation is not None:
            drawn.append(found.simulation.draws)

    screen.simulating.changed.connect(note)
    view = simulated(screen, qtbot)
    assert list(dict.fromkeys(drawn)) == [FEW, MANY]
    assert [view.model.cell_at(row, 1).text for row in range(5)] == ["80%", "20%", "0%", "0%", "cannot lead"]
    assert view.model.cell_at(0, 3).text == "1st, 80%"
    assert view.note.text() == "From 100,000 draws, seed 20111031. Each chance is give or take 0.1 points, by the luck of the draw."
    assert not view.turn_action.isVisible()
    assert "In house transformation, which leads: first in 80%" in view.places.accessibleDescription()
    assert any("leads in **80%**" in each for each in view.findings.sentences)


def test_the_weights_that_suit_an_option_stand_beside_those_of_today(open_window: Opener, qtbot: QtBot) -> None:
    screen = shown(open_window("future-options", "Results"), SURE)
    view = simulated(screen, qtbot)
    assert view.option == "In house transformation"
    view.show_option("Shared services")
    assert view.central_title.text() == "Weights that put Shared services first"
    row = view.central.find("Financial considerations")
    assert [view.central.cell_at(row, column).text for column in (1, 2)] == ["14%", "16%"]
    view.show_option("Outsourcing")
    assert not view.central_table.isVisible()
    assert view._why.text() == "No weights drawn put it first."


def test_choosing_the_weights_drawn_is_one_step_in_the_file_and_undone_as_one(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window("place-budget", "Results")
    screen = shown(window, SURE)
    view = simulated(screen, qtbot)
    assert view.kind.text() == FOLLOW
    box = view.kind.editor
    assert isinstance(box, QComboBox)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_F)
    assert view.kind.text() == "Free"
    view.kind.commit()
    assert window.workspace.appraisal().case.simulated_weights is SimulatedWeights.FREE
    assert window.workspace.undo_label() == "change to the weights that are simulated"
    simulated(screen, qtbot)
    assert screen.simulating.found is not None
    assert screen.simulating.found.simulation is not None
    assert screen.simulating.found.simulation.weights is SimulatedWeights.FREE
    assert "Any weights at all" in box.accessibleDescription()
    for kind, lacking in (("Ordered", "No order is recorded"), ("Bounded", "No bounds are recorded")):
        view.weights_chosen.emit(kind.lower())
        simulated(screen, qtbot)
        assert view.kind.text() == kind
        assert f"{lacking}, so any weights are drawn" in box.accessibleDescription()
        window.workspace.undo()
    window.workspace.undo()
    assert window.workspace.appraisal().case.simulated_weights is None
    assert view.kind.text() == FOLLOW
    assert simulated(screen, qtbot).model.cell_at(0, 1).text == "100%"


def test_drawing_can_be_stopped_and_gone_on_with(open_window: Opener, settle: Callable[[], None], qtbot: QtBot) -> None:
    screen = shown(open_window("future-options", "Results"), SURE)
    view = screen.pane(SURE)
    assert isinstance(view, SureView)
    stop = next(each for each in view.findChildren(QPushButton) if each.text() == "Stop")
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert screen.simulating.drawing == 0
    window_tasks = screen.workspace.tasks
    window_tasks._pool.waitForDone()
    settle()
    assert screen.simulating.found is None  # what was under way has come, and is dropped
    assert "Stopped" in view.doing.text()
    assert view.places.accessibleDescription() == "Stopped: choose Simulate to go on."
    assert look_checks.faults(screen) == []
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    simulated(screen, qtbot)
    assert screen.simulating.is_whole


def test_an_answer_for_records_that_have_changed_is_dropped(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window("future-options", "Results")
    screen = shown(window, SURE)
    first = window.workspace.appraisal()
    assert screen.simulating.drawing
    change(window, Option, "Do nothing", "name", "As is")
    taken: list[bool] = []
    screen.simulating.changed.connect(lambda: taken.append(screen.simulating.is_of(first)))
    view = simulated(screen, qtbot)
    assert not any(taken)
    assert view.model.find("As is") >= 0
    assert screen.simulating.is_of(window.workspace.appraisal())


def test_a_failure_is_said_and_is_never_shown_as_a_chance(open_window: Opener, qtbot: QtBot) -> None:
    """Bounds that no weights can meet: nothing is drawn, and the view says which to change."""
    window = open_window("future-options", "Results")
    change(window, Criterion, "Timescales", "weight", "")
    change(window, Criterion, "Timescales", "weight_high", "95")
    change(window, Criterion, "Timescales", "weight_low", "90")
    screen = shown(window, SURE)
    view = simulated(screen, qtbot)
    assert view.model.rowCount() == 0
    assert "No weights can be drawn" in view.places.accessibleDescription()
    assert "No weights can be drawn" in view.note.text()
    assert not view.turn_action.isVisible()


def test_nothing_is_simulated_twice(open_window: Opener, qtbot: QtBot) -> None:
    screen = shown(open_window("place-budget", "Results"), SURE)
    simulated(screen, qtbot)
    found = screen.simulating.found
    screen.views.choose(GROUPS)
    screen.views.choose(SURE)
    assert (screen.simulating.found, screen.simulating.drawing) == (found, 0)
    assert isinstance(screen.simulating, Simulating)


# Groups


def groups_view(screen: Results) -> GroupsView:
    """The view of where the groups differ."""
    view = screen.pane(GROUPS)
    assert isinstance(view, GroupsView)
    return view


def test_each_group_has_its_own_order_and_leader(open_window: Opener) -> None:
    window = open_window("future-options", "Results")
    screen = shown(window, GROUPS)
    view = groups_view(screen)
    unison = next(number for number, each in enumerate(view.orders.columns) if each.key == "group:Unison")
    row = view.orders.find("Do nothing")
    assert view.orders.cell_at(row, unison).text == "3rd, 37.9"
    assert view.orders.cell_at(view.orders.find("In house transformation"), unison).strong
    assert view.findings.sentences[0] == "Every group puts In house transformation first of the options it scored throughout."
    rows = rows_of(AssessorGroup, window)
    assert len(rows) == 3


def test_picking_an_option_or_a_difference_draws_its_spread(open_window: Opener, settle: Callable[[], None]) -> None:
    screen = shown(open_window("future-options", "Results"), GROUPS)
    view = groups_view(screen)
    settle()
    assert view.option == "In house transformation"
    most = [view.differences.row_at(0).cells[key].value for key in ("criterion", "option", "apart")]
    assert most == ["Financial considerations", "Outsourcing", Decimal(3)]
    assert [view.differences.cell_at(0, column).text for column in (2, 3, 4)] == ["4 Unison", "7 Councillors", "3"]
    view.difference_table.go_to(0)
    settle()
    assert view.option == "Outsourcing"
    assert view.title.text() == "Each group’s scores of Outsourcing"
    assert view.spread.accessibleDescription().startswith("Each group’s score of Outsourcing")


# Value for money


def value_view(screen: Results) -> ValueView:
    """The view of value for money."""
    view = screen.pane(VALUE)
    assert isinstance(view, ValueView)
    return view


def test_value_for_money_places_what_is_known_and_names_what_is_not(open_window: Opener, settle: Callable[[], None]) -> None:
    screen = shown(open_window("future-options", "Results"), VALUE)
    view = value_view(screen)
    settle()
    assert [view.model.cell_at(row, 0).text for row in range(5)] == ["1", "2", "none", "none", "none"]
    assert view.model.cell_at(0, 1).text == "Outsourcing, on the frontier"
    left = view.model.find("In house transformation")
    words = view.model.cell_at(left, view.model.columnCount() - 1).text
    assert words == "left out: its net present value is at most £2.48 million, and how low it could fall is not known"
    assert "Not drawn" in view.scatter.accessibleDescription()
    assert not any("left out" in each or "In house" in each for each in view.findings.sentences), "the table says it once"


def test_where_nothing_is_known_no_chart_is_drawn_and_the_view_says_so(open_window: Opener, settle: Callable[[], None]) -> None:
    screen = shown(open_window("place-budget", "Results"), VALUE)
    view = value_view(screen)
    settle()
    assert not view.scatter.isVisible()
    assert view.findings.sentences[0].startswith("No option has both a score and a most likely net present value")
    assert view.model.rowCount() == 4
    assert view.model.cell_at(0, 1).text == "Decline and keep our own services, benchmark", "one alone is on no frontier"
    last = view.model.columnCount() - 1
    assert {view.model.cell_at(row, last).text for row in (1, 2, 3)} == {"left out: its net present value is not known"}
    screen.copy_action.trigger()
    assert screen.messages.sentence == "There is no chart here yet: what it needs is not known."
    assert look_checks.faults(screen) == []


def test_a_click_on_a_mark_takes_its_option_in_hand(open_window: Opener, settle: Callable[[], None], qtbot: QtBot) -> None:
    screen = shown(open_window("future-options", "Results"), SURE)
    view = simulated(screen, qtbot)
    settle()
    chart = view.places
    spot = next(
        QPoint(x, y)
        for y in range(0, chart.height(), 4)
        for x in range(chart.width() // 2, chart.width(), 40)
        if chart.mark_at(QPoint(x, y).toPointF()).startswith("Outsourcing")
    )
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=spot)
    assert view.option == "Outsourcing"
    QApplication.processEvents()


def test_where_nothing_was_varied_the_view_says_that_this_shows_no_doubt(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window("reorganisation", "Results")
    for scored_as_a_range in rows_of(Criterion, window)[1:]:
        change(window, Criterion, scored_as_a_range.text("name"), "use", "parked")
    screen = shown(window, SURE)
    view = screen.pane(SURE)
    assert isinstance(view, SureView)
    view.weights_chosen.emit(SimulatedWeights.EXACT.value)
    simulated(screen, qtbot)
    assert screen.simulating.found is not None
    assert screen.simulating.found.simulation is not None
    assert screen.simulating.found.simulation.draws == 0
    assert view.note.text().startswith("Nothing was varied, so this shows no doubt.")
