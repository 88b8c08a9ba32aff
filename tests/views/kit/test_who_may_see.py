"""Marking who may see a record, on the real window: in a record's form, in a paper's part, among words, and in the pages shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.nouns.delivery import Risk
from db.nouns.paper_parts import PaperSection
from desktop.application import Window
from desktop.operations.papers.readiness import readiness
from desktop.operations.records import records
from desktop.views.kit.forms.fields import Choice, FieldFrame
from desktop.views.kit.records.form import RecordForm
from desktop.views.kit.records.who_may_see import WhoMaySee
from desktop.views.paper.part_form import PartForm
from desktop.views.paper.screen import Papers


def papers_screen(window: Window) -> Papers:
    screen = window.show_screen("Papers")
    assert isinstance(screen, Papers)
    return screen


def pick(field: FieldFrame, name: str) -> None:
    """Choose a name as an officer does."""
    assert isinstance(field, Choice)
    field._box.show_text(name)
    field._box.activated.emit(field._box.currentIndex())


def type_in(field: FieldFrame, text: str) -> None:
    field._put(text)
    field.commit()


def shown(form: PartForm | RecordForm) -> set[str]:
    """Which of the fields of who may see it are asked for."""
    widget = form.findChild(WhoMaySee)
    assert widget is not None
    return {key for key, field in widget._fields.items() if not field.isHidden()}


def test_a_section_is_marked_exempt_and_its_pages_are_shown_either_way(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = papers_screen(window)
    section = window.workspace.read(records.rows, PaperSection, screen._paper or 0)[0]
    qtbot.waitUntil(lambda: screen.preview.page_count > 0, timeout=20_000)
    assert screen.seen_by.isHidden()
    assert screen.contents.choose(("paper_sections", section.id))
    form = screen._form(PaperSection)
    assert shown(form) == {"withheld"}
    pick(form.fields["withheld"], "Exempt")
    assert shown(form) == {"withheld", "exempt_paragraphs", "public_interest", "name_public"}
    case = window.workspace.case_id
    told = [item.sentence for item in window.workspace.read(readiness, case, screen._paper)]
    assert any("under no paragraph of Schedule 12A yet" in sentence for sentence in told)
    type_in(form.fields["exempt_paragraphs"], "paragraphs 3 and 5")
    type_in(form.fields["public_interest"], "The tender is open")
    held = window.workspace.read(records.rows, PaperSection, screen._paper or 0)[0]
    assert (held.text("withheld"), held.text("exempt_paragraphs")) == ("exempt", "3, 5")
    qtbot.waitUntil(lambda: not screen.seen_by.isHidden(), timeout=20_000)
    qtbot.waitUntil(lambda: screen._set is not None and "Information withheld" in screen._set.text, timeout=20_000)
    screen.seen_by.choose(1)
    qtbot.waitUntil(lambda: screen._set is not None and "Exempt: not for publication" in screen._set.text, timeout=20_000)
    pick(form.fields["withheld"], "Confidential")
    assert "exempt_paragraphs" not in shown(form)
    assert window.workspace.read(records.rows, PaperSection, screen._paper or 0)[0].text("exempt_paragraphs") == ""


def test_words_are_marked_with_a_button(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = papers_screen(window)
    section = window.workspace.read(records.rows, PaperSection, screen._paper or 0)[0]
    assert screen.contents.choose(("paper_sections", section.id))
    form = screen._form(PaperSection)
    editor = form.fields["text"].editor
    assert isinstance(editor, QPlainTextEdit)
    assert form.bar is not None
    editor.setPlainText("Open words\nThe bids\nMore open words")
    cursor = editor.textCursor()
    cursor.setPosition(14)
    editor.setTextCursor(cursor)
    third = form.bar.withhold.menu().actions()[2]
    assert third.text().startswith("Exempt, paragraph 3: relating to the financial or business affairs")
    third.trigger()
    editor.insertPlainText("live tender")
    assert editor.toPlainText() == "Open words\n[exempt: 3 | live tender]\nThe bids\n[end exempt]\nMore open words"


def test_a_risk_is_marked_confidential_in_its_form(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("future-options")
    screen = window.show_screen("Risks")
    form = next(each for each in screen.findChildren(RecordForm) if "withheld" in each.fields)
    assert shown(form) == {"withheld"}
    pick(form.fields["withheld"], "Confidential")
    case = window.workspace.case_id
    qtbot.waitUntil(lambda: any(row.text("withheld") == "confidential" for row in window.workspace.read(records.rows, Risk, case)))
    assert shown(form) == {"withheld", "public_interest", "name_public"}
