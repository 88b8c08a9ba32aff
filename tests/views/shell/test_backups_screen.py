"""Backups as an officer meets them: a file that does not open, the list of backups, and putting one in the file's place."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from db.nouns.case import Case
from db.store import Store
from desktop.application import BACKUPS, Window, own_folder
from desktop.operations.records.cases import titles
from desktop.operations.store import backups
from desktop.operations.store.files import opened
from desktop.operations.store.restoring import kept_backups
from desktop.settings import Settings
from desktop.views.shell.backups import Backups
from tests.privileges import AS_ANYBODY
from tests.views import look_checks


def change(store: Store, name: str) -> None:
    """Do one unit of work."""
    with store.unit_of_work(name) as unit:
        unit.change(unit.all(Case)[0], title=name)


def spoil(path: Path) -> None:
    """Damage a file in its middle."""
    whole = bytearray(path.read_bytes())
    whole[20_000:90_000] = b"\xff" * 70_000
    path.write_bytes(whole)


@pytest.fixture(autouse=True)
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A profile of each test's own: copies of one sample have one id, and so one folder of backups."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "profile"))


@pytest.fixture
def file(tmp_path: Path, sample_store: Callable[[str, Path], None]) -> Path:
    """A file with three backups, one for each of its last three changes, and one change more."""
    path, now = tmp_path / "hub.appraisal", datetime.datetime.now(datetime.UTC)
    sample_store("back-office-hub", path)
    with opened(path) as store:
        for hours, name in ((3, "second"), (2, "third"), (1, "fourth")):
            change(store, name)
            backups.back_up(store, own_folder("Backups"), now - datetime.timedelta(hours=hours))
        change(store, "fifth")
        backups.note_open(store, own_folder("Backups"), path)
    return path


@pytest.fixture
def window(styled_app: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    """The window as it first opens, with no file."""
    window = Window(settings=Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    yield window
    window.close()


def offers(window: Window) -> dict[str, QPushButton]:
    """The buttons beside the message of the page in hand, by their words."""
    page = window.stack.currentWidget()
    bar = page.messages if isinstance(page, Backups) else window.welcome.messages
    return {each.text(): each for each in bar.findChildren(QPushButton) if each.isVisible() and each.text()}


def listed(window: Window, qtbot: QtBot, file: Path | None = None) -> Backups:
    """The screen of backups, once all of them have been checked."""
    screen = window.show_screen(BACKUPS, file)
    assert isinstance(screen, Backups)
    qtbot.waitUntil(lambda: screen._task is None and all(each.trouble is not None for each in screen.kept), timeout=20_000)
    return screen


def opened_in(window: Window, qtbot: QtBot, file: Path) -> None:
    """Open a file in the window."""
    with qtbot.waitSignal(window.workspace.opened, timeout=20_000):
        window.open(file)


def _zeroed_first_page(path: Path) -> None:
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _other_version(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[60:64] = (77).to_bytes(4, "big")
    path.write_bytes(whole)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (spoil, "hub.appraisal is damaged."),
        (_zeroed_first_page, "hub.appraisal does not read as an Appraisal Desk file any more"),
        (_emptied, "hub.appraisal does not read as an Appraisal Desk file any more"),
        (_other_version, "hub.appraisal was made by a later version of Appraisal Desk"),
        (_folder, "hub.appraisal does not read as an Appraisal Desk file any more"),
        (Path.unlink, "There is no file at "),
    ],
)
def test_a_known_file_that_does_not_open_is_told_with_its_newest_sound_backup(
    window: Window, qtbot: QtBot, file: Path, damage: Callable[[Path], None], said: str
) -> None:
    newest, older, _ = kept_backups(own_folder("Backups"), file)
    spoil(newest.path)
    damage(file)
    is_there = os.path.lexists(file)
    with qtbot.waitSignal(window.workspace.damaged, timeout=20_000) as told:
        window.open(file)
    sentence = window.welcome.messages.sentence
    assert sentence == told.args[1]
    assert sentence.startswith(said)
    assert f"The newest sound backup is of {older.when}: its last change is ‘third’" in sentence
    assert "; 2 changes after it would be lost." in sentence
    assert f"The backup of {newest.when} is damaged too and was passed over." in sentence
    assert [*offers(window)] == ["Restore the backup", "See the backups", *([] if is_there else ["Find the file"])]
    assert look_checks.faults(window.welcome) == []
    with qtbot.waitSignal(window.workspace.restored, timeout=20_000) as restored:
        offers(window)["Restore the backup"].click()
    assert restored.args[0].startswith(f"The backup of {older.when} is open as hub.appraisal in ")
    assert window.show_screen("Overview").messages.sentence == restored.args[0]
    assert window.workspace.case.title == "third"
    assert file.with_name("hub.appraisal.damaged").exists() == is_there
    assert ("is kept as hub.appraisal.damaged beside it" in restored.args[0]) == is_there


_OPEN = """
import sys
from pathlib import Path
from desktop.tasks import Progress
from desktop.opening import Places, open_or_offer
try:
    open_or_offer(Path(sys.argv[1]), Places(Path(sys.argv[2]), None, None), Progress(lambda share, doing: None))
