"""Reading and changing the rows of any noun that is a table and a form."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from db.errors import NotUnique
from db.nouns import noun_of
from db.nouns.choice import AssessorGroup
from db.nouns.money import CashFlow
from db.nouns.noun import BelongsTo, Column, Kind, Noun
from db.reading import N, Reader
from db.writing import Unit
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.returns import Rating
from desktop.appraisal.years import FinancialYear, year_starting
from desktop.errors import KnownTrouble
from desktop.late_dataclass import dataclass
from desktop.operations.records.adapters import Adapter, YearValue
from desktop.operations.records.amounts import estimate_of
from desktop.operations.records.choice_adapters import CriterionAdapter, FlowAdapter, OptionAdapter, ProjectAdapter
from desktop.operations.records.columns import (
    AMOUNT,
    PERCENT,
    RATING,
    RawCell,
    Value,
    column_of,
    columns_of,
    is_error,
    of_error,
    own_columns,
    read,
)
from desktop.operations.records.flow_rows import Placed, flow_rows
from desktop.operations.records.gate_adapters import GateConditionAdapter, MilestoneAdapter
from desktop.operations.records.grant_adapters import RoundAdapter
from desktop.operations.records.line_adapters import ActualAdapter, BidAdapter, PhasingAdapter, ScenarioAdapter
from desktop.operations.records.money_adapters import (
    AnswerAdapter,
    GapAdapter,
    PartnerAdapter,
    ShareAdapter,
    TargetAdapter,
    WeeklyCapAdapter,
)
from desktop.operations.records.paper_adapters import AppendixAdapter, PaperAdapter, PictureAdapter, RecommendationAdapter, SectionAdapter
from desktop.operations.records.partner_adapters import DefinitionAdapter, PackAdapter, ResourceScoreAdapter, ReturnAdapter, SpendAdapter
from desktop.operations.records.places import place_words
from desktop.operations.records.references import ReferenceAdapter
from desktop.operations.records.register_adapters import CostAdapter, OrganisationAdapter, ServiceAdapter
from desktop.operations.records.reorganisation_adapters import NewCouncilAdapter, OpeningPositionAdapter, SuccessionAdapter
from desktop.operations.store.readings import Before, kept

_Value = TypeVar("_Value")

#: The cell of a year, by what it holds.
_YEAR_CELLS = {Kind.ESTIMATE: AMOUNT, Kind.PERCENT: PERCENT, Kind.RATING: RATING}


@dataclass(frozen=True, slots=True)
class Row:
    """One record as screens and papers know it: values by column key, and an amount for each year something is recorded for.

    `percents` are the yearly percentages of a noun that has them, as typed: 3 is 3%; `ratings` the yearly ratings of one that has those.
    """

    id: int
    values: Mapping[str, Value]
    amounts: Mapping[FinancialYear, Estimate] = field(default_factory=dict)
    percents: Mapping[FinancialYear, Decimal] = field(default_factory=dict)
    ratings: Mapping[FinancialYear, Rating] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """A value as text; blank where there is none."""
        value = self.values.get(key)
        return "" if value is None else str(value)

    def value(self, key: str, kind: type[_Value]) -> _Value | None:
        """A value of a kind, such as `Decimal`; None where there is none."""
        value = self.values.get(key)
        return value if isinstance(value, kind) else None


@dataclass(frozen=True, slots=True)
class Edit:
    """One cell as an officer typed it. `key` is a column's key or a financial year's name, such as `2011/12`.

    Where the years hold percentages or ratings, the key of an amount is `amount 2011/12`.
    """

    row: int
    key: str
    text: RawCell


@dataclass(frozen=True, slots=True)
class YearlyCell:
    """What was typed into the cell of a year; nothing for a blank."""

    kind: Kind
    year: FinancialYear
    value: YearValue


def rows(reader: Reader, noun: type[Noun], parent: int) -> tuple[Row, ...]:
    """The rows of a noun in the officer's order. `parent` is the paper for parts of a paper, else the case.

    Those that have not changed since they were last read are the same objects, and so are all of them together.
    """
    if noun is not CashFlow:
        return kept(reader, ("rows", noun.TABLE, parent), partial(_rows, reader, noun, parent))
    adapter = adapter_of(noun, reader, parent)

    def placed(lines: Collection[int] | None) -> list[Placed]:
        wanted: dict[str, Any] = {} if lines is None else {"id": lines}
        lines_of_case = reader.all(adapter.noun, **adapter.under, **wanted)
        return [((record.position, record.id), _row(adapter, record)) for record in lines_of_case]

    return flow_rows(reader, parent, placed)


def _rows(reader: Reader, noun: type[Noun], parent: int, before: Before[tuple[Row, ...]] | None) -> tuple[Row, ...]:
    adapter = adapter_of(noun, reader, parent)
    known = {} if before is None else {row.id: row for row in before.value}
    now = (_row(adapter, record) for record in adapter.records())
    return tuple(known[row.id] if known.get(row.id) == row else row for row in now)


def _row(adapter: Adapter[Any], record: Noun) -> Row:
    fields = vars(record)
    years: dict[Kind, dict[FinancialYear, Any]] = {}
    for yearly in record.YEARLY.values():
        as_shown = estimate_of if yearly.kind is Kind.ESTIMATE else Rating if yearly.kind is Kind.RATING else Decimal
        years[yearly.kind] = {year_starting(year): as_shown(value) for year, value in fields[yearly.field].items()}
    return Row(fields["id"], adapter.values(record), years.get(Kind.ESTIMATE, {}), years.get(Kind.PERCENT, {}), years.get(Kind.RATING, {}))


def records_under(reader: Reader, noun: type[N], case: int) -> list[N]:
    """The records of a noun under a case or a paper; for scores and weights those of the groups of the case."""
    if noun.BELONGS_TO is BelongsTo.GROUP:
        return reader.all(noun, assessor_group_id=reader.column(AssessorGroup, "id", case_id=case))
    return adapter_of(noun, reader, case).records()


def add(
    unit: Unit,
    noun: type[Noun],
    parent: int,
    values: Mapping[str, Value] | None = None,
    amounts_by_year: Mapping[FinancialYear, Estimate] | None = None,
    percents_by_year: Mapping[FinancialYear, Decimal] | None = None,
    ratings_by_year: Mapping[FinancialYear, Rating] | None = None,
) -> int:
    """Add a row at the end and return its id. A required name that is not given is made up, such as ‘New risk’."""
    by_kind: tuple[tuple[Kind, Mapping[FinancialYear, YearValue] | None], ...] = (
        (Kind.ESTIMATE, amounts_by_year),
        (Kind.PERCENT, percents_by_year),
        (Kind.RATING, ratings_by_year),
    )
    years = [YearlyCell(kind, *each) for kind, by_year in by_kind for each in (by_year or {}).items()]
    return add_row(unit, noun, parent, values or {}, years, overrules=True)


def add_row(
    unit: Unit, noun: type[Noun], parent: int, values: Mapping[str, Value], years: Iterable[YearlyCell], *, overrules: bool = False
) -> int:
    """Add a row at the end with what it has by year, and return its id.

    One that the register knows joins the case; it is given other values than it has only where the row `overrules` them.
    """
    adapter = adapter_of(noun, unit, parent)
    given = adapter.completed(_with_required(adapter, values))
    record = adapter.known(given)
    if record is not None:
        record = _changed(unit, adapter, record, given if overrules else adapter.joining(record, values))
    else:
        record = adapter.new(unit, given, adapter.placed(given))
        keys = {column.key for column in columns_of(noun)}
        adapter.check_name(record, keys)
        adapter.check(record, keys)
        try:
            record = unit.add(record)
        except NotUnique:
            raise adapter.already(record) from None
    adapter.added(unit, record, given)
    row: int = record.id
    for each in years:
        adapter.change_year(unit, row, each.kind, each.year, each.value)
    return row


def change(unit: Unit, noun: type[Noun], parent: int, edits: Iterable[Edit]) -> None:
    """Change cells, all or none. Raises KnownTrouble in one sentence, naming the column, where a text cannot be read."""
    adapter = adapter_of(noun, unit, parent)
    for edit in edits:
        if (yearly := read_yearly(noun, edit.key, edit.text)) is not None:
            adapter.change_year(unit, edit.row, yearly.kind, yearly.year, yearly.value)
            continue
        record = unit.find(adapter.noun, id=edit.row)
        if record is None:
            raise adapter.gone()
        column = column_of(noun, edit.key)
        value = read_cell(noun, column, edit.text)
        _changed(unit, adapter, record, {column.key: column.when_blank if value is None else value})


def _changed(unit: Unit, adapter: Adapter[Any], record: Any, values: Mapping[str, Value]) -> Any:
    """A record changed by values that are read already, and what follows from that."""
    changes: dict[str, Any] = {}
    for key, value in values.items():
        changes |= adapter.changes(unit, record.but(**changes), key, value)
    adapter.check_name(record.but(**changes), values.keys())
    adapter.check(record.but(**changes), values.keys())
    try:
        changed = unit.change(record, **changes)
    except NotUnique:
        raise adapter.already(record.but(**changes)) from None
    adapter.changed(unit, record, changed)
    return changed


def delete(unit: Unit, noun: type[Noun], ids: Iterable[int], *, case: int | None = None) -> None:
    """Delete rows and all that hangs on them. Undo brings them back.

    With `case`, an organisation or a service that another case has too leaves that case alone and stays in the register.
    """
    adapter = adapter_of(noun, unit, case or 0)
    for row in ids:
        record = unit.find(adapter.noun, id=row)
        if record is None:
            continue
        if case is not None and adapter.is_elsewhere(row):
            adapter.leave(unit, row)
        else:
            adapter.before_deleting(unit, record)
            unit.remove(record)


def move(
    unit: Unit, noun: type[Noun], parent: int, moved: int | Collection[int], places: int, among: Collection[int] | None = None
) -> None:
    """Move a row, or several, up (negative) or down among their fellows; several stay in their order, and stop together at an end.

    With `among` only those rows are passed: all others keep their places.
    """
    adapter = adapter_of(noun, unit, parent)
    before = adapter.records()
    held = {moved} if isinstance(moved, int) else set(moved)
    fellows = [index for index, record in enumerate(before) if among is None or record.id in among]
    if not any(before[index].id in held for index in fellows):
        return
    adapter.before_moving(unit)
    order = _moved([before[index].id for index in fellows], held, places)
    after, by_id = list(before), {record.id: record for record in before}
    for index, id_ in zip(fellows, order, strict=True):
        after[index] = by_id[id_]
    for position, record in enumerate(after):
        adapter.place(unit, record, position)
    adapter.after_moving(unit, before)


def _moved(rows: Sequence[int], held: Collection[int], places: int) -> list[int]:
    """The same rows with those held moved so many places, as one block where they stand side by side."""
    order, step = list(rows), 1 if places > 0 else -1
    for _ in range(min(abs(places), len(order))):
        for at in range(len(order) - 1, -1, -1) if step > 0 else range(len(order)):
            beside = at + step
            if order[at] in held and 0 <= beside < len(order) and order[beside] not in held:
                order[at], order[beside] = order[beside], order[at]
    return order


def read_yearly(noun: type[Noun], key: str, text: RawCell) -> YearlyCell | None:
    """What was typed into the cell of a year; nothing where `key` is not a year's. Raises KnownTrouble, one sentence."""
    for yearly in noun.YEARLY.values():
        # where plain years hold something else, the key of an amount says that it is one
        named = key.removeprefix("amount ") if yearly.heading else key
        if named[:1].isdigit() and bool(yearly.heading) == (named != key):
            value = read(_YEAR_CELLS[yearly.kind], text)
            return YearlyCell(yearly.kind, FinancialYear.parse(named), value if isinstance(value, Estimate | Decimal | Rating) else None)
    return None


