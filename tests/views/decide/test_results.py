"""The Results screen on the real window: a what-if records nothing until it is kept, and every figure says what it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from db.nouns.choice import AssessorGroup, Criterion, Option
from db.nouns.money import CashFlow
from desktop.application import Window
from desktop.appraisal.headlines import headlines
from desktop.appraisal.results import Money
from desktop.models.cell import CellState
from desktop.operations.records import records
from desktop.operations.records.cases import add_empty, change
from desktop.operations.store.files import opened
from desktop.views.decide.groups_view import GroupsView
from desktop.views.decide.money_view import MoneyView
from desktop.views.decide.put_first_view import PutFirstView
from desktop.views.decide.screen import GROUPS, MONEY, PUT_FIRST, VIEWS, Results
from desktop.views.kit.brief_words import brief_span
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.sentences import figures_marked
from tests.appraisal.cases import COST, SAVING, estimate, flow, money
from tests.views import look_checks

Opener = Callable[..., Window]


def shown(window: Window) -> Results:
    """The Results screen, in front."""
    screen = window.show_screen("Results")
    assert isinstance(screen, Results)
    return screen


def money_of(screen: Results) -> MoneyView:
    """The view of the money."""
    view = screen.pane(MONEY)
    assert isinstance(view, MoneyView)
    return view


def weight(window: Window, criterion: str) -> object:
    """A criterion's weight as the store has it."""
    rows = window.workspace.read(records.rows, Criterion, window.workspace.case_id)
    return next(each.values["weight"] for each in rows if each.text("name") == criterion)


def column(screen: Results, key: str) -> int:
    """The number of a column of the ranks."""
    return next(number for number, each in enumerate(screen.scores.model.columns) if each.key == key)


def ranked(screen: Results) -> list[str]:
    """The options as the table has them."""
    return [screen.scores.model.row_at(row).id for row in range(screen.scores.model.rowCount())]


def test_moving_a_weight_redraws_everything_and_records_nothing(open_window: Opener, settle: Callable[[], None]) -> None:
    window = open_window("future-options", "Results")
    screen = shown(window)
    settle()
    assert ranked(screen)[0] == "In house transformation"
    before, drawn = screen.scores.findings.sentences, screen.scores.bars.drawing()
    screen.scores.panel.sliders["Partnership working"].slider.setValue(30)
    settle()
    assert ranked(screen)[0] == "Shared services"
    assert screen.scores.findings.sentences != before
    assert len(screen.scores.bars.drawing().contents) > 0
    assert screen.scores.bars.drawing() is not drawn
    assert screen.scores.bars.accessibleDescription().startswith("Weighted score of each option out of 100, best first. Shared services")
    assert weight(window, "Partnership working") == 7
    assert window.workspace.undo_label() == "import of Future options"
    assert "not recorded until you keep them" in screen.scores.panel._note.text()


def test_a_heading_moves_with_its_criteria_over_the_whole_way_and_back(open_window: Opener) -> None:
    screen = shown(open_window("future-options", "Results"))
    panel = screen.scores.panel
    community = panel.sliders["Community >"]
    assert (community.slider.minimum(), community.slider.maximum(), community.value) == (0, 100, 37)
    community.slider.setValue(60)
    asked = panel.weights()
    assert set(asked) == {"Community focus", "Partnership working", "Responsive services", "Alignment with localism"}
    # 60% beside the 63 points of the others, in proportions of 14, 7, 10 and 6
    assert [asked[name] for name in ("Community focus", "Partnership working")] == [Decimal("35.76"), Decimal("17.88")]
    assert [panel.sliders[name].value for name in ("Community >", "Community > Residents >", "Democracy >")] == [60, 49, 15]
    community.slider.setValue(100)
    assert {name for name, each in panel.weights().items() if not each} >= {"Timescales", "Deliverability", "Politically viable"}
    assert panel.sliders["Democracy >"].value == 0
    community.slider.setValue(37)
    assert panel.weights() == {}, "an end is no trap: where it came from is not forgotten"
    panel.sliders["Timescales"].slider.setValue(20)
    community.slider.setValue(0)
    assert [panel.sliders[name].value for name in ("Community >", "Timescales")] == [0, 29]


