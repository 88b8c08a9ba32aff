"""Criteria: what the options are judged by, how much each counts, and who judges."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from typing import Any

from db.nouns.choice import AssessorGroup, Criterion
from db.nouns.noun import Column as Declared
from desktop.errors import KnownTrouble
from desktop.models.cell import BLANK, Align, Cell
from desktop.models.column import ScreenColumn
from desktop.models.criterion_tree import Band, path_of, step_in_tree, tree_order
from desktop.models.kinds import Kind, number_text
from desktop.models.table_model import CellEdit, NewRow, TableModel
from desktop.operations.choice import scores
from desktop.operations.records import records
from desktop.operations.records.records import Row
from desktop.operations.records.summaries import weight_findings
from desktop.views.judge.criterion_form import CriterionForm
from desktop.views.judge.criterion_words import CriteriaRead
from desktop.views.judge.own_weights import OwnWeights
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.record_screen import RecordScreen
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.tables.banded_table import BandedTable
from desktop.workspace import Workspace

_CRITERIA = RecordWords(
    "Criteria",
    "What the options are judged by: the scale of each criterion, and how much it counts beside the others.",
    "criterion",
    "criteria",
    "Add each thing a good option must do well. Give it a scale, such as worst 0 and best 10, and a weight.",
    "list-checks",
)
_GROUPS = RecordWords(
    "Assessors",
    "Who scores the options, how many votes each group has when scores are combined, and how it weighs the criteria.",
    "assessor group",
    "assessor groups",
    "Add each group that scores the options on its own, such as Staff or Councillors. One group is enough.",
    "users",
)


#: What a score's place on its scale follows from.
_SCALE = frozenset(("worst", "best", "value_function"))


class CriterionRecords(NounRecords):
    """Criteria in the order of their tree, each weight with its share of the whole beside it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, Criterion)
        self._read_now = CriteriaRead()
        self._recorded: tuple[Row, ...] = ()

    @property
    def now(self) -> CriteriaRead:
        """What is known of the criteria since they were last read."""
        return self._read_now

    def columns(self) -> Sequence[ScreenColumn]:
        columns = list(super().columns())
        at = next(number for number, column in enumerate(columns) if column.key == "weight")
        share = ScreenColumn("share", "Share", Kind.TEXT, editable=False, align=Align.RIGHT, least=5, cell=self._share, in_form=False)
        return [*columns[: at + 1], share, *columns[at + 1 :]]

    def column(self, column: Declared) -> ScreenColumn:
        table_column = super().column(column)
        match column.key:
            case "name":
                return replace(table_column, cell=_name_cell)
            case "heading":
                return replace(table_column, kind=Kind.WORDS, choices=self._headings, cell=_heading_cell)
            case "weight":
                return replace(table_column, cell=_weight_cell)
            case "pass_mark":
                return replace(table_column, cell=_pass_cell)
            case "value_function" | "weights_stale":
                return replace(table_column, in_form=False)
            case "weight_low" | "weight_high":
                return replace(table_column, hint="")
        return table_column

    def rows(self) -> Sequence[Row]:
        rows = super().rows()
        appraisal = None
        if rows:
            with suppress(KnownTrouble):  # the Results screen says what stands in the way of an appraisal
                appraisal = self.workspace.appraisal()
        cells = self.workspace.read(scores.by_criterion, self.workspace.case_id) if rows else {}
        ordered = [rows[position] for position in tree_order([path_of(row.text("heading")) for row in rows])]
        self._recorded = tuple(rows)
        self._read_now = CriteriaRead.of(ordered, appraisal, cells)
        return ordered

    def move(self, row_ids: Sequence[Hashable], by: int, among: Sequence[int] | None = None) -> None:
        """Move a criterion among those of its heading, and by one past its edge the whole heading."""
        if len(row_ids) > 1:
            raise KnownTrouble("Criteria are moved one at a time, or with their heading. Choose one row and move it.")
        paths = [path_of(row.text("heading")) for row in self._recorded]
        position = next((number for number, row in enumerate(self._recorded) if row.id == row_ids[0]), None)
        if position is not None and abs(by) > 1:  # dragged
            order = tree_order(paths)
            to = order.index(position) + by
            if not 0 <= to < len(order) or paths[order[to]] != paths[position]:
                raise KnownTrouble("Drag a criterion to a place under its own heading. To put it under another, change its group.")
            fellows = [row.id for row, path in zip(self._recorded, paths, strict=True) if path == paths[position]]
            super().move(row_ids, by, fellows)
            return
        step = step_in_tree(paths, position, by) if position is not None else None
        if step is not None:
            super().move([self._recorded[step.row].id], step.by)

    def findings(self, rows: Sequence[Row]) -> Sequence[str]:
        return (*weight_findings(rows), *self._read_now.findings())

    def still_hold(self, row: Row) -> None:
        """Record that the weights given before the scale changed are meant for the new one too."""
        edit = records.Edit(row.id, "weights_stale", "no")
        label = f"weights of {row.text('name')} still hold"
        self.workspace.edit(label, records.change, Criterion, self.workspace.case_id, [edit])

    def _headings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(heading for row in self._read_now.rows if (heading := row.text("heading"))))

    def _share(self, row: Row) -> Cell:
        share = self._read_now.share(row)
        return Cell(share, quiet=True) if share else BLANK


