"""The exports of the Papers screen: one dialog for PDF, Word and HTML, the council's template, and what may not be published."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.application import Window
from desktop.operations.papers.forms import PaperForm
from desktop.views.paper.screen import Papers
from tests.papers.form_texts import tight_html, tight_pdf
from tests.papers.word.templates import council
from tests.papers.word_texts import tight_word

_READ = {PaperForm.PDF: tight_pdf, PaperForm.WORD: tight_word, PaperForm.HTML: tight_html}


def _papers(window: Window, qtbot: QtBot) -> Papers:
    screen = window.show_screen("Papers")
    assert isinstance(screen, Papers)
    qtbot.waitUntil(lambda: screen.preview.page_count > 3, timeout=20_000)
    return screen


def _choose(dialog: QFileDialog, form: PaperForm, qtbot: QtBot) -> None:
    """Choose a form as an officer does, by the keys."""
    [combo] = [each for each in dialog.findChildren(QComboBox) if each.objectName() == "fileTypeCombo"]
    while f"*{form}" not in combo.currentText():
        before = combo.currentText()
        qtbot.keyClick(combo, Qt.Key.Key_Down)
        assert combo.currentText() != before


def _exported(screen: Papers, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: screen.messages.sentence.startswith("Exported"), timeout=20_000)


@pytest.mark.parametrize("form", list(PaperForm))
def test_the_form_that_is_chosen_gives_the_ending(
    form: PaperForm, open_window: Callable[[str], Window], qtbot: QtBot, tmp_path: Path
) -> None:
    screen = _papers(open_window("back-office-hub"), qtbot)
    dialog = screen.exporting.ask()
    assert dialog.nameFilters() == ["PDF (*.pdf)", "Word document (*.docx)", "HTML page (*.html)"]
    assert dialog.windowTitle() == "Export the report"
    dialog.setDirectory(str(tmp_path))
    _choose(dialog, form, qtbot)
    dialog.selectFile("plan")
    dialog.accept()
    _exported(screen, qtbot)
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith("plan")] == [f"plan{form}"]
    assert "Transformationandsharedservices" in _READ[form]((tmp_path / f"plan{form}").read_bytes())


def test_a_word_document_goes_into_the_template_that_is_chosen(open_window: Callable[[str], Window], qtbot: QtBot, tmp_path: Path) -> None:
    screen = _papers(open_window("back-office-hub"), qtbot)
    (tmp_path / "council.docx").write_bytes(council())
    dialog = screen.exporting.ask(template=tmp_path / "council.docx")
    assert dialog.nameFilters() == ["Word document (*.docx)"]
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("plan")
    dialog.accept()
    _exported(screen, qtbot)
    assert docx.Document(str(tmp_path / "plan.docx")).styles["Normal"].font.name == "Georgia"


def test_a_template_that_is_none_is_told_and_nothing_is_written(open_window: Callable[[str], Window], qtbot: QtBot, tmp_path: Path) -> None:
    screen = _papers(open_window("back-office-hub"), qtbot)
    (tmp_path / "council.docx").write_bytes(b"Dear Sir")
    screen.exporting.export(tmp_path / "plan.docx", template=tmp_path / "council.docx")
    qtbot.waitUntil(lambda: bool(screen.messages.sentence), timeout=20_000)
    assert screen.messages.sentence == "council.docx is not a Word document. Choose a file that Word or LibreOffice saved as .docx."
    assert not (tmp_path / "plan.docx").exists()
    screen.exporting.export(tmp_path / "council.docx", template=tmp_path / "council.docx")
    assert screen.messages.sentence == "council.docx is the template itself. Choose another name for the paper."
    assert (tmp_path / "council.docx").read_bytes() == b"Dear Sir"
    screen.export(tmp_path / "plan.odt")
    assert screen.messages.sentence == "plan.odt does not say what to write. Choose a name that ends in .pdf, .docx or .html."


def test_the_exempt_paper_says_so_in_its_name_and_in_its_dialog(open_window: Callable[[str], Window], qtbot: QtBot, tmp_path: Path) -> None:
    screen = _papers(open_window("future-options"), qtbot)
    public, whole, template, _ = screen.exporting.actions
    assert public.text() == "Export the public report"
    assert template.text() == "Export the public report into a Word template…"
    assert whole.isEnabled()
    dialog = screen.exporting.ask(exempt=True)
    assert dialog.windowTitle() == "Export the exempt report, not for publication"
    dialog.setDirectory(str(tmp_path))
    assert Path(dialog.selectedFiles()[0]).name.endswith("(exempt, not for publication).pdf")
    dialog.reject()
    screen.exporting.export(tmp_path / "whole.html", exempt=True)
    _exported(screen, qtbot)
    assert "Exempt: not for publication" in (tmp_path / "whole.html").read_text(encoding="utf-8")
