from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.appraisal.estimate import Estimate
from desktop.errors import KnownTrouble, NotSaved
from desktop.models.cell import Cell, CellState
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.models.table_model import CellEdit, NewRow, TableModel

pytestmark = pytest.mark.usefixtures("qapp")


@dataclass(frozen=True)
class Line:
    id: int
    name: str
    number: int | None = None


COLUMNS = (ScreenColumn("name", "Name"), ScreenColumn("number", "Number", Kind.INTEGER))
LINES = (Line(1, "Payroll", 30), Line(2, "audit", None), Line(3, "Legal", 4), Line(4, "ICT", 30))


class Store:
    """Rows that are recorded, and how many steps it took."""

    def __init__(self, lines: Sequence[Line] = LINES) -> None:
        self.lines = list(lines)
        self.steps = 0
        self.disk_full = False
        self.model = TableModel(COLUMNS, self.lines, edit=self.edit, edit_block=self.edit_block, can_add=True)

    def edit(self, row: Line, column: ScreenColumn, text: str) -> None:
        if text == "13":
            raise KnownTrouble("Number: enter a number other than 13")
        self.edit_block([CellEdit(row, column, text)])

    def edit_block(self, edits: Sequence[CellEdit]) -> None:
        if any(edit.text == "13" for edit in edits):
            raise KnownTrouble("Number: enter a number other than 13")
        if self.disk_full:
            raise NotSaved("The file could not be saved.", lambda: self.edit_block(edits))
        self.steps += 1
        for edit in edits:
            value: Any = (int(edit.text) if edit.text else None) if edit.column.key == "number" else edit.text
            if isinstance(edit.row, NewRow):
                while sum(line.id >= 100 for line in self.lines) <= edit.row.number:
                    self.lines.append(Line(100 + len(self.lines), ""))
                at = next(place for place, line in enumerate(self.lines) if line.id >= 100) + edit.row.number
            else:
                at = next(place for place, line in enumerate(self.lines) if line.id == edit.row.id)
            self.lines[at] = replace(self.lines[at], **{edit.column.key: value})
        self.lines = list(self.lines)
        self.model.set_rows(self.lines)


def names(model: TableModel) -> list[str]:
    return [model.cell_at(row, 0).text for row in range(model.rowCount())]


