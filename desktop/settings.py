"""What belongs to the machine and not to a store: the file and the house style used last, the window's place.

They are in a plain file in the officer's local profile, so that none of them is in the Windows registry and none roams.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from desktop.disk_trouble import shown_folder
from desktop.errors import KnownTrouble
from desktop.own_files import own_file_made, own_folder_made

#: A column is never so wide, in logical pixels.
_WIDEST = 10_000


class Settings:
    """Settings of this officer on this machine. `path` puts them in a file of their own, for tests and pictures."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or settings_folder() / "settings.ini"
        with contextlib.suppress(OSError):  # said when there is something to keep
            if path is None:
                own_folder_made(self.path.parent)
            own_file_made(self.path)
        self._kept = QSettings(str(self.path), QSettings.Format.IniFormat)

    def keep(self) -> None:
        """Write what was set, now. Raises KnownTrouble where it cannot be."""
        self._kept.sync()
        if self._kept.status() is not QSettings.Status.NoError:
            where = shown_folder(self.path.parent)
            raise KnownTrouble(f"Which file was open last cannot be kept in {where}. Check that you may write there and that it has space.")

    @property
    def last_file(self) -> Path | None:
        """The store that was open last."""
        kept = str(self._kept.value("last_file", "", type=str))
        return Path(kept) if kept else None

    @last_file.setter
    def last_file(self, path: Path | None) -> None:
        self._kept.setValue("last_file", str(path) if path else "")

    @property
    def last_house_style(self) -> Path | None:
        """The file of a house style that was brought in or saved last."""
        kept = str(self._kept.value("last_house_style", "", type=str))
        return Path(kept) if kept else None

    @last_house_style.setter
    def last_house_style(self, path: Path | None) -> None:
        self._kept.setValue("last_house_style", str(path) if path else "")

    @property
    def geometry(self) -> QByteArray:
        """Where the window stood; empty before the first time."""
        value = self._kept.value("geometry", QByteArray())
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._kept.setValue("geometry", value)

    @property
    def column_widths(self) -> dict[str, dict[str, int]]:
        """The widths of columns set by hand, in logical pixels, by table and column; what is not as it was kept is left out."""
        try:
            kept = json.loads(str(self._kept.value("column_widths", "{}", type=str)))
        except ValueError:
            return {}
        tables = kept.items() if isinstance(kept, dict) else ()
        return {
            str(name): {str(key): width for key, width in widths.items() if isinstance(width, int) and 0 < width < _WIDEST}
            for name, widths in tables
            if isinstance(widths, dict)
        }

    @column_widths.setter
    def column_widths(self, widths: dict[str, dict[str, int]]) -> None:
        self._kept.setValue("column_widths", json.dumps(widths))


def settings_folder() -> Path:
    """The folder of the settings, in the officer's local profile; it may not be there yet. The application has its name by then."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation))
