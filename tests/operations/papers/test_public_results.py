"""The results JSON: what it says is held back, and what of it may be published; and what the public paper leaves unsaid."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.nouns.choice import AssessorGroup, Criterion, Option, Score
from db.nouns.delivery import Risk
from db.nouns.money import CashFlow, Leaver, Phasing, Project, Target
from db.nouns.paper_parts import OfficerComment, PaperSection, WithheldPart
from db.nouns.papers import Paper
from db.nouns.records import MarkedRecord
from db.nouns.register import Organisation
from db.nouns.reorganisation import OpeningPosition, Succession
from db.nouns.values import Amount, AmountKind
from db.store import Store
from desktop.appraisal.findings.partnership import unanswered
from desktop.appraisal.findings.withheld import SCORES_WITHHELD, rests_on_withheld
from desktop.operations.appraising.appraisals import appraise_case_whole
from desktop.operations.appraising.results_json import results_json
from desktop.operations.papers import papers
from desktop.operations.papers.public_results import held_back, public_appraisal, public_json, whole_json, whole_results
from desktop.operations.records.cases import find
from desktop.operations.store.files import opened
from desktop.papers.html.paper_text import plain_text
from desktop.papers.law.withheld_statements import EMPTIED, LEFT_OUT
from tests.operations.canaries import mark_everything

_MARKS: dict[str, Any] = {"withheld": "exempt", "exempt_paragraphs": "3", "public_interest": "The tender is live"}


def _at(results: Any, pointer: str) -> Any:
    """The value that a JSON Pointer leads to (RFC 6901)."""
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        results = results[int(name)] if isinstance(results, list) else results[name]
    return results


def _both(store: Store) -> tuple[dict[str, Any], dict[str, Any]]:
    reader = store.reader()
    case = find(reader)
    return whole_json(reader, case, appraise_case_whole(reader, case)), public_json(reader, case)


def _paper(store: Store) -> str:
    reader = store.reader()
    made = papers.paper_to_set(reader, find(reader))
    return "\n".join(plain_text(each) for each in papers.made(made.records, made.appraised(), made.records.layout))


def test_where_nothing_is_withheld_both_are_the_same(filled: Store) -> None:
    whole, public = _both(filled)
    assert whole.pop("withheld") == []
    assert whole == public


def test_each_pointer_leads_to_a_value_that_is_not_public(filled: Store) -> None:
    with filled.unit_of_work("withhold") as unit:
        line = next(each for each in unit.all(CashFlow) if each.kind == "cost")
        unit.change(line, **_MARKS)
        owner = unit.get(Option, line.option_id or 0).name
    whole, public = _both(filled)
    assert "withheld" not in public
    pointers = whole["withheld"]
    at = next(number for number, option in enumerate(whole["options"]) if option["name"] == owner)
    assert f"/options/{at}/npv" in pointers
    assert not any(pointer.startswith("/criteria") for pointer in pointers)
    for pointer in pointers:
        assert _at(whole, pointer) is not None
    # the sums that the line is part of are not known, and no other option's are touched
    assert public["options"][at]["npv"]["unknown"] > whole["options"][at]["npv"]["unknown"]
    others = [option["name"] for number, option in enumerate(public["options"]) if number != at]
    assert others == [option["name"] for number, option in enumerate(whole["options"]) if number != at]


def test_findings_that_rest_on_what_is_withheld_are_left_out(filled: Store) -> None:
    with filled.unit_of_work("withhold") as unit:
        line = next(each for each in unit.all(CashFlow) if each.option_id is not None)
        unit.change(line, **_MARKS)
        owner = unit.get(Option, line.option_id or 0).name
    whole, public = _both(filled)

    def rests(found: dict[str, Any]) -> bool:
        return any(record["sheet"] == "Flows" and record["name"].startswith(f"{owner}:") for record in found["rests_on"])

    told_whole = [each["words"] for each in whole["findings"] if rests(each)]
    assert told_whole
    assert not any(map(rests, public["findings"]))
    assert not {*told_whole} & {each["words"] for each in public["findings"]}
    assert public["sentences"] == [each["words"] for each in public["findings"]]


@pytest.mark.parametrize(
    ("table", "begins"),
    [
        ("cash_flows", ("The quick win", "Value for money beside", "No option beats", "Among the options that can be compared")),
        ("options", ("There is no clear winner", "Every group", "The groups", "With any weights", "It would take one score")),
    ],
)
def test_nothing_is_said_of_all_where_one_of_them_is_withheld(
    table: str, begins: tuple[str, ...], tmp_path: Path, made_sample: Callable[[str], Path]
) -> None:
    """With the leader's scores, lines or its own name gone, another option would lead, win or pay back first only for want of them."""
    path = tmp_path / "hub.appraisal"
    shutil.copy(made_sample("back-office-hub"), path)
    with opened(path) as store:
        with store.unit_of_work("known and cashable") as unit:
            for line in unit.all(CashFlow):
                unit.change(line, cashable=True, amounts=dict.fromkeys(line.amounts, Amount(AmountKind.EXACT, *(2_000_000,) * 3)))
        whole = results_json(appraise_case_whole(store.reader(), find(store.reader())))["sentences"]
        with store.unit_of_work("withhold") as unit:
            unit.run(f"UPDATE {table} SET withheld = 'exempt', exempt_paragraphs = '3', public_interest = 'x' WHERE id = 1")
        public = results_json(public_appraisal(store.reader(), find(store.reader())))["sentences"]
    assert not [said for said in public if said.startswith(begins) and said not in whole]