def test_the_weights_that_change_the_choice_are_marked_on_the_sliders(open_window: Opener) -> None:
    screen = shown(open_window("future-options", "Results"))
    panel = screen.scores.panel
    working = panel.sliders["Partnership working"].slider
    assert working.accessibleDescription().startswith("7% of the whole; above ")
    assert working.accessibleDescription().endswith(" Shared services is first")
    assert "A line marks where the choice changes." in panel._note.text()


def test_what_would_put_any_one_option_first_is_a_page_of_its_own(open_window: Opener, settle: Callable[[], None]) -> None:
    screen = shown(open_window("future-options", "Results"))
    screen.views.choose(PUT_FIRST)
    view = screen.pane(PUT_FIRST)
    assert isinstance(view, PutFirstView)
    assert (view.option, view.title.text()) == ("Shared services", "What would put Shared services first")
    assert any("leads if the weight of" in sentence for sentence in view.findings.sentences)
    assert view.weights.rowCount() > 1
    assert view.score_table.isVisible()
    told = next(sentence for sentence in view.findings.sentences if "alone would do" in sentence)
    assert told.endswith(f"{view.scores.cell_at(0, 2).text}."), "the sentence and the table say one score"
    view.show_option("Do nothing")
    settle()
    assert not view.lines.isVisible()
    assert not view.weight_table.isVisible()


def test_putting_the_weights_back_shows_the_records_again(open_window: Opener, settle: Callable[[], None]) -> None:
    screen = shown(open_window("future-options", "Results"))
    before = [screen.scores.model.cell_at(row, 2).text for row in range(5)], screen.scores.findings.sentences
    screen.scores.panel.sliders["Timescales"].slider.setValue(35)
    assert ([screen.scores.model.cell_at(row, 2).text for row in range(5)], screen.scores.findings.sentences) != before
    screen.put_back_action.trigger()
    assert ([screen.scores.model.cell_at(row, 2).text for row in range(5)], screen.scores.findings.sentences) == before
    assert screen.scores.panel.sliders["Timescales"].value == 6
    assert not screen.keep_action.isEnabled()
    assert not screen.put_back_action.isEnabled()


def test_keeping_the_weights_is_one_step_in_the_file_and_undone_as_one(open_window: Opener) -> None:
    window = open_window("future-options", "Results")
    screen = shown(window)
    screen.scores.panel.sliders["Timescales"].slider.setValue(15)
    screen.scores.panel.sliders["Deliverability"].slider.setValue(4)
    scores = [screen.scores.model.cell_at(row, 2).text for row in range(5)]
    screen.keep_action.trigger()
    # 15% beside the 94 points of the others, then 4% beside 90 and that
    assert (weight(window, "Timescales"), weight(window, "Deliverability")) == (Decimal("16.59"), Decimal("4.19"))
    assert window.workspace.undo_label() == "change to the weights of 2 criteria"
    assert [screen.scores.model.cell_at(row, 2).text for row in range(5)] == scores
    assert not screen.scores.panel.is_moved
    window.workspace.undo()
    assert (weight(window, "Timescales"), weight(window, "Deliverability")) == (6, 10)
    assert screen.scores.panel.sliders["Timescales"].value == 6
    path = window.workspace.path
    assert path is not None
    window.close()
    with opened(path) as store:
        reader = store.reader()
        query = "SELECT before, after FROM changes WHERE table_name = 'criteria' AND before IS NOT NULL ORDER BY id"
        changes = reader.rows(query)
    kept = [tuple(json.loads(side)["weight"] for side in change) for change in changes]
    assert sorted(kept[:2]) == [("10", "4.19"), ("6", "16.59")]
    assert sorted(kept[2:]) == [("16.59", "6"), ("4.19", "10")]


