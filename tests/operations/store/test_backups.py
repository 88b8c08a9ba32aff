"""Backups: whole, dated, thinned by day and week, and named when a file is damaged."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import KnownTrouble
from desktop.operations.records.cases import titles
from desktop.operations.store import backups
from desktop.operations.store.files import opened

NOW = datetime.datetime(2026, 3, 4, 12, 30, tzinfo=datetime.UTC)


def test_a_backup_opens_and_holds_the_case(tmp_path: Path, made_sample: Callable[[str], Path]) -> None:
    file = tmp_path / "hub.appraisal"
    shutil.copy(made_sample("back-office-hub"), file)
    with opened(file) as store:
        made = backups.back_up(store, tmp_path / "Backups", NOW)
    assert made.name == "2026-03-04 12-30-00.appraisal"
    with opened(made) as copy:
        reader = copy.reader()
        assert [title for _, title in titles(reader)] == ["Back office hub"]
    assert backups.latest(tmp_path / "Backups", file) == (made, NOW)


def test_files_of_the_same_name_do_not_share_backups(tmp_path: Path) -> None:
    first, second = (backups.folder_for(tmp_path, tmp_path / folder / "hub.appraisal") for folder in ("a", "b"))
    assert first != second


def test_a_backup_takes_the_place_of_a_damaged_file_which_is_kept(tmp_path: Path, made_sample: Callable[[str], Path]) -> None:
    file = tmp_path / "hub.appraisal"
    shutil.copy(made_sample("back-office-hub"), file)
    with opened(file) as store:
        backups.back_up(store, tmp_path / "Backups", NOW - datetime.timedelta(days=2))
        newest = backups.back_up(store, tmp_path / "Backups", NOW - datetime.timedelta(days=1))
    newest.write_bytes(newest.read_bytes()[:5000])
    for number, name in enumerate(("hub.appraisal.damaged", "hub.appraisal.damaged-2")):
        file.write_bytes(b"SQLite format 3\x00" + bytes([number]) * 2000)
        assert backups.restore(tmp_path / "Backups", file) == tmp_path / name
        with opened(file) as store:
            reader = store.reader()
            assert [title for _, title in titles(reader)] == ["Back office hub"]
        assert (tmp_path / name).read_bytes()[16] == number


def test_a_damaged_file_without_a_sound_backup_stays_where_it_is(tmp_path: Path) -> None:
    file = tmp_path / "hub.appraisal"
    file.write_bytes(b"SQLite format 3\x00")
    with pytest.raises(KnownTrouble, match=r"No backup of hub\.appraisal can be opened"):
        backups.restore(tmp_path / "Backups", file)
    assert [each.name for each in tmp_path.iterdir()] == ["hub.appraisal"]


def test_what_is_not_a_backup_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.appraisal").write_text("mine", encoding="utf-8")
    assert backups.backups(tmp_path) == {}


@given(st.lists(st.timedeltas(min_value=datetime.timedelta(0), max_value=datetime.timedelta(days=120)), unique=True, max_size=60))
def test_thinning_keeps_the_newest_all_of_a_day_one_a_day_and_one_a_week(ages: list[datetime.timedelta]) -> None:
    made = {Path(str(number)): NOW - age for number, age in enumerate(sorted(ages))}
    gone = set(backups.superseded(made, NOW))
    kept = [when for path, when in made.items() if path not in gone]
    if made:
        assert next(iter(made)) not in gone
    assert all(NOW - made[path] > datetime.timedelta(days=1) for path in gone)
    for when in made.values():
        if datetime.timedelta(days=1) < NOW - when <= datetime.timedelta(days=7):
            assert any(other.date() == when.date() for other in kept)
        elif NOW - when <= datetime.timedelta(weeks=8):
            assert any(other.isocalendar()[:2] == when.isocalendar()[:2] for other in kept)
    days = [when.date() for when in kept if datetime.timedelta(days=1) < NOW - when <= datetime.timedelta(days=7)]
    assert len(days) <= len(set(days)) + 1
