"""Files that are as they were when they were last closed are not checked again; every other one is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from db.nouns.case import Case
from desktop.errors import KnownTrouble
from desktop.operations.store.clean_closes import CleanCloses
from desktop.operations.store.files import opened


@pytest.fixture
def file(tmp_path: Path, made_sample: Callable[[str], Path]) -> Path:
    """A store of the officer's own."""
    path = tmp_path / "hub.appraisal"
    shutil.copy(made_sample("back-office-hub"), path)
    return path


def steps(file: Path, closes: CleanCloses) -> list[float]:
    """What the check of a file said of how far it was; nothing where there was none."""
    shares: list[float] = []
    with opened(file, closes, shares.append):
        pass
    return shares


def test_a_file_as_it_was_closed_is_checked_once(file: Path, tmp_path: Path) -> None:
    closes = CleanCloses(tmp_path / "own" / "Closed")
    assert steps(file, closes)
    assert steps(file, closes) == []
    (kept,) = (tmp_path / "own" / "Closed").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700


def test_a_change_that_was_backed_up_is_known_at_close_and_one_that_was_not_is_checked(file: Path, tmp_path: Path) -> None:
    closes = CleanCloses(tmp_path / "Closed")
    steps(file, closes)
    with opened(file, closes) as store, store.unit_of_work("change") as unit:
        unit.change(unit.all(Case)[0], title="second")
    assert steps(file, closes)
    with opened(file, closes) as store:
        with store.unit_of_work("change") as unit:
            unit.change(unit.all(Case)[0], title="third")
        store.back_up(tmp_path / "backup.appraisal")
    assert steps(file, closes) == []


def test_one_flipped_bit_anywhere_has_the_file_checked(file: Path, tmp_path: Path) -> None:
    closes = CleanCloses(tmp_path / "Closed")
    steps(file, closes)
    whole = bytearray(file.read_bytes())
    at = whole.index(b"Back office hub")
    whole[at] ^= 1
    file.write_bytes(whole)
    with pytest.raises(KnownTrouble, match="is damaged"):
        steps(file, closes)


@pytest.mark.parametrize("digest", [b"", b"0" * 63, b"\xff" * 64, b"../../" * 10, "ß".encode() * 32])
def test_a_digest_that_cannot_be_read_has_the_file_checked(file: Path, tmp_path: Path, digest: bytes) -> None:
    closes = CleanCloses(tmp_path / "Closed")
    steps(file, closes)
    (kept,) = (tmp_path / "Closed").iterdir()
    kept.write_bytes(digest)
    assert steps(file, closes)
    assert steps(file, closes) == []


def test_a_digest_that_cannot_be_kept_is_no_trouble(file: Path, tmp_path: Path) -> None:
    (tmp_path / "Closed").write_bytes(b"in the way")
    closes = CleanCloses(tmp_path / "Closed")
    assert steps(file, closes)
    assert steps(file, closes)
    closes.keep("../../elsewhere", "0" * 64)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["Closed", "hub.appraisal"]
