"""What each migration makes is fixed, and a store of every released schema opens, and holds what it held."""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import migrations, trail
from db.nouns import noun_of
from db.nouns.register import KINDS
from db.schema_1 import SCHEMA_1
from db.schema_2 import IMAGES_GAIN
from db.store import Store
from tests.db.filled import dump

VERSIONS = range(1, migrations.LATEST + 1)
#: The texts of migrations that were given out, each with its SHA-256: whoever edits one makes stores that no other version opens.
_FROZEN = {1: (SCHEMA_1, "7303d3420a8c8d2fc6a70d2c585d98fc6a96a8d9a01339ae567fde96014b085f")}


@pytest.fixture
def in_memory() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    yield connection
    connection.close()


@pytest.mark.parametrize("version", _FROZEN)
def test_a_migration_that_was_given_out_is_never_edited(version: int) -> None:
    text, digest = _FROZEN[version]
    assert hashlib.sha256(text.encode()).hexdigest() == digest


def test_every_version_has_the_digest_of_what_its_migrations_make(in_memory: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(migrations.SCHEMA_DIGESTS) == list(VERSIONS)
    every = migrations.MIGRATIONS
    for version in VERSIONS:
        monkeypatch.setattr(migrations, "MIGRATIONS", every[:version])
        migrations.migrate(in_memory)
        assert in_memory.execute("PRAGMA user_version").fetchone() == (version,)
        assert migrations.schema_digest(in_memory) == migrations.SCHEMA_DIGESTS[version]


def test_a_table_of_a_later_migration_writes_its_changes_as_those_of_the_first_do(in_memory: sqlite3.Connection) -> None:
    migrations.migrate(in_memory)
    triggers = in_memory.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for table in {table for table, _, _ in triggers}:
        made = {sql for of_table, _, sql in triggers if of_table == table}
        assert set(migrations.change_triggers(in_memory, table)) == made, table


@pytest.fixture
def released(repository: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A copy of the kept store of one version."""
    path = tmp_path / f"version-{request.param}.appraisal"
    shutil.copy(repository / "tests" / "stores" / path.name, path)
    return path


def test_a_store_of_every_version_is_kept(repository: Path) -> None:
    kept = sorted(path.name for path in (repository / "tests" / "stores").glob("version-*.appraisal"))
    assert kept == [f"version-{version}.appraisal" for version in VERSIONS]


@pytest.mark.parametrize("released", VERSIONS, indirect=True)
def test_a_kept_store_is_of_its_version(released: Path) -> None:
    connection = sqlite3.connect(released)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    assert released.stem == f"version-{version}"
    assert migrations.schema_digest(connection) == migrations.SCHEMA_DIGESTS[version]
    assert connection.execute("PRAGMA application_id").fetchone() == (migrations.APPLICATION_ID,)
    connection.close()


@pytest.mark.parametrize("released", [2], indirect=True)
def test_what_schema_2_is_new_with_is_filled_in_its_store(released: Path) -> None:
    fields = {table: re.findall(r'"(\w+)":', gained) for table, gained in IMAGES_GAIN.items()}
    fields |= {
        table: [*noun_of(table).__annotations__] for table in ("phasings", "scenarios", "actuals", "reference_values", "house_styles")
    }
    fields |= {table: [*noun_of(table).__annotations__] for table in ("pictures", "picture_files", "appendix_files")}
    store = Store.open(released)
    try:
        reader = store.reader()
        for table, names in fields.items():
            for name in {*names} - {"owner", "project", "project_id", "name_public"}:
                assert any(vars(record)[name] for record in reader.all(noun_of(table))), f"{table}.{name}"
        assert {kind for (kind,) in reader.rows("SELECT kind FROM organisations")} >= {*KINDS}
        assert trail.redo_step(reader) is not None
    finally:
        store.close()


@pytest.mark.parametrize("released", VERSIONS, indirect=True)
def test_a_kept_store_opens_and_its_trail_still_runs(released: Path) -> None:
    store = Store.open(released)
    try:
        held = dump(store)
        # that of version 2 has a paper whose body is written in the other
        papers = 1 if released.stem == "version-1" else 2
        assert [len(held[table]) for table in ("cases", "options", "papers")] == [1, 4, papers]
        assert len(held["scores"]) == 56
        assert store.check() == []
        steps = 0
        while trail.undo(store) is not None:
            steps += 1
        assert not any(dump(store).values())
        for _ in range(steps):
            assert trail.redo(store) is not None
        assert dump(store) == held
    finally:
        store.close()
