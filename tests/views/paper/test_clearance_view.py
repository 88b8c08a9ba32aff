"""A returned copy on the Papers screen: its changes beside what is held, those ticked taken as one step, and undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db.nouns.paper_parts import OfficerComment, PaperSection, Recommendation
from desktop.application import Window
from desktop.operations.papers.forms import PaperForm
from desktop.operations.papers.papers import paper_to_gather
from desktop.operations.records import records
from desktop.views.paper.clearance import ClearanceDialog
from desktop.views.paper.screen import Papers
from tests.papers.word.edited import Edit, commented, deleted, edited, pasted, tracked, typed
from tests.views import look_checks

_TEXT = """To report progress on the work, and to recommend the approach.

In March 2011 the committee asked for five choices.

Six ways were thought of."""
_AGREED = "That the Council acknowledge that the approach is staged."
_EDITS = (
    typed("To report progress", "recommend the approach", "recommend to Members the approach"),
    tracked("That the Council acknowledge", "acknowledge", "note"),
    commented("In March 2011", "Which committee?"),
    deleted("Six ways"),
)


@pytest.fixture
def screen(open_window: Callable[..., Window]) -> Papers:
    """The Papers screen, with a first section and a first recommendation that say what the test changes."""
    shown = open_window("back-office-hub", "Papers").show_screen("Papers")
    assert isinstance(shown, Papers)
    assert shown._paper is not None
    for noun, text in ((PaperSection, _TEXT), (Recommendation, _AGREED)):
        row = shown.workspace.read(records.rows, noun, shown._paper)[0]
        edits = [records.Edit(row.id, "text", text), records.Edit(row.id, "withheld", "")]
        shown.workspace.edit("words to change", records.change, noun, shown._paper, edits)
    return shown


def _words(screen: Papers) -> tuple[str, str]:
    assert screen._paper is not None
    section, agreed = (screen.workspace.read(records.rows, noun, screen._paper)[0] for noun in (PaperSection, Recommendation))
    return section.text("text"), agreed.text("text")


def _copy(screen: Papers, to: Path, *edits: Edit) -> Path:
    workspace = screen.workspace
    sent = workspace.read(paper_to_gather, workspace.case_id, screen._paper).gathered().set_as(PaperForm.WORD)
    to.write_bytes(edited(sent, *edits))
    return to


def _chosen(screen: Papers, copy: Path) -> None:
    """Choose a copy as an officer does, in the dialog."""
    dialog = screen.exporting.ask_copy()
    dialog.setDirectory(str(copy.parent))
    dialog.selectFile(copy.name)
    dialog.accept()


def _shown(screen: Papers, qtbot: QtBot) -> ClearanceDialog:
    qtbot.waitUntil(lambda: bool(screen.findChildren(ClearanceDialog)), timeout=60_000)
    [dialog] = screen.findChildren(ClearanceDialog)
    return dialog


def test_what_is_ticked_of_a_copy_is_taken_by_the_keys_and_undone_as_one_step(screen: Papers, qtbot: QtBot, tmp_path: Path) -> None:
    copy = _copy(screen, tmp_path / "copy.docx", *_EDITS)
    _chosen(screen, copy)
    dialog = _shown(screen, qtbot)
    assert not look_checks.faults(dialog)
    told = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Made from the paper as it is: 3 changes, 1 comment. Tracked changes are read as accepted." in told
    assert "A Reviewer, 3 May 2026 10:02: took out ‘acknowledge’ and put in ‘note’" in told
    assert {
        "To report progress on the work, and to recommend the approach.",
        "To report progress on the work, and to recommend to Members the approach.",
    } <= set(told)
    assert any(text.startswith("Monitoring Officer, ") and text.endswith(": Which committee?") for text in told)
    assert "It is not in the copy: delete it under Paper if it should go." in told
    first, second = dialog.ticks.values()
    assert first.hasFocus()
    assert second.accessibleName().endswith("Recommendation 1")
    [whose] = dialog.posts.values()
    assert whose.currentText() == "Choose: is it the comment of the Monitoring Officer?"
    dialog.take.click()
    assert dialog.isVisible()
    assert dialog._trouble.text() == "Say of each comment whose it is, or that it is a remark."
    whose.setCurrentText("A remark: leave it")
    qtbot.keyClick(first, Qt.Key.Key_Space)
    qtbot.keyClick(second, Qt.Key.Key_Space)
    assert not dialog.take.isEnabled()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert _words(screen) == (_TEXT.replace("recommend the", "recommend to Members the"), _AGREED)
    assert screen.messages.sentence == "Took 1 change of copy.docx."
    screen.workspace.undo()
    assert _words(screen) == (_TEXT, _AGREED)


def test_what_an_officer_says_is_taken_as_the_comment_and_undone_with_the_changes(screen: Papers, qtbot: QtBot, tmp_path: Path) -> None:
    assert screen._paper is not None
    before = screen.workspace.read(records.rows, OfficerComment, screen._paper)
    edits = (
        *_EDITS[:2],
        commented("In March 2011", "Head of Paid Service: Posts are at risk.", "Democratic Services"),
        commented("Six ways", "It is lawful."),
    )
    copy = _copy(screen, tmp_path / "copy.docx", *edits)
    _chosen(screen, copy)
    dialog = _shown(screen, qtbot)
    plain, asked = dialog.posts.values()
    assert plain.currentText() == "Take as the comment of the Head of Paid Service"
    texts = [asked.itemText(row) for row in range(asked.count())]
    asked.setCurrentText(next(text for text in texts if text.startswith("Take as the comment of the Monitoring Officer")))
    qtbot.keyClick(next(iter(dialog.ticks.values())), Qt.Key.Key_Return)
    assert screen.messages.sentence == "Took 2 changes and 2 comments of officers of copy.docx."
    held = {each.text("role"): each.text("comment") for each in screen.workspace.read(records.rows, OfficerComment, screen._paper)}
    assert held["Head of Paid Service"] == "Posts are at risk."
    assert "It is lawful." in held.values()
    qtbot.waitUntil(lambda: not screen.findChildren(ClearanceDialog))
    screen.exporting.copies.read(copy)
    qtbot.waitUntil(lambda: bool(screen.messages.sentence), timeout=60_000)
    assert screen.messages.sentence == "Nothing in copy.docx is new."
    screen.workspace.undo()
    assert screen.workspace.read(records.rows, OfficerComment, screen._paper) == before
    assert _words(screen) == (_TEXT, _AGREED)


def test_cancel_takes_nothing_and_what_shows_no_changes_says_why(screen: Papers, qtbot: QtBot, tmp_path: Path) -> None:
    copy = _copy(screen, tmp_path / "copy.docx", *_EDITS, pasted("To report", "A further paragraph of many words. " * 12))
    screen.exporting.copies.read(copy)
    dialog = _shown(screen, qtbot)
    assert not look_checks.faults(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert _words(screen) == (_TEXT, _AGREED)
    qtbot.waitUntil(lambda: not screen.findChildren(ClearanceDialog))
    (tmp_path / "letter.docx").write_bytes(b"Dear Sir")
    for path, sentence in (
        (_copy(screen, tmp_path / "same.docx"), "Nothing in same.docx is new."),
        (tmp_path / "letter.docx", "letter.docx is not a Word document. Choose a file that Word or LibreOffice saved as .docx."),
    ):
        screen.exporting.copies.read(path)
        qtbot.waitUntil(lambda: bool(screen.messages.sentence), timeout=60_000)
        assert screen.messages.sentence == sentence
    screen.exporting.copies.read(copy)
    screen.workspace.undo()
    qtbot.waitUntil(lambda: bool(screen.messages.sentence), timeout=60_000)
    assert screen.messages.sentence == "The case was changed while copy.docx was read. Read the copy again."
    assert not screen.findChildren(ClearanceDialog)
