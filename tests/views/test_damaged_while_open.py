"""A file that is damaged while it is open is said on every screen, menu and tab, and nothing comes up raw."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from db.nouns.paper_parts import PaperSection
from desktop.application import Window
from desktop.views.kit.records.record_screen import RecordScreen
from desktop.views.paper.screen import Papers
from desktop.views.shell.screens import SCREENS

_PAGE = 4096


def spoil(window: Window) -> None:
    """Write over every page of the open file but the first, and have none of them remembered."""
    path = window.workspace.path
    assert path is not None
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(_PAGE)
        file.write(b"\xff" * (size - _PAGE))
    window.workspace.read(lambda reader: reader.rows("PRAGMA shrink_memory"))
    window.workspace._forget()


def test_every_screen_menu_and_tab_says_so_and_none_fails(
    open_window: Callable[..., Window], settle: Callable[[], None], tmp_path: Path
) -> None:
    window = open_window("future-options")
    names = [item.name for item in SCREENS] + ["Ask partners", "Take in returns"]
    for name in names:
        window.show_screen(name)
    settle()
    spoil(window)
    said = "future-options.appraisal is damaged."
    window.workspace.changed.emit()
    settle()
    for name in names:
        assert window.show_screen(name).messages.sentence.startswith(said), name
    tabs = 0
    for name in ("Overview", "Partners", "Criteria", "Savings", "Plan"):
        screen = window.show_screen(name)
        for number in range(1, screen.tabs.count):
            screen.messages.clear()
            screen.tabs.choose(number)
            settle()
            assert screen.messages.sentence.startswith(said), (name, number)
            tabs += 1
    assert tabs > 15
    screen = window.show_screen("Risks")
    assert isinstance(screen, RecordScreen)
    for act in (
        window.cases.fill, window.undoing.name, window._enable, window.workspace.undo, window.workspace.redo, window.cases.add,
        lambda: window.export_book(tmp_path / "case.xlsx"), lambda: window.back_up(tmp_path / "copy.appraisal"),
        lambda: window.saving.save_copy(tmp_path / "copy.appraisal"), screen.pane.add, screen.pane.delete,
    ):  # fmt: skip
        screen.messages.clear()
        window.saving.told = [("", "future-options.appraisal is damaged. Keep it as it is and open the latest backup of it instead.")]
        act()
        settle()
        assert screen.messages.sentence.startswith(said), act
    assert not (tmp_path / "copy.appraisal").exists()
    window.saving.told = []
    assert not window.close()
    assert screen.messages.sentence.startswith(f"The last change is not saved. {said}")
    window.close()
    assert not window.isVisible() or window.close()


def test_pages_that_are_set_off_the_main_thread_say_so(
    open_window: Callable[..., Window], qtbot: QtBot, settle: Callable[[], None]
) -> None:
    window = open_window("future-options", screen="Papers")
    screen = window.show_screen("Papers")
    assert isinstance(screen, Papers)
    qtbot.waitUntil(lambda: screen.preview.page_count > 0, timeout=20_000)
    assert screen.contents.choose((PaperSection.TABLE, 1))
    spoil(window)
    screen.set_pages()
    qtbot.waitUntil(lambda: not screen._setting, timeout=20_000)
    settle()
    assert "is damaged. Keep it as it is" in f"{screen._pages.text()} {screen.messages.sentence}"
