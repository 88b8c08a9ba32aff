"""The window itself: opening, undoing, saying what is wrong, cases, backups and the first page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from db.nouns.delivery import Risk
from db.nouns.money import CashFlow, Target
from desktop.application import Window, own_folder
from desktop.operations.file_names import safe_name
from desktop.operations.records import cases, records
from desktop.operations.store import backups
from desktop.operations.store.files import opened
from desktop.settings import Settings
from desktop.views.kit import fonts, look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.messages import MessageRole
from desktop.views.kit.records.record_screen import RecordScreen
from desktop.views.shell.about import About
from desktop.views.shell.asked_of_book import AskedOfBookDialog
from desktop.views.shell.help_window import PAGES, HelpWindow
from desktop.views.shell.screens import SCREENS, stage_of
from tests.operations.grounds import TITLE, sheets, write
from tests.views import look_checks


@pytest.fixture
def fresh(styled_app: QApplication, qtbot: QtBot, tmp_path: Path) -> Window:
    """The window as it first opens, with no file."""
    window = Window(settings=Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    return window


def rename_first_risk(window: Window, name: str) -> None:
    """Change the name of the first risk through the workspace."""
    risk = window.workspace.read(records.rows, Risk, window.workspace.case_id)[0]
    window.workspace.edit(f"change to {name}", records.change, Risk, window.workspace.case_id, [records.Edit(risk.id, "name", name)])


def first_risk(window: Window) -> str:
    """The name of the first risk."""
    return window.workspace.read(records.rows, Risk, window.workspace.case_id)[0].text("name")


def test_the_first_page_says_what_to_do_and_a_sample_opens_from_it(fresh: Window, qtbot: QtBot) -> None:
    assert look_checks.faults(fresh.welcome) == []
    assert not fresh.rail.isEnabled()
    button = next(each for each in fresh.welcome.findChildren(QPushButton) if each.text() == "A back office hub for two councils")
    with qtbot.waitSignal(fresh.workspace.opened, timeout=20_000):
        button.click()
    assert fresh.screen_name == "Overview"
    assert fresh.rail.isEnabled()
    assert fresh.workspace.path == own_folder("Samples") / "back-office-hub.appraisal"


def test_every_screen_of_the_rail_opens_on_every_sample_without_a_fault(open_window: Callable[..., Window], qtbot: QtBot) -> None:
    window = open_window("place-budget")
    for entry in SCREENS:
        screen = window.show_screen(entry.name)
        qtbot.wait(400)  # once layouts and scroll bars have settled
        assert [each.text() for each in window.rail.selectedItems()] == [stage_of(entry.name)]
        assert (entry.name, look_checks.faults(screen)) == (entry.name, [])
    qtbot.wait(600)  # the pages of the paper are set off the main thread


def test_a_file_that_cannot_be_opened_is_said_on_the_page_and_the_open_one_stays(
    open_window: Callable[..., Window], qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window("back-office-hub")
    before = window.workspace.path
    letter = tmp_path / "letter.appraisal"
    letter.write_text("Dear Councillor", encoding="utf-8")
    with qtbot.waitSignal(window.workspace.troubled, timeout=10_000):
        window.open(letter)
    assert "is not an Appraisal Desk file" in window.show_screen(window.screen_name).messages.sentence
    assert window.workspace.path == before
    assert window.workspace.is_open


def test_a_file_in_a_synchronised_folder_is_worked_on_as_a_copy_and_put_back_on_closing(
    fresh: Window, qtbot: QtBot, tmp_path: Path, sample_store: Callable[[str, Path], None]
) -> None:
    path = tmp_path / "OneDrive - Council" / "hub.appraisal"
    path.parent.mkdir()
    sample_store("back-office-hub", path)
    with qtbot.waitSignal(fresh.workspace.copied, timeout=20_000):
        fresh.open(path)
    assert fresh.show_screen("Overview").messages.sentence.startswith("hub.appraisal is in a synchronised folder, so a copy of it")
    assert (fresh.workspace.path, fresh.settings.last_file) == (path, path)
    rename_first_risk(fresh, "Depots close late")
    with opened(path) as store:
        reader = store.reader()
        assert records.rows(reader, Risk, 1)[0].text("name") != "Depots close late"
    assert fresh.close()
    with opened(path) as store:
        reader = store.reader()
        assert records.rows(reader, Risk, 1)[0].text("name") == "Depots close late"


def test_a_copy_that_cannot_be_put_back_keeps_the_window_open_once(
    fresh: Window, qtbot: QtBot, tmp_path: Path, sample_store: Callable[[str, Path], None]
) -> None:
    path = tmp_path / "OneDrive - Council" / "hub.appraisal"
    path.parent.mkdir()
    sample_store("back-office-hub", path)
    with qtbot.waitSignal(fresh.workspace.copied, timeout=20_000):
        fresh.open(path)
    rename_first_risk(fresh, "Depots close late")
    path.parent.rename(tmp_path / "away")
    assert not fresh.close()
    said = fresh.show_screen("Overview").messages.sentence
    assert "There is no folder" in said
    assert "Your changes are in the copy on this machine" in said
    assert fresh.close()


def test_closing_without_a_change_keeps_no_backup(
    open_window: Callable[..., Window], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))  # every copy of a sample has one id, and so one folder of backups
    window = open_window("future-options")
    path = window.workspace.path
    assert path is not None
    window.close()
    assert backups.backups(backups.folders_of(own_folder("Backups"), path), path) == ()


def test_undo_and_redo_name_what_they_do_and_outlast_the_window(open_window: Callable[..., Window], qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window("back-office-hub")
    was = first_risk(window)
    rename_first_risk(window, "Depots close late")
    window.undoing.name()
    assert window.undo_action.text() == "&Undo change to Depots close late"
    path = window.workspace.path
    assert path is not None
    window.close()
    again = Window(settings=Settings(tmp_path / "again.ini"))
    qtbot.addWidget(again)
    with qtbot.waitSignal(again.workspace.opened, timeout=20_000):
        again.open(path)
    assert again.undo_action.isEnabled()
    again.show_screen("Risks")
    again.undo_action.trigger()
    assert first_risk(again) == was
    again.redo_action.trigger()
    assert first_risk(again) == "Depots close late"
    again.close()


def test_undo_and_redo_on_a_file_that_has_gone_are_said_and_change_nothing(
    open_window: Callable[..., Window], qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window("back-office-hub")
    was = first_risk(window)
    for name in ("Depots close early", "Depots close late"):
        rename_first_risk(window, name)
    window.workspace.undo()
    path = window.workspace.path
    assert path is not None
    window.close()
    # SQLite asks where the file is before the first change after opening
    again = Window(settings=Settings(tmp_path / "again.ini"))
    qtbot.addWidget(again)
    with qtbot.waitSignal(again.workspace.opened, timeout=20_000):
        again.open(path)
    again.show_screen("Risks")
    away = path.rename(path.with_name("elsewhere.appraisal"))
    for action in (again.redo_action, again.undo_action):
        with qtbot.waitSignal(again.workspace.troubled) as said:
            action.trigger()
        assert said.args[0].startswith(f"{path.name} was moved, renamed, deleted or replaced while it was open")
        assert again.show_screen(again.screen_name).messages.sentence == said.args[0]
        assert first_risk(again) == "Depots close early"
    away.rename(path)
    again.undo_action.trigger()
    assert first_risk(again) == was
    again.close()


def test_a_second_case_is_added_and_chosen_from_the_menu(open_window: Callable[..., Window]) -> None:
    window = open_window("back-office-hub")
    window.cases.add()
    assert window.workspace.case.title == "New case"
    window.cases.fill()
    named = [action.text() for action in window.cases.menu.actions()]
    assert named[:2] == ["Back office hub", "New case"]
    window.cases.menu.actions()[0].trigger()
    assert window.workspace.case.title == "Back office hub"


def test_a_new_file_is_made_with_one_empty_case(fresh: Window, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(fresh.workspace.opened, timeout=20_000):
        fresh.workspace.create(tmp_path / "parks.appraisal")
    assert fresh.workspace.case.title == "New case"
    assert [each.text() for each in fresh.rail.selectedItems()] == ["Overview"]
    assert look_checks.faults(fresh.show_screen("Overview")) == []


def test_a_workbook_is_imported_into_the_open_file_and_a_bad_one_leaves_it_alone(
    open_window: Callable[..., Window], qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window("back-office-hub")
    for name, year in (("good.xlsx", "2024/25"), ("bad.xlsx", "2024/26")):
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "Case"
        for line in (("Field", "Value"), ("Title", f"Depot {name}"), ("Base year", year)):
            sheet.append(line)
        book.save(tmp_path / name)
    with qtbot.waitSignal(window.workspace.not_imported, timeout=10_000) as said:
        window.import_book(tmp_path / "bad.xlsx")
    assert said.args[0].startswith("Nothing was imported from bad.xlsx. ")
    assert "Case, row 3, column B" in said.args[0]
    assert [title for _, title in window.workspace.read(cases.titles)] == ["Back office hub"]
    with qtbot.waitSignal(window.workspace.imported, timeout=10_000):
        window.import_book(tmp_path / "good.xlsx")
    assert window.workspace.case.title == "Depot good.xlsx"
    assert window.show_screen(window.screen_name).messages.sentence.startswith("Imported ‘Depot good.xlsx’ from good.xlsx. ")


def test_what_a_workbook_has_that_is_not_known_is_left_out_only_where_it_is_ticked(
    open_window: Callable[..., Window], qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window("back-office-hub")
    book = sheets()
    book["Scores"][0].append("Our check")
    book["Flows"].append(["One team", "Total", "cost", None, None, "no", None, None, 5, None, None, None, None, None, None])
    path = write(book, tmp_path / "book.xlsx")
    changed = openpyxl.load_workbook(path)
    changed["Scores"].row_dimensions[4].hidden = True
    changed.save(path)
    with qtbot.waitSignal(window.workspace.asked, timeout=10_000):
        window.import_book(path)
    (dialog,) = window.findChildren(AskedOfBookDialog)
    assert (list(dialog.unknown), list(dialog.doubled)) == (["Scores Our check"], [f"Flows {len(book['Flows'])}"])
    assert not dialog.take.isEnabled()
    assert window.workspace.case.title == "Back office hub"
    dialog.unknown["Scores Our check"].setChecked(True)
    with qtbot.waitSignal(window.workspace.imported, timeout=10_000):
        dialog.take.click()
    assert window.workspace.case.title == TITLE
    messages = window.show_screen(window.screen_name).messages
    left = f"Left out: Scores Our check, Flows {len(book['Flows'])}."
    assert messages.sentence.endswith(f"the others. {left} Scores: row 4 is hidden, and read.")
    assert messages.role is MessageRole.ALERT, "what lost anything is never green"
    lines = window.workspace.read(records.rows, CashFlow, window.workspace.case_id)
    assert "Total" not in [row.text("line") for row in lines]


def test_the_workbook_of_a_case_is_exported_and_said_and_trouble_is_a_sentence(
    open_window: Callable[..., Window], qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window("back-office-hub")
    case_menu = next(action.menu() for action in window.menuBar().actions() if action.text() == "&Case")
    assert isinstance(case_menu, QMenu)
    case_menu.aboutToShow.emit()
    assert window.export_action in case_menu.actions()
    assert window.export_action.isEnabled()
    book = tmp_path / "Back office hub.xlsx"
    with qtbot.waitSignal(window.workspace.exported, timeout=20_000):
        window.export_book(book)
    page = window.show_screen(window.screen_name)
    assert page.messages.sentence == f"Exported ‘Back office hub’ to Back office hub.xlsx in {tmp_path}."
    assert openpyxl.load_workbook(book, read_only=True).sheetnames[0] == "Case"
    with qtbot.waitSignal(window.workspace.troubled, timeout=20_000):
        window.export_book(tmp_path / "nowhere" / "book.xlsx")
    assert page.messages.sentence.startswith("There is no folder")
    with qtbot.waitSignal(window.workspace.troubled, timeout=20_000):
        window.export_book(tmp_path / "book.appraisal")
    assert page.messages.sentence == "book.appraisal is not the name of a workbook. Choose one that ends in .xlsx."


def test_what_import_would_not_take_back_is_said_on_exporting(open_window: Callable[..., Window], qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window("back-office-hub")
    window.workspace.edit("new target", records.add, Target, window.workspace.case_id, {"indicator": "NI 179"})
    with qtbot.waitSignal(window.workspace.exported, timeout=20_000):
        window.export_book(tmp_path / "book.xlsx")
    said = window.show_screen(window.screen_name).messages.sentence
    assert said.startswith("Exported ‘Back office hub’ to book.xlsx. Before it can be imported again, put this right")
    assert "Targets, row 2" in said


@pytest.mark.parametrize(("title", "name"), [("A: the <case>/2?", "A the case 2"), ("Ends. ", "Ends"), ("***", "Case")])
def test_a_title_makes_a_name_that_a_file_may_have(title: str, name: str) -> None:
    assert safe_name(title, "Case") == name


def test_a_workbook_with_many_problems_is_told_by_the_first_twelve_and_the_report_has_all(
    fresh: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Case"
    for line in (("Field", "Value"), ("Title", "Depots"), ("Base year", "2024/25")):
        sheet.append(line)
    options = book.create_sheet("Options")
    options.append(("Option", "Benchmark"))
    for number in range(20):
        options.append((f"Depot {number}", "perhaps"))
    book.save(tmp_path / "many.xlsx")
    with qtbot.waitSignal(fresh.workspace.not_imported, timeout=20_000) as said:
        fresh.import_book(tmp_path / "many.xlsx")
    lines = said.args[0].split("\n")
    assert lines[0] == "Nothing was imported from many.xlsx. Put this right in it, then import it again:"
    assert lines[1].startswith("Options, row 2, column B (Benchmark)")
    assert (len(lines), lines[-1]) == (14, "There are 8 more, in the report.")
    assert fresh.welcome.messages.sentence == said.args[0]
    next(each for each in fresh.welcome.messages.findChildren(PlainButton) if each.text() == "Copy the report").click()
    copied = QGuiApplication.clipboard().text()
    assert [line.split(",")[1] for line in copied.splitlines() if line.startswith("Options, ")] == [f" row {row}" for row in range(2, 22)]
    assert not fresh.workspace.is_open


@pytest.mark.parametrize("column", [0, 4])
def test_what_is_being_typed_in_a_cell_is_in_the_file_after_closing(
    open_window: Callable[..., Window], qtbot: QtBot, settle: Callable[[], None], column: int
) -> None:
    window = open_window("back-office-hub", "Risks")
    screen = window.show_screen("Risks")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert isinstance(screen, RecordScreen)
    view = screen.pane.table.view
    screen.pane.table.go_to(0, column)
    view.setFocus()
    settle()
    qtbot.keyClicks(view, "D")
    qtbot.keyClicks(QApplication.focusWidget(), "epots close")
    path = window.workspace.path
    assert path is not None
    window.close()
    with opened(path) as store:
        reader = store.reader()
        risk = records.rows(reader, Risk, 1)[0]
    assert risk.text(("name", "likelihood", "impact", "control", "owner")[column]) == "Depots close"


def test_the_window_is_never_larger_than_the_screen_the_first_time(fresh: Window, tmp_path: Path) -> None:
    room = fresh.screen().availableSize()
    unseen = Window(settings=Settings(tmp_path / "other.ini"))
    assert unseen.size() == unseen.size().boundedTo(room)
    unseen.close()


def test_without_a_file_no_screen_can_be_gone_to(fresh: Window) -> None:
    view = next(action for action in fresh.menuBar().actions() if action.text() == "&View").menu()
    assert isinstance(view, QMenu)
    names = {entry.name for entry in SCREENS}
    assert [action.text() for action in view.actions() if action.text() in names and action.isEnabled()] == []


def test_another_screen_leaves_the_focus_on_the_rail_and_never_on_a_button(open_window: Callable[..., Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub", "Risks")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.show_screen("Risks").setFocus()
    button = window.show_screen("Risks").findChild(QPushButton)
    assert button is not None
    button.setFocus()
    window.show_screen("Plan")
    assert window.rail.hasFocus()


def test_an_ampersand_in_a_title_is_shown_in_the_menus(open_window: Callable[..., Window]) -> None:
    window = open_window("back-office-hub")
    window.workspace.edit("change to R&D", cases.change, window.workspace.case_id, "title", "Parks & Trees")
    window.undoing.name()
    window.cases.fill()
    assert window.undo_action.text() == "&Undo change to R&&D"
    assert window.cases.menu.actions()[0].text() == "Parks && Trees"


def test_a_sample_that_is_open_is_shown_again(fresh: Window, qtbot: QtBot) -> None:
    for _ in range(2):
        with qtbot.waitSignal(fresh.workspace.opened, timeout=20_000):
            fresh.open_sample("back-office-hub")
    assert fresh.show_screen("Overview").messages.sentence == ""


def test_the_file_last_open_is_remembered(open_window: Callable[..., Window], tmp_path: Path) -> None:
    window = open_window("back-office-hub")
    assert window.settings.last_file == window.workspace.path


def test_help_and_about_open_and_nothing_in_them_is_cut(fresh: Window, qtbot: QtBot) -> None:
    pages = HelpWindow(fresh)
    qtbot.addWidget(pages)
    pages.show()
    for number in range(len(PAGES)):
        pages.pages.choose(number)
        assert pages.text.toPlainText().strip()
    pages.show_page([name for name, _ in PAGES].index("The case workbook"))
    assert "in excess of £4.5m" in pages.text.toPlainText()
    about = About(fresh)
    qtbot.addWidget(about)
    about.show()
    assert look_checks.clipped_labels(about) == []


def test_the_programs_own_folders_are_in_the_local_profile() -> None:
    local = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    assert str(own_folder("Backups")).startswith(local)


def test_larger_text_reaches_titles_and_tables_and_stops_at_twice_the_least(open_window: Callable[..., Window], qtbot: QtBot) -> None:
    window = open_window("future-options")
    screen = window.show_screen("Criteria")
    title = screen.header.title
    before, row = title.font().pointSizeF(), look.row_height()
    for _ in range(20):
        window.larger_action.trigger()
    qtbot.wait(100)
    assert QApplication.font().pointSizeF() == 2 * fonts.LEAST_POINTS
    assert title.font().pointSizeF() > 1.8 * before
    assert look.row_height() > row
    qtbot.waitUntil(lambda: look_checks.sideways_scrolls(screen) == [])  # a form is made in a turn of its own
    for _ in range(20):
        window.smaller_action.trigger()
    qtbot.wait(50)
    assert QApplication.font().pointSizeF() == fonts.LEAST_POINTS
