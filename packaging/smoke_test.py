"""Tries the very zip that is given out, as its officer would: unpack, start, look at every screen, edit, undo, import, export, start again.

    python packaging/smoke_test.py ZIP --out FOLDER [--wine]

ZIP may be a folder, as PyInstaller leaves one on Linux.

The zip is unpacked into a folder with a space and an umlaut in its name, which the program may not write to. On Linux `--wine` runs a
Windows zip under Wine, as a user of its own where this is root. Needs the project's own Python environment: what the program prints is held
against what the same verbs print here from source. Fails on any line of output that nobody asked for. Pictures and what was seen are left
in FOLDER.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import hashlib
import json
import math
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from wine import Trouble, Wine, make_prefix, virtual_screen

_ROOT = Path(__file__).resolve().parent.parent
_FOLDER = "Müller Straße Council"
_TYPED = "A risk typed into the package"
_SECRET = "Councillor Example-Name"
_SAMPLES = ("back-office-hub", "future-options", "place-budget", "total-place", "ni179", "reorganisation")
_FIRST, _FIRST_TITLE = "back-office-hub", "A back office hub for two councils"
_IMPORTED, _LOOKED_AT = "ni179", "future-options"
_PATIENCE = 1800.0
_LAST_DIGITS = 1e-12
#: Any user but root, and none that owns files here.
_NOBODY = 65534
#: What a real screen has to say: nothing.
_NOTHING = ""
_ONLY_WINE = "(Call not implemented.)"
_WINDOWED, _CONSOLE = 2, 3


class Failed(Exception):
    """What was not as it should be."""


def need(holds: object, otherwise: str) -> None:
    """Raises Failed with a sentence where something does not hold."""
    if not holds:
        raise Failed(otherwise)


class Machine:
    """Where the package runs: here, or under Wine."""

    def __init__(self, base: Path, zip_file: Path, wine: Wine | None, pixels: Path | None) -> None:
        """`pixels` is the folder where the virtual screen keeps what it shows; a real one keeps nothing."""
        self.base, self.wine, self.pixels = base, wine, pixels
        self.work = base / "work"
        self.work.mkdir()
        self.home = base / "home"
        self.home.mkdir(exist_ok=True)
        if wine is not None and wine.user is not None:
            os.chown(self.work, wine.user, wine.user)
        place = (wine.drive / "Program Files" if wine else base) / _FOLDER
        place.mkdir(parents=True)
        if zip_file.is_dir():
            shutil.copytree(zip_file, place / zip_file.name, symlinks=True)
        else:
            with zipfile.ZipFile(zip_file) as archive:
                archive.extractall(place)
        self.folder = next(place.iterdir())
        self.suffix = ".exe" if wine or sys.platform == "win32" else ""
        for path in (place, *(each for each in place.rglob("*") if not each.is_symlink())):
            runs = path.is_dir() or path.parent == self.folder
            path.chmod(0o555 if runs else 0o444)
        if sys.platform == "win32":
            # whoever runs this may read and run what is in the folder, and no more
            deny = ["icacls", str(place), "/deny", f"{os.environ['USERNAME']}:(OI)(CI)(WD,AD,WEA,WA,DC)", "/q"]
            subprocess.run(deny, check=True, stdout=subprocess.DEVNULL)

    @property
    def local(self) -> Path:
        """The program's own folder in the local profile of whoever runs it."""
        if self.wine:
            return next((self.wine.drive / "users").glob("*/AppData/Local/Appraisal Desk"))
        if sys.platform == "win32":
            return Path(os.environ["LOCALAPPDATA"]) / "Appraisal Desk"
        return self.home / ".config" / "Appraisal Desk"

    def named(self, path: Path) -> str:
        """A path as the program is given it."""
        return self.wine.windows_path(path) if self.wine else str(path)

    def start(self, name: str, *arguments: str) -> subprocess.Popen[str]:
        """Start one of the two programs and go on."""
        program = self.folder / f"{name}{self.suffix}"
        if self.wine:
            return self.wine.start(program, *arguments)
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "PYTHON"))}
        if sys.platform != "win32":
            kept["HOME"] = str(self.home)
        return subprocess.Popen(
            [str(program), *arguments], env=kept, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            encoding="utf-8", errors="replace",
        )  # fmt: skip

    def end(self, started: subprocess.Popen[str], code: int | None = 0) -> str:
        """Wait for a program to end and give what it printed. Raises Failed for another exit code, or a word on standard error."""
        try:
            said, trouble = started.communicate(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            started.kill()
            raise Failed(f"{started.args!r} did not end in {_PATIENCE:.0f} seconds") from None
        need(code is None or started.returncode == code, f"{started.args!r} ended with {started.returncode}: {said}{trouble}")
        need(code != 0 or trouble == _NOTHING, f"{started.args!r} said on standard error: {trouble}")
        return said

    def verb(self, *arguments: str, code: int = 0) -> str:
        """Run a verb of the console program and give what it printed."""
        return self.end(self.start("appraisal-desk", *arguments), code)

    def drive(self, name: str, steps: Sequence[dict[str, Any]], *more: str, code: int | None = 0) -> dict[str, Any]:
        """Drive the window by steps, and give what was seen."""
        return self.seen(name, self.begin(name, steps, *more), code)

    def begin(self, name: str, steps: Sequence[dict[str, Any]], *more: str) -> subprocess.Popen[str]:
        """Begin to drive the window by steps."""
        folder = self.work / name
        folder.mkdir()
        (folder / "steps.json").write_text(json.dumps(steps), encoding="utf-8")
        if self.wine and self.wine.user is not None:
            os.chown(folder, self.wine.user, self.wine.user)
        return self.start("AppraisalDesk", "--self-test", self.named(folder), *more)

    def seen(self, name: str, started: subprocess.Popen[str], code: int | None = 0) -> dict[str, Any]:
        """Wait for a drive to end, and give what was seen. Raises Failed for any trouble, or any word from Qt."""
        printed = self.end(started, None)
        path = self.work / name / "seen.json"
        need(path.is_file(), f"{name}: the window never opened: {started.returncode} {printed}")
        seen: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if code is not None:
            need(not seen["trouble"], f"{name}: {seen['trouble']}")
            need(started.returncode == code, f"{name}: ended with {started.returncode}")
            need(printed == _NOTHING, f"{name}: printed {printed}")
        return seen


def from_source(*arguments: str | Path) -> str:
    """What a verb prints here, from source."""
    command = [sys.executable, "-m", "desktop", *map(str, arguments)]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}, check=False)
    need(done.returncode == 0 and not done.stderr, f"{command} failed from source: {done.stderr}")
    return done.stdout