def _name_cell(row: Row) -> Cell:
    path = path_of(row.text("heading"))
    return Cell(row.text("name"), indent=len(path), spoken=", under ".join([row.text("name"), *reversed(path)]))


def _heading_cell(row: Row) -> Cell:
    return Cell(row.text("heading"), quiet=True) if row.text("heading") else BLANK


def _weight_cell(row: Row) -> Cell:
    weight = row.values.get("weight")
    stale = row.values.get("weights_stale") is True
    text = number_text(weight) if isinstance(weight, Decimal) else ""
    spoken = f"{text or 'no weight'}, given before the scale changed" if stale else ""
    return Cell(text, quiet=row.text("use") != "weighted", flag=stale, spoken=spoken)


def _pass_cell(row: Row) -> Cell:
    mark = row.values.get("pass_mark")
    return Cell(number_text(mark), quiet=row.text("use") != "must pass") if isinstance(mark, Decimal) else BLANK


class CriteriaPane(RecordPane):
    """The tree of criteria and the form of the one in hand."""

    def __init__(self, source: CriterionRecords) -> None:
        self._source = source
        super().__init__(_CRITERIA, source, form=self._form, table=self._table)
        self.model.trouble.connect(lambda _: self._show())

    def _form(self, columns: Sequence[ScreenColumn]) -> CriterionForm:
        return CriterionForm(columns, lambda: self._source.now, self._hold)

    def _table(self, name: str, model: TableModel, totals: TableModel | None) -> BandedTable:
        return BandedTable(name, model, totals, bands=lambda row: self._bands(model, row))

    def _bands(self, model: TableModel, row: int) -> Sequence[Band]:
        return self._source.now.bands(model.row_at(row), model.row_at(row - 1) if row else None)

    def _hold(self, row: Row) -> None:
        try:
            self._source.still_hold(row)
        except KnownTrouble as trouble:
            self.alerted.emit(str(trouble))
            return
        self.refresh()

    def _set(self, row: Any, edited: ScreenColumn, text: str) -> None:
        super()._set(row, edited, text)
        self._tell_stranded([row.id] if edited.key in _SCALE else [])

    def _set_block(self, edits: Sequence[CellEdit]) -> None:
        super()._set_block(edits)
        self._tell_stranded([each.row.id for each in edits if not isinstance(each.row, NewRow) and each.column.key in _SCALE])

    def _tell_stranded(self, changed: Sequence[int]) -> None:
        """Say at once that a change of scale has left scores outside it, which would count as its ends."""
        now = self._source.now
        said = [sentence for row in now.rows if row.id in changed and (sentence := now.stranded(row))]
        if said:
            self.alerted.emit(" ".join(said))


class Criteria(RecordScreen):
    """Criteria and, under a tab, the groups who score, with the weights of the group in hand."""

    def __init__(self, workspace: Workspace) -> None:
        self.own = OwnWeights(workspace)
        groups = RecordPane(_GROUPS, NounRecords(workspace, AssessorGroup), self.own)
        super().__init__(workspace, "Criteria", CriteriaPane(CriterionRecords(workspace)), groups)
        self.own.alerted.connect(groups.alerted)
        self.own.recorded.connect(groups.refresh)
        groups.shown.connect(lambda: self.own.show_group(groups.in_hand))
        groups.table.moved.connect(lambda *_: self.own.show_group(groups.in_hand))
