"""Pictures and the PDFs of appendices on the Papers screen: chosen, shown, placed among the words, exported and taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.nouns.paper_files import AppendixFile, PictureFile
from db.nouns.paper_parts import Appendix, PaperSection, Picture
from desktop.application import Window
from desktop.operations.records import records
from desktop.views.paper.screen import Papers
from tests.papers.made_pdfs import pdf
from tests.papers.made_pictures import huge_png, photograph


@pytest.fixture
def screen(open_window: Callable[[str], Window], qtbot: QtBot) -> Papers:
    screen = open_window("back-office-hub").show_screen("Papers")
    assert isinstance(screen, Papers)
    return screen


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "Site plan.jpg"
    path.write_bytes(photograph())
    return path


def _rows(screen: Papers, noun: type[Picture] | type[PaperSection] | type[Appendix]) -> tuple[records.Row, ...]:
    return screen.workspace.read(records.rows, noun, screen._paper or 0)


def _has_file(screen: Papers, noun: type[PictureFile] | type[AppendixFile]) -> bool:
    return screen.workspace.read(lambda reader: reader.exists(noun))


def _add(screen: Papers, photo: Path, qtbot: QtBot) -> records.Row:
    screen.files.add(photo)
    qtbot.waitUntil(lambda: len(_rows(screen, Picture)) == 1, timeout=20_000)
    return _rows(screen, Picture)[0]


def test_a_picture_is_added_shown_and_taken_back_in_one_step(screen: Papers, photo: Path, qtbot: QtBot) -> None:
    picture = _add(screen, photo, qtbot)
    part = screen.contents.part()
    assert part is not None
    assert (part.noun, part.title, part.done) == (Picture, "Site plan", False)
    view = screen.files.views[Picture]
    assert view.told.text().startswith("Site plan.jpg: 300 by 200 pixels, ")
    assert not view.picture.pixmap().isNull()
    assert view.picture.accessibleName() == "Picture without alternative text"
    assert not view.remove.isVisibleTo(view)
    alternative = screen._form(Picture).fields["alternative"]
    assert isinstance(alternative.editor, QPlainTextEdit)
    alternative.editor.setPlainText("The site from the north")
    alternative.commit()
    assert _rows(screen, Picture)[0].text("alternative") == "The site from the north"
    assert view.picture.accessibleName() == "The site from the north"
    assert {"source", "width", "caption"} < screen._form(Picture).fields.keys()
    screen.workspace.undo()
    screen.workspace.undo()
    assert _rows(screen, Picture) == ()
    assert not _has_file(screen, PictureFile)
    assert picture.id


def test_a_picture_is_placed_among_the_words_and_stands_on_the_page(screen: Papers, photo: Path, qtbot: QtBot) -> None:
    _add(screen, photo, qtbot)
    section = _rows(screen, PaperSection)[0]
    assert screen.contents.choose(("paper_sections", section.id))
    form = screen._form(PaperSection)
    assert form.bar is not None
    form.bar._fill_pictures()
    place, *_, add = form.bar._placed.actions()
    assert (place.text(), add.text()) == ("Site plan", "Add a picture…")
    place.trigger()
    editor = form.fields["text"].editor
    assert isinstance(editor, QPlainTextEdit)
    assert "[picture: Site plan]" in editor.toPlainText()
    form.settle()
    assert "[picture: Site plan]" in _rows(screen, PaperSection)[0].text("text")


def test_one_that_is_added_from_the_words_stands_in_them(screen: Papers, photo: Path, qtbot: QtBot) -> None:
    section = _rows(screen, PaperSection)[0]
    assert screen.contents.choose(("paper_sections", section.id))
    screen._form(PaperSection).picturing.emit()
    dialog = screen.findChildren(type(screen.files.ask_new()))[0]
    dialog.fileSelected.emit(str(photo))
    qtbot.waitUntil(lambda: "[picture: Site plan]" in _rows(screen, PaperSection)[0].text("text"), timeout=20_000)
    part = screen.contents.part()
    assert part is not None
    assert part.noun is Picture


def test_what_is_no_picture_is_told_and_nothing_is_added(screen: Papers, photo: Path, qtbot: QtBot) -> None:
    photo.write_bytes(huge_png(10_000, 10_000))
    screen.files.add(photo)
    qtbot.waitUntil(lambda: "more than 40 million pixels" in screen.messages.sentence, timeout=20_000)
    assert _rows(screen, Picture) == ()


def test_an_appendix_takes_a_pdf_goes_out_beside_the_report_and_lets_it_go(screen: Papers, tmp_path: Path, qtbot: QtBot) -> None:
    given = tmp_path / "case.pdf"
    given.write_bytes(pdf(2, tagged=True))
    screen._add_part(Appendix)
    appendix = _rows(screen, Appendix)[-1]
    view = screen.files.views[Appendix]
    assert view.told.text() == "There is no PDF yet."
    screen.files.replace(Appendix, appendix.id, given)
    qtbot.waitUntil(lambda: view.told.text().startswith("case.pdf: 2 pages"), timeout=20_000)
    assert view.remove.isVisibleTo(view)
    screen.export(tmp_path / "Report.html")
    qtbot.waitUntil(lambda: screen.messages.sentence.startswith("Exported Report.html"), timeout=20_000)
    assert "with 1 appendix beside it" in screen.messages.sentence
    [written] = tmp_path.glob("Report, Appendix*.pdf")
    assert written.read_bytes() == given.read_bytes()
    view.remove.click()
    assert view.told.text() == "There is no PDF yet."
    screen.workspace.undo()
    assert _has_file(screen, AppendixFile)