def test_it_keeps_the_rules_of_qt(qtbot: QtBot) -> None:
    store = Store()
    tester = QAbstractItemModelTester(store.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    assert tester.model() is store.model
    store.model.sort(1)
    store.model.set_filter("a")
    store.model.set_rows([*store.lines[1:], Line(9, "new")])
    store.model.set_filter("")
    store.model.enter_block([(0, 0, "x"), (9, 1, "7")])
    store.model.set_rows([])


def test_an_edit_reaches_the_store_as_it_is_to_be_recorded() -> None:
    store = Store()
    assert store.model.setData(store.model.index(0, 1), "1,250")
    assert store.lines[0].number == 1250
    assert store.model.cell_at(0, 1).text == "1,250"
    assert store.steps == 1


def test_a_text_that_cannot_be_read_is_kept_and_shown_as_not_saved(qtbot: QtBot) -> None:
    store = Store()
    with qtbot.waitSignal(store.model.trouble) as said:
        assert not store.model.setData(store.model.index(0, 1), "lots")
    cell = store.model.cell_at(0, 1)
    assert (cell.text, cell.state, cell.trouble) == ("lots", CellState.WRONG, said.args[0])
    assert "not saved" in store.model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert (store.steps, store.lines[0].number, store.model.unsaved) == (0, 30, 1)


def test_a_text_the_store_refuses_is_kept_too_and_survives_sorting_and_refreshing() -> None:
    store = Store()
    store.model.setData(store.model.index(0, 1), "13")
    store.model.sort(0)
    store.model.set_rows(list(store.lines))
    row = store.model.find(1)
    assert store.model.cell_at(row, 1).state is CellState.WRONG
    store.model.setData(store.model.index(row, 1), "14")
    assert (store.model.cell_at(row, 1).text, store.model.unsaved) == ("14", 0)


def test_a_newer_record_takes_the_place_of_a_text_that_was_not_saved() -> None:
    store = Store()
    store.model.setData(store.model.index(0, 1), "lots")
    store.model.set_rows([replace(LINES[0], number=5), *LINES[1:]])
    assert (store.model.cell_at(0, 1).text, store.model.unsaved) == ("5", 0)


def test_the_record_can_be_put_back_over_a_text_that_was_not_saved() -> None:
    store = Store()
    store.model.setData(store.model.index(0, 1), "lots")
    assert store.model.forget(0, COLUMNS[1])
    assert store.model.cell_at(0, 1).text == "30"
    assert not store.model.forget(0, COLUMNS[1])


def test_what_the_disk_does_not_take_is_kept_and_saved_again_each_block_as_one_step() -> None:
    store = Store()
    store.disk_full = True
    store.model.enter(3, COLUMNS[1], "31")
    store.model.enter_block([(0, 0, "Pay"), (1, 0, "Audit")])
    store.model.enter(2, COLUMNS[1], "13")
    assert [(each.text, each.not_saved) for each in store.model.unsaved_texts()] == [
        ("31", True), ("Pay", True), ("Audit", True), ("13", False),
    ]  # fmt: skip
    assert not store.model.save_again()
    assert (store.model.unsaved, store.steps) == (4, 0)
    store.disk_full = False
    assert store.model.save_again()
    assert ([each.text for each in store.model.unsaved_texts()], store.steps) == (["13"], 2)
    assert [(line.name, line.number) for line in store.lines] == [("Pay", 30), ("Audit", None), ("Legal", 4), ("ICT", 31)]


def test_a_text_that_is_refused_when_it_is_saved_again_stays_as_refused() -> None:
    store = Store()
    store.disk_full = True
    store.model.enter(0, COLUMNS[0], "Pay")

    def refuse(edits: Sequence[CellEdit]) -> None:
        raise KnownTrouble("There is another of that name")

    store.model._unsaved[1, "name"] = replace(store.model._unsaved[1, "name"], again=lambda: refuse(()))
    assert store.model.save_again()
    (text,) = store.model.unsaved_texts()
    assert (text.text, text.trouble, text.not_saved) == ("Pay", "There is another of that name", False)


def test_the_same_text_typed_again_is_saved_where_it_was_not_before() -> None:
    store = Store()
    store.disk_full = True
    assert not store.model.enter(0, COLUMNS[0], "Pay")
    assert not store.model.enter(0, COLUMNS[0], "Pay")
    store.disk_full = False
    assert store.model.enter(0, COLUMNS[0], "Pay")
    assert (store.lines[0].name, store.model.unsaved) == ("Pay", 0)


def test_a_block_with_new_rows_that_the_disk_does_not_take_leaves_no_cell_marked(qtbot: QtBot) -> None:
    store = Store()
    store.disk_full = True
    with qtbot.waitSignal(store.model.trouble) as said:
        assert not store.model.enter_block([(0, 0, "Pay"), (4, 0, "Parks")])
    assert said.args[0] == "Nothing was saved. The file could not be saved."
    assert store.model.unsaved == 0


def test_a_block_is_one_step_and_what_cannot_be_read_in_it_is_kept(qtbot: QtBot) -> None:
    store = Store()
    with qtbot.waitSignal(store.model.trouble) as said:
        assert not store.model.enter_block([(0, 0, "A"), (0, 1, "1"), (1, 0, "B"), (1, 1, "many")])
    assert store.steps == 1
    assert [(line.name, line.number) for line in store.lines[:2]] == [("A", 1), ("B", None)]
    assert store.model.cell_at(1, 1).text == "many"
    assert said.args[0].startswith("One value was not saved and is kept as typed. Number: ‘many’ is not a number")


def test_a_block_the_store_refuses_is_kept_whole() -> None:
    store = Store()
    assert not store.model.enter_block([(0, 0, "A"), (0, 1, "13")])
    assert store.steps == 0
    assert [store.model.cell_at(0, column).text for column in (0, 1)] == ["A", "13"]
    assert store.model.unsaved == 2


def test_a_block_may_run_past_the_last_row() -> None:
    store = Store()
    assert store.model.enter_block([(3, 0, "last"), (4, 0, "new"), (4, 1, "1"), (5, 0, "newer"), (5, 1, "2")])
    assert store.steps == 1
    assert [(line.name, line.number) for line in store.lines[3:]] == [("last", 30), ("new", 1), ("newer", 2)]


def test_a_block_over_a_column_that_is_worked_out_says_what_was_left_out(qtbot: QtBot) -> None:
    done: list[CellEdit] = []
    model = TableModel([COLUMNS[0], replace(COLUMNS[1], editable=False)], LINES, edit_block=done.extend)
    with qtbot.waitSignal(model.trouble) as said:
        model.enter_block([(0, 0, "A"), (0, 1, "1")])
    assert said.args[0] == "Number cannot be changed here, so what was given for it was left out."
    assert [edit.text for edit in done] == ["A"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Qt.SortOrder.AscendingOrder, ["Legal", "Payroll", "ICT", "audit"]),
        (Qt.SortOrder.DescendingOrder, ["Payroll", "ICT", "Legal", "audit"]),
    ],
)
def test_blanks_sort_last_either_way_and_equal_rows_keep_their_order(order: Qt.SortOrder, expected: list[str]) -> None:
    model = Store().model
    model.sort(1, order)
    assert names(model) == expected
    model.sort(-1)
    assert names(model) == [line.name for line in LINES]


