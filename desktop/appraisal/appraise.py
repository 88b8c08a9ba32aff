"""The whole appraisal of a case: scores, money against the benchmark, and what they say in sentences."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from desktop.appraisal import sentences
from desktop.appraisal.case import Case, Option
from desktop.appraisal.criteria import Scoring, rescored, score_case
from desktop.appraisal.discounting import schedule
from desktop.appraisal.headings import heading_tree
from desktop.appraisal.results import Appraisal, Dominance, Money, OptionResult, ProjectResult
from desktop.appraisal.savings import discounting_of, option_money, project_money
from desktop.appraisal.sensitivity import dominated_by, frontier, smallest_flip, weight_switches
from desktop.appraisal.weights import weights_of
from desktop.errors import KnownTrouble


def appraise(case: Case) -> Appraisal:
    """Appraise a case. Raises KnownTrouble, in one sentence, for what the officer has to put right first."""
    if case.horizon < 1:
        raise KnownTrouble(f"The horizon of {case.title} is {case.horizon} years: type 1 or more")
    discount = schedule(case.discounting)
    discounting = discounting_of(case, discount)
    benchmark = benchmark_of(case)
    scoring = score_case(case)
    money = {option.name: option_money(case, option, benchmark, discounting) for option in case.options}
    projects = tuple(ProjectResult(project.name, project_money(case, project, discounting)) for project in case.projects)
    flows = [flow for option in case.options for flow in option.flows] + [flow for project in case.projects for flow in project.flows]
    has_money = any(flow.amounts for flow in flows)
    blank = Appraisal(case, discount.name, discount.vintage, (), (), projects, None, False, False,
                      headings=tuple(dict.fromkeys(criterion.widest_heading for criterion in scoring.criteria)))
    return _with_scores(blank, scoring, money, (*case.notes, *(discounting.notes if has_money else ())), None)


def simulated(appraisal: Appraisal, draws: int = 100_000) -> Appraisal:
    """The same appraisal with how sure it is (SMAA-2), and the sentences on that. numpy is imported here and not before."""
    from desktop.appraisal.simulation import simulate

    return _told(replace(appraisal, simulation=simulate(appraisal, draws)))


def reweighed(appraisal: Appraisal, weights: Mapping[str, Decimal]) -> Appraisal:
    """The same case with other recorded weights for the criteria named: what `appraise` would give, without redoing cells and money.

    A simulation is dropped, as it was of the weights before. A group with weights of its own keeps its own scores, as the combined
    weights are never laid over them.
    Raises KnownTrouble for a weight below 0.
    """
    before = appraisal.case
    case = replace(before, criteria=tuple(replace(criterion, weight=weights.get(criterion.name, criterion.weight))
                                          for criterion in before.criteria))
    notes = appraisal.why[len(weights_of(before).why):]
    money = {option.name: option.money for option in appraisal.options}
    dominated = {option.name: option.dominated for option in appraisal.options}
    return _with_scores(replace(appraisal, case=case), rescored(appraisal, case), money, notes, dominated)


def _with_scores(held: Appraisal, scoring: Scoring, money: Mapping[str, Money], notes: tuple[str, ...],
                 dominated: Mapping[str, Dominance] | None) -> Appraisal:
    """An appraisal with these scores and each option's money; `notes` are the bases of the money, told last.

    `dominated` is who dominates whom where that is known already, as weights have no part in it.
    """
    ranking = scoring.ranking
    options = tuple(
        OptionResult(
            name=scored.option.name, benchmark=scored.option.benchmark, viable=scored.option.viable, preferred=scored.option.preferred,
            score=scored.total.score, score_low=scored.total.low, score_high=scored.total.high,
            rank=ranking.ranks.get(scored.option.name), by_group=scored.by_group, contributions=scored.contributions,
            cells=scored.cells, missing=scored.missing, failed=scored.failed, not_shown=scored.not_shown,
            money=money[scored.option.name], why=scored.why)
        for scored in scoring.options)
    scored = replace(
        held, simulation=None, criteria=scoring.criteria, options=options, leader=ranking.leader, leader_certain=ranking.leader_certain,
        close_call=ranking.close_call, tied_first=ranking.tied_first, why=(*scoring.why, *notes))
    dominated = dominated_by(scored) if dominated is None else dominated
    scored = replace(scored, options=tuple(replace(option, dominated=dominated[option.name]) for option in options))
    return _told(replace(scored, tree=heading_tree(scored), weight_switches=weight_switches(scored), smallest_flip=smallest_flip(scored),
                         frontier=frontier(scored)))


def _told(appraisal: Appraisal) -> Appraisal:
    found = [*_on_the_choice(appraisal), *_on_the_money(appraisal), *appraisal.why]
    return replace(appraisal, sentences=tuple(dict.fromkeys(found)))


def findings_on_choice(appraisal: Appraisal) -> tuple[str, ...]:
    """The sentences on scores and ranks, without those on money and on how the weights came about."""
    return tuple(dict.fromkeys(_on_the_choice(appraisal)))


def findings_on_weights(appraisal: Appraisal) -> tuple[str, ...]:
    """How the weights came about: scaled, equal, or the groups' own."""
    return weights_of(appraisal.case).why


def benchmark_of(case: Case) -> Option | None:
    """The option the others are measured against, if one is marked. Raises KnownTrouble where two are."""
    marked = [option for option in case.options if option.benchmark]
    if len(marked) > 1:
        raise KnownTrouble(f"{sentences.listed([option.name for option in marked])} are all marked as the benchmark: mark one only")
    return marked[0] if marked else None


def _on_the_choice(appraisal: Appraisal) -> list[str]:
    if not any(criterion.use == "weighted" for criterion in appraisal.criteria) or not appraisal.options:
        return sentences.decision(appraisal)
    return [*sentences.choice(appraisal), *sentences.decision(appraisal), *sentences.how_sure(appraisal),
            *sentences.where_groups_differ(appraisal), *sentences.what_would_change_it(appraisal), *sentences.double_count(appraisal),
            *sentences.stale_weights(appraisal), *sentences.moving_scales(appraisal)]


def _on_the_money(appraisal: Appraisal) -> list[str]:
    case, options = appraisal.case, appraisal.options
    found: list[str] = []
    chosen = [option for option in options if option.preferred] or [option for option in options if option.name == appraisal.leader]
    if any(flow.amounts for option in case.options for flow in option.flows):
        for option in chosen:
            found += sentences.money_of_choice(case, option)
        found += sentences.could_cost_more([option for option in options if option not in chosen])
    return [*sentences.worth(appraisal), *found, *sentences.money_of_projects(appraisal.projects)]
