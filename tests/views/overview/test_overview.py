"""The Overview screen on the real window: headline figures, charts, readiness and the case's own details."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from types import FrameType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from db.nouns.case import Evidence
from db.nouns.choice import Option
from desktop.application import Window
from desktop.operations.papers.readiness import readiness
from desktop.operations.records import cases, records
from desktop.operations.store.files import opened
from desktop.papers.readiness import ReadinessItem
from desktop.views.kit.tiles import Tile
from desktop.views.overview.screen import Overview
from desktop.views.paper.screen import Papers
from tests.views import look_checks

_CHANGES = "SELECT before, after FROM changes WHERE table_name = 'cases' AND before IS NOT NULL"


def show(window: Window) -> Overview:
    """The Overview screen, in front."""
    screen = window.show_screen("Overview")
    assert isinstance(screen, Overview)
    return screen


def said(screen: Overview) -> str:
    """What the headline figures say, as they are read aloud, once the new ones have been placed."""
    QApplication.processEvents()
    return " | ".join(tile.accessibleName() for tile in screen.glance.tiles.findChildren(Tile) if not tile.isHidden())


def test_the_headlines_say_ranges_bounds_and_what_is_not_known(open_window: Callable[[str], Window]) -> None:
    screen = show(open_window("back-office-hub"))
    words = said(screen)
    assert "£0 to £750,000; a range" in words
    assert "at most £12.5m; the most it can be; 5 amounts not known" in words
    assert "Payback in cash, North Lincolnshire Council’s part of Option 1: hub with North East Lincolnshire: not known" in words
    assert "running total" in screen.glance.money.accessibleDescription().casefold()


def test_a_case_in_which_nothing_is_known_gives_no_figure(open_window: Callable[[str], Window]) -> None:
    screen = show(open_window("place-budget"))
    assert said(screen).count(": not known;") == 1
    assert "Payback in cash, net cash saving in 2014/15 and net present value, Agree in principle" in said(screen)
    assert not screen.glance.money.isVisible()
    assert screen.glance._no_money.isVisible()


def test_a_tab_that_is_not_in_front_makes_no_page_scroll(open_window: Callable[[str], Window], settle: Callable[[], None]) -> None:
    window = open_window("back-office-hub")
    window.workspace.show_case(window.workspace.edit("new case", cases.add_empty))
    screen = show(window)
    settle()
    assert not screen.verticalScrollBar().isVisible()
    screen.focus_on("details")
    settle()
    assert screen.verticalScrollBar().isVisible()
    screen.tabs.choose(0)
    settle()
    assert not screen.verticalScrollBar().isVisible()


def test_an_edit_of_the_horizon_is_in_the_file_redraws_the_case_and_is_undone(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("back-office-hub")
    screen = show(window)
    screen.focus_on("details")
    editor = screen.details.fields["horizon"].editor
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "12")
    screen.details.fields["horizon"].commit()
    assert window.workspace.case.horizon == 12
    screen.tabs.choose(0)
    assert "Net cash saving in 2025/26" in said(screen)
    window.undo_action.trigger()
    assert window.workspace.case.horizon == 11
    assert "Net cash saving in 2024/25" in said(screen)
    path = window.workspace.path
    assert path is not None
    window.close()
    with opened(path) as store:
        reader = store.reader()
        before, after = reader.rows(_CHANGES)[0]
    assert (json.loads(before)["horizon"], json.loads(after)["horizon"]) == (11, 12)


@pytest.mark.parametrize("sample", ["future-options", "ni179"])
def test_leaving_the_details_records_nothing_where_nothing_was_typed(sample: str, open_window: Callable[[str], Window]) -> None:
    window = open_window(sample)
    screen, before = show(window), window.workspace.undo_label()
    for tab in (1, 2, 1, 0):
        screen.tabs.choose(tab)
    screen.focus_on("details")
    window.show_screen("Options")
    screen.let_go()
    assert (window.workspace.saved_at, window.workspace.undo_label()) == (None, before)


def test_a_horizon_that_would_strand_amounts_stays_in_its_field_with_a_sentence(open_window: Callable[[str], Window]) -> None:
    window = open_window("back-office-hub")
    screen = show(window)
    screen.focus_on("details")
    field = screen.details.fields["horizon"]
    editor = field.editor
    assert isinstance(editor, QLineEdit)
    editor.setText("2")
    field.commit()
    assert "would fall outside the case" in field.trouble
    assert field.text() == "2"
    assert window.workspace.case.horizon == 11


def test_the_list_shows_what_has_room_and_leads_to_the_rest(
    open_window: Callable[[str], Window], settle: Callable[[], None], qtbot: QtBot
) -> None:
    window = open_window("future-options")
    screen = show(window)
    ready = screen.glance.ready
    shown: list[int] = []
    for wide, high in ((1366, 768), (1024, 600), (683, 768), (1366, 768)):
        window.resize(wide, high)
        settle()
        shown = [row for row in range(ready.count()) if not ready.isRowHidden(row)]
        assert look_checks.downward_scroll(ready) == 0
        assert shown == list(range(len(shown)))
        assert ready.visualItemRect(ready.item(shown[-1])).bottom() <= ready.viewport().height()
        still = ready.open_items() - len(shown)  # those that are open come first
        assert screen.glance.rest_ready.isVisible() == (still > 0)
        assert still <= 0 or screen.glance.rest_ready.text() == f"{still} more open under Paper"
    assert ready.open_items() > len(shown)
    screen.glance.rest_ready.click()
    paper = window.show_screen("Papers")
    assert isinstance(paper, Papers)
    qtbot.waitUntil(paper.agenda.isVisible)


def test_readiness_leads_to_the_screen_that_mends_it(open_window: Callable[[str], Window]) -> None:
    window = open_window("future-options")
    screen = show(window)
    for row in range(screen.glance.ready.count()):
        item = screen.glance.ready.readiness(row)
        if "missing from every group" in item.sentence:
            screen.glance.ready.activated_target.emit(item.target)
            break
    assert window.screen_name == "Scores"


def test_evidence_is_added_in_its_own_tab(open_window: Callable[[str], Window]) -> None:
    window = open_window("back-office-hub")
    screen = show(window)
    screen.focus_on("Evidence")
    held = len(window.workspace.read(records.rows, Evidence, window.workspace.case_id))
    button = screen.header.primary
    assert button is not None
    assert button.text() == "Add a piece of evidence"
    button.click()
    assert len(window.workspace.read(records.rows, Evidence, window.workspace.case_id)) == held + 1


def test_a_new_case_says_what_to_do_first_and_leads_there(open_window: Callable[[str], Window]) -> None:
    window = open_window("back-office-hub")
    window.workspace.show_case(window.workspace.edit("new case", cases.add_empty))
    screen = show(window)
    assert not screen.glance.tiles.isVisible()
    assert look_checks.faults(screen) == []
    screen.glance.first.links["Details"].click()
    assert screen.details.isVisible()
    window.workspace.edit("purpose", cases.change, window.workspace.case_id, "purpose", "Decide")
    screen.tabs.choose(0)
    assert screen.glance.first.links["Details"].accessibleDescription().startswith("Done. ")
    screen.glance.first.links["Options"].click()
    assert window.screen_name == "Options"
    assert screen._made_up.text() == ""


def test_what_is_made_up_is_said_at_a_glance(open_window: Callable[[str], Window]) -> None:
    screen = show(open_window("future-options"))
    assert screen._made_up.text() == "Some weights, scores and amounts are illustrative"


def test_evidence_in_conflict_leads_to_its_tab_where_a_deletion_is_offered_back_once(open_window: Callable[[str], Window]) -> None:
    window = open_window("future-options")
    screen = show(window)
    items = [screen.glance.ready.readiness(row) for row in range(screen.glance.ready.count())]
    conflict = next(item for item in items if "conflicts with" in item.sentence)
    screen.glance.ready.activated_target.emit(conflict.target)
    assert screen.evidence.isVisible()
    held = screen.evidence.model.rowCount()
    screen.evidence.delete()
    assert screen.evidence.model.rowCount() == held - 1
    assert screen.messages.sentence.startswith("Deleted ")
    window.workspace.edit("purpose", cases.change, window.workspace.case_id, "purpose", "Decide")
    assert not screen.messages.sentence


@pytest.mark.parametrize("sample", ["future-options", "back-office-hub", "ni179"])
def test_nothing_is_unnamed_clipped_or_scrolled(sample: str, open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window(sample)
    screen = show(window)
    qtbot.wait(60)
    assert look_checks.faults(screen) == []
    assert look_checks.downward_scroll(screen) == 0
    for tab in range(1, 4):
        screen.tabs.choose(tab)
        qtbot.wait(30)
        assert look_checks.faults(screen) == []
    screen.tabs.choose(0)
    window.resize(960, 540)
    qtbot.wait(60)
    assert look_checks.sideways_scrolls(screen) == []


def test_only_the_tab_in_hand_is_built(open_window: Callable[[str], Window]) -> None:
    screen = show(open_window("future-options"))
    assert set(screen._parts) == {0}
    assert screen.header.more is not None
    menu = screen.header.more.menu()
    assert menu is not None
    assert [action.text() for action in menu.actions() if action.isVisible()] == ["Case details"]
    screen.tabs.choose(3)
    assert set(screen._parts) == {0, 3}
    assert "Delete the piece of evidence" in [action.text() for action in menu.actions() if action.isVisible()]
    screen.tabs.choose(0)
    assert [action.text() for action in menu.actions() if action.isVisible()] == ["Case details"]


def test_what_is_found_beyond_the_first_three_leads_to_results(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("future-options")
    screen = show(window)
    assert len(window.workspace.appraisal().sentences) > 3
    assert screen.glance.more.text() == "More under Decide"
    qtbot.mouseClick(screen.glance.more, Qt.MouseButton.LeftButton)
    assert window.screen_name == "Results"


def test_what_was_worked_out_on_opening_is_worked_out_again_after_an_edit(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("future-options")
    opened_with = window.workspace.appraisal(), window.workspace.illustrative()
    told: list[tuple[ReadinessItem, ...]] = []
    for _ in range(2):
        window.workspace.follow_readiness(told.append)
    assert opened_with[1] == "Some weights, scores and amounts are illustrative"
    assert told[0] is told[1]
    option = window.workspace.read(records.rows, Option, window.workspace.case_id)[0]
    window.workspace.edit("renaming", records.change, Option, window.workspace.case_id, [records.Edit(option.id, "name", "As is")])
    assert window.workspace.appraisal() is not opened_with[0]
    for _ in range(2):
        window.workspace.follow_readiness(told.append)
    assert len(told) == 2
    qtbot.waitUntil(lambda: len(told) == 4, timeout=20_000)
    assert told[2] is told[3] is not told[0]
    assert "As is" in [each.name for each in window.workspace.appraisal().options]


@pytest.mark.parametrize("screen", ["Overview", "Papers"])
def test_what_is_to_do_is_never_worked_out_on_the_main_thread(open_window: Callable[[str], Window], qtbot: QtBot, screen: str) -> None:
    window = open_window("future-options")
    window.show_screen(screen)
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=20_000)
    option = window.workspace.read(records.rows, Option, window.workspace.case_id)[0]
    on_main_thread = []

    def look(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code is readiness.__code__:
            on_main_thread.append(frame.f_code.co_name)

    sys.setprofile(look)
    try:
        window.workspace.edit("renaming", records.change, Option, window.workspace.case_id, [records.Edit(option.id, "name", "As is")])
        qtbot.wait(400)
        qtbot.waitUntil(lambda: bool(window.workspace._readiness) and not window.tasks.is_busy, timeout=20_000)
    finally:
        sys.setprofile(None)
    assert on_main_thread == []


def test_what_was_to_do_before_an_edit_elsewhere_is_not_shown_again(open_window: Callable[[str], Window], qtbot: QtBot) -> None:
    window = open_window("future-options")
    screen = show(window)
    before = screen.glance.ready.count()
    assert before > 1
    window.show_screen("Options")
    option = window.workspace.read(records.rows, Option, window.workspace.case_id)[0]
    window.workspace.edit("renaming", records.change, Option, window.workspace.case_id, [records.Edit(option.id, "name", "As is")])
    show(window)
    assert screen.glance.ready.count() == 0
    qtbot.waitUntil(lambda: screen.glance.ready.count() > 1, timeout=20_000)
    window.workspace.undo()
    assert screen.glance.ready.count() > 1, "in view it stands until it is known anew"
    qtbot.waitUntil(lambda: bool(window.workspace._readiness), timeout=20_000)
    assert screen.glance.ready.count() == before


def test_a_case_that_gathers_returns_opens_on_them(open_window: Callable[[str], Window]) -> None:
    screen = show(open_window("ni179"))
    tiles = [tile.accessibleName() for tile in screen.glance.tiles.findChildren(Tile) if not tile.isHidden()]
    assert tiles[0] == "Returns received, NI 179: 7 of 13; 6 not returned"
    assert "about £219m" in tiles[1]
    assert sum(": not known" in each for each in tiles) == 1
    assert (screen.glance.scores.isVisible(), screen.glance.returns.isVisible(), screen.glance.money.isVisible()) == (True, True, False)
    QApplication.processEvents()  # a chart's words are said once its figures rest
    assert screen.glance.returns.accessibleDescription().startswith("7 of 13 returns came in (53.8%). ")