def differences(actual: object, expected: object, place: str = "") -> list[str]:
    """Where two results differ. The last digits of a simulation's averages are the processor's: its draws are added up in another order."""
    if isinstance(actual, dict) and isinstance(expected, dict):
        keys = [*dict.fromkeys([*actual, *expected])]
        return [each for key in keys for each in differences(actual.get(key), expected.get(key), f"{place}/{key}")]
    if isinstance(actual, list) and isinstance(expected, list) and len(actual) == len(expected):
        return [each for number, pair in enumerate(zip(actual, expected, strict=True)) for each in differences(*pair, f"{place}/{number}")]
    if isinstance(actual, float) and isinstance(expected, float) and math.isclose(actual, expected, rel_tol=_LAST_DIGITS):
        return []
    return [] if type(actual) is type(expected) and actual == expected else [f"{place}: {actual} and {expected}"]


def text_of(pdf: Path) -> list[str]:
    """The text of each page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def workbook(sample: str, path: Path) -> None:
    """A sample's sheets as an Excel workbook."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        for sheet in sorted((_ROOT / "resources" / "samples" / sample).glob("*.csv")):
            page = book.add_worksheet(sheet.stem)
            with sheet.open(encoding="utf-8", newline="") as lines:
                for number, row in enumerate(csv.reader(lines)):
                    for column, text in enumerate(row):
                        page.write(number, column, text)


def subsystem(program: Path) -> int:
    """Whether Windows gives a program a console: 2 is a program with windows, 3 one for the console."""
    head = program.read_bytes()[:4096]
    return int(struct.unpack_from("<H", head, struct.unpack_from("<I", head, 0x3C)[0] + 24 + 68)[0])


