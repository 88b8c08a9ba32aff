"""What the arithmetic gives back. Screens, papers and the results JSON all read these and nothing else.

Amounts are `Estimate`s in pounds; scores are 0 to 100 and exact `Fraction`s; weights are fractions of 1; paybacks are years
after the base year. `None` is what cannot be computed, and the nearest `why` says so in sentences.
"""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from desktop.appraisal.case import Case, SimulatedWeights, heading_path
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.kept import Late
from desktop.appraisal.wording import score_words
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass

if TYPE_CHECKING:
    from desktop.appraisal.findings.finding import Finding
    from desktop.appraisal.partners.appraised import Partnership
    from desktop.appraisal.reorganisation.reorganised import Reorganisation
    from desktop.appraisal.savings.finance import Finance
    from desktop.appraisal.savings.scenarios import ScenarioResult
    from desktop.appraisal.savings.switching import SwitchingValues


@dataclass(frozen=True, slots=True)
class YearResult:
    """One financial year against the benchmark. Present value is rounded half up to the penny, bound by bound."""

    year: FinancialYear
    cost: Estimate
    saving_cashable: Estimate
    saving_non_cashable: Estimate
    saving_not_stated: Estimate
    income: Estimate
    funding: Estimate
    net: Estimate
    cumulative: Estimate
    present_value: Estimate


@dataclass(frozen=True, slots=True)
class MonteCarlo:
    """A net present value drawn many times, every uncertain line on its own, triangular between its low and its high.

    `p10`, `p50` and `p90` are in pounds: a tenth of the draws lie below the first. `chance_positive` and `chance_of_target` are fractions
    of 1, the latter `None` where no target is set beside it; `error` is the standard error of the first. `counts` is how many draws lie
    between each two of `edges`, which are one more. All are empty, and `why` says why, where nothing can be drawn.
    """

    draws: int
    seed: int
    p10: Decimal | None = None
    p50: Decimal | None = None
    p90: Decimal | None = None
    chance_positive: float | None = None
    chance_of_target: float | None = None
    error: float = 0.0
    counts: tuple[int, ...] = ()
    edges: tuple[Decimal, ...] = ()
    why: tuple[str, ...] = ()
    targets: tuple[tuple[str, str | None], ...] = ()
    """Those of `chance_of_target`: the indicator, and whose (`None`: all organisations together)."""


@dataclass(frozen=True, slots=True)
class Money:
    """The money results of an option or a project. `years` is empty where nothing is recorded.

    `switching` is `None` where there is nothing to work it out from; `monte_carlo` until the appraisal is simulated.
    """

    years: tuple[YearResult, ...] = ()
    npv: Estimate | None = None
    npv_cashable: Estimate | None = None
    budget_net: Estimate | None = None
    bcr: Decimal | None = None
    irr: Decimal | None = None
    payback_years: Decimal | None = None
    payback_range: tuple[Decimal | None, Decimal | None] = (None, None)
    payback_cashable_years: Decimal | None = None
    payback_cashable_range: tuple[Decimal | None, Decimal | None] = (None, None)
    discounted_payback_years: Decimal | None = None
    equivalent_annual: Estimate | None = None
    cost_before_optimism_bias: Estimate | None = None
    cost_after_optimism_bias: Estimate | None = None
    benefit_before_optimism_bias: Estimate | None = None
    benefit_after_optimism_bias: Estimate | None = None
    switching: SwitchingValues | None = None
    monte_carlo: MonteCarlo | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellResult:
    """One option on one criterion. `value`, 0 to 100, is the mean of the groups' values by votes; `combined` is the score that has it.

    `low` and `high` are the least and the greatest value that recorded ranges and absent votes allow, equal to `value` where there are
    neither; a missing cell has them only where one end of its range is recorded. `missing_groups` are the groups with votes that did not
    score it, and `absent` their part of the votes that count here. `ranged`: a recorded range leaves its value open. `assumed`: some
    group's score is the middle of its range.
    """

    combined: Fraction | None
    value: Fraction | None
    not_applicable: bool = False
    missing_groups: tuple[str, ...] = ()
    low: Fraction | None = None
    high: Fraction | None = None
    absent: Fraction = Fraction(0)
    ranged: bool = False
    assumed: bool = False

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """The least and the greatest value it may have: a missing cell anything from 0 to 100."""
        if self.low is not None and self.high is not None:
            return self.low, self.high
        return (Fraction(0), Fraction(100)) if self.value is None else (self.value, self.value)


