"""Names of records: those of ids, and the ids of names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from db.nouns import noun_of
from db.nouns.register import CaseOrganisation
from db.reading import Reader
from db.writing import Unit
from desktop.errors import KnownTrouble
from desktop.operations.records.places import place_words


def compared(name: str) -> str:
    """A name as names are compared: without regard to capitals, runs of spaces and the Unicode form of its letters."""
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


class Names:
    """What records are called by whatever refers to them. Each table is read once, when the first of its names is asked for."""

    def __init__(self, reader: Reader, case: int) -> None:
        self._reader, self._case = reader, case
        self._values: dict[tuple[str, str], Mapping[int, Any]] = {}
        self._ids: dict[str, Mapping[str, int]] = {}

    def name(self, table: str, id_: int) -> str:
        """What a record is called. Raises KeyError where there is none of this id."""
        return str(self.value(table, _name_field(table), id_))

    def by_id(self, table: str) -> Mapping[int, str]:
        """What the records of a table are called, by id."""
        return self._values_of(table, _name_field(table))

    def value(self, table: str, field: str, id_: int) -> Any:
        """One field of a record, kept in one cell. Raises KeyError where there is none of this id."""
        return self._values_of(table, field)[id_]

    def _values_of(self, table: str, field: str) -> Mapping[int, Any]:
        key = table, field
        if key not in self._values:
            self._values[key] = dict(self._reader.rows(f"SELECT id, {field} FROM {table}"))
        return self._values[key]

    def ids(self, table: str) -> Mapping[str, int]:
        """The records of the case, or of the register, by what they are called, in their order."""
        if table not in self._ids:
            noun = noun_of(table)
            of_case: dict[str, Any] = {"case_id": self._case} if "case_id" in noun.COLUMNS else {}
            names, ids = (self._reader.column(noun, field, **of_case) for field in (_name_field(table), "id"))
            self._ids[table] = dict(zip(names, ids, strict=True))
        return self._ids[table]

    def find(self, tables: Iterable[str], name: object) -> tuple[str, int]:
        """The first of these tables with a record of this name, and its id. Raises KnownTrouble where none has one."""
        for table in tables:
            if (id_ := self.ids(table).get(str(name))) is not None:
                return table, id_
        raise not_there(tables, name)


def _name_field(table: str) -> str:
    return noun_of(table).NAMED_BY[0]


def not_there(tables: Iterable[str], name: object) -> KnownTrouble:
    """What is said of a name that no record of these tables has."""
    first, *others = tables
    kinds = " or ".join(noun_of(table).SINGULAR for table in (first, *others))
    place = place_words(noun_of(first))
    remedy = f"type one that is under {place}" if others else f"add it under {place} first"
    return KnownTrouble(f"There is no {kinds} named ‘{name}’: {remedy}")


def link_organisation(unit: Unit, case: int, organisation: int) -> None:
    """Make an organisation a partner in a case, once."""
    if not unit.exists(CaseOrganisation, case_id=case, organisation_id=organisation):
        unit.add(CaseOrganisation(case_id=case, organisation_id=organisation))
