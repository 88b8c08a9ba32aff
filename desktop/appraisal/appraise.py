"""The whole appraisal of a case: scores, money against the benchmark, and what they say in sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.appraisal.case import Case, Option, Project, SimulatedWeights
from desktop.appraisal.choice.criteria import Ranking, Scoring, score_case
from desktop.appraisal.choice.headings import heading_tree
from desktop.appraisal.choice.sensitivity import dominated_by, frontier, smallest_flip, weight_switches
from desktop.appraisal.choice.weights import weights_of
from desktop.appraisal.findings.brief import brief
from desktop.appraisal.findings.caveats import decision, double_count, moving_scales, stale_weights
from desktop.appraisal.findings.certainty import how_sure
from desktop.appraisal.findings.changes import what_would_change_it
from desktop.appraisal.findings.choice import choice
from desktop.appraisal.findings.efficiency import targets
from desktop.appraisal.findings.finance import finance as on_finance
from desktop.appraisal.findings.finding import ALL_SCORES, FLOWS, Finding, Source, reason
from desktop.appraisal.findings.groups import where_groups_differ
from desktop.appraisal.findings.partners import losers
from desktop.appraisal.findings.partnership import on_partners
from desktop.appraisal.findings.savings import could_cost_more, money_of_choice, money_of_projects
from desktop.appraisal.findings.withheld import SCORES_WITHHELD, candid, is_score_withheld, of_what_is_told, ranks_nothing, values_nothing
from desktop.appraisal.findings.worth import worth
from desktop.appraisal.kept import Late, for_the_same
from desktop.appraisal.partners.appraised import Partnership, partnership
from desktop.appraisal.reference import schedule_of
from desktop.appraisal.results import Appraisal, Money, OptionResult, ProjectResult, Simulation
from desktop.appraisal.savings.conditions import case_without
from desktop.appraisal.savings.discounting_terms import discounting_of
from desktop.appraisal.savings.finance import WHOLE, Finance, owner_in_question
from desktop.appraisal.savings.lines import lines_of, outside
from desktop.appraisal.savings.money_before import money_before
from desktop.appraisal.savings.net import option_money, project_money
from desktop.appraisal.savings.outturn import without_plan
from desktop.appraisal.savings.scenarios import ScenarioResult, scenario_results
from desktop.appraisal.savings.switching import with_switching
from desktop.appraisal.savings.target_gains import GainsKept
from desktop.appraisal.simulation import DRAWS
from desktop.appraisal.why import Why
from desktop.appraisal.wording import listed, places_that_subtract
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble

if TYPE_CHECKING:
    from desktop.appraisal.reorganisation.reorganised import Reorganisation

#: What of a case has no part in its money.
_NOT_OF_MONEY = (
    "criteria", "groups", "scores", "ranges", "measured", "simulated_weights", "partnership", "reorganisation", "recorded", "close_call",
    "notes",
)  # fmt: skip


def appraise(case: Case, before: Appraisal | None = None) -> Appraisal:
    """Appraise a case. Raises KnownTrouble, in one sentence, for what the officer has to put right first.

    `before` is an earlier appraisal, such as that before an edit: an owner whose lines are the very same objects keeps its money results.
    """
    discount = schedule_of(case)
    discounting = discounting_of(case, discount)
    benchmark = benchmark_of(case)
    scoring = score_case(case, before)
    money_by_owner = money_before(before, case, benchmark)
    money = {
        option.name: money_by_owner.get(option.name)
        or candid(
            case, option.name, with_switching(case, option, benchmark, option_money(case, option, benchmark, discounting), discounting)
        )
        for option in case.options
    }
    projects = tuple(
        ProjectResult(
            project.name,
            money_by_owner.get(project.name)
            or candid(case, project.name, with_switching(case, None, None, project_money(case, project, discounting), discounting)),
        )
        for project in case.projects
    )
    flows = [flow for option in case.options for flow in option.flows] + [flow for project in case.projects for flow in project.flows]
    has_money = any(flow.amounts for flow in flows)
    earlier = before.scenarios if before is not None else ()
    scenarios = scenario_results(case, discounting, earlier, money_by_owner) if has_money else ()
    blank = Appraisal(
        case,
        discount.name,
        discount.vintage,
        (),
        (),
        projects,
        None,
        False,
        False,
        scenarios=scenarios,
        partnership=before.partnership if before is not None else None,
    )
    of_money = (*discounting.notes, *_left_out(case), *(why for each in scenarios for why in each.why), *without_plan(case))
    notes = (*case.notes, *(of_money if has_money else ()))
    finance = None if before is None else before.finance
    if finance is not None and finance.monte_carlo is not None:
        finance = replace(finance, monte_carlo=None)
    return _with_scores(blank, scoring, money, notes, before, finance)


@for_the_same(lambda case: (case.options, case.projects))
def _years_of_money(case: Case) -> frozenset[FinancialYear]:
    """The years in which any line has an amount."""
    owners: tuple[Option | Project, ...] = (*case.options, *case.projects)
    return frozenset(year for owner in owners for flow in owner.flows for year in flow.amounts)


def _left_out(case: Case) -> tuple[str, ...]:
    """What of the money counts nowhere, as it lies outside the years."""
    if case.horizon < 1:
        return (Why(f"The horizon of {case.title} is {case.horizon} years, so no money is appraised.", "Type 1 or more."),)
    if _years_of_money(case) <= frozenset(case.years):
        return ()
    owners: tuple[Option | Project, ...] = (*case.options, *case.projects)
    return outside((line for owner in owners for line in lines_of(owner)), case.years)


def _told(case: Case, option: str, criteria: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the criteria that an option lacks of which nothing is withheld, so that nobody is told that a withheld score is missing."""
    return tuple(name for name in criteria if not is_score_withheld(case, option, name)) if case.withheld else criteria


