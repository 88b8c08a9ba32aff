"""What the tables of doubt say: weights that change the choice, chances, the groups' own orders, and value for money. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from desktop.appraisal.case import CriterionUse
from desktop.appraisal.choice.agreement import Agreement, agreement
from desktop.appraisal.choice.criteria import competition_ranks
from desktop.appraisal.choice.value_for_money import OptionValue, value_for_money
from desktop.appraisal.results import Appraisal, CriterionResult, OptionResult, OptionSimulation, WeightSwitch
from desktop.appraisal.wording import listed, points
from desktop.models.cell import Align, Cell
from desktop.models.column import Column
from desktop.models.kinds import MINUS, Kind, number_text
from desktop.papers.charts.data.appraised import group_words, score_words
from desktop.papers.content.chances import chance, place, short_place, switch_words, weight_words
from desktop.views.decide.option_tables import short_words
from desktop.views.judge.score_cells import state_words


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A weighted criterion with the weight nearest to today's at which the leader changes, if there is one; `picked` is drawn."""

    id: str
    criterion: CriterionResult
    nearest: WeightSwitch | None
    picked: bool = False


@dataclass(frozen=True, slots=True)
class SwitchLine:
    """One weight at which the leader changes."""

    id: str
    switch: WeightSwitch


@dataclass(frozen=True, slots=True)
class ChanceLine:
    """One option in a simulation."""

    id: str
    option: OptionResult
    drawn: OptionSimulation
    leads: bool


@dataclass(frozen=True, slots=True)
class CentralLine:
    """A criterion's weight now, and on average where an option is first; `None` where it never is. `most` is the largest of those."""

    id: str
    now: Fraction
    central: float | None
    most: float


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One option in each group's own order: its place and score by group, and the groups that put it first."""

    id: str
    option: OptionResult
    leads: bool
    places: Mapping[str, int]
    first_for: frozenset[str]


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One score on which the groups differ."""

    id: str
    option: str
    criterion: str
    held: Agreement


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One option beside the benchmark, in points and money."""

    id: str
    value: OptionValue
    benchmark: bool
    leads: bool


# What would change it


def criterion_lines(appraisal: Appraisal, picked: str = "") -> tuple[CriterionLine, ...]:
    """The weighted criteria in the order of their tree. Switches stand nearest to today's weight first."""
    nearest: dict[str, WeightSwitch] = {}
    for switch in appraisal.weight_switches:
        nearest.setdefault(switch.criterion, switch)
    return tuple(CriterionLine(each.name, each, nearest.get(each.name), each.name == picked) for each in _weighted(appraisal))


def _weighted(appraisal: Appraisal) -> Sequence[CriterionResult]:
    """The weighted criteria as the Criteria screen has them: those under one heading together."""
    criteria_by_name = {each.name: each for each in appraisal.criteria if each.use == CriterionUse.WEIGHTED}
    return [criteria_by_name[name] for top in appraisal.tree for under in top.walked for name in under.own if name in criteria_by_name]


def switch_lines(appraisal: Appraisal) -> tuple[SwitchLine, ...]:
    """Every switch, nearest to today's weight first."""
    return tuple(SwitchLine(f"{each.criterion} at {each.at}", each) for each in appraisal.weight_switches)


def criterion_columns() -> tuple[Column, ...]:
    """Pick a criterion: its weight now, and where the choice changes."""
    return (
        Column("criterion", "Criterion", editable=False, least=12, main=True, cell=_picked),
        Column("now", "Now", Kind.NUMBER, editable=False, least=5, cell=lambda line: Cell(weight_words(line.criterion.weight))),
        Column("at", "Changes", Kind.NUMBER, editable=False, least=9, cell=_nearest),
    )


def _picked(line: CriterionLine) -> Cell:
    return Cell(line.id, strong=line.picked, accent=line.picked, spoken=f"{line.id}, drawn now" if line.picked else line.id)


def _nearest(line: CriterionLine) -> Cell:
    if line.nearest is None:
        return Cell("never", quiet=True, spoken=f"{line.id}: at no weight does another option come first")
    at, now = switch_words(line.nearest)
    way = _way(line.nearest)
    return Cell(f"{way} {at}", spoken=f"{line.id}: {way} {at}, from {now} now, {line.nearest.to_leader} comes first")


