"""The results JSON of `interchange.md`, schema 2."""

from __future__ import annotations

from typing import Any

from desktop.appraisal.case import HEADING_SEPARATOR, Case
from desktop.appraisal.choice.weights import weights_of
from desktop.appraisal.findings.certainty import chance_words
from desktop.appraisal.findings.finding import CRITERIA, Record, Source
from desktop.appraisal.findings.records import Traced, records_of, traced
from desktop.appraisal.results import (
    Appraisal,
    CriterionResult,
    Flip,
    HeadingResult,
    Money,
    OptionResult,
    Simulation,
    WeightSwitch,
    YearResult,
)
from desktop.appraisal.savings.finance import Finance
from desktop.appraisal.simulation import DRAWS
from desktop.operations.appraising.grants_json import grants_json
from desktop.operations.appraising.json_values import cells, number, told
from desktop.operations.appraising.money_json import (
    actuals_json,
    deflators_json,
    finance_json,
    finance_text,
    finance_why,
    money_why,
    monte_carlo_json,
    switching_json,
    whose_json,
    whose_why,
)
from desktop.operations.appraising.partners_json import partnership_json, partnership_text
from desktop.operations.appraising.reorganisation_json import reorganisation_json
from desktop.results.cells import Row
from desktop.results.choice.weights import switches

SCHEMA = 2
_NOT_SIMULATED = ("The weights and the uncertain scores were not simulated.",)
_YEAR_KEYS = (
    *("year", "cost", "saving_cashable", "saving_non_cashable", "saving_not_stated", "income", "funding"),
    *("net", "cumulative", "present_value"),
)


def results_json(appraisal: Appraisal) -> dict[str, Any]:
    """One case's results as plain JSON values; amounts in pounds, weights as fractions of 1, scores 0 to 100."""
    case = appraisal.case
    simulation_why = appraisal.simulation.why if appraisal.simulation else _NOT_SIMULATED
    price_base = "nominal" if case.price_base == "nominal" else f"real {case.price_year or case.base_year}"
    return {
        "schema": SCHEMA,
        "case": case.title,
        "base_year": str(case.base_year),
        "price_base": price_base,
        "deflators": deflators_json(case),
        "discounting": {"name": appraisal.discounting_name, "vintage": appraisal.discounting_vintage},
        "why": list(dict.fromkeys([*appraisal.why, *simulation_why, *finance_why(appraisal.finance)])),
        "criteria": [_criterion(criterion, case) for criterion in appraisal.criteria],
        "headings": [_heading(each) for widest in appraisal.tree for each in widest.walked if each.path],
        "assessors": _assessors(case),
        "options": [
            _option(option, appraisal.simulation, appraisal.finance) | _scenarios(appraisal, option.name) for option in appraisal.options
        ],
        **told(appraisal, "leader", "leader_certain", "close_call", "frontier"),
        "simulation": _simulation(appraisal.simulation),
        "weight_switches": [_switch(switch, row) for switch, row in zip(appraisal.weight_switches, switches(appraisal), strict=True)],
        "smallest_flip": None if appraisal.smallest_flip is None else _flip(appraisal.smallest_flip),
        "projects": [
            {"name": project.name}
            | _with_whose(appraisal.finance, project.name, _money(project.money, whose_why(appraisal.finance, project.name)))
            | _scenarios(appraisal, project.name)
            for project in appraisal.projects
        ],
        "actuals": actuals_json(appraisal),
        **finance_json(appraisal.finance),
        **grants_json(appraisal.finance),
        **partnership_json(appraisal.partnership),
        **reorganisation_json(appraisal),
        "findings": [_finding(each) for each in traced(appraisal.findings, records_of(case))],
        "sentences": list(appraisal.sentences),
    }


def _finding(found: Traced) -> dict[str, Any]:
    return {
        "words": found.words,
        "about": None if found.about is None else _record(found.about),
        "rests_on": [_record(record) for record in found.rests_on],
        "basis": found.basis,
    }


def _record(record: Record) -> dict[str, str]:
    return {"sheet": record.sheet, "name": record.name}


def results_text(appraisal: Appraisal) -> str:
    """The findings as an officer reads them on a screen without a window."""
    lines = [appraisal.case.title, ""]
    lines += [f"- {sentence}" for sentence in appraisal.sentences]
    if appraisal.options:
        lines += ["", f"Rank  {'Score':<20}  Leads     Option"]
    for option in appraisal.ranked:
        rank = "-" if option.rank is None else str(option.rank)
        name = option.name if option.may_lead else f"{option.name} (cannot lead)"
        lines.append(f"{rank:>4}  {option.score_words:<20}  {_leads(appraisal.simulation, option):<8}  {name}")
    lines += finance_text(appraisal.finance) + partnership_text(appraisal.partnership)
    lines += [f"  {sentence}" for sentence in appraisal.why if sentence not in appraisal.sentences]
    return "\n".join(lines)


