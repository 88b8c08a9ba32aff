"""The whole appraisal of a case: scores, money against the benchmark, and what they say in sentences."""
from __future__ import annotations

from desktop.appraisal import sentences
from desktop.appraisal.case import Case, Option
from desktop.appraisal.criteria import Scoring, score_case
from desktop.appraisal.discounting import schedule
from desktop.appraisal.results import Appraisal, OptionResult, ProjectResult
from desktop.appraisal.savings import discounting_of, option_money, project_money
from desktop.errors import KnownTrouble


def appraise(case: Case) -> Appraisal:
    """Appraise a case. Raises KnownTrouble, in one sentence, for what the officer has to put right first."""
    if case.horizon < 1:
        raise KnownTrouble(f"The horizon of {case.title} is {case.horizon} years: type 1 or more")
    discount = schedule(case.discounting)
    discounting = discounting_of(case, discount)
    benchmark = benchmark_of(case)
    scoring = score_case(case)
    options = tuple(
        OptionResult(
            name=scored.option.name, benchmark=scored.option.benchmark, viable=scored.option.viable, preferred=scored.option.preferred,
            score=scored.total.score, score_low=scored.total.low, score_high=scored.total.high,
            rank=scoring.ranking.ranks.get(scored.option.name), by_group=scored.by_group, contributions=scored.contributions,
            cells=scored.cells, missing=scored.missing, failed=scored.failed, not_shown=scored.not_shown,
            money=option_money(case, scored.option, benchmark, discounting), why=scored.why)
        for scored in scoring.options)
    projects = tuple(ProjectResult(project.name, project_money(case, project, discounting)) for project in case.projects)
    flows = [flow for option in case.options for flow in option.flows] + [flow for project in case.projects for flow in project.flows]
    has_money = any(flow.amounts for flow in flows)
    why = (*scoring.why, *(discounting.notes if has_money else ()))
    return Appraisal(
        case=case, discounting_name=discount.name, discounting_vintage=discount.vintage, criteria=scoring.criteria, options=options,
        projects=projects, leader=scoring.ranking.leader, leader_certain=scoring.ranking.leader_certain,
        close_call=scoring.ranking.close_call, tied_first=scoring.ranking.tied_first, why=why,
        sentences=_findings(case, scoring, options, projects, why),
        headings=tuple(dict.fromkeys(criterion.heading or criterion.name for criterion in case.criteria)))


def benchmark_of(case: Case) -> Option | None:
    """The option the others are measured against, if one is marked. Raises KnownTrouble where two are."""
    marked = [option for option in case.options if option.benchmark]
    if len(marked) > 1:
        raise KnownTrouble(f"{sentences.listed([option.name for option in marked])} are all marked as the benchmark: mark one only")
    return marked[0] if marked else None


def _findings(case: Case, scoring: Scoring, options: tuple[OptionResult, ...], projects: tuple[ProjectResult, ...],
              why: tuple[str, ...]) -> tuple[str, ...]:
    ranking = scoring.ranking
    found = sentences.choice(scoring.criteria, options, ranking.leader, certain=ranking.leader_certain, close=ranking.close_call,
                             tied=ranking.tied_first)
    preferred = [option for option in options if option.preferred]
    names = [option.name for option in preferred]
    if names and ranking.leader is not None and ranking.leader not in names:
        found.append(f"{sentences.listed(names)} is preferred, although {ranking.leader} leads on its score.")
    chosen = preferred or [option for option in options if option.name == ranking.leader]
    if any(flow.amounts for option in case.options for flow in option.flows):
        for option in chosen:
            found += sentences.money_of_choice(case, option)
        found += sentences.could_cost_more([option for option in options if option not in chosen])
    found += sentences.money_of_projects(projects)
    return tuple(dict.fromkeys([*found, *why]))
