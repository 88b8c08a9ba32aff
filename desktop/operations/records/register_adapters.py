"""Organisations, services and their costs: the register that every case of a store looks at."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from db.nouns import ALL, noun_of
from db.nouns.choice import Option, OptionOrganisation
from db.nouns.noun import Column
from db.nouns.register import CaseOrganisation, CaseService, CostLine, Organisation, Service
from db.reading import Reader
from db.writing import Unit
from desktop.errors import KnownTrouble
from desktop.operations.records.adapters import Adapter, after_last
from desktop.operations.records.columns import Value
from desktop.operations.records.names import compared


def partners_of(reader: Reader, case: int) -> list[Organisation]:
    """The organisations of a case in the order in which they joined it."""
    ids = reader.column(CaseOrganisation, "organisation_id", case_id=case)
    organisations = {each.id: each for each in reader.all(Organisation, id=ids)}
    return [organisations[each] for each in ids]


def services_of(reader: Reader, case: int) -> list[Service]:
    """The services that a case looks at, in the officer's order."""
    ids = reader.column(CaseService, "service_id", case_id=case)
    services = {each.id: each for each in reader.all(Service, id=ids)}
    return [services[each] for each in ids]


class OrganisationAdapter(Adapter[Organisation]):
    """Partners: each one of the register, once."""

    def records(self) -> list[Organisation]:
        return partners_of(self.reader, self.parent)

    def known(self, given: Mapping[str, Value]) -> Organisation | None:
        name = compared(str(given["name"]))
        alike = next((each for each in self.reader.column(Organisation, "name") if compared(each) == name), None)
        return None if alike is None else self.reader.find(Organisation, name=alike)

    def added(self, unit: Unit, record: Organisation, given: Mapping[str, Value]) -> None:
        self.link(unit, record.id)

    def place(self, unit: Unit, record: Organisation, position: int) -> None:
        """Partners stand in the order in which they joined the case."""

    def is_elsewhere(self, row: int) -> bool:
        return _is_elsewhere(self.reader.column(CaseOrganisation, "case_id", organisation_id=row), self.parent)

    def leave(self, unit: Unit, row: int) -> None:
        """Whatever of the case is of the organisation goes with it; what only refers to it stays."""
        services = unit.column(Service, "id", organisation_id=row)
        unit.remove_all(CaseService, case_id=self.parent, service_id=services)
        options = unit.column(Option, "id", case_id=self.parent)
        unit.remove_all(OptionOrganisation, organisation_id=row, option_id=options)
        for table in ALL:
            noun = noun_of(table)
            for column in noun.COLUMNS.values() if "case_id" in noun.COLUMNS else ():
                if column.refers_to != Organisation.TABLE:
                    continue
                here: dict[str, Any] = {"case_id": self.parent, column.field: row}
                if column.on_delete == "CASCADE":
                    unit.remove_all(noun, **here)
                    continue
                for record in unit.all(noun, with_years=False, **here):
                    unit.change(record, **{column.field: None})


class ServiceAdapter(Adapter[Service]):
    """Services of the register that the case looks at, each in its scope or not."""

    def records(self) -> list[Service]:
        return services_of(self.reader, self.parent)

    def values(self, record: Service) -> dict[str, Value]:
        link = self._link(self.reader, record.id)
        return super().values(record) | {"in_scope": link.in_scope if link is not None else None}

    def known(self, given: Mapping[str, Value]) -> Service | None:
        _, organisation = self.names.find((Organisation.TABLE,), given["organisation"])
        return self.reader.find(Service, organisation_id=organisation, name=str(given["name"]))

    def changes(self, unit: Unit, record: Service, key: str, value: Value) -> dict[str, Any]:
        if key == "in_scope":
            self._look_at(unit, record.id, in_scope=value if isinstance(value, bool) else None)
        return super().changes(unit, record, key, value)

    def added(self, unit: Unit, record: Service, given: Mapping[str, Value]) -> None:
        scope = given.get("in_scope")
        self._look_at(unit, record.id, in_scope=scope if isinstance(scope, bool) else None)

    def _link(self, reader: Reader, service: int) -> CaseService | None:
        return reader.find(CaseService, case_id=self.parent, service_id=service)

    def _look_at(self, unit: Unit, service: int, **values: Any) -> None:
        """Have the case look at a service, at the end where it does not yet."""
        link = self._link(unit, service)
        if link is None:
            place = after_last(unit.column(CaseService, "position", case_id=self.parent))
            link = unit.add(CaseService(case_id=self.parent, service_id=service, position=place))
        unit.change(link, **values)

    def already(self, record: Service) -> KnownTrouble:
        return KnownTrouble(f"There is a service named ‘{record.name}’ already: choose another name")

    def place(self, unit: Unit, record: Service, position: int) -> None:
        self._look_at(unit, record.id, position=position)

    def is_elsewhere(self, row: int) -> bool:
        return _is_elsewhere(self.reader.column(CaseService, "case_id", service_id=row), self.parent)

    def leave(self, unit: Unit, row: int) -> None:
        unit.remove_all(CaseService, case_id=self.parent, service_id=row)


