"""Redundancy: who leaves and when, what each is due by law, the weekly caps, and the cost lines that it comes to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction

from db.nouns.money import Leaver, WeeklyCap
from desktop.appraisal.savings.redundancy import pay_sentences, weekly_caps
from desktop.appraisal.wording import counted, long_date
from desktop.errors import KnownTrouble
from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn, amount_cell
from desktop.models.kinds import Kind
from desktop.operations.money import leavers
from desktop.operations.money.leavers import LINE, LeaverPay, PayPlan, leaver_pay, pay_plan, put_in
from desktop.operations.records.records import Row
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton, bind
from desktop.views.kit.findings import Findings
from desktop.views.kit.labels import SecondaryLabel, heading
from desktop.views.kit.page import column, row
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.records.views import PagedView
from desktop.views.kit.result_view import pushed_up
from desktop.views.kit.sentences import figures_marked
from desktop.workspace import Workspace

_LEAVERS = RecordWords(
    "Leavers",
    "Who leaves, when, and what each is due by law. Posts, not names of people.",
    "leaver",
    "leavers",
    "Add each post that goes, or several alike, with the weekly pay, the date of leaving, and age and service at that date.",
    "log-out",
)
_CAPS = RecordWords(
    "Weekly caps",
    "The most a week’s pay counts for, by date of leaving, where the program holds none or another applies.",
    "weekly cap",
    "weekly caps",
    "Add one only where the program holds none for a date of leaving, or where another applies.",
    "calendar-range",
)


class _Followed(NounRecords):
    """Records on which redundancy pay rests: the lines that it was put in as follow them."""

    add_row = staticmethod(leavers.add)
    change_rows = staticmethod(leavers.change)
    delete_rows = staticmethod(leavers.delete)
    paste_rows = staticmethod(leavers.paste)


class LeaverRecords(_Followed):
    """Leavers with what each is due."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, Leaver)
        self._due: dict[int, LeaverPay] = {}

    def rows(self) -> Sequence[Row]:
        rows = super().rows()
        self._due = {each.id: each for each in self.workspace.read(leaver_pay, self.parent)} if rows else {}
        return rows

    def columns(self) -> Sequence[ScreenColumn]:
        table_columns = list(super().columns())
        at = next(number for number, each in enumerate(table_columns) if each.key == "number") + 1
        return [
            *table_columns[:at],
            ScreenColumn("due", "Due by law", Kind.ESTIMATE, editable=False, cell=self._cell, in_form=False),
            *table_columns[at:],
        ]

    def findings(self, rows: Sequence[Row]) -> Sequence[str]:
        """Why the leavers are due what is shown."""
        due = [self._due[each.id] for each in rows if each.id in self._due]
        return [figures_marked(each) for each in pay_sentences((each.name, each.pay) for each in due)]

    def _cell(self, row: Row) -> Cell:
        each = self._due.get(row.id)
        return amount_cell(each.pay.amount if each is not None else None, f"{row.text('name')}, due by law")


class SavingLeavers(PagedView):
    """Leavers and what they are due, or the weekly caps entered; below the leavers, the cost lines and the action that writes them."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "Redundancy")
        self._plan = PayPlan()
        self.put_in_action = QAction("Put in as cost lines", self)
        self.planned = Findings("What putting it in will write", 6)
        self._caps_held = SecondaryLabel(_held_words(), look.SMALL, wrap=True)
        button = PlainButton()
        bind(button, self.put_in_action)
        self._under = pushed_up(column(row((heading("Cost lines"), 1), button), self.planned, spacing=look.STEP))
        self.leavers = RecordPane(_LEAVERS, LeaverRecords(workspace), self._under)
        self.caps = RecordPane(_CAPS, _Followed(workspace, WeeklyCap))
        self._caps_held.hide()
        self.box.addWidget(self._caps_held)
        self.hold([self.leavers, self.caps])
        self.put_in_action.triggered.connect(lambda *_: self.put_in())

    @property
    def more(self) -> list[QAction]:
        return [self.put_in_action, *self.pane.actions_offered]

    def show_results(self) -> None:
        """Say what would be written now."""
        self._caps_held.setVisible(self.pane is self.caps)
        self._plan = self.workspace.read(pay_plan, self.workspace.case_id) if self.workspace.is_open else PayPlan()
        self.planned.set_sentences([figures_marked(each) for each in plan_sentences(self._plan)])
        self.put_in_action.setEnabled(bool(self._plan.lines))

    def put_in(self) -> None:
        """Write the cost lines that are shown, as one step."""
        self.quiet.emit()
        plan = self._plan
        try:
            self.workspace.edit("redundancy pay put in as cost lines", put_in, self.workspace.case_id, plan)
        except KnownTrouble as trouble:
            self.alerted.emit(str(trouble))
            return
        self.deleted.emit(f"Put redundancy pay in as {counted(len(plan.lines), 'cost line')}: they stand under Lines.")


def plan_sentences(plan: PayPlan) -> list[str]:
    """What will be written for whom, then what is left out and why."""
    sentences = []
    for line in plan.lines:
        amounts = ", ".join(f"{amount.words()} in {year}" for year, amount in line.amounts.items())
        what = f"a new line ‘{LINE}’ with" if line.row is None else f"the line ‘{LINE}’, which is there already, takes"
        sentences.append(f"{line.owner}: {what} {amounts}.")
    return [*sentences, *plan.left_out] or [
        "Nothing to put in yet. Pension strain is a line of its own: ask the pension fund for the amount."
    ]


def _held_words() -> str:
    caps = weekly_caps()  # without a gap between them
    return (
        f"The program holds the weekly cap of every day from {long_date(caps[0].first)} to {long_date(caps[-1].last)}. "
        "One entered here goes before it; give its source."
    )
