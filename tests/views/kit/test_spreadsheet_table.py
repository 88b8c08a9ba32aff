from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.appraisal.estimate import Estimate
from desktop.models.cell import Cell, CellState
from desktop.models.column import ScreenColumn, amount_cell
from desktop.models.kinds import Kind
from desktop.models.table_model import CellEdit, TableModel
from desktop.views.kit import look
from desktop.views.kit.forms.fields import Line
from desktop.views.kit.tables.spreadsheet_table import SpreadsheetTable
from tests.views.look_checks import faults, tab_order

pytestmark = pytest.mark.usefixtures("styled_app")

YEARS = ("2014/15", "2015/16", "2016/17")
CTRL = Qt.KeyboardModifier.ControlModifier


class Savings:
    """A grid of amounts by line and year, and the steps that were recorded."""

    def __init__(self) -> None:
        self.amounts: dict[str, dict[str, str]] = {
            name: dict.fromkeys(YEARS, "") for name in ("Programme team", "ICT", "Redundancy", "Supplies")
        }
        self.steps: list[list[tuple[str, str, str]]] = []
        columns = [ScreenColumn("kind", "Kind", editable=False, cell=lambda _: Cell("Cost", quiet=True))]
        columns += [ScreenColumn(year, year, Kind.ESTIMATE) for year in YEARS]
        self.model = TableModel(columns, list(self.amounts), value=self.cell, edit_block=self.record, names=str, names_heading="Line")
        total = [ScreenColumn(column.key, column.heading, column.kind, editable=False) for column in columns]
        self.totals = TableModel(
            total, ["Net for the year"], value=lambda *_: Cell("−£0.66m to −£0.23m", strong=True, note="2 not known"), names=str
        )
        self.table = SpreadsheetTable("Costs and savings by year", self.model, self.totals)
        self.host, self.after = QWidget(), Line()

    def cell(self, line: str, column: ScreenColumn) -> Cell:
        return amount_cell(Estimate.parse(self.amounts[line][column.key]), f"{line}, {column.key}")

    def record(self, edits: Sequence[CellEdit]) -> None:
        self.steps.append([(edit.row, edit.column.key, edit.text) for edit in edits])
        for edit in edits:
            self.amounts[edit.row][edit.column.key] = edit.text

    def text(self, row: int, column: int) -> str:
        return self.model.cell_at(row, column).text


@pytest.fixture
def savings(qtbot: QtBot, settle: Callable[[], None]) -> Savings:
    grid = Savings()
    box = QVBoxLayout(grid.host)
    box.addWidget(grid.table)
    box.addWidget(grid.after)
    qtbot.addWidget(grid.host)
    grid.host.resize(800, 400)
    grid.host.show()
    grid.host.activateWindow()
    grid.table.view.setFocus()
    grid.table.go_to(0, 1)
    settle()
    return grid


def choose(table: SpreadsheetTable, top: int, left: int, bottom: int, right: int) -> None:
    from PySide6.QtCore import QItemSelection, QItemSelectionModel

    selection = QItemSelection(table.model.index(top, left), table.model.index(bottom, right))
    table.view.selectionModel().setCurrentIndex(table.model.index(top, left), QItemSelectionModel.SelectionFlag.NoUpdate)
    table.view.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def test_a_block_from_a_spreadsheet_lands_whole_as_one_step(qtbot: QtBot, savings: Savings) -> None:
    QGuiApplication.clipboard().setText("£180,000\tup to £0.4m\r\nnot known\t\r\n£5\t£6\r\n")
    qtbot.keyClick(savings.table.view, Qt.Key.Key_V, CTRL)
    assert len(savings.steps) == 1
    assert [savings.text(row, 1) for row in range(3)] == ["£180,000", "not known", "£5"]
    assert savings.text(0, 2) == "up to £0.4m"
    assert savings.model.cell_at(1, 1).state is CellState.NOT_KNOWN
    assert len(savings.table.view.selectedIndexes()) == 6


