"""The results JSON: exactly the keys of schema 2 for the nouns there are, and nothing that JSON lacks."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from db.nouns import sheet_nouns
from db.nouns.choice import AssessorGroup, Criterion, Option
from db.nouns.money import CashFlow, Project
from db.store import Store
from desktop.operations.appraising.appraisals import appraise_case, appraise_case_whole
from desktop.operations.appraising.results_json import results_json, results_text
from desktop.operations.records import cases, records
from desktop.operations.records.cases import add_empty, find
from tests.operations.grounds import flat, imported, put, results, sheets

AMOUNT = {"kind", "low", "central", "high", "unknown", "approximate"}
MONEY = {
    "scenarios",
    "npv",
    "npv_cashable",
    "budget_net",
    "bcr",
    "irr",
    "payback_years",
    "payback_range",
    "payback_cashable_years",
    "payback_cashable_range",
    "discounted_payback_years",
    "equivalent_annual",
    "switching",
    "monte_carlo",
    "years",
    "why",
}
WHOSE = {"own", "not_known_whose", "financing", "reserves", "gap"}
YEAR = {
    "year",
    "cost",
    "saving_cashable",
    "saving_non_cashable",
    "saving_not_stated",
    "income",
    "funding",
    "net",
    "cumulative",
    "present_value",
}
OPTION = (
    {
        "name",
        "benchmark",
        "viable",
        "preferred",
        "score",
        "score_low",
        "score_high",
        "rank",
        "by_assessors",
        "contributions",
        "missing",
        "failed",
        "not_shown",
        "dominated_by",
        "strictly_dominated_by",
        "acceptability",
        "chance_of_leading",
        "confidence",
        "central_weights",
    }
    | MONEY
    | WHOSE
)
CASE = {
    "schema",
    "case",
    "base_year",
    "price_base",
    "discounting",
    "deflators",
    "why",
    "criteria",
    "headings",
    "assessors",
    "options",
    "leader",
    "leader_certain",
    "close_call",
    "frontier",
    "simulation",
    "weight_switches",
    "smallest_flip",
    "projects",
    "actuals",
    "partners",
    "targets",
    "funding",
    "returns",
    "resource_scores",
    "rag_definitions",
    "kinds",
    "unit_costs",
    "partner_fit",
    "sharing",
    "pool",
    "requests",
    "rebasing",
    "affordability",
    "findings",
    "sentences",
}


def test_the_keys_are_those_of_schema_2(filled: Store) -> None:
    found = results(filled)
    assert set(found) == CASE
    assert found["schema"] == 2
    assert set(found["discounting"]) == {"name", "vintage"}
    assert all(set(criterion) == {"name", "heading", "use", "weight", "by_assessors"} for criterion in found["criteria"])
    assert [(each["path"], each["weight"]) for each in found["headings"]] == [(["Service"], 0.8), (["Public"], 0.2)]
    assert found["assessors"] == [
        {"name": "Managers", "votes": 2, "method": "direct", "consistency": {}},
        {"name": "Crews", "votes": 1, "method": "direct", "consistency": {}},
    ]
    assert all(set(option) == OPTION for option in found["options"])
    assert all(set(project) == {"name"} | MONEY | WHOSE for project in found["projects"])
    assert all(set(switch) - {"criterion", "heading"} == {"weight", "at", "from", "to"} for switch in found["weight_switches"])
    assert all(("criterion" in switch) != ("heading" in switch) for switch in found["weight_switches"])
    assert found["smallest_flip"] is None or set(found["smallest_flip"]) == {"option", "criterion", "from", "to", "new_leader"}
    for money in (*found["options"], *found["projects"]):
        assert all(set(year) == YEAR for year in money["years"])
        assert all(set(year[key]) == AMOUNT for year in money["years"] for key in YEAR - {"year"})
        assert all(money[key] is None or set(money[key]) == AMOUNT for key in ("npv", "npv_cashable", "budget_net", "equivalent_annual"))
        assert len(money["payback_range"]) == 2


def test_the_json_is_plain_and_finite(filled: Store) -> None:
    found = results(filled)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert all(not isinstance(leaf, float) or math.isfinite(leaf) for leaf in flat(found).values())


def test_weights_are_fractions_of_one_and_contributions_add_to_the_score(filled: Store) -> None:
    found = results(filled)
    assert sum(criterion["weight"] for criterion in found["criteria"]) == pytest.approx(1)
    for option in found["options"]:
        assert sum(option["contributions"].values()) == pytest.approx(option["score"])


def test_present_values_add_to_the_net_present_value(filled: Store) -> None:
    one_team = results(filled)["options"][1]
    assert round(sum(year["present_value"]["central"] for year in one_team["years"]), 2) == one_team["npv"]["central"]


def test_what_cannot_be_worked_out_is_null_and_says_why(store: Store, tmp_path: Path) -> None:
    book = sheets()
    put("Case", 5, "Value", "1950/51")(book)
    put("Case", 7, "Value", "nominal")(book)
    del book["Costs"]
    book["Flows"][0][-7:-2] = ["1950/51", "1951/52", "1952/53", "1953/54", "1954/55"]
    imported(store, book, tmp_path)
    one_team = results(store)["options"][1]
    assert one_team["npv"] is None
    assert any("deflator" in sentence for sentence in one_team["why"])


def test_an_empty_case_has_results_too(store: Store) -> None:
    with store.unit_of_work("new case") as unit:
        add_empty(unit)
    found: dict[str, Any] = results(store)
    assert set(found) == CASE
    assert (found["options"], found["leader"], found["leader_certain"]) == ([], None, False)
    with store.unit_of_work("options") as unit:
        for noun in (Option, Option, Criterion, AssessorGroup, Project, CashFlow):
            records.add(unit, noun, find(unit))
    assert json.dumps(results(store), allow_nan=False)


def test_what_is_not_simulated_is_null_and_says_so(filled: Store) -> None:
    found = results(filled)
    assert found["simulation"] is None
    assert "The weights and the uncertain scores were not simulated." in found["why"]
    for option in found["options"]:
        assert all(option[key] is None for key in ("acceptability", "chance_of_leading", "confidence", "central_weights"))


def test_the_chances_are_those_of_the_simulation(filled: Store) -> None:
    with filled.unit_of_work("choose") as unit:
        cases.change(unit, find(unit), "simulated_weights", "free")
    reader = filled.reader()
    whole = appraise_case_whole(reader, find(reader))
    found = results_json(whole)
    assert set(found["simulation"]) == {"draws", "seed", "weights", "error"}
    assert (found["simulation"]["draws"], found["simulation"]["seed"], found["simulation"]["weights"]) == (100_000, 7, "free")
    assert 0 <= found["simulation"]["error"] < 0.002
    for place in range(3):
        assert sum(option["acceptability"][place] for option in found["options"]) == pytest.approx(1)
    one_team = found["options"][1]
    assert sum(one_team["acceptability"]) == pytest.approx(1)
    assert sum(one_team["central_weights"].values()) == pytest.approx(1)
    assert one_team["confidence"] == 1
    assert one_team["acceptability"][0] > 0.9
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert f"{one_team['acceptability'][0]:.0%}" in results_text(whole).replace("over 99%", "100%")


def test_chances_that_are_certain_stand_for_the_usual_number_of_draws(store: Store, tmp_path: Path) -> None:
    book, criteria = sheets(), ("Quality", "Days to mow", "Reach")
    given = {"Carry on": (4, 30, 40), "One team": (8, 20, 90), "Contract out": (3, 35, 20)}
    book["Scores"] = [["Assessors", "Option", "Criterion", "Score"]]
    book["Scores"] += [
        [group, option, *each]
        for group in ("Managers", "Crews")
        for option, marks in given.items()
        for each in zip(criteria, marks, strict=True)
    ]
    imported(store, book, tmp_path)
    reader = store.reader()
    found = results_json(appraise_case_whole(reader, find(reader)))
    assert found["simulation"] == {"draws": 100_000, "seed": 7, "weights": "exact", "error": 0}
    assert {option["name"]: option["acceptability"][0] for option in found["options"]} == {"Carry on": 0, "One team": 1, "Contract out": 0}


def test_bounds_that_no_weights_meet_are_null_with_the_reason(filled: Store) -> None:
    with filled.unit_of_work("bounds") as unit:
        case = find(unit)
        for row in records.rows(unit, Criterion, case):
            for key, text in (("weight", ""), ("weight_low", "90")):
                records.change(unit, Criterion, case, [records.Edit(row.id, key, text)])
    reader = filled.reader()
    found = results_json(appraise_case_whole(reader, find(reader)))
    assert found["simulation"] is None
    assert [option["acceptability"] for option in found["options"]] == [None] * 3
    assert any(sentence.startswith("No weights can be drawn") for sentence in found["why"])


def test_better_on_every_criterion_is_told_from_better_on_some(store: Store, tmp_path: Path) -> None:
    book = sheets()
    for number, cells in enumerate(book["Scores"][1:], start=2):
        if cells[1] == "Contract out":
            put("Scores", number, "Score", {"Quality": 2, "Days to mow": 39, "Reach": 1}[str(cells[2])])(book)
        if cells[1] == "Carry on" and cells[2] == "Reach":
            put("Scores", number, "Score", 64 if cells[0] == "Crews" else 70)(book)
        if cells[1] == "Carry on" and cells[2] == "Quality":
            put("Scores", number, "Score", 4)(book)
    imported(store, book, tmp_path)
    found = {option["name"]: (option["dominated_by"], option["strictly_dominated_by"]) for option in results(store)["options"]}
    assert found == {
        "Carry on": (["One team"], []),
        "One team": ([], []),
        "Contract out": (["Carry on", "One team"], ["Carry on", "One team"]),
    }


def test_the_text_names_each_option_and_each_finding(filled: Store) -> None:
    reader = filled.reader()
    appraisal = appraise_case(reader, find(reader))
    said = results_text(appraisal)
    for option in ("Carry on", "One team", "Contract out"):
        assert option in said
    assert all(sentence in said for sentence in appraisal.sentences)


def test_findings_say_what_they_rest_on_by_sheet_and_name(filled: Store) -> None:
    told = results(filled)
    assert [each["words"] for each in told["findings"]] == told["sentences"]
    names = {noun.SHEET for noun in sheet_nouns()}
    for each in told["findings"]:
        assert each["basis"] in ("reported", "assumed", "illustrative")
        assert all(record["sheet"] in names and record["name"] for record in each["rests_on"])
        assert each["about"] is None or each["about"]["sheet"] in names
    leads = told["findings"][0]
    assert leads["about"] == {"sheet": "Options", "name": told["leader"]}