def simulated(appraisal: Appraisal, draws: int = DRAWS, money_draws: int = 10_000) -> Appraisal:
    """The same appraisal with how sure it is, and the sentences on that: SMAA-2 of the scores, Monte Carlo of the money.

    numpy is imported here and not before. Money is drawn no more often than scores are.
    """
    from desktop.appraisal.simulation import simulate
    from desktop.appraisal.simulation.monte_carlo import simulate_money, simulate_own

    drawn = simulate_money(appraisal, min(draws, money_draws))

    def with_draws(name: str, money: Money) -> Money:
        return replace(money, monte_carlo=drawn.get(name)) if money.years else money

    scenarios = tuple(_scenario_simulated(appraisal, each, min(draws, money_draws)) for each in appraisal.scenarios)
    options = tuple(replace(option, money=with_draws(option.name, option.money)) for option in appraisal.options)
    projects = tuple(replace(project, money=with_draws(project.name, project.money)) for project in appraisal.projects)
    finance = appraisal.finance
    if finance is not None:
        own = simulate_own(appraisal, min(draws, money_draws))
        finance = replace(finance, money=_by_name(options, projects), monte_carlo=drawn.get(WHOLE), own_monte_carlo=own)
    return _with_findings(
        replace(
            appraisal,
            options=options,
            projects=projects,
            finance=finance,
            scenarios=scenarios,
            simulation=_undrawn(appraisal.case) if ranks_nothing(appraisal.case) else simulate(appraisal, draws),
        )
    )


def _undrawn(case: Case) -> Simulation:
    """The simulation of scores of which some are withheld: how often each of the others comes first would set them in an order."""
    return Simulation(0, case.seed, SimulatedWeights.EXACT, 0.0, why=(SCORES_WITHHELD,))


def _scenario_simulated(appraisal: Appraisal, scenario: ScenarioResult, draws: int) -> ScenarioResult:
    """A scenario with the draws of what it moves."""
    from desktop.appraisal.simulation.monte_carlo import simulate_money

    case, money = scenario.case, scenario.money
    drawn = simulate_money(
        replace(
            appraisal,
            case=replace(
                case,
                options=tuple(option for option in case.options if option.name in money or option.benchmark),
                projects=tuple(project for project in case.projects if project.name in money),
            ),
            options=tuple(replace(each, money=money.get(each.name, each.money)) for each in appraisal.options),
            projects=tuple(replace(each, money=money.get(each.name, each.money)) for each in appraisal.projects),
        ),
        draws,
    )
    return replace(scenario, money={name: replace(each, monte_carlo=drawn[name]) for name, each in money.items()})


def without_conditions(appraisal: Appraisal, conditions: Collection[str]) -> Appraisal:
    """What is left when what depends on these conditions does not happen (“subject to national changes”): a what-if on no record.

    A simulation is dropped, as it was of all that is recorded.
    """
    return appraise(case_without(appraisal.case, conditions), appraisal)