except Exception as trouble:
    print(type(trouble).__name__, trouble)
"""


@pytest.mark.skipif(not AS_ANYBODY, reason="modes are those of POSIX")
def test_a_known_file_that_may_not_be_read_is_told_with_its_backups_too(file: Path) -> None:
    newest = kept_backups(own_folder("Backups"), file)[0]
    file.chmod(0)
    command = [*AS_ANYBODY, sys.executable, "-c", _OPEN, str(file), str(own_folder("Backups"))]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    assert said.startswith("OfferedBackup hub.appraisal cannot be read: you may not ")
    assert f"The newest sound backup is of {newest.when}" in said


def test_a_file_without_backups_that_does_not_open_is_said_as_before(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(window.workspace.troubled, timeout=10_000) as said:
        window.open(tmp_path / "never.appraisal")
    assert said.args[0].startswith("There is no file at ")
    assert offers(window) == {}


def test_with_no_sound_backup_the_list_is_offered(window: Window, qtbot: QtBot, file: Path) -> None:
    for each in (file, *(each.path for each in kept_backups(own_folder("Backups"), file))):
        spoil(each)
    with qtbot.waitSignal(window.workspace.damaged, timeout=20_000) as told:
        window.open(file)
    assert "No backup of it can be used: the backups of " in told.args[1]
    assert [*offers(window)] == ["See the backups"]
    offers(window)["See the backups"].click()
    screen = listed(window, qtbot)
    assert [bool(each.trouble) for each in screen.kept] == [True, True, True]
    assert not screen.restore_action.isEnabled()
    assert not screen.copy_button.isEnabled()


def test_the_list_says_of_each_backup_what_it_holds_and_which_is_damaged(window: Window, qtbot: QtBot, file: Path) -> None:
    newest, _, _ = kept_backups(own_folder("Backups"), file)
    spoil(newest.path)
    opened_in(window, qtbot, file)
    window.backups_action.trigger()
    screen = listed(window, qtbot)
    rows = [[screen.model.cell_at(row, column).text for column in range(1, 7) if column != 2] for row in range(3)]
    assert [each[:3] for each in rows[1:]] == [["third", "3", "2 changes"], ["second", "2", "3 changes"]]
    assert [each[4] for each in rows] == ["Damaged", "Sound", "Sound"]
    assert screen.said.text() == "3 backups. The file is open."
    assert screen.in_words.text().startswith("The backup of ")
    assert "‘third’" in screen.in_words.text()
    assert look_checks.faults(screen) == []
    assert look_checks.downward_scroll(screen) == 0


def test_an_open_file_is_backed_up_before_a_backup_takes_its_place(window: Window, qtbot: QtBot, file: Path) -> None:
    opened_in(window, qtbot, file)
    screen = listed(window, qtbot, file)
    screen.table.go_to(1)
    screen.restore_action.trigger()
    assert screen.messages.sentence.endswith("2 changes after it would be lost. hub.appraisal is backed up as it stands first.")
    offers(window)["Leave it"].click()
    assert screen.messages.sentence == ""
    assert window.workspace.case.title == "fifth"
    screen.restore_action.trigger()
    with qtbot.waitSignal(window.workspace.restored, timeout=20_000) as restored:
        offers(window)["Restore it"].click()
    assert window.screen_name == "Overview"
    assert window.workspace.case.title == "third"
    assert restored.args[0].endswith("The file as it was before is among its backups.")
    assert not file.with_name("hub.appraisal.damaged").exists()
    again = listed(window, qtbot, file)
    assert [(each.last.label, each.backup.given_up) for each in again.kept if each.last] == [
        ("third", False), ("second", False), ("fifth", True), ("fourth", True),
    ]  # fmt: skip
    again.table.go_to(2)
    assert "given up when an older backup was restored" in again.in_words.text()


def test_a_backup_that_is_damaged_by_now_leaves_the_open_file_alone(window: Window, qtbot: QtBot, file: Path) -> None:
    opened_in(window, qtbot, file)
    screen = listed(window, qtbot, file)
    chosen = screen.kept[0]
    spoil(chosen.path)
    with qtbot.waitSignal(window.workspace.troubled, timeout=20_000) as said:
        screen.restore(file, chosen)
    assert said.args[0] == f"The backup of {chosen.when} is damaged, and nothing was restored. Choose another."
    assert window.workspace.case.title == "fifth"


def test_where_a_backup_cannot_take_the_place_of_the_open_file_that_is_open_again(
    window: Window, qtbot: QtBot, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_in(window, qtbot, file)
    screen = listed(window, qtbot, file)
    replace = Path.replace

    def refused(path: Path, target: Path) -> Path:
        if target == file:
            raise PermissionError(13, "in use", str(path))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refused)
    with qtbot.waitSignal(window.workspace.troubled, timeout=20_000) as said:
        screen.restore(file, screen.kept[1])
    assert said.args[0].startswith("The backup could not be put in its place. ")
    assert (window.workspace.path, window.workspace.case.title) == (file, "fifth")
    assert window.show_screen("Overview").messages.sentence == said.args[0]


def test_a_backup_opens_as_a_copy_where_the_officer_says(window: Window, qtbot: QtBot, file: Path, tmp_path: Path) -> None:
    opened_in(window, qtbot, file)
    screen = listed(window, qtbot, file)
    with qtbot.waitSignal(window.workspace.opened, timeout=20_000):
        screen.copy_asked.emit(screen.kept[2].path, tmp_path / "copy.appraisal")
    assert (window.workspace.path, window.workspace.case.title) == (tmp_path / "copy.appraisal", "second")
    with opened(file) as store:
        assert titles(store.reader())[0][1] == "fifth"


def test_back_up_now_keeps_one_and_back_goes_where_the_officer_was(window: Window, qtbot: QtBot, file: Path) -> None:
    screen = listed(window, qtbot)
    assert (screen.path, len(screen.kept)) == (file, 3)  # the first of those known, as none is open
    assert screen.now_button.isHidden()
    screen.back_button.click()
    assert window.stack.currentWidget() is window.welcome
    opened_in(window, qtbot, file)
    screen = listed(window, qtbot, file)
    screen.now_button.click()
    assert screen.messages.sentence == "Backed up."
    screen = listed(window, qtbot)
    assert [each.lacks for each in screen.kept] == [0, 1, 2, 3]
    screen.back_button.click()
    assert window.screen_name == "Overview"


def test_with_no_backup_of_any_file_the_screen_says_what_to_do(window: Window, qtbot: QtBot) -> None:
    window.backups_action.trigger()
    screen = listed(window, qtbot)
    assert screen.no_file.isVisible()
    assert not screen.restore_action.isEnabled()
    assert look_checks.faults(screen) == []
    with qtbot.waitSignal(window.workspace.opened, timeout=30_000):
        window.open_sample("back-office-hub")
    assert window.screen_name == "Overview"
    window.backups_action.trigger()
    screen = listed(window, qtbot)
    assert (screen.no_file.isVisible(), screen.empty.isVisible(), screen.now_button.isVisible()) == (False, True, True)


def test_opening_says_how_far_the_check_is_and_can_be_stopped(window: Window, qtbot: QtBot, file: Path) -> None:
    with qtbot.waitSignal(window.workspace.troubled, timeout=20_000) as said:
        window.open(file)
        window.workspace.stop()
    assert said.args[0] == "Opening hub.appraisal was stopped, and nothing was changed."
    assert not window.workspace.is_open
    assert window.welcome.doing.text() == ""
    shares: list[str] = []
    window.workspace.progressed.connect(shares.append)
    opened_in(window, qtbot, file)
    assert shares
    assert all(each.startswith("Opening hub.appraisal: ") and each.endswith("% checked") for each in shares)
    assert window.saying.check.isHidden()


def test_a_file_closed_cleanly_is_not_checked_when_it_is_opened_next(window: Window, qtbot: QtBot, file: Path, tmp_path: Path) -> None:
    opened_in(window, qtbot, file)
    window.workspace.edit("sixth", lambda unit: unit.change(unit.all(Case)[0], title="sixth"))
    window.close()
    again = Window(settings=Settings(tmp_path / "again.ini"))
    qtbot.addWidget(again)
    shares: list[str] = []
    again.workspace.progressed.connect(shares.append)
    opened_in(again, qtbot, file)
    assert shares == []
    assert again.workspace.case.title == "sixth"
    again.close()


def test_what_a_broken_off_run_left_without_a_backup_is_backed_up_at_close(window: Window, qtbot: QtBot, file: Path) -> None:
    opened_in(window, qtbot, file)
    window.close()
    assert kept_backups(own_folder("Backups"), file)[0].backup.unit == 5


def test_a_file_is_backed_up_when_another_takes_its_place(
    window: Window, qtbot: QtBot, file: Path, tmp_path: Path, sample_store: Callable[[str, Path], None]
) -> None:
    opened_in(window, qtbot, file)
    window.workspace.edit("sixth", lambda unit: unit.change(unit.all(Case)[0], title="sixth"))
    sample_store("future-options", tmp_path / "other.appraisal")
    opened_in(window, qtbot, tmp_path / "other.appraisal")
    newest = kept_backups(own_folder("Backups"), file)[0]
    assert (newest.last and newest.last.label, newest.lacks) == ("sixth", 0)


def test_a_sample_that_was_left_half_made_is_made_anew(window: Window, qtbot: QtBot) -> None:
    path = own_folder("Samples") / "ni179.appraisal"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"SQLite format 3\x00" + bytes(4000))
    with qtbot.waitSignal(window.workspace.restored, timeout=20_000) as said:
        window.open_sample("ni179")
    assert said.args[0].endswith("What stood there is kept as ni179.appraisal.damaged.")
    assert window.workspace.is_open
    assert path.with_name("ni179.appraisal.damaged").is_file()
