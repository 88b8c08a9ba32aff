"""Every kind of record, declared once. A noun is loaded when it is asked for, its subject with it and no other."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.nouns.records import Linked

#: The tables of each subject, those of what is yearly beside their noun's.
_SUBJECTS = {
    "case": ("cases", "objectives", "evidence"),
    "register": ("organisations", "case_organisations", "services", "case_services", "cost_lines", "cost_amounts"),
    "choice": ("options", "option_organisations", "criteria", "assessor_groups", "weights", "judgements", "scores"),
    "money": (
        "projects", "cash_flows", "cash_flow_amounts", "targets", "target_percents", "target_amounts", "funding", "budget_gaps",
        "budget_gap_amounts", "leavers", "weekly_caps", "checklist_answers", "phasings", "phasing_percents", "scenarios", "actuals",
        "actual_amounts", "reference_values",
    ),
    "partners": (
        "partners", "shares", "partner_factors", "profile_measures", "interview_notes", "capabilities", "sharing_arrangements",
        "pool_contributions", "governance_bodies", "unknowns",
    ),
    "count": ("spend_lines",),
    "grants": ("grant_rounds", "grant_bids"),
    "returns": ("returns", "return_ratings", "return_gains", "return_packs", "rag_definitions", "resource_scores", "requests"),
    "reorganisation": ("new_councils", "successions", "opening_positions"),
    "delivery": ("risks", "milestones", "actions", "consultations"),
    "gates": ("gate_conditions", "passed_gates", "gate_figures"),
    "papers": ("papers",),
    "house_styles": ("house_styles",),
    "paper_parts": (
        "paper_sections", "recommendations", "implications", "officer_comments", "background_papers", "appendices", "pictures",
        "paper_contacts", "withheld_parts",
    ),
    "paper_files": ("picture_files", "appendix_files"),
    "finals": ("set_asides", "finals", "final_figures", "change_reasons"),
}  # fmt: skip
_SUBJECT_OF = {table: subject for subject, tables in _SUBJECTS.items() for table in tables}
#: The tables of the nouns that are sheets of the case workbook, in the order in which names must be known: a sheet refers only to those
#: before it, and Papers to itself.
SHEETS = (
    "cases", "objectives", "organisations", "services", "cost_lines", "options", "criteria", "assessor_groups", "weights", "judgements",
    "scores", "projects", "cash_flows", "partners", "shares", "targets", "funding", "budget_gaps", "leavers", "weekly_caps",
    "checklist_answers", "phasings", "scenarios", "actuals", "grant_rounds", "grant_bids", "reference_values", "returns",
    "return_packs", "rag_definitions", "resource_scores", "partner_factors", "profile_measures", "interview_notes",
    "capabilities", "sharing_arrangements", "pool_contributions", "governance_bodies", "unknowns", "spend_lines",
    "requests", "new_councils", "successions", "opening_positions", "evidence", "risks", "milestones",
    "gate_conditions", "passed_gates", "gate_figures", "actions", "consultations", "papers",
    "paper_sections", "recommendations", "implications", "officer_comments", "background_papers",
    "appendices", "pictures", "paper_contacts", "withheld_parts", "set_asides", "finals", "final_figures", "change_reasons",
)  # fmt: skip
#: Those whose rows say that one record is a part of another, and are no sheet.
LINKS = ("case_organisations", "case_services", "option_organisations", "picture_files", "appendix_files")
#: Those of the file itself, whatever case is open: no case workbook has them.
OF_THE_FILE = ("house_styles",)
#: Every noun, by its table.
ALL = (*SHEETS, *LINKS, *OF_THE_FILE)
_loaded: dict[str, type[Linked]] = {}


def noun_of(table: str) -> type[Linked]:
    """The noun whose records a table keeps, or whose yearly rows. Raises KeyError for a table that is no noun's, such as the trail's."""
    if table not in _loaded:
        module = importlib.import_module(f"{__name__}.{_SUBJECT_OF[table]}")
        for each in vars(module).values():
            # a module's own nouns are those with a table
            if isinstance(each, type) and (name := getattr(each, "TABLE", "")):
                _loaded[name] = each
                _loaded.update((rows.table, each) for rows in vars(each)["YEARLY"].values())
    return _loaded[table]


def sheet_nouns() -> tuple[type[Linked], ...]:
    """The nouns that are sheets of the case workbook, in their order."""
    return tuple(noun_of(table) for table in SHEETS)


def nouns_of(subject: str) -> tuple[type[Linked], ...]:
    """The nouns of a subject, in their order. Raises KeyError for a subject that there is not."""
    return tuple(noun for table in _SUBJECTS[subject] if table == (noun := noun_of(table)).TABLE)
