from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Store


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    return tmp_path / "depots.appraisal"


@pytest.fixture
def store(store_path: Path) -> Iterator[Store]:
    """A new, empty store."""
    made = Store.create(store_path)
    yield made
    made.close()
