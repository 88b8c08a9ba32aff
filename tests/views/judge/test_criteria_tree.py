"""The Criteria screen as a tree, and the form that follows a criterion's use, on the real window over a real store."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from db.nouns.choice import Criterion
from desktop.application import Window
from desktop.models.cell import CellState
from desktop.operations.records import records
from desktop.operations.records.records import Row
from desktop.views.judge.criteria import Criteria
from desktop.views.judge.criterion_form import CriterionForm
from desktop.views.judge.value_editor import POINTS, SCORE_ITSELF, STRAIGHT
from desktop.views.kit.forms.fields import FieldFrame
from desktop.views.kit.tables.banded_table import BandedTable
from tests.views import look_checks

Settle = Callable[[], None]


@pytest.fixture
def criteria(open_window: Callable[..., Window], settle: Settle) -> tuple[Window, Criteria, CriterionForm]:
    """The window on the criteria of a case, all from 0 to 10, with the first in hand."""
    window = open_window("future-options", screen="Risks")
    screen = window.show_screen("Criteria")
    assert isinstance(screen, Criteria)
    settle()
    form = screen.pane.form
    assert isinstance(form, CriterionForm)
    return window, screen, form


def recorded(window: Window, name: str) -> Row:
    rows = window.workspace.read(records.rows, Criterion, window.workspace.case_id)
    return next(row for row in rows if row.text("name") == name)


def take(screen: Criteria, name: str) -> None:
    model = screen.pane.model
    screen.pane.table.go_to(next(row for row in range(model.rowCount()) if model.row_at(row).text("name") == name))


def names(screen: Criteria) -> list[str]:
    return [screen.pane.model.row_at(row).text("name") for row in range(screen.pane.model.rowCount())]


def type_field(field: FieldFrame, text: str) -> None:
    """Type into a field and leave it."""
    assert isinstance(field.editor, QLineEdit)
    field.editor.setText(text)
    field.commit()


def pick(field: FieldFrame, name: str) -> None:
    """Pick a name in a list."""
    assert isinstance(field.editor, QComboBox)
    field.editor.setCurrentText(name)
    field.editor.activated.emit(field.editor.currentIndex())


def test_headings_stand_above_their_criteria_with_what_they_add_to(criteria: tuple[Window, Criteria, CriterionForm]) -> None:
    _, screen, _ = criteria
    table = screen.pane.table
    assert isinstance(table, BandedTable)
    bands = {band.words: band for row in range(screen.pane.model.rowCount()) for band in table.bands(row)}
    assert (bands["Community"].level, dict(bands["Community"].figures)) == (0, {"weight": "37", "share": "37%"})
    assert (bands["Residents"].level, dict(bands["Residents"].figures)) == (1, {"weight": "30", "share": "30%"})
    assert list(bands)[:4] == ["Democracy", "Community", "Residents", "Partners"]
    screen.pane.model.sort(0)
    assert not any(table.bands(row) for row in range(screen.pane.model.rowCount()))


def test_a_criterion_moved_in_the_form_stands_under_its_new_heading_and_undo_puts_it_back(
    criteria: tuple[Window, Criteria, CriterionForm], settle: Settle
) -> None:
    window, screen, form = criteria
    before = names(screen)
    heading = form.fields["heading"]
    assert isinstance(heading.editor, QComboBox)
    heading.editor.setEditText("Delivery > Capacity to change")
    heading.commit()
    settle()
    assert recorded(window, "Politically viable").text("heading") == "Delivery > Capacity to change"
    assert names(screen).index("Politically viable") > names(screen).index("Skills of staff") - 2
    assert form.fields["name"].text() == "Politically viable"
    window.workspace.undo()
    settle()
    assert names(screen) == before


def test_a_criterion_is_dragged_within_its_heading_and_no_further(
    criteria: tuple[Window, Criteria, CriterionForm], settle: Settle, qtbot: QtBot
) -> None:
    window, screen, _ = criteria
    before = names(screen)
    take(screen, "Politically viable")
    screen.pane.move_row(2)
    settle()
    assert names(screen) == [*before[1:3], before[0], *before[3:]]
    assert window.workspace.undo_label() == "move of Politically viable"
    with qtbot.waitSignal(screen.pane.alerted) as said:
        screen.pane.move_row(-3)
    assert said.args == ["Drag a criterion to a place under its own heading. To put it under another, change its group."]
    window.workspace.undo()
    settle()
    assert names(screen) == before


def test_moving_within_a_heading_swaps_and_past_its_edge_takes_the_heading(
    criteria: tuple[Window, Criteria, CriterionForm], settle: Settle
) -> None:
    window, screen, _ = criteria
    take(screen, "Politically viable")
    screen.pane.move_row(1)
    settle()
    assert names(screen)[:2] == ["Democratic function", "Politically viable"]
    take(screen, "Aligned to political vision")
    screen.pane.move_row(1)
    settle()
    assert names(screen)[0] == "Community focus"
    assert window.workspace.undo_label() == "move of Community focus"
    window.workspace.undo()
    settle()
    assert names(screen)[0] == "Democratic function"


def test_a_block_pastes_straight_past_headings(criteria: tuple[Window, Criteria, CriterionForm], settle: Settle) -> None:
    window, screen, _ = criteria
    number = next(number for number, column in enumerate(screen.pane.model.columns) if column.key == "weight")
    screen.pane.table.go_to(2, number)
    QGuiApplication.clipboard().setText("3\n4\n5\n")
    screen.pane.table.view.paste()
    assert screen.pane.table.question.sentence.startswith("This replaces 3 filled cells of ")
    screen.pane.table.question.choose(0)
    settle()
    assert [recorded(window, name).text("weight") for name in names(screen)[2:5]] == ["3", "4", "5"]
    assert window.workspace.undo_label() == "3 cells pasted into criteria"


def test_the_form_shows_what_applies_to_the_use(criteria: tuple[Window, Criteria, CriterionForm], settle: Settle) -> None:
    _, _, form = criteria
    hidden = [key for key, field in form.fields.items() if field.isHidden()]
    # what is open to the public has no reason to be withheld
    assert hidden == ["pass_mark", "exempt_paragraphs", "public_interest", "name_public"]
    assert not form.value.isHidden()
    pick(form.fields["use"], "Must pass")
    settle()
    assert form.value.isHidden()
    assert not form.fields["pass_mark"].isHidden()
    assert form.fields["rank_order"].isHidden()
    assert not form.fields["weight"].isHidden()
    assert look_checks.faults(form) == []


def test_points_are_typed_reset_and_taken_back_each_as_one_step(criteria: tuple[Window, Criteria, CriterionForm], settle: Settle) -> None:
    window, screen, form = criteria
    value = form.value
    assert value.kinds.chosen == STRAIGHT
    value.kinds.choose(POINTS)
    settle()
    assert recorded(window, "Politically viable").text("value_function") == "0:0; 5:50; 10:100"
    value.model.enter(1, value.model.columns[1], "80")
    settle()
    assert recorded(window, "Politically viable").text("value_function") == "0:0; 5:80; 10:100"
    value.add_button.click()
    settle()
    assert [value.model.cell_at(row, 0).text for row in range(4)] == ["0", "2.5", "5", "10"]
    value.reset_button.click()
    settle()
    assert recorded(window, "Politically viable").text("value_function") == "0:0; 2.5:25; 5:50; 10:100"
    window.workspace.undo()
    settle()
    assert value.model.cell_at(2, 1).text == "80"
    value.kinds.choose(STRAIGHT)
    settle()
    assert recorded(window, "Politically viable").text("value_function") == ""
    take(screen, "Timescales")
    settle()
    assert value.model.rowCount() == 0


@pytest.mark.parametrize(
    ("row", "column", "typed", "said"),
    [
        (1, 1, "140", "Value: 140 is too high: type 100 or less"),
        (1, 0, "12", "Scores rise from one point to the next, and 10 comes after 12: type a score above 12"),
        (1, 1, "much", "Value: ‘much’ is not a number: type one such as 12 or 7.5"),
    ],
)
def test_wrong_points_stay_with_their_sentence_and_nothing_is_recorded(
    criteria: tuple[Window, Criteria, CriterionForm], settle: Settle, row: int, column: int, typed: str, said: str
) -> None:
    window, _, form = criteria
    form.value.kinds.choose(POINTS)
    settle()
    form.value.table.go_to(row, column)
    form.value.model.enter(row, form.value.model.columns[column], typed)
    settle()
    cell = form.value.model.cell_at(row, column)
    assert (cell.state, cell.text) == (CellState.WRONG, typed)
    assert form.value.table.trouble.text() == said
    assert recorded(window, "Politically viable").text("value_function") == "0:0; 5:50; 10:100"
    assert look_checks.faults(form) == []


def test_a_point_is_dragged_and_moved_with_keys_and_each_let_go_is_one_step(
    criteria: tuple[Window, Criteria, CriterionForm], qtbot: QtBot, settle: Settle
) -> None:
    window, _, form = criteria
    form.value.kinds.choose(POINTS)
    settle()
    curve = form.value.curve
    start = curve.place_of(1).toPoint()
    qtbot.mousePress(curve, Qt.MouseButton.LeftButton, pos=start)
    for step in (8, 16, 24):
        qtbot.mouseMove(curve, start - QPoint(0, step))
        settle()
    assert recorded(window, "Politically viable").text("value_function") == "0:0; 5:50; 10:100"
    qtbot.mouseRelease(curve, Qt.MouseButton.LeftButton, pos=start - QPoint(0, 24))
    settle()
    dragged = recorded(window, "Politically viable").text("value_function")
    assert dragged.startswith("0:0; 5:")
    assert dragged.endswith("; 10:100")
    assert int(dragged.split("; ")[1].split(":")[1]) > 55
    assert QPointF(curve.place_of(1)).y() == pytest.approx(start.y() - 24, abs=2)
    curve.setFocus()
    for _ in range(3):
        qtbot.keyPress(curve, Qt.Key.Key_Down)
    assert recorded(window, "Politically viable").text("value_function") == dragged
    qtbot.keyRelease(curve, Qt.Key.Key_Down)
    settle()
    moved = recorded(window, "Politically viable").text("value_function")
    assert int(moved.split("; ")[1].split(":")[1]) == int(dragged.split("; ")[1].split(":")[1]) - 3
    qtbot.keyClick(curve, Qt.Key.Key_Right)
    settle()
    assert recorded(window, "Politically viable").text("value_function").split("; ")[1].startswith("5.5:")
    window.workspace.undo()
    window.workspace.undo()
    settle()
    assert recorded(window, "Politically viable").text("value_function") == dragged
    assert curve.points[1][1] == int(dragged.split("; ")[1].split(":")[1])


def test_direct_is_refused_where_lower_is_better_and_says_so(criteria: tuple[Window, Criteria, CriterionForm], settle: Settle) -> None:
    window, _, form = criteria
    form.value.kinds.choose(SCORE_ITSELF)
    settle()
    assert recorded(window, "Politically viable").text("value_function") == "direct"
    window.workspace.undo()
    type_field(form.fields["best"], "")
    type_field(form.fields["worst"], "")
    pick(form.fields["better"], "Lower")
    settle()
    form.value.kinds.choose(SCORE_ITSELF)
    settle()
    assert form.value.kinds.chosen == STRAIGHT
    assert form.value.trouble.text().startswith("A direct score is itself the value, so higher is better")


def test_stale_weights_are_marked_and_can_be_said_to_hold(criteria: tuple[Window, Criteria, CriterionForm], settle: Settle) -> None:
    window, screen, form = criteria
    assert not form.hold_button.isVisible()
    type_field(form.fields["best"], "12")
    settle()
    number = next(number for number, column in enumerate(screen.pane.model.columns) if column.key == "weight")
    assert screen.pane.model.cell_at(0, number).flag
    assert form.stale.text().startswith("Politically viable was weighed before its scale changed")
    form.hold_button.click()
    settle()
    assert not screen.pane.model.cell_at(0, number).flag
    assert form.stale.text() == ""
    assert window.workspace.undo_label() == "weights of Politically viable still hold"
    window.workspace.undo()
    settle()
    assert screen.pane.model.cell_at(0, number).flag


def test_a_scale_that_leaves_scores_outside_says_so_at_once_and_while_it_does(
    criteria: tuple[Window, Criteria, CriterionForm], settle: Settle
) -> None:
    window, screen, form = criteria
    type_field(form.fields["worst"], "3")
    settle()
    said = form.stranded.text()
    assert "outside the scale of Politically viable, 3 to 10" in said
    assert screen.messages.sentence == said
    assert said in screen.pane.findings.sentences
    window.workspace.undo()
    settle()
    assert form.stranded.text() == ""


def test_the_weight_comes_next_after_the_scale(criteria: tuple[Window, Criteria, CriterionForm], settle: Settle) -> None:
    _, _, form = criteria
    form.fields["best"].editor.setFocus()
    settle()
    QTest.keyClick(form.fields["best"].editor, Qt.Key.Key_Tab)
    assert form.fields["weight"].editor.hasFocus()
    assert form.fields["weight"].y() < form.fields["anchors"].y() < form.value.y()


def test_what_is_taken_from_the_records_says_which_and_what_they_lack(
    criteria: tuple[Window, Criteria, CriterionForm], settle: Settle
) -> None:
    window, _, form = criteria
    pick(form.fields["taken_from"], "Population")
    settle()
    assert recorded(window, "Politically viable").text("taken_from") == "population"
    said = form._taken.text()
    assert said.startswith("Not scored by the groups: the population of the participants together, from Organisations under Set up.")
    assert "Politically viable cannot be taken from the records for " in said
    assert form._taken.isVisible()


def test_a_criterion_about_money_says_what_that_means(criteria: tuple[Window, Criteria, CriterionForm], settle: Settle) -> None:
    _, screen, form = criteria
    take(screen, "Financial considerations")
    pick(form.fields["about_money"], "Not stated")
    settle()
    assert form._money.text().startswith("It is about money (judged by its name), and money is recorded under Money")
    pick(form.fields["about_money"], "No")
    settle()
    assert form._money.text() == ""


@pytest.mark.parametrize("size", [(1366, 768), (1366, 690), (960, 540)])
def test_nothing_is_unnamed_cut_off_or_sideways_with_points(
    criteria: tuple[Window, Criteria, CriterionForm], settle: Settle, size: tuple[int, int]
) -> None:
    window, screen, form = criteria
    window.resize(*size)
    form.value.kinds.choose(POINTS)
    settle()
    assert look_checks.faults(screen) == []
    order = look_checks.tab_order(screen)
    for widget in (form.value.curve, form.value.table.view, form.value.add_button):
        assert widget in order


def test_a_scale_without_length_is_said_to_tell_nothing_apart(criteria: tuple[Window, Criteria, CriterionForm], settle: Settle) -> None:
    window, screen, form = criteria
    take(screen, "Timescales")
    type_field(form.fields["best"], "0")
    settle()
    said = "Worst and Best of Timescales are both 0, so it tells no option from another."
    assert form.stranded.text() == said
    assert said in screen.pane.findings.sentences
    assert "Every option scores the same on Timescales, so it tells nothing apart." in window.workspace.appraisal().sentences
    assert look_checks.faults(screen) == []