def switch_columns() -> tuple[Column, ...]:
    """Every exact weight at which the leader changes."""
    return (
        Column("criterion", "Criterion", editable=False, least=14, main=True, cell=_switch(lambda switch: switch.criterion)),
        Column("now", "Weight now", Kind.NUMBER, editable=False, cell=_switch(lambda switch: switch_words(switch)[1])),
        Column("at", "Changes at", Kind.NUMBER, editable=False, cell=_switch(lambda switch: f"{_way(switch)} {switch_words(switch)[0]}")),
        Column("from", "From", editable=False, least=14, cell=_switch(lambda switch: switch.from_leader)),
        Column("to", "To", editable=False, least=14, cell=_switch(lambda switch: switch.to_leader)),
    )


def _switch(text: Callable[[WeightSwitch], str]) -> Callable[[SwitchLine], Cell]:
    return lambda line: Cell(text(line.switch), spoken=_switched(line))


def _switched(line: SwitchLine) -> str:
    switch = line.switch
    return f"{switch.criterion} {_way(switch)} {switch_words(switch)[0]}: {switch.to_leader} leads, no longer {switch.from_leader}"


def _way(switch: WeightSwitch) -> str:
    return "above" if switch.at >= switch.weight else "below"


# How sure


def chance_lines(appraisal: Appraisal) -> tuple[ChanceLine, ...]:
    """The options simulated, best score first; none without a simulation."""
    simulation = appraisal.simulation
    drawn = simulation.options if simulation is not None else {}
    return tuple(
        ChanceLine(each.name, each, drawn[each.name], each.name == appraisal.leader) for each in appraisal.ranked if each.name in drawn
    )


def chance_columns(appraisal: Appraisal) -> tuple[Column, ...]:
    """The chance of leading, that of scoring most where that is another thing, the likeliest place, and confidence."""
    barred = any(not option.may_lead for option in appraisal.options)
    columns = [
        Column("option", "Option", editable=False, least=16, main=True, cell=_chance_name),
        Column("leads", "Chance of leading", Kind.NUMBER, editable=False, cell=_leading),
    ]
    if barred:
        columns.append(Column("first", "Scores most", Kind.NUMBER, editable=False, cell=lambda line: Cell(chance(_first(line)))))
    columns.append(Column("place", "Most often", Kind.NUMBER, editable=False, cell=_likeliest))
    columns.append(Column("confidence", "Confidence", Kind.NUMBER, editable=False, cell=_confidence))
    return tuple(columns)


def _chance_name(line: ChanceLine) -> Cell:
    states = state_words(line.option)
    return Cell(", ".join([line.id, *states[:1]]), strong=line.leads, accent=line.leads, spoken=", ".join([line.id, *states]))


def _leading(line: ChanceLine) -> Cell:
    if not line.option.may_lead:
        return Cell("cannot lead", quiet=True, spoken=f"{line.id}: cannot lead, {', '.join(state_words(line.option))}")
    words = chance(line.drawn.chance_of_leading)
    return Cell(words, strong=line.leads, spoken=f"{line.id}: leads in {words} of the draws")


def _first(line: ChanceLine) -> float:
    return line.drawn.acceptability[0] if line.drawn.acceptability else 0.0


def _likeliest(line: ChanceLine) -> Cell:
    taken = line.drawn.acceptability
    if not taken:
        return Cell()
    most = max(range(len(taken)), key=lambda number: taken[number])
    return Cell(
        f"{short_place(most + 1)}, {chance(taken[most])}",
        spoken=f"{line.id}: most often {place(most + 1)}, in {chance(taken[most])} of the draws",
    )


def _confidence(line: ChanceLine) -> Cell:
    sure = line.drawn.confidence
    if sure is None:
        return Cell("never first", quiet=True, spoken=f"{line.id}: no weights drawn put it first")
    return Cell(chance(sure), spoken=f"{line.id}: first in {chance(sure)} of the draws at the weights that suit it")


def central_lines(appraisal: Appraisal, option: str) -> tuple[CentralLine, ...]:
    """Each weighted criterion, with what it weighs on average where this option is first."""
    simulation = appraisal.simulation
    drawn = simulation.options.get(option) if simulation is not None else None
    central = drawn.central_weights if drawn is not None else None
    most = max(central.values(), default=0.0) if central is not None else 0.0
    return tuple(
        CentralLine(each.name, each.weight, central.get(each.name, 0.0) if central is not None else None, most)
        for each in _weighted(appraisal)
    )


def central_columns() -> tuple[Column, ...]:
    """Today's weights beside those that suit the option."""
    return (
        Column("criterion", "Criterion", editable=False, least=12, main=True, cell=lambda line: Cell(line.id, spoken=line.id)),
        Column("now", "Now", Kind.NUMBER, editable=False, least=5, cell=lambda line: Cell(_whole(float(line.now)), quiet=True)),
        Column("central", "When first", Kind.NUMBER, editable=False, cell=_central),
    )


