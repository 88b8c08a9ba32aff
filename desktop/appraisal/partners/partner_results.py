"""What each partner pays and gains, as a division of costs, savings and funding leaves it."""

from __future__ import annotations

from decimal import Decimal

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner as it stands. `baseline` is its own base-year in-scope net cost; more performance is better."""

    name: str
    baseline: Estimate | None = None
    population: int | None = None
    volume_before: Decimal | None = None
    volume_after: Decimal | None = None
    performance_before: Decimal | None = None
    performance_after: Decimal | None = None

    @property
    def gets_more(self) -> bool:
        """Whether its volume or its performance is recorded to rise."""
        return known_to_rise(self.volume_before, self.volume_after) or known_to_rise(self.performance_before, self.performance_after)


@dataclass(frozen=True, slots=True)
class PartnerYear:
    year: FinancialYear
    cost: Estimate
    saving: Estimate
    funding: Estimate
    net: Estimate
    cumulative: Estimate


@dataclass(frozen=True, slots=True)
class PartnerResult:
    """One partner's part. Savings include income; the net leaves funding out, as every net present value does.

    `change` is by how much its yearly cost moves in the steady state, in the prices of the base year. `pays_more_for_less` is `None`
    where the amounts do not say. The partners' net present values add to the whole to the penny.
    """

    organisation: str
    years: tuple[PartnerYear, ...] = ()
    before: Estimate | None = None
    after: Estimate | None = None
    change: Estimate | None = None
    transitional: Estimate | None = None
    cost: Estimate | None = None
    saving: Estimate | None = None
    funding: Estimate | None = None
    npv: Estimate | None = None
    payback_years: Decimal | None = None
    pays_more_for_less: bool | None = None
    why: tuple[str, ...] = ()

    @property
    def loses(self) -> bool | None:
        """Whether its net present value, or its net in the last year, is below £0 on the likely figures; `None` where it may be."""
        told = [amount for amount in (self.npv, self.years[-1].net if self.years else None) if amount is not None]
        if any(amount.central is not None and amount.central < 0 for amount in told):
            return True
        return None if any(amount.low is None or amount.low < 0 for amount in told) else False

    @property
    def back_in(self) -> FinancialYear | None:
        """The year from which it has had back what it put in for good, on the likely figures; `None` where there is none, or none known.

        Where a total has no likely figure its ends stand in, as far as they settle it.
        """
        totals = [(year.year, _settled(year.cumulative)) for year in self.years]
        below = [n for n, (_, total) in enumerate(totals) if total is None or total < 0]
        after = below[-1] + 1 if below else 0
        return totals[after][0] if after < len(totals) else None

    @property
    def is_back_known(self) -> bool:
        """Whether the amounts say if it has had back what it put in by the last year."""
        return not self.years or _settled(self.years[-1].cumulative) is not None


def _settled(total: Estimate) -> Decimal | None:
    """The likely figure; without one the end that says whether it is below £0; `None` where nothing does."""
    if total.central is not None:
        return total.central
    if total.low is not None and total.low >= 0:
        return total.low
    return total.high if total.high is not None and total.high < 0 else None


@dataclass(frozen=True, slots=True)
class Apportionment:
    """Every partner's part of one option or project; `partners` is empty, and `why` says why, where shares cannot be told."""

    owner: str
    partners: tuple[PartnerResult, ...] = ()
    why: tuple[str, ...] = ()
    #: Which savings count in what partners pay afterwards without being stated cashable, as a paper prints it; also among `why`.
    not_stated: tuple[str, ...] = ()

    def partner(self, organisation: str) -> PartnerResult | None:
        return next((partner for partner in self.partners if partner.organisation == organisation), None)


def before_and_after(partner: PartnerResult) -> tuple[Estimate | None, Estimate | None]:
    """What a partner pays before and after; where nothing is known of before, nothing is of after, which starts from it."""
    before = partner.before
    return before, None if before is not None and before.says_nothing else partner.after


def known_to_rise(before: Decimal | None, after: Decimal | None) -> bool:
    return before is not None and after is not None and after > before
