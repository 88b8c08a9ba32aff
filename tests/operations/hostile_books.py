"""Files that mean harm, or only look like workbooks: each made from a whole one."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def with_parts(path: Path, changed: Mapping[str, bytes | Callable[[bytes], bytes]]) -> None:
    """Change parts of a package where it stands, or add them."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    for name, new in changed.items():
        parts[name] = new if isinstance(new, bytes) else new(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)


def with_streamed(path: Path, part: str, pieces: Iterator[bytes]) -> None:
    """Put a part that is written piece by piece, so that the test itself needs no memory, in the place of another."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist() if name != part}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name, content in parts.items():
            target.writestr(name, content)
        with target.open(part, "w") as file:
            for piece in pieces:
                file.write(piece)


def many_strings() -> Iterator[bytes]:
    """A zip bomb: some kilobytes that unpack to hundreds of megabytes of text."""
    yield f"<sst {_MAIN}>".encode()
    piece = b"<si><t>" + b"a" * 1_000_000 + b"</t></si>"
    for _ in range(200):
        yield piece
    yield b"</sst>"


def many_cells() -> Iterator[bytes]:
    """More cells than any case has."""
    yield f"<worksheet {_MAIN}><sheetData>".encode()
    row = b"<c><v>7</v></c>" * 399
    for number in range(1, 6_000):
        yield b'<row r="%d">%s</row>' % (number, row)
    yield b"</sheetData></worksheet>"


def long_tag() -> Iterator[bytes]:
    """One tag that never ends, which a reader would keep whole."""
    yield f'<worksheet {_MAIN}><sheetData><row r="1"><c r="'.encode()
    for _ in range(250):
        yield b"A" * 1_000_000
    yield b'"/></row></sheetData></worksheet>'


def long_text() -> Iterator[bytes]:
    """One cell whose text never ends."""
    yield f'<worksheet {_MAIN}><sheetData><row r="1"><c r="A1" t="str"><v>'.encode()
    for _ in range(250):
        yield b"A" * 1_000_000
    yield b"</v></c></row></sheetData></worksheet>"


def deep() -> Iterator[bytes]:
    """Elements within elements, a million deep."""
    yield f"<worksheet {_MAIN}>".encode()
    for _ in range(1_000):
        yield b"<a>" * 1_000
    yield b"</worksheet>"


def many_names() -> Iterator[bytes]:
    """Elements whose names are all different, each of which a parser keeps."""
    yield f"<worksheet {_MAIN}><sheetData>".encode()
    for row in range(1, 3_001):
        yield b'<row r="%d">' % row
        yield b"".join(b"<n%d/>" % (row * 1_000 + each) for each in range(1_000))
        yield b"</row>"
    yield b"</sheetData></worksheet>"


def understated(path: Path) -> None:
    """Make the directory of a package say that its first sheet unpacks to ten bytes."""
    content = bytearray(path.read_bytes())
    name = SHEET.encode()
    at = content.rfind(name) - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    path.write_bytes(bytes(content))


def many_parts(path: Path) -> None:
    """A package whose directory alone is megabytes."""
    with zipfile.ZipFile(path, "w") as target:
        for number in range(60_000):
            target.writestr(f"{'x' * 40}{number}", b"")


def encrypted(path: Path) -> None:
    """What Excel makes of a workbook with a password: an older form that holds the package whole, enciphered."""
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600))


def old_form(path: Path) -> None:
    """An .xls file under another name."""
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le") + bytes(600))


def claims_everything(path: Path) -> None:
    """Say that the first sheet reaches to the last cell there is."""
    with_parts(path, {SHEET: lambda sheet: sheet.replace(b"<sheetViews>", b"", 1) if b"<dimension" not in sheet else _dimension(sheet)})


def _dimension(sheet: bytes) -> bytes:
    begin = sheet.index(b"<dimension")
    end = sheet.index(b"/>", begin) + 2
    return sheet[:begin] + b'<dimension ref="A1:XFD1048576"/>' + sheet[end:]


def with_far_cell(path: Path) -> None:
    """Put something into the last cell there is."""
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with_parts(path, {SHEET: lambda sheet: sheet.replace(b"</sheetData>", far)})


def with_external_entity(path: Path) -> None:
    """Have the first sheet fetch a file."""
    begins = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    with_parts(path, {SHEET: lambda sheet: begins + sheet[sheet.index(b"<worksheet") :]})


def with_macros(path: Path) -> None:
    """Add what a macro workbook holds."""
    with_parts(path, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def with_external_links(path: Path) -> None:
    """Add what a workbook holds that takes figures from another."""
    with_parts(path, {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})


def binary_form(path: Path) -> None:
    """An .xlsb file under another name."""
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("xl/workbook.bin", b"")


def open_document(path: Path) -> None:
    """An .ods file under another name."""
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
        target.writestr("content.xml", b"<x/>")


def cut_short(path: Path) -> None:
    """A file whose copying was broken off."""
    path.write_bytes(path.read_bytes()[:-400])
