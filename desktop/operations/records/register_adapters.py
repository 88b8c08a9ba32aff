"""Organisations, services and their costs: the register that every case of a store looks at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import col, select

from db.case import Option, OptionOrganisation
from db.organisation import CaseOrganisation, Organisation
from db.partnership import Capability, InterviewNote, PartnerFactor, PoolContribution, ProfileMeasure
from db.reading import Reader
from db.returns import ResourceScore, Return, ReturnPack
from db.saving import CashFlow
from db.service import CaseService, CostAmount, CostLine, Service
from db.sharing import Partner, Share
from db.target import Target
from db.writing import Unit
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.records import amounts
from desktop.operations.records.adapters import Adapter, after_last, link_organisation, organisation_named
from desktop.operations.records.columns import Value

#: The records of a case that go with an organisation that leaves it.
_OF_ORGANISATION: tuple[Any, ...] = (
    Partner,
    Share,
    Target,
    Return,
    ReturnPack,
    ResourceScore,
    PartnerFactor,
    ProfileMeasure,
    InterviewNote,
    Capability,
    PoolContribution,
)


class OrganisationAdapter(Adapter):
    def records(self, reader: Reader, parent: int) -> list[Any]:
        query = select(Organisation).join(CaseOrganisation).where(CaseOrganisation.case_id == parent)
        return list(reader.session.exec(query.order_by(col(CaseOrganisation.id))))

    def new(self, reader: Reader, parent: int, given: Mapping[str, Value]) -> Any:
        return reader.session.exec(select(Organisation).where(Organisation.name == given["name"])).first() or Organisation(
            name=str(given["name"])
        )

    def linked(self, unit: Unit, parent: int, record: Any, given: Mapping[str, Value]) -> None:
        link_organisation(unit, parent, record.id)

    def taken(self, reader: Reader, parent: int, key: str) -> set[str]:
        return set(reader.session.exec(select(Organisation.name)))

    def place(self, unit: Unit, parent: int, record: Any, position: int) -> None:
        """Partners stand in the order in which they joined the case."""

    def is_elsewhere(self, reader: Reader, case: int, row: int) -> bool:
        query = select(CaseOrganisation.id).where(CaseOrganisation.organisation_id == row, CaseOrganisation.case_id != case)
        return reader.session.exec(query).first() is not None

    def leave(self, unit: Unit, case: int, row: int) -> None:
        for link in unit.session.exec(
            select(CaseOrganisation).where(CaseOrganisation.organisation_id == row, CaseOrganisation.case_id == case)
        ):
            unit.session.delete(link)
        services = select(CaseService).join(Service).where(Service.organisation_id == row, CaseService.case_id == case)
        for looked_at in unit.session.exec(services):
            unit.session.delete(looked_at)
        for flow in unit.session.exec(select(CashFlow).where(CashFlow.organisation_id == row, CashFlow.case_id == case)):
            flow.organisation_id = None
            unit.session.add(flow)
        taking_part = select(OptionOrganisation).join(Option).where(OptionOrganisation.organisation_id == row, Option.case_id == case)
        for part in unit.session.exec(taking_part):
            unit.session.delete(part)
        for table in _OF_ORGANISATION:
            for record in unit.session.exec(select(table).where(table.organisation_id == row, table.case_id == case)):
                unit.session.delete(record)


class ServiceAdapter(Adapter):
    def records(self, reader: Reader, parent: int) -> list[Any]:
        query = select(Service).join(CaseService).where(CaseService.case_id == parent)
        return list(reader.session.exec(query.order_by(col(CaseService.position), col(CaseService.id))))

    def values(self, reader: Reader, parent: int, record: Any) -> dict[str, Value]:
        link = self._link(reader, parent, record.id)
        organisation = reader.session.get_one(Organisation, record.organisation_id).name
        return super().values(reader, parent, record) | {"organisation": organisation, "in_scope": link.in_scope}

    def new(self, reader: Reader, parent: int, given: Mapping[str, Value]) -> Any:
        organisation = organisation_named(reader, given["organisation"])
        query = select(Service).where(Service.organisation_id == organisation.id, Service.name == given["name"])
        return reader.session.exec(query).first() or Service(organisation_id=organisation.id or 0, name=str(given["name"]))

    def assign(self, unit: Unit, parent: int, record: Any, key: str, value: Value) -> None:
        if key == "organisation":
            record.organisation_id = organisation_named(unit, value).id
            if record.id is not None:
                link_organisation(unit, parent, record.organisation_id)
        elif key == "in_scope" and record.id is not None:
            link = self._link(unit, parent, record.id)
            link.in_scope = value if isinstance(value, bool) else None
            unit.session.add(link)
        elif key != "in_scope":
            super().assign(unit, parent, record, key, value)

    def _link(self, reader: Reader, parent: int, service: int) -> CaseService:
        query = select(CaseService).where(CaseService.case_id == parent, CaseService.service_id == service)
        link = reader.session.exec(query).first()
        if link is None:
            place = after_last(reader.session.exec(select(CaseService.position).where(CaseService.case_id == parent)))
            link = CaseService(case_id=parent, service_id=service, position=place)
        return link

    def linked(self, unit: Unit, parent: int, record: Any, given: Mapping[str, Value]) -> None:
        link = self._link(unit, parent, record.id)
        scope = given.get("in_scope")
        link.in_scope = scope if isinstance(scope, bool) else None
        unit.session.add(link)
        link_organisation(unit, parent, record.organisation_id)

    def taken(self, reader: Reader, parent: int, key: str) -> set[str]:
        return set(reader.session.exec(select(Service.name)))

    def place(self, unit: Unit, parent: int, record: Any, position: int) -> None:
        link = self._link(unit, parent, record.id)
        link.position = position
        unit.session.add(link)

    def is_elsewhere(self, reader: Reader, case: int, row: int) -> bool:
        return (
            reader.session.exec(select(CaseService.id).where(CaseService.service_id == row, CaseService.case_id != case)).first()
            is not None
        )

    def leave(self, unit: Unit, case: int, row: int) -> None:
        unit.session.delete(self._link(unit, case, row))


class CostAdapter(Adapter):
    def records(self, reader: Reader, parent: int) -> list[Any]:
        query = (
            select(CostLine).join(CaseService, col(CaseService.service_id) == col(CostLine.service_id)).where(CaseService.case_id == parent)
        )
        return list(reader.session.exec(query.order_by(col(CaseService.position), col(CostLine.position), col(CostLine.id))))

    def amounts(self, reader: Reader, ids: list[int]) -> dict[int, dict[FinancialYear, Estimate]]:
        recorded = reader.session.exec(select(CostAmount).where(col(CostAmount.cost_line_id).in_(ids)).order_by(col(CostAmount.year)))
        return amounts.by_row((amount.cost_line_id, amount) for amount in recorded)

    def values(self, reader: Reader, parent: int, record: Any) -> dict[str, Value]:
        service = reader.session.get_one(Service, record.service_id)
        organisation = reader.session.get_one(Organisation, service.organisation_id)
        return super().values(reader, parent, record) | {"organisation": organisation.name, "service": service.name}

    def new(self, reader: Reader, parent: int, given: Mapping[str, Value]) -> Any:
        service = self._service(reader, given["organisation"], given["service"])
        cost_line = reader.session.exec(
            select(CostLine).where(CostLine.service_id == service, CostLine.category == given["category"])
        ).first()
        if cost_line is not None:
            return cost_line  # another case looks at the same service
        record = CostLine(service_id=service, category=str(given["category"]))
        record.position = after_last(reader.session.exec(select(CostLine.position).where(CostLine.service_id == record.service_id)))
        return record

    def assign(self, unit: Unit, parent: int, record: Any, key: str, value: Value) -> None:
        if key == "service":
            organisation = unit.session.get_one(Organisation, unit.session.get_one(Service, record.service_id).organisation_id).name
            record.service_id = self._service(unit, organisation, value)
        elif key == "organisation":
            # the service goes with its organisation: only another organisation's service of the same name can take its place
            if value != unit.session.get_one(Organisation, unit.session.get_one(Service, record.service_id).organisation_id).name:
                record.service_id = self._service(unit, value, unit.session.get_one(Service, record.service_id).name)
        else:
            super().assign(unit, parent, record, key, value)

    def _service(self, reader: Reader, organisation: Value, name: Value) -> int:
        owner = organisation_named(reader, organisation)
        service = reader.session.exec(select(Service).where(Service.organisation_id == owner.id, Service.name == name)).first()
        if service is None or service.id is None:
            raise KnownTrouble(f"{organisation} has no service named ‘{name}’: add it on the Services screen first")
        return service.id

    def set_amount(self, unit: Unit, row: int, year: FinancialYear, estimate: Estimate | None) -> None:
        if unit.session.exec(select(CostLine.id).where(CostLine.id == row)).first() is None:
            raise self.gone()
        amounts.store(unit, "cost_amounts", "cost_line_id", row, year, estimate)
