"""What a finding is marked for hangs on the records it rests on: never on how options are named, nor on how it is worded."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import AssessorGroup, Case, Criterion, Flow, FlowKind, Option
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings.finding import Figure, Finding, costed, finding, option_named, scored
from desktop.appraisal.results import Appraisal
from desktop.appraisal.years import FinancialYear
from desktop.papers.content.blocks import BulletList, Document, found_span, plain
from desktop.papers.content.records import FlowRecord, PaperRecords, ScoreRecord, WeightRecord
from desktop.papers.sources.figure_records import blotted
from desktop.papers.sources.marking import marked_figures
from desktop.papers.sources.marks import SPACE
from desktop.papers.sources.printed_figures import printed_figures

_BASE = FinancialYear(2011)
_ILLUSTRATIVE = f"{SPACE}[i]"


def _line(kind: FlowKind, amount: int, basis: str) -> Flow:
    return Flow(str(kind), kind, {_BASE.after(n): Estimate.exact(Decimal(amount)) for n in range(3)}, cashable=True, basis=basis)


def _case(names: tuple[str, ...], *, made_up: str = "") -> Case:
    """Options, each scored and all but the first with money, of which the lines of one are illustrative. The last leads by 10 points."""
    options = tuple(
        Option(
            name,
            benchmark=not number,
            preferred=number == 1,
            flows=(
                _line(FlowKind.COST, 100 * number, "illustrative" if name == made_up else "reported"),
                _line(FlowKind.SAVING, 400, "illustrative" if name == made_up else "reported"),
            )
            if number
            else (),
        )
        for number, name in enumerate(names)
    )
    scores = {("Staff", name, "Fit"): Decimal(10 - len(names) + number) for number, name in enumerate(names)}
    criteria = (Criterion("Fit", worst=Decimal(0), best=Decimal(10), weight=Decimal(1)),)
    return Case("Test", _BASE, 3, options=options, criteria=criteria, groups=(AssessorGroup("Staff"),), scores=dict(scores))


def _paper(case: Case, *, scores: str = "reported") -> PaperRecords:
    flows = [(option.name, flow) for option in case.options for flow in option.flows]
    return PaperRecords(
        "Test",
        flows=tuple(FlowRecord(owner, flow.line, str(flow.kind), flow.amounts, basis=flow.basis) for owner, flow in flows),
        scores=tuple(ScoreRecord(*cell, str(score), scores) for cell, score in case.scores.items()),
        weights=(WeightRecord("Fit", "1"),),
    )


def _printed(findings: tuple[Finding, ...], paper: PaperRecords) -> dict[str, str]:
    """What each finding prints, with its mark, by its own words."""
    document = marked_figures(Document("T", "C", (BulletList(tuple((found_span(each),) for each in findings)),)), paper)
    (told, *_) = document.blocks
    assert isinstance(told, BulletList)
    return {each.words: plain(words) for each, words in zip(findings, told.items, strict=True)}


def _of(appraisal: Appraisal, begins: str) -> Finding:
    return next(each for each in appraisal.findings if each.words.startswith(begins))


@pytest.mark.parametrize("names", [("0", "1", "8", "9"), ("A", "B", "C"), ("As is", "Hub", "Partner")])
def test_options_with_the_names_of_figures_keep_the_marks_of_illustrative_scores(names: tuple[str, ...]) -> None:
    case = _case(names)
    appraisal = appraise(case)
    leads = _of(appraisal, f"{names[-1]} leads with 90.0 points")
    assert _printed((leads,), _paper(case, scores="illustrative"))[leads.words].endswith(_ILLUSTRATIVE)
    assert _printed((leads,), _paper(case))[leads.words] == leads.words


@pytest.mark.parametrize("other", ["1", "2", "s", "net", "value", "Partner"])
def test_an_option_whose_name_is_part_of_a_word_or_a_figure_lends_no_mark(other: str) -> None:
    case = _case(("As is", "Hub", other), made_up=other)
    appraisal = appraise(case)
    worth = _of(appraisal, "Over the 3 years from 2011/12 the net present value of Hub")
    assert _printed((worth,), _paper(case))[worth.words] == worth.words
    made_up = _case(("As is", "Hub", other), made_up="Hub")
    assert _printed((worth,), _paper(made_up))[worth.words].endswith(_ILLUSTRATIVE)


@pytest.mark.parametrize("template", ["{} is ahead on {}.", "Zebras and {} and {}", "{}: {}"])
def test_a_finding_keeps_its_mark_however_it_is_worded(template: str) -> None:
    case = _case(("As is", "Hub", "Partner"), made_up="Hub")
    for_money, for_scores = (finding(template, named("Hub"), Figure("7", 7)) for named in (costed, scored))
    assert _printed((for_money,), _paper(case))[for_money.words].rstrip(".").endswith(_ILLUSTRATIVE)
    assert _printed((for_scores,), _paper(case))[for_scores.words].rstrip(".") == for_scores.words.rstrip(".")
    made_up = _paper(_case(("As is", "Hub", "Partner")), scores="illustrative")
    assert _printed((for_scores,), made_up)[for_scores.words].endswith(_ILLUSTRATIVE)


def test_a_finding_without_a_figure_has_no_mark_though_its_option_is_a_number() -> None:
    case = _case(("1", "2", "9"), made_up="2")
    says = finding("{} is preferred, and no record says why.", costed("2"))
    assert _printed((says,), _paper(case))[says.words] == says.words


def test_only_the_names_that_a_finding_names_are_no_figures_of_a_paper() -> None:
    case = _case(("1", "2", "9"))
    leads = _of(appraise(case), "9 leads with 90.0 points")
    assert blotted((found_span(leads),)) == "₉ leads with 90.0 points out of 100, 10.0 points ahead of ₂ with 80.0."
    document = Document("T", "C", (BulletList(((found_span(leads),),)),))
    assert [figure.value for figure in printed_figures(document, _paper(case)).values()] == ["90.0", "100", "10.0", "80.0"]


def test_a_finding_is_about_the_first_record_it_names() -> None:
    leads = _of(appraise(_case(("As is", "Hub", "Partner"))), "Partner leads")
    assert leads.about == option_named("Partner").record
    assert finding("Nothing is known.").about is None
