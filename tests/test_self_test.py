"""The program driven by its own switch, in a process of its own, as the trial of the package drives it."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import pytest

_TYPED = "A risk typed by a test"
_OPEN: list[dict[str, Any]] = [{"click": "A back office hub for two councils"}, {"opened": "back-office-hub"}]


class Drive(Protocol):
    """Drives the program by steps, with a file where one is given; gives the exit code and what was seen."""

    def __call__(self, steps: Sequence[dict[str, Any]], *files: Path) -> tuple[int, dict[str, Any]]: ...


@pytest.fixture
def drive(repository: Path, tmp_path: Path) -> Drive:
    """Drive the program by steps, in a profile of this test; gives the exit code and what was seen."""

    def run(steps: Sequence[dict[str, Any]], *files: Path) -> tuple[int, dict[str, Any]]:
        (tmp_path / "steps.json").write_text(json.dumps(steps), encoding="utf-8")
        own = {name: str(tmp_path / "profile") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
        done = subprocess.run(
            [sys.executable, "-m", "desktop", "--self-test", str(tmp_path), *map(str, files)],
            cwd=repository,
            env={**os.environ, **own, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, json.loads((tmp_path / "seen.json").read_text(encoding="utf-8"))

    return run


def test_a_first_start_offers_the_sample_and_the_next_one_finds_the_edit(drive: Drive, tmp_path: Path) -> None:
    edited = {"shows": {"cell": [0, 0], "text": _TYPED}}
    steps = [
        {"picture": "welcome"},
        *_OPEN,
        {"screen": "Risks"},
        {"click": "Table"},
        {"cell": [0, 0]},
        {"type": _TYPED},
        {"key": "Return"},
        edited,
    ]
    code, seen = drive(steps)
    assert (code, seen["trouble"]) == (0, "")
    assert seen["loaded_at_first_frame"] == []
    assert seen["surroundings"]["frozen"] is False
    assert (tmp_path / "welcome.png").stat().st_size > 0
    (sample,) = (tmp_path / "profile").rglob("back-office-hub.appraisal")
    left = sample.with_name("ni179.appraisal.partial")  # as by a start that was killed while it made a sample
    left.write_bytes(b"the half of a sample")
    os.utime(left, (0, 0))
    code, seen = drive([{"opened": "back-office-hub"}, {"screen": "Risks"}, {"click": "Table"}, edited])
    assert (code, seen["trouble"]) == (0, "")
    assert not left.exists()
    assert list((tmp_path / "profile").rglob("running.txt")) == []
    assert {stat.S_IMODE(path.stat().st_mode) for path in (sample.parent, *(tmp_path / "profile").rglob("Crash reports"))} == {0o700}
    assert len(list((tmp_path / "profile").rglob("settings.ini"))) == 1


def test_a_start_is_noted_until_charts_and_readiness_are_there(drive: Drive, tmp_path: Path, made_sample: Callable[[str], Path]) -> None:
    file = tmp_path / "future-options.appraisal"
    file.write_bytes(made_sample("future-options").read_bytes())
    code, seen = drive([{"started": True}], file)
    assert (code, seen["trouble"]) == (0, "")
    start = [seen["start"][part] for part in ("first frame", "figures", "whole")]
    assert start == sorted(start)
    processor = [each[1] for each in start]
    assert 0 < processor[0] < processor[1] < processor[2]


def test_a_fault_in_the_window_is_told_there_and_leaves_a_report(drive: Drive, tmp_path: Path) -> None:
    code, seen = drive([{"fault": "Councillor Example-Name"}, {"says": "Something went wrong in the program itself"}])
    assert (code, seen["trouble"]) == (0, "")
    (report,) = (tmp_path / "profile").rglob("Crash *.txt")
    said = report.read_text(encoding="utf-8")
    assert "RuntimeError" in said
    assert "Councillor" not in said


@pytest.mark.parametrize(
    ("step", "trouble"),
    [
        ({"click": "No such button"}, "there is no button No such button"),
        ({"screen": "Risks"}, "Risks cannot be chosen on the rail"),
        ({"read": [99, 0]}, "no table on Overview has a row 99"),
        ({"dance": 1}, "AttributeError"),
    ],
)
def test_a_step_that_cannot_be_done_ends_the_drive_and_says_why(step: dict[str, Any], trouble: str, drive: Drive, tmp_path: Path) -> None:
    code, seen = drive([step, {"wait": 1000}])
    assert code == 1
    assert trouble in seen["trouble"]
    assert (tmp_path / "trouble.png").is_file()


def test_a_window_that_is_closed_before_the_end_is_no_success(drive: Drive) -> None:
    code, seen = drive([{"action": "Quit"}, {"wait": 1}, {"wait": 1}])
    assert code == 1
    assert "closed before" in seen["trouble"]


def test_without_steps_the_switch_says_what_it_wants(repository: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "desktop", "--self-test", str(tmp_path)]
    done = subprocess.run(command, cwd=repository, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert "steps.json" in done.stderr
