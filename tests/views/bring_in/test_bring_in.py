from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from db.nouns.money import CashFlow
from desktop.application import Window
from desktop.operations.records.records import rows
from desktop.views.bring_in.screen import BringIn
from desktop.views.kit.clipboard import MOST_CHARACTERS
from desktop.views.kit.forms.segments import Segments
from desktop.views.kit.messages import MessageRole
from tests.operations.matching.books import COSTS, SCORING, written

#: The same costs in the years of the sample.
COSTS_THEN = (COSTS[0], ("Cost item", "2011/12", "2012/13", "2013-14", "14/15", "FY2015/16"), *COSTS[2:])
OpenWindow = Callable[..., Window]


def bring_in(window: Window) -> BringIn:
    screen = window.show_screen("Bring in a sheet")
    assert isinstance(screen, BringIn)
    return screen


def choose(screen: BringIn, key: str, words: str) -> None:
    """Answer as a click does."""
    box = screen.questions.line(key)
    if isinstance(box, Segments):
        next(each for each in box.findChildren(QPushButton) if each.text() == words).click()
        return
    assert isinstance(box, QComboBox)
    if box.isEditable():
        box.setEditText(words)
        box.activated.emit(box.currentIndex())
    else:
        box.setCurrentIndex(box.findText(words))
        box.activated.emit(box.currentIndex())


