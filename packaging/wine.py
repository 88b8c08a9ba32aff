"""A Wine prefix in which a Windows program runs as on Windows 10: Wine, what Wine lacks, and a virtual screen.

Wine 8 lacks a few system libraries that Windows 10 (1809 and later) has. Small stand-ins, whose sources are in `packaging/wine/`, go into
the prefix's own system folder and nowhere else; `bundle.py` refuses a bundle that holds one.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_SOURCES = Path(__file__).resolve().parent / "wine"
_PROGRAM = Path("/usr/lib/wine/wine64")
_OWN_LIBRARIES = Path("/usr/lib/x86_64-linux-gnu/wine/x86_64-windows")
#: What stands in for a Windows library, in the prefix only.
STAND_INS = ("bcryptprimitives", "icuuc", "mscms")
#: No .NET, no browser, no menu entries; no debugger, which would wait for ever after a crash.
_OVERRIDES = "mscoree,mshtml,winemenubuilder.exe,winedbg.exe=;mscms,ucrtbase,ucrtwine=n"
#: Microsoft's run-time library as the bundle ships it, and never Wine's: so a bundle that lacks a part of it fails here too.
_SHIPPED_ONLY = ";vcruntime140,vcruntime140_1,msvcp140,msvcp140_1,msvcp140_2,concrt140=n"
_FONTS = ("MS Shell Dlg", "MS Shell Dlg 2", "Segoe UI", "Tahoma")
#: The functions of complex numbers that Wine 8's C library lacks and numpy asks for.
_COMPLEX = (
    *("cacos", "cacosh", "carg", "casin", "casinh", "catan", "catanh", "ccos", "ccosh", "cexp", "cimag"),
    *("clog", "conj", "cpow", "cproj", "creal", "csin", "csinh", "csqrt", "ctan", "ctanh"),
)
_MARK = b"Wine builtin DLL"


class Trouble(Exception):
    """What stops the build, as a sentence for whoever runs it."""


def named(version: Sequence[int]) -> str:
    """A version as it is written."""
    return ".".join(str(part) for part in version)


def mingw(tool: str, *arguments: str | Path) -> None:
    """Run one of Debian's compilers for Windows. Raises Trouble with what it said."""
    command = [f"x86_64-w64-mingw32-{tool}", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Trouble(f"This failed: {' '.join(command)}\n{done.stdout}{done.stderr}")


def compiled(*arguments: str | Path) -> None:
    """Compile C for Windows. Raises Trouble."""
    mingw("gcc", "-O2", "-s", *arguments)


@dataclass
class Wine:
    """One Wine prefix. `shipped_only` takes Microsoft's run-time library from the program's folder and from nowhere else.

    `user` is the number of the user whose prefix it is, where that is another than runs this.
    """

    folder: Path
    shipped_only: bool = False
    extra: dict[str, str] = field(default_factory=dict)
    user: int | None = None

    @property
    def drive(self) -> Path:
        """The folder that is drive C."""
        return self.folder / "drive_c"

    @property
    def system(self) -> Path:
        """The folder of Windows' own libraries."""
        return self.drive / "windows" / "system32"

    def surroundings(self) -> dict[str, str]:
        """The environment of a Windows program. Wine drops names that begin with QT_; WINEQT_ it gives on as QT_."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "WINE", "PYTHON", "XDG_"))}
        overrides = _OVERRIDES + (_SHIPPED_ONLY if self.shipped_only else "")
        own = {"WINEPREFIX": str(self.folder), "WINEARCH": "win64", "WINEDEBUG": "-all", "WINEDLLOVERRIDES": overrides, "LC_ALL": "C.UTF-8"}
        return {**kept, **own, **self.extra}

    def command(self, *arguments: str | Path) -> list[str]:
        """The command that runs a Windows program."""
        return [str(_PROGRAM), *map(str, arguments)]

    def run(self, *arguments: str | Path, folder: Path | None = None, seconds: float = 900) -> subprocess.CompletedProcess[str]:
        """Run a Windows program to its end. Python's own output works under Wine through pipes only, never through files."""
        return subprocess.run(
            self.command(*arguments), cwd=folder, env=self.surroundings(), stdin=subprocess.DEVNULL, capture_output=True,
            encoding="utf-8", errors="replace", timeout=seconds, check=False, user=self.user, group=self.user,
        )  # fmt: skip

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """Start a Windows program and go on."""
        return subprocess.Popen(
            self.command(*arguments), env=self.surroundings(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            encoding="utf-8", errors="replace", user=self.user, group=self.user,
        )  # fmt: skip

    def must(self, *arguments: str | Path, folder: Path | None = None, seconds: float = 900) -> str:
        """Run a Windows program that is to end well, and give what it printed. Raises Trouble."""
        done = self.run(*arguments, folder=folder, seconds=seconds)
        if done.returncode:
            said = f"{done.stdout}\n{done.stderr}".strip().splitlines()[-40:]
            raise Trouble("\n".join([f"This failed under Wine with {done.returncode}: {' '.join(map(str, arguments))}", *said]))
        return done.stdout

    def rest(self) -> None:
        """Wait until no Windows program of this prefix runs."""
        subprocess.run(["wineserver", "-w"], env=self.surroundings(), check=False, user=self.user, group=self.user)

    def stop(self) -> None:
        """End whatever still runs in this prefix, and in no other."""
        subprocess.run(["wineserver", "-k"], env=self.surroundings(), check=False, user=self.user, group=self.user)

    def windows_path(self, path: Path) -> str:
        """A path of this machine as a Windows program names it."""
        return "Z:" + str(path.resolve()).replace("/", "\\")


def make_prefix(folder: Path, work: Path, user: int | None = None, **extra: str) -> Wine:
    """Make the prefix, or take the one made before. Raises Trouble."""
    wine = Wine(folder, extra=dict(extra), user=user)
    ready = folder / "ready"
    if not ready.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        if user is not None:
            os.chown(folder, user, user)
        # the C library of its own comes later: there is no system folder yet to put it in
        first = Wine(folder, extra={**extra, "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe,winedbg.exe="}, user=user)
        first.must("wineboot", "-i")
        first.must("winecfg", "-v", "win10")
        for name in _FONTS:
            first.must("reg", "add", r"HKCU\Software\Wine\Fonts\Replacements", "/v", name, "/t", "REG_SZ", "/d", "Liberation Sans", "/f")
        first.rest()
        ready.touch()
    objects = work / "made"
    objects.mkdir(parents=True, exist_ok=True)
    for name in STAND_INS:
        compiled("-shared", _SOURCES / f"{name}.c", "-o", objects / f"{name}.dll", "-ladvapi32")
        _replace(objects / f"{name}.dll", wine.system / f"{name}.dll")
    _make_c_library(objects)
    for name in ("ucrtbase", "ucrtwine"):
        _replace(objects / f"{name}.dll", wine.system / f"{name}.dll")
    return wine


def _replace(source: Path, target: Path) -> None:
    """Put a file in the place of what may be a link into Wine's own folder."""
    target.unlink(missing_ok=True)
    shutil.copyfile(source, target)


def _make_c_library(objects: Path) -> None:
    """A ucrtbase.dll that adds the functions of complex numbers and hands all the rest on to Wine's own, under another name.

    Wine takes a library of its own only by its own name, so its mark is taken off the copy. Microsoft's `long double` is a double.
    """
    own = _OWN_LIBRARIES / "ucrtbase.dll"
    copy = bytearray(own.read_bytes())
    if bytes(copy[64 : 64 + len(_MARK)]) != _MARK:
        raise Trouble(f"{own.name} of this Wine is not marked as Wine 8's is. Debian 12's Wine 8 is what this is made for.")
    copy[64:96] = bytes(32)
    (objects / "ucrtwine.dll").write_bytes(copy)
    lines = ["/* Made by packaging/wine.py: see there. */", "#include <complex.h>"]
    for name in _COMPLEX:
        for suffix, kind in (("", "double"), ("f", "float"), ("l", "double")):
            result = kind if name in ("carg", "cimag", "creal") else f"{kind} _Complex"
            second, given = (f", {kind} _Complex w", ", w") if name == "cpow" else ("", "")
            called = f"{name}{'f' if kind == 'float' else ''}"
            lines.append(f"{result} own_{name}{suffix}({kind} _Complex z{second}) {{ return {called}(z{given}); }}")
    (objects / "complex.c").write_text("\n".join(lines) + "\n", encoding="ascii")
    ours = {f"{name}{suffix}" for name in _COMPLEX for suffix in ("", "f", "l")}
    listing = subprocess.run(["gendef", "-", str(own)], capture_output=True, text=True, check=True).stdout.replace("\r", "")
    lines = ["LIBRARY ucrtbase.dll", "EXPORTS"]
    for line in listing.partition("\nEXPORTS\n")[2].splitlines():
        if not line.strip() or line.startswith(";"):
            continue
        name = re.split(r"[\s=]", line.strip())[0].strip('"')
        data = " DATA" if "DATA" in line else ""
        lines.append(f'  "{name}" = own_{name}' if name in ours else f'  "{name}" = "ucrtwine.{name}"{data}')
    (objects / "ucrtbase.def").write_text("\n".join(lines) + "\n", encoding="ascii")
    compiled("-shared", "-static-libgcc", objects / "complex.c", objects / "ucrtbase.def", "-o", objects / "ucrtbase.dll")


@contextlib.contextmanager
def virtual_screen(width: int = 1366, height: int = 768, pixels: Path | None = None) -> Iterator[str]:
    """A screen nobody sees, for as long as it is used; gives its DISPLAY. What it shows is in a file in `pixels`. Raises Trouble."""
    read, write = os.pipe()
    size = f"{width}x{height}x24"
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"]
    command += ["-fbdir", str(pixels)] if pixels is not None else []
    server = subprocess.Popen(command, pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read, encoding="ascii") as said:
            number = said.readline().strip()
        if not number:
            raise Trouble("Xvfb, the virtual screen, did not start.")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()
