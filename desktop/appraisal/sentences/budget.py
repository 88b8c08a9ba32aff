"""Affordability: the budget gap closed, cash at its lowest, and funding that is no grant or runs short."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.appraisal import money
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.savings.affordability import Affordability, FundingKind, FundingLine, GapYear, awarded_by_kind
from desktop.appraisal.sentences.figures import capital, says_nothing
from desktop.appraisal.sentences.figures import figure as _figure

if TYPE_CHECKING:
    from desktop.appraisal.savings.finance import Finance


def gap_closed(name: str, gap: tuple[GapYear, ...]) -> list[str]:
    """How much of the budget gap of the last year it closes, what of that is one-off, and the year in which most is left."""
    if not gap:
        return []
    last = gap[-1]
    sentences = [_of_year(name, last), *_if_cashable(name, last)]
    if not last.relief_one_off.is_nought and last.relief_one_off.low is not None and last.relief_one_off.low > 0:
        sentences.append(f"{_figure(last.relief_one_off)} of that is one-off and does not return.")
    known = [(year.left.central, year) for year in gap if year.left.central is not None]
    worst = max(known, key=lambda pair: pair[0], default=None)
    if worst is not None and worst[1] is not last and worst[0] > 0:
        sentences.append(f"Most is left to close in {worst[1].year}: {_figure(worst[1].left)}.")
    return sentences


def cash(name: str, affordability: Affordability) -> list[str]:
    """The year in which most cash is out; a bound, or that it is not known, where a later year is open and could be lower still."""
    known = [(year.cumulative.central, year) for year in affordability.total_cash if year.cumulative.central is not None]
    lowest = min(known, key=lambda pair: pair[0], default=None)
    floor = Decimal(0) if lowest is None or lowest[1].cumulative.low is None else min(lowest[1].cumulative.low, Decimal(0))
    lower = [
        year
        for year in affordability.total_cash
        if year.cumulative.central is None and (year.cumulative.low is None or year.cumulative.low < floor)
    ]
    if lower:
        ends = [year.cumulative.low for year in affordability.total_cash if year.cumulative.low is not None]
        if len(ends) == len(affordability.total_cash):
            return [
                f"At most {money.running(money.to_pence(-min(ends)))} of cash is out at any time for {name}: in which year most is out "
                "is not known."
            ]
        sentence = f"How much cash is out at most for {name} is not known, as an amount of {lower[0].year} is not known"
        if lowest is None or lowest[0] >= 0:
            return [f"{sentence}."]
        return [f"{sentence}: by the end of {lowest[1].year} {_figure(-lowest[1].cumulative)} is out."]
    if lowest is None or lowest[0] >= 0:
        return []
    return [f"Most cash is out for {name} by the end of {lowest[1].year}: {_figure(-lowest[1].cumulative)}."]


def funding(statement: tuple[FundingLine, ...]) -> list[str]:
    """What is awarded that is no grant, what is left of each source, and what is short."""
    sentences = not_grant(statement)
    for line in statement:
        if line.left is not None and line.left.low is not None and line.left.low > 0:
            sentences.append(f"{_figure(line.left)} of {line.source} is neither allocated nor spent.")
        elif line.awarded is None and not line.sought.is_nought:
            sought = "of an amount not yet known" if says_nothing(line.sought) else _figure(line.sought)
            sentences.append(f"{line.source} is sought, {sought}, and not awarded.")
        sentences += line.why
    return sentences


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
    return [
        *gap_closed(name, gap),
        *not_grant(finance.funding),
        *(
            reason
            for line in finance.funding
            if line.left is not None and line.left.high is not None and line.left.high < 0
            for reason in line.why
        ),
    ]


def _if_cashable(name: str, year: GapYear) -> list[str]:
    """What of the savings of a year would close more of the gap if it were stated to be cashable."""
    loose = year.not_stated
    if loose.is_nought or (year.gap.high is not None and year.gap.high <= 0):
        return []
    if loose.high is None and not loose.low:
        return [f"Savings of {name} in {year.year} that are not yet known are not stated to be cashable, so it may close more."]
    sure = year.relief.low
    least = (
        f", so it is sure to close only {money.running(money.to_pence(sure))}"
        if sure is not None and sure > 0
        else (", so it may close nothing" if sure is not None else "")
    )
    return [f"{capital(_figure(loose))} of the savings of {name} in {year.year} is not stated to be cashable{least}."]


def _of_year(name: str, year: GapYear) -> str:
    gap, relief, left = year.gap, year.relief, year.left
    if gap.high is not None and gap.high <= 0:
        return f"There is no budget gap in {year.year}: a surplus of {_figure(-gap)} is recorded."
    start = f"The budget gap of {year.year} is {_figure(gap)}"
    if says_nothing(gap) and not relief.is_nought and relief.low is not None and relief.high is not None and relief.high > 0:
        return f"{start}; {name} would close {_figure(relief)} of it."
    if relief.is_nought:
        return f"{start}, and {name} would close none of it."
    if relief.high is not None and relief.high <= 0:
        return f"{start}, and {name} would add {_figure(-relief)} to it."
    if relief.low is None or relief.high is None:
        unknown = f", with {relief.unknown} not yet known" if relief.unknown else ""
        return f"{start}; how much of it {name} would close is {_figure(relief)}{unknown}."
    if left.high is not None and left.high <= 0:
        over = f", with {_figure(-left)} over" if not left.is_nought else ""
        return f"{start}, and {name} would close all of it{over}."
    return f"{start}: {name} would close {_figure(relief)}, which leaves {_left(left)}."


def _left(left: Estimate) -> str:
    """What is left to close, so that no sign has to be read."""
    if left.low is None or left.low >= 0 or left.high is None:
        return _figure(left)
    worst, best = (money.running(money.to_pence(amount)) for amount in (left.high, -left.low))
    return f"{worst} to close at worst, and {best} over at best"
