"""Changes of many rows: off the main thread, with how far they are and Stop, and nothing else taken meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.nouns.choice import Option
from db.nouns.delivery import Risk
from db.writing import Unit
from desktop.application import Window
from desktop.errors import KnownTrouble
from desktop.operations.records import cases, records
from desktop.operations.workbook.exporting import gather, write_workbook
from desktop.views.bring_in.screen import BringIn
from desktop.views.kit.records.pane import RecordPane
from desktop.workspace import AT_ONCE
from tests.operations.matching.books import written
from tests.views.full_disk import full_disk

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


@pytest.fixture
def pane(open_window: OpenWindow, qtbot: QtBot) -> tuple[Window, RecordPane]:
    """The list of risks, with a block of many more on the clipboard."""
    window = open_window("future-options", "Risks")
    pane = next(each for each in window.show_screen("Risks").findChildren(RecordPane) if each.kept_in == "risks")
    QApplication.clipboard().setText("\n".join(["Risk\tOwner", *(f"Risk {number} comes true\tChief officer" for number in range(_MANY))]))
    return window, pane


def test_many_rows_are_pasted_filled_and_deleted_off_the_main_thread(
    pane: tuple[Window, RecordPane], threads: list[threading.Thread], qtbot: QtBot
) -> None:
    window, risks = pane
    before = held(window)
    doing: list[str] = []
    window.workspace.changing.connect(lambda words, share: doing.append(words))
    risks.paste()
    assert held(window) == risks.model.rowCount() == before + _MANY
    owner = next(number for number, each in enumerate(risks.model.columns) if each.heading == "Owner")
    risks.model.enter_block([(row, owner, "Director") for row in range(risks.model.rowCount())])
    assert {risks.model.cell_at(row, owner).text for row in range(risks.model.rowCount())} == {"Director"}
    risks.table.view.selectAll()
    risks.delete()
    assert held(window) == 0
    assert len(threads) > 3 * _MANY
    assert threading.main_thread() not in threads
    assert [words.partition(" ")[0] for words in dict.fromkeys(doing) if words] == ["Saving"] * 3
    over(window, qtbot)


def test_a_pasted_block_that_is_stopped_leaves_nothing(pane: tuple[Window, RecordPane], qtbot: QtBot) -> None:
    window, risks = pane
    before = held(window)
    QTimer.singleShot(0, window.long_change.stop_button.click)
    risks.paste()
    assert held(window) == risks.model.rowCount() == before
    owner = next(number for number, each in enumerate(risks.model.columns) if each.heading == "Owner")
    said = window._page().messages.sentence
    assert said.endswith("was stopped, and nothing was changed.")
    risks.paste()
    QTimer.singleShot(0, window.long_change.stop_button.click)
    risks.model.enter_block([(row, owner, "Director") for row in range(risks.model.rowCount())])
    assert not risks.model.unsaved
    assert held(window) == before + _MANY
    over(window, qtbot)


def test_a_pasted_block_that_the_disk_does_not_take_is_saved_when_it_can_be(pane: tuple[Window, RecordPane], qtbot: QtBot) -> None:
    window, risks = pane
    before = held(window)
    with full_disk():
        risks.paste()
    assert held(window) == before
    trouble = window.workspace.unsaved
    assert trouble is not None
    assert window.workspace.do_again(trouble)
    assert held(window) == before + _MANY
    over(window, qtbot)
