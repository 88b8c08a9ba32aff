"""Tables drawn straight from a paper's records. A column in which nothing is recorded is left out.

A table of a noun has every column of it, in the noun's order and with its heading, and writes each cell as the column's kind is written:
an exhibit says only what it has otherwise.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from db.nouns.case import Evidence, Objective
from db.nouns.delivery import Action, Consultation, Milestone, Risk
from db.nouns.noun import SHARED_LAST, Kind
from db.nouns.noun import Column as NounColumn
from db.nouns.partners import Capability, InterviewNote
from db.nouns.records import CaseRecord
from desktop.papers.content.blocks import Align, Column, Table, Traces
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import capital, day, day_in_words, filled
from desktop.papers.content.words import cell
from desktop.papers.sources.figure_records import called, kind_of
from desktop.papers.sources.provenance import note

_R = TypeVar("_R", bound=CaseRecord)
WITHHELD = "Withheld"
_YES_OR_NO = {True: "Yes", False: "No", None: ""}
_HELD = {True: "Yes", False: "No", None: "Not stated"}


def table_of(
    paper: PaperRecords,
    noun: type[_R],
    records: Sequence[_R],
    caption: str,
    empty: str = "",
    *,
    headings: Mapping[str, str] | None = None,
    written: Mapping[str, Callable[[_R], str]] | None = None,
    left_out: Collection[str] = (),
    with_source: bool = False,
    named_by: tuple[str, ...] = (),
    noted: Callable[[_R], str] | None = called,
    notes: tuple[str, ...] = (),
) -> Table:
    """The table of a noun's records, with the note of what no document says.

    By field, `headings` are those that are not the noun's and `written` the cells that are not written as their kind is; `left_out` are
    the fields without a column. `named_by` are the fields that name a row where it is not the first column alone, and `noted` is what the
    note calls a record; without it there is no note.
    """
    headings, written = headings or {}, written or {}
    shown = [each for each in noun.sheet_columns() if each.field not in SHARED_LAST and each.field not in left_out]
    bases = () if noted is None else note((noted(record), record.basis) for record in records)
    if with_source:
        shown.append(noun.COLUMNS["source"])

    def heading(each: NounColumn) -> str:
        return headings.get(each.field, each.heading)

    def text(each: NounColumn, record: _R) -> str:
        write = written.get(each.field)
        return _cell(paper, each, vars(record)[each.field]) if write is None else write(record)

    return trimmed(
        Table(
            caption,
            tuple(Column(heading(each), field="" if each.kind is Kind.REFERENCE else each.field) for each in shown),
            tuple(tuple(text(each, record) for each in shown) for record in records),
            (*notes, *bases),
            empty=empty,
            traces=Traces(kind_of(noun), names=tuple(heading(noun.COLUMNS[field]) for field in named_by)),
        )
    )


def _cell(paper: PaperRecords, column: NounColumn, value: object) -> str:
    """What is recorded in a column as papers write its kind. Raises TypeError for an amount, which each table words for itself."""
    match value:
        case None | bool():
            return _YES_OR_NO[value]
        case int() if column.kind is Kind.REFERENCE:
            return paper.names[column.refers_to][value]
        case int() | Decimal():
            return f"{value:,}"
        case datetime.date():
            return day(value)
        case str() if column.kind is Kind.LONG_TEXT:
            return cell(value)
        case str() if column.kind is Kind.CHOICE:
            return capital(value)
        case str() if column.kind is Kind.DATE_IN_WORDS:
            return day_in_words(value)
        case str():
            return value
    raise TypeError(f"{column.field} has no words of its own in a table: {value!r}")


def objectives(paper: PaperRecords) -> Table:
    return table_of(
        paper,
        Objective,
        paper.objectives,
        "Objectives",
        "No objectives are recorded.",
        headings={"description": "What it means"},
        noted=None,
    )


def risks(paper: PaperRecords) -> Table:
    controlled = any(item.likelihood_after or item.impact_after for item in paper.risks)
    return table_of(
        paper,
        Risk,
        paper.risks,
        "Risks and controls",
        "No risks are recorded.",
        written={
            "likelihood": lambda item: capital(item.likelihood),
            "impact": lambda item: capital(item.impact),
            "likelihood_after": lambda item: capital(item.likelihood_after),
            "impact_after": lambda item: capital(item.impact_after),
        },
        noted=lambda item: "ratings and controls of risks",
        notes=("The likelihood and the impact after are those with the control in place.",) if controlled else (),
    )


def consultation(paper: PaperRecords) -> Table:
    return table_of(
        paper,
        Consultation,
        paper.consultations,
        "Who was consulted",
        "No consultation is recorded.",
        headings={"audience": "Who", "event": "How", "said": "What was said"},
        written={"attended": _attendance},
        left_out=("invited",),
        named_by=("audience", "event"),
    )


def milestones(paper: PaperRecords) -> Table:
    return table_of(
        paper,
        Milestone,
        paper.milestones,
        "Timetable",
        "No milestones are recorded.",
        headings={"gate": "Decision"},
        written={"gate": lambda item: "Decided anew" if item.gate else ""},
        named_by=("name",),
    )


def evidence(paper: PaperRecords) -> Table:
    conflicts = any(item.conflicts_with for item in paper.evidence)
    return table_of(
        paper,
        Evidence,
        paper.evidence,
        "Evidence",
        "No evidence is recorded.",
        written={
            "value": lambda item: filled((item.value, item.unit), " "),
            "source": lambda item: filled((item.source, item.basis if item.basis != "reported" else "")),
        },
        left_out=("unit",),
        with_source=True,
        notes=("Where two statements conflict both are recorded, and neither has been put right.",) if conflicts else (),
    )


def actions(paper: PaperRecords) -> Table:
    """What is to be done, by whom and by when."""
    return table_of(paper, Action, paper.actions, "Actions", headings={"owner": "Who", "due": "By when", "kind": "What it is"})


def interviews(paper: PaperRecords) -> Table:
    """What was said in interviews; of a note that is withheld the public paper says only that it is."""
    return table_of(
        paper,
        InterviewNote,
        paper.interviews,
        "Interview notes",
        left_out=("organisation_id",),
        noted=lambda each: f"interview notes: {each.name}",
    )


def capability(paper: PaperRecords) -> Table:
    """What sharing needs and whether it is held; of one that is withheld the public paper does not say whether it is."""
    return table_of(
        paper,
        Capability,
        paper.capabilities,
        "Capability",
        written={"held": lambda each: WITHHELD if paper.is_public and each.withheld else _HELD[each.held]},
        noted=lambda each: f"capability: {each.name}",
    )


def services(paper: PaperRecords) -> Table:
    columns = (
        Column("Service"), Column("Organisation"), Column("Group"), Column("Delivery"), Column("FTE", Align.RIGHT),
        Column("Volume", Align.RIGHT), Column("In scope"),
    )  # fmt: skip
    rows = [
        (
            item.service,
            item.organisation,
            item.group,
            capital(item.delivery_model),
            "" if item.fte is None else f"{item.fte:,}",
            "" if item.volume is None else f"{item.volume:,} {item.volume_unit}".strip(),
            _YES_OR_NO[item.in_scope],
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


def _attendance(item: Consultation) -> str:
    """Who came: `23 of 37`, `23`, `37 invited`, or nothing."""
    if item.attended is None:
        return "" if item.invited is None else f"{item.invited} invited"
    return f"{item.attended} of {item.invited}" if item.invited is not None else str(item.attended)
