"""What each organisation pays for each unit of a service, and each kind of organisation together."""

from __future__ import annotations

from desktop.appraisal.partners.unit_costs import KindCost, ServiceComparison, UnitCost
from desktop.results.cells import BLANK, Amount, Cell, Lack, Quantity, Row, Stress, Words

_NO_COST = Lack("", why="no cost recorded")
_NO_VOLUME = Lack("", why="no volume recorded")


def unit_costs(comparison: ServiceComparison) -> tuple[Row, ...]:
    """A row an organisation, the cheapest first and those whose unit cost cannot be told last; then one a kind, where there are several.

    Each goes on with the one above under the name of the service, by which a table on screen knows it.
    """
    unknown = [line for line in comparison.lines if line.unit_cost is None]
    kinds = comparison.by_kind if len(comparison.by_kind) > 1 else ()
    lines: list[UnitCost | KindCost] = [*comparison.known, *unknown, *kinds]
    return tuple(_row(each, comparison.service, number) for number, each in enumerate(lines, 1))


def _row(each: UnitCost | KindCost, service: str, number: int) -> Row:
    brief = service if number == 1 else f"{service}, row {number}"
    if isinstance(each, KindCost):
        return Row(f"All: {each.kind}", _of_kind(each), brief=brief, follows=number > 1)
    return Row(each.of.organisation, _of_one(each), record="services", brief=brief, follows=number > 1)


def _of_one(each: UnitCost) -> dict[str, Cell]:
    of = each.of
    return {
        "organisation": Words(of.organisation),
        "kind": Words(of.kind, stress=Stress.ASIDE),
        "cost": Amount(of.cost, recorded=True, lack=_NO_COST),
        "volume": Quantity(of.volume, of.unit, lack=_NO_VOLUME),
        "unit_cost": Amount(each.unit_cost, recorded=True, lack=Lack("", why=each.why)),
    }


def _of_kind(each: KindCost) -> dict[str, Cell]:
    return {
        "organisation": Words(f"All of the kind {each.kind}", stress=Stress.STRONG),
        "kind": Words(each.kind),
        "cost": Amount(None, lack=BLANK),
        "volume": Quantity(None, lack=BLANK),
        "unit_cost": Amount(each.unit_cost, recorded=True, stress=Stress.STRONG),
    }
