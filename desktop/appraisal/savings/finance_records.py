"""What an appraisal of money is given beside the lines: targets, partners and shares, funding, the budget gap, and answers."""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal

from desktop.appraisal.affordability.funding import FundingRecord
from desktop.appraisal.affordability.gap import Gap
from desktop.appraisal.affordability.grants import Bid, Round
from desktop.appraisal.case import Actual, Scenario
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.partner_results import Partner
from desktop.appraisal.partners.shares import TOLERANCE, Rule
from desktop.appraisal.savings.quick_wins import MONTHS
from desktop.appraisal.savings.redundancy import Leaver, WeeklyCap
from desktop.appraisal.savings.targets import Target
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class FinanceRecords:
    """The records of one case that are neither lines nor scores.

    `rules` are by option or project; `returned_gains` by organisation (`None`: not said whose) and year, and stand in place of the
    gains worked out from projects; `gaps` are the budget gaps of our own council and of others; `is_joint` says that partners other than
    our own council are recorded for the case; `answers` are the Section 151 officer's words by the
    key of a check; `quick_win_months` is how soon a quick win pays back in cash; `tolerance` is how far an actual figure may lie from
    what shares were estimated by, a fraction of 1 of it.
    """

    targets: tuple[Target, ...] = ()
    returned_gains: dict[str | None, dict[FinancialYear, Estimate]] = field(default_factory=dict)
    partners: tuple[Partner, ...] = ()
    rules: dict[str, tuple[Rule, ...]] = field(default_factory=dict)
    funding: tuple[FundingRecord, ...] = ()
    gaps: tuple[Gap, ...] = ()
    is_joint: bool = False
    answers: dict[str, str] = field(default_factory=dict)
    leavers: tuple[Leaver, ...] = ()
    weekly_caps: tuple[WeeklyCap, ...] = ()
    quick_win_months: int = MONTHS
    tolerance: Decimal = TOLERANCE
    scenarios: tuple[Scenario, ...] = ()
    actuals: tuple[Actual, ...] = ()
    rounds: tuple[Round, ...] = ()
    bids: tuple[Bid, ...] = ()