def unexpected(machine: Machine, seen: dict[str, Any]) -> list[str]:
    """What was said that nobody asked for, less what Qt says of Wine alone: a call that Windows 10 has and Wine 8 has not."""
    return [each for each in seen["messages"] if not (machine.wine and each.endswith(_ONLY_WINE) and "EnableNonClientDpiScaling" in each)]


def layouts() -> tuple[str, ...]:
    """Every layout there is."""
    from desktop.papers.choosing import layout_names

    return layout_names()


def screens() -> list[str]:
    """Every screen's name, in the rail's order."""
    from desktop.views.shell.screens import SCREENS

    return [entry.name for entry in SCREENS]


# What is tried ---------------------------------------------------------------------------------------------------------


def try_verbs(machine: Machine) -> str:
    """Every sample made, appraised and written in every layout, without a window: the same as from source."""
    own = machine.base / "from-source"
    own.mkdir()
    same_bytes = papers = 0
    for sample in _SAMPLES:
        here, there = own / f"{sample}.appraisal", machine.work / f"{sample}.appraisal"
        from_source("sample", sample, "--out", here)
        machine.verb("sample", sample, "--out", machine.named(there))
        results = machine.verb("results", machine.named(there), "--json")
        apart = differences(json.loads(results), json.loads(from_source("results", here, "--json")))
        need(not apart, f"the results of {sample} are not those from source: {apart[:5]}")
        machine.verb("check", machine.named(there))
        for layout in layouts():
            expected, paper = own / f"{sample}-{layout}.pdf", machine.work / f"{sample}-{layout}.pdf"
            from_source("paper", here, "--layout", layout, "--out", expected)
            machine.verb("paper", machine.named(there), "--layout", layout, "--out", machine.named(paper))
            need(text_of(paper) == text_of(expected), f"{paper.name} does not hold the text it has from source")
            papers += 1
            same_bytes += paper.read_bytes() == expected.read_bytes()
    trouble = machine.end(machine.start("appraisal-desk", "sample", "nothing", "--out", machine.named(machine.work / "x.appraisal")), 2)
    need(not trouble, f"trouble is printed as if it were an answer: {trouble}")
    return f"{papers} papers hold the text they have from source, {same_bytes} of them the same bytes"


def try_first_start(machine: Machine) -> str:
    """The first start: the sample offered, every screen looked at, an edit undone and made again, a workbook, a paper, a fault."""
    book = machine.work / "book.xlsx"
    workbook(_IMPORTED, book)
    edited = {"cell": [0, 0], "text": _TYPED}
    steps: list[dict[str, Any]] = [{"wait": 3.0}, {"picture": "00-Welcome"}, {"click": _FIRST_TITLE}, {"opened": _FIRST}]
    for number, name in enumerate(screens(), start=1):
        steps += [{"screen": name}, *([{"preview": 2}] if name == "Papers" else []), {"picture": f"{number:02}-{name}"}]
    steps += [
        {"screen": "Risks"},
        {"click": "Table"},
        {"cell": [0, 0]},
        {"type": _TYPED},
        {"key": "Return"},
        {"shows": edited},
        {"action": "Undo"},
        {"wait": 1.0},
        {"read": [0, 0]},
        {"action": "Redo"},
        {"shows": edited},
        {"screen": "Papers"},
        {"click": "Annex"},  # every risk is in it, and in no report of so few pages
        {"export": machine.named(machine.work / "exported.pdf")},
        {"book": machine.named(book)},
        {"wait": 3.0},
        {"screen": "Overview"},
        {"picture": "20-Imported"},
        {"fault": _SECRET},
        {"says": "Something went wrong in the program itself"},
        {"picture": "21-Fault"},
    ]
    seen = machine.drive("first", steps)
    read = next(each["saw"] for each in seen["steps"] if "read" in each["step"])
    need(read != _TYPED, "Undo took nothing back")
    need(seen["loaded_at_first_frame"] == [], f"loaded before the first frame: {seen['loaded_at_first_frame']}")
    around = seen["surroundings"]
    need(around["frozen"], "what ran is not the package")
    if machine.suffix:
        need(around["platform"] == "windows", f"the window is drawn by {around['platform']}")
        need(subsystem(machine.folder / "AppraisalDesk.exe") == _WINDOWED, "the window's program opens a console")
        need(subsystem(machine.folder / "appraisal-desk.exe") == _CONSOLE, "the verbs' program has no console")
    faults = [each for each in unexpected(machine, seen) if not each.startswith("fault: Something went wrong")]
    need(not faults, f"said besides: {faults}")
    exported = text_of(machine.work / "exported.pdf")
    need(len(exported) > 1 and _TYPED in " ".join(" ".join(exported).split()), "the exported annex does not hold the edit")
    reports = list((machine.local / "Crash reports").glob("Crash *.txt"))
    need(len(reports) == 1, f"{len(reports)} crash reports were left of one fault")
    report = reports[0].read_text(encoding="utf-8")
    need("RuntimeError" in report and "desktop.self_test" in report, "the crash report does not say what happened and where")
    for private in (_SECRET, str(machine.base), "Users", "users", os.environ.get("USERNAME", "nobody")):
        need(private not in report, f"the crash report holds {private}")
    return f"{len(screens())} screens on {around['platform']}, {around['style']}, Qt {around['qt']}"