@dataclass(frozen=True, slots=True)
class GroupScore:
    score: Fraction | None
    low: Fraction | None
    high: Fraction | None


@dataclass(frozen=True, slots=True)
class Dominance:
    """The options at least as good on every weighted criterion and better on one (`by`); `strictly` are those better on every one."""

    by: tuple[str, ...] = ()
    strictly: tuple[str, ...] = ()


#: What has a weight of its own: a criterion by its name, or a heading by its path, the widest first.
Branch = str | tuple[str, ...]


def branch_name(branch: Branch) -> str:
    """A criterion's name, or a heading's without those above it."""
    return branch if isinstance(branch, str) else branch[-1]


@dataclass(frozen=True, slots=True)
class WeightSwitch:
    """A weight of one criterion or heading at which the leader changes, the others kept in proportion; `weight` is today's.

    `heading` is the path of a heading, whose criteria keep their proportions to one another; it is empty where `criterion` is named.

    `from_leader` leads on the side of `at` that today's weight is on, `to_leader` beyond it; where `at` is today's weight, they lead
    below and above it. `at` is exact where it is rational, as it always is while no cell is missing or not applicable; else it is
    right to within 2**-64.
    """

    criterion: str
    weight: Fraction
    at: Fraction
    from_leader: str
    to_leader: str
    heading: tuple[str, ...] = ()

    @property
    def branch(self) -> Branch:
        """What moves: a criterion or a heading."""
        return self.heading or self.criterion

    @property
    def name(self) -> str:
        """What moves, as it is read."""
        return branch_name(self.branch)


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest change of one combined score that puts another option first, on the criterion's own scale.

    At `to_score` the new leader draws level; any further, for which the scale has room, and it leads alone.
    """

    option: str
    criterion: str
    from_score: Fraction
    to_score: Fraction
    new_leader: str


@dataclass(frozen=True, slots=True)
class OptionSimulation:
    """How often an option took each place, as fractions of the draws, best place first.

    `chance_of_leading` counts only the options that may lead. `central_weights` are the mean of the weights that put the option first,
    and `confidence` how often it is first at exactly those; both `None` where no draw puts it first.
    """

    acceptability: tuple[float, ...]
    chance_of_leading: float
    confidence: float | None = None
    central_weights: dict[str, float] | None = None


@dataclass(frozen=True, slots=True)
class Simulation:
    """SMAA-2 over weights and scores that are not known. `error` is the largest standard error of the acceptabilities.

    `options` is empty, and `why` says why, where nothing can be drawn.
    """

    draws: int
    seed: int
    weights: SimulatedWeights
    error: float
    options: dict[str, OptionSimulation] = field(default_factory=dict)
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OptionResult:
    name: str
    benchmark: bool
    viable: bool | None
    preferred: bool
    score: Fraction | None
    score_low: Fraction | None
    score_high: Fraction | None
    rank: int | None
    by_group: dict[str, GroupScore]
    contributions: dict[str, Fraction | None]
    cells: dict[str, CellResult]
    missing: tuple[str, ...]
    failed: tuple[str, ...]
    not_shown: tuple[str, ...]
    money: Money
    why: tuple[str, ...] = ()
    dominated: Dominance = Dominance()
    places: int = 1
    """The decimals of every score out of 100 of the case, and of every difference of two, wherever it is printed."""
    own_cells: dict[str, dict[str, CellResult]] = field(default_factory=dict, compare=False, repr=False)
    """Each group's own cells, by group and criterion, which an edit elsewhere leaves as they are."""

    @property
    def score_words(self) -> str:
        """Its score out of 100 as it is read everywhere, with its range where it has one."""
        return score_words(self.score, self.score_low, self.score_high, self.places)

    def words_of(self, group: str) -> str:
        """The score that one group gives it, likewise."""
        own = self.by_group[group]
        return score_words(own.score, own.low, own.high, self.places)

    @property
    def may_lead(self) -> bool:
        """Whether it is viable, fails nothing it must pass, and is shown to pass it."""
        return self.viable is not False and not self.failed and not self.not_shown


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """`weight` is normalised; `worst` and `best` are those used, given or taken from the scores (`scale_from_scores`)."""

    name: str
    heading: str
    use: str
    weight: Fraction
    by_group: dict[str, Fraction]
    worst: Decimal | None
    best: Decimal | None
    scale_from_scores: bool = False
    tells_nothing_apart: bool = False

    @property
    def path(self) -> tuple[str, ...]:
        """The headings it stands under, the widest first."""
        return heading_path(self.heading)

    @property
    def widest_heading(self) -> str:
        """The widest heading it stands under; a criterion without one is its own heading."""
        return next(iter(self.path), self.name)


