"""The adapter between a noun and the generic record pane: every declared column, and every edit as one unit of work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from db.nouns.case import Evidence
from db.nouns.choice import AssessorGroup, Criterion, Option
from db.nouns.delivery import Consultation, Milestone, Risk
from db.nouns.money import CashFlow, Project
from db.nouns.noun import Noun
from db.nouns.register import CostLine, Organisation, Service
from desktop.errors import KnownTrouble
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.models.table_model import NewRow
from desktop.operations.records.columns import columns_of
from desktop.tasks import Tasks
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.source import RecordEdit
from desktop.workspace import Workspace

_NOUNS = (Service, CostLine, Organisation, Project, Option, Criterion, AssessorGroup, Risk, Milestone, Consultation, Evidence, CashFlow)
#: The last columns of them all: who may see a row.
_MARKING = ("withheld", "exempt_paragraphs", "public_interest", "name_public")


@pytest.fixture
def workspace(qtbot: QtBot, tmp_path: Path, sample_store: Callable[[str, Path], None]) -> Iterator[Workspace]:
    """A workspace open on the sample with scores."""
    path = tmp_path / "case.appraisal"
    sample_store("future-options", path)
    owner = QObject()
    tasks = Tasks(owner)
    opened = Workspace(tasks, owner)
    with qtbot.waitSignal(opened.opened, timeout=20_000):
        opened.open(path)
    yield opened
    tasks.wait()
    opened.close()


def column(records: NounRecords, key: str) -> ScreenColumn:
    return next(each for each in records.columns() if each.key == key)


def shown(records: NounRecords, row: int, key: str) -> str:
    return column(records, key).cell_of(records.rows()[row]).edit_text


@pytest.mark.parametrize("noun", _NOUNS, ids=lambda noun: noun.PLURAL)
def test_every_column_of_every_noun_is_shown_and_read_back_as_it_stands(workspace: Workspace, noun: type[Noun]) -> None:
    records = NounRecords(workspace, noun)
    columns, rows = records.columns(), records.rows()
    assert [each.key for each in columns[-6:]] == ["basis", "source", *_MARKING]
    declared = [each.key for each in columns_of(noun) if each.on_screen]
    assert [each.key for each in columns if not each.key[0].isdigit()] == declared
    assert rows
    for row in rows:
        assert records.name(row)
        for each in columns:
            text = each.cell_of(row).edit_text
            if text:
                assert each.check(text)


def test_a_noun_with_years_has_a_column_for_each_of_the_case(workspace: Workspace) -> None:
    records = NounRecords(workspace, CostLine)
    years = [each.key for each in records.columns() if each.kind is Kind.ESTIMATE]
    assert years == [str(year) for year in workspace.case.years]


def test_an_edit_is_one_step_named_for_its_row_and_column(workspace: Workspace) -> None:
    records = NounRecords(workspace, Service)
    row = records.rows()[2]
    records.set(row.id, "fte", column(records, "fte").check("12.50"))
    assert shown(records, 2, "fte") == "12.5"
    assert workspace.undo_label() == "change to Customer services, FTE"
    workspace.undo()
    assert shown(records, 2, "fte") == ""


def test_the_name_of_a_long_record_is_cut_at_a_word_beside_undo(workspace: Workspace) -> None:
    records = NounRecords(workspace, Risk)
    records.set(records.rows()[0].id, "owner", "Section 151 Officer")
    label = workspace.undo_label()
    assert label is not None
    assert label.startswith("change to Efficiency targets are not met")
    assert label.endswith("…, Owner")
    assert len(label) < 70


def test_a_block_with_new_rows_is_one_step(workspace: Workspace) -> None:
    records = NounRecords(workspace, Service)
    before = records.rows()
    council = before[0].text("organisation")
    records.set_block(
        [
            RecordEdit(before[0].id, "fte", "3"),
            RecordEdit(NewRow(0), "organisation", council),
            RecordEdit(NewRow(0), "name", "Printing"),
            RecordEdit(NewRow(1), "organisation", council),
            RecordEdit(NewRow(1), "name", "Post"),
        ]
    )
    after = records.rows()
    assert [row.text("name") for row in after[len(before) :]] == ["Printing", "Post"]
    assert workspace.undo_label() == "5 cells pasted into services"
    workspace.undo()
    assert records.rows() == before


def test_a_pasted_row_of_costs_takes_its_amounts_along(workspace: Workspace) -> None:
    records = NounRecords(workspace, CostLine)
    row = records.rows()[0]
    texts = {key: row.text(key) for key in ("organisation", "service")} | {"category": "Premises", "2012/13": "up to £5m", "2013/14": ""}
    records.set_block([RecordEdit(NewRow(0), key, text) for key, text in texts.items()])
    new = next(each for each in records.rows() if each.text("category") == "Premises")
    assert {str(year): amount.words() for year, amount in new.amounts.items()} == {"2012/13": "up to £5m"}


@pytest.mark.parametrize(
    ("texts", "label"),
    [(["", ""], "2 cells cleared in risks"), (["Low", "Low"], "2 cells filled in risks"), (["Low", "High"], "2 cells pasted into risks")],
)
def test_a_block_says_what_was_done_with_it(workspace: Workspace, texts: list[str], label: str) -> None:
    records = NounRecords(workspace, Risk)
    rows = records.rows()
    records.set_block([RecordEdit(row.id, "likelihood_after", "Medium") for row in rows])
    records.set_block([RecordEdit(row.id, "likelihood_after", text) for row, text in zip(rows, texts, strict=False)])
    assert workspace.undo_label() == label


def test_deletion_and_move_say_what_they_did(workspace: Workspace) -> None:
    records = NounRecords(workspace, Option)
    before = records.rows()
    records.move([before[0].id], 1)
    assert [row.id for row in records.rows()][:2] == [before[1].id, before[0].id]
    assert workspace.undo_label() == "move of Do nothing"
    records.delete([before[0].id])
    assert workspace.undo_label() == "deletion of ‘Do nothing’"
    records.delete([before[1].id, before[2].id])
    assert workspace.undo_label() == "deletion of 2 options"
    for _ in range(3):
        workspace.undo()
    assert records.rows() == before


@pytest.mark.parametrize(
    ("noun", "key", "typed", "says"),
    [
        (Service, "fte", "lots", "FTE: ‘lots’ is not a number"),
        (Service, "fte", "-1", "FTE: -1 is too low: type 0 or more"),
        (Service, "name", " ", "Service is not filled in: every service needs one"),
        (Service, "organisation", "Nowhere", "Organisation: there is no ‘Nowhere’: type "),
        (Service, "delivery_model", "moon", "Delivery model: ‘moon’ is not one of the choices: type in house, shared"),
        (Service, "in_scope", "perhaps", "In scope: ‘perhaps’ is not an answer"),
        (CostLine, "2012/13", "heaps", "2012/13: ‘heaps’ is not an amount"),
        (Criterion, "value_function", "up", "Value function: ‘up’ is not a value function"),
        (Consultation, "attended", "1.5", "Attended: ‘1.5’ is not a whole number"),
    ],
)
def test_what_cannot_be_read_is_told_before_anything_is_written(
    workspace: Workspace, noun: type[Noun], key: str, typed: str, says: str
) -> None:
    with pytest.raises(KnownTrouble) as trouble:
        column(NounRecords(workspace, noun), key).check(typed)
    assert str(trouble.value).startswith(says)


@pytest.mark.parametrize(
    ("noun", "key", "typed", "recorded"),
    [
        (Service, "organisation", "harborough district council", "Harborough District Council"),
        (Service, "delivery_model", "In House", "in house"),
        (Service, "in_scope", "Not stated", ""),
        (Service, "in_scope", "Y", "yes"),
        (Option, "benchmark", "", ""),
        (Milestone, "date", "31/10/2011", "31 October 2011"),
        (Milestone, "date", "autumn 2009", "autumn 2009"),
        (Criterion, "value_function", "10:100; 0:0", "0:0; 10:100"),
        (Criterion, "basis", "Assumed", "assumed"),
    ],
)
def test_what_is_typed_is_read_as_a_workbook_would_be(workspace: Workspace, noun: type[Noun], key: str, typed: str, recorded: str) -> None:
    assert column(NounRecords(workspace, noun), key).check(typed) == recorded


def test_two_records_of_one_name_are_refused_in_a_sentence(workspace: Workspace) -> None:
    records = NounRecords(workspace, Option)
    before = records.rows()
    with pytest.raises(KnownTrouble, match="There is an option named ‘Outsourcing’ already"):
        records.set(before[0].id, "name", "Outsourcing")
    assert records.rows() == before


def test_dates_sort_by_the_day_and_words_after_them(workspace: Workspace) -> None:
    records = NounRecords(workspace, Milestone)
    date = column(records, "date")
    rows = records.rows()
    records.set(rows[0].id, "date", date.check("9 January 2012"))
    records.set(rows[1].id, "date", date.check("autumn 2009"))
    values = [date.sort_value(row) for row in records.rows()]
    assert values[0] == "2012-01-09"
    assert values[1] == "autumn 2009"
    assert values[2] is None
    assert date.cell_of(records.rows()[0]).text == "9 January 2012"


def test_rows_that_no_document_reports_are_counted_and_stand_out(workspace: Workspace) -> None:
    criteria, options = NounRecords(workspace, Criterion), NounRecords(workspace, Option)
    assert criteria.remark(criteria.rows()) == "all illustrative"
    assert options.remark(options.rows()) == ""
    basis = column(options, "basis")
    assert basis.cell_of(options.rows()[0]).quiet
    assert not basis.cell_of(criteria.rows()[0]).quiet
    options.set(options.rows()[0].id, "basis", "assumed")
    assert options.remark(options.rows()) == "1 assumed"


def test_with_no_case_open_there_are_columns_and_no_rows(qtbot: QtBot) -> None:
    owner = QObject()
    records = NounRecords(Workspace(Tasks(owner), owner), CostLine)
    assert records.rows() == ()
    assert [each.key for each in records.columns()] == ["organisation", "service", "category", "basis", "source", *_MARKING]
    assert column(records, "organisation").names() == ()