def test_another_table_of_the_book_is_shown_when_it_is_chosen(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    screen = bring_in(open_window("future-options"))
    screen.open_book(written(tmp_path / "two.xlsx", Risks=(("Risk", "Owner"), ("Cost rises", "Chief officer")), Costs=COSTS_THEN))
    qtbot.waitUntil(lambda: bool(screen.tables))
    assert [screen.table_box.itemText(n) for n in range(2)] == ["Risks, row 1: 1 row", "Costs, row 2: 4 rows"]
    assert (screen.model.rowCount(), screen.take_action.text()) == (1, "Bring in 1 record")
    screen.table_box.setCurrentIndex(1)
    screen.table_box.activated.emit(1)
    assert (screen.model.rowCount(), screen.take_action.text()) == (4, "Bring in")
    assert screen.said.text().startswith("Answer the")


def test_a_cover_sheet_does_not_stand_before_the_table(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    screen = bring_in(open_window("future-options"))
    cover = (("Northshire District Council",), ("Shared back office",), ("Draft 4",))
    screen.open_book(written(tmp_path / "two.xlsx", Cover=cover, Costs=COSTS_THEN))
    qtbot.waitUntil(lambda: bool(screen.tables))
    assert [table.sheet for table in screen.tables] == ["Cover", "Costs"]
    assert screen.table is not None
    assert (screen.table.sheet, screen.model.rowCount()) == ("Costs", 4)


def test_a_workbook_is_matched_shown_and_taken_as_one_step(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window("future-options")
    screen = bring_in(window)
    assert screen.empty.isVisible()
    screen.open_book(written(tmp_path / "finance.xlsx", Costs=COSTS_THEN))
    qtbot.waitUntil(lambda: bool(screen.tables))
    assert screen.said.text().startswith("Answer the")
    assert not screen.take_action.isEnabled()
    assert screen.model.rowCount() == 4  # the rows as they stand in the sheet
    choose(screen, "unit", "120 is £120,000")
    choose(screen, "all owner", "Shared services")
    before = len(window.workspace.read(rows, CashFlow, window.workspace.case_id))
    assert screen.take_action.isEnabled(), screen.said.text()
    screen.take()
    assert len(window.workspace.read(rows, CashFlow, window.workspace.case_id)) == before + 3
    assert screen.messages.role is MessageRole.ALERT  # something was left out
    assert "1 row was left out." in screen.messages.sentence
    screen._copy()
    assert "Left out\nRow 6, Total: It reads as a total" in QGuiApplication.clipboard().text()
    window.workspace.undo()
    assert len(window.workspace.read(rows, CashFlow, window.workspace.case_id)) == before


def test_a_table_on_the_clipboard_comes_the_same_way(open_window: OpenWindow, qtbot: QtBot) -> None:
    screen = bring_in(open_window("future-options"))
    QGuiApplication.clipboard().setText("Risk\tProbability\nCosts rise\t3\n")
    screen.paste()
    assert screen.said.text() == "1 risk will be new."
    qtbot.mouseClick(screen.header.primary, Qt.MouseButton.LeftButton)
    assert screen.messages.sentence.startswith("Brought in 1 record.")


def test_merged_cells_of_a_table_of_words_are_filled_down_by_choice(open_window: OpenWindow) -> None:
    screen = bring_in(open_window("future-options"))
    data = QMimeData()
    data.setHtml(
        "<table><tr><td>Phase<td>Milestone<td>Date</tr><tr><td rowspan=2><p>Design</p><td>Start<td>1 May 2012</tr>"
        "<tr><td>End<td>1 June 2012</tr></table>"
    )
    QGuiApplication.clipboard().setMimeData(data)
    screen.paste()
    assert screen.said.text() == "Answer the question to see what it would bring."
    choose(screen, "merged", "Each row has its value")
    assert screen.said.text() == "2 milestones will be new."
    assert [screen.model.row_at(row).says for row in (0, 1)] == ["Phase: Design; Date: 1 May 2012", "Phase: Design; Date: 1 June 2012"]


def test_what_is_no_table_is_said(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    screen = bring_in(open_window("future-options"))
    QGuiApplication.clipboard().setText("just words")
    screen.paste()
    assert screen.messages.sentence.startswith("There is no table on the clipboard.")
    for text, told in (
        ("a" * (MOST_CHARACTERS + 1), "There is too much on the clipboard to paste. Save it as a workbook, and bring that in."),
        (
            "Risk\tOwner\n" + "Delay\n" * 100_000,
            "What was copied has 100,001 rows, and no more than 100,000 are read. Copy those that matter.",
        ),
        (
            "Risk" + "\tOwner" * 400 + "\n" + "Delay\n",
            "What was copied has 401 columns, and no more than 400 are read. Copy those that matter.",
        ),
    ):
        QGuiApplication.clipboard().setText(text)
        screen.paste()
        assert screen.messages.sentence == told
    QGuiApplication.clipboard().clear()
    screen.open_book(written(tmp_path / "empty.xlsx", Notes=(("Notes",),)))
    qtbot.waitUntil(lambda: screen.messages.sentence.startswith("empty.xlsx holds no table"))
    assert screen.empty.isVisible()


def test_a_matrix_of_scores_is_asked_about_its_words(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    screen = bring_in(open_window("future-options"))
    screen.open_book(written(tmp_path / "scores.xlsx", Scoring=SCORING))
    qtbot.waitUntil(lambda: bool(screen.tables))
    choose(screen, "word Quality: High", "9")
    choose(screen, "all assessors", "New panel")
    assert screen.said.text().startswith("1 assessor group")


def test_years_outside_the_case_stand_in_the_way_until_left_out(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    screen = bring_in(open_window("future-options"))
    screen.open_book(written(tmp_path / "finance.xlsx", Costs=COSTS))
    qtbot.waitUntil(lambda: bool(screen.tables))
    choose(screen, "unit", "120 is £120,000")
    choose(screen, "all owner", "Shared services")
    assert screen.said.text().startswith("5 things stand in the way.")
    assert not screen.take_action.isEnabled()


def test_a_large_table_is_matched_off_the_main_thread_and_its_columns_are_remembered(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window("future-options")
    screen = bring_in(window)
    register = (("Risk", "Chance of it", "Owner"), *((f"Risk {n}", 1 + n % 5, "Head") for n in range(1_200)))
    path = written(tmp_path / "register.xlsx", Risks=register)
    screen.open_book(path)
    qtbot.waitUntil(lambda: screen.model.rowCount() >= 1_200 and screen._task is None, timeout=20_000)
    assert "1,200 risks will be new" in screen.said.text()
    choose(screen, "column 1", "Likelihood")
    qtbot.waitUntil(lambda: screen._task is None, timeout=20_000)
    screen.take()
    qtbot.waitUntil(lambda: screen._task is None, timeout=20_000)
    assert screen.messages.role is MessageRole.SUCCESS
    assert list(window.workspace.matches.values()) == [{"column 1": "likelihood"}]
    screen.open_book(path)
    qtbot.waitUntil(lambda: screen._task is None and "are here already" in screen.said.text(), timeout=20_000)
    assert "Columns are taken as they were" in screen.notes.text()
    window.settings.matches = window.workspace.matches
    assert window.settings.matches == window.workspace.matches


def test_a_table_that_is_like_nothing_shows_no_empty_heading_and_the_rail_marks_no_stage(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window("future-options")
    screen = bring_in(window)
    assert [each.text() for each in window.rail.selectedItems()] == []
    odd = (("Colour", "Shape"), ("Red", "Round"), ("Blue", "Square"))
    screen.open_book(written(tmp_path / "two.xlsx", Odd=odd, Risks=(("Risk", "Owner"), ("Cost rises", "Chief officer"))))
    qtbot.waitUntil(lambda: bool(screen.tables))
    headings = (screen.questions.to_answer, screen.questions.taken_as)
    assert [each.isVisible() for each in headings] == [False, False], screen.said.text()
    screen.table_box.setCurrentIndex(1)
    screen.table_box.activated.emit(1)
    assert [each.isVisible() for each in headings] == [False, True]
    window.rail.itemClicked.emit(window.rail.currentItem())
    assert [each.text() for each in window.rail.selectedItems()] == ["Overview"]
    assert window.screen_name == "Overview"


def test_columns_that_stand_apart_come_in_one_after_the_other(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """The other part is in hand still, with its own columns, once the first has been taken."""
    window = open_window("future-options")
    screen = bring_in(window)
    heads = (("Cost line", "Revenue", None, "Capital", None, None, "Risk", "Likelihood"), (None, *("2011/12", "2012/13") * 2))
    staff, ict = ("Staff", 1, 2, None, None, None, "Costs rise", 3), ("ICT", 3, 4, 5, 6, None, "Delay", 4)
    screen.open_book(written(tmp_path / "two.xlsx", Work=(*heads, staff, ict)))
    qtbot.waitUntil(lambda: bool(screen.tables))
    choose(screen, "beside", "Another table: take that in column A first")
    choose(screen, "all owner", "Shared services")
    choose(screen, "all kind", "Cost")
    before = len(window.workspace.read(rows, CashFlow, window.workspace.case_id))
    screen.take()
    lines = window.workspace.read(rows, CashFlow, window.workspace.case_id)[before:]
    assert [(line.text("line"), line.text("type"), len(line.amounts)) for line in lines] == [
        ("Staff", "revenue", 2), ("ICT", "revenue", 2), ("ICT", "capital", 2),
    ]  # fmt: skip
    choose(screen, "beside", "Another table: take that in column G first")
    assert screen.take_action.text() == "Bring in 2 records"
