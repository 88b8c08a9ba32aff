"""The council's own Word document that a paper is set into: its styles, logo, head and foot, without its words and its past."""

from __future__ import annotations

import base64
import io
import zipfile
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.parts.numbering import NumberingPart
from docx.parts.settings import SettingsPart
from docx.shared import Pt

from db.nouns.house_styles import HouseStyle
from desktop.errors import KnownTrouble
from desktop.papers import picture_files
from desktop.papers.pdf.styles import ROOM
from desktop.papers.word.base import base_document
from desktop.papers.word.checked import UNSOUND, check_template, checked_parts
from desktop.papers.word.package import same_bytes
from desktop.papers.word.styles import Style, Styles

_KINDS = "[Content_Types].xml"
_TEMPLATE, _DOCUMENT = b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml"
#: What a paper keeps of a template: how words are set, and what stands at the head and foot. All else that its text draws on, such as the
#: pictures of the words that go, stays behind, with what the file says of its past, its authors and who signed it.
_KEPT = (
    "styles", "stylesWithEffects", "numbering", "settings", "webSettings", "fontTable", "theme", "footnotes", "endnotes",
    "header", "footer",
)  # fmt: skip
_OF_ITS_SETTINGS = (
    "w:attachedTemplate", "w:mailMerge", "w:docVars", "w:rsids", "w:documentProtection", "w:writeProtection", "w:linkStyles",
)  # fmt: skip
#: The parts that a document may lack and a paper needs: the name of the root, the relation, the type, and python-docx's class.
_NEEDED: tuple[tuple[str, str, str, type[XmlPart]], ...] = (
    ("numbering", RELATIONSHIP_TYPE.NUMBERING, CONTENT_TYPE.WML_NUMBERING, NumberingPart),
    ("settings", RELATIONSHIP_TYPE.SETTINGS, CONTENT_TYPE.WML_SETTINGS, SettingsPart),
)
#: What the root of a part is by its relation, where a paper is written into it.
_ROOTS = {"styles": "w:styles", "numbering": "w:numbering", "settings": "w:settings", "header": "w:hdr", "footer": "w:ftr"}
TWIPS = 20
#: The narrowest text that a paper is set in, in twentieths of a point: two inches.
_LEAST_ROOM = 2 * 72 * TWIPS


@dataclass(frozen=True, slots=True)
class Template:
    """A council's document, as it was read: its bytes, and the name of its file for what is said of it."""

    contents: bytes
    name: str


def template_of(house: HouseStyle) -> Template | None:
    """The template of a house style; nothing where it has none."""
    return Template(base64.b64decode(house.template), house.template_name) if house.template else None


def opened(template: Template | None) -> WordFile:
    """The document that a paper is set into: the template's with an empty body, or one made here.

    Raises KnownTrouble, one sentence, for a template that is not taken.
    """
    if template is None:
        return docx.Document(io.BytesIO(base_document()))
    file = _read(template)
    if not _has_part(file, RELATIONSHIP_TYPE.STYLES) or not Styles(file.styles.element).has(Style.SECTION):
        raise KnownTrouble(
            f"{template.name} has no style for headings. In Word, give a heading of it the style Heading 1, and save it again."
        )
    for name, kind, content_type, part_type in _NEEDED:
        if not _has_part(file, kind):
            root: Any = parse_xml(f"<w:{name} {nsdecls('w')}/>")
            file.part.relate_to(part_type(PackURI(f"/word/{name}.xml"), content_type, root, file.part.package), kind)
    _empty(file)
    _forget(file)
    _in_english(file)
    return file


def without_past(template: Template) -> bytes:
    """The document without its words and without what it says of its authors and its past, as it is shared. Papers look no different.

    What has been through this once comes out as it went in. Raises KnownTrouble, one sentence, for a template that is not taken.
    """
    saved = io.BytesIO()
    opened(template).save(saved)
    return same_bytes(saved.getvalue())


def _has_part(file: WordFile, kind: str) -> bool:
    return any(relation.reltype == kind for relation in file.part.rels.values())


