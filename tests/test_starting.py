"""Collections of the program as it runs: none looks through again what an earlier one has looked through."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from desktop.collecting import _set_apart, collect_briefly
from desktop.starting import collect_all


class _Ring:
    """An object that holds itself, so that only a collection finds that it is not used."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def briefly() -> Iterator[None]:
    """Collections as they are in the program, and as they were afterwards."""
    collect_briefly()
    collect_briefly()
    assert gc.callbacks.count(_set_apart) == 1
    yield
    gc.callbacks.remove(_set_apart)
    gc.unfreeze()


@pytest.mark.usefixtures("briefly")
def test_what_outlives_a_collection_is_left_out_of_the_next() -> None:
    gc.collect()
    held = [[each] for each in range(5_000)]
    made_since = len(gc.get_objects())
    assert 5_000 <= made_since < 20_000
    gc.collect()
    assert len(gc.get_objects()) < 1_000
    assert len(held) == 5_000
    unused = weakref.ref(_Ring())
    gc.collect()
    assert unused() is None


@pytest.mark.usefixtures("briefly")
def test_rings_that_outlived_a_collection_go_once_the_officer_turns_to_another_program() -> None:
    ring = _Ring()
    found = weakref.ref(ring)
    gc.collect()
    del ring
    gc.collect()
    collect_all(Qt.ApplicationState.ApplicationActive)
    assert found() is not None
    collect_all(Qt.ApplicationState.ApplicationInactive)
    assert found() is None
    assert len(gc.get_objects()) < 1_000