def _central(line: CentralLine) -> Cell:
    if line.central is None:
        return Cell("never", quiet=True)
    words, now = _whole(line.central), _whole(float(line.now))
    bar = line.central / line.most if line.most else 0.0
    return Cell(words, align=Align.RIGHT, slot=True, bar=bar, spoken=f"{line.id}: {words} on average where it is first, {now} now")


def _whole(weight: float) -> str:
    return f"{weight * 100:.0f}%"


# Groups


def order_lines(appraisal: Appraisal) -> tuple[OrderLine, ...]:
    """The options, best first for all groups together, with their place in each group's own order."""
    groups = [group.name for group in appraisal.case.groups]
    scores = {
        group: {option.name: score for option in appraisal.options if (score := option.by_group[group].score) is not None}
        for group in groups
    }
    places = {group: competition_ranks(group_scores) for group, group_scores in scores.items()}
    may_lead = {option.name for option in appraisal.options if option.may_lead}
    best = {
        group: max((score for name, score in group_scores.items() if name in may_lead), default=None)
        for group, group_scores in scores.items()
    }
    return tuple(
        OrderLine(
            option.name,
            option,
            option.name == appraisal.leader,
            {group: places[group][option.name] for group in groups if option.name in places[group]},
            frozenset(group for group in groups if option.may_lead and scores[group].get(option.name, None) == best[group] is not None),
        )
        for option in appraisal.ranked
    )


def order_columns(appraisal: Appraisal) -> tuple[Column, ...]:
    """All groups together, then each group's own order."""
    return (
        Column("option", "Option", editable=False, least=16, main=True, cell=_order_name),
        Column("together", "All together", Kind.NUMBER, editable=False, cell=_together),
        *(
            Column(f"group:{group.name}", group.name, Kind.NUMBER, editable=False, least=8, cell=_of_group(group.name))
            for group in appraisal.case.groups
        ),
    )


def _order_name(line: OrderLine) -> Cell:
    states = state_words(line.option)
    return Cell(", ".join([line.id, *states[:1]]), strong=line.leads, accent=line.leads, spoken=", ".join([line.id, *states]))


def _together(line: OrderLine) -> Cell:
    option = line.option
    words = score_words(option.score, option.score_low, option.score_high)
    return _placed(line, "all groups together", option.rank, words, leads=line.leads)


def _of_group(group: str) -> Callable[[OrderLine], Cell]:
    def cell(line: OrderLine) -> Cell:
        return _placed(line, group, line.places.get(group), group_words(line.option.by_group[group]), leads=group in line.first_for)

    return cell


def _placed(line: OrderLine, whose: str, at: int | None, words: str, *, leads: bool) -> Cell:
    if at is None:
        return Cell(words, quiet=True, spoken=f"{line.id}, {whose}: {words}")
    spoken = f"{line.id}, {whose}: {place(at)}, {words} points" + (", which leads" if leads else "")
    return Cell(f"{short_place(at)}, {words}", strong=leads, accent=leads, spoken=spoken)


def difference_lines(appraisal: Appraisal) -> tuple[DifferenceLine, ...]:
    """The scores on which the groups differ at all, the furthest apart on their scale first."""
    lines = []
    measured = {each.name for each in appraisal.case.criteria if each.taken_from is not None}
    for criterion in appraisal.criteria:
        if criterion.use == CriterionUse.WEIGHTED and criterion.name not in measured:
            for option in appraisal.ranked:
                group_agreement = agreement(appraisal.case, criterion, option.name)
                if group_agreement.share:
                    lines.append(DifferenceLine(f"{criterion.name} for {option.name}", option.name, criterion.name, group_agreement))
    return tuple(sorted(lines, key=lambda line: -(line.held.share or 0)))


def difference_columns() -> tuple[Column, ...]:
    """The score, who gave least and most, and how far apart they are."""

    def words(key: str, heading: str, least: int, text: Callable[[DifferenceLine], str], main: bool = False) -> Column:
        return Column(key, heading, editable=False, least=least, main=main, cell=lambda line: Cell(text(line), spoken=_told(line)))

    return (
        words("criterion", "Criterion", 12, lambda line: line.criterion, main=True),
        words("option", "Option", 10, lambda line: line.option),
        words("lowest", "Lowest", 8, lambda line: _given(line.held, line.held.lowest)),
        words("highest", "Highest", 8, lambda line: _given(line.held, line.held.highest)),
        Column("apart", "Apart", Kind.NUMBER, editable=False, least=5, cell=_apart),
    )


