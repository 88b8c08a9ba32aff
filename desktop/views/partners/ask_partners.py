"""Ask partners: which of them, which questions, by when; a workbook for each, and a reminder for those who have not answered."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from db.nouns.money import Target
from db.nouns.returns import Return, ReturnPack
from desktop.appraisal.wording import long_date
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.models.column import ScreenColumn
from desktop.models.table_model import CellEdit, TableModel
from desktop.operations.file_names import safe_name
from desktop.operations.partners import packs
from desktop.operations.partners.packs import Asked, Pack, Waiting
from desktop.operations.partners.questions import BY_KEY, QUESTIONS, read_years, years_words
from desktop.operations.records import records
from desktop.operations.records.columns import date_understood, read_date
from desktop.tasks import Progress, Task
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.empty_state import EmptyState
from desktop.views.kit.file_dialogs import documents
from desktop.views.kit.forms.fields import Field, TextField
from desktop.views.kit.forms.tick_box import TickBox
from desktop.views.kit.labels import Label, SecondaryLabel, heading
from desktop.views.kit.page import Panel, TwoColumns, column, row
from desktop.views.kit.screen import Screen
from desktop.views.kit.scroll_box import ScrollBox
from desktop.views.kit.tables.result_table import SideTable
from desktop.views.partners.packs import PartnerLine, partner_columns, partner_lines
from desktop.workspace import Workspace

_SIDE = 400
#: What is asked unless the officer says otherwise: what a progress report on a target prints.
_USUAL = frozenset(("gains", "ratings"))


class AskPartners(Screen):
    """The partners at the left with where their packs stand; at the right what is asked, and where the workbooks go."""

    def __init__(self, workspace: Workspace) -> None:
        self.make_action = QAction("Make the packs")
        self.back_action = QAction("Back to partners")
        super().__init__(
            workspace,
            "Ask partners",
            "Write each partner a workbook that holds just its questions, and see who has not answered yet.",
            self.make_action,
            [self.back_action],
        )
        self.make_action.triggered.connect(lambda *_: self.make())
        self.back_action.triggered.connect(lambda: self.go.emit("Partners"))
        self._off: set[str] = set()
        self._waiting: tuple[Waiting, ...] = ()
        self._task: Task | None = None
        self._known: tuple[str, ...] = ()
        self._of: tuple[Path | None, int] | None = None
        self.model = TableModel(
            partner_columns(self._today()), row_id=lambda line: line.id, edit=self._ask_one, edit_block=self._ask_block,
        )  # fmt: skip
        self.table = SideTable("Partners to ask", self.model)
        self.table.moved.connect(lambda _: self._show_reminder())
        self.everyone, self.nobody = PlainButton("Ask all"), PlainButton("Ask none")
        self.late = PlainButton("Ask those waiting")
        self.everyone.clicked.connect(lambda: self._ask_only(None))
        self.nobody.clicked.connect(lambda: self._ask_only(frozenset()))
        self.late.clicked.connect(self._ask_waiting)
        self.count = SecondaryLabel("", wrap=True)
        self.reminder = TextField("Reminder", "For the partner in hand, to copy into a letter or an email.", lines=7)
        self.reminder.editor.setProperty("readOnly", True)
        self.copy_button, self.copy_all_button = PlainButton("Copy the reminder"), PlainButton("Copy all reminders")
        self.copy_button.clicked.connect(lambda: self._copy(self.reminder.text(), "Copied the reminder."))
        self.copy_all_button.clicked.connect(self._copy_all)
        self.questions = {question.key: TickBox(question.title) for question in QUESTIONS}
        for key, tick in self.questions.items():
            tick.setChecked(key in _USUAL)
            tick.toggled.connect(lambda _: self._offer())
        self.indicators: dict[str, TickBox] = {}
        self._indicator_box = QVBoxLayout()
        self._indicator_box.setContentsMargins(0, 0, 0, 0)
        self._indicator_title = Label("Indicators", semibold=True)
        self.years = Field("Years", placeholder="2009/10 to 2011/12")
        self.due = Field("Due", "Without a date the letter asks for none.", date_understood, placeholder="17 September 2010")
        self.filled = TickBox("Fill in what is held already")
        self.folder = Field("New folder", "One workbook a partner goes into it.")
        self.choose_button, self.stop_button = PlainButton("Choose…"), PlainButton("Stop")
        self.choose_button.setAccessibleName("Choose where the new folder goes")
        self.choose_button.clicked.connect(self._choose)
        self.stop_button.clicked.connect(self._stop)
        self.doing = SecondaryLabel("", wrap=True)
        self._progress = row((self.doing, 1), self.stop_button)
        self._progress.hide()
        add = QAction("Go to partners", self)
        add.triggered.connect(lambda: self.go.emit("Partners"))
        self.empty = EmptyState(
            "There is nobody to ask yet", "Add each partner under Set up, Organisations, then come back.", [add], "users"
        )
        self._body = TwoColumns(self._left(), self._panel(), _SIDE, 900)
        self.box.addWidget(self.empty)
        self.box.addWidget(self._body, 1)
        self.empty.hide()

    def _left(self) -> QWidget:
        choices = row(self.everyone, self.nobody, self.late, (self.count, 1))
        layout = choices.layout()
        if isinstance(layout, QHBoxLayout):
            layout.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._reminder_block = column(self.reminder, row(self.copy_button, self.copy_all_button, (QWidget(), 1)))
        return column(choices, (self.table, 1), self._reminder_block)

    def _panel(self) -> Panel:
        panel = Panel()
        indicators = QWidget()
        indicators.setLayout(self._indicator_box)
        inner = column(
            heading("What is asked"), *self.questions.values(), self._indicator_title, indicators, self.years, self.due, self.filled,
            self.folder, row(self.choose_button, (QWidget(), 1)), self._progress,
        )  # fmt: skip
        layout = inner.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setContentsMargins(4, 2, look.STEP, 2)
            layout.addStretch(1)
        scroll = ScrollBox(inner)
        scroll.follow(*self.questions.values(), self.years.editor, self.due.editor, self.filled, self.folder.editor, self.choose_button)
        box = QVBoxLayout(panel)
        box.setContentsMargins(look.GAP - 2, look.TIGHT, look.STEP, look.TIGHT)
        box.addWidget(scroll)
        panel.setMinimumHeight(look.scaled(360))
        return panel

    # What is shown

    def fill(self) -> None:
        case = self.workspace.case_id
        if self._of != (now := (self.workspace.path, case)):
            self._of = now
            self._begin_anew()
        partners = self.workspace.read(packs.partners_of, case)
        if partners != self._known:
            self._known = partners
        pack_rows = self.workspace.read(records.rows, ReturnPack, case)
        self._waiting = self.workspace.read(packs.waiting, case)
        self.model.set_rows(partner_lines(partners, pack_rows, frozenset(self._off)))
        self._show_indicators(self.workspace.read(packs.indicators_of, case))
        if not self.years.text():
            self.years.reset(years_words(self.workspace.read(packs.likely_years, case)))
        if not self.folder.text():
            self.folder.reset(str(documents() / safe_name(f"{self.workspace.case.title[:50]} packs", "Packs")))
        can = self.workspace.read(packs.answerable, case)
        for key, tick in self.questions.items():
            tick.setEnabled(key in can)
            needed = "a criterion on Resource scores" if key == "scores" else "an indicator on Targets or Returns"
            tick.setToolTip("" if key in can else f"Record {needed} first.")
        self.empty.setVisible(not partners)
        self._body.setVisible(bool(partners))
        if partners and not self.table.current.isValid():
            self.table.go_to(0, 1)
        self._offer()
        self._show_reminder()

    def _begin_anew(self) -> None:
        """Ask for nothing yet: another case is in hand, with years, a folder and partners of its own."""
        self._off = set()
        for field in (self.years, self.due, self.folder):
            field.reset("")
        self.filled.setChecked(False)
        for key, tick in self.questions.items():
            tick.setChecked(key in _USUAL)
        for tick in self.indicators.values():
            tick.setChecked(True)
        self.messages.clear()

    def _show_indicators(self, names: Sequence[str]) -> None:
        for name in [name for name in self.indicators if name not in names]:
            tick = self.indicators.pop(name)
            self._indicator_box.removeWidget(tick)
            tick.hide()
            tick.deleteLater()
        for name in names:
            if name not in self.indicators:
                tick = self.indicators[name] = TickBox(name.replace("&", "&&"))
                tick.setAccessibleName(f"Ask about {name}")
                tick.setChecked(True)
                tick.toggled.connect(lambda _: self._offer())
                self._indicator_box.addWidget(tick)

    def _offer(self) -> None:
        chosen = [BY_KEY[key] for key, tick in self.questions.items() if tick.isChecked() and tick.isEnabled()]
        about = any(question.noun in (Target, Return) for question in chosen)
        self._indicator_title.setVisible(about and bool(self.indicators))
        for tick in self.indicators.values():
            tick.setVisible(about)
        asked = [line for line in self._lines() if line.asked]
        self.make_action.setText(f"Make {len(asked)} {'pack' if len(asked) == 1 else 'packs'}" if asked else "Make the packs")
        self.make_action.setEnabled(bool(asked) and self._task is None)
        self.late.setVisible(bool(self._waiting))
        sent = [line for line in self._lines() if line.version]
        back = sum(line.received_on is not None for line in sent)
        self.count.setText(f"{back} of {len(sent)} asked have answered." if sent else "Nobody has been asked yet.")

    def _lines(self) -> list[PartnerLine]:
        return [self.model.row_at(number) for number in range(self.model.rowCount())]

    def _show_reminder(self) -> None:
        here = self.table.current
        line = self.model.row_at(here.row()) if here.isValid() and here.row() < self.model.rowCount() else None
        late = next((each for each in self._waiting if line is not None and each.partner == line.id), None)
        self._reminder_block.setVisible(bool(self._waiting))
        self.copy_button.setEnabled(late is not None)
        self.copy_all_button.setText(f"Copy all {len(self._waiting)} reminders" if len(self._waiting) > 1 else "Copy all reminders")
        self.copy_all_button.setEnabled(len(self._waiting) > 1)
        words = packs.reminder(self.workspace.case.title, late, self._today()) if late is not None else ""
        self.reminder.reset(words or "The partner in hand is not waited for.")

    # What an officer does

    def _ask(self, changed: Sequence[tuple[PartnerLine, str]]) -> None:
        for line, text in changed:
            (self._off.discard if text.strip().casefold() in ("yes", "y") else self._off.add)(line.id)
        self._show_partners()

    def _ask_one(self, line: PartnerLine, asked: ScreenColumn, text: str) -> None:
        self._ask([(line, text)])

    def _ask_block(self, edits: Sequence[CellEdit]) -> None:
        self._ask([(edit.row, edit.text) for edit in edits if isinstance(edit.row, PartnerLine)])

    def _ask_only(self, wanted: frozenset[str] | None) -> None:
        self._off = set() if wanted is None else {name for name in self._known if name not in wanted}
        self._show_partners()

    def _ask_waiting(self) -> None:
        self._ask_only(frozenset(late.partner for late in self._waiting))

    def _show_partners(self) -> None:
        pack_rows = self.workspace.read(records.rows, ReturnPack, self.workspace.case_id)
        self.model.set_rows(partner_lines(self._known, pack_rows, frozenset(self._off)))
        self._offer()

    def asked(self) -> Asked | None:
        """What is asked as the form stands; None where a field says what is wrong with it."""
        due: datetime.date | None = None
        years: tuple[FinancialYear, ...] = ()
        for field in (self.due, self.years):
            field.set_trouble("")
        try:
            due = read_date(self.due.text().strip()) if self.due.text().strip() else None
        except KnownTrouble as trouble:
            self.due.set_trouble(f"{trouble}.")
        try:
            years = read_years(self.years.text().strip()) if self.years.text().strip() else ()
        except KnownTrouble as trouble:
            self.years.set_trouble(f"{trouble}.")
        if self.due.trouble or self.years.trouble:
            return None
        questions = tuple(key for key, tick in self.questions.items() if tick.isChecked() and tick.isEnabled())
        indicators = tuple(name for name, tick in self.indicators.items() if tick.isChecked())
        partners = tuple(line.id for line in self._lines() if line.asked)
        return Asked(partners, questions, years, due, self.filled.isChecked(), indicators)

    def make(self, *, told: bool = False, may_be_past: bool = False) -> None:
        """Write a workbook for each partner asked, off the main thread, and then record that they were asked.

        Where the day they are due has passed, or what is sent is withheld from the public, that is said first, with a button that goes on.
        """
        self.messages.clear()
        asked = self.asked()
        if asked is None or self._task is not None:
            return
        if asked.due is not None and asked.due < self._today() and not may_be_past:
            sentence = f"The answers would be due on {long_date(asked.due)}, which has passed. Type a later date, or make them as they are."
            self.messages.alert(sentence, "Make them", lambda: self.make(told=told, may_be_past=True))
            return
        folder = Path(self.folder.text().strip())
        try:
            partner_packs = self.workspace.read(packs.gather_packs, self.workspace.case_id, asked)
        except KnownTrouble as trouble:
            self.messages.alert(f"{trouble}.")
            return
        held = "" if told else packs.what_packs_hold(partner_packs)
        if held:
            self.messages.alert(held, "Make them", lambda: self.make(told=True, may_be_past=True))
            return
        case, path = self.workspace.case_id, self.workspace.path
        self._begin(f"Writing {len(partner_packs)} workbooks")
        task = self._task = self.workspace.tasks.start(
            "Making packs",
            lambda progress: _write(partner_packs, folder, progress),
            lambda files: self._made(case, path, partner_packs, folder),
            self._failed,
            self._stopped,
        )
        task.progressed.connect(
            lambda share, name: self.doing.setText(f"Writing {round(share * len(partner_packs)) + 1} of {len(partner_packs)}: {name}")
        )

    def _begin(self, words: str) -> None:
        self.doing.setText(words)
        self._progress.show()
        self.make_action.setEnabled(False)

    def _end(self) -> None:
        self._task = None
        self._progress.hide()
        self._offer()

    def _made(self, case: int, path: Path | None, partner_packs: Sequence[Pack], folder: Path) -> None:
        self._end()
        if not self.workspace.is_open or (self.workspace.path, self.workspace.case_id) != (path, case):
            return  # another file is in hand: what was written answers to a case that is not open
        label = f"packs for {partner_packs[0].partner}" if len(partner_packs) == 1 else f"packs for {len(partner_packs)} partners"
        try:
            self.workspace.edit(label, packs.record_packs, case, partner_packs, self._today())
        except KnownTrouble as trouble:
            self.messages.alert(str(trouble))
            return
        self.folder.reset(str(folder.with_name(f"{folder.name} 2")))
        count = "1 workbook" if len(partner_packs) == 1 else f"{len(partner_packs)} workbooks"
        self.messages.success(f"Wrote {count} into {folder.name}, in {folder.parent}. Send each partner its own.")

    def _failed(self, trouble: KnownTrouble) -> None:
        self._end()
        self.messages.alert(str(trouble))

    def _stopped(self, _: KnownTrouble) -> None:
        self._end()
        self.messages.success("Stopped. No pack was written, and nobody is recorded as asked.")

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _choose(self) -> None:
        here = Path(self.folder.text().strip() or str(documents()))
        chosen = QFileDialog.getExistingDirectory(self, "Where the new folder goes", str(here.parent))
        if chosen:
            self.folder.reset(str(Path(chosen) / here.name))

    def _copy(self, words: str, sentence: str) -> None:
        QGuiApplication.clipboard().setText(words)
        self.messages.success(sentence)

    def _copy_all(self) -> None:
        title, today = self.workspace.case.title, self._today()
        self._copy("\n\n".join(packs.reminder(title, each, today) for each in self._waiting), f"Copied {len(self._waiting)} reminders.")

    def let_go(self) -> None:
        self._stop()

    @staticmethod
    def _today() -> datetime.date:
        return datetime.datetime.now().astimezone().date()


def _write(partner_packs: Sequence[Pack], folder: Path, progress: Progress) -> tuple[Path, ...]:
    from desktop.operations.partners.pack_writing import write_packs  # XlsxWriter comes with it

    return write_packs(partner_packs, folder, progress.step)
