"""One window for one officer: what a second start does to the first."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.application import Window
from desktop.first_window import FirstWindow
from desktop.settings import Settings

_SECOND = """
import sys
from pathlib import Path
from desktop.first_window import FirstWindow
second = FirstWindow(Path(sys.argv[1]))
print(second.claim(), second.hand_over(sys.argv[2], 20.0))
"""


def _second(repository: Path, folder: Path, file: str) -> subprocess.Popen[str]:
    """Start the program's second half of the meeting in a process of its own."""
    return subprocess.Popen([sys.executable, "-c", _SECOND, str(folder), file], cwd=repository, stdout=subprocess.PIPE, encoding="utf-8")


def test_a_second_start_hands_its_file_to_the_first(tmp_path: Path, repository: Path, qtbot: QtBot) -> None:
    first = FirstWindow(tmp_path / "profile")
    assert first.claim()
    first.listen()
    with qtbot.waitSignal(first.asked, timeout=20_000) as asked:
        second = _second(repository, tmp_path / "profile", "Umlaut Ü.appraisal")
    assert asked.args == [str(repository / "Umlaut Ü.appraisal")]
    assert second.communicate(timeout=20)[0].split() == ["False", "True"]
    first.give_up()


def test_a_start_without_a_file_asks_for_the_window_alone(tmp_path: Path, repository: Path, qtbot: QtBot) -> None:
    first = FirstWindow(tmp_path)
    assert first.claim()
    first.listen()
    with qtbot.waitSignal(first.asked, timeout=20_000) as asked:
        second = _second(repository, tmp_path, "")
    assert asked.args == [""]
    second.communicate(timeout=20)
    first.give_up()


def test_what_was_asked_before_the_first_listened_is_heard(tmp_path: Path, repository: Path, qtbot: QtBot) -> None:
    first = FirstWindow(tmp_path)
    assert first.claim()
    second = _second(repository, tmp_path, "")
    qtbot.waitUntil(lambda: bool(list(tmp_path.glob("*.request"))), timeout=20_000)
    with qtbot.waitSignal(first.asked, timeout=20_000):
        first.listen()
    second.communicate(timeout=20)
    first.give_up()


def test_a_first_window_that_does_not_answer_is_not_waited_for(tmp_path: Path) -> None:
    first, second = FirstWindow(tmp_path), FirstWindow(tmp_path)
    assert first.claim()
    assert not second.claim()
    assert not second.hand_over("", 0.1)
    assert list(tmp_path.glob("*.request")) == []
    first.give_up()


def test_the_next_start_is_the_first_once_the_window_has_closed(tmp_path: Path) -> None:
    first, second = FirstWindow(tmp_path), FirstWindow(tmp_path)
    assert first.claim()
    first.give_up()
    assert second.claim()
    second.give_up()


def test_what_an_ended_start_has_left_is_not_opened_later(tmp_path: Path, qtbot: QtBot) -> None:
    old = tmp_path / "1.request"
    old.write_text("long ago.appraisal", encoding="utf-8")
    long_ago = time.time() - 3600
    os.utime(old, (long_ago, long_ago))
    first = FirstWindow(tmp_path)
    assert first.claim()
    asked: list[str] = []
    first.asked.connect(asked.append)
    first.listen()
    qtbot.wait(50)
    assert asked == []
    assert not old.exists()
    first.give_up()


def test_where_nothing_can_be_written_the_window_opens_all_the_same(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    assert FirstWindow(blocked / "profile").claim()


def test_the_window_comes_forward_and_opens_what_it_is_given(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    window = Window(settings=Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.showMinimized()
    with qtbot.waitSignal(window.workspace.troubled, timeout=20_000):
        window.come_forward(str(tmp_path / "not there.appraisal"))
    assert not window.isMinimized()
