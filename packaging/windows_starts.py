"""A start of the package under Wine, held against a bare window frozen by the same recipe, and against the same sources unfrozen."""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wine import Trouble, Wine, virtual_screen

#: How often each is started for the figures, turn about, so that whatever else the machine does falls on all alike.
STARTS = 7
_SAMPLE = "future-options"
#: What of a start is on the screen, by the self test's names: how it is told, and how many times a bare window it may take at most.
PARTS = {
    "first frame": ("First painted frame", 1.25),
    "figures": ("A sample's first screen painted with its figures", 4.0),
    "whole": ("The same with its charts and readiness, in the places kept for them", 7.0),
}
#: First frame of the package against unfrozen Python: what is aimed at.
_UNFROZEN_AIM = 1.2
_BARE, _PACKAGE, _UNFROZEN = "bare", "package", "unfrozen"


@dataclass(frozen=True)
class Took:
    """Seconds until something was painted: by the clock, from before the process began, and of the process's own processor time."""

    clock: float
    processor: float


#: For each that was started, what each of its starts took for each part of it.
Starts = Mapping[str, Sequence[Mapping[str, Took]]]


def measure(wine: Wine, folder: Path, bare: Path, python: Path, root: Path) -> list[str]:
    """Start each turn about and give the table, as lines of Markdown. Raises Trouble.

    `folder` holds the package, `bare` the bare window; `python` is the Windows Python that runs the sources in `root`.
    """
    # Python leaves its compiled modules beside the sources once, as on any machine after the first day
    wine.must(python, "-m", "compileall", "-q", "desktop", "db", folder=root)
    took: dict[str, list[Mapping[str, Took]]] = {_BARE: [], _PACKAGE: [], _UNFROZEN: []}
    loads = []
    with tempfile.TemporaryDirectory() as name, virtual_screen() as display:
        kept = Path(name)
        drawing = Wine(wine.folder, shipped_only=True, extra={"DISPLAY": display})
        sample = drawing.windows_path(kept / f"{_SAMPLE}.appraisal")
        drawing.must(folder / "appraisal-desk.exe", "sample", _SAMPLE, "--out", sample)
        (kept / "steps.json").write_text('[{"started": true}]', encoding="ascii")
        driven = ["--self-test", drawing.windows_path(kept), sample]
        programs: dict[str, list[str | Path]] = {
            _BARE: [bare / "bare-window.exe", drawing.windows_path(kept / "bare.txt")],
            _PACKAGE: [folder / "AppraisalDesk.exe", *driven],
            _UNFROZEN: [python, "-m", "desktop", *driven],
        }
        for number in range(STARTS + 1):
            loads.append(os.getloadavg()[0])
            for each, command in programs.items():
                began = time.time()
                done = drawing.run(*command, folder=root)
                if done.returncode:
                    raise Trouble(f"The window did not open for the figure: {done.stdout}{done.stderr}")
                if number:  # the first of each fills the caches
                    took[each].append(_seen(kept, each == _BARE, began))
    return render(took, statistics.median(loads))


def _seen(kept: Path, is_bare: bool, began: float) -> Mapping[str, Took]:
    """What a start left of itself: when each part of it was painted."""
    if is_bare:
        at, processor = (float(each) for each in (kept / "bare.txt").read_text(encoding="ascii").split())
        return {"first frame": Took(at - began, processor)}
    seen = json.loads((kept / "seen.json").read_text(encoding="utf-8"))
    return {part: Took(at - began, processor) for part, (at, processor) in seen["start"].items()}


def render(took: Starts, load: float) -> list[str]:
    """The table, and what is to be known of it: `load` is how many processes wanted a processor, the median over the run."""
    rows = [
        _row(f"{what}, against a bare window frozen by the same recipe", _of(took, _PACKAGE, part), _of(took, _BARE, "first frame"), aim)
        for part, (what, aim) in PARTS.items()
    ]
    frames = [_of(took, each, "first frame") for each in (_PACKAGE, _UNFROZEN)]
    rows.append(_row("First painted frame, against the same sources in unfrozen Python", frames[0], frames[1], _UNFROZEN_AIM))
    starts = len(took[_BARE])
    return [
        f"A start under Wine on the sample {_SAMPLE}, {starts} of each, turn about, after one that is not counted. By the clock",
        "the medians, which other work of the machine makes longer; of the process's processor time the least, which it changes little.",
        f"Wine's own server is in the clock's time alone. While it ran {load:.0f} processes wanted one of {os.cpu_count()} processors.",
        "",
        "| what | by the clock | in processor time | aim | figures |",
        "|---|---|---|---|---|",
        *rows,
    ]


def _of(took: Starts, each: str, part: str) -> list[Took]:
    return [start[part] for start in took[each]]


def _row(what: str, ours: Sequence[Took], rival: Sequence[Took], aim: float) -> str:
    clock = [statistics.median(each.clock for each in side) for side in (ours, rival)]
    processor = [min(each.processor for each in side) for side in (ours, rival)]
    figures = f"{_ms(clock[0])} and {_ms(clock[1])}; {_ms(processor[0])} and {_ms(processor[1])} of processor time"
    return f"| {what} | {clock[0] / clock[1]:.2f} | {processor[0] / processor[1]:.2f} | {aim:g} or less | {figures} |"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