def read_cell(noun: type[Noun], column: Column, text: RawCell) -> Value:
    """What was typed into one cell. Raises KnownTrouble in one sentence that names the column."""
    try:
        if is_error(text):
            raise KnownTrouble(of_error(str(text)))
        return read(column, text)
    except KnownTrouble as trouble:
        if column.required and (text is None or not str(text).strip()):
            raise KnownTrouble(f"{column.heading} is not filled in: every {noun.SINGULAR} needs one") from None
        raise KnownTrouble(f"{column.heading}: {trouble}") from None


def _with_required(adapter: Adapter[Any], values: Mapping[str, Value]) -> dict[str, Value]:
    """What is given of a new row, and what its other required cells hold until an officer says otherwise."""
    noun, given = adapter.noun, dict(values)
    for column in own_columns(noun):
        if not column.required or given.get(column.key) is not None:
            continue
        if column.kind is Kind.CHOICE:
            given[column.key] = adapter.usual(column, given)
        elif column.kind is Kind.REFERENCE and column.field != adapter.parent_key:
            choices = adapter.likely(adapter.choices(column))
            if not choices:
                place = place_words(noun_of(column.refers_to))
                raise KnownTrouble(f"There is nothing to choose for {column.heading} yet: add one under {place} first")
            given[column.key] = choices[0]
        elif column.kind in (Kind.TEXT, Kind.LONG_TEXT):
            taken = adapter.taken(column.key)
            stem = f"New {column.heading.lower() if column.key != 'name' else noun.SINGULAR}"
            given[column.key] = next(name for name in (stem, *(f"{stem} {n}" for n in range(2, len(taken) + 3))) if name not in taken)
    return given


