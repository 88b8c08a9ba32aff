"""The words that a column may hold, each set once: the records keep them, arithmetic and papers tell them apart."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


def listed(words: Iterable[StrEnum]) -> tuple[str, ...]:
    """The words that an officer may choose from; blank is none of them."""
    return tuple(word.value for word in words if word.value)


class FlowsAre(StrEnum):
    """Whether flows are differences from the benchmark, or each option's whole cost."""

    CHANGES = "changes"
    WHOLE_COSTS = "whole costs"


class FlowKind(StrEnum):
    """What a line of money is."""

    COST = "cost"
    SAVING = "saving"
    INCOME = "income"
    FUNDING = "funding"


class Fund(StrEnum):
    """Whose money a line is: the general fund's or the housing revenue account's. What is not stated is kept apart."""

    GENERAL = "general"
    HOUSING = "housing"
    NOT_STATED = ""


class CriterionUse(StrEnum):
    """What a criterion is for."""

    WEIGHTED = "weighted"
    MUST_PASS = "must pass"
    PARKED = "parked"


class Better(StrEnum):
    """Which end of its scale is the better."""

    HIGHER = "higher"
    LOWER = "lower"


class WeightMethod(StrEnum):
    """How a group says what its weights are: points, points beside the largest swing, an order, or judgements of pairs."""

    DIRECT = "direct"
    SWING = "swing"
    RANK = "rank"
    PAIRWISE = "pairwise"


class Distribution(StrEnum):
    """How an uncertain score is spread between its low and its high in a simulation.

    Uniform: anywhere between them alike. Normal and log-normal: they are the ends of its 95% interval. Beta: from low to high, most
    likely at the score itself.
    """

    UNIFORM = "uniform"
    NORMAL = "normal"
    LOG_NORMAL = "log-normal"
    BETA = "beta"


class SimulatedWeights(StrEnum):
    """What weights a simulation draws: any at all, any in the recorded order, any within the recorded bounds, or those recorded."""

    FREE = "free"
    ORDERED = "ordered"
    BOUNDED = "bounded"
    EXACT = "exact"


class Measure(StrEnum):
    """What of the records stands for the score of a criterion: added up over the organisations that take part in an option, or of the new
    councils that it would make. A balance is what the smallest of them has, as a percentage of what the largest has.
    """

    UNIT_COST = "unit cost"
    FTE = "FTE"
    POPULATION = "population"
    ELECTORS_PER_COUNCILLOR = "electors per councillor"
    BALANCE_OF_POPULATION = "balance of population"
    BALANCE_OF_NEED = "balance of need"
    BALANCE_OF_TAX_BASE = "balance of tax base"


class DividedBy(StrEnum):
    """The basis by which a council that ends, or a service of it, is divided between new councils."""

    NOT_DIVIDED = ""
    POPULATION = "population"
    NEED = "need"
    TAX_BASE = "tax base"
    OTHER = "other"


class SharingStatus(StrEnum):
    """Where the sharing of a service stands."""

    PLANNED = "planned"
    CURRENT = "current"
    AT_RISK = "at risk"
    NOT_STATED = ""


class CountedIn(StrEnum):
    """In what days a deadline is counted."""

    WORKING_DAYS = "working days"
    CLEAR_DAYS = "clear days"
    CALENDAR_DAYS = "calendar days"


class Rating(StrEnum):
    """How sure a partner is of one year's target, as its return has it."""

    GREEN = "G"
    AMBER = "A"
    RED = "R"

    @property
    def word(self) -> str:
        """green, amber or red."""
        return self.name.lower()


class LeftOut(StrEnum):
    """Which days are not counted."""

    WEEKENDS_AND_BANK_HOLIDAYS = "weekends and bank holidays"
    WEEKENDS = "weekends"
    NOTHING = "nothing"