def test_a_wrong_value_in_a_block_is_kept_where_it_fell(qtbot: QtBot, savings: Savings) -> None:
    QGuiApplication.clipboard().setText("£1\tlots\n")
    with qtbot.waitSignal(savings.model.trouble):
        qtbot.keyClick(savings.table.view, Qt.Key.Key_V, CTRL)
    assert savings.steps == [[("Programme team", "2014/15", "£1")]]
    assert savings.model.cell_at(0, 2).state is CellState.WRONG
    savings.table.go_to(0, 2)
    assert savings.table.trouble.isVisible()
    assert "lots" in savings.table.trouble.text()
    qtbot.keyClick(savings.table.view, Qt.Key.Key_Escape)
    assert savings.text(0, 2) == ""
    assert not savings.table.trouble.isVisible()


@pytest.mark.parametrize(("block", "said"), [("1\t2\t3\t4\n", "1 column too wide"), ("1\n" * 6, "2 rows too long")])
def test_a_block_that_does_not_fit_changes_nothing_and_says_what_to_do(qtbot: QtBot, savings: Savings, block: str, said: str) -> None:
    QGuiApplication.clipboard().setText(block)
    with qtbot.waitSignal(savings.model.trouble) as trouble:
        qtbot.keyClick(savings.table.view, Qt.Key.Key_V, CTRL)
    assert said in trouble.args[0]
    assert savings.steps == []


def test_one_value_fills_all_that_is_chosen(qtbot: QtBot, savings: Savings) -> None:
    choose(savings.table, 0, 1, 2, 2)
    QGuiApplication.clipboard().setText("£7\n")
    qtbot.keyClick(savings.table.view, Qt.Key.Key_V, CTRL)
    assert len(savings.steps) == 1
    assert [savings.text(row, column) for row in range(3) for column in (1, 2)] == ["£7"] * 6


def test_copy_fill_down_and_delete(qtbot: QtBot, savings: Savings) -> None:
    savings.model.enter_block([(0, 1, "£10"), (0, 2, "about £3m")])
    choose(savings.table, 0, 1, 2, 2)
    qtbot.keyClick(savings.table.view, Qt.Key.Key_D, CTRL)
    assert len(savings.steps) == 2
    assert savings.text(2, 2) == "about £3m"
    qtbot.keyClick(savings.table.view, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "£10\tabout £3m\n" * 3
    qtbot.keyClick(savings.table.view, Qt.Key.Key_Delete)
    assert len(savings.steps) == 3
    assert [savings.text(row, 1) for row in range(3)] == [""] * 3
    savings.model.enter_block([(2, 1, "£4")])
    savings.table.go_to(3, 1)
    qtbot.keyClick(savings.table.view, Qt.Key.Key_D, CTRL)
    assert savings.text(3, 1) == "£4"


def test_a_copy_with_headings_is_a_table_for_word_and_goes_back_by_its_names(qtbot: QtBot, savings: Savings) -> None:
    savings.model.enter_block([(0, 1, "£10"), (1, 2, "about £3m")])
    choose(savings.table, 0, 1, 1, 2)
    qtbot.keyClick(savings.table.view, Qt.Key.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == f"Line\t{YEARS[0]}\t{YEARS[1]}\nProgramme team\t£10\t\nICT\t\tabout £3m\n"
    assert f"<tr><th>Line</th><th>{YEARS[0]}</th><th>{YEARS[1]}</th></tr><tr><td>Programme team</td>" in data.html()
    QGuiApplication.clipboard().setText(f"Line\t{YEARS[1]}\nSupplies\t£5\nCleaning\t£6\n")
    savings.table.view.paste()
    assert savings.table.question.sentence == "‘Cleaning’ has no place here."
    savings.table.question.choose(0)
    assert savings.text(3, 2) == "£5"


def test_delete_over_cells_that_are_worked_out_leaves_them(qtbot: QtBot, savings: Savings) -> None:
    savings.model.enter_block([(0, 1, "£10")])
    choose(savings.table, 0, 0, 0, 1)
    qtbot.keyClick(savings.table.view, Qt.Key.Key_Delete)
    assert savings.steps[-1] == [("Programme team", "2014/15", "")]


def test_control_and_an_arrow_leap_to_the_edge_of_a_run(qtbot: QtBot, savings: Savings) -> None:
    savings.model.enter_block([(0, 1, "£1"), (1, 1, "£1"), (3, 1, "£1")])
    view = savings.table.view
    places = []
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Down, CTRL)
        places.append(savings.table.current.row())
    assert places == [1, 3, 3]
    qtbot.keyClick(view, Qt.Key.Key_Up, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert {index.row() for index in view.selectedIndexes()} == {1, 2, 3}
    qtbot.keyClick(view, Qt.Key.Key_Right, CTRL)
    assert savings.table.current.column() == 3


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key) -> None:
    """A key in an editor: Qt records what was typed at the next turn of the event loop."""
    qtbot.keyClick(widget, key)
    QApplication.processEvents()


def editor(table: SpreadsheetTable) -> QLineEdit:
    found = [child for child in table.view.viewport().findChildren(QLineEdit) if child.isVisible()]
    assert len(found) == 1
    return found[0]


def test_typing_starts_an_edit_enter_records_it_and_moves_down(qtbot: QtBot, savings: Savings) -> None:
    savings.model.enter_block([(0, 1, "£10")])
    qtbot.keyClick(savings.table.view, Qt.Key.Key_5)
    assert editor(savings.table).text() == "5"
    qtbot.keyClicks(editor(savings.table), "00")
    press(qtbot, editor(savings.table), Qt.Key.Key_Return)
    assert savings.text(0, 1) == "£500"
    assert (savings.table.current.row(), savings.table.current.column()) == (1, 1)
    assert savings.table.view.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F2])