def _read(template: Template) -> WordFile:
    parts = checked_parts(template.contents, template.name)
    check_template(parts, template.name)
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part.replace(_TEMPLATE, _DOCUMENT) if name.lower() == _KINDS.lower() else part)
    try:
        file = docx.Document(package)
        if file.element.body.find(qn("w:sectPr")) is None:
            file.element.body.append(parse_xml(f"<w:sectPr {nsdecls('w')}/>"))
        _check_parts(file)
        room = room_of(file)
    except UNSOUND as trouble:
        raise not_whole(template) from trouble
    if room < _LEAST_ROOM:
        raise KnownTrouble(f"{template.name} leaves no room for words on its page. In Word, make its margins narrower, and save it again.")
    return file


def not_whole(template: Template) -> KnownTrouble:
    """What is said of a template that lacks something which a paper set into it needs."""
    return KnownTrouble(f"{template.name} is not whole: a part of it is missing. Open it in Word and save it again.")


def room_of(file: WordFile) -> int:
    """The width of the text on a document's last pages, in twentieths of a point; the program's own where its page has no size."""
    section = file.sections[-1]
    wide, left, right = section.page_width, section.left_margin or Pt(0), section.right_margin or Pt(0)
    return round(ROOM * TWIPS if wide is None else (wide - left - right) / Pt(1) * TWIPS)


def _check_parts(file: WordFile) -> None:
    """Raises ValueError or KeyError where a part that a paper is written into is not what it is named as."""
    for relation in file.part.rels.values():
        root = _ROOTS.get(relation.reltype.rsplit("/", 1)[-1])
        if root is not None and getattr(getattr(relation.target_part, "element", None), "tag", "") != qn(root):
            raise ValueError(root)
    for reference in file.element.body.iter(qn("w:headerReference"), qn("w:footerReference")):
        file.part.related_parts[reference.get(qn("r:id"))]


def _empty(file: WordFile) -> None:
    """Take out the template's own words, and leave its last section with the heads and feet that it had from those before."""
    body = file.element.body
    sections = list(body.iter(qn("w:sectPr")))
    last = sections[-1]
    for earlier in reversed(sections[:-1]):
        for reference in earlier.findall(qn("w:headerReference")) + earlier.findall(qn("w:footerReference")):
            if not any(each.get(qn("w:type")) == reference.get(qn("w:type")) for each in last.findall(reference.tag)):
                last.insert(0, deepcopy(reference))
    for child in list(body):
        body.remove(child)
    body.append(last)
    for notes in ("footnotes", "endnotes"):
        for relation in file.part.rels.values():
            if relation.reltype.rsplit("/", 1)[-1] == notes:
                _empty_notes(relation.target_part)


def _empty_notes(part: Part) -> None:
    """Leave of footnotes what parts them from the text, and none of their words."""
    root = parse_xml(part.blob)
    for note in [each for each in root if each.get(qn("w:type"), "normal") == "normal"]:
        root.remove(note)
    part._blob = serialize_part_xml(root)
    part.rels.clear()


def _forget(file: WordFile) -> None:
    """Take out what the template says of its past: who wrote it, when, from which server's template, what was said of it, and all that
    only its own words drew on.
    """
    used = {each.get(qn("r:id")) for each in file.element.body.iter(qn("w:headerReference"), qn("w:footerReference"))}
    for owner, kinds in ((file.part.package, ("officeDocument",)), (file.part, _KEPT)):
        for key, relation in list(owner.rels.items()):
            kind = relation.reltype.rsplit("/", 1)[-1]
            if kind not in kinds or (kind in ("header", "footer") and key not in used):
                del owner.rels[key]
    settings = file.settings.element
    for name in _OF_ITS_SETTINGS:
        for element in settings.findall(qn(name)):
            settings.remove(element)
    of_settings = file.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels
    for key in list(of_settings):
        del of_settings[key]
    for part in file.part.package.iter_parts():
        if part.content_type.startswith("image/"):
            part._blob = picture_files.without_past(part.blob)


def _in_english(file: WordFile) -> None:
    """Say that the words are British English, whatever Word the template was made in."""
    styles = file.styles.element
    for language in [*styles.iter(qn("w:lang")), *file.settings.element.iter(qn("w:themeFontLang"))]:
        language.set(qn("w:val"), "en-GB")
    default = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if default is not None and default.find(qn("w:lang")) is None:
        default.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-GB"/>'))
