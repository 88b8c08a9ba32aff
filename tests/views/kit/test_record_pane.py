from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from desktop.appraisal.estimate import Estimate
from desktop.errors import KnownTrouble
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.models.table_model import NewRow
from desktop.views.kit.palettes import PALETTES, stand_in
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.source import RecordEdit, Records, RecordWords
from tests.views.look_checks import faults, tab_order

pytestmark = pytest.mark.usefixtures("styled_app")

GROUPS = ["Back office", "Front line"]
WORDS = RecordWords(
    "Services",
    "What each service costs and how it is delivered.",
    "service",
    "services",
    "Add the first service, or paste a list from Excel.",
)


@dataclass(frozen=True)
class Service:
    id: int
    name: str = ""
    group: str = ""
    staff: Decimal | None = None
    in_scope: bool | None = None
    since: str = ""
    cost: Estimate | None = None
    note: str = ""


@dataclass
class Register(Records):
    """Services that can be undone one step at a time."""

    services: list[Service] = field(default_factory=list)
    steps: list[list[Service]] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)

    def columns(self) -> Sequence[ScreenColumn]:
        return (
            ScreenColumn("name", "Service", least=16),
            ScreenColumn("group", "Group", Kind.REFERENCE, choices=lambda: tuple(GROUPS)),
            ScreenColumn("staff", "Full-time equivalent", Kind.NUMBER),
            ScreenColumn("in_scope", "In scope", Kind.YES_NO),
            ScreenColumn("since", "Since", Kind.DATE),
            ScreenColumn("cost", "Cost a year", Kind.ESTIMATE),
            ScreenColumn("note", "Note", Kind.LONG_TEXT, in_table=False, hint="What a reader should know"),
        )

    def rows(self) -> Sequence[Any]:
        return list(self.services)

    def add(self) -> Hashable:
        self._step()
        return self._add()

    def add_several(self, number: int) -> Sequence[Hashable]:
        self._step()
        return [self._add() for _ in range(number)]

    def copy(self, row_ids: Sequence[Hashable]) -> Sequence[Hashable]:
        self._step()
        made = []
        for each in [each for each in self.services if each.id in row_ids]:
            made.append(self._add())
            self.services[-1] = replace(each, id=made[-1])
        return made

    def _step(self) -> None:
        self.steps.append(list(self.services))

    def _add(self) -> int:
        number = max((service.id for service in self.services), default=0) + 1
        self.services.append(Service(number))
        return number

    def set(self, row_id: Hashable, key: str, text: str) -> None:
        if key == "name" and text == "Payroll again":
            raise KnownTrouble("Service: there is a Payroll already. Give this one another name")
        self._step()
        self._put(row_id, key, text)

    def _put(self, row_id: Hashable, key: str, text: str) -> None:
        self.said.append((key, text))
        value: Any = text
        if key in ("staff", "in_scope", "cost"):
            value = {"staff": Decimal, "in_scope": lambda word: word == "yes", "cost": Estimate.parse}[key](text) if text else None
        self.services = [replace(each, **{key: value}) if each.id == row_id else each for each in self.services]

    def set_block(self, edits: Sequence[RecordEdit]) -> None:
        self._step()
        made: dict[int, int] = {}
        for edit in edits:
            row_id = edit.row
            if isinstance(row_id, NewRow):
                if row_id.number not in made:
                    made[row_id.number] = self._add()
                row_id = made[row_id.number]
            self._put(row_id, edit.key, edit.text)

    def delete(self, row_ids: Sequence[Hashable]) -> None:
        self._step()
        self.services = [each for each in self.services if each.id not in row_ids]

    def move(self, row_ids: Sequence[Hashable], by: int) -> None:
        self._step()
        for row_id in row_ids:
            at = next(place for place, each in enumerate(self.services) if each.id == row_id)
            self.services.insert(max(at + by, 0), self.services.pop(at))

    def name(self, row: Any) -> str:
        return str(row.name)


def filled() -> Register:
    rows = [
        Service(1, "Payroll", "Back office", Decimal(12)),
        Service(2, "Planning", "Front line"),
        Service(3, "Audit", "Back office", Decimal("3.5")),
    ]
    return Register(rows)


Show = Callable[[Register], RecordPane]