def try_restart(machine: Machine) -> str:
    """Another start opens the file last open, and the edit is there."""
    seen = machine.drive(
        "again",
        [
            {"opened": _FIRST},
            {"screen": "Risks"},
            {"click": "Table"},
            {"shows": {"cell": [0, 0], "text": _TYPED}},
            {"picture": "30-Restarted"},
        ],
    )
    need(not unexpected(machine, seen), f"said besides: {unexpected(machine, seen)}")
    return "the file last open, with the edit"


def try_stillness(machine: Machine) -> str:
    """What is painted stays as it was: Overview as it opens, Savings, Results. How sure changes as draws arrive, and is told."""
    if machine.pixels is None:
        return "not looked at, as this screen keeps nothing of what it showed"
    import shown

    settled = {"still": 1.5}
    steps: list[dict[str, Any]] = [{"started": True}, settled]
    steps += [{"screen": "Savings"}, settled, {"screen": "Results"}, settled, {"click": "How sure"}, {"still": 4.0}, {"wait": 0.1}]
    case = machine.work / f"{_LOOKED_AT}.appraisal"
    with shown.Watch(machine.pixels) as watch:
        seen = machine.drive("still", steps, machine.named(case))
    need(not unexpected(machine, seen), f"said besides: {unexpected(machine, seen)}")
    told = []
    for number, name in ((0, "Overview"), (2, "Savings"), (4, "Results"), (6, "How sure")):
        done = seen["steps"]
        began = seen["start"]["first frame"][0] if name == "Overview" else done[number]["at"]
        pictures = watch.between(began, done[number + 2]["at"], done[number + 1]["place"])
        for turn, picture in enumerate(pictures):
            shown.save(picture, machine.work / "still" / f"60-{name}-{turn}.png")
        wrong = shown.corrected(pictures)
        shown.save(wrong * 0xFFFFFF, machine.work / "still" / f"60-{name}-corrected.png")
        count = int(wrong.sum())
        need(count == 0 or name == "How sure", f"{name} painted {count} pixels that it corrected: see 60-{name}-corrected.png")
        told.append(f"{name} {len(pictures) - 1} times painted, {count} pixels corrected")
    return "; ".join(told)


def try_second_start(machine: Machine) -> str:
    """A second start brings the first window to the front, and gives it the file."""
    other = machine.work / f"{_FIRST}.appraisal"
    started = machine.begin("front", [{"opened": _LOOKED_AT}, {"in_front": True}, {"opened": _FIRST}, {"picture": "40-Second-start"}])
    until = time.monotonic() + _PATIENCE
    while not (machine.work / "front" / "waiting").exists():
        need(started.poll() is None and time.monotonic() < until, "the first window did not get as far as to wait")
        time.sleep(0.1)
    began = time.monotonic()
    machine.end(machine.start("AppraisalDesk", machine.named(other)))
    took = time.monotonic() - began
    seen = machine.seen("front", started)
    need(not unexpected(machine, seen), f"said besides: {unexpected(machine, seen)}")
    return f"the second start was over in {took:.1f} s"


