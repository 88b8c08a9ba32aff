"""Options, projects, criteria and lines of money: what is checked and what follows as one value of them is set."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from db.nouns.case import Case
from db.nouns.choice import Criterion, Option, OptionOrganisation
from db.nouns.money import CashFlow, Project
from db.nouns.noun import Kind, Noun
from db.reading import Reader
from db.writing import Unit
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.choice.scales import check_direct, check_rises, check_weight_bounds
from desktop.operations.choice.weighing import is_weighed
from desktop.operations.records.adapters import Adapter, YearValue
from desktop.operations.records.columns import DIRECT, Value, read_points
from desktop.operations.records.line_adapters import check_in_plan, check_inflation, refuse_phased
from desktop.operations.records.names import compared, not_there
from desktop.operations.records.participants import SEPARATOR, names_in

#: What only one option of a case can be: saying it of another takes it from the first.
_ONE_OPTION = ("benchmark", "preferred", "decision_taken")
#: What says how much the step from the worst score to the best one is worth, so that a weight given before it changed is out of date.
_SCALE = ("worst", "best", "better", "value_function")
_BOUNDS = ("weight_low", "weight_high")
_WEIGHT = ("weight", *_BOUNDS, "rank_order")


class OptionAdapter(Adapter[Option]):
    """Options: one benchmark, one preferred, one decision taken, and the organisations whose records are theirs."""

    def values(self, record: Option) -> dict[str, Value]:
        participants = self.reader.column(OptionOrganisation, "organisation_id", option_id=record.id)
        return super().values(record) | {
            "participants": SEPARATOR.join(self.names.name("organisations", each) for each in participants) or None
        }

    def fields(self, unit: Unit, key: str, value: Value) -> dict[str, Any]:
        if key == "name":
            _refuse_shared_name(self.reader, self.parent, Project, "a project", value)
        if key in _ONE_OPTION and value is True:
            chosen: dict[str, Any] = {key: True}
            for other in unit.all(Option, **self.under, **chosen):
                unit.change(other, **{key: False})
        return super().fields(unit, key, value)

    def changes(self, unit: Unit, record: Option, key: str, value: Value) -> dict[str, Any]:
        if key == "participants":
            self._set_participants(unit, record.id, value)
        if key in _ONE_OPTION and vars(record)[key] is value:
            return {}
        return super().changes(unit, record, key, value)

    def added(self, unit: Unit, record: Option, given: Mapping[str, Value]) -> None:
        if given.get("participants"):
            self._set_participants(unit, record.id, given["participants"])

    def _set_participants(self, unit: Unit, option: int, value: Value) -> None:
        """Raises KnownTrouble for a name that is no organisation of the register."""
        organisations = [self._organisation_alike(name) for name in names_in(value)]
        unit.remove_all(OptionOrganisation, option_id=option)
        for organisation in dict.fromkeys(organisations):
            unit.add(OptionOrganisation(option_id=option, organisation_id=organisation))
            self.link(unit, organisation)

    def _organisation_alike(self, name: str) -> int:
        """The organisation of a name, capitals or not. Raises KnownTrouble where there is none."""
        for known, id_ in self.names.ids("organisations").items():
            if compared(known) == compared(name):
                return id_
        raise not_there(("organisations",), name)


class ProjectAdapter(Adapter[Project]):
    """Projects: no option has the name of one."""

    def fields(self, unit: Unit, key: str, value: Value) -> dict[str, Any]:
        if key == "name":
            _refuse_shared_name(self.reader, self.parent, Option, "an option", value)
        return super().fields(unit, key, value)


class CriterionAdapter(Adapter[Criterion]):
    """Criteria: a weight given before the scale changed is marked stale, until it is recorded again or the officer says otherwise."""

    def __init__(self, noun: type[Criterion], reader: Reader, parent: int) -> None:
        super().__init__(noun, reader, parent)
        self._settled: set[int] = set()
        """The criteria that this piece of work weighs or unmarks itself: a pasted row brings its scale and its weight together."""

    def check(self, record: Criterion, keys: Collection[str]) -> None:
        if any(key in keys for key in ("weight", *_BOUNDS)):
            check_weight_bounds(record.weight_low, record.weight_high, record.weight)
        if any(key in keys for key in _SCALE):
            check_direct(record.value_function, record.better, record.worst, record.best)
            if record.value_function not in ("", DIRECT):
                check_rises(read_points(record.value_function), record.better)

    def changes(self, unit: Unit, record: Criterion, key: str, value: Value) -> dict[str, Any]:
        changes = super().changes(unit, record, key, value)
        if key in _SCALE and changes[key] != vars(record)[key] and record.id not in self._settled:
            # A scale whose ends are taken from the scores moves with them too; that is no edit of the criterion, and is said by the
            # appraisal, which names the criteria whose scale the scores give.
            changes["weights_stale"] = record.weights_stale or is_weighed(unit, record)
        elif key == "weights_stale":
            self._settled.add(record.id)
        elif key in _WEIGHT and (value is not None or not is_weighed(unit, record.but(**changes))):
            changes["weights_stale"] = False
            self._settled.add(record.id)
        return changes


class FlowAdapter(Adapter[CashFlow]):
    """Lines of money: where they are changes from the benchmark, it has none."""

    def likely(self, choices: tuple[str, ...]) -> tuple[str, ...]:
        if self.reader.get(Case, self.parent).flows_are != "changes":
            return choices
        benchmarks = self.reader.column(Option, "name", **self.under, benchmark=True)
        return tuple(sorted(choices, key=lambda name: name in benchmarks))

    def check(self, record: CashFlow, keys: Collection[str]) -> None:
        case = self.reader.get(Case, self.parent)
        if record.in_plan and record.option_id is not None and {"in_plan", "owner"} & set(keys):
            check_in_plan(case.flows_are)
        if record.inflation_percent and {"inflation_percent", "kind", "type"} & set(keys):
            check_inflation(record.kind, record.type, nominal=case.price_base == "nominal")

    def change_year(self, unit: Unit, row: int, kind: Kind, year: FinancialYear, value: YearValue) -> None:
        """As any row; a line whose total is spread over the years has no amounts of its own."""
        refuse_phased(self.reader, row, kind, year, value)
        super().change_year(unit, row, kind, year, value)


def _refuse_shared_name(reader: Reader, case: int, noun: type[Noun], kind: str, name: Value) -> None:
    if compared(str(name)) in map(compared, reader.column(noun, "name", case_id=case)):
        raise KnownTrouble(f"There is {kind} named ‘{name}’ already: options and projects need names of their own")