@pytest.fixture
def show_records(qtbot: QtBot, settle: Callable[[], None]) -> Show:
    kept: list[RecordPane] = []

    def show(register: Register) -> RecordPane:
        screen = RecordPane(WORDS, register)
        screen.refresh()
        qtbot.addWidget(screen)
        kept.append(screen)
        screen.resize(1182, 690)
        screen.show()
        screen.activateWindow()
        settle()
        return screen

    return show


def names(screen: RecordPane) -> list[str]:
    return [screen.model.cell_at(row, 0).text for row in range(screen.model.rowCount())]


def test_the_screen_is_clean_in_every_palette_and_does_not_scroll(
    styled_app: QApplication, show_records: Show, settle: Callable[[], None]
) -> None:
    screen = show_records(filled())
    for name in PALETTES:
        styled_app.setPalette(stand_in(name))
        settle()
        assert faults(screen) == []
    screen.resize(880, 480)
    settle()
    assert faults(screen) == []


def test_tab_visits_each_thing_once(show_records: Show) -> None:
    screen = show_records(filled())
    order = [widget.accessibleName() or getattr(widget, "text", str)() for widget in tab_order(screen)]
    assert len(order) == len(set(order))
    wanted = ["Find services", "Services", "Service", "Group", "Note", "Delete the service"]
    assert [name for name in order if name in wanted] == wanted


