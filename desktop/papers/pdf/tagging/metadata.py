"""What a file says of itself: its information, its XMP packet and the colours it means. Loads ReportLab."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape

from reportlab.lib.utils import TimeStamp
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDate, PDFDictionary, PDFDocument, PDFName, PDFObject, PDFStream, PDFString, PDFZCompress

from desktop.disk_trouble import resource_bytes

PRODUCER = "Appraisal Desk"

_UA, _A, _SCHEMA = "http://www.aiim.org/pdfua/ns/id/", "http://www.aiim.org/pdfa/ns/id/", "http://www.aiim.org/pdfa/ns/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# PDF/A knows no schema of PDF/UA's, so the packet describes the one property that it uses (ISO 19005-2, 6.6.2.3.3).
_DESCRIBED = f"""<rdf:Description rdf:about="" xmlns:pdfaExtension="{_SCHEMA}extension/" xmlns:pdfaSchema="{_SCHEMA}schema#" \
xmlns:pdfaProperty="{_SCHEMA}property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema><pdfaSchema:namespaceURI>{_UA}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>PDF/UA part</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


@dataclass(frozen=True, slots=True)
class Details:
    """What a file is and whose. Clean text; a blank detail is left out, but for the title, which there must be."""

    title: str
    author: str
    subject: str
    language: str
    stamp: TimeStamp


class Information(PDFObject):
    """The information dictionary; the council is author and creator alike, so that no person and no machine is named."""

    def __init__(self, details: Details) -> None:
        self.details = details

    def format(self, document: PDFDocument) -> bytes:
        details = self.details
        fields = {"Title": details.title, "Author": details.author, "Subject": details.subject, "Creator": details.author}
        date = PDFDate(ts=details.stamp)
        entries = {name: PDFString(words) for name, words in fields.items() if words}
        entries |= {"Producer": PDFString(PRODUCER), "CreationDate": date, "ModDate": date}
        formatted: bytes = PDFDictionary(entries).format(document)
        return formatted


def packet(details: Details) -> bytes:
    """The XMP packet, which says the same as the information dictionary and that the file is PDF/UA-1 and PDF/A-2a."""
    year, month, day, hour, minute, second = details.stamp.YMDhms
    date = f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}+00:00"
    parts = [
        f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">',
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
        f'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="{_A}" xmlns:pdfuaid="{_UA}">',
        "<dc:format>application/pdf</dc:format>",
        _alternatives("dc:title", details.title),
        f"<dc:creator><rdf:Seq><rdf:li>{_e(details.author)}</rdf:li></rdf:Seq></dc:creator>" if details.author else "",
        _alternatives("dc:description", details.subject),
        f"<dc:language><rdf:Bag><rdf:li>{_e(details.language)}</rdf:li></rdf:Bag></dc:language>",
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>",
        f"<xmp:CreatorTool>{_e(details.author)}</xmp:CreatorTool>" if details.author else "",
        f"<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>",
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part></rdf:Description>",
        f'{_DESCRIBED}</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>',
    ]
    return "\n".join(part for part in parts if part).encode()


def output_intent(document: PDFDocument) -> PDFArray:
    """The colours of the file: sRGB, with its profile."""
    profile = PDFStream(PDFDictionary({"N": 3}), _profile(), [PDFZCompress])
    intent = {
        "Type": PDFName("OutputIntent"),
        "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString("sRGB"),
        "Info": PDFString("sRGB IEC61966-2.1"),
        "DestOutputProfile": document.Reference(profile, "OutputProfile"),
    }
    return PDFArray([PDFDictionary(intent)])


@cache
def _profile() -> bytes:
    return resource_bytes("colour", "sRGB.icc")


def _alternatives(name: str, words: str) -> str:
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{_e(words)}</rdf:li></rdf:Alt></{name}>' if words else ""


def _e(words: str) -> str:
    return escape(words, quote=False)
