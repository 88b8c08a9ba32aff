"""Services: what each organisation does, and what it costs by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from db.nouns.noun import Column as Declared
from db.nouns.register import CostLine, Service
from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn
from desktop.operations.records.records import Row
from desktop.operations.records.summaries import total_lines, totals_by_year
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.record_screen import RecordScreen
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.records.views import LateView
from desktop.workspace import Workspace

_SERVICES = RecordWords(
    "Services",
    "What each organisation does: the services this case looks at.",
    "service",
    "services",
    "Add your own council under Set up, Organisations first. Then add each service, or copy the rows from Excel and paste them here.",
    "building-2",
)
_COSTS = RecordWords(
    "Costs",
    "What each service costs, by category and financial year. Type amounts as you would say them.",
    "cost",
    "costs",
    "Add the services first. Then add a line for each category of cost, such as Employees, or paste the lines from Excel.",
    "pound-sterling",
    ordered=False,
)


class ServiceRecords(NounRecords):
    """The services of the case."""

    def column(self, column: Declared) -> ScreenColumn:
        table_column = super().column(column)
        return replace(table_column, least=16) if column.key == "name" else table_column


class CostRecords(NounRecords):
    """Cost lines, with the total of each year below."""

    def column(self, column: Declared) -> ScreenColumn:
        table_column = super().column(column)
        return replace(table_column, least=20, main=True) if column.key == "service" else replace(table_column, main=False)

    def name(self, row: Row) -> str:
        return f"{row.text('service')}, {row.text('category')}"

    def totals(self, rows: Sequence[Row]) -> Mapping[str, Cell]:
        cells = {"organisation": Cell("Total", strong=True)}
        for year, total in totals_by_year(rows).items():
            figure, note = total_lines(total)
            cells[str(year)] = Cell(figure, note=note, strong=True, spoken=f"Total for {year}: {total.total_words(recorded=True)}")
        return cells


class Services(RecordScreen):
    """Services and, under a tab each, their costs and what these come to for each unit of work."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace,
            "Services",
            RecordPane(_SERVICES, ServiceRecords(workspace, Service)),
            RecordPane(_COSTS, CostRecords(workspace, CostLine)),
            views=(LateView("Unit costs", "partners.unit_costs", "UnitCostsView"),),
        )
