"""Partners as one appraisal has them: what they returned, how they compare and fit, what is shared, pooled, spent and asked."""

from __future__ import annotations

from dataclasses import field
from fractions import Fraction

from desktop.appraisal.bank_holidays import BankHolidays
from desktop.appraisal.partners.count import Count, Spend, count
from desktop.appraisal.partners.fit import Factor, Fit, fit
from desktop.appraisal.partners.pool import Contribution, Pool, pool
from desktop.appraisal.partners.requests import Asked, Request, asked
from desktop.appraisal.partners.resource_scores import ResourceScore, ResourceScores, counted_up, league
from desktop.appraisal.partners.returns import Return, ReturnsSummary, summarise
from desktop.appraisal.partners.sharing_register import Arrangement, Register, register
from desktop.appraisal.partners.unit_costs import ServiceComparison, ServiceCost, compare
from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class PartnershipRecords:
    """The records of one case that are about its partners. `kinds` are the kinds of organisations by name, blank where not stated.

    `profiles` are measures by organisation; `own` is our own council; `definitions` are what green, amber and red mean, by word.
    `bank_holidays` are those of the program unless others were brought in.
    """

    kinds: dict[str, str] = field(default_factory=dict)
    own: str | None = None
    returns: tuple[Return, ...] = ()
    definitions: dict[str, str] = field(default_factory=dict)
    scores: tuple[ResourceScore, ...] = ()
    services: tuple[ServiceCost, ...] = ()
    factors: tuple[Factor, ...] = ()
    profiles: dict[str, dict[str, str]] = field(default_factory=dict)
    withheld_profiles: frozenset[str] = frozenset()
    sharing: tuple[Arrangement, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    spending: tuple[Spend, ...] = ()
    requests: tuple[Request, ...] = ()
    bank_holidays: BankHolidays | None = None


@dataclass(frozen=True, slots=True)
class KindLine:
    """The organisations of one kind that are named: how many were asked and answered, and their scores."""

    kind: str
    expected: int
    received: int
    scored: int
    mean: Fraction | None
    at_aim: int


@dataclass(frozen=True, slots=True)
class Partnership:
    """What follows from the records of partners."""

    records: PartnershipRecords
    returns: ReturnsSummary
    scores: ResourceScores
    services: tuple[ServiceComparison, ...]
    fit: Fit
    sharing: Register
    pool: Pool
    count: Count
    requests: tuple[Asked, ...]
    kinds: tuple[KindLine, ...]


def partnership(records: PartnershipRecords) -> Partnership:
    """Everything on partners, worked out. Never raises."""
    returns = summarise(records.returns)
    return Partnership(
        records,
        returns,
        league(records.scores),
        compare(records.services),
        fit(records.factors, records.profiles, records.own),
        register(records.sharing),
        pool(records.contributions),
        count(records.spending),
        asked(records.requests, records.bank_holidays),
        _by_kind(records, returns),
    )


def _by_kind(records: PartnershipRecords, returns: ReturnsSummary) -> tuple[KindLine, ...]:
    """Kinds that more than one of is named, or that stand beside another; what names nobody is of no kind."""
    named = [each for indicator in returns.indicators for each in indicator.named if each.organisation is not None and not each.withheld]
    scores = [each for each in records.scores if each.organisation is not None and not each.withheld]
    lines = []
    for kind in dict.fromkeys(kind for kind in records.kinds.values() if kind):
        mine = [each for each in named if records.kinds.get(each.organisation or "") == kind]
        own = counted_up(each for each in scores if records.kinds.get(each.organisation or "") == kind)
        if mine or own.scored:
            lines.append(KindLine(kind, len(mine), sum(each.came_in for each in mine), own.scored, own.mean, own.at_aim))
    return tuple(lines) if len(lines) > 1 else ()
