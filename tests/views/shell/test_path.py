"""The path through the window: stages on the rail, one row of tabs under each, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from db.nouns import sheet_nouns
from db.nouns.money import Target
from db.nouns.papers import Paper
from desktop.application import Window
from desktop.operations.papers.readiness import readiness
from desktop.operations.records import records
from desktop.operations.records.places import place_words
from desktop.papers.readiness import open_items
from desktop.settings import Settings
from desktop.views.kit import fonts
from desktop.views.kit.labels import SecondaryLabel
from desktop.views.kit.screen import Screen
from desktop.views.kit.tabs import Tabs
from desktop.views.paper.screen import Papers
from desktop.views.shell.open_counts import counts
from desktop.views.shell.screens import SCREENS, Place, stages
from tests.views import look_checks


def shown(screen: Screen) -> list[str]:
    """What the tabs in the row say."""
    bar = screen.tabs.bar
    return [bar.tabText(number) for number in range(bar.count()) if bar.isTabVisible(number)]


def offered(screen: Screen) -> list[str]:
    """What stands under More views."""
    menu = screen.tabs.more.menu()
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if action.text()]


def test_each_view_has_its_place_on_the_path_and_no_other(open_window: Callable[..., Window]) -> None:
    window = open_window("place-budget")
    placed = [(view.screen, view.name) for stage in stages() for view in stage.views]
    of_screens = [(entry.name, name) for entry in SCREENS for name in window.show_screen(entry.name).tabs.names]
    assert sorted(placed) == sorted(of_screens)


def test_the_rail_shows_the_stage_of_what_is_in_hand_and_leads_back_to_where_one_was_in_it(open_window: Callable[..., Window]) -> None:
    window = open_window("back-office-hub")
    window.show_screen("Savings", "Section 151")
    assert [each.text() for each in window.rail.selectedItems()] == ["Money"]
    window.rail.show_name("Deliver")
    assert window.screen_name == "Risks"
    window.rail.show_name("Money")
    assert (window.screen_name, window.show_screen("Savings").tabs.view) == ("Savings", "Section 151")
    overview = window.show_screen("Overview")
    overview.show_view("Objectives")
    assert [each.text() for each in window.rail.selectedItems()] == ["Set up"]
    window.rail.show_name("Overview")
    assert (overview.tabs.view, overview.tabs.isVisible()) == ("At a glance", False)


def test_a_tab_of_another_screen_of_the_stage_leads_there_and_the_tabs_keep_the_focus(
    open_window: Callable[..., Window], qtbot: QtBot
) -> None:
    window = open_window("back-office-hub")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    risks = window.show_screen("Risks")
    assert shown(risks) == ["Risks", "Milestones", "Gate conditions", "Actions", "Consultation"]
    risks.tabs.bar.setFocus()
    QTest.keyClick(risks.tabs.bar, Qt.Key.Key_Right)
    plan = window.show_screen(window.screen_name)
    assert (window.screen_name, shown(plan), plan.tabs.bar.currentIndex()) == ("Plan", shown(risks), 1)
    assert QApplication.focusWidget() is plan.tabs.bar
    assert risks.tabs.bar.currentIndex() == 0
    assert risks.tabs.mapTo(window, risks.tabs.rect().topLeft()) == plan.tabs.mapTo(window, plan.tabs.rect().topLeft())


def test_a_view_that_few_cases_need_comes_with_its_first_record_or_when_it_is_asked_for(open_window: Callable[..., Window]) -> None:
    window = open_window("back-office-hub")
    savings = window.show_screen("Savings")
    assert {"Targets", "Redundancy"}.isdisjoint(shown(savings))
    assert {"Add targets…", "Add redundancy…"} <= set(offered(savings))
    window.workspace.edit("new target", records.add, Target, window.workspace.case_id, {"indicator": "NI 179"})
    assert "Targets" in shown(savings)
    next(each for each in savings.tabs.more.menu().actions() if each.text() == "Add redundancy…").trigger()
    assert savings.tabs.view == "Redundancy"
    savings.show_view("Lines")
    assert "Redundancy" in shown(savings)


def test_a_screen_reader_is_told_of_tabs_by_their_names(open_window: Callable[..., Window]) -> None:
    window = open_window("back-office-hub")
    results = window.show_screen("Results", "How sure")
    told = QAccessible.queryAccessibleInterface(results.tabs.bar)
    assert told.role() == QAccessible.Role.PageTabList
    tabs = [told.child(number) for number in range(results.tabs.count)]
    assert [each.text(QAccessible.Text.Name) for each in tabs] == list(results.tabs.names)
    assert {each.role() for each in tabs} == {QAccessible.Role.PageTab}
    assert [each.text(QAccessible.Text.Name) for each in tabs if each.state().selected] == ["How sure"]


@pytest.mark.parametrize("points", [10.0, 20.0])
def test_tabs_without_room_stand_under_more_and_the_one_in_hand_is_always_seen(
    open_window: Callable[..., Window], qtbot: QtBot, settle: Callable[[], None], points: float
) -> None:
    window = open_window("back-office-hub")
    before = QApplication.font().pointSizeF()
    try:
        fonts.set_text_size(points)
        window.resize(683, 768)
        partners = window.show_screen("Partners", "Requests")
        settle()
        assert "Requests" in shown(partners)
        assert set(shown(partners)).isdisjoint(offered(partners))
        every = [view.label for view in stages()[1].views]
        assert {each for each in (*shown(partners), *offered(partners)) if not each.startswith("Add ")} <= set(every)
        assert partners.tabs.width() <= window.width()
        assert look_checks.sideways_scrolls(partners) == []
    finally:
        fonts.set_text_size(before)


def test_tabs_on_their_own_are_the_views_of_one_screen(styled_app: QApplication, qtbot: QtBot) -> None:
    tabs = Tabs("Plan", ["Plan", "Actions"])
    qtbot.addWidget(tabs)
    tabs.resize(400, 40)
    tabs.show()
    with qtbot.waitSignal(tabs.changed) as told:
        tabs.step(1)
    assert (told.args, tabs.chosen, tabs.view) == ([1], 1, "Actions")
    tabs.go_to(5)
    assert tabs.view == "Actions"


def test_back_and_forward_go_by_views_and_a_jump_to_one_is_one_step(open_window: Callable[..., Window]) -> None:
    window = open_window("back-office-hub")
    assert not window.going.back.isEnabled()
    window.show_screen("Savings", "Section 151")
    window.show_screen("Savings").show_view("Lines")
    window.show_screen("Risks")
    seen = []
    while window.going.back.isEnabled():
        window.going.back.trigger()
        seen.append((window.screen_name, window.show_screen(window.screen_name).tabs.view))
    assert seen == [("Savings", "Lines"), ("Savings", "Section 151"), ("Overview", "At a glance")]
    handle = window.windowHandle()
    QTest.mousePress(handle, Qt.MouseButton.ForwardButton)
    QTest.mouseRelease(handle, Qt.MouseButton.ForwardButton)
    assert (window.screen_name, window.show_screen("Savings").tabs.view) == ("Savings", "Section 151")
    window.show_screen("Options")
    assert not window.going.forward.isEnabled(), "another way was taken"


def test_the_rail_says_how_much_is_open_in_each_stage_and_counts_again_after_a_change(
    open_window: Callable[..., Window], qtbot: QtBot
) -> None:
    window = open_window("back-office-hub")
    items = {window.rail.item(row).text(): window.rail.item(row) for row in range(window.rail.count()) if window.rail.item(row).text()}

    def spoken(name: str) -> str:
        return str(items[name].data(Qt.ItemDataRole.AccessibleTextRole))

    to_do = window.workspace.read(readiness, window.workspace.case_id)
    expected = counts(to_do)
    assert expected["Paper"] > 1
    total = len(open_items(to_do))
    assert sum(expected.values()) == total > expected["Paper"]
    assert [spoken(name) for name in items] == [f"{name}, {expected[name]} of {total} open" if expected[name] else name for name in items]
    assert items["Paper"].toolTip() == f"Paper: {expected['Paper']} of {total} open (Ctrl+8)"
    # Overview and Papers tell the same number
    overview, papers = window.show_screen("Overview"), window.show_screen("Papers")
    assert isinstance(papers, Papers)
    parts = papers.contents
    qtbot.waitUntil(lambda: f"Before the agenda: {total} open" in {parts.item(row).text() for row in range(parts.count())}, timeout=20_000)
    assert any(label.text().startswith(f"{total} open: ") for label in overview.findChildren(SecondaryLabel))
    paper = window.workspace.read(records.rows, Paper, window.workspace.case_id)[0]
    assert parts.choose(("ready", paper.id))
    window.workspace.edit("the wards", records.change, Paper, window.workspace.case_id, [records.Edit(paper.id, "wards", "All")])
    qtbot.waitUntil(
        lambda: f"Before the agenda: {total - 1} open" in {parts.item(row).text() for row in range(parts.count())}, timeout=20_000
    )
    assert spoken("Paper") == f"Paper, {expected['Paper'] - 1} of {total - 1} open", "at once, as Papers counts it"
    window.show_screen("Risks")
    window.workspace.edit(
        "the date", records.change, Paper, window.workspace.case_id, [records.Edit(paper.id, "publication_date", "2 May 2014")]
    )
    qtbot.waitUntil(lambda: spoken("Paper") == f"Paper, {expected['Paper'] - 2} of {total - 2} open", timeout=20_000)


@pytest.mark.parametrize("at", [(5000, 3000), (-4000, 40), (790, -480)])
def test_a_window_that_was_on_a_screen_which_has_gone_is_found_on_the_one_that_is_left(
    styled_app: QApplication, qtbot: QtBot, tmp_path: Path, at: tuple[int, int]
) -> None:
    settings = Settings(tmp_path / "settings.ini")
    before = Window(settings, furnished=False)
    qtbot.addWidget(before)
    before.show()
    before.move(*at)
    before.close()
    again = Window(settings, furnished=False)
    qtbot.addWidget(again)
    assert again.screen().availableGeometry().contains(again.geometry())


@pytest.mark.parametrize(("width", "height"), [(683, 384), (1024, 600)])
def test_no_view_is_wider_than_a_small_screen_and_every_button_is_on_it(
    open_window: Callable[..., Window], settle: Callable[[], None], width: int, height: int
) -> None:
    window = open_window("back-office-hub")
    window.resize(width, height)
    for stage in stages():
        for view in stage.views:
            window.way.go_to(Place(view.screen, view.name))
            settle()
            screen = window.show_screen(view.screen)
            beyond = [
                each.text()
                for each in screen.body.findChildren(QAbstractButton)
                if each.isVisible() and each.mapTo(screen.body, each.rect().topRight()).x() >= screen.viewport().width()
            ]
            is_narrow = screen.minimumSizeHint().width() <= width - window.rail.width()
            assert (view, window.width(), is_narrow, beyond) == (view, width, True, [])


def test_the_tabs_stand_in_one_place_on_every_screen(open_window: Callable[..., Window], settle: Callable[[], None]) -> None:
    window = open_window("back-office-hub")
    places = set()
    for stage in stages():
        for view in stage.views:
            window.way.go_to(Place(view.screen, view.name))
            settle()
            screen = window.show_screen(view.screen)
            if screen.tabs.isVisible():
                at = screen.tabs.mapTo(screen, screen.tabs.rect().topLeft())
                places.add((at.x(), at.y()))
    assert len(places) == 1


def test_a_sentence_names_a_place_as_the_rail_and_its_tabs_do() -> None:
    on_the_rail = {view.label if view.label == stage.name else f"{stage.name}, {view.label}" for stage in stages() for view in stage.views}
    assert {place_words(noun) for noun in sheet_nouns()} <= {*on_the_rail, "Paper", "Set up, Ask partners"}
    assert (place_words(Paper), place_words(Target)) == ("Paper", "Money, Targets")


def test_tabs_that_take_the_room_of_others_are_drawn_there(qtbot: QtBot) -> None:
    tabs = Tabs("Set up", ["Case", "Projects", "Who spends", "Pool"])
    qtbot.addWidget(tabs)
    tabs.bar.setFixedWidth(600)  # what is shown now is just as wide as what was, so that nothing is sized anew
    tabs.show()
    for shown in ({0, 3}, {1, 3}, {2, 3}):  # the last stays as it was
        tabs.bar.show_only(shown)
        assert all(tabs.bar.tabRect(number).width() > 0 for number in shown)
