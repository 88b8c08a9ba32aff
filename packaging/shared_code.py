"""One archive of Python modules for both programs, where PyInstaller would put a copy into each.

It is a plain zip on Python's path. A package that holds a native library or a file of data cannot be in it, since such a file is looked for
beside its package; those stay with PyInstaller.
"""

from __future__ import annotations

import importlib.util
import marshal
import zipfile
from collections.abc import Iterable
from pathlib import Path

NAME = "shared.zip"
#: The same in every build of the same sources.
_DATE = (1980, 1, 1, 0, 0, 0)

#: What PyInstaller says of a file: its place in the bundle (or a module's name), where it is, and its kind.
Entry = tuple[str, str, str]


def split(pure: Iterable[Entry], files: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """The modules that go into the archive, and those that stay with PyInstaller because other `files` of the bundle are beside them."""
    beside = {name.replace("\\", "/").split("/")[0].split(".")[0] for name, _, _ in files}
    shared: list[Entry] = []
    kept: list[Entry] = []
    for entry in pure:
        name, path, _ = entry
        is_source = path.endswith(".py")  # a namespace package has no file at all
        (kept if name.split(".")[0] in beside or not is_source else shared).append(entry)
    return shared, kept


def write(modules: Iterable[Entry], archive: Path) -> None:
    """Compile the modules into the archive, without a path of the machine that did it."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    # a program of this kind never looks at the source again: no time of it, and no hash
    header = importlib.util.MAGIC_NUMBER + bytes(12)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as library:
        for name, path, _ in sorted(modules):
            place = name.replace(".", "/")
            if Path(path).name == "__init__.py":
                place += "/__init__"
            code = compile(Path(path).read_bytes(), f"{place}.py", "exec", dont_inherit=True)
            entry = zipfile.ZipInfo(f"{place}.pyc", _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            library.writestr(entry, header + marshal.dumps(code))
