"""What a withheld figure would follow from, taken out of the public records with it: what adds with it to a total that anybody knows.

Weights in points that add to 100, an order with a place left empty, fixed shares that add to 100%, the counts of returns among which a
named one is, and the target of all together beside those of its parts. What is done here depends on nothing that a withheld record says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from db.nouns.choice import AssessorGroup, Criterion, Weight
from db.nouns.choices import ShareBasis, WeightMethod
from db.nouns.money import Target
from db.nouns.partners import Share
from db.nouns.records import CaseRecord
from db.nouns.returns import Return
from db.writing import Unit

_HUNDRED = 100
#: With more criteria than these a whole point is too coarse, and weights keep a decimal.
_MANY = 20


def also_withheld(unit: Unit, case: int) -> Iterator[tuple[CaseRecord, list[CaseRecord]]]:
    """Withheld records, each with the open ones that would give it away: they are given its marks."""
    yield from _shares(unit, case)
    yield from _returns(unit, case)
    yield from _targets(unit, case)


def _shares(unit: Unit, case: int) -> Iterator[tuple[CaseRecord, list[CaseRecord]]]:
    """Fixed shares of one owner: together they reach 100%."""
    fixed: dict[tuple[int | None, int | None, str], list[CaseRecord]] = {}
    for share in unit.all(Share, case_id=case, shared_by=ShareBasis.FIXED.value):
        fixed.setdefault((share.option_id, share.project_id, share.applies_to), []).append(share)
    for shares in fixed.values():
        withheld = next((share for share in shares if share.withheld), None)
        if withheld is not None:
            yield withheld, [share for share in shares if not share.withheld]


def _returns(unit: Unit, case: int) -> Iterator[tuple[CaseRecord, list[CaseRecord]]]:
    """Counts that name nobody, where whoever is not named in the open among them is withheld."""
    by_indicator: dict[str, list[Return]] = {}
    for each in unit.all(Return, case_id=case):
        by_indicator.setdefault(each.indicator, []).append(each)
    for returns in by_indicator.values():
        named = [each for each in returns if each.organisation_id is not None]
        withheld = [each for each in named if each.withheld]
        told = sum(bool(each.ratings or each.gains) for each in named if not each.withheld)
        counts = [each for each in returns if each.organisation_id is None and not each.withheld]
        if withheld and sum(each.count or 1 for each in counts) <= told + len(withheld):
            yield withheld[0], [*counts]


def _targets(unit: Unit, case: int) -> Iterator[tuple[CaseRecord, list[CaseRecord]]]:
    """The target of all together, where one part alone of the same indicator is withheld under its name."""
    targets = unit.all(Target, case_id=case)
    parts: dict[str, list[Target]] = {}
    for each in targets:
        if each.withheld and each.name_public and each.organisation_id is not None:
            parts.setdefault(each.indicator, []).append(each)
    for indicator, withheld in parts.items():
        if len(withheld) == 1:
            whole: list[CaseRecord] = [
                each for each in targets if each.organisation_id is None and each.indicator == indicator and not each.withheld
            ]
            yield withheld[0], whole


def bring_weights_together(unit: Unit, case: int) -> None:
    """Where a criterion is withheld, bring the weights beside it to 100 and close the orders up, so that no gap tells its own.

    Points are whole, or with many criteria to a decimal: exact proportions would give the points away that they were made of.
    """
    criteria = unit.all(Criterion, case_id=case)
    if not any(each.withheld for each in criteria):
        return
    open_criteria = {each.id: each for each in criteria if not each.withheld}
    points = {each.id: each.weight for each in open_criteria.values() if each.weight is not None}
    shared, scale = _to_hundred(points), _scale(points)
    places = _closed_up({each.id: each.rank_order for each in open_criteria.values() if each.rank_order is not None})
    for id_, criterion in open_criteria.items():
        weight = shared.get(id_)
        low, high = (
            None if bound is None or scale is None else _whole(Fraction(bound) * scale, len(points))
            for bound in (criterion.weight_low, criterion.weight_high)
        )
        if weight is not None:
            low, high = None if low is None else min(low, weight), None if high is None else max(high, weight)
        bounds = {} if scale is None else {"weight_low": low, "weight_high": high}
        unit.change(criterion, rank_order=places.get(id_), **({} if weight is None else {"weight": weight}), **bounds)
    for group in unit.all(AssessorGroup, case_id=case):
        _bring_own_together(unit, group)


def _bring_own_together(unit: Unit, group: AssessorGroup) -> None:
    own = unit.all(Weight, assessor_group_id=group.id)
    points = {each.id: each.weight for each in own if each.weight is not None}
    brought = _to_largest(points) if group.method == WeightMethod.SWING else _to_hundred(points)
    places = _closed_up({each.id: each.rank_order for each in own if each.rank_order is not None})
    for weight in own:
        unit.change(weight, weight=brought.get(weight.id), rank_order=places.get(weight.id))


def _scale(points: Mapping[int, Decimal]) -> Fraction | None:
    total = sum(map(Fraction, points.values()), Fraction(0))
    return Fraction(_HUNDRED) / total if total else None


def _to_hundred(points: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """Points that add to 100, what rounding leaves to the largest remainders; as they are where they are all 0."""
    scale = _scale(points)
    if scale is None:
        return dict(points)
    unit = 1 if len(points) <= _MANY else 10
    exact = {id_: Fraction(each) * scale * unit for id_, each in points.items()}
    parts = {id_: int(each) for id_, each in exact.items()}
    left = _HUNDRED * unit - sum(parts.values())
    for id_ in sorted(exact, key=lambda id_: parts[id_] - exact[id_])[:left]:
        parts[id_] += 1
    return {id_: Decimal(part) / unit for id_, part in parts.items()}


def _to_largest(points: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """Swings of which the largest is 100; as they are where they are all 0."""
    largest = Fraction(max(points.values(), default=Decimal(0)))
    if not largest:
        return dict(points)
    return {id_: _whole(Fraction(each) * _HUNDRED / largest, len(points)) for id_, each in points.items()}


def _whole(number: Fraction, among: int) -> Decimal:
    """A number of points, rounded as the weights beside it are."""
    unit = 1 if among <= _MANY else 10
    return Decimal(round(number * unit)) / unit


def _closed_up(places: Mapping[int, int]) -> dict[int, int]:
    """Places without a gap, those that tie still tied."""
    order = sorted(set(places.values()))
    return {id_: order.index(place) + 1 for id_, place in places.items()}
