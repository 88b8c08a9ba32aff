"""A small store whose figures are made up, and ways to look at a store's rows."""

from __future__ import annotations

import datetime
from decimal import Decimal

from sqlalchemy import text

from db.case import Case, Option, OptionOrganisation
from db.criterion import AssessorGroup, Criterion, Score
from db.delivery import Action
from db.final import ChangeReason, Final, FinalFigure, SetAside
from db.funding import ChecklistAnswer, Funding, Leaver, WeeklyCap
from db.organisation import CaseOrganisation, Organisation
from db.paper import (
    Appendix,
    BackgroundPaper,
    Implication,
    OfficerComment,
    Paper,
    PaperContact,
    PaperSection,
    Recommendation,
    WithheldPart,
)
from db.nouns.money import Actual, Phasing, Reference, Scenario
from db.nouns.values import Amount, AmountKind
from db.partnership import (
    Capability,
    InterviewNote,
    PartnerFactor,
    PoolContribution,
    ProfileMeasure,
    Request,
    SharingArrangement,
)
from db.reading import Reader
from db.returns import RagDefinition, ResourceScore, Return, ReturnGain, ReturnPack, ReturnRating
from db.saving import CashFlow, CashFlowAmount
from db.service import CaseService, CostAmount, CostLine, Service
from db.sharing import Partner, Share
from db.store import Store
from db.target import BudgetGap, BudgetGapAmount, Target, TargetAmount, TargetPercent

Dump = dict[str, list[tuple[object, ...]]]


def saved(reader: Reader, record: object) -> int:
    """Add a record and return its id."""
    reader.session.add(record)
    reader.session.flush()
    return int(record.id)  # type: ignore[attr-defined]  # every table has an id


def fill(store: Store, title: str = "Depots") -> int:
    """One case with a row in each of the tables that hang on one another. Returns the case's id."""
    with store.unit_of_work("fill") as unit:
        case = saved(unit, Case(title=title, base_year=2011, horizon=5))
        council = saved(unit, Organisation(name=f"Hatherley, for {title}"))
        unit.session.add(CaseOrganisation(case_id=case, organisation_id=council))
        service = saved(unit, Service(organisation_id=council, name="Refuse", fte=Decimal("12.5")))
        unit.session.add(CaseService(case_id=case, service_id=service, in_scope=True))
        line = saved(unit, CostLine(service_id=service, category="Employees"))
        unit.session.add(CostAmount(cost_line_id=line, year=2011, kind="exact", low=120_000_00, central=120_000_00, high=120_000_00))
        option = saved(unit, Option(case_id=case, name="Share a depot"))
        unit.session.add(OptionOrganisation(option_id=option, organisation_id=council))
        flow = saved(unit, CashFlow(case_id=case, option_id=option, line="Rent", kind="saving", organisation_id=council))
        unit.session.add(CashFlowAmount(cash_flow_id=flow, year=2012, kind="at most", high=5_000_00))
        criterion = saved(unit, Criterion(case_id=case, name="Reach", worst=Decimal(0), best=Decimal(10)))
        group = saved(unit, AssessorGroup(case_id=case, name="Panel"))
        unit.session.add(Score(assessor_group_id=group, option_id=option, criterion_id=criterion, score=Decimal("7.5")))
        unit.session.add(Partner(case_id=case, organisation_id=council))
        unit.session.add(Share(case_id=case, option_id=option, shared_by="fixed", organisation_id=council, value=Decimal(100)))
        target = saved(unit, Target(case_id=case, indicator="NI 179", baseline_kind="at most", baseline_high=70_000_000_00))
        unit.session.add(TargetPercent(target_id=target, year=2011, percent=Decimal("3.4")))
        unit.session.add(TargetAmount(target_id=target, year=2011, kind="not known"))
        unit.session.add(Funding(case_id=case, name="Grant", amount_kind="not known"))
        gap = saved(unit, BudgetGap(case_id=case))
        unit.session.add(BudgetGapAmount(budget_gap_id=gap, year=2012, kind="at least", low=5_000_00))
        unit.session.add(Leaver(case_id=case, name="Clerk", project_id=None))
        unit.session.add(WeeklyCap(case_id=case, amount=Decimal(400), last=datetime.date(2012, 1, 31)))
        unit.session.add(ChecklistAnswer(case_id=case, line="baseline", answer="Agreed"))
        answered = saved(unit, Return(case_id=case, organisation_id=council, indicator="NI 179", received=True))
        unit.session.add(ReturnRating(return_id=answered, year=2011, rating="A"))
        unit.session.add(ReturnPack(case_id=case, organisation_id=council, version=1, asked_on=datetime.date(2011, 6, 1)))
        unit.session.add(ReturnGain(return_id=answered, year=2011, kind="not known"))
        unit.session.add(ResourceScore(case_id=case, name="1.1", score="3", organisation_id=council))
        unit.session.add(RagDefinition(case_id=case, rating="amber", definition="Some risk"))
        unit.session.add(PartnerFactor(case_id=case, name="Trust", organisation_id=council, score=Decimal("7.5")))
        unit.session.add(ProfileMeasure(case_id=case, organisation_id=council, name="Wards", value="12"))
        unit.session.add(InterviewNote(case_id=case, name="Chief Executive", withheld="exempt"))
        unit.session.add(Capability(case_id=case, name="Legal structures", held=False))
        unit.session.add(SharingArrangement(case_id=case, name="Procurement", option_id=option, status="current"))
        unit.session.add(PoolContribution(case_id=case, organisation_id=council, name="Contact centre", before_kind="not known"))
        unit.session.add(Request(case_id=case, name="Unit costs", within=5))
        unit.session.add(Action(case_id=case, name="Ask the others"))
        _fill_paper(unit, case)
        unit.session.flush()
        phased = unit.add(Phasing(case_id=case, cash_flow_id=flow, total=Amount(AmountKind.AT_MOST, high=9_000_00)))
        unit.change_year(Phasing, phased.id, "percents", 2012, Decimal(100))
        actual = unit.add(Actual(case_id=case, cash_flow_id=flow, rating="amber"))
        unit.change_year(Actual, actual.id, "amounts", 2012, Amount(AmountKind.NOT_KNOWN))
        unit.add(Scenario(case_id=case, name="Three quarters", option_id=option, cash_flow_id=flow, percent=Decimal(75)))
        unit.add(Reference(series=f"deflators of {title}", key="2011/12", value="101.2", vintage="June 2011"))
    return case


