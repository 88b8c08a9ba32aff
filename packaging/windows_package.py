"""The Windows package, made and tried here under Wine. Run by `python3 dev.py windows`.

A Windows Python, the libraries of the hashed lock, PyInstaller, the zip with what comes beside it, the trial of that very zip, and the
figures. What is made is in build/package, and the pictures of the trial are in build/smoke.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Callable
from importlib.metadata import distributions
from pathlib import Path
from typing import TypeVar

import bundle
import smoke_test
import windows_python
import windows_starts
from wine import Trouble, Wine, make_prefix, named

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parent
_WORK = _ROOT / "build" / "windows"
_LOCK = _HERE / "requirements-windows.txt"
_FIGURES = _HERE / "windows.md"
_NAME, _BARE = "Appraisal Desk", "Bare window"

_Made = TypeVar("_Made")


def main() -> int:
    """Make the package, try it and print its figures. Gives 1 with a sentence where something fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--untried", action="store_true", help="make the package and its figures, and do not try it")
    parser.add_argument("--keep", action="store_true", help="write the figures to packaging/windows.md")
    given = parser.parse_args()
    python, out = _WORK / "python", _ROOT / "build" / "package"
    try:
        if not stage("A Windows Python with the libraries of the lock", lambda: ready(python)):
            print("They are there already.")
        wine = stage("A Wine prefix", lambda: make_prefix(_WORK / "prefix", _WORK))
        dist = _WORK / "dist"
        shutil.rmtree(dist, ignore_errors=True)
        stage("PyInstaller under Wine", lambda: freeze(wine, python / "python.exe"))
        stage("The same of a bare window", lambda: freeze(wine, python / "python.exe", bare=True))
        folder = dist / _NAME
        installed = list(distributions(path=[str(python / "Lib" / "site-packages")]))
        package = stage("The package", lambda: bundle.finish(folder, out, installed, named(windows_python.VERSION)))
        told = ["The trial was not run on it"]
        if not given.untried:
            told = stage("The trial", lambda: smoke_test.smoke_test(package.zip, _ROOT / "build" / "smoke", True, _WORK))
        starts = stage("Starts", lambda: windows_starts.measure(wine, folder, dist / _BARE, python / "python.exe", _ROOT))
    except (Trouble, bundle.Refused, smoke_test.Failed) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    lines = [*(f"- {line}" for line in (*package.lines(), *told)), "", *starts]
    print("\n".join(["", str(package.zip.relative_to(_ROOT)), *lines]))
    if given.keep:
        about = "Made by `python3 dev.py windows --keep`. Milliseconds are Wine's; only the ratios say anything of Windows."
        kept = ["# The Windows package", "", about, "", *lines]
        _FIGURES.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return 0


def stage(name: str, work: Callable[[], _Made]) -> _Made:
    """Do one part of the work and print how long it took."""
    began = time.monotonic()
    outcome = work()
    print(f"{name}: {time.monotonic() - began:.0f} s", flush=True)
    return outcome


def ready(python: Path) -> bool:
    """Make the Windows Python with its libraries, unless it is there from the same locks. Whether anything was done."""
    stamp = python / "made-from"
    locks = "".join(bundle.digest(_HERE / name) for name in ("requirements-windows.txt", "requirements-windows-python.txt"))
    if stamp.exists() and stamp.read_text(encoding="ascii") == locks:
        return False
    windows_python.make_python(python, _WORK)
    windows_python.install(python, _LOCK)
    stamp.write_text(locks, encoding="ascii")
    return True


def freeze(wine: Wine, python: Path, bare: bool = False) -> None:
    """Run the spec with PyInstaller under Wine, for the program or for a bare window. Raises Trouble."""
    always = {"SOURCE_DATE_EPOCH": "315532800", "PYTHONHASHSEED": "0", "PYTHONNODEBUGRANGES": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    building = Wine(wine.folder, extra=always)
    places = {"--distpath": _WORK / "dist", "--workpath": _WORK / ("pyinstaller-bare" if bare else "pyinstaller")}
    options = [word for option, path in places.items() for word in (option, building.windows_path(path))]
    done = building.run(
        python, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", *options, building.windows_path(_HERE / "appraisal-desk.spec"),
        *(("--", "--bare") if bare else ()), folder=_ROOT, seconds=1800,
    )  # fmt: skip
    (_WORK / "pyinstaller.log").write_text(done.stdout + done.stderr, encoding="utf-8")
    if done.returncode:
        raise Trouble("\n".join(["PyInstaller failed:", *(done.stdout + done.stderr).splitlines()[-30:]]))


if __name__ == "__main__":
    sys.exit(main())
