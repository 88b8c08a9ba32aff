#!/usr/bin/env python3
"""Everything a developer does, in one place, with nothing but Python 3.11 or later installed.

    python3 dev.py run                  make the environment once, then open the window on a sample;
                                        with no screen, make the sample papers in build/papers/ instead
    python3 dev.py test                 lint, format, types, layers and tests; with --slowest the thirty slowest go to tests/slowest.md
    python3 dev.py test PATHS...        the same of those files and folders alone, in seconds; what else follows `test` goes to pytest
    python3 dev.py soak [PATHS...]      what takes too long for every run: each property of the tests tried on all its examples,
                                        every view at every size, and without paths the store's proofs too
    python3 dev.py soak store           the store's proofs alone, into tests/soak/last.md; with --quick, or words of their names, some
    python3 dev.py soak window          a random walk through the window; with --seed N the same again
    python3 dev.py soak workbooks       what `match` makes of the workbooks that packages of npm and source packages of Python ship
    python3 dev.py golden               write anew what every layout says of every sample, which the tests compare; read what changed
    python3 dev.py papers [WORDS]       every sample's report and annex in every layout, public and exempt, held against PDF/UA-1 and
                                        PDF/A-2a by veraPDF, into tests/papers/verapdf.md; with words of a sample or layout, only printed
    python3 dev.py pictures --out DIR   one PNG of every screen of the real window, on the sample
    python3 dev.py bench                speed, as ratios measured in one run
    python3 dev.py windows              the Windows package, made and tried here under Wine; on Windows: packaging/windows.ps1

On Windows: `py -3.11 dev.py run`, and so on. Standard library only: this file runs before anything is installed.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent
BUILD = ROOT / "build"
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

OLDEST_PYTHON = (3, 11)
RUNNING_LOCK = "requirements.txt"
DEVELOPMENT_LOCK = "requirements-dev.txt"

SAMPLES = ("place-budget", "total-place", "ni179", "future-options", "back-office-hub", "reorganisation")
WINDOW_SAMPLE = "future-options"

# What Qt loads from the system on Linux, and the Debian package each library is in.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
# What a window on a screen needs besides.
X11_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
WAYLAND_LIBRARIES = {"libwayland-cursor.so.0": "libwayland-cursor0", "libwayland-egl.so.1": "libwayland-egl1"}
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts", Path.home() / ".local/share/fonts")
FONT_PACKAGE = "fonts-dejavu-core"

# What makes and runs Windows programs on Debian: a program of each package, and the package.
WINE_PROGRAMS = {
    "wineserver": "wine",
    "/usr/lib/wine/wine64": "wine64",
    "Xvfb": "xvfb",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
    "gendef": "mingw-w64-tools",
}
WINE_FONT, WINE_FONT_PACKAGE = "LiberationSans-Regular.ttf", "fonts-liberation"

# What writes, each on its own, what the tests compare papers and results with.
GOLDEN_WRITERS = ("tests.papers.golden_texts", "tests.operations.golden_results", "tests.db.released_readings")

# import-linter cannot be started by `-m`, and its script in .venv breaks when the folder is moved.
LAYERS: list[str | Path] = [PYTHON, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-logo"]

# What pytest keeps of a whole run, and how many of its slowest tests are told.
DURATIONS = BUILD / "tests.xml"
SLOWEST = 30


class Stop(Exception):
    """Ends the run with an exit code, and with a sentence where the program that failed has not already said why."""

    def __init__(self, code: int, sentence: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def say(text: str) -> None:
    """Print one line now, so that it stands before what the next program prints."""
    print(text, flush=True)


def surroundings(**extra: str) -> dict[str, str]:
    """The environment of every program started here: UTF-8 whatever the console, and warnings not hidden."""
    return {**os.environ, "PYTHONUTF8": "1", **extra}


def start(command: Sequence[str | Path], **extra: str) -> int:
    """Run a program from the top folder, its output going straight through. Gives its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=surroundings(**extra), check=False).returncode


def must(command: Sequence[str | Path], sentence: str = "", **extra: str) -> None:
    """Run a program; if it fails, stop with its exit code."""
    code = start(command, **extra)
    if code:
        raise Stop(code, sentence)


# Setting up -----------------------------------------------------------------------------------------------------------


