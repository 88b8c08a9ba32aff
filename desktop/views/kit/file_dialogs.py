"""Asking the officer which file, and where one goes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

#: The files of the program, and the workbooks it reads and writes.
FILES, BOOKS = "Appraisal Desk files (*.appraisal)", "Case workbooks (*.xlsx)"


def documents() -> Path:
    """The officer's own folder of documents, where a file goes unless another place is chosen."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def ask_which(parent: QWidget, title: str, folder: Path | str, kinds: str) -> Path | None:
    """Which file is meant; None where the officer has none in mind after all."""
    name, _ = QFileDialog.getOpenFileName(parent, title, str(folder), kinds)
    return Path(name) if name else None


def ask_where(parent: QWidget, title: str, suggested: Path, kinds: str, suffix: str = "") -> Path | None:
    """Where a file goes, with a `suffix` where it is given none; None where it goes nowhere after all."""
    name, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), kinds)
    path = Path(name)
    return (path if path.suffix or not suffix else path.with_suffix(suffix)) if name else None
