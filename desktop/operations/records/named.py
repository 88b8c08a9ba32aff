"""The records of a case by what they are called, for whoever looks for one without knowing its screen."""

from __future__ import annotations

from typing import Any

from db.nouns import sheet_nouns
from db.nouns.noun import BelongsTo, Noun
from db.nouns.papers import Paper
from db.nouns.register import CaseOrganisation, CaseService
from db.reading import Reader
from desktop.late_dataclass import dataclass
from desktop.operations.records.names import Names

#: What is found by its record's name or on its own screen alone: cells of a grid, figures and what belongs to a version.
_NOT_NAMED = frozenset((
    "cases", "weights", "judgements", "scores", "weekly_caps", "phasings", "grant_bids", "withheld_parts", "set_asides", "finals",
    "final_figures", "change_reasons", "passed_gates", "gate_figures",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A record by its table and id: what it is called, what kind of record it is, and the key of the column that names it."""

    table: str
    id: int
    name: str
    kind: str
    key: str


def named_records(reader: Reader, case: int) -> tuple[NamedRecord, ...]:
    """The records of a case that have a name, noun by noun in the order of the workbook's sheets."""
    names = Names(reader, case)
    return tuple(record for noun in sheet_nouns() if noun.TABLE not in _NOT_NAMED for record in _of_noun(reader, noun, case, names))


def _of_noun(reader: Reader, noun: type[Noun], case: int, names: Names) -> list[NamedRecord]:
    where = _where(reader, noun, case)
    fields = [field for field in noun.NAMED_BY if noun.COLUMNS[field].type is not None or noun.COLUMNS[field].refers_to]
    if noun.TABLE == "cost_lines":
        fields = ["service_id", *fields]
    cells = [reader.column(noun, field, **where) for field in fields]
    links = [noun.COLUMNS[field].refers_to for field in fields]
    key = next((noun.COLUMNS[field].key for field in noun.NAMED_BY if not noun.COLUMNS[field].refers_to), "")
    found = []
    for id_, *held in zip(reader.column(noun, "id", **where), *cells, strict=True):
        words = [names.name(link, cell) if link else str(cell) for link, cell in zip(links, held, strict=True) if cell not in (None, "")]
        if words:
            found.append(NamedRecord(noun.TABLE, id_, ", ".join(words), noun.SINGULAR, key))
    return found


def _where(reader: Reader, noun: type[Noun], case: int) -> dict[str, Any]:
    """What the records of a noun under a case are asked for by."""
    if "case_id" in noun.COLUMNS:
        return {"case_id": case}
    if noun.BELONGS_TO is BelongsTo.PAPER:
        return {"paper_id": reader.column(Paper, "id", case_id=case)}
    if noun.TABLE == "organisations":
        return {"id": reader.column(CaseOrganisation, "organisation_id", case_id=case)}
    if noun.TABLE in ("services", "cost_lines"):
        services = reader.column(CaseService, "service_id", case_id=case)
        return {"id" if noun.TABLE == "services" else "service_id": services}
    return {}
