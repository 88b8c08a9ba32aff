"""The groups' own weights: points, orders and judgements of pairs, as records and as an officer types them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from db.nouns.choice import AssessorGroup, Criterion, Judgement, Weight
from db.nouns.noun import Column, Kind
from db.reading import Reader
from db.writing import Unit
from desktop.appraisal.case import HEADING_SEPARATOR, CriterionUse, heading_path
from desktop.appraisal.choice.judging import judged, parting
from desktop.appraisal.results import Branch
from desktop.errors import KnownTrouble
from desktop.late_dataclass import dataclass
from desktop.operations.records.columns import RawCell, Value, clean, plain, read

POINTS = Column("Points", Kind.NUMBER, key="points", at_least=0)
ORDER = Column("Order", Kind.INTEGER, key="order", at_least=1)
_RATIO = Column("Ratio", Kind.NUMBER)
_PART = re.compile(r"1\s*/\s*(.+)")


@dataclass(frozen=True, slots=True)
class OwnWeight:
    """What one group said of one criterion: points, a place in its order, or both."""

    group: str
    criterion: str
    points: Decimal | None
    order: int | None
    basis: str = "reported"
    source: str = ""


@dataclass(frozen=True, slots=True)
class OwnJudgement:
    """How many times a group says `criterion` counts as much as `over`."""

    group: str
    criterion: str
    over: str
    ratio: Decimal
    basis: str = "reported"
    source: str = ""


@dataclass(frozen=True, slots=True)
class WeightEdit:
    """One cell as typed, by the criterion's id: a group's points for it, or (`order`) its place. A blank clears it."""

    criterion: int
    text: RawCell
    order: bool = False


@dataclass(frozen=True, slots=True)
class JudgementEdit:
    """One cell as typed, by the ids of the pair: a ratio such as 3, 2.5 or 1/3. A blank clears the pair."""

    criterion: int
    over: int
    text: RawCell


def is_weighed(reader: Reader, criterion: Criterion) -> bool:
    """Whether a criterion has a weight, bounds or an order of its own, or is in a group's weights or judgements."""
    own = (criterion.weight, criterion.weight_low, criterion.weight_high, criterion.rank_order)
    if any(each is not None for each in own):
        return True
    return (
        reader.exists(Weight, criterion_id=criterion.id)
        or reader.exists(Judgement, criterion_id=criterion.id)
        or reader.exists(Judgement, over_id=criterion.id)
    )


def settle(unit: Unit, criterion: int, *, weighed: bool) -> None:
    """Clear the mark that a criterion's weights are stale where it has just been weighed, or where nothing weighs it any more."""
    record = unit.get(Criterion, criterion)
    if record.weights_stale and (weighed or not is_weighed(unit, record)):
        unit.change(record, weights_stale=False)


def own_weights(reader: Reader, case: int) -> tuple[OwnWeight, ...]:
    """Every weight and order the groups of a case recorded, in the order recorded."""
    groups, criteria = _names(reader, case)
    return tuple(
        OwnWeight(groups[each.assessor_group_id], criteria[each.criterion_id], each.weight, each.rank_order, each.basis, each.source)
        for each in reader.all(Weight, assessor_group_id=groups)
    )


def own_judgements(reader: Reader, case: int) -> tuple[OwnJudgement, ...]:
    """Every judgement of a pair the groups of a case recorded, in the order recorded."""
    groups, criteria = _names(reader, case)
    return tuple(
        OwnJudgement(
            groups[each.assessor_group_id], criteria[each.criterion_id], criteria[each.over_id], each.ratio, each.basis, each.source
        )
        for each in reader.all(Judgement, assessor_group_id=groups)
    )


def named_judgements(reader: Reader, case: int) -> tuple[OwnJudgement, ...]:
    """Every judgement as its sheet names it: of two criteria, or of the headings at which they part by their paths.

    The criteria are named where a group judges them against one another whatever their headings, and in place of a heading that has the
    name of a criterion.
    """
    criteria = reader.all(Criterion, case_id=case)
    paths = {each.name: heading_path(each.heading) for each in criteria}
    weighted = [(each.name, paths[each.name]) for each in criteria if each.use == CriterionUse.WEIGHTED]
    recorded = own_judgements(reader, case)
    pairs: dict[str, dict[tuple[str, str], Decimal]] = {}
    for each in recorded:
        pairs.setdefault(each.group, {})[each.criterion, each.over] = each.ratio
    flat = {group for group, own in pairs.items() if judged(weighted, own, paths).flat}
    named = []
    for each in recorded:
        pair = None if each.group in flat else parting(each.criterion, each.over, paths)
        headings = [HEADING_SEPARATOR.join(branch) if isinstance(branch, tuple) else "" for branch in pair or ("", "")]
        first, over = (heading if heading and heading not in paths else "" for heading in headings)
        named.append(replace(each, criterion=first or each.criterion, over=over or each.over))
    return tuple(named)


