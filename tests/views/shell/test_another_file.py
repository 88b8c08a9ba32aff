"""Another file is opened in a window whose screens have all been looked at: each shows the new case, and none asks for the old one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.nouns.delivery import Risk
from desktop.application import Window
from desktop.errors import KnownTrouble
from desktop.operations.records import records
from desktop.views.decide.groups_view import GroupsView
from desktop.views.shell import screens


def look_at_all(window: Window) -> None:
    for stage in screens.stages():
        for view in stage.views:
            screen = window.show_screen(view.screen)
            if view.name:
                screen.show_view(view.name)
            QApplication.processEvents()


def test_every_view_shows_the_case_of_the_file_that_is_open_now(
    open_window: Callable[..., Window], sample_store: Callable[[str, Path], None], tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window("place-budget")
    look_at_all(window)
    other = tmp_path / "future-options.appraisal"
    sample_store("future-options", other)
    for path in (other, tmp_path / "place-budget.appraisal"):
        with qtbot.waitSignal(window.workspace.rest_loaded, timeout=20_000):
            window.open(path)
        look_at_all(window)
        names = {option.name for option in window.workspace.appraisal().options}
        (groups,) = window.show_screen("Results").findChildren(GroupsView)
        assert groups.option in names


def test_a_narrow_window_stays_as_narrow_while_a_file_is_checked(open_window: Callable[..., Window], settle: Callable[[], None]) -> None:
    window = open_window("place-budget", "Risks")
    window.resize(683, 768)
    settle()
    window.workspace.progressed.emit(f"Opening {'a long name ' * 8}.appraisal: 40% of its records checked")
    settle()
    assert window.saying.check.isVisible()
    assert window.width() == 683
    window.workspace.progressed.emit("")
    settle()
    assert window.saying.bases.isVisible()


def test_a_file_that_is_asked_for_twice_is_opened_once(
    open_window: Callable[..., Window], sample_store: Callable[[str, Path], None], tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window("place-budget", "Risks")
    other = tmp_path / "future-options.appraisal"
    sample_store("future-options", other)
    troubled: list[str] = []
    window.workspace.troubled.connect(troubled.append)
    with qtbot.waitSignal(window.workspace.rest_loaded, timeout=20_000):
        window.open(other)
        window.open(other)
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=20_000)
    assert window.workspace.case.title == "Future options"
    assert not troubled


def test_what_is_asked_of_a_case_while_none_is_open_is_answered_in_a_sentence(open_window: Callable[..., Window]) -> None:
    workspace = open_window("place-budget", "Risks").workspace
    workspace.close()
    with pytest.raises(KnownTrouble, match=r"No case is open yet\. Wait until the file has been opened, then do this again\."):
        workspace.edit("new risk", records.add, Risk, workspace.case_id)
