"""How a noun's rows stand in the store: values by column key, new rows, and what is checked as one value is set."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, Generic

from db.nouns import noun_of
from db.nouns.case import Case
from db.nouns.noun import MARKING, UNSTATED, BelongsTo, Column, Kind
from db.nouns.records import MarkedRecord
from db.nouns.register import CaseOrganisation
from db.reading import N, Reader
from db.writing import Unit
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.returns import Rating
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.records.amounts import amount_of, estimate_of
from desktop.operations.records.columns import Value, columns_of, told_apart_by, written
from desktop.operations.records.marks import agree_marks, marks_said
from desktop.operations.records.names import Names, compared, link_organisation

#: What a row may have in a financial year.
YearValue = Estimate | Decimal | Rating | None
#: What a field that always has a value has where nothing is said, by its type.
_BLANK: Mapping[str, Value] = {"str": "", "bool": False}


class Adapter(Generic[N]):
    """The rows of one noun under one parent, a paper or a case. This one serves every noun whose columns are fields of its own.

    Serves one piece of work: what it has read of names is not read again.
    """

    def __init__(self, noun: type[N], reader: Reader, parent: int) -> None:
        self.noun, self.reader, self.parent = noun, reader, parent
        self.parent_key = "paper_id" if noun.BELONGS_TO is BelongsTo.PAPER else "case_id"
        self.under: dict[str, Any] = {self.parent_key: parent} if self.parent_key in self.noun.COLUMNS else {}
        self.names = Names(reader, parent)
        self._partners: set[int] = set()
        """Organisations that are partners in the case already."""

    def records(self) -> list[N]:
        """The records under the parent, in order."""
        return self.reader.all(self.noun, **self.under)

    def values(self, record: N) -> dict[str, Value]:
        """A record's values by column key."""
        fields = vars(record)
        return {key: self._shown(column, fields) for key, column in _kept_columns(self.noun.TABLE).items()}

    def _shown(self, column: Column, fields: Mapping[str, Any]) -> Value:
        value = fields[column.field]
        if column.kind is Kind.REFERENCE:
            for field, table in _referred(self.noun.TABLE, column.key).items():
                if fields[field] is not None:
                    return self.names.name(table, fields[field])
            return None
        if column.kind is Kind.ESTIMATE:
            return estimate_of(value)
        if column.kind is Kind.YEAR and value is not None:
            return FinancialYear(value)
        # a blank text is nothing
        shown: Value = None if value == "" else value
        return shown

    def choices(self, column: Column) -> tuple[str, ...]:
        """The names a reference may take, those of the case first."""
        tables = _referred(self.noun.TABLE, column.key).values()
        return tuple(dict.fromkeys(name for table in tables for name in (*self._nearest(table), *self.names.ids(table))))

    def _nearest(self, table: str) -> Iterable[str]:
        """The names of a table that are likely to be meant, before all others."""
        if table != "organisations":
            return ()
        partners = self.reader.column(CaseOrganisation, "organisation_id", case_id=self.parent)
        return (self.names.name(table, partner) for partner in partners)

    def known(self, given: Mapping[str, Value]) -> N | None:
        """The record of the register that a new row is of; nothing where it is new there."""
        return None

    def joining(self, record: N, values: Mapping[str, Value]) -> dict[str, Value]:
        """What a record of the register takes of a new row as it joins the case: what it had blank.

        Raises KnownTrouble where the case has it already, and where other cases would see something else in it.
        """
        if any(vars(each)["id"] == vars(record)["id"] for each in self.records()):
            raise self.already(record)
        held, columns = self.values(record), {column.key: column for column in columns_of(self.noun)}
        for key, value in values.items():
            if value is not None and held[key] not in (None, value) and key not in told_apart_by(self.noun):
                said = f"{columns[key].heading} {written(held[key])}"
                raise KnownTrouble(
                    f"‘{vars(record)['name']}’ is in the register with {said}: leave that blank, and change it once it is here"
                )
        return {key: value for key, value in values.items() if value is not None and held[key] is None}

    def placed(self, given: Mapping[str, Value]) -> dict[str, Any]:
        """The fields that say where a new record stands: at the end of its parent."""
        if "position" not in self.noun.COLUMNS:
            return dict(self.under)
        return self.under | {"position": after_last(self.reader.column(self.noun, "position", **self.under))}

    def completed(self, given: Mapping[str, Value]) -> dict[str, Value]:
        """What is given of a new row, with what follows from the rows there are."""
        return dict(given)

    def new(self, unit: Unit, given: Mapping[str, Value], placed: Mapping[str, Any]) -> N:
        """A new record, not added yet. What is blank is the column's default."""
        fields = dict(placed)
        plain = type(self).fields is Adapter.fields  # what is blank is then the noun's own default, and half of a row mostly is
        for column in columns_of(self.noun):
            value = given.get(column.key)
            value = column.when_blank if value is None else value
            if value is not None or not plain or column.default is UNSTATED or column.key in MARKING:
                fields |= self.fields(unit, column.key, value)
        if issubclass(self.noun, MarkedRecord):
            agree_marks(fields)
        return self.noun(**fields)

    def fields(self, unit: Unit, key: str, value: Value) -> dict[str, Any]:
        """The fields of a record that keep one value, already read. An organisation that is named becomes a partner in the case."""
        column = _kept_columns(self.noun.TABLE).get(key)
        if column is None:
            return {}
        if column.kind is not Kind.REFERENCE:
            return {column.field: _kept(column, value)}
        referred = _referred(self.noun.TABLE, key)
        fields: dict[str, Any] = dict.fromkeys(referred)
        if value:
            table, id_ = self.names.find(referred.values(), value)
            fields[next(field for field, other in referred.items() if other == table)] = id_
            if table == "organisations":
                self.link(unit, id_)
        return fields

    def link(self, unit: Unit, organisation: int) -> None:
        """Make an organisation a partner in the case."""
        if organisation not in self._partners:
            link_organisation(unit, self.parent, organisation)
            self._partners.add(organisation)

    def changes(self, unit: Unit, record: N, key: str, value: Value) -> dict[str, Any]:
        """The fields of a record that change with one value, already read. What other records have to change is changed."""
        changes = self.fields(unit, key, value)
        return marks_said(record, key, changes[key]) if isinstance(record, MarkedRecord) and key in MARKING else changes

    def check_name(self, record: N, keys: Collection[str]) -> None:
        """Raises KnownTrouble where another record has the name of this one but for capitals, spaces or the Unicode form of its letters."""
        if "name" not in keys or not self.noun.UNIQUE or {*self.noun.UNIQUE[0]} not in ({"name"}, {"case_id", "name"}):
            return
        under = self.under if "case_id" in self.noun.UNIQUE[0] else {}
        ids, names = (self.reader.column(self.noun, field, **under) for field in ("id", "name"))
        name = compared(str(vars(record)["name"]))
        if any(compared(str(other)) == name for id_, other in zip(ids, names, strict=True) if id_ != vars(record)["id"]):
            raise self.already(record)

    def check(self, record: N, keys: Collection[str]) -> None:
        """Raises KnownTrouble where a record would be what none may be, with the values of these columns."""

    def changed(self, unit: Unit, before: N, record: N) -> None:
        """What else is written once a record is changed."""

    def added(self, unit: Unit, record: N, given: Mapping[str, Value]) -> None:
        """What else is written once a new row has its id."""

    def taken(self, key: str) -> set[str]:
        """The names that a new row may not have."""
        return set(self.reader.column(self.noun, _kept_columns(self.noun.TABLE)[key].field, **self.under))

    def likely(self, choices: tuple[str, ...]) -> tuple[str, ...]:
        """The names a new row may refer to, the one that is most likely meant first."""
        return choices

    def usual(self, column: Column, given: Mapping[str, Value]) -> str:
        """What a required choice of a new row is until an officer says otherwise; `given` holds what is said so far."""
        return column.choices[0]

    def already(self, record: N) -> KnownTrouble:
        """What is said where a row would be there twice."""
        fields, unique = vars(record), self.noun.UNIQUE[0]
        name = next((fields[field] for field in unique if isinstance(fields[field], str)), "")
        if {self.parent_key, "organisation_id"} <= set(unique):
            return KnownTrouble(f"{self.organisation(record)} has ‘{name}’ already: change that one, or choose another name")
        article = "an" if self.noun.SINGULAR[0] in "aeiou" else "a"
        return KnownTrouble(f"There is {article} {self.noun.SINGULAR} named ‘{name}’ already: choose another name")

    def organisation(self, record: N) -> str:
        """The organisation of a record in a sentence."""
        organisation: int | None = vars(record)["organisation_id"]
        return self.names.name("organisations", organisation) if organisation is not None else "all together"

    def place(self, unit: Unit, record: N, position: int) -> None:
        """Put a row at a place among its fellows."""
        unit.change(record, position=position)

    def before_moving(self, unit: Unit) -> None:
        """What is seen to before rows change places."""

    def after_moving(self, unit: Unit, before: Sequence[N]) -> None:
        """What is seen to once rows have changed places; `before` are those that have, as they stood."""

    def before_deleting(self, unit: Unit, record: N) -> None:
        """What is seen to before a row goes."""

    def is_elsewhere(self, row: int) -> bool:
        """Whether another case has this row too."""
        return False

    def leave(self, unit: Unit, row: int) -> None:
        """Take a row out of the case and leave it in the register."""

    def change_year(self, unit: Unit, row: int, kind: Kind, year: FinancialYear, value: YearValue) -> None:
        """Set or clear what a row has in one year.

        Raises KnownTrouble where the row is no longer there, or the year is outside the case; KeyError where rows have nothing of this
        kind by year.
        """
        field = {yearly.kind: yearly.field for yearly in self.noun.YEARLY.values()}[kind]
        if not unit.exists(self.noun, id=row):
            raise self.gone()
        self.check_years((year,))
        unit.change_year(self.noun, row, field, year.start, amount_of(value) if isinstance(value, Estimate) else value)

    def check_years(self, years: Iterable[FinancialYear]) -> None:
        """Raises KnownTrouble for a year that the case does not look at, where no other may be recorded."""
        if not self.noun.ANY_YEAR and self.parent_key in self.noun.COLUMNS:
            case = self.reader.get(Case, self.parent)
            for year in years:
                refuse_outside(year, case)

    def gone(self) -> KnownTrouble:
        """What is said of a row that is no longer there."""
        return KnownTrouble(f"That {self.noun.SINGULAR} is no longer there: undo its deletion first")