class CostAdapter(Adapter[CostLine]):
    """Costs of the services that the case looks at, each by the name of its service and of that one's organisation."""

    def records(self) -> list[CostLine]:
        ids = self.reader.column(CaseService, "service_id", case_id=self.parent)
        places = {service: place for place, service in enumerate(ids)}
        return sorted(self.reader.all(CostLine, service_id=ids), key=lambda line: places[line.service_id])

    def values(self, record: CostLine) -> dict[str, Value]:
        return super().values(record) | {"organisation": self._organisation_of(record)}

    def _organisation_of(self, record: CostLine) -> str:
        return self.names.name(Organisation.TABLE, self.names.value(Service.TABLE, "organisation_id", record.service_id))

    def choices(self, column: Column) -> tuple[str, ...]:
        """Those whose service the case looks at come first."""
        services = services_of(self.reader, self.parent)
        if column.key == "service":
            return tuple(dict.fromkeys(service.name for service in services))
        owners = (self.names.name(Organisation.TABLE, service.organisation_id) for service in services)
        return tuple(dict.fromkeys((*owners, *self._nearest(Organisation.TABLE), *self.names.ids(Organisation.TABLE))))

    def known(self, given: Mapping[str, Value]) -> CostLine | None:
        """Another case may look at the same service."""
        service = self._service(given["organisation"], given["service"])
        return self.reader.find(CostLine, service_id=service, category=str(given["category"]))

    def placed(self, given: Mapping[str, Value]) -> dict[str, Any]:
        service = self._service(given["organisation"], given["service"])
        return {"service_id": service, "position": after_last(self.reader.column(CostLine, "position", service_id=service))}

    def fields(self, unit: Unit, key: str, value: Value) -> dict[str, Any]:
        # a service is told by its name and its organisation's together
        return {} if key == "service" else super().fields(unit, key, value)

    def changes(self, unit: Unit, record: CostLine, key: str, value: Value) -> dict[str, Any]:
        organisation = self._organisation_of(record)
        if key == "service":
            return {"service_id": self._service(organisation, value)}
        if key == "organisation" and value != organisation:
            # the service goes with its organisation: only another organisation's service of the same name can take its place
            return {"service_id": self._service(value, self.names.name(Service.TABLE, record.service_id))}
        return super().changes(unit, record, key, value)

    def taken(self, key: str) -> set[str]:
        return {str(vars(record)[key]) for record in self.records()}

    def already(self, record: CostLine) -> KnownTrouble:
        service = self.names.name(Service.TABLE, record.service_id)
        return KnownTrouble(f"{service} has the cost ‘{record.category}’ already: change that one, or choose another category")

    def _service(self, organisation: Value, name: Value) -> int:
        _, owner = self.names.find((Organisation.TABLE,), organisation)
        service = self.reader.find(Service, organisation_id=owner, name=str(name))
        if service is None or not self.reader.exists(CaseService, case_id=self.parent, service_id=service.id):
            raise KnownTrouble(f"{organisation} has no service named ‘{name}’: add it under Set up, Services, first")
        return service.id


def _is_elsewhere(cases: Collection[int], case: int) -> bool:
    return any(each != case for each in cases)
