"""A full-year amount phased in over financial years: 50% of it in the first, all of it from the second on; and a total spread over them.

A saving that starts part of the way through a year has less than its full-year effect in that year. Each year's share is a fraction of
the full-year amount, and the last share given holds for every year that follows. A total that is known without its years is spread over
them by shares that make the whole of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from desktop.appraisal.estimate import NOT_KNOWN, Estimate, Kind
from desktop.appraisal.partners.shares import divided_estimate
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble

_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*%?")
_MOST = Decimal(1000)


def read_phasing(text: str) -> tuple[Decimal, ...]:
    """The shares of `50%, 75%, 100%` as fractions of 1, first year first. Blank is all of it from the first year.

    Raises KnownTrouble, in one sentence, for what is not a list of percentages from 0 to 1,000.
    """
    parts = [part.strip() for part in re.split(r"[,;]|\s+then\s+", text.strip()) if part.strip()]
    shares = []
    for part in parts:
        match = _SHARE.fullmatch(part)
        if match is None or Decimal(match[1]) > _MOST:
            raise KnownTrouble(f"‘{part}’ is not a percentage: type the share of each year, such as 50%, 100%")
        shares.append(Decimal(match[1]) / 100)
    return tuple(shares) or (Decimal(1),)


def phased(full_year: Estimate, shares: Sequence[Decimal], years: Sequence[FinancialYear]) -> dict[FinancialYear, Estimate]:
    """What falls in each of these years, to the penny, of the same kind as the full-year amount: half of ‘up to £5m’ is up to £2.5m.

    Not known stays not known whatever the share, unless the share is nothing, which is £0.
    """
    return {year: share_of(full_year, shares[min(number, len(shares) - 1)]) for number, year in enumerate(years)}


def spread(total: Estimate, shares: Mapping[FinancialYear, Decimal], years: Sequence[FinancialYear]) -> dict[FinancialYear, Estimate]:
    """What of a total falls in each year that has a share of it, of the same kind as the total: the years add to it to the penny.

    Shares are fractions of 1. Where they do not make the whole, what falls in each of these years is not known, and in every one of
    `years` where there are none.
    """
    if sum(shares.values(), Decimal(0)) != 1:
        return dict.fromkeys(shares or years, NOT_KNOWN)
    by_name = {str(year): year for year, share in sorted(shares.items()) if share}
    parts = divided_estimate(total, {name: Fraction(shares[year]) for name, year in by_name.items()})
    return {by_name[name]: _of_kind(total, part) for name, part in parts.items()}


def _of_kind(total: Estimate, part: Estimate) -> Estimate:
    """A part of an amount as it would be recorded."""
    if total.kind is Kind.AT_MOST:
        return Estimate.recorded(total.kind, high=part.high)
    return Estimate.recorded(total.kind, part.low, part.central, part.high, approximate=total.approximate)


def share_of(amount: Estimate, share: Decimal) -> Estimate:
    """A share of an amount as it would be recorded."""
    if share == 1:
        return amount
    if share == 0:
        return Estimate.exact(Decimal(0))
    scaled = amount.scaled(share).to_pence()
    return Estimate.recorded(amount.kind, scaled.low, scaled.central, scaled.high, approximate=amount.approximate)
