"""What a service costs for each unit of its work, organisation by organisation, and districts against the county."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.late_dataclass import dataclass

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class ServiceCost:
    """One organisation's service: its cost of the base year in pounds, and its volume in `unit`. `None` is not recorded."""

    organisation: str
    kind: str
    service: str
    cost: Estimate | None = None
    volume: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class UnitCost:
    """`unit_cost` is pounds for one unit; `None`, and `why` says why, where it cannot be told."""

    of: ServiceCost
    unit_cost: Estimate | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class KindCost:
    """All organisations of one kind together: their cost over their volume, not the mean of their unit costs."""

    kind: str
    organisations: int
    unit_cost: Estimate


@dataclass(frozen=True, slots=True)
class ServiceComparison:
    """One service of several organisations. `by_kind` is empty where they count their work in different units."""

    service: str
    unit: str
    lines: tuple[UnitCost, ...]
    by_kind: tuple[KindCost, ...] = ()

    @property
    def known(self) -> tuple[UnitCost, ...]:
        """Those whose unit cost can be told, the cheapest first by the most likely figure; open ones last."""
        lines = [each for each in self.lines if each.unit_cost is not None]
        return tuple(sorted(lines, key=lambda each: (each.unit_cost is None or each.unit_cost.central is None, _central(each))))


def compare(costs: Sequence[ServiceCost]) -> tuple[ServiceComparison, ...]:
    """Every service that some organisation counts the work of, in the order recorded, names alike whatever their capitals. Never raises."""
    costs_by_service: dict[str, list[ServiceCost]] = {}
    for each in costs:
        costs_by_service.setdefault(" ".join(each.service.split()).casefold(), []).append(each)
    return tuple(_compared(own) for own in costs_by_service.values() if any(each.volume is not None for each in own))


def _compared(own: Sequence[ServiceCost]) -> ServiceComparison:
    units = {each.unit.casefold(): each.unit for each in own if each.volume is not None}
    lines = tuple(_unit_cost(each) for each in own)
    unit = next(iter(units.values()), "")
    by_kind = _by_kind([line.of for line in lines if line.unit_cost is not None]) if len(units) == 1 else ()
    return ServiceComparison(own[0].service, unit if len(units) == 1 else "", lines, by_kind)


def _unit_cost(of: ServiceCost) -> UnitCost:
    if of.volume is None:
        return UnitCost(of, None, "no volume is recorded")
    if of.volume == 0:
        return UnitCost(of, None, "the volume is 0")
    if of.cost is None:
        return UnitCost(of, None, "no cost is recorded for the base year")
    if of.cost == NOT_KNOWN:
        return UnitCost(of, None, "the cost is not known")
    return UnitCost(of, of.cost.scaled(_ONE / of.volume).to_pence())


def _by_kind(own: Sequence[ServiceCost]) -> tuple[KindCost, ...]:
    kind_costs = []
    for kind in dict.fromkeys(each.kind for each in own if each.kind):
        alike = [each for each in own if each.kind == kind]
        volume = sum((each.volume for each in alike if each.volume is not None), Decimal(0))
        cost = Estimate.sum(each.cost for each in alike if each.cost is not None)
        kind_costs.append(KindCost(kind, len(alike), cost.scaled(_ONE / volume).to_pence()))
    return tuple(kind_costs)


def _central(line: UnitCost) -> Decimal:
    return line.unit_cost.central if line.unit_cost is not None and line.unit_cost.central is not None else Decimal(0)
