"""Where on the screens the records of each noun are: the rail's name of the screen, and the tab or view of it."""

from __future__ import annotations

from collections.abc import Iterable

from db.nouns import noun_of
from db.nouns.noun import BelongsTo, Noun
from db.reading import Reader

#: The stage of the rail that each screen is under, where that has another name.
_STAGES = {
    "Overview": "Set up", "Partners": "Set up", "Services": "Set up", "Ask partners": "Set up", "Criteria": "Judge", "Scores": "Judge",
    "Savings": "Money", "Reorganisation": "Options", "Risks": "Deliver", "Plan": "Deliver", "Consultation": "Deliver", "Papers": "Paper",
}  # fmt: skip

#: By table; the parts of a paper are all on its own screen.
_PLACES = {
    "cases": ("Overview", "Details"), "objectives": ("Overview", "Objectives"), "evidence": ("Overview", "Evidence"),
    "organisations": ("Partners", "Organisations"), "projects": ("Partners", "Projects"),
    "services": ("Services", "Services"), "cost_lines": ("Services", "Costs"),
    "options": ("Options", ""), "criteria": ("Criteria", "Criteria"), "assessor_groups": ("Criteria", "Assessors"),
    "weights": ("Criteria", "Assessors"), "judgements": ("Criteria", "Assessors"), "scores": ("Scores", ""),
    "cash_flows": ("Savings", "lines"), "leavers": ("Savings", "Redundancy"), "weekly_caps": ("Savings", "Weekly caps"),
    "funding": ("Savings", "Funding"), "targets": ("Savings", "Targets"), "shares": ("Savings", "How it is shared"),
    "phasings": ("Savings", "lines"), "scenarios": ("Savings", "Scenarios"), "grant_rounds": ("Savings", "Grant rounds"),
    "grant_bids": ("Savings", "Grant bids"), "actuals": ("Savings", "Actuals"),
    "reference_values": ("Savings", "Prices"), "partners": ("Savings", "What each gets"),
    "budget_gaps": ("Savings", "Affordability"), "checklist_answers": ("Savings", "Section 151"),
    "returns": ("Partners", "Returns"), "rag_definitions": ("Partners", "What the ratings mean"), "return_packs": ("Ask partners", ""),
    "resource_scores": ("Partners", "Resource scores"), "partner_factors": ("Partners", "Fit"),
    "profile_measures": ("Partners", "Profiles"),
    "interview_notes": ("Partners", "Interviews"), "capabilities": ("Partners", "Capability"),
    "sharing_arrangements": ("Partners", "Sharing"),
    "requests": ("Partners", "Requests"), "pool_contributions": ("Partners", "Pool"),
    "governance_bodies": ("Partners", "Governance"), "unknowns": ("Partners", "Not yet known"), "spend_lines": ("Partners", "Count"),
    "new_councils": ("Reorganisation", "New councils"), "successions": ("Reorganisation", "Successions"),
    "opening_positions": ("Reorganisation", "Opening positions"),
    "risks": ("Risks", ""), "milestones": ("Plan", "Milestones"),
    "gate_conditions": ("Plan", "Gate conditions"), "passed_gates": ("Plan", "Milestones"), "gate_figures": ("Plan", "Milestones"),
    "actions": ("Plan", "Actions"), "consultations": ("Consultation", ""),
    "papers": ("Papers", ""),
}  # fmt: skip


def place_of(noun: type[Noun]) -> tuple[str, str] | None:
    """The screen that a noun's records are on, and its tab, blank where it has none; nothing for those without a sheet."""
    if not noun.SHEET:
        return None
    return ("Papers", "") if noun.BELONGS_TO is BelongsTo.PAPER else _PLACES[noun.TABLE]


def stage_of(screen: str) -> str:
    """What the rail calls the stage that a screen is under."""
    return _STAGES.get(screen, screen)


def place_words(noun: type[Noun]) -> str:
    """Where a noun's records are, in the words of the rail and its tabs: `Judge, Scores`. Those of a paper, and others, `Paper`."""
    screen, view = place_of(noun) or ("Papers", "")
    stage, tab = stage_of(screen), {"Details": "Case"}.get(view, view or screen)
    return stage if screen in (stage, "Papers") else f"{stage}, {tab[:1].upper()}{tab[1:]}"


def held_tables(reader: Reader, case: int, tables: Iterable[str]) -> frozenset[str]:
    """Those tables that hold a record of a case; of what belongs to every case, those that hold any."""
    held = set()
    for table in tables:
        noun = noun_of(table)
        if reader.exists(noun, case_id=case) if "case_id" in noun.COLUMNS else reader.exists(noun):
            held.add(table)
    return frozenset(held)
