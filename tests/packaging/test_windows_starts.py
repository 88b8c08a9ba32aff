"""A start of the package against a bare window: the window itself, the table, and what of the screen counts as corrected."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import shown
import windows_starts
from windows_starts import Took


def start(frame: float, figures: float, whole: float) -> dict[str, Took]:
    """A start whose processor time is half of what the clock says."""
    return {part: Took(at, at / 2) for part, at in (("first frame", frame), ("figures", figures), ("whole", whole))}


def test_a_bare_window_writes_when_it_was_painted(repository: Path, tmp_path: Path) -> None:
    began, file = time.time(), tmp_path / "bare.txt"
    command = [sys.executable, str(repository / "packaging" / "bare_window.py"), str(file)]
    subprocess.run(command, check=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, stderr=subprocess.DEVNULL)
    at, processor = (float(each) for each in file.read_text(encoding="ascii").split())
    assert began < at <= time.time()
    assert processor > 0


def test_the_clock_is_told_by_its_median_and_the_processor_by_its_least() -> None:
    took = {
        "bare": [{"first frame": Took(1.0, 0.1)}, {"first frame": Took(9.0, 0.3)}, {"first frame": Took(2.0, 0.2)}],
        "package": [start(2.5, 6.0, 10.0), start(2.4, 6.2, 30.0), start(8.0, 6.1, 11.0)],
        "unfrozen": [start(5.0, 7.0, 12.0)] * 3,
    }
    *about, frame, figures, whole, unfrozen = windows_starts.render(took, 6.4)
    assert "3 of each" in about[0]
    assert "6 processes wanted" in about[2]
    assert frame.endswith("| 1.25 | 12.00 | 1.25 or less | 2500 ms and 2000 ms; 1200 ms and 100 ms of processor time |")
    assert "| 3.05 | 30.00 | 4 or less |" in figures
    assert "| 5.50 | 50.00 | 7 or less |" in whole
    assert "| 0.50 | 0.48 | 1.2 or less |" in unfrozen


def test_what_comes_onto_empty_ground_or_in_pieces_is_not_corrected() -> None:
    before = np.zeros((100, 100), np.uint32)
    cleared = np.full_like(before, 7)
    half, after = cleared.copy(), cleared.copy()
    half[:2, :40] = after[:2, :40] = 1
    after[50, :60] = 2
    assert shown.corrected([before, cleared, half, after]).sum() == 0
    misplaced = half.copy()
    misplaced[10, 10:15] = 1
    assert shown.corrected([before, half, misplaced, after]).sum() == 5
    assert shown.corrected([before, after]).sum() == 0


def test_a_screen_is_watched_through_the_file_its_server_keeps(tmp_path: Path) -> None:
    header = np.zeros(25, ">u4")
    header[0], header[4], header[5], header[19] = 104, 6, 4, 2  # with a name of four bytes, and two colours of twelve each
    first = np.arange(24, dtype="<u4").reshape(4, 6)
    file = tmp_path / "Xvfb_screen0"
    file.write_bytes(header.tobytes() + bytes(4 + 24) + first.tobytes())
    with shown.Watch(tmp_path) as watch:
        while not watch.pictures:
            time.sleep(0.001)
        np.memmap(file, "<u4", "r+", 104 + 24, (4, 6))[2, 3] = 99
        while len(watch.pictures) < 2:
            time.sleep(0.001)
    (_, before), (at, after) = watch.pictures
    assert np.array_equal(before, first)
    assert after[2, 3] == 99
    assert [picture.tolist() for picture in watch.between(at - 0.0001, at, (3, 2, 1, 1))] == [[[15]], [[99]]]
    assert len(watch.between(at - 0.0001, at, (0, 0, 6, 2))) == 1
    shown.save(after, tmp_path / "after.png")
    assert (tmp_path / "after.png").stat().st_size > 0