def _names(reader: Reader, case: int) -> tuple[dict[int, str], dict[int, str]]:
    """The names of a case's groups and of its criteria, by their ids."""
    groups, criteria = reader.all(AssessorGroup, case_id=case), reader.all(Criterion, case_id=case)
    return {each.id: each.name for each in groups}, {each.id: each.name for each in criteria}


def read_ratio(raw: RawCell) -> tuple[Decimal, bool] | None:
    """A ratio and whether it is to be recorded the other way round: 1/3 is 3 turned, for a third has no last digit.

    A blank is None. Raises KnownTrouble for what is not a number above 0.
    """
    text = clean(raw) if isinstance(raw, str) else raw
    if text is None or text == "":
        return None
    part = _PART.fullmatch(text) if isinstance(text, str) else None
    value: Value
    try:
        value = read(_RATIO, part[1] if part else text)
    except KnownTrouble:
        raise KnownTrouble(f"‘{raw}’ is not a ratio: type a number such as 3, or 1/3 where it counts for less") from None
    if not isinstance(value, Decimal) or value <= 0:
        raise KnownTrouble(f"{raw} is too low: type more than 0, such as 1/3 where it counts for less")
    return value, part is not None


def change_weights(unit: Unit, group: int, edits: Iterable[WeightEdit]) -> None:
    """Change a group's points or places, all or none. What another method uses stays. Raises KnownTrouble."""
    for edit in edits:
        value = _read_weight(edit)
        record = unit.find(Weight, assessor_group_id=group, criterion_id=edit.criterion)
        changed = (record or Weight(assessor_group_id=group, criterion_id=edit.criterion)).but(
            **{"rank_order" if edit.order else "weight": value}
        )
        if changed.weight is None and changed.rank_order is None:
            if record is not None:
                unit.remove(record)
        elif record is None:
            unit.add(changed)
        else:
            unit.change(record, weight=changed.weight, rank_order=changed.rank_order)
        settle(unit, edit.criterion, weighed=value is not None)


def _read_weight(edit: WeightEdit) -> Value:
    column = ORDER if edit.order else POINTS
    try:
        return read(column, edit.text)
    except KnownTrouble as trouble:
        raise KnownTrouble(f"{column.heading}: {trouble}") from None


def change_judgements(unit: Unit, group: int, edits: Iterable[JudgementEdit]) -> None:
    """Change a group's judgements, all or none. Raises KnownTrouble.

    A pair stands once, however it is turned; one that parts at headings is of these, and takes the place of all that are.
    """
    case = unit.get(AssessorGroup, group).case_id
    paths = {each.id: (each.name, heading_path(each.heading)) for each in unit.all(Criterion, case_id=case)}
    for edit in edits:
        if edit.criterion == edit.over:
            raise KnownTrouble("A criterion counts as much as itself: type a ratio for two different ones")
        typed_ratio = read_ratio(edit.text)
        record, *others = [*_judgements(unit, group, edit, paths), None]
        for other in others:
            if other is not None:
                unit.remove(other)
        if typed_ratio is None:
            if record is not None:
                unit.remove(record)
        else:
            ratio, turned = typed_ratio
            first, second = (edit.over, edit.criterion) if turned else (edit.criterion, edit.over)
            if record is None:
                unit.add(Judgement(assessor_group_id=group, criterion_id=first, over_id=second, ratio=ratio))
            else:
                unit.change(record, criterion_id=first, over_id=second, ratio=ratio)
        for criterion in (edit.criterion, edit.over):
            settle(unit, criterion, weighed=typed_ratio is not None)


def _judgements(reader: Reader, group: int, edit: JudgementEdit, paths: Mapping[int, tuple[str, tuple[str, ...]]]) -> list[Judgement]:
    """The judgements that are of the same two criteria or headings as an edit, however they are turned."""
    by_name = dict(paths.values())

    def of(one: int, other: int) -> frozenset[Branch]:
        pair = parting(paths[one][0], paths[other][0], by_name) if one in paths and other in paths else None
        return frozenset(pair or ())

    wanted = of(edit.criterion, edit.over)
    return [each for each in reader.all(Judgement, assessor_group_id=group) if of(each.criterion_id, each.over_id) == wanted]


def ratio_words(ratio: Decimal, turned: bool = False) -> str:
    """A ratio as it is typed; turned, it is the same judgement seen from the other criterion: 3 is then 1/3."""
    if not turned or ratio == 1:
        return plain(ratio)
    inverse = 1 / ratio
    return plain(inverse) if ratio < 1 and inverse == inverse.to_integral_value() else f"1/{plain(ratio)}"
