"""The Windows package, made and tried here under Wine. Run by `python3 dev.py windows`.

A Windows Python, the libraries of the hashed lock, PyInstaller, the zip with what comes beside it, the trial of that very zip, and the
figures. What is made is in build/package, and the pictures of the trial are in build/smoke.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import distributions
from pathlib import Path
from typing import TypeVar

import bundle
import smoke_test
import windows_python
from wine import Trouble, Wine, make_prefix, named, virtual_screen

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parent
_WORK = _ROOT / "build" / "windows"
_LOCK = _HERE / "requirements-windows.txt"
_FIGURES = _HERE / "windows.md"
_NAME = "Appraisal Desk"
#: How often the window is started each way for the figure, turn about.
_STARTS = 7
#: First frame of the package against unfrozen Python under the same Wine: what is aimed at.
_FIRST_FRAME_AIM = 1.2

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
        stage("PyInstaller under Wine", lambda: freeze(wine, python / "python.exe"))
        folder = _WORK / "dist" / _NAME
        installed = list(distributions(path=[str(python / "Lib" / "site-packages")]))
        package = stage("The package", lambda: bundle.finish(folder, out, installed, named(windows_python.VERSION)))
        if not given.untried:
            stage("The trial", lambda: smoke_test.smoke_test(package.zip, _ROOT / "build" / "smoke", True, _WORK))
        frozen, unfrozen = stage("First frames", lambda: first_frames(wine, folder, python / "python.exe"))
    except (Trouble, bundle.Refused, smoke_test.Failed) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    lines = [
        *package.lines(),
        f"First frame, frozen against unfrozen Python under the same Wine: {frozen / unfrozen:.2f} (aim {_FIRST_FRAME_AIM} or less): "
        f"{frozen * 1000:.0f} ms and {unfrozen * 1000:.0f} ms, medians of {_STARTS}",
    ]
    print("\n".join(["", str(package.zip.relative_to(_ROOT)), *lines]))
    if given.keep:
        about = "Made by `python3 dev.py windows --keep`. Milliseconds are Wine's; only the ratio says anything of Windows."
        kept = ["# The Windows package", "", about, "", *(f"- {line}" for line in lines)]
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


def freeze(wine: Wine, python: Path) -> None:
    """Run the spec with PyInstaller under Wine. Raises Trouble, or Refused for a warning that nobody knows."""
    shutil.rmtree(_WORK / "dist", ignore_errors=True)
    building = Wine(wine.folder, extra={"SOURCE_DATE_EPOCH": "315532800", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"})
    places = {"--distpath": _WORK / "dist", "--workpath": _WORK / "pyinstaller"}
    options = [word for option, path in places.items() for word in (option, building.windows_path(path))]
    done = building.run(
        python, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", *options, building.windows_path(_HERE / "appraisal-desk.spec"),
        folder=_ROOT, seconds=1800,
    )  # fmt: skip
    (_WORK / "pyinstaller.log").write_text(done.stdout + done.stderr, encoding="utf-8")
    if done.returncode:
        raise Trouble("\n".join(["PyInstaller failed:", *(done.stdout + done.stderr).splitlines()[-30:]]))


def first_frames(wine: Wine, folder: Path, python: Path) -> tuple[float, float]:
    """Seconds from the start of the process to the first painted frame: of the package, and of the same sources in unfrozen Python."""
    # Python leaves its compiled modules beside the sources once, as on any machine after the first day
    wine.must(python, "-m", "compileall", "-q", "desktop", "db", folder=_ROOT)
    took: dict[bool, list[float]] = {True: [], False: []}
    with tempfile.TemporaryDirectory() as kept, virtual_screen() as display:
        drawing = Wine(wine.folder, shipped_only=True, extra={"DISPLAY": display})
        steps = Path(kept) / "steps.json"
        for number in range(2 * (_STARTS + 1)):
            frozen = bool(number % 2)
            steps.write_text("[]", encoding="ascii")
            began = time.time()
            program = [folder / "AppraisalDesk.exe"] if frozen else [python, "-m", "desktop"]
            done = drawing.run(*program, "--self-test", drawing.windows_path(Path(kept)), folder=_ROOT)
            if done.returncode:
                raise Trouble(f"The window did not open for the figure: {done.stdout}{done.stderr}")
            seen = json.loads((Path(kept) / "seen.json").read_text(encoding="utf-8"))
            if number > 1:  # the first of each fills the caches
                took[frozen].append(seen["first_frame"] - began)
    return statistics.median(took[True]), statistics.median(took[False])


if __name__ == "__main__":
    sys.exit(main())
