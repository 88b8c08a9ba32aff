"""The nouns agree with the schema that the migrations make, and a noun that says too little does not import."""

from __future__ import annotations

import datetime
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal

import pytest

from db.migrations import migrate
from db.nouns import ALL, LINKS, OF_THE_FILE, SHEETS, noun_of
from db.nouns.case import Case
from db.nouns.delivery import Risk
from db.nouns.money import CashFlow
from db.nouns.noun import UNSTATED, Column, Kind, Link, Noun, Seen, Yearly, column
from db.nouns.partners import Capability
from db.nouns.records import WITHHELD_AS, MarkedRecord, Record
from db.nouns.returns import Return
from db.nouns.values import NOT_KNOWN, Amount, AmountKind
from db.writing import Unit

#: Tables of the audit trail, which is written by triggers, and of the store's own id: no nouns.
_NO_NOUNS = {"units", "changes", "store"}
_STORED = {"str": "TEXT", "bytes": "TEXT", "Decimal": "TEXT", "datetime.date": "TEXT", "int": "INTEGER", "bool": "INTEGER"}
#: The cells of an amount as a table has them: type, NOT NULL, default.
_OF_AMOUNT = {
    "kind": ("TEXT", True, "''"),
    "low": ("INTEGER", False, None),
    "central": ("INTEGER", False, None),
    "high": ("INTEGER", False, None),
    "approximate": ("INTEGER", True, "0"),
}
#: What a table takes where nothing is said of it, and a noun asks for all the same.
_ASKED_ALL_THE_SAME = {
    ("cash_flows", "kind"), ("shares", "applies_to"), ("shares", "shared_by"), ("budget_gaps", "fund"),
}  # fmt: skip
#: A column that a table must be told and a record has a default for.
_NOT_THE_TABLES = {("cases", "horizon")}

#: A value of each type that a field may have.
_SOME = {
    "str": "some", "bytes": b"\0\xff", "int": 3, "bool": True, "Decimal": Decimal("1.50"), "date": datetime.date(2011, 10, 31),
    "datetime.date": datetime.date(2011, 10, 31), "Amount": NOT_KNOWN,
}  # fmt: skip


@pytest.fixture(scope="module")
def schema() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    yield connection
    connection.close()