def test_enter_and_f2_edit_what_is_there_and_escape_leaves_it(qtbot: QtBot, savings: Savings, key: Qt.Key) -> None:
    savings.model.enter_block([(0, 1, "£10")])
    qtbot.keyClick(savings.table.view, key)
    assert editor(savings.table).text() == "£10"
    qtbot.keyClicks(editor(savings.table), "99")
    press(qtbot, editor(savings.table), Qt.Key.Key_Escape)
    assert savings.text(0, 1) == "£10"


def test_a_wrong_value_keeps_the_cell_in_hand(qtbot: QtBot, savings: Savings) -> None:
    qtbot.keyClick(savings.table.view, Qt.Key.Key_Return)
    qtbot.keyClicks(editor(savings.table), "lots")
    press(qtbot, editor(savings.table), Qt.Key.Key_Return)
    assert (savings.table.current.row(), savings.text(0, 1), savings.steps) == (0, "lots", [])
    qtbot.keyClick(savings.table.view, Qt.Key.Key_Return)
    assert editor(savings.table).text() == "lots"


def test_tab_leaves_the_table_and_moves_along_in_an_edit(qtbot: QtBot, savings: Savings) -> None:
    qtbot.keyClick(savings.table.view, Qt.Key.Key_Return)
    qtbot.keyClicks(editor(savings.table), "£3")
    press(qtbot, editor(savings.table), Qt.Key.Key_Tab)
    assert (savings.table.current.column(), savings.text(0, 1)) == (2, "£3")
    qtbot.keyClick(savings.table.view, Qt.Key.Key_Tab)
    assert savings.table.totals is not None
    assert QApplication.focusWidget() is savings.table.totals
    qtbot.keyClick(savings.table.totals, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is savings.after


def test_names_are_frozen_totals_are_fixed_and_no_amount_is_cut(savings: Savings, settle: Callable[[], None]) -> None:
    savings.model.enter_block([(0, 1, "£1,234,567 to £12,345,678")])
    settle()
    table = savings.table
    assert faults(table) == []
    assert table.totals is not None
    for number in range(1, 4):
        assert table.view.columnWidth(number) == table.totals.columnWidth(number)
    metrics = table.fontMetrics()
    assert table.view.columnWidth(1) >= metrics.horizontalAdvance(savings.text(0, 1)) + 16
    assert table.view.verticalHeader().width() == table.totals.verticalHeader().width() > metrics.horizontalAdvance("Programme team")
    savings.host.resize(420, 400)
    settle()
    assert table.totals.horizontalScrollBar().maximum() > 0
    table.totals.horizontalScrollBar().setValue(40)
    assert table.view.horizontalScrollBar().value() == 40
    assert not table.view.horizontalScrollBar().isVisible()


def test_cells_and_totals_stay_beside_names_that_grow(savings: Savings, settle: Callable[[], None]) -> None:
    table = savings.table
    assert table.totals is not None
    savings.host.resize(420, 400)
    settle()
    before = table.view.verticalHeader().width()
    savings.model.names = lambda line: f"{line} of the whole service"
    savings.model.refresh()
    settle()
    assert table.view.verticalHeader().width() > before
    for view in (table.view, table.totals):
        assert view.viewport().x() == view.verticalHeader().geometry().right() + 1


def test_a_screen_reader_is_told_what_kind_of_blank_it_is(savings: Savings) -> None:
    savings.model.enter_block([(0, 1, "not known"), (1, 1, "0")])
    said = [savings.model.index(row, 1).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert said[0].startswith("Programme team, 2014/15: Not known")
    assert "£0" in said[1]
    assert said[2] == "Redundancy, 2014/15: none recorded"
    assert tab_order(savings.table)[0].accessibleName() == "Costs and savings by year"


def test_choices_and_long_text_are_edited_in_the_cell(qtbot: QtBot, settle: Callable[[], None]) -> None:
    rows = [{"id": 1, "kind": "Cost", "note": "one\ntwo", "scope": None, "impact": "High"}]

    def record(row: dict[str, object], column: ScreenColumn, text: str) -> None:
        row[column.key] = text
        table.model.set_rows(list(rows))  # as a store does, which takes the box away

    columns = [
        ScreenColumn("kind", "Kind", Kind.CHOICE, choices=("Cost", "Saving")),
        ScreenColumn("note", "Note", Kind.LONG_TEXT),
        ScreenColumn("scope", "In scope", Kind.YES_NO),
        ScreenColumn("impact", "Impact", Kind.WORDS, choices=("High", "Low")),
    ]
    table = SpreadsheetTable("Lines", TableModel(columns, rows, edit=record))
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    table.activateWindow()
    table.view.setFocus()
    table.go_to(0, 0)
    settle()
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    box = table.view.viewport().findChildren(QComboBox)[0]
    assert (box.currentText(), box.accessibleName()) == ("Cost", "Kind")
    qtbot.keyClick(box, Qt.Key.Key_S)
    press(qtbot, box, Qt.Key.Key_Return)
    settle()
    assert rows[0]["kind"] == "Saving"
    for words, key, recorded in (("", Qt.Key.Key_Return, "High"), ("Low", Qt.Key.Key_Tab, "Low"), ("Grave", Qt.Key.Key_Return, "Grave")):
        table.go_to(0, 3)
        qtbot.keyClick(table.view, Qt.Key.Key_F2)
        box = table.view.viewport().findChildren(QComboBox)[-1]
        qtbot.keyClicks(box, words)
        press(qtbot, box, key)
        settle()
        assert rows[0]["impact"] == recorded
    table.go_to(0, 1)
    qtbot.keyClick(table.view, Qt.Key.Key_F2)
    page = table.view.viewport().findChildren(QPlainTextEdit)[0]
    page.setPlainText("one")
    page.moveCursor(page.textCursor().MoveOperation.End)
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClicks(page, "three")
    press(qtbot, page, Qt.Key.Key_Return)
    assert rows[0]["note"] == "one\nthree"


def test_a_click_on_a_heading_sorts_up_then_down_then_back(qtbot: QtBot, savings: Savings) -> None:
    savings.model.enter_block([(0, 1, "£2"), (1, 1, "£1")])
    header = savings.table.view.horizontalHeader()
    orders = []
    for _ in range(3):
        header.sectionClicked.emit(1)
        orders.append([savings.text(row, 1) for row in range(2)])
    assert orders == [["£1", "£2"], ["£2", "£1"], ["£2", "£1"]]
    assert savings.model.sorted_by is None
    menu = savings.table.view.menu()
    assert "Sort by 2014/15" in [action.text() for action in menu.actions()]


def test_the_cell_in_hand_survives_a_filter(savings: Savings) -> None:
    savings.table.go_to(2, 2)
    savings.model.set_filter("Cost")
    index: QModelIndex = savings.table.current
    assert (index.row(), index.column()) == (2, 2)


@dataclass(frozen=True)
class Risk:
    """A row of words."""

    id: int
    name: str
    likelihood: str = "Medium"
    control: str = "Go ahead with decisions in principle and review them at each stage"
    cost: str = ""
    kind: str = ""


def risks_shown(qtbot: QtBot, settle: Callable[[], None], width: int) -> SpreadsheetTable:
    """A table of words in so wide a window."""
    columns = [
        ScreenColumn("name", "Risk", main=True),
        ScreenColumn("likelihood", "Likelihood"),
        ScreenColumn("control", "Control", Kind.LONG_TEXT),
        ScreenColumn("cost", "Cost", Kind.NUMBER),
        ScreenColumn("kind", "Kind", Kind.CHOICE, choices=("Fire and rescue", "District", "Other")),
    ]
    rows = [Risk(1, "The estimated savings cannot be achieved"), Risk(2, "The bid fails")]
    table = SpreadsheetTable("Risks", TableModel(columns, rows, edit=lambda *_: None))
    qtbot.addWidget(table)
    table.resize(width, 200)
    table.show()
    settle()
    return table


def words_width(table: SpreadsheetTable, number: int) -> int:
    """What the widest words of a column take, with the margins of a cell."""
    return max(look.text_width(table.model.cell_at(row, number).text) for row in range(table.model.rowCount())) + 2 * look.STEP


@pytest.mark.parametrize("width", [560, 640, 760, 1000])
def test_the_main_column_is_cut_last_and_an_empty_one_takes_only_its_heading(qtbot: QtBot, settle: Callable[[], None], width: int) -> None:
    table = risks_shown(qtbot, settle, width)
    view = table.view
    assert view.columnWidth(0) >= words_width(table, 0)
    assert view.columnWidth(1) >= words_width(table, 1)
    assert sum(view.columnWidth(number) for number in range(5)) <= width
    assert view.horizontalScrollBar().maximum() == 0
    if words_width(table, 2) > view.columnWidth(2):
        assert view.columnWidth(3) < look.text_width("Cost", look.SMALL, True) + 2 * look.STEP + 10


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # the stand-in screen has no keyboard for a list to take
def test_in_a_cell_an_arrow_opens_the_list_of_choices_which_is_as_wide_as_its_names(qtbot: QtBot, settle: Callable[[], None]) -> None:
    table = risks_shown(qtbot, settle, 560)
    table.go_to(1, 4)
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_F2)
    box = table.view.viewport().findChild(QComboBox)
    assert box is not None
    assert box.width() >= look.text_width("Fire and rescue") + 20
    assert table.view.viewport().rect().contains(box.geometry())
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.view().isVisible()
    box.hidePopup()


def test_an_amount_is_seen_whole_while_it_is_typed(qtbot: QtBot, savings: Savings) -> None:
    qtbot.keyClick(savings.table.view, Qt.Key.Key_F2)
    line = editor(savings.table)
    right = line.geometry().right()
    qtbot.keyClicks(line, "between £1,250,000 and £1,750,000")
    assert line.width() >= look.text_width(line.text())
    assert line.geometry().right() == right


def test_typing_at_a_cell_that_is_worked_out_is_told(qtbot: QtBot, savings: Savings) -> None:
    savings.table.go_to(0, 0)
    with qtbot.waitSignal(savings.table.view.refused, timeout=1000):
        qtbot.keyClicks(savings.table.view, "7")
    with qtbot.waitSignal(savings.table.view.refused, timeout=1000):
        qtbot.keyClick(savings.table.view, Qt.Key.Key_F2)


def test_rows_in_an_order_of_their_own_are_not_offered_to_be_sorted(qtbot: QtBot, savings: Savings) -> None:
    fixed = SpreadsheetTable("Results", savings.model, sortable=False)
    qtbot.addWidget(fixed)
    offered = [action.text() for action in fixed.view.menu().actions()]
    assert offered == ["Copy", "Copy with headings", "Paste", "Fill down", "Fill right", "Clear"]
    savings.table.go_to(0, 1)
    assert "Sort by 2014/15" in [action.text() for action in savings.table.view.menu().actions()]
