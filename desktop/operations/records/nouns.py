"""Every noun that is a sheet of the case workbook, by the name that screens and operations know it by.

What each is stands with its record, in `db.nouns`. Knows nothing of SQL, so that screens can be declared before the libraries are loaded.
"""

from __future__ import annotations

from db.nouns import SHEETS as TABLES
from db.nouns import noun_of
from db.nouns.case import Case, Evidence, Objective
from db.nouns.choice import AssessorGroup, Criterion, Judgement, Option, Score, Weight
from db.nouns.delivery import Action, Consultation, Milestone, Risk
from db.nouns.finals import ChangeReason, Final, FinalFigure, SetAside
from db.nouns.money import BudgetGap, CashFlow, ChecklistAnswer, Funding, Leaver, Project, Target, WeeklyCap
from db.nouns.paper_parts import (
    Appendix,
    BackgroundPaper,
    Implication,
    OfficerComment,
    PaperContact,
    PaperSection,
    Recommendation,
    WithheldPart,
)
from db.nouns.papers import Paper, PaperDecision
from db.nouns.partners import Capability, InterviewNote, Partner, PartnerFactor, PoolContribution, ProfileMeasure, Share, SharingArrangement
from db.nouns.register import CostLine, Organisation, Service
from db.nouns.returns import RagDefinition, Request, ResourceScore, Return, ReturnPack
from desktop.operations.records.noun import sheet_of
from desktop.papers.choosing import layout_names
from desktop.papers.exhibits import BY_KEY

CASE = sheet_of(Case)
OBJECTIVES = sheet_of(Objective)
ORGANISATIONS = sheet_of(Organisation)
SERVICES = sheet_of(Service)
COSTS = sheet_of(CostLine)
OPTIONS = sheet_of(Option)
CRITERIA = sheet_of(Criterion)
ASSESSORS = sheet_of(AssessorGroup)
WEIGHTS = sheet_of(Weight)
JUDGEMENTS = sheet_of(Judgement)
SCORES = sheet_of(Score)
PROJECTS = sheet_of(Project)
FLOWS = sheet_of(CashFlow)
PARTNERS = sheet_of(Partner)
SHARES = sheet_of(Share)
TARGETS = sheet_of(Target)
FUNDING = sheet_of(Funding)
GAPS = sheet_of(BudgetGap)
LEAVERS = sheet_of(Leaver)
WEEKLY_CAPS = sheet_of(WeeklyCap)
ANSWERS_151 = sheet_of(ChecklistAnswer)
RETURNS = sheet_of(Return)
RETURN_PACKS = sheet_of(ReturnPack)
RAG_DEFINITIONS = sheet_of(RagDefinition)
RESOURCE_SCORES = sheet_of(ResourceScore)
FACTORS = sheet_of(PartnerFactor)
PROFILES = sheet_of(ProfileMeasure)
INTERVIEW_NOTES = sheet_of(InterviewNote)
CAPABILITIES = sheet_of(Capability)
SHARING = sheet_of(SharingArrangement)
POOL = sheet_of(PoolContribution)
REQUESTS = sheet_of(Request)
EVIDENCE = sheet_of(Evidence)
RISKS = sheet_of(Risk)
MILESTONES = sheet_of(Milestone)
ACTIONS = sheet_of(Action)
CONSULTATION = sheet_of(Consultation)
PAPERS = sheet_of(Paper, layout=layout_names())
SECTIONS = sheet_of(PaperSection)
RECOMMENDATIONS = sheet_of(Recommendation)
IMPLICATIONS = sheet_of(Implication)
OFFICER_COMMENTS = sheet_of(OfficerComment)
BACKGROUND_PAPERS = sheet_of(BackgroundPaper)
APPENDICES = sheet_of(Appendix)
CONTACTS = sheet_of(PaperContact)
WITHHELD_PARTS = sheet_of(WithheldPart, part=tuple(BY_KEY))
SET_ASIDES = sheet_of(SetAside)
FINALS = sheet_of(Final)
FINAL_FIGURES = sheet_of(FinalFigure)
CHANGE_REASONS = sheet_of(ChangeReason)

#: Every sheet, in the order in which names must be known: a sheet refers only to those before it.
SHEETS = tuple(sheet_of(noun_of(table)) for table in TABLES)
PAPER_PARTS = (SECTIONS, RECOMMENDATIONS, IMPLICATIONS, OFFICER_COMMENTS, BACKGROUND_PAPERS, APPENDICES, CONTACTS, WITHHELD_PARTS)
#: What the program keeps about a paper; none of it is a part that an officer writes.
FINAL_NOUNS = (SET_ASIDES, FINALS, FINAL_FIGURES, CHANGE_REASONS)
#: What partners return, how well they fit, and what is shared, pooled and asked.
PARTNER_NOUNS = (
    RETURNS, RETURN_PACKS, RAG_DEFINITIONS, RESOURCE_SCORES, FACTORS, PROFILES, INTERVIEW_NOTES, CAPABILITIES, SHARING, POOL, REQUESTS,
)  # fmt: skip
#: The fields of a paper that say how its decision comes to be taken lawfully, and those that one layout or another prints.
DECISION_FIELDS = tuple(PAPERS.column(key) for key in PaperDecision.__annotations__)
PAPER_FIELDS = tuple(PAPERS.column(key) for key in Paper.__annotations__)
