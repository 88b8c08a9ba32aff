"""The lines of the Savings screen: what each option or project costs and saves, year by year, and what that comes to."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.appraisal.appraise import without_conditions
from desktop.appraisal.case import Flow, Option, Project
from desktop.appraisal.results import Appraisal
from desktop.appraisal.savings.line_sums import conditions
from desktop.appraisal.savings.reference_classes import ReferenceClass
from desktop.appraisal.wording import counted
from desktop.errors import KnownTrouble
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.models.placing import place_one
from desktop.models.table_model import CellEdit, NewRow, TableModel
from desktop.operations.money.staff import Staff, staff_by_organisation
from desktop.operations.records.records import Row
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.chart_view import ChartView
from desktop.views.kit.forms.fields import Choice
from desktop.views.kit.labels import Label, SecondaryLabel
from desktop.views.kit.page import TwoColumns, column, row
from desktop.views.kit.records.replacing import ReplaceBar
from desktop.views.kit.records.row_keys import give_add_keys, give_row_keys
from desktop.views.kit.records.side_view import FinanceView
from desktop.views.kit.records.source import RecordEdit
from desktop.views.money.conditions import left_sentences, what_if_words
from desktop.views.money.lines.cell_line import CellField
from desktop.views.money.lines.details import class_texts
from desktop.views.money.lines.empty import no_lines, no_options
from desktop.views.money.lines.groups import Grouping, Groups, Subtotals, flows_by_line, grouped
from desktop.views.money.lines.owners import OwnerChoice
from desktop.views.money.lines.paste import read_lines
from desktop.views.money.lines.phasing import Phasing
from desktop.views.money.lines.records import EVERY, FlowRecords
from desktop.views.money.lines.side import FULL_YEAR, LINE, WHAT_IF, LineSide
from desktop.views.money.lines.table import SavingTable
from desktop.views.money.lines.totals import OwnerMoney, Total, money_of_owner, total_cell
from desktop.views.money.results import SavingResults
from desktop.workspace import Workspace

_SIDE_WIDTH, _GROUP_WIDTH, _BESIDE_WIDTH = 340, 190, 560
_SHOW, _HIDE = "Show line details", "Hide line details"


class SavingLines(FinanceView):
    """Lines down, financial years across, of one option or project or of all; totals, charts and findings follow each edit."""

    purpose = "What each option costs and saves, year by year. Type amounts as you would say them."

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.add_action, self.paste_action = QAction("Add a line", self), QAction("Paste lines from Excel", self)
        self.up_action, self.down_action = QAction("Move up", self), QAction("Move down", self)
        self.copy_action, self.replace_action = QAction("Duplicate the line", self), QAction("Find and replace", self)
        self.delete_action = QAction("Delete the line", self)
        self.phase_action, self.what_if_action = QAction("Fill from a full-year amount", self), QAction("Leave out a condition", self)
        self._records = FlowRecords(workspace)
        self._shown: Appraisal | None = None
        self._money = OwnerMoney("")
        self._groups, self._subtotals = Groups(), Subtotals()
        self._flows: Mapping[int, Flow] = {}
        self._staff: Mapping[str, Staff] = {}
        self._added: int | None = None
        self.owners = OwnerChoice("Costs and savings of")
        self.grouping = Choice("Group by", Kind.CHOICE, [str(each) for each in Grouping], label=False, required=True)
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
        self.replacing = ReplaceBar(self.model, lambda: ("line",))
        self.results = SavingResults()
        self.side = LineSide(self.delete_action)
        self.details, self.phasing, self.conditions = self.side.details, self.side.phasing, self.side.conditions
        self._build()
        self._connect()

    def _build(self) -> None:
        group_label = Label("Group by")
        group_label.setBuddy(self.grouping.editor)
        self.grouping.setFixedWidth(look.scaled(_GROUP_WIDTH))
        self.grouping.reset(str(Grouping.NONE))
        self._beside = row(group_label, self.grouping, (self._remark, 1), self.details_button, spacing=look.TIGHT)
        self._top = TwoColumns(self.owners, self._beside, _BESIDE_WIDTH, 1000)
        self._what_if = SecondaryLabel("", wrap=True)
        self.put_back_button = PlainButton("Put back")
        self.what_if_line = row((self._what_if, 1), self.put_back_button)
        self.what_if_line.hide()
        main = column(self.cell_field, self.replacing, (self.table, 100), self.what_if_line, (self.results, 1), spacing=look.TIGHT)
        self._columns = TwoColumns(main, self.side, _SIDE_WIDTH, 880)
        options, sheet = QAction("Go to Options", self), QAction("Bring in a sheet", self)
        options.triggered.connect(lambda *_: self.go.emit("Options"))
        sheet.triggered.connect(lambda *_: self.go.emit("Bring in a sheet"))
        self.empty = {"owners": no_options(options), "lines": no_lines(sheet, self.paste_action)}
        self.box.addWidget(self._top)
        self.box.addWidget(self._columns, 1)
        for empty in self.empty.values():
            self.box.addWidget(empty)
        self._rest = QWidget()
        self._rest.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.box.addWidget(self._rest, 1)
        self.side.hide()

    def _connect(self) -> None:
        for action, act in (
            (self.add_action, self.add),
            (self.paste_action, self.paste),
            (self.up_action, lambda: self._move(-1)),
            (self.down_action, lambda: self._move(1)),
            (self.copy_action, self.copy_lines),
            (self.replace_action, self.replacing.start),
            (self.delete_action, self.delete),
            (self.phase_action, lambda: self.show_side(FULL_YEAR)),
            (self.what_if_action, lambda: self.show_side(WHAT_IF)),
        ):
            action.triggered.connect(lambda *_, act=act: act())
        give_row_keys(self, self.delete_action, self.up_action, self.down_action, self.copy_action, self.replace_action)
        give_add_keys(self.table.view, self.add_action, lambda: self.add(max(1, len(self._chosen()))))
        self.owners.chosen.connect(self._choose_owner)
        self.grouping.committed.connect(lambda _: self._regroup())
        self.details_button.clicked.connect(lambda *_: self.show_details(self.side.isHidden()))
        self.table.view.add_named = self._add_named
        self.table.question.turned.connect(self._show_lacking)
        self.table.moved.connect(lambda _: self._tell())
        self.table.view.verticalHeader().sectionDoubleClicked.connect(lambda _: self._name_line())
        self.model.dataChanged.connect(self._tell)
        self.model.arranged.connect(self._tell)
        self.model.trouble.connect(self._say_trouble)
        self.cell_field.field.committed.connect(self._enter_in_hand)
        self.details.entered.connect(self._enter_detail)
        self.details.class_chosen.connect(self._choose_class)
        self.details.named.connect(self._lead_on)
        self.phasing.fill.connect(self._fill_years)
        self.conditions.changed.connect(self._reckon)
        self.put_back_button.clicked.connect(lambda *_: self.conditions.put_back())
        self.side.parts.changed.connect(lambda _: self._tell())
        self.results.picked.connect(self._go_to_year)
        self.results.columns.turned.connect(lambda beside: self.table.show_whole(not beside))

    @property
    def primary(self) -> QAction:
        return self.add_action

    @property
    def more(self) -> list[QAction]:
        moving = [self.up_action, self.down_action, self.delete_action]
        return [self.paste_action, self.copy_action, self.replace_action, self.phase_action, self.what_if_action, *moving]

    @property
    def chart(self) -> ChartView | None:
        return self.results.charts.chart

    # Showing

    def set_appraisal(self, appraisal: Appraisal | None) -> None:
        self.appraisal = appraisal
        self.owners.set_owners(self._records.read_again())
        self._staff = {}
        self._count_staff()
        self._flows = flows_by_line(appraisal, self._records.all_rows) if appraisal is not None else {}
        self._show_rows()
        self._reckon()
        columns = self._records.form_columns()
        self.details.set_columns(columns)
        self.model.unshown = [each for each in columns if not self.model.has(each.key)]
        self._tell()

    def show_results(self) -> None:
        self._reckon()

    def forget(self) -> None:
        self.owners.forget()
        self.conditions.forget()
        self.model.set_rows([])

    def show_owner(self, name: str) -> None:
        if self.owners.choose(name):
            self._choose_owner()

    @property
    def _grouped_by(self) -> Grouping:
        chosen = Grouping(self.grouping.text() or Grouping.NONE)
        return Grouping.OWNER if chosen is Grouping.NONE and self.owners.is_every else chosen

    def _show_rows(self) -> None:
        """The lines of whoever is chosen, in their groups, with the subtotals."""
        every = self.owners.is_every
        self._records.every = every
        self._records.owner = self.owners.name if not every else self._owner_in_hand() or next(iter(self.owners.names), "")
        rows = self._records.rows()
        self._groups = grouped(rows, self._grouped_by)
        self._show_columns(rows)
        self.table.set_bands(self._subtotals.bands(self._groups, self.appraisal, self._flows, self._staff))
        self.model.set_rows(self._groups.rows)
        self.totals.set_rows([] if every else list(Total))
        self.cell_field.set_names([line.text("line") for line in rows])
        shown = [counted(len(rows), "line"), self._records.remark(rows)]
        self._remark.setText(", ".join(part for part in shown if part) if rows else "")
        self._show_lacking()

    def _regroup(self) -> None:
        self._count_staff()
        self._show_others()
        self._tell()

    def _show_others(self) -> None:
        """Show other lines, or in other groups: in the officer’s own order, but for lines that stand under headings."""
        self.model.sort(-1)
        self._show_rows()
        if self._grouped_by is Grouping.NONE:
            self.table.kept.put_back()

    def _count_staff(self) -> None:
        """Staff numbers stand beside the money of each organisation; they are read where lines are grouped by it."""
        if self._grouped_by is Grouping.ORGANISATION and not self._staff:
            self._staff = self.workspace.read(staff_by_organisation, self.workspace.case_id)

    def _owner_in_hand(self) -> str:
        """Whose results are shown: the option or project chosen, or that of the line in hand where all are shown."""
        if not self.owners.is_every:
            return self.owners.name
        line = self._in_hand()
        return line.text("owner") if line is not None else ""

    def _reckon(self) -> None:
        """Show what the owner in hand comes to, without the conditions that are switched off."""
        recorded, name = self.appraisal, self._owner_in_hand()
        if not self.side.isHidden() or self.conditions.off:
            self.conditions.set_conditions(conditions(self._flows_of(name)))
        off = self.conditions.off
        self._shown = self._without(recorded, off) if recorded is not None and off else recorded
        what_if = self._shown is not None and bool(off)
        self.what_if_line.setVisible(what_if)
        self._what_if.setText(what_if_words(len(off)) if what_if else "")
        self._money = money_of_owner(self._shown, name)
        self.conditions.say_left(left_sentences(money_of_owner(recorded, name).money, self._money.money) if what_if else [])
        self.totals.refresh()
        self.results.show_money(self._shown, self._money)

    def _flows_of(self, name: str) -> Sequence[Flow]:
        if self.appraisal is None:
            return ()
        owners: list[Option | Project] = [*self.appraisal.case.options, *self.appraisal.case.projects]
        return [flow for each in owners if each.name == name for flow in each.flows]

    @staticmethod
    def _without(recorded: Appraisal, off: Sequence[str]) -> Appraisal | None:
        try:
            return without_conditions(recorded, off)
        except KnownTrouble:
            return None

    def _show_columns(self, rows: Sequence[Row]) -> None:
        wanted = self._records.table_columns(rows)
        if [each.key for each in wanted] != [each.key for each in self.model.columns]:
            self.model.set_columns(wanted)
            self.totals.set_columns([ScreenColumn(each.key, each.heading, each.kind, editable=False) for each in wanted])

    def _show_lacking(self) -> None:
        """What is asked of a pasted block stands below the table, so that is shown then."""
        nothing = not self.model.rowCount() and not self.table.question.sentence
        self._show_parts("owners" if not self.owners.name else "lines" if nothing else "")

    def _show_parts(self, lacking: str) -> None:
        self._top.setVisible(lacking != "owners")
        self._columns.setVisible(not lacking)
        self._beside.setVisible(not lacking)
        for name, empty in self.empty.items():
            empty.setVisible(name == lacking)
        self._rest.setVisible(bool(lacking))
        for action in (self.add_action, self.paste_action):
            action.setEnabled(lacking != "owners")

    def _in_hand(self) -> Row | None:
        here = self.table.current
        return self.model.row_at(here.row()) if here.isValid() else None

    def _tell(self) -> None:
        """Bring the line above the grid and what stands beside it into line with the cell in hand."""
        here = self.table.current
        if not here.isValid() and self.model.rowCount() and self.model.columnCount():
            first = next((number for number, each in enumerate(self.model.columns) if each.key not in ("basis", "kind")), 0)
            self.table.go_to(0, first)
            return
        line = self._in_hand()
        for action in (self.up_action, self.down_action, self.copy_action, self.delete_action, self.phase_action):
            action.setEnabled(line is not None)
        if line is None:
            return
        if self.owners.is_every and self._money.name != line.text("owner"):
            self._records.owner = line.text("owner")
            self._reckon()
        name = line.text("line")
        self.cell_field.show_cell(line.id, name, self.model.columns[here.column()], self.model.cell_at(here.row(), here.column()))
        if not self.side.isHidden():
            self.details.show_line(self.model, here.row(), name, self._flows.get(line.id))
            self.phasing.show_line(line, [str(year) for year in self._records.years()])

    def _choose_owner(self) -> None:
        self._show_others()
        self._reckon()
        self.quiet.emit()
        if self.model.rowCount():
            self.table.go_to(0, max(self.table.current.column(), 0))
        self._tell()

    def show_details(self, shown: bool) -> None:
        """Open or close what stands beside the grid."""
        self.side.setVisible(shown)
        self.details_button.setText(_HIDE if shown else _SHOW)
        if shown:
            self._reckon()
            self._tell()

    def show_side(self, part: int) -> None:
        """Open one of the parts beside the grid: the line, its full-year amount, or the conditions."""
        self.side.parts.choose(part)
        self.show_details(True)
        if part == FULL_YEAR:
            self.phasing.amount.start()
        elif part == WHAT_IF and self.conditions.switches:
            self.conditions.switches[0].box.setFocus()

    def _name_line(self) -> None:
        self.show_side(LINE)
        self.details.start()

    # Editing

    def _set(self, line: Row, edited: ScreenColumn, text: str) -> None:
        self._records.set(line.id, edited.key, text)

    def _set_block(self, edits: Sequence[CellEdit]) -> None:
        """Record typed, pasted, filled or cleared cells as one step; a block that runs past the last line adds lines."""
        self._records.set_block(
            [RecordEdit(each.row if isinstance(each.row, NewRow) else each.row.id, each.column.key, each.text) for each in edits]
        )
        if any(each.column.key == "owner" and each.text != self.owners.name for each in edits if isinstance(each.row, NewRow)):
            self.show_owner(EVERY.name)  # nothing is added where it cannot be seen
        if new := len({each.row.number for each in edits if isinstance(each.row, NewRow)}):
            self.deleted.emit(f"Added {counted(new, 'line')}.")

    def _enter_in_hand(self, text: str) -> None:
        here = self.table.current
        if here.isValid():
            self.model.enter(here.row(), self.model.columns[here.column()], text)

    def _enter_detail(self, edited: ScreenColumn, text: str) -> None:
        """A field of the form, which the other lines chosen may have too. A line given to another option or project is followed there."""
        line, others = self._in_hand(), [each.id for each in self._chosen()]
        if line is None or not self.model.enter(self.table.current.row(), edited, text):
            return
        if edited.key == "owner" and self._records.owner_of(line.id) != self._owner_in_hand():
            self.go_to_line(line.id)
        elif edited.key != "line" and len(others) > 1:
            rows = [row for each in others if each != line.id and (row := self.model.find(each)) >= 0]
            self.table.choose_rows(rows)
            filled = place_one(self.model, text, rows, [edited])
            words = f"Fill {edited.heading} of the {counted(len(rows), 'other line')} chosen? {filled.question()}".rstrip()
            if not filled.is_here:
                self.table.question.ask(words, [("Fill", lambda: self.model.enter_block(filled.edits))], "Leave as it is")

    def _choose_class(self, reference: ReferenceClass | None) -> None:
        """Record a type of project with the optimism bias it brings, as one step."""
        line = self._in_hand()
        if line is not None:
            self._fill(line, class_texts(reference), f"type of project of {line.text('line')}")

    def _fill_years(self, phasing: Phasing) -> None:
        """Write the amounts that the form has shown, as one step."""
        line = self._in_hand()
        if line is None or not self._fill(line, phasing.texts, f"full year of {line.text('line')}, phased in"):
            return
        count = sum(key[:1].isdigit() for key in phasing.texts)
        self.deleted.emit(f"Filled {counted(count, 'year')} of {line.text('line')}.")

    def _fill(self, line: Row, texts: Mapping[str, str], label: str) -> bool:
        self.quiet.emit()
        try:
            self._records.fill(line, texts, label)
        except KnownTrouble as trouble:
            self.alerted.emit(str(trouble))
            return False
        return True

    def _say_trouble(self, sentence: str) -> None:
        """The sentence of the cell or field in hand stands beside it; only what concerns a block needs the page's message."""
        if sentence not in (self.table.trouble.text(), *self.details.troubles):
            self.alerted.emit(sentence)

    def add(self, number: int = 1) -> None:
        """Add a line, or several, open the details of the first and put the cursor in its name."""
        self._add(lambda: [self._records.add()] if number == 1 else self._records.add_several(number))

    def copy_lines(self) -> None:
        """Add a line like each of those chosen, and put the cursor in the name of the first."""
        if lines := self._chosen():
            self._add(lambda: self._records.copy([line.id for line in lines]))

    def _add(self, add: Callable[[], Sequence[Hashable]]) -> None:
        try:
            lines = add()
        except KnownTrouble as trouble:
            self.alerted.emit(str(trouble))
            return
        self.quiet.emit()
        self._added = int(str(lines[0]))
        self.go_to_line(self._added)
        self._name_line()

    def _lead_on(self) -> None:
        """From the name of a line just added to its first amount."""
        line, years = self._in_hand(), {str(year) for year in self._records.years()}
        if line is None or line.id != self._added:
            return
        self._added = None
        if key := next((each.key for each in self.model.columns if each.key in years), ""):
            self.take_to(key)

    def _chosen(self) -> list[Row]:
        numbers = {index.row() for index in self.table.view.selectedIndexes()} or {self.table.current.row()} - {-1}
        return [self.model.row_at(number) for number in sorted(numbers)]

    def paste(self) -> None:
        """Paste lines by their headings, or by their order with the names first, onto new lines unless several are chosen."""
        self.quiet.emit()
        self.table.view.paste(onto_new=True)

    def _add_named(self, block: Sequence[Sequence[str]]) -> None:
        lines = read_lines(block, self.workspace.case.years)
        self.go_to_line(self._records.paste_lines(lines))
        self.deleted.emit(f"Added {counted(len(lines), 'line')}.")

    def delete(self) -> None:
        """Delete the lines chosen. Nothing is asked first: the message says what has gone and offers it back."""
        lines = self._chosen()
        if not lines:
            return
        first, number = self.model.find(lines[0].id), self.table.current.column()
        try:
            self._records.delete([line.id for line in lines])
        except KnownTrouble as trouble:
            self.alerted.emit(str(trouble))
            return
        if self.model.rowCount():
            self.table.go_to(min(first, self.model.rowCount() - 1), number)
        self.deleted.emit(f"Deleted {lines[0].text('line') if len(lines) == 1 else counted(len(lines), 'line')}.")

    def _move(self, by: int) -> None:
        line = self._in_hand()
        if line is not None:
            fellows = self._groups.fellows(line.id)
            moved = [each.id for each in self._chosen() if each.id in fellows]
            self.model.sort(-1)
            try:
                self._records.move(moved, by, fellows)
            except KnownTrouble as trouble:
                self.alerted.emit(str(trouble))
            self.go_to_line(line.id)
            self.table.choose_rows(self.model.find(each) for each in moved)

    # Going to

    def go_to_line(self, line: int) -> None:
        """Take a line in hand by its id, whosever it is; the column stays."""
        owner = self._records.owner_of(line)
        if owner and owner != self.owners.name and not self.owners.is_every:
            self.owners.choose(owner)
            self._show_rows()
            self._reckon()
        row_number = self.model.find(line)
        if row_number >= 0:
            self.table.go_to(row_number, max(self.table.current.column(), 0))
            self._tell()

    def take_to(self, key: str) -> None:
        """Put the focus on a cell or a field of the line in hand, by the key of its column."""
        number = next((number for number, each in enumerate(self.model.columns) if each.key == key), None)
        if number is None:
            self.show_field(key)
        else:
            self.table.go_to(self.table.current.row(), number)
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_field(self, key: str) -> None:
        """Put the focus on a field of the line in hand that has no column in the grid."""
        self.show_side(LINE)
        field = self.details.form.fields.get(key)
        if field is not None:
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal(self, field: QWidget) -> None:
        """Open the part beside the grid that holds a field."""
        for number, part in enumerate((self.details, self.phasing, self.conditions)):
            if part.isAncestorOf(field):
                self.side.parts.choose(number)
                self.show_details(True)

    def _go_to_year(self, record: str) -> None:
        year = record.rpartition(":")[2]
        number = next((number for number, each in enumerate(self.model.columns) if each.key == year), -1)
        if number >= 0 and self.table.current.isValid():
            self.table.go_to(self.table.current.row(), number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """With no lines yet, paste makes them."""
        if event.matches(QKeySequence.StandardKey.Paste) and self.empty["lines"].isVisible():
            self.paste()
        else:
            super().keyPressEvent(event)
