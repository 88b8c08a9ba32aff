"""What the readiness list says of how a paper is marked: marks that are not finished, and names that stand in open words."""

from __future__ import annotations

from collections.abc import Iterator

from db.nouns.noun import BelongsTo
from db.paper import Paper
from db.reading import Reader
from desktop.operations.papers.publishing import is_anything_marked
from desktop.operations.papers.withheld import marking_troubles
from desktop.operations.records import nouns
from desktop.operations.records.noun import Noun
from desktop.operations.records.nouns import RETURN_PACKS
from desktop.papers.law.withholding import IN_FORCE
from desktop.papers.readiness.item import MendedAt, ReadinessItem, State

#: The screen each noun of the case is recorded on, where that is not Savings.
_SCREENS = {
    nouns.ORGANISATIONS: "Partners", nouns.SERVICES: "Services", nouns.COSTS: "Services", nouns.OPTIONS: "Options",
    nouns.OBJECTIVES: "Overview", nouns.EVIDENCE: "Overview", nouns.CRITERIA: "Criteria", nouns.ASSESSORS: "Criteria",
    nouns.SCORES: "Scores", nouns.RISKS: "Risks", nouns.MILESTONES: "Plan", nouns.ACTIONS: "Plan", nouns.CONSULTATION: "Consultation",
    nouns.PAPERS: "Papers", nouns.PROJECTS: "Partners", nouns.RETURNS: "Partners", nouns.RAG_DEFINITIONS: "Partners",
    nouns.RESOURCE_SCORES: "Partners", nouns.FACTORS: "Partners", nouns.PROFILES: "Partners", nouns.INTERVIEW_NOTES: "Partners",
    nouns.CAPABILITIES: "Partners", nouns.SHARING: "Partners", nouns.POOL: "Partners", nouns.REQUESTS: "Partners", RETURN_PACKS: "Partners",
}  # fmt: skip


def withheld_items(reader: Reader, case: int, paper: int | None) -> tuple[ReadinessItem, ...]:
    """An item for each thing that is wrong with how a paper and its case are marked; none where nothing is marked."""
    if not is_anything_marked(reader):
        return ()
    return tuple(_items(reader, case, paper))


def _items(reader: Reader, case: int, paper: int | None) -> Iterator[ReadinessItem]:
    for sentence, noun, record, key in marking_troubles(reader, case, paper):
        screen = _screen(noun)
        at = MendedAt(screen, "", noun.table, key, record=record)
        yield ReadinessItem(State.TO_DO, sentence, screen, at, f"marking: {noun.table} {record} {key}: {sentence[-40:]}")
    if paper is not None and (date := reader.session.get_one(Paper, paper).meeting_date) is not None and date < IN_FORCE:
        date_trouble = "The paragraphs of Schedule 12A are printed as they are from 1 March 2006, and the meeting is before that day"
        yield ReadinessItem(
            State.TO_DO, date_trouble, "Papers", MendedAt("Papers", "details", "papers", "meeting_date"), "marking: before 2006"
        )


def _screen(noun: Noun) -> str:
    return "Papers" if noun.belongs_to is BelongsTo.PAPER else _SCREENS.get(noun, "Savings")