def _tables(schema: sqlite3.Connection) -> set[str]:
    return {name for (name,) in schema.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")}


def _sql(schema: sqlite3.Connection, table: str) -> str:
    (text,) = schema.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    return str(text)


def _info(schema: sqlite3.Connection, table: str) -> dict[str, tuple[str, bool, str | None]]:
    return {
        name: (kind, bool(not_null), default) for _, name, kind, not_null, default, *_ in schema.execute(f"PRAGMA table_xinfo({table})")
    }


def _references(schema: sqlite3.Connection, table: str) -> dict[str, tuple[str, str]]:
    return {row[3]: (row[2], row[6]) for row in schema.execute(f"PRAGMA foreign_key_list({table})")}


def _unique(schema: sqlite3.Connection, table: str) -> set[tuple[str, ...]]:
    indexes = [name for _, name, unique, origin, _ in schema.execute(f"PRAGMA index_list({table})") if unique and origin == "u"]
    return {tuple(row[2] for row in schema.execute(f"PRAGMA index_info({index})")) for index in indexes}


def _choices(schema: sqlite3.Connection, table: str, cell: str) -> set[str] | None:
    """What a CHECK lets a text be; None where any text may stand."""
    listed = re.search(rf"CHECK \({cell} IN \(('[^)]*')\)\)", _sql(schema, table))
    return None if listed is None else set(re.findall(r"'([^']*)'", listed[1]))


def _stored(value: object) -> str | None:
    """A default as SQL writes it."""
    match value:
        case None:
            return None
        case bool() | int():
            return str(int(value))
        case bytes():
            return f"'{value.decode()}'"
        case _:
            return f"'{value}'"


def _cells_of(each: Column) -> dict[str, tuple[str, bool, str | object | None]]:
    """The columns of a table that a field asks for: type, NOT NULL, default."""
    if each.type == "Amount":
        return {f"{each.field}_{name}": told for name, told in _OF_AMOUNT.items()}
    return {each.field: (_STORED[each.type], not each.nullable, UNSTATED if each.default is UNSTATED else _stored(each.default))}


@pytest.mark.parametrize("table", ALL)
def test_a_noun_is_its_table(schema: sqlite3.Connection, table: str) -> None:
    noun, info = noun_of(table), _info(schema, table)
    cells = {cell: told for each in noun.COLUMNS.values() for cell, told in _cells_of(each).items()}
    assert cells.keys() == info.keys()
    assert [cell for each in noun.COLUMNS.values() for cell in each.cells] == list(cells)
    for cell, (kind, not_null, default) in cells.items():
        if cell == "id":
            continue
        stored_kind, stored_not_null, stored_default = info[cell]
        assert (stored_kind, stored_not_null) == (kind, not_null), cell
        if default is UNSTATED:
            assert stored_default is None or (table, cell) in _ASKED_ALL_THE_SAME, cell
        elif (table, cell) not in _NOT_THE_TABLES:
            assert stored_default == default, cell


@pytest.mark.parametrize("table", ALL)
def test_references_and_unique_sets_are_the_tables(schema: sqlite3.Connection, table: str) -> None:
    noun = noun_of(table)
    declared = {each.field: (each.refers_to, each.on_delete) for each in noun.COLUMNS.values() if each.refers_to}
    assert declared == _references(schema, table)
    assert set(noun.UNIQUE) == _unique(schema, table)
    for each in noun.ELSEWHERE.values():
        assert each.refers_to == "" or each.refers_to in ALL


@pytest.mark.parametrize("table", ALL)
def test_choices_are_those_of_the_check(schema: sqlite3.Connection, table: str) -> None:
    for each in noun_of(table).COLUMNS.values():
        listed = _choices(schema, table, each.field) if each.type == "str" else None
        if listed is not None:
            assert set(each.choices) | ({""} if each.default == "" else set()) == listed or each.field == "price_base", each.field


def _years() -> Iterator[tuple[type[Noun], Yearly]]:
    for table in ALL:
        for rows in noun_of(table).YEARLY.values():
            yield noun_of(table), rows


@pytest.mark.parametrize(("noun", "rows"), [*_years()], ids=lambda each: getattr(each, "table", ""))
def test_what_is_yearly_is_kept_in_a_table_of_its_own(schema: sqlite3.Connection, noun: type[Noun], rows: Yearly) -> None:
    assert list(_info(schema, rows.table)) == ["id", rows.link, "year", *rows.cells]
    assert _references(schema, rows.table) == {rows.link: (noun.TABLE, "CASCADE")}
    assert _unique(schema, rows.table) == {(rows.link, "year")}
    assert noun_of(rows.table) is noun


def test_every_table_is_a_nouns(schema: sqlite3.Connection) -> None:
    assert {*ALL, *(rows.table for _, rows in _years())} | _NO_NOUNS == _tables(schema)
    assert [noun_of(table).TABLE for table in ALL] == list(ALL)
    assert all(noun_of(table).SHEET for table in SHEETS)
    assert not any(noun_of(table).SHEET for table in (*LINKS, *OF_THE_FILE))


def test_a_sheet_refers_only_to_those_before_it() -> None:
    for place, table in enumerate(SHEETS):
        noun = noun_of(table)
        referred = {each.refers_to for each in noun.sheet_columns() if each.refers_to}
        # a paper names the paper in which its body is written, which an import says once every paper is there
        itself = {table} if table == "papers" else set()
        assert referred <= {*SHEETS[:place], *itself}, table


@pytest.mark.parametrize("table", ALL)
def test_a_noun_names_fields_of_its_own(table: str) -> None:
    noun = noun_of(table)
    named = {*noun.NAMED_BY, *noun.KEPT, *noun.KEPT_WITH_NAME, *(field for fields in noun.UNIQUE for field in fields)}
    named |= {noun.SAYS_WITHHELD, noun.PART_OF} - {""}
    named |= {each.beside for each in noun.COLUMNS.values()} - {""}
    assert named <= noun.COLUMNS.keys()
    assert issubclass(noun, MarkedRecord) == (noun.SEEN is Seen.MARKED)
    assert noun.NAMED_BY or noun.PART_OF, "the trail has nothing to call it by"


@pytest.mark.parametrize("table", ALL)
def test_what_stands_where_nothing_is_chosen_is_a_choice(table: str) -> None:
    for each in noun_of(table).COLUMNS.values():
        if each.choices:
            assert {each.default, each.offered, each.instead} <= {*each.choices, "", UNSTATED}, each.field


def test_who_may_see_it_must_be_said() -> None:
    with pytest.raises(TypeError, match="seen"):
        type("Silent", (Record,), {"__annotations__": {"name": "str"}, "name": column("Name")}, table="silent")


def test_a_field_has_a_column() -> None:
    with pytest.raises(TypeError, match="without a column"):
        type("Bare", (Record,), {"__annotations__": {"name": "str"}}, table="bare", seen=Seen.OPEN)


def test_nothing_but_the_standard_library_is_imported() -> None:
    """And of the nouns only the subject that is asked for."""
    script = "import sys; before = set(sys.modules); import db.nouns; db.nouns.noun_of('risks'); print(*(set(sys.modules) - before))"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(told.stdout.split())
    assert {name for name in loaded if name.startswith("db")} == {
        "db", "db.nouns", "db.nouns.noun", "db.nouns.records", "db.nouns.values", "db.nouns.delivery",
    }  # fmt: skip
    assert {name.split(".")[0] for name in loaded} - {"db"} <= sys.stdlib_module_names


def test_a_record_is_what_was_given_and_the_defaults() -> None:
    risk = Risk(case_id=1, name="Delay")
    assert (risk.name, risk.likelihood, risk.basis, risk.withheld, risk.id, risk.name_public) == ("Delay", "", "reported", "", 0, False)
    assert repr(risk) == "Risk(case_id=1, name='Delay')"
    assert Return(case_id=1).ratings == {}
    assert (
        CashFlow(case_id=1, option_id=2, line="ICT", kind="cost", amounts={2011: Amount(AmountKind.AT_MOST, high=5)}).amounts[2011].high
        == 5
    )


def test_a_record_never_changes() -> None:
    risk = Risk(case_id=1, name="Delay")
    for field in ("name", "colour"):
        with pytest.raises(AttributeError, match="never changes"):
            setattr(risk, field, "Cost")
        with pytest.raises(AttributeError, match="never goes"):
            delattr(risk, field)
    later = risk.but(name="Cost", id=7)
    assert (later.name, later.id, later.case_id, risk.name) == ("Cost", 7, 1, "Delay")


def test_records_alike_are_equal() -> None:
    first, second = Capability(case_id=1, name="Governance", held=True), Capability(case_id=1, name="Governance", held=True)
    assert first == second
    assert hash(first) == hash(second)
    assert first != second.but(held=None)
    assert first != Risk(case_id=1, name="Governance")
    rated = Return(case_id=1, ratings={2011: "G"})
    assert rated == Return(case_id=1, ratings={2011: "G"})
    assert rated != Return(case_id=1, ratings={2011: "A"})
    assert len({rated, Return(case_id=1, ratings={2011: "G"})}) == 1


def test_a_record_takes_its_own_fields_and_all_it_needs() -> None:
    noun: type[Noun] = noun_of("risks")
    with pytest.raises(TypeError, match="colour"):
        noun(case_id=1, name="Delay", colour="red")
    with pytest.raises(TypeError, match="name"):
        noun(case_id=1)
    with pytest.raises(TypeError, match="colour"):
        noun(case_id=1, name="Delay").but(colour="red")


def test_a_noun_of_a_noun_has_the_fields_of_both() -> None:
    class Hazard(Risk, table="hazards", seen=Seen.MARKED, named_by=("name",)):
        reported_on: datetime.date | None = column("Reported on", Kind.DATE, default=None)
        cost: Decimal | None = column("Cost", Kind.NUMBER, default=None, at_least=0)

    hazard = Hazard(case_id=1, name="Ice", control="Grit", reported_on=datetime.date(2011, 1, 5))
    assert (hazard.control, hazard.reported_on, hazard.cost) == ("Grit", datetime.date(2011, 1, 5), None)
    assert [*Hazard.COLUMNS][-2:] == ["reported_on", "cost"]
    assert (Hazard.COLUMNS["cost"].type, Hazard.COLUMNS["cost"].nullable, Hazard.COLUMNS["cost"].required) == ("Decimal", True, False)
    assert "cost" not in Risk.COLUMNS


def test_what_hangs_on_a_record_is_closed_with_it_unless_declared() -> None:
    assert column(refers_to="options", default=None) == Column(default=None, refers_to="options", link=Link.PART)
    assert WITHHELD_AS == ("exempt", "confidential")


@pytest.fixture(scope="module")
def unit() -> Iterator[Unit]:
    """A unit of work that takes any record: what it may not hold beside another is not what is asked here."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("INSERT INTO units (at, login, label) VALUES ('', '', '')")
    yield Unit(connection, {})
    connection.close()


@pytest.mark.parametrize("table", ALL)
def test_a_record_that_is_added_reads_as_it_was_given(unit: Unit, table: str) -> None:
    noun: type[Noun] = noun_of(table)
    given = noun(**{each.field: _SOME[each.type] for each in noun.COLUMNS.values()})
    assert unit.add(given) == given
    assert unit.all(noun) == [given]
    with pytest.raises(ValueError, match="validation error"):
        unit.add(given.but(id="8"))
    assert unit.all(noun) == [given]


def test_a_value_that_is_not_of_its_fields_type_is_refused_as_one_cell_changes(unit: Unit) -> None:
    case = unit.add(Case(title="One", base_year=2011))
    risk = unit.add(Risk(case_id=case.id, name="It rains"))
    for field, wrong in (("name", 3), ("name", None), ("position", "3"), ("position", True), ("name_public", 1), ("likelihood", b"high")):
        with pytest.raises(TypeError, match=field):
            unit.change(risk, **{field: wrong})
    assert unit.get(Risk, risk.id) == risk