def test_a_group_with_weights_of_its_own_keeps_its_scores_and_the_panel_says_so(open_window: Opener) -> None:
    screen = shown(open_window("future-options", "Results"))
    groups = screen.pane(GROUPS)
    assert isinstance(groups, GroupsView)

    def of_staff() -> dict[str, str]:
        screen.tabs.choose(GROUPS)
        staff = next(number for number, each in enumerate(groups.orders.columns) if each.key == "group:Staff")
        return {str(groups.orders.id_at(row)): groups.orders.cell_at(row, staff).text for row in range(groups.orders.rowCount())}

    before = of_staff()
    assert len(before) == 5
    assert all(before.values())
    screen.scores.panel.sliders["Partnership working"].slider.setValue(30)
    assert of_staff() == before
    assert screen.scores.panel._own.text() == "Own weights are recorded for Staff, Unison and Councillors: their own scores do not move."


def test_without_recorded_weights_the_others_still_count_when_one_is_moved_and_kept(open_window: Opener) -> None:
    window = open_window("future-options", "Results")
    screen = shown(window)
    rows = window.workspace.read(records.rows, Criterion, window.workspace.case_id)
    edits = [records.Edit(each.id, "weight", "") for each in rows]
    window.workspace.edit("clearing", records.change, Criterion, window.workspace.case_id, edits)
    assert "these are their mean" in screen.scores.panel._own.text()
    screen.scores.panel.sliders["Timescales"].slider.setValue(12)
    asked = screen.scores.panel.weights()
    assert len(asked) == 12
    assert all(value > 0 for value in asked.values())
    screen.keep_action.trigger()
    assert weight(window, "Timescales") == asked["Timescales"]
    assert asked["Timescales"] / sum(asked.values()) == pytest.approx(Decimal("0.12"), abs=Decimal("0.0001"))
    assert weight(window, "Community focus") == Decimal(14)


def test_records_that_contradict_one_another_are_said_until_they_no_longer_do(open_window: Opener, settle: Callable[[], None]) -> None:
    window = open_window("future-options")
    window.workspace.edit("flows", change, window.workspace.case_id, "flows_are", "whole costs")
    screen = shown(window)
    assert "has a saving, and flows are whole costs" in screen.messages.sentence
    window.workspace.undo()
    settle()
    assert screen.messages.sentence == ""
    assert ranked(screen)


def test_a_what_if_stays_when_something_else_changes_and_goes_with_the_case(open_window: Opener) -> None:
    window = open_window("future-options", "Results")
    screen = shown(window)
    screen.scores.panel.sliders["Timescales"].slider.setValue(20)
    option = window.workspace.read(records.rows, Option, window.workspace.case_id)[0]
    window.workspace.edit("renaming", records.change, Option, window.workspace.case_id, [records.Edit(option.id, "name", "As is")])
    assert screen.scores.panel.weights() == {"Timescales": Decimal("23.50")}
    assert "As is" in ranked(screen)
    window.workspace.show_case(window.workspace.edit("new case", add_empty))
    assert not screen.scores.panel.is_moved
    assert screen._empty["Options"].isVisible()


def test_the_ranks_give_what_is_behind_and_the_money(open_window: Opener) -> None:
    screen = shown(open_window("future-options", "Results"))
    behind, npv, payback = (column(screen, key) for key in ("behind", "npv", "payback"))
    assert [screen.scores.model.cell_at(row, behind).text for row in range(3)] == ["leads", "4.5", "16.7"]
    assert [screen.scores.model.cell_at(row, npv).text for row in range(5)] == [
        "at most £2.48m",
        "at most £3.09m",
        "at most £1.77m",
        "£0.02m to £2.31m",
        "",
    ]
    assert screen.scores.model.cell_at(3, payback).text == "2y 7m in cash"
    assert screen.scores.model.cell_at(0, payback).text == "2y 9m in cash at best"


def test_money_says_not_known_and_never_nought_for_what_nobody_knows(open_window: Opener, settle: Callable[[], None]) -> None:
    screen = shown(open_window("place-budget", "Results"))
    screen.views.choose(MONEY)
    settle()
    money = money_of(screen)
    agree = money.model.find("Agree in principle, subject to conditions")
    states = [money.model.cell_at(agree, number).state for number in range(1, 7)]
    assert states == [CellState.NOT_KNOWN] * 6
    money.table.go_to(agree)
    assert any("cannot be worked out" in each for each in money.said.sentences)
    settle()
    assert money.title.text() == "Agree in principle, subject to conditions"
    assert "not known" in money.yearly.accessibleDescription()


