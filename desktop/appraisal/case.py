"""What the arithmetic is given: one case as plain frozen records, with no trace of the store it came from.

Money is an `Estimate` in pounds, percentages are fractions of 1, and a year is a `FinancialYear`. Names are unique within
their kind, and options and projects are unique together (`interchange.md`, the case workbook).
"""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from db.nouns import choices
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.reference import NONE, Reference
from desktop.appraisal.years import FinancialYear, consecutive
from desktop.late_dataclass import dataclass

if TYPE_CHECKING:
    from desktop.appraisal.findings.finding import Source
    from desktop.appraisal.findings.records import Recorded
    from desktop.appraisal.partners.appraised import PartnershipRecords
    from desktop.appraisal.reorganisation.composition import ReorganisationRecords
    from desktop.appraisal.savings.finance_records import FinanceRecords


FlowsAre = choices.FlowsAre
FlowKind = choices.FlowKind
Fund = choices.Fund
FundingKind = choices.FundingKind
FundingStatus = choices.FundingStatus
RevenueProvision = choices.RevenueProvision
CriterionUse = choices.CriterionUse
Better = choices.Better
WeightMethod = choices.WeightMethod
Distribution = choices.Distribution
SimulatedWeights = choices.SimulatedWeights
Measure = choices.Measure


class NotApplicable(StrEnum):
    """A criterion that does not apply to an option: neither a number nor missing."""

    NOT_APPLICABLE = "n/a"


NOT_APPLICABLE = NotApplicable.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Flow:
    """One line of an option's or a project's money. `amounts` holds only the years something is recorded for.

    `in_plan` says that the medium-term plan has it already (`None` is not stated), and `inflation` how much its price or pay rises a year,
    a fraction of 1, in a case in real prices. The fields from `funding_source` on are of funding alone: where it comes from, whether a
    grant is awarded, and how borrowing is repaid: over how many years, at which rate (a fraction of 1; `None` is the case's), spread how
    (`None` is not stated), and from when its asset is in use. `direction_named` says that the record names the direction under which it
    pays for revenue spending; `source_stated` that the record says where it comes from, which a life of more than fifty years wants.
    """

    line: str
    kind: FlowKind
    amounts: dict[FinancialYear, Estimate]
    organisation: str | None = None
    cashable: bool | None = None
    recurring: bool | None = None
    capital: bool = False
    optimism_bias: Decimal = Decimal(0)
    mitigation: Decimal = Decimal(0)
    basis: str = "reported"
    fund: Fund = Fund.NOT_STATED
    category: str = ""
    driver: str = ""
    condition: str = ""
    confidence: str = ""
    in_plan: bool | None = None
    inflation: Decimal | None = None
    funding_source: FundingKind = FundingKind.NOT_STATED
    status: FundingStatus | None = None
    asset_life: int | None = None
    rate: Decimal | None = None
    mrp: RevenueProvision | None = None
    in_use_from: FinancialYear | None = None
    direction_named: bool = False
    source_stated: bool = False
    withheld: bool = False
    """Whether a public paper no longer has what it was."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A part of a scenario: one line of an option or a project, or with none named all of its lines of a kind.

    They are at a `fraction` of what is recorded, which is `None` where a public paper has it no longer.
    """

    owner: str
    line: str = ""
    kind: FlowKind | None = None
    fraction: Decimal | None = Decimal(1)


@dataclass(frozen=True, slots=True)
class Scenario:
    """What moves lines together, by its name."""

    name: str
    parts: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Actual:
    """What a line has in fact come to in the years that are told, with how it stands and why it is not what was planned."""

    owner: str
    line: str
    amounts: dict[FinancialYear, Estimate]
    rating: str = ""
    reason: str = ""
    basis: str = "reported"


@dataclass(frozen=True, slots=True)
class Option:
    name: str
    benchmark: bool = False
    viable: bool | None = None
    preferred: bool = False
    reason: str = ""
    decision_taken: bool = False
    decision_reason: str = ""
    flows: tuple[Flow, ...] = ()
    participants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    name: str
    flows: tuple[Flow, ...] = ()
    participants: tuple[str, ...] = ()


#: What stands between the headings of a path as it is typed.
HEADING_SEPARATOR = " > "


def heading_path(heading: str) -> tuple[str, ...]:
    """The headings of a path such as `Outcomes > Residents`, the widest first; none for a blank one."""
    return tuple(part for part in (each.strip() for each in heading.split(">")) if part)


