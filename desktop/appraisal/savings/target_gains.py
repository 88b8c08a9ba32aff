"""What counts towards the targets of a case: gains from its projects or its option, returns in their place, and progress.

An organisation for which nothing is recorded has not gained £0: what it gained is not known, and the totals say so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.appraisal import wording
from desktop.appraisal.case import Case, FlowsAre, Option, Project
from desktop.appraisal.estimate import NOT_KNOWN, ZERO, Estimate
from desktop.appraisal.results import Money
from desktop.appraisal.savings.gains import GainsOf, bounded, counted, gains_of
from desktop.appraisal.savings.lines import lines_of
from desktop.appraisal.savings.targets import CarryForward, CarryForwardCounts, Progress, Recorded, Target, gains_together, progress
from desktop.appraisal.years import FinancialYear

#: Gains worked out before, by owner, with the very objects they were worked out from: its lines or yearly results, and the years.
GainsKept = dict[str, tuple[object, tuple[FinancialYear, ...], tuple[GainsOf, ...]]]

#: Of more than twice as many organisations without a gain the rest are counted.
_MOST_NAMED = 3


def gains_of_owners(
    case: Case, owners: Sequence[Option | Project], money: Mapping[str, Money], kept: GainsKept | None = None
) -> tuple[GainsOf, ...]:
    """The gains of these owners, by organisation. Never raises.

    Where flows are whole costs an option's ongoing value is what it saves in cash against the benchmark, and names no organisation.
    `kept` gives the gains of an owner that is as it was, and takes those worked out now.
    """
    kept_gains = {} if kept is None else kept
    gains: list[GainsOf] = []
    for owner in owners:
        whole = case.flows_are is FlowsAre.WHOLE_COSTS and isinstance(owner, Option)
        of: object = money[owner.name].years if whole else owner.flows
        before = kept_gains.get(owner.name)
        if before is None or before[0] is not of or before[1] != case.years:
            now = (_against_benchmark(owner.name, money[owner.name]),) if whole else gains_of(lines_of(owner), case.years)
            before = kept_gains[owner.name] = (of, case.years, now)
        gains += before[2]
    return tuple(gains)


def _against_benchmark(name: str, money: Money) -> GainsOf:
    """The gains of an option with whole costs; what is not stated to be cashable of what it saves leaves them a bound."""
    years = [year.year for year in money.years]
    stated = [year.saving_cashable + year.income for year in money.years]
    every = [value + year.saving_not_stated for value, year in zip(stated, money.years, strict=True)]
    least, most = counted(stated, years, name), counted(every, years, name)
    return bounded(least, most)


def recorded_gains(gains: Sequence[GainsOf], returned: Mapping[str | None, Mapping[FinancialYear, Estimate]]) -> Recorded:
    """Gains by organisation and year, with what is returned in place of what projects come to, and what was found on the way."""
    recorded = gains_together(gains, returned)
    why = dict.fromkeys((*recorded.why, *(reason for each in gains for reason in each.why)))
    return Recorded(recorded.by_organisation, recorded.not_stated, tuple(why))


def progress_of(targets: Sequence[Target], recorded: Recorded, case: Case) -> tuple[Progress, ...]:
    """Progress of each target, and of each indicator in all where only organisations have one. Never raises."""
    hides = _hides_a_gain(case)
    all_progress = [_progress(target, recorded, case, hides) for target in targets]
    for indicator in dict.fromkeys(target.indicator for target in targets):
        own = [target for target in targets if target.indicator == indicator]
        if len(own) > 1 and all(target.organisation is not None for target in own):
            place = 1 + max(place for place, each in enumerate(all_progress) if each.indicator == indicator)
            whole = _together(own, all_progress)
            if whole is not None:
                all_progress.insert(place, _progress(whole, recorded, case, hides, among={target.organisation for target in own}))
    return tuple(all_progress)


def _hides_a_gain(case: Case) -> bool:
    """Whether a line is withheld: what is withheld may be a gain."""
    of_options = any(flow.withheld for option in case.options for flow in option.flows)
    return of_options or any(flow.withheld for project in case.projects for flow in project.flows)


def _progress(target: Target, recorded: Recorded, case: Case, hides: bool, among: set[str | None] | None = None) -> Progress:
    gains, why = _gains_towards(target, recorded, case, hides, among)
    own_progress = progress(target, gains, not_stated=recorded.not_stated_of(target.organisation, among))
    return own_progress if not why else _with_why(own_progress, why)


def _with_why(target_progress: Progress, why: list[str]) -> Progress:
    return replace(target_progress, why=(*target_progress.why, *why))


def _gains_towards(
    target: Target, recorded: Recorded, case: Case, hides: bool, among: set[str | None] | None
) -> tuple[dict[FinancialYear, Estimate], list[str]]:
    """The gains that count towards a target; not known for a year, or an organisation, that nothing can be recorded or is recorded for."""
    gains_by_name = recorded.by_organisation
    whose = [target.organisation] if target.organisation is not None else list(among or gains_by_name)
    silent = [name for name in whose if name is not None and name not in gains_by_name]
    years = sorted(target.percents.keys() | target.amounts.keys())
    if not gains_by_name or (silent and len(silent) == len(whose)):
        # The unnamed gains of a case are nobody's in particular, so they meet no organisation's target.
        for_whom = f" for {target.organisation}" if target.organisation is not None else ""
        told = [f"No gain is recorded{for_whom} towards {target.indicator}: what was gained is not known."]
        return dict.fromkeys(years, NOT_KNOWN), [] if hides else told
    by_name = {name: gains_by_name[name] for name in whose if name in gains_by_name}
    gains = {
        year: Estimate.sum([yearly.get(year, ZERO) for yearly in by_name.values()] + [NOT_KNOWN] * len(silent) * (year in years))
        for year in sorted({*years, *(year for yearly in by_name.values() for year in yearly)})
    }
    why = []
    if silent and not hides:
        named = [*silent[:_MOST_NAMED], f"{len(silent) - _MOST_NAMED} more"] if len(silent) > 2 * _MOST_NAMED else silent
        why.append(f"No gain is recorded for {wording.listed(named)}, so the gains in all are not complete.")
    beyond = [year for year in years if year not in case.years and not any(year in yearly for yearly in by_name.values())]
    if beyond:
        gains |= dict.fromkeys(beyond, NOT_KNOWN)
        why.append(
            f"What was gained in {wording.listed([str(year) for year in beyond])} is not known: the years appraised are "
            f"{case.years[0]} to {case.years[-1]}."
            if case.years
            else "The case has no years, so what was gained is not known."
        )
    return gains, why


def _together(targets: Sequence[Target], all_progress: Sequence[Progress]) -> Target | None:
    """One target over all organisations, where they ask alike; else nothing, as percentages of unlike baselines do not add."""
    first = targets[0]
    if any(target.percents != first.percents or target.mode is not first.mode for target in targets):
        return None
    amounts = {}
    if any(target.amounts for target in targets):
        own = [each for each in all_progress if each.indicator == first.indicator]
        asked = [done for each in own for done in each.years]
        amounts = {year: Estimate.sum(done.amount for done in asked if done.year == year) for year in {done.year for done in asked}}
    carried = CarryForward(
        *(Estimate.sum(getattr(target.carry_forward, part) for target in targets) for part in ("cashable", "non_cashable", "not_stated"))
    )
    counts = {target.carry_forward_counts for target in targets}
    return Target(
        first.indicator,
        Estimate.sum(target.baseline for target in targets),
        first.percents,
        None,
        first.mode,
        amounts,
        carried,
        counts.pop() if len(counts) == 1 else CarryForwardCounts.NOT_DECIDED,
    )
