from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Store
from tests.operations.grounds import imported, sheets


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new, empty store."""
    made = Store.create(tmp_path / "grounds.appraisal")
    yield made
    made.close()


@pytest.fixture
def filled(store: Store, tmp_path: Path) -> Store:
    """A store that holds the made-up case alone."""
    imported(store, sheets(), tmp_path)
    return store
