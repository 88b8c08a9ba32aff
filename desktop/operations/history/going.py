"""The way from a change to the record that it is about, as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from db.nouns import noun_of
from db.nouns.choice import AssessorGroup
from db.nouns.noun import BelongsTo, Noun
from db.nouns.papers import Paper
from db.nouns.register import CaseOrganisation, CaseService, CostLine
from db.reading import Reader
from desktop.errors import KnownTrouble
from desktop.operations.records.cases import titles
from desktop.operations.records.places import place_of
from desktop.papers.readiness.item import MendedAt

#: The groups weigh and judge on the list of groups; a score stands in the row of its criterion, and a phasing in that of its line.
_SHOWN_AS = {
    "passed_gates": "milestone_id",
    "gate_figures": "milestone_id",
    "phasings": "cash_flow_id",
    "weights": "assessor_group_id",
    "judgements": "assessor_group_id",
    "scores": "criterion_id",
}


@dataclass(frozen=True, slots=True)
class Way:
    """Where a record is: the field of a screen, and the title of the case to take in hand first where it is in another."""

    at: MendedAt
    case: str = ""


def way_to(reader: Reader, table: str, row: int, key: str, case: int) -> Way:
    """The way to a record from the case in hand. Raises KnownTrouble where it is no longer there, or no screen shows it."""
    try:
        noun = noun_of(table)
    except KeyError:
        raise KnownTrouble("There is no record to go to: this change cannot be read.") from None
    record = reader.find(noun, id=row)
    if record is None:
        raise KnownTrouble(f"This {noun.SINGULAR} has been deleted since, so there is nothing to go to.")
    place = place_of(noun)
    if place is None:
        raise KnownTrouble(f"No screen shows {noun.PLURAL or 'this'} yet.")
    fields = vars(record)
    paper = row if noun is Paper else fields.get("paper_id", 0)
    at = MendedAt(*place, table, key, record=fields.get(_SHOWN_AS.get(table, ""), row), paper=paper)
    cases = _cases(reader, noun, record)
    if not cases or case in cases:
        return Way(at)
    return Way(at, next((title for id_, title in titles(reader) if id_ in cases), ""))


def _cases(reader: Reader, noun: type[Noun], record: Noun) -> set[int]:
    """The cases that have a record; none where every case does."""
    fields: dict[str, Any] = vars(record)
    if noun.TABLE == "cases":
        return {fields["id"]}
    if "case_id" in fields:
        return {fields["case_id"]}
    if "paper_id" in fields:
        return {reader.get(Paper, fields["paper_id"]).case_id}
    if noun.BELONGS_TO is BelongsTo.GROUP:
        return {reader.get(AssessorGroup, fields["assessor_group_id"]).case_id}
    if noun.TABLE == "organisations":
        return set(reader.column(CaseOrganisation, "case_id", organisation_id=fields["id"]))
    service = fields["service_id"] if noun is CostLine else fields["id"]
    return set(reader.column(CaseService, "case_id", service_id=service)) if noun.TABLE in ("services", "cost_lines") else set()
