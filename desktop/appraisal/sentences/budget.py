"""Affordability: the budget gap closed, cash at its lowest, and funding that is no grant or runs short."""
from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.appraisal import money
from desktop.appraisal.affordability import Affordability, FundingKind, FundingLine, GapYear, awarded_by_kind
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.sentences.figures import figure as _figure
from desktop.appraisal.sentences.figures import says_nothing

if TYPE_CHECKING:
    from desktop.appraisal.finance import Finance


def gap_closed(name: str, gap: tuple[GapYear, ...]) -> list[str]:
    """How much of the budget gap of the last year it closes, what of that is one-off, and the year in which most is left."""
    if not gap:
        return []
    last = gap[-1]
    found = [_of_year(name, last)]
    if not last.relief_one_off.is_nought and last.relief_one_off.low is not None and last.relief_one_off.low > 0:
        found.append(f"{_figure(last.relief_one_off)} of that is one-off and does not return.")
    known = [(year.left.central, year) for year in gap if year.left.central is not None]
    worst = max(known, key=lambda pair: pair[0], default=None)
    if worst is not None and worst[1] is not last and worst[0] > 0:
        found.append(f"Most is left to close in {worst[1].year}: {_figure(worst[1].left)}.")
    return found


def cash(name: str, found: Affordability) -> list[str]:
    """The year in which most cash is out; a bound, or that it is not known, where a later year is open and could be lower still."""
    known = [(year.cumulative.central, year) for year in found.total_cash if year.cumulative.central is not None]
    lowest = min(known, key=lambda pair: pair[0], default=None)
    floor = Decimal(0) if lowest is None or lowest[1].cumulative.low is None else min(lowest[1].cumulative.low, Decimal(0))
    lower = [year for year in found.total_cash if year.cumulative.central is None and (
        year.cumulative.low is None or year.cumulative.low < floor)]
    if lower:
        ends = [year.cumulative.low for year in found.total_cash if year.cumulative.low is not None]
        if len(ends) == len(found.total_cash):
            return [f"{name} has at most {money.running(money.to_pence(-min(ends)))} of cash out at any time: in which year most is out is "
                    "not known."]
        told = f"How much cash {name} has out at its most is not known, as {lower[0].year} has an amount that is open"
        if lowest is None or lowest[0] >= 0:
            return [f"{told}."]
        return [f"{told}: by the end of {lowest[1].year} it has {_figure(-lowest[1].cumulative)} out."]
    if lowest is None or lowest[0] >= 0:
        return []
    return [f"{name} has most cash out by the end of {lowest[1].year}: {_figure(-lowest[1].cumulative)}."]


def funding(statement: tuple[FundingLine, ...]) -> list[str]:
    """What is awarded that is no grant, what is left of each source, and what is short."""
    found = not_grant(statement)
    for line in statement:
        if line.left is not None and line.left.low is not None and line.left.low > 0:
            found.append(f"{_figure(line.left)} of {line.source} is neither allocated nor spent.")
        elif line.awarded is None and not line.sought.is_nought:
            found.append(f"{line.source} is sought, {_figure(line.sought)}, and not awarded.")
        found += line.why
    return found


def not_grant(statement: tuple[FundingLine, ...]) -> list[str]:
    """That a flexibility allows spending and brings no money, where one is awarded."""
    awarded = awarded_by_kind(statement)
    flexible = awarded.get(FundingKind.FLEXIBILITY)
    if flexible is None or flexible.is_nought:
        return []
    whole, grant = Estimate.sum(awarded.values()), awarded.get(FundingKind.GRANT)
    rest = "none of it is grant" if grant is None else f"{_figure(grant)} is grant"
    return [f"Of {_figure(whole)} awarded, {_figure(flexible)} is flexibility to spend what is held already, not grant: {rest}."]


def affordable(finance: Finance, name: str) -> list[str]:
    """What is in question against the budget gap, and what of the funding is no grant or is overdrawn."""
    gap = finance.gap if finance.records.gaps else ()
    return [*gap_closed(name, gap), *not_grant(finance.funding),
            *(reason for line in finance.funding if line.left is not None and line.left.high is not None and line.left.high < 0
              for reason in line.why)]


def _of_year(name: str, year: GapYear) -> str:
    gap, relief, left = year.gap, year.relief, year.left
    if gap.high is not None and gap.high <= 0:
        return f"There is no budget gap in {year.year}: a surplus of {_figure(-gap)} is recorded."
    start = f"The budget gap of {year.year} is {_figure(gap)}"
    if says_nothing(gap) and not relief.is_nought and relief.low is not None and relief.high is not None and relief.high > 0:
        return f"{start}; {name} would close {_figure(relief)} of it."
    if relief.is_nought:
        return f"{start}, and {name} closes none of it."
    if relief.high is not None and relief.high <= 0:
        return f"{start}, and {name} adds {_figure(-relief)} to it."
    if relief.low is None or relief.high is None:
        unknown = f", with {relief.unknown} not yet known" if relief.unknown else ""
        return f"{start}; how much of it {name} closes is {_figure(relief)}{unknown}."
    if left.high is not None and left.high <= 0:
        over = f", with {_figure(-left)} over" if not left.is_nought else ""
        return f"{start}, and {name} closes all of it{over}."
    return f"{start}: {name} closes {_figure(relief)}, which leaves {_figure(left)}."

