"""The Papers screen on the real window: what is typed is in the file, on the page and in the exported PDF."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from desktop.application import Window
from desktop.operations import cases, nouns, records
from desktop.operations.stores import opened
from desktop.papers.words import PLACES
from desktop.views.fields import Field
from desktop.views.papers import Papers
from desktop.views.part_form import BOUND
from tests.views import look_checks

_CHANGES = "SELECT before, after FROM changes WHERE table_name = 'paper_sections' AND before IS NOT NULL"


def show_papers(window: Window) -> Papers:
    """The Papers screen, in front."""
    screen = window.show_screen("Papers")
    assert isinstance(screen, Papers)
    return screen


def sections(window: Window, screen: Papers) -> tuple[records.Row, ...]:
    """The sections as the store has them."""
    assert screen._paper is not None
    return window.workspace.read(records.rows, nouns.SECTIONS, screen._paper)


def pdf_text(pdf: Path) -> str:
    """All the words of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def test_words_typed_in_a_section_are_in_the_file_in_the_trail_and_undone(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    section = sections(window, screen)[0]
    before = section.text("text")
    assert screen.contents.choose(("paper_sections", section.id))
    editor = screen._form(nouns.SECTIONS).fields["text"].editor
    assert isinstance(editor, QPlainTextEdit)
    editor.setFocus()
    editor.moveCursor(editor.textCursor().MoveOperation.Start)
    qtbot.keyClicks(editor, "Depots close at noon. ")
    qtbot.waitUntil(lambda: sections(window, screen)[0].text("text").startswith("Depots close at noon. "), timeout=5_000)
    path = window.workspace.path
    assert path is not None
    window.workspace.undo()
    assert sections(window, screen)[0].text("text") == before
    window.workspace.redo()
    window.close()
    with opened(path) as store, store.session() as session:
        changes = session.execute(text(_CHANGES)).all()
    assert json.loads(changes[0][0])["text"] == before
    assert json.loads(changes[0][1])["text"] == f"Depots close at noon. {before}"
    assert json.loads(changes[1][1])["text"] == before


def test_a_date_that_cannot_be_read_stays_in_its_field_with_a_sentence(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    field = screen._form(nouns.PAPERS).fields["meeting_date"]
    assert isinstance(field, Field)
    field.editor.setFocus()
    field.reset("31 Octember 2011")
    field._recorded = "22 May 2014"
    field.commit()
    assert "is not a date" in field.trouble
    assert field.text() == "31 Octember 2011"
    assert str(window.workspace.read(records.rows, nouns.PAPERS, window.workspace.case_id)[0].values["meeting_date"]) == "2014-05-22"


def test_the_page_shows_the_paper_and_the_export_holds_an_edit(open_window: Callable[[str], Window], qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    qtbot.waitUntil(lambda: screen.preview.page_count > 3, timeout=20_000)
    assert "as they will be printed" in screen._pages.text()
    section = sections(window, screen)[0]
    renamed = records.Edit(section.id, "heading", "Purpose & <b>scope</b>")
    window.workspace.edit("change", records.change, nouns.SECTIONS, screen._paper or 0, [renamed])
    out = tmp_path / "paper.pdf"
    screen.export(out)
    qtbot.waitUntil(lambda: "Exported" in screen.messages.sentence, timeout=20_000)
    assert "Purpose & <b>scope</b>" in pdf_text(out)
    qtbot.wait(400)  # the page that follows the edit is still being set


def test_a_part_is_added_moved_deleted_and_brought_back(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    held = len(window.workspace.read(records.rows, nouns.RECOMMENDATIONS, screen._paper or 0))
    screen._add[nouns.RECOMMENDATIONS.table].trigger()
    rows = window.workspace.read(records.rows, nouns.RECOMMENDATIONS, screen._paper or 0)
    assert len(rows) == held + 1
    part = screen.contents.part()
    assert part is not None
    assert part.row == rows[-1].id
    screen.up_action.trigger()
    moved = window.workspace.read(records.rows, nouns.RECOMMENDATIONS, screen._paper or 0)
    assert [row.id for row in moved].index(part.row) == held - 1
    screen.delete_action.trigger()
    assert len(window.workspace.read(records.rows, nouns.RECOMMENDATIONS, screen._paper or 0)) == held
    qtbot.mouseClick(screen.messages._button, Qt.MouseButton.LeftButton)
    assert len(window.workspace.read(records.rows, nouns.RECOMMENDATIONS, screen._paper or 0)) == held + 1


def test_nothing_is_unnamed_clipped_or_scrolled(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("future-options")
    screen = show_papers(window)
    qtbot.waitUntil(lambda: screen.preview.page_count > 3, timeout=20_000)
    assert look_checks.faults(screen) == []
    assert look_checks.downward_scroll(screen) == 0
    window.resize(960, 540)
    qtbot.wait(50)
    assert look_checks.sideways_scrolls(screen) == []


def test_a_paper_is_started_in_one_step_and_its_empty_screen_stands_at_the_top(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    window.workspace.show_case(window.workspace.edit("new case", cases.add_empty))
    screen = show_papers(window)
    qtbot.wait(50)
    assert screen.empty.isVisible()
    assert screen.empty.geometry().top() < 150
    screen._start_paper()
    assert [row.text("heading") for row in sections(window, screen)] == ["Purpose", "Background"]
    window.workspace.undo()
    assert screen.empty.isVisible()
    assert window.workspace.undo_label() == "new case"


def test_a_part_just_added_gives_way_to_what_is_typed(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    screen._add_part(nouns.RECOMMENDATIONS)
    editor = screen._form(nouns.RECOMMENDATIONS).fields["text"].editor
    assert isinstance(editor, QPlainTextEdit)
    qtbot.keyClicks(editor, "That Cabinet agrees.")
    assert editor.toPlainText() == "That Cabinet agrees."


def test_choices_are_read_as_words_and_recorded_as_they_are(open_window: Callable[[str], Window]) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    screen.contents.choose((nouns.PAPERS.table, screen._paper or 0))
    form = screen._form(nouns.PAPERS)
    assert form.fields["layout"].text() == "Cabinet report"
    form.fields["layout"].committed.emit("Cabinet report")
    form.fields["status"].committed.emit("Final")
    paper = window.workspace.read(records.rows, nouns.PAPERS, window.workspace.case_id)[0]
    assert (paper.text("layout"), paper.text("status")) == ("cabinet-report", "final")


def test_undo_is_offered_after_a_deletion_until_something_else_is_done(open_window: Callable[[str], Window]) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    first = sections(window, screen)[0]
    screen.contents.choose((nouns.SECTIONS.table, first.id))
    screen._delete()
    assert screen.messages.sentence == f"Deleted {first.text('heading')}."
    screen._add_part(nouns.IMPLICATIONS)
    assert screen.messages.sentence == ""


def test_every_chart_and_table_that_can_be_placed_is_offered() -> None:
    assert sorted(line for _, line in BOUND) == sorted(str(place) for place in PLACES)
    assert len({(words, line.partition(":")[0]) for words, line in BOUND}) == len(BOUND)
