"""Every screen that is a table and a form, on the real window over a real store."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.nouns.choice import AssessorGroup, Option
from db.nouns.delivery import Milestone, Risk
from db.nouns.money import CashFlow
from db.nouns.register import Organisation
from db.reading import Reader
from desktop.application import Window
from desktop.models.cell import CellState
from desktop.operations.choice.scores import cells as score_cells
from desktop.operations.records import cases, records
from desktop.views.kit.forms.fields import Field
from desktop.views.kit.palettes import PALETTES, stand_in
from desktop.views.kit.records.card_pane import CardPane
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.record_screen import RecordScreen
from tests.views.look_checks import downward_scroll, faults, nested_scrolls, tab_order

OpenWindow = Callable[[str], Window]
Settle = Callable[[], None]

#: Each pane: its screen, its tab, and a column of words or figures that is typed into.
PANES = (
    ("Services", "Services", "fte", "12.5", "12.5"),
    ("Services", "Costs", "category", "Premises", "Premises"),
    ("Partners", "Organisations", "population", "90,300", "90300"),
    ("Partners", "Projects", "owner", "Section 151 Officer", "Section 151 Officer"),
    ("Options", "Options", "reason", "It meets every aim", "It meets every aim"),
    ("Criteria", "Criteria", "weight", "9", "9"),
    ("Criteria", "Assessors", "votes", "2", "2"),
    ("Risks", "Risks", "likelihood", "Almost certain", "Almost certain"),
    ("Plan", "Milestones", "date", "1/11/2011", "1 November 2011"),
    ("Consultation", "Consultation", "attended", "25", "25"),
)
_IDS = [f"{screen} {tab}" for screen, tab, *_ in PANES]
#: The screens' names alone, each once, with the tab to look at.
_LOOKED_AT = [(screen, tab) for screen, tab, *_ in PANES]


@pytest.fixture
def open_window(open_window: Callable[..., Window]) -> OpenWindow:
    """The real window, open on a sample with the risks in front: no other screen is built, so each test stays fast."""
    return lambda sample: open_window(sample, screen="Risks")


def pane_of(window: Window, screen: str, tab: str) -> RecordPane:
    """The pane under a tab, brought to the front."""
    shown = window.show_screen(screen, tab)
    assert isinstance(shown, RecordScreen)
    assert shown.pane.words.title == tab
    return shown.pane


def number_of(pane: RecordPane, key: str) -> int:
    """Where a column stands in the table; it is brought back first where it has stepped back."""
    if any(column.key == key for column in pane.model.stepped_back):
        pane.aside.link.click()
    return next(number for number, column in enumerate(pane.model.columns) if column.key == key)


def type_into_cell(qtbot: QtBot, pane: RecordPane, row: int, key: str, text: str) -> None:
    """Take a cell of the table in hand, press Enter, type and press Enter."""
    if isinstance(pane, CardPane):
        pane.show_table()
    pane.table.go_to(row, number_of(pane, key))
    pane.table.view.setFocus()
    qtbot.keyClick(pane.table.view, Qt.Key.Key_F2)
    editors = pane.table.view.viewport().findChildren(QWidget)
    editor = next(each for each in editors if isinstance(each, QLineEdit | QPlainTextEdit | QComboBox))
    line = editor.lineEdit() if isinstance(editor, QComboBox) else editor
    assert isinstance(line, QLineEdit | QPlainTextEdit)
    line.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def _last_change(reader: Reader) -> tuple[str, str]:
    """The row that was changed last, before and after."""
    ((before, after),) = reader.rows("SELECT before, after FROM changes ORDER BY id DESC LIMIT 1")
    return before, after


@pytest.mark.parametrize(("screen", "tab", "key", "typed", "kept"), PANES, ids=_IDS)
def test_an_edit_typed_in_a_cell_is_in_the_file_and_undo_takes_it_back(
    open_window: OpenWindow, qtbot: QtBot, settle: Settle, screen: str, tab: str, key: str, typed: str, kept: str
) -> None:
    window = open_window("future-options")
    pane = pane_of(window, screen, tab)
    before = pane.model.cell_at(0, number_of(pane, key))
    type_into_cell(qtbot, pane, 0, key, typed)
    settle()
    was, now = (json.loads(each) for each in window.workspace.read(_last_change))
    assert str(now[key]) == kept
    assert str(was[key]) != kept
    assert str(window.workspace.undo_label()).startswith("change to ")
    window.workspace.undo()
    settle()
    assert pane.model.cell_at(0, number_of(pane, key)) == before


@pytest.mark.parametrize(("screen", "tab", "key", "typed", "kept"), PANES, ids=_IDS)
def test_an_edit_typed_in_the_form_is_in_the_file_and_in_the_table(
    open_window: OpenWindow, qtbot: QtBot, settle: Settle, screen: str, tab: str, key: str, typed: str, kept: str
) -> None:
    window = open_window("future-options")
    pane = pane_of(window, screen, tab)
    field = pane.form.fields[key]
    field.editor.setFocus()
    line = field.editor.lineEdit() if isinstance(field.editor, QComboBox) else field.editor
    assert isinstance(line, QLineEdit | QPlainTextEdit)
    line.selectAll()
    qtbot.keyClicks(field.editor, typed)
    held = Qt.KeyboardModifier.ControlModifier if isinstance(line, QPlainTextEdit) else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(field.editor, Qt.Key.Key_Return, held)
    settle()
    _, now = window.workspace.read(_last_change)
    assert str(json.loads(now)[key]) == kept
    assert field.trouble == ""
    assert pane.model.cell_at(0, number_of(pane, key)).edit_text == field.text()


def test_a_wrong_text_stays_with_its_sentence_and_the_store_is_unchanged(open_window: OpenWindow, qtbot: QtBot, settle: Settle) -> None:
    window = open_window("future-options")
    pane = pane_of(window, "Services", "Services")
    label = window.workspace.undo_label()
    type_into_cell(qtbot, pane, 1, "fte", "lots")
    settle()
    cell = pane.model.cell_at(1, number_of(pane, "fte"))
    assert (cell.state, cell.text) == (CellState.WRONG, "lots")
    assert cell.trouble.startswith("FTE: ‘lots’ is not a number")
    assert pane.table.trouble.text() == pane.form.fields["fte"].trouble == cell.trouble
    assert pane.form.fields["fte"].text() == "lots"
    assert window.workspace.undo_label() == label
    type_into_cell(qtbot, pane, 0, "fte", "3")
    settle()
    assert pane.model.cell_at(1, number_of(pane, "fte")).text == "lots"


def test_another_case_never_sees_the_texts_that_were_not_saved(open_window: OpenWindow, qtbot: QtBot, settle: Settle) -> None:
    window = open_window("future-options")
    pane = pane_of(window, "Services", "Services")
    type_into_cell(qtbot, pane, 0, "fte", "lots")
    settle()
    first = window.workspace.case_id
    second = window.workspace.edit("new case", cases.add_empty)
    window.workspace.show_case(second)
    settle()
    assert pane.empty.isVisible()
    window.workspace.show_case(first)
    settle()
    assert pane.model.cell_at(0, number_of(pane, "fte")).text == ""


def test_a_pasted_block_is_one_undo_step_and_what_cannot_be_read_is_kept(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options")
    pane = pane_of(window, "Services", "Services")
    pane.table.go_to(0, number_of(pane, "fte"))
    QGuiApplication.clipboard().setText("1.5\t20\n2\tmany\n")
    pane.table.view.paste()
    settle()
    assert [pane.model.cell_at(row, number_of(pane, "fte")).text for row in (0, 1)] == ["1.5", "2"]
    assert pane.model.cell_at(1, number_of(pane, "volume")).state is CellState.WRONG
    assert window.workspace.undo_label() == "3 cells pasted into services"
    window.workspace.undo()
    settle()
    assert [pane.model.cell_at(row, number_of(pane, "fte")).text for row in (0, 1)] == ["", ""]


def test_a_list_pasted_on_an_empty_screen_makes_its_rows(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options")
    window.workspace.show_case(window.workspace.edit("new case", cases.add_empty))
    pane = pane_of(window, "Risks", "Risks")
    assert pane.empty.isVisible()
    assert not pane.table.isVisible()
    QGuiApplication.clipboard().setText("Prices rise\tLikely\tHigh\nNobody comes\tRare\tLow\n")
    pane.paste_action.trigger()
    settle()
    rows = window.workspace.read(records.rows, Risk, window.workspace.case_id)
    assert [(row.text("name"), row.text("likelihood"), row.text("impact")) for row in rows] == [
        ("Prices rise", "Likely", "High"),
        ("Nobody comes", "Rare", "Low"),
    ]
    assert isinstance(pane, CardPane)
    assert [card.words.title for card in pane.deck.cards if card.isVisible()] == ["Prices rise", "Nobody comes"]


def test_a_deleted_option_comes_back_with_its_scores_and_flows(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options")
    pane = pane_of(window, "Options", "Options")
    case = window.workspace.case_id
    screen = window.show_screen("Options")
    scores, flows = window.workspace.read(score_cells, case), window.workspace.read(records.rows, CashFlow, case)
    name = "In house transformation"
    assert any(score.option == name for score in scores)
    assert any(flow.text("owner") == name for flow in flows)
    pane.table.go_to(1)
    pane.delete_action.trigger()
    settle()
    assert screen.messages.sentence == f"Deleted {name}."
    assert not any(score.option == name for score in window.workspace.read(score_cells, case))
    assert not any(flow.text("owner") == name for flow in window.workspace.read(records.rows, CashFlow, case))
    undo = next(each for each in screen.messages.findChildren(QPushButton) if each.text() == "Undo")
    undo.click()
    settle()
    assert window.workspace.read(score_cells, case) == scores
    assert window.workspace.read(records.rows, CashFlow, case) == flows
    assert screen.messages.sentence == ""


def test_undo_is_offered_only_while_it_would_take_back_the_deletion(open_window: OpenWindow, qtbot: QtBot, settle: Settle) -> None:
    window = open_window("future-options")
    pane = pane_of(window, "Risks", "Risks")
    screen = window.show_screen("Risks")
    pane.delete_action.trigger()
    settle()
    assert screen.messages.sentence.startswith("Deleted Efficiency targets are not met")
    type_into_cell(qtbot, pane, 0, "owner", "Chief Executive")
    settle()
    assert screen.messages.sentence == ""


def test_only_one_option_is_the_benchmark_and_it_is_said_at_once(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options")
    pane = pane_of(window, "Options", "Options")
    at = number_of(pane, "benchmark")
    assert pane.findings.sentences[0] == "**Do nothing** is the benchmark: every other option is compared with it."
    pane.table.go_to(2, at)
    box = pane.form.fields["benchmark"].editor
    assert isinstance(box, QComboBox)
    assert [box.itemText(row) for row in range(box.count())] == ["Yes", "No"]
    box.setCurrentIndex(0)
    box.activated.emit(0)
    settle()
    assert [pane.model.cell_at(row, at).edit_text for row in range(5)] == ["No", "No", "Yes", "No", "No"]
    assert pane.findings.sentences[0].startswith("**Outsourcing** is the benchmark")
    pane.table.go_to(2, at)
    box.setCurrentIndex(1)
    box.activated.emit(1)
    settle()
    assert pane.findings.sentences[0].startswith("No option is the benchmark yet")


def test_weights_show_their_shares_and_what_they_add_to(open_window: OpenWindow, qtbot: QtBot, settle: Settle) -> None:
    window = open_window("future-options")
    pane = pane_of(window, "Criteria", "Criteria")
    share = number_of(pane, "share")
    assert pane.model.cell_at(0, share).text == "8%"
    assert pane.findings.sentences[0] == "Weights add to **100**: each is its share."
    type_into_cell(qtbot, pane, 0, "weight", "10")
    settle()
    assert pane.model.cell_at(0, share).text == "9.8%"
    assert pane.findings.sentences[0] == "Weights add to **102**: each counts for its share of that."


def test_costs_add_up_by_year_and_say_how_many_are_not_known(open_window: OpenWindow, qtbot: QtBot, settle: Settle) -> None:
    window = open_window("future-options")
    pane = pane_of(window, "Services", "Costs")
    year = str(window.workspace.case.base_year)
    at = number_of(pane, year)
    totals = pane.table.totals
    assert totals is not None
    model = totals.model()
    assert model.index(0, at).data() == "not known"
    type_into_cell(qtbot, pane, 0, year, "£0.2m to £0.3m")
    settle()
    assert model.index(0, at).data() == "at least £200,000"
    assert model.index(0, at).data(Qt.ItemDataRole.AccessibleTextRole) == f"Total for {year}: at least £200,000; 6 amounts not yet known"
    assert window.workspace.undo_label() == f"change to Current shared services, Employees, {year}"


def test_costs_follow_the_years_of_the_case(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options")
    pane = pane_of(window, "Services", "Costs")
    following = str(window.workspace.case.years[-1].after(1))
    assert following not in pane.form.fields
    window.workspace.edit("change to Horizon", cases.change, window.workspace.case_id, "horizon", str(window.workspace.case.horizon + 1))
    settle()
    assert following in pane.form.fields
    assert following in [column.key for column in pane.model.columns]
    assert pane.form.isVisible()
    assert pane.form.fields["category"].text() == "Employees"


def test_ratings_offer_the_words_in_use_and_take_any_other(open_window: OpenWindow, qtbot: QtBot, settle: Settle) -> None:
    window = open_window("future-options")
    pane = pane_of(window, "Risks", "Risks")
    box = pane.form.fields["likelihood"].editor
    assert isinstance(box, QComboBox)
    assert {"Significant", "Critical", "Low", "Medium", "High"} == {box.itemText(row) for row in range(box.count())}
    type_into_cell(qtbot, pane, 0, "impact_after", "Marginal")
    settle()
    assert "Marginal" in pane.model.columns[number_of(pane, "impact")].names()


def test_gates_phases_and_attendance_are_seen_in_the_table(open_window: OpenWindow) -> None:
    window = open_window("future-options")
    plan = pane_of(window, "Plan", "Milestones")
    assert plan.model.cell_at(0, number_of(plan, "gate")).words == "a gate"
    assert plan.model.cell_at(1, number_of(plan, "gate")).words == "not a gate"
    assert [plan.model.cell_at(row, 0).strong for row in (0, 1, 8)] == [True, False, True]
    consultation = pane_of(window, "Consultation", "Consultation")
    assert consultation.model.cell_at(0, number_of(consultation, "attended")).text == "23 of 37 (62%)"


def test_a_new_row_is_typed_over_at_once(open_window: OpenWindow, qtbot: QtBot, settle: Settle) -> None:
    window = open_window("future-options")
    pane = pane_of(window, "Criteria", "Assessors")
    assert window.show_screen("Criteria").header.primary is not None
    qtbot.mouseClick(window.show_screen("Criteria", "Assessors").header.primary, Qt.MouseButton.LeftButton)
    settle()
    field = pane.form.fields["name"]
    assert field.text() == "New assessor group"
    qtbot.keyClicks(field.editor, "Partners")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    settle()
    groups = window.workspace.read(records.rows, AssessorGroup, window.workspace.case_id)
    assert [row.text("name") for row in groups] == ["Staff", "Unison", "Councillors", "Partners"]
    assert groups[-1].text("method") == "direct"


def test_rows_move_and_the_form_stays_with_them(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options")
    pane = pane_of(window, "Options", "Options")
    pane.table.go_to(0)
    pane.down_action.trigger()
    pane.down_action.trigger()
    pane.up_action.trigger()
    settle()
    names = [row.text("name") for row in window.workspace.read(records.rows, Option, window.workspace.case_id)]
    assert names.index("Do nothing") == 1
    assert pane.form.fields["name"].text() == "Do nothing"


def test_a_tab_changes_what_the_header_says_and_offers(open_window: OpenWindow) -> None:
    window = open_window("future-options")
    pane_of(window, "Services", "Services")
    screen = window.show_screen("Services")
    assert screen.header.primary is not None
    assert screen.header.more is not None
    assert screen.header.primary.text() == "Add a service"
    offered = [action.text() for action in screen.header.more.menu().actions() if action.isVisible()]
    assert offered == [
        "Paste from Excel",
        "Duplicate the service",
        "Find and replace",
        "Move up",
        "Move down",
        "Delete the service",
        "History of the service",
    ]
    pane_of(window, "Services", "Costs")
    assert screen.header.primary.text() == "Add a cost"
    assert "what each service costs" in screen.header.purpose.text().lower()
    offered = [action.text() for action in screen.header.more.menu().actions() if action.isVisible()]
    assert offered == ["Paste from Excel", "Duplicate the cost", "Find and replace", "Delete the cost", "History of the cost"]


@pytest.mark.parametrize("sample", ["ni179", "place-budget"])
def test_every_screen_is_clean_large_and_small(open_window: OpenWindow, settle: Settle, sample: str) -> None:
    window = open_window(sample)
    for size, least in (((1366, 768), 0), ((960, 540), None)):
        window.resize(*size)
        for screen, tab in _LOOKED_AT:
            pane_of(window, screen, tab)
            settle()
            shown = window.show_screen(screen)
            assert faults(shown) == [], (screen, tab, size)
            if isinstance(shown, RecordScreen) and isinstance(shown.pane, CardPane):  # cards are read whole: the page scrolls, alone
                assert nested_scrolls(shown) == [], (screen, tab)
                shown.pane.show_table()
                settle()
                assert faults(shown) == [], (screen, tab, size)
                assert least is None or downward_scroll(shown) == least, (screen, tab)
                shown.pane.seen_as.choose(0)
            elif least is not None:
                assert downward_scroll(shown) == least, (screen, tab)


@pytest.mark.parametrize("palette", PALETTES)
def test_every_empty_screen_says_what_to_do_first(open_window: OpenWindow, settle: Settle, palette: str) -> None:
    QGuiApplication.setPalette(stand_in(palette))
    window = open_window("future-options")
    window.workspace.show_case(window.workspace.edit("new case", cases.add_empty))
    for screen, tab in _LOOKED_AT:
        pane = pane_of(window, screen, tab)
        settle()
        assert pane.empty.isVisible()
        assert pane.words.first.startswith("Add ")
        assert faults(window.show_screen(screen)) == [], (screen, tab)


def test_a_service_without_a_partner_says_where_to_begin(open_window: OpenWindow, qtbot: QtBot, settle: Settle) -> None:
    window = open_window("future-options")
    pane = pane_of(window, "Services", "Costs")
    window.workspace.show_case(window.workspace.edit("new case", cases.add_empty))
    settle()
    pane.add_action.trigger()
    settle()
    assert window.show_screen("Services").messages.sentence == (
        "There is nothing to choose for Service yet: add one under Set up, Services first"
    )


def test_tab_visits_each_thing_once_and_nothing_traps_it(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options")
    pane_of(window, "Services", "Services")
    settle()
    visited = tab_order(window.show_screen("Services"))
    assert len(visited) == len(set(visited))
    names = [each.accessibleName() or getattr(each, "text", str)() for each in visited]
    assert names.index("Find services") < names.index("Services") < names.index("Organisation") < names.index("Source")


def test_a_record_is_found_by_its_id(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options")
    rows = window.workspace.read(records.rows, Milestone, window.workspace.case_id)
    window.show_screen("Plan", rows[7].id)
    settle()
    screen = window.show_screen("Plan")
    assert isinstance(screen, RecordScreen)
    assert screen.pane.form.fields["name"].text() == rows[7].text("name")
    groups = window.workspace.read(records.rows, AssessorGroup, window.workspace.case_id)
    shown = window.show_screen("Criteria", ("Assessors", groups[2].id))
    assert isinstance(shown, RecordScreen)
    assert shown.pane.form.fields["name"].text() == groups[2].text("name")


def test_deleting_and_moving_have_keys(open_window: OpenWindow) -> None:
    pane = pane_of(open_window("future-options"), "Risks", "Risks")
    keys = {action.text(): action.shortcut().toString() for action in pane.actions() if not action.shortcut().isEmpty()}
    assert keys == {
        "Duplicate the risk": "Ctrl+Shift+D", "Find and replace": "Ctrl+H", "Move up": "Alt+Up", "Move down": "Alt+Down",
        "Delete the risk": "Ctrl+Del",
    }  # fmt: skip


def test_one_decision_is_taken_and_its_reason_and_who_cannot_lead_are_said(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options")
    pane = pane_of(window, "Options", "Options")
    decided = number_of(pane, "decision_taken")
    rows = range(pane.model.rowCount())
    assert [pane.model.cell_at(row, decided).text for row in rows].count("Yes") == 0
    pane.model.enter(3, pane.model.columns[decided], "Yes")
    settle()
    assert [pane.model.row_at(row).text("name") for row in rows if pane.model.cell_at(row, decided).text] == ["Shared services"]
    pane.table.go_to(3)
    reason = pane.form.fields["decision_reason"].editor
    assert isinstance(reason, QPlainTextEdit)
    reason.setPlainText("The partners are ready.")
    pane.form.fields["decision_reason"].commit()
    settle()
    assert "**Shared services** is the decision taken: The partners are ready." in pane.findings.sentences
    assert any(said.startswith("**Do nothing** is not viable, so it cannot lead: ") for said in pane.findings.sentences)
    window.workspace.undo()
    window.workspace.undo()
    settle()
    assert not any(pane.model.cell_at(row, decided).text for row in rows)


def test_participants_are_typed_by_name_and_a_stranger_is_refused(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options")
    pane = pane_of(window, "Options", "Options")
    partner = window.workspace.read(records.rows, Organisation, window.workspace.case_id)[0].text("name")
    field = pane.form.fields["participants"]
    assert isinstance(field.editor, QPlainTextEdit)
    field.editor.setPlainText(partner)
    field.commit()
    settle()
    assert window.workspace.read(records.rows, Option, window.workspace.case_id)[0].text("participants") == partner
    field.editor.setPlainText(f"{partner}; Atlantis")
    field.commit()
    settle()
    assert field.trouble == "There is no organisation named ‘Atlantis’: add it under Set up, Organisations first"
    assert field.text() == f"{partner}; Atlantis"


def test_an_option_short_of_a_must_pass_criterion_is_named(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("place-budget")
    pane = pane_of(window, "Options", "Options")
    assert any("fails the must-pass criterion" in said for said in pane.findings.sentences)


def test_a_date_is_said_back_as_it_was_understood_and_one_that_is_none_stays_with_a_sentence(open_window: OpenWindow, qtbot: QtBot) -> None:
    pane = pane_of(open_window("future-options"), "Plan", "Milestones")
    pane.table.go_to(0)
    field = pane.form.fields["date"]
    assert isinstance(field, Field)
    editor = field.editor
    assert isinstance(editor, QLineEdit)
    for typed, said in (("3/4/2012", "Tuesday 3 April 2012"), ("spring 2012", "Kept as words: no date is known"), ("31 Febuary 2012", "")):
        editor.setFocus()
        editor.selectAll()
        qtbot.keyClicks(editor, typed)
        assert field.understood == said
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert field.text() == "31 Febuary 2012"
    assert field.trouble == "Date: ‘31 Febuary 2012’ is not a date: type it as 31 October 2011"


def test_a_message_lies_over_the_page_and_moves_nothing_in_it(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options")
    screen = window.show_screen("Risks")
    assert isinstance(screen, RecordScreen)
    settle()

    def places() -> list[QRect]:
        return [each.geometry() for each in screen.body.findChildren(QWidget) if each.isVisible()]

    before = places()
    screen.messages.alert("The date is not known: type it as 31 October 2011, or choose another row of the table.", "Go there", settle)
    settle()
    assert screen.messages.isVisible()
    assert places() == before
    assert screen.rect().contains(screen.messages.geometry())
    window.resize(700, 500)
    settle()
    assert screen.rect().contains(screen.messages.geometry())


def test_a_message_does_not_hide_the_field_that_has_the_focus(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options")
    pane = pane_of(window, "Risks", "Risks")
    screen = window.show_screen("Risks")
    assert isinstance(screen, RecordScreen)
    pane.go_to(pane.model.id_at(0))
    settle()
    editors = [each.editor for each in pane.form.fields.values() if each.isVisible()]
    field = max(editors, key=lambda each: each.mapTo(screen, each.pos()).y())
    field.setFocus()
    screen.messages.alert("The date is not known: type it as 31 October 2011.")
    settle()
    held = QRect(field.mapTo(screen, QPoint(0, 0)), field.size())
    assert not screen.messages.geometry().contains(held.intersected(screen.rect()))


def test_what_was_done_is_no_longer_said_once_something_else_is_done_or_the_screen_is_left(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options")
    pane = pane_of(window, "Risks", "Risks")
    screen = window.show_screen("Risks")
    assert isinstance(screen, RecordScreen)
    screen.messages.success("Copied the risks.")
    rows = window.workspace.read(records.rows, Risk, window.workspace.case_id)
    window.workspace.edit("owner", records.change, Risk, window.workspace.case_id, [records.Edit(rows[0].id, "owner", "Chief executive")])
    assert not screen.messages.sentence
    screen.messages.success("Copied the risks.")
    window.show_screen("Plan")
    assert not screen.messages.sentence
    assert pane.model.rowCount() == len(rows)
