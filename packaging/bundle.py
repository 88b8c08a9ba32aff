"""What PyInstaller made, turned into what is given out: checked, with its guide and licences, zipped, and told file by file.

python packaging/bundle.py "DIST/Appraisal Desk" --out OUT
"""

from __future__ import annotations

import argparse
import hashlib
import html
import shutil
import stat
import string
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from contents import is_left_out
from licences import shipped
from native_files import NativeFile, native_files
from sbom import sbom
from version_info import project

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parent
GUIDE = "For council IT.html"
FILE_HASHES = "Files and their SHA-256.txt"

#: What the package may come to, in bytes. Growth past it is to be decided, and not to happen.
ZIP_BUDGET = 60_000_000
FOLDER_BUDGET = 135_000_000
_TOLD = 10

#: The same date in every zip of the same files: the first a zip can hold.
_DATE = (1980, 1, 1, 0, 0, 0)
#: What belongs to Windows or stands in for it under Wine, and is never shipped.
_WINDOWS_OWN = ("icuuc.dll", "mscms.dll", "bcryptprimitives.dll", "ucrtbase.dll", "ucrtwine.dll", "python.exe")
_WINE_MARKS = (b"Wine builtin DLL", b"Wine placeholder DLL")


class Refused(Exception):
    """Why a bundle is not given out, as a sentence."""


@dataclass(frozen=True, slots=True)
class Package:
    """What is given out, and its figures in bytes."""

    zip: Path
    unpacked: int
    zipped: int
    files: int
    native: list[NativeFile]

    def lines(self) -> list[str]:
        """The figures as lines to print."""
        unsigned = [each for each in self.native if not each.publisher]
        return [
            f"Unpacked: {self.unpacked / 1e6:.1f} MB in {self.files} files (budget {FOLDER_BUDGET / 1e6:.0f} MB)",
            f"Zipped: {self.zipped / 1e6:.1f} MB (budget {ZIP_BUDGET / 1e6:.0f} MB)",
            f"Native files: {len(self.native)}, of which {len(unsigned)} are not signed",
        ]


def largest(folder: Path, count: int = _TOLD) -> list[tuple[str, int]]:
    """The largest files of a folder, by their places, with their sizes."""
    sizes = [(path.relative_to(folder).as_posix(), path.stat().st_size) for path in folder.rglob("*") if path.is_file()]
    return sorted(sizes, key=lambda each: (-each[1], each[0]))[:count]


def check_size(folder: Path, zipped: int, unpacked: int, zip_budget: int = ZIP_BUDGET, folder_budget: int = FOLDER_BUDGET) -> None:
    """Raises Refused, naming the ten largest files, where the package is over its budget."""
    over = []
    if zipped > zip_budget:
        over.append(f"the zip is {zipped / 1e6:.1f} MB, and {zip_budget / 1e6:.1f} MB is its budget")
    if unpacked > folder_budget:
        over.append(f"the folder is {unpacked / 1e6:.1f} MB, and {folder_budget / 1e6:.1f} MB is its budget")
    if over:
        lines = [f"  {size / 1e6:6.1f} MB  {name}" for name, size in largest(folder)]
        raise Refused("\n".join([f"The package has grown past its budget: {'; '.join(over)}. Its largest files:", *lines]))


def check_contents(folder: Path) -> None:
    """Raises Refused where the folder holds what it must not: a part of Wine or of Windows, or what the program does without."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.name.lower() in _WINDOWS_OWN or path.name.lower().startswith("api-ms-"):
            raise Refused(f"{name} belongs to Windows and must not be in the package.")
        if is_left_out(name.removeprefix("libraries/")) and path.is_file():
            raise Refused(f"{name} is not used by the program and must not be in the package.")
        if path.suffix.lower() in (".dll", ".exe", ".pyd") and any(mark in path.read_bytes()[:4096] for mark in _WINE_MARKS):
            raise Refused(f"{name} is Wine's own and must not be in the package.")


def digest(path: Path) -> str:
    """A file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_zip(folder: Path, target: Path) -> None:
    """Zip a folder under its own name: the same bytes for the same files, whenever and wherever."""
    target.unlink(missing_ok=True)
    paths = sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.relative_to(folder).as_posix())
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in paths:
            entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # a Unix unpacker makes the programs runnable; Windows takes no notice
            entry.create_system = 3
            runs = path.suffix in (".exe", "") and path.parent == folder
            entry.external_attr = (stat.S_IFREG | (0o755 if runs else 0o644)) << 16
            archive.writestr(entry, path.read_bytes())


def finish(folder: Path, out: Path, installed: Iterable[Distribution], python: str, zip_budget: int = ZIP_BUDGET) -> Package:
    """Make the package from PyInstaller's folder. Raises Refused; `out` is then without a zip.

    `installed` holds the libraries that it was made with, and `python` is the version of the Python.
    """
    about = project(_ROOT)
    check_contents(folder)
    inside = folder / "libraries" / "licences"
    if inside.exists():
        shutil.rmtree(folder / "licences", ignore_errors=True)
        inside.rename(folder / "licences")
    native = native_files(folder)
    (folder / GUIDE).write_text(guide(about, native), encoding="utf-8")
    places = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.name != FILE_HASHES)
    digests = {place: digest(folder / place) for place in places}
    (folder / FILE_HASHES).write_text("".join(f"{digests[place]}  {place}\n" for place in places), encoding="utf-8", newline="\r\n")
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    name = f"appraisal-desk-{about['version']}-windows"
    listed = sbom(about, python, shipped(_ROOT, installed), {each.name: digests[each.name] for each in native})
    (out / f"{name}.cdx.json").write_text(listed, encoding="utf-8", newline="\n")
    shutil.copyfile(folder / GUIDE, out / GUIDE)
    target = out / f"{name}.zip"
    write_zip(folder, target)
    unpacked = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    package = Package(target, unpacked, target.stat().st_size, len(places) + 1, native)
    try:
        check_size(folder, package.zipped, unpacked, zip_budget)
    except Refused:
        target.unlink()
        raise
    sums = [f"{digest(path)}  {path.name}\n" for path in sorted(out.iterdir())]
    (out / "SHA256SUMS.txt").write_text("".join(sums), encoding="utf-8", newline="\n")
    return package


def guide(about: dict[str, str], native: list[NativeFile]) -> str:
    """The page for council IT, with this build's own files."""
    signed: dict[str, int] = {}
    for each in native:
        if each.publisher:
            signed[each.publisher] = signed.get(each.publisher, 0) + 1
    unsigned = [each.name for each in native if not each.publisher]
    publishers = "; ".join(f"{count} by {name}" for name, count in sorted(signed.items())) or "none"
    return string.Template((_HERE / "council-it.html").read_text(encoding="utf-8")).substitute(
        version=html.escape(about["version"]),
        native=len(native),
        signed=html.escape(publishers),
        unsigned_count=len(unsigned),
        unsigned="\n".join(f"<li><code>{html.escape(name)}</code></li>" for name in unsigned),
        hashes=html.escape(FILE_HASHES),
    )


def main() -> int:
    """Make the package and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    try:
        package = finish(given.folder, given.out, distributions(), sys.version.split()[0])
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    print("\n".join([str(package.zip), *package.lines()]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
