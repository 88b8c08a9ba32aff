"""The pool: what each partner pays before, in the pool and after, and whether it would pay more for less."""

from __future__ import annotations

from db.nouns.partners import GovernanceBody, PoolContribution, Unknown
from desktop.appraisal.findings import partnership as told
from desktop.appraisal.partners.pool import Pool
from desktop.models.column import ScreenColumn
from desktop.models.table_model import TableModel
from desktop.results.partners.pool import contributions, together
from desktop.views.kit import look
from desktop.views.kit.findings import Findings
from desktop.views.kit.labels import heading
from desktop.views.kit.page import column
from desktop.views.kit.records.card_pane import CardPane
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.records.views import PagedView
from desktop.views.kit.result_view import pushed_up
from desktop.views.kit.sentences import figures_marked
from desktop.views.kit.tables.result_columns import figure, named, words
from desktop.views.kit.tables.result_table import ResultTable
from desktop.workspace import Workspace

_POOL = RecordWords(
    "Pool",
    "What each partner pays a year before, into the pool and altogether after, on what conditions, and whether it pays more for less.",
    "pool contribution",
    "pool contributions",
    "Add our own contribution first: what we pay a year now, what we would put in, and what we would pay altogether.",
    "banknote",
)

_GOVERNANCE = RecordWords(
    "Governance",
    "Who decides on what is pooled or shared: each board or committee, its members, and how they are balanced.",
    "governance body",
    "governance bodies",
    "Add each board or committee, and its members and political balance once they are known.",
    "users",
)
_UNKNOWNS = RecordWords(
    "Not yet known",
    "What the decision needs and nobody has said yet, who must say it, and by when.",
    "matter not yet known",
    "matters not yet known",
    "Add each thing that you would have to know, such as what we would contribute, and who must say it.",
    "search",
)


class PoolView(PagedView):
    """Contributions with the test of each below them, and under two more names who decides on the pool and what is not yet known."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "Pool")
        self.model = TableModel(_columns())
        self.table = ResultTable("Contributions to the pool", self.model, 8)
        self.findings = Findings("About the pool", 4)
        result = column(heading("Before, in the pool and after, a year"), self.table, self.findings, spacing=look.STEP)
        self.hold(
            [
                RecordPane(_POOL, NounRecords(workspace, PoolContribution), pushed_up(result)),
                CardPane(_GOVERNANCE, NounRecords(workspace, GovernanceBody), abreast=1),
                CardPane(_UNKNOWNS, NounRecords(workspace, Unknown), abreast=1),
            ]
        )

    def show_results(self) -> None:
        partnership = self.appraisal.partnership if self.appraisal is not None else None
        self.model.set_rows((*contributions(partnership.pool), *together(partnership.pool)) if partnership is not None else [])
        self.findings.set_sentences(_sentences(partnership.pool) if partnership is not None else [])


def _sentences(pool: Pool) -> list[str]:
    sentences = [finding.words for each in pool.lines for finding in told.of_contribution(each)]
    for each in pool.lines:
        if each.of.condition:
            sentences.append(f"{each.of.organisation} sets conditions: {each.of.condition.rstrip('.')}.")
        if each.of.governance:
            sentences.append(f"Governance: {each.of.governance.rstrip('.')}.")
    return [figures_marked(each) for each in sentences]


def _columns() -> tuple[ScreenColumn, ...]:
    headings = {
        "before": "Before",
        "pooled": "In the pool",
        "after": "After",
        "change": "Change",
        "unit_cost_before": "A unit before",
        "unit_cost_after": "A unit after",
    }
    amounts = (
        figure(key, heading, f"{{name}}, {heading.lower()}: {{words}}", f"{{name}}, {heading.lower()}: {{why}}")
        for key, heading in headings.items()
    )
    return (named("Whose and what for", 22), *amounts, words("pays_more_for_less", "Pays more for less", least=10))
