"""Another file is opened in a window whose screens have all been looked at: each shows the new case, and none asks for the old one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.application import Window
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
