"""Section 151: each check of the chief finance officer with what the records say, or the question and a field for the answer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout

from db.nouns.money import ChecklistAnswer
from desktop.appraisal.affordability.section151 import Answered
from desktop.appraisal.savings.finance import WHOLE
from desktop.errors import KnownTrouble
from desktop.models.table_model import TableModel
from desktop.operations.records import records
from desktop.operations.records.columns import column_of
from desktop.operations.records.records import Row
from desktop.results.money import checks
from desktop.views.kit import look
from desktop.views.kit.forms.fields import Field, FieldFrame, TextField
from desktop.views.kit.forms.kept import KeptTexts
from desktop.views.kit.labels import Label, SecondaryLabel, heading
from desktop.views.kit.page import Panel, TwoColumns, column
from desktop.views.kit.records.side_view import FinanceView
from desktop.views.kit.scroll_box import ScrollBox
from desktop.views.kit.tables.result_table import SideTable
from desktop.views.money.affordability import ALL_PROJECTS
from desktop.views.money.check_cells import check_columns, open_words
from desktop.workspace import Workspace

_SIDE = 380


class Section151View(FinanceView):
    """The checklist, and beside it the check in hand: its question, what the records say, and the officer's answer."""

    purpose = "What the chief finance officer has to be sure of before the paper goes: shown by the records, or answered."

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._rows: dict[str, Row] = {}
        self._in_hand = ""
        self.kept = KeptTexts(self)
        self.count = Label("", look.HEADING, semibold=True, wrap=True)
        self.whose = SecondaryLabel("", look.SMALL, wrap=True)
        self.model = TableModel(check_columns())
        self.table = SideTable("Section 151 checks", self.model)
        self.table.mark_row()
        self.title, self.question = heading(""), Label("", wrap=True)
        self.state, self.words = SecondaryLabel("", look.SMALL, wrap=True), Label("", wrap=True)
        self.answer = TextField("Answer", "What the Section 151 Officer says to this.", lines=5)
        self.answered_by = Field("Answered by", "The post, such as Section 151 Officer.")
        self.date = Field("Date", "Such as 31 October 2011")
        self.fields: dict[str, FieldFrame] = {"answer": self.answer, "answered_by": self.answered_by, "date": self.date}
        self.box.addWidget(column(self.count, self.whose, spacing=0))
        both = TwoColumns(self.table, self._panel(), _SIDE, 900)
        both.turned.connect(lambda beside: self._scroll.show_whole(not beside))
        both.turned.connect(lambda beside: self.table.show_whole(not beside))
        self.box.addWidget(both, 1)
        self.table.moved.connect(lambda _: self._show_check())
        self.table.view.refused.connect(self._go_to_answer)
        for key, field in self.fields.items():
            field.committed.connect(lambda text, key=key: self._record(key, text))
            field.given_up.connect(lambda key=key: self.kept.drop(self._in_hand, key))
        self.kept.asked.connect(self._go_to_kept)

    def _panel(self) -> Panel:
        panel = Panel()
        inner = column(self.title, self.question, self.state, self.words, self.answer, self.answered_by, self.date, spacing=look.STEP)
        layout = inner.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setContentsMargins(2, 0, look.STEP, 0)
            layout.addStretch(1)
        scroll = self._scroll = ScrollBox(inner)
        scroll.follow(*(field.editor for field in self.fields.values()))
        box = QVBoxLayout(panel)
        box.setContentsMargins(look.GAP - 2, look.TIGHT, look.STEP, look.GAP)
        box.addWidget(scroll)
        panel.setMinimumHeight(look.scaled(360))
        return panel

    @property
    def checks(self) -> tuple[Answered, ...]:
        """The checks as they stand."""
        finance = self.appraisal.finance if self.appraisal is not None else None
        return finance.checklist if finance is not None else ()

    @property
    def check(self) -> Answered | None:
        """The check in hand; None where there is none."""
        here = self.table.current
        return self.checks[here.row()] if here.isValid() and here.row() < len(self.checks) else None

    def show_results(self) -> None:
        finance = self.appraisal.finance if self.appraisal is not None else None
        case = self.workspace.case_id if self.workspace.is_open else None
        answer_rows = self.workspace.read(records.rows, ChecklistAnswer, case) if case is not None else ()
        self._rows = {each.text("line"): each for each in answer_rows}
        self.model.set_rows(checks.checks(self.checks))
        self.count.setText(open_words(self.checks) if self.checks else "")
        owner = finance.owner if finance is not None else None
        name = {None: "", WHOLE: ALL_PROJECTS}.get(owner, owner or "")
        self.whose.setText(f"Checks of {name}." if name else "No costs or savings are recorded yet.")
        if self.model.rowCount() and not self.table.current.isValid():
            still = next((number for number, each in enumerate(self.checks) if each.is_open), 0)
            self.table.go_to(still)
        self._show_check()

    def _show_check(self) -> None:
        check = self.check
        if check is None:
            return
        fresh = check.key != self._in_hand
        self._in_hand = check.key
        self.title.setText(check.title)
        self.question.setText(check.question)
        self.state.setText(checks.state(check))
        self.words.setText(check.words)
        recorded = self._rows.get(check.title)
        for key, field in self.fields.items():
            text = recorded.text(key) if recorded is not None else ""
            if fresh:
                self.kept.show(field, check.key, key, text)
            elif not field.trouble:
                field.set_text(text)

    def _go_to_answer(self) -> None:
        """Enter, F2 or a letter on a check goes to its answer, as the checks themselves are not typed over."""
        self.answer.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        page = self.parent()
        while page is not None:
            if isinstance(page, QScrollArea):
                page.ensureWidgetVisible(self.answer)
            page = page.parent()

    def _go_to_kept(self, key: str, field: str) -> None:
        """Take the officer to an answer that was not saved."""
        number = next((number for number, each in enumerate(self.checks) if each.key == key), None)
        if number is not None:
            self.table.go_to(number)
            self.fields[field].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _record(self, key: str, text: str) -> None:
        """Record one part of the answer to the check in hand; the first makes its row."""
        check = self.check
        if check is None:
            return
        field, title = self.fields[key], check.title
        noun, case = ChecklistAnswer, self.workspace.case_id
        label = f"change to the answer on {title[:1].lower()}{title[1:]}"
        recorded = self._rows.get(title)
        try:
            if recorded is not None:
                self.workspace.edit(label, records.change, noun, case, [records.Edit(recorded.id, key, text)])
            elif text.strip():
                value = records.read_cell(noun, column_of(noun, key), text)
                self.workspace.edit(label, records.add, noun, case, {"line": title, key: value})
        except KnownTrouble as trouble:
            self.kept.keep(field, check.key, key, text, trouble)
            self.alerted.emit(str(trouble))
            return
        field.set_trouble("")
        self.kept.drop(check.key, key)
        self.quiet.emit()

    def forget(self) -> None:
        self._rows, self._in_hand = {}, ""
        self.kept.forget()
        self.model.set_rows([])
