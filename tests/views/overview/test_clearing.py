"""Taking out for good from the History screen, and the clean copy, on the real window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from db.nouns.delivery import Risk
from db.store import Store
from desktop.application import Window
from desktop.operations.records import records
from desktop.operations.records.records import Edit
from desktop.views.overview.history import ChangeHistory
from desktop.workspace import Workspace
from tests.views import look_checks

SECRET = "Quillon and Sons"


@pytest.fixture(autouse=True)
def own_backups(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The backups of a sample are those of its id, which every copy of it has: here they are this test's alone."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def show(window: Window) -> ChangeHistory:
    """The History screen, asked for under Edit."""
    window.history_action.trigger()
    screen = window.stack.currentWidget()
    assert isinstance(screen, ChangeHistory)
    return screen


def act(screen: ChangeHistory) -> None:
    """Press the button that the sentence offers."""
    screen.messages._buttons[0].click()


def named(window: Window) -> int:
    """A risk that is called after somebody and then is not. Returns its id."""
    workspace, risk = window.workspace, window.workspace.read(records.rows, Risk, window.workspace.case_id)[0].id
    for words in (SECRET, "A supplier"):
        workspace.edit("change of a risk", records.change, Risk, workspace.case_id, [Edit(risk, "control", words)])
    return risk


def everywhere(workspace: Workspace) -> bytes:
    """The bytes of the file, of what lies beside it and of its backups."""
    assert workspace.path is not None
    assert workspace.backups_folder is not None
    files = [
        *workspace.path.parent.glob(f"{workspace.path.name}*"),
        *(each for each in workspace.backups_folder.rglob("*") if each.is_file()),
    ]
    return b"".join(each.read_bytes() for each in files)


def test_a_record_is_cleared_from_file_history_and_backups(open_window: Callable[[str], Window]) -> None:
    window = open_window("back-office-hub")
    risk = named(window)
    window.workspace.keep_backup()
    assert SECRET.encode() in everywhere(window.workspace)
    screen = show(window)
    screen.show_record(("risks", risk))
    screen.clear_record_action.trigger()
    assert "can be undone then" in screen.messages.sentence
    assert SECRET.encode() in everywhere(window.workspace), "it was only asked about"
    assert look_checks.faults(screen) == []
    act(screen)
    assert screen.messages.sentence.startswith("Cleared for good: risk: ")
    assert SECRET.encode() not in everywhere(window.workspace)
    assert risk not in [each.id for each in window.workspace.read(records.rows, Risk, window.workspace.case_id)]
    assert not window.undo_action.isEnabled()
    assert window.workspace.backups_folder is not None
    assert len(list(window.workspace.backups_folder.rglob("*.appraisal"))) == 1


def test_what_the_history_tells_up_to_a_change_is_cleared(open_window: Callable[[str], Window], tmp_path: Path) -> None:
    window = open_window("back-office-hub")
    risk = named(window)
    before = window.workspace.read(records.rows, Risk, window.workspace.case_id)
    beside = tmp_path / "back-office-hub.appraisal.damaged"
    beside.write_bytes(b"an earlier one")
    screen = show(window)
    screen.show_record(("risks", risk))
    screen.clear_before_action.trigger()
    act(screen)
    assert screen.messages.sentence == f"Cleared for good. Delete these copies too, which may still hold it: {beside}"
    beside.unlink()
    assert SECRET.encode() not in everywhere(window.workspace)
    assert window.workspace.read(records.rows, Risk, window.workspace.case_id) == before


def test_the_case_in_hand_is_cleared_and_the_next_comes_to_hand(open_window: Callable[[str], Window]) -> None:
    window = open_window("back-office-hub")
    gone = window.workspace.case_id
    window.cases.add()
    added = window.workspace.case_id
    window.workspace.show_case(gone)
    screen = show(window)
    screen.clear_case_action.trigger()
    act(screen)
    assert window.workspace.case_id == added


def test_a_clean_copy_holds_the_records_and_no_history(open_window: Callable[[str], Window], tmp_path: Path) -> None:
    window = open_window("back-office-hub")
    named(window)
    copy = tmp_path / "to send.appraisal"
    window.save_clean_copy(copy)
    assert window.show_screen(window.screen_name).messages.sentence == (
        "Saved a clean copy as to send.appraisal. It holds every record of this file, also exempt ones, and no history."
    )
    assert SECRET.encode() not in copy.read_bytes()
    with_rows = Store.open(copy)
    assert next(each.control for each in with_rows.reader().all(Risk)) == "A supplier"
    with_rows.close()
    window.save_clean_copy(tmp_path)
    assert "could not be written" in window.show_screen(window.screen_name).messages.sentence
