"""Tables drawn straight from a paper's records. A column in which nothing is recorded is left out."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.papers.content.blocks import Table, Traces, right, table_columns
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import capital, day_in_words, filled
from desktop.papers.content.words import cell
from desktop.papers.sources.provenance import attendance, note


def objectives(paper: PaperRecords) -> Table:
    rows = [(item.name, cell(item.description)) for item in paper.objectives]
    columns = table_columns("Objective", "What it means")
    return trimmed(Table("Objectives", columns, tuple(rows), empty="No objectives are recorded.", traces=Traces("objectives")))


def risks(paper: PaperRecords) -> Table:
    columns = table_columns("Risk", "Likelihood", "Impact", "Control", "Owner", "Likelihood after", "Impact after")
    rows = [
        (
            cell(item.risk),
            capital(item.likelihood),
            capital(item.impact),
            cell(item.control),
            item.owner,
            capital(item.likelihood_after),
            capital(item.impact_after),
        )
        for item in paper.risks
    ]
    notes = note(("ratings and controls of risks", item.basis) for item in paper.risks)
    if any(item.likelihood_after or item.impact_after for item in paper.risks):
        notes = ("The likelihood and the impact after are those with the control in place.", *notes)
    return trimmed(Table("Risks and controls", columns, tuple(rows), notes, empty="No risks are recorded.", traces=Traces("risks")))


def consultation(paper: PaperRecords) -> Table:
    columns = table_columns("Who", "How", "Date", "Attended", "What was said")
    rows = [
        (item.audience, item.event, day_in_words(item.date), attendance(item.attended, item.invited), cell(item.said))
        for item in paper.consultations
    ]
    notes = note((f"{item.audience}, {item.event}", item.basis) for item in paper.consultations)
    traces = Traces("consultations", names=("Who", "How"))
    return trimmed(Table("Who was consulted", columns, tuple(rows), notes, empty="No consultation is recorded.", traces=traces))


def milestones(paper: PaperRecords) -> Table:
    columns = table_columns("Phase", "Milestone", "Date", "Decision")
    rows = [(item.phase, item.milestone, day_in_words(item.date), "Decided anew" if item.gate else "") for item in paper.milestones]
    notes = note((item.milestone, item.basis) for item in paper.milestones)
    traces = Traces("milestones", names=("Milestone",))
    return trimmed(Table("Timetable", columns, tuple(rows), notes, empty="No milestones are recorded.", traces=traces))


def evidence(paper: PaperRecords) -> Table:
    columns = table_columns("Statement", "Value", "Date", "Conflicts with", "Source")
    rows = [
        (
            cell(item.statement),
            filled((item.value, item.unit), " "),
            day_in_words(item.date),
            cell(item.conflicts_with),
            filled((item.source, item.basis if item.basis != "reported" else "")),
        )
        for item in paper.evidence
    ]
    notes = note((item.statement, item.basis) for item in paper.evidence)
    conflicts = sum(bool(item.conflicts_with) for item in paper.evidence)
    if conflicts:
        notes = ("Where two statements conflict both are recorded, and neither has been put right.", *notes)
    return trimmed(Table("Evidence", columns, tuple(rows), notes, empty="No evidence is recorded.", traces=Traces("evidence")))


def services(paper: PaperRecords) -> Table:
    columns = table_columns("Service", "Organisation", "Group", "Delivery", *right("FTE", "Volume"), "In scope")
    rows = [
        (
            item.service,
            item.organisation,
            item.group,
            capital(item.delivery_model),
            "" if item.fte is None else f"{item.fte:,}",
            "" if item.volume is None else f"{item.volume:,} {item.volume_unit}".strip(),
            {True: "Yes", False: "No", None: ""}[item.in_scope],
        )
        for item in paper.services
    ]
    notes = note((f"{item.service}, {item.organisation}", item.basis) for item in paper.services)
    traces = Traces("services", names=("Service", "Organisation"))
    return trimmed(Table("Services", columns, tuple(rows), notes, empty="No services are recorded.", traces=traces))


def trimmed(table: Table, keep: Sequence[int] = (0,)) -> Table:
    """The table without the columns in which no row says anything, but for those to keep."""
    shown = [index for index in range(len(table.columns)) if index in keep or any(row[index].strip() for row in table.rows)]
    if len(shown) == len(table.columns) or not table.rows:
        return table
    columns = tuple(table.columns[index] for index in shown)
    rows = tuple(tuple(row[index] for index in shown) for row in table.rows)
    return Table(table.caption, columns, rows, table.notes, table.row_headers, table.strong, table.empty, table.traces)
