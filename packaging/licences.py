"""The licence texts that go with the program: its own, Qt's, Python's, and those of every library in the folder."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from importlib.metadata import Distribution, distributions
from pathlib import Path

#: What makes the folder and is not in it. PyInstaller is not among them: its starter is in both programs.
_TOOLS = {"altgraph", "packaging", "pefile", "pyinstaller-hooks-contrib", "pywin32-ctypes", "setuptools"}
#: Under the LGPL, whose text and the GPL's are in packaging/licences: the wheels bring the text of Qt's commercial licence only.
_QT = {"pyside6-essentials", "shiboken6"}
_TEXT = re.compile(r"(^|/)(licen[cs]e|copying|notice|authors)", re.IGNORECASE)


def shipped(root: Path, installed: Iterable[Distribution]) -> list[Distribution]:
    """Of what is installed, what the lock names and the folder holds, by name. Raises LookupError where one is missing."""
    lock = (root / "packaging" / "requirements-windows.txt").read_text(encoding="utf-8")
    names = [name for name in re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE) if name not in _TOOLS]
    by_name = {each.metadata["Name"].lower().replace("_", "-").replace(".", "-"): each for each in installed}
    if missing := sorted(set(names) - set(by_name)):
        raise LookupError(f"the lock names {', '.join(missing)}, which cannot be found")
    return [by_name[name] for name in names]


def licence_files(root: Path) -> list[tuple[str, str]]:
    """Each text and the folder of the bundle it goes to. Raises FileNotFoundError where a library brings none."""
    own = root / "packaging" / "licences"
    texts = [
        (root / "LICENSE", "licences"),
        (root / "NOTICE.md", "licences"),
        (own / "LGPL-3.0.txt", "licences/Qt and PySide6"),
        (own / "GPL-3.0.txt", "licences/Qt and PySide6"),
        (_pythons_own(), f"licences/Python {sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"),
    ]
    for library in shipped(root, distributions()):
        name = library.metadata["Name"]
        if name.lower().replace("_", "-") not in _QT:
            texts += [(path, f"licences/{name} {library.version}{inside}") for path, inside in _texts(library)]
    return [(str(path), place) for path, place in texts]


def _texts(library: Distribution) -> list[tuple[Path, str]]:
    """The licence texts a library brings, with their folder inside its own where several have the same name."""
    files = []
    for file in library.files or ():
        parts = file.as_posix().partition(".dist-info/")
        if parts[1] and _TEXT.search(parts[2]):
            inside = Path(parts[2].removeprefix("licenses/")).parent.as_posix()
            files.append((Path(str(library.locate_file(file))), "" if inside == "." else f"/{inside}"))
    if not files:
        raise FileNotFoundError(f"{library.metadata['Name']} brings no licence text")
    return files


def _pythons_own() -> Path:
    import shutil

    for folder in (Path(shutil.__file__).parent, Path(sys.base_prefix)):
        for name in ("LICENSE.txt", "LICENSE"):
            if (folder / name).is_file():
                return folder / name
    raise FileNotFoundError("Python's own licence text is not beside it")
