"""Reading and changing the rows of any noun that is a table and a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from db.case import Case, Evidence, Objective, Option, Project
from db.columns import Record
from db.criterion import AssessorGroup, Criterion, Judgement, Score, Weight
from db.delivery import Consultation, Milestone, Risk
from db.organisation import CaseOrganisation, Organisation
from db.paper import Appendix, BackgroundPaper, Implication, OfficerComment, Paper, PaperSection, Recommendation
from db.saving import CashFlow, CashFlowAmount
from db.service import CaseService, CostAmount, CostLine, Service
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations import amounts
from desktop.operations.columns import Column, ColumnKind, RawCell, Value, read
from desktop.operations.nouns import COSTS, FLOWS, OPTIONS, PROJECTS, BelongsTo, Noun

TABLES: dict[str, type[Record]] = {
    str(table.__tablename__): table
    for table in (
        Case,
        Objective,
        Organisation,
        Service,
        CostLine,
        Option,
        Criterion,
        AssessorGroup,
        Weight,
        Judgement,
        Score,
        Project,
        CashFlow,
        Evidence,
        Risk,
        Milestone,
        Consultation,
        Paper,
        PaperSection,
        Recommendation,
        Implication,
        OfficerComment,
        BackgroundPaper,
        Appendix,
    )
}


#: Where an officer adds what a reference may take, by the sheet it refers to.
_SCREENS = {"Organisations": "Partners", "Services": "Services", "Options": "Options", "Papers": "Papers"}


@dataclass(frozen=True, slots=True)
class Row:
    """One record as screens and papers know it: values by column key, and an amount for each year something is recorded for."""

    id: int
    values: Mapping[str, Value]
    amounts: Mapping[FinancialYear, Estimate] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """A value as text; blank where there is none."""
        value = self.values.get(key)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Edit:
    """One cell as an officer typed it. `key` is a column's key or a financial year's name, such as `2011/12`."""

    row: int
    key: str
    text: RawCell


def rows(session: Session, noun: Noun, parent: int) -> tuple[Row, ...]:
    """The rows of a noun in the officer's order. `parent` is the paper for parts of a paper, else the case."""
    adapter = _adapter(noun)
    records = adapter.records(session, parent)
    by_year = adapter.amounts(session, [record.id for record in records if record.id is not None])
    return tuple(
        Row(record.id, adapter.values(session, parent, record), by_year.get(record.id, {})) for record in records if record.id is not None
    )


def add(
    session: Session,
    noun: Noun,
    parent: int,
    values: Mapping[str, Value] | None = None,
    amounts_by_year: Mapping[FinancialYear, Estimate] | None = None,
) -> int:
    """Add a row at the end and return its id. A required name that is not given is made up, such as ‘New risk’."""
    adapter = _adapter(noun)
    given = dict(values or {})
    _fill_required(session, adapter, parent, given)
    with session.no_autoflush:
        record = adapter.new(session, parent, given)
        for column in noun.all_columns:
            # a default never takes the place of what the register knows already
            if record.id is None and given.get(column.key) is None and column.default is not None:
                given[column.key] = column.default
        for key, value in given.items():
            adapter.assign(session, parent, record, key, value)
    session.add(record)
    _flush(session, noun, record)
    adapter.linked(session, parent, record, given)
    row = int(record.id)
    for year, estimate in (amounts_by_year or {}).items():
        adapter.set_amount(session, row, year, estimate)
    return row


def change(session: Session, noun: Noun, parent: int, edits: Iterable[Edit]) -> None:
    """Change cells, all or none. Raises KnownTrouble in one sentence, naming the column, where a text cannot be read."""
    adapter = _adapter(noun)
    for edit in edits:
        if noun.years and edit.key[:1].isdigit():
            adapter.set_amount(session, edit.row, FinancialYear.parse(edit.key), _read_amount(edit.text))
            continue
        record = session.get(TABLES[noun.table], edit.row)
        if record is None:
            raise adapter.gone()
        column = next(column for column in noun.all_columns if column.key == edit.key)
        value = read_cell(noun, column, edit.text)
        adapter.assign(session, parent, record, column.key, column.default if value is None and column.default is not None else value)
        session.add(record)
        _flush(session, noun, record)