def try_hard_crash(machine: Machine) -> str:
    """A fault below Python leaves a report, told at the next start, and loses nothing."""
    machine.drive("crash", [{"wait": 1.0}, {"fault_below": ""}], code=None)
    steps = [{"says": "stopped the last time it ran"}, {"picture": "50-After-a-crash"}]
    machine.drive("after", steps)
    reports = sorted((machine.local / "Crash reports").glob("Crash *.txt"))
    need(len(reports) == 2, f"{len(reports)} crash reports are there, and not 2")
    report = reports[-1].read_text(encoding="utf-8")
    need("desktop" in report and "fault_below" in report, f"the report does not say where: {report}")
    machine.verb("check", machine.named(machine.work / f"{_FIRST}.appraisal"))
    return "told at the next start; the file is sound"


def contents(folder: Path) -> dict[str, str]:
    """Every file of a folder, with the hash of what it holds."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()
    }


def try_package(machine: Machine) -> list[str]:
    """Everything, in order; each printed with its time. Gives what came of each. Raises Failed."""
    before, told = contents(machine.folder), []
    for trial in (try_verbs, try_first_start, try_restart, try_stillness, try_second_start, try_hard_crash):
        began = time.monotonic()
        outcome = trial(machine)
        told.append(f"{(trial.__doc__ or '').partition(':')[0].rstrip('.')}: {outcome}")
        print(f"{told[-1]} ({time.monotonic() - began:.0f} s)", flush=True)
    need(contents(machine.folder) == before, "the program has written into its own folder")
    told.append("Nothing was written into the program's own folder")
    print(told[-1], flush=True)
    return told


def keep(machine: Machine, out: Path) -> None:
    """Leave pictures, papers and what was seen for a person to look at."""
    out.mkdir(parents=True, exist_ok=True)
    for path in (*machine.work.glob("*/*.png"), *machine.work.glob("*.pdf")):
        shutil.copyfile(path, out / path.name)
    with contextlib.suppress(StopIteration):  # it may never have started
        for path in machine.local.rglob("Crash *.txt"):
            shutil.copyfile(path, out / path.name)
    for path in machine.work.glob("*/seen.json"):
        shutil.copyfile(path, out / f"{path.parent.name}.json")


@contextlib.contextmanager
def screen_for(pixels: Path) -> Iterator[dict[str, str]]:
    """What the program needs to draw on: a virtual screen on Linux, which keeps what it shows in `pixels`."""
    if sys.platform == "win32":
        yield {}
        return
    with virtual_screen(pixels=pixels) as display:
        os.environ["DISPLAY"] = display
        os.environ.pop("QT_QPA_PLATFORM", None)
        yield {"DISPLAY": display}


def smoke_test(zip_file: Path, out: Path, wine: bool, work: Path) -> list[str]:
    """Try a package. Gives what came of each trial. Raises Failed or Trouble."""
    shutil.rmtree(out, ignore_errors=True)
    base = Path(tempfile.mkdtemp(prefix="appraisal-desk-"))
    base.chmod(0o755)
    prefix: Wine | None = None
    try:
        pixels = base / "pixels"
        pixels.mkdir()
        with screen_for(pixels) as surroundings:
            if wine:
                user = _NOBODY if os.geteuid() == 0 else None
                home = base / "home"
                home.mkdir()
                if user is not None:
                    os.chown(home, user, user)
                prefix = make_prefix(base / "prefix", work, user, HOME=str(home), **surroundings)
                prefix.shipped_only = True
            machine = Machine(base, zip_file, prefix, None if sys.platform == "win32" else pixels)
            need(wine or not machine.local.exists(), "the program has been used here before, and this is to be a first start")
            try:
                return try_package(machine)
            finally:
                keep(machine, out)
    finally:
        if prefix is not None:
            prefix.stop()
        if sys.platform == "win32":
            place = base / _FOLDER
            subprocess.run(["icacls", str(place), "/remove:d", os.environ["USERNAME"], "/t", "/q"], check=False, stdout=subprocess.DEVNULL)
        for path in base.rglob("*"):
            if not path.is_symlink():
                path.chmod(0o755)
        shutil.rmtree(base, ignore_errors=True)


def main() -> int:
    """Try the package. Gives 1 with a sentence where something is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("zip", type=Path, help="the package, or the folder that PyInstaller made")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--wine", action="store_true")
    given = parser.parse_args()
    try:
        smoke_test(given.zip.resolve(), given.out.resolve(), given.wine, _ROOT / "build" / "windows")
    except (Failed, Trouble) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