class ShareBasis(StrEnum):
    """What costs, savings or funding are divided by."""

    EQUAL = "equal"
    BASELINE = "baseline"
    CASELOAD = "caseload"
    POPULATION = "population"
    INVESTMENT = "investment"
    FIXED = "fixed"
    FIRST_CALL = "first call"


class AppliesTo(StrEnum):
    """What is divided."""

    COSTS = "costs"
    SAVINGS = "savings"
    FUNDING = "funding"


class TargetMode(StrEnum):
    """How the percentages of a target add up."""

    ADDITIVE = "additive"
    COMPOUND = "compound"


class CarryForwardCounts(StrEnum):
    """Which savings of an earlier period are carried forward.

    The local area agreement let organisations carry both forward; the department's guidance for NI 179 says cashable only. The sources
    differ, so the officer is asked.
    """

    NOT_DECIDED = ""
    CASHABLE_ONLY = "cashable only"
    CASHABLE_AND_NOT = "cashable and not"


class FundingKind(StrEnum):
    """Where funding comes from. A flexibility allows spending from what is held already, and is not a grant."""

    GRANT = "grant"
    CONTRIBUTION = "contribution"
    RECEIPTS = "receipts"
    FLEXIBILITY = "flexibility"
    BORROWING = "borrowing"
    RESERVES = "reserves"
    IN_KIND = "in kind"
    NOT_STATED = ""


class FundingStatus(StrEnum):
    """How far funding has come."""

    SOUGHT = "sought"
    AWARDED = "awarded"
    ALLOCATED = "allocated"
    SPENT = "spent"


class RevenueProvision(StrEnum):
    """How the minimum revenue provision for what is borrowed is spread over the life of the asset."""

    EQUAL = "equal"
    ANNUITY = "annuity"


class Prices(StrEnum):
    """In what prices the amounts of a row are."""

    CASH = "cash"
    REAL = "real"


class Tier(StrEnum):
    """A tier of government, the widest first."""

    NATIONAL = "national"
    REGIONAL = "regional"
    SUB_REGIONAL = "sub-regional"
    LOCAL = "local"


class ReferenceSeries(StrEnum):
    """What a reference value is one of: a deflator, a cap, a day, an edition, or a rate of one of the discount schedules."""

    GDP_DEFLATOR = "GDP deflator"
    WEEKLY_CAP = "weekly cap"
    BANK_HOLIDAY = "bank holiday"
    GREEN_BOOK_EDITION = "Green Book edition"
    STANDARD_RATES = "green book"
    LOWER_RATES = "green book lower"
    HEALTH_RATES = "green book health"


class BodyKind(StrEnum):
    """What kind of body decides."""

    NOT_STATED = ""
    EXECUTIVE = "executive"
    FULL_COUNCIL = "full council"
    COMMITTEE = "committee"
    OTHER = "other"


class NoticeException(StrEnum):
    """Under what a key decision is taken without its 28 days."""

    NONE = ""
    GENERAL = "general exception"
    SPECIAL = "special urgency"


class Question(StrEnum):
    """Which question of the outcome delivery plan a section of a paper answers, in the order of its form."""

    OUTCOME = "outcome"
    INDICATOR_AND_TARGETS = "indicator and targets"
    WHAT_WE_DO_NOW = "what we do now"
    OPTIONS = "options"
    WHAT_WE_COULD_STOP = "what we could stop"
    ALTERNATIVE_PROVIDERS = "alternative providers"
    RECOMMENDED_APPROACH = "recommended approach"
    DEPENDENCIES = "dependencies"
    INNOVATION = "innovation"
    OTHER_OUTCOMES = "other outcomes"
    RISKS = "risks"
    MILESTONES = "milestones"
    RESOURCES_PROVIDED = "resources provided"
    RESOURCES_SOUGHT = "resources sought"
    WHO_IS_INVOLVED = "who is involved"
    CONTRIBUTIONS = "contributions"
    COMMUNICATION_CHANNELS = "communication channels"
    NONE = ""