def delete(session: Session, noun: Noun, ids: Iterable[int], *, case: int | None = None) -> None:
    """Delete rows and all that hangs on them. Undo brings them back.

    With `case`, an organisation or a service that another case has too leaves that case alone and stays in the register.
    """
    adapter = _adapter(noun)
    for row in ids:
        record = session.get(TABLES[noun.table], row)
        if record is None:
            continue
        if case is not None and adapter.is_elsewhere(session, case, row):
            adapter.leave(session, case, row)
        else:
            session.delete(record)
    session.flush()


def move(session: Session, noun: Noun, parent: int, row: int, places: int) -> None:
    """Move a row up (negative) or down among its fellows."""
    adapter = _adapter(noun)
    records = adapter.records(session, parent)
    at = next((n for n, record in enumerate(records) if record.id == row), None)
    if at is None:
        return
    records.insert(max(0, min(len(records) - 1, at + places)), records.pop(at))
    for position, record in enumerate(records):
        adapter.place(session, parent, record, position)
    session.flush()


def _read_amount(text: RawCell) -> Estimate | None:
    value = read(Column("amount", "Amount", ColumnKind.ESTIMATE), text)
    return value if isinstance(value, Estimate) else None


def read_cell(noun: Noun, column: Column, text: RawCell) -> Value:
    """What was typed into one cell. Raises KnownTrouble in one sentence that names the column."""
    try:
        return read(column, text)
    except KnownTrouble as trouble:
        if column.required and (text is None or not str(text).strip()):
            raise KnownTrouble(f"{column.heading} is blank: every {noun.singular} needs one") from None
        raise KnownTrouble(f"{column.heading}: {trouble}") from None


def _fill_required(session: Session, adapter: Adapter, parent: int, given: dict[str, Value]) -> None:
    noun = adapter.noun
    for column in noun.columns:
        if not column.required or given.get(column.key) is not None:
            continue
        if column.kind is ColumnKind.CHOICE:
            given[column.key] = column.choices[0]
        elif column.kind is ColumnKind.REFERENCE:
            choices = adapter.likely(session, parent, reference_choices(session, noun, column, parent))
            if not choices and column.key != "paper":
                raise KnownTrouble(
                    f"There is nothing to choose for {column.heading} yet: add one on the {_SCREENS[column.refers_to]} screen first"
                )
            if choices:
                given[column.key] = choices[0]
        elif column.kind in (ColumnKind.TEXT, ColumnKind.LONG_TEXT):
            taken = adapter.taken(session, parent, column.key)
            stem = f"New {column.heading.lower() if column.key != 'name' else noun.singular}"
            given[column.key] = next(name for name in (stem, *(f"{stem} {n}" for n in range(2, len(taken) + 3))) if name not in taken)


def reference_choices(session: Session, noun: Noun, column: Column, parent: int) -> tuple[str, ...]:
    """The names a reference may take."""
    in_case = select(Service, Organisation).join(Organisation).join(CaseService).where(CaseService.case_id == parent)
    services = session.exec(in_case.order_by(col(CaseService.position), col(CaseService.id))).all() if noun is COSTS else ()
    if column.refers_to == "Organisations":
        partners = select(Organisation.name).join(CaseOrganisation).where(CaseOrganisation.case_id == parent)
        names = (
            *(organisation.name for _, organisation in services),
            *session.exec(partners.order_by(col(CaseOrganisation.id))),
            *session.exec(select(Organisation.name).order_by(col(Organisation.id))),
        )
        return tuple(dict.fromkeys(names))
    if noun is FLOWS and column.key == "owner":
        return tuple(
            session.exec(select(Option.name).where(Option.case_id == parent).order_by(col(Option.position), col(Option.id)))
        ) + tuple(session.exec(select(Project.name).where(Project.case_id == parent).order_by(col(Project.position), col(Project.id))))
    if column.refers_to == "Services":
        return tuple(dict.fromkeys(service.name for service, _ in services))
    return ()


