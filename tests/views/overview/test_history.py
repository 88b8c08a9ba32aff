"""The History screen on the real window: what is listed as one scrolls and searches, the way to each record, and the workbook."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from db.nouns.case import Evidence
from db.nouns.delivery import Risk
from db.store import Store
from desktop.application import Window
from desktop.operations.history.changes import STRANGE, History, HistoryRow, Place, Wanted
from desktop.operations.history.going import way_to
from desktop.operations.records import cases, records
from desktop.operations.records.records import Edit
from desktop.settings import Settings
from desktop.views.kit import fonts
from desktop.views.kit.records.record_screen import RecordScreen
from desktop.views.overview.history import ChangeHistory
from tests.operations.every_noun import every_noun
from tests.operations.grounds import imported
from tests.views import look_checks


def show(window: Window) -> ChangeHistory:
    """The History screen, asked for under Edit."""
    window.history_action.trigger()
    screen = window.stack.currentWidget()
    assert isinstance(screen, ChangeHistory)
    return screen


def risks(window: Window) -> Sequence[records.Row]:
    return window.workspace.read(records.rows, Risk, window.workspace.case_id)


def rate(window: Window, likelihood: str) -> int:
    """Change the likelihood of the first risk; gives its id."""
    workspace, risk = window.workspace, risks(window)[0].id
    workspace.edit("change of a risk", records.change, Risk, workspace.case_id, [Edit(risk, "likelihood", likelihood)])
    return risk


def shown(screen: ChangeHistory, number: int) -> list[str]:
    return [screen.model.cell_at(number, column).text for column in range(screen.model.columnCount())]


def find(screen: ChangeHistory, words: str, qtbot: QtBot) -> None:
    editor = screen.search.editor
    assert isinstance(editor, QLineEdit)
    editor.setText(words)
    qtbot.wait(200)  # the search begins when typing pauses
    qtbot.waitUntil(lambda: screen.count.text().endswith(("change", "changes", "others")), timeout=20_000)


def test_the_latest_change_comes_first_with_all_its_words_below(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    rate(window, "Very likely")
    window.workspace.undo()
    screen = show(window)
    qtbot.wait(300)
    name = risks(window)[0].text("name")
    assert shown(screen, 0)[3:5] == ["Likelihood", "Very likely"]
    assert shown(screen, 0)[6] == "Undo of change of a risk"
    assert shown(screen, 1)[6] == "Undone: change of a risk"
    assert screen.model.cell_at(1, 0).quiet
    assert (screen.before.text(), screen.what.text()) == ("Very likely", f"Risk: {name}: likelihood")
    assert window.rail.currentItem().text() == "Overview"
    assert look_checks.faults(screen) == []
    rate(window, "Unlikely")
    assert shown(screen, 0)[5:] == ["Unlikely", "Change of a risk"]


@pytest.mark.parametrize("width", [683, 1366])
def test_no_word_is_cut_off_in_a_narrow_window_or_in_large_text(width: int, open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("place-budget")
    size = QApplication.font().pointSizeF()
    window.resize(width, 768)
    screen = show(window)
    if width > 1_000:
        fonts.set_text_size(size * 2)
    screen.show_record(("risks", risks(window)[0].id))
    qtbot.wait(400)
    try:
        assert look_checks.faults(screen) == []
    finally:
        fonts.set_text_size(size)


def test_more_comes_as_one_scrolls_and_nothing_is_read_before(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("place-budget")
    workspace = window.workspace
    case = workspace.case_id
    many = [Evidence(case_id=case, statement=f"Statement {number}") for number in range(1_000)]
    workspace.edit("an import of many", lambda unit: unit.add_all(many))
    screen = show(window)
    qtbot.wait(200)
    first = screen.model.rowCount()
    assert 100 <= first <= 400
    assert screen.count.text() == f"The latest {first}; scroll down for more"
    bar = screen.table.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: screen.model.rowCount() > first)
    assert [row.change for row in rows(screen)] == sorted((row.change for row in rows(screen)), reverse=True)
    find(screen, "statement 999 added", qtbot)
    assert [row.name for row in rows(screen)] == ["Statement 999"]
    find(screen, "zzz", qtbot)
    assert screen.model.rowCount() == 0
    assert screen.count.text() == "No change is like this: ask for others"


def rows(screen: ChangeHistory) -> list[HistoryRow]:
    return [screen.model.row_at(number) for number in range(screen.model.rowCount())]


def test_changes_are_found_by_who_made_them_and_when(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("place-budget")
    rate(window, "Very likely")
    screen = show(window)
    qtbot.wait(100)
    every, login = len(rows(screen)), rows(screen)[0].step.login
    screen.who.reset(login)
    screen.who.committed.emit(login)
    assert {row.step.login for row in rows(screen)} == {login}
    screen.who.reset("nobody")
    screen.who.committed.emit("nobody")
    assert rows(screen) == []
    tomorrow = datetime.datetime.now().astimezone().date() + datetime.timedelta(days=1)
    editor = screen.first.editor
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    editor.setText(f"{tomorrow:%d/%m/%Y}")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert rows(screen) == []
    editor.setText("soon")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert screen.first.trouble == "‘soon’ is not a date: type it as 31 October 2011."
    assert screen.unsaved() == ()
    screen.show_record(None)
    assert screen.first.trouble == ""
    assert len(rows(screen)) == every


def test_a_records_history_is_under_more_and_its_change_leads_back_to_its_field(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    risk = rate(window, "Very likely")
    listed = window.show_screen("Risks")
    assert isinstance(listed, RecordScreen)
    listed.pane.go_to(risks(window)[1].id)
    listed.pane.go_to(risk)
    menu = listed.header.more.menu() if listed.header.more is not None else None
    assert menu is not None
    [action] = [each for each in menu.actions() if each.text() == "History of the risk"]
    action.trigger()
    screen = window.stack.currentWidget()
    assert isinstance(screen, ChangeHistory)
    qtbot.wait(100)
    assert {(row.table, row.row) for row in rows(screen)} == {("risks", risk)}
    assert screen.only.text() == f"Only Risk: {risks(window)[0].text('name')}"
    listed.pane.go_to(risks(window)[1].id)
    screen.go_action.trigger()
    assert window.screen_name == "Risks"
    assert listed.pane.in_hand.id == risk
    assert listed.pane.form.fields["likelihood"].editor.hasFocus()
    show(window)
    screen.every_button.click()
    assert len(rows(screen)) > 10


def test_a_record_that_has_gone_or_is_in_another_case_is_said_to_be_so(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    workspace = window.workspace
    title = workspace.case.title
    risk = rate(window, "Very likely")
    workspace.show_case(workspace.edit("new case", cases.add_empty))
    screen = show(window)
    find(screen, "very likely", qtbot)
    screen.go_action.trigger()
    assert screen.messages.sentence == f"This record is in another case, ‘{title}’: choose that in the Case menu, then go to the record."
    workspace.edit("deletion of a risk", lambda unit: unit.remove(unit.get(Risk, risk)))
    find(screen, "very likely likelihood", qtbot)
    screen.table.go_to(screen.model.rowCount() - 1)
    screen.go_action.trigger()
    assert screen.messages.sentence == "This risk has been deleted since, so there is nothing to go to."
    assert window.screen_name == "History"


@pytest.fixture
def every_noun_window(styled_app: QApplication, qtbot: QtBot, tmp_path: Path) -> Window:
    """The window, open on a case with a record of every noun."""
    path = tmp_path / "every noun.appraisal"
    store = Store.create(path)
    imported(store, every_noun(), tmp_path)
    store.close()
    window = Window(settings=Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    with qtbot.waitSignal(window.workspace.opened, timeout=20_000):
        window.open(path)
    return window


def test_every_kind_of_record_is_gone_to_on_its_own_screen(every_noun_window: Window, qtbot: QtBot) -> None:
    window = every_noun_window
    workspace = window.workspace
    stretch = workspace.read(lambda reader: History(reader).stretch(Wanted(login=""), Place()))
    by_table: dict[str, HistoryRow] = {}
    while True:
        for row in stretch.rows:
            by_table.setdefault(row.table, row)
        if stretch.next is None:
            break
        after = stretch.next
        stretch = workspace.read(lambda reader, after: History(reader).stretch(Wanted(), after), after)
    assert len(by_table) > 40
    for table, row in by_table.items():
        way = workspace.read(way_to, table, row.row, row.key, workspace.case_id)
        assert way.case == ""
        screen = window.show_screen(way.at.screen)
        screen.take_to(way.at)
        if isinstance(screen, RecordScreen) and table not in ("weights", "judgements", "return_packs"):
            of_gate = table in ("passed_gates", "gate_figures")  # they are shown with their gate
            assert (table, screen.pane.kept_in, screen.pane.in_hand.id) == (table, "milestones" if of_gate else table, way.at.record)
    qtbot.wait(300)
    window.close()


def test_the_history_is_exported_as_it_stands(open_window: Callable[[str], Window], qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window("back-office-hub")
    rate(window, "Very likely")
    screen = show(window)
    with qtbot.waitSignal(window.workspace.exported, timeout=20_000):
        screen.export(tmp_path / "history.xlsx")
        assert not screen.export_action.isEnabled()
        rate(window, "Unlikely")
        assert not screen.export_action.isEnabled()
    assert screen.messages.sentence.startswith("Exported ‘History of back-office-hub.appraisal’ to history.xlsx")
    book = openpyxl.load_workbook(tmp_path / "history.xlsx")
    assert [book["History"].cell(2, number).value for number in (5, 7, 8)] == ["Likelihood", "Very likely", "Change of a risk"]
    book.close()
    with qtbot.waitSignal(window.workspace.troubled, timeout=20_000) as told:
        screen.export(tmp_path / "history.doc")
    assert told.args == ["history.doc is not the name of a workbook. Choose one that ends in .xlsx."]
    qtbot.waitUntil(lambda: screen.export_action.isEnabled() and screen.export_action.text() == "Export the history…")


def test_another_file_has_another_history(
    open_window: Callable[[str], Window], qtbot: QtBot, made_sample: Callable[[str], Path], tmp_path: Path
) -> None:
    window = open_window("back-office-hub")
    screen = show(window)
    screen.show_record(("risks", risks(window)[0].id))
    other = tmp_path / "other.appraisal"
    shutil.copyfile(made_sample("ni179"), other)
    with qtbot.waitSignal(window.workspace.opened, timeout=20_000):
        window.open(other)
    qtbot.wait(200)
    assert not screen.only.isVisible()
    assert len({row.table for row in rows(screen)}) > 1
    assert STRANGE not in {row.after for row in rows(screen)}
