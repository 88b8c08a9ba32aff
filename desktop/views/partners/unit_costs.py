"""Unit costs: what each organisation pays for each unit of a service, and districts against the county."""

from __future__ import annotations

from desktop.appraisal.findings import partnership as told
from desktop.appraisal.partners.unit_costs import ServiceComparison, UnitCost
from desktop.models.cell import Cell
from desktop.models.table_model import TableModel
from desktop.views.kit import look
from desktop.views.kit.empty_state import EmptyState
from desktop.views.kit.findings import Findings
from desktop.views.kit.page import column
from desktop.views.kit.records.side_view import FinanceView
from desktop.views.kit.sentences import figures_marked
from desktop.views.kit.tables.plain_cells import Head, Line, columns
from desktop.views.kit.tables.result_table import SideTable
from desktop.views.kit.tables.year_grid import amount_cell
from desktop.workspace import Workspace


class UnitCostsView(FinanceView):
    """Worked out from the costs of the base year and the volumes; nothing is recorded here."""

    purpose = "What each organisation pays for each unit of a service, worked out from the costs of the base year and the volumes."

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        heads = (
            Head("Organisation", least=22),
            Head("Kind"),
            Head("Cost a year", is_figure=True),
            Head("Volume", is_figure=True),
            Head("Unit cost", is_figure=True, least=10),
        )
        self.model = TableModel(columns("Service", heads, 22))
        self.table = SideTable("Unit costs by service", self.model)
        self.findings = Findings("Districts against the county", 3)
        self.empty = EmptyState(
            "No unit costs yet",
            "Type a volume for a service under Services, and its cost of the base year under Costs.",
            [],
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
        self.model.set_rows([line for each in services for line in _lines(each)])
        self.findings.set_sentences([figures_marked(each.words) for each in told.compared(partnership)] if partnership is not None else [])


def _lines(each: ServiceComparison) -> list[Line]:
    known = each.known
    rest = [line for line in each.lines if line not in known]
    lines = [_line(each, line) for line in (*known, *rest)]
    if len(each.by_kind) > 1:
        for kind in each.by_kind:
            name = f"All of the kind {kind.kind}"
            cells = (Cell(name, strong=True), Cell(kind.kind), Cell(""), Cell(""), amount_cell(name, kind.unit_cost, strong=True))
            lines.append(Line(each.service, cells))
    return [
        Line(line.id if number == 0 else f"{line.id}, row {number + 1}", line.cells, follows=number > 0)
        for number, line in enumerate(lines)
    ]


def _line(each: ServiceComparison, line: UnitCost) -> Line:
    of = line.of
    cells = (
        Cell(of.organisation),
        Cell(of.kind, quiet=True),
        amount_cell(f"{of.organisation}, cost", of.cost) if of.cost is not None else Cell("", spoken="no cost recorded"),
        Cell(f"{of.volume:,f} {of.unit}".strip()) if of.volume is not None else Cell("", spoken="no volume recorded"),
        amount_cell(f"{of.organisation}, unit cost", line.unit_cost)
        if line.unit_cost is not None
        else Cell("–", quiet=True, spoken=line.why),
    )
    return Line(each.service, cells)
