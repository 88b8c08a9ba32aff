"""The Savings screen on the real window: what is typed is in the file, the totals say what is not known, and undo takes it back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from db.nouns.choice import Option
from db.nouns.money import CashFlow, Leaver, Project, WeeklyCap
from db.nouns.register import Service
from desktop.application import Window
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.models.block_text import read_block
from desktop.models.cell import CellState
from desktop.operations.records import cases, records
from desktop.operations.records.columns import column_of
from desktop.operations.records.records import Row
from desktop.operations.store.files import opened
from desktop.settings import Settings
from desktop.views.kit.forms.fields import Choice
from desktop.views.kit.palettes import stand_in
from desktop.views.money.leavers import SavingLeavers
from desktop.views.money.lines.cell_line import BLANK
from desktop.views.money.lines.paste import read_lines
from desktop.views.money.lines.side import FULL_YEAR, LINE
from desktop.views.money.screen import Savings
from desktop.views.money.views import VIEWS
from tests.views import look_checks

Open = Callable[..., Window]
HUB = "Option 1: hub with North East Lincolnshire"
_YEARS = tuple(FinancialYear(2014 + n) for n in range(4))


def shown(window: Window) -> Savings:
    """The Savings screen, in front."""
    screen = window.show_screen("Savings")
    assert isinstance(screen, Savings)
    return screen


@pytest.fixture
def savings(open_window: Open) -> Savings:
    """The Savings screen of the case whose savings are a range and whose costs are not known."""
    return shown(open_window("back-office-hub", "Savings"))


def lines(screen: Savings) -> dict[str, Row]:
    """Every line of the case by its name, as the store has them."""
    found = screen.workspace.read(records.rows, CashFlow, screen.workspace.case_id)
    return {row.text("line"): row for row in found}


def number_of(screen: Savings, key: str) -> int:
    """Where a column stands."""
    return [column.key for column in screen.lines.model.columns].index(key)


def take(screen: Savings, line: str, key: str) -> None:
    """Take a cell in hand and put the focus into the grid."""
    names = [screen.lines.model.row_at(row).text("line") for row in range(screen.lines.model.rowCount())]
    screen.lines.table.go_to(names.index(line), number_of(screen, key))
    screen.lines.table.view.setFocus()


def type_in_cell(qtbot: QtBot, screen: Savings, typed: str) -> None:
    """Begin to type over the cell in hand, and press Enter."""
    view = screen.lines.table.view
    qtbot.keyClick(view, Qt.Key.Key_F2)
    editor = next(each for each in view.viewport().findChildren(QLineEdit))
    editor.selectAll()
    qtbot.keyClicks(editor, typed)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    for _ in range(4):  # the view takes what was typed at the next turn of the event loop
        QApplication.processEvents()


def type_in_field(qtbot: QtBot, editor: object, typed: str) -> None:
    """Type over what stands in a field, and press Enter."""
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, typed)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def amount(screen: Savings, line: str, year: int) -> str | None:
    """What the store holds for a line and a year, in words."""
    held = lines(screen)[line].amounts.get(FinancialYear(year))
    return held.words() if held is not None else None


def total(screen: Savings, row: int, key: str) -> tuple[str, str]:
    """A total's two lines."""
    cell = screen.lines.totals.cell_at(row, number_of(screen, key))
    return cell.text, cell.note


def test_an_amount_typed_in_a_cell_is_in_the_file_and_in_the_totals_and_undo_takes_it_back(savings: Savings, qtbot: QtBot) -> None:
    take(savings, "Hub IT systems", "2015/16")
    assert total(savings, 0, "2015/16") == ("at most £1.5m", "4 not known")
    type_in_cell(qtbot, savings, "up to 400k")
    assert amount(savings, "Hub IT systems", 2015) == "up to £0.4m"
    assert total(savings, 0, "2015/16") == ("at most £1.5m", "3 not known")
    assert savings.workspace.undo_label() == "change to Hub IT systems, 2015/16"
    savings.workspace.undo()
    assert amount(savings, "Hub IT systems", 2015) == "not known"
    assert total(savings, 0, "2015/16") == ("at most £1.5m", "4 not known")
    assert savings.lines.model.cell_at(3, number_of(savings, "2015/16")).state is CellState.NOT_KNOWN