def test_requests_without_an_answer_are_not_counted_where_one_is_withheld(tmp_path: Path, made_sample: Callable[[str], Path]) -> None:
    path = tmp_path / "hub.appraisal"
    shutil.copy(made_sample("back-office-hub"), path)
    with opened(path) as store:
        with store.unit_of_work("withhold") as unit:
            unit.run("UPDATE requests SET withheld = 'exempt', exempt_paragraphs = '3', public_interest = 'x' WHERE id = 1")
        public = public_appraisal(store.reader(), find(store.reader()))
    assert public.partnership is not None
    [found] = unanswered(public.partnership)
    assert found.words.startswith("1 request has")
    assert rests_on_withheld(found, public.case.withheld)


def test_no_canary_is_in_the_public_results(filled: Store) -> None:
    canaries = mark_everything(filled)
    whole, public = _both(filled)
    assert canaries.found_in(json.dumps(public)) == {}
    assert canaries.found_in(json.dumps(whole))


def test_what_is_held_back_is_told_off_the_main_thread_too(filled: Store) -> None:
    with filled.unit_of_work("withhold") as unit:
        unit.change(unit.all(Criterion)[0], **_MARKS)
    reader = filled.reader()
    case = find(reader)
    appraisal = appraise_case_whole(reader, case)
    wanted = whole_results(reader, case)
    assert wanted.json_of(appraisal) == whole_json(reader, case, appraisal)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["a", "b"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["x", "y/z", "~"]), inner, max_size=3),
    max_leaves=8,
)


@given(_JSON, _JSON)
def test_a_pointer_leads_into_the_whole_and_nothing_is_held_back_of_what_is_the_same(whole: Any, public: Any) -> None:
    for pointer in held_back(whole, public):
        _at(whole, pointer)
    assert list(held_back(whole, whole)) == []


# What the public paper leaves unsaid


def test_with_the_savings_and_a_leaver_withheld_nothing_is_said_to_be_nought_or_none(filled: Store) -> None:
    with filled.unit_of_work("withhold") as unit:
        unit.add(Leaver(case_id=find(unit), name="Foreman of Wick", **_MARKS))
        unit.add(WithheldPart(paper_id=unit.all(Paper)[0].id, part="table: savings", **_MARKS))
    told = _paper(filled)
    assert LEFT_OUT in told
    for claim in (
        "Capital costs are £0",
        "No redundancy cost",
        "No gain is recorded",
        "are not stated to be cashable",
        "is not stated to be cashable",
        "cashable or not is not stated",
        "Statutory redundancy pay",
    ):
        assert claim not in told


def test_a_withheld_section_stands_under_its_usual_heading_as_withheld(filled: Store) -> None:
    with filled.unit_of_work("withhold") as unit:
        paper = unit.all(Paper)[0].id
        unit.remove_all(PaperSection, paper_id=paper)
        unit.add(PaperSection(paper_id=paper, heading="Background", text="Zqsecret.", **_MARKS))
        unit.add(PaperSection(paper_id=paper, heading="Sale of Zqhall", text="Zqsecret.", **_MARKS))
    told = _paper(filled)
    assert "Zq" not in told
    background = told[told.index("Background\n") :][:120]
    assert "Withheld: exempt under paragraph 3" in background
    assert "Section: Background" in told