def stamp_of(lock: str) -> Path:
    """The file inside .venv that says which lock is installed there."""
    return ENVIRONMENT / f".{lock}.installed"


def fingerprint(lock: str) -> str:
    """What an installed environment depends on: the lock, the project's own description, and where the project is."""
    digest = hashlib.sha256(str(ROOT).encode())
    for name in (lock, "pyproject.toml"):
        # Line ends differ between a checkout on Windows and one on Linux; the meaning does not.
        digest.update((ROOT / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def is_installed(lock: str) -> bool:
    """Whether .venv already holds exactly this lock."""
    stamp = stamp_of(lock)
    return PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == fingerprint(lock)


def set_up(lock: str) -> None:
    """Make .venv and install a lock and the program itself into it. Does nothing where that is done already."""
    if is_installed(lock):
        return
    if not PYTHON.exists():
        say("Making .venv.")
        must([sys.executable, "-m", "venv", ENVIRONMENT], "Python could not make .venv. On Debian: apt-get install python3-venv")
    say(f"Installing what {lock} names. This happens once and takes a minute or two.")
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    # A lock names all that is wanted: some of the development lock are there for a workbook they ship, and need not run.
    must(
        [*pip, "--require-hashes", "--no-deps", "--only-binary=:all:", "--requirement", lock],
        f"The libraries in {lock} could not be installed. Check the network, then run this again.",
    )
    must(
        [*pip, "--no-deps", "--no-build-isolation", "--no-index", "--editable", "."],
        "The program could not be installed into .venv. Delete .venv and run this again.",
    )
    # The development lock holds every line of the running lock, which a test checks.
    for installed in {lock, RUNNING_LOCK}:
        stamp_of(installed).write_text(fingerprint(installed), encoding="ascii")


def lacking(libraries: dict[str, str]) -> list[str]:
    """The Debian packages of those system libraries that cannot be loaded."""
    packages = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            packages.append(package)
    return packages


def has_fonts() -> bool:
    """Whether there is any font for Qt to draw with."""
    return any(next(folder.rglob("*.[to]t[fc]"), None) for folder in FONT_FOLDERS if folder.is_dir())


def need_qt_libraries(libraries: dict[str, str]) -> None:
    """On Linux, install the system libraries Qt needs if this is root on Debian, or else stop with the line that does."""
    if not sys.platform.startswith("linux"):
        return
    need_packages(lacking(libraries) + ([] if has_fonts() else [FONT_PACKAGE]), "Qt needs system libraries")


def need_packages(packages: list[str], what: str) -> None:
    """Install Debian packages if this is root there, or else stop with the line that does; `what` needs them, as a sentence begins."""
    if not packages:
        return
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        raise Stop(2, f"{what} that are not here. On Debian they are in these packages: {' '.join(packages)}")
    if os.geteuid() != 0:
        raise Stop(2, f"{what} that are not here. Run this line, then try again:\nsudo {' '.join(install)}")
    say(f"{what}. Installing {', '.join(packages)}.")
    for command in (["apt-get", "update"], install):
        # A package manager says a great deal; it is worth reading only when it fails.
        quiet = surroundings(DEBIAN_FRONTEND="noninteractive")
        done = subprocess.run(command, env=quiet, capture_output=True, encoding="utf-8", errors="replace", check=False)
        if done.returncode:
            raise Stop(done.returncode, f"{done.stdout}{done.stderr}\nThis line failed: {' '.join(command)}")


# Running --------------------------------------------------------------------------------------------------------------


def has_screen() -> bool:
    """Whether a window can be shown to somebody."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def program(*arguments: str | Path) -> str:
    """Run a headless verb of the program. Gives what it printed; stops with its exit code if it fails."""
    command = [str(PYTHON), "-m", "desktop", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=surroundings(), stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if done.returncode:
        raise Stop(done.returncode)
    return done.stdout


def pounds(amount: float) -> str:
    """Whole pounds, with the sign papers use."""
    return f"{'−' if round(amount) < 0 else ''}£{abs(round(amount)):,}"


def amount_in_words(amount: dict[str, Any]) -> str:
    """An amount of the results JSON as a paper would say it: a bound stays a bound, and the unknown is said."""
    kind, low, central, high = (amount[key] for key in ("kind", "low", "central", "high"))
    if kind == "at least":
        words = f"at least {pounds(low)}"
    elif kind == "at most":
        words = f"at most {pounds(high)}"
    elif kind == "range":
        words = f"{pounds(low)} to {pounds(high)}"
    elif kind == "not known":
        words = "not known"
    else:
        words = ("about " if kind == "about" else "") + pounds(central)
    unknown = amount["unknown"]
    if not unknown or kind == "not known":
        return words
    return f"{words}; {unknown} {'amount' if unknown == 1 else 'amounts'} not yet known"


def headline(results: dict[str, Any]) -> str:
    """One case's findings: the first sentence its paper prints, and the net present value of the option that leads."""
    lines = [results["case"], *results["sentences"][:1]]
    for option in results["options"]:
        if option["name"] == results["leader"] and option["npv"]:
            lines.append(f"Net present value of {option['name']}: {amount_in_words(option['npv'])}.")
    return "\n".join(f"    {line}" for line in lines)


def sample_store(name: str, folder: Path) -> Path:
    """Make a sample case as a store, over the one an earlier run left."""
    folder.mkdir(parents=True, exist_ok=True)
    store = folder / f"{name}.appraisal"
    for earlier in folder.glob(f"{store.name}*"):
        earlier.unlink()
    program("sample", name, "--out", store)
    return store


def make_papers() -> None:
    """The main job with no screen: each sample made, appraised and written as a paper, and told in a line."""
    papers = BUILD / "papers"
    papers.mkdir(parents=True, exist_ok=True)
    say("There is no screen here, so the samples are appraised and their papers written instead.")
    for name in SAMPLES:
        store = sample_store(name, BUILD / "samples")
        results = json.loads(program("results", store, "--json"))
        paper = papers / f"{name}.pdf"
        paper.unlink(missing_ok=True)
        program("paper", store, "--out", paper)
        say(f"{paper.relative_to(ROOT)}\n{headline(results)}")


def open_window() -> None:
    """Open the window on a sample. What was changed in it last time is still there."""
    need_qt_libraries({**QT_LIBRARIES, **(X11_LIBRARIES if os.environ.get("DISPLAY") else WAYLAND_LIBRARIES)})
    store = BUILD / "window" / f"{WINDOW_SAMPLE}.appraisal"
    if store.exists():
        say(f"Opening {store.relative_to(ROOT)} as it was left. Delete it to start from the sample again.")
    else:
        sample_store(WINDOW_SAMPLE, store.parent)
        say(f"Opening the sample {WINDOW_SAMPLE}, kept in {store.relative_to(ROOT)}.")
    must([PYTHON, "-m", "desktop", store])


def run() -> None:
    """Set up, then open the window, or do the main job without one."""
    set_up(RUNNING_LOCK)
    if has_screen():
        open_window()
    else:
        make_papers()


# Testing --------------------------------------------------------------------------------------------------------------


def test(arguments: list[str]) -> None:
    """Every check, each timed, of the paths among the arguments or else of everything. All run: one look shows everything that is wrong."""
    paths = [argument for argument in arguments if not argument.startswith("-") and (ROOT / argument.partition("::")[0]).exists()]
    slowest = "--slowest" in arguments
    if slowest and paths:
        raise Stop(2, "The slowest tests are told of the whole run: --slowest takes no paths.")
    set_up(DEVELOPMENT_LOCK)
    need_qt_libraries(QT_LIBRARIES)
    for_pytest = [argument for argument in arguments if argument not in (*paths, "--slowest")]
    DURATIONS.unlink(missing_ok=True)
    codes: dict[str, int] = {}
    for name, command in (stages_of(paths, for_pytest) if paths else stages_of_all(for_pytest)).items():
        began = time.monotonic()
        codes[name] = start(command, QT_QPA_PLATFORM=os.environ.get("QT_QPA_PLATFORM", "offscreen"))
        say(f"{name}: {'failed' if codes[name] else 'passed'} in {time.monotonic() - began:.1f} s.")
    if slowest and DURATIONS.exists():
        write_slowest(DURATIONS, ROOT / "tests" / "slowest.md")
    failed = [name for name, code in codes.items() if code]
    if failed:
        raise Stop(codes[failed[0]], f"Failed: {', '.join(failed).lower()}.")


def stages_of_all(for_pytest: Sequence[str]) -> dict[str, list[str | Path]]:
    """The command of each check of everything."""
    # Two workers halve the whole suite.
    return {
        "Lint": [PYTHON, "-m", "ruff", "check"],
        "Format": [PYTHON, "-m", "ruff", "format", "--check", "--quiet"],
        "Types": [PYTHON, "-m", "mypy"],
        "Layers": LAYERS,
        "Tests": [PYTHON, "-m", "pytest", "--numprocesses=2", f"--junitxml={DURATIONS}", *for_pytest],
    }


def stages_of(paths: Sequence[str], for_pytest: Sequence[str]) -> dict[str, list[str | Path]]:
    """The command of each check of some files and folders; those that have nothing to look at are left out.

    A path below `tests` may name one test, as pytest does: `tests/test_cli.py::test_x`.
    """
    files = list(dict.fromkeys(path.partition("::")[0] for path in paths))
    python = [file for file in files if file.endswith(".py") or next((ROOT / file).rglob("*.py"), None)]
    tests = [path for path in paths if (ROOT / path).resolve().is_relative_to(ROOT / "tests")]
    stages: dict[str, list[str | Path]] = {}
    if python:
        stages["Lint"] = [PYTHON, "-m", "ruff", "check", *python]
        stages["Format"] = [PYTHON, "-m", "ruff", "format", "--check", "--quiet", *python]
        # mypy reads what they import too, from its cache.
        stages["Types"] = [PYTHON, "-m", "mypy", *python]
    stages["Layers"] = LAYERS
    if tests:
        stages["Tests"] = [PYTHON, "-m", "pytest", *tests, *for_pytest]
    return stages


def write_slowest(durations: Path, table: Path) -> None:
    """Write the thirty slowest tests of a run as a table, from what pytest kept of it as JUnit's XML."""
    suite = ElementTree.parse(durations).getroot().find("testsuite")
    if suite is None:
        raise Stop(2, f"{durations} holds no run of the tests.")
    cases = [(float(case.get("time", 0)), case.get("classname", ""), case.get("name", "")) for case in suite.iter("testcase")]
    together = sum(seconds for seconds, _, _ in cases)
    lines = [
        "# The slowest tests",
        "",
        "Made by `python3 dev.py test --slowest`. Seconds drift from machine to machine; the order and the share less so. A change",
        "leaves the run no longer than it found it.",
        "",
        f"{len(cases)} tests, {together:.0f} seconds together with what is set up for each;"
        f" {float(suite.get('time', 0)):.0f} seconds by the clock, two at once.",
        "",
        "| seconds | share | file | test |",
        "|---:|---:|---|---|",
    ]
    for seconds, module, name in sorted(cases, reverse=True)[:SLOWEST]:
        test_name = name.replace("|", "\\|")
        lines.append(f"| {seconds:.1f} | {seconds / together:.1%} | {module.removeprefix('tests.').replace('.', '/')}.py | {test_name} |")
    table.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def soak(arguments: list[str]) -> None:
    """What takes too long for every run. Without arguments properties and the store's proofs; else one of them."""
    set_up(DEVELOPMENT_LOCK)
    if arguments[:1] == ["store"]:
        soak_store(arguments[1:])
        return
    if arguments[:1] == ["workbooks"]:
        must([PYTHON, "-m", "tests.soak.real_workbooks"])
        return
    need_qt_libraries(QT_LIBRARIES)
    if arguments[:1] == ["window"]:
        must([PYTHON, "-m", "tests.soak.window", *arguments[1:]], QT_QPA_PLATFORM=os.environ.get("QT_QPA_PLATFORM", "offscreen"))
        return
    # new examples each time, and all of them; the run of every day tries a quarter
    tests = arguments or ["--numprocesses=2"]
    code = start(
        [PYTHON, "-m", "pytest", "-m", "hypothesis or soaked", *tests],
        QT_QPA_PLATFORM=os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        APPRAISAL_DESK_SOAK="1",
    )
    if not arguments:
        soak_store([])
    if code:
        raise Stop(code)


def soak_store(arguments: list[str]) -> None:
    """The store's proofs: killed, failed, filled, flipped and cut short wherever it can be. Their table is tests/soak/last.md."""
    must([PYTHON, "-m", "tests.soak", *arguments])


def write_golden_texts() -> None:
    """Write what is made of the samples and the kept store anew. Only a person who has read what changed can say that it is right."""
    set_up(RUNNING_LOCK)
    for module in GOLDEN_WRITERS:
        must([PYTHON, "-m", module])
    say("The golden texts and results are as the program makes them now. Read what has changed in tests before you commit it.")


def check_papers(arguments: list[str]) -> None:
    """The samples' papers, by veraPDF. Their table is tests/papers/verapdf.md."""
    set_up(DEVELOPMENT_LOCK)
    must([PYTHON, "-m", "tests.papers.verapdf", *arguments])


def drive(script: str, arguments: Iterable[str]) -> None:
    """Run one of the scripts in packaging/ on the real window, unseen unless the caller chose a platform."""
    set_up(RUNNING_LOCK)
    need_qt_libraries(QT_LIBRARIES)
    must([PYTHON, ROOT / "packaging" / script, *arguments], QT_QPA_PLATFORM=os.environ.get("QT_QPA_PLATFORM", "offscreen"))


# Packaging ------------------------------------------------------------------------------------------------------------


def make_windows_package(arguments: Iterable[str]) -> None:
    """Make the Windows package and try it, under Wine."""
    if not sys.platform.startswith("linux"):
        raise Stop(2, "On Windows run packaging/windows.ps1, which makes the package there.")
    set_up(RUNNING_LOCK)
    packages = [package for name, package in WINE_PROGRAMS.items() if shutil.which(name) is None]
    if not any(next(folder.rglob(WINE_FONT), None) for folder in FONT_FOLDERS if folder.is_dir()):
        packages.append(WINE_FONT_PACKAGE)
    need_packages(packages, "The Windows package needs Wine and a compiler for Windows")
    need_qt_libraries(QT_LIBRARIES)
    must([PYTHON, ROOT / "packaging" / "windows_package.py", *arguments])


# The command line -----------------------------------------------------------------------------------------------------


def parser() -> argparse.ArgumentParser:
    """Every command."""
    top = argparse.ArgumentParser(prog="dev.py", description="Run, test, picture, time or package Appraisal Desk.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("run", help="open the window on a sample, or with no screen write the sample papers")
    commands.add_parser("test", help="lint, format, types, layers and tests, of everything or of the paths that follow", add_help=False)
    commands.add_parser("soak", help="each property of the tests on all its examples, and the store's proofs", add_help=False)
    commands.add_parser("golden", help="write the golden papers and results of the samples and the kept store anew")
    commands.add_parser("papers", help="every layout of every sample, held against PDF/UA-1 and PDF/A-2a by veraPDF", add_help=False)
    pictures = commands.add_parser("pictures", help="one PNG of every screen")
    pictures.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write them to")
    commands.add_parser("bench", help="speed, as ratios in one run; what follows goes to the benchmark", add_help=False)
    commands.add_parser("windows", help="the Windows package, made and tried under Wine", add_help=False)
    return top


def main() -> int:
    """Do one command. Gives the exit code of the program that failed, 2 for trouble found here, or 0."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    if sys.version_info[:2] < OLDEST_PYTHON:
        say("Appraisal Desk needs Python 3.11 or later. Install it, then run this again with it.")
        return 2
    known = parser()
    chosen, rest = known.parse_known_args()
    if rest and chosen.command not in ("test", "soak", "papers", "bench", "windows"):
        known.error(f"{chosen.command} does not take {' '.join(rest)}")
    try:
        if chosen.command == "run":
            run()
        elif chosen.command == "test":
            test(rest)
        elif chosen.command == "soak":
            soak(rest)
        elif chosen.command == "golden":
            write_golden_texts()
        elif chosen.command == "papers":
            check_papers(rest)
        elif chosen.command == "pictures":
            drive("pictures.py", ["--out", str(chosen.out.resolve())])
        elif chosen.command == "windows":
            make_windows_package(rest)
        else:
            drive("bench.py", rest)
    except Stop as stop:
        if stop.sentence:
            print(stop.sentence, file=sys.stderr, flush=True)
        return stop.code
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
