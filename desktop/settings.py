"""What belongs to the machine and not to a store: the file and the house style used last, the window's place.

They are in a plain file in the officer's local profile, so that none of them is in the Windows registry and none roams.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from PySide6.QtCore import QByteArray, QCoreApplication, QSettings, QStandardPaths

from desktop.disk_trouble import shown_folder
from desktop.errors import KnownTrouble
from desktop.own_files import own_file_made, own_folder_made

#: The name of the property of the application that holds the settings.
_HELD = "settings_of_tables"


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
    def matches(self) -> dict[str, dict[str, str]]:
        """What foreign tables were taken for, by the digest of their headings; whatever cannot be read is nothing."""
        try:
            kept = json.loads(str(self._kept.value("matches", "{}", type=str)))
        except ValueError:
            return {}
        if not isinstance(kept, dict):
            return {}
        return {
            str(shape): {str(key): str(answer) for key, answer in answers.items()}
            for shape, answers in kept.items()
            if isinstance(answers, dict)
        }

    @matches.setter
    def matches(self, kept: dict[str, dict[str, str]]) -> None:
        self._kept.setValue("matches", json.dumps(kept))

    @property
    def geometry(self) -> QByteArray:
        """Where the window stood; empty before the first time."""
        value = self._kept.value("geometry", QByteArray())
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._kept.setValue("geometry", value)

    def table(self, name: str) -> str:
        """How the officer has laid out the table of a name, as JSON; empty where they have not."""
        return str(self._kept.value(f"tables/{name}", "", type=str))

    def keep_table(self, name: str, layout: str) -> None:
        """Keep how the officer has laid out the table of a name; empty for as it is made."""
        if layout:
            self._kept.setValue(f"tables/{name}", layout)
        else:
            self._kept.remove(f"tables/{name}")

    def hold(self) -> None:
        """Be the settings of every table of the program that is made from now on."""
        application = QCoreApplication.instance()
        if application is not None:
            application.setProperty(_HELD, self)


def held_settings() -> Settings | None:
    """The settings that tables keep their layout in; None where there are none, as in a test of a table alone."""
    application = QCoreApplication.instance()
    held = application.property(_HELD) if application is not None else None
    return held if isinstance(held, Settings) else None


def settings_folder() -> Path:
    """The folder of the settings, in the officer's local profile; it may not be there yet. The application has its name by then."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation))
