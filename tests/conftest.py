"""What every test runs under: no screen, no settings of the person at the desk, and silence.

A test fails when anything is said that nobody asked for: a Python warning, a log record at WARNING or above from any
logger, a line from Qt, or an exception nobody caught in a thread, a slot or a destructor. Warnings, threads and destructors
are pytest's work and Qt's lines are pytest-qt's, by the settings in `pyproject.toml`; log records are watched here. So are
sockets: nothing in the program opens one, nor asks for the address of a name, and what tries to is stopped.

A test that means to cause a record says so: `expected_logs.clear()` after it has read what it expected, and `expected_sockets` alike.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.examples import SOAKED, examples

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# as the program says before anything imports openpyxl, which some tests do first
os.environ["OPENPYXL_LXML"] = "False"

# A store waits for its disk at each step an officer takes, which is a third of the time of the tests of records. No test pulls a plug, so
# they are kept in memory where there is room for them and nobody has said where temporary files go.
_MEMORY, _ROOM = Path("/dev/shm"), 2 * 2**30
if "TMPDIR" not in os.environ and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM:
    tempfile.tempdir = str(_MEMORY)

# a hundred is what hypothesis tries where nothing is said
settings.register_profile("desk", deadline=None, max_examples=examples(100))
settings.register_profile("ci", deadline=None, max_examples=examples(100), derandomize=True, print_blob=True)
settings.register_profile("soak", deadline=None, max_examples=examples(100), print_blob=True)
settings.load_profile("soak" if SOAKED else "ci" if os.environ.get("CI") else "desk")

_RECORDS: list[logging.LogRecord] = []
_make_record = logging.getLogRecordFactory()


def _watched_record(*args: Any, **keywords: Any) -> logging.LogRecord:
    """Make a log record as usual and keep it, so that a logger which does not propagate is heard too."""
    record = _make_record(*args, **keywords)
    if record.levelno >= logging.WARNING:
        _RECORDS.append(record)
    return record


logging.setLogRecordFactory(_watched_record)

_SOCKETS: list[str] = []
#: While a test runs, and not while pytest talks to its own workers.
_TESTING = threading.Event()


def _watched_sockets(event: str, arguments: tuple[object, ...]) -> None:
    """Stop whatever opens a socket or asks for an address, and keep it, so that it is heard of even where the error is caught."""
    if event.startswith("socket.") and event != "socket.gethostname" and _TESTING.is_set():
        _SOCKETS.append(event)
        raise PermissionError(f"{event}: nothing in this program talks to a network")


sys.addaudithook(_watched_sockets)


def _silence_held(stage: str) -> None:
    """Fail if anything was logged or any socket was opened since the last look."""
    if _SOCKETS:
        events = ", ".join(_SOCKETS)
        _SOCKETS.clear()
        pytest.fail(f"A network was asked for during {stage}: {events}", pytrace=False)
    if not _RECORDS:
        return
    said = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in _RECORDS]
    _RECORDS.clear()
    pytest.fail(f"Logged during {stage}, and not expected:\n" + "\n".join(said), pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Generator[None]:
    _TESTING.set()
    yield
    _silence_held("set-up")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None]:
    yield
    _silence_held("the test")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None]:
    yield
    _TESTING.clear()
    _silence_held("clearing up")


@pytest.fixture
def expected_logs() -> list[logging.LogRecord]:
    """The records at WARNING or above of this test so far. Read them, then clear the list: what is left in it fails the test."""
    return _RECORDS


@pytest.fixture
def expected_sockets() -> list[str]:
    """What this test did about a network so far, by the names of audit events. Read them, then clear the list."""
    return _SOCKETS


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Settings, caches and data go to a folder of this run, never to those of the person at the desk."""
    home = tmp_path_factory.mktemp("profile")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            folder = home / name.lower()
            folder.mkdir()
            patch.setenv(name, str(folder))
        yield home


@pytest.fixture(scope="session")
def made_sample(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Gives the store of a sample by its name, or of an empty case for no name, made once a run.

    Whoever opens it opens a copy, which is twenty times as fast as another.
    """
    folder = tmp_path_factory.mktemp("samples")

    def sample(name: str) -> Path:
        # here, so that a run of tests that need no store does not load what makes one
        from desktop.operations.records.cases import add_empty
        from desktop.operations.store.files import made
        from desktop.operations.workbook.samples import make_sample

        path = folder / f"{name}.appraisal"
        if not path.exists() and name:
            make_sample(name, path)
        elif not path.exists():
            with made(path) as store, store.unit_of_work("new case") as unit:
                add_empty(unit)
        return path

    return sample


@pytest.fixture(scope="session")
def repository() -> Path:
    """The top folder of the repository."""
    return Path(__file__).resolve().parent.parent