def test_an_empty_screen_says_what_to_do_and_takes_a_pasted_list(qtbot: QtBot, show_records: Show) -> None:
    screen = show_records(Register())
    assert screen.empty.isVisible()
    assert not screen.table.isVisible()
    assert faults(screen) == []
    block = "Payroll\tBack office\t12\nPlanning\tFront line\n"
    QGuiApplication.clipboard().setText(block)
    qtbot.keyClick(screen, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert names(screen) == ["Payroll", "Planning"]
    assert screen.table.isVisible()
    assert not screen.empty.isVisible()


def test_adding_puts_the_focus_in_the_new_rows_first_field(qtbot: QtBot, show_records: Show, settle: Callable[[], None]) -> None:
    register = filled()
    screen = show_records(register)
    screen.add_action.trigger()
    settle()
    assert QApplication.focusWidget() is screen.form.fields["name"].editor
    qtbot.keyClicks(screen.form.fields["name"].editor, "Legal")
    qtbot.keyClick(screen.form.fields["name"].editor, Qt.Key.Key_Return)
    assert names(screen)[-1] == "Legal"
    assert register.said == [("name", "Legal")]


def test_deleting_asks_nothing_says_what_went_and_is_one_step(qtbot: QtBot, show_records: Show) -> None:
    register = filled()
    screen = show_records(register)
    screen.table.go_to(1, 0)
    with qtbot.waitSignal(screen.deleted) as said:
        screen.delete_action.trigger()
    assert said.args == ["Deleted Planning."]
    assert names(screen) == ["Payroll", "Audit"]
    assert screen.table.current.row() == 1
    assert len(register.steps) == 1


def test_the_form_records_what_the_table_shows(qtbot: QtBot, show_records: Show) -> None:
    register = filled()
    screen = show_records(register)
    screen.table.go_to(1, 0)
    since = screen.form.fields["since"]
    since.editor.setFocus()
    qtbot.keyClicks(since.editor, "2011-10-31")
    qtbot.keyClick(since.editor, Qt.Key.Key_Return)
    assert register.services[1].since == "2011-10-31"
    assert since.text() == "31 October 2011"
    assert screen.model.cell_at(1, 4).text == "31 October 2011"
    group = screen.form.fields["group"]
    group.editor.setFocus()
    qtbot.keyClick(group.editor, Qt.Key.Key_Up)
    assert register.services[1].group == "Back office"
    assert len(register.steps) == 2


def test_a_wrong_value_is_the_same_in_the_form_and_the_table(qtbot: QtBot, show_records: Show) -> None:
    register = filled()
    screen = show_records(register)
    staff = screen.form.fields["staff"]
    staff.editor.setFocus()
    qtbot.keyClicks(staff.editor, "x")
    qtbot.keyClick(staff.editor, Qt.Key.Key_Return)
    assert screen.model.cell_at(0, 2).text == "x12"
    assert (staff.text(), register.steps) == ("x12", [])
    assert "x12" in staff.trouble
    screen.table.go_to(1, 0)
    assert (staff.text(), staff.trouble) == ("", "")
    screen.table.go_to(0, 0)
    assert staff.text() == "x12"
    screen.refresh()
    assert staff.text() == "x12"


def test_what_the_store_refuses_is_said_under_the_field(show_records: Show) -> None:
    screen = show_records(filled())
    screen.table.go_to(1, 0)
    alerts: list[str] = []
    screen.alerted.connect(alerts.append)
    screen.form.entered.emit(screen.model.columns[0], "Payroll again")
    assert screen.form.fields["name"].trouble.startswith("Service: there is a Payroll already")
    assert alerts == []


def test_a_block_with_new_rows_is_one_step_and_its_faults_are_the_pages_own_message(qtbot: QtBot, show_records: Show) -> None:
    register = filled()
    screen = show_records(register)
    screen.table.go_to(2, 1)
    QGuiApplication.clipboard().setText("Front line\t4\tmaybe\n")
    screen.table.view.paste()
    with qtbot.waitSignal(screen.alerted) as said:
        screen.table.question.choose(0)
    assert len(register.steps) == 1
    assert "One value was not saved" in said.args[0]
    screen.table.go_to(2, 0)
    QGuiApplication.clipboard().setText("Internal audit\nLegal\nICT\n")
    screen.paste_action.trigger()
    assert names(screen) == ["Payroll", "Planning", "Audit", "Internal audit", "Legal", "ICT"]
    assert len(register.steps) == 2


def test_a_block_with_headings_goes_by_them_onto_new_rows(show_records: Show) -> None:
    """Texts that only the form shows come too, and nothing is added behind a filter."""
    register = filled()
    screen = show_records(register)
    screen.model.set_filter("Audit")
    QGuiApplication.clipboard().setText("Note\tService\tFull-time equivalent\nSmall\tLegal\t4\nOld\tICT\t7\n")
    screen.table.view.paste()
    assert names(screen) == ["Payroll", "Planning", "Audit", "Legal", "ICT"]
    assert [(each.name, each.staff, each.note) for each in register.services[3:]] == [
        ("Legal", Decimal(4), "Small"),
        ("ICT", Decimal(7), "Old"),
    ]
    assert len(register.steps) == 1


def test_what_a_block_would_replace_is_asked_first(qtbot: QtBot, show_records: Show, settle: Callable[[], None]) -> None:
    register = filled()
    screen = show_records(register)
    screen.table.go_to(0, 0)
    QGuiApplication.clipboard().setText("Legal\tFront line\nICT\tFront line\n")
    qtbot.keyClick(screen.table.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    question = screen.table.question
    assert question.sentence == "This replaces 3 filled cells of ‘Payroll’ and ‘Planning’."
    assert register.steps == []
    assert faults(screen) == []
    qtbot.keyClick(question.buttons[0], Qt.Key.Key_Escape)
    assert (question.sentence, register.steps) == ("", [])
    screen.table.view.paste()
    question.choose(1)
    assert names(screen) == ["Payroll", "Planning", "Audit", "Legal", "ICT"]
    screen.table.go_to(0, 0)
    screen.table.view.paste()
    question.choose(0)
    assert names(screen) == ["Legal", "ICT", "Audit", "Legal", "ICT"]
    assert len(register.steps) == 2


def test_a_heading_that_is_no_column_is_told_before_the_rest_is_pasted(show_records: Show) -> None:
    register = filled()
    screen = show_records(register)
    QGuiApplication.clipboard().setText("Service\tGroup\tPhone\nLegal\tFront line\t01\n")
    screen.table.view.paste()
    assert screen.table.question.sentence == "1 row is new. ‘Phone’ has no place here."
    screen.table.question.choose(0)
    assert (register.services[-1].name, register.services[-1].group) == ("Legal", "Front line")


def test_what_is_asked_of_a_list_without_rows_is_seen(show_records: Show) -> None:
    screen = show_records(Register())
    QGuiApplication.clipboard().setText("Service\tGroup\tPhone\nLegal\tFront line\t01\n")
    screen.paste_action.trigger()
    assert screen.table.question.isVisible()
    screen.table.question.choose(1)
    assert screen.empty.isVisible()
    data = QMimeData()
    data.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))
    QGuiApplication.clipboard().setMimeData(data)
    said: list[str] = []
    screen.alerted.connect(said.append)
    screen.paste_action.trigger()
    assert said == ["There is only a picture on the clipboard. Copy the cells themselves, and paste again."]


