"""The weights of the group in hand, under the tab Assessors of Judge, on the real window over a real store."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from db.nouns.choice import AssessorGroup, Criterion
from db.reading import Reader
from desktop.application import Window
from desktop.models.cell import CellState
from desktop.operations.choice import weighing
from desktop.operations.choice.weighing import JudgementEdit
from desktop.operations.records import records
from desktop.views.judge.criteria import Criteria
from desktop.views.judge.own_weights import OwnWeights

Settle = Callable[[], None]
SAMPLE, GROUP = "back-office-hub", "Officer appraisal group"


@pytest.fixture
def groups(open_window: Callable[..., Window], settle: Settle) -> tuple[Window, Criteria]:
    """The window with the tab Groups in front and the first group in hand."""
    window = open_window(SAMPLE, screen="Risks")
    screen = window.show_screen("Criteria", "Assessors")
    assert isinstance(screen, Criteria)
    settle()
    return window, screen


def choose_method(screen: Criteria, method: str, settle: Settle) -> None:
    """Pick a method in the form."""
    box = screen.pane.form.fields["method"].editor
    assert isinstance(box, QComboBox)
    assert [box.itemText(row) for row in range(box.count())] == ["Direct", "Swing", "Rank", "Pairwise"]
    row = box.findText(method)
    box.setCurrentIndex(row)
    box.activated.emit(row)
    settle()


def type_into(qtbot: QtBot, own: OwnWeights, row: int, column: int, text: str) -> None:
    own.table.go_to(row, column)
    own.table.view.setFocus()
    qtbot.keyClick(own.table.view, Qt.Key.Key_F2)
    line = own.table.view.viewport().findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def texts(own: OwnWeights, column: int) -> list[str]:
    return [own.model.cell_at(row, column).text for row in range(own.model.rowCount())]


def last_change(reader: Reader) -> tuple[str, str]:
    """The table that was changed last, and the row as it is then."""
    ((changed, after),) = reader.rows("SELECT table_name, after FROM changes ORDER BY id DESC LIMIT 1")
    return changed, after


@pytest.mark.parametrize(
    ("method", "typed", "table", "key", "kept"),
    [
        ("Direct", "40", "weights", "weight", "40"),
        ("Swing", "100", "weights", "weight", "100"),
        ("Rank", "1", "weights", "rank_order", "1"),
        ("Pairwise", "1/3", "judgements", "ratio", "3"),
    ],
)
def test_a_weight_typed_by_each_method_is_in_the_file_and_one_undo_takes_it_back(
    groups: tuple[Window, Criteria], qtbot: QtBot, settle: Settle, method: str, typed: str, table: str, key: str, kept: str
) -> None:
    window, screen = groups
    own = screen.own
    if method != "Direct":
        choose_method(screen, method, settle)
    column = 2 if method == "Pairwise" else 0
    before = texts(own, column)
    type_into(qtbot, own, 0, column, typed)
    settle()
    changed, after = window.workspace.read(last_change)
    assert (changed, str(json.loads(after)[key])) == (table, kept)
    assert texts(own, column)[0] == typed
    assert (
        window.workspace.undo_label() == f"change to weights of {GROUP}, {'Partnership' if method == 'Pairwise' else 'Fit with partners'}"
    )
    window.workspace.undo()
    settle()
    assert texts(own, column) == before


def test_switching_methods_never_loses_what_was_entered(groups: tuple[Window, Criteria], qtbot: QtBot, settle: Settle) -> None:
    _, screen = groups
    own = screen.own
    assert texts(own, 0) == ["25", "25", "20", "20", "10"]
    assert texts(own, 1) == ["25%", "25%", "20%", "20%", "10%"]
    choose_method(screen, "Rank", settle)
    assert texts(own, 0) == [""] * 5
    said = f"The weights of {GROUP} follow its order of the criteria (rank order centroid weights)."
    assert own.findings.sentences == (said,)  # the order recorded on the criteria, until the group gives its own
    for row, place in enumerate("12345"):
        type_into(qtbot, own, row, 0, place)
        settle()
    assert texts(own, 1) == ["45.7%", "25.7%", "15.7%", "9%", "4%"]
    choose_method(screen, "Pairwise", settle)
    choose_method(screen, "Swing", settle)
    assert texts(own, 0) == ["25", "25", "20", "20", "10"]
    choose_method(screen, "Rank", settle)
    assert texts(own, 0) == ["1", "2", "3", "4", "5"]


def test_a_matrix_pasted_whole_is_one_step_and_its_halves_agree(groups: tuple[Window, Criteria], settle: Settle) -> None:
    window, screen = groups
    own = screen.own
    choose_method(screen, "Pairwise", settle)
    own.table.go_to(0, 2)
    QGuiApplication.clipboard().setText("2\t4\n")
    own.table.view.paste()
    settle()
    own.table.go_to(1, 1)
    QGuiApplication.clipboard().setText("0.5\n0.25\n")
    own.table.view.paste()
    assert own.table.question.sentence.startswith("This replaces 2 filled cells")
    own.table.question.choose(0)
    settle()
    assert texts(own, 1) == ["1", "0.5", "0.25", ""]
    assert [own.model.cell_at(0, column).text for column in (2, 3)] == ["2", "4"]
    assert own.findings.sentences[0].startswith(f"{GROUP} has not yet compared Evidence of benefit with Partnership, directly or through")
    assert window.workspace.undo_label() == f"change to weights of {GROUP}, 2 cells"


def test_pairs_are_judged_within_each_heading_and_between_headings(groups: tuple[Window, Criteria], qtbot: QtBot, settle: Settle) -> None:
    """Five criteria under four headings: six pairs between these and one within, where ten were asked for."""
    window, screen = groups
    own = screen.own
    choose_method(screen, "Pairwise", settle)
    assert own.within.isVisible()
    box = own.within.editor
    assert isinstance(box, QComboBox)
    assert [box.itemText(row) for row in range(box.count())] == [
        "Between headings",
        "Within Timing and funding",
    ]
    assert [own.model.row_at(row).name for row in range(own.model.rowCount())] == [
        "Partnership",
        "Timing and funding",
        "Savings",
        "Evidence of benefit",
    ]
    for column, ratio in ((2, "2"), (3, "2"), (4, "4")):
        type_into(qtbot, own, 0, column, ratio)
        settle()
    box.setCurrentIndex(1)
    box.activated.emit(1)
    settle()
    assert [own.model.row_at(row).name for row in range(own.model.rowCount())] == ["Budget timescale", "Award criteria"]
    type_into(qtbot, own, 0, 2, "3")
    settle()
    assert texts(own, 0) == ["16.7%", "5.6%"]
    box.setCurrentIndex(0)
    box.activated.emit(0)
    settle()
    assert texts(own, 0) == ["44.4%", "22.2%", "22.2%", "11.1%"]
    judged = {
        (each.criterion, each.over): each.ratio for each in window.workspace.read(weighing.named_judgements, window.workspace.case_id)
    }
    assert judged["Partnership", "Timing and funding"] == 2
    assert judged["Budget timescale", "Award criteria"] == 3


def test_swing_shows_the_step_from_worst_to_best_beside_each_criterion(groups: tuple[Window, Criteria], settle: Settle) -> None:
    _, screen = groups
    for method in ("Swing", "Direct"):
        choose_method(screen, method, settle)
        assert texts(screen.own, 2) == ["0 to 10"] * 5
    assert screen.own.model.cell_at(0, 2).spoken == "Fit with partners: the step from worst to best is 0 to 10"
    assert not screen.own.within.isVisible()
    choose_method(screen, "Rank", settle)
    assert [each.heading for each in screen.own.model.columns] == ["Order", "Share"]


def test_judgements_at_odds_say_so_and_what_would_mend_them(groups: tuple[Window, Criteria], settle: Settle) -> None:
    window, screen = groups
    choose_method(screen, "Pairwise", settle)
    workspace = window.workspace
    group = workspace.read(records.rows, AssessorGroup, workspace.case_id)[0].id
    rows = workspace.read(records.rows, Criterion, workspace.case_id)
    first_of = {row.text("heading"): row.id for row in reversed(rows)}
    criteria = [first_of[name] for name in ("Partnership", "Timing and funding", "Savings", "Evidence of benefit")]
    pairs = [(first, second) for place, first in enumerate(criteria) for second in criteria[place + 1 :]]
    edits = [JudgementEdit(first, second, "9" if (first, second) == (criteria[2], criteria[3]) else "1") for first, second in pairs]
    within = [row.id for row in rows if row.text("heading") == "Timing and funding"]
    workspace.edit("judgements", weighing.change_judgements, group, [*edits, JudgementEdit(within[0], within[1], "1")])
    settle()
    own = screen.own
    flagged = [(row, column) for row in range(4) for column in range(1, 5) if own.model.cell_at(row, column).flag]
    assert [{own.model.row_at(row).name, own.model.columns[column].heading} for row, column in flagged] == [
        {"Savings", "Evidence of benefit"}
    ] * 2
    assert any(
        sentence.startswith(f"The judgements of {GROUP} contradict one another: the consistency ratio is ")
        and "Most at odds is Savings over Evidence of benefit, judged 9: the others imply about 1" in sentence
        for sentence in own.findings.sentences
    )


def test_a_wrong_ratio_stays_with_its_sentence_and_the_diagonal_is_shut(
    groups: tuple[Window, Criteria], qtbot: QtBot, settle: Settle
) -> None:
    window, screen = groups
    own = screen.own
    choose_method(screen, "Pairwise", settle)
    label = window.workspace.undo_label()
    type_into(qtbot, own, 0, 3, "more")
    settle()
    cell = own.model.cell_at(0, 3)
    assert (cell.state, cell.text) == (CellState.WRONG, "more")
    assert own.table.trouble.text() == cell.trouble == "‘more’ is not a ratio: type a number such as 3, or 1/3 where it counts for less"
    assert window.workspace.undo_label() == label
    assert [own.model.is_editable(row, row + 1) for row in range(4)] == [False] * 4
    assert not own.model.is_editable(0, 0)


def test_the_table_follows_the_group_in_hand_and_its_names_are_spoken(groups: tuple[Window, Criteria], settle: Settle) -> None:
    _, screen = groups
    screen.pane.table.go_to(1)
    settle()
    assert texts(screen.own, 0) == ["25", "25", "10", "30", "10"]
    assert screen.own.table.view.accessibleName() == "Weights of Member appraisal group"


def test_weights_copied_with_headings_come_back_by_their_criteria(groups: tuple[Window, Criteria], settle: Settle) -> None:
    own = groups[1].own
    own.table.go_to(0, 0)
    own.table.view.copy_headed()
    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines()[0] == "Criterion\tPoints\tShare\tWorst to best"
    first, *lines = copied.splitlines()
    upside_down = "\n".join((first, *reversed(lines), "")).replace("\t10\t", "\t30\t")
    QGuiApplication.clipboard().setText(upside_down)
    own.table.go_to(0, 0)
    own.table.view.paste()
    assert own.table.question.sentence.startswith("This replaces 1 filled cell")
    own.table.question.choose(0)
    settle()
    assert texts(own, 0) == ["25", "25", "20", "20", "30"]
