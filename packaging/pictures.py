"""Drive the real window over the samples and write one PNG a screen at 1366 x 768. Run by `python3 dev.py pictures --out DIR`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.application import Window, make_application
from desktop.operations.workbook.samples import make_sample
from desktop.settings import Settings
from desktop.views.kit.palettes import stand_in
from desktop.views.shell.screens import SCREENS

#: Which sample shows a screen best; the others are shown on the first.
_BEST = {"Savings": "back-office-hub", "Papers": "back-office-hub", "Services": "back-office-hub", "Partners": "back-office-hub"}
_OTHERWISE = "future-options"
_PATIENCE = 30.0


def settle(application: QApplication, seconds: float) -> None:
    """Let the window do what it is about, for a while."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        application.processEvents()
        time.sleep(0.005)


def open_and_wait(application: QApplication, window: Window, path: Path) -> None:
    """Open a store in the window and wait until it is there. Raises TimeoutError."""
    seen: list[bool] = []
    window.workspace.rest_loaded.connect(lambda: seen.append(True))
    window.open(path)
    until = time.monotonic() + _PATIENCE
    while not seen:
        application.processEvents()
        time.sleep(0.005)
        if time.monotonic() > until:
            raise TimeoutError(f"{path.name} did not open in {_PATIENCE:.0f} seconds")


def main() -> int:
    """Write the pictures and print each path."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--palette", choices=("light", "dark", "contrast"), default="light")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    width, height = (int(part) for part in given.size.split("x"))
    application = make_application(sys.argv[:1])
    application.setPalette(stand_in(given.palette))
    names = [entry.name for entry in SCREENS]
    with tempfile.TemporaryDirectory() as folder:
        window = Window(settings=Settings(Path(folder) / "settings.ini"))
        window.resize(width, height)
        window.show()
        settle(application, 0.3)
        take(window, given.out / "00-Welcome.png")
        for sample in (_OTHERWISE, "back-office-hub"):
            path = Path(folder) / f"{sample}.appraisal"
            make_sample(sample, path)
            open_and_wait(application, window, path)
            for number, name in enumerate(names, start=1):
                if _BEST.get(name, _OTHERWISE) == sample:
                    window.show_screen(name)
                    settle(application, 3.0 if name == "Papers" else 0.6)
                    take(window, given.out / f"{number:02}-{name}.png")
        window.close()
    return 0


def take(window: Window, path: Path) -> None:
    """Save the window's picture. Raises OSError where it cannot be written."""
    if not window.grab().save(str(path)):
        raise OSError(f"{path} cannot be written")
    print(path, flush=True)


if __name__ == "__main__":
    sys.exit(main())
