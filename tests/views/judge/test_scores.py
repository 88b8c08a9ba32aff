"""The Scores screen on the real window: what is typed, pasted or cleared is in the file as one step, and nothing wrong is lost."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from types import FrameType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from db.nouns.choice import AssessorGroup, Criterion, Option
from db.nouns.noun import Noun
from desktop.application import Window
from desktop.appraisal.wording import score_words
from desktop.models.cell import CellState
from desktop.operations.choice import scores
from desktop.operations.choice.scores import ScoreCell, ScoreEdit
from desktop.operations.records import records
from desktop.operations.store.files import opened
from desktop.views.judge.score_cells import ScoreSheet
from desktop.views.judge.score_panel import THE_GROUPS
from desktop.views.judge.score_table import cell_width
from desktop.views.judge.scores import Scores
from desktop.views.kit import look
from desktop.views.kit.tables.cells import slot_width
from tests.views import look_checks

Opener = Callable[..., Window]
_SHARED, _TIMES = "Shared services", "Timescales"


def shown(window: Window) -> Scores:
    """The Scores screen, in front."""
    screen = window.show_screen("Scores")
    assert isinstance(screen, Scores)
    return screen


def recorded(window: Window, group: str, option: str = _SHARED, criterion: str = _TIMES) -> ScoreCell | None:
    """One cell as the store has it."""
    cells = window.workspace.read(scores.cells, window.workspace.case_id)
    return next((each for each in cells if (each.group, each.option, each.criterion) == (group, option, criterion)), None)


def place(screen: Scores, option: str = _SHARED, criterion: str = _TIMES) -> tuple[int, int]:
    """Where a cell stands in the table."""
    row = next(row for row in range(screen.model.rowCount()) if screen.model.row_at(row).name == criterion)
    return row, next(number for number, each in enumerate(screen.model.columns) if each.heading == option)


def take(screen: Scores, option: str = _SHARED, criterion: str = _TIMES) -> None:
    """Take a cell in hand, with the focus in the table."""
    screen.table.go_to(*place(screen, option, criterion))
    screen.table.view.setFocus()


def type_in_cell(qtbot: QtBot, screen: Scores, typed: str) -> None:
    """Type into the cell in hand as an officer does, and press Enter."""
    qtbot.keyClick(screen.table.view, Qt.Key.Key_F2)
    editor = screen.table.view.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, typed)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # Qt commits an editor in the next turn of the event loop


def test_a_score_typed_in_its_cell_is_in_the_file_in_the_trail_and_undone(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    before = recorded(window, "Staff")
    assert before is not None
    screen.views.choose(1)
    take(screen)
    type_in_cell(qtbot, screen, "9")
    after = recorded(window, "Staff")
    assert after is not None
    assert after.score == 9
    assert window.workspace.undo_label() == "change to score of Shared services, Timescales, by Staff"
    window.workspace.undo()
    assert recorded(window, "Staff") == before
    path = window.workspace.path
    assert path is not None
    window.close()
    with opened(path) as store:
        reader = store.reader()
        changes = reader.rows("SELECT before, after FROM changes WHERE table_name = 'scores' ORDER BY id DESC LIMIT 2")
    assert [json.loads(changes[1][side])["score"] for side in (0, 1)] == [str(before.score), "9"]
    assert json.loads(changes[0][1])["score"] == str(before.score)


def test_a_score_outside_the_scale_stays_in_its_cell_and_beside_it_with_a_sentence(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    before = recorded(window, "Unison")
    screen.views.choose(2)
    take(screen)
    type_in_cell(qtbot, screen, "12")
    cell = screen.model.cell_at(*place(screen))
    assert (cell.state, cell.text) == (CellState.WRONG, "12")
    assert cell.trouble == "12 is outside the scale of Timescales: type a score from 0 to 10"
    unison = window.workspace.read(records.rows, AssessorGroup, window.workspace.case_id)[1]
    assert screen.panel.fields[unison.id].score.trouble == cell.trouble
    assert recorded(window, "Unison") == before
    screen.views.choose(1)
    assert screen.model.cell_at(*place(screen)).state is CellState.PLAIN
    screen.views.choose(2)
    assert screen.model.cell_at(*place(screen)).text == "12"


@pytest.mark.parametrize(("typed", "score", "not_applicable"), [("n/a", None, True), ("7.5", Decimal("7.5"), False)])
def test_not_applicable_and_numbers_are_told_apart(
    open_window: Opener, qtbot: QtBot, typed: str, score: Decimal | None, not_applicable: bool
) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    screen.views.choose(1)
    take(screen)
    type_in_cell(qtbot, screen, typed)
    found = recorded(window, "Staff")
    assert found is not None
    assert (found.score, found.not_applicable) == (score, not_applicable)


def test_a_pasted_block_is_one_step_and_clearing_makes_scores_missing_not_nought(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    screen.views.choose(1)
    take(screen, "Do nothing", "Politically viable")
    QGuiApplication.clipboard().setText("1\t2\n3\tn/a\n")
    screen.table.view.paste()
    assert "filled cells of ‘Politically viable’" in screen.table.question.sentence
    screen.table.question.choose(0)
    given = [recorded(window, "Staff", option, criterion) for criterion in ("Politically viable", "Democratic function")
             for option in ("Do nothing", "In house transformation")]  # fmt: skip
    assert [each and each.score for each in given] == [1, 2, 3, None]
    assert given[3] is not None
    assert given[3].not_applicable
    assert window.workspace.undo_label() == "change to 4 scores by Staff"
    qtbot.keyClick(screen.table.view, Qt.Key.Key_Delete)
    assert recorded(window, "Staff", "Do nothing", "Politically viable") is None
    row, column = place(screen, "Do nothing", "Politically viable")
    assert screen.model.cell_at(row, column).aside == "missing"
    window.workspace.undo()
    window.workspace.undo()
    restored = recorded(window, "Staff", "Do nothing", "Politically viable")
    assert restored is not None
    assert restored.score == 2


def test_one_wrong_score_in_a_block_keeps_itself_alone(open_window: Opener) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    screen.views.choose(1)
    take(screen, "Do nothing", "Politically viable")
    QGuiApplication.clipboard().setText("1\n11\n3\n")
    screen.table.view.paste()
    assert "filled cells of ‘Politically viable’" in screen.table.question.sentence
    screen.table.question.choose(0)
    row, column = place(screen, "Do nothing", "Politically viable")
    states = [screen.model.cell_at(row + down, column).state for down in range(3)]
    assert states == [CellState.PLAIN, CellState.WRONG, CellState.PLAIN]
    assert "kept as typed" in screen.messages.sentence


def test_fill_down_gives_every_chosen_cell_the_topmost_score(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    screen.views.choose(3)
    take(screen, "Outsourcing", "Politically viable")
    qtbot.keyClick(screen.table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(screen.table.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    first, second = (recorded(window, "Councillors", "Outsourcing", name) for name in ("Politically viable", "Democratic function"))
    assert first is not None
    assert second is not None
    assert first.score == second.score


def test_all_groups_together_is_read_and_not_typed(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    take(screen)
    qtbot.keyClick(screen.table.view, Qt.Key.Key_9)
    qtbot.keyClick(screen.table.view, Qt.Key.Key_Delete)
    assert window.workspace.undo_label() == "import of Future options"
    assert screen.table.view.viewport().findChild(QLineEdit) is None


def test_the_combined_cells_show_marks_missing_and_not_applicable(open_window: Opener) -> None:
    screen = shown(open_window("future-options", "Scores"))
    assert len(screen.model.cell_at(*place(screen)).marks) == 3
    assert screen.model.cell_at(*place(screen, "Outsourcing", "Skills of staff")).aside == "1 missing"
    assert screen.model.cell_at(*place(screen, "Do nothing", _TIMES)).state is CellState.NOT_APPLICABLE
    assert "not counted as 0" in screen.model.cell_at(*place(screen, "Shared CEO/management team", "Skills of staff")).words
    assert screen.model.cell_at(*place(screen, "Shared CEO/management team", _TIMES)).text == "4.0", "a range is not missing"


def test_groups_four_tenths_of_the_scale_apart_are_flagged_and_asked_why(open_window: Opener) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    unison = window.workspace.read(records.rows, AssessorGroup, window.workspace.case_id)[1]
    take(screen)
    assert not screen.model.cell_at(*place(screen)).flag
    screen.panel.fields[unison.id].score.editor.setFocus()
    field = screen.panel.fields[unison.id].score
    assert isinstance(field.editor, QLineEdit)
    field.editor.setText("0")
    field.commit()
    assert screen.model.cell_at(*place(screen)).flag
    assert "points apart" in screen.panel.verdict.sentences[0]


def test_a_score_and_a_comment_typed_at_the_side_are_recorded(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    staff = window.workspace.read(records.rows, AssessorGroup, window.workspace.case_id)[0]
    take(screen)
    score = screen.panel.fields[staff.id].score.editor
    score.setFocus()
    assert isinstance(score, QLineEdit)
    score.selectAll()
    qtbot.keyClicks(score, "3")
    qtbot.keyClick(score, Qt.Key.Key_Return)
    comment = screen.panel.fields[staff.id].comment.editor
    comment.setFocus()
    qtbot.keyClicks(comment, "No date yet")
    qtbot.keyClick(comment, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    found = recorded(window, "Staff")
    assert found is not None
    assert (found.score, found.comment) == (Decimal(3), "No date yet")
    assert window.workspace.undo_label() == "change to a comment on Shared services, Timescales, by Staff"


def test_a_wrong_score_typed_at_the_side_stays_there(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    staff = window.workspace.read(records.rows, AssessorGroup, window.workspace.case_id)[0]
    take(screen)
    field = screen.panel.fields[staff.id].score
    assert isinstance(field.editor, QLineEdit)
    field.editor.setFocus()
    field.editor.selectAll()
    qtbot.keyClicks(field.editor, "many")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert field.text() == "many"
    assert field.trouble == "‘many’ is not a score: type a number, n/a, or clear it where it is missing"
    assert window.workspace.undo_label() == "import of Future options"


def test_a_group_is_added_named_given_votes_and_deleted(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    assert screen.header.primary is not None
    qtbot.mouseClick(screen.header.primary, Qt.MouseButton.LeftButton)
    editor = screen.panel.groups.view.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "Partners")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    screen.groups.model.enter(3, screen.groups.model.columns[1], "2")
    groups = window.workspace.read(records.rows, AssessorGroup, window.workspace.case_id)
    assert [(each.text("name"), each.values["votes"]) for each in groups][3] == ("Partners", 2)
    screen.panel.groups.go_to(3)
    assert screen.delete_action.text() == "Delete Partners"
    screen.delete_action.trigger()
    assert len(window.workspace.read(records.rows, AssessorGroup, window.workspace.case_id)) == 3
    assert screen.messages.sentence == "Deleted Partners and its scores."
    window.workspace.undo()
    assert len(window.workspace.read(records.rows, AssessorGroup, window.workspace.case_id)) == 4


def test_the_cell_in_hand_stays_in_hand_when_the_store_changes(open_window: Opener) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    screen.views.choose(2)
    take(screen)
    here = (screen.table.current.row(), screen.table.current.column())
    screen.edit("new group", records.add, AssessorGroup, window.workspace.case_id)
    assert (screen.table.current.row(), screen.table.current.column()) == here
    assert screen.views.chosen == 2


def test_the_foot_gives_score_range_rank_and_benchmark(open_window: Opener) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    cells = [screen.totals.cell_at(0, number) for number in range(1, 6)]
    options = [window.workspace.appraisal().option(column.heading) for column in screen.model.columns[1:]]
    assert [cell.text for cell in cells] == [score_words(each.score, each.score_low, each.score_high) for each in options]
    assert [cell.note for cell in cells[:2]] == ["fifth, benchmark", "first"]
    assert " to " in cells[4].text
    assert cells[1].accent


def change_criterion(window: Window, name: str, key: str, text_typed: str) -> None:
    """Record one value of a criterion, as the Criteria screen does."""
    case = window.workspace.case_id
    row = next(each for each in window.workspace.read(records.rows, Criterion, case) if each.text("name") == name)
    window.workspace.edit("change", records.change, Criterion, case, [records.Edit(row.id, key, text_typed)])


@pytest.mark.parametrize(
    ("typed", "kept", "shows"),
    [
        ("6 (5 to 8)", (Decimal(6), Decimal(5), Decimal(8)), "6 (5 to 8)"),
        ("5-8", (None, Decimal(5), Decimal(8)), "5 to 8"),
        ("7 (at least 4)", (Decimal(7), Decimal(4), Decimal(10)), "7 (4 to 10)"),
    ],
)
def test_a_range_typed_in_a_cell_is_in_the_file_and_undone(
    open_window: Opener, qtbot: QtBot, typed: str, kept: tuple[Decimal | None, ...], shows: str
) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    before = recorded(window, "Staff", "Do nothing", "Future proofing")
    screen.views.choose(1)
    take(screen, "Do nothing", "Future proofing")
    type_in_cell(qtbot, screen, typed)
    found = recorded(window, "Staff", "Do nothing", "Future proofing")
    assert found is not None
    assert (found.score, found.low, found.high) == kept
    cell = screen.model.cell_at(*place(screen, "Do nothing", "Future proofing"))
    assert cell.text == shows
    assert cell.span is not None
    assert "not counted as 0" not in cell.words
    window.workspace.undo()
    assert recorded(window, "Staff", "Do nothing", "Future proofing") == before


def test_a_wrong_range_in_a_pasted_block_is_kept_and_the_rest_recorded(open_window: Opener) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    screen.views.choose(1)
    take(screen, "Do nothing", "Politically viable")
    QGuiApplication.clipboard().setText("1 (0 to 2)\t6 (8 to 5)\n4\t9 (7 to 12)\n")
    screen.table.view.paste()
    assert "filled cells of ‘Politically viable’" in screen.table.question.sentence
    screen.table.question.choose(0)
    row, column = place(screen, "Do nothing", "Politically viable")
    assert screen.model.cell_at(row, column).text == "1 (0 to 2)"
    assert screen.model.cell_at(row + 1, column).text == "4"
    assert screen.model.cell_at(row, column + 1).trouble == "Low, 8, is above High, 5: swap them"
    assert screen.model.cell_at(row + 1, column + 1).trouble.startswith("12 is outside the scale of Democratic function")
    assert window.workspace.undo_label() == "change to 2 scores by Staff"


def test_low_high_and_distribution_are_typed_at_the_side(open_window: Opener, settle: Callable[[], None]) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    staff = window.workspace.read(records.rows, AssessorGroup, window.workspace.case_id)[0]
    take(screen, "Do nothing", "Future proofing")
    settle()
    score = recorded(window, "Staff", "Do nothing", "Future proofing")
    assert score is not None
    assert not screen.panel.fields[staff.id].distribution.isVisible()
    for field, typed in ((screen.panel.fields[staff.id].low, "0"), (screen.panel.fields[staff.id].high, "4")):
        assert isinstance(field.editor, QLineEdit)
        field.editor.setText(typed)
        field.commit()
        settle()
    spread = screen.panel.fields[staff.id].distribution
    assert spread.isVisible()
    assert spread.text() == "Uniform"
    box = spread.editor
    assert isinstance(box, QComboBox)
    box.setCurrentText("Beta")
    box.activated.emit(box.currentIndex())
    settle()
    found = recorded(window, "Staff", "Do nothing", "Future proofing")
    assert found is not None
    assert (found.score, found.low, found.high, found.distribution) == (score.score, Decimal(0), Decimal(4), "beta")
    own = screen.panel.fields[staff.id].score
    assert isinstance(own.editor, QLineEdit)
    own.editor.setText("3")
    own.commit()
    found = recorded(window, "Staff", "Do nothing", "Future proofing")
    assert found is not None
    assert (found.score, found.low, found.high, found.distribution) == (Decimal(3), Decimal(0), Decimal(4), "beta")
    assert look_checks.faults(screen) == []


def test_who_may_see_a_score_is_said_at_the_side(open_window: Opener, settle: Callable[[], None]) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    staff = window.workspace.read(records.rows, AssessorGroup, window.workspace.case_id)[0]
    take(screen, "Do nothing", "Future proofing")
    settle()
    marks = screen.panel.fields[staff.id].marks
    assert {key for key, field in marks.items() if field.isVisible()} == {"withheld"}
    box = marks["withheld"].editor
    assert isinstance(box, QComboBox)
    box.setCurrentText("Exempt")
    box.activated.emit(box.currentIndex())
    settle()
    assert all(field.isVisible() for field in marks.values())
    for key, typed in (("exempt_paragraphs", "paragraph 3"), ("public_interest", "A tender is open")):
        marks[key]._put(typed)
        marks[key].commit()
        settle()
    found = recorded(window, "Staff", "Do nothing", "Future proofing")
    assert found is not None
    assert (found.marks.withheld, found.marks.paragraphs, found.marks.reason) == ("exempt", "3", "A tender is open")
    assert look_checks.faults(screen) == []
    marks["exempt_paragraphs"]._put("eight")
    marks["exempt_paragraphs"].commit()
    settle()
    assert "does not name paragraphs" in marks["exempt_paragraphs"].trouble
    assert window.workspace.undo_label() == "change to who may see the score of Do nothing, Future proofing, by Staff"


def test_a_wrong_end_at_the_side_stays_when_another_cell_is_taken_and_comes_back(open_window: Opener, settle: Callable[[], None]) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    staff = window.workspace.read(records.rows, AssessorGroup, window.workspace.case_id)[0]
    take(screen, "Do nothing", "Future proofing")
    low = screen.panel.fields[staff.id].low
    assert isinstance(low.editor, QLineEdit)
    low.editor.setText("soon")
    low.commit()
    settle()
    assert low.trouble.startswith("Low: ‘soon’ is not a number")
    take(screen)
    settle()
    assert (low.text(), low.trouble) != ("soon", "")
    assert low.trouble == ""
    take(screen, "Do nothing", "Future proofing")
    settle()
    assert (low.text(), low.trouble[:4]) == ("soon", "Low:")
    assert [each.text for each in screen.unsaved()] == ["soon"]


def test_what_comes_from_the_records_is_read_and_says_so(open_window: Opener, qtbot: QtBot, settle: Callable[[], None]) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    change_criterion(window, _TIMES, "taken_from", "population")
    settle()
    screen.views.choose(1)
    take(screen)
    cell = screen.model.cell_at(*place(screen))
    assert cell.note == "from the records"
    assert not screen.model.is_editable(*place(screen))
    qtbot.keyClicks(screen.table.view, "7")
    assert screen.messages.sentence.startswith(
        "This comes from the records and is not scored: change the populations of organisations under Set up"
    )
    assert screen.panel.verdict.sentences[0].startswith("Taken from the records")
    settle()
    assert look_checks.faults(screen) == []


def test_a_score_outside_a_changed_scale_is_marked(open_window: Opener, settle: Callable[[], None]) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    screen.views.choose(1)
    assert not screen.model.cell_at(*place(screen)).flag
    change_criterion(window, _TIMES, "best", "4")
    settle()
    cell = screen.model.cell_at(*place(screen))
    assert cell.flag
    assert "outside its scale" in cell.words
    assert "outside its scale" in screen.key.accessibleName()


def test_the_differences_say_where_the_groups_are_furthest_apart(open_window: Opener, settle: Callable[[], None]) -> None:
    screen = shown(open_window("future-options", "Scores"))
    screen.views.choose(4)
    settle()
    cells = {
        (row, number): screen.model.cell_at(row, number)
        for row in range(screen.model.rowCount())
        for number in range(1, screen.model.columnCount())
    }
    most = max((cell.bar or 0.0 for cell in cells.values()), default=0.0)
    at = next(place_of for place_of, cell in cells.items() if cell.bar == most)
    (said,) = screen.differences.sentences
    option, criterion = screen.model.columns[at[1]].heading, screen.model.row_at(at[0]).name
    assert f"{criterion} for {option}" in said
    assert said.endswith(f"by **{cells[at].text} points**.")
    assert not any(screen.model.is_editable(*each) for each in cells)
    assert look_checks.faults(screen) == []


def test_more_groups_than_shapes_are_marked_by_their_lowest_and_highest(open_window: Opener, settle: Callable[[], None]) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    case = window.workspace.case_id
    _, option = next((each.id, each) for each in window.workspace.read(records.rows, Option, case) if each.text("name") == _SHARED)
    criterion = next(each for each in window.workspace.read(records.rows, Criterion, case) if each.text("name") == _TIMES)
    for number in range(5):
        group = screen.edit("new group", records.add, AssessorGroup, case, {"name": f"Panel of residents number {number + 1}"})
        assert group is not None
        screen.edit("score", scores.change, [scores.ScoreEdit(group, option.id, criterion.id, str(number * 2))])
    settle()
    assert screen.model.cell_at(*place(screen)).marks == ((0, 0.0), (0, 0.8))
    assert not screen.views.segments.isVisible()
    assert screen.views.list.isVisible()
    screen.views.choose(5)
    assert screen.model.cell_at(*place(screen)).text == "2"
    assert look_checks.faults(screen) == []


@pytest.mark.parametrize("sample", ["future-options", "place-budget"])
@pytest.mark.parametrize("size", [(1366, 768), (1366, 690), (960, 540)])
def test_nothing_is_unnamed_cut_off_or_sideways(
    open_window: Opener, settle: Callable[[], None], sample: str, size: tuple[int, int]
) -> None:
    window = open_window(sample, "Scores")
    window.resize(*size)
    screen = shown(window)
    settle()
    assert look_checks.faults(screen) == []
    screen.panel.face.choose(THE_GROUPS)
    settle()
    assert look_checks.faults(screen) == []
    if size[0] == 1366:
        assert look_checks.downward_scroll(screen) == 0


def test_sixty_criteria_scroll_in_the_table_and_the_page_stays(open_window: Opener, settle: Callable[[], None]) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    case = window.workspace.case_id
    for number in range(48):
        window.workspace.edit(
            "new criterion",
            records.add,
            Criterion,
            case,
            {"name": f"Further criterion {number + 1}", "worst": Decimal(0), "best": Decimal(10)},
        )
    settle()
    assert screen.model.rowCount() == 60
    assert screen.table.view.verticalScrollBar().maximum() > 0
    assert look_checks.downward_scroll(screen) == 0


@pytest.mark.parametrize(
    ("noun", "title"), [(Criterion, "No criteria yet"), (Option, "No options yet"), (AssessorGroup, "Nobody scores yet")]
)
def test_an_empty_screen_says_what_to_do_first(open_window: Opener, settle: Callable[[], None], noun: type[Noun], title: str) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    rows = window.workspace.read(records.rows, noun, window.workspace.case_id)
    window.workspace.edit("deletion", records.delete, noun, [each.id for each in rows])
    settle()
    assert [each.accessibleName() for each in screen._empty.values() if each.isVisible()] == [title]
    assert look_checks.faults(screen) == []


def test_keys_alone_reach_everything(open_window: Opener, settle: Callable[[], None]) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    take(screen)
    settle()
    order = look_checks.tab_order(screen)
    reached = {id(each) for each in order}
    for widget in (
        screen.table.view,
        *(each.score.editor for each in screen.panel.fields.values()),
        *(each.comment.editor for each in screen.panel.fields.values()),
    ):
        assert id(widget) in reached
    assert QApplication.focusWidget() is screen.table.view


def test_what_is_pasted_at_all_groups_together_is_told_where_to_go(open_window: Opener, qtbot: QtBot) -> None:
    screen = shown(open_window("future-options"))
    take(screen)
    QGuiApplication.clipboard().setText("1\t2\t3\t4\t5\t6\t7\n")
    qtbot.keyClick(screen.table.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "choose a group above the table" in screen.messages.sentence


def test_what_is_typed_at_all_groups_together_is_told_where_to_go(open_window: Opener, qtbot: QtBot) -> None:
    screen = shown(open_window("future-options"))
    take(screen)
    qtbot.keyClicks(screen.table.view, "7")
    assert "choose a group above the table" in screen.messages.sentence
    screen.views.choose(1)
    assert screen.messages.sentence == ""


def test_the_first_group_is_in_view_at_once(open_window: Opener) -> None:
    window = open_window("future-options")
    screen = shown(window)
    for group in window.workspace.read(records.rows, AssessorGroup, window.workspace.case_id):
        window.workspace.edit("deletion", records.delete, AssessorGroup, [group.id])
    screen._add_group()
    assert screen.views.chosen == 1
    assert screen.model.columns[1].editable


def test_the_widest_cell_of_a_view_is_among_those_asked_for_its_width(open_window: Opener) -> None:
    """The columns are as wide as the widest of all cells, of which only those that look alike in no other are made."""
    screen = shown(open_window("future-options"))
    for view in range(len(screen.views.names)):
        screen.views.choose(view)
        rows, columns = range(screen.model.rowCount()), range(1, screen.model.columnCount())
        every = {cell_width(screen.model.cell_at(row, column)) for row in rows for column in columns}
        few = [cell_width(cell) for cell in screen.cells_of_each_width()]
        assert max(few) == max(every)
        assert len(few) < len(rows) * len(columns)


def test_a_score_typed_looks_through_its_own_option_alone(open_window: Opener) -> None:
    """What the view of a group asks of every option's scores is worked out again of the option that was scored, and stays right."""
    window = open_window("future-options", "Scores")
    screen = shown(window)
    screen.views.choose(1)
    take(screen)
    looked: list[str] = []

    def look_on(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code is ScoreSheet._column.__code__:
            looked.append(frame.f_locals["option"])

    here = screen.table.current
    for text in ("7", "11", "6 (4 to 8)"):
        sys.setprofile(look_on)
        try:
            screen.model.enter(here.row(), screen.model.columns[here.column()], text)
            QApplication.processEvents()
        finally:
            sys.setprofile(None)
        assert looked == ([] if text == "11" else [_SHARED])  # 11 is outside the scale, and refused
        looked.clear()
        rows, columns = range(screen.model.rowCount()), range(1, screen.model.columnCount())
        every = {
            cell_width(screen.model.cell_at(row, column))
            for row in rows
            for column in columns
            if not screen.model.cell_at(row, column).trouble
        }
        assert max(map(cell_width, screen.cells_of_each_width())) == max(every)


def test_scores_of_another_file_are_shown_with_none_of_the_first_left_behind(
    open_window: Opener, qtbot: QtBot, made_sample: Callable[[str], Path], tmp_path: Path
) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    screen.views.choose(1)
    screen.table.go_to(screen.model.rowCount() - 1, screen.model.columnCount() - 1)
    for number, sample in enumerate(("back-office-hub", "ni179", "future-options")):
        other = tmp_path / f"other-{number}.appraisal"
        shutil.copyfile(made_sample(sample), other)
        with qtbot.waitSignal(window.workspace.rest_loaded, timeout=20_000):
            window.open(other)
        window.show_screen("Results")
        screen = shown(window)
        criteria = window.workspace.read(records.rows, Criterion, window.workspace.case_id)
        assert {screen.model.row_at(row).name for row in range(screen.model.rowCount())} == {each.text("name") for each in criteria}


def test_no_view_cuts_a_digit_of_a_long_scale(open_window: Opener, settle: Callable[[], None]) -> None:
    window = open_window("future-options", "Scores")
    change_criterion(window, _TIMES, "best", "20000")
    case = window.workspace.case_id
    groups = window.workspace.read(records.rows, AssessorGroup, case)
    options = {each.text("name"): each.id for each in window.workspace.read(records.rows, Option, case)}
    criterion = next(each.id for each in window.workspace.read(records.rows, Criterion, case) if each.text("name") == _TIMES)
    given = [ScoreEdit(group.id, options[_SHARED], criterion, text) for group, text in zip(groups, ("19500", "12000.5", "1"), strict=True)]
    window.workspace.edit("long scores", scores.change, given)
    screen = shown(window)
    settle()
    texts = set()
    for view in range(len(groups) + 2):
        screen.views.choose(view)
        settle()
        for row in range(screen.model.rowCount()):
            for number in range(1, screen.model.columnCount()):
                cell = screen.model.cell_at(row, number)
                texts.add(cell.text)
                if cell.slot or cell.aside:
                    assert look.text_width(cell.text, semibold=cell.strong) <= slot_width(cell.widest)
    assert {"19,500", "12,000.5", "10,500", "19,499"} <= texts


def test_tab_reaches_the_groups_before_their_table(open_window: Opener, settle: Callable[[], None]) -> None:
    window = open_window("future-options", "Scores")
    screen = shown(window)
    settle()
    reached = look_checks.tab_order(screen)
    tab = next(number for number, each in enumerate(reached) if screen.views.isAncestorOf(each))
    assert tab < reached.index(screen.table.view)