def _leads(simulation: Simulation | None, option: OptionResult) -> str:
    """How often an option led in the simulation, to a whole per cent, as the sentences say it: nothing of one that may not lead."""
    if simulation is None or not option.may_lead or option.name not in simulation.options:
        return "-"
    return chance_words(simulation.options[option.name].chance_of_leading)


def _simulation(simulation: Simulation | None) -> dict[str, Any] | None:
    if simulation is None or not simulation.options:
        return None
    # Where nothing is uncertain every draw would be the same: the chances stand for the usual number of them, and none was made.
    draws = simulation.draws or DRAWS
    return {"draws": draws, "seed": simulation.seed, "weights": simulation.weights.value, "error": simulation.error}


def _criterion(criterion: CriterionResult, case: Case) -> dict[str, Any]:
    """A criterion with its weights; of one that is withheld nobody is told that it has none."""
    held = Source(CRITERIA, criterion.name) in case.withheld
    return {
        "name": criterion.name,
        "heading": list(criterion.path),
        "use": None if held else str(criterion.use),
        "weight": None if held else number(criterion.weight),
        "by_assessors": {group: None if held else number(weight) for group, weight in criterion.by_group.items()},
    }


def _heading(heading: HeadingResult) -> dict[str, Any]:
    return {"path": list(heading.path), "weight": number(heading.weight)}


def _assessors(case: Case) -> list[dict[str, Any]]:
    """Each group's votes, how it weighs, and how consistent its judgements are within each heading; blank is between the widest."""
    consistency = weights_of(case).consistency
    return [
        {
            "name": group.name,
            "votes": number(group.votes),
            "method": str(group.method),
            "consistency": {HEADING_SEPARATOR.join(path): ratio for path, ratio in consistency.get(group.name, {}).items()},
        }
        for group in case.groups
    ]


def _switch(switch: WeightSwitch, row: Row) -> dict[str, Any]:
    branch = {"heading": list(switch.heading)} if switch.heading else {"criterion": switch.criterion}
    return branch | cells(row, "weight", "at", "from", "to")


def _with_whose(finance: Finance | None, owner: str, money: dict[str, Any]) -> dict[str, Any]:
    """The results of an option or a project with what of them is our own council's; its reasons stand last."""
    why = {"why": money.pop("why")}
    return money | whose_json(finance, owner, _money) | why


def _option(option: OptionResult, simulation: Simulation | None, finance: Finance | None) -> dict[str, Any]:
    drawn = simulation.options.get(option.name) if simulation else None
    why = (*option.why, *whose_why(finance, option.name))
    return {
        **told(option, "name", "benchmark", "viable", "preferred", "score", "score_low", "score_high", "rank"),
        "by_assessors": {group: number(score.score) for group, score in option.by_group.items()},
        "contributions": {criterion: number(points) for criterion, points in option.contributions.items()},
        **told(option, "missing", "failed", "not_shown"),
        "dominated_by": list(option.dominated.by),
        "strictly_dominated_by": list(option.dominated.strictly),
        "acceptability": list(drawn.acceptability) if drawn else None,
        "chance_of_leading": drawn.chance_of_leading if drawn else None,
        "confidence": drawn.confidence if drawn else None,
        "central_weights": dict(drawn.central_weights) if drawn and drawn.central_weights is not None else None,
    } | _with_whose(finance, option.name, _money(option.money, why))


def _flip(flip: Flip) -> dict[str, Any]:
    return {
        "option": flip.option,
        "criterion": flip.criterion,
        "from": number(flip.from_score),
        "to": number(flip.to_score),
        "new_leader": flip.new_leader,
    }


def _money(money: Money, why: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        **told(money, "npv", "npv_cashable", "budget_net", "bcr", "irr", "payback_years", "payback_range", "payback_cashable_years"),
        **told(money, "payback_cashable_range", "discounted_payback_years", "equivalent_annual"),
        "switching": switching_json(money.switching),
        "monte_carlo": monte_carlo_json(money.monte_carlo),
        "years": [_year(year) for year in money.years],
        "why": list(dict.fromkeys([*why, *money.why, *money_why(money)])),
    }


def _scenarios(appraisal: Appraisal, name: str) -> dict[str, Any]:
    """What an option or a project comes to in each scenario that moves it."""
    return {"scenarios": [{"name": scenario} | _money(money) for scenario, money in appraisal.scenarios_of(name)]}


def _year(year: YearResult) -> dict[str, Any]:
    return told(year, *_YEAR_KEYS)
