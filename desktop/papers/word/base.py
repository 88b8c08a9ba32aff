"""The Word document that a paper is set into where the council has given none: A4, made here, with nothing in it but its page and its type.

What python-docx brings of its own is US Letter, names an author and a year, and holds each style twice.
"""

from __future__ import annotations

import io
import zipfile

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="' + _OFFICE + '"'
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1417" w:right="1134" w:bottom="1304" w:left="1134" w:header="624" w:footer="567" w:gutter="0"/></w:sectPr>'
)
_FACE = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
_STYLES = (
    f'<w:docDefaults><w:rPrDefault><w:rPr>{_FACE}<w:sz w:val="24"/><w:szCs w:val="24"/>'
    '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)
_SETTINGS = (
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-GB"/>'
)
#: Each part: its name, its kind and what is in it.
_PARTS = (
    ("document", "document.main", f"<w:document {_NS}><w:body>{_PAGE}</w:body></w:document>"),
    ("styles", "styles", f"<w:styles {_NS}>{_STYLES}</w:styles>"),
    ("settings", "settings", f"<w:settings {_NS}>{_SETTINGS}</w:settings>"),
    ("numbering", "numbering", f"<w:numbering {_NS}/>"),
)


def base_document() -> bytes:
    """The document, with a numbering part but no list in it."""
    kinds = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>' for name, kind, _ in _PARTS)
    beside = "".join(_relation(name, f"{name}.xml") for name, _, _ in _PARTS if name != "document")
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{kinds}</Types>',
        "_rels/.rels": _relations(
            f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>',
        ),
        "word/_rels/document.xml.rels": _relations(beside),
        **{f"word/{name}.xml": text for name, _, text in _PARTS},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in files.items():
            package.writestr(name, _XML + text)
    return out.getvalue()


def _relation(name: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="{target}"/>'


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'
