"""The lines of one option or project as the Savings screen knows them: whose they are, their columns, and each edit as one unit of work."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.models.cell import Cell
from desktop.models.column import Column
from desktop.models.table_model import NewRow
from desktop.operations import columns as declared
from desktop.operations import pasting, records
from desktop.operations.nouns import FLOWS, OPTIONS, PROJECTS
from desktop.operations.records import Row
from desktop.views.noun_records import NounRecords
from desktop.views.record_source import RecordEdit
from desktop.workspace import Workspace

_BASIS = "basis"
_REPORTED = "reported"
_FIRST_IN_FORM = ("line", "kind", "owner", "organisation", "cashable", "recurring")


@dataclass(frozen=True, slots=True)
class Owner:
    """An option or a project that lines belong to. `key` stays when it is renamed."""

    key: tuple[str, int]
    name: str


class FlowRecords(NounRecords):
    """The lines of the owner in hand. A line added or pasted becomes the owner's."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, FLOWS)
        self.owner = ""
        self._all: Sequence[Row] = ()

    def owners(self) -> tuple[Owner, ...]:
        """The options, then the projects. A benchmark that flows are changes from has none, unless some were recorded all the same."""
        case = self.workspace.case_id
        changes = self.workspace.case.flows_are == "changes"
        held = {row.text("owner") for row in self.workspace.read(records.rows, FLOWS, case)}
        found = [
            Owner(("option", row.id), row.text("name"))
            for row in self.workspace.read(records.rows, OPTIONS, case)
            if not (changes and row.values["benchmark"] is True) or row.text("name") in held
        ]
        return (*found, *(Owner(("project", row.id), row.text("name")) for row in self.workspace.read(records.rows, PROJECTS, case)))

    def rows(self) -> Sequence[Row]:
        """The owner's lines, in the order recorded."""
        self._all = super().rows()
        return [row for row in self._all if row.text("owner") == self.owner]

    def owner_of(self, row_id: int) -> str:
        """Whose a line is; empty where there is no such line."""
        return next((row.text("owner") for row in self.workspace.read(records.rows, FLOWS, self.parent) if row.id == row_id), "")

    def name(self, row: Row) -> str:
        return row.text("line")

    # Columns

    def table_columns(self, rows: Sequence[Row]) -> list[Column]:
        """Basis, where it is not the same for every line; then the kind, and a column a financial year."""
        columns = {column.key: column for column in self.columns()}
        years = [columns[str(year)] for year in self.years()]
        differs = len({row.text(_BASIS) for row in rows}) > 1
        return [*([columns[_BASIS]] if differs else []), columns["kind"], *years]

    def form_columns(self) -> list[Column]:
        """Everything about a line but its amounts, its name first."""
        years = {str(year) for year in self.years()}
        columns = {column.key: column for column in self.columns() if column.key not in years}
        first = [columns.pop(key) for key in _FIRST_IN_FORM]
        return [*first, *columns.values()]

    def column(self, column: declared.Column) -> Column:
        made = super().column(column)
        if column.key == "kind":
            return replace(made, choices=self._kinds, cell=_kind_cell, least=8)
        return replace(made, cell=_basis_cell) if column.key == _BASIS else made

    def _kinds(self) -> tuple[str, ...]:
        """Where flows are whole costs, a saving is what an option costs less than the benchmark, and is not recorded as a line."""
        whole = self.workspace.is_open and self.workspace.case.flows_are != "changes"
        return tuple(each.capitalize() for each in FLOWS.column("kind").choices if not (whole and each == "saving"))

    # What an officer does

    def add(self) -> int:
        return self.workspace.edit("new line", records.add, FLOWS, self.parent, {"owner": self.owner})

    def set_block(self, edits: Sequence[RecordEdit]) -> None:
        new = {each.row.number: each.row for each in edits if isinstance(each.row, NewRow)}
        super().set_block([*edits, *(RecordEdit(row, "owner", self.owner) for row in new.values())])

    def paste_lines(self, lines: Sequence[Mapping[str, str]]) -> int:
        """Add whole lines as one undo step and give the id of the first. Raises KnownTrouble."""
        given = [{"owner": self.owner, **line} for line in lines]
        label = f"{len(given)} {'line' if len(given) == 1 else 'lines'} pasted into Savings"
        return self.workspace.edit(label, pasting.paste, FLOWS, self.parent, [], given)[0]

    def move(self, row_id: Hashable, by: int) -> None:
        """Past the owner's next line, whatever lines of others stand between."""
        ids = [row.id for row in self._all]
        own = [row.id for row in self._all if row.text("owner") == self.owner]
        if row_id not in own:
            return
        beside = own.index(row_id) + by
        if 0 <= beside < len(own):
            super().move(row_id, ids.index(own[beside]) - ids.index(row_id))

    def _block_label(self, edits: Sequence[RecordEdit]) -> str:
        return super()._block_label([each for each in edits if each.key != "owner"]).replace(FLOWS.sheet, "Savings")


def _kind_cell(row: Row) -> Cell:
    return Cell(row.text("kind").capitalize(), quiet=True)


def _basis_cell(row: Row) -> Cell:
    """Reported is the rule, and says nothing; assumed and illustrative are a quiet word."""
    basis = row.text(_BASIS)
    shown = "" if basis == _REPORTED else basis.capitalize()
    return Cell(shown, edit=basis.capitalize(), quiet=True, spoken=f"Basis: {basis}")
