"""What the window says before anything withheld goes out, and that it writes no public paper that still tells of it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from db.nouns.choice import Option
from db.nouns.paper_parts import PaperSection
from db.writing import Unit
from desktop.application import Window
from desktop.operations.papers import papers, withheld_readiness
from desktop.views.decide.screen import Results
from desktop.views.kit.messages import MessageRole
from desktop.views.paper.screen import Papers

_MARKS: dict[str, Any] = {"withheld": "exempt", "exempt_paragraphs": "3", "public_interest": "The tender is live"}


def _withhold(unit: Unit) -> str:
    """Withhold an option that a section names. Returns what it is called."""
    option = next(each for each in unit.all(Option) if not each.benchmark)
    unit.change(option, name="Sale to Wickfirm", **_MARKS)
    section = unit.all(PaperSection)[0]
    unit.change(section, text=f"{section.text}\n\nA sale to Wickfirm was looked at.")
    return option.name


def _offer(window: Window, words: str) -> QPushButton:
    return next(each for each in window.stack.findChildren(QPushButton) if each.text() == words and each.isVisible())


def test_no_public_paper_is_written_that_names_what_is_withheld(
    open_window: Callable[..., Window], settle: Callable[[], None], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[threading.Thread] = []
    check = withheld_readiness.check_settled

    def noted(*given: Any) -> None:
        looked.append(threading.current_thread())
        check(*given)

    monkeypatch.setattr(papers, "check_settled", noted)
    window = open_window("place-budget", "Papers")
    window.workspace.edit("withhold", _withhold)
    settle()
    screen = window.stack.currentWidget()
    assert isinstance(screen, Papers)
    out = tmp_path / "public.pdf"
    screen.export(out)
    qtbot.waitUntil(lambda: bool(screen.messages.sentence), timeout=20_000)
    assert looked
    assert threading.main_thread() not in looked, "the window would wait for it"
    assert screen.messages.role is MessageRole.ALERT
    assert screen.messages.sentence.startswith("The public paper is not written yet: ‘Sale to Wickfirm’ is the name of a withheld option")
    assert not out.exists()
    _offer(window, "Show Before the agenda").click()
    settle()
    assert screen.editor.currentWidget() is screen.agenda
    whole = tmp_path / "whole.pdf"
    screen.export(whole, exempt=True)
    qtbot.waitUntil(whole.exists, timeout=60_000)


@pytest.mark.parametrize(
    ("action", "offer", "said"), [("export_action", "Export it", "The workbook"), ("clean_copy_action", "Save it", "The copy")]
)
def test_a_workbook_and_a_clean_copy_say_what_they_hold_before_they_go(
    action: str, offer: str, said: str, open_window: Callable[..., Window], settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(_: object, __: str, suggested: str, *___: str) -> tuple[str, str]:
        asked.append(suggested)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    window = open_window("place-budget", "Options")
    settle()
    getattr(window, action).trigger()
    assert len(asked) == 1
    assert "exempt" not in asked[0]
    window.workspace.edit("withhold", _withhold)
    settle()
    getattr(window, action).trigger()
    settle()
    assert len(asked) == 1
    sentence = window._page().messages.sentence
    assert sentence.startswith(f"{said} holds what is exempt or confidential, and is not for publication: 1 option")
    _offer(window, offer).click()
    assert len(asked) == 2
    assert "(exempt, not for publication)" in asked[1]


def test_results_are_exported_with_what_is_held_back(
    open_window: Callable[..., Window], settle: Callable[[], None], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window("place-budget", "Results")
    window.workspace.edit("withhold", _withhold)
    settle()
    screen = window.stack.currentWidget()
    assert isinstance(screen, Results)
    out = tmp_path / "results.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    screen.export_action.trigger()
    settle()
    assert screen.messages.sentence.startswith("The file of results holds what is exempt or confidential")
    assert not out.exists()
    _offer(window, "Export it").click()
    qtbot.waitUntil(out.exists, timeout=60_000)
    qtbot.waitUntil(lambda: screen.messages.role is MessageRole.SUCCESS, timeout=60_000)
    results = json.loads(out.read_text())
    names = [option["name"] for option in results["options"]]
    assert f"/options/{names.index('Sale to Wickfirm')}/name" in results["withheld"]