def reweighed(appraisal: Appraisal, weights: Mapping[str, Decimal]) -> Appraisal:
    """The same case with other recorded weights for the criteria named: what `appraise` would give, without redoing cells and money.

    A simulation of scores is dropped, as it was of the weights before; one of money stays, as no weight has a part in it. A group with
    weights of its own keeps its own scores, as the combined weights are never laid over them.
    Raises KnownTrouble for a weight below 0.
    """
    before = appraisal.case
    case = replace(
        before, criteria=tuple(replace(criterion, weight=weights.get(criterion.name, criterion.weight)) for criterion in before.criteria)
    )
    notes = appraisal.why[len(weights_of(before).why) :]
    money = {option.name: option.money for option in appraisal.options}
    return _with_scores(replace(appraisal, case=case), score_case(case, appraisal), money, notes, appraisal, appraisal.finance)


def _with_scores(
    blank: Appraisal,
    scoring: Scoring,
    money: Mapping[str, Money],
    notes: tuple[str, ...],
    earlier: Appraisal | None,
    finance: Finance | None,
) -> Appraisal:
    """An appraisal with these scores and each option's money; `notes` are the bases of the money, told last.

    `earlier` is one whose options' dominance may still stand, and `finance` that of an earlier one.
    """
    hidden = ranks_nothing(blank.case)
    ranking = Ranking({}) if hidden else scoring.ranking
    places = _places(scoring, ranking)
    options = tuple(
        OptionResult(
            name=scored.option.name,
            benchmark=scored.option.benchmark,
            viable=scored.option.viable,
            preferred=scored.option.preferred,
            score=scored.total.score,
            score_low=scored.total.low,
            score_high=scored.total.high,
            rank=ranking.ranks.get(scored.option.name),
            by_group=scored.by_group,
            contributions=scored.contributions,
            cells=scored.cells,
            missing=_told(blank.case, scored.option.name, scored.missing),
            failed=scored.failed,
            not_shown=_told(blank.case, scored.option.name, scored.not_shown),
            money=money[scored.option.name],
            why=scored.why,
            places=places,
            own_cells=scored.own_cells,
        )
        for scored in scoring.options
    )
    scored = replace(
        blank,
        simulation=None,
        criteria=scoring.criteria,
        options=options,
        leader=ranking.leader,
        leader_certain=ranking.leader_certain,
        close_call=ranking.close_call,
        tied_first=ranking.tied_first,
        why=(*scoring.why, *notes),
    )
    dominated = dominated_by(scored, earlier)
    scored = replace(scored, options=tuple(replace(option, dominated=dominated[option.name]) for option in options))
    scored = replace(scored, finance=_finance(scored, finance), partnership=_partnership(scored))
    return _with_findings(
        replace(
            scored,
            tree=heading_tree(scored),
            late_reorganisation=Late(lambda: _reorganisation(scored.case)),
            late_switches=Late(lambda: () if hidden else weight_switches(scored)),
            late_flip=Late(lambda: smallest_flip(scored)),
            late_frontier=Late(lambda: () if values_nothing(scored.case) else frontier(scored)),
        )
    )


def _places(scoring: Scoring, ranking: Ranking) -> int:
    """The decimals at which the leader's score, the next and what lies between them agree: those of every score of the case."""
    first = [scored.total.score for scored in scoring.options if ranking.ranks.get(scored.option.name) == 1]
    second = [scored.total.score for scored in scoring.options if ranking.ranks.get(scored.option.name) == 2]
    best, after = next(iter(first), None), next(iter(second), None)
    return places_that_subtract(best, after) if best is not None and after is not None else 1


def _finance(appraisal: Appraisal, earlier: Finance | None) -> Finance:
    """The finance of an appraisal: what was worked out before is kept where it rests on nothing that has changed since."""
    case = appraisal.case
    benchmark = benchmark_of(case)
    owner = owner_in_question(case, appraisal.leader, benchmark)
    money = _by_name(appraisal.options, appraisal.projects)
    if earlier is not None and earlier.owner == owner and _same_money(earlier, case, money):
        return earlier
    discount = schedule_of(case)
    kept: GainsKept = earlier.gains_kept if earlier is not None else {}
    return Finance(case, benchmark, discount, discounting_of(case, discount), money, owner, gains_kept=kept)


def _same_money(earlier: Finance, case: Case, money: Mapping[str, Money]) -> bool:
    """Whether all that a finance rests on is as it was: options, projects and what else is recorded of money, and what they come to."""
    was = earlier.case
    if was is case:
        return True
    same = was.options is case.options and was.projects is case.projects and was.finance is case.finance
    alike = same and replace(was, **{each: getattr(case, each) for each in _NOT_OF_MONEY}) == case
    return alike and money.keys() == earlier.money.keys() and all(money[name] is each for name, each in earlier.money.items())


