"""A finding is words made of parts: what it says, is about and rests on follows from those, and is traced to the records of its case."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import AssessorGroup, Case, Criterion, Option
from desktop.appraisal.findings.finding import (
    FLOWS,
    PROJECTS,
    Figure,
    Finding,
    Named,
    Record,
    Source,
    all_of,
    costed,
    finding,
    joined,
    phrase,
    reason,
    scored,
)
from desktop.appraisal.findings.records import CaseRecords, Recorded, line_record, records_of, score_record, traced, weight_record
from tests.appraisal.cases import BASE, COST, SAVING, flow, scores

D = Decimal


def test_the_parts_of_phrases_are_the_parts_of_the_finding_they_stand_in() -> None:
    each = [phrase("{} by {}", scored(name), Figure(f"{gap} points", gap)) for name, gap in (("A", 3), ("B", 12))]
    told = finding("{}: {}", all_of(each), joined(["x", "y", "z"], "; "), beside=(Source(FLOWS),))
    assert told.words == "A by 3 points and B by 12 points: x; y; z"
    assert [part.value for part in told.parts if isinstance(part, Figure)] == [3, 12]
    assert told.rests_on == (Source("Scores", "A"), Source("Weights"), Source("Scores", "B"), Source(FLOWS))
    assert told.about == Record("Options", "A")


@pytest.mark.parametrize("name", ["{}", "{0}", "Hub {} and {}", "%s"])
def test_a_name_is_never_read_as_a_place_for_a_part(name: str) -> None:
    assert finding("{} leads {}.", scored(name), scored("B")).words == f"{name} leads B."


def test_a_template_has_a_part_for_each_of_its_places() -> None:
    with pytest.raises(ValueError, match="zip"):
        finding("{} and {}", "one")


def test_a_sentence_has_a_capital_and_one_full_stop_and_keeps_its_records() -> None:
    told = finding("{} is known", costed("hub")).with_capital().with_stop()
    assert (told.words, told.about, told.rests_on) == ("Hub is known.", Record("Options", "hub"), (Source(FLOWS, "hub"),))
    assert told.with_stop().words == told.words
    assert Finding((Figure("a third"), " is left")).with_capital().words == "A third is left"
    assert Finding(()).with_capital().with_stop().words == ""


def test_a_reason_says_the_words_of_the_result_and_names_whose_it_is() -> None:
    told = reason("No payback for 1: 1 amount is open.", about=costed("1", PROJECTS))
    assert told.words == "No payback for 1: 1 amount is open."
    assert [part.words for part in told.parts if isinstance(part, Named)] == ["1"]
    assert (told.about, told.rests_on) == (Record(PROJECTS, "1"), (Source(FLOWS, "1"),))
    assert reason("Nothing is known.", about=costed("Hub")).rests_on == (Source(FLOWS, "Hub"),)
    said = reason("No simulation for s: 2 amounts are open.", about=costed("s"))
    assert said.parts[0] == "No simulation for ", "a name within a word is no name"


def test_the_same_words_are_the_same_finding() -> None:
    assert finding("{} leads.", scored("Hub")) == finding("{} leads.", costed("Hub"))
    assert len({finding("{} leads.", scored("Hub")), finding("Hub leads."), finding("Hub trails.")}) == 2


def test_the_basis_of_a_finding_is_the_weakest_of_its_records() -> None:
    records = CaseRecords([
        Recorded(line_record("Hub", "Staff"), ("Hub",), "reported"), Recorded(line_record("Hub", "ICT"), ("Hub",), "assumed"),
        Recorded(line_record("1", "Staff"), ("1",), "illustrative"), Recorded(score_record("Staff", "Hub"), ("Hub",), ""),
        Recorded(weight_record("Fit"), ("Fit",), "illustrative"),
    ])  # fmt: skip
    told = traced([finding("{} costs {}.", costed("Hub"), Figure("£1")), finding("{} leads.", scored("Hub")), finding("None.")], records)
    assert [each.basis for each in told] == ["assumed", "illustrative", "reported"]
    assert told[0].rests_on == (Record(FLOWS, "Hub: Staff"), Record(FLOWS, "Hub: ICT"))
    assert records.behind([Source(FLOWS)])[-1] == Record(FLOWS, "1: Staff")
    assert records.behind(scored("Nobody").rests_on) == (), "no score, so no weight bears on anything"
    assert records.behind([Source("Weights")]) == (Record("Weights", "Fit"),)


def test_a_record_of_two_bases_has_the_weaker() -> None:
    twice = [Recorded(score_record("Staff", "Hub"), ("Hub",), basis) for basis in ("assumed", "illustrative", "reported")]
    assert CaseRecords(twice).basis_of(score_record("Staff", "Hub")) == "illustrative"


def test_each_finding_of_a_case_is_traced_to_its_records() -> None:
    hub = (flow(COST, [100]), replace(flow(SAVING, [None, 300, 300], cashable=True), basis="assumed"))
    fit = Criterion("Fit", worst=D(0), best=D(10), weight=D(1))
    case = Case("Test", BASE, 3, options=(Option("As is", benchmark=True), Option("Hub", preferred=True, flows=hub)),
                criteria=(fit,), groups=(AssessorGroup("Staff"),), scores=scores({"As is": [3], "Hub": [8]}, [fit], "Staff"),
                recorded=(Recorded(weight_record("Fit"), ("Fit",), "illustrative"),))  # fmt: skip
    appraisal = appraise(case)
    told = {each.words: each for each in traced(appraisal.findings, records_of(case))}
    leads = next(each for words, each in told.items() if words.startswith("Hub leads with 80.0 points"))
    assert leads.rests_on == (score_record("Staff", "Hub"), weight_record("Fit"), score_record("Staff", "As is"))
    assert leads.basis == "illustrative"
    worth = next(each for words, each in told.items() if "the net present value of Hub is" in words)
    assert (worth.about, worth.basis) == (Record("Options", "Hub"), "assumed")
    assert {record.sheet for record in worth.rests_on} == {FLOWS}


def test_no_module_of_findings_looks_into_words_by_patterns() -> None:
    code = "import pkgutil, importlib, desktop.appraisal.findings as f\n" \
           "for m in pkgutil.iter_modules(f.__path__):\n" \
           "    assert not hasattr(importlib.import_module(f'{f.__name__}.{m.name}'), 're'), m.name"  # fmt: skip
    subprocess.run([sys.executable, "-c", code], check=True)
