"""The Papers screen on the real window: what is typed is in the file, on the page and in the exported PDF."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.nouns.paper_parts import Implication, PaperSection, Recommendation, WithheldPart
from db.nouns.papers import Paper
from db.reading import Reader
from desktop.application import Window
from desktop.operations.papers import papers
from desktop.operations.records import cases, records
from desktop.operations.store.files import opened
from desktop.papers.content.layout_fields import LayoutFields, PaperDocument
from desktop.papers.exhibits import EXHIBITS
from desktop.views.kit.forms.fields import Field
from desktop.views.paper.screen import Papers
from desktop.views.paper.words_bar import _bullet, _letter
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
    return window.workspace.read(records.rows, PaperSection, screen._paper)


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
    editor = screen._form(PaperSection).fields["text"].editor
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
    with opened(path) as store:
        reader = store.reader()
        changes = reader.rows(_CHANGES)
    assert json.loads(changes[0][0])["text"] == before
    assert json.loads(changes[0][1])["text"] == f"Depots close at noon. {before}"
    assert json.loads(changes[1][1])["text"] == before


def test_a_date_that_cannot_be_read_stays_in_its_field_with_a_sentence(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    field = screen._form(Paper).fields["meeting_date"]
    assert isinstance(field, Field)
    field.editor.setFocus()
    field.reset("31 Octember 2011")
    field._recorded = "22 May 2014"
    field.commit()
    assert "is not a date" in field.trouble
    assert field.text() == "31 Octember 2011"
    assert str(window.workspace.read(records.rows, Paper, window.workspace.case_id)[0].values["meeting_date"]) == "2014-05-22"


def test_the_page_shows_the_paper_and_the_export_holds_an_edit(open_window: Callable[[str], Window], qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    qtbot.waitUntil(lambda: screen.preview.page_count > 3, timeout=20_000)
    assert "as it will be printed" in screen._pages.text()
    section = sections(window, screen)[0]
    renamed = records.Edit(section.id, "heading", "Purpose & <b>scope</b>")
    window.workspace.edit("change", records.change, PaperSection, screen._paper or 0, [renamed])
    out = tmp_path / "paper.pdf"
    screen.export(out)
    qtbot.waitUntil(lambda: "Exported" in screen.messages.sentence, timeout=20_000)
    assert "Purpose & <b>scope</b>" in pdf_text(out)
    qtbot.wait(400)  # the page that follows the edit is still being set


def test_a_part_is_added_moved_deleted_and_brought_back(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    held = len(window.workspace.read(records.rows, Recommendation, screen._paper or 0))
    screen._add[Recommendation.TABLE].trigger()
    rows = window.workspace.read(records.rows, Recommendation, screen._paper or 0)
    assert len(rows) == held + 1
    part = screen.contents.part()
    assert part is not None
    assert part.row == rows[-1].id
    screen.up_action.trigger()
    moved = window.workspace.read(records.rows, Recommendation, screen._paper or 0)
    assert [row.id for row in moved].index(part.row) == held - 1
    screen.delete_action.trigger()
    assert len(window.workspace.read(records.rows, Recommendation, screen._paper or 0)) == held
    qtbot.mouseClick(screen.messages._buttons[0], Qt.MouseButton.LeftButton)
    assert len(window.workspace.read(records.rows, Recommendation, screen._paper or 0)) == held + 1


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
    screen._add_part(Recommendation)
    editor = screen._form(Recommendation).fields["text"].editor
    assert isinstance(editor, QPlainTextEdit)
    qtbot.keyClicks(editor, "That Cabinet agrees.")
    assert editor.toPlainText() == "That Cabinet agrees."


def test_choices_are_read_as_words_and_recorded_as_they_are(open_window: Callable[[str], Window]) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    screen.contents.choose((Paper.TABLE, screen._paper or 0))
    form = screen._form(Paper)
    assert form.fields["layout"].text() == "Object and key points"
    form.fields["layout"].committed.emit("Part A and Part B")
    paper = window.workspace.read(records.rows, Paper, window.workspace.case_id)[0]
    assert paper.text("layout") == "part-a-part-b"


def test_undo_is_offered_after_a_deletion_until_something_else_is_done(open_window: Callable[[str], Window]) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    first = sections(window, screen)[0]
    screen.contents.choose((PaperSection.TABLE, first.id))
    screen._delete()
    assert screen.messages.sentence == f"Deleted {first.text('heading')}."
    screen._add_part(Implication)
    assert screen.messages.sentence == ""


def _titles(window: Window) -> list[str]:
    return [title for _, title in window.workspace.read(papers.papers, window.workspace.case_id)]


def test_papers_are_started_copied_chosen_moved_and_deleted_each_in_a_step(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    (first,) = _titles(window)
    heading = sections(window, screen)[0].text("heading")
    screen._start_paper("front-sheet")
    assert _titles(window) == [first, "Back office hub"]
    assert screen.chooser.chosen() == "Back office hub"
    assert screen._form(Paper).fields["layout"].text() == "Front sheet"
    screen.copy_action.trigger()
    assert screen.chooser.chosen() == "Back office hub, copy"
    screen.earlier_action.trigger()
    assert _titles(window) == [first, "Back office hub, copy", "Back office hub"]
    screen.chooser.setCurrentIndex(0)
    screen.chooser.activated.emit(0)
    assert sections(window, screen)[0].text("heading") == heading
    screen.delete_paper_action.trigger()
    assert _titles(window) == ["Back office hub, copy", "Back office hub"]
    for _ in range(4):
        window.workspace.undo()
    assert _titles(window) == [first]
    assert screen.chooser.count() == 1
    qtbot.waitUntil(lambda: not screen._setting and not screen._later.isActive(), timeout=20_000)


def test_a_paper_is_renamed_where_its_title_stands(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    screen.rename_action.trigger()
    field = screen._form(Paper).fields["title"]
    qtbot.keyClicks(field.editor, "The hub")
    field.commit()
    assert _titles(window) == ["The hub"]
    assert screen.chooser.chosen() == "The hub"


def test_alt_and_an_arrow_move_a_part_and_delete_takes_it_away(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    first, second = sections(window, screen)[:2]
    screen.contents.choose((PaperSection.TABLE, first.id))
    screen.contents.setFocus()
    qtbot.keyClick(screen.contents, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [row.id for row in sections(window, screen)[:2]] == [second.id, first.id]
    part = screen.contents.part()
    assert part is not None
    assert part.row == first.id
    qtbot.keyClick(screen.contents, Qt.Key.Key_Delete)
    assert first.id not in [row.id for row in sections(window, screen)]
    window.workspace.undo()
    window.workspace.undo()
    assert [row.id for row in sections(window, screen)[:2]] == [first.id, second.id]


def test_buttons_write_the_marks_that_words_hold(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    section = sections(window, screen)[0]
    screen.contents.choose((PaperSection.TABLE, section.id))
    form = screen._form(PaperSection)
    editor, bar = form.fields["text"].editor, form.bar
    assert isinstance(editor, QPlainTextEdit)
    assert bar is not None
    editor.setFocus()
    editor.setPlainText("one two")
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert editor.toPlainText() == "**one two**"
    bar._face("**")
    bar._face("*")
    assert editor.toPlainText() == "*one two*"
    editor.setPlainText("one\ntwo")
    editor.selectAll()
    bar._list(_letter)
    assert editor.toPlainText() == "(a) one\n(b) two"
    editor.selectAll()
    bar._list(_bullet)
    bar._set_in("   ")
    assert editor.toPlainText() == "- one\n   - two"
    editor.setPlainText("the report")
    editor.selectAll()
    bar._link()
    assert editor.toPlainText() == "[the report](https://)"
    assert editor.textCursor().selectedText() == "https://"
    qtbot.waitUntil(lambda: screen._set is not None, timeout=20_000)
    written = [each.written for each in screen._citable()]
    assert written[0] == "[recommendation: 1]"
    assert "[section: Recommendations]" in written
    bar._fill_citable()
    editor.setPlainText("[chart: pies]")
    qtbot.waitUntil(lambda: not form._unknown.isHidden(), timeout=5_000)
    assert form._unknown.text() == "There is no [chart: pies]: choose one with Table or chart."
    assert form._count.text() == "0 words"
    qtbot.waitUntil(lambda: "[chart: pies] in" in screen._warning.text(), timeout=20_000)


def test_a_question_of_a_form_says_what_it_asks_above_its_answer(open_window: Callable[[str], Window]) -> None:
    window = open_window("ni179")
    screen = show_papers(window)
    by_heading = {section.text("heading"): section.id for section in sections(window, screen)}
    form = screen._form(PaperSection)
    for heading, asked in (("What are the communication channels?", "How progress on the outcomes is made known."), ("Outcome", "")):
        assert screen.contents.choose((PaperSection.TABLE, by_heading[heading]))
        assert form._note.text() == asked
        assert form._shared.isVisibleTo(form) is bool(asked)


def test_a_table_or_chart_is_chosen_by_what_it_looks_like(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("future-options")
    screen = show_papers(window)
    section = sections(window, screen)[0]
    screen.contents.choose((PaperSection.TABLE, section.id))
    form = screen._form(PaperSection)
    screen._place(form)
    dialog = screen.place_chooser
    assert len({dialog.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(dialog.list.count())}) == len(EXHIBITS) + 1
    for row in range(1, dialog.list.count()):
        dialog.list.setCurrentRow(row)
        assert look_checks.unnamed_widgets(dialog) == []
        if dialog.line == "[table: first]":
            assert dialog.option.isVisibleTo(dialog)
            dialog.option.show_text("Shared services")
            assert dialog.line == "[table: first, Shared services]"
            assert dialog._where.text() == "Written [table: first, Shared services]. It stands nowhere yet by name."
    dialog.list.setCurrentRow(2)
    assert not dialog.option.isVisibleTo(dialog)
    assert dialog.line == "[table: options]"
    assert dialog._where.text() == "Written [table: options]. It stands in ‘Options considered’ already."
    assert [tick.isChecked() for tick in dialog.ticks.values()] == [True, False]
    before = window.workspace.read(paper_row, screen)
    dialog.ticks[PaperDocument.ANNEX].click()
    ticks = LayoutFields(sections_left_out=window.workspace.read(paper_row, screen)).ticks
    assert ticks == {**LayoutFields(sections_left_out=before).ticks, "table: options": frozenset(PaperDocument)}
    window.workspace.undo()
    assert window.workspace.read(paper_row, screen) == before
    dialog.insert.click()
    assert form.fields["text"].text().count("[table: options]") == 1
    form.settle()
    assert "[table: options]" in sections(window, screen)[0].text("text")


def paper_row(reader: Reader, screen: Papers) -> str:
    """What the paper in hand records of what prints where."""
    return reader.get(Paper, screen._paper or 0).sections_left_out


def test_the_report_or_the_annex_is_shown_and_exported(open_window: Callable[[str], Window], qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    qtbot.waitUntil(lambda: screen._set is not None, timeout=20_000)
    report = screen._set
    assert report is not None
    assert screen.exporting.public_action.text() == "Export the report"
    assert "Appraisal annex" not in report.text
    screen.shown.choose(1)
    assert screen.exporting.public_action.text() == "Export the annex"
    qtbot.waitUntil(lambda: screen._set is not None and "Appraisal annex" in screen._set.text, timeout=20_000)
    annex = screen._set
    assert annex is not None
    assert annex.headings == report.headings, "the order of sections is the report's"
    out = tmp_path / "annex.pdf"
    screen.export(out)
    qtbot.waitUntil(out.exists, timeout=20_000)
    assert out.read_bytes() == annex.pdf


def test_sections_are_moved_and_left_out_where_the_layout_allows(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    paper = screen._paper or 0
    screen.contents.choose(("order", paper))
    qtbot.waitUntil(lambda: screen.order.list.count() > 5, timeout=20_000)
    assert screen.editor.currentWidget() is screen.order
    names = [each.heading for each in screen.order._sections]
    screen.order.list.setCurrentRow(1)
    screen.order.list.setFocus()
    qtbot.keyClick(screen.order.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: [each.heading for each in screen.order._sections][:2] == [names[1], names[0]], timeout=20_000)
    screen.order.list.setCurrentRow(names.index("Analysis of options"))
    screen.order.leave.click()
    qtbot.waitUntil(lambda: any(each.left_out for each in screen.order._sections), timeout=20_000)
    held = window.workspace.read(records.rows, Paper, window.workspace.case_id)[0]
    assert LayoutFields(sections_left_out=held.text("sections_left_out")).headings_left_out == ("Analysis of options",)
    assert held.text("section_order").splitlines()[:2] == [names[1], names[0]]
    screen.order.own.click()
    qtbot.waitUntil(lambda: [each.heading for each in screen.order._sections] == names, timeout=20_000)
    window.workspace.undo()
    held = window.workspace.read(records.rows, Paper, window.workspace.case_id)[0]
    assert LayoutFields(sections_left_out=held.text("sections_left_out")).headings_left_out == ("Analysis of options",)
    qtbot.waitUntil(lambda: not screen._setting and not screen._later.isActive(), timeout=20_000)


def test_two_quick_clicks_on_the_order_of_the_sections_are_two_steps(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    paper = screen._paper or 0
    screen.contents.choose(("order", paper))
    qtbot.waitUntil(lambda: screen.order.list.count() > 5, timeout=20_000)

    def recorded() -> tuple[list[str], tuple[str, ...]]:
        held = window.workspace.read(records.rows, Paper, window.workspace.case_id)[0]
        return held.text("section_order").splitlines(), LayoutFields(sections_left_out=held.text("sections_left_out")).headings_left_out

    names = [each.heading for each in screen.order._sections]
    before = recorded()
    screen.order.list.setCurrentRow(2)
    for _ in range(2):  # the pages are set meanwhile
        screen.order.up.click()
    moved = [names[2], names[0], names[1]]
    assert recorded()[0][:3] == moved
    optional = [number for number, each in enumerate(screen.order._sections) if each.optional]
    out = [screen.order._sections[number].heading for number in optional[-2:]]
    for heading in out:
        screen.order.list.setCurrentRow([each.heading for each in screen.order._sections].index(heading))
        screen.order.leave.click()
    assert set(recorded()[1]) == set(out)
    qtbot.waitUntil(lambda: not screen._setting, timeout=20_000)
    assert [each.heading for each in screen.order._sections][:3] == moved
    for left in (set(out[:1]), set()):
        window.undo_action.trigger()
        assert set(recorded()[1]) == left
    for _ in range(2):
        window.undo_action.trigger()
    assert recorded() == before


def test_the_length_is_told_with_its_limit_and_its_pages_in_every_layout(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    paper = screen._paper or 0
    limit = records.Edit(paper, "page_limit", "4")
    window.workspace.edit("limit", records.change, Paper, window.workspace.case_id, [limit])
    screen.contents.choose(("length", paper))
    qtbot.waitUntil(lambda: screen.length.limits.count() == 1, timeout=20_000)
    assert "the council’s limit is 4 pages" in screen.length.limits.readiness(0).sentence
    assert "words as typed and" in screen.length.sentence.text()
    screen.length.count.click()
    qtbot.waitUntil(lambda: len(screen.length._by_layout._shown) == 8, timeout=60_000)
    told = dict(screen.length._by_layout._shown)
    assert "over the limit" in told["Object and key points (this paper’s)"]


def test_the_page_in_view_is_told_and_a_section_is_turned_to(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    qtbot.waitUntil(lambda: screen.preview.page_count > 3, timeout=20_000)
    assert screen._pages.text() == f"Page 1 of {screen.preview.page_count}, as it will be printed"
    screen.preview.show_page(4)
    assert screen.preview.page == 4
    assert screen._pages.text().startswith("Page 4 of")
    screen.preview.show_page(0)
    assert screen.preview.page == 4


def test_of_two_sections_of_one_name_the_one_picked_is_turned_to(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    alike = {"heading": "More detail", "text": "\n\n".join(["What was asked, and what was answered."] * 60)}
    paper = screen._paper or 0
    first, last = (window.workspace.edit("a section of that name", records.add, PaperSection, paper, alike) for _ in range(2))
    qtbot.waitUntil(lambda: screen._set is not None and last in screen._set.section_pages, timeout=20_000)
    assert screen._set is not None
    pages = screen._set.section_pages
    assert 0 < pages[first] < pages[last]
    for section in (last, first):
        assert screen.contents.choose((PaperSection.TABLE, section))
        assert screen.preview.page == pages[section]


def test_a_part_that_is_withheld_has_its_tick_only_once_its_reason_is_given(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    paper = screen._paper or 0
    part = window.workspace.edit("withheld", records.add, WithheldPart, paper, {"part": "table: savings"})

    def done() -> bool:
        qtbot.waitUntil(lambda: paper in window.workspace._readiness, timeout=20_000)
        assert screen.contents.choose((WithheldPart.TABLE, part))
        shown = screen.contents.part()
        assert shown is not None
        return shown.done is True

    assert not done()
    why = (("exempt_paragraphs", "3"), ("public_interest", "Prices are being agreed"))
    window.workspace.edit("why", records.change, WithheldPart, paper, [records.Edit(part, key, text) for key, text in why])
    assert done()


def test_a_section_loses_its_tick_as_it_is_withheld_and_not_once_the_list_is_read(
    open_window: Callable[[str], Window], qtbot: QtBot
) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    paper = screen._paper or 0
    assert not screen.seen_by.isVisible(), "nothing is withheld"
    qtbot.waitUntil(lambda: screen.agenda.is_known, timeout=20_000)
    section = next(row.id for row in window.workspace.read(records.rows, PaperSection, paper) if row.text("text"))
    assert screen.contents.choose((PaperSection.TABLE, section))

    def ticked() -> bool:
        part = screen.contents.part()
        assert part is not None
        return part.done is True

    assert ticked()
    window.workspace.edit("withheld", records.change, PaperSection, paper, [records.Edit(section, "withheld", "exempt")])
    assert not ticked()
    qtbot.waitUntil(screen.seen_by.isVisible, timeout=20_000)


def test_each_view_of_a_paper_is_named_and_whole(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    qtbot.waitUntil(lambda: screen.preview.page_count > 3, timeout=20_000)
    for view in ("papers", "decision", "rows", "order", "length", "ready"):
        assert screen.contents.choose((view, screen._paper or 0)), view
        qtbot.wait(20)
        assert look_checks.faults(screen) == [], view
        assert look_checks.downward_scroll(screen) == 0, view


def test_the_page_in_hand_is_set_before_the_rest_of_the_paper(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    screen.shown.choose(1)
    qtbot.waitUntil(lambda: screen._set is not None and screen._set.of is PaperDocument.ANNEX and not screen._setting, timeout=20_000)
    pages, before = screen.preview.page_count, screen._set
    assert before is not None
    screen.preview.verticalScrollBar().setValue(screen.preview.verticalScrollBar().maximum() // 2)
    title = records.Edit(screen._paper or 0, "title", "Another title")
    window.workspace.edit("title", records.change, Paper, window.workspace.case_id, [title])
    qtbot.waitUntil(lambda: bool(screen.preview.set_again), timeout=20_000)
    in_hand = screen.preview.page
    assert 1 < in_hand < pages - 1
    assert (screen.preview.set_again.stop, screen._set, screen.preview.page_count) == (in_hand, before, pages)
    place = screen.preview._pages._places[in_hand - 1].size().toSize()
    first = screen.preview.picture(in_hand - 1, place)
    qtbot.waitUntil(lambda: screen._set is not before and not screen._setting, timeout=20_000)
    assert not screen.preview.set_again
    assert screen.preview.picture(in_hand - 1, place) == first


def test_a_change_while_the_rest_is_set_gives_it_up_for_the_page_in_hand(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show_papers(window)
    qtbot.waitUntil(lambda: screen._set is not None and not screen._setting, timeout=20_000)
    before = screen._set
    screen.set_pages()
    qtbot.waitUntil(lambda: screen._whole is not None, timeout=20_000)
    title = records.Edit(screen._paper or 0, "title", "Another title")
    window.workspace.edit("title", records.change, Paper, window.workspace.case_id, [title])
    screen.set_pages()
    qtbot.waitUntil(lambda: screen._set is not before and not screen._setting, timeout=20_000)
    assert screen._set is not None
    assert screen._set.given.title == "Another title", "what was set of the paper as it was is not shown"
