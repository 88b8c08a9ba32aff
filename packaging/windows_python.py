"""A Windows Python on a machine that has none: python.org's own DLLs out of a registry wheel, beside this Python's standard library.

The wheel is panda3d's: it carries python311.dll, the extension modules and their libraries as the Python Software Foundation built and
signed them. Python's standard library is the same on every system, so this machine's serves, if it is of the very same version.
`python.exe` (a tool of the build) and `python3.dll` (a list of names that point into python311.dll, as Python's own is) are made here.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from wine import Trouble, compiled, mingw, named

#: Which version the DLLs in the wheel are of.
VERSION = (3, 11, 7)
_DLL = "python311.dll"
_LOCK = "requirements-windows-python.txt"
_HERE = Path(__file__).resolve().parent
#: The libraries that the extension modules load. Those of TLS are left out with `_ssl` and `_hashlib`: the program reaches no network.
_LIBRARIES = ("libffi-8.dll", "sqlite3.dll")
_MODULES_LEFT_OUT = ("_ssl.pyd", "_hashlib.pyd", "_tkinter.pyd")
_LIBRARY_LEFT_OUT = (
    "site-packages",
    "lib-dynload",
    "__pycache__",
    "test",
    "tests",
    "config-3*",
    "_sysconfigdata*",
    "idlelib",
    "turtledemo",
    "lib2to3",
    "ensurepip",
    "tkinter",
)


def pip(*arguments: str | Path) -> None:
    """Run this Python's pip for Windows, from a hashed lock only. Raises Trouble."""
    command = [sys.executable, "-m", "pip", *arguments, "--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    command += ["--only-binary=:all:", "--platform=win_amd64", "--python-version=3.11", "--implementation=cp"]
    if subprocess.run([str(part) for part in command], stdin=subprocess.DEVNULL, check=False).returncode:
        raise Trouble("The Windows libraries could not be fetched. Check the network, then run this again.")


def make_python(folder: Path, work: Path) -> Path:
    """Lay out a Windows Python in `folder` and give its python.exe. `work` keeps the wheel. Raises Trouble."""
    if sys.version_info[:3] != VERSION:
        raise Trouble(
            f"The Windows package is made with Python {named(VERSION)}, whose standard library it takes along; this is Python "
            f"{named(sys.version_info[:3])}. Run dev.py windows with that Python, or packaging/windows.ps1 on Windows."
        )
    wheel = _wheel(work)
    shutil.rmtree(folder, ignore_errors=True)
    modules = folder / "DLLs"
    modules.mkdir(parents=True)
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            place, _, file = name.rpartition("/")
            if place != "deploy_libs":
                continue
            if file == _DLL:
                (folder / file).write_bytes(archive.read(name))
            elif file in _LIBRARIES or (file.endswith(".pyd") and file not in _MODULES_LEFT_OUT):
                (modules / file).write_bytes(archive.read(name))
    standard = Path(shutil.__file__).parent
    shutil.copytree(standard, folder / "Lib", ignore=shutil.ignore_patterns(*_LIBRARY_LEFT_OUT))
    (folder / "Lib" / "site-packages").mkdir()
    _make_forwarders(folder, work)
    return folder / "python.exe"


def install(folder: Path, lock: Path) -> None:
    """Install a hashed lock's Windows wheels beside that Python, and Microsoft's current run-time library with them."""
    packages = folder / "Lib" / "site-packages"
    pip("install", "--target", packages, "--upgrade", "--requirement", lock)
    # The wheel's own VCRUNTIME140.dll is of 2015; PySide6 brings today's.
    for name in ("vcruntime140.dll", "vcruntime140_1.dll"):
        shutil.copy2(packages / "PySide6" / name, folder / name)


def _wheel(work: Path) -> Path:
    kept = work / "python-wheel"
    if not list(kept.glob("*.whl")):
        pip("download", "--no-deps", "--dest", kept, "--requirement", _HERE / _LOCK)
    return next(kept.glob("*.whl"))


def _make_forwarders(folder: Path, work: Path) -> None:
    """Make python.exe and python3.dll."""
    objects = work / "made"
    objects.mkdir(parents=True, exist_ok=True)
    listing = subprocess.run(["gendef", "-", str(folder / _DLL)], capture_output=True, text=True, check=True).stdout
    (objects / "python311.def").write_text(listing, encoding="ascii")
    mingw("dlltool", "-d", objects / "python311.def", "-D", _DLL, "-l", objects / "libpython311.a")
    mingw("windres", "--include-dir", _HERE / "wine", _HERE / "wine" / "python.rc", objects / "python.o")
    compiled("-municode", _HERE / "wine" / "python.c", objects / "python.o", "-o", folder / "python.exe", f"-L{objects}", "-lpython311")
    exported = re.findall(r"^(\w+)( DATA)?$", listing.partition("\nEXPORTS\n")[2], re.MULTILINE)
    if not exported:
        raise Trouble(f"{_DLL} names nothing that it exports.")
    lines = ["LIBRARY python3.dll", "EXPORTS", *(f"  {name} = python311.{name}{data}" for name, data in exported)]
    (objects / "python3.def").write_text("\n".join(lines) + "\n", encoding="ascii")
    compiled("-shared", "-nostdlib", "-nostartfiles", "-Wl,--entry=0", objects / "python3.def", "-o", folder / "python3.dll")
