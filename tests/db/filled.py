"""A small store whose figures are made up, and ways to look at a store's rows."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from db.nouns.case import Case
from db.nouns.choice import AssessorGroup, Criterion, Option, OptionOrganisation, Score
from db.nouns.count import SpendLine
from db.nouns.delivery import Action, Milestone
from db.nouns.finals import ChangeReason, Final, FinalFigure, SetAside
from db.nouns.gates import GateCondition, GateFigure, PassedGate
from db.nouns.grants import GrantBid, GrantRound
from db.nouns.money import (
    Actual,
    BudgetGap,
    CashFlow,
    ChecklistAnswer,
    Funding,
    Leaver,
    Phasing,
    Reference,
    Scenario,
    Target,
    WeeklyCap,
)
from db.nouns.paper_parts import (
    Appendix,
    BackgroundPaper,
    Implication,
    OfficerComment,
    PaperContact,
    PaperSection,
    Recommendation,
    WithheldPart,
)
from db.nouns.papers import Paper
from db.nouns.partners import (
    Capability,
    GovernanceBody,
    InterviewNote,
    Partner,
    PartnerFactor,
    PoolContribution,
    ProfileMeasure,
    Share,
    SharingArrangement,
    Unknown,
)
from db.nouns.register import CaseOrganisation, CaseService, CostLine, Organisation, Service
from db.nouns.reorganisation import NewCouncil, OpeningPosition, Succession
from db.nouns.returns import RagDefinition, Request, ResourceScore, Return, ReturnPack
from db.nouns.values import NOT_KNOWN, Amount, AmountKind
from db.reading import Reader
from db.store import Store
from db.writing import Unit

Dump = dict[str, list[tuple[object, ...]]]


def fill(store: Store, title: str = "Depots") -> int:
    """One case with a row in each of the tables that hang on one another. Returns the case's id."""
    with store.unit_of_work("fill") as unit:
        case = unit.add(Case(title=title, base_year=2011, horizon=5)).id
        unitary = unit.add(Organisation(name=f"West, for {title}")).id
        council = unit.add(Organisation(name=f"Hatherley, for {title}")).id
        unit.add(CaseOrganisation(case_id=case, organisation_id=council))
        service = unit.add(Service(organisation_id=council, name="Refuse", fte=Decimal("12.5"))).id
        unit.add(CaseService(case_id=case, service_id=service, in_scope=True))
        salaries = Amount(AmountKind.EXACT, 120_000_00, 120_000_00, 120_000_00)
        unit.add(CostLine(service_id=service, category="Employees", amounts={2011: salaries}))
        option = unit.add(Option(case_id=case, name="Share a depot")).id
        unit.add(OptionOrganisation(option_id=option, organisation_id=council))
        rent = {2012: Amount(AmountKind.AT_MOST, high=5_000_00)}
        line = CashFlow(case_id=case, option_id=option, line="Rent", kind="saving", organisation_id=council, amounts=rent)
        flow = unit.add(line).id
        criterion = unit.add(Criterion(case_id=case, name="Reach", worst=Decimal(0), best=Decimal(10))).id
        group = unit.add(AssessorGroup(case_id=case, name="Panel")).id
        unit.add(Score(assessor_group_id=group, option_id=option, criterion_id=criterion, score=Decimal("7.5")))
        unit.add(Partner(case_id=case, organisation_id=council))
        unit.add(Share(case_id=case, option_id=option, applies_to="costs", shared_by="fixed", organisation_id=council, value=Decimal(100)))
        baseline, percents = Amount(AmountKind.AT_MOST, high=70_000_000_00), {2011: Decimal("3.4")}
        unit.add(Target(case_id=case, indicator="NI 179", baseline=baseline, percents=percents, amounts={2011: NOT_KNOWN}))
        unit.add(Funding(case_id=case, name="Grant", amount=NOT_KNOWN))
        unit.add(BudgetGap(case_id=case, amounts={2012: Amount(AmountKind.AT_LEAST, low=5_000_00)}))
        unit.add(Leaver(case_id=case, name="Clerk", project_id=None))
        unit.add(WeeklyCap(case_id=case, amount=Decimal(400), first=None, last=datetime.date(2012, 1, 31)))
        unit.add(ChecklistAnswer(case_id=case, line="baseline", answer="Agreed"))
        ratings, gains = {2011: "A"}, {2011: NOT_KNOWN}
        unit.add(Return(case_id=case, organisation_id=council, indicator="NI 179", received=True, ratings=ratings, gains=gains))
        unit.add(ReturnPack(case_id=case, organisation_id=council, version=1, asked_on=datetime.date(2011, 6, 1)))
        unit.add(ResourceScore(case_id=case, name="1.1", score="3", organisation_id=council))
        unit.add(RagDefinition(case_id=case, rating="amber", definition="Some risk"))
        unit.add(PartnerFactor(case_id=case, name="Trust", organisation_id=council, score=Decimal("7.5")))
        unit.add(ProfileMeasure(case_id=case, organisation_id=council, name="Wards", value="12"))
        unit.add(InterviewNote(case_id=case, name="Chief Executive", withheld="exempt"))
        unit.add(Capability(case_id=case, name="Legal structures", held=False))
        unit.add(SharingArrangement(case_id=case, name="Procurement", option_id=option, status="current"))
        unit.add(PoolContribution(case_id=case, organisation_id=council, name="Contact centre", before=NOT_KNOWN))
        unit.add(
            SpendLine(case_id=case, organisation_id=council, name="Advice", year=2011, amount=NOT_KNOWN, frontline_percent=Decimal("85.5"))
        )
        unit.add(Request(case_id=case, name="Unit costs", within=5))
        unit.add(Action(case_id=case, name="Ask the others"))
        unit.add(NewCouncil(case_id=case, option_id=option, organisation_id=unitary, vesting_day=datetime.date(2013, 4, 1), councillors=81))
        unit.add(Succession(case_id=case, option_id=option, predecessor_id=council, successor_id=unitary, percent=Decimal("45.5")))
        unit.add(OpeningPosition(case_id=case, organisation_id=council, year=2011, debt=NOT_KNOWN, band_d=Decimal("1846.35")))
        _fill_gate(unit, case)
        _fill_paper(unit, case)
        total, actual = Amount(AmountKind.AT_MOST, high=9_000_00), {2012: NOT_KNOWN}
        unit.add(Phasing(case_id=case, cash_flow_id=flow, total=total, percents={2012: Decimal(100)}))
        unit.add(Actual(case_id=case, cash_flow_id=flow, rating="amber", amounts=actual))
        award = unit.add(GrantRound(case_id=case, name="Award 2013", pot=total, match_percent=Decimal(20), bid_by="1 October 2012")).id
        unit.add(GrantBid(case_id=case, cash_flow_id=flow, round_id=award, meets="It pays back in a year"))
        unit.add(GovernanceBody(case_id=case, name="Joint board", political_balance="3 and 2"))
        unit.add(Unknown(case_id=case, name="What we would contribute", must_say="The Executive"))
        unit.add(Scenario(case_id=case, name="Three quarters", option_id=option, cash_flow_id=flow, percent=Decimal(75)))
        unit.add(Reference(series=f"deflators of {title}", key="2011/12", value="101.2", vintage="June 2011"))
    return case


