"""Changes of many rows: off the main thread, with how far they are and Stop, and nothing else taken meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.nouns.choice import Option
from db.nouns.delivery import Risk
from db.writing import Unit
from desktop.application import Window
from desktop.errors import KnownTrouble
from desktop.operations.records import cases, records
from desktop.operations.workbook.exporting import gather, write_workbook
from desktop.views.bring_in.screen import BringIn
from desktop.workspace import AT_ONCE
from tests.operations.matching.books import written

OpenWindow = Callable[..., Window]
_MANY = AT_ONCE + 100


@pytest.fixture
def matched(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> tuple[Window, BringIn]:
    """A sheet of many risks, matched and shown."""
    window = open_window("future-options", "Bring in a sheet")
    screen = window.show_screen("Bring in a sheet")
    assert isinstance(screen, BringIn)
    risks = [("Risk", "Owner"), *((f"Risk {number} comes true", "Chief officer") for number in range(_MANY))]
    screen.open_book(written(tmp_path / "risks.xlsx", Risks=risks))
    qtbot.waitUntil(screen.take_action.isEnabled, timeout=20_000)
    return window, screen


def held(window: Window) -> int:
    return len(window.workspace.read(records.rows, Risk, window.workspace.case_id))


def over(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.tasks.is_busy and not window.long_change.isVisible(), timeout=30_000)


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> list[threading.Thread]:
    """The thread that each unit of work is told of on, every so many rows: of those that are written at length alone."""
    found: list[threading.Thread] = []
    see = Unit.see

    def noted(unit: Unit) -> None:
        found.append(threading.current_thread())
        see(unit)

    monkeypatch.setattr(Unit, "see", noted)
    return found


def test_many_records_are_brought_in_and_taken_back_off_the_main_thread(
    matched: tuple[Window, BringIn], threads: list[threading.Thread], qtbot: QtBot
) -> None:
    window, screen = matched
    before = held(window)
    screen.take()
    assert window.long_change.doing.text() == f"Bringing in {_MANY:,} records"
    with pytest.raises(KnownTrouble, match="is not over yet"):
        window.workspace.edit("new option", records.add, Option, window.workspace.case_id, {"name": "Another"})
    over(window, qtbot)
    assert held(window) == before + _MANY
    assert screen.messages.sentence.startswith(f"Brought in {_MANY:,} records.")
    window.undo_action.trigger()
    over(window, qtbot)
    assert held(window) == before
    assert window._page().messages.sentence == "Took back: Risks of risks.xlsx."
    window.redo_action.trigger()
    over(window, qtbot)
    assert held(window) == before + _MANY
    assert len(threads) > 3 * _MANY
    assert threading.main_thread() not in threads


def test_many_records_are_stopped_with_nothing_written(matched: tuple[Window, BringIn], qtbot: QtBot) -> None:
    window, screen = matched
    before, unit = held(window), window.workspace.read(lambda reader: reader.rows("SELECT max(id) FROM units"))
    screen.take()
    window.long_change.show()
    window.long_change.stop_button.click()
    over(window, qtbot)
    assert screen.messages.sentence == f"Bringing in {_MANY:,} records was stopped, and nothing was changed."
    assert held(window) == before
    assert window.workspace.read(lambda reader: reader.rows("SELECT max(id) FROM units")) == unit
    screen.take()
    over(window, qtbot)
    assert held(window) == before + _MANY


def test_what_many_records_come_to_is_worked_out_before_the_window_has_them(
    matched: tuple[Window, BringIn], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, screen = matched
    screen.take()
    over(window, qtbot)
    monkeypatch.setattr(window.workspace, "read", lambda *_: pytest.fail("the records are read again"))
    assert window.workspace.appraisal().options


def test_a_workbook_is_imported_beside_an_open_case_off_the_main_thread(
    open_window: OpenWindow, threads: list[threading.Thread], qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window("back-office-hub", "Risks")
    book = tmp_path / "case.xlsx"
    write_workbook(window.workspace.read(gather, window.workspace.case_id), book)
    window.workspace.edit("title", cases.change, window.workspace.case_id, "title", "Another title")
    threads.clear()
    with qtbot.waitSignal(window.workspace.imported, timeout=20_000):
        window.import_book(book)
    over(window, qtbot)
    assert threads
    assert threading.main_thread() not in threads
    assert window.workspace.case.title == "Back office hub"
