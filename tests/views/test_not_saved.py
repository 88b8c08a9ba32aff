"""What the disk does not take is said each time, stays where it was typed or goes back to what is recorded, and can be tried again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.nouns.choice import Option
from db.nouns.delivery import Risk
from db.nouns.noun import Noun
from db.nouns.paper_parts import PaperSection
from desktop.application import Window
from desktop.models.table_model import TableModel
from desktop.operations.records import cases, records
from desktop.operations.store.files import opened
from desktop.operations.workbook.exporting import gather, write_workbook
from desktop.settings import Settings
from desktop.views.decide.certainty import SureView
from desktop.views.decide.screen import SURE, Results
from desktop.views.judge.criterion_form import CriterionForm
from desktop.views.judge.scores import Scores
from desktop.views.kit.forms.unsaved import Unsaved
from desktop.views.kit.messages import MessageRole
from desktop.views.kit.records.record_screen import RecordScreen
from desktop.views.kit.screen import Screen
from desktop.views.money.screen import Savings
from desktop.views.money.section151 import Section151View
from desktop.views.overview.screen import Overview
from desktop.views.paper.screen import Papers
from desktop.views.partners.ask_partners import AskPartners
from tests.views.full_disk import full_disk
from tests.views.kit.test_unsaved import press

OpenWindow = Callable[..., Window]
Settle = Callable[[], None]


def in_hand(window: Window) -> Screen:
    """The screen in hand."""
    return window.show_screen(window.screen_name)


def pane_screen(window: Window, name: str, *target: object) -> RecordScreen:
    """A screen of records by its name."""
    screen = window.show_screen(name, *target)
    assert isinstance(screen, RecordScreen)
    return screen


def number_of(model: TableModel, key: str) -> int:
    """The number of a column by its key."""
    return next(number for number, column in enumerate(model.columns) if column.key == key)


def one(window: Window, noun: type[Noun], parent: int | None = None) -> records.Row:
    """The first record of a noun."""
    return window.workspace.read(records.rows, noun, window.workspace.case_id if parent is None else parent)[0]


# --- what is typed ---


def _cell(window: Window) -> None:
    model = pane_screen(window, "Options", "Options").pane.model
    model.enter(0, model.columns[number_of(model, "name")], "Stay as we are")


def _cells_of_two_rows(window: Window) -> None:
    model = pane_screen(window, "Options", "Options").pane.model
    number = number_of(model, "name")
    model.enter_block([(0, number, "Stay as we are"), (1, number, "Change ourselves")])


def _field_of_a_row(window: Window) -> None:
    screen = pane_screen(window, "Options", "Options")
    screen.pane.table.go_to(0)
    field = screen.pane.form.fields["description"]
    assert isinstance(field.editor, QPlainTextEdit)
    field.editor.setPlainText("Carry on for now")
    field.commit()


def _choice_of_a_row(window: Window) -> None:
    screen = pane_screen(window, "Options", "Options")
    screen.pane.table.go_to(0)
    field = screen.pane.form.fields["viable"]
    field._put("Yes")
    field.commit()


def _field_of_the_case(window: Window) -> None:
    screen = window.show_screen("Overview", "details")
    assert isinstance(screen, Overview)
    field = screen.details.fields["purpose"]
    assert isinstance(field.editor, QPlainTextEdit)
    field.editor.setPlainText("To choose well")
    field.commit()


def _choice_of_the_case(window: Window) -> None:
    screen = window.show_screen("Overview", "details")
    assert isinstance(screen, Overview)
    field = screen.details.fields["simulated_weights"]
    field._put("Free")
    field.commit()


def _score(window: Window) -> None:
    screen = window.show_screen("Scores")
    assert isinstance(screen, Scores)
    screen.views.choose(1)
    screen.model.enter(0, screen.model.columns[1], "1")
    screen.views.choose(2)


def _comment_at_the_side(window: Window) -> None:
    screen = window.show_screen("Scores")
    assert isinstance(screen, Scores)
    screen.table.go_to(0, 1)
    comment = next(iter(screen.panel.fields.values())).comment
    assert isinstance(comment.editor, QPlainTextEdit)
    comment.editor.setPlainText("Agreed by all")
    comment.commit()
    screen.table.go_to(1, 2)


def _group_and_votes(window: Window) -> None:
    screen = window.show_screen("Scores")
    assert isinstance(screen, Scores)
    screen.groups.model.enter(0, screen.groups.model.columns[1], "7")


def _own_weight(window: Window) -> None:
    screen = pane_screen(window, "Criteria", "Assessors")
    own = screen.pane._under
    model = getattr(own, "model", None)
    assert isinstance(model, TableModel)
    model.enter(0, model.columns[0], "33")


def _amount(window: Window) -> None:
    screen = window.show_screen("Savings")
    assert isinstance(screen, Savings)
    model = screen.lines.model
    model.enter(0, model.columns[-1], "£12,345")


def _value_function(window: Window) -> None:
    screen = pane_screen(window, "Criteria", "Criteria")
    form = screen.pane.form
    assert isinstance(form, CriterionForm)
    screen.pane.table.go_to(0)
    form.value.kinds.choose(2)


def _answer_to_a_check(window: Window) -> None:
    screen = window.show_screen("Savings", "Section 151")
    assert isinstance(screen, Savings)
    view = screen.view
    assert isinstance(view, Section151View)
    view.table.go_to(0)
    assert isinstance(view.answer.editor, QPlainTextEdit)
    view.answer.editor.setPlainText("Looked at with the finance team")
    view.answer.commit()
    view.table.go_to(1)


def _words_of_a_paper(window: Window) -> None:
    screen = window.show_screen("Papers")
    assert isinstance(screen, Papers)
    sections = window.workspace.read(records.rows, PaperSection, screen._paper or 0)
    assert screen.contents.choose((PaperSection.TABLE, sections[0].id))
    field = screen._form(PaperSection).fields["text"]
    assert isinstance(field.editor, QPlainTextEdit)
    field.editor.setPlainText("The words of an officer.")
    field.commit()
    assert screen.contents.choose((PaperSection.TABLE, sections[1].id))


TYPED = [
    _cell, _cells_of_two_rows, _field_of_a_row, _choice_of_a_row, _field_of_the_case, _choice_of_the_case, _score, _comment_at_the_side,
    _group_and_votes, _own_weight, _amount, _value_function, _answer_to_a_check, _words_of_a_paper,
]  # fmt: skip


def changes(window: Window) -> int:
    """How many units of work the file holds."""
    [(count,)] = window.workspace.read(lambda reader: reader.rows("SELECT count(*) FROM units"))
    return int(count)


def assert_not_saved(window: Window, settle: Settle) -> None:
    """The status bar and the page say that something is not saved, and offer what may save it."""
    settle()
    path = window.workspace.path
    assert path is not None
    assert window.saving.mark.isVisible()
    assert window.saving.mark.text() == "Not saved"
    assert not window.saving.saved.isVisible()
    messages = in_hand(window).messages
    assert messages.sentence.startswith(f"{path.name} could not be saved")
    assert [button.text() for button in messages._buttons if button.isVisible()] == ["Try again", "Save a copy"]


def assert_saved(window: Window, settle: Settle) -> None:
    """The status bar says that everything is saved, and nothing says otherwise."""
    settle()
    assert not window.saving.mark.isVisible()
    assert window.saving.saved.isVisible()
    assert window.saving.saved.text().startswith("  Saved at ")
    assert window.workspace.unsaved is None
    assert not not_saved(window)


def test_what_was_typed_stays_marked_and_is_saved_when_it_is_tried_again(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options")
    settle()
    for type_ in TYPED:
        before = changes(window)
        with full_disk():
            type_(window)
            assert_not_saved(window, settle)
            kept = not_saved(window)
            assert kept, type_.__name__
            in_hand(window).messages.clear()
            window.saving.try_again()
            assert_not_saved(window, settle)  # the same fault is said again
            assert not_saved(window) == kept, type_.__name__
            assert changes(window) == before
        press_try_again(window)
        assert_saved(window, settle)
        assert changes(window) == before + 1, type_.__name__  # a block is still one step
        assert in_hand(window).messages.sentence == "Saved."
        assert not any(screen.unsaved() for screen in window._screens.values())


def not_saved(window: Window) -> list[Unsaved]:
    """What was typed and the disk did not take."""
    return [each for screen in window._screens.values() for each in screen.unsaved() if each.not_saved]


def press_try_again(window: Window) -> None:
    """Press the button beside the message."""
    press(in_hand(window).messages, "Try again")


# --- what is done ---


def _add_a_row(window: Window) -> None:
    pane_screen(window, "Risks").pane.add()


def _delete_a_row(window: Window) -> None:
    screen = pane_screen(window, "Risks")
    screen.pane.table.go_to(0)
    screen.pane.delete()


def _move_a_row(window: Window) -> None:
    screen = pane_screen(window, "Risks")
    screen.pane.table.go_to(0)
    screen.pane.move_row(1)


def _paste_new_rows(window: Window) -> None:
    screen = pane_screen(window, "Options", "Options")
    model = screen.pane.model
    last, number = model.rowCount(), number_of(model, "name")
    model.enter_block([(last - 1, number, "Share what we can"), (last, number, "Join another council")])


def _undo(window: Window) -> None:
    pane_screen(window, "Risks")
    window.undo_action.trigger()


def _redo(window: Window) -> None:
    pane_screen(window, "Risks")
    window.redo_action.trigger()


def _keep_weights(window: Window) -> None:
    screen = window.show_screen("Results")
    assert isinstance(screen, Results)
    slider = next(iter(screen.scores.panel.sliders.values()))
    slider.slider.setValue(slider.value + 1)
    screen.keep_action.trigger()


def _weights_that_are_simulated(window: Window) -> None:
    screen = window.show_screen("Results")
    assert isinstance(screen, Results)
    screen.views.choose(SURE)
    view = screen.pane(SURE)
    assert isinstance(view, SureView)
    view.weights_chosen.emit("free")


def _add_a_paper(window: Window) -> None:
    screen = window.show_screen("Papers")
    assert isinstance(screen, Papers)
    screen._start_paper()


def _order_of_sections(window: Window) -> None:
    screen = window.show_screen("Papers")
    assert isinstance(screen, Papers)
    screen.order.changed.emit(["Background"], [])


def _item_set_aside(window: Window) -> None:
    screen = window.show_screen("Papers")
    assert isinstance(screen, Papers)
    while not screen.agenda.is_known:
        QTest.qWait(10)
    screen.ready.setCurrentRow(0)
    item = screen.agenda.item()
    assert item is not None
    screen.agenda.put_aside.emit(item.key, "It may stand")


def _add_a_case(window: Window) -> None:
    window.cases.add()


DONE = [
    _undo, _redo, _add_a_row, _delete_a_row, _move_a_row, _paste_new_rows, _keep_weights, _weights_that_are_simulated, _add_a_paper,
    _order_of_sections, _item_set_aside, _add_a_case,
]  # fmt: skip


def test_what_could_not_be_done_shows_what_is_recorded_and_is_done_when_it_is_tried_again(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options")
    risk = one(window, Risk)
    window.workspace.edit("name", records.change, Risk, window.workspace.case_id, [records.Edit(risk.id, "name", "Another name")])
    settle()
    for do in DONE:
        before, shown = changes(window), window.workspace.read(records.rows, Risk, window.workspace.case_id)
        with full_disk():
            do(window)
            assert_not_saved(window, settle)
            assert not any(screen.unsaved() for screen in window._screens.values()), do.__name__
            model = pane_screen(window, "Risks").pane.model if do in (_delete_a_row, _move_a_row) else None
            assert model is None or [model.row_at(row) for row in range(model.rowCount())] == list(shown)
            press_try_again(window)
            assert_not_saved(window, settle)
            assert changes(window) == before
        press_try_again(window)
        assert_saved(window, settle)
        assert changes(window) == before + 1, do.__name__


def test_what_was_refused_of_a_new_row_is_kept_once_the_disk_takes_the_row(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options")
    screen = pane_screen(window, "Options", "Options")
    settle()
    model, before = screen.pane.model, changes(window)
    last = model.rowCount()
    with full_disk():
        model.enter_block([(last, number_of(model, "name"), "Join another council"), (last, number_of(model, "viable"), "now and then")])
        assert_not_saved(window, settle)
        assert model.unsaved == 0
        press_try_again(window)
        assert_not_saved(window, settle)
    press_try_again(window)
    settle()
    assert (changes(window), model.rowCount()) == (before + 1, last + 1)
    [kept] = model.unsaved_texts()
    assert (kept.key, kept.text, kept.not_saved) == ("viable", "now and then", False)
    assert model.cell_of(model.find(kept.row), model.columns[number_of(model, "name")]).text == "Join another council"
    assert screen.messages.sentence.startswith("One value was not saved and is kept as typed.")
    window.undo_action.trigger()  # the refused text goes with the step, or before it
    settle()
    assert model.unsaved == 0


def test_a_choice_that_could_not_be_made_goes_back_to_what_is_recorded(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options")
    screen = window.show_screen("Savings")
    assert isinstance(screen, Savings)
    screen.lines.table.go_to(0)
    screen.lines.show_details(True)
    settle()
    types = screen.lines.details.form.bias_class
    recorded, offered = types.text(), "Non-standard buildings"
    assert recorded != offered
    with full_disk():
        types._put(offered)
        types.commit()
        assert_not_saved(window, settle)
        assert types.text() == recorded
    press_try_again(window)
    assert_saved(window, settle)
    assert screen.lines.details.form.bias_class.text() == offered


def test_a_workbook_that_could_not_be_imported_is_imported_when_it_is_tried_again(
    open_window: OpenWindow, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window("back-office-hub", screen="Risks")
    book = tmp_path / "case.xlsx"
    write_workbook(window.workspace.read(gather, window.workspace.case_id), book)
    window.workspace.edit("title", cases.change, window.workspace.case_id, "title", "Another title")
    with full_disk():
        with qtbot.waitSignal(window.workspace.not_saved, timeout=20_000):
            window.import_book(book)
        settle()
        said = in_hand(window).messages.sentence
        assert said.startswith("Nothing was imported from case.xlsx. back-office-hub.appraisal could not be saved")
        assert window.saving.mark.isVisible()
    with qtbot.waitSignal(window.workspace.imported, timeout=20_000):
        press_try_again(window)
    settle()
    assert in_hand(window).messages.sentence.startswith("Imported ‘Back office hub’ from case.xlsx.")
    assert not window.saving.mark.isVisible()


def test_what_was_typed_is_saved_by_itself_when_another_change_is(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options")
    settle()
    with full_disk():
        _cell(window)
        _words_of_a_paper(window)
        assert_not_saved(window, settle)
    _move_a_row(window)
    assert_saved(window, settle)
    assert one(window, Option).text("name") == "Stay as we are"
    papers = window._screens["Papers"]
    assert isinstance(papers, Papers)
    assert one(window, PaperSection, papers._paper).text("text") == "The words of an officer."
    assert in_hand(window).messages.sentence == ""


def test_a_text_that_is_typed_back_is_given_up(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options")
    screen = window.show_screen("Overview", "details")
    assert isinstance(screen, Overview)
    field = screen.details.fields["purpose"]
    assert isinstance(field.editor, QPlainTextEdit)
    purpose = field.text()
    settle()
    with full_disk():
        _field_of_the_case(window)
        assert_not_saved(window, settle)
        field.editor.setPlainText(purpose)
        field.commit()
        assert field.trouble == ""
        window.saving.look_again()
        assert not window.saving.mark.isVisible()
        assert window.saving.saved.isVisible()
        _cell(window)
        assert_not_saved(window, settle)
        options = pane_screen(window, "Options", "Options")
        assert options.pane.model.forget(0, options.pane.model.columns[number_of(options.pane.model, "name")])
        window.saving.look_again()
        assert not window.saving.mark.isVisible()
        assert in_hand(window).messages.sentence == ""


def test_what_is_given_up_with_its_file_is_never_written_into_another(
    open_window: OpenWindow, settle: Settle, qtbot: QtBot, tmp_path: Path, made_sample: Callable[[str], Path]
) -> None:
    window = open_window("future-options")
    settle()
    with full_disk():
        for type_ in (_cell, _field_of_the_case, _comment_at_the_side, _amount, _answer_to_a_check, _words_of_a_paper):
            type_(window)
        _delete_a_row(window)
        trouble = window.workspace.unsaved
        assert_not_saved(window, settle)
    other = tmp_path / "other.appraisal"
    shutil.copyfile(made_sample("future-options"), other)
    kept = other.read_bytes()
    with full_disk():
        window.open(other)
        assert "open the other file without it" in in_hand(window).messages.sentence
    with qtbot.waitSignal(window.workspace.opened, timeout=20_000):
        window.workspace.open(other)
    settle()
    assert not window.saving.mark.isVisible()
    assert not any(screen.unsaved() for screen in window._screens.values())
    assert trouble is not None
    assert not window.workspace.do_again(trouble)
    for name in list(window._screens):
        window.show_screen(name)
    window.saving.try_again()
    settle()
    assert other.read_bytes() == kept


def test_a_refused_text_is_not_tried_again(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options")
    settle()
    pane = pane_screen(window, "Services").pane
    pane.aside.show_all()
    model = pane.model
    model.enter(0, model.columns[number_of(model, "fte")], "lots")
    with full_disk():
        _cell(window)
        assert_not_saved(window, settle)
    press_try_again(window)
    settle()
    assert not window.saving.mark.isVisible()
    assert [each.text for each in window._screens["Services"].unsaved()] == ["lots"]


# --- leaving ---


@pytest.mark.parametrize("act", [_cell, _delete_a_row])
def test_closing_says_what_is_not_saved_and_closes_when_asked_again(
    open_window: OpenWindow, settle: Settle, act: Callable[[Window], None], tmp_path: Path
) -> None:
    window = open_window("future-options")
    settle()
    copy = tmp_path / "copies" / "copy.appraisal"
    copy.parent.mkdir()
    with full_disk():
        act(window)
        assert_not_saved(window, settle)
        assert not window.close()
        settle()
        messages = in_hand(window).messages
        assert "not saved" in messages.sentence
        assert [button.text() for button in messages._buttons if button.isVisible()] == ["Try again", "Save a copy", "Close without it"]
    window.saving.save_copy(copy)
    assert messages.sentence == f"Saved a copy as copy.appraisal in {copy.parent}. What is not saved is not in it."
    with opened(copy) as store:
        assert len(records.rows(store.reader(), Option, 1)) == 5
    with full_disk():
        window.saving.told = []
        assert not window.close()
        press(in_hand(window).messages, "Close without it")
    assert not window.isVisible()


def test_a_text_that_can_be_saved_on_closing_is(open_window: OpenWindow, settle: Settle) -> None:
    window = open_window("future-options")
    settle()
    path = window.workspace.path
    assert path is not None
    with full_disk():
        _cell(window)
        assert_not_saved(window, settle)
    assert window.close()
    with opened(path) as store:
        assert records.rows(store.reader(), Option, 1)[0].text("name") == "Stay as we are"


def test_a_backup_that_cannot_be_kept_is_said_and_does_not_stop_closing_a_second_time(
    open_window: OpenWindow, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window("future-options")
    _cell(window)
    settle()
    with full_disk():
        window.keep_backup()
        said = in_hand(window).messages
        for _ in range(2):  # each time
            assert "backup" in said.sentence
            said.clear()
            window.keep_backup()
        assert not window.close()
        assert "backup" in said.sentence
        assert said.sentence.endswith(" Close again to leave it so.")
        press(said, "Close without a backup")
    assert not window.isVisible()


def test_a_file_that_cannot_be_written_where_it_is_is_opened_as_a_copy(
    styled_app: QApplication, qtbot: QtBot, tmp_path: Path, made_sample: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = Window(settings=Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(window)
    window.show()
    path, to = tmp_path / "there" / "options.appraisal", tmp_path / "here" / "options.appraisal"
    path.parent.mkdir()
    to.parent.mkdir()
    shutil.copyfile(made_sample("future-options"), path)
    path.with_name(f"{path.name}-journal").mkdir()  # in the way of the journal, as a folder that cannot be written is
    with qtbot.waitSignal(window.workspace.unwritable, timeout=20_000):
        window.open(path)
    said = window.welcome.messages
    assert said.sentence.startswith("options.appraisal cannot be written.")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(to), ""))
    with qtbot.waitSignal(window.workspace.opened, timeout=20_000):
        press(said, "Open a copy")
    assert window.workspace.path == to
    assert path.read_bytes() == made_sample("future-options").read_bytes()
    window.close()


# --- files ---


def _speaks(screen: Screen) -> bool:
    return bool(screen.messages.sentence)


def test_each_file_that_cannot_be_written_is_one_sentence(open_window: OpenWindow, qtbot: QtBot, settle: Settle, tmp_path: Path) -> None:
    window = open_window("back-office-hub", screen="Papers")
    papers = window.show_screen("Papers")
    results = window.show_screen("Results")
    partners = window.show_screen("Ask partners")
    assert isinstance(papers, Papers)
    assert isinstance(results, Results)
    assert isinstance(partners, AskPartners)
    settle()
    partners.folder.reset(str(tmp_path / "packs"))
    for tick in partners.questions.values():
        tick.setChecked(True)
    before = sorted(each.name for each in tmp_path.iterdir())
    writes: list[tuple[str, Callable[[], object]]] = [
        ("Papers", lambda: papers.export(tmp_path / "paper.pdf")),
        ("Results", lambda: results.export(tmp_path / "results.json")),
        ("Ask partners", partners.make),
        ("Ask partners", lambda: window.export_book(tmp_path / "case.xlsx")),
        ("Ask partners", lambda: window.back_up(tmp_path / "backup.appraisal")),
        ("Ask partners", lambda: window.saving.save_copy(tmp_path / "copy.appraisal")),
        ("Ask partners", lambda: window.workspace.create(tmp_path / "new.appraisal")),
        ("Ask partners", lambda: window.open_sample("ni179")),
    ]
    for name, write in writes:
        screen = window.show_screen(name)
        screen.messages.clear()
        with full_disk():
            write()
            qtbot.waitUntil(partial(_speaks, screen), timeout=20_000)
        assert screen.messages.role is MessageRole.ALERT
        assert "cannot be written" in screen.messages.sentence or "could not be" in screen.messages.sentence
        settle()
    assert sorted(each.name for each in tmp_path.iterdir()) == before
    assert window.workspace.path == tmp_path / "back-office-hub.appraisal"
    assert not window.saving.lacking