def reference_choices(reader: Reader, noun: type[Noun], column: Column, parent: int) -> tuple[str, ...]:
    """The names a reference may take; read again where a record has changed that they are read from."""
    return kept(reader, ("choices", noun.TABLE, column.key, parent), lambda _: adapter_of(noun, reader, parent).choices(column))


_ADAPTERS: dict[str, type[Adapter[Any]]] = {
    "organisations": OrganisationAdapter,
    "services": ServiceAdapter,
    "cost_lines": CostAdapter,
    "options": OptionAdapter,
    "projects": ProjectAdapter,
    "criteria": CriterionAdapter,
    "cash_flows": FlowAdapter,
    "partners": PartnerAdapter,
    "shares": ShareAdapter,
    "targets": TargetAdapter,
    "budget_gaps": GapAdapter,
    "weekly_caps": WeeklyCapAdapter,
    "checklist_answers": AnswerAdapter,
    "phasings": PhasingAdapter,
    "grant_rounds": RoundAdapter,
    "grant_bids": BidAdapter,
    "scenarios": ScenarioAdapter,
    "actuals": ActualAdapter,
    "reference_values": ReferenceAdapter,
    "papers": PaperAdapter,
    "recommendations": RecommendationAdapter,
    "paper_sections": SectionAdapter,
    "appendices": AppendixAdapter,
    "pictures": PictureAdapter,
    "returns": ReturnAdapter,
    "return_packs": PackAdapter,
    "rag_definitions": DefinitionAdapter,
    "resource_scores": ResourceScoreAdapter,
    "new_councils": NewCouncilAdapter,
    "successions": SuccessionAdapter,
    "opening_positions": OpeningPositionAdapter,
    "spend_lines": SpendAdapter,
    "milestones": MilestoneAdapter,
    "gate_conditions": GateConditionAdapter,
}


def adapter_type(noun: type[Noun]) -> type[Adapter[Any]]:
    """What serves the rows of a noun."""
    return _ADAPTERS.get(noun.TABLE, Adapter)


def adapter_of(noun: type[Noun], reader: Reader, parent: int) -> Adapter[Any]:
    """How a noun's rows under a parent stand in the store, for one piece of work."""
    return adapter_type(noun)(noun, reader, parent)
