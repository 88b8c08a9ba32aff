"""Requests: what is asked of whom by when, the days that are left, and dates that are at odds."""

from __future__ import annotations

import datetime

from PySide6.QtWidgets import QWidget

from db.nouns.returns import Request
from desktop.appraisal.findings import partnership as told
from desktop.appraisal.partners.requests import Asked, Deadline
from desktop.appraisal.wording import counted
from desktop.models.cell import Cell
from desktop.models.table_model import TableModel
from desktop.operations.appraising.partner_records import today
from desktop.views.kit import look
from desktop.views.kit.findings import Findings
from desktop.views.kit.labels import SecondaryLabel, heading
from desktop.views.kit.page import column
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.records.views import PagedView
from desktop.views.kit.result_view import pushed_up
from desktop.views.kit.sentences import figures_marked
from desktop.views.kit.tables.plain_cells import Head, Line, columns
from desktop.views.kit.tables.result_table import ResultTable
from desktop.workspace import Workspace

_REQUESTS = RecordWords(
    "Requests",
    "What is asked of us and what we ask, by when, and what is needed to answer. Two dates for one thing are shown as at odds.",
    "request",
    "requests",
    "Add each question with who asks it, when it was asked and when the answer is due. Add a row for each further date for the same thing.",
    "message-square",
)


class RequestsView(PagedView):
    """Records of requests, and below them every deadline with its days."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "Requests")
        heads = (
            Head("Due", least=16),
            Head("Given by", least=14),
            Head("Working days", is_figure=True, least=7),
            Head("Clear days", is_figure=True, least=6),
            Head("Days left", least=10),
        )
        self.model = TableModel(columns("Request", heads, 22))
        self.table = ResultTable("Deadlines", self.model, 8)
        self.findings = Findings("About the deadlines", 3)
        self.counting = SecondaryLabel("", wrap=True)
        self.hold([RecordPane(_REQUESTS, NounRecords(workspace, Request), self._result())])

    def _result(self) -> QWidget:
        return pushed_up(column(heading("Deadlines"), self.findings, self.table, self.counting, spacing=look.STEP))

    def show_results(self) -> None:
        partnership = self.appraisal.partnership if self.appraisal is not None else None
        asked = partnership.requests if partnership is not None else ()
        self.model.set_rows([line for each in asked for line in _lines(each)])
        self.counting.setText(" ".join(told.counting(partnership)) if partnership is not None else "")
        self.counting.setVisible(bool(asked))
        self.findings.set_sentences([figures_marked(each.words) for each in told.requested(partnership)] if partnership is not None else [])


def _lines(each: Asked) -> list[Line]:
    left = _left(each, today())
    if not each.deadlines:
        return [Line(each.name, (Cell("no date", quiet=True), Cell(""), Cell(""), Cell(""), left))]
    lines = []
    for number, deadline in enumerate(each.deadlines):
        source = deadline.source or ("counted" if deadline.is_counted else "")
        cells = (_due(deadline, each.conflict), Cell(source), _days(deadline.working_days), _days(deadline.clear_days))
        name = each.name if number == 0 else f"{each.name}, date {number + 1}"
        lines.append(Line(name, (*cells, left if number == 0 else Cell("")), follows=number > 0))
    return lines


def _due(deadline: Deadline, conflict: bool) -> Cell:
    at_odds = ", at odds" if conflict else ""
    return Cell(f"{deadline.when.words}{at_odds}", strong=conflict, flag=conflict)


def _days(days: int | None) -> Cell:
    return Cell("–", quiet=True, spoken="not known") if days is None else Cell(str(days))


def _left(each: Asked, now: datetime.date) -> Cell:
    if each.answered:
        late = {True: "answered late", False: "answered in time", None: "answered"}[each.late]
        return Cell(late, flag=each.late is True)
    if each.first is None:
        return Cell("no date", quiet=True)
    left = each.days_left(now)
    if each.first < now:
        spoken = "past its first date" if left is None else f"{counted(-left, 'working day')} past its first date"
        return Cell("past", strong=True, flag=True, spoken=spoken)
    if left is None:
        return Cell("not known", quiet=True)
    return Cell("today" if left == 0 else counted(left, "day"), strong=left <= 5)
