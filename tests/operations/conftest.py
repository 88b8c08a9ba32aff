from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Store
from tests.operations.grounds import imported, sheets


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "grounds.appraisal"
    Store.create(path).close()
    return path


@pytest.fixture
def store(empty_file: Path, tmp_path: Path) -> Iterator[Store]:
    """An empty store of one test's own."""
    shutil.copy(empty_file, tmp_path)
    opened = Store.open(tmp_path / empty_file.name)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the made-up case alone, to be copied."""
    folder = tmp_path_factory.mktemp("grounds")
    made = Store.create(folder / "grounds.appraisal")
    imported(made, sheets(), folder)
    made.close()
    return made.path


@pytest.fixture
def filled(filled_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A store of one test's own that holds the made-up case alone."""
    path = tmp_path / "filled.appraisal"
    shutil.copy(filled_file, path)
    opened = Store.open(path)
    yield opened
    opened.close()