def test_each_chart_of_the_option_in_hand_can_be_shown(open_window: Opener, settle: Callable[[], None]) -> None:
    window = open_window("future-options", "Results")
    screen = shown(window)
    screen.views.choose(MONEY)
    settle()
    money = money_of(screen)
    assert (money.yearly.isVisible(), money.running.isVisible()) == (True, False)
    money.which.choose(1)
    assert (money.yearly.isVisible(), money.running.isVisible()) == (False, True)
    window.resize(1600, 1100)
    settle()
    assert (money.yearly.isVisible(), money.running.isVisible()) == (True, True)


def test_a_case_without_what_a_view_needs_says_what_to_do(open_window: Opener, settle: Callable[[], None]) -> None:
    window = open_window("future-options", "Results")
    screen = shown(window)

    def said() -> list[str]:
        settle()
        assert look_checks.faults(screen) == []
        return [each.accessibleName() for each in screen._empty.values() if each.isVisible()]

    case = window.workspace.case_id
    for noun, words in ((AssessorGroup, "No option has a score yet"), (Criterion, "No criteria yet"), (CashFlow, "")):
        rows = window.workspace.read(records.rows, noun, case)
        window.workspace.edit("deletion", records.delete, noun, [each.id for each in rows])
        if words:
            assert said() == [words]
    screen.views.choose(MONEY)
    assert said() == ["No costs or savings yet"]
    asked: list[str] = []
    screen.go.connect(asked.append)
    next(each for each in screen._empty["Savings"].findChildren(PlainButton) if each.text() == "Go to Lines").click()
    assert asked == ["Savings"]


def test_a_case_of_criteria_to_pass_alone_is_told_to_weight_one(open_window: Opener, settle: Callable[[], None]) -> None:
    window = open_window("future-options", "Results")
    screen = shown(window)
    rows = window.workspace.read(records.rows, Criterion, window.workspace.case_id)
    edits = [records.Edit(each.id, "use", "must pass") for each in rows]
    window.workspace.edit("criteria to pass", records.change, Criterion, window.workspace.case_id, edits)
    settle()
    assert look_checks.faults(screen) == []
    assert [each.accessibleName() for each in screen._empty.values() if each.isVisible()] == ["No criterion is weighted yet"]


def test_nothing_pays_back_at_once_while_its_costs_are_not_known(open_window: Opener) -> None:
    window = open_window("back-office-hub", "Results")
    screen = shown(window)
    screen.views.choose(MONEY)
    view = money_of(screen)
    held = window.workspace.appraisal().options[0].money
    assert held.npv is not None
    assert held.npv.unknown > 0
    assert held.payback_range[1] == 0
    assert [view.model.cell_at(0, number).text for number in (4, 5)] == ["not known", "not known"]
    for name, words in (("Payback", ["not known"] * 3), ("Costs could change by", ["not known", "not known", "none"])):
        assert [view.cases.cell_at(view.cases.find(name), case).text for case in (1, 2, 3)] == words
    tile = next(each for each in headlines(window.workspace.appraisal()) if each.what.startswith("Payback"))
    assert tile.figure == "not known"


def test_the_chart_goes_to_the_clipboard_as_a_picture(open_window: Opener, settle: Callable[[], None]) -> None:
    screen = shown(open_window("future-options", "Results"))
    settle()
    screen.copy_action.trigger()
    image = QGuiApplication.clipboard().image()
    assert image.width() > screen.scores.bars.width()
    assert len({image.pixel(x, y) for x in range(0, image.width(), 40) for y in range(0, image.height(), 10)}) > 4
    assert screen.messages.sentence == "The chart is on the clipboard."


