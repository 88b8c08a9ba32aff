"""Where on the screens the records of each noun are: the rail's name of the screen, and the tab or view of it."""

from __future__ import annotations

from db.nouns.noun import BelongsTo, Noun

#: By table; the parts of a paper are all on its own screen.
_PLACES = {
    "cases": ("Overview", "Details"), "objectives": ("Overview", "Objectives"), "evidence": ("Overview", "Evidence"),
    "organisations": ("Partners", "Organisations"), "projects": ("Partners", "Projects"),
    "services": ("Services", "Services"), "cost_lines": ("Services", "Costs"),
    "options": ("Options", ""), "criteria": ("Criteria", "Criteria"), "assessor_groups": ("Criteria", "Groups"),
    "weights": ("Criteria", "Groups"), "judgements": ("Criteria", "Groups"), "scores": ("Scores", ""),
    "cash_flows": ("Savings", "lines"), "leavers": ("Savings", "Redundancy"), "weekly_caps": ("Savings", "Redundancy"),
    "funding": ("Savings", "Funding"), "targets": ("Savings", "Targets"), "shares": ("Savings", "Who gains"),
    "phasings": ("Savings", "lines"), "scenarios": ("Savings", "Scenarios"), "actuals": ("Savings", "Actuals"),
    "reference_values": ("Savings", "Prices"), "partners": ("Savings", "Who gains"),
    "budget_gaps": ("Savings", "Affordability"), "checklist_answers": ("Savings", "Section 151"),
    "returns": ("Partners", "Returns"), "rag_definitions": ("Partners", "Returns"), "return_packs": ("Ask partners", ""),
    "resource_scores": ("Partners", "Resource scores"), "partner_factors": ("Partners", "Fit"), "profile_measures": ("Partners", "Fit"),
    "interview_notes": ("Partners", "Fit"), "capabilities": ("Partners", "Fit"), "sharing_arrangements": ("Partners", "Sharing"),
    "requests": ("Partners", "Requests"), "pool_contributions": ("Partners", "Pool"),
    "risks": ("Risks", ""), "milestones": ("Plan", "Plan"), "actions": ("Plan", "Actions"), "consultations": ("Consultation", ""),
    "papers": ("Papers", ""),
}  # fmt: skip


def place_of(noun: type[Noun]) -> tuple[str, str] | None:
    """The screen that a noun's records are on, and its tab, blank where it has none; nothing for those without a sheet."""
    if not noun.SHEET:
        return None
    return ("Papers", "") if noun.BELONGS_TO is BelongsTo.PAPER else _PLACES[noun.TABLE]
