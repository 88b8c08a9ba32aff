"""A store of every released schema opens, and holds what it held."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from db import migrations, trail
from db.store import Store
from tests.db.filled import dump

VERSIONS = range(1, migrations.LATEST + 1)


@pytest.fixture
def released(repository: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A copy of the kept store of one version."""
    path = tmp_path / "released.appraisal"
    shutil.copy(repository / "tests" / "stores" / f"version-{request.param}.appraisal", path)
    return path


def test_a_store_of_every_version_is_kept(repository: Path) -> None:
    kept = sorted(path.name for path in (repository / "tests" / "stores").glob("*.appraisal"))
    assert kept == [f"version-{version}.appraisal" for version in VERSIONS]


@pytest.mark.parametrize("released", VERSIONS, indirect=True)
def test_a_kept_store_is_of_its_version(released: Path) -> None:
    connection = sqlite3.connect(released)
    assert connection.execute("PRAGMA user_version").fetchone()[0] in VERSIONS
    assert connection.execute("PRAGMA application_id").fetchone() == (migrations.APPLICATION_ID,)
    connection.close()


@pytest.mark.parametrize("released", VERSIONS, indirect=True)
def test_a_kept_store_opens_and_its_trail_still_runs(released: Path) -> None:
    store = Store.open(released)
    try:
        held = dump(store)
        assert [len(held[table]) for table in ("cases", "options", "papers")] == [1, 4, 1]
        assert len(held["scores"]) == 56
        assert store.check() == []
        assert trail.undo(store) is not None
        assert not any(dump(store).values())
        assert trail.redo(store) is not None
        assert dump(store) == held
    finally:
        store.close()
