"""The Savings screen: what each option or project costs and saves, year by year, and what that comes to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.appraisal.results import Appraisal
from desktop.errors import KnownTrouble
from desktop.models.block_text import read_block
from desktop.models.column import Column
from desktop.models.table_model import CellEdit, NewRow, TableModel
from desktop.operations.records import Row
from desktop.views import look
from desktop.views.buttons import PlainButton
from desktop.views.labels import SecondaryLabel
from desktop.views.page import TwoColumns, column, row
from desktop.views.record_source import RecordEdit
from desktop.views.saving_cells import OwnerMoney, Total, money_of_owner, total_cell
from desktop.views.saving_details import LineDetails
from desktop.views.saving_empty import no_lines, no_options
from desktop.views.saving_field import CellField
from desktop.views.saving_owners import OwnerChoice
from desktop.views.saving_paste import read_lines
from desktop.views.saving_records import FlowRecords
from desktop.views.saving_results import SavingResults
from desktop.views.saving_table import SavingTable
from desktop.views.screen import Screen
from desktop.workspace import Workspace

_DETAILS_WIDTH = 340
_SHOW, _HIDE = "Show line details", "Hide line details"


class Savings(Screen):
    """Lines down, financial years across, one option or project at a time; totals, chart and findings follow each edit."""

    def __init__(self, workspace: Workspace) -> None:
        self.add_action, self.paste_action = QAction("Add a line"), QAction("Paste lines from Excel")
        self.up_action, self.down_action, self.delete_action = QAction("Move up"), QAction("Move down"), QAction("Delete the line")
        more = [self.paste_action, self.up_action, self.down_action, self.delete_action]
        purpose = "What each option costs and saves, year by year. Type amounts as you would say them."
        super().__init__(workspace, "Savings", purpose, self.add_action, more)
        self._records = FlowRecords(workspace)
        self._appraisal: Appraisal | None = None
        self._money = OwnerMoney("")
        self._trouble = ""
        self._case: tuple[Path | None, int] | None = None
        self.owners = OwnerChoice("Costs and savings of")
        self._remark = SecondaryLabel("", look.SMALL, wrap=True)
        self.details_button = PlainButton(_SHOW)
        self.cell_field = CellField()
        self.model = TableModel(
            [],
            edit=self._set,
            edit_block=self._set_block,
            can_add=True,
            names=lambda line: str(line.text("line")),
            names_heading="Line",
        )
        self.totals = TableModel([], list(Total), value=lambda total, each: total_cell(self._money, total, each), names=str)
        self.table = SavingTable("Costs and savings by line and year", self.model, self.totals)
        self.results = SavingResults()
        self.details = LineDetails(self.delete_action)
        self._build()
        self._connect()

    def _build(self) -> None:
        main = column(self.cell_field, (self.table, 100), (self.results, 1), spacing=look.TIGHT)
        self._columns = TwoColumns(main, self.details, _DETAILS_WIDTH, 880)
        self._top = row(self.owners, (self._remark, 1), self.details_button, spacing=look.GAP)
        options, first = QAction("Go to Options", self), QAction("Add the first line", self)
        options.triggered.connect(lambda *_: self.go.emit("Options"))
        first.triggered.connect(lambda *_: self.add())
        self._empty = {"owners": no_options(options), "lines": no_lines(first, self.paste_action)}
        self.box.setSpacing(look.TIGHT)
        self.box.addWidget(self._top)
        self.box.addWidget(self._columns, 1)
        for empty in self._empty.values():
            self.box.addWidget(empty)
        self._rest = QWidget()
        self._rest.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.box.addWidget(self._rest, 1)
        self.details.hide()

    def _connect(self) -> None:
        self.add_action.triggered.connect(lambda *_: self.add())
        self.paste_action.triggered.connect(lambda *_: self.paste())
        self.up_action.triggered.connect(lambda *_: self._move(-1))
        self.down_action.triggered.connect(lambda *_: self._move(1))
        self.delete_action.triggered.connect(lambda *_: self.delete())
        for action, keys in ((self.delete_action, "Ctrl+Del"), (self.up_action, "Alt+Up"), (self.down_action, "Alt+Down")):
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)
        self.owners.chosen.connect(self._choose_owner)
        self.details_button.clicked.connect(lambda *_: self.show_details(self.details.isHidden()))
        self.table.moved.connect(lambda _: self._tell())
        self.table.view.verticalHeader().sectionDoubleClicked.connect(lambda _: self._name_line())
        self.model.dataChanged.connect(self._tell)
        self.model.arranged.connect(self._tell)
        self.model.trouble.connect(self._say_trouble)
        self.cell_field.field.committed.connect(self._enter_in_hand)
        self.details.entered.connect(self._enter_detail)
        self.results.picked.connect(self._go_to_year)

    # Showing

    def refresh(self) -> None:
        case = (self.workspace.path, self.workspace.case_id)
        if case != self._case:  # another case, whose rows may have the same ids
            self._case = case
            self.owners.forget()
            self.model.set_rows([])
        self.owners.set_owners(self._records.owners())
        self._records.owner = self.owners.name
        rows = self._records.rows()
        self._appraise()
        self._money = money_of_owner(self._appraisal, self.owners.name)
        self._show_columns(rows)
        self.model.set_rows(rows)
        self.totals.refresh()
        self.cell_field.set_names([line.text("line") for line in rows])
        self.details.set_columns(self._records.form_columns())
        self.results.show_money(self._appraisal, self._money)
        counted = f"{len(rows)} {'line' if len(rows) == 1 else 'lines'}"
        self._remark.setText(", ".join(part for part in (counted, self._records.remark(rows)) if part) if rows else "")
        self._show_parts("owners" if not self.owners.name else "lines" if not rows else "")
        self._tell()

    def _appraise(self) -> None:
        """Where the records contradict one another, say so until they no longer do: the grid stays to put them right in."""
        before = self._trouble
        try:
            self._appraisal, self._trouble = self.workspace.appraisal(), ""
        except KnownTrouble as trouble:
            self._appraisal, self._trouble = None, str(trouble)
        if self._trouble and self.messages.sentence != self._trouble:
            self.messages.alert(self._trouble)
        elif before and not self._trouble and self.messages.sentence == before:
            self.messages.clear()

    def _show_columns(self, rows: Sequence[Row]) -> None:
        wanted = self._records.table_columns(rows)
        if [each.key for each in wanted] != [each.key for each in self.model.columns]:
            self.model.set_columns(wanted)
            self.totals.set_columns([Column(each.key, each.heading, each.kind, editable=False) for each in wanted])

    def _show_parts(self, lacking: str) -> None:
        self._top.setVisible(lacking != "owners")
        self._columns.setVisible(not lacking)
        self.details_button.setVisible(not lacking)
        for name, empty in self._empty.items():
            empty.setVisible(name == lacking)
        self._rest.setVisible(bool(lacking))
        self.add_action.setEnabled(lacking != "owners")
        self.paste_action.setEnabled(lacking != "owners")

    def _in_hand(self) -> Row | None:
        here = self.table.current
        return self.model.row_at(here.row()) if here.isValid() else None

    def _tell(self) -> None:
        """Bring the line above the grid and the details into line with the cell in hand."""
        here = self.table.current
        if not here.isValid() and self.model.rowCount() and self.model.columnCount():
            first = next((number for number, each in enumerate(self.model.columns) if each.key not in ("basis", "kind")), 0)
            self.table.go_to(0, first)
            return
        line = self._in_hand()
        for action in (self.up_action, self.down_action, self.delete_action):
            action.setEnabled(line is not None)
        if line is None:
            return
        name = line.text("line")
        self.cell_field.show_cell(line.id, name, self.model.columns[here.column()], self.model.cell_at(here.row(), here.column()))
        self.details.show_line(self.model, here.row(), name)

    def _choose_owner(self) -> None:
        self.refresh()
        self.messages.clear()
        if self.model.rowCount():
            self.table.go_to(0, max(self.table.current.column(), 0))

    def show_details(self, shown: bool) -> None:
        """Open or close the form for the line in hand."""
        self.details.setVisible(shown)
        self.details_button.setText(_HIDE if shown else _SHOW)

    def _name_line(self) -> None:
        self.show_details(True)
        self.details.start()

    # Editing

    def _set(self, line: Row, edited: Column, text: str) -> None:
        self._records.set(line.id, edited.key, text)

    def _set_block(self, edits: Sequence[CellEdit]) -> None:
        """Record typed, pasted, filled or cleared cells as one step; a block that runs past the last line adds lines."""
        self._records.set_block(
            [RecordEdit(each.row if isinstance(each.row, NewRow) else each.row.id, each.column.key, each.text) for each in edits]
        )

    def _enter_in_hand(self, text: str) -> None:
        here = self.table.current
        if here.isValid():
            self.model.enter(here.row(), self.model.columns[here.column()], text)

    def _enter_detail(self, edited: Column, text: str) -> None:
        """A field of the form. A line given to another option or project is followed there."""
        line = self._in_hand()
        if line is None or not self.model.enter(self.table.current.row(), edited, text):
            return
        if edited.key == "owner" and self._records.owner_of(line.id) != self.owners.name:
            self.go_to_line(line.id)

    def _say_trouble(self, sentence: str) -> None:
        """The sentence of the cell or field in hand stands beside it; only what concerns a block needs the page's message."""
        if sentence not in (self.table.trouble.text(), *self.details.troubles):
            self.messages.alert(sentence)

    def add(self) -> None:
        """Add a line, open its details and put the cursor in its name."""
        try:
            made = self._records.add()
        except KnownTrouble as trouble:
            self.messages.alert(str(trouble))
            return
        self.messages.clear()
        self.go_to_line(made)
        self._name_line()

    def paste(self) -> None:
        """Add the lines on the clipboard, whose first column is their names, as one step."""
        try:
            lines = read_lines(read_block(QGuiApplication.clipboard().text()), self.workspace.case.years)
            first = self._records.paste_lines(lines)
        except KnownTrouble as trouble:
            self.messages.alert(str(trouble))
            return
        self.go_to_line(first)
        self.offer_undo(f"Added {len(lines)} {'line' if len(lines) == 1 else 'lines'}.")

    def delete(self) -> None:
        """Delete the lines chosen. Nothing is asked first: the message says what has gone and offers it back."""
        chosen = sorted({index.row() for index in self.table.view.selectedIndexes()} or {self.table.current.row()} - {-1})
        lines = [self.model.row_at(number) for number in chosen]
        if not lines:
            return
        number = self.table.current.column()
        self._records.delete([line.id for line in lines])
        if self.model.rowCount():
            self.table.go_to(min(chosen[0], self.model.rowCount() - 1), number)
        self.offer_undo(f"Deleted {lines[0].text('line') if len(lines) == 1 else f'{len(lines)} lines'}.")

    def _move(self, by: int) -> None:
        line = self._in_hand()
        if line is not None:
            self.model.sort(-1)
            self._records.move(line.id, by)
            self.go_to_line(line.id)

    # Going to

    def go_to_line(self, line: int) -> None:
        """Take a line in hand by its id, whosever it is; the column stays."""
        owner = self._records.owner_of(line)
        if owner and owner != self.owners.name:
            self.owners.choose(owner)
            self.refresh()
        found = self.model.find(line)
        if found >= 0:
            self.table.go_to(found, max(self.table.current.column(), 0))

    def _go_to_year(self, record: str) -> None:
        year = record.rpartition(":")[2]
        number = next((number for number, each in enumerate(self.model.columns) if each.key == year), -1)
        if number >= 0 and self.table.current.isValid():
            self.table.go_to(self.table.current.row(), number)

    def focus_on(self, target: object) -> None:
        """A line by its id, or an option's or a project's lines by its name."""
        if isinstance(target, int):
            self.go_to_line(target)
        elif isinstance(target, str) and self.owners.choose(target):
            self._choose_owner()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """With no lines yet, paste makes them."""
        if event.matches(QKeySequence.StandardKey.Paste) and self._empty["lines"].isVisible():
            self.paste()
        else:
            super().keyPressEvent(event)