def test_words_sort_without_regard_to_case_and_amounts_by_their_middle() -> None:
    model = Store().model
    model.sort(0)
    assert names(model) == ["audit", "ICT", "Legal", "Payroll"]
    amounts = [{"id": text, "cost": Estimate.parse(text)} for text in ("not known", "£5", "up to £4", "£1m", "about £3")]
    model = TableModel([ScreenColumn("cost", "Cost", Kind.ESTIMATE)], amounts)
    model.sort(0)
    assert names(model)[-2:] == ["£1m", "not known"]
    assert model.cell_at(4, 0).state is CellState.NOT_KNOWN


def test_an_edit_in_a_sorted_and_filtered_table_stays_where_it_is() -> None:
    store = Store()
    store.model.sort(0)
    store.model.set_filter("l")
    assert names(store.model) == ["Legal", "Payroll"]
    assert store.model.setData(store.model.index(0, 0), "zzz")
    assert names(store.model) == ["zzz", "Payroll"]
    assert store.lines[2].name == "zzz"
    store.model.set_filter("payroll 30")
    assert names(store.model) == ["Payroll"]


def test_a_new_row_shows_whether_it_matches_the_filter_or_not() -> None:
    store = Store()
    store.model.set_filter("legal")
    store.model.set_rows([*LINES, Line(8, "")])
    assert names(store.model) == ["Legal", ""]


@pytest.mark.parametrize(
    "after",
    [LINES[:2] + LINES[3:], (*LINES, Line(9, "new")), (Line(9, "new"), *LINES), (LINES[1], LINES[0], LINES[2], LINES[3]), LINES],
)
def test_the_cell_in_hand_stays_in_hand(after: tuple[Line, ...]) -> None:
    model = Store().model
    held = QPersistentModelIndex(model.index(3, 1))
    model.set_rows(after)
    assert held.isValid()
    assert model.id_at(held.row()) == 4


def test_cells_of_a_grid_come_from_one_function_and_rows_have_frozen_names() -> None:
    columns = [ScreenColumn(option, option, editable=False) for option in ("In house", "Shared")]
    model = TableModel(
        columns, ["Deliverability"], value=lambda row, column: Cell(f"{row} {column.key}"), names=str, names_heading="Criterion"
    )
    assert model.cell_at(0, 1).text == "Deliverability Shared"
    assert model.headerData(0, Qt.Orientation.Vertical) == "Deliverability"
    assert model.headerData(model.rowCount(), Qt.Orientation.Vertical) is None
    assert model.headerData(model.columnCount(), Qt.Orientation.Horizontal) is None
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_spoken_words_tell_blank_nought_missing_and_not_applicable_apart() -> None:
    said = [
        cell.words for cell in (Cell(), Cell("£0"), Cell.not_known(), Cell.missing(), Cell.not_applicable(), Cell("4.0", aside="1 missing"))
    ]
    assert said == ["blank", "£0", "not known", "missing", "not applicable", "4.0, 1 missing"]


def test_a_cell_is_made_once_until_its_rows_are_shown_again() -> None:
    asked: list[int] = []

    def cell(line: Line) -> Cell:
        asked.append(line.id)
        return Cell(line.name)

    model = TableModel([ScreenColumn("name", "Name", cell=cell)], LINES)
    for _ in range(3):
        assert model.cell_at(1, 0).text == model.data(model.index(1, 0)) == "audit"
    assert asked == [2]
    model.set_rows([replace(line, name=line.name.upper()) for line in LINES])
    assert model.cell_at(1, 0).text == "AUDIT"
    model.sort(0)
    assert [model.cell_at(row, 0).text for row in range(4)] == ["AUDIT", "ICT", "LEGAL", "PAYROLL"]
    before = len(asked)
    model.refresh()
    assert [model.cell_at(row, 0).text for row in range(4)] == ["AUDIT", "ICT", "LEGAL", "PAYROLL"]
    assert len(asked) == before + 4


def test_what_a_block_repeats_is_read_once() -> None:
    read: list[str] = []

    def reads(text: str) -> str:
        read.append(text)
        return text

    model = TableModel([ScreenColumn("name", "Name", reads=reads)], edit_block=lambda edits: None, can_add=True)
    model.enter_block([(row, 0, f"Service {row % 3}") for row in range(3_000)])
    assert read == ["Service 0", "Service 1", "Service 2"]
