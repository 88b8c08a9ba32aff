"""Options, projects, criteria and lines of money: what is checked and what follows as one value of them is set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import col, select

from db.case import Case, Option, OptionOrganisation, Project
from db.organisation import Organisation
from db.reading import Reader
from db.saving import CashFlow, CashFlowAmount
from db.writing import Unit
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.choice.scales import check_direct, check_weight_bounds
from desktop.operations.choice.weighing import is_weighed
from desktop.operations.records import amounts
from desktop.operations.records.adapters import Adapter, link_organisation, organisation_named
from desktop.operations.records.columns import Value
from desktop.operations.records.noun import Noun
from desktop.operations.records.participants import SEPARATOR, names_in

#: What only one option of a case can be: saying it of another takes it from the first.
_ONE_OPTION = ("benchmark", "preferred", "decision_taken")
#: What says how much the step from the worst score to the best one is worth, so that a weight given before it changed is out of date.
_SCALE = ("worst", "best", "better", "value_function")
_WEIGHT = ("weight", "weight_low", "weight_high", "rank_order")


class OptionAdapter(Adapter):
    """Options: one benchmark, one preferred, one decision taken, and the organisations whose records are theirs."""

    def values(self, reader: Reader, parent: int, record: Any) -> dict[str, Value]:
        names = participants_of(reader, record.id)
        return super().values(reader, parent, record) | {"participants": SEPARATOR.join(names) or None}

    def assign(self, unit: Unit, parent: int, record: Any, key: str, value: Value) -> None:
        if key == "participants":
            if record.id is not None:
                self._set_participants(unit, parent, record.id, value)
            return
        if key == "name":
            _refuse_shared_name(unit, parent, Project, "a project", value)
        if key in _ONE_OPTION and value is True:
            for other in self.records(unit, parent):
                if other is not record and getattr(other, key):
                    setattr(other, key, False)
                    unit.session.add(other)
        super().assign(unit, parent, record, key, value)

    def linked(self, unit: Unit, parent: int, record: Any, given: Mapping[str, Value]) -> None:
        if given.get("participants"):
            self._set_participants(unit, parent, record.id, given["participants"])

    def _set_participants(self, unit: Unit, case: int, option: int, value: Value) -> None:
        """Raises KnownTrouble for a name that is no organisation of the register."""
        organisations = [_organisation_alike(unit, name) for name in names_in(value)]
        for link in unit.session.exec(select(OptionOrganisation).where(OptionOrganisation.option_id == option)):
            unit.session.delete(link)
        unit.session.flush()
        for organisation in dict.fromkeys(organisations):
            unit.session.add(OptionOrganisation(option_id=option, organisation_id=organisation))
            link_organisation(unit, case, organisation)
        unit.session.flush()


class ProjectAdapter(Adapter):
    """Projects: no option has the name of one."""

    def assign(self, unit: Unit, parent: int, record: Any, key: str, value: Value) -> None:
        if key == "name":
            _refuse_shared_name(unit, parent, Option, "an option", value)
        super().assign(unit, parent, record, key, value)


class CriterionAdapter(Adapter):
    """Criteria: a weight given before the scale changed is marked stale, until it is recorded again or the officer says otherwise."""

    def __init__(self, noun: Noun) -> None:
        super().__init__(noun)
        self._settled: set[int] = set()
        """The criteria that this piece of work weighs or unmarks itself: a pasted row brings its scale and its weight together."""

    def assign(self, unit: Unit, parent: int, record: Any, key: str, value: Value) -> None:
        before = getattr(record, key)
        super().assign(unit, parent, record, key, value)
        if key in ("weight_low", "weight_high"):
            check_weight_bounds(record.weight_low, record.weight_high)
        if key in _SCALE:
            check_direct(record.value_function, record.better, record.worst, record.best)
        if record.id is None:
            return
        if key in _SCALE and getattr(record, key) != before and record.id not in self._settled:
            # A scale whose ends are taken from the scores moves with them too; that is no edit of the criterion, and is said by the
            # appraisal, which names the criteria whose scale the scores give.
            record.weights_stale = record.weights_stale or is_weighed(unit, record)
        elif key == "weights_stale":
            self._settled.add(record.id)
        elif key in _WEIGHT and (value is not None or not is_weighed(unit, record)):
            record.weights_stale = False
            self._settled.add(record.id)


def participants_of(reader: Reader, option: int) -> tuple[str, ...]:
    """The names of the organisations that take part in an option, in the order typed."""
    query = select(Organisation.name).join(OptionOrganisation).where(OptionOrganisation.option_id == option)
    return tuple(reader.session.exec(query.order_by(col(OptionOrganisation.id))))


def _organisation_alike(reader: Reader, name: str) -> int:
    """The organisation of a name, capitals or not. Raises KnownTrouble where there is none."""
    for id_, known in reader.session.exec(select(Organisation.id, Organisation.name)):
        if id_ is not None and known.casefold() == name.casefold():
            return id_
    raise KnownTrouble(f"There is no organisation named ‘{name}’: add it on the Partners screen first")


def _refuse_shared_name(reader: Reader, case: int, table: type[Option] | type[Project], kind: str, name: Value) -> None:
    if reader.session.exec(select(table.id).where(table.case_id == case, table.name == name)).first() is not None:
        raise KnownTrouble(f"There is {kind} named ‘{name}’ already: options and projects need names of their own")


def owner_of(reader: Reader, record: Any) -> str | None:
    """The name of the option or project that a record is of; nothing where it is of neither."""
    if record.option_id:
        return reader.session.get_one(Option, record.option_id).name
    return reader.session.get_one(Project, record.project_id).name if record.project_id else None


def set_owner(reader: Reader, case: int, record: Any, name: Value) -> None:
    """Make a record one of an option or a project. Raises KnownTrouble where there is none of that name."""
    option = reader.session.exec(select(Option.id).where(Option.case_id == case, Option.name == name)).first()
    project = reader.session.exec(select(Project.id).where(Project.case_id == case, Project.name == name)).first()
    if option is None and project is None:
        raise KnownTrouble(f"There is no option or project named ‘{name}’: type one that is on the Options screen")
    record.option_id, record.project_id = option, None if option else project


def refuse_outside(year: FinancialYear, base_year: int, horizon: int) -> None:
    """Raises KnownTrouble for a year that the case does not look at."""
    if not 0 <= year.start - base_year < horizon:
        raise KnownTrouble(
            f"{year} is outside the case, which runs from {FinancialYear(base_year)} to {FinancialYear(base_year + horizon - 1)}: "
            "type it in one of those years, or change the horizon"
        )


class FlowAdapter(Adapter):
    def amounts(self, reader: Reader, ids: list[int]) -> dict[int, dict[FinancialYear, Estimate]]:
        recorded = reader.session.exec(
            select(CashFlowAmount).where(col(CashFlowAmount.cash_flow_id).in_(ids)).order_by(col(CashFlowAmount.year))
        )
        return amounts.by_row((amount.cash_flow_id, amount) for amount in recorded)

    def values(self, reader: Reader, parent: int, record: Any) -> dict[str, Value]:
        bearer = reader.session.get_one(Organisation, record.organisation_id).name if record.organisation_id else None
        return super().values(reader, parent, record) | {"owner": owner_of(reader, record), "organisation": bearer}

    def new(self, reader: Reader, parent: int, given: Mapping[str, Value]) -> Any:
        record = super().new(reader, parent, given)
        record.line = str(given["line"])
        return record

    def likely(self, reader: Reader, parent: int, choices: tuple[str, ...]) -> tuple[str, ...]:
        """Where lines are changes from the benchmark, it has none."""
        if reader.session.get_one(Case, parent).flows_are != "changes":
            return choices
        benchmarks = {option.name for option in reader.session.exec(select(Option).where(Option.case_id == parent)) if option.benchmark}
        return tuple(sorted(choices, key=lambda name: name in benchmarks))

    def assign(self, unit: Unit, parent: int, record: Any, key: str, value: Value) -> None:
        if key == "owner":
            set_owner(unit, parent, record, value)
        elif key == "organisation":
            record.organisation_id = organisation_named(unit, value).id if value else None
            if record.organisation_id is not None:
                link_organisation(unit, parent, record.organisation_id)
        else:
            super().assign(unit, parent, record, key, value)

    def set_amount(self, unit: Unit, row: int, year: FinancialYear, estimate: Estimate | None) -> None:
        span = unit.session.exec(select(Case.base_year, Case.horizon).join(CashFlow).where(CashFlow.id == row)).first()
        if span is None:
            raise self.gone()
        base_year, horizon = span
        refuse_outside(year, base_year, horizon)
        amounts.store(unit, "cash_flow_amounts", "cash_flow_id", row, year, estimate)