@cache
def _kept_columns(table: str) -> Mapping[str, Column]:
    """The columns of a noun's sheet that its own fields keep, by their keys; the reference to its parent is none of them."""
    noun = noun_of(table)
    parent = "paper_id" if noun.BELONGS_TO is BelongsTo.PAPER else "case_id"
    return {each.key: each for each in noun.sheet_columns() if each.field in noun.COLUMNS and each.field != parent}


@cache
def _referred(table: str, key: str) -> Mapping[str, str]:
    """The fields that a reference of a noun's sheet may fill, each with the table it leads to; none where it is no field's."""
    column = _kept_columns(table).get(key)
    if column is None:
        return {}
    beside = {each.field: each.refers_to for each in noun_of(table).COLUMNS.values() if each.beside == column.field}
    return {column.field: column.refers_to} | beside


def _kept(column: Column, value: Value) -> object:
    """One value, already read, as its field keeps it."""
    if isinstance(value, Estimate):
        return amount_of(value)
    if value is None and not column.nullable:
        return _BLANK.get(column.type)
    return value.start if isinstance(value, FinancialYear) else value


def after_last(positions: Iterable[int]) -> int:
    """The place after all of these."""
    return max(positions, default=-1) + 1


def refuse_outside(year: FinancialYear, case: Case) -> None:
    """Raises KnownTrouble for a year that a case does not look at."""
    if not 0 <= year.start - case.base_year < case.horizon:
        raise KnownTrouble(
            f"{year} is outside the case, which runs from {FinancialYear(case.base_year)} to "
            f"{FinancialYear(case.base_year + case.horizon - 1)}: type it in one of those years, or change the horizon"
        )
