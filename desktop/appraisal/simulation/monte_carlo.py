"""Monte Carlo simulation of net present values: how likely each is, with every uncertain line drawn on its own.

A line is drawn once across its years, triangular on low, central and high; lines are independent, and those that a scenario moves
together are drawn by one quantile, from worse to better (`interchange.md`, Monte Carlo).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce
from math import sqrt

import numpy as np

from desktop.appraisal import wording
from desktop.appraisal.appraise import benchmark_of
from desktop.appraisal.case import Case, FlowKind, FlowsAre, Option, Project
from desktop.appraisal.partners.dividing import sort_of
from desktop.appraisal.partners.shares import AppliesTo, Basis
from desktop.appraisal.reference import schedule_of
from desktop.appraisal.results import Appraisal, Money, MonteCarlo, OptionResult, ProjectResult
from desktop.appraisal.savings.discounting_terms import discounting_of
from desktop.appraisal.savings.drawn_lines import Drawable, drawable, drawable_part
from desktop.appraisal.savings.finance import WHOLE, Finance
from desktop.appraisal.savings.lines import Line
from desktop.appraisal.savings.scenarios import drawn_together
from desktop.appraisal.simulation.line_draws import LineDraws, Matrix
from desktop.appraisal.simulation.target_draws import Asked, TargetDraws, all_met, asked_of

DRAWS = 10_000
#: Bars of the histogram.
_BARS = 40
_TENTHS = (1, 5, 9)


def simulate_money(appraisal: Appraisal, draws: int = DRAWS) -> dict[str, MonteCarlo]:
    """The simulated net present value of each option and each project by name, and of all projects together by `WHOLE`.

    An owner's draws follow from the case's seed and its own name. Where every line is one figure there is one outcome, told exactly
    and with no draws; where a bound is open nothing is drawn, and `why` says so. With targets recorded, `chance_of_target` is the
    chance that these gains alone meet all those they count towards. Projects without an amount are no part of all together. Never
    raises for a case that can be appraised.
    """
    case = appraisal.case
    discounting = discounting_of(case, schedule_of(case))
    benchmark = benchmark_of(case)
    asked, untold = asked_of(case)
    groups = drawn_together(case)
    results: list[OptionResult | ProjectResult] = [*appraisal.options, *appraisal.projects]
    moneys = {result.name: result.money for result in results}
    simulated: dict[str, MonteCarlo] = {}

    def outcome(owner: Option | Project) -> _Outcomes:
        drawable_owner = drawable(case, owner, discounting, benchmark)
        exact = _exact(moneys[owner.name], drawable_owner)
        whole = isinstance(owner, Option) and case.flows_are is FlowsAre.WHOLE_COSTS
        return _drawn(case, drawable_owner, exact, () if untold else asked, untold, max(draws, 1), groups, whole=whole)

    for option in case.options:
        simulated[option.name] = (
            MonteCarlo(0, case.seed, why=("This is the benchmark: the others are measured against it.",))
            if option.benchmark
            else _summary(outcome(option), case.seed)
        )
    together = None
    for project in case.projects:
        own = outcome(project)
        simulated[project.name] = _summary(own, case.seed)
        if any(flow.amounts for flow in project.flows):
            together = own if together is None else _together(together, own)
    if together is not None:
        simulated[WHOLE] = _summary(_without_a_silent_target(together), case.seed)
    return simulated


def simulate_own(appraisal: Appraisal, draws: int = DRAWS) -> dict[str, MonteCarlo]:
    """The same of our own council's part, where an organisation is marked as ours: of each whose lines are not all its own, and `WHOLE`.

    A part of a line lies at each draw where the line does in `simulate_money`, so that our own part and the others' add to the whole.
    Nothing is drawn, and `why` says so, where it is not known whose a line is, and where what we recover first hangs on what is uncertain.
    """
    case, finance = appraisal.case, appraisal.finance
    if finance is None or not finance.own_council:
        return {}
    own = _OwnDraws(case, finance, max(draws, 1))
    apart = [name for name in finance.owners if own.is_apart(name)]
    simulated = {name: _summary(own.outcomes(name), case.seed) for name in apart}
    projects = [project.name for project in case.projects if project.name in finance.owners]
    if any(project in apart for project in projects):
        together = reduce(_together, map(own.outcomes, projects))
        why = finance.own_why(WHOLE) if finance.part(WHOLE).not_known else ()
        simulated[WHOLE] = _summary(replace(together, why=why) if together.open_owners else together, case.seed)
    return simulated


class _OwnDraws:
    """The draws of our own council's part of what is appraised."""

    def __init__(self, case: Case, finance: Finance, draws: int) -> None:
        self._case, self._finance, self._draws, self._groups = case, finance, draws, drawn_together(case)

    def is_apart(self, owner: str) -> bool:
        """Whether our own council's part of an option or a project is not the whole of it."""
        benchmark, money = self._finance.benchmark, self._finance.money_of(owner)
        of_benchmark = benchmark is not None and owner == benchmark.name
        return not of_benchmark and money is not None and bool(money.years) and not self._finance.part(owner).is_all

    def outcomes(self, owner: str) -> _Outcomes:
        """What comes of drawing our own part of an owner's lines, the whole of them where they are all our own."""
        case, finance = self._case, self._finance
        recorded = finance.owners[owner]
        whole = drawable(case, recorded, finance.discounting, finance.benchmark)
        if not self.is_apart(owner):
            return _drawn(case, whole, _exact(finance.money[owner], whole), (), (), self._draws, self._groups, whole=False)
        lines = [line for line in finance.part(owner).known if line.flow.kind is not FlowKind.FUNDING]
        own = drawable_part(case, owner, lines, finance.discounting)
        exact = _exact(finance.own(owner), own)
        if why := self._closed(owner, lines, own):
            return _Outcomes(exact, np.zeros(0), (), np.zeros((0, 0)), why=why, open_owners=(owner,))
        of_line = {id(line.flow): id(line.recorded) for line in lines}
        if not own.can_be_drawn or not whole.can_be_drawn:
            groups = {flow: self._groups[of] for flow, of in of_line.items() if of in self._groups}
            return _drawn(case, own, exact, (), (), self._draws, groups, whole=False)
        return self._parts_of(whole, own, exact, of_line)

    def _closed(self, owner: str, lines: Sequence[Line], own: Drawable) -> tuple[str, ...]:
        """Why our own part cannot be drawn although its amounts are known."""
        finance = self._finance
        if any(line.flow.kind is not FlowKind.FUNDING for line in finance.part(owner).not_known):
            return finance.own_why(owner)
        rules = finance.records.rules.get(owner, ())
        is_called = any(rule.basis is Basis.FIRST_CALL and rule.applies_to is AppliesTo.SAVINGS for rule in rules)
        uncertain = {id(line.part.flow) for line in own.lines}
        called = [line for line in lines if is_called and line.flow.organisation is None and sort_of(line) is AppliesTo.SAVINGS]
        if any(id(line.flow) in uncertain for line in called):
            who = finance.own_council
            return (f"No simulation of {who}’s part of {owner}: what {who} recovers first depends on what is saved in the years before.",)
        return ()

    def _parts_of(self, whole: Drawable, own: Drawable, exact: Decimal, of_line: Mapping[int, int]) -> _Outcomes:
        """Our own part of lines that are drawn as a whole, at the very places where they lie then."""
        nothing = np.zeros(0)
        ends = {of_line[id(line.part.flow)]: (float(line.low), float(line.high)) for line in own.lines}
        if not ends:
            return _Outcomes(exact, nothing, (), np.zeros((0, 1)))
        lines = LineDraws(whole.lines, self._case.seed, whole.owner, self._groups)
        low, high = np.array([ends.get(id(line.part.flow), (0.0, 0.0)) for line in whole.lines]).T
        values = np.empty(self._draws)
        for where, positions in lines.blocks(self._draws):
            values[where] = lines.present_values_of_parts(low, high, positions)
        values += float(own.fixed)
        return _Outcomes(exact, values, (), np.zeros((0, self._draws)))