def _partnership(appraisal: Appraisal) -> Partnership | None:
    """What the records of partners come to; what was worked out of the same records before is kept."""
    records, before = appraisal.case.partnership, appraisal.partnership
    if records is None:
        return None
    return before if before is not None and before.records is records else partnership(records)


def _reorganisation(case: Case) -> Reorganisation | None:
    """What the records of a reorganisation come to; few cases have one, and only they load it."""
    if case.reorganisation is None:
        return None
    from desktop.appraisal.reorganisation.reorganised import reorganisation

    return reorganisation(case.reorganisation, case)


def _by_name(options: Iterable[OptionResult], projects: Iterable[ProjectResult]) -> dict[str, Money]:
    return {option.name: option.money for option in options} | {project.name: project.money for project in projects}


def _with_findings(appraisal: Appraisal) -> Appraisal:
    return replace(appraisal, late_findings=Late(lambda: _findings(appraisal)))


def _findings(appraisal: Appraisal) -> tuple[Finding, ...]:
    finance = appraisal.finance
    # A case of projects towards a target is about the target first; said again below, it is kept where it stood.
    led = targets(finance) if finance is not None and not any(option.money.years for option in appraisal.options) else []
    findings = [
        *_on_the_choice(appraisal),
        *led,
        *_on_the_money(appraisal),
        *on_finance(appraisal),
        *_on_partners(appraisal),
        *_on_reorganisation(appraisal),
        *_reasons(appraisal),
    ]
    return brief(of_what_is_told(findings, appraisal.case.withheld), appraisal)


def _on_partners(appraisal: Appraisal) -> list[Finding]:
    return on_partners(appraisal.partnership) if appraisal.partnership is not None else []


def _on_reorganisation(appraisal: Appraisal) -> list[Finding]:
    if appraisal.case.reorganisation is None or appraisal.reorganisation is None:
        return []
    from desktop.appraisal.findings.reorganisation import on_reorganisation

    return on_reorganisation(appraisal.reorganisation)


def _reasons(appraisal: Appraisal) -> list[Finding]:
    """How the weights came about, then the bases of the money, as the results have them."""
    last = len(weights_of(appraisal.case).why)
    return [*(reason(why, *ALL_SCORES) for why in appraisal.why[:last]), *(reason(why, Source(FLOWS)) for why in appraisal.why[last:])]


def findings_on_weights(appraisal: Appraisal) -> tuple[str, ...]:
    """How the weights came about: scaled, equal, or the groups' own."""
    return weights_of(appraisal.case).why


def benchmark_of(case: Case) -> Option | None:
    """The option the others are measured against, if one is marked. Raises KnownTrouble where two are."""
    marked = [option for option in case.options if option.benchmark]
    if len(marked) > 1:
        raise KnownTrouble(f"{listed([option.name for option in marked])} are all marked as the benchmark: mark one only")
    return marked[0] if marked else None


def _on_the_choice(appraisal: Appraisal) -> list[Finding]:
    if not any(criterion.use == "weighted" for criterion in appraisal.criteria) or not appraisal.options:
        return [*choice(appraisal), *decision(appraisal)]
    return [
        *choice(appraisal),
        *decision(appraisal),
        *how_sure(appraisal),
        *where_groups_differ(appraisal),
        *what_would_change_it(appraisal),
        *double_count(appraisal),
        *stale_weights(appraisal),
        *moving_scales(appraisal),
    ]


def _on_the_money(appraisal: Appraisal) -> list[Finding]:
    case, options = appraisal.case, appraisal.options
    findings: list[Finding] = []
    chosen = [option for option in options if option.preferred] or [option for option in options if option.name == appraisal.leader]
    if any(flow.amounts for option in case.options for flow in option.flows):
        for option in chosen:
            findings += money_of_choice(case, option, appraisal.finance)
        findings += could_cost_more([option for option in options if option not in chosen])
    apportioned = None if appraisal.finance is None else appraisal.finance.apportionment()
    # Whoever loses is named before anything is said of who gains.
    lost = losers(apportioned) if apportioned is not None else []
    return [*worth(appraisal), *lost, *findings, *money_of_projects(case, appraisal.projects, appraisal.finance)]
