"""Phasings, scenarios and actuals: each row is of a line, which is told by the option or project it is part of and its name together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, Generic, TypeVar

from db.nouns.choices import FlowKind, FundingKind
from db.nouns.grants import GrantBid
from db.nouns.money import Actual, CashFlow, Phasing, Scenario
from db.nouns.noun import Column, Kind
from db.reading import Reader
from db.writing import Unit
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.records.adapters import Adapter, YearValue
from desktop.operations.records.columns import Value
from desktop.operations.records.names import compared
from desktop.operations.store.readings import kept

_ALL = Decimal(100)
_OfLine = TypeVar("_OfLine", bound=Phasing | Actual | GrantBid)


class LineNames:
    """The lines of a case by whose they are and what they are called. Read once, when the first is asked for: a case may have thousands."""

    def __init__(self, adapter: Adapter[Any]) -> None:
        self._adapter = adapter

    @cached_property
    def lines(self) -> list[CashFlow]:
        """Every line of the case, in the order recorded, without its amounts."""
        reader, case = self._adapter.reader, self._adapter.parent
        return kept(reader, ("lines without amounts", case), lambda _: reader.all(CashFlow, with_years=False, case_id=case))

    @cached_property
    def by_id(self) -> Mapping[int, CashFlow]:
        """The same by id."""
        return {line.id: line for line in self.lines}

    def owner(self, line: CashFlow) -> str:
        """The option or project that a line is part of."""
        table, id_ = ("options", line.option_id) if line.option_id is not None else ("projects", line.project_id)
        return self._adapter.names.name(table, id_ or 0)

    def owners(self, lines: Iterable[CashFlow]) -> tuple[str, ...]:
        """Whose these lines are, each once, in their order."""
        firsts: dict[tuple[int | None, int | None], CashFlow] = {}
        for line in lines:
            firsts.setdefault((line.option_id, line.project_id), line)
        return tuple(dict.fromkeys(map(self.owner, firsts.values())))

    def find(self, owner: Value, name: Value) -> CashFlow:
        """The line of this owner that is called so. Raises KnownTrouble where there is none, or more than one."""
        called = [line for line in self.lines if line.line == name and self.owner(line) == owner]
        if not called:
            raise KnownTrouble(f"{owner} has no line named ‘{name}’: choose one of its own, or add it under Money first")
        if len(called) > 1:
            raise KnownTrouble(f"{owner} has {len(called)} lines named ‘{name}’: give each a name of its own under Money first")
        return called[0]


class OfLineAdapter(Adapter[_OfLine], Generic[_OfLine]):
    """Rows of which a line has one at the most."""

    def __init__(self, noun: type[_OfLine], reader: Reader, parent: int) -> None:
        super().__init__(noun, reader, parent)
        self.lines = LineNames(self)

    def values(self, record: _OfLine) -> dict[str, Value]:
        line = self.lines.by_id[record.cash_flow_id]
        return super().values(record) | {"owner": self.lines.owner(line), "line": line.line}

    def _shown(self, column: Column, fields: Mapping[str, Any]) -> Value:
        return None if column.key == "line" else super()._shown(column, fields)

    def choices(self, column: Column) -> tuple[str, ...]:
        """Those of lines that have no row yet come first, so that the first owner and the first line belong together."""
        if column.key not in ("owner", "line"):
            return super().choices(column)
        taken = self._with_row()
        lines = sorted(self.lines.lines, key=lambda line: (line.id in taken, not self.suits(line)))
        return tuple(dict.fromkeys(line.line for line in lines)) if column.key == "line" else self.lines.owners(lines)

    def _with_row(self) -> set[int]:
        return set(self.reader.column(self.noun, "cash_flow_id", **self.under))

    def likely(self, choices: tuple[str, ...]) -> tuple[str, ...]:
        suited = {line.id for line in self.lines.lines if self.suits(line)}
        if suited and suited <= self._with_row():
            raise KnownTrouble(f"Each line that may have one has its {self.noun.SINGULAR} already: add another line under Money first")
        return choices

    def suits(self, line: CashFlow) -> bool:
        """Whether a line is one that a row is likely to be of."""
        return True

    def fields(self, unit: Unit, key: str, value: Value) -> dict[str, Any]:
        # a line is told by its name and its owner's together
        return {} if key in ("owner", "line") else super().fields(unit, key, value)

    def placed(self, given: Mapping[str, Value]) -> dict[str, Any]:
        return super().placed(given) | {"cash_flow_id": self.lines.find(given["owner"], given["line"]).id}

    def changes(self, unit: Unit, record: _OfLine, key: str, value: Value) -> dict[str, Any]:
        line = self.lines.by_id[record.cash_flow_id]
        owner = self.lines.owner(line)
        if key == "line":
            return {"cash_flow_id": self.lines.find(owner, value).id}
        if key == "owner" and value != owner:
            fellows = [each for each in self.lines.lines if self.lines.owner(each) == value]
            if not fellows:
                raise KnownTrouble(f"{value} has no line yet: add one under Money first")
            same = next((each for each in fellows if each.line == line.line), fellows[0])
            return {"cash_flow_id": self.lines.find(value, same.line).id}
        return super().changes(unit, record, key, value)

    def already(self, record: _OfLine) -> KnownTrouble:
        line = self.lines.by_id[record.cash_flow_id]
        return KnownTrouble(f"‘{line.line}’ of {self.lines.owner(line)} has a row already: change that one, or choose another line")

    def taken(self, key: str) -> set[str]:
        return set()


class PhasingAdapter(OfLineAdapter[Phasing]):
    """Phasings: of lines that have no amount in any year."""

    @cached_property
    def _with_amounts(self) -> frozenset[int]:
        """The lines that have an amount in any year, asked for all at once."""
        return frozenset(line for (line,) in self.reader.rows("SELECT DISTINCT cash_flow_id FROM cash_flow_amounts"))

    def suits(self, line: CashFlow) -> bool:
        return line.id not in self._with_amounts

    def check(self, record: Phasing, keys: Collection[str]) -> None:
        if self._has_amounts(record.cash_flow_id):
            line = self.lines.by_id[record.cash_flow_id]
            raise KnownTrouble(
                f"‘{line.line}’ of {self.lines.owner(line)} has amounts by year: clear them under Money first, or leave it without a total"
            )

    def _has_amounts(self, line: int) -> bool:
        return bool(self.reader.rows("SELECT 1 FROM cash_flow_amounts WHERE cash_flow_id = ? LIMIT 1", line))


class ActualAdapter(OfLineAdapter[Actual]):
    """Actuals: what came of a line that was planned."""


class BidAdapter(OfLineAdapter[GrantBid]):
    """Bids: of lines of funding."""

    def suits(self, line: CashFlow) -> bool:
        return line.kind == FlowKind.FUNDING

    def check(self, record: GrantBid, keys: Collection[str]) -> None:
        line = self.lines.by_id[record.cash_flow_id]
        check_bid(line.line, line.kind, line.funding_source)


class ScenarioAdapter(Adapter[Scenario]):
    """Parts of scenarios: each moves one line of an owner, or all of its lines of a kind."""

    def __init__(self, noun: type[Scenario], reader: Reader, parent: int) -> None:
        super().__init__(noun, reader, parent)
        self.lines = LineNames(self)

    def values(self, record: Scenario) -> dict[str, Value]:
        line = None if record.cash_flow_id is None else self.lines.by_id[record.cash_flow_id]
        return super().values(record) | {"line": None if line is None else line.line}

    def _shown(self, column: Column, fields: Mapping[str, Any]) -> Value:
        return None if column.key == "line" else super()._shown(column, fields)

    def choices(self, column: Column) -> tuple[str, ...]:
        if column.key == "line":
            return tuple(dict.fromkeys(line.line for line in self.lines.lines))
        if column.key == "owner":
            # those that have a line to move come first
            return tuple(dict.fromkeys((*self.lines.owners(self.lines.lines), *super().choices(column))))
        return super().choices(column)

    def completed(self, given: Mapping[str, Value]) -> dict[str, Value]:
        """What a new part says of a scenario that nothing else does: all savings of its owner, as they are recorded."""
        if given.get("line") or given.get("kind"):
            return dict(given)
        kinds = [line.kind for line in self.lines.lines if self.lines.owner(line) == given.get("owner")]
        return {**given, "kind": "saving" if "saving" in kinds or not kinds else kinds[0]}

    def new(self, unit: Unit, given: Mapping[str, Value], placed: Mapping[str, Any]) -> Scenario:
        record = super().new(unit, given, placed)
        return record.but(percent=_ALL if record.percent is None else record.percent)

    def fields(self, unit: Unit, key: str, value: Value) -> dict[str, Any]:
        return {} if key == "line" else super().fields(unit, key, value)

    def placed(self, given: Mapping[str, Value]) -> dict[str, Any]:
        line = None if given.get("line") is None else self.lines.find(given["owner"], given["line"]).id
        return super().placed(given) | {"cash_flow_id": line}

    def changes(self, unit: Unit, record: Scenario, key: str, value: Value) -> dict[str, Any]:
        if key == "line":
            return {"cash_flow_id": None if value is None else self.lines.find(self._owner(record), value).id}
        if key == "owner" and value != self._owner(record):
            # its line stays with the owner it had
            return super().changes(unit, record, key, value) | {"cash_flow_id": None}
        return super().changes(unit, record, key, value)

    def check(self, record: Scenario, keys: Collection[str]) -> None:
        others = [each for each in self.reader.all(Scenario, **self.under) if each.id != record.id]
        check_moved(record, others, self.lines)

    def _owner(self, record: Scenario) -> str:
        table, id_ = ("options", record.option_id) if record.option_id is not None else ("projects", record.project_id)
        return self.names.name(table, id_ or 0)

    def taken(self, key: str) -> set[str]:
        return set(self.reader.column(Scenario, "name", **self.under))


def check_moved(record: Scenario, others: Collection[Scenario], lines: LineNames) -> None:
    """Raises KnownTrouble where a part of a scenario moves nothing, or what another part of it moves already."""
    owner = record.option_id, record.project_id
    if record.cash_flow_id is None:
        if not record.kind:
            raise KnownTrouble(f"‘{record.name}’ names no line: name one, or say which kind of line it moves")
        if not any(line.kind == record.kind and (line.option_id, line.project_id) == owner for line in lines.lines):
            raise KnownTrouble(f"‘{record.name}’ moves no line: there is no {record.kind} there. Choose another kind, or name a line")
    for other in others:
        same_part = (other.option_id, other.project_id, other.cash_flow_id) == (*owner, record.cash_flow_id)
        if compared(other.name) == compared(record.name) and same_part and (record.cash_flow_id is not None or other.kind == record.kind):
            raise KnownTrouble(f"‘{record.name}’ moves that already: change that row, or choose another line or kind")


def check_bid(line: str, kind: str, source: str) -> None:
    """That a line is one that may be bid for: funding, and a grant where its source is told. Raises KnownTrouble."""
    if kind and kind != FlowKind.FUNDING:
        raise KnownTrouble(f"‘{line}’ is a line of {kind}, and a bid asks for funding: choose a line of funding")
    if source and source != FundingKind.GRANT:
        raise KnownTrouble(f"‘{line}’ is funding from {source}, and a bid asks for a grant: choose another line, or correct its Source")


def refuse_phased(reader: Reader, line: int, kind: Kind, year: FinancialYear, value: YearValue) -> None:
    """Raises KnownTrouble for an amount in one year of a line whose total is spread over the years."""
    if kind is Kind.ESTIMATE and value is not None and reader.exists(Phasing, cash_flow_id=line):
        raise KnownTrouble(f"{year}: this line has a total that is spread over the years. Change it under Phasing, or delete that first")


def check_in_plan(flows_are: str) -> None:
    """That a line of an option may be in the medium-term plan already: where it is a change. Raises KnownTrouble."""
    if flows_are != "changes":
        raise KnownTrouble("Flows are whole costs, so no line of an option is in the plan by itself: clear Already in the plan")


def check_inflation(kind: str, type_: str, *, nominal: bool) -> None:
    """That a line may rise by a rate of its own: one of a revenue budget, entered in real prices. Raises KnownTrouble."""
    if nominal:
        raise KnownTrouble("The amounts of this case are in cash, so they hold inflation already: clear Inflation, or give it real prices")
    if kind == "funding" or (type_ == "capital" and kind != "saving"):
        raise KnownTrouble("Inflation is of a saving, or of revenue cost or income: clear it, or correct Kind and Type")
