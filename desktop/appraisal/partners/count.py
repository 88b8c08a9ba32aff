"""The Count: public spend by organisation, theme, service, tier, funding stream and year, what handling it costs and what is left of it.

Each pilot of Total Place was asked to "examine the total public spend in its area - 'the Count'" (Leicestershire County Council, Cabinet, 9
February 2010, paragraph 16), and to say what national and regional structures cost and what reaches the front line (paragraph 9). Amounts
are pounds; what is not recorded counts as not known in every sum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from db.nouns.choices import Tier
from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.kept import for_the_same
from desktop.appraisal.years import FinancialYear

_HUNDRED = Decimal(100)
_TIERS = {tier.value: place for place, tier in enumerate(Tier)}


class Dimension(StrEnum):
    """What spend is told apart by, as the sheet calls it."""

    ORGANISATION = "Organisation"
    THEME = "Theme"
    SERVICE = "Service"
    TIER = "Tier"
    STREAM = "Funding stream"
    YEAR = "Year"


class Spend(NamedTuple):
    """One line: blank, or no year, is not stated. `frontline` is the percentage that reaches the front line.

    The amounts of one that is `withheld` are not known to a public paper.
    """

    organisation: str
    theme: str
    service: str
    tier: str
    stream: str
    year: FinancialYear | None = None
    amount: Estimate | None = None
    handling: Estimate | None = None
    frontline: Decimal | None = None
    withheld: bool = False

    def of(self, dimension: Dimension) -> str:
        """What it is of in one dimension; blank where that is not stated."""
        return _OF[dimension](self)


#: What says of a line what it is of, by dimension: looked up once for all lines of a table.
_OF: Mapping[Dimension, Callable[[Spend], str]] = {
    Dimension.ORGANISATION: lambda line: line.organisation,
    Dimension.THEME: lambda line: line.theme,
    Dimension.SERVICE: lambda line: line.service,
    Dimension.TIER: lambda line: line.tier,
    Dimension.STREAM: lambda line: line.stream,
    Dimension.YEAR: lambda line: "" if line.year is None else str(line.year),
}


class ByTwo(NamedTuple):
    """Spend by two dimensions: the names down and across, in their order; the cells in which there is any; and the totals."""

    down: tuple[str, ...]
    across: tuple[str, ...]
    cells: Mapping[tuple[str, str], Estimate]
    of_down: Mapping[str, Estimate]
    of_across: Mapping[str, Estimate]
    total: Estimate


class Reach(NamedTuple):
    """All spend of one name: what handling it costs and what of it reaches the front line; `share` is that as a fraction of 1.

    `share` is `None` unless both are single figures.
    """

    name: str
    lines: int
    amount: Estimate
    handling: Estimate
    reaches: Estimate
    share: Fraction | None


class Overlap(NamedTuple):
    """A service that several organisations pay for in one year, each with what it pays."""

    service: str
    year: FinancialYear | None
    payers: tuple[tuple[str, Estimate], ...]
    total: Estimate
    withheld: frozenset[str] = frozenset()
    """Those of the payers of whom a line is withheld."""


class Count(NamedTuple):
    """The lines, what they come to, and who pays for the same thing."""

    lines: tuple[Spend, ...] = ()
    all: Reach = Reach("", 0, NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, None)
    overlaps: tuple[Overlap, ...] = ()

    @property
    def years(self) -> tuple[str, ...]:
        """The years that lines are of, in order."""
        return tuple(map(str, sorted({line.year for line in self.lines if line.year is not None})))


@for_the_same(lambda lines: (lines,))
def count(lines: tuple[Spend, ...]) -> Count:
    """The Count of these lines. Never raises."""
    if not lines:
        return Count()
    return Count(lines, reach("", lines), _overlaps(lines))


def by_two(lines: Iterable[Spend], down: Dimension, across: Dimension) -> ByTwo:
    """Lines by two dimensions, with totals. Exact to the penny: each amount is added once into its cell and each cell into its totals."""
    parts: dict[tuple[str, str], list[Estimate]] = {}
    by_down, by_across = _OF[down], _OF[across]
    for line in lines:
        parts.setdefault((by_down(line), by_across(line)), []).append(line.amount or NOT_KNOWN)
    cells = {key: Estimate.sum(amounts) for key, amounts in parts.items()}
    totals: list[dict[str, list[Estimate]]] = [{}, {}]
    for key, amount in cells.items():
        for end, name in enumerate(key):
            totals[end].setdefault(name, []).append(amount)
    of_down, of_across = ({name: Estimate.sum(amounts) for name, amounts in each.items()} for each in totals)
    return ByTwo(_ordered(of_down, down), _ordered(of_across, across), cells, of_down, of_across, Estimate.sum(of_down.values()))


def by_one(lines: Iterable[Spend], dimension: Dimension) -> tuple[Reach, ...]:
    """Lines by one dimension, each name with what handling costs and what reaches the front line."""
    of: dict[str, list[Spend]] = {}
    for line in lines:
        of.setdefault(line.of(dimension), []).append(line)
    reaches = {name: reach(name, named) for name, named in of.items()}
    return tuple(reaches[name] for name in _ordered({name: each.amount for name, each in reaches.items()}, dimension))


def reaching(lines: Iterable[Spend]) -> Estimate:
    """What of lines reaches the front line: the share that is recorded, else at most what handling leaves, else not known. To the penny."""
    of_share: dict[Decimal, list[Estimate]] = {}
    rest: list[Estimate] = []
    for line in lines:
        if line.amount is None:
            rest.append(NOT_KNOWN)
        elif line.frontline is not None:
            of_share.setdefault(line.frontline, []).append(line.amount)
        else:
            left = None if line.handling is None else (line.amount - line.handling).high
            rest.append(NOT_KNOWN if left is None or left < 0 else Estimate.at_most(left))
    # the parts of one share are added before they are multiplied, which takes a tenth of the time
    shares = (Estimate.sum(amounts).scaled(share / _HUNDRED) for share, amounts in of_share.items())
    return Estimate.sum((*shares, *rest)).to_pence()


def reach(name: str, lines: Sequence[Spend]) -> Reach:
    """What lines come to together, under a name."""
    amount = Estimate.sum(line.amount or NOT_KNOWN for line in lines)
    handling = Estimate.sum(line.handling or NOT_KNOWN for line in lines)
    reaches = reaching(lines)
    share = None
    if amount.is_point and reaches.is_point and amount.low and reaches.low is not None:
        share = Fraction(reaches.low) / Fraction(amount.low)
    return Reach(name, len(lines), amount, handling, reaches, share)


def _overlaps(lines: Iterable[Spend]) -> tuple[Overlap, ...]:
    """Services by year that more than one organisation pays for, the largest first; names are compared without regard to capitals."""
    called: dict[str, str] = {}
    paid: dict[tuple[str, FinancialYear | None], dict[str, list[Spend]]] = {}
    for line in lines:
        if line.organisation and line.service:
            folded = " ".join(line.service.casefold().split())
            called.setdefault(folded, line.service)
            paid.setdefault((folded, line.year), {}).setdefault(line.organisation, []).append(line)
    found = []
    for (service, year), by_payer in paid.items():
        if len(by_payer) > 1:
            payers = {name: Estimate.sum(line.amount or NOT_KNOWN for line in own) for name, own in by_payer.items()}
            order = _ordered(payers, Dimension.ORGANISATION)
            withheld = frozenset(name for name, own in by_payer.items() if any(line.withheld for line in own))
            paying = tuple((name, payers[name]) for name in order)
            found.append(Overlap(called[service], year, paying, Estimate.sum(payers.values()), withheld))
    return tuple(sorted(found, key=lambda each: _size(each.total), reverse=True))


def _ordered(totals: Mapping[str, Estimate], dimension: Dimension) -> tuple[str, ...]:
    """Names in their order: years and tiers in their own, all others the largest first; what is not stated last."""
    if dimension is Dimension.YEAR:
        names = sorted(totals)
    elif dimension is Dimension.TIER:
        names = sorted(totals, key=lambda name: _TIERS.get(name, len(_TIERS)))
    else:
        names = sorted(totals, key=lambda name: _size(totals[name]), reverse=True)
    return (*(name for name in names if name), *(name for name in names if not name))


def _size(amount: Estimate) -> Decimal:
    """How large an amount is at the least, for an order; one of which only the most is known by that."""
    return amount.low or amount.high or Decimal(0)