def _exact(money: Money | None, drawable_owner: Drawable) -> Decimal:
    """The one outcome there is where nothing is uncertain: the net present value itself."""
    npv = None if money is None else money.npv
    return npv.central if npv is not None and npv.central is not None else drawable_owner.fixed


@dataclass(frozen=True, slots=True)
class _Outcomes:
    """What came of drawing an owner's lines.

    `values` are the net present values in pounds, one a draw, or none where `exact` is the only outcome. `gained` is targets by draws,
    or by one, and `towards` the places of the targets that it counts towards. `loose` are the owners of which ongoing savings are not
    stated to be cashable, so that what counts is only a bound. `open_owners` are those that cannot be drawn, and then nothing else is held.
    """

    exact: Decimal
    values: Matrix
    asked: tuple[Asked, ...]
    gained: Matrix
    towards: frozenset[int] = frozenset()
    why: tuple[str, ...] = ()
    open_owners: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()


def _drawn(
    case: Case,
    drawable_owner: Drawable,
    exact: Decimal,
    asked: tuple[Asked, ...],
    why: tuple[str, ...],
    draws: int,
    groups: Mapping[int, str],
    *,
    whole: bool,
) -> _Outcomes:
    nothing = np.zeros(0)
    if not drawable_owner.can_be_drawn:
        return _Outcomes(exact, nothing, asked, np.zeros((len(asked), 0)), why=drawable_owner.why, open_owners=(drawable_owner.owner,))
    lines = LineDraws(drawable_owner.lines, case.seed, drawable_owner.owner, groups) if drawable_owner.lines else None
    gains = TargetDraws(case, drawable_owner, lines, asked, whole=whole) if asked else None
    towards = frozenset[int]() if gains is None else gains.towards
    loose = (drawable_owner.owner,) if gains is not None and gains.is_bound else ()
    if lines is None:
        gained = np.zeros((0, 1)) if gains is None else gains.gained(np.zeros((0, 1)))
        return _Outcomes(exact, nothing, asked, gained, towards, why, loose=loose)
    values, gained = np.empty(draws), np.empty((len(asked), draws))
    for where, positions in lines.blocks(draws):
        values[where] = lines.present_values(positions)
        if gains is not None:
            gained[:, where] = gains.gained(positions)
    values += float(drawable_owner.fixed)
    return _Outcomes(exact, values, asked, gained, towards, why, loose=loose)