def _flush(session: Session, noun: Noun, record: Record) -> None:
    named = (
        getattr(record, "name", None) or getattr(record, "title", None) or getattr(record, "category", "")
    )  # not to be asked once refused
    try:
        session.flush()
    except IntegrityError as trouble:
        if "UNIQUE" in str(trouble):
            article = "an" if noun.singular[0] in "aeiou" else "a"
            raise KnownTrouble(f"There is {article} {noun.singular} named ‘{named}’ already: choose another name") from None
        raise


class Adapter:
    """How one noun's rows stand in the tables. This one serves every noun whose columns are its table's own."""

    def __init__(self, noun: Noun) -> None:
        self.noun = noun
        self.table: Any = TABLES[noun.table]
        self.parent_key = "paper_id" if noun.belongs_to is BelongsTo.PAPER else "case_id"

    def records(self, session: Session, parent: int) -> list[Any]:
        """The table's rows under a parent, in order."""
        query = select(self.table).where(getattr(self.table, self.parent_key) == parent)
        return list(session.exec(query.order_by(self.table.position, self.table.id)))

    def amounts(self, session: Session, ids: list[int]) -> dict[int, dict[FinancialYear, Estimate]]:
        """The yearly amounts of rows, by row."""
        return {}

    def values(self, session: Session, parent: int, record: Any) -> dict[str, Value]:
        """A row's values by column key."""
        return {column.key: _shown(getattr(record, column.key)) for column in self.noun.all_columns if hasattr(record, column.key)}

    def new(self, session: Session, parent: int, given: Mapping[str, Value]) -> Any:
        """A new, empty row at the end of its parent."""
        place = _after_last(session.exec(select(self.table.position).where(getattr(self.table, self.parent_key) == parent)))
        return self.table(**{self.parent_key: parent, "position": place})

    def assign(self, session: Session, parent: int, record: Any, key: str, value: Value) -> None:
        """Set one value, already read."""
        if not hasattr(record, key):
            return
        if key == "name" and self.noun in (OPTIONS, PROJECTS):
            self._refuse_shared_name(session, parent, value)
        if key in ("benchmark", "preferred") and value is True:
            for other in self.records(session, parent):
                if other is not record and getattr(other, key):
                    setattr(other, key, False)
                    session.add(other)
        setattr(record, key, self._stored(key, value))

    def _stored(self, key: str, value: Value) -> Any:
        column = next(column for column in self.noun.all_columns if column.key == key)
        if value is None and column.kind in (
            ColumnKind.TEXT,
            ColumnKind.LONG_TEXT,
            ColumnKind.CHOICE,
            ColumnKind.DATE_IN_WORDS,
            ColumnKind.POINTS,
        ):
            return ""
        if value is None and column.kind is ColumnKind.YES_NO:
            return False
        return value.start if isinstance(value, FinancialYear) else value

    def linked(self, session: Session, parent: int, record: Any, given: Mapping[str, Value]) -> None:
        """What else is written once a new row has its id."""

    def taken(self, session: Session, parent: int, key: str) -> set[str]:
        """The names that a new row may not have."""
        return {row.text(key) for row in rows(session, self.noun, parent)}

    def likely(self, session: Session, parent: int, choices: tuple[str, ...]) -> tuple[str, ...]:
        """The names a new row may refer to, the one that is most likely meant first."""
        return choices

    def place(self, session: Session, parent: int, record: Any, position: int) -> None:
        """Put a row at a place among its fellows."""
        record.position = position
        session.add(record)

    def is_elsewhere(self, session: Session, case: int, row: int) -> bool:
        """Whether another case has this row too."""
        return False

    def leave(self, session: Session, case: int, row: int) -> None:
        """Take a row out of one case and leave it in the register."""

    def set_amount(self, session: Session, row: int, year: FinancialYear, estimate: Estimate | None) -> None:
        """Set or clear one year's amount. Raises KnownTrouble where the row is no longer there, or the year is outside the case."""
        raise LookupError(f"{self.noun.plural} have no amounts by year")

    def gone(self) -> KnownTrouble:
        """What is said of a row that is no longer there."""
        return KnownTrouble(f"That {self.noun.singular} is no longer there: undo its deletion first")

    def _refuse_shared_name(self, session: Session, parent: int, value: Value) -> None:
        other: Any = Project if self.noun is OPTIONS else Option
        if session.exec(select(other.id).where(other.case_id == parent, other.name == value)).first() is not None:
            kind = "a project" if self.noun is OPTIONS else "an option"
            raise KnownTrouble(f"There is {kind} named ‘{value}’ already: options and projects need names of their own")