def test_the_results_are_exported_as_recorded_with_their_simulation(open_window: Opener, qtbot: QtBot, tmp_path: Path) -> None:
    screen = shown(open_window("future-options", "Results"))
    screen.scores.panel.sliders["Partnership working"].slider.setValue(30)
    screen.export(tmp_path / "results.json")
    assert not screen.export_action.isEnabled()
    qtbot.waitUntil(lambda: bool(screen.messages.sentence), timeout=20_000)
    assert screen.messages.sentence == "The results are in results.json. The weights you have not kept are not in it."
    written = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert (written["schema"], written["leader"]) == (2, "In house transformation")
    assert (written["simulation"]["draws"], written["simulation"]["weights"]) == (100_000, "bounded")
    assert sum(written["options"][0]["acceptability"]) == pytest.approx(1)
    assert screen.export_action.isEnabled()
    screen.export(tmp_path / "nowhere" / "results.json")
    qtbot.waitUntil(lambda: screen.messages.sentence.startswith("There is no folder"), timeout=20_000)


def test_the_primary_action_goes_to_the_paper(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window("future-options", "Results")
    screen = shown(window)
    assert screen.header.primary is not None
    qtbot.mouseClick(screen.header.primary, Qt.MouseButton.LeftButton)
    assert window.screen_name == "Papers"


@pytest.mark.parametrize("view", range(len(VIEWS)), ids=VIEWS)
@pytest.mark.parametrize("sample", ["future-options", "ni179"])
@pytest.mark.parametrize("size", [(1366, 768), (1366, 690), (960, 540)])
def test_nothing_is_unnamed_cut_off_or_sideways(
    open_window: Opener, settle: Callable[[], None], qtbot: QtBot, sample: str, size: tuple[int, int], view: int
) -> None:
    window = open_window(sample, "Results")
    window.resize(*size)
    screen = shown(window)
    screen.views.choose(view)
    qtbot.waitUntil(lambda: not screen.simulating.drawing, timeout=20_000)
    settle()
    assert look_checks.faults(screen) == []
    if size[0] == 1366:
        assert look_checks.downward_scroll(screen) == 0


def test_illustrative_figures_are_said_to_be(open_window: Opener) -> None:
    screen = shown(open_window("future-options", "Results"))
    assert screen._made_up.text() == "Some weights, scores and amounts are illustrative"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("£2,223.76 to £303,013.54", "£2,000 to £303,000"),
        ("£17 million", "£17m"),
        ("at most £2.484m", "up to £2.48m"),
        ("at least £5,000", "at least £5,000"),
        ("about £60,000", "about £60,000"),
        ("£200,000 to £300,000", "£200,000 to £300,000"),
        ("£500,000 to £1.5m", "£0.5m to £1.5m"),
        ("£16,918 to £2.31m", "£0.02m to £2.31m"),
        ("not known", "not known"),
    ],
)
def test_amounts_are_short_and_honest(amount: str, words: str) -> None:
    given = estimate(amount)
    assert given is not None
    assert given.brief_words() == words


def test_an_amount_open_below_is_at_most() -> None:
    held: Money = money([flow(SAVING, [0, 500]), flow(COST, ["not known"])])
    assert held.npv is not None
    assert held.npv.brief_words().startswith("at most £")


@pytest.mark.parametrize(
    ("years", "words"),
    [("0", "at once"), ("2.54", "2y 6m"), ("0.01", "under 1 month"), ("1", "1y"), ("0.09", "1 month"), ("0.5", "6 months")],
)
def test_a_payback_is_brief_in_a_grid(years: str, words: str) -> None:
    assert brief_span(Decimal(years)) == words


def test_figures_stand_out_in_sentences_and_years_in_words_do_not() -> None:
    assert figures_marked("Hub leads by 4.5 points and saves £240,000 to £480,000 a year.", "Hub") == (
        "**Hub** leads by **4.5 points** and saves **£240,000 to £480,000** a year."
    )
    assert figures_marked("Hub leads with 68.9 (57.1 to 75.7) points.") == "Hub leads with **68.9 (57.1 to 75.7) points**."
    assert figures_marked("1 yearly amount is not known; it pays back in 2 years 7 months.") == (
        "1 yearly amount is not known; it pays back in **2 years 7 months**."
    )