def test_an_amount_typed_in_the_line_above_is_in_the_file_once_it_is_opened_again(savings: Savings, qtbot: QtBot) -> None:
    path = savings.workspace.path
    assert path is not None
    take(savings, "Hub property changes", "2016/17")
    assert savings.lines.cell_field.understood.text() == BLANK
    type_in_field(qtbot, savings.lines.cell_field.field.editor, "about £250,000")
    assert savings.lines.model.cell_at(5, number_of(savings, "2016/17")).text == "about £0.25m"
    assert savings.lines.cell_field.understood.text() == "About £250,000"
    savings.window().close()
    with opened(path) as store:
        reader = store.reader()
        row = next(each for each in records.rows(reader, CashFlow, cases.find(reader)) if each.text("line") == "Hub property changes")
        assert row.amounts[FinancialYear(2016)].words() == "about £0.25m"
        last = "SELECT after FROM changes WHERE table_name = 'cash_flow_amounts' ORDER BY id DESC LIMIT 1"
        ((after,),) = reader.rows(last)
    assert json.loads(after)["central"] == 25_000_000


def test_blank_not_known_and_nought_are_three_things(savings: Savings, qtbot: QtBot) -> None:
    take(savings, "Hub IT systems", "2016/17")
    assert savings.lines.cell_field.understood.text() == BLANK
    type_in_cell(qtbot, savings, "0")
    take(savings, "Hub IT systems", "2016/17")
    assert savings.lines.cell_field.understood.text() == "Exactly £0"
    take(savings, "Hub IT systems", "2015/16")
    assert savings.lines.cell_field.understood.text() == "Not known: every total it belongs to says so"
    qtbot.keyClick(savings.lines.table.view, Qt.Key.Key_Delete)
    assert amount(savings, "Hub IT systems", 2015) is None
    assert amount(savings, "Hub IT systems", 2016) == "£0"


def test_text_that_is_no_amount_stays_in_the_cell_with_its_sentence_and_nothing_is_written(savings: Savings, qtbot: QtBot) -> None:
    take(savings, "Hub IT systems", "2015/16")
    before = savings.workspace.undo_label()
    type_in_field(qtbot, savings.lines.cell_field.field.editor, "lots")
    cell = savings.lines.model.cell_at(3, number_of(savings, "2015/16"))
    assert (cell.text, cell.state) == ("lots", CellState.WRONG)
    assert "‘lots’ is not an amount" in savings.lines.table.trouble.text()
    assert savings.lines.cell_field.field.text() == "lots"
    assert amount(savings, "Hub IT systems", 2015) == "not known"
    assert savings.workspace.undo_label() == before
    assert not savings.messages.sentence