@dataclass(frozen=True, slots=True)
class HeadingResult:
    """A heading of the tree of criteria, and what stands under it at any depth.

    `path` is the headings to it and its own name, the widest first; empty where it is a criterion without a heading, standing as its own.
    `weight` is the sum of the weights of the criteria under it, for all groups together. `criteria` are all of those under it, in the
    case's order, weighted or not; `own` are those directly under it.
    """

    name: str
    path: tuple[str, ...]
    weight: Fraction
    criteria: tuple[str, ...]
    own: tuple[str, ...]
    children: tuple[HeadingResult, ...] = ()

    @property
    def depth(self) -> int:
        """How many headings stand over it."""
        return max(len(self.path) - 1, 0)

    @property
    def walked(self) -> tuple[HeadingResult, ...]:
        """It and every heading under it, each before its own children."""
        return (self, *(below for child in self.children for below in child.walked))


@dataclass(frozen=True, slots=True)
class ProjectResult:
    name: str
    money: Money


@dataclass(frozen=True, slots=True)
class Appraisal:
    """One case, appraised."""

    case: Case
    discounting_name: str
    discounting_vintage: str
    criteria: tuple[CriterionResult, ...]
    options: tuple[OptionResult, ...]
    projects: tuple[ProjectResult, ...]
    leader: str | None
    leader_certain: bool
    close_call: bool
    tied_first: tuple[str, ...] = ()
    late_switches: Late[tuple[WeightSwitch, ...]] = Late(tuple)
    late_flip: Late[Flip | None] = Late(lambda: None)
    late_frontier: Late[tuple[str, ...]] = Late(tuple)
    simulation: Simulation | None = None
    why: tuple[str, ...] = ()
    late_findings: Late[tuple[Finding, ...]] = Late(tuple)
    tree: tuple[HeadingResult, ...] = ()
    """The criteria's widest headings in order, each with those under it; a criterion without one is its own heading."""
    finance: Finance | None = None
    """Targets, who gains, affordability and the checks; always there after `appraise`."""
    scenarios: tuple[ScenarioResult, ...] = ()
    """What each option and project comes to in each scenario that moves it."""
    partnership: Partnership | None = None
    """Returns, comparisons, fit, sharing, the pool and requests; there after `appraise` where the case was given its records."""

    late_reorganisation: Late[Reorganisation | None] = Late(lambda: None)

    @property
    def reorganisation(self) -> Reorganisation | None:
        """New councils, what they open with and what the choice of them turns on; nothing where no option makes any."""
        return self.late_reorganisation.value

    @property
    def weight_switches(self) -> tuple[WeightSwitch, ...]:
        """The weights at which the leader changes, nearest to today's first."""
        return self.late_switches.value

    @property
    def smallest_flip(self) -> Flip | None:
        """The least change of one score that makes another option lead."""
        return self.late_flip.value

    @property
    def frontier(self) -> tuple[str, ...]:
        """The options that no other betters on score and money together, in the case's order."""
        return self.late_frontier.value

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the appraisal says, in the order it is told."""
        return self.late_findings.value

    @property
    def sentences(self) -> tuple[str, ...]:
        """The words of the findings, in their order."""
        return tuple(finding.words for finding in self.findings)

    def option(self, name: str) -> OptionResult:
        """The result of one option. Raises KeyError where the case has no option of that name."""
        for option in self.options:
            if option.name == name:
                return option
        raise KeyError(name)

    def scenarios_of(self, name: str) -> tuple[tuple[str, Money], ...]:
        """The scenarios that move an option or a project, each by its name with what that then comes to."""
        return tuple((each.name, each.money[name]) for each in self.scenarios if name in each.money)

    @property
    def placed(self) -> int:
        """How many options have a place among others: none where only one has a score."""
        scored = sum(each.rank is not None for each in self.options)
        return scored if scored > 1 else 0

    @property
    def ranked(self) -> tuple[OptionResult, ...]:
        """Best score first; options without a score keep their order at the end."""
        return tuple(sorted(self.options, key=lambda o: (o.rank is None, o.rank or 0)))
