"""A decision that two councils take, on the real window: its documents are chosen, and its body is written in either."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.nouns.paper_parts import PaperSection, Recommendation
from db.nouns.papers import Paper
from db.nouns.register import Organisation
from desktop.application import Window
from desktop.operations.papers import papers
from desktop.operations.records import records
from desktop.views.paper.screen import Papers
from tests.views import look_checks

_LEAD = "Transformation and shared services"
_OTHER = "North East Lincolnshire Council"


def with_two(window: Window, qtbot: QtBot) -> tuple[Papers, int, int]:
    """The Papers screen on the document of the other council: the paper that leads, and that document."""
    screen = window.show_screen("Papers")
    assert isinstance(screen, Papers)
    lead = screen._paper or 0
    screen.councils.aboutToShow.emit()
    action = next(each for each in screen.councils.actions() if each.text() == _OTHER)
    action.trigger()
    second = screen._paper or 0
    assert second != lead
    window.workspace.edit("recommendation", records.add, Recommendation, second, {"text": "That the hub be joined."})
    qtbot.waitUntil(lambda: screen._set is not None and "That the hub be joined" in screen._set.text, timeout=30_000)
    return screen, lead, second


def sections(window: Window, paper: int) -> list[records.Row]:
    return list(window.workspace.read(records.rows, PaperSection, paper))


def test_the_document_of_another_council_is_started_chosen_and_printed(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen, lead, _ = with_two(window, qtbot)
    assert screen.chooser.chosen() == f"{_LEAD}, Cabinet of {_OTHER}"
    assert screen._set is not None
    for shared in (_LEAD, "The Department for Communities and Local Government has launched", f"{_OTHER}’s part of the proposal"):
        assert shared in screen._set.text, shared
    assert "That Cabinet endorse" not in screen._set.text
    screen.councils.aboutToShow.emit()
    assert _OTHER not in [each.text() for each in screen.councils.actions()]
    qtbot.waitUntil(lambda: look_checks.faults(screen) == [], timeout=5_000)
    screen.chooser.show_text(_LEAD)
    screen._choose_paper()
    assert screen._paper == lead
    qtbot.waitUntil(lambda: screen._set is not None and "North Lincolnshire Council’s part" in screen._set.text, timeout=30_000)


def test_a_shared_section_is_written_in_either_document_and_can_be_written_apart(
    open_window: Callable[[str], Window], qtbot: QtBot
) -> None:
    window = open_window("back-office-hub")
    screen, lead, second = with_two(window, qtbot)
    section = sections(window, lead)[1]
    assert screen.contents.choose((PaperSection.TABLE, section.id))
    form = screen._form(PaperSection)
    assert form._note.text() == f"Written in ‘{_LEAD}’, and printed here too: what is changed here is changed there."
    editor = form.fields["text"].editor
    assert isinstance(editor, QPlainTextEdit)
    editor.setPlainText("Written once.")
    form.settle()
    assert sections(window, lead)[1].text("text") == "Written once."
    assert sections(window, second) == []
    screen._delete()
    assert screen.messages.sentence.startswith(f"This is written in ‘{_LEAD}’: delete it there")
    assert len(sections(window, lead)) == 7
    qtbot.mouseClick(form.part, Qt.MouseButton.LeftButton)
    [own] = sections(window, second)
    assert (own.text("heading"), own.text("text")) == (section.text("heading"), "")
    part = screen.contents.part()
    assert part is not None
    assert (part.row, part.paper) == (own.id, second)
    assert form._note.text().startswith(f"Until it has words, those of ‘{_LEAD}’ are printed.")
    assert part.done
    assert not form.part.isVisibleTo(form)
    qtbot.waitUntil(lambda: look_checks.faults(screen) == [], timeout=5_000)
    window.workspace.undo()
    assert sections(window, second) == []
    screen._take(lead)
    assert screen.contents.choose((PaperSection.TABLE, section.id))
    assert form._note.text() == f"Printed in ‘{_LEAD}, Cabinet of {_OTHER}’ too."
    assert screen.contents.choose((Paper.TABLE, lead))
    assert not screen._form(Paper)._shared.isVisibleTo(screen)


def test_where_every_council_has_its_document_the_screen_that_adds_one_is_named(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = window.show_screen("Papers")
    assert isinstance(screen, Papers)
    kinds = [row.text("kind") for row in window.workspace.read(records.rows, Organisation, window.workspace.case_id)]
    councils = kinds.count("unitary")
    assert 1 < councils < len(kinds)
    for _ in range(councils - 1):
        screen.councils.aboutToShow.emit()
        screen.councils.actions()[0].trigger()
    assert len(window.workspace.read(papers.papers, window.workspace.case_id)) == councils
    screen.councils.aboutToShow.emit()
    [told] = screen.councils.actions()
    assert told.text() == "Add the council under Set up, Organisations first"
    assert not told.isEnabled()
