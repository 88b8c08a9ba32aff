"""What the window does about files of the program's own."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.application import Window, own_folder
from desktop.errors import KnownTrouble
from desktop.settings import Settings
from desktop.tasks import Progress


def test_the_window_sweeps_its_own_folders_off_the_main_thread(open_window: Callable[..., Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    left = [own_folder(name) / "ab12" / "hub.appraisal.partial" for name in ("Backups", "Copies", "Samples")]
    for path in left:
        path.parent.mkdir(parents=True)
        path.write_bytes(b"the half of it")
        os.utime(path, (time.time() - 3600, time.time() - 3600))
    window.tidy_up(time.time())
    qtbot.waitUntil(lambda: not any(path.exists() for path in left), timeout=20_000)


def test_settings_that_cannot_be_kept_are_said_on_the_page(open_window: Callable[..., Window], tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"in the way")
    settings = Settings(tmp_path / "file" / "settings.ini")
    settings.last_file = tmp_path / "hub.appraisal"
    with pytest.raises(KnownTrouble, match="Which file was open last cannot be kept in"):
        settings.keep()
    window = open_window("back-office-hub")
    window.settings = settings
    window.workspace.opened.emit()
    assert window.show_screen(window.screen_name).messages.sentence.startswith("Which file was open last cannot be kept in")


def test_work_that_nobody_speaks_for_is_said_on_the_page(open_window: Callable[..., Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")

    def refuse(progress: Progress) -> None:
        raise KnownTrouble("The disk is full. Free some space on it.")

    messages = window.show_screen(window.screen_name).messages
    for _ in range(2):  # each time
        messages.clear()
        window.tasks.start("Loading", refuse, lambda nothing: None)
        qtbot.waitUntil(lambda: messages.sentence == "The disk is full. Free some space on it.", timeout=20_000)
