"""Councils' Word documents to set papers into: sound ones, and what comes with a wrong name or means harm."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt
from PIL import Image

GUIDANCE = "Delete this guidance before the report is sent"
OFFICER = "J Officer"


def _saved(file: docx.document.Document) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def picture(colour: str = "#663399") -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (400, 120), colour).save(out, "PNG")
    out.seek(0)
    return out


def council() -> bytes:
    """A council's template: serif, a logo on the first page, a head and feet, guidance to be deleted, and an author."""
    file = docx.Document()
    file.styles["Normal"].font.name, file.styles["Normal"].font.size = "Georgia", Pt(12)
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].add_run().add_picture(picture(), width=Cm(5))
    section.header.paragraphs[0].text = "Report of the Council"
    section.footer.paragraphs[0].text = "www.ashby.example"
    file.add_heading("Your heading here", 1)
    file.add_comment(file.add_paragraph(GUIDANCE).runs[0], text="Mind the house style", author=OFFICER, initials="JO")
    file.core_properties.author = file.core_properties.last_modified_by = OFFICER
    return _saved(file)


def changed(contents: bytes, change: Mapping[str, Callable[[bytes], bytes]], added: Mapping[str, bytes] = {}) -> bytes:
    """The same document with some of its parts changed, and others added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(contents)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, bytes)(old.read(name)))
        for name, part in (added or {}).items():
            new.writestr(name, part)
    return out.getvalue()


def replaced(old: str, new: str) -> Callable[[bytes], bytes]:
    """A change of the first of some words, which must be there."""

    def change(part: bytes) -> bytes:
        assert old.encode() in part, old
        return part.replace(old.encode(), new.encode(), 1)

    return change


DOCUMENT, STYLES, SETTINGS, RELATIONS, KINDS = (
    "word/document.xml",
    "word/styles.xml",
    "word/settings.xml",
    "word/_rels/document.xml.rels",
    "[Content_Types].xml",
)
_IMAGE = (
    '<Relationship Id="x9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="{}" TargetMode="{}"/>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DECLARED = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def related(target: str, mode: str = "External", kind: str = "image") -> Callable[[bytes], bytes]:
    """A further relation to a target."""
    relation = f'<Relationship Id="x9" Type="{_OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return replaced("</Relationships>", f"{relation}</Relationships>")


def _declaring(part: bytes) -> bytes:
    head, _, rest = part.partition(b"?>")
    return head + b"?>" + _DECLARED.encode() + rest.replace(b"<w:body>", b"<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p>", 1)


def _other_letters(encoding: str) -> Callable[[bytes], bytes]:
    def change(part: bytes) -> bytes:
        text = (
            _declaring(part)
            .decode()
            .replace('encoding="UTF-8"', f'encoding="{encoding}"')
            .replace("encoding='UTF-8'", f"encoding='{encoding}'")
        )
        return text.encode(encoding)

    return change


def _swollen(contents: bytes) -> bytes:
    return changed(contents, {}, {"word/media/big.bin": bytes(70 * 2**20)})


def _lying(contents: bytes) -> bytes:
    """A part that says it is shorter than it is."""
    out = changed(contents, {})
    with zipfile.ZipFile(io.BytesIO(out)) as package:
        size = package.getinfo(DOCUMENT).file_size
    return out.replace(size.to_bytes(4, "little"), (size // 2).to_bytes(4, "little"))


def _nested(part: bytes) -> bytes:
    deep = b"<w:sdt><w:sdtContent>" * 5000 + b"</w:sdtContent></w:sdt>" * 5000
    return part.replace(b"<w:body>", b"<w:body>" + deep, 1)


def _workbook() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


def _no_headings(part: bytes) -> bytes:
    return part.replace(b'w:val="heading 1"', b'w:val="Section name"').replace(b'w:val="Heading 1"', b'w:val="Section name"')


def _named_otherwise(kind: str) -> Callable[[bytes], bytes]:
    """A part under a name that tells nothing, of a kind that its relation alone tells."""
    named = replaced("</Types>", '<Default Extension="bin" ContentType="application/octet-stream"/></Types>')
    return lambda sound: changed(sound, {RELATIONS: related("x.bin", "Internal", kind), KINDS: named}, {"word/x.bin": b"x"})


def _packed(contents: bytes, method: int) -> bytes:
    """The same, packed in another way: what unpacks it would raise what is its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(contents)) as old, zipfile.ZipFile(out, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue()


def _footer_by_another_name(sound: bytes) -> bytes:
    """A foot that is no .xml by its name, and declares an entity."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
    named = replaced("</Types>", f'<Default Extension="dat" ContentType="{kind}"/></Types>')
    foot = f'<?xml version="1.0"?>{_DECLARED}<w:ftr xmlns:w="{_MAIN}"><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:ftr>'
    return changed(sound, {RELATIONS: related("x.dat", "Internal", "footer"), KINDS: named}, {"word/x.dat": foot.encode()})


def _at_the_foot(inner: str) -> Callable[[bytes], bytes]:
    """A sound document with more at its foot."""

    def change(sound: bytes) -> bytes:
        file = docx.Document(io.BytesIO(sound))
        file.sections[0].footer.paragraphs[0]._p.append(parse_xml(f"<w:r {nsdecls('w')}>{inner}</w:r>"))
        return _saved(file)

    return change


def _of_another_kind(kind: str) -> Callable[[bytes], bytes]:
    """A part that a paper is written into, and that says it is something else."""
    return lambda sound: changed(sound, {KINDS: replaced(f"wordprocessingml.{kind}+xml", "other+xml")})


def _wide_margins(part: bytes) -> bytes:
    return re.sub(rb'w:left="\d+"', b'w:left="20000"', part)


_ANOTHER = "is not a Word document. Choose a file that Word or LibreOffice saved as .docx."
_DAMAGED = "is damaged or locked. Open it in Word and save it again, or ask for another copy."
_UNFOLDS = "holds text that unfolds itself, which no Word document needs. Ask where it is from before you open it."
_OUTSIDE = "draws in what stands outside it, such as a linked picture. In Word, break the link and save it again."
_MACROS = "holds macros. Open it in Word and save it as a Word document, .docx, which holds none."
_EMBEDDED = "holds an embedded object, such as a workbook. Put a picture or a table in its place and save it again."
_NOT_WHOLE = "is not whole: a part of it is missing. Open it in Word and save it again."
_INSERTED = '<w:p><w:ins w:id="1" w:author="J"><w:r><w:t>new</w:t></w:r></w:ins></w:p>'


#: What is not taken, by what is wrong with it: how it is made of a sound one, and what is said of it after its name.
REFUSED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "no zip": (lambda sound: b"Dear Sir", _ANOTHER),
    "nothing": (lambda sound: b"", _ANOTHER),
    "a workbook": (lambda sound: _workbook(), _ANOTHER),
    "old Word": (
        lambda sound: b"\xd0\xcf\x11\xe0" + bytes(600),
        "is in the old .doc form, whatever its name. Open it in Word and save it as .docx.",
    ),
    "a password": (
        lambda sound: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
        "has a password. Open it in Word, take the password off under File, Info, and save it again.",
    ),
    "breaks off": (lambda sound: sound[: len(sound) // 2], _ANOTHER),
    "zip bomb": (
        _swollen,
        "is too large: it unpacks to more than 64 MB or 2,000 parts. Take out the pictures that it does not need and save it again.",
    ),
    "too many parts": (
        lambda sound: changed(sound, {}, {f"word/media/{number}.png": b"" for number in range(2001)}),
        "is too large: it unpacks to more than 64 MB or 2,000 parts. Take out the pictures that it does not need and save it again.",
    ),
    "a size that lies": (_lying, _DAMAGED),
    "two of a name": (lambda sound: changed(sound, {}, {"WORD/document.xml": b"<x/>"}), _DAMAGED),
    "deep": (lambda sound: changed(sound, {DOCUMENT: _nested}), _DAMAGED),
    "no XML": (lambda sound: changed(sound, {DOCUMENT: lambda part: part[:-40]}), _DAMAGED),
    "entities": (lambda sound: changed(sound, {DOCUMENT: _declaring}), _UNFOLDS),
    "entities in UTF-16": (lambda sound: changed(sound, {DOCUMENT: _other_letters("utf-16")}), _UNFOLDS),
    "entities in UTF-7": (lambda sound: changed(sound, {DOCUMENT: _other_letters("utf-7")}), _UNFOLDS),
    "a linked picture": (lambda sound: changed(sound, {RELATIONS: related("https://example.org/x.png")}), _OUTSIDE),
    "a picture on a server": (lambda sound: changed(sound, {RELATIONS: related("\\\\server\\x.png", "&#69;xternal")}), _OUTSIDE),
    "an appended file": (lambda sound: changed(sound, {RELATIONS: related("x.html", "Internal", "aFChunk")}), _OUTSIDE),
    "macros": (lambda sound: changed(sound, {}, {"word/vbaProject.bin": b"x"}), _MACROS),
    "named without macros": (
        lambda sound: changed(sound, {KINDS: replaced("wordprocessingml.document.main", "ms-word.document.macroEnabled.main")}), _MACROS,
    ),
    "macros by another name": (_named_otherwise("vbaProject"), _MACROS),
    "a control by another name": (_named_otherwise("control"), _MACROS),
    "an embedded workbook": (lambda sound: changed(sound, {}, {"word/embeddings/book.xlsx": b"x"}), _EMBEDDED),
    "an embedded object by another name": (_named_otherwise("oleObject"), _EMBEDDED),
    "a packing of its own": (lambda sound: _packed(sound, zipfile.ZIP_LZMA), _DAMAGED),
    "entities in a part of another name": (_footer_by_another_name, _UNFOLDS),
    "the strict form": (
        lambda sound: changed(sound, {"_rels/.rels": replaced(f"{_OFFICE}/office", "http://purl.oclc.org/ooxml/officeDocument/office")}),
        "is in the strict form of .docx. In Word, save it as ‘Word Document (*.docx)’.",
    ),
    "tracked changes": (
        lambda sound: changed(sound, {DOCUMENT: replaced("<w:body>", f"<w:body>{_INSERTED}")}),
        "holds tracked changes. Accept or reject them in Word and save it again.",
    ),
    "no headings": (
        lambda sound: changed(sound, {STYLES: _no_headings}),
        "has no style for headings. In Word, give a heading of it the style Heading 1, and save it again.",
    ),
    "a part missing": (lambda sound: changed(sound, {RELATIONS: replaced('Target="styles.xml"', 'Target="absent.xml"')}), _NOT_WHOLE),
    "other styles": (_of_another_kind("styles"), _NOT_WHOLE),
    "other numbering": (_of_another_kind("numbering"), _NOT_WHOLE),
    "other settings": (_of_another_kind("settings"), _NOT_WHOLE),
    "a foot of something else": (lambda sound: changed(sound, {"word/footer1.xml": lambda _: b"<a/>"}), _NOT_WHOLE),
    "no room": (
        lambda sound: changed(sound, {DOCUMENT: _wide_margins}),
        "leaves no room for words on its page. In Word, make its margins narrower, and save it again.",
    ),
    "a field that starts a program": (
        _at_the_foot('<w:fldSimple w:instr=" DDEAUTO c:\\\\cmd.exe &quot;/k calc&quot; "/>'), _OUTSIDE,
    ),
    "a field that fetches, split": (
        _at_the_foot(
            '<w:fldChar w:fldCharType="begin"/><w:instrText> INCLUDE</w:instrText><w:instrText>PICTURE "http://x.example/x.png"</w:instrText>'
            '<w:fldChar w:fldCharType="end"/>'
        ),
        _OUTSIDE,
    ),
}  # fmt: skip
#: What is no fault of a copy, which is read for its words alone.
OF_TEMPLATES = {*list(REFUSED)[list(REFUSED).index("tracked changes") :]}
