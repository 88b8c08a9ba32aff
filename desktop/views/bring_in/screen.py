"""Bring in a sheet: somebody else's workbook or a pasted table, matched, shown, and taken as one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.appraisal.wording import counted, listed
from desktop.errors import KnownTrouble
from desktop.models.kinds import Kind
from desktop.models.table_model import TableModel
from desktop.operations.matching.asks import Match, case_names
from desktop.operations.matching.filling import Filling, Held, brought_words
from desktop.operations.matching.headings import is_case
from desktop.operations.matching.layout_asks import with_answer
from desktop.operations.matching.matching import is_plain_column, match
from desktop.operations.matching.remembering import remember, shape_of
from desktop.operations.matching.report import notes_of, report_of
from desktop.operations.matching.tables import Table, tables_of, tables_of_block
from desktop.operations.matching.taking import filling, held_of, rows_seen_to, take
from desktop.operations.workbook.report import Report, report_text
from desktop.operations.workbook.separated_values import read_sheets
from desktop.tasks import Progress, Task
from desktop.views.bring_in.preview import Outcome, as_in_the_sheet, outcomes, preview_columns
from desktop.views.bring_in.questions import Questions
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.clipboard import copied_block
from desktop.views.kit.empty_state import EmptyState
from desktop.views.kit.forms.choice import ChoiceBox
from desktop.views.kit.labels import SecondaryLabel, heading
from desktop.views.kit.page import TwoColumns, column, row
from desktop.views.kit.screen import Screen
from desktop.views.kit.scroll_box import ScrollBox
from desktop.views.kit.tables.result_table import SideTable
from desktop.workspace import Workspace

_BOOKS = "Workbooks and tables (*.xlsx *.csv)"
_QUESTIONS_WIDTH = 360
#: A table of more rows than this is matched off the main thread.
_AT_ONCE = 1_000
_Done = TypeVar("_Done")


class BringIn(Screen):
    """At the left what is asked of the table in hand, at the right what it would bring. Nothing is taken before it is shown."""

    def __init__(self, workspace: Workspace) -> None:
        self.take_action = QAction("Bring in")
        self.choose_action, self.paste_action = QAction("Choose a workbook…"), QAction("Paste a table")
        super().__init__(
            workspace,
            "Bring in a sheet",
            "Take a table from somebody else’s workbook, or from the clipboard. See first what goes where.",
            self.take_action,
            [self.choose_action, self.paste_action],
        )
        self.take_action.triggered.connect(self.take)
        self.choose_action.triggered.connect(self._choose)
        self.paste_action.triggered.connect(self.paste)
        self.paste_action.setShortcut(QKeySequence.StandardKey.Paste)
        self.tables: tuple[Table, ...] = ()
        self.name = ""
        self._answers: dict[int, dict[str, str]] = {}
        self._match: Match | None = None
        self._filling: Filling | None = None
        self._outcomes: tuple[Outcome, ...] = ()
        self._turn = 0
        self._told: Report | None = None
        self._task: Task | None = None
        self._of: tuple[Path | None, int] | None = None
        self.table_box = ChoiceBox(Kind.CHOICE, required=True)
        self.table_box.setAccessibleName("Table")
        self.table_box.activated.connect(lambda _: self._show_table())
        self.source, self.said = heading(""), SecondaryLabel("", wrap=True)
        self.notes = SecondaryLabel("", wrap=True)
        self.copy_button = PlainButton("Copy the report")
        self.copy_button.clicked.connect(self._copy)
        self.questions = Questions()
        self.questions.answered.connect(self._answer)
        self.model = TableModel(preview_columns(), row_id=lambda each: each.id)
        self.preview = SideTable("What it would bring", self.model)
        self.questions_box = ScrollBox(self.questions)
        right = column(self.said, (self.preview, 1), self.notes, row(self.copy_button, (QWidget(), 1)))
        self.parts = TwoColumns(right, self.questions_box, _QUESTIONS_WIDTH)
        self.parts.turned.connect(lambda wide: self.questions_box.show_whole(not wide))
        self.chooser = row(self.source, (self.table_box, 1), (QWidget(), 1))
        self.other_file, self.other_paste = PlainButton("Choose a workbook…"), PlainButton("Paste a table")
        self.empty = EmptyState(
            "Nothing to bring in yet",
            "Choose a workbook with costs, scores, risks or another list, or copy a table and paste it. It is shown before it is taken.",
            [self.choose_action, self.paste_action],
            "download",
        )
        self.box.addWidget(self.empty)
        self.box.addWidget(self.chooser)
        self.box.addWidget(self.parts, 1)
        self.box.addStretch(0)
        self._show()

    def fill(self) -> None:
        now = (self.workspace.path, self.workspace.case_id)
        if self._of != now:
            self._of, self.tables, self._answers = now, (), {}
        if self.tables:
            self._match_again()
        self._show()

    # Where tables come from

    def open_book(self, path: Path) -> None:
        """Read every table of a workbook, off the main thread."""
        self.messages.clear()
        if self._task is not None:
            return
        self._task = self.workspace.tasks.start(
            f"Reading {path.name}",
            lambda progress: _tables(path, progress),
            lambda tables: self._found(path.name, tables),
            self._failed,
            self._failed,
        )
        self._show()

    def paste(self) -> None:
        """Take the table on the clipboard in hand."""
        try:
            block = copied_block()
            tables = tables_of_block(block.rows, block.merged)
        except KnownTrouble as trouble:
            self.messages.alert(str(trouble))
            return
        if not tables:
            self.messages.alert("There is no table on the clipboard. Copy its cells, with their headings, and paste again.")
            return
        self.messages.clear()
        self._found("The pasted table", tables)

    def _found(self, name: str, tables: tuple[Table, ...]) -> None:
        self._task = None
        if not tables:
            self.tables = ()
            self._show()
            self.messages.alert(
                f"{name} holds no table that could be brought in. Choose another workbook, or copy its cells and paste them."
            )
            return
        known = [dict(self.workspace.matches.get(shape_of(table), {})) for table in tables]
        self.name, self.tables, self._answers = name, tables, dict(enumerate(known))
        self.table_box.clear()
        self.table_box.set_names([f"{table.place}: {counted(len(table.rows), 'row')}" for table in tables])
        # a cover sheet has words in one column, which are seldom what an officer brings in
        wide = (n for n, table in enumerate(tables) if sum(map(bool, table.headings)) > 1 and not is_case(table))
        self.table_box.setCurrentIndex(next(wide, 0))
        self._show_table()

    def _failed(self, trouble: KnownTrouble) -> None:
        self._task = None
        self._show()
        self.messages.alert(str(trouble))

    # What a table is taken for

    @property
    def table(self) -> Table | None:
        """The table in hand."""
        number = max(self.table_box.currentIndex(), 0)
        return self.tables[number] if number < len(self.tables) else None

    @property
    def answers(self) -> dict[str, str]:
        """What is answered so far of the table in hand."""
        return self._answers.setdefault(max(self.table_box.currentIndex(), 0), {})

    def _answer(self, key: str, value: str) -> None:
        self._told = None
        self._answers[max(self.table_box.currentIndex(), 0)] = with_answer(self.answers, key, value)
        self._show_table()

    def _show_table(self) -> None:
        self._match_again()
        self._show()

    def _match_again(self) -> None:
        table = self.table
        self._turn += 1
        self._match = self._filling = None
        self._outcomes = as_in_the_sheet(table) if table is not None else ()
        if table is None:
            return
        known, answers = self.workspace.read(case_names, self.workspace.case_id), dict(self.answers)
        if len(table.rows) <= _AT_ONCE:
            self._matched(match(table, known, answers), at_once=True)
        else:
            self._work(f"Matching {self.name}", lambda: match(table, known, answers), self._matched)

    def _matched(self, found: Match | None, at_once: bool = False) -> None:
        self._match = found
        if found is None or found.unanswered:
            return
        held = self.workspace.read(held_of, self.workspace.case_id, found)
        if at_once:
            self._filled(_brought(found, held))
        else:
            self._work(f"Matching {self.name}", lambda: _brought(found, held), self._filled)

    def _filled(self, brought: tuple[Filling, tuple[Outcome, ...]]) -> None:
        self._filling, self._outcomes = brought

    def _work(self, name: str, work: Callable[[], _Done], done: Callable[[_Done], object]) -> None:
        """Do what takes long off the main thread. What has been overtaken by another answer, table or case is dropped."""
        turn = self._turn

        def ended(outcome: _Done) -> None:
            if turn == self._turn:
                self._task = None
                done(outcome)
                self._show()

        def failed(trouble: KnownTrouble) -> None:
            if turn == self._turn:
                self._failed(trouble)

        self._task = self.workspace.tasks.start(name, lambda _: work(), ended, failed, failed)

    def _show(self) -> None:
        busy, has = self._task is not None, bool(self.tables)
        self.empty.setVisible(not has and not busy)
        self.chooser.setVisible(has)
        self.parts.setVisible(has)
        self.source.setText(self.name)
        self.table_box.setVisible(len(self.tables) > 1)
        self.questions.show_asks(*((self._match.asks, self._plain(self._match)) if self._match is not None else ((), {})))
        brought = self._filling
        self.model.set_rows(self._outcomes if has else ())
        self.said.setText(self._words())
        self.notes.setText(self._notes())
        self.copy_button.setVisible(brought is not None)
        count = 0 if brought is None or brought.problems else brought.count
        self.take_action.setText(f"Bring in {count:,} record{'' if count == 1 else 's'}" if count else "Bring in")
        self.take_action.setEnabled(bool(count) and not busy)

    @staticmethod
    def _plain(found: Match) -> Mapping[str, str]:
        headings = found.table.headings
        plain = [ask for ask in found.asks if is_plain_column(found, ask)]
        return {ask.key: headings[int(ask.key.removeprefix("column "))] for ask in plain}

    def _words(self) -> str:
        if self.table is None:
            return ""
        if self._task is not None:
            return "Working out what it would bring…"
        if is_case(self.table):
            return "These are the fields of a case: type what matters under Set up, or take all of it with File, Import a case workbook."
        if self._match is None:
            return "This table is like nothing that a case holds. Choose another, or copy the cells that matter and paste them."
        if self._match.unanswered:
            count = len(self._match.unanswered)
            return f"Answer the {'question' if count == 1 else f'{count} questions'} to see what it would bring."
        if self._filling is None:
            return ""
        if problems := len(self._filling.problems):
            said = "1 thing stands" if problems == 1 else f"{problems:,} things stand"
            return f"{said} in the way. Correct the sheet, or leave out the row or the column."
        return brought_words(self._filling)

    def _notes(self) -> str:
        table = self.table
        if table is None:
            return ""
        as_before = "Columns are taken as they were when a sheet of this shape came in last." if self._is_as_before(table) else ""
        return " ".join(filter(None, (as_before, *notes_of(table))))

    def _is_as_before(self, table: Table) -> bool:
        kept = self.workspace.matches.get(shape_of(table), {})
        return bool(kept) and all(self.answers.get(key) == answer for key, answer in kept.items())

    # What an officer does

    def take(self) -> None:
        """Take all of it as one step."""
        brought = self._filling
        if brought is None or brought.problems or self._task is not None:
            return
        sheet = self.table.sheet if self.table is not None else ""
        told = self._report()
        self._remember()

        def took(count: int) -> None:
            self._match_again()  # against what is held now
            self._show()
            said = f"Brought in {counted(count, 'record')}. {_left(brought)}".strip()
            self._told = told
            if told is not None and told.loses:  # never told as if all had gone well
                self.messages.alert(said, "Undo", self.workspace.undo, [("Copy the report", self._copy)])
            else:
                self.offer_undo(said)

        label = f"{sheet} of {self.name}" if sheet and sheet != self.name else self.name
        doing, case = f"Bringing in {counted(brought.count, 'record')}", self.workspace.case_id
        self.edit_many(doing, label, rows_seen_to(brought), lambda unit: take(unit, case, brought), took)

    def _remember(self) -> None:
        if self.table is not None:
            self.workspace.matches = remember(self.workspace.matches, self.table, self.answers)

    def _copy(self) -> None:
        """Put the whole report on the clipboard: of what was taken last, or of what would be."""
        report = self._told or self._report()
        QGuiApplication.clipboard().setText(report_text(report, "Taken" if self._told else "Would be taken") if report else "")
        self.messages.success("Copied the report.")

    def _report(self) -> Report | None:
        return report_of(self.name, self.table, self._filling) if self.table is not None and self._filling is not None else None

    def _choose(self) -> None:
        here = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose a workbook", here, _BOOKS)
        if chosen:
            self.open_book(Path(chosen))

    def let_go(self) -> None:
        if self._task is not None:
            self._task.cancel()


def _brought(found: Match, held: Held) -> tuple[Filling, tuple[Outcome, ...]]:
    brought = filling(found, held)
    return brought, outcomes(brought)


def _left(brought: Filling) -> str:
    rows = sum(each.row > 0 for each in brought.left_out)
    columns = len(brought.left_out) - rows
    parts = [counted(number, noun) for number, noun in ((rows, "row"), (columns, "column")) if number]
    return f"{listed(parts)} {'was' if rows + columns == 1 else 'were'} left out." if parts else ""


def _tables(path: Path, progress: Progress) -> tuple[Table, ...]:
    def going_on() -> None:
        progress.step(0.0, path.name)

    return tuple(table for sheet in read_sheets(path, going_on) for table in tables_of(sheet))
