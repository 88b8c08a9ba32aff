"""The results JSON of `interchange.md`, schema 1."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from desktop.appraisal.findings.certainty import chance_words
from desktop.appraisal.findings.finding import Record
from desktop.appraisal.findings.records import Traced, records_of, traced
from desktop.appraisal.results import Appraisal, CriterionResult, Flip, Money, OptionResult, Simulation, YearResult
from desktop.appraisal.simulation import DRAWS
from desktop.operations.appraising.json_values import amount, cells, number
from desktop.operations.appraising.money_json import (
    actuals_json,
    deflators_json,
    finance_json,
    finance_text,
    finance_why,
    money_why,
    monte_carlo_json,
    switching_json,
)
from desktop.operations.appraising.partners_json import partnership_json, partnership_text
from desktop.results.choice.weights import switches

SCHEMA = 1
_NOT_SIMULATED = ("The weights and the uncertain scores were not simulated.",)
_YEAR_KEYS = (
    "cost",
    "saving_cashable",
    "saving_non_cashable",
    "saving_not_stated",
    "income",
    "funding",
    "net",
    "cumulative",
    "present_value",
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
        "criteria": [_criterion(criterion) for criterion in appraisal.criteria],
        "options": [_option(option, appraisal.simulation) | _scenarios(appraisal, option.name) for option in appraisal.options],
        "leader": appraisal.leader,
        "leader_certain": appraisal.leader_certain,
        "close_call": appraisal.close_call,
        "frontier": list(appraisal.frontier),
        "simulation": _simulation(appraisal.simulation),
        "weight_switches": [cells(row, "criterion", "weight", "at", "from", "to") for row in switches(appraisal)],
        "smallest_flip": None if appraisal.smallest_flip is None else _flip(appraisal.smallest_flip),
        "projects": [
            {"name": project.name} | _money(project.money) | _scenarios(appraisal, project.name) for project in appraisal.projects
        ],
        "actuals": actuals_json(appraisal),
        **finance_json(appraisal.finance),
        **partnership_json(appraisal.partnership),
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
        lines += ["", "Rank  Score       First     Option"]
    for option in appraisal.ranked:
        rank = "-" if option.rank is None else str(option.rank)
        name = option.name if option.may_lead else f"{option.name} (cannot lead)"
        lines.append(f"{rank:>4}  {score_words(option):<10}  {_first(appraisal.simulation, option.name):<8}  {name}")
    lines += finance_text(appraisal.finance) + partnership_text(appraisal.partnership)
    lines += [f"  {sentence}" for sentence in appraisal.why if sentence not in appraisal.sentences]
    return "\n".join(lines)


def score_words(option: OptionResult) -> str:
    """A score out of 100, or both its ends where scores are missing."""
    if option.score_low is None or option.score_high is None:
        return "no score"
    if option.score_high - option.score_low >= Fraction(1, 2):
        return f"{float(option.score_low):.0f} to {float(option.score_high):.0f}"
    return "no score" if option.score is None else f"{float(option.score):.0f}"


def _first(simulation: Simulation | None, option: str) -> str:
    """How often an option was first in the simulation, to a whole per cent."""
    if simulation is None or option not in simulation.options:
        return "-"
    return chance_words(simulation.options[option].acceptability[0])


def _simulation(simulation: Simulation | None) -> dict[str, Any] | None:
    if simulation is None or not simulation.options:
        return None
    # Where nothing is uncertain every draw would be the same: the chances stand for the usual number of them, and none was made.
    draws = simulation.draws or DRAWS
    return {"draws": draws, "seed": simulation.seed, "weights": simulation.weights.value, "error": simulation.error}


def _criterion(criterion: CriterionResult) -> dict[str, Any]:
    return {
        "name": criterion.name,
        "use": str(criterion.use),
        "weight": number(criterion.weight),
        "by_assessors": {group: number(weight) for group, weight in criterion.by_group.items()},
    }


def _option(option: OptionResult, simulation: Simulation | None) -> dict[str, Any]:
    drawn = simulation.options.get(option.name) if simulation else None
    return {
        "name": option.name,
        "benchmark": option.benchmark,
        "viable": option.viable,
        "preferred": option.preferred,
        "score": number(option.score),
        "score_low": number(option.score_low),
        "score_high": number(option.score_high),
        "rank": option.rank,
        "by_assessors": {group: number(score.score) for group, score in option.by_group.items()},
        "contributions": {criterion: number(points) for criterion, points in option.contributions.items()},
        "missing": list(option.missing),
        "failed": list(option.failed),
        "not_shown": list(option.not_shown),
        "dominated_by": list(option.dominated.by),
        "strictly_dominated_by": list(option.dominated.strictly),
        "acceptability": list(drawn.acceptability) if drawn else None,
        "chance_of_leading": drawn.chance_of_leading if drawn else None,
        "confidence": drawn.confidence if drawn else None,
        "central_weights": dict(drawn.central_weights) if drawn and drawn.central_weights is not None else None,
    } | _money(option.money, option.why)


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
        "npv": amount(money.npv),
        "npv_cashable": amount(money.npv_cashable),
        "budget_net": amount(money.budget_net),
        "bcr": number(money.bcr),
        "irr": number(money.irr),
        "payback_years": number(money.payback_years),
        "payback_range": [number(payback) for payback in money.payback_range],
        "payback_cashable_years": number(money.payback_cashable_years),
        "discounted_payback_years": number(money.discounted_payback_years),
        "equivalent_annual": amount(money.equivalent_annual),
        "switching": switching_json(money.switching),
        "monte_carlo": monte_carlo_json(money.monte_carlo),
        "years": [_year(year) for year in money.years],
        "why": list(dict.fromkeys([*why, *money.why, *money_why(money)])),
    }


def _scenarios(appraisal: Appraisal, name: str) -> dict[str, Any]:
    """What an option or a project comes to in each scenario that moves it."""
    return {"scenarios": [{"name": scenario} | _money(money) for scenario, money in appraisal.scenarios_of(name)]}


def _year(year: YearResult) -> dict[str, Any]:
    return {"year": str(year.year)} | {key: amount(getattr(year, key)) for key in _YEAR_KEYS}