def test_a_block_pasted_over_amounts_is_one_step(savings: Savings, qtbot: QtBot) -> None:
    take(savings, "Hub programme and project management", "2014/15")
    QGuiApplication.clipboard().setText("£180,000\t£180,000\t£60,000\n\tnot known\t£0.1m\n")
    qtbot.keyClick(savings.lines.table.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert savings.lines.table.question.sentence.startswith("This replaces 2 filled cells of ‘Hub programme and project management’")
    savings.lines.table.question.choose(0)
    programme = "Hub programme and project management"
    assert [amount(savings, programme, year) for year in (2014, 2015, 2016)] == ["£180,000", "£180,000", "£60,000"]
    assert [amount(savings, "Hub IT systems", year) for year in (2014, 2015, 2016)] == [None, "not known", "£100,000"]
    assert str(savings.workspace.undo_label()).endswith("cells pasted into lines")
    savings.workspace.undo()
    assert [amount(savings, programme, year) for year in (2014, 2015, 2016)] == ["not known", "not known", None]
    assert amount(savings, "Hub IT systems", 2016) is None


def test_a_block_that_runs_past_the_last_line_adds_lines_to_the_option_in_hand(savings: Savings, qtbot: QtBot) -> None:
    take(savings, "Transformation Challenge Award, sought", "kind")
    QGuiApplication.clipboard().setText("funding\nsaving\n")
    qtbot.keyClick(savings.lines.table.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    added = lines(savings)["New line"]
    assert (added.text("owner"), added.text("kind")) == (HUB, "saving")
    assert savings.lines.model.rowCount() == 8
    savings.workspace.undo()
    assert "New line" not in lines(savings)


def test_fill_down_copies_the_amount_above(savings: Savings, qtbot: QtBot) -> None:
    take(savings, "Hub saving, North East Lincolnshire Council", "2014/15")
    type_in_cell(qtbot, savings, "£20,000")
    take(savings, "Hub programme and project management", "2014/15")
    qtbot.keyClick(savings.lines.table.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert amount(savings, "Hub programme and project management", 2014) == "£20,000"
    assert total(savings, 0, "2014/15") == ("£0", "all known")


def test_a_line_added_is_named_by_hand_at_once(savings: Savings, qtbot: QtBot) -> None:
    button = savings.header.primary
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    editor = savings.lines.details.form.fields["line"].editor
    assert savings.lines.details.isVisible()
    assert savings.window().focusWidget() is editor
    assert isinstance(editor, QLineEdit)
    assert editor.selectedText() == "New line"
    qtbot.keyClicks(editor, "Pension strain")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    row = savings.lines.table.current.row()
    assert savings.lines.model.headerData(row, Qt.Orientation.Vertical) == "Pension strain"
    assert lines(savings)["Pension strain"].text("owner") == HUB
    assert savings.lines.details_button.text() == "Hide line details"
    here = savings.lines.table.current
    assert savings.lines.model.columns[here.column()].key == "2014/15", "Enter leads on to the first amount"
    assert savings.window().focusWidget() is savings.lines.table.view
    type_in_cell(qtbot, savings, "£20,000")
    assert amount(savings, "Pension strain", 2014) == "£20,000"
    savings.lines.details.start()
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert savings.window().focusWidget() is editor, "a line that is named again is not left"


def test_a_field_of_the_details_is_recorded(savings: Savings, qtbot: QtBot) -> None:
    take(savings, "Hub IT systems", "2015/16")
    qtbot.mouseClick(savings.lines.details_button, Qt.MouseButton.LeftButton)
    type_in_field(qtbot, savings.lines.details.form.fields["optimism_bias_percent"].editor, "20")
    assert str(lines(savings)["Hub IT systems"].values["optimism_bias_percent"]) == "20"
    field = savings.lines.details.form.fields["optimism_bias_percent"]
    type_in_field(qtbot, field.editor, "plenty")
    assert "is not a number" in field.trouble
    assert not savings.messages.sentence
    savings.workspace.undo()
    assert lines(savings)["Hub IT systems"].values["optimism_bias_percent"] is None


def test_a_line_given_to_another_option_is_followed_there(savings: Savings, qtbot: QtBot) -> None:
    take(savings, "Hub IT systems", "2015/16")
    savings.lines.show_details(True)
    box = savings.lines.details.form.fields["owner"].editor
    assert isinstance(box, QComboBox)
    other = next(number for number in range(box.count()) if box.itemText(number).startswith("Option 4"))
    box.setCurrentIndex(other)
    box.activated.emit(other)
    assert savings.lines.owners.name == box.itemText(other) == lines(savings)["Hub IT systems"].text("owner")
    assert savings.lines.model.headerData(savings.lines.table.current.row(), Qt.Orientation.Vertical) == "Hub IT systems"


def test_a_deleted_line_is_offered_back_until_something_else_changes(savings: Savings, qtbot: QtBot) -> None:
    take(savings, "Hub IT systems", "2015/16")
    savings.lines.delete_action.trigger()
    assert "Hub IT systems" not in lines(savings)
    assert savings.messages.sentence == "Deleted Hub IT systems."
    type_in_cell(qtbot, savings, "£1")
    assert not savings.messages.sentence
    savings.workspace.undo()
    savings.workspace.undo()
    assert amount(savings, "Hub IT systems", 2015) == "not known"


def test_lines_move_past_one_another_and_not_past_those_of_another_option(savings: Savings) -> None:
    take(savings, "Hub IT systems", "2015/16")
    savings.lines.up_action.trigger()
    names = [savings.lines.model.row_at(row).text("line") for row in range(savings.lines.model.rowCount())]
    assert names.index("Hub IT systems") == names.index("Hub programme and project management") - 1
    for _ in range(5):
        savings.lines.up_action.trigger()
    assert savings.lines.model.row_at(0).text("line") == "Hub IT systems"
    assert len(lines(savings)) == 11


def test_lines_copied_with_their_names_are_added_as_one_step(savings: Savings) -> None:
    QGuiApplication.clipboard().setText("Legal advice\tcost\t£10,000\tnot known\nShared licences\tsaving\t\t£5,000\n")
    savings.lines.paste_action.trigger()
    added = lines(savings)
    assert (added["Legal advice"].text("kind"), added["Shared licences"].text("kind")) == ("cost", "saving")
    assert amount(savings, "Legal advice", 2015) == "not known"
    assert amount(savings, "Shared licences", 2014) is None
    assert savings.messages.sentence == "Added 2 lines."
    savings.workspace.undo()
    assert not {"Legal advice", "Shared licences"} & set(lines(savings))


def test_a_clipboard_with_nothing_on_it_says_what_to_copy(savings: Savings) -> None:
    QGuiApplication.clipboard().setText("")
    savings.lines.paste_action.trigger()
    assert savings.messages.sentence == "There is nothing to paste. Copy the cells first, and paste again."


def test_lines_copied_with_headings_go_by_them_and_what_has_no_place_is_told(savings: Savings) -> None:
    headings = "Description\tOrganisation\tNotes\tCashable\tRecurring\tOptimism bias (%)\t15/16\tKind"
    QGuiApplication.clipboard().setText(f"{headings}\nRent\tEast Riding of Yorkshire Council\tcheck\tYes\tNo\t20\t£1,000\tcost\n")
    savings.lines.paste_action.trigger()
    assert savings.lines.table.question.sentence == "1 row is new. ‘Notes’ has no place here."
    assert "Rent" not in lines(savings)
    savings.lines.table.question.choose(0)
    rent = lines(savings)["Rent"]
    held = [rent.text(key) for key in ("owner", "kind", "organisation", "cashable", "recurring", "optimism_bias_percent")]
    assert held == [HUB, "cost", "East Riding of Yorkshire Council", "True", "False", "20"]
    assert amount(savings, "Rent", 2015) == "£1,000"
    assert savings.messages.sentence == "Added 1 line."


def test_the_officers_order_of_lines_stays_from_option_to_option(savings: Savings) -> None:
    table = savings.lines.table
    kind = next(number for number, column in enumerate(table.model.columns) if column.key == "kind")
    table.view.horizontalHeader().sectionClicked.emit(kind)
    savings.lines.show_owner("Option 2: hub with other partners")
    savings.lines.show_owner(HUB)
    assert table.model.sorted_by is not None
    assert table.model.columns[table.model.sorted_by[0]].key == "kind"
    kinds = [table.model.row_at(row).text("kind") for row in range(table.model.rowCount())]
    assert kinds == sorted(kinds)
    assert len({*kinds}) > 1


def test_what_is_asked_of_pasted_lines_hides_none_that_are_there(savings: Savings, settle: Callable[[], None]) -> None:
    savings.lines.show_owner("Option 4: alternatives")
    QGuiApplication.clipboard().setText("Line\tNotes\t2015/16\nRent\tcheck\t£1,000\n")
    savings.lines.paste_action.trigger()
    settle()
    assert savings.lines.table.question.sentence
    assert savings.lines.table.view.verticalScrollBar().maximum() == 0


def test_lines_pasted_for_another_option_are_seen(savings: Savings) -> None:
    QGuiApplication.clipboard().setText("Line\tOwner\nRent\tOption 2: hub with other partners\n")
    savings.lines.paste_action.trigger()
    assert savings.lines.owners.is_every
    assert "Rent" in [savings.lines.model.row_at(row).text("line") for row in range(savings.lines.model.rowCount())]


def test_merged_cells_of_lines_are_asked_about(savings: Savings) -> None:
    data = QMimeData()
    data.setHtml("<table><tr><td rowspan=2>Rent</td><td>cost</td><td>£1</td></tr><tr><td>saving</td><td>£2</td></tr></table>")
    QGuiApplication.clipboard().setMimeData(data)
    savings.lines.paste_action.trigger()
    assert savings.lines.table.question.sentence == "‘Rent’ is one cell for rows 1 to 2 of what was copied."
    savings.lines.table.question.choose(0)
    assert savings.messages.sentence == "Added 2 lines."


def test_a_block_of_lines_is_read_by_its_order() -> None:
    assert read_lines(read_block("Rent\t£1\t£2"), _YEARS) == [{"line": "Rent", "2014/15": "£1", "2015/16": "£2"}]


@pytest.mark.parametrize("block", ["", "Rent\t1\t2\t3\t4\t5", "\t£1"])
def test_a_block_that_is_not_one_of_lines_is_refused_in_a_sentence(block: str) -> None:
    with pytest.raises(KnownTrouble, match="paste"):
        read_lines(read_block(block), _YEARS)


def test_the_benchmark_has_no_lines_of_its_own_and_projects_come_after_the_options(open_window: Open) -> None:
    screen = shown(open_window("ni179", "Savings"))
    offered = list(screen.lines.owners.names)
    options = screen.workspace.read(records.rows, Option, screen.workspace.case_id)
    benchmark = next(row.text("name") for row in options if row.values["benchmark"] is True)
    projects = [row.text("name") for row in screen.workspace.read(records.rows, Project, screen.workspace.case_id)]
    assert benchmark not in offered
    assert offered[-len(projects) :] == projects
    screen.focus_on(projects[0])
    assert screen.lines.owners.name == projects[0]


def test_the_words_and_the_chart_are_those_of_the_option_in_hand(savings: Savings) -> None:
    assert any("5 amounts not yet known" in sentence.replace("*", "") for sentence in savings.lines.results.said.sentences)
    assert HUB in savings.lines.results.charts.running.accessibleDescription()
    savings.lines.results.charts.which.choose(1)
    assert savings.lines.results.charts.yearly.isVisible()
    assert not savings.lines.results.charts.running.isVisible()
    savings.lines.results.charts.picked.emit(f"money:{HUB}:2019/20")
    assert savings.lines.model.columns[savings.lines.table.current.column()].key == "2019/20"


def test_what_optimism_bias_does_to_the_totals_is_said(open_window: Open) -> None:
    screen = shown(open_window("future-options", "Savings"))
    assert any("after optimism bias" in sentence for sentence in screen.lines.results.said.sentences)
    assert "all illustrative" in screen.lines._remark.text()


def test_records_that_contradict_one_another_are_said_until_they_no_longer_do(savings: Savings) -> None:
    case = savings.workspace.case_id
    savings.edit("flows", cases.change, case, "flows_are", "whole costs")
    assert "has a saving, and flows are whole costs" in savings.messages.sentence
    assert "Saving" not in savings.lines._records.column(column_of(CashFlow, "kind")).names()
    assert total(savings, 0, "2015/16") == ("", "")
    assert savings.lines.table.isVisible()
    savings.workspace.undo()
    assert not savings.messages.sentence
    assert total(savings, 0, "2015/16") == ("at most £1.5m", "4 not known")


def test_a_year_in_which_nothing_is_recorded_has_no_net(savings: Savings, settle: Callable[[], None]) -> None:
    savings.edit("change to the horizon", cases.change, savings.workspace.case_id, "horizon", "60")
    settle()
    assert total(savings, 0, "2060/61") == ("", "")
    assert total(savings, 1, "2060/61") == ("at most £15.0m", "5 not known")
    savings.lines.table.go_to(2, number_of(savings, "2060/61"))
    settle()
    view, totals = savings.lines.table.view, savings.lines.table.totals
    assert totals is not None
    assert view.horizontalScrollBar().value() == totals.horizontalScrollBar().value() > 0
    assert view.verticalHeader().isVisible()
    assert look_checks.downward_scroll(savings) == 0


def test_selection_and_scroll_stay_where_they_were_when_the_store_changes(savings: Savings, settle: Callable[[], None]) -> None:
    take(savings, "Hub IT systems", "2020/21")
    settle()
    across = savings.lines.table.view.horizontalScrollBar().value()
    line = lines(savings)["Hub property changes"].id
    savings.edit("a change", records.change, CashFlow, savings.workspace.case_id, [records.Edit(line, "2017/18", "£5")])
    settle()
    here = savings.lines.table.current
    in_hand = savings.lines.model.row_at(here.row()).text("line"), savings.lines.model.columns[here.column()].key
    assert in_hand == ("Hub IT systems", "2020/21")
    assert savings.lines.table.view.horizontalScrollBar().value() == across


def chosen(screen: Savings, field: Choice, name: str) -> None:
    """Pick a name from a list, as a click would."""
    box = field.editor
    assert isinstance(box, QComboBox)
    number = box.findText(name)
    assert number >= 0
    box.setCurrentIndex(number)
    box.activated.emit(number)


def bands(screen: Savings) -> dict[str, dict[str, str]]:
    """The headings above the lines with their figures, in the order shown."""
    rows = range(screen.lines.model.rowCount())
    return {band.words: dict(band.figures) for row in rows for band in screen.lines.table.bands(row)}


def test_lines_stand_together_by_organisation_with_subtotals_that_follow_an_edit(savings: Savings, qtbot: QtBot) -> None:
    chosen(savings, savings.lines.grouping, "Organisation")
    assert list(bands(savings)) == ["North Lincolnshire Council", "North East Lincolnshire Council", "No organisation stated"]
    assert bands(savings)["North Lincolnshire Council"]["2015/16"] == "£500,000 to £750,000"
    assert bands(savings)["No organisation stated"]["2015/16"] == "not known"
    take(savings, "Hub saving, North Lincolnshire Council", "2015/16")
    type_in_cell(qtbot, savings, "£1m")
    assert bands(savings)["North Lincolnshire Council"]["2015/16"] == "£1.00m"
    savings.workspace.undo()
    assert bands(savings)["North Lincolnshire Council"]["2015/16"] == "£500,000 to £750,000"


def test_revenue_and_capital_of_each_fund_stand_apart(savings: Savings) -> None:
    chosen(savings, savings.lines.grouping, "Fund and type")
    assert list(bands(savings)) == ["General fund, revenue", "General fund, capital"]
    names = [savings.lines.model.row_at(row).text("line") for row in range(savings.lines.model.rowCount())]
    assert names[-1] == "Hub IT systems"
    savings.lines.table.go_to(len(names) - 1, 0)
    savings.lines.up_action.trigger()
    assert [savings.lines.model.row_at(row).text("line") for row in range(savings.lines.model.rowCount())] == names


def test_staff_numbers_stand_beside_the_money_of_an_organisation(savings: Savings) -> None:
    case = savings.workspace.case_id
    services = [
        row
        for row in savings.workspace.read(records.rows, Service, case)
        if row.text("organisation") == "North Lincolnshire Council" and row.values["in_scope"] is not False
    ]
    savings.edit("staff", records.change, Service, case, [records.Edit(each.id, "fte", "2.5") for each in services])
    chosen(savings, savings.lines.grouping, "Organisation")
    assert f"North Lincolnshire Council, {2.5 * len(services):g} FTE" in bands(savings)


def test_all_options_are_shown_under_their_names_and_the_results_are_those_of_the_line_in_hand(savings: Savings) -> None:
    chosen(savings, savings.lines.owners.list, "All options and projects")
    assert len(bands(savings)) == 3
    assert savings.lines.model.rowCount() == len(lines(savings))
    assert savings.lines.totals.rowCount() == 0
    assert savings.lines.results.charts.title.toolTip() or savings.lines.results.charts.title.text() == HUB
    last = savings.lines.model.rowCount() - 1
    savings.lines.table.go_to(last, 2)
    owner = savings.lines.model.row_at(last).text("owner")
    assert owner != HUB
    assert owner in savings.lines.results.charts.yearly.accessibleDescription() or savings.lines._money.name == owner


def test_a_full_year_amount_is_phased_in_as_one_step_after_it_is_shown(savings: Savings, qtbot: QtBot) -> None:
    take(savings, "Hub saving, North Lincolnshire Council", "2015/16")
    savings.lines.phase_action.trigger()
    form = savings.lines.phasing
    assert savings.window().focusWidget() is form.amount.editor
    type_in_field(qtbot, form.amount.editor, "about £0.8m")
    chosen(savings, form.first, "2016/17")
    chosen(savings, form.last, "2018/19")
    type_in_field(qtbot, form.shares.editor, "25%, 50%, 100%")
    said = " ".join(form.said.sentences).replace("*", "")
    assert "about £200,000 in 2016/17. about £0.4m in 2017/18. about £0.8m in 2018/19." in said
    assert "Replaces £0.5m to £0.75m in 2016/17" in said
    assert amount(savings, "Hub saving, North Lincolnshire Council", 2016) == "£0.5m to £0.75m"
    qtbot.mouseClick(form.button, Qt.MouseButton.LeftButton)
    found = [amount(savings, "Hub saving, North Lincolnshire Council", year) for year in range(2015, 2020)]
    assert found == ["£0.5m to £0.75m", "about £200,000", "about £0.4m", "about £0.8m", "£0.5m to £0.75m"]
    assert savings.messages.sentence == "Filled 3 years of Hub saving, North Lincolnshire Council."
    savings.workspace.undo()
    assert amount(savings, "Hub saving, North Lincolnshire Council", 2017) == "£0.5m to £0.75m"


def test_phasing_that_cannot_be_read_says_so_and_cannot_be_written(savings: Savings, qtbot: QtBot) -> None:
    take(savings, "Hub IT systems", "2015/16")
    savings.lines.show_side(FULL_YEAR)
    form = savings.lines.phasing
    assert not form.button.isEnabled()
    type_in_field(qtbot, form.amount.editor, "£1m")
    type_in_field(qtbot, form.shares.editor, "half")
    assert form.trouble.text() == "‘half’ is not a percentage: type the share of each year, such as 50%, 100%."
    assert not form.button.isEnabled()
    type_in_field(qtbot, form.shares.editor, "50%; 100%")
    assert "The line is marked as recurring." in form.said.sentences


def test_a_condition_left_out_is_a_what_if_that_changes_no_record(savings: Savings, qtbot: QtBot) -> None:
    before = savings.workspace.undo_label()
    savings.lines.what_if_action.trigger()
    switches = savings.lines.conditions.switches
    assert [switch.box.accessibleName()[:20] for switch in switches] == [
        "Further exploration ",
        "To be set out in lat",
        "Sought, not awarded:",
    ]
    qtbot.mouseClick(switches[0].box, Qt.MouseButton.LeftButton)
    assert savings.lines.what_if_line.isVisible()
    assert total(savings, 1, "2024/25") == ("not known", "5 amounts")
    assert "at most £15 million" in " ".join(savings.lines.conditions.said.sentences)
    assert savings.workspace.undo_label() == before
    assert amount(savings, "Hub saving, North Lincolnshire Council", 2015) == "£0.5m to £0.75m"
    qtbot.mouseClick(savings.lines.put_back_button, Qt.MouseButton.LeftButton)
    assert not savings.lines.what_if_line.isVisible()
    assert all(switch.box.isChecked() for switch in switches)
    assert total(savings, 1, "2024/25")[0] == "at most £15.0m"


def test_a_type_of_project_brings_its_optimism_bias_and_both_figures_are_shown(savings: Savings, qtbot: QtBot) -> None:
    take(savings, "Hub IT systems", "2015/16")
    type_in_cell(qtbot, savings, "£100,000")
    take(savings, "Hub IT systems", "2015/16")
    savings.lines.show_side(LINE)
    form = savings.lines.details.form
    chosen(savings, form.bias_class, "Equipment and development")
    held = lines(savings)["Hub IT systems"]
    assert (held.text("bias_class"), str(held.values["optimism_bias_percent"])) == ("Equipment and development", "200")
    assert form.adjusted.text() == "Over all years: £100,000 before optimism bias, £300,000 after it."
    type_in_field(qtbot, form.fields["mitigation_percent"].editor, "50")
    assert form.adjusted.text() == "Over all years: £100,000 before optimism bias, £200,000 after it."
    savings.workspace.undo()
    savings.workspace.undo()
    assert lines(savings)["Hub IT systems"].values["optimism_bias_percent"] is None


def test_a_saving_is_offered_no_bias_that_takes_off_more_than_all_of_it(savings: Savings) -> None:
    take(savings, "Hub saving, North Lincolnshire Council", "2015/16")
    savings.lines.show_side(LINE)
    box = savings.lines.details.form.bias_class.editor
    assert isinstance(box, QComboBox)
    assert box.findText("Equipment and development") == -1
    assert box.findText("Standard buildings") > 0


def test_the_three_cases_lead_with_the_cashable_payback(open_window: Open) -> None:
    screen = shown(open_window("future-options", "Savings"))
    charts = screen.lines.results.charts
    charts.which.choose(2)
    model = charts.cases.model
    names = [model.row_at(row).id for row in range(model.rowCount())]
    assert names[:3] == ["Cashable payback", "Payback on all savings", "Discounted payback"]
    assert [column.heading for column in model.columns] == ["Over all years", "Low", "Most likely", "High"]
    charts.which.choose(3)
    assert charts.years.model.rowCount() == len(screen.workspace.case.years)
    assert charts.chart is None


def test_redundancy_pay_is_put_in_as_a_cost_line_and_undo_takes_it_back(savings: Savings, settle: Callable[[], None]) -> None:
    case = savings.workspace.case_id
    leaver = savings.edit("leaver", records.add, Leaver, case, {"name": "Service manager", "owner": HUB})
    assert leaver is not None
    typed = {"weekly_pay": "about £700", "leaving": "2015-09-30", "age": "52", "service": "14", "number": "3"}
    savings.edit("leaver", records.change, Leaver, case, [records.Edit(leaver, key, text) for key, text in typed.items()])
    savings.focus_on("Redundancy")
    settle()
    view = savings.view
    assert isinstance(view, SavingLeavers)
    assert savings.header.primary is not None
    assert savings.header.primary.text() == "Add a leaver"
    said = " ".join(view.leavers.findings.sentences).replace("*", "")
    assert said == "19.5 weeks of pay are due by law to Service manager. A week’s pay is capped at £475 for Service manager."
    view.put_in_action.trigger()
    made = lines(savings)["Statutory redundancy pay"]
    assert (made.text("owner"), made.text("kind"), made.text("category")) == (HUB, "cost", "Redundancy")
    assert amount(savings, "Statutory redundancy pay", 2015) == "about £27,787.50"
    savings.edit("age", records.change, Leaver, case, [records.Edit(leaver, "leaving", "2017-09-30")])
    settle()
    assert "which is there already" in " ".join(view.planned.sentences)
    view.put_in_action.trigger()
    assert amount(savings, "Statutory redundancy pay", 2015) is None
    assert amount(savings, "Statutory redundancy pay", 2017) == "about £28,606.50"
    for _ in range(3):
        savings.workspace.undo()
    assert "Statutory redundancy pay" not in lines(savings)


def test_every_view_is_built_when_it_is_looked_at_and_nothing_in_it_is_cut(savings: Savings, settle: Callable[[], None]) -> None:
    assert list(savings._panes) == [0]
    for number, view in enumerate(VIEWS):
        savings.focus_on(view.name)
        settle()
        assert savings.views.chosen == number
        assert savings.view.isVisible()
        assert look_checks.faults(savings) == []
    savings.focus_on(lines(savings)["Hub IT systems"].id)
    assert savings.views.chosen == 0


def test_the_header_offers_what_the_page_in_hand_does(savings: Savings) -> None:
    savings.focus_on("Redundancy")
    view, button = savings.view, savings.header.primary
    assert isinstance(view, SavingLeavers)
    assert button is not None
    assert button.text() == "Add a leaver"
    savings.show_view("Weekly caps")
    assert button.text() == "Add a weekly cap"
    button.click()
    assert [row.text("amount") for row in savings.workspace.read(records.rows, WeeklyCap, savings.workspace.case_id)] == [""]
    savings.focus_on("Lines")
    assert button.text() == "Add a line"


def test_a_text_that_is_not_saved_is_found_again_from_another_view(savings: Savings, qtbot: QtBot) -> None:
    take(savings, "Hub IT systems", "2015/16")
    savings.lines.show_side(LINE)
    type_in_field(qtbot, savings.lines.details.form.fields["optimism_bias_percent"].editor, "plenty")
    savings.focus_on("Funding")
    (unsaved,) = savings.unsaved()
    assert unsaved.text == "plenty"
    savings.reveal(unsaved)
    assert savings.views.chosen == 0
    assert savings.window().focusWidget() is savings.lines.details.form.fields["optimism_bias_percent"].editor


def test_a_new_case_says_what_to_do_first(styled_app: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    window = Window(settings=Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(window)
    window.show_screen("Savings")
    window.show()
    with qtbot.waitSignal(window.workspace.opened, timeout=20_000):
        window.workspace.create(tmp_path / "new.appraisal")
    screen = shown(window)
    assert screen.lines.empty["owners"].isVisible()
    assert not screen.lines.add_action.isEnabled()
    screen.edit("new option", records.add, Option, window.workspace.case_id, {"name": "Share it"})
    assert screen.lines.empty["lines"].isVisible()
    assert screen.lines.add_action.isEnabled()
    sheet = next(each for each in screen.lines.empty["lines"].findChildren(QPushButton) if each.text() == "Bring in a sheet")
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton)
    assert window.screen_name == "Bring in a sheet"
    window.show_screen("Savings")
    screen.lines.add_action.trigger()
    assert screen.lines.table.isVisible()
    assert screen.lines.model.rowCount() == 1
    window.close()


@pytest.mark.parametrize("sample", ["back-office-hub", "future-options", "ni179", "place-budget", "total-place"])
def test_nothing_is_unnamed_cut_off_or_scrolled(open_window: Open, settle: Callable[[], None], sample: str) -> None:
    window = open_window(sample, "Savings")
    screen = shown(window)
    for size in ((1366, 768), (1366, 690)):
        window.resize(*size)
        settle()
        assert look_checks.faults(screen) == []
        assert look_checks.downward_scroll(screen) == 0
    screen.lines.show_details(True)
    window.resize(960, 540)
    settle()
    assert look_checks.faults(screen) == []


@pytest.mark.parametrize("palette", ["dark", "contrast"])
def test_every_palette_shows_the_screen(open_window: Open, styled_app: QApplication, settle: Callable[[], None], palette: str) -> None:
    screen = shown(open_window("back-office-hub", "Savings"))
    styled_app.setPalette(stand_in(palette))
    settle()
    assert not screen.grab().isNull()
    assert look_checks.faults(screen) == []


def test_tab_visits_each_part_once(savings: Savings, settle: Callable[[], None]) -> None:
    savings.lines.show_details(True)
    settle()
    order = look_checks.tab_order(savings)
    assert len(order) == len(set(order))
    held = savings.lines
    for part in (held.owners.list.editor, held.cell_field.field.editor, held.table.view, held.results.charts.running):
        assert part in order
    assert savings.lines.details.form.fields["line"].editor in order


def test_five_leavers_are_five_rows_whatever_is_told_of_them(savings: Savings, settle: Callable[[], None]) -> None:
    for number in range(5):
        typed = {"weekly_pay": "£520", "leaving": "2011-03-31", "age": "52", "service": str(10 + number)}
        leaver = savings.edit("leaver", records.add, Leaver, savings.workspace.case_id, {"name": f"Payroll officer {number}"})
        assert leaver is not None
        savings.edit("leaver", records.change, Leaver, savings.workspace.case_id, [records.Edit(leaver, *pair) for pair in typed.items()])
    savings.focus_on("Redundancy")
    settle()
    view = savings.view
    assert isinstance(view, SavingLeavers)
    assert view.leavers.findings.sentences[-1] == "A week’s pay is capped at **£400** for each of them."
    assert len(view.leavers.findings.sentences) == 6
    table = view.leavers.table.view
    assert table.viewport().rect().contains(table.visualRect(table.model().index(4, 0)))


def test_what_a_form_says_of_one_line_fills_the_others_that_are_chosen(savings: Savings, settle: Callable[[], None]) -> None:
    grid, before = savings.lines, lines(savings)
    first, second, third = (grid.model.row_at(row).text("line") for row in range(3))
    grid.table.go_to(2, 1)
    grid.show_details(True)
    settle()

    def set_cashable(words: str, *others: int) -> str:
        grid.table.choose_rows(others)
        box = grid.details.form.fields["cashable"].editor
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(box.findText(words))
        box.activated.emit(box.currentIndex())
        settle()
        return grid.table.question.sentence

    assert set_cashable("No") == ""
    grid.table.go_to(0, 1)
    assert set_cashable("Yes", 1, 2) == f"Fill Cashable of the 2 other lines chosen? This replaces 1 filled cell of ‘{third}’."
    assert look_checks.faults(savings) == []
    grid.table.question.choose(0)
    assert [lines(savings)[name].text("cashable") for name in (first, second, third)] == ["True"] * 3
    for _ in range(3):
        savings.workspace.undo()
    assert lines(savings) == before
