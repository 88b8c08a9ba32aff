"""The soak can fail: what is lost or silently changed is counted so, and its disk forgets what was not flushed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from db import trail
from db.store import Store
from tests.db.filled import dump
from tests.soak.damage import Damaged
from tests.soak.outcomes import SURVIVED, Outcome, Tally, Verdict, merged_into, table
from tests.soak.pages import cells_of
from tests.soak.power_cuts import Operation, Platter
from tests.soak.steps import Steps
from tests.soak.stores import FILE, Setting, edit, make_filled
from tests.soak.works import Grounds


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    """A folder to work in, with no library over the disk."""
    return Setting(tmp_path, quick=True, seed=1)


def test_a_row_is_proved_where_every_try_survived() -> None:
    tally = Tally("Kills")
    assert not tally.is_proved
    tally.add(SURVIVED)
    tally.add(Outcome(Verdict.SURVIVED, "left a file behind"))
    assert tally.is_proved
    tally.add(Outcome(Verdict.LOST, "scores differ", "an edit, 3 of 66"))
    again = Tally.from_json(tally.as_json())
    assert not again.is_proved
    page = table([again], "dev.py soak store").splitlines()
    assert "| Kills | 3 | 2 | 1 | 0 | 0 | 0 |" in page
    assert "- 1 × lost: scores differ (first: an edit, 3 of 66)" in page


def test_a_proof_that_is_run_again_takes_the_place_of_its_row() -> None:
    kills, flips, cuts = Tally("Kills"), Tally("Flips"), Tally("Cuts")
    for _ in range(1_200):
        kills.add(SURVIVED)
    flips.add(Outcome(Verdict.SILENT, "a bit"))
    page = table([kills, flips], "dev.py soak store")
    flips = Tally("Flips")
    for tally in (flips, flips, cuts):
        tally.add(SURVIVED)
    lines = table(merged_into(page, [flips, cuts]), "dev.py soak store").splitlines()
    assert [line for line in lines if line.startswith("| ")][1:] == [
        "| Kills | 1,200 | 1,200 | 0 | 0 | 0 | 0 |",
        "| Flips | 2 | 2 | 0 | 0 | 0 | 0 |",
        "| Cuts | 1 | 1 | 0 | 0 | 0 | 0 |",
        "| All of them | 1,203 | 1,203 | 0 | 0 | 0 | 0 |",
    ]


def test_a_sound_file_with_other_rows_is_counted_as_silent(setting: Setting) -> None:
    file = Damaged(setting)
    assert file.judged(file.whole) == SURVIVED
    assert file.judged(file.whole[:-4096]).verdict is Verdict.SURVIVED
    other = setting.folder / FILE
    other.write_bytes(file.whole)
    store = Store.open(other)
    edit(store)
    store.close()
    assert file.judged(other.read_bytes()).verdict is Verdict.SILENT


def test_the_rows_of_a_table_are_found_in_the_file(tmp_path: Path) -> None:
    make_filled(tmp_path / FILE)
    content = (tmp_path / FILE).read_bytes()
    for table_name, words in (("options", b"Share a depot"), ("organisations", b"Hatherley"), ("changes", b'"title": "Depots"')):
        ranges = cells_of(tmp_path / FILE, (table_name,))
        assert any(words in content[each.start : each.stop] for each in ranges)
        assert not any(b"CREATE TRIGGER" in content[each.start : each.stop] for each in ranges)
    [schema, *_] = cells_of(tmp_path / FILE, ("sqlite_schema",))
    assert b"CREATE T" in content[schema.start : schema.stop]


def test_random_steps_are_the_same_for_one_seed(setting: Setting) -> None:
    grounds, ends, kinds = Grounds(setting), [], set()
    for name in ("one", "two"):
        folder = setting.folder / name
        grounds.lay("filled", folder)
        store = Store.open(folder / FILE)
        steps = Steps(11)
        kinds |= {steps.take(store) for _ in range(60)}
        ends.append((dump(store), trail.undo_step(store.reader())))
        store.close()
    assert ends[0] == ends[1]
    assert {"edit", "undo", "redo"} <= kinds


def test_the_power_takes_what_was_not_flushed(tmp_path: Path) -> None:
    ground, after = tmp_path / "ground", tmp_path / "after"
    ground.mkdir()
    (ground / "old").write_bytes(b"aaaa")
    disk = Platter(ground)
    for operation in (
        Operation("write", "old", "", 1, b"b"),
        Operation("flush", "old", "", 0, b""),
        Operation("write", "old", "", 2, b"c"),
        Operation("make", "new", "", 0, b""),
        Operation("write", "new", "", 0, b"d"),
        Operation("flush", "new", "", 0, b""),
        Operation("said", "", "done", 0, b""),
    ):
        disk.take(operation)

    def left(share: float) -> dict[str, bytes]:
        folder = after / f"{share}"
        folder.mkdir(parents=True)
        disk.cut_off(folder, random.Random(1), share)
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    assert left(0.0) == {"old": b"abaa"}
    assert left(1.0) == {"old": b"abca", "new": b"d"}
    disk.take(Operation("flush", "", "", 0, b""))
    disk.take(Operation("rename", "new", "old", 0, b""))
    assert left(0.25) in ({"old": b"abaa", "new": b"d"}, {"old": b"abca", "new": b"d"}, {"old": b"d"})
