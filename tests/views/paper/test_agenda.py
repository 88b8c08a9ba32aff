"""Before the agenda on the real window: items lead to their fields, are set aside, and the paper is made final, changed and reopened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.nouns.money import CashFlow
from db.nouns.paper_parts import Implication, OfficerComment, PaperSection, Recommendation
from db.nouns.papers import Paper
from desktop.application import Window
from desktop.operations.papers.finals import put_aside
from desktop.operations.papers.papers import paper_to_gather
from desktop.operations.papers.readiness import readiness
from desktop.operations.papers.versions import Standing, Version
from desktop.operations.records import records
from desktop.papers.content.layout_fields import PaperDocument
from desktop.papers.readiness import ReadinessItem, State, open_items
from desktop.views.overview.screen import Overview
from desktop.views.paper.agenda import _NOTHING_FINAL, CHANGES, DATES, VERSIONS
from desktop.views.paper.screen import Papers
from desktop.views.partners.screen import Partners
from tests.views import look_checks


def show(window: Window) -> Papers:
    """The Papers screen, before the agenda."""
    screen = window.show_screen("Papers")
    assert isinstance(screen, Papers)
    assert screen.contents.choose(("ready", screen._paper or 0))
    listed(screen)
    return screen


def listed(screen: Papers) -> None:
    """Wait until what stands in the way is what it is now: it is worked out off the main thread."""
    timer = QElapsedTimer()
    timer.start()
    while screen._paper not in screen.workspace._readiness and not timer.hasExpired(20_000):
        QTest.qWait(10)
    assert screen.agenda.is_known


def items(window: Window, paper: int | None = None) -> tuple[ReadinessItem, ...]:
    return window.workspace.read(readiness, window.workspace.case_id, paper)


def choose(screen: Papers, key: str) -> ReadinessItem:
    """Take an item of the list in hand."""
    listed(screen)
    for row in range(screen.ready.count()):
        found = screen.ready.readiness(row).target
        if isinstance(found, ReadinessItem) and found.key == key:
            screen.ready.setCurrentRow(row)
            return found
    raise AssertionError(key)


def set_all_aside(window: Window, paper: int) -> None:
    case = window.workspace.case_id
    for item in open_items(items(window, paper)):
        window.workspace.edit("aside", put_aside, case, paper, item.key, "Told to the chair")


def final(window: Window, screen: Papers, qtbot: QtBot) -> None:
    set_all_aside(window, screen._paper or 0)
    qtbot.mouseClick(screen.agenda.final, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "is final" in screen.messages.sentence, timeout=30_000)


@pytest.mark.parametrize(
    ("key", "table", "field"),
    [
        ("details: wards", "papers", "wards"),
        ("details: clear days", "decision", "publication_date"),
        ("comment: Section 151 Officer", "officer_comments", "comment"),
        ("implication: Legal", "implications", "text"),
    ],
)
def test_an_item_of_the_paper_leads_to_its_field(
    open_window: Callable[[str], Window], qtbot: QtBot, key: str, table: str, field: str
) -> None:
    window = open_window("back-office-hub")
    screen = show(window)
    item = choose(screen, key)
    screen.ready.activated_target.emit(item)
    part = screen.contents.part()
    assert part is not None
    assert part.key[0] == table
    form = screen._forms[table]
    editor = form.fields[field].editor
    assert editor is QApplication.focusWidget()
    assert isinstance(editor, QLineEdit | QPlainTextEdit)
    chosen = editor.hasSelectedText() if isinstance(editor, QLineEdit) else editor.textCursor().hasSelection()
    assert not chosen
    if item.at.new:
        row = window.workspace.read(records.rows, part.noun, screen._paper or 0)[-1]
        assert (row.id, row.text(item.at.new[0][0])) == (part.row, item.at.new[0][1])


def test_a_recommendation_made_from_the_list_gives_its_made_up_name_to_what_is_typed(
    open_window: Callable[[str], Window], qtbot: QtBot
) -> None:
    window = open_window("back-office-hub")
    screen = show(window)
    paper = screen._paper or 0
    held = window.workspace.read(records.rows, Recommendation, paper)
    window.workspace.edit("none", records.delete, Recommendation, [row.id for row in held])
    screen.ready.activated_target.emit(choose(screen, "recommendation: none"))
    editor = QApplication.focusWidget()
    assert isinstance(editor, QPlainTextEdit)
    qtbot.keyClicks(editor, "Agree to rebuild the centre.")
    screen._forms["recommendations"].fields["text"].commit()
    assert [row.text("text") for row in window.workspace.read(records.rows, Recommendation, paper)] == ["Agree to rebuild the centre."]


def test_what_is_done_already_is_shown_and_not_made_twice(open_window: Callable[[str], Window]) -> None:
    window = open_window("back-office-hub")
    screen = show(window)
    paper = screen._paper or 0

    def parts() -> list[int]:
        return [len(window.workspace.read(records.rows, noun, paper)) for noun in (Implication, OfficerComment, Recommendation)]

    legal = {"heading": "Legal implications", "text": "None."}
    section = window.workspace.edit("a section on law", records.add, PaperSection, paper, legal)
    before = parts()
    stale = [item for item in items(window, paper) if item.key in ("implication: Legal", "recommendation: none")]
    for item in stale:
        assert item.state is State.DONE
        screen.agenda.mending.emit(item)
    assert parts() == before
    screen.agenda.mending.emit(stale[0])
    part = screen.contents.part()
    assert part is not None
    assert part.row in (section, window.workspace.read(records.rows, Recommendation, paper)[0].id)
    comment = choose(screen, "comment: Monitoring Officer")
    for _ in range(2):  # the list that is clicked may be older than what was made from it
        screen.agenda.mending.emit(comment)
    assert parts() == [before[0], before[1] + 1, before[2]]


def test_items_of_other_screens_lead_to_theirs(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show(window)
    screen.ready.activated_target.emit(choose(screen, "key decision: threshold"))
    assert window.screen_name == "Partners"
    partners = window.stack.currentWidget()
    assert isinstance(partners, Partners)
    field = partners.pane.form.fields["key_decision_amount"]
    assert field.editor is QApplication.focusWidget()
    screen = show(window)
    unknown = next(item for item in items(window) if item.key.startswith("not known: "))
    screen.ready.activated_target.emit(unknown)
    assert window.screen_name == "Savings"


def test_from_the_overview_an_item_leads_to_its_field_too(open_window: Callable[[str], Window]) -> None:
    window = open_window("back-office-hub")
    screen = window.show_screen("Overview")
    assert isinstance(screen, Overview)
    wards = next(item for item in items(window) if item.key == "details: wards")
    screen.glance.ready.activated_target.emit(wards)
    assert window.screen_name == "Papers"
    papers = window.stack.currentWidget()
    assert isinstance(papers, Papers)
    assert papers._form(Paper).fields["wards"].editor is QApplication.focusWidget()


def test_a_printed_file_is_told_from_one_that_was_made_final(open_window: Callable[[str], Window], qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window("back-office-hub")
    screen = show(window)
    assert not screen.agenda.check_printed.isVisibleTo(screen)
    final(window, screen, qtbot)
    screen.agenda.tabs.choose(VERSIONS)
    assert screen.agenda.check_printed.isVisible()
    wanted = window.workspace.read(paper_to_gather, window.workspace.case_id, screen._paper)
    annex = tmp_path / "annex.pdf"
    annex.write_bytes(wanted.gathered().pdf(of=PaperDocument.ANNEX))
    screen.agenda_work.check_printed(annex)
    qtbot.waitUntil(lambda: screen.messages.sentence.startswith("annex.pdf is the public annex of "), timeout=10_000)
    annex.write_bytes(annex.read_bytes() + b"\n")
    screen.agenda_work.check_printed(annex)
    qtbot.waitUntil(lambda: "is not a PDF that was made final" in screen.messages.sentence, timeout=10_000)


def test_each_digest_of_a_version_stands_under_its_own_name(open_window: Callable[[str], Window]) -> None:
    agenda = show(open_window("back-office-hub")).agenda
    agenda.tabs.choose(VERSIONS)
    versions = agenda.versions
    assert (versions.isHidden(), agenda.made.text()) == (True, _NOTHING_FINAL)
    digests = ("ab" * 32, "cd" * 32, "", "ef" * 32)
    versions.show_versions(Standing(None, (Version(1, "2026-05-01T09:00:00+00:00", "officer", "cabinet-report", *digests),)))
    version = versions.topLevelItem(0)
    assert version is not None
    children = [child for row in range(version.childCount()) if (child := version.child(row)) is not None]
    assert {child.text(0).partition(",")[0]: child.toolTip(0) for child in children} == {
        "Public report": "ab" * 32,
        "Exempt report": "cd" * 32,
        "Exempt annex": "ef" * 32,
    }
    assert all(child.toolTip(0)[:32] in child.text(0) for child in children)


def test_a_final_is_refused_while_an_item_is_open(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show(window)
    qtbot.mouseClick(screen.agenda.final, Qt.MouseButton.LeftButton)
    assert screen.messages.sentence.startswith("The paper cannot be made final while ")
    assert window.workspace.undo_label() != "version 1 made final"


def test_no_paper_is_made_final_from_a_file_that_is_damaged(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show(window)
    set_all_aside(window, screen._paper or 0)
    path = window.workspace.path
    assert path is not None
    whole = path.read_bytes()
    at = whole.rindex(b"Lincolnshire")
    with path.open("rb+") as file:  # one bit, in the file that is open
        file.seek(at)
        file.write(bytes([whole[at] ^ 1]))
    qtbot.mouseClick(screen.agenda.final, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "is damaged" in screen.messages.sentence, timeout=30_000)
    assert window.workspace.undo_label() != "version 1 made final"


def test_an_item_is_set_aside_with_a_reason_and_taken_back(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show(window)
    wards = choose(screen, "details: wards")
    middle = screen.ready.visualItemRect(screen.ready.currentItem()).center()
    qtbot.mouseClick(screen.ready.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert screen.editor.currentWidget() is screen.agenda
    assert screen.agenda.item() == wards
    qtbot.mouseClick(screen.agenda.aside, Qt.MouseButton.LeftButton)
    assert "say why" in screen.messages.sentence
    qtbot.keyClicks(screen.agenda.reason.editor, "All are affected alike")
    qtbot.keyClick(screen.agenda.reason.editor, Qt.Key.Key_Return)
    listed(screen)
    aside = screen.agenda.item()
    assert aside is not None
    assert (aside.key, aside.set_aside) == ("details: wards", "All are affected alike")
    assert "1 set aside" in screen.agenda.counted.text()
    qtbot.mouseClick(screen.agenda.back, Qt.MouseButton.LeftButton)
    listed(screen)
    assert screen.agenda.item() == wards
    qtbot.mouseClick(screen.agenda.there, Qt.MouseButton.LeftButton)
    assert screen._form(Paper).fields["wards"].editor is QApplication.focusWidget()


def test_a_paper_is_made_final_changed_explained_and_reopened(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("future-options")
    screen = show(window)
    final(window, screen, qtbot)
    assert screen.agenda.standing.text().startswith("Version 1 is final.")
    assert not screen.agenda.final.isVisible()
    screen.agenda.tabs.choose(VERSIONS)
    version = screen.agenda.versions.topLevelItem(0)
    assert version is not None
    assert "Version 1: " in version.text(0)
    case = window.workspace.case_id
    line = window.workspace.read(records.rows, CashFlow, case)[0]
    edit = records.Edit(line.id, str(next(iter(line.amounts))), "£1,234,000")
    window.workspace.edit("a new estimate", records.change, CashFlow, case, [edit])
    assert "so this is a draft again: version 2" in screen.agenda.standing.text()
    screen.agenda.tabs.choose(CHANGES)
    qtbot.waitUntil(lambda: screen.agenda.changes.topLevelItemCount() > 0, timeout=30_000)
    first = screen.agenda.changes.topLevelItem(0)
    assert first is not None
    screen.agenda.changes.setCurrentItem(first)
    change = screen.agenda.changes.change()
    assert change is not None
    screen.agenda.explanation.editor.setFocus()
    qtbot.keyClicks(screen.agenda.explanation.editor, "The tender came in")
    screen.agenda.explanation.commit()
    qtbot.waitUntil(lambda: "The tender came in" in screen.agenda.why.text(), timeout=30_000)
    window.workspace.undo()
    window.workspace.undo()
    assert screen.agenda.standing.text().startswith("Version 1 is final.")
    qtbot.mouseClick(screen.agenda.reopen, Qt.MouseButton.LeftButton)
    assert "was reopened" in screen.agenda.standing.text()
    assert screen.agenda.final.text() == "Make version 2 final"
    qtbot.wait(600)  # the page and the comparison that follow the last change


def test_the_law_and_the_dates_are_told(open_window: Callable[[str], Window]) -> None:
    window = open_window("place-budget")
    screen = show(window)
    screen.agenda.tabs.choose(DATES)
    told = " ".join(screen.agenda.dates.sentences)
    law = "Local Authorities (Executive Arrangements) (Access to Information) (England) Regulations 2000"
    assert f"Cabinet decides under the {law}." in told
    assert "2012" not in told
    assert "The paper says that it is a key decision." in told


@pytest.mark.parametrize("tab", range(4))
def test_nothing_is_unnamed_or_clipped(open_window: Callable[[str], Window], qtbot: QtBot, tab: int) -> None:
    window = open_window("back-office-hub")
    screen = show(window)
    screen.agenda.tabs.choose(tab)
    qtbot.wait(50)
    assert look_checks.faults(screen) == []
    window.resize(960, 540)
    qtbot.wait(50)
    assert look_checks.sideways_scrolls(screen) == []
