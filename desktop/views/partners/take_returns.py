"""Take in returns: a file or a folder is checked, each return is compared with what is held, and then taken or left."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from desktop.appraisal.wording import counted
from desktop.errors import KnownTrouble
from desktop.models.column import ScreenColumn
from desktop.models.table_model import CellEdit, TableModel
from desktop.operations.partners import returns
from desktop.operations.partners.return_reading import ReturnBasis, gather_basis
from desktop.operations.partners.returns import CheckedReturn, State, Taking
from desktop.tasks import Progress, Task
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.empty_state import EmptyState
from desktop.views.kit.file_dialogs import ask_which, documents
from desktop.views.kit.forms.fields import TextField
from desktop.views.kit.labels import SecondaryLabel, heading
from desktop.views.kit.page import column, row
from desktop.views.kit.screen import Screen
from desktop.views.kit.tables.result_table import SideTable
from desktop.views.partners.return_cells import AnswerLine, FileLine, answer_columns, can_take, file_columns
from desktop.workspace import Workspace

_BOOKS = "Returned workbooks (*.xlsx *.xlsm *.xls)"


class TakeReturns(Screen):
    """The files above with what was found in each; below, the answers of the file in hand beside what is held, or its problems."""

    def __init__(self, workspace: Workspace) -> None:
        self.take_action, self.back_action = QAction("Take the returns"), QAction("Back to partners")
        self.again_action = QAction("Check again")
        super().__init__(
            workspace,
            "Take in returns",
            "Check what partners sent back, compare it with what is held, then take or leave it. Nothing is half taken.",
            self.take_action,
            [self.again_action, self.back_action],
        )
        self.take_action.triggered.connect(self.take)
        self.again_action.triggered.connect(self.check_again)
        self.back_action.triggered.connect(lambda: self.go.emit("Partners"))
        self.path: Path | None = None
        self.checked: tuple[CheckedReturn, ...] = ()
        self._left: set[str] = set()
        self._lines: dict[tuple[str, str], bool] = {}
        self._task: Task | None = None
        self._of: tuple[Path | None, int] | None = None
        self.folder_button, self.file_button = PlainButton("Choose a folder…"), PlainButton("Choose a file…")
        self.folder_button.clicked.connect(self._choose_folder)
        self.file_button.clicked.connect(self._choose_file)
        self.stop_button = PlainButton("Stop")
        self.stop_button.clicked.connect(self._stop)
        self.said = SecondaryLabel("", wrap=True)
        self.files = TableModel(
            file_columns(), row_id=lambda each: each.id, can_edit=can_take, edit=self._take_one, edit_block=self._take_block
        )
        self.file_table = SideTable("Returned files", self.files)
        self.file_table.moved.connect(lambda _: self._show_file())
        self.answers = TableModel(
            answer_columns(), row_id=lambda each: each.id, can_edit=can_take, edit=self._take_one, edit_block=self._take_block
        )
        self.answer_table = SideTable("Answers that differ", self.answers)
        self.title, self.note = heading(""), SecondaryLabel("", wrap=True)
        self.problems = TextField("Problems", "Where each is and what to do about it, to copy into a letter or an email.", lines=6)
        self.problems.editor.setProperty("readOnly", True)
        self.copy_button = PlainButton("Copy the problems")
        self.copy_button.clicked.connect(self._copy)
        self.take_all, self.take_none = PlainButton("Take all answers"), PlainButton("Leave all answers")
        self.take_all.clicked.connect(lambda: self._take_lines(True))
        self.take_none.clicked.connect(lambda: self._take_lines(False))
        compare = column(row(self.take_all, self.take_none, (QWidget(), 1)), (self.answer_table, 1))
        wrong = column(self.problems, row(self.copy_button, (QWidget(), 1)), (QWidget(), 1))
        self.below = QStackedWidget()
        for each in (compare, wrong, QWidget()):
            self.below.addWidget(each)
        choose = [QAction("Choose a folder…", self), QAction("Choose a file…", self)]
        choose[0].triggered.connect(self._choose_folder)
        choose[1].triggered.connect(self._choose_file)
        self.empty = EmptyState(
            "No return has been checked yet",
            "Put the returned workbooks into one folder and choose it, or choose a single file. Nothing is taken until you say so.",
            choose,
            "download",
        )
        self.choosing = row(self.folder_button, self.file_button, (self.said, 1), self.stop_button)
        self.body = column((self.file_table, 2), self.title, self.note, (self.below, 3))
        self.box.addWidget(self.empty)
        self.box.addWidget(self.choosing)
        self.box.addWidget(self.body, 1)
        self.box.addStretch(0)
        self._show()

    # What is shown

    def fill(self) -> None:
        now = (self.workspace.path, self.workspace.case_id)
        if self._of != now:
            self._of, self.path, self.checked = now, None, ()
            self._left, self._lines = set(), {}
        if self.path is not None:
            self.check_again()
        self._show()

    def _show(self) -> None:
        busy = self._task is not None
        self.empty.setVisible(self.path is None)
        self.choosing.setVisible(self.path is not None)
        self.body.setVisible(bool(self.checked))
        self.stop_button.setVisible(busy)
        self.folder_button.setEnabled(not busy)
        self.file_button.setEnabled(not busy)
        self.again_action.setEnabled(self.path is not None and not busy)
        self.files.set_rows([FileLine(each, str(each.path) not in self._left) for each in self.checked])
        if self.checked and not self.file_table.current.isValid():
            self.file_table.go_to(0, 1)
        if not busy:
            self.said.setText(self._summary())
        count = len(self.taking())
        self.take_action.setText(f"Take {count} {'return' if count == 1 else 'returns'}" if count else "Take the returns")
        self.take_action.setEnabled(bool(count) and not busy)
        self._show_file()

    def _summary(self) -> str:
        if self.path is None or not self.checked:
            return ""
        counts = [(sum(each.state is state for each in self.checked), state) for state in State]
        words = ", ".join(f"{count} {state}" for count, state in counts if count)
        return f"{self.path.name}: {words}."

    @property
    def in_hand(self) -> CheckedReturn | None:
        """The file in hand."""
        here = self.file_table.current
        if not here.isValid() or here.row() >= self.files.rowCount():
            return None
        file_line = self.files.row_at(here.row())
        return file_line.checked if isinstance(file_line, FileLine) else None

    def _show_file(self) -> None:
        checked_return = self.in_hand
        self.title.setVisible(checked_return is not None)
        if checked_return is None:
            self.note.hide()
            self.below.setCurrentIndex(2)
            self.answers.set_rows([])
            return
        self.title.setText(checked_return.partner or checked_return.name)
        notes = " ".join(checked_return.read.notes)
        if checked_return.state is State.READY and not checked_return.read.lines:
            notes = f"Every answer is as held. Taking it records that it was received. {notes}"
        self.note.setText(notes.strip())
        self.note.setVisible(bool(notes.strip()))
        self.answers.set_rows([AnswerLine(line, self._takes(checked_return, line)) for line in checked_return.read.lines])
        if checked_return.state is State.WRONG:
            self.problems.reset("\n".join(checked_return.read.problems))
            self.below.setCurrentIndex(1)
        else:
            self.below.setCurrentIndex(0 if checked_return.read.lines else 2)
        if checked_return.read.lines and not self.answer_table.current.isValid():
            self.answer_table.go_to(0, 1)

    def _takes(self, checked: CheckedReturn, line: object) -> bool:
        place, usual = getattr(line, "place", ""), getattr(line, "takes", False)
        return self._lines.get((str(checked.path), place), bool(usual))

    def taking(self) -> list[Taking]:
        """The returns to take, each with its answers."""
        return [
            Taking(each, tuple(line for line in each.read.lines if self._takes(each, line)))
            for each in self.checked
            if each.state is State.READY and str(each.path) not in self._left
        ]

    # What an officer does

    def check(self, path: Path) -> None:
        """Check a file, or every file of a folder, off the main thread."""
        self.messages.clear()
        if self._task is not None:
            return
        if path != self.path:
            self._left, self._lines = set(), {}
        try:
            files = returns.returned_files(path)
        except KnownTrouble as trouble:
            self.path, self.checked = None, ()
            self._show()
            self.messages.alert(str(trouble))
            return
        self.path = path
        basis = self.workspace.read(gather_basis, self.workspace.case_id)
        of = self._of
        task = self._task = self.workspace.tasks.start(
            "Checking returns",
            lambda progress: _check(files, basis, progress),
            lambda checked_returns: self._found(of, checked_returns),
            self._failed,
            self._stopped,
        )
        task.progressed.connect(lambda share, name: self.said.setText(f"Checking {round(share * len(files)) + 1} of {len(files)}: {name}"))
        self._show()

    def check_again(self) -> None:
        """Check the same files against what is held now."""
        if self.path is not None:
            self.check(self.path)

    def _found(self, of: tuple[Path | None, int] | None, checked_returns: tuple[CheckedReturn, ...]) -> None:
        self._task = None
        if of == self._of:
            self.checked = checked_returns
        self._show()

    def _failed(self, trouble: KnownTrouble) -> None:
        self._task = None
        self._show()
        self.messages.alert(str(trouble))

    def _stopped(self, _: KnownTrouble) -> None:
        self._task = None
        self._show()
        self.messages.success("Stopped. Nothing was taken.", "Check again", self.check_again)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def take(self) -> None:
        """Take the chosen returns as one unit of work."""
        taking = self.taking()
        if not taking or self._task is not None:
            return
        label = f"return of {taking[0].checked.partner}" if len(taking) == 1 else f"returns of {len(taking)} partners"
        today = datetime.datetime.now().astimezone().date()
        case, rows = self.workspace.case_id, sum(2 + len(each.lines) for each in taking)

        def taken(report: returns.TakenReport) -> None:
            self.check_again()  # against what is held now
            self.offer_undo(report.words)

        doing = f"Taking {counted(len(taking), 'return')}"
        self.edit_many(doing, label, rows, lambda unit: returns.take_returns(unit, case, taking, today), taken)

    def _take_one(self, line: object, column: ScreenColumn, text: str) -> None:
        self._choose([(line, text)])

    def _take_block(self, edits: Sequence[CellEdit]) -> None:
        self._choose([(edit.row, edit.text) for edit in edits])

    def _choose(self, changed: Sequence[tuple[object, str]]) -> None:
        for line, text in changed:
            yes = text.strip().casefold() in ("yes", "y")
            if isinstance(line, FileLine):
                (self._left.discard if yes else self._left.add)(line.id)
            elif isinstance(line, AnswerLine) and self.in_hand is not None:
                self._lines[str(self.in_hand.path), line.line.place] = yes
        self._show()

    def _take_lines(self, taken: bool) -> None:
        if self.in_hand is not None:
            for line in self.in_hand.read.lines:
                self._lines[str(self.in_hand.path), line.place] = taken
        self._show()

    def _copy(self) -> None:
        checked_return = self.in_hand
        if checked_return is not None:
            QGuiApplication.clipboard().setText(f"{checked_return.name}\n\n" + "\n".join(checked_return.read.problems))
            self.messages.success("Copied the problems.")

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Choose the folder of returns", str(self._here()))
        if chosen:
            self.check(Path(chosen))

    def _choose_file(self) -> None:
        chosen = ask_which(self, "Choose a return", self._here(), _BOOKS)
        if chosen is not None:
            self.check(chosen)

    def _here(self) -> Path:
        return self.path if self.path is not None else documents()

    def let_go(self) -> None:
        self._stop()


def _check(files: Sequence[Path], basis: ReturnBasis, progress: Progress) -> tuple[CheckedReturn, ...]:
    return returns.check_returns(files, basis, progress.step)
