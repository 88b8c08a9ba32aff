"""The package that an .xlsx file is, opened warily: what it claims to be, and how large it is, before anything in it is unpacked."""

from __future__ import annotations

import zipfile
from pathlib import Path

from desktop.disk_trouble import Work, is_found, known_disk_trouble
from desktop.errors import KnownTrouble

#: What reading any file at all may add to the program's memory, in bytes.
MEMORY_CAP = 512 * 1024 * 1024
#: More than this unpacked is no case: it would only fill the memory.
LARGEST_UNPACKED = 300 * 1024 * 1024
#: More cells that hold something, and more characters in them all, are no case either.
MOST_CELLS, MOST_TEXT = 2_000_000, 48 * 1024 * 1024
#: The library that reads values keeps an element for each row and each text that cells share: more of them would fill the memory too.
MOST_ELEMENTS = 500_000

#: How the names of files end that hold a table as text.
TEXT_FILES = (".csv", ".tsv", ".txt")

_ENOUGH_TEXT = 1_000
_OLD_FORM = b"\xd0\xcf\x11\xe0"
_ENCRYPTED, _OLD_BOOK = "EncryptedPackage".encode("utf-16-le"), "Workbook".encode("utf-16-le")
_MOST_PARTS, _LARGEST_DIRECTORY, _LARGEST_FILE = 10_000, 4 * 1024 * 1024, 100 * 1024 * 1024
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_NOTE = "~$"


def check_package(path: Path) -> None:
    """Raises KnownTrouble where a file cannot be a workbook: not there, a folder, protected, not a package, or too large."""
    if path.name.startswith(_NOTE):
        raise KnownTrouble(f"{path.name} is only Excel's note that {path.name[2:]} is open. Close it in Excel and choose {path.name[2:]}.")
    if path.suffix.casefold() in TEXT_FILES:
        raise KnownTrouble(
            f"{path.name} is a table in a text file. Bring it into a case with File, Bring in a sheet, or see what it looks like with "
            f"appraisal-desk match {path.name}."
        )
    with known_disk_trouble(path, Work.READ):
        if path.is_dir():
            raise KnownTrouble(f"{path.name} is a folder. Choose a workbook whose name ends in .xlsx.")
        try:
            _check_form(path)
            with zipfile.ZipFile(path) as package:
                parts = package.infolist()
        except (zipfile.BadZipFile, ValueError) as trouble:
            raise KnownTrouble(f"{path.name} is not a workbook. Choose a file that Excel saved as .xlsx.") from trouble
    _check_parts(path, parts)


def is_open_in_excel(path: Path) -> bool:
    """Whether Excel's note that a workbook is open stands beside it."""
    return is_found(path.with_name(f"{_NOTE}{path.name}"))


def unreadable(path: Path) -> KnownTrouble:
    """What is said of a package whose parts make no sense."""
    return KnownTrouble(f"{path.name} cannot be read as a workbook. Open it in Excel, save it as .xlsx and import it again.")


def too_large(path: Path) -> KnownTrouble:
    """What is said of a workbook that holds more than any case."""
    return KnownTrouble(
        f"{path.name} is too large to be a case: more than {MOST_CELLS:,} cells or {MOST_TEXT // 1024**2} million characters. "
        "Delete what is not the case and save it again."
    )


def too_long(path: Path) -> KnownTrouble:
    """What is said of a workbook with more rows, or more texts, than any case."""
    return KnownTrouble(
        f"{path.name} is too large to be a case: a sheet of more than {MOST_ELEMENTS:,} rows, or as many texts. "
        "Delete what is not the case and save it again."
    )


def _check_form(path: Path) -> None:
    """Raises KnownTrouble for another form than .xlsx, told by the bytes and never by the name, and for a directory of parts too long."""
    with path.open("rb") as file:
        start = file.read(8)
        if start.startswith(_OLD_FORM):
            raise KnownTrouble(_old_form(path, start + file.read(_LARGEST_DIRECTORY)))
        if said := _text_form(path, start + file.read(_ENOUGH_TEXT)):
            raise KnownTrouble(said)
        length = file.seek(0, 2)
        if length > _LARGEST_FILE:
            raise KnownTrouble(
                f"{path.name} is too large to be a case: {length // 1024**2} MB. Delete what is not the case and save it again."
            )
        file.seek(max(0, length - 65_557 - 20))
        tail = file.read()
        end = tail.rfind(_END)
        if end < 0 and start.startswith(b"PK\x03\x04"):
            raise KnownTrouble(f"{path.name} breaks off before its end. Copy it again, or ask for it to be sent again.")
        directory = int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0
        if end >= 20 and tail[end - 20 : end - 16] == _END_64:
            file.seek(int.from_bytes(tail[end - 12 : end - 4], "little"))
            directory = int.from_bytes(file.read(56)[40:48], "little")
        if directory > _LARGEST_DIRECTORY:
            raise zipfile.BadZipFile("its directory is longer than that of any workbook")


def _old_form(path: Path, begins: bytes) -> str:
    if _ENCRYPTED in begins:
        return f"{path.name} has a password. Open it in Excel, take the password off under File, Info, and save it again."
    if _OLD_BOOK in begins:
        return f"{path.name} is in the old .xls form, whatever its name. Open it in Excel and save it as .xlsx."
    return f"{path.name} has a password or is in the old .xls form. Save it as .xlsx without a password and import it again."


def _text_form(path: Path, begins: bytes) -> str:
    """What is said of text that has the name of a workbook; blank for anything else."""
    if not begins or any(byte < 32 and byte not in b"\t\r\n" for byte in begins):
        return ""
    if begins.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return f"{path.name} is a web page or an XML file, whatever its name. Open it in Excel and save it as .xlsx."
    return f"{path.name} is a text file, whatever its name. Give it a name that ends in .csv, and choose File, Bring in a sheet."


def _check_parts(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    """Raises KnownTrouble for what is not the package of a plain workbook, or unpacks to more than any case."""
    names = {part.filename for part in parts}
    unpacked = sum(part.file_size for part in parts)
    if unpacked > LARGEST_UNPACKED or len(parts) > _MOST_PARTS:
        raise KnownTrouble(
            f"{path.name} is too large to be a case: it unpacks to {unpacked // 1024**2} MB. Delete what is not the case and save it again."
        )
    if any(part.flag_bits & 1 for part in parts):
        raise KnownTrouble(f"{path.name} has a password. Save it as .xlsx without a password and import it again.")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise unreadable(path)
    if "xl/workbook.bin" in names:
        raise KnownTrouble(f"{path.name} is in the form .xlsb. Open it in Excel and save it as .xlsx.")
    if "content.xml" in names and "mimetype" in names:
        raise KnownTrouble(f"{path.name} is an OpenDocument file. Open it and save it as .xlsx.")
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        raise KnownTrouble(f"{path.name} holds macros. Open it in Excel and save it as an Excel workbook, .xlsx, which holds none.")
    if any(name.startswith("xl/externalLinks/") for name in names):
        raise KnownTrouble(
            f"{path.name} takes figures from another workbook. In Excel choose Data, Edit Links, Break Link, then save it again."
        )
