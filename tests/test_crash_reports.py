"""What is left of a fault of the program itself, and what is not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import pytest

from desktop.crash_reports import KEPT, CrashReports

_SECRET = "Councillor Example-Name"
_BEGIN = """
import sys, threading
from pathlib import Path
from desktop.crash_reports import CrashReports
from desktop.errors import KnownTrouble
reports = CrashReports(Path(sys.argv[1]))
reports.start()
reports.tell_to(lambda said: print(said, flush=True))
"""


def _run(repository: Path, folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script that watches for crashes in a Python of its own."""
    command = [sys.executable, "-c", _BEGIN + script, str(folder)]
    return subprocess.run(command, cwd=repository, capture_output=True, encoding="utf-8", check=False)


def _reports(folder: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("Crash *.txt"))]


def _place_of(fail: Callable[[], object]) -> tuple[type[BaseException], TracebackType | None]:
    """Where a function fails."""
    try:
        fail()
    except Exception as raised:
        return type(raised), raised.__traceback__
    raise AssertionError("it did not fail")


def _fail() -> None:
    raise LookupError(_SECRET)


def test_a_report_says_what_and_where_and_nothing_of_the_records(tmp_path: Path) -> None:
    path = CrashReports(tmp_path).report(*_place_of(_fail))
    assert path is not None
    said = path.read_text(encoding="utf-8")
    assert "LookupError" in said
    assert "in _fail" in said
    assert _SECRET not in said
    assert str(Path(__file__).parent) not in said


def test_the_same_fault_is_reported_once_in_a_run(tmp_path: Path) -> None:
    reports = CrashReports(tmp_path)
    (path,) = {reports.report(*_place_of(_fail)) for _ in range(3)}
    assert list(tmp_path.glob("Crash *.txt")) == [path]


def test_the_same_fault_is_told_again_when_it_comes_back_but_not_with_every_frame(tmp_path: Path, repository: Path) -> None:
    script = """
import time
def again(): sys.excepthook(ValueError, ValueError(), None)
again(); again(); time.sleep(1.1); again()
reports.stop()
"""
    heard = _run(repository, tmp_path, script).stdout.splitlines()
    assert len(heard) == 2
    assert heard[0] == heard[1]
    assert len(_reports(tmp_path)) == 1


def test_a_fault_is_told_even_where_no_report_can_be_written(tmp_path: Path, repository: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    heard = _run(repository, tmp_path / "file" / "Crash reports", "sys.excepthook(ValueError, ValueError(), None)").stdout
    assert heard.startswith("Something went wrong in the program itself")
    assert "No report of it could be written in" in heard


def test_two_faults_in_one_second_are_two_reports(tmp_path: Path) -> None:
    reports = CrashReports(tmp_path)
    first, second = reports.report(*_place_of(_fail)), reports.report(*_place_of(lambda: int("nothing")))
    assert first != second
    assert len(_reports(tmp_path)) == 2


def test_only_the_latest_reports_are_kept(tmp_path: Path) -> None:
    for number in range(KEPT + 5):
        (tmp_path / f"Crash 2020-01-01 00.00.{number:02}.txt").write_text("old", encoding="utf-8")
    newest = CrashReports(tmp_path).report(*_place_of(_fail))
    kept = sorted(tmp_path.glob("Crash *.txt"))
    assert len(kept) == KEPT
    assert kept[-1] == newest


def test_a_folder_that_cannot_be_written_to_stops_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    reports = CrashReports(blocked / "Crash reports")
    reports.start()
    try:
        assert reports.report(*_place_of(_fail)) is None
    finally:
        reports.stop()


def test_what_was_said_before_anybody_listened_is_said_when_somebody_does(tmp_path: Path, repository: Path) -> None:
    script = "reports.tell_to(None)\nsys.excepthook(ValueError, ValueError(), None)\nreports.tell_to(lambda said: print('heard', said))"
    assert "heard Something went wrong" in _run(repository, tmp_path, script).stdout


def test_an_exception_nobody_caught_is_reported_and_told(tmp_path: Path, repository: Path) -> None:
    done = _run(repository, tmp_path, f"raise ValueError({_SECRET!r})")
    assert done.returncode == 1
    assert "Something went wrong in the program itself" in done.stdout
    assert str(tmp_path) in done.stdout
    assert _SECRET in done.stderr  # a console still sees the whole of it
    (report,) = _reports(tmp_path)
    assert "ValueError" in report
    assert _SECRET not in report


def test_an_exception_in_a_thread_is_reported_with_the_threads_name(tmp_path: Path, repository: Path) -> None:
    begin = "def fail(): raise ValueError\nthread = threading.Thread(target=fail, name='Opening')\n"
    done = _run(repository, tmp_path, begin + "thread.start()\nthread.join()\nreports.stop()")
    assert done.returncode == 0
    (report,) = _reports(tmp_path)
    assert "thread Opening" in report


@pytest.mark.parametrize("script", ["raise KnownTrouble('Choose another file.')", "raise KeyboardInterrupt"])
def test_what_is_no_fault_of_the_program_leaves_no_report(script: str, tmp_path: Path, repository: Path) -> None:
    done = _run(repository, tmp_path, script)
    assert done.returncode != 0
    assert _reports(tmp_path) == []
    assert ("Choose another file." in done.stdout) == ("KnownTrouble" in script)


def test_a_fault_below_python_is_found_and_told_at_the_next_start(tmp_path: Path, repository: Path) -> None:
    assert _run(repository, tmp_path, "import faulthandler\nfaulthandler._sigsegv()").returncode != 0
    assert _reports(tmp_path) == []
    done = _run(repository, tmp_path, "reports.stop()")
    assert "stopped the last time it ran" in done.stdout
    (report,) = _reports(tmp_path)
    assert "fatal" in report.lower()
    assert _run(repository, tmp_path, "reports.stop()").stdout == ""


def test_a_run_that_ends_well_leaves_nothing(tmp_path: Path, repository: Path) -> None:
    done = _run(repository, tmp_path, "reports.stop()")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_folders_above_a_file_are_not_in_a_report_of_a_fault_below_python(tmp_path: Path) -> None:
    left = 'Fatal Python error\n  File "C:\\people\\a.person\\desktop\\views\\glance.py", line 3 in paint\n'
    (tmp_path / "running.txt").write_text(left, encoding="utf-8")
    told: list[str] = []
    reports = CrashReports(tmp_path)
    reports.start()
    try:
        reports.tell_to(told.append)
        (report,) = _reports(tmp_path)
        assert "views/glance.py" in report
        assert "a.person" not in report
        assert len(told) == 1
    finally:
        reports.stop()
