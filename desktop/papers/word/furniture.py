"""The head and foot of each page: what is not for publication and what is a draft, who, and which page of how many."""

from __future__ import annotations

from typing import Any

from docx.document import Document as WordFile
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

from desktop.papers.content.blocks import Document
from desktop.papers.pdf.setting import DRAFT, title_of
from desktop.papers.word.markup import TAB, ParagraphMarkup, field, paragraph, run
from desktop.papers.word.styles import Style, Styles

_HEAD, _FOOT = "header", "footer"
_RELATIONS = {_HEAD: RELATIONSHIP_TYPE.HEADER, _FOOT: RELATIONSHIP_TYPE.FOOTER}
_TYPES = {_HEAD: CONTENT_TYPE.WML_HEADER, _FOOT: CONTENT_TYPE.WML_FOOTER}
_ROOTS = {_HEAD: "hdr", _FOOT: "ftr"}


def furnish(file: WordFile, document: Document, styles: Styles, room: int) -> None:
    """Say on every page what the paper is; what a template has at its head stays below that, and its own foot stays."""
    section = file.element.body.find(qn("w:sectPr"))
    kinds = ["default"]
    if _is_on(section.find(qn("w:titlePg"))):
        kinds.append("first")
    if _is_on(file.settings.element.find(qn("w:evenAndOddHeaders"))):
        kinds.append("even")
    marks = " – ".join([document.marking] * bool(document.marking) + [DRAFT] * document.draft)
    for kind in kinds:
        head = _part(file, section, _HEAD, kind)
        if head is None:
            texts = [_mark(marks, styles)] if marks else []
            texts.append(paragraph(run(title_of(document)), styles.id(Style.HEAD)))
            _add(file, section, _HEAD, kind, "".join(text.text() for text in texts))
        elif marks:
            head.insert(0, parse_xml(_with_names(_mark(marks, styles))))
        if _part(file, section, _FOOT, kind) is None:
            _add(file, section, _FOOT, kind, _foot(document, styles, room).text())


def has_picture_at_head(file: WordFile) -> bool:
    """Whether a template has a picture of its own at the head of a page: a logo, beside which no other stands."""
    section = file.element.body.find(qn("w:sectPr"))
    heads = (_part(file, section, _HEAD, kind) for kind in ("default", "first"))
    return any(head is not None and next(head.iter(qn("w:drawing"), qn("w:pict")), None) is not None for head in heads)


def _mark(marks: str, styles: Styles) -> ParagraphMarkup:
    return paragraph(run(marks), styles.id(Style.MARK))


def _foot(document: Document, styles: Styles, room: int) -> ParagraphMarkup:
    stop = f'<w:tabs><w:tab w:val="clear" w:pos="4513"/><w:tab w:val="clear" w:pos="9026"/><w:tab w:val="right" w:pos="{room}"/></w:tabs>'
    made = paragraph(
        run(document.council) + TAB + run("Page ") + field("PAGE", "1") + run(" of ") + field("NUMPAGES", "1"), styles.id(Style.FOOT)
    )
    return ParagraphMarkup(f"{made.properties}{stop}", made.runs)


def _with_names(made: ParagraphMarkup) -> str:
    return made.text().replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)


def _is_on(element: Any) -> bool:
    return element is not None and element.get(qn("w:val"), "true") in ("1", "true", "on")


def _part(file: WordFile, section: Any, which: str, kind: str) -> Any:
    """The root of a header or footer; nothing where the document has none of that kind."""
    for reference in section.findall(qn(f"w:{which}Reference")):
        if reference.get(qn("w:type"), "default") == kind:
            part = file.part.related_parts[reference.get(qn("r:id"))]
            return part.element if isinstance(part, XmlPart) else None
    return None


def _add(file: WordFile, section: Any, which: str, kind: str, inner: str) -> None:
    package = file.part.package
    taken = {str(part.partname) for part in package.iter_parts()}
    name = next(name for name in (f"/word/{which}{number}.xml" for number in range(1, 1000)) if name not in taken)
    root = parse_xml(f"<w:{_ROOTS[which]} {nsdecls('w', 'r')}>{inner}</w:{_ROOTS[which]}>")
    part = XmlPart(PackURI(name), _TYPES[which], root, package)
    relation = file.part.relate_to(part, _RELATIONS[which])
    # headers and footers are the first things that are said of a section (17.6.17)
    section.insert(0, parse_xml(f'<w:{which}Reference {nsdecls("w", "r")} w:type="{kind}" r:id="{relation}"/>'))