class _OrganisationAdapter(Adapter):
    def records(self, session: Session, parent: int) -> list[Any]:
        query = select(Organisation).join(CaseOrganisation).where(CaseOrganisation.case_id == parent)
        return list(session.exec(query.order_by(col(CaseOrganisation.id))))

    def new(self, session: Session, parent: int, given: Mapping[str, Value]) -> Any:
        return session.exec(select(Organisation).where(Organisation.name == given["name"])).first() or Organisation(name=str(given["name"]))

    def linked(self, session: Session, parent: int, record: Any, given: Mapping[str, Value]) -> None:
        link_organisation(session, parent, record.id)

    def taken(self, session: Session, parent: int, key: str) -> set[str]:
        return set(session.exec(select(Organisation.name)))

    def place(self, session: Session, parent: int, record: Any, position: int) -> None:
        """Partners stand in the order in which they joined the case."""

    def is_elsewhere(self, session: Session, case: int, row: int) -> bool:
        query = select(CaseOrganisation.id).where(CaseOrganisation.organisation_id == row, CaseOrganisation.case_id != case)
        return session.exec(query).first() is not None

    def leave(self, session: Session, case: int, row: int) -> None:
        for link in session.exec(select(CaseOrganisation).where(CaseOrganisation.organisation_id == row, CaseOrganisation.case_id == case)):
            session.delete(link)
        services = select(CaseService).join(Service).where(Service.organisation_id == row, CaseService.case_id == case)
        for looked_at in session.exec(services):
            session.delete(looked_at)
        for flow in session.exec(select(CashFlow).where(CashFlow.organisation_id == row, CashFlow.case_id == case)):
            flow.organisation_id = None
            session.add(flow)


class _ServiceAdapter(Adapter):
    def records(self, session: Session, parent: int) -> list[Any]:
        query = select(Service).join(CaseService).where(CaseService.case_id == parent)
        return list(session.exec(query.order_by(col(CaseService.position), col(CaseService.id))))

    def values(self, session: Session, parent: int, record: Any) -> dict[str, Value]:
        link = self._link(session, parent, record.id)
        organisation = session.get_one(Organisation, record.organisation_id).name
        return super().values(session, parent, record) | {"organisation": organisation, "in_scope": link.in_scope}

    def new(self, session: Session, parent: int, given: Mapping[str, Value]) -> Any:
        organisation = _organisation_named(session, given["organisation"])
        query = select(Service).where(Service.organisation_id == organisation.id, Service.name == given["name"])
        return session.exec(query).first() or Service(organisation_id=organisation.id or 0, name=str(given["name"]))

    def assign(self, session: Session, parent: int, record: Any, key: str, value: Value) -> None:
        if key == "organisation":
            record.organisation_id = _organisation_named(session, value).id
            if record.id is not None:
                link_organisation(session, parent, record.organisation_id)
        elif key == "in_scope" and record.id is not None:
            link = self._link(session, parent, record.id)
            link.in_scope = value if isinstance(value, bool) else None
            session.add(link)
        elif key != "in_scope":
            super().assign(session, parent, record, key, value)

    def _link(self, session: Session, parent: int, service: int) -> CaseService:
        query = select(CaseService).where(CaseService.case_id == parent, CaseService.service_id == service)
        link = session.exec(query).first()
        if link is None:
            place = _after_last(session.exec(select(CaseService.position).where(CaseService.case_id == parent)))
            link = CaseService(case_id=parent, service_id=service, position=place)
        return link

    def linked(self, session: Session, parent: int, record: Any, given: Mapping[str, Value]) -> None:
        link = self._link(session, parent, record.id)
        scope = given.get("in_scope")
        link.in_scope = scope if isinstance(scope, bool) else None
        session.add(link)
        link_organisation(session, parent, record.organisation_id)

    def taken(self, session: Session, parent: int, key: str) -> set[str]:
        return set(session.exec(select(Service.name)))

    def place(self, session: Session, parent: int, record: Any, position: int) -> None:
        link = self._link(session, parent, record.id)
        link.position = position
        session.add(link)

    def is_elsewhere(self, session: Session, case: int, row: int) -> bool:
        return session.exec(select(CaseService.id).where(CaseService.service_id == row, CaseService.case_id != case)).first() is not None

    def leave(self, session: Session, case: int, row: int) -> None:
        session.delete(self._link(session, case, row))


