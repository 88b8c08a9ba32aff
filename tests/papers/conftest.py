"""A made-up case, appraised, and its paper: every kind of record once at least, with a range, a bound and what is not known."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from db.nouns import choice
from db.nouns.case import Evidence, Objective
from db.nouns.delivery import Consultation, Milestone, Risk
from db.nouns.paper_parts import Appendix, BackgroundPaper, Implication, OfficerComment, Recommendation
from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import AssessorGroup, Case, Criterion, Flow, FlowKind, Option, Project, Score
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import Appraisal
from desktop.appraisal.years import FinancialYear
from desktop.papers.content import records
from tests.papers.sample_papers import SamplePapers

_BASE = FinancialYear(2026)
_CRITERIA = (("Resilience", "Service"), ("Quality", "Service"), ("Pace", "Delivery"), ("Skills", "Delivery"))
_SCORES = {
    "Stay as we are": ((3, 4, 8, 5), (2, 5, 9, 4)),
    "Share the service": ((8, 7, 5, 6), (7, 8, 4, 7)),
    "Buy it in": ((5, 4, 6, None), (4, 5, 7, None)),
}


def _amounts(*words: str) -> dict[FinancialYear, Estimate]:
    found: dict[FinancialYear, Estimate] = {}
    for index, text in enumerate(words):
        amount = Estimate.parse(text)
        if amount is not None:
            found[_BASE.after(index)] = amount
    return found


def _flows(owner: str) -> tuple[Flow, ...]:
    if owner == "Share the service":
        return (
            Flow("Programme team", FlowKind.COST, _amounts("£123,456", "£65,432"), "Ashby Borough Council"),
            Flow("Fewer managers", FlowKind.SAVING, _amounts("", "£0.2m to £0.3m", "£0.2m to £0.3m", "£251,007"), cashable=True),
            Flow("Quicker handling", FlowKind.SAVING, _amounts("", "", "up to £40,000"), cashable=False),
            Flow("Grant", FlowKind.FUNDING, _amounts("about £50,000")),
        )
    if owner == "Buy it in":
        return (
            Flow("Exit costs", FlowKind.COST, _amounts("not known")),
            Flow("Lower price", FlowKind.SAVING, _amounts("", "in excess of £90,000"), cashable=True),
        )
    return ()


@pytest.fixture(scope="session")
def made_up_case() -> Case:
    scores: dict[tuple[str, str, str], Score] = {
        (group, option, criterion): Decimal(score)
        for option, both in _SCORES.items()
        for group, row in zip(("Staff", "Members"), both, strict=True)
        for (criterion, _), score in zip(_CRITERIA, row, strict=True)
        if score is not None
    }
    weights = (Decimal(30), Decimal(20), Decimal(35), Decimal(15))
    return Case(
        "Revenues and benefits",
        _BASE,
        4,
        price_base="real",
        price_year=_BASE,
        options=(
            Option("Stay as we are", benchmark=True, viable=True),
            Option("Share the service", viable=True, preferred=True, flows=_flows("Share the service")),
            Option("Buy it in", viable=False, flows=_flows("Buy it in")),
        ),
        projects=(Project("New telephone system", (Flow("Handsets", FlowKind.COST, _amounts("£9,870")),)),),
        criteria=tuple(
            Criterion(name, heading, worst=Decimal(0), best=Decimal(10), weight=weight)
            for (name, heading), weight in zip(_CRITERIA, weights, strict=True)
        ),
        groups=(AssessorGroup("Staff"), AssessorGroup("Members", Decimal(2))),
        scores=scores,
    )


@pytest.fixture(scope="session")
def made_up_appraisal(made_up_case: Case) -> Appraisal:
    return appraise(made_up_case)


@pytest.fixture(scope="session")
def made_up_paper(made_up_case: Case) -> records.PaperRecords:
    flows = [(option.name, flow) for option in made_up_case.options for flow in option.flows]
    flows += [(project.name, flow) for project in made_up_case.projects for flow in project.flows]
    return records.PaperRecords(
        title="Revenues and benefits: the future of the service",
        council="Ashby Borough Council",
        body="Cabinet",
        meeting_date=datetime.date(2026, 9, 14),
        item_number="7",
        originator="Director of Resources",
        wards="All",
        portfolio_holder="Portfolio holder for finance",
        author="Head of Revenues",
        key_decision=True,
        key_decision_reason="Savings above £250,000",
        urgent=True,
        urgency_reason="The contract ends on 30 September 2026",
        chair_agreement="Agreed 4 September 2026",
        conflicts_of_interest="None declared.",
        sections=(
            records.Section("Purpose of the report", "To choose how the service is run.\n\nIt is **urgent** and *new*."),
            records.Section("Background", "The contract ends soon.\n\n- first point\n- second point\n\n[table: services]"),
            records.Section("What residents told us", "They want a quick answer.\n\n[table: evidence]"),
            records.Section("Risk management", "Two risks stand out.\n\n[table: risks]\n\nBoth are owned."),
        ),
        recommendations=(
            Recommendation(
                paper_id=1, text="That the service be shared.", conditions="A business case is agreed\nBoth councils approve",
                supports="Options considered", reason="It scores best",
            ),
            Recommendation(paper_id=1, text="That a report come back in a year.", supports="What residents told us"),
        ),
        implications=(
            Implication(paper_id=1, heading="Financial", text="See savings and costs."),
            Implication(paper_id=1, heading="Legal"),
        ),
        officer_comments=(OfficerComment(paper_id=1, role="Section 151 Officer", comment="The figures are sound.", date="2026-09-01"),),
        background_papers=(BackgroundPaper(paper_id=1, document="Soft market test"),),
        appendices=(Appendix(paper_id=1, letter="A", title="Business case", note="To follow"),),
        objectives=(Objective(case_id=1, name="A resilient service", description="Cover for absence"),),
        options=(
            choice.Option(
                case_id=1, name="Stay as we are", description="Carry on", advantages="No upheaval",
                disadvantages="No cover", reason="Too fragile", viable=True,
            ),
            choice.Option(
                case_id=1, name="Share the service", description="With a neighbour", advantages="- Cover\n- Skills",
                disadvantages="Takes time", reason="Best balance", viable=True,
            ),
            choice.Option(
                case_id=1, name="Buy it in", description="From a supplier", advantages="Price",
                disadvantages="Control", reason="No supplier came forward", viable=False,
            ),
        ),
        services=(
            records.ServiceRecord("Ashby Borough Council", "Benefits", "Revenues", "in house", Decimal("41.5"), Decimal(12345), "claims",
                                  True),
        ),
        evidence=(
            Evidence(case_id=1, statement="Callers answered", value="87%", unit="of calls", date="2026-04-30", source="Call log"),
            Evidence(
                case_id=1, statement="Callers answered, second source", value="81%", conflicts_with="Callers answered", source="Supplier"
            ),
        ),
        risks=(
            Risk(
                case_id=1, name="Staff leave", likelihood="high", impact="medium", control="Early talks", owner="Head of Revenues",
                likelihood_after="low", impact_after="medium", basis="illustrative",
            ),
        ),
        milestones=(Milestone(case_id=1, phase="Design", name="Business case", date="2026-12-01", gate=True),),
        consultations=(
            Consultation(
                case_id=1, audience="Councillors", event="Workshop", date="2026-07-02", attended=19, invited=33, said="Cover matters most"
            ),
        ),
        flows=tuple(
            records.FlowRecord(
                owner, flow.line, flow.kind.value, flow.amounts, flow.organisation or "", flow.cashable, "",
                "illustrative" if flow.line == "Fewer managers" else "reported", "Finance model, 1 August 2026",
            )
            for owner, flow in flows
        ),
        scores=tuple(
            records.ScoreRecord(group.name, option.name, criterion.name,
                                str(made_up_case.scores.get((group.name, option.name, criterion.name), "")), "illustrative",
                                "Workshop notes")
            for group in made_up_case.groups
            for option in made_up_case.options
            for criterion in made_up_case.criteria
        ),
        weights=tuple(records.WeightRecord(criterion.name, str(criterion.weight), "", "reported", "Members' panel")
                      for criterion in made_up_case.criteria),
    )  # fmt: skip


@pytest.fixture(scope="session")
def sample_papers(made_sample: Callable[[str], Path]) -> SamplePapers:
    """The samples' papers in every layout, each made once a session."""
    return SamplePapers(made_sample)


@pytest.fixture(scope="session")
def renamed() -> Callable[[Case, str, str], Case]:
    """Changes an option's name throughout a case."""

    def change(case: Case, old: str, new: str) -> Case:
        return replace(
            case,
            options=tuple(replace(option, name=new) if option.name == old else option for option in case.options),
            scores={
                (group, new if option == old else option, criterion): score for (group, option, criterion), score in case.scores.items()
            },
        )

    return change


@pytest.fixture(scope="session")
def pages_of() -> Callable[[bytes], list[str]]:
    """The text of each page of a PDF, as a reader that is not ReportLab finds it."""
    import pypdfium2

    def read(contents: bytes) -> list[str]:
        document = pypdfium2.PdfDocument(contents)
        try:
            found = []
            for page in document:
                text = page.get_textpage()
                found.append(text.get_text_range().replace("\r\n", "\n").replace("\ufffe", "-"))
                text.close()
                page.close()
            return found
        finally:
            document.close()

    return read


@pytest.fixture(scope="session")
def tight() -> Callable[[str], str]:
    """Text without white space, so that where lines break makes no odds."""
    return lambda text: "".join(text.split())