def test_a_table_whose_records_are_all_withheld_does_not_say_that_there_are_none(filled: Store) -> None:
    with filled.unit_of_work("withhold") as unit:
        paper = unit.all(Paper)[0].id
        unit.add(PaperSection(paper_id=paper, heading="Sure", text="[chart: contributions]\n\n[table: risks]"))
        for criterion in unit.all(Criterion):
            unit.change(criterion, **_MARKS)
        for risk in unit.all(Risk):
            unit.change(risk, **_MARKS)
    told = _paper(filled)
    assert "No option has a score" not in told
    assert "nothing to draw" not in told
    assert EMPTIED in told


def test_the_notice_claims_no_more_than_was_checked(filled: Store) -> None:
    with filled.unit_of_work("withhold") as unit:
        unit.change(unit.all(Criterion)[0], **_MARKS)
    told = _paper(filled)
    assert "nor is anything that it could be worked out from" not in told
    assert "the words were searched for its names and amounts" in told
    assert "Weights are brought to 100 without the criteria that are withheld." in told


@pytest.mark.parametrize("table", ["scores", "options", "criteria"])
def test_the_options_are_in_no_order_where_scores_are_withheld(table: str, tmp_path: Path, made_sample: Callable[[str], Path]) -> None:
    """The one whose scores are withheld may be ahead of any of the others."""
    path = tmp_path / "hub.appraisal"
    shutil.copy(made_sample("back-office-hub"), path)
    with opened(path) as store:
        whole = whole_json(store.reader(), find(store.reader()), appraise_case_whole(store.reader(), find(store.reader())))
        assert whole["leader"]
        assert whole["simulation"]
        with store.unit_of_work("withhold") as unit:
            unit.run(f"UPDATE {table} SET withheld = 'exempt', exempt_paragraphs = '3', public_interest = 'x' WHERE id = 1")
        public = results_json(public_appraisal(store.reader(), find(store.reader())))
        reader = store.reader()
        made = papers.paper_to_set(reader, find(reader))
        both = papers.made(made.records, made.appraised(), made.records.layout)
    assert public["leader"] is None
    assert [option["rank"] for option in public["options"]] == [None] * len(public["options"])
    assert not public["weight_switches"]
    assert not public["frontier"]
    assert public["smallest_flip"] is None
    assert public["simulation"] is None
    assert SCORES_WITHHELD in public["why"]
    told = "\n".join(map(plain_text, both))
    assert SCORES_WITHHELD in told
    for said in ("Rank", "best first", "which leads", "Order |", "takes each place", "On the frontier", " is first"):
        assert said not in told, said


@pytest.mark.parametrize("project", ["Winter Maintenance", "Districts' efficiency improvement"])
def test_nobody_is_told_whether_a_withheld_project_has_costs_or_savings(
    project: str, tmp_path: Path, made_sample: Callable[[str], Path]
) -> None:
    path = tmp_path / "ni179.appraisal"
    shutil.copy(made_sample("ni179"), path)
    with opened(path) as store:
        with store.unit_of_work("withhold") as unit:
            [hidden] = [each for each in unit.all(Project) if each.name == project]
            unit.change(hidden, **_MARKS)
        public = results_json(public_appraisal(store.reader(), find(store.reader())))
        told = _paper(store)
    [name] = [each["name"] for each in public["projects"] if each["name"].startswith("Withheld")]
    assert not [said for said in public["sentences"] if said.startswith("No costs or savings") and name in said]
    assert not [line for line in told.splitlines() if name in line and line.startswith(("No costs", "• No costs", "No amount of"))]


