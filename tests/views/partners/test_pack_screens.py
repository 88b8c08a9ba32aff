"""Ask partners and Take in returns: packs made in the window, answers compared in it, and taken as one step that undo takes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from db.nouns.returns import Return, ReturnPack
from desktop.application import Window
from desktop.operations.papers.readiness import readiness
from desktop.operations.partners.returns import State
from desktop.operations.records import records
from desktop.views.partners.ask_partners import AskPartners
from desktop.views.partners.return_cells import can_take
from desktop.views.partners.take_returns import TakeReturns
from tests.views.look_checks import clipped_labels, sideways_scrolls, unnamed_widgets

PARTNER = "Blaby District Council"


@pytest.fixture
def asking(open_window: Callable[..., Window], tmp_path: Path) -> tuple[Window, AskPartners]:
    """The screen that asks, over the case of NI 179, about NI 179 alone."""
    window = open_window("ni179")
    window.ask_partners_action.trigger()
    screen = window.stack.currentWidget()
    assert isinstance(screen, AskPartners)
    for name, tick in screen.indicators.items():
        tick.setChecked(name == "NI 179")
    screen.folder.reset(str(tmp_path / "packs"))
    return window, screen


def made(window: Window, screen: AskPartners, qtbot: QtBot) -> None:
    """Press the button and wait until the packs are recorded."""
    with qtbot.waitSignal(window.workspace.changed, timeout=30_000):
        screen.make_action.trigger()
        if "which has passed" in screen.messages.sentence:
            screen.make(may_be_past=True)


def returns_screen(window: Window, qtbot: QtBot, path: Path) -> TakeReturns:
    """The screen that takes, with a folder checked."""
    window.take_returns_action.trigger()
    screen = window.stack.currentWidget()
    assert isinstance(screen, TakeReturns)
    screen.check(path)
    qtbot.waitUntil(lambda: bool(screen.checked) and screen.stop_button.isHidden(), timeout=30_000)
    return screen


def test_packs_are_made_recorded_and_undone(asking: tuple[Window, AskPartners], qtbot: QtBot, tmp_path: Path) -> None:
    window, screen = asking
    assert window.rail.currentItem().text() == "Set up"
    screen.model.setData(screen.model.index(0, 0), "No")
    assert screen.make_action.text() == "Make 11 packs"
    screen.due.reset("soon")
    screen.make_action.trigger()
    assert screen.due.trouble == "‘soon’ is not a date: type it as 31 October 2011."
    screen.due.reset("17 September 2009")
    made(window, screen, qtbot)
    assert len(list((tmp_path / "packs").glob("*.xlsx"))) == 11
    assert screen.messages.sentence.startswith("Wrote 11 workbooks into packs, in ")
    rows = window.workspace.read(records.rows, ReturnPack, window.workspace.case_id)
    assert {row.text("indicators") for row in rows} == {"NI 179"}
    assert screen.count.text() == "0 of 11 asked have answered."
    screen.table.go_to(1, 1)
    assert screen.reminder.text().startswith(f"To {PARTNER}\n")
    screen.copy_all_button.click()
    assert QGuiApplication.clipboard().text().count("It was due on 17 September 2009") == 11
    window.undo_action.trigger()
    assert not window.workspace.read(records.rows, ReturnPack, window.workspace.case_id)


def test_a_folder_that_is_there_is_never_written_over(asking: tuple[Window, AskPartners], qtbot: QtBot, tmp_path: Path) -> None:
    window, screen = asking
    (tmp_path / "packs").mkdir()
    screen.make_action.trigger()
    qtbot.waitUntil(lambda: bool(screen.messages.sentence), timeout=20_000)
    assert screen.messages.sentence == "packs is there already. Choose a new folder, so that no pack is written over."
    assert not window.workspace.read(records.rows, ReturnPack, window.workspace.case_id)


def test_returns_are_compared_taken_and_undone(asking: tuple[Window, AskPartners], qtbot: QtBot, tmp_path: Path) -> None:
    window, screen = asking
    made(window, screen, qtbot)
    path = tmp_path / "packs" / f"{PARTNER} return 1.xlsx"
    book = openpyxl.load_workbook(path)
    book["RAG by year"]["C8"].value = "A"
    book["Gains by year"]["C8"].value = 1_500
    book.save(path)
    wrong = tmp_path / "packs" / "Melton Borough Council return 1.xlsx"
    book = openpyxl.load_workbook(wrong)
    book["RAG by year"]["C8"].value = "Blue"
    book.save(wrong)
    taking = returns_screen(window, qtbot, tmp_path / "packs")
    assert taking.said.text() == "packs: 11 ready to take, 1 cannot be taken."
    assert taking.take_action.text() == "Take 11 returns"
    number = next(each for each in range(taking.files.rowCount()) if taking.files.row_at(each).checked.partner == PARTNER)
    taking.file_table.go_to(number, 1)
    assert [taking.answers.row_at(each).line.what for each in range(2)] == ["NI 179, 2009/10", "NI 179, 2009/10"]
    taking.answers.setData(taking.answers.index(0, 0), "No")
    bad = next(each for each in range(taking.files.rowCount()) if taking.files.row_at(each).checked.state is State.WRONG)
    assert not can_take(taking.files.row_at(bad), taking.files.columns[0])
    taking.file_table.go_to(bad, 1)
    assert taking.problems.text().startswith("RAG by year, row 8, column C (2009/10): ‘Blue’ is not a rating")
    taking.copy_button.click()
    assert QGuiApplication.clipboard().text().startswith("Melton Borough Council return 1.xlsx\n\nRAG by year, row 8")
    for each in range(taking.files.rowCount()):
        if taking.files.row_at(each).checked.partner not in (PARTNER, "Melton Borough Council"):
            taking.files.setData(taking.files.index(each, 0), "No")
    assert taking.take_action.text() == "Take 1 return"
    before = window.workspace.read(records.rows, Return, window.workspace.case_id)
    taking.take_action.trigger()
    assert taking.messages.sentence == f"Took the return of {PARTNER}: 1 answer changed."
    assert window.workspace.undo_label() == f"return of {PARTNER}"
    (row,) = [
        row
        for row in window.workspace.read(records.rows, Return, window.workspace.case_id)
        if row.text("organisation") == PARTNER and row.text("indicator") == "NI 179"
    ]
    assert (row.values["received"], [str(rating) for rating in row.ratings.values()], dict(row.amounts)) == (True, ["A"], {})
    qtbot.waitUntil(taking.stop_button.isHidden, timeout=20_000)
    window.undo_action.trigger()
    assert window.workspace.read(records.rows, Return, window.workspace.case_id) == before
    qtbot.waitUntil(taking.stop_button.isHidden, timeout=20_000)


def test_checking_can_be_stopped_and_begun_again(asking: tuple[Window, AskPartners], qtbot: QtBot, tmp_path: Path) -> None:
    window, screen = asking
    made(window, screen, qtbot)
    window.take_returns_action.trigger()
    taking = window.stack.currentWidget()
    assert isinstance(taking, TakeReturns)
    taking.check(tmp_path / "packs")
    taking.stop_button.click()
    qtbot.waitUntil(lambda: taking.messages.sentence == "Stopped. Nothing was taken.", timeout=20_000)
    taking.check_again()
    qtbot.waitUntil(lambda: bool(taking.checked), timeout=20_000)


def test_an_empty_folder_is_said(asking: tuple[Window, AskPartners], tmp_path: Path) -> None:
    window, _ = asking
    (tmp_path / "none").mkdir()
    window.take_returns_action.trigger()
    taking = window.stack.currentWidget()
    assert isinstance(taking, TakeReturns)
    assert taking.empty.isVisible()
    taking.check(tmp_path / "none")
    assert taking.messages.sentence == "There is no file in none. Put the returned workbooks there, or choose another folder."


def test_the_rail_leads_back_to_partners(asking: tuple[Window, AskPartners], qtbot: QtBot) -> None:
    window, screen = asking
    window.rail.itemClicked.emit(window.rail.currentItem())
    assert window.screen_name == "Partners"
    window.ask_partners_action.trigger()
    screen.back_action.trigger()
    assert window.screen_name == "Partners"


@pytest.mark.parametrize("size", [(1366, 690), (960, 540)])
def test_both_screens_are_named_whole_and_never_sideways(
    asking: tuple[Window, AskPartners], qtbot: QtBot, tmp_path: Path, settle: Callable[[], None], size: tuple[int, int]
) -> None:
    window, screen = asking
    made(window, screen, qtbot)
    window.resize(*size)
    settle()
    for page in (screen, returns_screen(window, qtbot, tmp_path / "packs")):
        if page is screen:
            window.show_screen("Ask partners")
        settle()
        assert (unnamed_widgets(page), clipped_labels(page), sideways_scrolls(page)) == ([], [], [])
        window.show_screen("Take in returns")


def test_another_case_begins_anew(asking: tuple[Window, AskPartners]) -> None:
    """Twelve packs went out that were headed with the years of another case."""
    window, screen = asking
    screen.due.reset("17 September 2009")
    screen.filled.setChecked(True)
    screen.everyone.click()
    screen.nobody.click()
    years, folder = screen.years.text(), screen.folder.text()
    screen.make()
    screen.make_action.trigger()
    window.workspace.edit("new case", _alone)
    window.workspace.show_case(2)
    window.ask_partners_action.trigger()
    assert (screen.due.text(), screen.filled.isChecked()) == ("", False)
    assert screen.years.text() != years
    assert screen.folder.text() != folder
    assert not screen.messages.sentence
    window.workspace.show_case(1)
    assert screen.years.text() == years
    assert all(screen.model.row_at(row).asked for row in range(screen.model.rowCount()))


def test_a_due_date_that_has_passed_is_asked_about_and_a_late_pack_is_an_item(asking: tuple[Window, AskPartners], qtbot: QtBot) -> None:
    window, screen = asking
    screen.due.reset("17 September 2009")
    screen.make_action.trigger()
    assert screen.messages.sentence.startswith("The answers would be due on 17 September 2009, which has passed.")
    made(window, screen, qtbot)
    says = [item.sentence for item in window.workspace.read(readiness, window.workspace.case_id) if item.key.startswith("pack: late: ")]
    assert any(f"{PARTNER} was asked for answers by 17 September 2009, and has not sent them" in each for each in says), says


def test_with_nobody_to_ask_the_screen_says_what_to_do_first(open_window: Callable[..., Window]) -> None:
    window = open_window("ni179")
    window.workspace.edit("new case", _alone)
    window.workspace.show_case(2)
    screen = window.show_screen("Ask partners")
    assert isinstance(screen, AskPartners)
    assert screen.empty.isVisible()
    assert not screen.make_action.isEnabled()


def _alone(unit: object) -> int:
    from db.writing import Unit
    from desktop.operations.records.cases import add_empty

    assert isinstance(unit, Unit)
    return add_empty(unit)
