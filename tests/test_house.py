"""The house rules that no other tool holds: what may be written in the repository, and what may be loaded when.

The layers themselves are contracts of import-linter in `pyproject.toml`, run by `dev.py test`.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

_LOCKS = ("requirements.txt", "requirements-dev.txt", "packaging/requirements-windows.txt")
_MADE = {".git", ".venv", "build", "dist", "__pycache__", ".hypothesis"}
# Written so that this file does not match them itself.
_INDEX_ADDRESS = re.compile(r"--(?:(?:extra-)?index-url|find-links)|\bpy(?:pi|thonhosted)\.org|registry\.npm(?:js)|https?://\S+\.whl")
_MACHINE_PATH = re.compile(r"(?<![\w.])/(?:root|work|farm|tmp|home)/|[A-Z]:\\{1,2}Users\\")
_PIN = re.compile(r"^([a-z0-9-]+)==([^\s;]+)( ;[^\\]+)? \\$")
_HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")

# What costs too much to load before the window is painted, and what the headless verbs must do without.
_HEAVY = {"sqlmodel", "sqlalchemy", "pydantic", "reportlab", "numpy", "openpyxl", "xlsxwriter", "pypdfium2", "PIL", "docx", "lxml"}
_SCREEN = {"PySide6.QtGui", "PySide6.QtWidgets"}
# As on a machine without libEGL: these two cannot be imported there.
_WITHOUT_A_SCREEN = """
import runpy, sys
sys.modules["PySide6.QtGui"] = sys.modules["PySide6.QtWidgets"] = None
runpy.run_module("desktop", run_name="__main__", alter_sys=True)
"""


def _written(repository: Path) -> Iterator[tuple[Path, str]]:
    """Every text file of the repository that a person or program wrote to be kept: those git tracks or would track."""
    if (repository / ".git").exists():
        listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(listing, cwd=repository, capture_output=True, text=True, check=True).stdout.split("\0")
        paths = [repository / name for name in names if name]
    else:
        paths = [path for path in repository.rglob("*") if not _MADE & set(path.relative_to(repository).parts)]
    for path in paths:
        if path.is_file():
            content = path.read_bytes()
            if b"\0" not in content:
                yield path.relative_to(repository), content.decode("utf-8", errors="replace")


def _pins(repository: Path, lock: str) -> set[tuple[str, str, str]]:
    """The name, version and marker of each line of a lock. A line of any other form is an error."""
    pins: set[tuple[str, str, str]] = set()
    for line in (repository / lock).read_text(encoding="utf-8").splitlines():
        found = _PIN.match(line)
        if found:
            pins.add((found[1], found[2], found[3] or ""))
        else:
            assert _HASH.match(line), f"{lock} has a line that is neither a pin nor a hash: {line}"
    return pins


def _said_by(repository: Path, script: str, *arguments: str) -> str:
    """What a script prints in a new Python that can import the program. It must end well and complain of nothing."""
    command = [sys.executable, "-c", script, *arguments]
    surroundings = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=repository, capture_output=True, encoding="utf-8", env=surroundings, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def _loaded_by(repository: Path, *modules: str) -> set[str]:
    """The names of everything in memory after a new Python has imported these modules and nothing else."""
    return set(json.loads(_said_by(repository, f"import json, sys, {', '.join(modules)}\nprint(json.dumps(sorted(sys.modules)))")))


def test_packaging_does_not_hide_the_library_of_that_name(repository: Path) -> None:
    assert not (repository / "packaging" / "__init__.py").exists()
    found = importlib.util.find_spec("packaging.version")
    assert found is not None
    assert found.origin is not None
    assert repository / "packaging" not in Path(found.origin).parents


def test_tests_are_not_a_package(repository: Path) -> None:
    assert list((repository / "tests").rglob("__init__.py")) == []


def test_nothing_written_names_an_index_or_a_path_of_one_machine(repository: Path) -> None:
    found = [
        f"{path}:{number}: {line.strip()[:120]}"
        for path, text in _written(repository)
        for number, line in enumerate(text.splitlines(), start=1)
        if _INDEX_ADDRESS.search(line) or _MACHINE_PATH.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("lock", _LOCKS)
def test_every_line_of_a_lock_is_pinned_and_hashed(repository: Path, lock: str) -> None:
    text = (repository / lock).read_text(encoding="utf-8")
    pins = _pins(repository, lock)
    assert ("pyside6-essentials", "6.11.3", "") in pins
    # A pin ends with a backslash, so each is followed by a hash or it would not have been read as one.
    assert len(re.findall(r"==[^\n]+\\\n    --hash=", text)) == len(pins)


def test_the_development_lock_holds_all_of_the_running_lock(repository: Path) -> None:
    assert _pins(repository, "requirements.txt") <= _pins(repository, "requirements-dev.txt")


def test_the_running_lock_holds_all_that_the_project_asks_for(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[<>=]", wanted)[0].lower() for wanted in project["dependencies"]}
    assert asked <= {name for name, _version, _marker in _pins(repository, "requirements.txt")}


def test_the_window_is_put_together_without_the_heavy_libraries(repository: Path) -> None:
    assert _loaded_by(repository, "desktop.__main__", "desktop.application") & _HEAVY == set()


def test_the_headless_verbs_are_read_without_a_screen_or_the_heavy_libraries(repository: Path) -> None:
    assert _loaded_by(repository, "desktop.__main__", "desktop.cli") & (_SCREEN | _HEAVY) == set()


def test_the_main_job_is_done_on_a_machine_where_qt_cannot_draw(repository: Path, tmp_path: Path) -> None:
    store, paper = str(tmp_path / "hub.appraisal"), str(tmp_path / "hub.pdf")
    _said_by(repository, _WITHOUT_A_SCREEN, "sample", "back-office-hub", "--out", store)
    results = json.loads(_said_by(repository, _WITHOUT_A_SCREEN, "results", store, "--json"))
    assert results["schema"] == 2
    _said_by(repository, _WITHOUT_A_SCREEN, "paper", store, "--layout", "cabinet-report", "--out", paper)
    assert Path(paper).read_bytes().startswith(b"%PDF-")


def test_of_the_records_only_nouns_may_be_read_outside_operations() -> None:
    """A new module of `db` is closed to screens, papers and arithmetic until somebody says otherwise."""
    root = Path(__file__).parent.parent
    modules = {f"db.{file.stem}" for file in (root / "db").glob("*.py") if file.stem != "__init__"}
    contracts = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    listing = [each for each in contracts if any(name.startswith("db.") for name in each.get("forbidden_modules", ()))]
    assert len(listing) == 3
    for contract in listing:
        assert modules <= set(contract["forbidden_modules"]), contract["name"]