def test_withheld_lines_of_a_reorganisation_are_not_told_to_be_none(tmp_path: Path, made_sample: Callable[[str], Path]) -> None:
    """Of an option whose lines are withheld nobody knows that it has none of a name, what moves its value, or which option is best."""
    path = tmp_path / "reorganisation.appraisal"
    shutil.copy(made_sample("reorganisation"), path)
    with opened(path) as store:
        with store.unit_of_work("withhold") as unit:
            proposed = unit.find(Option, preferred=True)
            assert proposed is not None
            for line in unit.all(CashFlow, option_id=proposed.id):
                unit.change(line, **_MARKS)
        told = _paper(store)
    lines = told.splitlines()
    begins = next(index for index, line in enumerate(lines) if line.endswith("What reorganisation costs and saves a year by 2034/35"))
    assert "Splitting county services (disaggregation) | −£38m | not known" in lines[begins + 2 : begins + 5]
    assert not [line for line in lines if line.startswith("Withheld: ") and " | none" in line]
    assert f"Money: {LEFT_OUT}" in told
    assert "‘Withheld: exempt" not in told.partition("What the figures rest on")[0]
    assert "would match" not in told


@pytest.mark.parametrize(
    ("sample", "noun", "number", "unsaid", "said"),
    [
        ("reorganisation", Organisation, 7, ("is not recorded. [a]", "not all recorded", "Nobody scored"), SCORES_WITHHELD),
        ("reorganisation", Succession, 16, ("not all recorded", "3 scores are missing", "Nobody scored"), SCORES_WITHHELD),
        ("reorganisation", OpeningPosition, 6, ("Not recorded of any council",), "band D"),
        ("place-budget", Option, 2, ("not shown to pass", "no participants", "1 | no score", "are missing"), "option 1 | withheld"),
        ("place-budget", AssessorGroup, 1, ("gave no score", "rest on some of the groups"), "A score of one group or more is withheld"),
        ("future-options", Target, 0, ("Target, per cent", "| 0% |"), "Withheld target 1"),
        ("ni179", CashFlow, 14, ("Not recorded: cashable savings",), "Withheld: exempt under paragraph 3"),
    ],
)  # fmt: skip
def test_of_one_record_withheld_nothing_is_said_to_be_missing_or_not_recorded(
    sample: str,
    noun: type[MarkedRecord],
    number: int,
    unsaid: tuple[str, ...],
    said: str,
    tmp_path: Path,
    made_sample: Callable[[str], Path],
) -> None:
    shutil.copy(made_sample(sample), tmp_path / "own.appraisal")
    with opened(tmp_path / "own.appraisal") as store:
        with store.unit_of_work("withhold") as unit:
            unit.change(unit.all(noun)[number], **_MARKS)
        told = _paper(store)
    assert said in told
    assert [words for words in unsaid if words in told] == []


@pytest.mark.parametrize(
    ("sample", "noun", "unsaid"),
    [
        ("future-options", Score, ("No option has a score yet", "The source is not stated", "are missing")),
        ("back-office-hub", AssessorGroup, ("No option has a score yet", "The source is not stated", "no score |")),
        ("ni179", CashFlow, ("No gain is recorded", "Not recorded: ")),
        ("total-place", Option, ("no cost or saving of", "No saving of Leicestershire County")),
        ("reorganisation", Phasing, ("Pays back, transformation apart | none", "Turns on | none")),
        ("place-budget", OfficerComment, ("Not yet answered.",)),
    ],
)  # fmt: skip
def test_of_all_records_of_a_noun_withheld_nothing_is_said_to_be_none(
    sample: str, noun: type[MarkedRecord], unsaid: tuple[str, ...], tmp_path: Path, made_sample: Callable[[str], Path]
) -> None:
    shutil.copy(made_sample(sample), tmp_path / "own.appraisal")
    with opened(tmp_path / "own.appraisal") as store:
        with store.unit_of_work("withhold") as unit:
            for record in unit.all(noun):
                unit.change(record, **_MARKS)
        told = _paper(store)
    assert "Information withheld" in told
    assert [words for words in unsaid if words in told] == []


def test_of_a_withheld_criterion_the_public_results_say_neither_its_use_nor_a_weight(filled: Store) -> None:
    with filled.unit_of_work("withhold") as unit:
        unit.change(unit.all(Criterion)[0], **_MARKS)
    whole, public = _both(filled)
    [hidden] = [each for each in public["criteria"] if each["name"].startswith("Withheld")]
    assert (hidden["use"], hidden["weight"], set(hidden["by_assessors"].values())) == (None, None, {None})
    assert "/criteria/0/weight" in whole["withheld"]