def test_a_table_of_word_is_pasted_by_its_headings(show_records: Show) -> None:
    register = Register()
    screen = show_records(register)
    data = QMimeData()
    data.setText("Service\nNote\nLegal\nSmall\nand old\n")
    data.setHtml("<table><tr><td>Service<td>Note</tr><tr><td>Legal<td><p>Small</p><p>and old</p></tr></table>")
    QGuiApplication.clipboard().setMimeData(data)
    screen.paste_action.trigger()
    assert [(each.name, each.note) for each in register.services] == [("Legal", "Small\nand old")]


def test_merged_cells_of_a_table_are_filled_down_by_choice_and_what_is_replaced_is_asked_after(show_records: Show) -> None:
    register = filled()
    screen = show_records(register)
    screen.table.go_to(0, 0)
    data = QMimeData()
    data.setHtml("<table><tr><td>Legal<td rowspan=2>Front line</tr><tr><td>ICT</tr></table>")
    QGuiApplication.clipboard().setMimeData(data)
    screen.table.view.paste()
    question = screen.table.question
    assert question.sentence == "‘Front line’ is one cell for rows 1 to 2 of what was copied."
    assert register.steps == []
    question.choose(0)
    assert question.sentence == "This replaces 3 filled cells of ‘Payroll’ and ‘Planning’."
    question.choose(0)
    assert [(each.name, each.group) for each in register.services[:2]] == [("Legal", "Front line"), ("ICT", "Front line")]


def test_text_refused_in_a_block_goes_with_its_undo(show_records: Show) -> None:
    register = filled()
    screen = show_records(register)
    screen.table.go_to(1, 1)
    QGuiApplication.clipboard().setText("Back office\tmany\n")
    screen.table.view.paste()
    screen.table.question.choose(0)
    assert screen.model.cell_at(1, 2).text == "many"
    screen.refresh()
    assert screen.model.cell_at(1, 2).text == "many"
    register.services = register.steps.pop()
    screen.refresh()
    assert (screen.model.cell_at(1, 1).text, screen.model.cell_at(1, 2).text) == ("Front line", "")


def test_finding_moving_and_refreshing_keep_the_row_in_hand(qtbot: QtBot, show_records: Show) -> None:
    register = filled()
    screen = show_records(register)
    screen.table.go_to(2, 1)
    screen.up_action.trigger()
    assert names(screen) == ["Payroll", "Audit", "Planning"]
    assert (screen.table.current.row(), screen.table.current.column()) == (1, 1)
    register.services = [Service(9, "First"), *register.services]
    screen.refresh()
    assert screen.model.id_at(screen.table.current.row()) == 3
    qtbot.keyClicks(screen.search.editor, "audit")
    assert names(screen) == ["Audit"]
    assert screen.model.id_at(screen.table.current.row()) == 3
    screen.search.reset("nothing like it")
    assert names(screen) == []
    assert not screen.empty.isVisible()
    screen.search.reset("")
    assert len(names(screen)) == 4


def test_choices_are_offered_as_they_are_now(show_records: Show) -> None:
    screen = show_records(filled())
    GROUPS.append("Corporate")
    screen.refresh()
    screen.table.go_to(1, 0)
    editor = screen.form.fields["group"].editor
    assert isinstance(editor, QComboBox)
    assert editor.findText("Corporate") > 0
    GROUPS.remove("Corporate")


def test_fields_are_made_in_a_turn_of_their_own_or_when_they_are_asked_for_and_only_where_there_is_a_row(
    show_records: Show, settle: Callable[[], None]
) -> None:
    nothing = show_records(Register())
    settle()
    assert not nothing.form.is_built
    pane = RecordPane(WORDS, filled())
    pane.show()
    pane.fill()
    assert not pane.form.is_built
    settle()
    assert pane.form.is_built
    asked = RecordPane(WORDS, filled())
    asked.fill()
    assert asked.form.fields["name"].text() == asked.model.row_at(0).name
    asked.deleteLater()
    pane.deleteLater()
