"""Which files of a folder are native code, and who signed each: what application control asks."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

_ENDINGS = (".exe", ".dll", ".pyd", ".so")
#: Whose signatures are in the folder. The first that a file's certificates name is its publisher: a chain may name the next one too.
_PUBLISHERS = ("Python Software Foundation", "The QT Company Oy", "Microsoft Corporation")
#: The place of the certificates among the data directories of a Windows program.
_CERTIFICATES = 4
#: No Windows program is smaller.
_LEAST = 512


@dataclass(frozen=True, slots=True)
class NativeFile:
    """A file of native code, by its place in the folder. `publisher` is empty where it is not signed."""

    name: str
    size: int
    publisher: str


def native_files(folder: Path) -> list[NativeFile]:
    """Every file of native code in a folder, by name."""
    files = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and (path.name.lower().endswith(_ENDINGS) or ".so." in path.name or path.read_bytes()[:4] == b"\x7fELF"):
            files.append(NativeFile(path.relative_to(folder).as_posix(), path.stat().st_size, publisher(path)))
    return files


def publisher(path: Path) -> str:
    """Who signed a Windows program or library, by the signature inside it; empty where there is none, and for any other file.

    Whether the signature holds is for Windows to say: `Get-AuthenticodeSignature` does.
    """
    image = path.read_bytes()
    if image[:2] != b"MZ" or len(image) < _LEAST:
        return ""
    header = struct.unpack_from("<I", image, 0x3C)[0]
    if image[header : header + 4] != b"PE\0\0":
        return ""
    optional = header + 24
    # the directories begin after 112 bytes of a 64-bit header, 96 of a 32-bit one
    directories = optional + (112 if struct.unpack_from("<H", image, optional)[0] == 0x20B else 96)
    at, size = struct.unpack_from("<II", image, directories + 8 * _CERTIFICATES)
    if not size:
        return ""
    certificates = image[at : at + size]
    return next((name for name in _PUBLISHERS if name.encode() in certificates), "another publisher")