def _given(group_agreement: Agreement, groups: tuple[str, ...]) -> str:
    score = group_agreement.scores[groups[0]]
    return f"{number_text(score)} {listed(groups)}" if isinstance(score, Decimal) else ""


def _told(line: DifferenceLine) -> str:
    difference = line.held
    return (
        f"{line.criterion} for {line.option}: {_given(difference, difference.lowest)}, {_given(difference, difference.highest)}; "
        f"{number_text(difference.gap)} apart{', far apart' if difference.is_far_apart else ''}"
    )


def _apart(line: DifferenceLine) -> Cell:
    return Cell(number_text(line.held.gap), strong=line.held.is_far_apart, flag=line.held.is_far_apart, spoken=_told(line))


# Value for money


def value_lines(appraisal: Appraisal) -> tuple[ValueLine, ...]:
    """Those that have a place in the order, the best first; then those left out. One alone is on no frontier, having none beside it."""
    value_result = value_for_money(appraisal)
    shown = [*value_result.ordered, *(each for each in value_result.options if each.place is None)]
    if sum(each.able for each in value_result.options) < 2:
        shown = [replace(each, on_frontier=False) for each in shown]
    return tuple(ValueLine(each.option, each, each.option == value_result.benchmark, each.option == appraisal.leader) for each in shown)


def value_columns(lines: Sequence[ValueLine]) -> tuple[Column, ...]:
    """Points gained or lost beside money, what a point costs or saves where any is traded, and what that comes to."""
    columns = (
        Column("place", "Place", Kind.INTEGER, editable=False, least=4, cell=_value_place),
        Column("option", "Option", editable=False, least=16, main=True, cell=_value_name),
        Column("points", "Points gained", Kind.NUMBER, editable=False, cell=_gained),
        Column("npv", "Net present value", Kind.NUMBER, editable=False, cell=_value_npv),
        Column("each", "For each point", Kind.NUMBER, editable=False, cell=_per_point),
        Column("words", "What that comes to", editable=False, least=24, cell=_comes_to),
    )
    traded = any(line.value.per_point is not None for line in lines)
    return tuple(column for column in columns if traded or column.key != "each")


def _value_place(line: ValueLine) -> Cell:
    at = line.value.place
    return Cell("none" if at is None else str(at), quiet=at is None, spoken=f"{line.id}: " + ("left out" if at is None else place(at)))


def _value_name(line: ValueLine) -> Cell:
    states = [word for word, holds in (("benchmark", line.benchmark), ("on the frontier", line.value.on_frontier)) if holds]
    return Cell(", ".join([line.id, *states]), strong=line.leads, accent=line.leads)


def _gained(line: ValueLine) -> Cell:
    gained = line.value.points
    if gained is None:
        return Cell("not known", quiet=True, spoken=f"{line.id}: points gained are not known")
    if line.benchmark:
        return Cell(spoken=f"{line.id}: the benchmark, which the others are measured against")
    words = f"{'+' if gained > 0 else MINUS if gained < 0 else ''}{points(abs(gained))}"
    return Cell(words, spoken=f"{line.id}: {points(abs(gained))} points {'less' if gained < 0 else 'more'} than the benchmark")


def _value_npv(line: ValueLine) -> Cell:
    npv = line.value.npv
    if line.benchmark:
        return Cell(spoken=f"{line.id}: the benchmark, which the others are measured against")
    if npv is None:
        return Cell.not_known("none recorded", spoken=f"{line.id}: no net present value")
    words = short_words(npv)
    spoken = f"{line.id}: net present value {npv.total_words()}"
    return Cell.not_known(spoken=spoken) if words == "not known" else Cell(words, spoken=spoken)


def _per_point(line: ValueLine) -> Cell:
    amount = line.value.per_point
    if amount is None:
        return Cell(spoken=f"{line.id}: points are not traded for money")
    what = "costs" if (line.value.points or 0) > 0 else "saves"
    return Cell(f"{what} {short_words(amount)}", spoken=f"{line.id}: each point {what} {amount.total_words()}")


def _comes_to(line: ValueLine) -> Cell:
    words = f"left out: {line.value.why}" if line.value.why else line.value.words
    return Cell(words, quiet=bool(line.value.why), spoken=f"{line.id}: {words}")
