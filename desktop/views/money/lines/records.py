"""The lines of one option or project as the Savings screen knows them: whose they are, their columns, and each edit as one unit of work."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

from db.nouns.choice import Option
from db.nouns.money import CashFlow, Project
from db.nouns.noun import Column as Declared
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.years import FinancialYear
from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn, amount_cell
from desktop.models.kinds import Kind
from desktop.models.table_model import NewRow
from desktop.operations.appraising.line_records import phased_amounts
from desktop.operations.records import pasting, records
from desktop.operations.records.columns import column_of
from desktop.operations.records.records import Row
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.source import RecordEdit
from desktop.workspace import Workspace

_BASIS = "basis"
_REPORTED = "reported"

#: What is offered beside the council's own words.
_OFFERED = {
    "category": ("Redundancy", "Pension strain", "ICT", "Accommodation", "Programme", "Capital financing"),
    "driver": ("Service management", "Process efficiencies", "IT systems", "Support services", "Bought-in supplies"),
    "confidence": ("High", "Medium", "Low"),
}


@dataclass(frozen=True, slots=True)
class Owner:
    """An option or a project that lines belong to. `key` stays when it is renamed."""

    key: tuple[str, int]
    name: str


#: Stands for every option and project together.
EVERY = Owner(("every", 0), "All options and projects")


class FlowRecords(NounRecords):
    """The lines of the owner in hand, or of every one. A line added or pasted becomes `owner`'s, as does one pasted below the last.

    `read_again` reads the lines; everything else is of what it read.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, CashFlow)
        self.owner = ""
        self.every = False
        self._all: Sequence[Row] = ()
        self._phased: Mapping[int, Mapping[FinancialYear, Estimate]] = {}

    def read_again(self) -> tuple[Owner, ...]:
        """Read every line, and give whose lines may be shown: the options, the projects, and at the end, where there are several, all.

        A benchmark that flows are changes from has none, unless some were recorded all the same.
        """
        self._all = super().rows()
        case = self.workspace.case_id
        self._phased = self.workspace.read(phased_amounts, case)
        changes = self.workspace.case.flows_are == "changes"
        owners_with_lines = {row.values["owner"] for row in self._all}
        owners = [
            Owner(("option", row.id), row.text("name"))
            for row in self.workspace.read(records.rows, Option, case)
            if not (changes and row.values["benchmark"] is True) or row.text("name") in owners_with_lines
        ]
        owners += [Owner(("project", row.id), row.text("name")) for row in self.workspace.read(records.rows, Project, case)]
        return (*owners, EVERY) if len(owners) > 1 else tuple(owners)

    def rows(self) -> Sequence[Row]:
        """The lines shown, in the order recorded."""
        if self.every:
            return self._all
        return [row for row in self._all if row.values["owner"] == self.owner]

    @property
    def all_rows(self) -> Sequence[Row]:
        """Every line of the case, in the order recorded."""
        return self._all

    def owner_of(self, row_id: int) -> str:
        """Whose a line is; empty where there is no such line."""
        return next((row.text("owner") for row in self._all if row.id == row_id), "")

    def name(self, row: Row) -> str:
        return row.text("line")

    # Columns

    def table_columns(self, rows: Sequence[Row]) -> list[ScreenColumn]:
        """Basis, where it is not the same for every line; then the kind, and a column a financial year."""
        columns = {column.key: column for column in self.columns()}
        years = [columns[str(year)] for year in self.years()]
        differs = len({row.text(_BASIS) for row in rows}) > 1
        return [*([columns[_BASIS]] if differs else []), columns["kind"], *years]

    def form_columns(self) -> list[ScreenColumn]:
        """Everything about a line but its amounts, and the type of project, which the form picks from those that are published."""
        apart = {"bias_class", *(str(year) for year in self.years())}
        return [column for column in self.columns() if column.key not in apart]

    def amount_column(self, key: str, year: FinancialYear, heading: str, hint: str = "") -> ScreenColumn:
        """The amounts of a year; quiet where they are a part of a total, which is changed under Scenarios."""

        def cell(row: Row) -> Cell:
            if row.id not in self._phased:
                return amount_cell(row.amounts.get(year))
            part = amount_cell(self._phased[row.id].get(year), f"{year}, a part of the total")
            return replace(part, quiet=True, edit="")

        return replace(super().amount_column(key, year, heading, hint), cell=cell)

    def column(self, column: Declared) -> ScreenColumn:
        table_column = super().column(column)
        if column.key == "kind":
            return replace(table_column, choices=self._kinds, cell=_kind_cell, least=8)
        if column.key in _OFFERED:
            return replace(table_column, kind=Kind.WORDS, choices=lambda: self._used(column.key))
        return replace(table_column, cell=_basis_cell) if column.key == _BASIS else table_column

    def _kinds(self) -> tuple[str, ...]:
        """Where flows are whole costs, a saving is what an option costs less than the benchmark, and is not recorded as a line."""
        whole = self.workspace.is_open and self.workspace.case.flows_are != "changes"
        return tuple(each.capitalize() for each in column_of(CashFlow, "kind").choices if not (whole and each == "saving"))

    def _used(self, key: str) -> tuple[str, ...]:
        """The usual words of a column, then those the case has already."""
        words: dict[str, str] = {}
        for text in (*_OFFERED[key], *(row.text(key) for row in self._all)):
            if text:
                words.setdefault(text.casefold(), text)
        return tuple(words.values())

    # What an officer does

    def fill(self, row: Row, texts: Mapping[str, str], label: str) -> None:
        """Record several cells of one line as one undo step. Raises KnownTrouble."""
        edits = [records.Edit(row.id, key, text) for key, text in texts.items()]
        self.workspace.edit(label, records.change, CashFlow, self.parent, edits)

    def add(self) -> int:
        return self.workspace.edit("new line", records.add, CashFlow, self.parent, {"owner": self.owner})

    def add_several(self, number: int) -> Sequence[Hashable]:
        label = f"{number} new {CashFlow.PLURAL}"
        return self.workspace.edit_rows(number, label, pasting.paste, CashFlow, self.parent, [], [{"owner": self.owner}] * number)

    def set_block(self, edits: Sequence[RecordEdit]) -> None:
        owned = {each.row for each in edits if each.key == "owner"}
        new = dict.fromkeys(each.row for each in edits if isinstance(each.row, NewRow) and each.row not in owned)
        super().set_block([*edits, *(RecordEdit(row, "owner", self.owner) for row in new)])

    def paste_lines(self, lines: Sequence[Mapping[str, str]]) -> int:
        """Add whole lines as one undo step and give the id of the first. Raises KnownTrouble."""
        given = [{"owner": self.owner, **line} for line in lines]
        label = f"{len(given)} {'line' if len(given) == 1 else 'lines'} pasted into Money"
        return self.workspace.edit_rows(len(given), label, pasting.paste, CashFlow, self.parent, [], given)[0]

    def _block_label(self, edits: Sequence[RecordEdit]) -> str:
        return super()._block_label([each for each in edits if each.key != "owner"])


def _kind_cell(row: Row) -> Cell:
    return Cell(row.text("kind").capitalize(), quiet=True)


def _basis_cell(row: Row) -> Cell:
    """Reported is the rule, and says nothing; assumed and illustrative are a quiet word."""
    basis = row.text(_BASIS)
    shown = "" if basis == _REPORTED else basis.capitalize()
    return Cell(shown, edit=basis.capitalize(), quiet=True, spoken=f"Basis: {basis}")
