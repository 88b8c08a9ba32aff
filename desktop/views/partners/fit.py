"""Fit: the factors scored for and against each partner, how alike its profile is to ours, and the shortlist with why."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from db.nouns.partners import Capability, InterviewNote, PartnerFactor, ProfileMeasure
from desktop.appraisal.findings import partnership as told
from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.partners.fit import FORMULA, MOST
from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.models.table_model import TableModel
from desktop.results.cells import Row
from desktop.results.partners.fit import fit
from desktop.views.kit import look
from desktop.views.kit.findings import Findings
from desktop.views.kit.labels import SecondaryLabel, heading
from desktop.views.kit.page import column
from desktop.views.kit.records.card_pane import CardPane
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.records.views import PagedView
from desktop.views.kit.result_view import pushed_up
from desktop.views.kit.sentences import figures_marked
from desktop.views.kit.tables.result_columns import figure, named, shown
from desktop.views.kit.tables.result_table import ResultTable
from desktop.workspace import Workspace

_FACTORS = RecordWords(
    "Factors",
    "What tells for and against each partner, scored 0 to 10, with the evidence and who says so.",
    "partner factor",
    "partner factors",
    "Add each factor, such as trust or compatible systems, with the partner it is about. A factor of no partner is asked of every one.",
    "handshake",
)
_PROFILES = RecordWords(
    "Profiles",
    "What our own council and each partner are like, measure by measure, to tell how alike they are.",
    "profile measure",
    "profile measures",
    "Add a measure of our own council first, such as staff. Then add the same measure of each partner.",
    "search",
)
_INTERVIEWS = RecordWords(
    "Interviews",
    "What was said in interviews, by post and never by name. Say what is exempt, under which paragraph and why.",
    "interview note",
    "interview notes",
    "Add a note for each interview. Where it is exempt from publication, say so under Withheld.",
    "message-square",
)
_CAPABILITY = RecordWords(
    "Capability",
    "What sharing needs of us and of each partner, and whether it is held.",
    "capability",
    "capabilities",
    "Add each capability that sharing needs, such as governance, and say whether it is held.",
    "list-checks",
)


class FitView(PagedView):
    """Factors with the shortlist below them, and under three more names profiles, interviews and capability."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "Fit")
        self.model = TableModel(_columns())
        self.table = ResultTable("Partners by how well they fit", self.model, 7)
        self.findings = Findings("The shortlist and why", 3)
        self.formula = SecondaryLabel(FORMULA, wrap=True)
        panes = [
            RecordPane(_FACTORS, NounRecords(workspace, PartnerFactor), self._result()),
            RecordPane(_PROFILES, NounRecords(workspace, ProfileMeasure)),
            CardPane(_INTERVIEWS, NounRecords(workspace, InterviewNote), abreast=1),
            CardPane(_CAPABILITY, NounRecords(workspace, Capability), abreast=1),
        ]
        self.hold(panes)

    def _result(self) -> QWidget:
        return pushed_up(column(heading("Partners by how well they fit"), self.table, self.findings, self.formula, spacing=look.STEP))

    def show_results(self) -> None:
        partnership = self.appraisal.partnership if self.appraisal is not None else None
        partners = partnership.fit.partners if partnership is not None else ()
        self.model.set_rows(fit(partnership))
        self.formula.setVisible(any(each.likeness is not None for each in partners))
        why = [f"{each.organisation}: {each.why}" for each in partners if each.why and not each.shortlisted]
        self.findings.set_sentences(
            [figures_marked(each) for each in (*words_of(told.fitting(partnership)), *why)] if partnership is not None else []
        )


def _columns() -> tuple[ScreenColumn, ...]:
    return (
        named("Partner", 20),
        figure("place", "Place", "{words}", "{why}", none="none", least=5),
        figure("mean", f"Mean of {MOST}", "{words}", "{why}"),
        figure("factors", "Factors", "{words} factors scored", least=6),
        figure("likeness", "Like us", "{words}", "{why}", least=6),
        figure("shortlisted", "On the shortlist", kind=Kind.TEXT, least=10, cell=_shortlisted),
    )


def _shortlisted(row: Row) -> Cell:
    """Only who is on the shortlist stands there in words."""
    is_on_it = row.cells["shortlisted"].value
    return shown(row, "shortlisted", "", "{words}") if is_on_it else Cell("", spoken="not on the shortlist")