class _CostAdapter(Adapter):
    def records(self, session: Session, parent: int) -> list[Any]:
        query = (
            select(CostLine).join(CaseService, col(CaseService.service_id) == col(CostLine.service_id)).where(CaseService.case_id == parent)
        )
        return list(session.exec(query.order_by(col(CaseService.position), col(CostLine.position), col(CostLine.id))))

    def amounts(self, session: Session, ids: list[int]) -> dict[int, dict[FinancialYear, Estimate]]:
        found = session.exec(select(CostAmount).where(col(CostAmount.cost_line_id).in_(ids)).order_by(col(CostAmount.year)))
        return amounts.by_row((amount.cost_line_id, amount) for amount in found)

    def values(self, session: Session, parent: int, record: Any) -> dict[str, Value]:
        service = session.get_one(Service, record.service_id)
        organisation = session.get_one(Organisation, service.organisation_id)
        return super().values(session, parent, record) | {"organisation": organisation.name, "service": service.name}

    def new(self, session: Session, parent: int, given: Mapping[str, Value]) -> Any:
        service = self._service(session, given["organisation"], given["service"])
        held = session.exec(select(CostLine).where(CostLine.service_id == service, CostLine.category == given["category"])).first()
        if held is not None:
            return held  # another case looks at the same service
        record = CostLine(service_id=service, category=str(given["category"]))
        record.position = _after_last(session.exec(select(CostLine.position).where(CostLine.service_id == record.service_id)))
        return record

    def assign(self, session: Session, parent: int, record: Any, key: str, value: Value) -> None:
        if key == "service":
            organisation = session.get_one(Organisation, session.get_one(Service, record.service_id).organisation_id).name
            record.service_id = self._service(session, organisation, value)
        elif key == "organisation":
            # the service goes with its organisation: only another organisation's service of the same name can take its place
            if value != session.get_one(Organisation, session.get_one(Service, record.service_id).organisation_id).name:
                record.service_id = self._service(session, value, session.get_one(Service, record.service_id).name)
        else:
            super().assign(session, parent, record, key, value)

    def _service(self, session: Session, organisation: Value, name: Value) -> int:
        owner = _organisation_named(session, organisation)
        service = session.exec(select(Service).where(Service.organisation_id == owner.id, Service.name == name)).first()
        if service is None or service.id is None:
            raise KnownTrouble(f"{organisation} has no service named ‘{name}’: add it on the Services screen first")
        return service.id

    def set_amount(self, session: Session, row: int, year: FinancialYear, estimate: Estimate | None) -> None:
        if session.exec(select(CostLine.id).where(CostLine.id == row)).first() is None:
            raise self.gone()
        amounts.store(session, "cost_amounts", "cost_line_id", row, year, estimate)


