"""Unit costs: what each organisation pays for each unit of a service, and districts against the county."""

from __future__ import annotations

from desktop.appraisal.findings import partnership as told
from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn
from desktop.models.table_model import TableModel
from desktop.results.cells import Row
from desktop.results.partners.unit_costs import unit_costs
from desktop.views.kit import look
from desktop.views.kit.empty_state import EmptyState
from desktop.views.kit.findings import Findings
from desktop.views.kit.page import column
from desktop.views.kit.records.side_view import FinanceView
from desktop.views.kit.sentences import figures_marked
from desktop.views.kit.tables.result_columns import figure, named, shown, words
from desktop.views.kit.tables.result_table import SideTable
from desktop.workspace import Workspace


class UnitCostsView(FinanceView):
    """Worked out from the costs of the base year and the volumes; nothing is recorded here."""

    purpose = "What each organisation pays for each unit of a service, worked out from the costs of the base year and the volumes."

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.model = TableModel(unit_cost_columns())
        self.table = SideTable("Unit costs by service", self.model)
        self.findings = Findings("Districts against the county", 3)
        self.empty = EmptyState(
            "No unit costs yet",
            "Type a volume for a service under Services, and its cost of the base year under Costs.",
            [self.way_to("Services")],
            "pound-sterling",
        )
        self.box.addWidget(self.empty)
        self._page = column((self.table, 1), self.findings, spacing=look.STEP)
        self.box.addWidget(self._page, 1)

    def show_results(self) -> None:
        partnership = self.appraisal.partnership if self.appraisal is not None else None
        services = partnership.services if partnership is not None else ()
        self.empty.setVisible(not services)
        self._page.setVisible(bool(services))
        self.model.set_rows([row for each in services for row in unit_costs(each)])
        self.findings.set_sentences([figures_marked(each.words) for each in told.compared(partnership)] if partnership is not None else [])


def unit_cost_columns() -> tuple[ScreenColumn, ...]:
    """The columns of unit costs by service."""
    return (
        named("Service", 22),
        words("organisation", "Organisation", least=22),
        words("kind", "Kind"),
        figure("cost", "Cost a year", "{organisation}, cost: {words}", "{reason}"),
        figure("volume", "Volume", "{words}", "{reason}"),
        figure("unit_cost", "Unit cost", least=10, cell=_unit_cost),
    )


def _unit_cost(row: Row) -> Cell:
    """The cost of a unit; a row of a kind of organisation is called after what it is of."""
    said = "{organisation}, unit cost: {words}" if row.record else "{organisation}: {words}"
    return shown(row, "unit_cost", "", said, "{reason}", none="not known")