def _fill_gate(unit: Unit, case: int) -> None:
    """A gate that was passed."""
    gate = unit.add(Milestone(case_id=case, phase="Tender", name="Bids are opened", gate=True, term="short term")).id
    unit.add(GateCondition(case_id=case, milestone_id=gate, name="Three bids are in", met=True))
    passed: dict[str, Any] = {"version": 1, "passed_at": "2011-10-21T09:00:00+00:00", "login": "f.officer", "records_sha256": "5f" * 32}
    unit.add(PassedGate(case_id=case, milestone_id=gate, **passed))
    unit.add(GateFigure(case_id=case, milestone_id=gate, kind="options", record="Share a depot", field="Net", value="£5,000"))


def _fill_paper(unit: Unit, case: int) -> None:
    """A paper that was made final, with one part of each kind."""
    paper = unit.add(Paper(case_id=case, title="Depots", publication_date=datetime.date(2011, 10, 21), body_kind="executive")).id
    marks: dict[str, Any] = {"withheld": "exempt", "exempt_paragraphs": "3", "public_interest": "The contract is not let"}
    unit.add(PaperSection(paper_id=paper, heading="Purpose", text="To agree."))
    unit.add(Recommendation(paper_id=paper, text="That the depot is shared.", short_name="share"))
    unit.add(Implication(paper_id=paper, heading="Legal", text="None."))
    unit.add(OfficerComment(paper_id=paper, role="Monitoring Officer", comment="Content."))
    unit.add(BackgroundPaper(paper_id=paper, document="Survey of depots"))
    unit.add(Appendix(paper_id=paper, letter="A", title="Bids", **marks))
    unit.add(WithheldPart(paper_id=paper, part="table: savings", **marks))
    unit.add(PaperContact(paper_id=paper, role="Author", name="Head of Depots"))
    unit.add(SetAside(paper_id=paper, item="section: empty: Risks", sentence="It is empty", reason="None are known"))
    public, exempt, records = ("0a" * 32, "1b" * 32, "2c" * 32)
    unit.add(
        Final(
            paper_id=paper, version=1, made_at="2011-10-20T09:00:00+00:00", login="f.officer", layout="cabinet-report",
            public_sha256=public, exempt_sha256=exempt, records_sha256=records,
            public_annex_sha256="3d" * 32, exempt_annex_sha256="4e" * 32,
        )
    )  # fmt: skip
    unit.add(FinalFigure(paper_id=paper, version=1, kind="options", record="Share a depot", field="Net", value="£5,000"))
    unit.add(ChangeReason(paper_id=paper, since=1, kind="options", record="Share a depot", field="Net", reason="A tender"))


def tables(reader: Reader) -> list[str]:
    """The tables of the schema, SQLite's own and that of the store's id left out."""
    names = reader.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
    return [name for (name,) in names if name != "store"]


def dump(store: Store, *, trail: bool = False) -> Dump:
    """Every row of every table by id; the trail's own tables only where they are asked for."""
    reader = store.reader()
    return {
        table: reader.rows(f"SELECT * FROM {table} ORDER BY id") for table in tables(reader) if trail or table not in ("units", "changes")
    }
