"""The backup of every half hour, which the window does not wait for."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.application import Window
from desktop.operations.records.cases import add_empty
from desktop.operations.store.files import opened


@pytest.fixture(autouse=True)
def own_backups(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The backups of a sample are those of its id, which every copy of it has: here they are this test's alone."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def kept(window: Window) -> list[Path]:
    folder = window.workspace.backups_folder
    assert folder is not None
    return sorted(folder.rglob("*.appraisal"))


def test_what_has_changed_is_backed_up_off_the_main_thread(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    window._backup_timer.timeout.emit()
    assert not window.tasks._under_way, "nothing has changed"
    window.workspace.edit("new case", add_empty)
    window._backup_timer.timeout.emit()
    assert kept(window) == [], "the window would have waited for it"
    qtbot.waitUntil(lambda: not window.tasks._under_way, timeout=20_000)
    [backup] = kept(window)
    with opened(backup) as store:
        assert store.latest_unit == window.workspace.read(lambda reader: reader.rows("SELECT max(id) FROM units"))[0][0]
    window._backup_timer.timeout.emit()
    assert not window.tasks._under_way, "it is backed up already"


def test_what_was_changed_while_it_was_backed_up_is_backed_up_too(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    for _ in range(2):
        window.workspace.edit("new case", add_empty)
        window._backup_timer.timeout.emit()
    qtbot.waitUntil(lambda: not window.tasks._under_way, timeout=20_000)
    assert len(kept(window)) == 2
    window.close()
    assert len(kept(window)) == 2


def test_a_backup_that_cannot_be_kept_is_said(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    folder = window.workspace.backups_folder
    assert folder is not None
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("in the way", encoding="utf-8")
    window.workspace.edit("new case", add_empty)
    for _ in range(2):
        window._backup_timer.timeout.emit()
        qtbot.waitUntil(lambda: not window.tasks._under_way, timeout=20_000)
        messages = window.show_screen(window.screen_name).messages
        assert messages.sentence
        messages.clear()
    folder.unlink()
    window._backup_timer.timeout.emit()
    qtbot.waitUntil(lambda: not window.tasks._under_way, timeout=20_000)
    assert len(kept(window)) == 1