@dataclass(frozen=True, slots=True)
class Criterion:
    """A leaf of the tree. `points` is a piecewise value function as (score, value 0 to 100); empty is linear.

    `heading` is the path to it, the widest heading first, with ` > ` between: `Outcomes > Residents`. `worst` is the least preferred
    score and `best` the most; `None` takes it from what is recorded. `order`, 1 for the criterion that matters most, is for the groups
    that rank the criteria and give this one no order of their own. `weight_low` and `weight_high` are in the points of `weight`.
    `taken_from` is the measure of the records that stands for its scores. `weights_stale` says that its scale changed after it was
    weighed.
    """

    name: str
    heading: str = ""
    use: CriterionUse = CriterionUse.WEIGHTED
    better: Better = Better.HIGHER
    worst: Decimal | None = None
    best: Decimal | None = None
    pass_mark: Decimal | None = None
    points: tuple[tuple[Decimal, Decimal], ...] = ()
    weight: Decimal | None = None
    about_money: bool = False
    order: int | None = None
    weight_low: Decimal | None = None
    weight_high: Decimal | None = None
    taken_from: Measure | None = None
    weights_stale: bool = False

    @property
    def path(self) -> tuple[str, ...]:
        """The headings it stands under, the widest first."""
        return heading_path(self.heading)


@dataclass(frozen=True, slots=True)
class AssessorGroup:
    """Who scored, and this group's own weights where it has them.

    `method` says which of them counts: `weights` (points by criterion) for direct and swing, `orders` (1 for the criterion that
    matters most; equal numbers are a tie) for rank, and `judgements` for pairwise: how many times the first criterion of a pair
    counts as much as the second. What another method would use is kept and does not count.
    """

    name: str
    votes: Decimal = Decimal(1)
    weights: dict[str, Decimal] = field(default_factory=dict)
    method: WeightMethod = WeightMethod.DIRECT
    orders: dict[str, int] = field(default_factory=dict)
    judgements: dict[tuple[str, str], Decimal] = field(default_factory=dict)


#: A score on the criterion's own scale, not applicable, or (absent from the mapping) missing.
Score = Decimal | NotApplicable


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """How uncertain a score is, on the criterion's own scale; an end not given is the scale's own."""

    low: Decimal | None = None
    high: Decimal | None = None
    distribution: Distribution = Distribution.UNIFORM

    @property
    def middle(self) -> Decimal | None:
        """What stands for the score where none is recorded, and is said to be assumed; `None` without both ends."""
        return None if self.low is None or self.high is None else (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Case:
    """Everything an appraisal needs. `scores` and `ranges` are keyed by (assessor group, option, criterion).

    `measured` holds what the records say for the criteria with `taken_from`, by (option, criterion): absent is not known.
    `simulated_weights` is what the officer chose; `None` follows what the case has (`interchange.md`, SMAA-2). `notes` are sentences on
    what the records lack, to be told among the reasons. A `discount_vintage` that is blank is the newest edition of the schedule,
    and so is a `deflator_vintage`; past the last deflator prices rise by `assumed_inflation` a year, a fraction of 1.
    """

    title: str
    base_year: FinancialYear
    horizon: int
    price_base: str = "real"
    price_year: FinancialYear | None = None
    discounting: str = "green book"
    discount_vintage: str = ""
    deflator_vintage: str = ""
    assumed_inflation: Decimal | None = None
    reference: Reference = NONE
    flows_are: FlowsAre = FlowsAre.CHANGES
    close_call: Decimal = Decimal("0.10")
    seed: int = 1
    options: tuple[Option, ...] = ()
    projects: tuple[Project, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    groups: tuple[AssessorGroup, ...] = ()
    scores: dict[tuple[str, str, str], Score] = field(default_factory=dict)
    ranges: dict[tuple[str, str, str], ScoreRange] = field(default_factory=dict)
    measured: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    simulated_weights: SimulatedWeights | None = None
    notes: tuple[str, ...] = ()
    own_council: str = ""
    told_for: str = ""
    """The organisation whose part of the money is told in place of our own council's; blank where it is our own council's."""
    borrowing_rate: Decimal | None = None
    finance: FinanceRecords | None = None
    partnership: PartnershipRecords | None = None
    reorganisation: ReorganisationRecords | None = None
    recorded: tuple[Recorded, ...] = ()
    """The records beside the lines of money, each with its basis, for findings to be traced to."""
    withheld: frozenset[Source] = frozenset()
    """Of the records of a public paper, those that no longer say what they said, by whose they are: no finding rests on them."""

    @property
    def years(self) -> tuple[FinancialYear, ...]:
        """The financial years of the horizon, the base year first."""
        return consecutive(self.base_year, self.horizon)

    def score_of(self, group: str, option: str, criterion: str) -> Score | None:
        """What a group gave: its score, not applicable, or the middle of a range with two ends; `None` is missing."""
        key = group, option, criterion
        score = self.scores.get(key)
        if score is None and self.ranges and (score_range := self.ranges.get(key)) is not None:
            return score_range.middle
        return score