def _fill_paper(reader: Reader, case: int) -> None:
    """A paper that was made final, with one part of each kind."""
    paper = saved(reader, Paper(case_id=case, title="Depots", publication_date=datetime.date(2011, 10, 21), body_kind="executive"))
    marks = {"withheld": "exempt", "exempt_paragraphs": "3", "public_interest": "The contract is not let"}
    reader.session.add(PaperSection(paper_id=paper, heading="Purpose", text="To agree."))
    reader.session.add(Recommendation(paper_id=paper, text="That the depot is shared.", short_name="share"))
    reader.session.add(Implication(paper_id=paper, heading="Legal", text="None."))
    reader.session.add(OfficerComment(paper_id=paper, role="Monitoring Officer", comment="Content."))
    reader.session.add(BackgroundPaper(paper_id=paper, document="Survey of depots"))
    reader.session.add(Appendix.model_validate({"paper_id": paper, "letter": "A", "title": "Bids", **marks}))
    reader.session.add(WithheldPart.model_validate({"paper_id": paper, "part": "table: savings", **marks}))
    reader.session.add(PaperContact(paper_id=paper, role="Author", name="Head of Depots"))
    reader.session.add(SetAside(paper_id=paper, item="section: empty: Risks", sentence="It is empty", reason="None are known"))
    public, exempt, records = ("0a" * 32, "1b" * 32, "2c" * 32)
    reader.session.add(
        Final(
            paper_id=paper, version=1, made_at="2011-10-20T09:00:00+00:00", login="f.officer", layout="cabinet-report",
            public_sha256=public, exempt_sha256=exempt, records_sha256=records,
        )
    )  # fmt: skip
    reader.session.add(FinalFigure(paper_id=paper, version=1, kind="options", record="Share a depot", field="Net", value="£5,000"))
    reader.session.add(ChangeReason(paper_id=paper, since=1, kind="options", record="Share a depot", field="Net", reason="A tender"))


def tables(reader: Reader) -> list[str]:
    """The tables of the schema, SQLite's own left out."""
    return list(
        reader.session.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
        ).scalars()
    )


def dump(store: Store, *, trail: bool = False) -> Dump:
    """Every row of every table of records by id; the trail's own tables only where they are asked for."""
    reader = store.reader()
    return {
        table: [tuple(row) for row in reader.session.execute(text(f"SELECT * FROM {table} ORDER BY id"))]
        for table in tables(reader)
        if table != "store" and (trail or table not in ("units", "changes"))
    }