def _together(one: _Outcomes, other: _Outcomes) -> _Outcomes:
    """Both at once, draw by draw: owners are independent of one another."""
    closed = (*one.open_owners, *other.open_owners)
    if closed:
        return replace(one, why=(), open_owners=closed)
    values = one.values if not other.values.size else other.values if not one.values.size else one.values + other.values
    if one.values.size != other.values.size:
        values = values + float((other if one.values.size else one).exact)
    return replace(
        one,
        exact=one.exact + other.exact,
        values=values,
        gained=one.gained + other.gained,
        towards=one.towards | other.towards,
        loose=(*one.loose, *other.loose),
    )


def _without_a_silent_target(together: _Outcomes) -> _Outcomes:
    """No chance of meeting all targets is told where nothing is recorded towards one: what is gained there is not known."""
    silent = [target for place, target in enumerate(together.asked) if place not in together.towards]
    if not silent or together.open_owners:
        return together
    why = [f"No chance of meeting {target.indicator} is worked out: no gain is recorded for {target.organisation}." for target in silent]
    return replace(together, towards=frozenset(), why=(*together.why, *why))


def _summary(outcomes: _Outcomes, seed: int) -> MonteCarlo:
    if outcomes.open_owners:
        return MonteCarlo(0, seed, why=outcomes.why or (_not_together(outcomes.open_owners),))
    if outcomes.loose and outcomes.towards:
        why = (f"No chance of meeting the targets is worked out: savings of {_few(outcomes.loose)} are not stated to be cashable.",)
        outcomes = replace(outcomes, towards=frozenset(), why=(*outcomes.why, *why))
    towards = sorted(outcomes.towards)
    of_target = float(all_met(outcomes.gained[towards], [outcomes.asked[place] for place in towards]).mean()) if towards else None
    targets = tuple((outcomes.asked[place].indicator, outcomes.asked[place].organisation) for place in towards)
    if not outcomes.values.size:
        return MonteCarlo(
            0, seed, outcomes.exact, outcomes.exact, outcomes.exact, float(outcomes.exact > 0), of_target, why=outcomes.why, targets=targets
        )
    ordered = np.sort(outcomes.values)
    draws = len(ordered)
    positive = float(draws - np.searchsorted(ordered, 0.0, side="right")) / draws
    p10, p50, p90 = (_pounds(_percentile(ordered, tenths)) for tenths in _TENTHS)
    counts, edges = _histogram(ordered)
    return MonteCarlo(
        draws, seed, p10, p50, p90, positive, of_target, sqrt(positive * (1 - positive) / draws), counts, edges, outcomes.why, targets
    )


def _not_together(owners: Sequence[str]) -> str:
    return f"No simulation of all projects together: {_few(owners)} cannot be simulated."


def _few(owners: Sequence[str]) -> str:
    return wording.listed([*owners[:3], wording.counted(len(owners) - 3, "other")] if len(owners) > 3 else list(owners))


def _percentile(ordered: Matrix, tenths: int) -> float:
    """Linear between the two draws it falls between."""
    place, part = divmod(tenths * (len(ordered) - 1), 10)
    above = min(place + 1, len(ordered) - 1)
    return float(ordered[place] + (ordered[above] - ordered[place]) * part / 10)


def _pounds(amount: float) -> Decimal:
    return Decimal(round(amount * 100)).scaleb(-2)


def _histogram(ordered: Matrix) -> tuple[tuple[int, ...], tuple[Decimal, ...]]:
    """How many draws lie in each of so many equal spans from the least to the greatest; fewer spans where those are pence."""
    first, last = round(float(ordered[0]) * 100), round(float(ordered[-1]) * 100)
    bars = max(min(_BARS, last - first), 1)
    pence = [first + (last - first) * bar // bars for bar in range(bars)] + [max(last, first + 1)]
    inside = np.searchsorted(ordered, np.array(pence[1:-1]) / 100)
    counts = np.diff(inside, prepend=0, append=len(ordered))
    return tuple(counts.tolist()), tuple(Decimal(edge).scaleb(-2) for edge in pence)