class _FlowAdapter(Adapter):
    def amounts(self, session: Session, ids: list[int]) -> dict[int, dict[FinancialYear, Estimate]]:
        found = session.exec(select(CashFlowAmount).where(col(CashFlowAmount.cash_flow_id).in_(ids)).order_by(col(CashFlowAmount.year)))
        return amounts.by_row((amount.cash_flow_id, amount) for amount in found)

    def values(self, session: Session, parent: int, record: Any) -> dict[str, Value]:
        owner = session.get_one(Option, record.option_id) if record.option_id else session.get_one(Project, record.project_id)
        bearer = session.get_one(Organisation, record.organisation_id).name if record.organisation_id else None
        return super().values(session, parent, record) | {"owner": owner.name, "organisation": bearer}

    def new(self, session: Session, parent: int, given: Mapping[str, Value]) -> Any:
        record = super().new(session, parent, given)
        record.line = str(given["line"])
        return record

    def likely(self, session: Session, parent: int, choices: tuple[str, ...]) -> tuple[str, ...]:
        """Where lines are changes from the benchmark, it has none."""
        if session.get_one(Case, parent).flows_are != "changes":
            return choices
        benchmarks = {option.name for option in session.exec(select(Option).where(Option.case_id == parent)) if option.benchmark}
        return tuple(sorted(choices, key=lambda name: name in benchmarks))

    def assign(self, session: Session, parent: int, record: Any, key: str, value: Value) -> None:
        if key == "owner":
            option = session.exec(select(Option.id).where(Option.case_id == parent, Option.name == value)).first()
            project = session.exec(select(Project.id).where(Project.case_id == parent, Project.name == value)).first()
            if option is None and project is None:
                raise KnownTrouble(f"There is no option or project named ‘{value}’: type one that is on the Options screen")
            record.option_id, record.project_id = option, None if option else project
        elif key == "organisation":
            record.organisation_id = _organisation_named(session, value).id if value else None
            if record.organisation_id is not None:
                link_organisation(session, parent, record.organisation_id)
        else:
            super().assign(session, parent, record, key, value)

    def set_amount(self, session: Session, row: int, year: FinancialYear, estimate: Estimate | None) -> None:
        found = session.exec(select(Case.base_year, Case.horizon).join(CashFlow).where(CashFlow.id == row)).first()
        if found is None:
            raise self.gone()
        base_year, horizon = found
        if not 0 <= year.start - base_year < horizon:
            raise KnownTrouble(
                f"{year} is outside the case, which runs from {FinancialYear(base_year)} to {FinancialYear(base_year + horizon - 1)}: "
                "type it in one of those years, or change the horizon"
            )
        amounts.store(session, "cash_flow_amounts", "cash_flow_id", row, year, estimate)


_ADAPTERS: dict[str, type[Adapter]] = {
    "organisations": _OrganisationAdapter,
    "services": _ServiceAdapter,
    "cost_lines": _CostAdapter,
    "cash_flows": _FlowAdapter,
}


def _adapter(noun: Noun) -> Adapter:
    return _ADAPTERS.get(noun.table, Adapter)(noun)


def _after_last(positions: Iterable[int]) -> int:
    return max(positions, default=-1) + 1


def _shown(value: Any) -> Value:
    return None if value == "" else value


def _organisation_named(session: Session, name: Value) -> Organisation:
    organisation = session.exec(select(Organisation).where(Organisation.name == name)).first()
    if organisation is None:
        raise KnownTrouble(f"There is no organisation named ‘{name}’: add it on the Partners screen first")
    return organisation


def link_organisation(session: Session, case: int, organisation: int) -> None:
    """Make an organisation a partner in a case, once."""
    query = select(CaseOrganisation).where(CaseOrganisation.case_id == case, CaseOrganisation.organisation_id == organisation)
    if session.exec(query).first() is None:
        session.add(CaseOrganisation(case_id=case, organisation_id=organisation))
        session.flush()
