"""The house style on the Papers screen: typed or brought in, kept as one step, undone, shared, and refused in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from db.nouns.paper_parts import Implication
from desktop.application import Window
from desktop.operations.papers import house_styles
from desktop.operations.records import records
from desktop.settings import Settings
from desktop.views.paper.house_style import HouseStyleDialog
from desktop.views.paper.screen import Papers
from tests.papers.made_pictures import huge_png, png
from tests.papers.word.templates import council
from tests.views import look_checks


@pytest.fixture
def screen(open_window: Callable[..., Window]) -> Papers:
    shown = open_window("back-office-hub", "Papers").show_screen("Papers")
    assert isinstance(shown, Papers)
    return shown


def _chosen(dialog: QFileDialog, path: Path) -> None:
    """Choose a file as an officer does, in the dialog."""
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(path.name)
    dialog.accept()


def _filled(screen: Papers, tmp_path: Path) -> HouseStyleDialog:
    (tmp_path / "logo.png").write_bytes(png())
    (tmp_path / "report.docx").write_bytes(council())
    dialog = screen.house.ask()
    dialog.name.set_text("Example Borough Council")
    dialog.points.set_text("14")
    dialog.texts.set_text("# Legal advice\nThere are no legal implications beyond those in the report.")
    _chosen(dialog.ask_template(), tmp_path / "report.docx")
    _chosen(dialog.ask_logo(), tmp_path / "logo.png")
    return dialog


def test_a_style_is_kept_as_one_step_shared_and_offered_to_the_next_file(
    screen: Papers, qtbot: QtBot, tmp_path: Path, sample_store: Callable[[str, Path], None]
) -> None:
    workspace = screen.workspace
    dialog = _filled(screen, tmp_path)
    assert not look_checks.faults(dialog)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert "The logo has no words for those who cannot see it" in dialog._trouble.text()
    dialog.alternative.set_text("Example Borough Council")
    _chosen(dialog.ask_share(), tmp_path / "council.housestyle")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    held = workspace.read(house_styles.house_style)
    assert (held.points, held.template_name, held.logo_alternative) == (14, "report.docx", "Example Borough Council")
    assert screen.messages.sentence == "Changed the house style of all papers in this file."
    screen.house.add_action.trigger()
    assert screen.messages.sentence == "Added 1 standing text."
    assert screen._paper is not None
    assert workspace.read(records.rows, Implication, screen._paper)[-1].text("heading") == "Legal advice"
    workspace.undo()
    workspace.undo()
    assert workspace.read(house_styles.house_style) == house_styles.OWN
    window = screen.window()
    assert isinstance(window, Window)
    assert Settings(window.settings.path).last_house_style == tmp_path / "council.housestyle"
    screen._start_paper()
    assert screen.messages.sentence == "The house style used last was council."
    offered = screen.house.ask()
    assert offered.last.text() == "Bring in council.housestyle"
    qtbot.mouseClick(offered.last, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(offered.save, Qt.MouseButton.LeftButton)
    assert workspace.read(house_styles.house_style).but(id=0) == house_styles.read_file(tmp_path / "council.housestyle")
    again = screen.house.ask()
    assert not again.last.isVisible()
    qtbot.mouseClick(again.none, Qt.MouseButton.LeftButton)
    assert workspace.read(house_styles.house_style) == house_styles.OWN


def test_what_is_not_taken_is_said_in_the_form_and_cancel_keeps_nothing(
    screen: Papers, qtbot: QtBot, tmp_path: Path, settle: Callable[[], None]
) -> None:
    dialog = screen.house.ask()
    (tmp_path / "huge.png").write_bytes(huge_png(10_000, 10_000))
    (tmp_path / "letter.docx").write_bytes(b"Dear Sir")
    (tmp_path / "letter.housestyle").write_bytes(b"Dear Sir")
    for take, name, sentence in (
        (dialog.set_logo, "huge.png", "huge.png has more than 40 million pixels."),
        (dialog.set_template, "letter.docx", "letter.docx is not a Word document."),
        (dialog.read, "letter.housestyle", "letter.housestyle is no house style."),
        (dialog.read, "none.housestyle", "There is no file at"),
    ):
        take(tmp_path / name)
        assert dialog._trouble.text().startswith(sentence)
    dialog.name.set_text("Another")
    settle()
    assert not look_checks.faults(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert screen.workspace.read(house_styles.house_style) == house_styles.OWN
