"""A Word document that somebody gave, looked at before anything reads it: nothing in it runs, fetches, unfolds or hides.

It is opened as a zip of XML parts (ECMA-376, part 2). What python-docx would take without a word is told here in a sentence.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from docx.oxml.exceptions import XmlchemyError
from lxml import etree

from desktop.errors import KnownTrouble

#: What a document may unfold to, in bytes, and how many parts it may have. A council's template has a hundredth of it.
LARGEST_UNPACKED, MOST_PARTS = 64 * 2**20, 2000
_OLD_FORM = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_KINDS = "[content_types].xml"
#: What a part may begin with: UTF-8, said or not. In any other letters a declaration of entities could not be seen.
_PLAIN = re.compile(
    rb"""(\xef\xbb\xbf)?\s*(<\?xml[^>]*encoding=["'](?i:utf-8|us-ascii)["'][^>]*\?>"""
    rb"""|<\?xml version=["']1\.0["']( standalone=["'](yes|no)["'])?\s*\?>|<[\w:]+[\s>/])"""
)
_DECLARES = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
#: What a part that is XML begins with, whatever it is called: libxml2 knows it in any width of letters, and in EBCDIC.
_MARKUP = re.compile(rb"[\s\0\xef\xbb\xbf\xfe\xff]*(<|\x4c\x6f\xa7\x94)")
#: What leads outside and is neither fetched nor written on by the program: a link to click, and the template that a document came from.
_HARMLESS = ("hyperlink", "attachedTemplate")
#: What a part is to the one that names it tells what it holds, whatever it is called.
_MACROS = ("vbaProject", "vbaProjectSignature", "wordVbaData", "control", "activeXControlBinary")
_EMBEDDED = ("oleObject", "package")
#: Fields that fetch, run or send something as they are shown, or write another field (ECMA-376, part 1, 17.16.5).
_FETCHES = re.compile(r"\s*(DDE|DDEAUTO|LINK|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|IMPORT|RD|DATABASE|PRINT|QUOTE)\b", re.IGNORECASE)
#: The names that Word’s strict form gives its parts and their relations.
_STRICT = b"http://purl.oclc.org/ooxml/"
#: What zipfile and its decompressors raise of a package that is damaged or made to harm.
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
#: What python-docx raises of a document that lacks what it counts on.
UNSOUND = (AttributeError, IndexError, KeyError, TypeError, ValueError, XmlchemyError)
#: How a part of a document may be packed (ECMA-376, part 2, annex B): what else zipfile unpacks raises what is its own.
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CHANGES = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange", "trPrChange")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def checked_parts(contents: bytes, name: str) -> dict[str, bytes]:
    """The parts of a document by their names. `name` is the file's. Raises KnownTrouble, one sentence, for what is not taken."""
    package = _package(contents, name)
    entries = package.infolist()
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise KnownTrouble(
            f"{name} is too large: it unpacks to more than {LARGEST_UNPACKED // 2**20} MB or {MOST_PARTS:,} parts. "
            "Take out the pictures that it does not need and save it again."
        )
    if len({entry.filename.lower() for entry in entries}) < len(entries) or any(each.compress_type not in _PACKINGS for each in entries):
        raise _damaged(name)
    parts: dict[str, bytes] = {}
    for entry in entries:
        try:
            with package.open(entry) as stream:
                part = stream.read(entry.file_size + 1)
        except _UNREADABLE as trouble:  # a size that lies, a password, a packing that nobody knows
            raise _damaged(name) from trouble
        _check_part(entry.filename.lower(), part, name)
        parts[entry.filename] = part
    if not any(part.lower() == _KINDS for part in parts) or not any(part.startswith("word/") for part in parts):
        raise _another(name)
    if any(_STRICT in part for part_name, part in parts.items() if part_name.lower() == "_rels/.rels"):
        raise KnownTrouble(f"{name} is in the strict form of .docx. In Word, save it as ‘Word Document (*.docx)’.")
    return parts


def check_template(parts: dict[str, bytes], name: str) -> None:
    """Raises KnownTrouble for what a paper set into a document would carry on: tracked changes, and fields at its head or foot
    that fetch or run something.
    """
    for root in (_parsed(part, name) for part in parts.values() if _MARKUP.match(part)):
        if next(root.iter(*(f"{_WORD}{each}" for each in _CHANGES)), None) is not None:
            raise KnownTrouble(f"{name} holds tracked changes. Accept or reject them in Word and save it again.")
        if root.tag != f"{_WORD}document" and any(_FETCHES.match(instruction) for instruction in _fields(root)):
            raise _from_outside(name)


def _fields(root: Any) -> Iterator[str]:
    """What each field of a part says it does; that of a field in runs may be split over any number of them."""
    open_fields: list[str] = []
    for element in root.iter(f"{_WORD}fldSimple", f"{_WORD}fldChar", f"{_WORD}instrText"):
        if element.tag == f"{_WORD}fldSimple":
            yield element.get(f"{_WORD}instr", "")
        elif element.tag == f"{_WORD}instrText":
            open_fields[-1:] = ["".join((*open_fields[-1:], element.text or ""))]
        elif element.get(f"{_WORD}fldCharType") == "begin":
            open_fields.append("")
        elif open_fields and element.get(f"{_WORD}fldCharType") == "end":
            yield open_fields.pop()
    yield from open_fields


def _package(contents: bytes, name: str) -> zipfile.ZipFile:
    if contents.startswith(_OLD_FORM):
        if _ENCRYPTED in contents:
            raise KnownTrouble(f"{name} has a password. Open it in Word, take the password off under File, Info, and save it again.")
        raise KnownTrouble(f"{name} is in the old .doc form, whatever its name. Open it in Word and save it as .docx.")
    try:
        return zipfile.ZipFile(io.BytesIO(contents))
    except _UNREADABLE as trouble:
        raise _another(name) from trouble


def _check_part(part_name: str, part: bytes, name: str) -> None:
    if "vbaproject" in part_name or "/activex/" in part_name or (part_name == _KINDS and b"macroenabled" in part.lower()):
        raise _macros(name)
    if "/embeddings/" in part_name:
        raise _embedded(name)
    if not part_name.endswith((".xml", ".rels")) and not _MARKUP.match(part):
        return
    if _DECLARES.search(part.replace(b"\0", b"")) or not _PLAIN.match(part):
        raise KnownTrouble(f"{name} holds text that unfolds itself, which no Word document needs. Ask where it is from before you open it.")
    root = _parsed(part, name)
    if part_name.endswith(".rels"):
        _check_relations(root, name)


def _check_relations(root: Any, name: str) -> None:
    """Each relation as it is parsed: letters written by their numbers, and a `>` in an address, get past a pattern over the bytes."""
    for kind, mode in _relations(root):
        if kind == "aFChunk" or (mode == "External" and kind not in _HARMLESS):
            raise _from_outside(name)
        if kind in _MACROS:
            raise _macros(name)
        if kind in _EMBEDDED:
            raise _embedded(name)


def _relations(root: Any) -> Iterator[tuple[str, str]]:
    for relation in root.iter("{*}Relationship"):
        yield relation.get("Type", "").rsplit("/", 1)[-1], relation.get("TargetMode", "")


def _parsed(part: bytes, name: str) -> Any:
    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as trouble:
        raise _damaged(name) from trouble


def _from_outside(name: str) -> KnownTrouble:
    return KnownTrouble(f"{name} draws in what stands outside it, such as a linked picture. In Word, break the link and save it again.")


def _macros(name: str) -> KnownTrouble:
    return KnownTrouble(f"{name} holds macros. Open it in Word and save it as a Word document, .docx, which holds none.")


def _embedded(name: str) -> KnownTrouble:
    return KnownTrouble(f"{name} holds an embedded object, such as a workbook. Put a picture or a table in its place and save it again.")


def _damaged(name: str) -> KnownTrouble:
    return KnownTrouble(f"{name} is damaged or locked. Open it in Word and save it again, or ask for another copy.")


def _another(name: str) -> KnownTrouble:
    return KnownTrouble(f"{name} is not a Word document. Choose a file that Word or LibreOffice saved as .docx.")
